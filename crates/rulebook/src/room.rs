//! Numbers the product itself proposes for the room, each a default with its reason.
//!
//! None of these is law: national advice on removal asks that time be kept to what is
//! necessary and that a way back to lessons be planned, and sets no number.

use crate::school_week::SchoolWeeks;

/// A number of school days the product proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolDays(pub u32);

/// How long a return to lessons is followed.
pub const RETURN_FOLLOWED: SchoolDays = SchoolDays(10);

/// Days of the return on which somebody checks in with the pupil.
pub const CHECK_INS: [SchoolDays; 4] =
    [SchoolDays(1), SchoolDays(3), SchoolDays(5), SchoolDays(10)];

/// School days after a placement by which its entries should be in the school's own system.
pub const MIS_ENTRY_WITHIN: SchoolDays = SchoolDays(1);

/// Days within which the minutes of a meeting go out, where a school sets no number of its own:
/// long enough to have them read by the chair, short enough that what was agreed is not forgotten.
pub const MINUTES_WITHIN: SchoolDays = SchoolDays(5);
/// The longest that a school may set.
pub const MINUTES_AT_MOST: i64 = 20;
/// Working days after a panel within which parents are told what it decided, as it is proposed: an
/// authority's own standard and not law.
pub const PANEL_TOLD_WITHIN: u32 = 2;
/// Days ahead that are looked at for what is counted back from them, such as a notice or an
/// invitation: no law, only how far a list looks.
pub const LOOK_AHEAD: i64 = 21;

/// Days of meetings that a calendar asked for by an address holds: so many back, so many on.
pub const CALENDAR_BEHIND: i64 = 30;
/// Days on.
pub const CALENDAR_AHEAD: i64 = 200;

/// School days after a restorative meeting on which the agreement is checked.
pub const AGREEMENT_CHECK: SchoolDays = SchoolDays(6);

/// School days after a restorative meeting was declined on which it is offered again; whoever
/// records it may choose another day, or none.
pub const OFFER_AGAIN: SchoolDays = SchoolDays(5);

/// Minutes a request for work may wait before the head of subject is asked.
pub const WORK_ESCALATES_AFTER_MINUTES: i64 = 60;

/// Calendar days back a referral may reach. Later than this the room no longer answers what
/// happened; a default, not law.
pub const REFERRAL_REACHES_BACK: i64 = 14;

/// School days ahead in which another place is looked for when one cannot be booked.
pub const BOOKING_LOOKS_AHEAD: SchoolDays = SchoolDays(10);
/// School days after a placement whose teachers are told of the pupil's targets by name when
/// the exit interview is held; everybody who teaches the pupil sees them on their own page.
pub const TARGETS_TOLD: SchoolDays = SchoolDays(2);

/// School days within which home is expected to say that it has read a letter; a school sets its
/// own.
pub const READ_WITHIN: SchoolDays = SchoolDays(2);

/// Whole days that a private link to a letter opens it; a school sets its own, up to the longest.
pub const LETTER_LINK_DAYS: i64 = 28;
/// The longest that a school may set.
pub const LETTER_LINK_LONGEST: i64 = 180;

/// School days back in which Today asks for a call or a letter that is missing. Older ones stay
/// on the pupil's file: nobody rings about them in the morning.
pub const HOME_ASKED_FOR: SchoolDays = SchoolDays(10);

/// School days a report card runs for, where the school has set nothing else.
pub const CARD_RUNS: SchoolDays = SchoolDays(5);

/// School days a report card may run for at most: as long as a return is followed.
pub const CARD_AT_MOST: SchoolDays = RETURN_FOLLOWED;

/// School days after a placement by which a review that it raised is held, where the school has
/// set nothing else.
pub const REVIEW_WITHIN: SchoolDays = SchoolDays(2);

/// School days after the day support was promised for at which it is said that it has not begun.
pub const SUPPORT_BEGINS_WITHIN: SchoolDays = SchoolDays(10);

/// School days in which a pupil placed again is counted as placed again, in the figures of what
/// the room does.
pub const PLACED_AGAIN_WITHIN: SchoolDays = SchoolDays(20);

/// Fewer people than this in one line of a comparison make it a small group: one more or fewer
/// would change it a great deal.
pub const SMALL_GROUP: i64 = 10;

/// Placements at which a school is asked to think again, counted in [`THINK_AGAIN_IN`]: a
/// proposal of the product, not law.
pub const THINK_AGAIN_PLACEMENTS: i64 = 3;
/// The school days in which they are counted.
pub const THINK_AGAIN_IN: SchoolDays = SchoolDays(10);
/// Different school days with time in the room, in a term: a proposal of the product, not law.
pub const THINK_AGAIN_DAYS_IN_TERM: i64 = 5;
/// Per cent of a half-term's lesson time: a proposal of the product, not law.
pub const THINK_AGAIN_PERCENT_OF_HALF_TERM: i64 = 10;
/// The same for pupils with SEN, an EHC plan, in care or with a social worker: sooner.
pub const THINK_AGAIN_SOONER: i64 = 2;

