//! A cancellation as an authority is told of it: whether the facts it has bear one out.
//!
//! Must never know: how word of it came. Only a headteacher cancels; this keeps what the school
//! said to the guards of the law, and says what to ask where they do not fit.

use super::Case;
use crate::Refusal;
use rulebook::duty::exclusion::{Cancel, NoCancel};
use rulebook::{Day, HalfDays, clocks};

/// What a cancellation is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Against {
    /// The highest total of a school year, itself included.
    pub year_total: HalfDays,
    /// The governing body's meeting about it has begun.
    pub meeting_begun: bool,
    /// The governing body is told of this one as soon as it is decided.
    pub governors_told: bool,
}

/// Whether the case may be marked as cancelled on a day (R2.21).
///
/// # Errors
/// With the rule, and what to ask the school.
pub fn may_cancel(case: &Case, against: Against, on: Day) -> Result<(), Refusal> {
    let back = format!("/cases/{}", case.id);
    let from = "SI 2012/1033 regs 8A, 17A and 26A (R2.21). Not yet checked.";
    let Some(decided) = case.decided.filter(|_| case.kind.in_law().is_some()) else {
        return Err(Refusal::because(
            "There is no decision on this case to cancel",
            "A cancellation takes back a suspension or permanent exclusion that was decided.",
            from,
        )
        .or("Add the day of the decision to the facts first", format!("{back}/facts")));
    };
    if let Some(was) = case.cancelled_on {
        return Err(Refusal::because(
            format!("This case says already that it was cancelled on {was}"),
            "A decision is cancelled once. If the school gives another day, ask which is right.",
            from,
        )
        .or("See the case", back));
    }
    if on < decided {
        return Err(Refusal::because(
            format!("It was decided on {decided}, after {on}"),
            "A cancellation comes after what it cancels. Ask the school which day is right.",
            from,
        )
        .or("See the facts of the case", format!("{back}/facts")));
    }
    let cancel = Cancel {
        on: Some(on),
        year_total: against.year_total,
        meeting_begun: against.meeting_begun,
        governors_told: against.governors_told,
    };
    let Some(bar) = cancel.barred() else { return Ok(()) };
    let instead = match bar {
        NoCancel::MeetingBegun => {
            "Tell the school that the governing body can direct reinstatement"
        }
        NoCancel::OverCap => {
            "Ask the school to bring the pupil back, and the governing body to look at it"
        }
    };
    Err(Refusal::because(
        format!("A cancellation on {on} does not fit the facts: {bar}"),
        format!("A headteacher can cancel before the governing body’s meeting about it begins, and not where the pupil has been out, or would have been, for more than {} school days in a school year.", clocks::CAP),
        from,
    )
    .or(instead, format!("{back}/advice")))
}
