//! One integration binary: the building as people use it, over HTTP, on both databases.

mod doors;
mod duty;
mod gallery;
mod harness;
mod sign_in;
