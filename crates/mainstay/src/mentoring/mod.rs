//! Mentoring: who is mentored by whom, the goals, and each session with how every goal stands.
//!
//! Must never know: whether a session may still be written down; casework says.

mod page;

pub use page::{ListPage, MentoringPage, NewPage, samples};

use crate::duty::{found, names};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::mentoring::{
    GOALS, Goal, LONGEST_GOAL, LONGEST_SESSION, Mark, Mentoring, Progress, Session, may_hold,
};
use casework::{Event, Id, Verb};

/// Shows whom this person mentors, and mentoring of pupils they see.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::mentoring::all(&mut read, &v.scope(), v.actor.staff).await?;
    let ids: Vec<Id> = all.iter().map(|m| m.pupil).collect();
    let names = names(&mut read, &v, &ids).await?;
    v.page(&ListPage {
        today: v.today(),
        me: v.actor.staff,
        rows: all
            .into_iter()
            .map(|m| (names.get(&m.pupil).cloned().unwrap_or_default(), m))
            .collect(),
    })
}

async fn new_sheet(v: &Visit, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let mut read = v.read().await?;
    let q = form.text("q").to_string();
    let mut found = found(&mut read, v, &q).await?;
    let chosen = form.id("pupil").or(v.query.id("pupil"));
    if let Some(id) = chosen.filter(|id| !found.iter().any(|f| f.0 == *id)) {
        found.extend(names(&mut read, v, &[id]).await?);
    }
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    if let (false, Some(id)) = (form.has("pupil"), chosen) {
        form = form.with("pupil", id.to_string());
    }
    Ok(NewPage { q, found, form, errors, csrf: v.csrf.clone(), words: v.words().clone() })
}

