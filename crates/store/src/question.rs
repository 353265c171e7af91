//! The school's questions with every wording and translation, and the answers to them.
//!
//! Must never delete: a question is retired. A school with no rows of its own asks ours.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::question::{Answer, How, Kind, Question, Talk, ours};
use rulebook::Instant;

coded_cols!(Talk, Kind, How);
from_row!(Question { id, talk, field, kind, place, wording, words, easy, retired_at });
from_row!(Answer { question, wording, asked, place, how, body, picked, why });

/// One wording of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The question.
    pub question: Id,
    /// From 1.
    pub wording: i64,
    /// Words.
    pub words: String,
    /// In easy words, or empty.
    pub easy: String,
    /// Who wrote it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Wording { question, wording, words, easy, by_name, at });

/// A wording in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The question.
    pub question: Id,
    /// Which wording of it.
    pub wording: i64,
    /// The language.
    pub language: String,
    /// Words; empty where it was taken away.
    pub words: String,
    /// Which keeping of it this is, from 1.
    pub version: i64,
}
from_row!(Translation { question, wording, language, words, version });

/// Every question of a talk in its order, retired ones last.
pub async fn of(src: &mut dyn Source, org: Id, talk: Talk) -> Result<Vec<Question>, Fault> {
    let kept: Vec<Question> = q("select t.id, t.talk, t.field, t.kind, t.place, t.retired_at, w.wording, w.words, w.easy \
        from question t join question_wording w on w.org = t.org and w.question = t.id \
        where t.org = $1 and t.talk = $2 and w.wording = (select max(x.wording) from question_wording x where x.org = t.org and x.question = t.id) \
        order by case when t.retired_at is null then 0 else 1 end, t.place, t.id")
        .bind(org).bind(talk).all(src).await?;
    if kept.is_empty() {
        return Ok(ours().into_iter().filter(|o| o.talk == talk).collect());
    }
    Ok(kept)
}

/// The questions of a talk that are asked.
pub async fn live(src: &mut dyn Source, org: Id, talk: Talk) -> Result<Vec<Question>, Fault> {
    Ok(of(src, org, talk).await?.into_iter().filter(Question::live).collect())
}

/// Keeps ours as the school's own first wording, before it changes anything of a talk.
pub async fn begin(w: &mut Write, talk: Talk) -> Result<(), Fault> {
    let org = w.org();
    let n = q("select count(*) as n from question where org = $1 and talk = $2")
        .bind(org)
        .bind(talk)
        .count(w)
        .await?;
    if n > 0 {
        return Ok(());
    }
    for question in ours().into_iter().filter(|o| o.talk == talk) {
        insert(w, &question, "Mainstay").await?;
    }
    Ok(())
}

