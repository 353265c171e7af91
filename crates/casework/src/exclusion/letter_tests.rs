//! Letters held to what the law asks of them, to the one address they go to, and to what they may
//! never say: for a parent, and for a pupil once 18.

use super::decide::Texts;
use super::facts::{With, facts};
use super::letter::{
    Composed, Made, Office, Own, Paper, addressed, agreed, cancelled, check, education_details,
    invite, notice, office,
};
use super::tests::{almanac, day, decided, draft, stretches, sums, texts};
use super::*;
use crate::Coded;
use crate::letter::envelopes;
use crate::owed::{Facts, Owed, owed};
use crate::pupil::{Contact, Pupil};
use crate::reintegration::Reintegration;
use crate::school::Setting;
use crate::testing;
use rulebook::Almanac;
use rulebook::rule::Party;

fn contact(n: u128, given: &str, address: &str, restriction: &str) -> Contact {
    Contact {
        id: Id::from_u128(n),
        pupil: Id::from_u128(1),
        title: "Ms".into(),
        given: given.into(),
        family: "Reyes".into(),
        relation: "Mother".into(),
        priority: n as i64,
        responsible: true,
        lives_with: true,
        restriction: restriction.into(),
        phone: format!("01632 96010{n}"),
        email: String::new(),
        address: address.into(),
        language: String::new(),
        interpreter: false,
    }
}

#[test]
fn a_notice_holds_what_the_law_asks_and_never_the_other_parents_address() {
    let t = sums(&draft());
    let e = decided(t);
    let mut pupil = testing::pupil();
    pupil.year = 10;
    let contacts = vec![
        contact(1, "Josefina", "7 Ferry Lane\nBrindle", ""),
        contact(2, "Dario", "88 Quay Street\nBrindle", ""),
    ];
    let almanac = almanac();
    let mut setting = testing::setting();
    setting.school.phone = "01632 960200".into();
    let settings = Settings {
        authority: "Northmoor Borough Council".into(),
        clerk: "Ms Ines Fallow, 01632 960410".into(),
        advice: "Northmoor SENDIASS, 01632 960555".into(),
        ..Settings::default()
    };
    let stretches = stretches();
    let with = With {
        pupil: &pupil,
        contacts: &contacts,
        settings: &settings,
        earlier: &stretches,
        almanac: Some(&almanac),
        governors_told: None,
        notice: None,
    };
    let f = facts(&e, with).unwrap();
    assert_eq!(f.parents.len(), 2);
    let list = owed(&f, &[], Some(&almanac));
    let texts = texts();
    let other = Pupil {
        id: Id::from_u128(3),
        known_given: "Kian".into(),
        known_family: "Dowell".into(),
        ..testing::pupil()
    };
    let others = [other];
    let made = |settings| Made {
        setting: &setting,
        settings,
        pupil: &pupil,
        exclusion: &e,
        texts: &texts,
        facts: &f,
        owed: &list,
        almanac: Some(&almanac),
        agreed: None,
        contacts: &contacts,
        others: &others,
        roll: &[],
        sign: ("Dr Amrit Sol", "Headteacher"),
        today: day(2026, 11, 19),
    };
    let m = made(&settings);
    let own = Own::default();
    for to in envelopes(&contacts) {
        let letter = notice(&m, &to, &own);
        assert_eq!(check(&m, Paper::Notice, &letter, &own, &to), vec![]);
        let body = letter.letter.body();
        for says in [
            "Mon 22 Feb 2027",
            "Thu 19 Nov 2026 and Fri 20 Nov 2026",
            "Mon 23 Nov 2026 at 8.40",
            "whether or not you can come",
            "remotely",
            "1.5 school days",
        ] {
            assert!(body.contains(says), "{says}: {body}");
        }
        let elsewhere = if to[0].given == "Josefina" { "88 Quay Street" } else { "7 Ferry Lane" };
        assert!(
            !body.contains(elsewhere) && !letter.letter.to_address.iter().any(|l| l == elsewhere)
        );
    }
    // The other's address, another child, the word alone, a gap: each stops it.
    let to = &envelopes(&contacts)[0];
    for (added, says) in [
        ("Dario lives at 88 Quay Street", "another contact’s address"),
        ("Kian started it", "Kian"),
        ("Marnie is excluded", "excluded"),
        ("See [name]", "gap in brackets"),
    ] {
        let own = Own { added: added.into(), ..Own::default() };
        let faults = check(&m, Paper::Notice, &notice(&m, to, &own), &own, to);
        assert!(faults.iter().any(|w| w.message.contains(says)), "{added}: {faults:?}");
    }
    let bare = Settings::default();
    let m = made(&bare);
    let faults = check(&m, Paper::Notice, &notice(&m, to, &own), &own, to);
    assert!(faults.iter().any(|w| w.message.contains("how to make them")), "{faults:?}");
    let office_of =
        Office { party: Party::SocialWorker, name: "Ms Hope Anand".into(), at: String::new() };
    let word = office(&m, &office_of, &own).letter.body();
    assert!(
        !word.contains("Ferry Lane") && !word.contains("Quay Street") && word.contains("Damage")
    );
}

