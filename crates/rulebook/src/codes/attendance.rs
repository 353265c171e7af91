//! The codes of the attendance register in force on 19 August 2024, and three that ended then.
//!
//! Must never know: a pupil, a school's own marks. Source: SI 2024/208 reg 10, as R5.01 and
//! R5.02 of the law note give it; the statistical classes are not checked.

use super::{CodeSet, NotACode, READ, Row, Sure};
use crate::Day;
use crate::rule::On;

/// How a mark counts in the statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// P: attending.
    Attending,
    /// A: authorised absence.
    Authorised,
    /// U: unauthorised absence.
    Unauthorised,
    /// N: not a possible attendance.
    NotPossible,
    /// Not counted at all.
    NotCounted,
}

/// What a mark says the pupil was doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// At the school.
    Here,
    /// At an approved educational activity elsewhere.
    Elsewhere,
    /// At the other school where the pupil is registered too.
    OtherSchool,
    /// Absent with leave, or for a reason the register authorises.
    Absent,
    /// Absent without.
    AbsentUnauthorised,
    /// Not required, or not able to attend.
    NotPossible,
    /// A mark of the register, about no session.
    Register,
}

/// A code of the attendance register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttendanceCode {
    /// `/`
    PresentMorning,
    /// `\`
    PresentAfternoon,
    /// L
    Late,
    /// K
    ArrangedByAuthority,
    /// V
    Visit,
    /// P
    Sport,
    /// W
    WorkExperience,
    /// B
    OtherActivity,
    /// D
    DualRegistered,
    /// C1
    Performance,
    /// M
    Medical,
    /// J1
    Interview,
    /// S
    StudyLeave,
    /// X
    NotRequired,
    /// C2
    PartTime,
    /// C
    Exceptional,
    /// T
    OccupationalTravel,
    /// R
    Religious,
    /// I
    Ill,
    /// E
    Suspended,
    /// Q
    NoAccess,
    /// Y1
    NoTransport,
    /// Y2
    TravelDisrupted,
    /// Y3
    PartClosed,
    /// Y4
    SiteClosed,
    /// Y5
    InCustody,
    /// Y6
    PublicHealth,
    /// Y7
    Unavoidable,
    /// G
    HolidayNotGranted,
    /// N
    NoReasonYet,
    /// O
    OtherAbsence,
    /// U
    AfterRegister,
    /// Z
    Prospective,
    /// `#`
    PlannedClosure,
    /// H, to 18 August 2024
    HolidayAgreed,
    /// J, to 18 August 2024
    InterviewOld,
    /// Y, to 18 August 2024
    UnableOld,
}

/// First day of the codes of 2024: SI 2024/208.
const CODES_2024: On = On(2024, 8, 19);
/// Last day of those before.
const BEFORE_2024: On = On(2024, 8, 18);

/// From when to when, against 19 August 2024.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    Throughout,
    New,
    Ended(&'static str),
}

