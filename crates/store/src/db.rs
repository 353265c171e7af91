//! The one place that knows there are two engines: connections, values and rows.
//!
//! Must never know: any table, or what a query is for. SQL text is the common subset both
//! engines run; values are native types on each.

mod embedded;

pub use crate::query::{Query, Val, q};
use crate::row::Row;
use casework::Id;
pub(crate) use embedded::Read as Readout;
use futures_util::future::BoxFuture;
use rulebook::{Day, Instant};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{
    PgArgumentBuffer, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow, PgTypeInfo,
    types::Oid,
};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{
    AssertSqlSafe, Connection, Decode, Encode, Postgres, Row as _, Sqlite, Transaction, Type,
};
use std::borrow::Cow;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Our own fault or the machine's: a database that is away, a full disk, a broken invariant.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database said no.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    /// The embedded database could not be read.
    #[error("reading the database: {0}")]
    Reading(String),
    /// The disk is full: said apart, because a person can mend it.
    #[error("the disk is full")]
    DiskFull,
    /// The database was written by a newer Mainstay.
    #[error(
        "this database was written by a newer version of Mainstay (change {0}); start that version, or restore the backup made before it"
    )]
    Newer(i64),
    /// Changes could not be applied.
    #[error("migration: {0}")]
    Migration(String),
    /// A column holds what it should not.
    #[error("column {0}: {1}")]
    Column(String, String),
    /// Something that cannot be so.
    #[error("{0}")]
    Broken(String),
}

impl Fault {
    pub(crate) fn column(name: &str, what: &str) -> Fault {
        Fault::Column(name.to_string(), what.to_string())
    }
    fn from_sqlx(e: sqlx::Error) -> Fault {
        let full = e.as_database_error().is_some_and(|d| {
            // SQLITE_FULL is 13; PostgreSQL's disk_full is 53100.
            matches!(d.code().as_deref(), Some("13") | Some("53100"))
        });
        if full { Fault::DiskFull } else { Fault::Database(e) }
    }
    /// True when a row with this key is already there: the same form sent twice.
    pub fn is_duplicate(&self) -> bool {
        match self {
            Fault::Database(e) => e.as_database_error().is_some_and(|d| d.is_unique_violation()),
            _ => false,
        }
    }
}

/// Anything that can be asked: a read, or a write under way.
pub trait Source: Send {
    /// Asks.
    fn fetch(&mut self, query: Query) -> BoxFuture<'_, Result<Vec<Row>, Fault>>;
}

#[derive(Clone)]
enum Engine {
    Sqlite {
        write: SqlitePool,
        /// For what is done to the file as a whole: copies and checks.
        aside: SqlitePool,
        read: embedded::Readers,
    },
    Pg(PgPool),
}

/// The database, open.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    /// How many writes were kept through this store.
    writes: Arc<AtomicU64>,
}

/// Which engine a store is on, for messages and `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The embedded default.
    Embedded,
    /// A PostgreSQL server.
    Server,
}

