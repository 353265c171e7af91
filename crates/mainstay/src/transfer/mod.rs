//! Referrals from one room to another: what was asked, and the answer by whoever is in charge.

pub mod ask;
pub mod page;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::referral::booking::{NewPlace, book};
use crate::visit::{Answer, Visit};
use casework::booking::Wanted;
use casework::room::Room;
use casework::transfer::{LONGEST, Transfer, TransferState, answers, may_answer};
use casework::{Id, Scope};
use page::{ListPage, OnePage, Row};
use store::Source;

/// Transfers on one page.
const MOST: i64 = 200;

/// Whose transfers this person sees: those of the pupils whose files they may open.
fn reach(v: &Visit) -> Scope {
    v.actor.scope_for(casework::May::PupilFile, v.today())
}

fn row(v: &Visit, t: &Transfer, pupil: &str, rooms: &[Room]) -> Row {
    let name = |id: Option<Id>| {
        rooms.iter().find(|r| Some(r.id) == id).map(|r| r.name.clone()).unwrap_or_default()
    };
    Row {
        id: t.id,
        pupil: pupil.to_string(),
        from: name(t.from_room),
        to: name(Some(t.to_room)),
        way: t.way,
        state: t.state,
        late: t.is_late(v.today()),
        reply_by: t.reply_by,
        start_on: t.start_on,
        asked: format!("{}, {}", t.asked_name, t.asked_at),
    }
}

/// Every room, in use or not, for its name.
async fn rooms(src: &mut dyn Source, v: &Visit) -> Result<Vec<Room>, Problem> {
    Ok(store::room::rooms(src, v.org()).await?)
}

/// The list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::transfer::list(&mut read, &reach(&v), MOST).await?;
    let rooms = rooms(&mut read, &v).await?;
    let pupils: Vec<Id> = all.iter().map(|t| t.pupil).collect();
    let known = store::pupil::several(&mut read, &reach(&v), &pupils).await?;
    let rows = all
        .iter()
        .filter_map(|t| {
            let p = known.iter().find(|p| p.id == t.pupil)?;
            Some(row(&v, t, &format!("{}, {}", p.name(), p.form), &rooms))
        })
        .collect();
    v.page(&ListPage { rows })
}

async fn one(
    v: &Visit,
    src: &mut dyn Source,
    form: Option<Form>,
    errors: Errors,
) -> Result<(Transfer, Room, OnePage), Problem> {
    let t = store::transfer::find(src, v.org(), v.id("id")?).await?;
    let pupil = store::pupil::find(src, &reach(v), t.pupil).await?;
    let rooms = rooms(src, v).await?;
    let room = store::room::room(src, v.org(), t.to_room).await?;
    let lessons = v.setting.lessons_on(t.start_on);
    let slots = match t.placement {
        Some(id) => store::room::slots(src, v.org(), id).await?,
        None => Vec::new(),
    };
    let form = form.unwrap_or_else(|| {
        // The periods it stands for, where it comes from a placement.
        let codes: Vec<String> = lessons
            .iter()
            .map(|p| p.code.clone())
            .filter(|c| slots.is_empty() || slots.iter().any(|s| s.code == *c))
            .collect();
        let mut pairs = vec![("start_on".to_string(), t.start_on.iso())];
        pairs.extend(codes.into_iter().map(|c| ("period".to_string(), c)));
        Form::of(pairs)
    });
    let page = OnePage {
        csrf: v.csrf.clone(),
        row: row(v, &t, &format!("{}, {}", pupil.name(), pupil.form), &rooms),
        pupil: t.pupil,
        why: t.why.clone(),
        answer: t.answered_at.map(|at| (format!("{}, {at}", t.answered_name), t.answer.clone())),
        lead: match room.lead {
            Some(id) => store::staff::find(src, v.org(), id).await?.full(),
            None => "whoever leads the rooms".into(),
        },
        answers: t.state == TransferState::Asked && answers(&v.actor, &room),
        version: t.version,
        lessons: lessons.iter().map(|p| p.code.clone()).collect(),
        no: None,
        form,
        errors,
    };
    Ok((t, room, page))
}

/// One.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (_, _, page) = one(&v, &mut read, None, Errors::new()).await?;
    v.page(&page)
}

/// Accepts or declines.
pub async fn answer(v: Visit) -> Answer {
    let mut w = v.write("Answering for a room").await?;
    let (t, room, mut page) = one(&v, &mut w, Some(v.form.clone()), Errors::new()).await?;
    may_answer(&v.actor, &t, &room).map_err(|no| Problem::from(*no))?;
    if v.form.int("version") != Some(t.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut e = Errors::new();
    let state = e.get(
        v.form.coded::<TransferState>("state").filter(|s| *s != TransferState::Asked),
        "state",
        "Accept it or decline it",
    );
    let accepts = state == Some(TransferState::Accepted);
    let said = match accepts {
        true => e.limit(&v.form, "answer", LONGEST),
        false => e.need(&v.form, "answer", LONGEST, "Say why not, and what may help instead"),
    };
    let mut start_on = t.start_on;
    if accepts {
        let day = e.get(v.form.day("start_on"), "start_on", "Give the day as a date");
        start_on = day.unwrap_or(t.start_on);
        if let Some(why) = v.setting.calendar.why_closed(start_on) {
            e.add("start_on", format!("Nobody is in on that day: {why}"));
        } else if start_on < v.today() {
            e.add("start_on", "Give today or a day to come");
        }
    }
    let codes: Vec<String> = v.form.all("period").iter().map(|c| c.to_string()).collect();
    let Some(state) = state.filter(|_| e.is_empty()) else {
        drop(w);
        page.errors = e;
        return v.again(&page);
    };
    let answered = Transfer {
        state,
        start_on,
        answered_name: v.actor.name.clone(),
        answered_at: Some(v.now),
        answer: said,
        ..t.clone()
    };
    let event = store::transfer::answer(&mut w, &answered, &room.name).await?;
    let mut rest = Vec::new();
    if accepts && !codes.is_empty() {
        let reason = match t.placement {
            Some(id) => store::room::placement(&mut w, v.org(), id).await?.reason,
            None => None,
        };
        let label = crate::referral::reason_label(&mut w, v.org(), reason).await?;
        let place = NewPlace {
            id: Id::now_v7(),
            wanted: Wanted {
                pupil: t.pupil,
                moving: None,
                day: start_on,
                codes,
                room: t.to_room,
                on_a_name: false,
            },
            referral: None,
            reason: reason.map(|r| (r, label)),
            plain_reason: format!("A place in {}.", room.name),
            decided_by: Some(v.actor.staff),
        };
        match book(&mut w, &v.setting, &place).await? {
            Ok(done) => rest.extend(done.events),
            Err(no) => {
                drop(w);
                page.no = Some(crate::referral::rebook::reasons(&v, &no, &place.wanted));
                return Ok(v.page_as(axum::http::StatusCode::CONFLICT, &page));
            }
        }
    }
    v.commit(w, event, rest).await?;
    v.to_saying(
        format!("/transfers/{}", t.id),
        if accepts {
            "Accepted. Whoever asked sees it"
        } else {
            "Declined. Whoever asked sees why"
        },
    )
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(ask::samples());
    all
}
