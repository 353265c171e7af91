//! Movements of a room's pupils through the day, and whom they meet: planned, flagged where they would
//! meet the rest of the school, and read by whoever walks with them.

use crate::board::{ALL, books, once};
use crate::harness::{Person, School, schools};
use casework::{Act, Event, Id, Verb};

async fn ways(okell: &Person, room: Id, toilet: &str) {
    let to = format!("/board/{room}/ways");
    let page = okell.sees(&to).await;
    let versions: Vec<(String, String)> = ["arrive", "toilet", "break", "lunch", "leave"]
        .iter()
        .map(|k| format!("{k}_version"))
        .map(|name| (name.clone(), page.value(&name)))
        .collect();
    let mut fields = vec![
        ("arrive_way", "By the side door"),
        ("toilet_times", toilet),
        ("toilet_way", "Ground floor, by the office"),
        ("break_way", "The small yard"),
        ("lunch_way", "Kitchen hatch"),
        ("leave_times", "14.58"),
        ("leave_way", "By the side door"),
    ];
    fields.extend(versions.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    okell.does(&to, &fields).await;
}

/// Two who are kept apart.
async fn apart(school: &School, one: &str, other: &str) {
    let f = &school.f;
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act).await.unwrap();
    let pair = casework::pupil::KeepApart {
        id: Id::now_v7(),
        one: f.pupils[one],
        other: f.pupils[other],
        why: "Quarrelled over a coat".into(),
        set_by: "Mr Ewan Thrale".into(),
        set_on: school.clock.now().day(),
        review_on: None,
    };
    store::pupil::keep_apart(&mut w, &pair).await.unwrap();
    w.commit(Event::new(Verb::ListChanged, "pair", pair.id), vec![]).await.unwrap();
}

