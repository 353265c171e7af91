//! Category, reasons and review result of a suspension or permanent exclusion.
//!
//! Must never know: a case. Source: R8.02 of the law note, and the sources each set names. The
//! short labels are the returns' own; what explains them is ours.

use super::{CodeSet, NotACode, READ, Row, Sure};
use crate::Day;
use crate::rule::On;

/// The first day of the reasons and categories of 2020. The sources say "autumn 2020".
const AUTUMN_2020: On = On(2020, 9, 1);
/// The last day of those before.
const BEFORE_2020: On = On(2020, 8, 31);

/// Kind of exclusion, as a return has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// PERM: permanent exclusion.
    Perm,
    /// SUSP: suspension. FIXD to summer 2020.
    Susp,
    /// LNCH: suspension over lunchtimes.
    Lunch,
}

impl Category {
    /// Every category.
    pub const ALL: [Category; 3] = [Category::Perm, Category::Susp, Category::Lunch];
    /// As it stands in a return today: "SUSP".
    pub fn code(self) -> &'static str {
        match self {
            Category::Perm => "PERM",
            Category::Susp => "SUSP",
            Category::Lunch => "LNCH",
        }
    }
    /// "Suspension"
    pub fn label(self) -> &'static str {
        match self {
            Category::Perm => "Permanent exclusion",
            Category::Susp => "Suspension",
            Category::Lunch => "Lunchtime exclusion",
        }
    }
    /// Whether a return gives its number of sessions: a permanent exclusion has none.
    pub fn has_sessions(self) -> bool {
        self != Category::Perm
    }
    /// Reads a code whenever it was written; FIXD, still seen in new files, is a suspension.
    pub fn read(code: &str) -> Result<Category, NotACode> {
        let code = code.trim();
        let code = if code.eq_ignore_ascii_case("FIXD") { "SUSP" } else { code };
        Self::ALL.into_iter().find(|c| c.code().eq_ignore_ascii_case(code)).ok_or_else(|| {
            NotACode::Unknown { title: CATEGORY.into(), code: super::beginning(code) }
        })
    }
}

/// Why a pupil was suspended or excluded, as a return has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// PP
    AssaultPupil,
    /// PA
    AssaultAdult,
    /// VP
    AbusePupil,
    /// VA
    AbuseAdult,
    /// OW
    Weapon,
    /// BU
    Bullying,
    /// RA
    Racist,
    /// LG
    OrientationOrIdentity,
    /// DS
    Disability,
    /// SM
    SexualMisconduct,
    /// DA
    DrugAlcohol,
    /// DM
    Damage,
    /// TH
    Theft,
    /// MT
    SocialMedia,
    /// PH
    PublicHealth,
    /// DB
    Disruptive,
    /// OT, to summer 2020
    Other,
}

/// Reasons before 2020, from autumn 2020, and to summer 2020.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    Throughout,
    New,
    Ended,
}
use Time::{Ended, New, Throughout};

