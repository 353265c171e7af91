//! Early warning: everybody by how much changed against their own baseline, where incidents come
//! from, and one pupil's picture.
//!
//! Must never know: how days are set against each other; `casework` says. There is no score.

pub(crate) mod gathered;
mod one;
mod page;
mod spots;

pub use one::show as one;
pub use spots::show as spots;

use crate::form::Form;
use crate::page::gallery::Sample;
use crate::page::kit::Pages;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::May;
use casework::early_warning::{Against, Count, Order, Windows, rank, windows};
use page::{ListPage, Row};
use rulebook::Day;
use store::Source;
use store::early_warning::Person;

/// Rows to a page.
const SIZE: i64 = 50;

/// What incidents there are to count, and which days are set against which.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    /// The days; none where nothing was brought in, or the calendar has no day there.
    pub windows: Option<Windows>,
    /// Nothing was brought in for the days before: they are not nothing, they are not known.
    pub unknown: bool,
    /// The last day anything was brought in for.
    pub last: Option<Day>,
}

/// Reads up to which day there is anything, and sets days against days.
pub(crate) async fn counted(
    src: &mut dyn Source,
    v: &Visit,
    against: Against,
) -> Result<Counted, Problem> {
    let span = store::incident::span(src, v.org()).await?;
    let Some((first, last)) = span else {
        return Ok(Counted { windows: None, unknown: true, last: None });
    };
    let mut windows = windows(&v.setting.calendar, against, last.min(v.today()));
    let unknown = match windows.as_mut() {
        Some(w) => {
            w.before = w.before.filter(|(_, to)| first <= *to);
            w.before.is_none()
        }
        None => true,
    };
    Ok(Counted { windows, unknown, last: Some(last) })
}

/// What was asked: against what, in which order.
fn asked(query: &Form) -> (Against, Order) {
    (query.coded("against").unwrap_or(Against::Term), query.coded("order").unwrap_or(Order::Change))
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let (against, order) = asked(&v.query);
    let year = v.query.int("year");
    let mut read = v.read().await?;
    let signs = gathered::signs(&v, &mut read, against, year).await?;
    drop(read);
    let gathered::Gathered { counted, people, watched, .. } = signs.as_ref();
    let everybody = v.query.ticked("all");
    let mut all: Vec<(&Person, &Count)> = people
        .iter()
        .map(|(person, count)| (person, count))
        .filter(|(_, c)| {
            everybody || c.stands_out() || order == Order::Attendance && c.attendance.is_some()
        })
        .collect();
    // Without a baseline there is no change to rank by.
    let order = if counted.unknown && order == Order::Change { Order::Total } else { order };
    rank(&mut all, order);
    let pages = Pages {
        base: page::address(&v.query, &[]),
        size: SIZE,
        at: v.query.int("page").unwrap_or(1).max(1),
        total: all.len() as i64,
    };
    let skip = usize::try_from(pages.skip()).unwrap_or(0);
    let rows = all
        .into_iter()
        .skip(skip)
        .take(SIZE as usize)
        .map(|(person, c)| Row {
            who: format!("{}, {}", person.name, person.form),
            watch: watched.get(&c.pupil).copied(),
            count: c.clone(),
        })
        .collect();
    v.page(&ListPage {
        words: v.words().clone(),
        against,
        order,
        counted: counted.clone(),
        attendance: signs.attendance,
        rows,
        query: v.query.clone(),
        pages,
        imports: v.may(May::MisEntries),
        sets_up: v.may(May::SetUp),
        waiting: signs.waiting,
    })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(spots::samples());
    all.extend(one::samples());
    all
}
