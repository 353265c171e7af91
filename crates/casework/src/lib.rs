//! What people in a school do, and may do: nouns, roles, decisions, refusals and events.
//!
//! Must never know: SQL, HTML, files, the clock, or which database is underneath. A decision is
//! a pure function of facts, a command and a moment that is handed to it.

#[macro_use]
mod coded;

pub mod act;
pub mod action;
pub mod attachment;
pub mod attendance;
pub mod bank;
pub mod booking;
pub mod case;
pub mod centre;
pub mod day;
pub mod digest;
pub mod document;
pub mod duty;
pub mod early_warning;
pub mod exclusion;
pub mod exit;
pub mod failed_day;
pub mod fair;
pub mod file;
pub mod first_aid;
pub mod gaps;
pub mod good_news;
pub mod group;
pub mod hand_back;
pub mod handoff;
pub mod hearing;
pub mod home;
pub mod ical;
pub mod impact;
pub mod incident;
pub mod intervention;
pub mod kit;
pub mod known_date;
pub mod known_school;
pub mod ledger;
pub mod letter;
pub mod link;
pub mod matter;
pub mod meal;
pub mod meeting;
pub mod mentoring;
pub mod message;
pub mod mis_entry;
pub mod money;
pub mod notice;
pub mod organisation;
pub mod owed;
pub mod pack;
pub mod people;
pub mod plan;
pub mod promise;
pub mod pupil;
pub mod question;
pub mod receipt;
pub mod recommendation;
pub mod referral;
pub mod reflection;
pub mod refusal;
pub mod repair;
pub mod report;
pub mod restrictive;
pub mod returning;
pub mod review;
pub mod revision;
pub mod roles;
pub mod room;
pub mod room_move;
pub mod roster;
pub mod rota;
pub mod routine;
pub mod school;
pub mod scope;
pub mod seat;
pub mod separation;
pub mod set_up;
pub mod sight;
pub mod signal;
pub mod significant;
pub mod slip;
pub mod standards;
pub mod telling;
#[cfg(test)]
mod testing;
pub mod threshold;
pub mod today;
pub mod told;
pub mod transfer;
pub mod watch;
pub mod wording;
pub mod words;
pub mod work;
pub mod writing;

pub use act::{About, Act, Event, Verb};
pub use coded::Coded;
pub use refusal::Refusal;
pub use roles::{May, Role};
pub use scope::{Actor, Reach, Scope};
pub use sight::Sight;

/// Key of a record: a UUIDv7 made in the program, so that both databases agree and order by it.
pub type Id = uuid::Uuid;
