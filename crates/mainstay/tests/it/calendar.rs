//! Invitations, changes and callings-off as programs that were not written here take them: sent by
//! SMTP, taken apart by Python's email package, read by its icalendar library, and kept by a CalDAV
//! server (Radicale), which is asked for them again. And the calendars that are given by an address.

use crate::harness::{Answer, Person, School, schools, send};
use crate::meeting::{people, posts};
use crate::message::server;
use mainstay::config::Config;
use mainstay::link::token::Key;
use mainstay::message::carrier::Carrier;
use mainstay::message::run;
use rulebook::Day;
use serde_json::Value;
use std::process::Command;

/// The CalDAV server of this run, where there is one: a Python, what it runs, and the address.
fn caldav() -> Option<[String; 3]> {
    let told = std::env::var("MAINSTAY_TEST_CALENDAR").ok()?;
    let mut parts = told.split(',').map(str::to_string);
    Some([parts.next()?, parts.next()?, parts.next()?])
}

/// What the libraries and the server make of these files, one answer a file.
fn asked([python, script, url]: &[String; 3], files: &[String]) -> Vec<Value> {
    let out = Command::new(python).arg(script).arg(url).args(files).output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr).to_string();
    assert!(out.status.success(), "{said}");
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn config(mail: &str) -> Config {
    Config {
        link_key: "a key for the tests, and for nothing else".into(),
        mail_server: format!("smtp://127.0.0.1:{mail}"),
        mail_from: "Fairholme Community School <room@fairholme.example>".into(),
        ..Config::default()
    }
}

fn march(d: i8) -> Day {
    Day::new(2027, 3, d).unwrap()
}

/// Sends what waits, and the files of what went to an address about a meeting, oldest first.
async fn sent(s: &School, config: &Config, folder: &str, meeting: &str, to: &str) -> Vec<String> {
    let (carrier, key) = (Carrier::of(config).unwrap(), Key::load(config).unwrap());
    run::run_once(&s.app, &carrier, &key, s.f.org).await.unwrap();
    let mut read = s.app.store().read().await.unwrap();
    let id = crate::meeting::key(meeting);
    let mut all = store::message::about(&mut read, s.f.org, &[id]).await.unwrap();
    all.retain(|m| m.address == to);
    all.sort_by_key(|m| m.id);
    all.iter().map(|m| format!("{folder}/{}.eml", m.id)).collect()
}

async fn moves(okell: &Person, meeting: &str, day: &str, from: &str, to: &str) {
    let version = okell.sees(&format!("{meeting}/change")).await.value("version");
    let fields = [
        ("version", version.as_str()),
        ("on", day),
        ("from", from),
        ("to", to),
        ("place", "Room 4; upstairs, left"),
    ];
    okell.does(&format!("{meeting}/change"), &fields).await;
}

fn calendar_of(answer: Answer) -> String {
    answer.is(200).body
}

fn event(told: &Value) -> &Value {
    let all = told["calendar"]["events"].as_array().unwrap();
    assert_eq!(all.len(), 1);
    &all[0]
}

