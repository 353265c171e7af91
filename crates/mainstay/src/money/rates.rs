//! The authority's own rates, year by year, and how each year sets the relevant date. A rate is
//! never changed: another of its name takes its place, and both are shown with who entered them.
//!
//! Must never know: a pupil.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Table, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::read_money;
use casework::money::{Rate, RelevantRule, YearRule, in_force, pounds};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::money::FundingYear;

/// The page.
pub struct RatesPage {
    /// Every rate ever entered.
    pub rates: Vec<Rate>,
    /// What holds for years, every row that was entered.
    pub years: Vec<YearRule>,
    /// What holds this year and next: as entered, or as proposed.
    pub now: Vec<YearRule>,
    /// Form token.
    pub csrf: String,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn named(year: i64) -> String {
    FundingYear::beginning(year).map(|y| y.to_string()).unwrap_or_default()
}

impl RatesPage {
    fn table(&self) -> Markup {
        let now = in_force(&self.rates);
        let rows = self.rates.iter().map(|r| {
            let holds = now.iter().any(|n| n.id == r.id);
            vec![
                html! { (named(r.year)) },
                html! { (r.label) },
                html! { (pounds(r.pence)) },
                html! { (r.source) },
                html! { (r.entered_name) ", " (r.entered_at) },
                html! { @if holds {
                    form method="post" action={ "/set-up/money/" (r.id) "/end" } { (token(&self.csrf)) button.btn.btn-quiet type="submit" { "Offer no longer" span.vh { ": " (r.label) } } }
                } @else { (Tag(Standing::None, "Before")) } },
            ]
        });
        let columns = vec![
            ("Funding period", false),
            ("What", false),
            ("A year", true),
            ("From", false),
            ("Entered", false),
            ("To do", false),
        ];
        html! { (Table { caption: "Rates", columns, rows: rows.collect(), dense: true }) }
    }
    fn year(&self, y: &YearRule) -> Markup {
        html! { li.clock {
            @if y.entered_at.is_some() { (Tag(Standing::Done, "Entered")) } @else { (Tag(Standing::Due, "Proposed")) }
            div {
                p.clock-what { (named(y.year)) ": " (y.relevant.label()) }
                p.soft {
                    "School year to " (y.school_year_ends) " for those in their leaving year. "
                    @match y.entered_at {
                        Some(at) => { (y.source) @if !y.source.is_empty() { ". " } "Entered by " (y.entered_name) ", " (at) "." },
                        None => "Mainstay proposes this; it is not yet checked against the year’s regulations.",
                    }
                }
            }
        } }
    }
}

impl Page for RatesPage {
    fn title(&self) -> String {
        "Rates of money that follows a pupil".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let years: Vec<Choice> =
            self.now.iter().map(|y| Choice::new(y.year.to_string(), named(y.year))).collect();
        let rules: Vec<Choice> =
            RelevantRule::ALL.iter().map(|r| Choice::new(r.code(), r.label())).collect();
        html! {
            (Head::new("Rates of money that follows a pupil").back("/money", "Money that follows a pupil")
                .facts(html! { "The authority’s own figures for each funding period, 1 April to 31 March. What was worked out keeps the figure it was worked out with." }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                section.stack aria-labelledby="rates" {
                    h2 #rates { "A year’s amounts" }
                    @if self.rates.is_empty() {
                        (Empty { title: "No rate yet", words: "Such as the basic entitlement of a key stage, and each factor for a pupil’s circumstances. A sum adds up those that are chosen.", step: None })
                    } @else { (self.table()) }
                    form.sheet.stack.page-one method="post" action="/set-up/money/rates" {
                        h3 { "Enter a rate" }
                        (token(&self.csrf)) (hidden("once", f.text("once")))
                        (Choices::one("year", "Funding period", &years).look(Look::Select).from(f, e))
                        (Field::new("label", "What it is").hint("The same name takes the place of an earlier figure.").from(f, e))
                        (Field::new("amount", "Pounds for a whole year").kind("figure").from(f, e))
                        (Field::new("source", "Where the figure is from").hint("Such as the budget paper and its date.").optional().from(f, e))
                        div { button.btn type="submit" { "Enter it" } }
                    }
                }
                section.stack aria-labelledby="years" {
                    h2 #years { "The relevant date" }
                    ul.clocks { @for y in &self.now { (self.year(y)) } }
                    form.sheet.stack.page-one method="post" action="/set-up/money/years" {
                        h3 { "Enter what a year’s rules say" }
                        (token(&self.csrf)) (hidden("once_year", f.text("once_year")))
                        (Choices::one("of", "Funding period", &years).look(Look::Select).from(f, e))
                        (Choices::one("relevant", "Weeks are counted from", &rules).from(f, e))
                        (Field::new("ends", "Last day of the school year").kind("date").hint("For those in their normal leaving year.").from(f, e))
                        (Field::new("year_source", "Where it is from").hint("The regulations of the year.").optional().from(f, e))
                        div { button.btn type="submit" { "Enter it" } }
                    }
                    @if self.years.len() > 1 { details.working { summary { "Everything that was entered" } ul.clocks.working-body { @for y in &self.years { (self.year(y)) } } } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<RatesPage, Problem> {
    let mut read = v.read().await?;
    let this = FundingYear::of(v.today());
    let mut now = Vec::new();
    let before = FundingYear::beginning(this.number() - 1);
    for year in [Some(this.next()), Some(this), before].into_iter().flatten() {
        now.push(store::money::year(&mut read, v.org(), year).await?);
    }
    let mut form = form;
    for name in ["once", "once_year"] {
        if !form.has(name) {
            form = form.with(name, Id::now_v7().to_string());
        }
    }
    for name in ["year", "of"] {
        if !form.has(name) {
            form = form.with(name, this.number().to_string());
        }
    }
    Ok(RatesPage {
        rates: store::money::rates(&mut read, v.org()).await?,
        years: store::money::years(&mut read, v.org()).await?,
        now,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Enters a rate.
pub async fn add(v: Visit) -> Answer {
    let (f, mut e) = (&v.form, Errors::new());
    let year =
        e.get(f.int("year").and_then(FundingYear::beginning), "year", "Choose a funding period");
    let label = e.need(f, "label", 120, "Say what it is");
    let source = e.limit(f, "source", 200);
    let pence = read_money(f.text("amount")).filter(|p| *p > 0);
    let pence = e.get(pence, "amount", "Give pounds and pence, such as 6240.00");
    let (Some(year), Some(pence), true) = (year, pence, e.is_empty()) else {
        let page = sheet(&v, v.form.clone(), e).await?;
        return v.again(&page);
    };
    let rate = Rate {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        year: year.number(),
        label,
        pence,
        source,
        entered_name: v.actor.name.clone(),
        entered_at: v.now,
        ended_at: None,
    };
    let mut w = v.write("Entering a rate of money that follows a pupil").await?;
    let before = in_force(&store::money::rates(&mut w, v.org()).await?);
    let before = before.iter().find(|r| {
        r.year == rate.year
            && r.label.to_lowercase() == rate.label.to_lowercase()
            && r.id != rate.id
    });
    let was = before.map_or("none".to_string(), |r| pounds(r.pence));
    if store::money::add_rate(&mut w, &rate, v.actor.staff).await? {
        let event = Event::new(Verb::RateEntered, "money_rate", rate.id)
            .fact("of", format!("{}, {year}", rate.label))
            .fact("amount", format!("{was} → {}", pounds(pence)));
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying("/set-up/money", format!("Entered: {}, {}", rate.label, pounds(pence)))
}

/// Offers one no longer.
pub async fn end(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Ending a rate of money that follows a pupil").await?;
    let rates = store::money::rates(&mut w, v.org()).await?;
    let rate = rates.into_iter().find(|r| r.id == id).ok_or(Problem::Missing)?;
    if store::money::end_rate(&mut w, id, &v.actor.name).await? {
        let event = Event::new(Verb::RateEntered, "money_rate", id)
            .fact("of", format!("{}, {}", rate.label, named(rate.year)))
            .fact("amount", format!("{} → none", pounds(rate.pence)));
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying("/set-up/money", "No longer offered. What was worked out with it stays")
}

/// Enters what a year's rules say.
pub async fn year(v: Visit) -> Answer {
    let (f, mut e) = (&v.form, Errors::new());
    let of = e.get(f.int("of").and_then(FundingYear::beginning), "of", "Choose a funding period");
    let relevant = f.coded::<RelevantRule>("relevant");
    let relevant = e.get(relevant, "relevant", "Say what weeks are counted from");
    let ends = e.get(f.day("ends"), "ends", "Give the last day of the school year as a date");
    let source = e.limit(f, "year_source", 200);
    if let (Some(of), Some(ends)) = (of, ends)
        && !(of.from() <= ends && ends <= of.to())
    {
        e.add("ends", format!("Give a day in {of}: the school year ends in summer"));
    }
    let (Some(of), Some(relevant), Some(ends), true) = (of, relevant, ends, e.is_empty()) else {
        let page = sheet(&v, v.form.clone(), e).await?;
        return v.again(&page);
    };
    let rule = YearRule {
        year: of.number(),
        relevant,
        school_year_ends: ends,
        source,
        entered_name: v.actor.name.clone(),
        entered_at: Some(v.now),
    };
    let mut w = v.write("Entering how the relevant date is set").await?;
    let was = store::money::year(&mut w, v.org(), of).await?;
    let id = f.id("once_year").unwrap_or_else(Id::now_v7);
    if store::money::set_year(&mut w, id, &rule, v.actor.staff).await? {
        let event = Event::new(Verb::RateEntered, "money_year", id)
            .fact("of", format!("Relevant date, {of}"))
            .fact("rule", format!("{} → {}", was.relevant.label(), relevant.label()));
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying("/set-up/money", format!("Entered for {of}"))
}

/// Rates for the gallery.
pub(super) fn sample_rates() -> Vec<Rate> {
    let at = Day::from_pg(9_600).at(Default::default());
    let rate = |n: u128, label: &str, pence| Rate {
        id: Id::from_u128(n),
        year: 2026,
        label: label.into(),
        pence,
        source: "Schools Forum, 14 Jan 2026".into(),
        entered_name: "Ms Thandiwe Akers".into(),
        entered_at: at,
        ended_at: None,
    };
    vec![
        rate(1, "Key stage 3, all pupil-led factors", 624_000),
        rate(2, "Key stage 4, all pupil-led factors", 698_550),
    ]
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let years = || FundingYear::beginning(2026).map(YearRule::proposed).into_iter().collect();
    let page = |rates, form, errors| RatesPage {
        rates,
        years: Vec::new(),
        now: years(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut errors = Errors::new();
    errors.add("amount", "Give pounds and pence, such as 6240.00");
    let form =
        Form::of([("label", "Key stage 3"), ("amount", "lots"), ("relevant", "sixth_after")]);
    vec![
        framed("rates-empty", &page(Vec::new(), Form::default(), Errors::new())),
        framed("rates-wrong", &page(sample_rates(), form, errors)),
    ]
}
