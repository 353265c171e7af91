//! Significant events as they are drawn.

use crate::centre::links;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choices, Empty, ErrorSummary, Field, Head, Look as As, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::restrictive::{answers, question};
use casework::Id;
use casework::significant::Significant;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// The list.
pub struct ListPage {
    /// The school's words.
    pub words: Words,
    /// Today.
    pub today: Day,
    /// Name, the day it is talked over by, and the event.
    pub rows: Vec<(String, Day, Significant)>,
}

fn standing(s: &Significant, by: Day, today: Day) -> Markup {
    html! { @match s.debriefed_on {
        Some(_) => (Tag(Standing::Done, "Talked over")),
        None if by < today => (Tag(Standing::Late, "Not talked over")),
        None => (Tag(Standing::Due, "To be talked over")),
    } }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Significant events".into()
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Significant events").acts(html! { a.btn href="/significant/new" { "Write one down" } }).facts(html! { "Something serious that happened with " (self.words.a(Concept::Pupil)) ", what was done, and the talk about it afterwards." }))
            (links(&self.words, "/significant"))
            @if self.rows.is_empty() {
                (Empty { title: "Nothing is written down", words: "What happened, whether force was used, when home was told; then the talk with everybody in it.", step: Some(("/significant/new", "Write one down")) })
            } @else { ul.clocks { @for (who, by, s) in &self.rows { li.clock {
                (standing(s, *by, self.today))
                div { p.clock-what { a href={ "/significant/" (s.id) } { (pupil_name(who)) } } p.soft { (s.place) @if s.forced { " " (Tag(Standing::Lock, "Force: a record of its own")) } } }
                p.clock-when { (s.day) ", " (s.minute) }
            } } } }
        }
    }
}

/// Writing one down.
pub struct NewPage {
    /// The school's words.
    pub words: Words,
    /// Who, once it is known.
    pub pupil: Option<(Id, String)>,
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Write down a significant event".into()
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        // The room's question, without the room.
        let asked = question(&self.words).replace(
            "placed here as a disciplinary removal",
            "removed from a lesson for discipline",
        );
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/significant", "Significant events"))
                (ErrorSummary(e))
                @match &self.pupil {
                    None => {
                        form.stack method="get" action="/significant/new" {
                            (Field { value: &self.q, ..Field::new("q", "Name or form").kind("search") })
                            div { button.btn.btn-2 type="submit" { "Find" } }
                        }
                        @if !self.q.is_empty() && self.found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " whose file you open was found for “" (self.q) "”." } }
                        ul.stack.stack-2 { @for (id, who) in &self.found { li { a href={ "/significant/new?pupil=" (id) } { (pupil_name(who)) } } } }
                    }
                    Some((id, who)) => {
                        p { strong { (pupil_name(who)) } }
                        form.stack.stack-5 method="post" action="/significant/new" {
                            (token(&self.csrf)) (hidden("pupil", id)) (hidden("once", f.text("once")))
                            (Field::new("day", "On").kind("date").from(f, e))
                            (Field::new("minute", "At").kind("time").from(f, e))
                            (Field::new("place", "Where").optional().from(f, e))
                            (Area::new("what", "What happened").rows(4).hint("What was seen and heard.").from(f, e))
                            (Area::new("before", "What came before").rows(2).optional().from(f, e))
                            (Area::new("did", "What adults did").rows(2).optional().from(f, e))
                            (Area::new("injuries", "Injuries and first aid").rows(2).hint("Leave empty where nobody was hurt.").optional().from(f, e))
                            (Choices::one("happened", &asked, &answers()).look(As::List).from(f, e))
                            (Field::new("told_at", "Home was told at").kind("time").optional().from(f, e))
                            (Field::new("told_who", "Who was told").optional().from(f, e))
                            div { button.btn type="submit" { "Keep it" } }
                        }
                    }
                }
            }
        }
    }
}

