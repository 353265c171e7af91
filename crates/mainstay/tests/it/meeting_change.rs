//! What a meeting changes: a decision that becomes a strategy of a plan in the same step, linked both
//! ways; what somebody needs that becomes a line of the set-up; a colleague's own answer; and minutes
//! kept while somebody types.

use crate::board::once;
use crate::harness::{Person, School, schools};
use crate::meeting::{items, key, people, posts};
use casework::Id;

async fn given_plan(s: &School, okell: &Person, pupil: Id) -> String {
    let pupil = pupil.to_string();
    let fields = [("pupil", pupil.as_str()), ("kind", "support"), ("from", "2026-11-12")];
    let plan = posts(okell, "/plans/new", &fields).await;
    let words = [("version", "0"), ("number", "1"), ("strategy-1", "Sits near the door")];
    okell.does(&format!("{plan}/write"), &words).await;
    let mut read = s.app.store().read().await.unwrap();
    let all = store::plan::editions(&mut read, s.f.org, key(&plan)).await.unwrap();
    assert_eq!(all.len(), 1);
    plan
}

#[tokio::test]
async fn a_decision_becomes_a_strategy_in_the_next_version_of_a_plan_linked_both_ways() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let (pupil, other) = (s.f.pupils["Saffron"], s.f.pupils["Jude"]);
        let plan = given_plan(&s, &okell, pupil).await;
        let theirs = given_plan(&s, &okell, other).await;
        let about = pupil.to_string();
        let fields = [
            ("kind", "plan_review"),
            ("pupil", about.as_str()),
            ("on", "2026-11-12"),
            ("from", "10.00"),
            ("to", "11.00"),
            ("place", "Room 4"),
        ];
        let meeting = posts(&okell, "/meetings/new", &fields).await;
        s.nov(12, "10.20");
        let okell = s.signs_in("okell").await;
        let item = items(&s, &meeting).await[2].id.to_string();
        let page = okell.sees(&format!("{meeting}/minutes")).await;
        let page = page.says("A strategy in the support plan");
        assert!(!page.body.contains(&theirs[7..]), "nobody else's plan is offered");
        let became = format!("plan:{}", &plan[7..]);
        let decide = async |words: &str, became: &str, once: &str| {
            let fields = [
                ("once", once),
                ("item", item.as_str()),
                ("words", words),
                ("became", became),
                ("why", "It worked in Art"),
            ];
            okell.posts(&format!("{meeting}/decisions"), &fields).await
        };
        // Too long for a line that is read at the door; nothing typed is lost.
        let long = "word ".repeat(60);
        let wrong =
            decide(long.trim(), &became, &once()).await.is(422).says("A strategy is one line");
        assert!(wrong.body.contains(long.trim()));
        let other = format!("plan:{}", &theirs[7..]);
        decide("First step in writing", &other, &once()).await.is(404);
        let key_of = once();
        decide("First step in writing", &became, &key_of).await.is(303);
        decide("First step in writing", &became, &key_of).await.is(303);
        let minutes = okell.sees(&format!("{meeting}/minutes")).await;
        assert!(minutes.links("/plans/").contains(&plan), "the minutes lead to the plan");
        minutes.says("In the plan, from version 1").says("1 decision");
        let page =
            okell.sees(&plan).await.says("Decided at meetings").says("First step in writing");
        assert!(page.links("/meetings/").contains(&format!("{meeting}/minutes")), "and it to them");
        let mut read = s.app.store().read().await.unwrap();
        let body = store::plan::body(&mut read, s.f.org, key(&plan), 1).await.unwrap();
        drop(read);
        let lines: Vec<&str> = body.strategies.iter().map(|x| x.words.as_str()).collect();
        assert_eq!(
            lines,
            ["Sits near the door", "First step in writing"],
            "once, after the others"
        );
        // The next meeting opens with it, as far as it has got.
        let last = key(&meeting).to_string();
        let fields = [
            ("kind", "plan_review"),
            ("pupil", about.as_str()),
            ("before", last.as_str()),
            ("on", "2026-11-19"),
            ("from", "10.00"),
            ("to", "11.00"),
            ("place", "Room 4"),
        ];
        let next = posts(&okell, "/meetings/new", &fields).await;
        okell
            .sees(&next)
            .await
            .says("1 decision: 0 done or given up, 1 open")
            .says("teachers do not have it yet");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_colleague_answers_for_themselves_and_what_they_need_is_seen_to() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "other"),
            ("on", "2026-11-20"),
            ("from", "10.00"),
            ("to", "11.00"),
            ("place", "Room 4"),
        ];
        let meeting = posts(&okell, "/meetings/new", &fields).await;
        okell.sees(&meeting).await.hides("Do you come?");
        let adair = s.f.staff["adair"].to_string();
        posts(&okell, &format!("{meeting}/people"), &[("staff", &adair)]).await;
        let adair = s.signs_in("adair").await;
        adair.sees(&meeting).await.says("Do you come?");
        let mine = format!("{meeting}/mine");
        let bare = [("my_needs", "Hearing loop")];
        let wrong = adair.posts(&mine, &bare).await.is(422).says("Say whether you come");
        assert!(wrong.body.contains("Hearing loop"));
        let answer = [("my_reply", "yes"), ("my_words", "Five minutes late"), bare[0]];
        adair.does(&mine, &answer).await;
        adair.does(&mine, &answer).await;
        assert_eq!(people(&s, &meeting).await[0].said, "Five minutes late");
        let page = okell.sees(&meeting).await.says("1 asked, 1 coming");
        let page = page.says("Hearing loop, for Mr Col Adair").says("To do");
        assert_eq!(page.body.matches("Hearing loop, for").count(), 2, "one line, and its key");
        // Whoever is not asked has no answer to give.
        let thrale = s.signs_in("thrale").await;
        thrale.posts(&mine, &answer).await.is(404);
        okell.does(&format!("{meeting}/off"), &[("why_off", "x")]).await;
        adair.posts(&mine, &answer).await.is(409).says("This meeting was called off");
    }
}

