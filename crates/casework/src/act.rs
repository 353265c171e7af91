//! Who did what, when and why; and the events that record it.
//!
//! An act is the envelope of every write. An event is one line of the audit trail. Events are
//! read by history and audit; they never cause further writes.

use crate::{Actor, Id};
use rulebook::Instant;

/// Who, when and why. The store accepts no write without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The school the write belongs to.
    pub org: Id,
    /// The account, or `None` for Mainstay itself (a schedule, a first set-up).
    pub account: Option<Id>,
    /// The member of staff, where there is one.
    pub staff: Option<Id>,
    /// Name shown in the trail, as it was at the time.
    pub who: String,
    /// When.
    pub at: Instant,
    /// The reason given, or what they were doing.
    pub why: String,
}

impl Act {
    /// An act by a person.
    pub fn by(actor: &Actor, at: Instant, why: impl Into<String>) -> Act {
        Act {
            org: actor.org,
            account: Some(actor.account),
            staff: Some(actor.staff),
            who: actor.name.clone(),
            at,
            why: why.into(),
        }
    }
    /// An act by whoever holds a link that was given to somebody: it needs no account.
    pub fn by_link(org: Id, link: &crate::link::Link, at: Instant, why: impl Into<String>) -> Act {
        let who = format!("{}, by a link in a message", link.name);
        Act { org, account: None, staff: link.staff, who, at, why: why.into() }
    }
    /// An act by Mainstay itself, or by the person at the keyboard of the server.
    pub fn by_system(org: Id, at: Instant, why: impl Into<String>) -> Act {
        Act { org, account: None, staff: None, who: "Mainstay".into(), at, why: why.into() }
    }
}

/// What a record is called and which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The noun: "referral", "placement"…
    pub noun: &'static str,
    /// Its key.
    pub id: Id,
}

/// One line of the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What was done.
    pub verb: Verb,
    /// To what.
    pub about: About,
    /// The pupil it concerns, where there is one: their chronology reads it.
    pub pupil: Option<Id>,
    /// What matters of it, as name and value: figures, codes and what changed. Free text that a
    /// person wrote stays in its own table.
    pub facts: Vec<(String, String)>,
}

impl Event {
    /// An event about a record.
    pub fn new(verb: Verb, noun: &'static str, id: Id) -> Event {
        Event { verb, about: About { noun, id }, pupil: None, facts: Vec::new() }
    }
    /// Says which pupil it concerns.
    pub fn pupil(mut self, pupil: Id) -> Event {
        self.pupil = Some(pupil);
        self
    }
    /// Adds a fact.
    pub fn fact(mut self, name: &str, value: impl ToString) -> Event {
        self.facts.push((name.to_string(), value.to_string()));
        self
    }
}

