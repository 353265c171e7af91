//! Lines of Today about the support base: places to look at again, weeks of a way back that nobody
//! has spoken of, progress that is missing, and serious things that were not talked over.
//!
//! Must never know: when any of it is due; casework says.

use super::subjects;
use crate::problem::Problem;
use crate::today::Reader;
use casework::centre::{gaps, half_terms};
use casework::significant::debrief_by;
use casework::today::Kind;
use casework::{Id, May};
use rulebook::Day;
use store::Source;
use store::today::Due;

const LOOK: i64 = 0;
const WEEK: i64 = 1;
const PROGRESS: i64 = 2;
const DEBRIEF: i64 = 3;

/// A key worker's own, and for whoever leads the room what is late.
pub async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    kinds: &[Kind],
) -> Result<Vec<Due>, Problem> {
    if !kinds.contains(&Kind::Centre) {
        return Ok(Vec::new());
    }
    let (org, today) = (v.org(), v.today());
    let calendar = &v.setting.calendar;
    let scope = v.actor.scope_for(May::PupilFile, today);
    let leads = v.actor.leads();
    let mut out: Vec<(Id, Due)> = Vec::new();
    let line = |about: Id, day: Day, n: i64, what: String| Due {
        kind: Kind::Centre,
        about,
        placement: None,
        who: String::new(),
        day,
        minute: None,
        what,
        n,
        since: None,
    };
    for p in store::centre::open(src, &scope).await? {
        let mine = p.key_worker == v.actor.staff;
        if !mine && !leads {
            continue;
        }
        if (mine && p.review_on <= today) || p.review_on < today {
            out.push((p.pupil, line(p.id, p.review_on, LOOK, String::new())));
        }
        for w in store::centre::weeks(src, org, p.id).await? {
            if w.is_late(today) {
                let what = format!("week {}, {} lessons planned", w.week, w.of());
                out.push((p.pupil, line(p.id, w.last, WEEK, what)));
            }
        }
        if mine {
            let slots: Vec<_> = store::centre::slots(src, org, &[p.id])
                .await?
                .into_iter()
                .map(|(_, s)| s)
                .collect();
            let said = store::centre::progress(src, org, p.id).await?;
            let (halves, asked) = (half_terms(calendar, p.from, today), subjects(&slots));
            for (half, missing) in gaps(calendar, &halves, &asked, &said, today) {
                let what = format!("{}: {}", half.0, missing.join(", "));
                out.push((p.pupil, line(p.id, half.2, PROGRESS, what)));
            }
        }
    }
    for s in store::significant::to_debrief(src, org, v.actor.staff).await? {
        out.push((s.pupil, line(s.id, debrief_by(v.setting, s.day), DEBRIEF, s.day.to_string())));
    }
    let ids: Vec<Id> = out.iter().map(|(id, _)| *id).collect();
    let all = casework::Scope { org, reach: vec![casework::Reach::School] };
    let rows = store::pupil::several(src, &all, &ids).await?;
    Ok(out
        .into_iter()
        .map(|(pupil, d)| {
            let who = rows.iter().find(|p| p.id == pupil).map(crate::group::named);
            Due { who: who.unwrap_or_default(), ..d }
        })
        .collect())
}

/// How such a line reads, and where it is done.
pub fn line(d: &Due, day: &str) -> (String, String) {
    let place = format!("/centre/{}", d.about);
    match d.n {
        WEEK => (format!("Say how the way back went: {}", d.what), format!("{place}/way-back")),
        PROGRESS => (format!("No progress written down, {}", d.what), format!("{place}/progress")),
        DEBRIEF => (
            format!("To be talked over: the event of {}, by {day}", d.what),
            format!("/significant/{}", d.about),
        ),
        _ => (format!("The place is to be looked at again, due {day}"), place),
    }
}
