//! One pupil's picture: each comparison with its days, where incidents come from, attendance,
//! signals, the register, and every incident behind the figures.
//!
//! Must never know: how days are set against each other. Strengths stand first.

use super::page::change;
use super::{Counted, counted, spots};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{FlagMark, Head, Standing, Table, Tag};
use crate::signal::page::incidents;
use crate::visit::{Answer, Visit};
use casework::attendance::{self, Attendance};
use casework::early_warning::Against;
use casework::incident::Incident;
use casework::pupil::Flag;
use casework::signal::Signal;
use casework::watch::Watch;
use casework::{Coded, Id, May};
use maud::{Markup, html};
use rulebook::Day;
use spots::Group;

/// One comparison.
pub struct Compared {
    /// What is set against what.
    pub against: Against,
    /// The days.
    pub counted: Counted,
    /// Incidents now.
    pub now: i64,
    /// Incidents before.
    pub before: i64,
}

/// The page.
pub struct OnePage {
    /// Key.
    pub pupil: Id,
    /// Name and form.
    pub who: String,
    /// Needs and care.
    pub flags: Vec<(Flag, String)>,
    /// What they are good at.
    pub good_at: String,
    /// What helps.
    pub helps: String,
    /// Comparisons.
    pub compared: Vec<Compared>,
    /// Attendance, newest first.
    pub attendance: Vec<Attendance>,
    /// Signals, newest first.
    pub signals: Vec<Signal>,
    /// Their line on the register.
    pub watch: Option<Watch>,
    /// Where and when.
    pub groups: Vec<Group>,
    /// From which day the incidents are.
    pub since: Option<Day>,
    /// Incidents, newest first.
    pub incidents: Vec<Incident>,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Early signs, {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let acts = html! {
            @match &self.watch {
                Some(t) => a.btn href={ "/at-risk/" (t.id) } { "Their line on the register" },
                None => a.btn href={ "/at-risk/new?pupil=" (self.pupil) } { "Put on the at-risk register" },
            }
            a.btn.btn-2 href={ "/pupils/" (self.pupil) } { "Open the file" }
        };
        html! {
            (Head::new(&self.title()).about(&self.who).back("/early-warning", "Early signs").acts(acts))
            div.stack.stack-6 {
                section.sheet.stack.stack-2 aria-label="First" {
                    @if !self.flags.is_empty() { p { @for (flag, words) in &self.flags { (FlagMark(*flag, words)) " " } } }
                    @if !self.good_at.is_empty() { p { strong { "Good at: " } (self.good_at) } }
                    @if !self.helps.is_empty() { p { strong { "What helps: " } (self.helps) } }
                    @if self.good_at.is_empty() && self.helps.is_empty() { p.soft { "Nobody has written down yet what they are good at and what helps." } }
                }
                (self.figures())
                @if !self.signals.is_empty() { (self.signals()) }
                @if !self.groups.is_empty() { @for g in self.groups.iter().filter(|g| !g.spots.named.is_empty()) { (spots::table(g)) } }
                section.stack aria-labelledby="all" {
                    h2 #all { "Incidents" @if let Some(day) = self.since { " since " (day) } }
                    @if self.incidents.is_empty() { p.soft { "None has been brought in." } } @else { (incidents("Incidents, newest first", &self.incidents)) }
                }
            }
        }
    }
}

