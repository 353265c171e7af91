//! Plans: a pupil's written plan in versions, with contributions asked for, targets with a measure,
//! strategies that teachers use, reviews and checks whether it is in use.
//!
//! Must never know: where any of it is kept, or when today is. A plan decides nothing about a
//! sanction and is no step towards one.

pub mod difference;
pub mod section;
mod share;

pub use share::{Share, Windows, shares, tally, windows};

#[cfg(test)]
mod tests;

use crate::agency::Basis;
use crate::{Id, Refusal};
use rulebook::room::{PASTORAL_REVIEWS, PLAN_REVIEWED};
use rulebook::school_week::nth_school_week;
use rulebook::{Day, Instant, SchoolCalendar};

/// Letters of one section.
pub const LONGEST: usize = 2000;
/// Letters of a strategy, or of one line of a target.
pub const LONGEST_LINE: usize = 200;
/// Strategies at most: a teacher reads them at the door.
pub const STRATEGIES: usize = 8;
/// Targets at most. Three or four are followed; a programme of many agencies may need more.
pub const TARGETS: usize = 8;
/// Targets that a form offers before anybody asks for another.
pub const TARGETS_OFFERED: usize = 3;

coded! {
    /// What a plan is.
    pub enum Kind {
        Behaviour = "behaviour", "Behaviour support plan";
        Pastoral = "pastoral", "Pastoral support programme";
        Support = "support", "Support plan";
        Risk = "risk", "Risk assessment";
        Profile = "profile", "One-page profile";
    }
}

coded! {
    /// What a target is about.
    pub enum About {
        Learning = "learning", "Learning";
        Behaviour = "behaviour", "Behaviour";
        Attendance = "attendance", "Attendance";
        Wellbeing = "wellbeing", "Wellbeing";
    }
}

coded! {
    /// How a plan ended.
    pub enum Ending {
        Met = "met", "Closed: the targets were met";
        Other = "other", "Another plan takes its place";
        Referral = "referral", "Referred on";
        Moved = "moved", "Left the school";
        NotNeeded = "not_needed", "Not needed any more";
    }
}

coded! {
    /// How far a target was reached.
    pub enum Got {
        Met = "met", "Met";
        Part = "part", "Partly met";
        Not = "not", "Not met";
    }
}

coded! {
    /// Who is asked to contribute.
    pub enum Whom {
        Teacher = "teacher", "Teacher";
        Home = "home", "Home";
        Own = "own", "The plan is theirs";
        Agency = "agency", "Agency";
    }
}

coded! {
    /// What a teacher says of a strategy when it is checked.
    pub enum InUse {
        Yes = "yes", "In use";
        Not = "not", "Not in use";
        Never = "never", "Does not come up in my lessons";
    }
}

/// A plan, apart from its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Key.
    pub id: Id,
    /// Whose it is.
    pub pupil: Id,
    /// What it is.
    pub kind: Kind,
    /// Who oversees it.
    pub owner: Id,
    /// Their name.
    pub owner_name: String,
    /// Why now.
    pub why: String,
    /// First day.
    pub from: Day,
    /// The version teachers have, 0 while there is none.
    pub current: i64,
    /// Last day, once it has ended.
    pub ended_on: Option<Day>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// What came of it, in words.
    pub evaluation: String,
    /// Version of this record.
    pub version: i64,
}

/// A strategy: one line a teacher can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strategy {
    /// Key, the same from version to version while its words are.
    pub key: Id,
    /// Words.
    pub words: String,
}

/// A target, with who does what for it and how we shall know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Key, the same from version to version.
    pub key: Id,
    /// What it is about.
    pub about: About,
    /// The target.
    pub words: String,
    /// What the school will do.
    pub school: String,
    /// What the family will do.
    pub family: String,
    /// What the pupil will do.
    pub own: String,
    /// How we shall know.
    pub measure: String,
}

impl Target {
    /// All of it in one line.
    pub fn said(&self) -> String {
        let mut out = self.words.clone();
        for (what, words) in [
            ("School will: ", &self.school),
            ("Family will: ", &self.family),
            ("I will: ", &self.own),
            ("Measure: ", &self.measure),
        ] {
            if !words.is_empty() {
                if !out.is_empty() && !out.ends_with(['.', '!', '?']) {
                    out.push('.');
                }
                out.push(' ');
                out.push_str(what);
                out.push_str(words);
            }
        }
        out.trim().to_string()
    }
}

/// The words of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Sections by their code.
    pub sections: Vec<(String, String)>,
    /// Strategies in their order.
    pub strategies: Vec<Strategy>,
    /// Targets in their order.
    pub targets: Vec<Target>,
}

