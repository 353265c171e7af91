//! Northmoor's cases on an ordinary day: one with education in place, one whose day six is near,
//! a suspension without its letter, a school that is worried, a notice that waits, and advice.
//!
//! Everybody here is invented.

use super::authority::Northmoor;
use crate::case::facts;
use casework::case::chase::{By, Chase, Try};
use casework::case::child::Child;
use casework::case::enquiry::{Asker, Enquiry};
use casework::case::family::{Parent, Withheld};
use casework::case::intake::{Intake, State as Became, Way};
use casework::case::provision::{Answer, Provision};
use casework::case::provision_review::{Came, ProvisionReview};
use casework::case::{Case, Ehc, Kind, Known, Learnt, Level, State};
use casework::owed::{Done, How};
use casework::{Act, Actor, Event, Id, Verb};
use rulebook::duty::moves::SchoolType;
use rulebook::{Day, Instant, Minute};
use store::{Store, Write};

/// Given, family, born, lives elsewhere, year, school, kind, school days before today, half-days.
struct Told {
    given: &'static str,
    family: &'static str,
    born: (i16, i8, i8),
    home: &'static str,
    year: i64,
    school: &'static str,
    kind: Kind,
    back: u32,
    half_days: Option<i64>,
}

static TOLD: &[Told] = &[
    Told {
        given: "Noor",
        family: "Abernathy",
        born: (2013, 5, 2),
        home: "Eastlea",
        year: 9,
        school: "Harrowfield School",
        kind: Kind::Permanent,
        back: 12,
        half_days: None,
    },
    Told {
        given: "Kofi",
        family: "Mensah-Drury",
        born: (2012, 1, 19),
        home: "",
        year: 10,
        school: "Brindle Hill Academy",
        kind: Kind::Permanent,
        back: 3,
        half_days: None,
    },
    Told {
        given: "Lottie",
        family: "Varga",
        born: (2015, 6, 30),
        home: "",
        year: 7,
        school: "Calder Vale School",
        kind: Kind::Suspension,
        back: 1,
        half_days: Some(8),
    },
    Told {
        given: "Yusuf",
        family: "Adeyemi-Clarke",
        born: (2017, 2, 11),
        home: "",
        year: 5,
        school: "Ferring Road Primary School",
        kind: Kind::AtRisk,
        back: 5,
        half_days: None,
    },
];

fn at(day: Day, hour: u16, minute: u16) -> Instant {
    day.at(Minute::new(hour, minute).unwrap_or_default())
}

async fn callum(store: &Store, n: &Northmoor) -> anyhow::Result<Actor> {
    let account = n.accounts.get("osei-brandt").copied().unwrap_or_default();
    let mut read = store.read().await?;
    store::account::actor(&mut read, n.org, account).await.map_err(|p| anyhow::anyhow!("{p}"))
}

/// Opens them, each on its own day.
pub async fn make(store: &Store, n: &Northmoor) -> anyhow::Result<()> {
    let callum = callum(store, n).await?;
    let calendar = super::calendar::around(n.day);
    let mut read = store.read().await?;
    let schools = store::case::school::registered(&mut read, n.org).await?;
    drop(read);
    for t in TOLD {
        let first = calendar.school_days_before(n.day, t.back).unwrap_or(n.day);
        let decided = calendar.last_before(first).unwrap_or(first);
        let received = at(decided, 15, 40);
        let school = schools.iter().find(|s| s.name == t.school);
        let mut w = store.write(Act::by(&callum, received, "Opening a case")).await?;
        let (case, child) =
            open(&mut w, &callum, t, school.map(|s| s.id), (decided, first)).await?;
        let parents = match t.kind {
            Kind::Permanent => family(&mut w, &callum, &child).await?,
            _ => Vec::new(),
        };
        facts::told_by_notice(&mut w, &case, &child, &parents)
            .await
            .map_err(|_| anyhow::anyhow!("what came with a notice could not be kept"))?;
        // Of the older one the school has said everything; the others are still to be asked.
        if t.back > 6 {
            said(&mut w, &case, &child, &parents).await?;
        }
        if t.kind == Kind::Permanent {
            education(&mut w, &callum, &case, t.back > 6).await?;
        }
        if t.kind == Kind::Suspension {
            asked(&mut w, &callum, &case, n.day).await?;
        }
        // Of the newer one the governors' day is fixed, and its papers are still to go.
        let meets = calendar.school_days_after(n.day, 10).map(|c| c.day);
        let more = match (t.kind, meets) {
            (Kind::Permanent, Some(on)) if t.back <= 6 => {
                super::case_governors::opened(&mut w, &callum, (&case, &child), on).await?
            }
            _ => Vec::new(),
        };
        let event = Event::new(Verb::CaseOpened, "case", case.id)
            .pupil(case.child)
            .fact("case", case.number)
            .fact("kind", casework::Coded::code(case.kind));
        w.commit(event, more).await?;
    }
    advice(store, n, &callum, schools.first().map(|s| (s.id, s.name.clone()))).await
}

