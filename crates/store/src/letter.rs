//! Letters as they were sent: words and pages frozen, an earlier one kept when another replaces it.

use crate::db::{Fault, Source, q};
use crate::row::{FromRow, Row};
use crate::{Problem, Write};
use casework::Id;
use casework::letter::Draft;
use rulebook::Instant;

/// A letter that was issued, without its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// Placement.
    pub placement: Id,
    /// The first person it is addressed to.
    pub contact: Id,
    /// 1 for the first to that person about this placement.
    pub number: i64,
    /// Who it is addressed to.
    pub to_name: String,
    /// Its words.
    pub words: String,
    /// The words of its own that went into it: something good, what happened, anything more.
    /// Empty where they were not kept yet.
    pub draft: Draft,
    /// The family's language its first pages are in, or empty.
    pub language: String,
    /// When it was issued.
    pub issued_at: Instant,
    /// By whom.
    pub by_name: String,
    /// The letter it replaces.
    pub replaces: Option<Id>,
    /// The letter that replaced it.
    pub replaced_by: Option<Id>,
}
impl FromRow for Issued {
    fn from_row(row: &Row) -> Result<Issued, Fault> {
        Ok(Issued {
            id: row.get("id")?,
            pupil: row.get("pupil")?,
            placement: row.get("placement")?,
            contact: row.get("contact")?,
            number: row.get("number")?,
            to_name: row.get("to_name")?,
            words: row.get("words")?,
            draft: Draft {
                opening: row.get("opening")?,
                reason: row.get("reason")?,
                added: row.get("added")?,
                translated: row.get("translated")?,
            },
            language: row.get("language")?,
            issued_at: row.get("issued_at")?,
            by_name: row.get("by_name")?,
            replaces: row.get("replaces")?,
            replaced_by: row.get("replaced_by")?,
        })
    }
}

const ISSUED: &str = "select l.id, l.pupil, l.placement, l.contact, l.number, l.to_name, l.words, l.opening, l.reason, l.added, l.translated, l.language, l.issued_at, l.by_name, l.replaces, \
    (select r.id from letter r where r.org = l.org and r.replaces = l.id order by r.id limit 1) as replaced_by from letter l where l.org = $1";

/// One letter.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Issued, Problem> {
    q(ISSUED).push(" and l.id = $2").bind(org).bind(id).one(src).await?.ok_or(Problem::Missing)
}

/// The pages of a letter.
pub async fn pdf(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<u8>, Problem> {
    let rows =
        q("select pdf from letter where org = $1 and id = $2").bind(org).bind(id).rows(src).await?;
    match rows.first() {
        Some(row) => Ok(row.get("pdf")?),
        None => Err(Problem::Missing),
    }
}

/// The letters about a placement, newest first.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Issued>, Fault> {
    q(ISSUED)
        .push(" and l.placement = $2 order by l.issued_at desc, l.id desc")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Keeps a letter with its pages.
pub async fn issue(w: &mut Write, letter: &Issued, pdf: Vec<u8>) -> Result<(), Fault> {
    let query = q("insert into letter (org, id, pupil, placement, contact, kind, number, to_name, words, pdf, issued_at, by_name, replaces, opening, reason, added, translated, language) \
                   values ($1,$2,$3,$4,$5,'placement',$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)")
        .bind(w.org()).bind(letter.id).bind(letter.pupil).bind(letter.placement).bind(letter.contact).bind(letter.number)
        .bind(&letter.to_name).bind(&letter.words).bind(pdf).bind(letter.issued_at).bind(&letter.by_name).bind(letter.replaces)
        .bind(&letter.draft.opening).bind(&letter.draft.reason).bind(&letter.draft.added)
        .bind(&letter.draft.translated).bind(&letter.language);
    w.run(query).await.map(|_| ())
}
