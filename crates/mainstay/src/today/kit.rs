//! Lines of Today about the room itself: lunch lists, devices, defects, checks, stock, trials,
//! mentoring, slips and first-aid training. Each is there because its record is not done.
//!
//! Must never know: when a check or a trial is due; casework says.

use super::{Reader, leave};
use crate::problem::Problem;
use casework::Id;
use casework::kit::check::next_check;
use casework::kit::stock::order_list;
use casework::today::Kind;
use rulebook::{Day, Minute};
use std::collections::HashMap;
use store::Source;
use store::today::Due;

const KINDS: [Kind; 8] = [
    Kind::LunchList,
    Kind::Defect,
    Kind::RoomCheck,
    Kind::Stock,
    Kind::Trial,
    Kind::Mentoring,
    Kind::Slip,
    Kind::FirstAid,
];

fn due_on(kind: Kind, about: Id, day: Day, what: impl Into<String>) -> Due {
    Due {
        kind,
        about,
        placement: None,
        who: String::new(),
        day,
        minute: None,
        what: what.into(),
        n: 0,
        since: None,
    }
}

/// Everything of these kinds that waits.
pub(super) async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    kinds: &[Kind],
) -> Result<Vec<Due>, Problem> {
    let (org, today) = (v.actor.org, v.today());
    let mut out = Vec::new();
    let wants = |kind: Kind| kinds.contains(&kind);
    let open_today = v.setting.calendar.why_closed(today).is_none();
    let ends = v.setting.lessons_on(today).last().map(|l| l.to);
    if wants(Kind::LunchList) && open_today {
        for u in store::meal::unsent(src, org, today).await? {
            let by = Some(u.by.unwrap_or(v.setting.rules.lunch_list_by));
            out.push(Due { minute: by, n: u.n, ..due_on(Kind::LunchList, u.room, today, u.name) });
        }
    }
    if wants(Kind::Device) {
        let open = store::kit::device::open(src, org).await?;
        let devices = store::kit::device::all(src, org).await?;
        for l in open {
            // While lessons go on, a device is out because it is used.
            if l.day == today && ends.is_some_and(|m| v.now.minute() < m) {
                continue;
            }
            let name = devices.iter().find(|d| d.id == l.device).map_or("", |d| d.name.as_str());
            let mut due = due_on(Kind::Device, l.id, l.day, l.out(name));
            due.minute = if l.day == today { ends } else { None };
            due.since = Some(l.issued_at);
            due.placement = Some(l.placement);
            out.push(due);
        }
        name_devices(v, src, &mut out).await?;
    }
    if wants(Kind::Defect) {
        let (open, _) = store::kit::check::defects(src, org).await?;
        for d in open {
            let place = if d.place.is_empty() { String::new() } else { format!(", {}", d.place) };
            let urgent = if d.urgent { "Urgent: " } else { "" };
            let what = format!("{urgent}{}{place}, {}", d.what, d.said(today));
            // What may hurt somebody is late from the day after; the rest stands as due.
            let day = if d.urgent { d.found_on } else { today };
            out.push(Due { n: i64::from(d.urgent), ..due_on(Kind::Defect, d.id, day, what) });
        }
    }
    if wants(Kind::RoomCheck) {
        let lines = store::kit::check::lines(src, org).await?;
        if lines.iter().any(|l| l.active) && open_today {
            for (room, name, last) in store::kit::check::last_checks(src, org).await? {
                let day = next_check(last, today);
                if day <= today {
                    out.push(due_on(Kind::RoomCheck, room, day, name));
                }
            }
        }
    }
    if wants(Kind::Stock) {
        let items = store::kit::stock::all(src, org).await?;
        let orders = store::kit::stock::orders(src, org).await?;
        for l in order_list(&items, &orders).iter().filter(|l| l.order.is_none()) {
            let what = format!(
                "{}: {} left of at least {}; to order",
                l.item.name, l.item.level, l.item.minimum
            );
            out.push(due_on(Kind::Stock, l.item.id, today, what));
        }
        for i in items.iter().filter(|i| i.active && !i.is_short()) {
            if let Some(day) = i.check_on.filter(|d| *d <= today) {
                out.push(due_on(Kind::Stock, i.id, day, format!("{}: to be counted", i.name)));
            }
        }
    }
    if wants(Kind::Trial) {
        for i in store::kit::resource::ideas(src, org).await? {
            if i.wants_judgement(today) {
                out.push(due_on(Kind::Trial, i.id, i.to, i.title));
            }
        }
    }
    if wants(Kind::Mentoring) {
        let due = store::mentoring::due(src, org, v.actor.staff, today).await?;
        let ids: Vec<Id> = due.iter().map(|m| m.pupil).collect();
        let names = names(v, src, &ids).await?;
        for m in due {
            let mut line = due_on(Kind::Mentoring, m.id, m.next_on.unwrap_or(today), m.focus);
            line.who = names.get(&m.pupil).cloned().unwrap_or_default();
            out.push(line);
        }
    }
    if wants(Kind::Slip) {
        let waiting = store::slip::waiting(src, org, v.actor.staff).await?;
        let ids: Vec<Id> = waiting.iter().filter_map(|s| s.pupil).collect();
        let names = names(v, src, &ids).await?;
        for s in waiting {
            let mut line = due_on(Kind::Slip, s.id, s.sent_at.day(), s.from_name);
            line.who = s.pupil.and_then(|p| names.get(&p).cloned()).unwrap_or_default();
            line.n = i64::from(s.read_at.is_some());
            line.since = Some(s.sent_at);
            out.push(line);
        }
    }
    if wants(Kind::FirstAid) {
        first_aid(v, src, &mut out).await?;
    }
    let left = store::today::left_of(src, org, &KINDS).await?;
    out.retain(|d| {
        !left.iter().any(|(kind, about, day)| {
            // A defect or what is short is left for good; what comes again is left for its day.
            let again = matches!(d.kind, Kind::RoomCheck | Kind::LunchList | Kind::Mentoring);
            *kind == d.kind && *about == d.about && (!again || *day == d.day)
        })
    });
    Ok(out)
}