async fn open(
    w: &mut Write,
    callum: &Actor,
    t: &Told,
    school: Option<Id>,
    (decided, first): (Day, Day),
) -> anyhow::Result<(Case, Child)> {
    let (y, m, d) = t.born;
    let child = Child {
        id: Id::now_v7(),
        given: t.given.into(),
        family: t.family.into(),
        also: String::new(),
        born: Day::new(y, m, d),
        upn: String::new(),
        address: String::new(),
        home: t.home.into(),
        version: 1,
    };
    store::case::child::add(w, std::slice::from_ref(&child)).await?;
    let law = t.kind.in_law().is_some();
    let permanent = t.kind == Kind::Permanent;
    let case = Case {
        id: Id::now_v7(),
        number: store::case::next_number(w).await?,
        child: child.id,
        school,
        school_name: t.school.into(),
        kind: t.kind,
        state: State::Open,
        officer: Some(callum.staff),
        officer_name: callum.name.clone(),
        year: Some(t.year),
        sen: if permanent { "K" } else { "N" }.into(),
        ehc: if t.back == 3 { Ehc::Assessment } else { Ehc::None },
        looked_after: Known::No,
        social_worker: String::new(),
        decided: law.then_some(decided),
        told: permanent.then_some(decided),
        governors_told: permanent.then_some(decided),
        first_day: law.then_some(first),
        half_days: t.half_days,
        out_from: None,
        out_days: None,
        exam: if law { Known::No } else { Known::Unknown },
        exam_day: None,
        letter: if permanent { Known::Yes } else { Known::Unknown },
        reasons: if permanent { "OW VP" } else { "DB" }.into(),
        what: String::new(),
        level: (t.kind == Kind::AtRisk).then_some(Level::High),
        review_on: (t.kind == Kind::AtRisk).then_some(first.plus(14)),
        cancelled_on: None,
        received_at: at(decided, 15, 40),
        opened_on: decided,
        closed_on: None,
        outcome: None,
        closed_why: String::new(),
        version: 1,
    };
    store::case::add(w, std::slice::from_ref(&case)).await?;
    let learnt = Learnt {
        id: Id::now_v7(),
        about: case.id,
        name: "Kind".into(),
        was: String::new(),
        value: casework::Coded::label(case.kind).into(),
        source: format!("Notice from {}, received {}", case.school_name, case.received_at),
        by_name: callum.name.clone(),
        at: case.received_at,
    };
    store::case::learn(w, &[learnt]).await?;
    Ok((case, child))
}

async fn family(w: &mut Write, callum: &Actor, child: &Child) -> anyhow::Result<Vec<Parent>> {
    let person = |title: &str, given: &str, relation: &str, address: &str| Parent {
        id: Id::now_v7(),
        child: child.id,
        title: title.into(),
        given: given.into(),
        family: child.family.clone(),
        relation: relation.into(),
        responsible: true,
        lives_with: relation == "Mother",
        address: address.into(),
        phone: String::new(),
        email: String::new(),
        language: String::new(),
        interpreter: false,
        restriction: String::new(),
        version: 1,
    };
    let mother = person("Ms", "Ruth", "Mother", "7 Tarn Close\nNorthmoor\nNM4 2AA");
    let father = person("Mr", "Alan", "Father", "31 Ropery Street\nNorthmoor\nNM2 6AA");
    store::case::child::add_parents(w, &[mother.clone(), father.clone()]).await?;
    let kept = Withheld {
        id: Id::now_v7(),
        parent: mother.id,
        from_parent: father.id,
        why: "She asked the school not to give it".into(),
        by_name: callum.name.clone(),
        at: w.at(),
        ended_at: None,
    };
    store::case::child::withhold(w, child.id, &kept).await?;
    Ok(vec![mother, father])
}

/// What the school coded and whom else was told, on the days it fell due.
async fn said(w: &mut Write, case: &Case, child: &Child, parents: &[Parent]) -> anyhow::Result<()> {
    let owed = casework::case::owes(
        case,
        child,
        &casework::case::Around::home(parents, SchoolType::Maintained),
    );
    // Education began on the day that was agreed with the provider.
    let began = case.first_day.map(|first| first.plus(4));
    for o in &owed {
        let day = match o.code {
            "attendance" | "told-home-authority" => o.day(),
            "sixth-day" => began,
            _ => None,
        };
        let Some(day) = day else { continue };
        let done = Done {
            id: Id::now_v7(),
            code: o.code.into(),
            party: o.to,
            whom: None,
            whom_name: String::new(),
            at: at(day, 15, 50),
            how: How::Phone,
            by_whom: case.school_name.clone(),
            what: "As the school said on the telephone".into(),
            due_then: o.day(),
            note: String::new(),
            struck_at: None,
            struck_by: String::new(),
            struck_why: String::new(),
        };
        store::owed::record(w, case.id, &done).await?;
    }
    Ok(())
}

