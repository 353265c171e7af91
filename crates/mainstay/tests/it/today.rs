//! Today by role: lines are there because a thing is not done, and go when it is done or left.

use crate::harness::{School, schools, tuesday};
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Minute};

fn minute(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap()
}

/// Books a pupil into the room for one period, and writes the event.
async fn book(school: &School, who: &str, day: Day, verb: Verb) -> Id {
    let f = &school.f;
    let id = Id::now_v7();
    let placement = Placement {
        id,
        pupil: f.pupils[who],
        referral: None,
        room: f.room,
        day,
        seat: Some(1),
        state: PlacementState::Booked,
        decided_by: f.staff.get("thrale").copied(),
        reason: None,
        plain_reason: String::new(),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    let slot = Slot {
        id: Id::now_v7(),
        placement: id,
        pupil: f.pupils[who],
        room: f.room,
        day,
        code: "P1".into(),
        from: minute(9, 0),
        to: minute(10, 0),
        class: None,
        subject: "English".into(),
        teacher: None,
        conduct: None,
        learning: None,
        done: None,
    };
    let act = Act::by_system(f.org, school.clock.now(), "A test");
    let mut w = school.app.store().write(act).await.unwrap();
    store::room::book(&mut w, &placement, &[slot]).await.unwrap();
    let event = Event::new(verb, "placement", id).pupil(f.pupils[who]);
    w.commit(event, vec![]).await.unwrap();
    id
}

#[tokio::test]
async fn the_room_leads_day_begins_with_what_changed_and_what_is_not_done() {
    for school in schools().await {
        school.nov(9, "14.40");
        book(&school, "Kian", tuesday().plus(1), Verb::Moved).await;
        let placement = book(&school, "Tyrell", tuesday(), Verb::Booked).await;
        school.nov(10, "8.35");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/").await;
        let page = page
            .says("Kian Dowell, 9K4 now Wed 11 Nov 2026, P1")
            .says("Arrivals not in")
            .says("1 student in the room today")
            .says("Nobody at home told yet")
            .says("2 letters to issue; in the room today");
        assert!(page.links("/placements/").contains(&format!("/placements/{placement}/letters")));
        // The notice was due at 8.30 and stands among the late ones; the arrival, due at 8.40, does not.
        let text = page.text();
        let late = text.find("Late 1 ").unwrap();
        let now = text.find("Arrivals not in").unwrap();
        assert!(text[late..now].contains("due 8.30 Staff notice"), "{text}");
        assert!(!text[late..now].contains("Tyrell"), "{text}");
    }
}

#[tokio::test]
async fn a_line_goes_only_by_being_done_or_for_a_reason() {
    for school in schools().await {
        let placement = book(&school, "Tyrell", tuesday(), Verb::Booked).await.to_string();
        let okell = school.signs_in("okell").await;
        let leave = format!("/today/leave?kind=letter&about={placement}");
        okell.sees(&leave).await.says("2 letters to issue");
        let fields = |why| [("kind", "letter"), ("about", placement.as_str()), ("why", why)];
        okell.posts("/today/leave", &fields("")).await.is(422).says("Say why it is not needed");
        okell.sees("/").await.says("2 letters to issue");
        okell.does("/today/leave", &fields("Handed over at the door")).await;
        okell.does("/today/leave", &fields("Twice")).await;
        okell.sees("/").await.hides("letters to issue").says("Nobody at home told yet");
        let mut read = school.app.store().read().await.unwrap();
        let lines =
            store::event::of(&mut read, school.f.org, placement.parse().unwrap()).await.unwrap();
        let left: Vec<_> = lines.iter().filter(|l| l.verb == "task_done").collect();
        assert_eq!(left.len(), 1, "{}", school.engine());
        assert_eq!(left[0].why, "Handed over at the door");
    }
}

#[tokio::test]
async fn todays_page_is_never_blank_and_never_somebody_elses_list() {
    for school in schools().await {
        book(&school, "Tyrell", tuesday(), Verb::Booked).await;
        let ravenhall = school.signs_in("ravenhall").await;
        ravenhall.sees("/").await.says("Work asked of you").hides("letters to issue");
        school.signs_in("thrale").await.sees("/").await.says("No referral waits");
        school.signs_in("poll").await.sees("/").await.says("Arrivals not in").hides("letter");
        school.signs_in("lyle").await.sees("/").await.says("Open set-up");
        // Nobody may take a line off another person's list.
        let id = school.f.room.to_string();
        let fields = [("kind", "notice"), ("about", id.as_str()), ("why", "x")];
        ravenhall.does("/today/leave", &fields).await;
        school.signs_in("okell").await.sees("/").await.says("Staff notice 1");
    }
}

#[tokio::test]
async fn the_menu_leads_to_the_entries_and_the_targets_those_who_use_them() {
    let school = &schools().await[0];
    for (who, entries, targets) in [
        ("okell", true, false),
        ("abbot", true, false),
        ("ravenhall", false, true),
        ("vail", false, true),
        ("catterall", false, true),
        ("thrale", false, false),
        ("poll", false, false),
    ] {
        let person = school.signs_in(who).await;
        let menu = person.sees("/account").await;
        assert_eq!(!menu.links("/mis").is_empty(), entries, "{who}");
        assert_eq!(!menu.links("/targets").is_empty(), targets, "{who}");
        if entries {
            let page = person.sees("/mis").await.says("SIMS entries");
            assert!(page.body.contains("href=\"/mis\" aria-current=\"page\""), "{who}");
        }
        if targets {
            let page = person.sees("/targets").await;
            assert!(page.body.contains("href=\"/targets\" aria-current=\"page\""), "{who}");
        }
    }
}

#[tokio::test]
async fn a_home_to_ring_again_waits_on_today_until_somebody_is_spoken_to() {
    for school in schools().await {
        let placement = book(&school, "Tyrell", tuesday(), Verb::Booked).await;
        let home = format!("/placements/{placement}/home");
        let curtis = school.f.contacts["Curtis"].to_string();
        let rings = |time: &'static str, outcome: &'static str| {
            let curtis = curtis.clone();
            vec![
                ("contact", curtis),
                ("day", "2026-11-10".to_string()),
                ("time", time.to_string()),
                ("outcome", outcome.to_string()),
                ("once", Id::now_v7().to_string()),
            ]
        };
        let log = |fields: Vec<(&'static str, String)>| {
            let (school, home) = (&school, home.clone());
            async move {
                // Ms Catterall leads his year and rings; the room's lead sees what she could not.
                let catterall = school.signs_in("catterall").await;
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
                catterall.does(&home, &fields).await;
            }
        };
        school.nov(10, "8.10");
        log(rings("8:06", "voicemail")).await;
        for who in ["catterall", "okell"] {
            let page = school.signs_in(who).await.sees("/").await.says("Homes to ring again");
            let page = page.says("Tyrell Ashdown-Moss, 9K2").says(
                "Second attempt: ring Mr Curtis Ashdown; not reached since Tue 10 Nov 2026, 8.06",
            );
            assert!(page.links("/placements/").contains(&format!("{home}#log")), "{who}");
        }
        for who in ["thrale", "ravenhall", "vail", "poll", "adair", "lyle"] {
            school.signs_in(who).await.sees("/").await.hides("Curtis");
        }
        // Not reached again: it goes on waiting, from when it began.
        school.nov(10, "10.10");
        log(rings("10:06", "no_answer")).await;
        let okell = school.signs_in("okell").await;
        okell
            .sees("/")
            .await
            .says("Third attempt: ring Mr Curtis Ashdown; not reached since")
            .says("since Tue 10 Nov 2026, 8.06")
            .hides("Second attempt");
        school.nov(10, "10.40");
        log(rings("10:36", "spoke")).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("ring Mr Curtis Ashdown").hides("Homes to ring again");

        // Or with a reason, and not without one.
        log(rings("10:38", "voicemail")).await;
        let page = okell.sees("/").await.says("Homes to ring again");
        let leave = page.links("/today/leave?kind=again").remove(0);
        let about = leave.split("about=").nth(1).unwrap().to_string();
        let why = |why| [("kind", "again"), ("about", about.as_str()), ("why", why)];
        okell.posts("/today/leave", &why("")).await.is(422).says("Say why it is not needed");
        okell.does("/today/leave", &why("He came to the office")).await;
        okell.sees("/").await.hides("Homes to ring again");
        okell.sees(&home).await.hides("To ring again");
    }
}

/// Moves a placement to another day, as somebody who decides would.
async fn moves(school: &School, placement: Id, to: Day) {
    let act = Act::by_system(school.f.org, school.clock.now(), "A test");
    let mut w = school.app.store().write(act).await.unwrap();
    let mut p = store::room::placement(&mut w, school.f.org, placement).await.unwrap();
    p.day = to;
    store::room::advance(&mut w, &p).await.unwrap();
    w.commit(Event::new(Verb::Moved, "placement", placement), vec![]).await.unwrap();
}

#[tokio::test]
async fn a_letter_that_gives_another_day_waits_on_today_after_every_change() {
    for school in schools().await {
        school.nov(9, "15.10");
        let placement = book(&school, "Tyrell", tuesday(), Verb::Booked).await;
        let letters = format!("/placements/{placement}/letters");
        let okell = school.signs_in("okell").await;
        let issue = || async {
            let once = Id::now_v7().to_string();
            let fields = [("reason", "Tyrell swore."), ("act", "issue"), ("once", once.as_str())];
            okell.does(&letters, &fields).await;
        };
        issue().await;
        okell.sees("/").await.hides("Send the letter again").hides("letters to issue");

        // Far ahead: home has the wrong day now.
        school.nov(9, "15.20");
        moves(&school, placement, tuesday().plus(3)).await;
        let page = okell.sees("/").await.says("Send the letter again");
        let page = page
            .says("Letters to send")
            .says("the letters to Ms Leanne Moss and Mr Curtis Ashdown give another day; now P1 in")
            .says("Fri 13 Nov 2026");
        assert!(page.links("/placements/").contains(&letters), "{}", school.engine());
        okell.sees(&letters).await.says("give another day; now P1 in");
        for who in ["thrale", "catterall", "ravenhall", "poll", "lyle"] {
            school.signs_in(who).await.sees("/").await.hides("another day");
        }
        let about = placement.to_string();
        let why = |why| [("kind", "letter_changed"), ("about", about.as_str()), ("why", why)];
        okell.posts("/today/leave", &why("")).await.is(422).says("Say why it is not needed");
        okell.does("/today/leave", &why("Told at the door")).await;
        okell.sees("/").await.hides("Send the letter again");

        // What was said of that change says nothing of the next, even one back to the same day.
        school.nov(9, "15.30");
        moves(&school, placement, tuesday().plus(2)).await;
        okell.sees("/").await.says("give another day").says("Thu 12 Nov 2026");
        school.nov(9, "15.40");
        moves(&school, placement, tuesday().plus(3)).await;
        okell.sees("/").await.says("give another day").says("Fri 13 Nov 2026");
        okell.does("/today/leave", &why("Rang them both")).await;
        okell.sees("/").await.hides("Send the letter again");
        school.nov(9, "15.50");
        moves(&school, placement, tuesday().plus(2)).await;

        // Issued again, it is done.
        issue().await;
        okell.sees("/").await.hides("Send the letter again");
        // And where it goes back to what home was told, nothing waits.
        school.nov(9, "16.00");
        moves(&school, placement, tuesday().plus(3)).await;
        moves(&school, placement, tuesday().plus(2)).await;
        okell.sees("/").await.hides("Send the letter again");
    }
}

#[tokio::test]
async fn a_name_opens_the_pupil_for_those_who_may_and_is_plain_for_others() {
    for school in schools().await {
        let f = &school.f;
        school.nov(10, "8.20");
        book(&school, "Tyrell", tuesday(), Verb::Booked).await;
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/").await.says("Changed overnight");
        let tyrell = format!("/pupils/{}", f.pupils["Tyrell"]);
        assert_eq!(page.links(&tyrell), std::slice::from_ref(&tyrell), "{}", school.engine());
        okell.sees(&tyrell).await;
        // A referral may be of somebody whose page its maker cannot open.
        let once = Id::now_v7().to_string();
        let reason = f.reasons["Abuse towards an adult"].to_string();
        school.nov(9, "14.10");
        let mut out_of_reach = None;
        for who in ["sethi", "gale", "hale", "farrant"] {
            let person = school.signs_in(who).await;
            for id in f.pupils.values() {
                if person.get(&format!("/pupils/{id}")).await.status == 404 {
                    out_of_reach = Some((who, id.to_string()));
                }
            }
        }
        let (teacher, who) = out_of_reach.expect("somebody they do not teach");
        let teacher = school.signs_in(teacher).await;
        let made = [
            ("once", once.as_str()),
            ("pupil", &who),
            ("reason", &reason),
            ("what", "Shouted across the corridor"),
            ("day", "2026-11-09"),
            ("period", "P5"),
            ("place", "Corridor"),
            ("hurt", "no"),
            ("tried", "quiet"),
            ("ask", "day"),
        ];
        teacher.does("/refer", &made).await;
        let page = teacher.sees("/").await.says("Waiting for approval, made");
        assert!(page.links(&format!("/pupils/{who}")).is_empty());
    }
}
