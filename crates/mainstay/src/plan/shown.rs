//! The words of a version as they are drawn: for teachers, or whole.
//!
//! Must never know: who reads.

use casework::Coded;
use casework::plan::{Body, Kind, Target, section};
use maud::{Markup, html};

/// The parts teachers read.
pub fn for_teachers(kind: Kind, body: &Body) -> Markup {
    html! {
        @let first = section::first(kind);
        @if !body.section(first).is_empty() { p.plan-first { (body.section(first)) } }
        (strategies(body))
        @for s in section::of(kind).iter().filter(|s| s.teachers && s.code != first) { (one(s, body)) }
        (targets(body))
    }
}

/// Every part, those of teachers first.
pub fn whole(kind: Kind, body: &Body) -> Markup {
    html! {
        (for_teachers(kind, body))
        @let kept: Vec<_> = section::of(kind).iter().filter(|s| !s.teachers && !body.section(s.code).is_empty()).collect();
        @if !kept.is_empty() {
            div.sheet.stack {
                h3 { "For those who can open the file" }
                @for s in kept { (one(s, body)) }
            }
        }
    }
}

fn one(s: &section::Section, body: &Body) -> Markup {
    html! {
        @if !body.section(s.code).is_empty() {
            div.stack.stack-2 { h3 { (s.label) } p.as-typed { (body.section(s.code)) } }
        }
    }
}

fn strategies(body: &Body) -> Markup {
    html! {
        @if !body.strategies.is_empty() {
            div.stack.stack-2 { h3 { "Strategies" } ol.findings { @for s in &body.strategies { li { (s.words) } } } }
        }
    }
}

fn targets(body: &Body) -> Markup {
    html! {
        @if !body.targets.is_empty() {
            div.stack.stack-2 {
                h3 { "Targets" }
                @for t in &body.targets { (target(t)) }
            }
        }
    }
}

/// One target.
pub fn target(t: &Target) -> Markup {
    html! {
        div.plan-target {
            p { strong { (t.words) } span.soft { " " (t.about.label()) } }
            dl.summary.summary-tight {
                @for (label, words) in [("School will", &t.school), ("Family will", &t.family), ("I will", &t.own), ("How we shall know", &t.measure)] {
                    @if !words.is_empty() { div { dt { (label) } dd { (words) } } }
                }
            }
        }
    }
}
