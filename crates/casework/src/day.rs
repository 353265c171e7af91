//! The day in the room: arrival, the day log, breaks, who is in charge; and what falls due next.
//!
//! Must never know: how any of it is kept or shown, or what the time is: the moment is handed in.

mod coming;
mod due;
mod late;
mod needs;
mod room_time;
mod steps;
#[cfg(test)]
mod tests;

pub use coming::{Came, Coming, Stands, last_coming, may_take_back, undoable_coming};
pub use due::{Clock, Due, DueKind, Tone, next_due};
pub use late::{is_stale, times_in};
pub use needs::unoffered;
pub use room_time::{
    BreakKind, Charge, Handover, RoomBreak, may_record, may_start_break, overlaps, planned_break,
    seats_booked, who_is_in_charge,
};
pub use steps::{
    STEPS_AT_MOST, Step, StepKind, StepTaken, Stood, next_step, offered_before, steps_taken,
};

use crate::Id;
use crate::room::{Placement, PlacementState, Slot};
use rulebook::{Instant, Minute};

/// Minutes between welfare checks that the product proposes. Local practice, not law.
pub const CHECK_EVERY: i64 = 30;
/// Minutes after an arrival within which the induction is proposed.
pub const INDUCTION_WITHIN: i64 = 15;
/// Minutes out with an adult when nobody said how long.
pub const OUT_FOR: i64 = 10;
/// Minutes between a thing and its entry from which it counts as entered later.
pub const ENTERED_LATER: i64 = 5;
/// Minutes for which the last entry can be undone from the board.
pub const UNDO_WITHIN: i64 = 10;

coded! {
    /// What a line of the day log is.
    pub enum EntryKind {
        Praise = "praise", "Praise";
        Help = "help", "Help";
        Warning = "warning", "Warning";
        NextStep = "next_step", "Next step";
        Break = "break", "Regulation break";
        Adjustment = "adjustment", "Adjustment tried";
        Out = "out", "Out";
        Toilet = "toilet", "Toilet";
        Back = "back", "Back in the room";
        Check = "check", "Check-in";
        Medication = "medication", "Medication given";
        Water = "water", "Water offered";
        Food = "food", "Food offered";
        Prayer = "prayer", "Prayer";
        Contact = "contact", "Contact with the rest of the school";
        Came = "came", "Came without a referral";
        Note = "note", "Note";
    }
}

/// One line of the day log. Undone, never deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Key.
    pub id: Id,
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// What it is.
    pub kind: EntryKind,
    /// Stretch of the day: "P2", or empty.
    pub code: String,
    /// When it happened.
    pub at: Instant,
    /// Until when it was meant to last, for those out of the room.
    pub until_at: Option<Instant>,
    /// Words: with whom, who came, the note.
    pub body: String,
    /// Who made it.
    pub by_staff: Id,
    /// Their name at the time.
    pub by_name: String,
    /// When it was entered.
    pub made_at: Instant,
    /// When it was undone.
    pub undone_at: Option<Instant>,
    /// Who undid it.
    pub undone_by: String,
}

impl Entry {
    /// It stands: nobody has undone it.
    pub fn stands(&self) -> bool {
        self.undone_at.is_none()
    }
    /// It was entered well after it happened: said beside it.
    pub fn entered_later(&self) -> bool {
        self.made_at.minutes_since(self.at) >= ENTERED_LATER
    }
}

/// What was recorded when a pupil arrived. Every field may be left blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Who met them.
    pub met_by: String,
    /// Uniform as it should be.
    pub uniform: Option<bool>,
    /// Number of the envelope with the phone.
    pub envelope: String,
    /// Bag, coat and what else was put away.
    pub belongings: String,
    /// What they chose to eat.
    pub lunch: String,
    /// How they feel, 1 low to 5 high.
    pub feels: Option<i64>,
    /// They have had breakfast.
    pub breakfast: Option<bool>,
    /// Medication and when it is due.
    pub medication: String,
    /// When their things were given back.
    pub returned_at: Option<Instant>,
    /// Version of what was recorded; 0 for one not yet kept.
    pub version: i64,
}

