//! The pages of education from the sixth school day at the school: of one pupil, and the board.
//!
//! Must never use: a colour alone. Amber, red and green are said in words, with days late.

use crate::form::{Errors, Form};
use crate::law::owed::Line;
use crate::page::Page;
use crate::page::kit::{Col, Empty, ErrorSummary, Field, Grid, Head, Standing, Tag, hidden, token};
use crate::page::name::pupil_name;
use casework::case::provision::{Answer, Light, Provision, ProvisionDay, There};
use casework::exclusion::Exclusion;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

fn light_tag(light: Light) -> Markup {
    match light {
        Light::Green { .. } => html! { (Tag(Standing::Done, "Green: in place")) },
        Light::Amber { .. } => html! { (Tag(Standing::Risk, "Amber: nothing yet")) },
        Light::Red { .. } => html! { (Tag(Standing::Late, "Red: late")) },
        Light::NoDate => html! { (Tag(Standing::None, "No date")) },
    }
}

/// Education of one pupil.
pub struct DaySixPage {
    /// The record.
    pub e: Exclusion,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// What is owed from the sixth day, where anything is.
    pub line: Option<Line>,
    /// How it stands.
    pub light: Light,
    /// Providers asked.
    pub offers: Vec<Provision>,
    /// Days written down, newest first.
    pub days: Vec<ProvisionDay>,
    /// Of each offer in order, the days that nobody wrote down.
    pub left: Vec<Vec<Day>>,
    /// Letters with the details that went.
    pub told: Vec<(Id, String, String)>,
    /// This person may write home.
    pub home: bool,
    /// Today.
    pub today: Day,
    /// Key of a new one.
    pub once: Id,
    /// Form token.
    pub csrf: String,
    /// What is in the form that comes back.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for DaySixPage {
    fn title(&self) -> String {
        "Education from the sixth day".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("Education from the sixth day").back(&at, "The record").facts(html! { (pupil_name(&self.name)) " · " (self.e.noun()) ", " (self.e.days()) }))
                (ErrorSummary(&self.errors))
                section.sheet.stack aria-labelledby="stands" {
                    h2 #stands { "How it stands" }
                    @match &self.line {
                        Some(l) => {
                            @if l.owed.day().is_some() { p.row { (light_tag(self.light)) strong { (self.light.words()) } } }
                            ul.clocks { (l.item(self.today, Markup::default())) }
                        }
                        None => p { "Nothing is owed from a sixth day: it is shorter, or " (self.first) " is past compulsory school age. " a href="/law/rules/R2.17" { "R2.17" } },
                    }
                }
                (self.parents(&at))
                @for (n, p) in self.offers.iter().enumerate() { (self.offer(&at, p, n)) }
                (self.ask(&at))
            }
        }
    }
}

impl DaySixPage {
    fn parents(&self, at: &str) -> Markup {
        html! {
            @if self.e.provision.is_some() {
                section.stack aria-labelledby="parents" {
                    h2 #parents { "Home is told where and when" }
                    p { (self.e.provision_words) " " a href="/law/rules/R2.18" { "R2.18" } }
                    @for (id, to, when) in &self.told { p.row { (Tag(Standing::Done, "Sent")) a href={ "/exclusions/letters/" (id) } { (to) } span.soft { (when) } } }
                    @if self.home { p { a.btn.btn-2 href={ (at) "/letters?paper=education" } { "Write it" } } }
                }
            }
        }
    }

    /// The fields of an answer. Ids are one of a page: forms stand under one another.
    fn fields(&self, f: &Form, e: &Errors, n: usize) -> Markup {
        let field = |name: &str, label: &str, kind: &str, hint: &str| {
            let id = if n == 0 { name.to_string() } else { format!("{name}-{n}") };
            let hinted = format!("{id}-hint");
            html! { div.field.is-wrong[e.of(name).is_some()] { label for=(id) { (label) }
            @if !hint.is_empty() { p.hint id=(hinted) { (hint) } }
            @if let Some(why) = e.of(name) { p.error { (why) } }
            input.input.input-date[kind == "date"] id=(id) name=(name) type=(kind) value=(f.text(name)) autocomplete="off" aria-describedby=[(!hint.is_empty()).then_some(hinted)]; } }
        };
        let chosen = f.coded::<Answer>("answer").unwrap_or(Answer::Asked);
        html! {
            fieldset.field { legend { "What they answered" } @if let Some(why) = e.of("answer") { p.error { (why) } }
                div.scale { @for a in Answer::ALL { label { input type="radio" name="answer" value=(a.code()) checked[chosen == *a]; (a.label()) } } } }
            (field("why", "Why not, if they said no", "text", ""))
            div.ask-fields {
                (field("starts_on", "First day, if they said yes", "date", ""))
                (field("starts_at", "At", "text", "Such as 9.00."))
                (field("hours", "Hours a week", "text", "25 is full time."))
            }
            (field("place", "Address", "text", ""))
            (field("report_to", "Whom to report to", "text", ""))
            (field("sessions", "When sessions begin and end", "text", "9.00 to 12.00 and 12.40 to 14.40."))
            (field("transport", "Getting there", "text", ""))
        }
    }

