//! Units and programmes that wait for the head of their subject.
//!
//! Must never know: whose subject it is by name; the department of the person is theirs.

use super::Due;
use crate::db::{Fault, Source, q};
use casework::bank::same_subject;
use casework::today::Kind;
use casework::{Actor, Id};
use rulebook::Day;

/// What is to be agreed, or looked at again by now, in the subject this person leads. A line that
/// was left is asked for again with the next review.
pub async fn for_head(
    src: &mut dyn Source,
    actor: &Actor,
    today: Day,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let rows = q("select x.id, x.noun, x.subject, x.what, x.review_on, x.agreed, coalesce(me.department, '') as department from \
        (select u.org, u.id, 'unit' as noun, u.subject, u.title as what, u.review_on, case when u.verdict = 'agreed' then true else false end as agreed \
         from bank_unit u where u.active = true and (u.verdict is null or (u.verdict = 'agreed' and u.review_on <= $2)) \
         union all \
         select p.org, p.id, 'programme' as noun, p.subject, p.half as what, p.review_on, case when p.agreed_at is null then false else true end as agreed \
         from programme p where p.agreed_at is null or p.review_on <= $2) x \
        join staff me on me.org = x.org and me.id = $3 where x.org = $1 \
        and not exists (select 1 from task lt where lt.org = x.org and lt.kind = 'left_bank' and lt.about = x.id \
          and (x.agreed = false or lt.due = x.review_on)) order by x.what, x.id limit 200")
        .bind(actor.org)
        .bind(today)
        .bind(actor.staff)
        .rows(src)
        .await?;
    for row in rows {
        let (subject, department): (String, String) = (row.get("subject")?, row.get("department")?);
        if department.trim().is_empty() || !same_subject(&subject, &department) {
            continue;
        }
        let (agreed, review): (bool, Option<Day>) = (row.get("agreed")?, row.get("review_on")?);
        let id: Id = row.get("id")?;
        let what: String = row.get("what")?;
        out.push(Due {
            kind: Kind::Bank,
            about: id,
            placement: None,
            who: String::new(),
            day: review.filter(|_| agreed).unwrap_or(today),
            minute: None,
            what: format!("{}: {what}", subject.trim()),
            // 1: it was agreed, and is to be looked at again. 2 more: a programme.
            n: i64::from(agreed) + if row.get::<String>("noun")? == "unit" { 0 } else { 2 },
            since: None,
        });
    }
    Ok(())
}
