//! The notes of one meeting: written by either, seen by both, agreed by both, and by nobody else found.

use super::{HOME, event};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, ErrorSummary, Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::supervision::{LONGEST, Meeting, Series, State, may_write};
use casework::team::Ask;
use casework::{Id, Verb};
use maud::{Markup, html};
use store::Source;
use store::today::team;

/// The page.
pub struct NotesPage {
    /// Its series.
    pub series: Series,
    /// It.
    pub meeting: Meeting,
    /// The reader manages.
    pub manages: bool,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl NotesPage {
    fn have_agreed(&self) -> bool {
        match self.manages {
            true => self.meeting.manager_agreed_at.is_some(),
            false => self.meeting.staff_agreed_at.is_some(),
        }
    }
}

impl Page for NotesPage {
    fn title(&self) -> String {
        format!("Meeting of {}", self.meeting.day)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, m, s) = (self.title(), &self.meeting, &self.series);
        let there = format!("{HOME}/{}", s.id);
        let agreed = |name: &str, at: Option<rulebook::Instant>| {
            html! {
                div { dt { (name) } dd { @match at { Some(at) => { (Tag(Standing::Done, "Agreed")) " " (at) }, None => (Tag(Standing::Due, "Not agreed yet")) } } }
            }
        };
        let parts = [
            ("What was talked about", &m.notes),
            ("How they are", &m.wellbeing),
            ("What each does until next time", &m.to_do),
        ];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&there, "The meetings").facts(html! { (s.manager_name) " and " (s.staff_name) ". You two see this, and nobody else." }))
                (ErrorSummary(&self.errors))
                dl.summary { (agreed(&s.manager_name, m.manager_agreed_at)) (agreed(&s.staff_name, m.staff_agreed_at)) }
                @if m.is_agreed() {
                    @for (label, words) in parts { @if !words.is_empty() { section.stack.stack-2 { h2 { (label) } p.as-typed { (words) } } } }
                } @else {
                    form.stack.stack-5 method="post" action={ (there) "/" (m.id) } {
                        (token(&self.csrf)) (hidden("act", "write")) (hidden("version", self.form.text("version")))
                        (Area::new("notes", "What was talked about").rows(6).optional().from(&self.form, &self.errors))
                        (Area::new("wellbeing", "How they are").hint("What the person wants written down, and no more.").rows(3).optional().from(&self.form, &self.errors))
                        (Area::new("to_do", "What each does until next time").rows(3).optional().from(&self.form, &self.errors))
                        div { button.btn type="submit" { "Keep the notes" } }
                        p.soft { "A change asks both of you to agree anew." @if !m.written_by.is_empty() { " Last written by " (m.written_by) "." } }
                    }
                    @let written = !m.notes.is_empty() || !m.to_do.is_empty();
                    @if written && !self.have_agreed() {
                        form method="post" action={ (there) "/" (m.id) } {
                            (token(&self.csrf)) (hidden("act", "agree")) (hidden("version", m.version))
                            button.btn.btn-2 type="submit" { "I agree these notes" }
                        }
                    }
                }
            }
        }
    }
}

async fn found(v: &Visit, src: &mut dyn Source) -> Result<(Series, Meeting), Problem> {
    let s = store::supervision::find(src, v.org(), v.actor.staff, v.id("id")?).await?;
    let m = store::supervision::meeting(src, v.org(), s.id, v.id("meeting")?).await?;
    if m.state == State::Held { Ok((s, m)) } else { Err(Problem::Missing) }
}

fn sheet(v: &Visit, s: Series, m: Meeting, form: Form, errors: Errors) -> NotesPage {
    let manages = s.manager == v.actor.staff;
    NotesPage { series: s, meeting: m, manages, csrf: v.csrf.clone(), form, errors }
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (s, m) = found(&v, &mut read).await?;
    let form = Form::of([
        ("notes", m.notes.clone()),
        ("wellbeing", m.wellbeing.clone()),
        ("to_do", m.to_do.clone()),
        ("version", m.version.to_string()),
    ]);
    v.page(&sheet(&v, s, m, form, Errors::new()))
}

