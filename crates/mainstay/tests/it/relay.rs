//! The relay of work: paper fetched in walking order, enough or not, and finished work back with
//! its teacher.

use crate::harness::{Answer, Person, School, schools, send};
use crate::message::{booked, booked_on, opens, path};
use casework::message::Kind;
use casework::{Act, Event, Id, Verb};
use store::message::{Message, Which};

/// The request of a period of a placement.
async fn work(school: &School, placement: Id, code: &str) -> Id {
    let mut read = school.app.store().read().await.unwrap();
    let all = store::work::of_placement(&mut read, school.f.org, placement).await.unwrap();
    all.iter().find(|w| w.code == code).unwrap().id
}

/// The room writes down what a teacher said.
async fn told(okell: &Person, work: Id, route: &str, detail: &str) {
    let fields = [("route", route), ("detail", detail), ("by", "The teacher"), ("same", "yes")];
    okell.does(&format!("/work/{work}/told"), &fields).await;
}

async fn messages(school: &School, kind: Kind) -> Vec<Message> {
    let mut read = school.app.store().read().await.unwrap();
    let all = store::message::list(&mut read, school.f.org, Which::All, 0, 1000).await.unwrap();
    all.into_iter().filter(|m| m.kind == kind).collect()
}

async fn link(school: &School, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        body.append_pair(name, value);
    }
    send(&school.router, "POST", path, "", Some(body.finish())).await
}

/// Changes what the roster would: an address, or a lesson's teacher.
async fn roster(school: &School, change: impl AsyncFnOnce(&mut store::Write)) {
    let act = Act::by_system(school.f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act).await.unwrap();
    change(&mut w).await;
    w.commit(Event::new(Verb::SettingChanged, "staff", school.f.org), vec![]).await.unwrap();
}

#[tokio::test]
async fn links_are_on_the_card_and_only_paper_still_to_be_fetched_is_on_the_round() {
    for school in schools().await {
        let placement = booked(&school, &["P1", "P2", "P3", "P4"]).await;
        school.nov(10, "8.55");
        let okell = school.signs_in("okell").await;
        let one = "https://classroom.google.example/c/1";
        let two = "https://classroom.google.example/c/2";
        told(&okell, work(&school, placement, "P1").await, "online", one).await;
        told(&okell, work(&school, placement, "P2").await, "online", two).await;
        let p3 = work(&school, placement, "P3").await;
        told(&okell, p3, "paper", "Staff room, tray 4").await;
        told(&okell, work(&school, placement, "P4").await, "same", "Page 42").await;
        // The round is for two periods; the third is said to be there.
        okell.sees("/work/round").await.says("for P1 and P2").says("1 paper for later today");
        school.nov(10, "9.05");
        okell.sees(&format!("/placements/{placement}/card")).await.says(one);
        let round = okell.sees("/work/round").await.says("1 paper to collect");
        let round = round.says("for P1 (on now), P2 and P3").says("Staff room, tray 4");
        round.says("Tyrell Ashdown-Moss, 9K2").hides("classroom").hides("Page 42");
        okell.sees("/work/round/print").await.says("P3 Science").hides("classroom");
        school.nov(10, "10.05");
        let okell = school.signs_in("okell").await;
        okell.sees(&format!("/placements/{placement}/card")).await.says(two);
        // Ticked, it is off the round, once however often it is tapped.
        let tick = format!("/work/{p3}/collected");
        for _ in 0..2 {
            assert_eq!(okell.does(&tick, &[("back", "/work/round")]).await, "/work/round");
        }
        okell.sees("/work/round").await.says("Nothing to collect").says("Ms Dara Okell");
        let mut read = school.app.store().read().await.unwrap();
        let lines = store::event::of(&mut read, school.f.org, p3).await.unwrap();
        let ticks = lines.iter().filter(|l| l.verb == "work_collected").count();
        assert_eq!(ticks, 1, "{}", school.engine());
        drop(read);
        okell.does(&tick, &[("undo", "yes")]).await;
        okell.sees("/work/round").await.says("1 paper to collect");
        // What was seen online is kept with who saw it.
        let p1 = work(&school, placement, "P1").await;
        okell.does(&format!("/work/{p1}/seen"), &[]).await;
        okell.sees(&format!("/work/{p1}")).await.says("Seen online 10.05, Ms Dara Okell");
        okell.posts(&format!("/work/{p3}/seen"), &[]).await.is(409).says("There is no link");
    }
}