/// Where the phone is, in words: "phone envelope 3", or that none was brought. Empty when nobody
/// has said.
pub fn say_phone(envelope: &str) -> String {
    let words = envelope.trim();
    let none = ["none", "no", "no phone", "nil", "n/a", "-", "–", "0"];
    match words.to_lowercase() {
        low if low.is_empty() => String::new(),
        low if none.contains(&low.as_str()) => "no phone brought".into(),
        _ => format!("phone envelope {words}"),
    }
}

/// The talk at the start of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Induction {
    /// It was read aloud to them.
    pub read_aloud: bool,
    /// Why they are here, in their words.
    pub own_words: String,
    /// What helps them work.
    pub helps: String,
    /// What makes it hard.
    pub hard: String,
    /// Their goal for today.
    pub goal: String,
    /// What they understood; agrees or does not.
    pub understood: String,
    /// Which version of the questions was used.
    pub form: crate::reflection::Form,
    /// The language, where it is another.
    pub language: String,
    /// The version of the school's rules they were shown, as it is named; empty where none was.
    pub rules: String,
    /// What the pupil put under it: a name or letters. It says they were told, not that they agree.
    pub signed: String,
    /// Who held it.
    pub by_staff: Id,
    /// When.
    pub at: Instant,
    /// Version of what was said; 0 for one not yet kept.
    pub version: i64,
}

/// Where a pupil is just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Still to come.
    Expected,
    /// In the room.
    Here,
    /// Out of it with somebody.
    Out {
        /// Since when.
        since: Instant,
        /// When they are to be back.
        until: Instant,
        /// With whom or where.
        with: String,
    },
    /// Has left for the day.
    Left,
    /// Did not come.
    NotHere,
}

/// Where a pupil is, from the placement and its entries in the order they happened.
pub fn presence(placement: &Placement, entries: &[&Entry]) -> Presence {
    match placement.state {
        PlacementState::Booked => Presence::Expected,
        PlacementState::NotHere | PlacementState::Cancelled => Presence::NotHere,
        PlacementState::Left | PlacementState::Closed => Presence::Left,
        PlacementState::Here => {
            let mut moves: Vec<&&Entry> = entries
                .iter()
                .filter(|e| e.stands())
                .filter(|e| matches!(e.kind, EntryKind::Out | EntryKind::Toilet | EntryKind::Back))
                .collect();
            moves.sort_by_key(|e| (e.at, e.made_at, e.id));
            // Ten more minutes is one more "out": they have been gone since the first of the run.
            let run: Vec<&&Entry> =
                moves.iter().rev().take_while(|e| e.kind != EntryKind::Back).copied().collect();
            match (run.first(), run.last()) {
                (Some(last), Some(first)) => Presence::Out {
                    since: first.at,
                    until: last.until_at.unwrap_or_else(|| last.at.plus_seconds(OUT_FOR * 60)),
                    with: if last.kind == EntryKind::Toilet && last.body.is_empty() {
                        "the toilet".into()
                    } else {
                        last.body.clone()
                    },
                },
                _ => Presence::Here,
            }
        }
    }
}

/// Whether somebody was brought, and nobody has referred them or decided that they have a place.
pub fn came_unasked(placement: &Placement) -> bool {
    placement.referral.is_none() && placement.reason.is_none() && placement.decided_by.is_none()
}

/// How many are where: the one number that matters when an alarm sounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// In the room.
    pub here: i64,
    /// Out of it with an adult; their seat is kept.
    pub out: i64,
    /// Still to come.
    pub to_come: i64,
    /// Left, exit interview not held.
    pub owed: i64,
}

impl Heads {
    /// Seats in use now.
    pub fn used(&self) -> i64 {
        self.here + self.out
    }
}

