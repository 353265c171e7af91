//! A fresh database for every test, on either engine.
//!
//! The PostgreSQL one is a database of its own on the server named by `MAINSTAY_TEST_POSTGRES`,
//! whose role may create databases; where that is not set, the tests that need it say so by having
//! only one store to run on.

use crate::db::{Fault, Store};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

static NEXT: AtomicU32 = AtomicU32::new(0);
/// An embedded database, migrated and empty: made once, for making one takes longer than most tests.
static EMPTY: OnceCell<Vec<u8>> = OnceCell::const_new();
/// The same on the server: copied for each test, in a tenth of the time the migrations take.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();
/// Databases of tests that have ended. The next test drops them: hundreds would fill a disk.
static ENDED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A store and what must outlive it.
pub struct Fresh {
    /// The store, migrated and empty.
    pub store: Store,
    /// "sqlite" or "postgres", for messages.
    pub engine: &'static str,
    folder: Option<PathBuf>,
    database: Option<String>,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
        if let (Some(database), Ok(mut ended)) = (self.database.take(), ENDED.lock()) {
            ended.push(database);
        }
    }
}

/// One fresh store on each engine at hand.
pub async fn fresh() -> Vec<Fresh> {
    let mut out = vec![sqlite().await];
    if let Some(server) = server().await {
        out.push(server);
    }
    out
}

fn folder() -> PathBuf {
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("mainstay-test-{}-{n}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test database");
    folder
}

async fn empty() -> Vec<u8> {
    let folder = folder();
    let (first, whole) = (folder.join("first.db"), folder.join("whole.db"));
    let store = Store::open_file(&first).await.expect("an embedded database");
    store.migrate().await.expect("migrations");
    store.backup_to(&whole).await.expect("a copy");
    store.close().await;
    let bytes = std::fs::read(&whole).expect("the copy");
    let _ = std::fs::remove_dir_all(folder);
    bytes
}

/// A fresh embedded store.
pub async fn sqlite() -> Fresh {
    let folder = folder();
    let path = folder.join("mainstay.db");
    std::fs::write(&path, EMPTY.get_or_init(empty).await).expect("the test database");
    let store = Store::open_file(&path).await.expect("an embedded database");
    store.migrate().await.expect("migrations");
    Fresh { store, engine: "sqlite", folder: Some(folder), database: None }
}

async fn server() -> Option<Fresh> {
    let url = std::env::var("MAINSTAY_TEST_POSTGRES").ok().filter(|u| !u.is_empty())?;
    let (store, database) = copied(&url).await.expect("a PostgreSQL database");
    Some(Fresh { store, engine: "postgres", folder: None, database: Some(database) })
}

