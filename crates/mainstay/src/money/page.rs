//! The money that follows a pupil as it is drawn: the list with its totals, and one sum with its
//! working.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Table, Tag, hidden,
    token,
};
use crate::page::name::pupil_name;
use casework::money::{Money, MoneyState, Part, RelevantRule, Totals, pounds, working};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::money::{FundingYear, gained};

/// How far it has got, as a mark.
fn tag(state: MoneyState) -> Markup {
    let mark = match state {
        MoneyState::Raised | MoneyState::ReversalAsked => Standing::Due,
        MoneyState::SentBack => Standing::Late,
        MoneyState::Approved => Standing::Done,
        MoneyState::Reversed | MoneyState::Withdrawn => Standing::None,
    };
    html! { (Tag(mark, state.label())) }
}

fn total(m: &Money) -> String {
    m.worked().map_or_else(|_| "cannot be worked out".into(), |w| pounds(w.total))
}

/// The sum and its working, line by line, with the rule they come from.
pub fn working_panel(m: &Money) -> Markup {
    html! {
        section.sheet.stack aria-labelledby="sum" {
            @match m.worked() {
                Err(why) => { h2 #sum { "It cannot be worked out" } p { (casework::words::capital(&why.to_string())) "." } },
                Ok(worked) => {
                    h2 #sum { (pounds(worked.total)) }
                    p.soft { "A × (B ÷ 52)" @if worked.facts.order > 0 { " + C" } ", from " (m.school_name) "." }
                    ol.stack { @for line in working(m, &worked) { li { (line) } } }
                    @if let Some(day) = m.admitted_on {
                        @let (weeks, pence) = gained(&worked, day);
                        p { strong { (m.admitting) } " gains " strong { (pounds(pence)) } ": the share by its " (weeks) " of " (worked.weeks) " weeks, from " (day) ". Not yet checked against this year’s regulations." }
                    }
                    p.soft { "Rules " a href="/law/rules/R3.17" { "R3.17" } @if worked.facts.order > 0 { " and " a href="/law/rules/R3.16" { "R3.16" } } ". The relevant date and this year’s regulations are not yet checked; both are kept by year under " a href="/set-up/money" { "the rates" } ". Pupil premium moves too, and is not in this sum." }
                }
            }
        }
    }
}

/// The list.
pub struct ListPage {
    /// Sums.
    pub all: Vec<Money>,
    /// Their totals.
    pub totals: Totals,
    /// Whether there are more than are shown.
    pub cut: bool,
    /// Whether there is any at all.
    pub any: bool,
    /// May approve, and so set the rates.
    pub approves: bool,
    /// Funding periods to choose from.
    pub years: Vec<FundingYear>,
    /// What was asked.
    pub query: Form,
    /// Form token.
    pub csrf: String,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Money that follows a pupil".into()
    }
    fn here(&self) -> &'static str {
        "/money"
    }
    fn main(&self) -> Markup {
        let none = Errors::new();
        let mut years = vec![Choice::new("", "Any")];
        years.extend(self.years.iter().map(|y| Choice::new(y.number().to_string(), y.to_string())));
        let mut states = vec![Choice::new("", "Any")];
        states.extend(MoneyState::ALL.iter().map(|s| Choice::new(s.code(), s.label())));
        let rows = self.all.iter().map(|m| {
            vec![
                html! { a href={ "/money/" (m.id) } { (pupil_name(&m.who)) } },
                html! { (m.school_name) },
                html! { (m.takes_effect) },
                tag(m.state),
                html! { (total(m)) },
            ]
        });
        let columns = vec![
            ("Child", false),
            ("School", false),
            ("Takes effect", false),
            ("How far", false),
            ("Sum", true),
        ];
        let t = &self.totals;
        html! {
            (Head::new("Money that follows a pupil").acts(html! {
                a.btn href="/money/new" { "Work out a sum" }
                @if self.approves { a.btn.btn-2 href="/set-up/money" { "Rates" } }
                @if !self.all.is_empty() { form method="post" action="/money/export" {
                    (token(&self.csrf))
                    @for name in ["q", "year", "state"] { @if self.query.has(name) { (hidden(name, self.query.text(name))) } }
                    button.btn.btn-2 type="submit" { "CSV" }
                } }
            }).facts(html! { "After a permanent exclusion: worked out by one person, approved by another." }))
            div.stack.stack-5 {
                @if self.any {
                    form.row.row-end role="search" method="get" action="/money" aria-label="Narrow the list" {
                        (Field { kind: "search", ..Field::new("q", "Child or school").from(&self.query, &none) })
                        (Choices::one("year", "Funding period", &years).look(Look::Select).from(&self.query, &none))
                        (Choices::one("state", "How far", &states).look(Look::Select).from(&self.query, &none))
                        button.btn.btn-2 type="submit" { "Show" }
                    }
                }
                @if !self.any {
                    (Empty { title: "No sum yet", words: "After a permanent exclusion the school’s budget is cut by a year’s amount for the pupil, for the weeks that are left, and by what a panel ordered. Each sum is here with its working.", step: Some(("/money/new", "Work one out")) })
                } @else if self.all.is_empty() {
                    (Empty { title: "None like that", words: "Try fewer letters, or another funding period.", step: Some(("/money", "Show all")) })
                } @else {
                    p { "Approved: " strong { (pounds(t.approved.1)) } " in " (t.approved.0) ". Waiting: " strong { (pounds(t.waiting.1)) } " in " (t.waiting.0) ". Reversed: " (pounds(t.reversed.1)) " in " (t.reversed.0) "." }
                    (Table { caption: "Money that follows a pupil", columns, rows: rows.collect(), dense: true })
                    @if self.cut { p.soft { "Only the newest are shown and added up. Narrow the list to see the others." } }
                }
            }
        }
    }
}

