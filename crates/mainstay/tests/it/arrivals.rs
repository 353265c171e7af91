//! The morning in one pass: everybody who is expected, on one page.

use crate::harness::{School, schools, tuesday};
use casework::room::PlacementState;
use casework::{Act, Id};
use mainstay::referral::booking::{Direct, book_directly};

async fn booked(school: &School, who: &str, room: Id) -> Id {
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
    book_directly(school.app.store(), act, &direct).await.unwrap().unwrap()
}

async fn state(school: &School, id: Id) -> (PlacementState, bool) {
    let mut read = school.app.store().read().await.unwrap();
    let p = store::room::placement(&mut read, school.f.org, id).await.unwrap();
    (p.state, p.inducted_at.is_some())
}

#[tokio::test]
async fn one_page_takes_everybody_in_with_envelope_lunch_and_the_talk_and_says_who_did_not_come() {
    for school in schools().await {
        school.nov(9, "14.00");
        let room = school.f.room;
        let tyrell = booked(&school, "Tyrell", room).await;
        let saffron = booked(&school, "Saffron", room).await;
        let moses = booked(&school, "Moses", room).await;
        school.nov(10, "8.42");
        let okell = school.signs_in("okell").await;
        let board = format!("/board/{room}");
        okell.sees(&board).await.says("Arrivals");
        let address = format!("{board}/arrivals");
        okell.sees(&address).await.says("Nut allergy").says("Moses");
        let key = |what: &str, id: Id| format!("{what}-{id}");
        let fields = [
            (key("came", tyrell), "in"),
            (key("envelope", tyrell), "3"),
            (key("lunch", tyrell), "School meal"),
            (key("feels", tyrell), "2"),
            (key("aloud", tyrell), "yes"),
            (key("goal", tyrell), "Ask for the card"),
            (key("came", saffron), "in"),
            (key("came", moses), "not"),
            (key("why", moses), "Absent from school"),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        okell.does(&address, &fields).await;
        assert_eq!(state(&school, tyrell).await, (PlacementState::Here, true));
        assert_eq!(state(&school, saffron).await, (PlacementState::Here, false));
        assert_eq!(state(&school, moses).await, (PlacementState::NotHere, false));
        let page = okell.sees(&address).await;
        assert_eq!(page.value(&key("envelope", tyrell)), "3");
        assert_eq!(page.value(&key("version", tyrell)), "1");
        let page = page.says("In since 8.42").says("Held 8.42").hides("Moses");
        // Saffron's envelope later; what is blank for Tyrell stays as it is.
        let later = [(key("envelope", saffron), "4"), (key("version", saffron), "1")];
        let later: Vec<(&str, &str)> = later.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        drop(page);
        okell.does(&address, &later).await;
        let page = okell.sees(&address).await;
        assert_eq!(page.value(&key("envelope", saffron)), "4");
        assert_eq!(page.value(&key("envelope", tyrell)), "3");
        // An older page of it does not write over what somebody else kept since.
        let old = [(key("envelope", saffron), "9"), (key("version", saffron), "1")];
        let old: Vec<(&str, &str)> = old.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        okell.posts(&address, &old).await.is(409);
    }
}

#[tokio::test]
async fn what_is_typed_for_somebody_not_said_to_be_in_is_shown_back_with_what_to_do() {
    for school in schools().await {
        school.nov(9, "14.00");
        let room = school.f.room;
        let tyrell = booked(&school, "Tyrell", room).await;
        school.nov(10, "8.42");
        let okell = school.signs_in("okell").await;
        let address = format!("/board/{room}/arrivals");
        let envelope = format!("envelope-{tyrell}");
        let page = okell.posts(&address, &[(&envelope, "3")]).await.is(422);
        assert_eq!(page.value(&envelope), "3");
        page.says("Say whether they are in, or clear what is filled in");
        let long = "n".repeat(41);
        okell.posts(&address, &[(&envelope, &long)]).await.is(422).says("Use at most 40");
        assert_eq!(state(&school, tyrell).await, (PlacementState::Booked, false));
        // Tomorrow cannot be recorded, and a teacher finds no such page.
        let tomorrow = format!("{address}?day=2026-11-11");
        okell.posts(&tomorrow, &[]).await.says("has not come yet");
        let ravenhall = school.signs_in("ravenhall").await;
        assert!(matches!(ravenhall.get(&address).await.status, 403 | 404));
    }
}
