//! Figures teacher by teacher: opened for a faculty and a purpose, read by those who are named, each
//! reading a line of the trail.
//!
//! Must never know: what counts, or who may read; casework says.

use super::teachers_page::{ListPage, OnePage};
use super::{Span, asked, half_terms};
use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::ledger::{Ledger, lessons_taught};
use casework::teacher_view::{LONGEST, Teacher, View, in_order, wrong};
use casework::{Event, Id, May, Reach, Role, Scope, Verb};
use rulebook::Day;
use rulebook::room::TEACHER_VIEW_DAYS;
use std::collections::BTreeSet;
use store::Source;

/// Where they are opened.
pub const HOME: &str = "/reports/lessons/teachers";

async fn departments(src: &mut dyn Source, org: Id) -> Result<Vec<String>, Problem> {
    let staff = store::staff::all(src, org).await?;
    let all: BTreeSet<String> =
        staff.into_iter().map(|s| s.department.trim().to_string()).collect();
    Ok(all.into_iter().filter(|d| !d.is_empty()).collect())
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ListPage, Problem> {
    let mut read = v.read().await?;
    let views = store::teacher_view::all(&mut read, v.org()).await?;
    let departments = departments(&mut read, v.org()).await?;
    let heads = store::staff::with_role(&mut read, v.org(), Role::HeadOfSubject).await?;
    let nobody = Choice::new("", "Nobody else");
    let mut spans = half_terms(&v.setting.calendar, v.today());
    spans.reverse();
    Ok(ListPage {
        today: v.today(),
        views: views.into_iter().map(|view| (view.is_read_by(&v.actor, v.today()), view)).collect(),
        departments: std::iter::once(Choice::new("", "Choose"))
            .chain(departments.iter().map(|d| Choice::new(d, d)))
            .collect(),
        readers: std::iter::once(nobody)
            .chain(
                heads.iter().map(|s| {
                    Choice::new(s.id.to_string(), format!("{}, {}", s.full(), s.department))
                }),
            )
            .collect(),
        spans: spans
            .iter()
            .map(|s| Choice::new(format!("{}.{}", s.from.iso(), s.to.iso()), s.full()))
            .collect(),
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows those that are open, and the form for another.
pub async fn list(v: Visit) -> Answer {
    let form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("until", v.today().plus(TEACHER_VIEW_DAYS).iso()),
    ]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Opens one.
pub async fn open(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let purpose = errors.limit(f, "purpose", LONGEST);
    let until = errors.get(f.day("until"), "until", "Give a day, such as 24/11/2026");
    for (field, why) in wrong(&purpose, until.unwrap_or_else(|| v.today()), v.today()) {
        if errors.of(field).is_none() {
            errors.add(field, why);
        }
    }
    let span: Span = asked(f, &v.setting.calendar, v.today());
    let mut w = v.write("Opening figures teacher by teacher").await?;
    let known = departments(&mut w, v.org()).await?;
    let department = known.into_iter().find(|d| d == f.text("department"));
    let department = errors.get(department, "department", "Choose a faculty");
    let mut reader = None;
    if f.has("reader") {
        let heads = store::staff::with_role(&mut w, v.org(), Role::HeadOfSubject).await?;
        reader = heads.into_iter().find(|s| Some(s.id) == f.id("reader"));
        match (&reader, &department) {
            (None, _) => errors.add("reader", "Choose one of these, or nobody else"),
            // A head of subject sees their own faculty only.
            (Some(s), Some(d)) if s.department.trim() != d => errors.add(
                "reader",
                format!("{} leads {}: they read no other faculty", s.full(), s.department),
            ),
            _ => {}
        }
    }
    let (Some(department), Some(until), true) = (department, until, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let view = View {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        department,
        from: span.from,
        to: span.to,
        purpose,
        reader: reader.as_ref().map(|s| s.id),
        reader_name: reader.map(|s| s.full()).unwrap_or_default(),
        until,
        made_by: v.actor.staff,
        made_by_name: v.actor.name.clone(),
        made_at: v.now,
        ended_at: None,
    };
    if store::teacher_view::add(&mut w, &view).await? {
        let mut event = event(Verb::TeacherViewOpened, &view)
            .fact("purpose", &view.purpose)
            .fact("until", view.until);
        if !view.reader_name.is_empty() {
            event = event.fact("for", &view.reader_name);
        }
        v.commit(w, event, Vec::new()).await?;
    }
    v.to(format!("{HOME}/{}", view.id))
}

fn event(verb: Verb, view: &View) -> Event {
    Event::new(verb, "teacher_view", view.id)
        .fact("faculty", &view.department)
        .fact("from", view.from)
        .fact("to", view.to)
}

/// The counts, by the rule of the lessons missed.
async fn counted(v: &Visit, src: &mut dyn Source, view: &View) -> Result<Vec<Teacher>, Problem> {
    let org = v.org();
    let whole = Scope { org, reach: vec![Reach::School] };
    let lines = store::ledger::lines(src, &whole, None, view.from, view.to).await?;
    let ledger = Ledger::of(lines, v.now).faculty(&view.department);
    let taught = store::teacher_view::taught(src, org, &view.department).await?;
    let referred =
        store::teacher_view::referred(src, org, &view.department, view.from, view.to).await?;
    let staff = store::staff::all(src, org).await?;
    let to: Day = view.to.min(v.today());
    let all = staff
        .into_iter()
        .filter(|s| s.department.trim() == view.department)
        .map(|s| {
            let own: Vec<_> = ledger.lines.iter().filter(|l| l.teacher == Some(s.id)).collect();
            let week: Vec<_> =
                taught.iter().filter(|(id, _)| *id == s.id).map(|(_, t)| t.clone()).collect();
            let teacher = Teacher {
                name: s.full(),
                taught: lessons_taught(&v.setting, &week, view.from, to),
                missed: own.len() as i64,
                pupils: own.iter().map(|l| l.pupil).collect::<BTreeSet<_>>().len() as i64,
                referred: referred.iter().find(|(id, _)| *id == s.id).map_or(0, |(_, n)| *n),
            };
            (format!("{} {}", s.family, s.given).to_lowercase(), teacher)
        })
        // Who neither teaches nor referred has nothing to be counted.
        .filter(|(_, t)| t.taught + t.missed + t.referred > 0)
        .collect();
    Ok(in_order(all))
}

/// Shows one, and writes down that it was read.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let view = store::teacher_view::find(&mut read, v.org(), v.id("id")?).await?;
    if !view.is_read_by(&v.actor, v.today()) {
        return Err(Problem::Missing);
    }
    let teachers = counted(&v, &mut read, &view).await?;
    drop(read);
    let w = v.write("Reading figures teacher by teacher").await?;
    v.commit(w, event(Verb::TeacherViewRead, &view), Vec::new()).await?;
    v.page(&OnePage {
        ends: v.may(May::TeacherFigures),
        words: v.words().clone(),
        teachers,
        csrf: v.csrf.clone(),
        view,
    })
}

/// Closes one before its day.
pub async fn end(v: Visit) -> Answer {
    let mut w = v.write("Closing figures teacher by teacher").await?;
    let view = store::teacher_view::find(&mut w, v.org(), v.id("id")?).await?;
    if store::teacher_view::end(&mut w, view.id, &v.actor.name).await? {
        v.commit(w, event(Verb::TeacherViewEnded, &view), Vec::new()).await?;
    }
    v.to_saying(HOME, "They are closed: nobody reads them any more")
}
