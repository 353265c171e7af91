//! Two school years of the room before the demonstration's day: placements with their periods,
//! work and day log, and what was done when the room was empty.
//!
//! Each day is one act of its own day, so the trail says when things were. No day holds more in
//! a period than the room has seats.

use super::fairholme::{Fairholme, REASONS};
use super::large::{Dice, Form, put, subject_at};
use super::people::TEACHES;
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Instant, Minute};
use std::collections::HashMap;
use store::{Store, Val};

/// Seats of Fairholme's room that the past fills; one is left for the story of the last weeks.
const SEATS: usize = 5;
/// Lesson periods of its day: start and length in minutes.
const PERIODS: [(u16, u16, i64); 6] =
    [(9, 0, 60), (10, 0, 50), (11, 5, 55), (12, 0, 50), (13, 30, 50), (14, 20, 45)];

fn start(period: usize) -> Minute {
    let (h, m, _) = PERIODS[period];
    Minute::new(h, m).unwrap_or_default()
}
fn end(period: usize) -> Minute {
    start(period).plus(PERIODS[period].2)
}

/// The rows of one day, by table.
#[derive(Default)]
struct Rows {
    referral: Vec<Vec<Val>>,
    placement: Vec<Vec<Val>>,
    slot: Vec<Vec<Val>>,
    work: Vec<Vec<Val>>,
    entry: Vec<Vec<Val>>,
    exit: Vec<Vec<Val>>,
    duty: Vec<Vec<Val>>,
    call: Vec<Vec<Val>>,
    home_call: Vec<Vec<Val>>,
    task: Vec<Vec<Val>>,
    /// Placement, pupil and the moment it was decided: whose homes are still to be told.
    booked: Vec<(Id, Id, Instant)>,
    events: Vec<Event>,
}

impl Rows {
    fn entries(&self) -> usize {
        self.placement.len() + self.slot.len() + self.entry.len()
    }
}

/// Makes about `entries` placements, periods and lines of the day log. Says how many.
pub(super) async fn make(
    store: &Store,
    f: &Fairholme,
    forms: &[Form],
    homes: &HashMap<Id, Id>,
    entries: usize,
    dice: &mut Dice,
) -> anyhow::Result<usize> {
    let calendar = super::calendar::long(f.day);
    let first = calendar.terms.iter().map(|t| t.from).min().unwrap_or(f.day);
    let days = calendar.school_days_between(first, f.day.plus(-1));
    // Some pupils come often, most never: the order in which they are likely to.
    let mut likely: Vec<(usize, Id)> = forms
        .iter()
        .enumerate()
        .flat_map(|(n, form)| form.pupils.iter().map(move |p| (n, *p)))
        .collect();
    for i in (1..likely.len()).rev() {
        likely.swap(i, dice.below(i + 1));
    }
    likely.truncate((likely.len() / 3).max(12));
    let mut made = 0;
    for (n, day) in days.iter().enumerate() {
        let so_far = entries * (n + 1) / days.len();
        let rows = one_day(f, forms, &likely, *day, so_far.saturating_sub(made), dice);
        made += rows.entries();
        let rows = told(rows, f, homes, dice);
        keep(store, f, *day, rows).await?;
    }
    Ok(made)
}

async fn keep(store: &Store, f: &Fairholme, day: Day, mut rows: Rows) -> anyhow::Result<()> {
    if rows.events.is_empty() {
        return Ok(());
    }
    let at = day.at(Minute::new(15, 30).unwrap_or_default());
    let mut w = store.write(Act::by_system(f.org, at, "An invented day in the room")).await?;
    put(&mut w, "referral", REFERRAL, rows.referral).await?;
    put(&mut w, "placement", PLACEMENT, rows.placement).await?;
    put(&mut w, "slot", SLOT, rows.slot).await?;
    put(&mut w, "work", WORK, rows.work).await?;
    put(&mut w, "entry", ENTRY, rows.entry).await?;
    put(&mut w, "exit_interview", EXIT, rows.exit).await?;
    put(&mut w, "duty", DUTY, rows.duty).await?;
    put(&mut w, "call_out", CALL, rows.call).await?;
    put(&mut w, "home_call", HOME_CALL, rows.home_call).await?;
    put(&mut w, "task", TASK, rows.task).await?;
    let first = rows.events.remove(0);
    w.commit(first, rows.events).await?;
    Ok(())
}

