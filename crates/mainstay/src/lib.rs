//! The building people walk into: HTTP, pages, the command line, and what the time is now.
//!
//! Must never know: SQL, calendar arithmetic, or statutory numbers. It gathers, asks `casework`
//! to decide, records through the store's one door, and shows.

pub mod address;
pub mod app;
pub mod board;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod doors;
pub mod duty;
pub mod exit;
pub mod export;
pub mod fair;
pub mod fonts;
pub mod form;
pub mod good_news;
pub mod guard;
pub mod home;
pub mod jobs;
pub mod keep_apart;
pub mod kept;
pub mod law;
pub mod letter;
pub mod link;
pub mod message;
pub mod mis;
pub mod mis_entry;
pub mod notice;
pub mod page;
pub mod password;
pub mod people;
pub mod problem;
pub mod pupil;
pub mod receipt;
pub mod referral;
pub mod repair;
pub mod report;
pub mod restrictive;
pub mod returning;
pub mod review;
pub mod roster;
pub mod safeguarding;
pub mod set_up;
pub mod sign_in;
pub mod standards;
pub mod tell;
pub mod today;
pub mod told;
pub mod trail;
pub mod visit;
pub mod welcome;
pub mod work;
