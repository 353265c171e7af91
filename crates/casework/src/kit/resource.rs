//! Resources and whether they help: use, completion with and without, the decision taken; and ideas
//! on trial, which end with a judgement.
//!
//! Must never know: how a share is drawn. A figure stands with its counts, and claims no cause.

use crate::Id;
use crate::room::Done;
use crate::work::Share;
use rulebook::{Day, Instant};
use std::collections::BTreeSet;

coded! {
    /// How far it helped, by whoever was there.
    pub enum Rating {
        Lot = "lot", "Helped a lot";
        Some = "some", "Helped a little";
        No = "no", "Did not help";
    }
}

coded! {
    /// What is decided about a resource.
    pub enum Decision {
        Keep = "keep", "Keep";
        Reorder = "reorder", "Order more";
        Retire = "retire", "Retire";
    }
}

coded! {
    /// What a trial ends with.
    pub enum Judgement {
        Keep = "keep", "Worked: keep it";
        Longer = "longer", "Not clear: try it longer";
        Stop = "stop", "Did not work: stop";
    }
}

/// Something that helps pupils work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Key.
    pub id: Id,
    /// What it is.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The last decision about it.
    pub decision: Option<Decision>,
    /// Why.
    pub decided_why: String,
    /// By whom.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<Instant>,
    /// Still used.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// A resource used by one pupil in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Resource.
    pub resource: Id,
    /// Placement.
    pub placement: Id,
    /// Day.
    pub day: Day,
    /// "P2"
    pub code: String,
    /// How far it helped, where somebody said.
    pub rating: Option<Rating>,
    /// When it was recorded.
    pub at: Instant,
}

/// A period in the room for which it was recorded how much of the work was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// Placement.
    pub placement: Id,
    /// "P2"
    pub code: String,
    /// How much was done.
    pub done: Done,
}

impl Worked {
    /// All or most of the work was done.
    pub fn completed(&self) -> bool {
        matches!(self.done, Done::All | Done::Most)
    }
}

/// How a resource serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Times used.
    pub uses: i64,
    /// Periods completed, of those with it.
    pub with: Share,
    /// Periods completed, of those without it.
    pub without: Share,
    /// What was said of it last.
    pub last: Option<Rating>,
}

/// What completion counts, printed beside it.
pub const COMPLETED: &str = "Completed means all or most of the work set was done. “Without” is every other period in the room in the same days for which work done was recorded. The two are set side by side; they cannot show that one caused the other.";

/// Sets periods with a resource beside those without it.
pub fn effect(resource: Id, uses: &[Use], worked: &[Worked]) -> Effect {
    let mine: Vec<&Use> = uses.iter().filter(|u| u.resource == resource).collect();
    let with: BTreeSet<(Id, &str)> = mine.iter().map(|u| (u.placement, u.code.as_str())).collect();
    let share = |used: bool| {
        let periods: Vec<&Worked> = worked
            .iter()
            .filter(|w| with.contains(&(w.placement, w.code.as_str())) == used)
            .collect();
        Share {
            part: periods.iter().filter(|w| w.completed()).count() as i64,
            whole: periods.len() as i64,
        }
    };
    Effect {
        uses: mine.len() as i64,
        with: share(true),
        without: share(false),
        last: mine
            .iter()
            .filter(|u| u.rating.is_some())
            .max_by_key(|u| u.at)
            .and_then(|u| u.rating),
    }
}

/// An idea on trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idea {
    /// Key.
    pub id: Id,
    /// What it is.
    pub title: String,
    /// Where it was found: in school, another school, a supplier.
    pub source: String,
    /// What it should change, in words that can be judged.
    pub hope: String,
    /// What it costs, in pence.
    pub pence: i64,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What it ended with.
    pub judgement: Option<Judgement>,
    /// Why.
    pub judged_why: String,
    /// By whom.
    pub judged_by: String,
    /// When.
    pub judged_at: Option<Instant>,
    /// Whose idea it is to see through.
    pub by_staff: Id,
    /// Their name.
    pub by_name: String,
    /// When it was written down.
    pub made_at: Instant,
}

