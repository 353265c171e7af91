//! The work bank: units agreed with heads of subject, for when no work comes.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use store::bank::Unit;
use store::set_up::BankUnit;

/// The page.
pub struct BankPage {
    /// Units.
    pub units: Vec<BankUnit>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for BankPage {
    fn title(&self) -> String {
        "Work bank".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            (Head::new("Work bank").back("/set-up", "Set-up").facts(html! { "Used when nobody has sent work. Agreed with whoever leads the subject, so that it is worth doing." }))
            div.stack.stack-6 {
                (ErrorSummary(e))
                @if self.units.is_empty() {
                    (Empty { title: "The bank is empty", words: "One unit a subject and key stage is a good start.", step: None })
                }
                ul.clocks { @for u in &self.units {
                    li.clock {
                        @if u.active { span.tag.tag-done { "Offered" } } @else { span.tag.tag-none { "Retired" } }
                        div {
                            p.clock-what { (u.subject) ", " (years(u.year_from, u.year_to)) ": " (u.title) }
                            p.soft { (u.kept_at) @if !u.agreed_by.is_empty() { " · agreed by " (u.agreed_by) } @if let Some(day) = u.last_used { " · last used " (day) } }
                        }
                        form method="post" action="/set-up/bank/retire" {
                            (token(&self.csrf)) (hidden("unit", u.id))
                            @if u.active { button.btn.btn-quiet type="submit" name="active" value="no" { "Retire" span.vh { " " (u.title) } } }
                            @else { button.btn.btn-quiet type="submit" name="active" value="yes" { "Offer again" span.vh { ": " (u.title) } } }
                        }
                    }
                } }
                form.stack.stack-5.page-one method="post" action="/set-up/bank" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Add a unit" }
                    (Field::new("subject", "Subject").hint("As the timetable has it.").from(f, e))
                    (Field { kind: "number", ..Field::new("year_from", "From year").from(f, e) })
                    (Field { kind: "number", ..Field::new("year_to", "To year").from(f, e) })
                    (Field::new("title", "What it is").from(f, e))
                    (Field::new("kept_at", "Where it is kept").hint("Tray and shelf, or an address.").optional().from(f, e))
                    (Field::new("agreed_by", "Agreed by").optional().from(f, e))
                    div { button.btn type="submit" { "Add it" } }
                }
            }
        }
    }
}

fn years(from: i64, to: i64) -> String {
    if from == to { format!("Year {from}") } else { format!("Years {from}–{to}") }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<BankPage, Problem> {
    let mut read = v.read().await?;
    let units = store::set_up::bank(&mut read, v.org()).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(BankPage { units, csrf: v.csrf.clone(), form, errors })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Adds a unit.
pub async fn add(v: Visit) -> Answer {
    let mut e = Errors::new();
    let f = &v.form;
    let year = |e: &mut Errors, name: &str| {
        let n = f.int(name).filter(|n| (0..=14).contains(n));
        e.get(n, name, "Give a National Curriculum year, such as 9").unwrap_or(0)
    };
    let unit = Unit {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        subject: e.need(f, "subject", 60, "Give the subject"),
        year_from: year(&mut e, "year_from"),
        year_to: year(&mut e, "year_to"),
        title: e.need(f, "title", 120, "Say what it is"),
        kept_at: e.limit(f, "kept_at", 200),
        agreed_by: e.limit(f, "agreed_by", 120),
    };
    if e.is_empty() && unit.year_to < unit.year_from {
        e.add("year_to", "The last year is before the first");
    }
    if !e.is_empty() {
        let page = sheet(&v, v.form.clone(), e).await?;
        return v.again(&page);
    }
    let mut w = v.write("Adding to the work bank").await?;
    if store::set_up::bank(&mut w, v.org()).await?.iter().any(|u| u.id == unit.id) {
        return v.to_saying("/set-up/bank", "The unit is kept");
    }
    store::bank::add(&mut w, &unit).await?;
    let said = format!("{}, {}: {}", unit.subject, years(unit.year_from, unit.year_to), unit.title);
    let event =
        Event::new(Verb::ListChanged, "bank", unit.id).fact("unit", format!("none → {said}"));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/bank", "The unit is kept")
}

/// Retires a unit or offers it again.
pub async fn retire(v: Visit) -> Answer {
    let id = v.form.id("unit").ok_or(Problem::Missing)?;
    let active = v.form.text("active") == "yes";
    let mut w = v.write("Changing the work bank").await?;
    let units = store::set_up::bank(&mut w, v.org()).await?;
    let unit = units.iter().find(|u| u.id == id).ok_or(Problem::Missing)?;
    if store::set_up::set_bank(&mut w, id, active).await? == 0 {
        return v.to("/set-up/bank");
    }
    let said = if active { "retired → offered" } else { "offered → retired" };
    let event =
        Event::new(Verb::ListChanged, "bank", id).fact("unit", &unit.title).fact("list", said);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/set-up/bank", "The bank is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let unit = BankUnit {
        id: Id::from_u128(1),
        subject: "Science".into(),
        year_from: 9,
        year_to: 9,
        title: "Energy transfers: read, label, explain".into(),
        kept_at: "Tray S9, shelf 2".into(),
        agreed_by: "Mrs Anjali Sethi".into(),
        last_used: None,
        active: true,
    };
    let mut errors = Errors::new();
    errors.add("title", "Say what it is");
    let page = |units, errors| BankPage {
        units,
        csrf: "gallery".into(),
        form: Form::of([("subject", "Science")]),
        errors,
    };
    vec![
        framed("set-up-bank-empty", &page(Vec::new(), Errors::new())),
        framed("set-up-bank-wrong", &page(vec![unit], errors)),
    ]
}
