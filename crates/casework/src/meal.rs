//! Meals in the room: whether each reached its pupil, and how.
//!
//! Must never know: what a kitchen cooks.

coded! {
    /// How a meal reached its pupil.
    pub enum How {
        Collected = "collected", "Collected";
        Delivered = "delivered", "Delivered";
        Own = "own", "Ate what they brought";
        Declined = "declined", "Offered, did not want it";
    }
}
