//! Suspensions and permanent exclusions: the record, its texts, what shows it, its letters and the
//! work set meanwhile.
//!
//! Must never know: who may decide, what is owed, or where one stands. Lists of pupils go through a
//! scope.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::row::{FromRow, Row};
use crate::scope::reached;
use crate::{Problem, Write};
use casework::exclusion::decide::Texts;
use casework::exclusion::letter::Paper;
use casework::exclusion::{
    As, Decided, Evidence, Exclusion, Exhibit, Met, Part, Settings, Written, letter,
};
use casework::{Id, Scope};
use rulebook::codes::Reason;
use rulebook::rule::Party;
use rulebook::{Day, HalfDays, Instant, Minute};

coded_cols!(Part, Evidence, Written, As, Paper);

fn halves(row: &Row, name: &str) -> Result<HalfDays, Fault> {
    let n: i64 = row.get(name)?;
    u32::try_from(n).map(HalfDays::halves).map_err(|_| Fault::column(name, "no number of days"))
}

impl FromRow for Exclusion {
    fn from_row(row: &Row) -> Result<Exclusion, Fault> {
        let decided_at: Option<Instant> = row.get("decided_at")?;
        let decided = match decided_at {
            None => None,
            Some(at) => Some(Decided {
                at,
                staff: row.get("decided_staff")?,
                name: row.get("decided_name")?,
                role: row.get("decided_as")?,
                reasons: row.get("decided_why")?,
                drawn: row.get("drawn")?,
                length: halves(row, "halves")?,
                touched: halves(row, "touched")?.count(),
                term_total: halves(row, "term_halves")?,
                year_total: halves(row, "year_halves")?,
                sen: row.get("sen")?,
                looked_after: row.get("looked_after")?,
                social_worker: row.get("social_worker")?,
            }),
        };
        let met = match row.get::<Option<Instant>>("met_at")? {
            None => None,
            Some(at) => Some(Met {
                attended: row.get::<Option<bool>>("met_attended")?.unwrap_or_default(),
                words: row.get("met_words")?,
                at,
                by_name: row.get("met_by")?,
            }),
        };
        let reasons: String = row.get("reasons")?;
        Ok(Exclusion {
            id: row.get("id")?,
            pupil: row.get("pupil")?,
            failed_day: row.get("failed_day")?,
            follows: row.get("follows")?,
            happened_at: row.get("happened_at")?,
            account_how: row.get("account_how")?,
            kind: row.get("kind")?,
            first: row.get("first_day")?,
            first_half: row.get("first_half")?,
            sent_home_at: row.get("sent_home_at")?,
            last: row.get("last_day")?,
            last_half: row.get("last_half")?,
            reasons: reasons.split(' ').filter_map(|c| Reason::ever(c).ok()).collect(),
            exam: row.get("exam")?,
            elsewhere_term: halves(row, "elsewhere_term")?,
            elsewhere_year: halves(row, "elsewhere_year")?,
            assessment: row.get("assessment")?,
            probable: row.get("probable")?,
            home_authority: row.get("home_authority")?,
            back_at: row.get("back_at")?,
            meeting: row.get("meeting_at")?,
            decided,
            written_on: row.get("written_on")?,
            provision: row.get("provision_at")?,
            provision_words: row.get("provision_words")?,
            cancelled_on: row.get("cancelled_on")?,
            cancelled_by: row.get("cancelled_by")?,
            cancelled_why: row.get("cancelled_why")?,
            met,
            back_on: row.get("back_on")?,
            dropped: row.get("dropped")?,
            by_staff: row.get("by_staff")?,
            by_name: row.get("by_name")?,
            made_at: row.get("made_at")?,
            version: row.get("version")?,
        })
    }
}
from_row!(Exhibit {
    id,
    exclusion,
    kind,
    who,
    words,
    taken_at,
    taken_by,
    stood,
    written,
    read_back,
    signed,
    copied,
    anonymised,
    made_at,
});

/// One record of a pupil the scope reaches.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Exclusion, Problem> {
    let query = q("select e.* from exclusion e join pupil p on p.org = e.org and p.id = e.pupil where e.id = ").put(id);
    reached(query, scope).one(src).await?.ok_or(Problem::Missing)
}

/// Every record of a pupil, first day first; drafts and those given up too.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Exclusion>, Fault> {
    q("select * from exclusion where org = $1 and pupil = $2 order by case when first_day is null then 1 else 0 end, first_day, id")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Decided records of these pupils that reach into some days.
