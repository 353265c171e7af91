//! A note as it is written: its draft, who keeps it, and the page it stands beside.

use super::{HOME, screens};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::team::{chosen, coming, people};
use crate::visit::{Answer, Visit};
use casework::procedure::{Kind, LONGEST, LONGEST_LINE, LONGEST_SAID, Note};
use casework::team::Ask;
use casework::training::Person;
use casework::{Coded, Event, Id, Refusal, Verb};
use maud::{Markup, html};
use store::Write;
use store::today::team;

/// The form.
pub struct WritePage {
    /// Where it is sent.
    pub to: String,
    /// Where it is left to.
    pub back: String,
    /// Colleagues.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for WritePage {
    fn title(&self) -> String {
        if self.back == HOME { "Write a note".into() } else { "Write at a note".into() }
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let mut pages = vec![Choice::new("", "No page")];
        pages.extend(screens::SCREENS.iter().map(|(path, name)| Choice::new(*path, *name)));
        let back = if self.back == HOME { "Handbook" } else { "The note" };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(&self.back, back))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(self.to) data-draft="handbook" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    (Choices::one("kind", "What is it?", &kinds).from(f, e))
                    (Field::new("title", "Title").hint("As somebody would ask: “How we start a support programme”.").from(f, e))
                    (Area::new("used_when", "When it is done").optional().rows(2).from(f, e))
                    (Area::new("steps", "Steps").hint("One a line. Of a policy, its paragraphs. It is the school’s own way: name nobody in it.").optional().rows(12).from(f, e))
                    (Choices::one("screen", "The page it stands beside", &pages).look(Look::Select).hint("A small key there, “How we do this”, opens it beside the page.").from(f, e))
                    (Choices::one("owner", "Kept by", &self.staff).look(Look::Select).from(f, e))
                    (Choices::one("deputy", "In their place", &self.staff).look(Look::Select).hint("May be left.").from(f, e))
                    (Field::new("review_on", "Look at it again on").kind("date").hint("It stands on Today of whoever keeps it.").from(f, e))
                    div.row { button.btn type="submit" { "Keep the draft" } a.btn.btn-2 href=(self.back) { "Leave it" } }
                }
            }
        }
    }
}

/// What was typed, as a note.
fn typed(v: &Visit, errors: &mut Errors, people: &[Person], was: Option<&Note>) -> Option<Note> {
    let f = &v.form;
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Say what it is");
    let title = errors.need(f, "title", LONGEST_LINE, "Give it a title");
    let used_when = errors.limit(f, "used_when", LONGEST_SAID);
    let steps = errors.limit(f, "steps", LONGEST);
    let screen = f.text("screen").to_string();
    if !screen.is_empty() && screens::name(&screen).is_empty() {
        errors.add("screen", "Choose a page from the list");
    }
    let owner = chosen(people, v, errors, "owner", "Choose who keeps it");
    let deputy = match f.has("deputy") {
        true => chosen(people, v, errors, "deputy", "Choose a colleague, or nobody"),
        false => None,
    };
    // A day that was kept before may be over: whoever keeps the note is told so on Today.
    let kept = was.map(|n| n.review_on).filter(|d| Some(*d) == f.day("review_on"));
    let review_on = kept.or_else(|| coming(v, errors, "review_on"));
    let (Some(kind), Some(owner), Some(review_on), true) =
        (kind, owner, review_on, errors.is_empty())
    else {
        return None;
    };
    Some(Note {
        id: was.map_or_else(|| f.id("once").unwrap_or_else(Id::now_v7), |n| n.id),
        kind,
        title,
        owner: owner.staff,
        owner_name: owner.name.clone(),
        deputy: deputy.map(|p| p.staff),
        deputy_name: deputy.map(|p| p.name.clone()).unwrap_or_default(),
        screen,
        review_on,
        used_when,
        steps,
        comment_by: was.and_then(|n| n.comment_by),
        agreed_number: was.map_or(0, |n| n.agreed_number),
        ended_on: was.and_then(|n| n.ended_on),
        version: f.int("version").unwrap_or(0),
    })
}

