//! The day's decisions tried on the day of the walk-through.

use super::*;
use crate::room::{Room, RoomKind};
use crate::school::{Period, PeriodKind};
use rulebook::Day;

fn day() -> Day {
    Day::new(2026, 11, 10).unwrap()
}
fn m(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}
fn at(text: &str) -> Instant {
    day().at(m(text))
}
fn id(n: u128) -> Id {
    Id::from_u128(n)
}

fn room() -> Room {
    Room {
        id: id(1),
        name: "Internal Exclusion Room".into(),
        kind: RoomKind::Removal,
        seats: 6,
        door: String::new(),
        arrive_at: m("8.40"),
        break_from: m("11.10"),
        break_to: m("11.25"),
        lunch_from: m("12.05"),
        lunch_to: m("12.35"),
        lunch_list_by: None,
        lead: Some(id(50)),
        shares: None,
        active: true,
        version: 1,
    }
}

fn periods() -> Vec<Period> {
    [
        ("P1", "9.00", "10.00"),
        ("P2", "10.00", "10.50"),
        ("Break", "10.50", "11.05"),
        ("P3", "11.05", "12.00"),
        ("P4", "12.00", "12.50"),
        ("Lunch", "12.50", "13.30"),
        ("P5", "13.30", "14.20"),
        ("P6", "14.20", "15.05"),
    ]
    .into_iter()
    .map(|(code, from, to)| Period {
        id: id(9),
        weekday: day().weekday(),
        code: code.into(),
        kind: match code {
            "Break" => PeriodKind::Break,
            "Lunch" => PeriodKind::Lunch,
            _ => PeriodKind::Lesson,
        },
        from: m(from),
        to: m(to),
    })
    .collect()
}

fn placement(state: PlacementState) -> Placement {
    let here = !matches!(state, PlacementState::Booked | PlacementState::NotHere);
    Placement {
        id: id(2),
        pupil: id(3),
        referral: Some(id(4)),
        room: id(1),
        day: day(),
        seat: Some(1),
        state,
        decided_by: None,
        reason: None,
        plain_reason: String::new(),
        arrived_at: here.then(|| at("8.40")),
        inducted_at: here.then(|| at("8.45")),
        left_at: None,
        closed_at: None,
        version: 1,
    }
}

fn slots(codes: &[&str]) -> Vec<Slot> {
    periods()
        .iter()
        .filter(|p| codes.contains(&p.code.as_str()))
        .map(|p| Slot {
            id: id(7),
            placement: id(2),
            pupil: id(3),
            room: id(1),
            day: day(),
            code: p.code.clone(),
            from: p.from,
            to: p.to,
            class: None,
            subject: String::new(),
            teacher: None,
            conduct: None,
            learning: None,
            done: None,
        })
        .collect()
}

fn entry(n: u128, kind: EntryKind, time: &str) -> Entry {
    Entry {
        id: id(n),
        placement: id(2),
        pupil: id(3),
        kind,
        code: String::new(),
        at: at(time),
        until_at: None,
        body: String::new(),
        by_staff: id(50),
        by_name: "Ms Dara Okell".into(),
        made_at: at(time),
        undone_at: None,
        undone_by: String::new(),
    }
}

const ALL: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

fn next(p: &Placement, codes: &[&str], entries: &[Entry], now: &str) -> Option<Due> {
    let log: Vec<&Entry> = entries.iter().collect();
    let slots = slots(codes);
    let slots: Vec<&Slot> = slots.iter().collect();
    let clock = Clock {
        now: at(now),
        lessons_from: m("9.00"),
        day_ends: m("15.05"),
        break_done: true,
        lunch_done: false,
        exit_held: false,
    };
    next_due(p, &slots, &log, &presence(p, &log), &room(), &clock)
}

fn said(due: Option<Due>) -> (DueKind, String, i64, Tone) {
    let due = due.unwrap();
    (due.kind, due.at.minute().to_string(), due.minutes, due.tone)
}

