//! Email and the links in it: asked for with a booking, sent once, answered without signing in.

use crate::harness::{Answer, School, schools, send, text, tuesday};
use casework::message::State;
use casework::{Act, Coded, Id};
use mainstay::config::Config;
use mainstay::link::token::Key;
use mainstay::message::carrier::Carrier;
use mainstay::message::run;
use mainstay::referral::booking::{Direct, book_directly};
use rulebook::{Day, Minute};
use store::message::{Message, Which};

/// A place for Tyrell on Tuesday, booked on Monday at 14.45.
pub async fn booked(school: &School, codes: &[&str]) -> Id {
    school.nov(9, "14.45");
    booked_on(school, tuesday(), codes).await
}

/// A place for Tyrell on a day, booked now.
pub async fn booked_on(school: &School, day: Day, codes: &[&str]) -> Id {
    let f = &school.f;
    let direct = Direct {
        pupil: f.pupils["Tyrell"],
        day,
        codes,
        room: f.room,
        reason: (f.reasons["Abuse towards an adult"], "Abuse towards an adult"),
        decided_by: None,
    };
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    book_directly(school.app.store(), act, &direct)
        .await
        .unwrap()
        .unwrap_or_else(|_| panic!("no place"))
}

async fn messages(school: &School) -> Vec<Message> {
    let mut read = school.app.store().read().await.unwrap();
    store::message::list(&mut read, school.f.org, Which::All, 0, 1000).await.unwrap()
}

/// The message to somebody, by a part of their address.
pub async fn to(school: &School, start: &str) -> Message {
    let all = messages(school).await;
    all.into_iter().find(|m| m.address.contains(start)).unwrap_or_else(|| panic!("none to {start}"))
}

pub fn path(school: &School, m: &Message) -> String {
    let key = school.app.link_key().unwrap();
    mainstay::link::path(&key, school.f.org, m.link.unwrap())
}

pub async fn opens(school: &School, path: &str) -> Answer {
    send(&school.router, "GET", path, "", None).await
}

async fn sends(school: &School, path: &str, work: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("work", work);
    for (name, value) in fields {
        body.append_pair(&format!("{name}-{work}"), value);
    }
    send(&school.router, "POST", path, "", Some(body.finish())).await
}

#[tokio::test]
async fn each_teacher_is_asked_by_one_message_that_says_who_and_which_lessons_and_not_why() {
    for school in schools().await {
        booked(&school, &["P1", "P2", "P3", "P4", "P5", "P6"]).await;
        let all = messages(&school).await;
        let mut teachers: Vec<_> = all.iter().map(|m| m.staff).collect();
        teachers.sort();
        teachers.dedup();
        assert_eq!(teachers.len(), all.len(), "one each on {}", school.engine());
        for m in &all {
            assert_eq!(m.state, State::Waiting);
            let words = format!("{}{}{}", m.words.subject, m.words.body, m.words.closing);
            assert!(m.words.body.contains("Tyrell Ashdown-Moss, 9K2"), "{words}");
            assert!(!m.words.subject.contains("Tyrell"));
            for why in ["Abuse", "referr", "exclu", "room"] {
                assert!(!words.contains(why), "{why} in {words}");
            }
        }
    }
}

#[tokio::test]
async fn a_link_shows_only_its_own_lessons_and_looking_at_it_spends_nothing() {
    for school in schools().await {
        booked(&school, &["P2", "P3"]).await;
        let hale = to(&school, "hale").await;
        let link = path(&school, &hale);
        // Programs that look at mail open what is in it, more than once.
        for _ in 0..3 {
            opens(&school, &link)
                .await
                .is(200)
                .says("Tyrell Ashdown-Moss, 9K2")
                .says("P2 Maths")
                .hides("P3")
                .hides("Abuse");
            send(&school.router, "HEAD", &link, "", None).await.is(200);
        }
        let page = opens(&school, &link).await;
        let work = page.value("work");
        sends(&school, &link, &work, &[("route", "online"), ("detail", "javascript:alert(1)")])
            .await
            .is(422)
            .says("Paste the whole link, starting with https://");
        sends(&school, &link, &work, &[("route", "same"), ("detail", "Page 42")]).await.is(303);
        opens(&school, &link)
            .await
            .is(200)
            .says("Nothing more is asked of you here")
            .says("Page 42");
        // The same again is no second answer, and another one is refused.
        sends(&school, &link, &work, &[("route", "same"), ("detail", "Page 42")]).await.is(303);
        sends(&school, &link, &work, &[("route", "paper"), ("detail", "Tray 4")])
            .await
            .is(409)
            .says("has been answered already");
        let okell = school.signs_in("okell").await;
        okell.sees("/work?day=2026-11-10").await.says("Page 42").hides("Tray 4");
    }
}

