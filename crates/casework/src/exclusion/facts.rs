//! From a record to the facts everything owed follows from, and to the plain copy that an
//! authority is handed.
//!
//! Must never know: who reads the copy. It holds what a school notifies and nothing more.

use super::period::{Out, run_before};
use super::{Exclusion, Settings};
use crate::Id;
use crate::owed::{Addressee, Facts, Kind};
use crate::pupil::{Contact, Pupil, Sen};
use rulebook::almanac::Almanac;
use rulebook::codes::Reason;
use rulebook::duty::governors::Representations;
use rulebook::duty::moves::SchoolType;
use rulebook::duty::sixth_day::Exempt;
use rulebook::{Day, HalfDays, age};

/// The kind of school, as the set-up has it.
pub fn school_type(code: &str) -> SchoolType {
    match code {
        "academy" => SchoolType::Academy,
        "pru" => SchoolType::Pru,
        _ => SchoolType::Maintained,
    }
}

/// Whether the pupil is of compulsory school age on a day; by the year where no birthday is known.
pub fn compulsory(pupil: &Pupil, on: Day) -> bool {
    pupil.born.and_then(|born| age::is_compulsory(born, on)).unwrap_or(pupil.year <= 11)
}

/// Whether the pupil is 18 or over on a day.
pub fn adult(pupil: &Pupil, on: Day) -> bool {
    pupil.born.is_some_and(|born| age::years(born, on) >= 18)
}

/// Everybody who is owed a notice of their own: parental responsibility, and no restriction.
pub fn addressees(contacts: &[Contact]) -> Vec<Addressee> {
    let mut list: Vec<&Contact> = contacts.iter().filter(|c| c.gets_letters()).collect();
    list.sort_by_key(|c| (c.priority, c.id));
    list.into_iter().map(|c| Addressee { id: c.id, name: c.full() }).collect()
}

/// What the record rests on beside itself.
#[derive(Clone, Copy)]
pub struct With<'a> {
    /// The pupil.
    pub pupil: &'a Pupil,
    /// Everybody at home.
    pub contacts: &'a [Contact],
    /// The school’s settings.
    pub settings: &'a Settings,
    /// Earlier stretches out of school of the same pupil.
    pub earlier: &'a [Out],
    /// The calendar, where it can be counted on.
    pub almanac: Option<&'a Almanac>,
    /// The day the governing body was told.
    pub governors_told: Option<Day>,
    /// The day the notice went to the first parent.
    pub notice: Option<Day>,
}

/// The facts of a record that was decided.
pub fn facts(e: &Exclusion, with: With<'_>) -> Option<Facts> {
    let decided = e.decided.as_ref()?;
    let (kind, first) = (e.kind?, e.first?);
    let on = decided.at.day();
    let this = Out::of(e)?;
    let before = with.almanac.and_then(|a| run_before(&this, with.earlier, a).ok().flatten());
    let year = u8::try_from(with.pupil.year).ok();
    Some(Facts {
        notice: with.notice.unwrap_or(on),
        governors_told: with.governors_told,
        sent_home_at: e.sent_home_at,
        afternoon: with.settings.afternoon.unwrap_or(rulebook::day::AFTERNOON),
        length: decided.length,
        touched: decided.touched,
        term_total: decided.term_total,
        before,
        exam: e.exam,
        looked_after: decided.looked_after,
        social_worker: !decided.social_worker.trim().is_empty(),
        plan: decided.sen == Sen::Plan,
        assessment: e.assessment,
        adult: adult(with.pupil, on),
        eighteen: with.pupil.born.and_then(age::eighteen),
        compulsory: compulsory(with.pupil, first),
        other_home: !e.home_authority.trim().is_empty(),
        exempt: Exempt { year, ..Exempt::default() },
        school: school_type(&with.settings.school),
        parents: addressees(with.contacts),
        representations: match e.written_on {
            Some(on) => Representations::Made(Some(on)),
            None => Representations::None,
        },
        provision: e.provision,
        cancelled: e.cancelled_on,
        ..Facts::new(kind, on, first)
    })
}

