//! `mainstay clock events`: every event with the facts it asks for.

use super::text::{Page, wrap};
use super::typed;
use rulebook::event::KINDS;

/// The list.
pub fn list() -> String {
    let mut page = Page::default();
    for kind in KINDS {
        page.line(&format!("{}  {}", kind.code, kind.title));
        wrap(kind.about, 4, &mut page);
        if kind.calendar {
            wrap("Counts school days: a calendar is needed.", 4, &mut page);
        }
        typed::facts(kind, &mut page);
        page.line("");
    }
    wrap(
        "DATE is written 2026-11-12, TIME 10:30, DAYS 3 or 3.5. A fact without anything after it is a yes, and may stand alone.",
        0,
        &mut page,
    );
    page.0
}
