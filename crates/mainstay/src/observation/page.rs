//! Observations as they are drawn.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, ErrorSummary, Field, Grid, Head, Standing, Tag, hidden, token};
use casework::observation::{Answer, Count, Moment, Observation, Suggestion, on_task};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// Those somebody may read.
pub struct ListPage {
    /// The reader.
    pub me: Id,
    /// The newest first.
    pub all: Vec<Observation>,
    /// The reader may begin one.
    pub leads: bool,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Observations".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Observations").back("/team", "Team").facts(html! { "Whoever watched and the teacher see one, and nobody else. There are no grades." })
                    .acts(html! { @if self.leads { a.btn href="/observations/new" { "Write one" } } }))
                @if self.all.is_empty() { (Empty { title: "No observations", words: "A lesson of yours that somebody watched stands here once it is given to you.", step: None }) }
                @else { ul.clocks { @for o in &self.all { li.clock {
                    @if o.shared_at.is_some() { (Tag(Standing::Done, "With the teacher")) } @else { (Tag(Standing::Due, "Being written")) }
                    div {
                        p.clock-what { a href={ (HOME) "/" (o.id) } { (o.class) } }
                        p.soft { @if o.teacher == self.me { "Your lesson, watched by " (o.observer_name) } @else { (o.teacher_name) } }
                    }
                    p.clock-when.soft { (o.day) @if !o.period.is_empty() { ", " (o.period) } }
                } } } }
            }
        }
    }
}

