//! Dates and the law for the gallery: typical, and each awkward state.

use super::ask::page;
use super::ask_page::AskPage;
use super::codes::CodesPage;
use super::open::OpenPage;
use super::road::RoadPage;
use super::rules::{self, RulePage};
use crate::form::Form;
use crate::page::gallery::{Sample, framed};
use rulebook::event::{self, EventKind};
use rulebook::rule::{self, Rule};
use rulebook::{Day, SchoolCalendar, Term};

const SCHOOL: &str = "Fairholme Community School";

fn today() -> Day {
    Day::new(2026, 11, 10).unwrap_or(Day::FIRST)
}
fn ask(kind: &'static EventKind, pairs: &[(&str, &str)]) -> AskPage {
    let form = Form::of(pairs.iter().copied());
    page(kind, SCHOOL, &crate::demo::calendar::around(today()), form, today())
}

/// Every page of the room.
pub fn samples() -> Vec<Sample> {
    let mut all = vec![
        framed("law", &RoadPage { looked_for: String::new() }),
        framed("law-looked-for", &RoadPage { looked_for: "review".into() }),
        framed("law-open", &OpenPage),
        framed("law-rules", &rules::page(Form::default(), today())),
    ];
    let mut found = |name, pairs: &[(&str, &str)]| {
        all.push(framed(name, &rules::page(Form::of(pairs.iter().copied()), today())));
    };
    found("law-rules-new", &[("new-since", "2026-04-01"), ("topic", "moves")]);
    found("law-rules-none", &[("q", "trebuchet")]);
    found("law-rules-wrong", &[("as-at", "last spring"), ("topic", "removal")]);
    let mut one = |name, id: &str| {
        let rule: Option<&'static Rule> = rule::find(id);
        all.extend(rule.map(|rule| framed(name, &RulePage { rule, day: today() })));
    };
    one("law-rule", "R2.06");
    one("law-rule-proposed", "R1.17");
    let codes = |set, looked_for: &str| CodesPage {
        set: rulebook::codes::set(set),
        looked_for: looked_for.into(),
        today: today(),
    };
    all.push(framed("law-codes", &codes("", "")));
    all.push(framed("law-codes-set", &codes("attendance", "")));
    all.push(framed("law-codes-looked-for", &codes("", "excluded")));
    all.extend(asked());
    all
}

fn asked() -> Vec<Sample> {
    let mut all = Vec::new();
    let permanent = [
        ("notice", "2026-11-12"),
        ("other-home", "yes"),
        ("run-before-start", "2026-11-06"),
        ("run-before", "5"),
        ("as-at", "2026-11-23"),
    ];
    let closed = [("closed", "2026-11-25"), ("closed-why", "boiler")];
    let suspension = [
        ("notice", "2026-11-12"),
        ("first-day", "2026-11-13"),
        ("days", "3.5"),
        ("term-days", "12.5"),
        ("year-days", "42"),
        ("social-worker", "yes"),
    ];
    let wrong = [
        ("notice", "2026-11-10"),
        ("decided", "2026-11-12"),
        ("first-day", "13.11.2026"),
        ("days", "2.25"),
    ];
    let asked = [
        ("law-ask", "suspension", Vec::new()),
        ("law-ask-few", "removal", Vec::new()),
        ("law-ask-wrong", "suspension", wrong.to_vec()),
        ("law-suspension", "suspension", suspension.to_vec()),
        ("law-permanent-exclusion", "permanent-exclusion", permanent.to_vec()),
        ("law-closure", "permanent-exclusion", [&permanent[..], &closed].concat()),
        ("law-papers", "governors-meeting", vec![("on", "2026-12-02")]),
        ("law-calendar-ends", "permanent-exclusion", vec![("notice", "2028-07-12")]),
        ("law-too-early", "permanent-exclusion", vec![("notice", "1996-11-12")]),
    ];
    for (name, code, pairs) in asked {
        all.extend(event::find(code).map(|kind| framed(name, &ask(kind, &pairs))));
    }
    // A calendar that contradicts itself, and none at all.
    let date = |m, d| Day::new(2026, m, d).unwrap_or(Day::FIRST);
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let overlap = SchoolCalendar {
        terms: vec![
            term("Autumn 2026", date(9, 2), date(12, 18)),
            term("Spring 2027", date(12, 14), date(12, 31)),
        ],
        ..SchoolCalendar::default()
    };
    let form = || Form::of([("on", "2026-12-02")]);
    if let Some(kind) = event::find("governors-meeting") {
        let mut bad = page(kind, SCHOOL, &overlap, form(), today());
        bad.may_set_up = true;
        all.push(framed("law-calendar-overlaps", &bad));
        let none = page(kind, SCHOOL, &SchoolCalendar::default(), form(), today());
        all.push(framed("law-no-calendar", &none));
    }
    all
}
