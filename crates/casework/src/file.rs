//! A pupil's file: who may read a note, and how the trail is told as a story.
//!
//! Must never know: pages or tables. What a person wrote is never in the trail, so what is told
//! from it is figures and codes only; the words come from their own records.

use crate::{Actor, May, Verb};

coded! {
    /// Who a note is for.
    pub enum Audience {
        Staff = "staff", "Everybody who can open this file";
        Pastoral = "pastoral", "Pastoral team: those who may ring home";
        Approvers = "approvers", "Those who decide about referrals";
        Confidential = "confidential", "Room co-ordinator, headteacher and safeguarding lead";
    }
}

impl Audience {
    /// Whether this person may read, and so write, a note for it.
    pub fn open_to(self, actor: &Actor) -> bool {
        actor.may(match self {
            Audience::Staff => May::PupilFile,
            Audience::Pastoral => May::Home,
            Audience::Approvers => May::ApproverNotes,
            Audience::Confidential => May::Confidential,
        })
    }
    /// Whether others may know that such a note is there.
    pub fn is_hidden(self) -> bool {
        self == Audience::Confidential
    }
}

coded! {
    /// Parts of the story a reader can ask for alone.
    pub enum Part {
        Room = "room", "Room";
        Home = "home", "Home";
        Meetings = "meetings", "Meetings";
        Return = "return", "Back in lessons";
        Notes = "notes", "Notes";
        Out = "out", "Suspensions";
    }
}

/// How one verb is told in a pupil's story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The part it belongs to.
    pub part: Part,
    /// One of the turning points.
    pub key: bool,
    /// Needed to read its figures; the title alone is for all who can open the file. `None`
    /// when the figures may name somebody else and are left out.
    pub figures: Option<May>,
}