#[test]
fn the_next_check_in_is_half_an_hour_after_the_last() {
    let p = placement(PlacementState::Here);
    let log = [entry(1, EntryKind::Check, "11.05"), entry(2, EntryKind::Help, "11.20")];
    let due = next(&p, &ALL, &log, "11.32");
    assert_eq!(said(due), (DueKind::CheckIn, "11.35".into(), 3, Tone::Quiet));
    let late = next(&p, &ALL, &log, "11.50");
    assert_eq!(said(late), (DueKind::CheckIn, "11.35".into(), -15, Tone::Late));
}

#[test]
fn a_check_that_was_missed_gives_way_to_the_exit_interview_at_the_end() {
    let p = placement(PlacementState::Here);
    let log = [entry(1, EntryKind::Check, "11.05")];
    let before = next(&p, &ALL, &log, "14.40");
    assert_eq!(before.unwrap().kind, DueKind::CheckIn);
    let near = next(&p, &ALL, &log, "14.59");
    assert_eq!(said(near), (DueKind::Exit, "15.05".into(), 6, Tone::Quiet));
}

#[test]
fn somebody_brought_without_a_referral_is_the_first_thing_to_put_right() {
    let p = Placement {
        referral: None,
        arrived_at: Some(at("11.18")),
        inducted_at: None,
        ..placement(PlacementState::Here)
    };
    let due = next(&p, &["P3"], &[], "11.32");
    assert_eq!(said(due), (DueKind::FindReferrer, "11.18".into(), -14, Tone::Late));
}

#[test]
fn a_pupil_booked_for_the_first_lesson_is_expected_when_the_door_opens() {
    let p = placement(PlacementState::Booked);
    assert_eq!(
        said(next(&p, &ALL, &[], "8.20")),
        (DueKind::Expected, "8.40".into(), 20, Tone::Quiet)
    );
    assert_eq!(
        said(next(&p, &["P4"], &[], "11.32")),
        (DueKind::Expected, "12.00".into(), 28, Tone::Quiet)
    );
}

#[test]
fn an_induction_not_held_comes_before_the_first_check() {
    let p = Placement { inducted_at: None, ..placement(PlacementState::Here) };
    assert_eq!(
        said(next(&p, &ALL, &[], "8.50")),
        (DueKind::Induction, "8.55".into(), 5, Tone::Quiet)
    );
}

#[test]
fn the_exit_interview_is_due_at_the_end_of_the_last_period_and_owed_after() {
    let p = placement(PlacementState::Here);
    let log = [entry(1, EntryKind::Check, "10.45")];
    let due = next(&p, &["P1", "P2"], &log, "10.48");
    assert_eq!(said(due), (DueKind::Exit, "10.50".into(), 2, Tone::Quiet));
    let left = Placement { left_at: Some(at("10.50")), ..placement(PlacementState::Left) };
    assert_eq!(
        said(next(&left, &["P1", "P2"], &[], "11.32")),
        (DueKind::ExitNotHeld, "10.50".into(), -42, Tone::Risk)
    );
    assert_eq!(said(next(&left, &["P1", "P2"], &[], "15.10")).3, Tone::Late);
    let closed = placement(PlacementState::Closed);
    assert_eq!(next(&closed, &["P1", "P2"], &[], "15.10"), None);
}

#[test]
fn ten_more_minutes_moves_the_return_and_not_the_leaving() {
    let p = placement(PlacementState::Here);
    let out = |n, time: &str, until: &str| Entry {
        until_at: Some(at(until)),
        body: "Mr Adair".into(),
        ..entry(n, EntryKind::Out, time)
    };
    let log = [
        out(1, "9.25", "9.35"),
        entry(2, EntryKind::Back, "9.35"),
        out(3, "11.25", "11.35"),
        out(4, "11.30", "11.40"),
    ];
    let log: Vec<&Entry> = log.iter().collect();
    assert_eq!(
        presence(&p, &log),
        Presence::Out { since: at("11.25"), until: at("11.40"), with: "Mr Adair".into() }
    );
}

#[test]
fn an_undone_out_leaves_the_pupil_in_the_room() {
    let p = placement(PlacementState::Here);
    let out = Entry { undone_at: Some(at("11.26")), ..entry(1, EntryKind::Out, "11.25") };
    assert_eq!(presence(&p, &[&out]), Presence::Here);
}

