//! What stands at the door: guesses slowed, words kept for whoever wrote them, sessions that end
//! on a shared screen, and a page in words for everything that is no page.

use crate::harness::{Answer, Person, School, answer, schools, send};
use crate::sign_in::give_password;
use axum::http::Request;
use mainstay::config::Config;

/// Tries a password from an address, as if through the connection of `proxy`.
async fn tries_from(school: &School, connection: &str, forwarded: &str, secret: &str) -> Answer {
    let connection: std::net::SocketAddr = connection.parse().unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("email", "d.okell@fairholme.example")
        .append_pair("password", secret)
        .append_pair("next", "/board")
        .finish();
    let request = Request::post("/sign-in")
        .header("x-forwarded-for", forwarded)
        .extension(axum::extract::ConnectInfo(connection))
        .body(axum::body::Body::from(body))
        .unwrap();
    answer(&school.router, request).await
}

#[tokio::test]
async fn a_whole_school_behind_one_address_signs_in_and_guesses_from_one_are_slowed() {
    let school = schools().await.remove(0);
    give_password(&school, "okell", "correct horse battery").await;
    for _ in 0..30 {
        tries_from(&school, "192.0.2.7:9", "", "correct horse battery").await.is(303);
    }
    // Wrong ones from there, until no more are looked at.
    let wrong = (0..200).take_while(|_| school.app.may_try("192.0.2.7")).count();
    assert!(wrong >= 90, "{wrong}: everybody in a school of ninety may mistype once");
    let shut = tries_from(&school, "192.0.2.7:9", "", "correct horse battery").await;
    shut.is(422).says("Too many tries from here");
    tries_from(&school, "192.0.2.8:9", "", "correct horse battery").await.is(303);
    // A header that anybody can write opens nothing.
    tries_from(&school, "192.0.2.7:9", "192.0.2.99", "correct horse battery").await.is(422);
    school.nov(10, "8.11");
    tries_from(&school, "192.0.2.7:9", "", "correct horse battery").await.is(303);
}

#[tokio::test]
async fn behind_a_trusted_proxy_tries_are_counted_by_who_asked_it() {
    let config = Config { trusted_proxies: "10.0.0.2".into(), ..Config::default() };
    let school = schools().await.remove(0).with(config);
    give_password(&school, "okell", "correct horse battery").await;
    while school.app.may_try("192.0.2.7") {}
    let said = "203.0.113.1, 192.0.2.7";
    let shut = tries_from(&school, "10.0.0.2:9", said, "correct horse battery").await;
    shut.is(422).says("Too many tries from here");
    let said = "192.0.2.7, 203.0.113.1";
    tries_from(&school, "10.0.0.2:9", said, "correct horse battery").await.is(303);
}

#[tokio::test]
async fn a_password_is_not_shown_when_its_form_comes_too_late() {
    let school = schools().await.remove(0);
    let okell = school.signs_in("okell").await;
    let fields = "password-now=hunter+in+the+wood&password=plain+words+in+a+row";
    let stale = okell.posts_raw("/account/password", format!("csrf=stale&{fields}")).await;
    assert!(!stale.body.contains("hunter") && !stale.body.contains("plain words"));
    school.nov(11, "8.00");
    let late = format!("csrf={}&{fields}", okell.token());
    let late = okell.posts_raw("/account/password", late).await.is(401);
    assert!(!late.body.contains("hunter") && !late.body.contains("plain"));
}

/// Signs in by one click, carrying on what a page carries.
async fn goes_in(school: &School, who: &'static str, page: &Answer) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("account", &school.f.accounts[who].to_string())
        .append_pair("next", &page.value("next"))
        .append_pair("typed", &page.value("typed").replace("&amp;", "&"))
        .append_pair("written", &page.value("written"))
        .finish();
    send(&school.router, "POST", "/sign-in/demo", "", Some(body)).await
}

