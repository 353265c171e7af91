//! People as values with verbs: `okell.sees("/board")`, `ravenhall.posts("/refer", …)`.
//!
//! Each school has a database and a stopped clock of its own. Requests go through the real
//! router, guard, session and form token; nothing is mocked.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use mainstay::app::App;
use mainstay::clock::Clock;
use mainstay::config::Config;
use mainstay::demo::Fairholme;
use rulebook::{Day, Minute};
use std::cell::RefCell;
use store::testing::Fresh;
use tower::ServiceExt;

/// A school with its clock.
pub struct School {
    pub app: App,
    pub clock: Clock,
    pub f: Fairholme,
    pub router: Router,
    fresh: Fresh,
}

/// The day of the walk-through.
pub fn tuesday() -> Day {
    Day::new(2026, 11, 10).unwrap()
}

/// Fairholme on every engine at hand, its clock at 8.00 on the day of the walk-through.
pub async fn schools() -> Vec<School> {
    let mut out = Vec::new();
    for fresh in store::testing::fresh().await {
        let clock = Clock::stopped(tuesday().at(Minute::new(8, 0).unwrap()));
        let f =
            mainstay::demo::fairholme::make(&fresh.store, &clock, tuesday(), true).await.unwrap();
        // Given, so that no test makes one in a folder of its own.
        let link_key = "a key for the tests, and for nothing else".into();
        let config = Config { link_key, ..Config::default() };
        let app = App::new(fresh.store.clone(), clock.clone(), config);
        out.push(School { router: app.router(), app, clock, f, fresh });
    }
    out
}

impl School {
    /// Which engine it is on.
    pub fn engine(&self) -> &'static str {
        self.fresh.engine
    }
    /// The same school in an installation with other settings.
    pub fn with(mut self, config: Config) -> School {
        self.app = App::new(self.fresh.store.clone(), self.clock.clone(), config);
        self.router = self.app.router();
        self
    }
    /// Sets the clock.
    pub fn at(&self, day: Day, time: &str) {
        self.clock.set(day.at(Minute::parse(time).unwrap()));
    }
    /// Sets the clock on a November day of 2026.
    pub fn nov(&self, day: i8, time: &str) {
        self.at(Day::new(2026, 11, day).unwrap(), time);
    }
    /// Signs somebody in by the demonstration's door.
    pub async fn signs_in(&self, who: &'static str) -> Person {
        let account = self.f.accounts[who];
        let body = format!("account={account}&next=/");
        let answer = send(&self.router, "POST", "/sign-in/demo", "", Some(body)).await;
        assert_eq!(answer.status, 303, "{who} could not sign in: {}", answer.body);
        let cookie = answer.cookie("mainstay");
        let person =
            Person { router: self.router.clone(), cookie, csrf: RefCell::new(String::new()), who };
        let page = person.get("/account").await;
        *person.csrf.borrow_mut() = page.value("csrf");
        person
    }
}

/// Somebody signed in.
pub struct Person {
    router: Router,
    pub cookie: String,
    csrf: RefCell<String>,
    pub who: &'static str,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub body: String,
    pub bytes: Vec<u8>,
    pub cookies: Vec<String>,
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    /// A cookie that was set.
    pub fn cookie(&self, name: &str) -> String {
        self.cookies
            .iter()
            .find_map(|c| {
                c.split(';').next()?.strip_prefix(&format!("{name}=")).map(str::to_string)
            })
            .unwrap_or_default()
    }
    /// The value of the first field of this name.
    pub fn value(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        match self.body.find(&mark) {
            Some(at) => self.body[at + mark.len()..].split('"').next().unwrap_or("").to_string(),
            None => String::new(),
        }
    }
    /// The value of the choice of a field that stands beside these words.
    pub fn choice(&self, name: &str, words: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let part = self.body.split(mark.as_str()).skip(1).find(|part| part.contains(words));
        part.and_then(|p| p.split('"').next()).unwrap_or_else(|| panic!("no {words}")).to_string()
    }
    /// What a person reads: tags off, entities undone, blanks single.
    pub fn text(&self) -> String {
        text(&self.body)
    }
    /// Asserts that a person reads this.
    pub fn says(self, words: &str) -> Answer {
        assert!(self.text().contains(words), "expected “{words}” in:\n{}", self.text());
        self
    }
    /// Asserts that a person does not read this.
    pub fn hides(self, words: &str) -> Answer {
        assert!(!self.text().contains(words), "did not expect “{words}” in:\n{}", self.text());
        self
    }
    /// Asserts the status.
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{} {}", self.location, self.text());
        self
    }
    /// The addresses in the page that begin so.
    pub fn links(&self, start: &str) -> Vec<String> {
        let mut out = Vec::new();
        for mark in ["href=\"", "action=\"", "formaction=\""] {
            for part in self.body.split(mark).skip(1) {
                let link = part.split('"').next().unwrap_or("").replace("&amp;", "&");
                if link.starts_with(start) && !out.contains(&link) {
                    out.push(link);
                }
            }
        }
        out
    }
}

