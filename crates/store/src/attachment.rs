//! Files that came with a record, kept whole. One that was taken away stays and is not handed out.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::attachment::{FileKind, Fit};
use rulebook::Instant;

coded_cols!(FileKind);
from_row!(Attachment { id, about, name_sent, name, kind, size, by_whom, at });

/// A file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Key.
    pub id: Id,
    /// The record it came with.
    pub about: Id,
    /// Its name as it was sent.
    pub name_sent: String,
    /// Its name as it is handed out.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Bytes.
    pub size: i64,
    /// Who sent it.
    pub by_whom: String,
    /// When.
    pub at: Instant,
}

const COLUMNS: &str = "id, about, name_sent, name, kind, size, by_whom, at";

/// Keeps a file with a record.
pub async fn add(
    w: &mut Write,
    noun: &str,
    about: Id,
    file: &Fit,
    bytes: Vec<u8>,
    sha256: &str,
    by: &str,
) -> Result<Id, Fault> {
    let id = Id::now_v7();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let query = q("insert into attachment (org, id, noun, about, name_sent, name, kind, bytes, size, sha256, by_whom, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)")
        .bind(w.org())
        .bind(id)
        .bind(noun)
        .bind(about)
        .bind(&file.name_sent)
        .bind(&file.name)
        .bind(file.kind)
        .bind(bytes)
        .bind(size)
        .bind(sha256)
        .bind(by)
        .bind(w.at());
    w.run(query).await?;
    Ok(id)
}

/// Takes away what is there with a record. Says how many.
pub async fn take_away(w: &mut Write, about: Id) -> Result<u64, Fault> {
    let query = q(
        "update attachment set removed_at = $3 where org = $1 and about = $2 and removed_at is null",
    )
    .bind(w.org())
    .bind(about)
    .bind(w.at());
    w.run(query).await
}

/// The files that are there with some records.
pub async fn of(src: &mut dyn Source, org: Id, about: &[Id]) -> Result<Vec<Attachment>, Fault> {
    if about.is_empty() {
        return Ok(Vec::new());
    }
    q("select ")
        .push(COLUMNS)
        .push(" from attachment where org = ")
        .put(org)
        .push(" and removed_at is null and about in ")
        .list(about.iter().copied())
        .push(" order by at, id")
        .all(src)
        .await
}

/// One file of a record, with its bytes.
pub async fn open(
    src: &mut dyn Source,
    org: Id,
    about: Id,
    id: Id,
) -> Result<(Attachment, Vec<u8>), Problem> {
    let found: Option<Attachment> = q("select ")
        .push(COLUMNS)
        .push(" from attachment where removed_at is null and org = ")
        .put(org)
        .push(" and about = ")
        .put(about)
        .push(" and id = ")
        .put(id)
        .one(src)
        .await?;
    let found = found.ok_or(Problem::Missing)?;
    let rows = q("select bytes from attachment where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .rows(src)
        .await?;
    let row = rows.first().ok_or(Problem::Missing)?;
    Ok((found, row.get("bytes")?))
}
