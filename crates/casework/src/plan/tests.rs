//! Plans: what one lacks, what keeps its key, when it is reviewed, and how far it is in use.

use super::*;
use rulebook::{Closed, Minute, Term};

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

fn calendar() -> SchoolCalendar {
    SchoolCalendar {
        terms: vec![
            Term { name: "Autumn".into(), from: day(2026, 9, 2), to: day(2026, 12, 18) },
            Term { name: "Spring".into(), from: day(2027, 1, 5), to: day(2027, 3, 25) },
        ],
        closed: vec![Closed {
            why: "Half-term".into(),
            from: day(2026, 10, 26),
            to: day(2026, 10, 30),
            half_term: true,
        }],
        ..SchoolCalendar::default()
    }
}

fn plan(kind: Kind) -> Plan {
    Plan {
        id: Id::from_u128(1),
        pupil: Id::from_u128(2),
        kind,
        owner: Id::from_u128(3),
        owner_name: "Miss Fennimore".into(),
        why: String::new(),
        from: day(2026, 9, 14),
        current: 0,
        ended_on: None,
        ending: None,
        evaluation: String::new(),
        version: 1,
    }
}

fn target(n: u128, about: About) -> Target {
    Target {
        key: Id::from_u128(n),
        about,
        words: "Starts within two minutes".into(),
        school: "First step on the desk".into(),
        family: String::new(),
        own: "I will read it".into(),
        measure: "4 of 5 lessons".into(),
    }
}

#[test]
fn a_programme_is_reviewed_every_fourth_school_week_and_never_on_a_guess() {
    let reviews = first_reviews(Kind::Pastoral, day(2026, 9, 14), &calendar()).unwrap();
    assert_eq!(
        reviews,
        [
            (4, day(2026, 10, 9)),
            (8, day(2026, 11, 13)),
            (12, day(2026, 12, 11)),
            (16, day(2027, 1, 22))
        ]
    );
    let one = first_reviews(Kind::Behaviour, day(2026, 9, 21), &calendar()).unwrap();
    assert_eq!(one, [(6, day(2026, 11, 6))]);
    let short = first_reviews(Kind::Pastoral, day(2027, 2, 1), &calendar()).unwrap_err();
    assert_eq!(short.title, "The school’s calendar ends too soon");
}

#[test]
fn a_plan_without_a_learning_target_is_not_given_to_teachers() {
    let p = plan(Kind::Behaviour);
    let mut body = Body {
        sections: vec![("staff".into(), "Give the first step in writing.".into())],
        strategies: vec![Strategy { key: Id::from_u128(9), words: "Seat front left".into() }],
        targets: vec![target(5, About::Behaviour)],
    };
    let no = may_give(&p, &body, true).unwrap_err();
    assert_eq!(no.rule, "Give at least one learning target.");
    body.targets.push(target(6, About::Learning));
    assert!(may_give(&p, &body, true).is_ok());
    assert_eq!(lacks(p.kind, &body, false), ["Give the day of the next review"]);
    body.targets[0].measure.clear();
    assert_eq!(lacks(p.kind, &body, true), ["Say for every target how we shall know"]);
    // A profile has no targets, and a risk assessment may say that nothing is needed now.
    let profile =
        Body { sections: vec![("best".into(), "Say it slowly".into())], ..Body::default() };
    assert!(lacks(Kind::Profile, &profile, true).is_empty());
    let ended = Plan { ended_on: Some(day(2026, 12, 1)), ..p };
    assert!(may_give(&ended, &body, true).unwrap_err().title.starts_with("This plan ended"));
}

#[test]
fn a_review_is_moved_to_a_school_day_that_is_not_over() {
    let review = Review {
        id: Id::from_u128(4),
        plan: Id::from_u128(1),
        week: 4,
        due: day(2026, 10, 9),
        first_due: day(2026, 10, 9),
        moved_why: String::new(),
        held_on: None,
        held_by: String::new(),
        there: String::new(),
        change: String::new(),
        version: 1,
    };
    let moves = |to| may_move(&review, to, day(2026, 10, 8), &calendar()).map_err(|r| r.title);
    assert!(moves(day(2026, 10, 12)).is_ok());
    assert_eq!(
        moves(day(2026, 10, 27)).unwrap_err(),
        "Tue 27 Oct 2026 is not a school day: half-term"
    );
    assert_eq!(moves(day(2026, 10, 7)).unwrap_err(), "Wed 7 Oct 2026 is over");
    let held = Review { held_on: Some(day(2026, 10, 9)), ..review.clone() };
    assert!(may_move(&held, day(2026, 10, 12), day(2026, 10, 8), &calendar()).is_err());
}

#[test]
fn a_strategy_keeps_its_key_while_its_words_are_the_same_and_the_difference_tells_the_rest() {
    let mut next = 100u128;
    let mut new = || {
        next += 1;
        Id::from_u128(next)
    };
    let lines = |l: &[&str]| l.iter().map(|s| s.to_string()).collect::<Vec<_>>();
    let one = keyed(&lines(&["First step in writing", "", "Seat by the door"]), &[], &mut new);
    let two =
        keyed(&lines(&["Seat front left", "First step in writing", "Seat front left"]), &one, new);
    assert_eq!(two.len(), 2);
    assert_eq!(two[1].key, one[0].key);
    let before =
        Body { strategies: one, targets: vec![target(5, About::Learning)], ..Body::default() };
    let mut after = Body { strategies: two, ..before.clone() };
    after.targets[0].measure = "5 of 5 lessons".into();
    let told = difference::between(Kind::Behaviour, &before, &after);
    let what: Vec<&str> = told.iter().map(|c| c.what.as_str()).collect();
    assert_eq!(what, ["Strategy taken out", "Strategy added", "Target"]);
    assert!(told[2].words.contains(&(difference::Bit::New, "5".into())), "{told:?}");
    assert!(difference::between(Kind::Behaviour, &after, &after).is_empty());
}

#[test]
fn silence_is_never_counted_as_use() {
    let seat = Strategy { key: Id::from_u128(7), words: "Seating plan".into() };
    let at = day(2026, 11, 12).at(Minute::new(9, 0).unwrap());
    let asked: Vec<Checked> = (0..9)
        .map(|n| Checked {
            id: Id::from_u128(50 + n),
            of_check: Id::from_u128(1),
            staff: Id::from_u128(20 + n),
            name: format!("Teacher {n}"),
            answered_at: (n < 7).then_some(at),
            words: String::new(),
        })
        .collect();
    let said: Vec<Said> = (0..7)
        .map(|n| Said {
            checked: Id::from_u128(50 + n),
            strategy: seat.key,
            in_use: if n < 6 { InUse::Yes } else { InUse::Not },
        })
        .collect();
    let share = &shares(&[seat], &asked, &said)[0];
    assert_eq!((share.said().as_str(), share.percent(), share.not), ("6 of 9", 67, 1));
}

#[test]
fn before_and_since_are_the_same_number_of_school_days() {
    let c = calendar();
    // 14 September begins the ninth school day of the year: eight lie before it.
    assert_eq!(windows(day(2026, 9, 14), day(2026, 9, 16), 30, &c), None);
    let w = windows(day(2026, 11, 2), day(2026, 12, 18), 30, &c).unwrap();
    assert_eq!(w.days, 30);
    assert_eq!(c.school_days_between(w.before.0, w.before.1).len(), 30);
    assert_eq!(c.school_days_between(w.since.0, w.since.1).len(), 30);
    assert_eq!(w.since.1, day(2026, 12, 18));
}
