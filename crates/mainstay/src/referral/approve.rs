//! Gathering what a fair decision needs, and showing it. The same gathering stands behind the
//! page and behind the post, so that what is decided on is what would be shown now.

use super::approve_page::{ApprovePage, Block};
use super::booking::Known;
use super::thread::Step;
use super::ways::Sight;
use super::{queue, seen};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::booking::{self, No, Wanted, Way, WayOut};
use casework::pupil::Pupil;
use casework::referral::{self, Hurt, Length, Referral, ReferralState};
use casework::room::spell_periods;
use casework::{Coded, Id, May};
use rulebook::Day;
use rulebook::day::spell_minutes;
use store::Source;

/// Everything that was gathered.
pub(super) struct Looked {
    pub referral: Referral,
    pub pupil: Pupil,
    pub wanted: Option<Wanted>,
    /// Minutes of lessons wanted.
    pub minutes: i64,
    pub no: Option<No>,
    pub ways: Vec<(Way, Option<WayOut>)>,
    /// The category's words.
    pub category: String,
    pub past_gate: bool,
    /// Given names that a reason for home should not hold.
    pub names: Vec<String>,
    pub page: ApprovePage,
}

/// Shows it with what would be booked by itself: the next school day, the length asked for.
pub async fn show(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut read = v.read().await?;
    let (referral, pupil, _) = seen(&mut read, &v, id).await?;
    if referral.state != ReferralState::Waiting {
        return v.to(format!("/referrals/{id}"));
    }
    let form = first_form(&mut read, &v, &referral).await?;
    let looked = look(&mut read, &v, referral, pupil, form, Errors::new()).await?;
    v.page(&looked.page)
}

pub(super) async fn first_form(
    src: &mut dyn Source,
    v: &Visit,
    r: &Referral,
) -> Result<Form, Problem> {
    if let Some(wait) = store::referral::waits(src, v.org(), &[r.id]).await?.into_iter().next() {
        // What was wanted when it was kept waiting.
        let mut pairs = vec![
            ("instead".to_string(), "no".to_string()),
            ("plain".to_string(), super::reason_label(src, v.org(), Some(r.reason)).await?),
            ("room".into(), wait.room.to_string()),
            ("day".into(), wait.day.iso()),
        ];
        pairs.extend(wait.codes.split(',').map(|c| ("period".to_string(), c.to_string())));
        return Ok(Form::of(pairs));
    }
    let next = v.setting.calendar.school_days_after(v.today(), 1).map(|c| c.day);
    let rooms = store::room::rooms(src, v.org()).await?;
    let mut pairs = vec![
        ("instead".to_string(), "no".to_string()),
        ("plain".to_string(), super::reason_label(src, v.org(), Some(r.reason)).await?),
    ];
    if let Some(room) = rooms.iter().find(|r| booking::counts(r.kind)).or(rooms.first()) {
        pairs.push(("room".into(), room.id.to_string()));
    }
    if let Some(day) = next {
        pairs.push(("day".into(), day.iso()));
        let order: Vec<String> = v.setting.lessons_on(day).iter().map(|p| p.code.clone()).collect();
        let codes = match r.ask {
            Length::Lesson if order.contains(&r.period) => vec![r.period.clone()],
            Length::Lesson => order.into_iter().take(1).collect(),
            Length::Half => order.iter().take(order.len().div_ceil(2)).cloned().collect(),
            Length::Day | Length::Other => order,
        };
        pairs.extend(codes.into_iter().map(|c| ("period".to_string(), c)));
    }
    Ok(Form::of(pairs))
}

