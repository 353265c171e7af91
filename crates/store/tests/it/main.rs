//! The store's contract, on every engine at hand.

mod closing;
mod contract;
mod roster;
mod report;
