//! Messages that came back: what a mail server sends when it took a message and could not deliver
//! it. Read from files or a pipe, matched by the key Mainstay put into the message, and kept
//! beside the message, so that somebody tells the person in another way.
//!
//! Must never know: how they came here. What cannot be matched is counted and left alone; no
//! address and no word of a message is in a log line.

use casework::message::{Back, came_back};
use casework::{Act, Event, Id, Verb};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use rulebook::Instant;
use store::Store;

/// Bytes of one file that are read: a returned message holds at most the one that was sent.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// What a returned message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The message it is about.
    pub message: Id,
    /// What became of it.
    pub back: Back,
}

/// Reads a message that came back. `None` when it is no such thing, or not about one of ours.
pub fn read(bytes: &[u8]) -> Option<Returned> {
    let mail = MessageParser::default().parse(bytes.get(..bytes.len().min(LONGEST))?)?;
    let report = mail.parts.iter().find(|p| is(p, "message", "delivery-status"))?;
    let fields = String::from_utf8_lossy(report.contents()).into_owned();
    let action = field(&fields, "action")?.to_lowercase();
    let said = field(&fields, "diagnostic-code").or_else(|| field(&fields, "status"));
    // "smtp; 550 5.1.1 no such mailbox": the kind of code is no news to anybody.
    let said = said.unwrap_or_default();
    let said = said.split_once(';').map_or(said.as_str(), |(_, words)| words).trim().to_string();
    let back = match action.as_str() {
        "failed" => Back::Failed(said),
        "delayed" => Back::Delayed(said),
        // "delivered", "relayed", "expanded": it has arrived, or is on its way.
        _ => return None,
    };
    Some(Returned { message: ours(&mail)?, back })
}

fn is(part: &mail_parser::MessagePart<'_>, kind: &str, of: &str) -> bool {
    part.content_type().is_some_and(|c| {
        c.ctype().eq_ignore_ascii_case(kind)
            && c.subtype().is_some_and(|s| s.eq_ignore_ascii_case(of))
    })
}

/// The key of the message that came back, from the copy or the headers that come with the report.
fn ours(mail: &Message<'_>) -> Option<Id> {
    mail.parts.iter().find_map(|part| {
        let id = match &part.body {
            PartType::Message(inner) => inner.message_id()?.to_string(),
            _ if is(part, "text", "rfc822-headers") || is(part, "message", "rfc822-headers") => {
                field(&String::from_utf8_lossy(part.contents()), "message-id")?
            }
            _ => return None,
        };
        key(&id)
    })
}

fn key(message_id: &str) -> Option<Id> {
    Id::parse_str(message_id.trim().trim_start_matches('<').split('@').next()?).ok()
}

/// A header field by its name, with the lines it goes on over put together.
fn field(text: &str, name: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for line in text.lines() {
        match &mut found {
            Some(value) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            Some(_) => break,
            None => {
                let of_it = line
                    .split_once(':')
                    .filter(|(known, _)| known.trim().eq_ignore_ascii_case(name));
                found = of_it.map(|(_, value)| value.trim().to_string());
            }
        }
    }
    found.filter(|value| !value.is_empty())
}

/// What was done with what came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Messages now known not to have arrived.
    pub failed: usize,
    /// Messages known to be late.
    pub delayed: usize,
    /// Files that are no report, or not about a message of ours, or told before.
    pub other: usize,
}

/// Keeps what came back, each in its school.
pub async fn keep(store: &Store, now: Instant, mails: &[Vec<u8>]) -> anyhow::Result<Kept> {
    let mut kept = Kept::default();
    for bytes in mails {
        match read(bytes) {
            Some(returned) => keep_one(store, now, &returned, &mut kept).await?,
            None => kept.other += 1,
        }
    }
    Ok(kept)
}

async fn keep_one(
    store: &Store,
    now: Instant,
    r: &Returned,
    kept: &mut Kept,
) -> anyhow::Result<()> {
    let mut read = store.read().await?;
    let org = store::message::school_of(&mut read, r.message).await?;
    drop(read);
    let Some(org) = org else {
        kept.other += 1;
        return Ok(());
    };
    let mut w = store.write(Act::by_system(org, now, "An email came back")).await?;
    let message =
        store::message::find(&mut w, org, r.message).await.map_err(|p| anyhow::anyhow!("{p}"))?;
    let Some(after) = came_back(message.state, &message.trouble, &r.back) else {
        kept.other += 1;
        return Ok(());
    };
    store::message::returned(&mut w, &message, &after).await?;
    let mut event = Event::new(Verb::MessageFailed, "message", message.id)
        .fact("what", casework::Coded::label(message.kind))
        .fact("to", &message.to_name)
        .fact("how it stands", casework::Coded::label(after.state));
    event.pupil = message.pupil;
    w.commit(event, Vec::new()).await?;
    match r.back {
        Back::Failed(_) => kept.failed += 1,
        Back::Delayed(_) => kept.delayed += 1,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(action: &str, diagnostic: &str, returned: &str) -> Vec<u8> {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nTo: room@fairholme.example\r\nSubject: Undelivered\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n\
             --b1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nIt could not be delivered.\r\n\r\n\
             --b1\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example\r\nArrival-Date: Tue, 10 Nov 2026 09:00:00 +0000\r\n\r\n\
             Final-Recipient: rfc822; p.ravenhall@fairholme.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n{diagnostic}\r\n\
             {returned}--b1--\r\n"
        )
        .into_bytes()
    }
    const WHOLE: &str = "--b1\r\nContent-Type: message/rfc822\r\n\r\nFrom: room@fairholme.example\r\nTo: p.ravenhall@fairholme.example\r\nSubject: Work\r\nMessage-ID: <00000000-0000-7000-8000-000000000005@fairholme.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nDear Mrs Ravenhall\r\n";
    const HEADERS: &str = "--b1\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: room@fairholme.example\r\nMessage-ID:\r\n <00000000-0000-7000-8000-000000000005@fairholme.example>\r\nSubject: Work\r\n\r\n";

    #[test]
    fn a_message_that_came_back_names_itself_by_its_copy_or_by_its_headers() {
        let five = Id::parse_str("00000000-0000-7000-8000-000000000005").unwrap();
        let code = "Diagnostic-Code: smtp; 550 5.1.1 no such\r\n mailbox here\r\n";
        for returned in [WHOLE, HEADERS] {
            let r = read(&report("failed", code, returned)).unwrap();
            assert_eq!(r.message, five);
            assert_eq!(r.back, Back::Failed("550 5.1.1 no such mailbox here".into()));
        }
        let late = read(&report("delayed", "", WHOLE)).unwrap();
        assert_eq!(late.back, Back::Delayed("5.1.1".into()));
    }

    #[test]
    fn what_is_no_report_or_not_of_ours_is_left_alone() {
        assert_eq!(read(b""), None);
        assert_eq!(read(b"Subject: I am on holiday\r\n\r\nBack on Monday"), None);
        assert_eq!(read(&report("delivered", "", WHOLE)), None);
        let other = WHOLE.replace("00000000-0000-7000-8000-000000000005", "CAF-12@mail");
        assert_eq!(read(&report("failed", "", &other)), None);
        assert_eq!(read(&[0xff; 4096]), None);
        let cut = report("failed", "", WHOLE);
        for at in (0..cut.len()).step_by(7) {
            let _ = read(&cut[..at]);
        }
    }
}
