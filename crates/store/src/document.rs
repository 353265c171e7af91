//! Documents and the bytes behind them, packs and letters: each content once, by its hash.
//!
//! Must never know: what a file is for. One that was taken away stays and is not handed out.

use crate::db::{Fault, Source, q};
use crate::fold::{fold, starts};
use crate::{Problem, Write};
use casework::Id;
use casework::document::{Document, Item, Scan};
use rulebook::{Day, Instant};

coded_cols!(Item, Scan);
from_row!(Document {
    id,
    matter,
    item,
    title,
    words,
    sha256,
    name_sent,
    name,
    kind,
    size,
    place,
    keep_until,
    dated,
    by_link,
    by_name,
    at,
    gone_at,
    gone_why,
    version,
});

/// Keeps bytes by their hash, once. What a scanner said of the same bytes before stays said.
pub async fn keep(w: &mut Write, sha256: &str, bytes: &[u8], scan: Scan) -> Result<bool, Fault> {
    let there = q("select count(*) as n from content where org = $1 and sha256 = $2")
        .bind(w.org())
        .bind(sha256)
        .count(w)
        .await?;
    if there > 0 {
        return Ok(false);
    }
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let query =
        q("insert into content (org, sha256, bytes, size, scan, at) values ($1,$2,$3,$4,$5,$6)")
            .bind(w.org())
            .bind(sha256)
            .bind(bytes.to_vec())
            .bind(size)
            .bind(scan)
            .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// The bytes of a content; nothing, where it is not there.
pub async fn bytes(src: &mut dyn Source, org: Id, sha256: &str) -> Result<Option<Vec<u8>>, Fault> {
    let rows = q("select bytes from content where org = $1 and sha256 = $2")
        .bind(org)
        .bind(sha256)
        .rows(src)
        .await?;
    rows.first().map(|r| r.get("bytes")).transpose()
}

/// What the scanner said of some contents.
pub async fn scans(
    src: &mut dyn Source,
    org: Id,
    hashes: &[String],
) -> Result<Vec<(String, Scan, String)>, Fault> {
    let rows = q("select sha256, scan, scan_said from content where org = ")
        .put(org)
        .push(" and sha256 in ")
        .list(hashes.iter().cloned())
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("sha256")?, r.get("scan")?, r.get("scan_said")?))).collect()
}

/// Contents that wait for the scanner, the longest waiting first.
pub async fn to_scan(src: &mut dyn Source, org: Id, most: i64) -> Result<Vec<String>, Fault> {
    let rows = q("select sha256 from content where org = $1 and scan = 'waiting' order by at, sha256 limit $2")
        .bind(org)
        .bind(most)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("sha256")).collect()
}

/// Keeps what the scanner said.
pub async fn scanned(
    w: &mut Write,
    sha256: &str,
    scan: Scan,
    said: &str,
    at: Instant,
) -> Result<bool, Fault> {
    let query = q("update content set scan = $3, scan_said = $4, scanned_at = $5 where org = $1 and sha256 = $2 and scan = 'waiting'")
        .bind(w.org())
        .bind(sha256)
        .bind(scan)
        .bind(said)
        .bind(at);
    Ok(w.run(query).await? > 0)
}

/// What a document is found by.
fn searched(d: &Document) -> String {
    fold(&format!("{} {} {}", d.title, d.place, d.name_sent))
}

/// Documents by title, or by where the paper lies, the newest first; with a day, those that were
/// kept until before it, the longest past first.
pub async fn search(
    src: &mut dyn Source,
    org: Id,
    text: &str,
    past: Option<Day>,
    (take, skip): (i64, i64),
) -> Result<(Vec<Document>, i64), Fault> {
    let narrowed = |mut query: crate::Query| {
        query = query.push(" where org = ").put(org);
        if let Some(day) = past {
            query = query.push(" and keep_until is not null and keep_until < ").put(day);
        }
        if !text.trim().is_empty() {
            let (start, inside) = starts(text);
            query = query
                .push(" and (search like ")
                .put(start)
                .push(" or search like ")
                .put(inside)
                .push(")");
        }
        query
    };
    let total = narrowed(q("select count(*) as n from document")).count(src).await?;
    let order =
        if past.is_some() { " order by keep_until, id" } else { " order by at desc, id desc" };
    let query = narrowed(q("select * from document")).push(order).push(" limit ").put(take);
    Ok((query.push(" offset ").put(skip).all(src).await?, total))
}

/// Keeps a document.
pub async fn add(w: &mut Write, d: &Document) -> Result<bool, Fault> {
    let query = q("insert into document (org, id, matter, item, title, words, sha256, name_sent, name, kind, size, place, keep_until, dated, by_link, by_name, at, search) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18) on conflict do nothing")
        .bind(w.org())
        .bind(d.id)
        .bind(d.matter)
        .bind(d.item)
        .bind(&d.title)
        .bind(&d.words)
        .bind(&d.sha256)
        .bind(&d.name_sent)
        .bind(&d.name)
        .bind(d.kind)
        .bind(d.size)
        .bind(&d.place)
        .bind(d.keep_until)
        .bind(d.dated)
        .bind(d.by_link)
        .bind(&d.by_name)
        .bind(d.at)
        .bind(searched(d));
    Ok(w.run(query).await? > 0)
}

/// Changes what is known of it, or takes it away, if nobody did since this version was read.
pub async fn change(w: &mut Write, d: &Document) -> Result<(), Problem> {
    let query = q("update document set item = $3, title = $4, place = $5, keep_until = $6, dated = $7, gone_at = $8, gone_why = $9, search = $11, version = version + 1 where org = $1 and id = $2 and version = $10")
        .bind(w.org())
        .bind(d.id)
        .bind(d.item)
        .bind(&d.title)
        .bind(&d.place)
        .bind(d.keep_until)
        .bind(d.dated)
        .bind(d.gone_at)
        .bind(&d.gone_why)
        .bind(d.version)
        .bind(searched(d));
    if w.run(query).await? > 0 { Ok(()) } else { Err(Problem::Stale) }
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Document, Problem> {
    q("select * from document where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The documents of a matter, first to last, those taken away among them.
pub async fn of(src: &mut dyn Source, org: Id, matter: Id) -> Result<Vec<Document>, Fault> {
    q("select * from document where org = $1 and matter = $2 order by at, id")
        .bind(org)
        .bind(matter)
        .all(src)
        .await
}
