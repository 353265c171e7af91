//! "If this happens" cards: written by whoever sets up, read by everybody in the room; and the policy a
//! referral's reasons come from.

use crate::board::{ALL, books};
use crate::harness::schools;

#[tokio::test]
async fn a_cover_adult_reads_the_schools_cards_and_what_helps_and_nothing_else() {
    for school in schools().await {
        books(&school, "Tyrell", 1, &ALL).await;
        school.nov(10, "9.05");
        let room = school.f.room;
        let scripts = format!("/board/{room}/scripts");
        let okell = school.signs_in("okell").await;
        let board = okell.sees(&format!("/board/{room}")).await;
        assert!(board.links("/board/").contains(&scripts), "{:?}", board.links("/board/"));
        okell.sees(&scripts).await.says("No card is written").hides("Change the cards");
        let home = "/set-up/script-cards";
        assert!(okell.get(home).await.status >= 400);
        let abbot = school.signs_in("abbot").await;
        assert!(abbot.sees("/set-up").await.links(home).contains(&home.to_string()));
        let page = abbot.sees(home).await.says("No card yet");
        let id = page.value("id");
        let keep = async |fields: &[(&str, &str)]| {
            let mut all = vec![("id", id.as_str()), ("version", "0")];
            all.extend(fields);
            abbot.posts(home, &all).await
        };
        let seven = "1\n2\n3\n4\n5\n6\n7";
        let page = keep(&[("happens", "Somebody walks out"), ("steps", seven)]).await.is(422);
        page.says("Nobody reads more than 6 while it happens");
        keep(&[("happens", ""), ("steps", "")]).await.is(422).says("Say what happens");
        let odd = [("happens", "Somebody walks out"), ("steps", "Wait"), ("place", "first")];
        keep(&odd).await.is(422).says("Give a number from 1 to 99");
        let card = [
            ("happens", "Somebody walks out"),
            ("steps", "Do not stand in the door.\nTell the office which way."),
        ];
        for _ in 0..2 {
            keep(&card).await.is(303);
        }
        let page = abbot.sees(home).await;
        let said = page.text().matches("Somebody walks out").count();
        assert_eq!(said, 3, "the card once, its Change, and the hint");

        // Somebody who covers sees the cards, those who are here, what helps them, and no more.
        let poll = school.signs_in("poll").await;
        let page =
            poll.sees(&scripts).await.says("Somebody walks out").says("Do not stand in the door");
        let page = page.says("Tyrell Ashdown-Moss").hides("Change the cards");
        assert!(page.links("/pupils").is_empty() && page.links("/placements").is_empty());
        assert!(poll.get(&format!("{scripts}?day=2026-11-11")).await.status >= 400);
        assert!(school.signs_in("ravenhall").await.get(&scripts).await.status >= 400);

        // Two people at once: what one kept the other does not write over; out of use it is off the board.
        let change = |version: &'static str, steps: &'static str| {
            [
                ("id", id.clone()),
                ("version", version.into()),
                ("happens", "Somebody walks out".into()),
                ("steps", steps.into()),
                ("place", "1".to_string()),
            ]
        };
        let posts = async |version: &'static str, steps: &'static str, retire: bool| {
            let all = change(version, steps);
            let mut all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
            if retire {
                all.push(("retire", "yes"));
            }
            abbot.posts(home, &all).await
        };
        posts("1", "Wait.", false).await.is(303);
        posts("1", "Run after them.", false).await.is(409);
        poll.sees(&scripts).await.says("Wait.").hides("Run after");
        posts("2", "Wait.", true).await.is(303);
        poll.sees(&scripts).await.says("No card is written");
        abbot.sees(home).await.says("Not in use");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_referral_says_which_policy_its_reasons_come_from() {
    for school in schools().await {
        school.nov(10, "9.05");
        let policy = {
            let mut read = school.app.store().read().await.unwrap();
            store::school::setting(&mut read, school.f.org).await.unwrap().rules.policy
        };
        assert!(!policy.is_empty());
        let ravenhall = school.signs_in("ravenhall").await;
        let form = format!("/refer?pupil={}", school.f.pupils["Tyrell"]);
        ravenhall.sees(&form).await.says(&format!("The school’s list ({policy})"));
    }
}
