//! Plans, their versions and the words of each.
//!
//! Must never know: what a version lacks, or when one is reviewed.

pub mod asked;
pub mod used;

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::plan::{
    About, Body, Edition, Ending, Got, InUse, Kind, Plan, Strategy, Target, Whom,
};
use casework::{Id, Scope};

coded_cols!(About, Ending, Got, InUse, Kind, Whom);
from_row!(Plan {
    id,
    pupil,
    kind,
    owner,
    owner_name,
    why,
    from = "from_day",
    current = "current_number",
    ended_on,
    ending,
    evaluation,
    version,
});
from_row!(Edition { number, why, written_by, written_at, given_by, given_at, version });
from_row!(Strategy { key = "strategy", words });
from_row!(Target {
    key = "target",
    about,
    words,
    school = "school_will",
    family = "family_will",
    own = "own_will",
    measure,
});

const OF: &str =
    "select x.* from plan x join pupil p on p.org = x.org and p.id = x.pupil where 1 = 1";

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Plan, Problem> {
    reached(q(OF), scope).push(" and x.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Those of pupils in scope, those going on first, the newest at the top.
pub async fn all(src: &mut dyn Source, scope: &Scope, ended: bool) -> Result<Vec<Plan>, Fault> {
    let query = reached(q(OF), scope).push(match ended {
        true => " and x.ended_on is not null order by x.ended_on desc, x.id desc limit 200",
        false => " and x.ended_on is null order by x.from_day desc, x.id desc limit 500",
    });
    query.all(src).await
}

/// Those of one pupil, those going on first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Plan>, Fault> {
    let mut all: Vec<Plan> = q(
        "select * from plan where org = $1 and pupil = $2 order by from_day desc, id desc limit 60",
    )
    .bind(org)
    .bind(pupil)
    .all(src)
    .await?;
    all.sort_by_key(|p| p.ended_on.is_some());
    Ok(all)
}

/// Those going on that teachers have, of any of these pupils.
pub async fn given_of(src: &mut dyn Source, org: Id, pupils: &[Id]) -> Result<Vec<Plan>, Fault> {
    if pupils.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from plan where ended_on is null and current_number > 0 and org = ")
        .put(org)
        .push(" and pupil in ")
        .list(pupils.iter().copied())
        .push(" order by pupil, from_day, id")
        .all(src)
        .await
}

/// Keeps a new one. Says whether it was new.
pub async fn add(w: &mut Write, p: &Plan) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from plan where org = $1 and id = $2");
    if known.bind(org).bind(p.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into plan (org, id, pupil, kind, owner, owner_name, why, from_day, version) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(org).bind(p.id).bind(p.pupil).bind(p.kind).bind(p.owner).bind(&p.owner_name)
        .bind(&p.why).bind(p.from).bind(p.version);
    w.run(query).await?;
    Ok(true)
}

/// Keeps who oversees it, the version teachers have, and its end, if nobody has changed it since.
pub async fn change(w: &mut Write, p: &Plan) -> Result<(), Problem> {
    let query = q("update plan set owner = $3, owner_name = $4, current_number = $5, ended_on = $6, ending = $7, evaluation = $8, version = version + 1 \
                   where org = $1 and id = $2 and version = $9")
        .bind(w.org()).bind(p.id).bind(p.owner).bind(&p.owner_name).bind(p.current).bind(p.ended_on)
        .bind(p.ending).bind(&p.evaluation).bind(p.version);
    stale_if_none(w.run(query).await?)
}

/// The versions of a plan, newest first, the draft among them.
pub async fn editions(src: &mut dyn Source, org: Id, plan: Id) -> Result<Vec<Edition>, Fault> {
    q("select * from plan_edition where org = $1 and plan = $2 order by number desc")
        .bind(org)
        .bind(plan)
        .all(src)
        .await
}

/// The words of a version; of none, nothing.
pub async fn body(src: &mut dyn Source, org: Id, plan: Id, number: i64) -> Result<Body, Fault> {
    let rows = q("select section, words from plan_section where org = $1 and plan = $2 and number = $3 order by section")
        .bind(org).bind(plan).bind(number).rows(src).await?;
    let mut body = Body::default();
    for row in &rows {
        body.sections.push((row.get("section")?, row.get("words")?));
    }
    body.strategies = q("select strategy, words from plan_strategy where org = $1 and plan = $2 and number = $3 order by place, strategy")
        .bind(org).bind(plan).bind(number).all(src).await?;
    body.targets = q("select * from plan_target where org = $1 and plan = $2 and number = $3 order by place, target")
        .bind(org).bind(plan).bind(number).all(src).await?;
    Ok(body)
}

/// Writes a draft: makes it where there is none, and puts its words in the place of those before.
pub async fn write(w: &mut Write, plan: Id, e: &Edition, body: &Body) -> Result<(), Problem> {
    let org = w.org();
    if e.version == 0 {
        let query = q("insert into plan_edition (org, plan, number, why, written_by, written_at, version) values ($1,$2,$3,$4,$5,$6,1)")
            .bind(org).bind(plan).bind(e.number).bind(&e.why).bind(&e.written_by).bind(e.written_at);
        w.run(query).await?;
    } else {
        let query = q("update plan_edition set why = $4, written_by = $5, written_at = $6, version = version + 1 \
                       where org = $1 and plan = $2 and number = $3 and version = $7 and given_at is null")
            .bind(org).bind(plan).bind(e.number).bind(&e.why).bind(&e.written_by).bind(e.written_at).bind(e.version);
        stale_if_none(w.run(query).await?)?;
    }
    for table in ["plan_section", "plan_strategy", "plan_target"] {
        let query = q("delete from ").push(table).push(" where org = ").put(org);
        let query = query.push(" and plan = ").put(plan).push(" and number = ").put(e.number);
        w.run(query).await?;
    }
    let sections: Vec<_> = body
        .sections
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(code, words)| {
            vec![org.into(), plan.into(), e.number.into(), code.into(), words.into()]
        })
        .collect();
    let columns = &["org", "plan", "number", "section", "words"];
    w.run_all(Query::insert_many("plan_section", columns, sections)).await?;
    let strategies: Vec<_> = body
        .strategies
        .iter()
        .enumerate()
        .map(|(n, s)| {
            vec![
                org.into(),
                plan.into(),
                e.number.into(),
                s.key.into(),
                (n as i64).into(),
                (&s.words).into(),
            ]
        })
        .collect();
    let columns = &["org", "plan", "number", "strategy", "place", "words"];
    w.run_all(Query::insert_many("plan_strategy", columns, strategies)).await?;
    let targets: Vec<_> = body
        .targets
        .iter()
        .enumerate()
        .map(|(n, t)| {
            vec![
                org.into(),
                plan.into(),
                e.number.into(),
                t.key.into(),
                (n as i64).into(),
                t.about.into(),
                (&t.words).into(),
                (&t.school).into(),
                (&t.family).into(),
                (&t.own).into(),
                (&t.measure).into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "plan",
        "number",
        "target",
        "place",
        "about",
        "words",
        "school_will",
        "family_will",
        "own_will",
        "measure",
    ];
    w.run_all(Query::insert_many("plan_target", columns, targets)).await?;
    Ok(())
}

/// Marks a version as given to teachers; from then on it stays as it is.
pub async fn give(w: &mut Write, plan: Id, e: &Edition, by: &str) -> Result<(), Problem> {
    let query = q("update plan_edition set given_by = $4, given_at = $5, version = version + 1 \
                   where org = $1 and plan = $2 and number = $3 and version = $6 and given_at is null")
        .bind(w.org()).bind(plan).bind(e.number).bind(by).bind(w.at()).bind(e.version);
    stale_if_none(w.run(query).await?)
}

/// Who teaches a pupil now: by their timetabled lessons, each once, by name.
pub async fn teachers_of(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
) -> Result<Vec<casework::school::Staff>, Fault> {
    q("select s.* from staff s where s.left_on is null and s.org = ").put(org)
        .push(" and exists (select 1 from class_pupil cp join class_staff cs on cs.org = cp.org and cs.class = cp.class \
               join class c on c.org = cp.org and c.id = cp.class \
               where cp.org = s.org and cp.pupil = ").put(pupil)
        .push(" and cp.ended_on is null and c.ended_on is null and cs.staff = s.id) order by lower(s.family), lower(s.given), s.id")
        .all(src)
        .await
}

/// The pupils of some classes now, each with their class.
pub async fn in_classes(
    src: &mut dyn Source,
    org: Id,
    classes: &[Id],
) -> Result<Vec<(Id, Id)>, Fault> {
    if classes.is_empty() {
        return Ok(Vec::new());
    }
    q("select cp.class, cp.pupil from class_pupil cp join pupil p on p.org = cp.org and p.id = cp.pupil \
       where p.left_on is null and cp.ended_on is null and cp.org = ").put(org)
        .push(" and cp.class in ").list(classes.iter().copied())
        .push(" order by cp.class, p.sort_key, p.id")
        .rows(src)
        .await?
        .iter()
        .map(|row| Ok((row.get("class")?, row.get("pupil")?)))
        .collect()
}
