//! Force, restraint and seclusion: the question, the record, who is told, the register.
//!
//! Whoever may see a pupil may write a record; it is read by those who answer for the register and
//! by whoever wrote it. Every reading leaves a line in the trail that names no pupil. Must never be
//! counted with placements, or be opened by what a room is called.

mod act;
mod ask;
mod copy;
mod figures;
mod form;
mod page;
mod register;
mod samples;

pub use act::{give, sign, tell, withhold};
pub use ask::{answer, ask};
pub(crate) use ask::{answers, event as answered, question};
pub use copy::show as copy;
pub use figures::show as figures;
pub use form::{add, complete, keep, new};
pub use page::show;
pub(crate) use register::LIST;
pub use register::{export, list};
pub use samples::samples;

use crate::problem::Problem;
use crate::visit::Visit;
use casework::Id;
use casework::pupil::Pupil;
use casework::restrictive::{Record, Version, may_read};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::rule::Version as Rule;
use store::Source;

/// A record with every version and its pupil, for somebody who may read it; else it is missing.
async fn found(v: &Visit, src: &mut dyn Source) -> Result<(Record, Vec<Version>, Pupil), Problem> {
    let record = store::restrictive::find(src, v.org(), v.id("id")?).await?;
    if !may_read(&v.actor, &record) {
        return Err(Problem::Missing);
    }
    // Whoever wrote a record reads their own, though the pupil may have left their classes since.
    let all = casework::Scope { org: v.org(), reach: vec![casework::Reach::School] };
    let pupil = store::pupil::find(src, &all, record.pupil).await?;
    let versions = store::restrictive::versions(src, v.org(), record.id).await?;
    if versions.is_empty() {
        return Err(Problem::Missing);
    }
    Ok((record, versions, pupil))
}

/// The newest version.
fn newest(versions: &[Version]) -> Result<&Version, Problem> {
    versions.last().ok_or(Problem::Missing)
}

/// What the law asks on a day: a rule with its source, how far it binds and whether anybody has
/// checked it; or that nothing is held for the day.
pub(crate) fn asked_by_law(id: &str, day: Day, links: bool) -> Markup {
    let Some(rule) = rulebook::rule::find(id) else { return html! {} };
    let held: Option<&Rule> = rule.on(day).ok();
    html! {
        div.panel.panel-note {
            h2.panel-title { (rule.title) }
            @match held {
                Some(v) => {
                    p { (v.plain.school) }
                    // A rule nobody has checked says so first, and not beside a tag that looks settled.
                    p.row.row-base { @if v.not_yet_checked() { (crate::law::unchecked_tag(true)) } @else { (crate::law::force_tag(v.force)) }
                        span.soft { @if v.not_yet_checked() { "As it is read here: " (crate::law::force_word(v.force)) ". " } (v.citation) ". Rule " @if links { (crate::law::rule_link(id)) } @else { (id) } } }
                }
                None => p { "No rule of law is held here for " (day) ". Keep the record all the same." }
            }
        }
    }
}

/// Where somebody goes who has nothing more to see of a record: the board, or Today.
fn away(v: &Visit) -> &'static str {
    if v.may(casework::May::Board) { "/board" } else { "/" }
}

/// A placement of the pupils somebody sees.
async fn placed(
    v: &Visit,
    src: &mut dyn Source,
    id: Id,
) -> Result<(casework::room::Placement, Pupil), Problem> {
    let placement = store::room::placement(src, v.org(), id).await?;
    let pupil = store::pupil::find(src, &v.scope(), placement.pupil).await?;
    Ok((placement, pupil))
}
