//! Referring a pupil: finding whom, filling in what is known already, and sending it once.

use super::refer_page::{Choose, Found, ReferPage};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::duty::Call;
use casework::pupil::Pupil;
use casework::referral::{self, Hurt, Length, Referral, ReferralState, Told, Tried};
use casework::words::Concept;
use casework::{Coded, Event, Id, May, Role, Sight, Verb};
use rulebook::Day;
use store::Source;
use store::pupil::Filter;

/// Rows of a search shown at once.
const SHOWN: i64 = 12;

/// Whom, or the form for one pupil or one on-call.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let call = match v.query.id("call") {
        Some(id) => Some(open_call(&mut read, &v, id).await?),
        None => None,
    };
    if let Some(first) = call.as_ref().and_then(|c| c.referral) {
        return v.to(format!("/referrals/{first}"));
    }
    let Some(id) = v.query.id("pupil").or(call.as_ref().and_then(|c| c.pupil)) else {
        return v.page(&choose(&mut read, &v).await?);
    };
    let pupil = store::pupil::find(&mut read, &v.actor.roll(), id).await?;
    let form = begun(&mut read, &v, &pupil, call.as_ref()).await?;
    let page = page(&mut read, &v, &pupil, call.as_ref(), form, Errors::new()).await?;
    v.page(&page)
}

/// An on-call, for those who log them or see them.
async fn open_call(src: &mut dyn Source, v: &Visit, id: Id) -> Result<Call, Problem> {
    if !v.may(May::Duties) {
        return Err(Problem::Missing);
    }
    Ok(store::duty::call(src, &v.scope(), v.actor.staff, id).await?)
}

async fn choose(src: &mut dyn Source, v: &Visit) -> Result<Choose, Problem> {
    let q = v.query.text("q").to_string();
    let roll = v.actor.roll();
    let (mut found, mut total) = (Vec::new(), 0);
    if !q.is_empty() {
        let filter = Filter { text: q.clone(), take: SHOWN, ..Filter::default() };
        (found, total) = store::pupil::list(src, &roll, &filter).await?;
    }
    let mut classes = Vec::new();
    for l in classes_now(src, v).await? {
        let class = store::referral::class_pupils(src, &roll, l.class).await?;
        let on_roll: Vec<Found> =
            class.iter().filter(|p| p.left_on.is_none()).map(Found::of).collect();
        if !on_roll.is_empty() {
            classes.push((format!("Your {} {}", l.period, l.class_code), on_roll));
        }
    }
    Ok(Choose {
        words: v.words().clone(),
        q,
        more: total > SHOWN,
        found: found.iter().map(Found::of).collect(),
        classes,
    })
}

/// What this person teaches now, or taught last today: more than one where classes are joined.
async fn classes_now(
    src: &mut dyn Source,
    v: &Visit,
) -> Result<Vec<store::staff::Lesson>, Problem> {
    let (today, minute) = v.now.local();
    if !v.setting.calendar.is_school_day(today) {
        return Ok(Vec::new());
    }
    let week = v.setting.calendar.week(today);
    let mut lessons = store::staff::lessons_by(src, v.org(), v.actor.staff, today, week).await?;
    let begun = v
        .setting
        .lessons_on(today)
        .into_iter()
        .rev()
        .find(|p| p.from <= minute && lessons.iter().any(|l| l.period == p.code));
    match begun {
        Some(p) => lessons.retain(|l| l.period == p.code),
        None => lessons.clear(),
    }
    Ok(lessons)
}

/// The form as it is begun: now, in the lesson the two share; or as the on-call has it.
async fn begun(
    src: &mut dyn Source,
    v: &Visit,
    pupil: &Pupil,
    call: Option<&Call>,
) -> Result<Form, Problem> {
    let once = Id::now_v7().to_string();
    let mut form = Form::of([("once", once), ("pupil", pupil.id.to_string())]);
    let at = call.map_or(v.now, |c| c.called_at);
    let day = call.map_or(v.today(), |c| c.day);
    if day != v.today() || v.setting.calendar.is_school_day(day) {
        form = form.with("day", day.iso());
    }
    if let Some(period) = v.setting.period_at(day, at.minute()) {
        form = form.with("period", &period.code);
    }
    match call {
        Some(call) => {
            form = form
                .with("call", call.id.to_string())
                .with("place", &call.place)
                .with("what", &call.body);
        }
        // What a meeting decided is not typed again.
        None if v.query.has("decision") => {
            let id = v.query.id("decision").ok_or(Problem::Missing)?;
            let (m, d) = crate::meeting::minutes::begun_from(v, src, id).await?;
            if d.pupil == Some(pupil.id) && d.referral.is_none() {
                form = form
                    .with("decision", d.id.to_string())
                    .with("place", m.place)
                    .with("what", d.words);
            }
        }
        None => {
            if let Some(l) = shared(src, v, pupil).await? {
                form = form.with("period", &l.period).with("place", &l.place);
            }
        }
    }
    Ok(form)
}

