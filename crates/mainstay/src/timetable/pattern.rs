//! When somebody works: weekdays with times, and what is not theirs outside them.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::working_week::{LONGEST, Stretch, WorkingWeek};
use casework::{Event, Verb};
use maud::{Markup, html};
use rulebook::Weekday;

/// The form.
pub struct PatternPage {
    /// Whose.
    pub name: String,
    /// Where it is sent.
    pub to: String,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PatternPage {
    fn title(&self) -> String {
        format!("When {} works", self.name)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, f, e) = (self.title(), &self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(HOME, "Timetables").facts(html! { "What is due on a day they do not work stands on their Today the working day before, unless the law sets the day." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(self.to) {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    p.soft { "Leave a day empty where they do not work. While all are empty, they are taken to work every day." }
                    @for d in &Weekday::ALL[..5] {
                        @let (from, to) = (format!("from-{}", d.number()), format!("to-{}", d.number()));
                        @let (begins, ends) = (format!("{} from", d.long()), format!("{} until", d.long()));
                        div.row { (Field::new(&from, &begins).kind("time").optional().from(f, e)) (Field::new(&to, &ends).kind("time").optional().from(f, e)) }
                    }
                    (Area::new("not_theirs", "Not theirs outside these times").hint("Duties they are not asked to do, such as “lunch duty”.").optional().rows(2).from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(HOME) { "Leave it" } }
                }
            }
        }
    }
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let staff = crate::team::colleague(&mut read, &v, v.id("staff")?).await?;
    let week = store::timetable::working_week(&mut read, v.org(), staff.id).await?;
    let mut form =
        Form::of([("version", week.version.to_string()), ("not_theirs", week.not_theirs.clone())]);
    for d in &week.days {
        form = form
            .with(&format!("from-{}", d.weekday), d.from.to_string())
            .with(&format!("to-{}", d.weekday), d.to.to_string());
    }
    v.page(&PatternPage {
        name: staff.full(),
        to: format!("/working-week/{}", staff.id),
        csrf: v.csrf.clone(),
        form,
        errors: Errors::new(),
    })
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut days = Vec::new();
    for d in &Weekday::ALL[..5] {
        let n = d.number();
        let (from, to) = (format!("from-{n}"), format!("to-{n}"));
        if !f.has(&from) && !f.has(&to) {
            continue;
        }
        let begins = errors.get(f.minute(&from), &from, "Give a time, such as 8.30");
        let ends = errors.get(f.minute(&to), &to, "Give a time, such as 15.30");
        if let (Some(from), Some(end)) = (begins, ends) {
            if from >= end {
                errors.add(&to, "It ends after it begins");
            }
            days.push(Stretch { weekday: n, from, to: end });
        }
    }
    let not_theirs = errors.limit(f, "not_theirs", LONGEST);
    let mut w = v.write("Changing when a colleague works").await?;
    let staff = crate::team::colleague(&mut w, &v, v.id("staff")?).await?;
    if !errors.is_empty() {
        drop(w);
        return v.again(&PatternPage {
            name: staff.full(),
            to: format!("/working-week/{}", staff.id),
            csrf: v.csrf.clone(),
            form: f.clone(),
            errors,
        });
    }
    let was = store::timetable::working_week(&mut w, v.org(), staff.id).await?;
    let version = f.int("version").unwrap_or(0);
    let week = WorkingWeek { staff: staff.id, days, not_theirs, version };
    if (WorkingWeek { version: was.version, ..week.clone() }) == was {
        return v.to(HOME);
    }
    match store::timetable::keep_working_week(&mut w, &week).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(f.kept())),
        other => other?,
    }
    let event =
        Event::new(Verb::WorkingWeekKept, "working_week", staff.id).fact("of", staff.full());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(HOME, format!("Kept when {} works", staff.full()))
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let page = |form, errors| PatternPage {
        name: "Mr Theo Brack".into(),
        to: "/working-week/1".into(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("to-1", "It ends after it begins");
    let form =
        Form::of([("from-1", "8.30"), ("to-1", "8.00"), ("from-3", "8.30"), ("to-3", "15.30")]);
    vec![
        framed("working-week", &page(Form::of([("version", "0")]), Errors::new())),
        framed("working-week-wrong", &page(form, wrong)),
    ]
}
