//! Panels, and the cases before one, as they are drawn.

use super::{HOME, Whole};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Empty, ErrorSummary, Field, Head, Standing, Table, Tag, token};
use crate::page::name::pupil_name;
use casework::meeting::Meeting;
use casework::panel::decide::{Telling, telling};
use casework::panel::summary::counted;
use casework::panel::{Case, State};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// A panel on the list.
pub struct Row {
    /// The meeting.
    pub m: Meeting,
    /// Its cut-off.
    pub cut_off: Option<Instant>,
    /// Cases before it.
    pub cases: Vec<Case>,
}

/// All of them.
pub struct ListPage {
    /// Those to come, the next first.
    pub coming: Vec<Row>,
    /// Those that were.
    pub past: Vec<Row>,
    /// A case on the desk that is to come before one.
    pub from: Option<(Id, String)>,
    /// Now.
    pub now: Instant,
}

impl ListPage {
    fn table(&self, caption: &str, rows: &[Row]) -> Markup {
        let rows = rows
            .iter()
            .map(|r| {
                let shut = r.cut_off.is_some_and(|c| self.now > c);
                vec![
                    html! { a href={ (HOME) "/" (r.m.id) } { (r.m.name) ", " (r.m.on) } },
                    html! { @match r.cut_off { Some(c) => { (c) @if shut { br; (Tag(Standing::Risk, "Past")) } }, None => span.soft { "Not set" } } },
                    html! { (counted(&r.cases)) },
                    html! { @if let Some((case, _)) = &self.from { a.btn.btn-2.btn-s href={ (HOME) "/" (r.m.id) "/new?case=" (case) } { "Put it before this one" span.vh { ": " (r.m.on) } } } },
                ]
            })
            .collect();
        let last = if self.from.is_some() { "The case" } else { "" };
        let mut columns =
            vec![("Panel", false), ("Cut-off", false), ("Cases", false), (last, false)];
        let mut rows: Vec<Vec<Markup>> = rows;
        if self.from.is_none() {
            columns.truncate(3);
            rows.iter_mut().for_each(|r| r.truncate(3));
        }
        html! { div.sheet.sheet-flush { (Table { caption, columns, rows, dense: true }) } }
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Panels".into()
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Panels").facts(html! {
                @match &self.from { Some((_, name)) => { "Which panel does " (name) " come before?" }, None => "Cases before each, its pack and what it decided." }
            }).acts(html! { a.btn.btn-2 href="/meetings/new?kind=panel" { "Arrange a panel" } }))
            div.stack.stack-6 {
                section.stack { h2 { "To come" }
                    @if self.coming.is_empty() { (Empty { title: "No panel is arranged", words: "A panel is a meeting. Once it is arranged, cases are entered for it here, and its pack is made from them.", step: Some(("/meetings/new?kind=panel", "Arrange a panel")) }) }
                    @else { (self.table("Panels to come", &self.coming)) }
                }
                @if !self.past.is_empty() { section.stack { h2 { "Before" } (self.table("Panels before", &self.past)) } }
            }
        }
    }
}

