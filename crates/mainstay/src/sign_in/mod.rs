//! The door: signing in with a password, being locked out with back-off, and being shown what
//! one had typed when a session ended while writing.
//!
//! Must never know: a password beyond the moment it is checked.

pub mod account;
pub mod choose;
pub mod places;
pub mod tries;
pub mod unsent;

use crate::app::App;
use crate::config::Config;
use crate::doors::{self, Method};
use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::gallery::{Sample, alone, framed};
use crate::page::kit::{ErrorSummary, Field, hidden};
use crate::page::{Page, frame};
use crate::password;
use crate::problem::Problem;
use crate::visit::{Answer, Visit, cookie, html as answer, see_other};
use axum::http::{StatusCode, header};
use casework::{Act, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Instant;
use store::account::{Account, Session};
use unsent::{NotYours, SendAgain, Unsent};

/// Wrong passwords before the door is shut for a while.
const FREE_TRIES: i64 = 5;
/// Minutes at most for which it stays shut.
const LONGEST_LOCK: i64 = 60;

/// The same words whatever was wrong: they do not tell whether anybody has the address.
const NO: &str = "That email and password do not go together. After five wrong ones in a row the \
     door stays shut for some minutes, even to the right one";

/// The session cookie's name; the prefix makes browsers insist on TLS and this host.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.secure() { "__Host-mainstay" } else { "mainstay" }
}

/// When a session ends by itself, seen now.
pub fn expiry(config: &Config, shared: bool, made: Instant, now: Instant) -> Instant {
    let quiet = if shared { config.shared_session_minutes } else { config.session_minutes };
    now.plus_seconds(quiet * 60).min(made.plus_seconds(config.session_hours * 3600))
}

/// Somebody to sign in as with one click: account, name, post.
pub type OneClick = (Id, String, String);

/// The sign-in page.
pub struct SignIn {
    /// The school's name, or empty.
    pub school: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Where to go after.
    pub next: String,
    /// What was typed in the form that was sent without a session.
    pub unsent: Unsent,
    /// On a demonstration: people to sign in as with one click, by where they work.
    pub people: Vec<(String, Vec<OneClick>)>,
}

/// People shown at once on a demonstration; the rest open on request.
const FIRST: usize = 8;
/// People of one organisation at most.
const MOST: usize = 40;

impl SignIn {
    fn door_for(&self, (id, name, post): &OneClick) -> Markup {
        html! { li {
            form method="post" action="/sign-in/demo" {
                (hidden("account", id)) (hidden("next", &self.next)) (self.unsent.fields())
                button.btn.btn-2.btn-person type="submit" { span { strong { (name) } " " span.sub { (post) } } }
            }
        } }
    }
}

