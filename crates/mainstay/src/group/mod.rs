//! Groups: who leads what, on which days, with whom; registers, scores and what they say.
//!
//! Must never know: what clashes, or what a score means; casework says.

mod begin;
mod free;
mod list_page;
mod page;
mod samples;
mod scores;
mod scores_page;
mod session;
mod session_page;
pub mod today;

pub use begin::{add, new};
pub use samples::samples;
pub use scores::{enter, put_right, show as scores};
pub use session::{change as change_session, register, show as session};

pub(crate) use crate::pupil::file_scope as scope;

use crate::action::follows::follows;
use crate::form::{Errors, Form};
use crate::intervention::{must_run, stale};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::Origin;
use casework::group::{Group, LONGEST, MOST_MEMBERS, Member, Session, going};
use casework::pupil::Pupil;
use casework::{Event, Id, May, Reach, Scope, Verb};
use list_page::{ListPage, Row};
use page::{GroupPage, InIt};
use rulebook::Day;
use std::collections::HashMap;
use store::Source;

/// People found at most.
const FOUND: i64 = 40;

/// The pupils of these that the reader may see named in a group: everybody in one they lead, and
/// else those whose file they open.
pub(crate) async fn seen(
    v: &Visit,
    src: &mut dyn Source,
    leads: bool,
    ids: &[Id],
) -> Result<Vec<Pupil>, Problem> {
    let reach = match leads {
        true => Scope { org: v.org(), reach: vec![Reach::School] },
        false => scope(v),
    };
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(store::pupil::several(src, &reach, &ids).await?)
}

/// "Callie Dunmore, 8N"
pub(crate) fn named(p: &Pupil) -> String {
    format!("{}, {}", p.name(), p.form)
}

/// A group this reader may open, with its members and whom of them they see: its leader, those who
/// open every file, and those who open the file of somebody in it.
pub(crate) async fn open(
    v: &Visit,
    src: &mut dyn Source,
    id: Id,
) -> Result<(Group, Vec<Member>, Vec<Pupil>), Problem> {
    let group = store::group::find(src, v.org(), id).await?;
    let leads = group.leader == v.actor.staff;
    let members = store::group::members(src, v.org(), &[id]).await?;
    let ids: Vec<Id> = members.iter().map(|m| m.pupil).collect();
    let pupils = seen(v, src, leads, &ids).await?;
    let all = scope(v).reach.contains(&Reach::School) && v.may(May::PupilFile);
    // Whoever runs support sees one that has nobody in it yet.
    let empty = members.is_empty() && v.may(May::PupilFile) && v.may(May::Returns);
    if leads || all || empty || (v.may(May::PupilFile) && !pupils.is_empty()) {
        return Ok((group, members, pupils));
    }
    Err(Problem::Missing)
}

/// Refuses whoever neither leads a group nor runs support.
fn must_lead(v: &Visit, group: &Group) -> Result<(), Problem> {
    if group.leader == v.actor.staff {
        return Ok(());
    }
    must_run(v, &format!("/groups/{}", group.id))
}

/// Shows the groups this person leads, and those of pupils they see.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::group::all(&mut read, v.org()).await?;
    let ids: Vec<Id> = all.iter().map(|g| g.id).collect();
    let members = store::group::members(&mut read, v.org(), &ids).await?;
    let runs = v.may(May::PupilFile) && v.may(May::Returns);
    let files = v.may(May::PupilFile);
    let pupils: Vec<Id> = members.iter().map(|m| m.pupil).collect();
    let mine = match files {
        true => seen(&v, &mut read, false, &pupils).await?,
        false => Vec::new(),
    };
    let known: HashMap<Id, String> = store::intervention::all(&mut read, v.org())
        .await?
        .into_iter()
        .map(|i| (i.id, i.name))
        .collect();
    let school = files && scope(&v).reach.contains(&Reach::School);
    let mut rows = Vec::new();
    for g in all {
        let of: Vec<&Member> = members.iter().filter(|m| m.group == g.id).collect();
        let sees = of.iter().any(|m| mine.iter().any(|p| p.id == m.pupil));
        if !(school || sees || g.leader == v.actor.staff || (runs && of.is_empty())) {
            continue;
        }
        let sessions = store::group::sessions(&mut read, v.org(), g.id).await?;
        rows.push(Row {
            what: known.get(&g.intervention).cloned().unwrap_or_default(),
            members: of.iter().filter(|m| m.left_on.is_none()).count() as i64,
            sessions,
            mine: g.leader == v.actor.staff,
            group: g,
        });
    }
    drop(read);
    v.page(&ListPage { today: v.today(), words: v.words().clone(), runs, files, rows })
}

