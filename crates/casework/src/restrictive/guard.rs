//! Names of others in a record, kept out of the copy that goes home as the school has chosen.
//!
//! Must never know: a page. It finds the names it is handed and no others, so whoever gives the
//! copy reads it first.

use crate::Id;
use crate::pupil::Pupil;
use crate::school::Staff;

coded! {
    /// How the copy shows a name.
    pub enum Showing {
        Full = "full", "By name";
        Initials = "initials", "By initials";
        Nobody = "nobody", "Not named";
    }
}

/// How the school shows others in the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Naming {
    /// Staff.
    pub staff: Showing,
    /// Other pupils; never by name.
    pub pupils: Showing,
}

impl Default for Naming {
    fn default() -> Self {
        Naming { staff: Showing::Full, pupils: Showing::Nobody }
    }
}

impl Naming {
    /// From what the school kept, each by its code.
    pub fn read(staff: Option<&str>, pupils: Option<&str>) -> Naming {
        use crate::Coded;
        let of = |code: Option<&str>| code.and_then(Showing::from_code);
        let whole = Naming::default();
        Naming {
            staff: of(staff).unwrap_or(whole.staff),
            pupils: of(pupils).filter(|s| *s != Showing::Full).unwrap_or(whole.pupils),
        }
    }
}

/// Those whose names may stand in a record.
#[derive(Clone, Copy)]
pub struct Guarded<'a> {
    /// Whose record it is.
    pub own: &'a Pupil,
    /// Everybody on roll.
    pub roll: &'a [Pupil],
    /// Those near it, whose first or family name alone may stand for them: in the room that day,
    /// or kept apart.
    pub near: &'a [Id],
    /// Staff.
    pub staff: &'a [Staff],
}

fn initials(words: &[&str]) -> String {
    let of = words.iter().flat_map(|w| w.split([' ', '-'])).filter_map(|w| w.chars().next());
    of.map(|c| format!("{c}.")).collect::<Vec<_>>().join(" ")
}

/// The names to look for, each with what stands in its place.
fn names(who: &Guarded<'_>, naming: Naming) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut add = |name: String, instead: &str| {
        let name = name.trim().to_string();
        if name.chars().count() >= 3 && !out.iter().any(|(n, _)| *n == name) {
            out.push((name, instead.to_string()));
        }
    };
    for p in who.roll.iter().filter(|p| p.id != who.own.id) {
        let instead = match naming.pupils {
            Showing::Initials => initials(&[&p.known_given, &p.known_family]),
            Showing::Full | Showing::Nobody => "another child".to_string(),
        };
        for (given, family) in [
            (&p.known_given, &p.known_family),
            (&p.legal_given, &p.legal_family),
            (&p.known_given, &p.legal_family),
        ] {
            if !given.trim().is_empty() && !family.trim().is_empty() {
                add(format!("{} {}", given.trim(), family.trim()), &instead);
                add(format!("{}, {}", family.trim(), given.trim()), &instead);
            }
        }
        if who.near.contains(&p.id) {
            let own = [
                &who.own.known_given,
                &who.own.known_family,
                &who.own.legal_given,
                &who.own.legal_family,
            ];
            for alone in [&p.known_given, &p.known_family, &p.legal_given] {
                if !own.iter().any(|o| o.trim().eq_ignore_ascii_case(alone.trim())) {
                    add(alone.clone(), &instead);
                }
            }
        }
    }
    if naming.staff != Showing::Full {
        for s in who.staff {
            let instead = match naming.staff {
                Showing::Initials => {
                    format!("{} {}", s.title.trim(), initials(&[&s.given, &s.family]))
                        .trim()
                        .to_string()
                }
                Showing::Full | Showing::Nobody => "a member of staff".to_string(),
            };
            let (title, given, family) = (s.title.trim(), s.given.trim(), s.family.trim());
            for name in [
                format!("{title} {given} {family}"),
                format!("{given} {family}"),
                format!("{title} {family}"),
            ] {
                add(name.split_whitespace().collect::<Vec<_>>().join(" "), &instead);
            }
        }
    }
    // The longest first: "Mr Dean Poll" before "Dean Poll".
    out.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    out
}

/// The text with those names taken out, and how many places were changed.
pub fn guard(text: &str, who: &Guarded<'_>, naming: Naming) -> (String, usize) {
    let names = names(who, naming);
    let even = text.replace('’', "'");
    // One kind of apostrophe, so that O’Neil is found as O'Neil; it is shorter, so the places
    // are those of the text made even.
    let mut out = String::new();
    let mut changed = 0;
    let mut at = 0;
    while at < even.len() {
        let before = even[..at].chars().next_back();
        let starts = !before.is_some_and(char::is_alphanumeric);
        let found = names.iter().filter(|_| starts).find(|(name, _)| {
            let name = name.replace('’', "'");
            even.get(at..at + name.len()).is_some_and(|part| part.eq_ignore_ascii_case(&name))
                && !even[at + name.len()..].chars().next().is_some_and(char::is_alphanumeric)
        });
        match found {
            Some((name, instead)) => {
                out.push_str(instead);
                at += name.replace('’', "'").len();
                changed += 1;
            }
            None => {
                let c = even[at..].chars().next().unwrap_or(' ');
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    if changed == 0 { (text.to_string(), 0) } else { (out, changed) }
}
