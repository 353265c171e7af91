//! A panel of an authority, as a meeting. Scenario 6, rows 3, 4, 6, 7 and 20: fourteen asked, a place
//! that is taken, a quorum that warns and is mended, matters arising, an interest, minutes in time.

use crate::case::{at, desk};
use crate::harness::{Person, School, schools};
use crate::meeting::posts;
use casework::Id;
use casework::meeting::Item;
use mainstay::demo::authority::Northmoor;
use rulebook::Day;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

async fn calendars(s: &School, n: &Northmoor, meeting: &str) -> Vec<(String, String)> {
    let mut read = s.app.store().read().await.unwrap();
    let id = crate::meeting::key(meeting);
    let all = store::message::about(&mut read, n.org, &[id]).await.unwrap();
    let ids: Vec<Id> = all.iter().map(|m| m.id).collect();
    let files = store::meeting::minutes::calendars(&mut read, n.org, &ids).await.unwrap();
    all.iter()
        .filter_map(|m| Some((m.to_name.clone(), files.iter().find(|f| f.0 == m.id)?.2.clone())))
        .collect()
}

async fn items(s: &School, n: &Northmoor, meeting: &str) -> Vec<Item> {
    let mut read = s.app.store().read().await.unwrap();
    let id = crate::meeting::key(meeting);
    store::meeting::minutes::items(&mut read, n.org, id).await.unwrap()
}

async fn decides(who: &Person, n: &Northmoor, meeting: &str, item: Id, words: &str, due: &str) {
    let (item, owner) = (item.to_string(), n.staff["osei-brandt"].to_string());
    let fields = [
        ("item", item.as_str()),
        ("words", words),
        ("why", "The school has a place, and home agrees"),
        ("became", "action"),
        ("owner", &owner),
        ("due", due),
        ("how", "Home has been told"),
    ];
    posts(who, &format!("{meeting}/decisions"), &fields).await;
}

fn panel<'a>(on: &'a str, place: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", "panel"),
        ("on", on),
        ("from", "9.30"),
        ("to", "12.30"),
        ("place", place),
        ("remote", "https://meet.example/panel"),
        ("chair", "Mrs Lorna Vickery"),
        ("quorum", "chair 1, school 4, adviser 1"),
    ]
}

