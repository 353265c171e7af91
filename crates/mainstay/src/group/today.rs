//! Lines of Today about groups: registers not taken, and follow-ups that are due.
//!
//! Must never know: when a follow-up is due; casework says.

use crate::problem::Problem;
use crate::today::Reader;
use casework::group::{Point, course, follow_up};
use casework::today::Kind;
use store::Source;
use store::today::Due;

/// What a line is about: a register, or scores.
const REGISTER: i64 = 0;
const SCORES: i64 = 1;

/// A leader's own.
pub async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    kinds: &[Kind],
) -> Result<Vec<Due>, Problem> {
    if !kinds.contains(&Kind::Group) {
        return Ok(Vec::new());
    }
    let (org, today, me) = (v.org(), v.today(), v.actor.staff);
    let mut out = Vec::new();
    for (s, name) in store::group::to_take(src, org, me, today).await? {
        // While it goes on there is nothing to ask for.
        if s.day == today && v.now.minute() < s.from {
            continue;
        }
        out.push(Due {
            kind: Kind::Group,
            about: s.id,
            placement: None,
            who: String::new(),
            day: s.day,
            minute: Some(s.to),
            what: name,
            n: REGISTER,
            since: None,
        });
    }
    for g in store::group::of_leader(src, org, me).await? {
        let sessions = store::group::sessions(src, org, g.id).await?;
        let Some((from, to)) = follow_up(&sessions).filter(|(from, _)| *from <= today) else {
            continue;
        };
        let scores = store::group::scores(src, org, g.id).await?;
        let members = store::group::members(src, org, &[g.id]).await?;
        let mut waits: Vec<_> = members
            .iter()
            .map(|m| course(m.pupil, &scores))
            .filter(|c| c.change().is_some() && c.follow_up.is_none())
            .map(|c| c.pupil)
            .collect();
        waits.sort_unstable();
        waits.dedup();
        if !waits.is_empty() {
            out.push(Due {
                kind: Kind::Group,
                about: g.id,
                placement: None,
                who: String::new(),
                day: to,
                minute: None,
                what: format!(
                    "{}: {} for {} of those in it, due from {from}",
                    g.name,
                    casework::Coded::label(Point::FollowUp).to_lowercase(),
                    waits.len()
                ),
                n: SCORES,
                since: None,
            });
        }
    }
    let left = store::today::left_of(src, org, &[Kind::Group]).await?;
    out.retain(|d| !left.iter().any(|(_, about, _)| *about == d.about));
    Ok(out)
}

/// How such a line reads, and where it is done.
pub fn line(d: &Due, day: &str) -> (String, String) {
    match d.n {
        SCORES => (format!("{}, by {day}", d.what), format!("/groups/{}/scores", d.about)),
        _ => (format!("Register of {}, {day}", d.what), format!("/groups/sessions/{}", d.about)),
    }
}
