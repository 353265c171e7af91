//! A day's movements: who walks when, and what each walk would meet.

use super::*;
use crate::room::RoomKind;
use rulebook::Weekday;

fn at(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}

fn day() -> Vec<Period> {
    let of = |code: &str, kind, from, to| Period {
        id: Id::nil(),
        weekday: Weekday::Tue,
        code: code.into(),
        kind,
        from: at(from),
        to: at(to),
    };
    use PeriodKind::*;
    vec![
        of("P1", Lesson, "9.00", "10.00"),
        of("P2", Lesson, "10.00", "10.50"),
        of("Break", Break, "10.50", "11.05"),
        of("P3", Lesson, "11.05", "12.00"),
        of("P4", Lesson, "12.00", "12.50"),
        of("Lunch", Lunch, "12.50", "13.30"),
        of("P5", Lesson, "13.30", "14.20"),
        of("P6", Lesson, "14.20", "15.05"),
    ]
}

fn room() -> Room {
    Room {
        id: Id::from_u128(9),
        name: "Isolation".into(),
        kind: RoomKind::Removal,
        seats: 6,
        door: "The side door".into(),
        arrive_at: at("8.40"),
        break_from: at("11.10"),
        break_to: at("11.25"),
        lunch_from: at("12.05"),
        lunch_to: at("12.35"),
        lunch_list_by: None,
        lead: None,
        shares: None,
        active: true,
        version: 1,
    }
}

fn stay(n: u128, from: &str, to: &str) -> Stay {
    Stay { placement: Id::from_u128(n), pupil: Id::from_u128(n + 100), from: at(from), to: at(to) }
}

fn usual(kind: Kind, times: &[&str], way: &str) -> Usual {
    Usual { kind, times: times.iter().map(|t| at(t)).collect(), way: way.into(), version: 1 }
}

fn own(n: u128, of: u128, kind: Kind, from: &str, to: Option<&str>) -> Own {
    Own {
        id: Id::from_u128(n),
        placement: Id::from_u128(of),
        pupil: Id::from_u128(of + 100),
        kind,
        from: at(from),
        to: to.map(at),
        way: String::new(),
        with_whom: "Mr Adair".into(),
        made_by: "Ms Okell".into(),
    }
}

fn made(usual: &[Usual], own: &[Own], stays: &[Stay], apart: &[KeepApart]) -> Vec<Line> {
    let periods = day();
    let shape: Vec<&Period> = periods.iter().collect();
    plan(&room(), usual, own, stays, &shape, apart)
}

fn said(lines: &[Line]) -> Vec<(Kind, String, usize, usize)> {
    lines.iter().map(|l| (l.kind, l.from.to_string(), l.who.len(), l.meets.len())).collect()
}

#[test]
fn a_day_with_the_rooms_usual_ways_has_a_line_for_each_walk_and_who_is_there_for_it() {
    let ways = [
        usual(Kind::Arrive, &[], "By the side door"),
        usual(Kind::Toilet, &["9.40", "14.00"], "Ground floor, by the office"),
        usual(Kind::Leave, &["14.58"], "By the side door"),
    ];
    let stays = [stay(1, "9.00", "15.05"), stay(2, "9.00", "10.50"), stay(3, "13.30", "15.05")];
    let lines = made(&ways, &[], &stays, &[]);
    assert_eq!(
        said(&lines),
        [
            (Kind::Arrive, "8.40".into(), 2, 0),
            (Kind::Toilet, "9.40".into(), 2, 0),
            // Back to lessons in the middle of the day, and among everybody from then on.
            (Kind::ToLesson, "10.50".into(), 1, 0),
            (Kind::Break, "11.10".into(), 1, 0),
            (Kind::Lunch, "12.05".into(), 1, 0),
            (Kind::FromLesson, "13.30".into(), 1, 0),
            (Kind::Toilet, "14.00".into(), 2, 0),
            (Kind::Leave, "14.58".into(), 2, 0),
        ]
    );
    assert_eq!(lines[0].way, "By the side door");
}

