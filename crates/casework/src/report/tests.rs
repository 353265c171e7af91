//! The sums against a hand count of a small half-term, and small numbers that stay hidden.

use super::*;
use crate::day::EntryKind;
use crate::duty::CallOutcome;

fn at(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap()
}
fn nov(day: i8) -> Day {
    Day::new(2026, 11, day).unwrap()
}
fn id(n: u128) -> Id {
    Id::from_u128(n)
}
fn end() -> Instant {
    nov(30).at(at(16, 0))
}

fn placed(n: u128, pupil: u128, day: i8, state: PlacementState) -> Placed {
    Placed {
        id: id(n),
        pupil: id(100 + pupil),
        day: nov(day),
        state,
        arrived_at: None,
        left_at: None,
        reason: "Persistent disruption".into(),
        department: "History".into(),
        instead: None,
        outcome: String::new(),
        returned: String::new(),
        year: 9,
        sex: "M".into(),
        sen: Sen::None,
        free_meals: false,
        ethnicity: String::new(),
    }
}

/// Fairholme's six periods.
fn day_of(p: &Placed) -> Vec<Spent> {
    [
        ("P1", at(9, 0), at(10, 0)),
        ("P2", at(10, 0), at(10, 50)),
        ("P3", at(11, 5), at(12, 0)),
        ("P4", at(12, 0), at(12, 50)),
        ("P5", at(13, 30), at(14, 20)),
        ("P6", at(14, 20), at(15, 5)),
    ]
    .into_iter()
    .map(|(code, from, to)| Spent {
        placement: p.id,
        pupil: p.pupil,
        day: p.day,
        code: code.into(),
        from,
        to,
        subject: "Maths".into(),
        done: None,
        own: Some(false),
        asked_at: None,
        answered_at: None,
        judged: None,
        owed: false,
    })
    .collect()
}

fn duty(n: u128, code: &str, kind: DutyKind, from: Minute, to: Minute) -> Duty {
    Duty {
        id: id(n),
        staff: id(1),
        staff_name: "Ms Dara Okell".into(),
        day: nov(11),
        code: code.into(),
        from,
        to,
        kind,
        body: String::new(),
        class_code: String::new(),
        subject: String::new(),
        pupil: None,
        version: 1,
    }
}

fn call(n: u128, minute: Minute, outcome: CallOutcome) -> Call {
    Call {
        id: id(n),
        day: nov(11),
        called_at: nov(11).at(minute),
        arrived_at: None,
        left_at: None,
        place: "Food room".into(),
        pupil: None,
        caller: String::new(),
        body: String::new(),
        outcome: Some(outcome),
        by_staff: id(1),
        by_name: "Ms Dara Okell".into(),
        referral: None,
        version: 1,
    }
}

/// Tyrell's day and the empty room of the day after, as the walk-through has them.
fn walk_through() -> Facts {
    let mut tyrell = placed(1, 1, 10, PlacementState::Closed);
    tyrell.arrived_at = Some(nov(10).at(at(8, 40)));
    tyrell.left_at = Some(nov(10).at(at(15, 5)));
    tyrell.sen = Sen::Support;
    tyrell.free_meals = true;
    let mut spent = day_of(&tyrell);
    let done = [Done::All, Done::Most, Done::Most, Done::Part, Done::All, Done::All];
    for (n, (s, done)) in spent.iter_mut().zip(done).enumerate() {
        s.done = Some(done);
        s.own = Some(![2, 3].contains(&n));
    }
    let line = |h, m, kind| Logged {
        placement: tyrell.id,
        pupil: tyrell.pupil,
        at: nov(10).at(at(h, m)),
        kind,
    };
    Facts {
        logged: vec![
            line(10, 15, EntryKind::Warning),
            line(11, 30, EntryKind::Praise),
            line(12, 10, EntryKind::Contact),
            line(13, 40, EntryKind::Praise),
        ],
        placed: vec![tyrell],
        spent,
        duties: vec![
            duty(20, "P4", DutyKind::OnCall, at(12, 0), at(12, 50)),
            duty(21, "P5", DutyKind::OnCall, at(13, 30), at(14, 20)),
            duty(22, "P6", DutyKind::InClass, at(14, 20), at(15, 5)),
        ],
        calls: vec![
            call(30, at(12, 20), CallOutcome::Stayed),
            call(31, at(13, 45), CallOutcome::FirstAid),
        ],
        defects: Vec::new(),
        sessions: Vec::new(),
        back_by: None,
    }
}

