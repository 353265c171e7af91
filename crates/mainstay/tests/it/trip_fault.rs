//! What goes wrong with a trip: it meets a group, an exam, the room or a lesson of somebody who goes;
//! somebody without parental responsibility says yes; the register out and the register in differ;
//! approval is asked for afterwards. And hospitality for a meeting.

use crate::board::once;
use crate::harness::{Person, School, schools};
use crate::space::books;
use crate::trip::{
    WHO, approves, as_the_roster, dec, five, home, kept, line_of, listed, made_whole, needs, nov,
    planned, says,
};

/// Everything there, and approved.
async fn approved(s: &School, okell: &Person) -> (String, Vec<String>) {
    let trip = planned(s, okell).await;
    let lines = listed(s, okell, &trip).await;
    made_whole(s, okell, &trip).await;
    for who in WHO {
        needs(s, okell, &lines, who).await;
        says(s, okell, &lines, who, "given").await;
    }
    let jude = home(s, "Jude").await.1.id;
    let mut w = as_the_roster(s).await;
    store::testing::phone_of(&mut w, jude, "01632 960277").await;
    kept(s, w).await;
    approves(&s.signs_in("merrow").await, &trip).await.is(303);
    (trip, lines)
}

#[tokio::test]
async fn a_trip_says_which_group_exam_room_and_lesson_it_meets_of_whom_and_when() {
    for s in schools().await {
        five(&s).await;
        s.at(nov(18), "9.00");
        let okell = s.signs_in("okell").await;
        let trip = planned(&s, &okell).await;
        listed(&s, &okell, &trip).await;
        okell.sees(&trip).await.hides("Look at this first");
        // A group on Wednesdays in P3, with Callie in it.
        let (key, adair) = (once(), s.f.staff["adair"].to_string());
        let what = [
            ("once", key.as_str()),
            ("name", "Steady Starts"),
            ("kind", "therapeutic"),
            ("purpose", "To begin a lesson calmly"),
            ("dose", "Six sessions"),
            ("price", "15.00"),
            ("unit", "session"),
        ];
        okell.does("/interventions/new", &what).await;
        let all = okell.sees("/interventions").await.links("/interventions/");
        let what = all.into_iter().find(|l| l.len() > 30).unwrap();
        let key = once();
        let group = [
            ("once", key.as_str()),
            ("intervention", &what[15..]),
            ("name", "Steady Starts, Year 8"),
            ("aim", "Each begins a lesson without a word"),
            ("leader", &adair),
            ("place", "The Snug"),
            ("weekday", "3"),
            ("code", "P3"),
            ("first", "2026-11-18"),
            ("last", "2026-12-09"),
        ];
        let group = okell.does("/groups/new", &group).await;
        let callie = s.f.pupils["Saffron"].to_string();
        let join = [("pupil", &*callie), ("from", "2026-11-18"), ("why", "Agreed with home")];
        okell.does(&format!("{group}/members"), &join).await;
        // Kian is in the room that day, and Jude's form has an exam.
        books(&s, "Kian", s.f.room, dec(2), &["P4"]).await.unwrap();
        let key = once();
        let exam = [
            ("whom", "form"),
            ("group", "8K3"),
            ("kind", "exam"),
            ("what", "Maths paper 1"),
            ("from", "2026-12-02"),
            ("at", "9.30"),
            ("until", "11.00"),
            ("once", &*key),
        ];
        okell.does("/known-dates", &exam).await;
        // Mr Adair goes too, and leads that group; Ms Hale would miss her lessons.
        let hale = s.f.staff["hale"].to_string();
        for who in [&adair, &hale] {
            okell.does(&format!("{trip}/lines"), &[("kind", "adult"), ("staff", who)]).await;
        }
        let page = okell.sees(&trip).await;
        page.says("Look at this first")
            .says("Callie Dunmore, 8F1: Group Steady Starts, Year 8, Wed 2 Dec 2026 11.05–12.00")
            .says("Exam: Maths paper 1, 9.30–11.00")
            .says("Wed 2 Dec 2026 P4")
            .says("Mr Col Adair, Wed 2 Dec 2026: leading the group Steady Starts, Year 8")
            .says("Ms Ingrid Hale, Wed 2 Dec 2026: teaching Maths")
            .says("It stops nothing");
    }
}

