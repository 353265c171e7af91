//! What a fair decision needs to know, as one panel: time so far, what was missed, how the last
//! times ended. The same panel stands before an approval, on a move and on a review.
//!
//! Must never know: what is decided, or whether any of it is too much.

use crate::page::kit::Table;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::fair::{SoFar, so_far, stays};
use casework::pupil::Pupil;
use casework::school::Setting;
use casework::threshold::{Reached, Stay, ordinal, reached};
use casework::words::{Concept, Words};
use casework::{Id, May, Reach, Scope, referral};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::day::spell_minutes;
use store::Source;

/// Placements whose end is told.
const TOLD: usize = 3;

/// The panel.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// What it is counted to, with the time asked for: a line beside the heading. Empty where no
    /// time is asked for.
    pub counted: String,
    /// Stretch, time out, times and days.
    pub spells: Vec<[String; 3]>,
    /// Name, figure, what it is made of.
    pub figures: Vec<(String, String, String)>,
    /// The last placements: placed, finished, put right, held.
    pub past: Vec<[String; 4]>,
    /// Where every lesson of it is listed, for those who may open it.
    pub working: Option<String>,
}

impl Panel {
    /// The table and the figures.
    pub fn time(&self) -> Markup {
        html! {
            div.sheet.sheet-flush {
                (Table {
                    caption: "Time out of lessons so far",
                    columns: vec![(if self.counted.is_empty() { "So far" } else { "So far, with this" }, false), ("Out of lessons", true), ("Times", true)],
                    dense: true,
                    rows: self.spells.iter().map(|r| r.iter().map(|c| html! { (c) }).collect()).collect(),
                })
            }
            dl.figures { @for (name, figure, made_of) in &self.figures {
                div { dt { (name) } dd.figure { (figure) } dd { (made_of) } }
            } }
            @if let Some(href) = &self.working { p { a href=(href) { "Every lesson this is counted from" } } }
        }
    }
    /// How the last times ended.
    pub fn last(&self) -> Markup {
        html! {
            section.sheet.sheet-flush aria-labelledby="last" {
                div.sheet-head { h2 #last { "What happened after the last times" } }
                @if self.past.is_empty() { p.soft { "No time in a room before this, in this school year." } }
                @else {
                    (Table {
                        caption: "The last placements",
                        columns: vec![("Placed", false), ("Finished", false), ("Put right", false), ("Held", true)],
                        dense: false,
                        rows: self.past.iter().map(|r| r.iter().map(|c| html! { (c) }).collect()).collect(),
                    })
                }
            }
        }
    }
}

/// Everything gathered for one pupil and the time asked for.
pub struct Gathered {
    /// The panel.
    pub panel: Panel,
    /// The figures themselves.
    pub so_far: SoFar,
    /// Minutes of this term before it.
    pub term_before: i64,
    /// The school's own thresholds that it reaches.
    pub reached: Vec<Reached>,
}

/// Gathers it. `but` is a placement that would move; minutes of a room that does not count are
/// none.
pub async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    pupil: &Pupil,
    but: Option<Id>,
    more: Stay,
) -> Result<Gathered, Problem> {
    let (org, setting) = (v.org(), v.setting.as_ref());
    let (from, to) = setting.calendar.school_year(more.day);
    let scope = Scope { org, reach: vec![Reach::School] };
    let lines = store::ledger::lines(src, &scope, Some(pupil.id), from, to).await?;
    let thresholds = store::threshold::active(src, org).await?;
    let history = store::booking::history(src, org, pupil.id, from).await?;
    let referred = store::booking::referred_on(src, org, pupil.id).await?;
    let so_far = so_far(setting, &lines, but, more);
    let before = stays(&lines, but);
    let reached = match more.minutes {
        0 => Vec::new(),
        _ => reached(setting, &thresholds, pupil, &before, more),
    };
    let held = |placed: Day| {
        let next = referred.iter().copied().find(|d| *d > placed);
        referral::held(&setting.calendar, placed, next, v.today())
    };
    let gone: Vec<_> = history.iter().filter(|p| p.day <= v.today() && Some(p.id) != but).collect();
    let past = gone
        .iter()
        .take(TOLD)
        .map(|p| {
            [
                p.day.short(),
                p.outcome.map_or("Not recorded", casework::Coded::label).to_string(),
                match (p.repair, p.held_at) {
                    (_, Some(at)) => format!("Held, {}", at.day().short()),
                    (Some(state), None) => casework::Coded::label(state).to_string(),
                    (None, None) => "Not offered".into(),
                },
                casework::threshold::school_days(held(p.day)),
            ]
        })
        .collect();
    let last = gone.first().map(|p| (p.day, held(p.day)));
    let term = so_far.spells.iter().find(|s| s.name == "This term");
    let working = v.may(May::PupilFile).then(|| format!("/pupils/{}/lessons", pupil.id));
    Ok(Gathered {
        term_before: term.map_or(0, |s| s.minutes - more.minutes),
        panel: Panel { past, working, ..panel(setting, &so_far, more, last) },
        so_far,
        reached,
    })
}