impl Store {
    /// Opens (and makes, if need be) the embedded database in this file.
    pub async fn open_file(path: &Path) -> Result<Store, Fault> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: what a person was told is kept survives power loss too, not only kill -9.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(200)
            .pragma("cache_size", "-8000");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(Fault::from_sqlx)?;
        let aside = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options);
        let read = embedded::Readers::of(path);
        Ok(Store::on(Engine::Sqlite { write, aside, read }))
    }

    /// Connects to a PostgreSQL server.
    pub async fn open_server(url: &str) -> Result<Store, Fault> {
        let options = PgConnectOptions::from_str(url).map_err(Fault::from_sqlx)?;
        Store::connect(options).await
    }

    /// Connects to another database of the same server.
    #[cfg(feature = "testing")]
    pub(crate) async fn open_server_at(url: &str, database: &str) -> Result<Store, Fault> {
        let options = PgConnectOptions::from_str(url).map_err(Fault::from_sqlx)?;
        Store::connect(options.database(database)).await
    }

    async fn connect(options: PgConnectOptions) -> Result<Store, Fault> {
        let options = options
            // The guard below most often has nothing to undo, which is no news for a log.
            .options([("client_min_messages", "error")]);
        // Once without the pool, which would ask again for half a minute and then say only that it did.
        let first = PgConnection::connect_with(&options).await.map_err(Fault::from_sqlx)?;
        first.close().await.map_err(Fault::from_sqlx)?;
        let pool = PgPoolOptions::new()
            .max_connections(16)
            // sqlx 0.9.0 can hand back a connection whose `begin` was cancelled half way.
            .after_release(|conn, _| {
                Box::pin(async move {
                    sqlx::query("rollback").execute(conn).await?;
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(Fault::from_sqlx)?;
        Ok(Store::on(Engine::Pg(pool)))
    }

    fn on(engine: Engine) -> Store {
        Store { engine, writes: Arc::default() }
    }

    /// How many writes were kept through this store since it was opened: while the number stands
    /// still, nothing read from it has changed by this process.
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Acquire)
    }

    /// Which engine.
    pub fn kind(&self) -> Kind {
        match self.engine {
            Engine::Sqlite { .. } => Kind::Embedded,
            Engine::Pg(_) => Kind::Server,
        }
    }

    /// Applies the changes this version brings. Refuses a database from a newer version.
    pub async fn migrate(&self) -> Result<(), Fault> {
        let done = match &self.engine {
            Engine::Sqlite { write, .. } => MIGRATIONS.run(write).await,
            Engine::Pg(pool) => MIGRATIONS.run(pool).await,
        };
        if done.is_ok() {
            self.look_over().await?;
        }
        done.map_err(|e| match e {
            MigrateError::VersionMissing(n) => Fault::Newer(n),
            MigrateError::VersionMismatch(n) => {
                Fault::Migration(format!("change {n} differs from the one this database had"))
            }
            other => Fault::Migration(other.to_string()),
        })
    }

    /// Lets the embedded engine count its rows again, so that it chooses the right index. Quick,
    /// and cheap to repeat: it looks only at tables that have grown. A server does it by itself.
    pub async fn look_over(&self) -> Result<(), Fault> {
        if let Engine::Sqlite { write, .. } = &self.engine {
            sqlx::query("pragma optimize = 0x10002")
                .execute(write)
                .await
                .map_err(Fault::from_sqlx)?;
        }
        Ok(())
    }

    /// How many changes the database has had and how many this version knows.
    pub async fn migrations(&self) -> Result<(i64, i64), Fault> {
        let known = MIGRATIONS.iter().filter(|m| !m.migration_type.is_down_migration()).count();
        let mut read = self.read().await?;
        let done = q("select count(*) as n from _sqlx_migrations where success = true")
            .count(&mut read)
            .await
            .unwrap_or(0);
        Ok((done, known as i64))
    }

    /// Copies the whole embedded database, consistent, to a new file. Servers have their own
    /// tools.
    pub async fn backup_to(&self, path: &Path) -> Result<(), Fault> {
        match &self.engine {
            Engine::Sqlite { aside, .. } => {
                sqlx::query("vacuum into $1")
                    .bind(path.to_string_lossy().into_owned())
                    .execute(aside)
                    .await
                    .map_err(Fault::from_sqlx)?;
                Ok(())
            }
            Engine::Pg(_) => {
                Err(Fault::Broken("a PostgreSQL database is backed up with pg_dump".into()))
            }
        }
    }

    /// Asks the engine whether its file is whole.
    pub async fn integrity(&self) -> Result<Vec<String>, Fault> {
        match &self.engine {
            Engine::Sqlite { aside, .. } => {
                let mut wrong = Vec::new();
                for row in sqlx::query("pragma integrity_check")
                    .fetch_all(aside)
                    .await
                    .map_err(Fault::from_sqlx)?
                {
                    let said: String = row.try_get(0).map_err(Fault::from_sqlx)?;
                    if said != "ok" {
                        wrong.push(said);
                    }
                }
                let broken = sqlx::query("pragma foreign_key_check")
                    .fetch_all(aside)
                    .await
                    .map_err(Fault::from_sqlx)?;
                if !broken.is_empty() {
                    wrong
                        .push(format!("{} rows point at a record that is not there", broken.len()));
                }
                Ok(wrong)
            }
            Engine::Pg(_) => Ok(Vec::new()),
        }
    }

    /// Every column of every table, said the same way for both engines: the tests compare them.
    pub async fn schema(&self) -> Result<Vec<String>, Fault> {
        let sql = match &self.engine {
            Engine::Sqlite { .. } => {
                "select m.name as t, p.name as c, lower(p.type) as k, \
                 case when p.\"notnull\" = 1 or p.pk > 0 then 'required' else 'optional' end as r \
                 from sqlite_master m join pragma_table_info(m.name) p \
                 where m.type = 'table' and m.name not like 'sqlite%' and m.name not like '\\_sqlx%' escape '\\'"
            }
            Engine::Pg(_) => {
                "select table_name::text as t, column_name::text as c, \
                 case when udt_name = 'int8' then 'bigint' when udt_name = 'bool' then 'boolean' else udt_name::text end as k, \
                 case when is_nullable = 'NO' then 'required' else 'optional' end as r \
                 from information_schema.columns where table_schema = current_schema() and table_name not like '\\_sqlx%'"
            }
        };
        let mut read = self.read().await?;
        let mut out = Vec::new();
        for row in q(sql).rows(&mut read).await? {
            out.push(format!(
                "{}.{} {} {}",
                row.get::<String>("t")?,
                row.get::<String>("c")?,
                row.get::<String>("k")?,
                row.get::<String>("r")?
            ));
        }
        out.sort();
        Ok(out)
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<Read, Fault> {
        Ok(Read(match &self.engine {
            Engine::Sqlite { read, .. } => ReadConn::Sqlite(read.acquire().await?),
            Engine::Pg(pool) => ReadConn::Pg(pool.acquire().await.map_err(Fault::from_sqlx)?),
        }))
    }

    pub(crate) async fn begin(&self) -> Result<Tx, Fault> {
        let engine = self.engine.clone();
        // In a task of its own: a caller that goes away cannot leave a half-begun transaction.
        tokio::spawn(async move {
            match engine {
                Engine::Sqlite { write, .. } => {
                    write.begin_with("begin immediate").await.map(Begun::Sqlite)
                }
                Engine::Pg(pool) => pool.begin().await.map(Begun::Pg),
            }
        })
        .await
        .map_err(|e| Fault::Broken(e.to_string()))?
        .map_err(Fault::from_sqlx)
        .map(|begun| Tx { begun, writes: self.writes.clone() })
    }

    /// A command to the server as a whole, for the test harness.
    #[cfg(feature = "testing")]
    pub(crate) async fn command(&self, sql: String) -> Result<(), Fault> {
        if let Engine::Pg(pool) = &self.engine {
            // The names in it are made by the test harness, from digits.
            sqlx::query(AssertSqlSafe(sql)).execute(pool).await.map_err(Fault::from_sqlx)?;
        }
        Ok(())
    }

    #[cfg(feature = "testing")]
    pub(crate) async fn stop_growing(&self) -> Result<(), Fault> {
        if let Engine::Sqlite { write, .. } = &self.engine {
            // The engine answers as it does when the disk is full.
            sqlx::query("pragma max_page_count = 1")
                .execute(write)
                .await
                .map_err(Fault::from_sqlx)?;
        }
        Ok(())
    }

    #[cfg(feature = "testing")]
    pub(crate) async fn pretend_newer(&self) -> Result<(), Fault> {
        let sql = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'from the future', true, $1, 0)";
        match &self.engine {
            Engine::Sqlite { write, .. } => {
                sqlx::query(sql).bind(vec![0u8]).execute(write).await.map_err(Fault::from_sqlx)?;
            }
            Engine::Pg(pool) => {
                sqlx::query(sql).bind(vec![0u8]).execute(pool).await.map_err(Fault::from_sqlx)?;
            }
        }
        Ok(())
    }

    /// Closes every connection; the embedded file is left tidy.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { write, aside, read } => {
                read.close();
                aside.close().await;
                write.close().await;
            }
            Engine::Pg(pool) => pool.close().await,
        }
    }
}

