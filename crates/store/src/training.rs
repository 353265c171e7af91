//! Training that was received or given, and what is asked of whom.
//!
//! Must never know: who is without what.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::training::{Need, Person, Training, Way};
use casework::{Coded, Id, Role};

coded_cols!(Way);
from_row!(Training {
    id,
    way,
    staff,
    staff_name,
    what,
    provider,
    audience,
    attended,
    feedback,
    day,
    minutes,
    learnt,
    until = "until_day",
    not_renewed,
    made_by,
    version,
});

/// All of it, the newest first; of those who still work here.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Training>, Fault> {
    q("select t.* from training t join staff s on s.org = t.org and s.id = t.staff \
       where t.org = $1 and s.left_on is null order by t.day desc, t.id desc limit 2000")
    .bind(org)
    .all(src)
    .await
}

/// One person's, the newest first.
pub async fn of(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Training>, Fault> {
    q("select * from training where org = $1 and staff = $2 order by day desc, id desc limit 500")
        .bind(org)
        .bind(staff)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Training, Problem> {
    q("select * from training where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps one. False when it was there.
pub async fn add(w: &mut Write, t: &Training) -> Result<bool, Fault> {
    let query = q("insert into training (org, id, way, staff, staff_name, what, provider, audience, day, minutes, learnt, until_day, made_by, attended, feedback) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict (org, id) do nothing")
        .bind(w.org()).bind(t.id).bind(t.way).bind(t.staff).bind(&t.staff_name).bind(&t.what).bind(&t.provider).bind(&t.audience)
        .bind(t.day).bind(t.minutes).bind(&t.learnt).bind(t.until).bind(&t.made_by)
        .bind(t.attended).bind(&t.feedback);
    Ok(w.run(query).await? > 0)
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, t: &Training) -> Result<(), Problem> {
    let query = q("update training set what = $3, provider = $4, audience = $5, day = $6, minutes = $7, learnt = $8, until_day = $9, not_renewed = $10, \
                   version = version + 1 where org = $1 and id = $2 and version = $11")
        .bind(w.org()).bind(t.id).bind(&t.what).bind(&t.provider).bind(&t.audience).bind(t.day).bind(t.minutes).bind(&t.learnt)
        .bind(t.until).bind(&t.not_renewed).bind(t.version);
    stale_if_none(w.run(query).await?)
}

/// What is asked of whom, by what it is.
pub async fn needs(src: &mut dyn Source, org: Id) -> Result<Vec<Need>, Fault> {
    let rows = q("select id, what, role, newcomers, active, version from training_need where org = $1 order by lower(what), id")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter()
        .map(|r| {
            Ok(Need {
                id: r.get("id")?,
                what: r.get("what")?,
                role: crate::row::coded_col_opt(r, "role")?,
                newcomers: r.get("newcomers")?,
                active: r.get("active")?,
                version: r.get("version")?,
            })
        })
        .collect()
}

/// Keeps what is asked, if nobody has since its version; 0 for the first.
pub async fn keep_need(w: &mut Write, n: &Need) -> Result<(), Problem> {
    let query = match n.version {
        0 => q(
            "insert into training_need (org, id, what, role, newcomers, active) values ($1,$2,$3,$4,$5,$6) on conflict (org, id) do nothing",
        ),
        _ => q(
            "update training_need set what = $3, role = $4, newcomers = $5, active = $6, version = version + 1 where org = $1 and id = $2 and version = $7",
        ),
    };
    let role = n.role.map(|r| r.code().to_string());
    let query =
        query.bind(w.org()).bind(n.id).bind(&n.what).bind(role).bind(n.newcomers).bind(n.active);
    let query = if n.version == 0 { query } else { query.bind(n.version) };
    stale_if_none(w.run(query).await?)
}

/// Everybody who has a place at the school, with their roles, by name.
pub async fn people(src: &mut dyn Source, org: Id) -> Result<Vec<Person>, Fault> {
    let rows = q("select m.staff, r.role, s.title, s.given, s.family from membership m \
                  join staff s on s.org = m.org and s.id = m.staff \
                  join membership_role r on r.org = m.org and r.account = m.account \
                  where m.org = $1 and m.active = true and s.left_on is null order by lower(s.family), lower(s.given), m.staff, r.role")
        .bind(org)
        .rows(src)
        .await?;
    let mut out: Vec<Person> = Vec::new();
    for row in &rows {
        let staff: Id = row.get("staff")?;
        let role: Role = crate::row::coded_col(row, "role")?;
        match out.iter_mut().find(|p| p.staff == staff) {
            Some(p) => p.roles.push(role),
            None => {
                let parts = [row.get::<String>("title")?, row.get("given")?, row.get("family")?];
                let name = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty());
                out.push(Person {
                    staff,
                    name: name.collect::<Vec<_>>().join(" "),
                    roles: vec![role],
                });
            }
        }
    }
    Ok(out)
}
