//! A day in the room on the screens: arrival, taps, marks, breaks, handover, the cover adult.

use crate::harness::{School, schools, tuesday};
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Event, Id, Verb};

/// Books somebody for these periods of the day.
pub(crate) async fn books(school: &School, given: &'static str, seat: i64, codes: &[&str]) -> Id {
    let f = &school.f;
    let mut read = school.app.store().read().await.unwrap();
    let setting = store::school::setting(&mut read, f.org).await.unwrap();
    let week = setting.calendar.week(tuesday());
    let pupil = f.pupils[given];
    let lessons = store::staff::lessons_of(&mut read, f.org, pupil, tuesday(), week).await.unwrap();
    drop(read);
    let id = Id::now_v7();
    let placement = Placement {
        id,
        pupil,
        referral: Some(Id::now_v7()),
        room: f.room,
        day: tuesday(),
        seat: Some(seat),
        state: PlacementState::Booked,
        decided_by: f.staff.get("thrale").copied(),
        reason: f.reasons.get("Abuse towards an adult").copied(),
        plain_reason: "You swore at your teacher and threw a book.".into(),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    let slots: Vec<Slot> = setting
        .lessons_on(tuesday())
        .into_iter()
        .filter(|p| codes.contains(&p.code.as_str()))
        .map(|p| {
            let lesson = lessons.iter().find(|l| l.period == p.code);
            Slot {
                id: Id::now_v7(),
                placement: id,
                pupil,
                room: f.room,
                day: tuesday(),
                code: p.code.clone(),
                from: p.from,
                to: p.to,
                class: lesson.map(|l| l.class),
                subject: lesson.map(|l| l.subject.clone()).unwrap_or_default(),
                teacher: lesson.and_then(|l| l.teacher),
                conduct: None,
                learning: None,
                done: None,
            }
        })
        .collect();
    let act = Act::by_system(f.org, school.clock.now(), "A test");
    let mut w = school.app.store().write(act).await.unwrap();
    store::room::book(&mut w, &placement, &slots).await.unwrap();
    w.commit(Event::new(Verb::Booked, "placement", id).pupil(pupil), vec![]).await.unwrap();
    id
}

pub(crate) const ALL: [&str; 6] = ["P1", "P2", "P3", "P4", "P5", "P6"];

pub(crate) fn once() -> String {
    Id::now_v7().to_string()
}

#[tokio::test]
async fn a_day_in_the_room_is_kept_tap_by_tap() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let moses = books(&school, "Moses", 6, &["P1", "P2"]).await;
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        let at = |tail: &str| format!("/placements/{tyrell}/{tail}");

        school.nov(10, "8.20");
        let okell = school.signs_in("okell").await;
        okell
            .sees(&board)
            .await
            .says("0 in the room")
            .says("2 still to come")
            .says("8.40 Expected, P1 in 20 min")
            .says("Ms Dara Okell in charge");

        // The first rule of the day log: nobody is praised who is not here.
        okell
            .posts(&at("entries"), &[("kind", "praise")])
            .await
            .is(409)
            .says("Record the arrival first");

        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        let back = okell.does(&at("arrival"), &[("quick", "yes")]).await;
        assert!(back.ends_with(&format!("#seat-{}", tyrell.simple())), "{back}");
        okell.does(&format!("/placements/{moses}/arrival"), &[("quick", "yes")]).await;
        okell
            .sees(&board)
            .await
            .says("2 in the room")
            .says("Nut allergy")
            .says("Phone not in")
            .says("No induction yet")
            .says("8.55 Induction");
        okell
            .does(
                &at("arrival"),
                &[
                    ("time", "08:40"),
                    ("envelope", "3"),
                    ("lunch", "School meal"),
                    ("feels", "2"),
                    ("version", "1"),
                ],
            )
            .await;
        okell.sees(&board).await.says("Phone not in"); // Moses only now
        okell
            .sees(&format!("{board}/lunch"))
            .await
            .says("Nut allergy")
            .says("No nuts")
            .says("School meal")
            .says("10.30")
            .hides("Moses");

        school.nov(10, "8.45");
        let okell = school.signs_in("okell").await;
        okell
            .sees(&at("induction"))
            .await
            .says("You swore at your teacher and threw a book.")
            .hides("Kian");
        okell.posts(&at("induction"), &[]).await.is(422).says("Say whether it was read aloud");
        okell
            .does(&at("induction"), &[("read_aloud", "yes"), ("goal", "Start in 2 minutes")])
            .await;
        okell
            .sees(&format!("/placements/{tyrell}"))
            .await
            .says("Read aloud. Goal: Start in 2 minutes");

        // Scenario 1, row 12: one warning in P2, a regulation break, help twice, praise twice.
        school.nov(10, "10.15");
        let okell = school.signs_in("okell").await;
        let key = once();
        for _ in 0..2 {
            okell.does(&at("entries"), &[("kind", "warning"), ("once", &key)]).await;
        }
        okell.does(&at("entries"), &[("kind", "break"), ("once", &once())]).await;
        okell.does(&at("entries"), &[("kind", "help"), ("once", &once())]).await;
        okell.sees(&board).await.says("Warning 1 of 3").says("Break 10.15").says("Help 1");

        okell.does(&at("marks"), &[("conduct", "2"), ("learning", "3")]).await;
        okell.does(&at("marks"), &[("code", "P1"), ("conduct", "4"), ("done", "all")]).await;
        okell.does(&at("marks"), &[("code", "P1"), ("conduct", "9")]).await;
        okell
            .does(
                &format!("{board}/marks?period=P2"),
                &[(&format!("learning-{moses}"), "4"), (&format!("done-{moses}"), "most")],
            )
            .await;
        okell.sees(&board).await.says("Conduct 4 2").says("Work All");

        // The break: refused over the school's own, kept at the room's time.
        school.nov(10, "10.52");
        let okell = school.signs_in("okell").await;
        okell
            .posts(
                &format!("{board}/break"),
                &[("act", "start"), ("kind", "break"), ("once", &once())],
            )
            .await
            .is(409)
            .says("10.50 to 11.05")
            .says("Wait until 11.05");
        school.nov(10, "11.10");
        let okell = school.signs_in("okell").await;
        okell
            .does(
                &format!("{board}/break"),
                &[("act", "start"), ("kind", "break"), ("once", &once())],
            )
            .await;
        okell.sees(&board).await.says("Room break since 11.10, Ms Dara Okell");
        school.nov(10, "11.25");
        let okell = school.signs_in("okell").await;
        let id = okell.sees(&format!("{board}/break")).await.value("id");
        okell.does(&format!("{board}/break"), &[("act", "end"), ("id", &id)]).await;
        okell.sees(&format!("{board}/break")).await.says("Held 11.10–11.25, Ms Dara Okell");

        // Out with an adult: counted, not in the room; and back.
        okell
            .does(
                &at("entries"),
                &[("kind", "out"), ("body", "Mr Adair"), ("minutes", "15"), ("once", &once())],
            )
            .await;
        school.nov(10, "11.32");
        let okell = school.signs_in("okell").await;
        okell
            .sees(&board)
            .await
            .says("1 out with an adult")
            .says("11.40 Back from Mr Adair in 8 min")
            .says("Out since 11.25");
        okell.does(&at("entries"), &[("kind", "back"), ("once", &once())]).await;
        okell.sees(&board).await.says("0 out with an adult");

        // Praise, seen and undone; the log keeps it struck out.
        okell.does(&at("entries"), &[("kind", "praise"), ("once", &once())]).await;
        let page = okell.sees(&board).await.says("Praise for Tyrell");
        let undo = page.links("/entries/").remove(0);
        okell.does(&undo, &[]).await;
        okell.sees(&board).await.says("Praise 0");
        okell.sees(&format!("/placements/{tyrell}")).await.says("Undone 11.32 by Ms Dara Okell");

        // A note entered later, corrected: the first version is kept.
        okell
            .does(
                &at("entries"),
                &[
                    ("kind", "note"),
                    ("body", "Used the card."),
                    ("time", "10.20"),
                    ("once", &once()),
                    ("from", "card"),
                ],
            )
            .await;
        let card = okell
            .sees(&format!("/placements/{tyrell}"))
            .await
            .says("Entered later, 11.32")
            .says("P3 Science , until 12.00, 28 min left");
        let correct =
            card.links("/entries/").into_iter().find(|l| l.ends_with("/correct")).unwrap();
        okell
            .does(
                &correct,
                &[("was", "Used the card."), ("body", "Asked for the card and used it.")],
            )
            .await;
        okell
            .sees(&format!("/placements/{tyrell}"))
            .await
            .says("Asked for the card and used it.")
            .says("Used the card.");
        okell.posts(&correct, &[("was", "Used the card."), ("body", "Other")]).await.is(409);

        // Three warnings, then the school's next step.
        for time in ["11.40", "11.50"] {
            school.nov(10, time);
            let okell = school.signs_in("okell").await;
            okell.does(&at("entries"), &[("kind", "warning"), ("once", &once())]).await;
        }
        okell.sees(&board).await.says("Call a senior leader");
        okell
            .does(
                &at("entries"),
                &[("kind", "next_step"), ("body", "Mr Thrale"), ("once", &once())],
            )
            .await;
        okell.sees(&format!("/placements/{tyrell}")).await.says("Mr Thrale");

        // Moses left at the end of P2 without his interview.
        okell.does(&format!("/placements/{moses}/entries"), &[("kind", "left")]).await;
        okell
            .sees(&board)
            .await
            .says("1 exit interview not held")
            .says("Exit interview not held by 15.05");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn the_relief_adult_sees_the_card_and_the_tiles_and_no_notes_or_files() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        school.nov(10, "11.32");
        let okell = school.signs_in("okell").await;
        let poll = school.f.staff["poll"].to_string();
        // P3 runs from 11.05 to 12.00: that is where the handover would end.
        let form = okell.sees(&format!("{board}/handover")).await;
        for (name, time) in [("from", "11:32"), ("to", "12:00")] {
            let field =
                form.body.split("<input").find(|i| i.contains(&format!(" name=\"{name}\"")));
            assert!(field.is_some_and(|i| i.contains(&format!("value=\"{time}\""))), "{field:?}");
        }
        okell
            .posts(
                &format!("{board}/handover"),
                &[("adult", &poll), ("from", "13:50"), ("to", "13:40")],
            )
            .await
            .is(422)
            .says("Give a time after 13.50");
        okell
            .does(
                &format!("{board}/handover"),
                &[
                    ("adult", &poll),
                    ("from", "13:50"),
                    ("to", "14:10"),
                    ("watch_for", "A quiet start to P6"),
                    ("once", &once()),
                ],
            )
            .await;
        okell.sees(&board).await.says("Relief 13.50 Mr Dean Poll").says("Mr Poll 13.50");

        school.nov(10, "13.55");
        let okell = school.signs_in("okell").await;
        let poll = school.signs_in("poll").await;
        poll.sees(&board).await.says("Mr Dean Poll in charge").says("Tyrell").says("Nut allergy");
        assert!(poll.sees(&board).await.links(&format!("/placements/{tyrell}\"")).is_empty());
        assert!(!poll.sees(&board).await.body.contains(&format!("href=\"/placements/{tyrell}\"")));
        poll.sees(&format!("{board}/handover"))
            .await
            .says("A quiet start to P6")
            .says("In the room: 1")
            .hides("threw a book");
        poll.does(
            &format!("/placements/{tyrell}/entries"),
            &[("kind", "praise"), ("once", &once())],
        )
        .await;
        poll.get(&format!("/placements/{tyrell}")).await.is(403);
        poll.get(&format!("/placements/{tyrell}/induction")).await.is(403);
        poll.get(&format!("{board}?day=2026-11-09")).await.is(403);
        poll.posts(&format!("{board}/handover"), &[("act", "back")]).await.is(403);
        poll.posts(&format!("/placements/{tyrell}/entries"), &[("kind", "note"), ("body", "x")])
            .await
            .is(404);

        let id = okell.sees(&format!("{board}/handover")).await.value("id");
        okell.does(&format!("{board}/handover"), &[("act", "back"), ("id", &id)]).await;
        okell.sees(&board).await.says("Ms Dara Okell in charge");
    }
}

