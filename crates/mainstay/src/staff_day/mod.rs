//! A member of staff's day from wherever it was said: rooms, lessons, groups, trips, meetings, site
//! duties and their own timetable, gathered once, so that every page says the same clash.
//!
//! Must never know: what is a clash; casework says. Of a meeting it says that there is one.

mod page;

pub use page::samples;

use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::school::Setting;
use casework::staff_day::{Item, StaffDay, What, says_again};
use casework::team::Ask;
use casework::{Event, Id, Verb};
use page::DayPage;
use rulebook::{Day, Minute};
use store::Source;
use store::today::team;

/// Where one's own is.
pub const HOME: &str = "/my-day";

/// Everything somebody is down for on a day.
pub async fn of(
    setting: &Setting,
    src: &mut dyn Source,
    staff: Id,
    day: Day,
) -> Result<StaffDay, Problem> {
    let org = setting.school.id;
    let mut items = Vec::new();
    let periods = setting.periods_on(day);
    let mut add = |what, about, from: Minute, to: Minute, words: String| {
        items.push(Item { what, about, from, to, words, says_again: None });
    };
    let rota = store::rota::of_day(src, org, day).await?;
    for room in store::room::rooms(src, org).await? {
        for p in &periods {
            // Whoever leads a room leads it all day: only a name of its own is a claim on a period.
            if rota.named(room.id, &p.code) == Some(staff) {
                let words = format!("in charge of {}, {}", room.name, p.code);
                add(What::Room, Some(room.id), p.from, p.to, words);
            }
        }
    }
    let open = setting.calendar.is_school_day(day);
    if open {
        let week = setting.calendar.week(day);
        for l in store::staff::lessons_by(src, org, staff, day, week).await? {
            if let Some(p) = periods.iter().find(|p| p.code == l.period) {
                let words = format!("teaching {} to {}, {}", l.subject, l.class_code, p.code);
                add(What::Lesson, Some(l.class), p.from, p.to, words);
            }
        }
    }
    for g in store::group::led(src, org, staff, day, day).await? {
        let words = format!("leading the group {}", g.name);
        add(What::Group, g.group, g.from, g.to, words);
    }
    let goes = store::trip::goes_on(src, org, staff).await?;
    let midnight = Minute::default();
    let late = Minute::new(23, 59).unwrap_or_default();
    for t in store::trip::between(src, org, day, day).await? {
        if t.lead == staff || goes.contains(&t.id) {
            let from = if t.from == day { t.leaves } else { midnight };
            let to = if t.to == day { t.back } else { late };
            add(What::Trip, Some(t.id), from, to, format!("on a trip: {}", t.title));
        }
    }
    let reader = store::action::Reader { org, staff, scope: None };
    for m in store::meeting::between(src, &reader, day, day).await? {
        if m.state != casework::meeting::State::CalledOff {
            add(What::Meeting, Some(m.id), m.from, m.to, "in a meeting".into());
        }
    }
    let changes = store::site_duty::changes(src, org, day, day).await?;
    if open {
        for d in store::site_duty::of_day(src, org, day).await? {
            let whose = casework::site_duty::stands(&d, &changes, day, |_| true);
            if matches!(whose, casework::site_duty::Stands::Had(id, _) if id == staff) {
                add(What::Duty, Some(d.id), d.from, d.to, duty_words(&d.name, &d.place));
            }
        }
    }
    let monday = day.monday();
    if let Some(week) = store::timetable::of_staff(src, org, staff, monday).await? {
        for f in store::timetable::filled(src, org, week.id).await? {
            let period = periods.iter().find(|p| p.code == f.code);
            let Some(p) = period.filter(|_| f.weekday == day.weekday().number()) else { continue };
            let what = match f.words.is_empty() {
                true => f.what.label_lower(),
                false => f.words.clone(),
            };
            items.push(Item {
                what: What::Week,
                about: Some(week.id),
                from: p.from,
                to: p.to,
                words: format!("down for “{what}” in their own timetable, {}", p.code),
                says_again: says_again(f.what),
            });
        }
    }
    items.sort_by_key(|i| (i.from, i.to, i.what));
    let away = rota.away.iter().find(|a| a.staff == staff && a.room.is_none()).map(|a| a.from);
    let week = store::timetable::working_week(src, org, staff).await?;
    Ok(StaffDay { day, items, away, week })
}

/// A duty in words.
fn duty_words(name: &str, place: &str) -> String {
    match place.is_empty() {
        true => format!("on duty: {name}"),
        false => format!("on duty: {name}, {place}"),
    }
}

/// Tells somebody that their day was changed; it stands on their Today until they have looked.
pub async fn tell(
    w: &mut store::Write,
    staff: Id,
    day: Day,
    what: &str,
    today: Day,
) -> Result<(), Problem> {
    if w.act().staff == Some(staff) {
        return Ok(());
    }
    Ok(team::ask(w, Ask::Day, staff, staff, what, Some(staff), day.max(today)).await?)
}

/// Shows one's own day.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    let mut read = v.read().await?;
    let me = v.actor.staff;
    let it = of(&v.setting, &mut read, me, day).await?;
    let told = store::today::team::open(&mut read, v.org(), Ask::Day, me).await?;
    v.page(&DayPage {
        name: v.actor.name.clone(),
        today: v.today(),
        closed: v.setting.calendar.why_closed(day),
        it,
        told,
        csrf: v.csrf.clone(),
    })
}

/// One has seen what was changed.
pub async fn seen(v: Visit) -> Answer {
    let mut w = v.write("Seeing that one’s day was changed").await?;
    let me = v.actor.staff;
    if team::done(&mut w, Ask::Day, me, Some(me), "seen").await? > 0 {
        v.commit(w, Event::new(Verb::DaySeen, "staff", me), Vec::new()).await?;
    }
    v.to_saying(HOME, "It is kept that you have seen it")
}