enum ReadConn {
    Sqlite(embedded::Reader),
    Pg(sqlx::pool::PoolConnection<Postgres>),
}

/// A connection that reads.
pub struct Read(ReadConn);

pub(crate) struct Tx {
    begun: Begun,
    writes: Arc<AtomicU64>,
}

enum Begun {
    Sqlite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

struct PgDay(i32);
struct PgAt(i64);
/// Microseconds from 1970 to 2000, where PostgreSQL begins.
const PG_EPOCH: i64 = 946_684_800_000_000;

impl Type<Postgres> for PgDay {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(1082))
    }
}
impl Type<Postgres> for PgAt {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(1184))
    }
}
impl Encode<'_, Postgres> for PgDay {
    fn encode_by_ref(
        &self,
        buf: &mut PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        <i32 as Encode<Postgres>>::encode_by_ref(&self.0, buf)
    }
}
impl Encode<'_, Postgres> for PgAt {
    fn encode_by_ref(
        &self,
        buf: &mut PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        <i64 as Encode<Postgres>>::encode_by_ref(&self.0, buf)
    }
}
impl<'r> Decode<'r, Postgres> for PgDay {
    fn decode(value: sqlx::postgres::PgValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(PgDay(<i32 as Decode<Postgres>>::decode(value)?))
    }
}
impl<'r> Decode<'r, Postgres> for PgAt {
    fn decode(value: sqlx::postgres::PgValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(PgAt(<i64 as Decode<Postgres>>::decode(value)?))
    }
}

