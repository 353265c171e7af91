//! What somebody typed in a form that came without their session, on its way through the sign-in
//! page back to them, and to nobody else.
//!
//! It stays in the page: nothing of it is kept here. Must never know: what the form was for.

use crate::form::Form;
use crate::page::Page;
use crate::page::kit::{hidden, token};
use casework::Id;
use maud::{Markup, html};
use store::db::{Fault, Source};

/// Words that were not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    /// Names and values as in a form's body; empty when there are none.
    pub typed: String,
    /// Token of the form they were typed in. It says in whose session that was.
    pub written: String,
}

impl Unsent {
    /// What a form holds. One that carries words on carries the same words, and not itself.
    pub fn of(form: &Form) -> Unsent {
        if form.has("typed") {
            return Unsent::carried(form);
        }
        let mut typed = form_urlencoded::Serializer::new(String::new());
        Unsent {
            typed: typed.extend_pairs(form.kept()).finish(),
            written: form.text("csrf").to_string(),
        }
    }
    /// The words a sign-in form carries on.
    pub fn carried(form: &Form) -> Unsent {
        Unsent { typed: form.text("typed").into(), written: form.text("written").into() }
    }
    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }
    /// The hidden fields of a form that carries them on.
    pub fn fields(&self) -> Markup {
        html! { (hidden("typed", &self.typed)) (hidden("written", &self.written)) }
    }
    /// Whether they were typed in a session of this account. What was typed on a screen that was
    /// with a pupil is theirs where it goes to that page, and nowhere else.
    pub async fn belongs_to(
        &self,
        src: &mut dyn Source,
        account: Id,
        action: &str,
    ) -> Result<bool, Fault> {
        let path = action.split('?').next().unwrap_or_default();
        store::account::had_token(src, account, &self.written, path).await
    }
}

/// What had been typed, ready to send.
pub struct SendAgain {
    /// Where it goes.
    pub action: String,
    /// The new token.
    pub csrf: String,
    /// Names and values.
    pub typed: Vec<(String, String)>,
}

impl SendAgain {
    /// For words that are known to be theirs.
    pub fn of(unsent: &Unsent, action: String, csrf: String) -> SendAgain {
        SendAgain { action, csrf, typed: Form::parse(unsent.typed.as_bytes()).kept() }
    }
}

impl Page for SendAgain {
    fn title(&self) -> String {
        "Send what you typed".into()
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                header.head { h1 { "Send what you typed?" } p.head-facts { "You were signed out while writing. Nothing has been sent yet." } }
                dl.summary { @for (name, value) in self.typed.iter().filter(|(n, v)| !v.trim().is_empty() && !is_key(n, v)) {
                    div { dt { (casework::words::capital(&name.replace(['_', '-'], " "))) } dd { (value) } }
                } }
                form method="post" action=(self.action) {
                    (token(&self.csrf))
                    @for (name, value) in &self.typed { (hidden(name, value)) }
                    div.row { button.btn type="submit" { "Send it now" } a.btn.btn-2 href="/" { "Leave it" } }
                }
            }
        }
    }
}

/// A value made by the page, not typed by a person.
fn is_key(name: &str, value: &str) -> bool {
    matches!(name, "version" | "once") || Id::parse_str(value).is_ok()
}

/// Words that somebody else typed: not shown, and the way in which their writer gets them back.
pub struct NotYours {
    /// Where they were going.
    pub action: String,
    /// Token of whoever is signed in now.
    pub csrf: String,
    /// The words.
    pub unsent: Unsent,
}

impl Page for NotYours {
    fn title(&self) -> String {
        "Somebody else was writing here".into()
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                header.head {
                    h1 { "Somebody else was writing here" }
                    p.head-facts { "What they typed is not shown to you. Nothing of it has been sent." }
                }
                p { "It is kept in this page and nowhere else: once the page is left, it is gone. To give it back, sign out here and let them sign in on the page that follows. They can send it then." }
                form method="post" action="/sign-out" {
                    (token(&self.csrf)) (hidden("next", &self.action)) (self.unsent.fields())
                    div.row { button.btn type="submit" { "Sign out and let them sign in" } a.btn.btn-2 href="/" { "Leave it" } }
                }
            }
        }
    }
}
