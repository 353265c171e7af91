//! A letter's private link: what it opens and to whom, what comes back, and who has it on paper.

use crate::harness::{Answer, Person, School, schools, send};
use crate::home::{ALL_DAY, books};
use casework::Act;
use casework::Id;
use casework::message::{Kind, State};
use mainstay::message::carrier::Carrier;
use mainstay::message::run;
use store::message::{Message, Which};

/// A write as a bringing-in of the roster makes it.
pub(crate) async fn roster(school: &School) -> store::Write {
    let act = Act::by_system(school.f.org, school.clock.now(), "a test");
    school.app.store().write(act).await.unwrap()
}

pub(crate) async fn kept(school: &School, w: store::Write) {
    let event = casework::Event::new(casework::Verb::RosterImported, "school", school.f.org);
    w.commit(event, vec![]).await.unwrap();
}

pub(crate) async fn email(school: &School, who: &'static str, address: &str) {
    let mut w = roster(school).await;
    store::testing::email_of(&mut w, school.f.contacts[who], address).await.unwrap();
    kept(school, w).await;
}

async fn restricts(school: &School, words: &str) {
    let (pupil, contact) = (school.f.pupils["Tyrell"], school.f.contacts["Leanne"]);
    let mut w = roster(school).await;
    store::testing::restrict(&mut w, pupil, contact, words).await.unwrap();
    kept(school, w).await;
}

pub(crate) async fn issues(okell: &Person, placement: Id) {
    let path = format!("/placements/{placement}/letters");
    let once = okell.sees(&path).await.value("once");
    let words = [
        ("opening", "Good with younger students."),
        ("reason", "Tyrell swore and threw a book."),
        ("act", "issue"),
        ("once", once.as_str()),
    ];
    okell.does(&path, &words).await;
}

pub(crate) async fn letters(school: &School) -> Vec<Message> {
    let mut read = school.app.store().read().await.unwrap();
    let all = store::message::list(&mut read, school.f.org, Which::All, 0, 100).await.unwrap();
    all.into_iter().filter(|m| m.kind == Kind::LetterHome).collect()
}

pub(crate) async fn link_of(school: &School, who: &'static str) -> String {
    let contact = school.f.contacts[who];
    let all = letters(school).await;
    let m = all.iter().find(|m| m.contact == Some(contact)).unwrap_or_else(|| panic!("{who}"));
    mainstay::link::path(&school.app.link_key().unwrap(), school.f.org, m.link.unwrap())
}

pub(crate) async fn opens(school: &School, path: &str) -> Answer {
    send(&school.router, "GET", path, "", None).await
}

pub(crate) async fn sends(school: &School, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = form_urlencoded::Serializer::new(String::new());
    fields.iter().for_each(|(n, v)| {
        body.append_pair(n, v);
    });
    send(&school.router, "POST", path, "", Some(body.finish())).await
}

#[tokio::test]
async fn each_parent_is_told_that_a_letter_is_there_and_reads_their_own_and_no_other() {
    for school in schools().await {
        school.nov(9, "15.10");
        email(&school, "Curtis", "curtis@post.example").await;
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&format!("/placements/{placement}/letters")).await;
        page.says("Ms Leanne Moss is told by email, with a private link");
        issues(&okell, placement).await;

        let all = letters(&school).await;
        assert_eq!(all.len(), 2, "{}", school.engine());
        for m in &all {
            let words =
                format!("{}{}{}{}", m.words.subject, m.words.body, m.words.link, m.words.closing);
            for hidden in ["Tyrell", "xclusion", "xclu", "room", "behav"] {
                assert!(!words.contains(hidden), "{hidden} in {words}");
            }
            assert!(words.contains("Fairholme"), "{words}");
        }
        let (leanne, curtis) = (link_of(&school, "Leanne").await, link_of(&school, "Curtis").await);
        for _ in 0..3 {
            let page = opens(&school, &leanne).await.is(200);
            page.says("Tanyard Row").says("threw a book").hides("Quay Street").hides("Curtis");
            send(&school.router, "HEAD", &leanne, "", None).await.is(200);
        }
        opens(&school, &curtis).await.is(200).says("Quay Street").hides("Tanyard").hides("Leanne");
        let pdf = opens(&school, &format!("{leanne}/pdf")).await.is(200);
        assert!(pdf.body.starts_with("%PDF"));
        // Programs that look at mail have opened it; nobody has read it.
        let has = format!("/placements/{placement}/receipts");
        let page = okell.sees(&has).await;
        assert_eq!(page.text().matches("Not yet said to be read").count(), 2, "{}", page.text());

        school.nov(9, "17.20");
        sends(&school, &leanne, &[("do", "read")]).await.is(303);
        sends(&school, &leanne, &[("do", "read"), ("name", "Gran")]).await.is(303);
        opens(&school, &leanne).await.says("the letter has been read: Ms Leanne Moss");
        let words = "Thank you.\n<script>alert(1)</script>";
        sends(&school, &leanne, &[("do", "reply"), ("reply", words)]).await.is(303);
        sends(&school, &leanne, &[("do", "reply"), ("reply", words)]).await.is(303);
        let long = "x".repeat(10_000);
        let page = sends(&school, &leanne, &[("do", "reply"), ("reply", &long)]).await.is(422);
        assert!(page.body.contains(&long), "what was typed is kept");
        opens(&school, &curtis)
            .await
            .hides("Thank you")
            .says("Tell the school that you have read it");

        let okell = school.signs_in("okell").await;
        let page = okell.sees(&has).await.says("by the private link").says("Replied");
        let page = page.says("<script>alert(1)</script>");
        assert!(!page.body.contains("<script>alert"));
        assert_eq!(page.text().matches("Replied").count(), 1);
        let tyrell = school.f.pupils["Tyrell"];
        let story = okell.sees(&format!("/pupils/{tyrell}")).await;
        story.says("Reply from home").says("Thank you.");
    }
}

