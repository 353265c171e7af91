//! The list of pupils taken away as a file: those the person sees, narrowed and in the order they
//! were shown in.
//!
//! Must never hold: more than the list shows. Nobody's home, and no reason.

use super::list::{filter, lines};
use crate::export::{As, columns, hand_over, slug, text};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::words::Concept;
use casework::{Event, May, Verb};
use paper::sheet::{Cell, Kind, Sheet};
use store::pupil::Filter;

/// Rows asked for at once.
const PART: i64 = 500;
/// Rows in a file at most.
const MOST: i64 = 20_000;

/// Whether this person may take the list away: those who take the lists behind figures away, and
/// whose pupils the list shows.
pub fn may(v: &Visit) -> bool {
    v.may(May::Reports) && v.may(May::PupilSummary)
}

/// Hands the list over, and records that it was.
pub async fn export(v: Visit) -> Answer {
    if !may(&v) {
        return Err(Problem::Missing);
    }
    let asked = filter(&v, &v.form);
    let mut read = v.read().await?;
    let mut rows = Vec::new();
    loop {
        let part = Filter { skip: rows.len() as i64, take: PART, ..asked.clone() };
        let (pupils, _) = store::pupil::list(&mut read, &v.scope(), &part).await?;
        let last = (pupils.len() as i64) < PART;
        rows.extend(lines(&v, &mut read, pupils).await?);
        if last || rows.len() as i64 >= MOST {
            break;
        }
    }
    drop(read);
    let count = rows.len();
    let pupils = v.words().caps(Concept::Pupil);
    let mut notes = vec![
        ("List".into(), pupils.clone()),
        ("School".into(), v.setting.school.name.clone()),
        ("Rows".into(), count.to_string()),
        ("Made".into(), format!("{} by {}", v.now, v.actor.name)),
        ("Keep".into(), "This list has names in it. Keep it no longer than you need it.".into()),
    ];
    let mut event = Event::new(Verb::ReportExported, "pupil", v.org()).fact("list", "pupils");
    // A search may be somebody's name, which has no place in the trail.
    for (name, label) in [("year", "Year"), ("form", "Form"), ("sen", "SEN support or plan")] {
        if v.form.has(name) {
            notes.push((label.into(), v.form.text(name).into()));
            event = event.fact(name, v.form.text(name));
        }
    }
    let kind = As::from_word(v.form.text("as")).unwrap_or(As::Xlsx);
    let event = event.fact("rows", count).fact("as", kind.word());
    let sheet = Sheet {
        name: pupils.clone(),
        columns: columns([
            ("Name", Kind::Text),
            ("Form", Kind::Text),
            ("Year", Kind::Number),
            ("To know", Kind::Text),
        ]),
        rows: rows
            .into_iter()
            .map(|p| {
                let know: Vec<String> = p.flags.into_iter().map(|(_, words)| words).collect();
                vec![text(p.name), text(p.form), Cell::Number(p.year), text(know.join("; "))]
            })
            .collect(),
        notes,
    };
    let name = format!("{}-{}-{}", slug(&v.setting.school.name), slug(&pupils), v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Taking a list away as a file", event).await
}
