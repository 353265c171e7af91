//! Pupils, their contacts and who is kept apart. Every lookup goes through a scope.

use crate::db::{Fault, Query, Source, Val, q};
use crate::fold::{fold, starts};
use crate::scope::reached;
use crate::{Problem, Write};
use casework::pupil::{Contact, KeepApart, Pupil, Sen};
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Sen);
from_row!(Pupil {
    id,
    upn,
    admission_no,
    legal_given,
    legal_family,
    known_given,
    known_family,
    born,
    year,
    form,
    sex,
    sen,
    sen_need,
    free_meals,
    language,
    ethnicity,
    looked_after,
    social_worker,
    medical,
    dietary,
    strengths,
    helps,
    reading_age,
    tutor,
    mentor,
    left_on,
    version,
});
from_row!(Contact {
    id,
    pupil,
    title,
    given,
    family,
    relation,
    priority,
    responsible,
    lives_with,
    restriction,
    phone,
    email,
    address,
    language,
    interpreter,
});
from_row!(KeepApart { id, one, other, why, set_by, set_on, review_on });

/// Every column of a pupil, in one order for reading and writing.
pub const COLUMNS: &[&str] = &[
    "org",
    "id",
    "upn",
    "admission_no",
    "legal_given",
    "legal_family",
    "known_given",
    "known_family",
    "born",
    "year",
    "form",
    "sex",
    "sen",
    "sen_need",
    "free_meals",
    "language",
    "ethnicity",
    "looked_after",
    "social_worker",
    "medical",
    "dietary",
    "strengths",
    "helps",
    "reading_age",
    "tutor",
    "mentor",
    "left_on",
    "search_key",
    "sort_key",
    "version",
];

/// What is looked for when a pupil is found by name or number.
pub fn search_key(p: &Pupil) -> String {
    fold(&format!(
        "{} {} {} {} {} {}",
        p.known_given,
        p.known_family,
        p.legal_given,
        p.legal_family,
        p.form,
        p.admission_no.as_deref().unwrap_or("")
    ))
}
/// What pupils are put in order by.
pub fn sort_key(p: &Pupil) -> String {
    fold(&format!("{} {}", p.known_family, p.known_given))
}

/// A pupil as the values of [`COLUMNS`].
pub fn values(org: Id, p: &Pupil) -> Vec<Val> {
    vec![
        org.into(),
        p.id.into(),
        (&p.upn).into(),
        (&p.admission_no).into(),
        (&p.legal_given).into(),
        (&p.legal_family).into(),
        (&p.known_given).into(),
        (&p.known_family).into(),
        p.born.into(),
        p.year.into(),
        (&p.form).into(),
        (&p.sex).into(),
        p.sen.into(),
        (&p.sen_need).into(),
        p.free_meals.into(),
        (&p.language).into(),
        (&p.ethnicity).into(),
        p.looked_after.into(),
        (&p.social_worker).into(),
        (&p.medical).into(),
        (&p.dietary).into(),
        (&p.strengths).into(),
        (&p.helps).into(),
        (&p.reading_age).into(),
        p.tutor.into(),
        p.mentor.into(),
        p.left_on.into(),
        search_key(p).into(),
        sort_key(p).into(),
        p.version.into(),
    ]
}

/// One pupil the scope reaches; anybody else is missing.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Pupil, Problem> {
    reached(q("select p.* from pupil p where p.id = ").put(id), scope)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Several pupils by key, in name order.
pub async fn several(src: &mut dyn Source, scope: &Scope, ids: &[Id]) -> Result<Vec<Pupil>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = q("select p.* from pupil p where p.id in ").list(ids.iter().copied());
    reached(query, scope).push(" order by p.sort_key, p.id").all(src).await
}

/// Everybody on roll that a scope reaches, to compare names with. Never shown as a list.
pub async fn on_roll(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Pupil>, Fault> {
    let query = q("select p.* from pupil p where p.left_on is null");
    reached(query, scope).push(" order by p.id").all(src).await
}

/// What a list of pupils is put in order by; names settle what is equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Family name.
    #[default]
    Name,
    /// Form: year by year, so that 10A does not come before 9K.
    Form,
    /// Year.
    Year,
}

/// How a list of pupils is narrowed, put in order and cut into pages.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Start of any of their names, their form or number.
    pub text: String,
    /// A year group.
    pub year: Option<i64>,
    /// A form.
    pub form: String,
    /// Only pupils with SEN support or a plan.
    pub sen: bool,
    /// Include those who have left.
    pub left: bool,
    /// In what order.
    pub order: Order,
    /// The other way round.
    pub down: bool,
    /// Rows to pass over.
    pub skip: i64,
    /// Rows at most.
    pub take: i64,
}