#[test]
fn heads_are_counted_by_where_people_are() {
    let out = Presence::Out { since: at("11.25"), until: at("11.40"), with: String::new() };
    let places = [
        (Presence::Here, false),
        (out, false),
        (Presence::Here, false),
        (Presence::Expected, false),
        (Presence::Expected, false),
        (Presence::Left, false),
        (Presence::Left, true),
        (Presence::NotHere, false),
    ];
    let heads = headcount(places.iter().map(|(p, held)| (p, *held)));
    assert_eq!(heads, Heads { here: 2, out: 1, to_come: 2, owed: 1 });
    assert_eq!(heads.used(), 3);
}

#[test]
fn a_regulation_break_is_never_a_rung_of_the_ladder() {
    let undone = Entry { undone_at: Some(at("10.16")), ..entry(2, EntryKind::Warning, "10.15") };
    let log = [
        entry(1, EntryKind::Warning, "10.12"),
        undone,
        entry(3, EntryKind::Break, "10.15"),
        entry(4, EntryKind::Help, "10.20"),
    ];
    let log: Vec<&Entry> = log.iter().collect();
    let one = ladder(&log, 3);
    assert_eq!(one.words(), "1 of 3");
    assert!(!one.at_the_top());
    assert_eq!(last_of(&log, EntryKind::Break), Some(at("10.15")));
    assert_eq!(tally(&log, EntryKind::Help), 1);
}

#[test]
fn after_the_last_warning_comes_the_schools_next_step() {
    let log: Vec<Entry> = ["9.35", "10.05", "10.20"]
        .iter()
        .enumerate()
        .map(|(n, t)| entry(n as u128, EntryKind::Warning, t))
        .chain([Entry { body: "Mr Thrale".into(), ..entry(9, EntryKind::NextStep, "10.31") }])
        .collect();
    let log: Vec<&Entry> = log.iter().collect();
    let top = ladder(&log, 3);
    assert!(top.at_the_top());
    assert_eq!(top.step, Some((at("10.31"), "Mr Thrale".into())));
}

#[test]
fn only_ones_own_latest_entry_of_the_last_minutes_can_be_undone() {
    let theirs = Entry { by_staff: id(60), ..entry(3, EntryKind::Praise, "11.31") };
    let log = [entry(1, EntryKind::Help, "11.10"), entry(2, EntryKind::Praise, "11.28"), theirs];
    let log: Vec<&Entry> = log.iter().collect();
    assert_eq!(undoable(&log, id(50), at("11.32")).map(|e| e.id), Some(id(2)));
    assert_eq!(undoable(&log, id(50), at("11.38")), None);
}

#[test]
fn a_tap_is_kept_with_its_own_moment_and_never_with_one_to_come() {
    let p = placement(PlacementState::Here);
    assert_eq!(moment_of(Some(at("11.20")), &p, at("11.32")), at("11.20"));
    assert_eq!(moment_of(Some(at("11.50")), &p, at("11.32")), at("11.32"));
    let yesterday = day().plus(-1).at(m("11.20"));
    assert_eq!(moment_of(Some(yesterday), &p, at("11.32")), at("11.32"));
    let late = Entry { made_at: at("11.32"), ..entry(1, EntryKind::Note, "11.20") };
    assert!(late.entered_later());
    assert!(!entry(1, EntryKind::Note, "11.20").entered_later());
}

#[test]
fn the_rooms_break_never_runs_into_the_schools_own() {
    let periods = periods();
    let day: Vec<&Period> = periods.iter().collect();
    let may = |kind, start: &str| may_start_break(&room(), kind, m(start), &day);
    assert_eq!(may(BreakKind::Break, "11.10"), Ok(m("11.25")));
    assert_eq!(may(BreakKind::Lunch, "12.05"), Ok(m("12.35")));
    // Begins before the school's break and would run into it.
    let early = may(BreakKind::Break, "10.40").unwrap_err();
    assert!(early.title.contains("10.50 to 11.05"), "{}", early.title);
    assert!(early.instead.iter().any(|(words, _)| words.contains("11.10")), "{early:?}");
    // Begins in it.
    assert!(may(BreakKind::Break, "11.00").is_err());
    // Ends exactly when the school's lunch begins: they do not meet.
    assert_eq!(may(BreakKind::Lunch, "12.20"), Ok(m("12.50")));
    assert!(may(BreakKind::Lunch, "12.21").is_err());
}

