//! A school's roster as it comes in from another system, and what an import would do to
//! ours: new, changed, unchanged, left, rejected.
//!
//! Must never know: files, columns, encodings, a database. Adapters turn a source into a
//! [`Roster`]; [`plan()`] decides; the store records. Two rules hold everywhere: nobody is
//! matched by name, and nobody is deleted.

pub mod facts;
pub mod incoming;
mod links;
mod people;
pub mod plan;
pub mod problem;
#[cfg(test)]
mod tests;
mod tutors;

pub use facts::{
    ClassFacts, ClassTold, ContactFacts, ContactTold, Difference, NOT_NAMED, PupilFacts, PupilTold,
    Record, Say, SenStage, Sex, StaffFacts, StaffTold, Told,
};
pub use incoming::{
    ClassIn, ClassRef, ContactIn, Cover, Covers, Incoming, Known, KnownLesson, KnownMember,
    KnownRecord, LessonIn, MemberIn, MemberRef, PupilIn, PupilRef, Roster, SourceKey, StaffIn,
    StaffRef, TutorIn,
};
pub use plan::{
    Allow, Changed, Count, Left, LessonFacts, MemberFacts, New, Part, Plan, Ref, TutorFacts, plan,
};
pub use problem::{At, Force, Kind, Problem};
