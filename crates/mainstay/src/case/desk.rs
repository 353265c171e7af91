//! The desk: what is late, at risk and due today, by school, officer and duty.
//!
//! Must never know: how a date was counted. It counts nothing that is not in the list under it.

use super::book::{Book, Entry, Weight};

use super::owed::{tag, what};
use crate::page::Page;
use crate::page::kit::{Empty, Head, Standing, Table, Tag};
use crate::page::name::pupil_name;
use crate::visit::{Answer, Visit};
use casework::Coded;
use casework::case::chase::Chase;
use casework::case::enquiry::Enquiry;
use casework::case::{Case, Kind};
use maud::{Markup, html};
use rulebook::Day;
use std::collections::BTreeMap;

/// Lines on the board at most; the rest are one tap away.
const MOST: usize = 40;

/// How many duties of somebody or something are late, and at risk.
pub struct Sum {
    /// Whose, or which.
    pub name: String,
    /// Where they are listed; empty: nowhere.
    pub href: String,
    /// Late.
    pub late: usize,
    /// At risk.
    pub risk: usize,
}

/// An at-risk case.
pub struct Worry {
    /// Where it is.
    pub href: String,
    /// The child.
    pub name: String,
    /// The school.
    pub school: String,
    /// How near.
    pub level: String,
    /// When it is looked at again.
    pub on: Option<Day>,
}

