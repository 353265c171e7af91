//! Dates and the law: what follows from an event, with its working, and the rules themselves.
//!
//! Must never know: a number of days, or how one is counted. It asks the rulebook and shows.
//! Nothing asked here is kept; an answer is an address.

mod answer_page;
pub mod ask;
mod ask_page;
pub mod codes;
pub mod found;
pub mod open;
pub mod owed;
mod road;
pub mod rules;
mod samples;
pub mod shelf;

pub(crate) use answer_page::drawn;
pub use road::show;
pub use samples::samples;

use maud::{Markup, html};
use rulebook::almanac::Pattern;
use rulebook::rule::Force;
use rulebook::{Almanac, SchoolCalendar};

/// The four pages of the room, one of them here.
pub(crate) fn tabs(here: &str) -> Markup {
    let all = [
        ("/law", "What happened"),
        ("/law/rules", "Rules"),
        ("/law/open", "What is open"),
        ("/law/codes", "Codes"),
    ];
    html! {
        nav.tabs.tabs-law aria-label="Dates and the law" { @for (href, label) in all {
            a href=(href) aria-current=[(href == here).then_some("page")] { (label) }
        } }
    }
}

/// How far a rule binds: a word and a shape.
pub(crate) fn force_tag(force: Force) -> Markup {
    let class = match force {
        Force::Must => "tag tag-must",
        Force::Should => "tag tag-should",
        Force::Advice => "tag tag-advice",
        Force::Product => "tag tag-own",
    };
    html! { span class=(class) { (shelf::force_tag(force)) } }
}

/// How far a rule binds, in the middle of a line.
pub(crate) fn force_word(force: Force) -> String {
    shelf::force_tag(force).to_lowercase()
}

/// That nobody has compared a rule with the law yet.
pub(crate) fn unchecked_tag(unchecked: bool) -> Markup {
    html! { @if unchecked { span.tag.tag-unread { "Not yet checked" } } }
}

/// A link to a rule, by its number.
pub(crate) fn rule_link(id: &str) -> Markup {
    html! { a href={ "/law/rules/" (id) } { (id) } }
}

/// The school's own calendar, ready for counting, or why it cannot be counted on.
pub(crate) fn almanac(school: &str, calendar: &SchoolCalendar) -> Result<Almanac, String> {
    Almanac::of_school(school, calendar, Pattern::of(calendar)).map_err(|e| e.to_string())
}
