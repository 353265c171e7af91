//! Who and what is free when a group meets: gathered from groups, rooms, timetables, known dates
//! and the rota.
//!
//! Must never know: what is a clash; casework says.

use crate::problem::Problem;
use crate::visit::Visit;
use casework::exclusion::period::Out;
use casework::group::{Clash, Elsewhere, Group, Session, Why, clashes};
use casework::pupil::Pupil;
use casework::school::Staff;
use casework::words::Concept;
use casework::{Coded, Id, May};
use rulebook::{Day, Minute};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::Source;
use store::group::InGroup;
use store::staff::Lesson;

/// The stretch these sessions lie in.
fn reach(sessions: &[Session]) -> Option<(Day, Day)> {
    let days = || sessions.iter().map(|s| s.day);
    Some((days().min()?, days().max()?))
}

fn of(who: &str, pupil: &str, t: &InGroup, what: String, once: bool) -> Elsewhere {
    Elsewhere {
        who: who.to_string(),
        pupil: pupil.to_string(),
        day: t.day,
        from: t.from,
        to: t.to,
        what,
        once,
    }
}

/// What is in the way of these pupils: other groups and their places in the base for good, a
/// placement or a known date for one day.
pub(super) async fn of_pupils(
    v: &Visit,
    src: &mut dyn Source,
    sessions: &[Session],
    pupils: &[Pupil],
    except: Option<Id>,
) -> Result<Vec<Clash>, Problem> {
    let Some((from, to)) = reach(sessions) else { return Ok(Vec::new()) };
    let ids: Vec<Id> = pupils.iter().map(|p| p.id).collect();
    let who = |id: Id| pupils.iter().find(|p| p.id == id);
    let mut taken = Vec::new();
    for t in store::group::in_groups(src, v.org(), &ids, from, to).await? {
        if let Some(p) = t.pupil.and_then(who).filter(|_| t.group != except || except.is_none()) {
            let what = format!("in the group {}", t.name);
            taken.push(of(&super::named(p), &p.name(), &t, what, false));
        }
    }
    for t in store::group::placed(src, v.org(), &ids, from, to).await? {
        if let Some(p) = t.pupil.and_then(who) {
            let what = format!("in {} ({})", t.name, v.words().one(Concept::Placement));
            taken.push(of(&super::named(p), &p.name(), &t, what, true));
        }
    }
    for (id, begins, slot) in store::centre::slots_of(src, v.org(), &ids).await? {
        let Some(p) = who(id) else { continue };
        for s in sessions.iter().filter(|s| s.day >= begins) {
            let periods = v.setting.periods_on(s.day);
            let period = periods.iter().find(|x| x.code == slot.code);
            if let (true, Some(x)) = (slot.weekday == s.day.weekday().number(), period) {
                taken.push(Elsewhere {
                    who: super::named(p),
                    pupil: p.name(),
                    day: s.day,
                    from: x.from,
                    to: x.to,
                    what: format!("in the {} ({})", v.words().one(Concept::Support), slot.subject),
                    once: false,
                });
            }
        }
    }
    for d in store::known_date::of(src, v.org(), &ids, from, to).await? {
        let Some(p) = who(d.pupil) else { continue };
        for s in sessions.iter().filter(|s| d.date.covers(s.day, s.from, s.to)) {
            taken.push(Elsewhere {
                who: super::named(p),
                pupil: p.name(),
                day: s.day,
                from: s.from,
                to: s.to,
                what: format!("known to be elsewhere ({})", d.date.said()),
                once: true,
            });
        }
    }
    Ok(clashes(sessions, &taken))
}

/// Sessions stand on few weekdays and in two weeks: their lessons are asked for once each.
async fn lessons(
    v: &Visit,
    src: &mut dyn Source,
    sessions: &[Session],
    of: Wanted<'_>,
) -> Result<Vec<(Day, Minute, Minute, Lesson)>, Problem> {
    let mut known: HashMap<(i64, bool), Vec<Lesson>> = HashMap::new();
    let mut out = Vec::new();
    for s in sessions {
        let week = v.setting.calendar.week(s.day);
        let key = (s.day.weekday().number(), week == rulebook::Week::A);
        if let Entry::Vacant(space) = known.entry(key) {
            space.insert(match of {
                Wanted::Staff(id) => {
                    store::staff::lessons_by(src, v.org(), id, s.day, week).await?
                }
                Wanted::Place(p) => store::staff::lessons_at(src, v.org(), p, s.day, week).await?,
            });
        }
        for l in known.get(&key).into_iter().flatten() {
            let periods = v.setting.periods_on(s.day);
            if let Some(p) = periods.iter().find(|p| p.code == l.period) {
                out.push((s.day, p.from, p.to, l.clone()));
            }
        }
    }
    Ok(out)
}

#[derive(Clone, Copy)]
enum Wanted<'a> {
    Staff(Id),
    Place(&'a str),
}

