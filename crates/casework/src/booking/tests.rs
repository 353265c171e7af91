//! Booking tried on an invented week, with no database and no clock.

use super::*;
use crate::Role;
use crate::room::RoomKind;
use crate::school::{Period, PeriodKind, Rules, School, Setting};
use crate::words::Words;
use crate::{Actor, Coded};
use rulebook::{Closed, SchoolCalendar, Term, Weekday};

fn id(n: u128) -> Id {
    Id::from_u128(n)
}
fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}
fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}
const TUESDAY: &str = "2026-11-10";
const WEDNESDAY: &str = "2026-11-11";
const TYRELL: u128 = 1;
const KIAN: u128 = 2;
const ROOM: u128 = 90;

fn setting() -> Setting {
    let shape = [
        ("P1", "09:00", "10:00"),
        ("P2", "10:00", "10:50"),
        ("P3", "11:05", "12:00"),
        ("P4", "12:00", "12:50"),
        ("P5", "13:30", "14:20"),
        ("P6", "14:20", "15:05"),
    ];
    let periods = Weekday::ALL[..5]
        .iter()
        .flat_map(|weekday| {
            shape.map(|(code, from, to)| Period {
                id: id(1000),
                weekday: *weekday,
                code: code.into(),
                kind: PeriodKind::Lesson,
                from: minute(from),
                to: minute(to),
            })
        })
        .collect();
    let inset = day("2026-11-27");
    Setting {
        school: School {
            id: id(50),
            name: "Fairholme".into(),
            address: String::new(),
            phone: String::new(),
            concern: String::new(),
            demo: true,
            kind: crate::organisation::OrgKind::Secondary,
            governed: crate::organisation::Governed::Maintained,
        },
        words: Words::default(),
        calendar: SchoolCalendar {
            terms: vec![Term {
                name: "Autumn 2026".into(),
                from: day("2026-09-02"),
                to: day("2026-12-18"),
            }],
            closed: vec![Closed {
                why: "INSET day".into(),
                half_term: false,
                from: inset,
                to: inset,
            }],
            ..SchoolCalendar::default()
        },
        periods,
        rules: Rules::default(),
    }
}

fn room(n: u128, seats: i64, kind: RoomKind) -> Room {
    Room {
        id: id(n),
        name: format!("Room {n}"),
        kind,
        seats,
        door: String::new(),
        arrive_at: minute("08:40"),
        break_from: minute("11:10"),
        break_to: minute("11:25"),
        lunch_from: minute("12:05"),
        lunch_to: minute("12:35"),
        lunch_list_by: None,
        lead: None,
        shares: None,
        active: true,
        version: 1,
    }
}

fn taken(pupil: u128, on: &str, codes: &[&str], seat: i64) -> Vec<Taken> {
    codes
        .iter()
        .map(|code| Taken {
            placement: id(pupil + 500),
            pupil: id(pupil),
            room: id(ROOM),
            day: day(on),
            code: code.to_string(),
            seat: Some(seat),
            state: PlacementState::Booked,
        })
        .collect()
}

fn pair() -> KeepApart {
    KeepApart {
        id: id(70),
        one: id(TYRELL),
        other: id(KIAN),
        why: "After a fight".into(),
        set_by: "Ms Bea Catterall".into(),
        set_on: day("2026-10-07"),
        review_on: None,
    }
}

struct World {
    setting: Setting,
    rooms: Vec<Room>,
    taken: Vec<Taken>,
    apart: Vec<KeepApart>,
    dates: Vec<crate::known_date::Of>,
    shut: Vec<crate::room_move::Shut>,
    now: Instant,
}

impl World {
    fn new(seats: i64, taken: Vec<Taken>) -> World {
        World {
            setting: setting(),
            rooms: vec![room(ROOM, seats, RoomKind::Removal)],
            taken,
            apart: vec![pair()],
            dates: Vec::new(),
            shut: Vec::new(),
            now: day("2026-11-09").at(minute("14:40")),
        }
    }
    fn facts(&self) -> Facts<'_> {
        Facts {
            setting: &self.setting,
            now: self.now,
            rooms: &self.rooms,
            taken: &self.taken,
            apart: &self.apart,
            dates: &self.dates,
            shut: &self.shut,
        }
    }
    fn book(&self, on: &str, codes: &[&str]) -> Result<Booked, No> {
        book(&self.facts(), &wanted(on, codes))
    }
    fn refusal(&self, on: &str, codes: &[&str]) -> String {
        match self.book(on, codes) {
            Err(No::Refused(r)) => r.title,
            other => panic!("expected a refusal, not {other:?}"),
        }
    }
    fn clash(&self, on: &str, codes: &[&str]) -> Clash {
        match self.book(on, codes) {
            Err(No::Clash(clash)) => clash,
            other => panic!("expected a clash, not {other:?}"),
        }
    }
}