#[tokio::test]
async fn a_yes_of_somebody_without_parental_responsibility_is_no_consent_and_the_reason_is_said() {
    for s in schools().await {
        five(&s).await;
        s.at(nov(18), "9.00");
        let mut w = as_the_roster(&s).await;
        let pat = ("Pat", "Dunmore", "Grandmother");
        let callie = s.f.pupils["Saffron"];
        let pat = store::testing::relative(&mut w, callie, pat, "01632 960299").await.to_string();
        kept(&s, w).await;
        let okell = s.signs_in("okell").await;
        let trip = planned(&s, &okell).await;
        let lines = listed(&s, &okell, &trip).await;
        let line = line_of(&okell, &lines, "Callie Dunmore").await;
        let why = "Mrs Pat Dunmore has no parental responsibility on record";
        okell.sees(&line).await.says(why);
        let said = [
            ("who", pat.as_str()),
            ("word", "given"),
            ("how", "paper"),
            ("day", "2026-11-18"),
            ("words", "Signed at the gate"),
        ];
        let no = okell.posts(&format!("{line}/said"), &said).await.is(422).says(why);
        assert!(no.body.contains("Signed at the gate"), "nothing typed is lost");
        okell.sees(&trip).await.says("Callie Dunmore: consent of");
        // She may be rung in an emergency all the same.
        okell
            .sees(&format!("{trip}/sheet"))
            .await
            .says("Mrs Pat Dunmore, Grandmother: 01632 960299");
        // Nor for early help.
        let key = once();
        let pupil = callie.to_string();
        let begin = [
            ("pupil", pupil.as_str()),
            ("danger", "no"),
            ("lead_name", "Ms Dara Okell"),
            ("review_on", "2026-12-11"),
            ("once", &*key),
        ];
        let mut shut = begin;
        for (day, said) in [
            ("2026-11-27", "Fri 27 Nov 2026 is not a school day"),
            ("2026-12-25", "The next is Tue 5 Jan 2027"),
            ("1900-01-01", "is over"),
            ("2100-01-01", "is not a school day"),
        ] {
            shut[3] = ("review_on", day);
            okell.posts("/early-help/new", &shut).await.is(422).says(said);
        }
        let help = okell.does("/early-help/new", &begin).await;
        okell
            .sees(&help)
            .await
            .says("Mrs Pat Dunmore: grandmother")
            .says("parental responsibility")
            .says(why)
            .hides("01632 960299");
        let said = [
            ("who", pat.as_str()),
            ("word", "given"),
            ("how", "signed"),
            ("day", "2026-11-18"),
            ("what_for", "The assessment"),
            ("with_whom", "Northmoor"),
        ];
        okell.posts(&format!("{help}/consent"), &said).await.is(422).says(why);
        okell.get(&format!("{help}/text")).await.says("cannot be exported");
        // What was agreed with the family becomes an action in the one tracker.
        let (owner, key) = (s.f.staff["adair"].to_string(), once());
        let act = [
            ("follow", "Ring the hearing clinic"),
            ("owner", &*owner),
            ("due", "2026-11-25"),
            ("how_known", "A date for the test"),
            ("once", &*key),
        ];
        okell.posts(&format!("{help}/actions"), &act[..1]).await.is(422).says("Choose who does it");
        for _ in 0..2 {
            okell.does(&format!("{help}/actions"), &act).await;
        }
        let page = okell.sees(&help).await.says("due Wed 25 Nov 2026");
        assert_eq!(page.text().matches("Ring the hearing clinic").count(), 1);
        let action = page.links("/actions/").remove(0);
        okell.sees(&action).await.says("A date for the test");
    }
}