#[tokio::test]
async fn paper_that_is_not_there_is_asked_for_again_and_the_link_answers_once_more() {
    for school in schools().await {
        let placement = booked(&school, &["P2"]).await;
        let p2 = work(&school, placement, "P2").await;
        let asked = path(&school, &messages(&school, Kind::WorkAsked).await[0]);
        school.nov(10, "8.30");
        let named = [format!("route-{p2}"), format!("detail-{p2}")];
        let key = p2.to_string();
        let fields = [("work", key.as_str()), (&named[0], "paper"), (&named[1], "Maths office")];
        link(&school, &asked, &fields).await.is(303);
        let poll = school.signs_in("poll").await;
        poll.sees("/work/round").await.says("Maths office").hides("Walking order");
        let no = format!("/work/{p2}/not-there");
        for _ in 0..2 {
            poll.does(&no, &[("back", "/work/round")]).await;
        }
        poll.sees("/work/round").await.says("Nothing to collect");
        let again = messages(&school, Kind::WorkAgain).await;
        assert_eq!(again.len(), 1, "one however often it is tapped, on {}", school.engine());
        assert!(again[0].words.body.contains("the paper was not there"));
        assert!(!again[0].words.subject.contains("Tyrell"));
        let okell = school.signs_in("okell").await;
        okell.sees("/work").await.says("Asked again: the paper was not there");
        okell.sees("/").await.says("P2 Maths, today");
        let hale = school.signs_in("hale").await;
        hale.sees("/work/asked").await.says("Asked again: the paper was not there");
        // Both links answer it, and each answer stands once.
        opens(&school, &asked).await.says("Asked again: the paper was not there");
        let fields = [("work", key.as_str()), (&named[0], "paper"), (&named[1], "My desk, M2")];
        link(&school, &path(&school, &again[0]), &fields).await.is(303);
        let fields = [("work", key.as_str()), (&named[0], "paper"), (&named[1], "Elsewhere")];
        link(&school, &asked, &fields).await.is(409);
        let round = okell.sees("/work/round").await.says("My desk, M2").hides("Elsewhere");
        round.hides("Maths office");
        // Two people at once: what one has collected the other does not send back.
        poll.does(&format!("/work/{p2}/collected"), &[]).await;
        okell.posts(&no, &[]).await.is(409).says("has been collected").says("Mr Dean Poll");
    }
}

#[tokio::test]
async fn the_round_is_for_whoever_runs_the_room_and_shows_cover_today_alone() {
    for school in schools().await {
        let placement = booked(&school, &["P1"]).await;
        let p1 = work(&school, placement, "P1").await;
        let okell = school.signs_in("okell").await;
        told(&okell, p1, "paper", "Staff room").await;
        // The afternoon before, the round is for the first periods of the next day.
        school.nov(9, "15.30");
        okell.sees("/work/round").await.says("for P1 on Tue 10 Nov").says("Staff room");
        let poll = school.signs_in("poll").await;
        poll.sees("/work/round").await.hides("Staff room").hides("Tyrell");
        poll.posts(&format!("/work/{p1}/collected"), &[]).await.is(404);
        for who in ["ravenhall", "sethi", "vail", "lyle"] {
            let person = school.signs_in(who).await;
            person.get("/work/round").await.is(403);
            person.get("/work/back").await.is(403);
            person.posts(&format!("/work/{p1}/collected"), &[]).await.is(403);
            person.posts(&format!("/work/{p1}/judged"), &[("said", "enough")]).await.is(403);
        }
    }
}

