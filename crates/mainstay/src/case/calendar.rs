//! The calendar of a school as its authority holds it, and what a change of it moves: every open
//! case is counted before and after, and both dates are kept.
//!
//! Must never do: rewrite what was served. What was done keeps the day as it stood.

use super::{almanac_of, event, school};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Empty, ErrorSummary, Field, Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::{Around, LONGEST_LINE};
use casework::owed::{self, DueChange};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, SchoolCalendar};
use store::Write;
use store::case::list::Listed;
use store::case::school::{Shut, calendar_of};

/// The page.
pub struct CalendarPage {
    /// Key of the school.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Days off of its own, those taken away too.
    pub shut: Vec<Shut>,
    /// Terms of the authority's calendar: name, first and last day.
    pub terms: Vec<(String, Day, Day)>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for CalendarPage {
    fn title(&self) -> String {
        format!("Calendar: {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/schools"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let base = format!("/schools/{}/calendar", self.id);
        let back = format!("/schools/{}/desk", self.id);
        html! {
            (Head::new(&self.title()).back(&back, &self.name).facts(html! { "This authority’s own calendar, with the days on which this school has no pupils besides. Every date of its cases is counted on it." }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if self.terms.is_empty() { div.panel.panel-warn { h2.panel-title { "No terms" } p { "No date can be counted. " a href="/set-up/calendar" { "Give the terms under Set-up" } } } }
                @else { p.soft { @for (n, (name, from, to)) in self.terms.iter().enumerate() { @if n > 0 { "; " } (name) ": " (from) " to " (to) } "." } }
                section.stack aria-labelledby="off" {
                    h2 #off { "Days with no pupils here" }
                    @if self.shut.is_empty() { (Empty { title: "None", words: "INSET days and closures of this school alone stand here. Half-terms and holidays everybody has are in the authority’s calendar.", step: None }) }
                    @else { ol.clocks { @for s in &self.shut { li.clock {
                        @if s.removed_at.is_none() { (Tag(Standing::None, "Counts")) } @else { (Tag(Standing::Done, "Taken away")) }
                        div { p.clock-what { (s.why) } p.soft { (s.by_name) ", " (s.at) @if let Some(at) = s.removed_at { "; taken away by " (s.removed_by) ", " (at) } }
                            @if s.removed_at.is_none() { form method="post" action=(base) { (token(&self.csrf)) (hidden("remove", s.id)) button.btn.btn-quiet type="submit" { "Take it away" span.vh { ": " (s.why) } } } } }
                        p.clock-when { b { (s.from) } @if s.to != s.from { "to " (s.to) } }
                    } } } }
                }
                form.sheet.stack method="post" action=(base) autocomplete="off" {
                    h2 { "Add one" }
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Field::new("why", "Why").hint("Such as: boiler closure, INSET.").from(f, e))
                    div.row.row-end {
                        (Field { kind: "date", ..Field::new("from", "First day").from(f, e) })
                        (Field { kind: "date", ..Field::new("to", "Last day, if more than one").optional().from(f, e) })
                    }
                    p.soft { "Open cases are counted anew. Where a date moves, both days are shown and somebody says what follows; what was sent keeps its day." }
                    div { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<CalendarPage, Problem> {
    let mut read = v.read().await?;
    let school = store::case::school::register(&mut read, v.org(), v.id("id")?).await?;
    let shut = store::case::school::shut_of(&mut read, v.org(), school.id).await?;
    let terms = v.setting.calendar.terms.iter().map(|t| (t.name.clone(), t.from, t.to)).collect();
    Ok(CalendarPage {
        id: school.id,
        name: school.name,
        shut,
        terms,
        form: super::once(form),
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Adds a day off, or takes one away.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Changing the calendar of a school").await?;
    let school = store::case::school::register(&mut w, v.org(), v.id("id")?).await?;
    let own = v.setting.calendar.clone();
    let before = store::case::school::shut_of(&mut w, v.org(), school.id).await?;
    let to = format!("/schools/{}/calendar", school.id);
    let why;
    if let Some(id) = f.id("remove") {
        let gone = before.iter().find(|s| s.id == id).ok_or(Problem::Missing)?;
        why = format!("{} taken away: {}", gone.why, gone.from);
        store::case::school::open(&mut w, school.id, id, &v.actor.name).await?;
    } else {
        let mut errors = Errors::new();
        let words = errors.need(f, "why", LONGEST_LINE, "Say why, such as boiler closure");
        let from = errors.get(f.day("from"), "from", "Give the day");
        let last =
            if f.has("to") { errors.get(f.day("to"), "to", "This is no date") } else { from };
        if let (Some(a), Some(b)) = (from, last)
            && b < a
        {
            errors.add("to", "It ends before it begins");
        }
        let (Some(from), Some(last), true) = (from, last, errors.is_empty()) else {
            drop(w);
            let page = sheet(&v, f.clone(), errors).await?;
            return v.again(&page);
        };
        let s = Shut {
            id: f.id("once").unwrap_or_else(Id::now_v7),
            school: school.id,
            why: words,
            from,
            to: last,
            by_name: v.actor.name.clone(),
            at: v.now,
            removed_at: None,
            removed_by: String::new(),
        };
        why = format!("{}, {}", s.why, s.from);
        if !store::case::school::close(&mut w, &s).await? {
            return v.to(to);
        }
    }
    let after = store::case::school::shut_of(&mut w, v.org(), school.id).await?;
    let old = calendar_of(&own, Some(school.id), &before);
    let new = calendar_of(&own, Some(school.id), &after);
    let cases = store::case::list::open_of(&mut w, v.org(), school.id).await?;
    let moved =
        count_anew(&mut w, v.org(), &cases, |_| (old.clone(), new.clone()), &why, &v.actor.name)
            .await?;
    let told = Event::new(Verb::SchoolCalendarChanged, "school", school.id)
        .fact("school", &school.name)
        .fact("why", &why)
        .fact("dates moved", moved.len());
    v.commit(w, told, moved).await?;
    v.to_saying(to, "Kept. Open cases were counted anew, and what moved is shown on each")
}

/// Counts open cases by two calendars and keeps what moved. Says so of each case in the trail.
pub(crate) async fn count_anew(
    w: &mut Write,
    org: Id,
    cases: &[Listed],
    calendars: impl Fn(&Listed) -> (SchoolCalendar, SchoolCalendar),
    why: &str,
    by: &str,
) -> Result<Vec<Event>, Problem> {
    let ids: Vec<Id> = cases.iter().map(|l| l.case.id).collect();
    let children: Vec<Id> = cases.iter().map(|l| l.child.id).collect();
    let done = store::owed::done_of(w, org, &ids).await?;
    let parents = store::case::child::parents(w, org, &children).await?;
    let kinds = school::kinds(w, org).await?;
    let others = store::case::suspensions(w, org, &children).await?;
    let matters = store::matter::of_cases(w, org, &ids).await?;
    let heard = crate::matter::wholes(w, org, matters).await?;
    let at = w.at();
    let mut events = Vec::new();
    for l in cases {
        let kind = l.case.school.and_then(|s| kinds.get(&s).copied()).unwrap_or(school::UNKNOWN);
        let own: Vec<_> = parents.iter().filter(|p| p.child == l.child.id).cloned().collect();
        let (old, new) = calendars(l);
        let made = (almanac_of(&l.case.school_name, &old), almanac_of(&l.case.school_name, &new));
        let (Ok(old), Ok(new)) = made else { continue };
        let mine: Vec<_> =
            done.iter().filter(|(about, _)| *about == l.case.id).map(|(_, d)| d.clone()).collect();
        let around = Around {
            parents: &own,
            school: kind,
            done: &mine,
            almanac: Some(&old),
            heard: heard.get(&l.case.id),
            others: &others,
        };
        let Some(facts) = l.case.facts(&l.child, &around) else { continue };
        let moved = owed::moved(&facts, &around.proofs(), &old, &new);
        for m in &moved {
            let change = DueChange {
                id: Id::now_v7(),
                about: l.case.id,
                code: m.code.into(),
                whom: m.whom,
                before: m.before,
                after: m.after,
                was_done: m.done,
                why: why.to_string(),
                at,
                by_name: by.to_string(),
                seen_at: None,
                seen_by: String::new(),
                seen_note: String::new(),
            };
            store::owed::moved(w, &change).await?;
        }
        if !moved.is_empty() {
            events.push(
                event(Verb::DatesMoved, &l.case).fact("dates moved", moved.len()).fact("why", why),
            );
        }
    }
    Ok(events)
}

/// The authority's own calendar changed: every open case is counted anew.
pub(crate) async fn own_changed(
    w: &mut Write,
    org: Id,
    old: &SchoolCalendar,
    new: &SchoolCalendar,
    by: &str,
) -> Result<Vec<Event>, Problem> {
    let cases = store::case::list::open(w, org, None).await?;
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let shut = store::case::school::shut(w, org).await?;
    let both = |l: &Listed| {
        (calendar_of(old, l.case.school, &shut), calendar_of(new, l.case.school, &shut))
    };
    let src: &mut Write = w;
    count_anew(src, org, &cases, both, "The authority’s calendar", by).await
}
