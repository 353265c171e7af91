//! Meetings. Scenario 4, row 13: a TAC with its report, its people and its five actions. Scenario 3,
//! row 10: twelve talked about, fourteen decisions, and the agenda that opens with them. Scenario 6,
//! rows 3, 4, 6 and 20: a place that is taken, a quorum, matters arising, minutes in time.

use crate::board::once;
use crate::harness::{Person, School, schools};
use casework::meeting::people::Person as Asked;
use casework::{Act, Event, Id, Verb};
use rulebook::Day;
use store::meeting::minutes;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

/// Posts with a key of its own; where it leads.
async fn posts(who: &Person, path: &str, fields: &[(&str, &str)]) -> String {
    let once = once();
    let all: Vec<(&str, &str)> =
        std::iter::once(("once", once.as_str())).chain(fields.iter().copied()).collect();
    who.posts(path, &all).await.is(303).location
}

fn key(path: &str) -> Id {
    Id::parse_str(path.rsplit('/').next().unwrap().split('?').next().unwrap()).unwrap()
}

async fn people(s: &School, meeting: &str) -> Vec<Asked> {
    let mut read = s.app.store().read().await.unwrap();
    store::meeting::people(&mut read, s.f.org, key(meeting)).await.unwrap()
}

async fn items(s: &School, meeting: &str) -> Vec<casework::meeting::Item> {
    let mut read = s.app.store().read().await.unwrap();
    minutes::items(&mut read, s.f.org, key(meeting)).await.unwrap()
}

/// Calendar files that travel with the emails of a meeting, newest first, with whom each is for.
async fn calendars(s: &School, meeting: &str) -> Vec<(String, String, String)> {
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

async fn renamed(s: &School, who: &str, given: &str, family: &str) -> Id {
    let id = s.f.pupils[who];
    let act = Act::by_system(s.f.org, s.clock.now(), "a new name");
    let mut w = s.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, id, given, family).await;
    w.commit(Event::new(Verb::PupilChanged, "pupil", id), vec![]).await.unwrap();
    id
}

