//! Notes about a pupil: each for a named audience, each correctable with its first version kept.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::file::Audience;
use casework::words::Concept;
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Instant;
use store::file::{Note, Revision};

/// The page that adds a note.
pub struct AddPage {
    /// The pupil's key.
    pub pupil: Id,
    /// Name.
    pub name: String,
    /// "student"
    pub word: String,
    /// Audiences this person may write for.
    pub audiences: Vec<(Audience, String)>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for AddPage {
    fn title(&self) -> String {
        format!("Add a note about {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let back = format!("/pupils/{}", self.pupil);
        let hint = format!(
            "Facts and times. The {} and home may ask to see it. It can be corrected later; the first version is kept.",
            self.word
        );
        let choices: Vec<Choice> =
            self.audiences.iter().map(|a| Choice::new(a.0.code(), &a.1)).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).about(&self.name).back(&back, &self.name))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action={ "/pupils/" (self.pupil) "/notes" } {
                    (token(&self.csrf)) (hidden("once", self.form.text("once")))
                    (Choices::one("audience", "Who is it for?", &choices).from(&self.form, &self.errors))
                    (Area::new("body", "Note").hint(&hint).rows(5).from(&self.form, &self.errors))
                    div.row { button.btn type="submit" { "Keep the note" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

/// Each as the school calls it.
fn named(v: &Visit, all: &[Audience]) -> Vec<(Audience, String)> {
    all.iter().map(|a| (*a, v.words().said(a.label()))).collect()
}

fn audiences(v: &Visit) -> Vec<Audience> {
    // Context for approvers belongs to a referral and is written there.
    Audience::ALL
        .iter()
        .copied()
        .filter(|a| *a != Audience::Approvers && a.open_to(&v.actor))
        .collect()
}

/// Shows the form.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = super::in_file_scope(&v, &mut read, v.id("id")?).await?;
    drop(read);
    let form = Form::of([("once", Id::now_v7().to_string()), ("audience", "staff".into())]);
    v.page(&AddPage {
        pupil: pupil.id,
        name: pupil.name(),
        word: v.words().one(Concept::Pupil).into(),
        audiences: named(&v, &audiences(&v)),
        csrf: v.csrf.clone(),
        form,
        errors: Errors::new(),
    })
}

/// Keeps a note.
pub async fn add(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = super::in_file_scope(&v, &mut read, v.id("id")?).await?;
    drop(read);
    let open = audiences(&v);
    let mut errors = Errors::new();
    let audience = v.form.coded::<Audience>("audience").filter(|a| open.contains(a));
    let audience = errors.get(audience, "audience", "Say who the note is for");
    let body = errors.need(&v.form, "body", 4000, "Write the note");
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let (Some(audience), true) = (audience, errors.is_empty()) else {
        let form = v.form.clone().with("once", id.to_string());
        let (csrf, name) = (v.csrf.clone(), pupil.name());
        let word = v.words().one(Concept::Pupil).into();
        return v.again(&AddPage {
            pupil: pupil.id,
            name,
            word,
            audiences: named(&v, &open),
            csrf,
            form,
            errors,
        });
    };
    let back = format!("/pupils/{}", pupil.id);
    let mut w = v.write("Adding a note").await?;
    match store::file::note(&mut w, v.org(), id).await {
        Ok(_) => return v.to_saying(back, "The note is kept"),
        Err(store::Problem::Missing) => {}
        Err(other) => return Err(other.into()),
    }
    let note = Note {
        id,
        pupil: pupil.id,
        noun: "pupil".into(),
        about: pupil.id,
        audience,
        kind: String::new(),
        body,
        revision: 1,
        author: v.actor.staff,
        author_name: v.actor.name.clone(),
        at: v.now,
        last_at: v.now,
    };
    store::file::add_note(&mut w, &note).await?;
    let event =
        Event::new(Verb::NoteAdded, "note", id).pupil(pupil.id).fact("audience", audience.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "The note is kept")
}

/// The page of one note: its versions, and correcting it.
pub struct NotePage {
    /// Key.
    pub id: Id,
    /// The pupil's key.
    pub pupil: Id,
    /// Their name.
    pub name: String,
    /// Who it is for.
    pub audience: Audience,
    /// Versions, first to last.
    pub versions: Vec<Revision>,
    /// Whether this person may correct it: the author of the first version.
    pub mine: bool,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NotePage {
    fn title(&self) -> String {
        format!("Note about {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/pupils"
    }
    fn main(&self) -> Markup {
        let back = format!("/pupils/{}", self.pupil);
        let last = self.versions.len();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).about(&self.name).back(&back, &self.name).facts(html! { span.tag.tag-lock { (self.audience.label()) } }))
                (ErrorSummary(&self.errors))
                @for (n, r) in self.versions.iter().enumerate().rev() {
                    section.sheet.stack aria-labelledby={ "v" (r.revision) } {
                        h2 id={ "v" (r.revision) } {
                            @if last == 1 { "As written" } @else if n + 1 == last { "As it now reads" } @else if n == 0 { "First version" } @else { "Version " (r.revision) }
                        }
                        p { (r.body) }
                        p.soft { (r.author_name) ", " (r.at) }
                    }
                }
                @if self.mine {
                    section.stack aria-labelledby="fix" {
                        h2 #fix { "Correct it" }
                        form.stack.stack-5 method="post" action={ "/notes/" (self.id) } {
                            (token(&self.csrf)) (hidden("version", self.form.text("version")))
                            (Area::new("body", "The note as it should read").hint("What is there now stays on this page, with your name and the time.").rows(5).from(&self.form, &self.errors))
                            div { button.btn type="submit" { "Keep the correction" } }
                        }
                    }
                } @else {
                    p.soft { "A note is corrected by whoever wrote it. You can add a note of your own." }
                }
            }
        }
    }
}

async fn open_note(v: &Visit) -> Result<(Note, String), Problem> {
    let mut read = v.read().await?;
    let note = store::file::note(&mut read, v.org(), v.id("id")?).await?;
    let pupil = super::in_file_scope(v, &mut read, note.pupil).await?;
    if !note.audience.open_to(&v.actor) {
        return Err(Problem::Missing);
    }
    Ok((note, pupil.name()))
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<NotePage, Problem> {
    let (note, name) = open_note(v).await?;
    let mut read = v.read().await?;
    let versions = store::file::revisions(&mut read, v.org(), note.id).await?;
    let form = if form.has("version") {
        form
    } else {
        Form::of([("body", note.body.clone()), ("version", note.revision.to_string())])
    };
    Ok(NotePage {
        id: note.id,
        pupil: note.pupil,
        name,
        audience: note.audience,
        versions,
        mine: note.author == v.actor.staff,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows a note with its versions.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps a correction; the version before stays.
pub async fn correct(v: Visit) -> Answer {
    let (note, _) = open_note(&v).await?;
    if note.author != v.actor.staff {
        return Err(Problem::Missing);
    }
    let mut errors = Errors::new();
    let body = errors.need(&v.form, "body", 4000, "Write what the note should say");
    if !errors.is_empty() {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let back = format!("/notes/{}", note.id);
    let mut w = v.write("Correcting a note").await?;
    let now = store::file::note(&mut w, v.org(), note.id).await?;
    if now.body == body {
        return v.to(back);
    }
    if v.form.int("version") != Some(now.revision) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let next = now.revision + 1;
    store::file::revise(&mut w, note.id, next, &body, v.actor.staff, &v.actor.name).await?;
    let event =
        Event::new(Verb::NoteCorrected, "note", note.id).pupil(note.pupil).fact("version", next);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Corrected. The first version is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let at = |micros| {
        Instant::from_micros(micros)
            .unwrap_or_else(|| rulebook::Day::from_pg(0).at(Default::default()))
    };
    let version = |revision, body: &str, micros| Revision {
        revision,
        body: body.into(),
        author_name: "Ms Dara Okell".into(),
        at: at(micros),
    };
    let mut errors = Errors::new();
    errors.add("body", "Write the note");
    vec![
        framed(
            "note-add-wrong",
            &AddPage {
                pupil: Id::from_u128(1),
                name: "Tyrell Ashdown-Moss".into(),
                word: "student".into(),
                audiences: [Audience::Staff, Audience::Pastoral, Audience::Confidential]
                    .map(|a| (a, a.label().to_string()))
                    .to_vec(),
                csrf: "gallery".into(),
                form: Form::of([("audience", "staff")]),
                errors,
            },
        ),
        framed(
            "note-corrected",
            &NotePage {
                id: Id::from_u128(2),
                pupil: Id::from_u128(1),
                name: "Tyrell Ashdown-Moss".into(),
                audience: Audience::Pastoral,
                versions: vec![
                    version(1, "Asked that he keeps his lunch.", 1_794_323_040_000_000),
                    version(
                        2,
                        "Asked that he keeps his lunch with Mr Adair.",
                        1_794_324_000_000_000,
                    ),
                ],
                mine: true,
                csrf: "gallery".into(),
                form: Form::of([
                    ("body", "Asked that he keeps his lunch with Mr Adair."),
                    ("version", "2"),
                ]),
                errors: Errors::new(),
            },
        ),
    ]
}
