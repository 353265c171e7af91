//! The at-risk register as it is drawn: the list, putting somebody on it, and one line.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look as As, Standing, Tag,
    hidden, token,
};
use crate::page::name::pupil_name;
use casework::watch::{CatchUp, Every, How, Level, Look, Watch};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// One line of the register.
pub struct Line {
    /// Name and form.
    pub who: String,
    /// The line.
    pub watch: Watch,
    /// The last catch-up.
    pub last: Option<Day>,
    /// When the next is due; none where the calendar does not reach.
    pub next: Option<Day>,
    /// The key worker has left the school.
    pub nobody: bool,
}

impl Line {
    fn contact(&self, today: Day) -> Markup {
        html! { @match self.next {
            Some(day) if day < today => (Tag(Standing::Late, "No contact in time")),
            Some(day) if day == today => (Tag(Standing::Due, "Contact due today")),
            Some(day) => { "Next by " (day) }
            None => "The calendar ends before the next is due",
        } @if let Some(day) = self.last { span.soft { ". Last on " (day) } } }
    }
    fn review(&self, today: Day) -> Markup {
        let t = &self.watch;
        html! {
            @if t.next_review < today { (Tag(Standing::Late, "Review late")) " " } @else if t.next_review == today { (Tag(Standing::Due, "Review today")) " " }
            (t.next_review)
        }
    }
}

fn level(level: Level) -> Markup {
    let standing = match level {
        Level::Early => Standing::None,
        Level::Raised => Standing::Due,
        Level::High => Standing::Risk,
    };
    html! { (Tag(standing, level.label())) }
}

/// The register.
pub struct ListPage {
    /// The school's words.
    pub words: Words,
    /// Today.
    pub today: Day,
    /// Those on it.
    pub lines: Vec<Line>,
    /// Those who were: name, when, why.
    pub ended: Vec<(String, Watch)>,
    /// Only the reader's own.
    pub mine: bool,
    /// A key for each contact that may be written down with one tap, in the order of the lines.
    pub keys: Vec<String>,
    /// On a plan the reader oversees, with nobody in contact by agreement: pupil, name, plan.
    pub plans: Vec<(Id, String, String)>,
    /// Form token.
    pub csrf: String,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "At-risk register".into()
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let chip = |href: &str, label: &str, now: bool| html! { a.chip href=(href) aria-current=[now.then_some("true")] { (label) } " " };
        html! {
            (Head::new("At-risk register").back("/early-warning", "Early signs").acts(html! { a.btn href="/at-risk/new" { "Put somebody on it" } @if !self.lines.is_empty() { a.btn.btn-2 href="/at-risk/summary" { "Summary for senior leaders" } } })
                .facts(html! { "Everybody on it has a key worker, an agreed contact and a day to look again." }))
            div.stack.stack-5 {
                p { (chip("/at-risk", "Everybody", !self.mine)) (chip("/at-risk?mine=yes", &format!("My key {}", self.words.many(Concept::Pupil)), self.mine)) }
                @if self.lines.is_empty() {
                    (Empty { title: "Nobody is on the register", words: "Put somebody on it from early signs, from a signal, or from here.", step: Some(("/early-warning", "Early signs")) })
                } @else { (self.table()) }
                @if !self.plans.is_empty() { section.stack aria-labelledby="plans" {
                    h2 #plans { "On a plan of yours, with no contact agreed" }
                    ul.clocks { @for (pupil, who, plan) in &self.plans { li.clock {
                        (Tag(Standing::Due, "No contact agreed"))
                        div { p.clock-what { (pupil_name(who)) } p.soft { (plan) } }
                        p.clock-when { a href={ "/at-risk/new?pupil=" (pupil) } { "Agree how often" } }
                    } } }
                } }
                @if !self.ended.is_empty() { section.stack aria-labelledby="ended" {
                    h2 #ended { "No longer on it" }
                    ul.clocks { @for (who, t) in &self.ended { li.clock {
                        (Tag(Standing::None, "Ended"))
                        div { p.clock-what { a href={ "/at-risk/" (t.id) } { (pupil_name(who)) } } p.soft { (t.ended_why) } }
                        p.clock-when { @if let Some(day) = t.ended_on { (day) } }
                    } } }
                } }
            }
        }
    }
}

