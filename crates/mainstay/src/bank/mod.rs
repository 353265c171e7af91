//! The work bank for those who use it and those who agree it: units to search, gaps by subject and
//! year, programmes of work, and each subject on a page.
//!
//! Must never know: what may be agreed by whom, or what is a gap; `casework::bank` does.

pub mod programme;
mod sample;
pub mod subject;
pub mod unit;

pub use sample::samples;

use crate::form::Form;
use crate::page::Page;
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::bank::{self, Ability, Stands, Unit, cover, same_subject};
use casework::school::Staff;
use casework::{Coded, Id, May, Role};
use maud::{Markup, html};
use rulebook::{Day, SchoolCalendar};
use store::Source;

/// How a unit or a programme stands, drawn.
pub fn tag(stands: Stands) -> Markup {
    let mark = match stands {
        Stands::Agreed => Standing::Done,
        Stands::Waiting => Standing::Due,
        Stands::Review => Standing::Risk,
        Stands::Declined => Standing::Late,
        Stands::Retired => Standing::None,
    };
    html! { (Tag(mark, stands.label())) }
}

/// A value in an address.
pub fn part(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Where something is kept: a link where it is one.
pub fn kept(place: &str) -> Markup {
    html! {
        @if casework::work::is_link(place) { a href=(place) rel="noopener noreferrer" { (place) } } @else { (place) }
    }
}

/// The names of the school year's half-terms, in order.
pub fn halves(calendar: &SchoolCalendar, today: Day) -> Vec<String> {
    let (from, to) = calendar.school_year(today);
    let mut out: Vec<(Day, String)> = Vec::new();
    for term in calendar.terms.iter().filter(|t| from <= t.from && t.from <= to) {
        for day in [term.from, term.to] {
            if let Some((name, first, _)) = calendar.half_term(day)
                && !out.iter().any(|(_, n)| *n == name)
            {
                out.push((first, name));
            }
        }
    }
    out.sort();
    out.into_iter().map(|(_, name)| name).collect()
}

/// The half-term today is in, or the next one.
pub fn half_now(calendar: &SchoolCalendar, today: Day) -> Option<String> {
    let day = calendar.first_on_or_after(today)?;
    calendar.half_term(day).map(|(name, _, _)| name)
}

/// Whether this person is the head of a subject.
pub async fn leads(src: &mut dyn Source, v: &Visit, subject: &str) -> Result<bool, Problem> {
    let me = store::staff::find(src, v.org(), v.actor.staff).await?;
    Ok(bank::leads(&v.actor, &me.department, subject))
}

/// Who leads a subject, by name, or nothing.
pub fn head_of(heads: &[Staff], subject: &str) -> String {
    let of = heads.iter().filter(|h| same_subject(&h.department, subject));
    of.map(|h| h.full()).collect::<Vec<_>>().join(" and ")
}

/// Heads of subject.
pub async fn heads(src: &mut dyn Source, org: Id) -> Result<Vec<Staff>, Problem> {
    Ok(store::staff::with_role(src, org, Role::HeadOfSubject).await?)
}

/// The names of subjects, of lessons and of units, each once.
pub fn subjects(taught: &[(String, i64)], units: &[Unit]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in taught.iter().map(|t| &t.0).chain(units.iter().map(|u| &u.subject)) {
        let name = name.trim();
        if !name.is_empty() && !all.iter().any(|s| same_subject(s, name)) {
            all.push(name.to_string());
        }
    }
    all.sort_by_key(|s| s.to_lowercase());
    all
}

/// The list.
pub struct BankPage {
    /// Units that fit, with how many pupils used each.
    pub units: Vec<(Unit, i64)>,
    /// How many there are in all.
    pub all: usize,
    /// Subjects to choose from.
    pub subjects: Vec<String>,
    /// Years that are taught.
    pub years: Vec<i64>,
    /// Units offered by subject and year that is taught.
    pub cover: Vec<(String, i64, usize)>,
    /// What was asked for.
    pub form: Form,
    /// May add a unit.
    pub adds: bool,
    /// Today.
    pub today: Day,
}

impl Page for BankPage {
    fn title(&self) -> String {
        "Work bank".into()
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Work bank").back("/work", "Work")
                .facts(html! { (self.all) @if self.all == 1 { " unit" } @else { " units" } " for when no work comes. The head of each subject agrees its own." })
                .acts(html! {
                    @if self.adds { a.btn href="/bank/new" { "Add a unit" } }
                    a.btn.btn-2 href="/subjects" { "Subjects and programmes" }
                }))
            div.stack.stack-6 {
                (self.filters())
                @if self.all == 0 {
                    (Empty { title: "The bank is empty", words: "One unit a subject and key stage is a good start.", step: self.adds.then_some(("/bank/new", "Add a unit")) })
                } @else if self.units.is_empty() {
                    (Empty { title: "No unit fits", words: "Ask for fewer words, or for every subject.", step: Some(("/bank", "Show all of them")) })
                } @else { (self.list()) }
                (self.gaps())
            }
        }
    }
}