fn wanted(on: &str, codes: &[&str]) -> Wanted {
    Wanted {
        pupil: id(TYRELL),
        moving: None,
        day: day(on),
        codes: codes.iter().map(|c| c.to_string()).collect(),
        room: id(ROOM),
        on_a_name: false,
    }
}

const ALL: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

#[test]
fn a_keep_apart_pair_blocks_only_the_periods_they_share() {
    let world = World::new(6, taken(KIAN, TUESDAY, &["P4", "P5", "P6"], 1));
    let clash = world.clash(TUESDAY, &ALL);
    assert_eq!(clash.codes(), ["P4", "P5", "P6"]);
    assert!(clash.full.is_empty());
    let booked = world.book(TUESDAY, &["P1", "P2", "P3"]).unwrap();
    assert_eq!((booked.spelt.as_str(), booked.minutes()), ("P1–P3", 165));
}

#[test]
fn a_pair_in_different_rooms_does_not_clash() {
    let mut world = World::new(6, taken(KIAN, TUESDAY, &ALL, 1));
    world.rooms.push(room(91, 2, RoomKind::Removal));
    let there = Wanted { room: id(91), ..wanted(TUESDAY, &ALL) };
    assert!(book(&world.facts(), &there).is_ok());
}

#[test]
fn seats_are_counted_period_by_period() {
    let mut all = taken(10, TUESDAY, &["P1", "P2"], 1);
    all.extend(taken(11, TUESDAY, &["P2", "P3"], 2));
    let world = World::new(2, all);
    assert_eq!(world.clash(TUESDAY, &ALL).full, ["P2"]);
    assert_eq!(world.book(TUESDAY, &["P1"]).unwrap().seat, Some(2));
    assert_eq!(world.book(TUESDAY, &["P3", "P4"]).unwrap().seat, Some(1));
}

#[test]
fn two_who_come_one_after_the_other_may_leave_no_single_seat_free() {
    let mut all = taken(10, TUESDAY, &["P1"], 1);
    all.extend(taken(11, TUESDAY, &["P2"], 2));
    let booked = World::new(2, all).book(TUESDAY, &["P1", "P2"]).unwrap();
    assert_eq!(
        booked.seat, None,
        "the room has space in each period, the seat is found on the day"
    );
}

#[test]
fn an_inset_day_is_refused_by_its_name() {
    let world = World::new(6, Vec::new());
    assert_eq!(
        world.refusal("2026-11-27", &["P1"]),
        "Fri 27 Nov 2026 is not a school day: INSET day"
    );
}

#[test]
fn a_period_that_is_over_is_refused_and_one_under_way_is_not() {
    let mut world = World::new(6, Vec::new());
    world.now = day(TUESDAY).at(minute("10:50"));
    assert_eq!(world.refusal(TUESDAY, &ALL), "P1–P2 on Tue 10 Nov 2026 is over");
    world.now = day(TUESDAY).at(minute("10:49"));
    assert!(world.book(TUESDAY, &["P2"]).is_ok());
}

#[test]
fn nobody_has_two_places_at_once_but_may_move_within_their_own() {
    let world = World::new(6, taken(TYRELL, TUESDAY, &["P1", "P2"], 1));
    assert!(world.refusal(TUESDAY, &["P2", "P3"]).contains("already has a place for P2"));
    let moving = Wanted { moving: Some(id(TYRELL + 500)), ..wanted(TUESDAY, &["P2", "P3"]) };
    assert!(book(&world.facts(), &moving).is_ok());
}

#[test]
fn periods_the_day_does_not_have_are_refused() {
    let world = World::new(6, Vec::new());
    assert!(world.refusal(TUESDAY, &["P9"]).starts_with("Choose lessons"));
    assert!(world.refusal(TUESDAY, &[]).starts_with("Choose lessons"));
}

#[test]
fn a_name_put_to_it_books_it_and_says_what_was_overridden() {
    let world = World::new(6, taken(KIAN, TUESDAY, &["P6"], 1));
    let named = Wanted { on_a_name: true, ..wanted(TUESDAY, &ALL) };
    let booked = book(&world.facts(), &named).unwrap();
    assert_eq!(booked.overrode.unwrap().codes(), ["P6"]);
    let clear = Wanted { on_a_name: true, ..wanted(WEDNESDAY, &ALL) };
    assert_eq!(book(&world.facts(), &clear).unwrap().overrode, None);
}