impl ListPage {
    /// One tap for a talk today, with a note where there is one.
    fn tap(&self, n: usize, id: Id) -> Markup {
        html! { @if let Some(key) = self.keys.get(n) {
            form.row method="post" action={ "/at-risk/" (id) "/contact" } {
                (token(&self.csrf)) (hidden("once", key)) (hidden("day", self.today.iso())) (hidden("how", How::Talk.code())) (hidden("back", "mine"))
                label.vh for={ "said-" (id) } { "Note of the talk" }
                input.input id={ "said-" (id) } name="said" autocomplete="off";
                button.btn.btn-2 type="submit" { "Talked today" }
            }
        } }
    }
    fn table(&self) -> Markup {
        let rows = self
            .lines
            .iter()
            .enumerate()
            .map(|(n, l)| {
                let t = &l.watch;
                vec![
                    html! { a href={ "/at-risk/" (t.id) } { (pupil_name(&l.who)) } },
                    level(t.level),
                    html! { (t.basis) },
                    html! { (t.key_worker_name) @if l.nobody { " " (Tag(Standing::Late, "Has left: name another")) } },
                    html! { (t.every.label()) span.sub { (l.contact(self.today)) } (self.tap(n, t.id)) },
                    l.review(self.today),
                ]
            })
            .collect();
        html! { (Grid {
            region: "At-risk register, table",
            caption: Some("At-risk register"),
            look: "",
            columns: vec![
                Col::Words(&self.words.cap(Concept::Pupil)),
                Col::Words("Level"),
                Col::Words("Basis"),
                Col::Words("Key worker"),
                Col::Words("Contact"),
                Col::Words("Looked at again"),
            ],
            named: Some(0),
            rows,
        }) }
    }
}

/// Putting somebody on it.
pub struct NewPage {
    /// The school's words.
    pub words: Words,
    /// Who, once it is known: key, name and form.
    pub pupil: Option<(Id, String)>,
    /// The signal it comes from: key and what it says.
    pub signal: Option<(Id, String)>,
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// Key workers there may be.
    pub workers: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// Level, key worker, how often, and the day it is looked at again.
fn terms(workers: &[Choice], f: &Form, e: &Errors) -> Markup {
    let levels: Vec<Choice> = Level::ALL.iter().map(|l| Choice::new(l.code(), l.label())).collect();
    let every: Vec<Choice> = Every::ALL.iter().map(|x| Choice::new(x.code(), x.label())).collect();
    html! {
        (Choices::one("level", "How far has it gone?", &levels).hint("Your judgement, in words others will read. It is not worked out from figures.").from(f, e))
        (Choices::one("key_worker", "Key worker", workers).look(As::Select).hint("Those whose role opens this file.").from(f, e))
        (Choices::one("every", "How often is the key worker in contact?", &every).from(f, e))
        (Field::new("next_review", "Looked at again on").kind("date").hint("A school day. It stands on the key worker’s Today until somebody has looked.").from(f, e))
    }
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Put on the at-risk register".into()
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let who = self.pupil.as_ref().map_or("", |(_, who)| who.as_str());
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Put on the at-risk register").back("/at-risk", "At-risk register"))
                (ErrorSummary(e))
                @match &self.pupil {
                    None => {
                        form.stack method="get" action="/at-risk/new" {
                            (Field { value: &self.q, ..Field::new("q", "Name or form").kind("search") })
                            div { button.btn.btn-2 type="submit" { "Find" } }
                        }
                        @if !self.q.is_empty() && self.found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " whose file you open was found for “" (self.q) "”." } }
                        ul.stack.stack-2 { @for (id, who) in &self.found { li { a href={ "/at-risk/new?pupil=" (id) } { (pupil_name(who)) } } } }
                    }
                    Some((id, _)) => {
                        p { strong { (pupil_name(who)) } " · " a href={ "/early-warning/" (id) } { "The whole picture" } }
                        @if let Some((_, said)) = &self.signal { div.panel.panel-note { p { (said) } p.soft { "Keeping this answers the signal, and any other of theirs that waits." } } }
                        form.stack.stack-5 method="post" action="/at-risk/new" {
                            (token(&self.csrf)) (hidden("pupil", id)) (hidden("once", f.text("once")))
                            @if let Some((id, _)) = &self.signal { (hidden("signal", id)) }
                            (Area::new("basis", "On what basis").hint("What was seen, in plain words: “11 incidents in 7 days, most in Geography P5; attendance 86%”.").from(f, e))
                            (terms(&self.workers, f, e))
                            div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href={ "/early-warning/" (id) } { "Leave it" } }
                        }
                    }
                }
            }
        }
    }
}