/// One panel.
pub struct PanelPage {
    /// Everything before it.
    pub(crate) whole: Whole,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was asked for, or typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// How far a case has got, as tags.
pub(super) fn stands(c: &Case, cut_off: Option<Instant>, today: Day) -> Markup {
    let missing = c.missing();
    html! {
        @match (c.state, c.outcome) {
            (State::Decided, Some(o)) => (Tag(Standing::Done, o.label())),
            (State::Admitted, _) => (Tag(Standing::Due, State::Admitted.label())),
            (State::Waiting, _) if missing.is_empty() && !c.is_late(cut_off) => (Tag(Standing::Due, "Whole: to admit")),
            (State::Waiting, _) => (Tag(Standing::Risk, "Waiting")),
            (state, _) => (Tag(Standing::None, state.label())),
        }
        @if c.is_late(cut_off) { " " (Tag(Standing::Late, "Late")) }
        @if let Some(t) = telling(c, today) {
            br;
            @match t {
                Telling::Late => (Tag(Standing::Late, "Parents not told")),
                Telling::Due => span.soft { "Parents to be told" @if let Some(by) = c.tell_by { " by " (by.short()) } },
                Telling::Met | Telling::ToldLate => span.soft { (t.label()) },
            }
        }
    }
}

impl PanelPage {
    fn fits(&self, c: &Case) -> bool {
        let q = self.form.text("q").trim().to_lowercase();
        let state = self.form.text("state");
        let has = |t: &str| t.to_lowercase().contains(&q);
        (q.is_empty() || has(&c.name()) || has(&c.school_name) || has(c.kind.label()))
            && (state.is_empty() || c.state.code() == state)
    }
    fn cases(&self) -> Markup {
        let w = &self.whole;
        let shown: Vec<&Case> = w.cases.iter().filter(|c| self.fits(c)).collect();
        let rows = shown
            .iter()
            .map(|c| {
                let missing = c.missing();
                let waits = w.views.iter().filter(|x| x.panel_case == c.id && x.came_on.is_none()).count();
                vec![
                    html! { a href={ "/panel-cases/" (c.id) } { (c.short()) ": " (pupil_name(&c.name())) } br; span.soft { (c.school_name) @if let Some(y) = c.year { ", Year " (y) } } },
                    html! { (c.kind.label()) },
                    html! { @if missing.is_empty() { "Nothing" } @else { (casework::words::capital(&missing.join("; "))) } @if waits > 0 { br; span.soft { (waits) @if waits == 1 { " view" } @else { " views" } " not come" } } },
                    html! { (c.arrived_at) },
                    stands(c, w.cut_off, self.today),
                ]
            })
            .collect();
        let columns = vec![
            ("Case", false),
            ("Asked for", false),
            ("Missing", false),
            ("Came", false),
            ("Stands", false),
        ];
        html! {
            @if w.cases.is_empty() { (Empty { title: "No case is before this panel", words: "Each case stands here with exactly what is missing, whether it came in time, and what the panel decided.", step: Some((&format!("{HOME}/{}/new", w.meeting.id), "Enter a case")) }) }
            @else {
                form.row.row-end.no-print method="get" role="search" aria-label="Narrow the cases" {
                    (Field { value: self.form.text("q"), ..Field::new("q", "Name, school or what is asked") })
                    div.field { label for="state" { "Stands" } select.select #state name="state" {
                        option value="" { "Any" }
                        @for s in State::ALL { option value=(s.code()) selected[self.form.text("state") == s.code()] { (s.label()) } }
                    } }
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if shown.is_empty() { p.soft { "No case fits. " a href={ (HOME) "/" (w.meeting.id) } { "Show all " (w.cases.len()) } } }
                @else { div.sheet.sheet-flush { (Table { caption: "Cases before the panel", columns, rows, dense: true }) } }
            }
        }
    }
}

impl Page for PanelPage {
    fn title(&self) -> String {
        format!("{}, {}", self.whole.meeting.name, self.whole.meeting.on)
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let w = &self.whole;
        let m = &w.meeting;
        let here = format!("{HOME}/{}", m.id);
        let cut = w.cut_off.map(|c| (c.day().iso(), c.minute().to_string())).unwrap_or_default();
        let (f, e) = (&self.form, &self.errors);
        let typed = |name: &'static str, kept: &str| match f.has(name) {
            true => f.text(name).to_string(),
            false => kept.to_string(),
        };
        let form = Form::of([
            ("cut_day", typed("cut_day", &cut.0)),
            ("cut_time", typed("cut_time", &cut.1)),
        ]);
        html! {
            (Head::new(&self.title()).back(HOME, "Panels").facts(html! {
                (counted(&w.cases)) @if let Some(c) = w.cut_off { " · cut-off " (c) }
            }).acts(html! {
                a.btn href={ (here) "/new" } { "Enter a case" }
                a.btn.btn-2 href={ (here) "/pack" } { "The pack" }
                a.btn.btn-2 href={ "/meetings/" (m.id) } { "The meeting" }
                a.btn.btn-2 href={ "/meetings/" (m.id) "/minutes" } { "Minutes" }
            }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                section.stack { h2.vh { "Cases" } (self.cases()) }
                details.working.no-print open[!e.is_empty() || w.cut_off.is_none()] { summary { "The cut-off" } div.working-body.stack {
                    p.soft { "A case that comes later is marked late, and is admitted for the chair’s reason alone. This is the authority’s own rule." }
                    form.row.row-end method="post" action={ (here) "/cut-off" } { (token(&self.csrf))
                        (Field::new("cut_day", "Day").kind("date").from(&form, e))
                        (Field::new("cut_time", "Time").from(&form, e))
                        button.btn.btn-2 type="submit" { "Keep it" }
                    }
                } }
            }
        }
    }
}
