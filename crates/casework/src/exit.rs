//! Leaving the room: the exit interview, its targets for lessons, and closing the placement.
//!
//! Must never know: who may read which part (roles say that), or how the return is counted
//! (`returning` does). No question here asks a pupil to admit fault.

use crate::room::{Placement, PlacementState};
use crate::{Id, Refusal};
use rulebook::Instant;

/// Targets for lessons at most: more than three are none.
pub const TARGETS_AT_MOST: usize = 3;

coded! {
    /// How the placement ended.
    pub enum Outcome {
        Completed = "completed", "Completed";
        Part = "part", "Completed in part";
        NotCompleted = "not_completed", "Not completed";
        WentHomeIll = "went_home_ill", "Went home ill";
        Suspended = "suspended", "Suspended; recorded as a suspension";
    }
}

coded! {
    /// Whether the adult and the pupil think lessons will work now.
    pub enum Ready {
        Yes = "yes", "Yes";
        Partly = "partly", "Partly";
        No = "no", "Not yet";
    }
}

/// An exit interview as it was held. The confidential part is a note, kept apart from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// The placement; there is one interview to a placement.
    pub placement: Id,
    /// The pupil.
    pub pupil: Id,
    /// What went well, as the adult saw it.
    pub went_well: String,
    /// The pupil's own words.
    pub pupil_words: String,
    /// What led here, as the pupil sees it.
    pub led_here: String,
    /// What they take from it.
    pub learnt: String,
    /// Who needs putting right with.
    pub put_right: String,
    /// Support asked for, and of whom.
    pub support: String,
    /// Feeling about going back, 1 to 10.
    pub feeling: Option<i64>,
    /// Ready for lessons.
    pub ready: Option<Ready>,
    /// How the placement ended.
    pub outcome: Outcome,
    /// Why it was not completed, where it was not.
    pub why_not: String,
    /// Somebody at home has been told how the day ended.
    pub parent_told: bool,
    /// Who held it.
    pub by_staff: Id,
    /// Their name at the time.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

impl Interview {
    /// The interview as plain text: kept as a note when it is corrected, so that the first
    /// version is not lost.
    pub fn as_text(&self, targets: &[String]) -> String {
        use crate::Coded;
        let mut lines = vec![format!("Held by {}, {}", self.by_name, self.at)];
        let mut add = |name: &str, words: &str| {
            if !words.trim().is_empty() {
                lines.push(format!("{name}: {}", words.trim()));
            }
        };
        add("What went well", &self.went_well);
        add("In their words", &self.pupil_words);
        add("What led here", &self.led_here);
        add("What they take from it", &self.learnt);
        add("To put right with", &self.put_right);
        add("Targets", &targets.join("; "));
        add("Support", &self.support);
        add("Feeling about going back", &self.feeling.map(|n| n.to_string()).unwrap_or_default());
        add("Ready", self.ready.map(Ready::label).unwrap_or_default());
        add("Outcome", self.outcome.label());
        add("Why not completed", &self.why_not);
        lines.join("\n")
    }
}

/// Whether the interview may be held or corrected now. Holding it records no leaving: it is held
/// before they go, and may be kept to be gone on with.
pub fn hold(placement: &Placement) -> Result<(), Refusal> {
    let link = format!("/placements/{}/exit", placement.id);
    match placement.state {
        PlacementState::Here | PlacementState::Left => Ok(()),
        PlacementState::Closed => Err(Refusal::because(
            "This placement is closed, so its exit interview cannot be changed",
            "A closed placement stays as it was closed. A correction is added as a note.",
            "Mainstay: records are corrected by addition.",
        )
        .or("See the interview", link)),
        PlacementState::Booked => Err(Refusal::because(
            "The exit interview comes after the arrival, and no arrival is recorded",
            "An exit interview is held with somebody who was in the room.",
            "The school’s room procedures.",
        )
        .or("Record the arrival on the board", "/board")),
        PlacementState::NotHere | PlacementState::Cancelled => Err(Refusal::because(
            "There is no exit interview: the placement did not take place",
            "An exit interview is held with somebody who was in the room.",
            "The school’s room procedures.",
        )
        .or("See the board", "/board")),
    }
}

