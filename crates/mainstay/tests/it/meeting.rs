//! Meetings. Scenario 4, row 13: a TAC with its report, its people and its five actions. Scenario 3,
//! row 10: twelve talked about, fourteen decisions, and the agenda that opens with them. Scenario 6,
//! rows 3, 4, 6 and 20: a place that is taken, a quorum, matters arising, minutes in time.

use crate::board::once;
use crate::harness::{Person, School, schools};
use casework::meeting::people::Person as Asked;
use casework::{Act, Event, Id, Verb};
use rulebook::Day;
use store::meeting::minutes;

pub(crate) fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

/// Posts with a key of its own; where it leads.
pub(crate) async fn posts(who: &Person, path: &str, fields: &[(&str, &str)]) -> String {
    let once = once();
    let all: Vec<(&str, &str)> =
        std::iter::once(("once", once.as_str())).chain(fields.iter().copied()).collect();
    who.posts(path, &all).await.is(303).location
}

pub(crate) fn key(path: &str) -> Id {
    Id::parse_str(path.rsplit('/').next().unwrap().split('?').next().unwrap()).unwrap()
}

pub(crate) async fn people(s: &School, meeting: &str) -> Vec<Asked> {
    let mut read = s.app.store().read().await.unwrap();
    store::meeting::people(&mut read, s.f.org, key(meeting)).await.unwrap()
}

pub(crate) async fn items(s: &School, meeting: &str) -> Vec<casework::meeting::Item> {
    let mut read = s.app.store().read().await.unwrap();
    minutes::items(&mut read, s.f.org, key(meeting)).await.unwrap()
}

/// Calendar files that travel with the emails of a meeting, newest first, with whom each is for.
pub(crate) async fn calendars(s: &School, meeting: &str) -> Vec<(String, String, String)> {
    let mut read = s.app.store().read().await.unwrap();
    let all = store::message::about(&mut read, s.f.org, &[key(meeting)]).await.unwrap();
    let ids: Vec<Id> = all.iter().map(|m| m.id).collect();
    let files = minutes::calendars(&mut read, s.f.org, &ids).await.unwrap();
    all.iter()
        .filter_map(|m| {
            let file = files.iter().find(|f| f.0 == m.id)?;
            Some((m.to_name.clone(), m.words.subject.clone(), file.2.clone()))
        })
        .collect()
}

pub(crate) async fn renamed(s: &School, who: &str, given: &str, family: &str) -> Id {
    let id = s.f.pupils[who];
    let act = Act::by_system(s.f.org, s.clock.now(), "a new name");
    let mut w = s.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, id, given, family).await;
    w.commit(Event::new(Verb::PupilChanged, "pupil", id), vec![]).await.unwrap();
    id
}

/// Puts a decision down at an item: an action by Mr Adair.
pub(crate) async fn decides(
    s: &School,
    who: &Person,
    meeting: &str,
    item: Id,
    words: &str,
) -> String {
    let (item, adair) = (item.to_string(), s.f.staff["adair"].to_string());
    let fields = [
        ("item", item.as_str()),
        ("words", words),
        ("became", "action"),
        ("owner", &adair),
        ("due", "2026-12-04"),
        ("how", "It is seen to"),
    ];
    posts(who, &format!("{meeting}/decisions"), &fields).await
}

