//! The acts of a restorative meeting, as they are done by the page and by a story alike.
//!
//! Must never know: a form or a page.

use crate::problem::Problem;
use casework::repair::{Item, Kept, NextLesson, Repair, State, Way, next_lesson};
use casework::room::Placement;
use casework::school::Setting;
use casework::{Coded, Event, Id, Verb};
use rulebook::{Day, Instant, Minute};
use store::Write;
use store::db::Source;

/// The pupil's next timetabled lesson with a member of staff after a moment; periods they will
/// spend in a room do not count.
pub async fn lesson_after(
    src: &mut dyn Source,
    setting: &Setting,
    pupil: Id,
    staff: Id,
    now: Instant,
) -> Result<Option<NextLesson>, Problem> {
    let org = setting.school.id;
    let lessons = store::repair::week_lessons(src, org, pupil, staff).await?;
    let missed = store::repair::in_a_room(src, org, pupil, now.day()).await?;
    Ok(next_lesson(&setting.calendar, &setting.periods, &lessons, now, &missed))
}

/// Offers a meeting with a member of staff after a placement. `id` is the new record's key; one
/// that is there already is left as it is, and no event says so.
pub async fn offer(
    w: &mut Write,
    setting: &Setting,
    placement: &Placement,
    staff: Id,
    id: Id,
) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    if store::repair::find(w, org, id).await.is_ok() {
        return Ok(Vec::new());
    }
    let act = w.act().clone();
    let lesson = lesson_after(w, setting, placement.pupil, staff, act.at).await?;
    let r = Repair {
        id,
        pupil: placement.pupil,
        placement: Some(placement.id),
        staff,
        state: State::Offered,
        lesson_day: lesson.as_ref().map(|l| l.day),
        lesson_code: lesson.map(|l| l.code).unwrap_or_default(),
        set_day: None,
        set_minute: None,
        held_at: None,
        account: String::new(),
        agreement: String::new(),
        check_on: None,
        checked_at: None,
        check_result: String::new(),
        by_staff: act.staff.unwrap_or(act.org),
        by_name: act.who,
        made_at: act.at,
        way: Way::Meeting,
        offer_again_on: None,
        version: 1,
    };
    store::repair::add(w, &r).await?;
    let mut event = Event::new(Verb::RepairOffered, "repair", id).pupil(r.pupil);
    if let Some(day) = r.lesson_day {
        event = event.fact("before", format!("{} {}", day.iso(), r.lesson_code));
    }
    Ok(vec![event])
}

/// Sets it for a day and time.
pub async fn set(
    w: &mut Write,
    repair: &Repair,
    day: Day,
    minute: Minute,
) -> Result<Event, Problem> {
    casework::repair::may_set(repair)?;
    let r = Repair {
        state: State::Set,
        set_day: Some(day),
        set_minute: Some(minute),
        ..repair.clone()
    };
    store::repair::change(w, &r).await?;
    Ok(Event::new(Verb::RepairSet, "repair", r.id)
        .pupil(r.pupil)
        .fact("for", format!("{} {minute}", day.iso())))
}

/// What came of a meeting.
#[derive(Clone, Debug)]
pub struct Came {
    /// When it was held.
    pub at: Instant,
    /// What was said, in words both agreed.
    pub account: String,
    /// What was agreed.
    pub agreement: String,
    /// Who does what, by when.
    pub items: Vec<(String, String, Option<Day>)>,
    /// When it is checked.
    pub check_on: Option<Day>,
    /// The pupil agreed to take part.
    pub pupil_agrees: bool,
    /// So did the other.
    pub other_agrees: bool,
    /// Whether they met, or an adult carried what each said.
    pub way: Way,
}

/// Records that it was held.
pub async fn hold(w: &mut Write, repair: &Repair, came: &Came) -> Result<Event, Problem> {
    casework::repair::may_hold(repair, came.pupil_agrees, came.other_agrees)?;
    let r = Repair {
        state: State::Held,
        held_at: Some(came.at),
        account: came.account.clone(),
        agreement: came.agreement.clone(),
        check_on: came.check_on,
        way: came.way,
        ..repair.clone()
    };
    store::repair::change(w, &r).await?;
    let items: Vec<Item> = came
        .items
        .iter()
        .enumerate()
        .map(|(n, (who, what, due))| Item {
            id: Id::now_v7(),
            repair: r.id,
            place: n as i64 + 1,
            who: who.clone(),
            what: what.clone(),
            due: *due,
            done_at: None,
        })
        .collect();
    store::repair::add_items(w, &items).await?;
    let mut event = Event::new(Verb::RepairHeld, "repair", r.id)
        .pupil(r.pupil)
        .fact("consent", "both")
        .fact("items", items.len());
    if r.way == Way::Shuttle {
        event = event.fact("way", r.way.code());
    }
    if let Some(day) = r.check_on {
        event = event.fact("check_on", day.iso());
    }
    Ok(event)
}

/// Records that somebody said no. `why` may be empty: nobody has to give a reason. `again` is the
/// day on which it is offered again, where it is to be.
pub async fn decline(
    w: &mut Write,
    repair: &Repair,
    who: &str,
    why: &str,
    again: Option<Day>,
) -> Result<Event, Problem> {
    casework::repair::may_set(repair)?;
    let account = format!("Declined by {who}. {why}").trim().to_string();
    let r = Repair { state: State::Declined, account, offer_again_on: again, ..repair.clone() };
    store::repair::change(w, &r).await?;
    let mut event = Event::new(Verb::RepairHeld, "repair", r.id)
        .pupil(r.pupil)
        .fact("outcome", "declined")
        .fact("by", who);
    if let Some(day) = again {
        event = event.fact("offer_again", day.iso());
    }
    Ok(event)
}

/// Records what was found when the agreement was checked.
pub async fn check(
    w: &mut Write,
    repair: &Repair,
    kept: Kept,
    words: &str,
    done: &[Id],
) -> Result<Event, Problem> {
    casework::repair::may_check(repair)?;
    let at = w.at();
    let r = Repair {
        state: State::Checked,
        checked_at: Some(at),
        check_result: format!("{}. {words}", kept.label()).trim().to_string(),
        ..repair.clone()
    };
    store::repair::change(w, &r).await?;
    store::repair::done(w, r.id, done).await?;
    Ok(Event::new(Verb::RepairChecked, "repair", r.id)
        .pupil(r.pupil)
        .fact("result", kept.code())
        .fact("done", done.len()))
}
