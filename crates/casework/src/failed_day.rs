//! A day in the room that did not go as the school expects, put together for the headteacher:
//! what was not met, what was done first, what the pupil says, and what was then decided.
//!
//! Must never know: what should follow. Nothing here proposes a sanction, and whoever runs the
//! room decides none: the record is handed over, and a person with the headteacher's role decides.

use crate::day::{Entry, EntryKind, Stood};
use crate::{Id, Refusal};
use rulebook::{Day, Instant};

coded! {
    /// How the pupil's own account came, or why there is none.
    pub enum Account {
        Said = "said", "They gave their account";
        RatherNot = "rather_not", "They would rather not say";
        NotAsked = "not_asked", "They were not asked";
    }
}

coded! {
    /// What the headteacher decided. Each is a thing the school does, recorded as it was decided.
    pub enum Decision {
        CarryOn = "carry_on", "The day goes on as it was";
        Repeat = "repeat", "The day is repeated on another day";
        OtherRoom = "other_room", "Another room";
        Support = "support", "Support instead";
        Suspension = "suspension", "A suspension, on a record of its own";
        Nothing = "nothing", "Nothing follows";
    }
}

/// Why nobody who runs the room decides: shown with the record and in every refusal.
pub const WHO_DECIDES: &str = "Only the headteacher can suspend anybody. What follows a day in the room is decided by a person with that role, who gives the reasons. Mainstay never decides and proposes nothing.";

/// A record of such a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedDay {
    /// Key.
    pub id: Id,
    /// The placement.
    pub placement: Id,
    /// The pupil.
    pub pupil: Id,
    /// The day.
    pub day: Day,
    /// What was expected and not met.
    pub expectation: String,
    /// Why no warning was given, where none was.
    pub no_warning: String,
    /// Why no adjustment was tried, where none was.
    pub no_adjustment: String,
    /// How the pupil's account came.
    pub account_how: Option<Account>,
    /// The pupil's account, in their words.
    pub account: String,
    /// Why they were not asked.
    pub account_why: String,
    /// The adults who were there.
    pub adults: String,
    /// The log's lines as they stood when it was handed over.
    pub drawn: String,
    /// What the school's policy said may follow, when it was handed over.
    pub may_follow: String,
    /// The policy that said so.
    pub policy: String,
    /// Who wrote it.
    pub by_staff: Id,
    /// Their name at the time.
    pub by_name: String,
    /// When it was begun.
    pub made_at: Instant,
    /// When it was handed to the headteacher.
    pub handed_at: Option<Instant>,
    /// Who handed it over.
    pub handed_by: String,
    /// When the room read what was decided.
    pub read_at: Option<Instant>,
    /// Who did.
    pub read_by: String,
    /// Version.
    pub version: i64,
}

/// A decision as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Key.
    pub id: Id,
    /// The record.
    pub failed_day: Id,
    /// What.
    pub decision: Decision,
    /// Why.
    pub reasons: String,
    /// Who.
    pub by_staff: Id,
    /// Their name at the time.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// What the day log says of such a day: drawn from it, never typed again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// When each warning was given.
    pub warnings: Vec<Instant>,
    /// The steps after them, in words.
    pub steps: Vec<String>,
    /// What was tried to help: when and what.
    pub adjustments: Vec<(Instant, String)>,
}

impl Drawn {
    /// Drawn from the entries that stand and the steps that were taken.
    pub fn from(entries: &[&Entry], steps: &[Stood]) -> Drawn {
        let of = |kinds: &[EntryKind]| -> Vec<&Entry> {
            let mut out: Vec<&Entry> =
                entries.iter().copied().filter(|e| e.stands() && kinds.contains(&e.kind)).collect();
            out.sort_by_key(|e| (e.at, e.id));
            out
        };
        let tried = [EntryKind::Adjustment, EntryKind::Break, EntryKind::Help];
        Drawn {
            warnings: of(&[EntryKind::Warning]).into_iter().map(|e| e.at).collect(),
            steps: steps.iter().map(Stood::said).collect(),
            adjustments: of(&tried)
                .into_iter()
                .map(|e| {
                    let what = crate::Coded::label(e.kind);
                    let words = match e.body.trim() {
                        "" => what.to_string(),
                        body => format!("{what}: {body}"),
                    };
                    (e.at, words)
                })
                .collect(),
        }
    }

    /// As lines, to be kept as they stood. `warning` is the school's word.
    pub fn lines(&self, warning: &str) -> String {
        let mut out: Vec<String> = Vec::new();
        for (n, at) in self.warnings.iter().enumerate() {
            out.push(format!("{warning} {}: {}", n + 1, at.minute()));
        }
        out.extend(self.adjustments.iter().map(|(at, what)| format!("{what}, {}", at.minute())));
        out.extend(self.steps.iter().cloned());
        out.join("\n")
    }
}

impl FailedDay {
    /// It may still be written on.
    pub fn open(&self) -> bool {
        self.handed_at.is_none()
    }
}

