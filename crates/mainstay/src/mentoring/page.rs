//! The pages of mentoring as they are drawn.

use super::goal_names;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::mentoring::{Goal, Mark, Mentoring, Progress, Session, course};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// The list.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// Who is looking.
    pub me: Id,
    /// Each with the pupil's name and form.
    pub rows: Vec<(String, Mentoring)>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Mentoring".into()
    }
    fn here(&self) -> &'static str {
        "/duties"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Mentoring").back("/duties", "Duties").acts(html! { a.btn href="/mentoring/new" { "Begin mentoring" } }))
            @if self.rows.is_empty() {
                (Empty { title: "Nobody is mentored yet", words: "One adult, one to five goals, and sessions that say how each goal stands.", step: Some(("/mentoring/new", "Begin")) })
            } @else { ul.clocks { @for (who, m) in &self.rows {
                li.clock {
                    @match (m.ended_on, m.next_on) {
                        (Some(_), _) => (Tag(Standing::None, "Ended")),
                        (None, Some(day)) if day < self.today => (Tag(Standing::Late, "Session late")),
                        (None, Some(day)) if day == self.today => (Tag(Standing::Due, "Today")),
                        _ => (Tag(Standing::Done, "Going on")),
                    }
                    div {
                        p.clock-what { a href={ "/mentoring/" (m.id) } { (pupil_name(who)) } }
                        p.soft { (m.focus) @if m.mentor != self.me { " With " (m.mentor_name) "." } }
                    }
                    p.clock-when { @if let Some(day) = m.ended_on { "Ended " (day) } @else if let Some(day) = m.next_on { "Next " (day) } }
                }
            } } }
        }
    }
}

/// The form to begin.
pub struct NewPage {
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
    /// The school's words.
    pub words: Words,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Begin mentoring".into()
    }
    fn here(&self) -> &'static str {
        "/duties"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let found: Vec<Choice> =
            self.found.iter().map(|(id, name)| Choice::pupil(id.to_string(), name)).collect();
        let mut who = Choices::one("pupil", "Who", &found).from(f, e);
        if let [only] = found.as_slice()
            && who.chosen.is_empty()
        {
            who.chosen = vec![only.value.as_str()];
        }
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Begin mentoring").back("/mentoring", "Mentoring"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/mentoring/new" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("looked", &self.q))
                    button.vh type="submit" tabindex="-1" aria-hidden="true" { "Begin" }
                    (Field { value: &self.q, error: e.of("q"), ..Field::new("q", "Name or form").kind("search") })
                    div { button.btn.btn-2 type="submit" name="find" value="yes" { "Find" } }
                    @if !self.q.is_empty() && found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " found for “" (self.q) "”." } }
                    @if !found.is_empty() { (who) }
                    (Field::new("focus", "What it is about").optional().from(f, e))
                    fieldset.field { legend { "Goals" }
                        p.hint { "In words that can be seen: “arrives with a pen”, “asks before walking out”." }
                        @for (n, name) in goal_names().iter().enumerate() { (Goalfield(name, n, f, e).draw()) }
                    }
                    (Field::new("next_on", "First session on").kind("date").optional().hint("It then waits on your Today.").from(f, e))
                    div { button.btn type="submit" { "Begin" } }
                }
            }
        }
    }
}

struct Goalfield<'a>(&'a str, usize, &'a Form, &'a Errors);
impl Goalfield<'_> {
    fn draw(&self) -> Markup {
        let label = format!("Goal {}", self.1 + 1);
        let field = Field::new(self.0, &label).from(self.2, self.3);
        html! { @if self.1 == 0 { (field) } @else { (field.optional()) } }
    }
}

