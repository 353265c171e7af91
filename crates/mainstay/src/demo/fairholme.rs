//! Fairholme Community School before its day begins: calendar, day, words, rules, room, people,
//! classes and timetable. The walk-through and the demonstration both start from here.

use super::calendar;
use super::people::{FORMS, PUPILS, STAFF, TEACHES, WEEK};
use crate::clock::Clock;
use casework::pupil::{KeepApart, Pupil, Sen};
use casework::room::{Room, RoomKind};
use casework::school::{Member, Rules, School, Staff};
use casework::words::{Concept, Word};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Minute};
use std::collections::HashMap;
use store::account::Account;
use store::db::Query;
use store::room::Reason;
use store::{Store, Val, Write};

/// The school as made: keys by short name.
#[derive(Clone, Debug)]
pub struct Fairholme {
    /// The school.
    pub org: Id,
    /// The room.
    pub room: Id,
    /// The day it stands on: a Tuesday in the walk-through.
    pub day: Day,
    /// Staff by short name.
    pub staff: HashMap<&'static str, Id>,
    /// Accounts by short name.
    pub accounts: HashMap<&'static str, Id>,
    /// Pupils by given name.
    pub pupils: HashMap<&'static str, Id>,
    /// Contacts by given name.
    pub contacts: HashMap<&'static str, Id>,
    /// Reasons by label.
    pub reasons: HashMap<&'static str, Id>,
}

/// The school's list of reasons.
pub static REASONS: &[&str] = &[
    "Persistent disruption",
    "Abuse towards an adult",
    "Refusing a reasonable instruction",
    "Fighting or threat",
    "Something else",
];

fn minute(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap_or_default()
}

/// Makes the school, as it stands on the morning before `day`. The clock only stamps the acts.
pub async fn make(store: &Store, clock: &Clock, day: Day, demo: bool) -> anyhow::Result<Fairholme> {
    let org = Id::now_v7();
    let mut f = Fairholme {
        org,
        room: Id::now_v7(),
        day,
        staff: HashMap::new(),
        accounts: HashMap::new(),
        pupils: HashMap::new(),
        contacts: HashMap::new(),
        reasons: HashMap::new(),
    };
    let mut w = store.write(Act::by_system(org, clock.now(), "Setting up the school")).await?;
    set_up(&mut w, &mut f, demo).await?;
    people(&mut w, &mut f).await?;
    pupils(&mut w, &mut f).await?;
    timetable(&mut w, &f).await?;
    w.commit(Event::new(Verb::SchoolSetUp, "school", org), vec![]).await?;
    Ok(f)
}

async fn set_up(w: &mut Write, f: &mut Fairholme, demo: bool) -> anyhow::Result<()> {
    let school = School {
        id: f.org,
        name: "Fairholme Community School".into(),
        address: "Mill Rise\nFairholme\nFH4 2QT".into(),
        phone: "01632 960400".into(),
        concern: "Ask for Mr Ewan Thrale, Assistant Headteacher, or write to the Chair of Governors at the school. Our complaints policy is on the school’s website.".into(),
        demo, kind: casework::organisation::OrgKind::Secondary, governed: casework::organisation::Governed::Maintained };
    store::school::add(w, &school).await?;
    store::calendar::replace(w, &calendar::around(f.day)).await?;
    let periods = calendar::periods();
    for weekday in &rulebook::Weekday::ALL[..5] {
        let day: Vec<_> = periods.iter().filter(|p| p.weekday == *weekday).cloned().collect();
        store::calendar::replace_day(w, *weekday, &day).await?;
    }
    for (concept, one, many, short) in [
        (Concept::Pupil, "student", "students", "St."),
        (Concept::Room, "Internal Exclusion Room", "Internal Exclusion Rooms", "IE"),
        (Concept::YearLead, "Learning Co-ordinator", "Learning Co-ordinators", "LC"),
        (Concept::Mentor, "Learning Mentor", "Learning Mentors", "LM"),
    ] {
        store::school::set_word(
            w,
            concept,
            &Word { one: one.into(), many: many.into(), short: short.into() },
        )
        .await?;
    }
    let rules = Rules {
        policy: "Fairholme behaviour policy, section 6.4".into(),
        may_follow: "The rest of the day is worked in another room\nThe day is repeated\nThe headteacher is asked to decide".into(),
        ..Rules::default()
    };
    store::school::set_rules(w, &rules).await?;
    for (place, label) in REASONS.iter().enumerate() {
        let reason = Reason { id: Id::now_v7(), label: label.to_string(), active: true };
        store::room::add_reason(w, &reason, place as i64).await?;
        f.reasons.insert(label, reason.id);
    }
    let walk = ["Reception", "Staff room", "English office", "Maths office", "Science prep room"];
    store::relay::set_order(w, &walk.map(String::from)).await?;
    let units: &[(&str, i64, i64, &str, &str)] = &[
        ("Science", 9, 9, "Energy transfers: read, label, explain", "Tray S9, shelf 2"),
        ("PE", 7, 11, "Theory pack: muscles, fitness and recovery", "Tray PE, shelf 3"),
        ("Maths", 7, 9, "Ratio and proportion, with answers", "Tray M, shelf 1"),
        ("English", 7, 9, "Reading for meaning: four short texts", "Tray E, shelf 1"),
        ("History", 9, 9, "Sources on the home front", "Tray H9, shelf 2"),
    ];
    for (subject, from, to, title, kept) in units {
        let unit = store::bank::Unit {
            id: Id::now_v7(),
            subject: subject.to_string(),
            year_from: *from,
            year_to: *to,
            title: title.to_string(),
            kept_at: kept.to_string(),
            agreed_by: "Head of subject".into(),
        };
        store::bank::add(w, &unit).await?;
    }
    Ok(())
}