/// Minutes before the first lesson at which teachers are sent the day's report cards.
pub const CARD_SENT_BEFORE: i64 = 60;

/// Periods ahead for which the collection round fetches paper, beside the one that is on.
pub const ROUND_LOOKS_AHEAD: usize = 2;

/// School days within which finished work is handed back to its teacher; a school sets its own.
pub const WORK_BACK_WITHIN: SchoolDays = SchoolDays(2);

/// School days back in which Today asks for finished work that was not handed back. What is older
/// is in the report.
pub const WORK_BACK_ASKED_FOR: SchoolDays = SchoolDays(10);

/// Whole days that a teacher's link for a receipt opens it.
pub const WORK_BACK_LINK_DAYS: i64 = 14;
/// School days after force, restraint or seclusion within which the pupil's plan and risk
/// assessment are looked at again.
pub const RESTRICTIVE_REVIEW: SchoolDays = SchoolDays(5);

/// From this age on, parents are not told of force, restraint or seclusion by the school (R1.10).
pub const NOT_REPORTED_FROM_AGE: i64 = 20;

/// School days within which a room that was asked to take a pupil answers.
pub const TRANSFER_REPLY: SchoolDays = SchoolDays(2);

/// School days ahead in which a booking is looked at for dates that were added after it.
pub const CLASHES_LOOKED_FOR: SchoolDays = SchoolDays(10);

/// Whole days that a known date may last: longer than any trip, shorter than a slip of the keys.
pub const KNOWN_DATE_LONGEST: i64 = 31;
/// Calendar days ahead that a known date may begin: exams are known two school years before, and
/// later than that is a slip of the keys.
pub const KNOWN_DATE_AHEAD: i64 = 2 * 365;
/// Year groups a school can have: Reception is 0, and 14 is the last year of a sixth form.
pub const YEAR_GROUPS: std::ops::RangeInclusive<i64> = 0..=14;

/// School days on which every lesson is marked on a report card before it may fade; a school sets
/// its own.
pub const FADE_EVERY: SchoolDays = SchoolDays(5);
/// School days of chosen lessons after that.
pub const FADE_CHOSEN: SchoolDays = SchoolDays(3);
/// School days of one check a day after that: with the others, as long as a return is followed.
pub const FADE_DAILY: SchoolDays = SchoolDays(2);
/// School days after which somebody looks at a report card at the latest: a school week.
pub const LOOKED_AT: SchoolDays = SchoolDays(5);

/// Calendar days between two checks of the room by the school's own list: a week, so that it is
/// always on the same weekday.
pub const ROOM_CHECK_EVERY: i64 = 7;

/// Calendar days a new trial of an idea runs for, where nothing else is typed: half a term or so.
pub const TRIAL_RUNS: i64 = 42;

/// Minutes in the room without food, water or toilet offered after which the tile says so.
/// Product rule; not yet checked against guidance.
pub const OFFERED_WITHIN_MINUTES: i64 = 180;

/// Minutes before the first lesson at which the morning's email goes.
pub const DIGEST_BEFORE: i64 = 75;

/// Minutes before the staff notice is due at which those who publish it are reminded.
pub const NOTICE_REMINDED_BEFORE: i64 = 20;

/// Days after which a unit or a programme of work is looked at again, where its head of subject says
/// nothing else: a year.
pub const BANK_REVIEWED_AFTER: i64 = 365;

/// Calendar days for which an email with good news for a colleague is tried: a week later it is no
/// news.
pub const NEWS_TRIED: i64 = 7;

/// Calendar days before training in first aid runs out at which it is said: time enough to book a
/// course.
pub const FIRST_AID_WARNED: i64 = 60;

/// Calendar days for which figures teacher by teacher are opened, where nothing else is typed.
pub const TEACHER_VIEW_DAYS: i64 = 14;
/// The longest that they may be: they can be opened again, for a purpose that is said again.
pub const TEACHER_VIEW_LONGEST: i64 = 42;
/// Lessons taught below which a rate says nothing.
pub const FEW_LESSONS: i64 = 20;

/// Minutes either side of a change of lessons in which the corridors are full: a walk then meets the
/// rest of the school. A default, not law.
pub const MOVEMENT_CLEAR_MINUTES: i64 = 5;
/// Minutes before the first booked lesson, and after the last, in which a pupil still comes or goes.
pub const MOVEMENT_BEFORE_MINUTES: i64 = 45;

/// School days within which a school is asked to answer a challenge letter after a review; whoever
/// sends it may choose another day. Asked for, not law.
pub const CHALLENGE_ANSWERED: SchoolDays = SchoolDays(15);

