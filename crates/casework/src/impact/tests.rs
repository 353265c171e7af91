//! The walk-through's own history, and the arithmetic beside it, by hand.

use super::*;
use crate::Coded;
use crate::pupil::Sen;
use crate::report::Facts;
use crate::testing::{day, id, setting};

/// Autumn 1 as the walk-through has it: so many pupils of each length, so many placed again.
fn autumn_1() -> Vec<Once> {
    let mut all = Vec::new();
    let mut key = 0;
    let mut add = |pupil: u128, on: Day, periods: i64| {
        key += 1;
        all.push(Once { placement: id(key), pupil: id(pupil), day: on, periods, returned: None });
    };
    let mut pupil = 100;
    for (periods, days, many, again) in [(2, 1, 20, 6), (3, 1, 12, 5), (6, 1, 15, 9), (6, 2, 5, 4)]
    {
        for n in 0..many {
            pupil += 1;
            // Mon 7 Sep to Fri 9 Oct, and where it is two days, the Tuesday after the Monday.
            let on = day(9, 7).plus(7 * (n % 5));
            for d in 0..days {
                add(pupil, on.plus(d), periods);
            }
            if n < again {
                // A fortnight after is ten school days; it is not a first placement again.
                add(pupil, on.plus(14), 2);
                add(pupil, on.plus(16), 6);
            }
        }
    }
    all
}

fn impact(all: &[Once], today: Day) -> Impact {
    let s = setting();
    let span = (day(9, 2), day(10, 23));
    Impact { firsts: firsts(&s.calendar, all, span, today, |d| s.lessons_on(d).len() as i64) }
}

#[test]
fn placed_again_within_twenty_school_days_by_length_agrees_with_the_walk_through() {
    let found = impact(&autumn_1(), day(12, 14));
    let lines: Vec<(&str, i64, i64, Option<i64>, bool)> = Band::ALL
        .iter()
        .map(|b| (b.label(), found.line(Some(*b))))
        .map(|(name, l)| (name, l.n, l.again, l.percent(), l.small()))
        .collect();
    assert_eq!(
        lines,
        [
            ("1–2 periods", 20, 6, Some(30), false),
            ("Half a day", 12, 5, Some(42), false),
            ("A whole day", 15, 9, Some(60), false),
            ("2 days or more", 5, 4, Some(80), true),
        ]
    );
    assert_eq!(found.line(None), Line { n: 52, again: 24 });
    assert_eq!(found.line(None).percent(), Some(46));
    let said = findings(&found, &[true; 4], true, None, &Words::default());
    assert_eq!(
        said[0],
        "Of pupils placed for the first time in these days, 24 of 52 (46%) were placed again within 20 school days."
    );
    assert!(said[1].starts_with("The share rises with length: 6 of 20 (30%) after 1–2 periods, 9 of 15 (60%) after a whole day."));
    assert!(said[1].contains("cannot show that the length is why"));
    assert!(said[2].contains(
        "4 of 5 (80%), a small group. One more or one fewer would change it by 20 points"
    ));
    assert!(cautions(&Words::default())[0].contains("cannot show cause"));
}

#[test]
fn the_twentieth_school_day_counts_and_the_one_after_it_does_not() {
    let once = |n: u128, on, periods| Once {
        placement: id(n),
        pupil: id(1),
        day: on,
        periods,
        returned: None,
    };
    // After Mon 5 Oct: 14 school days to Fri 23 Oct, then 2 to 9 Nov make 20.
    let again = |on| impact(&[once(1, day(10, 5), 2), once(2, on, 2)], day(12, 14)).firsts[0].again;
    assert_eq!(again(day(11, 9)), Some(day(11, 9)));
    assert_eq!(again(day(11, 10)), None);
    // Friday and Monday run on: one stay, and the days are counted from its end.
    let found = impact(&[once(1, day(10, 9), 2), once(2, day(10, 12), 2)], day(12, 14));
    assert_eq!((found.firsts.len(), found.firsts[0].band), (1, Band::Longer));
    assert_eq!((found.firsts[0].last, found.firsts[0].again), (day(10, 12), None));
}

