//! Taking up a duty in a period: one tap for on-call, a short form for the rest.
//!
//! Must never know: whether the period may be left; casework decides on what is read while the
//! school's writes wait.

use super::{found, openings, room_of, runs_room};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::earlier::Earlier;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::duty::{Ask, Duty, DutyKind, Opening, take_up};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::revision::{self, DUTY, Revision};

/// The longest the words of a duty may be.
const WORDS: usize = 2000;

/// The form for one period.
pub struct NewPage {
    /// Day.
    pub day: Day,
    /// "P6 14.20–15.05"
    pub period: String,
    /// "P6"
    pub code: String,
    /// There is a duty already.
    pub known: bool,
    /// Classes with a lesson then: "9Y3/Ma", and its subject.
    pub lessons: Vec<(String, String)>,
    /// What was looked for.
    pub q: String,
    /// Pupils to choose from.
    pub found: Vec<(Id, String)>,
    /// What was typed, or what is kept.
    pub form: Form,
    /// Errors in it.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// What it said before it was changed.
    pub earlier: Vec<Revision>,
}

impl Page for NewPage {
    fn title(&self) -> String {
        format!("Duty in {}", self.code)
    }
    fn here(&self) -> &'static str {
        "/duties"
    }
    fn main(&self) -> Markup {
        let back = format!("/duties?day={}", self.day.iso());
        let mut kinds: Vec<Choice> =
            DutyKind::ALL.iter().map(|k| Choice::new(k.code(), k.said(&self.words))).collect();
        if self.known {
            kinds.push(Choice::new("none", "Nothing after all").hint("Takes the duty away."));
        }
        let mut subjects: Vec<String> = self.lessons.iter().map(|l| l.1.clone()).collect();
        subjects.sort();
        subjects.dedup();
        let classes: Vec<String> = self.lessons.iter().map(|l| l.0.clone()).collect();
        let mut about = vec![Choice::new("", "Nobody named")];
        about.extend(self.found.iter().map(|(id, name)| Choice::new(id.to_string(), name)));
        let mut who = Choices::one("pupil", "Mentoring of", &about).from(&self.form, &self.errors);
        if who.chosen.is_empty() {
            who.chosen = vec![""];
        }
        let pupil = self.words.one(Concept::Pupil);
        html! {
            (Head::new(&format!("Duty in {}", self.period)).back(&back, "Duties").facts(html! { (self.day) }))
            (ErrorSummary(&self.errors))
            div.page-one.stack.stack-7 {
                form.stack method="post" action="/duties" {
                    (token(&self.csrf)) (hidden("day", self.day.iso())) (hidden("period", &self.code)) (hidden("full", "yes")) (hidden("version", self.form.text("version"))) (hidden("looked", &self.q))
                    // Enter saves, wherever it is pressed.
                    button.vh type="submit" tabindex="-1" aria-hidden="true" { "Save" }
                    (Field { value: &self.q, ..Field::new("q", &format!("Find {}, for mentoring", self.words.a(Concept::Pupil))).kind("search").optional() })
                    div { button.btn.btn-2 type="submit" name="find" value="yes" { "Find" } }
                    @if !self.q.is_empty() && self.found.is_empty() { p { "No " (pupil) " found for “" (self.q) "”." } }
                    (Choices::one("kind", "What it is", &kinds).from(&self.form, &self.errors).look(Look::List))
                    (Field::new("class", "Class").from(&self.form, &self.errors).hint("For in-class support, such as 9Y3").list(&classes).optional())
                    (Field::new("subject", "Subject").from(&self.form, &self.errors).list(&subjects).optional())
                    @if !self.found.is_empty() { (who) }
                    (Area::new("words", "Purpose, what you saw, what helped").from(&self.form, &self.errors).optional())
                    div.row { button.btn type="submit" { "Save" } a href=(back) { "Leave it" } }
                }
                (Earlier(&self.earlier))
            }
        }
    }
}

fn asking<'a>(v: &'a Visit, day: Day, code: &'a str) -> Ask<'a> {
    Ask {
        day,
        closed: v.setting.calendar.why_closed(day),
        code,
        runs_room: runs_room(v),
        policy: &v.setting.rules.policy,
        words: v.words(),
    }
}

/// Shows the form, or why there is none for this period.
pub async fn show(v: Visit) -> Answer {
    let (day, code) = (v.day("day"), v.query.text("period").to_string());
    let mut read = v.read().await?;
    let room = room_of(&mut read, &v).await?;
    let openings = openings(&mut read, &v, room.as_ref(), day).await?;
    let opening = allowed(&v, &openings, day, &code)?;
    let form = match &opening.duty {
        Some(d) => Form::of([
            ("kind", d.kind.code().to_string()),
            ("class", d.class_code.clone()),
            ("subject", d.subject.clone()),
            ("words", d.body.clone()),
            ("pupil", d.pupil.map(|p| p.to_string()).unwrap_or_default()),
            ("version", d.version.to_string()),
        ]),
        None => Form::of([("kind", v.query.text("kind")), ("version", "0")]),
    };
    drop(read);
    let page = gather(&v, day, opening, form, Errors::new()).await?;
    v.page(&page)
}

/// A duty already taken up can always be changed or given up.
fn allowed<'a>(
    v: &Visit,
    openings: &'a [Opening],
    day: Day,
    code: &str,
) -> Result<&'a Opening, Problem> {
    match openings.iter().find(|o| o.code == code && o.duty.is_some()) {
        Some(known) => Ok(known),
        None => Ok(take_up(openings, &asking(v, day, code))?),
    }
}

