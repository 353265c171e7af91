//! Children an authority has cases about, and those at home.

use crate::db::{Fault, Query, Source, Val, q};
use crate::fold::fold;
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::case::child::Child;
use casework::case::family::{Parent, Withheld};
use rulebook::Day;

from_row!(Child { id, given, family, also, born, upn, address, home, version });
from_row!(Parent {
    id,
    child,
    title,
    given,
    family,
    relation,
    responsible,
    lives_with,
    address,
    phone,
    email,
    language,
    interpreter,
    restriction,
    version,
});
from_row!(Withheld { id, parent, from_parent, why, by_name, at, ended_at });

const COLUMNS: &[&str] = &[
    "org", "id", "given", "family", "also", "search", "sort_key", "born", "upn", "address", "home",
    "version", "made_at",
];

fn values(w: &Write, c: &Child) -> Vec<Val> {
    vec![
        w.org().into(),
        c.id.into(),
        (&c.given).into(),
        (&c.family).into(),
        (&c.also).into(),
        fold(&c.names()).into(),
        fold(&c.order()).into(),
        c.born.into(),
        (&c.upn).into(),
        (&c.address).into(),
        (&c.home).into(),
        c.version.into(),
        w.at().into(),
    ]
}

/// Keeps new children.
pub async fn add(w: &mut Write, children: &[Child]) -> Result<u64, Fault> {
    let rows = children.iter().map(|c| values(w, c)).collect();
    let keep = "on conflict (org, id) do nothing";
    w.run_all(Query::insert_many_then("child", COLUMNS, rows, keep)).await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Child, Problem> {
    q("select * from child where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Several by key.
pub async fn several(src: &mut dyn Source, org: Id, ids: &[Id]) -> Result<Vec<Child>, Fault> {
    let mut out = Vec::new();
    for some in ids.chunks(500) {
        let query = q("select * from child where org = ").put(org).push(" and id in ");
        out.extend(query.list(some.iter().copied()).all::<Child>(src).await?);
    }
    Ok(out)
}

/// Children who have a case at one school, so many at most: only compared with.
pub async fn of_school(
    src: &mut dyn Source,
    org: Id,
    school: Id,
    most: i64,
) -> Result<Vec<Child>, Fault> {
    q("select k.* from child k where k.org = $1 and exists \
       (select 1 from case_file c where c.org = k.org and c.child = k.id and c.school = $2) order by k.id limit $3")
        .bind(org)
        .bind(school)
        .bind(most)
        .all(src)
        .await
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, c: &Child) -> Result<(), Problem> {
    let query = q("update child set given = $3, family = $4, also = $5, search = $6, sort_key = $7, born = $8, upn = $9, address = $10, home = $11, \
                   version = version + 1 where org = $1 and id = $2 and version = $12")
        .bind(w.org()).bind(c.id).bind(&c.given).bind(&c.family).bind(&c.also).bind(fold(&c.names())).bind(fold(&c.order()))
        .bind(c.born).bind(&c.upn).bind(&c.address).bind(&c.home).bind(c.version);
    stale_if_none(w.run(query).await?)
}

/// Children who share a number, a date of birth or a family name with somebody: never more than
/// a person can look through.
pub async fn near(
    src: &mut dyn Source,
    org: Id,
    upn: &str,
    born: Option<Day>,
    family: &str,
) -> Result<Vec<Child>, Fault> {
    let mut out: Vec<Child> = Vec::new();
    let mut more = |found: Vec<Child>| {
        for child in found {
            if !out.iter().any(|c| c.id == child.id) {
                out.push(child);
            }
        }
    };
    if !upn.is_empty() {
        let query = q("select * from child where org = $1 and upn = $2 limit 20");
        more(query.bind(org).bind(upn).all(src).await?);
    }
    if let Some(born) = born {
        let query = q("select * from child where org = $1 and born = $2 limit 60");
        more(query.bind(org).bind(born).all(src).await?);
    }
    let family = fold(family);
    if !family.is_empty() {
        let query = q(
            "select * from child where org = $1 and sort_key >= $2 and sort_key < $3 order by sort_key, id limit 60",
        );
        let past = format!("{family}\u{10ffff}");
        more(query.bind(org).bind(&family).bind(past).all(src).await?);
    }
    Ok(out)
}

/// Those at home of some children.
pub async fn parents(src: &mut dyn Source, org: Id, children: &[Id]) -> Result<Vec<Parent>, Fault> {
    let mut out = Vec::new();
    for some in children.chunks(500) {
        let query = q("select * from child_parent where org = ").put(org).push(" and child in ");
        let query = query.list(some.iter().copied()).push(" order by child, id");
        out.extend(query.all::<Parent>(src).await?);
    }
    Ok(out)
}

const PARENT: &[&str] = &[
    "org",
    "id",
    "child",
    "title",
    "given",
    "family",
    "relation",
    "responsible",
    "lives_with",
    "address",
    "phone",
    "email",
    "language",
    "interpreter",
    "restriction",
    "version",
];

/// Keeps new people at home.
pub async fn add_parents(w: &mut Write, parents: &[Parent]) -> Result<u64, Fault> {
    let org = w.org();
    let rows = parents
        .iter()
        .map(|p| {
            vec![
                org.into(),
                p.id.into(),
                p.child.into(),
                (&p.title).into(),
                (&p.given).into(),
                (&p.family).into(),
                (&p.relation).into(),
                p.responsible.into(),
                p.lives_with.into(),
                (&p.address).into(),
                (&p.phone).into(),
                (&p.email).into(),
                (&p.language).into(),
                p.interpreter.into(),
                (&p.restriction).into(),
                p.version.into(),
            ]
        })
        .collect();
    let keep = "on conflict (org, id) do nothing";
    w.run_all(Query::insert_many_then("child_parent", PARENT, rows, keep)).await
}

/// Changes one, if nobody has since its version.
pub async fn change_parent(w: &mut Write, p: &Parent) -> Result<(), Problem> {
    let query = q("update child_parent set title = $3, given = $4, family = $5, relation = $6, responsible = $7, lives_with = $8, address = $9, phone = $10, \
                   email = $11, language = $12, interpreter = $13, restriction = $14, version = version + 1 where org = $1 and id = $2 and version = $15")
        .bind(w.org()).bind(p.id).bind(&p.title).bind(&p.given).bind(&p.family).bind(&p.relation).bind(p.responsible).bind(p.lives_with)
        .bind(&p.address).bind(&p.phone).bind(&p.email).bind(&p.language).bind(p.interpreter).bind(&p.restriction).bind(p.version);
    stale_if_none(w.run(query).await?)
}

/// What is kept from whom, of one child; what ended too.
pub async fn withheld(src: &mut dyn Source, org: Id, child: Id) -> Result<Vec<Withheld>, Fault> {
    q("select * from withheld where org = $1 and child = $2 order by at, id")
        .bind(org)
        .bind(child)
        .all(src)
        .await
}

/// Keeps somebody's address and telephone from somebody.
pub async fn withhold(w: &mut Write, child: Id, h: &Withheld) -> Result<(), Fault> {
    let query = q("insert into withheld (org, id, child, parent, from_parent, why, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org()).bind(h.id).bind(child).bind(h.parent).bind(h.from_parent).bind(&h.why).bind(&h.by_name).bind(h.at);
    w.run(query).await.map(|_| ())
}

/// Ends that.
pub async fn end_withheld(w: &mut Write, child: Id, id: Id, by: &str) -> Result<(), Problem> {
    let query = q("update withheld set ended_at = $4, ended_by = $5 where org = $1 and child = $2 and id = $3 and ended_at is null")
        .bind(w.org()).bind(child).bind(id).bind(w.at()).bind(by);
    stale_if_none(w.run(query).await?)
}
