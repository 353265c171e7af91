//! What the team leaves on somebody's Today: notes to read, meetings to hold, training that runs out.
//!
//! Must never know: addresses or pages. Each is done on its own record and nowhere else.

use crate::Coded;

coded! {
    /// What is asked of a colleague.
    pub enum Ask {
        ReadNote = "team_read", "Read a note that was agreed";
        CommentNote = "team_comment", "Say what you make of a draft";
        ReviewNote = "team_review", "Look at a note again";
        Timetable = "team_timetable", "Look at a timetable that changed";
        Hold = "team_hold", "Hold a meeting";
        Rebook = "team_rebook", "Rebook a meeting that was missed";
        Agree = "team_agree", "Agree the notes of a meeting";
        Observed = "team_observed", "Answer what a colleague suggests";
        SelfReview = "team_self_review", "Finish the self-review";
        TrainingEnds = "team_training", "Renew training";
        FirstAidEnds = "team_first_aid", "Renew training in first aid";
        Day = "team_day", "Look at your day: it was changed";
    }
}

/// Numbers below this one are other tasks'.
const FIRST: i64 = 20;

impl Ask {
    /// Its number on a line of Today.
    pub fn number(self) -> i64 {
        let place = Ask::ALL.iter().position(|a| *a == self).unwrap_or_default();
        FIRST + i64::try_from(place).unwrap_or_default()
    }
    /// The ask of a line's number.
    pub fn of_number(n: i64) -> Option<Ask> {
        Ask::ALL.iter().copied().find(|a| a.number() == n)
    }
    /// Whether it stands on Today from the moment it is asked; the others wait for their day.
    pub fn stands_at_once(self) -> bool {
        !matches!(
            self,
            Ask::ReviewNote | Ask::Hold | Ask::SelfReview | Ask::TrainingEnds | Ask::FirstAidEnds
        )
    }
    /// Whether its day is one that the law sets, which no working pattern moves.
    pub fn is_statutory(self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ask_has_a_number_of_its_own_and_is_found_by_it() {
        for ask in Ask::ALL {
            assert_eq!(Ask::of_number(ask.number()), Some(*ask));
        }
        assert_eq!(Ask::of_number(3), None, "a recommendation's");
    }
}
