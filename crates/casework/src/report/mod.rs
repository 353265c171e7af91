//! A half-term's figures: what each one counts, the list behind it, and hiding small numbers.
//!
//! A figure is the length of its list, so the two cannot differ. Must never know: where the rows
//! are kept, names of pupils, or how a figure is drawn.

pub mod outside;
mod protect;
#[cfg(test)]
mod tests;
mod what;

pub use protect::{Shown, protect};
pub use what::What;

use crate::day::EntryKind;
use crate::duty::{Call, Duty, DutyKind};
use crate::kit::check::Defect;
use crate::mentoring::Session;
use crate::pupil::Sen;
use crate::room::{Done, PlacementState};
use crate::words::Words;
use crate::work::{Judged, Share, own_share};
use crate::{Coded, Id};
use rulebook::{Day, Instant, Minute};
use std::collections::{BTreeMap, BTreeSet};

/// One placement with what the figures need of its pupil and referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Key of the placement.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// Where it has got to.
    pub state: PlacementState,
    /// When they came.
    pub arrived_at: Option<Instant>,
    /// When they left the room.
    pub left_at: Option<Instant>,
    /// Reason from the school's list, or empty.
    pub reason: String,
    /// Department of the member of staff who referred, or empty.
    pub department: String,
    /// Used in place of a suspension, where the approver said.
    pub instead: Option<bool>,
    /// Outcome of the exit interview as it is kept, or empty.
    pub outcome: String,
    /// How the return that follows it went, as it is kept, or empty.
    pub returned: String,
    /// National Curriculum year.
    pub year: i64,
    /// Sex as the school records it.
    pub sex: String,
    /// SEN.
    pub sen: Sen,
    /// Free meals.
    pub free_meals: bool,
    /// Ethnic group as the school records it.
    pub ethnicity: String,
}

/// One period of a placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// "P1"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// Subject of the lesson missed, or empty.
    pub subject: String,
    /// How much of the work was done.
    pub done: Option<Done>,
    /// Whether its work was what the class was doing; `None` where none was asked for.
    pub own: Option<bool>,
    /// When work was asked for.
    pub asked_at: Option<Instant>,
    /// When a teacher first answered.
    pub answered_at: Option<Instant>,
    /// What the room said of it first.
    pub judged: Option<Judged>,
    /// Some of it was done on paper, and it has not gone back.
    pub owed: bool,
}

impl Spent {
    /// Whole minutes out of lessons.
    pub fn minutes(&self) -> i64 {
        self.to.number() - self.from.number()
    }
}

/// A warning or a positive in the day log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// When.
    pub at: Instant,
    /// A warning, praise, or contact with the rest of the school.
    pub kind: EntryKind,
}

/// Everything the figures of some days are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Placements, by day.
    pub placed: Vec<Placed>,
    /// Their periods, by day and start.
    pub spent: Vec<Spent>,
    /// Warnings and positives not undone.
    pub logged: Vec<Logged>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Calls.
    pub calls: Vec<Call>,
    /// Defects of the room that were open in these days.
    pub defects: Vec<Defect>,
    /// Mentoring sessions that were held.
    pub sessions: Vec<Session>,
    /// The last day whose finished work should be back with its teacher; nothing where that cannot
    /// be counted.
    pub back_by: Option<Day>,
}

/// Pupils on roll, in small groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRoll {
    /// Year.
    pub year: i64,
    /// Sex.
    pub sex: String,
    /// SEN.
    pub sen: Sen,
    /// Free meals.
    pub free_meals: bool,
    /// Ethnic group as the school records it.
    pub ethnicity: String,
    /// How many.
    pub pupils: i64,
}

