//! How much waits for a person: the counts beside the menu.

use crate::db::{Fault, Source, q};
use casework::{Actor, May};
use rulebook::Day;

/// Counts for the menu; those a person has no use for stay nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Referrals that wait for a decision.
    pub queue: i64,
    /// Work requests not answered, for the room.
    pub work_open: i64,
    /// Work requests asked of this person.
    pub work_asked: i64,
    /// Check-ins and outcomes due.
    pub returns: i64,
}

/// Counts them.
pub async fn counts(src: &mut dyn Source, actor: &Actor, today: Day) -> Result<Waiting, Fault> {
    let mut waiting = Waiting::default();
    let org = actor.org;
    if actor.may(May::Approve) {
        waiting.queue =
            q("select count(*) as n from referral where org = $1 and state = 'waiting'")
                .bind(org)
                .count(src)
                .await?;
    }
    if actor.may(May::ChaseWork) {
        waiting.work_open = q("select count(*) as n from work where org = $1 and day >= $2 and state in ('asked', 'escalated') and ended_at is null")
            .bind(org).bind(today).count(src).await?;
    }
    if actor.may(May::AnswerWork) {
        waiting.work_asked = q("select count(*) as n from work where org = $1 and day >= $2 and state in ('asked', 'escalated') and ended_at is null and (teacher = $3 or escalated_to = $3)")
            .bind(org).bind(today).bind(actor.staff).count(src).await?;
    }
    if actor.may(May::Returns) {
        waiting.returns = q(
            "select count(*) as n from check_in where org = $1 and done_at is null and due <= $2",
        )
        .bind(org)
        .bind(today)
        .count(src)
        .await?;
    }
    Ok(waiting)
}
