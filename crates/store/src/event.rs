//! The trail read back: a record's history, a pupil's, the school's; and the proof that no line
//! was changed, dropped or slipped in.

use crate::db::{Fault, Source, Store, q};
use crate::write::chain_hash;
use casework::Id;
use rulebook::Instant;

/// One line of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the school's chain.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Account, if a person.
    pub account: Option<Id>,
    /// Staff record, if a person.
    pub staff: Option<Id>,
    /// Name at the time.
    pub who: String,
    /// Code of the verb.
    pub verb: String,
    /// What kind of record.
    pub noun: String,
    /// Which record.
    pub about: Id,
    /// Which pupil.
    pub pupil: Option<Id>,
    /// The reason given.
    pub why: String,
    /// Facts, a line each.
    pub facts: String,
    /// Its hash.
    pub hash: String,
}
from_row!(Line { seq, at, account, staff, who, verb, noun, about, pupil, why, facts, hash });

/// The school's trail, newest first; `before` pages back.
pub async fn trail(
    src: &mut dyn Source,
    org: Id,
    before: Option<i64>,
    take: i64,
) -> Result<Vec<Line>, Fault> {
    q("select * from event where org = $1 and seq < $2 order by seq desc limit $3")
        .bind(org)
        .bind(before.unwrap_or(i64::MAX))
        .bind(take.clamp(1, 500))
        .all(src)
        .await
}

/// What happened to one record, oldest first.
pub async fn of(src: &mut dyn Source, org: Id, about: Id) -> Result<Vec<Line>, Fault> {
    q("select * from event where org = $1 and about = $2 order by seq")
        .bind(org)
        .bind(about)
        .all(src)
        .await
}

/// What was done of one kind since a moment, oldest first.
pub async fn since(
    src: &mut dyn Source,
    org: Id,
    verb: casework::Verb,
    since: Instant,
) -> Result<Vec<Line>, Fault> {
    q("select * from event where org = $1 and verb = $2 and at >= $3 order by seq limit 500")
        .bind(org)
        .bind(casework::Coded::code(verb))
        .bind(since)
        .all(src)
        .await
}

/// What happened about one pupil, newest first.
pub async fn of_pupil(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    skip: i64,
    take: i64,
) -> Result<Vec<Line>, Fault> {
    q("select * from event where org = $1 and pupil = $2 order by seq desc limit $3 offset $4")
        .bind(org)
        .bind(pupil)
        .bind(take.clamp(1, 500))
        .bind(skip.max(0))
        .all(src)
        .await
}

/// The number of the newest line: live pages watch it move.
pub async fn head(src: &mut dyn Source, org: Id) -> Result<i64, Fault> {
    q("select seq as n from chain where org = $1").bind(org).count(src).await
}

impl Store {
    /// Walks a school's chain from its first line. Returns how many lines hold, or says where
    /// it breaks.
    pub async fn verify_chain(&self, org: Id) -> Result<Result<i64, String>, Fault> {
        let mut read = self.read().await?;
        let (mut hash, mut seq) = (String::new(), 0);
        loop {
            let lines: Vec<Line> =
                q("select * from event where org = $1 and seq > $2 order by seq limit 1000")
                    .bind(org)
                    .bind(seq)
                    .all(&mut read)
                    .await?;
            if lines.is_empty() {
                break;
            }
            for line in lines {
                seq += 1;
                if line.seq != seq {
                    return Ok(Err(format!("line {seq} is missing")));
                }
                let expected = chain_hash(&[
                    &hash,
                    &line.seq.to_string(),
                    &org.to_string(),
                    &line.at.iso(),
                    &line.account.map(|a| a.to_string()).unwrap_or_default(),
                    &line.staff.map(|a| a.to_string()).unwrap_or_default(),
                    &line.who,
                    &line.verb,
                    &line.noun,
                    &line.about.to_string(),
                    &line.pupil.map(|p| p.to_string()).unwrap_or_default(),
                    &line.why,
                    &line.facts,
                ]);
                if expected != line.hash {
                    return Ok(Err(format!("line {seq} was changed after it was written")));
                }
                hash = line.hash;
            }
        }
        let heads =
            q("select seq, hash from chain where org = $1").bind(org).rows(&mut read).await?;
        match heads.first() {
            None if seq == 0 => Ok(Ok(0)),
            None => Ok(Err("the head of the chain is missing".into())),
            Some(head) if head.get::<i64>("seq")? == seq && head.get::<String>("hash")? == hash => {
                Ok(Ok(seq))
            }
            Some(_) => Ok(Err("the last lines are missing".into())),
        }
    }
}
