//! "Arrived" and "Not here" are undone from the board like any other tap.

use crate::board::{ALL, books, once};
use crate::closing::in_the_room;
use crate::harness::{Person, School, schools};
use casework::Id;
use casework::returning::{Outcome, Track};
use casework::room::{Placement, PlacementState};
use rulebook::Day;

fn nov(day: i8) -> Day {
    Day::new(2026, 11, day).unwrap()
}

async fn placement(school: &School, id: Id) -> Placement {
    let mut read = school.app.store().read().await.unwrap();
    store::room::placement(&mut read, school.f.org, id).await.unwrap()
}

async fn returns(school: &School, given: &str) -> Vec<Track> {
    let mut read = school.app.store().read().await.unwrap();
    store::returning::of_pupil(&mut read, school.f.org, school.f.pupils[given]).await.unwrap()
}

/// The line of the trail that the toast of the board would undo.
async fn line(who: &Person, board: &str) -> String {
    let page = who.sees(board).await;
    assert!(page.body.contains("/coming/undo"), "no undo for an arrival");
    page.value("line")
}

async fn trail_of(school: &School, id: Id) -> Vec<String> {
    let mut read = school.app.store().read().await.unwrap();
    let lines = store::event::of(&mut read, school.f.org, id).await.unwrap();
    lines.into_iter().map(|l| l.verb).collect()
}

#[tokio::test]
async fn an_arrival_tapped_on_the_wrong_tile_is_undone_and_both_stay_in_the_trail() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let at = |tail: &str| format!("/placements/{tyrell}/{tail}");
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.does(&at("arrival"), &[("quick", "yes")]).await;
        okell.sees(&board).await.says("Arrived: Tyrell").says("8.40");
        let said = line(&okell, &board).await;
        okell.does(&at("coming/undo"), &[("line", &said)]).await;
        let now = placement(&school, tyrell).await;
        assert_eq!((now.state, now.arrived_at), (PlacementState::Booked, None));
        let page = okell.sees(&board).await.says("Expected, P1");
        assert!(!page.body.contains("/coming/undo"), "what is undone is not offered again");
        // Sent twice, it is undone once.
        okell.does(&at("coming/undo"), &[("line", &said)]).await;
        assert_eq!(trail_of(&school, tyrell).await, ["booked", "arrived", "coming_undone"]);

        // Not here, and after all: each is undone to what was before it.
        okell.does(&at("not-here"), &[("reason", "Absent from school")]).await;
        okell.sees(&board).await.says("Not here: Tyrell");
        school.nov(10, "8.42");
        okell.does(&at("arrival"), &[("quick", "yes")]).await;
        for state in [PlacementState::NotHere, PlacementState::Booked] {
            let said = line(&okell, &board).await;
            okell.does(&at("coming/undo"), &[("line", &said)]).await;
            assert_eq!(placement(&school, tyrell).await.state, state, "{}", school.engine());
        }
        // Ten minutes later it is no longer offered, and an old page is told so in words.
        okell.does(&at("arrival"), &[("quick", "yes")]).await;
        let said = line(&okell, &board).await;
        school.nov(10, "8.52");
        let okell = school.signs_in("okell").await;
        assert!(!okell.sees(&board).await.body.contains("/coming/undo"));
        let late = okell.posts(&at("coming/undo"), &[("line", &said)]).await.is(409);
        late.says("It is too late to undo this").says("Change the arrival");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
        let mut read = school.app.store().read().await.unwrap();
        let broken = store::check::findings(&mut read, school.f.org).await.unwrap();
        let states: Vec<_> = broken.iter().filter(|f| f.rule.contains("state agrees")).collect();
        assert!(states.iter().all(|f| f.broken.is_empty()), "{states:?}");
    }
}

