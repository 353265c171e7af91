//! What happens to an action: how it goes, that it is done, moved, given on or given up.
//!
//! Must never know: who may; `casework::action` says.

use super::{HOME, colleague, one, reader};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::{
    Action, LONGEST, Note, NoteKind, Origin, State, done, give_up, hand_on, may_change, of_pupil,
    put_off, send_back,
};
use casework::{Event, Id, Verb};
use store::Write;

/// What was posted.
enum Step {
    Note(String),
    Done(String),
    SendBack(String),
    Move(rulebook::Day, String),
    HandOn((Id, String), String),
    GiveUp(String),
}

async fn typed(
    v: &Visit,
    w: &mut Write,
    errors: &mut Errors,
) -> Result<Option<(Step, NoteKind)>, Problem> {
    let f = &v.form;
    Ok(Some(match f.text("act") {
        "note" => {
            let said = errors.need(f, "note", LONGEST, "Say how it goes");
            (Step::Note(said), NoteKind::Progress)
        }
        "done" => {
            let said = errors.need(f, "outcome", LONGEST, "Say what was done");
            (Step::Done(said), NoteKind::SaidDone)
        }
        "take" => (Step::Done(String::new()), NoteKind::Accepted),
        "send_back" => {
            let said = errors.need(f, "not_yet", LONGEST, "Say what is still to be done");
            (Step::SendBack(said), NoteKind::SentBack)
        }
        "move" => {
            let why = errors.need(f, "why_moved", LONGEST, "Say why it is moved");
            let to = errors.get(f.day("to"), "to", "Give the new day, such as 4/12/2026");
            if to.is_some_and(|to| to < v.today()) {
                errors.add("to", "That day is over. Give today or a later one");
            }
            let Some(to) = to else { return Ok(None) };
            (Step::Move(to, why), NoteKind::Moved)
        }
        "hand_on" => {
            let said = errors.limit(f, "said", LONGEST);
            let to = colleague(w, v, f.id("to_staff")).await?;
            let to = errors.get(to, "to_staff", "Choose a colleague who can sign in");
            let Some(to) = to else { return Ok(None) };
            (Step::HandOn(to, said), NoteKind::HandedOn)
        }
        "give_up" => {
            let why = errors.need(f, "why", LONGEST, "Say why it is given up");
            (Step::GiveUp(why), NoteKind::GivenUp)
        }
        _ => return Err(Problem::Missing),
    }))
}

/// Keeps what happened.
pub async fn act(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Seeing to an action").await?;
    let before = store::action::find(&mut w, &reader(&v), v.id("id")?).await?;
    let there = format!("{HOME}/{}", before.id);
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let step = typed(&v, &mut w, &mut errors).await?;
    // The same form sent twice does it once.
    if store::action::notes(&mut w, v.org(), before.id).await?.iter().any(|n| n.id == once) {
        return v.to(there);
    }
    let (Some((step, kind)), true) = (step, errors.is_empty()) else {
        drop(w);
        let page = one(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    may_change(&before, &v.actor)?;
    let note = |words: &str| Note {
        id: once,
        action: before.id,
        kind,
        words: words.to_string(),
        from_day: None,
        to_day: None,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let event = |verb| of_pupil(Event::new(verb, "action", before.id), &before);
    let (after, note, event, said) = match step {
        Step::Note(words) => {
            store::action::say(&mut w, &note(&words)).await?;
            v.commit(w, event(Verb::ActionNoted), Vec::new()).await?;
            return v.to_saying(there, "Kept");
        }
        Step::Done(words) => {
            let after = done(&before, &v.actor, &words, v.now)?;
            let mut event = event(Verb::ActionDone);
            let said = match after.state {
                State::Back => {
                    event = event.fact("back with", &after.delegator_name);
                    format!("Kept as done. It is back with {}", after.delegator_name)
                }
                _ => "Kept as done".to_string(),
            };
            (after, note(&words), event, said)
        }
        Step::SendBack(words) => {
            let after = send_back(&before, &v.actor)?;
            let event = event(Verb::ActionChanged).fact("owner", &after.owner_name);
            (after, note(&words), event, format!("It is with {} again", before.owner_name))
        }
        Step::Move(to, why) => {
            let after = put_off(&before, &v.actor, to)?;
            let event = event(Verb::ActionChanged).fact("from", before.due).fact("to", to);
            let note = Note { from_day: Some(before.due), to_day: Some(to), ..note(&why) };
            (after, note, event, format!("It is due {to}; the day before it is kept"))
        }
        Step::HandOn(to, words) => {
            let after = hand_on(&before, &v.actor, to)?;
            let event = event(Verb::ActionChanged).fact("owner", &after.owner_name);
            let words = format!("To {}. {words}", after.owner_name);
            let said = format!("{} does it now; it comes back when it is done", after.owner_name);
            (after, note(words.trim()), event, said)
        }
        Step::GiveUp(why) => {
            let after = give_up(&before, &v.actor, &why, v.now)?;
            (after, note(&why), event(Verb::ActionGivenUp), "Given up, with the reason".into())
        }
    };
    if v.form.int("version") != Some(before.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::action::change(&mut w, &after, Some(&note)).await?;
    let rest = follow(&mut w, &v, &after).await?;
    v.commit(w, event, rest).await?;
    v.to_saying(there, said)
}

/// What was recommended is done when its action is.
pub(super) async fn follow(w: &mut Write, v: &Visit, a: &Action) -> Result<Vec<Event>, Problem> {
    let over = matches!(a.state, State::Done | State::GivenUp);
    let (true, Origin::Recommendation, Some(id)) = (over, a.origin, a.about) else {
        return Ok(Vec::new());
    };
    let r = store::recommendation::find(w, v.org(), id).await?;
    if r.done_at.is_some() {
        return Ok(Vec::new());
    }
    let r = casework::recommendation::Recommendation {
        outcome: a.outcome.clone(),
        done_by: v.actor.name.clone(),
        done_at: Some(v.now),
        ..r
    };
    store::recommendation::change(w, &r).await?;
    Ok(vec![Event::new(Verb::RecommendationDone, "recommendation", r.id)])
}