/// Begins mentoring: the form.
pub async fn new(v: Visit) -> Answer {
    let page = new_sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

fn goal_names() -> Vec<String> {
    (1..=GOALS).map(|n| format!("goal-{n}")).collect()
}

/// Begins mentoring.
pub async fn add(v: Visit) -> Answer {
    if crate::duty::call::finds(&v.form) {
        let page = new_sheet(&v, v.form.clone(), Errors::new()).await?;
        return v.page(&page);
    }
    let f = &v.form;
    let mut errors = Errors::new();
    let pupil = errors.get(f.id("pupil"), "q", "Find and choose who is mentored");
    let focus = errors.limit(f, "focus", 200);
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let mut goals = Vec::new();
    for name in goal_names() {
        let goal = errors.limit(f, &name, LONGEST_GOAL);
        if !goal.is_empty() {
            goals.push(Goal { id: Id::now_v7(), mentoring: id, goal });
        }
    }
    if goals.is_empty() {
        errors.add("goal-1", "Give at least one goal: a session says how it stands");
    }
    let next_on = match f.has("next_on") {
        true => errors.get(f.day("next_on"), "next_on", "Give a day, such as 12 11 2026"),
        false => None,
    };
    if next_on.is_some_and(|d| d < v.today()) {
        errors.add("next_on", "This day is over");
    }
    let (Some(pupil), true) = (pupil, errors.is_empty()) else {
        let page = new_sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Beginning mentoring").await?;
    store::pupil::find(&mut w, &v.actor.roll(), pupil).await?;
    let m = Mentoring {
        id,
        pupil,
        mentor: v.actor.staff,
        mentor_name: v.actor.name.clone(),
        focus,
        from: v.today(),
        next_on,
        ended_on: None,
        ended_why: String::new(),
        version: 1,
    };
    let to = format!("/mentoring/{id}");
    if !store::mentoring::add(&mut w, &m, &goals).await? {
        return v.to(to);
    }
    let mut event = Event::new(Verb::MentoringChanged, "mentoring", id)
        .pupil(pupil)
        .fact("what", "begun")
        .fact("goals", goals.len());
    if let Some(day) = next_on {
        event = event.fact("next", day);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Begun")
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<MentoringPage, Problem> {
    let mut read = v.read().await?;
    let m = store::mentoring::find(&mut read, &v.scope(), v.actor.staff, v.id("id")?).await?;
    let names = names(&mut read, v, &[m.pupil]).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(MentoringPage {
        who: names.get(&m.pupil).cloned().unwrap_or_default(),
        today: v.today(),
        goals: store::mentoring::goals(&mut read, v.org(), m.id).await?,
        sessions: store::mentoring::sessions(&mut read, v.org(), m.id).await?,
        marks: store::mentoring::marks(&mut read, v.org(), m.id).await?,
        mine: m.mentor == v.actor.staff,
        mentoring: m,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("day", v.today().iso())]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps a session.
pub async fn hold(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let day = errors.get(f.day("day"), "day", "Give the day, such as 12 11 2026");
    let from = errors.get(f.minute("from"), "from", "Give the time it began, such as 12.20");
    let minutes = f.int("minutes").filter(|n| (1..=LONGEST_SESSION).contains(n));
    let minutes = errors.get(minutes, "minutes", "Give its minutes, such as 20");
    let body = errors.limit(f, "body", 2000);
    let next_on = match f.has("next_on") {
        true => errors.get(f.day("next_on"), "next_on", "Give a day, such as 12 11 2026"),
        false => None,
    };
    if let (Some(day), Some(from)) = (day, from)
        && day.at(from) > v.now
    {
        errors.add("day", format!("This is later than now, {}", v.now));
    }
    if let (Some(day), Some(next)) = (day, next_on)
        && next <= day
    {
        errors.add("next_on", "The next session comes after this one");
    }
    let mut w = v.write("Writing down a mentoring session").await?;
    let mut m = store::mentoring::find(&mut w, &v.scope(), v.actor.staff, v.id("id")?).await?;
    if m.mentor != v.actor.staff {
        return Err(Problem::Missing);
    }
    let (Some(day), Some(from), Some(minutes), true) = (day, from, minutes, errors.is_empty())
    else {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    may_hold(&m, day)?;
    let session = Session {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        mentoring: m.id,
        pupil: m.pupil,
        day,
        from,
        minutes,
        body,
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
    };
    let goals = store::mentoring::goals(&mut w, v.org(), m.id).await?;
    let marks: Vec<Mark> = goals
        .iter()
        .filter_map(|g| {
            let progress = f.coded::<Progress>(&format!("progress-{}", g.id))?;
            Some(Mark { session: session.id, goal: g.id, progress })
        })
        .collect();
    let to = format!("/mentoring/{}", m.id);
    if !store::mentoring::hold(&mut w, &session, &marks).await? {
        return v.to(to);
    }
    if m.ended_on.is_none() {
        m.next_on = next_on;
        store::mentoring::change(&mut w, &m).await?;
    }
    let event = Event::new(Verb::MentoringHeld, "mentoring", m.id)
        .pupil(m.pupil)
        .fact("on", day)
        .fact("minutes", minutes)
        .fact("goals", marks.len());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "The session is kept")
}

/// Changes when they meet next, adds a goal, or ends it with a reason.
pub async fn change(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut w = v.write("Changing mentoring").await?;
    let mut m = store::mentoring::find(&mut w, &v.scope(), v.actor.staff, v.id("id")?).await?;
    if m.mentor != v.actor.staff {
        return Err(Problem::Missing);
    }
    let to = format!("/mentoring/{}", m.id);
    let ends = f.text("way") == "end";
    let mut goal = None;
    let what = if ends {
        if m.ended_on.is_some() {
            return v.to(to);
        }
        m.ended_why = errors.need(f, "why", 500, "Say why it ends");
        m.ended_on = Some(v.today());
        m.next_on = None;
        "ended"
    } else {
        let words = errors.limit(f, "goal", LONGEST_GOAL);
        let kept = store::mentoring::goals(&mut w, v.org(), m.id).await?;
        if !words.is_empty() && !kept.iter().any(|g| g.goal == words) {
            if kept.len() >= GOALS {
                errors.add("goal", format!("{GOALS} goals are followed at most"));
            }
            goal = Some((Goal { id: Id::now_v7(), mentoring: m.id, goal: words }, kept.len()));
        }
        m.next_on = match f.has("next") {
            true => errors.get(f.day("next"), "next", "Give a day, such as 12 11 2026"),
            false => m.next_on,
        };
        "changed"
    };
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if f.int("version") != Some(m.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::mentoring::change(&mut w, &m).await?;
    let mut event =
        Event::new(Verb::MentoringChanged, "mentoring", m.id).pupil(m.pupil).fact("what", what);
    if let Some((goal, after)) = goal {
        store::mentoring::add_goals(&mut w, &[goal], after).await?;
        event = event.fact("goals", 1);
    }
    if let Some(day) = m.next_on {
        event = event.fact("next", day);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, if ends { "Ended. The reason is kept" } else { "Kept" })
}
