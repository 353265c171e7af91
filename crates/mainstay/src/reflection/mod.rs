//! A reflection: begun by an adult, written by them or by the pupil, in words, pictures or on
//! paper. A screen that is handed over opens one page and no other until an adult signs in.
//!
//! Must never know: what it is used for.

pub mod hand;
mod page;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::question;
use crate::visit::{Answer, Visit};
use casework::question::{Question, Talk};
use casework::reflection::{self, Reflection, Way};
use casework::{Coded, Event, Id, Refusal, Verb};
use page::{BeginPage, RecordPage};
use store::Source;
use store::question::Translation;

const NAME: usize = 120;
const LONGEST: usize = 2000;

/// The questions of a reflection, with the words each is asked in.
pub(crate) struct Asked {
    /// The questions.
    pub questions: Vec<Question>,
    /// Translations of them.
    pub translations: Vec<Translation>,
}

impl Asked {
    pub(crate) async fn read(src: &mut dyn Source, org: Id) -> Result<Asked, Problem> {
        let questions = store::question::live(src, org, Talk::Reflection).await?;
        let translations = store::question::translations(src, org, &questions).await?;
        Ok(Asked { questions, translations })
    }
    /// Languages in which there is at least one question.
    pub(crate) fn languages(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for t in &self.translations {
            if !out.contains(&t.language) {
                out.push(t.language.clone());
            }
        }
        out
    }
    /// The words a question is asked in, and whether they are a translation. What is not
    /// translated is asked in easy words.
    pub(crate) fn words(&self, q: &Question, r: &Reflection) -> (String, bool) {
        let own = self.translations.iter().find(|t| t.question == q.id && t.language == r.language);
        match (r.form, own) {
            (reflection::Form::Translated, Some(t)) => (t.words.clone(), true),
            (reflection::Form::Words, _) => (q.words.clone(), false),
            _ => (q.for_pupil().to_string(), false),
        }
    }
}

/// A reflection of a pupil this person's files reach.
pub(crate) async fn found(v: &Visit, src: &mut dyn Source) -> Result<Reflection, Problem> {
    let r = store::reflection::find(src, v.org(), v.id("id")?).await?;
    store::pupil::find(src, &v.scope(), r.pupil).await?;
    Ok(r)
}

/// Shows those of a placement, and how to begin one.
pub async fn begin(v: Visit) -> Answer {
    let form = Form::of([("way", Way::Scribed.code()), ("form", "words"), ("read_by", "")]);
    let page = begin_sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

async fn begin_sheet(v: &Visit, form: Form, errors: Errors) -> Result<BeginPage, Problem> {
    let mut read = v.read().await?;
    let placement = crate::exit::placed(v, &mut read).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), placement.pupil).await?;
    let asked = Asked::read(&mut read, v.org()).await?;
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(BeginPage {
        board: crate::board::tile_of(v, &placement),
        name: pupil.name(),
        seat: crate::board::seat_of(v, placement.seat),
        reading: pupil.reading_age.clone(),
        language: pupil.language.clone(),
        placement: placement.id,
        kept: store::reflection::of_placement(&mut read, v.org(), placement.id).await?,
        languages: asked.languages(),
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    })
}