pub async fn reaching(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
    from: Day,
    to: Day,
) -> Result<Vec<Exclusion>, Fault> {
    if pupils.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from exclusion where decided_at is not null and dropped = false and org = ")
        .put(org)
        .push(" and first_day <= ")
        .put(to)
        .push(" and (last_day is null or last_day >= ")
        .put(from)
        .push(") and pupil in ")
        .list(pupils.iter().copied())
        .push(" order by first_day, id")
        .all(src)
        .await
}

/// The record that was opened from a day in the room, if one was.
pub async fn of_failed_day(
    src: &mut dyn Source,
    org: Id,
    failed_day: Id,
) -> Result<Option<Id>, Fault> {
    let query = q(
        "select id from exclusion where org = $1 and failed_day = $2 and dropped = false order by id",
    );
    let rows = query.bind(org).bind(failed_day).rows(src).await?;
    rows.first().map(|r| r.get("id")).transpose()
}

/// A line of the list: the record with whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The record.
    pub exclusion: Exclusion,
    /// "Tyrell Ashdown-Moss"
    pub name: String,
    /// "9K2"
    pub form: String,
    /// Year group.
    pub year: i64,
}
impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Listed, Fault> {
        let (given, family): (String, String) = (row.get("known_given")?, row.get("known_family")?);
        let name = format!("{} {}", given.trim(), family.trim());
        Ok(Listed {
            exclusion: Exclusion::from_row(row)?,
            name: casework::writing::isolated(name.trim().to_string()),
            form: row.get("form")?,
            year: row.get("year")?,
        })
    }
}

/// What a list is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrow {
    /// From this first day on.
    pub from: Option<Day>,
    /// To this first day.
    pub to: Option<Day>,
    /// Year group.
    pub year: Option<i64>,
    /// Drafts alone, or decided ones alone.
    pub draft: Option<bool>,
}

/// Records of pupils the scope reaches, newest first; drafts that were given up are left out.
pub async fn list(
    src: &mut dyn Source,
    scope: &Scope,
    by: Narrow,
    take: i64,
) -> Result<Vec<Listed>, Fault> {
    let query = q("select e.*, p.known_given, p.known_family, p.form, p.year from exclusion e \
                   join pupil p on p.org = e.org and p.id = e.pupil where e.dropped = false");
    let mut query = reached(query, scope);
    if let Some(from) = by.from {
        query = query.push(" and (e.first_day >= ").put(from).push(" or e.decided_at is null)");
    }
    if let Some(to) = by.to {
        query = query.push(" and (e.first_day <= ").put(to).push(" or e.decided_at is null)");
    }
    if let Some(year) = by.year {
        query = query.push(" and p.year = ").put(year);
    }
    query = match by.draft {
        Some(true) => query.push(" and e.decided_at is null"),
        Some(false) => query.push(" and e.decided_at is not null"),
        None => query,
    };
    query
        .push(" order by case when e.first_day is null then 0 else 1 end, e.first_day desc, e.id desc limit ")
        .put(take.clamp(1, 2000))
        .all(src)
        .await
}

/// Decided records of the school that something may still be owed on: those since a day.
pub async fn since(src: &mut dyn Source, scope: &Scope, day: Day) -> Result<Vec<Listed>, Fault> {
    list(src, scope, Narrow { from: Some(day), draft: Some(false), ..Narrow::default() }, 2000)
        .await
}

/// Keeps a draft that was begun. Sent twice, it is kept once: says whether it is new.
pub async fn add(w: &mut Write, e: &Exclusion) -> Result<bool, Fault> {
    let query = q("insert into exclusion (org, id, pupil, failed_day, follows, happened_at, account_how, by_staff, by_name, made_at, first_day, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,1) on conflict (org, id) do nothing")
        .bind(w.org()).bind(e.id).bind(e.pupil).bind(e.failed_day).bind(e.follows).bind(e.happened_at).bind(e.account_how)
        .bind(e.by_staff).bind(&e.by_name).bind(e.made_at).bind(e.first);
    Ok(w.run(query).await? > 0)
}

