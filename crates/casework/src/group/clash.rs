//! Whether a member, a leader and a place are free when a group meets, and the refusal that names
//! what is in the way.
//!
//! Must never know: where any of it is kept.

use super::Session;
use crate::{Id, Refusal};
use rulebook::{Day, Minute};

/// Somebody, or a place, that is taken for a stretch of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Who or what: a pupil's or a member of staff's name with form, or a place.
    pub who: String,
    /// The pupil's name where it is one, to be hidden by the privacy key.
    pub pupil: String,
    /// On which day.
    pub day: Day,
    /// From.
    pub from: Minute,
    /// To.
    pub to: Minute,
    /// With what: "in the group Steady Starts".
    pub what: String,
    /// One day only, which somebody may accept by name and reason.
    pub once: bool,
}

/// A session somebody cannot be in.
pub type Clash = Elsewhere;

/// Everything that is in the way of these sessions, in order.
pub fn clashes(sessions: &[Session], taken: &[Elsewhere]) -> Vec<Clash> {
    let mut out: Vec<Clash> = taken
        .iter()
        .filter(|e| {
            sessions.iter().any(|s| s.stands() && s.day == e.day && s.from < e.to && e.from < s.to)
        })
        .cloned()
        .collect();
    out.sort_by(|a, b| (a.day, a.from, &a.who).cmp(&(b.day, b.from, &b.who)));
    out.dedup();
    out
}

/// "Jude Marl is in the group Steady Starts on Tue 3 Nov 2026, 10.20–11.10"
fn said(c: &Clash) -> String {
    format!("{} is {} on {}, {}–{}", c.who, c.what, c.day, c.from, c.to)
}

/// Clashes named at most; the rest are counted.
const NAMED: usize = 4;

/// That it cannot be so, naming each clash; `group` where there is one already.
pub fn refused(clashes: &[Clash], group: Option<Id>) -> Refusal {
    let first = clashes.first().map(said).unwrap_or_default();
    let mut lines: Vec<String> = clashes.iter().skip(1).take(NAMED - 1).map(said).collect();
    if clashes.len() > NAMED {
        lines.push(format!("and {} more", clashes.len() - NAMED));
    }
    let more = match lines.is_empty() {
        true => String::new(),
        false => format!(" Also: {}.", lines.join("; ")),
    };
    let mut no = Refusal::because(
        first,
        format!("Nobody, and no place, is promised to two things at once.{more}"),
        "Mainstay: no double booking.",
    );
    for c in clashes.iter().filter(|c| !c.pupil.is_empty()) {
        no = no.naming(&c.pupil);
    }
    let back = group.map_or("/groups/new".to_string(), |id| format!("/groups/{id}"));
    if clashes.iter().all(|c| c.once) {
        no = no.or("Add them all the same, with a reason, where they miss one day of it", &back);
    }
    no.or("Choose another time, place or person", back)
        .or("See who gets what, and when", "/provision-map")
}
