//! Resources, their use and what was decided about them; ideas on trial.
//!
//! Must never know: how a resource serves; casework sets the periods side by side.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::kit::resource::{Decision, Idea, Judgement, Rating, Resource, Use, Worked};
use rulebook::{Day, Instant};

coded_cols!(Decision, Judgement, Rating);
from_row!(Resource {
    id,
    name,
    purpose,
    decision = "decided",
    decided_why,
    decided_by,
    decided_at,
    active,
    version,
});
from_row!(Use { resource, placement, day, code, rating = "rated", at });
from_row!(Worked { placement, code, done });
from_row!(Idea {
    id,
    title,
    source,
    hope,
    pence,
    from = "from_day",
    to = "to_day",
    judgement = "judged",
    judged_why,
    judged_by,
    judged_at,
    by_staff,
    by_name,
    made_at,
});
from_row!(Decided { decision, why, by_name, at });

/// A decision as it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Why.
    pub why: String,
    /// By whom.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// What nobody has decided yet is kept as an empty word.
const RESOURCE: &str = "select id, name, purpose, nullif(decision, '') as decided, decided_why, decided_by, decided_at, active, version from resource";
const IDEA: &str = "select id, title, source, hope, pence, from_day, to_day, nullif(judgement, '') as judged, judged_why, judged_by, judged_at, by_staff, by_name, made_at from idea";