/// Changes what people write on a draft, if nobody has since its version.
pub async fn change(w: &mut Write, e: &Exclusion) -> Result<(), Problem> {
    let n = |h: HalfDays| i64::from(h.count());
    let query = q("update exclusion set happened_at = $3, account_how = $4, kind = $5, first_day = $6, first_half = $7, sent_home_at = $8, \
                   last_day = $9, last_half = $10, reasons = $11, exam = $12, elsewhere_term = $13, elsewhere_year = $14, assessment = $15, \
                   probable = $16, home_authority = $17, back_at = $18, meeting_at = $19, dropped = $20, version = version + 1 \
                   where org = $1 and id = $2 and version = $21 and decided_at is null")
        .bind(w.org()).bind(e.id).bind(e.happened_at).bind(e.account_how).bind(e.kind).bind(e.first).bind(e.first_half)
        .bind(e.sent_home_at).bind(e.last).bind(e.last_half).bind(letter::codes(&e.reasons)).bind(e.exam).bind(n(e.elsewhere_term))
        .bind(n(e.elsewhere_year)).bind(e.assessment).bind(e.probable).bind(&e.home_authority).bind(e.back_at).bind(e.meeting)
        .bind(e.dropped).bind(e.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps what was decided, if nobody has decided or changed the draft since its version.
pub async fn decide(w: &mut Write, e: &Exclusion, d: &Decided) -> Result<(), Problem> {
    let n = |h: HalfDays| i64::from(h.count());
    let query = q("update exclusion set decided_at = $3, decided_staff = $4, decided_name = $5, decided_as = $6, decided_why = $7, drawn = $8, \
                   halves = $9, touched = $10, term_halves = $11, year_halves = $12, sen = $13, looked_after = $14, social_worker = $15, \
                   version = version + 1 where org = $1 and id = $2 and version = $16 and decided_at is null")
        .bind(w.org()).bind(e.id).bind(d.at).bind(d.staff).bind(&d.name).bind(d.role).bind(&d.reasons).bind(&d.drawn)
        .bind(n(d.length)).bind(i64::from(d.touched)).bind(n(d.term_total)).bind(n(d.year_total)).bind(d.sen)
        .bind(d.looked_after).bind(&d.social_worker).bind(e.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps what came after the decision: the parent's letter, the education of the sixth day, the
/// meeting, the way back, a cancellation.
pub async fn after(w: &mut Write, e: &Exclusion) -> Result<(), Problem> {
    let met = e.met.as_ref();
    let query = q("update exclusion set written_on = $3, provision_at = $4, provision_words = $5, cancelled_on = $6, cancelled_by = $7, \
                   cancelled_why = $8, met_attended = $9, met_words = $10, met_at = $11, met_by = $12, back_on = $13, meeting_at = $14, \
                   version = version + 1 where org = $1 and id = $2 and version = $15 and decided_at is not null")
        .bind(w.org()).bind(e.id).bind(e.written_on).bind(e.provision).bind(&e.provision_words).bind(e.cancelled_on)
        .bind(&e.cancelled_by).bind(&e.cancelled_why).bind(met.map(|m| m.attended))
        .bind(met.map(|m| m.words.clone()).unwrap_or_default()).bind(met.map(|m| m.at))
        .bind(met.map(|m| m.by_name.clone()).unwrap_or_default()).bind(e.back_on).bind(e.meeting).bind(e.version);
    stale_if_none(w.run(query).await?)
}

/// The newest words of each text.
pub async fn texts(src: &mut dyn Source, org: Id, exclusion: Id) -> Result<Texts, Fault> {
    let rows = q("select part, body from exclusion_text where org = $1 and exclusion = $2 order by part, revision")
        .bind(org)
        .bind(exclusion)
        .rows(src)
        .await?;
    let mut out: Vec<(Part, String)> = Vec::new();
    for row in rows {
        let (part, body): (Part, String) = (row.get("part")?, row.get("body")?);
        match out.iter_mut().find(|(p, _)| *p == part) {
            Some(slot) => slot.1 = body,
            None => out.push((part, body)),
        }
    }
    Ok(Texts(out))
}

/// Keeps the words of a text, where they differ from the newest. Earlier words stay.
pub async fn write(w: &mut Write, exclusion: Id, part: Part, body: &str) -> Result<bool, Fault> {
    let rows = q("select revision, body from exclusion_text where org = $1 and exclusion = $2 and part = $3 order by revision desc limit 1")
        .bind(w.org()).bind(exclusion).bind(part).rows(w).await?;
    let (newest, was): (i64, String) = match rows.first() {
        Some(row) => (row.get("revision")?, row.get("body")?),
        None => (0, String::new()),
    };
    if was == body {
        return Ok(false);
    }
    let (who, at) = (w.act().who.clone(), w.at());
    let query = q("insert into exclusion_text (org, exclusion, part, revision, body, by_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(exclusion).bind(part).bind(newest + 1).bind(body).bind(who).bind(at);
    w.run(query).await?;
    Ok(true)
}

/// What shows it, first to last.
pub async fn exhibits(src: &mut dyn Source, org: Id, exclusion: Id) -> Result<Vec<Exhibit>, Fault> {
    q("select * from exclusion_exhibit where org = $1 and exclusion = $2 order by taken_at, id")
        .bind(org)
        .bind(exclusion)
        .all(src)
        .await
}

/// Adds something that shows it. Sent twice, it is kept once.
pub async fn add_exhibit(w: &mut Write, x: &Exhibit) -> Result<bool, Fault> {
    let query = q("insert into exclusion_exhibit (org, id, exclusion, kind, who, words, taken_at, taken_by, read_back, signed, anonymised, made_at, stood, written, copied) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict (org, id) do nothing")
        .bind(w.org()).bind(x.id).bind(x.exclusion).bind(x.kind).bind(&x.who).bind(&x.words).bind(x.taken_at).bind(&x.taken_by)
        .bind(x.read_back).bind(x.signed).bind(&x.anonymised).bind(x.made_at).bind(&x.stood).bind(x.written).bind(x.copied);
    Ok(w.run(query).await? > 0)
}

/// Records that a statement was read back, signed, or has a copy that names nobody.
pub async fn confirm_exhibit(w: &mut Write, x: &Exhibit) -> Result<(), Problem> {
    let query = q("update exclusion_exhibit set read_back = $3, signed = $4, anonymised = $5, copied = $6 where org = $1 and id = $2")
        .bind(w.org()).bind(x.id).bind(x.read_back).bind(x.signed).bind(&x.anonymised).bind(x.copied);
    stale_if_none(w.run(query).await?)
}

/// A letter that was issued, without its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Key.
    pub id: Id,
    /// The record.
    pub exclusion: Id,
    /// The pupil.
    pub pupil: Id,
    /// What it is.
    pub paper: Paper,
    /// Whom it is to, as the rules name them.
    pub party: String,
    /// The first person at home it is to.
    pub contact: Option<Id>,
    /// 1 for the first of its kind to them.
    pub number: i64,
    /// Who it is addressed to.
    pub to_name: String,
    /// Its words.
    pub words: String,
    /// The language that stands first, or empty.
    pub language: String,
    /// When.
    pub issued_at: Instant,
    /// By whom.
    pub by_name: String,
}
from_row!(Issued {
    id,
    exclusion,
    pupil,
    paper,
    party,
    contact,
    number,
    to_name,
    words,
    language,
    issued_at,
    by_name,
});

const ISSUED: &str = "select id, exclusion, pupil, paper, party, contact, number, to_name, words, language, issued_at, by_name from exclusion_letter where org = $1";

/// The letters of a record, newest first.
pub async fn letters(src: &mut dyn Source, org: Id, exclusion: Id) -> Result<Vec<Issued>, Fault> {
    q(ISSUED)
        .push(" and exclusion = $2 order by issued_at desc, id desc")
        .bind(org)
        .bind(exclusion)
        .all(src)
        .await
}

/// One letter.
pub async fn letter(src: &mut dyn Source, org: Id, id: Id) -> Result<Issued, Problem> {
    q(ISSUED).push(" and id = $2").bind(org).bind(id).one(src).await?.ok_or(Problem::Missing)
}

/// The pages of a letter.
pub async fn letter_pdf(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<u8>, Problem> {
    let rows = q("select pdf from exclusion_letter where org = $1 and id = $2");
    let rows = rows.bind(org).bind(id).rows(src).await?;
    match rows.first() {
        Some(row) => Ok(row.get("pdf")?),
        None => Err(Problem::Missing),
    }
}

/// Keeps a letter with its pages.
pub async fn issue(w: &mut Write, l: &Issued, pdf: Vec<u8>) -> Result<(), Fault> {
    let query = q("insert into exclusion_letter (org, id, exclusion, pupil, paper, party, contact, number, to_name, words, pdf, language, issued_at, by_name) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)")
        .bind(w.org()).bind(l.id).bind(l.exclusion).bind(l.pupil).bind(l.paper).bind(&l.party).bind(l.contact).bind(l.number)
        .bind(&l.to_name).bind(&l.words).bind(pdf).bind(&l.language).bind(l.issued_at).bind(&l.by_name);
    w.run(query).await.map(|_| ())
}

/// The code a party is kept by.
pub fn party_code(party: Party) -> String {
    party.code().to_string()
}

/// Work set for a day at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Key.
    pub id: Id,
    /// The record.
    pub exclusion: Id,
    /// The day it is for.
    pub day: Day,
    /// What.
    pub what: String,
    /// Where it is, or empty.
    pub link: String,
    /// Who set it.
    pub set_by: String,
    /// When.
    pub set_at: Instant,
    /// Who marked it, or empty.
    pub marked_by: String,
    /// When.
    pub marked_at: Option<Instant>,
    /// What was said of it.
    pub marked_note: String,
}
from_row!(Work {
    id,
    exclusion,
    day,
    what,
    link,
    set_by,
    set_at,
    marked_by,
    marked_at,
    marked_note,
});

/// Work set, day by day.
pub async fn work(src: &mut dyn Source, org: Id, exclusion: Id) -> Result<Vec<Work>, Fault> {
    q("select * from exclusion_work where org = $1 and exclusion = $2 order by day, set_at, id")
        .bind(org)
        .bind(exclusion)
        .all(src)
        .await
}

/// Keeps work that was set. Sent twice, it is kept once.
pub async fn set_work(w: &mut Write, work: &Work) -> Result<bool, Fault> {
    let query =
        q("insert into exclusion_work (org, id, exclusion, day, what, link, set_by, set_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(work.id)
        .bind(work.exclusion)
        .bind(work.day)
        .bind(&work.what)
        .bind(&work.link)
        .bind(&work.set_by)
        .bind(work.set_at);
    Ok(w.run(query).await? > 0)
}

/// Records that work was marked, if nobody has.
pub async fn mark_work(w: &mut Write, exclusion: Id, id: Id, note: &str) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let query = q("update exclusion_work set marked_by = $4, marked_at = $5, marked_note = $6 \
                   where org = $1 and exclusion = $2 and id = $3 and marked_at is null")
    .bind(w.org())
    .bind(exclusion)
    .bind(id)
    .bind(who)
    .bind(w.at())
    .bind(note);
    stale_if_none(w.run(query).await?)
}

const PREFIX: &str = "exclusion_";

/// The school's settings for all this.
pub async fn settings(src: &mut dyn Source, org: Id) -> Result<Settings, Fault> {
    let mut out = Settings::default();
    let query: Query =
        q("select name, value from setting where org = $1 and name like 'exclusion_%'");
    for row in query.bind(org).rows(src).await? {
        let (name, value): (String, String) = (row.get("name")?, row.get("value")?);
        match name.strip_prefix(PREFIX).unwrap_or_default() {
            "acting" => out.acting = Id::parse_str(&value).ok(),
            "acting_from" => out.acting_from = Day::parse_iso(&value),
            "acting_to" => out.acting_to = Day::parse_iso(&value),
            "school" => out.school = value,
            "authority" => out.authority = value,
            "authority_to" => out.authority_to = value,
            "clerk" => out.clerk = value,
            "virtual_head" => out.virtual_head = value,
            "advice" => out.advice = value,
            "afternoon" => out.afternoon = Minute::parse(&value),
            _ => {}
        }
    }
    Ok(out)
}

/// Keeps them.
pub async fn set_settings(w: &mut Write, s: &Settings) -> Result<(), Fault> {
    let day = |d: Option<Day>| d.map(|d| d.iso()).unwrap_or_default();
    for (name, value) in [
        ("exclusion_acting", s.acting.map(|id| id.to_string()).unwrap_or_default()),
        ("exclusion_acting_from", day(s.acting_from)),
        ("exclusion_acting_to", day(s.acting_to)),
        ("exclusion_school", s.school.clone()),
        ("exclusion_authority", s.authority.clone()),
        ("exclusion_authority_to", s.authority_to.clone()),
        ("exclusion_clerk", s.clerk.clone()),
        ("exclusion_virtual_head", s.virtual_head.clone()),
        ("exclusion_advice", s.advice.clone()),
        ("exclusion_afternoon", s.afternoon.map(|m| m.input()).unwrap_or_default()),
    ] {
        crate::school::set(w, name, &value).await?;
    }
    Ok(())
}
