//! A team looks at itself once a year against standards of its own: what shows where it stands, and
//! what comes next, which is carried as an action.
//!
//! Must never know: tables, pages or the day it is. It judges nobody: a standard is about what a team
//! does, and no pupil or colleague is named in one.

use crate::{Id, Refusal};
use rulebook::{Day, Instant};

/// Letters of an area and of the name of a review.
pub const LONGEST_LINE: usize = 120;
/// Letters of a standard.
pub const LONGEST_STANDARD: usize = 300;
/// Letters of what shows it and of what comes next.
pub const LONGEST: usize = 2_000;
/// Standards in use at most: more are not looked at.
pub const MOST: usize = 40;

coded! {
    /// Where the team stands against a standard.
    pub enum Stands {
        Secure = "secure", "Secure";
        Partly = "partly", "Partly in place";
        NotYet = "not_yet", "Not yet in place";
    }
}

/// A standard of the team's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Key.
    pub id: Id,
    /// "Plans"
    pub area: String,
    /// The standard, in words.
    pub words: String,
    /// It is looked at.
    pub active: bool,
    /// Who wrote it.
    pub made_by: String,
    /// Version.
    pub version: i64,
}

/// One year's review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfReview {
    /// Key.
    pub id: Id,
    /// "2026/27"
    pub name: String,
    /// By when it is finished.
    pub due: Day,
    /// Who sees to it.
    pub owner: Id,
    /// Their name.
    pub owner_name: String,
    /// When it was begun.
    pub begun_at: Instant,
    /// When it was finished.
    pub finished_at: Option<Instant>,
    /// By whom.
    pub finished_by: String,
    /// Version.
    pub version: i64,
}

/// One standard in a review, with its words as they were when the review was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: Id,
    /// The review.
    pub review: Id,
    /// The standard.
    pub standard: Id,
    /// Its place in the review.
    pub place: i64,
    /// Its area then.
    pub area: String,
    /// Its words then.
    pub words: String,
    /// Where the team stands.
    pub stands: Option<Stands>,
    /// What shows it.
    pub evidence: String,
    /// What comes next.
    pub next: String,
    /// The action that is.
    pub action: Option<Id>,
    /// Who said so last.
    pub said_by: String,
    /// When.
    pub said_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

/// Standards to begin with, for a team that has none of its own yet: area and words.
pub const STARTERS: [(&str, &str); 10] = [
    (
        "Early help",
        "Whoever crosses one of our own rules is looked at within a week, and what came of it is written down.",
    ),
    (
        "Early help",
        "Everybody on the at-risk register has a key worker who met them when it was agreed.",
    ),
    ("Plans", "Everybody who teaches somebody with a plan has read it within a week."),
    (
        "Plans",
        "Reviews are held on their day with home and in their own words, and say what changes.",
    ),
    (
        "Groups",
        "Every group has a measure at the start and the end, and we know what it did for each.",
    ),
    ("Base", "Nobody has a place without a purpose, an end and a day to look again."),
    ("Base", "Whoever has a place is taught what their class is taught."),
    ("Home", "Home hears good news from us at least as often as bad."),
    (
        "Return",
        "Whoever comes back is met, and somebody looks in after one, three, five and ten days.",
    ),
    (
        "Ourselves",
        "Everybody on the team has had supervision and the training their work asks for.",
    ),
];

/// The active standards in their order: by area as first written, then as written.
pub fn in_order(all: &[Standard]) -> Vec<&Standard> {
    let mut areas: Vec<String> = Vec::new();
    for s in all.iter().filter(|s| s.active) {
        if !areas.contains(&s.area.to_lowercase()) {
            areas.push(s.area.to_lowercase());
        }
    }
    let mut out: Vec<&Standard> = all.iter().filter(|s| s.active).collect();
    out.sort_by_key(|s| areas.iter().position(|a| *a == s.area.to_lowercase()));
    out
}

/// Whether a review may be begun.
///
/// # Errors
/// Refuses without standards, and while another is going on.
pub fn may_begin(standards: &[Standard], all: &[SelfReview]) -> Result<(), Refusal> {
    if let Some(open) = all.iter().find(|r| r.finished_at.is_none()) {
        return Err(Refusal::because(
            format!("The self-review {} is not finished", open.name),
            "One is finished before the next is begun, so that each can be read against the one before.",
            "Mainstay: the way self-reviews are kept.",
        )
        .or("Open it", format!("/self-reviews/{}", open.id)));
    }
    if !standards.iter().any(|s| s.active) {
        return Err(Refusal::because(
            "There are no standards to look at",
            "A self-review is against standards of the team’s own.",
            "Mainstay: the way self-reviews are kept.",
        )
        .or("Write the standards", "/self-reviews/standards"));
    }
    Ok(())
}

