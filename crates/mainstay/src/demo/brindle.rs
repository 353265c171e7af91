//! Brindle Hill Academy: a second invented school, of the same authority, with words and rooms of
//! its own. Somebody there was suspended twice already, nine and six weeks before.
//!
//! Everybody here is invented. It is told through the same doors people use.

use super::Fairholme;
use super::authority::Northmoor;
use super::calendar;
use super::fairholme::{plain_pupil, upn};
use super::out::Out;
use super::story::Teller;
use crate::clock::Clock;
use casework::organisation::{Governed, OrgKind, Tie};
use casework::room::{Room, RoomKind};
use casework::school::{Member, School, Staff};
use casework::words::{Concept, Word};
use casework::{Act, Event, Id, Role, Verb};
use rulebook::{Day, Minute};
use std::collections::HashMap;
use store::account::Account;
use store::db::Query;
use store::organisation::Tied;
use store::{Store, Write};

/// Short name, title, given, family, post, roles, years.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [Role],
    &'static [i64],
);

static STAFF: &[Line] = &[
    ("sol", "Dr", "Amrit", "Sol", "Headteacher", &[Role::Head], &[]),
    (
        "pell",
        "Mr",
        "Jonah",
        "Pell",
        "Isolation & Internal Exclusion Officer",
        &[Role::RoomLead],
        &[],
    ),
    ("aldous", "Ms", "Carys", "Aldous", "Year Manager, Year 10", &[Role::YearLead], &[10]),
    ("okoro", "Mr", "Lyle", "Okoro", "Bridge Manager", &[Role::RoomManager], &[]),
    ("ferris", "Mr", "Conrad", "Ferris", "Deputy Headteacher", &[Role::Senior], &[]),
    ("finch", "Ms", "Aurelia", "Finch", "Teacher of Art", &[Role::Teacher], &[]),
    ("hadley", "Mrs", "Imogen", "Hadley", "Network manager", &[Role::Administrator], &[]),
];

/// Form, given, family, sex.
static PUPILS: &[(&str, &str, &str, &str)] = &[
    ("10B", "Marnie", "Tolliver-Reyes", "F"),
    ("10B", "Kofi", "Brightwell", "M"),
    ("10A", "Lena", "Castellan", "F"),
    ("10A", "Ivo", "Merriman", "M"),
    ("8C", "Dre", "Oyelaran", "M"),
    ("8C", "Pippa", "Thorne", "F"),
];

/// Makes the school and what happened there before the day.
pub async fn make(store: &Store, clock: &Clock, day: Day, n: &Northmoor) -> anyhow::Result<()> {
    let mut f = Fairholme {
        org: Id::now_v7(),
        room: Id::now_v7(),
        day,
        staff: HashMap::new(),
        accounts: HashMap::new(),
        pupils: HashMap::new(),
        contacts: HashMap::new(),
        reasons: HashMap::new(),
    };
    let act = Act::by_system(f.org, clock.now(), "Setting up the school");
    let mut w = store.write(act).await?;
    school(&mut w, &f, n).await?;
    people(&mut w, &mut f).await?;
    rooms(&mut w, &f).await?;
    pupils(&mut w, &mut f).await?;
    w.commit(Event::new(Verb::SchoolSetUp, "school", f.org), vec![]).await?;
    told(store, &f).await
}

