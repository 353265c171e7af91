//! Records of force, restraint and seclusion, each version whole, and who was told. No other file
//! of this floor names these tables.
//!
//! Must never know: who may read them; whoever asks has asked that. Counted with nothing else.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::row::Row;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::pupil::{Pupil, Sen};
use casework::restrictive::{Fact, How, Kind, Naming, Record, Report, ReportState, Version};
use casework::{Coded, Id, Scope};
use rulebook::{Day, Instant};

coded_cols!(How, ReportState);
from_row!(Record {
    id,
    pupil,
    placement,
    author,
    author_name,
    made_at,
    version,
    signed_at,
    signed_by,
    signed_why
});
from_row!(Report {
    id,
    record,
    contact,
    to_name,
    restricted,
    state,
    due,
    how,
    told_at,
    by_name,
    made_at,
    said,
    why,
    copy_revision
});

/// The columns of a report without its copy.
const REPORT: &str = "select id, record, contact, to_name, restricted, state, due, how, told_at, by_name, made_at, said, why, copy_revision from restrictive_report";

/// How the school shows others in a copy that goes home.
pub async fn naming(src: &mut dyn Source, org: Id) -> Result<Naming, Fault> {
    let staff = crate::school::get(src, org, "restrictive_staff").await?;
    let pupils = crate::school::get(src, org, "restrictive_pupils").await?;
    Ok(Naming::read(staff.as_deref(), pupils.as_deref()))
}

/// Keeps how the school shows others.
pub async fn set_naming(w: &mut Write, naming: Naming) -> Result<(), Fault> {
    crate::school::set(w, "restrictive_staff", naming.staff.code()).await?;
    crate::school::set(w, "restrictive_pupils", naming.pupils.code()).await
}

