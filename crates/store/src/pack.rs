//! Packs of papers, the versions that were made of them, and who was given which.
//!
//! Must never know: what belongs in one, or when it is due.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::pack::{Case, Given, Made, Pack, Paper, Purpose};

coded_cols!(Case, Purpose);
from_row!(Pack { id, matter, hearing, purpose, case = "case_kind", made_by, made_at, version });
from_row!(Paper {
    document,
    position,
    why,
    out_pages,
    out_words,
    out_why,
    names_why,
    late,
    apart,
    by_name,
    at,
});
from_row!(Made { number, sha256, pages, contents, apart, by_name, at });
from_row!(Given {
    id,
    number,
    asked,
    whom,
    how,
    sent_on,
    due_then,
    arguable_then,
    note,
    by_name,
    at,
});

/// Keeps one.
pub async fn add(w: &mut Write, p: &Pack) -> Result<bool, Fault> {
    let query = q("insert into pack (org, id, matter, hearing, purpose, case_kind, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict do nothing")
        .bind(w.org())
        .bind(p.id)
        .bind(p.matter)
        .bind(p.hearing)
        .bind(p.purpose)
        .bind(p.case)
        .bind(&p.made_by)
        .bind(p.made_at);
    Ok(w.run(query).await? > 0)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Pack, Problem> {
    q("select * from pack where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The packs of some matters.
pub async fn of(src: &mut dyn Source, org: Id, matters: &[Id]) -> Result<Vec<Pack>, Fault> {
    q("select * from pack where org = ")
        .put(org)
        .push(" and matter in ")
        .list(matters.iter().copied())
        .push(" order by id")
        .all(src)
        .await
}

/// Says that a pack was changed, if nobody did since this version was read.
pub async fn touch(w: &mut Write, pack: Id, version: i64) -> Result<(), Problem> {
    let query =
        q("update pack set version = version + 1 where org = $1 and id = $2 and version = $3")
            .bind(w.org())
            .bind(pack)
            .bind(version);
    if w.run(query).await? > 0 { Ok(()) } else { Err(Problem::Stale) }
}

/// Puts a paper into a pack, at its end.
pub async fn put_in(w: &mut Write, pack: Id, p: &Paper) -> Result<bool, Fault> {
    let query = q("insert into pack_paper (org, pack, document, position, why, out_pages, out_words, out_why, names_why, late, apart, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict do nothing")
        .bind(w.org())
        .bind(pack)
        .bind(p.document)
        .bind(p.position)
        .bind(&p.why)
        .bind(&p.out_pages)
        .bind(&p.out_words)
        .bind(&p.out_why)
        .bind(&p.names_why)
        .bind(p.late)
        .bind(p.apart)
        .bind(&p.by_name)
        .bind(p.at);
    Ok(w.run(query).await? > 0)
}

/// Changes how a paper stands in a pack.
pub async fn change(w: &mut Write, pack: Id, p: &Paper) -> Result<(), Problem> {
    let query = q("update pack_paper set position = $4, why = $5, out_pages = $6, out_words = $7, out_why = $8, names_why = $9, apart = $10 where org = $1 and pack = $2 and document = $3")
        .bind(w.org())
        .bind(pack)
        .bind(p.document)
        .bind(p.position)
        .bind(&p.why)
        .bind(&p.out_pages)
        .bind(&p.out_words)
        .bind(&p.out_why)
        .bind(&p.names_why)
        .bind(p.apart);
    if w.run(query).await? > 0 { Ok(()) } else { Err(Problem::Missing) }
}

/// Takes a paper out of a pack. The document stays, and so does every version that was made.
pub async fn take_out(w: &mut Write, pack: Id, document: Id) -> Result<bool, Fault> {
    let query = q("delete from pack_paper where org = $1 and pack = $2 and document = $3")
        .bind(w.org())
        .bind(pack)
        .bind(document);
    Ok(w.run(query).await? > 0)
}

/// The papers of a pack, in order.
pub async fn papers(src: &mut dyn Source, org: Id, pack: Id) -> Result<Vec<Paper>, Fault> {
    q("select * from pack_paper where org = $1 and pack = $2 order by position, at, document")
        .bind(org)
        .bind(pack)
        .all(src)
        .await
}

/// Keeps a version that was made.
pub async fn made(w: &mut Write, pack: Id, m: &Made) -> Result<bool, Fault> {
    let query = q("insert into pack_made (org, pack, number, sha256, pages, contents, apart, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict do nothing")
        .bind(w.org())
        .bind(pack)
        .bind(m.number)
        .bind(&m.sha256)
        .bind(m.pages)
        .bind(&m.contents)
        .bind(&m.apart)
        .bind(&m.by_name)
        .bind(m.at);
    Ok(w.run(query).await? > 0)
}

/// The versions of a pack, first to last.
pub async fn versions(src: &mut dyn Source, org: Id, pack: Id) -> Result<Vec<Made>, Fault> {
    q("select * from pack_made where org = $1 and pack = $2 order by number")
        .bind(org)
        .bind(pack)
        .all(src)
        .await
}

/// Keeps that somebody was given a copy.
pub async fn give(w: &mut Write, pack: Id, g: &Given) -> Result<bool, Fault> {
    let query = q("insert into pack_given (org, id, pack, number, asked, whom, how, sent_on, due_then, arguable_then, note, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict do nothing")
        .bind(w.org())
        .bind(g.id)
        .bind(pack)
        .bind(g.number)
        .bind(g.asked)
        .bind(&g.whom)
        .bind(&g.how)
        .bind(g.sent_on)
        .bind(g.due_then)
        .bind(g.arguable_then)
        .bind(&g.note)
        .bind(&g.by_name)
        .bind(g.at);
    Ok(w.run(query).await? > 0)
}

/// The copies of some packs that were given, each with its pack, first to last.
pub async fn given(src: &mut dyn Source, org: Id, packs: &[Id]) -> Result<Vec<(Id, Given)>, Fault> {
    let rows = q("select * from pack_given where org = ")
        .put(org)
        .push(" and pack in ")
        .list(packs.iter().copied())
        .push(" order by sent_on, id")
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("pack")?, crate::FromRow::from_row(r)?))).collect()
}