/// Everything a letter is made from, whole.
struct Desk {
    setting: Setting,
    settings: Settings,
    pupil: Pupil,
    e: Exclusion,
    texts: Texts,
    facts: Facts,
    owed: Vec<Owed>,
    almanac: Almanac,
    contacts: Vec<Contact>,
    agreed: Option<Reintegration>,
    roll: Vec<Pupil>,
    today: Day,
}

impl Desk {
    fn of(e: Exclusion, pupil: Pupil, texts: Texts, today: Day) -> Desk {
        let almanac = almanac();
        let mut setting = testing::setting();
        setting.school.phone = "01632 960200".into();
        let settings = Settings {
            authority: "Northmoor Borough Council".into(),
            clerk: "Ms Ines Fallow, 01632 960410".into(),
            advice: "Northmoor SENDIASS, 01632 960555".into(),
            ..Settings::default()
        };
        let contacts = vec![
            contact(1, "Josefina", "7 Ferry Lane\nBrindle", ""),
            contact(2, "Dario", "88 Quay Street\nBrindle", "Not to be written to: court order"),
        ];
        let stretches = stretches();
        let with = With {
            pupil: &pupil,
            contacts: &contacts,
            settings: &settings,
            earlier: &stretches,
            almanac: Some(&almanac),
            governors_told: None,
            notice: None,
        };
        let facts = facts(&e, with).unwrap();
        let owed = owed(&facts, &[], Some(&almanac));
        let other = Pupil {
            id: Id::from_u128(3),
            known_given: "Kian".into(),
            known_family: "Dowell".into(),
            ..testing::pupil()
        };
        let roll = vec![pupil.clone(), other];
        Desk {
            setting,
            settings,
            pupil,
            e,
            texts,
            facts,
            owed,
            almanac,
            contacts,
            agreed: None,
            roll,
            today,
        }
    }
    fn made(&self) -> Made<'_> {
        Made {
            setting: &self.setting,
            settings: &self.settings,
            pupil: &self.pupil,
            exclusion: &self.e,
            texts: &self.texts,
            agreed: self.agreed.as_ref(),
            facts: &self.facts,
            owed: &self.owed,
            almanac: Some(&self.almanac),
            contacts: &self.contacts,
            others: &[],
            roll: &self.roll,
            sign: ("Dr Amrit Sol", "Headteacher"),
            today: self.today,
        }
    }
    /// The letters of a kind, each with what is wrong with it.
    fn letters(&self, paper: Paper, own: &Own) -> Vec<(Composed, Vec<String>)> {
        let m = self.made();
        let write = match paper {
            Paper::Notice => notice,
            Paper::Invite => invite,
            Paper::Education => education_details,
            Paper::Agreed => agreed,
            Paper::Cancelled => cancelled,
            Paper::Office => unreachable!(),
        };
        let mut out = Vec::new();
        for envelope in addressed(&m, paper) {
            let to: Vec<&Contact> = envelope.iter().collect();
            let c = write(&m, &to, own);
            let faults = check(&m, paper, &c, own, &to).into_iter().map(|w| w.message).collect();
            out.push((c, faults));
        }
        out
    }
    fn faults(&self, paper: Paper) -> String {
        let all = self.letters(paper, &Own::default());
        all.into_iter().flat_map(|(_, faults)| faults).collect::<Vec<_>>().join("; ")
    }
}