/// Everything the page of a group shows.
async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    id: Id,
    form: Form,
    errors: Errors,
) -> Result<GroupPage, Problem> {
    let (group, members, pupils) = open(v, src, id).await?;
    let sessions = store::group::sessions(src, v.org(), id).await?;
    let marks = store::group::marks(src, v.org(), &[id]).await?;
    let intervention = store::intervention::find(src, v.org(), group.intervention).await?;
    let measure = store::intervention::measure(src, v.org(), group.measure).await?;
    let mut rows = Vec::new();
    let mut unseen = 0;
    for m in members.iter() {
        let Some(p) = pupils.iter().find(|p| p.id == m.pupil) else {
            unseen += 1;
            continue;
        };
        let next = sessions.iter().find(|s| s.stands() && m.on(s.day));
        let missed = match next {
            Some(s) if m.left_on.is_none() => missed(v, src, m.pupil, s).await?,
            _ => String::new(),
        };
        let of = |here: bool| {
            marks.iter().filter(|k| k.pupil == m.pupil && k.here == here).count() as i64
        };
        rows.push(InIt {
            who: named(p),
            here: of(true),
            absent: of(false),
            missed,
            member: m.clone(),
        });
    }
    let runs = must_lead(v, &group).is_ok();
    // Shown again with what was typed, a form brings along who had been looked for.
    let asked = if v.query.has("q") { &v.query } else { &v.form };
    let q = asked.text("q").to_string();
    let mut found = Vec::new();
    if runs && !q.is_empty() {
        let reach = match v.may(May::PupilFile) {
            true => scope(v),
            false => v.scope(),
        };
        found = crate::pupil::looked_for(src, &reach, &q, FOUND)
            .await?
            .into_iter()
            .filter(|p| !members.iter().any(|m| m.pupil == p.id && m.left_on.is_none()))
            .map(|p| (p.id, format!("{}, {}", p.name(), p.form)))
            .collect();
    }
    let weekday = group.first_day.weekday();
    let weekday = sessions.first().map_or(weekday, |s| s.first_day.weekday());
    let (_, out) =
        casework::group::days(&v.setting.calendar, weekday, group.first_day, group.last_day);
    let staff = match runs {
        true => crate::intervention::staff_choices(src, v, "Choose").await?,
        false => Vec::new(),
    };
    let standing: Vec<&Session> = sessions.iter().filter(|s| s.stands()).collect();
    let minutes = standing.iter().map(|s| s.minutes()).sum();
    let now = members.iter().map(|m| m.pupil).collect::<std::collections::BTreeSet<_>>().len();
    let cost = intervention.cost(standing.len() as i64, minutes, now as i64);
    let on: Vec<Pupil> = pupils
        .iter()
        .filter(|p| members.iter().any(|m| m.pupil == p.id && m.left_on.is_none()))
        .cloned()
        .collect();
    let trips = match group.ended_on {
        None => free::on_trips(v, src, &sessions, &on, &group).await?,
        Some(_) => Vec::new(),
    };
    let mut form = form;
    for (name, value) in [
        ("from", v.today().max(group.first_day).iso()),
        ("aim", group.aim.clone()),
        ("plan", group.plan.clone()),
        ("place", group.place.clone()),
        ("leader", group.leader.to_string()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(GroupPage {
        words: v.words().clone(),
        today: v.today(),
        weekday: weekday.long().to_string(),
        left_out: out,
        marks,
        rows,
        unseen,
        follows: follows(v, src, (Origin::Group, id), group.ended_on.is_none()).await?,
        sessions,
        intervention,
        measure: measure.name,
        cost,
        trips,
        runs: runs && group.ended_on.is_none(),
        files: v.may(May::PupilFile),
        q,
        found,
        staff,
        group,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// The lesson of somebody's own that a session takes.
async fn missed(
    v: &Visit,
    src: &mut dyn Source,
    pupil: Id,
    s: &Session,
) -> Result<String, Problem> {
    let week = v.setting.calendar.week(s.day);
    let lessons = store::staff::lessons_of(src, v.org(), pupil, s.day, week).await?;
    Ok(lessons.into_iter().find(|l| l.period == s.code).map(|l| l.subject).unwrap_or_default())
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, v.id("id")?, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Adds members from a day on; a clash is named and refused.
pub async fn join(v: Visit) -> Answer {
    let mut w = v.write("Adding to a group").await?;
    let (group, members, _) = open(&v, &mut w, v.id("id")?).await?;
    must_lead(&v, &group)?;
    going(&group)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let chosen: Vec<Id> = f.all("pupil").iter().filter_map(|t| t.parse().ok()).collect();
    if chosen.is_empty() {
        errors.add("q", "Find and tick who joins");
    }
    let here = members.iter().filter(|m| m.left_on.is_none()).count();
    if here + chosen.len() > MOST_MEMBERS {
        errors.add("q", format!("A group has {MOST_MEMBERS} members at most"));
    }
    let from = errors.get(f.day("from"), "from", "Give the day they join, such as 03/11/2026");
    let why = errors.limit(f, "why", LONGEST);
    let (Some(from), true) = (from, errors.is_empty()) else {
        let page = sheet(&v, &mut w, group.id, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let reach = if v.may(May::PupilFile) { scope(&v) } else { v.scope() };
    let mut pupils = Vec::new();
    for id in chosen {
        pupils.push(store::pupil::find(&mut w, &reach, id).await?);
    }
    let mut sessions = store::group::sessions(&mut w, v.org(), group.id).await?;
    sessions.retain(|s| s.day >= from);
    let clashes = free::of_pupils(&v, &mut w, &sessions, &pupils, Some(group.id)).await?;
    let once = clashes.iter().all(|c| c.once);
    if !clashes.is_empty() && (!once || why.is_empty()) {
        return Err(casework::group::refused(&clashes, Some(group.id)).into());
    }
    let mut events = Vec::new();
    let mut names = Vec::new();
    for p in &pupils {
        let missing = clashes.iter().any(|c| c.pupil == p.name());
        let m = Member {
            id: Id::now_v7(),
            group: group.id,
            pupil: p.id,
            from,
            all_the_same: if missing { why.clone() } else { String::new() },
            left_on: None,
            left_why: String::new(),
            added_by: v.actor.name.clone(),
        };
        if store::group::join(&mut w, &m).await? {
            let event = Event::new(Verb::GroupJoined, "group", group.id).pupil(p.id);
            events.push(event.fact("group", &group.name).fact("from", from));
            names.push(p.name());
        }
    }
    let to = format!("/groups/{}", group.id);
    let Some(first) = events.pop() else { return v.to(to) };
    v.commit(w, first, events).await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    v.to_saying_of(to, &format!("In the group from {from}: {}", names.join(", ")), &names)
}

/// Records that somebody left, with why.
pub async fn leave(v: Visit) -> Answer {
    let mut w = v.write("Recording that somebody left a group").await?;
    let (group, members, pupils) = open(&v, &mut w, v.id("id")?).await?;
    must_lead(&v, &group)?;
    let member = v.form.id("member").ok_or(Problem::Missing)?;
    let member = members.into_iter().find(|m| m.id == member).ok_or(Problem::Missing)?;
    let who = pupils.iter().find(|p| p.id == member.pupil).ok_or(Problem::Missing)?;
    let to = format!("/groups/{}", group.id);
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "left_why", LONGEST, "Say why they leave: it is kept");
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, group.id, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let left = Member { left_on: Some(v.today()), left_why: why, ..member };
    if store::group::leave(&mut w, &left).await? {
        let event = Event::new(Verb::GroupLeft, "group", group.id).pupil(left.pupil);
        v.commit(w, event.fact("group", &group.name), Vec::new()).await?;
    }
    v.to_saying_of(to, &format!("{} left the group", who.name()), &[&who.name()])
}

/// Changes the aim, the plan, the leader or the place of a group, or ends it with why.
pub async fn change(v: Visit) -> Answer {
    let mut w = v.write("Changing a group").await?;
    let (group, ..) = open(&v, &mut w, v.id("id")?).await?;
    must_lead(&v, &group)?;
    going(&group)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let version = f.int("version").unwrap_or(0);
    let to = format!("/groups/{}", group.id);
    if f.text("way") == "end" {
        let why = errors.need(f, "ended_why", LONGEST, "Say why it ends, and what came of it");
        if !errors.is_empty() {
            let page = sheet(&v, &mut w, group.id, v.form.clone(), errors).await?;
            drop(w);
            return v.again(&page);
        }
        let now = Group { ended_on: Some(v.today()), ended_why: why, version, ..group };
        stale(store::group::change(&mut w, &now).await, &v)?;
        let rest = store::group::cancel_rest(&mut w, now.id, v.today(), "The group ended").await?;
        let event = Event::new(Verb::GroupEnded, "group", now.id).fact("group", &now.name);
        v.commit(w, event.fact("sessions", rest), Vec::new()).await?;
        return v.to_saying(to, "Ended. Sessions that were to come are cancelled");
    }
    let aim = errors.need(f, "aim", LONGEST, "Say what the group is to do");
    let plan = errors.limit(f, "plan", LONGEST);
    let place = errors.limit(f, "place", casework::group::LONGEST_NAME);
    let leader = errors.get(f.id("leader"), "leader", "Choose who leads it");
    let (Some(leader), true) = (leader, errors.is_empty()) else {
        let page = sheet(&v, &mut w, group.id, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let leader = store::staff::find(&mut w, v.org(), leader).await?;
    let mut sessions = store::group::sessions(&mut w, v.org(), group.id).await?;
    sessions.retain(|s| s.day >= v.today());
    let mut clashes = Vec::new();
    if leader.id != group.leader {
        clashes.extend(free::of_leader(&v, &mut w, &sessions, &leader, Some(group.id)).await?);
    }
    if !place.eq_ignore_ascii_case(&group.place) {
        clashes.extend(free::of_place(&v, &mut w, &sessions, &place, Some(group.id)).await?);
    }
    if !clashes.is_empty() {
        return Err(casework::group::refused(&clashes, Some(group.id)).into());
    }
    let now =
        Group { aim, plan, place, leader: leader.id, leader_name: leader.full(), version, ..group };
    stale(store::group::change(&mut w, &now).await, &v)?;
    let event = Event::new(Verb::GroupChanged, "group", now.id).fact("group", &now.name);
    v.commit(w, event.fact("leader", &now.leader_name), Vec::new()).await?;
    v.to_saying(to, "Kept")
}

/// "Tuesdays, P3, 11.25–12.15"
pub(crate) fn when(weekday: &str, g: &Group) -> String {
    format!("{weekday}s, {}, {}–{}", g.code, g.from, g.to)
}

/// The next session that stands from a day on.
pub(crate) fn next(sessions: &[Session], today: Day) -> Option<&Session> {
    sessions.iter().find(|s| s.stands() && s.day >= today)
}
