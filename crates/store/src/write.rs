//! The one door through which anything is kept: who, when, why, the rows and the event, in one
//! transaction, bound into the school's hash chain.
//!
//! Must never know: whether the act was right. It only makes sure that it is attributed.

use crate::db::{Fault, Query, Source, Store, Tx, q};
use crate::row::Row;
use casework::{Act, Coded, Event, Id};
use futures_util::future::BoxFuture;
use rulebook::Instant;
use sha2::{Digest, Sha256};

/// A write under way. Nothing is kept until [`Write::commit`]; dropping it undoes everything.
pub struct Write {
    tx: Tx,
    act: Act,
    seq: i64,
    hash: String,
}

impl Store {
    /// Opens the door for an act. It holds the school's chain until it is committed or dropped,
    /// so what is read through it cannot change underneath.
    pub async fn write(&self, act: Act) -> Result<Write, Fault> {
        let mut tx = self.begin().await?;
        let org = act.org;
        // An update that changes nothing takes the row lock on both engines.
        tx.execute(q("update chain set seq = seq where org = $1").bind(org)).await?;
        let head = tx.fetch(q("select seq, hash from chain where org = $1").bind(org)).await?;
        let (seq, hash) = match head.first() {
            Some(row) => (row.get("seq")?, row.get("hash")?),
            None => (0, String::new()),
        };
        Ok(Write { tx, act, seq, hash })
    }
}

impl Write {
    /// The act this write belongs to.
    pub fn act(&self) -> &Act {
        &self.act
    }
    /// The school.
    pub fn org(&self) -> Id {
        self.act.org
    }
    /// The moment of the act.
    pub fn at(&self) -> Instant {
        self.act.at
    }
    /// Runs one statement; says how many rows it touched.
    pub async fn run(&mut self, query: Query) -> Result<u64, Fault> {
        self.tx.execute(query).await
    }
    /// Runs several.
    pub async fn run_all(&mut self, queries: Vec<Query>) -> Result<u64, Fault> {
        let mut touched = 0;
        for query in queries {
            touched += self.tx.execute(query).await?;
        }
        Ok(touched)
    }
    /// Writes a line into the trail of another organisation, in this transaction: what was left
    /// with it, it can show by its own chain. That chain is held until this is committed or
    /// dropped; an authority never writes into a school's, so no two wait for each other.
    pub async fn tell(&mut self, act: &Act, event: &Event) -> Result<(), Fault> {
        let org = act.org;
        self.tx.execute(q("update chain set seq = seq where org = $1").bind(org)).await?;
        let head = self.tx.fetch(q("select seq, hash from chain where org = $1").bind(org)).await?;
        let (seq, hash, known): (i64, String, bool) = match head.first() {
            Some(row) => (row.get("seq")?, row.get("hash")?, true),
            None => (0, String::new(), false),
        };
        let hash = line(&mut self.tx, act, event, seq + 1, &hash).await?;
        ends_at(&mut self.tx, org, (seq + 1, &hash), known).await
    }
    /// Keeps everything, with its events, or nothing. At least one event is asked for by the
    /// signature: there is no write without one.
    pub async fn commit(mut self, first: Event, rest: Vec<Event>) -> Result<i64, Fault> {
        let known = self.seq > 0 || !self.hash.is_empty();
        for event in std::iter::once(first).chain(rest) {
            self.seq += 1;
            self.hash = line(&mut self.tx, &self.act, &event, self.seq, &self.hash).await?;
        }
        ends_at(&mut self.tx, self.act.org, (self.seq, &self.hash), known).await?;
        self.tx.commit().await?;
        Ok(self.seq)
    }
}

/// Keeps one line of a trail, bound to the one before; says its hash.
async fn line(
    tx: &mut Tx,
    act: &Act,
    event: &Event,
    seq: i64,
    before: &str,
) -> Result<String, Fault> {
    let facts = facts_text(&event.facts);
    let hash = line_hash(before, seq, act, event, &facts);
    tx.execute(
        q("insert into event (org, seq, at, account, staff, who, verb, noun, about, pupil, why, facts, hash) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
        .bind(act.org)
        .bind(seq)
        .bind(act.at)
        .bind(act.account)
        .bind(act.staff)
        .bind(&act.who)
        .bind(event.verb.code())
        .bind(event.about.noun)
        .bind(event.about.id)
        .bind(event.pupil)
        .bind(&act.why)
        .bind(facts)
        .bind(&hash),
    )
    .await?;
    Ok(hash)
}

/// Where a chain ends now.
async fn ends_at(tx: &mut Tx, org: Id, (seq, hash): (i64, &str), known: bool) -> Result<(), Fault> {
    let head = if known {
        q("update chain set seq = $2, hash = $3 where org = $1")
    } else {
        q("insert into chain (org, seq, hash) values ($1, $2, $3)")
    };
    tx.execute(head.bind(org).bind(seq).bind(hash)).await?;
    Ok(())
}

impl Source for Write {
    fn fetch(&mut self, query: Query) -> BoxFuture<'_, Result<Vec<Row>, Fault>> {
        Box::pin(self.tx.fetch(query))
    }
}

/// Facts as lines of "name: value"; line ends inside a value become spaces.
pub(crate) fn facts_text(facts: &[(String, String)]) -> String {
    facts
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.replace(['\r', '\n'], " ")))
        .collect::<Vec<_>>()
        .join("\n")
}

fn line_hash(before: &str, seq: i64, act: &Act, event: &Event, facts: &str) -> String {
    chain_hash(&[
        before,
        &seq.to_string(),
        &act.org.to_string(),
        &act.at.iso(),
        &act.account.map(|a| a.to_string()).unwrap_or_default(),
        &act.staff.map(|a| a.to_string()).unwrap_or_default(),
        &act.who,
        event.verb.code(),
        event.about.noun,
        &event.about.id.to_string(),
        &event.pupil.map(|p| p.to_string()).unwrap_or_default(),
        &act.why,
        facts,
    ])
}

/// SHA-256 of the parts, each with its length before it so that no two lists read alike.
pub(crate) fn chain_hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
