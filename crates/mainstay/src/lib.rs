//! The building people walk into: HTTP, pages, the command line, and what the time is now.
//!
//! Must never know: SQL, calendar arithmetic, or statutory numbers. It gathers, asks `casework`
//! to decide, records through the store's one door, and shows.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod doors;
pub mod form;
pub mod guard;
pub mod home;
pub mod jobs;
pub mod letter;
pub mod notice;
pub mod page;
pub mod password;
pub mod problem;
pub mod sign_in;
pub mod today;
pub mod visit;
pub mod work;
