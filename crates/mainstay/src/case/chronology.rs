//! One chronology of a child, across schools and episodes, and the line somebody adds to it.
//!
//! Must never show: an address. It is read out in meetings where both parents sit.

use super::{Tab, event, once, tabs};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::child::Child;
use casework::case::chronology::{Line, in_order};
use casework::case::family::{Parent, Withheld, gives_away_to_any};
use casework::case::{Case, Kind, LONGEST_LINE};
use casework::{Coded, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, HalfDays, Instant};
use store::Source;

/// Letters of a line.
const LONGEST: usize = 2_000;
/// Facts whose words stay out of a chronology that is read aloud.
const NOT_ALOUD: &[&str] = &["Where the child lives"];

/// The page.
pub struct ChronologyPage {
    /// The child.
    pub child: Child,
    /// Their cases, newest first.
    pub cases: Vec<Case>,
    /// Lines, in the order they happened.
    pub lines: Vec<Line>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for ChronologyPage {
    fn title(&self) -> String {
        format!("Chronology: {}", self.child.name())
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let name = self.child.name();
        let also = self.child.also.replace('\n', ", ");
        let cases: Vec<Choice> = self
            .cases
            .iter()
            .map(|c| {
                Choice::new(
                    c.id.to_string(),
                    format!("{}: {}, {}", c.name(), c.kind.label(), c.school_name),
                )
            })
            .collect();
        let rows = self.lines.iter().map(|l| vec![
            html! { time datetime=(l.day.iso()) { (l.day) } @if l.later { span.sub { "written down later" } } },
            html! { strong { (l.what) } @if !l.more.is_empty() { div.as-typed { (l.more) } } },
            html! { (l.school) },
            html! { (l.by) },
        ]).collect();
        html! {
            (Head::new(&name).about(&name).back("/cases", "Cases").facts(html! { "One chronology, across schools and cases" @if !also.is_empty() { ". Also known as " (pupil_name(&also)) } @if let Some(b) = self.child.born { ". Born " (b) } "." }))
            @if let Some(c) = self.cases.first() { (tabs(c, Tab::Chronology)) }
            (ErrorSummary(e))
            div.stack.stack-6.gap-top {
                @if self.lines.is_empty() { (Empty { title: "Nothing yet", words: "What happened stands here in the order it happened.", step: None }) }
                @else { (Grid { region: "Chronology, table", caption: Some("Chronology"), look: "", columns: ["Day", "What", "School", "Who"].map(Col::Words).to_vec(), named: None, rows }) }
                form.sheet.stack method="post" action={ "/children/" (self.child.id) } autocomplete="off" {
                    h2 { "Add a line" }
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    div.row.row-end {
                        (Choices::one("case", "Case", &cases).look(Look::Select).from(f, e))
                        (Field { kind: "date", ..Field::new("day", "The day it happened").from(f, e) })
                    }
                    (Field::new("what", "What").hint("Such as: telephone call with the mother; visit; placement review.").from(f, e))
                    (Area::new("body", "More").optional().rows(3).from(f, e))
                    div { button.btn.btn-2 type="submit" { "Add it" } }
                }
            }
        }
    }
}

/// Everything that happened with a child.
pub(super) async fn gathered(
    src: &mut dyn Source,
    org: Id,
    cases: &[Case],
) -> Result<Vec<Line>, Problem> {
    let ids: Vec<Id> = cases.iter().map(|c| c.id).collect();
    let school = |id: Id| {
        cases.iter().find(|c| c.id == id).map(|c| c.school_name.clone()).unwrap_or_default()
    };
    let mut out: Vec<Line> = Vec::new();
    let line =
        |case: Id, day: Day, at: Option<Instant>, what: String, more: String, by: &str| Line {
            day,
            at,
            case,
            school: school(case),
            what,
            more,
            by: by.to_string(),
            later: at.is_some_and(|a| a.day() > day),
        };
    for c in cases {
        let kind = c.kind.label();
        if let Some(day) = c.decided {
            out.push(line(
                c.id,
                day,
                None,
                format!("The headteacher decided: {}", kind.to_lowercase()),
                format!("Reasons: {}", if c.reasons.is_empty() { "not known" } else { &c.reasons }),
                "The headteacher",
            ));
        }
        if let Some(day) = c.first_day {
            let long = c
                .half_days
                .and_then(|n| u32::try_from(n).ok())
                .map(|n| format!("{} school days", HalfDays::halves(n)))
                .unwrap_or_default();
            out.push(line(c.id, day, None, format!("{kind}: first day"), long, ""));
        }
        if matches!(c.kind, Kind::AtRisk | Kind::Education) {
            out.push(line(
                c.id,
                c.opened_on,
                Some(c.received_at),
                kind.to_string(),
                c.what.clone(),
                "",
            ));
        }
        out.push(line(
            c.id,
            c.received_at.day(),
            Some(c.received_at),
            format!("Notice received, {}", c.name()),
            String::new(),
            "",
        ));
        if let Some(day) = c.closed_on {
            let how = c.outcome.map(|o| o.label()).unwrap_or_default();
            out.push(line(
                c.id,
                day,
                None,
                format!("{} closed", c.name()),
                format!("{how}. {}", c.closed_why),
                "",
            ));
        }
    }
    for l in store::case::learnt(src, org, &ids).await? {
        // What came with the notice is told by the notice itself.
        if l.was.is_empty() && l.source.starts_with("Notice from ")
            || NOT_ALOUD.contains(&l.name.as_str())
        {
            continue;
        }
        let was = if l.was.is_empty() { "not known".to_string() } else { l.was };
        out.push(line(
            l.about,
            l.at.day(),
            Some(l.at),
            format!("Learnt: {}", l.name),
            format!("{} (before: {was}). From {}", l.value, l.source),
            &l.by_name,
        ));
    }
    for p in store::case::work::provisions(src, org, &ids).await? {
        out.push(line(
            p.about,
            p.asked_at.day(),
            Some(p.asked_at),
            format!("{} asked for education", p.provider),
            String::new(),
            &p.by_name,
        ));
        if let Some(at) = p.answered_at {
            out.push(line(
                p.about,
                at.day(),
                Some(at),
                format!("{}: {}", p.provider, p.answer.label()),
                [p.why.clone(), p.hours(), p.transport.clone()]
                    .into_iter()
                    .filter(|t| !t.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                "",
            ));
        }
        if let Some(day) = p.starts_on {
            out.push(line(
                p.about,
                day,
                None,
                format!("Education at {} begins", p.provider),
                p.hours(),
                "",
            ));
        }
        if let Some(day) = p.ended_on {
            out.push(line(
                p.about,
                day,
                None,
                format!("Education at {} ended", p.provider),
                String::new(),
                "",
            ));
        }
    }
    let offers = store::case::work::provisions(src, org, &ids).await?;
    for r in store::case::work::provision_reviews(src, org, &ids).await? {
        let at = offers.iter().find(|p| p.id == r.provision).map(|p| p.provider.as_str());
        let came = Some(r.attendance()).filter(|a| !a.is_empty()).map(|a| format!("Came to {a}"));
        let more = [Some(r.came.label().to_string()), came, Some(r.found), Some(r.next)];
        let more: Vec<String> = more.into_iter().flatten().filter(|t| !t.is_empty()).collect();
        out.push(line(
            r.about,
            r.held_on,
            Some(r.at),
            format!("Placement review: {}", at.unwrap_or_default()),
            more.join(". "),
            &r.by_name,
        ));
    }
    for d in store::case::work::decisions(src, org, &ids).await? {
        out.push(line(
            d.about,
            d.decided_on,
            Some(d.at),
            d.decided.label().to_string(),
            d.reasons.clone(),
            &d.by_name,
        ));
    }
    let chases = store::case::work::chases(src, org, &ids).await?;
    let chase_ids: Vec<Id> = chases.iter().map(|c| c.id).collect();
    for t in store::case::work::tries(src, org, &chase_ids).await? {
        if let Some(c) = chases.iter().find(|c| c.id == t.chase) {
            out.push(line(
                c.about,
                t.at.day(),
                Some(t.at),
                format!("Asked {} for: {}", c.whom, c.what),
                format!(
                    "{}{}{}",
                    t.how.label(),
                    if t.words.is_empty() { "" } else { ": " },
                    t.words
                ),
                &t.by_name,
            ));
        }
    }
    for e in store::case::work::enquiries_of(src, org, &ids).await? {
        let about = e.about.unwrap_or_default();
        out.push(line(
            about,
            e.asked_on,
            Some(e.at),
            format!("Asked by {}: {}", e.asker.label().to_lowercase(), e.question),
            e.answer.clone(),
            &e.by_name,
        ));
    }
    for l in store::case::work::letters(src, org, &ids).await? {
        out.push(line(
            l.about,
            l.made_at.day(),
            Some(l.made_at),
            format!("Information made for {}", l.to_name),
            String::new(),
            &l.by_name,
        ));
        if let Some(day) = l.given_on {
            out.push(line(
                l.about,
                day,
                None,
                format!("Information given to {}", l.to_name),
                l.given_how.clone(),
                &l.given_by,
            ));
        }
    }
    for (about, d) in store::owed::done_of(src, org, &ids).await? {
        if d.struck_at.is_some() {
            continue;
        }
        let what = super::duty_words(&d.code);
        let whom =
            if d.whom_name.is_empty() { String::new() } else { format!(": {}", d.whom_name) };
        out.push(line(
            about,
            d.at.day(),
            Some(d.at),
            format!("{what}{whom}"),
            d.what.clone(),
            &d.by_whom,
        ));
    }
    for id in &ids {
        for c in store::owed::changes(src, org, *id).await? {
            let day = |d: Option<Day>| d.map_or("no date".to_string(), |d| d.to_string());
            out.push(line(
                *id,
                c.at.day(),
                Some(c.at),
                format!("A date moved: {}", super::duty_words(&c.code)),
                format!("From {} to {}. {}", day(c.before), day(c.after), c.why),
                &c.by_name,
            ));
        }
    }
    let matters = store::matter::of_cases(src, org, &ids).await?;
    for (id, heard) in crate::matter::wholes(src, org, matters).await? {
        for (day, at, what, more, by) in super::heard::told(&heard) {
            out.push(line(id, day, at, what, more, &by));
        }
    }
    for l in store::case::written(src, org, &ids).await? {
        out.push(line(l.about, l.day, Some(l.at), l.what.clone(), l.body.clone(), &l.by_name));
    }
    Ok(in_order(out))
}

/// Words in which somebody typed what must not be given away stay where they were typed.
fn hold_back(l: &mut Line, parents: &[Parent], withheld: &[Withheld]) {
    const KEPT: &str = "Not shown here: an address or a number stands in it that is kept from somebody at home. It is in the case.";
    for words in [&mut l.what, &mut l.more, &mut l.by] {
        if gives_away_to_any(words, parents, withheld).is_some() {
            *words = KEPT.into();
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ChronologyPage, Problem> {
    let mut read = v.read().await?;
    let child = store::case::child::find(&mut read, v.org(), v.id("id")?).await?;
    let cases = store::case::of_children(&mut read, v.org(), &[child.id]).await?;
    let mut lines = gathered(&mut read, v.org(), &cases).await?;
    let parents = store::case::child::parents(&mut read, v.org(), &[child.id]).await?;
    let withheld = store::case::child::withheld(&mut read, v.org(), child.id).await?;
    for l in &mut lines {
        hold_back(l, &parents, &withheld);
    }
    let form = if form.has("day") { form } else { form.with("day", v.today().iso()) };
    Ok(ChronologyPage { child, cases, lines, form: once(form), errors, csrf: v.csrf.clone() })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Adds a line.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.need(f, "what", LONGEST_LINE, "Say what happened");
    let body = errors.limit(f, "body", LONGEST);
    let day = errors.get(f.day("day"), "day", "Give the day it happened");
    if day.is_some_and(|d| d > v.today()) {
        errors.add("day", "This is later than today");
    }
    let mut w = v.write("Adding to a chronology").await?;
    let child = store::case::child::find(&mut w, v.org(), v.id("id")?).await?;
    let cases = store::case::of_children(&mut w, v.org(), &[child.id]).await?;
    let case = f.id("case").and_then(|id| cases.iter().find(|c| c.id == id));
    if case.is_none() {
        errors.add("case", "Choose the case it belongs to");
    }
    let (Some(case), Some(day), true) = (case, day, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let line = store::case::Written {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        about: case.id,
        day,
        what,
        body,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let to = format!("/children/{}", child.id);
    if !store::case::write_line(&mut w, &line).await? {
        return v.to(to);
    }
    v.commit(w, event(Verb::CaseWritten, case), Vec::new()).await?;
    v.to_saying(to, "Added")
}
