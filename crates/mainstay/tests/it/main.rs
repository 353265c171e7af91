//! One integration binary: the building as people use it, over HTTP, on both databases.

// A test that cannot go on says so by stopping.
#![allow(clippy::unwrap_used)]

mod again;
mod arrivals;
mod at_once;
mod attachment;
mod bad_morning;
mod board;
mod card;
mod clock;
mod closing;
mod cover;
mod documents;
mod doors;
mod duty;
mod fade;
mod fair;
mod faults;
mod gallery;
mod good_news;
mod guarded;
mod harness;
mod home;
mod impact;
mod journey;
mod killed;
mod law;
mod message;
mod mis_file;
mod names;
mod notice;
mod now_card;
mod parent;
mod pupil;
mod referral;
mod relay;
mod report;
mod restrictive;
mod roster;
mod seats;
mod set_up;
mod sign_in;
mod standards;
mod tell;
mod times;
mod today;
mod told;
mod trail;
mod twelve;
mod undo;
mod versions;
mod welcome;
mod whole_words;
