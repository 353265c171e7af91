//! The letter that tells a decision: to each person at their own address, with everything the
//! rule asks of it, checked before it goes.
//!
//! Must never know: how it is set or sent. No letter holds another contact's address, and none
//! says "excluded" alone.

use super::{Decision, Finding, Hearing, HearingKind, How};
use crate::Id;
use crate::letter::check::{even, stands};
use crate::matter::{Matter, MatterKind};
use crate::pupil::Contact;
use rulebook::almanac::Almanac;
use rulebook::duty::{Due, NoAnswer, review};
use rulebook::rule::{self, Force};
use rulebook::{Day, Instant};

/// A letter, as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Key.
    pub id: Id,
    /// The hearing.
    pub hearing: Id,
    /// What they are: "parent", "head".
    pub asked: super::invite::Asked,
    /// The person at home, where it is one of the school's contacts.
    pub contact: Option<Id>,
    /// Name.
    pub to_name: String,
    /// Their address, as the letter has it.
    pub to_address: String,
    /// How it went.
    pub how: How,
    /// The day it went.
    pub sent_on: Day,
    /// The day it counts as given.
    pub given_on: Day,
    /// The last day to apply for a review, as the letter says it. It keeps what it was.
    pub last_day: Option<Day>,
    /// Its words, frozen.
    pub words: String,
    /// The file that went, by its hash.
    pub sha256: String,
    /// Who sent it.
    pub by_name: String,
    /// When it was recorded.
    pub at: Instant,
}

/// What a letter is made of.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The matter.
    pub matter: &'a Matter,
    /// The hearing.
    pub hearing: &'a Hearing,
    /// Its decision.
    pub decision: &'a Decision,
    /// The child's first name.
    pub first: &'a str,
    /// It goes to a parent, so it carries the rights.
    pub to_parent: bool,
    /// The day it counts as given.
    pub given: Day,
    /// Where and to whom an application goes: name, address, e-mail.
    pub apply_to: &'a str,
    /// Who gives advice free of charge.
    pub advice: &'a str,
    /// What goes on meanwhile: education, and who to ask.
    pub meanwhile: &'a str,
}

/// A part of the letter: the content of the rule it meets, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The key of the rule's content; empty for what no rule asks.
    pub key: &'static str,
    /// Words.
    pub words: String,
}

/// The last day to apply for a review, from the day the notice counts as given.
pub fn last_day(given: Day, almanac: &Almanac) -> Result<Due, NoAnswer> {
    Ok(review::apply_by(given, almanac)?.due)
}

/// Whether the letter carries the rights of a review.
pub fn carries_rights(m: &Matter, h: &Hearing, d: &Decision) -> bool {
    m.kind == MatterKind::Permanent && h.kind == HearingKind::Governors && d.finding.declines()
}

/// The heading.
pub fn heading(f: &Facts<'_>) -> String {
    match f.hearing.kind {
        HearingKind::Panel => format!("{}: what the independent review panel decided", f.first),
        HearingKind::Governors => format!("{}: what the governors decided", f.first),
        HearingKind::Again => {
            format!("{}: what the governors decided when they met again", f.first)
        }
    }
}

/// The letter, part by part.
pub fn parts(f: &Facts<'_>, last: Option<Day>) -> Vec<Part> {
    let (m, h, d) = (f.matter, f.hearing, f.decision);
    let what = match m.kind {
        MatterKind::Permanent => "permanent exclusion",
        MatterKind::Suspension => "suspension",
    };
    let who = match h.kind {
        HearingKind::Panel => "The independent review panel",
        HearingKind::Governors => "The governors",
        HearingKind::Again => "The governors",
    };
    let decided = match (h.kind, d.finding) {
        (_, Finding::Reinstate) => format!("decided to reinstate {}", f.first),
        (HearingKind::Again, Finding::Decline) => {
            format!("thought again with an open mind, and decided not to reinstate {}", f.first)
        }
        (_, Finding::Decline) => format!("decided not to reinstate {}", f.first),
        (_, Finding::View) => format!("recorded their view: {} is back already", f.first),
        (_, Finding::Uphold) => "upheld the governors’ decision".into(),
        (_, Finding::Recommend) => "recommended that the governors think again".into(),
        (_, Finding::Quash) => {
            "quashed the governors’ decision and directed them to think again".into()
        }
    };
    let mut parts = Vec::new();
    let mut part = |key: &'static str, words: String| parts.push(Part { key, words });
    part(
        if h.kind == HearingKind::Panel { "outcome" } else { "decision" },
        format!(
            "{who} met on {} about the {what} of {} from {}. They {decided}.",
            d.on, m.name, m.first_day
        ),
    );
    part("", format!("What they found, on the balance of probabilities: {}", d.findings.trim()));
    if !d.tests.trim().is_empty() {
        part("", d.tests.trim().to_string());
    }
    part("reasons", format!("Their reasons: {}", d.reasons.trim()));
    if d.ordered {
        part(
            "",
            format!(
                "The panel ordered that the school’s budget be readjusted by £{} if reinstatement is not offered in time. The money goes to the authority and not to the family.",
                thousands(rulebook::clocks::READJUSTMENT_POUNDS)
            ),
        );
    }
    if !carries_rights(m, h, d) {
        if !f.meanwhile.trim().is_empty() {
            part("", f.meanwhile.trim().to_string());
        }
        return parts;
    }
    part("permanent", "The exclusion is permanent.".into());
    if !f.to_parent {
        if let Some(last) = last {
            part(
                "last-date",
                format!("The parents can apply for an independent review until {last}."),
            );
        }
        return parts;
    }
    part("review", "You have the right to ask for an independent review of this decision.".into());
    part(
        "last-date",
        match last {
            Some(last) => format!(
                "The last day to ask for it is {last}. A request that comes later must be refused."
            ),
            None => String::new(),
        },
    );
    part(
        "where-to",
        format!("Send your request, in writing and with your reasons, to: {}", f.apply_to.trim()),
    );
    part(
        "sen-expert",
        format!(
            "You can ask for a special educational needs (SEN) expert to come to the review. You can do so whether or not the school thinks that {} has special needs, and it costs you nothing. The expert advises the panel, without taking sides, on how special needs may matter to the decision and whether what the school did about them was lawful, reasonable and fair. Ask for it in the same request.",
            f.first
        ),
    );
    part("represented", "You can be represented at the review, in writing or in person, at your own cost, and you can bring a friend.".into());
    part(
        "remote-review",
        "You can ask for the review to be held remotely, by video or telephone.".into(),
    );
    part("equality-claim", "If you think that the decision came from discrimination, you can make a claim under the Equality Act 2010: to the First-tier Tribunal (Special Educational Needs and Disability) about disability, and to the county court about anything else. A claim is made within six months of the day it is about.".into());
    if !f.meanwhile.trim().is_empty() {
        part("", f.meanwhile.trim().to_string());
    }
    if !f.advice.trim().is_empty() {
        part("", format!("Free advice: {}", f.advice.trim()));
    }
    parts
}

