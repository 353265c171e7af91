//! The store's contract, on every engine at hand.

mod closing;
mod contract;
mod home;
mod report;
mod roster;
