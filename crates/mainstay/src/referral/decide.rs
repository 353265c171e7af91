//! Approving and declining: everything looked at again inside the write, then done in one go or
//! not at all, with nothing typed lost.

use super::approve::{Looked, look};
use super::booking::{self, NewPlace};
use super::seen;
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use axum::http::StatusCode;
use casework::booking::{No, Wanted, Way, WayOut};
use casework::referral::{self, ReferralState};
use casework::{Event, Id, May, Refusal, Verb};
use store::Write;

/// Approves, or shows again what stands in the way.
pub async fn approve(v: Visit) -> Answer {
    let id = v.id("id")?;
    // An override's reason is the reason of the whole act, so that the trail holds it.
    let on_a_name = v.form.coded::<Way>("way") == Some(Way::OnAName);
    let why = match v.form.text("name_why") {
        words if on_a_name && !words.is_empty() => words.to_string(),
        _ => "Approving a referral".to_string(),
    };
    let mut w = v.write(&why).await?;
    let (r, pupil, _) = seen(&mut w, &v, id).await?;
    let here = format!("/referrals/{id}");
    if r.state == ReferralState::Approved && same_form(&mut w, &v, id, Verb::Approved).await? {
        return v.to(here);
    }
    if r.state != ReferralState::Waiting || v.form.int("version") != Some(r.version) {
        return Err(Problem::Stale(Vec::new()));
    }
    let looked = look(&mut w, &v, r, pupil, v.form.clone(), Errors::new()).await?;
    if v.form.text("do") == "look" {
        return v.page(&looked.page);
    }
    let mut looked = looked;
    check(&v, &mut looked);
    // The way out of a clash is asked for in the same answer as every other field.
    let plan = match looked.no {
        Some(No::Refused(_)) => None,
        _ => plan(&v, &mut looked)?,
    };
    if !looked.page.errors.is_empty() {
        return v.again(&looked.page);
    }
    let Some(plan) = plan else {
        return Ok(v.page_as(StatusCode::CONFLICT, &looked.page));
    };
    referral::may_approve(&v.actor, looked.minutes, &v.setting)?;
    if plan.waits {
        return keep_waiting(w, &v, &looked, &plan.wanted).await;
    }
    match carry_out(&mut w, &v, &looked, &plan).await? {
        Ok(events) => {
            let mut events = events.into_iter();
            let Some(first) = events.next() else { return Err(Problem::Missing) };
            v.commit(w, first, events.collect()).await?;
            let day = plan.wanted.day;
            let name = looked.pupil.name();
            v.to_saying_of(here, &format!("Approved: {name} on {day}."), &[&name])
        }
        Err(_) => {
            looked.page.changed = Some("Look again at what is free, and choose again.".into());
            Ok(v.page_as(StatusCode::CONFLICT, &looked.page))
        }
    }
}

/// The fact that says which form a decision came from.
const FORM: &str = "form";

/// Whether this very form, by this person, is what the referral was decided by: sent twice it did
/// what was asked the first time. Another form of theirs, from another tab, asked for something
/// else, and that is said.
async fn same_form(w: &mut Write, v: &Visit, id: Id, verb: Verb) -> Result<bool, Problem> {
    let decided = format!("{FORM}: {}", v.form.mark());
    let lines = store::event::of(w, v.org(), id).await?;
    Ok(lines.iter().any(|l| {
        l.verb == casework::Coded::code(verb)
            && l.account == Some(v.actor.account)
            && l.facts.lines().any(|fact| fact == decided)
    }))
}

/// The fields a decision needs.
fn check(v: &Visit, looked: &mut Looked) {
    let form = &v.form;
    let mut errors = looked.page.errors.clone();
    let different = errors.limit(form, "different", 1000);
    if looked.asks_different && different.is_empty() {
        errors.add("different", "Say what will be different this time");
    }
    let why = errors.limit(form, "fair_why", 1000);
    if looked.asks_why && why.is_empty() {
        errors.add("fair_why", "Give your reason for it all the same");
    }
    let plain = errors.need(form, "plain", 200, "Give the reason in plain words");
    if let Some(name) = referral::names_somebody(&plain, &looked.names) {
        if !form.ticked("plain_ok") {
            let message = format!(
                "This seems to name {name}. Take the name out, or say that the words are right"
            );
            errors.add("plain", message);
        }
        looked.page.asks_name = true;
    }
    errors.limit(form, "decision", 1000);
    errors.limit(form, "name_why", 500);
    if !matches!(form.text("instead"), "yes" | "no") {
        errors.add("instead", "Say whether this is used instead of a suspension");
    }
    looked.page.errors = errors;
}

