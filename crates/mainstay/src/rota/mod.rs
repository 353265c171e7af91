//! Who is in charge when: a day with its changes and gaps, who is away in one tap, and the week.
//!
//! Must never know: why somebody is away.

pub mod cover;
pub mod page;
pub mod week;

use crate::board::facts::covers;
use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::rota::{Away, Change, may_plan};
use casework::staff_day::{What, cover_clashes};
use casework::words::Concept;
use casework::{Event, Id, Refusal, Verb};
use cover::Cover;
use page::{AwayLine, Cell, RoomRow, RotaPage};
use rulebook::Day;

/// Refuses the plan of other days to somebody who only covers the room.
pub(crate) fn not_cover(v: &Visit) -> Result<(), Problem> {
    if !covers(v) {
        return Ok(());
    }
    let mut no = Refusal::because(
        "Cover adults see today’s board",
        "The plan of the day and the week is with the room’s own staff; the board says who is in charge.",
        "The table of roles in Mainstay.",
    )
    .or("Go to today’s board", "/board");
    no.by_role = true;
    Err(no.into())
}

/// Everybody now at the school, to choose from.
pub(crate) async fn adults(v: &Visit, first: &str) -> Result<Vec<Choice>, Problem> {
    let mut read = v.read().await?;
    let all = store::staff::all(&mut read, v.org()).await?;
    let first = Choice::new("", first);
    Ok(std::iter::once(first)
        .chain(all.iter().map(|s| Choice::new(s.id.to_string(), s.full())))
        .collect())
}

async fn page(v: &Visit, day: Day, form: Form, errors: Errors) -> Result<RotaPage, Problem> {
    let mut read = v.read().await?;
    let cover = Cover::read(&mut read, &v.setting, day, v.now).await?;
    drop(read);
    let periods = v.setting.periods_on(day);
    let lessons = v.setting.lessons_on(day);
    let minute = v.now.minute();
    let today = v.today();
    let rooms = cover
        .rooms
        .iter()
        .map(|room| RoomRow {
            id: room.id,
            name: room.name.clone(),
            cells: lessons
                .iter()
                .map(|p| {
                    let now = day == today && p.from <= minute && minute < p.to;
                    let at = if now { minute } else { p.from };
                    let charge = cover.charge(room, at);
                    let gap = cover.gaps.iter().find(|g| g.room == room.id && g.code == p.code);
                    let change =
                        cover.rota.changes.iter().find(|c| c.room == room.id && c.code == p.code);
                    Cell {
                        adult: charge.adult.map(|a| cover.formal(a)).unwrap_or_default(),
                        missing: charge.missing.map(|a| cover.formal(a)).unwrap_or_default(),
                        pupils: cover
                            .taken
                            .iter()
                            .filter(|t| t.room == room.id && t.code == p.code)
                            .count() as i64,
                        gap: gap.map(|g| cover.why(g)),
                        changed: change.map(|c| {
                            let why = if c.why.is_empty() {
                                String::new()
                            } else {
                                format!(": {}", c.why)
                            };
                            format!("Changed by {}{why}", c.made_by)
                        }),
                        over: day < today || (day == today && p.to <= minute),
                    }
                })
                .collect(),
        })
        .collect();
    // Those the day needs come first: one tap says that they are away.
    let mut named: Vec<Id> = cover
        .rooms
        .iter()
        .flat_map(|r| periods.iter().filter_map(|p| cover.rota.planned(r, &p.code)))
        .collect();
    named.sort_by_key(|id| cover.full(*id));
    named.dedup();
    named.retain(|id| !cover.rota.away.iter().any(|a| a.staff == *id && a.room.is_none()));
    let may = may_plan(&v.actor).is_ok() && day >= today;
    Ok(RotaPage {
        csrf: v.csrf.clone(),
        day,
        today: day == today,
        before: v.setting.calendar.last_before(day),
        after: v.setting.calendar.first_on_or_after(day.plus(1)),
        closed: v.setting.calendar.why_closed(day),
        pupils: (
            v.words().one(Concept::Pupil).to_string(),
            v.words().many(Concept::Pupil).to_string(),
        ),
        periods: lessons.iter().map(|p| (p.code.clone(), p.from)).collect(),
        rooms,
        named: named.iter().map(|id| (*id, cover.full(*id))).collect(),
        away: cover
            .rota
            .away
            .iter()
            .map(|a| AwayLine {
                id: a.id,
                who: cover.full(a.staff),
                what: match a.room {
                    Some(room) => format!("left {} at {}", cover.room(room), a.from),
                    None if a.from.number() > 0 => format!("away from {}", a.from),
                    None => "away all day".into(),
                },
                by: a.made_by.clone(),
            })
            .collect(),
        adults: if may { adults(v, "Choose").await? } else { Vec::new() },
        may,
        form,
        errors,
    })
}

/// Shows a day.
pub async fn show(v: Visit) -> Answer {
    not_cover(&v)?;
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    let page = page(&v, day, v.query.clone(), Errors::new()).await?;
    v.page(&page)
}

fn at(day: Day) -> String {
    format!("/rota?day={}", day.iso())
}

/// Refuses to change a day that is over.
fn not_past(v: &Visit, day: Day) -> Result<(), Problem> {
    if day >= v.today() {
        return Ok(());
    }
    Err(Refusal::because(
        format!("{day} is over"),
        "Who was in charge of a day that is over stays as it was.",
        "The way Mainstay works: what happened is recorded, not planned.",
    )
    .or("Go to today", "/rota")
    .into())
}

