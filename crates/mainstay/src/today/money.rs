//! Lines of Today about money that follows a pupil: what waits for somebody else's yes, and what
//! came back to whoever raised it.
//!
//! Must never know: who may approve; casework says.

use super::Reader;
use crate::problem::Problem;
use casework::May;
use casework::money::{Money, MoneyState, pounds};
use casework::today::Kind;
use store::Source;
use store::today::Due;

fn line(m: &Money, what: String) -> Due {
    Due {
        kind: Kind::Money,
        about: m.id,
        placement: None,
        who: m.who.clone(),
        day: m.decided_at.unwrap_or(m.raised_at).day(),
        minute: None,
        what,
        n: 0,
        since: Some(m.raised_at),
    }
}

/// What waits for this person.
pub(super) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let (org, staff) = (v.org(), v.actor.staff);
    let mut out = Vec::new();
    if v.actor.may(May::ApproveMoney) {
        for waits in store::money::waiting(src, org, staff).await? {
            // The list has no parts: the sum needs them.
            let m = store::money::find(src, org, waits.id).await.map_err(Problem::from)?;
            let sum = m.worked().map_or_else(|_| "a sum".to_string(), |w| pounds(w.total));
            let what = match m.state {
                MoneyState::ReversalAsked => {
                    format!("Reversal of {sum}, {}, asked by {}", m.school_name, m.reversal_name)
                }
                _ => format!("{sum}, {}, raised by {}", m.school_name, m.raised_name),
            };
            out.push(line(&m, what));
        }
    }
    if v.actor.may(May::CaseMoney) {
        for (id, on) in store::money::to_reverse(src, org).await? {
            let m = store::money::find(src, org, id).await.map_err(Problem::from)?;
            let sum = m.worked().map_or_else(|_| "a sum".to_string(), |w| pounds(w.total));
            let what = match m.state {
                MoneyState::Approved => format!("Reinstated on {on}: ask for {sum} to be reversed"),
                _ => format!("Reinstated on {on}: take back {sum}, which is not approved yet"),
            };
            out.push(line(&m, what));
        }
    }
    for m in store::money::sent_back(src, org, staff).await? {
        let what = format!("Sent back by {}: {}", m.decided_name, m.decided_why);
        out.push(line(&m, what));
    }
    Ok(out)
}