impl Body {
    /// What a section says, or nothing.
    pub fn section(&self, code: &str) -> &str {
        self.sections.iter().find(|(c, _)| c == code).map_or("", |(_, words)| words.as_str())
    }
}

/// One version: a draft until it is given to teachers, and never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// 1, 2, 3…
    pub number: i64,
    /// Why there is a new one; for the first, nothing.
    pub why: String,
    /// Who wrote it last.
    pub written_by: String,
    /// When.
    pub written_at: Instant,
    /// Who gave it to teachers, once somebody did.
    pub given_by: String,
    /// When.
    pub given_at: Option<Instant>,
    /// Version of this record.
    pub version: i64,
}

/// A review that is due or was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Key.
    pub id: Id,
    /// Plan.
    pub plan: Id,
    /// The school week it stands at the end of, or 0.
    pub week: i64,
    /// The day it is due.
    pub due: Day,
    /// The day it was due first.
    pub first_due: Day,
    /// Why it was moved, if it was.
    pub moved_why: String,
    /// The day it was held.
    pub held_on: Option<Day>,
    /// Who wrote it down.
    pub held_by: String,
    /// Who was there.
    pub there: String,
    /// What changes.
    pub change: String,
    /// Version of this record.
    pub version: i64,
}

/// How far a target was reached at a review, with the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Review.
    pub review: Id,
    /// Target.
    pub target: Id,
    /// How far.
    pub got: Got,
    /// What shows it.
    pub evidence: String,
}

/// Somebody asked to contribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Key.
    pub id: Id,
    /// Plan.
    pub plan: Id,
    /// What they are to the pupil.
    pub whom: Whom,
    /// The member of staff, where it is one.
    pub staff: Option<Id>,
    /// The person at home, where it is one.
    pub contact: Option<Id>,
    /// Their name.
    pub name: String,
    /// Where a private link went; empty where none is out.
    pub email: String,
    /// On what basis an agency was told whose plan it is.
    pub basis: Option<Basis>,
    /// When they were asked.
    pub asked_at: Instant,
    /// By whom.
    pub asked_by: String,
    /// By when.
    pub due: Day,
    /// When they answered.
    pub answered_at: Option<Instant>,
    /// Who typed it in for them, where somebody did.
    pub typed_by: String,
    /// What works.
    pub works: String,
    /// What does not work yet.
    pub hard: String,
    /// What they would like to see.
    pub wish: String,
    /// Version of this record.
    pub version: i64,
}

/// A teacher asked to read a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Key.
    pub id: Id,
    /// Plan.
    pub plan: Id,
    /// Version.
    pub number: i64,
    /// Teacher.
    pub staff: Id,
    /// Their name.
    pub name: String,
    /// By when.
    pub due: Day,
    /// When they said that they had read it.
    pub read_at: Option<Instant>,
}

/// A tap: whether a strategy was used in a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tap {
    /// Key.
    pub id: Id,
    /// Plan.
    pub plan: Id,
    /// Strategy.
    pub strategy: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// "P3"
    pub code: String,
    /// Whose lesson it was.
    pub staff: Id,
    /// Their name.
    pub name: String,
    /// Used, or not.
    pub used: bool,
    /// When it was tapped.
    pub at: Instant,
}

/// A short check whether a plan is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Key.
    pub id: Id,
    /// Plan.
    pub plan: Id,
    /// The version it asks about.
    pub number: i64,
    /// When it was asked.
    pub asked_at: Instant,
    /// By whom.
    pub asked_by: String,
    /// By when.
    pub due: Day,
}

/// A teacher asked in a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Key.
    pub id: Id,
    /// The check.
    pub of_check: Id,
    /// Teacher.
    pub staff: Id,
    /// Their name.
    pub name: String,
    /// When they answered.
    pub answered_at: Option<Instant>,
    /// What would help, in words.
    pub words: String,
}

/// What a teacher said of one strategy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The teacher's line of the check.
    pub checked: Id,
    /// Strategy.
    pub strategy: Id,
    /// What they said.
    pub in_use: InUse,
}

/// The days on which a plan is reviewed, each with its school week.
///
/// # Errors
/// Refuses where the calendar does not reach that far.
pub fn first_reviews(
    kind: Kind,
    from: Day,
    calendar: &SchoolCalendar,
) -> Result<Vec<(i64, Day)>, Refusal> {
    let weeks: Vec<u32> = match kind {
        Kind::Pastoral => PASTORAL_REVIEWS.iter().map(|w| w.0).collect(),
        _ => vec![PLAN_REVIEWED.0],
    };
    weeks
        .into_iter()
        .map(|n| {
            let reached = nth_school_week(calendar, from, n).ok_or_else(|| short(n))?;
            Ok((i64::from(n), reached.last))
        })
        .collect()
}

