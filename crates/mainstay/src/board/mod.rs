//! The room board: who is here, what falls due, and one-tap records of the day.
//!
//! Must never know: SQL, or why a pupil is here. Every act is one write with its event and comes
//! back to the tile it was done on.

pub mod arrival;
pub mod arrivals;
pub mod breaks;
pub mod brought;
pub mod card;
pub mod card_page;
pub mod entry;
pub mod facts;
pub mod go;
pub mod handover;
pub mod induction;
pub mod late;
pub mod lunch;
pub mod marks;
mod more;
pub mod needs;
pub mod now_card;
pub mod over;
pub mod page;
pub mod print;
pub mod room_needs;
pub mod samples;
pub mod scripts;
pub mod seats;
pub mod shut;
pub mod step;
pub mod tile;
mod toast;
pub mod undo;
pub mod view;

pub use samples::samples;

use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::room::Placement;
use casework::{Id, May};
use facts::{gather, today_only};
use rulebook::Day;
use store::Source;
use view::board;

/// The only room's board, or the rooms to choose from.
pub async fn index(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let rooms = store::room::rooms(&mut read, v.org()).await?;
    match rooms.as_slice() {
        [only] => v.to(format!("/board/{}", only.id)),
        _ => v.page(&page::RoomsPage {
            rooms: rooms
                .into_iter()
                .map(|r| (r.id, r.name, v.words().count(casework::words::Concept::Seat, r.seats)))
                .collect(),
            sets_up: v.may(May::SetUp),
        }),
    }
}

/// The board of a room and day.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let facts = gather(&v, v.id("room")?, day).await?;
    v.page(&board(&v, &facts))
}

/// The parts of it that change.
pub async fn tiles(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    fragment(&v, v.id("room")?, day).await
}

async fn fragment(v: &Visit, room: Id, day: Day) -> Answer {
    let facts = gather(v, room, day).await?;
    v.part_of_page(board(v, &facts).parts())
}

/// A placement this person may record on, and its pupil. Read through `src`, so that a write
/// decides on what it read itself.
pub(crate) async fn open(
    v: &Visit,
    src: &mut dyn Source,
    id: Id,
) -> Result<(Placement, Pupil), Problem> {
    let placement = store::room::placement(src, v.org(), id).await?;
    today_only(v, placement.day)?;
    let pupil = store::pupil::find(src, &v.scope(), placement.pupil).await?;
    Ok((placement, pupil))
}

/// The board, at this placement's tile.
pub(crate) fn tile_of(v: &Visit, p: &Placement) -> String {
    let day = if p.day == v.today() { String::new() } else { format!("?day={}", p.day.iso()) };
    format!("/board/{}{day}#{}", p.room, page::mark(p.id))
}

/// After a tap: the board's parts for a page that asked in the background, or back to the tile.
pub(crate) async fn back(v: &Visit, p: &Placement) -> Answer {
    if v.form.ticked("tap") {
        return fragment(v, p.room, p.day).await;
    }
    if v.form.text("from") == "card" {
        return v.to(format!("/placements/{}", p.id));
    }
    v.to(tile_of(v, p))
}

/// "Seat 1" in the school's word, said when names are hidden.
pub(crate) fn seat_of(v: &Visit, seat: Option<i64>) -> String {
    use casework::words::Concept;
    match seat {
        Some(n) => format!("{} {n}", v.words().cap(Concept::Seat)),
        None => format!("No {}", v.words().one(Concept::Seat)),
    }
}
