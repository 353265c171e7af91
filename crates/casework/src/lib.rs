//! Decisions about cases: what may happen next, and why.
//!
//! Must never know: a database, HTTP, files, or what the time is now.

pub mod roster;
