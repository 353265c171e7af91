//! Stock: levels, how they came to be, and orders.
//!
//! Must never know: what is too little; casework makes the order list.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::kit::stock::{Item, Order};
use rulebook::Instant;

from_row!(Item { id, name, unit, level, minimum, pence, supplier, check_on, active, version });
from_row!(Order { id, item, quantity, ordered_at, ordered_by, received, received_at });
from_row!(Count { how, before, after, by_name, at });

/// A change of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// "counted", "received"
    pub how: String,
    /// Level before.
    pub before: i64,
    /// Level after.
    pub after: i64,
    /// By whom.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// Every item, those still kept first, by name.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Item>, Fault> {
    let mut all: Vec<Item> =
        q("select * from stock_item where org = $1 order by name, id").bind(org).all(src).await?;
    all.sort_by_key(|i| !i.active);
    Ok(all)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Item, Problem> {
    let query = q("select * from stock_item where org = $1 and id = $2").bind(org).bind(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// Keeps a new one.
pub async fn add(w: &mut Write, i: &Item) -> Result<(), Fault> {
    let query = q("insert into stock_item (org, id, name, unit, level, minimum, pence, supplier, check_on, active, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org()).bind(i.id).bind(&i.name).bind(&i.unit).bind(i.level).bind(i.minimum).bind(i.pence)
        .bind(&i.supplier).bind(i.check_on).bind(i.active).bind(i.version);
    w.run(query).await.map(|_| ())
}

/// Changes one, if nobody has since its version. A new level is kept with how it came about.
pub async fn change(w: &mut Write, i: &Item, how: &str, by: &str) -> Result<(), Problem> {
    let org = w.org();
    let kept = find(w, org, i.id).await?;
    let query = q("update stock_item set name = $3, unit = $4, level = $5, minimum = $6, pence = $7, supplier = $8, check_on = $9, \
                   active = $10, version = version + 1 where org = $1 and id = $2 and version = $11")
        .bind(org).bind(i.id).bind(&i.name).bind(&i.unit).bind(i.level).bind(i.minimum).bind(i.pence)
        .bind(&i.supplier).bind(i.check_on).bind(i.active).bind(i.version);
    stale_if_none(w.run(query).await?)?;
    if kept.level != i.level {
        let query = q("insert into stock_count (org, id, item, how, before, after, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
            .bind(org).bind(Id::now_v7()).bind(i.id).bind(how).bind(kept.level).bind(i.level).bind(by).bind(w.at());
        w.run(query).await?;
    }
    Ok(())
}

/// How an item's level came to be, newest first.
pub async fn counts(src: &mut dyn Source, org: Id, item: Id) -> Result<Vec<Count>, Fault> {
    q("select how, before, after, by_name, at from stock_count where org = $1 and item = $2 order by at desc, id desc limit 20")
        .bind(org).bind(item).all(src).await
}

/// Orders that have not come, and the newest of those that have.
pub async fn orders(src: &mut dyn Source, org: Id) -> Result<Vec<Order>, Fault> {
    let mut open: Vec<Order> = q(
        "select * from stock_order where org = $1 and received_at is null order by ordered_at, id",
    )
    .bind(org)
    .all(src)
    .await?;
    let came: Vec<Order> = q("select * from stock_order where org = $1 and received_at is not null order by received_at desc, id desc limit 20")
        .bind(org).all(src).await?;
    open.extend(came);
    Ok(open)
}

/// Keeps an order. Says whether it was new.
pub async fn order(w: &mut Write, o: &Order) -> Result<bool, Fault> {
    let org = w.org();
    let known = q(
        "select count(*) as n from stock_order where org = $1 and (id = $2 or (item = $3 and received_at is null))",
    );
    if known.bind(org).bind(o.id).bind(o.item).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into stock_order (org, id, item, quantity, ordered_at, ordered_by) values ($1,$2,$3,$4,$5,$6)")
        .bind(org).bind(o.id).bind(o.item).bind(o.quantity).bind(o.ordered_at).bind(&o.ordered_by);
    w.run(query).await.map(|_| true)
}

/// Says that an order came, and how many. False where it had come before.
pub async fn receive(w: &mut Write, order: Id, came: i64, by: &str) -> Result<bool, Fault> {
    let query = q("update stock_order set received = $3, received_at = $4, received_by = $5 where org = $1 and id = $2 and received_at is null")
        .bind(w.org()).bind(order).bind(came).bind(w.at()).bind(by);
    Ok(w.run(query).await? > 0)
}
