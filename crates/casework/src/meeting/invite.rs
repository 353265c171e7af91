//! The words and the calendar entry of an invitation, of a change to one, and of its being off.
//!
//! Must never know: addresses of pages, or servers. A subject line and a calendar name no pupil:
//! they stand in other people's mailboxes and on other people's screens.

use super::Meeting;
use super::people::Person;
use crate::ical::{Entry, Mailbox, Method};
use crate::message::{Words, reference};
use crate::writing::isolated;
use rulebook::Instant;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// An invitation.
    Asked,
    /// It stands at another time or place.
    Moved,
    /// It is off.
    Off,
}

/// The words of it.
pub fn words(m: &Meeting, to: &Person, telling: Telling, school: &str) -> Words {
    let reference = reference(m.id);
    let when = format!("{}, {} to {}", m.on, m.from, m.to);
    let mut body = format!("Dear {}\n\n", isolated(to.name.clone()));
    let subject = match telling {
        Telling::Asked => {
            body.push_str(&format!("You are asked to a meeting ({}) on {when}.", m.name));
            format!("Meeting on {}, {}, ref {reference}", m.on, m.from)
        }
        Telling::Moved => {
            body.push_str(&format!(
                "The meeting ({}) that you were asked to has been moved. It is now on {when}. What you said to the time before does not count for this one: please say again whether you can come.",
                m.name
            ));
            format!("Changed: meeting now on {}, {}, ref {reference}", m.on, m.from)
        }
        Telling::Off => {
            body.push_str(&format!("The meeting ({}) on {when} will not take place.", m.name));
            format!("Off: meeting on {}, {}, ref {reference}", m.on, m.from)
        }
    };
    if telling != Telling::Off {
        if !m.place.is_empty() {
            body.push_str(&format!("\n\nWhere: {}", m.place));
        }
        if !m.remote.is_empty() {
            body.push_str(&format!("\n\nTo join from elsewhere: {}", m.remote));
        }
        if !to.needs.is_empty() {
            body.push_str(&format!("\n\nWe have noted that you need: {}", to.needs));
        }
        body.push_str("\n\nPlease answer the invitation in your calendar, or reply to whoever sent it: tell us too if you need anything to take part, such as an interpreter, a hearing loop or another time.");
    }
    Words { subject, body, link: String::new(), closing: format!("{}, {school}", m.lead_name) }
}

/// The calendar entry for one person. Without an address for answers it can only be put in.
pub fn entry(
    m: &Meeting,
    to: &Person,
    telling: Telling,
    (school, answers): (&str, &str),
    now: Instant,
) -> Entry {
    let organizer = (!answers.trim().is_empty())
        .then(|| Mailbox { name: m.lead_name.clone(), email: answers.trim().to_string() });
    let asked =
        organizer.is_some().then(|| Mailbox { name: to.name.clone(), email: to.email.clone() });
    Entry {
        method: match (telling, &organizer) {
            (Telling::Off, _) => Method::Cancel,
            (_, Some(_)) => Method::Request,
            (_, None) => Method::Publish,
        },
        uid: uid(m),
        sequence: m.sequence,
        made_at: now,
        begins: m.on.at(m.from),
        ends: m.on.at(m.to),
        // Calendars are shared, and telephones show titles: what kind of meeting it is stands in
        // the message alone.
        summary: format!("Meeting, ref {}: {school}", reference(m.id)),
        place: place(m),
        words: String::new(),
        organizer,
        asked: asked.into_iter().collect(),
    }
}

/// The name every version of it goes by.
fn uid(m: &Meeting) -> String {
    format!("{}@mainstay", m.id)
}

fn place(m: &Meeting) -> String {
    match (m.place.is_empty(), m.remote.is_empty()) {
        (false, true) => m.place.clone(),
        (true, _) => m.remote.clone(),
        (false, false) => format!("{}, or {}", m.place, m.remote),
    }
}

/// The entry as it stands in a calendar of somebody's own that is asked for again and again.
pub fn standing(m: &Meeting, school: &str, now: Instant) -> Entry {
    Entry {
        method: match m.state {
            super::State::CalledOff => Method::Cancel,
            _ => Method::Publish,
        },
        uid: uid(m),
        sequence: m.sequence,
        made_at: now,
        begins: m.on.at(m.from),
        ends: m.on.at(m.to),
        summary: format!("Meeting, ref {}: {school}", reference(m.id)),
        place: place(m),
        words: String::new(),
        organizer: None,
        asked: Vec::new(),
    }
}

/// A place that is taken, in the calendar of the place: by whom, and not for what.
pub fn taken(t: &super::place::Taken, now: Instant) -> Entry {
    Entry {
        method: Method::Publish,
        uid: format!("{}@mainstay", t.id),
        sequence: 0,
        made_at: now,
        begins: t.on.at(t.from),
        ends: t.on.at(t.to),
        summary: format!("Taken, by {}", t.by_name),
        place: t.place.clone(),
        words: String::new(),
        organizer: None,
        asked: Vec::new(),
    }
}
