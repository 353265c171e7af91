//! The school's own questions: added, reworded, moved, retired and asked again, talk by talk; and
//! its translations of them. An answer keeps the words it answered, whatever is changed here.

use super::questions_page::{LanguagePage, QuestionsPage};
use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::question::{AT_MOST, Kind, LONGEST, Question, Talk, asks_for_blame, neighbour};
use casework::{Coded, Event, Id, Verb};
use store::Write;
use store::question::Translation;

/// Languages a school may translate into at most.
const LANGUAGES: usize = 30;

fn talk(v: &Visit) -> Result<Talk, Problem> {
    Talk::from_code(v.part("talk")).ok_or(Problem::Missing)
}

fn home(talk: Talk) -> String {
    format!("/set-up/questions/{}", talk.code())
}

/// The talks.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let mut talks = Vec::new();
    for talk in Talk::ALL {
        let live = store::question::live(&mut read, v.org(), *talk).await?;
        talks.push((*talk, live.len()));
    }
    v.page(&super::questions_page::TalksPage { talks })
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<QuestionsPage, Problem> {
    let talk = talk(v)?;
    let mut read = v.read().await?;
    let questions = store::question::of(&mut read, v.org(), talk).await?;
    let translations = store::question::translations(&mut read, v.org(), &questions).await?;
    let mut languages: Vec<String> = Vec::new();
    for t in &translations {
        if !languages.contains(&t.language) {
            languages.push(t.language.clone());
        }
    }
    let rewording = form.id("reword").and_then(|id| questions.iter().find(|q| q.id == id).cloned());
    let mut form =
        if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    if let Some(q) = rewording.as_ref().filter(|_| errors.is_empty() && !form.has("words")) {
        form = form
            .with("words", &q.words)
            .with("easy", &q.easy)
            .with("wording", q.wording.to_string());
    }
    Ok(QuestionsPage {
        talk,
        wordings: store::question::wordings(&mut read, v.org(), talk).await?,
        questions,
        languages,
        rewording,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// The questions of a talk.
pub async fn show(v: Visit) -> Answer {
    let mut form = Form::of([("kind", Kind::Words.code())]);
    if let Some(id) = v.query.id("reword") {
        form = form.with("reword", id.to_string());
    }
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

fn changed(q: &Question, was: &str, is: &str) -> Event {
    Event::new(Verb::ListChanged, "question", q.id)
        .fact("talk", q.talk.label())
        .fact("question", format!("{was} → {is}"))
}

/// Adds a question, or gives one new words.
pub async fn keep(v: Visit) -> Answer {
    let talk = talk(&v)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let words = errors.need(f, "words", LONGEST, "Write the question");
    let easy = errors.limit(f, "easy", LONGEST);
    for (field, text) in [("words", &words), ("easy", &easy)] {
        if asks_for_blame(text) {
            errors.add(field, "This asks somebody to admit something. Ask what happened, who was affected, or what would help");
        }
    }
    let kind = errors.get(f.coded::<Kind>("kind").or(Some(Kind::Words)), "kind", "");
    let mut w = v.write("Changing the questions").await?;
    store::question::begin(&mut w, talk).await?;
    let all = store::question::of(&mut w, v.org(), talk).await?;
    let old = match f.id("reword") {
        Some(id) => Some(all.iter().find(|q| q.id == id).ok_or(Problem::Missing)?.clone()),
        None => None,
    };
    let live = all.iter().filter(|q| q.live()).count();
    if old.is_none() && live >= AT_MOST {
        errors.add("words", format!("A talk has at most {AT_MOST} questions. Retire one first"));
    }
    let same = |q: &&Question| {
        q.live() && q.words.eq_ignore_ascii_case(&words) && Some(q.id) != old.as_ref().map(|o| o.id)
    };
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    if all.iter().any(|q| q.id == id) {
        return v.to_saying(home(talk), "The questions are kept");
    }
    if errors.is_empty() && all.iter().any(|q| same(&q)) {
        errors.add("words", "That question is asked already");
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let event = match old {
        Some(old) if old.words == words && old.easy == easy => return v.to(home(talk)),
        Some(old) => {
            if f.int("wording") != Some(old.wording) {
                return Err(Problem::Stale(f.kept()));
            }
            let new = Question { wording: old.wording + 1, words, easy, ..old.clone() };
            store::question::reword(&mut w, &new).await?;
            changed(&new, &old.words, &new.words).fact("wording", new.wording)
        }
        None => {
            let place = all.iter().map(|q| q.place).max().unwrap_or_default() + 1;
            let kind = kind.unwrap_or(Kind::Words);
            let new = Question {
                id,
                talk,
                field: String::new(),
                kind,
                place,
                wording: 1,
                words,
                easy,
                retired_at: None,
            };
            store::question::add(&mut w, &new).await?;
            changed(&new, "none", &new.words)
        }
    };
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(home(talk), "The questions are kept. Answers given before keep the old words")
}

/// Moves a question, retires it, or asks it again.
pub async fn act(v: Visit) -> Answer {
    let talk = talk(&v)?;
    let id = v.form.id("question").ok_or(Problem::Missing)?;
    let mut w = v.write("Changing the questions").await?;
    store::question::begin(&mut w, talk).await?;
    let all = store::question::of(&mut w, v.org(), talk).await?;
    let q = all.iter().find(|q| q.id == id).ok_or(Problem::Missing)?.clone();
    let event = match v.form.text("act") {
        way @ ("up" | "down") => {
            let live: Vec<Question> = all.iter().filter(|q| q.live()).cloned().collect();
            let Some(other) = neighbour(&live, id, way == "up") else { return v.to(home(talk)) };
            change_places(&mut w, &live, &q, other).await?;
            changed(&q, "moved", way)
        }
        "retire" => {
            if !store::question::retire(&mut w, id, Some(v.now)).await? {
                return v.to(home(talk));
            }
            changed(&q, &q.words, "retired")
        }
        "restore" => {
            if !store::question::retire(&mut w, id, None).await? {
                return v.to(home(talk));
            }
            changed(&q, "retired", &q.words)
        }
        _ => return Err(Problem::Missing),
    };
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(home(talk), "The questions are kept")
}

/// Numbers the questions anew with these two the other way round.
async fn change_places(
    w: &mut Write,
    live: &[Question],
    one: &Question,
    other: &Question,
) -> Result<(), Problem> {
    for (n, q) in live.iter().enumerate() {
        let stands = match q.id {
            id if id == one.id => live.iter().position(|x| x.id == other.id),
            id if id == other.id => live.iter().position(|x| x.id == one.id),
            _ => Some(n),
        };
        store::question::place(w, q.id, stands.unwrap_or(n) as i64).await?;
    }
    Ok(())
}

/// A language: the translations of a talk's questions.
pub async fn language(v: Visit) -> Answer {
    let language = v.query.text("language").to_string();
    let page = language_sheet(&v, &language, None, Errors::new()).await?;
    v.page(&page)
}

/// The name of the field that says which translation its writer had before them.
fn was_field(id: Id) -> String {
    format!("was-{id}")
}

/// Which wording of a question, and which keeping of its translation.
fn was(q: &Question, kept: &[Translation], language: &str) -> (i64, i64) {
    let kept = kept.iter().find(|t| t.question == q.id && t.language == language);
    (q.wording, kept.map_or(0, |t| t.version))
}

async fn language_sheet(
    v: &Visit,
    language: &str,
    typed: Option<Form>,
    errors: Errors,
) -> Result<LanguagePage, Problem> {
    let talk = talk(v)?;
    let mut read = v.read().await?;
    let questions = store::question::live(&mut read, v.org(), talk).await?;
    let kept = store::question::translations_kept(&mut read, v.org(), &questions).await?;
    let form = typed.unwrap_or_else(|| {
        let mut form = Form::of([("language", language)]);
        for t in kept.iter().filter(|t| t.language == language) {
            form = form.with(&format!("t-{}", t.question), &t.words);
        }
        for q in &questions {
            let (wording, version) = was(q, &kept, language);
            form = form.with(&was_field(q.id), format!("{wording}.{version}"));
        }
        form
    });
    Ok(LanguagePage { talk, questions, csrf: v.csrf.clone(), form, errors })
}

/// Keeps the translations of a talk's questions into a language: those that were changed, an emptied
/// one as taken away, and nothing where somebody else kept another meanwhile.
pub async fn translate(v: Visit) -> Answer {
    let talk = talk(&v)?;
    let mut errors = Errors::new();
    let language = errors.need(&v.form, "language", 60, "Name the language, such as Portuguese");
    let language = casework::words::capital(&language);
    let mut w = v.write("Translating the questions").await?;
    store::question::begin(&mut w, talk).await?;
    let questions = store::question::live(&mut w, v.org(), talk).await?;
    let kept = store::question::translations_kept(&mut w, v.org(), &questions).await?;
    let mut all: Vec<&str> = kept.iter().map(|t| t.language.as_str()).collect();
    all.dedup();
    if !all.contains(&language.as_str()) && all.len() >= LANGUAGES {
        errors.add("language", format!("There are {LANGUAGES} languages already"));
    }
    let (mut written, mut emptied) = (Vec::new(), 0);
    for q in &questions {
        let field = format!("t-{}", q.id);
        // A question that was added while somebody wrote is not on their page.
        if v.form.all(&field).is_empty() {
            continue;
        }
        let words = errors.limit(&v.form, &field, LONGEST);
        let now = kept.iter().find(|t| t.question == q.id && t.language == language);
        if now.map_or("", |t| t.words.as_str()) == words {
            continue;
        }
        let (wording, version) = was(q, &kept, &language);
        let seen = v.form.text(&was_field(q.id));
        if !seen.is_empty() && seen != format!("{wording}.{version}")
            || seen.is_empty() && version > 0
        {
            return Err(Problem::Stale(typed(&v.form, &questions)));
        }
        emptied += usize::from(words.is_empty());
        let language = language.clone();
        written.push(Translation { question: q.id, wording, language, words, version });
    }
    if !errors.is_empty() {
        drop(w);
        let page = language_sheet(&v, &language, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    for t in &written {
        store::question::translate(&mut w, t).await?;
    }
    if !written.is_empty() {
        let event = Event::new(Verb::ListChanged, "question", v.org())
            .fact("talk", talk.label())
            .fact("language", &language)
            .fact("translated", written.len() - emptied);
        let event = if emptied > 0 { event.fact("taken away", emptied) } else { event };
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(home(talk), format!("The questions in {language} are kept"))
}

/// What was typed, each beside its question, for whoever has to copy it in again.
fn typed(form: &Form, questions: &[Question]) -> Vec<(String, String)> {
    let words =
        |q: &Question| (q.for_pupil().to_string(), form.text(&format!("t-{}", q.id)).into());
    std::iter::once(("language".to_string(), form.text("language").to_string()))
        .chain(questions.iter().map(words).filter(|(_, t): &(_, String)| !t.is_empty()))
        .collect()
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    super::questions_page::samples()
}
