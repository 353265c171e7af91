//! Gathering what a fair decision needs, and showing it. The same gathering stands behind the
//! page and behind the post, so that what is decided on is what would be shown now.

use super::approve_page::{ApprovePage, Block};
use super::booking::Known;
use super::thread::Step;
use super::ways::Sight;
use super::{queue, seen};
use crate::fair::Panel;
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::booking::{self, No, Wanted, Way, WayOut};
use casework::pupil::Pupil;
use casework::referral::{self, Hurt, Length, Referral, ReferralState};
use casework::room::spell_periods;
use casework::school::Setting;
use casework::threshold::{self, Stay};
use casework::{Coded, Id, May};
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
    /// What will be different has to be said.
    pub asks_different: bool,
    /// A reason by name has to be given.
    pub asks_why: bool,
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
    // Time in a calming space or in planned support is no part of what is counted.
    let kind = known.rooms.iter().find(|k| Some(k.id) == room).map(|k| k.kind);
    let counted = if kind.is_some_and(booking::counts) { minutes } else { 0 };
    let more = Stay { day: on, minutes: counted };
    let fair = crate::fair::gather(src, v, &pupil, None, more).await?;
    let past_gate = referral::past_the_gate(fair.term_before, counted, &setting.rules);
    let asks = threshold::asked(&fair.reached, &v.actor);
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
        gate: past_gate.then(|| gate(&pupil, setting)),
        prompts: crate::fair::prompts(&fair.reached, &setting.words, &setting.rules.policy),
        asks_different: past_gate || asks.1,
        asks_why: asks.0,
        fair: Panel {
            counted: v.words().said("Counted to the end of this placement"),
            ..fair.panel
        },
        flags: pupil.flags(v.actor.sight(May::Approve)),
        good_at: pupil.strengths.clone(),
        helps: pupil.helps.clone(),
        reading_age: pupil.reading_age.clone(),
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
        asks_different: page.asks_different,
        asks_why: asks.0,
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

/// The school's own number of hours in a term, when this takes the pupil past it: title, rule and
/// where it is from.
fn gate(pupil: &Pupil, setting: &Setting) -> (String, String, String) {
    let hours = setting.rules.gate_hours;
    (
        format!(
            "This takes {} past {hours} hours in a term. Say what will be different.",
            pupil.first()
        ),
        format!("More than {hours} hours in one term needs one change of plan, in writing."),
        format!("{}. The law sets no limit.", setting.rules.policy),
    )
}
