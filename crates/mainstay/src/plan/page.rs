//! The list of plans, and the form that begins one.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Table, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::plan::{Kind, Plan};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// One plan of the list.
pub struct Row {
    /// Name and form.
    pub who: String,
    /// The plan.
    pub plan: Plan,
    /// The next review.
    pub next: Option<Day>,
    /// Teachers who have read it, of those asked.
    pub read: Option<(i64, i64)>,
    /// Contributions that came, of those asked for.
    pub answered: Option<(i64, i64)>,
}

/// The list.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// Those that have ended.
    pub ended: bool,
    /// Whether this person writes plans.
    pub writes: bool,
    /// The school's words.
    pub words: Words,
    /// The plans.
    pub rows: Vec<Row>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        if self.ended { "Plans that have ended".into() } else { "Plans".into() }
    }
    fn here(&self) -> &'static str {
        "/plans"
    }
    fn main(&self) -> Markup {
        let acts = html! {
            @if self.writes { a.btn href="/plans/new" { "Begin a plan" } }
            @if self.ended { a.btn.btn-2 href="/plans" { "Going on" } }
            @else { a.btn.btn-2 href="/plans?show=ended" { "Ended" } }
        };
        let head = Head::new(if self.ended { "Plans that have ended" } else { "Plans" }).acts(acts);
        let rows: Vec<Vec<Markup>> = self.rows.iter().map(|r| self.row(r)).collect();
        html! {
            (head)
            @if rows.is_empty() {
                @if self.ended { (Empty { title: "None has ended", words: "A plan is ended at a review, with what came of it. It stays readable here.", step: Some(("/plans", "Plans going on")) }) }
                @else { (Empty { title: "No plans yet", words: "Behaviour support plans, pastoral support programmes, support plans, risk assessments and one-page profiles appear here with their next review and who has read them.", step: self.writes.then_some(("/plans/new", "Begin a plan")) }) }
            } @else {
                (Table { caption: "Plans", columns: vec![("Who", false), ("Plan", false), ("Overseen by", false), ("Next review", false), ("Replies", true), ("Read by teachers", true)], rows, dense: false })
            }
        }
    }
}

impl ListPage {
    fn row(&self, r: &Row) -> Vec<Markup> {
        let of = |n: Option<(i64, i64)>| match n {
            Some((done, all)) => html! { (done) " of " (all) },
            None => html! { span.soft { "–" } },
        };
        vec![
            html! { a href={ "/plans/" (r.plan.id) } { (pupil_name(&r.who)) } },
            html! { (r.plan.kind.label()) @if r.plan.current == 0 { " " (Tag(Standing::None, "Draft")) } @else { span.soft { ", version " (r.plan.current) } } },
            html! { (r.plan.owner_name) },
            html! {
                @match (r.plan.ended_on, r.next) {
                    (Some(day), _) => { "Ended " (day) @if let Some(e) = r.plan.ending { ". " (e.label()) } },
                    (None, Some(day)) => { (day) " " @if day < self.today { (Tag(Standing::Late, "Late")) } @else if day == self.today { (Tag(Standing::Due, "Today")) } },
                    (None, None) => (Tag(Standing::Late, "No review set")),
                }
            },
            of(r.answered),
            of(r.read),
        ]
    }
}

/// The form to begin.
pub struct NewPage {
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// Plans of theirs that are going on.
    pub going: Vec<(Id, Kind)>,
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
        "Begin a plan".into()
    }
    fn here(&self) -> &'static str {
        "/plans"
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
        let kinds: Vec<Choice> = Kind::ALL
            .iter()
            .map(|k| Choice::new(k.code(), k.label()).hint(said(*k, &self.words)))
            .collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Begin a plan").back("/plans", "Plans"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/plans/new" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("looked", &self.q))
                    button.vh type="submit" tabindex="-1" aria-hidden="true" { "Begin" }
                    (Field { value: &self.q, error: e.of("q"), ..Field::new("q", "Name or form").kind("search") })
                    div { button.btn.btn-2 type="submit" name="find" value="yes" { "Find" } }
                    @if !self.q.is_empty() && found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " found for “" (self.q) "”." } }
                    @if !found.is_empty() { (who) }
                    @if !self.going.is_empty() { div.panel.tight { p { "Going on already: "
                        @for (n, (id, kind)) in self.going.iter().enumerate() { @if n > 0 { ", " } a href={ "/plans/" (id) } { (kind.label().to_lowercase()) } } "." } } }
                    (Choices::one("kind", "What it is", &kinds).from(f, e))
                    (Field::new("from", "From").kind("date").hint("Its reviews are counted from here in school weeks: half-terms and holidays are not counted.").from(f, e))
                    (Area::new("why", "Why now").rows(3).optional().hint("For those who can open the file. Teachers do not see it.").from(f, e))
                    div { button.btn type="submit" { "Begin" } }
                }
            }
        }
    }
}

/// What a kind is for, in a line.
fn said(kind: Kind, words: &Words) -> String {
    match kind {
        Kind::Behaviour => {
            "Triggers, early signs, strategies every teacher uses, and what to do when it goes wrong.".into()
        }
        Kind::Pastoral => format!(
            "Sixteen school weeks for {} at risk of exclusion, reviewed every fourth. Not a step towards it.",
            words.a(Concept::Pupil)
        ),
        Kind::Support => "Needs, support in place, targets.".into(),
        Kind::Risk => "What might happen, who is at risk, what is in place. “Considered, none needed now” is a result too.".into(),
        Kind::Profile => "What is important to me, and how best to support me.".into(),
    }
}
