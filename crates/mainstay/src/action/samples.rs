//! Actions for the gallery.

use super::new_page::{Figure, NewPage};
use super::page::{ListPage, OnePage, ReviewPage};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::Id;
use casework::action::{
    Action, Count, Filter, Judgement, Look, Measure, Note, NoteKind, Origin, State,
};
use casework::report::What;
use rulebook::{Day, Minute};

fn day(month: i8, n: i8) -> Day {
    Day::new(2026, month, n).unwrap_or_else(|| Day::from_pg(0))
}

fn one() -> Action {
    let at = |m, n| day(m, n).at(Minute::new(15, 20).unwrap_or_default());
    Action {
        id: Id::from_u128(1),
        what: "Seating plan, and a start-of-lesson routine, in Science in P5.".into(),
        owner: Id::from_u128(2),
        owner_name: "Dr Ana Bell".into(),
        by_staff: Id::from_u128(3),
        by_name: "Mrs Anneke Thwaite".into(),
        made_at: at(11, 2),
        delegator: None,
        delegator_name: String::new(),
        due: day(11, 27),
        first_due: day(11, 20),
        how: "Fewer are sent out of Science in P5.".into(),
        measure: Some(Measure {
            what: What::Spot,
            value: "Science P5".into(),
            label: "Science P5 periods".into(),
            years: String::new(),
            from: day(9, 2),
            to: day(10, 23),
            before: Count { count: 19, days: 38 },
        }),
        origin: Origin::Figure,
        about: None,
        source: "Science P5 periods, Wed 2 Sep 2026 to Fri 23 Oct 2026".into(),
        pupil: None,
        private: false,
        review_on: Some(day(12, 11)),
        judgement: None,
        state: State::Open,
        outcome: String::new(),
        done_by: String::new(),
        done_at: None,
        version: 2,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let late = Action {
        id: Id::from_u128(4),
        what: "Ring the family worker about transport.".into(),
        owner_name: "Mr Col Adair".into(),
        owner: Id::from_u128(5),
        due: day(11, 6),
        first_due: day(11, 6),
        measure: None,
        how: "A bus pass is in his hands.".into(),
        origin: Origin::Meeting,
        about: Some(Id::from_u128(6)),
        source: "Behaviour team, Thu 12 Nov 2026".into(),
        review_on: None,
        ..one()
    };
    let back = Action {
        id: Id::from_u128(7),
        delegator: Some(Id::from_u128(3)),
        delegator_name: "Mrs Anneke Thwaite".into(),
        state: State::Back,
        outcome: "Four laptops have writing help now.".into(),
        done_by: "Mr Col Adair".into(),
        done_at: Some(one().made_at),
        ..late.clone()
    };
    let list = |all: Vec<Action>| ListPage {
        today: day(11, 10),
        late: 1,
        all,
        filter: Filter::default(),
        owners: vec![(Id::from_u128(2), "Dr Ana Bell".into())],
        me: Id::from_u128(3),
        everybody: true,
        query: Form::nothing(),
        csrf: "gallery".into(),
    };
    let staff = vec![Choice::new("", "Choose"), Choice::new("2", "Dr Ana Bell")];
    let page = |a: &Action, looks: Vec<Look>, errors: Errors, form: Form| OnePage {
        today: day(11, 10),
        a: a.clone(),
        notes: vec![Note {
            id: Id::from_u128(8),
            action: a.id,
            kind: NoteKind::Moved,
            words: "The department meets a week later.".into(),
            from_day: Some(day(11, 20)),
            to_day: Some(day(11, 27)),
            by_name: "Dr Ana Bell".into(),
            at: one().made_at,
        }],
        looks,
        pupil: None,
        came_from: a.about.map(|id| format!("/meetings/{id}")),
        list: a.measure.as_ref().map(|_| "/reports/list".to_string()),
        staff: staff.clone(),
        me: Id::from_u128(3),
        changes: true,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let look = Look {
        id: Id::from_u128(9),
        action: Id::from_u128(1),
        from: Some(day(11, 2)),
        to: Some(day(12, 11)),
        counted: Some(Count { count: 8, days: 29 }),
        judgement: Judgement::WorkedKeep,
        words: "The routine holds. Keep it in every Science room.".into(),
        next_on: None,
        by_name: "Mrs Anneke Thwaite".into(),
        at: one().made_at,
    };
    let mut wrong = Errors::new();
    wrong.add("why", "Say why it is given up");
    let judged = Action {
        state: State::Done,
        judgement: Some(Judgement::WorkedKeep),
        outcome: "In place in all three rooms.".into(),
        done_by: "Dr Ana Bell".into(),
        done_at: Some(one().made_at),
        ..one()
    };
    let new = |form: Form, errors: Errors| NewPage {
        from: None,
        staff: staff.clone(),
        figures: vec![
            Choice::new("", "No figure: it is said in words"),
            Choice::new("spot|Science P5", "Science P5 periods"),
        ],
        begun: Some(Figure {
            label: "Science P5 periods".into(),
            from: day(9, 2),
            to: day(10, 23),
            before: Count { count: 19, days: 38 },
        }),
        pupil: None,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut missing = Errors::new();
    missing.add("owner", "Choose who does it: a colleague who can sign in");
    missing.add("due", "Give the day it is due, such as 27/11/2026");
    let typed = Form::of([("what", "Seating plan"), ("figure", "spot|Science P5")]);
    let review = ReviewPage {
        today: day(12, 11),
        a: one(),
        days: Some((day(11, 2), day(12, 11))),
        now: Some(Count { count: 8, days: 29 }),
        list: Some("/reports/list".into()),
        looks: Vec::new(),
        csrf: "gallery".into(),
        form: Form::nothing(),
        errors: Errors::new(),
    };
    vec![
        framed("actions", &list(vec![late.clone(), one(), judged.clone()])),
        framed("actions-none", &ListPage { late: 0, ..list(Vec::new()) }),
        framed("action", &page(&judged, vec![look], Errors::new(), Form::nothing())),
        framed("action-back", &page(&back, Vec::new(), Errors::new(), Form::nothing())),
        framed("action-wrong", &page(&one(), Vec::new(), wrong, Form::of([("act", "give_up")]))),
        framed("action-new-wrong", &new(typed, missing)),
        framed("action-review", &review),
    ]
    .into_iter()
    .chain(super::routine::samples())
    .collect()
}