coded! {
    /// Everything that can happen, with the words the trail uses.
    pub enum Verb {
        SchoolSetUp = "school_set_up", "Set up the school";
        SettingChanged = "setting_changed", "Changed a setting";
        CalendarChanged = "calendar_changed", "Changed the calendar";
        DayChanged = "day_changed", "Changed the shape of the day";
        WordsChanged = "words_changed", "Changed the school's words";
        RoomChanged = "room_changed", "Changed a room";
        ListChanged = "list_changed", "Changed a list";
        WordingChanged = "wording_changed", "Changed the school's own words for home";
        SchoolsImported = "schools_imported", "Brought in the national list of schools";
        KnownSchoolChanged = "known_school_changed", "Changed what is kept of a school";
        MoneyRaised = "money_raised", "Raised money that follows a pupil";
        MoneyCorrected = "money_corrected", "Put right money that follows a pupil";
        MoneyApproved = "money_approved", "Approved money that follows a pupil";
        MoneySentBack = "money_sent_back", "Sent back money that follows a pupil";
        MoneyWithdrawn = "money_withdrawn", "Withdrew money that follows a pupil";
        MoneyReversalAsked = "money_reversal_asked", "Asked for money that follows a pupil to be reversed";
        MoneyReversed = "money_reversed", "Reversed money that follows a pupil";
        RateEntered = "rate_entered", "Entered a rate of money that follows a pupil";
        AccountMade = "account_made", "Made an account";
        AccountChanged = "account_changed", "Changed an account";
        SignedIn = "signed_in", "Signed in";
        SignInFailed = "sign_in_failed", "Failed to sign in";
        CameOver = "came_over", "Came from another organisation they work in";
        SignedOut = "signed_out", "Signed out";
        SessionEnded = "session_ended", "Ended a session";
        RosterImported = "roster_imported", "Brought in the roster";
        MappingSaved = "mapping_saved", "Saved a column mapping";
        PupilChanged = "pupil_changed", "Changed a pupil's record";
        KeepApartSet = "keep_apart_set", "Set a keep-apart pair";
        KeepApartEnded = "keep_apart_ended", "Ended a keep-apart pair";
        FileOpened = "file_opened", "Opened a pupil's file";
        Referred = "referred", "Referred a pupil to the room";
        ContextAdded = "context_added", "Added context to a referral";
        Approved = "approved", "Approved a referral";
        Queued = "queued", "Kept a referral waiting for a seat";
        Declined = "declined", "Declined a referral";
        Withdrawn = "withdrawn", "Withdrew a referral";
        Booked = "booked", "Booked a placement";
        Moved = "moved", "Moved a placement";
        Cancelled = "cancelled", "Cancelled a placement";
        Overrode = "overrode", "Overrode a rule by name and reason";
        WorkAsked = "work_asked", "Asked for work";
        WorkAnswered = "work_answered", "Answered a request for work";
        WorkEscalated = "work_escalated", "Asked the head of subject for work";
        WorkFromBank = "work_from_bank", "Filled work from the bank";
        WorkDone = "work_done", "Recorded how much work was done";
        WorkCollected = "work_collected", "Collected paper for a lesson";
        WorkSeen = "work_seen", "Saw that a link opens on work";
        WorkJudged = "work_judged", "Said whether work was enough";
        WorkAskedAgain = "work_asked_again", "Asked for work again";
        WorkReturned = "work_returned", "Returned work to the teacher";
        WorkBackUndone = "work_back_undone", "Took back that work was returned";
        UnitKept = "unit_kept", "Kept a unit of the work bank";
        UnitDecided = "unit_decided", "Agreed or declined a unit of the work bank";
        ProgrammeKept = "programme_kept", "Wrote a programme of work";
        ProgrammeAgreed = "programme_agreed", "Agreed a programme of work";
        SubjectTalked = "subject_talked", "Wrote down a talk about a subject";
        WorkBackSaid = "work_back_said", "Said what became of returned work";
        MessagesTaken = "messages_taken", "Took up emails to send";
        MessageSent = "message_sent", "Sent an email";
        MessageFailed = "message_failed", "Could not send an email";
        MessageAgain = "message_again", "Asked for an email to be sent again";
        HomeCalled = "home_called", "Logged a call home";
        LetterIssued = "letter_issued", "Issued a letter";
        LetterRead = "letter_read", "Said that a letter home was read";
        HomeReplied = "home_replied", "Replied to a letter home";
        SheetGiven = "sheet_given", "Gave home a standards sheet";
        SheetKnown = "sheet_known", "Said that they have a standards sheet";
        GoodNewsSent = "good_news_sent", "Sent good news home";
        ProfessionalTold = "professional_told", "Told a social worker or virtual school head";
        ReplySeenTo = "reply_seen_to", "Saw to a reply from home";
        EmailStopped = "email_stopped", "Changed whether home is written to by email";
        SheetPrinted = "sheet_printed", "Opened the room sheet to print";
        NoticePublished = "notice_published", "Published the staff notice";
        NoticeAmended = "notice_amended", "Amended the staff notice";
        NoticeOpened = "notice_opened", "Opened the staff notice";
        Arrived = "arrived", "Recorded an arrival";
        NotHere = "not_here", "Recorded that a pupil is not here";
        ComingUndone = "coming_undone", "Undid an arrival, or that a pupil is not here";
        Inducted = "inducted", "Held an induction";
        Marked = "marked", "Marked conduct and learning";
        EntryMade = "entry_made", "Made an entry in the day log";
        EntryUndone = "entry_undone", "Undid an entry in the day log";
        BreakStarted = "break_started", "Started the room's break or lunch";
        BreakEnded = "break_ended", "Ended the room's break or lunch";
        HandedOver = "handed_over", "Handed the room over";
        TookBack = "took_back", "Took the room back";
        RotaChanged = "rota_changed", "Changed who is in charge when";
        StaffAway = "staff_away", "Recorded that an adult is away";
        StaffBack = "staff_back", "Recorded that an adult is back";
        CrowdAccepted = "crowd_accepted", "Accepted more pupils than seats";
        RoomMoved = "room_moved", "Moved a pupil to another room";
        Released = "released", "Let a pupil go back to lessons";
        RoomShut = "room_shut", "Shut a room for the day";
        RoomOpened = "room_opened", "Opened a room again";
        SeatsDrawn = "seats_drawn", "Drew the seats of a room";
        SeatTaken = "seat_taken", "Gave a pupil another seat";
        DateKnown = "date_known", "Wrote down a known date";
        DateEnded = "date_ended", "Took away a known date";
        TransferAsked = "transfer_asked", "Asked another room to take a pupil";
        TransferAnswered = "transfer_answered", "Answered for a room that was asked";
        ExitHeld = "exit_held", "Held an exit interview";
        Closed = "closed", "Closed a placement";
        BelongingsReturned = "belongings_returned", "Gave belongings back";
        ReflectionBegun = "reflection_begun", "Began a reflection";
        ReflectionHanded = "reflection_handed", "Handed the screen to a pupil for a reflection";
        ReflectionKept = "reflection_kept", "Kept a reflection";
        DayFailed = "day_failed", "Wrote a record of a day in the room that did not go as expected";
        DayHanded = "day_handed", "Handed a record of a day in the room to the headteacher";
        DayDecided = "day_decided", "Recorded what the headteacher decided after a day in the room";
        DayRead = "day_read", "Read what was decided after a day in the room";
        StepMet = "step_met", "Recorded who came when they were called";
        RepairOffered = "repair_offered", "Offered a restorative meeting";
        RepairPrepared = "repair_prepared", "Prepared one side of putting something right";
        RepairCarried = "repair_carried", "Carried a message from one side to the other";
        RepairSet = "repair_set", "Set a restorative meeting";
        RepairHeld = "repair_held", "Recorded a restorative meeting";
        RepairChecked = "repair_checked", "Checked an agreement";
        MisEntryMade = "mis_entry_made", "Made an entry in the school's own system";
        MisFileRead = "mis_file_read", "Confirmed entries from a file of the school's own system";
        MisFileUndone = "mis_file_undone", "Took back what a file of the school's own system confirmed";
        DutyStarted = "duty_started", "Took up another duty";
        CallLogged = "call_logged", "Logged an on-call";
        ReturnOpened = "return_opened", "Began following a return to lessons";
        CheckedIn = "checked_in", "Checked in with a pupil";
        IncidentImported = "incident_imported", "Brought in an incident";
        IncidentTypeSet = "incident_type_set", "Said which types of incident count";
        AttendanceImported = "attendance_imported", "Brought in attendance";
        SignalRaised = "signal_raised", "Raised a signal by a rule of the school's own";
        SignalAnswered = "signal_answered", "Said what came of a signal";
        WatchBegun = "watch_begun", "Put a pupil on the at-risk register";
        WatchLooked = "watch_looked", "Looked again at a pupil on the at-risk register";
        WatchEnded = "watch_ended", "Took a pupil off the at-risk register";
        WatchSummary = "watch_summary", "Gave senior leaders the summary of the at-risk register";
        CaughtUp = "caught_up", "Caught up with a pupil on the at-risk register";
        ReturnDecided = "return_decided", "Recorded how a return went";
        ReturnResumed = "return_resumed", "Took up following a return again";
        CardGiven = "card_given", "Put targets on a report card";
        CardAsked = "card_asked", "Asked teachers to mark a report card";
        CardMarked = "card_marked", "Marked a lesson on a report card";
        CardUnmarked = "card_unmarked", "Undid the marks of a lesson on a report card";
        CardLooked = "card_looked", "Looked at a report card and decided what comes next";
        CardReminded = "card_reminded", "Reminded teachers of marks that are missing";
        ReturnUnopened = "return_unopened", "Stopped following a return that had begun too soon";
        TaskDone = "task_done", "Finished a task";
        TaskSet = "task_set", "Set a task";
        NoteAdded = "note_added", "Added a note";
        NoteCorrected = "note_corrected", "Corrected a note; the first version is kept";
        HandedOn = "handed_on", "Passed something to the DSL";
        HandoffRead = "handoff_read", "Opened something passed to the DSL";
        HandoffReceived = "handoff_received", "Received something passed to the DSL";
        HandoffStep = "handoff_step", "Wrote what happens next with something passed to the DSL";
        ThresholdReached = "threshold_reached", "Reached a threshold of the school's own";
        ReviewRaised = "review_raised", "Asked for a review";
        ReviewMoved = "review_moved", "Moved the day a review is due";
        ReviewHeld = "review_held", "Recorded what came of a review";
        ReviewWithdrawn = "review_withdrawn", "Took a review back: what raised it did not happen";
        SupportPromised = "support_promised", "Promised support";
        SupportBegun = "support_begun", "Recorded that promised support began";
        SupportDropped = "support_dropped", "Gave up promised support, with a reason";
        MeetingArranged = "meeting_arranged", "Arranged a meeting";
        MeetingChanged = "meeting_changed", "Changed a meeting";
        MeetingMoved = "meeting_moved", "Moved a meeting, or its place";
        MeetingOff = "meeting_off", "Called a meeting off";
        MeetingAsked = "meeting_asked", "Sent invitations to a meeting";
        MeetingAnswered = "meeting_answered", "Recorded what somebody says of a meeting";
        MeetingReported = "meeting_reported", "Wrote a report for a meeting";
        MeetingMinuted = "meeting_minuted", "Wrote minutes of a meeting";
        MeetingDecided = "meeting_decided", "Recorded what a meeting decided";
        MeetingApproved = "meeting_approved", "Approved the minutes of a meeting";
        MeetingCirculated = "meeting_circulated", "Sent round the minutes of a meeting";
        PlaceTaken = "place_taken", "Took a place, or let it go";
        CalendarShared = "meeting_calendar", "Shared a calendar by an address, or took it back";
        ActionMade = "action_made", "Wrote down an action";
        ActionNoted = "action_noted", "Noted how an action goes";
        ActionChanged = "action_changed", "Moved an action, or gave it to somebody else";
        ActionDone = "action_done", "Said that an action is done";
        ActionGivenUp = "action_given_up", "Gave up an action";
        ActionReviewed = "action_reviewed", "Reviewed what came of an action";
        RoutineChanged = "routine_changed", "Changed a routine";
        RoutineDone = "routine_done", "Did a routine, or said why not";
        RecommendationMade = "recommendation_made", "Recommended something because of a report";
        RecommendationDecided = "recommendation_decided", "Decided on a recommendation";
        RecommendationDone = "recommendation_done", "Said what came of a recommendation";
        TeacherViewOpened = "teacher_view_opened", "Opened figures teacher by teacher, for a purpose";
        TeacherViewRead = "teacher_view_read", "Read figures teacher by teacher";
        TeacherViewEnded = "teacher_view_ended", "Closed figures teacher by teacher";
        RestrictiveAsked = "restrictive_asked", "Answered the question about force, restraint and seclusion";
        RestrictiveOpened = "restrictive_opened", "Opened a record of force, restraint or seclusion";
        RestrictiveCompleted = "restrictive_completed", "Completed a record of force, restraint or seclusion; the earlier version is kept";
        RestrictiveRead = "restrictive_read", "Read a record of force, restraint or seclusion";
        RestrictiveListed = "restrictive_listed", "Read the register of force, restraint and seclusion";
        RestrictiveTold = "restrictive_told", "Told somebody of force, restraint or seclusion";
        RestrictiveWithheld = "restrictive_withheld", "Withheld a report of force, restraint or seclusion, with a reason";
        RestrictiveSigned = "restrictive_signed", "Signed off a record of force, restraint or seclusion";
        DeviceBooked = "device_booked", "Booked a device, or ended a booking";
        DeviceIssued = "device_issued", "Handed out a device";
        DeviceReturned = "device_returned", "Took a device back";
        DeviceWrittenOff = "device_written_off", "Wrote off a device that was not back";
        KitChanged = "kit_changed", "Changed the list of devices, stock or resources";
        StockChanged = "stock_changed", "Counted, ordered or received stock";
        ResourceUsed = "resource_used", "Recorded that a resource was used";
        ResourceDecided = "resource_decided", "Decided about a resource or an idea on trial";
        RoomChecked = "room_checked", "Checked the room by the school's list";
        DefectReported = "defect_reported", "Reported a defect";
        DefectChanged = "defect_changed", "Changed a defect, or put it right";
        LunchListSent = "lunch_list_sent", "Sent the lunch list";
        WaysChanged = "ways_changed", "Changed a room's usual ways";
        MovementPlanned = "movement_planned", "Planned how a pupil moves through the day";
        ContactPlanned = "contact_planned", "Wrote whom a pupil meets, and does not";
        MealGiven = "meal_given", "Recorded that a meal reached its pupil";
        MentoringChanged = "mentoring_changed", "Began, changed or ended mentoring";
        MentoringHeld = "mentoring_held", "Held a mentoring session";
        PlanBegun = "plan_begun", "Began a plan";
        PlanTaken = "plan_taken", "Took a plan over from whoever oversaw it";
        PlanWritten = "plan_written", "Wrote at a plan";
        PlanGiven = "plan_given", "Gave a version of a plan to teachers";
        PlanAsked = "plan_asked", "Asked for contributions to a plan";
        PlanLinked = "plan_linked", "Sent a link to contribute to a plan again, or took it back";
        PlanAnswered = "plan_answered", "Contributed to a plan";
        PlanRead = "plan_read", "Said that they read a plan";
        PlanUsed = "plan_used", "Said whether a strategy of a plan was used";
        PlanCheckAsked = "plan_check_asked", "Asked whether a plan is in use";
        PlanCheckAnswered = "plan_check_answered", "Said whether a plan is in use";
        PlanReviewMoved = "plan_review_moved", "Moved the review of a plan";
        PlanReviewed = "plan_reviewed", "Reviewed a plan";
        PlanEnded = "plan_ended", "Ended a plan";
        InterventionKept = "intervention_kept", "Wrote in the catalogue of interventions";
        MeasureKept = "measure_kept", "Named a measure, or retired one";
        GroupBegun = "group_begun", "Began a group";
        GroupChanged = "group_changed", "Changed a group or the plan of its session";
        GroupJoined = "group_joined", "Added a pupil to a group";
        GroupLeft = "group_left", "Recorded that a pupil left a group";
        GroupHeld = "group_held", "Took the register of a group";
        GroupMoved = "group_moved", "Moved a session of a group";
        GroupCancelled = "group_cancelled", "Cancelled a session of a group";
        GroupScored = "group_scored", "Entered a score of a group’s measure";
        GroupScorePutRight = "group_score_put_right", "Put a score of a group’s measure right; what it said is kept";
        GroupEnded = "group_ended", "Ended a group";
        CentreBegun = "centre_begun", "Gave a place in the support base";
        CentreInducted = "centre_inducted", "Held the induction to the support base";
        CentreTimed = "centre_timed", "Changed a timetable in the support base";
        CentreProgressed = "centre_progressed", "Said how a subject goes in the support base";
        CentreReturnPlanned = "centre_return_planned", "Planned the way back from the support base to lessons";
        CentreReturned = "centre_returned", "Said how a week of the way back to lessons went";
        CentreLooked = "centre_looked", "Looked again at a place in the support base";
        CentreEnded = "centre_ended", "Ended a place in the support base";
        SignificantKept = "significant_kept", "Wrote down a significant event";
        SignificantDebriefed = "significant_debriefed", "Talked over a significant event";
        SlipSent = "slip_sent", "Sent a slip to a colleague";
        SlipRead = "slip_read", "Read a slip from a colleague";
        SlipAnswered = "slip_answered", "Answered a slip from a colleague";
        ProcedureWritten = "team_note_written", "Wrote at a procedures note or policy";
        ProcedurePlaced = "team_note_placed", "Put a procedures note beside another page";
        ProcedurePut = "team_note_put", "Put a draft to colleagues";
        ProcedureSaid = "team_note_said", "Said what they make of a draft";
        ProcedureAnswered = "team_note_answered", "Answered what was said of a draft";
        ProcedureAgreed = "team_note_agreed", "Kept that a procedures note or policy was agreed";
        ProcedureAsked = "team_note_asked", "Asked colleagues to read a procedures note or policy";
        ProcedureRead = "team_note_read", "Said that they read a procedures note or policy";
        ProcedureEnded = "team_note_ended", "Took a procedures note or policy out of use";
        WorkingWeekKept = "team_working_week", "Changed when a colleague works";
        TimetableFilled = "team_timetable_filled", "Filled the week of an assistant";
        TimetablePublished = "team_timetable_published", "Published the week of an assistant";
        TimetableChanged = "team_timetable_changed", "Changed a published week of an assistant";
        TimetableSeen = "team_timetable_seen", "Saw that their week was changed";
        SiteDutyKept = "team_site_duty_kept", "Changed a site duty";
        SiteDutyChanged = "team_site_duty_changed", "Changed who has a site duty on one day";
        DaySeen = "team_day_seen", "Saw that their day was changed";
        PracticeKept = "team_practice_kept", "Wrote in their own practice log";
        AdviceKept = "team_advice_kept", "Wrote down advice given to a colleague";
        AdviceStruck = "team_advice_struck", "Struck out advice given to a colleague";
        SupervisionBegun = "team_supervision_begun", "Began line-management meetings";
        SupervisionChanged = "team_supervision_changed", "Changed line-management meetings";
        SupervisionSaid = "team_supervision_said", "Said whether a line-management meeting was held";
        SupervisionBooked = "team_supervision_booked", "Moved or rebooked a line-management meeting";
        SupervisionNoted = "team_supervision_noted", "Wrote the notes of a line-management meeting";
        SupervisionAgreed = "team_supervision_agreed", "Agreed the notes of a line-management meeting";
        OwnSupervisionKept = "team_own_supervision_kept", "Kept that reflective supervision took place";
        OwnSupervisionRead = "team_own_supervision_read", "Opened their own reflective supervision";
        ObservationWritten = "team_observation_written", "Wrote at the observation of a lesson";
        ObservationShared = "team_observation_shared", "Gave a teacher the observation of their lesson";
        ObservationAnswered = "team_observation_answered", "Answered a suggestion after an observation";
        TrainingKept = "team_training_kept", "Kept training that was received or given";
        TrainingNotRenewed = "team_training_not_renewed", "Said why training is not renewed";
        TrainingNeeded = "team_training_needed", "Changed what training is asked of whom";
        StrategyKept = "team_strategy_kept", "Wrote a strategy card";
        StandardKept = "team_standard_kept", "Wrote a standard of the team’s own, or retired one";
        SelfReviewBegun = "team_self_review_begun", "Began a self-review";
        SelfReviewTaken = "team_self_review_taken", "Took a self-review over";
        SelfReviewSaid = "team_self_review_said", "Said where the team stands against a standard";
        SelfReviewFinished = "team_self_review_finished", "Finished a self-review";
        MatterOpened = "matter_opened", "Opened a matter for the governors or a review";
        MatterChanged = "matter_changed", "Changed the facts of a matter";
        MatterStepped = "matter_stepped", "Recorded a step of a matter";
        HearingArranged = "hearing_arranged", "Arranged a hearing";
        HearingCalledOff = "hearing_called_off", "Called a hearing off";
        MemberNamed = "member_named", "Named somebody to sit at a hearing";
        MemberStoodDown = "member_stood_down", "Recorded that a member stood down";
        HearingInvited = "hearing_invited", "Asked somebody to a hearing";
        HearingAnswered = "hearing_answered", "Recorded who comes to a hearing";
        HearingMinuted = "hearing_minuted", "Kept the minutes of a hearing";
        HearingDecided = "hearing_decided", "Recorded what a hearing decided";
        DecisionTold = "decision_told", "Told somebody of a hearing’s decision in writing";
        RepresentationAsked = "representation_asked", "Gave a parent a private link for representations";
        RepresentationSent = "representation_sent", "Sent representations by a private link";
        ReviewApplied = "review_applied", "Recorded an application for a review";
        DocumentAdded = "document_added", "Added a document";
        DocumentChanged = "document_changed", "Changed what is known of a document";
        DocumentOpened = "document_opened", "Opened a document";
        DocumentGone = "document_gone", "Took a document away; it is kept";
        DocumentScanned = "document_scanned", "Had a file scanned";
        PackBegun = "pack_begun", "Began a pack of papers";
        PackChanged = "pack_changed", "Changed a pack of papers";
        PackMade = "pack_made", "Made a version of a pack";
        PackOpened = "pack_opened", "Opened a version of a pack";
        PackGiven = "pack_given", "Gave somebody a copy of a pack";
        PanelCutOff = "panel_cut_off", "Set the cut-off of a panel";
        PanelCaseEntered = "panel_case_entered", "Entered a case before a panel";
        PanelCaseChanged = "panel_case_changed", "Changed a case before a panel";
        PanelCaseAdmitted = "panel_case_admitted", "Put a case on the agenda of a panel";
        PanelCaseWithdrawn = "panel_case_withdrawn", "Withdrew a case from a panel";
        PanelViewAsked = "panel_view_asked", "Asked somebody for their view of a case before a panel";
        PanelViewCame = "panel_view_came", "Wrote down a view of a case before a panel";
        PanelPaperKept = "panel_paper_kept", "Kept a paper of a case before a panel";
        PanelPaperOpened = "panel_paper_opened", "Opened a paper of a case before a panel";
        PanelPackMade = "panel_pack_made", "Made the pack of a panel";
        PanelCopyOpened = "panel_copy_opened", "Opened a copy of the pack of a panel";
        PanelCopyGiven = "panel_copy_given", "Gave somebody their copy of the pack of a panel";
        PanelDecided = "panel_decided", "Recorded what a panel decided";
        PanelTold = "panel_told", "Recorded that parents were told what a panel decided";
        DirectionBegun = "direction_begun", "Began a direction off site";
        DirectionChanged = "direction_changed", "Changed the terms of a direction off site";
        DirectionNotified = "direction_notified", "Gave notice of a direction off site";
        DirectionReviewed = "direction_reviewed", "Recorded a review of a direction off site";
        DirectionMoved = "direction_moved", "Took a direction off site a step further";
        DateAnswered = "date_answered", "Said what they make of a date that moved";
        LearningNoted = "learning_noted", "Noted what is learnt from a review";
        ChallengeSent = "challenge_sent", "Sent a school a challenge letter after a review";
        ChallengeAnswered = "challenge_answered", "Recorded the answer to a challenge letter";
        TripPlanned = "trip_planned", "Planned a trip or an event";
        TripChanged = "trip_changed", "Changed what is known of a trip or an event";
        TripListed = "trip_listed", "Put pupils on the list of a trip";
        TripLeft = "trip_left", "Took a pupil off the list of a trip";
        TripConsentAsked = "trip_consent_asked", "Asked home whether a pupil may go on a trip";
        TripConsentGiven = "trip_consent_given", "Kept what home said about a trip";
        TripNeeds = "trip_needs", "Kept the answer about needs on a trip";
        TripAsked = "trip_asked", "Asked for a trip to be approved";
        TripApproved = "trip_approved", "Approved a trip";
        TripSentBack = "trip_sent_back", "Sent a trip back";
        TripCancelled = "trip_cancelled", "Cancelled a trip";
        TripRegister = "trip_register", "Wrote down who is out on a trip, or back";
        TripSheet = "trip_sheet", "Opened the leader’s sheet of a trip";
        TripSeen = "trip_seen", "Saw that somebody is off the list of a trip";
        TripLookedBack = "trip_looked_back", "Looked back on a trip";
        GuestsAsked = "guests_asked", "Asked for hospitality";
        GuestsMoved = "guests_moved", "Said how far hospitality is";
        EarlyHelpBegun = "early_help_begun", "Began an early help assessment";
        EarlyHelpWritten = "early_help_written", "Wrote in an early help assessment";
        EarlyHelpConsent = "early_help_consent", "Wrote down a word about consent to early help";
        EarlyHelpMoved = "early_help_moved", "Took an early help assessment a step further";
        EarlyHelpExported = "early_help_exported", "Exported an early help assessment";
        EarlyHelpForm = "early_help_form", "Changed the form of early help";
        AgencyKept = "agency_kept", "Kept an agency in the directory";
        AgencyChecked = "agency_checked", "Checked what is known of an agency";
        AgencyLogged = "agency_logged", "Wrote down contact with an agency";
        AgencyAnswered = "agency_answered", "Wrote down an agency’s answer";
        AgencyStruck = "agency_struck", "Struck out contact with an agency";
        TransitionBegun = "transition_begun", "Began to follow a transition";
        TransitionStepped = "transition_stepped", "Wrote down a step of a transition";
        TransitionChanged = "transition_changed", "Changed what is known of a transition";
        TransitionEnded = "transition_ended", "Ended a transition";
        TodayArranged = "today_arranged", "Arranged their own Today";
        DigestChosen = "digest_chosen", "Chose whether to have the morning's email";
        DigestSent = "digest_sent", "Sent the morning's email or a reminder";
        ExclusionBegun = "exclusion_begun", "Began the record of a suspension or permanent exclusion";
        ExclusionWritten = "exclusion_written", "Wrote on the record of a suspension or permanent exclusion";
        ExclusionDropped = "exclusion_dropped", "Gave up the record of a suspension or permanent exclusion";
        ExclusionShown = "exclusion_shown", "Added evidence to the record of a suspension or permanent exclusion";
        ExclusionReady = "exclusion_ready", "Put a record before the headteacher to decide";
        ExclusionDecided = "exclusion_decided", "Decided a suspension or permanent exclusion";
        ExclusionCancelled = "exclusion_cancelled", "Cancelled a suspension or permanent exclusion";
        ExclusionLetter = "exclusion_letter", "Issued a letter about a suspension or permanent exclusion";
        ExclusionWork = "exclusion_work", "Set or marked work for a pupil who is suspended";
        ExclusionAfter = "exclusion_after", "Recorded what followed a suspension or permanent exclusion";
        ExclusionMet = "exclusion_met", "Recorded the meeting about a return";
        ExclusionBack = "exclusion_back", "Recorded that a pupil is back in school";
        SeparationBegun = "separation_begun", "Recorded that a pupil is kept apart for safeguarding";
        SeparationLooked = "separation_looked", "Looked again at whether a pupil is kept apart";
        SeparationEnded = "separation_ended", "Ended keeping a pupil apart for safeguarding";
        OwedDone = "owed_done", "Recorded that something owed was done";
        OwedStruck = "owed_struck", "Struck out proof that something owed was done";
        DueMoved = "due_moved", "Moved a date that is owed, because the calendar changed";
        DueSeen = "due_seen", "Said what follows from a date that moved";
        ReportExported = "report_exported", "Exported a list";
        NoticeKept = "notice_kept", "Kept a notice of a suspension or exclusion";
        NoticeSettled = "notice_settled", "Saw to a notice of a suspension or exclusion";
        CaseOpened = "case_opened", "Opened a case";
        CaseLearnt = "case_learnt", "Added facts to a case; those before are kept";
        CaseDone = "case_done", "Recorded that something owed on a case was done";
        CaseAssigned = "case_assigned", "Gave a case to an officer";
        CaseClosed = "case_closed", "Closed a case";
        CaseReopened = "case_reopened", "Reopened a case";
        CaseWritten = "case_written", "Wrote in a chronology";
        DatesMoved = "dates_moved", "Counted a case anew: dates moved, and both are kept";
        SchoolCalendarChanged = "school_calendar_changed", "Changed the calendar of a school";
        ProvisionAsked = "provision_asked", "Asked a provider, or kept what it answered";
        ProvisionReviewed = "provision_reviewed", "Looked at the education arranged for a child";
        FamilyChanged = "family_changed", "Changed who is at home, or what is kept from whom";
        FamilyWritten = "family_written", "Made information for a parent, or recorded that it was given";
        Chased = "chased", "Asked for what is missing";
        Advised = "advised", "Wrote down an enquiry and its advice";
        PromiseMade = "promise_made", "Wrote down a promise with a school, or that it was kept";
    }
}

impl Verb {
    /// Whether it changes what most pages know of the school: calendar, day, words, rules.
    pub fn changes_set_up(self) -> bool {
        matches!(
            self,
            Verb::SchoolSetUp
                | Verb::SettingChanged
                | Verb::CalendarChanged
                | Verb::DayChanged
                | Verb::WordsChanged
                | Verb::RoomChanged
                | Verb::ListChanged
                | Verb::WordingChanged
                | Verb::ProcedureAgreed
                | Verb::ProcedurePlaced
                | Verb::ProcedureEnded
        )
    }
}