/// School days of the last days that are set against as many before them, in early warning.
pub const BASELINE_DAYS: SchoolDays = SchoolDays(10);
/// Fewer incidents than this in one subject, period or place are no pattern.
pub const SPOT_LEAST: i64 = 5;
/// Incidents at which somebody is asked to look, counted in [`SIGNAL_IN`]: a proposal of the
/// product, not law.
pub const SIGNAL_INCIDENTS: i64 = 4;
/// The school days in which they are counted.
pub const SIGNAL_IN: SchoolDays = SchoolDays(5);
/// Incidents more than in as many school days before: a proposal of the product, not law.
pub const SIGNAL_MORE: i64 = 5;
/// Incidents in one subject in a half-term: a proposal of the product, not law.
pub const SIGNAL_SAME_SUBJECT: i64 = 3;
/// Per cent of attendance below which somebody is asked to look: the line at which the national
/// figures call an absence persistent; a proposal of the product, not law.
pub const SIGNAL_ATTENDANCE: i64 = 90;
/// School days within which whoever is asked says what comes of a signal.
pub const SIGNAL_ANSWERED_WITHIN: SchoolDays = SchoolDays(2);
/// School days back for which a bringing-in may raise a signal: what is older is history.
pub const SIGNAL_LOOKS_BACK: SchoolDays = SchoolDays(5);

/// School days between two catch-ups of a key worker, by what was agreed: every day.
pub const CATCH_UP_DAILY: SchoolDays = SchoolDays(1);
/// Every week.
pub const CATCH_UP_WEEKLY: SchoolDays = SchoolDays(5);
/// Every two weeks.
pub const CATCH_UP_FORTNIGHTLY: SchoolDays = SchoolDays(10);
/// Every half-term, as long as one mostly is.
pub const CATCH_UP_HALF_TERMLY: SchoolDays = SchoolDays(35);

/// How long a pastoral support programme runs: what many authorities work with, not law.
pub const PASTORAL_WEEKS: SchoolWeeks = SchoolWeeks(16);
/// The school weeks of it at whose end it is reviewed: every fourth, as the practice is.
pub const PASTORAL_REVIEWS: [SchoolWeeks; 4] =
    [SchoolWeeks(4), SchoolWeeks(8), SchoolWeeks(12), PASTORAL_WEEKS];
/// The school week at whose end any other plan is reviewed first, where nothing else is typed: half
/// a term or so.
pub const PLAN_REVIEWED: SchoolWeeks = SchoolWeeks(6);
/// School days after the day a contribution to a plan is asked for by which it is due: the end of
/// the same school week, asked for on a Monday.
pub const CONTRIBUTION_WITHIN: SchoolDays = SchoolDays(4);
/// School days within which whoever teaches a pupil says that they have read a plan.
pub const PLAN_READ_WITHIN: SchoolDays = SchoolDays(4);
/// School days within which the short check whether a plan is in use is answered.
pub const PLAN_CHECKED_WITHIN: SchoolDays = SchoolDays(4);
/// School weeks after which it is time to check again whether a plan is in use: every month or so.
pub const PLAN_CHECK_EVERY: SchoolWeeks = SchoolWeeks(4);
/// School days in each of the two stretches that are laid beside each other, before a plan and
/// since: the same number in both.
pub const PLAN_COMPARED: SchoolDays = SchoolDays(30);

/// A number of whole weeks the product proposes, holidays among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks(pub i64);

/// Weeks after the last session of a group from which its follow-up is due: what those who measure
/// groups work with, not law.
pub const FOLLOW_UP_FROM: Weeks = Weeks(6);
/// Weeks after it by which the follow-up is late.
pub const FOLLOW_UP_TO: Weeks = Weeks(12);
/// School days in each of the two stretches that are laid beside each other, before a group and
/// after it: the same number in both.
pub const GROUP_COMPARED: SchoolDays = SchoolDays(20);
/// School days before the end of a half-term from which progress in the support base is asked for.
pub const PROGRESS_ASKED_FOR: SchoolDays = SchoolDays(5);
/// School days after something serious within which it is talked over with the pupil and with staff.
pub const DEBRIEF_WITHIN: SchoolDays = SchoolDays(1);

/// Pupils to one adult on a trip at most, where nothing else is typed: what many schools begin with
/// for this age, not law. Each trip says its own.
pub const TRIP_RATIO: i64 = 10;
/// School days before a trip from which what it still lacks stands on its leader's Today.
pub const TRIP_READY_BEFORE: SchoolDays = SchoolDays(5);
/// Days after which what is known of an agency counts as stale, where the school sets nothing else:
/// half a year. A proposal of the product.
pub const AGENCY_CHECKED_EVERY: i64 = 182;
/// School days within which an agency is expected to answer, where nothing else is typed.
pub const AGENCY_ANSWERS_WITHIN: SchoolDays = SchoolDays(10);
/// School days before somebody starts from which a handover that nobody has signed is flagged.
pub const HANDOVER_FLAGGED: SchoolDays = SchoolDays(10);
/// School weeks after which an early help assessment is looked at again, where nothing else is typed.
pub const EARLY_HELP_REVIEWED: SchoolWeeks = SchoolWeeks(6);

/// Days between two checks of an agency's entry in the directory, at least and at most. Proposed by
/// Mainstay: no source asks for either.
pub const AGENCY_CHECKED: std::ops::RangeInclusive<i64> = 14..=1_100;
