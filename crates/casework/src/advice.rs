//! Advice given to a colleague: to whom, about what, and what was suggested. It is counted by kind and
//! names no pupil; what an authority is asked is an enquiry.
//!
//! Must never know: tables or pages, or whether it was good advice.

use crate::Id;
use rulebook::{Day, Instant};

/// Letters of what was suggested.
pub const LONGEST: usize = 1_500;
/// Letters of whom it was given to.
pub const SHORT: usize = 120;
/// Minutes of one talk at most.
pub const LONGEST_MINUTES: i64 = 600;

coded! {
    /// What it was about.
    pub enum Kind {
        Strategy = "strategy", "A strategy to try in lessons";
        Routine = "routine", "Routines and the start of a lesson";
        Repair = "repair", "Putting things right afterwards";
        Plan = "plan", "Writing or using a plan";
        Procedure = "procedure", "How we do something";
        Home = "home", "Talking with home";
        Other = "other", "Something else";
    }
}

/// One talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Key.
    pub id: Id,
    /// On which day.
    pub day: Day,
    /// What about.
    pub kind: Kind,
    /// To whom, by role: "Teacher of Science".
    pub whom: String,
    /// What was suggested.
    pub words: String,
    /// The card of the strategy library it rests on.
    pub strategy: Option<Id>,
    /// Minutes it took; 0 where nobody said.
    pub minutes: i64,
    /// Who gave it.
    pub staff: Id,
    /// Their name.
    pub staff_name: String,
    /// When it was kept.
    pub made_at: Instant,
    /// When it was struck out.
    pub struck_at: Option<Instant>,
    /// Why.
    pub struck_why: String,
}

/// How often, and how long, by kind; what was struck out is in no figure.
pub fn by_kind(all: &[Advice]) -> Vec<(Kind, usize, i64)> {
    use crate::Coded;
    let of = |kind: Kind| {
        let ours = all.iter().filter(|a| a.struck_at.is_none() && a.kind == kind);
        (kind, ours.clone().count(), ours.map(|a| a.minutes).sum())
    };
    Kind::ALL.iter().map(|k| of(*k)).filter(|(_, n, _)| *n > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    #[test]
    fn advice_is_counted_by_kind_and_what_was_struck_out_is_not() {
        let day = Day::new(2026, 11, 10).unwrap();
        let at = day.at(Minute::default());
        let one = |n, kind, minutes, struck: bool| Advice {
            id: Id::from_u128(n),
            day,
            kind,
            whom: "Teacher of Science".into(),
            words: "Seat front left".into(),
            strategy: None,
            minutes,
            staff: Id::from_u128(9),
            staff_name: String::new(),
            made_at: at,
            struck_at: struck.then_some(at),
            struck_why: String::new(),
        };
        let all = [
            one(1, Kind::Strategy, 10, false),
            one(2, Kind::Strategy, 5, false),
            one(3, Kind::Home, 20, true),
            one(4, Kind::Plan, 0, false),
        ];
        assert_eq!(by_kind(&all), [(Kind::Strategy, 2, 15), (Kind::Plan, 1, 0)]);
    }
}
