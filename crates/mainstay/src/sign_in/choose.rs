//! The first thing behind the door for somebody who came in with a password they were given:
//! the choice of one that only they know.
//!
//! Must never know: what else is behind the door. No menu and nobody's name is on this page.

use crate::doors::Method;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{ErrorSummary, Field, hidden, token};
use crate::password;
use crate::visit::{Answer, Visit, html as answer, see_other};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::local;
use super::unsent::{NotYours, SendAgain, Unsent};

/// The page.
pub struct ChoosePage {
    /// Form token.
    pub csrf: String,
    /// Where to go after.
    pub next: String,
    /// What had been typed in a form before signing in, to be sent after.
    pub unsent: Unsent,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ChoosePage {
    fn title(&self) -> String {
        "Choose your password".into()
    }
    fn main(&self) -> Markup {
        let form = Form::default();
        html! {
            div.stack.stack-5 {
                header.head {
                    h1 { "Choose your password" }
                    p.head-facts { "Somebody else has seen the one you were given. What you keep here goes under your name, so choose one that only you know." }
                }
                (ErrorSummary(&self.errors))
                @if !self.unsent.is_empty() {
                    div.panel.panel-note { p { "What you typed before is kept. You can send it after this." } }
                }
                form.stack.stack-5 method="post" action="/password" {
                    (token(&self.csrf)) (hidden("next", &self.next)) (self.unsent.fields())
                    (Field { kind: "password", autocomplete: "new-password", ..Field::new("password", "New password").hint("At least 12 characters. Three or four plain words make a good one.").from(&form, &self.errors) })
                    (Field { kind: "password", autocomplete: "new-password", ..Field::new("password-again", "The same once more").from(&form, &self.errors) })
                    div { button.btn type="submit" { "Keep it and go on" } }
                }
                form method="post" action="/sign-out" { (token(&self.csrf)) button.btn.btn-2 type="submit" { "Sign out" } }
            }
        }
    }
}

/// From signing in to the choice.
pub(super) fn lead(csrf: &str, next: &str, unsent: Unsent) -> Response {
    if unsent.is_empty() {
        return to(next);
    }
    page(StatusCode::OK, csrf, next, unsent)
}

/// From any other door to the choice. What was posted there is kept, to be sent afterwards.
pub fn first(method: Method, csrf: &str, uri: &str, form: &Form) -> Response {
    if method == Method::Get {
        return to(uri);
    }
    let unsent = Unsent::of(form);
    // An address that only takes forms is no place to go on to.
    let next = if unsent.is_empty() { "/" } else { uri };
    page(StatusCode::FORBIDDEN, csrf, next, unsent)
}

fn to(next: &str) -> Response {
    let next: String = form_urlencoded::byte_serialize(local(next).as_bytes()).collect();
    see_other(&format!("/password?next={next}"))
}

fn page(status: StatusCode, csrf: &str, next: &str, unsent: Unsent) -> Response {
    let page =
        ChoosePage { csrf: csrf.to_string(), next: local(next), unsent, errors: Errors::new() };
    answer(status, page.alone())
}

/// Shows it. Somebody with a password of their own changes it on their account's page.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    if !store::account::is_held_up(&mut read, &v.session).await? {
        return v.to("/account");
    }
    Ok(page(StatusCode::OK, &v.csrf, v.query.text("next"), Unsent::default()))
}

/// Keeps the choice and goes on to where they were going.
pub async fn keep(v: Visit) -> Answer {
    let mut read = v.read().await?;
    if !store::account::is_held_up(&mut read, &v.session).await? {
        return v.to("/account");
    }
    let account = store::account::by_id(&mut read, v.actor.account).await?;
    drop(read);
    let new = v.form.password("password");
    let mut errors = Errors::new();
    if let Some(objection) = password::objection(&new) {
        errors.add("password", objection);
    } else {
        let (given, hashed) = (new.clone(), account.password_hash);
        let same = tokio::task::spawn_blocking(move || password::matches(&given, &hashed))
            .await
            .map_err(anyhow::Error::from)?;
        if same {
            errors.add("password", "This is the one you were given. Choose another");
        } else if new != v.form.password("password-again") {
            errors.add("password-again", "The two are not the same. Type both again");
        }
    }
    let next = local(v.form.text("next"));
    let unsent = Unsent::carried(&v.form);
    if !errors.is_empty() {
        let page = ChoosePage { csrf: v.csrf.clone(), next, unsent, errors };
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    }
    super::account::keep_password(&v, new, "password, in place of the one they were given").await?;
    if unsent.is_empty() {
        return v.to_saying(&next, "Your password is kept");
    }
    let csrf = v.csrf.clone();
    if unsent.belongs_to(&mut v.read().await?, v.actor.account, &next).await? {
        v.page(&SendAgain::of(&unsent, next, csrf))
    } else {
        v.page(&NotYours { action: next, csrf, unsent })
    }
}

/// For the gallery.
pub(super) fn sample(errors: Errors) -> ChoosePage {
    ChoosePage { csrf: "gallery".into(), next: "/board".into(), unsent: Unsent::default(), errors }
}

/// For the gallery.
pub(super) fn sample_errors() -> Errors {
    let mut errors = Errors::new();
    errors.add("password", "This is the one you were given. Choose another");
    errors
}
