//! The store's contract, on every engine at hand.

// A test that cannot go on says so by stopping.
#![allow(clippy::unwrap_used)]

mod closing;
mod contract;
mod home;
mod report;
mod roster;
