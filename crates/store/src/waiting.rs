//! How much waits for a person: the counts beside the menu.

use crate::db::{Fault, Source, q};
use casework::{Actor, May};
use rulebook::Day;

/// Counts for the menu; those a person has no use for stay nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Referrals that wait for a decision.
    pub queue: i64,
    /// Periods of today without work, for those who chase it: as many as their page of work counts.
    pub work_open: i64,
    /// Work requests asked of this person.
    pub work_asked: i64,
    /// Check-ins and outcomes due.
    pub returns: i64,
    /// What was passed to the safeguarding lead and not received yet.
    pub handoffs: i64,
}

/// Counts them, in one question: it is asked on every page.
pub async fn counts(src: &mut dyn Source, actor: &Actor, today: Day) -> Result<Waiting, Fault> {
    let (org, mut asked) = (actor.org, false);
    let mut query = q("select 0 as nought");
    if actor.may(May::Approve) {
        asked = true;
        query = query
            .push(", (select count(*) from referral where state = 'waiting' and org = ")
            .put(org)
            .push(") as queue");
    }
    if actor.may(May::ChaseWork) {
        asked = true;
        query = query
            .push(", (select count(*) from work w join placement p on p.org = w.org and p.id = w.placement and p.state not in ('not_here', 'cancelled') \
                   where w.state in ('asked', 'escalated', 'none') and w.ended_at is null and w.org = ")
            .put(org)
            .push(" and w.day = ")
            .put(today);
        if !actor.may(May::RunRoom) {
            // A head of subject chases their own, and what was passed on to them.
            query = query
                .push(" and (w.escalated_to = ")
                .put(actor.staff)
                .push(" or lower(trim(w.subject)) = (select lower(trim(s.department)) from staff s where s.org = w.org and s.id = ")
                .put(actor.staff)
                .push("))");
        }
        query = query.push(") as work_open");
    }
    if actor.may(May::AnswerWork) {
        asked = true;
        query = query
            .push(", (select count(*) from work where state in ('asked', 'escalated') and ended_at is null and org = ")
            .put(org)
            .push(" and day >= ")
            .put(today)
            .push(" and (teacher = ")
            .put(actor.staff)
            .push(" or escalated_to = ")
            .put(actor.staff)
            .push(")) as work_asked");
    }
    if actor.may(May::Returns) {
        asked = true;
        // Only those this person follows: a mentor's count is not the school's.
        let scope = casework::returning::reach(actor, today);
        query = crate::returning::waiting(query.push(", "), &scope, today).push(" as returns");
    }
    if actor.may(May::Safeguarding) {
        asked = true;
        query = query
            .push(", (select count(*) from handoff where received_at is null and org = ")
            .put(org)
            .push(") as handoffs");
    }
    let mut waiting = Waiting::default();
    if !asked {
        return Ok(waiting);
    }
    let rows = query.rows(src).await?;
    if let Some(row) = rows.first() {
        let read = |may: bool, name: &str| -> Result<i64, Fault> {
            if may { row.get(name) } else { Ok(0) }
        };
        waiting.queue = read(actor.may(May::Approve), "queue")?;
        waiting.work_open = read(actor.may(May::ChaseWork), "work_open")?;
        waiting.work_asked = read(actor.may(May::AnswerWork), "work_asked")?;
        waiting.returns = read(actor.may(May::Returns), "returns")?;
        waiting.handoffs = read(actor.may(May::Safeguarding), "handoffs")?;
    }
    Ok(waiting)
}
