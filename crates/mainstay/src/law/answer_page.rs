//! What follows from an event, as a person reads it: a row a duty, its working underneath.
//!
//! Must never know: how a date was reached. It draws the working it is handed.

use super::found::{Dates, Found, Line, capital, counted_word, how, relative, stretch};
use super::{force_tag, rule_link, unchecked_tag};
use crate::page::kit::{Standing as Shape, Tag};
use maud::{Markup, Render, html};
use rulebook::Day;
use rulebook::count::{Passed, Working};
use rulebook::duty::Due;
use rulebook::event::{Standing, Total};

/// The answer.
pub struct Answered<'a> {
    /// What was found.
    pub found: &'a Found,
    /// Today.
    pub today: Day,
}

impl Render for Answered<'_> {
    fn render(&self) -> Markup {
        let f = self.found;
        html! {
            section.stack aria-labelledby="follows" {
                div.row.row-apart.row-base {
                    h2 #follows { "What follows, and by when" }
                    p.soft { "How it stands on " (f.as_at) @if f.as_at == self.today { ", today" } @if f.lines.iter().any(stands) { ", if it has not been done" } "." }
                }
                @if f.lines.iter().any(Line::not_yet_checked) {
                    div.panel.panel-warn { p {
                        strong { "Not yet checked: " } "no person has yet compared the rules marked so with the law and put their name to it. Read the law named beside a date before you rely on it. "
                        a href="/law/open" { "What a person must check" }
                    } }
                }
                (self.closures())
                ol.clocks { @for line in &f.lines { (self.duty(line)) } }
            }
            @if !f.totals.is_empty() {
                section.stack aria-labelledby="totals" {
                    h2 #totals { "Totals" }
                    div.sheet.stack.stack-5 {
                        @for (n, total) in f.totals.iter().enumerate() { (tally(n, total)) }
                        p.key { span { i.was {} "up to the limit" } span { i.adds {} "over it" } }
                    }
                }
            }
            @if !f.prompts.is_empty() {
                section.stack.stack-2 aria-labelledby="judgement" {
                    h2 #judgement { "Left to judgement" }
                    p.soft { "The law gives these words and no date." }
                    ul.plain-list { @for prompt in &f.prompts { li { (prompt) } } }
                }
            }
        }
    }
}

impl Answered<'_> {
    fn closures(&self) -> Markup {
        let f = self.found;
        let Some((first, _)) = f.closed.first() else { return Markup::default() };
        let last = f.closed.last().map_or(first.day, |(c, _)| c.day);
        let matters = f.closed.iter().any(|(_, matters)| *matters);
        html! {
            div.panel.panel-note {
                h3.panel-title { "A closure since: " (stretch(first.day, last)) ", " (first.note) }
                @if !matters { p { "Pupils were not in then anyway: it changes nothing." } }
                @else {
                    p { @match f.moved() {
                        0 => "No date moves.",
                        1 => "One date moves, and is marked. Both dates are shown; neither replaces the other. Look at both and decide.",
                        n => { (n) " dates move, and are marked. Both dates are shown; neither replaces the other. Look at both and decide." }
                    } }
                }
            }
        }
    }

    fn duty(&self, line: &Line) -> Markup {
        html! {
            li.clock.clock-law {
                (shape(line))
                div.stack.stack-2 {
                    p.clock-what { a href={ "/law/rules/" (line.rule.id) } { (line.rule.title) } }
                    p { (what(line)) " " span.soft { "(" (line.rule.id) ")" } }
                    p.row { @match &line.version {
                        Ok(v) => { (force_tag(v.force)) " " (unchecked_tag(v.not_yet_checked())) }
                        Err(why) => span.soft { (capital(why)) },
                    } }
                    (who(line))
                }
                (self.when(line))
                (working_of(line))
            }
        }
    }

    fn when(&self, line: &Line) -> Markup {
        let near = |day: Day| relative(day, self.found.as_at);
        html! {
            div.clock-when {
                @match (&line.answer, line.due()) {
                    (Err(_), _) => p { b { "No date" } "cannot be given" },
                    (Ok(a), Some(day)) => {
                        p {
                            b.clock-day { time datetime=(day.iso()) { (day) } }
                            @if let Due::Moment(moment) = a.due { "by " (moment.minute()) ", " }
                            (near(day))
                        }
                        @if let Due::WithoutDelay(_) = a.due { p.soft { "without delay" } }
                        @if line.after.is_some() { p.soft { "as first counted" } }
                    }
                    (Ok(_), None) => p.soft { "No date" },
                }
                @if let Some(after) = &line.after { (self.moved(after)) }
            }
        }
    }
    fn moved(&self, after: &Result<Dates, String>) -> Markup {
        html! {
            div.clock-moved {
                (Tag(Shape::Risk, "Moves"))
                @match after {
                    Err(why) => p { b { "No date" } (why) },
                    Ok(Dates { due: Some(day), .. }) => p {
                        b.clock-day { time datetime=(day.iso()) { (day) } }
                        (relative(*day, self.found.as_at))
                    },
                    Ok(_) => p { b { "No date" } },
                }
                p.soft { "with the closure" }
            }
        }
    }
}