pub(crate) fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Everything that stops a letter; empty when it may go. `others` are the contacts it does not
/// go to.
pub fn wrong(
    f: &Facts<'_>,
    parts: &[Part],
    to_name: &str,
    address: &str,
    others: &[Contact],
) -> Vec<String> {
    let mut out = Vec::new();
    if to_name.trim().is_empty() {
        out.push("Say who the letter goes to".to_string());
    }
    if f.to_parent && address.trim().is_empty() {
        out.push("There is no address for this person. Put it right before the letter goes".into());
    }
    let rights = carries_rights(f.matter, f.hearing, f.decision);
    if rights && f.to_parent {
        if f.apply_to.trim().is_empty() {
            out.push("Say where and to whom a request for a review goes".into());
        }
        let asked = rule::find("R3.07").and_then(|r| r.on(f.decision.on).ok());
        for content in asked.map(|v| v.contents).unwrap_or_default() {
            let met = parts.iter().any(|p| p.key == content.key && !p.words.trim().is_empty());
            if content.force == Force::Must && !met {
                out.push(format!("The letter must say: {} (R3.07)", content.words));
            }
        }
    }
    for (words, what) in
        [(&f.decision.findings, "what was found"), (&f.decision.reasons, "the reasons")]
    {
        if words.trim().is_empty() {
            out.push(format!("The decision does not say {what}. Record it first"));
        }
    }
    let body = parts.iter().map(|p| p.words.as_str()).collect::<Vec<_>>().join("\n");
    let small = even(&body).to_lowercase();
    if alone_excluded(&small) {
        out.push("Take out the word “excluded” where it stands alone: say “suspended” or “permanently excluded”".into());
    }
    if ["[", "]", "{", "}", "____"].iter().any(|gap| body.contains(gap)) {
        out.push("There is a gap in brackets that was not filled in".into());
    }
    if gives_away(&body, address, others) {
        out.push(TAKE_OUT.into());
    }
    out
}

/// What is said of a letter with somebody else's address in it.
pub const TAKE_OUT: &str =
    "Take out another contact’s address, number or e-mail: each letter holds only what it goes to";

/// Whether a text holds the address, number or e-mail of any of these people, beyond an address
/// that it may hold.
pub fn gives_away(text: &str, address: &str, others: &[Contact]) -> bool {
    !given_away(text, address, others).is_empty()
}

/// Letters and figures alone, small.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Letters of a line that is looked for without its blanks: a shorter one stands in other words.
const SQUEEZED: usize = 6;

