//! Self-reviews as they are drawn: the list, one whole, one standard of it.

use super::{HOME, standards};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use casework::self_review::{Line, SelfReview, Stands};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant};

/// The list.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// One was begun this school year.
    pub this_year: bool,
    /// Standards in use.
    pub standards: usize,
    /// Each with how many standards were looked at, of how many.
    pub rows: Vec<(SelfReview, usize, usize)>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

fn state(r: &SelfReview, today: Day) -> Markup {
    html! { @match r.finished_at {
        Some(at) => { (Tag(Standing::Done, "Finished")) span.sub { (at.day()) ", " (r.finished_by) } }
        None if r.due < today => { (Tag(Standing::Late, "Late")) span.sub { "due " (r.due) } }
        None => { (Tag(Standing::Due, "Going on")) span.sub { "due " (r.due) } }
    } }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Self-reviews".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let open = self.rows.iter().any(|(r, ..)| r.finished_at.is_none());
        let rows = self
            .rows
            .iter()
            .map(|(r, looked, of)| {
                vec![
                    html! { a href={ (HOME) "/" (r.id) } { (r.name) } },
                    html! { (state(r, self.today)) },
                    html! { (looked) " of " (of) },
                    html! { (r.owner_name) },
                ]
            })
            .collect();
        html! {
            (Head::new("Self-reviews").back("/team", "Team").facts(html! { "Once a year the team looks at itself against its own standards. What comes next is carried as an action." })
                .acts(html! { a.btn.btn-2 href={ (HOME) "/standards" } { "Our own standards" } }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if self.standards == 0 { (Empty { title: "There are no standards yet", words: "Write what the team holds itself to, or begin with ten of ours and change them.", step: Some(("/self-reviews/standards", "Write the standards")) }) }
                @else if self.rows.is_empty() { (Empty { title: "No self-review yet", words: "Each standard is looked at in turn: where we stand, what shows it, what comes next.", step: None }) }
                @if !self.rows.is_empty() { (Grid {
                    region: "Self-reviews, table", caption: Some("Self-reviews"), look: "",
                    columns: vec![Col::Words("Year"), Col::Words("Stands"), Col::Words("Looked at"), Col::Words("Seen to by")],
                    named: Some(0), rows,
                }) }
                @if !open && self.standards > 0 {
                    form.sheet.stack.stack-4 method="post" action=(HOME) {
                        (token(&self.csrf)) (hidden("once", f.text("once")))
                        h2 { "Begin one" }
                        @if !self.this_year && !self.rows.is_empty() { p { (Tag(Standing::Due, "Time for one")) " None was begun this school year." } }
                        (Field::new("name", "Year").from(f, e))
                        (Field::new("due", "Finished by").kind("date").hint("It stands on your Today when the day comes.").from(f, e))
                        div { button.btn type="submit" { "Begin it" } }
                    }
                }
            }
        }
    }
}

/// One whole.
pub struct ReviewPage {
    /// Today.
    pub today: Day,
    /// The reader sees to it.
    pub mine: bool,
    /// The review.
    pub review: SelfReview,
    /// Its standards.
    pub lines: Vec<Line>,
    /// What was said of the same standards in the review before.
    pub before: Vec<Line>,
    /// Form token.
    pub csrf: String,
}

fn mark(stands: Option<Stands>) -> Markup {
    html! { @match stands {
        Some(Stands::Secure) => (Tag(Standing::Done, Stands::Secure.label())),
        Some(Stands::Partly) => (Tag(Standing::Due, Stands::Partly.label())),
        Some(Stands::NotYet) => (Tag(Standing::Late, Stands::NotYet.label())),
        None => span.soft { "Not looked at yet" },
    } }
}

