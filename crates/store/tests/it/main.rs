//! The store's contract, on every engine at hand.

mod contract;
mod report;
mod roster;
