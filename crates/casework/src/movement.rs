//! How pupils of a room get about through the day without meeting the rest of the school: coming
//! in, toilet, break, lunch, other walks, going home; and where such a walk would meet it.
//!
//! Must never know: why anybody is kept apart, or what was done in the end; the day log says that.

use crate::Id;
use crate::day::{BreakKind, planned_break};
use crate::pupil::KeepApart;
use crate::room::Room;
use crate::school::{Period, PeriodKind};
use rulebook::Minute;
use rulebook::room::{MOVEMENT_BEFORE_MINUTES, MOVEMENT_CLEAR_MINUTES};

/// Letters of a way, or of with whom.
pub const LONGEST: usize = 160;
/// Letters of whom a pupil meets or does not.
pub const LONGEST_CONTACT: usize = 240;
/// Times of the toilet a room may plan in a day.
pub const TIMES_AT_MOST: usize = 12;

coded! {
    /// What a movement is for.
    pub enum Kind {
        Arrive = "arrive", "Coming in";
        FromLesson = "from_lesson", "From a lesson";
        Toilet = "toilet", "Toilet";
        Break = "break", "Room break";
        Lunch = "lunch", "Room lunch";
        Other = "other", "Another walk";
        ToLesson = "to_lesson", "Back to lessons";
        Leave = "leave", "Going home";
    }
}

impl Kind {
    /// Whether a pupil's own stands in the place of the room's usual one. A second walk to the
    /// toilet takes nothing from the first.
    fn replaces(self) -> bool {
        !matches!(self, Kind::Toilet | Kind::Other)
    }
    /// Whether the room plans times for it; the others have theirs with the room.
    pub fn has_times(self) -> bool {
        matches!(self, Kind::Toilet | Kind::Leave)
    }
    /// What a room has a usual way for.
    pub const USUAL: [Kind; 5] =
        [Kind::Arrive, Kind::Toilet, Kind::Break, Kind::Lunch, Kind::Leave];
}

/// A room's usual way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usual {
    /// What for.
    pub kind: Kind,
    /// When, where the room plans that.
    pub times: Vec<Minute>,
    /// Which way, and where to.
    pub way: String,
    /// Version.
    pub version: i64,
}

/// One pupil's own movement on the day of a placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Key.
    pub id: Id,
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// What for.
    pub kind: Kind,
    /// When.
    pub from: Minute,
    /// Until when, where that is planned.
    pub to: Option<Minute>,
    /// Which way, and where to.
    pub way: String,
    /// With whom.
    pub with_whom: String,
    /// Who planned it.
    pub made_by: String,
}

/// Whom a pupil does not meet on the day of a placement, and whom they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Not met, beside those they are kept apart from.
    pub avoid: String,
    /// Met all the same.
    pub keep: String,
    /// Who wrote it.
    pub made_by: String,
    /// Version; 0 for one that was never written.
    pub version: i64,
}

/// Somebody of the room, and the stretch of the day they are booked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// From.
    pub from: Minute,
    /// To.
    pub to: Minute,
}

/// Where a movement would meet somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meets {
    /// The school's own break or lunch.
    School {
        /// "Break"
        code: String,
        /// From.
        from: Minute,
        /// To.
        to: Minute,
    },
    /// A change of lessons, when everybody is in the corridors.
    Change(Minute),
    /// Two who are kept apart walk together: their placements.
    Together(Id, Id),
}

/// One line of the day's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What for.
    pub kind: Kind,
    /// When.
    pub from: Minute,
    /// Until when.
    pub to: Option<Minute>,
    /// Which way.
    pub way: String,
    /// With whom.
    pub with_whom: String,
    /// Whose: placements.
    pub who: Vec<Id>,
    /// The pupil's own movement it comes from.
    pub own: Option<Id>,
    /// What it would meet.
    pub meets: Vec<Meets>,
}