struct Mark(AttendanceCode, &'static str, &'static str, Class, Group, Time, &'static str);

use AttendanceCode as Code;
use Class::{Attending, Authorised, NotCounted, Unauthorised};
use Time::{Ended, New, Throughout};

/// Every code with its facts, in the order of the regulations; a test keeps it in the order of
/// the values.
#[rustfmt::skip]
static MARKS: [Mark; 37] = [
    Mark(Code::PresentMorning, "/", "Present in the morning", Attending, Group::Here, Throughout, ""),
    Mark(Code::PresentAfternoon, "\\", "Present in the afternoon", Attending, Group::Here, Throughout, ""),
    Mark(Code::Late, "L", "Late, before the register closed", Attending, Group::Here, Throughout, ""),
    Mark(Code::ArrangedByAuthority, "K", "Attending education the local authority arranged", Attending, Group::Elsewhere, New, "Section 19 or an EHC plan, away from the school."),
    Mark(Code::Visit, "V", "Educational visit or trip", Attending, Group::Elsewhere, Throughout, ""),
    Mark(Code::Sport, "P", "Sporting activity", Attending, Group::Elsewhere, Throughout, ""),
    Mark(Code::WorkExperience, "W", "Work experience", Attending, Group::Elsewhere, Throughout, ""),
    Mark(Code::OtherActivity, "B", "Other approved educational activity off site", Attending, Group::Elsewhere, Throughout, "Supervised. Work done at home is absence and never B."),
    Mark(Code::DualRegistered, "D", "Dual registered, attending the other school", Class::NotPossible, Group::OtherSchool, Throughout, "Counted by the other school."),
    Mark(Code::Performance, "C1", "Leave: regulated performance or employment abroad", Authorised, Group::Absent, New, ""),
    Mark(Code::Medical, "M", "Leave: medical or dental appointment", Authorised, Group::Absent, Throughout, ""),
    Mark(Code::Interview, "J1", "Leave: interview for a job or a place", Authorised, Group::Absent, New, "In place of J, which counted as attending."),
    Mark(Code::StudyLeave, "S", "Leave: study leave", Authorised, Group::Absent, Throughout, ""),
    Mark(Code::NotRequired, "X", "Not of compulsory school age, not required to attend", Class::NotPossible, Group::NotPossible, Throughout, ""),
    Mark(Code::PartTime, "C2", "Leave: part-time timetable", Authorised, Group::Absent, New, "Of compulsory school age, for a time."),
    Mark(Code::Exceptional, "C", "Leave: exceptional circumstances", Authorised, Group::Absent, Throughout, ""),
    Mark(Code::OccupationalTravel, "T", "Parent travelling for work", Authorised, Group::Absent, Throughout, ""),
    Mark(Code::Religious, "R", "Religious observance", Authorised, Group::Absent, Throughout, ""),
    Mark(Code::Ill, "I", "Illness", Authorised, Group::Absent, Throughout, ""),
    Mark(Code::Suspended, "E", "Suspended or permanently excluded, nothing arranged", Authorised, Group::Absent, Throughout, "Only while no other education is made. Where it is made and missed, the real reason stands."),
    Mark(Code::NoAccess, "Q", "Unable: access arrangements lacking", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::NoTransport, "Y1", "Unable: the usual transport not available", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::TravelDisrupted, "Y2", "Unable: widespread disruption to travel", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::PartClosed, "Y3", "Unable: part of the premises closed", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::SiteClosed, "Y4", "Unable: whole site unexpectedly closed", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::InCustody, "Y5", "Unable: criminal justice detention", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::PublicHealth, "Y6", "Unable: public health law or guidance", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::Unavoidable, "Y7", "Unable: other unavoidable cause", Class::NotPossible, Group::NotPossible, New, ""),
    Mark(Code::HolidayNotGranted, "G", "Holiday not granted", Unauthorised, Group::AbsentUnauthorised, Throughout, ""),
    Mark(Code::NoReasonYet, "N", "Reason not yet established", Unauthorised, Group::AbsentUnauthorised, Throughout, "Put right as soon as the reason is known."),
    Mark(Code::OtherAbsence, "O", "Absent, no reason or one not authorised", Unauthorised, Group::AbsentUnauthorised, Throughout, ""),
    Mark(Code::AfterRegister, "U", "Arrived after the register closed", Unauthorised, Group::AbsentUnauthorised, Throughout, ""),
    Mark(Code::Prospective, "Z", "Prospective pupil, not yet on the admission register", NotCounted, Group::Register, Throughout, ""),
    Mark(Code::PlannedClosure, "#", "Planned whole-school closure", NotCounted, Group::Register, Throughout, ""),
    Mark(Code::HolidayAgreed, "H", "Agreed family holiday", Authorised, Group::Absent, Ended(""), ""),
    Mark(Code::InterviewOld, "J", "Interview", Attending, Group::Elsewhere, Ended("J1"), "Counted as an approved activity; J1 counts as absence."),
    Mark(Code::UnableOld, "Y", "Unable to attend, exceptional circumstances", Class::NotPossible, Group::NotPossible, Ended("one of Y1 to Y7"), ""),
];

impl Class {
    /// Every class.
    pub const ALL: [Class; 5] = [
        Class::Attending,
        Class::Authorised,
        Class::Unauthorised,
        Class::NotPossible,
        Class::NotCounted,
    ];
    /// The letter of the law note: P, A, U, N or -.
    pub fn letter(self) -> char {
        match self {
            Class::Attending => 'P',
            Class::Authorised => 'A',
            Class::Unauthorised => 'U',
            Class::NotPossible => 'N',
            Class::NotCounted => '-',
        }
    }
    /// "attending"
    pub fn words(self) -> &'static str {
        match self {
            Class::Attending => "attending",
            Class::Authorised => "authorised absence",
            Class::Unauthorised => "unauthorised absence",
            Class::NotPossible => "not a possible attendance",
            Class::NotCounted => "not counted",
        }
    }
    /// Whether the session is one the pupil could have attended.
    pub fn is_possible(self) -> bool {
        matches!(self, Class::Attending | Class::Authorised | Class::Unauthorised)
    }
}

