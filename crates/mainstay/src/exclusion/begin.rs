//! A record begun: from a pupil's file, from a day in the room that was handed over, or as a fresh
//! decision after one that ends.
//!
//! Must never decide: a draft suspends nobody.

use super::{About, event};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::exclusion::decide::{may_write, no_extension};
use casework::exclusion::{Exclusion, Part};
use casework::{Event, Id, Refusal, Verb};
use rulebook::Day;
use store::{Source, Write};

/// The records of a pupil, for their file.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Exclusion>, Problem> {
    let mut all = store::exclusion::of_pupil(src, org, pupil).await?;
    all.retain(|e| !e.dropped);
    Ok(all)
}

/// Nobody who has left the roll can be suspended.
fn on_roll(left_on: Option<Day>, today: Day, back: &str) -> Result<(), Refusal> {
    match left_on.filter(|left| *left < today) {
        None => Ok(()),
        Some(left) => Err(Refusal::because(
            format!("They left the roll on {left}"),
            "Only a pupil on the school’s roll can be suspended or permanently excluded by its headteacher.",
            "Education Act 2002 s.51A (R2.01). Part of it is not yet checked.",
        )
        .or("See the file", back)),
    }
}

async fn keep(v: &Visit, mut w: Write, e: &Exclusion, texts: &[(Part, &str)]) -> Answer {
    let at = format!("/exclusions/{}", e.id);
    if !store::exclusion::add(&mut w, e).await? {
        return v.to(at);
    }
    for (part, body) in texts.iter().filter(|(_, body)| !body.trim().is_empty()) {
        store::exclusion::write(&mut w, e.id, *part, body.trim()).await?;
    }
    let begun = Event::new(Verb::ExclusionBegun, "exclusion", e.id).pupil(e.pupil);
    v.commit(w, begun, Vec::new()).await?;
    v.to(at)
}

/// Begins a record from a pupil's file.
pub async fn begin(v: Visit) -> Answer {
    let mut w = v.write("Beginning the record of a suspension or permanent exclusion").await?;
    let pupil = store::pupil::find(&mut w, &v.scope(), v.id("id")?).await?;
    on_roll(pupil.left_on, v.today(), &format!("/pupils/{}", pupil.id))?;
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let e = Exclusion::draft(id, pupil.id, (v.actor.staff, &v.actor.name), v.now);
    keep(&v, w, &e, &[]).await
}

/// Begins one from a day in the room that was handed over: what is known comes with it.
pub async fn from_failed_day(v: Visit) -> Answer {
    let mut w = v.write("Beginning the record of a suspension from a day in the room").await?;
    let day = store::failed_day::find(&mut w, v.org(), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut w, &v.scope(), day.pupil).await?;
    let Some(handed) = day.handed_at else {
        return Err(casework::failed_day::may_decide(&day)
            .err()
            .map_or(Problem::Missing, Problem::from));
    };
    if let Some(there) = store::exclusion::of_failed_day(&mut w, v.org(), day.id).await? {
        return v.to(format!("/exclusions/{there}"));
    }
    on_roll(pupil.left_on, v.today(), &format!("/pupils/{}", pupil.id))?;
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut e = Exclusion::draft(id, pupil.id, (v.actor.staff, &v.actor.name), v.now);
    e.failed_day = Some(day.id);
    e.happened_at = Some(if day.made_at.day() == day.day { day.made_at } else { handed });
    e.account_how = day.account_how;
    let incident = format!("{}\nAdults who were there: {}", day.expectation, day.adults);
    let texts = [
        (Part::Incident, incident.as_str()),
        (Part::Account, day.account.as_str()),
        (Part::AccountWhy, day.account_why.as_str()),
        (Part::Tried, day.drawn.as_str()),
    ];
    keep(&v, w, &e, &texts).await
}

/// Begins a fresh decision that starts when this one ends. A suspension is never lengthened.
pub async fn further(v: Visit) -> Answer {
    let mut w = v.write("Beginning a fresh decision after a suspension").await?;
    let about = About::of(&v, &mut w).await?;
    let back = about.at();
    let (true, Some(last)) = (about.e.stands(), about.e.last) else {
        return Err(Refusal::because(
            "There is nothing for a fresh decision to follow",
            no_extension(),
            "DfE exclusion guidance (R2.20).",
        )
        .or("See the record", back)
        .into());
    };
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut e = Exclusion::draft(id, about.pupil.id, (v.actor.staff, &v.actor.name), v.now);
    e.follows = Some(about.e.id);
    let next = about.almanac.as_ref().ok().and_then(|a| a.nth(last.plus(1), 1).ok());
    e.first = next;
    keep(&v, w, &e, &[]).await
}

/// Gives a draft up. It stays in the trail and on no list.
pub async fn drop_draft(v: Visit) -> Answer {
    let mut w = v.write("Giving up the record of a suspension or permanent exclusion").await?;
    let mut about = About::of(&v, &mut w).await?;
    may_write(&about.e)?;
    about.e.dropped = true;
    store::exclusion::change(&mut w, &about.e).await?;
    v.commit(w, event(Verb::ExclusionDropped, &about), Vec::new()).await?;
    v.to_saying("/exclusions", "The draft is given up. Nothing was decided")
}
