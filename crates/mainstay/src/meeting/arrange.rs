//! Arranging a meeting, moving it, and calling it off. A place that is taken is refused, saying by
//! what; those who were asked are told again.
//!
//! Must never know: how an invitation travels.

use super::forms_page::ArrangePage;
use super::invite::tell;
use super::{HOME, kinds, led, named, pupil_of};
use crate::action::reader;
use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::invite::Telling;
use casework::meeting::people::asked_anew;
use casework::meeting::place::{clash, key};
use casework::meeting::{Item, Kind, Meeting, SHORT, State, Typed, may_change, moved, wrong};
use casework::{Coded, Event, Id, May, Verb};
use store::Write;

/// People found at most.
const FOUND: i64 = 20;

/// Says which pupil an event of a meeting is about; a private one stays off the pupil's file.
pub(super) fn event(verb: Verb, m: &Meeting) -> Event {
    let event = Event::new(verb, "meeting", m.id).fact("kind", m.kind.code());
    match m.pupil {
        Some(pupil) if !m.private => event.pupil(pupil),
        _ => event,
    }
}

fn typed(f: &Form) -> Typed {
    Typed {
        on: f.day("on"),
        from: f.minute("from"),
        to: f.minute("to"),
        place: f.text("place").to_string(),
        remote: f.text("remote").to_string(),
    }
}

/// When and where, checked, with the place held against what has it.
async fn checked(
    v: &Visit,
    w: &mut Write,
    own: Id,
    errors: &mut Errors,
) -> Result<Option<Typed>, Problem> {
    let f = &v.form;
    for field in ["place", "remote", "chair"] {
        errors.limit(f, field, SHORT);
    }
    errors.limit(f, "quorum", SHORT);
    let t = typed(f);
    for (field, message) in wrong(&t, v.now) {
        errors.add(field, message);
    }
    if let (Some(on), Some(from), Some(to)) = (t.on, t.from, t.to)
        && !key(&t.place).is_empty()
    {
        let taken = store::meeting::taken(w, v.org(), &t.place, on).await?;
        if let Some(by) = clash(&taken, (&t.place, on), (from, to), own) {
            errors.add("place", by.said());
        }
    }
    Ok(errors.is_empty().then_some(t))
}

