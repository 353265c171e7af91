//! What follows from an event, gathered once for whoever shows it: the command line and the page.
//!
//! Must never know: how it is shown, or a number of days. Every date, and every word of law, is
//! the rulebook's.

use rulebook::almanac::{Change, CountFault};
use rulebook::count::{Span, Working};
use rulebook::duty::{Advice, Answer, Due, Outcome};
use rulebook::event::{self, Answers, Duty, EventKind, FactFault, Given, Standing, Total};
use rulebook::rule::{self, Rule, To, Version};
use rulebook::{Almanac, Day};

/// An event with its facts, and what else is asked about it.
pub struct Question {
    /// Which event.
    pub kind: &'static EventKind,
    /// Its facts, as typed.
    pub given: Given,
    /// Closures that became known since.
    pub closed: Vec<Change>,
    /// The day the duties are looked at on.
    pub as_at: Day,
    /// Duties that were done: rule and day.
    pub done: Vec<(String, Day)>,
}

/// Everything that follows.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which event.
    pub kind: &'static EventKind,
    /// The day it counts as happening on.
    pub day: Option<Day>,
    /// The day the duties are looked at on.
    pub as_at: Day,
    /// Duties, in the order they fall due.
    pub lines: Vec<Line>,
    /// Totals beside their limits.
    pub totals: Vec<Total>,
    /// What is left to judgement.
    pub prompts: Vec<&'static str>,
    /// Closures that became known since, and whether each changes the calendar.
    pub closed: Vec<(Change, bool)>,
}

/// A duty.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its rule.
    pub rule: &'static Rule,
    /// The version of the day of the event; none: why.
    pub version: Result<&'static Version, String>,
    /// What it comes to, or why no date can be given.
    pub answer: Result<Answered, String>,
    /// By the calendar with the closures, where that differs.
    pub after: Option<Result<Dates, String>>,
}

/// What a duty comes to.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What.
    pub outcome: Outcome,
    /// When.
    pub due: Due,
    /// Who is told, meets or is owed it.
    pub told: Vec<To>,
    /// What to know besides.
    pub advice: Option<Advice>,
    /// The count, day by day.
    pub working: Option<Working>,
    /// How it stands on the day looked at; none where nobody can be late.
    pub standing: Option<Standing>,
    /// When it was done.
    pub done: Option<Day>,
}

/// The dates of a duty, and how they were reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The day.
    pub due: Option<Day>,
    /// Another day the words could bear.
    pub arguable: Option<Day>,
    /// The count, day by day.
    pub working: Option<Working>,
}