#[tokio::test]
async fn a_team_around_the_child_meets_with_its_report_its_people_and_five_actions() {
    for s in schools().await {
        let callie = renamed(&s, "Tyrell", "Callie", "Dunmore").await;
        s.nov(16, "9.00");
        let okell = s.signs_in("okell").await;
        let notes = format!("/pupils/{callie}/notes");
        for (audience, body) in [
            ("staff", "A good week in Art"),
            ("confidential", "A thing kept close"),
            ("pastoral", "Trouble at the flat"),
        ] {
            posts(&okell, &notes, &[("audience", audience), ("kind", "note"), ("body", body)])
                .await;
        }
        // Without a day or a place it is not arranged; nothing typed is lost.
        let pupil = callie.to_string();
        let bare = [
            ("once", "x"),
            ("kind", "tac"),
            ("pupil", &pupil),
            ("title", "First half-term"),
            ("from", "14.00"),
            ("to", "13.00"),
        ];
        let wrong = okell.posts("/meetings/new", &bare).await.is(422);
        let wrong = wrong.says("Give the day").says("It ends after it begins").says("Say where");
        assert!(wrong.body.contains("First half-term"));
        let fields = [
            ("kind", "tac"),
            ("pupil", pupil.as_str()),
            ("title", "First half-term"),
            ("on", "2026-11-24"),
            ("from", "14.00"),
            ("to", "15.00"),
            ("place", "Room 4"),
            ("chair", "Mr Ewan Thrale"),
        ];
        let tac = posts(&okell, "/meetings/new", &fields).await;
        okell.sees(&tac).await.says("Callie Dunmore").says("What worries us");

        // The report: drafted from these days, edited, without what is restricted.
        s.nov(23, "15.30");
        let okell = s.signs_in("okell").await;
        let report = format!("{tac}/report");
        let draft = okell.sees(&format!("{report}?draft=yes&from=2026-09-01&to=2026-11-23")).await;
        draft
            .says("From the file, Tue 1 Sep 2026 to Mon 23 Nov 2026")
            .says("A good week in Art")
            .hides("A thing kept close")
            .hides("Trouble at the flat");
        let keep = |version: &'static str, words: &'static str| {
            [("version", version), ("from", "2026-09-01"), ("to", "2026-11-23"), ("words", words)]
        };
        okell.does(&report, &keep("0", "She reads to her brother now.")).await;
        okell
            .sees(&report)
            .await
            .says("She reads to her brother now.")
            .says("kept by Ms Dara Okell");
        let stale = okell.posts(&report, &keep("0", "Written over")).await.is(409);
        assert!(stale.body.contains("Written over"), "nothing typed is lost");
        okell.sees(&report).await.hides("Written over");

        // Nurse, family worker, mother, and Pat, who holds no parental responsibility.
        let ask = format!("{tac}/people");
        let home = {
            let mut read = s.app.store().read().await.unwrap();
            let scope = casework::Scope { org: s.f.org, reach: vec![casework::Reach::School] };
            let p = store::pupil::find(&mut read, &scope, callie).await.unwrap();
            store::pupil::contacts(&mut read, &p, s.f.org).await.unwrap()
        };
        let mother = home.iter().find(|c| c.responsible && !c.email.is_empty()).unwrap().clone();
        posts(
            &okell,
            &ask,
            &[
                ("name", "Nurse Example"),
                ("email", "nurse@nhs.example"),
                ("whom", "agency"),
                ("needs", "Hearing loop"),
            ],
        )
        .await;
        posts(
            &okell,
            &ask,
            &[("name", "Family worker"), ("email", "fw@council.example"), ("whom", "agency")],
        )
        .await;
        posts(&okell, &ask, &[("contact", &mother.id.to_string())]).await;
        posts(&okell, &ask, &[("name", "Pat Dunmore"), ("whom", "home")]).await;
        okell
            .posts(&ask, &[("name", "X"), ("email", "no address")])
            .await
            .is(422)
            .says("This is not an email address");
        okell.sees(&tac).await.says("no PR – consent to be asked for").says("needs: Hearing loop");
        okell.does(&format!("{tac}/send"), &[]).await;
        let files = calendars(&s, &tac).await;
        assert_eq!(files.len(), 3, "Pat has no address");
        for (_, subject, file) in &files {
            assert!(
                file.contains("METHOD:REQUEST\r\n") && file.contains("SEQUENCE:0\r\n"),
                "{file}"
            );
            assert!(file.contains("DTSTART:20261124T140000Z\r\n"), "{file}");
            assert!(!file.contains("Callie") && !subject.contains("Callie"), "{subject}");
        }
        okell.sees(&tac).await.says("Not told of it as it stands");
        let pat = people(&s, &tac).await.into_iter().find(|p| p.name == "Pat Dunmore").unwrap().id;
        okell.does(&format!("{tac}/people/{pat}"), &[("act", "told")]).await;
        okell.sees(&tac).await.hides("Not told of it as it stands");

        // A reply from another address is kept, and somebody is asked whose it is.
        let asked = people(&s, &tac).await;
        let nurse = asked.iter().find(|p| p.name == "Nurse Example").unwrap().id;
        let mum = asked.iter().find(|p| p.contact.is_some()).unwrap().id;
        let reply = [
            ("act", "reply"),
            ("reply", "yes"),
            ("address", "someone@home.example"),
            ("said", "I can come"),
        ];
        okell.does(&format!("{tac}/people/{mum}"), &reply).await;
        okell.sees(&tac).await.says("another address, someone@home.example").says("Whose is it?");
        okell.sees("/").await.says("a reply came from another address");
        okell.does(&format!("{tac}/people/{mum}"), &[("act", "theirs")]).await;
        okell.sees(&tac).await.hides("Whose is it?");
        okell
            .does(
                &format!("{tac}/people/{nurse}"),
                &[("act", "reply"), ("reply", "yes"), ("address", "NURSE@nhs.example")],
            )
            .await;
        okell.sees(&tac).await.hides("Whose is it?");

        // Papers went out, then it is moved: everybody is told again, the papers are kept.
        okell.does(&format!("{tac}/papers"), &[]).await;
        let change = okell
            .sees(&format!("{tac}/change"))
            .await
            .says("everybody who was asked is told again");
        let version = change.value("version");
        let moved = [
            ("version", version.as_str()),
            ("on", "2026-11-24"),
            ("from", "14.30"),
            ("to", "15.30"),
            ("place", "Room 4"),
            ("chair", "Mr Ewan Thrale"),
        ];
        okell.does(&format!("{tac}/change"), &moved).await;
        let files = calendars(&s, &tac).await;
        assert_eq!(files.len(), 6);
        let again: Vec<_> = files.iter().filter(|f| f.2.contains("SEQUENCE:1\r\n")).collect();
        assert_eq!(again.len(), 3);
        assert!(again.iter().all(|f| f.2.contains("METHOD:REQUEST")
            && f.2.contains("T143000Z")
            && f.1.starts_with("Changed")));
        okell
            .sees(&tac)
            .await
            .says("the papers are kept")
            .says("To the time before: coming")
            .says("Not told of it as it stands");

        // The meeting, typed as it goes on.
        s.nov(24, "15.40");
        let okell = s.signs_in("okell").await;
        let page = okell.sees("/").await.says("minutes to go out");
        assert!(page.links("/meetings/").contains(&format!("{tac}/minutes")));
        let came = |consent: bool| {
            if consent {
                vec![("act", "came"), ("came", "attended"), ("consented", "yes")]
            } else {
                vec![("act", "came"), ("came", "attended")]
            }
        };
        okell.does(&format!("{tac}/people/{pat}"), &came(true)).await;
        okell.does(&format!("{tac}/people/{mum}"), &came(false)).await;
        okell.sees(&format!("{tac}/minutes")).await.says("no PR – attended with consent");
        let all = items(&s, &tac).await;
        let item = &all[2];
        let says = format!("{tac}/minutes/{}", item.id);
        let words = "Callie and Kian Dowell argued twice; Kian has moved seat.";
        okell.does(&says, &[("version", "1"), ("notes", words)]).await;
        okell.does(&says, &[("version", "1"), ("notes", words)]).await;
        let late = okell.posts(&says, &[("version", "1"), ("notes", "From a tab left open")]).await;
        assert!(late.is(409).body.contains("From a tab left open"), "nothing typed is lost");
        okell
            .does(
                &format!("{tac}/minutes/{}", all[4].id),
                &[("version", "1"), ("closed", "yes"), ("notes", "For us alone")],
            )
            .await;
        let page = okell.sees(&format!("{tac}/minutes")).await.says("Kian has moved seat");
        assert!(page.body.contains("data-draft=\"minutes-"), "what is typed waits for the network");
        let bare = [("item", &*item.id.to_string()), ("words", "Nobody’s"), ("became", "action")]
            .map(|(n, v)| (n.to_string(), v.to_string()));
        let bare: Vec<(&str, &str)> = bare.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        okell
            .posts(&format!("{tac}/decisions"), &bare)
            .await
            .is(422)
            .says("Choose who does it")
            .says("Give the day it is due")
            .says("Say how we shall know");
        for n in 1..=5 {
            decides(&s, &okell, &tac, item.id, &format!("Thing {n} to do")).await;
        }
        okell.sees(&tac).await.says("5 decisions.").says("5 actions: 0 done or given up, 5 open");
        let action = okell.sees(&tac).await.links("/actions/").remove(0);
        let page = okell.sees(&action).await.says("Team around the child, Tue 24 Nov 2026");
        assert!(page.links("/meetings/").contains(&tac), "linked both ways");

        // Approved, and round: home reads of nobody’s child but their own.
        let finish = format!("{tac}/finish");
        okell.posts(&finish, &[("act", "circulate")]).await.is(409).says("not approved yet");
        okell.does(&finish, &[("act", "to_chair")]).await;
        okell.does(&finish, &[("act", "approve"), ("approved_by", "Mr Ewan Thrale")]).await;
        okell
            .posts(&says, &[("version", "2"), ("notes", "Afterwards")])
            .await
            .is(409)
            .says("These minutes are approved");
        okell.does(&finish, &[("act", "circulate")]).await;
        okell.does(&finish, &[("act", "circulate")]).await;
        let out = okell.sees(&format!("{tac}/minutes")).await.says("Out in time");
        let copies = out.links(&format!("{tac}/copies/"));
        let mut read = s.app.store().read().await.unwrap();
        let kept = minutes::copies(&mut read, s.f.org, key(&tac)).await.unwrap();
        drop(read);
        assert_eq!(kept.len(), 4);
        let hers = kept.iter().find(|c| c.person == mum).unwrap();
        assert!(
            hers.words.contains(
                "Callie and another student argued twice; another student has moved seat."
            ),
            "{}",
            hers.words
        );
        assert!(
            !hers.words.contains("Kian") && !hers.words.contains("For us alone"),
            "{}",
            hers.words
        );
        let hers = format!("{tac}/copies/{}", hers.id);
        assert!(copies.contains(&hers));
        okell.sees(&hers).await.says("Thing 5 to do").hides("Kian");
        okell.does(&hers, &[("how", "By post")]).await;
        okell.sees(&format!("{tac}/minutes")).await.says("By post");
        // Whoever is not at it and does not open the file finds nothing there.
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.get(&tac).await.is(404);
        ravenhall.get(&hers).await.is(404);
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn fourteen_decisions_about_twelve_become_actions_and_the_next_agenda_opens_with_them() {
    for s in schools().await {
        s.nov(12, "13.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "behaviour_team"),
            ("on", "2026-11-12"),
            ("from", "15.15"),
            ("to", "16.15"),
            ("place", "Library"),
        ];
        let team = posts(&okell, "/meetings/new", &fields).await;
        let twelve: Vec<String> = s.f.pupils.values().take(12).map(Id::to_string).collect();
        let mut cases: Vec<(&str, &str)> = vec![("act", "pupils")];
        cases.extend(twelve.iter().map(|id| ("case", id.as_str())));
        posts(&okell, &format!("{team}/items"), &cases).await;
        let all = items(&s, &team).await;
        assert_eq!(all.len(), 12);
        s.nov(12, "15.30");
        let okell = s.signs_in("okell").await;
        // Thirteen become actions, one a referral; a double tap decides once.
        for n in 0..13 {
            decides(&s, &okell, &team, all[n % 12].id, &format!("Decision {}", n + 1)).await;
        }
        let (item, once) = (all[11].id.to_string(), once());
        let refer = [
            ("once", once.as_str()),
            ("item", &item),
            ("words", "Decision 14: a day in the room"),
            ("became", "referral"),
        ];
        let to = okell.posts(&format!("{team}/decisions"), &refer).await.is(303).location;
        assert_eq!(okell.posts(&format!("{team}/decisions"), &refer).await.is(303).location, to);
        let form = okell.sees(&to).await;
        assert!(form.body.contains("Decision 14: a day in the room"), "nothing is typed again");
        let (key, decision, pupil) =
            (form.value("once"), form.value("decision"), form.value("pupil"));
        let reason = s.f.reasons["Persistent disruption"].to_string();
        let send = [
            ("once", key.as_str()),
            ("decision", &decision),
            ("pupil", &pupil),
            ("reason", &reason),
            ("what", "Decision 14: a day in the room"),
            ("day", "2026-11-12"),
            ("period", "P5"),
            ("place", "Library"),
            ("hurt", "no"),
            ("ask", "day"),
        ];
        let referral = okell.posts("/refer", &send).await.is(303).location;
        let page = okell.sees(&referral).await;
        assert!(
            page.links("/meetings/").contains(&format!("{team}/minutes")),
            "the referral leads to its minutes"
        );
        let page = okell.sees(&format!("{team}/minutes")).await.says("14 decisions");
        assert!(page.links("/referrals/").contains(&referral), "and the minutes to it");

        // What was agreed stands with whoever does it; four are done before the next one.
        s.nov(18, "9.00");
        let adair = s.signs_in("adair").await;
        let actions: Vec<String> = adair
            .sees("/actions")
            .await
            .links("/actions/")
            .into_iter()
            .filter(|l| Id::parse_str(&l[9..]).is_ok())
            .collect();
        assert_eq!(actions.len(), 13);
        for action in &actions[..4] {
            let page = adair.sees(action).await;
            let (once, version) = (page.value("once"), page.value("version"));
            adair
                .does(
                    action,
                    &[
                        ("act", "done"),
                        ("once", &once),
                        ("version", &version),
                        ("outcome", "It is seen to"),
                    ],
                )
                .await;
        }
        s.nov(19, "9.00");
        let okell = s.signs_in("okell").await;
        let before = team.rsplit('/').next().unwrap();
        let fields = [
            ("kind", "behaviour_team"),
            ("before", before),
            ("on", "2026-11-26"),
            ("from", "15.15"),
            ("to", "16.15"),
            ("place", "Library"),
        ];
        let next = posts(&okell, "/meetings/new", &fields).await;
        let page = okell.sees(&next).await.says("Matters arising");
        let page =
            page.says("14 decisions: 4 done or given up, 10 open").says("Waiting for approval");
        assert!(actions.iter().all(|a| page.links("/actions/").contains(a)));
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}
