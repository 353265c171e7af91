//! Decides what an import would do, and does nothing.
//!
//! Must never know: how it will be written, or whether anybody agreed to it.

use super::{
    facts::{
        ClassFacts, ContactFacts, ContactTold, Difference, PupilFacts, PupilTold, Record,
        StaffFacts, fold,
    },
    incoming::{Cover, Known, KnownRecord, PupilRef, Roster, SourceKey, StaffRef},
    links,
    people::{By, Finder, Found, Row, settle},
    problem::{At, Force, Kind, Problem},
    tutors,
};
use rulebook::{Day, Week, Weekday, upn::Upn};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A record: one we hold, or one this plan would make (its place among the new).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ref {
    /// Held already.
    Known(Uuid),
    /// The n-th of [`Part::new`] of its kind.
    New(usize),
}

/// A record that would be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New<F> {
    /// The row that brings it.
    pub at: At,
    /// For a contact: whose.
    pub owner: Option<Ref>,
    /// What the source calls it.
    pub key: Option<SourceKey>,
    /// What we would hold.
    pub facts: F,
}

/// A record that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<F> {
    /// The row that changes it.
    pub at: At,
    /// Which.
    pub id: Uuid,
    /// For a contact: whose.
    pub owner: Option<Uuid>,
    /// A name of the source's we did not know it by.
    pub learned: Option<SourceKey>,
    /// It was marked as left and is back.
    pub returned: bool,
    /// What we would hold.
    pub after: F,
    /// Field by field.
    pub differences: Vec<Difference>,
}

/// A record that would be marked as left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left<F> {
    /// Which.
    pub id: Uuid,
    /// The row that says so; none when it is missing from a complete file.
    pub at: Option<At>,
    /// What we hold.
    pub facts: F,
}

/// What would happen to one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<F> {
    /// How much of the kind the source told.
    pub cover: Cover,
    /// To make.
    pub new: Vec<New<F>>,
    /// To change.
    pub changed: Vec<Changed<F>>,
    /// To mark as left.
    pub left: Vec<Left<F>>,
    /// Rows that say what we hold already.
    pub unchanged: usize,
    /// Rows refused by the plan (those refused in reading are counted from the problems).
    pub rejected: usize,
}

impl<F> Default for Part<F> {
    fn default() -> Self {
        Part {
            cover: Cover::Nothing,
            new: Vec::new(),
            changed: Vec::new(),
            left: Vec::new(),
            unchanged: 0,
            rejected: 0,
        }
    }
}

impl<F> Part<F> {
    fn writes(&self) -> bool {
        !(self.new.is_empty() && self.changed.is_empty() && self.left.is_empty())
    }
}

/// Somebody in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFacts {
    /// The class.
    pub class: Ref,
    /// A pupil, or a member of staff when `teacher`.
    pub who: Ref,
    /// Teaches rather than learns.
    pub teacher: bool,
    /// The first teacher.
    pub main: bool,
}

/// Whose tutor somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TutorFacts {
    /// The pupil.
    pub pupil: Ref,
    /// The tutor; none when there is to be none.
    pub staff: Option<Ref>,
    /// The pupil's name, for a screen.
    pub of: String,
    /// The tutor's name.
    pub is: String,
}

/// A lesson of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonFacts {
    /// The class.
    pub class: Ref,
    /// Who teaches it then.
    pub teacher: Option<Ref>,
    /// Where.
    pub place: Option<String>,
    /// Week A or B; none means every week.
    pub week: Option<Week>,
    /// Day of the week.
    pub weekday: Weekday,
    /// The school's code of the period.
    pub period: String,
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The source's name.
    pub system: String,
    /// Pupils.
    pub pupils: Part<PupilFacts>,
    /// Contacts.
    pub contacts: Part<ContactFacts>,
    /// Staff.
    pub staff: Part<StaffFacts>,
    /// Classes and forms.
    pub classes: Part<ClassFacts>,
    /// Who is in which class.
    pub members: Part<MemberFacts>,
    /// Form tutors.
    pub tutors: Part<TutorFacts>,
    /// The timetable.
    pub lessons: Part<LessonFacts>,
    /// Everything wrong, from reading and from planning.
    pub problems: Vec<Problem>,
}