/// How a verb is told, or `None` when it is no part of a pupil's story: housekeeping, or told
/// by the placement itself.
pub fn told(verb: Verb) -> Option<Told> {
    let say = |part, key, figures| Some(Told { part, key, figures });
    match verb {
        Verb::Referred | Verb::Declined | Verb::Withdrawn => {
            say(Part::Room, verb == Verb::Referred, Some(May::ReasonDetail))
        }
        Verb::Approved => say(Part::Room, false, Some(May::ReasonDetail)),
        Verb::Moved | Verb::Cancelled | Verb::NotHere | Verb::ComingUndone | Verb::Inducted => {
            say(Part::Room, false, Some(May::PupilFile))
        }
        Verb::RoomMoved | Verb::Released | Verb::TransferAsked | Verb::TransferAnswered => {
            say(Part::Room, false, Some(May::PupilFile))
        }
        // These can name the other pupil of a pair.
        Verb::Overrode | Verb::KeepApartSet | Verb::KeepApartEnded => say(Part::Room, false, None),
        Verb::HomeCalled
        | Verb::LetterIssued
        | Verb::LetterRead
        | Verb::HomeReplied
        | Verb::SheetGiven
        | Verb::SheetKnown
        | Verb::GoodNewsSent
        | Verb::ProfessionalTold => say(Part::Home, false, Some(May::Home)),
        Verb::ExitHeld | Verb::BelongingsReturned => say(Part::Room, false, Some(May::PupilFile)),
        Verb::DayHanded | Verb::DayDecided => {
            say(Part::Room, verb == Verb::DayDecided, Some(May::ReasonDetail))
        }
        Verb::ReflectionKept => say(Part::Room, false, Some(May::PupilFile)),
        Verb::RepairOffered | Verb::RepairSet | Verb::RepairChecked => {
            say(Part::Meetings, false, Some(May::PupilFile))
        }
        Verb::RepairHeld => say(Part::Meetings, true, Some(May::PupilFile)),
        Verb::ReturnOpened
        | Verb::ReturnResumed
        | Verb::ReturnUnopened
        | Verb::CheckedIn
        | Verb::CardLooked
        | Verb::IncidentImported => say(Part::Return, false, Some(May::PupilFile)),
        Verb::ReturnDecided => say(Part::Return, true, Some(May::PupilFile)),
        Verb::CallLogged => say(Part::Room, false, None),
        Verb::MentoringChanged | Verb::MentoringHeld => {
            say(Part::Meetings, false, Some(May::PupilFile))
        }
        Verb::PlanBegun | Verb::PlanGiven | Verb::PlanReviewMoved => {
            say(Part::Meetings, false, Some(May::PupilFile))
        }
        Verb::CentreBegun | Verb::CentreEnded | Verb::SignificantKept => {
            say(Part::Meetings, true, Some(May::PupilFile))
        }
        Verb::CentreInducted
        | Verb::CentreReturned
        | Verb::CentreLooked
        | Verb::CentreReturnPlanned
        | Verb::CentreProgressed
        | Verb::SignificantDebriefed => say(Part::Meetings, false, Some(May::PupilFile)),
        Verb::GroupJoined | Verb::GroupLeft | Verb::GroupScored | Verb::GroupScorePutRight => {
            say(Part::Meetings, false, Some(May::PupilFile))
        }
        Verb::PlanReviewed | Verb::PlanEnded => say(Part::Meetings, true, Some(May::PupilFile)),
        Verb::DeviceIssued | Verb::DeviceReturned | Verb::DeviceWrittenOff => {
            say(Part::Room, false, Some(May::Kit))
        }
        Verb::SignalRaised
        | Verb::SignalAnswered
        | Verb::WatchBegun
        | Verb::WatchLooked
        | Verb::WatchEnded
        | Verb::CaughtUp => say(Part::Meetings, verb == Verb::WatchBegun, Some(May::PupilFile)),
        Verb::TripListed | Verb::TripLeft => say(Part::Meetings, false, Some(May::PupilFile)),
        Verb::TripConsentGiven => say(Part::Home, false, Some(May::Home)),
        Verb::EarlyHelpBegun | Verb::EarlyHelpConsent | Verb::EarlyHelpMoved => {
            say(Part::Meetings, verb == Verb::EarlyHelpBegun, Some(May::Home))
        }
        Verb::AgencyLogged | Verb::AgencyAnswered => say(Part::Meetings, false, Some(May::Home)),
        Verb::TransitionBegun | Verb::TransitionStepped | Verb::TransitionEnded => {
            say(Part::Meetings, false, Some(May::PupilFile))
        }
        Verb::SlipSent | Verb::SlipAnswered => say(Part::Notes, false, Some(May::PupilFile)),
        Verb::ExclusionDecided | Verb::ExclusionCancelled | Verb::ExclusionBack => {
            say(Part::Out, verb == Verb::ExclusionDecided, Some(May::PupilFile))
        }
        Verb::SeparationBegun | Verb::SeparationEnded => {
            say(Part::Out, false, Some(May::Exclusions))
        }
        Verb::ExclusionLetter | Verb::ExclusionMet => say(Part::Out, false, Some(May::Home)),
        Verb::ExclusionWork => say(Part::Out, false, Some(May::PupilFile)),
        Verb::PupilChanged => say(Part::Notes, false, Some(May::PupilFile)),
        _ => None,
    }
}

/// The verbs that are told.
pub fn story() -> Vec<Verb> {
    use crate::Coded;
    Verb::ALL.iter().copied().filter(|v| told(*v).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Id, Role};

    fn actor(role: Role) -> Actor {
        Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::nil(),
            name: "A person".into(),
            post: String::new(),
            roles: vec![role],
            years: vec![9],
        }
    }

    #[test]
    fn a_note_is_read_by_those_it_is_for_and_nobody_else() {
        use Audience::*;
        let can = |role| -> Vec<Audience> {
            [Staff, Pastoral, Approvers, Confidential]
                .into_iter()
                .filter(|a| a.open_to(&actor(role)))
                .collect()
        };
        assert_eq!(can(Role::Teacher), vec![]);
        assert_eq!(can(Role::Mentor), vec![Staff]);
        assert_eq!(can(Role::YearLead), vec![Staff, Pastoral, Approvers]);
        assert_eq!(can(Role::RoomLead), vec![Staff, Pastoral, Confidential]);
        assert_eq!(can(Role::Senior), vec![Staff, Pastoral, Approvers]);
        assert_eq!(can(Role::Safeguarding), vec![Staff, Pastoral, Confidential]);
    }

    #[test]
    fn what_may_name_another_pupil_is_told_without_its_figures() {
        for verb in [Verb::Overrode, Verb::KeepApartSet, Verb::KeepApartEnded] {
            assert_eq!(told(verb).unwrap().figures, None);
        }
        assert_eq!(told(Verb::FileOpened), None);
        assert!(!story().contains(&Verb::SignedIn));
    }
}