/// What is in the way of a leader: another group, a lesson, a room of the rota, being away.
pub(super) async fn of_leader(
    v: &Visit,
    src: &mut dyn Source,
    sessions: &[Session],
    leader: &Staff,
    except: Option<Id>,
) -> Result<Vec<Clash>, Problem> {
    let Some((from, to)) = reach(sessions) else { return Ok(Vec::new()) };
    let name = leader.full();
    let mut taken = Vec::new();
    for t in store::group::led(src, v.org(), leader.id, from, to).await? {
        if except.is_none() || t.group != except {
            taken.push(of(&name, "", &t, format!("leading the group {}", t.name), false));
        }
    }
    for (day, from, to, l) in lessons(v, src, sessions, Wanted::Staff(leader.id)).await? {
        taken.push(Elsewhere {
            who: name.clone(),
            pupil: String::new(),
            day,
            from,
            to,
            what: format!("teaching {} to {}", l.subject, l.class_code),
            once: false,
        });
    }
    let rooms = store::room::rooms(src, v.org()).await?;
    for s in sessions {
        let rota = store::rota::of_day(src, v.org(), s.day).await?;
        // Whoever leads a room leads it all day unless somebody else is named: only a name counts.
        let charge = rooms.iter().find(|r| rota.named(r.id, &s.code) == Some(leader.id));
        let away =
            rota.away.iter().any(|a| a.staff == leader.id && a.room.is_none() && a.from < s.to);
        let what = match (charge, away) {
            (_, true) => "away from school".to_string(),
            (Some(room), _) => format!("in charge of {}", room.name),
            _ => continue,
        };
        taken.push(Elsewhere {
            who: name.clone(),
            pupil: String::new(),
            day: s.day,
            from: s.from,
            to: s.to,
            what,
            once: false,
        });
    }
    Ok(clashes(sessions, &taken))
}

/// What is in the way of a place: another group, or a lesson.
pub(super) async fn of_place(
    v: &Visit,
    src: &mut dyn Source,
    sessions: &[Session],
    place: &str,
    except: Option<Id>,
) -> Result<Vec<Clash>, Problem> {
    let Some((from, to)) = reach(sessions) else { return Ok(Vec::new()) };
    if place.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut taken = Vec::new();
    for t in store::group::at_place(src, v.org(), place, from, to).await? {
        if except.is_none() || t.group != except {
            taken.push(of(place, "", &t, format!("taken by the group {}", t.name), false));
        }
    }
    for (day, from, to, l) in lessons(v, src, sessions, Wanted::Place(place)).await? {
        taken.push(Elsewhere {
            who: place.to_string(),
            pupil: String::new(),
            day,
            from,
            to,
            what: format!("taken by {}, {}", l.class_code, l.subject),
            once: false,
        });
    }
    Ok(clashes(sessions, &taken))
}

/// Who of these cannot be in a session, by what is known: filled into its register.
pub(super) async fn absent(
    v: &Visit,
    src: &mut dyn Source,
    s: &Session,
    pupils: &[Id],
) -> Result<HashMap<Id, (Why, String)>, Problem> {
    let mut out = HashMap::new();
    for d in store::known_date::of(src, v.org(), pupils, s.day, s.day).await? {
        if d.date.covers(s.day, s.from, s.to) {
            out.insert(d.pupil, (Why::Known, d.date.said()));
        }
    }
    for t in store::group::placed(src, v.org(), pupils, s.day, s.day).await? {
        if let Some(id) = t.pupil.filter(|_| t.from < s.to && s.from < t.to) {
            out.insert(id, (Why::Room, t.name.clone()));
        }
    }
    for e in store::exclusion::reaching(src, v.org(), pupils, s.day, s.day).await? {
        let Some(stretch) = Out::of(&e) else { continue };
        let back = e.back_on.is_some_and(|back| back <= s.day);
        // Of the day nothing more is told than that they are out: never for what.
        if !back && stretch.covers(s.day, s.from, s.to, e.sent_home_at) {
            let filled = match stretch.last {
                Some(last) if last == s.day => (Why::Suspended, "this day".to_string()),
                Some(last) => (Why::Suspended, format!("to {last}")),
                None => (Why::Permanent, format!("from {}", stretch.first)),
            };
            out.insert(e.pupil, filled);
        }
    }
    Ok(out)
}

/// Trips not called off that meet these sessions: said, and in nobody's way. One that is approved
/// is a known date besides, and asks for a reason.
pub(super) async fn on_trips(
    v: &Visit,
    src: &mut dyn Source,
    sessions: &[Session],
    pupils: &[Pupil],
    group: &Group,
) -> Result<Vec<(Option<Id>, Elsewhere)>, Problem> {
    let coming: Vec<Session> =
        sessions.iter().filter(|s| s.stands() && s.day >= v.today()).cloned().collect();
    let Some((from, to)) = reach(&coming) else { return Ok(Vec::new()) };
    let mut trips = store::trip::between(src, v.org(), from, to).await?;
    trips.retain(|t| {
        t.state.is_open() && coming.iter().any(|s| t.meets(s.day, s.from, s.day, s.to))
    });
    if trips.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<Id> = trips.iter().map(|t| t.id).collect();
    let lines = store::trip::pupils::of_trips(src, v.org(), &keys).await?;
    let goes = store::trip::goes_on(src, v.org(), group.leader).await?;
    let mut out = Vec::new();
    for t in &trips {
        let leads = t.lead == group.leader || goes.contains(&t.id);
        let mut who: Vec<(String, String)> = lines
            .iter()
            .filter(|l| l.trip == t.id)
            .filter_map(|l| pupils.iter().find(|p| p.id == l.pupil))
            .map(|p| (super::named(p), p.name()))
            .collect();
        if leads {
            who.push((group.leader_name.clone(), String::new()));
        }
        for s in coming.iter().filter(|s| t.meets(s.day, s.from, s.day, s.to)) {
            for (who, pupil) in &who {
                let said = Elsewhere {
                    who: who.clone(),
                    pupil: pupil.clone(),
                    day: s.day,
                    from: s.from,
                    to: s.to,
                    what: format!("{} ({}), {}", t.title, t.state.label().to_lowercase(), t.when()),
                    once: true,
                };
                out.push((v.may(May::Home).then_some(t.id), said));
            }
        }
    }
    out.sort_by(|a, b| (a.1.day, &a.1.who, &a.1.what).cmp(&(b.1.day, &b.1.who, &b.1.what)));
    Ok(out)
}
