//! Queries and the values handed to them: fixed text with placeholders, never text from a person.
//!
//! Must never know: which engine runs it.

use crate::db::{Fault, Source};
use crate::row::{FromRow, Row};
use casework::Id;
use rulebook::{Day, Instant, Minute};
use std::borrow::Cow;

/// A value handed to a query. Every kind carries its own absence: a bare NULL has no type.
#[derive(Clone, Debug)]
pub enum Val {
    /// Text.
    Text(Option<String>),
    /// Whole number.
    Int(Option<i64>),
    /// Yes or no.
    Flag(Option<bool>),
    /// Key.
    Id(Option<Id>),
    /// Date.
    Day(Option<Day>),
    /// Moment.
    At(Option<Instant>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

macro_rules! vals {
    ($($t:ty => $kind:ident),+ $(,)?) => {$(
        impl From<$t> for Val { fn from(v: $t) -> Val { Val::$kind(Some(v)) } }
        impl From<Option<$t>> for Val { fn from(v: Option<$t>) -> Val { Val::$kind(v) } }
        impl From<&$t> for Val { fn from(v: &$t) -> Val { Val::$kind(Some(v.clone())) } }
        impl From<&Option<$t>> for Val { fn from(v: &Option<$t>) -> Val { Val::$kind(v.clone()) } }
    )+};
}
vals!(String => Text, i64 => Int, bool => Flag, Id => Id, Day => Day, Instant => At, Vec<u8> => Bytes);
impl From<&str> for Val {
    fn from(v: &str) -> Val {
        Val::Text(Some(v.to_string()))
    }
}
impl From<Minute> for Val {
    fn from(v: Minute) -> Val {
        Val::Int(Some(v.number()))
    }
}
impl From<Option<Minute>> for Val {
    fn from(v: Option<Minute>) -> Val {
        Val::Int(v.map(Minute::number))
    }
}

/// A query: SQL text with `$1`, `$2`… and the values for them.
pub struct Query {
    pub(crate) sql: Cow<'static, str>,
    pub(crate) args: Vec<Val>,
}

/// Values in one statement of many rows.
const MOST_VALUES: usize = 700;

/// Starts a query from fixed text.
pub fn q(sql: &'static str) -> Query {
    Query { sql: Cow::Borrowed(sql), args: Vec::new() }
}

impl Query {
    /// Hands over the next value.
    pub fn bind(mut self, value: impl Into<Val>) -> Query {
        self.args.push(value.into());
        self
    }
    /// Adds fixed text.
    pub fn push(mut self, sql: &'static str) -> Query {
        self.sql.to_mut().push_str(sql);
        self
    }
    /// Adds a placeholder and its value.
    pub fn put(mut self, value: impl Into<Val>) -> Query {
        self.args.push(value.into());
        let n = self.args.len();
        self.sql.to_mut().push_str(&format!("${n}"));
        self
    }
    /// Adds a bracketed list of placeholders; an empty list matches nothing.
    pub fn list<V: Into<Val>>(mut self, values: impl IntoIterator<Item = V>) -> Query {
        let mut first = true;
        self = self.push("(");
        for v in values {
            if !first {
                self = self.push(", ");
            }
            first = false;
            self = self.put(v);
        }
        if first {
            self = self.push("null");
        }
        self.push(")")
    }
    /// Many rows in as few statements as the engines allow: table, columns, rows.
    pub fn insert_many(
        table: &'static str,
        columns: &'static [&'static str],
        rows: Vec<Vec<Val>>,
    ) -> Vec<Query> {
        Self::insert_many_then(table, columns, rows, "")
    }
    /// As [`Query::insert_many`], ending each statement with fixed text such as a conflict rule.
    pub fn insert_many_then(
        table: &'static str,
        columns: &'static [&'static str],
        rows: Vec<Vec<Val>>,
        then: &'static str,
    ) -> Vec<Query> {
        // Short statements: the embedded engine looks for the place of each value from the first
        // on, so that a statement of ten times the values takes a hundred times as long.
        let at_once = (MOST_VALUES / columns.len().max(1)).clamp(1, 500);
        let mut out = Vec::new();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut query = q("insert into ").push(table).push(" (");
            for (i, c) in columns.iter().enumerate() {
                query = query.push(if i > 0 { ", " } else { "" }).push(c);
            }
            query = query.push(") values ");
            for (n, row) in rows.by_ref().take(at_once).enumerate() {
                query = query.push(if n > 0 { ", " } else { "" }).list(row);
            }
            out.push(query.push(" ").push(then));
        }
        out
    }
    /// Every row.
    pub async fn all<T: FromRow>(self, source: &mut dyn Source) -> Result<Vec<T>, Fault> {
        source.fetch(self).await?.iter().map(T::from_row).collect()
    }
    /// The first row, if there is one.
    pub async fn one<T: FromRow>(self, source: &mut dyn Source) -> Result<Option<T>, Fault> {
        source.fetch(self).await?.first().map(T::from_row).transpose()
    }
    /// Every row, undecoded.
    pub async fn rows(self, source: &mut dyn Source) -> Result<Vec<Row>, Fault> {
        source.fetch(self).await
    }
    /// The column `n` of the first row as a whole number; nothing is 0.
    pub async fn count(self, source: &mut dyn Source) -> Result<i64, Fault> {
        match source.fetch(self).await?.first() {
            Some(row) => Ok(row.get::<Option<i64>>("n")?.unwrap_or(0)),
            None => Ok(0),
        }
    }
}
