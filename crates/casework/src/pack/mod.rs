//! A pack of papers for a hearing: which papers a kind of case begins with, what is taken out of
//! them, the versions that were made, and who was given which copy.
//!
//! Must never know: how a page is set. Too much can be as unfair as too little, so a pack starts
//! from the kind of case and asks for a reason for what lies beyond it.

pub mod redact;

use crate::document::{Document, Item};
use crate::matter::Moved;
use crate::{Id, Refusal};
use rulebook::almanac::Almanac;
use rulebook::duty::{Answer, NoAnswer, governors};
use rulebook::{Day, Instant};

coded! {
    /// The kind of case.
    pub enum Case {
        OneOff = "one_off", "One-off serious incident";
        Persistent = "persistent", "Persistent breaches of the policy";
    }
}

coded! {
    /// What the pack is for.
    pub enum Purpose {
        Governors = "governors", "Governors’ meeting";
        Panel = "panel", "Independent review";
    }
}

/// Whether a paper belongs in a pack of a kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// It does.
    Yes,
    /// It does if it bears on the decision.
    IfRelevant,
    /// Only with a reason of its own.
    WithReason,
}

impl Case {
    /// Whether a paper of this kind belongs.
    pub fn takes(self, item: Item) -> Belongs {
        use Item::*;
        match (self, item) {
            (_, Other | Timeline) => Belongs::IfRelevant,
            (Case::OneOff, Log | Attendance | Academic) => Belongs::WithReason,
            (Case::OneOff, Support) => Belongs::IfRelevant,
            (Case::Persistent, Attendance | Academic) => Belongs::IfRelevant,
            _ => Belongs::Yes,
        }
    }
    /// Why a reason is asked for.
    pub fn asks(self, item: Item) -> String {
        let what = crate::Coded::label(item).to_lowercase();
        format!(
            "A pack about a one-off serious incident leaves out the {what}: too much can be unfair. Say why this one is in it, or leave it out"
        )
    }
}

/// The papers a pack of this purpose begins with, in order.
pub fn expected(case: Case, purpose: Purpose) -> Vec<Item> {
    use Item::*;
    let review = [Application, Minutes];
    let all = [
        Letter,
        Policy,
        Head,
        Incident,
        PupilStatement,
        Witness,
        Timeline,
        Log,
        Attendance,
        Support,
        Sen,
        Academic,
        Parent,
        Authority,
    ];
    let mut out: Vec<Item> = Vec::new();
    if purpose == Purpose::Panel {
        out.extend(review);
    }
    out.extend(all.into_iter().filter(|i| case.takes(*i) == Belongs::Yes));
    out
}

/// One pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Key.
    pub id: Id,
    /// The matter.
    pub matter: Id,
    /// The hearing it is for.
    pub hearing: Id,
    /// What it is for.
    pub purpose: Purpose,
    /// The kind of case.
    pub case: Case,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
    /// Version of the record, for two people changing one.
    pub version: i64,
}

/// A paper in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The document.
    pub document: Id,
    /// Where it stands, from 1.
    pub position: i64,
    /// Why it is in the pack, where a reason is asked for.
    pub why: String,
    /// Pages taken out: "2, 4-5".
    pub out_pages: String,
    /// Passages taken out of typed words, a line each.
    pub out_words: String,
    /// Why they are taken out.
    pub out_why: String,
    /// Why names of other children may stay.
    pub names_why: String,
    /// It was added after the first copy went.
    pub late: bool,
    /// It is served apart, with a page in its place.
    pub apart: bool,
    /// Who put it in.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A version that was made: its file is kept as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// 1, 2…
    pub number: i64,
    /// Hash of the file.
    pub sha256: String,
    /// Pages.
    pub pages: i64,
    /// Papers, a line each.
    pub contents: String,
    /// Papers served apart, and why, a line each.
    pub apart: String,
    /// Who made it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A copy that somebody was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Key.
    pub id: Id,
    /// Which version.
    pub number: i64,
    /// What they are.
    pub asked: crate::hearing::invite::Asked,
    /// Name.
    pub whom: String,
    /// How it went, in words.
    pub how: String,
    /// The day it went.
    pub sent_on: Day,
    /// The day the pack was due, as it stood then.
    pub due_then: Option<Day>,
    /// The later day the words could bear, as it stood then.
    pub arguable_then: Option<Day>,
    /// Papers held back from this person, and why; or a note.
    pub note: String,
    /// Who recorded it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// How a copy stands against the day it was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTime {
    /// By the safe day.
    Yes,
    /// After the safe day and by the later one the words could bear.
    Arguably,
    /// After both.
    No,
    /// Nothing was due.
    NothingDue,
}

/// How a copy stood on the day it went, by the calendar as it was then. A calendar that changes
/// later does not make it late.
pub fn in_time(g: &Given) -> InTime {
    match (g.due_then, g.arguable_then) {
        (None, _) => InTime::NothingDue,
        (Some(due), _) if g.sent_on <= due => InTime::Yes,
        (_, Some(later)) if g.sent_on <= later => InTime::Arguably,
        _ => InTime::No,
    }
}

impl InTime {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            InTime::Yes => "in time",
            InTime::Arguably => "after the safe day, and in time on the later reading",
            InTime::No => "late",
            InTime::NothingDue => "no day was fixed",
        }
    }
}

