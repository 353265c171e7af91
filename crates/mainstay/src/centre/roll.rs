//! The roll of the support base as it is drawn: why each is here, since when, until when, how much
//! of the week, and how the way back goes.

use crate::page::Page;
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag};
use crate::page::name::pupil_name;
use casework::Coded;
use casework::centre::{Had, Place, Week};
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::day::spell_minutes;

/// One place.
pub struct Row {
    /// Name and form.
    pub who: String,
    /// The place.
    pub place: Place,
    /// Its week.
    pub had: Had,
    /// Its way back.
    pub weeks: Vec<Week>,
}

/// The roll.
pub struct RollPage {
    /// The school's words.
    pub words: Words,
    /// Today.
    pub today: Day,
    /// The reader may give a place.
    pub runs: bool,
    /// Places now.
    pub rows: Vec<Row>,
    /// Places that ended.
    pub ended: Vec<(String, Place)>,
}

/// Links between the pages of the base.
pub(crate) fn links(words: &Words, here: &str) -> Markup {
    let roll = words.cap(Concept::Support);
    let all = [
        ("/centre", roll.as_str()),
        ("/briefing", "Morning briefing"),
        ("/significant", "Significant events"),
        ("/transfers", "Between rooms"),
        ("/at-risk?mine=yes", "Key work"),
    ];
    html! { nav.tabs aria-label="Pages of the base" { @for (href, label) in all {
        a href=(href) aria-current=[(href == here).then_some("page")] { (label) }
    } } }
}

/// The review of a place, in a word where it is late.
pub(super) fn review(day: Day, today: Day) -> Markup {
    html! { (day) @if day < today { " " (Tag(Standing::Late, "Late")) } @else if day == today { " " (Tag(Standing::Due, "Today")) } }
}

/// "4 days, 12 periods"
pub(super) fn in_week(h: &Had) -> String {
    let some = |n: i64, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    match h.periods {
        0 => "No timetable yet".into(),
        n => format!("{}, {}", some(h.days, "day"), some(n, "period")),
    }
}

impl Page for RollPage {
    fn title(&self) -> String {
        self.words.cap(Concept::Support)
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let rows = self
            .rows
            .iter()
            .map(|r| {
                let p = &r.place;
                let last = r.weeks.iter().rfind(|w| w.achieved.is_some());
                vec![
                    html! { a href={ "/centre/" (p.id) } { (pupil_name(&r.who)) } span.sub { "Key worker " (p.key_worker_name) } },
                    html! { (p.why) span.sub { "For: " (p.purpose) } },
                    html! { (p.from) @if p.inducted_on.is_none() { " " (Tag(Standing::Due, "No induction yet")) } },
                    html! { (p.until) @if p.until < self.today { " " (Tag(Standing::Late, "Past its end")) } },
                    html! { (in_week(&r.had)) @if r.had.periods > 0 { span.sub { (spell_minutes(r.had.taught)) " taught, " (spell_minutes(r.had.alone)) " alone" } } },
                    html! { @match last { Some(w) => { "Week " (w.week) ": " (w.said()) }, None if r.weeks.is_empty() => "Not planned", None => "Planned" } },
                    review(p.review_on, self.today),
                ]
            })
            .collect();
        let title = self.title();
        html! {
            (Head::new(&title).acts(html! { @if self.runs { a.btn href="/centre/new" { "Give a place" } } }).facts(html! { (self.words.count(Concept::Pupil, self.rows.len() as i64)) " with a place. Each has a purpose, exit criteria and a day to look again." }))
            (links(&self.words, "/centre"))
            @if self.rows.is_empty() {
                (Empty { title: "Nobody has a place", words: "A place starts with a purpose, goals, exit criteria and a day to look again.", step: self.runs.then_some(("/centre/new", "Give a place")) })
            } @else {
                (Grid {
                    region: "Roll, table", caption: Some("Roll"), look: "",
                    columns: vec![Col::Words(&self.words.cap(Concept::Pupil)), Col::Words("Why here"), Col::Words("Since"), Col::Words("Planned exit"), Col::Words("In a week"), Col::Words("Way back"), Col::Words("Looked at again")],
                    named: Some(0), rows,
                })
            }
            @if !self.ended.is_empty() { section.stack aria-labelledby="ended" {
                h2 #ended { "Places that ended" }
                ul.clocks { @for (who, p) in &self.ended { li.clock {
                    (Tag(Standing::None, p.ending.map_or("Ended", Coded::label)))
                    div { p.clock-what { a href={ "/centre/" (p.id) } { (pupil_name(who)) } } p.soft { (p.ended_why) } }
                    p.clock-when { @if let Some(day) = p.ended_on { (day) } }
                } } }
            } }
        }
    }
}