/// Gathers everything for what the form says.
pub(super) async fn look(
    src: &mut dyn Source,
    v: &Visit,
    r: Referral,
    pupil: Pupil,
    form: Form,
    mut errors: Errors,
) -> Result<Looked, Problem> {
    let (org, setting) = (v.org(), v.setting.as_ref());
    let day = errors.get(form.day("day"), "day", "Give the day as a date, such as 10/11/2026");
    let codes: Vec<String> = form.all("period").iter().map(|c| c.to_string()).collect();
    let on = day.unwrap_or(v.today());
    if codes.is_empty() {
        errors.add("period", "Choose at least one period");
    }
    let known = Known::read(src, setting, pupil.id, on).await?;
    let room = form.id("room").or(known.rooms.first().map(|r| r.id));
    let wanted = match (day, room) {
        (Some(day), Some(room)) if !codes.is_empty() => {
            Some(Wanted { pupil: pupil.id, moving: None, day, codes, room, on_a_name: false })
        }
        _ => None,
    };
    let facts = known.facts(setting, v.now);
    let no = wanted.as_ref().and_then(|w| booking::book(&facts, w).err());
    let ways = match (&no, &wanted) {
        (Some(No::Clash(clash)), Some(wanted)) => booking::ways(&facts, wanted, clash),
        _ => Vec::new(),
    };
    let lessons = setting.lessons_on(on);
    let order: Vec<String> = lessons.iter().map(|p| p.code.clone()).collect();
    let picked = wanted.as_ref().map(|w| w.codes.clone()).unwrap_or_default();
    let minutes: i64 =
        lessons.iter().filter(|p| picked.contains(&p.code)).map(|p| p.minutes()).sum();
    let fair = fairness(src, v, &r, &pupil, on, minutes).await?;
    let others: Vec<Id> = known
        .apart
        .iter()
        .flat_map(|k| [k.one, k.other])
        .chain(known.taken.iter().map(|t| t.pupil))
        .filter(|id| *id != pupil.id)
        .collect();
    let others = store::pupil::several(src, &v.actor.roll(), &others).await?;
    let block = match (&no, &wanted) {
        (Some(No::Clash(clash)), Some(wanted)) => {
            let at = Sight { v, known: &known, pupil: &pupil, wanted, others: &others };
            super::ways::block(src, &at, clash, &ways).await?
        }
        (Some(No::Refused(refusal)), _) => Block::Refused((**refusal).clone()),
        _ => Block::Clear,
    };
    let filter = store::pupil::Filter { form: pupil.form.clone(), take: 60, ..Default::default() };
    let (form_mates, _) = store::pupil::list(src, &v.actor.roll(), &filter).await?;
    let names = others
        .iter()
        .chain(form_mates.iter().filter(|p| p.id != pupil.id))
        .map(|p| p.bare_first().to_string())
        .filter(|n| n != pupil.bare_first())
        .collect();
    let category = super::reason_label(src, org, Some(r.reason)).await?;
    let by = store::staff::find(src, org, r.referrer).await?;
    let hurt = match r.hurt {
        Hurt::No => "nobody hurt",
        Hurt::Yes => "somebody hurt",
        Hurt::Unsure => "not sure whether anyone was hurt",
    };
    let notes = store::referral::context(src, org, r.id).await?;
    let tried = store::referral::tried(src, org, r.id).await?;
    let homes = store::pupil::contacts(src, &pupil, org).await?;
    let letters = homes.iter().filter(|c| c.gets_letters()).count();
    let offers: Vec<String> = ways
        .iter()
        .map(|(way, out)| {
            format!("{} {}", way.code(), out.as_ref().map(WayOut::offer).unwrap_or_default())
        })
        .collect();
    let stands = match &no {
        None => "clear".to_string(),
        Some(No::Refused(refusal)) => refusal.title.clone(),
        Some(No::Clash(c)) => format!("{} | {}", c.codes().join(","), offers.join(" | ")),
    };
    let requests = picked.len();
    let page = ApprovePage {
        csrf: v.csrf.clone(),
        words: setting.words.clone(),
        id: r.id.to_string(),
        version: r.version,
        title: format!(
            "Approve {} in the room?",
            match r.ask {
                Length::Lesson => "one lesson",
                Length::Half => "half a day",
                Length::Day => "a day",
                Length::Other => "time",
            }
        ),
        waited: format!("Waiting: {}", queue::waited(setting, r.made_at, v.now)),
        pupil_id: pupil.id.to_string(),
        pupil: pupil.name(),
        first: pupil.first().to_string(),
        form_group: pupil.form.clone(),
        asked: match day {
            Some(day) if minutes > 0 => format!(
                "{day}, {}, {} of lessons",
                spell_periods(&picked, &order),
                spell_minutes(minutes)
            ),
            _ => "no time chosen yet".to_string(),
        },
        facts: format!(
            "{category}, {}, {}, {hurt}. Asked by {}, {}, {}.",
            r.period,
            r.place,
            by.full(),
            r.made_at.day(),
            r.made_at.minute()
        ),
        what: if v.may(May::ReasonDetail) { r.what.clone() } else { String::new() },
        tried: tried.iter().map(|t| t.label()).collect::<Vec<_>>().join("; "),
        figures: fair.figures,
        gate: fair.gate,
        flags: pupil.flags(v.actor.sight(May::Approve)),
        good_at: pupil.strengths.clone(),
        helps: pupil.helps.clone(),
        reading_age: pupil.reading_age.clone(),
        past: fair.past,
        lessons: if order.is_empty() { all_lessons(v) } else { order },
        rooms: known.rooms.iter().map(|r| (r.id.to_string(), r.name.clone())).collect(),
        block,
        notes: notes
            .into_iter()
            .map(|n| Step {
                at: format!("{}, {}", n.at.day(), n.at.minute()),
                who: n.author_name,
                what: "Added context.".into(),
                words: n.body,
                kept: true,
            })
            .collect(),
        next: format!(
            "Next: {} and {}.",
            count(letters, "letter home", "letters home"),
            count(requests, "request for work", "requests for work")
        ),
        asks_name: false,
        changed: None,
        seen: format!("{} {} {stands}", on.iso(), picked.join(",")),
        form,
        errors,
    };
    Ok(Looked {
        minutes,
        past_gate: fair.past_gate,
        referral: r,
        pupil,
        wanted,
        no,
        ways,
        category,
        names,
        page,
    })
}