fn short(weeks: u32) -> Refusal {
    Refusal::because(
        "The school’s calendar ends too soon",
        format!("A review falls at the end of school week {weeks}, and the terms in Mainstay do not reach that far."),
        "Mainstay: a date is counted on the school’s own calendar, never guessed.",
    )
    .or("Add the next terms", "/set-up/calendar")
}

/// What a version lacks before teachers can be given it, each as something to do.
pub fn lacks(kind: Kind, body: &Body, reviewed: bool) -> Vec<&'static str> {
    let mut out = Vec::new();
    if body.section(section::first(kind)).is_empty() {
        out.push(match kind {
            Kind::Profile => "Say how best to support them",
            _ => "Write the sentence staff need to know",
        });
    }
    if matches!(kind, Kind::Behaviour) && body.strategies.is_empty() {
        out.push("Give at least one strategy");
    }
    if has_targets(kind) {
        if !body.targets.iter().any(|t| t.about == About::Learning) {
            out.push("Give at least one learning target");
        }
        if body.targets.iter().any(|t| t.school.is_empty()) {
            out.push("Say for every target what the school will do");
        }
        if body.targets.iter().any(|t| t.measure.is_empty()) {
            out.push("Say for every target how we shall know");
        }
    }
    if !reviewed {
        out.push("Give the day of the next review");
    }
    out
}

/// Whether a kind of plan has targets.
pub fn has_targets(kind: Kind) -> bool {
    matches!(kind, Kind::Behaviour | Kind::Pastoral | Kind::Support)
}

/// Whether a version can be given to teachers.
///
/// # Errors
/// Refuses a plan that has ended, and one that lacks what teachers need.
pub fn may_give(plan: &Plan, body: &Body, reviewed: bool) -> Result<(), Refusal> {
    going(plan)?;
    let lacks = lacks(plan.kind, body, reviewed);
    if lacks.is_empty() {
        return Ok(());
    }
    Err(Refusal::because(
        "This plan cannot be given to teachers yet",
        format!("{}.", lacks.join(". ")),
        "Mainstay: a plan has a sentence staff can use, a learning target beside the others, a measure for each, and a day on which it is looked at again.",
    )
    .or("Write it", format!("/plans/{}/write", plan.id))
    .or("Back to the plan", format!("/plans/{}", plan.id)))
}

/// Whether a plan is still going on.
///
/// # Errors
/// Refuses one that has ended.
pub fn going(plan: &Plan) -> Result<(), Refusal> {
    match plan.ended_on {
        None => Ok(()),
        Some(day) => Err(Refusal::because(
            format!("This plan ended on {day}"),
            "What has ended is kept as it was. A new plan can be begun.",
            "Mainstay: a plan that was closed stays as it was read.",
        )
        .or("Begin a plan", format!("/plans/new?pupil={}", plan.pupil))
        .or("Read this one", format!("/plans/{}", plan.id))),
    }
}

/// Whether a review can be moved to a day.
///
/// # Errors
/// Refuses a day on which pupils are not in, one that is over, and a review that was held.
pub fn may_move(
    review: &Review,
    to: Day,
    today: Day,
    calendar: &SchoolCalendar,
) -> Result<(), Refusal> {
    let back = ("Choose another day", format!("/plans/{}", review.plan));
    if let Some(held) = review.held_on {
        return Err(Refusal::because(
            format!("This review was held on {held}"),
            "A review that was held cannot be moved.",
            "Mainstay: what was held is kept with its day.",
        )
        .or("Back to the plan", back.1));
    }
    if let Some(why) = calendar.why_closed(to) {
        return Err(Refusal::because(
            format!("{to} is not a school day: {}", why.to_lowercase()),
            "A review is held on a day when everybody who is needed is in school.",
            "The school’s own calendar.",
        )
        .or(back.0, back.1));
    }
    if to < today {
        return Err(Refusal::because(
            format!("{to} is over"),
            "A review is moved to today or a later day.",
            "Mainstay: a review that is late stays on Today until it is held, or moved with a reason.",
        )
        .or(back.0, back.1));
    }
    Ok(())
}

/// The strategies of a new version: those whose words were there before keep their keys, so that
/// what was tapped for them goes on.
pub fn keyed(lines: &[String], before: &[Strategy], mut new: impl FnMut() -> Id) -> Vec<Strategy> {
    let mut out: Vec<Strategy> = Vec::new();
    for words in lines.iter().filter(|l| !l.is_empty()) {
        if out.iter().any(|s| s.words == *words) {
            continue;
        }
        let key = before.iter().find(|s| s.words == *words).map_or_else(&mut new, |s| s.key);
        out.push(Strategy { key, words: words.clone() });
    }
    out
}