/// The day's plan in order of time: the room's usual ways for those who have none of their own, and
/// each pupil's own.
pub fn plan(
    room: &Room,
    usual: &[Usual],
    own: &[Own],
    stays: &[Stay],
    day: &[&Period],
    apart: &[KeepApart],
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let of = |kind: Kind| usual.iter().find(|u| u.kind == kind);
    let has_own = |s: &Stay, kind: Kind| {
        kind.replaces() && own.iter().any(|o| o.placement == s.placement && o.kind == kind)
    };
    let mut add = |kind: Kind, from: Minute, to: Option<Minute>, who: Vec<Id>| {
        if !who.is_empty() {
            lines.push(Line {
                kind,
                from,
                to,
                way: of(kind).map(|u| u.way.clone()).unwrap_or_default(),
                with_whom: String::new(),
                who,
                own: None,
                meets: Vec::new(),
            });
        }
    };
    let first = day.iter().filter(|p| p.kind == PeriodKind::Lesson).map(|p| p.from).min();
    let last = day.iter().filter(|p| p.kind == PeriodKind::Lesson).map(|p| p.to).max();
    // Who begins with the day is met when the room meets its pupils; the others come to their lesson.
    let comes = |s: &Stay| if Some(s.from) == first { room.arrive_at } else { s.from };
    let home = of(Kind::Leave).and_then(|u| u.times.first().copied());
    let goes = |s: &Stay| if Some(s.to) == last { home.unwrap_or(s.to) } else { s.to };
    // In the middle of the day a pupil comes from a lesson, or goes back to one.
    let came = |s: &Stay| if Some(s.from) == first { Kind::Arrive } else { Kind::FromLesson };
    let went = |s: &Stay| if Some(s.to) == last { Kind::Leave } else { Kind::ToLesson };
    let came: Vec<(&Stay, Kind, Minute)> = stays.iter().map(|s| (s, came(s), comes(s))).collect();
    let went: Vec<(&Stay, Kind, Minute)> = stays.iter().map(|s| (s, went(s), goes(s))).collect();
    for ends in [came, went] {
        let mut times: Vec<(Minute, Kind)> = ends.iter().map(|e| (e.2, e.1)).collect();
        times.sort_unstable();
        times.dedup();
        for (time, kind) in times {
            let who = ends
                .iter()
                .filter(|e| e.2 == time && e.1 == kind && !has_own(e.0, kind))
                .map(|e| e.0.placement);
            add(kind, time, None, who.collect());
        }
    }
    for (kind, of_room) in [(Kind::Break, BreakKind::Break), (Kind::Lunch, BreakKind::Lunch)] {
        let (from, to) = planned_break(room, of_room);
        let who = stays.iter().filter(|s| s.from < to && from < s.to && !has_own(s, kind));
        add(kind, from, Some(to), who.map(|s| s.placement).collect());
    }
    for time in of(Kind::Toilet).map(|u| u.times.clone()).unwrap_or_default() {
        let who = stays.iter().filter(|s| s.from <= time && time < s.to);
        add(Kind::Toilet, time, None, who.map(|s| s.placement).collect());
    }
    lines.extend(own.iter().filter(|o| stays.iter().any(|s| s.placement == o.placement)).map(
        |o| {
            let way = match o.way.is_empty() {
                true => of(o.kind).map(|u| u.way.clone()).unwrap_or_default(),
                false => o.way.clone(),
            };
            Line {
                kind: o.kind,
                from: o.from,
                to: o.to,
                way,
                with_whom: o.with_whom.clone(),
                who: vec![o.placement],
                own: Some(o.id),
                meets: Vec::new(),
            }
        },
    ));
    for line in &mut lines {
        line.meets = meets(line, stays, day, apart);
    }
    lines.sort_by_key(|l| (l.from, l.kind, l.own));
    lines
}

fn meets(line: &Line, stays: &[Stay], day: &[&Period], apart: &[KeepApart]) -> Vec<Meets> {
    let mut out = Vec::new();
    let to = line.to.unwrap_or(line.from.plus(1));
    // Who comes from a lesson in the middle of the day, or goes back to one, is among the others then.
    let apart_from = line.own.is_some() || !matches!(line.kind, Kind::FromLesson | Kind::ToLesson);
    let school = day
        .iter()
        .filter(|p| apart_from && matches!(p.kind, PeriodKind::Break | PeriodKind::Lunch))
        .filter(|p| line.from < p.to && p.from < to);
    out.extend(school.map(|p| Meets::School { code: p.code.clone(), from: p.from, to: p.to }));
    if apart_from && out.is_empty() && !matches!(line.kind, Kind::Break | Kind::Lunch) {
        let mut changes: Vec<Minute> = day
            .iter()
            .filter(|p| p.kind == PeriodKind::Lesson)
            .flat_map(|p| [p.from, p.to])
            .collect();
        changes.sort_unstable();
        let near = |at: &Minute| (at.number() - line.from.number()).abs() < MOVEMENT_CLEAR_MINUTES;
        out.extend(changes.into_iter().find(near).map(Meets::Change));
    }
    let pupil = |id: Id| stays.iter().find(|s| s.placement == id).map(|s| s.pupil);
    for (n, one) in line.who.iter().enumerate() {
        for other in &line.who[n + 1..] {
            let (a, b) = (pupil(*one), pupil(*other));
            let pair = |k: &KeepApart| {
                (Some(k.one) == a && Some(k.other) == b) || (Some(k.one) == b && Some(k.other) == a)
            };
            if apart.iter().any(pair) {
                out.push(Meets::Together(*one, *other));
            }
        }
    }
    out
}

/// Reads times as they are typed, with commas or spaces between; in order, each once.
///
/// # Errors
/// Says what to put right.
pub fn read_times(text: &str) -> Result<Vec<Minute>, String> {
    let words = text.split([',', ';', ' ', '\n']).map(str::trim).filter(|w| !w.is_empty());
    let mut times = Vec::new();
    for word in words {
        match Minute::parse(word) {
            Some(at) => times.push(at),
            None => return Err(format!("“{word}” is no time: give times such as 9.50, 11.30")),
        }
    }
    times.sort_unstable();
    times.dedup();
    if times.len() > TIMES_AT_MOST {
        return Err(format!("Give at most {TIMES_AT_MOST} times"));
    }
    Ok(times)
}

/// Times as they are typed and kept.
pub fn spell_times(times: &[Minute]) -> String {
    times.iter().map(Minute::to_string).collect::<Vec<_>>().join(", ")
}

/// What is wrong with the times of a pupil's own movement: the field and what to do.
pub fn wrong(from: Minute, to: Option<Minute>, stay: &Stay) -> Option<(&'static str, String)> {
    if let Some(to) = to.filter(|to| *to <= from) {
        return Some(("to", format!("It ends at {to}, before it begins at {from}")));
    }
    // Coming in and going home are a little outside the lessons themselves.
    let near = |at: Minute| {
        at.plus(MOVEMENT_BEFORE_MINUTES) >= stay.from && at <= stay.to.plus(MOVEMENT_BEFORE_MINUTES)
    };
    match near(from) {
        true => None,
        false => Some((
            "from",
            format!("They are booked from {} to {}: {from} is not near that", stay.from, stay.to),
        )),
    }
}

#[cfg(test)]
mod tests;