/// One sum.
pub struct OnePage {
    /// The sum.
    pub money: Money,
    /// The case it is about, where there is a page for it.
    pub case: Option<String>,
    /// Whether the reader works out money.
    pub raises: bool,
    /// Whether the reader may approve this one.
    pub approves: bool,
    /// Whether it is their own.
    pub own: bool,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl OnePage {
    fn acts(&self) -> Markup {
        let (m, f, e) = (&self.money, &self.form, &self.errors);
        let to = |what: &str| format!("/money/{}/{what}", m.id);
        let begin = || html! { (token(&self.csrf)) (hidden("version", m.version)) };
        html! {
            @match m.state {
                MoneyState::Raised if self.approves => section.sheet.stack aria-labelledby="decide" {
                    h2 #decide { "Do you approve it?" }
                    form method="post" action=(to("approve")) { (begin()) button.btn type="submit" { "Approve " (total(m)) } }
                    form.stack method="post" action=(to("back")) { (begin())
                        (Area::new("why", "Or: what is to be put right").rows(2).from(f, e))
                        div { button.btn.btn-2 type="submit" { "Send it back" } }
                    }
                },
                MoneyState::Raised if self.own => p.soft { "You raised it, so somebody else approves it." },
                MoneyState::ReversalAsked if self.approves => section.sheet.stack aria-labelledby="decide" {
                    h2 #decide { "Do you approve the reversal?" }
                    form method="post" action=(to("reverse")) { (begin()) button.btn type="submit" { "Reverse " (total(m)) } }
                },
                MoneyState::Approved if self.raises => details.working open[!e.is_empty()] {
                    summary { "The child was reinstated" }
                    form.working-body.stack method="post" action=(to("reversal")) { (begin())
                        (Field::new("reinstated_on", "Reinstated on").kind("date").from(f, e))
                        (Area::new("why", "Why it is to be reversed").rows(2).from(f, e))
                        div { button.btn.btn-2 type="submit" { "Ask for the reversal" } }
                    }
                },
                _ => {},
            }
            @if self.raises && matches!(m.state, MoneyState::Raised | MoneyState::SentBack) {
                div.row {
                    a.btn.btn-2 href=(to("correct")) { "Put it right" }
                    form method="post" action=(to("withdraw")) { (begin()) button.btn.btn-quiet type="submit" { "Withdraw it" } }
                }
            }
        }
    }
    fn story(&self) -> Markup {
        let m = &self.money;
        html! {
            section.stack aria-labelledby="story" {
                h2 #story { "Who did what" }
                ul.stack {
                    li { "Raised by " (m.raised_name) ", " (m.raised_at) "." }
                    @if let Some(at) = m.decided_at {
                        li {
                            @match m.state { MoneyState::SentBack => "Sent back", MoneyState::Withdrawn => "Withdrawn", MoneyState::Raised => "Sent back before", _ => "Approved" }
                            " by " (m.decided_name) ", " (at) "."
                            @if !m.decided_why.is_empty() { " “" (m.decided_why) "”" }
                        }
                    }
                    @if let Some(day) = m.reinstated_on { li { "Reinstated on " (day) ". Reversal asked for by " (m.reversal_name) ": “" (m.reversal_why) "”" } }
                    @if let Some(at) = m.reversed_at { li { "Reversal approved by " (m.reversed_name) ", " (at) "." } }
                }
                @if !m.note.is_empty() { p { (m.note) } }
            }
        }
    }
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Money: {}", self.money.who)
    }
    fn here(&self) -> &'static str {
        "/money"
    }
    fn main(&self) -> Markup {
        let m = &self.money;
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&m.who).about(&m.who).back("/money", "Money that follows a pupil")
                    .facts(html! { (m.school_name) ". " (tag(m.state)) @if let Some(case) = &self.case { " " a href=(case) { "The case" } } })
                    .acts(html! { a.btn.btn-2 href={ "/money/" (m.id) "/pdf" } { "Calculation sheet, PDF" } }))
                (ErrorSummary(&self.errors))
                (working_panel(m))
                (self.acts())
                (self.story())
            }
        }
    }
}

