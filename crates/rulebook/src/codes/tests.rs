//! What must hold of every set, and the facts of the sets the law uses.
//!
//! Must never know: the files the facts were typed from.

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

#[test]
fn every_table_is_read_and_none_is_without_its_source() {
    let sets = load::sets().unwrap();
    let sizes: Vec<(&str, usize)> = sets.iter().map(|s| (s.id.as_ref(), s.rows.len())).collect();
    assert_eq!(
        sizes,
        [
            ("local-authority", 165),
            ("lea-accepted", 284),
            ("ethnicity", 108),
            ("language", 319),
            ("nc-year", 21),
            ("sex", 2),
            ("enrolment-status", 5),
            ("ap-entry-reason", 8),
            ("ap-placement-reason", 6),
            ("ap-setting", 4),
            ("ap-pattern", 2),
            ("boarder", 4),
            ("service-child", 4),
            ("young-carer", 3),
            ("fsm-country", 4),
            ("census-term", 3),
            ("school-phase", 10),
            ("governance", 8),
            ("post-looked-after", 6),
            ("upn-unknown", 5),
            ("leaving-reason", 18),
        ]
    );
    assert_eq!(all().len(), sets.len() + 6);
    assert_eq!(authority::read().unwrap().len(), 165);
}

#[test]
fn every_set_says_where_it_was_read_and_every_row_is_whole() {
    for set in all() {
        assert!(!set.title.is_empty() && !set.source.is_empty(), "{}", set.id);
        assert_eq!(set.read, READ.day(), "{}", set.id);
        assert_eq!(all().iter().filter(|s| s.id == set.id).count(), 1, "{}", set.id);
        for row in &set.rows {
            let at = format!("{} {}", set.id, row.code);
            assert!(!row.code.is_empty() && row.code == row.code.trim(), "{at}");
            assert_eq!(row.label.is_empty(), row.label_sure == Sure::None, "{at}");
            assert_eq!(
                row.from.is_none() && row.to.is_none(),
                row.dates_sure == Sure::None,
                "{at}: days and their sureness go together"
            );
            assert!(row.from.zip(row.to).is_none_or(|(from, to)| from <= to), "{at}");
            assert!(row.from.is_none_or(|from| from > Day::FIRST), "{at}");
            assert!(row.to.is_none_or(|to| to > Day::FIRST), "{at}");
            assert!(row.instead.is_empty() || row.to.is_some(), "{at}");
        }
        let inferred = set.rows.iter().any(|r| !r.is_confirmed());
        let words = !set.unconfirmed.is_empty();
        assert!(words || !inferred, "{} has codes nobody confirmed and does not say so", set.id);
    }
}

#[test]
fn a_code_stands_once_in_its_period() {
    for set in all() {
        for (at, row) in set.rows.iter().enumerate() {
            for other in &set.rows[at + 1..] {
                if !row.code.eq_ignore_ascii_case(&other.code) {
                    continue;
                }
                let apart = |a: &Row, b: &Row| a.to.zip(b.from).is_some_and(|(to, from)| to < from);
                assert!(
                    apart(row, other) || apart(other, row),
                    "{}: {} stands twice on one day",
                    set.id,
                    row.code
                );
            }
        }
    }
}

#[test]
fn a_code_before_its_first_day_or_after_its_last_is_refused_in_words() {
    let words = |set: &str, code: &str, on_day: &str| match on(set, code, day(on_day)) {
        Ok(row) => row.label.to_string(),
        Err(why) => why.to_string(),
    };
    assert_eq!(
        words("attendance", "J1", "2024-08-18"),
        "Attendance codes: code J1 (Leave: interview for a job or a place) is used from Mon 19 Aug 2024; Sun 18 Aug 2024 is earlier"
    );
    assert_eq!(words("attendance", "J1", "2024-08-19"), "Leave: interview for a job or a place");
    assert_eq!(words("attendance", "j", "2024-08-18"), "Interview");
    assert_eq!(
        words("attendance", "J", "2024-08-19"),
        "Attendance codes: code J (Interview) was used to Sun 18 Aug 2024; Mon 19 Aug 2024 is later. Use J1"
    );
    assert_eq!(
        words("reason", "OT", "2026-11-12"),
        "Reasons for suspension and exclusion: code OT (Other) was used to Mon 31 Aug 2020; Thu 12 Nov 2026 is later"
    );
    assert_eq!(
        words("sex", "a name pasted here", "2026-11-12"),
        "Sex: there is no code \"a name p\""
    );
    assert_eq!(words("nothing", "A", "2026-11-12"), "nothing: there is no code \"A\"");
}

