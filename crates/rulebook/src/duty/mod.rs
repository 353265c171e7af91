//! The answers: from an event and a calendar to who owes what to whom, by when.
//!
//! Must never know: today, a database, a name. Each answer names its rule; its working is made
//! when somebody asks for it.

pub mod exclusion;
pub mod governors;
pub mod moves;
pub mod records;
pub mod register;
pub mod removal;
pub mod review;
pub mod sixth_day;
pub mod term;

use crate::almanac::{Almanac, CountFault};
use crate::count::{Count, Working};
use crate::half::{HalfDays, NotDays};
use crate::rule::NoVersion;
use crate::told::Told;
use crate::{Day, Instant};

/// Why there is no answer. Every one says itself in words; none is a guess.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// A date cannot be reached.
    #[error(transparent)]
    Count(#[from] CountFault),
    /// No version of the rule on that day.
    #[error(transparent)]
    Rule(#[from] NoVersion),
    /// A number of days that is none.
    #[error(transparent)]
    Days(#[from] NotDays),
    /// A fact is needed and absent.
    #[error("{0} is needed to answer this")]
    Needed(&'static str),
    /// Two facts contradict each other.
    #[error("{0}")]
    Contradiction(String),
}

/// Whether a version of a rule is in force for an event of this day. Before the first law held
/// there is no answer at all.
pub(crate) fn in_force(rule: &'static str, event: Day) -> Result<bool, NoAnswer> {
    let rule = crate::rule::find(rule).ok_or(NoAnswer::Needed("a rule that is not held"))?;
    match rule.on(event) {
        Ok(_) => Ok(true),
        Err(NoVersion::NotInForce { .. } | NoVersion::Proposed { .. }) => Ok(false),
        Err(early) => Err(early.into()),
    }
}

/// When something falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// No date arises.
    None,
    /// A day that is not counted to: the day itself is the rule.
    Day(Day),
    /// "Without delay" and its kin: the clock starts on this day, which is the same-day target.
    WithoutDelay(Day),
    /// By the end of the afternoon session of this day.
    EndOfAfternoon(Day),
    /// A day reached by counting.
    Counted(Count),
    /// A moment.
    Moment(Instant),
}

impl Due {
    /// The day, where there is one.
    pub fn day(self) -> Option<Day> {
        match self {
            Due::None => None,
            Due::Day(d) | Due::WithoutDelay(d) | Due::EndOfAfternoon(d) => Some(d),
            Due::Counted(c) => Some(c.due),
            Due::Moment(t) => Some(t.day()),
        }
    }
    /// Another date the words could bear.
    pub fn arguable(self) -> Option<Day> {
        match self {
            Due::Counted(c) => c.arguable,
            _ => None,
        }
    }
    /// The working, where it was counted.
    pub fn working(self, almanac: Option<&Almanac>) -> Result<Option<Working>, CountFault> {
        match self {
            Due::Counted(c) => c.working(almanac).map(Some),
            _ => Ok(None),
        }
    }
}

/// Something the answer adds that is no duty: an earlier target, a warning, another reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// A day it is about.
    pub day: Option<Day>,
    /// In words.
    pub words: &'static str,
}

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The rule it rests on: "R2.13".
    pub rule: &'static str,
    /// What it comes to.
    pub outcome: Outcome,
    /// By when.
    pub due: Due,
    /// Who is told, or meets, or is owed it.
    pub told: Told,
    /// What to know besides.
    pub advice: Option<Advice>,
}

impl Answer {
    pub(crate) fn new(rule: &'static str, outcome: Outcome, due: Due, told: Told) -> Answer {
        Answer { rule, outcome, due, told, advice: None }
    }
    /// An answer that nothing arises.
    pub(crate) fn nothing(rule: &'static str, outcome: Outcome) -> Answer {
        Answer::new(rule, outcome, Due::None, Told::NOBODY)
    }
    pub(crate) fn advise(mut self, day: Option<Day>, words: &'static str) -> Answer {
        self.advice = Some(Advice { day, words });
        self
    }
}

