//! The engine’s constants: every length of time the answers count, by the name the law note
//! gives it (R6.11). A test holds each to the clock of its rule.
//!
//! Must never know: a case.

use crate::count::Span;
use crate::half::HalfDays;

/// Governors meet: more than 15 days, or permanent (R2.13, R3.05).
pub const GB_MEET_SHORT: Span = Span::SchoolDaysAfter(15);
/// Governors meet: more than 5 and not more than 15 days, with representations (R2.14).
pub const GB_MEET_LONG: Span = Span::SchoolDaysAfter(50);
/// Education starts on this school day of exclusion (R2.17, R3.03).
pub const SIXTH_DAY: Span = Span::SchoolDayOf(6);
/// Details of education that could not be given before (R2.18).
pub const LATE_DETAILS: Span = Span::HoursBefore(48);
/// The parent’s public-place duty at most (R2.19).
pub const PUBLIC_PLACE: Span = Span::SchoolDayOf(5);
/// Most a pupil may be suspended in a school year (R2.04).
pub const CAP: HalfDays = HalfDays::days(45);
/// More than this in a statutory term: the lower threshold (R2.12).
pub const THRESHOLD_LOW: HalfDays = HalfDays::days(5);
/// More than this in a statutory term: the higher threshold (R2.12).
pub const THRESHOLD_HIGH: HalfDays = HalfDays::days(15);
/// Papers before a meeting (R3.06, R3.12).
pub const PAPERS: Span = Span::ClearSchoolDaysBefore(5);
/// Applying for a review (R3.09).
pub const IRP_APPLY: Span = Span::SchoolDaysAfter(15);
/// The panel meets (R3.10).
pub const IRP_MEET: Span = Span::SchoolDaysAfter(15);
/// Governors meet again after the panel (R3.15); the money falls due with it (R3.16).
pub const RECONVENE: Span = Span::SchoolDaysAfter(10);
/// Notice of an off-site direction (R4.03).
pub const OSD_NOTICE: Span = Span::ClearSchoolDaysBefore(2);
/// An invitation to a review of a direction off site, as days (R4.04): one county’s reading, which is
/// not yet checked.
pub const OSD_INVITE_DAYS: Span = Span::DaysBefore(6);
/// The same, as school days: the other reading (R4.04).
pub const OSD_INVITE_SCHOOL_DAYS: Span = Span::SchoolDaysBefore(6);
/// A review held this many days before a request, or later, bars it (R4.05).
pub const OSD_REQUEST_BAR: Span = Span::DaysBefore(70);
/// A place under the fair access protocol (R4.09).
pub const FAP_PLACE: Span = Span::SchoolDaysAfter(20);
/// The outcome of an in-year application (R4.10).
pub const IN_YEAR_OUTCOME: Span = Span::SchoolDaysAfter(15);
/// The aim for the same (R4.10).
pub const IN_YEAR_AIM: Span = Span::SchoolDaysAfter(10);
/// A claim to the tribunal (R3.20).
pub const FTT_CLAIM: Span = Span::MonthsOf(6);
/// Judicial review at the latest (R3.21).
pub const JUDICIAL_REVIEW: Span = Span::MonthsAfter(3);
/// The educational record of a maintained school (R7.04).
pub const EDUCATIONAL_RECORD: Span = Span::SchoolDaysAfter(15);
/// Subject access (R7.05).
pub const SUBJECT_ACCESS: Span = Span::MonthsAfterToWorkingDay(1);
/// Acknowledging a data-protection complaint (R7.06).
pub const COMPLAINT_ACK: Span = Span::DaysOf(30);
/// The new-pupil return (R8.04).
pub const NEW_PUPIL: Span = Span::DaysAfter(5);
/// The sickness return (R8.05).
pub const SICKNESS: Span = Span::SchoolDayOf(15);
/// How long a panel member’s training counts (R3.13).
pub const PANEL_TRAINING: Span = Span::YearsBefore(2);
/// How long ago a headship may have ended (R3.13).
pub const PANEL_HEADSHIP: Span = Span::YearsBefore(5);
/// What a panel may order on quashing, in whole pounds (R3.16).
pub const READJUSTMENT_POUNDS: u32 = 4_000;