#[tokio::test]
async fn work_that_is_too_little_or_too_hard_is_asked_for_again_in_one_tap() {
    for school in schools().await {
        let placement = booked(&school, &["P2", "P3"]).await;
        let (p2, p3) = (work(&school, placement, "P2").await, work(&school, placement, "P3").await);
        school.nov(10, "10.05");
        let okell = school.signs_in("okell").await;
        let judged = format!("/work/{p2}/judged");
        okell.posts(&judged, &[("said", "enough")]).await.is(409).says("There is no work for P2");
        told(&okell, p2, "same", "Page 42, questions 1 to 4").await;
        let chosen = [("said", "not_enough"), ("back", "/work?day=2026-11-10")];
        okell.does(&judged, &chosen).await;
        okell.does(&judged, &chosen).await;
        assert_eq!(messages(&school, Kind::WorkAgain).await.len(), 1, "{}", school.engine());
        let page = okell.sees("/work").await.says("Asked again: there was not enough");
        // It was the lesson's own work all the same, and the card goes on showing it.
        page.says("Own work 1 of 2 (50%)");
        let card = format!("/placements/{placement}/card");
        okell.sees(&card).await.says("Page 42, questions 1 to 4");
        let one = okell.sees(&format!("/work/{p2}")).await.says("Page 42, questions 1 to 4");
        let unit =
            one.body.split("name=\"unit\" value=\"").nth(1).expect("a unit")[..36].to_string();
        okell.does(&format!("/work/{p2}/bank"), &[("unit", &unit)]).await;
        let one = okell.sees(&format!("/work/{p2}")).await.says("Then from the bank: Ratio");
        one.says("Page 42, questions 1 to 4");
        okell.sees(&card).await.says("Then go on with:").says("Page 42");
        okell.sees("/work").await.says("Own work 1 of 2 (50%)");
        // Once the period is over the word is kept and nobody is asked.
        told(&okell, p3, "same", "Read chapter 9").await;
        school.nov(10, "12.01");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/work/{p3}/judged"), &[("said", "too_hard")]).await;
        assert_eq!(messages(&school, Kind::WorkAgain).await.len(), 1);
        okell.sees(&format!("/work/{p3}")).await.says("Too hard: Ms Dara Okell, 12.01");
    }
}

/// P2 (Maths, Ms Hale) and P3 (Science, Dr Lunt) done on paper on Tuesday.
async fn done(school: &School) -> (Id, Id) {
    let placement = booked(school, &["P1", "P2", "P3"]).await;
    let okell = school.signs_in("okell").await;
    let p1 = work(school, placement, "P1").await;
    told(&okell, p1, "online", "https://classroom.example/1").await;
    let (p2, p3) = (work(school, placement, "P2").await, work(school, placement, "P3").await);
    told(&okell, p2, "paper", "Staff room, tray 4").await;
    told(&okell, p3, "same", "Booklet 3").await;
    school.nov(10, "12.05");
    let okell = school.signs_in("okell").await;
    for id in [p1, p2, p3] {
        okell.does(&format!("/work/{id}/done"), &[("done", "most")]).await;
    }
    (p2, p3)
}

/// Hands the pile of one subject over.
async fn hands(okell: &Person, subject: &str, to: &str, times: usize) {
    let page = okell.sees("/work/back").await;
    let form = page.body.split("<section").find(|s| s.contains(&format!("goes to {subject}")));
    let form = form.unwrap_or_else(|| panic!("no pile for {subject} in {}", page.text()));
    let value = |name: &str| {
        let part = form.split(&format!("name=\"{name}\" value=\"")).nth(1);
        part.map(|p| p.split('"').next().unwrap().to_string()).unwrap_or_default()
    };
    let (pile, once, teacher) = (value("pile"), value("once"), value("teacher"));
    let ids: Vec<String> =
        form.split("name=\"work\" value=\"").skip(1).map(|p| p[..36].to_string()).collect();
    let mut fields =
        vec![("pile", pile.as_str()), ("once", &once), ("teacher", &teacher), ("to", to)];
    fields.extend(ids.iter().map(|id| ("work", id.as_str())));
    for _ in 0..times {
        okell.does("/work/back", &fields).await;
    }
}

