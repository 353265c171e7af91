//! Numbers the product itself proposes for the room, each a default with its reason.
//!
//! None of these is law: national advice on removal asks that time be kept to what is
//! necessary and that a way back to lessons be planned, and sets no number.

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

/// School days after a restorative meeting on which the agreement is checked.
pub const AGREEMENT_CHECK: SchoolDays = SchoolDays(6);

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

/// Days after which a unit or a programme of work is looked at again, where its head of subject says
/// nothing else: a year.
pub const BANK_REVIEWED_AFTER: i64 = 365;
