//! Entries about one's own practice.
//!
//! Must never know: who may read them.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::Id;
use casework::practice::{Kind, Practice};

coded_cols!(Kind);
from_row!(Practice { id, staff, day, kind, words, next_time, made_at });

/// One person's, newest first.
pub async fn of(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Practice>, Fault> {
    q("select * from practice_entry where org = $1 and staff = $2 order by day desc, id desc limit 300")
        .bind(org)
        .bind(staff)
        .all(src)
        .await
}

/// Keeps one; sent twice, it is kept once. Says whether it was new.
pub async fn add(w: &mut Write, p: &Practice) -> Result<bool, Fault> {
    let query =
        q("insert into practice_entry (org, id, staff, day, kind, words, next_time, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(p.id)
        .bind(p.staff)
        .bind(p.day)
        .bind(p.kind)
        .bind(&p.words)
        .bind(&p.next_time)
        .bind(p.made_at);
    Ok(w.run(query).await? > 0)
}