/// Markup as a person reads it.
pub fn text(markup: &str) -> String {
    // A name that can be hidden reads on in its sentence.
    let markup = markup
        .replace("<span class=\"pupil-name\"><bdi class=\"real-name\">", "")
        .replace("</bdi></span>", "");
    let mut out = String::new();
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => {
                inside = true;
                out.push(' ');
            }
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let plain = out
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Person {
    /// Somebody with a session that was opened another way.
    pub fn held(router: Router, cookie: String, csrf: String, who: &'static str) -> Person {
        Person { router, cookie, csrf: RefCell::new(csrf), who }
    }
    /// Asks for an address.
    pub async fn get(&self, path: &str) -> Answer {
        send(&self.router, "GET", path, &self.cookie, None).await
    }
    /// Asks for a page that must be there.
    pub async fn sees(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(
            answer.status,
            200,
            "{} asked for {path}: {} {}",
            self.who,
            answer.location,
            answer.text()
        );
        answer
    }
    /// Posts a form; the token is added.
    pub async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &self.csrf.borrow());
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        send(&self.router, "POST", path, &self.cookie, Some(body.finish())).await
    }
    /// Posts a form that must do what was asked; says where it leads.
    pub async fn does(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.posts(path, fields).await;
        assert_eq!(answer.status, 303, "{} posted to {path}: {}", self.who, answer.text());
        answer.location
    }
    /// Sends a form with a file, as a browser does: name and bytes.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let mark = "----mainstay-test-boundary";
        let mut body = Vec::new();
        let token = self.token();
        for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
            body.extend(
                format!(
                    "--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .into_bytes(),
            );
        }
        let (name, bytes) = file;
        body.extend(
            format!(
                "--{mark}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .into_bytes(),
        );
        body.extend(bytes);
        body.extend(format!("\r\n--{mark}--\r\n").into_bytes());
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, format!("mainstay={}", self.cookie))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={mark}"))
            .body(Body::from(body))
            .unwrap();
        answer(&self.router, request).await
    }
    /// The form token of this session.
    pub fn token(&self) -> String {
        self.csrf.borrow().clone()
    }
    /// Posts a body as it stands.
    pub async fn posts_raw(&self, path: &str, body: String) -> Answer {
        send(&self.router, "POST", path, &self.cookie, Some(body)).await
    }
}

/// One request through the whole building.
pub async fn send(
    router: &Router,
    method: &str,
    path: &str,
    cookie: &str,
    body: Option<String>,
) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, format!("mainstay={cookie}"));
    }
    if body.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let request = request.body(body.map(Body::from).unwrap_or(Body::empty())).unwrap();
    answer(router, request).await
}

/// One request as it stands.
pub async fn answer(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let status: StatusCode = response.status();
    let headers = response.headers().clone();
    let location =
        headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_string()).unwrap_or_default();
    let cookies = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|v| v.to_str().unwrap().to_string())
        .collect();
    let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
    Answer {
        status: status.as_u16(),
        location,
        body: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
        cookies,
        headers,
    }
}