/// Home was rung about nearly all of them, and their letters went out from the office: this
/// school took its letters up in Mainstay on the demonstration’s own day.
fn told(mut rows: Rows, f: &Fairholme, homes: &HashMap<Id, Id>, dice: &mut Dice) -> Rows {
    for (placement, pupil, at) in std::mem::take(&mut rows.booked) {
        rows.task.push(vec![
            f.org.into(),
            Id::now_v7().into(),
            "left_letter".into(),
            placement.into(),
            placement.into(),
            "".into(),
            at.day().into(),
            at.into(),
            at.into(),
            "Ms Dara Okell".into(),
            "Sent from the office".into(),
        ]);
        let Some(contact) = homes.get(&pupil).filter(|_| !dice.in_hundred(3)) else { continue };
        let rung = at.plus_seconds(60 * (10 + dice.below(60) as i64));
        rows.home_call.push(vec![
            f.org.into(),
            Id::now_v7().into(),
            pupil.into(),
            (*contact).into(),
            placement.into(),
            rung.into(),
            rung.into(),
            (*dice.of(&["spoke", "spoke", "spoke", "voicemail"])).into(),
            f.staff["okell"].into(),
            "Ms Dara Okell".into(),
        ]);
    }
    rows
}

fn one_day(
    f: &Fairholme,
    forms: &[Form],
    likely: &[(usize, Id)],
    day: Day,
    entries: usize,
    dice: &mut Dice,
) -> Rows {
    let mut rows = Rows::default();
    let mut taken = [0usize; 6];
    let mut here: Vec<Id> = Vec::new();
    // A few tries in vain are a full room, not a reason to go on for ever.
    for _ in 0..60 {
        if rows.entries() >= entries {
            break;
        }
        let (form, pupil) = likely[dice.often_low(likely.len())];
        if here.contains(&pupil) {
            continue;
        }
        let from = *dice.of(&[0, 0, 0, 0, 1, 2, 3, 4, 4]);
        let long = *dice.of(&[1, 2, 3, 3, 4, 6, 6, 6]);
        let periods: Vec<usize> = (from..6).take(long).filter(|p| taken[*p] < SEATS).collect();
        if periods.is_empty() {
            continue;
        }
        here.push(pupil);
        for p in &periods {
            taken[*p] += 1;
        }
        placement(&mut rows, f, &forms[form], pupil, day, &periods, here.len(), dice);
    }
    empty_periods(&mut rows, f, day, &taken, dice);
    rows
}

#[allow(clippy::too_many_arguments)]
fn placement(
    rows: &mut Rows,
    f: &Fairholme,
    form: &Form,
    pupil: Id,
    day: Day,
    periods: &[usize],
    seat: usize,
    dice: &mut Dice,
) {
    let org = f.org;
    let (id, referral) = (Id::now_v7(), Id::now_v7());
    let adult: Val = f.staff["okell"].into();
    let senior: Val = f.staff["thrale"].into();
    let (first, last) = (periods[0], periods[periods.len() - 1]);
    let before = day.plus(-1);
    let asked = before.at(Minute::new(14, 10).unwrap_or_default());
    let came = day.at(start(first).plus(-10));
    let went = day.at(end(last));
    let reason = f.reasons[REASONS[dice.often_low(REASONS.len())]];
    let class = &form.classes[dice.below(form.classes.len())];
    // Most stay to the end; some do not come at all.
    let state = if dice.in_hundred(4) { "not_here" } else { "closed" };
    let there = state == "closed";
    rows.referral.push(vec![
        org.into(),
        referral.into(),
        pupil.into(),
        class.2.into(),
        reason.into(),
        before.into(),
        format!("P{}", 1 + dice.often_low(6).max(dice.below(6))).into(),
        (*dice.of(&["Classroom", "Corridor", "Dining hall", "Sports hall"])).into(),
        "Would not settle after two warnings and a move of seat.".into(),
        "no".into(),
        (if periods.len() >= 6 { "day" } else { "lesson" }).into(),
        "approved".into(),
        asked.into(),
        senior.clone(),
        asked.plus_seconds(1_800).into(),
        "Agreed.".into(),
        dice.in_hundred(18).into(),
    ]);
    rows.placement.push(vec![
        org.into(),
        id.into(),
        pupil.into(),
        referral.into(),
        f.room.into(),
        day.into(),
        (((seat - 1) % SEATS) as i64 + 1).into(),
        state.into(),
        senior,
        reason.into(),
        "You need time away from your lesson to start again.".into(),
        there.then_some(came).into(),
        there.then(|| came.plus_seconds(300)).into(),
        there.then_some(went).into(),
        there.then(|| went.plus_seconds(600)).into(),
        asked.into(),
    ]);
    rows.events.push(Event::new(Verb::Booked, "placement", id).pupil(pupil));
    rows.booked.push((id, pupil, asked.plus_seconds(1_800)));
    for p in periods {
        slot(rows, f, form, pupil, id, day, *p, there, dice);
    }
    if !there {
        return;
    }
    rows.events.push(Event::new(Verb::Closed, "placement", id).pupil(pupil));
    for _ in 0..(4 + dice.below(13)) {
        let p = *dice.of(periods);
        let at = day.at(start(p).plus(dice.below(40) as i64));
        let kind = *dice.of(&["praise", "praise", "praise", "help", "help", "warning", "break"]);
        rows.entry.push(vec![
            org.into(),
            Id::now_v7().into(),
            id.into(),
            pupil.into(),
            kind.into(),
            at.into(),
            (kind == "break").then(|| at.plus_seconds(300)).into(),
            adult.clone(),
            "Ms Dara Okell".into(),
            at.into(),
        ]);
    }
    rows.exit.push(vec![
        org.into(),
        id.into(),
        pupil.into(),
        (*dice.of(&["completed", "completed", "completed", "completed", "part", "not_completed"]))
            .into(),
        "Got on with the first task.".into(),
        (4 + dice.below(6) as i64).into(),
        (*dice.of(&["yes", "yes", "partly"])).into(),
        adult,
        "Ms Dara Okell".into(),
        went.into(),
    ]);
}

