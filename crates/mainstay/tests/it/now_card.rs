//! The card on a pupil's desk: what to do now, what helps, what comes next, and nothing else.

use crate::harness::schools;
use crate::message::{booked, opens, path, to};

#[tokio::test]
async fn the_card_says_what_to_do_now_what_helps_and_what_comes_next_and_no_more() {
    for school in schools().await {
        let placement = booked(&school, &["P2", "P3"]).await;
        let link = path(&school, &to(&school, "hale").await);
        let work = opens(&school, &link).await.value("work");
        let tap = format!("work={work}&tap-{work}=same");
        crate::harness::send(&school.router, "POST", &link, "", Some(tap)).await.is(303);
        let card = format!("/placements/{placement}/card");

        // Nothing is on yet; the first of the day is next.
        school.nov(10, "9.30");
        let okell = school.signs_in("okell").await;
        okell.sees(&card).await.says("Nothing is on now").says("P2 Maths, from 10.00");
        school.nov(10, "10.00");
        let page = okell.sees(&card).await.says("P2 Maths").says("Until 10.50");
        let page = page.says("In the class’s online classroom").says("P3 Science, from 11.05");
        let page = page.says("What helps");
        for private in [
            "Abuse",
            "Ashdown-Moss",
            "SEN",
            "Reading age",
            "allergy",
            "free meal",
            "Kian",
            "Ravenhall",
        ] {
            assert!(!page.text().contains(private), "{private} in {}", page.text());
        }
        // No way from the desk into the rest of Mainstay.
        assert!(page.links("/").iter().all(|l| l.starts_with("/assets/")), "{:?}", page.links("/"));
        school.nov(10, "10.50");
        okell.sees(&card).await.says("Nothing is on now").says("P3 Science, from 11.05");
        school.nov(10, "11.05");
        okell.sees(&card).await.says("Your work is on its way").hides("Next");
        school.nov(10, "12.00");
        okell.sees(&card).await.says("Ask the adult in the room what is next");
        // A teacher has no board, and so no card; nobody has one without signing in.
        school.signs_in("hale").await.get(&card).await.is(403);
        crate::harness::send(&school.router, "GET", &card, "", None).await.is(303);
        let none = format!("/placements/{}/card", casework::Id::nil());
        okell.get(&none).await.is(404);
    }
}
