//! What was written first stays when it is edited, and a second tab never writes over the first.

use crate::harness::{School, schools};
use casework::room::PlacementState;
use rulebook::Day;

async fn place(s: &School) -> String {
    let day = Day::new(2026, 11, 10).unwrap();
    let id = crate::duty::books(s, "Tyrell", day, &["P1", "P2"], PlacementState::Booked).await;
    s.nov(10, "8.50");
    format!("/placements/{id}")
}

/// Nothing that must always be so is broken.
async fn sound(s: &School) {
    let mut read = s.app.store().read().await.unwrap();
    for found in store::check::findings(&mut read, s.f.org).await.unwrap() {
        assert!(found.broken.is_empty(), "{} on {}: {:?}", found.rule, s.engine(), found.broken);
    }
}

#[tokio::test]
async fn an_arrival_and_an_induction_keep_their_first_words() {
    for s in schools().await {
        let at = place(&s).await;
        let okell = s.signs_in("okell").await;
        let arrival = format!("{at}/arrival");
        let first = [("met_by", "Ms Okell"), ("medication", "Inhaler at 11"), ("version", "0")];
        okell.does(&arrival, &first).await;
        okell.does(&arrival, &first).await;
        okell.sees(&arrival).await.hides("Earlier words are kept");
        // Two tabs open the same page; the second to be sent is not written over the first.
        let version = okell.sees(&arrival).await.value("version");
        let edit = |words: &'static str| [("medication", words), ("version", version.as_str())];
        okell.does(&arrival, &edit("Inhaler at 12")).await;
        okell.posts(&arrival, &edit("None at all")).await.is(409).says("None at all");
        okell
            .sees(&arrival)
            .await
            .says("Earlier words are kept")
            .says("Inhaler at 11")
            .hides("None at all");

        let induction = format!("{at}/induction");
        let words = |goal: &'static str, version: &'static str| {
            [("read_aloud", "yes"), ("goal", goal), ("version", version)]
        };
        okell.does(&induction, &words("Stay calm", "0")).await;
        okell.posts(&induction, &words("Another goal", "0")).await.is(409).says("Another goal");
        okell.does(&induction, &words("Ask for the card", "1")).await;
        okell.does(&induction, &words("Ask for the card", "1")).await;
        okell.sees(&induction).await.says("Goal: Stay calm").says("Ms Dara Okell");
        sound(&s).await;
    }
}

#[tokio::test]
async fn a_duty_given_up_stays_and_its_words_are_kept() {
    for s in schools().await {
        s.nov(11, "11.50");
        let adair = s.signs_in("adair").await;
        let duty = |kind: &'static str, words: &'static str, version: &'static str| {
            let of = [("day", "2026-11-11"), ("period", "P4"), ("full", "yes")];
            [&of[..], &[("kind", kind), ("words", words), ("version", version)]].concat()
        };
        adair.does("/duties", &duty("mentoring", "Goals for the week", "0")).await;
        let twice = duty("mentoring", "Another tab", "0");
        adair.posts("/duties", &twice).await.is(409).says("Another tab");
        adair.does("/duties", &duty("mentoring", "Goals for the month", "1")).await;
        adair
            .sees("/duties/new?day=2026-11-11&period=P4")
            .await
            .says("Words: Goals for the week")
            .says("Mr Col Adair");
        adair.posts("/duties", &duty("none", "", "1")).await.is(409);
        adair.does("/duties", &duty("none", "", "2")).await;
        adair.sees("/duties").await.says("given up by Mr Col Adair");
        sound(&s).await;
    }
}

#[tokio::test]
async fn a_call_keeps_what_was_written_and_one_about_nobody_is_its_authors() {
    for s in schools().await {
        s.nov(11, "12.20");
        let adair = s.signs_in("adair").await;
        let call = adair.does("/calls", &[("tap", "Corridor")]).await;
        let write = |words: &'static str, version: &'static str| {
            [("place", "Corridor"), ("called", "12:20"), ("words", words), ("version", version)]
        };
        adair.does(&call, &write("Two of them ran", "1")).await;
        // A colleague on duty reads it and does not change it; the room's lead may.
        let thrale = s.signs_in("thrale").await;
        thrale.sees(&call).await.says("Two of them ran").says("changed by whoever logged it");
        thrale.posts(&call, &write("Nobody ran", "2")).await.is(403).says("Nobody ran");
        let okell = s.signs_in("okell").await;
        okell.does(&call, &write("Three of them ran", "2")).await;
        adair
            .sees(&call)
            .await
            .says("Changed by Ms Dara Okell")
            .says("What happened: Two of them ran")
            .says("Mr Col Adair");
        // The name of somebody it is no longer about is not read by those who may not see them.
        let (jude, tyrell) = (s.f.pupils["Jude"].to_string(), s.f.pupils["Tyrell"].to_string());
        let name = |who: &str, version: &str| -> Vec<(&'static str, String)> {
            let mut of = write("Ran", "").map(|(n, v)| (n, v.to_string())).to_vec();
            of.extend([("pupil", who.to_string())]);
            of[3].1 = version.to_string();
            of
        };
        let other = okell.does("/calls", &[("tap", "Outside"), ("pupil", &jude)]).await;
        let form = name(&tyrell, "1");
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.does(&other, &form).await;
        okell.sees(&other).await.says("Jude");
        adair.sees(&other).await.hides("Jude").says("you do not see");
        sound(&s).await;
    }
}

#[tokio::test]
async fn what_helps_keeps_its_first_words() {
    for s in schools().await {
        s.nov(11, "12.20");
        let okell = s.signs_in("okell").await;
        let page = format!("/pupils/{}/helps", s.f.pupils["Tyrell"]);
        let version = okell.sees(&page).await.value("version");
        okell.does(&page, &[("helps", "A quiet word"), ("version", &version)]).await;
        okell.sees(&page).await.says("Earlier words are kept").says("Read");
        sound(&s).await;
    }
}
