//! Standards sheets as they were given, words and pages frozen, and who said that they have one.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::standards::{Acknowledged, Given, Sheet};

coded_cols!(Given);
from_row!(Sheet {
    id,
    pupil,
    placement,
    contact,
    name,
    letter,
    language,
    format,
    version,
    title,
    words,
    way,
    interpreter,
    issued_at,
    made_at,
    by_name,
});
from_row!(Acknowledged { sheet, way, name, interpreter, at, made_at, by_name });

/// Everything but the pages, which are heavy.
const SHEET: &str = "select id, pupil, placement, contact, name, letter, language, format, version, title, words, way, interpreter, \
    issued_at, made_at, by_name from sheet_issue where org = $1";

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Sheet, Problem> {
    q(SHEET).push(" and id = $2").bind(org).bind(id).one(src).await?.ok_or(Problem::Missing)
}

/// Its pages.
pub async fn pdf(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<u8>, Problem> {
    let query = q("select pdf from sheet_issue where org = $1 and id = $2").bind(org).bind(id);
    match query.rows(src).await?.first() {
        Some(row) => Ok(row.get("pdf")?),
        None => Err(Problem::Missing),
    }
}

/// Those given about a placement, newest first.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Sheet>, Fault> {
    q(SHEET)
        .push(" and placement = $2 order by made_at desc, name, id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Those given about a pupil, newest first.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Sheet>, Fault> {
    q(SHEET)
        .push(" and pupil = $2 order by made_at desc, name, id")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Keeps one with its pages.
pub async fn give(w: &mut Write, s: &Sheet, pdf: Vec<u8>) -> Result<(), Fault> {
    let query = q("insert into sheet_issue (org, id, pupil, placement, contact, name, letter, language, format, version, title, words, pdf, \
                   way, interpreter, issued_at, made_at, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)")
        .bind(w.org()).bind(s.id).bind(s.pupil).bind(s.placement).bind(s.contact).bind(&s.name).bind(s.letter)
        .bind(&s.language).bind(s.format).bind(s.version).bind(&s.title).bind(&s.words).bind(pdf).bind(s.way)
        .bind(&s.interpreter).bind(s.issued_at).bind(s.made_at).bind(&s.by_name);
    w.run(query).await.map(|_| ())
}

/// Who said that they have these.
pub async fn acknowledged(
    src: &mut dyn Source,
    org: Id,
    sheets: &[Id],
) -> Result<Vec<Acknowledged>, Fault> {
    if sheets.is_empty() {
        return Ok(Vec::new());
    }
    q("select sheet, way, name, interpreter, at, made_at, by_name from sheet_answer where org = ")
        .put(org)
        .push(" and sheet in ")
        .list(sheets.iter().copied())
        .push(" order by at, sheet")
        .all(src)
        .await
}

/// Keeps that somebody said they have one. Stale where that is on record already.
pub async fn acknowledge(w: &mut Write, a: &Acknowledged) -> Result<(), Problem> {
    let query = q("insert into sheet_answer (org, sheet, way, name, interpreter, at, made_at, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org()).bind(a.sheet).bind(a.way).bind(&a.name).bind(&a.interpreter).bind(a.at).bind(a.made_at).bind(&a.by_name);
    match w.run(query).await {
        Err(fault) if fault.is_duplicate() => Err(Problem::Stale),
        done => done.map(|_| ()).map_err(Problem::from),
    }
}