/// The lesson this person teaches the pupil today: now, or the last that has begun.
async fn shared(
    src: &mut dyn Source,
    v: &Visit,
    pupil: &Pupil,
) -> Result<Option<store::staff::Lesson>, Problem> {
    for lesson in classes_now(src, v).await? {
        let class = store::referral::class_pupils(src, &v.actor.roll(), lesson.class).await?;
        if class.iter().any(|p| p.id == pupil.id) {
            return Ok(Some(lesson));
        }
    }
    Ok(None)
}

async fn page(
    src: &mut dyn Source,
    v: &Visit,
    pupil: &Pupil,
    call: Option<&Call>,
    form: Form,
    errors: Errors,
) -> Result<ReferPage, Problem> {
    let org = v.org();
    let today = v.today();
    let open = v.setting.calendar.is_school_day(today);
    let lessons: Vec<String> = match open {
        true => v.setting.lessons_on(today).iter().map(|p| p.code.clone()).collect(),
        false => Vec::new(),
    };
    let mut others: Vec<String> = Vec::new();
    for p in &v.setting.periods {
        if !lessons.contains(&p.code) && !others.contains(&p.code) {
            others.push(p.code.clone());
        }
    }
    let reasons = store::room::reasons(src, org).await?;
    let shared = shared(src, v, pupil).await?;
    // Whoever refers needs to know whom: name, form and year. What helps and needs are for those
    // who may open that pupil’s own page.
    let may_read =
        v.may(May::PupilSummary) && store::pupil::find(src, &v.scope(), pupil.id).await.is_ok();
    Ok(ReferPage {
        csrf: v.csrf.clone(),
        words: v.words().clone(),
        pupil: Found::of(pupil),
        lesson: shared
            .map(|l| format!("{} with you, {} today", l.subject, l.period))
            .unwrap_or_default(),
        first: pupil.first().to_string(),
        flags: if may_read { needs(pupil) } else { Vec::new() },
        helps: if may_read { pupil.helps.clone() } else { String::new() },
        reasons: reasons
            .into_iter()
            .filter(|r| r.active)
            .map(|r| (r.id.to_string(), r.label))
            .collect(),
        policy: v.setting.rules.policy.clone(),
        lessons,
        others,
        places: store::referral::places(src, org).await?,
        today,
        send: send_to(src, v, pupil).await?,
        form,
        errors,
        from_call: call.map(|c| {
            format!(
                "From the {} on {} at {}. What was written then is filled in below.",
                v.words().one(Concept::OnCall),
                c.day,
                c.called_at.minute()
            )
        }),
    })
}

/// What a teacher needs in mind: needs only. Meals and care are for those who use them.
fn needs(pupil: &Pupil) -> Vec<(casework::pupil::Flag, String)> {
    use casework::pupil::Flag;
    pupil.flags(Sight::Lessons).into_iter().filter(|(f, _)| matches!(f, Flag::Need)).collect()
}

/// "Send to Ms Catterall and Mr Thrale", while the names are few.
async fn send_to(src: &mut dyn Source, v: &Visit, pupil: &Pupil) -> Result<String, Problem> {
    let mut names = Vec::new();
    let lead = store::year_lead::of(src, v.org(), pupil.year).await?;
    names.extend(lead.iter().map(|s| s.formal()));
    let senior = store::staff::with_role(src, v.org(), Role::Senior).await?;
    if senior.len() > 1 {
        return Ok("Send it to be approved".into());
    }
    names.extend(senior.iter().map(|s| s.formal()));
    Ok(match names.as_slice() {
        [] => "Send it to be approved".into(),
        all => format!("Send to {}", all.join(" and ")),
    })
}