#[allow(clippy::too_many_arguments)]
fn slot(
    rows: &mut Rows,
    f: &Fairholme,
    form: &Form,
    pupil: Id,
    placement: Id,
    day: Day,
    period: usize,
    there: bool,
    dice: &mut Dice,
) {
    let subject = subject_at(form, day.weekday().number() as usize - 1, period);
    let class = form.classes.iter().find(|c| c.0 == subject);
    let (class, teacher) = (class.map(|c| c.1), class.map(|c| c.2));
    let id = Id::now_v7();
    let asked = day.plus(-1).at(Minute::new(14, 45).unwrap_or_default());
    let bank = dice.in_hundred(25);
    let code = format!("P{}", period + 1);
    rows.slot.push(vec![
        f.org.into(),
        id.into(),
        placement.into(),
        pupil.into(),
        f.room.into(),
        day.into(),
        code.clone().into(),
        start(period).into(),
        end(period).into(),
        class.into(),
        subject.into(),
        teacher.into(),
        there.then(|| 2 + dice.below(3) as i64).into(),
        there.then(|| 2 + dice.below(3) as i64).into(),
        there
            .then(|| dice.of(&["all", "all", "most", "most", "most", "part", "none"]).to_string())
            .into(),
    ]);
    rows.work.push(vec![
        f.org.into(),
        Id::now_v7().into(),
        id.into(),
        placement.into(),
        pupil.into(),
        day.into(),
        code.into(),
        class.into(),
        subject.into(),
        teacher.into(),
        (if bank { "bank" } else { "answered" }).into(),
        (if bank { "bank" } else { *dice.of(&["same", "online", "paper"]) }).into(),
        (!bank && dice.in_hundred(80)).into(),
        asked.into(),
        asked.plus_seconds(2_400).into(),
        asked.plus_seconds(3_600).into(),
        day.at(end(period)).into(),
    ]);
}

/// What was done in periods nobody was in the room.
fn empty_periods(rows: &mut Rows, f: &Fairholme, day: Day, taken: &[usize; 6], dice: &mut Dice) {
    for period in (0..6).filter(|p| taken[*p] == 0) {
        let kind = *dice.of(&["on_call", "on_call", "on_call", "in_class", "mentoring", "other"]);
        let id = Id::now_v7();
        let class = kind == "in_class";
        rows.duty.push(vec![
            f.org.into(),
            id.into(),
            f.staff["okell"].into(),
            "Ms Dara Okell".into(),
            day.into(),
            format!("P{}", period + 1).into(),
            start(period).into(),
            end(period).into(),
            kind.into(),
            (if kind == "other" { "Reviewing units of the work bank" } else { "" }).into(),
            (if class { "9Y3" } else { "" }).into(),
            (if class { dice.of(TEACHES).0 } else { "" }).into(),
        ]);
        rows.events.push(Event::new(Verb::DutyStarted, "duty", id).fact("kind", kind));
        if kind != "on_call" || dice.in_hundred(25) {
            continue;
        }
        let call = Id::now_v7();
        let at = day.at(start(period).plus(2 + dice.below(25) as i64));
        rows.call.push(vec![
            f.org.into(),
            call.into(),
            day.into(),
            at.into(),
            at.plus_seconds(180).into(),
            at.plus_seconds(900).into(),
            (*dice.of(&["Corridor", "Classroom", "Food room", "Dining hall"])).into(),
            (*dice.of(&["stayed", "stayed", "stayed", "moved", "room", "first_aid", "senior"]))
                .into(),
            f.staff["okell"].into(),
            "Ms Dara Okell".into(),
        ]);
        rows.events.push(Event::new(Verb::CallLogged, "call", call));
    }
}

