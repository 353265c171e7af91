//! Training as it is drawn.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Col, Empty, ErrorSummary, Grid, Head, Standing as Shape, Tag, hidden, token,
};
use casework::attachment::spell_size;
use casework::training::{Lack, Standing, Training, Way, Why};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::day::spell_minutes;
use store::attachment::Attachment;

/// How something stands, as a mark.
pub fn mark(standing: Standing) -> Markup {
    let shape = match standing {
        Standing::NoEnd | Standing::Renewed => Shape::None,
        Standing::InDate => Shape::Done,
        Standing::Ends => Shape::Risk,
        Standing::RanOut => Shape::Late,
    };
    html! { (Tag(shape, standing.label())) }
}

/// Somebody without what is asked, in a line.
pub fn lacks(lack: &[Lack]) -> Markup {
    html! {
        ul.clocks { @for l in lack { li.clock {
            @match l.why { Why::Never => (Tag(Shape::Risk, "Not had")), Why::RanOut(_) => (Tag(Shape::Late, "Ran out")) }
            div { p.clock-what { a href={ (HOME) "/people/" (l.staff) } { (l.name) } } p.soft { (l.what) @if l.newcomers { ". In the first weeks" } } }
            p.clock-when.soft { @if let Why::RanOut(day) = l.why { (day) } }
        } } }
    }
}

/// Training of one or of everybody.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// The school's interval.
    pub warned: i64,
    /// What is kept, the newest first.
    pub all: Vec<Training>,
    /// First-aiders, from their own list.
    pub aid: Vec<Training>,
    /// Who is without what is asked.
    pub lack: Vec<Lack>,
    /// The reader leads the team.
    pub leads: bool,
    /// The reader may change the list of first-aiders.
    pub set_up: bool,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Training".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let row = |t: &Training, aid: bool| {
            vec![
                html! { @if aid { (t.what) } @else { a href={ (HOME) "/" (t.id) } { (t.what) } } },
                html! { (t.staff_name) },
                html! { @if aid { "First aid list" } @else { (t.way.label()) @if !t.audience.is_empty() { ": " (t.audience) } } },
                html! { @if !aid { (t.day) @if t.minutes > 0 { ", " (spell_minutes(t.minutes)) } } },
                html! { (mark(t.standing(&self.all, self.today, self.warned))) @if let Some(until) = t.until { " " (until) } },
            ]
        };
        let rows =
            self.aid.iter().map(|t| row(t, true)).chain(self.all.iter().map(|t| row(t, false)));
        html! {
            (Head::new("Training").back("/team", "Team").facts(html! { "Somebody is told " (self.warned) " days before anything runs out, and so is whoever manages them." })
                .acts(html! { a.btn href="/training/new" { "Keep training" } @if self.leads { a.btn.btn-2 href="/training/needs" { "What is asked of whom" } } }))
            @if !self.lack.is_empty() { section.stack.stack-3 {
                h2 { @if self.leads { "Who is without what is asked of them" } @else { "What is asked of you and not kept" } }
                (lacks(&self.lack))
            } }
            @if self.all.is_empty() && self.aid.is_empty() { (Empty { title: "No training is kept yet", words: "What somebody received or gave stands here with its certificate, and Today says before it runs out.", step: Some(("/training/new", "Keep training")) }) }
            @else { (Grid { region: "Training, table", caption: Some("Training"), look: "", named: Some(0), rows: rows.collect(), columns: vec![Col::Words("What"), Col::Words("Who"), Col::Words("How"), Col::Words("Day"), Col::Words("Stands")] }) }
            @if self.set_up { p { a href="/set-up/first-aid" { "The list of first-aiders" } " is kept under Set-up." } }
        }
    }
}

