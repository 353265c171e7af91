//! Special educational needs: the stage of provision and the type of need.
//!
//! Must never know: a pupil. Source: the school census lists and rules 2115 to 2175 of 2019, and
//! the national statistics of need. The days on which old stages ended are not in them.

use super::{CodeSet, NotACode, READ, Row, Sure};
use crate::Day;
use crate::rule::On;

/// The stage of provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenProvision {
    /// N: none.
    None,
    /// K: SEN support.
    Support,
    /// E: an education, health and care plan.
    Plan,
}

impl SenProvision {
    /// Every stage in use.
    pub const ALL: [SenProvision; 3] =
        [SenProvision::None, SenProvision::Support, SenProvision::Plan];
    /// As it stands in a return.
    pub fn code(self) -> &'static str {
        match self {
            SenProvision::None => "N",
            SenProvision::Support => "K",
            SenProvision::Plan => "E",
        }
    }
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            SenProvision::None => "No special educational need",
            SenProvision::Support => "SEN support",
            SenProvision::Plan => "Education, health and care plan",
        }
    }
    /// The stage with this code on a day. S, A and P are never one of these: rule 2115 asks that
    /// S be recorded as E, and a person does that.
    pub fn on(code: &str, day: Day) -> Result<SenProvision, NotACode> {
        let row = super::on("sen-provision", code, day)?;
        Self::ALL.into_iter().find(|p| p.code() == row.code).ok_or_else(|| NotACode::Unknown {
            title: PROVISION.into(),
            code: super::beginning(code.trim()),
        })
    }
}

/// The type of need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenType {
    /// SPLD
    SpecificLearning,
    /// MLD
    ModerateLearning,
    /// SLD
    SevereLearning,
    /// PMLD
    ProfoundLearning,
    /// SEMH
    SocialEmotionalMental,
    /// SLCN
    Speech,
    /// HI
    Hearing,
    /// VI
    Vision,
    /// MSI
    MultiSensory,
    /// PD
    Physical,
    /// ASD
    Autism,
    /// DS
    DownSyndrome,
    /// OTH
    Other,
    /// NSA
    NotAssessed,
    /// MN
    Missing,
}

struct Need(SenType, &'static str, &'static str, &'static str);

/// In the order of the values; a test says so.
static NEEDS: [Need; 15] = [
    Need(SenType::SpecificLearning, "SPLD", "Specific learning difficulty", ""),
    Need(SenType::ModerateLearning, "MLD", "Moderate learning difficulty", ""),
    Need(SenType::SevereLearning, "SLD", "Severe learning difficulty", ""),
    Need(SenType::ProfoundLearning, "PMLD", "Profound and multiple learning difficulty", ""),
    Need(SenType::SocialEmotionalMental, "SEMH", "Social, emotional and mental health", ""),
    Need(SenType::Speech, "SLCN", "Speech, language and communication needs", ""),
    Need(SenType::Hearing, "HI", "Hearing impairment", ""),
    Need(SenType::Vision, "VI", "Vision impairment", ""),
    Need(SenType::MultiSensory, "MSI", "Multi-sensory impairment", ""),
    Need(SenType::Physical, "PD", "Physical disability", ""),
    Need(SenType::Autism, "ASD", "Autistic spectrum disorder", ""),
    Need(
        SenType::DownSyndrome,
        "DS",
        "Down Syndrome",
        "DS is a reason for suspension too, in another set.",
    ),
    Need(SenType::Other, "OTH", "Other difficulty or disability", ""),
    Need(
        SenType::NotAssessed,
        "NSA",
        "SEN support but no specialist assessment of type of need",
        "Only with K (rule 2175 of 2019).",
    ),
    Need(SenType::Missing, "MN", "Missing", "In the statistics only, never in a return."),
];

impl SenType {
    /// Every type.
    pub fn all() -> impl Iterator<Item = SenType> {
        NEEDS.iter().map(|n| n.0)
    }
    fn need(self) -> &'static Need {
        &NEEDS[self as usize]
    }
    /// As it stands in a return: "SEMH".
    pub fn code(self) -> &'static str {
        self.need().1
    }
    /// In words.
    pub fn label(self) -> &'static str {
        self.need().2
    }
    /// Whether a return may hold it: MN stands in the statistics only.
    pub fn may_be_returned(self) -> bool {
        self != SenType::Missing
    }
    /// Whether it can stand beside a stage: no need without provision (rule 2125 of 2019), NSA
    /// only with K (rule 2175).
    pub fn goes_with(self, provision: SenProvision) -> bool {
        match provision {
            SenProvision::None => false,
            SenProvision::Support => self.may_be_returned(),
            SenProvision::Plan => self.may_be_returned() && self != SenType::NotAssessed,
        }
    }
    /// The type with this code on a day, or why it cannot be used then.
    pub fn on(code: &str, day: Day) -> Result<SenType, NotACode> {
        super::on("sen-type", code, day)?;
        Self::ever(code)
    }
    /// The type at whatever time.
    pub fn ever(code: &str) -> Result<SenType, NotACode> {
        let code = code.trim();
        Self::all()
            .find(|t| t.code().eq_ignore_ascii_case(code))
            .ok_or_else(|| NotACode::Unknown { title: TYPE.into(), code: super::beginning(code) })
    }
}

