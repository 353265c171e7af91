//! Asking for approval, approving, sending back, cancelling. Only the role the school names
//! approves, and only when nothing is missing.

use super::facts::{gather, take_off};
use super::{event, keep, over};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::known_date::{DateKind, KnownDate, Whom};
use casework::trip::{LONGEST, Trip, TripState, only_approver};
use casework::{Id, Refusal, Role, Verb};

fn not_theirs(v: &Visit, approver: Role, t: &Trip) -> Problem {
    let mut refusal = Refusal::because(
        format!("A trip is approved by this role: {}", v.words().role(approver)),
        "Whoever plans a trip asks; somebody with that role says yes, once nothing is missing.",
        "The school’s own rule for trips, in Set-up.",
    )
    .or("Back to the trip", format!("/trips/{}", t.id));
    refusal.by_role = true;
    refusal.into()
}

/// One of the four.
pub async fn decide(v: Visit) -> Answer {
    let mut w = v.write("Deciding about a trip").await?;
    let was = store::trip::find(&mut w, v.org(), v.id("id")?).await?;
    if let Some(answer) = over(&v, &was) {
        return answer;
    }
    let to = format!("/trips/{}", was.id);
    let mut t = Trip { version: v.form.int("version").unwrap_or(was.version), ..was.clone() };
    let f = gather(&mut w, &v, was).await?;
    let why: String = v.form.text("why").chars().take(LONGEST).collect();
    let theirs = only_approver(&v.actor.roles, f.approver);
    match v.form.text("act") {
        "ask" if t.state == TripState::Planned => {
            t.state = TripState::Asked;
            t.asked_at = Some(v.now);
            keep(&mut w, &v, &t).await?;
            let said = event(Verb::TripAsked, &t).fact("missing", f.missing.len());
            v.commit(w, said, Vec::new()).await?;
            v.to_saying(to, "Asked for. It stands on Today of whoever approves trips")
        }
        "approve" => {
            // What is missing is said to whoever asks, so that they see it before whose word it is.
            f.approve(v.today())?;
            if !theirs {
                return Err(not_theirs(&v, f.approver, &t));
            }
            t.state = TripState::Approved;
            t.decided_at = Some(v.now);
            t.decided_by = v.actor.name.clone();
            t.decided_why = why;
            keep(&mut w, &v, &t).await?;
            let one_day = t.from == t.to;
            let mut dates = Vec::new();
            for row in &f.going {
                let date = KnownDate {
                    id: Id::now_v7(),
                    whom: Whom::Pupil,
                    pupil: Some(row.pupil.id),
                    group: String::new(),
                    kind: DateKind::Trip,
                    what: t.title.clone(),
                    from: t.from,
                    to: t.to,
                    from_minute: one_day.then_some(t.leaves),
                    to_minute: one_day.then_some(t.back),
                    made_by: v.actor.name.clone(),
                };
                let mut line = row.line.clone();
                line.known_date = Some(date.id);
                store::trip::pupils::keep(&mut w, &line).await?;
                dates.push(date);
            }
            // Those who book a room are told from now on that these are elsewhere.
            store::known_date::add(&mut w, &dates).await?;
            let mut said = event(Verb::TripApproved, &t)
                .fact("when", t.when())
                .fact("pupils", f.going.len())
                .fact("adults", f.adults.len());
            for (name, count) in [("clashes", f.clashes.len()), ("not school days", f.closed.len())]
            {
                if count > 0 {
                    said = said.fact(name, count);
                }
            }
            v.commit(w, said, Vec::new()).await?;
            v.to_saying(to, "Approved. The register opens on the day")
        }
        "back" if matches!(t.state, TripState::Asked | TripState::Approved) => {
            if !theirs {
                return Err(not_theirs(&v, f.approver, &t));
            }
            if why.is_empty() {
                return say_why(&v, &to);
            }
            t.state = TripState::Planned;
            t.decided_at = Some(v.now);
            t.decided_by = v.actor.name.clone();
            t.decided_why = why;
            keep(&mut w, &v, &t).await?;
            let more = undated(&mut w, &v, &f).await?;
            v.commit(w, event(Verb::TripSentBack, &t), more).await?;
            v.to_saying(to, "Sent back, with what you said")
        }
        "cancel" => {
            if why.is_empty() {
                return say_why(&v, &to);
            }
            t.state = TripState::Cancelled;
            t.decided_at = Some(v.now);
            t.decided_by = v.actor.name.clone();
            t.decided_why = why;
            if f.going.iter().any(|r| r.line.is_out()) {
                return v.to_saying(to, "Somebody is out: sign them in first");
            }
            keep(&mut w, &v, &t).await?;
            let mut more = undated(&mut w, &v, &f).await?;
            for row in &f.going {
                let mut line = row.line.clone();
                line.known_date = None;
                more.extend(take_off(&mut w, &t, line, "the trip was cancelled").await?);
            }
            v.commit(w, event(Verb::TripCancelled, &t), more).await?;
            v.to_saying(to, "Cancelled. Tell home, and whoever was to come")
        }
        _ => v.to(to),
    }
}

fn say_why(v: &Visit, to: &str) -> Answer {
    v.to_saying(to, "Say why, so that whoever planned it knows")
}

/// Takes the known dates of the list away.
async fn undated(
    w: &mut store::Write,
    v: &Visit,
    f: &super::Facts,
) -> Result<Vec<casework::Event>, Problem> {
    let mut events = Vec::new();
    for row in &f.going {
        let mut line = row.line.clone();
        if let Some(date) = line.known_date.take() {
            if let Ok(date) = store::known_date::find(w, v.org(), date).await {
                events.extend(store::known_date::end(w, &date).await?);
            }
            store::trip::pupils::keep(w, &line).await?;
        }
    }
    Ok(events)
}