async fn people(w: &mut Write, f: &mut Fairholme) -> anyhow::Result<()> {
    let mut staff = Vec::new();
    for (short, title, given, family, post, department, _, _) in STAFF {
        let id = Id::now_v7();
        f.staff.insert(short, id);
        staff.push(Staff {
            id,
            code: family.chars().take(3).collect::<String>().to_uppercase(),
            title: title.to_string(),
            given: given.to_string(),
            family: family.to_string(),
            email: email(given, family),
            post: post.to_string(),
            department: department.to_string(),
            left_on: None,
        });
    }
    store::staff::add(w, &staff).await?;
    for (short, _, given, family, _, _, roles, years) in STAFF {
        let account = Account {
            id: Id::now_v7(),
            email: email(given, family),
            password_hash: String::new(),
            failures: 0,
            locked_until: None,
            one_time: false,
            version: 1,
        };
        store::account::add(w, &account).await?;
        f.accounts.insert(short, account.id);
        let member = Member {
            account: account.id,
            staff: f.staff[short],
            roles: roles.to_vec(),
            years: years.to_vec(),
            active: true,
        };
        store::account::set_member(w, &member).await?;
    }
    let room = Room {
        id: f.room,
        name: "Internal Exclusion Room".into(),
        kind: RoomKind::Removal,
        seats: 6,
        door: "The side door by the library".into(),
        arrive_at: minute(8, 40),
        break_from: minute(11, 10),
        break_to: minute(11, 25),
        lunch_from: minute(12, 5),
        lunch_to: minute(12, 35),
        lunch_list_by: None,
        lead: f.staff.get("okell").copied(),
        shares: None,
        active: true,
        version: 1,
    };
    store::room::add(w, &room).await?;
    Ok(())
}

pub(super) fn email(given: &str, family: &str) -> String {
    let initial: String = given.chars().take(1).collect();
    format!("{initial}.{family}@fairholme.example").to_lowercase()
}

/// A pupil with nothing but a name, form and year.
pub fn plain_pupil(form: &str, year: i64, given: &str, family: &str, sex: &str) -> Pupil {
    Pupil {
        id: Id::now_v7(),
        upn: None,
        admission_no: None,
        legal_given: given.into(),
        legal_family: family.into(),
        known_given: given.into(),
        known_family: family.into(),
        born: None,
        year,
        form: form.into(),
        sex: sex.into(),
        sen: Sen::None,
        sen_need: String::new(),
        free_meals: false,
        language: String::new(),
        ethnicity: String::new(),
        looked_after: false,
        social_worker: String::new(),
        medical: String::new(),
        dietary: String::new(),
        strengths: String::new(),
        helps: String::new(),
        reading_age: String::new(),
        tutor: None,
        mentor: None,
        left_on: None,
        version: 1,
    }
}

