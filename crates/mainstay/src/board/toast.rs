//! The last thing somebody did on the board, with a way to undo it: a line of the day log, an
//! arrival, or a device handed out.
//!
//! Must never know: how it is drawn.

use super::facts::Facts;
use super::page::{Toast, Undo};
use crate::visit::Visit;
use casework::Coded;
use casework::day::{self, Came, Entry};
use casework::kit::device::Loan;
use rulebook::Instant;

/// The last thing this person did on the board, whichever kind it was.
pub(super) fn toast(v: &Visit, f: &Facts) -> Option<Toast> {
    let log: Vec<&Entry> = f.entries.iter().collect();
    let by = v.actor.staff;
    let entry = day::undoable(&log, by, v.now);
    let coming = day::undoable_coming(&f.comings, &log, by, v.now)
        // In one moment, an entry of somebody comes after their arrival.
        .filter(|c| {
            entry.is_none_or(|e| {
                let same = e.made_at == c.made_at && e.placement == c.placement;
                e.made_at <= c.made_at && !same
            })
        });
    let before = coming.as_ref().map(|c| c.made_at).or(entry.map(|e| e.made_at));
    let seat = |placement| f.placements.iter().find(|p| p.id == placement).and_then(|p| p.seat);
    if let Some(loan) = handed_out(v, f, before) {
        let device = f.kit.devices.iter().find(|d| d.id == loan.device);
        return Some(Toast {
            undo: Undo::Device { placement: loan.placement, loan: loan.id },
            what: format!("Handed out {}", device.map_or("a device", |d| d.name.as_str())),
            first: f.first(loan.pupil),
            seat: seat(loan.placement),
            at: loan.issued_at.minute(),
        });
    }
    match (coming, entry) {
        (Some(c), _) => Some(Toast {
            undo: Undo::Coming { placement: c.placement, line: c.line },
            what: if c.what == Came::NotHere { "Not here" } else { "Arrived" }.to_string(),
            first: f.first(c.pupil),
            seat: seat(c.placement),
            at: c.made_at.minute(),
        }),
        (None, Some(e)) => Some(Toast {
            undo: Undo::Entry(e.id),
            what: e.kind.label().to_string(),
            first: f.first(e.pupil),
            seat: seat(e.placement),
            at: e.at.minute(),
        }),
        (None, None) => None,
    }
}

/// The device this person handed out last, if nothing else came after it and not long ago.
fn handed_out<'a>(v: &Visit, f: &'a Facts, before: Option<Instant>) -> Option<&'a Loan> {
    f.kit
        .loans
        .iter()
        .filter(|l| l.device_out() && l.issued_by == v.actor.name)
        .filter(|l| v.now.minutes_since(l.issued_at) < day::UNDO_WITHIN)
        .filter(|l| before.is_none_or(|at| at < l.issued_at))
        .max_by_key(|l| (l.issued_at, l.id))
}
