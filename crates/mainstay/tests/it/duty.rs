//! The empty room: duties by period, calls in two taps, details later.

use crate::harness::{School, schools};
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Minute};

pub fn nov(day: i8) -> Day {
    Day::new(2026, 11, day).unwrap()
}

/// Keeps a placement for some of a day's periods, as the booking part would.
pub async fn books(s: &School, pupil: &str, day: Day, codes: &[&str], state: PlacementState) -> Id {
    let p = Placement {
        id: Id::now_v7(),
        pupil: s.f.pupils[pupil],
        referral: None,
        room: s.f.room,
        day,
        seat: Some(1),
        state,
        decided_by: None,
        reason: Some(s.f.reasons["Persistent disruption"]),
        plain_reason: String::new(),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    let slots: Vec<Slot> = mainstay::demo::calendar::periods()
        .into_iter()
        .filter(|x| x.weekday == day.weekday() && codes.contains(&x.code.as_str()))
        .map(|x| Slot {
            id: Id::now_v7(),
            placement: p.id,
            pupil: p.pupil,
            room: p.room,
            day,
            code: x.code,
            from: x.from,
            to: x.to,
            class: None,
            subject: "Maths".into(),
            teacher: None,
            conduct: None,
            learning: None,
            done: None,
        })
        .collect();
    let at = day.at(Minute::new(8, 0).unwrap());
    let mut w = s.app.store().write(Act::by_system(s.f.org, at, "booking")).await.unwrap();
    store::room::book(&mut w, &p, &slots).await.unwrap();
    w.commit(Event::new(Verb::Booked, "placement", p.id).pupil(p.pupil), vec![]).await.unwrap();
    p.id
}

#[tokio::test]
async fn an_empty_room_is_filled_with_on_call_and_in_class_support() {
    for s in schools().await {
        books(&s, "Kian", nov(11), &["P1", "P2", "P3"], PlacementState::Here).await;
        s.nov(11, "11.50");
        let okell = s.signs_in("okell").await;
        okell.sees("/duties").await.says("3 empty periods without a duty");
        for period in ["P4", "P5"] {
            let fields = [("day", "2026-11-11"), ("period", period), ("kind", "on_call")];
            okell.does("/duties", &fields).await;
            // The same tap again changes nothing and is not refused.
            okell.does("/duties", &fields).await;
        }
        okell.sees("/duties/new?day=2026-11-11&period=P6").await.says("In-class support");
        let p6 = [("day", "2026-11-11"), ("period", "P6"), ("kind", "in_class"), ("full", "yes")];
        okell.posts("/duties", &p6).await.is(422).says("Say which class or subject");
        let mut p6 = p6.to_vec();
        p6.extend([("class", "9Y3"), ("subject", "Maths")]);
        okell.does("/duties", &p6).await;
        okell
            .sees("/duties")
            .await
            .says("no empty period without a duty")
            .says("In-class support: 9Y3 Maths");
        let mut read = s.app.store().read().await.unwrap();
        let kept = store::duty::between(&mut read, s.f.org, nov(11), nov(11)).await.unwrap();
        let codes: Vec<&str> = kept.iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes, ["P4", "P5", "P6"], "{}", s.engine());
    }
}

#[tokio::test]
async fn who_may_move_a_booking_finds_the_way_on_its_card_until_they_have_come() {
    for s in schools().await {
        s.nov(11, "8.00");
        let id = books(&s, "Tyrell", nov(11), &["P1"], PlacementState::Booked).await;
        let here = books(&s, "Kian", nov(11), &["P2"], PlacementState::Here).await;
        let way = |id: Id| format!("/placements/{id}/move");
        let okell = s.signs_in("okell").await;
        let card = okell.sees(&format!("/placements/{id}")).await;
        assert_eq!(card.links(&way(id)), [way(id)]);
        okell.sees(&way(id)).await.says("Move or cancel");
        let card = okell.sees(&format!("/placements/{here}")).await;
        assert!(card.links(&way(here)).is_empty(), "who is here is not moved");
    }
}

#[tokio::test]
async fn a_day_before_or_after_is_a_school_day() {
    for s in schools().await {
        s.nov(9, "8.00");
        let okell = s.signs_in("okell").await;
        let page = okell.sees("/work?day=2026-11-09").await;
        let days = page.links("/work?day=");
        assert_eq!(days, ["/work?day=2026-11-06", "/work?day=2026-11-10"]);
        let board = format!("/board/{}?day=", s.f.room);
        let page = okell.sees(&format!("{board}2026-11-06")).await;
        let days = page.links(&board);
        assert!(days.contains(&format!("{board}2026-11-09")), "{days:?}");
        assert!(!days.contains(&format!("{board}2026-11-07")), "{days:?}");
    }
}

#[tokio::test]
async fn a_period_with_somebody_in_the_room_is_refused_with_ways_out() {
    for s in schools().await {
        books(&s, "Kian", nov(11), &["P1", "P2", "P3"], PlacementState::Here).await;
        s.nov(11, "11.10");
        let okell = s.signs_in("okell").await;
        let answer = okell
            .posts("/duties", &[("day", "2026-11-11"), ("period", "P3"), ("kind", "on_call")])
            .await;
        assert!(answer.status >= 400, "{}", answer.status);
        let answer = answer.says("P3 is not empty: 1 student").says("Hand the");
        assert!(answer.links("/duties").contains(&"/duties?day=2026-11-11".to_string()));
        // A mentor leaves nobody alone, so no room holds them.
        let adair = s.signs_in("adair").await;
        adair
            .does(
                "/duties",
                &[
                    ("day", "2026-11-11"),
                    ("period", "P3"),
                    ("kind", "mentoring"),
                    ("words", "Goals for the week"),
                ],
            )
            .await;
        // Saturday is not a school day.
        okell
            .posts("/duties", &[("day", "2026-11-14"), ("period", "P1"), ("kind", "on_call")])
            .await
            .says("not a school day");
    }
}

