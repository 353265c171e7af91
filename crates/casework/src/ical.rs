//! Calendar files (RFC 5545, RFC 5546): one writer for every invitation, change and calling-off.
//!
//! Must never know: what a meeting is about, or how a file travels. Times go out in Greenwich time,
//! so that no calendar has to know where the school is.

use rulebook::Instant;

/// What a file asks of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// An entry to be put in.
    Publish,
    /// An invitation, or a change to one.
    Request,
    /// It is off: the entry goes.
    Cancel,
}

impl Method {
    /// The word of the standard.
    pub fn word(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// An entry of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is asked.
    pub method: Method,
    /// The same for every version of one entry.
    pub uid: String,
    /// Grows with every version.
    pub sequence: i64,
    /// When this version was made.
    pub made_at: Instant,
    /// When it begins.
    pub begins: Instant,
    /// When it ends.
    pub ends: Instant,
    /// What it is called; it stands in other people's calendars, so it names no pupil.
    pub summary: String,
    /// Where.
    pub place: String,
    /// More, or empty.
    pub words: String,
    /// Who arranges it: an invitation needs one.
    pub organizer: Option<Mailbox>,
    /// Who is asked.
    pub asked: Vec<Mailbox>,
}

/// Text as a calendar file has it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim().chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A name as a parameter has it: in quotes, with nothing that would end them.
fn quoted(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !c.is_control() && *c != '"').collect();
    format!("\"{}\"", plain.trim())
}

/// An address as a calendar file has it; nothing that could begin another line or parameter.
fn mailto(email: &str) -> String {
    let plain: String =
        email.trim().chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    format!("mailto:{plain}")
}

/// A line, folded so that none is longer than 75 bytes.
fn folded(line: &str, out: &mut String) {
    let mut room = 74;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 73;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

/// A moment as a calendar file has it, from "2026-12-02T10:00:00Z".
fn moment(at: Instant) -> String {
    let iso = at.iso();
    let kept: String = iso.chars().take(19).filter(|c| !matches!(c, '-' | ':')).collect();
    format!("{kept}Z")
}

/// The lines of one entry.
fn event(e: &Entry, lines: &mut Vec<String>) {
    let off = e.method == Method::Cancel;
    lines.extend([
        "BEGIN:VEVENT".into(),
        format!("UID:{}", escaped(&e.uid)),
        format!("SEQUENCE:{}", e.sequence),
        format!("DTSTAMP:{}", moment(e.made_at)),
        format!("DTSTART:{}", moment(e.begins)),
        format!("DTEND:{}", moment(e.ends)),
        format!("SUMMARY:{}", escaped(&e.summary)),
        format!("LOCATION:{}", escaped(&e.place)),
        format!("STATUS:{}", if off { "CANCELLED" } else { "CONFIRMED" }),
        "CLASS:PRIVATE".into(),
    ]);
    if !e.words.trim().is_empty() {
        lines.push(format!("DESCRIPTION:{}", escaped(&e.words)));
    }
    if let Some(o) = &e.organizer {
        lines.push(format!("ORGANIZER;CN={}:{}", quoted(&o.name), mailto(&o.email)));
    }
    for a in &e.asked {
        let rsvp = if off { "" } else { ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE" };
        lines.push(format!(
            "ATTENDEE;CN={};ROLE=REQ-PARTICIPANT{rsvp}:{}",
            quoted(&a.name),
            mailto(&a.email)
        ));
    }
    lines.push("END:VEVENT".into());
}

/// A calendar of some lines of its own and some entries.
fn calendar<'a>(own: Vec<String>, entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_string(),
        "VERSION:2.0".into(),
        "PRODID:-//Mainstay//Meetings//EN".into(),
        "CALSCALE:GREGORIAN".into(),
    ];
    lines.extend(own);
    for e in entries {
        event(e, &mut lines);
    }
    lines.push("END:VCALENDAR".into());
    let mut out = String::new();
    for line in lines {
        folded(&line, &mut out);
    }
    out
}

/// The file of one entry.
pub fn file(e: &Entry) -> String {
    calendar(vec![format!("METHOD:{}", e.method.word())], [e])
}

