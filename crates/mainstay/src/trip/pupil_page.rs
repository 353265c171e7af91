//! Pages about the pupils of a trip: finding them, and one of them.

use super::facts::{Row, holders, not_asked};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::trip::{Consent, How, Said, Trip};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};

/// Finding pupils for the list.
pub struct AddPage {
    /// The school's words.
    pub words: Words,
    /// The trip.
    pub trip: Trip,
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// Form token.
    pub csrf: String,
}

impl Page for AddPage {
    fn title(&self) -> String {
        format!("Who goes: {}", self.trip.title)
    }
    fn here(&self) -> &'static str {
        "/trips"
    }
    fn main(&self) -> Markup {
        let back = format!("/trips/{}", self.trip.id);
        let pupils = self.words.many(Concept::Pupil);
        let choices: Vec<Choice> =
            self.found.iter().map(|(id, who)| Choice::pupil(id.to_string(), who)).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(&back, &self.trip.title).facts(html! { (self.trip.when()) }))
                form.stack method="get" action={ (back) "/pupils" } {
                    (Field { value: &self.q, ..Field::new("q", "Name or form").kind("search").hint("A form, such as 8N, finds the whole of it.") })
                    div { button.btn.btn-2 type="submit" { "Find" } }
                }
                @if !self.q.is_empty() && self.found.is_empty() { p { "No " (pupils) " whose home you may see, and who are not on the list, were found for “" (self.q) "”." } }
                @if !self.found.is_empty() {
                    form.stack method="post" action={ (back) "/pupils" } {
                        (token(&self.csrf))
                        (Choices::many("pupil", "Who goes?", &choices))
                        div { button.btn type="submit" { "Put them on the list" } }
                    }
                }
            }
        }
    }
}

/// One pupil of a trip.
pub struct PupilPage {
    /// The trip.
    pub trip: Trip,
    /// The pupil.
    pub row: Row,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// How consent stands, in a tag.
pub(super) fn consent(said: &Said) -> Markup {
    match said {
        Said::Yes => html! { (Tag(Standing::Done, "Consent given")) },
        Said::No(who, Consent::Withdrawn) => {
            html! { (Tag(Standing::Late, "Taken back")) " " (who) }
        }
        Said::No(who, _) => html! { (Tag(Standing::Late, "Said no")) " " (who) },
        Said::Waiting(_) => html! { (Tag(Standing::Due, "No answer yet")) },
        Said::Nobody => html! { (Tag(Standing::Late, "Nobody to ask")) },
    }
}

impl PupilPage {
    fn who(&self) -> String {
        format!("{}, {}", self.row.pupil.name(), self.row.pupil.form)
    }
    fn at(&self, end: &str) -> String {
        format!("/trips/{}/pupils/{}{end}", self.trip.id, self.row.line.id)
    }
}

impl Page for PupilPage {
    fn title(&self) -> String {
        format!("{}: {}", self.trip.title, self.who())
    }
    fn here(&self) -> &'static str {
        "/trips"
    }
    fn main(&self) -> Markup {
        let back = format!("/trips/{}", self.trip.id);
        let who = self.who();
        let r = &self.row;
        html! {
            (Head::new(&self.title()).about(&who).back(&back, &self.trip.title).facts(html! { (self.trip.when()) }))
            (ErrorSummary(&self.errors))
            @if let Some(at) = r.line.off_at { div.panel.panel-warn { h2.panel-title { "Off the list since " (at) } p { (r.line.off_why) } } }
            div.cols.cols-side {
                div.stack.stack-6 {
                    section.stack aria-labelledby="home" {
                        h2 #home { "What home said" }
                        p { (consent(&r.said)) }
                        @if r.words.is_empty() { p.soft { "Nobody has been asked yet." } }
                        ul.stack.stack-2 { @for w in r.words.iter().rev() { li.sheet {
                            p { strong { (w.word.label()) } ": " (w.name) ", " (w.how.label().to_lowercase()) }
                            p.soft { (w.at) ", " (w.by_name) @if !w.words.is_empty() { ". " (w.words) } }
                        } } }
                    }
                    section.sheet.stack.stack-2 aria-labelledby="ring" {
                        h2 #ring { "Whom to ring" }
                        @if r.contacts.is_empty() { p { "Nobody is on record." } }
                        dl.summary { @for c in &r.contacts { div {
                            dt { (c.full()) ", " (c.relation) }
                            dd { @if c.restricted() { (Tag(Standing::Lock, "Not to be rung")) " " (c.restriction) } @else if c.phone.is_empty() { "No number" } @else { (c.phone) } @if c.responsible { span.sub { "Parental responsibility" } } }
                        } } }
                    }
                    section.sheet.stack.stack-2 aria-labelledby="known" {
                        h2 #known { "What the school knows" }
                        dl.summary {
                            div { dt { "Medical" } dd { @if r.pupil.medical.is_empty() { "Nothing on record" } @else { (r.pupil.medical) } } }
                            div { dt { "Dietary" } dd { @if r.pupil.dietary.is_empty() { "Nothing on record" } @else { (r.pupil.dietary) } } }
                            div { dt { "What helps" } dd { @if r.pupil.helps.is_empty() { "Nothing on record" } @else { (r.pupil.helps) } } }
                            @if let Some(at) = r.line.medical_at { div { dt { "Answered for this trip" } dd { (r.line.medical) span.sub { (r.line.medical_by) ", " (at) } } } }
                        }
                    }
                }
                @if r.line.goes() && self.trip.state.is_open() { div.stack { (self.said()) (self.needs()) (self.ask()) (self.off()) } }
            }
        }
    }
}

