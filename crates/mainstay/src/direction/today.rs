//! Lines of Today about directions off site: notice due, people to ask to a review, a review to hold,
//! an end that comes.
//!
//! Must never know: why a pupil was directed.

use super::invite;
use crate::problem::Problem;
use crate::today::Reader;
use casework::direction::{State, invite_by, notice};
use casework::rota::key;
use casework::today::Kind;
use rulebook::Day;
use store::Source;
use store::today::Due;

/// What a line is about; those of panels are below.
pub(crate) const FIRST: i64 = 10;
const NOTICE: i64 = 10;
const BEGIN: i64 = 11;
const ASK: i64 = 12;
const HOLD: i64 = 13;
const END: i64 = 14;
const SEN: i64 = 15;

/// What waits until the next working day.
pub(crate) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let org = v.actor.org;
    let until = crate::today::days(v).next;
    let all = store::direction::open(src, org, until.plus(rulebook::room::LOOK_AHEAD)).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let how = invite(src, org).await?;
    let schools = crate::case::school::all(src, org).await?;
    let shut = store::case::school::shut(src, org).await?;
    let ids: Vec<casework::Id> = all.iter().map(|d| d.id).collect();
    let reviews = store::direction::reviews(src, org, &ids).await?;
    let mut out = Vec::new();
    for d in &all {
        let known = crate::case::school::named(&schools, &d.place).map(|s| s.id);
        let calendar = store::case::school::calendar_of(&v.setting.calendar, known, &shut);
        let almanac = crate::case::almanac_of(&d.place, &calendar).ok();
        let mut line = |code: &[u8], about: casework::Id, day: Day, n| {
            if day <= until {
                out.push(Due {
                    kind: Kind::Panel,
                    about: key(&[about.as_bytes(), code]),
                    placement: Some(d.id),
                    who: d.name(),
                    day,
                    minute: None,
                    what: d.place.clone(),
                    n,
                    since: None,
                });
            }
        };
        let by = almanac.as_ref().and_then(|a| notice(d, a)).map_or(d.starts, |n| n.1.due);
        match d.state {
            State::Proposed => line(b"notice", d.id, by, NOTICE),
            State::Notified => line(b"begin", d.id, d.starts, BEGIN),
            _ => line(b"end", d.id, d.ends, END),
        }
        if d.ehc && d.sen_told_on.is_none() {
            line(b"sen", d.id, by, SEN);
        }
        for r in reviews.iter().filter(|r| r.direction == d.id && r.held_on.is_none()) {
            let ask = almanac.as_ref().and_then(|a| invite_by(r.planned, how, a));
            match (r.invited_on, ask) {
                (None, Some((day, aim))) if v.today() < r.planned => {
                    line(b"ask", r.id, aim.unwrap_or(day), ASK);
                }
                _ => line(b"hold", r.id, r.planned, HOLD),
            }
        }
    }
    Ok(out)
}

/// How such a line reads, and where it is done.
pub(crate) fn line(d: &Due, day: &str) -> (String, String) {
    let there =
        d.placement.map_or_else(|| super::HOME.into(), |id| format!("{}/{id}", super::HOME));
    let (words, part) = match d.n {
        NOTICE => (format!("Notice of the direction off site to {}, due {day}", d.what), "#notice"),
        BEGIN => (format!("First day at {}, {day}", d.what), ""),
        ASK => (
            format!("People to ask to the review of the place at {}, due {day}", d.what),
            "#reviews",
        ),
        HOLD => (format!("Review of the place at {}, {day}", d.what), "#reviews"),
        SEN => (format!("SEN team to tell of the direction to {}, due {day}", d.what), "#notice"),
        _ => (format!("The direction to {} ends, {day}", d.what), "#reviews"),
    };
    (words, format!("{there}{part}"))
}
