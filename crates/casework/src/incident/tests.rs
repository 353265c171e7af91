//! Incidents brought in: rows read, doubles turned away, codes asked about.

use super::*;

fn pupils() -> Vec<Known> {
    vec![
        Known {
            id: Id::now_v7(),
            admission_no: Some("4100".into()),
            upn: Some("A301400260100".into()),
        },
        Known { id: Id::now_v7(), admission_no: Some("4101".into()), upn: None },
    ]
}
fn day(d: i8) -> Day {
    Day::new(2026, 11, d).unwrap()
}
fn line(row: usize, no: &str, outside: &str) -> Line {
    Line {
        row,
        admission_no: no.into(),
        upn: String::new(),
        form: String::new(),
        day: Ok(day(18)),
        time: "11:20".into(),
        period: String::new(),
        kind: "Disruption".into(),
        body: String::new(),
        place: String::new(),
        subject: String::new(),
        staff_name: String::new(),
        points: String::new(),
        action: String::new(),
        outside: outside.into(),
    }
}
fn facts(here: &[&str]) -> Facts {
    Facts {
        pupils: pupils(),
        here: here.iter().map(|k| k.to_string()).collect(),
        ..Facts::default()
    }
}
fn sorted(lines: &[Line], facts: &Facts) -> Sorted {
    sort(lines, facts, "csv", day(19), Id::now_v7)
}

#[test]
fn lines_are_found_by_number_and_sent_twice_they_are_unchanged() {
    let lines = [line(2, "4100", "77"), line(3, "4101", "78"), line(4, "4101", "78")];
    let first = sorted(&lines, &facts(&[]));
    assert_eq!((first.new.len(), first.unchanged), (2, 0));
    assert_eq!(first.twice, [Twice { row: 4, of: 3 }]);
    let again = sorted(&lines, &facts(&["77", "78"]));
    assert_eq!((again.new.len(), again.unchanged, again.twice.len()), (0, 3, 0));
}

#[test]
fn a_file_without_keys_of_its_own_is_safe_to_send_twice() {
    let facts = facts(&[]);
    let lines = [
        line(2, "4100", ""),
        line(3, "4100", ""),
        Line { time: "11:21".into(), ..line(4, "4100", "") },
    ];
    let first = sorted(&lines, &facts);
    assert_eq!((first.new.len(), first.twice.len()), (2, 1));
    let here = first.new.iter().map(|i| i.outside.clone()).collect();
    let again = sorted(&lines, &Facts { here, ..facts });
    assert_eq!((again.new.len(), again.unchanged), (0, 3));
}

#[test]
fn nobody_is_found_by_name_alone_and_the_row_is_named() {
    let out = sorted(&[line(2, "", "1"), line(3, "9999", "2")], &facts(&[]));
    assert_eq!(out.wrong.len(), 2);
    assert_eq!(out.wrong[0].0, 2);
    assert!(out.wrong[0].1.contains("name alone"));
}

#[test]
fn two_numbers_of_two_people_are_refused() {
    let pupils = vec![
        Known { id: Id::now_v7(), admission_no: Some("1".into()), upn: None },
        Known { id: Id::now_v7(), admission_no: None, upn: Some("U".into()) },
    ];
    let mixed = Line { upn: "U".into(), ..line(2, "1", "5") };
    let out = sorted(&[mixed], &Facts { pupils, ..Facts::default() });
    assert!(out.new.is_empty());
    assert!(out.wrong[0].1.contains("two different people"));
}

#[test]
fn a_form_code_nobody_knows_is_asked_about_and_its_rows_wait_for_the_answer() {
    let strange =
        |row, form: &str| Line { form: form.into(), ..line(row, "4100", &row.to_string()) };
    let lines = [strange(2, "9K2"), strange(3, "9 Z"), strange(4, "9Z"), strange(5, "9Q")];
    let mut facts = facts(&[]);
    facts.forms = Some(HashSet::from(["9K2".to_string()]));
    let out = sorted(&lines, &facts);
    assert_eq!(out.new.len(), 1);
    assert_eq!(out.asked["9Z"], [3, 4]);
    assert_eq!(out.asked["9Q"], [5]);
    facts.said.insert("9Z".into(), FormCode::Taken);
    facts.said.insert("9Q".into(), FormCode::LeftOut);
    let out = sorted(&lines, &facts);
    assert_eq!((out.new.len(), out.asked.len(), out.left_out), (3, 0, 1));
}

#[test]
fn dates_are_day_first_and_never_in_the_future() {
    assert_eq!(read_day("18/11/2026"), Day::new(2026, 11, 18));
    assert_eq!(read_day("2026-11-18"), Day::new(2026, 11, 18));
    assert_eq!(read_day("18.11.26"), Day::new(2026, 11, 18));
    assert_eq!(read_day("11/18/2026"), None);
    let late = Line { day: Ok(day(20)), ..line(2, "4100", "1") };
    assert!(sorted(&[late], &facts(&[])).wrong[0].1.contains("not come yet"));
    let none = Line { day: Err("There is no such day".into()), ..line(2, "4100", "1") };
    assert_eq!(sorted(&[none], &facts(&[])).wrong[0].1, "There is no such day");
}

#[test]
fn times_with_seconds_points_with_a_minus_and_long_words_are_dealt_with() {
    let full = Line { time: "11:20:00".into(), points: "-3".into(), ..line(2, "4100", "1") };
    let out = sorted(&[full], &facts(&[]));
    assert_eq!(out.new[0].minute, Minute::new(11, 20));
    assert_eq!(out.new[0].points, Some(3));
    let odd = Line { points: "=1+1".into(), ..line(2, "4100", "1") };
    assert!(sorted(&[odd], &facts(&[])).wrong[0].1.contains("not a whole number"));
    let long = Line { place: "x".repeat(LONGEST_WORD + 1), ..line(2, "4100", "1") };
    assert!(sorted(&[long], &facts(&[])).wrong[0].1.contains("place is longer"));
}

#[test]
fn a_type_that_names_something_good_is_not_proposed_as_one_that_counts() {
    assert!(likely_counts("Disruption") && likely_counts("Demerit"));
    assert!(!likely_counts("Praise postcard") && !likely_counts("ACHIEVEMENT: effort"));
}
