//! The pupil's own page: handed over on this screen, or printed. Nothing else of the record is on
//! it, no menu and no way back; the session behind it opens no other page until it has ended.
//!
//! Must never show: the reason, another pupil, a mark, or what adults wrote.

use super::{Asked, event, found};
use crate::form::{Errors, Form};
use crate::page::frame;
use crate::page::gallery::Sample;
use crate::page::kit::{ErrorSummary, hidden, token};
use crate::question;
use crate::question::pupil::{on_paper, to_answer};
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use casework::question::{Question, Talk, ours};
use casework::reflection::{self, Reflection};
use casework::{Event, Verb};
use maud::{Markup, html};

/// Where the pupil's page of a reflection is.
pub fn address(r: &Reflection) -> String {
    format!("/reflections/{}/pupil", r.id)
}

/// Whether an address may be opened by a session that is kept to another: that one, and the way
/// out. The way out ends the session.
pub fn lets_through(kept_to: &str, path: &str) -> bool {
    let back = kept_to.strip_suffix("/pupil").map(|p| format!("{p}/back"));
    path == kept_to || back.is_some_and(|b| b == path) || path == "/sign-out"
}

/// Hands the screen over: from now on this session opens the pupil's page and nothing else.
pub async fn over(v: Visit) -> Answer {
    let mut w = v.write("Handing the screen to a pupil").await?;
    let before = found(&v, &mut w).await?;
    reflection::may_hand(&before)?;
    let r = Reflection { handed_at: before.handed_at.or(Some(v.now)), ..before };
    store::reflection::change(&mut w, &r).await?;
    let to = address(&r);
    let csrf = crate::password::token()?;
    store::account::keep_to(&mut w, &v.session, &to, &csrf).await?;
    v.commit(w, event(Verb::ReflectionHanded, &r), Vec::new()).await?;
    v.to(to)
}

struct PupilPage {
    first: String,
    language: String,
    questions: Vec<(Question, String, bool)>,
    done: bool,
    base: String,
    version: i64,
    csrf: String,
    form: Form,
    errors: Errors,
}

impl PupilPage {
    fn document(&self) -> Markup {
        let body = html! {
            a.skip href="#main" { "Skip to the questions" }
            main.page.desk #main data-language=(self.language) { div.stack.stack-6 {
                @if self.done {
                    section.sheet.stack { h1 { "Thank you" } p.big { "Give the screen back to the adult now." } }
                } @else {
                    header.head { h1 { "Your side" } p.big data-aloud { (self.first) ", answer as much or as little as you like. You do not have to say that you were wrong. Nothing bad happens if you leave a question out." } }
                    (ErrorSummary(&self.errors))
                    form.stack.stack-6 method="post" action={ (self.base) "/pupil" } {
                        (token(&self.csrf)) (hidden("version", self.version))
                        @for (q, words, translated) in &self.questions { (to_answer(q, words, *translated, &self.form)) }
                        p { button.btn type="submit" { "I have finished" } }
                    }
                }
                form.hand-back method="post" action={ (self.base) "/back" } {
                    (token(&self.csrf))
                    p { button.btn.btn-2 type="submit" { "For the adult: take the screen back" } }
                    p.soft { "It asks who you are before it shows anything else." }
                }
            } }
        };
        frame::document("Your side", "print-page", body, &["aloud.js"])
    }
}

async fn sheet(
    v: &Visit,
    form: Option<Form>,
    errors: Errors,
) -> Result<PupilPage, crate::problem::Problem> {
    let mut read = v.read().await?;
    let r = found(v, &mut read).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), r.pupil).await?;
    let asked = Asked::read(&mut read, v.org()).await?;
    let questions = asked
        .questions
        .iter()
        .map(|q| {
            let (words, translated) = asked.words(q, &r);
            (q.clone(), words, translated)
        })
        .collect();
    Ok(PupilPage {
        first: pupil.first(),
        language: language_code(&r.language).to_string(),
        questions,
        done: r.done_at.is_some(),
        base: format!("/reflections/{}", r.id),
        version: r.version,
        csrf: v.csrf.clone(),
        form: form.unwrap_or_default(),
        errors,
    })
}