/// The panel from its figures.
pub fn panel(setting: &Setting, s: &SoFar, more: Stay, last: Option<(Day, i64)>) -> Panel {
    let words = &setting.words;
    let spells = s
        .spells
        .iter()
        .map(|s| {
            let times = match (s.times, s.days) {
                (0, _) => "None".to_string(),
                (times, 1) => format!("{times} on 1 day"),
                (times, days) => format!("{times} on {days} days"),
            };
            [s.name.to_string(), hours(s.minutes), times]
        })
        .collect();
    let times = s.spells.last().map_or(0, |s| s.times);
    let mut figures = vec![
        (
            "Share of lesson time".to_string(),
            format!("{}%", casework::ledger::percent(s.year, s.lessons).unwrap_or("0.0".into())),
            format!("of {} so far this year", spell_minutes(s.lessons)),
        ),
        (
            format!("{} this year", words.cap(Concept::Placement)),
            ordinal(times),
            match more.minutes {
                0 => String::new(),
                _ => format!("{} before this", times - 1),
            },
        ),
    ];
    if s.in_a_row > 0 {
        figures.push((
            "School days in a row".into(),
            s.in_a_row.to_string(),
            if s.in_a_row > 1 { "one after another" } else { "not next to another" }.into(),
        ));
    }
    if let Some(m) = &s.missed_most {
        let share = casework::impact::percent(m.minutes, m.of).unwrap_or(0);
        figures.push((
            "Missed most".into(),
            m.subject.clone(),
            format!("{}, {share}% of what was missed", spell_minutes(m.minutes)),
        ));
    }
    if let Some((day, held)) = last {
        figures.push((
            "Last return held for".into(),
            held.to_string(),
            format!("school days after {}", day.short()),
        ));
    }
    if s.calming.times + s.support.times > 0 {
        let apart = s.calming.minutes + s.support.minutes;
        figures.push((
            "Not counted here".into(),
            hours(apart),
            format!("calming {}, planned support {}", s.calming.times, s.support.times),
        ));
    }
    Panel { counted: String::new(), spells, figures, past: Vec::new(), working: None }
}

/// A threshold that is reached, in words: its name, what was counted, its rule, where it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Its name.
    pub name: String,
    /// What was counted.
    pub said: String,
    /// What it does.
    pub rule: String,
    /// Where it comes from.
    pub from: String,
}

/// Those that are reached, in words.
pub fn prompts(reached: &[Reached], words: &Words, policy: &str) -> Vec<Prompt> {
    reached
        .iter()
        .map(|r| Prompt {
            name: r.threshold.name.clone(),
            said: r.said(words),
            rule: r.threshold.rule(words),
            from: format!("{policy}. The school’s own threshold, not law."),
        })
        .collect()
}

/// Them as markup, for inside a panel.
pub fn prompted(prompts: &[Prompt]) -> Markup {
    html! { @for p in prompts {
        h3.panel-title { (p.name) }
        p { (p.said) }
        dl.cite { dt { "Rule" } dd { (p.rule) } dt { "From" } dd { (p.from) } }
    } }
}

/// "12 h 05": short, for figures set large.
pub fn hours(minutes: i64) -> String {
    format!("{} h {:02}", minutes / 60, minutes % 60)
}