#[tokio::test]
async fn somebody_brought_without_a_referral_counts_at_once() {
    for school in schools().await {
        school.nov(10, "11.18");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.sees(&board).await.says("Nobody is booked");
        let door = format!("{board}/arrived-without-referral");
        okell.posts(&door, &[("name", "olu")]).await.is(200).says("Oluwaseun");
        okell.posts(&door, &[("name", "zzz")]).await.is(422).says("Nobody on roll");
        let olu = school.f.pupils["Oluwaseun"].to_string();
        let key = once();
        let form = [("pupil", olu.as_str()), ("place", "Food"), ("by", "Mr Gale"), ("once", &key)];
        okell.does(&door, &form).await;
        okell.does(&door, &form).await;
        school.nov(10, "11.32");
        let okell = school.signs_in("okell").await;
        okell
            .sees(&board)
            .await
            .says("1 in the room")
            .says("1 here without a referral")
            .says("11.18 Find the referrer 14 min late")
            .says("From Food, with Mr Gale.")
            .says("to 12.00");
        okell
            .posts(&door, &[("pupil", olu.as_str()), ("once", &once())])
            .await
            .is(409)
            .says("has a place in the room today");

        // The referral comes after, and is tied to who is here.
        let tile = okell.sees(&board).await.links("/placements/");
        let card = tile.iter().find_map(|l| l.strip_suffix("#referrer")).unwrap().to_string();
        okell.sees(&card).await.says("Nobody has referred them today");
        let (referral, f) = (Id::now_v7(), &school.f);
        let act = Act::by_system(f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        let (who, by) = (f.pupils["Oluwaseun"], f.staff["brandt"]);
        let reason = f.reasons["Persistent disruption"];
        let what = "Left the room twice";
        store::testing::referral(
            &mut w,
            referral,
            who,
            by,
            reason,
            tuesday(),
            "P3",
            what,
            "waiting",
        )
        .await;
        w.commit(Event::new(Verb::Referred, "referral", referral), vec![]).await.unwrap();
        okell
            .sees(&card)
            .await
            .says("Is this the one?")
            .says("Ms Lena Brandt, 11.32")
            .hides("Left the room");
        okell.does(&format!("{card}/referral"), &[("referral", &referral.to_string())]).await;
        okell.sees(&board).await.hides("without a referral 1").hides("Find the referrer");
    }
}

#[tokio::test]
async fn a_tap_in_the_background_is_answered_with_the_board_as_it_stands() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        school.nov(10, "9.20");
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{tyrell}/entries");
        let form =
            [("kind", "praise"), ("tap", "yes"), ("at", "2026-11-10T09:12:00Z"), ("once", &once())];
        let answer = okell
            .posts(&path, &form)
            .await
            .is(200)
            .says("Praise 1")
            .says("Praise for Tyrell seat 1 , 9.12");
        assert!(!answer.body.contains("<html"), "a part, not a page");
        okell.sees(&format!("/placements/{tyrell}")).await.says("Entered later, 9.20");
    }
}

#[tokio::test]
async fn a_teacher_sees_what_helps_and_not_the_day_log() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
        okell
            .does(
                &format!("/placements/{tyrell}/entries"),
                &[("kind", "note"), ("body", "Private words"), ("once", &once())],
            )
            .await;
        let hale = school.signs_in("vail").await;
        hale.sees(&format!("/placements/{tyrell}"))
            .await
            .says("Read it aloud")
            .hides("Private words")
            .hides("threw a book");
        hale.get("/board").await.is(403);
    }
}