/// A date that moved after copies went, which nobody has said anything of yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedAbout {
    /// The date as it stood.
    pub before: Day,
    /// The later reading as it stood.
    pub before_arguable: Option<Day>,
    /// The date by the calendar as it is now.
    pub after: Day,
    /// Its later reading.
    pub after_arguable: Option<Day>,
    /// The day the first copy went.
    pub sent_on: Day,
}

/// Whether the day a pack was due moved after it went, and nobody has said what they make of it.
pub fn moved(
    pack: Id,
    copies: &[Given],
    now: Option<&Result<Answer, NoAnswer>>,
    answered: &[Moved],
) -> Option<AskedAbout> {
    let due = now?.as_ref().ok()?.due;
    let after = due.day()?;
    let first = copies.iter().filter(|c| c.due_then.is_some()).min_by_key(|c| c.sent_on)?;
    let before = first.due_then?;
    let said = answered.iter().any(|m| m.of == pack && m.before == before && m.after == after);
    (before != after && !said).then_some(AskedAbout {
        before,
        before_arguable: first.arguable_then,
        after,
        after_arguable: due.arguable(),
        sent_on: first.sent_on,
    })
}

/// When a pack is due.
pub fn due(purpose: Purpose, hearing_on: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    governors::papers(hearing_on, purpose == Purpose::Panel, almanac)
}

/// What keeps a pack from being made, paper by paper.
pub fn unready(case: Case, papers: &[(Paper, Document)]) -> Vec<String> {
    let mut out = Vec::new();
    if papers.is_empty() {
        out.push("There is no paper in the pack yet".to_string());
    }
    for (paper, document) in papers {
        if case.takes(document.item) == Belongs::WithReason && paper.why.trim().is_empty() {
            out.push(format!("{}: {}", document.title, case.asks(document.item)));
        }
    }
    out
}

/// Whether a copy of this version may be logged.
///
/// # Errors
/// When there is no such version.
pub fn may_give(pack: &Pack, number: i64, made: &[Made]) -> Result<(), Refusal> {
    if made.iter().any(|m| m.number == number) {
        return Ok(());
    }
    Err(Refusal::because(
        "There is no such version of this pack",
        "What somebody was given is a version that was made, so that it can be shown as it was.",
        "Mainstay: a copy is logged by its version.",
    )
    .or("Make the pack first", format!("/packs/{}", pack.id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::invite::Asked;
    use crate::matter::Stance;
    use crate::matter::tests::almanac;

    fn given(day: i8) -> Given {
        let on = |d| Day::new(2026, 11, d).unwrap();
        Given {
            id: Id::nil(),
            number: 1,
            asked: Asked::Parent,
            whom: "Mr Neil Price".into(),
            how: "By hand".into(),
            sent_on: on(day),
            due_then: Some(on(23)),
            arguable_then: Some(on(24)),
            note: String::new(),
            by_name: String::new(),
            at: on(day).at(rulebook::Minute::default()),
        }
    }

    #[test]
    fn a_one_off_pack_leaves_out_the_log_unless_a_reason_is_given() {
        assert_eq!(Case::OneOff.takes(Item::Log), Belongs::WithReason);
        assert_eq!(Case::Persistent.takes(Item::Log), Belongs::Yes);
        assert!(!expected(Case::OneOff, Purpose::Governors).contains(&Item::Log));
        assert!(expected(Case::Persistent, Purpose::Governors).contains(&Item::Log));
        assert!(expected(Case::OneOff, Purpose::Panel).contains(&Item::Minutes));
        assert!(Case::OneOff.asks(Item::Log).contains("behaviour log"));
    }

    #[test]
    fn a_copy_sent_in_time_stays_in_time_when_the_calendar_changes_and_is_asked_about_once() {
        let pack = Id::from_u128(5);
        let copies = [given(23)];
        let meeting = Day::new(2026, 12, 2).unwrap();
        let before = due(Purpose::Governors, meeting, &almanac(None));
        assert_eq!(moved(pack, &copies, Some(&before), &[]), None);
        let after = due(Purpose::Governors, meeting, &almanac(Some("2026-11-25")));
        let asked = moved(pack, &copies, Some(&after), &[]).unwrap();
        assert_eq!(asked.before.to_string(), "Mon 23 Nov 2026");
        assert_eq!(asked.before_arguable.unwrap().to_string(), "Tue 24 Nov 2026");
        assert_eq!(asked.after.to_string(), "Fri 20 Nov 2026");
        assert_eq!(asked.after_arguable.unwrap().to_string(), "Mon 23 Nov 2026");
        assert_eq!(in_time(&copies[0]), InTime::Yes, "not silently late");
        let said = Moved {
            of: pack,
            before: asked.before,
            after: asked.after,
            stance: Stance::Stands,
            why: String::new(),
            by_name: String::new(),
            at: copies[0].at,
        };
        assert_eq!(moved(pack, &copies, Some(&after), &[said]), None);
    }

    #[test]
    fn a_copy_is_in_time_arguably_so_or_late() {
        assert_eq!(in_time(&given(23)), InTime::Yes);
        assert_eq!(in_time(&given(24)), InTime::Arguably);
        assert_eq!(in_time(&given(25)), InTime::No);
    }
}
