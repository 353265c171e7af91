//! An observation as it is written, in the lesson or after it.

use super::{HOME, event, found};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::team::{chosen, gone, people};
use crate::visit::{Answer, Visit};
use casework::observation::{
    Count, LONGEST, LONGEST_LINE, LONGEST_SAID, Moment, Observation, may_write,
};
use casework::{Id, Verb};
use maud::{Markup, html};
use rulebook::Minute;

/// Empty rows that are offered beside those filled, and rows at most.
const MORE: usize = 3;
const MOST: usize = 24;
/// Pupils in a class at most.
const LARGEST: i64 = 200;

/// The form.
pub struct WritePage {
    /// Where it is sent.
    pub to: String,
    /// Colleagues; none where the teacher is named already.
    pub staff: Vec<Choice>,
    /// Rows of moments, and of counts.
    pub rows: (usize, usize),
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl WritePage {
    fn moments(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            @for n in 0..self.rows.0 {
                @let names = ["time", "before", "done", "after"].map(|w| format!("{w}-{n}"));
                fieldset.sheet.stack.stack-3 { legend { "Moment " (n + 1) }
                    (Field::new(&names[0], "Time").kind("time").optional().from(f, e))
                    (Field::new(&names[1], "Before").optional().from(f, e))
                    (Field::new(&names[2], "What was done").optional().from(f, e))
                    (Field::new(&names[3], "After").optional().from(f, e))
                }
            }
        }
    }
    fn counts(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            @for n in 0..self.rows.1 {
                @let names = ["count-time", "on", "of"].map(|w| format!("{w}-{n}"));
                fieldset.row { legend { "Count " (n + 1) }
                    (Field::new(&names[0], "Time").kind("time").optional().from(f, e))
                    (Field::new(&names[1], "On task").kind("figure").optional().from(f, e))
                    (Field::new(&names[2], "Of").kind("figure").optional().from(f, e))
                }
            }
        }
    }
}

impl Page for WritePage {
    fn title(&self) -> String {
        "Observation of a lesson".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, f, e) = (self.title(), &self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(HOME, "Observations").facts(html! { "You see it, and the teacher once you give it to them. Write what can be seen and heard." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(self.to) data-draft="observation" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    @if !self.staff.is_empty() { (Choices::one("teacher", "Whose lesson", &self.staff).look(Look::Select).from(f, e)) }
                    (Field::new("class", "Class").hint("Such as “8N Geography”.").from(f, e))
                    (Field::new("day", "Day").kind("date").from(f, e))
                    (Field::new("period", "Period").optional().from(f, e))
                    (Area::new("focus", "What you looked for").optional().rows(2).from(f, e))
                    h2 { "Before, what was done, after" }
                    (self.moments())
                    h2 { "On task" }
                    p.soft { "How many of those in the room were on task when you looked round." }
                    (self.counts())
                    (Area::new("strengths", "What went well").optional().rows(3).from(f, e))
                    (Area::new("suggestions", "What you suggest").hint("One a line. The teacher agrees to each, or does not.").optional().rows(4).from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(HOME) { "Leave it" } }
                    p.soft { "Keeping it offers more rows. The teacher has nothing until you give it to them." }
                }
            }
        }
    }
}

/// Rows that the form shows: those with something in them, and some more.
fn rows(f: &Form) -> (usize, usize) {
    let last = |names: &[&str]| {
        let used = |n: &usize| names.iter().any(|w| f.has(&format!("{w}-{n}")));
        (0..MOST).filter(used).max().map_or(0, |n| n + 1)
    };
    let more = |n: usize| (n + MORE).min(MOST);
    (more(last(&["time", "before", "done", "after"])), more(last(&["count-time", "on", "of"])))
}

async fn sheet(
    v: &Visit,
    to: String,
    new: bool,
    form: Form,
    errors: Errors,
) -> Result<WritePage, Problem> {
    let staff = match new {
        true => {
            let mut read = v.read().await?;
            crate::team::choices(&people(&mut read, v).await?, Some(v.actor.staff))
        }
        false => Vec::new(),
    };
    Ok(WritePage { to, staff, rows: rows(&form), csrf: v.csrf.clone(), form, errors })
}

/// What was seen and suggested.
struct Seen {
    moments: Vec<Moment>,
    counts: Vec<Count>,
    suggestions: Vec<String>,
}

fn time(f: &Form, errors: &mut Errors, field: &str) -> Option<Minute> {
    if !f.has(field) {
        return None;
    }
    errors.get(f.minute(field), field, "Give a time, such as 11.10, or leave it")
}

fn seen(f: &Form, errors: &mut Errors) -> Seen {
    let (mut moments, mut counts) = (Vec::new(), Vec::new());
    for n in 0..MOST {
        let names = ["time", "before", "done", "after"].map(|w| format!("{w}-{n}"));
        if names.iter().any(|name| f.has(name)) {
            moments.push(Moment {
                at: time(f, errors, &names[0]),
                before: errors.limit(f, &names[1], LONGEST),
                behaviour: errors.need(f, &names[2], LONGEST, "Say what was done"),
                after: errors.limit(f, &names[3], LONGEST),
            });
        }
        let names = ["count-time", "on", "of"].map(|w| format!("{w}-{n}"));
        if names.iter().any(|name| f.has(name)) {
            let at = time(f, errors, &names[0]);
            let number = |field: &str| f.int(field).filter(|n| (0..=LARGEST).contains(n));
            let on = errors.get(number(&names[1]), &names[1], "Give how many were on task");
            let of = errors.get(number(&names[2]), &names[2], "Give how many there were");
            if let (Some(on_task), Some(of)) = (on, of) {
                if of == 0 || on_task > of {
                    errors.add(&names[1], "No more are on task than are there");
                }
                counts.push(Count { at, on_task, of });
            }
        }
    }
    let lines = f.text("suggestions").lines().map(str::trim).filter(|l| !l.is_empty());
    let suggestions: Vec<String> = lines.map(str::to_string).collect();
    if suggestions.iter().any(|s| s.chars().count() > LONGEST) {
        errors.add("suggestions", format!("Use at most {LONGEST} characters a line"));
    }
    if suggestions.len() > MOST {
        errors.add("suggestions", format!("Suggest at most {MOST} things"));
    }
    Seen { moments, counts, suggestions }
}

