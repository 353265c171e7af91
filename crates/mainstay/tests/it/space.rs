//! Several rooms on one day: who is in charge when, more heads than seats, a pupil who goes from
//! one to another, and a room that is shut at noon.

use crate::board::once;
use crate::harness::{School, schools, tuesday};
use casework::room::{PlacementState, Room, RoomKind};
use casework::{Act, Event, Id, Verb};
use mainstay::referral::booking::{Direct, book_directly};
use rulebook::Day;

pub(crate) const NOV: fn(i8) -> Day = |d| Day::new(2026, 11, d).unwrap();

/// A room beside the first.
pub(crate) async fn room(
    school: &School,
    name: &str,
    kind: RoomKind,
    seats: i64,
    shares: Option<Id>,
    lead: Option<&str>,
) -> Id {
    let f = &school.f;
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act).await.unwrap();
    let first = store::room::room(&mut w, f.org, f.room).await.unwrap();
    let other = Room {
        id: Id::now_v7(),
        name: name.into(),
        kind,
        seats,
        shares,
        lead: lead.map(|who| f.staff[who]),
        version: 1,
        ..first
    };
    store::room::add(&mut w, &other).await.unwrap();
    w.commit(Event::new(Verb::RoomChanged, "room", other.id), vec![]).await.unwrap();
    other.id
}

/// Gives the first room so many seats.
async fn seats(school: &School, seats: i64) {
    let f = &school.f;
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act).await.unwrap();
    let first = store::room::room(&mut w, f.org, f.room).await.unwrap();
    store::room::change(&mut w, &Room { seats, ..first }).await.unwrap();
    w.commit(Event::new(Verb::RoomChanged, "room", f.room), vec![]).await.unwrap();
}

/// Books somebody, or says that there is no seat.
pub(crate) async fn books(
    school: &School,
    who: &str,
    room: Id,
    day: Day,
    codes: &[&str],
) -> Option<Id> {
    let f = &school.f;
    let label = "Persistent disruption";
    let direct = Direct {
        pupil: f.pupils[who],
        day,
        codes,
        room,
        reason: (f.reasons[label], label),
        decided_by: f.staff.get("thrale").copied(),
    };
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    book_directly(school.app.store(), act, &direct).await.unwrap().ok()
}

async fn placement(school: &School, id: Id) -> casework::room::Placement {
    let mut read = school.app.store().read().await.unwrap();
    store::room::placement(&mut read, school.f.org, id).await.unwrap()
}

