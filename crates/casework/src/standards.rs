//! Standards sheets: the school's own text given to each person with parental responsibility, in
//! which version, by which way, with which interpreter, and that they said they have it.
//!
//! Must never know: how a page is set. A sheet is never counted as read because it was sent.

use crate::letter::Letter;
use crate::pupil::Contact;
use crate::receipt::{Came, Route};
use crate::school::Setting;
use crate::wording::{self, Format, Wording};
use crate::{Id, Refusal};
use rulebook::{Day, Instant};

coded! {
    /// How a sheet was given to somebody.
    pub enum Given {
        Email = "email", "By email, with a private link";
        Paper = "paper", "On paper";
        InPerson = "in_person", "Handed over in person";
        Phone = "phone", "Read out on the telephone";
    }
}

impl Given {
    /// Somebody talked with them: an interpreter may have been there.
    pub fn is_a_talk(self) -> bool {
        matches!(self, Given::InPerson | Given::Phone)
    }
    /// How an acknowledgement in the same talk came.
    pub fn came(self) -> Came {
        match self {
            Given::Phone => Came::Phone,
            _ => Came::InPerson,
        }
    }
}

/// A sheet as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// About which placement.
    pub placement: Id,
    /// Who has it.
    pub contact: Id,
    /// Their name, as it was.
    pub name: String,
    /// The letter it went with.
    pub letter: Option<Id>,
    /// Its language.
    pub language: String,
    /// How it is set.
    pub format: Format,
    /// The version of the school's words; 0 for those Mainstay comes with.
    pub version: i64,
    /// Its heading.
    pub title: String,
    /// Its words, filled.
    pub words: String,
    /// How it was given.
    pub way: Given,
    /// Who interpreted, or why nobody did; empty where it was not asked.
    pub interpreter: String,
    /// When it was given.
    pub issued_at: Instant,
    /// When that was written down.
    pub made_at: Instant,
    /// By whom.
    pub by_name: String,
}

impl Sheet {
    /// "Portuguese, version 2"
    pub fn version_named(&self) -> String {
        let format = match self.format {
            Format::Standard => String::new(),
            other => format!(", {}", crate::Coded::label(other).to_lowercase()),
        };
        match self.version {
            0 => format!("{}{format}, the words Mainstay comes with", self.language),
            n => format!("{}{format}, version {n}", self.language),
        }
    }
}

/// That somebody said they have it and know what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The sheet.
    pub sheet: Id,
    /// How they said so.
    pub way: Came,
    /// Who said it.
    pub name: String,
    /// Who interpreted.
    pub interpreter: String,
    /// When.
    pub at: Instant,
    /// When that was written down.
    pub made_at: Instant,
    /// Who wrote it down, where it did not come by the link.
    pub by_name: String,
}

/// What was typed about giving a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'a> {
    /// How.
    pub way: Option<Given>,
    /// When, for a talk.
    pub at: Option<Instant>,
    /// Who interpreted.
    pub interpreter: &'a str,
}

/// Decides whether a sheet may be given so, and when it was. Faults are by field.
pub fn give(
    to: &Contact,
    route: &Route,
    typed: &Typed<'_>,
    now: Instant,
) -> Result<(Given, Instant), Vec<(&'static str, String)>> {
    let Some(way) = typed.way else {
        return Err(vec![("way", "Choose how it is given".into())]);
    };
    let mut wrong = Vec::new();
    if way == Given::Email && route.email.is_none() {
        wrong.push(("way", format!("{} cannot be written to by email: {}", to.full(), route.why)));
    }
    if way.is_a_talk() && to.interpreter && typed.interpreter.trim().is_empty() {
        wrong.push((
            "interpreter",
            "They asked for an interpreter: give the interpreter’s name, or say why there was none"
                .into(),
        ));
    }
    let at = match (way.is_a_talk(), typed.at) {
        (false, _) => now,
        (true, Some(at)) if at <= now => at,
        (true, Some(_)) => {
            wrong.push(("time", format!("It is {now} now. It is written down once it happened")));
            now
        }
        (true, None) => {
            wrong.push(("time", "Give the day and a time such as 15.10".into()));
            now
        }
    };
    if wrong.is_empty() { Ok((way, at)) } else { Err(wrong) }
}

/// Whether a sheet goes to somebody at all.
pub fn may_have(to: &Contact) -> Result<(), Refusal> {
    if to.gets_letters() {
        return Ok(());
    }
    let why = if to.restricted() {
        "A restriction on contact is on record for them."
    } else {
        "A standards sheet goes to those with parental responsibility; none is recorded for them."
    };
    Err(Refusal::because(
        format!("{} is not given the standards sheet", to.full()),
        why,
        "Requirement of the product, so that nothing about a child goes to somebody who may not have it.",
    )
    .or("Ask the designated safeguarding lead", "/tell"))
}

