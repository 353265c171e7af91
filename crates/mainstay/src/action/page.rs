//! Actions as they are drawn: the list, one, and its review.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look as Drawn,
    Standing as Shape, Table, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::action::{
    Action, Count, Filter, Judgement, Look, Note, NoteKind, Order, Origin, Show, Standing, State,
    change,
};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

pub(crate) fn mark(a: &Action, today: Day) -> Markup {
    mark_of(a.standing(today))
}

/// How one stands, as a tag.
pub(crate) fn mark_of(stands: Standing) -> Markup {
    let shape = match stands {
        Standing::Late | Standing::ReviewLate => Shape::Late,
        Standing::Open | Standing::ToReview | Standing::Back => Shape::Due,
        Standing::Done => Shape::Done,
        Standing::GivenUp => Shape::None,
    };
    html! { (Tag(shape, stands.label())) }
}

/// Where it came from, as a link where there is one.
fn source(a: &Action, href: Option<&str>) -> Markup {
    let words = if a.source.is_empty() { a.origin.label() } else { &a.source };
    html! { @match href { Some(href) => a href=(href) { (words) }, None => (words) } }
}

/// Due, with the day it was due at first where it was moved.
fn due(a: &Action) -> Markup {
    html! { (a.due) @if a.first_due != a.due { br; span.soft { "first " (a.first_due) } } }
}

/// All of them.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// How many are late.
    pub late: usize,
    /// Those shown.
    pub all: Vec<Action>,
    /// What the list is narrowed to.
    pub filter: Filter,
    /// Everybody who has one.
    pub owners: Vec<(Id, String)>,
    /// The reader.
    pub me: Id,
    /// The reader sees everybody's.
    pub everybody: bool,
    /// What was asked for.
    pub query: Form,
    /// Form token.
    pub csrf: String,
}

fn options<T: Coded + PartialEq>(now: Option<T>) -> Markup {
    html! { @for v in T::ALL { option value=(v.code()) selected[now == Some(*v)] { (v.label()) } } }
}

