//! What waits on a person's Today page: which kinds of thing are whose, and how late each is.
//!
//! Must never know: tables or addresses. A line leaves the list by being done, or by a reason.

use crate::{Actor, May, Refusal, Role};
use rulebook::{Day, Minute};

coded! {
    /// A kind of thing that waits.
    pub enum Kind {
        Arrival = "arrival", "Arrivals not in";
        Cover = "cover", "Periods nobody covers";
        Clash = "clash", "Bookings on a known date";
        Transfer = "transfer", "Rooms asked, and no answer yet";
        Notice = "notice", "Staff notice";
        Call = "call", "Calls home not made";
        Again = "again", "Homes to ring again";
        NotTold = "not_told", "Home not told on the day";
        SocialWorker = "social_worker", "Social workers to tell";
        VirtualSchool = "virtual_school", "Virtual school heads to tell";
        Letter = "letter", "Letters to send";
        LetterChanged = "letter_changed", "Letters out of date";
        Reply = "reply", "Replies from home";
        Unread = "unread", "Letters nobody has said they read";
        Sheet = "sheet", "Standards sheets to ring about";
        Work = "work", "Work missing";
        Mail = "mail", "Emails about work that could not be sent";
        WorkBack = "work_back", "Finished work not handed back";
        Bank = "bank", "Units and programmes to agree or review";
        Exit = "exit", "Exit interviews not held";
        FailedDay = "failed_day", "Days that did not go as expected";
        Decide = "decide", "Records to decide on";
        Owed = "owed", "Suspensions and permanent exclusions";
        Repair = "repair", "Restorative meetings";
        Mis = "mis", "Entries not made";
        CheckIn = "check_in", "Check-ins due";
        Look = "look", "Report cards to look at";
        Outcome = "outcome", "Returns to decide";
        Review = "review", "Reviews to hold";
        Signal = "signal", "Signals to answer";
        Watch = "watch", "The at-risk register";
        Promise = "promise", "Support promised and not begun";
        Hearing = "hearing", "Governors and reviews";
        LunchList = "lunch_list", "Lunch lists to send";
        Device = "device", "Devices not back";
        Defect = "defect", "Defects not put right";
        RoomCheck = "room_check", "Room checks due";
        Stock = "stock", "Stock to order or count";
        Trial = "trial", "Trials to judge";
        Mentoring = "mentoring", "Mentoring sessions due";
        PlanReview = "plan_review", "Reviews of plans to hold";
        PlanAsked = "plan_asked", "Asked of you about plans";
        Group = "group", "Groups you lead";
        Centre = "centre", "The support base";
        Trip = "trip", "Trips and events";
        Guests = "guests", "Hospitality to order";
        EarlyHelp = "early_help", "Early help";
        Agency = "agency", "Agencies that have not answered";
        Transition = "transition", "Handovers and settled checks";
        Slip = "slip", "Slips from colleagues";
        Money = "money", "Money that follows a pupil";
        Case = "case", "Duties of cases";
        Panel = "panel", "Panels and directions off site";
        Meeting = "meeting", "Meetings";
        Action = "action", "Actions";
        Routine = "routine", "Routines";
        FirstAid = "first_aid", "First-aid training running out";
        Task = "task", "Other tasks";
    }
}

