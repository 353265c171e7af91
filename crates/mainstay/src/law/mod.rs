//! Dates and the law: what follows from an event, with its working, and the rules themselves.
//!
//! Must never know: a number of days, or how one is counted. It asks the rulebook and shows.

pub mod found;
pub mod shelf;