/// A sum for the gallery.
pub(super) fn sample(state: MoneyState) -> Money {
    let day = |y, m, d| Day::new(y, m, d).unwrap_or_else(|| Day::from_pg(0));
    let at = day(2027, 1, 28).at(Default::default());
    let decided = !matches!(state, MoneyState::Raised);
    Money {
        id: Id::from_u128(9),
        about: None,
        who: "Reuben Haldane-Price".into(),
        school: None,
        school_name: "Harrowfield School".into(),
        takes_effect: day(2026, 11, 13),
        leaving_year: false,
        rule: RelevantRule::SixthAfter,
        relevant: day(2026, 11, 23),
        relevant_why: String::new(),
        school_year_ends: day(2026, 8, 31),
        order: rulebook::money::readjustment(),
        ordered_on: Some(day(2027, 1, 15)),
        admitting: "Larch House".into(),
        admitted_on: Some(day(2027, 2, 1)),
        note: String::new(),
        parts: vec![Part {
            label: "Key stage 3, all pupil-led factors".into(),
            pence: 624_000,
            rate: Some(Id::from_u128(1)),
        }],
        state,
        raised_by: Id::from_u128(2),
        raised_name: "Mr Callum Osei-Brandt".into(),
        raised_at: at,
        decided_name: if decided { "Ms Thandiwe Akers".into() } else { String::new() },
        decided_at: decided.then_some(at),
        decided_why: match state {
            MoneyState::SentBack => "The rate is last year’s".into(),
            _ => String::new(),
        },
        reinstated_on: None,
        reversal_by: None,
        reversal_name: String::new(),
        reversal_why: String::new(),
        reversed_name: String::new(),
        reversed_at: None,
        version: 1,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let list = |all: Vec<Money>, any| ListPage {
        totals: casework::money::totals(&all),
        all,
        cut: false,
        any,
        approves: true,
        years: FundingYear::beginning(2026).into_iter().collect(),
        query: Form::default(),
        csrf: "gallery".into(),
    };
    let one = |state, approves, errors| OnePage {
        money: sample(state),
        case: None,
        raises: true,
        approves,
        own: !approves,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("why", "Say what is to be put right");
    vec![
        framed("money-empty", &list(Vec::new(), false)),
        framed("money-none", &list(Vec::new(), true)),
        framed(
            "money",
            &list(
                [MoneyState::Raised, MoneyState::Approved, MoneyState::Reversed].map(sample).into(),
                true,
            ),
        ),
        framed("money-own", &one(MoneyState::Raised, false, Errors::new())),
        framed("money-approve-wrong", &one(MoneyState::Raised, true, errors)),
        framed("money-sent-back", &one(MoneyState::SentBack, false, Errors::new())),
        framed("money-approved", &one(MoneyState::Approved, true, Errors::new())),
    ]
}