/// One line with what was done.
pub struct OnePage {
    /// The line.
    pub line: Line,
    /// Catch-ups, newest first.
    pub catch_ups: Vec<CatchUp>,
    /// Looks, newest first.
    pub looks: Vec<Look>,
    /// Key workers there may be.
    pub workers: Vec<Choice>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("At-risk register, {}", self.line.who)
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let t = &self.line.watch;
        let acts = html! { a.btn.btn-2 href={ "/early-warning/" (t.pupil) } { "The whole picture" } a.btn.btn-2 href={ "/pupils/" (t.pupil) } { "Open the file" } };
        html! {
            (Head::new(&self.title()).about(&self.line.who).back("/at-risk", "At-risk register").acts(acts).facts(html! {
                "Since " (t.begun_on) ", by " (t.begun_by) "."
                @if let Some(day) = t.ended_on { " Ended " (day) "." }
            }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-6 {
                    section.sheet.stack.stack-2 aria-labelledby="agreed" {
                        h2 #agreed { "What is agreed" }
                        p { (level(t.level)) }
                        p.as-typed { (t.basis) }
                        p { strong { "Key worker: " } (t.key_worker_name) @if self.line.nobody { " " (Tag(Standing::Late, "Has left: name another")) } }
                        @if t.ended_on.is_none() {
                            p { strong { "Contact: " } (t.every.label()) ". " (self.line.contact(self.today)) }
                            p { strong { "Looked at again: " } (self.line.review(self.today)) }
                        } @else { p.as-typed { strong { "Why it ended: " } (t.ended_why) } }
                    }
                    section.stack aria-labelledby="held" {
                        h2 #held { "Contact" }
                        @if self.catch_ups.is_empty() { p.soft { "None has been written down yet." } }
                        @for c in &self.catch_ups { section.sheet.stack.stack-2 {
                            div.row.row-apart.row-base { h3 { (c.day) } p.soft { (c.how.label()) ", " (c.by_name) } }
                            @if !c.words.is_empty() { p.as-typed { (c.words) } }
                        } }
                    }
                    @if !self.looks.is_empty() { section.stack aria-labelledby="looks" {
                        h2 #looks { "Looked at again" }
                        @for l in &self.looks { section.sheet.stack.stack-2 {
                            div.row.row-apart.row-base { h3 { (l.day) } p.soft { (l.by_name) } }
                            p.as-typed { (l.words) }
                            p.soft { (l.level.label()) ". " (l.key_worker_name) ", " (l.every.label().to_lowercase()) ". "
                                @match l.next_review { Some(day) => { "Again on " (day) }, None => "It ended here" } }
                        } }
                    } }
                }
                @if t.ended_on.is_none() { div.stack { (self.hold()) (self.look()) (self.end()) } }
            }
        }
    }
}

