//! An answer to an invitation as a calendar program writes it (RFC 5546, METHOD:REPLY).
//!
//! Must never know: how it came, or whose mailbox it lay in. It is a note that an answer came: from
//! another address it waits until somebody says whose it is.

use super::people::{From, Person, Reply, came_from};
use crate::{Coded, Id};

/// Letters of what somebody wrote beside their answer.
const WORDS: usize = 200;

/// What the answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replied {
    /// The meeting.
    pub meeting: Id,
    /// The version of the invitation that was answered.
    pub sequence: i64,
    /// The address that was asked.
    pub address: String,
    /// What they say; nothing: perhaps.
    pub reply: Option<Reply>,
    /// What they wrote beside it.
    pub words: String,
}

/// Lines with those they go on over put together.
fn unfolded(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        match (line.strip_prefix([' ', '\t']), out.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => out.push(line.to_string()),
        }
    }
    out
}

/// Name, parameters and value of a line; a colon inside quotes ends nothing.
fn parts(line: &str) -> Option<(String, String, String)> {
    let mut quoted = false;
    let at = line.char_indices().find_map(|(n, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(n)
    })?;
    let (head, value) = (&line[..at], &line[at + 1..]);
    let (name, params) = head.split_once(';').unwrap_or((head, ""));
    Some((name.trim().to_uppercase(), params.to_string(), value.trim().to_string()))
}

/// One parameter, without its quotes.
fn param(params: &str, name: &str) -> Option<String> {
    let mut quoted = false;
    let each = params.split(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    each.filter_map(|p| p.split_once('='))
        .find(|(n, _)| n.trim().eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim().trim_matches('"').to_string())
}

fn plain(value: &str) -> String {
    let text = value.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",");
    let text = text.replace("\\;", ";").replace("\\\\", "\\");
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect()
}

/// Reads one.
///
/// # Errors
/// Says what it is instead of an answer, for whoever sent it here.
pub fn read(text: &str) -> Result<Replied, &'static str> {
    let lines: Vec<_> = unfolded(text).iter().filter_map(|l| parts(l)).collect();
    let value = |name: &str| lines.iter().find(|l| l.0 == name).map(|l| l.2.as_str());
    match value("METHOD").map(str::to_uppercase).as_deref() {
        Some("REPLY") => {}
        Some("COUNTER") => {
            return Err(
                "This proposes another time. Write down what they say, and move the meeting if it suits",
            );
        }
        Some(_) => return Err("This is a calendar file, and no answer to an invitation"),
        None => return Err("There is no answer from a calendar in it. Write down what they say"),
    }
    let uid = value("UID").unwrap_or_default();
    let meeting = uid.strip_suffix("@mainstay").and_then(|id| Id::parse_str(id).ok());
    let meeting = meeting.ok_or("This answers an invitation that Mainstay did not send")?;
    let attendee = lines.iter().find(|l| l.0 == "ATTENDEE");
    let attendee = attendee.ok_or("It does not say who answers")?;
    let address = attendee.2.get(..7).filter(|m| m.eq_ignore_ascii_case("mailto:"));
    let address = address.and_then(|_| attendee.2.get(7..)).unwrap_or(&attendee.2).trim();
    let stand = param(&attendee.1, "PARTSTAT").unwrap_or_default().to_uppercase();
    let reply = match stand.as_str() {
        "ACCEPTED" => Some(Reply::Yes),
        "DECLINED" => Some(Reply::No),
        "TENTATIVE" => None,
        _ => return Err("It does not say whether they come"),
    };
    Ok(Replied {
        meeting,
        sequence: value("SEQUENCE").and_then(|n| n.parse().ok()).unwrap_or(0),
        address: address.chars().take(WORDS).collect(),
        reply,
        words: plain(value("COMMENT").unwrap_or_default()),
    })
}

/// Whose answer it is: of the address that was asked, or else of the address it came from.
pub fn whose<'a>(people: &'a [Person], r: &Replied, from: &str) -> Option<&'a Person> {
    let of = |address: &str| {
        let address = address.trim();
        people.iter().find(|p| !address.is_empty() && p.email.trim().eq_ignore_ascii_case(address))
    };
    of(&r.address).or_else(|| of(from))
}