macro_rules! prepared {
    ($query:expr, $engine:ident) => {{
        let Query { sql, args } = $query;
        let mut prepared = match sql {
            Cow::Borrowed(text) => sqlx::query(text),
            // Only fixed text and placeholders are ever pushed into a query.
            Cow::Owned(text) => sqlx::query(AssertSqlSafe(text)),
        };
        for arg in args {
            prepared = prepared!(@bind prepared, arg, $engine);
        }
        prepared
    }};
    (@bind $p:expr, $arg:expr, sqlite) => {
        match $arg {
            Val::Text(v) => $p.bind(v),
            Val::Int(v) => $p.bind(v),
            Val::Flag(v) => $p.bind(v),
            Val::Id(v) => $p.bind(v),
            Val::Day(v) => $p.bind(v.map(|d| d.iso())),
            Val::At(v) => $p.bind(v.map(|t| t.iso())),
            Val::Bytes(v) => $p.bind(v),
        }
    };
    (@bind $p:expr, $arg:expr, pg) => {
        match $arg {
            Val::Text(v) => $p.bind(v),
            Val::Int(v) => $p.bind(v),
            Val::Flag(v) => $p.bind(v),
            Val::Id(v) => $p.bind(v),
            Val::Day(v) => $p.bind(v.map(|d| PgDay(d.to_pg()))),
            Val::At(v) => $p.bind(v.map(|t| PgAt(t.micros() - PG_EPOCH))),
            Val::Bytes(v) => $p.bind(v),
        }
    };
}

impl Source for Read {
    fn fetch(&mut self, query: Query) -> BoxFuture<'_, Result<Vec<Row>, Fault>> {
        Box::pin(async move {
            match &mut self.0 {
                ReadConn::Sqlite(conn) => conn.fetch(query),
                ReadConn::Pg(conn) => {
                    let rows = prepared!(query, pg).fetch_all(&mut **conn).await;
                    Ok(rows
                        .map_err(Fault::from_sqlx)?
                        .into_iter()
                        .map(RawRow::Pg)
                        .map(Row)
                        .collect())
                }
            }
        })
    }
}

