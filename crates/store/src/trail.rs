//! The trail narrowed: by what was done, by whom, and page by page.

use crate::db::{Fault, Source, q};
use crate::event::Line;
use casework::Id;
use rulebook::Instant;

/// How the trail is narrowed.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    /// Codes of verbs, any of them; none for all.
    pub verbs: Vec<String>,
    /// Part of a name, or empty.
    pub who: String,
    /// Not before this moment.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
    /// Lines before this one in the chain.
    pub before: Option<i64>,
}

/// Lines, newest first.
pub async fn narrowed(
    src: &mut dyn Source,
    org: Id,
    n: &Narrow,
    take: i64,
) -> Result<Vec<Line>, Fault> {
    let mut query = q("select * from event where org = ").put(org);
    if let Some(before) = n.before {
        query = query.push(" and seq < ").put(before);
    }
    if !n.verbs.is_empty() {
        query = query.push(" and verb in ").list(n.verbs.iter().map(String::as_str));
    }
    let plain: String = n.who.chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    if !plain.trim().is_empty() {
        query =
            query.push(" and lower(who) like ").put(format!("%{}%", plain.trim().to_lowercase()));
    }
    if let Some(from) = n.from {
        query = query.push(" and at >= ").put(from);
    }
    if let Some(until) = n.until {
        query = query.push(" and at < ").put(until);
    }
    query.push(" order by seq desc limit ").put(take.clamp(1, 20_000)).all(src).await
}