#[tokio::test]
async fn a_panel_is_arranged_held_and_minuted_by_the_authority() {
    for s in schools().await {
        let (n, ..) = desk(&s).await;
        // The last panel agreed eleven things; eight are done before the next.
        let callum = at(&s, &n, "osei-brandt", day(11, 10), "9.00").await;
        let last = posts(&callum, "/meetings/new", &panel("2026-11-10", "Civic Suite 2")).await;
        posts(&callum, &format!("{last}/items"), &[("item_title", "Cases")]).await;
        let item = items(&s, &n, &last).await[0].id;
        for k in 1..=11 {
            decides(&callum, &n, &last, item, &format!("Matter {k}"), "2026-11-27").await;
        }
        let mut actions = callum.sees("/actions").await.links("/actions/");
        actions.retain(|l| Id::parse_str(&l[9..]).is_ok());
        assert_eq!(actions.len(), 11);
        for action in &actions[..8] {
            let page = callum.sees(action).await;
            let (once, version) = (page.value("once"), page.value("version"));
            let done =
                [("act", "done"), ("once", &*once), ("version", &*version), ("outcome", "Done")];
            callum.does(action, &done).await;
        }

        // Somebody else has Civic Suite 2 from ten; it is moved there all the same, and refused.
        let callum = at(&s, &n, "osei-brandt", day(11, 19), "9.00").await;
        let taken = [
            ("place", "Civic Suite 2"),
            ("on", "2026-12-08"),
            ("from", "10.00"),
            ("to", "11.00"),
            ("what", "Budget panel"),
        ];
        posts(&callum, "/meetings/places", &taken).await;
        let rule = [
            ("kind", "panel"),
            ("version", "0"),
            ("name", "Fair Access and Inclusion Panel"),
            ("within_days", "3"),
            ("quorum", "chair 1, school 4, adviser 1"),
        ];
        let akers = at(&s, &n, "akers", day(11, 19), "9.05").await;
        akers.does("/set-up/meetings", &rule).await;
        let callum = at(&s, &n, "osei-brandt", day(11, 19), "9.10").await;
        let before = last.rsplit('/').next().unwrap();
        let mut fields = panel("2026-12-08", "Room 9");
        fields.push(("before", before));
        let meeting = posts(&callum, "/meetings/new", &fields).await;
        let page = callum.sees(&meeting).await;
        let page = page.says("11 decisions: 8 done or given up, 3 open");
        page.says("the standard set here: 3 days");
        for k in 1..=14 {
            let (name, email) = (format!("Member {k}"), format!("m{k}@panel.example"));
            let part = match k {
                1 => "chair",
                2..=6 => "school",
                7 => "adviser",
                _ => "",
            };
            let needs = if k == 3 { "Hearing loop" } else { "" };
            let fields = [
                ("name", name.as_str()),
                ("email", &email),
                ("whom", "agency"),
                ("part", part),
                ("needs", needs),
            ];
            posts(&callum, &format!("{meeting}/people"), &fields).await;
        }
        callum.sees(&meeting).await.says("Hearing loop, for Member 3").says("To do");
        callum.does(&format!("{meeting}/send"), &[]).await;
        assert_eq!(calendars(&s, &n, &meeting).await.len(), 14);
        let change = async |place: &'static str| {
            let version = callum.sees(&format!("{meeting}/change")).await.value("version");
            let mut fields = panel("2026-12-08", place);
            fields.retain(|f| f.0 != "kind");
            let all: Vec<(&str, &str)> = [("version", version.as_str()), ("before", before)]
                .into_iter()
                .chain(fields)
                .collect();
            callum.posts(&format!("{meeting}/change"), &all).await
        };
        change("civic suite 2").await.is(422).says("Civic Suite 2 is taken on Tue 8 Dec 2026");
        change("Civic Suite 3").await.is(303);
        let files = calendars(&s, &n, &meeting).await;
        let amended: Vec<_> = files.iter().filter(|f| f.1.contains("SEQUENCE:1")).collect();
        assert_eq!(amended.len(), 14, "the invitation is amended for everybody");
        assert!(
            amended.iter().all(|f| f.1.contains("METHOD:REQUEST") && f.1.contains("Civic Suite 3"))
        );

        // Three schools say yes: a warning on 4 December, mended on the 7th.
        let people = |org: Id| {
            let (app, id) = (s.app.clone(), crate::meeting::key(&meeting));
            async move {
                let mut read = app.store().read().await.unwrap();
                store::meeting::people(&mut read, org, id).await.unwrap()
            }
        };
        let asked = people(n.org).await;
        let says = async |who: &Person, k: usize, reply: &str| {
            let id = asked.iter().find(|p| p.name == format!("Member {k}")).unwrap().id;
            let fields = [("act", "reply"), ("reply", reply)];
            who.does(&format!("{meeting}/people/{id}"), &fields).await;
        };
        let callum = at(&s, &n, "osei-brandt", day(12, 4), "9.00").await;
        for k in [1, 2, 3, 4, 7] {
            says(&callum, k, "yes").await;
        }
        says(&callum, 5, "no").await;
        callum.sees(&meeting).await.says("Not enough for the quorum").says("school: 3 of 4");
        let callum = at(&s, &n, "osei-brandt", day(12, 7), "9.00").await;
        says(&callum, 6, "remote").await;
        callum.sees(&meeting).await.hides("Not enough for the quorum");

        // Live minutes: who is there, an interest, a decision with its reason, who tells home by when.
        let callum = at(&s, &n, "osei-brandt", day(12, 8), "9.40").await;
        posts(&callum, &format!("{meeting}/items"), &[("item_title", "P2: a school is sought")])
            .await;
        posts(&callum, &format!("{meeting}/items"), &[("item_title", "P3: a school is sought")])
            .await;
        let all = items(&s, &n, &meeting).await;
        let came = |k: usize| asked.iter().find(|p| p.name == format!("Member {k}")).unwrap().id;
        for k in 1..=4 {
            let path = format!("{meeting}/people/{}", came(k));
            callum.does(&path, &[("act", "came"), ("came", "attended")]).await;
        }
        let (item, head) = (all[0].id.to_string(), came(2).to_string());
        let interests = format!("{meeting}/interests");
        let bare =
            [("item", item.as_str()), ("interest_of", "yes"), ("interest", "Head of Harrowfield")];
        let wrong =
            callum.posts(&interests, &bare).await.is(422).says("Choose who has an interest");
        assert!(wrong.body.contains("Head of Harrowfield"), "nothing typed is lost");
        let mut fields = bare.to_vec();
        fields.push(("person", &head));
        posts(&callum, &interests, &fields).await;
        let says_at = |i: &Item| format!("{meeting}/minutes/{}", i.id);
        let notes = [("version", "1"), ("notes", "Talked about at length.")];
        callum.does(&says_at(&all[0]), &notes).await;
        decides(&callum, &n, &meeting, all[0].id, "Cloverley takes P2", "2026-12-10").await;
        let page = callum.sees(&format!("{meeting}/minutes")).await.says("Interest");
        page.says("Head of Harrowfield").says("Why: The school has a place");

        // To the chair on Thursday, out on Friday: met. The letters are due before that.
        let callum = at(&s, &n, "osei-brandt", day(12, 10), "16.00").await;
        callum.sees("/").await.says("Cloverley takes P2");
        let finish = format!("{meeting}/finish");
        callum.does(&finish, &[("act", "to_chair")]).await;
        callum.does(&finish, &[("act", "approve"), ("approved_by", "Mrs Lorna Vickery")]).await;
        callum.sees(&format!("{meeting}/minutes")).await.says("by Fri 11 Dec 2026");
        let callum = at(&s, &n, "osei-brandt", day(12, 11), "15.00").await;
        callum.does(&finish, &[("act", "circulate")]).await;
        let out = callum.sees(&format!("{meeting}/minutes")).await.says("Out in time");
        let mut read = s.app.store().read().await.unwrap();
        let id = crate::meeting::key(&meeting);
        let copies = store::meeting::minutes::copies(&mut read, n.org, id).await.unwrap();
        drop(read);
        assert_eq!(copies.len(), 14);
        let of = |k: usize| copies.iter().find(|c| c.name == format!("Member {k}")).unwrap();
        assert!(of(3).words.contains("Talked about at length."), "{}", of(3).words);
        assert!(of(3).words.contains("Interest: Member 2. Head of Harrowfield"));
        assert!(!of(2).words.contains("Talked about") && !of(2).words.contains("Cloverley"));
        assert!(of(2).words.contains("its reader left for"), "{}", of(2).words);
        let copy = out.links(&format!("{meeting}/copies/")).remove(0);
        callum.sees(&copy).await.says("Who was there");
        assert!(s.app.store().verify_chain(n.org).await.unwrap().is_ok());
    }
}
