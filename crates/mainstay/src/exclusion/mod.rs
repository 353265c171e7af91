//! Suspensions and permanent exclusions at a school: the record prepared a page at a time, the
//! headteacher's decision, what is owed to whom by when, letters, work, the way back.
//!
//! Must never know: a number of days, or a way for anybody but the headteacher, or whoever is named
//! to act as head, to decide. Screens say "suspension" or "permanent exclusion".

mod about;
mod after;
mod begin;
mod cancel;
mod day_six;
mod day_six_page;
mod day_six_samples;
mod decide;
mod duties;
mod evidence;
mod letters;
mod letters_page;
mod list;
pub mod moved;
mod notify;
mod page;
mod record;
mod samples;
mod step;
mod step_page;
pub mod today;

pub use about::About;
pub use after::{back, work, work_marked, wrote};
pub(crate) use after::{met_here, open_duty, stands};
pub use begin::{begin, drop_draft, from_failed_day, further, of_pupil};
pub use cancel::{cancel, cancel_page};
pub use day_six::{
    answer as day_six_answer, ask as day_six_ask, board as day_six_board, show as day_six,
    written as day_six_written,
};
pub use decide::{decide, decide_page};
pub use duties::{done, moved_page, prove, seen, strike, wrong};
pub use evidence::{add as add_evidence, confirm as confirm_evidence, show as evidence};
pub use letters::{issue, letters, one, pdf};
pub use list::{export, list};
pub use record::show;

/// For the gallery.
pub fn samples() -> Vec<crate::page::gallery::Sample> {
    let mut all = samples::samples();
    all.extend(day_six_samples::samples());
    all
}
pub(crate) use samples::decided as sample_decided;
pub use step::{keep as keep_step, show as step};

use casework::{Event, Verb};

const LONGEST: usize = 4000;
const SHORT: usize = 300;

/// An event about a record.
fn event(verb: Verb, about: &About) -> Event {
    Event::new(verb, "exclusion", about.e.id).pupil(about.pupil.id)
}

/// A text as its lines, empty ones left out.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
}
