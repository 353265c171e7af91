//! Stock: how much there is, how much there should be, and what is to be ordered.
//!
//! Must never know: who sells it, or where it is kept on the page.

use crate::Id;
use rulebook::{Day, Instant};

/// The most of anything that is counted.
pub const MOST: i64 = 100_000;

/// Something that runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Key.
    pub id: Id,
    /// What it is.
    pub name: String,
    /// What one is: "box of 50".
    pub unit: String,
    /// How many there are.
    pub level: i64,
    /// How many there should be at least.
    pub minimum: i64,
    /// What one costs, in pence.
    pub pence: i64,
    /// Where it comes from.
    pub supplier: String,
    /// When it is counted next.
    pub check_on: Option<Day>,
    /// Still kept.
    pub active: bool,
    /// Version.
    pub version: i64,
}

impl Item {
    /// There is less than there should be.
    pub fn is_short(&self) -> bool {
        self.level < self.minimum
    }
    /// How many bring it back to what there should be.
    pub fn wanted(&self) -> i64 {
        (self.minimum - self.level).max(0)
    }
}

/// An order for an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Key.
    pub id: Id,
    /// Item.
    pub item: Id,
    /// How many.
    pub quantity: i64,
    /// When.
    pub ordered_at: Instant,
    /// By whom.
    pub ordered_by: String,
    /// How many came.
    pub received: Option<i64>,
    /// When.
    pub received_at: Option<Instant>,
}

/// One line of the order list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The item.
    pub item: &'a Item,
    /// How many: those ordered, or those wanted.
    pub quantity: i64,
    /// The order that is under way, if it was ordered.
    pub order: Option<&'a Order>,
}

impl Line<'_> {
    /// What it comes to, in pence.
    pub fn pence(&self) -> i64 {
        self.quantity.saturating_mul(self.item.pence)
    }
}

/// What is to be ordered, and what was and has not come: everything short comes first.
pub fn order_list<'a>(items: &'a [Item], orders: &'a [Order]) -> Vec<Line<'a>> {
    let open = |item: &Item| orders.iter().find(|o| o.item == item.id && o.received_at.is_none());
    let mut lines: Vec<Line<'a>> = items
        .iter()
        .filter(|i| i.active)
        .filter_map(|item| match open(item) {
            Some(order) => Some(Line { item, quantity: order.quantity, order: Some(order) }),
            None if item.is_short() => Some(Line { item, quantity: item.wanted(), order: None }),
            None => None,
        })
        .collect();
    lines.sort_by_key(|l| (l.order.is_some(), l.item.name.to_lowercase()));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    fn item(n: u128, level: i64, minimum: i64) -> Item {
        Item {
            id: Id::from_u128(n),
            name: format!("Item {n}"),
            unit: "box".into(),
            level,
            minimum,
            pence: 250,
            supplier: String::new(),
            check_on: None,
            active: true,
            version: 1,
        }
    }

    #[test]
    fn what_is_below_its_minimum_is_on_the_order_list_until_it_has_come() {
        let items = [item(1, 2, 5), item(2, 5, 5), item(3, 0, 4)];
        let day = Day::new(2026, 11, 10).unwrap();
        let order = Order {
            id: Id::from_u128(9),
            item: Id::from_u128(3),
            quantity: 10,
            ordered_at: day.at(Minute::default()),
            ordered_by: "Ms Okell".into(),
            received: None,
            received_at: None,
        };
        let orders = [order.clone()];
        let list = order_list(&items, &orders);
        let said: Vec<(String, i64, bool)> =
            list.iter().map(|l| (l.item.name.clone(), l.quantity, l.order.is_some())).collect();
        assert_eq!(said, [("Item 1".into(), 3, false), ("Item 3".into(), 10, true)]);
        assert_eq!(list.iter().map(Line::pence).sum::<i64>(), 13 * 250);
        // It came, and there is still too little: it is asked for again.
        let came = [Order { received: Some(2), received_at: Some(order.ordered_at), ..order }];
        assert!(order_list(&items, &came).iter().all(|l| l.order.is_none()));
    }
}