/// The page of one.
pub struct MentoringPage {
    /// Name and form.
    pub who: String,
    /// Today.
    pub today: Day,
    /// The mentoring.
    pub mentoring: Mentoring,
    /// Its goals.
    pub goals: Vec<Goal>,
    /// Its sessions, newest first.
    pub sessions: Vec<Session>,
    /// How the goals stood.
    pub marks: Vec<Mark>,
    /// It is this person's.
    pub mine: bool,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for MentoringPage {
    fn title(&self) -> String {
        format!("Mentoring {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/duties"
    }
    fn main(&self) -> Markup {
        let m = &self.mentoring;
        let total: i64 = self.sessions.iter().map(|s| s.minutes).sum();
        html! {
            (Head::new(&self.title()).about(&self.who).back("/mentoring", "Mentoring").facts(html! {
                (m.mentor_name) ", since " (m.from) ". " (self.sessions.len()) @if self.sessions.len() == 1 { " session" } @else { " sessions" }
                @if total > 0 { ", " (rulebook::day::spell_minutes(total)) }
                @if let Some(day) = m.ended_on { ". Ended " (day) ": " (m.ended_why) }
            }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-6 {
                    @if !m.focus.is_empty() { p { (m.focus) } }
                    section.stack aria-labelledby="goals" {
                        h2 #goals { "How each goal stands" }
                        ul.clocks { @for g in &self.goals { (self.goal(g)) } }
                    }
                    section.stack aria-labelledby="held" {
                        h2 #held { "Sessions" }
                        @if self.sessions.is_empty() { p.soft { "None yet." } }
                        @for s in &self.sessions { (self.session(s)) }
                    }
                }
                @if self.mine && m.ended_on.is_none() { div.stack { (self.hold()) (self.change()) } }
            }
        }
    }
}

fn mark(progress: Progress) -> Markup {
    let standing = match progress {
        Progress::Met => Standing::Done,
        Progress::Near | Progress::Begun => Standing::Due,
        Progress::Not => Standing::None,
    };
    html! { (Tag(standing, progress.label())) }
}

impl MentoringPage {
    fn goal(&self, g: &Goal) -> Markup {
        let course = course(g.id, &self.sessions, &self.marks);
        html! {
            li.clock {
                @match course.last() { Some((_, p)) => (mark(*p)), None => (Tag(Standing::None, "Not marked")) }
                div {
                    p.clock-what { (g.goal) }
                    @if course.len() > 1 { p.soft { @for (n, (day, p)) in course.iter().enumerate() { @if n > 0 { " → " } (p.label().to_lowercase()) " (" (day.short()) ")" } } }
                }
                p.clock-when {}
            }
        }
    }
    fn session(&self, s: &Session) -> Markup {
        html! {
            section.sheet.stack.stack-2 {
                div.row.row-apart.row-base { h3 { (s.day) ", " (s.from) } p.soft { (rulebook::day::spell_minutes(s.minutes)) ", " (s.by_name) } }
                @if !s.body.is_empty() { p.as-typed { (s.body) } }
                ul { @for g in &self.goals { @if let Some(m) = self.marks.iter().find(|m| m.session == s.id && m.goal == g.id) { li { (mark(m.progress)) " " (g.goal) } } } }
            }
        }
    }
    fn hold(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let progress: Vec<Choice> =
            Progress::ALL.iter().map(|p| Choice::new(p.code(), p.label())).collect();
        html! {
            form.sheet.stack method="post" action={ "/mentoring/" (self.mentoring.id) "/sessions" } {
                (token(&self.csrf)) (hidden("once", f.text("once")))
                h2 { "Write down a session" }
                (Field::new("day", "On").kind("date").from(f, e))
                (Field::new("from", "Began at").kind("time").from(f, e))
                (Field::new("minutes", "Minutes").kind("figure").from(f, e))
                @for g in &self.goals {
                    @let name = format!("progress-{}", g.id);
                    (Choices::one(&name, &g.goal, &progress).look(Look::Scale).from(f, e))
                }
                (Area::new("body", "What was said").rows(3).optional().from(f, e))
                (Field::new("next_on", "Next session on").kind("date").optional().from(f, e))
                div { button.btn type="submit" { "Keep the session" } }
            }
        }
    }
    fn change(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let m = &self.mentoring;
        let ids = html! { (token(&self.csrf)) (hidden("version", m.version)) };
        html! {
            details.working open[e.of("goal").is_some() || e.of("next").is_some()] {
                summary { "Another goal, or another day" }
                form.working-body.stack method="post" action={ "/mentoring/" (m.id) } {
                    (ids)
                    (Field::new("goal", "Another goal").optional().from(f, e))
                    (Field::new("next", "Next session on").kind("date").optional().from(f, e))
                    div { button.btn.btn-2 type="submit" { "Keep" } }
                }
            }
            details.working open[e.of("why").is_some()] {
                summary { "End it" }
                form.working-body.stack method="post" action={ "/mentoring/" (m.id) } {
                    (ids) (hidden("way", "end"))
                    (Area::new("why", "Why it ends").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "End it" } }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    let key = Id::from_u128;
    let mentoring = Mentoring {
        id: key(1),
        pupil: key(9),
        mentor: key(2),
        mentor_name: "Mr Col Adair".into(),
        focus: "Staying in the lesson when it gets hard".into(),
        from: day(2),
        next_on: Some(day(11)),
        ended_on: None,
        ended_why: String::new(),
        version: 1,
    };
    let goal = |n: u128, goal: &str| Goal { id: key(n), mentoring: key(1), goal: goal.into() };
    let session = |n: u128, d| Session {
        id: key(n),
        mentoring: key(1),
        pupil: key(9),
        day: day(d),
        from: Minute::new(13, 40).unwrap_or_default(),
        minutes: 25,
        body: "Talked about Science. He used the card twice.".into(),
        by_staff: key(2),
        by_name: "Mr Col Adair".into(),
        made_at: day(d).at(Minute::new(14, 10).unwrap_or_default()),
    };
    let mark = |s, g, progress| Mark { session: key(s), goal: key(g), progress };
    let page = |errors| MentoringPage {
        who: "Tyrell Ashdown-Moss, 9K2".into(),
        today: day(10),
        mentoring: mentoring.clone(),
        goals: vec![
            goal(20, "Asks for the time-out card before walking out"),
            goal(21, "Has a pen"),
        ],
        sessions: vec![session(31, 9), session(30, 4)],
        marks: vec![
            mark(30, 20, Progress::Not),
            mark(31, 20, Progress::Near),
            mark(31, 21, Progress::Met),
        ],
        mine: true,
        form: Form::of([("day", day(10).iso())]),
        errors,
        csrf: "gallery".into(),
    };
    let mut wrong = Errors::new();
    wrong.add("from", "Give the time it began, such as 12.20");
    let mut none = Errors::new();
    none.add("q", "Find and choose who is mentored");
    let rows = vec![("Tyrell Ashdown-Moss, 9K2".to_string(), mentoring.clone())];
    vec![
        framed("mentoring-list", &ListPage { today: day(11), me: key(2), rows }),
        framed("mentoring-none", &ListPage { today: day(11), me: key(2), rows: Vec::new() }),
        framed(
            "mentoring-new-wrong",
            &NewPage {
                q: String::new(),
                found: Vec::new(),
                form: Form::default(),
                errors: none,
                csrf: "gallery".into(),
                words: crate::duty::words_for_samples(),
            },
        ),
        framed("mentoring", &page(Errors::new())),
        framed("mentoring-wrong", &page(wrong)),
    ]
}
