//! How a duty of a case stands, for lists; one in full is drawn as on every desk.
//!
//! Must never know: how a date was reached.

use crate::page::kit::{Standing as Shape, Tag};
use casework::owed::Owed;
use maud::{Markup, html};
use rulebook::event::Standing;

/// The shape of how a duty stands.
pub(super) fn tag(standing: Standing) -> Markup {
    let words = crate::law::found::capital(&standing.words());
    match standing {
        Standing::Late { .. } => html! { (Tag(Shape::Late, &words)) },
        Standing::AtRisk { .. } => html! { (Tag(Shape::Risk, &words)) },
        Standing::Open { .. } => html! { (Tag(Shape::Due, "Due")) },
        Standing::Met => html! { (Tag(Shape::Done, "Done")) },
        Standing::MetLate { .. } => html! { (Tag(Shape::Done, &words)) },
        Standing::Nothing => html! { (Tag(Shape::None, "To know")) },
    }
}

/// What is owed, with the name of whom each owes their own.
pub(super) fn what(o: &Owed) -> String {
    match &o.whom {
        Some(whom) => format!("{}: {}", o.words, whom.name),
        None => o.words.to_string(),
    }
}