/// The placement closed. It needs an exit interview, or a reason why there is none.
pub fn close(
    placement: &Placement,
    held: bool,
    reason: &str,
    now: Instant,
) -> Result<Placement, Refusal> {
    let exit = format!("/placements/{}/exit", placement.id);
    match placement.state {
        PlacementState::Here | PlacementState::Left => {}
        PlacementState::Closed => return Ok(placement.clone()),
        PlacementState::Booked => {
            return Err(Refusal::because(
                "This placement cannot be closed: no arrival is recorded",
                "A placement is closed after the pupil has been in the room. Somebody who did not come is recorded as not here.",
                "The school’s room procedures.",
            )
            .or("Record arrival or not here on the board", "/board"));
        }
        PlacementState::NotHere | PlacementState::Cancelled => {
            return Err(Refusal::because(
                "There is nothing to close: the placement did not take place",
                "Only a placement that took place is closed.",
                "The school’s room procedures.",
            )
            .or("See the board", "/board"));
        }
    }
    if !held && reason.trim().is_empty() {
        return Err(Refusal::because(
            "This placement cannot be closed: no exit interview was held",
            "A placement is closed with an exit interview, or with a stated reason why there was none.",
            "The school’s room procedures: every removal ends with a planned way back to lessons.",
        )
        .or("Hold the exit interview", exit.clone())
        .or("Give a reason why there was none", format!("{exit}#close")));
    }
    Ok(Placement {
        state: PlacementState::Closed,
        left_at: placement.left_at.or(Some(now)),
        closed_at: Some(now),
        ..placement.clone()
    })
}

/// A teacher who will see the targets, and the first lesson they will use them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The teacher.
    pub staff: Id,
    /// Their name.
    pub name: String,
    /// "Thu 12 Nov P2, History"
    pub lesson: String,
}

/// Teachers each once, with their first lesson; `lessons` are in the order they happen.
pub fn readers(lessons: Vec<Reader>) -> Vec<Reader> {
    let mut out: Vec<Reader> = Vec::new();
    for lesson in lessons {
        if !out.iter().any(|r| r.staff == lesson.staff) {
            out.push(lesson);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    fn moment() -> Instant {
        Day::new(2026, 11, 10).unwrap().at(Minute::new(14, 50).unwrap())
    }

    fn placement(state: PlacementState) -> Placement {
        Placement {
            id: Id::now_v7(),
            pupil: Id::now_v7(),
            referral: None,
            room: Id::now_v7(),
            day: Day::new(2026, 11, 10).unwrap(),
            seat: Some(1),
            state,
            decided_by: None,
            reason: None,
            plain_reason: String::new(),
            arrived_at: None,
            inducted_at: None,
            left_at: None,
            closed_at: None,
            version: 1,
        }
    }

    #[test]
    fn a_placement_is_not_closed_without_an_interview_or_a_reason() {
        let p = placement(PlacementState::Left);
        let no = close(&p, false, "  ", moment()).unwrap_err();
        assert!(no.title.contains("no exit interview"));
        assert_eq!(no.instead.len(), 2);
        assert!(!no.rule.is_empty() && !no.from.is_empty());
        assert_eq!(
            close(&p, false, "Went home ill", moment()).unwrap().state,
            PlacementState::Closed
        );
        assert_eq!(close(&p, true, "", moment()).unwrap().closed_at, Some(moment()));
    }

    #[test]
    fn closing_records_leaving_once_and_holding_the_interview_does_not() {
        let mut p = placement(PlacementState::Here);
        assert!(hold(&p).is_ok());
        assert_eq!(close(&p, true, "", moment()).unwrap().left_at, Some(moment()));
        let earlier = moment().plus_seconds(-600);
        p.left_at = Some(earlier);
        assert_eq!(close(&p, true, "", moment()).unwrap().left_at, Some(earlier));
    }

    #[test]
    fn somebody_who_never_came_has_no_exit_and_is_not_closed() {
        for state in [PlacementState::Booked, PlacementState::NotHere, PlacementState::Cancelled] {
            assert!(hold(&placement(state)).is_err());
            assert!(close(&placement(state), true, "", moment()).is_err());
        }
    }

    #[test]
    fn closing_twice_changes_nothing() {
        let p = placement(PlacementState::Closed);
        assert_eq!(close(&p, false, "", moment()).unwrap(), p);
    }

    #[test]
    fn a_teacher_met_twice_is_named_once_with_the_first_lesson() {
        let (a, b) = (Id::now_v7(), Id::now_v7());
        let r = |staff, lesson: &str| Reader { staff, name: String::new(), lesson: lesson.into() };
        let out = readers(vec![r(a, "Wed P1"), r(b, "Wed P2"), r(a, "Thu P3")]);
        assert_eq!(out.len(), 2);
        assert_eq!(out[0].lesson, "Wed P1");
    }
}