#[tokio::test]
async fn two_rooms_share_eight_seats_and_a_ninth_who_is_brought_is_counted_and_named() {
    for school in schools().await {
        school.nov(18, "14.00");
        seats(&school, 8).await;
        let ie =
            room(&school, "IE", RoomKind::Removal, 1, Some(school.f.room), Some("adair")).await;
        let day = NOV(19);
        let mut all = Vec::new();
        for who in ["Tyrell", "Saffron", "Moses", "Ellie-Mae", "Jude", "Amelia"] {
            let id = books(&school, who, school.f.room, day, &["P1", "P2"]).await;
            all.push(id.expect("a seat"));
        }
        for who in ["Zofia", "Reuben"] {
            all.push(books(&school, who, ie, day, &["P1", "P2"]).await.expect("a seat"));
        }
        // Row 1: the ninth has no seat in P1 and P2, in either room; a later period is free.
        assert!(books(&school, "Theo", ie, day, &["P1", "P2"]).await.is_none());
        assert!(books(&school, "Theo", ie, day, &["P3"]).await.is_some());
        let thrale = school.signs_in("thrale").await;
        thrale
            .sees("/planner?day=2026-11-19")
            .await
            .says("8 of 8")
            .says("1 of 8")
            .says("shared with IE")
            .says("Tyrell Ashdown-Moss, 9K2");

        // Row 5: everybody is here, and one more is brought with no referral.
        school.nov(19, "8.45");
        let okell = school.signs_in("okell").await;
        for id in &all {
            okell.does(&format!("/placements/{id}/arrival"), &[("quick", "yes")]).await;
        }
        let board = format!("/board/{}", school.f.room);
        okell.sees(&board).await.hides("in 8 seats");
        school.nov(19, "9.40");
        let okell = school.signs_in("okell").await;
        let olu = school.f.pupils["Oluwaseun"].to_string();
        let form =
            [("pupil", olu.as_str()), ("place", "Food"), ("by", "Mr Gale"), ("once", &once())];
        okell.does(&format!("{board}/arrived-without-referral"), &form).await;
        let said = "9 in 8 seats: Ms Dara Okell in charge; Oluwaseun, from Food, with Mr Gale";
        okell.sees(&board).await.says(said);
        // The other room says the same of the same seats, with its own adult.
        okell
            .sees(&format!("/board/{ie}"))
            .await
            .says("9 in 8 seats: Mr Col Adair in charge; Oluwaseun, from Food, with Mr Gale");

        // It stays until somebody puts a name and reason to it.
        let over = format!("{board}/over");
        okell.sees(&over).await.says("9 in 8 seats").says("came without a referral, from Food");
        okell.posts(&over, &[("heads", "9")]).await.is(422).says("Say why it can go on so");
        let fields = [("heads", "8"), ("why", "Two leave at 10.50")];
        okell.posts(&over, &fields).await.is(422).says("There are 9 now");
        let key = once();
        let fields = [("heads", "9"), ("why", "Two leave at 10.50"), ("once", &key)];
        okell.does(&over, &fields).await;
        okell.does(&over, &fields).await;
        okell
            .sees(&board)
            .await
            .says("9 in 8 seats, accepted by Ms Dara Okell")
            .hides("in charge; Oluwaseun");
        okell.sees(&over).await.says("Two leave at 10.50");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_pupil_goes_to_another_room_with_one_history_and_the_rest_is_no_removal() {
    for school in schools().await {
        school.nov(9, "14.00");
        let bridge = room(&school, "The Bridge", RoomKind::Support, 4, None, Some("adair")).await;
        let id = books(&school, "Saffron", school.f.room, tuesday(), &["P1", "P2", "P3", "P4"])
            .await
            .unwrap();
        school.nov(10, "8.45");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/arrival"), &[("quick", "yes")]).await;

        school.nov(10, "10.10");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/marks"), &[("code", "P1"), ("conduct", "4")]).await;
        let page = okell.sees(&format!("/placements/{id}/room")).await;
        let page = page.says("The Bridge").says("Planned support").says("4 of 4 seats free");
        let version = page.value("version");
        let to = bridge.to_string();
        let there = format!("/placements/{id}/room");
        okell.posts(&there, &[("version", &version), ("room", &to)]).await.is(422).says("Say why");
        let key = once();
        let fields =
            [("version", version.as_str()), ("room", &to), ("why", "Calmer now"), ("once", &key)];
        let tile = okell.does(&there, &fields).await;
        assert!(tile.starts_with(&format!("/board/{bridge}")), "{tile}");
        // Sent twice, they went once.
        okell.does(&there, &fields).await;

        let now = placement(&school, id).await;
        assert_eq!((now.room, now.state), (bridge, PlacementState::Here));
        okell.sees(&format!("/board/{bridge}")).await.says("1 in the room").says("Saffron");
        okell
            .sees(&format!("/board/{}", school.f.room))
            .await
            .says("0 in the room")
            .says("Saffron went to The Bridge at 10.10");
        // One record, one road: the card tells it, the marks are there, and the entry says both.
        let card = okell.sees(&format!("/placements/{id}")).await;
        card.says("Internal Exclusion Room to The Bridge").says("Calmer now");
        okell.sees("/mis").await.says("Internal Exclusion Room, P1; The Bridge, P2–P4");
        let mut read = school.app.store().read().await.unwrap();
        let out = store::booking::minutes_out(
            &mut read,
            school.f.org,
            school.f.pupils["Saffron"],
            NOV(1),
            NOV(30),
            None,
        )
        .await
        .unwrap();
        assert_eq!(out, 60, "{}: P1 alone is removal", school.engine());
        let past =
            store::booking::history(&mut read, school.f.org, school.f.pupils["Saffron"], NOV(1))
                .await
                .unwrap();
        assert_eq!(past.len(), 1, "a day with a period of removal is one");
        drop(read);

        // Straight into the calming room: it counts nowhere.
        let reset = room(&school, "Reset", RoomKind::Calming, 2, None, None).await;
        let moses = books(&school, "Moses", reset, tuesday(), &["P3"]).await.unwrap();
        okell.does(&format!("/placements/{moses}/arrival"), &[("quick", "yes")]).await;
        let mut read = school.app.store().read().await.unwrap();
        let past =
            store::booking::history(&mut read, school.f.org, school.f.pupils["Moses"], NOV(1))
                .await
                .unwrap();
        assert!(past.is_empty(), "{}", school.engine());
        drop(read);
        let poll = school.signs_in("poll").await;
        poll.get(&there).await.is(403);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_room_shut_at_noon_sends_everybody_somewhere_in_one_page_or_nobody() {
    for school in schools().await {
        school.nov(9, "14.00");
        let other = room(&school, "IE", RoomKind::Removal, 1, None, Some("adair")).await;
        let codes = ["P3", "P4", "P5", "P6"];
        let mut ids = Vec::new();
        for who in ["Saffron", "Moses", "Jude"] {
            ids.push(books(&school, who, school.f.room, tuesday(), &codes).await.unwrap());
        }
        school.nov(10, "11.05");
        let okell = school.signs_in("okell").await;
        for id in &ids[..2] {
            okell.does(&format!("/placements/{id}/arrival"), &[("quick", "yes")]).await;
        }
        school.nov(10, "12.00");
        let okell = school.signs_in("okell").await;
        let shut = format!("/board/{}/shut", school.f.room);
        okell.sees(&shut).await.says("Saffron").says("Jude").says("Shut it and move these 3");
        let to = other.to_string();
        let names: Vec<String> = ids.iter().map(|id| format!("to-{id}")).collect();
        let once_more = once();
        let base = [("act", "shut"), ("why", "No heating"), ("once", once_more.as_str())];
        let some = [&base[..], &[(names[0].as_str(), to.as_str())]].concat();
        okell.posts(&shut, &some).await.is(422).says("Choose where they go");
        // One seat for two: nothing is kept, and the row says why.
        let both = [
            &base[..],
            &[(names[0].as_str(), to.as_str()), (&names[1], &to), (&names[2], "release")],
        ]
        .concat();
        okell.posts(&shut, &both).await.is(422).says("every seat is taken");
        assert_eq!(placement(&school, ids[0]).await.room, school.f.room);
        let good = [
            &base[..],
            &[(names[0].as_str(), to.as_str()), (&names[1], "release"), (&names[2], "release")],
        ]
        .concat();
        okell.does(&shut, &good).await;
        assert_eq!(placement(&school, ids[0]).await.room, other);
        assert_eq!(placement(&school, ids[1]).await.state, PlacementState::Left);
        assert_eq!(placement(&school, ids[2]).await.state, PlacementState::Cancelled);
        let mut read = school.app.store().read().await.unwrap();
        let left = store::room::slots(&mut read, school.f.org, ids[1]).await.unwrap();
        let codes: Vec<&str> = left.iter().map(|s| s.code.as_str()).collect();
        assert_eq!(codes, ["P3"], "{}: what was not spent is given back", school.engine());
        drop(read);
        let board = format!("/board/{}", school.f.room);
        okell.sees(&board).await.says("Shut from 12.00: No heating").says("0 in the room");
        okell.sees(&format!("/board/{other}")).await.says("Saffron").says("1 in the room");
        // Nobody is booked into it, until it is open again.
        assert!(books(&school, "Theo", school.f.room, tuesday(), &["P5"]).await.is_none());
        okell.does(&shut, &[("act", "open")]).await;
        assert!(books(&school, "Theo", school.f.room, tuesday(), &["P5"]).await.is_some());
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_period_nobody_covers_is_said_the_day_before_and_covered_in_one_change() {
    for school in schools().await {
        school.nov(9, "14.00");
        books(&school, "Saffron", school.f.room, tuesday(), &["P1", "P2", "P3"]).await.unwrap();
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("Periods nobody covers");
        // The week gives P2 to Mr Poll.
        let week = format!("/rota/week/{}", school.f.room);
        let poll = school.f.staff["poll"].to_string();
        let seen = okell.sees(&week).await.value("seen");
        let fields = [("seen", seen.as_str()), ("staff-2-P2", &poll)];
        okell.does(&week, &fields).await;
        okell.posts(&week, &fields).await.is(409);
        okell.sees("/rota?day=2026-11-10").await.says("Mr Poll").says("Every period with");

        // One tap: he is away tomorrow, and it is said today, with where to put it right.
        let key = once();
        let away = [("day", "2026-11-10"), ("staff", poll.as_str()), ("once", &key)];
        okell.does("/rota/away", &away).await;
        okell.does("/rota/away", &away).await;
        okell
            .sees("/")
            .await
            .says("Periods nobody covers")
            .says("Internal Exclusion Room P2: 1 student, Mr Poll is away, tomorrow");
        let board = format!("/board/{}", school.f.room);
        okell.sees(&board).await.says("Tue P2, no adult: Mr Poll is away");
        school.signs_in("tansley").await.sees("/").await.says("Periods nobody covers");
        okell
            .posts("/rota/change", &[("day", "2026-11-10"), ("period", "P2")])
            .await
            .is(422)
            .says("Choose who is in charge");
        let adair = school.f.staff["adair"].to_string();
        let change = [("day", "2026-11-10"), ("period", "P2"), ("adult", adair.as_str())];
        okell.does("/rota/change", &change).await;
        okell.sees("/").await.hides("Periods nobody covers");
        okell.sees("/rota?day=2026-11-10").await.says("Mr Adair").says("Changed by Ms Dara Okell");
        school.nov(10, "10.20");
        let okell = school.signs_in("okell").await;
        okell.sees(&board).await.says("Mr Col Adair in charge");
        // A cover adult reads the board and not the plan.
        school.signs_in("poll").await.get("/rota").await.is(403);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_cover_adult_the_rota_names_records_without_being_handed_the_room() {
    for school in schools().await {
        school.nov(9, "14.00");
        let id = books(&school, "Saffron", school.f.room, tuesday(), &["P1", "P2", "P3"]).await;
        let id = id.unwrap();
        let okell = school.signs_in("okell").await;
        let poll = school.f.staff["poll"].to_string();
        let change = [("day", "2026-11-10"), ("period", "P2"), ("adult", poll.as_str())];
        okell.does("/rota/change", &change).await;
        school.nov(10, "9.50");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/arrival"), &[("quick", "yes")]).await;
        let entries = format!("/placements/{id}/entries");
        let cover = school.signs_in("poll").await;
        cover.posts(&entries, &[("kind", "praise"), ("once", &once())]).await.is(409);
        school.nov(10, "10.05");
        let cover = school.signs_in("poll").await;
        cover.sees(&format!("/board/{}", school.f.room)).await.says("Mr Dean Poll in charge");
        cover.does(&entries, &[("kind", "praise"), ("once", &once())]).await;
        school.nov(10, "11.06");
        let cover = school.signs_in("poll").await;
        cover.posts(&entries, &[("kind", "help"), ("once", &once())]).await.is(409);
    }
}

#[tokio::test]
async fn whoever_leaves_without_handing_over_is_missed_until_somebody_is_named() {
    for school in schools().await {
        school.nov(9, "14.00");
        let id = books(&school, "Saffron", school.f.room, tuesday(), &["P1", "P2", "P3"]).await;
        let id = id.unwrap();
        school.nov(10, "8.45");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/arrival"), &[("quick", "yes")]).await;
        let board = format!("/board/{}", school.f.room);
        school.nov(10, "9.20");
        let thrale = school.signs_in("thrale").await;
        let handover = format!("{board}/handover");
        thrale.sees(&handover).await.says("Ms Dara Okell has left");
        let (who, room) = (school.f.staff["okell"].to_string(), school.f.room.to_string());
        let left = [("staff", who.as_str()), ("room", &room), ("once", &once())];
        let to = thrale.does("/rota/away", &left).await;
        assert!(to.ends_with("/handover"), "{to}");
        let said = "No adult: Ms Dara Okell left at 9.20. Name somebody";
        thrale.sees(&board).await.says(said).says("Nobody is named in charge");
        let adair = school.f.staff["adair"].to_string();
        let hand = [
            ("act", "hand"),
            ("adult", adair.as_str()),
            ("from", "9.20"),
            ("to", "10.00"),
            ("once", &once()),
        ];
        thrale.does(&handover, &hand).await;
        thrale.sees(&board).await.hides("No adult").says("Mr Col Adair in charge");
        // When his hour is over she is still away, until she is back.
        school.nov(10, "10.05");
        let thrale = school.signs_in("thrale").await;
        let page = thrale.sees(&handover).await.says("Ms Dara Okell is back");
        let away = page.value("id");
        thrale.does("/rota/back", &[("id", &away)]).await;
        thrale.sees(&board).await.says("Ms Dara Okell in charge");
    }
}

#[tokio::test]
async fn the_clock_goes_back_over_half_term_and_the_gap_is_at_the_same_hour() {
    for school in schools().await {
        let friday = Day::new(2026, 10, 23).unwrap();
        school.at(friday, "14.00");
        let monday = NOV(2);
        let ie = room(&school, "IE", RoomKind::Removal, 2, None, None).await;
        books(&school, "Saffron", ie, monday, &["P4"]).await.unwrap();
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("IE P4: 1 student, nobody is named");
        school.at(monday, "12.49");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.says("IE P4: 1 student, nobody is named, today");
        school.at(monday, "12.50");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("IE P4");
    }
}

#[tokio::test]
async fn undoing_not_here_asks_whether_the_seat_is_still_free_and_leads_to_the_ways_out() {
    for school in schools().await {
        school.nov(9, "14.00");
        seats(&school, 1).await;
        let ie = room(&school, "IE", RoomKind::Removal, 1, None, Some("adair")).await;
        let id = books(&school, "Saffron", school.f.room, tuesday(), &["P1", "P2"]).await.unwrap();
        school.nov(10, "8.50");
        let okell = school.signs_in("okell").await;
        let board = format!("/board/{}", school.f.room);
        okell.does(&format!("/placements/{id}/not-here"), &[("reason", "Late to school")]).await;
        let line = okell.sees(&board).await.value("line");
        // The seat is given to somebody else meanwhile.
        let moses = books(&school, "Moses", school.f.room, tuesday(), &["P1", "P2"]).await;
        assert!(moses.is_some());
        let undo = format!("/placements/{id}/coming/undo");
        let no = okell.posts(&undo, &[("line", &line)]).await.is(409);
        let no = no.says("every seat is taken").says("Use another seat or room");
        assert!(no.links("/placements/").contains(&format!("/placements/{id}/room")));
        assert_eq!(placement(&school, id).await.state, PlacementState::NotHere);
        // The way out: the other room.
        let there = format!("/placements/{id}/room");
        let page = okell.sees(&there).await.says("Here after all").says("1 of 1 seat free");
        let (version, to) = (page.value("version"), ie.to_string());
        let fields = [
            ("version", version.as_str()),
            ("room", &to),
            ("why", "Her seat was given away"),
            ("once", &once()),
        ];
        okell.does(&there, &fields).await;
        let now = placement(&school, id).await;
        assert_eq!((now.state, now.room), (PlacementState::Booked, ie), "{}", school.engine());
        let mut read = school.app.store().read().await.unwrap();
        let broken = store::check::findings(&mut read, school.f.org).await.unwrap();
        let states: Vec<_> = broken.iter().filter(|f| f.rule.contains("state agrees")).collect();
        assert!(states.iter().all(|f| f.broken.is_empty()), "{states:?}");
        drop(read);
        // A seat that is still free is taken up again as before.
        okell.does(&format!("/placements/{id}/not-here"), &[("reason", "Late to school")]).await;
        let line = okell.sees(&format!("/board/{ie}")).await.value("line");
        okell.does(&undo, &[("line", &line)]).await;
        assert_eq!(placement(&school, id).await.state, PlacementState::Booked);
    }
}

#[tokio::test]
async fn a_leaver_at_noon_keeps_the_day_and_the_tile_says_so() {
    for school in schools().await {
        school.nov(9, "14.00");
        let id = books(&school, "Saffron", school.f.room, tuesday(), &["P3", "P4", "P5"]).await;
        let id = id.unwrap();
        school.nov(10, "11.05");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/arrival"), &[("quick", "yes")]).await;
        okell
            .does(&format!("/placements/{id}/entries"), &[("kind", "praise"), ("once", &once())])
            .await;
        school.nov(10, "12.00");
        let act = Act::by_system(school.f.org, school.clock.now(), "The roster came in");
        let mut w = school.app.store().write(act).await.unwrap();
        let pupil = school.f.pupils["Saffron"];
        store::testing::left(&mut w, pupil, tuesday()).await;
        w.commit(Event::new(Verb::RosterImported, "pupil", pupil), vec![]).await.unwrap();
        let okell = school.signs_in("okell").await;
        okell
            .sees(&format!("/board/{}", school.f.room))
            .await
            .says("Saffron")
            .says("Off the roll since")
            .says("1 in the room")
            .says("Praise 1");
        okell.sees(&format!("/placements/{id}")).await.says("Praise");
    }
}
