//! The school's ladder after the warnings: its steps, who was called, who came and when. What is
//! offered to help is on the ladder too, and is never counted as a step.
//!
//! Must never know: what any step leads to. The school's policy says, and people decide.

use super::{Entry, EntryKind};
use crate::Id;
use rulebook::Instant;

/// Steps a school may have after its warnings.
pub const STEPS_AT_MOST: usize = 6;

coded! {
    /// What kind of step it is.
    pub enum StepKind {
        Call = "call", "Somebody is called";
        Support = "support", "Something is offered that may help: support, never counted as a step";
        Other = "other", "Something else the school does";
    }
}

/// A step after the last warning, in the school's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// "Call a senior leader"
    pub name: String,
    /// Its kind.
    pub kind: StepKind,
}

impl Step {
    /// A step at which somebody is called.
    pub fn call(name: impl Into<String>) -> Step {
        Step { name: name.into(), kind: StepKind::Call }
    }
    /// Whether it is counted as one.
    pub fn counts(&self) -> bool {
        self.kind != StepKind::Support
    }
}

/// A step as it was taken, beside its line of the day log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTaken {
    /// The line of the day log.
    pub entry: Id,
    /// The placement.
    pub placement: Id,
    /// The step's name at the time.
    pub step: String,
    /// Who was called, or empty.
    pub called: String,
    /// Who came, or empty.
    pub came: String,
    /// When they came.
    pub came_at: Option<Instant>,
}

/// A step that was taken and stands, with its moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// When it was taken: for a call, when somebody was called.
    pub at: Instant,
    /// What was recorded of it.
    pub taken: StepTaken,
}

impl Stood {
    /// "Call a senior leader: Mr Thrale called 10.22, came 10.31"
    pub fn said(&self) -> String {
        let t = &self.taken;
        let at = self.at.minute();
        let came = t.came_at.map(|c| c.minute());
        let words = match (t.called.is_empty(), t.came.is_empty(), came) {
            (true, true, None) => at.to_string(),
            (true, true, Some(c)) => format!("{at}, came {c}"),
            (false, true, None) => format!("{} called {at}", t.called),
            (false, true, Some(c)) => format!("{} called {at}, came {c}", t.called),
            (true, false, None) => format!("called {at}, {} came", t.came),
            (true, false, Some(c)) => format!("called {at}, {} came {c}", t.came),
            (false, false, c) => {
                let c = c.map(|c| format!(" {c}")).unwrap_or_default();
                match t.called == t.came {
                    true => format!("{} called {at}, came{c}", t.called),
                    false => format!("{} called {at}, {} came{c}", t.called, t.came),
                }
            }
        };
        format!("{}: {words}", t.step)
    }
    /// Somebody was called and nobody has come yet.
    pub fn waits(&self) -> bool {
        self.taken.came_at.is_none() && self.taken.came.is_empty()
    }
}

/// The steps that were taken and stand, in the order they were. A line with nothing beside it, of
/// an older day, is the school's `first` step, and its words are who came.
pub fn steps_taken(entries: &[&Entry], taken: &[StepTaken], first: &str) -> Vec<Stood> {
    let mut out: Vec<Stood> = entries
        .iter()
        .filter(|e| e.stands() && e.kind == EntryKind::NextStep)
        .map(|e| Stood {
            at: e.at,
            taken: taken.iter().find(|t| t.entry == e.id).cloned().unwrap_or_else(|| StepTaken {
                entry: e.id,
                placement: e.placement,
                step: first.to_string(),
                called: String::new(),
                came: e.body.clone(),
                came_at: None,
            }),
        })
        .collect();
    out.sort_by_key(|s| (s.at, s.taken.entry));
    out
}

/// The step that comes next: the first that counts and was not taken yet. After the last of them
/// it is the last again.
pub fn next_step<'a>(steps: &'a [Step], taken: &[Stood]) -> Option<&'a Step> {
    let counted: Vec<&Step> = steps.iter().filter(|s| s.counts()).collect();
    let next = counted.iter().find(|s| !taken.iter().any(|t| t.taken.step == s.name));
    next.or(counted.last()).copied()
}