fn marnie(born: Option<Day>) -> Pupil {
    let mut pupil = testing::pupil();
    (pupil.year, pupil.born) = (13, born);
    pupil
}

#[test]
fn the_notice_about_a_pupil_of_18_goes_to_them_and_to_nobody_at_home() {
    let on = day(2026, 11, 19);
    let adult =
        Desk::of(decided(sums(&draft())), marnie(Some(on.plus(-365 * 18 - 200))), texts(), on);
    assert!(adult.facts.adult && !adult.facts.compulsory);
    let all = adult.letters(Paper::Notice, &Own::default());
    assert_eq!(all.len(), 1);
    let (c, faults) = &all[0];
    assert_eq!(*faults, Vec::<String>::new());
    assert_eq!(c.letter.to_address, ["7 Ferry Lane", "Brindle"], "where they live");
    assert!(!c.letter.to_name.contains("Josefina"), "{}", c.letter.to_name);
    let body = c.letter.body();
    for says in
        ["I have decided to suspend you", "You come back to school on", "You may do so in writing"]
    {
        assert!(body.contains(says), "{says}: {body}");
    }
    assert!(!body.contains("Your duty on"), "nobody answers for where an adult is: {body}");
    let whom: Vec<_> = adult
        .owed
        .iter()
        .filter(|o| o.code == "told-parent")
        .map(|o| (o.to, o.whom.is_some()))
        .collect();
    assert_eq!(whom, [(Party::Pupil, false)]);
    // Nobody knows where they live: the letter says so instead of going anywhere.
    let mut nowhere = adult;
    nowhere.contacts.iter_mut().for_each(|c| c.lives_with = false);
    assert!(nowhere.faults(Paper::Notice).contains("There is no address"));
}

#[test]
fn a_pupil_who_turns_18_meanwhile_is_told_of_what_comes_after_the_birthday() {
    let decided_on = day(2026, 11, 19);
    let birthday = day(2026, 11, 24);
    let born = Day::new(2008, 11, 24);
    let mut e = decided(sums(&draft()));
    let desk = Desk::of(e.clone(), marnie(born), texts(), decided_on);
    assert_eq!((desk.facts.adult, desk.facts.eighteen), (false, Some(birthday)));
    let notice = &desk.letters(Paper::Notice, &Own::default())[0].0.letter;
    assert!(notice.to_name.contains("Josefina"), "{}", notice.to_name);
    // Cancelled after the birthday: it is owed to the pupil, and the letter is theirs.
    e.cancelled_on = Some(day(2026, 11, 25));
    e.cancelled_why = "A second statement came.".into();
    let after = Desk::of(e.clone(), marnie(born), texts(), day(2026, 11, 25));
    let owed = after.owed.iter().find(|o| o.code == "cancelled-parent").unwrap();
    assert_eq!((owed.to, owed.whom.is_none()), (Party::Pupil, true));
    assert!(owed.words.contains("aged 18 or over"));
    let all = after.letters(Paper::Cancelled, &Own::default());
    assert_eq!(all.len(), 1);
    assert!(!all[0].0.letter.to_name.contains("Josefina") && all[0].1.is_empty(), "{:?}", all[0].1);
    assert!(all[0].0.letter.body().contains("You come back to school"));
    e.cancelled_on = Some(day(2026, 11, 23));
    let before = Desk::of(e, marnie(born), texts(), day(2026, 11, 23));
    assert!(before.owed.iter().any(|o| o.code == "cancelled-parent" && o.to == Party::Parent));
}

