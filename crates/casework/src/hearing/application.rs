//! The parent's application for an independent review: whether it came in time, and what to say
//! where it did not.
//!
//! Must never know: who decides to take it in. No power to extend the time was found, so none is
//! offered.

use super::How;
use crate::{Id, Refusal};
use rulebook::almanac::Almanac;
use rulebook::duty::review::{self, Application as Came};
use rulebook::duty::{Answer, NoAnswer, Outcome};
use rulebook::{Day, Instant};

/// An application that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Key.
    pub id: Id,
    /// The matter.
    pub matter: Id,
    /// Who applied.
    pub by_whom: String,
    /// How it came.
    pub how: How,
    /// When it was handed in, posted or e-mailed.
    pub at: Instant,
    /// The day it counts as made.
    pub made: Day,
    /// The last day to apply, as it stood when the application was looked at.
    pub last_day: Day,
    /// Grounds.
    pub grounds: String,
    /// A SEN expert was asked for.
    pub expert: bool,
    /// It was taken in; otherwise it was refused as too late.
    pub taken: bool,
    /// Who decided, where it needed a person.
    pub decided_by: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
}

/// How an application stands against its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The answer, with the last day and its working.
    pub answer: Answer,
    /// The day it counts as made.
    pub made: Day,
    /// The last day.
    pub last: Day,
}

impl Receipt {
    /// It is in time.
    pub fn in_time(&self) -> bool {
        matches!(self.answer.outcome, Outcome::InTime | Outcome::InTimeIfEmailed)
    }
    /// A person has to look before it is refused.
    pub fn asks(&self) -> bool {
        self.answer.outcome == Outcome::OutOfTimeIfPosted
    }
}

/// Holds an application against the last day, from the day the decision counts as given.
pub fn receive(given: Day, how: How, at: Instant, almanac: &Almanac) -> Result<Receipt, NoAnswer> {
    let came = match how {
        How::Delivered => Came::Delivered(at.day()),
        How::Post => Came::Posted(at.day()),
        How::Email => Came::Emailed(at),
    };
    let answer = review::in_time(given, came, almanac)?;
    let last = answer.due.day().ok_or(NoAnswer::Needed("the last day to apply"))?;
    Ok(Receipt { answer, made: came.made()?, last })
}

/// What the applicant and the arranger are told of an application that came too late.
pub fn too_late(receipt: &Receipt, matter: Id) -> Refusal {
    Refusal::because(
        format!("This application is out of time: the last day was {}", receipt.last),
        format!(
            "It counts as made on {}. An application made after the last day must be refused; no power to extend the time was found (R3.09).",
            receipt.made
        ),
        "SI 2012/1033 Schedule 1 paragraphs 1 and 2, as Mainstay holds it: not yet checked by a person.",
    )
    .or("Record that it was refused, and tell the parent in writing what else there is", format!("/matters/{matter}#application"))
    .or("A claim under the Equality Act has its own time (R3.20)", "/law/rules/R3.20")
    .or("Judicial review has its own time (R3.21)", "/law/rules/R3.21")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::tests::almanac;
    use rulebook::Minute;

    fn at(day: &str, time: &str) -> Instant {
        Day::parse_iso(day).unwrap().at(Minute::parse(time).unwrap())
    }

    #[test]
    fn day_15_at_23_59_is_in_and_day_16_is_out() {
        let a = almanac(None);
        let given = Day::new(2026, 12, 3).unwrap();
        let come = |how, day: &str, time: &str| receive(given, how, at(day, time), &a).unwrap();
        let last = come(How::Email, "2027-01-08", "23.59");
        assert!(last.in_time());
        assert_eq!(last.last.to_string(), "Fri 8 Jan 2027");
        let out = come(How::Email, "2027-01-09", "0.00");
        assert!(!out.in_time() && !out.asks());
        let no = too_late(&out, Id::nil());
        assert!(no.title.contains("Fri 8 Jan 2027") && no.rule.contains("R3.09"));
        assert_eq!(no.instead.len(), 3);
        assert!(come(How::Delivered, "2027-01-08", "16.00").in_time());
        assert!(!come(How::Delivered, "2027-01-11", "9.00").in_time());
    }

    #[test]
    fn one_posted_in_time_that_counts_as_late_is_shown_to_a_person() {
        let a = almanac(None);
        let given = Day::new(2026, 12, 3).unwrap();
        let posted = receive(given, How::Post, at("2027-01-07", "12.00"), &a).unwrap();
        assert!(!posted.in_time() && posted.asks());
        assert_eq!(posted.made.to_string(), "Mon 11 Jan 2027");
    }
}