/// What the school's ladder asks to be offered before this step.
pub fn offered_before<'a>(steps: &'a [Step], step: &Step) -> Vec<&'a str> {
    let before = steps.iter().take_while(|s| *s != step);
    before.filter(|s| !s.counts()).map(|s| s.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    fn at(time: &str) -> Instant {
        Day::new(2026, 11, 19).unwrap().at(Minute::parse(time).unwrap())
    }

    fn line(n: u128, kind: EntryKind, time: &str) -> Entry {
        Entry {
            id: Id::from_u128(n),
            placement: Id::nil(),
            pupil: Id::nil(),
            kind,
            code: "P1".into(),
            at: at(time),
            until_at: None,
            body: String::new(),
            by_staff: Id::nil(),
            by_name: "Mr Jonah Pell".into(),
            made_at: at(time),
            undone_at: None,
            undone_by: String::new(),
        }
    }

    fn ladder() -> Vec<Step> {
        vec![
            Step { name: "Offer a walk".into(), kind: StepKind::Support },
            Step::call("Call a senior leader"),
            Step { name: "Ring home".into(), kind: StepKind::Other },
        ]
    }

    #[test]
    fn each_step_says_who_was_called_and_who_came_and_when() {
        let log = [
            line(1, EntryKind::Warning, "9.35"),
            line(2, EntryKind::Adjustment, "10.08"),
            line(3, EntryKind::NextStep, "10.22"),
        ];
        let log: Vec<&Entry> = log.iter().collect();
        let taken = StepTaken {
            entry: Id::from_u128(3),
            placement: Id::nil(),
            step: "Call a senior leader".into(),
            called: "Mr Thrale".into(),
            came: "Mr Thrale".into(),
            came_at: Some(at("10.31")),
        };
        let stood = steps_taken(&log, std::slice::from_ref(&taken), "Call a senior leader");
        assert_eq!(stood.len(), 1, "what was tried to help is no step");
        assert_eq!(stood[0].said(), "Call a senior leader: Mr Thrale called 10.22, came 10.31");
        assert!(!stood[0].waits());
        let waits = StepTaken { came: String::new(), came_at: None, ..taken.clone() };
        let stood = steps_taken(&log, &[waits], "");
        assert_eq!(stood[0].said(), "Call a senior leader: Mr Thrale called 10.22");
        assert!(stood[0].waits());
        let other = StepTaken { came: "Ms Finch".into(), ..taken };
        let stood = steps_taken(&log, &[other], "");
        assert_eq!(
            stood[0].said(),
            "Call a senior leader: Mr Thrale called 10.22, Ms Finch came 10.31"
        );
    }

    #[test]
    fn the_next_step_is_the_first_that_counts_and_was_not_taken() {
        let steps = ladder();
        assert_eq!(next_step(&steps, &[]).unwrap().name, "Call a senior leader");
        assert_eq!(offered_before(&steps, &steps[1]), ["Offer a walk"]);
        let log = [line(3, EntryKind::NextStep, "10.22")];
        let log: Vec<&Entry> = log.iter().collect();
        let stood = steps_taken(&log, &[], "Call a senior leader");
        assert_eq!(next_step(&steps, &stood).unwrap().name, "Ring home");
        let twice = [line(3, EntryKind::NextStep, "10.22"), line(4, EntryKind::NextStep, "10.40")];
        let twice: Vec<&Entry> = twice.iter().collect();
        let mut stood = steps_taken(&twice, &[], "Call a senior leader");
        stood[1].taken.step = "Ring home".into();
        assert_eq!(next_step(&steps, &stood).unwrap().name, "Ring home", "the last stays");
        assert_eq!(next_step(&steps[..1], &[]), None);
    }
}
