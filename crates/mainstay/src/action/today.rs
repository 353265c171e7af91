//! Lines of Today about actions: to do, to take back, to review.
//!
//! Must never know: who else has them.

use crate::problem::Problem;
use crate::today::Reader;
use casework::action::{Action, State};
use casework::today::Kind;
use rulebook::Day;
use store::Source;
use store::today::Due;

const BACK: i64 = 1;
const REVIEW: i64 = 2;
const NOBODY: i64 = 3;
/// Letters of an action on a line of Today: the rest is on its own page.
const SHORT: usize = 120;

/// The first words of it.
pub(super) fn short(what: &str) -> String {
    let line = what.lines().next().unwrap_or_default();
    if line.chars().count() <= SHORT {
        return line.to_string();
    }
    let cut: String = line.chars().take(SHORT).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// What waits for this person until the next school day.
pub(crate) async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    until: Day,
) -> Result<Vec<Due>, Problem> {
    let next = crate::today::days(v).next.max(until);
    let all = store::action::waiting(src, v.actor.org, v.actor.staff, next).await?;
    let line = |a: &Action, day: Day, n: i64| Due {
        kind: Kind::Action,
        about: a.id,
        placement: None,
        who: String::new(),
        day,
        minute: None,
        what: short(&a.what),
        n,
        since: None,
    };
    let mut out = Vec::new();
    for a in &all {
        let review = a.review_on.filter(|on| a.waits_for_review() && *on <= next);
        match a.state {
            State::Back => out.push(line(a, a.due, BACK)),
            // Whose it was can sign in no more: it stands with whoever wrote it down.
            State::Open if a.owner != v.actor.staff => {
                let what = format!("{} ({})", short(&a.what), a.owner_name);
                out.push(Due { what, ..line(a, a.due, NOBODY) });
            }
            State::Open if a.due <= next => out.push(line(a, a.due, 0)),
            State::Open | State::Done => {
                if let Some(on) = review {
                    out.push(line(a, on, REVIEW));
                }
            }
            State::GivenUp => {}
        }
    }
    Ok(out)
}

/// How such a line reads, and where it is done.
pub(crate) fn line(d: &Due, day: &str) -> (String, String) {
    let there = format!("/actions/{}", d.about);
    match d.n {
        BACK => (format!("{}: said to be done, and back with you", d.what), there),
        NOBODY => (
            format!("{}, due {day}: whose it was signs in no more. Give it to somebody", d.what),
            there,
        ),
        REVIEW => (format!("{}: review due {day}", d.what), format!("{there}/review")),
        _ => (format!("{}, due {day}", d.what), there),
    }
}
