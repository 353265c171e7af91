//! Recommendations as they are drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing as Shape, Tag, hidden,
    token,
};
use casework::recommendation::{Decision, Recommendation, Standing};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

fn mark(r: &Recommendation, today: Day) -> Markup {
    let standing = r.standing();
    let shape = match standing {
        _ if r.is_late(today) => Shape::Late,
        Standing::ToDecide | Standing::Agreed => Shape::Due,
        Standing::Done => Shape::Done,
        Standing::Declined => Shape::None,
    };
    html! { (Tag(shape, standing.label())) }
}

/// All of them.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// Newest first.
    pub all: Vec<Recommendation>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Recommendations".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Recommendations").back("/reports", "Reports").facts(html! { "What somebody asks for because of the figures, who decides it, and what came of it." })
                .acts(html! { a.btn.btn-2 href="/recommendations/new" { "Recommend something" } }))
            @if self.all.is_empty() {
                (Empty { title: "Nothing is recommended yet", words: "A recommendation made from a report stands here and on Today of whoever decides it, until it is decided and done.", step: None })
            } @else { ul.clocks { @for r in &self.all { li.clock {
                (mark(r, self.today))
                div {
                    p.clock-what { a href={ "/recommendations/" (r.id) } { (r.advice) } }
                    p.soft { (r.by_name) ", " (r.made_at.day()) }
                }
                p.clock-when.soft { @match r.standing() {
                    Standing::ToDecide => { (r.decider_name) ", by " (r.decide_by) }
                    Standing::Agreed => { (r.owner_name) @if let Some(due) = r.due { ", by " (due) } }
                    Standing::Done => { "Done by " (r.done_by) }
                    Standing::Declined => { "By " (r.decided_by) }
                } }
            } } } }
        }
    }
}

/// A new one.
pub struct NewPage {
    /// Colleagues who can sign in.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Recommend something".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Recommend something").back("/recommendations", "Recommendations"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/recommendations/new" data-draft="recommendation" {
                    (token(&self.csrf))
                    @for name in ["once", "from", "to"] { (hidden(name, f.text(name))) }
                    (Area::new("evidence", "What the figures show").hint("Counts and what they mean. Name nobody.").rows(3).from(f, e))
                    (Area::new("advice", "What is recommended").rows(3).from(f, e))
                    (Choices::one("decider", "Who decides", &self.staff).look(Look::Select).hint("It stands on their Today until they have.").from(f, e))
                    (Field::new("decide_by", "By").kind("date").from(f, e))
                    div.row { button.btn type="submit" { "Put it to them" } a.btn.btn-2 href="/recommendations" { "Leave it" } }
                }
            }
        }
    }
}

