//! Observations of lessons: written by whoever watched, given to the teacher, answered by the teacher
//! alone. Nobody else finds them.
//!
//! Must never judge: there is no grade, and only what the teacher agrees becomes an action.

mod page;
pub mod write;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::team::coming;
use crate::visit::{Answer as Reply, Visit};
use casework::action::{self, Action};
use casework::observation::Suggestion;
use casework::observation::{Answer, LONGEST, Observation, may_answer, may_share};
use casework::team::Ask;
use casework::{Coded, Event, Id, May, Verb};
use page::{ListPage, OnePage};
use rulebook::Day;
use store::Source;
use store::today::team;

/// Where it is.
pub const HOME: &str = "/observations";

/// Shows those this person watched, and those of their lessons.
pub async fn list(v: Visit) -> Reply {
    let mut read = v.read().await?;
    let all = store::observation::of(&mut read, v.org(), v.actor.staff).await?;
    v.page(&ListPage { me: v.actor.staff, all, leads: v.may(May::Team) })
}

async fn found(v: &Visit, src: &mut dyn Source) -> Result<Observation, Problem> {
    Ok(store::observation::find(src, v.org(), v.actor.staff, v.id("id")?).await?)
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<OnePage, Problem> {
    let mut read = v.read().await?;
    let o = found(v, &mut read).await?;
    let org = v.org();
    Ok(OnePage {
        moments: store::observation::moments(&mut read, org, o.id).await?,
        counts: store::observation::counts(&mut read, org, o.id).await?,
        suggestions: store::observation::suggestions(&mut read, org, o.id).await?,
        teaches: o.teacher == v.actor.staff,
        o,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Reply {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

fn event(verb: Verb, o: &Observation) -> Event {
    Event::new(verb, "observation", o.id).fact("with", &o.teacher_name).fact("on", o.day)
}

/// Gives it to the teacher, or answers a suggestion.
pub async fn act(v: Visit) -> Reply {
    match v.form.text("act") {
        "share" => share(v).await,
        "answer" => answer(v).await,
        _ => Err(Problem::Missing),
    }
}

async fn share(v: Visit) -> Reply {
    let mut w = v.write("Giving a teacher an observation").await?;
    let o = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", o.id);
    if o.observer != v.actor.staff {
        return Err(Problem::Missing);
    }
    if o.shared_at.is_some() {
        return v.to(there);
    }
    let moments = store::observation::moments(&mut w, v.org(), o.id).await?;
    may_share(&o, &moments).map_err(|r| *r)?;
    let o = Observation { shared_at: Some(v.now), ..o };
    store::observation::change(&mut w, &o).await?;
    let what = format!("Read what {} saw in {}, {}", o.observer_name, o.class, o.day.short());
    let within = rulebook::team::READ_A_NOTE.0;
    let due = v.setting.calendar.school_days_after(v.today(), within).map_or(v.today(), |c| c.day);
    team::ask(&mut w, Ask::Observed, o.id, o.id, &what, Some(o.teacher), due).await?;
    v.commit(w, event(Verb::ObservationShared, &o), Vec::new()).await?;
    v.to_saying(there, format!("{} has it now", o.teacher_name))
}

async fn answer(v: Visit) -> Reply {
    let mut w = v.write("Answering a suggestion").await?;
    let o = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", o.id);
    let id = v.form.id("suggestion");
    let all = store::observation::suggestions(&mut w, v.org(), o.id).await?;
    let s = all.iter().find(|s| Some(s.id) == id).ok_or(Problem::Missing)?;
    let said: Answer = v.form.coded("answer").ok_or(Problem::Missing)?;
    if s.answer == Some(said) && o.teacher == v.actor.staff {
        return v.to(there);
    }
    may_answer(&o, s, &v.actor).map_err(|r| *r)?;
    let mut errors = Errors::new();
    let words = errors.limit(&v.form, &format!("said-{}", s.id), LONGEST);
    let (due, how) = match said {
        Answer::Agreed => {
            let field = format!("how-{}", s.id);
            let how = errors.need(&v.form, &field, LONGEST, "Say how we shall know that it helps");
            (coming(&v, &mut errors, &format!("due-{}", s.id)), how)
        }
        Answer::Declined => (None, String::new()),
    };
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    // What is agreed becomes an action of the teacher's, seen by the two of them.
    let action = match (said, due) {
        (Answer::Agreed, Some(_)) => Some(agreed(&v, &o, s, due, how)?),
        _ => None,
    };
    let new = Suggestion {
        answer: Some(said),
        said: words,
        due,
        answered_at: Some(v.now),
        action: action.as_ref().map(|a| a.id),
        ..s.clone()
    };
    if !store::observation::answer(&mut w, &new).await? {
        return v.to(there);
    }
    let left = all.iter().filter(|x| x.id != new.id && x.answer.is_none()).count();
    if left == 0 {
        team::done(&mut w, Ask::Observed, o.id, None, "answered").await?;
    }
    let mut rest = Vec::new();
    if let Some(a) = &action {
        store::action::ask(&mut w, a).await?;
        rest.push(casework::action::made(a));
    }
    let event = event(Verb::ObservationAnswered, &o).fact("said", said.label());
    v.commit(w, event, rest).await?;
    v.to_saying(there, "Your answer is kept")
}

/// The action that an agreed suggestion becomes.
fn agreed(
    v: &Visit,
    o: &Observation,
    s: &Suggestion,
    due: Option<Day>,
    how: String,
) -> Result<Action, Problem> {
    let ask = action::Ask {
        what: s.words.clone(),
        owner: Some((o.teacher, o.teacher_name.clone())),
        due,
        how,
        origin: action::Origin::Observation,
        about: Some(o.id),
        source: format!("{}, {}", o.class, o.day.short()),
        private: true,
        ..action::Ask::new(Id::now_v7())
    };
    // Every field of it was looked at above.
    let made = action::begin(ask, &v.actor, v.now).map_err(|_| Problem::Missing)?;
    Ok(Action { by_staff: o.observer, by_name: o.observer_name.clone(), ..made })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(write::samples());
    all
}