const REFERRAL: &[&str] = &[
    "org",
    "id",
    "pupil",
    "referrer",
    "reason",
    "happened_on",
    "period",
    "place",
    "what",
    "hurt",
    "ask",
    "state",
    "made_at",
    "decided_by",
    "decided_at",
    "decision",
    "instead_of_suspension",
];
const PLACEMENT: &[&str] = &[
    "org",
    "id",
    "pupil",
    "referral",
    "room",
    "day",
    "seat",
    "state",
    "decided_by",
    "reason",
    "plain_reason",
    "arrived_at",
    "inducted_at",
    "left_at",
    "closed_at",
    "made_at",
];
const SLOT: &[&str] = &[
    "org",
    "id",
    "placement",
    "pupil",
    "room",
    "day",
    "code",
    "from_minute",
    "to_minute",
    "class",
    "subject",
    "teacher",
    "conduct",
    "learning",
    "done",
];
const WORK: &[&str] = &[
    "org",
    "id",
    "slot",
    "placement",
    "pupil",
    "day",
    "code",
    "class",
    "subject",
    "teacher",
    "state",
    "route",
    "same_as_class",
    "asked_at",
    "answered_at",
    "escalates_at",
    "returned_at",
];
const ENTRY: &[&str] = &[
    "org",
    "id",
    "placement",
    "pupil",
    "kind",
    "at",
    "until_at",
    "by_staff",
    "by_name",
    "made_at",
];
const EXIT: &[&str] = &[
    "org",
    "placement",
    "pupil",
    "outcome",
    "went_well",
    "feeling",
    "ready",
    "by_staff",
    "by_name",
    "at",
];
const DUTY: &[&str] = &[
    "org",
    "id",
    "staff",
    "staff_name",
    "day",
    "code",
    "from_minute",
    "to_minute",
    "kind",
    "body",
    "class_code",
    "subject",
];
const HOME_CALL: &[&str] = &[
    "org",
    "id",
    "pupil",
    "contact",
    "placement",
    "at",
    "made_at",
    "outcome",
    "by_staff",
    "by_name",
];
const TASK: &[&str] = &[
    "org",
    "id",
    "kind",
    "placement",
    "about",
    "what",
    "due",
    "made_at",
    "done_at",
    "done_by",
    "done_why",
];
const CALL: &[&str] = &[
    "org",
    "id",
    "day",
    "called_at",
    "arrived_at",
    "left_at",
    "place",
    "outcome",
    "by_staff",
    "by_name",
];

#[cfg(test)]
mod tests {
    use crate::clock::Clock;
    use crate::demo::{calendar, fairholme, large};
    use casework::report::{Report, What};
    use casework::{Scope, scope::Reach};
    use rulebook::{Day, Minute};

    #[tokio::test]
    async fn a_made_up_past_holds_together_and_adds_up() {
        let day = Day::new(2026, 11, 10).unwrap();
        for fresh in store::testing::fresh().await {
            let clock = Clock::stopped(day.at(Minute::new(8, 0).unwrap()));
            let f = fairholme::make(&fresh.store, &clock, day, true).await.unwrap();
            let plan = large::Plan { pupils: 120, staff: 40, entries: 1_500 };
            let made = large::fill(&fresh.store, &clock, &f, &plan).await.unwrap();
            assert!((1_400..1_700).contains(&made), "{made}");
            let mut read = fresh.store.read().await.unwrap();
            let scope = Scope { org: f.org, reach: vec![Reach::School] };
            let roll = store::report::roll(&mut read, &scope).await.unwrap();
            assert_eq!(roll.iter().map(|g| g.pupils).sum::<i64>(), 120);
            let first = Day::new(2024, 9, 1).unwrap();
            let staff = f.staff["okell"];
            let facts = store::report::facts(&mut read, &scope, staff, first, day).await.unwrap();
            let school = calendar::long(day);
            assert!(facts.placed.iter().all(|p| school.is_school_day(p.day) && p.day < day));
            for s in &facts.spent {
                let at_once =
                    facts.spent.iter().filter(|x| (x.day, &x.code) == (s.day, &s.code)).count();
                assert!(at_once <= super::SEATS, "{at_once} on {} in {}", s.day, s.code);
            }
            let lines = facts.spent.len();
            let r = Report::of(facts, day.at(Minute::new(16, 0).unwrap()));
            // Everybody who came was there for every period they were booked for.
            assert_eq!(r.count(What::Periods), lines as i64);
            assert!(r.count(What::Repeats) > 0 && r.count(What::OnCall) > 0);
            assert!(fresh.store.verify_chain(f.org).await.unwrap().is_ok(), "{}", fresh.engine);
        }
    }
}
