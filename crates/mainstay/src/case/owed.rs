//! How a duty of a case stands, for lists; one in full is drawn as on every desk.
//!
//! Must never know: how a date was reached.

use crate::page::kit::{Standing as Shape, Tag};
use casework::owed::Owed;
use maud::{Markup, html};
use rulebook::event::Standing;

/// The shape of how a duty stands.
pub(super) fn tag(standing: Standing) -> Markup {
    match standing {
        Standing::Late { .. } => html! { (Tag(Shape::Late, "Late")) },
        Standing::AtRisk { left: 0 } => html! { (Tag(Shape::Risk, "Due today")) },
        Standing::AtRisk { .. } => html! { (Tag(Shape::Risk, "At risk")) },
        Standing::Open { .. } => html! { (Tag(Shape::Due, "Due")) },
        Standing::Met => html! { (Tag(Shape::Done, "Done")) },
        Standing::MetLate { .. } => html! { (Tag(Shape::Done, "Done late")) },
        Standing::Nothing => html! { (Tag(Shape::None, "To know")) },
    }
}

/// Duties that are the school's from day to day and that nobody tells an authority of: they stand
/// on the case, and are counted on no board.
pub(super) const SCHOOLS_OWN: &[&str] = &["public-place", "work-set"];

/// Open, and counted on the boards.
pub(super) fn counts(o: &Owed) -> bool {
    o.open() && !SCHOOLS_OWN.contains(&o.code)
}

/// What is owed, with the name of whom each owes their own.
pub(super) fn what(o: &Owed) -> String {
    match &o.whom {
        Some(whom) => format!("{}: {}", o.words, whom.name),
        None => o.words.to_string(),
    }
}