/// Which kinds a person sees to. Those who may do everything are not asked to do everything:
/// the room's list belongs to whoever runs it.
pub fn sees_to(actor: &Actor) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for role in &actor.roles {
        let more: &[Kind] = match role {
            Role::RoomLead => &[
                Kind::Arrival,
                Kind::Cover,
                Kind::Clash,
                Kind::Notice,
                Kind::Call,
                Kind::NotTold,
                Kind::SocialWorker,
                Kind::VirtualSchool,
                Kind::Letter,
                Kind::LetterChanged,
                Kind::Reply,
                Kind::Unread,
                Kind::Sheet,
                Kind::Work,
                Kind::Mail,
                Kind::WorkBack,
                Kind::Exit,
                Kind::FailedDay,
                Kind::Repair,
                Kind::Mis,
                Kind::CheckIn,
                Kind::Look,
                Kind::Outcome,
                Kind::LunchList,
                Kind::Device,
                Kind::Defect,
                Kind::RoomCheck,
                Kind::Stock,
                Kind::Trial,
            ],
            // The plans, groups and signals of their own come with what they may open.
            Role::SupportLead => &[Kind::Device, Kind::Stock, Kind::Trial],
            Role::Cover => &[Kind::Arrival],
            Role::RoomManager => &[Kind::Cover, Kind::Defect, Kind::Trial],
            Role::Head => &[Kind::Decide],
            Role::DataManager => &[Kind::Mis],
            Role::YearLead | Role::Tutor | Role::Mentor => {
                &[Kind::CheckIn, Kind::Look, Kind::Outcome]
            }
            Role::HeadOfSubject => &[Kind::Bank],
            Role::Teacher | Role::Senior | Role::Safeguarding | Role::Administrator => &[],
            Role::BehaviourOfficer | Role::AuthorityManager => &[Kind::Money],
        };
        kinds.extend_from_slice(more);
    }
    // Whoever rings homes sees their own second attempts; the room's lead sees all of them.
    if actor.may(May::Home) {
        kinds.push(Kind::Again);
    }
    // Reviews and promises are given to one person each, who can open the file.
    if actor.may(May::PupilFile) {
        kinds.extend([Kind::Review, Kind::Signal, Kind::Watch, Kind::Promise]);
    }
    // Those who prepare or decide see their own; what is late is every senior leader's.
    if actor.may(May::Exclusions) {
        kinds.push(Kind::Owed);
    }
    // Whoever clerks hearings sees what is owed on each.
    if actor.may(May::Hearings) {
        kinds.push(Kind::Hearing);
    }
    // Whoever asked a room sees that nobody answered; whoever is asked sees it too.
    if actor.may(May::PupilFile) {
        kinds.push(Kind::Transfer);
    }
    // Whoever works on cases sees what their own owe, and those that are nobody's yet.
    if actor.may(May::Cases) {
        kinds.extend([Kind::Case, Kind::Panel]);
    }
    // A plan is reviewed by whoever oversees it.
    if actor.may(May::PupilFile) {
        kinds.push(Kind::PlanReview);
        // A place in the base is its key worker's, and what is late whoever leads the room's.
        kinds.push(Kind::Centre);
    }
    // Whoever teaches is asked to read plans, to contribute, and whether they are in use.
    if actor.may(May::PupilSummary) {
        kinds.push(Kind::PlanAsked);
        // Whoever leads a group takes its registers and its measure.
        kinds.push(Kind::Group);
    }
    // Whoever goes on a trip sees what it asks of them; whoever leads or approves, what it lacks.
    if actor.may(May::PupilSummary) {
        kinds.push(Kind::Trip);
    }
    // Whoever asked for hospitality sees that it is not ordered yet.
    if actor.may(May::Kit) {
        kinds.push(Kind::Guests);
    }
    // Early help and what agencies were asked stay with whoever began them.
    if actor.may(May::Home) {
        kinds.extend([Kind::EarlyHelp, Kind::Agency]);
    }
    // A transition is somebody’s own.
    if actor.may(May::PupilFile) {
        kinds.push(Kind::Transition);
    }
    // Whoever mentors sees their own sessions.
    if actor.may(May::Duties) {
        kinds.push(Kind::Mentoring);
    }
    // Whoever has something to do, or to take back, sees it until it is done.
    kinds.extend([Kind::Slip, Kind::Meeting, Kind::Action, Kind::Routine, Kind::Task]);
    // Whoever is trained is told before it runs out; who sees everybody’s, the store is asked for.
    kinds.push(Kind::FirstAid);
    kinds.sort();
    kinds.dedup();
    kinds
}

impl Kind {
    /// The kind it stands with: a letter to send again is one of the letters to send.
    pub fn together(self) -> Kind {
        match self {
            Kind::LetterChanged => Kind::Letter,
            other => other,
        }
    }
}

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It should have been done before now.
    Late,
    /// Today.
    Due,
    /// Not yet.
    Coming,
}

/// How something due on a day, at a minute or at any time of it, stands now.
pub fn standing(due: Day, minute: Option<Minute>, today: Day, now: Minute) -> Standing {
    use std::cmp::Ordering;
    match due.cmp(&today) {
        Ordering::Less => Standing::Late,
        Ordering::Greater => Standing::Coming,
        Ordering::Equal => match minute {
            Some(m) if m < now => Standing::Late,
            _ => Standing::Due,
        },
    }
}

/// Whether a line that its reader put off stays folded away. What is late cannot be hidden.
pub fn put_off(
    until: Option<(Day, Option<Minute>)>,
    stands: Standing,
    today: Day,
    now: Minute,
) -> bool {
    let Some((day, minute)) = until else { return false };
    stands != Standing::Late
        && match day.cmp(&today) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => minute.is_some_and(|m| m > now),
            std::cmp::Ordering::Less => false,
        }
}

