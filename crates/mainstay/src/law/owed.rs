//! One thing that is owed, as it is drawn on every desk: how it stands, what, by when, under which
//! rule, and the count day by day.
//!
//! Must never know: whose desk. A date is never shown without its rule; how it stands is a word and
//! a shape.

use super::answer_page::drawn;
use super::found::{counted_word, how, relative};
use super::{force_tag, rule_link, unchecked_tag};
use crate::page::kit::{Standing, Tag};
use casework::Coded;
use casework::owed::{Done, How, Owed};
use maud::{Markup, html};
use rulebook::count::Working;
use rulebook::duty::Due;
use rulebook::event::Standing as Stands;
use rulebook::{Almanac, Day};

/// A whole list: what is to do, and behind one line what is done and the dates there are to know.
/// Each line comes with its acts.
pub fn list(lines: Vec<(Line, Markup)>, today: Day) -> Markup {
    let (open, rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(l, _)| l.owed.open());
    html! {
        @if open.is_empty() { p { "Everything that is owed now is done." } }
        @else { ol.clocks { @for (l, acts) in &open { (l.item(today, acts.clone())) } } }
        @if !rest.is_empty() {
            details.working open[open.is_empty()] {
                summary { "Done, and dates to know: " (rest.len()) }
                div.working-body { ol.clocks { @for (l, acts) in &rest { (l.item(today, acts.clone())) } } }
            }
        }
    }
}

/// One thing that is owed, with its working made.
#[derive(Clone, Debug)]
pub struct Line {
    /// It.
    pub owed: Owed,
    /// How its date was reached, in a sentence.
    pub how: Option<String>,
    /// The count, day by day.
    pub working: Option<Working>,
}

impl Line {
    /// Makes the working on a calendar.
    pub fn of(o: &Owed, almanac: Option<&Almanac>) -> Line {
        let due = o.due.as_ref().ok().copied();
        let shown = due.filter(|d| d.day().is_some()).or(o.if_asked);
        let working = shown.and_then(|d| d.working(almanac).ok().flatten());
        Line { how: shown.and_then(|d| how(d, working.as_ref())), working, owed: o.clone() }
    }
    /// The date that is shown: its own, or that of what comes alive if somebody asks.
    fn shown(&self) -> Due {
        let due = self.owed.due.as_ref().ok().copied();
        due.filter(|d| d.day().is_some()).or(self.owed.if_asked).unwrap_or(Due::None)
    }
    /// How it stands, as a tag: done, due, at risk, late; or that it is nobody's to do.
    pub fn tag(&self, today: Day) -> Markup {
        let o = &self.owed;
        if o.met().is_none()
            && let Some(left) = o.left()
        {
            let words = format!("Not done: {}", left.by_whom);
            return html! { (Tag(Standing::None, &words)) };
        }
        let stands = o.standing(today);
        let (kind, words) = match stands {
            Stands::Met => (Standing::Done, "Done".to_string()),
            Stands::MetLate { .. } => (Standing::Risk, super::found::capital(&stands.words())),
            Stands::Late { .. } => (Standing::Late, super::found::capital(&stands.words())),
            Stands::AtRisk { .. } => (Standing::Risk, super::found::capital(&stands.words())),
            Stands::Open { .. } => (Standing::Due, super::found::capital(&stands.words())),
            Stands::Nothing if o.if_asked.is_some() => (Standing::None, "If asked for".into()),
            Stands::Nothing if !o.duty && o.day().is_some() => (Standing::None, "A date".into()),
            Stands::Nothing if o.due.is_err() => (Standing::Risk, "No date".into()),
            Stands::Nothing => (Standing::None, "Nothing falls due".into()),
        };
        html! { (Tag(kind, &words)) }
    }
    /// The name of its place on a page.
    pub fn anchor(&self) -> String {
        match &self.owed.whom {
            Some(w) => format!("owed-{}-{}", self.owed.code, w.id),
            None => format!("owed-{}", self.owed.code),
        }
    }
    /// Its proof, first to last; what was struck out stays in sight.
    pub fn proof(&self) -> Markup {
        html! {
            @for d in &self.owed.done { p.soft { (proof(d)) } }
        }
    }
    /// It as an item of a list of class `clocks`. `acts` stand under what it is.
    pub fn item(&self, today: Day, acts: Markup) -> Markup {
        let o = &self.owed;
        let due = self.shown();
        let advice = o.advice;
        html! {
            li.clock.clock-law id=(self.anchor()) {
                (self.tag(today))
                div {
                    p.clock-what { (o.words) @if let Some(w) = &o.whom { ": " (w.name) } }
                    p.soft { "Owed by " (o.by.words()) " · " (rule_link(o.rule)) " " @if let Some(v) = o.version() { (force_tag(v.force)) " " } (unchecked_tag(o.not_yet_checked())) }
                    @if let Some(outcome) = o.outcome { p { (outcome.words()) } }
                    @if let Some(a) = advice { p { strong { "Note: " } @if let Some(day) = a.day { (day) ". " } (a.words) } }
                    (self.proof())
                    (acts)
                }
                div.clock-when {
                    @match (&o.due, due.day()) {
                        (Err(why), _) => p { "No date: " (why) },
                        (_, None) => p.soft { "No date arises" },
                        (_, Some(day)) => {
                            p { b.clock-day { (day) } }
                            p.soft { @match due {
                                Due::WithoutDelay(_) => "Without delay: the same day",
                                Due::EndOfAfternoon(_) => "By the end of the afternoon session",
                                _ if o.if_asked.is_some() && o.day().is_none() => "If the parent makes representations",
                                _ => "",
                            } }
                            p.soft { (relative(day, today)) }
                        }
                    }
                }
                (self.why(due))
            }
        }
    }
    fn why(&self, due: Due) -> Markup {
        let o = &self.owed;
        let summary = match due.day() {
            Some(day) => format!("Why {day}"),
            None => "Where it comes from".into(),
        };
        html! {
            details.working {
                summary { (summary) span.vh { ", " (o.words) } }
                div.working-body {
                    @if let Some(how) = &self.how { p { strong { (how) "." } } }
                    @if let Some(w) = &self.working { (drawn(due, due.day(), w, counted_word(due))) }
                    @if let Some(day) = due.arguable() { p { strong { "Arguable: " } (day) ". The words could also bear this date; the safe one is shown above." } }
                    @if let Some(rule) = o.law() {
                        dl.cite {
                            dt { "Rule" } dd { (rule_link(rule.id)) " " (rule.title) }
                            @if let Some(v) = o.version() {
                                dt { "From" } dd { (v.citation) }
                                dt { "In words" } dd { (v.plain.school) }
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
    }
}

/// One piece of proof in a line.
pub fn proof(d: &Done) -> Markup {
    html! {
        @if d.how == How::Not { strong { "Not done" } ", " (d.by_whom) ", " (d.at) ": " (d.note) }
        @else {
            @if !d.whom_name.is_empty() { (d.whom_name) ": " }
            (d.what) @if !d.what.is_empty() { ", " } (lower(d.how.label())) ", " (d.at) ", " (d.by_whom)
            @if let Some(due) = d.due_then { "; it was due " (due) }
            @if !d.note.is_empty() { ". " (d.note) }
        }
        @if let Some(at) = d.struck_at { " " (Tag(Standing::None, "Struck out")) " " (d.struck_by) ", " (at) ": " (d.struck_why) }
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
