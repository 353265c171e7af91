//! Northmoor grown to a large authority: 150 schools, and five years of open and closed cases, for
//! trying what a big desk feels like.
//!
//! The same size always makes the same people. Nobody here is anybody.

use super::authority::Northmoor;
use super::calendar;
use super::desk::{Line, school};
use super::large::Dice;
use casework::case::child::Child;
use casework::case::family::Parent;
use casework::case::provision::{Answer, Provision};
use casework::case::{Around, Case, Ehc, Kind, Known, Level, Outcome, State, owes};
use casework::known_school::{KnownSchool, Phase};
use casework::organisation::{Governed, OrgKind};
use casework::owed::{Done, How};
use casework::school::{Member, Staff};
use casework::{Act, Actor, Coded, Event, Id, Role, Verb};
use rulebook::almanac::Pattern;
use rulebook::duty::moves::SchoolType;
use rulebook::{Almanac, Day, Instant, Minute};
use std::collections::HashMap;
use store::Store;
use store::account::Account;

/// How much to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Schools, Northmoor's own included.
    pub schools: usize,
    /// Cases, open and closed.
    pub cases: usize,
    /// Of which open.
    pub open: usize,
}

/// A large authority.
pub const WHOLE: Plan = Plan { schools: 150, cases: 12_000, open: 420 };

/// Months the cases reach back over.
const MONTHS: usize = 60;

static GIVEN: &[&str] = &[
    "Ada", "Amir", "Beth", "Cai", "Dana", "Elif", "Finn", "Gwen", "Hana", "Idris", "Jodie", "Kit",
    "Lena", "Musa", "Nell", "Otis", "Pia", "Rafi", "Saskia", "Tomas", "Una", "Viktor", "Willa",
    "Yusuf", "Zofia",
];
static FAMILY: &[&str] = &[
    "Aldous",
    "Bramall",
    "Castell",
    "Denby",
    "Eastwick",
    "Farrar",
    "Gledhill",
    "Hussain",
    "Ibbotson",
    "Jagger",
    "Kaczmarek",
    "Lumb",
    "Mahmood",
    "Nwosu",
    "Oldroyd",
    "Pickles",
    "Quarmby",
    "Rhodes",
    "Sykes",
    "Thackray",
    "Uttley",
    "Varley",
    "Wadsworth",
    "Yeadon",
    "Zaman",
];
static PLACES: &[&str] = &[
    "Abbey", "Beacon", "Castle", "Dale", "Elm", "Fell", "Grange", "Heath", "Ivy", "Junction",
    "Kiln", "Lock", "Mill", "North", "Orchard", "Park", "Quarry", "Ridge", "Spring", "Tower",
    "Upper", "Vale", "West", "Yew",
];
static WHAT: &[&str] = &[
    "Persistent disruption in lessons after support",
    "Threatened a member of staff in the corridor",
    "Fight on the field at break",
    "Brought an item that is not allowed",
    "Verbal abuse towards an adult",
];

fn trouble(problem: store::Problem) -> anyhow::Error {
    anyhow::anyhow!("{problem}")
}

/// A school of the larger register.
fn more(n: usize) -> (String, Line) {
    let place = PLACES[n % PLACES.len()];
    let head = "Mx Head Teacher";
    let (word, kind, governed, phase) = match n % 10 {
        0 => ("High School", OrgKind::Secondary, Governed::Maintained, Phase::Secondary),
        1 | 2 => ("Academy", OrgKind::Secondary, Governed::Academy, Phase::Secondary),
        3 if n % 20 == 3 => {
            ("Special School", OrgKind::Special, Governed::Maintained, Phase::NotSaid)
        }
        4 | 5 => ("Primary Academy", OrgKind::Primary, Governed::Academy, Phase::Primary),
        _ => ("Primary School", OrgKind::Primary, Governed::Maintained, Phase::Primary),
    };
    let name =
        format!("{place} {} {word}", ["Road", "Lane", "Street", "Hill", "Green"][n / 30 % 5]);
    (name, ("", kind, governed, phase, head, place))
}