async fn school(w: &mut Write, f: &Fairholme, n: &Northmoor) -> anyhow::Result<()> {
    let school = School {
        id: f.org,
        name: "Brindle Hill Academy".into(),
        address: "Brindle Hill\nBrindle\nNM7 3RT".into(),
        phone: "01632 960800".into(),
        concern: "Ask for Mr Conrad Ferris, Deputy Headteacher, or write to the Chair of Governors at the academy.".into(),
        demo: true,
        kind: OrgKind::Secondary,
        governed: Governed::Academy,
    };
    store::school::add(w, &school).await?;
    store::calendar::replace(w, &calendar::around(f.day)).await?;
    let periods = calendar::periods();
    for weekday in &rulebook::Weekday::ALL[..5] {
        let day: Vec<_> = periods.iter().filter(|p| p.weekday == *weekday).cloned().collect();
        store::calendar::replace_day(w, *weekday, &day).await?;
    }
    for (concept, one, many, short) in [
        (Concept::Pupil, "student", "students", "St."),
        (Concept::Room, "Isolation room", "Isolation rooms", "IE"),
        (Concept::YearLead, "Year Manager", "Year Managers", "YM"),
    ] {
        let word = Word { one: one.into(), many: many.into(), short: short.into() };
        store::school::set_word(w, concept, &word).await?;
    }
    let tied =
        Tied { tie: Tie::Authority, other: Some(n.org), name: "Northmoor Borough Council".into() };
    store::organisation::tie(w, &tied).await?;
    Ok(())
}

async fn people(w: &mut Write, f: &mut Fairholme) -> anyhow::Result<()> {
    for (short, title, given, family, post, roles, years) in STAFF {
        let initial: String = given.chars().take(1).collect();
        let email = format!("{initial}.{family}@brindle.example").to_lowercase();
        let staff = Staff {
            id: Id::now_v7(),
            code: family.chars().take(3).collect::<String>().to_uppercase(),
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
            years: years.to_vec(),
            active: true,
        };
        store::account::set_member(w, &member).await?;
        f.staff.insert(short, staff.id);
        f.accounts.insert(short, account.id);
    }
    Ok(())
}

async fn rooms(w: &mut Write, f: &Fairholme) -> anyhow::Result<()> {
    let minute = |h, m| Minute::new(h, m).unwrap_or_default();
    let first = Room {
        id: f.room,
        name: "Isolation".into(),
        kind: RoomKind::Removal,
        seats: 8,
        door: "The door beside the Year 10 office".into(),
        arrive_at: minute(8, 40),
        break_from: minute(11, 10),
        break_to: minute(11, 25),
        lunch_from: minute(12, 0),
        lunch_to: minute(12, 30),
        lunch_list_by: None,
        lead: f.staff.get("pell").copied(),
        shares: None,
        active: true,
        version: 1,
    };
    let (ie, bridge) = (Id::now_v7(), Id::now_v7());
    let others = [
        Room { id: ie, name: "IE".into(), shares: Some(f.room), ..first.clone() },
        Room {
            id: bridge,
            name: "The Bridge".into(),
            kind: RoomKind::Support,
            lead: f.staff.get("okoro").copied(),
            ..first.clone()
        },
    ];
    store::room::add(w, &first).await?;
    for room in &others {
        store::room::add(w, room).await?;
    }
    for (place, label) in super::fairholme::REASONS.iter().enumerate() {
        let reason =
            store::room::Reason { id: Id::now_v7(), label: label.to_string(), active: true };
        store::room::add_reason(w, &reason, place as i64).await?;
    }
    Ok(())
}