/// What is still to be said before the record can be handed over: the field, and what to do. What
/// the pupil says is never asked for as an admission: that they would rather not say is enough.
pub fn missing(f: &FailedDay, drawn: &Drawn, warning: &str) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if f.expectation.trim().is_empty() {
        out.push(("expectation", "Say what was expected and not met".to_string()));
    }
    if drawn.warnings.is_empty() && f.no_warning.trim().is_empty() {
        out.push(("no_warning", format!("The day log has no {warning}. Say why none was given")));
    }
    if drawn.adjustments.is_empty() && f.no_adjustment.trim().is_empty() {
        let say = "The day log has nothing that was tried to help. Log it, or say why nothing was";
        out.push(("no_adjustment", say.to_string()));
    }
    match f.account_how {
        None => out.push((
            "account_how",
            "Choose: their account, that they would rather not say, or that they were not asked"
                .to_string(),
        )),
        Some(Account::Said) if f.account.trim().is_empty() => {
            out.push(("account", "Write what they say, in their words".to_string()));
        }
        Some(Account::NotAsked) if f.account_why.trim().is_empty() => {
            out.push(("account_why", "Say why they were not asked".to_string()));
        }
        Some(_) => {}
    }
    if f.adults.trim().is_empty() {
        out.push(("adults", "Name the adults who were there".to_string()));
    }
    out
}

/// Whether it may be written on: it was not handed over yet.
pub fn may_write(f: &FailedDay) -> Result<(), Refusal> {
    match f.handed_at {
        None => Ok(()),
        Some(at) => Err(Refusal::because(
            format!("This record was handed to the headteacher, {at}, and stays as it was"),
            "What the headteacher reads is what was handed over. Anything more is added as a note on the day card.",
            "Mainstay: records are corrected by addition.",
        )
        .or("See the record", format!("/failed-days/{}", f.id))
        .or("Add a note", format!("/placements/{}#note", f.placement))),
    }
}

/// Whether it may be handed over: nobody is to decide where nobody has the role.
pub fn may_hand_over(f: &FailedDay, heads: usize) -> Result<(), Refusal> {
    may_write(f)?;
    if heads > 0 {
        return Ok(());
    }
    Err(Refusal::because(
        "It cannot be handed over: nobody here has the headteacher’s role in Mainstay",
        WHO_DECIDES,
        "The table of roles in Mainstay, and the school’s own policy.",
    )
    .or("See the record", format!("/failed-days/{}", f.id))
    .or("Ask the administrator of Mainstay to give the role", ""))
}

/// Whether a decision may be recorded on it.
pub fn may_decide(f: &FailedDay) -> Result<(), Refusal> {
    if f.handed_at.is_some() {
        return Ok(());
    }
    Err(Refusal::because(
        "There is nothing to decide yet: the record was not handed over",
        "A decision is recorded on a record that is whole, with the pupil’s account or why there is none.",
        "Mainstay’s record of a day in the room.",
    )
    .or("See the record", format!("/failed-days/{}", f.id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    fn at(time: &str) -> Instant {
        Day::new(2026, 11, 19).unwrap().at(Minute::parse(time).unwrap())
    }

    fn record() -> FailedDay {
        FailedDay {
            id: Id::nil(),
            placement: Id::nil(),
            pupil: Id::nil(),
            day: at("9.00").day(),
            expectation: "Stay in the booth and leave it as it was".into(),
            no_warning: String::new(),
            no_adjustment: String::new(),
            account_how: Some(Account::RatherNot),
            account: String::new(),
            account_why: String::new(),
            adults: "Mr Pell, Mr Thrale".into(),
            drawn: String::new(),
            may_follow: String::new(),
            policy: String::new(),
            by_staff: Id::nil(),
            by_name: "Mr Jonah Pell".into(),
            made_at: at("10.40"),
            handed_at: None,
            handed_by: String::new(),
            read_at: None,
            read_by: String::new(),
            version: 1,
        }
    }

    fn drawn() -> Drawn {
        Drawn {
            warnings: vec![at("9.35"), at("10.05")],
            steps: vec!["Call a senior leader: Mr Thrale called 10.22, came 10.31".into()],
            adjustments: vec![(at("10.08"), "Adjustment tried: walk with an adult".into())],
        }
    }

    #[test]
    fn a_whole_record_needs_no_admission_and_nothing_typed_again() {
        assert!(missing(&record(), &drawn(), "warning").is_empty());
        let lines = drawn().lines("Warning");
        assert_eq!(
            lines,
            "Warning 1: 9.35\nWarning 2: 10.05\nAdjustment tried: walk with an adult, 10.08\n\
             Call a senior leader: Mr Thrale called 10.22, came 10.31"
        );
    }

    #[test]
    fn what_is_missing_is_said_field_by_field() {
        let mut f = record();
        f.expectation = " ".into();
        f.account_how = None;
        f.adults = String::new();
        let fields: Vec<&str> =
            missing(&f, &Drawn::default(), "warning").into_iter().map(|(name, _)| name).collect();
        assert_eq!(fields, ["expectation", "no_warning", "no_adjustment", "account_how", "adults"]);
        f.account_how = Some(Account::NotAsked);
        assert!(missing(&f, &drawn(), "warning").iter().any(|(name, _)| *name == "account_why"));
        f.account_how = Some(Account::Said);
        assert!(missing(&f, &drawn(), "warning").iter().any(|(name, _)| *name == "account"));
    }

    #[test]
    fn what_was_handed_over_stays_and_only_that_is_decided() {
        let mut f = record();
        assert!(may_write(&f).is_ok() && may_decide(&f).is_err());
        assert!(may_hand_over(&f, 1).is_ok());
        let no = may_hand_over(&f, 0).unwrap_err();
        assert!(no.rule.contains("Mainstay never decides") && !no.instead.is_empty());
        f.handed_at = Some(at("10.50"));
        assert!(may_write(&f).is_err() && may_decide(&f).is_ok());
        assert!(may_hand_over(&f, 1).is_err());
    }
}
