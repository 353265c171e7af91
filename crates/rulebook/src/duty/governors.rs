//! The governing body: must it meet, by when, on what papers, and whom it tells.
//!
//! Must never know: who sits on it. Source of law: SI 2012/1033 regs 6, 15 and 24; R2.12 to
//! R2.15, R3.05 to R3.07.

use super::{Answer, Due, NoAnswer, Outcome};
use crate::almanac::Almanac;
use crate::half::HalfDays;
use crate::rule::Party;
use crate::told::Told;
use crate::{Day, clocks};

/// What the governing body is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excluded {
    /// A permanent exclusion.
    Permanently,
    /// A suspension that brings a statutory term to this total, itself included.
    For(HalfDays),
}

/// Whether the parent has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Representations {
    /// Not, so far.
    None,
    /// Yes; on this day, where it is known.
    Made(Option<Day>),
}

/// Who comes to the meeting.
pub const MEETING: Told =
    Told::always(&[Party::Parent, Party::Governors, Party::Head, Party::Authority])
        .and_any(Party::SocialWorker)
        .and_any(Party::VirtualHead);

/// The facts the duty to meet hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// What for.
    pub excluded: Excluded,
    /// The day the governing body was told. May be absent where no date can arise.
    pub informed: Option<Day>,
    /// Representations.
    pub representations: Representations,
    /// The first public examination or national curriculum test lost.
    pub exam: Option<Day>,
}

/// Whether and by when the governing body must meet (R2.12).
pub fn meeting(m: Meeting, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let informed = m.informed.ok_or(NoAnswer::Needed("the day the governing body was told"));
    let must_meet = match m.excluded {
        Excluded::Permanently => true,
        Excluded::For(total) => total > clocks::THRESHOLD_HIGH,
    };
    if let Some(exam) = m.exam {
        return before_exam(informed?, exam, almanac);
    }
    if must_meet {
        let rule = if m.excluded == Excluded::Permanently { "R3.05" } else { "R2.13" };
        let due = Due::Counted(clocks::GB_MEET_SHORT.from(informed?, Some(almanac))?);
        return Ok(Answer::new(rule, Outcome::Gb15, due, MEETING));
    }
    let over_low = matches!(m.excluded, Excluded::For(t) if t > clocks::THRESHOLD_LOW);
    match (m.representations, over_low) {
        (Representations::None, true) => Ok(Answer::nothing("R2.14", Outcome::NoGbMeeting).advise(
            None,
            "If the parent writes before the 50 school days are over, the duty to meet comes alive; its last day does not move.",
        )),
        (Representations::None, false) => Ok(Answer::nothing("R2.12", Outcome::NoGbMeeting)),
        (Representations::Made(_), false) => Ok(Answer::new(
            "R2.12",
            Outcome::GbConsider,
            Due::None,
            Told::always(&[Party::Governors]),
        )),
        (Representations::Made(on), true) => {
            let count = clocks::GB_MEET_LONG.from(informed?, Some(almanac))?;
            // Received after the window: nothing arises from them.
            if on.is_some_and(|on| on > count.due) {
                return Ok(Answer::nothing("R2.14", Outcome::NoGbMeeting));
            }
            Ok(Answer::new("R2.14", Outcome::Gb50, Due::Counted(count), MEETING))
        }
    }
}

/// The meeting where a public examination or national curriculum test would be lost (R2.15).
fn before_exam(informed: Day, exam: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let short = clocks::GB_MEET_SHORT.from(informed, Some(almanac))?;
    let last = almanac.before(exam, 1)?;
    // No school day is left before it: only the window remains.
    if last < informed {
        return Ok(Answer::new("R2.15", Outcome::Gb15, Due::Counted(short), MEETING));
    }
    // The examination lies past the window: the window ends first, and is before it too.
    if last > short.due {
        return Ok(Answer::new("R2.15", Outcome::GbBeforeExam, Due::Counted(short), MEETING));
    }
    let answer = Answer::new("R2.15", Outcome::GbBeforeExam, Due::Day(last), MEETING);
    Ok(answer.advise(Some(short.due), "The last day in any case: 15 school days."))
}

/// When the papers of a meeting go out (R3.06), or of a review (R3.12).
pub fn papers(meeting: Day, review: bool, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    papers_before(meeting, clocks::PAPERS, review, almanac)
}

/// The same, for a number of school days the caller's own rules ask for.
pub fn papers_before(
    meeting: Day,
    span: crate::Span,
    review: bool,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    let all = Told::always(&[Party::Parent, Party::Head, Party::Governors, Party::Authority]);
    let (rule, told) = match review {
        true => ("R3.12", all.and(Party::Panel)),
        false => ("R3.06", all.and_any(Party::SocialWorker).and_any(Party::VirtualHead)),
    };
    let count = span.from(meeting, Some(almanac))?;
    Ok(Answer::new(rule, Outcome::PapersBySafe, Due::Counted(count), told))
}

/// Who is told of the governing body's decision, and that it is done without delay (R3.07).
pub fn decided(on: Day, other_home: bool) -> Answer {
    let told = Told::always(&[Party::Parent, Party::Head, Party::Authority])
        .and_if(other_home, Party::HomeAuthority)
        .and_any(Party::SocialWorker)
        .and_any(Party::VirtualHead);
    Answer::new("R3.07", Outcome::DecisionLetter, Due::WithoutDelay(on), told)
}