/// A calendar that other programs ask for again and again: its name, and every entry in it.
pub fn feed(name: &str, entries: &[Entry]) -> String {
    let own = vec![
        format!("METHOD:{}", Method::Publish.word()),
        format!("X-WR-CALNAME:{}", escaped(name)),
        // How often it is worth asking: the first is the standard's, the second what most read.
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H".into(),
        "X-PUBLISHED-TTL:PT1H".into(),
    ];
    calendar(own, entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    /// A line as it was read: its name, its parameters, its value.
    type Read = (String, Vec<(String, String)>, String);

    /// A strict reader: every rule of the standard that a file like ours can break.
    fn read(file: &str) -> Vec<Read> {
        assert!(file.ends_with("\r\n"), "the last line ends");
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "lines end with CR LF alone");
        assert!(file.split("\r\n").all(|l| l.len() <= 75), "no line is longer than 75 bytes");
        let whole = file.replace("\r\n ", "");
        let mut out = Vec::new();
        for line in whole.split_terminator("\r\n") {
            let (mut quoted, mut at) = (false, None);
            for (i, c) in line.char_indices() {
                match c {
                    '"' => quoted = !quoted,
                    ':' if !quoted => {
                        at = Some(i);
                        break;
                    }
                    c => assert!(!c.is_control(), "{line}"),
                }
            }
            let at = at.expect("a line has a colon");
            let (head, value) = (&line[..at], &line[at + 1..]);
            let mut parts = Vec::new();
            let (mut part, mut inside) = (String::new(), false);
            for c in head.chars() {
                match c {
                    '"' => inside = !inside,
                    ';' if !inside => parts.push(std::mem::take(&mut part)),
                    c => part.push(c),
                }
            }
            parts.push(part);
            let name = parts.remove(0);
            assert!(name.chars().all(|c| c.is_ascii_uppercase() || c == '-'), "{name}");
            let params = parts
                .iter()
                .map(|p| {
                    let (n, v) = p.split_once('=').expect("a parameter has a value");
                    (n.to_string(), v.to_string())
                })
                .collect();
            out.push((name, params, value.to_string()));
        }
        out
    }
    fn plain(value: &str) -> String {
        let (mut out, mut chars) = (String::new(), value.chars());
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next().expect("something follows a stroke") {
                    'n' => out.push('\n'),
                    c @ ('\\' | ';' | ',') => out.push(c),
                    c => panic!("\\{c} is no escape"),
                },
                ',' | ';' => panic!("a bare {c} in a text"),
                c => out.push(c),
            }
        }
        out
    }
    fn one(lines: &[Read], name: &str) -> String {
        let all: Vec<&String> = lines.iter().filter(|l| l.0 == name).map(|l| &l.2).collect();
        assert_eq!(all.len(), 1, "{name} stands once");
        all[0].clone()
    }
    fn entry(day: Day) -> Entry {
        Entry {
            method: Method::Request,
            uid: "0192-meeting@mainstay".into(),
            sequence: 2,
            made_at: day.at(Minute::default()),
            begins: day.at(Minute::new(14, 0).unwrap()),
            ends: day.at(Minute::new(15, 30).unwrap()),
            summary:
                "Team around the child: Queensway Park School, North; the “long” one – éàü — and on"
                    .into(),
            place: "Room 4, upstairs\nby the hall; ring \\ knock".into(),
            words: "Hearing loop, interpreter\r\nand\ttea".into(),
            organizer: Some(Mailbox {
                name: "Miss \"R\" Fennimore".into(),
                email: "r@queensway.example".into(),
            }),
            asked: vec![
                Mailbox {
                    name: "O’Hara, Pat; nurse".into(),
                    email: "pat@nhs.example\r\nX-BAD:1".into(),
                },
                Mailbox { name: "Shaz Dunmore".into(), email: "shaz@home.example".into() },
            ],
        }
    }

    #[test]
    fn a_strict_reader_reads_every_word_of_an_invitation_back() {
        let e = entry(Day::new(2026, 11, 24).unwrap());
        let lines = read(&file(&e));
        assert_eq!(lines[0], ("BEGIN".into(), vec![], "VCALENDAR".into()));
        assert_eq!(lines.last().unwrap().2, "VCALENDAR");
        assert_eq!(one(&lines, "METHOD"), "REQUEST");
        assert_eq!(one(&lines, "SEQUENCE"), "2");
        assert_eq!(one(&lines, "DTSTART"), "20261124T140000Z");
        assert_eq!(one(&lines, "DTEND"), "20261124T153000Z");
        assert_eq!(plain(&one(&lines, "SUMMARY")), e.summary);
        assert_eq!(plain(&one(&lines, "LOCATION")), e.place);
        assert_eq!(plain(&one(&lines, "DESCRIPTION")), "Hearing loop, interpreter\nandtea");
        let organizer = lines.iter().find(|l| l.0 == "ORGANIZER").unwrap();
        assert_eq!(organizer.1, [("CN".to_string(), "Miss R Fennimore".to_string())]);
        let asked: Vec<_> = lines.iter().filter(|l| l.0 == "ATTENDEE").collect();
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0].1[0].1, "O’Hara, Pat; nurse");
        assert_eq!(asked[0].2, "mailto:pat@nhs.exampleX-BAD:1", "no line of its own");
        assert!(lines.iter().all(|l| l.0 != "X-BAD"));
        for name in ["UID", "DTSTAMP", "VERSION", "PRODID", "STATUS"] {
            one(&lines, name);
        }
    }

    #[test]
    fn summer_is_an_hour_behind_and_what_is_off_is_cancelled_under_the_same_name() {
        let summer = entry(Day::new(2027, 6, 10).unwrap());
        assert_eq!(one(&read(&file(&summer)), "DTSTART"), "20270610T130000Z");
        let off = Entry { method: Method::Cancel, sequence: 3, ..summer.clone() };
        let lines = read(&file(&off));
        assert_eq!(one(&lines, "METHOD"), "CANCEL");
        assert_eq!(one(&lines, "STATUS"), "CANCELLED");
        assert_eq!(one(&lines, "UID"), one(&read(&file(&summer)), "UID"));
        assert!(!file(&off).contains("RSVP"));
    }
}