fn stands(line: &Line) -> bool {
    line.answer.as_ref().is_ok_and(|a| a.standing.is_some())
}

/// What is owed, in a sentence.
fn what(line: &Line) -> String {
    match &line.answer {
        Ok(a) => a.outcome.words(),
        Err(why) => capital(why) + ".",
    }
}

fn shape(line: &Line) -> Markup {
    let Ok(a) = &line.answer else {
        return html! { (Tag(Shape::Late, "No date")) };
    };
    if a.outcome.refuses() {
        return html! { (Tag(Shape::Late, "Not allowed")) };
    }
    html! {
        @match a.standing {
            Some(Standing::Late { .. }) => (Tag(Shape::Late, &capital(&a.standing.map_or(String::new(), Standing::words)))),
            Some(Standing::AtRisk { left: 0 }) => (Tag(Shape::Risk, "Due today")),
            Some(Standing::AtRisk { .. }) => (Tag(Shape::Risk, "At risk")),
            Some(Standing::Open { .. }) => (Tag(Shape::Due, "Due")),
            Some(Standing::Met | Standing::MetLate { .. }) => (Tag(Shape::Done, "Done")),
            Some(Standing::Nothing) | None => (Tag(Shape::None, if line.due().is_some() { "To know" } else { "Nothing due" })),
        }
    }
}

fn who(line: &Line) -> Markup {
    let Ok(a) = &line.answer else { return Markup::default() };
    let owes = match &line.version {
        Ok(v) if a.due != Due::None => v.holder,
        _ => &[],
    };
    let owes: Vec<_> = owes.iter().map(|p| p.words()).collect();
    let told: Vec<_> = a.told.iter().map(|to| to.words()).collect();
    html! {
        @if !owes.is_empty() || !told.is_empty() {
            dl.cite.cite-bare {
                @if !owes.is_empty() { dt { "Who owes it" } dd { (capital(&owes.join("; "))) } }
                @if !told.is_empty() { dt { "Who is told" } dd { (capital(&told.join("; "))) } }
            }
        }
        @if let Some(advice) = a.advice {
            p { strong { "Note: " } @if let Some(day) = advice.day { (day) ". " } (advice.words) }
        }
    }
}

fn working_of(line: &Line) -> Markup {
    let (due, working) = match &line.answer {
        Ok(a) => (a.due, a.working.as_ref()),
        Err(_) => (Due::None, None),
    };
    let why = match line.due() {
        Some(day) => format!("Why {day}"),
        None => "Where it comes from".into(),
    };
    html! {
        details.working {
            summary { (why) span.vh { ", " (line.rule.id) } }
            div.working-body {
                @if let Some(how) = how(due, working) { p { strong { (how) "." } } }
                @if let Some(w) = working { (drawn(due, due.day(), w, counted_word(due))) }
                @if let Some(day) = due.arguable() { p { strong { "Arguable: " } (day) ". The words could also bear this date; the safe one is shown above." } }
                @if let Some(Ok(after)) = &line.after {
                    @if let Some(day) = after.due { p { strong { "With the closure: " } (day) @if let Some(other) = after.arguable { ", arguably " (other) } "." } }
                    @if let Some(w) = &after.working { (drawn(due, after.due, w, &format!("{} with the closure", counted_word(due)))) }
                }
                dl.cite {
                    dt { "Rule" } dd { (rule_link(line.rule.id)) " " (line.rule.title) }
                    @if let Ok(v) = &line.version {
                        dt { "From" } dd { (v.citation) }
                        dt { "Version" } dd { (v.period()) }
                        dt { "Checked" } dd { @match v.checked {
                            Some(c) => { "By " (c.by) " on " (c.on.day()) },
                            None => "Not yet, by anybody",
                        } }
                        @if !v.missed.is_empty() { dt { "If missed" } dd { (v.missed) } }
                    }
                }
            }
        }
    }
}

