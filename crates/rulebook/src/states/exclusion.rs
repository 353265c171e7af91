//! Suspension, permanent exclusion, and the governing body's own track beside a suspension.
//!
//! Must never know: a date; the answers in [`crate::duty`] give those. Source: R2.01 to R2.22,
//! R3.01 to R3.18; sections 9.2 and 9.3 of the note.

use super::{Never, Opens, go, guard, road};
use crate::duty::exclusion::Cancel;

/// The rules kept for cancelling: R2.21, unless it is barred.
pub fn cancel_kept(cancel: &Cancel) -> &'static [&'static str] {
    if cancel.barred().is_none() { &["R2.21"] } else { &[] }
}

const CANCEL: &str = "not over 45 days in a school year, and the governing body has not begun its meeting where it had to be told";

mod suspension {
    use super::*;
    use Suspension::*;
    use SuspensionAct as Act;

    road! {
        /// Where a suspension stands.
        Suspension {
            Draft = "a draft",
            Imposed = "imposed",
            Running = "running",
            RunningWithProvision = "running, with education from the sixth day",
            Ended = "ended",
            Returned = "over, and the pupil is back",
            Cancelled = "cancelled",
        }
        /// What people do with one.
        SuspensionAct {
            Impose = "impose it",
            Begin = "begin its first day",
            ReachSixthDay = "start the education of the sixth day",
            Cancel = "cancel it",
            End = "end its last day",
            Reintegrate = "bring the pupil back",
            DecideAfresh = "decide afresh on new evidence",
            Extend = "extend it",
            Convert = "turn it into a permanent exclusion",
        }
        arrows &[
            go(&[Draft], Act::Impose, Imposed)
                .if_kept(&[
                    guard("R2.01", "the headteacher decides, on disciplinary grounds"),
                    guard("R2.04", "it keeps within 45 school days in the school year"),
                ])
                .setting_off(&["R2.06", "R2.07", "R2.08", "R2.09", "R2.10"]),
            go(&[Imposed], Act::Begin, Running),
            go(&[Running], Act::ReachSixthDay, RunningWithProvision).setting_off(&["R2.17"]),
            go(&[Imposed, Running, RunningWithProvision], Act::Cancel, Cancelled)
                .if_kept(&[guard("R2.21", CANCEL)])
                .setting_off(&["R2.21"]),
            go(&[Running, RunningWithProvision], Act::End, Ended).setting_off(&["R2.22"]),
            go(&[Ended], Act::Reintegrate, Returned),
            go(&[Running], Act::DecideAfresh, Running)
                .if_kept(&[guard("R2.20", "a new decision, usually on new evidence, that starts when this one ends")])
                .opening(Opens::FreshDecision),
            go(&[RunningWithProvision], Act::DecideAfresh, RunningWithProvision)
                .if_kept(&[guard("R2.20", "a new decision, usually on new evidence, that starts when this one ends")])
                .opening(Opens::FreshDecision),
        ];
        never &[
            Never {
                act: Act::Extend,
                rule: "R2.20",
                why: "A suspension cannot be extended",
                instead: "On new evidence the headteacher can decide afresh, to start when this one ends.",
            },
            Never {
                act: Act::Convert,
                rule: "R2.20",
                why: "A suspension cannot be turned into a permanent exclusion",
                instead: "On new evidence the headteacher can decide afresh, to start when this one ends.",
            },
        ];
    }
}
pub use suspension::{Suspension, SuspensionAct};

mod governors {
    use super::*;
    use Governors::*;
    use GovernorsAct as Act;

