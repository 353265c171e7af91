//! Picking an event: every kind, in the order of the road.

use super::shelf::holds_words;
use super::tabs;
use crate::page::Page;
use crate::page::kit::Head;
use crate::visit::{Answer, Visit};
use maud::{Markup, html};
use rulebook::event::{self, EventKind, KINDS};

/// Parts of the road with the events in them. A test holds every event to be in one of them.
pub(super) const ROAD: &[(&str, &[&str])] = &[
    ("Out of class", &["removal", "restrictive-intervention", "separation"]),
    (
        "Suspension and exclusion",
        &["suspension", "permanent-exclusion", "cancellation", "provision"],
    ),
    (
        "Governors and review",
        &[
            "governors-meeting",
            "governors-decision",
            "review-application",
            "review-meeting",
            "review-decision",
        ],
    ),
    (
        "Off site, and another school",
        &[
            "off-site-direction",
            "off-site-review",
            "managed-move",
            "fair-access",
            "in-year-application",
        ],
    ),
    ("Register and records", &["new-pupil", "illness", "record-request"]),
];

/// The page.
pub struct RoadPage {
    /// What is looked for.
    pub looked_for: String,
}

impl RoadPage {
    fn fits(&self, kind: &EventKind) -> bool {
        holds_words(&format!("{} {} {}", kind.code, kind.title, kind.about), &self.looked_for)
    }
    fn parts(&self) -> Vec<(&'static str, Vec<&'static EventKind>)> {
        let kinds = |codes: &'static [&'static str]| {
            let all = codes.iter().filter_map(|code| event::find(code));
            all.filter(|kind| self.fits(kind)).collect::<Vec<_>>()
        };
        let parts = ROAD.iter().map(|(title, codes)| (*title, kinds(codes)));
        parts.filter(|(_, kinds)| !kinds.is_empty()).collect()
    }
}

impl Page for RoadPage {
    fn title(&self) -> String {
        "Dates and the law".into()
    }
    fn here(&self) -> &'static str {
        "/law"
    }
    fn main(&self) -> Markup {
        let parts = self.parts();
        let shown: usize = parts.iter().map(|(_, kinds)| kinds.len()).sum();
        html! {
            (Head::new("Dates and the law").facts(html! {
                "What follows from an event, who owes it, by when and why, counted on the school’s own calendar. Nothing typed here is kept."
            }))
            (tabs("/law"))
            div.stack.stack-6 {
                form.row.row-end method="get" action="/law" role="search" aria-label="Find an event" {
                    div.field { label for="q" { "What happened" } input.input #q type="search" name="q" value=(self.looked_for) autocomplete="off"; }
                    button.btn.btn-2 type="submit" { "Find" }
                    @if !self.looked_for.is_empty() { a.btn.btn-quiet href="/law" { "Show all" } }
                }
                @if !self.looked_for.is_empty() {
                    p role="status" {
                        (shown) " of " (KINDS.len()) " events hold “" (self.looked_for) "”. "
                        a href={ "/law/rules?q=" (encoded(&self.looked_for)) } { "Look for it in the rules" }
                    }
                }
                @for (title, kinds) in parts {
                    section.stack {
                        h2 { (title) }
                        ul.picks.picks-road { @for kind in kinds {
                            li.sheet.pick-link {
                                h3 { a href={ "/law/event/" (kind.code) } { (kind.title) } }
                                p.soft { (kind.about) }
                            }
                        } }
                    }
                }
            }
        }
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    v.page(&RoadPage { looked_for: v.query.text("q").chars().take(80).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_in_one_part_of_the_road() {
        let codes: Vec<_> = ROAD.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        for kind in KINDS {
            assert_eq!(codes.iter().filter(|c| **c == kind.code).count(), 1, "{}", kind.code);
        }
        assert_eq!(codes.len(), KINDS.len());
    }
}