/// The code a browser's voice goes by, for languages often met; empty for English and any other.
fn language_code(language: &str) -> &'static str {
    match language.trim().to_lowercase().as_str() {
        "arabic" => "ar",
        "bengali" => "bn",
        "chinese" => "zh",
        "french" => "fr",
        "german" => "de",
        "italian" => "it",
        "polish" => "pl",
        "portuguese" => "pt",
        "punjabi" | "panjabi" => "pa",
        "romanian" => "ro",
        "somali" => "so",
        "spanish" => "es",
        "turkish" => "tr",
        "ukrainian" => "uk",
        "urdu" => "ur",
        _ => "",
    }
}

/// The pupil's page.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    Ok(answer(StatusCode::OK, page.document()))
}

/// Keeps what the pupil wrote.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("A pupil writing a reflection").await?;
    let before = found(&v, &mut w).await?;
    if before.done_at.is_none() {
        reflection::may_hand(&before)?;
    }
    let asked = Asked::read(&mut w, v.org()).await?;
    let answers =
        question::read(&v.form, &asked.questions, |q| asked.words(q, &before).0, &mut errors);
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, Some(v.form.clone()), errors).await?;
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, page.document()));
    }
    let known = store::question::answers(&mut w, v.org(), before.id, Talk::Reflection).await?;
    // The same page sent twice. Other words sent from a second screen are kept; those before stay
    // as an earlier version.
    if before.done_at.is_some() && known == answers {
        return v.to(address(&before));
    }
    let again = before.done_at.is_some();
    let r = Reflection { done_at: before.done_at.or(Some(v.now)), ..before };
    store::reflection::change(&mut w, &r).await?;
    store::question::keep(&mut w, r.id, Talk::Reflection, &asked.questions, &answers).await?;
    let mut event = event(Verb::ReflectionKept, &r).fact("answers", answers.len());
    if again {
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
    v.to(address(&r))
}

/// The adult takes the screen back: the session ends, and whoever signs in goes on from there.
pub async fn back(v: Visit) -> Answer {
    let r = {
        let mut read = v.read().await?;
        found(&v, &mut read).await?
    };
    let mut w = v.write("Taking the screen back from a pupil").await?;
    store::account::end_session(&mut w, &v.session).await?;
    v.commit(w, Event::new(Verb::SignedOut, "account", v.actor.account), Vec::new()).await?;
    crate::sign_in::signed_out(&v, &format!("/sign-in?next=/reflections/{}", r.id))
}

/// The questions on paper, with room to write, draw or tick.
pub async fn print(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    Ok(answer(StatusCode::OK, paper(&page)))
}

fn paper(page: &PupilPage) -> Markup {
    let body = html! {
        main.paper.ask-sheet #main {
            p.no-print { a href=(page.base) { "The reflection" } }
            h1 { "Your side" }
            p { "Write, draw or tick as much or as little as you like. You may leave any question out." }
            @for (q, words, _) in &page.questions { (on_paper(q, words)) }
        }
    };
    frame::document("Your side", "print-page", body, &[])
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |done, form| PupilPage {
        first: "Tyrell".into(),
        language: String::new(),
        questions: ours()
            .into_iter()
            .filter(|q| q.talk == Talk::Reflection)
            .map(|q| {
                let words = q.for_pupil().to_string();
                (q, words, false)
            })
            .collect(),
        done,
        base: "/reflections/1".into(),
        version: 1,
        csrf: "gallery".into(),
        form,
        errors: Errors::new(),
    };
    vec![
        Sample { name: "reflection-pupil", page: page(false, Form::default()).document() },
        Sample { name: "reflection-thanks", page: page(true, Form::default()).document() },
        Sample { name: "reflection-paper", page: paper(&page(false, Form::default())) },
    ]
}
