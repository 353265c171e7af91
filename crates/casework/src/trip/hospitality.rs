//! Hospitality: what guests or a group are given, for how many, and what it is set against.

use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

coded! {
    /// How far a request is.
    pub enum GuestState {
        Asked = "asked", "To order";
        Ordered = "ordered", "Ordered";
        Served = "served", "Served";
        Dropped = "dropped", "Not needed";
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guests {
    /// Key.
    pub id: Id,
    /// The trip or event it is for, where it is one of ours.
    pub trip: Option<Id>,
    /// The meeting it is for, where it is one of ours.
    pub meeting: Option<Id>,
    /// "TAC meeting"
    pub event: String,
    /// On which day.
    pub day: Day,
    /// When.
    pub minute: Option<Minute>,
    /// In which room.
    pub place: String,
    /// For how many.
    pub people: i64,
    /// "One vegan"
    pub dietary: String,
    /// What is wanted.
    pub wanted: String,
    /// What it costs, where that is known.
    pub pence: Option<i64>,
    /// The budget line it is set against.
    pub line: String,
    /// Who asked.
    pub asked_by: Id,
    /// Their name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Instant,
    /// How far it is.
    pub state: GuestState,
    /// When that was said.
    pub done_at: Option<Instant>,
    /// By whom.
    pub done_by: String,
    /// Why it is not needed.
    pub why: String,
    /// Version.
    pub version: i64,
}

/// That a request has had its last word.
pub fn not_to_change(g: &Guests) -> Refusal {
    use crate::Coded;
    Refusal::because(
        format!("This request has had its last word: {}", g.state.label().to_lowercase()),
        "What was served or dropped stays as it was, so that its cost is counted once.",
        "The way Mainstay works.",
    )
    .or("Ask anew", "/hospitality")
}
