//! Transitions: somebody comes from another setting, moves up a year, or moves on, and the steps
//! the school takes for it.
//!
//! Must never know: tables or pages.

use crate::Id;
use rulebook::room::HANDOVER_FLAGGED;
use rulebook::{Day, Instant, SchoolCalendar};

/// Letters of a name, a setting, who signed.
pub const SHORT: usize = 200;
/// Letters of needs and of what was said.
pub const LONGEST: usize = 2_000;

coded! {
    /// Which way somebody moves.
    pub enum Move {
        In = "in", "Coming from another setting";
        Up = "up", "Moving up a year";
        Phase = "phase", "Moving to the next key stage";
        On = "on", "Moving on to another setting";
    }
}

coded! {
    /// What a step is, whatever the school calls it.
    pub enum StepKind {
        Information = "information", "Information from where they were";
        Visit = "visit", "A visit";
        Handover = "handover", "The handover: signed on both sides";
        Passport = "passport", "A passport in their own words";
        Settled = "settled", "A check that they have settled";
        Other = "other", "Something else";
    }
}

coded! {
    /// How a step stands.
    pub enum StepState {
        Done = "done", "Done";
        NotNeeded = "not_needed", "Not needed";
        Begun = "begun", "Begun";
    }
}

/// Steps to begin with: a proposal.
pub const BEGIN_WITH: [(&str, StepKind); 6] = [
    ("Information asked for and read", StepKind::Information),
    ("First visit", StepKind::Visit),
    ("Second visit, with an adult they know", StepKind::Visit),
    ("Handover meeting", StepKind::Handover),
    ("Passport", StepKind::Passport),
    ("Settled check", StepKind::Settled),
];

/// A step of the school’s own list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitionStep {
    /// Key.
    pub id: Id,
    /// Where it stands.
    pub place: i64,
    /// What the school calls it.
    pub title: String,
    /// What it is.
    pub kind: StepKind,
    /// Still asked for.
    pub active: bool,
}

/// Somebody who comes, moves up, or moves on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Key.
    pub id: Id,
    /// The pupil, where they are on roll.
    pub pupil: Option<Id>,
    /// Given name, where they are not.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Which way.
    pub way: Move,
    /// The year they will be in.
    pub year: i64,
    /// From where.
    pub place_from: String,
    /// To where.
    pub place_to: String,
    /// The first day.
    pub starts: Day,
    /// Who sees to it.
    pub owner: Id,
    /// Their name.
    pub owner_name: String,
    /// What they need there.
    pub needs: String,
    /// Since when.
    pub begun_on: Day,
    /// Who wrote it down.
    pub begun_by: String,
    /// When it ended.
    pub ended_on: Option<Day>,
    /// What came of it.
    pub ended_why: String,
    /// Version.
    pub version: i64,
}

impl Transition {
    /// The name of somebody who is not on roll.
    pub fn typed_name(&self) -> String {
        crate::writing::isolated(
            format!("{} {}", self.given.trim(), self.family.trim()).trim().to_string(),
        )
    }
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDone {
    /// Whose.
    pub transition: Id,
    /// Which step.
    pub step: Id,
    /// How it stands.
    pub state: StepState,
    /// On which day.
    pub day: Day,
    /// What was said.
    pub words: String,
    /// Who signed for the setting they come from.
    pub signed_there: String,
    /// Who signed for the one they go to.
    pub signed_here: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// Whether the handover is settled: signed on both sides, or not needed with a reason. Where the
/// school has no such step there is nothing to sign.
pub fn handed_over(steps: &[TransitionStep], done: &[StepDone]) -> bool {
    steps.iter().filter(|s| s.active && s.kind == StepKind::Handover).all(|s| {
        done.iter().any(|d| {
            d.step == s.id
                && match d.state {
                    StepState::NotNeeded => true,
                    StepState::Done => {
                        !d.signed_there.trim().is_empty() && !d.signed_here.trim().is_empty()
                    }
                    StepState::Begun => false,
                }
        })
    })
}

/// The day from which an unsigned handover is flagged: so many school days before the first day.
pub fn flagged_on(calendar: &SchoolCalendar, starts: Day) -> Day {
    calendar.school_days_before(starts, HANDOVER_FLAGGED.0).unwrap_or(starts)
}

/// Whether the handover is flagged today.
pub fn flagged(
    calendar: &SchoolCalendar,
    t: &Transition,
    steps: &[TransitionStep],
    done: &[StepDone],
    today: Day,
) -> bool {
    t.ended_on.is_none() && !handed_over(steps, done) && today >= flagged_on(calendar, t.starts)
}

/// What is wrong with a step that was written down: the field and what to do.
pub fn wrong(
    kind: StepKind,
    state: StepState,
    words: &str,
    signed: (&str, &str),
) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    match state {
        StepState::NotNeeded if words.is_empty() => {
            wrong.push(("words", "Say why it is not needed".to_string()));
        }
        StepState::Done if kind == StepKind::Handover => {
            if signed.0.is_empty() {
                wrong.push((
                    "signed_there",
                    "A handover is signed on both sides: who signed where they come from?".into(),
                ));
            }
            if signed.1.is_empty() {
                wrong.push(("signed_here", "Who signed where they go to?".to_string()));
            }
        }
        _ => {}
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Closed, Term};

    fn day(m: i8, d: i8) -> Day {
        Day::new(2026, m, d).unwrap()
    }

    #[test]
    fn a_handover_is_flagged_before_the_first_day_until_it_is_signed_on_both_sides() {
        let calendar = SchoolCalendar {
            terms: vec![
                Term { name: "Summer".into(), from: day(4, 14), to: day(7, 21) },
                Term { name: "Autumn".into(), from: day(9, 2), to: day(12, 18) },
            ],
            closed: Vec::<Closed>::new(),
            ..SchoolCalendar::default()
        };
        // Ten school days before the second of September lie before the summer.
        assert_eq!(flagged_on(&calendar, day(9, 2)), day(7, 8));
        let steps = [TransitionStep {
            id: Id::from_u128(4),
            place: 1,
            title: "Handover meeting".into(),
            kind: StepKind::Handover,
            active: true,
        }];
        let t = Transition {
            id: Id::from_u128(1),
            pupil: None,
            given: "Robin".into(),
            family: "Ash".into(),
            way: Move::In,
            year: 7,
            place_from: "Holm Primary".into(),
            place_to: String::new(),
            starts: day(9, 2),
            owner: Id::nil(),
            owner_name: String::new(),
            needs: String::new(),
            begun_on: day(5, 4),
            begun_by: String::new(),
            ended_on: None,
            ended_why: String::new(),
            version: 1,
        };
        let mut done = StepDone {
            transition: t.id,
            step: steps[0].id,
            state: StepState::Done,
            day: day(7, 1),
            words: String::new(),
            signed_there: "Mrs Alder".into(),
            signed_here: String::new(),
            by_name: String::new(),
            at: day(7, 1).at(rulebook::Minute::default()),
        };
        assert!(!flagged(&calendar, &t, &steps, &[], day(7, 7)));
        assert!(flagged(&calendar, &t, &steps, &[], day(7, 8)));
        assert!(flagged(&calendar, &t, &steps, std::slice::from_ref(&done), day(7, 8)));
        assert_eq!(wrong(StepKind::Handover, StepState::Done, "", ("Mrs Alder", "")).len(), 1);
        done.signed_here = "Miss Fennimore".into();
        assert!(!flagged(&calendar, &t, &steps, &[done], day(9, 3)));
        assert_eq!(wrong(StepKind::Visit, StepState::NotNeeded, "", ("", ""))[0].0, "words");
    }
}
