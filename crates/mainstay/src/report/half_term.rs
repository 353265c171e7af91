//! Gathers a half-term's report, and the list of half-terms to choose from.
//!
//! Must never know: how a figure is drawn.

use super::page::{Breakdown, Compare, Figure, Line, PickerPage, ReportPage};
use super::{Span, asked, half_terms, narrowed, report};
use crate::visit::{Answer, Visit};
use casework::report::{OnRoll, Report, Shown, What, on_roll, per_hundred, protect};
use casework::words::Words;
use rulebook::Instant;
use rulebook::day::spell_minutes;

/// The picker.
pub async fn show(v: Visit) -> Answer {
    let calendar = &v.setting.calendar;
    let mut spans = half_terms(calendar, v.today());
    spans.reverse();
    v.page(&PickerPage { today: v.today(), spans, narrowed: narrowed(&v) })
}

/// The report of a half-term, or of any days.
pub async fn half_term(v: Visit) -> Answer {
    let calendar = &v.setting.calendar;
    let span = asked(&v.query, calendar, v.today());
    let spans = half_terms(calendar, v.today());
    let before = spans
        .iter()
        .position(|s| *s == span)
        .and_then(|n| n.checked_sub(1))
        .map(|n| spans[n].clone());
    let now = report(&v, &span).await?;
    let then = match &before {
        Some(before) => Some(report(&v, before).await?),
        None => None,
    };
    let mut read = v.read().await?;
    let roll = store::report::roll(&mut read, &v.scope()).await?;
    drop(read);
    let made = Made {
        school: v.setting.school.name.clone(),
        days: calendar.school_days_between(span.from, span.to.min(v.today())).len() as i64,
        span,
        before,
        at: v.now,
        outside: v.query.ticked("outside"),
        narrowed: narrowed(&v),
    };
    v.page(&make(made, &now, then.as_ref(), &roll, v.words()))
}

/// Subjects and periods shown together: those with most.
const SPOTS: usize = 12;

/// What a report page needs besides its figures.
pub struct Made {
    /// The school.
    pub school: String,
    /// The days.
    pub span: Span,
    /// The half-term before, where there is one.
    pub before: Option<Span>,
    /// School days so far.
    pub days: i64,
    /// Figures as at.
    pub at: Instant,
    /// For outside the team.
    pub outside: bool,
    /// Whose figures, where not the whole school's.
    pub narrowed: Option<String>,
}

/// The page from the sums. Everything shown goes through the small-number rule when it is for
/// outside the team.
pub fn make(
    made: Made,
    now: &Report,
    then: Option<&Report>,
    roll: &[OnRoll],
    words: &Words,
) -> ReportPage {
    let b = Builder { made: &made, now, then, roll, words };
    let on_roll: i64 = roll.iter().map(|r| r.pupils).sum();
    let short = b.short(on_roll);
    let figures = b.rest();
    let time = b.time();
    let mut breakdowns: Vec<Breakdown> = [
        What::Reason,
        What::Time,
        What::Department,
        What::Subject,
        What::Sen,
        What::Meals,
        What::Year,
        What::Sex,
        What::Ethnicity,
        What::Outcome,
        What::Return,
        What::Done,
        What::Enough,
        What::WorkAsked,
        What::WorkSent,
        What::CallOutcome,
    ]
    .map(|what| b.breakdown(what))
    .to_vec();
    // Where and when at once: few in each, so it is for the team alone.
    if !made.outside {
        let mut spots = b.breakdown(What::Spot);
        spots.lines.truncate(SPOTS);
        breakdowns.insert(4, spots);
    }
    ReportPage {
        on_roll,
        empty: now.is_empty(),
        short,
        figures,
        time,
        breakdowns,
        compare: made.before.as_ref().map(|s| Compare {
            name: s.full(),
            short: s.name.clone(),
            query: s.query(),
        }),
        made,
        words: words.clone(),
    }
}

struct Builder<'a> {
    made: &'a Made,
    now: &'a Report,
    then: Option<&'a Report>,
    roll: &'a [OnRoll],
    words: &'a Words,
}