impl OnePage {
    fn figures(&self) -> Markup {
        let rows = self
            .compared
            .iter()
            .filter_map(|c| {
                let w = c.counted.windows.as_ref()?;
                let known = w.before.is_some();
                Some(vec![
                    html! { (c.against.label()) },
                    html! { (c.now) span.sub { (w.now.0) " to " (w.now.1) } },
                    html! { @match w.before { Some((from, to)) => { (c.before) span.sub { (from) " to " (to) } } None => span.soft { "not known" } } },
                    html! { @if known { (change(c.now - c.before)) } @else { span.soft { "–" } } },
                ])
            })
            .collect();
        html! {
            section.stack aria-labelledby="figures" {
                h2 #figures { "Against their own baseline" }
                (Table { caption: "Against their own baseline", columns: vec![("Set against", false), ("Incidents", true), ("Before", true), ("Change", false)], rows, dense: false })
                @if !self.attendance.is_empty() { p { strong { "Attendance: " }
                    @for (n, a) in self.attendance.iter().enumerate() { @if n > 0 { "; " } (attendance::said(a.per_mille)) " up to " (a.upto) @if let Some(late) = a.late { ", late " (late) } }
                } }
            }
        }
    }
    fn signals(&self) -> Markup {
        html! {
            section.stack aria-labelledby="signals" {
                h2 #signals { "Signals" }
                ol.clocks { @for s in &self.signals { li.clock {
                    @match s.outcome { Some(_) => (Tag(Standing::Done, "Answered")), None => (Tag(Standing::Due, "To answer")) }
                    div { p.clock-what { a href={ "/signals/" (s.id) } { (s.name) } } p.soft { (s.said) }
                        @if let Some(o) = s.outcome { p.soft { (o.label()) ". " (s.words) } } }
                    p.clock-when { @if s.outcome.is_some() { (s.decided_by) } @else { "By " (s.due) } }
                } } }
            }
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let scope = crate::signal::scope(&v);
    let mut read = v.read().await?;
    let pupil = store::pupil::find(&mut read, &scope, v.id("pupil")?).await?;
    let mut compared = Vec::new();
    for against in Against::ALL {
        let counted = counted(&mut read, &v, *against).await?;
        let (mut now, mut before) = (0, 0);
        if let Some(w) = &counted.windows {
            let from = w.before.map_or(w.now.0, |(from, _)| from);
            let all =
                store::incident::last_of(&mut read, v.org(), pupil.id, from, i64::MAX).await?;
            now = all.iter().filter(|i| w.now.0 <= i.day && i.day <= w.now.1).count() as i64;
            before = w.before.map_or(0, |(from, to)| {
                all.iter().filter(|i| from <= i.day && i.day <= to).count() as i64
            });
        }
        compared.push(Compared { against: *against, counted, now, before });
    }
    let attendance = store::attendance::of_pupil(&mut read, v.org(), pupil.id).await?;
    let signals = store::signal::of_pupil(&mut read, v.org(), pupil.id).await?;
    let watch = store::watch::of_pupil(&mut read, v.org(), pupil.id).await?;
    // What is older than the term before is on nobody's mind: old incidents colour how a child is
    // seen.
    let since = compared
        .first()
        .and_then(|c| c.counted.windows.as_ref())
        .map(|w| w.before.map_or(w.now.0, |(from, _)| from));
    let from = since.unwrap_or(v.today());
    let (_, groups) =
        spots::gather(&mut read, &scope, (from, v.today()), None, Some(pupil.id)).await?;
    let incidents =
        store::incident::last_of(&mut read, v.org(), pupil.id, from, crate::signal::MOST).await?;
    drop(read);
    v.page(&OnePage {
        pupil: pupil.id,
        who: format!("{}, {}", pupil.name(), pupil.form),
        flags: pupil.flags(v.actor.sight(May::PupilFile)),
        good_at: pupil.strengths.clone(),
        helps: pupil.helps.clone(),
        compared,
        attendance,
        signals,
        watch,
        groups,
        since,
        incidents,
    })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let compared = |against, now, before, baseline| Compared {
        against,
        counted: super::page::sample_counted(baseline),
        now,
        before,
    };
    let page = |known: bool| OnePage {
        pupil: Id::from_u128(9),
        who: "Callie Dunmore, 8N".into(),
        flags: vec![(Flag::Need, "SEN support, SEMH".into())],
        good_at: if known { "Drawing; kind to younger ones".into() } else { String::new() },
        helps: if known {
            "A quiet start, and instructions given once, early.".into()
        } else {
            String::new()
        },
        compared: vec![
            compared(Against::Term, 11, 2, known),
            compared(Against::HalfTerm, 11, 4, known),
            compared(Against::Days, 11, 0, known),
        ],
        attendance: Day::new(2026, 9, 10)
            .filter(|_| known)
            .map(|upto| Attendance {
                pupil: Id::from_u128(9),
                upto,
                per_mille: 860,
                possible: Some(14),
                late: Some(3),
            })
            .into_iter()
            .collect(),
        signals: if known { vec![crate::signal::page::sample()] } else { Vec::new() },
        watch: None,
        groups: if known { spots::sample_groups() } else { Vec::new() },
        since: Day::new(2026, 4, 21),
        incidents: if known {
            vec![crate::signal::page::sample_incident(10, "Disruption", "Geography", "P5")]
        } else {
            Vec::new()
        },
    };
    vec![framed("early-warning-one", &page(true)), framed("early-warning-one-bare", &page(false))]
}