impl PupilPage {
    fn said(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let who: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(
                holders(&self.row.contacts)
                    .into_iter()
                    .map(|(id, n)| Choice::new(id.to_string(), n)),
            )
            .collect();
        let words = [Consent::Given, Consent::Refused, Consent::Withdrawn];
        let words: Vec<Choice> = words.iter().map(|w| Choice::new(w.code(), w.label())).collect();
        let hows = [How::Paper, How::Phone, How::InPerson];
        let hows: Vec<Choice> = hows.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        html! {
            form.sheet.stack method="post" action=(self.at("/said")) {
                (token(&self.csrf)) (hidden("once", f.text("once")))
                h2 { "Write down what they said" }
                (Choices::one("who", "Who", &who).look(Look::Select).hint("Those with parental responsibility who may be asked.").from(f, e))
                (Choices::one("word", "What", &words).from(f, e))
                (Choices::one("how", "How", &hows).from(f, e))
                (Field::new("day", "On").kind("date").from(f, e))
                (Area::new("words", "Anything more").rows(2).optional().from(f, e))
                @for why in not_asked(&self.row.contacts) { p.soft { (why) "." } }
                div { button.btn type="submit" { "Keep it" } }
            }
        }
    }
    fn needs(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            form.sheet.stack method="post" action=(self.at("/needs")) {
                (token(&self.csrf))
                h2 { "Medical and dietary needs" }
                (Area::new("medical", "What home answered for this trip").rows(2).hint("What the school knows stands here to begin with. “None” is an answer; an empty box is not.").from(f, e))
                (Field::new("phone", "Number to ring on the day").kind("tel").optional().from(f, e))
                div { button.btn.btn-2 type="submit" { "Keep the answer" } }
            }
        }
    }
    fn ask(&self) -> Markup {
        let all = holders(&self.row.contacts);
        html! {
            @if !all.is_empty() { details.working {
                summary { "Ask again, or print the letter" }
                div.working-body.stack { @for (id, name) in &all {
                    p { (name) }
                    div.row {
                        form method="post" action=(self.at("/again")) { (token(&self.csrf)) (hidden("who", id)) button.btn.btn-2.btn-s type="submit" { "Ask" span.vh { " " (name) } } }
                        a.btn.btn-2.btn-s href={ "/trips/" (self.trip.id) "/letters/" (self.row.line.id) "/" (id) "/pdf" } { "Letter" span.vh { " to " (name) } }
                    }
                } }
            } }
        }
    }
    fn off(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            details.working open[e.of("why").is_some()] {
                summary { "Take off the list" }
                form.working-body.stack method="post" action=(self.at("/off")) {
                    (token(&self.csrf))
                    p { (pupil_name(&self.row.pupil.name())) " stays with the trip’s record, with why." }
                    (Field::new("why", "Why").from(f, e))
                    div { button.btn.btn-2 type="submit" { "Take off" } }
                }
            }
        }
    }
}
