//! A clash in words, and its ways out with what each would do. Names are known here: only those
//! who approve are shown it.

use super::approve::count;
use super::approve_page::{Block, Lane, Pick};
use super::booking::Known;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::booking::{Clash, Wanted, Way, WayOut};
use casework::pupil::Pupil;
use casework::room::spell_periods;
use casework::words::Concept;
use casework::{Id, May};
use store::Source;

/// What was gathered that the words need.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub v: &'a Visit,
    pub known: &'a Known,
    pub pupil: &'a Pupil,
    pub wanted: &'a Wanted,
    /// Other pupils who are booked or kept apart.
    pub others: &'a [Pupil],
}

/// What stands in the way, with the ways out as they are offered.
pub(super) async fn block(
    src: &mut dyn Source,
    at: &Sight<'_>,
    clash: &Clash,
    ways: &[(Way, Option<WayOut>)],
) -> Result<Block, Problem> {
    let Sight { v, known, pupil, wanted, others } = *at;
    let setting = v.setting.as_ref();
    let lessons = setting.lessons_on(wanted.day);
    let order: Vec<String> = lessons.iter().map(|p| p.code.clone()).collect();
    let room = known.rooms.iter().find(|r| r.id == wanted.room);
    let seats = room.map_or(0, |r| casework::room::seats(&known.rooms, r));
    let sharing: Vec<&str> = known
        .rooms
        .iter()
        .filter(|r| r.id != wanted.room && casework::room::share(&known.rooms, r.id, wanted.room))
        .map(|r| r.name.as_str())
        .collect();
    let name = |id: Id| others.iter().find(|p| p.id == id);
    let lane = |who: &str, there: &[String]| Lane {
        who: who.to_string(),
        hours: lessons
            .iter()
            .map(|p| {
                let codes = clash.codes();
                (p.code.clone(), p.minutes(), there.contains(&p.code), codes.contains(&p.code))
            })
            .collect(),
    };
    let (mut lanes, mut cites, mut titles) = (Vec::new(), Vec::new(), Vec::new());
    if !clash.apart.is_empty() {
        lanes.push(lane(&pupil.first(), &wanted.codes));
        cites.push((
            format!(
                "Two {} kept apart are not placed in one room in the same period without a named adult’s override and reason.",
                setting.words.many(Concept::Pupil)
            ),
            String::new(),
        ));
    }
    for apart in &clash.apart {
        let other = name(apart.other);
        let there: Vec<String> = known
            .taken
            .iter()
            .filter(|t| t.placement == apart.placement)
            .map(|t| t.code.clone())
            .collect();
        lanes.push(lane(&other.map(|p| p.first()).unwrap_or_default(), &there));
        titles.push(format!(
            "{} cannot be booked: {} and {} are to be kept apart",
            spell_periods(&apart.codes, &order),
            pupil.first(),
            other.map(|p| p.name()).unwrap_or_default()
        ));
        let review = apart.pair.review_on.map(|d| format!("; review due {d}")).unwrap_or_default();
        if let Some((_, from)) = cites.last_mut() {
            if !from.is_empty() {
                from.push(' ');
            }
            from.push_str(&format!(
                "Keep-apart list. Added by {}, {}: {}{review}.",
                apart.pair.set_by,
                apart.pair.set_on,
                apart.pair.why.trim_end_matches('.')
            ));
        }
    }
    if !clash.full.is_empty() {
        titles.push(format!(
            "{} cannot be booked: all {seats} seats are taken",
            spell_periods(&clash.full, &order)
        ));
        cites.push((
            format!(
                "No more {} in a period than the room has seats.",
                setting.words.many(Concept::Pupil)
            ),
            match sharing.is_empty() {
                true => format!("The school’s list of rooms: {seats} seats."),
                false => format!(
                    "The school’s list of rooms: {seats} seats, shared with {}.",
                    sharing.join(" and ")
                ),
            },
        ));
    }
    for dated in &clash.dates {
        titles.push(format!(
            "{} cannot be booked: {}",
            spell_periods(&dated.codes, &order),
            dated.what
        ));
        cites.push((
            "A booking on a known date asks for another time, or for a name and reason.".into(),
            "The list of known dates.".into(),
        ));
    }
    let mut picks = Vec::new();
    for (way, out) in ways {
        picks.push(pick(src, at, clash, *way, out.as_ref()).await?);
    }
    Ok(Block::Clash { title: titles.join(". "), lanes, cites, ways: picks })
}

