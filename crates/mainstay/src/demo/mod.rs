//! The demonstration: an invented school, made through the same commands people use, with dates
//! relative to a day.
//!
//! Everybody here is invented. Nothing in the product behaves differently on a demonstration but
//! the door that lets one in with a click.

mod ahead;
pub mod authority;
pub mod brindle;
pub mod browse;
pub mod calendar;
pub mod callie;
mod case_governors;
pub mod cases;
pub mod desk;
pub mod desk_large;
pub mod fair;
pub mod fairholme;
mod hearings;
mod held;
pub mod kit;
pub mod large;
mod meets;
mod out;
mod outside;
pub mod panels;
pub mod past;
pub mod people;
mod plan;
pub mod story;
mod support;
mod team;
pub mod told;
mod watched;

pub use fairholme::Fairholme;