#[tokio::test]
async fn another_programs_library_and_server_take_an_invitation_its_change_and_its_being_off() {
    let (Some((port, folder)), Some(caldav)) = (server(), caldav()) else {
        println!("left out: no mail server or no calendar server (cargo xtask test has both)");
        return;
    };
    for s in schools().await {
        let config = config(&port);
        let s = s.with(config.clone());
        // A week before the clocks change; it is moved to three days after.
        s.at(march(1), "9.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "reintegration"),
            ("on", "2027-03-24"),
            ("from", "14.00"),
            ("to", "15.00"),
            ("place", "Room 4; upstairs, left"),
            ("remote", "https://meet.example/é"),
        ];
        let meeting = posts(&okell, "/meetings/new", &fields).await;
        let nurse = "nurse@nhs.example";
        let ask = [("name", "Zoë O’Neill-Žižka, \"nurse\""), ("email", nurse), ("whom", "agency")];
        posts(&okell, &format!("{meeting}/people"), &ask).await;
        okell.does(&format!("{meeting}/send"), &[]).await;
        moves(&okell, &meeting, "2027-03-31", "14.30", "15.30").await;
        okell.does(&format!("{meeting}/off"), &[("why_off", "Too few can come")]).await;
        let files = sent(&s, &config, &folder, &meeting, nurse).await;
        assert_eq!(files.len(), 3);
        let told = asked(&caldav, &files);
        assert_eq!(told.len(), 3);

        let uid = event(&told[0])["uid"].clone();
        let want = [
            ("REQUEST", 0, "CONFIRMED", "2027-03-24 14.00", "2027-03-24T14:00:00+00:00"),
            // The same time of day on the wall is an hour earlier by the sun.
            ("REQUEST", 1, "CONFIRMED", "2027-03-31 14.30", "2027-03-31T13:30:00+00:00"),
            ("CANCEL", 2, "CANCELLED", "2027-03-31 14.30", "2027-03-31T13:30:00+00:00"),
        ];
        for (told, (method, sequence, status, wall, utc)) in told.iter().zip(want) {
            let mail = &told["message"];
            assert_eq!(mail["defects"].as_array().unwrap().len(), 0, "{mail}");
            assert_eq!(
                mail["tree"],
                serde_json::json!([
                    "multipart/mixed",
                    "multipart/alternative",
                    "text/plain",
                    "text/html",
                    "text/calendar",
                    "application/ics"
                ])
            );
            assert_eq!(mail["params"]["method"], method, "{mail}");
            assert_eq!(mail["params"]["charset"], "utf-8");
            assert_eq!(
                (&mail["file"], &mail["file_is_the_same"]),
                (&"meeting.ics".into(), &true.into())
            );
            assert_eq!(told["calendar"]["method"], method);
            assert_eq!(told["calendar"]["errors"].as_array().unwrap().len(), 0);
            let e = event(told);
            assert_eq!(e["uid"], uid, "one name for every version");
            assert_eq!((&e["sequence"], &e["status"]), (&sequence.into(), &status.into()));
            assert_eq!((&e["begins"]["london"], &e["begins"]["utc"]), (&wall.into(), &utc.into()));
            assert!(e["place"].as_str().unwrap().starts_with("Room 4; upstairs, left"), "{e}");
            assert_eq!(e["organizer"][0]["cn"], "Ms Dara Okell");
            assert!(e["organizer"][0]["address"].as_str().unwrap().starts_with("mailto:"));
            assert_eq!(e["asked"].as_array().unwrap().len(), 1, "nobody reads who else is asked");
            let asked = &e["asked"][0];
            assert_eq!(asked["address"], "mailto:nurse@nhs.example");
            assert_eq!(
                (&asked["cn"], &asked["role"]),
                (&"Zoë O’Neill-Žižka, nurse".into(), &"REQ-PARTICIPANT".into())
            );
            if method == "REQUEST" {
                assert_eq!(
                    (&asked["partstat"], &asked["rsvp"]),
                    (&"NEEDS-ACTION".into(), &"TRUE".into())
                );
            }
            // What stands on other people's screens says nothing of what it is about.
            let open = format!("{} {}", e["summary"], mail["subject"]);
            assert!(!open.to_lowercase().contains("reintegration"), "{open}");
            assert!(e["summary"].as_str().unwrap().starts_with("Meeting, ref M-"), "{open}");
            // The server has this version, once, and finds it at the time it stands at.
            let server = &told["server"];
            assert_eq!(server["entries"], 1);
            for found in [&server["by_name"], &server["at_that_time"]] {
                assert_eq!(found.as_array().unwrap().len(), 1, "{server}");
                assert_eq!(
                    (&found[0]["sequence"], &found[0]["status"]),
                    (&sequence.into(), &status.into())
                );
                assert_eq!(found[0]["begins"]["london"], wall);
            }
        }
    }
}

#[tokio::test]
async fn whoever_is_taken_off_the_list_is_told_and_may_be_asked_again() {
    for s in schools().await {
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let fields = [
            ("kind", "parent"),
            ("on", "2026-11-20"),
            ("from", "9.00"),
            ("to", "10.00"),
            ("place", "Room 4"),
        ];
        let meeting = posts(&okell, "/meetings/new", &fields).await;
        let ask = [("name", "Family worker"), ("email", "fw@council.example"), ("whom", "agency")];
        posts(&okell, &format!("{meeting}/people"), &ask).await;
        okell.does(&format!("{meeting}/send"), &[]).await;
        let who = people(&s, &meeting).await.remove(0).id;
        okell.does(&format!("{meeting}/people/{who}"), &[("act", "off")]).await;
        let files = crate::meeting::calendars(&s, &meeting).await;
        let off = files.iter().find(|f| f.2.contains("METHOD:CANCEL")).unwrap();
        assert!(off.2.contains("SEQUENCE:0") && off.2.contains("STATUS:CANCELLED"), "{}", off.2);
        assert!(off.1.starts_with("Off:"));
        assert_eq!(people(&s, &meeting).await.len(), 0);
        posts(&okell, &format!("{meeting}/people"), &ask).await;
        okell.does(&format!("{meeting}/send"), &[]).await;
        assert_eq!(crate::meeting::calendars(&s, &meeting).await.len(), 3);
    }
}

