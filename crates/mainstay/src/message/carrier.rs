//! What carries a message away: a mail server, or a folder that somebody looks into.
//!
//! Must never know: the database, or why a message is sent. No address and no word of a message
//! is in a log line.

use crate::config::Config;
use anyhow::Context;
use casework::Id;
use casework::message::Try;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use maud::html;
use std::path::PathBuf;
use std::time::Duration;

/// Seconds a mail server may take over one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// A message with everything in its place.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its key: the same when it is sent again, so that a mailbox can tell.
    pub id: Id,
    /// Name it goes to.
    pub to_name: String,
    /// Address it goes to.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Words before the link.
    pub body: String,
    /// What the link is called, and its address.
    pub link: Option<(String, String)>,
    /// Words after it.
    pub closing: String,
    /// A calendar entry, by its method: a mail program offers to answer it.
    pub calendar: Option<(String, String)>,
}

/// What carries it.
pub enum Carrier {
    /// Nothing: no mail server is set.
    Off,
    /// A folder, one file a message.
    Folder(PathBuf, Mailbox),
    /// A mail server.
    Server(Box<AsyncSmtpTransport<Tokio1Executor>>, Mailbox),
}

/// The setting that stands for a folder in place of a server.
pub const FOLDER: &str = "folder";

impl Carrier {
    /// From the settings. A setting that cannot be read is an error in words.
    pub fn of(config: &Config) -> anyhow::Result<Carrier> {
        let server = config.mail_server.trim();
        if server.is_empty() {
            return Ok(Carrier::Off);
        }
        let from: Mailbox = config.mail_from.trim().parse().map_err(|_| {
            anyhow::anyhow!("the setting mail_from must be an address such as Fairholme School <room@school.example>")
        })?;
        if server == FOLDER {
            return Ok(Carrier::Folder(outbox(config), from));
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|_| anyhow::anyhow!("the setting mail_server must be {FOLDER}, or an address such as smtps://name:password@mail.example or smtp://mail.example:587?tls=required"))?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Carrier::Server(Box::new(transport), from))
    }
    /// Whether anything goes out.
    pub fn is_off(&self) -> bool {
        matches!(self, Carrier::Off)
    }
    /// Sends one. Never waits for longer than a mail server's patience.
    pub async fn send(&self, letter: &Letter) -> Try {
        let from = match self {
            Carrier::Off => return Try::NotNow("No mail server is set".into()),
            Carrier::Folder(_, from) | Carrier::Server(_, from) => from,
        };
        let message = match compose(letter, from) {
            Ok(message) => message,
            Err(said) => return Try::Never(said),
        };
        match self {
            Carrier::Off => Try::NotNow(String::new()),
            Carrier::Folder(folder, _) => {
                match keep(folder, letter.id, &message.formatted()).await {
                    Ok(()) => Try::Taken,
                    Err(e) => Try::NotNow(format!("{e:#}")),
                }
            }
            Carrier::Server(server, _) => match server.send(message).await {
                Ok(_) => Try::Taken,
                Err(e) if e.is_permanent() => Try::Never(said(&e)),
                Err(e) => Try::NotNow(said(&e)),
            },
        }
    }
}

/// Where messages are put when there is a folder in place of a server.
pub fn outbox(config: &Config) -> PathBuf {
    config.data_dir.join("outbox")
}

/// What a server said, on one line.
fn said(e: &lettre::transport::smtp::Error) -> String {
    let mut words = e.to_string();
    let mut cause = std::error::Error::source(e);
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words.replace(['\r', '\n'], " ")
}

async fn keep(folder: &std::path::Path, id: Id, bytes: &[u8]) -> anyhow::Result<()> {
    tokio::fs::create_dir_all(folder).await.context("the outbox folder cannot be made")?;
    // Whole or not at all: whoever reads the folder never meets half a message.
    let (half, whole) = (folder.join(format!("{id}.part")), folder.join(format!("{id}.eml")));
    tokio::fs::write(&half, bytes).await.context("the message cannot be written")?;
    tokio::fs::rename(&half, &whole).await.context("the message cannot be put in place")
}