const WORDS: &[(&str, &str)] = &[("what", "Threw a book & swore"), ("place", "H4")];

#[tokio::test]
async fn words_typed_before_a_session_ended_are_shown_to_their_writer_and_nobody_else() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        school.nov(11, "8.20");
        let away = okell.posts("/refer", WORDS).await.is(401);
        // Somebody else signs in on that page.
        let other = goes_in(&school, "ravenhall", &away).await.is(200);
        let text = other.text();
        assert!(text.contains("Somebody else was writing here"), "{text}");
        assert!(!text.contains("Threw a book") && !text.contains("Send it now"), "{text}");
        // And gives the page back: the words are still there for their writer.
        let cookie = other.cookie("mainstay");
        let ravenhall = Person::held(school.router.clone(), cookie, other.value("csrf"), "r");
        let typed = other.value("typed").replace("&amp;", "&");
        let written = other.value("written");
        let back = [("next", "/refer"), ("typed", typed.as_str()), ("written", written.as_str())];
        let door = ravenhall.posts("/sign-out", &back).await.is(200);
        assert_eq!(ravenhall.get("/").await.status, 303, "{}", school.engine());
        let again = goes_in(&school, "okell", &door).await.is(200);
        let again = again.says("Send what you typed?").says("Threw a book & swore");
        assert!(again.body.contains("action=\"/refer\""));
    }
}

#[tokio::test]
async fn words_in_a_form_left_open_are_not_sent_in_the_name_of_whoever_signed_in_since() {
    let school = schools().await.remove(0);
    let okell = school.signs_in("okell").await;
    let left = |person: &Person| {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("csrf", &okell.token())
            .extend_pairs(WORDS)
            .finish();
        let (router, cookie) = (school.router.clone(), person.cookie.clone());
        async move { send(&router, "POST", "/refer", &cookie, Some(body)).await }
    };
    let ravenhall = school.signs_in("ravenhall").await;
    let other = left(&ravenhall).await.is(409).says("Somebody else was writing here");
    other.hides("Threw a book").hides("Send it now");
    let okell = school.signs_in("okell").await;
    left(&okell).await.is(409).says("Send what you typed?").says("Threw a book & swore");
    // Not even by a page that refuses.
    let poll = school.signs_in("poll").await;
    left(&poll).await.is(409).hides("Threw a book");
    // No session is known for it at all: nobody can be shown it.
    let nobody = [("csrf", "unknown"), ("what", "Threw a book")];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(nobody).finish();
    okell.posts_raw("/refer", body).await.is(409).hides("Threw a book");
}

#[tokio::test]
async fn a_board_left_open_on_a_shared_screen_is_signed_out_all_the_same() {
    for school in schools().await {
        let account = school.f.accounts["okell"];
        let body = format!("account={account}&next=/board&shared=yes");
        let open = send(&school.router, "POST", "/sign-in/demo", "", Some(body)).await.is(303);
        let cookie = open.cookie("mainstay");
        let csrf = send(&school.router, "GET", "/account", &cookie, None).await.value("csrf");
        let okell = Person::held(school.router.clone(), cookie, csrf, "okell");
        let board = okell.get("/board").await;
        let board = if board.status == 303 { okell.sees(&board.location).await } else { board };
        let part = board.body.split("data-live=\"").nth(1).unwrap().split('"').next().unwrap();
        let tiles = part.replace("&amp;", "&");
        let watches = || {
            let request =
                Request::get("/live").header("cookie", format!("mainstay={}", okell.cookie));
            let request = request.body(axum::body::Body::empty()).unwrap();
            // Not read: it goes on for as long as the session does.
            tower::ServiceExt::oneshot(school.router.clone(), request)
        };
        // Somebody works at it: it stays open.
        for minute in ["8.02", "8.05", "8.08"] {
            school.nov(10, minute);
            okell.sees("/").await;
        }
        // Nobody does; only the page asks.
        for minute in ["8.09", "8.10", "8.11", "8.12"] {
            school.nov(10, minute);
            okell.sees(&tiles).await;
            assert_eq!(watches().await.unwrap().status(), 200, "{}", school.engine());
            okell.get("/assets/nothing").await.is(404);
        }
        school.nov(10, "8.13");
        okell.get(&tiles).await.is(401).says("You are signed out").hides("Tyrell");
        assert_eq!(watches().await.unwrap().status(), 401);
        assert!(okell.get("/").await.is(303).location.starts_with("/sign-in"));
    }
}

