//! The provision map: who gets what this term, by pupil and by intervention, with hours and costs.
//!
//! Must never know: whether a group works. It counts what is promised and what took place.

mod page;

pub use page::samples;

use crate::export::{As, columns, hand_over, text};
use crate::group::{named, scope};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::group::{Group, Member};
use casework::intervention::{Intervention, Kind};
use casework::kit::spell_money;
use casework::words::Concept;
use casework::{Event, Id, Reach, Verb};
use page::{Line, MapPage};
use paper::sheet::{Cell, Kind as Of, Sheet};
use rulebook::Day;
use std::collections::BTreeSet;
use store::Source;

/// The term a day falls in, or the next one; its name and days.
fn term(v: &Visit) -> (String, Day, Day) {
    let today = v.today();
    let terms = &v.setting.calendar.terms;
    let now = terms.iter().find(|t| t.from <= today && today <= t.to);
    let next = || terms.iter().filter(|t| t.from > today).min_by_key(|t| t.from);
    match now.or_else(next) {
        Some(t) => (t.name.clone(), t.from, t.to),
        None => (String::new(), today, today),
    }
}

/// What one has of a group of this term: minutes promised and had, and their part of its cost.
fn line(
    g: &Group,
    i: &Intervention,
    m: &Member,
    who: (String, i64, String),
    of: &Term<'_>,
) -> Option<Line> {
    let sessions: Vec<_> =
        of.sessions.iter().filter(|s| s.group == g.id && s.stands() && m.on(s.day)).collect();
    let first = sessions.first()?;
    let minutes = sessions.iter().map(|s| s.minutes()).sum();
    let here = |id: Id| of.marks.iter().any(|k| k.session == id && k.pupil == m.pupil && k.here);
    let had = sessions.iter().filter(|s| here(s.id)).map(|s| s.minutes()).sum();
    let all: Vec<_> = of.sessions.iter().filter(|s| s.group == g.id && s.stands()).collect();
    let people: BTreeSet<Id> =
        of.members.iter().filter(|x| x.group == g.id).map(|x| x.pupil).collect();
    let n = people.len().max(1) as i64;
    let whole = i.cost(all.len() as i64, all.iter().map(|s| s.minutes()).sum(), n);
    let weekday = first.first_day.weekday().long();
    Some(Line {
        pupil: m.pupil,
        who: who.0,
        year: who.1,
        sort: who.2,
        group: g.id,
        name: g.name.clone(),
        what: i.name.clone(),
        kind: i.kind,
        when: crate::group::when(weekday, g),
        leader: g.leader_name.clone(),
        place: g.place.clone(),
        minutes,
        had,
        pence: whole.map(|p| p / n),
    })
}

struct Term<'a> {
    sessions: &'a [casework::group::Session],
    marks: &'a [casework::group::Mark],
    members: &'a [Member],
}

async fn gather(v: &Visit, src: &mut dyn Source) -> Result<MapPage, Problem> {
    let (name, from, to) = term(v);
    let f = if v.form.pairs().len() > 1 { &v.form } else { &v.query };
    let (year, kind) = (f.int("year"), f.coded::<Kind>("kind"));
    let by_group = f.text("by") == "intervention";
    let groups = store::group::all(src, v.org()).await?;
    let sessions = store::group::between(src, v.org(), from, to).await?;
    let ids: Vec<Id> =
        groups.iter().map(|g| g.id).filter(|id| sessions.iter().any(|s| s.group == *id)).collect();
    let members = store::group::members(src, v.org(), &ids).await?;
    let marks = store::group::marks(src, v.org(), &ids).await?;
    let known = store::intervention::all(src, v.org()).await?;
    let pupils: BTreeSet<Id> = members.iter().map(|m| m.pupil).collect();
    let pupils: Vec<Id> = pupils.into_iter().collect();
    let seen = store::pupil::several(src, &scope(v), &pupils).await?;
    let of = Term { sessions: &sessions, marks: &marks, members: &members };
    let mut lines = Vec::new();
    for m in &members {
        let Some(p) = seen.iter().find(|p| p.id == m.pupil) else { continue };
        let Some(g) = groups.iter().find(|g| g.id == m.group) else { continue };
        let Some(i) = known.iter().find(|i| i.id == g.intervention) else { continue };
        if year.is_some_and(|y| y != p.year) || kind.is_some_and(|k| k != i.kind) {
            continue;
        }
        let who = (named(p), p.year, store::pupil::sort_key(p));
        lines.extend(line(g, i, m, who, &of));
    }
    match by_group {
        true => lines.sort_by(|a, b| {
            (&a.what, &a.name, &a.sort, a.pupil).cmp(&(&b.what, &b.name, &b.sort, b.pupil))
        }),
        false => {
            lines.sort_by(|a, b| (&a.sort, a.pupil, &a.name).cmp(&(&b.sort, b.pupil, &b.name)))
        }
    }
    let mut years: Vec<i64> = seen.iter().map(|p| p.year).collect();
    years.sort_unstable();
    years.dedup();
    Ok(MapPage {
        words: v.words().clone(),
        term: name,
        days: (from, to),
        part: !scope(v).reach.contains(&Reach::School),
        by_group,
        year,
        kind,
        years,
        lines,
        csrf: v.csrf.clone(),
    })
}

/// Shows the map.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = gather(&v, &mut read).await?;
    drop(read);
    v.page(&page)
}

/// Hands it over as a file.
pub async fn export(v: Visit) -> Answer {
    let kind = As::from_word(v.form.text("as")).ok_or(Problem::Missing)?;
    let mut read = v.read().await?;
    let page = gather(&v, &mut read).await?;
    drop(read);
    let pupil = v.words().cap(Concept::Pupil);
    let sheet = Sheet {
        name: "Provision map".into(),
        columns: columns([
            (&pupil, Of::Text),
            ("Year", Of::Number),
            ("Intervention", Of::Text),
            ("Group", Of::Text),
            ("When", Of::Text),
            ("Led by", Of::Text),
            ("Minutes this term", Of::Number),
            ("Minutes had", Of::Number),
            ("Cost", Of::Text),
        ]),
        rows: page
            .lines
            .iter()
            .map(|l| {
                vec![
                    text(&l.who),
                    Cell::Number(l.year),
                    text(&l.what),
                    text(&l.name),
                    text(&l.when),
                    text(&l.leader),
                    Cell::Number(l.minutes),
                    Cell::Number(l.had),
                    text(l.pence.map(spell_money).unwrap_or_default()),
                ]
            })
            .collect(),
        notes: vec![
            ("Term".into(), format!("{}, {} to {}", page.term, page.days.0, page.days.1)),
            ("Made by".into(), format!("{}, {}", v.actor.name, v.now)),
        ],
    };
    let event = Event::new(Verb::ReportExported, "report", v.org())
        .fact("list", "provision map")
        .fact("rows", page.lines.len())
        .fact("as", kind.word());
    hand_over(&v, (&sheet, kind, "provision-map"), "Exporting the provision map", event).await
}
