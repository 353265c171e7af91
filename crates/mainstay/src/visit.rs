//! One request by one person: what a handler is handed, and how it answers.

use crate::app::App;
use crate::config::Config;
use crate::form::Form;
use crate::page::{Frame, NavItem, Page};
use crate::problem::Problem;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::procedure;
use casework::school::Setting;
use casework::words::Words;
use casework::{Act, Actor, Event, Id, May, Scope};
use maud::Markup;
use rulebook::{Day, Instant};
use std::sync::Arc;
use store::db::Read;
use store::{Store, Write};

/// Stands in the cookie between what was said and the names in it: a sign nobody can type.
pub const NAMES_FOLLOW: &str = "\u{1f}";

/// What a handler answers.
pub type Answer = Result<Response, Problem>;

/// A request by somebody who has signed in and may use this door.
#[derive(Clone)]
pub struct Visit {
    /// The application.
    pub app: App,
    /// Who.
    pub actor: Arc<Actor>,
    /// Their school as it is set up.
    pub setting: Arc<Setting>,
    /// The moment of the request: one for everything it does.
    pub now: Instant,
    /// What was posted, or empty.
    pub form: Form,
    /// The query string.
    pub query: Form,
    /// Values from the path.
    pub path: Vec<(String, String)>,
    /// The address asked for.
    pub uri: String,
    /// The form token of the session.
    pub csrf: String,
    /// Hash of the session's token.
    pub session: String,
    /// Something said after the last act.
    pub said: Option<String>,
    /// A file that was sent, with its name.
    pub file: Option<(String, bytes::Bytes)>,
    /// Why a file that was sent could not be taken: too large, or cut short on the way.
    pub unread: Option<String>,
    /// The menu with its counts.
    pub nav: Arc<Vec<NavItem>>,
    /// They work in other organisations too.
    pub several: bool,
    /// The screen is with a pupil: nothing of the adult's frame is on any page, errors included.
    pub with_pupil: bool,
}

