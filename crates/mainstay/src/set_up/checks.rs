//! The school's own list for the weekly check of a room.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::check::{BEGIN_WITH, Line};
use casework::{Event, Id, Verb};
use maud::{Markup, html};

/// The page.
pub struct ChecksPage {
    /// Lines.
    pub lines: Vec<Line>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ChecksPage {
    fn title(&self) -> String {
        "Room checks".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            (Head::new("Room checks").back("/set-up", "Set-up").facts(html! { "What is looked at each week. The school’s own list: change it as the room changes." }))
            div.stack.stack-6 {
                (ErrorSummary(e))
                @if self.lines.is_empty() {
                    (Empty { title: "The list is empty", words: "Begin with eight lines and change them, or write your own below.", step: None })
                    form method="post" action="/set-up/checks/begin" { (token(&self.csrf)) button.btn type="submit" { "Begin with eight lines" } }
                }
                ul.clocks { @for l in &self.lines {
                    li.clock {
                        @if l.active { span.tag.tag-done { "Looked at" } } @else { span.tag.tag-none { "Left out" } }
                        div { p.clock-what { (l.label) } @if l.safety { p.soft { "About safety: what is wrong is urgent" } } }
                        form method="post" action="/set-up/checks/retire" {
                            (token(&self.csrf)) (hidden("line", l.id))
                            @if l.active { button.btn.btn-quiet type="submit" name="active" value="no" { "Leave out" span.vh { " " (l.label) } } }
                            @else { button.btn.btn-quiet type="submit" name="active" value="yes" { "Look at again" span.vh { ": " (l.label) } } }
                        }
                    }
                } }
                form.stack.stack-5.page-one method="post" action="/set-up/checks" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Add a line" }
                    (Field::new("label", "What is looked at").from(f, e))
                    label.choice { input type="checkbox" name="safety" value="yes" checked[f.ticked("safety")]; span { "It is about safety" } span.hint { "What is wrong with it is urgent." } }
                    div { button.btn type="submit" { "Add it" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ChecksPage, Problem> {
    let mut read = v.read().await?;
    let lines = store::kit::check::lines(&mut read, v.org()).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(ChecksPage { lines, csrf: v.csrf.clone(), form, errors })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

async fn keep(v: &Visit, new: &[Line]) -> Result<(), Problem> {
    let mut w = v.write("Changing the list for room checks").await?;
    let kept = store::kit::check::lines(&mut w, v.org()).await?;
    let fresh: Vec<Line> = new
        .iter()
        .filter(|l| !kept.iter().any(|k| k.id == l.id || k.label.eq_ignore_ascii_case(&l.label)))
        .cloned()
        .collect();
    let Some(first) = fresh.first() else { return Ok(()) };
    store::kit::check::add_lines(&mut w, &fresh).await?;
    let labels: Vec<&str> = fresh.iter().map(|l| l.label.as_str()).collect();
    let event = Event::new(Verb::ListChanged, "room_check_line", first.id)
        .fact("line", format!("none → {}", labels.join("; ")));
    v.commit(w, event, Vec::new()).await
}

/// Begins with the lines that are proposed.
pub async fn begin(v: Visit) -> Answer {
    let lines: Vec<Line> = BEGIN_WITH
        .iter()
        .map(|(label, safety)| Line {
            id: Id::now_v7(),
            label: (*label).to_string(),
            safety: *safety,
            active: true,
        })
        .collect();
    keep(&v, &lines).await?;
    v.to_saying("/set-up/checks", "The list has begun")
}

/// Adds a line.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let label = errors.need(&v.form, "label", 120, "Say what is looked at");
    if !errors.is_empty() {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let line = Line { id, label, safety: v.form.ticked("safety"), active: true };
    keep(&v, &[line]).await?;
    v.to_saying("/set-up/checks", "The list is kept")
}

/// Leaves a line out, or looks at it again.
pub async fn retire(v: Visit) -> Answer {
    let id = v.form.id("line").ok_or(Problem::Missing)?;
    let active = v.form.text("active") == "yes";
    let mut w = v.write("Changing the list for room checks").await?;
    let lines = store::kit::check::lines(&mut w, v.org()).await?;
    let line = lines.iter().find(|l| l.id == id).ok_or(Problem::Missing)?;
    if !store::kit::check::set_line(&mut w, id, active).await? {
        return v.to("/set-up/checks");
    }
    let said = if active { "left out → looked at" } else { "looked at → left out" };
    let event = Event::new(Verb::ListChanged, "room_check_line", id)
        .fact("line", &line.label)
        .fact("list", said);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/checks", "The list is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("label", "Say what is looked at");
    let page =
        |lines, errors| ChecksPage { lines, csrf: "gallery".into(), form: Form::default(), errors };
    let line = |n, active| Line {
        id: Id::from_u128(n),
        label: BEGIN_WITH[n as usize].0.into(),
        safety: BEGIN_WITH[n as usize].1,
        active,
    };
    vec![
        framed("set-up-checks-empty", &page(Vec::new(), Errors::new())),
        framed("set-up-checks-wrong", &page(vec![line(0, true), line(5, false)], errors)),
    ]
}