async fn gather(
    v: &Visit,
    day: Day,
    opening: &Opening,
    form: Form,
    errors: Errors,
) -> Result<NewPage, Problem> {
    let mut read = v.read().await?;
    let q = if form.has("q") { form.text("q") } else { v.query.text("q") }.to_string();
    let mut found = found(&mut read, v, &q).await?;
    // Whoever is chosen stays on the page when the search moves on.
    if let Some(id) = form.id("pupil").filter(|id| !found.iter().any(|f| f.0 == *id)) {
        found.extend(super::names(&mut read, v, &[id]).await?);
    }
    let week = v.setting.calendar.week(day);
    let lessons = store::duty::lessons_in(&mut read, v.org(), day, &opening.code, week).await?;
    let earlier = match &opening.duty {
        Some(d) => store::revision::of(&mut read, v.org(), DUTY, d.id).await?,
        None => Vec::new(),
    };
    Ok(NewPage {
        day,
        period: format!("{}, {}–{}", opening.code, opening.from, opening.to),
        code: opening.code.clone(),
        known: opening.duty.is_some(),
        lessons,
        q,
        found,
        form,
        errors,
        csrf: v.csrf.clone(),
        words: v.words().clone(),
        earlier,
    })
}

/// Takes it up, changes it or gives it up.
pub async fn post(v: Visit) -> Answer {
    let day = v.form.day("day").unwrap_or_else(|| v.today());
    let code = v.form.text("period").to_string();
    let back = format!("/duties?day={}", day.iso());
    let mut w = v.write("Taking up a duty").await?;
    let room = room_of(&mut w, &v).await?;
    let openings = openings(&mut w, &v, room.as_ref(), day).await?;
    let opening = allowed(&v, &openings, day, &code)?;
    if super::call::finds(&v.form) {
        drop(w);
        let page = gather(&v, day, opening, v.form.clone(), Errors::new()).await?;
        return v.page(&page);
    }
    if v.form.text("kind") == "none" {
        let Some(known) = &opening.duty else { return v.to(back) };
        if v.form.int("version").unwrap_or(0) != known.version {
            return Err(Problem::Stale(v.form.kept()));
        }
        store::duty::remove(&mut w, known).await?;
        let event = Event::new(Verb::DutyStarted, "duty", known.id)
            .fact("day", day.iso())
            .fact("period", &code)
            .fact("given up", known.kind.code());
        v.commit(w, event, vec![]).await?;
        return v.to_saying(back, format!("{code}: no duty"));
    }
    let mut errors = Errors::new();
    let kind = errors.get(v.form.coded::<DutyKind>("kind"), "kind", "Choose what it is");
    let class_code = errors.limit(&v.form, "class", 40);
    let subject = errors.limit(&v.form, "subject", 80);
    let body = errors.limit(&v.form, "words", WORDS);
    let pupil = v.form.id("pupil");
    match kind {
        Some(DutyKind::InClass) if class_code.is_empty() && subject.is_empty() => {
            errors.add("class", "Say which class or subject")
        }
        Some(DutyKind::Mentoring) if pupil.is_none() && body.is_empty() => errors.add(
            "words",
            format!("Say what it was for, or find the {} above", v.words().one(Concept::Pupil)),
        ),
        Some(DutyKind::Other) if body.is_empty() => errors.add("words", "Say what it was"),
        _ => {}
    }
    if let Some(id) = pupil {
        store::pupil::find(&mut w, &v.actor.roll(), id).await?;
    }
    let Some(kind) = kind.filter(|_| errors.is_empty()) else {
        drop(w);
        let page = gather(&v, day, opening, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let known = opening.duty.clone();
    // The one tap changes what it is and loses no words already written.
    let full = v.form.ticked("full") || known.is_none();
    let mut duty = known.clone().unwrap_or_else(|| Duty {
        id: Id::now_v7(),
        staff: v.actor.staff,
        staff_name: v.actor.name.clone(),
        day,
        code: code.clone(),
        from: opening.from,
        to: opening.to,
        kind,
        body: String::new(),
        class_code: String::new(),
        subject: String::new(),
        pupil: None,
        version: 0,
    });
    duty.kind = kind;
    if full {
        (duty.body, duty.class_code, duty.subject, duty.pupil) = (body, class_code, subject, pupil);
    }
    if duty.kind != DutyKind::Mentoring {
        duty.pupil = None;
    }
    if duty.kind != DutyKind::InClass {
        (duty.class_code, duty.subject) = (String::new(), String::new());
    }
    let said = format!("{code}: {}", super::page::duty_line(&duty, None, v.words()));
    if known.as_ref() == Some(&duty) {
        return v.to_saying(back, said);
    }
    if v.form.int("version").unwrap_or(0) != duty.version {
        return Err(Problem::Stale(v.form.kept()));
    }
    let version = store::duty::keep(&mut w, &duty).await?;
    let mut event = Event::new(Verb::DutyStarted, "duty", duty.id)
        .fact("day", day.iso())
        .fact("period", &code)
        .fact("kind", kind.code());
    if let Some(before) = known {
        event = event.fact("before", before.kind.code()).fact(&revision::fact(DUTY), version);
    }
    if let Some(pupil) = duty.pupil {
        event = event.pupil(pupil);
    }
    v.commit(w, event, vec![]).await?;
    v.to_saying(back, said)
}
