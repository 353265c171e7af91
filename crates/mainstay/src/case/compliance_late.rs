//! What stands behind the figures of compliance: each duty that was late or never done, with its
//! school, its days and what was said of it.
//!
//! Must never say: whose fault it was, or a child's name.

use super::compliance::{duty_words, stretch};
use super::owed::SCHOOLS_OWN;
use crate::page::Page;
use crate::page::kit::{Col, Empty, Grid, Head, Standing as Shape, Tag};
use crate::visit::{Answer, Visit};
use casework::Id;
use maud::{Markup, html};
use rulebook::Day;
use rulebook::event::Standing;
use std::collections::BTreeMap;

/// Lines at most.
const MOST: i64 = 500;

/// One duty that was late.
pub struct Missed {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: i64,
    /// The school.
    pub school: String,
    /// Which duty.
    pub code: String,
    /// In words.
    pub duty: String,
    /// The day of the decision.
    pub decided: Day,
    /// It was done, and late.
    pub done: bool,
    /// Days late.
    pub days: i64,
    /// What was said of it.
    pub why: String,
}

/// The page.
pub struct LatePage {
    /// From.
    pub from: Day,
    /// To.
    pub to: Day,
    /// As at.
    pub today: Day,
    /// Of one duty alone, in words; or empty.
    pub duty: String,
    /// The most late first.
    pub lines: Vec<Missed>,
}

impl Page for LatePage {
    fn title(&self) -> String {
        "What was late".into()
    }
    fn here(&self) -> &'static str {
        "/compliance"
    }
    fn main(&self) -> Markup {
        let back = format!("/compliance?from={}&to={}", self.from.iso(), self.to.iso());
        html! {
            (Head::new("What was late").back(&back, "Compliance").facts(html! { @if !self.duty.is_empty() { (self.duty) ". " } "Cases decided " (self.from) " to " (self.to) ", as at " (self.today) ". Days of the week are counted, whatever the school’s calendar." }))
            @if self.lines.is_empty() { (Empty { title: "Nothing was late", words: "A duty that was done after its day, or is past it and not done, stands here with its school and its days.", step: None }) }
            @else {
                (Grid { region: "What was late, table", caption: Some("Duties done late or not done, the most late first"), look: "table-dense",
                    columns: vec![Col::Words("School"), Col::Words("Duty"), Col::Words("Case"), Col::Words("Decided"), Col::Number("Days late"), Col::Words("Stands"), Col::Words("What was said of it")],
                    named: Some(0),
                    rows: self.lines.iter().map(|l| vec![
                        html! { (l.school) }, html! { (l.duty) }, html! { a href={ "/cases/" (l.case) } { "Case " (l.number) } }, html! { (l.decided) }, html! { (l.days) },
                        html! { @if l.done { (Tag(Shape::Done, "Done late")) } @else { (Tag(Shape::Late, "Not done")) } },
                        html! { @if l.why.is_empty() { span.soft { "Nothing" } } @else { (l.why) } },
                    ]).collect() })
            }
        }
    }
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let (from, to) = stretch(&v, &v.query);
    let only = v.query.text("duty").to_string();
    let (org, today) = (v.org(), v.today());
    let mut read = v.read().await?;
    let book = v.app.book(&mut read, org, &v.setting, today).await?;
    let closed = store::case::missed(&mut read, org, from, to, MOST).await?;
    drop(read);
    let (mut words, mut lines) = (BTreeMap::new(), Vec::new());
    for e in &book.entries {
        let Some(decided) = e.case.decided.filter(|d| *d >= from && *d <= to) else { continue };
        for o in e.owed.iter().filter(|o| o.duty && !SCHOOLS_OWN.contains(&o.code)) {
            words.entry(o.code.to_string()).or_insert_with(|| o.words.to_string());
            let (done, days) = match o.standing(today) {
                Standing::MetLate { by } => (true, by),
                Standing::Late { by } => (false, by),
                _ => continue,
            };
            lines.push(Missed {
                case: e.case.id,
                number: e.case.number,
                school: e.case.school_name.clone(),
                code: o.code.to_string(),
                duty: o.words.to_string(),
                decided,
                done,
                days,
                why: o.met().map(|d| d.note.clone()).unwrap_or_default(),
            });
        }
    }
    lines.extend(closed.into_iter().map(|m| Missed {
        case: m.about,
        number: m.number,
        school: m.school_name,
        duty: duty_words(&m.code, &words),
        code: m.code,
        decided: m.decided,
        done: m.stood == "late",
        days: m.days,
        why: m.why,
    }));
    lines.retain(|l| only.is_empty() || l.code == only);
    lines.sort_by_key(|l| (std::cmp::Reverse(l.days), l.number));
    lines.truncate(MOST as usize);
    let duty = if only.is_empty() { String::new() } else { duty_words(&only, &words) };
    v.page(&LatePage { from, to, today, duty, lines })
}
