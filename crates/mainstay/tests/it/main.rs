//! One integration binary: the building as people use it, over HTTP, on both databases.

mod doors;
mod gallery;
mod harness;
mod pupil;
mod set_up;
mod sign_in;
mod today;
