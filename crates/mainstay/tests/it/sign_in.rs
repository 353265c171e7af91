//! The door: passwords, lock-out, sessions that end, and nothing typed lost.

use crate::harness::{schools, send};
use casework::{Act, Event, Verb};
use mainstay::password;

async fn give_password(school: &crate::harness::School, who: &'static str, secret: &str) {
    let account = school.f.accounts[who];
    let mut w = school
        .app
        .store()
        .write(Act::by_system(school.f.org, school.clock.now(), "test"))
        .await
        .unwrap();
    store::account::set_password(&mut w, account, &password::hash(secret).unwrap()).await.unwrap();
    w.commit(Event::new(Verb::AccountChanged, "account", account), vec![]).await.unwrap();
}

#[tokio::test]
async fn five_wrong_passwords_shut_the_door_for_a_while_and_the_right_one_opens_it_after() {
    for school in schools().await {
        give_password(&school, "okell", "correct horse battery").await;
        let right =
            "email=d.okell%40fairholme.example&password=correct+horse+battery&next=%2Fboard"
                .to_string();
        let wrong = right.replace("battery", "batterz");
        for _ in 0..5 {
            let answer = send(&school.router, "POST", "/sign-in", "", Some(wrong.clone())).await;
            answer.is(422).says("do not go together");
        }
        let shut = send(&school.router, "POST", "/sign-in", "", Some(right.clone())).await;
        shut.is(422).says("The door opens again at 8.01");
        school.nov(10, "8.03");
        let open = send(&school.router, "POST", "/sign-in", "", Some(right.clone())).await;
        assert_eq!((open.status, open.location.as_str()), (303, "/board"), "{}", school.engine());
        let cookie = &open.cookies[0];
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
}

#[tokio::test]
async fn a_session_left_overnight_ends_and_keeps_what_was_typed() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        school.nov(11, "8.20");
        let away = okell.get("/").await;
        assert_eq!((away.status, away.location.as_str()), (303, "/sign-in?next=%2F"));
        let posted = okell
            .posts("/refer", &[("what", "Threw a book & swore"), ("place", "H4")])
            .await
            .is(401);
        let typed = posted.value("typed").replace("&amp;", "&");
        assert!(typed.contains("what=Threw+a+book+%26+swore"), "{typed}");
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("account", &school.f.accounts["okell"].to_string())
            .append_pair("next", "/refer")
            .append_pair("typed", &typed)
            .finish();
        let again = send(&school.router, "POST", "/sign-in/demo", "", Some(body)).await;
        again.is(200).says("Send what you typed?").says("Threw a book & swore");
    }
}

#[tokio::test]
async fn a_form_with_the_wrong_token_or_from_another_site_does_nothing() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        okell.posts_raw("/sign-out", "csrf=wrong".into()).await.is(409);
        okell.sees("/").await;
        let request = axum::http::Request::post("/sign-out")
            .header("cookie", format!("mainstay={}", okell.cookie))
            .header("sec-fetch-site", "cross-site")
            .body(axum::body::Body::from(format!("csrf={}", okell.token())))
            .unwrap();
        let answer = tower::ServiceExt::oneshot(school.router.clone(), request).await.unwrap();
        assert_eq!(answer.status().as_u16(), 403);
        okell.sees("/").await;
        okell.does("/sign-out", &[]).await;
        assert_eq!(okell.get("/").await.status, 303);
    }
}

#[tokio::test]
async fn every_answer_wears_the_security_headers() {
    for school in schools().await {
        let answer = send(&school.router, "GET", "/sign-in", "", None).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers["x-frame-options"], "DENY");
        assert_eq!(answer.headers["cache-control"], "no-store");
        let lost = send(&school.router, "GET", "/no/such/page", "", None).await;
        assert_eq!(lost.status, 404);
        assert!(lost.headers.contains_key("content-security-policy"));
    }
}

#[tokio::test]
async fn a_form_too_large_is_refused_before_it_is_read() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        let body = format!("csrf={}&what={}", okell.token(), "x".repeat(600 * 1024));
        okell.posts_raw("/sign-out", body).await.is(413);
    }
}

#[tokio::test]
async fn nobody_is_led_to_another_site_after_signing_in() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        for next in [
            "/%09/evil.example",
            "//evil.example",
            "/%5Cevil.example",
            "https:%2F%2Fevil.example",
            "/%0A/evil.example",
        ] {
            let answer = okell.get(&format!("/sign-in?next={next}")).await.is(303);
            assert_eq!(answer.location, "/", "{next}");
        }
        let kept = okell.get("/sign-in?next=%2Fboard%3Fday%3D2026-11-10").await;
        assert_eq!(kept.location, "/board?day=2026-11-10");
    }
}

#[tokio::test]
async fn signing_out_leaves_nothing_said_for_the_next_person() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        let out = okell.posts("/sign-out", &[]).await.is(303);
        let said = out.cookies.iter().find(|c| c.starts_with("mainstay-said=;")).unwrap();
        assert!(said.contains("Max-Age=0"), "{said}");
    }
}