impl Tx {
    pub(crate) async fn fetch(&mut self, query: Query) -> Result<Vec<Row>, Fault> {
        match &mut self.begun {
            Begun::Sqlite(tx) => {
                let rows = prepared!(query, sqlite).fetch_all(&mut **tx).await;
                Ok(rows
                    .map_err(Fault::from_sqlx)?
                    .into_iter()
                    .map(RawRow::Sqlite)
                    .map(Row)
                    .collect())
            }
            Begun::Pg(tx) => {
                let rows = prepared!(query, pg).fetch_all(&mut **tx).await;
                Ok(rows.map_err(Fault::from_sqlx)?.into_iter().map(RawRow::Pg).map(Row).collect())
            }
        }
    }
    pub(crate) async fn execute(&mut self, query: Query) -> Result<u64, Fault> {
        match &mut self.begun {
            Begun::Sqlite(tx) => {
                let done = prepared!(query, sqlite).execute(&mut **tx).await;
                Ok(done.map_err(Fault::from_sqlx)?.rows_affected())
            }
            Begun::Pg(tx) => {
                let done = prepared!(query, pg).execute(&mut **tx).await;
                Ok(done.map_err(Fault::from_sqlx)?.rows_affected())
            }
        }
    }
    pub(crate) async fn commit(self) -> Result<(), Fault> {
        let done = match self.begun {
            Begun::Sqlite(tx) => tx.commit().await,
            Begun::Pg(tx) => tx.commit().await,
        };
        // Counted even when the answer was lost: what was asked before is not to be trusted.
        self.writes.fetch_add(1, Ordering::Release);
        done.map_err(Fault::from_sqlx)
    }
}

pub(crate) enum RawRow {
    Sqlite(SqliteRow),
    Pg(PgRow),
    Read(embedded::Read),
}

macro_rules! plain {
    ($($get:ident: $t:ty),+) => {$(
        pub(crate) fn $get(&self, name: &str) -> Result<Option<$t>, Fault> {
            match self {
                RawRow::Read(row) => return row.$get(name),
                RawRow::Sqlite(row) => row.try_get_unchecked(name),
                RawRow::Pg(row) => row.try_get(name),
            }
            .map_err(|e| Fault::column(name, &e.to_string()))
        }
    )+};
}

impl RawRow {
    plain!(text: String, int: i64, flag: bool, id: Id, bytes: Vec<u8>);

    pub(crate) fn day(&self, name: &str) -> Result<Option<Day>, Fault> {
        match self {
            RawRow::Sqlite(_) | RawRow::Read(_) => match self.text(name)? {
                None => Ok(None),
                Some(t) => {
                    Day::parse_iso(&t).map(Some).ok_or_else(|| Fault::column(name, "no such day"))
                }
            },
            RawRow::Pg(row) => row
                .try_get::<Option<PgDay>, _>(name)
                .map(|d| d.map(|d| Day::from_pg(d.0)))
                .map_err(|e| Fault::column(name, &e.to_string())),
        }
    }
    pub(crate) fn at(&self, name: &str) -> Result<Option<Instant>, Fault> {
        match self {
            RawRow::Sqlite(_) | RawRow::Read(_) => match self.text(name)? {
                None => Ok(None),
                Some(t) => Instant::parse_iso(&t)
                    .map(Some)
                    .ok_or_else(|| Fault::column(name, "no such moment")),
            },
            RawRow::Pg(row) => row
                .try_get::<Option<PgAt>, _>(name)
                .map(|t| t.and_then(|t| Instant::from_micros(t.0 + PG_EPOCH)))
                .map_err(|e| Fault::column(name, &e.to_string())),
        }
    }
}