/// One.
pub struct OnePage {
    /// It.
    pub o: Observation,
    /// What was seen.
    pub moments: Vec<Moment>,
    /// Counts.
    pub counts: Vec<Count>,
    /// Suggestions.
    pub suggestions: Vec<Suggestion>,
    /// The reader is the teacher.
    pub teaches: bool,
    /// Form token.
    pub csrf: String,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn time(at: Option<Minute>) -> Markup {
    html! { @if let Some(at) = at { (at) } @else { "–" } }
}

impl OnePage {
    fn suggestion(&self, s: &Suggestion) -> Markup {
        let [said, due, how] = ["said", "due", "how"].map(|w| format!("{w}-{}", s.id));
        let (f, e) = (&self.form, &self.errors);
        html! {
            li.clock {
                @match s.answer {
                    None => { (Tag(Standing::Due, "To answer")) }
                    Some(Answer::Agreed) => { (Tag(Standing::Done, "Agreed")) }
                    Some(Answer::Declined) => { (Tag(Standing::None, "Not agreed")) }
                }
                div.stack.stack-3 {
                    p.clock-what { (s.words) }
                    @if !s.said.is_empty() { p.as-typed { (s.said) } }
                    @if let Some(due) = s.due { p.soft { (self.o.teacher_name) " tries it by " (due) @if let Some(a) = s.action { ". " a href={ "/actions/" (a) } { "The action" } } } }
                    @if s.answer.is_none() && self.teaches {
                        form.stack.stack-3 method="post" action={ (HOME) "/" (self.o.id) } {
                            (token(&self.csrf)) (hidden("act", "answer")) (hidden("suggestion", s.id))
                            (Field::new(&said, "What you say to it").optional().from(f, e))
                            (Field::new(&due, "Where you agree: tried by").kind("date").from(f, e))
                            (Field::new(&how, "Where you agree: how we shall know that it helps").from(f, e))
                            div.row {
                                button.btn type="submit" name="answer" value=(Answer::Agreed.code()) { "I agree to it" }
                                button.btn.btn-2 type="submit" name="answer" value=(Answer::Declined.code()) { "I do not" }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Page for OnePage {
    fn title(&self) -> String {
        self.o.class.clone()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let o = &self.o;
        let title = self.title();
        let moments = self.moments.iter().map(|m| {
            vec![time(m.at), html! { (m.before) }, html! { (m.behaviour) }, html! { (m.after) }]
        });
        let counts =
            self.counts.iter().map(|c| vec![time(c.at), html! { (c.on_task) }, html! { (c.of) }]);
        html! {
            (Head::new(&title).back(HOME, "Observations").facts(html! { (o.day) @if !o.period.is_empty() { ", " (o.period) } ". " (o.teacher_name) ", watched by " (o.observer_name) "." }))
            (ErrorSummary(&self.errors))
            div.stack.stack-5 {
                @if !self.teaches {
                    @match o.shared_at {
                        Some(at) => p { (o.teacher_name) " has had this since " (at) ". It is not changed any more." },
                        None => div.row {
                            a.btn.btn-2 href={ (HOME) "/" (o.id) "/write" } { "Write at it" }
                            form method="post" action={ (HOME) "/" (o.id) } { (token(&self.csrf)) (hidden("act", "share")) button.btn type="submit" { "Give it to " (o.teacher_name) } }
                        },
                    }
                }
                @if !o.focus.is_empty() { section.stack.stack-2 { h2 { "What was looked for" } p.as-typed { (o.focus) } } }
                @if !o.strengths.is_empty() { section.stack.stack-2 { h2 { "What went well" } p.as-typed { (o.strengths) } } }
                section.stack.stack-3 { h2 { "Before, what was done, after" }
                    @if self.moments.is_empty() { p { "Nothing is written yet." } }
                    @else { (Grid { region: "Moments, table", caption: None, look: "", named: Some(0), columns: vec![Col::Words("Time"), Col::Words("Before"), Col::Words("What was done"), Col::Words("After")], rows: moments.collect() }) }
                }
                @if let Some((on, of, share)) = on_task(&self.counts) { section.stack.stack-3 { h2 { "On task" }
                    p { strong { (share) "%" } ": " (on) " of " (of) " over " (self.counts.len()) @if self.counts.len() == 1 { " count." } @else { " counts." } }
                    (Grid { region: "On task, table", caption: None, look: "", named: Some(0), columns: vec![Col::Words("Time"), Col::Number("On task"), Col::Number("Of")], rows: counts.collect() })
                } }
                section.stack.stack-3 { h2 { "Suggestions" }
                    p.soft { "Each becomes an action only where the teacher agrees." }
                    @if self.suggestions.is_empty() { p { "None." } } @else { ul.clocks { @for s in &self.suggestions { (self.suggestion(s)) } } }
                }
            }
        }
    }
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 9, 22).unwrap_or_else(|| Day::from_pg(0));
    let o = Observation {
        id: Id::from_u128(1),
        observer: Id::from_u128(2),
        observer_name: "Ms Dara Okell".into(),
        teacher: Id::from_u128(3),
        teacher_name: "Mr Idris Vail".into(),
        day,
        period: "P3".into(),
        class: "8N Geography".into(),
        focus: "How the lesson begins, and what happens when instructions come late.".into(),
        strengths: "Names used, and a calm voice throughout.".into(),
        shared_at: Some(day.at(Minute::new(15, 5).unwrap_or_default())),
        version: 3,
    };
    let at = |h, m| Minute::new(h, m);
    let moment = |time, before: &str, behaviour: &str, after: &str| Moment {
        at: time,
        before: before.into(),
        behaviour: behaviour.into(),
        after: after.into(),
    };
    let moments = vec![
        moment(
            at(11, 10),
            "Class comes in loudly; no task on the board",
            "Calls out to the back",
            "Asked to wait outside",
        ),
        moment(
            None,
            "Instruction changed half way",
            "Puts the pen down",
            "Given the step again, alone; starts",
        ),
    ];
    let count = |time, on_task| Count { at: time, on_task, of: 28 };
    let suggestion = |n: u128, words: &str, answer| Suggestion {
        id: Id::from_u128(n),
        words: words.into(),
        answer,
        said: String::new(),
        due: answer.filter(|a| *a == Answer::Agreed).map(|_| day.plus(10)),
        answered_at: None,
        action: None,
    };
    let suggestions = vec![
        suggestion(5, "Have a task on the board before the door opens", Some(Answer::Agreed)),
        suggestion(6, "Seat at the front left", None),
        suggestion(7, "End two minutes earlier", Some(Answer::Declined)),
    ];
    let page = |teaches, o: Observation, errors| OnePage {
        o,
        moments: moments.clone(),
        counts: vec![count(at(11, 10), 20), count(at(11, 25), 25), count(None, 26)],
        suggestions: suggestions.clone(),
        teaches,
        csrf: "gallery".into(),
        form: Form::nothing(),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add(&format!("due-{}", Id::from_u128(6)), "Give a day, such as 20/11/2026");
    let draft = Observation { shared_at: None, ..o.clone() };
    let list = |all, leads| ListPage { me: Id::from_u128(2), all, leads };
    vec![
        framed("observations", &list(vec![o.clone(), draft.clone()], true)),
        framed("observations-none", &list(Vec::new(), false)),
        framed("observation-teacher-wrong", &page(true, o.clone(), wrong)),
        framed("observation-draft", &page(false, draft, Errors::new())),
    ]
}