fn narrowed(mut query: Query, scope: &Scope, f: &Filter) -> Query {
    query = reached(query, scope);
    if !f.left {
        query = query.push(" and p.left_on is null");
    }
    for word in f.text.split_whitespace().take(6) {
        let (start, inside) = starts(word);
        query = query
            .push(" and (p.search_key like ")
            .put(start)
            .push(" or p.search_key like ")
            .put(inside)
            .push(")");
    }
    if let Some(year) = f.year {
        query = query.push(" and p.year = ").put(year);
    }
    if !f.form.is_empty() {
        query = query.push(" and p.form = ").put(&f.form);
    }
    if f.sen {
        query = query.push(" and p.sen <> 'N'");
    }
    query
}

fn ordered(f: &Filter) -> &'static str {
    match (f.order, f.down) {
        (Order::Name, false) => " order by p.sort_key, p.id limit ",
        (Order::Name, true) => " order by p.sort_key desc, p.id desc limit ",
        (Order::Form, false) => " order by p.year, p.form, p.sort_key, p.id limit ",
        (Order::Form, true) => " order by p.year desc, p.form desc, p.sort_key, p.id limit ",
        (Order::Year, false) => " order by p.year, p.sort_key, p.id limit ",
        (Order::Year, true) => " order by p.year desc, p.sort_key, p.id limit ",
    }
}

/// Pupils in the order asked for, and how many there are in all.
pub async fn list(
    src: &mut dyn Source,
    scope: &Scope,
    f: &Filter,
) -> Result<(Vec<Pupil>, i64), Fault> {
    let total =
        narrowed(q("select count(*) as n from pupil p where 1 = 1"), scope, f).count(src).await?;
    let rows = narrowed(q("select p.* from pupil p where 1 = 1"), scope, f)
        .push(ordered(f))
        .put(f.take.clamp(1, 500))
        .push(" offset ")
        .put(f.skip.max(0))
        .all(src)
        .await?;
    Ok((rows, total))
}

/// The people at home, first to call first. The pupil must already have been found in scope.
pub async fn contacts(src: &mut dyn Source, pupil: &Pupil, org: Id) -> Result<Vec<Contact>, Fault> {
    q("select c.id, pc.pupil, c.title, c.given, c.family, pc.relation, pc.priority, pc.responsible, \
       pc.lives_with, pc.restriction, c.phone, c.email, c.address, c.language, c.interpreter \
       from pupil_contact pc join contact c on c.org = pc.org and c.id = pc.contact \
       where pc.org = $1 and pc.pupil = $2 and pc.ended_on is null order by pc.priority, c.id")
    .bind(org)
    .bind(pupil.id)
    .all(src)
    .await
}

/// The people at home of several pupils, in one reading.
pub async fn contacts_of(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
) -> Result<Vec<Contact>, Fault> {
    if pupils.is_empty() {
        return Ok(Vec::new());
    }
    q("select c.id, pc.pupil, c.title, c.given, c.family, pc.relation, pc.priority, pc.responsible, \
       pc.lives_with, pc.restriction, c.phone, c.email, c.address, c.language, c.interpreter \
       from pupil_contact pc join contact c on c.org = pc.org and c.id = pc.contact \
       where pc.ended_on is null and pc.org = ")
        .put(org)
        .push(" and pc.pupil in ")
        .list(pupils.iter().copied())
        .push(" order by pc.pupil, pc.priority, c.id")
        .all(src)
        .await
}

/// Pairs in force on a day that include any of these pupils.
pub async fn kept_apart(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
    day: Day,
) -> Result<Vec<KeepApart>, Fault> {
    q("select id, one, other, why, set_by, set_on, review_on from keep_apart where org = ")
        .put(org)
        .push(" and (ended_on is null or ended_on > ")
        .put(day)
        .push(") and (one in ")
        .list(pupils.iter().copied())
        .push(" or other in ")
        .list(pupils.iter().copied())
        .push(") order by id")
        .all(src)
        .await
}

/// Keeps a new keep-apart pair.
pub async fn keep_apart(w: &mut Write, pair: &KeepApart) -> Result<(), Fault> {
    let query = q("insert into keep_apart (org, id, one, other, why, set_by, set_on, review_on) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org()).bind(pair.id).bind(pair.one).bind(pair.other).bind(&pair.why)
        .bind(&pair.set_by).bind(pair.set_on).bind(pair.review_on);
    w.run(query).await.map(|_| ())
}

/// Keeps new pupils, many at once.
pub async fn add(w: &mut Write, pupils: &[Pupil]) -> Result<(), Fault> {
    let org = w.org();
    let rows = pupils.iter().map(|p| values(org, p)).collect();
    w.run_all(Query::insert_many("pupil", COLUMNS, rows)).await.map(|_| ())
}
