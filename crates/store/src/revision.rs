//! Every version of the words of a record that was edited: the one place where they are kept.
//!
//! The first edit keeps the words it replaces as the first version, by whoever the trail says
//! wrote them, and every edit its own words after them. Must never know: who may read them.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::{Coded, Id, Verb};
use rulebook::Instant;

/// The nouns whose edits keep versions here.
pub const NOUNS: [&str; 7] = [ARRIVAL, INDUCTION, CALL, DUTY, HELPS, REFLECTION, SIDE];
/// What was recorded at an arrival, by placement.
pub const ARRIVAL: &str = "arrival";
/// What was said at an induction, by placement.
pub const INDUCTION: &str = "induction";
/// What was written of a call.
pub const CALL: &str = "call";
/// A duty.
pub const DUTY: &str = "duty";
/// What a pupil said in a reflection.
pub const REFLECTION: &str = "reflection";
/// What one side said before something was put right, by the side's own key.
pub const SIDE: &str = "side";
/// Strengths and what helps, by pupil.
pub const HELPS: &str = "helps";

/// One version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// 1 for the first.
    pub revision: i64,
    /// Whom it was about, where the record may name one pupil or another.
    pub pupil: Option<Id>,
    /// The words, a line for each thing said.
    pub words: String,
    /// Who wrote them, or empty where nothing was recorded of it.
    pub author_name: String,
    /// When.
    pub at: Option<Instant>,
}
from_row!(Revision { revision, pupil, words, author_name, at });

/// Every version of a record that was edited, first to last; none for one never edited.
pub async fn of(
    src: &mut dyn Source,
    org: Id,
    noun: &'static str,
    about: Id,
) -> Result<Vec<Revision>, Fault> {
    q("select revision, pupil, words, author_name, at from revision \
       where org = $1 and noun = $2 and about = $3 order by revision")
    .bind(org)
    .bind(noun)
    .bind(about)
    .all(src)
    .await
}

/// An edit: which record, the event that writes it, and what it said and says, each with whom it
/// is about where that can change.
pub struct Edit {
    /// Its noun, of [`NOUNS`].
    pub noun: &'static str,
    /// Its key.
    pub about: Id,
    /// The verb the trail has for writing it.
    pub verb: Verb,
    /// As it was.
    pub before: (Option<Id>, String),
    /// As it is.
    pub after: (Option<Id>, String),
}

/// Keeps an edit's words beside those before it; says which version they are.
pub async fn keep(w: &mut Write, edit: Edit) -> Result<i64, Fault> {
    let org = w.org();
    let last =
        q("select max(revision) as n from revision where org = $1 and noun = $2 and about = $3")
            .bind(org)
            .bind(edit.noun)
            .bind(edit.about)
            .count(w)
            .await?;
    let mut rows = Vec::new();
    if last == 0 {
        let mut query = q("select who, at from event where org = $1 and about = $2 and verb = $3")
            .bind(org)
            .bind(edit.about)
            .bind(edit.verb.code());
        if edit.noun == HELPS {
            query = query.push(" and (facts like '%strengths%' or facts like '%what helps%')");
        }
        let known = query.push(" order by seq desc limit 1").rows(w).await?;
        let (who, at) = match known.first() {
            Some(row) => (row.get::<String>("who")?, Some(row.get::<Instant>("at")?)),
            None => (String::new(), None),
        };
        rows.push((1, edit.before, who, at));
    }
    let next = last.max(1) + 1;
    let (who, at) = (w.act().who.clone(), w.at());
    rows.push((next, edit.after, who, Some(at)));
    for (revision, (pupil, words), who, at) in rows {
        let query =
            q("insert into revision (org, noun, about, revision, pupil, words, author_name, at) \
                       values ($1,$2,$3,$4,$5,$6,$7,$8)")
            .bind(org)
            .bind(edit.noun)
            .bind(edit.about)
            .bind(revision)
            .bind(pupil)
            .bind(words)
            .bind(who)
            .bind(at);
        w.run(query).await?;
    }
    Ok(next)
}

/// The name of the fact an edit's event carries: `mainstay check` counts by it.
pub fn fact(noun: &str) -> String {
    format!("{noun} version")
}