impl Page for SignIn {
    fn title(&self) -> String {
        "Sign in".into()
    }
    fn main(&self) -> Markup {
        html! {}
    }
    fn alone(&self) -> Markup {
        frame::document(
            "Sign in",
            "door",
            html! {
                a.skip href="#main" { "Skip to sign in" }
                header.door-side {
                    p.brand { (frame::mark()) "Mainstay" }
                    p.door-word { "Every hour out of lessons has a reason, an adult and a way back." }
                    ol.door-ruler aria-hidden="true" {
                        @for g in ["g-60", "g-50", "g-15", "g-55", "g-50", "g-40", "g-50", "g-45"] { li class=(g) {} }
                    }
                }
                main.door-main #main {
                    div.door-form.stack.stack-5 {
                        div {
                            @if !self.school.is_empty() { p.soft.big { (self.school) } }
                            h1 { "Sign in" }
                        }
                        (ErrorSummary(&self.errors))
                        @if !self.unsent.is_empty() {
                            div.panel.panel-note { h2.panel-title { "You were signed out while writing" }
                                p { "What you typed is kept in this page. Sign in and you can send it. Nobody else is shown it." } }
                        }
                        @if !self.people.is_empty() {
                            section.stack aria-labelledby="people" {
                                h2 #people { "Go in as" }
                                p.soft { "A demonstration with invented people. One click, no password." }
                                @for (place, people) in &self.people {
                                    @if self.people.len() > 1 { h3 { (place) } }
                                    ul.people { @for person in people.iter().take(FIRST) { (self.door_for(person)) } }
                                    @if people.len() > FIRST {
                                        details.working { summary { "Everybody else" }
                                            div.working-body { ul.people { @for person in people.iter().skip(FIRST) { (self.door_for(person)) } } }
                                        }
                                    }
                                }
                        }
                        p.door-or { span { "or with a password" } }
                        }
                        form.stack.stack-5 action="/sign-in" method="post" {
                            (hidden("next", &self.next)) (self.unsent.fields())
                            (Field { kind: "email", autocomplete: "username", ..Field::new("email", "Work email").from(&self.form, &self.errors) })
                            (Field { kind: "password", autocomplete: "current-password", ..Field::new("password", "Password").from(&self.form, &self.errors) })
                            label.choice { input type="checkbox" name="shared" value="yes" checked[self.form.ticked("shared")]; span { "This screen is shared" } span.hint { "Signs out after a few quiet minutes and keeps what you typed." } }
                            p.row.row-apart { button.btn.btn-2 type="submit" { "Sign in" } }
                            p.soft { "Forgotten it? Your school’s administrator of Mainstay can give you a new one." }
                        }
                    }
                }
            },
            &[],
        )
    }
}

async fn sheet(
    app: &App,
    form: Form,
    errors: Errors,
    next: String,
    unsent: Unsent,
) -> Result<SignIn, Problem> {
    let mut read = app.store().read().await?;
    let schools = store::school::all(&mut read).await?;
    let mut people = Vec::new();
    for school in schools.iter().filter(|s| s.demo) {
        let mut there = Vec::new();
        for (account, staff, active) in store::account::members(&mut read, school.id).await? {
            if active && let Ok(staff) = store::staff::find(&mut read, school.id, staff).await {
                there.push((account.id, staff.full(), staff.post.clone()));
            }
        }
        // Accounts are made in the order people meet them in the day.
        there.sort_by_key(|(id, _, _)| *id);
        there.truncate(MOST);
        if !there.is_empty() {
            people.push((school.name.clone(), there));
        }
        // A demonstration of many organisations has people in the first few.
        if people.len() == FIRST {
            break;
        }
    }
    let school = if schools.len() == 1 { schools[0].name.clone() } else { String::new() };
    Ok(SignIn { school, form, errors, next, unsent, people })
}

/// Shows the sign-in page; a new installation is set up first.
pub async fn show(o: Outside) -> Answer {
    let next = local(o.query.text("next"));
    if o.signed_in {
        return Ok(see_other(&doors::page_for(&next)));
    }
    if crate::welcome::is_new(&o).await? {
        return Ok(see_other("/welcome"));
    }
    let form = Form::default();
    Ok(answer(
        StatusCode::OK,
        sheet(&o.app, form, Errors::new(), next, Unsent::default()).await?.alone(),
    ))
}

/// Only addresses of this site.
fn local(next: &str) -> String {
    let odd = next.contains(|c: char| c.is_control() || c == '\\');
    let plain = next.starts_with('/') && !next.starts_with("//") && !odd;
    if plain { next.to_string() } else { "/".into() }
}