#[test]
fn those_whose_days_are_not_over_are_left_out_and_counted_apart() {
    let all = autumn_1();
    // After Mon 7 Sep the 20 school days end on Mon 5 Oct; on that day they are not over.
    let early = impact(&all, day(10, 5));
    assert_eq!((early.line(None).n, early.still_open()), (0, 52));
    let later = impact(&all, day(10, 6));
    assert!(later.line(None).n > 0 && later.line(None).n + later.still_open() == 52);
    let words = Words::default();
    assert!(
        findings(&early, &[true; 4], true, None, &words)[0].starts_with("It is too early to say")
    );
    let nobody = impact(&[], day(12, 14));
    assert!(findings(&nobody, &[true; 4], true, None, &words)[0].starts_with("No pupil"));
}

#[test]
fn a_change_is_told_as_one_only_where_chance_would_seldom_make_it() {
    let found = impact(&autumn_1(), day(12, 14));
    let words = Words::default();
    let with = |line| findings(&found, &[true; 4], true, Some(("Summer 2 2026", line)), &words);
    let close = with(Line { n: 50, again: 20 });
    assert!(
        close.iter().any(|s| s.contains("20 of 50 (40%). A difference no greater than chance"))
    );
    let far = with(Line { n: 100, again: 5 });
    assert!(far.iter().any(|s| s.contains("5 of 100 (5%). Up by more than chance")));
    assert_eq!(Line { n: 20, again: 6 }.range(), Some((15, 52)));
    assert_eq!(Line { n: 0, again: 0 }.range(), None);
}

#[test]
fn outside_the_team_a_small_line_goes_and_another_with_it() {
    let l = |n, again| Line { n, again };
    let shown = shown_outside(&[l(20, 6), l(12, 5), l(15, 9), l(5, 4)]);
    assert_eq!(shown, [true, false, true, false], "5 of which 4 came back, and the smallest other");
    assert_eq!(shown_outside(&[l(20, 6), l(10, 0)]), [true, true]);
    assert_eq!(shown_outside(&[l(20, 18), l(9, 2)]), [false, false]);
    let found = impact(&autumn_1(), day(12, 14));
    let said = findings(&found, &shown, true, None, &Words::default()).join(" ");
    assert!(said.contains("30%") && !said.contains("80%") && !said.contains("42%"), "{said}");
    let nothing = findings(&found, &[false; 4], false, None, &Words::default());
    assert!(nothing[0].starts_with("Too few"));
}

#[test]
fn rates_for_each_hundred_on_roll_agree_with_the_walk_through() {
    let rate = |placed, on_roll| {
        Rate { label: String::new(), value: String::new(), placed, on_roll }.per_hundred().unwrap()
    };
    assert_eq!(rate(22, 940), "2.3");
    assert_eq!(rate(15, 190), "7.9");
    assert_eq!(rate(4, 50), "8.0");
    assert_eq!(rate(24, 354), "6.8");
    assert_eq!(rate(17, 826), "2.1");
    assert_eq!(rate(3, 46), "6.5");
    let group = |sen, free_meals, ethnicity: &str, pupils| OnRoll {
        year: 9,
        sex: "F".into(),
        sen,
        free_meals,
        ethnicity: ethnicity.into(),
        pupils,
    };
    let roll = [
        group(Sen::None, false, "White British", 800),
        group(Sen::None, true, "", 140),
        group(Sen::Support, true, "White British", 190),
        group(Sen::Plan, false, "White British", 4),
        group(Sen::Plan, false, "Gypsy/Roma", 46),
    ];
    let nobody = Report::of(Facts::default(), day(12, 1).at(rulebook::Minute::default()));
    let found = rates(&nobody, &roll, What::Sen, &Words::default());
    let told: Vec<(&str, i64, i64)> =
        found.iter().map(|r| (r.label.as_str(), r.placed, r.on_roll)).collect();
    assert_eq!(told, [("No SEN", 0, 940), ("SEN support", 0, 190), ("EHC plan", 0, 50)]);
    let meals = rates(&nobody, &roll, What::Meals, &Words::default());
    assert_eq!(meals.iter().map(|r| r.on_roll).sum::<i64>(), 1_180);
    let groups = rates(&nobody, &roll, What::Ethnicity, &Words::default());
    let told: Vec<(&str, i64)> = groups.iter().map(|r| (r.label.as_str(), r.on_roll)).collect();
    assert_eq!(told, [("Not recorded", 140), ("Gypsy/Roma", 46), ("White British", 994)]);
}