async fn pupils(w: &mut Write, f: &mut Fairholme) -> anyhow::Result<()> {
    let mut all = Vec::new();
    let (y, m, _) = f.day.ymd();
    let starts = if m >= 8 { y } else { y - 1 };
    for (n, (form, given, family, sex)) in PUPILS.iter().enumerate() {
        let year = FORMS.iter().find(|(name, _)| name == form).map(|(_, y)| *y).unwrap_or(9);
        let mut p = plain_pupil(form, year, given, family, sex);
        // Born in the school year that makes them the right age in September.
        let born_year = starts - (year as i16) - 5;
        p.born = Day::new(born_year, 9, 1).map(|d| d.plus((n as i64 * 37) % 364));
        p.admission_no = Some(format!("{:04}", 4100 + n));
        p.upn = upn(&format!("301400{:02}{:04}", starts.rem_euclid(100), 100 + n));
        p.free_meals = n % 4 == 0;
        if *form == "9K2" {
            p.tutor = f.staff.get("vail").copied();
            p.mentor = f.staff.get("adair").copied();
        }
        match *given {
            "Tyrell" => {
                p.sen = Sen::Support;
                p.sen_need = "SEMH".into();
                p.free_meals = true;
                p.medical = "Nut allergy".into();
                p.dietary = "No nuts".into();
                p.strengths = "Good with younger students; fixes bikes".into();
                p.helps = "Read it aloud. First step written down. Offer a choice, 3 minutes. Time-out card without asking why".into();
                p.reading_age = "8.9".into();
            }
            "Saffron" => {
                p.free_meals = true;
                p.strengths = "Patient with detail".into();
                p.helps = "Sit facing the door; five minutes’ notice of a change".into();
            }
            "Ellie-Mae" => {
                p.strengths = "Kind to animals; keeps at a drawing for an hour".into();
                p.helps = "Coloured overlay, in the tray".into();
            }
            "Moses" => {
                p.strengths = "Runs the scoreboard; quick with numbers".into();
                p.helps = "Say the first two tasks only, then check".into();
            }
            "Kian" => {
                p.strengths = "Loyal to friends; a good goalkeeper".into();
                p.helps = "Quiet word before a task changes".into();
            }
            "Jude" => p.strengths = "Plays the drums; punctual".into(),
            "Oluwaseun" => p.strengths = "Quick to put things right".into(),
            _ => {}
        }
        f.pupils.insert(given, p.id);
        all.push(p);
    }
    store::pupil::add(w, &all).await?;
    store::year_lead::set(w, 9, f.staff.get("catterall").copied()).await?;
    contacts(w, f, &all).await?;
    let pair = KeepApart {
        id: Id::now_v7(),
        one: f.pupils["Tyrell"],
        other: f.pupils["Kian"],
        why: "After a fight".into(),
        set_by: "Ms Bea Catterall".into(),
        set_on: f.day.plus(-34),
        review_on: Some(f.day.plus(38)),
    };
    store::pupil::keep_apart(w, &pair).await?;
    Ok(())
}

/// The twelve digits with the letter that makes them a unique pupil number.
pub(super) fn upn(digits: &str) -> Option<String> {
    ('A'..='Z')
        .map(|letter| format!("{letter}{digits}"))
        .find(|number| rulebook::upn::Upn::parse(number).is_ok())
}

/// An address at home: letters and figures only.
fn at_home(given: &str, family: &str) -> String {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
    };
    format!("{}.{}@post.example", plain(given), plain(family))
}