/// Tries a password.
pub async fn enter(o: Outside) -> Answer {
    let next = local(o.form.text("next"));
    let unsent = Unsent::carried(&o.form);
    let mut errors = Errors::new();
    let email = errors.need(&o.form, "email", 200, "Type your work email").to_lowercase();
    // Not trimmed: a space may be part of a password.
    let secret = o.form.password("password");
    if secret.is_empty() {
        errors.add("password", "Type your password");
    }
    if errors.is_empty() && !o.app.may_try(&o.address) {
        errors.add("email", "Too many tries from here. Wait ten minutes and try again");
    }
    let next = &next;
    if !errors.is_empty() {
        return no(&o, errors, next, unsent).await;
    }
    let mut read = o.app.store().read().await?;
    let account = store::account::by_email(&mut read, &email).await?;
    drop(read);
    // The same work for an address nobody has and for a door that is shut as for any other, so
    // that neither the words nor the time tell which it was.
    let hashed = account.as_ref().map(|a| a.password_hash.clone()).unwrap_or_default();
    let right = tokio::task::spawn_blocking(move || password::matches(&secret, &hashed))
        .await
        .map_err(anyhow::Error::from)?;
    let open_to = account.filter(|a| a.locked_until.is_none_or(|until| until <= o.now));
    match open_to {
        Some(account) if right => {
            let by = if account.one_time { By::Issued } else { By::Password };
            open(&o, account, by, next, unsent).await
        }
        account => {
            wrong(&o, account).await?;
            errors.add("email", NO);
            no(&o, errors, next, unsent).await
        }
    }
}

/// The sign-in page again.
async fn no(o: &Outside, errors: Errors, next: &str, unsent: Unsent) -> Answer {
    let page = sheet(&o.app, o.form.clone(), errors, next.to_string(), unsent).await?;
    Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, page.alone()))
}

/// Goes in as a demonstration person: only at a school made as a demonstration.
pub async fn enter_demo(o: Outside) -> Answer {
    let id = o.form.id("account").ok_or(Problem::Missing)?;
    let mut read = o.app.store().read().await?;
    let mut demo = false;
    for org in store::account::schools_of(&mut read, id).await? {
        demo |= store::school::setting(&mut read, org).await?.school.demo;
    }
    if !demo {
        return Err(Problem::Missing);
    }
    let account = store::account::by_id(&mut read, id).await?;
    drop(read);
    let next = local(o.form.text("next"));
    let unsent = Unsent::carried(&o.form);
    open(&o, account, By::Click, &next, unsent).await
}

/// One more wrong password: kept, and after five the door is shut, longer each time. For an
/// account that nobody has, or whose door is shut, the same is done: a line of the trail says that
/// somebody tried, and nothing comes of it. Less work there would tell which it was by its time.
async fn wrong(o: &Outside, account: Option<Account>) -> Result<(), Problem> {
    let mut read = o.app.store().read().await?;
    let id = account.map(|a| a.id).unwrap_or_default();
    let org = match store::account::schools_of(&mut read, id).await?.first() {
        Some(org) => Some(*org),
        None => store::school::all(&mut read).await?.first().map(|school| school.id),
    };
    drop(read);
    let Some(org) = org else { return Ok(()) };
    let mut w =
        o.app.store().write(Act::by_system(org, o.now, "A wrong password was typed")).await?;
    let mut event = Event::new(Verb::SignInFailed, "account", id);
    let failures = store::account::count_failure(&mut w, id).await?;
    if let Some(failures) = failures {
        event = event.fact("tries", failures);
    }
    if let Some(failures) = failures.filter(|n| *n >= FREE_TRIES) {
        let minutes = (1i64 << (failures - FREE_TRIES).min(6)).min(LONGEST_LOCK);
        let until = o.now.plus_seconds(minutes * 60);
        store::account::shut(&mut w, id, until).await?;
        event = event.fact("shut until", until);
    }
    w.commit(event, Vec::new()).await?;
    Ok(())
}

/// How somebody has shown who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// A password of their own.
    Password,
    /// A password that somebody issued to them.
    Issued,
    /// One click on a demonstration.
    Click,
}

