//! A programme of work: the units of one subject, year and half-term in order, written by the room
//! or the head of the subject, and agreed by the head alone.

use super::{halves, head_of, heads, leads, part, tag};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Empty, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::bank::{self, Programme, Stands, Unit, same_subject};
use casework::words::{Concept, Words};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

/// Units of a programme at most: a half-term has no more weeks.
const MOST: usize = 12;

/// The page.
pub struct ProgrammePage {
    /// The school's words.
    pub words: Words,
    /// Subject.
    pub subject: String,
    /// Year.
    pub year: i64,
    /// Half-term.
    pub half: String,
    /// As it is kept; nothing while nobody has written one.
    pub programme: Option<Programme>,
    /// Its units, in order.
    pub units: Vec<Unit>,
    /// Units to choose from.
    pub offered: Vec<Unit>,
    /// Who leads the subject, or nothing.
    pub head: String,
    /// May write it.
    pub writes: bool,
    /// May agree it.
    pub decides: bool,
    /// Today.
    pub today: Day,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for ProgrammePage {
    fn title(&self) -> String {
        format!("{}, Year {}, {}", self.subject, self.year, self.half)
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let back = format!("/subjects/one?subject={}", part(&self.subject));
        html! {
            (Head::new(&self.title()).back(&back, &self.subject).facts(html! {
                "Programme of work. "
                @match &self.programme {
                    None => "Nobody has written one yet.",
                    Some(p) => { (tag(p.stands(self.today))) " "
                        @match p.agreed_at { Some(at) => { "Agreed by " (p.agreed_by) ", " (at) ". " }, None => { "Written by " (p.made_by) ", " (p.changed_at) ". " } }
                        @if let Some(d) = p.review_on { "Review " (d) "." } }
                }
            }))
            (ErrorSummary(&self.errors))
            div.cols.cols-2 {
                div.stack.stack-6 {
                    section.sheet.stack aria-labelledby="order" {
                        h2 #order { "Units, in order" }
                        @if self.units.is_empty() { p.soft { "None yet." } }
                        ol.stack.stack-2 { @for (n, u) in self.units.iter().enumerate() { li { (n + 1) ". " a href={ "/bank/" (u.id) } { (u.title) } " " (tag(u.stands(self.today))) span.sub { (u.years()) @if !u.kept_at.is_empty() { ". " (u.kept_at) } } } } }
                        @if let Some(p) = self.programme.as_ref().filter(|p| !p.note.is_empty()) { p { (p.note) } }
                    }
                    @if let (true, Some(p)) = (self.decides, &self.programme) { (self.agree(p)) }
                    @else { p.soft { @if self.head.is_empty() { "No head is set for this subject, so nobody can agree it. An administrator sets one under People." } @else { (self.head) " leads the subject and agrees it." } } }
                }
                @if self.writes { (self.write()) }
            }
        }
    }
}

impl ProgrammePage {
    fn named(&self) -> Markup {
        html! { (token(&self.csrf)) (hidden("subject", &self.subject)) (hidden("year", self.year)) (hidden("half", &self.half)) }
    }
    fn agree(&self, p: &Programme) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="agree" {
                h2 #agree { @if p.stands(self.today) == Stands::Waiting { "Do you agree it?" } @else { "Agree it once more" } }
                form.stack method="post" action={ "/programmes/" (p.id) "/agree" } {
                    (token(&self.csrf)) (hidden("version", p.version))
                    (Field::new("review_on", "Look at it again on").kind("date").from(&self.form, &self.errors))
                    p { button.btn type="submit" { "Agree it" } }
                }
            }
        }
    }
    fn write(&self) -> Markup {
        let rows = (self.units.len() + 2).clamp(4, MOST);
        let pick = |n: usize| {
            let name = format!("unit-{n}");
            let chosen = self.form.text(&name).to_string();
            html! {
                div.field {
                    label for=(name) { "Unit " (n + 1) @if n > 0 { " " span.optional { "(optional)" } } }
                    select.select id=(name) name=(name) {
                        option value="" { "None" }
                        @for u in &self.offered { option value=(u.id) selected[chosen == u.id.to_string()] { (u.title) } }
                    }
                }
            }
        };
        html! {
            section.sheet.stack aria-labelledby="write" {
                h2 #write { @if self.programme.is_some() { "Change it" } @else { "Write it" } }
                @if self.offered.is_empty() {
                    (Empty { title: "The bank has no unit for it", words: "A programme is made of units of the bank for its subject and year.", step: Some(("/bank/new", "Add a unit")) })
                } @else {
                    @if self.programme.as_ref().is_some_and(|p| p.agreed_at.is_some()) { p.soft { "Once it is changed, the " (self.words.one(Concept::HeadOfSubject)) " is asked anew." } }
                    form.stack.stack-5 method="post" action="/programmes/edit" {
                        (self.named()) (hidden("version", self.programme.as_ref().map_or(0, |p| p.version)))
                        @for n in 0..rows { (pick(n)) }
                        @if let Some(e) = self.errors.of("unit-0") { p.error { (e) } }
                        (Area::new("note", "What matters about it").rows(2).optional().from(&self.form, &self.errors))
                        p { button.btn type="submit" { "Keep it" } }
                    }
                }
            }
        }
    }
}

