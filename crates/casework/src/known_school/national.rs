//! The codes of the national list of schools: which type is which kind of school, who answers for
//! it, its phase, and whether it is open.
//!
//! Must never know: a register. A type it does not know is asked about and never guessed.

use super::{Answers, Listed, Opening, Phase, Row};
use crate::incident::read_day;
use crate::organisation::{Governed, OrgKind};
use rulebook::Day;
use rulebook::school::{SchoolNumber, Urn};

coded! {
    /// What a type of the list is taken for.
    pub enum Taken {
        Maintained = "maintained", "A maintained school";
        MaintainedSpecial = "maintained_special", "A maintained special school";
        MaintainedReferral = "maintained_referral", "A pupil referral unit of the authority";
        Academy = "academy", "An academy or free school";
        AcademySpecial = "academy_special", "A special academy or free school";
        AcademyReferral = "academy_referral", "An alternative provision academy or free school";
        NonMaintainedSpecial = "non_maintained_special", "A non-maintained special school";
        Independent = "independent", "An independent school";
        IndependentSpecial = "independent_special", "An independent special school";
        No = "no", "No school of this law: leave it out";
    }
}

/// Types of the list by code: the establishment types as published in April 2025.
const TYPES: &[(&str, Taken)] = &[
    ("1", Taken::Maintained),
    ("2", Taken::Maintained),
    ("3", Taken::Maintained),
    ("5", Taken::Maintained),
    ("6", Taken::Academy),
    ("7", Taken::MaintainedSpecial),
    ("8", Taken::NonMaintainedSpecial),
    ("10", Taken::IndependentSpecial),
    ("11", Taken::Independent),
    ("12", Taken::MaintainedSpecial),
    ("14", Taken::MaintainedReferral),
    ("15", Taken::Maintained),
    ("18", Taken::No),
    ("24", Taken::No),
    ("25", Taken::No),
    ("26", Taken::No),
    ("28", Taken::Academy),
    ("29", Taken::No),
    ("30", Taken::No),
    ("31", Taken::No),
    ("32", Taken::No),
    ("33", Taken::AcademySpecial),
    ("34", Taken::Academy),
    ("35", Taken::Academy),
    ("36", Taken::AcademySpecial),
    ("37", Taken::No),
    ("38", Taken::AcademyReferral),
    ("39", Taken::Academy),
    ("40", Taken::Academy),
    ("41", Taken::Academy),
    ("42", Taken::AcademyReferral),
    ("43", Taken::AcademyReferral),
    ("44", Taken::AcademySpecial),
    ("45", Taken::Academy),
    ("46", Taken::Academy),
    ("49", Taken::No),
    ("56", Taken::No),
    ("57", Taken::No),
];

/// What a type is taken for: as the list is known, then as somebody has said; `None` where it is
/// to be asked.
pub fn taken(code: &str, answers: &Answers) -> Option<Taken> {
    let code = code.trim().trim_start_matches('0');
    let known = TYPES.iter().find(|(c, _)| *c == code).map(|(_, taken)| *taken);
    known.or_else(|| answers.get(code).copied())
}

/// A type's code as it is remembered.
pub fn code(text: &str) -> String {
    text.trim().trim_start_matches('0').to_string()
}

fn phase(text: &str) -> Option<Phase> {
    Some(match text.trim().to_lowercase().as_str() {
        "" | "0" | "not applicable" => Phase::NotSaid,
        "1" | "nursery" => Phase::Nursery,
        "2" | "primary" => Phase::Primary,
        "3" | "middle deemed primary" => Phase::MiddlePrimary,
        "4" | "secondary" => Phase::Secondary,
        "5" | "middle deemed secondary" => Phase::MiddleSecondary,
        "6" | "16 plus" | "16 to 18" => Phase::Later,
        "7" | "all-through" | "all through" => Phase::AllThrough,
        _ => return None,
    })
}

fn opening(text: &str) -> Option<Opening> {
    Some(match text.trim().to_lowercase().as_str() {
        "1" | "open" => Opening::Open,
        "2" | "closed" => Opening::Closed,
        "3" | "open, but proposed to close" => Opening::Closing,
        "4" | "proposed to open" => Opening::Proposed,
        _ => return None,
    })
}

