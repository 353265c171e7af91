//! The handbook and one note of it, as they are drawn.

use super::screens;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing as Shape,
    Tag, hidden, token,
};
use casework::plan::difference::Change;
use casework::procedure::{Answer, Comment, Edition, Kind, Note, Reader, Standing, steps};
use casework::training::Person;
use casework::words::Words;
use casework::{Coded, Role};
use maud::{Markup, html};
use rulebook::Day;

/// A line of the handbook.
pub struct Row {
    /// The note.
    pub note: Note,
    /// Its version in force.
    pub edition: Option<Edition>,
    /// How it stands.
    pub standing: Standing,
    /// A draft of the next version is there.
    pub draft: bool,
    /// The reader is asked to read it.
    pub mine: bool,
    /// How many have not read it, for whoever keeps it.
    pub waiting: usize,
}

impl Row {
    /// What a search looks in.
    pub fn text(&self) -> String {
        let (title, when, steps) = match &self.edition {
            Some(e) => (&e.title, &e.used_when, &e.steps),
            None => (&self.note.title, &self.note.used_when, &self.note.steps),
        };
        format!("{title} {when} {steps} {}", screens::name(&self.note.screen)).to_lowercase()
    }
}

/// How a note stands, as a mark.
pub fn mark(standing: Standing) -> Markup {
    let shape = match standing {
        Standing::Draft | Standing::Ended => Shape::None,
        Standing::Comment | Standing::Agreed => Shape::Due,
        Standing::InForce => Shape::Done,
    };
    html! { (Tag(shape, standing.label())) }
}

/// The handbook.
pub struct ListPage {
    /// The notes.
    pub rows: Vec<Row>,
    /// What was looked for.
    pub words: String,
    /// Those out of use.
    pub ended: bool,
    /// The reader may begin one.
    pub writes: bool,
    /// Titles to begin from.
    pub starters: Vec<String>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Handbook".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let rows = self.rows.iter().map(|r| {
            let n = &r.note;
            vec![
                html! { a href={ "/handbook/" (n.id) } { (r.edition.as_ref().map_or(&n.title, |e| &e.title)) } @if r.mine { " " (Tag(Shape::Due, "To read")) } },
                html! { (n.kind.label()) },
                html! { (mark(r.standing)) @if let Some(e) = &r.edition { " version " (e.number) } @if r.draft { " " (Tag(Shape::None, "Draft of the next")) } },
                html! { (n.owner_name) },
                html! { @if r.standing != Standing::Ended { (n.review_on) } },
                html! { @if r.waiting > 0 { (r.waiting) " to read it" } },
            ]
        });
        html! {
            (Head::new("Handbook").back("/team", "Team").facts(html! { "The school’s own notes and policies. They are its way, not the law." })
                .acts(html! {
                    a.btn.btn-2 href="/handbook/print" { "Print as one" }
                    @if self.writes { a.btn href="/handbook/new" { "Write one" } }
                }))
            div.stack.stack-5 {
                form.row.row-end action="/handbook" method="get" role="search" aria-label="Search the handbook" {
                    (Field::new("q", "Search the handbook").kind("search").from(&Form::of([("q", self.words.as_str())]), &Errors::none()))
                    @if self.ended { (hidden("ended", "yes")) }
                    button.btn.btn-2 type="submit" { "Search" }
                }
                @if self.rows.is_empty() {
                    @if self.words.is_empty() { (Empty { title: "Nothing here yet", words: "A note says how one thing is done here: its steps, who keeps it, and when it is looked at again. It can stand beside the page it is about.", step: None }) }
                    @else { (Empty { title: "Nothing has these words", words: "Titles, steps and the page a note stands beside are looked through.", step: Some(("/handbook", "Show all")) }) }
                } @else {
                    (Grid { region: "Handbook, table", caption: Some("Handbook"), look: "table-heads", named: Some(0), rows: rows.collect(), columns: vec![Col::Words("Title"), Col::Words("Kind"), Col::Words("Stands"), Col::Words("Kept by"), Col::Words("Looked at again"), Col::Words("Readers")] })
                }
                @if self.writes && !self.starters.is_empty() {
                    details.working { summary { "Begin from a proposal" }
                        p.soft { "Each has a title and questions to answer in steps. What is done here is for you to write." }
                        ul.stack.stack-2 { @for (i, title) in self.starters.iter().enumerate() { li { a href={ "/handbook/new?from=" (i) } { (title) } } } }
                    }
                }
                p { @if self.ended { a.btn.btn-2 href="/handbook" { "Those in use" } } @else { a.btn.btn-2 href="/handbook?ended=yes" { "Those no longer used" } } }
            }
        }
    }
}

