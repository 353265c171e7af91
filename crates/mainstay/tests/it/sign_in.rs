//! The door: passwords, lock-out, sessions that end, and nothing typed lost.

use crate::harness::{Person, schools, send};
use casework::{Act, Event, Verb};
use mainstay::password;

pub async fn give_password(school: &crate::harness::School, who: &'static str, secret: &str) {
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
        shut.is(422).says("the door stays shut for some minutes, even to the right one");
        school.nov(10, "8.03");
        let open = send(&school.router, "POST", "/sign-in", "", Some(right.clone())).await;
        assert_eq!((open.status, open.location.as_str()), (303, "/board"), "{}", school.engine());
        let cookie = &open.cookies[0];
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_the_same_work_at_an_open_a_shut_and_an_unknown_account() {
    for school in schools().await {
        give_password(&school, "okell", "correct horse battery").await;
        let open = "email=d.okell%40fairholme.example&password=wrong+horse+battery".to_string();
        let nobody = "email=nobody%40fairholme.example&password=wrong+horse+battery".to_string();
        let head = async || {
            let mut read = school.app.store().read().await.unwrap();
            store::event::head(&mut read, school.f.org).await.unwrap()
        };
        // Six at one door: the last finds it shut. Each leaves one line and no more.
        for (n, body) in std::iter::repeat_n(&open, 6).chain([&nobody]).enumerate() {
            let before = head().await;
            send(&school.router, "POST", "/sign-in", "", Some(body.clone())).await.is(422);
            assert_eq!(head().await, before + 1, "try {n} on {}", school.engine());
        }
        let mut read = school.app.store().read().await.unwrap();
        let kept = store::account::by_email(&mut read, "d.okell@fairholme.example").await.unwrap();
        assert_eq!(kept.unwrap().failures, 5, "a try at a shut door is not counted");
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
            .append_pair("written", &posted.value("written"))
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
async fn a_form_too_large_is_refused() {
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

#[tokio::test]
async fn a_password_somebody_was_given_opens_only_the_choice_of_their_own() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let issued = format!("/people/{}/password", school.f.staff["okell"]);
        let shown = lyle.posts(&issued, &[]).await.is(200).says("A password, shown once");
        let mark = "<strong class=\"big\">";
        let given = shown.body.split(mark).nth(1).unwrap().split('<').next().unwrap().to_string();
        let goes_in = |secret: &str, typed: &str, written: &str| {
            let body = form_urlencoded::Serializer::new(String::new())
                .append_pair("email", "d.okell@fairholme.example")
                .append_pair("password", secret)
                .append_pair("next", "/refer")
                .append_pair("typed", typed)
                .append_pair("written", written)
                .finish();
            let router = school.router.clone();
            async move { send(&router, "POST", "/sign-in", "", Some(body)).await }
        };
        let into = |cookie: String, csrf: String| {
            Person::held(school.router.clone(), cookie, csrf, "okell")
        };

        // Every door that is not for newcomers leads to the choice.
        let open = goes_in(&given, "", "").await.is(303);
        assert_eq!(open.location, "/password?next=%2Frefer");
        let okell = into(open.cookie("mainstay"), String::new());
        let page = okell.sees("/password?next=%2Frefer").await.says("Choose your password");
        let okell = into(open.cookie("mainstay"), page.value("csrf"));
        page.hides("Okell").hides("Board");
        let mut tried = 0;
        for door in mainstay::doors::all() {
            use mainstay::doors::{Behind, Method, Needs};
            if !matches!(door.behind, Behind::Inside(_)) || door.needs == Needs::Session {
                continue;
            }
            let path = door.path.replace(['{', '}'], "");
            match door.method {
                Method::Get => {
                    let answer = okell.get(&path).await.is(303);
                    assert!(answer.location.starts_with("/password?next="), "{path}");
                }
                Method::Post => drop(okell.posts(&path, &[]).await.is(403).says("Choose your")),
                Method::Upload => drop(okell.sends(&path, &[], ("a.csv", b"a")).await.is(403)),
            }
            tried += 1;
        }
        assert!(tried > 100, "{tried}");
        okell.get("/no/such/page").await.is(404).hides("Okell").hides("Board");
        // One click on a demonstration is not held up by it.
        school.signs_in("okell").await.sees("/refer").await;

        // Signing out stays open; then in again, with words typed before.
        assert_eq!(okell.does("/sign-out", &[]).await, "/sign-in");
        assert_eq!(okell.get("/board").await.is(303).location, "/sign-in?next=%2Fboard");
        let typed = "what=Threw+a+book&place=H4&password-now=secret";
        let open = goes_in(&given, typed, &okell.token())
            .await
            .is(200)
            .says("What you typed before is kept");
        let okell = into(open.cookie("mainstay"), open.value("csrf"));
        let typed = open.value("typed").replace("&amp;", "&");
        let written = open.value("written");
        let choose = |one: &str, two: &str| {
            let fields = [("password", one), ("password-again", two), ("next", "/refer")];
            fields.map(|(n, v)| (n.to_string(), v.to_string())).to_vec()
        };
        for (one, two, why) in [
            (given.as_str(), given.as_str(), "This is the one you were given"),
            ("short", "short", "Use at least 12 characters"),
            ("plain words in a row", "plain words in a raw", "The two are not the same"),
        ] {
            let fields = choose(one, two);
            let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, &**v)).collect();
            fields.extend([("typed", &*typed), ("written", &*written)]);
            let again = okell.posts("/password", &fields).await.is(422).says(why);
            assert_eq!(again.value("typed").replace("&amp;", "&"), typed);
            okell.get("/board").await.is(303);
        }
        let mine = "plain words in a row";
        let fields = choose(mine, mine);
        let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, &**v)).collect();
        fields.extend([("typed", &*typed), ("written", &*written)]);
        let done = okell.posts("/password", &fields).await.is(200);
        done.says("Send what you typed?").says("Threw a book").hides("secret");
        okell.sees("/refer").await;
        assert_eq!(okell.get("/password").await.is(303).location, "/account");

        // The one that was given opens nothing more, and their own opens everything.
        goes_in(&given, "", "").await.is(422).says("do not go together");
        assert_eq!(goes_in(mine, "", "").await.is(303).location, "/refer");
        let same = [("password-now", mine), ("password", mine)];
        let same = okell.posts("/account/password", &same).await.is(422);
        same.says("Choose another than the one you have now");
    }
}