/// Grows the authority. Says how many cases there are.
pub async fn fill(store: &Store, n: &Northmoor, plan: &Plan) -> anyhow::Result<usize> {
    let mut dice = Dice::new(1926);
    let begins = n.day.plus(-30 * MONTHS as i64);
    let officers = officers(store, n, begins).await?;
    let schools = schools(store, n, plan, &officers[0], begins).await?;
    let made = cases(store, n, plan, &officers, &schools, &mut dice).await?;
    proofs(store, n, &officers, &schools, &made, &mut dice).await?;
    Ok(made.len())
}

/// Those who share the desk: Northmoor's own, and four more.
async fn officers(store: &Store, n: &Northmoor, begins: Day) -> anyhow::Result<Vec<Actor>> {
    let at = begins.at(Minute::new(8, 30).unwrap_or_default());
    let mut w = store.write(Act::by_system(n.org, at, "Giving officers their accounts")).await?;
    let mut accounts: Vec<Id> =
        ["osei-brandt", "fenn"].iter().filter_map(|who| n.accounts.get(who).copied()).collect();
    let mut events = Vec::new();
    for (given, family) in
        [("Maud", "Pemberton"), ("Imran", "Sattar"), ("Colette", "Dufour"), ("Reg", "Hallam")]
    {
        let email = format!("{given}.{family}@northmoor.example").to_lowercase();
        let staff = Staff {
            id: Id::now_v7(),
            code: String::new(),
            title: String::new(),
            given: given.into(),
            family: family.into(),
            email: email.clone(),
            post: "Inclusion Officer".into(),
            department: String::new(),
            left_on: None,
        };
        store::staff::add(&mut w, std::slice::from_ref(&staff)).await?;
        let account = Account {
            id: Id::now_v7(),
            email,
            password_hash: String::new(),
            failures: 0,
            locked_until: None,
            one_time: false,
            version: 1,
        };
        store::account::add(&mut w, &account).await?;
        let (staff, roles) = (staff.id, vec![Role::BehaviourOfficer]);
        let member = Member { account: account.id, staff, roles, years: Vec::new(), active: true };
        store::account::set_member(&mut w, &member).await?;
        events.push(Event::new(Verb::AccountMade, "account", account.id));
        accounts.push(account.id);
    }
    let first = events.remove(0);
    w.commit(first, events).await?;
    let mut read = store.read().await?;
    let mut out = Vec::new();
    for account in accounts {
        out.push(store::account::actor(&mut read, n.org, account).await.map_err(trouble)?);
    }
    Ok(out)
}

async fn schools(
    store: &Store,
    n: &Northmoor,
    plan: &Plan,
    officer: &Actor,
    begins: Day,
) -> anyhow::Result<Vec<KnownSchool>> {
    let at = begins.at(Minute::new(9, 0).unwrap_or_default());
    let mut read = store.read().await?;
    let mut all = store::known_school::all(&mut read, n.org).await?;
    drop(read);
    let first = all.len();
    let new: Vec<KnownSchool> = (first..plan.schools)
        .map(|k| {
            let (name, line) = more(k);
            let mut s = school(k, &line, begins);
            s.listed.name = format!("{name} {}", k + 1);
            s
        })
        .collect();
    let mut w =
        store.write(Act::by(officer, at, "Bringing in the national list of schools")).await?;
    store::calendar::replace(&mut w, &calendar::long(n.day)).await?;
    store::known_school::add(&mut w, &new).await?;
    let event = Event::new(Verb::SchoolsImported, "known_school", Id::now_v7())
        .fact("new", new.len())
        .fact("changed", 0);
    w.commit(event, vec![]).await?;
    all.extend(new);
    Ok(all)
}

/// A case with the child and the homes it is about.
struct Made {
    case: Case,
    child: Child,
    parents: Vec<Parent>,
}