/// Whom something may be put to: everybody, a role, or one colleague.
pub fn whom(people: &[Person], words: &Words, last: bool) -> Vec<Choice> {
    let mut out = vec![Choice::new("", "Nobody yet")];
    if last {
        out.push(Choice::new("last", "Those asked to read the last version"));
    }
    out.push(Choice::new("all", "Everybody who works here"));
    for role in Role::ALL.iter().filter(|r| people.iter().any(|p| p.roles.contains(r))) {
        let name = words.role(*role);
        out.push(Choice::new(format!("role:{}", role.code()), format!("Everybody who is: {name}")));
    }
    out.extend(people.iter().map(|p| Choice::new(p.staff.to_string(), p.name.clone())));
    out
}

/// One note.
pub struct NotePage {
    /// Today.
    pub today: Day,
    /// The school's words.
    pub words: Words,
    /// It.
    pub note: Note,
    /// How it stands.
    pub standing: Standing,
    /// The version in force.
    pub edition: Option<Edition>,
    /// Every version, the newest first.
    pub editions: Vec<Edition>,
    /// The draft says something else.
    pub drafted: bool,
    /// What is different in it.
    pub changes: Vec<Change>,
    /// The reader is asked to read it.
    pub unread: Option<Reader>,
    /// The reader was asked what they make of the draft.
    pub asked: Option<Comment>,
    /// What was said of the draft.
    pub comments: Vec<Comment>,
    /// Who was asked to read the newest version.
    pub readers: Vec<Reader>,
    /// The reader writes it.
    pub writes: bool,
    /// Colleagues.
    pub people: Vec<Person>,
    /// Form token.
    pub csrf: String,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// A body: when it is done, and its steps.
pub fn body(kind: Kind, used_when: &str, text: &str) -> Markup {
    html! {
        @if !used_when.is_empty() { p { strong { "When: " } (used_when) } }
        @match kind {
            Kind::Procedure => ol.steps { @for step in steps(text) { li { (step) } } },
            Kind::Policy => div.stack.stack-3 { @for line in steps(text) { p { (line) } } },
        }
    }
}

impl NotePage {
    fn form_of(&self, act: &str, inside: Markup, key: &str) -> Markup {
        html! {
            form.stack.stack-4 method="post" action={ "/handbook/" (self.note.id) } {
                (token(&self.csrf)) (hidden("act", act)) (hidden("version", self.note.version))
                (inside)
                div { button.btn type="submit" { (key) } }
            }
        }
    }
    fn facts(&self) -> Markup {
        let n = &self.note;
        html! {
            dl.summary {
                div { dt { "Kept by" } dd { (n.owner_name) @if !n.deputy_name.is_empty() { "; in their place " (n.deputy_name) } } }
                @if !n.screen.is_empty() { div { dt { "Stands beside" } dd { a href=(n.screen) { (screens::name(&n.screen)) } } } }
                div { dt { "Looked at again" } dd { (n.review_on) @if n.review_on < self.today && n.ended_on.is_none() { " " (Tag(Shape::Late, "Late")) } } }
                @if let Some(e) = &self.edition { div { dt { "In force" } dd { "Version " (e.number) ", from " (e.from) ". Agreed by " (e.agreed_by) ", " (e.agreed_on) } } }
                @if let Some(day) = n.ended_on { div { dt { "No longer used" } dd { "Since " (day) } } }
            }
        }
    }
    fn comment(&self, c: &Comment) -> Markup {
        html! {
            li.clock {
                @match (c.said_at, c.answer) {
                    (None, _) => { (Tag(Shape::Due, "Asked")) }
                    (Some(_), Some(a)) => { (Tag(Shape::Done, a.label())) }
                    (Some(_), None) if c.is_open() => { (Tag(Shape::Risk, "To answer")) }
                    (Some(_), None) => { (Tag(Shape::Done, "Nothing to change")) }
                }
                div.stack.stack-3 {
                    p.clock-what { (c.name) }
                    @if !c.words.is_empty() { p.as-typed { (c.words) } }
                    @if c.answer.is_some() { p.soft { (c.answered_by) @if !c.answer_words.is_empty() { ": " (c.answer_words) } } }
                    @if c.is_open() && self.writes {
                        @let name = format!("answer-{}", c.id);
                        form.stack.stack-3 method="post" action={ "/handbook/" (self.note.id) } {
                            (token(&self.csrf)) (hidden("act", "answer")) (hidden("comment", c.id))
                            (Field::new(&name, "What you say to it").hint("Needed where it is not taken up.").optional().from(&self.form, &self.errors))
                            div.row {
                                button.btn.btn-2 type="submit" name="answer" value=(Answer::Taken.code()) { "Taken up" }
                                button.btn.btn-2 type="submit" name="answer" value=(Answer::NotTaken.code()) { "Not taken up" }
                            }
                        }
                    }
                }
            }
        }
    }
    fn draft(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let people = whom(&self.people, &self.words, false);
        let readers = whom(&self.people, &self.words, !self.readers.is_empty());
        html! {
            section.sheet.stack.stack-4 {
                h2 { "Draft of version " (self.note.agreed_number + 1) }
                @if self.changes.is_empty() { (body(self.note.kind, &self.note.used_when, &self.note.steps)) }
                @else { (crate::plan::difference::drawn(&self.changes)) }
                p { a.btn.btn-2 href={ "/handbook/" (self.note.id) "/write" } { "Write at the draft" } }
                @if !self.comments.is_empty() {
                    h3 { "What colleagues say" }
                    @if let Some(by) = self.note.comment_by { p.soft { "Asked until " (by) "." } }
                    ul.clocks { @for c in &self.comments { (self.comment(c)) } }
                }
                details.working open[e.of("whom").is_some() || e.of("comment_by").is_some()] { summary { "Put it to colleagues" }
                    (self.form_of("put", html! {
                        (Choices::one("whom", "To whom", &people).look(Look::Select).hint("It stands on their Today until they have said, or their day is over.").from(f, e))
                        (Field::new("comment_by", "Until").kind("date").from(f, e))
                    }, "Put it to them"))
                }
                details.working open[e.of("agreed_by").is_some() || e.of("agreed_on").is_some() || e.of("from").is_some() || e.of("next_review").is_some() || e.of("due").is_some()] { summary { "It is agreed" }
                    (self.form_of("agree", html! {
                        (Field::new("agreed_by", "Agreed by").hint("A person or a meeting, such as “Behaviour team”.").from(f, e))
                        (Field::new("agreed_on", "On").kind("date").from(f, e))
                        (Field::new("from", "In force from").kind("date").from(f, e))
                        (Area::new("what_changed", "What is new, in a sentence").optional().rows(2).from(f, e))
                        (Field::new("next_review", "Look at it again on").kind("date").from(f, e))
                        (Choices::one("readers", "Who must read it", &readers).look(Look::Select).from(f, e))
                        (Field::new("due", "By").kind("date").from(f, e))
                    }, "Keep it as agreed"))
                }
            }
        }
    }
    fn has_read(&self) -> Markup {
        let (not, have): (Vec<&Reader>, Vec<&Reader>) =
            self.readers.iter().partition(|r| r.read_at.is_none());
        let readers = whom(&self.people, &self.words, false);
        html! {
            section.sheet.stack.stack-4 {
                h2 { "Who has not read version " (self.note.agreed_number) }
                @if self.readers.is_empty() { p { "Nobody is asked to read it." } }
                @else if not.is_empty() { p { "Everybody who was asked has read it." } }
                @else {
                    p { (not.len()) " of " (self.readers.len()) " have not." }
                    ul.clocks { @for r in &not { li.clock {
                        (if r.due < self.today { Tag(Shape::Late, "Late") } else { Tag(Shape::Due, "To read") })
                        div { p.clock-what { (r.name) } } p.clock-when.soft { "by " (r.due) }
                    } } }
                }
                @if !have.is_empty() { details.working { summary { (have.len()) " have read it" }
                    ul { @for r in &have { li { (r.name) @if let Some(at) = r.read_at { ", " (at) } } } } } }
                details.working open[self.errors.of("reader").is_some()] { summary { "Ask more to read it" }
                    (self.form_of("ask", html! {
                        (Choices::one("reader", "Whom", &readers).look(Look::Select).from(&self.form, &self.errors))
                        (Field::new("due", "By").kind("date").from(&self.form, &self.errors))
                    }, "Ask them"))
                }
            }
        }
    }
}

impl Page for NotePage {
    fn title(&self) -> String {
        self.edition.as_ref().map_or(&self.note.title, |e| &e.title).clone()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let title = self.title();
        let n = &self.note;
        html! {
            (Head::new(&title).back("/handbook", "Handbook").facts(html! { (n.kind.label()) ". " (mark(self.standing)) })
                .acts(html! { a.btn.btn-2 href={ "/handbook/print?only=" (n.id) } { "Print" } }))
            (ErrorSummary(&self.errors))
            div.cols.cols-2 {
                div.stack.stack-5 {
                    section.sheet.stack.stack-4 {
                        @match &self.edition {
                            Some(e) => { (body(n.kind, &e.used_when, &e.steps)) @if !e.what_changed.is_empty() { p.soft { "New in this version: " (e.what_changed) } } }
                            None => { p { "No version is in force yet." } }
                        }
                        @if let Some(r) = &self.unread {
                            form method="post" action={ "/handbook/" (n.id) } {
                                (token(&self.csrf)) (hidden("act", "read")) (hidden("number", r.number))
                                p { "You are asked to read version " (r.number) " by " (r.due) "." }
                                button.btn type="submit" { "I have read it" }
                            }
                        }
                    }
                    @if let Some(c) = self.asked.as_ref().filter(|_| n.ended_on.is_none()) {
                        section.sheet.stack.stack-4 {
                            h2 { "What do you make of the draft?" }
                            @if !self.writes { @if self.changes.is_empty() { (body(n.kind, &n.used_when, &n.steps)) } @else { (crate::plan::difference::drawn(&self.changes)) } }
                            @if c.said_at.is_some() { p { "You said: " @if c.words.is_empty() { "nothing to change" } @else { span.as-typed { (c.words) } } } }
                            @if c.answer.is_none() { (self.form_of("say", html! {
                                (Area::new("said", "What should be different").hint("Leave it empty where nothing should.").optional().rows(3).from(&self.form, &self.errors))
                            }, "Say it")) }
                        }
                    }
                    (self.facts())
                    @if !self.editions.is_empty() { section.stack.stack-3 { h2 { "Versions" }
                        ul.stack.stack-2 { @for e in &self.editions { li {
                            a href={ "/handbook/" (n.id) "/versions/" (e.number) } { "Version " (e.number) }
                            span.sub { "Agreed by " (e.agreed_by) ", " (e.agreed_on) ". From " (e.from) }
                        } } } } }
                }
                @if self.writes && n.ended_on.is_none() { div.stack.stack-5 {
                    @if self.drafted || n.agreed_number == 0 { (self.draft()) }
                    @else { p { a.btn.btn-2 href={ "/handbook/" (n.id) "/write" } { "Write the next version" } } }
                    @if n.agreed_number > 0 {
                        (self.has_read())
                        details.working { summary { "Take it out of use" }
                            (self.form_of("end", html! { (Field::new("why", "Why").from(&self.form, &self.errors)) }, "Take it out of use"))
                        }
                    }
                } }
            }
        }
    }
}