macro_rules! outcomes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $words:literal;)+) => {
        /// What an answer comes to. Its code is stable, for worked cases and files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Outcome {
            $($(#[$doc])* #[doc = $words] $name,)+
            /// The suspension fits: the highest total of a school year it touches.
            CapOk(HalfDays),
        }
        impl Outcome {
            /// Every outcome but the one with a number.
            pub const ALL: &'static [Outcome] = &[$(Outcome::$name),+];
            /// "GB_15"
            pub fn code(self) -> String {
                match self {
                    $(Outcome::$name => $code.to_string(),)+
                    Outcome::CapOk(total) => format!("CAP_OK_{total}"),
                }
            }
            /// In words.
            pub fn words(self) -> String {
                match self {
                    $(Outcome::$name => $words.to_string(),)+
                    Outcome::CapOk(total) => {
                        format!("Within the limit: {total} school days in the school year.")
                    }
                }
            }
        }
    };
}

impl Outcome {
    /// Whether it says no: what was asked about may not be done.
    pub fn refuses(self) -> bool {
        use Outcome::*;
        matches!(
            self,
            CapBreach
                | CancelRefused
                | BlockUnlawful
                | TrialNotAllowed
                | TrainingExpired
                | IneligibleHead
                | OutOfTime
        )
    }
    /// Whether its date is one that can be missed. The others say when something may be done, when
    /// a right ends or what was in time: nobody is late by them.
    pub fn can_be_late(self) -> bool {
        use Outcome::*;
        !matches!(
            self,
            NotASuspension
                | PublicPlaceEnds
                | IrpApplyBy
                | InTime
                | OutOfTime
                | OutOfTimeIfPosted
                | InTimeIfEmailed
                | TrainingOk
                | TrainingExpired
                | ReadjustmentDue
                | RegisterDeleteFrom
                | ClaimBy
                | JrOuterLimit
        )
    }
}