#[test]
fn a_walk_into_the_schools_break_or_a_change_of_lessons_is_said() {
    let stays = [stay(1, "9.00", "15.05")];
    let ways = [usual(Kind::Toilet, &["10.55", "12.02", "13.50"], "")];
    let lines = made(&ways, &[], &stays, &[]);
    let toilet: Vec<&Line> = lines.iter().filter(|l| l.kind == Kind::Toilet).collect();
    assert_eq!(
        toilet[0].meets,
        [Meets::School { code: "Break".into(), from: at("10.50"), to: at("11.05") }]
    );
    assert_eq!(toilet[1].meets, [Meets::Change(at("12.00"))]);
    assert!(toilet[2].meets.is_empty());
    // Everybody goes home at the end of the last lesson.
    let home = lines.iter().find(|l| l.kind == Kind::Leave).unwrap();
    assert_eq!(home.meets, [Meets::Change(at("15.05"))]);
}

#[test]
fn a_pupils_own_break_stands_in_the_place_of_the_rooms_and_a_second_toilet_does_not() {
    let stays = [stay(1, "9.00", "15.05"), stay(2, "9.00", "15.05")];
    let ways = [usual(Kind::Toilet, &["9.40"], "Ground floor")];
    let owns = [
        own(50, 1, Kind::Break, "10.30", Some("10.45")),
        own(51, 1, Kind::Toilet, "13.45", None),
        own(52, 7, Kind::Lunch, "12.10", None),
    ];
    let lines = made(&ways, &owns, &stays, &[]);
    let of = |kind: Kind| -> Vec<(String, usize)> {
        let lines = lines.iter().filter(|l| l.kind == kind);
        lines.map(|l| (l.from.to_string(), l.who.len())).collect()
    };
    assert_eq!(of(Kind::Break), [("10.30".to_string(), 1), ("11.10".to_string(), 1)]);
    assert_eq!(of(Kind::Toilet), [("9.40".to_string(), 2), ("13.45".to_string(), 1)]);
    assert_eq!(of(Kind::Lunch), [("12.05".to_string(), 2)], "nobody else's placement");
    let mine = lines.iter().find(|l| l.own == Some(Id::from_u128(51))).unwrap();
    assert_eq!((mine.way.as_str(), mine.with_whom.as_str()), ("Ground floor", "Mr Adair"));
}

#[test]
fn two_kept_apart_who_would_walk_together_are_said_until_one_has_another_time() {
    let stays = [stay(1, "9.00", "15.05"), stay(2, "12.00", "15.05")];
    let pair = KeepApart {
        id: Id::nil(),
        one: Id::from_u128(102),
        other: Id::from_u128(101),
        why: String::new(),
        set_by: String::new(),
        set_on: rulebook::Day::new(2026, 11, 10).unwrap(),
        review_on: None,
    };
    let pairs = [pair];
    let lunch = |owns: &[Own]| {
        let lines = made(&[], owns, &stays, &pairs);
        lines.iter().filter(|l| l.kind == Kind::Lunch).map(|l| l.meets.clone()).collect::<Vec<_>>()
    };
    let together = Meets::Together(Id::from_u128(1), Id::from_u128(2));
    assert_eq!(lunch(&[]), [vec![together]]);
    let later = own(50, 2, Kind::Lunch, "12.35", Some("12.48"));
    assert_eq!(lunch(&[later]), [vec![], vec![]]);
}

#[test]
fn times_are_read_as_they_are_typed_and_what_cannot_be_is_said() {
    assert_eq!(spell_times(&read_times("11.30, 9:50 9.50").unwrap()), "9.50, 11.30");
    assert_eq!(read_times("").unwrap(), []);
    assert!(read_times("half past").unwrap_err().contains("“half” is no time"));
    let many = (0..13).map(|n| format!("10.{:02}", n + 10)).collect::<Vec<_>>().join(" ");
    assert!(read_times(&many).unwrap_err().contains("at most 12"));
    let s = stay(1, "12.00", "15.05");
    assert_eq!(wrong(at("12.40"), Some(at("12.50")), &s), None);
    assert_eq!(wrong(at("12.40"), Some(at("12.40")), &s).unwrap().0, "to");
    assert!(wrong(at("9.00"), None, &s).unwrap().1.contains("booked from 12.00 to 15.05"));
}