#[test]
fn one_name_in_two_sets_is_two_codes() {
    let on_day = day("2026-11-12");
    assert_eq!(on("reason", "DS", on_day).unwrap().label, "Abuse relating to disability");
    assert_eq!(on("sen-type", "DS", on_day).unwrap().label, "Down Syndrome");
    assert!(on("sen-type", "DS", day("2023-11-12")).is_err());
    assert!(on("ethnicity", "ORAB", day("2024-12-31")).is_err());
    assert!(on("ethnicity", "ORAB", day("2025-01-01")).is_ok());
}

#[test]
fn the_register_of_2024_has_34_codes_in_their_classes() {
    let of = |class: Class, on_day: &str| -> String {
        let on_day = day(on_day);
        let codes: Vec<&str> = AttendanceCode::all()
            .filter(|c| AttendanceCode::on(c.code(), on_day).is_ok() && c.class() == class)
            .map(AttendanceCode::code)
            .collect();
        codes.join(" ")
    };
    let first = "2024-08-19";
    assert_eq!(of(Class::Attending, first), "/ \\ L K V P W B");
    assert_eq!(of(Class::Authorised, first), "C1 M J1 S C2 C T R I E");
    assert_eq!(of(Class::Unauthorised, first), "G N O U");
    assert_eq!(of(Class::NotPossible, first), "D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7");
    assert_eq!(of(Class::NotCounted, first), "Z #");
    assert_eq!(set("attendance").unwrap().rows_on(day(first)).count(), 34);
    let before = "2024-08-18";
    assert_eq!(of(Class::Attending, before), "/ \\ L V P W B J");
    assert_eq!(of(Class::NotPossible, before), "D X Y");
    let possible: Vec<Class> = Class::ALL.into_iter().filter(|c| c.is_possible()).collect();
    assert_eq!(possible, [Class::Attending, Class::Authorised, Class::Unauthorised]);
}

#[test]
fn a_value_and_its_line_are_the_same_code() {
    for (at, code) in AttendanceCode::all().enumerate() {
        assert_eq!(code as usize, at, "{}", code.code());
        assert_eq!(AttendanceCode::ever(code.code()), Ok(code));
    }
    for (at, reason) in Reason::all().enumerate() {
        assert_eq!(reason as usize, at, "{}", reason.code());
        assert_eq!(Reason::ever(reason.code()), Ok(reason));
        assert!(reason.means().ends_with('.'));
    }
    for (at, need) in SenType::all().enumerate() {
        assert_eq!(need as usize, at, "{}", need.code());
        assert_eq!(SenType::ever(need.code()), Ok(need));
    }
}

#[test]
fn the_reasons_of_2020_are_sixteen_and_up_to_three_are_given() {
    let count =
        |on_day: &str| Reason::all().filter(|r| Reason::on(r.code(), day(on_day)).is_ok()).count();
    assert_eq!((count("2020-08-31"), count("2020-09-01")), (12, 16));
    assert_eq!(Reason::most_on(day("2020-08-31")), 1);
    assert_eq!(Reason::most_on(day("2020-09-01")), 3);
    assert_eq!(Reason::on("ow", day("2026-11-12")), Ok(Reason::Weapon));
    assert!(matches!(Reason::on("0W", day("2026-11-12")), Err(NotACode::Unknown { .. })));
}

#[test]
fn the_old_word_for_a_suspension_is_read_and_not_written() {
    let today = day("2026-11-12");
    assert_eq!(Category::read(" fixd "), Ok(Category::Susp));
    assert_eq!(Category::read("SUSP"), Ok(Category::Susp));
    assert_eq!(Category::read("PERM"), Ok(Category::Perm));
    assert!(Category::read("SUS").is_err());
    assert!(!Category::Perm.has_sessions() && Category::Lunch.has_sessions());
    assert!(on("category", "FIXD", today).unwrap_err().to_string().ends_with("Use SUSP"));
    for category in Category::ALL {
        assert_eq!(on("category", category.code(), today).unwrap().label, category.label());
    }
}