fn database() -> String {
    format!("mainstay_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

async fn copied(url: &str) -> Result<(Store, String), Fault> {
    let template = TEMPLATE.get_or_try_init(|| template(url)).await?;
    let plain = Store::open_server(url).await?;
    let ended = ENDED.lock().map(|mut names| std::mem::take(&mut *names)).unwrap_or_default();
    for name in ended {
        plain.command(format!("drop database if exists {name} with (force)")).await?;
    }
    let name = database();
    plain.command(format!("create database {name} template {template}")).await?;
    plain.close().await;
    Ok((Store::open_server_at(url, &name).await?, name))
}

/// A database that has had every migration, with nobody connected to it.
async fn template(url: &str) -> Result<String, Fault> {
    let plain = Store::open_server(url).await?;
    let name = database();
    plain.command(format!("create database {name} template template0")).await?;
    plain.close().await;
    let store = Store::open_server_at(url, &name).await?;
    store.migrate().await?;
    store.close().await;
    Ok(name)
}

/// Makes the embedded database answer as it does when the disk is full.
pub async fn fill_the_disk(store: &Store) {
    store.stop_growing().await.expect("the limit is set");
}

/// Marks the database as one that a newer version has changed.
pub async fn from_a_newer_version(store: &Store) {
    store.pretend_newer().await.expect("the mark is made");
}

/// A referral as its tables hold it, for a test that begins after it was made.
#[allow(clippy::too_many_arguments)]
pub async fn referral(
    w: &mut crate::Write,
    id: casework::Id,
    pupil: casework::Id,
    referrer: casework::Id,
    reason: casework::Id,
    day: rulebook::Day,
    period: &str,
    what: &str,
    state: &str,
) {
    let query = crate::q("insert into referral (org, id, pupil, referrer, reason, happened_on, period, place, what, hurt, ask, state, made_at) \
                          values ($1,$2,$3,$4,$5,$6,$7,'H1',$8,'no','day',$9,$10)")
        .bind(w.org())
        .bind(id)
        .bind(pupil)
        .bind(referrer)
        .bind(reason)
        .bind(day)
        .bind(period)
        .bind(what)
        .bind(state)
        .bind(w.at());
    w.run(query).await.expect("a referral");
}

/// Gives a pupil a social worker, as the roster does when it comes in.
pub async fn social_worker(w: &mut crate::Write, pupil: casework::Id, name: &str) {
    let query = crate::q("update pupil set social_worker = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(pupil)
        .bind(name);
    w.run(query).await.expect("a social worker");
}

/// Gives a pupil an ethnic group, as the roster does when it comes in.
pub async fn ethnicity(w: &mut crate::Write, pupil: casework::Id, group: &str) {
    let query = crate::q("update pupil set ethnicity = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(pupil)
        .bind(group);
    w.run(query).await.expect("an ethnic group");
}

/// Gives a pupil a date of birth, as the roster does when it comes in.
pub async fn born(w: &mut crate::Write, pupil: casework::Id, on: rulebook::Day) {
    let query = crate::q("update pupil set born = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(pupil)
        .bind(on);
    w.run(query).await.expect("a birthday");
}

/// Takes a pupil off the roll on a day, as the roster does when it comes in.
pub async fn left(w: &mut crate::Write, pupil: casework::Id, day: rulebook::Day) {
    let query =
        crate::q("update pupil set left_on = $3, version = version + 1 where org = $1 and id = $2")
            .bind(w.org())
            .bind(pupil)
            .bind(day);
    w.run(query).await.expect("a leaver");
}

/// Gives a pupil another name, as the roster does when it comes in.
pub async fn named(w: &mut crate::Write, pupil: casework::Id, given: &str, family: &str) {
    let query =
        crate::q("update pupil set known_given = $3, known_family = $4 where org = $1 and id = $2")
            .bind(w.org())
            .bind(pupil)
            .bind(given)
            .bind(family);
    w.run(query).await.expect("a name");
}

/// Whether any text column of any table holds these words, whole or within others.
pub async fn holds(store: &Store, words: &str) -> Result<bool, Fault> {
    let mut read = store.read().await?;
    for line in store.schema().await? {
        let Some((table, column)) = line
            .strip_suffix(" required")
            .or_else(|| line.strip_suffix(" optional"))
            .and_then(|l| l.strip_suffix(" text"))
            .and_then(|l| l.split_once('.'))
        else {
            continue;
        };
        let sql = format!(
            "select count(*) as n from {table} where replace({column}, $1, '') <> {column}"
        );
        let query = crate::Query { sql: sql.into(), args: vec![words.into()] };
        if query.count(&mut read).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Sets the address of a member of staff, as a roster would.
pub async fn staff_email(w: &mut crate::Write, staff: casework::Id, email: &str) {
    let query = crate::q("update staff set email = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(staff)
        .bind(email);
    w.run(query).await.expect("an address");
}

/// Puts an email address of somebody at home right, as a bringing-in would.
pub async fn email_of(
    w: &mut crate::Write,
    contact: casework::Id,
    email: &str,
) -> Result<(), Fault> {
    let query = crate::db::q("update contact set email = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(contact)
        .bind(email);
    w.run(query).await.map(|_| ())
}

/// Restricts somebody at home, or no longer, as a bringing-in would.
pub async fn restrict(
    w: &mut crate::Write,
    pupil: casework::Id,
    contact: casework::Id,
    words: &str,
) -> Result<(), Fault> {
    let query = crate::db::q(
        "update pupil_contact set restriction = $4 where org = $1 and pupil = $2 and contact = $3",
    )
    .bind(w.org())
    .bind(pupil)
    .bind(contact)
    .bind(words);
    w.run(query).await.map(|_| ())
}

/// Takes the teacher of a lesson away, as a timetable without one does.
pub async fn no_teacher(w: &mut crate::Write, work: casework::Id) {
    let query = crate::q("update work set teacher = null where org = $1 and id = $2")
        .bind(w.org())
        .bind(work);
    w.run(query).await.expect("no teacher");
}

/// Says in which language somebody at home is spoken to, as a bringing-in would.
pub async fn speaks(
    w: &mut crate::Write,
    contact: casework::Id,
    language: &str,
    interpreter: bool,
) -> Result<(), Fault> {
    let query = crate::db::q(
        "update contact set language = $3, interpreter = $4 where org = $1 and id = $2",
    )
    .bind(w.org())
    .bind(contact)
    .bind(language)
    .bind(interpreter);
    w.run(query).await.map(|_| ())
}

/// Moves somebody at home, as a bringing-in would.
pub async fn lives_at(
    w: &mut crate::Write,
    contact: casework::Id,
    address: &str,
) -> Result<(), Fault> {
    let query = crate::db::q("update contact set address = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(contact)
        .bind(address);
    w.run(query).await.map(|_| ())
}

/// Says that a pupil is looked after, as a bringing-in would.
pub async fn looked_after(w: &mut crate::Write, pupil: casework::Id) -> Result<(), Fault> {
    let query = crate::db::q("update pupil set looked_after = true where org = $1 and id = $2")
        .bind(w.org())
        .bind(pupil);
    w.run(query).await.map(|_| ())
}

/// Marks a pupil as left, as a roster would.
pub async fn leaves(w: &mut crate::Write, pupil: casework::Id, on: rulebook::Day) {
    let query = crate::db::q("update pupil set left_on = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(pupil)
        .bind(on);
    w.run(query).await.expect("the pupil is marked");
}

/// Takes a pupil out of every class of a teacher, as a timetable that comes in does.
pub async fn not_taught_by(w: &mut crate::Write, pupil: casework::Id, teacher: casework::Id) {
    let query = crate::q("update class_pupil set ended_on = $4 where org = $1 and pupil = $2 \
                          and class in (select class from class_staff where org = $1 and staff = $3)")
        .bind(w.org())
        .bind(pupil)
        .bind(teacher)
        .bind(w.at().day());
    w.run(query).await.expect("fewer classes");
}

/// Gives somebody at home another telephone number, or none, as the roster does when it comes in.
pub async fn phone_of(w: &mut crate::Write, contact: casework::Id, phone: &str) {
    let query = crate::q("update contact set phone = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(contact)
        .bind(phone);
    w.run(query).await.expect("a telephone number");
}

/// Adds somebody at home who holds no parental responsibility, as a bringing-in would.
pub async fn relative(
    w: &mut crate::Write,
    pupil: casework::Id,
    (given, family, relation): (&str, &str, &str),
    phone: &str,
) -> casework::Id {
    let id = casework::Id::now_v7();
    let query = crate::q(
        "insert into contact (org, id, title, given, family, phone) values ($1,$2,'Mrs',$3,$4,$5)",
    )
    .bind(w.org())
    .bind(id)
    .bind(given)
    .bind(family)
    .bind(phone);
    w.run(query).await.expect("somebody at home");
    let query = crate::q(
        "insert into pupil_contact (org, pupil, contact, relation, priority, responsible) values ($1,$2,$3,$4,9,false)",
    )
    .bind(w.org())
    .bind(pupil)
    .bind(id)
    .bind(relation);
    w.run(query).await.expect("a tie");
    id
}
