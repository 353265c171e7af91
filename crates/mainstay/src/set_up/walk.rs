//! The walking order: the places paper is collected from, one a line, as one comes to them. Whoever
//! walks the round sets it from Work; whoever sets the school up, from Set-up.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Verb;
use casework::set_up::differences;
use casework::work::walked;
use maud::{Markup, html};

/// Places at most: a school has no more rooms.
const MOST: usize = 300;
/// Letters of a place at most.
const LONGEST: usize = 80;
/// School days back in which paper was left somewhere that is offered here.
const LOOKS_BACK: i64 = 60;

/// The page.
pub struct WalkPage {
    /// Where it is reached from, and where it is sent to.
    pub here: &'static str,
    /// Places named in the timetable or by teachers, not in the order.
    pub others: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for WalkPage {
    fn title(&self) -> String {
        "Walking order".into()
    }
    fn here(&self) -> &'static str {
        if self.here == "/work/walk" { "/work" } else { "/set-up" }
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let back = match self.here {
            "/work/walk" => ("/work/round", "Collection round"),
            _ => ("/set-up", "Set-up"),
        };
        let others: Vec<Choice> =
            self.others.iter().map(|o| Choice::new(o.clone(), o.clone())).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Walking order").back(back.0, back.1).facts(html! { "The collection round lists paper in this order. A place that is not here comes last." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(self.here) {
                    (token(&self.csrf)) (hidden("was", f.text("was")))
                    (Area::new("places", "Places, one a line, as you come to them").hint("“Staff room” is found in “Staff room, tray 4” too. To change the order, move a line.").rows(12).from(f, e))
                    @if !others.is_empty() {
                        div.choices-across { (Choices::many("add", "Named by the timetable or by teachers, and not in the order", &others).hint("Those you tick are put at the end. Move them once they are there.").from(f, e)) }
                    }
                    div.row { button.btn type="submit" { "Keep the order" } a.btn.btn-2 href=(back.0) { "Leave it" } }
                }
            }
        }
    }
}

fn here(v: &Visit) -> &'static str {
    if v.uri.starts_with("/set-up") { "/set-up/walk" } else { "/work/walk" }
}

fn values(names: &[String]) -> Vec<(String, String)> {
    vec![("walking order".to_string(), names.join("; "))]
}

async fn sheet(v: &Visit, form: Option<Form>, errors: Errors) -> Result<WalkPage, Problem> {
    let mut read = v.read().await?;
    let order = store::relay::order(&mut read, v.org()).await?;
    let since = v.today().plus(-LOOKS_BACK);
    let (lessons, paper) = store::relay::named_places(&mut read, v.org(), since).await?;
    // What a teacher wrote is offered before its tray: the place is what one walks to.
    let paper = paper.iter().map(|p| p.split(',').next().unwrap_or(p).trim().to_string());
    let mut others: Vec<String> = Vec::new();
    for name in paper.chain(lessons) {
        let known = walked(&name, &order).is_some();
        let fits = !name.is_empty() && name.chars().count() <= LONGEST;
        if fits && !known && !others.iter().any(|o| o.to_lowercase() == name.to_lowercase()) {
            others.push(name);
        }
    }
    others.truncate(60);
    let form = form.unwrap_or_else(|| {
        Form::of([("was", mark(&values(&order))), ("places", order.join("\n"))])
    });
    Ok(WalkPage { here: here(v), others, csrf: v.csrf.clone(), form, errors })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// Reads the lines: blank ones are nothing, and a place stands once.
fn read(form: &Form, errors: &mut Errors) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let typed = form.text("places").lines().map(str::trim);
    for name in typed.chain(form.all("add")).filter(|n| !n.is_empty()) {
        let long = name.chars().count();
        if long > LONGEST {
            let start: String = name.chars().take(30).collect();
            let message =
                format!("Use at most {LONGEST} characters for a place. “{start}…” has {long}");
            errors.add("places", message);
            return names;
        }
        if !names.iter().any(|n| n.to_lowercase() == name.to_lowercase()) {
            names.push(name.to_string());
        }
    }
    if names.len() > MOST {
        errors.add("places", format!("Give at most {MOST} places. There are {}", names.len()));
    }
    names
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let names = read(&v.form, &mut errors);
    if !errors.is_empty() {
        let page = sheet(&v, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Setting the walking order").await?;
    let was = values(&store::relay::order(&mut w, v.org()).await?);
    let changes = differences(&was, &values(&names));
    if changes.is_empty() {
        return v.to_saying(here(&v), "The order is kept");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::relay::set_order(&mut w, &names).await?;
    let count = [("walking order".to_string(), format!("{} places", names.len()))];
    v.commit(w, event(Verb::ListChanged, "walk", v.org(), &count), Vec::new()).await?;
    v.to_saying(here(&v), "The order is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |places: &str, errors| WalkPage {
        here: "/set-up/walk",
        others: vec!["Maths office".into(), "S4".into()],
        csrf: "gallery".into(),
        form: Form::of([("places", places)]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add(
        "places",
        "Use at most 80 characters for a place. “The cupboard in the corridor…” has 96",
    );
    vec![
        framed("set-up-walk", &page("Reception\nStaff room\nM1\nM2", Errors::new())),
        framed("set-up-walk-empty", &page("", Errors::new())),
        framed("set-up-walk-wrong", &page("The cupboard in the corridor", errors)),
    ]
}