/// Somebody at home as an authority is told of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifiedParent {
    /// Name.
    pub name: String,
    /// "Mother"
    pub relation: String,
    /// Holds parental responsibility.
    pub responsible: bool,
    /// Where they live, for the authority's own letters to them and to nobody else.
    pub address: String,
    /// A restriction on contact, in words; empty for none.
    pub restriction: String,
    /// Their letter went.
    pub letter: bool,
}

/// What a school tells its authority of a suspension or permanent exclusion: a copy that both
/// keep. Nothing of it is ever read from the school's record again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notified {
    /// The school's organisation.
    pub school: Id,
    /// Its name.
    pub school_name: String,
    /// The school's own record, so that one sent twice is known.
    pub exclusion: Id,
    /// Unique pupil number.
    pub upn: String,
    /// Legal given names.
    pub given: String,
    /// Legal family name.
    pub family: String,
    /// The name they go by, where it is another.
    pub known_as: String,
    /// Date of birth.
    pub born: Option<Day>,
    /// Year group.
    pub year: i64,
    /// Stage of SEN when it was decided.
    pub sen: Sen,
    /// An EHC assessment is under way.
    pub assessment: bool,
    /// Looked after.
    pub looked_after: bool,
    /// The social worker, or empty.
    pub social_worker: String,
    /// The authority where the pupil lives, where it is another.
    pub home_authority: String,
    /// Kind.
    pub kind: Kind,
    /// The day the headteacher decided.
    pub decided: Day,
    /// Who decided.
    pub decided_by: String,
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Option<Day>,
    /// Half-days it lasts.
    pub length: HalfDays,
    /// School days it touches.
    pub touched: u32,
    /// The highest total of a statutory term it touches, itself included.
    pub term_total: HalfDays,
    /// The highest total of a school year, itself included.
    pub year_total: HalfDays,
    /// National reasons.
    pub reasons: Vec<Reason>,
    /// In plain words.
    pub plain: String,
    /// Examination or test lost.
    pub exam: Option<Day>,
    /// The day it was cancelled.
    pub cancelled: Option<Day>,
    /// Everybody at home.
    pub parents: Vec<NotifiedParent>,
}

/// The copy of a record that was decided.
pub fn notified(
    e: &Exclusion,
    school: (Id, &str),
    pupil: &Pupil,
    contacts: &[Contact],
    lettered: &[Id],
    plain: &str,
) -> Option<Notified> {
    let d = e.decided.as_ref()?;
    let (known, legal) = (pupil.name(), pupil.legal());
    let parents = contacts.iter().map(|c| NotifiedParent {
        name: c.full(),
        relation: c.relation.clone(),
        responsible: c.responsible,
        address: c.address.clone(),
        restriction: c.restriction.clone(),
        letter: lettered.contains(&c.id),
    });
    Some(Notified {
        school: school.0,
        school_name: school.1.to_string(),
        exclusion: e.id,
        upn: pupil.upn.clone().unwrap_or_default(),
        given: pupil.legal_given.clone(),
        family: pupil.legal_family.clone(),
        known_as: if known == legal { String::new() } else { known },
        born: pupil.born,
        year: pupil.year,
        sen: d.sen,
        assessment: e.assessment,
        looked_after: d.looked_after,
        social_worker: d.social_worker.clone(),
        home_authority: e.home_authority.clone(),
        kind: e.kind?,
        decided: d.at.day(),
        decided_by: d.name.clone(),
        first: e.first?,
        last: e.last,
        length: d.length,
        touched: d.touched,
        term_total: d.term_total,
        year_total: d.year_total,
        reasons: e.reasons.clone(),
        plain: plain.to_string(),
        exam: e.exam,
        cancelled: e.cancelled_on,
        parents: parents.collect(),
    })
}