    fn ask(&self, at: &str) -> Markup {
        let mine = self.form.ticked("asks");
        let blank = (Form::default(), Errors::none());
        let (f, e) = if mine { (&self.form, &self.errors) } else { (&blank.0, &blank.1) };
        html! {
            section.sheet.stack aria-labelledby="ask" {
                h2 #ask { "Ask a provider" }
                @if self.offers.is_empty() { p.soft { "Not at the school itself, unless it is arranged together with another school." } }
                details.working open[mine || (self.offers.is_empty() && self.line.is_some())] { summary { "Write down who is asked" }
                    form.working-body.stack method="post" action={ (at) "/day-six" } {
                        (token(&self.csrf)) (hidden("once", self.once))
                        div.ask-fields { (Field::new("provider", "Provider").from(f, e)) (Field::new("contact", "Who was asked there").optional().from(f, e)) }
                        (self.fields(f, e, 0))
                        div { button.btn type="submit" { "Keep it" } }
                    }
                }
            }
        }
    }

    fn offer(&self, at: &str, p: &Provision, n: usize) -> Markup {
        let title = format!("offer-{n}");
        let mine = self.form.id("answers") == Some(p.id);
        let kept = Form::default()
            .with("answer", p.answer.code())
            .with("why", &p.why)
            .with("starts_on", p.starts_on.map(|d| d.iso()).unwrap_or_default())
            .with(
                "starts_at",
                self.e.provision.map(|at| at.minute().to_string()).unwrap_or_default(),
            )
            .with("hours", hours(p))
            .with("place", &p.place)
            .with("report_to", &p.report_to)
            .with("sessions", &p.sessions)
            .with("transport", &p.transport)
            .with("ended_on", p.ended_on.map(|d| d.iso()).unwrap_or_default());
        let none = Errors::none();
        let (f, e) = if mine { (&self.form, &self.errors) } else { (&kept, &none) };
        let tag = match p.answer {
            Answer::Accepted => Standing::Done,
            Answer::Asked => Standing::Due,
            Answer::Full | Answer::Declined => Standing::None,
        };
        html! {
            section.sheet.stack aria-labelledby=(title) {
                div.row.row-apart.row-base { h2 id=(title) { (p.provider) } (Tag(tag, p.answer.label())) }
                p { "Asked " (p.asked_at) @if !p.contact.is_empty() { ", " (p.contact) } ". " @if let Some(when) = p.answered_at { "Answered " (when) ". " } (p.why) }
                @if let Some(from) = p.starts_on {
                    dl.cite { dt { "From" } dd { (from) @if let Some(end) = p.ended_on { " to " (end) } ", " (p.hours()) }
                        @for (what, text) in [("Where", &p.place), ("Report to", &p.report_to), ("Sessions", &p.sessions), ("Getting there", &p.transport)] { @if !text.is_empty() { dt { (what) } dd { (text) } } } }
                }
                @if p.answer == Answer::Accepted { (self.there(at, p, n)) }
                details.working open[mine] { summary { "Change the answer" span.vh { " of " (p.provider) } }
                    form.working-body.stack method="post" action={ (at) "/day-six/" (p.id) } {
                        (token(&self.csrf)) (hidden("version", p.version))
                        (self.fields(f, e, n + 1))
                        @let end = format!("ended_on-{}", n + 1);
                        div.field.is-wrong[e.of("ended_on").is_some()] { label for=(end) { "Last day, once it is over" } @if let Some(why) = e.of("ended_on") { p.error { (why) } } input.input.input-date id=(end) name="ended_on" type="date" value=(f.text("ended_on")); }
                        div { button.btn.btn-2 type="submit" { "Keep it" } }
                    }
                }
            }
        }
    }

