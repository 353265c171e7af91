//! Letters are tried against everything they may not say.

use super::*;
use crate::Id;
use crate::pupil::Sen;
use crate::room::RoomKind;
use crate::school::{Period, PeriodKind, Rules, School};
use crate::words::Words;
use rulebook::Weekday;

fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap()
}
fn tuesday() -> Day {
    Day::new(2026, 11, 10).unwrap()
}

const HOURS: [(&str, &str, &str); 6] = [
    ("P1", "9.00", "10.00"),
    ("P2", "10.00", "10.50"),
    ("P3", "11.05", "12.00"),
    ("P4", "12.00", "12.50"),
    ("P5", "13.30", "14.20"),
    ("P6", "14.20", "15.05"),
];

fn setting() -> Setting {
    let mut periods = Vec::new();
    for (code, from, to) in HOURS {
        for weekday in Weekday::ALL {
            periods.push(Period {
                id: Id::nil(),
                weekday,
                code: code.into(),
                kind: PeriodKind::Lesson,
                from: minute(from),
                to: minute(to),
            });
        }
    }
    Setting {
        school: School {
            id: Id::nil(),
            name: "Fairholme Community School".into(),
            address: "Mill Rise\nFairholme".into(),
            phone: "01632 960400".into(),
            concern: "Ask for Mr Ewan Thrale, or write to the Chair of Governors.".into(),
            demo: true,
            kind: crate::organisation::OrgKind::Secondary,
            governed: crate::organisation::Governed::Maintained,
        },
        words: Words::default(),
        calendar: rulebook::SchoolCalendar {
            terms: vec![rulebook::Term {
                name: "Autumn 2".into(),
                from: Day::new(2026, 11, 2).unwrap(),
                to: Day::new(2026, 12, 18).unwrap(),
            }],
            ..Default::default()
        },
        periods,
        rules: Rules::default(),
    }
}
fn pupil(n: u128, given: &str, family: &str) -> Pupil {
    Pupil {
        id: Id::from_u128(n),
        upn: None,
        admission_no: None,
        legal_given: given.into(),
        legal_family: family.into(),
        known_given: given.into(),
        known_family: family.into(),
        born: None,
        year: 9,
        form: "9K2".into(),
        sex: "M".into(),
        sen: Sen::None,
        sen_need: String::new(),
        free_meals: true,
        language: String::new(),
        ethnicity: String::new(),
        looked_after: false,
        social_worker: String::new(),
        medical: "Nut allergy".into(),
        dietary: String::new(),
        strengths: "Good with younger students; fixes bikes".into(),
        helps: String::new(),
        reading_age: String::new(),
        tutor: None,
        mentor: None,
        left_on: None,
        version: 1,
    }
}
fn contact(n: u128, title: &str, given: &str, family: &str, address: &str) -> Contact {
    Contact {
        id: Id::from_u128(n),
        pupil: Id::from_u128(1),
        title: title.into(),
        given: given.into(),
        family: family.into(),
        relation: "Mother".into(),
        priority: n as i64,
        responsible: true,
        lives_with: true,
        restriction: String::new(),
        phone: format!("07700 90026{n}"),
        email: String::new(),
        address: address.into(),
        language: String::new(),
        interpreter: false,
    }
}
fn family() -> Vec<Contact> {
    vec![
        contact(4, "Ms", "Leanne", "Moss", "14 Tanyard Row\nFairholme\nFH4 7LD"),
        contact(5, "Mr", "Curtis", "Ashdown", "Flat 3, 88 Quay Street\nFairholme\nFH1 1BR"),
    ]
}
fn slots(codes: &[&str]) -> Vec<Slot> {
    HOURS
        .iter()
        .filter(|(code, ..)| codes.contains(code))
        .map(|(code, from, to)| Slot {
            id: Id::nil(),
            placement: Id::nil(),
            pupil: Id::from_u128(1),
            room: Id::nil(),
            day: tuesday(),
            code: code.to_string(),
            from: minute(from),
            to: minute(to),
            class: None,
            subject: String::new(),
            teacher: None,
            conduct: None,
            learning: None,
            done: None,
        })
        .collect()
}
fn room() -> Room {
    Room {
        id: Id::nil(),
        name: "Internal Exclusion Room".into(),
        kind: RoomKind::Removal,
        seats: 6,
        door: "The side door by the library".into(),
        arrive_at: minute("8.40"),
        break_from: minute("11.10"),
        break_to: minute("11.25"),
        lunch_from: minute("12.05"),
        lunch_to: minute("12.35"),
        lunch_list_by: None,
        lead: None,
        shares: None,
        active: true,
        version: 1,
    }
}

