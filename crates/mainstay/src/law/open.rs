//! What could not be confirmed, and what a person must check.

use super::{rule_link, tabs};
use crate::page::Page;
use crate::page::kit::Head;
use crate::visit::{Answer, Visit};
use maud::{Markup, html};
use rulebook::rule::{BEFORE_RELEASE, NOT_CONFIRMED, NOTE_OF, Open};

/// The page.
pub struct OpenPage;

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    v.page(&OpenPage)
}

impl Page for OpenPage {
    fn title(&self) -> String {
        "What is open: dates and the law".into()
    }
    fn here(&self) -> &'static str {
        "/law"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("What is open").back("/law", "Dates and the law").facts(html! {
                "The rules were written from a note of " (NOTE_OF.day()) ". This is what it could not settle. "
                a href="/law/rules?unchecked=yes" { "Every rule not yet checked" }
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            (tabs("/law/open"))
            div.stack.stack-6 {
                (list("Looked for and not confirmed", "Each was looked for and not found, or could not be shown to be in force or to stand. None is held as law.", NOT_CONFIRMED))
                (list("What a person must check", "Until these are done, the rules they name are the best reading of what was seen.", BEFORE_RELEASE))
            }
        }
    }
}

fn list(title: &str, lead: &str, all: &[Open]) -> Markup {
    html! {
        section.stack {
            h2 { (title) }
            p.soft { (lead) }
            ul.clocks { @for one in all {
                li.clock.clock-open {
                    div { h3 { (one.title) } p { (one.words) } }
                    p { "Touches " @for (n, id) in one.rules.iter().enumerate() { @if n > 0 { ", " } (rule_link(id)) } }
                }
            } }
        }
    }
}
