//! Reads what a school's information system exports, and turns it into a roster.
//!
//! Must never know: the database, HTTP, or what will be done with the roster. Everything in
//! here takes bytes and gives values; nothing in a file can make it panic.

mod bundle;
pub mod columns;
pub mod csv;
pub mod dates;
mod fields;
mod identify;
pub mod oneroster;
mod pack;
pub mod table;
#[cfg(test)]
mod tests;
pub mod text;
pub mod values;

/// Most rows one file may have, headings not counted.
pub const ROWS: usize = 200_000;