impl BankPage {
    fn pick(&self, name: &str, label: &str, choices: &[(String, String)]) -> Markup {
        html! {
            div.field {
                label for=(name) { (label) }
                select.select id=(name) name=(name) {
                    option value="" { "All" }
                    @for (value, words) in choices { option value=(value) selected[self.form.text(name) == value] { (words) } }
                }
            }
        }
    }
    fn filters(&self) -> Markup {
        let plain = |s: &String| (s.clone(), s.clone());
        let subjects: Vec<_> = self.subjects.iter().map(plain).collect();
        let years: Vec<_> =
            self.years.iter().map(|y| (y.to_string(), format!("Year {y}"))).collect();
        let coded = |code: &str, label: &str| (code.to_string(), label.to_string());
        let ability: Vec<_> = Ability::ALL.iter().map(|a| coded(a.code(), a.label())).collect();
        let stands: Vec<_> = Stands::ALL.iter().map(|s| coded(s.code(), s.label())).collect();
        html! {
            form.row.row-base method="get" action="/bank" role="search" aria-label="Find a unit" {
                div.field { label for="words" { "Words" } input.input #words name="words" type="search" value=(self.form.text("words")) autocomplete="off"; }
                (self.pick("subject", "Subject", &subjects))
                (self.pick("year", "Year", &years))
                (self.pick("ability", "For", &ability))
                (self.pick("stands", "Stands", &stands))
                button.btn.btn-2 type="submit" { "Find" }
            }
        }
    }
    fn list(&self) -> Markup {
        let rows = self.units.iter().map(|(u, pupils)| {
            vec![
                html! { a href={ "/bank/" (u.id) } { (u.title) } @if !u.topic.is_empty() { span.sub { (u.topic) } } },
                html! { (u.subject) ", " (u.years()) span.sub { (u.ability.label()) @if let Some(m) = u.minutes { ", " (bank::in_hours(m)) " h" } } },
                html! { (kept(&u.kept_at)) @if !u.answers_at.is_empty() { span.sub { "Answers: " (u.answers_at) } } },
                html! { (tag(u.stands(self.today))) @if !u.agreed_by.is_empty() { span.sub { @if u.verdict.is_none() { "Said to be agreed by " } (u.agreed_by) } } @if let Some(d) = u.review_on { span.sub { "Review " (d) } } @if u.copyright_clear != Some(true) { span.sub { @if u.copyright_clear.is_none() { "Copyright not looked at" } @else { "Not clear to copy" } } } },
                html! { @match u.last_used { Some(d) => (d), None => "Not used yet" } @if *pupils > 0 { span.sub { "by " (pupils) } } },
            ]
        });
        html! {
            div.sheet.sheet-flush { (Grid {
                region: "Units of work",
                caption: Some("Units of work"),
                look: "table-dense",
                columns: ["Unit", "Subject and year", "Where", "Stands", "Last used"].map(Col::Words).to_vec(),
                named: Some(0),
                rows: rows.collect(),
            }) }
        }
    }
    fn gaps(&self) -> Markup {
        let none = self.cover.iter().filter(|c| c.2 == 0).count();
        let mut subjects: Vec<&str> = self.cover.iter().map(|c| c.0.as_str()).collect();
        subjects.dedup();
        let heads: Vec<String> = self.years.iter().map(|y| format!("Year {y}")).collect();
        let mut columns = vec![Col::Words("Subject")];
        columns.extend(heads.iter().map(|h| Col::Words(h)));
        let cell = |subject: &str, year: i64| {
            let found = self.cover.iter().find(|c| c.0 == subject && c.1 == year);
            html! { @match found {
                None => span.soft { "not taught" },
                Some((_, _, 0)) => (Tag(Standing::Risk, "None")),
                Some((_, _, n)) => a href={ "/bank?subject=" (part(subject)) "&year=" (year) } { (n) span.vh { " for " (subject) ", Year " (year) } },
            } }
        };
        let rows = subjects.iter().map(|s| {
            let mut row = vec![html! { a href={ "/subjects/one?subject=" (part(s)) } { (s) } }];
            row.extend(self.years.iter().map(|y| cell(s, *y)));
            row
        });
        html! {
            section.stack aria-labelledby="gaps" {
                h2 #gaps { "Gaps" }
                p.soft { @match none { 0 => "Every subject has a unit for every year that is taught.", 1 => "One subject and year has no unit.", n => { (n) " subjects and years have no unit." } } }
                @if !self.cover.is_empty() { div.sheet.sheet-flush { (Grid { region: "Units by subject and year", caption: Some("Units by subject and year"), look: "table-dense", columns, named: Some(0), rows: rows.collect() }) } }
            }
        }
    }
}

/// Whether a unit is what was asked for. Retired ones are shown when they are asked for.
fn fits(u: &Unit, form: &Form, today: Day) -> bool {
    let stands = u.stands(today);
    let asked: Option<Stands> = form.coded("stands");
    let alive = asked.map_or(stands != Stands::Retired, |s| s == stands);
    alive
        && u.has_words(form.text("words"))
        && (!form.has("subject") || same_subject(&u.subject, form.text("subject")))
        && form.int("year").is_none_or(|y| u.suits_year(y))
        && form.coded::<Ability>("ability").is_none_or(|a| u.ability == a)
}

/// Shows the bank.
pub async fn show(v: Visit) -> Answer {
    let (org, today) = (v.org(), v.today());
    let mut read = v.read().await?;
    let units = store::bank::all(&mut read, org).await?;
    let used = store::bank::used_by(&mut read, org).await?;
    let taught = store::bank::taught(&mut read, org).await?;
    drop(read);
    let mut years: Vec<i64> = taught.iter().map(|t| t.1).collect();
    years.sort_unstable();
    years.dedup();
    let page = BankPage {
        all: units.iter().filter(|u| u.active).count(),
        subjects: subjects(&taught, &units),
        years,
        cover: cover(&taught, &units),
        adds: v.may(May::RunRoom) || v.actor.roles.contains(&Role::HeadOfSubject),
        today,
        units: units
            .into_iter()
            .filter(|u| fits(u, &v.query, today))
            .map(|u| (used.iter().find(|x| x.0 == u.id).map_or(0, |x| x.1), u))
            .map(|(n, u)| (u, n))
            .collect(),
        form: v.query.clone(),
    };
    v.page(&page)
}
