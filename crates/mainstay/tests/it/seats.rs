//! Scenario 2, row 1: spaces side by side with one set of seats, and the ninth who waits.

use crate::harness::{School, schools, tuesday};
use casework::room::Room;
use casework::{Act, Event, Id, Verb};
use mainstay::referral::booking::{Direct, book_directly};

/// A second space that uses the seats of the first, of which there are two.
async fn second(school: &School) -> Id {
    let f = &school.f;
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act).await.unwrap();
    let first = store::room::room(&mut w, f.org, f.room).await.unwrap();
    store::room::change(&mut w, &Room { seats: 2, ..first.clone() }).await.unwrap();
    let other = Room {
        id: Id::now_v7(),
        name: "Isolation".into(),
        shares: Some(f.room),
        version: 1,
        ..first
    };
    store::room::add(&mut w, &other).await.unwrap();
    w.commit(Event::new(Verb::RoomChanged, "room", other.id), vec![]).await.unwrap();
    other.id
}

async fn books(school: &School, who: &str, room: Id) -> Option<Id> {
    let f = &school.f;
    let label = "Persistent disruption";
    let direct = Direct {
        pupil: f.pupils[who],
        day: tuesday(),
        codes: &["P1", "P2"],
        room,
        reason: (f.reasons[label], label),
        decided_by: None,
    };
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    book_directly(school.app.store(), act, &direct).await.unwrap().ok()
}

#[tokio::test]
async fn when_both_spaces_are_full_the_referral_waits_by_name_and_the_queue_says_when_a_seat_is_free()
 {
    for school in schools().await {
        school.nov(9, "14.00");
        let other = second(&school).await;
        let first = books(&school, "Saffron", school.f.room).await.unwrap();
        books(&school, "Moses", other).await.unwrap();
        assert!(books(&school, "Ellie-Mae", other).await.is_none(), "one seat too many");

        let ravenhall = school.signs_in("ravenhall").await;
        let pupil = school.f.pupils["Tyrell"].to_string();
        let (once, reason) =
            (Id::now_v7().to_string(), school.f.reasons["Abuse towards an adult"].to_string());
        let thread = ravenhall
            .does(
                "/refer",
                &[
                    ("once", &once),
                    ("pupil", &pupil),
                    ("reason", &reason),
                    ("what", "Swore at me, then threw a book at the wall."),
                    ("day", "2026-11-09"),
                    ("period", "P5"),
                    ("place", "H1"),
                    ("hurt", "no"),
                    ("tried", "quiet"),
                    ("ask", "half"),
                ],
            )
            .await;
        let thrale = school.signs_in("thrale").await;
        let queued = thread.replace("/referrals/", "/queue/");
        let room = school.f.room.to_string();
        let wanted = [
            ("day", "2026-11-10"),
            ("period", "P1"),
            ("period", "P2"),
            ("room", &room),
            ("plain", "Abuse towards an adult"),
            ("instead", "no"),
        ];
        let version = thrale.sees(&queued).await.value("version");
        let looked = [&wanted[..], &[("version", version.as_str()), ("do", "look")]].concat();
        let page = thrale.posts(&format!("{queued}/approve"), &looked).await;
        let page = page
            .says("all 2 seats are taken")
            .says("shared with Isolation")
            .says("Keep Tyrell waiting for a seat");
        let (version, seen) = (page.value("version"), page.value("seen").replace("&amp;", "&"));
        let approve = [
            &wanted[..],
            &[
                ("version", version.as_str()),
                ("seen", &seen),
                ("way", "wait"),
                ("offer_wait", ""),
                ("do", "approve"),
            ],
        ]
        .concat();
        thrale.does(&format!("{queued}/approve"), &approve).await;

        // It is in the queue, with what it waits for; nobody was dropped and nobody was asked.
        thrale.sees("/queue").await.says("Waiting for a seat").says("P1–P2: full P1–P2");
        ravenhall.sees(&thread).await.says("Kept it waiting for a seat").says("full P1–P2");
        let okell = school.signs_in("okell").await;
        okell.sees("/work?day=2026-11-10").await.hides("Tyrell");
        okell.sees(&format!("/board/{}?day=2026-11-10", school.f.room)).await.says("2 of 2");

        // Sent again from a page that lay open, it is told that somebody decided meanwhile.
        thrale.posts(&format!("{queued}/approve"), &approve).await.is(409);

        let page = okell.sees(&format!("/placements/{first}/move")).await;
        let version = page.value("version");
        okell
            .does(
                &format!("/placements/{first}/cancel"),
                &[("why_cancel", "Ill"), ("version", &version)],
            )
            .await;
        thrale.sees("/queue").await.says("A seat is free");
        let page = thrale.sees(&queued).await;
        let (version, seen) = (page.value("version"), page.value("seen").replace("&amp;", "&"));
        let again =
            [&wanted[..], &[("version", version.as_str()), ("seen", &seen), ("do", "approve")]]
                .concat();
        thrale.does(&format!("{queued}/approve"), &again).await;
        thrale.sees("/queue").await.hides("Tyrell");
        okell.sees(&format!("/board/{}?day=2026-11-10", school.f.room)).await.says("Tyrell");
    }
}

#[tokio::test]
async fn whose_seats_a_room_uses_is_set_with_the_room_and_wrong_choices_are_said_beside_it() {
    for school in schools().await {
        let other = second(&school).await;
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees(&format!("/set-up/rooms/{other}")).await;
        let page = page.says("Whose seats?").says("Those of");
        let version = page.value("version");
        let mut fields = vec![
            ("version", version.as_str()),
            ("name", "Isolation"),
            ("kind", "removal"),
            ("seats", "4"),
            ("arrive_at", "8.40"),
            ("break_from", "11.10"),
            ("break_to", "11.25"),
            ("lunch_from", "12.05"),
            ("lunch_to", "12.35"),
        ];
        let there = format!("/set-up/rooms/{other}");
        let itself = other.to_string();
        fields.push(("shares", &itself));
        lyle.posts(&there, &fields).await.is(422).says("cannot share seats with itself");
        // The one whose seats they are keeps them as long as somebody uses them.
        let host = format!("/set-up/rooms/{}", school.f.room);
        let version = lyle.sees(&host).await.value("version");
        let retire = [&fields[1..9], &[("version", version.as_str()), ("retire", "yes")]].concat();
        lyle.posts(&host, &retire).await.is(422).says("Other rooms share its seats");
        *fields.last_mut().unwrap() = ("shares", "");
        lyle.does(&there, &fields).await;
        let mut read = school.app.store().read().await.unwrap();
        let room = store::room::room(&mut read, school.f.org, other).await.unwrap();
        assert_eq!(room.shares, None);
    }
}
