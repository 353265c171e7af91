//! The answer as a person reads it in a terminal: one block a duty, its working beneath.

use super::text::{Page, TIED, wrap};
use crate::law::found::{
    Answered, Dates, Found, Line, capital, counted_word, how, relative, stretch,
};
use crate::law::shelf::force_tag;
use rulebook::count::Working;
use rulebook::duty::Due;
use rulebook::rule::{Force, To};
use rulebook::{Almanac, Day};

const INDENT: usize = 4;
const COLUMN: usize = 13;

/// Everything that follows.
pub fn found(found: &Found, almanac: Option<&Almanac>) -> String {
    let mut page = Page::default();
    let on = found.day.map_or(String::new(), |d| format!(", {d}"));
    page.line(&format!("{}{on}", found.kind.title));
    let not_done = "; what --done does not name counts as not done";
    page.line(&format!("As at {}{not_done}.", found.as_at));
    match almanac {
        Some(a) => page.line(&format!(
            "Counted on the calendar of {}, {} to {}.",
            a.school(),
            a.first(),
            a.last()
        )),
        None if found.kind.calendar => wrap(
            "There is no calendar: give one with --calendar FILE for the dates that need one.",
            0,
            &mut page,
        ),
        None => {}
    }
    if found.lines.iter().any(Line::not_yet_checked) {
        wrap(
            "“Not yet checked” means that no person has compared the rule with the law and said so.",
            0,
            &mut page,
        );
    }
    closures(found, &mut page);
    for line in &found.lines {
        page.line("");
        duty(line, found.as_at, &mut page);
    }
    totals(found, &mut page);
    if !found.prompts.is_empty() {
        page.line("");
        page.line("Left to judgement");
        for prompt in &found.prompts {
            page.beside(2, 2, "-", prompt);
        }
    }
    page.0
}

fn closures(found: &Found, page: &mut Page) {
    if found.closed.is_empty() {
        return;
    }
    for (change, matters) in &found.closed {
        let no = if *matters { "" } else { " It was no school day before, so it changes nothing." };
        wrap(&format!("Closed since: {}, {}.{no}", change.day, change.note), 0, page);
    }
    wrap(
        &match found.moved() {
            0 => "No date moves.".to_string(),
            1 => "One date moves. Both are shown; neither replaces the other.".to_string(),
            n => format!("{n} dates move. Both are shown; neither replaces the other."),
        },
        0,
        page,
    );
}

fn duty(line: &Line, as_at: Day, page: &mut Page) {
    let head = match &line.answer {
        Err(why) => capital(why),
        Ok(a) => match (a.due, line.due()) {
            (Due::Moment(moment), _) => moment.to_string(),
            (_, Some(day)) => day.to_string(),
            (_, None) => "No date".into(),
        },
    };
    wrap(&head, 0, page);
    wrap(&format!("{} {}", line.rule.id, line.rule.title), INDENT, page);
    match &line.version {
        Ok(v) => {
            let checked = if v.not_yet_checked() { " · Not yet checked" } else { "" };
            let law = if v.force == Force::Product { ", not law" } else { "" };
            wrap(&format!("{}{law} · {}{checked}", force_tag(v.force), v.citation), INDENT, page);
        }
        Err(why) => wrap(&capital(why), INDENT, page),
    }
    if let Ok(a) = &line.answer {
        answered(line, a, as_at, page);
    }
    if let Some(after) = &line.after {
        changed(after, page);
    }
}

fn answered(line: &Line, a: &Answered, as_at: Day, page: &mut Page) {
    wrap(&a.outcome.words(), INDENT, page);
    let mut row = |head: &str, words: &str| page.beside(INDENT, COLUMN, head, words);
    if a.due != Due::None
        && let Ok(v) = line.version
        && !v.holder.is_empty()
    {
        let who: Vec<_> = v.holder.iter().map(|p| p.words()).collect();
        row("Who owes", &who.join("; "));
    }
    if !a.told.is_empty() {
        let who: Vec<_> = a.told.iter().map(|to: &To| to.words()).collect();
        row("Who is told", &who.join("; "));
    }
    match (a.standing, line.due()) {
        (Some(standing), Some(_)) => {
            let on = a.done.map_or(String::new(), |d| format!(" (done {d})"));
            row("Stands", &format!("{}{on}", standing.words()));
        }
        (None, Some(day)) => row("When", &relative(day, as_at)),
        _ => {}
    }
    if let Some(how) = how(a.due, a.working.as_ref()) {
        row("Working", &how);
    }
    if let Some(w) = &a.working {
        working(a.due, w, &mut row);
    }
    if let Some(day) = a.due.arguable() {
        row("Arguable", &format!("{day}: the words could also bear this date"));
    }
    if let Some(advice) = a.advice {
        let on = advice.day.map_or(String::new(), |d| format!("{d}: "));
        row("Note", &format!("{on}{}", advice.words));
    }
}

fn working(due: Due, w: &Working, row: &mut impl FnMut(&str, &str)) {
    if let (Some(one), Some(last)) = (w.day_one, w.counted.last()) {
        let day = |(n, day): (usize, &Day)| {
            format!("{n} {}", day.short()).replace(' ', &TIED.to_string())
        };
        let days: Vec<_> = (1..).zip(&w.counted).map(day).collect();
        row("", &format!("{}: day 1 is {one}, day {} is {last}", counted_word(due), days.len()));
        row("", &format!("{}.", days.join(", ")));
    }
    for p in &w.passed {
        row("", &format!("Passed over: {}, {}", stretch(p.from, p.to), p.why));
    }
}

fn changed(after: &Result<Dates, String>, page: &mut Page) {
    let words = match after {
        Err(why) => capital(why),
        Ok(d) => {
            let due = d.due.map_or("no date".into(), |d| d.to_string());
            match d.arguable {
                Some(day) => format!("{due} with the closure (arguable {day})"),
                None => format!("{due} with the closure"),
            }
        }
    };
    page.beside(INDENT, COLUMN, "MOVES TO", &words);
}

fn totals(found: &Found, page: &mut Page) {
    if found.totals.is_empty() {
        return;
    }
    page.line("");
    page.line("Totals");
    for total in &found.totals {
        let over = if total.days > total.limit { total.over } else { "Not over." };
        let half = total.days.count();
        wrap(
            &format!(
                "{}: {} ({half} half-days), held against {}. {over}",
                total.of, total.days, total.limit
            ),
            2,
            page,
        );
    }
}