async fn pupils(w: &mut Write, f: &mut Fairholme) -> anyhow::Result<()> {
    let (y, m, _) = f.day.ymd();
    let starts = if m >= 8 { y } else { y - 1 };
    let mut all = Vec::new();
    for (n, (form, given, family, sex)) in PUPILS.iter().enumerate() {
        let year = if form.starts_with("10") { 10 } else { 8 };
        let mut p = plain_pupil(form, year, given, family, sex);
        p.born = Day::new(starts - year as i16 - 5, 9, 1).map(|d| d.plus((n as i64 * 53) % 364));
        p.upn = upn(&format!("8210{:08}", 40 + n * 7));
        f.pupils.insert(given, p.id);
        all.push(p);
    }
    if let Some(marnie) = all.first_mut() {
        marnie.social_worker = "Ms Hope Anand, 01632 960730".into();
        marnie.strengths = "Draws well; patient with younger students".into();
        marnie.helps = "A walk before it gets too much".into();
    }
    store::pupil::add(w, &all).await?;
    let org = f.org;
    let (mut people, mut links) = (Vec::new(), Vec::new());
    for (n, p) in all.iter().enumerate() {
        let id = Id::now_v7();
        let first = n == 0;
        let (given, family) = match first {
            true => ("Josefina", "Reyes".to_string()),
            false => ("Sam", p.known_family.clone()),
        };
        let language = if first { "Portuguese" } else { "" };
        people.push(vec![
            org.into(),
            id.into(),
            "Ms".into(),
            given.into(),
            family.into(),
            format!("01632 9608{:02}", 20 + n).into(),
            "".into(),
            format!("{} Ferry Lane\nBrindle\nNM7 4QD", 7 + n * 4).into(),
            language.into(),
            first.into(),
        ]);
        links.push(vec![
            org.into(),
            p.id.into(),
            id.into(),
            "Mother".into(),
            1i64.into(),
            true.into(),
            true.into(),
        ]);
        f.contacts.insert(given, id);
    }
    w.run_all(Query::insert_many(
        "contact",
        &[
            "org",
            "id",
            "title",
            "given",
            "family",
            "phone",
            "email",
            "address",
            "language",
            "interpreter",
        ],
        people,
    ))
    .await?;
    w.run_all(Query::insert_many(
        "pupil_contact",
        &["org", "pupil", "contact", "relation", "priority", "responsible", "lives_with"],
        links,
    ))
    .await?;
    Ok(())
}

/// Two suspensions of two days, nine and six weeks before, where those were days of school.
async fn told(store: &Store, f: &Fairholme) -> anyhow::Result<()> {
    let calendar = calendar::around(f.day);
    let mut teller = Teller::new(store, f);
    teller.at(f.day.plus(-70), "8.30")?;
    let settings = [
        ("school", "academy"),
        ("authority", "Northmoor Borough Council"),
        ("authority_to", "Inclusion team, 01632 960700"),
        ("clerk", "Mrs Pia Lund, Brindle Hill Academy, NM7 3RT; 01632 960810"),
        ("virtual_head", "Northmoor Virtual School, 01632 960720"),
        ("advice", "Northmoor SENDIASS, 01632 960555\nCoram Child Law Advice, on the web"),
        ("afternoon", "13.00"),
    ];
    let hadley = teller.who("hadley").await?;
    hadley.fill("/set-up/exclusions", "/set-up/exclusions", &settings).await?;
    for (weeks, incident, plain) in [
        (9, "Threw a chair aside and walked out past the teacher.", "Marnie threw a chair."),
        (6, "Swore at an adult in the corridor again and again.", "Marnie swore at an adult."),
    ] {
        let first = f.day.plus(-7 * weeks);
        let days = calendar.school_days_between(first, first.plus(9));
        // A holiday then: nobody was there to be suspended.
        let Some(&[first, last, back]) = days.first_chunk::<3>() else { continue };
        suspended(&mut teller, (first, last, back), incident, plain).await?;
    }
    Ok(())
}

async fn suspended(
    teller: &mut Teller<'_>,
    (first, last, back): (Day, Day, Day),
    incident: &str,
    plain: &str,
) -> anyhow::Result<()> {
    let one = Out {
        lead: "aldous",
        head: "sol",
        pupil: "Marnie",
        first,
        last,
        back,
        incident,
        said: "I did not want to be looked at.",
        plain,
        reasons: &["DB"],
        place: "the main office",
    };
    let at = teller.suspended(&one).await?;
    for code in ["told-authority", "told-social-worker"] {
        teller.word(&at, "aldous", code, first).await?;
    }
    teller.at(back, "8.50")?;
    let lead = teller.who("aldous").await?;
    let met = [
        ("came", "no"),
        ("met_words", "Rang Ms Reyes at 8.30 with an interpreter and read out the plan."),
    ];
    lead.fill(&format!("{at}/reintegration"), "/met", &met).await?;
    lead.fill(&at, "/back", &[("back_on", &back.iso())]).await?;
    Ok(())
}
