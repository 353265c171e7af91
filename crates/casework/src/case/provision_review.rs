//! A look at the education that was arranged for one child: who was there, how much of it the
//! child came to, what was found, and whether it goes on.
//!
//! Must never know: whether it was right. A review is added to; none is changed.

use super::provision::Provision;
use crate::Id;
use rulebook::{Day, Instant};

coded! {
    /// What a review of a provision came to.
    pub enum Came {
        GoesOn = "goes_on", "It goes on as it is";
        Changes = "changes", "It goes on, changed";
        Ends = "ends", "It ends";
    }
}

/// One review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionReview {
    /// Key.
    pub id: Id,
    /// The case.
    pub about: Id,
    /// The provision looked at.
    pub provision: Id,
    /// The day.
    pub held_on: Day,
    /// Who took part.
    pub present: String,
    /// Sessions the child came to.
    pub came_to: Option<i64>,
    /// Of how many.
    pub of_sessions: Option<i64>,
    /// What was found: progress, safety, what is missing.
    pub found: String,
    /// What the child says of it.
    pub view: String,
    /// What it came to.
    pub came: Came,
    /// What changes, or where the child goes.
    pub next: String,
    /// When it is looked at again.
    pub next_on: Option<Day>,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

impl ProvisionReview {
    /// "17 of 19 sessions, 89%".
    pub fn attendance(&self) -> String {
        match (self.came_to, self.of_sessions) {
            (Some(came), Some(of)) if of > 0 => {
                format!("{came} of {of} sessions, {}%", (came * 200 + of) / (of * 2))
            }
            _ => String::new(),
        }
    }
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The day.
    pub held_on: Option<Day>,
    /// Sessions come to, and of how many, as typed.
    pub came_to: String,
    /// Of how many.
    pub of_sessions: String,
    /// What was found.
    pub found: String,
    /// What it came to.
    pub came: Option<Came>,
    /// What changes.
    pub next: String,
    /// When it is looked at again.
    pub next_on: Option<Day>,
}

/// Sessions of a year at most: two a day.
const SESSIONS: i64 = 400;

/// A number of sessions, where one was typed; or what is wrong with it.
pub fn sessions(typed: &str) -> Result<Option<i64>, &'static str> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed
            .parse()
            .ok()
            .filter(|n| (0..=SESSIONS).contains(n))
            .map(Some)
            .ok_or("Write a whole number, such as 17"),
    }
}

/// What is wrong with it, by field.
pub fn wrong(t: &Typed, p: &Provision, today: Day) -> Vec<(&'static str, String)> {
    let mut out: Vec<(&'static str, String)> = Vec::new();
    match (t.held_on, p.starts_on) {
        (None, _) => out.push(("held_on", "Give the day it was held".into())),
        (Some(day), _) if day > today => out.push(("held_on", "This day has not come yet".into())),
        (Some(day), Some(first)) if day < first => {
            out.push(("held_on", format!("This lies before the education began, {first}")))
        }
        _ => {}
    }
    match (sessions(&t.came_to), sessions(&t.of_sessions)) {
        (Err(why), _) => out.push(("came_to", why.into())),
        (_, Err(why)) => out.push(("of_sessions", why.into())),
        (Ok(Some(came)), Ok(Some(of))) if came > of => {
            out.push(("came_to", format!("This is more than the {of} there were")))
        }
        (Ok(Some(_)), Ok(None)) => {
            out.push(("of_sessions", "Say of how many: a number alone tells nothing".into()))
        }
        (Ok(None), Ok(Some(_))) => {
            out.push(("came_to", "Say how many of them the child came to".into()))
        }
        _ => {}
    }
    if t.found.trim().is_empty() {
        out.push(("found", "Say what was found".into()));
    }
    let Some(came) = t.came else {
        out.push(("came", "Choose what it came to".into()));
        return out;
    };
    if came != Came::GoesOn && t.next.trim().is_empty() {
        out.push(("next", "Say what changes, or where the child goes on".into()));
    }
    if came != Came::Ends {
        match t.next_on {
            None => out.push(("next_on", "Give the day it is looked at again".into())),
            Some(day) if day <= today => out.push(("next_on", "This day is not ahead".into())),
            Some(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::provision::Answer;

    fn day(m: i8, d: i8) -> Day {
        Day::new(2026, m, d).unwrap()
    }

    fn larch() -> Provision {
        Provision {
            id: Id::from_u128(1),
            about: Id::from_u128(2),
            provider: "Larch House".into(),
            contact: String::new(),
            asked_at: day(11, 13).at(rulebook::Minute::default()),
            answer: Answer::Accepted,
            answered_at: None,
            why: String::new(),
            starts_on: Some(day(11, 20)),
            week_minutes: Some(1500),
            transport: String::new(),
            place: String::new(),
            report_to: String::new(),
            sessions: String::new(),
            ended_on: None,
            review_on: None,
            by_name: String::new(),
            version: 1,
        }
    }

    fn typed() -> Typed {
        Typed {
            held_on: Some(day(12, 11)),
            came_to: "27".into(),
            of_sessions: "30".into(),
            found: "He is there and works.".into(),
            came: Some(Came::GoesOn),
            next: String::new(),
            next_on: Some(Day::new(2027, 2, 12).unwrap()),
        }
    }

    #[test]
    fn a_review_wants_its_day_what_was_found_and_when_it_is_looked_at_again() {
        let (p, today) = (larch(), day(12, 11));
        assert_eq!(wrong(&typed(), &p, today), vec![]);
        let field = |t: Typed| wrong(&t, &p, today).into_iter().map(|(f, _)| f).collect::<Vec<_>>();
        assert_eq!(field(Typed { held_on: Some(day(12, 12)), ..typed() }), ["held_on"]);
        assert_eq!(field(Typed { held_on: Some(day(11, 19)), ..typed() }), ["held_on"]);
        assert_eq!(field(Typed { came_to: "31".into(), ..typed() }), ["came_to"]);
        assert_eq!(field(Typed { came_to: "-1".into(), ..typed() }), ["came_to"]);
        assert_eq!(field(Typed { of_sessions: String::new(), ..typed() }), ["of_sessions"]);
        assert_eq!(field(Typed { found: " ".into(), ..typed() }), ["found"]);
        assert_eq!(field(Typed { next_on: None, ..typed() }), ["next_on"]);
        assert_eq!(field(Typed { next_on: Some(today), ..typed() }), ["next_on"]);
        assert_eq!(field(Typed { came: Some(Came::Changes), ..typed() }), ["next"]);
        let ends = Typed {
            came: Some(Came::Ends),
            next: "Back in school".into(),
            next_on: None,
            ..typed()
        };
        assert_eq!(field(ends), [""; 0]);
    }

    #[test]
    fn attendance_is_said_with_its_number_and_what_it_is_of() {
        let review = |came_to, of_sessions| ProvisionReview {
            id: Id::from_u128(3),
            about: Id::from_u128(2),
            provision: Id::from_u128(1),
            held_on: day(12, 11),
            present: String::new(),
            came_to,
            of_sessions,
            found: String::new(),
            view: String::new(),
            came: Came::GoesOn,
            next: String::new(),
            next_on: None,
            by_name: String::new(),
            at: day(12, 11).at(rulebook::Minute::default()),
        };
        assert_eq!(review(Some(17), Some(19)).attendance(), "17 of 19 sessions, 89%");
        assert_eq!(review(Some(0), Some(0)).attendance(), "");
        assert_eq!(review(None, None).attendance(), "");
    }
}
