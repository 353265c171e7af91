//! What Northmoor has on an ordinary day: its register of schools, the year's rates, and two sums
//! of money that follow a pupil, one approved and one waiting.
//!
//! Everybody here is invented; so is every school.

use super::authority::Northmoor;
use super::calendar;
use crate::clock::Clock;
use casework::known_school::{KnownSchool, Listed, Opening, Phase};
use casework::money::{Money, MoneyState, Part, Rate, RelevantRule, approve};
use casework::organisation::{Governed, OrgKind};
use casework::{Act, Actor, Event, Id, Verb};
use rulebook::almanac::Pattern;
use rulebook::money::{FundingYear, Relevant};
use rulebook::{Almanac, Day, Minute};
use store::Store;

/// Name, kind, who answers for it, phase, head, street.
pub(super) type Line = (&'static str, OrgKind, Governed, Phase, &'static str, &'static str);

static SCHOOLS: &[Line] = &[
    (
        "Harrowfield School",
        OrgKind::Secondary,
        Governed::Maintained,
        Phase::Secondary,
        "Mr Silas Wetherby",
        "Harrow Lane",
    ),
    (
        "Fairholme Community School",
        OrgKind::Secondary,
        Governed::Maintained,
        Phase::Secondary,
        "Mrs Samira Khoury",
        "Mill Rise",
    ),
    (
        "Brindle Hill Academy",
        OrgKind::Secondary,
        Governed::Academy,
        Phase::Secondary,
        "Dr Amrit Sol",
        "Brindle Hill",
    ),
    (
        "Ferring Road Primary School",
        OrgKind::Primary,
        Governed::Maintained,
        Phase::Primary,
        "Ms Odile Garrick",
        "Ferring Road",
    ),
    (
        "St Aldhelm’s Church of England Primary School",
        OrgKind::Primary,
        Governed::Maintained,
        Phase::Primary,
        "Mr Tobias Renn",
        "Church Walk",
    ),
    (
        "Vale Road Primary Academy",
        OrgKind::Primary,
        Governed::Academy,
        Phase::Primary,
        "Mrs Ines Farrow",
        "Vale Road",
    ),
    (
        "Calder Vale School",
        OrgKind::AllThrough,
        Governed::Academy,
        Phase::AllThrough,
        "Ms Petra Lindqvist",
        "Calder Street",
    ),
    (
        "Moor Lane Special School",
        OrgKind::Special,
        Governed::Maintained,
        Phase::NotSaid,
        "Mr Joss Amory",
        "Moor Lane",
    ),
    (
        "Thornfield House School",
        OrgKind::NonMaintainedSpecial,
        Governed::Neither,
        Phase::NotSaid,
        "Dr Helen Voss",
        "Thorn Lane",
    ),
    (
        "The Bridge Pupil Referral Unit",
        OrgKind::PupilReferral,
        Governed::Maintained,
        Phase::NotSaid,
        "Mr Dominic Ayre",
        "Station Yard",
    ),
];

/// A school of the register. The number is invented and of no authority.
pub(super) fn school(n: usize, line: &Line, read_on: Day) -> KnownSchool {
    let (name, kind, governed, phase, head, street) = line;
    KnownSchool {
        id: Id::now_v7(),
        listed: Listed {
            urn: format!("{}", 990_001 + n),
            number: String::new(),
            name: (*name).into(),
            kind: *kind,
            governed: *governed,
            type_name: String::new(),
            phase: *phase,
            opening: Opening::Open,
            opened_on: None,
            closed_on: None,
            head: (*head).into(),
            address: format!("{street}\nNorthmoor"),
            postcode: format!("NM{} {}AB", 1 + n % 9, 1 + n % 8),
            phone: format!("01632 960{:03}", n % 1000),
            website: String::new(),
            trust: String::new(),
        },
        email: format!("office{}@schools.example", n + 1),
        contact: String::new(),
        note: String::new(),
        read_on: Some(read_on),
        version: 1,
    }
}

/// Keeps the register, the rates and the sums. `here` is the school of the demonstration.
pub async fn fill(store: &Store, n: &Northmoor, here: Option<Id>) -> anyhow::Result<()> {
    let summer = n.day.plus(-110).at(Minute::new(9, 0).unwrap_or_default());
    let clock = Clock::stopped(summer);
    let schools: Vec<KnownSchool> =
        SCHOOLS.iter().enumerate().map(|(i, line)| school(i, line, clock.now().day())).collect();
    let (callum, akers) = (actor(store, n, "osei-brandt").await?, actor(store, n, "akers").await?);
    let why = "Bringing in the national list of schools";
    let mut w = store.write(Act::by(&callum, clock.now(), why)).await?;
    store::known_school::add(&mut w, &schools).await?;
    let event = Event::new(Verb::SchoolsImported, "known_school", Id::now_v7())
        .fact("new", schools.len())
        .fact("changed", 0);
    w.commit(event, vec![]).await?;
    if let (Some(here), Some(ours)) =
        (here, schools.iter().find(|s| s.listed.name.starts_with("Fairholme")))
    {
        let mut w = store.write(Act::by(&callum, clock.now(), "Saying who uses Mainstay")).await?;
        store::known_school::change(&mut w, ours, Some(here))
            .await
            .map_err(|p| anyhow::anyhow!("{p}"))?;
        let event = Event::new(Verb::KnownSchoolChanged, "known_school", ours.id)
            .fact("uses Mainstay here as", format!("none → {}", ours.listed.name));
        w.commit(event, vec![]).await?;
    }
    let rates = rates(store, n, &akers, clock.now()).await?;
    sums(store, n, (&callum, &akers), &rates, &schools).await
}

async fn actor(store: &Store, n: &Northmoor, who: &str) -> anyhow::Result<Actor> {
    let account = n.accounts.get(who).copied().unwrap_or_default();
    let mut read = store.read().await?;
    store::account::actor(&mut read, n.org, account).await.map_err(|p| anyhow::anyhow!("{p}"))
}

async fn rates(
    store: &Store,
    n: &Northmoor,
    akers: &Actor,
    at: rulebook::Instant,
) -> anyhow::Result<Vec<Rate>> {
    let this = FundingYear::of(n.day).number();
    let mut w =
        store.write(Act::by(akers, at, "Entering rates of money that follows a pupil")).await?;
    let (mut all, mut events) = (Vec::new(), Vec::new());
    for (year, label, pence) in [
        (this, "Primary, all pupil-led factors", 498_200),
        (this, "Key stage 3, all pupil-led factors", 624_000),
        (this, "Key stage 4, all pupil-led factors", 698_550),
        (this - 1, "Key stage 3, all pupil-led factors", 601_900),
        (this - 1, "Key stage 4, all pupil-led factors", 672_350),
        (this + 1, "Key stage 3, all pupil-led factors", 640_150),
    ] {
        let rate = Rate {
            id: Id::now_v7(),
            year,
            label: label.into(),
            pence,
            source: "Schools Forum".into(),
            entered_name: akers.name.clone(),
            entered_at: at,
            ended_at: None,
        };
        store::money::add_rate(&mut w, &rate, akers.staff).await?;
        events.push(Event::new(Verb::RateEntered, "money_rate", rate.id).fact("of", label));
        all.push(rate);
    }
    let first = events.remove(0);
    w.commit(first, events).await?;
    Ok(all)
}

async fn sums(
    store: &Store,
    n: &Northmoor,
    (callum, akers): (&Actor, &Actor),
    rates: &[Rate],
    schools: &[KnownSchool],
) -> anyhow::Result<()> {
    let calendar = calendar::around(n.day);
    let almanac = Almanac::of_school("Northmoor", &calendar, Pattern::of(&calendar))?;
    let at = |day: Day, hour| day.at(Minute::new(hour, 10).unwrap_or_default());
    for (who, place, back, order) in
        [("Kit Mallory-Shaw", 2, 40, true), ("Noor Abernathy", 0, 12, false)]
    {
        let Some(takes_effect) = calendar.school_days_before(n.day, back) else { continue };
        let relevant = Relevant::SixthAfter.count(takes_effect, &almanac)?.due;
        let year = FundingYear::of(relevant);
        let Some(rate) =
            rates.iter().find(|r| r.year == year.number() && r.label.starts_with("Key stage 3"))
        else {
            continue;
        };
        let Some(school) = schools.get(place) else { continue };
        let raised_at = at(calendar.last_before(n.day).unwrap_or(n.day), 14);
        let money = Money {
            id: Id::now_v7(),
            about: None,
            who: who.into(),
            school: Some(school.id),
            school_name: school.listed.name.clone(),
            takes_effect,
            leaving_year: false,
            rule: RelevantRule::SixthAfter,
            relevant,
            relevant_why: String::new(),
            school_year_ends: year.school_year_ends(),
            order: if order { rulebook::money::readjustment() } else { 0 },
            ordered_on: order.then(|| takes_effect.plus(30)),
            admitting: String::new(),
            admitted_on: None,
            note: String::new(),
            parts: vec![Part { label: rate.label.clone(), pence: rate.pence, rate: Some(rate.id) }],
            state: MoneyState::Raised,
            raised_by: callum.staff,
            raised_name: callum.name.clone(),
            raised_at,
            decided_name: String::new(),
            decided_at: None,
            decided_why: String::new(),
            reinstated_on: None,
            reversal_by: None,
            reversal_name: String::new(),
            reversal_why: String::new(),
            reversed_name: String::new(),
            reversed_at: None,
            version: 1,
        };
        let why = "Raising money that follows a pupil";
        let mut w = store.write(Act::by(callum, raised_at, why)).await?;
        store::money::raise(&mut w, &money).await?;
        w.commit(Event::new(Verb::MoneyRaised, "money", money.id), vec![]).await?;
        if order {
            let state = approve(akers, &money)?;
            let why = "Approving money that follows a pupil";
            let mut w = store.write(Act::by(akers, raised_at.plus_seconds(3600), why)).await?;
            let by = (akers.staff, akers.name.as_str(), "");
            store::money::decide(&mut w, &money, state, by)
                .await
                .map_err(|p| anyhow::anyhow!("{p}"))?;
            w.commit(Event::new(Verb::MoneyApproved, "money", money.id), vec![]).await?;
        }
    }
    Ok(())
}
