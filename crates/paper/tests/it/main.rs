//! Tests of the paper crate: what a person would find on the page or in the
//! file, never how it was put there.

mod chart;
mod docx;
mod letter;
mod pack;
mod sheet;