#[tokio::test]
async fn a_letter_that_was_replaced_ran_out_or_became_somebody_elses_opens_nothing() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        issues(&okell, placement).await;
        let first = link_of(&school, "Leanne").await;
        school.nov(9, "15.20");
        issues(&okell, placement).await;
        let page = opens(&school, &first).await.is(409).says("A newer letter has been sent");
        page.hides("Tyrell").hides("book");
        opens(&school, &format!("{first}/pdf")).await.is(409);
        sends(&school, &first, &[("do", "read")]).await.is(409);
        // The first was never sent: it is dropped, and only the newest goes.
        let states: Vec<State> = letters(&school).await.iter().map(|m| m.state).collect();
        assert_eq!(states.iter().filter(|s| **s == State::Dropped).count(), 1, "{states:?}");
        let second = link_of(&school, "Leanne").await;
        opens(&school, &second).await.is(200);

        // One letter changed in the address is as if it had never been.
        let mut guessed = second.clone();
        let last = if guessed.ends_with('A') { 'B' } else { 'A' };
        guessed.pop();
        guessed.push(last);
        opens(&school, &guessed).await.is(404);
        sends(&school, &guessed, &[("do", "read")]).await.is(404);

        // A restriction that comes after it was sent shuts it, and what waits does not go.
        restricts(&school, "No contact by order of the court").await;
        opens(&school, &second).await.is(404).hides("Tyrell");
        opens(&school, &format!("{second}/pdf")).await.is(404);
        sends(&school, &second, &[("do", "reply"), ("reply", "Hello")]).await.is(404);
        let config = mainstay::config::Config {
            mail_server: "folder".into(),
            mail_from: "room@fairholme.example".into(),
            data_dir: school.app.config().data_dir.clone(),
            ..Default::default()
        };
        let carrier = Carrier::of(&config).unwrap();
        let key = school.app.link_key().unwrap();
        run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap();
        assert!(letters(&school).await.iter().all(|m| m.state != State::Sent));

        restricts(&school, "").await;
        opens(&school, &second).await.is(200);
        let over = school.clock.now().day().plus(rulebook::room::LETTER_LINK_DAYS + 1);
        school.at(over, "9.00");
        opens(&school, &second).await.is(409).says("run out").hides("Tyrell");
    }
}

#[tokio::test]
async fn who_shares_a_mailbox_or_has_none_gets_paper_and_an_unsafe_one_opens_nothing() {
    for school in schools().await {
        school.nov(9, "15.10");
        email(&school, "Curtis", "LEANNE.moss@post.example").await;
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/letters");
        let has = format!("/placements/{placement}/receipts");
        let shared = "the same email address is on record for somebody else at home";
        assert_eq!(okell.sees(&path).await.text().matches(shared).count(), 2);
        issues(&okell, placement).await;
        assert!(letters(&school).await.is_empty());
        okell.sees(&has).await.says(shared);

        email(&school, "Curtis", "").await;
        school.nov(9, "15.20");
        issues(&okell, placement).await;
        okell.sees(&path).await.says("on paper: no email address is on record");
        let link = link_of(&school, "Leanne").await;
        opens(&school, &link).await.is(200);
        let leanne = school.f.contacts["Leanne"].to_string();
        let mark = format!("{has}/email");
        okell.posts(&mark, &[("contact", &leanne)]).await.is(422).says("Say why");
        let why = format!("why-{leanne}");
        okell.does(&mark, &[("contact", &leanne), (&why, "unsafe")]).await;
        opens(&school, &link).await.is(404);
        okell.sees(&has).await.says("The address is not safe").hides("Send the link again");
        assert!(letters(&school).await.iter().all(|m| m.state == State::Dropped));
        okell.does(&mark, &[("contact", &leanne), ("do", "allow")]).await;
        opens(&school, &link).await.is(200);

        // On the telephone: who, how and when, once.
        let curtis = school.f.contacts["Curtis"].to_string();
        let [came, day, time] = ["came", "day", "time"].map(|f| format!("{f}-{curtis}"));
        let fields = |at: &'static str| {
            [
                ("contact", curtis.clone()),
                (came.as_str(), "phone".to_string()),
                (day.as_str(), "2026-11-09".to_string()),
                (time.as_str(), at.to_string()),
            ]
        };
        for (at, wrong) in [("16:30", "It is recorded once it happened"), ("15:00", "before it")] {
            let f = fields(at);
            let f: Vec<(&str, &str)> = f.iter().map(|(n, v)| (*n, v.as_str())).collect();
            okell.posts(&has, &f).await.is(422).says(wrong);
        }
        let f = fields("15:20");
        let f: Vec<(&str, &str)> = f.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.does(&has, &f).await;
        okell.does(&has, &f).await;
        let page = okell.sees(&has).await;
        assert_eq!(
            page.text().matches("by telephone, Mon 9 Nov 2026, 15.20").count(),
            1,
            "{}",
            page.text()
        );
    }
}

