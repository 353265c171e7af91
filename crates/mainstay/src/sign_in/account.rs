//! A person's own account: password, and where they are signed in.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{ErrorSummary, Field, Head, Table, token};
use crate::password;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::{Event, Verb};
use maud::{Markup, html};
use rulebook::Instant;

/// The page.
pub struct AccountPage {
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Roles in words.
    pub roles: Vec<String>,
    /// Open sessions: browser, last seen, this one.
    pub sessions: Vec<(String, Instant, bool)>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for AccountPage {
    fn title(&self) -> String {
        "Your account".into()
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("Your account").facts(html! { (self.name) ", " (self.post) }))
                (ErrorSummary(&self.errors))
                p { "Your roles here: " (self.roles.join(", ")) "." }
                form method="post" action="/sign-out" { (token(&self.csrf)) button.btn type="submit" { "Sign out" } }
                section.stack aria-labelledby="where" {
                    h2 #where { "Where you are signed in" }
                    (Table { caption: "Open sessions", columns: vec![("Browser", false), ("Last used", false)], dense: false,
                        rows: self.sessions.iter().map(|(agent, seen, this)| vec![
                            html! { (agent) @if *this { " " span.sub { "this one" } } },
                            html! { (seen) },
                        ]).collect() })
                    form method="post" action="/account/sessions/end" { (token(&self.csrf)) button.btn.btn-2 type="submit" { "Sign out everywhere else" } }
                }
                section.stack aria-labelledby="pw" {
                    h2 #pw { "Change your password" }
                    form.stack.stack-5 method="post" action="/account/password" {
                        (token(&self.csrf))
                        (Field { kind: "password", autocomplete: "current-password", ..Field::new("password-now", "Password now").from(&self.form, &self.errors) })
                        (Field { kind: "password", autocomplete: "new-password", ..Field::new("password", "New password").hint("At least 12 characters. Three or four plain words make a good one.").from(&self.form, &self.errors) })
                        div { button.btn.btn-2 type="submit" { "Change it" } }
                    }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, errors: Errors) -> Result<AccountPage, Problem> {
    let mut read = v.read().await?;
    let sessions = store::account::sessions_of(&mut read, v.actor.account, v.now).await?;
    Ok(AccountPage {
        name: v.actor.name.clone(),
        post: v.actor.post.clone(),
        roles: v.actor.roles.iter().map(|r| v.words().role(*r)).collect(),
        sessions: sessions
            .into_iter()
            .map(|s| {
                let this = s.token_hash == v.session;
                let agent = browser(&s.agent);
                (agent, s.seen_at, this)
            })
            .collect(),
        csrf: v.csrf.clone(),
        form: Form::default(),
        errors,
    })
}

/// The browser's own description, cut to the part a person knows.
fn browser(agent: &str) -> String {
    for (mark, name) in
        [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
    {
        if agent.contains(mark) {
            let on = [
                ("Windows", "Windows"),
                ("CrOS", "a Chromebook"),
                ("iPad", "an iPad"),
                ("iPhone", "an iPhone"),
                ("Android", "Android"),
                ("Mac OS", "a Mac"),
                ("Linux", "Linux"),
            ]
            .iter()
            .find(|(m, _)| agent.contains(m))
            .map(|(_, n)| format!(" on {n}"))
            .unwrap_or_default();
            return format!("{name}{on}");
        }
    }
    "A browser".into()
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Errors::new()).await?;
    v.page(&page)
}

/// Changes the password and ends every other session.
pub async fn change_password(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let old = v.form.password("password-now");
    let new = v.form.password("password");
    if let Some(objection) = password::objection(&new) {
        errors.add("password", objection);
    } else if old == new {
        errors.add("password", "Choose another than the one you have now");
    }
    let mut read = v.read().await?;
    let account = store::account::by_id(&mut read, v.actor.account).await?;
    drop(read);
    let hashed = account.password_hash.clone();
    let right = tokio::task::spawn_blocking(move || password::matches(&old, &hashed))
        .await
        .map_err(anyhow::Error::from)?;
    if !right {
        errors.add("password-now", "That is not your password now");
    }
    if !errors.is_empty() {
        let page = sheet(&v, errors).await?;
        return v.again(&page);
    }
    keep_password(&v, new, "password").await?;
    v.to_saying("/account", "Your password is changed, and every other session is signed out")
}

/// Keeps a password its owner chose, and ends every session but this one.
pub(super) async fn keep_password(v: &Visit, new: String, what: &str) -> Result<(), Problem> {
    let hashed = tokio::task::spawn_blocking(move || password::hash(&new))
        .await
        .map_err(anyhow::Error::from)??;
    let account = v.actor.account;
    let mut w = v.write("Changing their password").await?;
    store::account::set_password(&mut w, account, &hashed).await?;
    let others = store::account::sessions_of(&mut w, account, v.now).await?;
    for s in others.iter().filter(|s| s.token_hash != v.session) {
        store::account::end_session(&mut w, &s.token_hash).await?;
    }
    let event = Event::new(Verb::AccountChanged, "account", account).fact("changed", what);
    v.commit(w, event, Vec::new()).await
}

/// Ends every other session.
pub async fn end_sessions(v: Visit) -> Answer {
    let mut w = v.write("Signing out everywhere else").await?;
    let mut ended = 0;
    for s in store::account::sessions_of(&mut w, v.actor.account, v.now).await? {
        if s.token_hash != v.session {
            store::account::end_session(&mut w, &s.token_hash).await?;
            ended += 1;
        }
    }
    v.commit(
        w,
        Event::new(Verb::SessionEnded, "account", v.actor.account).fact("ended", ended),
        Vec::new(),
    )
    .await?;
    v.to_saying("/account", format!("Signed out in {ended} other places"))
}

/// For the gallery.
pub fn sample() -> AccountPage {
    let seen = Instant::from_micros(1_794_310_320_000_000)
        .unwrap_or_else(|| rulebook::Day::from_pg(0).at(Default::default()));
    AccountPage {
        name: "Ms Dara Okell".into(),
        post: "Internal Exclusion Room Co-ordinator".into(),
        roles: vec!["Room co-ordinator".into()],
        sessions: vec![
            ("Chrome on a Chromebook".into(), seen, true),
            ("Safari on an iPad".into(), seen, false),
        ],
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    }
}
