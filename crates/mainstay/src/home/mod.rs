//! Calls home: the script, the number with what must be known before ringing it, one tap for
//! what came of it, and a second attempt that is not forgotten.

mod about;
mod page;
mod sample;

pub use about::About;
pub use page::{HomePage, Person, Spoken};
pub use sample::samples;

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::home::{self, Call, Logged, Outcome, Typed};
use casework::wording::{Kind, Wording};
use casework::{Coded, Event, Id, Verb};
use store::home::Again;
use store::{Source, Write};

/// Shows who to ring, what to say, and the calls so far.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = About::find(&mut read, &v.scope(), v.id("id")?).await?;
    let page = gather(&mut read, &v, &about, None, Errors::new()).await?;
    v.page(&page)
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
    typed: Option<Form>,
    errors: Errors,
) -> Result<HomePage, Problem> {
    let org = v.org();
    let calls = store::home::calls(src, org, about.placement.id).await?;
    let versions = store::home::versions(src, org, about.placement.id).await?;
    let again = store::home::again(src, org, about.placement.id).await?;
    let got = crate::receipt::got(src, org, about.placement.id).await?;
    let person = |c: &casework::pupil::Contact| Person {
        contact: c.clone(),
        last: calls.iter().find(|call| call.contact == c.id).cloned(),
        again: again.iter().find(|a| a.contact == c.id).cloned(),
    };
    let people: Vec<Person> = home::to_ring(&about.contacts).into_iter().map(person).collect();
    let barred = home::not_to_ring(&about.contacts).into_iter().map(person).collect();
    // Nobody without parental responsibility is chosen for the person who rings.
    let owed = || people.iter().filter(|p| p.contact.responsible);
    // Whoever has a second attempt waiting, then whoever was not rung yet, then the first.
    let next = v
        .query
        .id("contact")
        .filter(|id| people.iter().any(|p| p.contact.id == *id))
        .or_else(|| owed().find(|p| p.last.is_none()).map(|p| p.contact.id))
        .or_else(|| owed().find(|p| p.again.is_some()).map(|p| p.contact.id))
        .or_else(|| owed().next().map(|p| p.contact.id));
    let fresh = [
        ("contact", next.map(|id| id.to_string()).unwrap_or_default()),
        ("day", v.today().iso()),
        ("time", v.now.minute().input()),
        ("once", Id::now_v7().to_string()),
    ]
    .map(|(name, value)| (name.to_string(), value));
    let form = match typed {
        Some(form) if form.has("once") => form,
        // Another form of the page keeps what was typed in it, beside a fresh call.
        Some(form) => Form::of(fresh.into_iter().chain(form.kept())),
        None => Form::of(fresh),
    };
    let stay = about.stay(&v.setting);
    let (arrive, lunch, finish) = (stay.arrive(), stay.lunch(), stay.finish());
    let steps = script_in_use(src, v).await?;
    let facts = home::Script {
        setting: &v.setting,
        pupil: &about.pupil,
        plain_reason: &about.placement.plain_reason,
        decided_by: &about.decided_by,
        day: about.placement.day,
        periods: &stay.periods(),
        room: &about.room.name,
        arrive: &arrive,
        lunch: &lunch,
        finish: &finish,
    };
    let script = home::script(&facts, &steps.body);
    let sheets = store::standards::of_placement(src, org, about.placement.id).await?;
    let ids: Vec<Id> = sheets.iter().map(|s| s.id).collect();
    let known = store::standards::acknowledged(src, org, &ids).await?;
    let name =
        |id: Id| about.contacts.iter().find(|c| c.id == id).map(|c| c.full()).unwrap_or_default();
    Ok(HomePage {
        placement: about.placement.id,
        first: about.pupil.first().to_string(),
        name: about.pupil.name(),
        form_name: about.pupil.form.clone(),
        pupil: about.pupil.id,
        when: format!("{}, {}", about.placement.day, stay.periods()),
        script,
        script_version: steps.version,
        balance: crate::good_news::balance(src, v, about.pupil.id).await?,
        sheets: sheets
            .into_iter()
            .map(|s| {
                let said = known.iter().find(|k| k.sheet == s.id).cloned();
                (s, said)
            })
            .collect(),
        people,
        barred,
        file: v.may(casework::May::PupilFile),
        calls: calls
            .into_iter()
            .map(|call| Spoken {
                to: name(call.contact),
                versions: versions.iter().filter(|x| x.call == call.id).cloned().collect(),
                call,
            })
            .collect(),
        again,
        got,
        letters: v.may(casework::May::Letters),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// The steps of a call: the school's own, or those Mainstay comes with.
async fn script_in_use(src: &mut dyn Source, v: &Visit) -> Result<Wording, Problem> {
    let all = crate::standards::texts(src, v, Kind::Script).await?;
    all.into_iter().next().ok_or(Problem::Missing)
}

/// Logs a call.
pub async fn log(v: Visit) -> Answer {
    let placement = v.id("id")?;
    let mut read = v.read().await?;
    let about = About::find(&mut read, &v.scope(), placement).await?;
    let here = format!("/placements/{placement}/home");
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    if store::home::find(&mut read, v.org(), once).await.is_ok() {
        return v.to(here);
    }
    let mut errors = Errors::new();
    let view = errors.limit(&v.form, "view", 2000);
    let follow_up = errors.limit(&v.form, "follow_up", 500);
    let calls = store::home::calls(&mut read, v.org(), placement).await?;
    let typed = Typed {
        contact: v.form.id("contact"),
        outcome: v.form.coded::<Outcome>("outcome"),
        day: v.form.day("day"),
        time: v.form.minute("time"),
    };
    let tried =
        |id: Id| calls.iter().filter(|c| c.contact == id && c.outcome.wants_another_try()).count();
    let logged = match home::log(&typed, &about.contacts, tried, v.now) {
        Ok(logged) if errors.is_empty() => logged,
        other => {
            for (field, message) in other.err().unwrap_or_default() {
                errors.add(field, message);
            }
            let page = gather(&mut read, &v, &about, Some(v.form.clone()), errors).await?;
            return v.again(&page);
        }
    };
    drop(read);
    let said = match &logged.again {
        Some(again) => format!("Logged. {again}, today"),
        None => format!("Logged: {}", logged.outcome.label().to_lowercase()),
    };
    let mut w = v.write("Ringing home").await?;
    if store::home::find(&mut w, v.org(), once).await.is_ok() {
        return v.to(here);
    }
    let noted = Noted { once, interpreter: v.form.ticked("interpreter"), view, follow_up };
    let (first, rest) = keep(&mut w, &about, &logged, &noted).await?;
    v.commit(w, first, rest).await?;
    v.to_saying(here, said)
}

/// What was noted of a call beside its outcome.
#[derive(Clone, Debug)]
pub struct Noted {
    /// Key of the call.
    pub once: Id,
    /// An interpreter was on it.
    pub interpreter: bool,
    /// What they said.
    pub view: String,
    /// What follows.
    pub follow_up: String,
}

/// Keeps a call that was decided, closes the attempt it answers, and asks for another where one
/// is wanted. The act says who rang.
pub async fn keep(
    w: &mut Write,
    about: &About,
    logged: &Logged,
    noted: &Noted,
) -> Result<(Event, Vec<Event>), Problem> {
    let (at, who, staff) = (w.at(), w.act().who.clone(), w.act().staff);
    let pupil = about.pupil.id;
    let call = Call {
        id: noted.once,
        pupil,
        contact: logged.contact,
        placement: Some(about.placement.id),
        at: logged.at,
        made_at: at,
        outcome: logged.outcome,
        number: logged.number.clone(),
        interpreter: noted.interpreter,
        view: noted.view.clone(),
        follow_up: noted.follow_up.clone(),
        by_staff: staff.unwrap_or_default(),
        by_name: who.clone(),
    };
    let closed = store::home::rung(w, pupil, logged.contact, &who).await?;
    store::home::log(w, &call).await?;
    let event = Event::new(Verb::HomeCalled, "home_call", call.id)
        .pupil(pupil)
        .fact("outcome", logged.outcome.label())
        .fact("at", logged.at);
    let mut rest = Vec::new();
    if closed > 0 {
        let done = Event::new(Verb::TaskDone, "home_call", call.id).pupil(pupil);
        rest.push(done.fact("what", "another attempt to ring"));
    }
    if let Some(what) = &logged.again {
        let task =
            Again { id: Id::now_v7(), contact: logged.contact, what: what.clone(), due: at.day() };
        store::home::ask_again(w, pupil, about.placement.id, staff, &task).await?;
        let set = Event::new(Verb::TaskSet, "task", task.id).pupil(pupil);
        rest.push(set.fact("what", "ring home again").fact("due", task.due));
    }
    Ok((event, rest))
}

/// Closes a second attempt without ringing, with a reason.
pub async fn give_up(v: Visit) -> Answer {
    let (placement, task) = (v.id("id")?, v.id("task")?);
    let mut read = v.read().await?;
    let about = About::find(&mut read, &v.scope(), placement).await?;
    let here = format!("/placements/{placement}/home");
    let waiting = store::home::again(&mut read, v.org(), placement).await?;
    if !waiting.iter().any(|a| a.id == task) {
        return v.to(here);
    }
    let mut errors = Errors::new();
    let field = format!("why-{task}");
    let why = errors.need(&v.form, &field, 300, "Say why nobody rings again");
    if !errors.is_empty() {
        let page = gather(&mut read, &v, &about, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    drop(read);
    let mut w = v.write("Closing an attempt to ring home").await?;
    let who = w.act().who.clone();
    store::home::give_up(&mut w, task, &who, &why).await?;
    let event = Event::new(Verb::TaskDone, "task", task).pupil(about.pupil.id);
    v.commit(w, event.fact("what", "ring home again, not rung"), vec![]).await?;
    v.to_saying(here, "Closed, with the reason")
}

/// Corrects what was noted of a call; the first words stay.
pub async fn correct(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut read = v.read().await?;
    let call = store::home::find(&mut read, v.org(), id).await?;
    let placement = call.placement.ok_or(Problem::Missing)?;
    let about = About::find(&mut read, &v.scope(), placement).await?;
    let here = format!("/placements/{placement}/home");
    let mut errors = Errors::new();
    let field = format!("view-{id}");
    let body = errors.need(&v.form, &field, 2000, "Write what it should say");
    if !errors.is_empty() {
        let page = gather(&mut read, &v, &about, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    drop(read);
    let mut w = v.write("Correcting what was noted of a call").await?;
    let seen = v.form.int("seen").unwrap_or(1);
    let by = (v.actor.staff, v.actor.name.as_str());
    let revision = match store::home::correct(&mut w, &call, seen, &body, by).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(vec![(field, body)])),
        other => other?,
    };
    let event = Event::new(Verb::NoteCorrected, "home_call", id).pupil(call.pupil);
    v.commit(w, event.fact("version", revision), vec![]).await?;
    v.to_saying(here, "Corrected. The first words are kept")
}