#[test]
fn another_child_is_caught_wherever_somebody_typed_the_name() {
    let on = day(2026, 11, 25);
    let e = Exclusion {
        cancelled_on: Some(on),
        cancelled_why: "It was Kian Dowell who broke it.".into(),
        ..decided(sums(&draft()))
    };
    let pupil = || marnie(Day::new(2011, 3, 4));
    assert!(
        Desk::of(e, pupil(), texts(), on).faults(Paper::Cancelled).contains("other child’s name")
    );
    for part in [Part::Plain, Part::Work, Part::Place] {
        let mut named = texts();
        named.0.retain(|(p, _)| *p != part);
        named.0.push((part, "Together with Dowell, Kian".into()));
        let desk = Desk::of(decided(sums(&draft())), pupil(), named, on);
        assert!(desk.faults(Paper::Notice).contains("other child’s name"), "{}", part.code());
    }
    let mut desk = Desk::of(decided(sums(&draft())), pupil(), texts(), on);
    assert!(desk.faults(Paper::Agreed).contains("Nothing is agreed yet"));
    desk.agreed = Some(Reintegration {
        support: "A seat away from Kian Dowell".into(),
        family_view: "His father says that he is at 88 Quay Street".into(),
        ..Reintegration::empty(Id::nil())
    });
    assert!(desk.faults(Paper::Agreed).contains("other child’s name"));
    desk.agreed.as_mut().unwrap().support = "A seat by the window".into();
    assert_eq!(desk.faults(Paper::Agreed), "");
    let body = desk.letters(Paper::Agreed, &Own::default())[0].0.letter.body();
    assert!(
        body.contains("A seat by the window") && !body.contains("Quay"),
        "what home said stays here: {body}"
    );
    assert!(desk.faults(Paper::Education).contains("Nothing is arranged"));
    let own = Own { translated: "Olá".into(), ..Own::default() };
    let faults = desk.letters(Paper::Notice, &own)[0].1.join("; ");
    assert!(faults.contains("Say which language"), "{faults}");
}

#[test]
fn nobody_with_a_restriction_gets_any_letter_and_a_lunchtime_says_what_it_counts_as() {
    let on = day(2026, 11, 23);
    let mut e = draft();
    (e.kind, e.first_half, e.sent_home_at) = (Some(Kind::Lunchtime), false, None);
    (e.first, e.last, e.meeting) = (Some(on), Some(day(2026, 11, 25)), None);
    e.exam = Some(day(2026, 11, 24));
    let t = sums(&e);
    assert_eq!((t.length.count(), t.touched), (3, 3), "three lunchtimes, half a day each");
    let e = Exclusion {
        kind: e.kind,
        first: e.first,
        last: e.last,
        first_half: false,
        meeting: None,
        exam: e.exam,
        ..decided(t)
    };
    let desk = Desk::of(e, marnie(Day::new(2011, 3, 4)), texts(), on);
    let all = desk.letters(Paper::Notice, &Own::default());
    assert_eq!(all.len(), 1, "only Josefina");
    let (c, faults) = &all[0];
    assert_eq!(*faults, Vec::<String>::new());
    let body = c.letter.body();
    for says in [
        "suspend",
        "at lunchtimes",
        "Each lunchtime counts as half a day: 1.5 school days",
        "Examination lost",
        "Tue 24 Nov 2026",
    ] {
        assert!(body.contains(says), "{says}: {body}");
    }
    assert!(!body.contains("Quay Street"));
    assert!(desk.owed.iter().all(|o| o.code != "sixth-day" && o.code != "reintegration"));
    assert!(
        desk.owed.iter().any(|o| o.code == "governors-meet"),
        "an examination is lost: they must meet"
    );
}