struct Why(Reason, &'static str, &'static str, Time, &'static str);

/// In the order of the values; a test says so.
#[rustfmt::skip]
static REASONS: [Why; 17] = [
    Why(Reason::AssaultPupil, "PP", "Physical assault against a pupil", Throughout, "Fighting, wounding, pushing about."),
    Why(Reason::AssaultAdult, "PA", "Physical assault against an adult", Throughout, "Violence to staff or another adult, or getting physically in their way."),
    Why(Reason::AbusePupil, "VP", "Verbal abuse or threatening behaviour against a pupil", Throughout, "Threats, swearing at, intimidating a pupil."),
    Why(Reason::AbuseAdult, "VA", "Verbal abuse or threatening behaviour against an adult", Throughout, "Threats, swearing at, intimidating an adult."),
    Why(Reason::Weapon, "OW", "Use or threat of use of an offensive weapon or prohibited item", New, "A knife, a blade, a BB gun: brought, shown or used. The code is two letters, O and W."),
    Why(Reason::Bullying, "BU", "Bullying", Throughout, "By word, by hand or online, on whatever ground."),
    Why(Reason::Racist, "RA", "Racist abuse", Throughout, "Words, taunts, bullying or graffiti about race."),
    Why(Reason::OrientationOrIdentity, "LG", "Abuse against sexual orientation and gender identity", New, "Words, taunts, bullying or graffiti about either."),
    Why(Reason::Disability, "DS", "Abuse relating to disability", New, "Words, taunts, bullying or graffiti about disability. DS is a type of need too, in another set."),
    Why(Reason::SexualMisconduct, "SM", "Sexual misconduct", Throughout, "Assault, harassment, lewd behaviour, sexual bullying or graffiti."),
    Why(Reason::DrugAlcohol, "DA", "Drug and alcohol related", Throughout, "Having, using or passing on drugs or alcohol; smoking."),
    Why(Reason::Damage, "DM", "Damage to property", Throughout, "Breaking, fire, graffiti; the school’s things or somebody’s own."),
    Why(Reason::Theft, "TH", "Theft", Throughout, "Taking things, or passing on things taken."),
    Why(Reason::SocialMedia, "MT", "Inappropriate use of social media or online technology", New, "Images shared, threats or bullying online, something planned there."),
    Why(Reason::PublicHealth, "PH", "Wilful and repeated transgression of protective measures in place to protect public health", New, "Breaking health measures on purpose, again and again."),
    Why(Reason::Disruptive, "DB", "Persistent or general disruptive behaviour", Throughout, "Rules broken again and again, refusal, false alarms."),
    Why(Reason::Other, "OT", "Other", Ended, "Still seen in old files and in test files."),
];

impl Reason {
    /// How many reasons one suspension or exclusion may be given, from autumn 2020.
    pub const MOST: usize = 3;
    /// Every reason, the one that has ended last.
    pub fn all() -> impl Iterator<Item = Reason> {
        REASONS.iter().map(|w| w.0)
    }
    fn why(self) -> &'static Why {
        &REASONS[self as usize]
    }
    /// As it stands in a return: "PP".
    pub fn code(self) -> &'static str {
        self.why().1
    }
    /// Its short label.
    pub fn label(self) -> &'static str {
        self.why().2
    }
    /// What it takes in, in our own words.
    pub fn means(self) -> &'static str {
        self.why().4
    }
    /// How many reasons may be given on a day: one before autumn 2020, three since.
    pub fn most_on(day: Day) -> usize {
        if day < AUTUMN_2020.day() { 1 } else { Self::MOST }
    }
    /// The reason with this code on a day, or why it cannot be used then.
    pub fn on(code: &str, day: Day) -> Result<Reason, NotACode> {
        super::on("reason", code, day)?;
        Self::ever(code)
    }
    /// The reason at whatever time; for reading an old file.
    pub fn ever(code: &str) -> Result<Reason, NotACode> {
        let code = code.trim();
        Self::all()
            .find(|r| r.code().eq_ignore_ascii_case(code))
            .ok_or_else(|| NotACode::Unknown { title: REASON.into(), code: super::beginning(code) })
    }
}

/// Whose look at an exclusion a result closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewStage {
    /// The governors’ first consideration.
    Governors,
    /// The review panel itself.
    Panel,
    /// The governors again, because a panel recommended it.
    Recommended,
    /// The governors again, because a panel directed it.
    Directed,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewEnd {
    /// The exclusion stands.
    Upheld,
    /// Reinstatement was offered and taken up.
    Accepted,
    /// Reinstatement was offered and not taken up.
    Declined,
}

/// The result of a review as a return had it: A to K, without I.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReviewResult {
    /// The letter.
    pub code: char,
    /// Whose look.
    pub stage: ReviewStage,
    /// How it ended.
    pub end: ReviewEnd,
}

const fn result(code: char, end: ReviewEnd, stage: ReviewStage) -> ReviewResult {
    ReviewResult { code, stage, end }
}

impl ReviewResult {
    /// Every result, in order of letter.
    pub const ALL: [ReviewResult; 10] = [
        result('A', ReviewEnd::Upheld, ReviewStage::Governors),
        result('B', ReviewEnd::Upheld, ReviewStage::Recommended),
        result('C', ReviewEnd::Upheld, ReviewStage::Directed),
        result('D', ReviewEnd::Upheld, ReviewStage::Panel),
        result('E', ReviewEnd::Accepted, ReviewStage::Governors),
        result('F', ReviewEnd::Accepted, ReviewStage::Recommended),
        result('G', ReviewEnd::Accepted, ReviewStage::Directed),
        result('H', ReviewEnd::Declined, ReviewStage::Governors),
        result('J', ReviewEnd::Declined, ReviewStage::Recommended),
        result('K', ReviewEnd::Declined, ReviewStage::Directed),
    ];
    /// The result with this end at this stage; a panel itself can only uphold.
    pub fn of(end: ReviewEnd, stage: ReviewStage) -> Option<ReviewResult> {
        Self::ALL.into_iter().find(|r| r.end == end && r.stage == stage)
    }
    /// The result with this letter.
    pub fn read(code: &str) -> Result<ReviewResult, NotACode> {
        let code = code.trim();
        let mut letters = code.chars();
        let letter = letters.next().filter(|_| letters.next().is_none());
        Self::ALL
            .into_iter()
            .find(|r| letter.is_some_and(|l| l.eq_ignore_ascii_case(&r.code)))
            .ok_or_else(|| NotACode::Unknown { title: RESULT.into(), code: super::beginning(code) })
    }
    /// In words: "Upheld at the governors’ first consideration".
    pub fn label(self) -> String {
        let end = match self.end {
            ReviewEnd::Upheld => "Upheld",
            ReviewEnd::Accepted => "Reinstatement accepted",
            ReviewEnd::Declined => "Reinstatement declined",
        };
        format!("{end} {}", self.stage.words())
    }
}

