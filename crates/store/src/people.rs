//! Staff with their way in, as the administrator's list shows them.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::school::Staff;
use casework::{Coded, Id, Role};
use rulebook::Instant;

/// A member of staff and what they may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Staff record.
    pub staff: Id,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// The subject they head or teach.
    pub subject: String,
    /// Work e-mail on the staff record.
    pub email: String,
    /// Their account, if they have one here.
    pub account: Option<Id>,
    /// The e-mail they sign in with.
    pub signs_in: String,
    /// Whether they may sign in.
    pub active: bool,
    /// Shut out by wrong passwords until then.
    pub locked_until: Option<Instant>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Years they lead.
    pub years: Vec<i64>,
    /// Version of their membership, 0 without one.
    pub version: i64,
}

/// Everybody now at the school, by family name.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Person>, Fault> {
    let rows = q("select s.id, s.title, s.given, s.family, s.post, s.email, s.left_on, s.code, s.department, \
        m.account, m.active, m.version, a.email as signs_in, a.locked_until from staff s \
        left join membership m on m.org = s.org and m.staff = s.id left join account a on a.id = m.account \
        where s.org = $1 and s.left_on is null order by lower(s.family), lower(s.given), s.id")
        .bind(org).rows(src).await?;
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        let staff = <Staff as crate::FromRow>::from_row(row)?;
        out.push(Person {
            staff: staff.id,
            name: staff.full(),
            post: staff.post,
            subject: staff.department,
            email: staff.email,
            account: row.get("account")?,
            signs_in: row.get::<Option<String>>("signs_in")?.unwrap_or_default(),
            active: row.get::<Option<bool>>("active")?.unwrap_or(false),
            locked_until: row.get("locked_until")?,
            roles: Vec::new(),
            years: Vec::new(),
            version: row.get::<Option<i64>>("version")?.unwrap_or(0),
        });
    }
    for row in q("select account, role from membership_role where org = $1 order by role")
        .bind(org)
        .rows(src)
        .await?
    {
        let account: Id = row.get("account")?;
        if let Some(role) = Role::from_code(&row.get::<String>("role")?) {
            out.iter_mut().filter(|p| p.account == Some(account)).for_each(|p| p.roles.push(role));
        }
    }
    for row in q("select account, year from membership_year where org = $1 order by year")
        .bind(org)
        .rows(src)
        .await?
    {
        let (account, year): (Id, i64) = (row.get("account")?, row.get("year")?);
        out.iter_mut().filter(|p| p.account == Some(account)).for_each(|p| p.years.push(year));
    }
    Ok(out)
}

/// One person.
pub async fn find(src: &mut dyn Source, org: Id, staff: Id) -> Result<Person, Problem> {
    let people = all(src, org).await?;
    people.into_iter().find(|p| p.staff == staff).ok_or(Problem::Missing)
}

/// Accounts that are administrators of the school and may sign in.
pub async fn administrators(src: &mut dyn Source, org: Id) -> Result<Vec<Id>, Fault> {
    let rows = q("select m.account from membership m join membership_role r on r.org = m.org and r.account = m.account \
        join staff s on s.org = m.org and s.id = m.staff \
        where m.org = $1 and m.active = true and r.role = 'administrator' and s.left_on is null order by m.account")
        .bind(org).rows(src).await?;
    rows.iter().map(|r| r.get("account")).collect()
}

/// Ends every open session of an account at the school. Says how many.
pub async fn end_sessions(w: &mut Write, account: Id) -> Result<u64, Fault> {
    let query = q("update session set ended_at = $3 where account = $2 and org = $1 and ended_at is null and expires_at > $3")
        .bind(w.org()).bind(account).bind(w.at());
    w.run(query).await
}