/// One.
pub struct OnePage {
    /// Today.
    pub today: Day,
    /// It.
    pub r: Recommendation,
    /// Colleagues who can sign in, for whoever decides.
    pub staff: Vec<Choice>,
    /// The reader may decide it.
    pub decides: bool,
    /// The reader may say what came of it.
    pub finishes: bool,
    /// The action it became, where it was agreed.
    pub action: Option<Id>,
    /// The reader may see the report.
    pub reports: bool,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl OnePage {
    fn decide(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ways = [
            Choice::new(Decision::Agreed.code(), "Agree it, and have it done"),
            Choice::new(Decision::Declined.code(), "Decline it"),
        ];
        html! {
            form.sheet.stack.stack-5 method="post" action={ "/recommendations/" (self.r.id) } {
                (token(&self.csrf)) (hidden("act", "decide")) (hidden("version", f.text("version")))
                h2 { "Your decision" }
                (Choices::one("decision", "What do you decide?", &ways).from(f, e))
                (Choices::one("owner", "Who does it", &self.staff).look(Look::Select).hint("Where you agree. It stands on their Today until they say what came of it.").from(f, e))
                (Field::new("due", "By").kind("date").hint("Where you agree.").from(f, e))
                (Area::new("how", "How we shall know").hint("Where you agree. Left empty, it is what the figures show.").rows(2).optional().from(f, e))
                (Area::new("why", "Why").hint("Where you decline, it is needed.").rows(3).from(f, e))
                div { button.btn type="submit" { "Keep the decision" } }
            }
        }
    }
    fn finish(&self) -> Markup {
        html! {
            form.sheet.stack.stack-5 method="post" action={ "/recommendations/" (self.r.id) } {
                (token(&self.csrf)) (hidden("act", "finish")) (hidden("version", self.form.text("version")))
                h2 { "What came of it" }
                (Area::new("outcome", "What was done, or why it was not").rows(3).from(&self.form, &self.errors))
                div { button.btn type="submit" { "Keep it as done" } }
            }
        }
    }
}

impl Page for OnePage {
    fn title(&self) -> String {
        "Recommendation".into()
    }
    fn here(&self) -> &'static str {
        if self.reports { "/reports" } else { "/" }
    }
    fn main(&self) -> Markup {
        let r = &self.r;
        let back = match self.reports {
            true => ("/recommendations", "Recommendations"),
            false => ("/", "Today"),
        };
        let report = format!("/reports/half-term?from={}&to={}", r.from.iso(), r.to.iso());
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Recommendation").back(back.0, back.1).facts(html! { (r.by_name) ", " (r.made_at) }))
                (ErrorSummary(&self.errors))
                p { (mark(r, self.today)) }
                dl.summary {
                    div { dt { "What the figures show" } dd { p.as-typed { (r.evidence) } @if self.reports { p { a href=(report) { "The report, " (r.from) " to " (r.to) } } } } }
                    div { dt { "What is recommended" } dd { p.as-typed { (r.advice) } } }
                    div { dt { "Who decides" } dd { (r.decider_name) ", by " (r.decide_by) } }
                    @if let (Some(decision), Some(at)) = (r.decision, r.decided_at) {
                        div { dt { "Decided" } dd { (decision.label()) " by " (r.decided_by) ", " (at) @if !r.why.is_empty() { p.as-typed { (r.why) } } } }
                    }
                    @if let Some(due) = r.due { div { dt { "Who does it" } dd { (r.owner_name) ", by " (due) @if let Some(id) = self.action { p { a href={ "/actions/" (id) } { "The action, and how it goes" } } } } } }
                    @if let Some(at) = r.done_at { div { dt { "What came of it" } dd { p.as-typed { (r.outcome) } p.soft { (r.done_by) ", " (at) } } } }
                }
                @if self.decides { (self.decide()) }
                @if self.finishes { (self.finish()) }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |n| Day::new(2026, 11, n).unwrap_or_else(|| Day::from_pg(0));
    let at = |n| day(n).at(Minute::new(15, 20).unwrap_or_default());
    let one = Recommendation {
        id: Id::from_u128(1),
        from: day(2),
        to: day(10),
        evidence:
            "Autumn 2 2026: placements 31, students 19. Eleven were sent in P6 on a Thursday."
                .into(),
        advice: "Put a second adult on the corridor in P6 on Thursdays for three weeks.".into(),
        by_staff: Id::from_u128(2),
        by_name: "Ms Dara Okell".into(),
        made_at: at(10),
        decider: Id::from_u128(3),
        decider_name: "Mr Ewan Thrale".into(),
        decide_by: day(12),
        decision: None,
        why: String::new(),
        decided_by: String::new(),
        decided_at: None,
        owner: None,
        owner_name: String::new(),
        due: None,
        outcome: String::new(),
        done_by: String::new(),
        done_at: None,
        version: 1,
    };
    let agreed = Recommendation {
        id: Id::from_u128(4),
        decision: Some(Decision::Agreed),
        decided_by: "Mr Ewan Thrale".into(),
        decided_at: Some(at(11)),
        owner: Some(Id::from_u128(5)),
        owner_name: "Ms Bea Catterall".into(),
        due: Some(day(11)),
        ..one.clone()
    };
    let staff = vec![Choice::new("", "Choose"), Choice::new("5", "Ms Bea Catterall")];
    let page = |r: &Recommendation, decides, errors| OnePage {
        today: day(12),
        r: r.clone(),
        staff: staff.clone(),
        decides,
        finishes: !decides,
        action: None,
        reports: true,
        csrf: "gallery".into(),
        form: Form::of([("version", "1")]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("owner", "Choose who does it");
    let mut missing = Errors::new();
    missing.add("advice", "Say what is recommended");
    vec![
        framed(
            "recommendations",
            &ListPage { today: day(12), all: vec![one.clone(), agreed.clone()] },
        ),
        framed("recommendations-none", &ListPage { today: day(12), all: Vec::new() }),
        framed(
            "recommendation-new-wrong",
            &NewPage {
                staff: staff.clone(),
                csrf: "gallery".into(),
                form: Form::of([("evidence", one.evidence.as_str()), ("decide_by", "2026-11-12")]),
                errors: missing,
            },
        ),
        framed("recommendation-decide", &page(&one, true, wrong)),
        framed("recommendation-do", &page(&agreed, false, Errors::new())),
    ]
}