#[tokio::test]
async fn finished_work_goes_back_once_and_its_teacher_says_by_a_link_that_it_came() {
    for school in schools().await {
        let (p2, _) = done(&school).await;
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/work/back").await.says("2 pieces of work");
        page.says("Maths: Ms Ingrid Hale").says("Science: Dr Marcus Lunt").hides("P1 English");
        okell.sees("/work/back/print").await.says("Ms Ingrid Hale").says("P2 Maths");
        let wrong = [("pile", "x"), ("work", &p2.to_string()), ("to", "")];
        okell.posts("/work/back", &wrong).await.is(422).says("Say who has it now");
        hands(&okell, "Ms Ingrid Hale", "Ms Hale’s pigeon-hole", 2).await;
        let sent = messages(&school, Kind::WorkBack).await;
        assert_eq!(sent.len(), 1, "a double tap tells once on {}", school.engine());
        let words = format!("{}{}", sent[0].words.subject, sent[0].words.body);
        assert!(!words.contains("Tyrell") && words.contains("Ms Hale’s pigeon-hole"), "{words}");
        let page = okell.sees("/work/back").await.says("1 piece of work").says("On its way");
        page.says("1 piece to Ms Hale’s pigeon-hole");
        okell.sees(&format!("/work/{p2}")).await.says("Went back to Ms Hale’s pigeon-hole");

        // Opening spends nothing; each word is said once; a forged link opens nothing.
        let link_to = path(&school, &sent[0]);
        for _ in 0..3 {
            opens(&school, &link_to).await.is(200).says("P2 Maths").hides("Abuse").hides("P3");
        }
        let mut forged = link_to.clone();
        let last = if forged.ends_with('A') { "B" } else { "A" };
        forged.replace_range(forged.len() - 1.., last);
        opens(&school, &forged).await.is(404).hides("Tyrell");
        link(&school, &forged, &[("word", "had")]).await.is(404);
        link(&school, &link_to, &[]).await.is(404);
        for _ in 0..2 {
            link(&school, &link_to, &[("word", "had")]).await.is(303);
        }
        opens(&school, &link_to).await.says("Ms Ingrid Hale has it").hides("I have it");
        okell.sees("/work/back").await.says("Arrived").hides("Take back");
        let mut read = school.app.store().read().await.unwrap();
        let back =
            store::hand_back::since(&mut read, school.f.org, crate::harness::tuesday()).await;
        let back = back.unwrap().remove(0);
        let said = store::event::of(&mut read, school.f.org, back.id).await.unwrap();
        assert_eq!(said.len(), 1, "{}", school.engine());
        drop(read);
        let undo = format!("/work/back/{}/undo", back.id);
        okell.posts(&undo, &[]).await.is(409).says("This work has arrived");
        link(&school, &link_to, &[("word", "marked")]).await.is(303);
        opens(&school, &link_to).await.says("Nothing more is asked of you here");
        // It works for fourteen days after the one it was sent on.
        school.nov(24, "23.59");
        opens(&school, &link_to).await.is(200);
        school.nov(25, "0.00");
        opens(&school, &link_to).await.is(409).says("This link has run out").hides("Tyrell");
        link(&school, &link_to, &[("word", "had")]).await.is(409);
    }
}