/// What was answered of a placement, by whom and when.
pub async fn asked(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Option<(bool, String, Instant)>, Fault> {
    let rows =
        q("select happened, by_name, at from restrictive_asked where org = $1 and placement = $2")
            .bind(org)
            .bind(placement)
            .rows(src)
            .await?;
    rows.first().map(|r| Ok((r.get("happened")?, r.get("by_name")?, r.get("at")?))).transpose()
}

/// Keeps an answer. A yes stays a yes. Says whether anything changed.
pub async fn answer(
    w: &mut Write,
    placement: Id,
    happened: bool,
    staff: Id,
) -> Result<bool, Fault> {
    let who = w.act().who.clone();
    let query = q("insert into restrictive_asked (org, placement, happened, by_staff, by_name, at) values ($1,$2,$3,$4,$5,$6) \
        on conflict (org, placement) do update set happened = excluded.happened, by_staff = excluded.by_staff, by_name = excluded.by_name, at = excluded.at \
        where restrictive_asked.happened = false and excluded.happened = true")
        .bind(w.org()).bind(placement).bind(happened).bind(staff).bind(who).bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Whether this one is kept already: the same form sent twice.
pub async fn is_kept(src: &mut dyn Source, org: Id, id: Id) -> Result<bool, Fault> {
    let query = q("select count(*) as n from restrictive where org = $1 and id = $2");
    Ok(query.bind(org).bind(id).count(src).await? > 0)
}

/// Keeps a new record with its first version.
pub async fn add(w: &mut Write, r: &Record, pupil: &Pupil, v: &Version) -> Result<(), Fault> {
    let query = q("insert into restrictive (org, id, pupil, placement, author, author_name, made_at, year, sex, sen) \
        values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org()).bind(r.id).bind(r.pupil).bind(r.placement).bind(r.author).bind(&r.author_name)
        .bind(r.made_at).bind(pupil.year).bind(&pupil.sex).bind(pupil.sen);
    w.run(query).await?;
    keep_version(w, r.id, v).await
}

async fn keep_version(w: &mut Write, record: Id, v: &Version) -> Result<(), Fault> {
    let org = w.org();
    let query = q("insert into restrictive_version (org, record, revision, kinds, began, ended, author_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(org).bind(record).bind(v.revision).bind(Kind::keep(&v.kinds)).bind(v.began).bind(v.ended)
        .bind(&v.author_name).bind(v.at);
    w.run(query).await?;
    for (fact, words) in v.facts.iter().filter(|(_, words)| !words.is_empty()) {
        let query = q("insert into restrictive_fact (org, record, revision, fact, words) values ($1,$2,$3,$4,$5)")
            .bind(org).bind(record).bind(v.revision).bind(fact.code()).bind(words);
        w.run(query).await?;
    }
    Ok(())
}

/// Adds a version to a record; stale where somebody added one since.
pub async fn complete(w: &mut Write, record: Id, v: &Version) -> Result<(), Problem> {
    let query = q("update restrictive set version = $3 where org = $1 and id = $2 and version = $4 and signed_at is null")
        .bind(w.org()).bind(record).bind(v.revision).bind(v.revision - 1);
    stale_if_none(w.run(query).await?)?;
    Ok(keep_version(w, record, v).await?)
}

/// One record.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Record, Problem> {
    q("select id, pupil, placement, author, author_name, made_at, version, signed_at, signed_by, signed_why from restrictive where org = $1 and id = $2")
        .bind(org).bind(id).one(src).await?.ok_or(Problem::Missing)
}

fn version_of(row: &Row) -> Result<Version, Fault> {
    Ok(Version {
        revision: row.get("revision")?,
        kinds: Kind::kept(&row.get::<String>("kinds")?),
        began: row.get("began")?,
        ended: row.get("ended")?,
        facts: Vec::new(),
        author_name: row.get("author_name")?,
        at: row.get("at")?,
    })
}

/// Every version of a record, first to last.
pub async fn versions(src: &mut dyn Source, org: Id, record: Id) -> Result<Vec<Version>, Fault> {
    let rows = q("select revision, kinds, began, ended, author_name, at from restrictive_version where org = $1 and record = $2 order by revision")
        .bind(org).bind(record).rows(src).await?;
    let mut out: Vec<Version> = rows.iter().map(version_of).collect::<Result<_, _>>()?;
    let facts =
        q("select revision, fact, words from restrictive_fact where org = $1 and record = $2")
            .bind(org)
            .bind(record)
            .rows(src)
            .await?;
    for row in facts {
        let revision: i64 = row.get("revision")?;
        let fact = Fact::from_code(&row.get::<String>("fact")?);
        if let (Some(fact), Some(v)) = (fact, out.iter_mut().find(|v| v.revision == revision)) {
            v.facts.push((fact, row.get("words")?));
        }
    }
    for v in &mut out {
        v.facts.sort_by_key(|(fact, _)| *fact);
    }
    Ok(out)
}

/// Records of a pupil, newest first: key and when it began.
pub async fn of_pupil(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
) -> Result<Vec<(Id, Instant)>, Fault> {
    let rows = q("select r.id, v.began from restrictive r join restrictive_version v on v.org = r.org and v.record = r.id and v.revision = r.version \
        where r.org = $1 and r.pupil = $2 order by v.began desc, r.id desc")
        .bind(org).bind(pupil).rows(src).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("began")?))).collect()
}

/// Records of a placement.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Record>, Fault> {
    q("select id, pupil, placement, author, author_name, made_at, version, signed_at, signed_by, signed_why from restrictive where org = $1 and placement = $2 order by made_at, id")
        .bind(org).bind(placement).all(src).await
}

/// Those to be told of a record, in the order they were listed.
pub async fn reports(src: &mut dyn Source, org: Id, record: Id) -> Result<Vec<Report>, Fault> {
    q(REPORT)
        .push(" where org = ")
        .put(org)
        .push(" and record = ")
        .put(record)
        .push(" order by id")
        .all(src)
        .await
}