/// Lessons of any weekday, for a day the school is shut: the choice is shown, and refused.
fn all_lessons(v: &Visit) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for p in v.setting.periods.iter().filter(|p| p.kind == casework::school::PeriodKind::Lesson) {
        if !all.contains(&p.code) {
            all.push(p.code.clone());
        }
    }
    all
}

pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        n => format!("{n} {many}"),
    }
}

struct Fair {
    figures: Vec<(String, String, String)>,
    gate: Option<(String, String, String)>,
    past_gate: bool,
    past: Vec<[String; 4]>,
}

async fn fairness(
    src: &mut dyn Source,
    v: &Visit,
    r: &Referral,
    pupil: &Pupil,
    day: Day,
    minutes: i64,
) -> Result<Fair, Problem> {
    let (org, setting) = (v.org(), v.setting.as_ref());
    let cal = &setting.calendar;
    let (year_from, year_to) = cal.school_year(day);
    let term = cal.terms.iter().find(|t| t.from <= day && day <= t.to);
    let (term_from, term_to) = term.map_or((day, day), |t| (t.from, t.to));
    let year = store::booking::minutes_out(src, org, pupil.id, year_from, year_to, None).await?;
    let in_term = store::booking::minutes_out(src, org, pupil.id, term_from, term_to, None).await?;
    let lessons: i64 = cal
        .school_days_between(year_from, day)
        .into_iter()
        .flat_map(|d| setting.lessons_on(d))
        .map(|p| p.minutes())
        .sum();
    let tenths = if lessons > 0 { ((year + minutes) * 2000 / lessons + 1) / 2 } else { 0 };
    let history = store::booking::history(src, org, pupil.id, year_from).await?;
    let referred = store::booking::referred_on(src, org, pupil.id).await?;
    let held = |placed: Day| {
        let next = referred.iter().copied().find(|d| *d > placed);
        referral::held(cal, placed, next, v.today())
    };
    let gone: Vec<_> = history.iter().filter(|p| p.day <= v.today()).collect();
    let so_far =
        |m: i64| format!("{} so far, {} asked", hours_and_minutes(m), hours_and_minutes(minutes));
    let mut figures = vec![
        ("Hours out this term".into(), hours_and_minutes(in_term + minutes), so_far(in_term)),
        ("Hours out this year".into(), hours_and_minutes(year + minutes), so_far(year)),
        (
            "Share of lesson time".into(),
            format!("{}.{}%", tenths / 10, tenths % 10),
            format!("of {} this year", spell_minutes(lessons)),
        ),
        (
            "Times placed".into(),
            ordinal(history.len() + 1),
            format!("{} before this, this year", history.len()),
        ),
    ];
    if let Some(last) = gone.first() {
        figures.push((
            "Last return held for".into(),
            held(last.day).to_string(),
            format!("school days after {}", last.day.short()),
        ));
    }
    let past_gate = referral::past_the_gate(in_term, minutes, &setting.rules);
    let hours = setting.rules.gate_hours;
    let gate = past_gate.then(|| {
        (
            format!(
                "This takes {} past {hours} hours in a term. Say what will be different.",
                pupil.first()
            ),
            format!("More than {hours} hours in one term needs one change of plan, in writing."),
            format!("{}. The law sets no limit.", setting.rules.policy),
        )
    });
    let past = gone
        .iter()
        .take(2)
        .map(|p| {
            [
                p.day.short(),
                p.outcome.map_or("Not recorded", |o| o.label()).to_string(),
                match (p.repair, p.held_at) {
                    (_, Some(at)) => format!("Held, {}", at.day().short()),
                    (Some(state), None) => state.label().to_string(),
                    (None, None) => "Not offered".into(),
                },
                format!("{} days", held(p.day)),
            ]
        })
        .collect();
    let _ = r;
    Ok(Fair { figures, gate, past_gate, past })
}

/// "12 h 05": short, for figures set large.
fn hours_and_minutes(minutes: i64) -> String {
    format!("{} h {:02}", minutes / 60, minutes % 60)
}

/// "1st", "2nd", "3rd", "11th"
fn ordinal(n: usize) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}