    road! {
        /// Where the governing body stands with a suspension it was told of.
        Governors {
            Told = "before the governing body",
            NothingRequired = "one that needs no meeting",
            Consider = "one whose representations are considered, with no date",
            Wait = "waiting for representations",
            Meet = "one the governing body must meet on",
            MeetBeforeExam = "one the governing body must meet on before the examination",
            Overdue = "overdue: the governing body must still meet",
            Reinstated = "decided: reinstated",
            Declined = "decided: not reinstated",
            ViewRecorded = "decided: a view recorded, the pupil being back",
        }
        /// What happens there.
        GovernorsAct {
            RequireNothing = "find that nothing is required",
            ConsiderOnly = "find that representations are only considered",
            AwaitRepresentations = "wait for representations",
            RequireMeeting = "require a meeting",
            RequireMeetingBeforeExam = "require a meeting before the examination",
            HearFromParent = "take in the parent’s representations",
            CloseWindow = "close the 50 school days",
            PassDeadline = "pass the last day",
            Reinstate = "reinstate the pupil",
            Decline = "decline to reinstate",
            RecordView = "record a view",
        }
        arrows &[
            go(&[Told], Act::RequireNothing, NothingRequired)
                .if_kept(&[guard("R2.12", "the total of the term puts it there")]),
            go(&[Told], Act::ConsiderOnly, Consider)
                .if_kept(&[guard("R2.12", "the total of the term puts it there")]),
            go(&[Told], Act::AwaitRepresentations, Wait)
                .if_kept(&[guard("R2.12", "the total of the term puts it there")])
                .setting_off(&["R2.14"]),
            go(&[Told], Act::RequireMeeting, Meet)
                .if_kept(&[guard("R2.12", "the total of the term puts it there")])
                .setting_off(&["R2.13"]),
            go(&[Told], Act::RequireMeetingBeforeExam, MeetBeforeExam)
                .if_kept(&[guard("R2.12", "a public examination or national curriculum test is lost")])
                .setting_off(&["R2.15"]),
            go(&[Wait], Act::HearFromParent, Meet)
                .if_kept(&[guard("R2.14", "they came within 50 school days of the governing body being told")])
                .setting_off(&["R2.14"]),
            go(&[Wait], Act::CloseWindow, NothingRequired),
            go(&[Meet, MeetBeforeExam], Act::PassDeadline, Overdue),
            go(&[Meet, MeetBeforeExam, Overdue], Act::Reinstate, Reinstated).setting_off(&["R3.07"]),
            go(&[Meet, MeetBeforeExam, Overdue], Act::Decline, Declined).setting_off(&["R3.07"]),
            go(&[Meet, MeetBeforeExam, Overdue], Act::RecordView, ViewRecorded)
                .setting_off(&["R3.07"]),
        ];
        never &[];
    }
}
pub use governors::{Governors, GovernorsAct};

mod permanent {
    use super::*;
    use Permanent::*;
    use PermanentAct as Act;

