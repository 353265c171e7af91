//! What the room works with, as it is kept.
//!
//! Must never know: whether a device may be promised or a resource is worth keeping.

pub mod check;
pub mod device;
pub mod resource;
pub mod stock;