/// Whose address, number or e-mail stands in a text, beyond an address that it may hold.
pub fn given_away<'a>(text: &str, address: &str, others: &'a [Contact]) -> Vec<&'a Contact> {
    let small = even(text).to_lowercase();
    let tight = squeezed(text);
    let lines = |address: &str| -> Vec<String> {
        let all = address.split(['\n', ',']).map(|l| even(l).to_lowercase());
        all.filter(|l| !l.is_empty()).collect()
    };
    let ours = lines(address);
    let numbers: String = small.chars().filter(char::is_ascii_digit).collect();
    let is = |c: &&Contact| {
        let line = lines(&c.address).into_iter().enumerate().any(|(n, line)| {
            let figures = line.chars().any(|c| c.is_ascii_digit());
            let telling = n == 0 || figures;
            let close = squeezed(&line);
            // "EL94QT" and "19OrchardRise" give as much away as they do with their blanks.
            let run_together =
                figures && close.chars().count() >= SQUEEZED && tight.contains(&close);
            telling
                && line.chars().count() > 4
                && !ours.contains(&line)
                && (stands(&small, &line) || run_together)
        });
        let email = c.email.trim().to_lowercase();
        let phone: String = c.phone.chars().filter(char::is_ascii_digit).collect();
        let by_phone = phone.len() >= 9 && numbers.contains(&phone);
        line || by_phone || (!email.is_empty() && small.contains(&email))
    };
    others.iter().filter(is).collect()
}

/// Whether "excluded" stands there without "permanently" before it.
fn alone_excluded(small: &str) -> bool {
    small.match_indices("excluded").any(|(at, _)| !small[..at].trim_end().ends_with("permanently"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::tests::hearing;
    use crate::matter::tests::{almanac, matter};
    use rulebook::Minute;

    fn decision() -> Decision {
        let on = Day::new(2026, 12, 2).unwrap();
        Decision {
            hearing: Id::from_u128(1),
            finding: Finding::Decline,
            findings: "A knife was in the bag and was shown.".into(),
            tests: "The decision was lawful, reasonable and fair.".into(),
            reasons: "Nothing less would keep others safe.".into(),
            vote: String::new(),
            ordered: false,
            on,
            notice_how: None,
            notice_given: None,
            by_name: "Mrs Pia Lund".into(),
            at: on.at(Minute::default()),
        }
    }

    fn contact(address: &str) -> Contact {
        Contact {
            id: Id::nil(),
            pupil: Id::nil(),
            title: "Ms".into(),
            given: "Gwen".into(),
            family: "Haldane".into(),
            relation: "Mother".into(),
            priority: 1,
            responsible: true,
            lives_with: true,
            restriction: String::new(),
            phone: "01632 960 990".into(),
            email: String::new(),
            address: address.into(),
            language: String::new(),
            interpreter: false,
        }
    }

    #[test]
    fn a_letter_delivered_on_3_december_gives_the_last_day_of_the_walk_through() {
        let given = Day::new(2026, 12, 3).unwrap();
        let due = last_day(given, &almanac(None)).unwrap();
        assert_eq!(due.day().unwrap().to_string(), "Fri 8 Jan 2027");
    }

    #[test]
    fn a_letter_to_a_parent_carries_everything_the_rule_asks_or_does_not_go() {
        let (m, h, d) = (matter(), hearing(HearingKind::Governors, "2026-12-02"), decision());
        let f = Facts {
            matter: &m,
            hearing: &h,
            decision: &d,
            first: "Reuben",
            to_parent: true,
            given: Day::new(2026, 12, 3).unwrap(),
            apply_to: "The Clerk to Review Panels, Northmoor Borough Council, Civic Suite",
            advice: "",
            meanwhile: "",
        };
        let last = Day::new(2027, 1, 8);
        let whole = parts(&f, last);
        let go = |f: &Facts, parts: &[Part], others: &[Contact]| {
            wrong(f, parts, "Mr Neil Price", "9 Dock Street\nNorthmoor", others)
        };
        assert_eq!(go(&f, &whole, &[contact("2 Hidden Lane\nEastlea")]), Vec::<String>::new());
        let body: Vec<&str> = whole.iter().map(|p| p.words.as_str()).collect();
        assert!(body.join(" ").contains("The last day to ask for it is Fri 8 Jan 2027"));
        let no_date = parts(&f, None);
        assert!(go(&f, &no_date, &[]).iter().any(|w| w.contains("last date to apply")));
        let nowhere = Facts { apply_to: "", ..f };
        assert!(!go(&nowhere, &whole, &[]).is_empty());
    }

    #[test]
    fn no_letter_holds_another_contacts_address_or_says_excluded_alone() {
        let (m, h) = (matter(), hearing(HearingKind::Governors, "2026-12-02"));
        let d =
            Decision { reasons: "Excluded after he went to 2 Hidden Lane.".into(), ..decision() };
        let f = Facts {
            matter: &m,
            hearing: &h,
            decision: &d,
            first: "Reuben",
            to_parent: true,
            given: Day::new(2026, 12, 3).unwrap(),
            apply_to: "The Clerk",
            advice: "",
            meanwhile: "",
        };
        let whole = parts(&f, Day::new(2027, 1, 8));
        let mother = [contact("2 Hidden Lane\nEastlea")];
        let said = wrong(&f, &whole, "Mr Neil Price", "9 Dock Street", &mother).join("; ");
        assert!(said.contains("another contact’s address"), "{said}");
        assert!(said.contains("“excluded”"), "{said}");
        assert!(!alone_excluded("he was permanently excluded"));
    }

    #[test]
    fn the_order_of_the_panel_is_said_in_pounds() {
        assert_eq!(thousands(rulebook::clocks::READJUSTMENT_POUNDS), "4,000");
    }
}