async fn insert(w: &mut Write, t: &Question, by: &str) -> Result<(), Fault> {
    let query = q("insert into question (org, id, talk, field, kind, place, retired_at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(t.id).bind(t.talk).bind(&t.field).bind(t.kind).bind(t.place).bind(t.retired_at);
    w.run(query).await?;
    word(w, t, by).await
}

async fn word(w: &mut Write, t: &Question, by: &str) -> Result<(), Fault> {
    let at = w.at();
    let query = q("insert into question_wording (org, question, wording, words, easy, by_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(t.id).bind(t.wording).bind(&t.words).bind(&t.easy).bind(by).bind(at);
    w.run(query).await.map(|_| ())
}

/// Adds a question to a talk.
pub async fn add(w: &mut Write, t: &Question) -> Result<(), Fault> {
    let by = w.act().who.clone();
    insert(w, t, &by).await
}

/// Gives a question new words: another wording, the ones before kept.
pub async fn reword(w: &mut Write, t: &Question) -> Result<(), Fault> {
    let by = w.act().who.clone();
    word(w, t, &by).await
}

/// Moves a question to a place.
pub async fn place(w: &mut Write, id: Id, place: i64) -> Result<(), Fault> {
    let query = q("update question set place = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(id)
        .bind(place);
    w.run(query).await.map(|_| ())
}

/// Retires a question, or asks it again. Says whether that changed anything.
pub async fn retire(w: &mut Write, id: Id, at: Option<Instant>) -> Result<bool, Fault> {
    let query = q("update question set retired_at = $3 where org = $1 and id = $2 and ")
        .bind(w.org())
        .bind(id)
        .bind(at)
        .push(if at.is_some() { "retired_at is null" } else { "retired_at is not null" });
    Ok(w.run(query).await? > 0)
}

/// Every wording of a talk's questions, newest first.
pub async fn wordings(src: &mut dyn Source, org: Id, talk: Talk) -> Result<Vec<Wording>, Fault> {
    q("select w.* from question_wording w join question t on t.org = w.org and t.id = w.question \
       where w.org = $1 and t.talk = $2 order by w.question, w.wording desc")
    .bind(org)
    .bind(talk)
    .all(src)
    .await
}

/// Translations of the present wordings of these questions.
pub async fn translations(
    src: &mut dyn Source,
    org: Id,
    questions: &[Question],
) -> Result<Vec<Translation>, Fault> {
    let all = translations_kept(src, org, questions).await?;
    Ok(all.into_iter().filter(|t| !t.words.is_empty()).collect())
}

/// The same with those that were emptied, for whoever is about to write another.
pub async fn translations_kept(
    src: &mut dyn Source,
    org: Id,
    questions: &[Question],
) -> Result<Vec<Translation>, Fault> {
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<Translation> = q(
        "select question, wording, language, words, version from question_translation where org = ",
    )
    .put(org)
    .push(" and question in ")
    .list(questions.iter().map(|t| t.id))
    .push(" order by language, question")
    .all(src)
    .await?;
    let now =
        |t: &Translation| questions.iter().any(|q| q.id == t.question && q.wording == t.wording);
    Ok(all.into_iter().filter(now).collect())
}

/// Keeps a translation in the place of the one its writer had before them: `t.version` is that one's,
/// 0 where there was none.
pub async fn translate(w: &mut Write, t: &Translation) -> Result<(), Problem> {
    let (by, at) = (w.act().who.clone(), w.at());
    let query = match t.version {
        0 => q(
            "insert into question_translation (org, question, wording, language, words, by_name, at) values ($1,$2,$3,$4,$5,$6,$7) \
                on conflict (org, question, wording, language) do nothing",
        ),
        _ => q(
            "update question_translation set words = $5, by_name = $6, at = $7, version = version + 1 \
                where org = $1 and question = $2 and wording = $3 and language = $4 and version = $8",
        ),
    };
    let query = query
        .bind(w.org())
        .bind(t.question)
        .bind(t.wording)
        .bind(&t.language)
        .bind(&t.words)
        .bind(by)
        .bind(at);
    let query = if t.version == 0 { query } else { query.bind(t.version) };
    stale_if_none(w.run(query).await?)
}

/// What was answered in a talk about a record, in the order it was asked.
pub async fn answers(
    src: &mut dyn Source,
    org: Id,
    about: Id,
    talk: Talk,
) -> Result<Vec<Answer>, Fault> {
    q("select * from answer where org = $1 and about = $2 and talk = $3 order by place, question")
        .bind(org)
        .bind(about)
        .bind(talk)
        .all(src)
        .await
}

/// Keeps the answers of a talk in the place of any before to the same questions; answers to
/// questions that are no longer asked stay as they were.
pub async fn keep(
    w: &mut Write,
    about: Id,
    talk: Talk,
    asked: &[Question],
    answers: &[Answer],
) -> Result<(), Problem> {
    let org = w.org();
    if !asked.is_empty() {
        let gone = q("delete from answer where org = ")
            .put(org)
            .push(" and about = ")
            .put(about)
            .push(" and talk = ")
            .put(talk)
            .push(" and question in ")
            .list(asked.iter().map(|t| t.id));
        w.run(gone).await?;
    }
    let rows = answers
        .iter()
        .map(|a| {
            vec![
                org.into(),
                about.into(),
                talk.into(),
                a.question.into(),
                a.wording.into(),
                (&a.asked).into(),
                a.place.into(),
                a.how.into(),
                (&a.body).into(),
                (&a.picked).into(),
                (&a.why).into(),
            ]
        })
        .collect();
    let columns = &[
        "org", "about", "talk", "question", "wording", "asked", "place", "how", "body", "picked",
        "why",
    ];
    w.run_all(Query::insert_many("answer", columns, rows)).await?;
    Ok(())
}
