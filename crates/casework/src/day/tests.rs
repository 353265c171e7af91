//! Decisions of the day, tried.