#[tokio::test]
async fn a_register_in_that_does_not_match_the_register_out_names_who_is_missing() {
    for s in schools().await {
        five(&s).await;
        s.at(nov(18), "9.00");
        let okell = s.signs_in("okell").await;
        let (trip, _) = approved(&s, &okell).await;
        s.at(dec(2), "9.22");
        let adair = s.signs_in("adair").await;
        let register = format!("{trip}/register");
        adair.does(&register, &[("out", "all"), ("time", "9.20")]).await;
        s.at(dec(2), "13.05");
        let adair = s.signs_in("adair").await;
        let page = adair.sees(&register).await.hides("do not match");
        let mut ids: Vec<String> = page
            .body
            .split("name=\"in\" value=\"")
            .skip(1)
            .map(|p| p.split('"').next().unwrap().to_string())
            .filter(|id| id.len() == 36)
            .collect();
        ids.dedup();
        assert_eq!(ids.len(), 5);
        // One is collected from there: with how, and never for all at once.
        let how = "Collected by her mother at the Wheelhouse";
        adair
            .posts(&register, &[("in", "all"), ("how", how)])
            .await
            .is(422)
            .says("This is for one at a time");
        adair.does(&register, &[("in", &ids[0]), ("time", "13.00"), ("how", how)]).await;
        adair
            .sees(&register)
            .await
            .says("Out and back do not match: 5 students went out, 1 is back")
            .says(how)
            .says("out since 9.20");
        s.at(dec(2), "14.52");
        let adair = s.signs_in("adair").await;
        for id in &ids[1..4] {
            adair.does(&register, &[("in", id), ("time", "14.50")]).await;
        }
        adair
            .sees(&register)
            .await
            .says("5 students went out, 4 are back")
            .says("1 student still out");
        adair.does(&register, &[("in", &ids[4]), ("time", "14.50")]).await;
        adair.sees(&register).await.hides("do not match").hides("still out");
        adair.sees(&format!("{trip}/sheet")).await.says(how).says("If something goes wrong");
        // Undone, the words go with it.
        adair.does(&register, &[("undo", &ids[0])]).await;
        adair.sees(&register).await.says("do not match").hides(how);
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_trip_whose_day_is_over_is_not_approved_afterwards() {
    for s in schools().await {
        five(&s).await;
        s.at(nov(18), "9.00");
        let okell = s.signs_in("okell").await;
        let trip = planned(&s, &okell).await;
        s.at(dec(3), "9.00");
        approves(&s.signs_in("merrow").await, &trip)
            .await
            .is(409)
            .says("The day of this trip is over: Wed 2 Dec 2026");
    }
}

#[tokio::test]
async fn hospitality_for_a_meeting_takes_its_day_and_place_and_never_its_title() {
    for s in schools().await {
        s.nov(17, "9.00");
        let okell = s.signs_in("okell").await;
        let (key, pupil) = (once(), s.f.pupils["Saffron"].to_string());
        let tac = [
            ("once", key.as_str()),
            ("kind", "tac"),
            ("title", "Quince and her family"),
            ("pupil", &pupil),
            ("on", "2026-11-24"),
            ("from", "14.00"),
            ("to", "15.00"),
            ("place", "Meeting room 2"),
        ];
        let meeting = okell.does("/meetings/new", &tac).await;
        let ask = okell.sees(&meeting).await.links("/hospitality").remove(0);
        let page = okell.sees(&ask).await.hides("Quince");
        assert_eq!(page.value("meeting"), meeting.trim_start_matches("/meetings/"));
        assert!(page.body.contains("value=\"Meeting room 2\""), "{}", page.body);
        let (key, id) = (once(), page.value("meeting"));
        let six = [
            ("once", key.as_str()),
            ("meeting", &id),
            ("event", "Team around the child"),
            ("day", "2026-11-24"),
            ("time", "14.00"),
            ("place", "Meeting room 2"),
            ("people", "6"),
            ("dietary", "One vegan"),
            ("wanted", "Tea, coffee, oat milk"),
            ("amount", "9.50"),
            ("line", "PSC 4420"),
        ];
        okell.does("/hospitality", &six).await;
        let page = okell.sees("/hospitality").await.says("for 6").says("One vegan").says("£9.50");
        assert!(page.links("/meetings/").contains(&meeting));
        // Pens and hand cream below their minimum: the order list, with what it comes to, and a
        // file in which a formula is words.
        for (name, minimum) in [("Hand cream", "4"), ("=HYPERLINK(\"x\")", "3")] {
            let key = once();
            let item = [
                ("name", name),
                ("level", "1"),
                ("minimum", minimum),
                ("unit", "each"),
                ("cost", "1.80"),
                ("once", &*key),
            ];
            okell.does("/kit/stock/new", &item).await;
        }
        okell.sees("/kit/stock").await.says("Hand cream: 3");
        let csv = okell.posts("/kit/stock/export", &[("as", "csv")]).await.is(200).body;
        assert!(
            csv.contains("Hand cream") && !csv.contains("\n=") && !csv.contains("\n\"="),
            "{csv}"
        );
    }
}