/// Writes Leanne's letter with this draft and hands it to the check.
fn tried(draft: &Draft, change: impl Fn(&mut Setting, &mut Vec<Contact>)) -> (Letter, Vec<Wrong>) {
    let (mut setting, mut contacts) = (setting(), family());
    change(&mut setting, &mut contacts);
    let (tyrell, room, slots) =
        (pupil(1, "Tyrell", "Ashdown-Moss"), room(), slots(&["P1", "P2", "P3", "P4", "P5", "P6"]));
    let to = [&contacts[0]];
    let facts = Facts {
        stay: Stay {
            setting: &setting,
            pupil: &tyrell,
            room: &room,
            day: tuesday(),
            slots: &slots,
        },
        to: &to,
        decided_by: "Mr Ewan Thrale",
        sign_name: "Ms Dara Okell",
        sign_role: "Internal Exclusion Room Co-ordinator",
        first: None,
        today: tuesday().plus(-1),
    };
    let others = [pupil(2, "Kian", "Dowell"), pupil(3, "Niamh", "O’Rourke")];
    let letter = compose(&facts, draft);
    let wrong = check(&letter, &facts, draft, &Others { pupils: &others, contacts: &contacts });
    (letter, wrong)
}
fn draft() -> Draft {
    Draft::proposed(
        &pupil(1, "Tyrell", "Ashdown-Moss"),
        LetterName::Known,
        "In History Tyrell swore at a teacher and threw a book. Nobody was hurt.",
    )
}

#[test]
fn a_plain_letter_goes_and_says_what_a_parent_needs() {
    let (letter, wrong) = tried(&draft(), |_, _| {});
    assert_eq!(wrong, vec![]);
    let body = letter.body();
    for words in [
        "Tue 10 Nov 2026",
        "P1–P6 (9.00 to 15.05)",
        "8.40, the side door by the library",
        "12.05 to 12.35",
        "free school meal is kept",
        "15.05, the end of the school day",
        "Full school uniform",
        "Handed in on arrival",
        "Mr Ewan Thrale has decided",
        "Usual lessons again: Wed 11 Nov 2026",
        "Wed 11 Nov, Fri 13 Nov, Tue 17 Nov and Tue 24 Nov",
        "Chair of Governors",
        "another language",
        "Tyrell is in school and is not suspended",
        "in the Internal Exclusion Room",
    ] {
        assert!(body.contains(words), "no “{words}” in {body}");
    }
    assert!(!body.contains("Nut"), "health is not for a letter");
    assert_eq!(letter.salutation, "Dear Ms Moss");
    assert_eq!(letter.heading, "Tyrell: a day in the Internal Exclusion Room, Tue 10 Nov 2026");
}