#[tokio::test]
async fn a_calendar_is_asked_for_by_an_address_until_it_is_taken_back() {
    for s in schools().await {
        let s = s.with(Config {
            link_key: "a key for the tests, and for nothing else".into(),
            ..Config::default()
        });
        s.nov(12, "9.00");
        let okell = s.signs_in("okell").await;
        let arrange = |kind: &'static str, day: &'static str| {
            [("kind", kind), ("on", day), ("from", "9.00"), ("to", "10.00"), ("place", "Room 4")]
        };
        let first = posts(&okell, "/meetings/new", &arrange("reflective", "2026-11-20")).await;
        let second = posts(&okell, "/meetings/new", &arrange("parent", "2027-03-31")).await;
        let adair = s.f.staff["adair"].to_string();
        posts(&okell, &format!("{second}/people"), &[("staff", &adair)]).await;
        let page = "/meetings/calendars";
        okell.posts(page, &[("of", "place")]).await.is(422).says("Say which place");
        posts(&okell, page, &[("of", "me")]).await;
        posts(&okell, page, &[("of", "place"), ("place", "room  4")]).await;
        let addresses = |body: &str| -> Vec<String> {
            body.split("/calendar/")
                .skip(1)
                .map(|p| format!("/calendar/{}", p.split('"').next().unwrap()))
                .collect()
        };
        let all = addresses(&okell.sees(page).await.body);
        assert_eq!(all.len(), 2);
        // Without a session: whoever has the address reads times and places, and no more.
        let outside = async |path: &str| send(&s.router, "GET", path, "", None).await;
        for (n, path) in all.iter().enumerate() {
            let file = outside(path).await.is(200);
            assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/calendar"));
            assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 2, "{n}: {}", file.body);
            assert!(
                file.body.contains("REFRESH-INTERVAL") && file.body.contains("X-PUBLISHED-TTL")
            );
            assert!(file.body.contains("DTSTART:20270331T080000Z"), "after the clocks change");
            assert!(!file.body.to_lowercase().contains("reflective"), "{}", file.body);
        }
        // A colleague's own has what they are asked to alone; nobody takes back another's.
        let adair = s.signs_in("adair").await;
        posts(&adair, page, &[("of", "me")]).await;
        let own = addresses(&adair.sees(page).await.body).into_iter().find(|a| !all.contains(a));
        let own = own.unwrap();
        let file = calendar_of(outside(&own).await);
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 1, "{file}");
        // One that is off stays, as off, so that a calendar takes it out.
        okell.does(&format!("{second}/off"), &[("why_off", "x")]).await;
        assert!(outside(&own).await.is(200).body.contains("STATUS:CANCELLED"));
        let mut read = s.app.store().read().await.unwrap();
        let feeds = store::meeting::feed::standing(&mut read, s.f.org, s.f.staff["adair"]).await;
        drop(read);
        let id = feeds.unwrap().into_iter().find(|f| f.staff.is_some()).unwrap().id.to_string();
        okell.does(page, &[("end", &id)]).await;
        outside(&own).await.is(200);
        adair.does(page, &[("end", &id)]).await;
        outside(&own).await.is(404);
        let broken: String =
            all[0].chars().rev().skip(1).collect::<String>().chars().rev().collect();
        outside(&broken).await.is(404);
        okell.sees(&first).await;
        // The same bytes, read by a library that was not written here.
        if let Some(caldav) = caldav() {
            let folder =
                std::env::temp_dir().join(format!("mainstay-feed-{}", casework::Id::now_v7()));
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join("feed.ics");
            std::fs::write(&path, outside(&all[1]).await.is(200).bytes).unwrap();
            let told = asked(&caldav, &[path.display().to_string()]).remove(0);
            assert_eq!(told["calendar"]["method"], "PUBLISH");
            assert_eq!(told["calendar"]["every"], "PT1H");
            assert_eq!(event(&told)["begins"]["london"], "2026-11-20 09.00", "the other is off");
            assert_eq!(event(&told)["summary"], "Taken, by Ms Dara Okell");
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
