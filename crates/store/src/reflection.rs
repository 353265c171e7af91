//! Reflections as they are kept.
//!
//! Must never know: what their questions are; `question` keeps them and their answers.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::reflection::{Form, Reflection, Way};

coded_cols!(Way, Form);
from_row!(Reflection {
    id,
    placement,
    pupil,
    way,
    form,
    language,
    read_by,
    interpreter,
    on_paper,
    handed_at,
    done_at,
    by_staff,
    by_name,
    made_at,
    version,
});

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Reflection, Problem> {
    q("select * from reflection where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those of a placement, newest first.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Reflection>, Fault> {
    q("select * from reflection where org = $1 and placement = $2 order by made_at desc, id desc")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Begins one. One sent twice is kept once: false says it was there.
pub async fn add(w: &mut Write, r: &Reflection) -> Result<bool, Fault> {
    let query = q("insert into reflection (org, id, placement, pupil, way, form, language, read_by, interpreter, on_paper, handed_at, done_at, by_staff, by_name, made_at, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16) on conflict (org, id) do nothing")
        .bind(w.org()).bind(r.id).bind(r.placement).bind(r.pupil).bind(r.way).bind(r.form).bind(&r.language)
        .bind(&r.read_by).bind(&r.interpreter).bind(&r.on_paper).bind(r.handed_at).bind(r.done_at).bind(r.by_staff)
        .bind(&r.by_name).bind(r.made_at).bind(r.version);
    Ok(w.run(query).await? > 0)
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, r: &Reflection) -> Result<(), Problem> {
    let query = q("update reflection set read_by = $3, interpreter = $4, on_paper = $5, handed_at = $6, done_at = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $8")
        .bind(w.org()).bind(r.id).bind(&r.read_by).bind(&r.interpreter).bind(&r.on_paper).bind(r.handed_at)
        .bind(r.done_at).bind(r.version);
    stale_if_none(w.run(query).await?)
}
