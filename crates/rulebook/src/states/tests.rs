//! Each machine has the arrows of the note and no others, and what is decided stays decided.
//!
//! Must never know: how an arrow is kept. The arrows are written out here a second time.

use super::*;
use crate::half::HalfDays;
use crate::{Day, duty, rule};
use std::collections::BTreeSet;

fn arrows<S: Road>() -> BTreeSet<String> {
    S::ARROWS
        .iter()
        .flat_map(|a| a.from.iter().map(move |from| format!("{from:?} {:?} {:?}", a.act, a.to)))
        .collect()
}

fn are<S: Road>(lines: &str) {
    let told: BTreeSet<String> =
        lines.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from).collect();
    assert_eq!(arrows::<S>(), told);
    // One arrow for one act from one state: an act never leads to two places.
    let count: usize = S::ARROWS.iter().map(|a| a.from.len()).sum();
    let starts: BTreeSet<String> = S::ARROWS
        .iter()
        .flat_map(|a| a.from.iter().map(move |from| format!("{from:?} {:?}", a.act)))
        .collect();
    assert_eq!((starts.len(), count), (count, told.len()));
}

#[test]
fn the_arrows_are_those_of_the_note() {
    are::<Removal>(
        "Referred Authorise InRoom
         Referred Decline Closed
         InRoom UseForce InRoom
         InRoom Disclose InRoom
         InRoom SendHome InRoom
         InRoom EndSession ExitInterview
         ExitInterview AgreeActions Returned
         Returned CheckIn Monitored
         Monitored Close Closed
         Referred Void Voided
         InRoom Void Voided
         ExitInterview Void Voided
         Returned Void Voided
         Monitored Void Voided
         Closed Void Voided",
    );
    // Running with provision is running: what leads on from the one leads on from the other.
    are::<Suspension>(
        "Draft Impose Imposed
         Imposed Begin Running
         Running ReachSixthDay RunningWithProvision
         Imposed Cancel Cancelled
         Running Cancel Cancelled
         RunningWithProvision Cancel Cancelled
         Running End Ended
         RunningWithProvision End Ended
         Ended Reintegrate Returned
         Running DecideAfresh Running
         RunningWithProvision DecideAfresh RunningWithProvision",
    );
    are::<Governors>(
        "Told RequireNothing NothingRequired
         Told ConsiderOnly Consider
         Told AwaitRepresentations Wait
         Told RequireMeeting Meet
         Told RequireMeetingBeforeExam MeetBeforeExam
         Wait HearFromParent Meet
         Wait CloseWindow NothingRequired
         Meet PassDeadline Overdue
         MeetBeforeExam PassDeadline Overdue
         Meet Reinstate Reinstated
         MeetBeforeExam Reinstate Reinstated
         Overdue Reinstate Reinstated
         Meet Decline Declined
         MeetBeforeExam Decline Declined
         Overdue Decline Declined
         Meet RecordView ViewRecorded
         MeetBeforeExam RecordView ViewRecorded
         Overdue RecordView ViewRecorded",
    );
    // The authority's education takes a case off no road: it is still imposed.
    are::<Permanent>(
        "Draft Impose Imposed
         Imposed ReachSixthDay WithProvision
         Imposed Cancel Cancelled
         WithProvision Cancel Cancelled
         Imposed BeginMeeting AtGovernors
         WithProvision BeginMeeting AtGovernors
         AtGovernors Reinstate Reinstated
         AtGovernors Decline Declined
         Reinstated ComeBack BackOnSite
         Declined Waive Final
         Declined CloseWindow Final
         Declined Apply ReviewPending
         Declined ApplyLate ReviewRefused
         ReviewRefused Finish Final
         ReviewPending Adjourn ReviewPending
         ReviewPending Uphold Upheld
         ReviewPending Recommend Recommended
         ReviewPending Quash Quashed
         ReviewPending Abandon Final
         Upheld Finish Final
         Recommended Reinstate Reinstated
         Quashed Reinstate Reinstated
         Recommended DeclineAgain DeclinedAgain
         Quashed DeclineAgain DeclinedAgain
         DeclinedAgain Finish Final
         Quashed OrderMoney Quashed
         DeclinedAgain OrderMoney DeclinedAgain
         Final Delete Closed",
    );
    are::<Direction>(
        "Proposed Decide Notified
         Notified Begin Active
         Active ReviewDue UnderReview
         Active ReviewRequested UnderReview
         UnderReview Continue Active
         UnderReview EndReturn EndedInReturn
         UnderReview EndMove EndedInMove
         UnderReview EndPost16 EndedAt16
         Active HoldPlacement PlacementSuspended
         Active PlanTransition Active",
    );
    are::<Move>(
        "Considered Agree Agreed
         Considered Refuse Closed
         Agreed DirectFirst OffSiteFirst
         Agreed Start Transferred
         OffSiteFirst Start Transferred
         Transferred CheckSixWeeks Closed",
    );
    are::<Separation>(
        "Assessed Separate Separated
         Separated EndOnReview Ended
         Separated FindBreach Separated
         Ended Reintegrate Closed",
    );
}

fn guards<S: Road>(of: &S::Act) -> Vec<&'static str> {
    S::ARROWS.iter().filter(|a| a.act == *of).flat_map(|a| a.guards).map(|g| g.rule).collect()
}

