//! What the room does, over HTTP: the walk-through's own history, its lists and its file, and
//! small numbers kept in.

use crate::duty::books;
use crate::harness::{School, schools};
use casework::pupil::Pupil;
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Minute};

const AUTUMN_1: &str = "from=2026-09-02&to=2026-10-23";

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

/// Autumn 1 of the walk-through: so many invented pupils of each length, so many placed again.
async fn history(s: &School) {
    let shape = mainstay::demo::calendar::periods();
    let act = Act::by_system(s.f.org, day(9, 1).at(Minute::default()), "history");
    let mut w = s.app.store().write(act).await.unwrap();
    let scope = casework::Scope { org: s.f.org, reach: vec![casework::Reach::School] };
    let like = store::pupil::find(&mut w, &scope, s.f.pupils["Tyrell"]).await.unwrap();
    let mut n = 0_u32;
    for (periods, days, many, again) in [(2, 1, 20, 6), (3, 1, 12, 5), (6, 1, 15, 9), (6, 2, 5, 4)]
    {
        for k in 0..many {
            n += 1;
            let pupil = Pupil {
                id: Id::now_v7(),
                upn: None,
                admission_no: None,
                known_given: format!("Pupil{n}"),
                known_family: "Example".into(),
                ..like.clone()
            };
            store::pupil::add(&mut w, std::slice::from_ref(&pupil)).await.unwrap();
            let first = day(9, 7).plus(7 * (k % 5));
            let mut on: Vec<(Day, usize)> = (0..days).map(|d| (first.plus(d), periods)).collect();
            if k < again {
                on.extend([(first.plus(14), 2), (first.plus(16), 6)]);
            }
            for (day, periods) in on {
                let p = placed(s, pupil.id, day);
                let slots: Vec<Slot> = shape
                    .iter()
                    .filter(|x| x.weekday == day.weekday() && x.code.starts_with('P'))
                    .take(periods)
                    .map(|x| slot(&p, &x.code, x.from, x.to))
                    .collect();
                store::room::book(&mut w, &p, &slots).await.unwrap();
            }
        }
    }
    w.commit(Event::new(Verb::Booked, "placement", Id::now_v7()), vec![]).await.unwrap();
}

fn placed(s: &School, pupil: Id, day: Day) -> Placement {
    Placement {
        id: Id::now_v7(),
        pupil,
        referral: None,
        room: s.f.room,
        day,
        seat: None,
        state: PlacementState::Closed,
        decided_by: None,
        reason: Some(s.f.reasons["Persistent disruption"]),
        plain_reason: String::new(),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    }
}

fn slot(p: &Placement, code: &str, from: Minute, to: Minute) -> Slot {
    Slot {
        id: Id::now_v7(),
        placement: p.id,
        pupil: p.pupil,
        room: p.room,
        day: p.day,
        code: code.into(),
        from,
        to,
        class: None,
        subject: "Maths".into(),
        teacher: None,
        conduct: None,
        learning: None,
        done: None,
    }
}

#[tokio::test]
async fn the_impact_report_agrees_with_the_walk_through_says_n_and_cannot_show_cause() {
    for s in schools().await {
        history(&s).await;
        s.at(day(12, 4), "9.00");
        let thrale = s.signs_in("thrale").await;
        thrale.sees("/reports").await.says("Impact");
        let page = thrale.sees(&format!("/reports/impact?{AUTUMN_1}")).await;
        let page = page
            .says("1–2 periods 6 20 30%")
            .says("Half a day 5 12 42%")
            .says("A whole day 9 15 60%")
            .says("2 days or more 4 5 80% Small group")
            .says("Every length 24 52 46%")
            .says("These figures cannot show cause")
            .says("24 of 52 (46%) were placed again within 20 school days")
            .says("The half-terms before");
        let links = page.links("/reports/impact/list");
        assert_eq!(links.len(), 5, "{}", s.engine());
        thrale.sees(&links[3]).await.says("5 rows").says("2 days or more").says("Example");
        // Outside the team the group of five, four of whom came back, is not to be worked out.
        let out = thrale.sees(&format!("/reports/impact?{AUTUMN_1}&outside=yes")).await;
        assert!(
            out.links("/reports/impact/list").is_empty() && out.links("/reports/list").is_empty()
        );
        out.says("Safe outside the team")
            .says("1–2 periods 6 20 30%")
            .says("2 days or more hidden hidden hidden")
            .says("Half a day hidden hidden hidden")
            .hides("80%")
            .hides("42%");
        let fields = [("from", "2026-09-02"), ("to", "2026-10-23"), ("as", "csv")];
        let file = thrale.posts("/reports/impact", &fields).await.is(200);
        assert!(file.body.contains("2 days or more,4,5,80%,Small group"), "{}", file.body);
        let mut fields = fields.to_vec();
        fields.push(("outside", "yes"));
        let file = thrale.posts("/reports/impact", &fields).await.is(200);
        assert!(!file.body.contains("80%") && !file.body.contains("Example"), "{}", file.body);
        fields[2].1 = "xlsx";
        let file = thrale.posts("/reports/impact", &fields).await.is(200);
        assert_eq!(&file.bytes[..2], b"PK");
        // A teacher and a head of subject do not read it; a year lead reads their own year.
        for who in ["ravenhall", "sethi", "poll"] {
            let answer = s.signs_in(who).await.get("/reports/impact").await;
            assert!(answer.status >= 400, "{who}");
        }
        let page = s.signs_in("catterall").await.sees("/reports/impact").await;
        page.says("Year 9 only");
    }
}

#[tokio::test]
async fn a_calming_space_is_no_part_of_the_figures_of_removal_and_stands_apart_in_lessons_missed() {
    for s in schools().await {
        let id = books(&s, "Tyrell", day(11, 3), &["P1", "P2"], PlacementState::Closed).await;
        let at = day(11, 3).at(Minute::default());
        let mut w = s.app.store().write(Act::by_system(s.f.org, at, "a room")).await.unwrap();
        let room = store::room::room(&mut w, s.f.org, s.f.room).await.unwrap();
        let calm = casework::room::Room {
            id: Id::now_v7(),
            name: "Reset".into(),
            kind: casework::room::RoomKind::Calming,
            ..room
        };
        store::room::add(&mut w, &calm).await.unwrap();
        let p = Placement { room: calm.id, ..placed(&s, s.f.pupils["Saffron"], day(11, 3)) };
        let shape = mainstay::demo::calendar::periods();
        let p1 = shape.iter().find(|x| x.code == "P1").unwrap();
        let slots = [Slot { room: calm.id, ..slot(&p, "P1", p1.from, p1.to) }];
        store::room::book(&mut w, &p, &slots).await.unwrap();
        w.commit(Event::new(Verb::Booked, "placement", id), vec![]).await.unwrap();
        s.at(day(11, 11), "9.00");
        let okell = s.signs_in("okell").await;
        let page = okell.sees("/reports/half-term?half=2026-10-31.2026-12-18").await;
        page.says("Placements 1").says("Students 1");
        let page = okell.sees("/reports/lessons").await;
        page.says("A calming space, not a sanction 1 h , A calming space, not a sanction 1 1")
            .says("1 h 50 min , Disciplinary removal from lessons 2 1")
            .says("2 h 50 min");
        let impact = okell.sees("/reports/impact").await;
        impact.says("It is too early to say: 1 student");
    }
}
