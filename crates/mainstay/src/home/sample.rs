//! Calls home for the gallery.

use super::{HomePage, Person, Spoken};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::home::{Call, Outcome};
use casework::pupil::Contact;
use rulebook::{Day, Instant, Minute};
use store::home::{Again, Version};

fn at(h: u16, m: u16) -> Instant {
    day().at(Minute::new(h, m).unwrap_or_default())
}
fn day() -> Day {
    Day::new(2026, 11, 9).unwrap_or_else(|| Day::from_pg(0))
}

/// Tyrell's mother and father.
pub fn contacts() -> Vec<Contact> {
    let one = |n: u128, title: &str, given: &str, family: &str, relation: &str| Contact {
        id: Id::from_u128(n),
        pupil: Id::from_u128(1),
        title: title.into(),
        given: given.into(),
        family: family.into(),
        relation: relation.into(),
        priority: n as i64,
        responsible: true,
        lives_with: relation == "Mother",
        restriction: String::new(),
        phone: if relation == "Mother" { "01632 960118" } else { "07700 900264" }.into(),
        email: String::new(),
        address: if relation == "Mother" {
            "14 Tanyard Row\nFairholme\nFH4 7LD"
        } else {
            "Flat 3, 88 Quay Street\nFairholme\nFH1 1BR"
        }
        .into(),
        language: String::new(),
        interpreter: false,
    };
    vec![one(1, "Ms", "Leanne", "Moss", "Mother"), one(2, "Mr", "Curtis", "Ashdown", "Father")]
}

fn page() -> HomePage {
    HomePage {
        placement: Id::from_u128(9),
        first: "Tyrell".into(),
        name: "Tyrell Ashdown-Moss".into(),
        form_name: "9K2".into(),
        pupil: Id::from_u128(1),
        when: "Tue 10 Nov 2026, P1–P6".into(),
        script: vec![
            ("Who is speaking".into(), "Say your name and the school. Check who you are speaking to.".into()),
            ("Something good first".into(), "Tyrell: Good with younger students; fixes bikes.".into()),
            ("What happened".into(), "In History Tyrell swore at a teacher and threw a book. Nobody was hurt.".into()),
            ("Who decided".into(), "Mr Ewan Thrale decided that Tyrell will work in the Internal Exclusion Room for this time.".into()),
        ],
        script_version: 2,
        balance: casework::good_news::Balance { good: 0, calls: 1, letters: 2 },
        sheets: Vec::new(),
        people: contacts().into_iter().map(|contact| Person { contact, last: None, again: None }).collect(),
        barred: Vec::new(),
        file: true,
        calls: Vec::new(),
        again: Vec::new(),
        got: Vec::new(),
        letters: true,
        form: Form::of([("contact", Id::from_u128(1).to_string()), ("day", "2026-11-09".into()), ("time", "15:02".into())]),
        errors: Errors::new(),
        csrf: "gallery".into(),
    }
}

fn rung() -> HomePage {
    let mut page = page();
    let call = |n: u128, minute, outcome, view: &str| Call {
        id: Id::from_u128(100 + n),
        pupil: Id::from_u128(1),
        contact: Id::from_u128(n),
        placement: None,
        at: at(15, minute),
        made_at: at(15, 40),
        outcome,
        number: "01632 960118".into(),
        interpreter: false,
        view: view.into(),
        follow_up: String::new(),
        by_staff: Id::nil(),
        by_name: "Ms Dara Okell".into(),
    };
    let again = Again {
        id: Id::from_u128(300),
        contact: Id::from_u128(2),
        what: "Second attempt: ring Mr Curtis Ashdown".into(),
        due: day(),
    };
    let (spoke, mail) =
        (call(1, 2, Outcome::Spoke, "Sorry it came to this."), call(2, 6, Outcome::Voicemail, ""));
    let version = |revision, body: &str| Version {
        call: spoke.id,
        revision,
        body: body.into(),
        author_name: "Ms Dara Okell".into(),
        at: at(15, 40 + revision as u16),
    };
    page.people[0].last = Some(spoke.clone());
    page.people[1].last = Some(mail.clone());
    page.people[1].again = Some(again.clone());
    page.people[1].contact.language = "Polish".into();
    page.people[1].contact.interpreter = true;
    page.again = vec![again];
    page.calls = vec![
        Spoken { to: "Mr Curtis Ashdown".into(), call: mail, versions: Vec::new() },
        Spoken {
            to: "Ms Leanne Moss".into(),
            versions: vec![
                version(1, "Sorry it came to this."),
                version(2, "Sorry it came to this. Wants to hear how the day goes."),
            ],
            call: spoke,
        },
    ];
    page
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut wrong = page();
    wrong.errors.add("outcome", "Choose what came of the call");
    wrong.errors.add("time", "Give the time of the call, such as 15.02");
    let mut nobody = page();
    nobody.people.clear();
    let mut few = page();
    few.barred = few.people.split_off(1);
    few.barred[0].contact.restriction = "No contact by order of the court".into();
    let mut gran = few.people[0].contact.clone();
    gran.id = Id::from_u128(3);
    (gran.given, gran.relation, gran.responsible) = ("Pearl".into(), "Grandmother".into(), false);
    few.people.push(super::Person { contact: gran, last: None, again: None });
    let mut none = page();
    none.barred = few
        .barred
        .iter()
        .map(|p| super::Person { contact: p.contact.clone(), last: None, again: None })
        .collect();
    none.people.remove(0);
    none.people[0].contact.responsible = false;
    none.file = false;
    vec![
        framed("home-to-ring", &page()),
        framed("home-rung", &rung()),
        framed("home-wrong", &wrong),
        framed("home-nobody", &nobody),
        framed("home-restricted", &few),
        framed("home-nobody-responsible", &none),
    ]
}
