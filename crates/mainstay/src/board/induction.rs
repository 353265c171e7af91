//! The talk at the start: read aloud where it should be, the reason in words that name nobody
//! else, and what helps before what went wrong.

use super::open;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::earlier::{self, Earlier};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::question;
use crate::visit::{Answer, Visit};
use casework::day::Induction;
use casework::question::{Answer as Answered, Question, Talk, of_field, other_lines, ours};
use casework::reflection::Form as Version;
use casework::{Coded, Refusal, wording};
use maud::{Markup, html};
use store::Source;
use store::question::Translation;
use store::revision::{INDUCTION, Revision};

/// Letters of what a pupil puts under it.
const NAME: usize = 80;

/// The page.
pub struct InductionPage {
    /// Form token.
    pub csrf: String,
    /// Its address.
    pub action: String,
    /// Way back.
    pub board: String,
    /// Name.
    pub name: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// The reason in the pupil's words; empty when nobody has given one.
    pub reason: String,
    /// Reading age on file.
    pub reading: String,
    /// What they are good at.
    pub strengths: String,
    /// What helps, on file.
    pub helps: String,
    /// The room's day in a line.
    pub plan: String,
    /// The school's questions.
    pub questions: Vec<Question>,
    /// Languages they are translated into.
    pub languages: Vec<String>,
    /// Versions of the school's rules that can be shown, as they are named.
    pub rules: Vec<String>,
    /// The words they are asked in now, one each.
    pub words: Vec<String>,
    /// What is filled in.
    pub form: Form,
    /// What is wrong.
    pub errors: Errors,
    /// What was said before it was changed.
    pub earlier: Vec<Revision>,
}

impl Page for InductionPage {
    fn title(&self) -> String {
        "Induction".into()
    }
    fn class(&self) -> &'static str {
        "page page-narrow"
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let aloud = [Choice::new("yes", "Yes"), Choice::new("no", "No, they read it")];
        let agrees = [
            Choice::new("Understands and agrees", "Understands and agrees"),
            Choice::new("Understands, does not agree", "Understands, does not agree"),
            Choice::new("To be gone over again", "To be gone over again"),
        ];
        let mut forms: Vec<Choice> =
            Version::ALL.iter().map(|v| Choice::new(v.code(), v.label())).collect();
        if self.languages.is_empty() {
            forms.retain(|c| c.value != Version::Translated.code());
        }
        let mut languages = vec![Choice::new("", "Not in another language")];
        languages.extend(self.languages.iter().map(|l| Choice::new(l, l)));
        let mut rules = vec![Choice::new("", "Not gone through")];
        rules.extend(self.rules.iter().map(|r| Choice::new(r, r)));
        html! {
            div.page-one {
                (Head::new("Induction").back(&self.board, "Board").facts(hideable(&self.name, &self.seat)))
                (ErrorSummary(e))
                div.panel.panel-note {
                    h2.panel-title { "Say first" }
                    @if !self.strengths.is_empty() { p { strong { (self.strengths) "." } } }
                    @if !self.helps.is_empty() { p { (self.helps) "." } }
                    @if !self.reading.is_empty() { p { "Reading age " (self.reading) ": read it aloud." } }
                }
                section.stack aria-labelledby="why" {
                    h2 #why { "Why you are here" }
                    @if self.reason.is_empty() { p.soft { "Nobody has given the reason in plain words yet. Ask whoever approved it; do not guess." } }
                    @else { p.big { (self.reason) } }
                    p { (self.plan) }
                }
                form.stack.stack-5 method="post" action=(self.action) data-draft=(self.action) {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    (Choices::one("read_aloud", "Was it read aloud?", &aloud).look(Look::Scale).from(f, e))
                    (Choices::one("form", "Which version was used", &forms).from(f, e))
                    @if !self.languages.is_empty() { (Choices::one("language", "Language", &languages).look(Look::Select).from(f, e)) }
                    @for (q, words) in self.questions.iter().zip(&self.words) { (question::asked(q, words, 2, f, e)) }
                    (Choices::one("rules", "The rules they were shown", &rules).look(Look::Select).hint("The standards sheet in the version that was gone through.").from(f, e))
                    (Choices::one("understood", "What happens today", &agrees).from(f, e))
                    (Field::new("signed", "Their name or letters").hint("They put it here themselves, if they wish. It says that they were told, not that they agree.").optional().from(f, e))
                    p.row { button.btn type="submit" { "Keep the induction" } a.btn.btn-quiet href=(self.board) { "Back to the board" } }
                }
                (Earlier(&self.earlier))
            }
        }
    }
}