async fn contacts(w: &mut Write, f: &mut Fairholme, pupils: &[Pupil]) -> anyhow::Result<()> {
    let org = f.org;
    let mut people: Vec<Vec<Val>> = Vec::new();
    let mut links: Vec<Vec<Val>> = Vec::new();
    let mut add = |pupil: Id,
                   title: &str,
                   given: &str,
                   family: &str,
                   relation: &str,
                   priority: i64,
                   lives: bool,
                   phone: &str,
                   address: &str,
                   language: &str| {
        let id = Id::now_v7();
        // One parent has no address, so that a letter on paper is seen beside one by email.
        let email = match given {
            "Curtis" => String::new(),
            _ => at_home(given, family),
        };
        people.push(vec![
            org.into(),
            id.into(),
            title.into(),
            given.into(),
            family.into(),
            phone.into(),
            email.into(),
            address.into(),
            language.into(),
            (!language.is_empty()).into(),
        ]);
        links.push(vec![
            org.into(),
            pupil.into(),
            id.into(),
            relation.into(),
            priority.into(),
            true.into(),
            lives.into(),
        ]);
        id
    };
    let tyrell = f.pupils["Tyrell"];
    f.contacts.insert(
        "Leanne",
        add(
            tyrell,
            "Ms",
            "Leanne",
            "Moss",
            "Mother",
            1,
            true,
            "01632 960118",
            "14 Tanyard Row\nFairholme\nFH4 7LD",
            "",
        ),
    );
    f.contacts.insert(
        "Curtis",
        add(
            tyrell,
            "Mr",
            "Curtis",
            "Ashdown",
            "Father",
            2,
            false,
            "07700 900264",
            "Flat 3, 88 Quay Street\nFairholme\nFH1 1BR",
            "",
        ),
    );
    let streets = ["Orchard Way", "Mill Rise", "Station Road", "Chapel Lane", "Harbour View"];
    for (n, p) in pupils.iter().enumerate().filter(|(_, p)| p.id != tyrell) {
        let (title, relation) = if n % 3 == 0 { ("Mr", "Father") } else { ("Ms", "Mother") };
        let given = ["Alex", "Sam", "Jo", "Chris", "Robin", "Pat"][n % 6];
        let address =
            format!("{} {}\nFairholme\nFH{} {}AB", 3 + n * 2, streets[n % 5], 1 + n % 6, 1 + n % 9);
        let phone = format!("01632 9602{:02}", n % 100);
        let language = if p.known_family == "Wójcik" { "Polish" } else { "" };
        add(p.id, title, given, &p.known_family, relation, 1, true, &phone, &address, language);
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

async fn timetable(w: &mut Write, f: &Fairholme) -> anyhow::Result<()> {
    let org = f.org;
    let (mut classes, mut teach, mut sit, mut lessons) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let stands = f.day.weekday().number();
    for (n, (form, year)) in FORMS.iter().enumerate() {
        for (subject, even, odd) in TEACHES {
            let class = Id::now_v7();
            let teacher = f.staff[if n % 2 == 0 { even } else { odd }];
            let code = format!("{form}/{}", subject.chars().take(2).collect::<String>());
            classes.push(vec![
                org.into(),
                class.into(),
                code.into(),
                (*subject).into(),
                (*subject).into(),
                (*year).into(),
            ]);
            teach.push(vec![org.into(), class.into(), teacher.into(), true.into()]);
            for (_, given, _, _) in PUPILS.iter().filter(|(of, ..)| of == form) {
                sit.push(vec![org.into(), class.into(), f.pupils[given].into()]);
            }
            for weekday in 1..=5i64 {
                // The week is turned so that the day it stands on has the second row.
                let row = (weekday - stands + 1).rem_euclid(5) as usize;
                for (p, at) in WEEK[row].iter().enumerate() {
                    if at == subject {
                        let period = (p + n) % 6 + 1;
                        let place = format!("{}{}", &subject[..1], n + 1);
                        lessons.push(vec![
                            org.into(),
                            Id::now_v7().into(),
                            class.into(),
                            teacher.into(),
                            place.into(),
                            "".into(),
                            weekday.into(),
                            format!("P{period}").into(),
                        ]);
                    }
                }
            }
        }
    }
    w.run_all(Query::insert_many(
        "class",
        &["org", "id", "code", "title", "subject", "year"],
        classes,
    ))
    .await?;
    w.run_all(Query::insert_many("class_staff", &["org", "class", "staff", "lead"], teach)).await?;
    w.run_all(Query::insert_many("class_pupil", &["org", "class", "pupil"], sit)).await?;
    w.run_all(Query::insert_many(
        "lesson",
        &["org", "id", "class", "staff", "place", "week", "weekday", "period"],
        lessons,
    ))
    .await?;
    Ok(())
}
