//! Which actions a list shows, and in what order: what is late comes first unless somebody asks
//! for another order.
//!
//! Must never know: pages, or who reads.

use super::{Action, Origin, Standing};
use crate::Id;
use rulebook::Day;

coded! {
    /// Which are shown.
    pub enum Show {
        Open = "open", "To do or review";
        Late = "late", "Late";
        Done = "done", "Done";
        GivenUp = "given_up", "Given up";
        All = "all", "All";
    }
}

coded! {
    /// In what order.
    pub enum Order {
        Due = "due", "Late first, then by the day";
        Owner = "owner", "By who does it";
        Newest = "newest", "Newest first";
    }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Words in it.
    pub text: String,
    /// Whose.
    pub owner: Option<Id>,
    /// Which.
    pub show: Show,
    /// From where.
    pub origin: Option<Origin>,
    /// In what order.
    pub order: Order,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter {
            text: String::new(),
            owner: None,
            show: Show::Open,
            origin: None,
            order: Order::Due,
        }
    }
}

impl Filter {
    fn shows(&self, a: &Action, today: Day) -> bool {
        let stands = a.standing(today);
        let by_state = match self.show {
            Show::Open => !stands.is_over(),
            Show::Late => stands.is_late(),
            Show::Done => stands == Standing::Done,
            Show::GivenUp => stands == Standing::GivenUp,
            Show::All => true,
        };
        let text = self.text.trim().to_lowercase();
        let has = |s: &str| s.to_lowercase().contains(&text);
        by_state
            && self.owner.is_none_or(|id| a.turn().0 == id || a.owner == id)
            && self.origin.is_none_or(|o| a.origin == o)
            && (text.is_empty()
                || has(&a.what)
                || has(&a.owner_name)
                || has(&a.source)
                || has(&a.known_by()))
    }
}

/// Those the filter shows, in its order.
pub fn arranged(all: Vec<Action>, filter: &Filter, today: Day) -> Vec<Action> {
    let mut out: Vec<Action> = all.into_iter().filter(|a| filter.shows(a, today)).collect();
    let late_first = |a: &Action| {
        let stands = a.standing(today);
        (u8::from(!stands.is_late()) + 2 * u8::from(stands.is_over()), a.next_day(), a.id)
    };
    match filter.order {
        Order::Due => out.sort_by_key(late_first),
        Order::Owner => {
            out.sort_by(|a, b| (a.turn().1, late_first(a)).cmp(&(b.turn().1, late_first(b))));
        }
        Order::Newest => out.sort_by_key(|a| std::cmp::Reverse((a.made_at, a.id))),
    }
    out
}