/// Languages in which there is at least one question.
fn languages(translations: &[Translation]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for t in translations {
        if !out.contains(&t.language) {
            out.push(t.language.clone());
        }
    }
    out
}

/// The words a question is asked in. What is not translated is asked in easy words.
fn asked_in(q: &Question, version: Version, language: &str, known: &[Translation]) -> String {
    let own = known.iter().find(|t| t.question == q.id && t.language == language);
    match (version, own) {
        (Version::Words, _) => q.words.clone(),
        (Version::Translated, Some(t)) => t.words.clone(),
        _ => q.for_pupil().to_string(),
    }
}

/// The versions of the standards sheet that stand, as they are named.
async fn rules(v: &Visit, src: &mut dyn Source) -> Result<Vec<String>, Problem> {
    let texts = crate::standards::texts(src, v, wording::Kind::Standards).await?;
    Ok(texts.iter().map(|t| t.named()).collect())
}

async fn page(v: &Visit, form: Option<(Form, Errors)>) -> Result<InductionPage, Problem> {
    let id = v.id("id")?;
    let mut read = v.read().await?;
    let (placement, pupil) = open(v, &mut read, id).await?;
    let room = store::room::room(&mut read, v.org(), placement.room).await?;
    let slots = store::room::slots(&mut read, v.org(), id).await?;
    let kept = store::day::induction(&mut read, v.org(), id).await?;
    let questions = store::question::live(&mut read, v.org(), Talk::Induction).await?;
    let answers = store::question::answers(&mut read, v.org(), id, Talk::Induction).await?;
    let filled = || match &kept {
        None => Form::of([("version", "0"), ("form", Version::Words.code())]),
        Some(i) => Form::of([
            ("read_aloud", if i.read_aloud { "yes" } else { "no" }.to_string()),
            ("own_words", i.own_words.clone()),
            ("helps", i.helps.clone()),
            ("hard", i.hard.clone()),
            ("goal", i.goal.clone()),
            ("understood", i.understood.clone()),
            ("form", i.form.code().to_string()),
            ("language", i.language.clone()),
            ("rules", i.rules.clone()),
            ("signed", i.signed.clone()),
            ("version", i.version.to_string()),
        ]),
    };
    let (form, errors) =
        form.unwrap_or_else(|| (question::filled(filled(), &questions, &answers), Errors::new()));
    let translations = store::question::translations(&mut read, v.org(), &questions).await?;
    let version = form.coded("form").unwrap_or(Version::Words);
    let words = questions
        .iter()
        .map(|q| asked_in(q, version, form.text("language"), &translations))
        .collect();
    let mut rules = rules(v, &mut read).await?;
    // What was shown then is kept as it was named, though the school has other words now.
    if form.has("rules") && !rules.iter().any(|r| r == form.text("rules")) {
        rules.push(form.text("rules").to_string());
    }
    let until = slots.last().map(|s| s.to.to_string()).unwrap_or_default();
    Ok(InductionPage {
        csrf: v.csrf.clone(),
        action: format!("/placements/{id}/induction"),
        board: super::tile_of(v, &placement),
        name: pupil.name(),
        seat: super::seat_of(v, placement.seat),
        reason: placement.plain_reason.clone(),
        reading: pupil.reading_age.clone(),
        strengths: pupil.strengths.trim_end_matches('.').to_string(),
        helps: pupil.helps.trim_end_matches('.').to_string(),
        plan: format!(
            "Until {until}. Our break is {} to {} and our lunch {} to {}. At the end we talk about going back.",
            room.break_from, room.break_to, room.lunch_from, room.lunch_to
        ),
        languages: languages(&translations),
        rules,
        words,
        questions,
        form,
        errors,
        earlier: store::revision::of(&mut read, v.org(), INDUCTION, id).await?,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = page(&v, None).await?;
    v.page(&page)
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let id = v.id("id")?;
    let form = &v.form;
    let mut errors = Errors::new();
    if !matches!(form.text("read_aloud"), "yes" | "no") {
        errors.add("read_aloud", "Say whether it was read aloud");
    }
    let understood = errors.limit(form, "understood", 1000);
    let signed = errors.limit(form, "signed", NAME);
    let mut w = v.write("Holding an induction").await?;
    let questions = store::question::live(&mut w, v.org(), Talk::Induction).await?;
    let translations = store::question::translations(&mut w, v.org(), &questions).await?;
    let held = store::day::induction(&mut w, v.org(), id).await?;
    let version = match form.has("form") {
        true => errors.get(form.coded("form"), "form", "Choose which version was used"),
        false => held.as_ref().map(|i| i.form),
    };
    let version = version.unwrap_or(Version::Words);
    let language = match version {
        Version::Translated => form.text("language").to_string(),
        _ => String::new(),
    };
    let known = languages(&translations).contains(&language)
        || held.as_ref().is_some_and(|i| i.language == language);
    if version == Version::Translated && (language.is_empty() || !known) {
        errors.add("language", "Choose the language");
    }
    let shown = form.text("rules").to_string();
    let stood = held.as_ref().is_some_and(|i| i.rules == shown);
    if !shown.is_empty() && !stood && !rules(&v, &mut w).await?.contains(&shown) {
        errors.add("rules", "These rules have other words now. Choose the version that was shown");
    }
    let in_words = |q: &Question| asked_in(q, version, &language, &translations);
    let answers = question::read(form, &questions, in_words, &mut errors);
    if !errors.is_empty() {
        drop(w);
        let page = page(&v, Some((v.form.clone(), errors))).await?;
        return v.again(&page);
    }
    let (placement, _) = open(&v, &mut w, id).await?;
    if placement.arrived_at.is_none() {
        return Err(Refusal::because(
            "Record the arrival first",
            "An induction is held with somebody who is in the room.",
            "The school’s room procedures.",
        )
        .or("Record the arrival", format!("/placements/{id}/arrival"))
        .into());
    }
    let before = store::question::answers(&mut w, v.org(), id, Talk::Induction).await?;
    // A question that is no longer asked keeps what it was answered.
    let field = |name: &str, kept: Option<&String>| match questions.iter().any(|q| q.field == name)
    {
        true => of_field(&questions, &answers, name),
        false => kept.cloned().unwrap_or_default(),
    };
    let (own_words, helps, hard, goal) = (
        field("own_words", held.as_ref().map(|i| &i.own_words)),
        field("helps", held.as_ref().map(|i| &i.helps)),
        field("hard", held.as_ref().map(|i| &i.hard)),
        field("goal", held.as_ref().map(|i| &i.goal)),
    );
    let induction = Induction {
        read_aloud: form.text("read_aloud") == "yes",
        own_words,
        helps,
        hard,
        goal,
        understood,
        form: version,
        language,
        rules: shown,
        signed,
        by_staff: held.as_ref().map(|i| i.by_staff).unwrap_or(v.actor.staff),
        at: held.as_ref().map(|i| i.at).unwrap_or(v.now),
        version: held.as_ref().map_or(0, |i| i.version),
    };
    let asked = |a: &&Answered| questions.iter().any(|q| q.id == a.question);
    let same = before.iter().filter(asked).eq(answers.iter());
    if held.as_ref() == Some(&induction) && same {
        return super::back(&v, &placement).await;
    }
    if form.int("version").unwrap_or(0) != induction.version {
        return Err(Problem::Stale(form.kept()));
    }
    let more = (other_lines(&questions, &before), other_lines(&questions, &answers));
    let event = store::day::induct(&mut w, &placement, &induction, (&more.0, &more.1)).await?;
    store::question::keep(&mut w, id, Talk::Induction, &questions, &answers).await?;
    v.commit(w, event, vec![]).await?;
    super::back(&v, &placement).await
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let questions: Vec<Question> =
        ours().into_iter().filter(|q| q.talk == Talk::Induction).collect();
    vec![framed(
        "board-induction",
        &InductionPage {
            csrf: "gallery".into(),
            action: "/placements/1/induction".into(),
            board: "/board".into(),
            name: "Tyrell Ashdown-Moss".into(),
            seat: "Seat 1".into(),
            reason: "You swore at your teacher and threw a book in History on Monday. Nobody was hurt.".into(),
            reading: "8.9".into(),
            strengths: "Good with younger students; fixes bikes".into(),
            helps: "Read it aloud. Offer a choice, 3 minutes".into(),
            plan: "Until 15.05. Our break is 11.10 to 11.25 and our lunch 12.05 to 12.35. At the end we talk about going back.".into(),
            words: questions.iter().map(|q: &Question| q.words.clone()).collect(),
            questions,
            languages: vec!["Portuguese".into()],
            rules: vec!["English, version 2".into(), "English, easy read, version 1".into()],
            form: Form::of([
                ("read_aloud", "yes"),
                ("version", "2"),
                ("form", Version::Easy.code()),
                ("rules", "English, easy read, version 1"),
                ("signed", "T A-M"),
            ]),
            errors: Errors::new(),
            earlier: earlier::sample(
                "Read aloud: yes\nGoal: Stay calm",
                "Read aloud: yes\nGoal: Ask for the card",
            ),
        },
    )]
}
