//! A pupil's report for a meeting: drafted from the file for some days, without what is restricted,
//! and edited by whoever writes it.
//!
//! Must never decide what is restricted: `casework::meeting::report` leaves it out.

use super::arrange::event;
use super::forms_page::ReportPage;
use super::{HOME, led, named, pupil_of};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::file::Part;
use casework::meeting::Meeting;
use casework::meeting::report::{Facts, draft};
use casework::pupil::Pupil;
use casework::room::PlacementState;
use casework::{Coded, Verb};
use rulebook::Day;
use std::collections::BTreeMap;
use store::Source;
use store::meeting::minutes::Report;

/// Letters of a report.
const LONGEST: usize = 40_000;

/// What the file says of these days.
async fn facts(
    v: &Visit,
    src: &mut dyn Source,
    p: &Pupil,
    (from, to): (Day, Day),
) -> Result<Facts, Problem> {
    let org = v.org();
    let within = |d: Day| from <= d && d <= to;
    let mut by_kind: BTreeMap<String, i64> = BTreeMap::new();
    for i in store::incident::of_pupil(src, org, p.id, from, to).await? {
        *by_kind.entry(i.kind).or_default() += 1;
    }
    let mut incidents: Vec<(String, i64)> = by_kind.into_iter().collect();
    incidents.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let attendance = store::attendance::of_pupil(src, org, p.id)
        .await?
        .into_iter()
        .filter(|a| within(a.upto))
        .max_by_key(|a| a.upto)
        .map(|a| format!("Attendance {}.{}% up to {}", a.per_mille / 10, a.per_mille % 10, a.upto));
    let stays: Vec<_> = store::file::stays(src, org, p.id, 500)
        .await?
        .into_iter()
        .filter(|s| within(s.day))
        .filter(|s| {
            PlacementState::from_code(&s.state).is_some_and(|state| {
                use PlacementState::{Closed, Here, Left};
                matches!(state, Here | Left | Closed)
            })
        })
        .collect();
    let (items, _) = crate::pupil::story::gather(v, src, p.id, None, 0, 500).await?;
    let mut happened: Vec<(Day, String)> = items
        .iter()
        .filter(|i| {
            matches!(i.part, Part::Meetings | Part::Out | Part::Return) && i.lock.is_empty()
        })
        .filter(|i| within(i.at.day()))
        .map(|i| (i.at.day(), i.title.clone()))
        .collect();
    happened.sort();
    let mut notes: Vec<_> = store::file::notes(src, org, p.id, 500)
        .await?
        .into_iter()
        .filter(|n| within(n.at.day()))
        .map(|n| (n.at.day(), n.audience, n.body))
        .collect();
    notes.sort_by_key(|n| n.0);
    let (mut targets, mut strategies) = (Vec::new(), Vec::new());
    for plan in store::plan::of_pupil(src, org, p.id).await? {
        if plan.current > 0 && plan.ended_on.is_none() {
            let body = store::plan::body(src, org, plan.id, plan.current).await?;
            targets.extend(body.targets.iter().map(|t| t.said()));
            strategies.extend(body.strategies.into_iter().map(|s| s.words));
        }
    }
    Ok(Facts {
        who: named(p),
        strengths: p.strengths.clone(),
        helps: p.helps.clone(),
        attendance,
        incidents,
        placements: (stays.len() as i64, stays.iter().map(|s| s.codes.len() as i64).sum()),
        happened,
        notes,
        targets,
        strategies,
    })
}

/// The meeting with its pupil, for those who lead it and open the file.
async fn both(v: &Visit, src: &mut dyn Source) -> Result<(Meeting, Pupil), Problem> {
    let m = led(v, src).await?;
    let pupil = pupil_of(v, src, m.pupil).await?.ok_or(Problem::Missing)?;
    Ok((m, pupil))
}

/// The days asked for, or the term so far up to the day before the meeting.
fn days(v: &Visit, m: &Meeting, form: &Form) -> (Day, Day) {
    let calendar = &v.setting.calendar;
    let term = calendar.terms.iter().find(|t| t.from <= m.on && m.on <= t.to);
    let from = form.day("from").or(term.map(|t| t.from)).unwrap_or(m.on.plus(-90));
    let to = form.day("to").unwrap_or_else(|| m.on.plus(-1).min(v.today()));
    if from <= to { (from, to) } else { (to, from) }
}

/// Shows it: as it was kept, or drafted afresh for the days asked for.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (m, p) = both(&v, &mut read).await?;
    let kept = store::meeting::minutes::report(&mut read, v.org(), m.id).await?;
    let afresh = v.query.ticked("draft") || kept.is_none();
    let span = match (&kept, afresh) {
        (Some(r), false) => (r.from, r.to),
        _ => days(&v, &m, &v.query),
    };
    let words = match (&kept, afresh) {
        (Some(r), false) => r.words.clone(),
        _ => draft(&facts(&v, &mut read, &p, span).await?, span.0, span.1),
    };
    let form = Form::of([
        ("version", kept.as_ref().map_or(0, |r| r.version).to_string()),
        ("from", span.0.iso()),
        ("to", span.1.iso()),
        ("words", words),
    ]);
    v.page(&ReportPage {
        m: m.id,
        who: named(&p),
        on: m.on,
        kept: kept.map(|r| (r.by_name, r.at)),
        csrf: v.csrf.clone(),
        form,
        errors: Errors::new(),
    })
}

/// Keeps it as it was edited.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let words = errors.need(f, "words", LONGEST, "A report with no words cannot be kept");
    let mut w = v.write("Writing a report for a meeting").await?;
    let (m, p) = both(&v, &mut w).await?;
    let (from, to) = days(&v, &m, f);
    if !errors.is_empty() {
        drop(w);
        return v.again(&ReportPage {
            m: m.id,
            who: named(&p),
            on: m.on,
            kept: None,
            csrf: v.csrf.clone(),
            form: f.clone(),
            errors,
        });
    }
    let version = f.int("version").unwrap_or(0);
    let report = Report { from, to, words, by_name: v.actor.name.clone(), at: v.now, version };
    let now = store::meeting::minutes::report(&mut w, v.org(), m.id).await?;
    if now.map_or(0, |r| r.version) != version {
        return Err(Problem::Stale(f.kept()));
    }
    store::meeting::minutes::keep_report(&mut w, m.id, &report).await?;
    v.commit(w, event(Verb::MeetingReported, &m), Vec::new()).await?;
    v.to_saying(format!("{HOME}/{}/report", m.id), "The report is kept")
}