#[tokio::test]
async fn minutes_kept_while_somebody_types_say_their_version_and_write_over_nobody() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "parent"),
            ("on", "2026-11-12"),
            ("from", "10.00"),
            ("to", "11.00"),
            ("place", "Room 4"),
        ];
        let meeting = posts(&okell, "/meetings/new", &fields).await;
        let item = items(&s, &meeting).await[0].id;
        let says = format!("{meeting}/minutes/{item}");
        let quietly = async |version: &str, notes: &str| {
            okell.posts(&says, &[("quiet", "yes"), ("version", version), ("notes", notes)]).await
        };
        let first = quietly("1", "Good days").await.is(200);
        assert!(first.body.contains("data-version=\"2\"") && first.body.contains("Kept 9.00"));
        // Sent again because its answer was lost: kept once.
        assert!(quietly("1", "Good days").await.is(200).body.contains("data-version=\"2\""));
        // Something else from a page that has not heard: theirs comes back, nothing is written.
        let other = quietly("1", "Something else").await.is(409);
        assert!(
            other.body.contains("data-by=\"Ms Dara Okell\"") && other.body.contains("Good days")
        );
        assert_eq!(items(&s, &meeting).await[0].notes, "Good days");
        let long = "x".repeat(8_001);
        quietly("2", &long).await.is(422);
        // What is kept while somebody types is no line of a pupil's own story, and is in the trail.
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn whom_a_meeting_is_about_is_found_by_name_or_from_their_file() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees("/meetings/new").await.says("Is it about one student?");
        let page = okell.sees("/meetings/new?q=saffron&kind=tac").await;
        let link = page.links("/meetings/new?pupil=").remove(0).replace("&amp;", "&");
        assert!(link.ends_with("&kind=tac"), "{link}");
        let page = okell.sees(&link).await.says("About Saffron");
        assert_eq!(page.value("pupil"), s.f.pupils["Saffron"].to_string());
        okell.sees("/meetings/new?q=nobody-at-all").await.says("was found for “nobody-at-all”");
        let file = okell.sees(&format!("/pupils/{}", s.f.pupils["Saffron"])).await;
        assert_eq!(file.links("/meetings/new?pupil=").len(), 1, "from the file too");
        // Whoever opens no file looks for nobody.
        let ravenhall = s.signs_in("ravenhall").await;
        let page = ravenhall.sees("/meetings/new?q=saffron").await.hides("Is it about one");
        assert!(page.links("/meetings/new?pupil=").is_empty());
    }
}

/// An answer as a calendar program mails it: in a part of its own, encoded as mail is.
fn mailed(from: &str, attendee: &str, stand: &str, meeting: &str, sequence: i64) -> Vec<u8> {
    let uid = meeting.rsplit('/').next().unwrap();
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nPRODID:-//Invented//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;PARTSTAT={stand};CN=3D\"A, B\":MAILTO:{attendee}\r\nUID:{uid}@mainstay\r\nSEQUENCE:{sequence}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let folded = calendar
        .replace("3D", "=3D")
        .replace("PARTSTAT=", "PARTSTAT=3D")
        .replace("CN==3D", "CN=3D");
    format!(
        "From: Somebody <{from}>\r\nTo: lead@school.example\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nYes.\r\n--b\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{folded}\r\n--b--\r\n"
    )
    .into_bytes()
}

