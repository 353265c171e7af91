//! Parts that pages about a matter share: a date with its rule and its working, and how it stands.
//!
//! Must never know: a matter.

use crate::law::found::{counted_word, how, relative};
use crate::law::{drawn, force_tag, rule_link, unchecked_tag};
use crate::page::kit::{Standing as Shape, Tag};
use casework::hearing::owed::Owed;
use maud::{Markup, html};
use rulebook::duty::{Due, NoAnswer};
use rulebook::event::Standing;
use rulebook::{Almanac, Day, rule};

/// A date with its rule, its other reading and its working; or why there is none.
pub(crate) fn due_line(
    due: &Result<Due, NoAnswer>,
    rule: &'static str,
    almanac: Option<&Almanac>,
    today: Day,
) -> Markup {
    html! {
        @match due {
            Err(why) => p { (crate::law::found::capital(&why.to_string())) "." },
            Ok(due) => {
                @match due.day() {
                    Some(day) => p {
                        strong { time datetime=(day.iso()) { (day) } } ", " (relative(day, today))
                        @if let Some(later) = due.arguable() { ". Arguably " (later) }
                        "."
                    },
                    None => p { "No date." },
                }
                (working(*due, rule, almanac))
            }
        }
    }
}

/// How a date was reached, and the rule it rests on.
pub(crate) fn working(due: Due, id: &'static str, almanac: Option<&Almanac>) -> Markup {
    let working = due.working(almanac).ok().flatten();
    let found = rule::find(id);
    let version = found.and_then(|r| r.newest());
    html! {
        @if let Some(found) = found {
            details.working {
                summary { "Why" @if let Some(day) = due.day() { " " (day) } ", by " (id) }
                div.working-body {
                    @if let Some(how) = how(due, working.as_ref()) { p { strong { (how) "." } } }
                    @if let Some(w) = &working { (drawn(due, due.day(), w, counted_word(due))) }
                    @if let Some(day) = due.arguable() { p { strong { "Arguable: " } (day) ". The words could also bear this date; the safe one is shown above." } }
                    @if let Some(v) = version {
                        p.row { (force_tag(v.force)) " " (unchecked_tag(v.not_yet_checked())) }
                        dl.cite { dt { "Rule" } dd { (rule_link(found.id)) " " (found.title) } dt { "From" } dd { (v.citation) } }
                    }
                }
            }
        }
    }
}

/// How something owed stands today: a word and a shape.
pub(crate) fn standing_tag(owed: &Owed, today: Day) -> Markup {
    let (shape, words) = match owed.stands(today) {
        Some(Standing::Late { by: 1 }) => (Shape::Late, "Late by 1 day".to_string()),
        Some(Standing::Late { by }) => (Shape::Late, format!("Late by {by} days")),
        Some(Standing::MetLate { by: 1 }) => (Shape::Risk, "Done, 1 day late".into()),
        Some(Standing::MetLate { by }) => (Shape::Risk, format!("Done, {by} days late")),
        Some(Standing::AtRisk { left: 0 }) => (Shape::Risk, "Due today".into()),
        Some(Standing::AtRisk { .. }) => (Shape::Risk, "At risk".into()),
        Some(Standing::Open { .. }) => (Shape::Due, "Due".into()),
        Some(Standing::Met) => (Shape::Done, "Done in time".into()),
        Some(Standing::Nothing) | None if owed.met.is_some() => (Shape::Done, "Done".into()),
        Some(Standing::Nothing) | None if owed.waits() => (Shape::Due, "To do".into()),
        Some(Standing::Nothing) | None => (Shape::None, "To know".into()),
    };
    html! { (Tag(shape, &words)) }
}