impl Page for ReviewPage {
    fn title(&self) -> String {
        format!("Self-review {}", self.review.name)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let r = &self.review;
        let open = r.finished_at.is_none();
        let left = self.lines.iter().filter(|l| l.stands.is_none()).count();
        let counts = |s| self.lines.iter().filter(|l| l.stands == Some(s)).count();
        let rows = self
            .lines
            .iter()
            .map(|l| {
                let was = self.before.iter().find(|b| b.standard == l.standard);
                vec![
                    html! { @if open { a href={ (HOME) "/" (r.id) "/" (l.id) } { (l.words) } } @else { (l.words) } span.sub { (l.area) } },
                    html! { (mark(l.stands)) @if let Some(s) = was.and_then(|b| b.stands) { span.sub { "Last time: " (s.label().to_lowercase()) } } },
                    html! { span.as-typed { (l.evidence) } @if !l.said_by.is_empty() { span.sub { (l.said_by) } } },
                    html! { @match l.action { Some(id) => a href={ "/actions/" (id) } { (l.next) }, None => span.as-typed { (l.next) } } },
                ]
            })
            .collect();
        let title = self.title();
        html! {
            (Head::new(&title).back(HOME, "Self-reviews").facts(html! { "Seen to by " (r.owner_name) ". " (state(r, self.today)) }).acts(html! {
                @if open && left > 0 { @if let Some(l) = self.lines.iter().find(|l| l.stands.is_none()) { a.btn href={ (HOME) "/" (r.id) "/" (l.id) } { "Look at the next standard" } } }
                button.btn.btn-2 type="button" data-print hidden { "Print" }
            }))
            div.stack.stack-6 {
                p { strong { (self.lines.len() - left) " of " (self.lines.len()) } " looked at: " (counts(Stands::Secure)) " secure, " (counts(Stands::Partly)) " partly in place, " (counts(Stands::NotYet)) " not yet." }
                (Grid {
                    region: "Standards, table", caption: Some("Standards"), look: "",
                    columns: vec![Col::Words("Standard"), Col::Words("Where we stand"), Col::Words("What shows it"), Col::Words("What comes next")],
                    named: Some(0), rows,
                })
                @if open {
                    form.row.no-print method="post" action={ (HOME) "/" (r.id) } {
                        (token(&self.csrf)) (hidden("version", r.version))
                        button.btn type="submit" name="act" value="finish" { "Finish it" }
                        @if !self.mine { button.btn.btn-2 type="submit" name="act" value="take" { "Take it over" } }
                    }
                }
            }
        }
    }
}