impl ListPage {
    fn filters(&self) -> Markup {
        let f = &self.filter;
        html! {
            form.row.row-end method="get" action="/actions" role="search" aria-label="Narrow the actions" {
                (Field { value: &f.text, ..Field::new("q", "Words in it") })
                @if self.everybody {
                    div.field { label for="owner" { "Whose" } select.select #owner name="owner" {
                        option value="" { "Everybody’s" }
                        option value=(self.me) selected[f.owner == Some(self.me)] { "Mine" }
                        @for (id, name) in self.owners.iter().filter(|o| o.0 != self.me) { option value=(id) selected[f.owner == Some(*id)] { (name) } }
                    } }
                }
                div.field { label for="show" { "Which" } select.select #show name="show" { (options::<Show>(Some(f.show))) } }
                div.field { label for="origin" { "From" } select.select #origin name="origin" { option value="" { "Anywhere" } (options::<Origin>(f.origin)) } }
                div.field { label for="order" { "Order" } select.select #order name="order" { (options::<Order>(Some(f.order))) } }
                button.btn.btn-2 type="submit" { "Show" }
            }
        }
    }
    fn row(&self, a: &Action) -> Vec<Markup> {
        vec![
            html! { a href={ "/actions/" (a.id) } { (super::today::short(&a.what)) } },
            html! { (a.turn().1) },
            due(a),
            html! { (mark(a, self.today)) @if let Some(j) = a.judgement { br; span.soft { (j.label()) } } },
            html! { (super::today::short(&a.known_by())) @if let Some(m) = &a.measure { br; span.soft { "Before: " (m.before.words()) } }
            @if let Some(on) = a.review_on.filter(|_| a.waits_for_review()) { br; span.soft { "Review " (on) } } },
            source(a, None),
        ]
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Actions".into()
    }
    fn here(&self) -> &'static str {
        "/actions"
    }
    fn main(&self) -> Markup {
        let columns = ["Action", "Whose turn", "Due", "Stands", "How we shall know", "From"];
        html! {
            (Head::new("Actions").facts(html! {
                (self.all.len()) " shown" @if self.late > 0 { " · " strong { (self.late) " late" } }
                " · what was agreed anywhere, with who does it and how we shall know"
            }).acts(html! {
                a.btn href="/actions/new" { "New action" }
                a.btn.btn-2 href="/actions/routines" { "Routines" }
                button.btn.btn-2 type="button" data-print hidden { "Print" }
            }))
            div.stack.stack-5 {
                (self.filters())
                @if self.all.is_empty() {
                    (Empty { title: "No actions here", words: "What a meeting, a figure, a plan or anybody asks for stands here, late ones first, until it is done or given up with a reason.", step: Some(("/actions?show=all", "Show all of them")) })
                } @else {
                    div.sheet.sheet-flush { (Grid { region: "Actions, table", caption: Some("Actions"), look: "table-dense", columns: columns.map(Col::Words).to_vec(), named: Some(0), rows: self.all.iter().map(|a| self.row(a)).collect() }) }
                    form.row method="post" action="/actions/export" {
                        (token(&self.csrf))
                        @for name in ["q", "owner", "show", "origin", "order"] { (hidden(name, self.query.text(name))) }
                        button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                        button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                    }
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
    pub a: Action,
    /// What happened, oldest first.
    pub notes: Vec<Note>,
    /// Its reviews.
    pub looks: Vec<Look>,
    /// The pupil it is about, with their name, where the reader may open their file.
    pub pupil: Option<(Id, String)>,
    /// Where it came from.
    pub came_from: Option<String>,
    /// The list behind its figure before.
    pub list: Option<String>,
    /// Colleagues, to give it on to.
    pub staff: Vec<Choice>,
    /// The reader.
    pub me: Id,
    /// The reader may change it.
    pub changes: bool,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl OnePage {
    fn form(&self, act: &str, key: &str, second: bool, inside: Markup) -> Markup {
        html! {
            form.stack.stack-4 method="post" action={ "/actions/" (self.a.id) } {
                (token(&self.csrf)) (hidden("act", act)) (hidden("once", self.form.text("once"))) (hidden("version", self.a.version))
                (inside)
                div { button.btn.btn-2[second] type="submit" { (key) } }
            }
        }
    }
    fn steps(&self) -> Markup {
        let (f, e, a) = (&self.form, &self.errors, &self.a);
        let open = |act: &str| f.text("act") == act;
        html! {
            @if a.state == State::Back && a.delegator == Some(self.me) {
                section.sheet.stack { h2 { "It is back with you" }
                    p { (a.done_by) " says that it is done: " span.as-typed { (a.outcome) } }
                    (self.form("take", "Take it as done", false, html! {}))
                    details.working open[open("send_back")] { summary { "It is not done yet" } div.working-body {
                        (self.form("send_back", "Send it back", true, html! { (Area::new("not_yet", "What is still to be done").rows(2).from(f, e)) })) } }
                }
            }
            @if a.state == State::Open {
                section.sheet.stack { h2 { "It is done" }
                    @if a.delegator.is_some_and(|d| d != self.me) { p.soft { "It goes back to " (a.delegator_name) ", who gave it on." } }
                    (self.form("done", "Keep it as done", false, html! { (Area::new("outcome", "What was done").rows(2).from(f, e)) })) }
            }
            section.sheet.stack { h2 { "How it goes" }
                (self.form("note", "Keep the note", true, html! { (Area::new("note", "A note").rows(2).from(f, e)) })) }
            @if matches!(a.state, State::Open | State::Back) {
                details.working open[open("move")] { summary { "Move the day" } div.working-body {
                    (self.form("move", "Move it", true, html! { (Field::new("to", "New day").kind("date").hint("The day before it is kept beside it.").from(f, e)) (Area::new("why_moved", "Why").rows(2).from(f, e)) })) } }
                details.working open[open("hand_on")] { summary { "Give it to somebody else" } div.working-body {
                    (self.form("hand_on", "Give it on", true, html! { (Choices::one("to_staff", "Who does it now", &self.staff).look(Drawn::Select).hint("It comes back to you when they say that it is done.").from(f, e)) (Area::new("said", "What they should know").rows(2).optional().from(f, e)) })) } }
                details.working open[open("give_up")] { summary { "Give it up" } div.working-body {
                    (self.form("give_up", "Give it up", true, html! { (Area::new("why", "Why").rows(2).from(f, e)) })) } }
            }
        }
    }
    fn looks(&self) -> Markup {
        html! {
            @for l in &self.looks {
                section.sheet.stack {
                    h2 { "Review, " (l.at.day()) }
                    @if let (Some(m), Some(now), Some(from), Some(to)) = (&self.a.measure, l.counted, l.from, l.to) {
                        (side_by_side(&m.label, (m.from, m.to, m.before), (from, to, now), self.list.as_deref(), None))
                    }
                    p { strong { (l.judgement.label()) } ", " (l.by_name) }
                    p.as-typed { (l.words) }
                    @if let Some(on) = l.next_on { p.soft { "Looked at again " (on) } }
                }
            }
        }
    }
    fn story(&self) -> Markup {
        html! {
            @if !self.notes.is_empty() {
                section.stack { h2 { "What happened" }
                    ol.clocks { @for n in &self.notes { li.clock {
                        (Tag(note_shape(n.kind), n.kind.label()))
                        div {
                            @if let (Some(from), Some(to)) = (n.from_day, n.to_day) { p { "From " (from) " to " (to) } }
                            p.as-typed { (n.words) }
                        }
                        p.clock-when.soft { (n.by_name) ", " (n.at) }
                    } } }
                }
            }
        }
    }
}

fn note_shape(kind: NoteKind) -> Shape {
    match kind {
        NoteKind::SaidDone | NoteKind::Accepted => Shape::Done,
        NoteKind::SentBack | NoteKind::Moved => Shape::Risk,
        _ => Shape::None,
    }
}

/// The same figure over two spans: what was counted, in how many days, and by the day.
fn side_by_side(
    label: &str,
    before: (Day, Day, Count),
    now: (Day, Day, Count),
    list_before: Option<&str>,
    list_now: Option<&str>,
) -> Markup {
    let row = |name: &str, (from, to, c): (Day, Day, Count), list: Option<&str>| {
        vec![
            html! { (name) },
            html! { (from) " to " (to) },
            html! { @match list { Some(href) => a href=(href) { (c.count) span.vh { ", the list" } }, None => (c.count) } },
            html! { (c.days) },
            html! { (c.per_day().unwrap_or_else(|| "–".into())) },
        ]
    };
    html! {
        @if let Some(change) = change(before.2, now.2) { p.figure-line { strong { (change) } } }
        (Table { caption: label, columns: vec![(label, false), ("Days", false), ("Counted", true), ("School days", true), ("Per day", true)],
            rows: vec![row("Before", before, list_before), row("Since", now, list_now)], dense: true })
        p.soft.measure { "Counted in the same way, from the same record, over the same groups. Spans of different lengths can be compared by the day only. It cannot show that one thing caused another." }
    }
}

impl Page for OnePage {
    fn title(&self) -> String {
        "Action".into()
    }
    fn here(&self) -> &'static str {
        "/actions"
    }
    fn main(&self) -> Markup {
        let a = &self.a;
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Action").back("/actions", "Actions").facts(html! { (mark(a, self.today)) " · written down by " (a.by_name) ", " (a.made_at) @if a.private { " · for its owner alone" } }).acts(html! {
                    @if self.changes && a.waits_for_review() { a.btn href={ "/actions/" (a.id) "/review" } { "Review it" } }
                }))
                (ErrorSummary(&self.errors))
                dl.summary {
                    div { dt { "What" } dd { p.as-typed { (a.what) } } }
                    @if let Some((id, name)) = &self.pupil { div { dt { "About" } dd { a href={ "/pupils/" (id) } { (pupil_name(name)) } } } }
                    div { dt { "Who does it" } dd { (a.owner_name) @if a.delegator.is_some() { p.soft { "Given on by " (a.delegator_name) ", to whom it comes back" } } } }
                    div { dt { "Due" } dd { (due(a)) } }
                    div { dt { "How we shall know" } dd {
                        @if let Some(m) = &a.measure {
                            p { (m.label) ": " @match &self.list { Some(href) => a href=(href) { (m.before.words()) }, None => (m.before.words()) } }
                            p.soft { "Counted from " (m.from) " to " (m.to) @if !m.years.is_empty() { ", Years " (m.years) } ", as it stood on " (a.made_at.day()) }
                        }
                        @if !a.how.is_empty() { p.as-typed { (a.how) } }
                    } }
                    div { dt { "Review" } dd { @match a.review_on { Some(on) => (on), None => "None set" } } }
                    div { dt { "From" } dd { (source(a, self.came_from.as_deref())) } }
                    @if let Some(at) = a.done_at { div { dt { @if a.state == State::GivenUp { "Why it was given up" } @else { "What was done" } } dd { p.as-typed { (a.outcome) } p.soft { (a.done_by) ", " (at) } } } }
                    @if let Some(j) = a.judgement { div { dt { "Judged" } dd { (j.label()) } } }
                }
                (self.looks())
                (self.story())
                @if self.changes { (self.steps()) }
            }
        }
    }
}