async fn education(w: &mut Write, callum: &Actor, case: &Case, placed: bool) -> anyhow::Result<()> {
    let first = case.first_day.unwrap_or(case.opened_on);
    let offer = |provider: &str, answer, why: &str| Provision {
        id: Id::now_v7(),
        about: case.id,
        provider: provider.into(),
        contact: String::new(),
        asked_at: at(first, 9, 5),
        answer,
        answered_at: Some(at(first, 11, 20)),
        why: why.into(),
        starts_on: (answer == Answer::Accepted).then(|| first.plus(4)),
        week_minutes: (answer == Answer::Accepted).then_some(1_500),
        transport: if answer == Answer::Accepted { "Taxi" } else { "" }.into(),
        place: String::new(),
        report_to: String::new(),
        sessions: String::new(),
        ended_on: None,
        review_on: (answer == Answer::Accepted).then(|| first.plus(21)),
        by_name: callum.name.clone(),
        version: 1,
    };
    let full = offer("Moorside Centre", Answer::Full, "No place in this year group");
    store::case::work::ask_provider(w, &full).await?;
    if placed {
        let yes = offer("Larch House", Answer::Accepted, "");
        store::case::work::ask_provider(w, &yes).await?;
        let review = ProvisionReview {
            id: Id::now_v7(),
            about: case.id,
            provision: yes.id,
            held_on: first.plus(11),
            present: "Mrs Ivy Sandhurst of Larch House, and the family".into(),
            came_to: Some(10),
            of_sessions: Some(10),
            found: "Settled quickly. Reading and mathematics go well; group work is still hard."
                .into(),
            view: "Would like to do more in the workshop.".into(),
            came: Came::GoesOn,
            next: String::new(),
            next_on: yes.review_on,
            by_name: callum.name.clone(),
            at: at(first.plus(11), 15, 10),
        };
        store::case::work::review_provision(w, &review).await?;
    }
    Ok(())
}

async fn asked(w: &mut Write, callum: &Actor, case: &Case, due: Day) -> anyhow::Result<()> {
    let chase = Chase {
        id: Id::now_v7(),
        about: case.id,
        code: "parent_letter".into(),
        what: "The letter to the parents".into(),
        whom: case.school_name.clone(),
        due,
        owner: Some(callum.staff),
        made_at: w.at(),
        settled_at: None,
        settled_by: String::new(),
        settled_how: String::new(),
    };
    store::case::work::chase(w, &chase).await?;
    let tried = Try {
        chase: chase.id,
        id: Id::now_v7(),
        at: w.at(),
        how: By::Email,
        words: String::new(),
        by_name: callum.name.clone(),
    };
    store::case::work::try_again(w, &tried, due).await?;
    Ok(())
}

async fn advice(
    store: &Store,
    n: &Northmoor,
    callum: &Actor,
    school: Option<(Id, String)>,
) -> anyhow::Result<()> {
    let calendar = super::calendar::around(n.day);
    let day = calendar.last_before(n.day).unwrap_or(n.day);
    let mut w = store.write(Act::by(callum, at(day, 10, 15), "Writing down advice")).await?;
    let (id, name) = school.unzip();
    let e = Enquiry {
        id: Id::now_v7(),
        about: None,
        school: id,
        school_name: name.unwrap_or_default(),
        asker: Asker::School,
        asker_name: "The headteacher".into(),
        asked_on: day,
        question: "Can we send him home for the afternoon to cool off?".into(),
        answer:
            "Not without a suspension that is recorded, however short and whoever agrees to it."
                .into(),
        rule: "R2.23".into(),
        source: String::new(),
        as_at: Some(day),
        follow_on: None,
        followed_at: None,
        by_name: callum.name.clone(),
        at: at(day, 10, 15),
    };
    store::case::work::enquire(&mut w, &e, callum.staff).await?;
    let advice = "Northmoor information, advice and support for parents, 01632 960777";
    store::school::set(&mut w, "case_advice", advice).await?;
    w.commit(Event::new(Verb::Advised, "enquiry", e.id), vec![]).await?;
    let mut w = store.write(Act::by(callum, at(day, 16, 20), "Keeping a notice")).await?;
    let typed = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("given", "Dev"),
            ("family", "Pillai"),
            ("school_name", "Calder Vale School"),
            ("kind", "suspension"),
            ("first_day", &n.day.iso()),
            ("days", "2"),
            ("received_on", &day.iso()),
            ("received_at", "16:20"),
        ])
        .finish();
    let notice = Intake {
        id: Id::now_v7(),
        way: Way::Form,
        state: Became::Waiting,
        name: "Dev Pillai".into(),
        school_name: "Calder Vale School".into(),
        typed,
        received_at: at(day, 16, 20),
        by_name: callum.name.clone(),
        about: None,
        why: String::new(),
        version: 1,
    };
    store::case::intake::add(&mut w, &notice).await?;
    w.commit(Event::new(Verb::NoticeKept, "intake", notice.id), vec![]).await?;
    Ok(())
}
