//! Line management as it is drawn.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use casework::action::Action;
use casework::supervision::{Every, Meeting, Series, State};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// How a meeting stands.
fn mark(m: &Meeting, today: Day) -> Markup {
    html! {
        @match m.state {
            _ if m.is_forgotten(today) => (Tag(Standing::Late, "Nobody said")),
            State::Planned => (Tag(Standing::Due, "Planned")),
            State::Held if m.is_agreed() => (Tag(Standing::Done, "Held, agreed")),
            State::Held => (Tag(Standing::Done, "Held")),
            State::Missed => (Tag(Standing::Late, "Missed")),
            State::Rebooked => (Tag(Standing::None, "Missed, rebooked")),
        }
    }
}

/// The series somebody is in.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// The reader.
    pub me: Id,
    /// Series with their meetings, the newest first.
    pub all: Vec<(Series, Vec<Meeting>)>,
    /// The reader may begin one.
    pub leads: bool,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Line management and supervision".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let title = self.title();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back("/team", "Team").facts(html! { "The two who meet see its notes, and nobody else." })
                    .acts(html! { @if self.leads { a.btn href="/supervision/new" { "Begin meetings with somebody" } } }))
                @if self.all.is_empty() { (Empty { title: "No meetings are planned with you", words: "Once somebody plans line management with you, or you with them, its meetings stand here.", step: None }) }
                @else { ul.clocks { @for (s, meetings) in &self.all { li.clock {
                    @let coming = meetings.iter().filter(|m| m.state == State::Planned).min_by_key(|m| m.day);
                    @let missed = meetings.iter().find(|m| m.state == State::Missed);
                    @match (s.ended_on, missed, coming) {
                        (Some(_), ..) => { (Tag(Standing::None, "Ended")) }
                        (None, Some(m), _) => { (mark(m, self.today)) }
                        (None, None, Some(m)) => { (mark(m, self.today)) }
                        (None, None, None) => { (Tag(Standing::Risk, "None planned")) }
                    }
                    div {
                        p.clock-what { a href={ (HOME) "/" (s.id) } { @if s.manager == self.me { (s.staff_name) } @else { (s.manager_name) } } }
                        p.soft { @if s.manager == self.me { "You manage. " } @else { "Manages you. " } (s.every.label()) }
                    }
                    p.clock-when.soft { @if let Some(m) = missed { "Missed " (m.day) } @else if let Some(m) = coming { (m.day) @if let Some(at) = m.at { ", " (at) } } }
                } } } }
                section.sheet.stack.stack-3 {
                    h2 { "Reflective supervision" }
                    p { "What you write there is for you alone. Whoever manages you sees that it took place, and when." }
                    p { a.btn.btn-2 href="/supervision/own" { "Open your own" } }
                }
                section.sheet.stack.stack-3 {
                    h2 { "Practice log" }
                    p { "How your work goes, as you see it. You read it, and whoever manages you; nobody else." }
                    p { a.btn.btn-2 href="/supervision/practice" { "Open your practice log" } }
                }
            }
        }
    }
}

/// A new series.
pub struct NewPage {
    /// Colleagues.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn rhythm<'a>(f: &'a Form, e: &'a Errors, choices: &'a [Choice]) -> Markup {
    html! { (Choices::one("every", "How often", choices).look(Look::Select).from(f, e)) }
}
fn every() -> Vec<Choice> {
    Every::ALL.iter().map(|x| Choice::new(x.code(), x.label())).collect()
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Begin line management meetings".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, f, e) = (self.title(), &self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(HOME, "Line management"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/supervision/new" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Choices::one("staff", "Whom you manage", &self.staff).look(Look::Select).from(f, e))
                    (rhythm(f, e, &every()))
                    (Field::new("day", "First meeting").kind("date").from(f, e))
                    (Field::new("at", "At").kind("time").optional().from(f, e))
                    (Area::new("objectives", "What they work towards").hint("Both of you see this.").optional().rows(3).from(f, e))
                    div.row { button.btn type="submit" { "Plan the first" } a.btn.btn-2 href=(HOME) { "Leave it" } }
                }
            }
        }
    }
}

