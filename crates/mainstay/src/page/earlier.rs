//! The words a record said before it was edited, drawn one way on every page.

use maud::{Markup, Render, html};
use store::revision::Revision;

/// Earlier words under a line that can be opened; nothing where nothing was edited.
pub struct Earlier<'a>(pub &'a [Revision]);

impl Render for Earlier<'_> {
    fn render(&self) -> Markup {
        let Some((newest, before)) = self.0.split_last() else { return Markup::default() };
        html! {
            details.working #earlier {
                summary { "Changed by " (newest.author_name) @if let Some(at) = newest.at { ", " (at) } ". Earlier words are kept" }
                ol.working-body.stack reversed { @for r in before.iter().rev() {
                    li value=(r.revision) {
                        p.as-typed { @if r.words.is_empty() { "Nothing was written" } @else { (r.words) } }
                        p.soft {
                            @if r.author_name.is_empty() { "Who wrote this, and when, was not recorded" }
                            @else { (r.author_name) @if let Some(at) = r.at { ", " (at) } }
                        }
                    }
                } }
            }
        }
    }
}

/// For the gallery: two versions of the same words.
pub fn sample(before: &str, now: &str) -> Vec<Revision> {
    let at = |micros| rulebook::Instant::from_micros(micros);
    let version = |revision, words: &str, who: &str, micros| Revision {
        revision,
        pupil: None,
        words: words.into(),
        author_name: who.into(),
        at: at(micros),
    };
    vec![
        version(1, before, "Ms Dara Okell", 1_794_323_040_000_000),
        version(2, now, "Mr Idris Vail", 1_794_324_000_000_000),
    ]
}