async fn pick(
    src: &mut dyn Source,
    at: &Sight<'_>,
    clash: &Clash,
    way: Way,
    out: Option<&WayOut>,
) -> Result<Pick, Problem> {
    let Sight { v, known, pupil, wanted, others } = *at;
    let first = |id: Id| others.iter().find(|p| p.id == id).map(|p| p.first()).unwrap_or_default();
    let ahead = rulebook::room::BOOKING_LOOKS_AHEAD.0;
    let seats = |free: i64, seats: i64| format!("{free} of {seats} seats free");
    let (name, effect) = match (way, out) {
        (Way::MoveOther, Some(out)) => {
            let (mut names, mut effects) = (Vec::new(), Vec::new());
            for step in &out.steps {
                let who = first(step.pupil);
                names.push(format!("Move {who} to {}, {}", step.day.short(), step.spelt));
                let placement = step.placement.unwrap_or(Id::nil());
                let letters = store::booking::letters(src, v.org(), placement).await?;
                let work = store::booking::open_work(src, v.org(), placement).await?;
                let sent = match letters {
                    0 => "No letter has gone yet".to_string(),
                    1 => "One letter is to be sent again".to_string(),
                    n => format!("{n} letters are to be sent again"),
                };
                effects.push(format!(
                    "{}. {sent}, and {} for {who}.",
                    seats(step.free, step.seats),
                    count(work as usize, "request for work changes", "requests for work change")
                ));
            }
            (names.join("; "), effects.join(" "))
        }
        (Way::MoveOther, None) if clash.apart.is_empty() && clash.full.is_empty() => {
            ("Move somebody else".into(), "Nobody else is in the way.".into())
        }
        (Way::MoveOther, None) if clash.apart.is_empty() => {
            ("Move somebody else".into(), "Nobody is kept apart here: the seats are taken.".into())
        }
        (Way::MoveOther, None) => {
            let who: Vec<String> = clash.apart.iter().map(|a| first(a.other)).collect();
            (
                format!("Move {}", who.join(" and ")),
                format!("Already here, or no place in the next {ahead} school days."),
            )
        }
        (Way::MoveThis, Some(out)) => {
            let step = out.steps.first();
            let day = step.map_or(wanted.day, |s| s.day);
            let later = v.setting.calendar.school_days_between(wanted.day.plus(1), day).len();
            (
                format!(
                    "Move {} to {}, {}",
                    pupil.first(),
                    day.short(),
                    step.map_or("", |s| s.spelt.as_str())
                ),
                format!(
                    "Nothing sent yet, so nothing to change. {} later.",
                    if later == 1 {
                        "One school day".into()
                    } else {
                        format!("{later} school days")
                    }
                ),
            )
        }
        (Way::MoveThis, None) => (
            format!("Move {}", pupil.first()),
            format!("No place in the next {ahead} school days."),
        ),
        (Way::OtherRoom, Some(out)) => {
            let step = out.steps.first();
            let room = step
                .and_then(|s| known.rooms.iter().find(|r| r.id == s.room))
                .map_or("another room", |r| r.name.as_str());
            (
                format!("Use {room}, {}", step.map_or("", |s| s.spelt.as_str())),
                step.map(|s| format!("{}.", seats(s.free, s.seats))).unwrap_or_default(),
            )
        }
        (Way::OtherRoom, None) => (
            "Use another room".into(),
            "No other room of this kind is in use and free then.".into(),
        ),
        (Way::Wait, Some(_)) => (
            format!("Keep {} waiting for a seat", pupil.first()),
            "It stays in the queue with the reason, and the queue says when a seat is free. The referrer sees that it waits.".into(),
        ),
        (Way::Wait, None) => (
            "Keep it waiting for a seat".into(),
            match clash.apart.is_empty() {
                true => "There are seats: another time is asked for.".into(),
                false => "There are seats: somebody kept apart is in the way.".into(),
            },
        ),
        (Way::OnAName, _) if !v.may(May::Override) => {
            ("Keep both, on a name".into(), "Your role does not override this.".into())
        }
        (Way::OnAName, _) => (
            if clash.apart.is_empty() && clash.full.is_empty() {
                "Book it all the same, on your name".into()
            } else if clash.apart.is_empty() {
                "Go over the seats, on your name".into()
            } else {
                "Keep both, on your name".into()
            },
            "Needs your reason. Your name and reason are kept in the trail.".into(),
        ),
    };
    let may = way != Way::OnAName || v.may(May::Override);
    Ok(Pick { way, name, effect, offer: out.filter(|_| may).map(WayOut::offer) })
}
