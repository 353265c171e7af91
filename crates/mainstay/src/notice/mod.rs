//! The staff notice: published by a set time, amended with what changed and nothing else.

pub mod opened;
mod page;

pub use page::{NoticePage, Published, RoomNotice, Row};

use crate::page::gallery::Sample;

use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::notice::{Line, Said, next, standing};
use casework::room::{Placement, Room, Slot, spell_periods};
use casework::school::Setting;
use casework::{Event, Id, May, Reach, Scope, Verb};
use rulebook::Day;
use store::notice::Notice;
use store::{Source, Write};

/// What a notice of a room would hold on a day.
pub async fn lines_now(
    src: &mut dyn Source,
    org: Id,
    setting: &Setting,
    room: Id,
    day: Day,
) -> Result<Vec<Line>, Problem> {
    let placements: Vec<Placement> = store::room::placements_on(src, org, room, day).await?;
    let slots: Vec<Slot> = store::room::slots_on(src, org, room, day).await?;
    let reasons = store::room::reasons(src, org).await?;
    let order: Vec<String> = setting.lessons_on(day).iter().map(|p| p.code.clone()).collect();
    Ok(placements
        .iter()
        .map(|p| {
            // What was spent in another room before is on that room's notice.
            let of = |here: bool| -> Vec<String> {
                let theirs = slots.iter().filter(|s| s.placement == p.id);
                theirs.filter(|s| !here || s.room == room).map(|s| s.code.clone()).collect()
            };
            let codes = if of(true).is_empty() { of(false) } else { of(true) };
            Line {
                placement: p.id,
                pupil: p.pupil,
                periods: spell_periods(&codes, &order),
                category: reasons
                    .iter()
                    .find(|r| Some(r.id) == p.reason)
                    .map(|r| r.label.clone())
                    .unwrap_or_else(|| "Not yet given".into()),
            }
        })
        .collect())
}

/// Publishes the notice of a room, or an amendment to it; refused when nothing has changed.
pub async fn put(
    w: &mut Write,
    setting: &Setting,
    room: &Room,
    day: Day,
    once: Id,
) -> Result<Event, Problem> {
    let org = w.org();
    let before = store::notice::of_day(w, org, room.id, day).await?;
    let said: Vec<Said> =
        store::notice::lines(w, org, room.id, day).await?.into_iter().map(|(_, s)| s).collect();
    let now = lines_now(w, org, setting, room.id, day).await?;
    let number = before.last().map(|n| n.number).unwrap_or(0);
    let lines = next(number, &said, &now)?;
    let staff = store::staff::all(w, org).await?;
    let readers = staff.len() as i64;
    let notice = Notice {
        id: once,
        room: room.id,
        number: number + 1,
        at: w.at(),
        by_name: w.act().who.clone(),
        readers,
    };
    store::notice::publish(w, &notice, day, &lines).await?;
    // Whoever publishes has read what they publish.
    if let Some(staff) = w.act().staff {
        store::notice::open(w, once, staff).await?;
    }
    crate::message::ask::notice(w, &setting.school.name, room, &notice, &staff).await?;
    let verb = if number == 0 { Verb::NoticePublished } else { Verb::NoticeAmended };
    Ok(Event::new(verb, "notice", once)
        .fact("number", notice.number)
        .fact("lines", lines.len())
        .fact("readers", readers))
}

/// Shows today's notices, and keeps that this person has opened them.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (org, today) = (v.org(), v.today());
    let mine = store::notice::openings_by(&mut read, org, v.actor.staff, today).await?;
    let mine: Vec<Id> = mine.iter().map(|o| o.notice).collect();
    let readers = store::staff::all(&mut read, org).await?.len() as i64;
    let (mut rooms, mut news) = (Vec::new(), Vec::new());
    for room in store::room::rooms(&mut read, org).await? {
        let gathered = gather(&mut read, &v, room, readers, &mine).await?;
        let new = gathered.published.iter().filter(|p| p.new);
        news.extend(new.map(|p| (p.id, p.number)));
        rooms.push(gathered);
    }
    drop(read);
    // The notice is read whether or not it can be kept that it was.
    if let Err(fault) = keep_opened(&v, &news).await {
        tracing::warn!(?fault, "it could not be kept that the notice was opened");
    }
    v.page(&NoticePage {
        day: today.to_string(),
        due: v.setting.rules.notice_by,
        late: v.now.minute() > v.setting.rules.notice_by,
        publishes: v.may(May::PublishNotice),
        pupil: v.words().cap(casework::words::Concept::Pupil),
        rooms,
        csrf: v.csrf.clone(),
    })
}