/// What may stand in a header: one line, with nothing that turns it.
fn one_line(text: &str) -> String {
    let plain = casework::writing::straight(text);
    plain.split(char::is_control).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Sets a message out: plain text, and the same with the link as a link.
fn compose(l: &Letter, from: &Mailbox) -> Result<Message, String> {
    let address: lettre::Address =
        l.to.trim().parse().map_err(|_| "This is not an email address".to_string())?;
    let mut text = l.body.clone();
    if let Some((words, link)) = &l.link {
        text.push_str(&format!("\n\n{words}:\n{link}"));
    }
    text.push_str(&format!("\n\n{}\n", l.closing));
    let paragraphs = |text: &str| -> Vec<Vec<String>> {
        text.split("\n\n").map(|p| p.lines().map(str::to_string).collect()).collect()
    };
    let rich = html! {
        (maud::DOCTYPE)
        html lang="en-GB" {
            head { meta charset="utf-8"; title { (l.subject) } }
            body {
                @for p in paragraphs(&l.body) { p { @for (n, line) in p.iter().enumerate() { @if n > 0 { br; } (line) } } }
                @if let Some((words, link)) = &l.link { p { a href=(link) { (words) } } }
                @for p in paragraphs(&l.closing) { p { @for (n, line) in p.iter().enumerate() { @if n > 0 { br; } (line) } } }
            }
        }
    };
    let mut parts = MultiPart::alternative()
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(rich.into_string()));
    if let Some((method, file)) = &l.calendar {
        let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"))
            .map_err(|e| e.to_string())?;
        let part = SinglePart::builder().header(kind);
        // As bytes: a calendar's own line ends and folds are the standard's, and are not set anew.
        let part = part.header(ContentTransferEncoding::Base64).body(file.clone().into_bytes());
        // Programs that know no invitation still have a file to open.
        let kind = ContentType::parse("application/ics").map_err(|e| e.to_string())?;
        let beside = Attachment::new("meeting.ics".into()).body(file.clone().into_bytes(), kind);
        parts = MultiPart::mixed().multipart(parts.singlepart(part)).singlepart(beside);
    }
    let host = from.email.domain();
    let name = one_line(&l.to_name);
    // Tells a holiday notice that nobody waits for an answer.
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new((!name.trim().is_empty()).then_some(name), address))
        .subject(one_line(&l.subject))
        .message_id(Some(format!("<{}@{host}>", l.id)))
        .raw_header(HeaderValue::new(automatic, "auto-generated".into()))
        .multipart(parts)
        .map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            id: Id::from_u128(5),
            to_name: "Mrs Priya Ravenhall".into(),
            to: "priya@fairholme.example".into(),
            subject: "Work for one lesson".into(),
            body: "Dear Mrs Ravenhall\n\nTyrell <b>Adeyemi</b>, 9K".into(),
            link: Some(("Say what the work is".into(), "http://127.0.0.1/l/abc".into())),
            closing: "Fairholme".into(),
            calendar: None,
        }
    }
    fn set(l: &Letter) -> Result<String, String> {
        let from: Mailbox = "Fairholme <room@fairholme.example>".parse().unwrap();
        compose(l, &from).map(|m| String::from_utf8_lossy(&m.formatted()).replace("=\r\n", ""))
    }

    #[test]
    fn a_message_has_both_forms_and_what_was_typed_is_never_markup_or_a_header() {
        let text = set(&letter()).unwrap();
        assert!(
            text.contains("Message-ID: <00000000-0000-0000-0000-000000000005@fairholme.example>")
        );
        assert!(text.contains("Auto-Submitted: auto-generated"));
        assert!(text.contains("multipart/alternative"));
        assert!(text.contains("&lt;b&gt;"));
        let odd = Letter {
            to_name: "Priya\r\nBcc: all@school.example".into(),
            subject: "Work\r\nBcc: all@school.example".into(),
            ..letter()
        };
        let text = set(&odd).unwrap();
        let headers = text.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|l| l.starts_with("Bcc:")), "{text}");
    }

    #[test]
    fn a_calendar_entry_travels_as_a_part_that_says_its_method() {
        let file = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_string();
        let l = Letter { calendar: Some(("REQUEST".into(), file)), ..letter() };
        let text = set(&l).unwrap();
        assert!(text.contains("Content-Type: text/calendar; charset=utf-8; method=REQUEST"));
        assert!(text.contains("multipart/mixed") && text.contains("meeting.ics"), "{text}");
        assert!(!set(&letter()).unwrap().contains("text/calendar"));
    }

    #[test]
    fn what_is_no_address_is_refused_in_words() {
        for to in ["", "nobody", "a@b@c", "two@a.example, three@b.example"] {
            let odd = Letter { to: to.into(), ..letter() };
            assert_eq!(set(&odd).unwrap_err(), "This is not an email address", "{to}");
        }
    }

    #[tokio::test]
    async fn settings_that_cannot_be_read_say_which() {
        let config = |server: &str, from: &str| Config {
            mail_server: server.into(),
            mail_from: from.into(),
            ..Config::default()
        };
        assert!(Carrier::of(&config("", "")).unwrap().is_off());
        let wrong = |c: Config| Carrier::of(&c).map(|_| ()).unwrap_err().to_string();
        assert!(wrong(config("folder", "")).contains("mail_from"));
        assert!(wrong(config("imap://x", "a@b.example")).contains("mail_server"));
        assert!(Carrier::of(&config("smtp://127.0.0.1:2525", "a@b.example")).is_ok());
    }
}
