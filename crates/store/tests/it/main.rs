//! The store's contract, on every engine at hand.

mod closing;
mod contract;
mod report;
mod roster;
mod home;