/// The sheet filled for one person: its own words and nobody's address but theirs.
pub fn compose(
    setting: &Setting,
    words: &Wording,
    to: &Contact,
    today: Day,
) -> Result<Letter, Refusal> {
    let school = &setting.school;
    let values = [
        ("school", school.name.clone()),
        ("phone", school.phone.clone()),
        ("concern", school.concern.clone()),
        ("policy", setting.rules.policy.clone()),
    ];
    let body = wording::fill(&words.body, &values).map_err(|missing| {
        Refusal::because(
            "The standards sheet has a blank that nothing fills",
            format!("Set-up does not say: {}.", missing.join(", ")),
            "A sheet with a gap in it is not given to anybody.",
        )
        .or("Fill it in under Set-up", "/set-up/school")
        .or("Change the sheet’s words", "/set-up/wording?kind=standards")
    })?;
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from).collect()
    };
    Ok(Letter {
        school: school.name.clone(),
        school_address: lines(&school.address),
        school_phone: school.phone.clone(),
        date: today.to_string(),
        to_name: to.full(),
        to_address: lines(&to.address),
        salutation: String::new(),
        heading: words.title.clone(),
        paragraphs: paragraphs(&body),
        facts: Vec::new(),
        lists: Vec::new(),
        sign_name: String::new(),
        sign_role: String::new(),
        footer: String::new(),
        first: None,
        language: wording::tag(&words.language).to_string(),
        large: words.format != Format::Standard,
    })
}

/// Paragraphs of a text parted by empty lines, with a mark before each line of a list.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|block| {
            let lines = block.lines().map(str::trim).filter(|l| !l.is_empty());
            let marked = lines.map(|l| match l.strip_prefix("- ") {
                Some(item) => format!("• {item}"),
                None => l.to_string(),
            });
            marked.collect::<Vec<_>>().join("\n")
        })
        .filter(|p| !p.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    fn josefina() -> Contact {
        Contact {
            id: Id::from_u128(1),
            pupil: Id::from_u128(2),
            title: "Mrs".into(),
            given: "Josefina".into(),
            family: "Reyes".into(),
            relation: "Mother".into(),
            priority: 1,
            responsible: true,
            lives_with: true,
            restriction: String::new(),
            phone: "07700 900199".into(),
            email: String::new(),
            address: "2 Weir Lane".into(),
            language: "Portuguese".into(),
            interpreter: true,
        }
    }
    fn at(time: &str) -> Instant {
        Day::new(2026, 11, 19).unwrap().at(Minute::parse(time).unwrap())
    }

    #[test]
    fn a_sheet_read_out_says_when_and_who_interpreted_and_an_email_needs_an_address() {
        let route = Route { email: None, why: "no email address is on record".into() };
        let give = |way, when, interpreter| {
            give(&josefina(), &route, &Typed { way, at: when, interpreter }, at("10.00"))
        };
        let ok = give(Some(Given::Phone), Some(at("9.40")), "Ms Ana Lopes").unwrap();
        assert_eq!(ok, (Given::Phone, at("9.40")));
        assert_eq!(give(Some(Given::Paper), None, "").unwrap(), (Given::Paper, at("10.00")));
        for (way, when, who, field) in [
            (None, None, "", "way"),
            (Some(Given::Email), None, "", "way"),
            (Some(Given::Phone), Some(at("9.40")), " ", "interpreter"),
            (Some(Given::InPerson), None, "Ms Lopes", "time"),
            (Some(Given::Phone), Some(at("10.01")), "Ms Lopes", "time"),
        ] {
            assert_eq!(give(way, when, who).unwrap_err()[0].0, field, "{way:?}");
        }
    }

    #[test]
    fn nobody_without_parental_responsibility_or_with_a_restriction_is_given_one() {
        assert!(may_have(&josefina()).is_ok());
        let gran = Contact { responsible: false, ..josefina() };
        assert!(may_have(&gran).unwrap_err().rule.contains("parental responsibility"));
        let barred = Contact { restriction: "By order of the court".into(), ..josefina() };
        assert!(may_have(&barred).is_err());
    }

    #[test]
    fn a_list_is_kept_as_a_list() {
        let said = paragraphs("One:\n- a\n- b\n\n\nTwo");
        assert_eq!(said, ["One:\n• a\n• b", "Two"]);
    }
}
