//! Parts of a plan: strategies from the library, targets beyond the first, and contributions asked
//! for by a private link.

use crate::board::once;
use crate::harness::{Person, School, schools};
use crate::parent::{opens, sends};
use crate::plan::{begins, callie};
use casework::Id;
use casework::message::Kind;
use rulebook::Day;
use store::message::{Message, Which};

fn sep(d: i8) -> Day {
    Day::new(2026, 9, d).unwrap()
}

async fn card(okell: &Person, need: &str, title: &str) {
    let key = once();
    let fields = [
        ("once", key.as_str()),
        ("need", need),
        ("title", title),
        ("how", "Agree it before the lesson."),
        ("care", "Not in a practical."),
    ];
    okell.does("/strategies/new", &fields).await;
}

#[tokio::test]
async fn strategies_come_from_the_library_and_targets_are_added_without_losing_a_word() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(sep(21), "8.10");
        let okell = s.signs_in("okell").await;
        let plan = begins(&okell, callie, "behaviour", "2026-09-21").await;
        let write = format!("{plan}/write");
        okell.sees(&write).await.hides("Take from the strategy library");
        card(&okell, "Noise", "A seat away from the door").await;
        card(&okell, "Late instructions", "One step at a time").await;
        let form = okell.sees(&write).await.says("Take from the strategy library");
        let (version, number) = (form.value("version"), form.value("number"));
        let base =
            [("version", version.as_str()), ("number", &number), ("staff", "TYPED SENTENCE")];
        // Looking for a card keeps nothing and loses nothing.
        let look = [("act", "look"), ("card-need", "noise"), ("strategy-1", "MY OWN LINE")];
        let page = okell.posts(&write, &[&base[..], &look[..]].concat()).await.is(200);
        let page = page.says("A seat away from the door").hides("One step at a time");
        assert!(page.body.contains("TYPED SENTENCE") && page.body.contains("MY OWN LINE"));
        let id = page.choice("card", "A seat away from the door");
        let pick = [("act", "pick"), ("card", id.as_str()), ("strategy-1", "MY OWN LINE")];
        let page = okell.posts(&write, &[&base[..], &pick[..]].concat()).await.is(200);
        for kept in ["A seat away from the door", "MY OWN LINE", "TYPED SENTENCE"] {
            assert!(
                page.body.contains(&format!("value=\"{kept}\"")) || page.body.contains(kept),
                "{kept}"
            );
        }
        let lines = page.body.matches("value=\"A seat away from the door\"").count();
        assert_eq!(lines, 1, "put into one line");
        let none = [("act", "pick")];
        okell
            .posts(&write, &[&base[..], &none[..]].concat())
            .await
            .is(200)
            .says("Tick the cards to put in");
        // Another target, and another, to eight; each stands empty beside what was typed.
        let mut targets = String::from("3");
        for n in 4..=8 {
            let more =
                [("act", "more"), ("targets", targets.as_str()), ("target-1-words", "FIRST")];
            let page = okell.posts(&write, &[&base[..], &more[..]].concat()).await.is(200);
            targets = page.value("targets");
            assert_eq!(targets, n.to_string());
            assert!(
                page.body.contains("FIRST") && page.body.contains(&format!("target-{n}-words"))
            );
        }
        let page = okell.posts(&write, &[("act", "more"), ("targets", "8")]).await.is(200);
        page.hides("Add another target").hides("target-9");
        // All eight are kept, and teachers read how a strategy of the library is done.
        let mut fields: Vec<(String, String)> =
            base.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
        fields.push(("strategy-1".into(), "A seat away from the door".into()));
        for n in 1..=8 {
            let about = if n == 8 { "learning" } else { "behaviour" };
            for (part, value) in [
                ("about", about.to_string()),
                ("words", format!("Target number {n}")),
                ("school", "Looks each week".into()),
                ("measure", "Four of five".into()),
            ] {
                fields.push((format!("target-{n}-{part}"), value));
            }
        }
        let all: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        okell.does(&write, &all).await;
        okell.sees(&plan).await.says("Target number 8");
        crate::plan::gives(&okell, &plan).await;
        let vail = s.signs_in("vail").await;
        vail.sees(&format!("{plan}/page"))
            .await
            .says("Target number 8")
            .says("How these are done, from the strategy library")
            .says("Agree it before the lesson.")
            .says("Take care: Not in a practical.");
    }
}

async fn parts(s: &School) -> Vec<Message> {
    let mut read = s.app.store().read().await.unwrap();
    let all = store::message::list(&mut read, s.f.org, Which::All, 0, 100).await.unwrap();
    all.into_iter().filter(|m| m.kind == Kind::PlanPart).collect()
}

fn path(s: &School, m: &Message) -> String {
    mainstay::link::path(&s.app.link_key().unwrap(), s.f.org, m.link.unwrap())
}