/// Keeps that this person opened these notices, each with its number, once.
async fn keep_opened(v: &Visit, news: &[(Id, i64)]) -> Result<(), Problem> {
    if news.is_empty() {
        return Ok(());
    }
    let (org, staff) = (v.org(), v.actor.staff);
    let mut w = v.write("Reading the staff notice").await?;
    // From another tab, some may be kept by now.
    let kept = store::notice::openings_by(&mut w, org, staff, v.today()).await?;
    let mut events = Vec::new();
    for (id, number) in news.iter().filter(|(id, _)| !kept.iter().any(|o| o.notice == *id)) {
        store::notice::open(&mut w, *id, staff).await?;
        events.push(Event::new(Verb::NoticeOpened, "notice", *id).fact("number", number));
    }
    if events.is_empty() {
        return Ok(());
    }
    let first = events.remove(0);
    v.commit(w, first, events).await
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    room: Room,
    readers: i64,
    mine: &[Id],
) -> Result<RoomNotice, Problem> {
    let (org, today) = (v.org(), v.today());
    let publishes = v.may(May::PublishNotice);
    let notices = store::notice::of_day(src, org, room.id, today).await?;
    let lines = store::notice::lines(src, org, room.id, today).await?;
    let keys: Vec<Id> = notices.iter().map(|n| n.id).collect();
    let openings = match publishes {
        true => opened::readers(src, org, &keys).await?,
        false => Vec::new(),
    };
    let all: Vec<Said> = lines.iter().map(|(_, s)| s.clone()).collect();
    let now =
        if publishes { lines_now(src, org, &v.setting, room.id, today).await? } else { Vec::new() };
    let number = notices.last().map(|n| n.number).unwrap_or(0);
    let waiting = if publishes { next(number, &all, &now).ok() } else { None };
    // A notice is for every member of staff, whom they teach or not: name and form only.
    let scope = Scope { org, reach: vec![Reach::School] };
    let mut ids: Vec<Id> = all.iter().map(|s| s.line.pupil).collect();
    ids.extend(now.iter().map(|l| l.pupil));
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let row = |s: &Said| {
        let pupil = pupils.iter().find(|p| p.id == s.line.pupil);
        Row {
            name: pupil.map(|p| p.name()).unwrap_or_default(),
            form: pupil.map(|p| p.form.clone()).unwrap_or_default(),
            periods: s.line.periods.clone(),
            category: s.line.category.clone(),
            change: s.change,
        }
    };
    let count = |n: usize| v.words().count(casework::words::Concept::Pupil, n as i64);
    let published: Vec<Published> = notices
        .iter()
        .enumerate()
        .rev()
        .map(|(i, n)| {
            let opened = openings.iter().filter(|(_, r)| r.opened[i].is_some()).count();
            let rows: Vec<Row> =
                lines.iter().filter(|(id, _)| *id == n.id).map(|(_, s)| row(s)).collect();
            Published {
                id: n.id,
                number: n.number,
                new: !mine.contains(&n.id),
                opened: publishes.then_some((opened, openings.len())),
                at: n.at.minute(),
                by: n.by_name.clone(),
                reach: format!("{}, to {} staff", count(rows.len()), n.readers),
                rows,
            }
        })
        .collect();
    let cover = crate::rota::cover::Cover::read(src, &v.setting, v.today(), v.now).await?;
    let charge = cover.charge(&room, v.now.minute());
    let adult = match charge.adult {
        Some(id) => store::staff::find(src, org, id).await?.full(),
        None => String::new(),
    };
    Ok(RoomNotice {
        room: room.id,
        name: room.name,
        adult,
        contact: v.setting.school.phone.clone(),
        stands: count(standing(&all).len()),
        published,
        waiting: waiting.map(|w| {
            (format!("{}, to {readers} staff", count(w.len())), w.iter().map(row).collect())
        }),
        once: Id::now_v7(),
    })
}

/// Publishes.
pub async fn publish(v: Visit) -> Answer {
    let room = v.form.id("room").ok_or(Problem::Missing)?;
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), room).await?;
    let before = store::notice::of_day(&mut read, v.org(), room.id, v.today()).await?;
    if before.iter().any(|n| n.id == once) {
        return v.to("/notice");
    }
    drop(read);
    let why =
        if before.is_empty() { "Publishing the staff notice" } else { "Amending the staff notice" };
    let mut w = v.write(why).await?;
    // Sent twice at once: the other one may be kept by now.
    let kept = store::notice::of_day(&mut w, v.org(), room.id, v.today()).await?;
    if kept.iter().any(|n| n.id == once) {
        return v.to("/notice");
    }
    let event = put(&mut w, &v.setting, &room, v.today(), once).await?;
    v.commit(w, event, vec![]).await?;
    v.to_saying("/notice", if before.is_empty() { "Published" } else { "Amendment published" })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(opened::samples());
    all
}