#[tokio::test]
async fn a_link_that_was_guessed_or_is_for_another_lesson_opens_nothing() {
    for school in schools().await {
        booked(&school, &["P2", "P3"]).await;
        let all = messages(&school).await;
        assert_eq!(all.len(), 2);
        let (a, b) = (path(&school, &all[0]), path(&school, &all[1]));
        let others = opens(&school, &b).await.value("work");
        sends(&school, &a, &others, &[("route", "same"), ("detail", "Mine")]).await.is(404);
        sends(&school, &a, "not-a-key", &[]).await.is(404);
        let mut guessed = a.clone();
        let last = if guessed.ends_with('A') { "B" } else { "A" };
        guessed.replace_range(guessed.len() - 1.., last);
        for wrong in [guessed.as_str(), "/l/x", "/l/%00", "/l/AAAA"] {
            opens(&school, wrong).await.is(404).hides("Tyrell");
        }
        // A key of another installation proves nothing here.
        let other = Config {
            link_key: "another key, of another installation altogether".into(),
            ..Config::default()
        };
        let forged =
            mainstay::link::path(&Key::load(&other).unwrap(), school.f.org, all[0].link.unwrap());
        opens(&school, &forged).await.is(404);
    }
}

#[tokio::test]
async fn a_link_ends_with_its_day_and_when_the_placement_goes_elsewhere() {
    for school in schools().await {
        let placement = booked(&school, &["P2"]).await;
        let link = path(&school, &to(&school, "hale").await);
        school.nov(10, "23.59");
        opens(&school, &link).await.is(200);
        school.nov(11, "0.00");
        opens(&school, &link).await.is(409).says("This link has run out").hides("Tyrell");
        school.nov(9, "15.00");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&format!("/placements/{placement}/move")).await;
        let version = page.value("version");
        okell
            .does(
                &format!("/placements/{placement}/cancel"),
                &[("why", "Ill"), ("why_cancel", "Ill"), ("version", &version)],
            )
            .await;
        opens(&school, &link).await.is(409).says("This link is no longer needed").hides("Tyrell");
        assert_eq!(to(&school, "hale").await.state, State::Dropped);
    }
}

#[tokio::test]
async fn a_teacher_without_an_address_is_shown_and_gets_it_once_there_is_one() {
    for school in schools().await {
        address(&school, "hale", "").await;
        booked(&school, &["P2"]).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/messages?which=failed").await.says("No email address");
        // Where the work is chased, and on the list of who chases it; gone once somebody answers.
        let said = "Could not be sent: no email address. Tell Ms Ingrid Hale";
        let page = okell.sees("/work?day=2026-11-10").await.says(said);
        let one = page.links("/work/").into_iter().find(|l| l.len() > 40).unwrap();
        okell.sees(&one).await.says(said);
        okell.sees("/").await.says(said);
        let id = messages(&school).await[0].id.to_string();
        let why = [("kind", "mail"), ("about", id.as_str())];
        let left = okell.sees(&format!("/today/leave?kind={}&about={}", why[0].1, why[1].1)).await;
        left.says("Emails about work that could not be sent");
        okell.posts("/today/leave", &why).await.is(422).says("Say why it is not needed");
        let m = messages(&school).await.remove(0);
        let again = format!("/messages/{}/again", m.id);
        okell.posts(&again, &[]).await.is(409).says("has no email address");
        address(&school, "hale", "hale@fairholme.example").await;
        okell.does(&again, &[]).await;
        assert_eq!(messages(&school).await[0].state, State::Waiting);
        let hale = school.signs_in("hale").await;
        hale.get("/messages").await.is(403);
    }
}

async fn address(school: &School, who: &str, email: &str) {
    let f = &school.f;
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act).await.unwrap();
    store::testing::staff_email(&mut w, f.staff[who], email).await;
    let event = casework::Event::new(casework::Verb::SettingChanged, "staff", f.staff[who]);
    w.commit(event, vec![]).await.unwrap();
}

/// The mail server of this run, where there is one: its port and the folder it puts mail in.
pub(crate) fn server() -> Option<(String, String)> {
    let told = std::env::var("MAINSTAY_TEST_MAIL").ok()?;
    told.split_once(',').map(|(port, folder)| (port.into(), folder.into()))
}