#[tokio::test]
async fn an_answer_that_came_by_email_is_taken_in_and_a_strange_one_waits_for_a_person() {
    for s in crate::harness::schools().await {
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "other"),
            ("on", "2026-11-24"),
            ("from", "14.00"),
            ("to", "15.00"),
            ("place", "Room 4"),
        ];
        let meeting = crate::meeting::posts(&okell, "/meetings/new", &fields).await;
        for (name, email) in [("Dr Ostrow", "hanna@agency.example"), ("Ms Marsh", "jo@hub.example")]
        {
            let asked = [("name", name), ("email", email), ("whom", "agency")];
            crate::meeting::posts(&okell, &format!("{meeting}/people"), &asked).await;
        }
        let replies = format!("{meeting}/replies");
        okell.does(&format!("{meeting}/send"), &[]).await;
        let sends = async |bytes: &[u8], more: &[(&str, &str)]| {
            okell.sends(&replies, more, ("answer.eml", bytes)).await
        };

        sends(b"Dear all, I come.", &[])
            .await
            .is(422)
            .says("There is no answer from a calendar in it");
        okell.sends(&replies, &[], ("", b"")).await.is(422).says("Choose the saved message");
        let elsewhere = mailed(
            "hanna@agency.example",
            "hanna@agency.example",
            "ACCEPTED",
            "/meetings/01890000-0000-7000-8000-000000000001",
            0,
        );
        sends(&elsewhere, &[]).await.is(422).says("another meeting");
        sends(
            &mailed("hanna@agency.example", "HANNA@agency.example", "ACCEPTED", &meeting, 0),
            &[],
        )
        .await
        .is(303);
        okell.sees(&meeting).await.says("By email: coming.").says("2 asked, 1 coming");

        // From another address: kept, and asked about.
        sends(&mailed("aunt@home.example", "jo@hub.example", "DECLINED", &meeting, 0), &[])
            .await
            .is(303);
        okell.sees(&meeting).await.says("This came from another address, aunt@home.example");

        // For nobody who was asked: nothing is kept until somebody says whose it is.
        let stranger = mailed("x@y.example", "x@y.example", "ACCEPTED", &meeting, 0);
        sends(&stranger, &[]).await.is(422).says("x@y.example was not asked under that address");
        let asked = crate::meeting::people(&s, &meeting).await;
        let marsh = asked.iter().find(|p| p.name == "Ms Marsh").unwrap().id.to_string();
        sends(&stranger, &[("answers_for", &marsh)]).await.is(303);
        okell.sees(&meeting).await.says("This came from another address, x@y.example");

        // Moved since: an answer to the time before is none to the new one.
        let version = okell.sees(&format!("{meeting}/change")).await.value("version");
        let moved = [
            ("version", version.as_str()),
            ("on", "2026-11-25"),
            ("from", "14.00"),
            ("to", "15.00"),
            ("place", "Room 4"),
        ];
        okell.does(&format!("{meeting}/change"), &moved).await;
        sends(
            &mailed("hanna@agency.example", "hanna@agency.example", "ACCEPTED", &meeting, 0),
            &[],
        )
        .await
        .is(303);
        okell.sees(&meeting).await.says("To the time before, by email: coming.").says("0 coming");

        // The same by the mail server's pipe; twice is once, and a stranger's is left alone.
        let now = s.clock.now();
        let store = s.app.store();
        let piped =
            mailed("hanna@agency.example", "hanna@agency.example", "TENTATIVE", &meeting, 1);
        for _ in 0..2 {
            assert!(mainstay::meeting::by_mail::piped(store, now, &piped).await.unwrap());
        }
        okell.sees(&meeting).await.says("By email: perhaps.");
        assert!(!mainstay::meeting::by_mail::piped(store, now, &stranger).await.unwrap());
        assert!(!mainstay::meeting::by_mail::piped(store, now, b"Hello").await.unwrap());
        let roe = s.signs_in("roe").await;
        assert!(roe.sends(&replies, &[], ("a.eml", &piped)).await.status >= 403);
        assert!(store.verify_chain(s.f.org).await.unwrap().is_ok());
    }
}