impl Question {
    /// What follows, or everything that is wrong with what was typed.
    pub fn answer(&self, almanac: Option<&Almanac>) -> Result<Found, Vec<FactFault>> {
        let mut faults = Vec::new();
        let changed = self.changed(almanac).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let answers = event::answer(self.kind, &self.given, almanac).unwrap_or_else(|more| {
            faults.extend(more);
            Answers { duties: Vec::new(), totals: Vec::new(), prompts: Vec::new() }
        });
        if faults.is_empty() {
            for (id, _) in &self.done {
                if !answers.duties.iter().any(|d| d.rule.eq_ignore_ascii_case(id)) {
                    let here: Vec<_> = answers.duties.iter().map(|d| d.rule).collect();
                    let words = format!(
                        "{} is no duty of this event: its duties are {}",
                        clip(id),
                        here.join(", ")
                    );
                    faults.push(FactFault { key: "done".into(), words });
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let after = match &changed {
            None => None,
            Some(almanac) => Some(event::answer(self.kind, &self.given, Some(almanac))?),
        };
        let fellows = match &after {
            None => vec![None; answers.duties.len()],
            Some(after) => event::fellows(&answers, after),
        };
        let day = self.kind.day(&self.given).map(|(_, day)| day);
        let lines = answers.duties.iter().zip(fellows).filter_map(|(duty, fellow)| {
            let mut line = self.line(duty, day, almanac)?;
            if let Some(fellow) = fellow {
                let (old, new) = (dates(duty, almanac), dates(fellow, changed.as_ref()));
                line.after = differ(&old, &new).then_some(new);
            }
            Some(line)
        });
        let matters = |c: &Change| almanac.is_some_and(|a| a.is_school_day(c.day) == Ok(true));
        Ok(Found {
            kind: self.kind,
            day,
            as_at: self.as_at,
            lines: lines.collect(),
            totals: answers.totals,
            prompts: answers.prompts,
            closed: self.closed.iter().map(|c| (c.clone(), matters(c))).collect(),
        })
    }

    /// The calendar with the closures.
    fn changed(&self, almanac: Option<&Almanac>) -> Result<Option<Almanac>, FactFault> {
        if self.closed.is_empty() {
            return Ok(None);
        }
        let fault = |words: &str| FactFault { key: "closed".into(), words: words.into() };
        if !self.kind.calendar {
            return Err(fault("this event counts no school days: a closure changes nothing"));
        }
        let almanac = almanac.ok_or_else(|| fault("there is no calendar to close a day of"))?;
        almanac.changed(&self.closed).map(Some).map_err(|e| match e {
            CountFault::CalendarEnds { last } => {
                fault(&format!("this day is after the calendar, which ends {last}"))
            }
            CountFault::CalendarBegins { first } => {
                fault(&format!("this day is before the calendar, which begins {first}"))
            }
            other => fault(&other.to_string()),
        })
    }

    fn line(&self, duty: &Duty, day: Option<Day>, almanac: Option<&Almanac>) -> Option<Line> {
        let rule = rule::find(duty.rule)?;
        let version = match day {
            Some(day) => rule.on(day).map_err(|e| e.to_string()),
            None => rule.newest().ok_or_else(String::new),
        };
        let answer = match &duty.answer {
            Ok(answer) => self.answered(answer, almanac),
            Err(why) => Err(why.to_string()),
        };
        Some(Line { rule, version, answer, after: None })
    }

    fn answered(&self, answer: &Answer, almanac: Option<&Almanac>) -> Result<Answered, String> {
        let done = self.done.iter().find(|(id, _)| id.eq_ignore_ascii_case(answer.rule));
        let done = done.map(|(_, day)| *day);
        let stands = answer.outcome.can_be_late() && answer.due.day().is_some();
        Ok(Answered {
            outcome: answer.outcome,
            due: answer.due,
            told: answer.told.list(),
            advice: answer.advice,
            working: answer.due.working(almanac).map_err(|e| e.to_string())?,
            standing: stands.then(|| event::standing(answer.due, done, self.as_at)),
            done,
        })
    }
}

impl Found {
    /// How many duties the closures move.
    pub fn moved(&self) -> usize {
        self.lines.iter().filter(|l| l.after.is_some()).count()
    }
}

impl Line {
    /// The day it falls due.
    pub fn due(&self) -> Option<Day> {
        self.answer.as_ref().ok().and_then(|a| a.due.day())
    }
    /// True while nobody has put their name to the version it rests on.
    pub fn not_yet_checked(&self) -> bool {
        self.version.as_ref().is_ok_and(|v| v.not_yet_checked())
    }
}

fn dates(duty: &Duty, almanac: Option<&Almanac>) -> Result<Dates, String> {
    let answer = duty.answer.as_ref().map_err(|e| e.to_string())?;
    let working = answer.due.working(almanac).map_err(|e| e.to_string())?;
    Ok(Dates { due: answer.due.day(), arguable: answer.due.arguable(), working })
}

/// Whether a reader would see other dates. The same date by another way is the same date.
fn differ(old: &Result<Dates, String>, new: &Result<Dates, String>) -> bool {
    match (old, new) {
        (Ok(a), Ok(b)) => (a.due, a.arguable) != (b.due, b.arguable),
        (a, b) => a.is_ok() != b.is_ok(),
    }
}

/// How a date was reached, in a sentence without its full stop.
pub fn how(due: Due, working: Option<&Working>) -> Option<String> {
    Some(match due {
        Due::None => return None,
        Due::Day(_) => "The day itself is the rule: nothing is counted".into(),
        Due::WithoutDelay(day) => format!(
            "The clock starts on {day}. The law gives no number of days; the same day is the target"
        ),
        Due::EndOfAfternoon(day) => format!("By the end of the afternoon session of {day}"),
        Due::Moment(moment) => format!("Not later than {moment}"),
        Due::Counted(count) => match count.span {
            Span::SchoolDayOf(n) => {
                let one = working.and_then(|w| w.day_one).unwrap_or(count.anchor);
                format!("School day {n}, where day 1 is {one}")
            }
            Span::DaysOf(n) => format!("{n} days, of which day 1 is {}", count.anchor),
            span => format!("{} {}", capital(&span.words()), count.anchor),
        },
    })
}

/// What the days of a working are: counted towards, or lying between.
pub fn counted_word(due: Due) -> &'static str {
    match due {
        Due::Counted(c) if matches!(c.span, Span::ClearSchoolDaysBefore(_)) => {
            "Whole school days between"
        }
        _ => "Days counted",
    }
}

/// "today", "tomorrow", "in 12 days", "3 days ago".
pub fn relative(day: Day, today: Day) -> String {
    match day.since(today) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        n if n > 0 => format!("in {n} days"),
        n => format!("{} days ago", -n),
    }
}

/// "Fri 27 Nov 2026", or "Mon 26 to Fri 30 Oct 2026".
pub fn stretch(from: Day, to: Day) -> String {
    let ((a, b, _), (c, d, _)) = (from.ymd(), to.ymd());
    match (from == to, a == c, b == d) {
        (true, ..) => from.to_string(),
        (_, true, true) => {
            let short = from.short();
            let day = short.rsplit_once(' ').map_or(short.as_str(), |(day, _)| day);
            format!("{day} to {to}")
        }
        (_, true, _) => format!("{} to {to}", from.short()),
        _ => format!("{from} to {to}"),
    }
}

/// The first letter made large.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// The beginning of what somebody typed, for a message.
pub fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}