/// Whether a line may be put off until then.
///
/// # Errors
/// Refuses what is late, and a time that is over.
pub fn may_put_off(
    stands: Standing,
    until: (Day, Option<Minute>),
    today: Day,
    now: Minute,
) -> Result<(), Refusal> {
    if stands == Standing::Late {
        return Err(Refusal::because(
            "What is late cannot be put off",
            "A line can be put off while there is time. Once it is late it stands where it is seen.",
            "Mainstay: what is late is never hidden.",
        )
        .or("Do it, or take it off the list with a reason", "/"));
    }
    if put_off(Some(until), stands, today, now) {
        return Ok(());
    }
    Err(Refusal::because(
        "That time is over",
        "A line is put off until later today, or another day.",
        "Mainstay: what was put off comes back by itself.",
    )
    .or("Choose a later time", "/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coded;
    use crate::Id;

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::nil(),
            name: String::new(),
            post: String::new(),
            roles: roles.to_vec(),
            years: Vec::new(),
        }
    }

    #[test]
    fn the_rooms_list_is_its_leads_and_not_every_senior_leaders() {
        // All but what the headteacher decides, hearings, an authority's cases, panels and money, and work
        // that the head of its subject agrees.
        let all = sees_to(&actor(&[Role::RoomLead]));
        assert_eq!(all.len(), Kind::ALL.len() - 6);
        assert!(!all.contains(&Kind::Decide) && !all.contains(&Kind::Bank));
        assert!(!all.contains(&Kind::Hearing) && !all.contains(&Kind::Case));
        assert!(!all.contains(&Kind::Panel));
        // Whoever runs support has the room’s doors, and not its list of the day.
        let support = sees_to(&actor(&[Role::SupportLead]));
        assert!(support.contains(&Kind::PlanReview) && support.contains(&Kind::Centre));
        assert!(!support.contains(&Kind::Arrival) && !support.contains(&Kind::LunchList));
        assert!(sees_to(&actor(&[Role::BehaviourOfficer])).contains(&Kind::Panel));
        assert!(sees_to(&actor(&[Role::Head])).contains(&Kind::Decide));
        assert_eq!(
            sees_to(&actor(&[Role::Senior])),
            vec![
                Kind::Transfer,
                Kind::Again,
                Kind::Owed,
                Kind::Review,
                Kind::Signal,
                Kind::Watch,
                Kind::Promise,
                Kind::Hearing,
                Kind::Mentoring,
                Kind::PlanReview,
                Kind::PlanAsked,
                Kind::Group,
                Kind::Centre,
                Kind::Trip,
                Kind::Guests,
                Kind::EarlyHelp,
                Kind::Agency,
                Kind::Transition,
                Kind::Slip,
                Kind::Meeting,
                Kind::Action,
                Kind::Routine,
                Kind::FirstAid,
                Kind::Task
            ]
        );
        assert_eq!(
            sees_to(&actor(&[Role::Teacher, Role::Tutor])),
            vec![
                Kind::CheckIn,
                Kind::Look,
                Kind::Outcome,
                Kind::PlanAsked,
                Kind::Group,
                Kind::Trip,
                Kind::Slip,
                Kind::Meeting,
                Kind::Action,
                Kind::Routine,
                Kind::FirstAid,
                Kind::Task
            ]
        );
        assert_eq!(
            sees_to(&actor(&[Role::Cover])),
            vec![
                Kind::Arrival,
                Kind::Slip,
                Kind::Meeting,
                Kind::Action,
                Kind::Routine,
                Kind::FirstAid,
                Kind::Task
            ]
        );
    }

    #[test]
    fn what_was_put_off_comes_back_at_its_time_and_what_is_late_is_never_hidden() {
        let day = |d| Day::new(2026, 11, d).unwrap();
        let at = |h| Minute::new(h, 0).unwrap();
        let off = |until, stands| put_off(Some(until), stands, day(10), at(9));
        assert!(off((day(10), Some(at(14))), Standing::Due));
        assert!(!off((day(10), Some(at(9))), Standing::Due));
        assert!(off((day(11), None), Standing::Coming));
        assert!(!off((day(11), None), Standing::Late));
        assert!(may_put_off(Standing::Due, (day(10), Some(at(14))), day(10), at(9)).is_ok());
        let late = may_put_off(Standing::Late, (day(11), None), day(10), at(9)).unwrap_err();
        assert_eq!(late.title, "What is late cannot be put off");
        assert!(may_put_off(Standing::Due, (day(9), None), day(10), at(9)).is_err());
    }

    #[test]
    fn a_thing_is_late_when_its_minute_has_passed_and_from_the_day_after() {
        let day = |d| Day::new(2026, 11, d).unwrap();
        let at = |h, m| Minute::new(h, m).unwrap();
        let stands = |due, minute, now| standing(day(due), minute, day(10), now);
        assert_eq!(stands(10, Some(at(8, 30)), at(8, 29)), Standing::Due);
        assert_eq!(stands(10, Some(at(8, 30)), at(8, 30)), Standing::Due);
        assert_eq!(stands(10, Some(at(8, 30)), at(8, 31)), Standing::Late);
        assert_eq!(stands(10, None, at(23, 0)), Standing::Due);
        assert_eq!(stands(9, None, at(0, 0)), Standing::Late);
        assert_eq!(stands(11, Some(at(0, 0)), at(23, 0)), Standing::Coming);
    }
}
