//! Good news home: what was sent to whom, and how much of it there is beside the rest.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::good_news::{Balance, GoodNews};
use casework::receipt::Way;
use rulebook::Instant;

from_row!(GoodNews { id, pupil, placement, body, made_at, by_staff, by_name });

/// One person it went to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsTo {
    /// Key.
    pub id: Id,
    /// The good news.
    pub good_news: Id,
    /// Who.
    pub contact: Id,
    /// Their name, as it was.
    pub name: String,
    /// How it went.
    pub way: Way,
    /// Why on paper, or empty.
    pub why: String,
}
from_row!(NewsTo { id, good_news, contact, name, way, why });

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<GoodNews, Problem> {
    q("select * from good_news where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// A pupil's, newest first.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<GoodNews>, Fault> {
    q("select * from good_news where org = $1 and pupil = $2 order by made_at desc, id desc limit 50")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Whom these went to.
pub async fn to(src: &mut dyn Source, org: Id, news: &[Id]) -> Result<Vec<NewsTo>, Fault> {
    if news.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from good_news_to where org = ")
        .put(org)
        .push(" and good_news in ")
        .list(news.iter().copied())
        .push(" order by name, id")
        .all(src)
        .await
}

/// One person it went to.
pub async fn one_to(src: &mut dyn Source, org: Id, id: Id) -> Result<NewsTo, Problem> {
    q("select * from good_news_to where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps one with whom it goes to.
pub async fn send(w: &mut Write, news: &GoodNews, to: &[NewsTo]) -> Result<(), Fault> {
    let org = w.org();
    let query = q("insert into good_news (org, id, pupil, placement, body, made_at, by_staff, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(org).bind(news.id).bind(news.pupil).bind(news.placement).bind(&news.body).bind(news.made_at)
        .bind(news.by_staff).bind(&news.by_name);
    w.run(query).await?;
    for t in to {
        let query = q("insert into good_news_to (org, id, good_news, contact, name, way, why) values ($1,$2,$3,$4,$5,$6,$7)")
            .bind(org).bind(t.id).bind(t.good_news).bind(t.contact).bind(&t.name).bind(t.way).bind(&t.why);
        w.run(query).await?;
    }
    Ok(())
}

/// Contact with a pupil's home since a moment.
pub async fn balance(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    since: Instant,
) -> Result<Balance, Fault> {
    let rows = q("select (select count(*) from good_news g where g.org = $1 and g.pupil = $2 and g.made_at >= $3) as good, \
                  (select count(*) from home_call c where c.org = $1 and c.pupil = $2 and c.at >= $3 and c.outcome = 'spoke') as calls, \
                  (select count(*) from letter l where l.org = $1 and l.pupil = $2 and l.issued_at >= $3 and l.replaces is null) as letters")
        .bind(org).bind(pupil).bind(since).rows(src).await?;
    match rows.first() {
        Some(row) => Ok(Balance {
            good: row.get("good")?,
            calls: row.get("calls")?,
            letters: row.get("letters")?,
        }),
        None => Ok(Balance::default()),
    }
}
