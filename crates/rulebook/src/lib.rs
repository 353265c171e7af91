//! The law and the calendar of England: how days are counted, and why.
//!
//! Must never know: a pupil's name, a user, a database, HTTP, or what the time is now.
//! Everything here is a value or a pure function; time and calendars arrive as parameters.

pub mod calendar;
pub mod day;
pub mod holidays;
pub mod room;
pub mod upn;

pub use calendar::{Closed, Counted, SchoolCalendar, Skipped, Term};
pub use day::{Day, Instant, Minute, Week, Weekday};
