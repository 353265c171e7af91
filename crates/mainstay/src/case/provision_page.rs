//! The pages of education from the sixth school day: of one child, and the board.
//!
//! Must never use: a colour alone. Amber, red and green are said in words, with days late.

use super::book::{Book, Entry};
use super::intake_page::choices;
use super::one_page::head;
use super::{Tab, Whole};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::Coded;
use casework::case::Kind;
use casework::case::provision::{Answer, Light, Provision};
use casework::case::provision_review::ProvisionReview;
use casework::case::section_19::{Basis, Decided, Decision};
use casework::owed::How;
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

/// Education of one child.
pub struct ProvisionPage {
    /// Everything of the case.
    pub(super) all: Whole,
    /// What was decided for illness or another reason, first to last.
    pub decisions: Vec<Decision>,
    /// Reviews of what was arranged, first to last.
    pub reviews: Vec<ProvisionReview>,
    /// How it stands.
    pub light: Light,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for ProvisionPage {
    fn title(&self) -> String {
        format!("Education: {}", self.all.child.name())
    }
    fn here(&self) -> &'static str {
        "/day-six"
    }
    fn main(&self) -> Markup {
        let (case, child) = (&self.all.case, &self.all.child);
        let base = format!("/cases/{}/day-six", case.id);
        let six = self.all.owes("sixth-day");
        html! {
            (head(case, child, Tab::DaySix))
            (ErrorSummary(&self.errors))
            div.stack.stack-6.gap-top {
                section.sheet.stack aria-labelledby="stands" {
                    h2 #stands { "Education from the sixth school day" }
                    @match (six, self.all.sixth()) {
                        (Some(o), Some(day)) => {
                            p.row { (light_tag(self.light)) strong { (self.light.words()) } }
                            p { "Sixth school day: " strong { (day) } ". " @if let Some(outcome) = o.outcome { (outcome.words()) " " }  (crate::law::rule_link(o.rule)) " " (crate::law::unchecked_tag(o.not_yet_checked())) }
                            @if let Some(a) = o.advice { p { strong { "Note: " } @if let Some(d) = a.day { (d) ". " } (a.words) } }
                            p { a href={ "/cases/" (case.id) "#owed" } { "How it was counted" } }
                        }
                        (Some(o), None) => p { @if let Some(outcome) = o.outcome { (outcome.words()) " " } (crate::law::rule_link(o.rule)) },
                        (None, _) => p { "Not owed on what is known of this case." },
                    }
                }
                @if case.kind == Kind::Education { (self.decisions(&base)) }
                (self.offers(&base))
                (self.ask(&base))
                @if child.lives_elsewhere() && case.kind == Kind::Permanent { (self.home(&base)) }
            }
        }
    }
}