/// Counts heads. `owed` is given by the placements that have left with no interview held.
pub fn headcount<'a>(places: impl IntoIterator<Item = (&'a Presence, bool)>) -> Heads {
    let mut heads = Heads::default();
    for (presence, exit_held) in places {
        match presence {
            Presence::Here => heads.here += 1,
            Presence::Out { .. } => heads.out += 1,
            Presence::Expected => heads.to_come += 1,
            Presence::Left if !exit_held => heads.owed += 1,
            Presence::Left | Presence::NotHere => {}
        }
    }
    heads
}

/// Warnings so far and what comes after the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// When each warning was given. A regulation break or help is never one.
    pub warnings: Vec<Instant>,
    /// How many the school gives.
    pub of: i64,
    /// The next step, once it was taken: when, and who came.
    pub step: Option<(Instant, String)>,
}

impl Ladder {
    /// The last warning has been given: the next key is the school's next step.
    pub fn at_the_top(&self) -> bool {
        self.warnings.len() as i64 >= self.of
    }
    /// "1 of 3"
    pub fn words(&self) -> String {
        format!("{} of {}", self.warnings.len(), self.of)
    }
}

/// The ladder of one pupil's day: warnings that stand. Support offered is not a rung.
pub fn ladder(entries: &[&Entry], allowed: i64) -> Ladder {
    let mut warnings: Vec<Instant> = entries
        .iter()
        .filter(|e| e.stands() && e.kind == EntryKind::Warning)
        .map(|e| e.at)
        .collect();
    warnings.sort_unstable();
    let step = entries
        .iter()
        .filter(|e| e.stands() && e.kind == EntryKind::NextStep)
        .max_by_key(|e| (e.at, e.made_at))
        .map(|e| (e.at, e.body.clone()));
    Ladder { warnings, of: allowed.max(1), step }
}

/// How many entries of a kind stand.
pub fn tally(entries: &[&Entry], kind: EntryKind) -> i64 {
    entries.iter().filter(|e| e.stands() && e.kind == kind).count() as i64
}

/// When the last entry of a kind that stands happened.
pub fn last_of(entries: &[&Entry], kind: EntryKind) -> Option<Instant> {
    entries.iter().filter(|e| e.stands() && e.kind == kind).map(|e| e.at).max()
}

/// The entry a person may undo from the board: their latest, made a little while ago.
pub fn undoable<'a>(entries: &[&'a Entry], by: Id, now: Instant) -> Option<&'a Entry> {
    entries
        .iter()
        .copied()
        .filter(|e| e.stands() && e.by_staff == by && e.kind != EntryKind::Came)
        .filter(|e| e.made_at <= now && now.minutes_since(e.made_at) < UNDO_WITHIN)
        .max_by_key(|e| (e.made_at, e.id))
}

/// The moment an entry is kept with: what was typed or tapped, unless it lies in the future or on
/// another day, which a clock that is wrong would send.
pub fn moment_of(asked: Option<Instant>, placement: &Placement, now: Instant) -> Instant {
    match asked {
        Some(at) if at <= now && at.day() == placement.day => at,
        _ if now.day() == placement.day => now,
        // A day that is over: kept at its end, and shown as entered later.
        _ => placement.day.at(Minute::from_number(15 * 60).unwrap_or_default()).min(now),
    }
}

/// What the board says of a period's work: the word, and whether it needs somebody.
pub fn work_word(
    state: &str,
    route: &str,
    same_as_class: bool,
    from_bank: bool,
) -> (&'static str, bool) {
    match state {
        "asked" | "escalated" => ("Due", true),
        "none" => ("None", true),
        _ if (from_bank && state != "answered") || state == "bank" || route == "bank" => {
            ("Bank", false)
        }
        _ if same_as_class || route == "class" || route == "same" => ("Class", false),
        _ if matches!(route, "link" | "online") => ("Link", false),
        _ if route == "file" => ("File", false),
        _ => ("Paper", false),
    }
}

/// The period of a placement that is on at this minute.
pub fn slot_now<'a>(slots: &[&'a Slot], minute: Minute) -> Option<&'a Slot> {
    slots.iter().copied().find(|s| s.from <= minute && minute < s.to)
}

/// A mark is 1 low to 4 high.
pub fn is_mark(n: i64) -> bool {
    (1..=4).contains(&n)
}