#[test]
fn the_ways_out_of_the_walk_through_are_the_ones_it_expects() {
    let world = World::new(6, taken(KIAN, TUESDAY, &["P4", "P5", "P6"], 1));
    let want = wanted(TUESDAY, &ALL);
    let ways = ways(&world.facts(), &want, &world.clash(TUESDAY, &ALL));
    let said = |n: usize| ways[n].1.as_ref().map(WayOut::offer);
    assert_eq!(said(0), Some(format!("2026-11-11 P1,P2,P3 {}", id(ROOM))));
    assert_eq!(said(1), Some(format!("2026-11-11 P1,P2,P3,P4,P5,P6 {}", id(ROOM))));
    assert_eq!(said(2), None, "there is no other room");
    assert_eq!(said(3), None, "no seat is short");
    assert_eq!(said(4), Some(String::new()));
}

#[test]
fn moving_the_other_is_not_offered_once_they_are_here_or_when_seats_would_still_be_short() {
    let mut here = taken(KIAN, TUESDAY, &["P1"], 1);
    here[0].state = PlacementState::Here;
    let world = World::new(6, here);
    let offered = |world: &World| {
        ways(&world.facts(), &wanted(TUESDAY, &ALL), &world.clash(TUESDAY, &ALL))[0].1.is_some()
    };
    assert!(!offered(&world));
    let mut crowd = taken(KIAN, TUESDAY, &["P1"], 1);
    crowd.extend(taken(10, TUESDAY, &["P2"], 1));
    assert!(!offered(&World::new(1, crowd)));
}

#[test]
fn another_place_is_looked_for_past_shut_days_and_full_ones() {
    let mut world = World::new(1, taken(10, "2026-11-26", &["P1"], 1));
    world.taken.extend(taken(11, "2026-11-30", &["P1", "P3", "P5"], 1));
    let want = wanted("2026-11-26", &["P1", "P2"]);
    let clash = world.clash("2026-11-26", &["P1", "P2"]);
    let ways = ways(&world.facts(), &want, &clash);
    let offer = ways[1].1.as_ref().map(WayOut::offer).unwrap();
    assert!(offer.starts_with("2026-12-01 P1,P2"), "{offer}");
}

#[test]
fn a_support_room_is_not_offered_for_a_removal() {
    let mut world = World::new(6, taken(KIAN, TUESDAY, &["P1"], 1));
    world.rooms.push(room(91, 4, RoomKind::Support));
    let clash = world.clash(TUESDAY, &["P1"]);
    assert!(ways(&world.facts(), &wanted(TUESDAY, &["P1"]), &clash)[2].1.is_none());
    world.rooms.push(room(92, 4, RoomKind::Removal));
    let out = ways(&world.facts(), &wanted(TUESDAY, &["P1"]), &clash)[2].1.clone().unwrap();
    assert_eq!((out.steps[0].room, out.steps[0].free), (id(92), 4));
}

#[test]
fn the_entry_is_due_the_next_school_day_and_work_is_chased_after_its_hour() {
    let world = World::new(6, Vec::new());
    let booked = world.book("2026-11-26", &ALL).unwrap();
    assert_eq!(booked.entry_due, day("2026-11-30"), "Friday is an INSET day");
    assert_eq!(booked.escalates_at, day("2026-11-09").at(minute("15:40")));
    assert_eq!(entry_words(&booked, &world.rooms, "Defiance"), "Room 90, P1–P6: Defiance");
    let last = world.book("2026-12-18", &ALL).unwrap();
    assert_eq!(last.entry_due, day("2026-12-18"), "the calendar ends there");
}

#[test]
fn only_those_who_approve_or_lead_the_room_change_bookings() {
    let actor = |role| Actor {
        org: id(50),
        account: id(1),
        staff: id(1),
        name: String::new(),
        post: String::new(),
        roles: vec![role],
        years: Vec::new(),
    };
    let may: Vec<Role> =
        Role::ALL.iter().copied().filter(|r| may_rebook(&actor(*r), &setting()).is_ok()).collect();
    assert_eq!(may, [Role::RoomLead, Role::SupportLead, Role::Senior, Role::Head]);
    assert!(may_change(PlacementState::Booked).is_ok());
    assert!(may_change(PlacementState::Here).is_err());
}

/// Two spaces side by side with eight seats between them, seven taken in one and one in the other.
fn side_by_side() -> World {
    let mut all = Vec::new();
    for n in 0..7u32 {
        all.extend(taken(10 + u128::from(n), TUESDAY, &["P1", "P2"], i64::from(n) + 1));
    }
    let mut there = taken(30, TUESDAY, &["P1", "P2"], 8);
    there.iter_mut().for_each(|t| t.room = id(91));
    all.extend(there);
    let mut world = World::new(8, all);
    let mut other = room(91, 3, RoomKind::Removal);
    other.shares = Some(id(ROOM));
    world.rooms.push(other);
    world
}