/// Every act in every state: an arrow is gone when its guards are kept and refused when one is
/// not; where there is none the act is refused in words.
fn every_act_in_every_state<S: Road>() {
    for from in S::ALL {
        for act in S::ACTS {
            let kept = guards::<S>(act);
            let arrow = S::ARROWS.iter().find(|a| a.act == *act && a.from.contains(from));
            match (step(*from, *act, &kept), arrow) {
                (Ok(gone), Some(arrow)) => {
                    assert_eq!(gone.to, arrow.to);
                    for without in 0..arrow.guards.len() {
                        let missing = arrow.guards[without].rule;
                        let fewer: Vec<_> =
                            kept.iter().copied().filter(|rule| *rule != missing).collect();
                        let refused = step(*from, *act, &fewer).unwrap_err();
                        assert!(
                            matches!(refused, Refusal::Guarded { rule, .. } if rule == missing)
                        );
                        assert!(refused.to_string().contains(missing));
                    }
                }
                (Err(refusal), None) => {
                    assert!(refusal.to_string().ends_with('.'), "{refusal}");
                    assert!(!matches!(refusal, Refusal::Guarded { .. }));
                }
                other => panic!("{from:?} {act:?}: {other:?}"),
            }
        }
        assert!(!from.words().is_empty());
    }
    for arrow in S::ARROWS {
        let rules = arrow.guards.iter().map(|g| g.rule).chain(arrow.sets_off.iter().copied());
        for id in rules {
            assert!(rule::find(id).is_some(), "{id}");
        }
    }
    for never in S::NEVER {
        assert!(rule::find(never.rule).is_some(), "{}", never.rule);
        assert!(!S::ARROWS.iter().any(|a| a.act == never.act), "{:?}", never.act);
    }
}

#[test]
fn an_act_goes_its_arrow_or_is_refused_in_words() {
    every_act_in_every_state::<Removal>();
    every_act_in_every_state::<Suspension>();
    every_act_in_every_state::<Governors>();
    every_act_in_every_state::<Permanent>();
    every_act_in_every_state::<Direction>();
    every_act_in_every_state::<Move>();
    every_act_in_every_state::<Separation>();
}

fn cancel(begun: bool, halves: u32) -> duty::exclusion::Cancel {
    duty::exclusion::Cancel {
        on: Day::new(2026, 11, 18),
        year_total: HalfDays::halves(halves),
        meeting_begun: begun,
        governors_told: true,
    }
}

#[test]
fn a_case_decided_once_is_not_decided_again() {
    let kept = cancel_kept(&cancel(false, 24));
    let gone = step(Permanent::Imposed, PermanentAct::Cancel, kept).unwrap();
    assert_eq!((gone.to, gone.sets_off), (Permanent::Cancelled, &["R2.21"][..]));
    let again = step(gone.to, PermanentAct::Cancel, kept).unwrap_err();
    assert_eq!(
        again.to_string(),
        "this case is cancelled already: a decision is made once. Nothing more can be done on it: open a new record."
    );
    // Decided by the governing body: neither the same nor the other way again.
    for act in [PermanentAct::Decline, PermanentAct::Reinstate, PermanentAct::Cancel] {
        assert!(step(Permanent::Declined, act, &["R2.21"]).is_err(), "{act:?}");
    }
    assert!(matches!(
        step(Permanent::Declined, PermanentAct::Decline, &[]),
        Err(Refusal::Decided { .. })
    ));
    assert!(matches!(
        step(Suspension::Imposed, SuspensionAct::Impose, &["R2.01", "R2.04"]),
        Err(Refusal::Decided { .. })
    ));
    assert!(matches!(
        step(Governors::Reinstated, GovernorsAct::Decline, &[]),
        Err(Refusal::Decided { .. })
    ));
}

#[test]
fn nothing_is_cancelled_once_governors_have_begun_or_over_45_days() {
    for (begun, halves) in [(true, 24), (false, 91)] {
        let kept = cancel_kept(&cancel(begun, halves));
        let refused = step(Permanent::Imposed, PermanentAct::Cancel, kept).unwrap_err();
        assert!(matches!(refused, Refusal::Guarded { rule: "R2.21", .. }), "{refused}");
    }
    // And in the meeting itself there is no such arrow, whatever is kept.
    let refused = step(Permanent::AtGovernors, PermanentAct::Cancel, &["R2.21"]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "this case is before the governing body: nobody can cancel it now. What can be done: reinstate the pupil; decline to reinstate."
    );
}

#[test]
fn a_suspension_is_never_extended_and_a_managed_move_never_tried_out() {
    for from in Suspension::ALL {
        for act in [SuspensionAct::Extend, SuspensionAct::Convert] {
            let refused = step(*from, act, &["R2.20", "R2.21"]).unwrap_err();
            assert!(matches!(refused, Refusal::Never { rule: "R2.20", .. }));
        }
    }
    assert!(
        Move::ALL.iter().all(|s| !format!("{s:?} {}", s.words()).to_lowercase().contains("trial"))
    );
    assert_eq!(
        step(Move::Agreed, MoveAct::Try, &["R4.07"]).unwrap_err().to_string(),
        "A managed move is permanent: there is no trial (R4.07). A direction off site with dual registration can come first."
    );
    let home = step(Removal::InRoom, RemovalAct::SendHome, &[]).unwrap_err();
    assert_eq!(
        home.to_string(),
        "nobody can send the pupil home yet (R1.15): going home is a suspension: the headteacher records one first"
    );
}
