//! The forms of meetings: arranging one, places, a pupil's report, and a copy of the minutes.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Table, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use casework::Id;
use casework::meeting::place::Taken;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::meeting::minutes::Copy;

/// Arranging one, or moving it.
pub struct ArrangePage {
    /// The meeting, where it is there.
    pub id: Option<Id>,
    /// People were asked already.
    pub asked: bool,
    /// The kinds as the school calls them.
    pub kinds: Vec<Choice>,
    /// Meetings before, of which one may be the last.
    pub before: Vec<Choice>,
    /// Places that were used.
    pub places: Vec<String>,
    /// The pupil it is about.
    pub pupil: Option<String>,
    /// The reader may look for a pupil.
    pub finds: bool,
    /// Who was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ArrangePage {
    fn title(&self) -> String {
        if self.id.is_some() { "Change a meeting" } else { "Arrange a meeting" }.into()
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let (action, back) = match self.id {
            Some(id) => (format!("/meetings/{id}/change"), format!("/meetings/{id}")),
            None => ("/meetings/new".to_string(), "/meetings".to_string()),
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(&back, "Back").facts(html! { @if let Some(name) = &self.pupil { "About " (pupil_name(name)) } }))
                (ErrorSummary(e))
                @if self.asked { div.panel.panel-note { p { "Move it, and everybody who was asked is told again with a calendar entry that takes the place of the first. What they said to the time before is kept in words and asked for anew. Papers stay." } } }
                @if self.id.is_none() && self.finds { (self.whom()) }
                form.stack.stack-5 method="post" action=(action) data-draft="meeting" {
                    (token(&self.csrf))
                    @if self.id.is_some() { (hidden("version", f.text("version"))) } @else {
                        (hidden("once", f.text("once")))
                        @if self.pupil.is_some() { (hidden("pupil", f.text("pupil"))) }
                        (Choices::one("kind", "What kind of meeting", &self.kinds).look(Look::Select).from(f, e))
                        (Field::new("title", "What it is about").hint("It is in no subject line and no calendar.").optional().from(f, e))
                    }
                    (Field::new("on", "Day").kind("date").from(f, e))
                    div.row.row-base { (Field::new("from", "From").kind("time").hint("Such as 14.00").from(f, e)) (Field::new("to", "to").kind("time").hint("Such as 15.00").from(f, e)) }
                    (Field::new("place", "Where").hint("A place that is taken at that time is refused, with what has it.").list(&self.places).from(f, e))
                    (Field::new("remote", "How to join from elsewhere").optional().from(f, e))
                    (Field::new("chair", "Who chairs it").hint("They approve the minutes.").optional().from(f, e))
                    (Area::new("quorum", "Who must be there").hint("A line for each part, such as “school 4”. Left empty, it is the school’s own for the kind.").rows(2).optional().from(f, e))
                    (Choices::one("before", "The last one", &self.before).look(Look::Select).hint("What it agreed opens this agenda.").from(f, e))
                    div.row { button.btn type="submit" { @if self.id.is_some() { "Keep it" } @else { "Arrange it" } } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

impl ArrangePage {
    /// Whom it is about: found by name, or nobody in particular.
    fn whom(&self) -> Markup {
        let (pupil, kind) = (self.words.one(Concept::Pupil), self.form.text("kind"));
        html! {
            section.sheet.stack.stack-3 aria-labelledby="whom" {
                h2 #whom { @match &self.pupil { Some(name) => { "About " (pupil_name(name)) }, None => { "Is it about one " (pupil) "?" } } }
                form.row.row-end method="get" action="/meetings/new" {
                    @if !kind.is_empty() { (hidden("kind", kind)) }
                    (Field { value: &self.q, ..Field::new("q", if self.pupil.is_some() { "Somebody else" } else { "Their name" }) })
                    button.btn.btn-2 type="submit" { "Find" }
                    @if self.pupil.is_some() { a.btn.btn-2 href="/meetings/new" { "About nobody in particular" } }
                }
                @if !self.q.is_empty() && self.found.is_empty() { p { "No " (pupil) " whose file you may open was found for “" (self.q) "”." } }
                ul.stack.stack-2 { @for (id, who) in &self.found { li { a href={ "/meetings/new?pupil=" (id) "&kind=" (kind) } { (pupil_name(who)) } } } }
                @if self.pupil.is_none() { p.soft { "A team around the child, a meeting with home, about a return or a plan is about one. Otherwise go on below." } }
            }
        }
    }
}

/// Places, and what has them.
pub struct PlacesPage {
    /// From today on.
    pub taken: Vec<Taken>,
    /// Places that were used.
    pub places: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PlacesPage {
    fn title(&self) -> String {
        "Places".into()
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let rows = self
            .taken
            .iter()
            .map(|t| vec![
                html! { (t.place) },
                html! { (t.on) ", " (t.from) " to " (t.to) },
                html! { (t.what) },
                html! { (t.by_name) },
                html! { form method="post" action="/meetings/places" { (token(&self.csrf)) (hidden("let_go", t.id)) button.btn.btn-2.btn-s type="submit" { "Let it go" span.vh { ": " (t.place) ", " (t.on) } } } },
            ])
            .collect();
        let columns = vec![
            ("Place", false),
            ("When", false),
            ("For what", false),
            ("By whom", false),
            ("Act", false),
        ];
        html! {
            (Head::new("Places").back("/meetings", "Meetings").facts(html! { "What has which place, from today on. Nothing stands in one place twice at a time." }))
            div.stack.stack-5 {
                (ErrorSummary(e))
                @if self.taken.is_empty() { (Empty { title: "No place is taken", words: "A place is taken by a meeting that is arranged there, or by hand below.", step: None }) }
                @else { div.sheet.sheet-flush { (Table { caption: "Places", columns, rows, dense: true }) } p.soft { "A meeting gives its place back when it is moved or called off." } }
                form.sheet.stack.stack-4.page-one method="post" action="/meetings/places" { (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Take a place for something else" }
                    (Field::new("place", "Place").list(&self.places).from(f, e))
                    (Field::new("on", "Day").kind("date").from(f, e))
                    div.row.row-base { (Field::new("from", "From").kind("time").from(f, e)) (Field::new("to", "to").kind("time").from(f, e)) }
                    (Field::new("what", "For what").hint("Whoever is refused the place reads this. Name nobody.").from(f, e))
                    div { button.btn type="submit" { "Take it" } }
                }
            }
        }
    }
}

/// A pupil's report for a meeting.
pub struct ReportPage {
    /// The meeting.
    pub m: Id,
    /// The pupil.
    pub who: String,
    /// The day of the meeting.
    pub on: Day,
    /// Who kept it last, and when.
    pub kept: Option<(String, Instant)>,
    /// Form token.
    pub csrf: String,
    /// The days and the words.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ReportPage {
    fn title(&self) -> String {
        "Report for a meeting".into()
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let (here, back) =
            (format!("/meetings/{}/report", self.m), format!("/meetings/{}", self.m));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Report for a meeting").back(&back, "The meeting").facts(html! { (pupil_name(&self.who)) " · for " (self.on) @match &self.kept { Some((by, at)) => { " · kept by " (by) ", " (at) }, None => " · a draft that nobody has kept" } }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
                (ErrorSummary(e))
                form.row.row-end method="get" action=(here) {
                    (hidden("draft", "yes"))
                    (Field { kind: "date", value: f.text("from"), ..Field::new("from", "From the file, from") })
                    (Field { kind: "date", value: f.text("to"), ..Field::new("to", "to") })
                    button.btn.btn-2 type="submit" { "Draft afresh" }
                }
                p.soft { "Notes kept from some of those who open the file are not in the draft, whoever drafts it. Read it before anybody else does: it is yours." }
                form.stack.stack-5 method="post" action=(here) data-draft="meeting-report" {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("from", f.text("from"))) (hidden("to", f.text("to")))
                    (Area::new("words", "The report").rows(28).from(f, e))
                    div.row { button.btn type="submit" { "Keep the report" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

/// A copy of the minutes, to read and print.
pub struct CopyPage {
    /// The meeting.
    pub m: Id,
    /// What it is called.
    pub name: String,
    /// Its day.
    pub on: Day,
    /// The copy.
    pub c: Copy,
}

impl Page for CopyPage {
    fn title(&self) -> String {
        "Copy of the minutes".into()
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let back = format!("/meetings/{}/minutes", self.m);
        let title = format!("Minutes: {}", self.name);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, "The minutes").facts(html! { (self.on) " · copy for " (naming(&self.c.name, &[])) @if let Some(at) = self.c.given_at { " · " (self.c.how) ", " (at) } }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
                p.as-typed.sheet { (self.c.words) }
            }
        }
    }
}