#[tokio::test]
async fn a_call_takes_two_taps_and_its_details_come_later() {
    for s in schools().await {
        s.nov(11, "12.20");
        let okell = s.signs_in("okell").await;
        let page = okell.sees("/duties?q=tyr").await.says("Tyrell Ashdown-Moss");
        let once = page.value("once");
        let tyrell = s.f.pupils["Tyrell"].to_string();
        let tap = [("once", once.as_str()), ("tap", "Food room"), ("pupil", tyrell.as_str())];
        let call = okell.does("/calls", &tap).await;
        assert_eq!(okell.does("/calls", &tap).await, call, "the same form twice is one call");
        s.nov(11, "12.50");
        let page = okell.sees(&call).await;
        assert!(page.body.contains("value=\"12:20\""));
        let version = page.value("version");
        assert!(
            page.links("/refer").contains(&format!("/refer?call={}", &call["/calls/".len()..]))
        );
        let details = |arrived: &'static str| {
            vec![
                ("version", version.clone()),
                ("pupil", tyrell.clone()),
                ("place", "Food room".into()),
                ("called", "12:20".into()),
                ("arrived", arrived.to_string()),
                ("left", "12:35".into()),
                ("outcome", "stayed".into()),
                ("words", "Talked at the door.".into()),
            ]
        };
        let wrong: Vec<(&str, String)> = details("12:10");
        let wrong: Vec<(&str, &str)> = wrong.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.posts(&call, &wrong).await.is(422).says("cannot be before the call at 12.20");
        let right: Vec<(&str, String)> = details("12:23");
        let right: Vec<(&str, &str)> = right.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.does(&call, &right).await;
        okell.posts(&call, &right).await.is(409).says("Talked at the door.");
        okell.sees("/duties").await.says("Settled and stayed").hides("Entered later");
    }
}

#[tokio::test]
async fn finding_a_name_for_a_call_loses_nothing_that_is_typed() {
    for s in schools().await {
        s.nov(11, "12.20");
        let okell = s.signs_in("okell").await;
        let typed = [("place", "Behind the gym"), ("q", "tyr"), ("find", "yes")];
        let page = okell.posts("/calls", &typed).await.is(200).says("Tyrell Ashdown-Moss");
        assert!(page.body.contains("value=\"Behind the gym\""));
        let call = okell.does("/calls", &[("place", "Corridor")]).await;
        let version = okell.sees(&call).await.value("version");
        // Enter in the search field presses Save: a name that was not looked for yet is looked for.
        for key in [("find", "yes"), ("looked", "")] {
            let typed = [
                ("version", version.as_str()),
                ("place", "Corridor"),
                ("called", "12:20"),
                ("words", "Long words about what happened."),
                ("q", "tyr"),
                key,
            ];
            let page = okell.posts(&call, &typed).await.is(200);
            let page = page.says("Tyrell Ashdown-Moss").says("Long words about what happened.");
            assert_eq!(page.value("version"), version, "finding keeps nothing yet");
        }
        // The same name again, looked for already, is no reason not to save.
        let typed = [
            ("version", version.as_str()),
            ("place", "Corridor"),
            ("called", "12:20"),
            ("words", "Long words about what happened."),
            ("q", "tyr"),
            ("looked", "tyr"),
        ];
        okell.does(&call, &typed).await;
        okell.sees(&call).await.says("Long words about what happened.");
    }
}

#[tokio::test]
async fn a_call_written_down_later_says_so_and_one_about_nobody_has_no_name() {
    for s in schools().await {
        s.nov(12, "8.40");
        let okell = s.signs_in("okell").await;
        let late = [("day", "2026-11-11"), ("place", "Corridor"), ("called", "13:45")];
        okell.does("/calls", &late).await;
        okell
            .sees("/duties?day=2026-11-11")
            .await
            .says("13.45 Corridor")
            .says("Entered later: Thu 12 Nov 2026, 8.40")
            .says("Nobody named");
        okell.posts("/calls", &[("place", "")]).await.is(422).says("Say where");
        let later = [("day", "2026-11-12"), ("place", "Corridor"), ("called", "13:45")];
        okell.posts("/calls", &later).await.is(422).says("cannot be later than now");
    }
}

#[tokio::test]
async fn a_call_about_a_pupil_out_of_scope_is_not_there_for_a_mentor() {
    for s in schools().await {
        s.nov(11, "12.20");
        let okell = s.signs_in("okell").await;
        let jude = s.f.pupils["Jude"].to_string();
        let tyrell = s.f.pupils["Tyrell"].to_string();
        let hidden = okell.does("/calls", &[("tap", "Corridor"), ("pupil", &jude)]).await;
        let shown = okell.does("/calls", &[("tap", "Corridor"), ("pupil", &tyrell)]).await;
        // Mr Adair mentors 9K2.
        let adair = s.signs_in("adair").await;
        adair.sees("/duties").await.hides("Jude Marl").says("Tyrell");
        adair.get(&hidden).await.is(404);
        adair.get(&shown).await.is(200);
        assert!(adair.sees(&shown).await.links("/refer").is_empty(), "a mentor does not refer");
        s.signs_in("ravenhall").await.get("/duties").await.hides("Room empty");
    }
}
