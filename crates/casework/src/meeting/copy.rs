//! A copy of the minutes as one recipient may read it: staff read all of it, home reads what is
//! about their own child and nobody else's name.
//!
//! Must never know: who is on roll, beyond the names it is handed.

use super::people::{Person, Whom};
use super::{Decision, Interest, Item, Meeting};
use crate::Id;

/// A pupil who must not be named to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Key.
    pub id: Id,
    /// Given name, as known.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Spoken of at this meeting: their given name alone would tell.
    pub here: bool,
}

/// Everything minutes are made of.
pub struct Source<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Who was asked.
    pub people: &'a [Person],
    /// The agenda with what was said.
    pub items: &'a [Item],
    /// What was decided.
    pub decisions: &'a [Decision],
    /// Who left for which item.
    pub interests: &'a [Interest],
    /// Who does what was decided, by the action: "Ms Okell, by Fri 27 Nov 2026".
    pub done_by: &'a [(Id, String)],
    /// What a pupil is called here: "student".
    pub pupil_word: &'a str,
}

/// Whose child a copy is for; nothing for staff, who read everything.
fn own_child(s: &Source<'_>, to: &Person) -> Option<Option<Id>> {
    match to.whom {
        Whom::Staff => None,
        // Home and the pupil read what is about them; an agency what the whole meeting is about.
        Whom::Home | Whom::Pupil | Whom::Agency => Some(s.meeting.pupil),
    }
}

/// The text without the names of other pupils.
pub fn without(text: &str, own: Option<Id>, names: &[Named], instead: &str) -> String {
    let mut out = text.to_string();
    let others = || names.iter().filter(|n| Some(n.id) != own);
    // Whole names first, so that no family name is left standing alone.
    for n in others() {
        let whole = format!("{} {}", n.given.trim(), n.family.trim());
        out = replaced(&out, whole.trim(), instead);
    }
    for n in others().filter(|n| n.here) {
        // The child's own name stays, though another has the same.
        let shared = names.iter().any(|o| Some(o.id) == own && same(&o.given, &n.given));
        if !shared {
            out = replaced(&out, n.given.trim(), instead);
        }
        let shared = names.iter().any(|o| Some(o.id) == own && same(&o.family, &n.family));
        if !shared {
            out = replaced(&out, n.family.trim(), instead);
        }
    }
    out
}

fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

/// Whole words alone: "Dan" is not in "dancing".
fn replaced(text: &str, name: &str, instead: &str) -> String {
    if name.is_empty() {
        return text.to_string();
    }
    let (hay, needle) = (text.to_lowercase(), name.to_lowercase());
    // Letters whose small form has another length would shift what is found: such text is
    // compared as it stands.
    let (hay, needle) = match hay.len() == text.len() {
        true => (hay, needle),
        false => (text.to_string(), name.to_string()),
    };
    let mut out = String::new();
    let mut at = 0;
    while let Some(found) = hay[at..].find(&needle) {
        let (from, to) = (at + found, at + found + needle.len());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let whole = !letter(hay[..from].chars().next_back()) && !letter(hay[to..].chars().next());
        out.push_str(&text[at..from]);
        out.push_str(if whole { instead } else { &text[from..to] });
        at = to;
    }
    out.push_str(&text[at..]);
    out
}

/// The minutes as this person may read them.
pub fn copy_for(s: &Source<'_>, to: &Person, names: &[Named]) -> String {
    let own = own_child(s, to);
    let instead = format!("another {}", s.pupil_word);
    let shown = |text: &str| match own {
        None => text.to_string(),
        Some(own) => without(text, own, names, &instead),
    };
    // What is about another pupil, or for staff alone, is left out whole.
    let left_out = |pupil: Option<Id>, closed: bool| match own {
        None => false,
        Some(own) => closed || (pupil.is_some() && pupil != own),
    };
    let m = s.meeting;
    let mut out = format!("{}\n{}, {} to {}, {}\n", m.name, m.on, m.from, m.to, m.place);
    if !m.title.is_empty() {
        out.push_str(&format!("{}\n", shown(&m.title)));
    }
    if !m.chair_name.is_empty() {
        out.push_str(&format!("Chair: {}. ", m.chair_name));
    }
    out.push_str(&format!("Minutes: {}.\n\nWho was there\n", m.lead_name));
    for p in s.people {
        let standing = p.standing();
        let note = if standing.is_empty() { String::new() } else { format!(" ({standing})") };
        let came = crate::Coded::label(p.came).to_lowercase();
        out.push_str(&format!("- {}{note}: {came}\n", shown(&p.name)));
    }
    let mut missing = 0;
    for i in s.items {
        let of = |n: &&Interest| n.item == i.id;
        // Whoever left for an item reads no more of it than they heard.
        let left = s.interests.iter().filter(of).any(|n| n.person == to.id);
        if left || left_out(i.pupil, i.closed) {
            missing += 1;
            continue;
        }
        out.push_str(&format!("\n{}. {}\n", i.position, shown(&i.title)));
        for n in s.interests.iter().filter(of) {
            let who =
                s.people.iter().find(|p| p.id == n.person).map_or("Somebody", |p| p.name.as_str());
            out.push_str(&format!("Interest: {}. {}\n", shown(who), shown(&n.words)));
        }
        if !i.notes.is_empty() {
            out.push_str(&format!("{}\n", shown(&i.notes)));
        }
        for d in s.decisions.iter().filter(|d| d.item == Some(i.id)) {
            out.push_str(&decided(s, d, &shown));
        }
    }
    let loose = s.decisions.iter().filter(|d| d.item.is_none() && !left_out(d.pupil, false));
    for d in loose {
        out.push_str(&decided(s, d, &shown));
    }
    if missing > 0 {
        let items = if missing == 1 { "One item is" } else { "Some items are" };
        out.push_str(&format!(
            "\n{items} not in this copy: about somebody else, for staff alone, or one that its reader left for.\n"
        ));
    }
    out
}

fn decided(s: &Source<'_>, d: &Decision, shown: &impl Fn(&str) -> String) -> String {
    let who = d.action.and_then(|a| s.done_by.iter().find(|x| x.0 == a)).map(|x| x.1.as_str());
    let why = if d.why.is_empty() { String::new() } else { format!(" Why: {}.", shown(&d.why)) };
    match who {
        Some(who) => {
            format!("Decided: {}.{why} {}\n", shown(&d.words).trim_end_matches('.'), shown(who))
        }
        None => format!("Decided: {}.{why}\n", shown(&d.words).trim_end_matches('.')),
    }
}