/// The rows behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List<'a> {
    /// Placements.
    Placements(Vec<&'a Placed>),
    /// Pupils, each with their placements.
    Pupils(Vec<(Id, Vec<&'a Placed>)>),
    /// Periods.
    Periods(Vec<&'a Spent>),
    /// Lines of the day log.
    Lines(Vec<&'a Logged>),
    /// Duties.
    Duties(Vec<&'a Duty>),
    /// Calls.
    Calls(Vec<&'a Call>),
    /// Defects.
    Defects(Vec<&'a Defect>),
    /// Mentoring sessions.
    Sessions(Vec<&'a Session>),
}

impl List<'_> {
    /// How many rows: the figure.
    pub fn count(&self) -> i64 {
        (match self {
            List::Placements(rows) => rows.len(),
            List::Pupils(rows) => rows.len(),
            List::Periods(rows) => rows.len(),
            List::Lines(rows) => rows.len(),
            List::Duties(rows) => rows.len(),
            List::Calls(rows) => rows.len(),
            List::Defects(rows) => rows.len(),
            List::Sessions(rows) => rows.len(),
        }) as i64
    }
    /// How many people it is about: what hiding small numbers goes by. Rows about nobody in
    /// particular count one each.
    pub fn people(&self) -> i64 {
        let distinct = |ids: BTreeSet<Id>| ids.len() as i64;
        match self {
            List::Placements(rows) => distinct(rows.iter().map(|r| r.pupil).collect()),
            List::Pupils(rows) => rows.len() as i64,
            List::Periods(rows) => distinct(rows.iter().map(|r| r.pupil).collect()),
            List::Lines(rows) => distinct(rows.iter().map(|r| r.pupil).collect()),
            List::Duties(rows) => rows.len() as i64,
            List::Defects(rows) => rows.len() as i64,
            List::Sessions(rows) => distinct(rows.iter().map(|r| r.pupil).collect()),
            List::Calls(rows) => distinct(rows.iter().map(|r| r.pupil.unwrap_or(r.id)).collect()),
        }
    }
    /// Whole minutes, of the lists that have them.
    pub fn minutes(&self) -> i64 {
        match self {
            List::Periods(rows) => rows.iter().map(|r| r.minutes()).sum(),
            List::Duties(rows) => rows.iter().map(|r| r.minutes()).sum(),
            List::Sessions(rows) => rows.iter().map(|r| r.minutes).sum(),
            _ => 0,
        }
    }
    /// Every pupil in it, once.
    pub fn pupils(&self) -> Vec<Id> {
        let ids: BTreeSet<Id> = match self {
            List::Placements(rows) => rows.iter().map(|r| r.pupil).collect(),
            List::Pupils(rows) => rows.iter().map(|r| r.0).collect(),
            List::Periods(rows) => rows.iter().map(|r| r.pupil).collect(),
            List::Lines(rows) => rows.iter().map(|r| r.pupil).collect(),
            List::Duties(rows) => rows.iter().filter_map(|r| r.pupil).collect(),
            List::Calls(rows) => rows.iter().filter_map(|r| r.pupil).collect(),
            List::Sessions(rows) => rows.iter().map(|r| r.pupil).collect(),
            List::Defects(_) => BTreeSet::new(),
        };
        ids.into_iter().collect()
    }
}

/// One line of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The value its list is asked for by.
    pub value: String,
    /// What people read.
    pub label: String,
    /// The figure.
    pub count: i64,
    /// How many people it is about.
    pub people: i64,
}

/// The figures of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report(Facts);

impl Report {
    /// Keeps what counts by `now`: placements that took place, the periods the pupil was there
    /// for, what was logged in them, and duties that have begun.
    ///
    /// A period counts whole when the pupil came before it ended, had not left before it began,
    /// and it has begun. A placement without a time of arrival is taken to have been attended.
    pub fn of(mut facts: Facts, now: Instant) -> Report {
        use PlacementState::{Closed, Here, Left};
        facts.placed.retain(|p| matches!(p.state, Here | Left | Closed));
        let by_id: BTreeMap<Id, &Placed> = facts.placed.iter().map(|p| (p.id, p)).collect();
        facts.spent.retain(|s| {
            by_id.get(&s.placement).is_some_and(|p| {
                was_there((p.arrived_at, p.left_at), (s.day.at(s.from), s.day.at(s.to)), now)
            })
        });
        facts.logged.retain(|l| by_id.contains_key(&l.placement));
        facts.duties.retain(|d| d.day.at(d.from) <= now);
        facts.sessions.retain(|s| s.day.at(s.from) <= now);
        facts.calls.retain(|c| c.called_at <= now);
        Report(facts)
    }

    /// How many of the periods that work was asked for had the lesson's own.
    pub fn own_share(&self) -> Share {
        own_share(self.0.spent.iter().map(|s| s.own))
    }

    /// Minutes until a teacher first answered for a subject, the one in the middle of those who did.
    /// It is of the department, and of nobody in it.
    pub fn median_answer(&self, subject: &str) -> Option<i64> {
        let of = |s: &&Spent| What::WorkSent.of_spent(s).is_some_and(|v| v == subject);
        let took = |s: &Spent| Some(s.answered_at?.minutes_since(s.asked_at?).max(0));
        let mut all: Vec<i64> = self.0.spent.iter().filter(of).filter_map(took).collect();
        all.sort_unstable();
        let middle = all.len() / 2;
        match all.len() {
            0 => None,
            n if n % 2 == 1 => Some(all[middle]),
            _ => Some((all[middle - 1] + all[middle]) / 2),
        }
    }

    /// The figures of one of the days.
    pub fn on(&self, day: Day) -> Report {
        let mut facts = self.0.clone();
        facts.placed.retain(|p| p.day == day);
        facts.spent.retain(|s| s.day == day);
        facts.logged.retain(|l| l.at.day() == day);
        facts.duties.retain(|d| d.day == day);
        facts.sessions.retain(|s| s.day == day);
        facts.calls.retain(|c| c.day == day);
        Report(facts)
    }

    /// The list behind a figure; `value` narrows a breakdown to one of its parts.
    pub fn list(&self, what: What, value: &str) -> List<'_> {
        let f = &self.0;
        let wanted = |key: Option<String>| key.is_some_and(|k| value.is_empty() || k == value);
        match what {
            What::Placements => List::Placements(f.placed.iter().collect()),
            What::Reason | What::Department | What::Outcome | What::Return => {
                List::Placements(f.placed.iter().filter(|p| wanted(what.of_placed(p))).collect())
            }
            What::Instead => {
                List::Placements(f.placed.iter().filter(|p| p.instead == Some(true)).collect())
            }
            What::NotInstead => {
                List::Placements(f.placed.iter().filter(|p| p.instead != Some(true)).collect())
            }
            What::Pupils | What::Sen | What::Meals | What::Year | What::Sex | What::Ethnicity => {
                self.pupils(|p| what == What::Pupils || wanted(what.of_placed(p)), 1)
            }
            What::Repeats => self.pupils(|_| true, 2),
            What::Periods => List::Periods(f.spent.iter().collect()),
            What::NotBack => {
                let late = |s: &&Spent| s.owed && f.back_by.is_some_and(|by| s.day <= by);
                List::Periods(f.spent.iter().filter(late).collect())
            }
            What::Time
            | What::Subject
            | What::Spot
            | What::Done
            | What::WorkAsked
            | What::WorkSent
            | What::Enough => {
                List::Periods(f.spent.iter().filter(|s| wanted(what.of_spent(s))).collect())
            }
            What::Matched => {
                List::Periods(f.spent.iter().filter(|s| s.own == Some(true)).collect())
            }
            What::NotMatched => {
                List::Periods(f.spent.iter().filter(|s| s.own == Some(false)).collect())
            }
            What::Warnings => self.lines(EntryKind::Warning),
            What::Positives => self.lines(EntryKind::Praise),
            What::Contacts => self.lines(EntryKind::Contact),
            What::Defects => List::Defects(f.defects.iter().collect()),
            What::DefectsOpen => {
                List::Defects(f.defects.iter().filter(|d| d.fixed_on.is_none()).collect())
            }
            What::Calls => List::Calls(f.calls.iter().collect()),
            What::CallOutcome => {
                List::Calls(f.calls.iter().filter(|c| wanted(what.of_call(c))).collect())
            }
            What::OnCall => self.duties(DutyKind::OnCall),
            What::InClass => self.duties(DutyKind::InClass),
            What::Mentoring => self.duties(DutyKind::Mentoring),
            What::Sessions => List::Sessions(f.sessions.iter().collect()),
            What::Other => self.duties(DutyKind::Other),
        }
    }

    fn lines(&self, kind: EntryKind) -> List<'_> {
        List::Lines(self.0.logged.iter().filter(|l| l.kind == kind).collect())
    }

    fn duties(&self, kind: DutyKind) -> List<'_> {
        List::Duties(self.0.duties.iter().filter(|d| d.kind == kind).collect())
    }

    /// Pupils with at least `least` placements that `keep` keeps, in the order first placed.
    fn pupils(&self, keep: impl Fn(&Placed) -> bool, least: usize) -> List<'_> {
        let mut order: Vec<Id> = Vec::new();
        let mut of: BTreeMap<Id, Vec<&Placed>> = BTreeMap::new();
        for p in self.0.placed.iter().filter(|p| keep(p)) {
            let seen = of.entry(p.pupil).or_default();
            if seen.is_empty() {
                order.push(p.pupil);
            }
            seen.push(p);
        }
        List::Pupils(
            order
                .into_iter()
                .filter_map(|id| of.remove(&id).map(|rows| (id, rows)))
                .filter(|(_, rows)| rows.len() >= least)
                .collect(),
        )
    }

    /// The figure.
    pub fn count(&self, what: What) -> i64 {
        self.list(what, "").count()
    }

    /// A figure by its parts, largest first; periods, years and amounts keep their own order.
    /// The value of a part is never empty: what is not known stands under "-".
    pub fn parts(&self, what: What, words: &Words) -> Vec<Part> {
        let mut values: BTreeSet<String> = BTreeSet::new();
        values.extend(self.0.placed.iter().filter_map(|p| what.of_placed(p)));
        values.extend(self.0.spent.iter().filter_map(|s| what.of_spent(s)));
        values.extend(self.0.calls.iter().filter_map(|c| what.of_call(c)));
        let mut parts: Vec<Part> = values
            .into_iter()
            .map(|value| {
                let list = self.list(what, &value);
                Part {
                    label: what.part_label(&value, words),
                    count: list.count(),
                    people: list.people(),
                    value,
                }
            })
            .collect();
        match what {
            What::Done => parts.sort_by_key(|p| {
                Done::ALL.iter().position(|d| d.code() == p.value).unwrap_or(Done::ALL.len())
            }),
            What::Sen => parts.sort_by_key(|p| {
                Sen::ALL.iter().position(|s| s.code() == p.value).unwrap_or(Sen::ALL.len())
            }),
            What::Time => parts.sort_by_key(|p| natural(&p.value)),
            What::Year => parts.sort_by_key(|p| p.value.parse::<i64>().unwrap_or(i64::MAX)),
            _ => parts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label))),
        }
        parts
    }

    /// Nothing at all was recorded.
    pub fn is_empty(&self) -> bool {
        self.0 == Facts::default()
    }
}