/// A review.
pub struct ReviewPage {
    /// Today.
    pub today: Day,
    /// The action.
    pub a: Action,
    /// The days counted now.
    pub days: Option<(Day, Day)>,
    /// What was counted in them.
    pub now: Option<Count>,
    /// The list behind it.
    pub list: Option<String>,
    /// Reviews before.
    pub looks: Vec<Look>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ReviewPage {
    fn title(&self) -> String {
        "Review an action".into()
    }
    fn here(&self) -> &'static str {
        "/actions"
    }
    fn main(&self) -> Markup {
        let (a, f, e) = (&self.a, &self.form, &self.errors);
        let here = format!("/actions/{}/review", a.id);
        let ways: Vec<Choice> =
            Judgement::ALL.iter().map(|j| Choice::new(j.code(), j.label())).collect();
        let back = format!("/actions/{}", a.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Review").back(&back, "The action").facts(html! { (mark(a, self.today)) " · due " (a.due) @if let Some(on) = a.review_on { " · review " (on) } }))
                (ErrorSummary(e))
                p.as-typed { (a.what) }
                @if !a.how.is_empty() { p { span.soft { "How we shall know: " } span.as-typed { (a.how) } } }
                @if let (Some(m), Some((from, to)), Some(now)) = (&a.measure, self.days, self.now) {
                    section.sheet.stack {
                        h2 { "The same figure again" }
                        (side_by_side(&m.label, (m.from, m.to, m.before), (from, to, now), None, self.list.as_deref()))
                        form.row.row-end method="get" action=(here) {
                            (Field { value: &from.iso(), kind: "date", ..Field::new("from", "Since") })
                            (Field { value: &to.iso(), kind: "date", ..Field::new("to", "Until") })
                            button.btn.btn-2 type="submit" { "Count these days" }
                        }
                    }
                }
                @for l in &self.looks { p.soft { "Reviewed " (l.at.day()) " by " (l.by_name) ": " (l.judgement.label()) } }
                form.sheet.stack.stack-5 method="post" action=(here) data-draft="action-review" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", a.version))
                    @if let Some((from, to)) = self.days { (hidden("from", from.iso())) (hidden("to", to.iso())) }
                    h2 { "What do you make of it?" }
                    (Choices::one("judgement", "Judgement", &ways).hint("A figure does not judge: you do.").from(f, e))
                    (Area::new("words", "What you saw").rows(3).from(f, e))
                    (Field::new("next_on", "Looked at again on").kind("date").hint("Where it goes on or is changed.").from(f, e))
                    div { button.btn type="submit" { "Keep the judgement" } }
                }
            }
        }
    }
}
