//! What changed from one version to the next, as it is drawn: by a word beside each, never by
//! colour alone.

use casework::plan::difference::{Bit, Change};
use maud::{Markup, html};

/// The changes.
pub fn drawn(changes: &[Change]) -> Markup {
    html! {
        dl.summary.changes { @for c in changes {
            div {
                dt { (c.what) }
                dd { @for (bit, words) in &c.words {
                    @match bit {
                        Bit::Same => (words),
                        Bit::Gone => del { span.vh { "taken out: " } (words) span.vh { ". " } },
                        Bit::New => ins { span.vh { "new: " } (words) span.vh { ". " } },
                    } " "
                } }
            }
        } }
    }
}