const PROVISION: &str = "Stages of SEN provision";
const TYPE: &str = "Types of special educational need";
/// The Children and Families Act 2014 brought K and E.
const REFORM: On = On(2014, 9, 1);
/// The end of the first year of the reform.
const ACTION_ENDED: On = On(2015, 8, 31);
/// The end of the time for turning statements into plans.
const STATEMENTS_ENDED: On = On(2018, 3, 31);
const NEW_NEED: On = On(2024, 9, 1);

pub(super) fn provisions() -> CodeSet {
    let stage = |p: SenProvision, from: Option<On>| Row {
        code: p.code().into(),
        label: p.label().into(),
        label_sure: Sure::Read,
        from: from.map(On::day),
        dates_sure: if from.is_some() { Sure::Inferred } else { Sure::None },
        ..Row::default()
    };
    let old = |code: &'static str, label: &'static str, to: On, instead: &'static str| Row {
        code: code.into(),
        label: label.into(),
        label_sure: Sure::Read,
        to: Some(to.day()),
        dates_sure: Sure::Inferred,
        instead: instead.into(),
        ..Row::default()
    };
    CodeSet {
        id: "sen-provision".into(),
        title: PROVISION.into(),
        source: "Public schema of the school census files a local authority receives, 2015 to 2026 (MIT), and rule 2115 of the school census of 2019".into(),
        read: READ.day(),
        unconfirmed: "All days are from general knowledge: the reform of September 2014, the end of its first year, and the end of the time for turning statements into plans. The sources say only that S, A and P are withdrawn; received files still hold them.".into(),
        checked: None,
        rows: vec![
            stage(SenProvision::None, None),
            stage(SenProvision::Support, Some(REFORM)),
            stage(SenProvision::Plan, Some(REFORM)),
            old("S", "Statement of special educational needs", STATEMENTS_ENDED, "E"),
            old("A", "School Action or Early Years Action", ACTION_ENDED, ""),
            old("P", "School Action Plus or Early Years Action Plus", ACTION_ENDED, ""),
        ],
    }
}

pub(super) fn types() -> CodeSet {
    let rows = NEEDS
        .iter()
        .map(|Need(kind, code, label, note)| {
            let new = *kind == SenType::DownSyndrome;
            Row {
                code: (*code).into(),
                label: (*label).into(),
                note: (*note).into(),
                label_sure: Sure::Read,
                from: new.then(|| NEW_NEED.day()),
                dates_sure: if new { Sure::Inferred } else { Sure::None },
                ..Row::default()
            }
        })
        .collect();
    CodeSet {
        id: "sen-type".into(),
        title: TYPE.into(),
        source: "National statistics of pupils by primary need (OGL), and rules 2160 to 2175 of the school census of 2019".into(),
        read: READ.day(),
        unconfirmed: "DS is first seen in the statistics of 2024/25; 1 September 2024 stands for its first day. That NSA goes only with K is of the rules of 2019.".into(),
        checked: None,
        rows,
    }
}
