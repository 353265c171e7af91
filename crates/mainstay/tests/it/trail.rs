//! The trail read, narrowed, checked and taken away; the database asked whether all is well.

use crate::harness::schools;
use casework::home::{Call, Outcome};
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Coded, Event, Id, Reach, Scope, Verb};
use mainstay::cli::keep;
use rulebook::Minute;

#[tokio::test]
async fn the_trail_is_narrowed_and_the_chain_holds_on_demand() {
    for school in schools().await {
        school.signs_in("okell").await;
        let lyle = school.signs_in("lyle").await;
        lyle.sees("/trail?check=yes").await.says("The chain holds, 3 lines.").says("Signed in");
        let one = lyle.sees("/trail?verb=signed_in&who=okell").await;
        let one = one.says("Ms Dara Okell");
        assert_eq!(one.text().matches("line ").count(), 1, "{}", school.engine());
        lyle.sees("/trail?from=2030-01-01").await.says("Nothing that was done fits");
        let file = lyle.posts("/trail/export", &[("verb", "signed_in")]).await.is(200);
        assert!(file.body.contains("Ms Dara Okell"), "{}", file.body);
        assert_eq!(file.body.lines().count(), 3);
        lyle.sees("/trail").await.says("Exported a list Taking the trail away as a file 2 rows");
        school.signs_in("okell").await.get("/trail").await.is(403);
    }
}

#[tokio::test]
async fn what_was_done_about_a_pupil_is_kept_back_from_those_who_open_no_files() {
    let school = &schools().await[0];
    let okell = school.signs_in("okell").await;
    let add = format!("/pupils/{}/notes", school.f.pupils["Tyrell"]);
    okell.does(&add, &[("audience", "confidential"), ("body", "Not for the trail")]).await;
    let lyle = school.signs_in("lyle").await;
    let trail = lyle.sees("/trail?verb=note_added").await;
    trail.says("for those who open files").hides("For: room").hides("Not for the trail");
    let merrow = school.signs_in("merrow").await;
    let told = "For: room co-ordinator, headteacher and safeguarding lead";
    merrow.sees("/trail?verb=note_added").await.says(told).hides("Not for the trail");
}

#[tokio::test]
async fn a_call_home_says_whom_to_those_who_may_ring_them_and_to_nobody_else() {
    for school in schools().await {
        let f = &school.f;
        let pupil = f.pupils["Tyrell"];
        let act = Act::by_system(f.org, school.clock.now(), "Ringing home");
        let mut w = school.app.store().write(act).await.unwrap();
        let scope = Scope { org: f.org, reach: vec![Reach::School] };
        let known = store::pupil::find(&mut w, &scope, pupil).await.unwrap();
        let home = store::pupil::contacts(&mut w, &known, f.org).await.unwrap();
        let at = school.clock.now();
        let call = Call {
            id: Id::now_v7(),
            pupil,
            contact: home[0].id,
            placement: None,
            at,
            made_at: at,
            outcome: Outcome::Spoke,
            number: String::new(),
            interpreter: false,
            view: String::new(),
            follow_up: String::new(),
            by_staff: f.staff["okell"],
            by_name: "Ms Dara Okell".into(),
        };
        store::home::log(&mut w, &call).await.unwrap();
        let event = Event::new(Verb::HomeCalled, "home_call", call.id)
            .pupil(pupil)
            .fact("outcome", Outcome::Spoke.label())
            .fact("at", at);
        w.commit(event, vec![]).await.unwrap();

        let said = format!("Rang {} at {}: spoke", home[0].full(), at.minute());
        let file = format!("/pupils/{pupil}");
        school.signs_in("okell").await.sees(&file).await.says(&format!("{said}."));
        let mentor = school.signs_in("adair").await;
        mentor.sees(&file).await.says("Call home").hides(&home[0].given).hides("Rang");
        let head = school.signs_in("merrow").await;
        head.sees("/trail?verb=home_called").await.says(&said).hides("Outcome:");
        let sheet = head.posts("/trail/export", &[("verb", "home_called")]).await.is(200);
        assert!(sheet.body.contains(&said), "{}", sheet.body);
        let keeper = school.signs_in("lyle").await;
        keeper.sees("/trail?verb=home_called").await.hides(&home[0].given);
        let sheet = keeper.posts("/trail/export", &[("verb", "home_called")]).await.is(200);
        assert!(!sheet.body.contains(&home[0].given), "{}", sheet.body);
        // What is told is not what is kept: the chain holds.
        keeper.sees("/trail?check=yes").await.says("The chain holds");
    }
}

#[tokio::test]
async fn a_check_is_good_until_a_pair_kept_apart_shares_a_period() {
    for school in schools().await {
        let (said, good) = keep::look(school.app.store()).await.unwrap();
        assert!(good, "{}: {said:#?}", school.engine());
        let f = &school.f;
        let act = Act::by_system(f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        let mut ids = Vec::new();
        for who in ["Tyrell", "Kian"] {
            let placement = Placement {
                id: Id::now_v7(),
                pupil: f.pupils[who],
                referral: None,
                room: f.room,
                day: f.day,
                seat: None,
                state: PlacementState::Booked,
                decided_by: None,
                reason: None,
                plain_reason: String::new(),
                arrived_at: None,
                inducted_at: None,
                left_at: None,
                closed_at: None,
                version: 1,
            };
            let slot = Slot {
                id: Id::now_v7(),
                placement: placement.id,
                pupil: placement.pupil,
                room: f.room,
                day: f.day,
                code: "P4".into(),
                from: Minute::new(12, 0).unwrap(),
                to: Minute::new(12, 50).unwrap(),
                class: None,
                subject: String::new(),
                teacher: None,
                conduct: None,
                learning: None,
                done: None,
            };
            store::room::book(&mut w, &placement, &[slot]).await.unwrap();
            ids.push(placement.id);
        }
        let booked = Event::new(Verb::Booked, "placement", ids[0]);
        w.commit(booked, vec![]).await.unwrap();
        let (said, good) = keep::look(school.app.store()).await.unwrap();
        assert!(!good);
        let wrong: Vec<&String> = said.iter().filter(|l| l.starts_with("WRONG")).collect();
        assert_eq!(wrong.len(), 1, "{said:#?}");
        assert!(wrong[0].contains("kept apart") && !wrong[0].contains("Tyrell"));

        let act = Act::by_system(f.org, school.clock.now(), "Named and reasoned");
        let w = school.app.store().write(act).await.unwrap();
        w.commit(Event::new(Verb::Overrode, "placement", ids[1]), vec![]).await.unwrap();
        assert!(keep::look(school.app.store()).await.unwrap().1, "{}", school.engine());
    }
}

#[tokio::test]
async fn a_backup_of_a_running_school_opens_and_its_trail_holds() {
    let fresh = store::testing::sqlite().await;
    let clock = mainstay::clock::Clock::stopped(crate::harness::tuesday().at(Minute::default()));
    let day = crate::harness::tuesday();
    mainstay::demo::fairholme::make(&fresh.store, &clock, day, true).await.unwrap();
    let path = std::env::temp_dir().join(format!("mainstay-copy-{}.db", Id::now_v7()));
    fresh.store.backup_to(&path).await.unwrap();
    assert_eq!(keep::verify(&path).await.unwrap(), 1);
    std::fs::remove_file(&path).unwrap();
}