/// One cell of the days drawn.
enum Cell<'a> {
    Counted(usize, Day),
    /// The day reached, where it is none of those counted.
    Due(Day),
    Passed(&'a Passed),
}

/// The days of a count, drawn.
pub(crate) fn drawn(due: Due, reached: Option<Day>, w: &Working, label: &str) -> Markup {
    let Some(last) = w.counted.last() else { return Markup::default() };
    let day_of = |cell: &Cell<'_>| match cell {
        Cell::Counted(_, day) | Cell::Due(day) => *day,
        Cell::Passed(p) => p.from,
    };
    let weekend = |p: &&Passed| p.why == "Weekend";
    let mut cells: Vec<_> = (1..).zip(&w.counted).map(|(n, d)| Cell::Counted(n, *d)).collect();
    cells.extend(w.passed.iter().filter(|p| !weekend(p)).map(Cell::Passed));
    cells.extend(reached.filter(|day| !w.counted.contains(day)).map(Cell::Due));
    cells.sort_by_key(day_of);
    let week = |n: usize| n == 0 || day_of(&cells[n]).monday() != day_of(&cells[n - 1]).monday();
    let shut: Vec<_> = w.passed.iter().filter(|p| !weekend(p)).collect();
    let between = matches!(due, Due::Counted(c) if c.due < c.anchor);
    html! {
        p { (label) ": day 1 is " (w.day_one.unwrap_or(*last)) ", day " (w.counted.len()) " is " (last) @if between { ", counted back" } "." }
        ol.days aria-label=(label) { @for (n, cell) in cells.iter().enumerate() {
            @match cell {
                Cell::Counted(count, day) => li.is-week[week(n)].is-due[Some(*day) == reached] {
                    span { (day.weekday().short()) } b { (day.ymd().2) } span { (count) }
                },
                Cell::Due(day) => li.is-due.is-week[week(n)] {
                    span { (day.weekday().short()) } b { (day.ymd().2) } span { "due" }
                },
                Cell::Passed(p) => li.is-skip.is-week[week(n)].is-long[p.from != p.to] {
                    span { (p.from.weekday().short()) @if p.from != p.to { "–" (p.to.weekday().short()) } }
                    b { (p.from.ymd().2) @if p.from != p.to { "–" (p.to.ymd().2) } }
                    b { "out" }
                },
            }
        } }
        @if !w.passed.is_empty() {
            p { "Passed over: "
                @if w.passed.len() > shut.len() { "weekends" @if !shut.is_empty() { "; " } }
                @for (n, p) in shut.iter().enumerate() { @if n > 0 { "; " } (stretch(p.from, p.to)) " (" (p.why) ")" }
                "."
            }
        }
    }
}

fn tally(n: usize, total: &Total) -> Markup {
    let (sum, limit) = (total.days.count(), total.limit.count());
    let over = sum > limit;
    // Ten units a half-day, so that lines fall on whole numbers.
    let width = sum.max(limit).max(1) * 10;
    let pattern = format!("over-{n}");
    let said = format!("{sum} half-days, held against {limit}");
    html! {
        div.tally {
            p.row.row-apart.row-base {
                strong.big { (total.of) ": " (total.days) " of " (total.limit) " days" }
                span.soft { (sum) " of " (limit) " half-days" }
            }
            svg.year viewBox={ "0 0 " (width) " 28" } preserveAspectRatio="none" role="img" aria-label=(said) {
                defs { pattern id=(pattern) width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect.hatch-back width="8" height="8" {} line.hatch-line x1="2" y1="0" x2="2" y2="8" {}
                } }
                rect.was width=(sum.min(limit) * 10) height="28" {}
                @if over { rect x=(limit * 10) width=((sum - limit) * 10) height="28" fill={ "url(#" (pattern) ")" } {} }
                path.grid d={ "M" (limit * 10) " 0v28" } fill="none" {}
            }
            p { @if over { strong { (total.over) } } @else { "Not over " (total.limit) " days." } }
        }
    }
}