/// The counts of one kind, for a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Which kind.
    pub kind: Kind,
    /// To make.
    pub new: usize,
    /// To change.
    pub changed: usize,
    /// As they are.
    pub unchanged: usize,
    /// To mark as left.
    pub left: usize,
    /// Refused rows.
    pub rejected: usize,
}

impl Plan {
    /// Refused rows, whole-file refusals included. Nothing may be written unless this is 0.
    pub fn rejected(&self) -> usize {
        let rows: HashSet<_> = self
            .problems
            .iter()
            .filter(|problem| problem.force == Force::Reject)
            .map(|problem| &problem.at)
            .collect();
        rows.len()
    }

    /// True when applying it would write nothing.
    pub fn changes_nothing(&self) -> bool {
        !(self.pupils.writes()
            || self.contacts.writes()
            || self.staff.writes()
            || self.classes.writes()
            || self.members.writes()
            || self.tutors.writes()
            || self.lessons.writes())
    }

    /// One line of figures for each kind the source told or was refused about.
    pub fn counts(&self) -> Vec<Count> {
        let mut refused: HashMap<Kind, HashSet<&At>> = HashMap::new();
        for problem in self.problems.iter().filter(|problem| problem.force == Force::Reject) {
            refused.entry(problem.kind).or_default().insert(&problem.at);
        }
        fn line<F>(kind: Kind, part: &Part<F>) -> Count {
            Count {
                kind,
                new: part.new.len(),
                changed: part.changed.len(),
                unchanged: part.unchanged,
                left: part.left.len(),
                rejected: 0,
            }
        }
        let lines = [
            (self.pupils.cover, line(Kind::Pupil, &self.pupils)),
            (self.contacts.cover, line(Kind::Contact, &self.contacts)),
            (self.staff.cover, line(Kind::Staff, &self.staff)),
            (self.classes.cover, line(Kind::Class, &self.classes)),
            (self.members.cover, line(Kind::Member, &self.members)),
            (self.tutors.cover, line(Kind::Tutor, &self.tutors)),
            (self.lessons.cover, line(Kind::Lesson, &self.lessons)),
        ];
        lines
            .into_iter()
            .map(|(cover, mut line)| {
                line.rejected = refused.get(&line.kind).map_or(0, HashSet::len);
                (cover, line)
            })
            .filter(|(cover, line)| *cover != Cover::Nothing || line.rejected > 0)
            .map(|(_, line)| line)
            .collect()
    }
}

/// What the person importing has agreed to beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    /// More than a third of the pupils or staff may be marked as left at once.
    pub many_leavers: bool,
}