outcomes! {
    InformSameDay = "INFORM_SAME_DAY", "Tell the parent the same day.";
    RecordAndReport = "RECORD_AND_REPORT", "Write the record and report to each parent as soon as practicable.";
    ReportToAuthority = "REPORT_TO_LA_INSTEAD", "No parent can safely be told: report to the authority where the pupil lives.";
    NotInForce = "NOT_IN_FORCE", "Not in force on that day.";
    NotASuspension = "NOT_A_SUSPENSION", "Not a suspension: it adds nothing to the totals.";
    CapBreach = "CAP_BREACH", "More than 45 school days in a school year: not lawful.";
    NotifyWithoutDelay = "NOTIFY_WITHOUT_DELAY", "Tell each of these without delay.";
    S104Latest = "S104_NOTICE_LATEST", "Written notice at the latest by the end of that day’s afternoon session; without delay means sooner.";
    S104SameDay = "S104_NOTICE_SAME_DAY", "Written notice by the end of that day’s afternoon session.";
    Gb15 = "GB_15", "The governing body meets within 15 school days of being told.";
    Gb50 = "GB_50", "The governing body meets within 50 school days of being told.";
    NoGbMeeting = "NO_GB_MEETING_REQUIRED", "The governing body need not meet.";
    GbConsider = "GB_CONSIDER_NO_DEADLINE", "The governing body considers the representations; no date is set.";
    GbBeforeExam = "GB_BEFORE_EXAM", "The governing body takes reasonable steps to meet before the examination or test.";
    ProvisionBySchool = "PROVISION_BY_SCHOOL", "The governing body arranges suitable full-time education from that day.";
    ProvisionByAuthority = "PROVISION_BY_LA", "The local authority arranges suitable full-time education from that day.";
    ProvisionByHomeAuthority = "PROVISION_BY_HOME_LA", "The pupil’s home authority arranges suitable full-time education from that day.";
    NoSixthDay = "NO_SIXTH_DAY", "Fewer than six school days in a row: the school sets and marks work.";
    ExemptPlanHours = "EXEMPT_EHCP_HOURS", "The EHC plan gives fewer hours, and they are being delivered.";
    ExemptExamsDone = "EXEMPT_YEAR11_EXAMS_DONE", "Year 11 with every entered public examination taken or missed.";
    ExemptAge = "EXEMPT_NOT_COMPULSORY_AGE", "The pupil is not of compulsory school age on that day.";
    Notice48h = "NOTICE_48H", "Give the details not less than 48 hours before the education starts.";
    PublicPlaceEnds = "PUBLIC_PLACE_DUTY_ENDS", "The last day on which the parent must see that the pupil is not in a public place in school hours.";
    CancelOk = "CANCEL_OK", "May be cancelled: tell everybody in writing with reasons, and the pupil comes back.";
    CancelRefused = "CANCEL_REFUSED", "May not be cancelled.";
    BlockUnlawful = "BLOCK_UNLAWFUL", "Sending a pupil home without a recorded suspension is unlawful, whoever agrees.";
    PapersBySafe = "PAPERS_BY_SAFE", "Papers go out by this day on the safe reading.";
    DecisionLetter = "DECISION_LETTER", "Tell everybody of the decision and its reasons in writing, without delay.";
    IrpApplyBy = "IRP_APPLY_BY", "The last day to apply for a review.";
    InTime = "IN_TIME", "The application is in time.";
    OutOfTime = "OUT_OF_TIME", "The application is out of time.";
    OutOfTimeIfPosted = "OUT_OF_TIME_IF_POSTED", "Counted as made on the second working day after posting, it is out of time: a person decides before it is refused.";
    InTimeIfEmailed = "IN_TIME_IF_EMAILED", "E-mailed by midnight of the last day: treat as in time, and ask a person.";
    IrpMeetBy = "IRP_MEET_BY", "The panel meets by this day; it may adjourn.";
    TrainingOk = "TRAINING_OK", "The training still counts.";
    TrainingExpired = "TRAINING_EXPIRED", "The training is too old for this review.";
    Eligible = "ELIGIBLE", "May sit as a headteacher member.";
    IneligibleHead = "INELIGIBLE_HEAD_MEMBER", "The headship ended too long ago.";
    ReconveneBy = "RECONVENE_BY", "The governing body meets again by this day.";
    ReadjustmentDue = "READJUSTMENT_4000_DUE_AFTER", "With no offer of reinstatement by the end of this day, the readjustment of 4,000 pounds falls due.";
    NoReadjustment = "NO_READJUSTMENT", "No readjustment falls due.";
    RegisterDeleteFrom = "REGISTER_DELETE_FROM", "The name may come off the register from this day.";
    KeepOnRegister = "KEEP_ON_REGISTER", "Keep the name on the register.";
    ClaimBy = "CLAIM_BY", "The last day to bring the claim.";
    JrOuterLimit = "JR_OUTER_LIMIT", "Promptly, and in any event by this day.";
    OsdNoticeBySafe = "OSD_NOTICE_BY_SAFE", "Written notice by this day on the safe reading.";
    OsdReviewNotRequired = "OSD_REVIEW_NOT_REQUIRED", "A review was held in the ten weeks before: none need be held.";
    OsdReviewAsap = "OSD_REVIEW_ASAP", "Hold a review as soon as reasonably practicable.";
    TrialNotAllowed = "TRIAL_NOT_ALLOWED", "A managed move is permanent: there is no trial. A direction off site may come first.";
    MovePermanent = "MOVE_PERMANENT", "A permanent move that everybody agreed to.";
    FapPlaceBy = "FAP_PLACE_BY", "A place is allocated by this day.";
    InYearOutcomeBy = "IN_YEAR_OUTCOME_BY", "The outcome is told by this day.";
    CodePresent = "CODE_PRESENT", "Present: / in the morning, \\ in the afternoon, L if late. Never E.";
    CodeD = "CODE_D", "Code D: attending the other school of a dual registration.";
    CodeK = "CODE_K", "Code K: attending education the local authority arranged.";
    CodeB = "CODE_B", "Code B: attending other supervised education off site.";
    CodeE = "CODE_E", "Code E: suspended or permanently excluded, and no education arranged.";
    CodeAbsenceReason = "CODE_ABSENCE_REASON", "Education was arranged and not attended: record the real reason, not E.";
    DateMovedAsk = "DATE_MOVED_ASK", "The calendar changed and the date with it: look at both and decide.";
    DateUnchanged = "DATE_UNCHANGED", "The calendar changed; the date did not.";
    RecordBy = "RECORD_BY", "The educational record is shown or copied by this day.";
    NoRecordRight = "NO_RECORD_RIGHT", "This right is to a maintained school’s record; ask under data protection instead.";
    SarBy = "SAR_BY", "Answer the request by this day.";
    ComplaintAckBy = "DP_COMPLAINT_ACK_BY", "Acknowledge the complaint by this day.";
    NewPupilReturnBy = "NEW_PUPIL_RETURN_BY", "Tell the local authority by the end of this day.";
    ReintegrationBy = "REINTEGRATION_BY", "The first school day back: meet the pupil and the family before or at the start of it. The day is Mainstay’s target; law sets none.";
    SicknessReturnBy = "SICKNESS_RETURN_BY", "Fifteen days of illness are reached: tell the local authority as soon as they are expected.";
}