/// Every resource, those still used first, by name.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Resource>, Fault> {
    let mut all: Vec<Resource> =
        q(RESOURCE).push(" where org = ").put(org).push(" order by name, id").all(src).await?;
    all.sort_by_key(|r| !r.active);
    Ok(all)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Resource, Problem> {
    let query = q(RESOURCE).push(" where org = ").put(org).push(" and id = ").put(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// Keeps a new one.
pub async fn add(w: &mut Write, r: &Resource) -> Result<(), Fault> {
    let query = q(
        "insert into resource (org, id, name, purpose, active, version) values ($1,$2,$3,$4,$5,$6)",
    )
    .bind(w.org())
    .bind(r.id)
    .bind(&r.name)
    .bind(&r.purpose)
    .bind(r.active)
    .bind(r.version);
    w.run(query).await.map(|_| ())
}

/// Keeps a decision about one, if nobody has changed it since its version.
pub async fn decide(w: &mut Write, r: &Resource, d: &Decided) -> Result<(), Problem> {
    let (org, at) = (w.org(), w.at());
    let query = q("update resource set decision = $3, decided_why = $4, decided_by = $5, decided_at = $6, active = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $8")
        .bind(org).bind(r.id).bind(d.decision).bind(&d.why).bind(&d.by_name).bind(at).bind(d.decision != Decision::Retire).bind(r.version);
    stale_if_none(w.run(query).await?)?;
    let query = q("insert into resource_decision (org, id, resource, decision, why, by_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(org).bind(Id::now_v7()).bind(r.id).bind(d.decision).bind(&d.why).bind(&d.by_name).bind(at);
    w.run(query).await?;
    Ok(())
}

/// What was decided about one, newest first.
pub async fn decisions(src: &mut dyn Source, org: Id, resource: Id) -> Result<Vec<Decided>, Fault> {
    q("select decision, why, by_name, at from resource_decision where org = $1 and resource = $2 order by at desc, id desc")
        .bind(org).bind(resource).all(src).await
}

/// Uses from one day to another, both included.
pub async fn uses(src: &mut dyn Source, org: Id, from: Day, to: Day) -> Result<Vec<Use>, Fault> {
    q("select resource, placement, day, code, nullif(rating, '') as rated, at from resource_use where org = $1 and day >= $2 and day <= $3 order by at, id")
        .bind(org).bind(from).bind(to).all(src).await
}

/// Periods in the room from one day to another with how much of the work was done.
pub async fn worked(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Worked>, Fault> {
    q("select s.placement, s.code, s.done from slot s join placement p on p.org = s.org and p.id = s.placement \
       where s.org = $1 and s.day >= $2 and s.day <= $3 and s.done is not null and p.state in ('here', 'left', 'closed')")
        .bind(org).bind(from).bind(to).all(src).await
}

/// What is recorded of one use.
pub struct Used {
    /// Resource.
    pub resource: Id,
    /// Pupil.
    pub pupil: Id,
    /// Placement.
    pub placement: Id,
    /// Day.
    pub day: Day,
    /// "P2"
    pub code: String,
    /// How far it helped.
    pub rating: Option<Rating>,
}

/// Keeps a use: once for a resource and a period, whose rating may be given later.
pub async fn use_it(w: &mut Write, u: &Used, by: &str) -> Result<bool, Fault> {
    let (org, at) = (w.org(), w.at());
    let rating = u.rating.map_or("", casework::Coded::code);
    let known = q("select count(*) as n from resource_use where org = $1 and resource = $2 and placement = $3 and code = $4")
        .bind(org).bind(u.resource).bind(u.placement).bind(&u.code).count(w).await?;
    if known > 0 {
        if u.rating.is_none() {
            return Ok(false);
        }
        let query = q("update resource_use set rating = $5, by_name = $6, at = $7 where org = $1 and resource = $2 and placement = $3 and code = $4 and rating <> $5")
            .bind(org).bind(u.resource).bind(u.placement).bind(&u.code).bind(rating).bind(by).bind(at);
        return Ok(w.run(query).await? > 0);
    }
    let query = q("insert into resource_use (org, id, resource, pupil, placement, day, code, rating, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(org).bind(Id::now_v7()).bind(u.resource).bind(u.pupil).bind(u.placement).bind(u.day).bind(&u.code)
        .bind(rating).bind(by).bind(at);
    w.run(query).await.map(|_| true)
}

/// Every idea, those on trial first, then the newest.
pub async fn ideas(src: &mut dyn Source, org: Id) -> Result<Vec<Idea>, Fault> {
    let mut all: Vec<Idea> = q(IDEA)
        .push(" where org = ")
        .put(org)
        .push(" order by to_day desc, id desc")
        .all(src)
        .await?;
    all.sort_by_key(|i| i.judgement.is_some());
    Ok(all)
}

/// One.
pub async fn idea(src: &mut dyn Source, org: Id, id: Id) -> Result<Idea, Problem> {
    let query = q(IDEA).push(" where org = ").put(org).push(" and id = ").put(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// Keeps a new one.
pub async fn add_idea(w: &mut Write, i: &Idea) -> Result<(), Fault> {
    let query = q("insert into idea (org, id, title, source, hope, pence, from_day, to_day, by_staff, by_name, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org()).bind(i.id).bind(&i.title).bind(&i.source).bind(&i.hope).bind(i.pence).bind(i.from).bind(i.to)
        .bind(i.by_staff).bind(&i.by_name).bind(i.made_at);
    w.run(query).await.map(|_| ())
}

/// Keeps the judgement of one that has none. Says whether it did.
pub async fn judge(
    w: &mut Write,
    id: Id,
    judgement: Judgement,
    why: &str,
    by: &str,
) -> Result<bool, Fault> {
    let query = q("update idea set judgement = $3, judged_why = $4, judged_by = $5, judged_at = $6 where org = $1 and id = $2 and judgement = ''")
        .bind(w.org()).bind(id).bind(judgement).bind(why).bind(by).bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Lets a trial run on until another day, with what was seen so far. Says whether it did.
pub async fn run_on(w: &mut Write, id: Id, to: Day, why: &str, by: &str) -> Result<bool, Fault> {
    let query = q("update idea set to_day = $3, judged_why = $4, judged_by = $5, judged_at = $6 \
                   where org = $1 and id = $2 and judgement = '' and to_day < $3")
    .bind(w.org())
    .bind(id)
    .bind(to)
    .bind(why)
    .bind(by)
    .bind(w.at());
    Ok(w.run(query).await? > 0)
}
