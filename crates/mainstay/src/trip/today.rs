//! Lines of Today about trips and hospitality. None leaves but by what was done.

use crate::problem::Problem;
use crate::today::Reader;
use casework::Id;
use casework::today::Kind;
use casework::trip::{TripState, only_approver};
use rulebook::room::TRIP_READY_BEFORE;
use rulebook::{Day, Minute};
use store::Source;
use store::today::Due;

/// What a line of a trip is about.
const OUT: i64 = 1;
const NEWS: i64 = 2;
const APPROVE: i64 = 3;
const LACKS: i64 = 4;
const REGISTER: i64 = 5;
const LOOK_BACK: i64 = 6;
const LISTED: i64 = 7;

fn line(kind: Kind, about: Id, day: Day, minute: Option<Minute>, n: i64, what: String) -> Due {
    Due { kind, about, placement: None, who: String::new(), day, minute, what, n, since: None }
}

/// Everything of these kinds that waits.
pub async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    kinds: &[Kind],
) -> Result<Vec<Due>, Problem> {
    let mut out = Vec::new();
    if kinds.contains(&Kind::Trip) {
        trips(v, src, &mut out).await?;
    }
    if kinds.contains(&Kind::Guests) {
        let leads = v.actor.leads();
        for g in store::trip::hospitality::open(src, v.org()).await? {
            let mine = g.asked_by == v.actor.staff || leads;
            if mine && g.state == casework::trip::GuestState::Asked {
                let what = format!("{}: {}, for {}", g.event, g.wanted, g.people);
                out.push(line(Kind::Guests, g.id, g.day, g.minute, 0, what));
            }
        }
    }
    Ok(out)
}

async fn trips(v: &Reader<'_>, src: &mut dyn Source, out: &mut Vec<Due>) -> Result<(), Problem> {
    let (org, me, today, now) = (v.org(), v.actor.staff, v.today(), v.now);
    let calendar = &v.setting.calendar;
    let approves = only_approver(&v.actor.roles, super::setting(src, org).await?.0);
    let leads = v.actor.leads();
    let mine = store::trip::goes_on(src, org, me).await?;
    let open = store::trip::open(src, org).await?;
    let ids: Vec<Id> = open.iter().map(|t| t.id).collect();
    let going = store::trip::pupils::of_trips(src, org, &ids).await?;
    for t in &open {
        let lead = t.lead == me || t.made_by == me;
        let lines: Vec<_> = going.iter().filter(|g| g.trip == t.id).collect();
        let left = lines.iter().filter(|g| g.is_out()).count();
        // Whoever leads the trip, goes with it or leads the room is told that somebody is out.
        if left > 0 && now > t.due_back() && (lead || leads || mine.contains(&t.id)) {
            let people = v.words().count(casework::words::Concept::Pupil, left as i64);
            let what = format!("{people} still out: {}", t.title);
            out.push(line(Kind::Trip, t.id, t.to, Some(t.back), OUT, what));
            continue;
        }
        match t.state {
            TripState::Asked if approves => {
                let day = t.asked_at.map_or(today, |at| at.day()).max(today);
                out.push(line(Kind::Trip, t.id, day, None, APPROVE, t.title.clone()));
            }
            TripState::Planned | TripState::Asked if lead => {
                let from = calendar.school_days_before(t.from, TRIP_READY_BEFORE.0);
                if from.is_none_or(|d| d <= today) {
                    let day = if t.from < today { t.from } else { today };
                    let what = format!("{}, {}", t.title, t.from);
                    out.push(line(Kind::Trip, t.id, day, None, LACKS, what));
                }
            }
            TripState::Approved if lead || mine.contains(&t.id) => {
                let gone = lines.iter().any(|g| g.out_at.is_some());
                if t.from == today && !gone && !lines.is_empty() {
                    let what = t.title.clone();
                    out.push(line(Kind::Trip, t.id, today, Some(t.leaves), REGISTER, what));
                } else if now > t.due_back() && t.lead == me {
                    let day = calendar.first_on_or_after(t.to.plus(1)).unwrap_or(today);
                    let stands = if gone || lines.is_empty() { LOOK_BACK } else { LISTED };
                    out.push(line(Kind::Trip, t.id, day, None, stands, t.title.clone()));
                }
            }
            _ => {}
        }
    }
    let news = store::trip::pupils::news(src, org, me).await?;
    if !news.is_empty() {
        let keys: Vec<Id> = news.iter().map(|n| n.trip_pupil).collect();
        let mut pupils = Vec::new();
        for key in &keys {
            pupils.push(store::trip::pupils::one(src, org, *key).await?.pupil);
        }
        let rows = store::pupil::several(src, &super::all(org), &pupils).await?;
        for (n, pupil) in news.iter().zip(&pupils) {
            let who = rows.iter().find(|p| p.id == *pupil);
            let who = who.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default();
            let mut due = line(Kind::Trip, n.trip, n.at.day(), None, NEWS, n.said.clone());
            due.who = who;
            out.push(due);
        }
    }
    Ok(())
}

/// How such a line reads, and where it is done.
pub fn said(d: &Due, day: &str) -> (String, String) {
    let trip = format!("/trips/{}", d.about);
    match (d.kind, d.n) {
        (Kind::Guests, _) => {
            (format!("{}, for {day}", d.what), format!("/hospitality#g-{}", d.about))
        }
        (_, OUT) => (d.what.clone(), format!("{trip}/register")),
        (_, NEWS) => (casework::words::capital(&d.what), format!("{trip}/news")),
        (_, APPROVE) => (format!("To approve: {}", d.what), trip),
        (_, LACKS) => (format!("Not approved yet: {}", d.what), trip),
        (_, REGISTER) => (format!("Register to take: {}", d.what), format!("{trip}/register")),
        (_, LISTED) => (format!("No register was taken: {}", d.what), format!("{trip}/register")),
        _ => (format!("To look back on: {}", d.what), trip),
    }
}
