//! A screen in a pupil's hands: it shows its one page, and what is on that page opens nothing else.

use crate::board::{ALL, books, once};
use crate::harness::{Person, School, schools, send};
use casework::Id;

/// Tyrell's reflection, on a screen that the room's lead handed to him: the lead's session from
/// before and after, the record and its page.
async fn handed(school: &School) -> (Person, String, String) {
    let tyrell = books(school, "Tyrell", 1, &ALL).await;
    school.nov(10, "8.40");
    let okell = school.signs_in("okell").await;
    okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
    let fields = [("way", "pupil"), ("form", "easy"), ("once", &once())];
    let record = okell.does(&format!("/placements/{tyrell}/reflection"), &fields).await;
    let page = okell.does(&format!("{record}/hand-over"), &[]).await;
    (okell, record, page)
}

fn told(token: &str) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("csrf", token).append_pair("once", &Id::now_v7().to_string());
    body.append_pair("words", "It was me, says a pupil").append_pair("whom", "Ms Okell");
    body.append_pair("day", "2026-11-10").append_pair("time", "8.40");
    body.finish()
}

#[tokio::test]
async fn the_token_on_a_page_in_a_pupils_hands_opens_that_page_and_nothing_on_any_device() {
    for school in schools().await {
        let (okell, record, page) = handed(&school).await;
        let adults = okell.token();
        let token = okell.sees(&page).await.value("csrf");
        assert!(token.len() > 20 && token != adults, "{}", school.engine());
        // Another device, with no session; then one on which a colleague is signed in.
        let poll = school.signs_in("poll").await;
        for cookie in ["", poll.cookie.as_str()] {
            for copied in [&token, &adults] {
                let body = Some(told(copied));
                let answer = send(&school.router, "POST", "/tell", cookie, body).await;
                answer.is(409).says("This did not reach the DSL").hides("says a pupil");
            }
            let path = "/sign-out";
            let body = Some(format!("csrf={token}"));
            let answer = send(&school.router, "POST", path, cookie, body).await;
            assert!(answer.status != 200 && !answer.body.contains("signed out of"));
        }
        let khoury = school.signs_in("khoury").await;
        khoury.sees("/safeguarding").await.says("Nothing waits");
        // The page itself goes on, with its own token.
        let asked = okell.sees(&page).await;
        let field = asked.body.split("name=\"q-").nth(1).unwrap().split('"').next().unwrap();
        let words = [("csrf", token.as_str()), (&format!("q-{field}"), "I was tired")];
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(words);
        okell.posts_raw(&page, body.finish()).await.is(303);
        okell.sees(&page).await.says("Thank you");

        // What the adult had typed in another tab before reaches its place once the screen is back.
        okell.posts_raw(&format!("{record}/back"), format!("csrf={token}")).await.is(303);
        let body = Some(told(&adults));
        let answer = send(&school.router, "POST", "/tell", "", body).await;
        answer.is(200).says("Passed to the DSL");
        let body = Some(told(&token));
        send(&school.router, "POST", "/tell", "", body).await.is(409);
    }
}

#[tokio::test]
async fn words_of_a_pupil_whose_session_ended_come_back_on_their_page_and_on_no_other() {
    for school in schools().await {
        let (okell, record, page) = handed(&school).await;
        let token = okell.sees(&page).await.value("csrf");
        okell.posts_raw(&format!("{record}/back"), format!("csrf={token}")).await.is(303);
        let okell = school.signs_in("okell").await;
        let typed = |path: &str| {
            let (router, cookie) = (school.router.clone(), okell.cookie.clone());
            let (path, body) = (path.to_string(), format!("csrf={token}&words=I+was+tired+of+it"));
            async move { send(&router, "POST", &path, &cookie, Some(body)).await }
        };
        typed(&page).await.is(409).says("Send what you typed?").says("I was tired of it");
        let other = typed("/slips").await.is(409).says("Somebody else was writing here");
        other.hides("I was tired of it");
    }
}

#[tokio::test]
async fn a_page_that_says_no_on_a_handed_over_screen_has_nothing_of_the_adults_frame() {
    for school in schools().await {
        let (okell, record, page) = handed(&school).await;
        // Addresses that are no door, and a door knocked on the wrong way.
        for (method, path) in [("GET", "/nowhere"), ("GET", "/a/b/c"), ("POST", page.as_str())] {
            let body = (method == "POST").then(|| "csrf=wrong".to_string());
            let answer = send(&school.router, method, path, &okell.cookie, body).await;
            assert!(answer.status >= 400, "{path} {}", answer.status);
            let answer = answer.hides("Dara Okell").hides("Board").hides("Fairholme");
            assert!(!answer.body.contains("<nav") && !answer.body.contains("Find a student"));
        }
        let wrong_way = okell.get(&format!("{record}/back")).await.is(405).hides("Board");
        assert!(!wrong_way.body.contains("<nav"));
        // The pages of the demonstration are not for it either; anybody else sees them.
        okell.get("/dev/gallery").await.is(404).hides("Gallery");
        okell.get("/dev/gallery/board-typical").await.is(404).hides("Board");
        school.signs_in("poll").await.sees("/dev/gallery").await;
    }
}

#[tokio::test]
async fn nobody_writes_over_a_pupils_own_words_and_a_second_screen_keeps_both() {
    for school in schools().await {
        let (okell, record, page) = handed(&school).await;
        let token = okell.sees(&page).await.value("csrf");
        let asked = okell.sees(&page).await;
        let first = asked.body.split("<textarea").nth(1).unwrap();
        let field = first.split("name=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
        // Another adult, at another screen, cannot keep answers for them while they write.
        let other = school.signs_in("okell").await;
        let version = other.sees(&record).await.value("version");
        let theirs = [("version", version.as_str()), (field.as_str(), "He said he did it")];
        let no = other.posts(&record, &theirs).await.is(409);
        no.says("They are writing this one themselves").says("He said he did it");
        let says = |words: &str| {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.append_pair("csrf", &token).append_pair(&field, words);
            body.finish()
        };
        okell.posts_raw(&page, says("I was pushed first")).await.is(303);
        // The page was open twice: what the second sends is kept, and so is what the first sent.
        okell.posts_raw(&page, says("I was pushed, then I pushed")).await.is(303);
        okell.posts_raw(&page, says("I was pushed, then I pushed")).await.is(303);
        let kept = other.sees(&record).await.says("I was pushed, then I pushed");
        let kept = kept.says("Earlier words are kept").says("I was pushed first");
        assert_eq!(kept.text().matches("I was pushed first").count(), 1, "{}", school.engine());
    }
}
