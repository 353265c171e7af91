//! The school's own words for home, each version kept; the newest of a kind, language and format
//! counts, and one without words takes it out of use.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::wording::{Format, Kind, Wording};
use casework::{Coded, Id};

coded_cols!(Kind, Format);
from_row!(Wording { id, kind, language, format, version, title, body, made_at, made_by });

/// The newest version of every language and format of a kind, those out of use too.
pub async fn newest(src: &mut dyn Source, org: Id, kind: Kind) -> Result<Vec<Wording>, Fault> {
    q("select * from wording w where w.org = $1 and w.kind = $2 and not exists (select 1 from wording n where n.org = w.org \
       and n.kind = w.kind and n.language = w.language and n.format = w.format and n.version > w.version) \
       order by w.language, w.format, w.id")
        .bind(org)
        .bind(kind.code())
        .all(src)
        .await
}

/// Every version of one, newest first.
pub async fn versions(
    src: &mut dyn Source,
    org: Id,
    kind: Kind,
    language: &str,
    format: Format,
) -> Result<Vec<Wording>, Fault> {
    q("select * from wording where org = $1 and kind = $2 and language = $3 and format = $4 order by version desc")
        .bind(org)
        .bind(kind.code())
        .bind(language)
        .bind(format.code())
        .all(src)
        .await
}

/// Keeps a version.
pub async fn add(w: &mut Write, x: &Wording) -> Result<(), Fault> {
    let query = q("insert into wording (org, id, kind, language, format, version, title, body, made_at, made_by) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org())
        .bind(x.id)
        .bind(x.kind.code())
        .bind(&x.language)
        .bind(x.format.code())
        .bind(x.version)
        .bind(&x.title)
        .bind(&x.body)
        .bind(x.made_at)
        .bind(&x.made_by);
    w.run(query).await.map(|_| ())
}
