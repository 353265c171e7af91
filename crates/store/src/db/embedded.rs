//! Reading the embedded database on the thread that asks.
//!
//! Must never know: any table, or a write. A short question costs a few tens of microseconds;
//! handing it to another thread and back cost several times that, and a page asks fifteen
//! (docs/adr/0006). Writes still go through the one writer.

use super::Fault;
use crate::query::{Query, Val};
use crate::row::Row;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Readers at once: more than a machine of two cores can keep busy, few enough to stay small.
const READERS: usize = 6;

/// The readers of one file, opened as they are needed and kept.
#[derive(Clone)]
pub(super) struct Readers {
    path: Arc<PathBuf>,
    free: Arc<Mutex<Vec<Connection>>>,
    gate: Arc<Semaphore>,
}

/// One reader, given back when it is dropped.
pub(super) struct Reader {
    conn: Option<Connection>,
    free: Arc<Mutex<Vec<Connection>>>,
    // Held until the reader is back, so that there are never more than the gate lets through.
    _pass: OwnedSemaphorePermit,
}

/// A row that has been read out.
pub(crate) struct Read {
    names: Arc<[String]>,
    values: Vec<Value>,
}

impl Readers {
    pub(super) fn of(path: &Path) -> Readers {
        Readers {
            path: Arc::new(path.to_path_buf()),
            free: Arc::default(),
            gate: Arc::new(Semaphore::new(READERS)),
        }
    }

    pub(super) async fn acquire(&self) -> Result<Reader, Fault> {
        let pass = self.gate.clone().acquire_owned().await;
        let pass = pass.map_err(|_| Fault::Broken("the database is closed".into()))?;
        let kept = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match kept {
            Some(conn) => conn,
            None => open(&self.path).map_err(fault)?,
        };
        Ok(Reader { conn: Some(conn), free: self.free.clone(), _pass: pass })
    }

    /// Lets no more through and closes those that are back.
    pub(super) fn close(&self) {
        self.gate.close();
        self.free.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(200);
    // A kept statement stays planned: otherwise every new value in it plans it again, which
    // costs more than most of our questions.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Kilobytes of pages each may hold: all of them together stay within what is promised.
    conn.pragma_update(None, "cache_size", -5000)?;
    Ok(conn)
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        }
    }
}

impl Reader {
    pub(super) fn fetch(&mut self, query: Query) -> Result<Vec<Row>, Fault> {
        let Some(conn) = self.conn.as_ref() else {
            return Err(Fault::Broken("a reader was used after it was given back".into()));
        };
        read(conn, &query).map_err(fault)
    }
}

fn read(conn: &Connection, query: &Query) -> rusqlite::Result<Vec<Row>> {
    let mut statement = conn.prepare_cached(&query.sql)?;
    for at in 1..=statement.parameter_count() {
        // `$2` may stand before `$1`: the engine numbers them as it meets them.
        let named = statement.parameter_name(at).and_then(|n| n.get(1..)?.parse::<usize>().ok());
        let value = query.args.get(named.unwrap_or(at) - 1);
        statement.raw_bind_parameter(at, Bound(value))?;
    }
    let names: Arc<[String]> =
        statement.column_names().into_iter().map(str::to_string).collect::<Vec<_>>().into();
    let mut out = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let values = (0..names.len()).map(|i| row.get(i)).collect::<rusqlite::Result<_>>()?;
        out.push(Row::read(Read { names: names.clone(), values }));
    }
    Ok(out)
}

struct Bound<'a>(Option<&'a Val>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use ToSqlOutput::{Borrowed, Owned};
        let text = |t: String| Owned(Value::Text(t));
        let held = match self.0 {
            None => None,
            Some(Val::Text(v)) => v.as_ref().map(|v| Borrowed(ValueRef::Text(v.as_bytes()))),
            Some(Val::Int(v)) => v.map(|v| Owned(Value::Integer(v))),
            Some(Val::Flag(v)) => v.map(|v| Owned(Value::Integer(i64::from(v)))),
            Some(Val::Id(v)) => v.as_ref().map(|v| Borrowed(ValueRef::Blob(v.as_bytes()))),
            Some(Val::Day(v)) => v.map(|d| text(d.iso())),
            Some(Val::At(v)) => v.map(|t| text(t.iso())),
            Some(Val::Bytes(v)) => v.as_ref().map(|v| Borrowed(ValueRef::Blob(v))),
        };
        Ok(held.unwrap_or(Owned(Value::Null)))
    }
}

fn fault(e: rusqlite::Error) -> Fault {
    Fault::Reading(e.to_string())
}

impl Read {
    fn value(&self, name: &str) -> Result<&Value, Fault> {
        let at = self.names.iter().position(|n| n == name);
        at.and_then(|i| self.values.get(i)).ok_or_else(|| Fault::column(name, "no such column"))
    }
    fn wrong<T>(name: &str) -> Result<Option<T>, Fault> {
        Err(Fault::column(name, "holds another kind of value"))
    }
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, Fault> {
        match self.value(name)? {
            Value::Null => Ok(None),
            Value::Text(t) => Ok(Some(t.clone())),
            _ => Self::wrong(name),
        }
    }
    pub(crate) fn int(&self, name: &str) -> Result<Option<i64>, Fault> {
        match self.value(name)? {
            Value::Null => Ok(None),
            Value::Integer(n) => Ok(Some(*n)),
            _ => Self::wrong(name),
        }
    }
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Fault> {
        Ok(self.int(name)?.map(|n| n != 0))
    }
    pub(crate) fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.value(name)? {
            Value::Null => Ok(None),
            Value::Blob(b) => Ok(Some(b.clone())),
            _ => Self::wrong(name),
        }
    }
    pub(crate) fn id(&self, name: &str) -> Result<Option<casework::Id>, Fault> {
        match self.value(name)? {
            Value::Null => Ok(None),
            Value::Blob(b) => casework::Id::from_slice(b)
                .map(Some)
                .map_err(|e| Fault::column(name, &e.to_string())),
            _ => Self::wrong(name),
        }
    }
}
