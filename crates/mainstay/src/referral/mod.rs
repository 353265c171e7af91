//! Referrals: sending one, following it, and the approval that books a place in the room.
//!
//! Gathers through `store`, asks `casework::referral` and `casework::booking`, records through
//! the one door. Must never show context kept to approvers to anybody else.

pub mod approve;
pub mod approve_page;
pub mod booking;
pub mod decide;
pub mod mine;
pub mod queue;
pub mod rebook;
pub mod refer;
pub mod refer_page;
mod samples;
pub mod thread;
mod ways;

pub use samples::samples;

use crate::problem::Problem;
use crate::visit::Visit;
use casework::Id;
use casework::pupil::Pupil;
use casework::referral::{Referral, Sees};
use store::Source;

/// A referral this person may see, its pupil, and what of it they may read.
pub(crate) async fn seen(
    src: &mut dyn Source,
    v: &Visit,
    id: Id,
) -> Result<(Referral, Pupil, Sees), Problem> {
    let referral = store::referral::find(src, v.org(), id).await?;
    let pupil = store::pupil::find(src, &v.actor.roll(), referral.pupil).await?;
    let sees = casework::referral::sees(&v.actor, v.today(), &referral, pupil.year)
        .ok_or(Problem::Missing)?;
    Ok((referral, pupil, sees))
}

/// The words of a reason of the school's list.
pub(crate) async fn reason_label(
    src: &mut dyn Source,
    org: Id,
    reason: Option<Id>,
) -> Result<String, Problem> {
    let reasons = store::room::reasons(src, org).await?;
    Ok(reasons.into_iter().find(|r| Some(r.id) == reason).map(|r| r.label).unwrap_or_default())
}