#[tokio::test]
async fn a_teacher_without_an_address_says_so_signed_in_and_nobody_else_does() {
    for school in schools().await {
        let hale = school.f.staff["hale"];
        roster(&school, async |w| store::testing::staff_email(w, hale, "").await).await;
        done(&school).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/work/back").await.says("No email address: they say so when they sign in");
        hands(&okell, "Ms Ingrid Hale", "Ms Ingrid Hale", 1).await;
        assert!(messages(&school, Kind::WorkBack).await.is_empty(), "{}", school.engine());
        let person = school.signs_in("hale").await;
        let page = person.sees("/work/asked").await.says("Finished work handed back to you");
        let act = page.links("/work/back/").remove(0);
        school.signs_in("lunt").await.posts(&act, &[("word", "had")]).await.is(404);
        okell.posts(&act, &[("word", "had")]).await.is(403);
        person.does(&act, &[("word", "marked")]).await;
        person.sees("/work/asked").await.hides("Finished work handed back to you");
        okell.sees("/work/back").await.says("Marked: Ms Ingrid Hale");
    }
}

#[tokio::test]
async fn a_hand_over_that_was_a_slip_is_taken_back_and_its_link_opens_nothing() {
    for school in schools().await {
        done(&school).await;
        let okell = school.signs_in("okell").await;
        hands(&okell, "Ms Ingrid Hale", "Ms Ingrid Hale", 1).await;
        let link_to = path(&school, &messages(&school, Kind::WorkBack).await[0]);
        let act = okell.sees("/work/back").await.links("/work/back/");
        let act = act.into_iter().find(|a| a.ends_with("/undo")).unwrap();
        for _ in 0..2 {
            okell.does(&act, &[]).await;
        }
        okell.sees("/work/back").await.says("2 pieces of work").hides("On its way");
        opens(&school, &link_to).await.is(409).says("no longer needed").hides("Tyrell");
    }
}

#[tokio::test]
async fn work_of_a_class_without_a_teacher_goes_to_its_department_and_is_asked_of_its_head() {
    for school in schools().await {
        let (_, p3) = done(&school).await;
        roster(&school, async |w| store::testing::no_teacher(w, p3).await).await;
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/work/back").await.says("Science: no teacher known");
        page.says("For the department’s pigeon-hole");
        hands(&okell, "Science department", "Science pigeon-hole", 1).await;
        assert!(messages(&school, Kind::WorkBack).await.is_empty(), "{}", school.engine());
        okell.sees("/work/back").await.says("1 piece to Science pigeon-hole");
    }
}

#[tokio::test]
async fn finished_work_is_on_today_after_two_school_days_until_it_is_back() {
    for school in schools().await {
        let (p2, p3) = done(&school).await;
        school.nov(12, "9.00");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("Finished work not handed back");
        school.nov(13, "9.00");
        let okell = school.signs_in("okell").await;
        let today = okell.sees("/").await.says("P2 Maths to Ms Hale; due back yesterday");
        assert_eq!(today.text().matches("Finished work not handed back").count(), 2);
        okell.sees("/work/back").await.says("2 late");
        hands(&okell, "Ms Ingrid Hale", "Ms Ingrid Hale", 1).await;
        let today = okell.sees("/").await.hides("P2 Maths to");
        assert_eq!(today.text().matches("Finished work not handed back").count(), 1);
        // The rest had nothing on paper; and a line goes for a reason too.
        let why = [("kind", "work_back"), ("about", &p3.to_string()), ("why", "Kept for display")];
        okell.does("/today/leave", &why).await;
        okell.sees("/").await.hides("Finished work not handed back");
        okell.does(&format!("/work/{p3}/nothing-back"), &[]).await;
        okell.sees("/work/back").await.says("Nothing waits");
        okell.sees(&format!("/work/{p2}")).await.says("Went back to Ms Ingrid Hale");
        // The school sets its own number of days.
        let abbot = school.signs_in("abbot").await;
        abbot.sees("/set-up/rules").await.says("Finished work is handed back");
    }
}