/// One.
pub struct OnePage {
    /// It.
    pub t: Training,
    /// How it stands.
    pub standing: Standing,
    /// Its certificate.
    pub files: Vec<Attachment>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        self.t.what.clone()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, t) = (self.title(), &self.t);
        let again = format!("/training/new?again={}", t.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(HOME, "Training").facts(html! { (t.staff_name) ". " (mark(self.standing)) }))
                (ErrorSummary(&self.errors))
                dl.summary {
                    div { dt { (t.way.label()) } dd { (t.day) @if t.minutes > 0 { ", " (spell_minutes(t.minutes)) } } }
                    @if !t.provider.is_empty() { div { dt { "By" } dd { (t.provider) } } }
                    @if !t.audience.is_empty() { div { dt { "For" } dd { (t.audience) } } }
                    @if let Some(n) = t.attended { div { dt { "Came" } dd { (n) } } }
                    @if !t.feedback.is_empty() { div { dt { "What they said of it" } dd { p.as-typed { (t.feedback) } } } }
                    @if let Some(until) = t.until { div { dt { "Good until" } dd { (until) } } }
                    @if !t.learnt.is_empty() { div { dt { "What is done with it" } dd { p.as-typed { (t.learnt) } } } }
                    @if !t.not_renewed.is_empty() { div { dt { "Not renewed" } dd { (t.not_renewed) } } }
                    div { dt { "Certificate" } dd { @if self.files.is_empty() { "None is kept" } @for f in &self.files { p { a href={ (HOME) "/" (t.id) "/file/" (f.id) } { bdi { (f.name_sent) } } " " span.soft { (f.kind.label()) ", " (spell_size(f.size)) } } } } }
                }
                @if matches!(self.standing, Standing::Ends | Standing::RanOut) && t.not_renewed.is_empty() {
                    p { a.btn href=(again) { "It was renewed: keep the new one" } }
                    form.sheet.stack.stack-4 method="post" action={ (HOME) "/" (t.id) } {
                        (token(&self.csrf)) (hidden("version", t.version))
                        (Area::new("why", "It is not renewed, because").rows(2).from(&self.form, &self.errors))
                        div { button.btn.btn-2 type="submit" { "Keep the reason" } }
                    }
                }
            }
        }
    }
}

/// Training for the gallery.
pub(super) fn sample(n: u128, what: &str, until: Option<Day>) -> Training {
    let day = Day::new(2026, 3, 2).unwrap_or_else(|| Day::from_pg(0));
    Training {
        id: Id::from_u128(n),
        way: Way::Received,
        staff: Id::from_u128(3),
        staff_name: "Mr Theo Brack".into(),
        what: what.into(),
        provider: "The authority’s training team".into(),
        audience: String::new(),
        attended: None,
        feedback: String::new(),
        day,
        minutes: 390,
        learnt: "Two ways to slow a corridor down.".into(),
        until,
        not_renewed: String::new(),
        made_by: "Ms Dara Okell".into(),
        version: 1,
    }
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let today = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let ends = sample(1, "De-escalation, level 2", Some(today.plus(40)));
    let given = Training {
        way: Way::Given,
        audience: "New teachers".into(),
        attended: Some(11),
        feedback: "More on the first five minutes.".into(),
        learnt: String::new(),
        ..sample(2, "How referrals go", None)
    };
    let aid = sample(3, "Emergency first aid at work", Some(today.plus(300)));
    let lack = vec![
        Lack {
            staff: Id::from_u128(4),
            name: "Mr Dean Poll".into(),
            what: "Safeguarding, yearly".into(),
            newcomers: true,
            why: Why::Never,
        },
        Lack {
            staff: Id::from_u128(3),
            name: "Mr Theo Brack".into(),
            what: "Fire marshal".into(),
            newcomers: false,
            why: Why::RanOut(today.plus(-12)),
        },
    ];
    let list = |all, aid, lack, leads| ListPage {
        today,
        warned: 60,
        all,
        aid,
        lack,
        leads,
        set_up: leads,
    };
    let one = |standing, errors| OnePage {
        t: ends.clone(),
        standing,
        files: Vec::new(),
        csrf: "gallery".into(),
        form: Form::nothing(),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("why", "Say why it is not renewed");
    vec![
        framed("training", &list(vec![ends.clone(), given], vec![aid], lack, true)),
        framed("training-none", &list(Vec::new(), Vec::new(), Vec::new(), false)),
        framed("training-one", &one(Standing::InDate, Errors::new())),
        framed("training-one-wrong", &one(Standing::Ends, wrong)),
    ]
}
