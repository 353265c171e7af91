//! The week by space and period: who is booked, who is in charge, what is missing, what waits.
//!
//! Must never know: why a pupil is booked.

pub mod page;
pub mod print;

use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::rota::cover::Cover;
use crate::visit::{Answer, Visit};
use casework::booking::{Taken, may_rebook};
use casework::room::PlacementState;
use casework::words::Concept;
use casework::{Coded, Id, May};
use page::{Cell, DayHead, Name, PlannerPage, Space};
use rulebook::Day;
use std::collections::HashMap;

/// Days of a school week.
const DAYS: i64 = 5;

/// The week a day is in, gathered.
pub(crate) async fn gather(v: &Visit, day: Day) -> Result<PlannerPage, Problem> {
    let org = v.org();
    let monday = day.monday();
    let friday = monday.plus(DAYS - 1);
    let mut read = v.read().await?;
    let rooms = store::room::rooms(&mut read, org).await?;
    let planned = store::booking::planned(&mut read, org, monday, friday).await?;
    let mut pupils: Vec<Id> = planned.iter().map(|t| t.pupil).collect();
    pupils.sort_unstable();
    pupils.dedup();
    let known: HashMap<Id, String> = store::pupil::several(&mut read, &v.scope(), &pupils)
        .await?
        .into_iter()
        .map(|p| (p.id, format!("{}, {}", p.name(), p.form)))
        .collect();
    let dates = store::known_date::of(&mut read, org, &pupils, monday, friday).await?;
    let mut days = Vec::new();
    let mut covers = Vec::new();
    for n in 0..DAYS {
        let day = monday.plus(n);
        covers.push(Cover::read(&mut read, &v.setting, day, v.now).await?);
        days.push(DayHead {
            day,
            closed: v.setting.calendar.why_closed(day),
            today: day == v.today(),
        });
    }
    let queue = match v.may(May::Approve) {
        true => store::today::waiting(&mut read, org).await?,
        false => Vec::new(),
    };
    let waiting = match v.may(May::RunRoom) || v.may(May::Approve) {
        true => store::day::referrals_waiting(&mut read, org).await?,
        false => 0,
    };
    drop(read);
    let mut codes: Vec<String> = Vec::new();
    for day in &days {
        for p in v.setting.lessons_on(day.day) {
            if !codes.contains(&p.code) {
                codes.push(p.code.clone());
            }
        }
    }
    let moves = may_rebook(&v.actor, &v.setting).is_ok();
    let opens = v.may(May::PupilSummary);
    let name = |t: &Taken, from, to| {
        let booked = t.state == PlacementState::Booked;
        let known_date = dates
            .iter()
            .find(|d| d.pupil == t.pupil && d.date.covers(t.day, from, to))
            .map(|d| d.date.kind.label().to_lowercase());
        Name {
            name: known.get(&t.pupil).cloned(),
            seat: crate::board::seat_of(v, t.seat),
            href: match (booked && moves && t.day >= v.today(), opens) {
                (true, _) => Some(format!("/placements/{}/move", t.placement)),
                (false, true) => Some(format!("/placements/{}", t.placement)),
                _ => None,
            },
            date: known_date.filter(|_| booked),
        }
    };
    let spaces = rooms
        .iter()
        .map(|room| Space {
            id: room.id,
            name: room.name.clone(),
            kind: room.kind.label(),
            seats: casework::room::seats(&rooms, room),
            shared: rooms
                .iter()
                .filter(|r| r.id != room.id && casework::room::share(&rooms, r.id, room.id))
                .map(|r| r.name.clone())
                .collect(),
            rows: codes
                .iter()
                .map(|code| {
                    let cells = days
                        .iter()
                        .zip(&covers)
                        .map(|(head, cover)| {
                            let lessons = v.setting.lessons_on(head.day);
                            let lesson = lessons.iter().find(|p| p.code == *code)?;
                            if head.closed.is_some() {
                                return None;
                            }
                            let at = |t: &&Taken| t.day == head.day && t.code == *code;
                            let mine: Vec<&Taken> =
                                planned.iter().filter(at).filter(|t| t.room == room.id).collect();
                            let all = planned
                                .iter()
                                .filter(at)
                                .filter(|t| casework::room::share(&rooms, t.room, room.id))
                                .count() as i64;
                            let charge = cover.charge(room, lesson.from);
                            let gap =
                                cover.gaps.iter().find(|g| g.room == room.id && g.code == *code);
                            Some(Cell {
                                used: all,
                                names: mine
                                    .iter()
                                    .map(|t| name(t, lesson.from, lesson.to))
                                    .collect(),
                                adult: charge.adult.map(|a| cover.formal(a)).unwrap_or_default(),
                                gap: gap.map(|g| cover.why(g)),
                            })
                        })
                        .collect();
                    (code.clone(), cells)
                })
                .collect(),
        })
        .collect();
    Ok(PlannerPage {
        runs: v.may(May::RunRoom),
        school: v.setting.school.name.clone(),
        monday,
        before: monday.plus(-7),
        after: monday.plus(7),
        days,
        spaces,
        seat_words: v.words().many(Concept::Seat).to_string(),
        pupils: v.words().many(Concept::Pupil).to_string(),
        queue: queue
            .iter()
            .map(|s| {
                let asked = s.at.map(|a| a.to_string()).unwrap_or_default();
                (s.id, s.who.clone(), format!("asked {asked}"))
            })
            .collect(),
        waiting,
        dates: v.may(May::RunRoom),
        transfers: v.may(May::PupilFile),
        printed: format!("{}, {}", v.now, v.actor.name),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    crate::rota::not_cover(&v)?;
    let day = v.query.day("day").unwrap_or_else(|| {
        // On a Saturday the week to come is meant.
        v.setting.calendar.first_on_or_after(v.today()).unwrap_or_else(|| v.today())
    });
    v.page(&gather(&v, day).await?)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(print::samples());
    all
}
