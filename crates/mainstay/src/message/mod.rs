//! Email: asked for by an act, sent by itself, and seen here when it could not be.
//!
//! Must never show on a real installation: what a message says or its link. They are the
//! reader's own; a demonstration, which sends nothing, shows both.

pub mod ask;
pub mod bounce;
pub mod carrier;
pub mod run;

use crate::form::Form;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Standing, Table, Tag, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::message::{Kind, State};
use casework::{Coded, Event, Id, May, Refusal, Verb};
use maud::{Markup, html};
use rulebook::Instant;
use store::message::{Message, Which};

/// Messages to a page. A notice goes to the whole staff and is one line, so there is room for
/// several of them beside everything else.
const SIZE: i64 = 200;

/// A message as the list shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Key.
    pub id: Id,
    /// What for.
    pub kind: Kind,
    /// The record it is about.
    pub about: Id,
    /// Who to.
    pub to: String,
    /// Where.
    pub address: String,
    /// Subject.
    pub subject: String,
    /// How it stands.
    pub state: State,
    /// Asked for.
    pub made_at: Instant,
    /// Sent, or tried next.
    pub then: String,
    /// What the server said.
    pub trouble: String,
    /// What it says: on a demonstration alone.
    pub words: Option<Read>,
}

/// A message to be read on a demonstration.
#[derive(Clone, Debug)]
pub struct Read {
    /// Words before the link.
    pub body: String,
    /// What the link is called, and where it leads.
    pub link: Option<(String, String)>,
    /// Words after it.
    pub closing: String,
}

/// The page.
pub struct MessagesPage {
    /// Messages.
    pub messages: Vec<Shown>,
    /// Nothing carries them: no mail server is set.
    pub off: bool,
    /// What was asked.
    pub query: Form,
    /// Where the next page begins, if there is one.
    pub more: Option<i64>,
    /// Form token.
    pub csrf: String,
}

/// How a state looks.
fn standing(state: State) -> Standing {
    match state {
        State::Sent => Standing::Done,
        State::Waiting | State::Going => Standing::Due,
        State::Refused | State::GivenUp | State::Nowhere | State::Returned => Standing::Late,
        State::Dropped => Standing::None,
    }
}

impl Page for MessagesPage {
    fn title(&self) -> String {
        "Email".into()
    }
    fn here(&self) -> &'static str {
        "/messages"
    }
    fn main(&self) -> Markup {
        let which = self.query.text("which");
        let chip = |code: &str, label: &str| {
            html! { a.chip href={ "/messages?which=" (code) } aria-current=[(which == code).then_some("true")] { (label) } " " }
        };
        let columns = vec![
            ("To", false),
            ("What for", false),
            ("Asked for", false),
            ("How it stands", false),
            ("Act", false),
        ];
        let rows = self
            .messages
            .chunk_by(alike)
            .map(|all| match all {
                [one] => self.row(one),
                all => self.folded(all),
            })
            .collect();
        html! {
            (Head::new("Email").facts(html! { "Messages go by themselves. One that could not be sent stays here until it is sent again or you have told the person in another way." }))
            div.stack.stack-5 {
                @if self.off { div.panel.panel-warn { h2.panel-title { "No mail server is set" }
                    p { "Nothing is sent. Requests for work and notices are in Mainstay as before. Whoever looks after the server sets " code { "mail_server" } " and " code { "mail_from" } "." } } }
                nav.chips aria-label="Show" { (chip("", "All")) (chip("failed", "Could not be sent")) (chip("open", "Still to go")) }
                @if self.messages.is_empty() {
                    (Empty { title: "No email here", words: "When work is asked for or a notice comes out, the messages that go are listed here.", step: None })
                } @else { (Table { caption: "Email", columns, rows, dense: true }) }
                @if let Some(from) = self.more { p { a href={ "/messages?which=" (which) "&from=" (from) } { "Older" } } }
            }
        }
    }
}

/// Whether two messages that stand beside each other are one notice to two of the staff, and
/// stand alike. One that failed is a line of its own: somebody has to do something about it.
fn alike(one: &Shown, next: &Shown) -> bool {
    one.kind == Kind::Notice
        && next.kind == Kind::Notice
        && one.about == next.about
        && one.state == next.state
        && !one.state.has_failed()
}

