//! The pages of signals as they are drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Head, Standing, Table, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::incident::Incident;
use casework::signal::{Outcome, Signal};
use casework::{Coded, Id, Refusal};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// One line of the list.
pub struct Line {
    /// Name and form.
    pub who: String,
    /// The signal.
    pub signal: Signal,
    /// It should have been answered.
    pub late: bool,
}

/// The list.
pub struct ListPage {
    /// Waiting for an answer.
    pub open: Vec<Line>,
    /// Answered, newest first.
    pub answered: Vec<Line>,
    /// The school has rules in use.
    pub rules: bool,
    /// The reader may change them.
    pub sets_up: bool,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Signals".into()
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let acts = html! { @if self.sets_up { a.btn.btn-2 href="/set-up/signals" { "Rules" } } };
        html! {
            (Head::new("Signals").back("/early-warning", "Early signs").acts(acts).facts(html! { "Raised by this school’s own rules when incidents or attendance come in. A signal asks; it decides nothing." }))
            div.stack.stack-6 {
                @if self.open.is_empty() {
                    @let words = if self.rules { "What meets one of the school’s rules stands here until somebody says what comes of it." } else { "The school has no rule in use yet, so nothing is raised. Mainstay proposes some under Set-up, Rules for early signs." };
                    (Empty { title: "Nothing waits for an answer", words, step: None })
                } @else {
                    ol.clocks { @for l in &self.open { li.clock {
                        @if l.late { (Tag(Standing::Late, "Late")) } @else { (Tag(Standing::Due, "To answer")) }
                        div { p.clock-what { a href={ "/signals/" (l.signal.id) } { (pupil_name(&l.who)) } } p.soft { (l.signal.said) } }
                        p.clock-when { "By " (l.signal.due) @if l.signal.owner_name.is_empty() { ", nobody’s yet" } @else { ", " (l.signal.owner_name) } }
                    } } }
                }
                @if !self.answered.is_empty() {
                    section.stack aria-labelledby="answered" {
                        h2 #answered { "Answered" }
                        ol.clocks { @for l in &self.answered { li.clock {
                            (Tag(Standing::Done, l.signal.outcome.map_or("Answered", short)))
                            div { p.clock-what { a href={ "/signals/" (l.signal.id) } { (pupil_name(&l.who)) } } p.soft { (l.signal.words) } }
                            p.clock-when { (l.signal.decided_by) @if let Some(at) = l.signal.decided_at { ", " (at.day()) } }
                        } } }
                    }
                }
            }
        }
    }
}

/// An outcome in a word or two.
fn short(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Register => "On the register",
        Outcome::Support => "Support",
        Outcome::Talked => "Talked",
        Outcome::Dismissed => "Dismissed",
    }
}

/// Incidents as a table: what is behind a count.
pub fn incidents(caption: &str, all: &[Incident]) -> Markup {
    let rows = all
        .iter()
        .map(|i| {
            let time = i.minute.map(|m| m.to_string()).unwrap_or_default();
            let lesson = [i.subject.as_str(), i.place.as_str()]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            vec![
                html! { (i.day) },
                html! { (i.period) @if !i.period.is_empty() && !time.is_empty() { ", " } (time) },
                html! { (i.kind) @if let Some(n) = i.points { " " span.soft { (n) @if n == 1 { " point" } @else { " points" } } } },
                html! { (lesson) },
                html! { (i.body) @if !i.action.is_empty() { span.sub { "Done: " (i.action) } } },
            ]
        })
        .collect();
    html! { (Table { caption, columns: vec![("Day", false), ("When", false), ("Type", false), ("Where", false), ("What happened", false)], rows, dense: true }) }
}

/// One signal.
pub struct OnePage {
    /// Name and form.
    pub who: String,
    /// The signal.
    pub signal: Signal,
    /// The incidents that were counted.
    pub counted: Vec<Incident>,
    /// Others of the same pupil that wait.
    pub others: Vec<Signal>,
    /// They are on the at-risk register: the key of their line.
    pub watched: Option<Id>,
    /// Today.
    pub today: Day,
    /// Why the reader may not answer it.
    pub no: Option<Refusal>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Signal, {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let s = &self.signal;
        html! {
            div.stack.stack-5 {
                (Head::new(&self.title()).about(&self.who).back("/signals", "Signals").facts(html! {
                    "Raised " (s.raised_at) ". "
                    @if s.owner_name.is_empty() { "Nobody’s yet" } @else { "Asked of " (s.owner_name) } ", by " (s.due) ". "
                    a href={ "/early-warning/" (s.pupil) } { "The whole picture" }
                }))
                (ErrorSummary(&self.errors))
                section.sheet.stack.stack-2 aria-labelledby="why" {
                    h2 #why { (s.name) }
                    p { strong { (s.said) } }
                    p.soft { "A rule of this school’s own, and all that was counted. There is no score behind it." }
                }
                @if let (Some(outcome), Some(at)) = (s.outcome, s.decided_at) {
                    section.sheet.stack.stack-2 aria-labelledby="came" {
                        h2 #came { (outcome.label()) }
                        p.as-typed { (s.words) }
                        p.soft { (s.decided_by) ", " (at) }
                    }
                } @else { (self.ask()) }
                @if !self.counted.is_empty() { section.stack aria-labelledby="counted" {
                    h2 #counted { "What was counted" }
                    (incidents("Incidents counted", &self.counted))
                } }
            }
        }
    }
}