impl ReviewStage {
    /// "after a panel directed that the governors reconsider"
    pub fn words(self) -> &'static str {
        match self {
            ReviewStage::Governors => "at the governors’ first consideration",
            ReviewStage::Panel => "by the independent review panel",
            ReviewStage::Recommended => "after a panel recommended that the governors reconsider",
            ReviewStage::Directed => "after a panel directed that the governors reconsider",
        }
    }
}

const CATEGORY: &str = "Categories of exclusion";
const REASON: &str = "Reasons for suspension and exclusion";
const RESULT: &str = "Results of review";
const LISTS: &str =
    "Public schema of the school census files a local authority receives, 2015 to 2026 (MIT)";

fn row(code: &'static str, label: &'static str, note: &'static str) -> Row {
    Row {
        code: code.into(),
        label: label.into(),
        note: note.into(),
        label_sure: Sure::Read,
        ..Row::default()
    }
}

fn from_2020(row: Row) -> Row {
    Row { from: Some(AUTUMN_2020.day()), dates_sure: Sure::Inferred, ..row }
}

fn to_2020(row: Row, instead: &'static str) -> Row {
    Row { to: Some(BEFORE_2020.day()), dates_sure: Sure::Inferred, instead: instead.into(), ..row }
}

pub(super) fn categories() -> CodeSet {
    let of = |c: Category, note| row(c.code(), c.label(), note);
    let rows = vec![
        of(
            Category::Perm,
            "No end date and no sessions: a permanent exclusion with sessions is refused (rule 2330 of 2019). One for a pupil at a school (rule 2285).",
        ),
        from_2020(of(Category::Susp, "A session is half a day.")),
        of(
            Category::Lunch,
            "One lunchtime counts as half a day towards the totals of the law. One vendor says the census no longer takes it; the lists still hold it.",
        ),
        to_2020(
            row("FIXD", "Fixed-period exclusion", "Read as SUSP whenever it was written."),
            "SUSP",
        ),
    ];
    CodeSet {
        id: "category".into(),
        title: CATEGORY.into(),
        source: format!("{LISTS}, and the school census rules of 2019").into(),
        read: READ.day(),
        unconfirmed: "The lists change with the autumn term of 2020; 1 September stands for its first day. Whether the census still takes LNCH is not settled.".into(),
        checked: None,
        rows,
    }
}

pub(super) fn reasons() -> CodeSet {
    let rows = REASONS
        .iter()
        .map(|Why(_, code, label, time, note)| {
            let row = row(code, label, note);
            match time {
                Throughout => row,
                New => from_2020(row),
                Ended => to_2020(row, ""),
            }
        })
        .collect();
    CodeSet {
        id: "reason".into(),
        title: REASON.into(),
        source: format!("{LISTS}; two local authorities’ pages and a vendor’s help").into(),
        read: READ.day(),
        unconfirmed: "The census guide of the year was not read. The lists change with the autumn term of 2020; 1 September stands for its first day. Before then one reason was given, since then up to three of equal weight.".into(),
        checked: None,
        rows,
    }
}

pub(super) fn results() -> CodeSet {
    let rows = ReviewResult::ALL
        .into_iter()
        .map(|r| Row {
            code: r.code.to_string().into(),
            label: r.label().into(),
            label_sure: Sure::Read,
            ..Row::default()
        })
        .collect();
    CodeSet {
        id: "review-result".into(),
        title: RESULT.into(),
        source: format!("{LISTS}, lists of spring and summer 2020").into(),
        read: READ.day(),
        unconfirmed: "Seen in the lists of spring and summer 2020 only; the first and the last day of collection were not found. The labels here are ours, shorter than the list’s.".into(),
        checked: None,
        rows,
    }
}
