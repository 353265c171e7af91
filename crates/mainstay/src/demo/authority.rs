//! Northmoor Borough Council: an invented local authority with its officers, beside the school.
//!
//! Everybody here is invented. It is made through the same commands people use.

use super::calendar;
use super::fairholme::Fairholme;
use crate::clock::Clock;
use casework::organisation::{Governed, OrgKind, Tie};
use casework::school::{Member, School, Staff};
use casework::{Act, Event, Id, Role, Verb};
use rulebook::Day;
use std::collections::HashMap;
use store::account::Account;
use store::organisation::{Other, Tied};
use store::{Store, Write};

/// The authority, with the keys of what was made.
#[derive(Clone, Debug)]
pub struct Northmoor {
    /// The organisation.
    pub org: Id,
    /// The day it stands on.
    pub day: Day,
    /// Staff by short name.
    pub staff: HashMap<&'static str, Id>,
    /// Accounts by short name.
    pub accounts: HashMap<&'static str, Id>,
}

/// Short name, title, given, family, post, roles.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [Role]);

static PEOPLE: &[Line] = &[
    (
        "osei-brandt",
        "Mr",
        "Callum",
        "Osei-Brandt",
        "Behaviour & Exclusions Co-ordinator",
        &[Role::BehaviourOfficer],
    ),
    ("fenn", "Ms", "Delphine", "Fenn", "Inclusion Officer", &[Role::BehaviourOfficer]),
    ("akers", "Ms", "Thandiwe", "Akers", "Head of Inclusion", &[Role::AuthorityManager]),
    ("calloway", "Mr", "Idris", "Calloway", "Schools’ Information Systems", &[Role::Administrator]),
];

/// Makes the authority. `school` is maintained by it, and its information officer looks after
/// Mainstay at both.
pub async fn make(
    store: &Store,
    clock: &Clock,
    day: Day,
    school: Option<&Fairholme>,
    demo: bool,
) -> anyhow::Result<Northmoor> {
    let org = Id::now_v7();
    let mut n = Northmoor { org, day, staff: HashMap::new(), accounts: HashMap::new() };
    let name = "Northmoor Borough Council";
    let mut w = store.write(Act::by_system(org, clock.now(), "Setting up the authority")).await?;
    let authority = School {
        id: org,
        name: name.into(),
        address: "Moor House\n1 Moor Street\nNorthmoor\nNM1 1AA".into(),
        phone: "01632 960700".into(),
        concern: "Write to the Head of Inclusion at the council, or ask for the corporate complaints officer.".into(),
        demo,
        kind: OrgKind::Authority,
        governed: Governed::NotSaid,
    };
    store::school::add(&mut w, &authority).await?;
    store::calendar::replace(&mut w, &calendar::around(day)).await?;
    people(&mut w, &mut n).await?;
    for (name, number, contact, phone) in [
        ("Eastlea", "", "Ms Orla Whitcombe, Inclusion", "01632 960555"),
        ("Harbourside", "", "Exclusions team", "01632 960566"),
    ] {
        let other = Other {
            id: Id::now_v7(),
            name: name.into(),
            number: number.into(),
            contact: contact.into(),
            email: format!("exclusions@{}.example", name.to_lowercase()),
            phone: phone.into(),
            note: String::new(),
            ended_on: None,
            version: 1,
        };
        store::organisation::add_other(&mut w, &other).await?;
    }
    let event = Event::new(Verb::SchoolSetUp, "school", org).fact("name", name);
    w.commit(event, vec![]).await?;
    if let Some(f) = school {
        belongs(store, clock, f, &n, name).await?;
    }
    Ok(n)
}

async fn people(w: &mut Write, n: &mut Northmoor) -> anyhow::Result<()> {
    for (short, title, given, family, post, roles) in PEOPLE {
        let initial: String = given.chars().take(1).collect();
        let email = format!("{initial}.{family}@northmoor.example").to_lowercase();
        let staff = Staff {
            id: Id::now_v7(),
            code: String::new(),
            title: title.to_string(),
            given: given.to_string(),
            family: family.to_string(),
            email: email.clone(),
            post: post.to_string(),
            department: String::new(),
            left_on: None,
        };
        store::staff::add(w, std::slice::from_ref(&staff)).await?;
        let account = Account {
            id: Id::now_v7(),
            email,
            password_hash: String::new(),
            failures: 0,
            locked_until: None,
            one_time: false,
            version: 1,
        };
        store::account::add(w, &account).await?;
        let member = Member {
            account: account.id,
            staff: staff.id,
            roles: roles.to_vec(),
            years: Vec::new(),
            active: true,
        };
        store::account::set_member(w, &member).await?;
        n.staff.insert(short, staff.id);
        n.accounts.insert(short, account.id);
    }
    Ok(())
}

/// The school says which authority it belongs to, and the council’s information officer works
/// there as well.
async fn belongs(
    store: &Store,
    clock: &Clock,
    f: &Fairholme,
    n: &Northmoor,
    name: &str,
) -> anyhow::Result<()> {
    let why = "Saying which authority the school belongs to";
    let mut w = store.write(Act::by_system(f.org, clock.now(), why)).await?;
    let tied = Tied { tie: Tie::Authority, other: Some(n.org), name: name.into() };
    store::organisation::tie(&mut w, &tied).await?;
    let staff = Staff {
        id: Id::now_v7(),
        code: String::new(),
        title: "Mr".into(),
        given: "Idris".into(),
        family: "Calloway".into(),
        email: "i.calloway@northmoor.example".into(),
        post: "Looks after Mainstay for the council".into(),
        department: String::new(),
        left_on: None,
    };
    store::staff::add(&mut w, std::slice::from_ref(&staff)).await?;
    let member = Member {
        account: n.accounts["calloway"],
        staff: staff.id,
        roles: vec![Role::Administrator],
        years: Vec::new(),
        active: true,
    };
    store::account::set_member(&mut w, &member).await?;
    let event = Event::new(Verb::SettingChanged, "school", f.org)
        .fact("authority", format!("none → {name}"));
    w.commit(event, vec![]).await?;
    Ok(())
}