/// Opens the cases month by month and closes those that are over.
async fn cases(
    store: &Store,
    n: &Northmoor,
    plan: &Plan,
    officers: &[Actor],
    schools: &[KnownSchool],
    dice: &mut Dice,
) -> anyhow::Result<Vec<Made>> {
    let calendar = calendar::long(n.day);
    let at = |day: Day| day.at(Minute::new(15, 40).unwrap_or_default());
    // The story's own cases are there already, with the first numbers.
    let mut w = store.write(Act::by_system(n.org, at(n.day), "Counting cases")).await?;
    let numbered = store::case::next_number(&mut w).await? - 1;
    drop(w);
    let kept_open = |c: &Case| c.number - numbered > (plan.cases - plan.open) as i64;
    let mut children: Vec<(Child, Vec<Parent>)> = Vec::new();
    let mut out: Vec<Made> = Vec::with_capacity(plan.cases);
    for month in 0..MONTHS {
        let from = n.day.plus(-30 * (MONTHS - month) as i64);
        let size = plan.cases * (month + 1) / MONTHS - plan.cases * month / MONTHS;
        let mut opened: Vec<Case> = Vec::new();
        let (mut new_children, mut new_parents) = (Vec::new(), Vec::new());
        for _ in 0..size {
            let number = numbered + (out.len() + 1) as i64;
            // A quarter are about a child the desk has known before.
            let (child, parents) = match children.len() {
                some if some > 50 && dice.in_hundred(25) => children[dice.below(some)].clone(),
                _ => {
                    let (child, parents) = family(dice, number);
                    new_children.push(child.clone());
                    new_parents.extend(parents.clone());
                    children.push((child.clone(), parents.clone()));
                    (child, parents)
                }
            };
            let day = from.plus(dice.below(29) as i64);
            let day = calendar.first_on_or_after(day).filter(|d| *d < n.day).unwrap_or(day);
            let school = &schools[dice.often_low(schools.len()).min(schools.len() - 1)];
            let officer = &officers[dice.below(officers.len())];
            let case = fresh(dice, number, (&child, school, officer), day, at(day));
            out.push(Made { case: case.clone(), child, parents });
            opened.push(case);
        }
        // One write a month, by whoever keeps the desk; each case has its own line in the trail.
        let end = from.plus(29).min(n.day.plus(-1));
        let act = Act::by(&officers[0], at(end), "The month’s cases");
        let mut w = store.write(act).await?;
        store::case::child::add(&mut w, &new_children).await?;
        store::case::child::add_parents(&mut w, &new_parents).await?;
        store::case::add(&mut w, &opened).await?;
        let mut events: Vec<Event> = opened
            .iter()
            .map(|c| {
                Event::new(Verb::CaseOpened, "case", c.id)
                    .pupil(c.child)
                    .fact("kind", c.kind.code())
                    .fact("school", &c.school_name)
            })
            .collect();
        // What was opened some months ago is over by now, but for those that are left open.
        for made in out.iter_mut() {
            let over = made.case.open() && end.since(made.case.opened_on) > 90;
            if over && !kept_open(&made.case) {
                close(&mut made.case, end, dice);
                store::case::change(&mut w, &made.case).await.map_err(trouble)?;
                made.case.version += 1;
                events.push(
                    Event::new(Verb::CaseClosed, "case", made.case.id)
                        .pupil(made.case.child)
                        .fact("outcome", made.case.outcome.map_or("", Coded::code)),
                );
            }
        }
        if events.is_empty() {
            continue;
        }
        let first = events.remove(0);
        w.commit(first, events).await?;
    }
    // The last months' cases but for as many as stay open.
    let end = n.day.plus(-1);
    let mut w = store.write(Act::by(&officers[0], at(end), "Cases that are over")).await?;
    let mut events = Vec::new();
    for made in out.iter_mut() {
        if made.case.open() && !kept_open(&made.case) {
            close(&mut made.case, end, dice);
            store::case::change(&mut w, &made.case).await.map_err(trouble)?;
            made.case.version += 1;
            events.push(Event::new(Verb::CaseClosed, "case", made.case.id).pupil(made.case.child));
        }
    }
    if !events.is_empty() {
        let first = events.remove(0);
        w.commit(first, events).await?;
    }
    Ok(out)
}