/// One of them.
pub struct OnePage {
    /// The school's words.
    pub words: Words,
    /// Today.
    pub today: Day,
    /// Name and form.
    pub who: String,
    /// The last day it is talked over by.
    pub by: Day,
    /// The event.
    pub event: Significant,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Significant event: {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/centre"
    }
    fn main(&self) -> Markup {
        let (s, f, e) = (&self.event, &self.form, &self.errors);
        let part = |label: &str, text: &str| html! { @if !text.is_empty() { p.as-typed { strong { (label) } (text) } } };
        html! {
            (Head::new(&self.title()).about(&self.who).back("/significant", "Significant events").facts(html! { (s.day) ", " (s.minute) @if !s.place.is_empty() { ", " (s.place) } ". Written down by " (s.by_name) ", " (s.at) "." }))
            (ErrorSummary(e))
            div.cols.cols-side {
                div.stack.stack-6 {
                    section.sheet.stack.stack-2 aria-labelledby="what" {
                        h2 #what { "What happened" }
                        p.as-typed { (s.what) }
                        (part("Before: ", &s.before)) (part("What adults did: ", &s.did))
                        p.as-typed { strong { "Injuries: " } @if s.injuries.is_empty() { "nobody was hurt" } @else { (s.injuries) } }
                        p { strong { "Force, restraint or seclusion: " } @if s.forced { "yes. It has a record of its own" } @else { "no. No record of force was opened" } "." }
                        p { strong { "Home: " } @match s.told_at { Some(at) => { "told at " (at) ", " (s.told_who) ", by " (s.told_by) }, None => (Tag(Standing::Due, "Not told yet")) } "." }
                    }
                    section.sheet.stack.stack-2 aria-labelledby="talk" {
                        h2 #talk { "Talked over" }
                        @match s.debriefed_on {
                            None => p { (standing(s, self.by, self.today)) " by " (self.by) },
                            Some(day) => {
                                p { (day) ", by " (s.debriefed_by) "." }
                                (part(&format!("The {}: ", self.words.one(Concept::Pupil)), &s.own_view)) (part("Staff: ", &s.staff_view)) (part("Done differently from now on: ", &s.differently))
                            }
                        }
                    }
                }
                form.sheet.stack method="post" action={ "/significant/" (s.id) "/debrief" } {
                    (token(&self.csrf)) (hidden("version", s.version))
                    h2 { "Talk it over" }
                    (Area::new("own_view", &format!("What the {} said", self.words.one(Concept::Pupil))).rows(3).from(f, e))
                    (Area::new("staff_view", "What staff said").rows(3).from(f, e))
                    (Area::new("differently", "What is done differently from now on").rows(2).optional().from(f, e))
                    @if s.told_at.is_none() {
                        (Field::new("told_at", "Home was told at").kind("time").optional().from(f, e))
                        (Field::new("told_who", "Who was told").optional().from(f, e))
                    }
                    div { button.btn type="submit" { "Keep the talk" } }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    let at = |h, m| Minute::new(h, m).unwrap_or_default();
    let one = Significant {
        id: Id::from_u128(401),
        pupil: Id::from_u128(9),
        place: "The bottom field".into(),
        day: day(5),
        minute: at(11, 20),
        what: "Ran out of Maths when the fire door was propped open; found sitting by the goal posts at 11.31.".into(),
        before: "A late change of seat.".into(),
        did: "Mr Brack walked behind at a distance and sat down two metres away.".into(),
        injuries: String::new(),
        forced: false,
        told_at: Some(at(11, 40)),
        told_who: "Shaz Dunmore, mother".into(),
        told_by: "Miss Ruqayya Fennimore".into(),
        own_view: String::new(),
        staff_view: String::new(),
        differently: String::new(),
        debriefed_on: None,
        debriefed_by: String::new(),
        by_staff: Id::from_u128(2),
        by_name: "Miss Ruqayya Fennimore".into(),
        at: day(5).at(at(12, 5)),
        version: 1,
    };
    let talked = Significant {
        id: Id::from_u128(402),
        own_view: "The noise was too much and nobody looked.".into(),
        staff_view: "The change of seat was not told to her before.".into(),
        differently: "Two minutes’ warning, and a card.".into(),
        debriefed_on: Some(day(6)),
        debriefed_by: "Miss Ruqayya Fennimore".into(),
        told_at: None,
        forced: true,
        ..one.clone()
    };
    let who = || "Callie Dunmore, 8N".to_string();
    let words = crate::exit::sample_words;
    let list = |rows| ListPage { words: words(), today: day(9), rows };
    let new = |known: bool, errors| NewPage {
        words: words(),
        pupil: known.then(|| (Id::from_u128(9), who())),
        q: if known { String::new() } else { "dun".into() },
        found: if known { Vec::new() } else { vec![(Id::from_u128(9), who())] },
        form: Form::of([("day", "2026-11-05")]),
        errors,
        csrf: "gallery".into(),
    };
    let page = |event, errors| OnePage {
        words: words(),
        today: day(6),
        who: who(),
        by: day(6),
        event,
        form: Form::default(),
        errors,
        csrf: "gallery".into(),
    };
    let mut wrong = Errors::new();
    wrong.add("what", "Say what happened");
    wrong.add("happened", "Answer the question: yes or no");
    let mut talk = Errors::new();
    talk.add("own_view", "Say what the pupil said, or that they did not want to");
    vec![
        framed(
            "significant-typical",
            &list(vec![(who(), day(6), one.clone()), (who(), day(6), talked.clone())]),
        ),
        framed("significant-empty", &list(Vec::new())),
        framed("significant-find", &new(false, Errors::new())),
        framed("significant-new-wrong", &new(true, wrong)),
        framed("significant-one", &page(talked, Errors::new())),
        framed("significant-one-wrong", &page(one, talk)),
    ]
}
