//! What a trip must have before anybody may approve it, and what is missing for whom.

use super::{Consent, Trip, TripState, Word};
use crate::{Id, Refusal, Role};
use rulebook::Day;

/// What is known of one pupil who goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilFacts {
    /// Their name; empty where the reader does not open their file.
    pub name: String,
    /// Those with parental responsibility who may be asked.
    pub holders: Vec<(Id, String)>,
    /// Numbers that may be rung in an emergency.
    pub phones: usize,
    /// What was said at home.
    pub words: Vec<Word>,
    /// Somebody answered about medical and dietary needs.
    pub medical: bool,
}

/// What is known of a trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TripFacts<'a> {
    /// The trip.
    pub trip: &'a Trip,
    /// Adults who go.
    pub adults: usize,
    /// Pupils who go.
    pub pupils: &'a [PupilFacts],
    /// Lines of the risk assessment.
    pub risks: usize,
    /// A risk assessment came as a file.
    pub file: bool,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// For whom; empty where it is the trip's.
    pub who: String,
    /// What.
    pub what: String,
}

/// How consent stands for one pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nobody may be asked: none with parental responsibility is on record.
    Nobody,
    /// Nobody has said yes or no: these may.
    Waiting(Vec<String>),
    /// This person said no, or took it back.
    No(String, Consent),
    /// Somebody said yes, and nobody no.
    Yes,
}

/// How consent stands. One holder’s yes is enough; any holder’s no is a no.
pub fn consented(p: &PupilFacts) -> Said {
    if p.holders.is_empty() {
        return Said::Nobody;
    }
    let last = |contact: Id| {
        let theirs = p.words.iter().filter(|w| w.contact == contact && w.word != Consent::Asked);
        theirs.max_by_key(|w| (w.at, w.id))
    };
    let words: Vec<&Word> = p.holders.iter().filter_map(|(id, _)| last(*id)).collect();
    if let Some(no) = words.iter().find(|w| w.word != Consent::Given) {
        return Said::No(no.name.clone(), no.word);
    }
    match words.is_empty() {
        true => Said::Waiting(p.holders.iter().map(|(_, name)| name.clone()).collect()),
        false => Said::Yes,
    }
}

/// Everything that is missing, the trip's own first, then pupil by pupil.
pub fn missing(f: &TripFacts<'_>) -> Vec<Missing> {
    let mut out = Vec::new();
    let mut add = |who: &str, what: String| out.push(Missing { who: who.to_string(), what });
    let consent = f.trip.asks_consent();
    if consent && f.pupils.is_empty() {
        add("", "nobody is on the list".into());
    }
    if f.adults == 0 {
        add("", "no adult is named".into());
    } else {
        let need = (f.pupils.len() as i64 + f.trip.ratio - 1) / f.trip.ratio.max(1);
        if need > f.adults as i64 {
            let at = f.trip.ratio;
            let has = f.adults;
            add(
                "",
                format!(
                    "{need} adults are needed at {at} to one adult, and there {are} {has}",
                    are = if has == 1 { "is" } else { "are" }
                ),
            );
        }
    }
    if f.risks == 0 && !f.file {
        add("", "the risk assessment: write hazards and measures, or add the file".into());
    }
    for p in f.pupils.iter().filter(|_| consent) {
        match consented(p) {
            Said::Yes => {}
            Said::Nobody => add(
                &p.name,
                "consent: nobody with parental responsibility who may be written to is on record"
                    .into(),
            ),
            Said::Waiting(names) => add(&p.name, format!("consent of {}", names.join(" or "))),
            Said::No(name, Consent::Withdrawn) => {
                add(&p.name, format!("consent: {name} has taken it back"));
            }
            Said::No(name, _) => add(&p.name, format!("consent: {name} said no")),
        }
        if p.phones == 0 {
            add(&p.name, "an emergency contact with a telephone number".into());
        }
        if !p.medical {
            add(&p.name, "the answer about medical and dietary needs".into());
        }
    }
    out
}

/// Whether somebody with these roles approves trips, where the school asks for this one.
pub fn only_approver(roles: &[Role], approver: Role) -> bool {
    roles.contains(&Role::Head) || (approver == Role::Senior && roles.contains(&Role::Senior))
}

/// Why somebody at home cannot say yes for a pupil.
pub fn no_say(name: &str, responsible: bool) -> String {
    match responsible {
        false => format!(
            "{name} has no parental responsibility on record, so their word is not consent. Ask somebody who has, or put the record right first"
        ),
        true => format!(
            "There is a restriction about {name} on record: they are not asked, and their word is not consent"
        ),
    }
}

/// Decides whether a trip may be approved.
///
/// # Errors
/// Refuses it with everything that is missing, and for whom; and one whose day is over.
pub fn approve(f: &TripFacts<'_>, today: Day) -> Result<(), Refusal> {
    let here = format!("/trips/{}", f.trip.id);
    if !matches!(f.trip.state, TripState::Planned | TripState::Asked) {
        return Err(Refusal::because(
            "This trip has been decided already",
            "A trip is approved once. Who goes off the list afterwards is taken off it by name.",
            "The way Mainstay works.",
        )
        .or("Back to the trip", here));
    }
    if f.trip.to < today {
        return Err(Refusal::because(
            format!("The day of this trip is over: {}", f.trip.to),
            "A trip is approved before it leaves. What was not approved is not made so afterwards.",
            "The school’s own rule for trips.",
        )
        .or("Cancel it, or give it another day", here));
    }
    let lacks = missing(f);
    if lacks.is_empty() {
        return Ok(());
    }
    let said: Vec<String> = lacks
        .iter()
        .map(|m| match m.who.as_str() {
            "" => m.what.clone(),
            who => format!("{who}: {}", m.what),
        })
        .collect();
    let mut refusal = Refusal::because(
        match lacks.len() {
            1 => "The trip cannot be approved: one thing is missing".to_string(),
            n => format!("The trip cannot be approved: {n} things are missing"),
        },
        format!("Missing: {}.", said.join("; ")),
        "The school’s own rule for trips: consent, somebody to ring, the answer about medical needs and a risk assessment for everybody who goes.",
    );
    let mut named: Vec<&str> =
        lacks.iter().map(|m| m.who.as_str()).filter(|w| !w.is_empty()).collect();
    named.dedup();
    for who in named {
        refusal = refusal.naming(who);
    }
    Err(refusal.or("See to what is missing", here))
}