/// What is to be done: who moves, and where this one goes.
struct Plan {
    /// Nothing is booked: it waits for a seat.
    waits: bool,
    others: Vec<(Id, Wanted)>,
    wanted: Wanted,
}

/// The plan of the way chosen; `None` when what was looked at no longer holds.
fn plan(v: &Visit, looked: &mut Looked) -> Result<Option<Plan>, Problem> {
    let Some(wanted) = looked.wanted.clone() else { return Ok(None) };
    if looked.no.is_none() {
        return Ok(Some(Plan { waits: false, others: Vec::new(), wanted }));
    }
    // Where the clash was not on the page that was sent, it is shown before anything is chosen.
    let prefix = format!("{} {} ", wanted.day.iso(), wanted.codes.join(","));
    let was = v.form.text("seen").to_string();
    if was != looked.page.seen.trim() && was.starts_with(&prefix) {
        looked.page.changed = Some(
            "Somebody was booked or moved meanwhile. What stands in the way, and the ways out, are as they are now. What you typed is kept."
                .into(),
        );
        return Ok(None);
    }
    let way: Option<Way> = v.form.coded("way");
    let out = way.and_then(|way| {
        looked.ways.iter().find(|(w, _)| *w == way).and_then(|(_, out)| out.clone())
    });
    let Some(out) = out else {
        looked.page.errors.add("way", "Choose one of the ways out");
        return Ok(Some(Plan { waits: false, others: Vec::new(), wanted }));
    };
    if v.form.text(&format!("offer_{}", casework::Coded::code(out.way))) != out.offer() {
        looked.page.changed =
            Some("The way you chose is not free as it was. These are the ways now.".into());
        return Ok(None);
    }
    let plan = along(v, looked, wanted, out)?;
    Ok(Some(plan))
}

fn along(v: &Visit, looked: &mut Looked, wanted: Wanted, out: WayOut) -> Result<Plan, Problem> {
    let place = |s: &casework::booking::Step| Wanted {
        pupil: s.pupil,
        moving: s.placement,
        day: s.day,
        codes: s.codes.clone(),
        room: s.room,
        on_a_name: false,
    };
    Ok(match out.way {
        Way::Wait => Plan { waits: true, others: Vec::new(), wanted },
        Way::MoveOther => Plan {
            waits: false,
            others: out.steps.iter().filter_map(|s| Some((s.placement?, place(s)))).collect(),
            wanted,
        },
        Way::MoveThis | Way::OtherRoom => {
            let wanted = out.steps.first().map(place).unwrap_or(wanted);
            Plan { waits: false, others: Vec::new(), wanted }
        }
        Way::OnAName => {
            if !v.may(May::Override) {
                return Err(no_override().into());
            }
            if !v.form.has("name_why") {
                looked.page.errors.add("name_why", "Give your reason for keeping both");
            }
            let wanted = Wanted { on_a_name: true, ..wanted };
            Plan { waits: false, others: Vec::new(), wanted }
        }
    })
}

fn no_override() -> Refusal {
    let mut refusal = Refusal::because(
        "Your role does not override this",
        "A keep-apart pair or a full room is overridden by a senior leader or the headteacher, by name and with a reason.",
        "The table of roles in Mainstay.",
    )
    .or("Open the queue", "/queue");
    refusal.by_role = true;
    refusal
}