/// One standard of a review.
pub struct LinePage {
    /// The review.
    pub review: SelfReview,
    /// The standard in it.
    pub line: Line,
    /// What was said of it in the review before.
    pub before: Option<Line>,
    /// "3 of 10"
    pub place: (usize, usize),
    /// The one after it.
    pub next: Option<Id>,
    /// Colleagues.
    pub staff: Vec<Choice>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for LinePage {
    fn title(&self) -> String {
        format!("Standard {} of {}, self-review {}", self.place.0, self.place.1, self.review.name)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e, l) = (&self.form, &self.errors, &self.line);
        let back = format!("{HOME}/{}", self.review.id);
        let stands: Vec<Choice> =
            Stands::ALL.iter().map(|s| Choice::new(s.code(), s.label())).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&l.words).back(&back, &format!("Self-review {}", self.review.name)).facts(html! { (l.area) ". Standard " (self.place.0) " of " (self.place.1) "." }))
                (ErrorSummary(e))
                @if let Some(b) = &self.before { @if b.stands.is_some() { section.panel.stack.stack-2 aria-labelledby="before" {
                    h2.panel-title #before { "Last time" }
                    p { (mark(b.stands)) } p.as-typed { (b.evidence) }
                    @if let Some(id) = b.action { p { "Then agreed: " a href={ "/actions/" (id) } { (b.next) } } }
                } } }
                form.stack.stack-5 method="post" action={ (HOME) "/" (self.review.id) "/" (l.id) } {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    (Choices::one("stands", "Where we stand", &stands).from(f, e))
                    (Area::new("evidence", "What shows it").hint("A figure, a record, what colleagues and families say. Name nobody who is helped.").rows(3).from(f, e))
                    @match l.action {
                        Some(id) => div.stack.stack-2 { h2 { "What comes next" } p { a href={ "/actions/" (id) } { (l.next) } } p.soft { "It is among the actions, and changed there." } },
                        None => fieldset.sheet.stack.stack-4 {
                            legend { "What comes next" }
                            p.hint { "It becomes an action. Needed where the standard is not yet in place." }
                            (Area::new("next", "What is to be done").rows(2).optional().from(f, e))
                            (Choices::one("owner", "Who does it", &self.staff).look(Look::Select).from(f, e))
                            (Field::new("due", "By when").kind("date").optional().from(f, e))
                            (Field::new("how", "How we shall know").optional().from(f, e))
                        },
                    }
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(back) { "Leave it" }
                        @if let Some(next) = self.next { a href={ (back) "/" (next) } { "Next standard" } } }
                }
            }
        }
    }
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let day = |m, d| Day::new(2026, m, d).unwrap_or(Day::FIRST);
    let at = |m, d| -> Instant { day(m, d).at(rulebook::Minute::new(15, 30).unwrap_or_default()) };
    let review = |finished: bool| SelfReview {
        id: Id::from_u128(40),
        name: "2026/27".into(),
        due: day(12, 4),
        owner: Id::from_u128(2),
        owner_name: "Miss Ruqayya Fennimore".into(),
        begun_at: at(11, 2),
        finished_at: finished.then(|| at(11, 27)),
        finished_by: if finished { "Miss Ruqayya Fennimore".into() } else { String::new() },
        version: 1,
    };
    let line = |n: i64, stands: Option<Stands>, action: bool| {
        let (area, words) = casework::self_review::STARTERS[n as usize];
        Line {
            id: Id::from_u128(50 + n as u128),
            review: Id::from_u128(40),
            standard: Id::from_u128(60 + n as u128),
            place: n,
            area: area.into(),
            words: words.into(),
            stands,
            evidence: if stands.is_some() {
                "7 of 9 teachers had read the plan within a week; two named.".into()
            } else {
                String::new()
            },
            next: if action {
                "Ask supply staff at the start of the day".into()
            } else {
                String::new()
            },
            action: action.then(|| Id::from_u128(70)),
            said_by: if stands.is_some() { "Miss Ruqayya Fennimore".into() } else { String::new() },
            said_at: stands.map(|_| at(11, 3)),
            version: 1,
        }
    };
    let list = |rows, standards, errors| ListPage {
        today: day(11, 10),
        this_year: false,
        standards,
        rows,
        form: Form::of([("name", "2026/27")]),
        errors,
        csrf: "gallery".into(),
    };
    let whole = |finished| ReviewPage {
        today: day(11, 10),
        mine: false,
        review: review(finished),
        lines: vec![
            line(0, Some(Stands::Secure), false),
            line(2, Some(Stands::Partly), true),
            line(4, (finished).then_some(Stands::NotYet), finished),
        ],
        before: vec![line(0, Some(Stands::NotYet), false)],
        csrf: "gallery".into(),
    };
    let one = |errors, action| LinePage {
        review: review(false),
        line: line(2, None, action),
        before: Some(line(2, Some(Stands::NotYet), true)),
        place: (2, 10),
        next: Some(Id::from_u128(54)),
        staff: vec![Choice::new("", "Choose"), Choice::new("2", "Miss Ruqayya Fennimore")],
        form: Form::of([("owner", "2")]),
        errors,
        csrf: "gallery".into(),
    };
    let mut wrong = Errors::new();
    wrong.add("stands", "Choose where the team stands");
    wrong.add("evidence", "Say what shows it: a figure, a record, what was heard");
    let mut late = Errors::new();
    late.add("due", "That day is over. Give today or a later one");
    let mut all = vec![
        framed("self-reviews", &list(vec![(review(true), 10, 10)], 10, Errors::new())),
        framed("self-reviews-open", &list(vec![(review(false), 2, 10)], 10, Errors::new())),
        framed("self-reviews-empty", &list(Vec::new(), 0, Errors::new())),
        framed("self-reviews-wrong", &list(Vec::new(), 10, late)),
        framed("self-review", &whole(false)),
        framed("self-review-finished", &whole(true)),
        framed("self-review-standard", &one(Errors::new(), false)),
        framed("self-review-standard-agreed", &one(Errors::new(), true)),
        framed("self-review-standard-wrong", &one(wrong, false)),
    ];
    all.extend(standards::samples());
    all
}