fn handover(n: u128, from: &str, to: Option<&str>, ended: Option<&str>) -> Handover {
    Handover {
        id: id(n),
        room: id(1),
        day: day(),
        adult: id(60 + n),
        adult_name: "Mr Dean Poll".into(),
        from: m(from),
        to: to.map(m),
        watch_for: String::new(),
        made_by: "Ms Dara Okell".into(),
        taken_from: String::new(),
        started_at: None,
        ended_at: ended.map(at),
    }
}

#[test]
fn a_handover_is_in_charge_until_its_end_or_until_the_room_is_taken_back() {
    let lead = Some(id(50));
    let hs = [handover(1, "13.50", Some("14.10"), None)];
    let who = |hs: &[Handover], t: &str| who_is_in_charge(lead, hs, m(t));
    assert_eq!(who(&hs, "11.32").adult, lead);
    assert_eq!(who(&hs, "11.32").relief, Some((m("13.50"), id(61))));
    assert_eq!(who(&hs, "13.50").adult, Some(id(61)));
    assert_eq!(who(&hs, "13.50").by_handover, Some(id(1)));
    assert_eq!(who(&hs, "14.10").adult, lead);
    let back = [handover(1, "13.50", None, Some("14.02"))];
    assert_eq!(who(&back, "14.01").adult, Some(id(61)));
    assert_eq!(who(&back, "14.02").adult, lead);
    let off = [handover(1, "13.50", Some("14.10"), Some("13.40"))];
    assert_eq!(who(&off, "13.55").adult, lead, "called off before it began");
    assert_eq!(who(&off, "11.32").relief, None);
    assert_eq!(who_is_in_charge(None, &[], m("11.32")).adult, None);
}

#[test]
fn work_is_said_in_one_word() {
    assert_eq!(work_word("asked", "", false, false), ("Due", true));
    assert_eq!(work_word("escalated", "", false, false), ("Due", true));
    assert_eq!(work_word("answered", "online", false, false), ("Link", false));
    assert_eq!(work_word("answered", "paper", false, false), ("Paper", false));
    assert_eq!(work_word("answered", "paper", true, false), ("Class", false));
    assert_eq!(work_word("bank", "bank", false, true), ("Bank", false));
    // A teacher's own answer is the work, whatever the bank lent before it came.
    assert_eq!(work_word("answered", "online", false, true), ("Link", false));
    assert_eq!(work_word("none", "", false, false), ("None", true));
}

#[test]
fn a_cover_adult_records_only_while_a_handover_names_them() {
    let (poll, room) = (id(61), id(1));
    let hs = [handover(1, "13.50", Some("14.10"), None)];
    let may = |hs: &[Handover], adult, moment: &str, now: &str| {
        may_record(room, adult, hs, at(moment), at(now)).map_err(|no| no.title)
    };
    let told = |end: &str| Err(format!("You had the room until {end}, so this was not kept"));
    let never = || Err("You have not taken over the room, so this was not kept".to_string());
    assert_eq!(may(&hs, poll, "13.50", "13.50"), Ok(()));
    assert_eq!(may(&hs, poll, "13.49", "13.49"), never());
    assert_eq!(may(&hs, poll, "14.10", "14.10"), told("14.10"));
    assert_eq!(may(&hs, id(99), "13.55", "13.55"), never());
    // Tapped while the room was theirs, and sent once the network was back.
    assert_eq!(may(&hs, poll, "14.05", "14.20"), Ok(()));
    // Taken back early: what comes after is not theirs, though the plan ran on.
    let back = [handover(1, "13.50", Some("14.10"), Some("14.00"))];
    assert_eq!(may(&back, poll, "14.05", "14.05"), told("14.00"));
    let no = may_record(room, poll, &[], at("9.00"), at("9.00")).unwrap_err();
    assert!(no.instead.iter().any(|(label, _)| label == "Take over the room"));
}

#[test]
fn a_phone_that_was_not_brought_has_no_envelope() {
    assert_eq!(say_phone("3"), "phone envelope 3");
    for none in ["none", "None ", "no", "-"] {
        assert_eq!(say_phone(none), "no phone brought");
    }
    assert_eq!(say_phone("  "), "");
}