impl OnePage {
    fn ask(&self) -> Markup {
        let (f, e, s) = (&self.form, &self.errors, &self.signal);
        if let Some(no) = &self.no {
            return html! { div.panel.panel-note { p { strong { (no.title) } } p { (no.rule) } } };
        }
        let choices: Vec<Choice> = Outcome::ASKED
            .iter()
            .map(|o| {
                Choice::new(o.code(), o.label()).hint(match o {
                    Outcome::Support => "Say what, by whom and from when.",
                    Outcome::Talked => "Say with whom, and what was agreed.",
                    _ => "Say why. It is not counted again, and a new one is raised only by what is new.",
                })
            })
            .collect();
        html! {
            section.sheet.stack aria-labelledby="say" {
                h2 #say { "What comes of it?" }
                @match self.watched {
                    Some(id) => p { "On the at-risk register already. " a href={ "/at-risk/" (id) } { "Open their line" } },
                    None => p { a.btn href={ "/at-risk/new?pupil=" (s.pupil) "&signal=" (s.id) } { "Put on the at-risk register" } },
                }
                form.stack method="post" action={ "/signals/" (s.id) } {
                    (token(&self.csrf)) (hidden("version", s.version))
                    (Choices::one("outcome", "Or", &choices).from(f, e))
                    (Area::new("words", "In words").hint("Kept with your name in the trail, and read by whoever opens the file.").from(f, e))
                    @if !self.others.is_empty() {
                        label.choice { input type="checkbox" name="also" value="yes" checked[f.ticked("also")];
                            span { "Answer " @if self.others.len() == 1 { "the other signal" } @else { "the other " (self.others.len()) " signals" } " of theirs the same way" }
                            span.hint { @for (n, o) in self.others.iter().enumerate() { @if n > 0 { "; " } (o.name) } } }
                    }
                    div { button.btn.btn-2 type="submit" { "Keep the answer" } }
                }
            }
        }
    }
}

/// A signal for samples.
pub fn sample() -> Signal {
    let day = |d| Day::new(2026, 9, d).unwrap_or_else(|| Day::from_pg(0));
    Signal {
        id: Id::from_u128(41),
        pupil: Id::from_u128(9),
        rule: Id::from_u128(5),
        name: "Several in a week".into(),
        said: "9 incidents from Fri 4 Sep 2026 to Thu 10 Sep 2026. More than the school’s own rule asks for.".into(),
        from: day(4),
        to: day(10),
        owner: Some(Id::from_u128(2)),
        owner_name: "Ms Bea Catterall".into(),
        due: day(15),
        raised_at: day(11).at(Minute::new(9, 30).unwrap_or_default()),
        outcome: None,
        words: String::new(),
        decided_at: None,
        decided_by: String::new(),
        version: 1,
    }
}

/// An incident for samples.
pub fn sample_incident(d: i8, kind: &str, subject: &str, period: &str) -> Incident {
    Incident {
        id: Id::from_u128(100 + d as u128),
        pupil: Id::from_u128(9),
        day: Day::new(2026, 9, d).unwrap_or_else(|| Day::from_pg(0)),
        minute: Minute::new(13, 40),
        period: period.into(),
        kind: kind.into(),
        body: "Called out and left her seat after the late instruction.".into(),
        place: "H4".into(),
        subject: subject.into(),
        staff_name: "Mr Vail".into(),
        points: Some(2),
        action: "Moved seat".into(),
        source: "file".into(),
        outside: d.to_string(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let at = |d| {
        Day::new(2026, 9, d)
            .unwrap_or_else(|| Day::from_pg(0))
            .at(Minute::new(14, 5).unwrap_or_default())
    };
    let answered = Signal {
        outcome: Some(Outcome::Dismissed),
        words: "Two were the same event written down twice by two of us; talked with her tutor."
            .into(),
        decided_at: Some(at(14)),
        decided_by: "Ms Bea Catterall".into(),
        ..sample()
    };
    let line = |signal: Signal, late| Line { who: "Callie Dunmore, 8N".into(), signal, late };
    let one = |signal: Signal, errors, no| OnePage {
        who: "Callie Dunmore, 8N".into(),
        signal,
        counted: vec![
            sample_incident(10, "Disruption", "Geography", "P5"),
            sample_incident(9, "Defiance", "Science", "P2"),
        ],
        others: vec![Signal {
            id: Id::from_u128(42),
            name: "Attendance below 90%".into(),
            ..sample()
        }],
        watched: None,
        today: at(11).day(),
        no,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("outcome", "Choose what comes of it");
    errors.add("words", "Say why nothing more is needed. It is kept with your name");
    let list = |open, answered| ListPage { open, answered, rules: true, sets_up: true };
    vec![
        framed(
            "signals-typical",
            &list(vec![line(sample(), true)], vec![line(answered.clone(), false)]),
        ),
        framed("signals-empty", &list(Vec::new(), Vec::new())),
        framed("signal", &one(sample(), Errors::new(), None)),
        framed("signal-wrong", &one(sample(), errors, None)),
        framed("signal-answered", &one(answered, Errors::new(), None)),
    ]
}