/// Shows the form of a new one.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string()), ("day", v.today().iso())]);
    let page = sheet(&v, format!("{HOME}/new"), true, form, Errors::new()).await?;
    v.page(&page)
}

/// The facts of the lesson.
fn facts(v: &Visit, errors: &mut Errors, was: Observation) -> Observation {
    let f = &v.form;
    Observation {
        class: errors.need(f, "class", LONGEST_LINE, "Say which class"),
        day: gone(v, errors, "day").unwrap_or(was.day),
        period: errors.limit(f, "period", LONGEST_LINE),
        focus: errors.limit(f, "focus", LONGEST_SAID),
        strengths: errors.limit(f, "strengths", LONGEST_SAID),
        ..was
    }
}

/// Keeps a new one.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Writing an observation").await?;
    let all = people(&mut w, &v).await?;
    let teacher = chosen(&all, &v, &mut errors, "teacher", "Choose whose lesson it was");
    if teacher.is_some_and(|t| t.staff == v.actor.staff) {
        errors.add("teacher", "Choose somebody else than yourself");
    }
    let blank = Observation {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        observer: v.actor.staff,
        observer_name: v.actor.name.clone(),
        teacher: teacher.map_or(v.actor.staff, |t| t.staff),
        teacher_name: teacher.map(|t| t.name.clone()).unwrap_or_default(),
        day: v.today(),
        period: String::new(),
        class: String::new(),
        focus: String::new(),
        strengths: String::new(),
        shared_at: None,
        version: 1,
    };
    let o = facts(&v, &mut errors, blank);
    let seen = seen(&v.form, &mut errors);
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, format!("{HOME}/new"), true, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if store::observation::add(&mut w, &o).await? {
        store::observation::write(&mut w, o.id, &seen.moments, &seen.counts, &seen.suggestions)
            .await?;
        v.commit(w, event(Verb::ObservationWritten, &o), Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", o.id), "It is kept. The teacher does not have it yet")
}

/// Shows the form of one that is there.
pub async fn edit(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let o = own(&v, &mut read).await?;
    may_write(&o).map_err(|r| *r)?;
    let org = v.org();
    let mut form = Form::of([
        ("class", o.class.clone()),
        ("day", o.day.iso()),
        ("period", o.period.clone()),
        ("focus", o.focus.clone()),
        ("strengths", o.strengths.clone()),
        ("version", o.version.to_string()),
    ]);
    let said = |at: Option<Minute>| at.map(|m| m.to_string()).unwrap_or_default();
    for (n, m) in store::observation::moments(&mut read, org, o.id).await?.iter().enumerate() {
        form = form
            .with(&format!("time-{n}"), said(m.at))
            .with(&format!("before-{n}"), &m.before)
            .with(&format!("done-{n}"), &m.behaviour)
            .with(&format!("after-{n}"), &m.after);
    }
    for (n, c) in store::observation::counts(&mut read, org, o.id).await?.iter().enumerate() {
        form = form
            .with(&format!("count-time-{n}"), said(c.at))
            .with(&format!("on-{n}"), c.on_task.to_string())
            .with(&format!("of-{n}"), c.of.to_string());
    }
    let all = store::observation::suggestions(&mut read, org, o.id).await?;
    let lines: Vec<String> = all.into_iter().map(|s| s.words).collect();
    form = form.with("suggestions", lines.join("\n"));
    drop(read);
    let page = sheet(&v, format!("{HOME}/{}/write", o.id), false, form, Errors::new()).await?;
    v.page(&page)
}

/// One that this person wrote.
async fn own(v: &Visit, src: &mut dyn store::Source) -> Result<Observation, Problem> {
    let o = found(v, src).await?;
    if o.observer == v.actor.staff { Ok(o) } else { Err(Problem::Missing) }
}

/// Keeps what was written.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Writing an observation").await?;
    let was = own(&v, &mut w).await?;
    may_write(&was).map_err(|r| *r)?;
    let o = facts(&v, &mut errors, was);
    let seen = seen(&v.form, &mut errors);
    let there = format!("{HOME}/{}", o.id);
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, format!("{there}/write"), false, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let o = Observation { version: v.form.int("version").unwrap_or(0), ..o };
    match store::observation::change(&mut w, &o).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    store::observation::write(&mut w, o.id, &seen.moments, &seen.counts, &seen.suggestions).await?;
    v.commit(w, event(Verb::ObservationWritten, &o), Vec::new()).await?;
    v.to_saying(there, "It is kept")
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let mut wrong = Errors::new();
    wrong.add("teacher", "Choose whose lesson it was");
    wrong.add("on-0", "No more are on task than are there");
    let form = Form::of([
        ("day", "2026-09-22"),
        ("class", "8N Geography"),
        ("done-0", "Calls out to the back"),
        ("on-0", "30"),
        ("of-0", "28"),
    ]);
    vec![framed(
        "observation-write-wrong",
        &WritePage {
            to: "/observations/new".into(),
            staff: vec![Choice::new("", "Choose"), Choice::new("3", "Mr Idris Vail")],
            rows: rows(&form),
            csrf: "gallery".into(),
            form,
            errors: wrong,
        },
    )]
}
