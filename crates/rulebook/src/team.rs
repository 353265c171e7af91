//! Numbers the product itself proposes for the people of a school, each a default with its reason.
//!
//! None of these is law, save where a rule says so.

use crate::room::SchoolDays;

/// Calendar days before training runs out on which somebody is told; a school sets its own. Two
/// months, because courses fill.
pub const TRAINING_WARNED: i64 = 60;
/// The longest that a school may set.
pub const TRAINING_WARNED_LONGEST: i64 = 366;

/// School days in which colleagues are asked to say what they make of a draft, and to read what was
/// agreed; whoever asks may choose another day.
pub const READ_A_NOTE: SchoolDays = SchoolDays(5);

/// Calendar days after which a procedures note is looked at again, unless another day is chosen: a
/// year, because most of what it names has changed by then.
pub const NOTE_REVIEWED: i64 = 365;

/// Calendar days from one meeting to the next.
pub const WEEKLY: i64 = 7;
/// Every other week.
pub const FORTNIGHTLY: i64 = 14;
/// Every fourth week: a school counts in weeks.
pub const MONTHLY: i64 = 28;
/// About twice a term.
pub const HALF_TERMLY: i64 = 42;

/// Calendar days ahead in which a day of work is looked for, for somebody who is not in every day.
pub const WEEK: i64 = 7;