#[tokio::test]
async fn who_has_not_read_a_letter_in_time_is_chased_and_a_reply_waits_until_it_is_seen_to() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        issues(&okell, placement).await;
        let link = link_of(&school, "Leanne").await;
        let wants =
            "has not said that they read the letter of Mon 9 Nov 2026; expected by Wed 11 Nov 2026";
        // Two school days: Wednesday is the last, and nobody is chased on it.
        school.nov(11, "16.00");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("has not said that they read");
        school.nov(12, "8.00");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/").await;
        assert_eq!(page.text().matches(wants).count(), 2, "{}", page.text());
        let leave = page.links("/today/leave?kind=unread");
        assert_eq!(leave.len(), 2);
        let form = okell.sees(&leave[0]).await;
        let fields =
            [("kind", "unread"), ("about", &*form.value("about")), ("why", "Met at the gate.")];
        okell.does("/today/leave", &fields).await;
        assert_eq!(okell.sees("/").await.text().matches(wants).count(), 1);

        sends(&school, &link, &[("do", "reply"), ("reply", "Please ring me.")]).await.is(303);
        let page = okell.sees("/").await.says("Ms Leanne Moss wrote back, Thu 12 Nov 2026, 8.00");
        // Writing back says nothing of having read it.
        let still = "has not said that they read the letter of Mon 9 Nov 2026";
        let chased = page.text().matches(still).count();
        assert_eq!(chased, 1, "{}", page.text());
        assert!(!page.links("/today/leave?kind=reply").is_empty());
        let has = format!("/placements/{placement}/receipts");
        let reply = okell.sees(&has).await.value("answer");
        let (to, done) = (format!("{has}/{reply}"), format!("done-{reply}"));
        okell.posts(&to, &[(&done, " ")]).await.is(422).says("Say what was done");
        okell.does(&to, &[(&done, "Rang her at 8.05.")]).await;
        okell.does(&to, &[(&done, "Again.")]).await;
        okell.sees(&has).await.says("Rang her at 8.05.").hides("Again.");
        okell.sees("/").await.hides("wrote back");
        // A teacher has nothing to do with any of it.
        let ravenhall = school.signs_in("ravenhall").await;
        ravenhall.get(&has).await.is(403);
    }
}

#[tokio::test]
async fn a_reply_counts_as_read_only_where_they_say_that_they_read_it() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        issues(&okell, placement).await;
        let link = link_of(&school, "Leanne").await;
        let has = format!("/placements/{placement}/receipts");
        sends(&school, &link, &[("do", "reply"), ("reply", "Who decided?")]).await.is(303);
        let page = okell.sees(&has).await.says("Replied");
        assert_eq!(page.text().matches("Not yet said to be read").count(), 2, "{}", page.text());
        opens(&school, &link).await.says("I have read the letter");
        let both = [("do", "reply"), ("reply", "Now I have read it."), ("also_read", "yes")];
        sends(&school, &link, &both).await.is(303);
        sends(&school, &link, &both).await.is(303);
        let page = okell.sees(&has).await.says("by the private link");
        assert_eq!(page.text().matches("Not yet said to be read").count(), 1, "{}", page.text());
        assert_eq!(page.text().matches("Now I have read it.").count(), 1);
        opens(&school, &link)
            .await
            .says("the letter has been read")
            .hides("I have read the letter");
    }
}

