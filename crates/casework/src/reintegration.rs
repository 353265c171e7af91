//! Coming back after a suspension: who is asked to the meeting, what the pupil and home say, what
//! is agreed, and when somebody looks at it again.
//!
//! Must never know: a reason to keep anybody waiting. The return depends on nothing here; a meeting
//! that nobody came to is an answer like any other.

use crate::Id;
use rulebook::{Almanac, Day, Instant};

/// What was agreed for one return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reintegration {
    /// The suspension.
    pub exclusion: Id,
    /// Who else is asked, beside home: "Ms Hope Anand, social worker".
    pub asked: String,
    /// What the pupil says.
    pub pupil_view: String,
    /// What home says. It goes into no letter: homes may be two.
    pub family_view: String,
    /// What the school does, a line each.
    pub support: String,
    /// What is worked on, a line each.
    pub targets: String,
    /// What it is joined to: SEN, early help, a plan.
    pub links: String,
    /// Who looks after it.
    pub owner: Option<Id>,
    /// Their name then.
    pub owner_name: String,
    /// When it is looked at again.
    pub review_on: Option<Day>,
    /// The day somebody did.
    pub reviewed_on: Option<Day>,
    /// What came of it.
    pub review_words: String,
    /// Who looked.
    pub reviewed_by: String,
    /// Who kept it last.
    pub by_name: String,
    /// When.
    pub at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl Reintegration {
    /// Nothing yet, for a suspension.
    pub fn empty(exclusion: Id) -> Reintegration {
        Reintegration { exclusion, ..Reintegration::default() }
    }
    /// Support or a target was agreed.
    pub fn holds_something(&self) -> bool {
        !self.support.trim().is_empty() || !self.targets.trim().is_empty()
    }
    /// Somebody is to look at it, and has not.
    pub fn waits(&self) -> bool {
        self.review_on.is_some() && self.reviewed_on.is_none()
    }
    /// It is to be looked at by now.
    pub fn due(&self, today: Day) -> bool {
        self.waits() && self.review_on.is_some_and(|on| on <= today)
    }
}

/// What is wrong with it as it was typed: the field, and what to do. `came` is whether somebody
/// from home did; `back` is the first day back.
pub fn wrong(
    r: &Reintegration,
    came: Option<bool>,
    back: Option<Day>,
    almanac: Option<&Almanac>,
) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if came == Some(true) && !r.holds_something() {
        out.push((
            "support",
            "Say what was agreed: what the school does, or what is worked on".into(),
        ));
    }
    if came == Some(true) && r.pupil_view.trim().is_empty() {
        out.push((
            "pupil_view",
            "Write what they said, or that they would rather not say".to_string(),
        ));
    }
    if r.holds_something() && r.review_on.is_none() {
        out.push(("review_on", "Give the day somebody looks at it again".into()));
    }
    if r.review_on.is_some() && r.owner.is_none() {
        out.push(("owner", "Choose who looks after it".into()));
    }
    let Some(on) = r.review_on else { return out };
    if let Some(back) = back.filter(|back| on < *back) {
        out.push(("review_on", format!("They are back on {back}: look again after that")));
    } else if let Some(Ok(false)) = almanac.map(|a| a.is_school_day(on)) {
        let why = almanac.and_then(|a| a.why_not(on).ok()).unwrap_or("nobody is in");
        out.push(("review_on", format!("{on} is no school day: {why}. Choose another")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: i8) -> Day {
        Day::new(2026, 12, d).unwrap()
    }

    #[test]
    fn what_is_agreed_has_somebody_to_look_after_it_and_a_day_and_nobody_coming_asks_for_nothing() {
        let none = Reintegration::empty(Id::nil());
        assert!(wrong(&none, Some(false), Some(day(1)), None).is_empty());
        let fields: Vec<_> =
            wrong(&none, Some(true), Some(day(1)), None).into_iter().map(|w| w.0).collect();
        assert_eq!(fields, ["support", "pupil_view"]);
        let some = Reintegration {
            support: "A seat by the door".into(),
            pupil_view: "I want to start again".into(),
            ..none
        };
        let fields: Vec<_> =
            wrong(&some, Some(true), None, None).into_iter().map(|w| w.0).collect();
        assert_eq!(fields, ["review_on"]);
        let early = Reintegration { review_on: Some(day(1)), ..some };
        let said = wrong(&early, Some(true), Some(day(2)), None);
        assert_eq!((said[0].0, said[1].0), ("owner", "review_on"));
        let whole =
            Reintegration { review_on: Some(day(9)), owner: Some(Id::from_u128(1)), ..early };
        assert!(wrong(&whole, Some(true), Some(day(2)), None).is_empty());
        assert!(whole.waits() && !whole.due(day(8)) && whole.due(day(9)));
        let seen = Reintegration { reviewed_on: Some(day(9)), ..whole };
        assert!(!seen.due(day(10)));
    }
}