fn close(case: &mut Case, on: Day, dice: &mut Dice) {
    case.state = State::Closed;
    case.closed_on = Some(on);
    case.outcome = Some(match case.kind {
        Kind::Permanent => *dice.of(&[Outcome::Placed, Outcome::Provision, Outcome::Reinstated]),
        Kind::Suspension | Kind::Lunchtime => Outcome::Ended,
        Kind::AtRisk | Kind::Education => Outcome::NotNeeded,
    });
    case.closed_why = "Everything that was owed was done.".into();
}

fn family(dice: &mut Dice, number: i64) -> (Child, Vec<Parent>) {
    let family = format!("{}-{}", dice.of(FAMILY), dice.of(FAMILY));
    let child = Child {
        id: Id::now_v7(),
        given: dice.of(GIVEN).to_string(),
        family: family.clone(),
        also: String::new(),
        born: Day::new(
            2009 + dice.below(9) as i16,
            1 + dice.below(12) as i8,
            1 + dice.below(28) as i8,
        ),
        upn: String::new(),
        address: format!("{number} Chapel Street\nNorthmoor"),
        home: if dice.in_hundred(6) { "Eastlea".into() } else { String::new() },
        version: 1,
    };
    let adults = if dice.in_hundred(40) { 2 } else { 1 };
    let parents = (0..adults)
        .map(|a| Parent {
            id: Id::now_v7(),
            child: child.id,
            title: if a == 0 { "Ms" } else { "Mr" }.into(),
            given: dice.of(&["Alex", "Sam", "Jo", "Chris", "Robin"]).to_string(),
            family: family.clone(),
            relation: if a == 0 { "Mother" } else { "Father" }.into(),
            responsible: true,
            lives_with: a == 0,
            address: format!("{number} Chapel Street\nNorthmoor"),
            phone: format!("07700 900{:03}", number % 1000),
            email: String::new(),
            language: String::new(),
            interpreter: false,
            restriction: String::new(),
            version: 1,
        })
        .collect();
    (child, parents)
}

fn fresh(
    dice: &mut Dice,
    number: i64,
    (child, school, officer): (&Child, &KnownSchool, &Actor),
    day: Day,
    at: Instant,
) -> Case {
    let kind = match dice.below(100) {
        0..=11 => Kind::Permanent,
        12..=84 => Kind::Suspension,
        85..=88 => Kind::Lunchtime,
        89..=96 => Kind::AtRisk,
        _ => Kind::Education,
    };
    let law = kind.in_law().is_some();
    Case {
        id: Id::now_v7(),
        number,
        child: child.id,
        school: Some(school.id),
        school_name: school.listed.name.clone(),
        kind,
        state: State::Open,
        officer: dice.in_hundred(95).then_some(officer.staff),
        officer_name: officer.name.clone(),
        year: Some(3 + dice.below(9) as i64),
        sen: dice.of(&["N", "N", "K", "K", "E"]).to_string(),
        ehc: *dice.of(&[Ehc::None, Ehc::None, Ehc::None, Ehc::Assessment, Ehc::Plan]),
        looked_after: if dice.in_hundred(5) { Known::Yes } else { Known::No },
        social_worker: if dice.in_hundred(12) { "Ms Hope Anand".into() } else { String::new() },
        decided: law.then_some(day),
        told: law.then_some(day),
        governors_told: (kind == Kind::Permanent).then_some(day),
        first_day: law.then_some(day.plus(1)),
        half_days: match kind {
            Kind::Suspension => Some(2 * (1 + dice.below(8) as i64)),
            Kind::Lunchtime => Some(1 + dice.below(5) as i64),
            _ => None,
        },
        out_from: None,
        out_days: None,
        exam: Known::No,
        exam_day: None,
        letter: if dice.in_hundred(92) { Known::Yes } else { Known::No },
        reasons: dice.of(&["PP", "PA", "VP", "VA", "DB"]).to_string(),
        what: dice.of(WHAT).to_string(),
        level: (kind == Kind::AtRisk)
            .then(|| *dice.of(&[Level::Watch, Level::High, Level::Imminent])),
        review_on: (kind == Kind::AtRisk).then(|| day.plus(21)),
        cancelled_on: None,
        received_at: at,
        opened_on: day,
        closed_on: None,
        outcome: None,
        closed_why: String::new(),
        version: 1,
    }
}