impl MessagesPage {
    /// One notice to many, in one line that opens to their names.
    fn folded(&self, all: &[Shown]) -> Vec<Markup> {
        let mut cells = self.row(&all[0]);
        let count = all.len();
        cells[0] = html! {
            details.working { summary { (count) " staff" span.vh { ": " (all[0].subject) } } div.working-body {
                ul { @for m in all { li { (m.to) @if !m.address.is_empty() { " " span.soft { (m.address) } } } } }
            } }
        };
        cells
    }
    fn row(&self, m: &Shown) -> Vec<Markup> {
        vec![
            html! { (m.to) @if !m.address.is_empty() { br; span.soft { (m.address) } } },
            html! {
                (m.kind.label()) br; span.soft { (m.subject) }
                @if let Some(Read { body, link, closing }) = &m.words {
                    details.working { summary { "Read it" span.vh { ": " (m.subject) } } div.working-body.stack.stack-2 {
                        @for p in body.split("\n\n") { p { @for (n, line) in p.lines().enumerate() { @if n > 0 { br; } (line) } } }
                        @if let Some((words, address)) = link { p { a href=(address) { (words) } } }
                        @for p in closing.split("\n\n") { p { (p) } }
                    } }
                }
            },
            html! { (m.made_at) },
            html! {
                (Tag(standing(m.state), m.state.label()))
                @if !m.then.is_empty() { br; span.soft { (m.then) } }
                @if !m.trouble.is_empty() { br; span.soft { (m.trouble) } }
            },
            html! {
                @if m.state.has_failed() {
                    form method="post" action={ "/messages/" (m.id) "/again" } { (token(&self.csrf))
                        button.btn.btn-2.btn-s type="submit" { "Send again" span.vh { " to " (m.to) } } }
                }
            },
        ]
    }
}