    /// Each day there, and whether somebody made sure that they were safe.
    fn there(&self, at: &str, p: &Provision, n: usize) -> Markup {
        let days: Vec<&ProvisionDay> = self.days.iter().filter(|d| d.provision == p.id).collect();
        let left = self.left.get(n).map(Vec::as_slice).unwrap_or_default();
        let mine = self.form.id("writes") == Some(p.id);
        let blank = (
            Form::default().with("day", left.first().map(|d| d.iso()).unwrap_or_default()),
            Errors::none(),
        );
        let (f, e) = if mine { (&self.form, &self.errors) } else { (&blank.0, &blank.1) };
        let id = |name: &str| format!("{name}-{n}");
        let field = |name: &str, label: &str, kind: &str| html! { div.field.is-wrong[e.of(name).is_some()] { label for=(id(name)) { (label) } @if let Some(why) = e.of(name) { p.error { (why) } } input.input.input-date[kind == "date"] id=(id(name)) name=(name) type=(kind) value=(f.text(name)) autocomplete="off"; } };
        let chosen = f.coded::<There>("there");
        html! {
            h3 { "Day by day" }
            @if !left.is_empty() { p { (Tag(Standing::Due, "Not written down")) " " @for (i, d) in left.iter().enumerate() { @if i > 0 { ", " } (d) } } }
            @if days.is_empty() { p.soft { "No day is written down yet." } }
            ul.stack.stack-2 { @for d in &days { li {
                @if d.unchecked() { (Tag(Standing::Late, "Nobody has made sure they are safe")) " " }
                strong { (d.day) } ": " (d.there.label()) @if !d.words.is_empty() { ". " (d.words) }
                @if let Some(when) = d.checked_at { " Safe and well: " (d.checked_how) ", " (when) "." }
                " " span.soft { (d.by_name) ", " (d.at) }
            } } }
            details.working open[mine || !left.is_empty()] { summary { "Write a day down" span.vh { " at " (p.provider) } }
                form.working-body.stack method="post" action={ (at) "/day-six/" (p.id) "/day" } {
                    (token(&self.csrf))
                    (field("day", "Day", "date"))
                    fieldset.field.is-wrong[e.of("there").is_some()] { legend { "Were they there?" } @if let Some(why) = e.of("there") { p.error { (why) } }
                        div.scale { @for t in There::ALL { label { input type="radio" name="there" value=(t.code()) checked[chosen == Some(*t)]; (t.label()) } } } }
                    (field("words", "If not, why; and what the provider says", "text"))
                    div.ask-fields { (field("checked_how", "Who made sure that they were safe, and how", "text")) (field("checked_time", "At", "text")) }
                    div { button.btn.btn-2 type="submit" { "Keep it" } }
                }
            }
        }
    }
}

/// Hours a week as they are typed.
fn hours(p: &Provision) -> String {
    match p.week_minutes {
        Some(m) if m % 60 == 0 => (m / 60).to_string(),
        Some(m) => format!("{}.{:02}", m / 60, (m % 60) * 100 / 60),
        None => String::new(),
    }
}

/// A line of the board.
pub struct BoardRow {
    /// The record.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// "10B"
    pub form: String,
    /// "suspension"
    pub noun: &'static str,
    /// The sixth day.
    pub sixth: Option<Day>,
    /// Who holds the duty.
    pub holder: String,
    /// How it stands.
    pub light: Light,
    /// What was arranged.
    pub offer: Option<Provision>,
    /// Home has the details.
    pub told: bool,
}

impl BoardRow {
    /// Red before amber before green.
    pub fn urgency(&self) -> u8 {
        match self.light {
            Light::Red { .. } => 0,
            Light::Amber { .. } => 1,
            Light::NoDate => 2,
            Light::Green { .. } => 3,
        }
    }
}

/// The board.
pub struct BoardPage {
    /// Rows, the most urgent first.
    pub rows: Vec<BoardRow>,
}

impl Page for BoardPage {
    fn title(&self) -> String {
        "Education from the sixth day".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new(&self.title()).back("/exclusions", "Suspensions and permanent exclusions").facts(html! { (self.rows.len()) " out of school for six school days or more" }))
            @if self.rows.is_empty() {
                (Empty { title: "Nobody", words: "Who is out of school to a sixth school day or beyond stands here, with what is arranged and by when it has to be.", step: None })
            } @else {
                (Grid {
                    region: "Education from the sixth day, table",
                    caption: None,
                    look: "",
                    columns: ["Name", "How it stands", "Sixth day", "Whose duty", "Where", "Home told"].map(Col::Words).to_vec(),
                    named: Some(0),
                    rows: self.rows.iter().map(|r| vec![
                        html! { a href={ "/exclusions/" (r.id) "/day-six" } { (pupil_name(&r.name)) } span.sub { " " (r.form) ", " (r.noun) } },
                        html! { (light_tag(r.light)) " " (r.light.words()) },
                        html! { @match r.sixth { Some(day) => (day), None => "–" } },
                        html! { (r.holder) },
                        html! { @match &r.offer { Some(p) => { (p.provider) ", " (p.hours()) @if !p.transport.is_empty() { ", " (p.transport) } }, None => "Nothing yet" } },
                        html! { @if r.told { (Tag(Standing::Done, "Told")) } @else { (Tag(Standing::Due, "Not yet")) } },
                    ]).collect(),
                })
            }
        }
    }
}
