//! A roster on its way in, and what is already known: the two sides a plan compares.
//!
//! Must never know: which system the roster came from, beyond its name.

use super::{
    ClassFacts, ContactFacts, PupilFacts, StaffFacts,
    facts::{ClassTold, ContactTold, PupilTold, StaffTold},
    problem::{At, Problem},
};
use rulebook::{Week, Weekday};
use std::collections::HashMap;
use uuid::Uuid;

/// What another system calls a record: the first thing to match by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceKey {
    /// The system and, where it serves several, the school: "oneroster:MSTAY".
    pub system: String,
    /// Its identifier there, exactly as given.
    pub value: String,
}

/// One row about a pupil, a member of staff or a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming<T> {
    /// Where it stands.
    pub at: At,
    /// What the source calls it.
    pub key: Option<SourceKey>,
    /// The source says it is no longer there.
    pub gone: bool,
    /// What the source says about it.
    pub told: T,
}

/// A pupil's row.
pub type PupilIn = Incoming<PupilTold>;
/// A row about a member of staff.
pub type StaffIn = Incoming<StaffTold>;
/// A row about a class or form.
pub type ClassIn = Incoming<ClassTold>;

/// A row about one contact of one pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactIn {
    /// Whose contact.
    pub pupil: PupilRef,
    /// The rest. The key need be unique only among this pupil's contacts.
    pub row: Incoming<ContactTold>,
}

/// How a row points at a pupil. Never by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct PupilRef {
    /// What the source calls the pupil.
    pub key: Option<SourceKey>,
    /// Unique pupil number.
    pub upn: Option<String>,
    /// The school's own number.
    pub admission_number: Option<String>,
}

/// How a row points at a member of staff. Never by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct StaffRef {
    /// What the source calls them.
    pub key: Option<SourceKey>,
    /// Short code.
    pub code: Option<String>,
    /// Email address.
    pub email: Option<String>,
}

/// How a row points at a class.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct ClassRef {
    /// What the source calls it.
    pub key: Option<SourceKey>,
    /// "8x/Ma1"
    pub code: Option<String>,
}

/// Who is in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberRef {
    /// A pupil.
    Pupil(PupilRef),
    /// A teacher or other adult; `main` when the class is theirs first.
    Teacher {
        /// Who.
        staff: StaffRef,
        /// The first teacher of the class.
        main: bool,
    },
}

/// A row that puts somebody in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberIn {
    /// Where it stands.
    pub at: At,
    /// The class.
    pub class: ClassRef,
    /// The pupil or teacher.
    pub who: MemberRef,
    /// No longer in it.
    pub gone: bool,
}

/// A row that says who a pupil's form tutor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TutorIn {
    /// Where it stands.
    pub at: At,
    /// Whose tutor.
    pub pupil: PupilRef,
    /// Who it is; none when the source says that there is nobody.
    pub staff: Option<StaffRef>,
    /// The cell as written: never matched as a name, only answered.
    pub written: String,
}

/// A lesson of the weekly timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonIn {
    /// Where it stands.
    pub at: At,
    /// The class taught.
    pub class: ClassRef,
    /// Who teaches it then.
    pub teacher: Option<StaffRef>,
    /// Where.
    pub place: Option<String>,
    /// Week A or B; none means every week.
    pub week: Option<Week>,
    /// Day of the week.
    pub weekday: Weekday,
    /// The school's code of the period: "1", "P3", "AM".
    pub period: String,
}

/// How much of a kind a source tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Cover {
    /// Nothing at all.
    #[default]
    Nothing,
    /// Everything there is: who is missing has left.
    Bulk,
    /// Only what changed: who is missing stays.
    Delta,
}

/// How much of each kind a source tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Covers {
    /// Pupils.
    pub pupils: Cover,
    /// Contacts.
    pub contacts: Cover,
    /// Staff.
    pub staff: Cover,
    /// Classes and forms.
    pub classes: Cover,
    /// Pupils in classes.
    pub pupil_members: Cover,
    /// Teachers of classes.
    pub teacher_members: Cover,
    /// The timetable. What changed is told class by class: a class named has only the
    /// lessons it is named with.
    pub lessons: Cover,
}

/// Everything one import brings.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The source's name, as in every [`SourceKey`] of it.
    pub system: String,
    /// What it is complete about.
    pub covers: Covers,
    /// Pupils.
    pub pupils: Vec<PupilIn>,
    /// Contacts.
    pub contacts: Vec<ContactIn>,
    /// Staff.
    pub staff: Vec<StaffIn>,
    /// Classes and forms.
    pub classes: Vec<ClassIn>,
    /// Who is in which class.
    pub members: Vec<MemberIn>,
    /// Form tutors told pupil by pupil. Those of a form told as a class follow from its teacher.
    pub tutors: Vec<TutorIn>,
    /// The timetable.
    pub lessons: Vec<LessonIn>,
    /// What was already found wrong in reading. Refused rows are not in the lists above.
    pub problems: Vec<Problem>,
    /// Keys of rows refused in reading: those records are not taken for leavers.
    pub refused: Vec<SourceKey>,
}

/// A record we hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRecord<F> {
    /// Our own key.
    pub id: Uuid,
    /// For a contact: whose.
    pub owner: Option<Uuid>,
    /// What other systems call it.
    pub keys: Vec<SourceKey>,
    /// Marked as left.
    pub left: bool,
    /// What we hold about it.
    pub facts: F,
}

/// A membership we hold and that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMember {
    /// Our own key.
    pub id: Uuid,
    /// The class.
    pub class: Uuid,
    /// A pupil, or a member of staff when `teacher`.
    pub who: Uuid,
    /// Teaches rather than learns.
    pub teacher: bool,
    /// The first teacher.
    pub main: bool,
    /// Whether the class is one the source of this import knows.
    pub ours: bool,
}

/// A lesson we hold and that still runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLesson {
    /// Our own key.
    pub id: Uuid,
    /// The class.
    pub class: Uuid,
    /// Who teaches it then.
    pub teacher: Option<Uuid>,
    /// Where.
    pub place: Option<String>,
    /// Week A or B; none means every week.
    pub week: Option<Week>,
    /// Day of the week.
    pub weekday: Weekday,
    /// The school's code of the period.
    pub period: String,
    /// Whether the class is one the source of this import knows.
    pub ours: bool,
}

/// What is already held for the school.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Pupils, those who left included.
    pub pupils: Vec<KnownRecord<PupilFacts>>,
    /// Contacts, those who left included.
    pub contacts: Vec<KnownRecord<ContactFacts>>,
    /// Staff, those who left included.
    pub staff: Vec<KnownRecord<StaffFacts>>,
    /// Classes, those that ended included.
    pub classes: Vec<KnownRecord<ClassFacts>>,
    /// Current memberships.
    pub members: Vec<KnownMember>,
    /// Form tutors now: pupil to member of staff.
    pub tutors: HashMap<Uuid, Uuid>,
    /// The current timetable.
    pub lessons: Vec<KnownLesson>,
}