/// One series.
pub struct SeriesPage {
    /// Today.
    pub today: Day,
    /// It.
    pub series: Series,
    /// Its meetings, the newest first.
    pub meetings: Vec<Meeting>,
    /// Days on which they had reflective supervision, for whoever manages.
    pub own_days: Vec<Day>,
    /// The reader manages.
    pub manages: bool,
    /// What the two agreed to do, in the one tracker.
    pub actions: Vec<Action>,
    /// Form token.
    pub csrf: String,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl SeriesPage {
    fn send(&self, m: Option<Id>, act: &str, inside: Markup, key: &str) -> Markup {
        html! {
            form.row method="post" action={ (HOME) "/" (self.series.id) } {
                (token(&self.csrf)) (hidden("act", act)) @if let Some(id) = m { (hidden("meeting", id)) }
                (inside) button.btn.btn-2 type="submit" { (key) }
            }
        }
    }
    fn booking(&self, m: &Meeting, act: &str, key: &str) -> Markup {
        let (day, at) = (format!("day-{}", m.id), format!("at-{}", m.id));
        let (f, e) = (&self.form, &self.errors);
        self.send(
            Some(m.id),
            act,
            html! {
                (Field::new(&day, "Day").kind("date").from(f, e))
                (Field::new(&at, "Time").kind("time").optional().from(f, e))
            },
            key,
        )
    }
    fn meeting(&self, m: &Meeting) -> Markup {
        let why = format!("why-{}", m.id);
        let wrong = self.errors.all().iter().any(|(field, _)| field.ends_with(&m.id.to_string()));
        html! {
            li.clock {
                (mark(m, self.today))
                div.stack.stack-3 {
                    p.clock-what {
                        @if m.state == State::Held { a href={ (HOME) "/" (m.series) "/" (m.id) } { (m.day) } } @else { (m.day) }
                        @if let Some(at) = m.at { ", " (at) }
                    }
                    @if !m.why.is_empty() { p.soft { (m.why) } }
                    @if m.rebook_of.is_some() { p.soft { "In the place of one that was missed." } }
                    @if m.state == State::Held && !m.is_agreed() { p.soft {
                        @match (m.notes.is_empty() && m.to_do.is_empty(), m.manager_agreed_at.is_some(), m.staff_agreed_at.is_some()) {
                            (true, ..) => "No notes yet.",
                            (_, true, false) => { (self.series.staff_name) " has not agreed the notes." },
                            (_, false, true) => { (self.series.manager_name) " has not agreed the notes." },
                            _ => "Neither has agreed the notes.",
                        }
                    } }
                    @if self.series.ended_on.is_none() { @match m.state {
                        State::Planned => {
                            @if m.day <= self.today {
                                (self.send(Some(m.id), "held", html! {}, "Held"))
                                (self.send(Some(m.id), "missed", html! { (Field::new(&why, "Why it was missed").from(&self.form, &self.errors)) }, "Missed"))
                            }
                            details.working open[wrong && m.day > self.today] { summary { "Move it" } (self.booking(m, "move", "Move it")) }
                        },
                        State::Missed => (self.booking(m, "rebook", "Rebook it")),
                        _ => {}
                    } }
                }
            }
        }
    }
}

impl SeriesPage {
    /// The two, to choose from.
    fn pair(&self) -> Vec<Choice> {
        let s = &self.series;
        vec![
            Choice::new("", "Choose"),
            Choice::new(s.staff.to_string(), &s.staff_name),
            Choice::new(s.manager.to_string(), &s.manager_name),
        ]
    }
}

impl Page for SeriesPage {
    fn title(&self) -> String {
        let other = if self.manages { &self.series.staff_name } else { &self.series.manager_name };
        format!("Line management: {other}")
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, s) = (self.title(), &self.series);
        let filled = match self.form.has("version") {
            true => self.form.clone(),
            false => Form::of([("every", s.every.code()), ("objectives", &s.objectives)])
                .with("version", s.version.to_string()),
        };
        html! {
            (Head::new(&title).back(HOME, "Line management").facts(html! { (s.manager_name) " meets " (s.staff_name) ". " (s.every.label()) "." @if let Some(day) = s.ended_on { " Ended " (day) "." } }))
            (ErrorSummary(&self.errors))
            div.cols.cols-2 {
                section.stack.stack-4 {
                    h2 { "Meetings" }
                    @if self.meetings.is_empty() { p { "None yet." } }
                    @else { ul.clocks { @for m in &self.meetings { (self.meeting(m)) } } }
                }
                div.stack.stack-5 {
                    @if s.ended_on.is_none() { (crate::trip::follow::draw(&format!("{HOME}/{}", s.id), &self.csrf, &self.actions, &self.pair(), &self.form, &self.errors, "The two of you read it, and nobody else.")) }
                    @if s.ended_on.is_none() {
                        form.sheet.stack.stack-4 method="post" action={ (HOME) "/" (s.id) } {
                            (token(&self.csrf)) (hidden("act", "change")) (hidden("version", filled.text("version")))
                            h2 { "What they work towards" }
                            (Area::new("objectives", "Objectives").hint("Both of you see and write this.").optional().rows(4).from(&filled, &self.errors))
                            (rhythm(&filled, &self.errors, &every()))
                            div { button.btn.btn-2 type="submit" { "Keep it" } }
                        }
                    } @else if !s.objectives.is_empty() { section.sheet { h2 { "What they worked towards" } p.as-typed { (s.objectives) } } }
                    @if self.manages {
                        section.sheet.stack.stack-3 {
                            h2 { "Reflective supervision" }
                            @if self.own_days.is_empty() { p { "None is kept. What is said there is theirs alone; that it took place is shown here." } }
                            @else { p { "It took place on:" } ul { @for day in &self.own_days { li { (day) } } } p.soft { "What was said is theirs alone." } }
                        }
                        @if s.ended_on.is_none() { p { a.btn.btn-2 href={ (HOME) "/" (s.id) "/practice" } { "Practice log of " (s.staff_name) } } }
                        @if s.ended_on.is_none() { details.working { summary { "End these meetings" } (self.send(None, "end", html! {}, "End them")) } }
                    }
                }
            }
        }
    }
}

