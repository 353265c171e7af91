//! Who is whose form tutor: as a row about a pupil says, or as whoever teaches the form first.
//!
//! A tutor sees the pupils of their form, so nobody becomes one by name. A name that is all a
//! source gives is answered with a remark that says whose it looks like.

use super::{
    ClassFacts, StaffFacts,
    facts::{Difference, fold},
    incoming::{Cover, Known, StaffRef, TutorIn},
    people::{Finder, Found},
    plan::{Changed, Left, MemberFacts, New, Part, Ref, TutorFacts},
    problem::{At, Kind, Problem},
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

#[cfg(test)]
mod tests;

/// The staff who are here once the import is in, by every way but the name.
pub(super) struct Staff<'a> {
    finder: &'a Finder,
    here: HashMap<Ref, &'a StaffFacts>,
    codes: HashMap<String, Vec<Ref>>,
    emails: HashMap<String, Vec<Ref>>,
    names: HashMap<String, Vec<Ref>>,
}

impl<'a> Staff<'a> {
    pub(super) fn new(known: &'a Known, part: &'a Part<StaffFacts>, finder: &'a Finder) -> Self {
        let mut here: HashMap<Ref, &StaffFacts> = HashMap::new();
        here.extend(known.staff.iter().filter(|s| !s.left).map(|s| (Ref::Known(s.id), &s.facts)));
        here.extend(part.changed.iter().map(|c| (Ref::Known(c.id), &c.after)));
        here.extend(part.new.iter().enumerate().map(|(n, new)| (Ref::New(n), &new.facts)));
        for left in &part.left {
            here.remove(&Ref::Known(left.id));
        }
        let (mut codes, mut emails, mut names) = (HashMap::new(), HashMap::new(), HashMap::new());
        let note = |map: &mut HashMap<String, Vec<Ref>>, text: &str, who: Ref| {
            map.entry(fold(text)).or_default().push(who);
        };
        for (who, facts) in &here {
            facts.code.iter().for_each(|code| note(&mut codes, code, *who));
            facts.email.iter().for_each(|email| note(&mut emails, email, *who));
            if facts.forename.is_some() && facts.surname.is_some() {
                note(&mut names, &facts.name(), *who);
            }
        }
        Staff { finder, here, codes, emails, names }
    }

    fn find(&self, pointer: &StaffRef) -> Result<Ref, &'static str> {
        if let Some(Found::Here(who)) = self.finder.key(pointer.key.as_ref())
            && self.here.contains_key(&who)
        {
            return Ok(who);
        }
        for (map, text) in [(&self.codes, &pointer.code), (&self.emails, &pointer.email)] {
            match text.as_ref().and_then(|text| map.get(&fold(text))).map(Vec::as_slice) {
                Some([one]) => return Ok(*one),
                Some([_, _, ..]) => return Err("two of the staff have this code or email"),
                _ => {}
            }
        }
        Err("nobody on the staff has this code, email or identifier")
    }

    /// Whose name this looks like, if it is one person's only.
    fn like(&self, written: &str) -> Option<String> {
        let plain = match written.split_once(',') {
            Some((last, first)) => format!("{first} {last}"),
            None => written.to_owned(),
        };
        let words = plain.split_whitespace().filter(|word| {
            let word = word.trim_end_matches('.').to_lowercase();
            !["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "prof", "rev"].contains(&word.as_str())
        });
        let name = fold(&words.collect::<Vec<_>>().join(" "));
        match self.names.get(&name).map(Vec::as_slice) {
            Some([one]) => {
                let facts = self.here.get(one)?;
                Some(match facts.code.as_ref().or(facts.email.as_ref()) {
                    Some(handle) => format!("{} ({handle})", facts.name()),
                    None => facts.name(),
                })
            }
            _ => None,
        }
    }

    fn name(&self, who: Option<Ref>) -> String {
        who.and_then(|who| self.here.get(&who)).map(|facts| facts.name()).unwrap_or_default()
    }
}

/// The forms an import speaks of, and where it first does.
pub(super) type Named = BTreeMap<Ref, At>;

/// Which of the classes named are forms, once the import is in.
pub(super) fn forms(known: &Known, classes: &Part<ClassFacts>, mut named: Named) -> Named {
    let mut form: HashSet<Ref> = known
        .classes
        .iter()
        .filter(|class| class.facts.form == Some(true))
        .map(|class| Ref::Known(class.id))
        .collect();
    for changed in &classes.changed {
        match changed.after.form {
            Some(true) => form.insert(Ref::Known(changed.id)),
            _ => form.remove(&Ref::Known(changed.id)),
        };
    }
    let new = classes.new.iter().enumerate().filter(|(_, new)| new.facts.form == Some(true));
    form.extend(new.map(|(n, _)| Ref::New(n)));
    for left in &classes.left {
        form.remove(&Ref::Known(left.id));
    }
    named.retain(|class, _| form.contains(class));
    named
}

/// Everybody in a class once the import is in: those held and not ended, and those new.
fn after(known: &Known, members: &Part<MemberFacts>) -> Vec<MemberFacts> {
    let link = |f: &MemberFacts| (f.class, f.who, f.teacher);
    let told = members.changed.iter().map(|c| &c.after).chain(members.new.iter().map(|n| &n.facts));
    let told: Vec<MemberFacts> = told.cloned().collect();
    let mut over: HashSet<_> = members.left.iter().map(|left| link(&left.facts)).collect();
    over.extend(told.iter().map(link));
    let held = known.members.iter().map(|m| MemberFacts {
        class: Ref::Known(m.class),
        who: Ref::Known(m.who),
        teacher: m.teacher,
        main: m.main,
    });
    let mut all: Vec<MemberFacts> = held.filter(|f| !over.contains(&link(f))).collect();
    all.extend(told);
    all
}

