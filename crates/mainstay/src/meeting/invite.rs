//! Invitations, and the calendar entry that travels with each: sent, changed, called off.
//!
//! Must never know: whether there is a mail server. Whoever has no address is told in another way,
//! and stands on the page until somebody says that they were.

use super::arrange::event;
use super::{HOME, found, led};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::invite::{Telling, entry, words};
use casework::meeting::people::Person;
use casework::meeting::{Meeting, may_change};
use casework::message::{Draft, Kind};
use casework::{Event, Id, Verb, ical, link::day_is_over};
use store::{Source, Write};

/// The address that answers go to: of whoever leads the meeting, or the school's own.
pub(super) async fn address(
    v: &Visit,
    src: &mut dyn Source,
    m: &Meeting,
) -> Result<String, Problem> {
    let lead = store::staff::several(src, v.org(), &[m.lead]).await?;
    let own = lead.first().map(|s| s.email.trim().to_string()).unwrap_or_default();
    if !own.is_empty() {
        return Ok(own);
    }
    let from = v.app.config().mail_from.trim();
    let inside = from.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    Ok(inside.map_or(from, |(address, _)| address).to_string())
}

/// Tells everybody who must be told of the meeting as it stands; how many by email, and how many
/// have no address and must be told in another way.
pub(super) async fn tell(
    v: &Visit,
    w: &mut Write,
    m: &Meeting,
    telling: Telling,
) -> Result<(usize, usize), Problem> {
    let mut people = store::meeting::people(w, v.org(), m.id).await?;
    people.retain(|p| p.to_tell(m));
    tell_these(v, w, m, telling, people).await
}

/// Tells somebody who is taken off that nothing is asked of them any more, where they were asked.
pub(super) async fn uninvite(
    v: &Visit,
    w: &mut Write,
    m: &Meeting,
    p: &Person,
) -> Result<(usize, usize), Problem> {
    // Under the number that stands: of two with one number the later counts, so that somebody who
    // is asked again after all has the newer word again.
    tell_these(v, w, m, Telling::Off, vec![p.clone()]).await
}

async fn tell_these(
    v: &Visit,
    w: &mut Write,
    m: &Meeting,
    telling: Telling,
    people: Vec<Person>,
) -> Result<(usize, usize), Problem> {
    let school = &v.setting.school.name;
    let answers = address(v, w, m).await?;
    let (mut drafts, mut files, mut left) = (Vec::new(), Vec::new(), 0);
    for p in people {
        // What was never sent to somebody is not called off to them.
        let new_to_them = p.told_sequence.is_none();
        if telling == Telling::Off && new_to_them {
            continue;
        }
        if p.email.trim().is_empty() {
            left += 1;
            continue;
        }
        let telling = if new_to_them { Telling::Asked } else { telling };
        let id = Id::now_v7();
        let e = entry(m, &p, telling, (school, &answers), v.now);
        files.push((id, e.method.word(), ical::file(&e)));
        drafts.push(Draft {
            id,
            kind: Kind::Meeting,
            staff: p.staff,
            contact: None,
            to_name: p.name.clone(),
            to: p.email.clone(),
            words: words(m, &p, telling, school),
            about: m.id,
            pupil: None,
            link: None,
            until: day_is_over(m.on),
        });
        let told = Person { told_sequence: Some(m.sequence), ..p };
        store::meeting::answer(w, &told).await?;
    }
    let sent = drafts.len();
    store::message::add(w, &drafts).await?;
    for (message, method, file) in files {
        store::meeting::minutes::add_calendar(w, message, method, &file).await?;
    }
    Ok((sent, left))
}

/// Sends the invitations to everybody who has none yet.
pub async fn send(v: Visit) -> Answer {
    let mut w = v.write("Asking people to a meeting").await?;
    let m = led(&v, &mut w).await?;
    may_change(&m)?;
    let (sent, left) = tell(&v, &mut w, &m, Telling::Moved).await?;
    let there = format!("{HOME}/{}#people", m.id);
    if sent == 0 && left == 0 {
        return v.to_saying(there, "Everybody has their invitation already");
    }
    if m.asked_at.is_none() {
        let after = Meeting { asked_at: Some(v.now), ..m.clone() };
        store::meeting::change(&mut w, &after).await?;
    }
    let event: Event = event(Verb::MeetingAsked, &m).fact("asked", sent).fact("to tell", left);
    v.commit(w, event, Vec::new()).await?;
    let said = match left {
        0 => format!("{sent} asked by email"),
        n => format!("{sent} asked by email; {n} without an address to be told by you"),
    };
    v.to_saying(there, said)
}

/// The calendar file, for whoever is at the page.
pub async fn file(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let m = found(&v, &mut read).await?;
    let people = store::meeting::people(&mut read, v.org(), m.id).await?;
    let Some(me) = people
        .into_iter()
        .find(|p| p.staff == Some(v.actor.staff))
        .or_else(|| (m.lead == v.actor.staff).then(|| super::people::blank(&m, &v.actor.name)))
    else {
        return Err(Problem::Missing);
    };
    let telling = match m.state {
        casework::meeting::State::CalledOff => Telling::Off,
        _ => Telling::Asked,
    };
    let e = entry(&m, &me, telling, (&v.setting.school.name, ""), v.now);
    v.download("meeting.ics", "text/calendar; charset=utf-8", ical::file(&e).into_bytes())
}