/// Opens a session for somebody who has shown who they are, and goes on; first to the choice of
/// a password where they came in with one that was issued to them.
pub(crate) async fn open(
    o: &Outside,
    account: Account,
    by: By,
    next: &str,
    unsent: Unsent,
) -> Answer {
    let mut read = o.app.store().read().await?;
    let places = store::organisation::places(&mut read, account.id).await?;
    let is = |org: Id| places.iter().any(|p| p.org == org).then_some(org);
    // What was typed is sent where it was typed. Otherwise where they were last, until they say.
    let typed = match unsent.is_empty() {
        true => None,
        false => store::account::of_token(&mut read, &unsent.written, o.now).await?,
    };
    let typed = typed.filter(|s| s.account == account.id).and_then(|s| is(s.org));
    let last = store::organisation::last(&mut read, account.id).await?.and_then(is);
    let Some(org) = typed.or(last).or(places.first().map(|p| p.org)) else {
        return Err(Problem::Missing);
    };
    let asks = places.len() > 1 && typed.is_none();
    let actor = store::account::actor(&mut read, org, account.id).await?;
    let mine = unsent.is_empty() || unsent.belongs_to(&mut read, account.id, next).await?;
    drop(read);
    let secret = password::token()?;
    let shared = o.form.ticked("shared");
    let session = Session {
        token_hash: password::token_hash(&secret),
        account: account.id,
        org,
        csrf: password::token()?,
        shared,
        one_time: by == By::Issued,
        made_at: o.now,
        seen_at: o.now,
        expires_at: expiry(o.app.config(), shared, o.now, o.now),
        ended_at: None,
        agent: o.agent.clone(),
        kept_to: String::new(),
        held_csrf: String::new(),
    };
    let mut w = o.app.store().write(Act::by(&actor, o.now, "Signing in")).await?;
    // Asked again where nobody else writes: of many guesses at once, none counts after the fifth.
    if !store::account::come_in(&mut w, account.id).await? && by != By::Click {
        drop(w);
        let mut errors = Errors::new();
        errors.add("email", NO);
        return no(o, errors, next, unsent).await;
    }
    if by != By::Click {
        // The one that was right, and what the same person mistyped before it.
        o.app.forget_tries(&o.address, 1 + account.failures);
    }
    store::account::open_session(&mut w, &session).await?;
    w.commit(Event::new(Verb::SignedIn, "account", account.id), Vec::new()).await?;

    // With nothing to send there, an address that only takes forms is no place to go on to.
    let page = match (doors::page_for(next), asks) {
        (page, false) => page,
        (page, true) => {
            let page: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
            format!("{}?next={page}", places::PATH)
        }
    };
    let mut response = if !mine {
        let (action, csrf) = (next.to_string(), session.csrf.clone());
        answer(StatusCode::OK, NotYours { action, csrf, unsent }.alone())
    } else if by == By::Issued {
        let next = if unsent.is_empty() { &page } else { next };
        choose::lead(&session.csrf, next, unsent)
    } else if unsent.is_empty() {
        see_other(&page)
    } else {
        let page = SendAgain::of(&unsent, next.to_string(), session.csrf.clone());
        answer(StatusCode::OK, page.alone())
    };
    let config = o.app.config();
    let cookie = cookie(config, cookie_name(config), &secret, config.session_hours * 3600);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Signs out.
pub async fn leave(v: Visit) -> Answer {
    let mut w = v.write("Signing out").await?;
    store::account::end_session(&mut w, &v.session).await?;
    v.commit(w, Event::new(Verb::SignedOut, "account", v.actor.account), Vec::new()).await?;
    // Signing out to give words back to whoever typed them.
    let unsent = Unsent::carried(&v.form);
    let mut response = if unsent.is_empty() {
        see_other("/sign-in")
    } else {
        let next = local(v.form.text("next"));
        let page = sheet(&v.app, Form::default(), Errors::new(), next, unsent).await?;
        answer(StatusCode::OK, page.alone())
    };
    let config = v.app.config();
    for name in [cookie_name(config), "mainstay-said"] {
        response.headers_mut().append(header::SET_COOKIE, cookie(config, name, "", 0));
    }
    Ok(response)
}

/// An answer to whoever has just been signed out: on to a page, with nothing of the session left.
pub fn signed_out(v: &Visit, to: &str) -> Answer {
    let mut response = see_other(to);
    let config = v.app.config();
    for name in [cookie_name(config), "mainstay-said"] {
        response.headers_mut().append(header::SET_COOKIE, cookie(config, name, "", 0));
    }
    Ok(response)
}

/// Somebody whose session has ended: to the sign-in page, with what they typed.
pub async fn turned_away(app: &App, method: Method, uri: &str, form: &Form) -> Answer {
    if method == Method::Get {
        let next: String = form_urlencoded::byte_serialize(uri.as_bytes()).collect();
        return Ok(see_other(&format!("/sign-in?next={next}")));
    }
    let next = local(if form.has("typed") { form.text("next") } else { uri });
    let page = sheet(app, Form::default(), Errors::new(), next, Unsent::of(form)).await?;
    Ok(answer(StatusCode::UNAUTHORIZED, page.alone()))
}

/// A form from before the last sign-in: shown once more with the right token to whoever typed it,
/// and to nobody else.
pub async fn resumed(v: &Visit, uri: &str) -> Answer {
    let unsent = Unsent::of(&v.form);
    let (action, csrf) = (local(uri), v.csrf.clone());
    if let Some(there) = places::elsewhere(v, &unsent).await? {
        let here = v.setting.school.name.clone();
        let page = places::Elsewhere { there, here, action, csrf, unsent };
        return Ok(v.page_as(StatusCode::CONFLICT, &page));
    }
    let mine = unsent.belongs_to(&mut v.read().await?, v.actor.account, &action).await?;
    Ok(if mine {
        v.page_as(StatusCode::CONFLICT, &SendAgain::of(&unsent, action, csrf))
    } else {
        v.page_as(StatusCode::CONFLICT, &NotYours { action, csrf, unsent })
    })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("email", NO);
    let page = |errors, people| SignIn {
        school: "Fairholme Community School".into(),
        form: Form::of([("email", "d.okell@fairholme.example")]),
        errors,
        next: "/".into(),
        unsent: Unsent::default(),
        people,
    };
    let person =
        |n: u128, name: &str, post: &str| (Id::from_u128(n), name.to_string(), post.to_string());
    let mut all = places::samples();
    all.extend([
        alone("sign-in", &page(Errors::new(), Vec::new())),
        alone("sign-in-wrong", &page(errors, Vec::new())),
        alone(
            "sign-in-demo",
            &page(
                Errors::new(),
                vec![(
                    "Fairholme Community School".into(),
                    vec![
                        person(0, "Ms Dara Okell", "Internal Exclusion Room Co-ordinator"),
                        person(1, "Mrs Priya Ravenhall", "Teacher of History"),
                    ],
                )],
            ),
        ),
        alone(
            "sign-in-demo-several",
            &page(
                Errors::new(),
                vec![
                    (
                        "Fairholme Community School".into(),
                        vec![person(0, "Ms Dara Okell", "Internal Exclusion Room Co-ordinator")],
                    ),
                    (
                        "Northmoor Borough Council".into(),
                        vec![person(
                            2,
                            "Mr Callum Osei-Brandt",
                            "Behaviour & Exclusions Co-ordinator",
                        )],
                    ),
                ],
            ),
        ),
        framed(
            "send-again",
            &SendAgain {
                action: "/refer".into(),
                csrf: "gallery".into(),
                typed: vec![
                    ("what".into(), "Asked twice to start. Swore, then threw the textbook.".into()),
                    ("place".into(), "H4".into()),
                ],
            },
        ),
        alone(
            "not-yours",
            &NotYours {
                action: "/refer".into(),
                csrf: "gallery".into(),
                unsent: Unsent { typed: "what=Swore.".into(), written: String::new() },
            },
        ),
        framed("account", &account::sample()),
        alone("password", &choose::sample(Errors::new())),
        alone("password-wrong", &choose::sample(choose::sample_errors())),
    ]);
    all
}
