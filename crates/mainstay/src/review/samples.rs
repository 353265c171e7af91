//! Reviews and promises for the gallery: to hold, held, badly filled in, and none.

use super::page::{Line, ListPage, OnePage};
use super::promise::{self, PromisePage, PromisesPage};
use crate::fair::Panel;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::promise::{Promise, Standing};
use casework::pupil::Flag;
use casework::review::{Outcome, Review};
use casework::threshold::school_days;
use casework::words::Words;
use rulebook::{Day, Minute};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0))
}

fn review(outcome: Option<Outcome>) -> Review {
    let at = |m, d| day(m, d).at(Minute::new(9, 5).unwrap_or_default());
    Review {
        id: Id::from_u128(9),
        pupil: Id::from_u128(1),
        placement: Id::from_u128(3),
        threshold: Id::from_u128(4),
        name: "3rd placement in a half-term".into(),
        said: "This makes the 3rd placement in this half-term, counted from Sat 31 Oct 2026 to Fri 18 Dec 2026.".into(),
        day: day(11, 19),
        owner: Some(Id::from_u128(5)),
        owner_name: "Ms Bea Catterall".into(),
        due: day(11, 23),
        raised_at: at(11, 18),
        outcome,
        outcome_words: outcome.map(|_| "Talked with Marnie and home. Mornings are hardest.".into()).unwrap_or_default(),
        decided_at: outcome.map(|_| at(11, 23)),
        decided_by: outcome.map(|_| "Ms Bea Catterall".into()).unwrap_or_default(),
        version: 1,
    }
}

fn one(review: Review, form: Form, errors: Errors) -> OnePage {
    let row = |r: [&str; 4]| r.map(String::from);
    let spell = |r: [&str; 3]| r.map(String::from);
    let figure = |a: &str, b: &str, c: &str| (a.to_string(), b.to_string(), c.to_string());
    OnePage {
        csrf: "gallery".into(),
        words: Words::default(),
        promised: review
            .decided_at
            .map(|_| "Mentoring, twice a week, Mr Col Adair, from Mon 30 Nov 2026".into()),
        review,
        pupil: "Marnie Tolliver-Reyes".into(),
        form_group: "10B".into(),
        flags: vec![(Flag::Care, "Social worker".into())],
        good_at: "Reads a great deal; kind to younger students".into(),
        helps: "A quiet word before the lesson".into(),
        fair: Panel {
            counted: String::new(),
            spells: vec![
                spell(["This week", "5 h 10", "1 on 1 day"]),
                spell(["This half-term", "12 h 45", "3 on 3 days"]),
                spell(["This term", "12 h 45", "3 on 3 days"]),
                spell(["This school year", "12 h 45", "3 on 3 days"]),
            ],
            figures: vec![
                figure("Share of lesson time", "4.7%", "of 268 h 40 min so far this year"),
                figure("Missed most", "Maths", "3 h 15 min, 25% of what was missed"),
            ],
            past: vec![row(["Thu 12 Nov", "Completed", "Held, Fri 13 Nov", &school_days(3)])],
            working: Some(format!("/pupils/{}/lessons", Id::from_u128(1))),
        },
        why: Some((
            "Mr Ewan Thrale".into(),
            "The other two were for lateness; this was not.".into(),
        )),
        policy: "Fairholme behaviour policy, section 6.4".into(),
        today: day(11, 20),
        no: None,
        form,
        errors,
    }
}

fn promised(n: u128, standing: Standing) -> promise::Line {
    let begun = (standing == Standing::Begun).then(|| day(11, 18));
    promise::Line {
        who: "Idris Kay, 9B".into(),
        standing,
        flagged: Some(day(12, 1)),
        promise: Promise {
            id: Id::from_u128(n),
            pupil: Id::from_u128(1),
            review: None,
            what: "Mentoring, twice a week".into(),
            who: "Mr Col Adair".into(),
            owner: None,
            owner_name: "Ms Bea Catterall".into(),
            starts: day(11, 16),
            made_at: day(11, 12).at(Minute::default()),
            begun_on: begun,
            begun_by: begun.map(|_| "Mr Col Adair".to_string()).unwrap_or_default(),
            dropped_at: None,
            dropped_why: String::new(),
            version: 1,
        },
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let line = |review, late| Line { review, who: "Marnie Tolliver-Reyes, 10B".into(), late };
    let list = |open, held| ListPage { words: Words::default(), open, held };
    let mut errors = Errors::new();
    errors.add("outcome", "Choose what comes of it");
    errors.add("on", "Fri 27 Nov 2026 is not a school day: INSET");
    let typed = Form::of([("what", "Mentoring, twice a week"), ("on", "2026-11-27")]);
    let promises = |lines| PromisesPage { lines };
    let promise = |form, errors| PromisePage {
        line: promised(21, Standing::Flagged),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut late = Errors::new();
    late.add("on", "Wed 2 Dec 2026 has not come yet. Give the day it began");
    vec![
        framed("reviews-empty", &list(Vec::new(), Vec::new())),
        framed(
            "reviews",
            &list(
                vec![line(review(None), true), line(review(None), false)],
                vec![line(review(Some(Outcome::Support)), false)],
            ),
        ),
        framed("review", &one(review(None), Form::default(), Errors::new())),
        framed("review-wrong", &one(review(None), typed, errors)),
        framed("review-held", &one(review(Some(Outcome::Support)), Form::default(), Errors::new())),
        framed("promises-empty", &promises(Vec::new())),
        framed(
            "promises",
            &promises(vec![
                promised(21, Standing::Flagged),
                promised(22, Standing::Waiting),
                promised(23, Standing::Begun),
            ]),
        ),
        framed("promise", &promise(Form::default(), Errors::new())),
        framed("promise-wrong", &promise(Form::of([("on", "2026-12-02")]), late)),
    ]
}