/// Training in first aid that is about to run out, or has: a line for each last day, so that one
/// left with a reason comes back for the next certificate.
async fn first_aid(
    v: &Reader<'_>,
    src: &mut dyn Source,
    out: &mut Vec<Due>,
) -> Result<(), Problem> {
    let today = v.today();
    let all = store::first_aid::all(src, v.org()).await?;
    let told = casework::first_aid::told_of(&all, v.actor, today);
    let ids: Vec<Id> = told.iter().map(|f| f.staff).collect();
    let staff = store::staff::several(src, v.org(), &ids).await?;
    for f in told {
        let Some(until) = f.until else { continue };
        let name = staff.iter().find(|s| s.id == f.staff).map(|s| s.full()).unwrap_or_default();
        let mine = f.staff == v.actor.staff;
        let whose = if mine { "Your training".into() } else { format!("{name}: training") };
        let what = match f.holds(today) {
            true => format!("{whose} is good until {until}; book the next course"),
            false => format!("{whose} ran out after {until}; the board no longer names them"),
        };
        let about = casework::rota::key(&[f.staff.as_bytes(), until.iso().as_bytes()]);
        // There is time while it holds; from the day after it is late.
        let day = if f.holds(today) { today } else { until };
        out.push(due_on(Kind::FirstAid, about, day, what));
    }
    Ok(())
}

/// Names of pupils with their form. A line of one's own names whom it is about, as a list of names
/// on roll does.
async fn names(
    v: &Reader<'_>,
    src: &mut dyn Source,
    ids: &[Id],
) -> Result<HashMap<Id, String>, Problem> {
    let scope = casework::Scope { org: v.actor.org, reach: vec![casework::Reach::School] };
    let rows = store::pupil::several(src, &scope, ids).await?;
    Ok(rows.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect())
}

async fn name_devices(
    v: &Reader<'_>,
    src: &mut dyn Source,
    out: &mut [Due],
) -> Result<(), Problem> {
    let placements: Vec<Id> =
        out.iter().filter(|d| d.kind == Kind::Device).filter_map(|d| d.placement).collect();
    let mut pupils = HashMap::new();
    for id in placements {
        let placement = store::room::placement(src, v.actor.org, id).await?;
        pupils.insert(id, placement.pupil);
    }
    let ids: Vec<Id> = pupils.values().copied().collect();
    let names = names(v, src, &ids).await?;
    for d in out.iter_mut().filter(|d| d.kind == Kind::Device) {
        let pupil = d.placement.and_then(|p| pupils.get(&p));
        d.who = pupil.and_then(|p| names.get(p).cloned()).unwrap_or_default();
    }
    Ok(())
}

/// How such a line reads, where it is done, and from which minute it is late.
pub(super) fn line(v: &Reader<'_>, d: &Due, day: &str) -> (String, String, Option<Minute>) {
    use casework::words::Concept;
    match d.kind {
        Kind::LunchList => (
            format!(
                "{}: {} to eat; the kitchen wants the list by {}",
                d.what,
                v.setting.words.count(Concept::Pupil, d.n),
                d.minute.unwrap_or(v.setting.rules.lunch_list_by)
            ),
            format!("/board/{}/lunch", d.about),
            d.minute,
        ),
        Kind::Device => (
            format!(
                "{} not back{}",
                d.what,
                d.since.map(|at| format!(", out since {at}")).unwrap_or_default()
            ),
            format!("/kit/loans/{}", d.about),
            d.minute,
        ),
        Kind::Defect => (d.what.clone(), format!("/kit/defects/{}", d.about), None),
        Kind::RoomCheck => {
            (format!("{}, due {day}", d.what), format!("/kit/checks/{}", d.about), None)
        }
        Kind::Stock => (d.what.clone(), "/kit/stock".into(), None),
        Kind::Trial => (
            format!("{}: the trial ended {day}", d.what),
            format!("/kit/ideas#i-{}", d.about),
            None,
        ),
        Kind::Mentoring => (format!("Session due {day}"), format!("/mentoring/{}", d.about), None),
        Kind::Slip => (
            format!(
                "From {}{}{}",
                d.what,
                d.since.map(|at| format!(", {at}")).unwrap_or_default(),
                if d.n > 0 { "; read, not answered" } else { "" }
            ),
            format!("/slips/{}", d.about),
            None,
        ),
        // Who keeps the list changes it there; whoever is trained says what is arranged.
        Kind::FirstAid if v.actor.may(casework::May::SetUp) => {
            (d.what.clone(), "/set-up/first-aid".into(), None)
        }
        _ => (d.what.clone(), leave::address(d.kind, d.about), d.minute),
    }
}