/// The page.
pub struct DeskPage {
    /// Today.
    pub today: Day,
    /// Open duties, drawn, the soonest first.
    pub lines: Vec<Markup>,
    /// How many there are in all.
    pub total: usize,
    /// How many cases stand so.
    pub counts: Vec<(Weight, usize)>,
    /// Notices that wait.
    pub notices: i64,
    /// Things to ask for again, with the case.
    pub chases: Vec<(Chase, String)>,
    /// Enquiries to come back to.
    pub follow: Vec<Enquiry>,
    /// Education to look at again: where, the child, what, by when.
    pub looks: Vec<(String, String, String, Day)>,
    /// Late and at-risk duties by school, officer and duty.
    pub by: Vec<(&'static str, Vec<Sum>)>,
    /// At-risk cases, those to look at again first.
    pub at_risk: Vec<Worry>,
    /// Dates that moved and nobody has looked at.
    pub moved: Vec<(String, String)>,
}

impl Page for DeskPage {
    fn title(&self) -> String {
        format!("Your desk, {}", self.today)
    }
    fn here(&self) -> &'static str {
        "/desk"
    }
    fn main(&self) -> Markup {
        let n = |w| self.counts.iter().find(|(x, _)| *x == w).map_or(0, |x| x.1);
        html! {
            (Head::new(&self.title()).facts(html! { (n(Weight::Late)) " late, " (n(Weight::Risk)) " at risk, " (n(Weight::Due)) " due, " (n(Weight::Waiting)) " with nothing owed now." }).acts(html! {
                a.btn href="/intake/new" { "Take a notice in" }
                @if self.notices > 0 { a.btn.btn-2 href="/intake" { (self.notices) @if self.notices == 1 { " notice waits" } @else { " notices wait" } } }
                a.btn.btn-2 href="/day-six" { "Day six" }
                a.btn.btn-2 href="/enquiries" { "Enquiries" }
                a.btn.btn-2 href="/compliance" { "Compliance" }
            }))
            div.stack.stack-6 {
                @if !self.moved.is_empty() { div.panel.panel-warn { h2.panel-title { "Dates moved" } ul { @for (href, words) in &self.moved { li { a href=(href) { (words) } } } } } }
                section.stack aria-labelledby="clocks" {
                    h2 #clocks { "What is owed" }
                    @if self.lines.is_empty() { (Empty { title: "Nothing is owed now", words: "What a case owes stands here from the moment it is open, the soonest first, until somebody says that it was done.", step: Some(("/intake/new", "Take a notice in")) }) }
                    @else { ol.clocks { @for line in &self.lines { (line) } }
                        @if self.total > self.lines.len() { p { a href="/cases" { "All " (self.total) " by case" } } } }
                }
                @if !self.chases.is_empty() {
                    section.stack aria-labelledby="ask-again" { h2 #ask-again { "Ask again" }
                        ol.clocks { @for (c, name) in &self.chases { li.clock {
                            @if c.due < self.today { (Tag(Standing::Late, "Late")) } @else { (Tag(Standing::Due, "Today")) }
                            div { p.clock-what { a href={ "/cases/" (c.about) "/advice" } { (c.what) ": " (pupil_name(name)) } } p.soft { "Of " (c.whom) } }
                            p.clock-when { b { (c.due) } }
                        } } }
                    }
                }
                @if !self.follow.is_empty() {
                    section.stack aria-labelledby="come-back" { h2 #come-back { "Come back to" } ol.clocks { @for e in &self.follow { (super::enquiry::row(e, self.today)) } } }
                }
                @if !self.looks.is_empty() {
                    section.stack aria-labelledby="look-again" { h2 #look-again { "Education to look at again" }
                        ol.clocks { @for (href, name, what, day) in &self.looks { li.clock {
                            @if *day < self.today { (Tag(Standing::Late, "Late")) } @else { (Tag(Standing::Due, "Today")) }
                            div { p.clock-what { a href=(href) { (what) ": " (pupil_name(name)) } } }
                            p.clock-when { b { (day) } }
                        } } }
                    }
                }
                @if !self.at_risk.is_empty() {
                    section.stack aria-labelledby="at-risk" { h2 #at-risk { "At risk: advice asked" }
                        ol.clocks { @for w in &self.at_risk { li.clock {
                            @if w.on.is_some_and(|d| d <= self.today) { (Tag(Standing::Risk, "Look again")) } @else { (Tag(Standing::None, "Open")) }
                            div { p.clock-what { a href=(w.href) { (pupil_name(&w.name)) } } p.soft { (w.school) @if !w.level.is_empty() { " · " (w.level) } } }
                            p.clock-when { @if let Some(d) = w.on { b { (d) } } }
                        } } }
                    }
                }
                section.stack aria-labelledby="by" {
                    h2 #by { "Late and at risk" }
                    @for (name, rows) in &self.by { @if !rows.is_empty() {
                        (Table { caption: name, columns: vec![(name, false), ("Late", true), ("At risk", true)],
                            rows: rows.iter().map(|s| vec![html! { @if s.href.is_empty() { (s.name) } @else { a href=(s.href) { (s.name) } } }, html! { (s.late) }, html! { (s.risk) }]).collect(), dense: true })
                    } }
                    @if self.by.iter().all(|(_, rows)| rows.is_empty()) { p.soft { "None." } }
                }
            }
        }
    }
}

fn line(e: &Entry, o: &casework::owed::Owed, stands: rulebook::event::Standing) -> Markup {
    html! { li.clock {
        (tag(stands))
        div { p.clock-what { a href={ "/cases/" (e.case.id) } { (what(o)) ": " (pupil_name(&e.child.name())) } }
            p.soft { (e.case.school_name) " · " (e.case.kind.label()) " · owed by " (o.by.words()) " · " (crate::law::rule_link(o.rule)) } }
        p.clock-when { @if let Some(d) = o.day() { b { (d) } } (stands.words()) }
    } }
}

fn weight(stands: rulebook::event::Standing) -> Option<bool> {
    match stands {
        rulebook::event::Standing::Late { .. } => Some(true),
        rulebook::event::Standing::AtRisk { .. } => Some(false),
        _ => None,
    }
}

fn add(to: &mut BTreeMap<(String, String), (usize, usize)>, key: (String, String), late: bool) {
    let n = to.entry(key).or_default();
    if late { n.0 += 1 } else { n.1 += 1 }
}

/// Late and at-risk duties of a book, by school, officer and duty, the most late first.
pub(super) fn tallied(book: &Book) -> Vec<(&'static str, Vec<Sum>)> {
    let (mut school, mut officer, mut duty) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (e, o, stands) in book.duties() {
        let Some(late) = weight(stands) else { continue };
        let href = e.case.school.map(|s| format!("/schools/{s}/desk")).unwrap_or_default();
        add(&mut school, (e.case.school_name.clone(), href), late);
        let (name, href) = match e.case.officer {
            Some(id) => (e.case.officer_name.clone(), format!("/cases?officer={id}")),
            None => ("Nobody’s yet".into(), "/cases?officer=nobody".into()),
        };
        add(&mut officer, (name, href), late);
        add(&mut duty, (o.words.to_string(), String::new()), late);
    }
    let sorted = |map: BTreeMap<(String, String), (usize, usize)>| {
        let sum = |((name, href), (late, risk))| Sum { name, href, late, risk };
        let mut rows: Vec<Sum> = map.into_iter().map(sum).collect();
        rows.sort_by_key(|s| std::cmp::Reverse((s.late, s.risk)));
        rows.truncate(20);
        rows
    };
    vec![("School", sorted(school)), ("Officer", sorted(officer)), ("Duty", sorted(duty))]
}

/// Placements and decisions about education whose day to be looked at again has come.
fn look_again(book: &Book, today: Day) -> Vec<(String, String, String, Day)> {
    let mut out = Vec::new();
    for e in &book.entries {
        let href = format!("/cases/{}/day-six", e.case.id);
        for p in &e.offers {
            if let Some(day) = p.looked_at_by(today) {
                let what = format!("Placement review at {}", p.provider);
                out.push((href.clone(), e.child.name(), what, day));
            }
        }
        if let Some(day) =
            e.case.review_on.filter(|d| *d <= today && e.case.kind == Kind::Education)
        {
            out.push((href.clone(), e.child.name(), "The decision about education".into(), day));
        }
    }
    out.sort_by_key(|(_, _, _, day)| *day);
    out.truncate(MOST);
    out
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let (org, today) = (v.org(), v.today());
    let mut read = v.read().await?;
    let book = v.app.book(&mut read, org, &v.setting, today).await?;
    let duties = book.duties();
    let total = duties.len();
    let lines = duties.into_iter().take(MOST).map(|(e, o, s)| line(e, o, s)).collect();
    let name = |about| {
        let found = book.entries.iter().find(|e| e.case.id == about);
        found.map_or("a closed case".to_string(), |e| e.child.name())
    };
    let chases = store::case::work::due(&mut read, org, today, None).await?;
    let chases = chases
        .into_iter()
        .map(|c| {
            let n = name(c.about);
            (c, n)
        })
        .collect();
    let follow = store::case::work::to_follow(&mut read, org, today, None).await?;
    let notices = store::case::intake::count_waiting(&mut read, org).await?;
    let unseen = store::owed::unseen(&mut read, org).await?;
    drop(read);
    let looks = look_again(&book, today);
    let risk = |c: &Case| c.kind == Kind::AtRisk;
    let mut at_risk: Vec<Worry> = book
        .entries
        .iter()
        .filter(|e| risk(&e.case))
        .map(|e| {
            let level = e.case.level.map(casework::Coded::label).unwrap_or_default();
            Worry {
                href: format!("/cases/{}", e.case.id),
                name: e.child.name(),
                school: e.case.school_name.clone(),
                level: level.to_string(),
                on: e.case.review_on,
            }
        })
        .collect();
    at_risk.sort_by_key(|w| (w.on.is_none(), w.on));
    at_risk.truncate(20);
    let mut cases: Vec<_> = unseen.iter().map(|c| c.about).collect();
    cases.dedup();
    let moved = cases
        .into_iter()
        .filter_map(|about| book.entries.iter().find(|e| e.case.id == about))
        .map(|e| {
            (
                format!("/cases/{}#moved", e.case.id),
                format!("{}: {}", e.case.name(), e.case.school_name),
            )
        })
        .take(20)
        .collect();
    let page = DeskPage {
        today,
        lines,
        total,
        counts: Weight::ALL.map(|w| (w, book.count(w))).to_vec(),
        notices,
        chases,
        follow,
        looks,
        by: tallied(&book),
        at_risk,
        moved,
    };
    v.page(&page)
}
