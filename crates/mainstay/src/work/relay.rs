//! Acts of the room on work that was set: paper collected or not there, a link looked at, enough or
//! not. Each is one tap; what is not there or not enough is asked for again in the same write.
//!
//! Must never know: when something may be said; `casework::work` does.

use super::{after, ends};
use crate::board::facts::{covers, room_is_theirs};
use crate::message::ask;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::work::{self, Again, Judged, Judgement, Work};
use casework::{Coded, Event, Id, Verb};
use store::{Source, Write};

/// A request of somebody in this person's room; anybody else's is missing. Whoever covers has the
/// lessons of today: what the room's own staff did before is not theirs.
pub async fn in_room(src: &mut dyn Source, v: &Visit, id: Id) -> Result<Work, Problem> {
    let w = store::work::find(src, v.org(), id).await?;
    store::pupil::find(src, &v.scope(), w.pupil).await?;
    if covers(v) && w.day != v.today() {
        return Err(Problem::Missing);
    }
    Ok(w)
}

/// Refuses to undo what somebody did to this request where the room is not theirs now.
pub async fn theirs_to_undo(src: &mut dyn Source, v: &Visit, w: &Work) -> Result<(), Problem> {
    let placement = store::room::placement(src, v.org(), w.placement).await?;
    room_is_theirs(v, src, placement.room, v.now).await
}

fn event(verb: Verb, w: &Work) -> Event {
    Event::new(verb, "work", w.id).pupil(w.pupil).fact("period", &w.code)
}

/// Asks the teacher again, by the same link as before and a message of its own.
async fn ask_again(
    w: &mut Write,
    v: &Visit,
    asked: &Work,
    why: Again,
) -> Result<Vec<Event>, Problem> {
    // A class without a teacher has nobody to wait for: the head of subject is next.
    let wait = match asked.teacher {
        Some(_) => v.setting.rules.work_escalates_after,
        None => 0,
    };
    let escalates_at = v.now.plus_seconds(wait * 60);
    store::relay::ask_again(w, asked.id, why, escalates_at).await?;
    ask::again(w, &v.setting, asked, why).await?;
    let mut event = event(Verb::WorkAskedAgain, asked).fact("why", why.label());
    if why == Again::NotThere {
        event = event.fact("where", &asked.detail);
    }
    Ok(vec![event])
}

/// Ticks paper as collected, or takes the tick back.
pub async fn collected(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Collecting paper for a lesson").await?;
    let asked = in_room(&mut w, &v, id).await?;
    if v.form.ticked("undo") {
        if work::uncollect(&asked, v.today())? {
            theirs_to_undo(&mut w, &v, &asked).await?;
            store::relay::set_collected(&mut w, id, None).await?;
            let event = event(Verb::WorkCollected, &asked).fact("taken back", "yes");
            v.commit(w, event, vec![]).await?;
        }
        return v.to_saying(after(&v, id), format!("{} is on the round again", name(&asked)));
    }
    if work::collect(&asked)? {
        store::relay::set_collected(&mut w, id, Some(&v.actor.name)).await?;
        v.commit(w, event(Verb::WorkCollected, &asked), vec![]).await?;
    }
    v.to_saying(after(&v, id), format!("Collected for {}", name(&asked)))
}

/// Says that paper was not there: the teacher is asked again.
pub async fn not_there(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Saying that paper was not there").await?;
    let asked = in_room(&mut w, &v, id).await?;
    if work::not_there(&asked)? {
        let mut events = ask_again(&mut w, &v, &asked, Again::NotThere).await?.into_iter();
        let Some(first) = events.next() else { return Err(Problem::Missing) };
        v.commit(w, first, events.collect()).await?;
    }
    v.to_saying(after(&v, id), format!("{} is asked for again", name(&asked)))
}

/// Says that somebody saw the work online.
pub async fn seen(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Looking whether work is there online").await?;
    let asked = in_room(&mut w, &v, id).await?;
    if work::see(&asked)? {
        store::relay::set_seen(&mut w, id, &v.actor.name).await?;
        v.commit(w, event(Verb::WorkSeen, &asked), vec![]).await?;
    }
    v.to(after(&v, id))
}

/// Says whether the work is enough; where it is not, the teacher is asked again.
pub async fn judged(v: Visit) -> Answer {
    let id = v.id("id")?;
    let said: Judged = v.form.coded("said").ok_or(Problem::Missing)?;
    let mut w = v.write("Saying whether work is enough").await?;
    let asked = in_room(&mut w, &v, id).await?;
    let ends = ends(&mut w, v.org(), &asked).await?;
    let judgement = work::judge(&asked, said, v.now, ends)?;
    if judgement == Judgement::Same {
        return v.to(after(&v, id));
    }
    store::relay::set_judged(&mut w, id, said, &v.actor.name).await?;
    let first = event(Verb::WorkJudged, &asked).fact("said", said.label());
    let (rest, told) = match judgement {
        Judgement::Ask(why) => {
            let events = ask_again(&mut w, &v, &asked, why).await?;
            (events, format!("{}: asked for again", name(&asked)))
        }
        _ => (vec![], format!("Kept for {}", name(&asked))),
    };
    v.commit(w, first, rest).await?;
    v.to_saying(after(&v, id), told)
}

fn name(w: &Work) -> String {
    format!("{} {}", w.code, w.subject)
}
