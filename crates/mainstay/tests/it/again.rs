//! In the room again: days that run on have one return, and a return ends when its pupil is back.

use crate::closing::in_the_room;
use crate::harness::{Answer, Person, School, schools};
use casework::Id;
use casework::returning::{Outcome, Track};
use casework::room::PlacementState;
use rulebook::Day;

fn nov(day: i8) -> Day {
    Day::new(2026, 11, day).unwrap()
}

/// Every return of a pupil, oldest first.
async fn returns(school: &School, given: &str) -> Vec<Track> {
    let mut read = school.app.store().read().await.unwrap();
    let pupil = school.f.pupils[given];
    let mut all = store::returning::of_pupil(&mut read, school.f.org, pupil).await.unwrap();
    all.reverse();
    all
}

/// Closes a placement with a reason and shows the page after it.
async fn closes(who: &Person, placement: Id) -> Answer {
    let reason = [("close_reason", "Fire drill at the end of the day")];
    who.does(&format!("/placements/{placement}/close"), &reason).await;
    who.sees(&format!("/placements/{placement}/exit")).await
}

#[tokio::test]
async fn two_days_that_run_on_have_one_return_and_a_third_day_ends_it_on_day_6() {
    for school in schools().await {
        let monday = in_the_room(&school, "Tyrell", nov(9), PlacementState::Here).await;
        let tuesday = in_the_room(&school, "Tyrell", nov(10), PlacementState::Booked).await;

        // Monday closes while Tuesday is booked from P1: no return opens yet.
        school.nov(9, "15.10");
        let okell = school.signs_in("okell").await;
        let page = closes(&okell, monday).await;
        page.says("No return yet").says("again on Tue 10 Nov 2026");
        assert!(returns(&school, "Tyrell").await.is_empty(), "{}", school.engine());

        // Tuesday is the last of them: one return, counted from the day after it.
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{tuesday}/arrival"), &[("quick", "yes")]).await;
        school.nov(10, "15.10");
        let okell = school.signs_in("okell").await;
        let page = closes(&okell, tuesday).await;
        page.says("The return is followed to Tue 24 Nov 2026");
        let all = returns(&school, "Tyrell").await;
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].placement, all[0].from_day), (tuesday, nov(11)));

        // Placed again on day 6: the arrival ends the return with the fact, and nobody is asked.
        let again = in_the_room(&school, "Tyrell", nov(18), PlacementState::Booked).await;
        school.nov(18, "8.20");
        let okell = school.signs_in("okell").await;
        assert_eq!(returns(&school, "Tyrell").await[0].outcome, None, "a booking ends nothing");
        okell.sees("/returns").await.says("1 student followed");
        school.nov(18, "8.41");
        let okell = school.signs_in("okell").await;
        let arrival = format!("/placements/{again}/arrival");
        okell.does(&arrival, &[("quick", "yes")]).await;
        okell.does(&arrival, &[("quick", "yes")]).await;
        let all = returns(&school, "Tyrell").await;
        assert_eq!(all[0].outcome, Some(Outcome::BackInRoom));
        assert_eq!(all[0].outcome_words, "Back in the room on Wed 18 Nov 2026 (day 6)");
        let sheet = format!("/returns/{}", all[0].id);
        let page = okell.sees(&sheet).await.says("Back in the room on Wed 18 Nov 2026 (day 6)");
        assert!(!page.body.contains("name=\"outcome\""), "nobody is asked how it went");
        okell.sees("/returns").await.says("0 students followed").says("Back in the room");
        let said = [("outcome", "held"), ("version", "2")];
        okell.posts(&format!("{sheet}/outcome"), &said).await.is(409).says("already recorded");
        okell.sees("/reports/half-term").await.says("How returns went").says("Back in the room 1");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn when_the_second_day_falls_away_the_first_one_has_its_return_after_all() {
    for school in schools().await {
        let monday = in_the_room(&school, "Tyrell", nov(9), PlacementState::Here).await;
        let tuesday = in_the_room(&school, "Tyrell", nov(10), PlacementState::Booked).await;
        school.nov(9, "15.10");
        let okell = school.signs_in("okell").await;
        closes(&okell, monday).await.says("No return yet");
        let cancel = [("version", "1"), ("why_cancel", "Agreed with home to end it here")];
        okell.does(&format!("/placements/{tuesday}/cancel"), &cancel).await;
        let all = returns(&school, "Tyrell").await;
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].placement, all[0].from_day), (monday, nov(10)));
        let exit = format!("/placements/{monday}/exit");
        okell.sees(&exit).await.says("The return is followed to").hides("No return yet");

        // Moved on by two days, or not come at all: the same.
        let saffron = in_the_room(&school, "Saffron", nov(9), PlacementState::Here).await;
        let next = in_the_room(&school, "Saffron", nov(10), PlacementState::Booked).await;
        closes(&okell, saffron).await.says("No return yet");
        school.nov(10, "9.20");
        let okell = school.signs_in("okell").await;
        let away = [("reason", "Absent from school")];
        okell.does(&format!("/placements/{next}/not-here"), &away).await;
        let all = returns(&school, "Saffron").await;
        assert_eq!((all.len(), all[0].placement), (1, saffron));
    }
}

#[tokio::test]
async fn a_day_closed_after_its_pupil_came_back_has_its_return_ended_at_once() {
    for school in schools().await {
        let tuesday = in_the_room(&school, "Tyrell", nov(10), PlacementState::Here).await;
        in_the_room(&school, "Tyrell", nov(13), PlacementState::Here).await;
        school.nov(13, "9.30");
        let okell = school.signs_in("okell").await;
        closes(&okell, tuesday).await;
        let all = returns(&school, "Tyrell").await;
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].outcome_words, "Back in the room on Fri 13 Nov 2026 (day 3)");
    }
}