/// What follows for the person: an answer to an earlier time is kept in words and is no answer to
/// the time that stands; one from another address is marked until somebody says whose it is.
pub fn settled(p: &Person, sequence: i64, r: &Replied, from: &str) -> Person {
    let word = r.reply.map_or("perhaps", |r| match r {
        Reply::Yes => "coming",
        Reply::No => "not coming",
        other => other.label(),
    });
    let beside = if r.words.is_empty() { String::new() } else { format!(" {}", r.words) };
    let other_address = match came_from(p, from) {
        From::Known => String::new(),
        From::Other(a) => a,
    };
    if r.sequence < sequence {
        let said = format!("To the time before, by email: {word}.{beside}");
        return Person { said, other_address, ..p.clone() };
    }
    Person {
        reply: r.reply.unwrap_or(Reply::NotSaid),
        said: format!("By email: {word}.{beside}"),
        other_address,
        ..p.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::people::{Came, Whom};

    const KEY: &str = "01890000-0000-7000-8000-000000000001";

    fn person(email: &str) -> Person {
        Person {
            id: Id::from_u128(1),
            meeting: Id::parse_str(KEY).unwrap(),
            whom: Whom::Agency,
            name: "Dr Hanna Ostrow".into(),
            email: email.into(),
            staff: None,
            contact: None,
            responsible: false,
            part: String::new(),
            needs: String::new(),
            reply: Reply::NotSaid,
            said: String::new(),
            other_address: String::new(),
            came: Came::NotSaid,
            consented: false,
            told_sequence: Some(1),
        }
    }
    fn reply(attendee: &str, more: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nPRODID:-//Invented//Calendar//EN\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{KEY}@\r\n mainstay\r\n{attendee}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    }

    #[test]
    fn answers_are_read_as_different_programs_write_them() {
        let one = reply(
            "ATTENDEE;CN=\"Ostrow; Hanna: Dr\";PARTSTAT=ACCEPTED:MAILTO:Hanna@agency.\r\n example",
            "SEQUENCE:1\r\nCOMMENT:I bring the report\\, and come\\nby bus\r\n",
        );
        let read_one = read(&one).unwrap();
        assert_eq!(read_one.reply, Some(Reply::Yes));
        assert_eq!((read_one.address.as_str(), read_one.sequence), ("Hanna@agency.example", 1));
        assert_eq!(read_one.words, "I bring the report, and come by bus");
        let other = reply(
            "ATTENDEE;PARTSTAT=DECLINED;ROLE=REQ-PARTICIPANT:mailto:hanna@agency.example",
            "",
        )
        .replace("\r\n", "\n");
        assert_eq!(read(&other).unwrap().reply, Some(Reply::No));
        assert_eq!(
            read(&reply("ATTENDEE;PARTSTAT=TENTATIVE:mailto:a@b.example", "")).unwrap().reply,
            None
        );
    }

    #[test]
    fn what_is_no_answer_is_said_in_words() {
        assert!(read("Dear all, I come.").unwrap_err().contains("no answer from a calendar"));
        assert!(read("METHOD:REQUEST\nUID:x").unwrap_err().contains("no answer"));
        assert!(read("METHOD:COUNTER\nUID:x").unwrap_err().contains("another time"));
        assert!(read("METHOD:REPLY\nUID:abc@elsewhere").unwrap_err().contains("did not send"));
        let undecided = reply("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@b.example", "");
        assert!(read(&undecided).unwrap_err().contains("whether they come"));
    }

    #[test]
    fn another_address_waits_and_an_answer_to_an_earlier_time_is_none_to_the_new_one() {
        let p = person("hanna@agency.example");
        let r = read(&reply(
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:HANNA@agency.example",
            "SEQUENCE:1\r\n",
        ))
        .unwrap();
        let people = [person("else@agency.example"), p.clone()];
        assert_eq!(whose(&people, &r, "").map(|p| p.email.as_str()), Some("hanna@agency.example"));
        assert_eq!(settled(&p, 1, &r, "hanna@agency.example").reply, Reply::Yes);
        let odd = settled(&p, 1, &r, "aunt@home.example");
        assert_eq!(odd.other_address, "aunt@home.example");
        let before = settled(&p, 2, &r, "");
        assert_eq!(before.reply, Reply::NotSaid);
        assert!(before.said.starts_with("To the time before"));
        let stranger = Replied { address: "x@y.example".into(), ..r };
        assert!(whose(&people, &stranger, "z@y.example").is_none());
    }
}