/// Begins one; for a pupil who writes, goes on to handing the screen over.
pub async fn start(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let way = errors.get(f.coded::<Way>("way"), "way", "Choose who writes");
    let form =
        errors.get(f.coded::<reflection::Form>("form"), "form", "Choose which version is used");
    let (read_by, interpreter) =
        (errors.limit(f, "read_by", NAME), errors.limit(f, "interpreter", NAME));
    let on_paper = errors.limit(f, "on_paper", LONGEST);
    let language = errors.limit(f, "language", 60);
    if form == Some(reflection::Form::Translated) && language.is_empty() {
        errors.add("language", "Choose the language");
    }
    if way == Some(Way::Paper) && on_paper.is_empty() {
        errors.add("on_paper", "Say what was drawn or said, or where the paper is kept");
    }
    let (Some(way), Some(form), true) = (way, form, errors.is_empty()) else {
        let page = begin_sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Beginning a reflection").await?;
    let placement = crate::exit::placed(&v, &mut w).await?;
    if placement.arrived_at.is_none() {
        return Err(Refusal::because(
            "Record the arrival first",
            "A reflection is with somebody who is in the room.",
            "The school’s room procedures.",
        )
        .or("Record the arrival", format!("/placements/{}/arrival", placement.id))
        .into());
    }
    let paper = way == Way::Paper;
    let r = Reflection {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        placement: placement.id,
        pupil: placement.pupil,
        way,
        form,
        language: if form == reflection::Form::Translated { language } else { String::new() },
        read_by,
        interpreter,
        on_paper,
        handed_at: None,
        done_at: paper.then_some(v.now),
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        version: 1,
    };
    if store::reflection::add(&mut w, &r).await? {
        v.commit(w, event(Verb::ReflectionBegun, &r), Vec::new()).await?;
    }
    v.to(format!("/reflections/{}", r.id))
}

pub(crate) fn event(verb: Verb, r: &Reflection) -> Event {
    let mut event = Event::new(verb, "reflection", r.id)
        .pupil(r.pupil)
        .fact("way", r.way.code())
        .fact("form", r.form.code());
    if !r.language.is_empty() {
        event = event.fact("language", &r.language);
    }
    if !r.interpreter.is_empty() {
        event = event.fact("interpreter", "yes");
    }
    event
}

/// Shows one: to write for the pupil, to hand over, or as it was finished.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

async fn sheet(v: &Visit, typed: Option<Form>, errors: Errors) -> Result<RecordPage, Problem> {
    let mut read = v.read().await?;
    let r = found(v, &mut read).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), r.pupil).await?;
    let placement = store::room::placement(&mut read, v.org(), r.placement).await?;
    let asked = Asked::read(&mut read, v.org()).await?;
    let answers = store::question::answers(&mut read, v.org(), r.id, Talk::Reflection).await?;
    let form = typed.unwrap_or_else(|| {
        let form = Form::of([
            ("version", r.version.to_string()),
            ("read_by", r.read_by.clone()),
            ("interpreter", r.interpreter.clone()),
        ]);
        question::filled(form, &asked.questions, &answers)
    });
    let words = asked.questions.iter().map(|q| asked.words(q, &r).0).collect();
    Ok(RecordPage {
        name: pupil.name(),
        first: pupil.first().to_string(),
        seat: crate::board::seat_of(v, placement.seat),
        questions: asked.questions,
        words,
        answers,
        earlier: store::revision::of(&mut read, v.org(), store::revision::REFLECTION, r.id).await?,
        reflection: r,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Keeps what an adult wrote, or put right, for the pupil.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let f = &v.form;
    let (read_by, interpreter) =
        (errors.limit(f, "read_by", NAME), errors.limit(f, "interpreter", NAME));
    let mut w = v.write("Writing a reflection").await?;
    let before = found(&v, &mut w).await?;
    if before.way == Way::Pupil && before.done_at.is_none() {
        return Err(Refusal::because(
            "They are writing this one themselves",
            "What is written on a screen that was handed over is finished there, so that nobody’s words are written over.",
            "Mainstay’s reflection.",
        )
        .or("See the reflection", format!("/reflections/{}", before.id))
        .or("Begin another", format!("/placements/{}/reflection", before.placement))
        .into());
    }
    let asked = Asked::read(&mut w, v.org()).await?;
    let answers = question::read(f, &asked.questions, |q| asked.words(q, &before).0, &mut errors);
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let known = store::question::answers(&mut w, v.org(), before.id, Talk::Reflection).await?;
    let back = format!("/reflections/{}", before.id);
    let same = before.read_by == read_by && before.interpreter == interpreter;
    if same && known == answers && before.done_at.is_some() {
        return v.to(back);
    }
    if f.int("version") != Some(before.version) {
        return Err(Problem::Stale(f.kept()));
    }
    let r = Reflection {
        read_by,
        interpreter,
        done_at: before.done_at.or(Some(v.now)),
        ..before.clone()
    };
    store::reflection::change(&mut w, &r).await?;
    store::question::keep(&mut w, r.id, Talk::Reflection, &asked.questions, &answers).await?;
    let mut event = event(Verb::ReflectionKept, &r).fact("answers", answers.len());
    if before.done_at.is_some() {
        let edit = store::revision::Edit {
            noun: store::revision::REFLECTION,
            about: r.id,
            verb: Verb::ReflectionKept,
            before: (None, casework::question::lines(&known)),
            after: (None, casework::question::lines(&answers)),
        };
        let n = store::revision::keep(&mut w, edit).await?;
        event = event.fact(&store::revision::fact(store::revision::REFLECTION), n);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "The reflection is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(hand::samples());
    all
}
