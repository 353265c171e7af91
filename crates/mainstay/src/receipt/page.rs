//! What home has, drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Tag, hidden, token,
};
use crate::page::name::naming;
use casework::message::State;
use casework::receipt::{Came, NoEmail, Way};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Instant;
use store::receipt::{HomeAnswer, Mark, Recipient};

/// One person with the newest letter to them.
pub struct Got {
    /// Who, and how it went.
    pub to: Recipient,
    /// The email that told them, and when it went.
    pub message: Option<(State, Option<Instant>)>,
    /// That they have read it.
    pub read: Option<HomeAnswer>,
    /// What they replied, to this letter and those before it.
    pub replies: Vec<HomeAnswer>,
    /// Another letter has taken its place without going to them.
    pub replaced: bool,
    /// Why nobody writes to them by email.
    pub mark: Option<Mark>,
}

/// The page.
pub struct ReceiptsPage {
    /// Placement.
    pub placement: Id,
    /// The pupil's name.
    pub name: String,
    /// What to call the pupil.
    pub first: String,
    /// Name, form and day.
    pub facts: String,
    /// Those who were written to.
    pub people: Vec<Got>,
    /// The reader may see calls home.
    pub ring: bool,
    /// The reader may send letters.
    pub letters: bool,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

fn sent(g: &Got) -> Markup {
    match (&g.message, g.to.way) {
        (_, Way::Paper) => html! { "On paper, " (g.to.made_at.day()) ": " (g.to.why) "." },
        (Some((State::Sent, Some(at))), _) => {
            html! { "Link emailed " (at) ". Opening it is not recorded." }
        }
        (Some((State::Waiting | State::Going, _)), _) => {
            html! { "The email has not gone yet. " a href="/messages?which=open" { "Email" } }
        }
        (Some((state, _)), _) => {
            html! { (Tag(Standing::Late, state.label())) " Give it on paper, or ring." }
        }
        (None, _) => html! { "No email was made." },
    }
}

fn read(g: &Got) -> Markup {
    match &g.read {
        Some(a) => {
            html! { (Tag(Standing::Done, "Read")) " " (a.name) ", " (a.way.label()) ", " (a.at)
            @if !a.by_name.is_empty() { ". Written down by " (a.by_name) } "." }
        }
        None => html! { (Tag(Standing::Due, "Not yet said to be read")) },
    }
}

/// The same in short, for other pages about the placement.
pub fn brief(placement: Id, people: &[Got]) -> Markup {
    html! {
        @if !people.is_empty() {
            section.stack aria-labelledby="has" {
                h2 #has { "What home has" }
                ul.stack.stack-2 { @for g in people {
                    li { strong { (g.to.name) } ". " (sent(g)) " " (read(g))
                        @let open = g.replies.iter().filter(|a| a.done_at.is_none()).count();
                        @if open > 0 { " " (Tag(Standing::Late, "Reply to see to")) } @else if !g.replies.is_empty() { " Replied." }
                    }
                } }
                p { a href={ "/placements/" (placement) "/receipts" } { "Record what they said, send again" } }
            }
        }
    }
}

impl Page for ReceiptsPage {
    fn title(&self) -> String {
        format!("What home has: {}", self.first)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let title = format!("What home has about {}", self.first);
        let back = format!("/placements/{}/home", self.placement);
        html! {
            (Head::new(&title).about(&self.first).back(&back, "Calls home").facts(naming(&self.facts, &[&self.name]))
                .acts(html! { @if self.letters { a.btn.btn-2 href={ "/placements/" (self.placement) "/letters" } { "Letters" } } }))
            (ErrorSummary(&self.errors))
            @if self.people.is_empty() {
                (Empty { title: "Nothing has gone home yet", words: "Once letters are issued, each person they went to is here, with how it went and what came back.", step: None })
            }
            div.stack.stack-6 { @for g in &self.people { (self.person(g)) } }
        }
    }
}

impl ReceiptsPage {
    fn person(&self, g: &Got) -> Markup {
        let id = format!("to-{}", g.to.id);
        html! {
            article.sheet.stack id=(id) aria-label=(g.to.name) {
                h2 { (g.to.name) }
                p { (sent(g)) } p { (read(g)) }
                @if g.replaced { p.soft { "A later letter went to others and not to them." } }
                @if let Some(m) = &g.mark { p { (Tag(Standing::Lock, "No email")) " " (m.why.label()) ". " @if !m.note.is_empty() { (m.note.trim_end_matches('.')) ". " } span.soft { (m.by_name) ", " (m.at) } } }
                @for a in &g.replies { (self.reply(a)) }
                p.row {
                    a.btn.btn-2 href={ "/placements/" (self.placement) "/home?contact=" (g.to.contact) "#log" } { "Ring" span.vh { " " (g.to.name) } }
                }
                @if self.letters && g.to.way == Way::Email && g.mark.is_none() && !g.replaced {
                    form method="post" action={ "/placements/" (self.placement) "/receipts/again" } { (token(&self.csrf)) (hidden("contact", g.to.contact))
                        button.btn.btn-2 type="submit" { "Send the link again" span.vh { " to " (g.to.name) } } }
                }
                @if g.read.is_none() { (self.hear(g)) }
                (self.email(g))
            }
        }
    }
    fn reply(&self, a: &HomeAnswer) -> Markup {
        let field = format!("done-{}", a.id);
        html! {
            div.stack.stack-2 {
                p { strong { "Replied " (a.at) } }
                blockquote { @for line in a.body.lines() { p { (line) } } }
                @if a.done_at.is_some() { p { strong { "Done: " } (a.done_what) " " span.soft { (a.done_by) } } }
                @else {
                    form.stack method="post" action={ "/placements/" (self.placement) "/receipts/" (a.id) } { (token(&self.csrf)) (hidden("answer", a.id))
                        (Area::new(&field, "What was done about it?").rows(2).from(&self.form, &self.errors))
                        p { button.btn.btn-2 type="submit" { "Keep it" } } }
                }
            }
        }
    }
    /// Whether something typed in one of a person's forms was wrong: then it stands open.
    fn wrong(&self, fields: [&str; 2]) -> bool {
        fields.iter().any(|f| self.errors.of(f).is_some())
    }
    fn hear(&self, g: &Got) -> Markup {
        let who = g.to.contact;
        let ways: Vec<Choice> = Came::ALL
            .iter()
            .filter(|c| **c != Came::Link)
            .map(|c| Choice::new(c.code(), casework::words::capital(c.label())))
            .collect();
        let [came, day, time, name] = ["came", "day", "time", "name"].map(|f| format!("{f}-{who}"));
        let (form, errors) = (&self.form, &self.errors);
        html! {
            details.working open[self.wrong([&came, &time])] { summary { "They said that they have read it" span.vh { ": " (g.to.name) } }
                form.working-body.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/receipts" } {
                    (token(&self.csrf)) (hidden("contact", who))
                    (Choices::one(&came, "How did they tell you?", &ways).from(form, errors))
                    (Field::new(&day, "Day").kind("date").from(form, errors))
                    (Field::new(&time, "Time").kind("time").from(form, errors))
                    (Field::new(&name, "Who said it, if somebody else").optional().from(form, errors))
                    p { button.btn.btn-2 type="submit" { "Keep it" span.vh { ": " (g.to.name) " has read it" } } }
                }
            }
        }
    }
    fn email(&self, g: &Got) -> Markup {
        let who = g.to.contact;
        let [why, note] = ["why", "note"].map(|f| format!("{f}-{who}"));
        let reasons: Vec<Choice> =
            NoEmail::ALL.iter().map(|n| Choice::new(n.code(), n.label())).collect();
        let to = format!("/placements/{}/receipts/email", self.placement);
        html! {
            @if g.mark.is_some() {
                form method="post" action=(to) { (token(&self.csrf)) (hidden("contact", who)) (hidden("do", "allow"))
                    button.btn.btn-2 type="submit" { "Write to them by email again" span.vh { ": " (g.to.name) } } }
            } @else {
                details.working open[self.wrong([&why, &note])] { summary { "Stop writing by email" span.vh { " to " (g.to.name) } }
                    form.working-body.stack.stack-5 method="post" action=(to) {
                        (token(&self.csrf)) (hidden("contact", who))
                        (Choices::one(&why, "Why?", &reasons).hint("It holds for every letter to this person. A link to an address that is not safe opens nothing from now on.").from(&self.form, &self.errors))
                        (Field::new(&note, "Anything more").optional().from(&self.form, &self.errors))
                        p { button.btn.btn-2 type="submit" { "Stop writing by email" span.vh { " to " (g.to.name) } } }
                    }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = rulebook::Day::new(2026, 11, 9).unwrap_or_else(|| rulebook::Day::from_pg(0));
    let at = day.at(rulebook::Minute::new(15, 10).unwrap_or_default());
    let answer = |n: u128, kind, way, body: &str| HomeAnswer {
        id: Id::from_u128(n),
        letter: Id::from_u128(2),
        contact: Id::from_u128(n / 10),
        pupil: Id::from_u128(4),
        placement: Id::from_u128(9),
        kind,
        way,
        name: "Ms Leanne Moss".into(),
        body: body.into(),
        at: at.plus_seconds(3600),
        made_at: at.plus_seconds(3600),
        by_name: String::new(),
        done_at: None,
        done_by: String::new(),
        done_what: String::new(),
    };
    let got = |n: u128, name: &str, way, why: &str| Got {
        to: Recipient {
            id: Id::from_u128(n + 100),
            letter: Id::from_u128(2),
            contact: Id::from_u128(n),
            pupil: Id::from_u128(4),
            placement: Id::from_u128(9),
            name: name.into(),
            way,
            why: why.into(),
            made_at: at,
        },
        message: (way == Way::Email).then_some((State::Sent, Some(at.plus_seconds(20)))),
        read: None,
        replies: Vec::new(),
        replaced: false,
        mark: None,
    };
    let page = |people, form, errors| ReceiptsPage {
        placement: Id::from_u128(9),
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        facts: "Tyrell Ashdown-Moss, 9K2. Tue 10 Nov 2026".into(),
        people,
        ring: true,
        letters: true,
        form,
        errors,
        csrf: "gallery".into(),
    };
    let mut leanne = got(1, "Ms Leanne Moss", Way::Email, "");
    leanne.read = Some(answer(11, casework::receipt::Answered::Read, Came::Link, ""));
    let mut seen =
        answer(13, casework::receipt::Answered::Reply, Came::Link, "Can he bring lunch?");
    seen.done_at = Some(at.plus_seconds(5400));
    seen.done_by = "Ms Dara Okell".into();
    seen.done_what = "Rang her: yes.".into();
    leanne.replies = vec![
        seen,
        answer(
            12,
            casework::receipt::Answered::Reply,
            Came::Link,
            "He will bring his planner.\nPlease ring me after four.",
        ),
    ];
    let mut curtis =
        got(2, "Mr Curtis Ashdown", Way::Paper, "their email address is marked as not safe");
    curtis.mark = Some(Mark {
        id: Id::from_u128(6),
        contact: Id::from_u128(2),
        why: NoEmail::Unsafe,
        note: "Said on the phone that his sister reads it.".into(),
        by_name: "Ms Dara Okell".into(),
        at,
    });
    let field = format!("came-{}", Id::from_u128(1));
    let mut errors = Errors::new();
    errors.add(&field, "Say how they told you");
    let wrong = got(1, "Ms Leanne Moss", Way::Email, "");
    vec![
        framed("receipts", &page(vec![leanne, curtis], Form::default(), Errors::new())),
        framed("receipts-none", &page(vec![], Form::default(), Errors::new())),
        framed("receipts-wrong", &page(vec![wrong], Form::default(), errors)),
    ]
}