#[test]
fn the_walk_through_adds_up_as_it_was_counted_by_hand() {
    let r = Report::of(walk_through(), end());
    assert_eq!(r.count(What::Placements), 1);
    assert_eq!(r.count(What::Pupils), 1);
    assert_eq!(r.count(What::Periods), 6);
    assert_eq!(rulebook::day::spell_minutes(r.list(What::Periods, "").minutes()), "5 h 10 min");
    assert_eq!(r.count(What::Repeats), 0);
    assert_eq!(r.count(What::Warnings), 1);
    assert_eq!(r.count(What::Positives), 2);
    assert_eq!(r.count(What::Contacts), 1);
    assert_eq!(r.own_share().spell(), "4 of 6 (67%)");
    assert_eq!(r.own_share().part, r.count(What::Matched));
    // A period that nobody is asked for work for is in neither part.
    let mut facts = walk_through();
    facts.spent[2].own = None;
    let less = Report::of(facts, nov(30).at(at(12, 0)));
    assert_eq!(less.own_share().spell(), "4 of 5 (80%)");
    assert_eq!((less.count(What::Periods), less.count(What::NotMatched)), (6, 1));
    assert_eq!(r.count(What::Calls), 2);
    assert_eq!((r.count(What::OnCall), r.list(What::OnCall, "").minutes()), (2, 100));
    assert_eq!((r.count(What::InClass), r.list(What::InClass, "").minutes()), (1, 45));
    assert_eq!(r.count(What::Mentoring), 0);
    let done: Vec<(String, i64)> =
        r.parts(What::Done, &Words::default()).into_iter().map(|p| (p.label, p.count)).collect();
    assert_eq!(done, [("All".into(), 3), ("Most".into(), 2), ("Part".into(), 1)]);
    let ends: Vec<(String, i64)> = r
        .parts(What::CallOutcome, &Words::default())
        .into_iter()
        .map(|p| (p.label, p.count))
        .collect();
    assert_eq!(ends, [("Settled and stayed".into(), 1), ("Taken to first aid".into(), 1)]);
}

#[test]
fn only_placements_that_took_place_are_counted_with_what_hangs_on_them() {
    let mut facts = walk_through();
    for (n, state) in
        [(2, PlacementState::Booked), (3, PlacementState::Cancelled), (4, PlacementState::NotHere)]
    {
        let p = placed(n, n, 12, state);
        facts.spent.extend(day_of(&p));
        facts.logged.push(Logged {
            placement: p.id,
            pupil: p.pupil,
            at: nov(12).at(at(9, 5)),
            kind: crate::day::EntryKind::Warning,
        });
        facts.placed.push(p);
    }
    let r = Report::of(facts, end());
    assert_eq!(r.count(What::Placements), 1);
    assert_eq!(r.count(What::Periods), 6);
    assert_eq!(r.count(What::Warnings), 1);
}

