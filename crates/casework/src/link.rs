//! Links that open one thing without signing in: what a link opens, for whom, and until when.
//!
//! Must never know: how a link is written or proved. Opening a link never spends it, because
//! programs that look at mail open links too; only an answer does.

use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

coded! {
    /// What a link opens.
    pub enum LinkKind {
        Work = "work", "Requests for work of one placement, to one member of staff";
        Letter = "letter", "A letter home, to one person at home";
        WorkBack = "work_back", "Finished work that went back to one member of staff";
        Sheet = "sheet", "A standards sheet, to one person at home";
        GoodNews = "good_news", "Good news home, to one person at home";
        Representations = "representations", "Representations to a hearing, from one person at home";
        Trip = "trip", "A trip that a pupil may go on, to one person at home";
        Contribution = "contribution", "A part in a plan, to one person at home or at an agency";
        ReportCard = "report_card", "Report card of one return, for one member of staff's lessons of a day";
    }
}

/// A link that was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Key.
    pub id: Id,
    /// What it opens.
    pub kind: LinkKind,
    /// Which: for work, the placement; for a letter, a sheet or good news, that; for a report card,
    /// the return; for finished work, what was handed back at one time; for representations, the
    /// hearing; for a trip, the pupil’s line on its list; for a part in a plan, what was asked.
    pub about: Id,
    /// The member of staff it was given to.
    pub staff: Option<Id>,
    /// The person at home it was given to.
    pub contact: Option<Id>,
    /// The address it went to, where it was given to somebody at home.
    pub sent_to: String,
    /// Their name.
    pub name: String,
    /// When it was given out.
    pub made_at: Instant,
    /// From when it opens nothing.
    pub expires_at: Instant,
    /// When it was taken back, if it was.
    pub ended_at: Option<Instant>,
}

impl Link {
    /// It was given to somebody at home, or to somebody else who has no sign-in.
    pub fn is_home(&self) -> bool {
        matches!(
            self.kind,
            LinkKind::Letter
                | LinkKind::Sheet
                | LinkKind::GoodNews
                | LinkKind::Representations
                | LinkKind::Trip
                | LinkKind::Contribution
        )
    }
    /// What somebody at home is told whose link opens nothing any more.
    pub fn over() -> Refusal {
        Refusal::because(
            "This link has run out",
            "Please ring the school: they can send it again, or give it to you on paper.",
            "The way Mainstay works, so that an old message opens nothing.",
        )
    }
    /// Whether it still opens something.
    pub fn stands(&self, now: Instant) -> Result<(), Refusal> {
        // Nobody at home has a sign-in, and no more is said than that it is over.
        if self.is_home() && (self.ended_at.is_some() || now >= self.expires_at) {
            return Err(Link::over());
        }
        let sign_in = ("Sign in", "/sign-in");
        if self.ended_at.is_some() {
            return Err(Refusal::because(
                "This link is no longer needed",
                "What it was for has been moved, cancelled or asked of somebody else.",
                "The way Mainstay works.",
            )
            .or(sign_in.0, sign_in.1));
        }
        if now >= self.expires_at {
            return Err(Refusal::because(
                "This link has run out",
                format!("It could be used until {}.", self.expires_at),
                "The way Mainstay works, so that an old message opens nothing.",
            )
            .or(sign_in.0, sign_in.1));
        }
        Ok(())
    }
}

/// When a link to a letter runs out: so many whole days after the one it was given out on.
pub fn letter_runs_out(given: Day, days: i64) -> Instant {
    given.plus(days + 1).at(Minute::default())
}

/// When a link for a receipt runs out: so many whole days after the one it was given out on.
pub fn receipt_runs_out(given: Day) -> Instant {
    given.plus(rulebook::room::WORK_BACK_LINK_DAYS + 1).at(Minute::default())
}

/// When a link for a day's lessons runs out: with the day.
pub fn day_is_over(day: Day) -> Instant {
    day.plus(1).at(Minute::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_until_its_day_is_over_and_not_once_it_was_taken_back() {
        let day = Day::new(2026, 11, 10).unwrap();
        let at = |h, m| day.at(Minute::new(h, m).unwrap());
        let mut link = Link {
            id: Id::from_u128(1),
            kind: LinkKind::Work,
            about: Id::from_u128(2),
            staff: None,
            contact: None,
            sent_to: String::new(),
            name: "Mrs Ravenhall".into(),
            made_at: at(8, 0),
            expires_at: day_is_over(day),
            ended_at: None,
        };
        assert!(link.stands(at(23, 59)).is_ok());
        let over = link.stands(day.plus(1).at(Minute::default())).unwrap_err();
        assert!(over.title.contains("run out"));
        link.ended_at = Some(at(9, 0));
        assert!(link.stands(at(9, 1)).unwrap_err().title.contains("no longer needed"));
    }
}