/// The ways to a pupil, and to a pupil's name for a screen.
pub(super) struct Pupils<'a> {
    pub(super) find: &'a dyn Fn(&TutorIn) -> Option<Found>,
    pub(super) name: &'a dyn Fn(Ref) -> String,
}

/// Settles who is whose tutor. What a row about a pupil says is louder than the form.
pub(super) fn settle(
    known: &Known,
    rows: Vec<TutorIn>,
    forms: &Named,
    members: &Part<MemberFacts>,
    staff: &Staff<'_>,
    pupils: &Pupils<'_>,
    problems: &mut Vec<Problem>,
) -> Part<TutorFacts> {
    let mut part = Part::default();
    if rows.is_empty() && forms.is_empty() {
        return part;
    }
    part.cover = Cover::Delta;
    let mut said: BTreeMap<Ref, (At, Option<Ref>)> = BTreeMap::new();
    let mut unclear: BTreeMap<(String, &'static str), (At, usize)> = BTreeMap::new();
    for row in rows {
        let Some(Found::Here(pupil)) = (pupils.find)(&row) else { continue };
        let tutor = match row.staff.as_ref().map(|pointer| staff.find(pointer)) {
            None => None,
            Some(Ok(who)) => Some(who),
            Some(Err(why)) => {
                let seen = unclear.entry((row.written, why)).or_insert((row.at, 0));
                seen.1 += 1;
                continue;
            }
        };
        said.entry(pupil).or_insert((row.at, tutor));
    }
    for ((written, why), (at, n)) in unclear {
        let rows = if n == 1 { String::new() } else { format!(" (so in {n} rows)") };
        let hint = match staff.like(&written) {
            Some(who) => format!(
                ". It reads like the name of {who}, but nobody is matched by name: give the staff \
                 code or email"
            ),
            None => String::new(),
        };
        let message = format!("{why}{rows}, so the tutor held stays{hint}");
        problems.push(Problem::warn(at, Kind::Tutor, message));
    }
    by_form(forms, &after(known, members), &mut said, problems);

    let gone: HashSet<Uuid> = known.pupils.iter().filter(|p| p.left).map(|p| p.id).collect();
    for (pupil, (at, tutor)) in said {
        let (id, held) = match pupil {
            Ref::Known(id) if gone.contains(&id) => continue,
            Ref::Known(id) => (id, known.tutors.get(&id).copied()),
            Ref::New(_) => (Uuid::nil(), None),
        };
        let before = held.map(Ref::Known);
        let facts =
            TutorFacts { pupil, staff: tutor, of: (pupils.name)(pupil), is: staff.name(tutor) };
        match (before, tutor) {
            (one, two) if one == two => part.unchanged += 1,
            (None, _) => part.new.push(New { at, owner: None, key: None, facts }),
            (Some(_), None) => part.left.push(Left { id, at: Some(at), facts }),
            (Some(_), Some(_)) => part.changed.push(Changed {
                at,
                id,
                owner: None,
                learned: None,
                returned: false,
                differences: vec![Difference {
                    field: "Tutor",
                    before: staff.name(before),
                    after: facts.is.clone(),
                }],
                after: facts,
            }),
        }
    }
    part
}

fn by_form(
    forms: &Named,
    members: &[MemberFacts],
    said: &mut BTreeMap<Ref, (At, Option<Ref>)>,
    problems: &mut Vec<Problem>,
) {
    let mut teachers: BTreeMap<Ref, Vec<(Ref, bool)>> = BTreeMap::new();
    for f in members.iter().filter(|f| f.teacher && forms.contains_key(&f.class)) {
        teachers.entry(f.class).or_default().push((f.who, f.main));
    }
    let mut tutor: BTreeMap<Ref, Ref> = BTreeMap::new();
    for (class, all) in &teachers {
        let first: Vec<Ref> = all.iter().filter(|(_, main)| *main).map(|(who, _)| *who).collect();
        match (first.as_slice(), all.as_slice()) {
            ([one], _) | ([], [(one, _)]) => drop(tutor.insert(*class, *one)),
            _ => problems.push(Problem::warn(
                forms[class].clone(),
                Kind::Tutor,
                "several people teach this form and not one of them is its first teacher, so \
                 nobody becomes its tutor",
            )),
        }
    }
    // A pupil in two forms has the tutor of neither, unless it is one person.
    let mut by_pupil: BTreeMap<Ref, (Ref, Option<Ref>)> = BTreeMap::new();
    for f in members.iter().filter(|f| !f.teacher) {
        let Some(who) = tutor.get(&f.class) else { continue };
        let slot = by_pupil.entry(f.who).or_insert((f.class, Some(*who)));
        if slot.1 != Some(*who) {
            slot.1 = None;
        }
    }
    for (pupil, (class, who)) in by_pupil {
        let at = forms[&class].clone();
        match who {
            Some(who) => drop(said.entry(pupil).or_insert((at, Some(who)))),
            None => problems.push(Problem::warn(
                at,
                Kind::Tutor,
                "somebody in this form is in another with another teacher too; their tutor stays",
            )),
        }
    }
}