#[tokio::test]
async fn home_and_an_agency_say_their_part_by_a_private_link_and_see_nothing_else() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(sep(14), "8.30");
        let okell = s.signs_in("okell").await;
        let plan = begins(&okell, callie, "behaviour", "2026-09-14").await;
        let page = okell.sees(&plan).await.says("Send a private link by email");
        let home = page.choice("who", "Idle");
        let ask = format!("{plan}/ask");
        let agency = [("agency", "Family hub, Jo Marsh"), ("due", "2026-09-18")];
        for (email, basis, says) in [
            ("jo at hub", "consent", "Give a whole address"),
            ("jo@hub.example", "", "Say on what basis they are told whose plan it is"),
            ("jo@hub.example", "nothing", "Say on what basis"),
        ] {
            let sent = [&agency[..], &[("agency_email", email), ("basis", basis)]].concat();
            let again = okell.posts(&ask, &sent).await.is(422).says(says);
            assert!(again.body.contains("Family hub, Jo Marsh"), "nothing typed is lost");
        }
        let all = [
            ("who", home.as_str()),
            ("by_link", "yes"),
            ("agency_email", "jo@hub.example"),
            ("basis", "consent"),
        ];
        let all = [&agency[..], &all[..]].concat();
        okell.does(&ask, &all).await;
        okell.does(&ask, &all).await;
        let sent = parts(&s).await;
        assert_eq!(sent.len(), 2, "asked twice, sent once");
        for m in &sent {
            let words = format!("{}{}{}", m.words.subject, m.words.body, m.words.closing);
            assert!(!words.contains("Callie") && !words.contains("plan"), "{words}");
        }
        okell.sees(&plan).await.says("0 of 2 answered").says(", by private link");
        let hub = path(&s, sent.iter().find(|m| m.address == "jo@hub.example").unwrap());
        let mother = path(&s, sent.iter().find(|m| m.contact.is_some()).unwrap());
        // Home reads the first name alone, an agency the whole; neither the plan or the other.
        opens(&s, &mother).await.is(200).says("Callie").hides("Dunmore").hides("PRIVATE");
        opens(&s, &hub)
            .await
            .is(200)
            .says("Callie Dunmore")
            .hides("PRIVATE")
            .hides("Behaviour support");
        opens(&s, &hub).await.hides("answer is with the school");
        sends(&s, &mother, &[("version", "1")]).await.is(422).says("Answer at least one");
        let long = "x".repeat(2001);
        sends(&s, &mother, &[("works", &long), ("version", "1")])
            .await
            .is(422)
            .says("Use at most 2000");
        let said = [("works", "HOME SAYS <b>ask her first</b> =1+1"), ("version", "1")];
        sends(&s, &mother, &said).await.is(303);
        sends(&s, &mother, &said).await.is(303);
        let page = opens(&s, &mother).await.says("your answer is with the school");
        assert!(page.body.contains("HOME SAYS &lt;b&gt;"), "what was typed is text");
        // Sent from an old window, what was typed is kept and asked about.
        sends(&s, &mother, &[("works", "OLD WINDOW"), ("version", "1")])
            .await
            .is(422)
            .says("changed in another window");
        sends(&s, &hub, &[("hard", "HUB SAYS mornings"), ("version", "1")]).await.is(303);
        opens(&s, &hub).await.hides("HOME SAYS");
        okell
            .sees(&format!("{plan}/replies"))
            .await
            .says("2 of 2 answered")
            .says("HOME SAYS <b>ask her first</b> =1+1")
            .says("HUB SAYS mornings");
        s.signs_in("merrow").await.sees("/trail").await.says("By a private link");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_link_is_taken_back_sent_again_and_shut_when_school_has_written_it_down() {
    for s in schools().await {
        let callie = callie(&s).await;
        s.at(sep(14), "8.30");
        let okell = s.signs_in("okell").await;
        let plan = begins(&okell, callie, "behaviour", "2026-09-14").await;
        let agency = [
            ("agency", "Family hub, Jo Marsh"),
            ("agency_email", "jo@hub.example"),
            ("basis", "consent"),
            ("due", "2026-09-18"),
        ];
        okell.does(&format!("{plan}/ask"), &agency).await;
        let first = path(&s, &parts(&s).await[0]);
        let ask = okell.sees(&plan).await.links("/plans/asks/")[0].clone();
        okell
            .sees(&ask)
            .await
            .says("A link went to jo@hub.example")
            .says("with a parent’s consent");
        okell.does(&format!("{ask}/link"), &[("act", "again")]).await;
        opens(&s, &first).await.says("This link has run out");
        let sent = parts(&s).await;
        let second = sent.iter().map(|m| path(&s, m)).find(|p| *p != first).unwrap();
        opens(&s, &second).await.is(200).says("Your part in a plan");
        okell.does(&format!("{ask}/link"), &[("act", "back")]).await;
        opens(&s, &second).await.says("This link has run out");
        okell.sees(&ask).await.says("No link is out");
        // Typed in at school instead; nobody by a link reads it or writes over it.
        okell
            .does(
                &format!("{plan}/ask"),
                &[
                    ("agency", "Nurse"),
                    ("agency_email", "n@nhs.example"),
                    ("basis", "consent"),
                    ("due", "2026-09-18"),
                ],
            )
            .await;
        let nurse = parts(&s).await.into_iter().find(|m| m.address == "n@nhs.example").unwrap();
        let nurse = path(&s, &nurse);
        let asks = okell.sees(&plan).await.links("/plans/asks/");
        let mut theirs = String::new();
        for a in asks {
            if okell.sees(&a).await.text().contains("n@nhs.example") {
                theirs = a;
            }
        }
        let version = okell.sees(&theirs).await.value("version");
        okell.does(&theirs, &[("works", "TYPED AT SCHOOL"), ("version", &version)]).await;
        opens(&s, &nurse).await.says("The school has written down what you said").hides("TYPED");
        sends(&s, &nurse, &[("works", "OVER IT"), ("version", "2")])
            .await
            .says("Nothing can be answered here any more");
        // Who does not write plans neither sends nor takes back; another year's lead finds nothing.
        for who in ["vail", "catterall", "poll"] {
            let status = s
                .signs_in(who)
                .await
                .posts(&format!("{ask}/link"), &[("act", "back")])
                .await
                .status;
            assert!(matches!(status, 403 | 404), "{who}: {status}");
        }
        let key = Id::now_v7();
        okell.posts(&format!("/plans/asks/{key}/link"), &[("act", "back")]).await.is(404);
    }
}
