//! What happened, in the pupil's own story: the titles of the trail's lines.
//!
//! Must never know: a line's facts.

use super::{Verb, action, centre, group, meeting, plan};
use crate::coded::Coded;

/// What happened, in the pupil's own story, where the pupil need not be named.
pub fn title(verb: Verb) -> &'static str {
    match verb {
        Verb::Referred => "Referred to the room",
        Verb::Approved => "Referral approved",
        Verb::Declined => "Referral declined",
        Verb::Withdrawn => "Referral withdrawn",
        Verb::NotHere => "Did not come",
        Verb::Moved => "Placement moved",
        Verb::Cancelled => "Placement cancelled",
        Verb::PupilChanged => "What helps was changed",
        Verb::HomeCalled => "Call home",
        Verb::LetterIssued => "Letter home",
        Verb::LetterRead => "Letter home read",
        Verb::HomeReplied => "Reply from home",
        Verb::SheetGiven => "Standards sheet given",
        Verb::SheetKnown => "Standards sheet acknowledged",
        Verb::GoodNewsSent => "Good news home",
        Verb::ProfessionalTold => "Told outside school",
        Verb::CardLooked => "Report card looked at",
        Verb::ExitHeld => "Exit interview",
        Verb::Inducted => "Induction",
        Verb::ReflectionKept => "Reflection",
        Verb::DayHanded => "Day in the room handed to the headteacher",
        Verb::DayDecided => "What the headteacher decided",
        Verb::RepairOffered => "Restorative meeting offered",
        Verb::RepairSet => "Restorative meeting set",
        Verb::RepairHeld => "Restorative meeting",
        Verb::RepairChecked => "Agreement checked",
        Verb::CallLogged => "On-call",
        Verb::RoomMoved => "Moved to another room",
        Verb::MovementPlanned => "Movement planned",
        Verb::ContactPlanned => "Contact planned",
        Verb::Released => "Back to lessons early",
        Verb::TransferAsked => "Another room asked",
        Verb::TransferAnswered => "Another room answered",
        Verb::DeviceIssued => "Device handed out",
        Verb::DeviceReturned => "Device back",
        Verb::MentoringHeld => "Mentoring session",
        v if v.code().starts_with("plan_") => plan::title(v),
        v if v.code().starts_with("action_") => action::title(v),
        v if v.code().starts_with("group_") => group::title(v),
        v if v.code().starts_with("centre_") || v.code().starts_with("significant_") => {
            centre::title(v)
        }
        v if v.code().starts_with("meeting_") => meeting::title(v),
        Verb::SlipSent => "Slip between colleagues",
        Verb::ExclusionDecided => "Suspension or permanent exclusion decided",
        Verb::ExclusionCancelled => "Suspension or permanent exclusion cancelled",
        Verb::ExclusionLetter => "Letter about a suspension or permanent exclusion",
        Verb::ExclusionWork => "Work during a suspension",
        Verb::ExclusionMet => "Meeting about the return",
        Verb::ExclusionBack => "Back in school",
        Verb::SeparationBegun => "Kept apart for safeguarding",
        Verb::SeparationEnded => "No longer kept apart",
        Verb::ReturnOpened => "Return to lessons begun",
        Verb::CheckedIn => "Check-in",
        Verb::IncidentImported => "Incident in lessons",
        Verb::ReturnDecided => "How the return went",
        Verb::ThresholdReached => "A threshold was reached",
        Verb::ReviewRaised => "Review asked for",
        Verb::ReviewHeld => "Review held",
        Verb::ReviewWithdrawn => "Review taken back",
        Verb::HearingDecided => "Hearing: what was decided",
        Verb::DecisionTold => "Decision told in writing",
        Verb::SupportPromised => "Support promised",
        Verb::SupportBegun => "Promised support began",
        Verb::SupportDropped => "Promised support given up",
        other => other.label(),
    }
}
