//! Two tabs, and one form sent twice at the same moment: kept once, and nobody is told otherwise.

use crate::harness::{Answer, School, schools};
use crate::home::{ALL_DAY, books};
use casework::Id;

/// How many lines of the trail about a pupil have this verb.
async fn lines(school: &School, given: &str, verb: &str) -> usize {
    let mut read = school.app.store().read().await.unwrap();
    let pupil = school.f.pupils[given];
    let all = store::event::of_pupil(&mut read, school.f.org, pupil, 0, 500).await.unwrap();
    all.iter().filter(|l| l.verb == verb).count()
}

/// How many letters of a placement are kept.
async fn letters(school: &School, placement: Id) -> usize {
    let mut read = school.app.store().read().await.unwrap();
    store::letter::of_placement(&mut read, school.f.org, placement).await.unwrap().len()
}

/// The form of a page that shows letters, with words added.
fn letter_form<'a>(issued: &'a str, once: &'a str, added: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("act", "issue"),
        ("once", once),
        ("issued", issued),
        ("opening", "We would like to tell you about tomorrow."),
        ("reason", "Tyrell swore at a teacher and threw a book."),
        ("added", added),
    ]
}

fn key() -> String {
    Id::now_v7().to_string()
}

#[tokio::test]
async fn two_tabs_that_issue_the_same_letters_send_them_once_and_the_second_is_told() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let path = format!("/placements/{placement}/letters");
        let okell = school.signs_in("okell").await;
        let thrale = school.signs_in("thrale").await;
        let (one, other) = (okell.sees(&path).await, thrale.sees(&path).await);
        let (seen, stale) = (one.value("issued"), other.value("issued"));
        assert_eq!((seen.as_str(), stale.as_str()), ("0", "0"));
        okell.does(&path, &letter_form(&seen, &one.value("once"), "")).await;
        assert_eq!(letters(&school, placement).await, 2, "{}", school.engine());
        // The other tab still says that none was issued.
        let once = other.value("once");
        let other = letter_form(&stale, &once, "Words of mine");
        thrale
            .posts(&path, &other)
            .await
            .is(409)
            .says("Somebody changed this while you were writing")
            .says("Words of mine");
        assert_eq!(letters(&school, placement).await, 2, "{}", school.engine());
        // Opened again it says how many there are, and issuing on purpose takes their place.
        let again = thrale.sees(&path).await;
        assert_eq!(again.value("issued"), "2");
        let (seen, once) = (again.value("issued"), again.value("once"));
        thrale.does(&path, &letter_form(&seen, &once, "Words of mine")).await;
        assert_eq!(letters(&school, placement).await, 4, "{}", school.engine());
    }
}

#[tokio::test]
async fn two_tabs_that_issue_at_the_same_moment_send_the_letters_once() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let path = format!("/placements/{placement}/letters");
        let okell = school.signs_in("okell").await;
        let thrale = school.signs_in("thrale").await;
        let (a, b) = (key(), key());
        let (one, other) = (letter_form("0", &a, ""), letter_form("0", &b, ""));
        let (one, other) = tokio::join!(okell.posts(&path, &one), thrale.posts(&path, &other));
        let mut told = [one.status, other.status];
        told.sort_unstable();
        assert_eq!(told, [303, 409], "{}", school.engine());
        assert_eq!(letters(&school, placement).await, 2, "{}", school.engine());
    }
}

#[tokio::test]
async fn a_form_posted_twice_at_once_is_kept_once_and_both_answers_are_good() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        school.nov(10, "8.45");
        let okell = school.signs_in("okell").await;
        let arrival = format!("/placements/{placement}/arrival");
        okell.does(&arrival, &[("quick", "yes")]).await;
        let pupil = school.f.pupils["Tyrell"];
        let curtis = school.f.contacts["Curtis"].to_string();
        let board = okell.get("/board").await.location;
        let poll = school.f.staff["poll"].to_string();
        let room = school.f.room.to_string();
        let ravenhall = school.f.staff["ravenhall"].to_string();
        let k: Vec<String> = (0..8).map(|_| key()).collect();
        let forms: Vec<(String, Vec<(&str, &str)>)> = vec![
            (format!("/placements/{placement}/entries"), vec![("kind", "praise"), ("once", &k[0])]),
            (
                format!("/placements/{placement}/entries"),
                vec![("kind", "note"), ("body", "Asked for the card."), ("once", &k[1])],
            ),
            (
                format!("/placements/{placement}/home"),
                vec![
                    ("contact", &curtis),
                    ("day", "2026-11-10"),
                    ("time", "8:40"),
                    ("outcome", "spoke"),
                    ("once", &k[2]),
                ],
            ),
            (
                format!("/pupils/{pupil}/notes"),
                vec![("audience", "staff"), ("body", "Likes maps."), ("once", &k[3])],
            ),
            (
                format!("{board}/handover"),
                vec![("act", "hand"), ("adult", &poll), ("from", "9:00"), ("once", &k[4])],
            ),
            (format!("/placements/{placement}/letters"), letter_form("0", &k[5], "").to_vec()),
        ];
        let forms = forms.into_iter().chain([
            ("/notice/publish".to_string(), vec![("room", room.as_str()), ("once", &k[6])]),
            (
                format!("/placements/{placement}/repair"),
                vec![("with", ravenhall.as_str()), ("once", &k[7])],
            ),
        ]);
        for (path, fields) in forms {
            let (path, fields) = (&path, &fields);
            let (one, other): (Answer, Answer) =
                tokio::join!(okell.posts(path, fields), okell.posts(path, fields));
            for answer in [one, other] {
                assert_eq!(answer.status, 303, "{path} on {}: {}", school.engine(), answer.text());
            }
        }
        let card = okell.sees(&format!("/placements/{placement}")).await.says("Praise 1");
        assert_eq!(card.body.matches("<p>Asked for the card.</p>").count(), 1);
        for verb in ["home_called", "repair_offered"] {
            assert_eq!(lines(&school, "Tyrell", verb).await, 1, "{verb} on {}", school.engine());
        }
        assert_eq!(letters(&school, placement).await, 2, "{}", school.engine());
        let handed = okell.sees(&format!("{board}/handover")).await.text();
        assert_eq!(handed.matches("Handed over by").count(), 1, "{handed}");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