    road! {
        /// Where a permanent exclusion stands.
        Permanent {
            Draft = "a draft",
            Imposed = "imposed",
            WithProvision = "imposed, with education by the authority",
            Cancelled = "cancelled",
            AtGovernors = "before the governing body",
            Reinstated = "decided: reinstated",
            BackOnSite = "over, and the pupil is back",
            Declined = "decided: not reinstated",
            ReviewRefused = "one whose application for review came too late",
            ReviewPending = "before a review panel",
            Upheld = "upheld by the panel",
            Recommended = "back with the governing body, on the panel’s recommendation",
            Quashed = "back with the governing body, quashed",
            DeclinedAgain = "decided again: not reinstated",
            Final = "final",
            Closed = "closed",
        }
        /// What people do with one.
        PermanentAct {
            Impose = "impose it",
            ReachSixthDay = "start the education of the sixth day",
            Cancel = "cancel it",
            BeginMeeting = "begin the governing body’s meeting",
            Reinstate = "reinstate the pupil",
            ComeBack = "bring the pupil back",
            Decline = "decline to reinstate",
            Waive = "take the parent’s word that there will be no application",
            CloseWindow = "close the time for an application",
            Apply = "take in an application for review",
            ApplyLate = "refuse an application that is out of time",
            Adjourn = "adjourn the review",
            Uphold = "uphold it",
            Recommend = "recommend that the governing body think again",
            Quash = "quash it",
            Abandon = "abandon the review",
            DeclineAgain = "decline again to reinstate",
            OrderMoney = "start the readjustment of the budget",
            Finish = "take it as final",
            Delete = "take the name off the register",
            Convert = "turn it into a suspension",
        }
        arrows &[
            go(&[Draft], Act::Impose, Imposed)
                .if_kept(&[guard("R3.01", "both limbs of the test are met, and the headteacher decides")])
                .setting_off(&["R3.02", "R2.07"]),
            go(&[Imposed], Act::ReachSixthDay, WithProvision).setting_off(&["R3.03"]),
            go(&[Imposed, WithProvision], Act::Cancel, Cancelled)
                .if_kept(&[guard("R2.21", CANCEL)])
                .setting_off(&["R2.21"]),
            go(&[Imposed, WithProvision], Act::BeginMeeting, AtGovernors).setting_off(&["R3.06"]),
            go(&[AtGovernors], Act::Reinstate, Reinstated).setting_off(&["R3.07"]),
            go(&[AtGovernors], Act::Decline, Declined).setting_off(&["R3.07", "R3.09"]),
            go(&[Reinstated], Act::ComeBack, BackOnSite),
            go(&[Declined], Act::Waive, Final)
                .if_kept(&[guard("R3.09", "the parent has said so in writing")])
                .setting_off(&["R3.18"]),
            go(&[Declined], Act::CloseWindow, Final)
                .if_kept(&[guard("R3.09", "15 school days have ended and no application was made")])
                .setting_off(&["R3.18"]),
            go(&[Declined], Act::Apply, ReviewPending)
                .if_kept(&[guard("R3.09", "it was made within 15 school days")])
                .setting_off(&["R3.10"]),
            go(&[Declined], Act::ApplyLate, ReviewRefused),
            go(&[ReviewRefused], Act::Finish, Final).setting_off(&["R3.18"]),
            go(&[ReviewPending], Act::Adjourn, ReviewPending),
            go(&[ReviewPending], Act::Uphold, Upheld).setting_off(&["R3.15"]),
            go(&[ReviewPending], Act::Recommend, Recommended).setting_off(&["R3.15"]),
            go(&[ReviewPending], Act::Quash, Quashed).setting_off(&["R3.15"]),
            go(&[ReviewPending], Act::Abandon, Final).setting_off(&["R3.18"]),
            go(&[Upheld, DeclinedAgain], Act::Finish, Final).setting_off(&["R3.18"]),
            go(&[Recommended, Quashed], Act::Reinstate, Reinstated).setting_off(&["R3.15"]),
            go(&[Recommended, Quashed], Act::DeclineAgain, DeclinedAgain).setting_off(&["R3.15"]),
            go(&[Quashed], Act::OrderMoney, Quashed)
                .if_kept(&[guard("R3.16", "the panel quashed and ordered it, and none was offered reinstatement in 10 school days")])
                .opening(Opens::Readjustment),
            go(&[DeclinedAgain], Act::OrderMoney, DeclinedAgain)
                .if_kept(&[guard("R3.16", "the panel quashed and ordered it, and none was offered reinstatement in 10 school days")])
                .opening(Opens::Readjustment),
            go(&[Final], Act::Delete, Closed)
                .if_kept(&[guard("R3.18", "the ground for deletion has arisen, and the authority is told no later than that day")])
                .setting_off(&["R3.18", "R3.17"]),
        ];
        never &[Never {
            act: Act::Convert,
            rule: "R2.20",
            why: "A permanent exclusion is not turned into a suspension",
            instead: "The headteacher can cancel it before the governing body’s meeting begins.",
        }];
    }
}
pub use permanent::{Permanent, PermanentAct};
