//! Who is trained in first aid, and until when.
//!
//! Must never know: who is in a room.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::first_aid::FirstAider;

from_row!(FirstAider { staff, what, until = "until_day", version });

/// Everybody trained who still works there.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<FirstAider>, Fault> {
    q("select f.staff, f.what, f.until_day, f.version from first_aider f join staff s on s.org = f.org and s.id = f.staff \
       where f.org = $1 and s.left_on is null order by s.family, s.given, f.staff")
        .bind(org)
        .all(src)
        .await
}

/// Keeps somebody's training, if nobody has since its version; 0 for the first.
pub async fn keep(w: &mut Write, f: &FirstAider) -> Result<(), Problem> {
    let query = match f.version {
        0 => q(
            "insert into first_aider (org, staff, what, until_day) values ($1,$2,$3,$4) on conflict (org, staff) do nothing",
        ),
        _ => q(
            "update first_aider set what = $3, until_day = $4, version = version + 1 where org = $1 and staff = $2 and version = $5",
        ),
    };
    let query = query.bind(w.org()).bind(f.staff).bind(&f.what).bind(f.until);
    let query = if f.version == 0 { query } else { query.bind(f.version) };
    stale_if_none(w.run(query).await?)
}

/// Takes somebody off the list. False when they were not on it.
pub async fn end(w: &mut Write, staff: Id) -> Result<bool, Fault> {
    let query =
        q("delete from first_aider where org = $1 and staff = $2").bind(w.org()).bind(staff);
    Ok(w.run(query).await? > 0)
}