impl Builder<'_> {
    fn link(&self, what: What, value: &str) -> Option<String> {
        use casework::Coded;
        let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        (!self.made.outside).then(|| {
            format!("/reports/list?what={}&value={value}&{}", what.code(), self.made.span.query())
        })
    }
    fn shown(&self, r: &Report, what: What) -> Shown {
        let list = r.list(what, "");
        if self.made.outside {
            Shown::single(list.count(), list.people())
        } else {
            Shown::Figure(list.count())
        }
    }
    /// A number that could only be read together with another: both go, or neither.
    fn beside(&self, r: &Report, what: What, other: What) -> Shown {
        let (a, b) = (r.list(what, ""), r.list(other, ""));
        if !self.made.outside {
            return Shown::Figure(a.count());
        }
        protect(&[(a.count(), a.people()), (b.count(), b.people())])[0]
    }
    /// Nothing about fewer people than may be shown is said in any other way either.
    fn sayable(&self, r: &Report) -> bool {
        self.shown(r, What::Pupils).figure().is_some()
    }
    fn figure(&self, what: What, shown: impl Fn(&Report) -> String, sub: String) -> Figure {
        Figure {
            name: what.name(self.words),
            shown: shown(self.now),
            sub,
            before: self.then.map(shown),
            link: self.link(what, ""),
            working: what.working(self.words),
        }
    }
    fn plain(&self, what: What, sub: String) -> Figure {
        self.figure(what, |r| self.shown(r, what).words(), sub)
    }

    fn short(&self, on_roll: i64) -> Vec<Figure> {
        let now = self.now;
        let sayable = self.sayable(now);
        let rate = |count: i64, what: &str| match per_hundred(count, on_roll) {
            Some(rate) if sayable => format!("{rate} per 100 on roll{what}"),
            _ => String::new(),
        };
        let minutes = now.list(What::Periods, "").minutes();
        let hours = if sayable { spell_minutes(minutes) } else { "Hours hidden".into() };
        vec![
            self.plain(What::Placements, rate(now.count(What::Placements), "")),
            self.plain(What::Pupils, rate(now.count(What::Pupils), "")),
            self.plain(What::Periods, hours),
            self.figure(
                What::Matched,
                |r| {
                    let known = self.beside(r, What::Matched, What::NotMatched).figure().is_some();
                    match r.own_share().percent() {
                        Some(share) if known && self.sayable(r) => format!("{share}%"),
                        Some(_) => "hidden".into(),
                        None => "–".into(),
                    }
                },
                if sayable && self.beside(now, What::Matched, What::NotMatched).figure().is_some() {
                    now.own_share().periods()
                } else {
                    String::new()
                },
            ),
        ]
    }

    fn rest(&self) -> Vec<Figure> {
        vec![
            self.plain(What::Repeats, String::new()),
            self.plain(What::Warnings, String::new()),
            self.plain(What::Positives, String::new()),
            self.plain(What::Contacts, String::new()),
            self.plain(What::NotBack, String::new()),
            self.figure(
                What::Instead,
                |r| self.beside(r, What::Instead, What::NotInstead).words(),
                String::new(),
            ),
        ]
    }

    fn time(&self) -> Vec<Figure> {
        let minutes = |what: What| spell_minutes(self.now.list(what, "").minutes());
        // Staff time is about nobody in particular; it is shown as it is.
        let staff = |what: What| self.figure(what, |r| r.count(what).to_string(), minutes(what));
        vec![
            self.plain(What::Calls, String::new()),
            staff(What::OnCall),
            staff(What::InClass),
            staff(What::Mentoring),
            self.plain(
                What::Sessions,
                match self.made.outside {
                    true => String::new(),
                    false => minutes(What::Sessions),
                },
            ),
            staff(What::Other),
            // The room itself is nobody in particular either.
            self.figure(
                What::Defects,
                |r| r.count(What::Defects).to_string(),
                format!("{} not put right", self.now.count(What::DefectsOpen)),
            ),
        ]
    }

    fn breakdown(&self, what: What) -> Breakdown {
        let parts = self.now.parts(what, self.words);
        let before = self.then.map(|r| r.parts(what, self.words)).unwrap_or_default();
        let hide = |cells: &[(i64, i64)]| match self.made.outside {
            true => protect(cells),
            false => cells.iter().map(|c| Shown::Figure(c.0)).collect(),
        };
        // Every part of either half-term is a row, so that nothing drops out of the comparison.
        let mut rows: Vec<(String, String)> =
            parts.iter().map(|p| (p.value.clone(), p.label.clone())).collect();
        for p in &before {
            if !rows.iter().any(|(value, _)| *value == p.value) {
                rows.push((p.value.clone(), p.label.clone()));
            }
        }
        let cell = |of: &[casework::report::Part], value: &str| {
            of.iter().find(|p| p.value == value).map_or((0, 0), |p| (p.count, p.people))
        };
        let now: Vec<(i64, i64)> = rows.iter().map(|(v, _)| cell(&parts, v)).collect();
        let then: Vec<(i64, i64)> = rows.iter().map(|(v, _)| cell(&before, v)).collect();
        let (shown, was) = (hide(&now), hide(&then));
        let all_hidden = |s: &[Shown]| !s.is_empty() && s.iter().all(|x| x.figure().is_none());
        let too_few = self.made.outside && (all_hidden(&shown) || all_hidden(&was));
        let grouped =
            matches!(what, What::Sen | What::Meals | What::Year | What::Sex | What::Ethnicity);
        // How many are on roll stands under a total as well.
        let rolls: Vec<i64> = rows.iter().map(|(v, _)| on_roll(self.roll, what, v)).collect();
        let rolls_shown = hide(&rolls.iter().map(|n| (*n, *n)).collect::<Vec<_>>());
        let lines = rows
            .iter()
            .zip(shown.iter().zip(&was))
            .zip(rolls.iter().zip(&rolls_shown))
            .map(|(((value, label), (shown, was)), (roll, roll_shown))| {
                // How long a department takes is no more to be told than how often it answered.
                let median = match (what, shown.figure()) {
                    (What::WorkSent, Some(_)) => self.now.median_answer(value),
                    _ => None,
                };
                Line {
                    label: match median {
                        Some(m) => format!("{label}, median {}", spell_minutes(m)),
                        None => label.clone(),
                    },
                    shown: *shown,
                    before: self.then.map(|_| was.words()),
                    rate: match shown.figure() {
                        // A rate and one of its two numbers give the other.
                        Some(n) if grouped && roll_shown.figure().is_some() => {
                            per_hundred(n, *roll)
                        }
                        _ => None,
                    },
                    on_roll: grouped.then_some(*roll_shown),
                    link: shown.figure().filter(|n| *n > 0).and_then(|_| self.link(what, value)),
                }
            })
            .collect();
        Breakdown {
            what,
            name: what.name(self.words),
            working: what.working(self.words),
            grouped,
            lines: if too_few { Vec::new() } else { lines },
            too_few,
        }
    }
}
