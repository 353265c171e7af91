//! Lunch lists that went to the kitchen, and meals that reached their pupil.
//!
//! Must never know: who eats, or what.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::Id;
use casework::meal::How;
use rulebook::{Day, Instant, Minute};

coded_cols!(How);
from_row!(Meal { placement, how, at, by_name });
from_row!(Sent { at = "sent_at", by = "sent_by" });
from_row!(Unsent { room, name, by = "lunch_list_by", n });

/// A meal that reached its pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meal {
    /// Placement.
    pub placement: Id,
    /// How.
    pub how: How,
    /// When.
    pub at: Instant,
    /// By whom it was recorded.
    pub by_name: String,
}

/// That a list went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// When.
    pub at: Instant,
    /// Who sent it.
    pub by: String,
}

/// A room whose list has not gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// When the kitchen wants it, where the room has a time of its own.
    pub by: Option<Minute>,
    /// How many eat there.
    pub n: i64,
}

/// The meals of a room's day.
pub async fn of_room(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Meal>, Fault> {
    q("select m.placement, m.how, m.at, m.by_name from meal m join placement p on p.org = m.org and p.id = m.placement \
       where m.org = $1 and p.room = $2 and p.day = $3")
        .bind(org).bind(room).bind(day).all(src).await
}

/// Keeps how a meal reached its pupil; nothing takes it back. Says whether anything changed.
pub async fn give(w: &mut Write, placement: Id, how: Option<How>, by: &str) -> Result<bool, Fault> {
    let (org, at) = (w.org(), w.at());
    let now: Option<Meal> =
        q("select placement, how, at, by_name from meal where org = $1 and placement = $2")
            .bind(org)
            .bind(placement)
            .one(w)
            .await?;
    if now.as_ref().map(|m| m.how) == how {
        return Ok(false);
    }
    let gone = q("delete from meal where org = $1 and placement = $2").bind(org).bind(placement);
    w.run(gone).await?;
    if let Some(how) = how {
        let query =
            q("insert into meal (org, placement, how, at, by_name) values ($1,$2,$3,$4,$5)")
                .bind(org)
                .bind(placement)
                .bind(how)
                .bind(at)
                .bind(by);
        w.run(query).await?;
    }
    Ok(true)
}

/// When a room's list went on a day.
pub async fn sent(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Option<Sent>, Fault> {
    q("select sent_at, sent_by from lunch_list where org = $1 and room = $2 and day = $3")
        .bind(org)
        .bind(room)
        .bind(day)
        .one(src)
        .await
}

/// Keeps that a room's list went. Says whether it was the first time.
pub async fn send(w: &mut Write, room: Id, day: Day, by: &str) -> Result<bool, Fault> {
    let org = w.org();
    if sent(w, org, room, day).await?.is_some() {
        return Ok(false);
    }
    let query =
        q("insert into lunch_list (org, room, day, sent_at, sent_by) values ($1,$2,$3,$4,$5)")
            .bind(org)
            .bind(room)
            .bind(day)
            .bind(w.at())
            .bind(by);
    w.run(query).await.map(|_| true)
}

/// Rooms somebody eats in on a day whose list has not gone.
pub async fn unsent(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<Unsent>, Fault> {
    let all: Vec<Unsent> = q("select r.id as room, r.name, r.lunch_list_by, (select count(*) from placement p where p.org = r.org and p.room = r.id and p.day = $2 \
        and p.state in ('booked', 'here', 'left', 'closed') and exists (select 1 from slot s where s.org = p.org and s.placement = p.id and s.from_minute < r.lunch_to and s.to_minute > r.lunch_from)) as n \
        from room r where r.org = $1 and r.active = true \
        and not exists (select 1 from lunch_list l where l.org = r.org and l.room = r.id and l.day = $2) order by r.name, r.id")
        .bind(org).bind(day).all(src).await?;
    Ok(all.into_iter().filter(|u| u.n > 0).collect())
}