/// What a programme is of, as it is asked for; anything that is not taught is missing.
async fn meant(
    src: &mut dyn Source,
    v: &Visit,
    f: &Form,
) -> Result<(String, i64, String), Problem> {
    let taught = store::bank::taught(src, v.org()).await?;
    let (subject, year) = (f.text("subject"), f.int("year").ok_or(Problem::Missing)?);
    let found = taught.into_iter().find(|(s, y)| same_subject(s, subject) && *y == year);
    let half = f.text("half").to_string();
    if !halves(&v.setting.calendar, v.today()).contains(&half) {
        return Err(Problem::Missing);
    }
    let (subject, year) = found.ok_or(Problem::Missing)?;
    Ok((subject, year, half))
}

async fn kept(
    src: &mut dyn Source,
    org: Id,
    of: &(String, i64, String),
) -> Result<Option<Programme>, Problem> {
    let all = store::programme::all(src, org).await?;
    Ok(all
        .into_iter()
        .find(|p| same_subject(&p.subject, &of.0) && p.year == of.1 && p.half == of.2))
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    of: (String, i64, String),
    form: Option<Form>,
    errors: Errors,
) -> Result<ProgrammePage, Problem> {
    let org = v.org();
    let programme = kept(src, org, &of).await?;
    let all = store::bank::all(src, org).await?;
    let chosen = match &programme {
        Some(p) => store::programme::units(src, org, p.id).await?,
        None => Vec::new(),
    };
    let units: Vec<Unit> =
        chosen.iter().filter_map(|id| all.iter().find(|u| u.id == *id)).cloned().collect();
    let offered = all
        .into_iter()
        .filter(|u| chosen.contains(&u.id) || u.is_offered())
        .filter(|u| same_subject(&u.subject, &of.0) && u.suits_year(of.1))
        .collect();
    let leads = leads(src, v, &of.0).await?;
    let mut form = form.unwrap_or_else(|| {
        let ids = chosen.iter().enumerate().map(|(n, id)| (format!("unit-{n}"), id.to_string()));
        let note = programme.as_ref().map(|p| p.note.clone()).unwrap_or_default();
        Form::of(ids.chain([("note".to_string(), note)]))
    });
    if !form.has("review_on") {
        form = form.with("review_on", bank::review_proposed(v.today()).iso());
    }
    Ok(ProgrammePage {
        words: v.words().clone(),
        head: head_of(&heads(src, org).await?, &of.0),
        subject: of.0,
        year: of.1,
        half: of.2,
        programme,
        units,
        offered,
        writes: v.may(May::RunRoom) || leads,
        decides: leads,
        today: v.today(),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

fn address(of: &(String, i64, String)) -> String {
    format!("/programmes/edit?subject={}&year={}&half={}", part(&of.0), of.1, part(&of.2))
}

/// Shows a programme.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let of = meant(&mut read, &v, &v.query).await?;
    let page = sheet(&mut read, &v, of, None, Errors::new()).await?;
    v.page(&page)
}

/// Keeps it: the head of subject is asked anew.
pub async fn keep(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let of = meant(&mut read, &v, &v.form).await?;
    bank::may_write(v.may(May::RunRoom), leads(&mut read, &v, &of.0).await?, &of.0)?;
    let all = store::bank::all(&mut read, v.org()).await?;
    let mut errors = Errors::new();
    let note = errors.limit(&v.form, "note", 1000);
    let mut units: Vec<Id> = Vec::new();
    for n in 0..MOST {
        let Some(id) = v.form.id(&format!("unit-{n}")) else { continue };
        let fits = all.iter().any(|u| u.id == id && same_subject(&u.subject, &of.0));
        if fits && !units.contains(&id) {
            units.push(id);
        }
    }
    if units.is_empty() {
        errors.add("unit-0", "Choose at least one unit");
    }
    if !errors.is_empty() {
        let page = sheet(&mut read, &v, of, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    drop(read);
    let mut w = v.write("Writing a programme of work").await?;
    let version = v.form.int("version").unwrap_or(0);
    let id = match kept(&mut w, v.org(), &of).await? {
        Some(p) => {
            let before = store::programme::units(&mut w, v.org(), p.id).await?;
            if before == units && p.note == note {
                return v.to_saying(address(&of), "The programme is kept");
            }
            let now = Programme {
                note,
                agreed_at: None,
                agreed_by: String::new(),
                review_on: None,
                made_by: v.actor.name.clone(),
                changed_at: v.now,
                version,
                ..p
            };
            match store::programme::keep(&mut w, &now).await {
                Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
                other => other?,
            }
            now.id
        }
        None => {
            let new = Programme {
                id: Id::now_v7(),
                subject: of.0.clone(),
                year: of.1,
                half: of.2.clone(),
                note,
                agreed_at: None,
                agreed_by: String::new(),
                review_on: None,
                made_by: v.actor.name.clone(),
                changed_at: v.now,
                version: 1,
            };
            store::programme::add(&mut w, &new).await?;
            new.id
        }
    };
    store::programme::set_units(&mut w, id, &units).await?;
    let event = Event::new(Verb::ProgrammeKept, "programme", id)
        .fact("programme", format!("{}, Year {}, {}", of.0, of.1, of.2))
        .fact("units", units.len());
    v.commit(w, event, vec![]).await?;
    v.to_saying(address(&of), "The programme is kept")
}

/// Agrees it.
pub async fn agree(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let was = store::programme::find(&mut read, v.org(), v.id("id")?).await?;
    bank::may_decide(leads(&mut read, &v, &was.subject).await?, &was.subject)?;
    let of = (was.subject.clone(), was.year, was.half.clone());
    let review = match bank::review(v.form.day("review_on"), v.today()) {
        Ok(day) => day,
        Err(message) => {
            let mut errors = Errors::new();
            errors.add("review_on", message);
            let mut page = sheet(&mut read, &v, of, None, errors).await?;
            page.form = page.form.with("review_on", v.form.text("review_on"));
            return v.again(&page);
        }
    };
    drop(read);
    let now = Programme {
        agreed_at: Some(v.now),
        agreed_by: v.actor.name.clone(),
        review_on: Some(review),
        version: v.form.int("version").unwrap_or(was.version),
        ..was
    };
    let mut w = v.write("Agreeing a programme of work").await?;
    match store::programme::keep(&mut w, &now).await {
        Err(store::Problem::Stale) => {
            // The same said twice is said once.
            let is = store::programme::find(&mut w, v.org(), now.id).await?;
            let same = is.agreed_by == now.agreed_by && is.review_on == now.review_on;
            return if same { v.to(address(&of)) } else { Err(Problem::Stale(v.form.kept())) };
        }
        other => other?,
    }
    let event = Event::new(Verb::ProgrammeAgreed, "programme", now.id)
        .fact("programme", format!("{}, Year {}, {}", of.0, of.1, of.2));
    v.commit(w, event, vec![]).await?;
    v.to_saying(address(&of), "Agreed")
}