impl Idea {
    /// Its last day has come and nobody has judged it.
    pub fn wants_judgement(&self, today: Day) -> bool {
        self.judgement.is_none() && self.to <= today
    }
}

/// What is wrong with the days of a trial: the field and what to do.
pub fn wrong_trial(from: Option<Day>, to: Option<Day>) -> Vec<(&'static str, &'static str)> {
    let mut wrong = Vec::new();
    if from.is_none() {
        wrong.push(("from", "Give the first day of the trial"));
    }
    match (from, to) {
        (_, None) => wrong.push(("to", "Give the last day: a trial ends with a judgement")),
        (Some(from), Some(to)) if to <= from => {
            wrong.push(("to", "The last day comes after the first"));
        }
        _ => {}
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    /// Laptops for writing: used 36 times; 29 of those 36 periods and 32 of 50 others completed.
    #[test]
    fn completion_with_laptops_and_without_stand_beside_their_counts() {
        let laptops = Id::from_u128(1);
        let day = Day::new(2026, 11, 2).unwrap();
        let at = |n: i64| day.at(Minute::default()).plus_seconds(n);
        let mut uses = Vec::new();
        let mut worked = Vec::new();
        for n in 0..86u128 {
            let (placement, code) = (Id::from_u128(100 + n / 6), format!("P{}", n % 6 + 1));
            let with = n < 36;
            let done = match n {
                0..29 => Done::All,
                29..36 => Done::Part,
                36..68 => Done::Most,
                _ => Done::None,
            };
            if with {
                uses.push(Use {
                    resource: laptops,
                    placement,
                    day,
                    code: code.clone(),
                    rating: (n % 9 == 0).then_some(if n == 27 {
                        Rating::Some
                    } else {
                        Rating::Lot
                    }),
                    at: at(n as i64),
                });
            }
            worked.push(Worked { placement, code, done });
        }
        // Another resource's use is another's.
        uses.push(Use { resource: Id::from_u128(2), rating: Some(Rating::No), ..uses[3].clone() });
        let e = effect(laptops, &uses, &worked);
        assert_eq!(e.uses, 36);
        assert_eq!((e.with.percent(), e.without.percent()), (Some(81), Some(64)));
        assert_eq!(
            (e.with.spell(), e.without.spell()),
            ("29 of 36 (81%)".into(), "32 of 50 (64%)".into())
        );
        assert_eq!(e.last, Some(Rating::Some));
        let none = effect(Id::from_u128(9), &uses, &worked);
        assert_eq!((none.uses, none.with.spell()), (0, "none yet".into()));
    }

    #[test]
    fn a_trial_has_a_first_day_a_later_last_day_and_is_judged_from_then() {
        let day = |d| Day::new(2026, 11, d);
        assert!(wrong_trial(day(2), day(20)).is_empty());
        let fields = |from, to| wrong_trial(from, to).into_iter().map(|w| w.0).collect::<Vec<_>>();
        assert_eq!(fields(day(2), day(2)), ["to"]);
        assert_eq!(fields(None, None), ["from", "to"]);
        let idea = Idea {
            id: Id::nil(),
            title: "Wobble stools".into(),
            source: String::new(),
            hope: String::new(),
            pence: 0,
            from: day(2).unwrap(),
            to: day(20).unwrap(),
            judgement: None,
            judged_why: String::new(),
            judged_by: String::new(),
            judged_at: None,
            by_staff: Id::nil(),
            by_name: String::new(),
            made_at: day(2).unwrap().at(Minute::default()),
        };
        assert!(!idea.wants_judgement(day(19).unwrap()));
        assert!(idea.wants_judgement(day(20).unwrap()));
        let judged = Idea { judgement: Some(Judgement::Stop), ..idea };
        assert!(!judged.wants_judgement(day(25).unwrap()));
    }
}