/// Puts a decision down at an item: an action by Mr Adair.
async fn decides(s: &School, who: &Person, meeting: &str, item: Id, words: &str) -> String {
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

#[tokio::test]
async fn a_place_is_booked_once_the_quorum_warns_and_minutes_are_met_by_the_schools_own_standard() {
    for s in schools().await {
        s.nov(12, "9.00");
        let abbot = s.signs_in("abbot").await;
        let rule = [
            ("kind", "panel"),
            ("version", "0"),
            ("name", "Fair access and inclusion panel"),
            ("quorum", "chair 1, school 4, adviser 1"),
        ];
        let with = |days: &'static str| {
            rule.into_iter().chain([("within_days", days)]).collect::<Vec<_>>()
        };
        abbot
            .posts("/set-up/meetings", &with("0"))
            .await
            .is(422)
            .says("Give a number of days from 1 to 20");
        abbot.does("/set-up/meetings", &with("3")).await;

        let okell = s.signs_in("okell").await;
        let suite = [
            ("place", "Civic Suite 2"),
            ("on", "2026-12-08"),
            ("from", "10.00"),
            ("to", "12.00"),
            ("what", "Budget panel"),
        ];
        posts(&okell, "/meetings/places", &suite).await;
        let panel = |place: &'static str| {
            [
                ("kind", "panel"),
                ("on", "2026-12-08"),
                ("from", "9.30"),
                ("to", "12.30"),
                ("place", place),
                ("remote", "https://meet.example/panel"),
            ]
        };
        let refused = okell.posts("/meetings/new", &panel("civic suite 2")).await.is(422);
        refused.says("Civic Suite 2 is taken on Tue 8 Dec 2026, 10.00 to 12.00: Budget panel, booked by Ms Dara Okell");
        let meeting = posts(&okell, "/meetings/new", &panel("Civic Suite 3")).await;
        okell
            .sees(&meeting)
            .await
            .says("Fair access and inclusion panel")
            .says("the school’s own standard of 3 days");
        let twice = [
            ("place", "Civic Suite 3"),
            ("on", "2026-12-08"),
            ("from", "12.00"),
            ("to", "13.00"),
            ("what", "Lunch"),
        ];
        okell.posts("/meetings/places", &twice).await.is(422).says("Civic Suite 3 is taken");
        posts(&okell, &format!("{meeting}/setup"), &[("what", "Hearing loop")]).await;
        okell.sees(&meeting).await.says("Hearing loop").says("To do");

        // Fourteen are asked: a chair, five schools, an adviser and others.
        for n in 1..=14 {
            let (name, email) = (format!("Member {n}"), format!("m{n}@panel.example"));
            let part = match n {
                1 => "chair",
                2..=6 => "school",
                7 => "adviser",
                _ => "",
            };
            let needs = if n == 3 { "Hearing loop" } else { "" };
            posts(
                &okell,
                &format!("{meeting}/people"),
                &[
                    ("name", &name),
                    ("email", &email),
                    ("whom", "agency"),
                    ("part", part),
                    ("needs", needs),
                ],
            )
            .await;
        }
        okell.does(&format!("{meeting}/send"), &[]).await;
        assert_eq!(calendars(&s, &meeting).await.len(), 14);
        let asked = people(&s, &meeting).await;
        let says = async |who: &Person, n: usize, reply: &str| {
            let id = asked.iter().find(|p| p.name == format!("Member {n}")).unwrap().id;
            who.does(&format!("{meeting}/people/{id}"), &[("act", "reply"), ("reply", reply)])
                .await;
        };
        for n in [1, 2, 3, 4, 7] {
            says(&okell, n, "yes").await;
        }
        says(&okell, 5, "no").await;
        s.at(day(12, 4), "9.00");
        let okell = s.signs_in("okell").await;
        okell.sees(&meeting).await.says("Not enough for the quorum").says("school: 3 of 4");
        s.at(day(12, 7), "9.00");
        let okell = s.signs_in("okell").await;
        says(&okell, 6, "remote").await;
        okell.sees(&meeting).await.hides("Not enough for the quorum");

        // Approved on Thursday, out on Friday, the third day: met. A day later it would be late.
        s.at(day(12, 10), "16.00");
        let okell = s.signs_in("okell").await;
        let finish = format!("{meeting}/finish");
        okell.does(&finish, &[("act", "to_chair")]).await;
        okell.does(&finish, &[("act", "approve"), ("approved_by", "Mrs Lorna Vickery")]).await;
        okell
            .sees(&format!("{meeting}/minutes"))
            .await
            .says("by Fri 11 Dec 2026")
            .says("Mrs Lorna Vickery, recorded by Ms Dara Okell");
        s.at(day(12, 14), "8.10");
        let okell = s.signs_in("okell").await;
        okell.sees("/meetings").await.says("Minutes late");
        s.at(day(12, 11), "16.00");
        let okell = s.signs_in("okell").await;
        okell.does(&finish, &[("act", "circulate")]).await;
        okell.sees(&format!("{meeting}/minutes")).await.says("Out in time");

        // Another is called off: those who were asked are told, and its place is free.
        let fields = [
            ("kind", "panel"),
            ("on", "2026-12-15"),
            ("from", "9.30"),
            ("to", "12.30"),
            ("place", "Civic Suite 3"),
        ];
        let off = posts(&okell, "/meetings/new", &fields).await;
        posts(
            &okell,
            &format!("{off}/people"),
            &[("name", "Member 1"), ("email", "m1@panel.example")],
        )
        .await;
        okell.does(&format!("{off}/send"), &[]).await;
        okell
            .posts(&format!("{off}/off"), &[("why_off", "")])
            .await
            .is(422)
            .says("Say why it is off");
        okell.does(&format!("{off}/off"), &[("why_off", "Too few cases")]).await;
        let files = calendars(&s, &off).await;
        assert!(files.iter().any(|f| f.2.contains("METHOD:CANCEL")
            && f.2.contains("SEQUENCE:1")
            && f.1.starts_with("Off:")));
        okell.posts(&format!("{off}/send"), &[]).await.is(409).says("This meeting was called off");
        posts(&okell, "/meetings/new", &fields).await;
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_private_meeting_is_read_by_those_who_are_at_it_alone() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "reflective"),
            ("on", "2026-11-13"),
            ("from", "9.00"),
            ("to", "10.00"),
            ("place", "Room 9"),
        ];
        let own = posts(&okell, "/meetings/new", &fields).await;
        okell.sees(&own).await.says("read by those who are at it alone");
        let thrale = s.signs_in("thrale").await;
        thrale.get(&own).await.is(404);
        thrale.sees("/meetings").await.hides("Reflective supervision");
        // It still has its place: whoever is refused it learns of no more than the kind and whom to ask.
        let clash = [
            ("kind", "parent"),
            ("on", "2026-11-13"),
            ("from", "9.30"),
            ("to", "10.00"),
            ("place", "Room 9"),
        ];
        thrale
            .posts("/meetings/new", &clash)
            .await
            .is(422)
            .says("Reflective supervision, booked by Ms Dara Okell");
        let adair = s.f.staff["adair"].to_string();
        posts(&okell, &format!("{own}/people"), &[("staff", &adair)]).await;
        let adair = s.signs_in("adair").await;
        adair.sees(&own).await.says("Reflective supervision");
        adair
            .posts(&format!("{own}/off"), &[("why_off", "x")])
            .await
            .is(409)
            .says("leads this meeting");
    }
}
