//! Pages that say no: each says what happened, what was kept, and what to do next.

use super::Page;
use super::name::naming;
use casework::Refusal;
use maud::{Markup, html};

/// A page that stops somebody.
pub struct ErrorPage {
    title: String,
    stop: bool,
    words: Vec<String>,
    cite: Vec<(&'static str, String)>,
    instead: Vec<(String, String)>,
    typed: Vec<(String, String)>,
    names: Vec<String>,
}

impl ErrorPage {
    /// The rules or the role say no.
    pub fn refusal(r: Refusal, typed: Vec<(String, String)>) -> ErrorPage {
        let mut cite = Vec::new();
        if !r.rule.is_empty() {
            cite.push(("Rule", r.rule));
        }
        if !r.from.is_empty() {
            cite.push(("From", r.from));
        }
        ErrorPage {
            title: r.title,
            stop: true,
            words: Vec::new(),
            cite,
            instead: r.instead,
            typed,
            names: r.names.into_vec(),
        }
    }
    /// Not there, or not theirs.
    pub fn missing() -> ErrorPage {
        ErrorPage {
            title: "There is nothing here".into(),
            stop: false,
            words: vec![
                "The address is wrong, the record has gone, or it is not one you can see.".into(),
            ],
            cite: Vec::new(),
            instead: vec![("Go to Today".into(), "/".into())],
            typed: Vec::new(),
            names: Vec::new(),
        }
    }
    /// An address that takes forms and shows nothing. `page` is the one its form is on.
    pub fn takes_forms(page: String) -> ErrorPage {
        let mut instead = vec![("Go to Today".into(), "/".to_string())];
        if page != "/" {
            instead.insert(0, ("Open the page the form is on".into(), page));
        }
        ErrorPage {
            title: "This address has no page".into(),
            stop: false,
            words: vec!["It takes what a form sends. Opening it did nothing.".into()],
            cite: Vec::new(),
            instead,
            typed: Vec::new(),
            names: Vec::new(),
        }
    }
    /// More than a form may hold.
    pub fn too_long(kilobytes: usize, typed: Vec<(String, String)>) -> ErrorPage {
        let mut words = vec![
            format!(
                "A form takes {kilobytes} KB here, about {kilobytes},000 letters. This one is longer."
            ),
            "Press Back to return to it. Make it shorter, or send it in parts.".to_string(),
        ];
        if !typed.is_empty() {
            words.push(
                "If the page is empty when you come back, copy what you typed from below first."
                    .into(),
            );
        }
        ErrorPage {
            title: "This is too long to be sent, so it was not kept".into(),
            stop: true,
            words,
            cite: Vec::new(),
            instead: Vec::new(),
            typed,
            names: Vec::new(),
        }
    }
    /// Somebody changed it first.
    pub fn stale(uri: &str, typed: Vec<(String, String)>) -> ErrorPage {
        ErrorPage {
            title: "Somebody changed this while you were writing".into(),
            stop: true,
            words: vec![
                "Nothing of yours was kept, so that nothing of theirs was lost. What you typed is below: open the page again, look at what changed, and copy in what is still right.".into(),
            ],
            cite: Vec::new(),
            instead: vec![("Open it again".into(), uri.to_string()), ("Go to Today".into(), "/".into())],
            typed,
            names: Vec::new(),
        }
    }
    /// Our fault.
    pub fn fault(reference: &str, typed: Vec<(String, String)>) -> ErrorPage {
        ErrorPage {
            title: "Something went wrong on our side".into(),
            stop: true,
            words: vec![
                "It is not something you did, and nothing was half kept: either all of it was or none.".into(),
                format!("If you tell somebody about it, say reference {reference}."),
            ],
            cite: Vec::new(),
            instead: vec![("Go to Today".into(), "/".into())],
            typed,
            names: Vec::new(),
        }
    }
    /// The disk of the server is full.
    pub fn disk_full(reference: &str, typed: Vec<(String, String)>) -> ErrorPage {
        ErrorPage {
            title: "The server's disk is full, so this was not kept".into(),
            stop: true,
            words: vec![
                "Keep this page open, or copy what you typed. Ask whoever looks after the server to make room; then send it again.".into(),
                format!("Reference {reference}."),
            ],
            cite: Vec::new(),
            instead: Vec::new(),
            typed,
            names: Vec::new(),
        }
    }
    /// One sentence, before anything is known about the person.
    pub fn plain(said: &str, reference: &str) -> ErrorPage {
        let mut words = Vec::new();
        if reference != "-" {
            words.push(format!("Reference {reference}."));
        }
        ErrorPage {
            title: said.to_string(),
            stop: true,
            words,
            cite: Vec::new(),
            instead: vec![("Go to Today".into(), "/".into())],
            typed: Vec::new(),
            names: Vec::new(),
        }
    }
}

impl Page for ErrorPage {
    fn title(&self) -> String {
        self.title.clone()
    }
    fn main(&self) -> Markup {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        html! {
            div.page-one.stack.stack-5 {
                div class=(if self.stop { "panel panel-stop" } else { "panel panel-note" }) {
                    h1.panel-title { (naming(&self.title, &names)) }
                    @for p in &self.words { p { (p) } }
                    @if !self.cite.is_empty() {
                        dl.cite { @for (name, text) in &self.cite { dt { (name) } dd { (naming(text, &names)) } } }
                    }
                }
                @if !self.instead.is_empty() {
                    section.stack aria-labelledby="instead" {
                        h2 #instead { "What you can do" }
                        ul.stack { @for (label, href) in &self.instead {
                            li { @if href.is_empty() { (naming(label, &names)) } @else { a href=(href) { (naming(label, &names)) } } }
                        } }
                    }
                }
                @let written = super::typed::written(&self.typed);
                @if !written.is_empty() {
                    section.sheet.stack aria-labelledby="typed" {
                        h2 #typed { "What you typed" }
                        dl.summary { @for (label, text) in &written {
                            div { dt { (label) } dd { (text) } }
                        } }
                    }
                }
            }
        }
    }
}