#[test]
fn a_letter_calls_the_pupil_what_the_school_has_set() {
    let mut tyrell = pupil(1, "Tyrell", "Ashdown-Moss");
    tyrell.legal_given = "Tyler James".into();
    tyrell.legal_family = "Moss".into();
    tyrell.strengths = "Fixes bikes".into();
    let (contacts, room, slots) = (family(), room(), slots(&["P3"]));
    let says = |name: LetterName, pupil: &Pupil| {
        let mut setting = setting();
        setting.rules.letter_name = name;
        let stay = Stay { setting: &setting, pupil, room: &room, day: tuesday(), slots: &slots };
        let facts = Facts {
            stay,
            to: &[&contacts[0]],
            decided_by: "Mr Ewan Thrale",
            sign_name: "Ms Dara Okell",
            sign_role: "Co-ordinator",
            first: None,
            today: tuesday(),
        };
        compose(&facts, &Draft::proposed(pupil, name, "A book was thrown.")).body()
    };
    let known = says(LetterName::Known, &tyrell);
    assert!(known.contains("Pupil: Tyrell Ashdown-Moss, ") && !known.contains("Tyler"), "{known}");
    let legal = says(LetterName::Legal, &tyrell);
    assert!(legal.contains("Pupil: Tyler James Moss, ") && !legal.contains("Tyrell"), "{legal}");
    assert!(legal.starts_with("Tyler: ") && legal.contains("We know Tyler well"), "{legal}");
    let both = says(LetterName::KnownWithLegal, &tyrell);
    assert!(both.contains("Pupil: Tyrell Ashdown-Moss (legal name Tyler James Moss), "), "{both}");
    assert_eq!(both.matches("Tyler").count(), 1, "{both}");
    // One and the same is said once; no legal name on record is no empty line.
    let same = says(LetterName::KnownWithLegal, &pupil(1, "Tyrell", "Ashdown-Moss"));
    assert!(!same.contains("legal name"), "{same}");
    (tyrell.legal_given, tyrell.legal_family) = (String::new(), String::new());
    assert_eq!(says(LetterName::Legal, &tyrell), known);
}

#[test]
fn the_word_excluded_is_refused_in_any_case_and_the_rooms_name_is_not() {
    for reason in ["He was EXCLUDED from History.", "Tyrell is excluded.", "“Excluded”"] {
        let (_, wrong) = tried(&Draft { reason: reason.into(), ..draft() }, |_, _| {});
        assert_eq!(wrong.len(), 1, "{reason}");
        assert_eq!(wrong[0].field, "reason");
        assert!(wrong[0].message.contains("excluded"));
    }
    let reason = "Work in internal exclusion after a disagreement.";
    let (_, wrong) = tried(&Draft { reason: reason.into(), ..draft() }, |_, _| {});
    assert_eq!(wrong, vec![]);
}

#[test]
fn another_pupils_name_is_refused_however_it_is_typed() {
    for reason in [
        "A fight with Kian Dowell.",
        "A fight with kian  dowell.",
        "Dowell, Kian was there.",
        "A fight with Kian.",
        "Niamh O'Rourke saw it.",
    ] {
        let (_, wrong) = tried(&Draft { reason: reason.into(), ..draft() }, |_, _| {});
        assert_eq!(wrong.len(), 1, "{reason}: {wrong:?}");
        assert_eq!(wrong[0].field, "reason", "{reason}");
    }
    let reason = "Tyrell Ashdown-Moss swore. Leanne, thank you for talking.";
    let (_, wrong) = tried(&Draft { reason: reason.into(), ..draft() }, |_, _| {});
    assert_eq!(wrong, vec![]);
}

#[test]
fn another_contacts_address_or_number_is_refused_and_the_readers_own_is_not() {
    for added in ["Copy to Flat 3, 88 Quay Street.", "Father is at FH1 1BR", "or 07700 900265"] {
        let (_, wrong) = tried(&Draft { added: added.into(), ..draft() }, |_, _| {});
        assert_eq!(wrong.len(), 1, "{added}");
    }
    for added in ["Sent to 14 Tanyard Row.", "We will ring 07700 900264.", "Fairholme is our town"]
    {
        let (_, wrong) = tried(&Draft { added: added.into(), ..draft() }, |_, _| {});
        assert_eq!(wrong, vec![], "{added}");
    }
}

#[test]
fn a_letter_with_something_left_out_does_not_go() {
    let (_, wrong) = tried(&Draft { reason: " ".into(), ..draft() }, |_, _| {});
    assert_eq!(wrong[0].field, "reason");
    let (_, wrong) = tried(&draft(), |s, _| s.school.concern.clear());
    assert!(wrong[0].message.contains("raises a concern"));
    let (_, wrong) = tried(&draft(), |_, c| c[0].address.clear());
    assert!(wrong[0].message.contains("no address for Ms Leanne Moss"));
    let (_, wrong) = tried(&Draft { added: "Meeting on [date].".into(), ..draft() }, |_, _| {});
    assert!(wrong[0].message.contains("brackets"));
}

