//! Who is trained in first aid: set up once, and said on the board.

use crate::harness::schools;

#[tokio::test]
async fn the_board_says_whether_whoever_is_in_charge_is_a_first_aider_and_who_else_is() {
    for school in schools().await {
        school.nov(10, "9.30");
        let okell = school.signs_in("okell").await;
        let board = okell.get("/board").await.location;
        okell.sees(&board).await.hides("first-aider").hides("First aid:");
        okell.get("/set-up/first-aid").await.is(403);
        let abbot = school.signs_in("abbot").await;
        let home = "/set-up/first-aid";
        abbot.sees("/set-up").await.says("First aid");
        abbot.sees(home).await.says("Nobody is named yet");
        let vail = school.f.staff["vail"].to_string();
        let lead = school.f.staff["okell"].to_string();
        let keep = async |fields: &[(&str, &str)]| {
            let mut all = vec![("act", "keep")];
            all.extend(fields);
            abbot.posts(home, &all).await
        };
        keep(&[("staff", ""), ("version", "0")]).await.is(422).says("Choose somebody");
        let odd = [("staff", vail.as_str()), ("version", "0"), ("until", "next year")];
        keep(&odd).await.is(422).says("Give the day as a date");
        let long = "x".repeat(81);
        let odd = [("staff", vail.as_str()), ("version", "0"), ("what", &long)];
        keep(&odd).await.is(422).says("Use at most 80 characters");
        let good = [("staff", vail.as_str()), ("version", "0"), ("until", "2027-02-01")];
        keep(&good).await.is(303);
        keep(&good).await.is(303);
        abbot.sees(home).await.says("Mr Idris Vail").says("In date").hides("Runs out soon");
        okell.sees(&board).await.says("First aid: Mr Vail").hides("first-aider");

        // Whoever is in charge, and until the end of the last day.
        let until = [("staff", lead.as_str()), ("version", "0"), ("until", "2026-11-10")];
        keep(&until).await.is(303);
        abbot.sees(home).await.says("Runs out soon");
        okell.sees(&board).await.says("Ms Dara Okell in charge, first-aider");
        // Two people at once: what one kept the other does not write over.
        let other = [("staff", lead.as_str()), ("version", "1"), ("until", "2027-11-10")];
        keep(&other).await.is(303);
        let stale = [("staff", lead.as_str()), ("version", "1"), ("until", "2028-11-10")];
        keep(&stale).await.is(409).says("Somebody changed this");
        let gone = [("act", "end"), ("staff", lead.as_str())];
        for _ in 0..2 {
            abbot.does(home, &gone).await;
        }
        okell.sees(&board).await.hides("first-aider").says("First aid: Mr Vail");
        school.nov(11, "9.30");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