#[tokio::test]
async fn a_link_closes_once_the_address_is_changed_or_is_somebody_elses_too_or_another_was_sent() {
    for school in schools().await {
        school.nov(9, "15.10");
        email(&school, "Curtis", "curtis@post.example").await;
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        issues(&okell, placement).await;
        let (leanne, curtis) = (link_of(&school, "Leanne").await, link_of(&school, "Curtis").await);
        opens(&school, &leanne).await.is(200);

        // Another mailbox now: the old one may be anybody's.
        email(&school, "Leanne", "leanne.new@post.example").await;
        opens(&school, &leanne).await.is(409).says("run out").hides("Tyrell").hides("Tanyard");
        opens(&school, &format!("{leanne}/pdf")).await.is(409);
        sends(&school, &leanne, &[("do", "read")]).await.is(409);
        opens(&school, &curtis).await.is(200);

        // Both at one mailbox: neither letter, with its own address, is opened there.
        email(&school, "Leanne", "curtis@post.example").await;
        opens(&school, &curtis).await.is(409).hides("Quay");
        opens(&school, &leanne).await.is(409);
        email(&school, "Leanne", "leanne.new@post.example").await;
        opens(&school, &curtis).await.is(200).says("Quay Street").hides("Tanyard");

        // What had not gone yet does not go to the mailbox that is no longer theirs.
        let config = mainstay::config::Config {
            mail_server: "folder".into(),
            mail_from: "room@fairholme.example".into(),
            data_dir: std::env::temp_dir().join(format!("mainstay-{}", Id::now_v7())),
            ..Default::default()
        };
        let carrier = Carrier::of(&config).unwrap();
        let key = school.app.link_key().unwrap();
        run::run_once(&school.app, &carrier, &key, school.f.org).await.unwrap();
        let of = |all: &[Message], who: &'static str| {
            let contact = school.f.contacts[who];
            all.iter().find(|m| m.contact == Some(contact)).map(|m| m.state).unwrap()
        };
        let all = letters(&school).await;
        assert_eq!((of(&all, "Leanne"), of(&all, "Curtis")), (State::Dropped, State::Sent));
        std::fs::remove_dir_all(&config.data_dir).unwrap();

        // Sent again: the new link opens, the earlier one does not.
        let contact = school.f.contacts["Leanne"].to_string();
        let again = format!("/placements/{placement}/receipts/again");
        school.nov(9, "15.30");
        okell.does(&again, &[("contact", &contact)]).await;
        let second = link_of(&school, "Leanne").await;
        assert_ne!(second, leanne);
        opens(&school, &second).await.is(200).says("Tanyard Row");
        email(&school, "Leanne", "leanne.moss@post.example").await;
        opens(&school, &leanne).await.is(409).says("run out");
        opens(&school, &second).await.is(409);
    }
}

#[tokio::test]
async fn pages_to_one_parent_are_the_same_byte_for_byte_whatever_the_others_address_is() {
    for school in schools().await {
        school.nov(9, "15.10");
        email(&school, "Curtis", "curtis@post.example").await;
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        let mut pages = Vec::new();
        let homes = [
            ("15.12", "Flat 3, 88 Quay Street\nFairholme"),
            ("15.20", "1 Hidden Lodge\nElsewhere"),
        ];
        for (time, address) in homes {
            school.nov(9, time);
            let mut w = roster(&school).await;
            store::testing::lives_at(&mut w, school.f.contacts["Curtis"], address).await.unwrap();
            kept(&school, w).await;
            let path = format!("/placements/{placement}/letters");
            let shown = okell.sees(&path).await;
            let (once, issued) = (shown.value("once"), shown.value("issued"));
            let words = [
                ("opening", "Good with younger students."),
                ("reason", "Tyrell swore and threw a book."),
                ("act", "issue"),
                ("sheet", "yes"),
                ("issued", issued.as_str()),
                ("once", once.as_str()),
            ];
            okell.does(&path, &words).await;
            let link = link_of(&school, "Leanne").await;
            let page = opens(&school, &link).await.is(200);
            let page = page.hides("Quay").hides("Hidden Lodge").hides("Curtis");
            let pdf = opens(&school, &format!("{link}/pdf")).await.is(200).bytes;
            assert!(pdf.starts_with(b"%PDF"));
            // The sheet goes with the first letter alone.
            let mut seen = vec![pdf];
            for sheet in page.links("/l/").into_iter().filter(|l| !l.contains(&link)) {
                opens(&school, &sheet)
                    .await
                    .is(200)
                    .hides("Quay")
                    .hides("Hidden Lodge")
                    .hides("Curtis");
                seen.push(opens(&school, &format!("{sheet}/pdf")).await.is(200).bytes);
            }
            pages.push(seen);
        }
        assert_eq!(pages[0].len(), 2, "a letter and a sheet");
        assert!(pages[0][0] == pages[1][0], "the other's address is in the pages");
    }
}
