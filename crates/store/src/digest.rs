//! Who wants the morning's email, and that it was seen to on a day.
//!
//! Must never know: what is in it.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::Id;
use casework::digest::Wanted;
use rulebook::Day;

coded_cols!(Wanted);

/// What a person chose; nobody has to choose.
pub async fn wanted(src: &mut dyn Source, org: Id, account: Id) -> Result<Wanted, Fault> {
    let rows = q("select wanted from digest_choice where org = $1 and account = $2")
        .bind(org)
        .bind(account)
        .rows(src)
        .await?;
    rows.first().map_or(Ok(Wanted::Late), |r| r.get("wanted"))
}

/// Keeps what a person chose.
pub async fn choose(w: &mut Write, account: Id, wanted: Wanted) -> Result<(), Fault> {
    let org = w.org();
    let gone =
        q("delete from digest_choice where org = $1 and account = $2").bind(org).bind(account);
    w.run(gone).await?;
    let query = q("insert into digest_choice (org, account, wanted) values ($1,$2,$3)")
        .bind(org)
        .bind(account)
        .bind(wanted);
    w.run(query).await.map(|_| ())
}

/// Whether an email of a kind was seen to on a day.
pub async fn is_done(src: &mut dyn Source, org: Id, kind: &str, day: Day) -> Result<bool, Fault> {
    let query = q("select count(*) as n from digest_day where org = $1 and kind = $2 and day = $3");
    Ok(query.bind(org).bind(kind).bind(day).count(src).await? > 0)
}

/// Keeps that it was. Says whether it was the first time.
pub async fn done(w: &mut Write, kind: &str, day: Day) -> Result<bool, Fault> {
    let org = w.org();
    if is_done(w, org, kind, day).await? {
        return Ok(false);
    }
    let query = q("insert into digest_day (org, kind, day, at) values ($1,$2,$3,$4)")
        .bind(org)
        .bind(kind)
        .bind(day)
        .bind(w.at());
    w.run(query).await.map(|_| true)
}
