//! What Mainstay remembers. All SQL is on this floor, and one file here names the engines.
//!
//! Must never know: HTML, law, or why something is allowed; it only makes sure that somebody
//! decided, and that what they did and its event are kept together or not at all.

#[macro_use]
mod row;

pub mod account;
pub mod action;
pub mod advice;
pub mod agency;
pub mod attachment;
pub mod attendance;
pub mod bank;
pub mod booking;
pub mod calendar;
pub mod card;
pub mod case;
pub mod centre;
pub mod check;
pub mod day;
pub mod db;
pub mod digest;
pub mod direction;
pub mod document;
pub mod duty;
pub mod early_help;
pub mod early_warning;
pub mod event;
pub mod exclusion;
pub mod exit;
pub mod failed_day;
pub mod file;
pub mod first_aid;
pub mod fold;
pub mod gaps;
pub mod good_news;
pub mod group;
pub mod hand_back;
pub mod handoff;
pub mod hearing;
pub mod home;
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
pub mod movement;
pub mod notice;
pub mod observation;
pub mod organisation;
pub mod owed;
pub mod pack;
pub mod panel;
pub mod people;
pub mod plan;
pub mod practice;
pub mod procedure;
pub mod programme;
pub mod promise;
pub mod pupil;
pub mod query;
pub mod question;
pub mod receipt;
pub mod recommendation;
pub mod referral;
pub mod reflection;
pub mod reintegration;
pub mod relay;
pub mod repair;
pub mod report;
pub mod restrictive;
pub mod returning;
pub mod review;
pub mod revision;
pub mod room;
pub mod room_move;
pub mod roster;
pub mod rota;
pub mod routine;
pub mod school;
pub mod scope;
pub mod script_card;
pub mod seat;
pub mod self_review;
pub mod separation;
pub mod set_up;
pub mod signal;
pub mod significant;
pub mod site_duty;
pub mod slip;
pub mod staff;
pub mod standards;
pub mod strategy;
pub mod supervision;
pub mod teacher_view;
#[cfg(feature = "testing")]
pub mod testing;
pub mod threshold;
pub mod timetable;
pub mod today;
pub mod told;
pub mod trail;
pub mod training;
pub mod transfer;
pub mod transition;
pub mod trip;
pub mod waiting;
pub mod watch;
pub mod wording;
pub mod work;
pub mod write;
pub mod year_lead;

pub use db::{Fault, Query, Source, Store, Val, q};
pub use row::{Col, FromRow, Row};
pub use write::Write;

/// What can go wrong when something is looked up or kept.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Not there, or not theirs to see: deliberately the same.
    #[error("not found")]
    Missing,
    /// Somebody changed it first.
    #[error("changed by somebody else")]
    Stale,
    /// Our fault: the database or the disk.
    #[error(transparent)]
    Fault(#[from] Fault),
}