/// "P10" after "P9".
fn natural(code: &str) -> (String, i64) {
    let letters: String = code.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let number = code[letters.len()..].parse().unwrap_or(0);
    (letters, number)
}

/// Whether a period counts as missed: it has begun, the pupil came before it ended and had not
/// left before it began. Without a time of arrival the pupil is taken to have been there.
pub fn was_there(
    (came, left): (Option<Instant>, Option<Instant>),
    (from, to): (Instant, Instant),
    now: Instant,
) -> bool {
    from <= now && came.is_none_or(|came| came < to) && left.is_none_or(|left| left > from)
}

/// Pupils on roll in one part of a breakdown by group.
pub fn on_roll(roll: &[OnRoll], what: What, value: &str) -> i64 {
    roll.iter()
        .filter(|r| match what {
            What::Sen => r.sen.code() == value,
            What::Meals => what::yes_no(r.free_meals) == value,
            What::Year => r.year.to_string() == value,
            What::Sex => what::known(&r.sex) == value,
            What::Ethnicity => what::known(&r.ethnicity) == value,
            _ => true,
        })
        .map(|r| r.pupils)
        .sum()
}

/// "5.4": how many for each hundred, to one place. Nothing when there is nobody to count among.
pub fn per_hundred(count: i64, of: i64) -> Option<String> {
    if of <= 0 {
        return None;
    }
    let tenths = (count * 1000 + of / 2) / of;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}