/// What was typed, once it is whole.
struct Typed {
    reason: Id,
    what: String,
    day: Day,
    period: String,
    place: String,
    hurt: Hurt,
    ask: Length,
    tried: Vec<Tried>,
}

fn typed(v: &Visit, pupil: &Pupil, reasons: &[Id], errors: &mut Errors) -> Option<Typed> {
    let form = &v.form;
    let reason = errors.get(
        form.id("reason").filter(|id| reasons.contains(id)),
        "reason",
        "Choose the main reason from the school’s list",
    );
    let what = errors.need(form, "what", 4000, "Say what happened");
    let period = form.text("period").to_string();
    // A form without its day is about today, the day it shows.
    let day = if form.has("day") { form.day("day") } else { Some(v.today()) };
    let day = errors.get(day, "day", "Give the day as a date, such as 09/11/2026");
    if let Some(day) = day {
        let told = Told { pupil, day, period: &period };
        for (field, message) in referral::check(&v.setting, v.now, &told) {
            errors.add(field, message);
        }
    }
    let place =
        errors.need(form, "place", 120, "Say where it happened, such as H4 or the corridor");
    let hurt = errors.get(form.coded("hurt"), "hurt", "Say whether anyone was hurt");
    let tried = form.all("tried").into_iter().filter_map(Tried::from_code).collect::<Vec<_>>();
    let ask = errors.get(form.coded("ask"), "ask", "Choose how long you are asking for");
    if !errors.is_empty() {
        return None;
    }
    Some(Typed { reason: reason?, what, day: day?, period, place, hurt: hurt?, ask: ask?, tried })
}

/// Sends it.
pub async fn send(v: Visit) -> Answer {
    let org = v.org();
    let Some(id) = v.form.id("pupil") else { return v.to("/refer") };
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Referring to the room").await?;
    if store::referral::kept(&mut w, org, once).await? {
        return v.to(format!("/referrals/{once}"));
    }
    let pupil = store::pupil::find(&mut w, &v.actor.roll(), id).await?;
    let call = match v.form.id("call") {
        Some(id) => Some(open_call(&mut w, &v, id).await?),
        None => None,
    };
    if let Some(first) = call.as_ref().and_then(|c| c.referral) {
        return v.to(format!("/referrals/{first}"));
    }
    let reasons: Vec<Id> = store::room::reasons(&mut w, org)
        .await?
        .into_iter()
        .filter(|r| r.active)
        .map(|r| r.id)
        .collect();
    let mut errors = Errors::new();
    let Some(typed) = typed(&v, &pupil, &reasons, &mut errors) else {
        let form = v.form.clone().with("once", once.to_string());
        let page = page(&mut w, &v, &pupil, call.as_ref(), form, errors).await?;
        return v.again(&page);
    };
    let told = Told { pupil: &pupil, day: typed.day, period: &typed.period };
    let waiting = store::referral::waiting(&mut w, org).await?;
    if let Some(first) = referral::already(&waiting, &told, v.actor.staff) {
        return Err(referral::sent_before(first, &pupil).into());
    }
    let made = Referral {
        id: once,
        pupil: pupil.id,
        referrer: v.actor.staff,
        reason: typed.reason,
        happened_on: typed.day,
        period: typed.period,
        place: typed.place,
        what: typed.what,
        hurt: typed.hurt,
        ask: typed.ask,
        state: ReferralState::Waiting,
        made_at: v.now,
        decided_by: None,
        decided_at: None,
        decision: String::new(),
        different: String::new(),
        instead_of_suspension: None,
        from_call: call.as_ref().map(|c| c.id),
        version: 1,
    };
    store::referral::add(&mut w, &made, &typed.tried).await?;
    if let Some(call) = &call {
        store::duty::link_referral(&mut w, call.id, made.id).await?;
    }
    if let Some(id) = v.form.id("decision") {
        let (_, d) = crate::meeting::minutes::begun_from(&v, &mut w, id).await?;
        if d.pupil == Some(pupil.id) {
            store::meeting::minutes::referred(&mut w, d.id, made.id).await?;
        }
    }
    let event = Event::new(Verb::Referred, "referral", made.id)
        .pupil(pupil.id)
        .fact("happened", format!("{}, {}", made.happened_on, made.period))
        .fact("asked for", made.ask.label());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(
        format!("/referrals/{}", made.id),
        format!("Sent. {} is waiting for approval.", pupil.name()),
    )
}