impl ProvisionPage {
    fn decisions(&self, base: &str) -> Markup {
        let mine = self.form.ticked("decides");
        let blank = (Form::nothing(), Errors::none());
        let (f, e) = if mine { (&self.form, &self.errors) } else { (&blank.0, &blank.1) };
        let (basis, decided) =
            (choices::<Basis>(Some("Choose")), choices::<Decided>(Some("Choose")));
        html! {
            section.stack aria-labelledby="decided" {
                h2 #decided { "Education for illness or another reason" }
                p.soft { "Section 19 of the Education Act 1996. " a href="/law/event/illness" { "Days of illness and who is told" } }
                @if self.decisions.is_empty() { (Empty { title: "Nothing decided yet", words: "A decision stands here with its reasons, its hours and the day it is looked at again. None is changed; another is added.", step: None }) }
                @else { ol.clocks { @for d in &self.decisions { li.clock {
                    @match d.review_on { Some(day) if day <= self.today => (Tag(Standing::Risk, "Look again")), _ => (Tag(Standing::Done, "Decided")) }
                    div { p.clock-what { (d.decided.label()) } p.as-typed { (d.reasons) } p.soft { (d.basis.label()) @if !d.evidence.is_empty() { ". " (d.evidence) } ". " (d.by_name) }
                        @if let Some(m) = d.week_minutes { p { (m / 60) " h" @if m % 60 > 0 { " " (m % 60) " min" } " a week" @if let Some(s) = d.starts_on { " from " (s) } } } }
                    p.clock-when { b { (d.decided_on) } @if let Some(day) = d.review_on { "look again " (day) } }
                } } } }
                @if self.all.case.open() { form.sheet.stack method="post" action={ (base) "/decision" } autocomplete="off" {
                    h3 { "Decide" }
                    (token(&self.csrf)) (hidden("once", casework::Id::now_v7()))
                    div.row.row-end { (Choices::one("basis", "Why out of school", &basis).look(Look::Select).from(f, e)) (Choices::one("decided", "What is decided", &decided).look(Look::Select).from(f, e)) }
                    (Field::new("evidence", "What it rests on").hint("Medical evidence, attendance, what was tried.").optional().from(f, e))
                    (Area::new("reasons", "Reasons").rows(3).from(f, e))
                    div.row.row-end {
                        div.field.is-wrong[e.of("starts_on").is_some()] { label for="begins" { "Begins " span.optional { "(optional)" } } @if let Some(w) = e.of("starts_on") { p.error { (w) } } input.input.input-date #begins name="starts_on" type="date" value=(f.text("starts_on")); }
                        div.field.is-wrong[e.of("hours").is_some()] { label for="week" { "Hours a week " span.optional { "(optional)" } } @if let Some(w) = e.of("hours") { p.error { (w) } } input.input.input-num #week name="hours" value=(f.text("hours")); }
                        (Field { kind: "date", ..Field::new("review_on", "Look again on").from(f, e) })
                    }
                    div { button.btn type="submit" { "Keep the decision" } }
                } }
            }
        }
    }
    fn fields(&self, f: &Form, e: &Errors, n: usize) -> Markup {
        let answers: Vec<Choice> =
            Answer::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        let mut said =
            Choices::one("answer", "What they answered", &answers).look(Look::Scale).from(f, e);
        if said.chosen.is_empty() {
            said.chosen = vec!["asked"];
        }
        // Ids are one of a page: the forms of several providers stand under one another.
        let field = |name: &str, label: &str, kind: &str| {
            let id = if n == 0 { name.to_string() } else { format!("{name}-{n}") };
            html! { div.field.is-wrong[e.of(name).is_some()] { label for=(id) { (label) }
            @if let Some(why) = e.of(name) { p.error { (why) } }
            input.input.input-date[kind == "date"] id=(id) name=(name) type=(kind) value=(f.text(name)) autocomplete="off"; } }
        };
        html! {
            @if n == 0 { (said) } @else {
                fieldset.field { legend { "What they answered" } @if let Some(why) = e.of("answer") { p.error { (why) } } div.scale { @for a in &answers { label { input type="radio" name="answer" value=(a.value) checked[said.chosen.contains(&a.value.as_str())]; (a.label) } } } }
            }
            (field("why", "Why not, if they said no", "text"))
            div.row.row-end { (field("starts_on", "First day", "date")) (field("hours", "Hours a week", "text")) (field("transport", "Transport", "text")) (field("review_on", "Look at it again on", "date")) }
            div.row.row-end { (field("place", "Where", "text")) (field("report_to", "Report to", "text")) (field("sessions", "Session times", "text")) }
        }
    }
    fn offers(&self, base: &str) -> Markup {
        let filled = |p: &Provision| {
            let hours = p.week_minutes.map(|m| {
                if m % 60 == 0 {
                    (m / 60).to_string()
                } else {
                    format!("{}.{}", m / 60, if m % 60 == 30 { "5" } else { "25" })
                }
            });
            Form::of([
                ("answer", p.answer.code().to_string()),
                ("why", p.why.clone()),
                ("starts_on", p.starts_on.map(|d| d.iso()).unwrap_or_default()),
                ("hours", hours.unwrap_or_default()),
                ("transport", p.transport.clone()),
                ("place", p.place.clone()),
                ("report_to", p.report_to.clone()),
                ("sessions", p.sessions.clone()),
                ("review_on", p.review_on.map(|d| d.iso()).unwrap_or_default()),
            ])
        };
        let none = Errors::none();
        html! {
            section.stack aria-labelledby="asked" {
                h2 #asked { "Providers asked" }
                @if self.all.offers.is_empty() { (Empty { title: "Nobody has been asked", words: "Each provider that is asked stands here with when, and what they answered. One that is full stays in the list.", step: None }) }
                @else { ol.clocks { @for (n, p) in (1..).zip(&self.all.offers) {
                    @let again = self.form.text("answers") == p.id.to_string();
                    @let own = filled(p);
                    @let (f, e) = if again { (&self.form, &self.errors) } else { (&own, &none) };
                    li.clock {
                        @match p.answer {
                            Answer::Accepted => (Tag(Standing::Done, "Accepted")),
                            Answer::Asked => (Tag(Standing::Due, "Asked")),
                            Answer::Full => (Tag(Standing::None, "Full")),
                            Answer::Declined => (Tag(Standing::None, "Declined")),
                        }
                        div.stack.stack-2 {
                            p.clock-what { (p.provider) @if !p.contact.is_empty() { span.soft { ", " (p.contact) } } }
                            p.soft { "Asked " (p.asked_at) " by " (p.by_name) @if let Some(at) = p.answered_at { "; answered " (at) } @if !p.why.is_empty() { ": " (p.why) } }
                            @if p.answer == Answer::Accepted { p { (p.hours()) @if !p.transport.is_empty() { ", " (p.transport) } @if !p.place.is_empty() { ", " (p.place) } @if !p.sessions.is_empty() { ", " (p.sessions) } } }
                            @if let Some(on) = p.ended_on { p { "Ended " (on) } }
                            (self.reviewed(p))
                            details.asks open[again] { summary { "Answer or change" span.vh { ": " (p.provider) } }
                                form.stack method="post" action={ (base) "/" (p.id) } {
                                    (token(&self.csrf)) (hidden("version", p.version))
                                    (self.fields(f, e, n))
                                    div.field { label for={ "ended-" (n) } { "Ended on " span.optional { "(optional)" } } @if let Some(why) = e.of("ended_on") { p.error { (why) } } input.input.input-date id={ "ended-" (n) } name="ended_on" type="date" value=(p.ended_on.map(|d| d.iso()).unwrap_or_default()); }
                                    div { button.btn.btn-2 type="submit" { "Keep it" } }
                                }
                            }
                            @if p.stands() && p.starts_on.is_some_and(|d| d <= self.today) { (self.review(base, n, p)) }
                            @if p.stands() && p.starts_on.is_some_and(|d| d <= self.today) && self.all.owes("sixth-day").is_some_and(|o| o.met().is_none()) {
                                form method="post" action={ (base) "/" (p.id) "/begun" } { (token(&self.csrf)) button.btn type="submit" { "It began on its day" } }
                            }
                        }
                        p.clock-when { @if let Some(d) = p.starts_on { b { (d) } "first day" } @if let Some(d) = p.review_on.filter(|_| p.stands()) { br; b { (d) } "look at it again" } }
                    }
                } } }
            }
        }
    }
    fn ask(&self, base: &str) -> Markup {
        let none = (Form::nothing(), Errors::none());
        let mine = self.form.ticked("asks");
        let (f, e) = if mine { (&self.form, &self.errors) } else { (&none.0, &none.1) };
        html! {
            @if self.all.case.open() {
                form.sheet.stack method="post" action=(base) autocomplete="off" {
                    h2 { "Ask a provider" }
                    (token(&self.csrf)) (hidden("once", self.form.text("once")))
                    div.row.row-end { (Field::new("provider", "Provider").from(f, e)) (Field::new("contact", "Who was asked there").optional().from(f, e)) }
                    (self.fields(f, e, 0))
                    div { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
    fn home(&self, base: &str) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let home = &self.all.child.home;
        let done = self.all.owes("told-home-authority").and_then(|o| o.met());
        let hows: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        html! {
            section.sheet.stack #home aria-labelledby="home-h" {
                h2 #home-h { "Tell " (home) }
                @match done {
                    Some(d) => p { strong { "Told " (d.at) } ": " (d.whom_name) ", " (d.how.label()) ", by " (d.by_whom) ". " (d.what) "." },
                    None => form.stack method="post" action={ (base) "/home" } autocomplete="off" {
                        p { "The school tells the authority where the pupil lives; it owes the education. Write down whom you told, and who arranges it." }
                        (token(&self.csrf)) (hidden("once", self.form.text("once")))
                        div.row.row-end {
                            (Field::new("home_name", "Whom you told").from(f, e))
                            (Field { kind: "time", ..Field::new("home_time", "Time").from(f, e) })
                            (Choices::one("home_how", "How", &hows).look(Look::Select).from(f, e))
                        }
                        (Field::new("home_said", "Who arranges the education, as they said").from(f, e))
                        div { button.btn type="submit" { "Keep it" } }
                    },
                }
            }
        }
    }
}

/// The board.
pub struct BoardPage {
    /// Lines, the most urgent first: how it stands, drawn.
    pub lines: Vec<Markup>,
    /// Red, amber, green.
    pub counts: (usize, usize, usize),
    /// Today.
    pub today: Day,
}

impl BoardPage {
    /// From the book.
    pub fn of(book: &Book) -> BoardPage {
        let mut rows: Vec<(&Entry, Light)> =
            book.entries.iter().filter_map(|e| Some((e, e.light?))).collect();
        let order = |l: &Light| match l {
            Light::Red { late, .. } => (0, u32::MAX - late),
            Light::Amber { left } => (1, *left),
            Light::NoDate => (2, 0),
            Light::Green { .. } => (3, 0),
        };
        rows.sort_by_key(|(e, l)| (order(l), e.sixth, e.case.number));
        let n = |f: fn(&Light) -> bool| rows.iter().filter(|(_, l)| f(l)).count();
        let counts = (
            n(|l| matches!(l, Light::Red { .. })),
            n(|l| matches!(l, Light::Amber { .. })),
            n(|l| matches!(l, Light::Green { .. })),
        );
        let lines = rows.iter().take(200).map(|(e, l)| row(e, *l)).collect();
        BoardPage { lines, counts, today: book.today }
    }
}

fn row(e: &Entry, light: Light) -> Markup {
    let asked: Vec<String> = e
        .offers
        .iter()
        .map(|p| format!("{}: {}", p.provider, p.answer.label().to_lowercase()))
        .collect();
    let stands = e.offers.iter().find(|p| p.stands());
    html! { li.clock {
        (light_tag(light))
        div { p.clock-what { a href={ "/cases/" (e.case.id) "/day-six" } { (pupil_name(&e.child.name())) } }
            p { (light.words()) }
            p.soft { (e.case.school_name) @if e.child.lives_elsewhere() { " · lives in " (e.child.home) ", which owes it" }
                @match stands { Some(p) => { " · " (p.provider) ", " (p.hours()) @if !p.transport.is_empty() { ", " (p.transport) } @if let Some(d) = p.review_on { ". Looked at again on " (d) } }, None => @if !asked.is_empty() { " · " (asked.join("; ")) } } } }
        p.clock-when { @if let Some(d) = e.sixth { b { (d) } "sixth school day" } }
    } }
}

impl Page for BoardPage {
    fn title(&self) -> String {
        "Day six".into()
    }
    fn here(&self) -> &'static str {
        "/day-six"
    }
    fn main(&self) -> Markup {
        let (red, amber, green) = self.counts;
        html! {
            (Head::new("Day six").back("/desk", "Desk").facts(html! { "Full-time education from the sixth school day of a permanent exclusion. " (red) " late, " (amber) " with nothing yet, " (green) " in place, on " (self.today) "." }))
            @if self.lines.is_empty() { (Empty { title: "Nobody is owed it now", words: "Each pupil whom a permanent exclusion puts out of school stands here until education is in place and the case is closed.", step: Some(("/intake/new", "Take a notice in")) }) }
            @else { ol.clocks { @for line in &self.lines { (line) } } }
        }
    }
}