#[tokio::test]
async fn a_page_that_watches_is_told_that_its_session_is_over() {
    let school = schools().await.remove(0);
    let okell = school.signs_in("okell").await;
    let request = Request::get("/live").header("cookie", format!("mainstay={}", okell.cookie));
    let request = request.body(axum::body::Body::empty()).unwrap();
    let stream = tower::ServiceExt::oneshot(school.router.clone(), request).await.unwrap();
    assert_eq!(stream.status(), 200);
    // Signing out is an act, so the stream looks at once.
    okell.does("/sign-out", &[]).await;
    let said = http_body_util::BodyExt::collect(stream.into_body()).await.unwrap().to_bytes();
    let said = String::from_utf8(said.to_vec()).unwrap();
    assert!(said.contains("event: over"), "{said}");
}

async fn tries(school: &School, email: &str, secret: &str) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("email", email)
        .append_pair("password", secret)
        .finish();
    send(&school.router, "POST", "/sign-in", "", Some(body)).await
}

#[tokio::test]
async fn many_wrong_passwords_at_once_are_each_counted_and_shut_the_door() {
    for school in schools().await {
        give_password(&school, "okell", "correct horse battery").await;
        let email = "d.okell@fairholme.example";
        let at_once = (0..20).map(|_| tries(&school, email, "correct horse batterz"));
        for answer in futures_util::future::join_all(at_once).await {
            answer.is(422).says("do not go together");
        }
        let mut read = school.app.store().read().await.unwrap();
        let account = store::account::by_email(&mut read, email).await.unwrap().unwrap();
        assert_eq!(account.failures, 5, "{}: a shut door counts no more", school.engine());
        assert!(account.locked_until.is_some_and(|until| until > school.clock.now()));
        tries(&school, email, "correct horse battery").await.is(422);
        school.nov(10, "8.02");
        tries(&school, email, "correct horse battery").await.is(303);
    }
}

#[tokio::test]
async fn a_shut_door_answers_as_one_that_nobody_has() {
    let school = schools().await.remove(0);
    give_password(&school, "okell", "correct horse battery").await;
    let email = "d.okell@fairholme.example";
    let nobody = "x.nobody@fairholme.example";
    let first = tries(&school, email, "correct horse batterz").await;
    for _ in 0..5 {
        tries(&school, email, "correct horse batterz").await;
    }
    let shut = tries(&school, email, "correct horse battery").await;
    let unknown = tries(&school, nobody, "correct horse battery").await;
    for other in [first, shut] {
        assert_eq!(other.status, unknown.status);
        assert_eq!(other.body.replace(email, nobody), unknown.body);
    }
}

#[tokio::test]
async fn a_password_with_spaces_at_its_ends_opens_the_door_and_can_be_changed() {
    let school = schools().await.remove(0);
    let spaced = " correct horse battery ";
    give_password(&school, "okell", spaced).await;
    let email = "d.okell@fairholme.example";
    tries(&school, email, spaced.trim()).await.is(422);
    tries(&school, email, spaced).await.is(303);
    let okell = school.signs_in("okell").await;
    let trimmed = [("password-now", spaced.trim()), ("password", "plain words in a row")];
    okell.posts("/account/password", &trimmed).await.is(422).says("not your password now");
    let fields = [("password-now", spaced), ("password", "plain words in a row ")];
    okell.does("/account/password", &fields).await;
    tries(&school, email, "plain words in a row").await.is(422);
    tries(&school, email, "plain words in a row ").await.is(303);
}