#[test]
fn periods_before_arrival_after_leaving_or_still_to_come_are_not_counted() {
    let mut late = placed(5, 5, 10, PlacementState::Closed);
    late.arrived_at = Some(nov(10).at(at(10, 5)));
    late.left_at = Some(nov(10).at(at(13, 0)));
    let facts = Facts { spent: day_of(&late), placed: vec![late], ..Facts::default() };
    let codes = |facts: &Facts, now| match Report::of(facts.clone(), now).list(What::Periods, "") {
        List::Periods(rows) => rows.iter().map(|r| r.code.clone()).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    assert_eq!(codes(&facts, end()), ["P2", "P3", "P4"]);
    assert_eq!(codes(&facts, nov(10).at(at(11, 30))), ["P2", "P3"]);
}

#[test]
fn a_figure_and_its_parts_come_from_the_same_list() {
    let mut facts = walk_through();
    for n in 2..12u128 {
        let mut p = placed(n, n % 4, 10 + n as i8, PlacementState::Closed);
        p.reason = ["Fighting or threat", "Persistent disruption", ""][n as usize % 3].into();
        p.year = 7 + (n as i64 % 4);
        facts.spent.extend(day_of(&p));
        facts.placed.push(p);
    }
    let r = Report::of(facts, end());
    let words = Words::default();
    for what in [What::Reason, What::Department, What::Outcome, What::Done, What::Time] {
        let whole = if matches!(what, What::Done | What::Time) {
            r.count(What::Periods)
        } else {
            r.count(What::Placements)
        };
        let parts = r.parts(what, &words);
        assert_eq!(parts.iter().map(|p| p.count).sum::<i64>(), whole, "{what:?}");
        for part in parts {
            assert_eq!(r.list(what, &part.value).count(), part.count);
        }
    }
    // Pupil 1 came with the walk-through too; every one of the four came more than once.
    assert_eq!(r.count(What::Pupils), 4);
    assert_eq!(r.count(What::Repeats), 4);
}

#[test]
fn a_report_of_one_day_counts_that_day_alone() {
    let r = Report::of(walk_through(), end());
    assert_eq!(r.on(nov(10)).count(What::Periods), 6);
    assert_eq!(r.on(nov(10)).count(What::OnCall), 0);
    assert_eq!(r.on(nov(11)).count(What::Calls), 2);
    assert_eq!(r.on(nov(11)).count(What::Placements), 0);
    assert!(r.on(nov(12)).is_empty());
}

#[test]
fn rates_and_shares_round_to_the_nearest() {
    assert_eq!(per_hundred(19, 240).as_deref(), Some("7.9"));
    assert_eq!(per_hundred(22, 940).as_deref(), Some("2.3"));
    assert_eq!(per_hundred(1, 0), None);
    assert_eq!(Share { part: 123, whole: 212 }.percent(), Some(58));
    assert_eq!(Share::default().percent(), None);
}

fn hide(counts: &[i64]) -> Vec<String> {
    let cells: Vec<(i64, i64)> = counts.iter().map(|n| (*n, *n)).collect();
    protect(&cells).into_iter().map(Shown::words).collect()
}

#[test]
fn one_small_number_takes_the_next_smallest_with_it() {
    assert_eq!(hide(&[31, 14, 9, 7, 3]), ["31", "14", "9", "hidden", "<5"]);
    assert_eq!(hide(&[31, 14, 0]), ["31", "14", "0"]);
    assert_eq!(hide(&[12, 4, 0]), ["hidden", "<5", "0"]);
    assert_eq!(Shown::single(4, 4).words(), "<5");
    assert_eq!(Shown::single(36, 2).words(), "hidden", "it is no fewer than five");
    assert_eq!(Shown::single(5, 5).words(), "5");
    assert_eq!(Shown::single(0, 0).words(), "0");
}

#[test]
fn two_small_numbers_are_enough_unless_their_sum_gives_them_away() {
    assert_eq!(hide(&[20, 3, 2]), ["20", "<5", "<5"]);
    // Two rows that share two have one each.
    assert_eq!(hide(&[20, 1, 1]), ["hidden", "<5", "<5"]);
    assert_eq!(hide(&[30, 20, 1, 1]), ["30", "hidden", "<5", "<5"]);
    // Two that share eight have four each.
    assert_eq!(hide(&[30, 20, 4, 4]), ["30", "hidden", "<5", "<5"]);
    // Five and four: what is hidden is no more than the smallest shown, and no fewer than five.
    assert_eq!(hide(&[9, 5, 5, 4]), ["9", "hidden", "hidden", "<5"]);
}

#[test]
fn a_nought_is_hidden_only_where_nothing_else_is_left() {
    assert_eq!(hide(&[3, 0]), ["<5", "hidden"]);
    assert_eq!(hide(&[]), Vec::<String>::new());
}

#[test]
fn many_periods_of_few_people_are_hidden_too() {
    let shown = protect(&[(36, 2), (52, 20), (40, 18)]);
    assert_eq!(shown, [Shown::Hidden, Shown::Figure(52), Shown::Hidden]);
}

#[test]
fn whatever_the_numbers_none_that_is_small_can_be_worked_out() {
    // Every table of three numbers up to nine: each small one must have another possible value
    // that fits the total and what is shown. Tables wholly hidden are left out of the page.
    for n in 0..1000i64 {
        let counts = [n / 100, n / 10 % 10, n % 10];
        let shown = protect(&counts.map(|n| (n, n)));
        let total: i64 = counts.iter().sum();
        if shown.iter().all(|s| s.figure().is_none()) {
            continue;
        }
        for (i, n) in counts.iter().enumerate().filter(|(_, n)| (1..5).contains(*n)) {
            let mut other = false;
            for x in 0..=total {
                for y in 0..=(total - x) {
                    let guess = [x, y, total - x - y];
                    let fits = guess.iter().zip(&shown).all(|(g, s)| match s {
                        Shown::Figure(n) => g == n,
                        Shown::Few => (1..5).contains(g),
                        // Whoever knows the rule knows that it is no small one.
                        Shown::Hidden => *g >= 5,
                    });
                    other |= fits && guess[i] != *n;
                }
            }
            assert!(other, "{counts:?} shown as {shown:?}");
        }
    }
}

#[test]
fn work_is_counted_by_department_with_the_median_time_until_it_was_answered() {
    let p = placed(1, 1, 10, PlacementState::Closed);
    let mut spent = day_of(&p);
    let asked = nov(9).at(at(14, 0));
    for (n, s) in spent.iter_mut().enumerate() {
        s.asked_at = Some(asked);
        s.subject = if n < 4 { "Maths".into() } else { "Art".into() };
        s.answered_at = (n < 4).then(|| asked.plus_seconds([600, 1200, 3600, 60_000][n]));
        s.owed = n % 2 == 0;
    }
    spent[0].judged = Some(Judged::Enough);
    spent[1].judged = Some(Judged::TooHard);
    let facts = |by| Facts {
        placed: vec![p.clone()],
        spent: spent.clone(),
        back_by: by,
        ..Facts::default()
    };
    let report = Report::of(facts(Some(nov(10))), end());
    assert_eq!(report.list(What::WorkAsked, "Maths").count(), 4);
    assert_eq!(report.list(What::WorkSent, "Maths").count(), 4);
    assert_eq!(report.list(What::WorkSent, "Art").count(), 0);
    assert_eq!(report.median_answer("Maths"), Some(40), "between 20 and 60 minutes");
    assert_eq!(report.median_answer("Art"), None);
    assert_eq!(report.list(What::Enough, "enough").count(), 1);
    assert_eq!(report.list(What::Enough, "-").count(), 4);
    assert_eq!(report.count(What::NotBack), 3);
    assert_eq!(Report::of(facts(Some(nov(9))), end()).count(What::NotBack), 0);
    assert_eq!(Report::of(facts(None), end()).count(What::NotBack), 0);
}