fn shown(v: &Visit, m: Message, open: &[Id]) -> Result<Shown, Problem> {
    let key = v.app.link_key()?;
    // Who is at home, and where they are written to, is for those who may ring them.
    let hidden = m.contact.is_some() && !v.may(May::Home);
    let words = (v.setting.school.demo && !hidden).then(|| {
        let letter = run::letter(&v.app, &key, v.org(), &m);
        // On this page the link is taken within the demonstration, whatever its address is.
        // One that is over is not offered: it would only say so.
        let link = m
            .link
            .filter(|id| open.contains(id))
            .map(|id| (m.words.link.clone(), crate::link::path(&key, v.org(), id)));
        Read { body: letter.body, link, closing: letter.closing }
    });
    let then = match (m.state, m.sent_at, m.next_at) {
        (State::Sent, Some(at), _) => at.to_string(),
        (State::Waiting, _, Some(at)) if m.tries > 0 => {
            format!("Tried {} times; next {at}", m.tries)
        }
        _ => String::new(),
    };
    Ok(Shown {
        id: m.id,
        kind: m.kind,
        about: m.about,
        to: if hidden { "Somebody at home".into() } else { m.to_name },
        address: if hidden { String::new() } else { m.address },
        subject: m.words.subject,
        state: m.state,
        made_at: m.made_at,
        then,
        trouble: m.trouble,
        words,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let which = match v.query.text("which") {
        "failed" => Which::Failed,
        "open" => Which::Open,
        _ => Which::All,
    };
    let from = v.query.int("from").unwrap_or(0).clamp(0, 1_000_000);
    let mut read = v.read().await?;
    let mut found = store::message::list(&mut read, v.org(), which, from, SIZE + 1).await?;
    let more = (found.len() as i64 > SIZE).then_some(from + SIZE);
    found.truncate(SIZE as usize);
    let links: Vec<Id> = found.iter().filter_map(|m| m.link).collect();
    let open = store::link::open(&mut read, v.org(), &links, v.now).await?;
    drop(read);
    let messages = found.into_iter().map(|m| shown(&v, m, &open)).collect::<Result<_, _>>()?;
    v.page(&MessagesPage {
        messages,
        off: carrier::Carrier::of(v.app.config())?.is_off(),
        query: v.query.clone(),
        more,
        csrf: v.csrf.clone(),
    })
}

/// Sends one again, to the address that the person has now.
pub async fn again(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Asking for an email to be sent again").await?;
    let m = store::message::find(&mut w, v.org(), id).await?;
    if m.kind == Kind::Safeguarding {
        return Err(Problem::Missing);
    }
    if m.state.is_open() || m.state == State::Sent {
        return v.to_saying("/messages", "It is on its way already");
    }
    if !m.state.has_failed() || v.now >= m.until {
        return Err(Refusal::because(
            "This message is out of date",
            "What it was about is over, or was taken back.",
            "The way Mainstay works, so that nobody is asked for what is no longer needed.",
        )
        .or("Back to Email", "/messages")
        .into());
    }
    let address = match (m.staff, m.contact) {
        (Some(staff), _) => store::staff::find(&mut w, v.org(), staff).await?.email,
        (None, Some(contact)) => {
            let route = crate::receipt::route_of_message(&mut w, v.org(), &m, contact).await?;
            route.email.ok_or_else(|| {
                Refusal::because(
                    format!("This letter goes on paper: {}", route.why),
                    "A letter goes by email only where its address is that person’s alone.",
                    "The way Mainstay works.",
                )
                .or("Back to Email", "/messages")
            })?
        }
        (None, None) => m.address.clone(),
    };
    if address.trim().is_empty() {
        return Err(Refusal::because(
            format!("{} has no email address", m.to_name),
            "The address comes with the roster, or is typed under People.",
            "The staff list.",
        )
        .or("Open People", "/people")
        .or("Back to Email", "/messages")
        .into());
    }
    store::message::try_again(&mut w, &m, address.trim()).await?;
    let mut event = Event::new(Verb::MessageAgain, "message", m.id)
        .fact("what", m.kind.label())
        .fact("to", &m.to_name);
    event.pupil = m.pupil;
    v.commit(w, event, vec![]).await?;
    let to = if m.contact.is_some() { "them" } else { m.to_name.as_str() };
    v.to_saying("/messages", format!("It will go to {to} within a minute"))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let day = rulebook::Day::new(2026, 11, 9).unwrap_or_else(|| rulebook::Day::from_pg(0));
    let at = day.at(rulebook::Minute::new(14, 45).unwrap_or_default());
    let one = |n: u128, to: &str, state: State, then: &str, trouble: &str| Shown {
        id: Id::from_u128(n),
        kind: Kind::WorkAsked,
        about: Id::nil(),
        to: to.into(),
        address: if state == State::Nowhere {
            String::new()
        } else {
            "p.ravenhall@fairholme.example".into()
        },
        subject: "Work for one lesson on Tue 10 Nov 2026, ref M-7QK2A".into(),
        state,
        made_at: at,
        then: then.into(),
        trouble: trouble.into(),
        words: None,
    };
    let page = |messages: Vec<Shown>, off: bool| MessagesPage {
        messages,
        off,
        query: Form::default(),
        more: None,
        csrf: "gallery".into(),
    };
    let notice = ["Ms Dara Okell", "Mrs Priya Ravenhall", "Dr Marcus Lunt"]
        .into_iter()
        .enumerate()
        .map(|(n, to)| Shown {
            kind: Kind::Notice,
            subject: "The staff notice: Internal Exclusion Room, Tue 10 Nov 2026".into(),
            ..one(20 + n as u128, to, State::Sent, "Tue 10 Nov 2026, 8.29", "")
        });
    let mut read = one(4, "Mr Owain Prosser", State::Sent, "Mon 9 Nov 2026, 14.46", "");
    read.words = Some(Read {
        body: "Dear Mr Prosser\n\nA student will not be in your lesson.".into(),
        link: Some(("Say what the work is".into(), "/l/sample".into())),
        closing: "Fairholme Community School".into(),
    });
    vec![
        framed(
            "messages",
            &page(
                vec![
                    one(
                        1,
                        "Mrs Priya Ravenhall",
                        State::Waiting,
                        "Tried 2 times; next Mon 9 Nov 2026, 14.51",
                        "connection refused",
                    ),
                    one(
                        2,
                        "Mr Tomasz Zielinski-Featherstonehaugh",
                        State::Refused,
                        "",
                        "550 no such user here",
                    ),
                    one(3, "Ms Orla Quinn", State::Nowhere, "", ""),
                    read,
                ],
                false,
            ),
        ),
        framed("messages-notice", &page(notice.collect(), false)),
        framed("messages-none", &page(vec![], true)),
    ]
}
