//! Answers to invitations that came by email: a saved message or a calendar file, sent in or typed.
//!
//! Must never trust one: it is a note that an answer came. From another address, or for somebody who
//! was not asked, it waits for whoever leads the meeting.

use super::arrange::event;
use super::{HOME, led, one};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::by_mail::{Replied, read, settled, whose};
use casework::meeting::people::Person;
use casework::meeting::{Meeting, may_change};
use casework::{Act, Coded, Id, Verb};
use mail_parser::{MessageParser, MimeHeaders};
use rulebook::Instant;
use store::{Store, Write};

/// Bytes of a message that are read.
pub const LONGEST: usize = 2 * 1024 * 1024;
/// Letters that are typed or pasted.
const TYPED: usize = 60_000;

/// Who it is from, and the calendar's part of it. A calendar file by itself is from nobody.
fn parted(bytes: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(bytes);
    let bare = text.trim_start_matches('\u{feff}').trim_start();
    if bare.get(..15).is_some_and(|b| b.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return (String::new(), bare.to_string());
    }
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return (String::new(), String::new());
    };
    let from = mail.from().and_then(|a| a.first()).and_then(|a| a.address()).unwrap_or_default();
    let calendar = mail.parts.iter().find(|p| {
        let kind = p.content_type().is_some_and(|c| {
            let sub = c.subtype().unwrap_or_default();
            (c.ctype().eq_ignore_ascii_case("text") && sub.eq_ignore_ascii_case("calendar"))
                || sub.eq_ignore_ascii_case("ics")
        });
        kind || p.attachment_name().is_some_and(|n| n.to_lowercase().ends_with(".ics"))
    });
    let words = calendar.map(|p| String::from_utf8_lossy(p.contents()).into_owned());
    (from.to_string(), words.unwrap_or_default())
}

/// Reads an answer out of a message or a calendar file.
///
/// # Errors
/// Says what it is instead.
pub fn answered(bytes: &[u8]) -> Result<(String, Replied), &'static str> {
    if bytes.len() > LONGEST {
        return Err(
            "This is larger than an answer is. Save the answer alone, without what was attached",
        );
    }
    let (from, words) = parted(bytes);
    read(&words).map(|r| (from, r))
}

async fn keep(
    w: &mut Write,
    m: &Meeting,
    p: &Person,
    r: &Replied,
    from: &str,
) -> Result<Person, Problem> {
    let after = settled(p, m.sequence, r, from);
    store::meeting::answer(w, &after).await?;
    Ok(after)
}

fn told(m: &Meeting, after: &Person) -> casework::Event {
    let mut e = event(Verb::MeetingAnswered, m).fact("reply", after.reply.code());
    if !after.other_address.is_empty() {
        e = e.fact("other address", "yes");
    }
    e
}

/// Takes in one that was sent or typed on the meeting's page.
pub async fn take(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let words = errors.limit(f, "mail", TYPED);
    if let Some(why) = &v.unread {
        errors.add("file", why.clone());
    }
    let bytes = match &v.file {
        Some((_, bytes)) => bytes.to_vec(),
        None => words.as_bytes().to_vec(),
    };
    if bytes.is_empty() && errors.is_empty() {
        errors.add("file", "Choose the saved message or calendar file, or paste its text");
    }
    let mut w = v.write("Taking in an answer to an invitation").await?;
    let m = led(&v, &mut w).await?;
    may_change(&m)?;
    let people = store::meeting::people(&mut w, v.org(), m.id).await?;
    let mut found = None;
    if errors.is_empty() {
        match answered(&bytes) {
            Err(why) => errors.add("file", why),
            Ok((_, r)) if r.meeting != m.id => {
                errors.add("file", "This answers the invitation to another meeting");
            }
            Ok((from, r)) => {
                let chosen = people.iter().find(|p| Some(p.id) == f.id("answers_for"));
                match whose(&people, &r, &from).or(chosen) {
                    Some(p) => {
                        // Somebody was chosen because the address is none that was asked.
                        let from = if from.trim().is_empty() { r.address.clone() } else { from };
                        found = Some((p.clone(), r, from));
                    }
                    None => errors.add(
                        "answers_for",
                        format!("{} was not asked under that address. Choose whose answer it is, or leave it", r.address),
                    ),
                }
            }
        }
    }
    let Some((p, r, from)) = found else {
        drop(w);
        let page = one(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let after = keep(&mut w, &m, &p, &r, &from).await?;
    v.commit(w, told(&m, &after), Vec::new()).await?;
    let said = match (after.other_address.is_empty(), r.sequence < m.sequence) {
        (false, _) => "Kept. It came from another address: say below whose it is",
        (true, true) => "Kept in words: it answers the time before the meeting was moved",
        (true, false) => "Their answer is kept",
    };
    v.to_saying(format!("{HOME}/{}#people", m.id), said)
}

/// Takes in one that a mail server piped here. False where it is none, or for nobody who was asked:
/// then nothing is written.
pub async fn piped(store: &Store, now: Instant, bytes: &[u8]) -> anyhow::Result<bool> {
    let Ok((from, r)) = answered(bytes) else { return Ok(false) };
    let mut read = store.read().await?;
    let Some((org, m)) = store::meeting::anywhere(&mut read, r.meeting).await? else {
        return Ok(false);
    };
    let people = store::meeting::people(&mut read, org, m.id).await?;
    drop(read);
    let Some(p) = whose(&people, &r, &from).filter(|_| may_change(&m).is_ok()) else {
        return Ok(false);
    };
    let act = Act::by_system(org, now, "Taking in an answer to an invitation");
    let mut w = store.write(act).await?;
    let after = keep(&mut w, &m, p, &r, &from).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    if after != *p {
        w.commit(told(&m, &after), Vec::new()).await?;
    }
    Ok(true)
}

/// The key of a meeting, for links.
pub(super) fn to(id: Id) -> String {
    format!("{HOME}/{id}/replies")
}