#[tokio::test]
async fn another_programs_server_takes_the_mail_and_another_programs_library_reads_it() {
    let Some((port, folder)) = server() else { return };
    for school in schools().await {
        let config = Config {
            link_key: "a key for the tests, and for nothing else".into(),
            public_address: "https://mainstay.fairholme.example".into(),
            mail_server: format!("smtp://127.0.0.1:{port}"),
            mail_from: "Fairholme Community School <room@fairholme.example>".into(),
            ..Config::default()
        };
        let school = school.with(config.clone());
        address(&school, "hale", "hale@fairholme.example").await;
        booked(&school, &["P2"]).await;
        let (carrier, key) = (Carrier::of(&config).unwrap(), Key::load(&config).unwrap());
        assert_eq!(run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap(), 1);
        let m = messages(&school).await.remove(0);
        assert_eq!(m.state, State::Sent, "{}", m.trouble);
        let read = std::fs::read_to_string(format!("{folder}/{}.json", m.id)).unwrap();
        let read: serde_json::Value = serde_json::from_str(&read).unwrap();
        assert_eq!(read["defects"].as_array().unwrap().len(), 0, "{read}");
        assert_eq!(read["to"][0], "hale@fairholme.example");
        assert_eq!(read["from"], "room@fairholme.example");
        assert_eq!(read["subject"], m.words.subject.as_str());
        assert_eq!(read["type"], "multipart/alternative");
        assert_eq!(read["automatic"], "auto-generated");
        let link = format!("https://mainstay.fairholme.example{}", path(&school, &m));
        for kind in ["text/plain", "text/html"] {
            let body = read["bodies"][kind].as_str().unwrap();
            assert!(body.contains(&link), "{kind}: {body}");
            assert!(text(body).contains("Tyrell Ashdown-Moss, 9K2"));
        }
        // Sent is sent: nothing goes twice.
        assert_eq!(run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn mail_that_is_refused_or_put_off_is_shown_tried_again_and_given_up_in_words() {
    let Some((port, _)) = server() else { return };
    for school in schools().await {
        let config = Config {
            link_key: "a key for the tests, and for nothing else".into(),
            mail_server: format!("smtp://127.0.0.1:{port}"),
            mail_from: "room@fairholme.example".into(),
            ..Config::default()
        };
        let school = school.with(config.clone());
        let (carrier, key) = (Carrier::of(&config).unwrap(), Key::load(&config).unwrap());
        let org = school.f.org;
        address(&school, "hale", "refused@fairholme.example").await;
        address(&school, "sethi", "later@fairholme.example").await;
        booked(&school, &["P2"]).await;
        run::run_once(&school.app, &carrier, &key, org).await.unwrap();
        let m = messages(&school).await.remove(0);
        assert_eq!(m.state, State::Refused);
        let okell = school.signs_in("okell").await;
        okell.sees("/messages").await.says("Refused").says("no such user here");
        // The teacher has another address now, whose server is busy until it is given up.
        address(&school, "hale", "later@fairholme.example").await;
        okell.does(&format!("/messages/{}/again", m.id), &[]).await;
        let mut tries = 0;
        while messages(&school).await[0].state == State::Waiting {
            let next = messages(&school).await[0].next_at.unwrap();
            school.clock.set(next);
            tries += run::run_once(&school.app, &carrier, &key, org).await.unwrap();
            assert!(tries < 20, "it goes on for ever");
        }
        let m = messages(&school).await.remove(0);
        assert_eq!(m.state, State::GivenUp);
        assert!(m.trouble.contains("try again later"), "{}", m.trouble);
        assert_eq!(tries, 8);
    }
}

/// What a mail server sends back when it could not deliver a message it had taken.
fn came_back(m: &Message, action: &str) -> Vec<u8> {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered mail\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"cut\"\r\n\r\n\
         --cut\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {}\r\nAction: {action}\r\nDiagnostic-Code: smtp; 550 mailbox full\r\n\r\n\
         --cut\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}@fairholme.example>\r\n\r\n--cut--\r\n",
        m.address, m.id
    )
    .into_bytes()
}

#[tokio::test]
async fn mail_that_came_back_is_shown_with_what_was_said_and_can_be_sent_again() {
    use mainstay::message::bounce::{Kept, keep};
    for school in schools().await {
        let folder = std::env::temp_dir().join(format!("mainstay-outbox-{}", Id::now_v7()));
        let config = Config {
            link_key: "a key for the tests, and for nothing else".into(),
            mail_server: "folder".into(),
            mail_from: "room@fairholme.example".into(),
            data_dir: folder.clone(),
            ..Config::default()
        };
        let school = school.with(config.clone());
        let (carrier, key) = (Carrier::of(&config).unwrap(), Key::load(&config).unwrap());
        booked(&school, &["P2"]).await;
        run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap();
        let m = messages(&school).await.remove(0);
        assert_eq!(m.state, State::Sent);
        let (store, now) = (school.app.store(), school.clock.now());
        let holiday = b"Subject: I am away\r\n\r\nBack on Monday".to_vec();
        let late = keep(store, now, &[came_back(&m, "delayed"), holiday]).await.unwrap();
        assert_eq!(late, Kept { failed: 0, delayed: 1, other: 1 });
        assert_eq!(messages(&school).await[0].state, State::Sent);
        let back = came_back(&m, "failed");
        let twice = keep(store, now, &[back.clone(), back.clone()]).await.unwrap();
        assert_eq!(twice, Kept { failed: 1, delayed: 0, other: 1 });
        let okell = school.signs_in("okell").await;
        okell.sees("/messages?which=failed").await.says("Came back").says("550 mailbox full");
        okell.sees("/").await.says("the email came back");
        okell.does(&format!("/messages/{}/again", m.id), &[]).await;
        assert_eq!(messages(&school).await[0].state, State::Waiting);
        // One that is about to go again is not called back by an old report.
        assert_eq!(keep(store, now, &[back]).await.unwrap().failed, 0);
        let _ = std::fs::remove_dir_all(folder);
    }
}

#[tokio::test]
async fn with_the_mail_server_away_the_message_waits_and_nothing_typed_is_lost() {
    for school in schools().await {
        // Nobody listens there.
        let config = Config {
            link_key: "a key for the tests, and for nothing else".into(),
            mail_server: "smtp://127.0.0.1:1".into(),
            mail_from: "room@fairholme.example".into(),
            ..Config::default()
        };
        let school = school.with(config.clone());
        booked(&school, &["P2"]).await;
        let (carrier, key) = (Carrier::of(&config).unwrap(), Key::load(&config).unwrap());
        run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap();
        let m = messages(&school).await.remove(0);
        assert_eq!((m.state, m.tries), (State::Waiting, 1));
        assert!(!m.trouble.is_empty());
        assert!(m.next_at.unwrap() > school.clock.now());
        // Too late to be of use to anybody, it is dropped.
        let later = Day::new(2026, 11, 11).unwrap().at(Minute::default());
        school.clock.set(later);
        assert_eq!(run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap(), 0);
        assert_eq!(messages(&school).await[0].state.code(), "dropped");
    }
}

#[tokio::test]
async fn a_notice_to_the_whole_staff_is_one_line_of_the_trail_a_round_and_names_no_pupil() {
    for school in schools().await {
        let folder = std::env::temp_dir().join(format!("mainstay-outbox-{}", Id::now_v7()));
        let config = Config {
            link_key: "a key for the tests, and for nothing else".into(),
            mail_server: "folder".into(),
            mail_from: "room@fairholme.example".into(),
            data_dir: folder.clone(),
            ..Config::default()
        };
        let school = school.with(config.clone());
        booked(&school, &["P2"]).await;
        school.nov(10, "8.20");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/notice").await;
        let (room, once) = (page.value("room"), page.value("once"));
        okell.does("/notice/publish", &[("room", &room), ("once", &once)]).await;
        let (carrier, key) = (Carrier::of(&config).unwrap(), Key::load(&config).unwrap());
        let (mut rounds, mut sent) = (0, 0);
        loop {
            match run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap() {
                0 => break,
                n => (rounds, sent) = (rounds + 1, sent + n),
            }
        }
        let all = messages(&school).await;
        assert!(all.iter().all(|m| m.state == State::Sent));
        assert_eq!(sent, all.len());
        let files = std::fs::read_dir(folder.join("outbox")).unwrap().count();
        assert_eq!(files, all.len());
        for m in all.iter().filter(|m| m.pupil.is_none()) {
            assert!(!format!("{:?}", m.words).contains("Tyrell"));
        }
        let mut read = school.app.store().read().await.unwrap();
        let narrow =
            store::trail::Narrow { verbs: vec!["message_sent".into()], ..Default::default() };
        let lines = store::trail::narrowed(&mut read, school.f.org, &narrow, 100).await.unwrap();
        // One for the request for work, and one a round for the notice.
        assert!(lines.len() <= rounds + 1, "{} lines for {rounds} rounds", lines.len());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