async fn sheet(
    v: &Visit,
    m: Option<&Meeting>,
    form: Form,
    errors: Errors,
) -> Result<ArrangePage, Problem> {
    let mut read = v.read().await?;
    let pupil = pupil_of(v, &mut read, m.and_then(|m| m.pupil).or(form.id("pupil"))).await?;
    let rules = kinds(&mut read, v.org()).await?;
    let earlier = store::meeting::earlier(&mut read, &reader(v), v.today().plus(1)).await?;
    let before = std::iter::once(Choice::new("", "None: it is the first"))
        .chain(
            earlier
                .iter()
                .filter(|e| m.is_none_or(|m| m.id != e.id))
                .map(|e| Choice::new(e.id.to_string(), format!("{}, {}", e.name, e.on))),
        )
        .collect();
    let finds = v.may(May::PupilFile) && v.setting.school.kind.is_school();
    let q = v.query.text("q").to_string();
    let found = match finds && m.is_none() {
        true => {
            crate::pupil::looked_for(&mut read, &crate::pupil::file_scope(v), &q, FOUND).await?
        }
        false => Vec::new(),
    };
    Ok(ArrangePage {
        finds,
        q,
        found: found.iter().map(|p| (p.id, named(p))).collect(),
        words: v.words().clone(),
        id: m.map(|m| m.id),
        asked: m.is_some_and(|m| m.asked_at.is_some()),
        kinds: rules.iter().map(|r| Choice::new(r.kind.code(), &r.name)).collect(),
        before,
        places: store::meeting::places(&mut read, v.org()).await?,
        pupil: pupil.map(|p| named(&p)),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the form.
pub async fn new(v: Visit) -> Answer {
    let mut form = Form::of([("once", Id::now_v7().to_string())]);
    for name in ["kind", "pupil", "before"] {
        form = form.with(name, v.query.text(name));
    }
    let page = sheet(&v, None, form, Errors::new()).await?;
    v.page(&page)
}

/// Arranges it, with the items its kind begins with.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let mut errors = Errors::new();
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Choose what kind of meeting");
    let title = errors.limit(f, "title", SHORT);
    let mut w = v.write("Arranging a meeting").await?;
    // The same form sent twice arranges one.
    if store::meeting::find(&mut w, &reader(&v), id).await.is_ok() {
        return v.to(format!("{HOME}/{id}"));
    }
    let t = checked(&v, &mut w, id, &mut errors).await?;
    let pupil = pupil_of(&v, &mut w, f.id("pupil")).await?;
    if f.has("pupil") && pupil.is_none() {
        return Err(Problem::Missing);
    }
    let before = match f.id("before") {
        Some(id) => Some(store::meeting::find(&mut w, &reader(&v), id).await?.id),
        None => None,
    };
    let (Some(kind), Some(t)) = (kind, t) else {
        drop(w);
        let page = sheet(&v, None, f.clone(), errors).await?;
        return v.again(&page);
    };
    let (Some(on), Some(from), Some(to)) = (t.on, t.from, t.to) else {
        return Err(Problem::Missing);
    };
    let rules = kinds(&mut w, v.org()).await?;
    let rule = rules.into_iter().find(|r| r.kind == kind).ok_or(Problem::Missing)?;
    let m = Meeting {
        id,
        kind,
        name: rule.name,
        title,
        pupil: pupil.map(|p| p.id),
        on,
        from,
        to,
        place: t.place,
        remote: t.remote,
        lead: v.actor.staff,
        lead_name: v.actor.name.clone(),
        chair_name: f.text("chair").to_string(),
        quorum: match f.text("quorum") {
            "" => rule.quorum,
            own => own.to_string(),
        },
        before,
        within_days: rule.within_days,
        private: kind.is_private(),
        state: State::Arranged,
        why_off: String::new(),
        sequence: 0,
        asked_at: None,
        papers_out_at: None,
        held_at: None,
        to_chair_at: None,
        approved_by: String::new(),
        approved_at: None,
        circulated_at: None,
        made_at: v.now,
        version: 1,
    };
    store::meeting::add(&mut w, &m).await?;
    let items: Vec<Item> = kind
        .agenda()
        .iter()
        .zip(1..)
        .map(|(title, position)| Item {
            id: Id::now_v7(),
            position,
            title: (*title).to_string(),
            pupil: None,
            closed: false,
            notes: String::new(),
            by_name: String::new(),
            at: None,
            version: 1,
        })
        .collect();
    store::meeting::minutes::add_items(&mut w, m.id, &items).await?;
    let event = event(Verb::MeetingArranged, &m).fact("on", m.on).fact("place", &m.place);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("{HOME}/{}", m.id), "The meeting is arranged. Ask people to it below")
}

/// Shows the form that moves it.
pub async fn change(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let m = led(&v, &mut read).await?;
    may_change(&m)?;
    drop(read);
    let form = Form::of([
        ("version", m.version.to_string()),
        ("on", m.on.iso()),
        ("from", m.from.to_string()),
        ("to", m.to.to_string()),
        ("place", m.place.clone()),
        ("remote", m.remote.clone()),
        ("chair", m.chair_name.clone()),
        ("quorum", m.quorum.clone()),
        ("before", m.before.map(|b| b.to_string()).unwrap_or_default()),
    ]);
    let page = sheet(&v, Some(&m), form, Errors::new()).await?;
    v.page(&page)
}

/// Moves it. Those who were asked are told again; its papers are kept.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut w = v.write("Changing a meeting").await?;
    let m = led(&v, &mut w).await?;
    may_change(&m)?;
    let t = checked(&v, &mut w, m.id, &mut errors).await?;
    let Some(t) = t else {
        drop(w);
        let page = sheet(&v, Some(&m), f.clone(), errors).await?;
        return v.again(&page);
    };
    let (Some(on), Some(from), Some(to)) = (t.on, t.from, t.to) else {
        return Err(Problem::Missing);
    };
    if f.int("version") != Some(m.version) {
        return Err(Problem::Stale(f.kept()));
    }
    let before = match f.id("before") {
        Some(id) => Some(store::meeting::find(&mut w, &reader(&v), id).await?.id),
        None => None,
    };
    let mut after = Meeting {
        on,
        from,
        to,
        place: t.place,
        remote: t.remote,
        chair_name: f.text("chair").to_string(),
        quorum: f.text("quorum").to_string(),
        before,
        ..m.clone()
    };
    let has_moved = moved(&m, &after);
    if has_moved && m.asked_at.is_some() {
        after.sequence += 1;
    }
    store::meeting::change(&mut w, &after).await?;
    if !has_moved {
        v.commit(w, event(Verb::MeetingChanged, &after), Vec::new()).await?;
        return v.to_saying(format!("{HOME}/{}", m.id), "Kept");
    }
    let mut rest = Vec::new();
    let mut said = "Moved. Nobody was asked yet".to_string();
    if m.asked_at.is_some() {
        for p in store::meeting::people(&mut w, v.org(), m.id).await? {
            store::meeting::answer(&mut w, &asked_anew(&p)).await?;
        }
        let (sent, left) = tell(&v, &mut w, &after, Telling::Moved).await?;
        rest.push(event(Verb::MeetingAsked, &after).fact("asked", sent).fact("to tell", left));
        said = match left {
            0 => "Moved, and everybody who was asked is told".to_string(),
            n => format!(
                "Moved. {sent} are told by email; {n} without an address must be told by you"
            ),
        };
    }
    let first = event(Verb::MeetingMoved, &after)
        .fact("on", format!("{}, {}", after.on, after.from))
        .fact("was", format!("{}, {}", m.on, m.from))
        .fact("place", &after.place);
    v.commit(w, first, rest).await?;
    v.to_saying(format!("{HOME}/{}", m.id), said)
}

/// Calls it off, with the reason; those who were asked are told.
pub async fn off(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why_off", SHORT, "Say why it is off");
    let mut w = v.write("Calling a meeting off").await?;
    let m = led(&v, &mut w).await?;
    if m.state == State::CalledOff {
        return v.to(format!("{HOME}/{}", m.id));
    }
    may_change(&m)?;
    if !errors.is_empty() {
        drop(w);
        let page = super::one(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let after = Meeting {
        state: State::CalledOff,
        why_off: why,
        sequence: m.sequence + i64::from(m.asked_at.is_some()),
        ..m.clone()
    };
    store::meeting::change(&mut w, &after).await?;
    let mut rest = Vec::new();
    if m.asked_at.is_some() {
        let (sent, left) = tell(&v, &mut w, &after, Telling::Off).await?;
        rest.push(event(Verb::MeetingAsked, &after).fact("asked", sent).fact("to tell", left));
    }
    v.commit(w, event(Verb::MeetingOff, &after).fact("on", m.on), rest).await?;
    v.to_saying(format!("{HOME}/{}", m.id), "The meeting is off, and those asked are told")
}
