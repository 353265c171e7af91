//! Arranging one's own Today: what is done first, and what is put off, for a reason.
//!
//! Must never know: what may be put off; casework says, and what is late never may.

use super::Reader;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::today::{Kind, Standing, may_put_off};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use store::today::{Due, Place};

/// The page.
pub struct ArrangePage {
    /// Kind.
    pub kind: Kind,
    /// The record.
    pub about: Id,
    /// Who, or empty.
    pub who: String,
    /// What.
    pub words: String,
    /// How it stands.
    pub standing: Standing,
    /// It is arranged already.
    pub arranged: bool,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ArrangePage {
    fn title(&self) -> String {
        "Order, or put off".into()
    }
    fn here(&self) -> &'static str {
        "/"
    }
    fn main(&self) -> Markup {
        let ids = html! { (token(&self.csrf)) (hidden("kind", self.kind.code())) (hidden("about", self.about)) };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/", "Today"))
                (ErrorSummary(&self.errors))
                dl.summary {
                    div { dt { (self.kind.label()) } dd { @if !self.who.is_empty() { (pupil_name(&self.who)) ". " } (self.words) } }
                }
                form.row method="post" action="/today/arrange" {
                    (ids)
                    button.btn type="submit" name="way" value="first" { "Do it first" }
                    @if self.arranged { button.btn.btn-2 type="submit" name="way" value="back" { "Back to its own place" } }
                }
                @if self.standing == Standing::Late {
                    p { "It is late, so it cannot be put off. Do it, or take it off the list with a reason." }
                } @else {
                    form.sheet.stack.stack-5 method="post" action="/today/arrange" {
                        (ids) (hidden("way", "later"))
                        h2 { "Put it off" }
                        (Field::new("time", "Until what time").kind("time").hint("Of today, or of the day below.").optional().from(&self.form, &self.errors))
                        (Field::new("day", "Or until which day").kind("date").optional().from(&self.form, &self.errors))
                        (Area::new("why", "Why").hint("Kept with your name. It comes back by itself, and at once when it is late.").rows(2).from(&self.form, &self.errors))
                        div { button.btn.btn-2 type="submit" { "Put it off" } }
                    }
                }
            }
        }
    }
}

async fn meant(v: &Visit, form: &Form) -> Result<Option<Due>, Problem> {
    let kind = form.coded::<Kind>("kind").ok_or(Problem::Missing)?;
    let about = form.id("about").ok_or(Problem::Missing)?;
    let mut read = v.read().await?;
    let list = super::waiting(&Reader::of(v), &mut read).await?;
    Ok(list.into_iter().find(|d| d.kind == kind && d.about == about))
}

async fn sheet(v: &Visit, due: &Due, form: Form, errors: Errors) -> Result<ArrangePage, Problem> {
    let line = super::line(&Reader::of(v), due);
    let mut read = v.read().await?;
    let places = store::today::places(&mut read, v.org(), v.actor.staff).await?;
    Ok(ArrangePage {
        kind: due.kind,
        about: due.about,
        who: line.who,
        words: line.words,
        standing: line.standing,
        arranged: places.iter().any(|p| p.kind == due.kind && p.about == due.about),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

const GONE: &str = "That is off the list already";

/// Shows the form.
pub async fn ask(v: Visit) -> Answer {
    let Some(due) = meant(&v, &v.query).await? else { return v.to_saying("/", GONE) };
    let page = sheet(&v, &due, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Puts a line first, off, or back.
pub async fn keep(v: Visit) -> Answer {
    let Some(due) = meant(&v, &v.form).await? else { return v.to_saying("/", GONE) };
    let line = super::line(&Reader::of(&v), &due);
    let mut place = Place {
        kind: due.kind,
        about: due.about,
        first_at: None,
        until_day: None,
        until_minute: None,
        why: String::new(),
    };
    let mut event =
        Event::new(Verb::TodayArranged, "line", due.about).fact("kind", due.kind.code());
    let said = match v.form.text("way") {
        "first" => {
            place.first_at = Some(v.now);
            event = event.fact("way", "first");
            "It stands first"
        }
        "back" => {
            event = event.fact("way", "its own place");
            "It stands in its own place again"
        }
        "later" => {
            let f = &v.form;
            let mut errors = Errors::new();
            place.why = errors.need(f, "why", 300, "Say why it can wait");
            place.until_minute = match f.has("time") {
                true => errors.get(f.minute("time"), "time", "Give a time, such as 14.00"),
                false => None,
            };
            let day = match f.has("day") {
                true => errors.get(f.day("day"), "day", "Give a day, such as 12 11 2026"),
                false => Some(v.today()),
            };
            if !f.has("time") && !f.has("day") {
                errors.add("time", "Say until when");
            }
            let (Some(day), true) = (day, errors.is_empty()) else {
                let page = sheet(&v, &due, v.form.clone(), errors).await?;
                return v.again(&page);
            };
            let until = (day, place.until_minute);
            may_put_off(line.standing, until, v.today(), v.now.minute())?;
            place.until_day = Some(day);
            event = event.fact("way", "put off").fact(
                "until",
                match place.until_minute {
                    Some(m) => format!("{day}, {m}"),
                    None => day.to_string(),
                },
            );
            "Put off. It comes back by itself"
        }
        _ => return Err(Problem::Missing),
    };
    let why = if place.why.is_empty() { "Arranging Today" } else { &place.why };
    let mut w = v.write(why).await?;
    store::today::arrange(&mut w, v.actor.staff, &place).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/", said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |standing, errors| ArrangePage {
        kind: Kind::Task,
        about: Id::from_u128(1),
        who: "Tyrell Ashdown-Moss, 9K2".into(),
        words: "Ring Mr Curtis Ashdown again, today".into(),
        standing,
        arranged: true,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("time", "Say until when");
    errors.add("why", "Say why it can wait");
    vec![
        framed("today-arrange-wrong", &page(Standing::Due, errors)),
        framed("today-arrange-late", &page(Standing::Late, Errors::new())),
    ]
}