#[tokio::test]
async fn every_kind_of_answer_wears_the_security_headers_and_says_something() {
    let school = schools().await.remove(0);
    let okell = school.signs_in("okell").await;
    let cookie = format!("mainstay={}", okell.cookie);
    let csrf = format!("csrf={}", okell.token());
    let large = "x".repeat(600 * 1024);
    let sheet = mainstay::page::assets::href("mainstay.css");
    let sheet = send(&school.router, "GET", &sheet, "", None).await.is(200);
    let known = sheet.headers["etag"].to_str().unwrap().to_string();
    let sheet = mainstay::page::assets::href("mainstay.css");
    let ask = |method: &str, path: &str| Request::builder().method(method).uri(path);
    let mine = |method: &str, path: &str| ask(method, path).header("cookie", &cookie);
    let asked: Vec<(u16, axum::http::request::Builder, &str)> = vec![
        (200, ask("GET", "/sign-in"), ""),
        (200, ask("GET", &sheet), ""),
        (304, ask("GET", &sheet).header("if-none-match", known), ""),
        (200, ask("GET", "/health"), ""),
        (303, ask("GET", "/board"), ""),
        (401, ask("POST", "/refer"), "what=x"),
        (404, ask("GET", "/no/such/page"), ""),
        (404, ask("GET", "/assets/nothing.css"), ""),
        (405, ask("GET", "/sign-out"), ""),
        (405, ask("DELETE", "/board"), ""),
        (405, ask("OPTIONS", "/"), ""),
        (422, ask("POST", "/sign-in"), "email=x"),
        (200, mine("GET", "/board"), ""),
        (200, mine("GET", "/live"), ""),
        (200, mine("GET", "/mis/export/csv"), ""),
        (403, mine("GET", "/set-up"), ""),
        (403, mine("POST", "/sign-out").header("sec-fetch-site", "cross-site"), &csrf),
        (404, mine("GET", "/pupils/%FF"), ""),
        (404, mine("GET", "/placements/nothing"), ""),
        (405, mine("GET", "/account/password"), ""),
        (405, mine("PUT", "/refer"), &csrf),
        (409, mine("POST", "/refer"), "csrf=stale&what=x"),
        (413, mine("POST", "/refer"), &large),
        (422, mine("POST", "/account/password"), &csrf),
    ];
    for (status, request, body) in asked {
        let request = request.body(axum::body::Body::from(body.to_string())).unwrap();
        let named = format!("{} {}", request.method(), request.uri());
        let response = tower::ServiceExt::oneshot(school.router.clone(), request).await.unwrap();
        let headers = response.headers();
        if named.ends_with("/board") && status == 200 {
            assert!([200, 303].contains(&response.status().as_u16()), "{named}");
        } else {
            assert_eq!(response.status(), status, "{named}");
        }
        for (name, part) in [
            ("content-security-policy", "default-src 'none'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "camera=()"),
            ("cache-control", ""),
        ] {
            let value = headers.get(name).map(|v| v.to_str().unwrap());
            assert!(value.is_some_and(|v| v.contains(part)), "{named}: {name} {value:?}");
        }
        if status >= 400 && !named.contains("/assets/") {
            assert_eq!(headers["content-type"], "text/html; charset=utf-8", "{named}");
            let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap();
            let words = crate::harness::text(&String::from_utf8_lossy(&body.to_bytes()));
            assert!(words.len() > 80, "{named}: {words}");
        }
    }
    // The address of a form, typed in, leads back to the page it is on.
    let page = okell.get("/account/password").await.is(405).says("This address has no page");
    assert_eq!(page.links("/account")[..], ["/account"]);
    assert_eq!(page.headers["allow"], "POST");
    // Nor is anybody led to one after signing in.
    school.nov(11, "8.20");
    let away = okell.posts("/sign-out", &[]).await.is(401);
    assert_eq!(goes_in(&school, "okell", &away).await.is(303).location, "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_request_does_not_hold_its_line() {
    use std::io::{Read, Write};
    let school = schools().await.remove(0);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let soon = std::time::Duration::from_millis(100);
    let router = school.router.clone();
    let server = tokio::spawn(mainstay::cli::serve::answer_all(router, listener, soon));
    let asks = move |words: &'static str| {
        let mut line = std::net::TcpStream::connect(address).unwrap();
        // Only so that a line that is held fails this test and does not stop it.
        line.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
        line.write_all(words.as_bytes()).unwrap();
        let mut said = String::new();
        let closed = line.read_to_string(&mut said);
        assert!(closed.is_ok(), "the line is held: {closed:?}");
        said
    };
    let half = move || asks("GET /health HTTP/1.1\r\nHost: here\r\nX-Slow:");
    let said = tokio::task::spawn_blocking(half).await.unwrap();
    assert!(!said.contains("200 OK"), "{said}");
    let whole = move || asks("GET /health HTTP/1.1\r\nHost: here\r\n\r\n");
    let said = tokio::task::spawn_blocking(whole).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 200 OK") && said.contains("x-frame-options"), "{said}");
    server.abort();
}

#[tokio::test]
async fn signing_out_over_tls_takes_the_cookie_away_as_browsers_ask() {
    let config = Config { public_address: "https://mainstay.example".into(), ..Config::default() };
    let school = schools().await.remove(0).with(config);
    let body = format!("account={}&next=/", school.f.accounts["okell"]);
    let open = send(&school.router, "POST", "/sign-in/demo", "", Some(body)).await.is(303);
    let secret = open.cookie("__Host-mainstay");
    let asks = |method: &str, path: &str, body: String| {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("cookie", format!("__Host-mainstay={secret}"));
        let request = request.body(axum::body::Body::from(body)).unwrap();
        let router = school.router.clone();
        async move { answer(&router, request).await }
    };
    let csrf = asks("GET", "/account", String::new()).await.is(200).value("csrf");
    let out = asks("POST", "/sign-out", format!("csrf={csrf}")).await.is(303);
    assert!(out.cookies.iter().any(|c| c.starts_with("__Host-mainstay=;")), "{:?}", out.cookies);
    for cookie in open.cookies.iter().chain(&out.cookies) {
        let bound = ["; Secure", "; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Max-Age="];
        assert!(bound.iter().all(|part| cookie.contains(part)), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    asks("GET", "/", String::new()).await.is(303);
}

#[tokio::test]
async fn a_form_that_is_too_long_is_shown_again_to_be_copied_by_whoever_typed_it() {
    let school = schools().await.remove(0);
    let okell = school.signs_in("okell").await;
    let long = "x".repeat(600 * 1024);
    let fields = [("what", long.as_str()), ("place", "Behind the gym")];
    let page = okell.posts("/refer", &fields).await.is(413);
    let page = page.says("A form takes 512 KB here").says("Press Back");
    let page = page.says("Behind the gym");
    assert!(page.body.contains(&long), "all of it is there to be copied");
    // Not to anybody else.
    let body = format!("csrf=stale&place=Behind+the+gym&what={long}");
    okell.posts_raw("/refer", body.clone()).await.is(413).hides("Behind the gym");
    send(&school.router, "POST", "/sign-in", "", Some(body)).await.is(413).hides("the gym");
    // A server that answers takes no more of it than it must.
    let config = Config { form_kilobytes: 1, ..Config::default() };
    let small = school.with(config);
    let okell = small.signs_in("okell").await;
    let body = format!("csrf={}&what={}&place=gym", okell.token(), "x".repeat(5000));
    okell.posts_raw("/refer", body).await.is(413).hides("gym");
}