#[tokio::test]
async fn the_days_movements_are_planned_and_a_walk_into_the_schools_break_is_flagged_until_it_is_moved()
 {
    for school in schools().await {
        let room = school.f.room;
        books(&school, "Tyrell", 1, &ALL).await;
        books(&school, "Moses", 2, &["P1", "P2"]).await;
        school.nov(10, "8.30");
        let okell = school.signs_in("okell").await;
        let plan = format!("/board/{room}/movements");
        // What the room has already: when it meets its pupils, its break and its lunch.
        let page =
            okell.sees(&plan).await.says("Coming in").says("11.10 –11.25").says("12.05 –12.35");
        page.hides("Toilet");
        ways(&okell, room, "9.40, 10.55").await;
        let page = okell.sees(&plan).await.says("1 walk meets somebody");
        page.says("The school’s break, 10.50 to 11.05").says("By the side door").says("14.58");
        let board = format!("/board/{room}");
        let alert = okell.sees(&board).await.says("1 walk meets somebody");
        assert!(alert.links("/board/").iter().any(|l| l.contains("/movements?day=2026-11-10")));
        ways(&okell, room, "9.40, 11.40").await;
        okell.sees(&plan).await.says("No walk from now on meets the rest of the school");
        okell.sees(&board).await.hides("walk meets");
        // What cannot be read is said beside its field, and nothing typed is lost.
        let to = format!("{board}/ways");
        let bad = [("toilet_times", "half past"), ("break_way", "Behind the gym")];
        let page = okell.posts(&to, &bad).await.is(422).says("“half” is no time");
        assert!(page.body.contains("Behind the gym"));
        let bad = [("leave_times", "14.50, 14.58")];
        okell.posts(&to, &bad).await.is(422).says("Give one time");
        let long = "x".repeat(casework::movement::LONGEST + 1);
        okell.posts(&to, &[("lunch_way", &long)]).await.is(422).says("Use at most 160 characters");
        // Another's change is not written over.
        let stale = [("toilet_version", "1"), ("toilet_times", "9.30")];
        okell.posts(&to, &stale).await.is(409);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_pupil_has_their_own_walk_and_contact_and_the_cover_adult_reads_them_and_no_reason() {
    for school in schools().await {
        let room = school.f.room;
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let kian = books(&school, "Kian", 2, &["P1"]).await;
        apart(&school, "Tyrell", "Ellie-Mae").await;
        school.nov(10, "9.05");
        let okell = school.signs_in("okell").await;
        let own = format!("/placements/{tyrell}/movements");
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        let board = okell.sees(&format!("/board/{room}")).await;
        assert!(board.links("/placements/").contains(&own), "from the tile");
        let page =
            okell.sees(&own).await.says("Nothing of their own").says("2 pairs are kept apart");
        let key = page.value("once");
        let walk = |kind: &'static str, from: &'static str, to: &'static str| {
            [
                ("act", "plan"),
                ("once", key.as_str()),
                ("kind", kind),
                ("from", from),
                ("to", to),
                ("way", "Back stairs"),
                ("with_whom", "Mr Col Adair"),
            ]
        };
        okell.posts(&own, &walk("", "11.30", "")).await.is(422).says("Say what it is for");
        okell.posts(&own, &walk("break", "soon", "")).await.is(422).says("Give a time such as");
        let page = okell.posts(&own, &walk("break", "11.30", "11.20")).await.is(422);
        assert!(page.says("before it begins at 11.30").body.contains("Mr Col Adair"));
        okell.posts(&own, &walk("break", "18.00", "")).await.is(422).says("booked from 9.00");
        for _ in 0..2 {
            okell.does(&own, &walk("break", "11.30", "11.45")).await;
        }
        let plan = format!("/board/{room}/movements");
        let page = okell.sees(&plan).await.says("11.30 –11.45").says("With Mr Col Adair");
        assert_eq!(page.text().matches("11.30 –11.45").count(), 1, "sent twice, planned once");

        let contact = [
            ("act", "contact"),
            ("version", "0"),
            ("avoid", "His own form in the lower corridor"),
            ("keep", "Mr Adair at 11.30"),
        ];
        for _ in 0..2 {
            okell.does(&own, &contact).await;
        }
        let page = okell.sees(&plan).await.says("Ellie-Mae Croft, 7F3");
        page.says("His own form in the lower corridor").says("Mr Adair at 11.30");
        let stale = [("act", "contact"), ("version", "0"), ("avoid", "Nobody")];
        okell.posts(&own, &stale).await.is(409);
        let long = "x".repeat(casework::movement::LONGEST_CONTACT + 1);
        let odd = [("act", "contact"), ("version", "1"), ("avoid", long.as_str())];
        let page = okell.posts(&own, &odd).await.is(422).says("Use at most 240 characters");
        assert!(page.body.contains(&long));

        // Contact that happened is counted beside the plan.
        let tap = [("kind", "contact"), ("body", "Through the window"), ("once", &once())];
        okell.does(&format!("/placements/{tyrell}/entries"), &tap).await;
        okell.sees(&plan).await.says("Mr Adair at 11.30 1");

        // Somebody who covers reads the plan of today, without a reason, and changes nothing.
        let poll = school.signs_in("poll").await;
        let page = poll.sees(&plan).await.says("Ellie-Mae Croft, 7F3").says("With Mr Col Adair");
        let page = page.hides("Quarrelled").hides("Usual ways");
        assert!(page.links("/placements/").is_empty(), "{:?}", page.links("/placements/"));
        poll.get(&own).await.is(404);
        poll.posts(&own, &walk("toilet", "11.50", "")).await.is(404);
        poll.get(&format!("/board/{room}/ways")).await.is(404);
        assert!(poll.get(&format!("{plan}?day=2026-11-11")).await.status >= 400);
        let ravenhall = school.signs_in("ravenhall").await;
        assert!(ravenhall.get(&plan).await.status >= 400);

        // Taken out, the room's own break stands again; the trail says so, and no name of others.
        let of = |page: &crate::harness::Answer| page.value("own");
        let line = of(&okell.sees(&own).await);
        for _ in 0..2 {
            okell.does(&own, &[("act", "end"), ("own", &line)]).await;
        }
        okell.sees(&plan).await.hides("11.30 –11.45").says("11.10 –11.25");
        let other = format!("/placements/{kian}/movements");
        okell.does(&other, &[("act", "end"), ("own", &line)]).await;
        let mut read = school.app.store().read().await.unwrap();
        let trail = store::event::trail(&mut read, school.f.org, None, 40).await.unwrap();
        drop(read);
        let said: Vec<_> = trail.iter().filter(|l| l.verb == "contact_planned").collect();
        assert_eq!(said.len(), 1);
        assert!(!said[0].facts.contains("form"), "{}", said[0].facts);
        assert_eq!(trail.iter().filter(|l| l.verb == "movement_planned").count(), 2);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn two_kept_apart_who_would_eat_together_are_named_to_whoever_plans_the_day() {
    for school in schools().await {
        let room = school.f.room;
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        books(&school, "Saffron", 2, &["P4", "P5"]).await;
        apart(&school, "Saffron", "Tyrell").await;
        school.nov(10, "9.05");
        let okell = school.signs_in("okell").await;
        let plan = format!("/board/{room}/movements");
        let page = okell.sees(&plan).await;
        let page = page.says("Kept apart: Tyrell and Saffron");
        // With names hidden their seats are said.
        assert!(page.body.contains("Kept apart: Seat 1 and Seat 2"));
        let own = format!("/placements/{tyrell}/movements");
        let key = once();
        let fields = [
            ("act", "plan"),
            ("once", key.as_str()),
            ("kind", "lunch"),
            ("from", "12.36"),
            ("to", "12.48"),
        ];
        okell.does(&own, &fields).await;
        okell.sees(&plan).await.hides("Kept apart: Tyrell and Saffron").says("12.36 –12.48");
    }
}