/// Whether anything of it may still be written.
///
/// # Errors
/// Refuses one that was finished.
pub fn may_write(r: &SelfReview) -> Result<(), Refusal> {
    match r.finished_at {
        None => Ok(()),
        Some(at) => Err(Refusal::because(
            format!("This self-review was finished on {}", at.day()),
            "What was finished is kept as it was, and read beside the next.",
            "Mainstay: the way self-reviews are kept.",
        )
        .or("Read it", format!("/self-reviews/{}", r.id))
        .or("Self-reviews", "/self-reviews")),
    }
}

/// What is wrong with what somebody says of a standard: the field and what to do.
pub fn wrong(
    stands: Option<Stands>,
    evidence: &str,
    next: &str,
    has_action: bool,
) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    if stands.is_none() {
        out.push(("stands", "Choose where the team stands"));
    }
    if evidence.is_empty() {
        out.push(("evidence", "Say what shows it: a figure, a record, what was heard"));
    }
    if stands == Some(Stands::NotYet) && next.is_empty() && !has_action {
        out.push(("next", "Say what comes next: it becomes an action"));
    }
    out
}

/// Whether a review may be finished.
///
/// # Errors
/// Refuses one that was finished, and one with standards nobody has looked at.
pub fn may_finish(r: &SelfReview, lines: &[Line]) -> Result<(), Refusal> {
    may_write(r)?;
    let open: Vec<&Line> = lines.iter().filter(|l| l.stands.is_none()).collect();
    let Some(first) = open.first() else { return Ok(()) };
    let many = if open.len() == 1 { "One standard" } else { "Some standards" };
    Err(Refusal::because(
        format!("{many} nobody has looked at yet: {} of {}", open.len(), lines.len()),
        "A self-review is finished when each standard has been looked at, with what shows it.",
        "Mainstay: the way self-reviews are kept.",
    )
    .or("Look at the next one", format!("/self-reviews/{}/{}", r.id, first.id))
    .or("Back to the self-review", format!("/self-reviews/{}", r.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard(n: u128, area: &str, active: bool) -> Standard {
        Standard {
            id: Id::from_u128(n),
            area: area.into(),
            words: format!("Standard {n}"),
            active,
            made_by: String::new(),
            version: 1,
        }
    }
    fn review(finished: bool) -> SelfReview {
        let day = Day::new(2026, 11, 10).unwrap();
        SelfReview {
            id: Id::from_u128(9),
            name: "2026/27".into(),
            due: day,
            owner: Id::nil(),
            owner_name: String::new(),
            begun_at: day.at(Default::default()),
            finished_at: finished.then(|| day.at(Default::default())),
            finished_by: String::new(),
            version: 1,
        }
    }

    #[test]
    fn areas_stand_together_in_the_order_they_were_first_written() {
        let all = [
            standard(1, "Plans", true),
            standard(2, "Home", true),
            standard(3, "plans", true),
            standard(4, "Plans", false),
        ];
        let ids: Vec<u128> = in_order(&all).iter().map(|s| s.id.as_u128()).collect();
        assert_eq!(ids, [1, 3, 2]);
    }

    #[test]
    fn one_is_begun_against_standards_and_after_the_one_before() {
        assert!(may_begin(&[], &[]).unwrap_err().title.contains("no standards"));
        let all = [standard(1, "Plans", true)];
        assert!(may_begin(&all, &[review(false)]).unwrap_err().title.contains("not finished"));
        assert!(may_begin(&all, &[review(true)]).is_ok());
        assert!(may_write(&review(true)).is_err());
    }

    #[test]
    fn what_is_not_in_place_has_a_next_step_and_everything_has_something_that_shows_it() {
        let fields = |s, e: &str, n: &str, a| -> Vec<&str> {
            wrong(s, e, n, a).into_iter().map(|(f, _)| f).collect()
        };
        assert_eq!(fields(None, "", "", false), ["stands", "evidence"]);
        assert_eq!(fields(Some(Stands::NotYet), "Seen", "", false), ["next"]);
        assert!(fields(Some(Stands::NotYet), "Seen", "", true).is_empty());
        assert!(fields(Some(Stands::Secure), "Seen", "", false).is_empty());
    }
}
