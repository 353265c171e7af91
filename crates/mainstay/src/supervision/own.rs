//! Reflective supervision: a person's own words, opened by nobody else. That it took place is told to
//! whoever manages them; that it was opened or written is in the trail, and not a word of it.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Empty, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::team::gone;
use crate::visit::{Answer, Visit};
use casework::supervision::{LONGEST, LONGEST_LINE, Own};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;

/// Where it is.
const OWN: &str = "/supervision/own";

/// One's own, by their days; or one of them.
pub struct OwnPage {
    /// Days, with the key of each and with whom.
    pub all: Vec<(Id, Day, String)>,
    /// The one that is open.
    pub open: Option<Id>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OwnPage {
    fn title(&self) -> String {
        "Your reflective supervision".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, f, e) = (self.title(), &self.form, &self.errors);
        let to = self.open.map_or(OWN.to_string(), |id| format!("{OWN}/{id}"));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(if self.open.is_some() { OWN } else { HOME }, if self.open.is_some() { "All of yours" } else { "Line management and supervision" })
                    .facts(html! { "You alone read this. Whoever manages you sees the days, and no word. It is in no report, search or export." }))
                (ErrorSummary(e))
                @if self.open.is_none() {
                    @if self.all.is_empty() { (Empty { title: "Nothing kept yet", words: "What you keep here is yours alone.", step: None }) }
                    @else { ul.stack.stack-2 { @for (id, day, with) in &self.all { li { a href={ (OWN) "/" (id) } { (day) } @if !with.is_empty() { span.sub { "With " (with) } } } } } }
                }
                form.sheet.stack.stack-5 method="post" action=(to) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    @if self.open.is_none() { h2 { "Keep another" } }
                    (Field::new("day", "Day").kind("date").from(f, e))
                    (Field::new("with", "With whom").optional().from(f, e))
                    (Area::new("themes", "Themes").optional().rows(2).from(f, e))
                    (Area::new("words", "What you want to keep").optional().rows(6).from(f, e))
                    (Area::new("to_do", "What you mean to do").optional().rows(2).from(f, e))
                    div { button.btn type="submit" { "Keep it for yourself" } }
                }
            }
        }
    }
}

fn filled(v: &Visit) -> Form {
    Form::of([("once", Id::now_v7().to_string()), ("day", v.today().iso())])
}

async fn sheet(
    v: &Visit,
    open: Option<Id>,
    form: Form,
    errors: Errors,
) -> Result<OwnPage, Problem> {
    let mut read = v.read().await?;
    let all = store::supervision::own(&mut read, v.org(), v.actor.staff).await?;
    let all = all.into_iter().map(|o| (o.id, o.day, o.with_whom)).collect();
    Ok(OwnPage { all, open, csrf: v.csrf.clone(), form, errors })
}

/// Shows one's own days, and the form of another.
pub async fn list(v: Visit) -> Answer {
    let page = sheet(&v, None, filled(&v), Errors::new()).await?;
    v.page(&page)
}

fn typed(v: &Visit, errors: &mut Errors, id: Id, version: i64) -> Option<Own> {
    let f = &v.form;
    let day = gone(v, errors, "day");
    let with_whom = errors.limit(f, "with", LONGEST_LINE);
    let themes = errors.limit(f, "themes", LONGEST);
    let words = errors.limit(f, "words", LONGEST);
    let to_do = errors.limit(f, "to_do", LONGEST);
    let day = day.filter(|_| errors.is_empty())?;
    let (staff, written_at) = (v.actor.staff, v.now);
    Some(Own { id, staff, day, with_whom, themes, words, to_do, written_at, version })
}

fn event(verb: Verb, o: &Own) -> Event {
    Event::new(verb, "own_supervision", o.id).fact("on", o.day)
}

/// Keeps another.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let Some(own) = typed(&v, &mut errors, id, 0) else {
        let page = sheet(&v, None, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Keeping reflective supervision").await?;
    match store::supervision::keep_own(&mut w, &own).await {
        // The same form sent twice is kept once.
        Err(store::Problem::Stale) => return v.to(OWN),
        other => other?,
    }
    v.commit(w, event(Verb::OwnSupervisionKept, &own), Vec::new()).await?;
    v.to_saying(OWN, "Kept, for you alone")
}

/// One of one's own; anybody else's is missing.
async fn found(v: &Visit, src: &mut dyn store::Source) -> Result<Own, Problem> {
    let id = v.id("id")?;
    let all = store::supervision::own(src, v.org(), v.actor.staff).await?;
    all.into_iter().find(|o| o.id == id).ok_or(Problem::Missing)
}

/// Opens one: the trail keeps that it was opened.
pub async fn show(v: Visit) -> Answer {
    let mut w = v.write("Opening reflective supervision").await?;
    let o = found(&v, &mut w).await?;
    v.commit(w, event(Verb::OwnSupervisionRead, &o), Vec::new()).await?;
    let form = Form::of([
        ("day", o.day.iso()),
        ("with", o.with_whom),
        ("themes", o.themes),
        ("words", o.words),
        ("to_do", o.to_do),
        ("version", o.version.to_string()),
    ]);
    let page = sheet(&v, Some(o.id), form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps what was changed.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Keeping reflective supervision").await?;
    let was = found(&v, &mut w).await?;
    let version = v.form.int("version").unwrap_or(0).max(1);
    let Some(own) = typed(&v, &mut errors, was.id, version) else {
        drop(w);
        let page = sheet(&v, Some(was.id), v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if (Own { written_at: was.written_at, version: was.version, ..own.clone() }) == was {
        return v.to(OWN);
    }
    match store::supervision::keep_own(&mut w, &own).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    v.commit(w, event(Verb::OwnSupervisionKept, &own), Vec::new()).await?;
    v.to_saying(OWN, "Kept, for you alone")
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 5).unwrap_or_else(|| Day::from_pg(0));
    let page =
        |all, open, form, errors| OwnPage { all, open, csrf: "gallery".into(), form, errors };
    let mut wrong = Errors::new();
    wrong.add("day", "That day has not come yet");
    let all = vec![(Id::from_u128(1), day, "Dr Lune".to_string())];
    vec![
        framed(
            "supervision-own",
            &page(all, None, Form::of([("day", "2026-11-10")]), Errors::new()),
        ),
        framed(
            "supervision-own-wrong",
            &page(Vec::new(), None, Form::of([("day", "2026-12-10")]), wrong),
        ),
        framed(
            "supervision-own-open",
            &page(
                Vec::new(),
                Some(Id::from_u128(1)),
                Form::of([("day", "2026-11-05"), ("themes", "Mornings")]),
                Errors::new(),
            ),
        ),
    ]
}