/// Writes or agrees them.
pub async fn act(v: Visit) -> Answer {
    match v.form.text("act") {
        "write" => write(v).await,
        "agree" => agree(v).await,
        _ => Err(Problem::Missing),
    }
}

async fn write(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let notes = errors.limit(&v.form, "notes", LONGEST);
    let wellbeing = errors.limit(&v.form, "wellbeing", LONGEST);
    let to_do = errors.limit(&v.form, "to_do", LONGEST);
    if notes.is_empty() && to_do.is_empty() && errors.is_empty() {
        errors.add("notes", "Write what was talked about, or what each does");
    }
    let mut w = v.write("Writing the notes of a meeting").await?;
    let (s, m) = found(&v, &mut w).await?;
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, s, m, v.form.clone(), errors));
    }
    let there = format!("{HOME}/{}/{}", s.id, m.id);
    if (&m.notes, &m.wellbeing, &m.to_do) == (&notes, &wellbeing, &to_do) {
        return v.to(there);
    }
    may_write(&m).map_err(|r| *r)?;
    let manages = s.manager == v.actor.staff;
    let m = Meeting {
        notes,
        wellbeing,
        to_do,
        written_by: v.actor.name.clone(),
        // Whoever writes agrees what they wrote; the other is asked anew.
        manager_agreed_at: manages.then_some(v.now),
        staff_agreed_at: (!manages).then_some(v.now),
        version: v.form.int("version").unwrap_or(0),
        ..m
    };
    match store::supervision::keep(&mut w, &m).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    team::done(&mut w, Ask::Agree, m.id, None, "written anew").await?;
    let other = if manages { s.staff } else { s.manager };
    let what = format!("Agree the notes of line management, {}", m.day.short());
    team::ask(&mut w, Ask::Agree, s.id, m.id, &what, Some(other), v.today()).await?;
    v.commit(w, event(Verb::SupervisionNoted, &s).fact("on", m.day), Vec::new()).await?;
    v.to_saying(there, "The notes are kept")
}

async fn agree(v: Visit) -> Answer {
    let mut w = v.write("Agreeing the notes of a meeting").await?;
    let (s, m) = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}/{}", s.id, m.id);
    let manages = s.manager == v.actor.staff;
    let had = if manages { m.manager_agreed_at } else { m.staff_agreed_at };
    if had.is_some() {
        return v.to(there);
    }
    may_write(&m).map_err(|r| *r)?;
    // What somebody agrees is what they saw.
    if v.form.int("version") != Some(m.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let m = match manages {
        true => Meeting { manager_agreed_at: Some(v.now), ..m },
        false => Meeting { staff_agreed_at: Some(v.now), ..m },
    };
    store::supervision::keep(&mut w, &m).await?;
    team::done(&mut w, Ask::Agree, m.id, Some(v.actor.staff), "agreed").await?;
    v.commit(w, event(Verb::SupervisionAgreed, &s).fact("on", m.day), Vec::new()).await?;
    v.to_saying(there, "It is kept that you agree them")
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let day = rulebook::Day::new(2026, 11, 4).unwrap_or_else(|| rulebook::Day::from_pg(0));
    let m = super::page::meeting(11, day, State::Held);
    let page = |meeting: Meeting, errors| NotesPage {
        series: Series { id: Id::from_u128(1), ..super::page::series() },
        form: Form::of([("notes", meeting.notes.clone()), ("version", "1".to_string())]),
        meeting,
        manages: false,
        csrf: "gallery".into(),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("notes", "Write what was talked about, or what each does");
    let both = Meeting { staff_agreed_at: m.manager_agreed_at, ..m.clone() };
    vec![
        framed("supervision-notes", &page(m.clone(), Errors::new())),
        framed("supervision-notes-agreed", &page(both, Errors::new())),
        framed("supervision-notes-wrong", &page(Meeting { notes: String::new(), ..m }, wrong)),
    ]
}