#[test]
fn spaces_that_share_seats_are_full_together_and_the_ninth_may_wait() {
    let world = side_by_side();
    for space in [ROOM, 91] {
        let ninth = Wanted { room: id(space), ..wanted(TUESDAY, &["P1", "P2", "P3"]) };
        let Err(No::Clash(clash)) = book(&world.facts(), &ninth) else { panic!("not full") };
        assert_eq!(clash.full, ["P1", "P2"]);
        let ways = ways(&world.facts(), &ninth, &clash);
        let open = |way| ways.iter().any(|(w, out)| *w == way && out.is_some());
        assert!(open(Way::Wait) && open(Way::MoveThis));
        // The other space has no seats of its own to offer.
        assert!(!open(Way::OtherRoom));
    }
    let later = Wanted { room: id(91), ..wanted(TUESDAY, &["P3"]) };
    assert_eq!(book(&world.facts(), &later).unwrap().seat, Some(1));
}

#[test]
fn a_seat_taken_in_one_space_is_not_given_again_in_the_other() {
    let mut world = side_by_side();
    world.taken.retain(|t| t.seat != Some(5));
    let there = Wanted { room: id(91), ..wanted(TUESDAY, &["P1"]) };
    assert_eq!(book(&world.facts(), &there).unwrap().seat, Some(5));
}

#[test]
fn nobody_waits_for_a_seat_when_somebody_kept_apart_is_in_the_way() {
    let world = World::new(6, taken(KIAN, TUESDAY, &["P4"], 1));
    let tyrell = wanted(TUESDAY, &["P4"]);
    let Err(No::Clash(clash)) = book(&world.facts(), &tyrell) else { panic!("no clash") };
    let ways = ways(&world.facts(), &tyrell, &clash);
    assert!(ways.iter().any(|(w, out)| *w == Way::Wait && out.is_none()));
}

#[test]
fn a_room_shares_with_one_that_has_seats_of_its_own_and_not_in_a_chain() {
    use crate::room::sharing_error;
    let rooms = side_by_side().rooms;
    assert_eq!(sharing_error(&rooms, id(92), Some(id(ROOM))), None);
    assert_eq!(sharing_error(&rooms, id(92), None), None);
    assert!(sharing_error(&rooms, id(92), Some(id(91))).unwrap().contains("shares the seats"));
    assert!(sharing_error(&rooms, id(ROOM), Some(id(ROOM))).unwrap().contains("itself"));
    assert!(sharing_error(&rooms, id(92), Some(id(93))).unwrap().contains("in use"));
    let mut more = rooms.clone();
    more.push(room(94, 4, RoomKind::Removal));
    assert!(sharing_error(&more, id(ROOM), Some(id(94))).unwrap().contains("keeps its own"));
}

#[test]
fn a_known_date_takes_its_periods_and_the_way_out_is_another_time_or_a_name() {
    use crate::known_date::{DateKind, KnownDate, Of, Whom};
    let mut world = World::new(6, Vec::new());
    world.dates = vec![Of {
        pupil: id(TYRELL),
        date: KnownDate {
            id: id(70),
            whom: Whom::Pupil,
            pupil: Some(id(TYRELL)),
            group: String::new(),
            kind: DateKind::Exam,
            what: "Maths paper 1".into(),
            from: day(TUESDAY),
            to: day(TUESDAY),
            from_minute: Some(minute("9:00")),
            to_minute: Some(minute("10:30")),
            made_by: String::new(),
        },
    }];
    let clash = world.clash(TUESDAY, &ALL);
    assert_eq!(clash.codes(), ["P1", "P2"]);
    assert_eq!(clash.dates[0].what, "Exam: Maths paper 1, 9.00–10.30");
    assert!(world.book(TUESDAY, &["P3", "P4"]).is_ok());
    let wanted = wanted(TUESDAY, &ALL);
    let ways = ways(&world.facts(), &wanted, &clash);
    let there: Vec<Way> =
        ways.iter().filter(|(_, out)| out.is_some()).map(|(way, _)| *way).collect();
    assert_eq!(there, [Way::MoveThis, Way::OnAName]);
    let named = book(&world.facts(), &Wanted { on_a_name: true, ..wanted }).unwrap();
    assert_eq!(named.overrode, Some(clash));
}

#[test]
fn nobody_is_placed_in_a_room_that_is_shut_until_it_is_opened_again() {
    let mut world = World::new(6, Vec::new());
    world.shut = vec![crate::room_move::Shut {
        id: id(71),
        room: id(ROOM),
        day: day(TUESDAY),
        from: minute("10:00"),
        why: "No heating".into(),
        made_by: "Mr Thrale".into(),
        ended_at: None,
    }];
    assert!(world.refusal(TUESDAY, &ALL).contains("is shut for the rest of"));
    assert!(world.book(WEDNESDAY, &ALL).is_ok());
    world.shut[0].ended_at = Some(day(TUESDAY).at(minute("10:30")));
    assert!(world.book(TUESDAY, &ALL).is_ok());
}