/// Asks whoever keeps a note to look at it again on its day.
pub(super) async fn review(w: &mut Write, note: &Note) -> Result<(), Problem> {
    let what = format!("Look at it again: {}", note.title);
    team::ask(w, Ask::ReviewNote, note.id, note.id, &what, Some(note.owner), note.review_on)
        .await?;
    Ok(())
}

async fn sheet(
    v: &Visit,
    to: String,
    back: String,
    form: Form,
    errors: Errors,
) -> Result<WritePage, Problem> {
    let mut read = v.read().await?;
    let staff = crate::team::choices(&people(&mut read, v).await?, None);
    Ok(WritePage { to, back, staff, csrf: v.csrf.clone(), form, errors })
}

/// Shows the form of a new one, with what it begins from.
pub async fn new(v: Visit) -> Answer {
    let from = v.query.int("from").and_then(|n| usize::try_from(n).ok());
    let starter = from.and_then(|n| screens::starters(v.words()).into_iter().nth(n));
    let mut form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("kind", Kind::Procedure.code().to_string()),
        ("owner", v.actor.staff.to_string()),
        ("review_on", v.today().plus(rulebook::team::NOTE_REVIEWED).iso()),
    ]);
    if let Some(s) = starter {
        form = form
            .with("title", s.title)
            .with("screen", s.screen)
            .with("used_when", s.used_when)
            .with("steps", s.steps);
    }
    let page = sheet(&v, format!("{HOME}/new"), HOME.into(), form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps a new one.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Writing a note of the handbook").await?;
    let all = people(&mut w, &v).await?;
    let Some(note) = typed(&v, &mut errors, &all, None) else {
        drop(w);
        let page = sheet(&v, format!("{HOME}/new"), HOME.into(), v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if store::procedure::add(&mut w, &note).await? {
        review(&mut w, &note).await?;
        let event =
            Event::new(Verb::ProcedureWritten, "procedure", note.id).fact("note", &note.title);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", note.id), "The draft is kept")
}

fn may(v: &Visit, note: &Note) -> Result<(), Problem> {
    if note.is_written_by(&v.actor) && note.ended_on.is_none() {
        return Ok(());
    }
    Err(Refusal::because(
        format!("{} keeps this note", note.owner_name),
        "A note in use is changed by whoever keeps it, by their deputy, or by whoever leads the team.",
        "The way Mainstay works.",
    )
    .or("Back to the note", format!("{HOME}/{}", note.id))
    .into())
}

/// Shows the form of one that is there.
pub async fn edit(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let n = super::found(&v, &mut read).await?.note;
    drop(read);
    may(&v, &n)?;
    let form = Form::of([
        ("kind", n.kind.code().to_string()),
        ("title", n.title),
        ("used_when", n.used_when),
        ("steps", n.steps),
        ("screen", n.screen),
        ("owner", n.owner.to_string()),
        ("deputy", n.deputy.map(|d| d.to_string()).unwrap_or_default()),
        ("review_on", n.review_on.iso()),
        ("version", n.version.to_string()),
    ]);
    let here = format!("{HOME}/{}", n.id);
    let page = sheet(&v, format!("{here}/write"), here, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps what was written.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Writing at a note of the handbook").await?;
    let was = super::found(&v, &mut w).await?.note;
    may(&v, &was)?;
    let here = format!("{HOME}/{}", was.id);
    let all = people(&mut w, &v).await?;
    let Some(note) = typed(&v, &mut errors, &all, Some(&was)) else {
        drop(w);
        let page = sheet(&v, format!("{here}/write"), here, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if (Note { version: was.version, ..note.clone() }) == was {
        return v.to(here);
    }
    match store::procedure::change(&mut w, &note).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    if (was.owner, was.review_on) != (note.owner, note.review_on) {
        team::done(&mut w, Ask::ReviewNote, note.id, None, "moved").await?;
        review(&mut w, &note).await?;
    }
    // The page a note stands beside is part of what every page knows of the school.
    let verb = match was.screen == note.screen {
        true => Verb::ProcedureWritten,
        false => Verb::ProcedurePlaced,
    };
    let event = Event::new(verb, "procedure", note.id).fact("note", &note.title);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(here, "The draft is kept")
}
