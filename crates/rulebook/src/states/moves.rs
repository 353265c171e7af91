//! A direction off site, a managed move, and a separation for safeguarding.
//!
//! Must never know: the other school. There is no trial: a managed move is made or it is not.
//! Source: R4.01 to R4.07, R4.12; sections 9.4 to 9.6 of the note.

use super::{Never, Opens, go, guard, road};

mod direction {
    use super::*;
    use Direction::*;
    use DirectionAct as Act;

    road! {
        /// Where a direction off site stands.
        Direction {
            Proposed = "proposed",
            Notified = "notified",
            Active = "active",
            UnderReview = "under review",
            PlacementSuspended = "held: the place is not safe to go to",
            EndedInReturn = "ended: back at the school",
            EndedInMove = "ended in a managed move",
            EndedAt16 = "ended in a move after 16",
        }
        /// What people do with one.
        DirectionAct {
            Decide = "give notice of it",
            Begin = "begin its first day",
            ReviewDue = "hold the review that is due",
            ReviewRequested = "hold the review that was asked for",
            Continue = "continue it to a new end date",
            EndReturn = "end it with a return",
            EndMove = "end it with a managed move",
            EndPost16 = "end it with a move after 16",
            HoldPlacement = "hold the placement",
            PlanTransition = "list what the change of procedure asks for",
        }
        arrows &[
            go(&[Proposed], Act::Decide, Notified)
                .if_kept(&[
                    guard("R4.01", "the governing body decides, to improve behaviour, having asked for views"),
                    guard("R4.02", "needs are assessed and the provider is suitable and safe"),
                ])
                .setting_off(&["R4.03"]),
            go(&[Notified], Act::Begin, Active)
                .if_kept(&[guard("R4.03", "notice was given two clear school days before")]),
            go(&[Active], Act::ReviewDue, UnderReview).setting_off(&["R4.04"]),
            go(&[Active], Act::ReviewRequested, UnderReview)
                .if_kept(&[guard("R4.05", "no review was held in the ten weeks before the request")])
                .setting_off(&["R4.04"]),
            go(&[UnderReview], Act::Continue, Active)
                .if_kept(&[guard("R4.04", "a new end date is set")]),
            go(&[UnderReview], Act::EndReturn, EndedInReturn),
            go(&[UnderReview], Act::EndMove, EndedInMove).setting_off(&["R4.07"]),
            go(&[UnderReview], Act::EndPost16, EndedAt16),
            go(&[Active], Act::HoldPlacement, PlacementSuspended).setting_off(&["R4.14"]),
            go(&[Active], Act::PlanTransition, Active)
                .if_kept(&[guard("R4.06", "an academy’s placement that was running on 26 July 2026")])
                .opening(Opens::TransitionTask),
        ];
        never &[];
    }
}
pub use direction::{Direction, DirectionAct};

mod managed {
    use super::*;
    use Move::*;
    use MoveAct as Act;

    road! {
        /// Where a managed move stands.
        Move {
            Considered = "considered",
            Agreed = "agreed",
            OffSiteFirst = "preceded by a direction off site",
            Transferred = "made: the pupil is at the new school",
            Closed = "closed",
        }
        /// What people do with one.
        MoveAct {
            Agree = "agree it",
            Refuse = "refuse it",
            DirectFirst = "direct the pupil off site first",
            Start = "start at the new school",
            CheckSixWeeks = "hold the check after six weeks",
            Try = "try it out",
        }
        arrows &[
            go(&[Considered], Act::Agree, Agreed).if_kept(&[guard(
                "R4.07",
                "everybody agrees, nobody was threatened with exclusion, and the authority is involved where there is an EHC plan",
            )]),
            go(&[Considered], Act::Refuse, Closed),
            go(&[Agreed], Act::DirectFirst, OffSiteFirst).setting_off(&["R4.03"]),
            go(&[Agreed, OffSiteFirst], Act::Start, Transferred).setting_off(&["R8.04"]),
            go(&[Transferred], Act::CheckSixWeeks, Closed),
        ];
        never &[Never {
            act: Act::Try,
            rule: "R4.07",
            why: "A managed move is permanent: there is no trial",
            instead: "A direction off site with dual registration can come first.",
        }];
    }
}
pub use managed::{Move, MoveAct};

mod apart {
    use super::*;
    use Separation::*;
    use SeparationAct as Act;

    road! {
        /// Where a separation for safeguarding stands.
        Separation {
            Assessed = "assessed by the safeguarding lead",
            Separated = "in force",
            Ended = "ended",
            Closed = "closed",
        }
        /// What people do with one.
        SeparationAct {
            Separate = "separate the pupils",
            EndOnReview = "end it on the daily review",
            FindBreach = "record findings of a breach of the policy",
            Reintegrate = "bring the pupil back",
            Suspend = "count it as a suspension",
        }
        arrows &[
            go(&[Assessed], Act::Separate, Separated)
                .if_kept(&[guard("R4.12", "it cannot be managed on site")])
                .setting_off(&["R4.12", "R4.13"]),
            go(&[Separated], Act::EndOnReview, Ended),
            go(&[Separated], Act::FindBreach, Separated).opening(Opens::DisciplinaryDecision),
            go(&[Ended], Act::Reintegrate, Closed).setting_off(&["R2.22"]),
        ];
        never &[Never {
            act: Act::Suspend,
            rule: "R4.12",
            why: "A separation is no suspension and adds nothing to its totals",
            instead: "Findings of a breach lead to a disciplinary decision of its own.",
        }];
    }
}
pub use apart::{Separation, SeparationAct};
