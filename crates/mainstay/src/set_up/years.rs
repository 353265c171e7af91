//! Who leads each year: one row a year. It says whom pages name and teachers turn to; what a
//! person may open is their role, given under People.

use super::rows::{event, mark, pick};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, ErrorSummary, Grid, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::set_up::differences;
use casework::words::{Concept, Words};
use casework::{Id, Role, Verb};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The page.
pub struct YearsPage {
    /// The school's words.
    pub words: Words,
    /// Years, each with what their roles say about it.
    pub years: Vec<(i64, String)>,
    /// Staff to choose from: key and name with post.
    pub staff: Vec<(String, String)>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for YearsPage {
    fn title(&self) -> String {
        self.words.caps(Concept::YearLead)
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let one = self.words.one(Concept::YearLead);
        let mut choices = vec![("", "Nobody named")];
        choices.extend(self.staff.iter().map(|(id, name)| (id.as_str(), name.as_str())));
        html! {
            (Head::new(&self.title()).back("/set-up", "Set-up").facts(html! { "Pages name this person as the " (one) " of each " (self.words.one(Concept::Pupil)) " in the year. What they may open is their role, given under People." }))
            (ErrorSummary(&self.errors))
            form.stack.stack-5 method="post" action="/set-up/years" {
                (token(&self.csrf)) (hidden("was", self.form.text("was")))
                (Grid {
                    region: &self.title(),
                    caption: None,
                    look: "table-plain",
                    columns: vec![Col::Words("Year"), Col::Words(&self.words.cap(Concept::YearLead)), Col::Words("Under People")],
                    named: Some(0),
                    rows: self.years.iter().map(|(year, role)| vec![
                        html! { "Year " (year) },
                        pick(&field(*year), &format!("{one}, Year {year}"), &choices, &self.form, &self.errors),
                        html! { span.soft { (role) } },
                    ]).collect(),
                })
                div.row { button.btn type="submit" { "Keep them" } a.btn.btn-2 href="/set-up" { "Leave it" } }
            }
        }
    }
}

fn field(year: i64) -> String {
    format!("lead-{year}")
}

/// Who is there to choose from, and what is held.
struct Held {
    years: Vec<i64>,
    staff: Vec<(Id, String, String)>,
    leads: BTreeMap<i64, Id>,
}

impl Held {
    async fn read(src: &mut dyn store::Source, org: Id) -> Result<Held, Problem> {
        let leads = store::year_lead::all(src, org).await?;
        let mut years = store::year_lead::years(src, org).await?;
        years.extend(leads.keys());
        years.retain(|year| *year > 0);
        years.sort_unstable();
        years.dedup();
        if years.is_empty() {
            years = (7..=11).collect();
        }
        let staff = store::staff::all(src, org).await?;
        let staff = staff.into_iter().map(|s| (s.id, s.full(), s.post)).collect();
        Ok(Held { years, staff, leads })
    }
    fn values(&self, leads: &BTreeMap<i64, Id>) -> Vec<(String, String)> {
        let name = |id: &Id| self.staff.iter().find(|s| s.0 == *id).map(|s| s.1.clone());
        self.years
            .iter()
            .map(|year| {
                let who = leads.get(year).and_then(name);
                (format!("Year {year}"), who.unwrap_or_else(|| "nobody".into()))
            })
            .collect()
    }
    fn filled(&self) -> Form {
        let mut pairs = vec![("was".to_string(), mark(&self.values(&self.leads)))];
        pairs.extend(self.leads.iter().map(|(year, id)| (field(*year), id.to_string())));
        Form::of(pairs)
    }
}

async fn sheet(v: &Visit, held: &Held, form: Form, errors: Errors) -> Result<YearsPage, Problem> {
    let people = store::people::all(&mut v.read().await?, v.org()).await?;
    let years = held.years.iter().map(|year| {
        let leads: Vec<&str> = people
            .iter()
            .filter(|p| p.active && p.roles.contains(&Role::YearLead) && p.years.contains(year))
            .map(|p| p.name.as_str())
            .collect();
        let said = match leads.as_slice() {
            [] => "Nobody has the role for this year".to_string(),
            all => format!("{} may open this year’s files", all.join(" and ")),
        };
        (*year, said)
    });
    Ok(YearsPage {
        words: v.words().clone(),
        years: years.collect(),
        staff: held
            .staff
            .iter()
            .map(|(id, name, post)| match post.is_empty() {
                true => (id.to_string(), name.clone()),
                false => (id.to_string(), format!("{name}, {post}")),
            })
            .collect(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let held = Held::read(&mut v.read().await?, v.org()).await?;
    let page = sheet(&v, &held, held.filled(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps them.
pub async fn keep(v: Visit) -> Answer {
    let mut w = v.write("Saying who leads each year").await?;
    let held = Held::read(&mut w, v.org()).await?;
    let mut errors = Errors::new();
    let mut leads = BTreeMap::new();
    for year in &held.years {
        let name = field(*year);
        match v.form.id(&name) {
            Some(id) if held.staff.iter().any(|s| s.0 == id) => drop(leads.insert(*year, id)),
            None if !v.form.has(&name) => {}
            _ => errors.add(&name, "Choose somebody from the list"),
        }
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, &held, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let was = held.values(&held.leads);
    let changes = differences(&was, &held.values(&leads));
    if changes.is_empty() {
        return v.to("/set-up/years");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    for year in &held.years {
        if held.leads.get(year) != leads.get(year) {
            store::year_lead::set(&mut w, *year, leads.get(year).copied()).await?;
        }
    }
    v.commit(w, event(Verb::ListChanged, "year_lead", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/years", "Kept. Pages name them from now on")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let id = Id::from_u128(1).to_string();
    let page = |errors| YearsPage {
        words: Words::default(),
        years: vec![
            (8, "Nobody has the role for this year".into()),
            (9, "Ms Bea Catterall may open this year’s files".into()),
        ],
        staff: vec![(id.clone(), "Ms Bea Catterall, Learning Co-ordinator".into())],
        csrf: "gallery".into(),
        form: Form::of([("lead-9", id.clone())]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("lead-8", "Choose somebody from the list");
    vec![framed("set-up-years", &page(Errors::new())), framed("set-up-years-wrong", &page(errors))]
}
