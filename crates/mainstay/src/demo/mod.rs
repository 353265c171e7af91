//! The demonstration: an invented school, made through the same commands people use, with dates
//! relative to a day.
//!
//! Everybody here is invented. Nothing in the product behaves differently on a demonstration but
//! the door that lets one in with a click.

mod ahead;
pub mod authority;
pub mod browse;
pub mod calendar;
pub mod desk;
pub mod fair;
pub mod fairholme;
mod hearings;
mod held;
pub mod kit;
pub mod large;
pub mod past;
pub mod people;
mod plan;
pub mod story;
pub mod told;

pub use fairholme::Fairholme;
