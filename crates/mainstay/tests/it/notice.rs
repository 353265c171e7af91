//! Who has opened the staff notice and each amendment to it, and who has not.

use crate::board::{ALL, books};
use crate::harness::{School, schools};

async fn publishes(school: &School) -> String {
    let okell = school.signs_in("okell").await;
    let page = okell.sees("/notice").await;
    let (room, once) = (page.value("room"), page.value("once"));
    okell.does("/notice/publish", &[("room", &room), ("once", &once)]).await;
    room
}

/// The list of those under a heading, as text.
fn under<'a>(page: &'a str, heading: &str) -> &'a str {
    let from = page.split(&format!(" {heading}, ")).nth(1).unwrap_or("");
    let ends = ["Not opened yet, ", "Cannot open it in Mainstay, ", " Opened, "];
    let end = ends.iter().filter_map(|e| from.find(e)).min().unwrap_or(from.len());
    &from[..end]
}

#[tokio::test]
async fn who_publishes_sees_by_name_who_opened_the_notice_and_each_amendment_and_who_has_not() {
    for school in schools().await {
        books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "8.28");
        let room = publishes(&school).await;
        let hale = school.signs_in("hale").await;
        hale.sees("/").await.says("Published 8.28. New since you last looked.");
        school.nov(10, "8.41");
        hale.sees("/notice").await.says("Published, 8.28 New to you");
        // What was opened is no news, from here on and on Today.
        hale.sees("/notice").await.says("Published, 8.28").hides("New to you");
        hale.sees("/").await.says("Published 8.28.").hides("New since");

        let okell = school.signs_in("okell").await;
        let list = format!("/notice/opened?room={room}");
        okell.sees("/notice").await.says("Opened by 2 of 26").hides("New to you");
        okell.sees(&format!("/board/{room}")).await.says("Notice opened by 2 of 26");
        let page = okell.sees(&list).await.says("2 of 26 staff have opened the notice.");
        let text = page.text();
        assert!(under(&text, "Opened").contains("Hale"), "{text}");
        assert!(under(&text, "Opened").contains("8.41"), "{text}");
        assert!(under(&text, "Not opened yet").contains("Mrs Priya Ravenhall"), "{text}");
        // Cover reads no notice, so nobody waits for them to.
        assert!(under(&text, "Cannot open it in Mainstay").contains("Mr Dean Poll"), "{text}");

        // An amendment is opened for itself: who read the first has not read it yet.
        school.nov(10, "10.05");
        books(&school, "Jude", 2, &["P6"]).await;
        publishes(&school).await;
        let okell = school.signs_in("okell").await;
        let text = okell.sees(&list).await.says("Amended 10.05").text();
        assert!(under(&text, "Opened").contains("Ms Dara Okell"), "{text}");
        assert!(under(&text, "Not opened yet").contains("Hale"), "{text}");
        okell.sees(&format!("/board/{room}")).await.says("Notice opened by 1 of 26");
        school.nov(10, "10.20");
        let hale = school.signs_in("hale").await;
        hale.sees("/").await.says("Amended 10.05: version 2. New since you last looked.");
        let page = hale.sees("/notice").await.says("10.05 : New to you Jude Marl added");
        page.says("Amendment 1, 10.05 New to you").hides("Published, 8.28 New to you");
        let text = okell.sees(&list).await.text();
        assert!(under(&text, "Opened").contains("8.41 10.20"), "{text}");

        // Yesterday's and another room's are not this one's.
        okell.sees(&format!("{list}&day=2026-11-09")).await.says("Not published yet");
        okell.get("/notice/opened?room=00000000-0000-7000-8000-000000000000").await.is(404);
        okell.get("/notice/opened").await.is(404);
        for who in ["hale", "poll", "catterall", "lyle"] {
            school.signs_in(who).await.get(&list).await.is(403);
        }
        hale.sees("/notice").await.hides("Opened by");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn opening_a_notice_is_kept_once_and_never_stands_between_a_reader_and_the_notice() {
    for school in schools().await {
        books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "8.28");
        let room = publishes(&school).await;
        let hale = school.signs_in("hale").await;
        // Two tabs at once.
        let (one, two) = tokio::join!(hale.sees("/notice"), hale.sees("/notice"));
        one.says("Published, 8.28");
        two.says("Published, 8.28");
        let lyle = school.signs_in("lyle").await;
        let trail = lyle.sees("/trail?verb=notice_opened").await.says("Opened the staff notice");
        assert_eq!(trail.text().matches("Reading the staff notice").count(), 1);
        let okell = school.signs_in("okell").await;
        okell.sees(&format!("/notice/opened?room={room}")).await.says("2 of 26 staff");
        if school.engine() != "sqlite" {
            continue;
        }
        let gale = school.signs_in("gale").await;
        store::testing::fill_the_disk(school.app.store()).await;
        let pupil = school.f.pupils["Tyrell"];
        for n in 0..400 {
            let words = format!("Note {n} {}", "long words ".repeat(300));
            let note = [("body", words.as_str()), ("audience", "pastoral")];
            if okell.posts(&format!("/pupils/{pupil}/notes"), &note).await.status == 507 {
                break;
            }
        }
        gale.sees("/notice").await.says("Published, 8.28").says("Tyrell");
    }
}