/// One of them.
pub async fn report(src: &mut dyn Source, org: Id, id: Id) -> Result<Report, Problem> {
    q(REPORT)
        .push(" where org = ")
        .put(org)
        .push(" and id = ")
        .put(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Puts somebody on the list of those to be told.
pub async fn to_tell(w: &mut Write, r: &Report) -> Result<(), Fault> {
    let query = q("insert into restrictive_report (org, id, record, contact, to_name, restricted, state, due) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org()).bind(r.id).bind(r.record).bind(r.contact).bind(&r.to_name).bind(r.restricted)
        .bind(r.state).bind(r.due);
    w.run(query).await.map(|_| ())
}

/// A copy as it was given.
pub struct Copy {
    /// The version it was made of.
    pub revision: i64,
    /// Its words.
    pub words: String,
    /// Its pages.
    pub pdf: Vec<u8>,
}

/// Writes down that somebody was told. False when it was written down before.
pub async fn told(w: &mut Write, r: &Report, copy: Option<Copy>) -> Result<bool, Fault> {
    let query = q("update restrictive_report set state = 'told', to_name = $3, how = $4, told_at = $5, by_name = $6, made_at = $7, said = $8, copy_revision = $9, copy_words = $10, copy = $11 \
        where org = $1 and id = $2 and state = 'due'")
        .bind(w.org()).bind(r.id).bind(&r.to_name).bind(r.how).bind(r.told_at).bind(&r.by_name).bind(w.at())
        .bind(&r.said)
        .bind(copy.as_ref().map(|c| c.revision))
        .bind(copy.as_ref().map(|c| c.words.clone()).unwrap_or_default())
        .bind(copy.map(|c| c.pdf));
    Ok(w.run(query).await? > 0)
}

/// Keeps the copy that was given to somebody who had been told before. False when one was kept.
pub async fn give_copy(w: &mut Write, report: Id, copy: Copy) -> Result<bool, Fault> {
    let query = q("update restrictive_report set copy_revision = $3, copy_words = $4, copy = $5 where org = $1 and id = $2 and state = 'told' and copy_revision is null")
        .bind(w.org()).bind(report).bind(copy.revision).bind(&copy.words).bind(copy.pdf);
    Ok(w.run(query).await? > 0)
}

/// Withholds the report to one person. False when it was told or withheld before.
pub async fn withhold(w: &mut Write, id: Id, by: &str, why: &str) -> Result<bool, Fault> {
    let query = q("update restrictive_report set state = 'withheld', by_name = $3, made_at = $4, why = $5 where org = $1 and id = $2 and state = 'due'")
        .bind(w.org()).bind(id).bind(by).bind(w.at()).bind(why);
    Ok(w.run(query).await? > 0)
}

/// The copy that was given with a report.
pub async fn copy(src: &mut dyn Source, org: Id, report: Id) -> Result<Option<Vec<u8>>, Fault> {
    let rows = q("select copy from restrictive_report where org = $1 and id = $2")
        .bind(org)
        .bind(report)
        .rows(src)
        .await?;
    match rows.first() {
        Some(row) => row.get("copy"),
        None => Ok(None),
    }
}

/// Signs a record off. Stale where it was signed, or completed since.
pub async fn sign(w: &mut Write, r: &Record, by: &str, why: &str) -> Result<(), Problem> {
    let query = q("update restrictive set signed_at = $4, signed_by = $5, signed_why = $6 where org = $1 and id = $2 and version = $3 and signed_at is null")
        .bind(w.org()).bind(r.id).bind(r.version).bind(w.at()).bind(by).bind(why);
    stale_if_none(w.run(query).await?)
}

/// Something somebody has to do about a record. Its words name no pupil and say nothing of it.
pub struct Todo {
    /// Which of ours: "restrictive_report", "restrictive_sign", "restrictive_plan"…
    pub kind: &'static str,
    /// Pupil.
    pub pupil: Id,
    /// What it is about: the report, or the record.
    pub about: Id,
    /// What.
    pub what: String,
    /// Whose.
    pub owner: Option<Id>,
    /// When.
    pub due: Day,
    /// The record it is done on.
    pub record: Id,
}

/// Sets a task. The record stands in the place of a placement, so that its line leads there.
pub async fn set_task(w: &mut Write, t: &Todo) -> Result<(), Fault> {
    let query = q("insert into task (org, id, kind, pupil, placement, about, what, owner, due, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org()).bind(Id::now_v7()).bind(t.kind).bind(t.pupil).bind(t.record).bind(t.about).bind(&t.what)
        .bind(t.owner).bind(t.due).bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Closes the tasks about a report or a record of one kind.
pub async fn task_done(
    w: &mut Write,
    kind: &'static str,
    about: Id,
    why: &str,
) -> Result<u64, Fault> {
    let who = w.act().who.clone();
    let query = q("update task set done_at = $4, done_by = $5, done_why = $6 where org = $1 and kind = $2 and about = $3 and done_at is null")
        .bind(w.org()).bind(kind).bind(about).bind(w.at()).bind(who).bind(why);
    w.run(query).await
}

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The record.
    pub record: Record,
    /// "Noa Arkin"
    pub name: String,
    /// "9S"
    pub form: String,
    /// Year at the time.
    pub year: i64,
    /// Sex at the time.
    pub sex: String,
    /// SEN at the time.
    pub sen: Sen,
    /// What was done.
    pub kinds: Vec<Kind>,
    /// When it began.
    pub began: Instant,
    /// When it ended.
    pub ended: Option<Instant>,
    /// Facts known.
    pub known: i64,
    /// Where it happened, or nothing.
    pub place: String,
    /// Reports not made yet, made, withheld.
    pub reports: (i64, i64, i64),
}

/// The register between two days, both included, newest first, of pupils in scope.
pub async fn register(
    src: &mut dyn Source,
    scope: &Scope,
    from: Day,
    to: Day,
) -> Result<Vec<Line>, Fault> {
    let query = q("select r.id, r.pupil, r.placement, r.author, r.author_name, r.made_at, r.version, r.signed_at, r.signed_by, r.signed_why, \
        r.year, r.sex, r.sen, v.kinds, v.began, v.ended, p.known_given, p.known_family, p.form, \
        (select count(*) from restrictive_fact f where f.org = v.org and f.record = v.record and f.revision = v.revision) as known, \
        coalesce((select f.words from restrictive_fact f where f.org = v.org and f.record = v.record and f.revision = v.revision and f.fact = 'place'), '') as place, \
        (select count(*) from restrictive_report t where t.org = r.org and t.record = r.id and t.state = 'due') as due, \
        (select count(*) from restrictive_report t where t.org = r.org and t.record = r.id and t.state = 'told') as told, \
        (select count(*) from restrictive_report t where t.org = r.org and t.record = r.id and t.state = 'withheld') as withheld \
        from restrictive r join restrictive_version v on v.org = r.org and v.record = r.id and v.revision = r.version \
        join pupil p on p.org = r.org and p.id = r.pupil where v.began >= ")
        .put(from.at(Default::default()))
        .push(" and v.began < ")
        .put(to.plus(1).at(Default::default()));
    let rows = reached(query, scope).push(" order by v.began desc, r.id desc").rows(src).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) =
                (row.get("known_given")?, row.get("known_family")?);
            Ok(Line {
                record: <Record as crate::FromRow>::from_row(row)?,
                name: casework::writing::isolated(format!("{given} {family}").trim().to_string()),
                form: row.get("form")?,
                year: row.get("year")?,
                sex: row.get("sex")?,
                sen: row.get("sen")?,
                kinds: Kind::kept(&row.get::<String>("kinds")?),
                began: row.get("began")?,
                ended: row.get("ended")?,
                known: row.get("known")?,
                place: row.get("place")?,
                reports: (row.get("due")?, row.get("told")?, row.get("withheld")?),
            })
        })
        .collect()
}

/// Records not signed off, and people not told yet.
pub async fn open(src: &mut dyn Source, org: Id) -> Result<(i64, i64), Fault> {
    let unsigned = q("select count(*) as n from restrictive where org = $1 and signed_at is null")
        .bind(org)
        .count(src)
        .await?;
    let untold = q("select count(*) as n from restrictive_report where org = $1 and state = 'due'")
        .bind(org)
        .count(src)
        .await?;
    Ok((unsigned, untold))
}

/// Everybody who read a record, and when, first to last: from the trail.
pub async fn readings(
    src: &mut dyn Source,
    org: Id,
    id: Id,
) -> Result<Vec<(String, Instant)>, Fault> {
    let rows = q("select who, at from event where org = $1 and about = $2 and verb = 'restrictive_read' order by seq")
        .bind(org).bind(id).rows(src).await?;
    rows.iter().map(|r| Ok((r.get("who")?, r.get("at")?))).collect()
}
