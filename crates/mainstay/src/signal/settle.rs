//! What follows from a bringing-in: the school's own rules are held against it, and what meets one
//! is raised in the same write.
//!
//! Must never know: pages, or how a rule is counted.

use crate::problem::Problem;
use casework::pupil::Pupil;
use casework::school::{Setting, Staff};
use casework::signal::{Measure, Met, Rule, Seen, Signal, due};
use casework::threshold::Reviewer;
use casework::{Event, Id, Reach, Scope, Verb};
use rulebook::Day;
use rulebook::room::SIGNAL_LOOKS_BACK;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Write;

/// Everybody a signal may be given to.
struct Owners {
    leads: BTreeMap<i64, Id>,
    staff: Vec<Staff>,
}

impl Owners {
    async fn of(w: &mut Write, org: Id) -> Result<Owners, Problem> {
        let leads = store::year_lead::all(w, org).await?;
        Ok(Owners { leads, staff: store::staff::all(w, org).await? })
    }
    fn one(&self, rule: &Rule, pupil: &Pupil) -> (Option<Id>, String) {
        let id = match rule.owner {
            Reviewer::Nobody => None,
            Reviewer::YearLead => self.leads.get(&pupil.year).copied(),
            Reviewer::Mentor => pupil.mentor,
            Reviewer::Person => rule.owner_staff,
        };
        let here = self.staff.iter().find(|s| Some(s.id) == id && s.left_on.is_none());
        here.map_or((None, String::new()), |s| (Some(s.id), s.full()))
    }
}

/// Holds the rules against what was brought in. `since` is the first day of new incidents,
/// `attendance` the day new figures of it go up to. What is older than some school days raises
/// nothing: it is history.
pub async fn settle(
    w: &mut Write,
    setting: &Setting,
    since: Option<Day>,
    attendance: Option<Day>,
    today: Day,
) -> Result<Vec<Event>, Problem> {
    let org = setting.school.id;
    let rules = store::signal::active(w, org).await?;
    let cal = &setting.calendar;
    let oldest = cal.school_days_before(today, SIGNAL_LOOKS_BACK.0).unwrap_or(today);
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let mut seen: BTreeMap<Id, Vec<Seen>> = BTreeMap::new();
    let first = since.map(|s| s.max(oldest)).filter(|first| *first <= today);
    if let Some(first) = first {
        for s in
            store::early_warning::seen(w, org, reach_back(setting, &rules, first), today).await?
        {
            seen.entry(s.pupil).or_default().push(s);
        }
        seen.retain(|_, all| all.iter().any(|s| s.day >= first));
    }
    let mut figures: HashMap<Id, i64> = HashMap::new();
    if let Some(upto) = attendance.filter(|a| *a >= oldest) {
        let all = store::attendance::on(w, org, &[upto]).await?;
        figures.extend(all.into_iter().map(|a| (a.pupil, a.per_mille)));
    }
    let ids: BTreeSet<Id> = seen.keys().chain(figures.keys()).copied().collect();
    let ids: Vec<Id> = ids.into_iter().collect();
    let scope = Scope { org, reach: vec![Reach::School] };
    let owners = Owners::of(w, org).await?;
    let spoken: HashMap<(Id, Id), Day> = store::signal::spoken(w, org)
        .await?
        .into_iter()
        .map(|(rule, pupil, upto)| ((rule, pupil), upto))
        .collect();
    let mut signals: Vec<Signal> = Vec::new();
    for some in ids.chunks(500) {
        for pupil in store::pupil::several(w, &scope, some).await? {
            if pupil.left_on.is_some() {
                continue;
            }
            let mine = seen.get(&pupil.id).map_or(&[][..], Vec::as_slice);
            for rule in rules.iter().filter(|r| r.whom.holds(&pupil)) {
                let after = spoken.get(&(rule.id, pupil.id)).copied();
                let met = match (rule.measure, attendance, figures.get(&pupil.id)) {
                    (Measure::Attendance, Some(upto), Some(figure)) => {
                        rule.met_by_attendance(setting, upto, *figure, after)
                    }
                    (Measure::Attendance, ..) => None,
                    _ => first.and_then(|first| met_since(rule, setting, mine, first, after)),
                };
                if let Some(met) = met {
                    let at = w.at();
                    signals.push(made(rule, &met, &pupil, &owners, setting, today, at));
                }
            }
        }
    }
    store::signal::raise(w, &signals).await?;
    Ok(signals.iter().map(told).collect())
}

/// From which day incidents are looked at: as far as the longest window of any rule.
fn reach_back(setting: &Setting, rules: &[Rule], first: Day) -> Day {
    let cal = &setting.calendar;
    rules
        .iter()
        .filter_map(|r| match r.measure {
            Measure::Attendance => None,
            Measure::More => {
                cal.school_days_before(first, u32::try_from(2 * r.window_days).unwrap_or(0))
            }
            _ => r.window.days(r.window_days, cal, first).map(|(from, _)| from),
        })
        .min()
        .unwrap_or(first)
}

/// The first of the new days on which a rule is met.
fn met_since(
    rule: &Rule,
    setting: &Setting,
    seen: &[Seen],
    first: Day,
    after: Option<Day>,
) -> Option<Met> {
    let days: BTreeSet<Day> = seen.iter().map(|s| s.day).filter(|d| *d >= first).collect();
    days.into_iter().find_map(|day| rule.met(setting, seen, day, after))
}

fn made(
    rule: &Rule,
    met: &Met,
    pupil: &Pupil,
    owners: &Owners,
    setting: &Setting,
    today: Day,
    at: rulebook::Instant,
) -> Signal {
    let (owner, owner_name) = owners.one(rule, pupil);
    Signal {
        id: Id::now_v7(),
        pupil: pupil.id,
        rule: rule.id,
        name: rule.name.clone(),
        said: rule.explained(met),
        from: met.from,
        to: met.to,
        owner,
        owner_name,
        due: due(&setting.calendar, today, rule.within),
        raised_at: at,
        outcome: None,
        words: String::new(),
        decided_at: None,
        decided_by: String::new(),
        version: 1,
    }
}

fn told(s: &Signal) -> Event {
    let whom = if s.owner_name.is_empty() { "nobody yet" } else { &s.owner_name };
    Event::new(Verb::SignalRaised, "signal", s.id)
        .pupil(s.pupil)
        .fact("rule", &s.name)
        .fact("counted", &s.said)
        .fact("asked of", whom)
        .fact("due", s.due)
}