/// What this roster would do to what is known.
pub fn plan(known: &Known, roster: Roster, allow: Allow) -> Plan {
    let Roster {
        system,
        covers,
        pupils,
        contacts,
        staff,
        classes,
        members,
        tutors: told_tutors,
        lessons,
        mut problems,
        refused,
    } = roster;
    let refused: HashSet<SourceKey> = refused.into_iter().collect();

    let rows = pupils.into_iter().map(|row| Row { owner: None, row }).collect();
    let mut names = Names::new(known);
    let (pupils, find_pupil) = settle(
        Kind::Pupil,
        &known.pupils,
        rows,
        (covers.pupils, &system, &refused),
        &mut |before, told, after, at, problems| names.judge((before, told), after, at, problems),
        &mut problems,
    );
    guard(Kind::Pupil, &known.pupils, &pupils, &system, allow, &mut problems);

    let rows = staff.into_iter().map(|row| Row { owner: None, row }).collect();
    let (staff, find_staff) = settle(
        Kind::Staff,
        &known.staff,
        rows,
        (covers.staff, &system, &refused),
        &mut |_, _, after: &mut StaffFacts, _, _| match after.name().is_empty() {
            true => Err("there is no name in this row".to_owned()),
            false => Ok(()),
        },
        &mut problems,
    );
    guard(Kind::Staff, &known.staff, &staff, &system, allow, &mut problems);

    let rows = classes.into_iter().map(|row| Row { owner: None, row }).collect();
    let (classes, find_class) = settle(
        Kind::Class,
        &known.classes,
        rows,
        (covers.classes, &system, &refused),
        &mut |_, _, after: &mut ClassFacts, _, _| {
            after.settle();
            match after.code {
                Some(_) => Ok(()),
                None => Err("the class has no code and no name".to_owned()),
            }
        },
        &mut problems,
    );

    let mut rows = Vec::with_capacity(contacts.len());
    let mut rejected = 0;
    for contact in contacts {
        match find_pupil_of(&find_pupil, &contact.pupil) {
            Some(Found::Here(owner)) => rows.push(Row { owner: Some(owner), row: contact.row }),
            Some(Found::Gone) => {}
            missing => {
                rejected += 1;
                problems.push(Problem::reject(
                    contact.row.at,
                    Kind::Contact,
                    match missing {
                        Some(_) => "the pupil of this contact was refused, so the contact is too",
                        None => "no pupil here has the identifier this contact names",
                    },
                ));
            }
        }
    }
    let gone: HashSet<Uuid> = known
        .pupils
        .iter()
        .filter(|pupil| pupil.left)
        .map(|pupil| pupil.id)
        .chain(pupils.left.iter().map(|left| left.id))
        .collect();
    // The contacts of somebody who left stay as they are: they may still have to be written to.
    let reachable: Vec<_> = known
        .contacts
        .iter()
        .filter(|contact| contact.owner.is_none_or(|owner| !gone.contains(&owner)))
        .cloned()
        .collect();
    let (mut contacts, _) = settle(
        Kind::Contact,
        &reachable,
        rows,
        (covers.contacts, &system, &refused),
        &mut judge_contact,
        &mut problems,
    );
    contacts.rejected += rejected;
    same_name(&reachable, &contacts, &mut problems);

    let people = links::People {
        pupil: &|pointer| find_pupil_of(&find_pupil, pointer),
        staff: &|pointer| find_staff_of(&find_staff, pointer),
        class: &|pointer| {
            find_class
                .key(pointer.key.as_ref())
                .or_else(|| find_class.handle("class code", pointer.code.as_ref()))
        },
    };
    let cover = (covers.pupil_members, covers.teacher_members);
    let mut named = tutors::Named::new();
    for row in &members {
        if let Some(Found::Here(class)) = (people.class)(&row.class) {
            named.entry(class).or_insert_with(|| row.at.clone());
        }
    }
    let members = links::members(known, members, &people, cover, &mut problems);
    let forms = tutors::forms(known, &classes, named);
    let names: HashMap<Uuid, &PupilFacts> =
        known.pupils.iter().map(|pupil| (pupil.id, &pupil.facts)).collect();
    let name = |pupil| match pupil {
        Ref::Known(id) => names.get(&id).map(|facts| facts.name()).unwrap_or_default(),
        Ref::New(n) => pupils.new.get(n).map(|new| new.facts.name()).unwrap_or_default(),
    };
    let tutors = tutors::settle(
        known,
        told_tutors,
        &forms,
        &members,
        &tutors::Staff::new(known, &staff, &find_staff),
        &tutors::Pupils { find: &|row| find_pupil_of(&find_pupil, &row.pupil), name: &name },
        &mut problems,
    );
    if covers.teacher_members != Cover::Nothing {
        links::untaught(known, &classes, &members, &mut problems);
    }
    let lessons = links::lessons(known, lessons, &people, covers.lessons, &mut problems);

    problems.sort_by(|one, two| (one.force, &one.at).cmp(&(two.force, &two.at)));
    Plan { system, pupils, contacts, staff, classes, members, tutors, lessons, problems }
}

fn find_pupil_of(finder: &Finder, pointer: &PupilRef) -> Option<Found> {
    finder
        .key(pointer.key.as_ref())
        .or_else(|| finder.handle("UPN", pointer.upn.as_ref()))
        .or_else(|| finder.handle("admission number", pointer.admission_number.as_ref()))
}

fn find_staff_of(finder: &Finder, pointer: &StaffRef) -> Option<Found> {
    finder
        .key(pointer.key.as_ref())
        .or_else(|| finder.handle("staff code", pointer.code.as_ref()))
        .or_else(|| finder.handle("email", pointer.email.as_ref()))
}

/// Remarks on a new contact beside one of the same name for the same pupil: most often the
/// same person, entered by hand or brought by another source.
fn same_name(
    held: &[KnownRecord<ContactFacts>],
    contacts: &Part<ContactFacts>,
    problems: &mut Vec<Problem>,
) {
    let names: HashSet<(Ref, String)> = held
        .iter()
        .filter(|contact| !contact.left)
        .filter_map(|contact| Some((Ref::Known(contact.owner?), fold(&contact.facts.name()))))
        .collect();
    for new in &contacts.new {
        if new.owner.is_some_and(|owner| names.contains(&(owner, fold(&new.facts.name())))) {
            problems.push(Problem::warn(
                new.at.clone(),
                Kind::Contact,
                "a contact of the same name is already recorded for this pupil. Nobody is matched \
                 by name, so this one is made new; see that they are two people",
            ));
        }
    }
}