#[tokio::test]
async fn an_arrival_that_something_was_built_on_is_refused_with_what_to_do_instead() {
    for school in schools().await {
        let tyrell = books(&school, "Tyrell", 1, &ALL).await;
        let at = |tail: &str| format!("/placements/{tyrell}/{tail}");
        school.nov(10, "8.55");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.does(&at("arrival"), &[("quick", "yes")]).await;
        let said = line(&okell, &board).await;
        let undo = [("line", said.as_str())];

        okell.does(&at("entries"), &[("kind", "break"), ("once", &once())]).await;
        let page = okell.posts(&at("coming/undo"), &undo).await.is(409);
        let page = page.says("The day log has gone on").says("Undo those entries first");
        assert!(page.body.contains(&format!("href=\"/placements/{tyrell}\"")));
        // The toast is of the later tap; once that is undone, the arrival can be.
        let page = okell.sees(&board).await.says("Regulation break for Tyrell");
        let entry = page.body.split("/entries/").find_map(|s| s.split_once("/undo")).unwrap().0;
        okell.does(&format!("/entries/{entry}/undo"), &[]).await;
        okell.sees(&board).await.says("Arrived: Tyrell");

        school.nov(10, "9.00");
        okell.does(&at("marks"), &[("code", "P1"), ("conduct", "3")]).await;
        okell.posts(&at("coming/undo"), &undo).await.is(409).says("Marks were kept");
        assert_eq!(placement(&school, tyrell).await.state, PlacementState::Here);
        let told = trail_of(&school, tyrell).await;
        assert!(!told.contains(&"coming_undone".to_string()), "a refused undo leaves no line");
    }
}

#[tokio::test]
async fn undoing_an_arrival_follows_the_return_again_that_it_had_ended() {
    for school in schools().await {
        let before = in_the_room(&school, "Tyrell", nov(10), PlacementState::Here).await;
        school.nov(10, "15.10");
        let okell = school.signs_in("okell").await;
        let reason = [("close_reason", "Fire drill at the end of the day")];
        okell.does(&format!("/placements/{before}/close"), &reason).await;
        let again = in_the_room(&school, "Tyrell", nov(18), PlacementState::Booked).await;
        school.nov(18, "8.41");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.does(&format!("/placements/{again}/arrival"), &[("quick", "yes")]).await;
        assert_eq!(returns(&school, "Tyrell").await[0].outcome, Some(Outcome::BackInRoom));
        let said = line(&okell, &board).await;
        okell.does(&format!("/placements/{again}/coming/undo"), &[("line", &said)]).await;
        let track = returns(&school, "Tyrell").await.remove(0);
        assert_eq!((track.outcome, track.decided_at), (None, None), "{}", school.engine());
        okell.sees("/returns").await.says("1 student followed");
        let told = trail_of(&school, track.id).await;
        assert_eq!(told, ["return_opened", "return_decided", "return_resumed"]);
    }
}

#[tokio::test]
async fn undoing_not_here_takes_back_the_return_it_began_unless_somebody_worked_on_it() {
    for school in schools().await {
        let monday = in_the_room(&school, "Tyrell", nov(9), PlacementState::Here).await;
        let tuesday = in_the_room(&school, "Tyrell", nov(10), PlacementState::Booked).await;
        let at = |tail: &str| format!("/placements/{tuesday}/{tail}");
        school.nov(9, "15.10");
        let okell = school.signs_in("okell").await;
        let reason = [("close_reason", "Fire drill at the end of the day")];
        okell.does(&format!("/placements/{monday}/close"), &reason).await;
        school.nov(10, "8.50");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.does(&at("not-here"), &[("reason", "Not known yet")]).await;
        assert_eq!(returns(&school, "Tyrell").await.len(), 1);
        let said = line(&okell, &board).await;
        okell.does(&at("coming/undo"), &[("line", &said)]).await;
        assert!(returns(&school, "Tyrell").await.is_empty(), "{}", school.engine());
        assert_eq!(placement(&school, tuesday).await.state, PlacementState::Booked);

        okell.does(&at("not-here"), &[("reason", "Not known yet")]).await;
        let track = returns(&school, "Tyrell").await.remove(0);
        school.nov(10, "8.51");
        let sheet = format!("/returns/{}", track.id);
        let mut read = school.app.store().read().await.unwrap();
        let checks =
            store::returning::check_ins(&mut read, school.f.org, &[track.id]).await.unwrap();
        drop(read);
        let said = line(&okell, &board).await;
        let check = checks[0].id.to_string();
        let words = [("check", check.as_str()), ("words", "Settled")];
        okell.does(&format!("{sheet}/check-in"), &words).await;
        let page = okell.posts(&at("coming/undo"), &[("line", &said)]).await.is(409);
        page.says("Somebody has already followed the return");
        assert_eq!(placement(&school, tuesday).await.state, PlacementState::NotHere);
    }
}
