//! A school as an authority's register has it: read from the national list, or typed.
//!
//! Must never know: a file, or whether the school uses Mainstay. What is learnt again from the
//! list replaces what came from it; what the authority wrote itself stays.

pub mod national;

use crate::Id;
use crate::organisation::{Governed, OrgKind};
use rulebook::Day;
use std::collections::HashMap;

coded! {
    /// Whether a school is open.
    pub enum Opening {
        Open = "open", "Open";
        Closing = "closing", "Open, proposed to close";
        Proposed = "proposed", "Proposed to open";
        Closed = "closed", "Closed";
    }
}

coded! {
    /// Whom a school teaches, by age.
    pub enum Phase {
        NotSaid = "", "Not said";
        Nursery = "nursery", "Nursery";
        Primary = "primary", "Primary";
        MiddlePrimary = "middle_primary", "Middle, deemed primary";
        MiddleSecondary = "middle_secondary", "Middle, deemed secondary";
        Secondary = "secondary", "Secondary";
        AllThrough = "all_through", "All-through";
        Later = "later", "16 and over";
    }
}

/// What the national list says of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Unique reference number.
    pub urn: String,
    /// The seven digits of authority and school, or empty.
    pub number: String,
    /// Name.
    pub name: String,
    /// What kind it is.
    pub kind: OrgKind,
    /// Who answers for it.
    pub governed: Governed,
    /// Its type in the words of the list.
    pub type_name: String,
    /// Whom it teaches.
    pub phase: Phase,
    /// Whether it is open.
    pub opening: Opening,
    /// When it opened.
    pub opened_on: Option<Day>,
    /// When it closed.
    pub closed_on: Option<Day>,
    /// Its head: "Ms Jane Doe".
    pub head: String,
    /// Address, a line each.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Telephone.
    pub phone: String,
    /// Website.
    pub website: String,
    /// Its trust, or empty.
    pub trust: String,
}

/// A school in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSchool {
    /// Key.
    pub id: Id,
    /// What the list says of it, or was typed in its place.
    pub listed: Listed,
    /// Email for notices and questions: the list has none.
    pub email: String,
    /// Whom to ask for there besides the head.
    pub contact: String,
    /// What the authority keeps in mind about it.
    pub note: String,
    /// When the list was last read for it.
    pub read_on: Option<Day>,
    /// Version.
    pub version: i64,
}

/// A row of the list as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its row in the file.
    pub row: u32,
    /// Unique reference number.
    pub urn: String,
    /// Number of the authority.
    pub authority: String,
    /// The school's own number.
    pub establishment: String,
    /// Name.
    pub name: String,
    /// Code of its type.
    pub type_code: String,
    /// Its type in words.
    pub type_name: String,
    /// Code or words of its phase.
    pub phase: String,
    /// Code or words of whether it is open.
    pub opening: String,
    /// When it opened.
    pub opened: String,
    /// When it closed.
    pub closed: String,
    /// Head: title, given, family.
    pub head: [String; 3],
    /// Lines of the address, the town last.
    pub address: Vec<String>,
    /// Postcode.
    pub postcode: String,
    /// Telephone.
    pub phone: String,
    /// Website.
    pub website: String,
    /// Trust.
    pub trust: String,
}

/// What a school type of the list is taken for, where somebody has said.
pub type Answers = HashMap<String, national::Taken>;

/// What a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// New schools.
    pub new: Vec<Listed>,
    /// Changed ones: key, what was, what would be, and which fields in words.
    pub changed: Vec<(Id, Listed, Vec<String>)>,
    /// As they are already.
    pub same: usize,
    /// In the register and not in the file, of the authorities it holds.
    pub missing: Vec<String>,
    /// Rows of other authorities, passed over.
    pub elsewhere: usize,
    /// Rows that are no school of this law, such as colleges.
    pub no_school: usize,
    /// Types nobody has said anything about: code, its words, and how many schools are of it.
    pub asked: Vec<(String, String, usize)>,
    /// Row, and what is wrong with it.
    pub wrong: Vec<(u32, String)>,
}

impl Plan {
    /// Whether all of it can be kept.
    pub fn ready(&self) -> bool {
        self.asked.is_empty() && self.wrong.is_empty()
    }
    /// Whether keeping it would change anything.
    pub fn changes_nothing(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }
}

/// What a file would do to the register. `only` are the numbers of the authorities that are
/// wanted; none means all of them.
pub fn plan(rows: &[Row], known: &[KnownSchool], answers: &Answers, only: &[String]) -> Plan {
    let mut out = Plan::default();
    let by_urn: HashMap<&str, &KnownSchool> =
        known.iter().map(|k| (k.listed.urn.as_str(), k)).collect();
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut authorities: Vec<&str> = Vec::new();
    for row in rows {
        let authority = row.authority.trim();
        if !only.is_empty() && !only.iter().any(|o| o == authority) {
            out.elsewhere += 1;
            continue;
        }
        if !authorities.contains(&authority) {
            authorities.push(authority);
        }
        let taken = match national::taken(&row.type_code, answers) {
            Some(national::Taken::No) => {
                out.no_school += 1;
                continue;
            }
            Some(taken) => taken,
            None => {
                ask(&mut out.asked, row);
                continue;
            }
        };
        let listed = match national::read(row, taken) {
            Ok(listed) => listed,
            Err(why) => {
                out.wrong.push((row.row, why));
                continue;
            }
        };
        if let Some(first) = seen.insert(listed.urn.clone(), row.row) {
            out.wrong.push((row.row, format!("The URN {} is in row {first} too", listed.urn)));
            continue;
        }
        match by_urn.get(listed.urn.as_str()) {
            None => out.new.push(listed),
            Some(k) if k.listed == listed => out.same += 1,
            Some(k) => {
                let what = differs(&k.listed, &listed);
                out.changed.push((k.id, listed, what));
            }
        }
    }
    for k in known {
        let there = k.listed.number.get(..3).is_some_and(|n| authorities.contains(&n));
        if there && k.listed.opening != Opening::Closed && !seen.contains_key(&k.listed.urn) {
            out.missing.push(k.listed.name.clone());
        }
    }
    out
}

fn ask(asked: &mut Vec<(String, String, usize)>, row: &Row) {
    let code = row.type_code.trim().to_string();
    match asked.iter_mut().find(|(c, _, _)| *c == code) {
        Some((_, _, n)) => *n += 1,
        None => asked.push((code, row.type_name.trim().to_string(), 1)),
    }
}

/// What differs, in words.
pub fn differs(was: &Listed, is: &Listed) -> Vec<String> {
    let text = |name: &str, a: &str, b: &str| (a != b).then(|| name.to_string());
    [
        text("number", &was.number, &is.number),
        text("name", &was.name, &is.name),
        (was.kind != is.kind).then(|| "kind".to_string()),
        (was.governed != is.governed).then(|| "who answers for it".to_string()),
        text("type", &was.type_name, &is.type_name),
        (was.phase != is.phase).then(|| "phase".to_string()),
        (was.opening != is.opening).then(|| "open or closed".to_string()),
        (was.opened_on != is.opened_on).then(|| "opened on".to_string()),
        (was.closed_on != is.closed_on).then(|| "closed on".to_string()),
        text("head", &was.head, &is.head),
        text("address", &was.address, &is.address),
        text("postcode", &was.postcode, &is.postcode),
        text("telephone", &was.phone, &is.phone),
        text("website", &was.website, &is.website),
        text("trust", &was.trust, &is.trust),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests;
