//! "Tell the DSL": it reaches the safeguarding lead, and its words reach nobody else.

use crate::board::{ALL, books, once};
use crate::harness::{Answer, Person, School, schools, send};
use casework::{Act, Id};
use mainstay::doors::{Method, all};
use std::collections::BTreeSet;

/// Words that stand nowhere else in the school.
const SAID: &str = "zanthoxylum behind the wardrobe";
const WHOM: &str = "Quillfeather of another school";

async fn passes(who: &Person, about: &[(&str, &str)], words: &str, time: &str) -> Answer {
    let mut fields = vec![("words", words), ("day", "2026-11-10"), ("time", time)];
    fields.extend(about);
    let key = once();
    fields.push(("once", &key));
    who.posts("/tell", &fields).await
}

/// The one that waits longest, as the safeguarding lead finds it.
async fn first(lead: &Person) -> String {
    lead.sees("/safeguarding").await.links("/safeguarding/").remove(0)
}

#[tokio::test]
async fn a_hand_off_is_passed_acknowledged_and_known_to_its_writer_by_its_times_alone() {
    for school in schools().await {
        let placement = books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "13.30");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{placement}/arrival"), &[("quick", "yes")]).await;
        let board = okell.get("/board").await.location;
        let from = format!("/tell?placement={placement}");
        assert_eq!(okell.sees(&board).await.links("/tell?").join(" "), from);
        assert!(okell.sees("/duties").await.links("/tell").contains(&"/tell".to_string()));
        let form = okell.sees(&from).await.says("About Tyrell").says("Ms Nadia Khoury");
        form.says("Ask no questions").says("Promise nothing");
        let form = okell.sees(&from).await;
        assert!(form.body.contains("value=\"13:30\""), "the time is filled in");
        assert!(!form.body.contains("data-draft"), "no draft is kept on the device");
        assert!(form.body.contains("autocomplete=\"off\" data-leave-nothing"));
        let pupil = form.value("pupil");

        school.nov(10, "13.34");
        let key = once();
        let fields = [
            ("pupil", pupil.as_str()),
            ("words", SAID),
            ("day", "2026-11-10"),
            ("time", "13.30"),
            ("once", key.as_str()),
        ];
        assert_eq!(okell.does("/tell", &fields).await, "/tell");
        // The same form again is kept once.
        okell.does("/tell", &fields).await;
        let page = okell.sees("/tell").await.says("Passed to the DSL at 13.34, not received yet");
        assert_eq!(page.text().matches("at 13.34,").count(), 1);
        page.hides(SAID).hides("Tyrell");

        school.nov(10, "13.41");
        let khoury = school.signs_in("khoury").await;
        khoury
            .sees("/")
            .await
            .says("1 waiting , the first for 7 min")
            .says("Passed to you 1 waiting");
        let one = first(&khoury).await;
        let list = khoury.sees("/safeguarding").await.says("Waiting 7 min").says("Ms Dara Okell");
        list.hides(SAID);
        khoury
            .sees(&one)
            .await
            .says(SAID)
            .says("Tyrell")
            .says("Said or seen Tue 10 Nov 2026, 13.30");
        khoury.does(&format!("{one}/received"), &[]).await;
        // From another tab, somebody has it already.
        khoury.does(&format!("{one}/received"), &[]).await;
        okell.sees("/tell").await.says("Passed to the DSL at 13.34, received at 13.41");
        let next = format!("{one}/next");
        khoury.posts(&next, &[("body", "")]).await.is(422).says("Write what happens next");
        let line = [("body", "Rang children’s services"), ("once", key.as_str())];
        khoury.does(&next, &line).await;
        khoury.does(&next, &line).await;
        let page = khoury.sees(&one).await.says("Received Tue 10 Nov 2026, 13.41");
        assert_eq!(page.text().matches("Rang children’s services").count(), 1);
        page.says("Opened by Ms Nadia Khoury, Tue 10 Nov 2026, 13.41");
        khoury.sees("/").await.says("Nothing waits");

        // The trail has who opened it and when, and no pupil.
        let lyle = school.signs_in("lyle").await;
        let trail = lyle.sees("/trail?verb=handoff_read").await;
        trail.says("Opened something passed to the DSL").says("Ms Nadia Khoury").hides("Tyrell");
        let trail = lyle.sees("/trail?verb=handed_on").await;
        assert_eq!(trail.text().matches("Passing something to the DSL").count(), 1);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn an_email_tells_the_lead_that_there_is_something_and_stands_in_nobodys_list() {
    for school in schools().await {
        school.nov(10, "13.34");
        let act = Act::by_system(school.f.org, school.clock.now(), "A test");
        let mut w = school.app.store().write(act).await.unwrap();
        let khoury = school.f.staff["khoury"];
        store::testing::staff_email(&mut w, khoury, "n.khoury@fairholme.example").await;
        let event = casework::Event::new(casework::Verb::SettingChanged, "staff", khoury);
        w.commit(event, vec![]).await.unwrap();
        let okell = school.signs_in("okell").await;
        passes(&okell, &[("whom", WHOM)], SAID, "13.30").await.is(303);
        let mut read = school.app.store().read().await.unwrap();
        let now = school.clock.now();
        let due = store::message::due(&mut read, school.f.org, now, 100).await.unwrap();
        let mail = due.iter().find(|m| m.address.starts_with("n.khoury")).unwrap();
        assert_eq!(mail.words.subject, "Something has been passed to you in Mainstay");
        assert_eq!(mail.words.body, "Something has been passed to you in Mainstay.");
        assert_eq!((mail.pupil, mail.link), (None, None));
        okell.sees("/messages").await.hides("passed to you").hides("Khoury");
        okell.posts(&format!("/messages/{}/again", mail.id), &[]).await.is(404);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_said_with_the_words_still_there_and_nothing_is_kept() {
    for school in schools().await {
        school.nov(10, "13.34");
        let okell = school.signs_in("okell").await;
        passes(&okell, &[], "", "13.30").await.is(422).says("Write what was said or seen");
        passes(&okell, &[], SAID, "13.35").await.is(422).says("later than now").says(SAID);
        passes(&okell, &[], SAID, "half one").await.is(422).says("Give the time").says(SAID);
        let long = SAID.repeat(20_000 / SAID.len());
        let no = passes(&okell, &[], &long, "13.30").await.is(422);
        no.says("Use at most 4000 characters").says(&long);
        let khoury = school.signs_in("khoury").await;
        khoury.sees("/safeguarding").await.says("Nothing waits");
        // In any script, about nobody known, and about a pupil who is not on roll here.
        passes(&okell, &[], "نور گفت 小明 <b>& “ö”", "13.30").await.is(303);
        khoury
            .sees(&first(&khoury).await)
            .await
            .says("نور گفت 小明 <b>& “ö”")
            .says("Nobody known yet");
        let stranger = Id::now_v7().to_string();
        passes(&okell, &[("pupil", &stranger), ("whom", WHOM)], SAID, "13.30").await.is(303);
        khoury.sees("/safeguarding").await.says(WHOM);
        okell.sees(&format!("/tell?pupil={stranger}")).await.says("Whom is it about?");
        // Two tabs: neither is lost.
        passes(&okell, &[], "one", "13.30").await.is(303);
        passes(&okell, &[], "two", "13.30").await.is(303);
        let waiting = khoury.sees("/safeguarding").await.links("/safeguarding/");
        assert_eq!(waiting.len(), 4);
    }
}

#[tokio::test]
async fn a_session_that_ended_while_writing_loses_nothing_and_shows_nothing() {
    for school in schools().await {
        school.nov(10, "16.00");
        let poll = school.signs_in("poll").await;
        let body = |token: &str| {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.append_pair("csrf", token).append_pair("once", &Id::now_v7().to_string());
            body.append_pair("words", SAID).append_pair("whom", WHOM);
            body.append_pair("day", "2026-11-10").append_pair("time", "15.50");
            body.finish()
        };
        let form = body(&poll.token());
        poll.does("/sign-out", &[]).await;
        // The next morning somebody else sits at the screen, and presses the key.
        school.nov(11, "8.20");
        let okell = school.signs_in("okell").await;
        for cookie in ["", okell.cookie.as_str()] {
            let answer = send(&school.router, "POST", "/tell", cookie, Some(form.clone())).await;
            assert_eq!(answer.status, 200);
            assert!(!answer.body.contains(SAID) && !answer.body.contains(WHOM));
            answer.says("Passed to the DSL at 8.20").hides("Poll");
        }
        okell.sees("/tell").await.hides("What you passed on today");
        let khoury = school.signs_in("khoury").await;
        let waiting = khoury.sees("/safeguarding").await.links("/safeguarding/");
        assert_eq!(waiting.len(), 1, "sent twice, kept once");
        let one = khoury.sees(&waiting[0]).await.says(SAID).says("Mr Dean Poll was signed out");
        one.says("Said or seen Tue 10 Nov 2026, 15.50");
        // A token that was nobody's keeps nothing, and says so without the words.
        let answer = send(&school.router, "POST", "/tell", "", Some(body("of nobody"))).await;
        assert_eq!(answer.status, 409);
        assert!(!answer.body.contains(SAID));
        answer.says("Tell the DSL in person now");
    }
}

/// Every page and file somebody can reach from Today and from every door, a link at a time.
async fn walked(who: &Person, seeds: &[String]) -> Vec<(String, Answer)> {
    let mut asked: BTreeSet<String> = seeds.iter().cloned().collect();
    let mut waiting: Vec<String> = seeds.to_vec();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::new();
    while let Some(path) = waiting.pop() {
        let answer = who.get(&path).await;
        for link in answer.links("/") {
            let link = link.split('#').next().unwrap().to_string();
            // One of each kind of question and a few of each kind of record are enough.
            let kind: String =
                link.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            let record = link.len() > 36 && link.contains("-7");
            if asked.len() < 250 && (record || seen.insert(kind)) && asked.insert(link.clone()) {
                waiting.push(link);
            }
        }
        out.push((path, answer));
    }
    out
}

#[tokio::test]
async fn its_words_are_found_in_no_page_export_trail_or_search_of_any_other_role() {
    let everybody = [
        "okell",
        "ravenhall",
        "catterall",
        "thrale",
        "poll",
        "adair",
        "vail",
        "sethi",
        "merrow",
        "tansley",
        "abbot",
        "lyle",
    ];
    // One engine: it is the pages that are walked.
    let schools = schools().await;
    let school: &School = &schools[0];
    let placement = books(school, "Tyrell", 1, &ALL).await;
    school.nov(10, "13.34");
    let okell = school.signs_in("okell").await;
    let pupil = school.f.pupils["Tyrell"].to_string();
    passes(&okell, &[("pupil", &pupil)], SAID, "13.30").await.is(303);
    passes(&okell, &[("whom", WHOM)], SAID, "13.31").await.is(303);
    let khoury = school.signs_in("khoury").await;
    let one = first(&khoury).await;
    khoury.does(&format!("{one}/next"), &[("body", SAID), ("once", &once())]).await;
    let key = one.rsplit('/').next().unwrap().to_string();
    // The search is not blind: it finds them where they are.
    assert!(store::testing::holds(school.app.store(), SAID).await.unwrap());
    assert!(khoury.sees(&one).await.body.contains(SAID));

    school.nov(10, "13.50");
    for name in everybody {
        let person = school.signs_in(name).await;
        let mut seeds =
            vec!["/pupils?text=zanthoxylum".to_string(), "/trail?who=zanthoxylum".into()];
        for door in all().into_iter().filter(|d| d.method == Method::Get && !d.by_the_page()) {
            for id in [&key, &placement.to_string(), &pupil] {
                let mut path = door.path.to_string();
                while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
                    path.replace_range(open..=close, id);
                }
                seeds.push(path);
            }
        }
        seeds.sort();
        seeds.dedup();
        let mut pages = walked(&person, &seeds).await;
        for (path, fields) in [
            ("/trail/export", vec![]),
            ("/reports/export", vec![("as", "csv"), ("what", "placements")]),
        ] {
            pages.push((path.into(), person.posts(path, &fields).await));
        }
        assert!(pages.len() > 60, "{name} reached {} pages", pages.len());
        for (path, answer) in &pages {
            let found = answer.body.contains(SAID) || answer.body.contains(WHOM);
            assert!(!found, "{name} finds the words at {path}");
            if path.starts_with("/safeguarding") {
                assert_eq!(answer.status, 403, "{name} at {path}");
            }
        }
        // Nor does anything hint at it where the pupil is seen.
        for path in [format!("/placements/{placement}"), format!("/pupils/{pupil}")] {
            let page = person.get(&path).await;
            for hint in ["Passed to", "13.34", "received"] {
                assert!(!page.text().contains(hint), "{name} is told “{hint}” at {path}");
            }
        }
    }
}
