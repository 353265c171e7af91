//! The end of a day in the room and the days after: exit, repair, entries to make, the return.

use crate::harness::{School, schools, tuesday};
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Coded, Event, Id, Verb};
use rulebook::{Day, Minute};

/// Somebody in the room on a day, P1 to P6, referred by Mrs Ravenhall.
pub(crate) async fn in_the_room(
    school: &School,
    given: &str,
    day: Day,
    state: PlacementState,
) -> Id {
    let f = &school.f;
    let at = day.at(Minute::new(8, 40).unwrap());
    let mut w = school.app.store().write(Act::by_system(f.org, at, "a story")).await.unwrap();
    let pupil = f.pupils[given];
    let referral = Id::now_v7();
    let (by, reason) = (f.staff["ravenhall"], f.reasons["Abuse towards an adult"]);
    let what = "Swore and threw a book";
    store::testing::referral(
        &mut w,
        referral,
        pupil,
        by,
        reason,
        day.plus(-1),
        "P5",
        what,
        "approved",
    )
    .await;
    let placement = Placement {
        id: Id::now_v7(),
        pupil,
        referral: Some(referral),
        room: f.room,
        day,
        seat: Some(1),
        state,
        decided_by: None,
        reason: Some(f.reasons["Abuse towards an adult"]),
        plain_reason: String::new(),
        arrived_at: (state != PlacementState::Booked).then_some(at),
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    let setting = store::school::setting(&mut w, f.org).await.unwrap();
    let slots: Vec<Slot> = setting
        .lessons_on(day)
        .iter()
        .map(|p| Slot {
            id: Id::now_v7(),
            placement: placement.id,
            pupil,
            room: f.room,
            day,
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
        .collect();
    store::room::book(&mut w, &placement, &slots).await.unwrap();
    w.commit(Event::new(Verb::Booked, "placement", placement.id).pupil(pupil), vec![])
        .await
        .unwrap();
    placement.id
}

const INTERVIEW: [(&str, &str); 9] = [
    ("went_well", "Kept going in Maths"),
    ("pupil_words", "It was all right"),
    ("led_here", "I was wound up"),
    ("target_1", "Ask for the time-out card"),
    ("target_2", "Start within two minutes"),
    ("feeling", "6"),
    ("ready", "partly"),
    ("outcome", "completed"),
    ("confidential", "Worried about Fridays at home"),
];

pub(crate) fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    INTERVIEW.iter().copied().chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn a_placement_does_not_close_without_its_exit_interview() {
    for school in schools().await {
        let id = in_the_room(&school, "Tyrell", tuesday(), PlacementState::Here).await;
        school.nov(10, "14.50");
        let okell = school.signs_in("okell").await;
        let exit = format!("/placements/{id}/exit");
        let close = format!("/placements/{id}/close");
        okell
            .posts(&close, &[])
            .await
            .is(409)
            .says("no exit interview was held")
            .says("stated reason");
        okell
            .posts(&exit, &[("version", "1"), ("outcome", "completed")])
            .await
            .is(422)
            .says("Write at least one target for lessons");
        // What is wrong is said at once, at the top and beside each field.
        let wrong = okell.posts(&exit, &[("version", "1"), ("feeling", "40")]).await.is(422);
        let wrong = wrong.says("Choose how it ended").says("Write at least one target,");
        let wrong = wrong.says("Choose a number from 1 to 10");
        for error in ["Choose how it ended", "Write at least one target,"] {
            assert_eq!(wrong.body.matches(error).count(), 2, "{error}");
        }
        okell.does(&exit, &with(&[("version", "1")])).await;
        // Sent twice by a double click: done once.
        okell.does(&exit, &with(&[("version", "1")])).await;
        okell
            .sees(&exit)
            .await
            .says("Thu 12 Nov P2, History")
            .says("Worried about Fridays at home");
        okell.does(&close, &[]).await;
        okell.sees(&exit).await.says("The return is followed to Tue 24 Nov 2026");
        okell.does(&close, &[]).await;
        // After that it is a record.
        okell.posts(&exit, &with(&[("version", "3"), ("learnt", "More")])).await.is(409);
        let mut read = school.app.store().read().await.unwrap();
        let events = store::event::of(&mut read, school.f.org, id).await.unwrap();
        let verbs: Vec<&str> = events.iter().map(|e| e.verb.as_str()).collect();
        assert_eq!(verbs, ["booked", "exit_held", "closed"], "{}", school.engine());
    }
}

#[tokio::test]
async fn belongings_go_back_and_home_is_told_after_the_placement_is_closed() {
    for school in schools().await {
        let id = in_the_room(&school, "Tyrell", tuesday(), PlacementState::Booked).await;
        school.nov(10, "8.45");
        let okell = school.signs_in("okell").await;
        let brought = [("envelope", "3"), ("belongings", "Coat, PE bag")];
        okell.does(&format!("/placements/{id}/arrival"), &brought).await;
        school.nov(10, "14.50");
        let okell = school.signs_in("okell").await;
        let exit = format!("/placements/{id}/exit");
        let version = okell.sees(&exit).await.value("version");
        okell.does(&exit, &with(&[("version", version.as_str())])).await;
        okell.does(&format!("/placements/{id}/close"), &[]).await;
        let page = okell.sees(&exit).await.says("Coat, PE bag").says("To give back");
        page.says("Home told Not yet");
        school.nov(10, "15.10");
        let back = format!("/placements/{id}/belongings");
        okell.does(&back, &[]).await;
        // Tapped twice: given back once, at the first moment.
        school.nov(10, "15.20");
        okell.does(&back, &[]).await;
        let leanne = school.f.contacts["Leanne"].to_string();
        let call = [
            ("contact", leanne.as_str()),
            ("day", "2026-11-10"),
            ("time", "15:18"),
            ("outcome", "spoke"),
            ("view", "Glad it went well."),
        ];
        okell.does(&format!("/placements/{id}/home"), &call).await;
        okell
            .sees(&exit)
            .await
            .says("Given back Tue 10 Nov 2026, 15.10, Ms Dara Okell")
            .hides("To give back")
            .says("Home told Yes, Tue 10 Nov 2026, 15.18, Ms Dara Okell");
        let mut read = school.app.store().read().await.unwrap();
        let events = store::event::of(&mut read, school.f.org, id).await.unwrap();
        let given = events.iter().filter(|e| e.verb == Verb::BelongingsReturned.code()).count();
        assert_eq!(given, 1, "{}", school.engine());
    }
}

#[tokio::test]
async fn a_stated_reason_closes_it_too_and_is_shown() {
    let schools = schools().await;
    let school = &schools[0];
    let id = in_the_room(school, "Tyrell", tuesday(), PlacementState::Here).await;
    school.nov(10, "13.30");
    let okell = school.signs_in("okell").await;
    let close = format!("/placements/{id}/close");
    okell.does(&close, &[("close_reason", "Went home ill at 13.20")]).await;
    okell.sees(&format!("/placements/{id}/exit")).await.says("Went home ill at 13.20");
}

#[tokio::test]
async fn a_corrected_interview_keeps_what_was_first_written() {
    let schools = schools().await;
    let school = &schools[0];
    let id = in_the_room(school, "Tyrell", tuesday(), PlacementState::Here).await;
    school.nov(10, "14.50");
    let okell = school.signs_in("okell").await;
    let exit = format!("/placements/{id}/exit");
    okell.does(&exit, &with(&[("version", "1")])).await;
    let mut second = with(&[("version", "2")]);
    second[0].1 = "Helped carry the chairs";
    second[8].1 = "Told Ms Khoury about Fridays";
    okell.does(&exit, &second).await;
    okell
        .sees(&exit)
        .await
        .says("Helped carry the chairs")
        .says("What went well: Kept going in Maths")
        .says("Told Ms Khoury about Fridays");
    let mut read = school.app.store().read().await.unwrap();
    let notes = store::exit::notes(&mut read, school.f.org, id, "confidential").await.unwrap();
    assert_eq!((notes.len(), notes[0].revision), (1, 2));
    // Somebody who read the page before that is told so, with what they typed.
    okell.posts(&exit, &with(&[("version", "1"), ("learnt", "Something else")])).await.is(409);
}

#[tokio::test]
async fn teachers_see_targets_of_those_they_teach_and_nothing_kept_from_them() {
    let schools = schools().await;
    let school = &schools[0];
    let id = in_the_room(school, "Tyrell", tuesday(), PlacementState::Here).await;
    school.nov(10, "14.50");
    let okell = school.signs_in("okell").await;
    let exit = format!("/placements/{id}/exit");
    okell.does(&exit, &with(&[("version", "1"), ("then", "close")])).await;
    let ravenhall = school.signs_in("ravenhall").await;
    ravenhall
        .sees("/targets")
        .await
        .says("Ask for the time-out card")
        .says("First lesson back with you: Thu 12 Nov P2, History")
        .hides("Fridays")
        .hides("threw")
        .hides("Abuse");
    ravenhall.get(&exit).await.is(403);
    // The interviewer who may not read the confidential part does not.
    let thrale = school.signs_in("thrale").await;
    thrale.sees(&exit).await.says("Kept going in Maths").hides("Fridays");
}

#[tokio::test]
async fn a_meeting_is_prompted_before_the_next_lesson_and_its_agreement_is_checked() {
    for school in schools().await {
        let id = in_the_room(&school, "Tyrell", tuesday(), PlacementState::Here).await;
        school.nov(10, "15.15");
        let okell = school.signs_in("okell").await;
        let offer = format!("/placements/{id}/repair");
        okell
            .sees(&offer)
            .await
            .says("Mrs Priya Ravenhall")
            .says("Next History lesson is Thu 12 Nov P2: hold it before then");
        let staff = school.f.staff["ravenhall"].to_string();
        let once = Id::now_v7().to_string();
        let link = okell.does(&offer, &[("with", &staff), ("once", &once)]).await;
        assert_eq!(okell.does(&offer, &[("with", &staff), ("once", &once)]).await, link);
        let set = format!("{link}/set");
        // After the lesson: a warning first, then it is taken.
        okell
            .posts(&set, &[("version", "1"), ("day", "2026-11-12"), ("time", "12.50")])
            .await
            .is(422)
            .says("after the next History lesson, Thu 12 Nov P2");
        okell.does(&set, &[("version", "1"), ("day", "2026-11-11"), ("time", "12:50")]).await;
        okell.sees(&link).await.says("Set for Wed 11 Nov 2026, 12.50");
        school.signs_in("ravenhall").await.sees("/targets").await.says("Set for Wed 11 Nov, 12.50");
        school.nov(11, "13.20");
        let okell = school.signs_in("okell").await;
        okell.sees(&link).await.says("Record the meeting");
        let held = format!("{link}/held");
        let mut words = vec![
            ("version", "2"),
            ("held_day", "2026-11-11"),
            ("held_time", "12:50"),
            ("agreement", "The book is put right; tasks start in writing."),
            ("who_1", "Tyrell"),
            ("what_1", "Replace the book cover"),
            ("who_2", "Mrs Ravenhall"),
            ("what_2", "Give a written task starter"),
            ("pupil_agrees", "yes"),
        ];
        okell.posts(&held, &words).await.is(409).says("has not agreed to take part");
        words.push(("other_agrees", "yes"));
        okell.does(&held, &words).await;
        okell
            .sees(&link)
            .await
            .says("To be checked on Thu 19 Nov 2026")
            .says("Mrs Ravenhall : Give a written task starter");
        okell.sees(&format!("{link}/agreement")).await.says("What we agreed");
        school.nov(19, "9.00");
        let okell = school.signs_in("okell").await;
        let check = format!("{link}/check");
        okell.does(&check, &[("version", "3"), ("result", "yes")]).await;
        okell.sees(&link).await.says("It is holding");
    }
}

#[tokio::test]
async fn entries_to_make_are_ticked_by_name_and_late_ones_show_red() {
    for school in schools().await {
        in_the_room(&school, "Tyrell", tuesday(), PlacementState::Here).await;
        in_the_room(&school, "Saffron", tuesday(), PlacementState::Here).await;
        // Of one nobody recorded anything; one was said not to come.
        let unsaid = in_the_room(&school, "Kian", tuesday(), PlacementState::Booked).await;
        let away = in_the_room(&school, "Jude", tuesday(), PlacementState::Booked).await;
        school.nov(10, "15.20");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{away}/not-here"), &[]).await;
        okell.sees("/mis").await.says("3 to make").says("No arrival is recorded").hides("Jude");
        let kian = format!("/placements/{unsaid}/not-here");
        okell.does(&kian, &[]).await;
        okell.sees("/mis").await.says("2 to make").hides("Kian").hides("No arrival");
        let page = okell.sees("/mis").await;
        let ticks: Vec<String> =
            page.links("/mis/").into_iter().filter(|l| l.len() == 41).collect();
        assert_eq!(ticks.len(), 2);
        okell.does(&ticks[0], &[]).await;
        // The placement had no entry yet, so its own key is as good a second time.
        okell.does(&ticks[0], &[]).await;
        okell
            .sees("/mis")
            .await
            .says("Entries to make in SIMS")
            .says("1 to make")
            .says("Ms Dara Okell, Tue 10 Nov 2026, 15.20")
            .says("By Wed 11 Nov");
        school.nov(12, "8.30");
        let okell = school.signs_in("okell").await;
        okell.sees("/mis").await.says("1 day late");
        let file = okell.sees("/mis/export/csv").await;
        assert_eq!(file.body.lines().count(), 2, "{}", file.body);
        assert!(
            file.headers["content-disposition"]
                .to_str()
                .unwrap()
                .contains("fairholme-community-school-entries-2026-11-12.csv")
        );
        assert!(okell.sees("/mis/export/xlsx").await.bytes.starts_with(b"PK"));
    }
}

#[tokio::test]
async fn a_return_is_followed_to_its_tenth_day() {
    for school in schools().await {
        let id = in_the_room(&school, "Tyrell", tuesday(), PlacementState::Here).await;
        school.nov(10, "14.50");
        let okell = school.signs_in("okell").await;
        let exit = format!("/placements/{id}/exit");
        okell.does(&exit, &with(&[("version", "1"), ("then", "close")])).await;
        school.nov(11, "8.35");
        let adair = school.signs_in("adair").await;
        let list = adair.sees("/returns").await.says("Tyrell").says("Check-in, day 1, Wed 11 Nov");
        let link = list
            .links("/returns/")
            .into_iter()
            .find(|l| !l.contains("incidents"))
            .expect("a return");
        let page = adair.sees(&link).await.says("Outcome due Tue 24 Nov").says("day 1 of 10");
        let check = page.value("check");
        let path = format!("{link}/check-in");
        let said = [("check", check.as_str()), ("feeling", "6"), ("words", "Bit nervous")];
        adair.does(&path, &said).await;
        adair.does(&path, &said).await;
        adair.sees(&link).await.says("Feels 6 of 10. Bit nervous");

        // Incidents come from a file, by number.
        school.nov(18, "16.00");
        let okell = school.signs_in("okell").await;
        let adair = school.signs_in("adair").await;
        let no = {
            let mut read = school.app.store().read().await.unwrap();
            store::incident::known(&mut read, school.f.org)
                .await
                .unwrap()
                .into_iter()
                .find(|k| k.id == school.f.pupils["Tyrell"])
                .and_then(|k| k.admission_no)
                .unwrap()
        };
        let rows = format!(
            "Admission no,Date,Time,Type,Description,Location,ID\n{no},18/11/2026,11:20,Disruption,Called out,S4,77\n"
        );
        let wrong = format!("{rows}9999,18/11/2026,,Disruption,,,78\n");
        let keep = "/incidents/file/keep";
        // A file that a form could not carry.
        let long = "x".repeat(3_000);
        let known: String =
            (0..300).map(|n| format!("{no},18/11/2025,11:20,Early,{long},S4,e{n}\n")).collect();
        let big = format!("{wrong}{known}");
        let page = okell.sends("/incidents/file", &[], ("i.csv", big.as_bytes())).await.is(200);
        let page = page
            .says("301 new")
            .says("Row 3: Nobody on roll has this number")
            .says("Leave out the 1 row above");
        let file = page.value("file");
        for leave_out in ["", "2"] {
            let fields = [("file", file.as_str()), ("leave_out", leave_out)];
            okell.posts(keep, &fields).await.is(422).says("Row 3: Nobody on roll has this number");
        }
        adair.sees(&link).await.says("None has been brought in");
        let fields = [("file", file.as_str()), ("leave_out", "1")];
        adair.posts(keep, &fields).await.is(403);
        let lead = school.signs_in("ravenhall").await;
        lead.posts(keep, &fields).await.is(403);
        okell.does(keep, &fields).await;
        okell.does(keep, &fields).await;
        let page = okell.sends("/incidents/file", &[], ("i.csv", rows.as_bytes())).await;
        page.is(200).says("1 here already");
        let page = adair.sees(&link).await.says("Day 6: Disruption").says("Wed 18 Nov 2026");
        assert_eq!(page.text().matches("Disruption").count(), 1);

        // The outcome cannot be passed over, nor given too soon.
        let outcome = format!("{link}/outcome");
        let held = [("version", "1"), ("outcome", "held")];
        adair.posts(&outcome, &held).await.is(409).says("its last day is Tue 24 Nov 2026");
        school.nov(25, "8.30");
        let adair = school.signs_in("adair").await;
        adair.sees(&link).await.says("Outcome late");
        adair.sees("/returns").await.says("Outcome, Tue 24 Nov");
        adair.does(&outcome, &held).await;
        adair.sees(&link).await.says("It held").hides("Outcome late");
    }
}

#[tokio::test]
async fn a_mentor_follows_only_their_own() {
    let schools = schools().await;
    let school = &schools[0];
    let id = in_the_room(school, "Saffron", tuesday(), PlacementState::Here).await;
    school.nov(10, "14.50");
    let okell = school.signs_in("okell").await;
    let exit = format!("/placements/{id}/exit");
    okell.does(&exit, &with(&[("version", "1"), ("then", "close")])).await;
    school.nov(11, "9.00");
    let okell = school.signs_in("okell").await;
    let link = okell
        .sees("/returns")
        .await
        .links("/returns/")
        .into_iter()
        .find(|l| !l.contains("incidents"))
        .unwrap();
    let adair = school.signs_in("adair").await;
    adair.sees("/returns").await.says("Nobody is on the way back").hides("Saffron");
    adair.get(&link).await.is(404);
    adair.posts(&format!("{link}/outcome"), &[("outcome", "held")]).await.is(404);
}

#[tokio::test]
async fn keeping_the_interview_to_go_on_later_records_no_leaving_and_closes_nothing() {
    for school in schools().await {
        let id = in_the_room(&school, "Tyrell", tuesday(), PlacementState::Here).await;
        school.nov(10, "14.50");
        let okell = school.signs_in("okell").await;
        let arrival = [("time", "08:40"), ("envelope", "None")];
        okell.does(&format!("/placements/{id}/arrival"), &arrival).await;
        let exit = format!("/placements/{id}/exit");
        let page = okell.sees(&exit).await.says("No phone brought").hides("nvelope");
        let version = page.value("version");
        okell.does(&exit, &with(&[("version", &version), ("then", "keep")])).await;
        let board = okell.get("/board").await.location;
        okell.sees(&board).await.says("1 in the room").hides("left 14.50");
        okell.sees("/").await.says("Interview kept, today; close the placement");
        okell.sees(&format!("/placements/{id}")).await.says("no phone brought");
        let mut read = school.app.store().read().await.unwrap();
        let now = store::room::placement(&mut read, school.f.org, id).await.unwrap();
        assert_eq!((now.state, now.left_at), (PlacementState::Here, None), "{}", school.engine());
        drop(read);
        // They go home at 15.05; closing later keeps that time.
        school.nov(10, "15.05");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/entries"), &[("kind", "left")]).await;
        school.nov(10, "15.30");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/close"), &[]).await;
        let mut read = school.app.store().read().await.unwrap();
        let now = store::room::placement(&mut read, school.f.org, id).await.unwrap();
        assert_eq!(now.left_at, Some(tuesday().at(Minute::new(15, 5).unwrap())));
    }
}

#[tokio::test]
async fn the_notice_names_who_has_the_room_now() {
    for school in schools().await {
        in_the_room(&school, "Tyrell", tuesday(), PlacementState::Here).await;
        school.nov(10, "13.45");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.does("/notice/publish", &[("room", &school.f.room.to_string())]).await;
        okell.sees("/notice").await.says("With Ms Dara Okell");
        let poll = school.f.staff["poll"].to_string();
        let fields = [("adult", poll.as_str()), ("from", "13:50"), ("to", "14:10")];
        okell.does(&format!("{board}/handover"), &fields).await;
        for (time, who) in [("13.49", "Okell"), ("13.50", "Mr Dean Poll"), ("14.10", "Okell")] {
            school.nov(10, time);
            let hale = school.signs_in("hale").await;
            hale.sees("/notice")
                .await
                .says(&format!("With {who}").replace("Okell", "Ms Dara Okell"));
        }
    }
}
