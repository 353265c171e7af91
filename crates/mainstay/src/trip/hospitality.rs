//! Hospitality: asked for, ordered, served or dropped, for a trip or for a meeting.

use super::hospitality_page::GuestsPage;
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::read_money;
use casework::meeting::Meeting;
use casework::trip::{GuestState, Guests, LONGEST, SHORT, not_to_change};
use casework::{Coded, Event, Id, Verb};
use store::Source;

/// People at most at one time.
const MOST: i64 = 500;

/// A meeting this person may see.
async fn meeting(src: &mut dyn Source, v: &Visit, id: Id) -> Result<Meeting, Problem> {
    Ok(store::meeting::find(src, &crate::action::reader(v), id).await?)
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    form: Form,
    errors: Errors,
) -> Result<GuestsPage, Problem> {
    let org = v.org();
    let meeting = match form.id("meeting").or(v.query.id("meeting")) {
        Some(id) => Some(meeting(src, v, id).await?),
        None => None,
    };
    let trip = match form.id("trip").or(v.query.id("trip")) {
        Some(id) => Some(store::trip::find(src, org, id).await?),
        None => None,
    };
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
        if let Some(m) = &meeting {
            // The kind of meeting, and never its title: a title may name a child.
            form = form
                .with("event", &m.name)
                .with("day", m.on.iso())
                .with("time", m.from.input())
                .with("place", &m.place);
        }
        if let Some(t) = &trip {
            form = form
                .with("event", t.title.clone())
                .with("day", t.from.iso())
                .with("place", t.place.clone());
        }
    }
    let since = v.setting.calendar.school_year(v.today()).0;
    Ok(GuestsPage {
        open: store::trip::hospitality::open(src, org).await?,
        past: store::trip::hospitality::past(src, org, since).await?,
        trip: trip.map(|t| (t.id, t.title)),
        meeting: meeting.map(|m| (m.id, format!("{}, {} {}", m.name, m.on, m.from))),
        today: v.today(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows what is asked for.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&mut read, &v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

fn said(verb: Verb, g: &Guests) -> Event {
    Event::new(verb, "hospitality", g.id)
        .fact("event", &g.event)
        .fact("on", g.day)
        .fact("state", g.state.code())
        .fact("line", &g.line)
}

/// Asks.
pub async fn ask(v: Visit) -> Answer {
    let mut w = v.write("Asking for hospitality").await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let event = errors.need(f, "event", SHORT, "Say what it is for");
    let day = errors.get(f.day("day"), "day", "Give the day, such as 24/11/2026");
    let minute = match f.has("time") {
        true => errors.get(f.minute("time"), "time", "Give a time, such as 14.00"),
        false => None,
    };
    let place = errors.need(f, "place", SHORT, "Say in which room");
    let people = f.int("people").filter(|n| (1..=MOST).contains(n));
    let people = errors.get(people, "people", "Give a number, such as 6");
    let dietary = errors.limit(f, "dietary", SHORT);
    let wanted = errors.need(f, "wanted", LONGEST, "Say what is wanted");
    let pence = match f.has("amount") {
        true => errors.get(read_money(f.text("amount")), "amount", "Give an amount, such as 9.50"),
        false => None,
    };
    let line = errors.need(f, "line", SHORT, "Say which budget line it is set against");
    if let Some(day) = day.filter(|d| *d < v.today()) {
        errors.add("day", format!("{day} is over. Give a day to come"));
    }
    let (true, Some(day), Some(people)) = (errors.is_empty(), day, people) else {
        let page = sheet(&mut w, &v, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let trip = match f.id("trip") {
        Some(id) => Some(store::trip::find(&mut w, v.org(), id).await?.id),
        None => None,
    };
    let met = match f.id("meeting") {
        Some(id) => Some(meeting(&mut w, &v, id).await?.id),
        None => None,
    };
    let g = Guests {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        trip,
        meeting: met,
        event,
        day,
        minute,
        place,
        people,
        dietary,
        wanted,
        pence,
        line,
        asked_by: v.actor.staff,
        asked_by_name: v.actor.name.clone(),
        asked_at: v.now,
        state: GuestState::Asked,
        done_at: None,
        done_by: String::new(),
        why: String::new(),
        version: 1,
    };
    if !store::trip::hospitality::ask(&mut w, &g).await? {
        return v.to("/hospitality");
    }
    v.commit(w, said(Verb::GuestsAsked, &g), Vec::new()).await?;
    v.to_saying("/hospitality", "Asked for")
}

/// Says how far it is.
pub async fn move_on(v: Visit) -> Answer {
    let mut w = v.write("Saying how far hospitality is").await?;
    let mut g = store::trip::hospitality::find(&mut w, v.org(), v.id("id")?).await?;
    let to = v.form.coded::<GuestState>("to").ok_or(Problem::Missing)?;
    if g.state == to {
        return v.to("/hospitality");
    }
    if matches!(g.state, GuestState::Served | GuestState::Dropped) || to == GuestState::Asked {
        return Err(not_to_change(&g).into());
    }
    let why: String = v.form.text("why").chars().take(SHORT).collect();
    if to == GuestState::Dropped && why.is_empty() {
        let mut errors = Errors::new();
        errors.add(&format!("why-{}", g.id), "Say why it is not needed");
        let page = sheet(&mut w, &v, Form::default(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    if let Some(pence) = read_money(v.form.text("amount")).filter(|_| v.form.has("amount")) {
        g.pence = Some(pence);
    }
    g.state = to;
    g.done_at = Some(v.now);
    g.done_by = v.actor.name.clone();
    g.why = why;
    g.version = v.form.int("version").unwrap_or(0);
    store::trip::hospitality::move_on(&mut w, &g).await.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })?;
    v.commit(w, said(Verb::GuestsMoved, &g), Vec::new()).await?;
    v.to_saying("/hospitality", "Kept")
}