fn judge_contact(
    before: Option<(&KnownRecord<ContactFacts>, By)>,
    _: &ContactTold,
    after: &mut ContactFacts,
    at: &At,
    problems: &mut Vec<Problem>,
) -> Result<(), String> {
    if after.name().is_empty() {
        return Err("there is no name in this row".to_owned());
    }
    after.settle();
    // An empty cell must not lift a court order that somebody recorded by hand.
    if let Some((record, _)) = before
        && after.restrictions.is_none()
        && record.facts.restrictions.is_some()
    {
        after.restrictions.clone_from(&record.facts.restrictions);
        problems.push(Problem::warn(
            at.clone(),
            Kind::Contact,
            "a restriction is recorded here and the file has none; it stays until somebody lifts it",
        ));
    }
    Ok(())
}

/// Names and dates of birth, kept only to warn of somebody entered twice.
struct Names {
    seen: HashSet<(String, Day)>,
}

impl Names {
    fn new(known: &Known) -> Names {
        Names { seen: known.pupils.iter().filter_map(|pupil| Self::of(&pupil.facts)).collect() }
    }

    fn of(facts: &PupilFacts) -> Option<(String, Day)> {
        let born = facts.born?;
        let first = facts.legal_forename.as_ref().or(facts.known_forename.as_ref());
        let last = facts.legal_surname.as_ref().or(facts.known_surname.as_ref());
        let name = [first, last].into_iter().flatten().map(|part| fold(part)).collect::<Vec<_>>();
        Some((name.join(" "), born))
    }

    fn judge(
        &mut self,
        (before, told): (Option<(&KnownRecord<PupilFacts>, By)>, &PupilTold),
        after: &mut PupilFacts,
        at: &At,
        problems: &mut Vec<Problem>,
    ) -> Result<(), String> {
        after.settle(before.map(|(record, _)| &record.facts), told);
        if after.name().is_empty() {
            return Err("there is no name in this row".to_owned());
        }
        match before {
            None => {
                if let Some(who) = Self::of(after)
                    && !self.seen.insert(who)
                {
                    problems.push(Problem::warn(
                        at.clone(),
                        Kind::Pupil,
                        "a pupil of the same name and date of birth is already here. Nobody is \
                         matched by name, so this one is made new; check that they are two people",
                    ));
                }
            }
            Some((record, by)) => {
                let (held, said) = (&record.facts.upn, &after.upn);
                if let (Some(held), Some(said)) = (held, said)
                    && held != said
                {
                    let temporary = Upn::parse(held).is_ok_and(|upn| upn.is_temporary());
                    if by == By::Handle("admission number") && !temporary {
                        return Err(
                            "the admission number is that of a pupil here who has another \
                                    UPN; one of the two is wrong"
                                .to_owned(),
                        );
                    }
                    if !temporary {
                        problems.push(Problem::warn(
                            at.clone(),
                            Kind::Pupil,
                            "the UPN differs from the one held for this pupil; the file's is taken",
                        ));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Refuses a "complete" file that would mark a third of a school as left, unless that was
/// agreed: far more often the file held one year group.
fn guard<F: Record>(
    kind: Kind,
    known: &[KnownRecord<F>],
    part: &Part<F>,
    system: &str,
    allow: Allow,
    problems: &mut Vec<Problem>,
) {
    let missing = part.left.iter().filter(|left| left.at.is_none()).count();
    let ours = known
        .iter()
        .filter(|record| !record.left && record.keys.iter().any(|key| key.system == system))
        .count();
    if !allow.many_leavers && missing >= MANY && missing * 3 > ours {
        problems.push(Problem::reject(
            At::file("the whole import"),
            kind,
            format!(
                "{missing} of {ours} {} are not in it and would be marked as left. If it holds \
                 only some of them, say that it is a part; if they have left, allow many leavers",
                kind.plural()
            ),
        ));
    }
}

/// Fewer than this may leave without a question.
const MANY: usize = 10;