impl AttendanceCode {
    /// Every code, those that have ended last.
    pub fn all() -> impl Iterator<Item = AttendanceCode> {
        MARKS.iter().map(|m| m.0)
    }
    fn mark(self) -> &'static Mark {
        // In the order of the values: a test says so.
        &MARKS[self as usize]
    }
    /// As it stands in a register: "C1".
    pub fn code(self) -> &'static str {
        self.mark().1
    }
    /// Its short label.
    pub fn label(self) -> &'static str {
        self.mark().2
    }
    /// How it counts in the statistics.
    pub fn class(self) -> Class {
        self.mark().3
    }
    /// What it says the pupil was doing.
    pub fn group(self) -> Group {
        self.mark().4
    }
    /// Whether the session is one the pupil could have attended.
    pub fn is_possible(self) -> bool {
        self.class().is_possible()
    }
    /// The code on a day, or why it cannot be used then.
    pub fn on(code: &str, day: Day) -> Result<AttendanceCode, NotACode> {
        super::on("attendance", code, day)?;
        Self::ever(code)
    }
    /// The code at whatever time; for reading an old register.
    pub fn ever(code: &str) -> Result<AttendanceCode, NotACode> {
        let code = code.trim();
        Self::all()
            .find(|c| c.code().eq_ignore_ascii_case(code))
            .ok_or_else(|| NotACode::Unknown { title: TITLE.into(), code: super::beginning(code) })
    }
}

const TITLE: &str = "Attendance codes";

pub(super) fn set() -> CodeSet {
    let rows = MARKS
        .iter()
        .map(|Mark(_, code, label, class, _, time, note)| Row {
            code: (*code).into(),
            label: (*label).into(),
            group: class.words().into(),
            from: (*time == New).then(|| CODES_2024.day()),
            to: matches!(time, Ended(_)).then(|| BEFORE_2024.day()),
            label_sure: Sure::Read,
            dates_sure: if *time == Throughout { Sure::None } else { Sure::Read },
            instead: if let Ended(instead) = time { (*instead).into() } else { "".into() },
            note: (*note).into(),
        })
        .collect();
    CodeSet {
        id: "attendance".into(),
        title: TITLE.into(),
        source: "SI 2024/208 reg 10, and lists of the codes that schools and their advisers publish".into(),
        read: READ.day(),
        unconfirmed: "The statistical class of each code, and some wordings, are from general knowledge. A code without days was in use before 19 August 2024 too; that it counted then as it does now is not checked. Which code a separation for safeguarding takes is unresolved.".into(),
        checked: None,
        rows,
    }
}