/// The kind of a mainstream school by whom it teaches.
fn by_phase(phase: Phase) -> OrgKind {
    match phase {
        Phase::Nursery | Phase::Primary | Phase::MiddlePrimary => OrgKind::Primary,
        Phase::Secondary | Phase::MiddleSecondary | Phase::Later => OrgKind::Secondary,
        Phase::AllThrough => OrgKind::AllThrough,
        Phase::NotSaid => OrgKind::School,
    }
}

fn kind(taken: Taken, phase: Phase) -> (OrgKind, Governed) {
    match taken {
        Taken::Maintained => (by_phase(phase), Governed::Maintained),
        Taken::MaintainedSpecial => (OrgKind::Special, Governed::Maintained),
        Taken::MaintainedReferral => (OrgKind::PupilReferral, Governed::Maintained),
        Taken::Academy => (by_phase(phase), Governed::Academy),
        Taken::AcademySpecial => (OrgKind::Special, Governed::Academy),
        Taken::AcademyReferral => (OrgKind::PupilReferral, Governed::Academy),
        Taken::NonMaintainedSpecial => (OrgKind::NonMaintainedSpecial, Governed::Neither),
        Taken::IndependentSpecial => (OrgKind::Special, Governed::Neither),
        Taken::Independent | Taken::No => (by_phase(phase), Governed::Neither),
    }
}

/// Words of the list that stand for nothing.
fn bare(text: &str) -> String {
    let text = text.trim();
    match text.to_lowercase().as_str() {
        "not applicable" | "not recorded" => String::new(),
        _ => text.to_string(),
    }
}

/// Letters of a name or a line at most.
const LONGEST: usize = 200;

fn day(text: &str, what: &str) -> Result<Option<Day>, String> {
    match text.trim() {
        "" => Ok(None),
        text => read_day(text)
            .map(Some)
            .ok_or_else(|| format!("The day it {what} is no date: write it as 18/11/2026")),
    }
}

/// Reads a row. What is wrong with it is said in words.
pub fn read(row: &Row, taken: Taken) -> Result<Listed, String> {
    let urn = Urn::parse(&row.urn).map_err(|why| capital(&format!("{why}")))?;
    let name = row.name.trim();
    if name.is_empty() {
        return Err("It has no name".into());
    }
    if name.chars().count() > LONGEST {
        return Err(format!("The name has more than {LONGEST} characters"));
    }
    let number = match (row.authority.trim(), row.establishment.trim()) {
        ("", _) | (_, "") => String::new(),
        (authority, school) => match SchoolNumber::parse(&format!("{authority:0>3}{school:0>4}")) {
            Ok(number) => number.to_string(),
            Err(why) => return Err(capital(&format!("{why}"))),
        },
    };
    let phase =
        phase(&row.phase).ok_or_else(|| format!("The phase “{}” is not known", row.phase))?;
    let opening = opening(&row.opening)
        .ok_or_else(|| format!("“{}” does not say whether it is open", row.opening.trim()))?;
    let (kind, governed) = kind(taken, phase);
    let lines = row.address.iter().map(|l| bare(l)).filter(|l| !l.is_empty());
    let head = row.head.iter().map(|p| bare(p)).filter(|p| !p.is_empty());
    let short = |text: String| text.chars().take(LONGEST).collect::<String>();
    Ok(Listed {
        urn: urn.to_string(),
        number,
        name: name.to_string(),
        kind,
        governed,
        type_name: short(bare(&row.type_name)),
        phase,
        opening,
        opened_on: day(&row.opened, "opened")?,
        closed_on: day(&row.closed, "closed")?,
        head: short(head.collect::<Vec<_>>().join(" ")),
        address: short(lines.collect::<Vec<_>>().join("\n")),
        postcode: short(bare(&row.postcode)),
        phone: short(bare(&row.phone)),
        website: short(bare(&row.website)),
        trust: short(bare(&row.trust)),
    })
}

fn capital(text: &str) -> String {
    crate::words::capital(text)
}
