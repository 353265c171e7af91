//! Something said or seen that is passed to the safeguarding lead and to nobody else.
//!
//! Must never know: tables or pages. A hand-off is never refused for what is missing in it, and
//! its words appear in no event, message or refusal.

use crate::Id;
use crate::message::Words;
use rulebook::{Day, Instant, Minute};

/// Letters a hand-off may have: a short account in the child's words, not a file.
pub const LONGEST: usize = 4_000;
/// Letters of whom it is about.
pub const LONGEST_WHOM: usize = 200;

/// One hand-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handoff {
    /// Key.
    pub id: Id,
    /// The pupil, where it was known which.
    pub pupil: Option<Id>,
    /// Whom it is about, as the writer knew them; empty where nobody is known yet.
    pub whom: String,
    /// When it was said or seen, where that was told.
    pub heard_at: Option<Instant>,
    /// The writer's own words.
    pub words: String,
    /// The account it came from.
    pub account: Id,
    /// Who wrote it.
    pub writer_name: String,
    /// When it was passed on.
    pub passed_at: Instant,
    /// The writer's session was over when it came.
    pub away: bool,
    /// When the safeguarding lead acknowledged it.
    pub received_at: Option<Instant>,
    /// Who did.
    pub received_by: String,
}

/// What its writer is told of it, and all that anybody but the safeguarding lead ever is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// When it was passed on.
    pub passed_at: Instant,
    /// When it was received, once it was.
    pub received_at: Option<Instant>,
}

/// A line of what happens next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Key.
    pub id: Id,
    /// Words.
    pub body: String,
    /// By whom.
    pub author_name: String,
    /// When.
    pub at: Instant,
}

/// When it was said or seen: not later than now.
pub fn heard(
    day: Option<Day>,
    minute: Option<Minute>,
    now: Instant,
) -> Result<Instant, &'static str> {
    let Some(day) = day else { return Err("Give the day, such as 12 11 2026") };
    let Some(minute) = minute else { return Err("Give the time, such as 13.30") };
    let at = day.at(minute);
    if at > now { Err("This is later than now. Give the time it was said or seen") } else { Ok(at) }
}

/// The email to the safeguarding lead: that there is something, and not a word of what.
pub fn told(school: &str) -> Words {
    Words {
        subject: "Something has been passed to you in Mainstay".into(),
        body: "Something has been passed to you in Mainstay.".into(),
        link: String::new(),
        closing: school.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_email_says_that_there_is_something_and_nothing_more() {
        let words = told("Fairholme");
        assert_eq!(words.subject, "Something has been passed to you in Mainstay");
        assert_eq!(words.body.trim_end_matches('.'), words.subject);
        assert!(words.link.is_empty());
    }

    #[test]
    fn nobody_heard_something_later_than_now() {
        let day = Day::new(2026, 11, 12);
        let now = day.unwrap().at(Minute::new(13, 34).unwrap());
        assert_eq!(heard(day, Minute::new(13, 34), now), Ok(now));
        assert!(heard(day, Minute::new(13, 35), now).unwrap_err().contains("later than now"));
        assert!(heard(day, None, now).is_err());
        assert!(heard(None, Minute::new(13, 30), now).is_err());
    }
}