/// Keeps it in the queue, with what it waits for.
async fn keep_waiting(mut w: Write, v: &Visit, looked: &Looked, wanted: &Wanted) -> Answer {
    let order: Vec<String> =
        v.setting.lessons_on(wanted.day).iter().map(|p| p.code.clone()).collect();
    let full = match &looked.no {
        Some(No::Clash(clash)) => casework::room::spell_periods(&clash.full, &order),
        _ => String::new(),
    };
    let wait = store::referral::Wait {
        id: Id::now_v7(),
        referral: looked.referral.id,
        room: wanted.room,
        day: wanted.day,
        codes: wanted.codes.join(","),
        why: format!("full {full}"),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::referral::wait(&mut w, &wait).await?;
    let event = Event::new(Verb::Queued, "referral", looked.referral.id)
        .pupil(looked.referral.pupil)
        .fact("day", wanted.day)
        .fact("periods", casework::room::spell_periods(&wanted.codes, &order))
        .fact("why", &wait.why);
    v.commit(w, event, vec![]).await?;
    let name = looked.pupil.name();
    v.to_saying_of("/queue", &format!("{name} waits for a seat on {}", wanted.day), &[&name])
}

/// Does it all through the one write; an `Err` leaves nothing behind.
async fn carry_out(
    w: &mut Write,
    v: &Visit,
    looked: &Looked,
    plan: &Plan,
) -> Result<Result<Vec<Event>, No>, Problem> {
    let setting = v.setting.as_ref();
    let mut after = Vec::new();
    for (placement, to) in &plan.others {
        let other = store::room::placement(w, v.org(), *placement).await?;
        casework::booking::may_change(other.state)?;
        let category = super::reason_label(w, v.org(), other.reason).await?;
        match booking::move_to(w, setting, &other, to, &category).await? {
            Ok(done) => after.extend(done.events),
            Err(no) => return Ok(Err(no)),
        }
    }
    let mut r = looked.referral.clone();
    let new = NewPlace {
        id: Id::now_v7(),
        wanted: plan.wanted.clone(),
        referral: Some(r.id),
        reason: Some((r.reason, looked.category.clone())),
        plain_reason: v.form.text("plain").to_string(),
        decided_by: Some(v.actor.staff),
    };
    let done = match booking::book(w, setting, &new).await? {
        Ok(done) => done,
        Err(no) => return Ok(Err(no)),
    };
    let said = [v.form.text("fair_why"), v.form.text("different")];
    let said: Vec<&str> = said.into_iter().filter(|s| !s.is_empty()).collect();
    store::threshold::answer(w, new.id, &said.join(" "), &v.actor.name).await?;
    r.state = ReferralState::Approved;
    r.decided_by = Some(v.actor.staff);
    r.decided_at = Some(v.now);
    r.decision = v.form.text("decision").to_string();
    r.different = v.form.text("different").to_string();
    r.instead_of_suspension = Some(v.form.text("instead") == "yes");
    store::referral::decide(w, &r).await?;
    let mut events = vec![
        Event::new(Verb::Approved, "referral", r.id)
            .pupil(r.pupil)
            .fact("day", done.booked.day)
            .fact("periods", &done.booked.spelt)
            .fact("minutes", done.booked.minutes())
            .fact("instead of a suspension", v.form.text("instead"))
            .fact(FORM, v.form.mark()),
    ];
    events.extend(done.events);
    events.extend(after);
    Ok(Ok(events))
}

/// Declines, with a reason the referrer reads.
pub async fn decline(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Declining a referral").await?;
    let (mut r, pupil, _) = seen(&mut w, &v, id).await?;
    let here = format!("/referrals/{id}");
    if r.state == ReferralState::Declined && same_form(&mut w, &v, id, Verb::Declined).await? {
        return v.to(here);
    }
    if r.state != ReferralState::Waiting || v.form.int("version") != Some(r.version) {
        return Err(Problem::Stale(Vec::new()));
    }
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why_not", 1000, "Say why it is declined");
    if !errors.is_empty() {
        let form = super::approve::first_form(&mut w, &v, &r)
            .await?
            .with("why_not", v.form.text("why_not"));
        let looked = look(&mut w, &v, r, pupil, form, errors).await?;
        return v.again(&looked.page);
    }
    r.state = ReferralState::Declined;
    r.decided_by = Some(v.actor.staff);
    r.decided_at = Some(v.now);
    r.decision = why;
    store::referral::decide(&mut w, &r).await?;
    let event =
        Event::new(Verb::Declined, "referral", id).pupil(pupil.id).fact(FORM, v.form.mark());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(here, "Declined. Whoever referred sees why.")
}
