//! The law and the calendar of England: how days are counted, and why.
//!
//! Must never know: a pupil's name, a user, a database, HTTP, or what the time is now.
//! Everything here is a value or a pure function; time and calendars arrive as parameters.

pub mod age;
pub mod almanac;
pub mod calendar;
pub mod cases;
pub mod clocks;
pub mod codes;
pub mod count;
pub mod csv;
pub mod day;
pub mod duty;
pub mod easter;
pub mod event;
pub mod half;
pub mod holidays;
pub mod money;
pub mod room;
pub mod rule;
pub mod school;
pub mod school_week;
pub mod service;
pub mod states;
pub mod team;
pub mod told;
pub mod uln;
pub mod upn;

pub use almanac::{Almanac, CountFault};
pub use calendar::{Closed, Counted, SchoolCalendar, Skipped, Term};
pub use count::{Count, Span};
pub use day::{Day, Instant, Minute, Week, Weekday};
pub use half::HalfDays;
pub use school_week::SchoolWeeks;