impl Visit {
    /// The school.
    pub fn org(&self) -> Id {
        self.actor.org
    }
    /// Today in England.
    pub fn today(&self) -> Day {
        self.now.day()
    }
    /// The school's words.
    pub fn words(&self) -> &Words {
        &self.setting.words
    }
    /// The store.
    pub fn store(&self) -> &Store {
        self.app.store()
    }
    /// How far they see.
    pub fn scope(&self) -> Scope {
        self.actor.scope(self.today())
    }
    /// Whether they may, here: what means nothing in this kind of organisation is nobody's.
    pub fn may(&self, what: May) -> bool {
        self.setting.school.kind.opens(what) && self.actor.may(what)
    }
    /// A key from the path; one that is not a key is missing.
    pub fn id(&self, name: &str) -> Result<Id, Problem> {
        Id::parse_str(self.part(name)).map_err(|_| Problem::Missing)
    }
    /// A word from the path.
    pub fn part(&self, name: &str) -> &str {
        self.path.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or("")
    }
    /// A day from the path or query named `name`, or today.
    pub fn day(&self, name: &str) -> Day {
        Day::parse_iso(self.part(name))
            .or_else(|| self.query.day(name))
            .unwrap_or_else(|| self.today())
    }
    /// A connection to read with.
    pub async fn read(&self) -> Result<Read, Problem> {
        Ok(self.store().read().await?)
    }
    /// Opens the writing door: `why` says what they are doing.
    pub async fn write(&self, why: &str) -> Result<Write, Problem> {
        Ok(self.store().write(Act::by(&self.actor, self.now, why)).await?)
    }
    /// Keeps what was written, with its events, and tells those who watch.
    pub async fn commit(
        &self,
        write: Write,
        first: Event,
        rest: Vec<Event>,
    ) -> Result<(), Problem> {
        let set_up = std::iter::once(&first).chain(&rest).any(|e| e.verb.changes_set_up());
        let seq = write.commit(first, rest).await?;
        if set_up {
            self.app.forget_setting(self.org());
        }
        self.app.announce(self.org(), seq);
        Ok(())
    }
    /// The frame round a page.
    pub fn frame(&self) -> Frame {
        Frame {
            school: self.setting.school.name.clone(),
            who: self.actor.name.clone(),
            post: self.actor.post.clone(),
            // Of the person at this organisation: what is kept in a tab of one is not another's.
            account: crate::password::token_hash(&format!("{}{}", self.actor.account, self.org()))
                [..12]
                .into(),
            nav: (*self.nav).clone(),
            find: self.may(May::FindPupil),
            find_label: format!("Find {}", self.words().a(casework::words::Concept::Pupil)),
            dsl: match self.setting.school.kind.is_school() {
                true => self.words().short(casework::words::Concept::Dsl).into(),
                false => String::new(),
            },
            several: self.several,
            open: (self.actor.roles.contains(&casework::Role::SupportLead))
                .then_some(crate::page::Part::Support),
            csrf: self.csrf.clone(),
            said: self.said.clone(),
            demo: self
                .setting
                .school
                .demo
                .then(|| format!("Demonstration. Here it is {}", self.now)),
            here: self.uri.clone(),
            how: procedure::beside(
                &self.setting.rules.beside,
                self.uri.split(['?', '#']).next().unwrap_or("/"),
                self.today(),
            )
            .into_iter()
            .cloned()
            .collect(),
        }
    }
    /// Shows a page.
    pub fn page(&self, page: &impl Page) -> Answer {
        Ok(self.page_as(StatusCode::OK, page))
    }
    /// Shows a form again with its errors.
    pub fn again(&self, page: &impl Page) -> Answer {
        Ok(self.page_as(StatusCode::UNPROCESSABLE_ENTITY, page))
    }
    /// Shows a page with a status.
    pub fn page_as(&self, status: StatusCode, page: &impl Page) -> Response {
        if self.with_pupil {
            return html(status, page.alone());
        }
        html(status, self.frame().around(page))
    }
    /// Shows a part of a page.
    pub fn part_of_page(&self, markup: Markup) -> Answer {
        Ok(html(StatusCode::OK, markup))
    }
    /// Goes on to another page.
    pub fn to(&self, path: impl AsRef<str>) -> Answer {
        Ok(see_other(path.as_ref()))
    }
    /// Goes on, with something said at the top of the next page.
    pub fn to_saying(&self, path: impl AsRef<str>, said: impl AsRef<str>) -> Answer {
        let mut response = see_other(path.as_ref());
        let kept: String = form_urlencoded::byte_serialize(said.as_ref().as_bytes()).collect();
        let cookie = cookie(self.app.config(), "mainstay-said", &kept, 60);
        response.headers_mut().append(header::SET_COOKIE, cookie);
        Ok(response)
    }
    /// Goes on, with something said in which these pupils are named: the privacy key hides them.
    pub fn to_saying_of(&self, path: impl AsRef<str>, said: &str, names: &[&str]) -> Answer {
        let mut parts = vec![said];
        parts.extend(names.iter().filter(|n| !n.is_empty()));
        self.to_saying(path, parts.join(NAMES_FOLLOW))
    }
    /// Sends a file to keep. The name is made safe.
    pub fn download(&self, name: &str, kind: &'static str, bytes: Vec<u8>) -> Answer {
        Ok(file(name, kind, bytes, true))
    }
    /// Sends a file to look at.
    pub fn open_file(&self, name: &str, kind: &'static str, bytes: Vec<u8>) -> Answer {
        Ok(file(name, kind, bytes, false))
    }
}

/// An HTML answer.
pub fn html(status: StatusCode, markup: Markup) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], markup.into_string())
        .into_response()
}

/// A cookie to be set for some seconds, or taken away with none. Browsers leave one whose name
/// binds it to TLS where it is unless what takes it away is bound to TLS as well.
pub fn cookie(config: &Config, name: &str, value: &str, seconds: i64) -> HeaderValue {
    let flags = if config.secure() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{flags}");
    // Made of our own letters and figures; one that were not would be no cookie.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// "See the other page": the answer to every form that did what it was asked.
pub fn see_other(path: &str) -> Response {
    // Browsers drop tabs and line ends, and read a backslash as a slash.
    let odd = path.contains(|c: char| c.is_control() || c == '\\');
    let safe = if path.starts_with('/') && !path.starts_with("//") && !odd { path } else { "/" };
    let value = HeaderValue::from_str(safe).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response()
}

/// A file, to keep or to look at. The name is made safe.
pub fn file(name: &str, kind: &'static str, bytes: Vec<u8>, keep: bool) -> Response {
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' })
        .collect();
    let how = if keep { "attachment" } else { "inline" };
    let disposition = HeaderValue::from_str(&format!("{how}; filename=\"{safe}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response()
}