/// Most of what was owed by now on the open cases was done, some of it late.
async fn proofs(
    store: &Store,
    n: &Northmoor,
    officers: &[Actor],
    schools: &[KnownSchool],
    made: &[Made],
    dice: &mut Dice,
) -> anyhow::Result<()> {
    let calendar = calendar::long(n.day);
    let almanac = Almanac::of_school("Northmoor", &calendar, Pattern::of(&calendar))?;
    let kinds: HashMap<Id, SchoolType> = schools
        .iter()
        .map(|s| match (s.listed.kind, s.listed.governed) {
            (OrgKind::PupilReferral, _) => (s.id, SchoolType::Pru),
            (_, Governed::Academy) => (s.id, SchoolType::Academy),
            _ => (s.id, SchoolType::Maintained),
        })
        .collect();
    let at = n.day.plus(-1).at(Minute::new(16, 30).unwrap_or_default());
    let mut w = store.write(Act::by(&officers[0], at, "Recording what was done")).await?;
    let mut events = Vec::new();
    for m in made.iter().filter(|m| m.case.open()) {
        let kind = m.case.school.and_then(|s| kinds.get(&s).copied());
        let kind = kind.unwrap_or(SchoolType::Maintained);
        let owed = owes(
            &m.case,
            &m.child,
            &Around { almanac: Some(&almanac), ..Around::home(&m.parents, kind) },
        );
        let mut did = 0;
        for o in owed.iter().filter(|o| o.open()) {
            let due = o.day();
            if due.is_some_and(|d| d >= n.day) || !dice.in_hundred(94) {
                continue;
            }
            let late = if dice.in_hundred(8) { 2 } else { 0 };
            let on = due.unwrap_or(m.case.opened_on).plus(late).min(n.day.plus(-1));
            let done = Done {
                id: Id::now_v7(),
                code: o.code.to_string(),
                party: o.to,
                whom: o.whom.as_ref().map(|a| a.id),
                whom_name: o.whom.as_ref().map(|a| a.name.clone()).unwrap_or_default(),
                at: on.at(Minute::new(14, 0).unwrap_or_default()),
                how: How::Email,
                by_whom: officers[0].name.clone(),
                what: String::new(),
                due_then: due,
                note: String::new(),
                struck_at: None,
                struck_by: String::new(),
                struck_why: String::new(),
            };
            store::owed::record(&mut w, m.case.id, &done).await?;
            did += 1;
            if o.code == "sixth-day" && m.case.kind == Kind::Permanent {
                let place = place(&m.case, on, dice);
                store::case::work::ask_provider(&mut w, &place).await?;
            }
        }
        if did > 0 {
            events.push(
                Event::new(Verb::CaseDone, "case", m.case.id).pupil(m.case.child).fact("done", did),
            );
        }
    }
    if !events.is_empty() {
        let first = events.remove(0);
        w.commit(first, events).await?;
    }
    Ok(())
}

/// Where somebody is taught from the sixth day on.
fn place(case: &Case, from: Day, dice: &mut Dice) -> Provision {
    let providers = ["Larch House", "Moorside Centre", "The Bridge Pupil Referral Unit"];
    let asked = case.opened_on.at(Minute::new(15, 10).unwrap_or_default());
    Provision {
        id: Id::now_v7(),
        about: case.id,
        provider: providers[dice.below(providers.len())].into(),
        contact: String::new(),
        asked_at: asked,
        answer: Answer::Accepted,
        answered_at: Some(asked),
        why: String::new(),
        starts_on: Some(from),
        week_minutes: Some(1_500),
        transport: if dice.in_hundred(40) { "Taxi" } else { "Bus pass" }.into(),
        place: String::new(),
        report_to: String::new(),
        sessions: String::new(),
        ended_on: None,
        review_on: None,
        by_name: case.officer_name.clone(),
        version: 1,
    }
}