impl OnePage {
    fn hold(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let how: Vec<Choice> = How::ALL.iter().map(|h| Choice::new(h.code(), h.label())).collect();
        html! {
            form.sheet.stack method="post" action={ "/at-risk/" (self.line.watch.id) "/contact" } {
                (token(&self.csrf)) (hidden("once", f.text("once")))
                h2 { "Write down a contact" }
                (Field::new("day", "On").kind("date").from(f, e))
                (Choices::one("how", "How", &how).from(f, e))
                (Area::new("said", "What was said").rows(2).optional().from(f, e))
                div { button.btn type="submit" { "Keep it" } }
            }
        }
    }
    fn look(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let open = ["words", "level", "key_worker", "every", "next_review"]
            .iter()
            .any(|n| e.of(n).is_some());
        html! {
            details.working open[open] {
                summary { "Look again, or change what is agreed" }
                form.working-body.stack method="post" action={ "/at-risk/" (self.line.watch.id) "/look" } {
                    (token(&self.csrf)) (hidden("version", self.line.watch.version)) (hidden("once", f.text("once")))
                    (Area::new("words", "What you saw, and what is agreed").rows(3).from(f, e))
                    (terms(&self.workers, f, e))
                    div { button.btn.btn-2 type="submit" { "Keep the look" } }
                }
            }
        }
    }
    fn end(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            details.working open[e.of("why").is_some()] {
                summary { "Take off the register" }
                form.working-body.stack method="post" action={ "/at-risk/" (self.line.watch.id) "/end" } {
                    (token(&self.csrf)) (hidden("version", self.line.watch.version))
                    (Area::new("why", "Why, and what came of it").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "Take off" } }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let at = |m, d| day(m, d).at(Minute::new(14, 10).unwrap_or_default());
    let watch = Watch {
        id: Id::from_u128(61),
        pupil: Id::from_u128(9),
        level: Level::Raised,
        basis: "11 incidents in 7 days against 2 last summer, most in Geography P5; attendance 86%"
            .into(),
        key_worker: Id::from_u128(2),
        key_worker_name: "Miss Ruqayya Fennimore".into(),
        every: Every::Weekly,
        next_review: day(10, 9),
        begun_on: day(9, 11),
        begun_by: "Miss Ruqayya Fennimore".into(),
        signal: None,
        ended_on: None,
        ended_why: String::new(),
        version: 1,
    };
    let line = |watch: Watch, last, next, nobody| Line {
        who: "Callie Dunmore, 8N".into(),
        watch,
        last,
        next,
        nobody,
    };
    let workers = || {
        vec![
            Choice::new("", "Choose"),
            Choice::new(Id::from_u128(2).to_string(), "Miss Ruqayya Fennimore"),
        ]
    };
    let ended = Watch {
        id: Id::from_u128(62),
        ended_on: Some(day(9, 25)),
        ended_why: "Twenty days without one; the tutor keeps an eye on it.".into(),
        ..watch.clone()
    };
    let list = |lines: Vec<Line>, ended: Vec<(String, Watch)>| ListPage {
        words: crate::exit::sample_words(),
        today: day(9, 21),
        lines,
        ended,
        mine: false,
        keys: Vec::new(),
        plans: Vec::new(),
        csrf: "gallery".into(),
    };
    let new = |pupil: bool, form, errors| NewPage {
        words: crate::exit::sample_words(),
        pupil: pupil.then(|| (Id::from_u128(9), "Callie Dunmore, 8N".into())),
        signal: pupil.then(|| (Id::from_u128(41), crate::signal::page::sample().said)),
        q: if pupil { String::new() } else { "dun".into() },
        found: if pupil {
            Vec::new()
        } else {
            vec![(Id::from_u128(9), "Callie Dunmore, 8N".into())]
        },
        workers: workers(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let one = |watch: Watch, errors| OnePage {
        line: line(watch, Some(day(9, 11)), Some(day(9, 18)), false),
        catch_ups: vec![CatchUp {
            id: Id::from_u128(71),
            day: day(9, 11),
            how: How::Talk,
            words: "Says Geography is too loud to think. Likes the idea of a seat at the front."
                .into(),
            by_name: "Miss Ruqayya Fennimore".into(),
            at: at(9, 11),
        }],
        looks: vec![Look {
            id: Id::from_u128(72),
            day: day(9, 16),
            words: "Two quiet days after the move of seat.".into(),
            level: Level::Raised,
            every: Every::Weekly,
            key_worker_name: "Miss Ruqayya Fennimore".into(),
            next_review: Some(day(10, 9)),
            by_name: "Miss Ruqayya Fennimore".into(),
            at: at(9, 16),
        }],
        workers: workers(),
        today: day(9, 21),
        csrf: "gallery".into(),
        form: Form::of([
            ("day", "2026-09-21"),
            ("level", "raised"),
            ("every", "weekly"),
            ("next_review", "2026-10-09"),
        ]),
        errors,
    };
    let mut blank = Errors::new();
    blank.add("basis", "Say on what basis: what was seen");
    blank.add("level", "Choose how far it has gone");
    blank.add("key_worker", "Choose a key worker: nobody stands here without one");
    blank.add("every", "Choose how often the key worker is in contact");
    blank.add("next_review", "Give the day it is looked at again: nobody stands here without one");
    let mut wrong = Errors::new();
    wrong.add("day", "This day has not come yet");
    let long = Watch { level: Level::High, next_review: day(9, 18), ..watch.clone() };
    let ended_line = ("Jude Marl, 8K3".to_string(), ended.clone());
    vec![
        framed(
            "at-risk-typical",
            &list(
                vec![
                    line(watch.clone(), Some(day(9, 16)), Some(day(9, 23)), false),
                    line(long, None, Some(day(9, 18)), true),
                ],
                vec![ended_line],
            ),
        ),
        framed(
            "at-risk-mine",
            &ListPage {
                mine: true,
                keys: vec![Id::from_u128(81).to_string()],
                plans: vec![(
                    Id::from_u128(5),
                    "Jude Marl, 8K3".into(),
                    "Behaviour support plan, since Mon 14 Sep 2026".into(),
                )],
                ..list(
                    vec![line(watch.clone(), Some(day(9, 11)), Some(day(9, 18)), false)],
                    Vec::new(),
                )
            },
        ),
        framed("at-risk-empty", &list(Vec::new(), Vec::new())),
        framed("at-risk-find", &new(false, Form::default(), Errors::new())),
        framed("at-risk-new", &new(true, Form::default(), Errors::new())),
        framed("at-risk-new-wrong", &new(true, Form::default(), blank)),
        framed("at-risk-one", &one(watch.clone(), Errors::new())),
        framed("at-risk-one-wrong", &one(watch, wrong)),
        framed("at-risk-ended", &one(ended, Errors::new())),
    ]
}
