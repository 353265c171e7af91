//! Removal from class: from the referral to the return, and no way home from the room.
//!
//! Must never know: why. Source: R1.02, R1.04, R1.10, R1.13 to R1.15; section 9.1 of the note.

use super::{Opens, go, guard, road};
use Removal::*;
use RemovalAct as Act;

road! {
    /// Where a removal from class stands.
    Removal {
        Referred = "referred",
        InRoom = "in the room",
        ExitInterview = "at the exit interview",
        Returned = "back in class",
        Monitored = "followed after the return",
        Closed = "closed",
        Voided = "entered in error",
    }
    /// What people do with one.
    RemovalAct {
        Authorise = "authorise it",
        Decline = "decline it",
        UseForce = "record force or seclusion",
        Disclose = "pass on a disclosure",
        SendHome = "send the pupil home",
        EndSession = "end the session",
        AgreeActions = "agree the way back",
        CheckIn = "make the check-ins",
        Close = "close it",
        Void = "mark it as entered in error",
    }
    arrows &[
        go(&[Referred], Act::Authorise, InRoom)
            .if_kept(&[guard("R1.02", "a member of staff whom the headteacher authorised decides it")])
            .setting_off(&["R1.04"]),
        go(&[Referred], Act::Decline, Closed),
        go(&[InRoom], Act::UseForce, InRoom)
            .setting_off(&["R1.10"])
            .opening(Opens::RestrictiveRecord),
        go(&[InRoom], Act::Disclose, InRoom)
            .setting_off(&["R1.14"])
            .opening(Opens::SafeguardingRoute),
        go(&[InRoom], Act::SendHome, InRoom)
            .if_kept(&[guard("R1.15", "going home is a suspension: the headteacher records one first")])
            .opening(Opens::Suspension),
        go(&[InRoom], Act::EndSession, ExitInterview),
        go(&[ExitInterview], Act::AgreeActions, Returned)
            .if_kept(&[guard("R1.13", "say when the pupil went back, with whom, and what was agreed")]),
        go(&[Returned], Act::CheckIn, Monitored).setting_off(&["R1.13"]),
        go(&[Monitored], Act::Close, Closed),
        go(
            &[Referred, InRoom, ExitInterview, Returned, Monitored, Closed],
            Act::Void,
            Voided,
        ),
    ];
    never &[];
}