/// Gives periods of one day to somebody.
pub async fn change(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let day = v.form.day("day").unwrap_or_else(|| v.today());
    not_past(&v, day)?;
    let mut errors = Errors::new();
    let mut read = v.read().await?;
    let rooms = store::room::rooms(&mut read, v.org()).await?;
    drop(read);
    let room = match v.form.id("room") {
        None if rooms.len() == 1 => rooms.first().map(|r| r.id),
        asked => asked.filter(|id| rooms.iter().any(|r| r.id == *id)),
    };
    let room = errors.get(room, "room", "Choose the space");
    let periods = v.setting.periods_on(day);
    let codes: Vec<String> = v
        .form
        .all("period")
        .into_iter()
        .filter(|c| periods.iter().any(|p| p.code == *c))
        .map(str::to_string)
        .collect();
    if codes.is_empty() {
        errors.add("period", "Choose at least one period");
    }
    let adult = errors.get(v.form.id("adult"), "adult", "Choose who is in charge");
    let why = errors.limit(&v.form, "why", 120);
    let (Some(room), Some(adult), true) = (room, adult, errors.is_empty()) else {
        let page = page(&v, day, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Changing who is in charge").await?;
    let adult = store::staff::find(&mut w, v.org(), adult).await?;
    // Cover that clashes is said before it is kept; whoever plans may go on knowing it.
    let planned = crate::staff_day::of(&v.setting, &mut w, adult.id, day).await?;
    let mut met: Vec<String> = Vec::new();
    for p in periods.iter().filter(|p| codes.contains(&p.code)) {
        for words in planned.in_the_way(p.from, p.to, (What::Room, Some(room))) {
            if !met.contains(&words) {
                met.push(words);
            }
        }
    }
    if !met.is_empty() && !v.form.ticked("anyway") {
        drop(w);
        errors.add("anyway", cover_clashes(&adult.full(), day, &met));
        let page = page(&v, day, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let changes: Vec<Change> = codes
        .iter()
        .map(|code| Change {
            room,
            day,
            code: code.clone(),
            staff: adult.id,
            why: why.clone(),
            made_by: v.actor.name.clone(),
        })
        .collect();
    store::rota::change(&mut w, &changes).await?;
    let order: Vec<String> = periods.iter().map(|p| p.code.clone()).collect();
    let spelt = casework::room::spell_periods(&codes, &order);
    let event = Event::new(Verb::RotaChanged, "room", room)
        .fact("day", day.iso())
        .fact("periods", &spelt)
        .fact("to", adult.full());
    let event = match met.is_empty() {
        true => event,
        false => event.fact("clash", met.join("; ")),
    };
    let name = store::room::room(&mut w, v.org(), room).await?.name;
    let what = format!("You have {spelt} in {name} on {day}");
    crate::staff_day::tell(&mut w, adult.id, day, &what, v.today()).await?;
    v.commit(w, event, vec![]).await?;
    v.to_saying(at(day), format!("{} has {spelt} on {day}", adult.full()))
}

/// Somebody is away, in one tap; or has left one room without handing it over.
pub async fn away(v: Visit) -> Answer {
    let left = v.form.id("room");
    // Whoever is in a room without its adult says so, a cover adult too.
    match left {
        None => may_plan(&v.actor).map_err(|no| Problem::from(*no))?,
        Some(_) if !v.may(casework::May::RunRoom) => return Err(Problem::Missing),
        Some(_) => {}
    }
    let day = match left {
        Some(_) => v.today(),
        None => v.form.day("day").unwrap_or_else(|| v.today()),
    };
    not_past(&v, day)?;
    let mut errors = Errors::new();
    let staff = errors.get(v.form.id("staff"), "staff", "Choose who is away");
    let from = v.form.minute("from");
    if v.form.has("from") && from.is_none() {
        errors.add("from", "Give a time such as 11.10, or leave it for the whole day");
    }
    let (Some(staff), true) = (staff, errors.is_empty()) else {
        let page = page(&v, day, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Saying who is away").await?;
    let staff = store::staff::find(&mut w, v.org(), staff).await?;
    let name = match left {
        Some(room) => store::room::room(&mut w, v.org(), room).await?.name,
        None => String::new(),
    };
    let away = Away {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        staff: staff.id,
        day,
        from: match left {
            Some(_) => v.now.minute(),
            None => from.unwrap_or_default(),
        },
        room: left,
        made_by: v.actor.name.clone(),
        made_at: v.now,
        ended_at: None,
    };
    if let Some(event) = store::rota::away(&mut w, &away, &staff.full(), &name).await? {
        v.commit(w, event, vec![]).await?;
    }
    match left {
        Some(room) => v.to_saying(
            format!("/board/{room}/handover"),
            format!("{} has left. Name who is in charge now", staff.full()),
        ),
        None => v.to_saying(
            at(day),
            format!("{} is away. Periods that need somebody are marked", staff.full()),
        ),
    }
}

/// Somebody is back.
pub async fn back(v: Visit) -> Answer {
    if !v.may(casework::May::RunRoom) {
        return Err(Problem::Missing);
    }
    let day = v.form.day("day").unwrap_or_else(|| v.today());
    let id = v.form.id("id").ok_or(Problem::Missing)?;
    let mut w = v.write("Saying who is back").await?;
    let rota = store::rota::of_day(&mut w, v.org(), day).await?;
    let Some(away) = rota.away.iter().find(|a| a.id == id) else { return v.to(at(day)) };
    let who = store::staff::find(&mut w, v.org(), away.staff).await?.full();
    if away.room.is_none() {
        may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    }
    if let Some(event) = store::rota::back(&mut w, id, &who, v.now).await? {
        v.commit(w, event, vec![]).await?;
    }
    match away.room {
        Some(room) => v.to_saying(format!("/board/{room}"), format!("{who} is back")),
        None => v.to_saying(at(day), format!("{who} is back")),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(week::samples());
    all
}