#[test]
fn each_address_has_its_own_letter_and_one_address_has_one() {
    let mut contacts = family();
    assert_eq!(envelopes(&contacts).len(), 2);
    contacts.push(contact(6, "Mr", "Dai", "Moss", "14 Tanyard Row, Fairholme, FH4 7LD"));
    let shared = envelopes(&contacts);
    assert_eq!(shared.len(), 2);
    assert_eq!(shared[0].len(), 2);
    contacts[1].restriction = "No contact by order of the court".into();
    assert_eq!(envelopes(&contacts).len(), 1);
    contacts[0].responsible = false;
    contacts[2].address.clear();
    assert_eq!(envelopes(&contacts).len(), 1);
}

#[test]
fn part_of_a_day_says_where_it_begins_and_what_follows() {
    let (setting, kian, room) = (setting(), pupil(2, "Kian", "Dowell"), room());
    let stay = |slots: &[Slot]| {
        let stay = Stay { setting: &setting, pupil: &kian, room: &room, day: tuesday(), slots };
        [stay.heading(), stay.arrive(), stay.lunch(), stay.finish(), stay.back()]
    };
    let morning = stay(&slots(&["P1", "P2", "P3"]));
    assert_eq!(morning[0], "Kian: P1–P3 in the Internal Exclusion Room, Tue 10 Nov 2026");
    assert_eq!(morning[1], "8.40, the side door by the library");
    assert!(morning[2].starts_with("As usual"));
    assert_eq!(morning[3], "12.00, then lessons from P4");
    assert_eq!(morning[4], "The same day, after P1–P3");
    let later = stay(&slots(&["P4", "P5", "P6"]));
    assert_eq!(later[1], "Kian comes from lessons for P4, at 12.00");
    assert!(later[2].starts_with("12.05 to 12.35"));
    assert_eq!(later[4], "Wed 11 Nov 2026");
}

#[test]
fn a_letter_is_out_of_date_when_day_room_or_periods_are_others_and_not_when_a_name_is() {
    let (setting, kian, room) = (setting(), pupil(2, "Kian", "Dowell"), room());
    let (all, morning) = (slots(&["P1", "P2", "P3", "P4", "P5", "P6"]), slots(&["P1", "P2", "P3"]));
    fn words(stay: &Stay<'_>) -> String {
        // The day of the return stands in the letter too, and counts for nothing.
        format!("Mon 9 Nov 2026\n\n{}\n\nUsual lessons again: {}\n", stay.heading(), stay.back())
    }
    let stay = Stay { setting: &setting, pupil: &kian, room: &room, day: tuesday(), slots: &all };
    let sent = words(&stay);
    assert_eq!(stay.differs(&sent), None);
    let wednesday = Stay { day: tuesday().plus(1), ..stay };
    assert!(sent.contains("Wed 11 Nov 2026"));
    assert_eq!(wednesday.differs(&sent), Some(Differs::Day));
    assert_eq!(Stay { slots: &morning, ..stay }.differs(&sent), Some(Differs::Periods));
    let mut hub = room.clone();
    hub.name = "The Hub".into();
    assert_eq!(Stay { room: &hub, ..stay }.differs(&sent), Some(Differs::Room));
    let renamed = pupil(2, "Kieran", "Dowell");
    assert_eq!(Stay { pupil: &renamed, ..stay }.differs(&sent), None);

    let to = |names: &[&str], words: &str| -> Vec<(String, String)> {
        names.iter().map(|n| (n.to_string(), words.to_string())).collect()
    };
    assert_eq!(stay.out_of_date(&to(&["Ms Moss"], &sent)), None);
    assert_eq!(
        wednesday.out_of_date(&to(&["Ms Moss"], &sent)).as_deref(),
        Some(
            "The letter to Ms Moss gives another day; now a day in the Internal Exclusion Room, Wed 11 Nov 2026"
        )
    );
    let mut two = to(&["Ms Moss", "Mr Ashdown"], &sent);
    two.extend(to(&["Mrs Told"], &words(&wednesday)));
    let said = wednesday.out_of_date(&two).unwrap();
    assert!(said.starts_with("The letters to Ms Moss and Mr Ashdown give another day;"), "{said}");
}