#[tokio::test]
async fn the_walking_order_is_kept_once_and_never_over_somebody_elses() {
    for school in schools().await {
        let placement = booked(&school, &["P1", "P2"]).await;
        school.nov(10, "8.50");
        let okell = school.signs_in("okell").await;
        told(&okell, work(&school, placement, "P1").await, "paper", "Zebra room, shelf 2").await;
        told(&okell, work(&school, placement, "P2").await, "paper", "Attic").await;
        let page = okell.sees("/work/walk").await.says("Zebra room").says("Attic");
        let was = page.value("was");
        let keep = |was: &str, places: &str| {
            [("was".to_string(), was.to_string()), ("places".to_string(), places.to_string())]
        };
        let long = "x".repeat(81);
        let fields = keep(&was, &long);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        okell.posts("/work/walk", &fields).await.is(422).says("Use at most 80 characters");
        okell
            .does("/work/walk", &[("was", &was), ("places", "Zebra room"), ("add", "Attic")])
            .await;
        let text = okell.sees("/work/round").await.text();
        assert!(text.find("Zebra room").unwrap() < text.find("Attic").unwrap(), "{text}");
        // Somebody at Set-up with the page from before is told, and loses nothing.
        let abbot = school.signs_in("abbot").await;
        let stale =
            abbot.posts("/set-up/walk", &[("was", &was), ("places", "Attic\nZebra room")]).await;
        stale.is(409).says("Attic");
        school.signs_in("poll").await.get("/work/walk").await.is(403);
    }
}

#[tokio::test]
async fn whoever_covers_undoes_what_was_done_today_in_the_room_they_have_and_nothing_older() {
    for school in schools().await {
        let (p2, _) = done(&school).await;
        let okell = school.signs_in("okell").await;
        hands(&okell, "Ms Ingrid Hale", "Ms Ingrid Hale", 1).await;
        let page = okell.sees("/work/back").await.says("Take back");
        let undo = page.links("/work/back/").into_iter().find(|a| a.ends_with("/undo")).unwrap();
        // The next day the same pupil is in the room again, and somebody covers it.
        let wednesday = rulebook::Day::new(2026, 11, 11).unwrap();
        let tyrell = booked_on(&school, wednesday, &["P1", "P2"]).await;
        school.nov(11, "9.05");
        let poll = school.signs_in("poll").await;
        poll.sees("/work/back").await.says("Nothing waits");
        poll.posts(&undo, &[]).await.is(404);
        for (path, fields) in [
            (format!("/work/{p2}/collected"), &[("undo", "yes")][..]),
            (format!("/work/{p2}/judged"), &[("said", "too_hard")][..]),
            (format!("/work/{p2}/nothing-back"), &[][..]),
        ] {
            poll.posts(&path, fields).await.is(404);
        }
        // A tick of today is undone by whoever has the room now.
        let okell = school.signs_in("okell").await;
        let tomorrow = work(&school, tyrell, "P2").await;
        told(&okell, tomorrow, "paper", "Maths office").await;
        let tick = format!("/work/{tomorrow}/collected");
        okell.does(&tick, &[]).await;
        let no = poll.posts(&tick, &[("undo", "yes")]).await.is(409);
        no.says("You have not taken over the room");
        okell.sees("/work/round").await.says("Collected today: 1");
        // The room's own staff say of older work that it never arrived; a tick of another day stays.
        let page = okell.sees("/work/back").await.says("It did not arrive").hides("Take back");
        assert!(page.links("/work/back/").contains(&undo));
        okell.does(&undo, &[]).await;
        okell.sees("/work/back").await.says("P2 Maths, Tue 10 Nov");
        school.nov(12, "9.00");
        let okell = school.signs_in("okell").await;
        let no = okell.posts(&tick, &[("undo", "yes")]).await.is(409);
        no.says("was ticked on another day").says("Ms Dara Okell");
    }
}
