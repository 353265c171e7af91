//! The list of cases: narrowed, put in order and cut into pages by the database.

use super::Case;
use crate::db::{Fault, Query, Source, q};
use crate::fold::starts;
use crate::row::{FromRow, Row};
use casework::case::child::Child;
use casework::case::{Kind, State};
use casework::{Coded, Id};
use rulebook::Day;

/// A case with its child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The case.
    pub case: Case,
    /// The child, without their address.
    pub child: Child,
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Listed, Fault> {
        let case = Case::from_row(row)?;
        Ok(Listed {
            child: Child {
                id: case.child,
                given: row.get("k_given")?,
                family: row.get("k_family")?,
                also: row.get("k_also")?,
                born: row.get("k_born")?,
                upn: row.get("k_upn")?,
                address: String::new(),
                home: row.get("k_home")?,
                version: row.get("k_version")?,
            },
            case,
        })
    }
}

const LISTED: &str = "select c.*, k.given as k_given, k.family as k_family, k.also as k_also, k.born as k_born, k.upn as k_upn, \
     k.home as k_home, k.version as k_version from case_file c join child k on k.org = c.org and k.id = c.child";

/// What the list is put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The day it was opened.
    #[default]
    Opened,
    /// The child's family name.
    Child,
    /// The school.
    School,
}

/// How the list is narrowed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Start of a name, a number of a case or of a pupil.
    pub text: String,
    /// Of one school.
    pub school: Option<Id>,
    /// Of schools of one kind, by its code.
    pub school_kind: String,
    /// Of schools that one kind of body answers for, by its code.
    pub governed: String,
    /// Of one kind.
    pub kind: Option<Kind>,
    /// Open or closed.
    pub state: Option<State>,
    /// Of one officer.
    pub officer: Option<Id>,
    /// Nobody's yet.
    pub nobodys: bool,
    /// Children who live in another authority.
    pub elsewhere: bool,
    /// Among these alone.
    pub among: Option<Vec<Id>>,
    /// Opened on or after.
    pub since: Option<Day>,
    /// Order.
    pub order: Order,
    /// The other way round.
    pub down: bool,
    /// Rows to pass over.
    pub skip: i64,
    /// Rows at most.
    pub take: i64,
}

fn narrowed(mut query: Query, org: Id, f: &Filter) -> Query {
    query = query.push(" where c.org = ").put(org);
    if let Some(state) = f.state {
        query = query.push(" and c.state = ").put(state.code());
    }
    if let Some(school) = f.school {
        query = query.push(" and c.school = ").put(school);
    }
    for (column, code) in [("kind", &f.school_kind), ("governed", &f.governed)] {
        if !code.is_empty() {
            query = query
                .push(" and c.school in (select s.id from known_school s where s.org = ")
                .put(org)
                .push(if column == "kind" { " and s.kind = " } else { " and s.governed = " })
                .put(code.clone())
                .push(")");
        }
    }
    if let Some(kind) = f.kind {
        query = query.push(" and c.kind = ").put(kind.code());
    }
    if let Some(officer) = f.officer {
        query = query.push(" and c.officer = ").put(officer);
    }
    if f.nobodys {
        query = query.push(" and c.officer is null");
    }
    if f.elsewhere {
        query = query.push(" and k.home <> ''");
    }
    if let Some(since) = f.since {
        query = query.push(" and c.opened_on >= ").put(since);
    }
    if let Some(among) = &f.among {
        query = query.push(" and c.id in ").list(among.iter().copied());
    }
    let text = f.text.trim();
    if !text.is_empty() {
        let (start, inside) = starts(text);
        query =
            query.push(" and (k.search like ").put(start).push(" or k.search like ").put(inside);
        if let Ok(number) = text.parse::<i64>() {
            query = query.push(" or c.number = ").put(number);
        }
        query = query.push(")");
    }
    query
}

/// A page of the list, and how many there are in all.
pub async fn list(src: &mut dyn Source, org: Id, f: &Filter) -> Result<(Vec<Listed>, i64), Fault> {
    let of_child = f.elsewhere || !f.text.trim().is_empty();
    // Open cases are few and children many: the cases are gone through first, and the embedded
    // engine does as the question says.
    let open_first = of_child && f.state == Some(State::Open);
    let counted = match (of_child, open_first) {
        (true, true) => q("select count(*) as n from case_file c cross join child k"),
        (true, false) => q(
            "select count(*) as n from case_file c join child k on k.org = c.org and k.id = c.child",
        ),
        (false, _) => q("select count(*) as n from case_file c"),
    };
    let counted = narrowed(counted, org, f);
    let counted = match open_first {
        true => counted.push(" and k.org = c.org and k.id = c.child"),
        false => counted,
    };
    let total = counted.count(src).await?;
    let down = if f.down { " desc" } else { "" };
    let mut query = narrowed(q(LISTED), org, f).push(" order by ");
    query = match f.order {
        Order::Opened => query.push("c.opened_on").push(down).push(", c.id").push(down),
        Order::Child => query.push("k.sort_key").push(down).push(", c.id").push(down),
        Order::School => {
            query.push("c.school_name").push(down).push(", c.opened_on desc, c.id desc")
        }
    };
    let rows = query.push(" limit ").put(f.take).push(" offset ").put(f.skip).all(src).await?;
    Ok((rows, total))
}

/// Every open case; of an officer, theirs and those that are nobody's yet.
pub async fn open(
    src: &mut dyn Source,
    org: Id,
    officer: Option<Id>,
) -> Result<Vec<Listed>, Fault> {
    let mut query = q(LISTED).push(" where c.org = ").put(org).push(" and c.state = 'open'");
    if let Some(officer) = officer {
        query = query.push(" and (c.officer = ").put(officer).push(" or c.officer is null)");
    }
    query.push(" order by c.opened_on, c.id").all(src).await
}

/// The open cases of one school.
pub async fn open_of(src: &mut dyn Source, org: Id, school: Id) -> Result<Vec<Listed>, Fault> {
    q(LISTED)
        .push(" where c.org = ")
        .put(org)
        .push(" and c.school = ")
        .put(school)
        .push(" and c.state = 'open' order by c.opened_on, c.id")
        .all(src)
        .await
}

/// How many cases of each kind a school had, opened in a stretch of time.
pub async fn by_kind(
    src: &mut dyn Source,
    org: Id,
    school: Id,
    from: Day,
    to: Day,
) -> Result<Vec<(Kind, i64)>, Fault> {
    let rows = q("select kind, count(*) as n from case_file where org = $1 and school = $2 and opened_on >= $3 and opened_on <= $4 group by kind")
        .bind(org).bind(school).bind(from).bind(to).rows(src).await?;
    let mut out = Vec::new();
    for row in rows {
        out.push((row.get("kind")?, row.get("n")?));
    }
    out.sort();
    Ok(out)
}