#[test]
fn a_review_ends_in_one_of_ten_ways() {
    let letters: String = ReviewResult::ALL.iter().map(|r| r.code).collect();
    assert_eq!(letters, "ABCDEFGHJK");
    let of = |end, stage| ReviewResult::of(end, stage).map(|r| r.code);
    assert_eq!(of(ReviewEnd::Upheld, ReviewStage::Panel), Some('D'));
    assert_eq!(of(ReviewEnd::Declined, ReviewStage::Directed), Some('K'));
    assert_eq!(of(ReviewEnd::Accepted, ReviewStage::Panel), None);
    let b = ReviewResult::read("b").unwrap();
    assert_eq!(b.label(), "Upheld after a panel recommended that the governors reconsider");
    assert!(ReviewResult::read("I").is_err() && ReviewResult::read("AB").is_err());
    assert!(ReviewResult::read("").is_err());
}

#[test]
fn a_dead_stage_of_sen_is_not_a_living_one() {
    let today = day("2026-11-12");
    for stage in SenProvision::ALL {
        assert_eq!(SenProvision::on(stage.code(), today), Ok(stage));
    }
    assert!(SenProvision::on("S", today).unwrap_err().to_string().ends_with("Use E"));
    // On a day when it was in use it is found in the table, and is still none of the three.
    assert!(on("sen-provision", "A", day("2013-01-10")).is_ok());
    assert!(SenProvision::on("A", day("2013-01-10")).is_err());
    assert!(SenType::NotAssessed.goes_with(SenProvision::Support));
    assert!(!SenType::NotAssessed.goes_with(SenProvision::Plan));
    assert!(SenType::Autism.goes_with(SenProvision::Plan));
    assert!(!SenType::Missing.goes_with(SenProvision::Support));
}

#[test]
fn an_authority_keeps_its_number_and_changes_its_ons_code() {
    let on_day = |number, text| LocalAuthority::on(number, day(text));
    assert_eq!(on_day("390", "2013-03-31").unwrap().ons, "E08000020");
    assert_eq!(on_day("390", "2013-04-01").unwrap().ons, "E08000037");
    let bristol = on_day("801", "2026-11-12").unwrap();
    assert_eq!(
        (bristol.row.label.as_ref(), bristol.region.as_ref()),
        ("Bristol, City of", "E12000009")
    );
    assert!(on_day("909", "2026-11-12").is_err());
    assert_eq!(set("local-authority").unwrap().rows_on(day("2026-11-12")).count(), 153);
    assert_eq!(set("local-authority").unwrap().ever("815").unwrap().from, Some(day("2023-04-01")));
    for pair in authorities().windows(2) {
        let (a, b) = (&pair[0].row, &pair[1].row);
        // Where one period of a number ends the next begins, without a hole.
        if a.code == b.code {
            assert_eq!(a.to.map(|to| to.plus(1)), b.from, "{}", a.code);
        }
    }
}

#[test]
fn the_numbers_a_upn_may_hold_are_those_of_authorities_now_and_then() {
    use crate::upn::{Upn, UpnFault};
    let upn = |text| Upn::parse_among(text, numbers()).map(|u| u.to_string());
    assert_eq!(upn("B801200005001"), Ok("B801200005001".into()));
    assert_eq!(upn("P207000016049"), Ok("P207000016049".into()));
    assert_eq!(upn("A801200005001"), Err(UpnFault::CheckLetter('B')));
    assert_eq!(upn("Q207000016049"), Err(UpnFault::CheckLetter('P')));
    assert_eq!(upn("X80120000A001"), Err(UpnFault::Character(10)));
    assert_eq!(upn("E000200005001"), Err(UpnFault::Authority));
    assert_eq!(upn("E999200005001"), Err(UpnFault::Authority));
    for number in ["681", "820", "909", "943"] {
        assert!(numbers().contains(&number), "{number}");
    }
    assert!(!numbers().contains(&"000") && !numbers().contains(&"XXX"));
}

proptest! {
    // Each case asks every set about every code: a few are many questions.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_code_is_too_odd_to_be_refused(code in "\\PC{0,12}", days in 0i64..60_000) {
        let on_day = Day::FIRST.plus(days);
        for set in all() {
            let found = set.on(&code, on_day);
            prop_assert_eq!(found.is_ok(), set.rows_on(on_day).any(|r| r.code.eq_ignore_ascii_case(code.trim())));
        }
        let _ = (Category::read(&code), ReviewResult::read(&code), SenProvision::on(&code, on_day));
    }

    #[test]
    fn a_code_is_found_on_its_days_and_on_no_other(days in 0i64..60_000) {
        let on_day = Day::FIRST.plus(days);
        for set in all() {
            for row in &set.rows {
                prop_assert_eq!(set.on(&row.code, on_day) == Ok(row), row.holds_on(on_day));
            }
        }
    }
}
