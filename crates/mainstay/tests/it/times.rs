//! A time that was typed is kept or questioned, never passed over; nothing is kept before it
//! happens.

use crate::duty::books;
use crate::harness::{schools, tuesday};
use casework::room::PlacementState;

#[tokio::test]
async fn a_typed_time_that_cannot_be_read_or_has_not_come_is_questioned_beside_its_field() {
    for school in schools().await {
        let id = books(&school, "Tyrell", tuesday(), &["P1", "P2"], PlacementState::Booked).await;
        school.nov(10, "8.50");
        let okell = school.signs_in("okell").await;
        let arrival = format!("/placements/{id}/arrival");
        let late = [("time", "8.55"), ("met_by", "Ms Okell")];
        okell.posts(&arrival, &late).await.is(422).says("It is 8.50 now");
        okell.does(&arrival, &[("quick", "yes")]).await;
        school.nov(10, "9.40");
        let entries = format!("/placements/{id}/entries");
        for (time, said) in [("25.10", "Give the time as 10.25"), ("10:15", "It is 9.40 now")] {
            let note = [("kind", "note"), ("body", "Asked for help"), ("time", time)];
            let page = okell.posts(&entries, &note).await.is(422).says(said).says("Asked for help");
            assert_eq!(page.value("time"), "", "the page names its fields once");
            assert!(page.body.contains(&format!("value=\"{time}\"")), "{}", page.text());
            let step = [("kind", "next_step"), ("body", "Mr Thrale"), ("time", time)];
            okell.posts(&entries, &step).await.is(422).says(said).says("Mr Thrale");
        }
        // A tap still gets now, and a time that has been is kept.
        okell.does(&entries, &[("kind", "praise")]).await;
        okell.does(&entries, &[("kind", "note"), ("body", "Read"), ("time", "9.15")]).await;
        let card = format!("/placements/{id}");
        okell.sees(&card).await.says("9.40 Praise").says("9.15 Note").hides("Asked for help");
        let rest = format!("/board/{}/break", school.f.room);
        let form = [("act", "start"), ("kind", "break"), ("time", "11.60")];
        let page = okell.posts(&rest, &form).await.is(422).says("Give the time as 11.10");
        assert!(page.body.contains("value=\"11.60\""));
    }
}

#[tokio::test]
async fn a_period_is_marked_and_an_entry_ticked_once_it_has_come() {
    for school in schools().await {
        let id = books(&school, "Tyrell", tuesday(), &["P1", "P6"], PlacementState::Booked).await;
        let next = tuesday().plus(1);
        let tomorrow = books(&school, "Kian", next, &["P1"], PlacementState::Booked).await;
        school.nov(10, "9.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{id}/arrival"), &[("quick", "yes")]).await;
        let mark = |code: &'static str| [("code", code), ("conduct", "4")];
        let marks = format!("/placements/{id}/marks");
        okell.posts(&marks, &mark("P6")).await.is(409).says("P6 of Tue 10 Nov 2026 has not begun");
        okell.does(&marks, &mark("P1")).await;
        let sheet = format!("/board/{}/marks?period=P6", school.f.room);
        let conduct = format!("conduct-{id}");
        okell.posts(&sheet, &[(conduct.as_str(), "4")]).await.is(409).says("has not begun");
        let ahead = format!("/placements/{tomorrow}/marks");
        okell.posts(&ahead, &mark("P1")).await.is(409).says("P1 of Wed 11 Nov 2026");
        // The entry for tomorrow has no line yet; its address is made by hand.
        okell.posts(&format!("/mis/{tomorrow}"), &[]).await.is(409).says("has not come yet");
        okell.does(&format!("/mis/{id}"), &[]).await;
        okell.sees("/mis").await.hides("Kian");
    }
}

#[tokio::test]
async fn a_time_is_typed_into_a_box_that_never_shows_twelve_hours() {
    let school = &schools().await[0];
    let lyle = school.signs_in("lyle").await;
    let page = lyle.sees("/set-up/rules").await;
    assert!(!page.body.contains("type=\"time\""), "no box that may show twelve hours");
    let box_of = page.body.split("name=\"notice_by\"").nth(1).unwrap();
    assert!(box_of.starts_with(" type=\"text\" inputmode=\"numeric\""), "{}", &box_of[..60]);
}