/// A series for the gallery.
pub(super) fn series() -> Series {
    Series {
        id: Id::from_u128(1),
        manager: Id::from_u128(2),
        manager_name: "Ms Dara Okell".into(),
        staff: Id::from_u128(3),
        staff_name: "Mr Theo Brack".into(),
        every: Every::Fortnight,
        objectives: "Run the reading group alone by Christmas.".into(),
        ended_on: None,
        version: 2,
    }
}

/// A meeting for the gallery.
pub(super) fn meeting(n: u128, day: Day, state: State) -> Meeting {
    Meeting {
        id: Id::from_u128(n),
        series: Id::from_u128(1),
        day,
        at: Minute::new(14, 30),
        rhythm: day,
        state,
        why: if state == State::Missed {
            "I was called to the yard.".into()
        } else {
            String::new()
        },
        rebook_of: None,
        notes: if state == State::Held {
            "The reading group, and how mornings begin.".into()
        } else {
            String::new()
        },
        wellbeing: String::new(),
        to_do: String::new(),
        written_by: "Ms Dara Okell".into(),
        manager_agreed_at: (state == State::Held).then(|| day.at(Minute::default())),
        staff_agreed_at: None,
        version: 1,
    }
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let day = |n| Day::new(2026, 11, n).unwrap_or_else(|| Day::from_pg(0));
    let all = vec![
        meeting(13, day(30), State::Planned),
        meeting(12, day(18), State::Missed),
        meeting(11, day(4), State::Held),
    ];
    let page = |manages, errors| SeriesPage {
        today: day(18),
        series: series(),
        meetings: all.clone(),
        own_days: vec![day(5)],
        manages,
        actions: Vec::new(),
        csrf: "gallery".into(),
        form: Form::nothing(),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add(&format!("day-{}", Id::from_u128(12)), "That day is over. Give today or a later one");
    let mut nobody = Errors::new();
    nobody.add("staff", "Choose whom you meet");
    vec![
        framed(
            "supervision",
            &ListPage {
                today: day(18),
                me: Id::from_u128(2),
                all: vec![(series(), all.clone())],
                leads: true,
            },
        ),
        framed(
            "supervision-none",
            &ListPage { today: day(18), me: Id::from_u128(9), all: Vec::new(), leads: false },
        ),
        framed("supervision-series", &page(true, Errors::new())),
        framed("supervision-series-managed-wrong", &page(false, wrong)),
        framed(
            "supervision-new-wrong",
            &NewPage {
                staff: vec![Choice::new("", "Choose"), Choice::new("3", "Mr Theo Brack")],
                csrf: "gallery".into(),
                form: Form::of([("every", "fortnight"), ("day", "2026-11-18")]),
                errors: nobody,
            },
        ),
    ]
}
