//! The rules on paper: one document made from the values, for a solicitor to read beside the
//! instruments.
//!
//! Must never know: a case. It prints what the values say and adds no law of its own.

use std::fmt::Write;

use super::counting::NUMBERS;
use super::*;

/// The day of the law note the rules were written from.
pub const NOTE_OF: On = On(2026, 11, 22);

const FORCES: [Force; 4] = [Force::Must, Force::Should, Force::Advice, Force::Product];

/// The whole rulebook, as Markdown.
pub fn document() -> String {
    let mut page = String::new();
    heading(&mut page);
    contents(&mut page);
    numbers(&mut page);
    for topic in Topic::ALL {
        let _ = writeln!(page, "## {}\n", topic.title());
        for rule in of(topic) {
            write_rule(&mut page, rule);
        }
    }
    open(
        &mut page,
        "Looked for and not confirmed",
        "Each was looked for and not found, or could not be shown to be in force or to stand.",
        NOT_CONFIRMED,
    );
    open(
        &mut page,
        "What a person must check before release",
        "Until these are done, the rules they name are the best reading of what was seen.",
        BEFORE_RELEASE,
    );
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// The rules of a topic, in order of their ids.
fn of(topic: Topic) -> Vec<&'static Rule> {
    let mut rules: Vec<_> = all().filter(|r| r.topic == topic).collect();
    rules.sort_by_key(|r| r.order());
    rules
}

fn heading(page: &mut String) {
    let _ = write!(
        page,
        "# The rules Mainstay counts by\n\n\
        This page is made from the values in `crates/rulebook/src/rule`, and a test compares the two. Do not edit it by hand.\n\n\
        It holds the law of England on removal, suspension, exclusion, review, off-site direction, managed moves, attendance, records and returns, as Mainstay uses it. It was written from a note of {}, which saw nothing published after about the end of June 2026 and did not see the exclusion guidance of July 2026 itself. It is not legal advice.\n\n\
        Read it beside the instruments: every version of every rule says what it applies to, from when to when, and where its words were read.\n\n\
        **What binds, and how far**\n\n",
        long(NOTE_OF)
    );
    for force in FORCES {
        let _ = writeln!(page, "- **{}**. {}", force.word(), force.meaning());
    }
    let said =
        || all().flat_map(|r| r.versions).filter(|v| !matches!(v.standing, Standing::Gap(_)));
    let unchecked = said().filter(|v| v.not_yet_checked()).count();
    let versions = said().count();
    let _ = write!(
        page,
        "\n**Not yet checked** means that nobody has compared that version with the instrument and put their name to it. \
        A person must, before a school relies on it. Of {versions} versions of {} rules, {unchecked} are not yet checked.\n\n\
        **Nothing held** means that the rulebook says nothing about that time, for the reason given. It does not mean that nothing applied.\n\n\
        **Announced, switched off** means that it is not law and nothing in Mainstay acts on it.\n\n\
        Where a version from before EHC plans speaks of one, a statement of special educational needs stood in its place.\n\n",
        all().count()
    );
}

fn contents(page: &mut String) {
    let _ = writeln!(page, "## Contents\n");
    for topic in Topic::ALL {
        let _ = writeln!(page, "- [{}](#{})", topic.title(), anchor(topic.title()));
        for rule in of(topic) {
            let title = heading_of(rule);
            let _ = writeln!(page, "  - [{title}](#{})", anchor(&title));
        }
    }
    page.push('\n');
}

fn numbers(page: &mut String) {
    let _ = write!(
        page,
        "## The numbers\n\nEvery number the product counts with, from the clock of the rule beside it. Each is as sure, or as unsure, as that rule.\n\n| What | How much | Rule |\n| --- | --- | --- |\n"
    );
    for (what, id) in NUMBERS {
        let clock = find(id).and_then(Rule::newest).and_then(|v| v.clock);
        if let Some(clock) = clock {
            let _ = writeln!(page, "| {what} | {} | {id} |", clock.words());
        }
    }
    for (what, half_days, id) in [
        ("Most in a school year, across schools", suspension::CAP, "R2.04"),
        ("Above this in a statutory term, governors come in", suspension::LOW, "R2.12"),
        ("Above this in a statutory term, governors must meet", suspension::HIGH, "R2.12"),
    ] {
        let _ = writeln!(
            page,
            "| {what} | {half_days} school days ({} half-days) | {id} |",
            half_days.count()
        );
    }
    page.push('\n');
}

fn write_rule(page: &mut String, rule: &Rule) {
    let _ = writeln!(page, "### {}\n", heading_of(rule));
    for version in rule.versions {
        write_version(page, version);
    }
}

fn write_version(page: &mut String, v: &Version) {
    let _ = writeln!(page, "#### {}\n", v.period());
    if let Standing::Gap(why) = v.standing {
        let _ = writeln!(page, "Nothing held: {why}.\n");
        return;
    }
    if v.standing == Standing::Proposed {
        let _ = writeln!(page, "- **Announced, switched off. It is not law.**");
    }
    let _ = writeln!(page, "- Force: **{}**", v.force.word());
    let _ = writeln!(page, "- Citation: {}", v.citation);
    let _ = writeln!(page, "- Set off when: {}", v.trigger);
    if !v.holder.is_empty() {
        let words: Vec<_> = v.holder.iter().map(|p| p.words()).collect();
        let _ = writeln!(page, "- Who owes it: {}", words.join("; "));
    }
    if !v.recipients.is_empty() {
        let words: Vec<_> = v.recipients.iter().map(|to| to.words()).collect();
        let _ = writeln!(page, "- Who is told or owed it: {}", words.join("; "));
    }
    if let Some(clock) = v.clock {
        let _ = writeln!(page, "- When: {}", clock.words());
    }
    if !v.contents.is_empty() {
        let _ = writeln!(page, "- What is in it:");
        for content in v.contents {
            let _ = writeln!(page, "  - {} ({})", content.words, content.force.word());
        }
    }
    if !v.missed.is_empty() {
        let _ = writeln!(page, "- If it is missed: {}", v.missed);
    }
    if !v.new.is_empty() {
        let _ = writeln!(page, "- What is new: {}", v.new);
    }
    let _ = writeln!(page, "- For the school: {}", v.plain.school);
    let _ = writeln!(page, "- For the family: {}", v.plain.family);
    let _ = writeln!(page, "- For the authority: {}", v.plain.authority);
    let _ = writeln!(page, "- Where it was read: {}.", v.basis.words());
    let _ = match v.checked {
        Some(Checked { by, on }) => writeln!(page, "- Checked by {by} on {}.", long(on)),
        None => writeln!(page, "- **NOT YET CHECKED**"),
    };
    page.push('\n');
}

fn open(page: &mut String, title: &str, lead: &str, list: &[Open]) {
    let _ = writeln!(page, "## {title}\n\n{lead}\n");
    for (at, one) in (1..).zip(list) {
        let _ = writeln!(
            page,
            "{at}. **{}.** {} Touches {}.",
            one.title,
            one.words,
            one.rules.join(", ")
        );
    }
    page.push('\n');
}

fn heading_of(rule: &Rule) -> String {
    format!("{} {}", rule.id, rule.title)
}

/// As a Markdown reader makes the link to a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// "1 September 2012"
fn long(on: On) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let On(year, month, day) = on;
    let at = usize::from(month.unsigned_abs()).wrapping_sub(1);
    format!("{day} {} {year}", MONTHS.get(at).unwrap_or(&"?"))
}

impl Version {
    /// "From 1 September 2012 to 31 August 2023"
    pub fn period(&self) -> String {
        match self.to {
            Some(to) => format!("From {} to {}", long(self.from), long(to)),
            None => format!("From {}", long(self.from)),
        }
    }
}

impl Rule {
    /// Where it stands among all: its part, its number, then the letter of a sister rule.
    pub fn order(&self) -> (u16, u16, &'static str) {
        let digits = |text: &'static str| {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            (text[..end].parse().unwrap_or(u16::MAX), &text[end..])
        };
        let (part, rest) = digits(self.id.trim_start_matches('R'));
        let (number, letter) = digits(rest.trim_start_matches('.'));
        (part, number, letter)
    }
}

impl To {
    /// "the social worker, where there is one"
    pub fn words(self) -> String {
        match self.if_any {
            true => format!("{}, where there is one", self.who.words()),
            false => self.who.words().to_string(),
        }
    }
}

impl Clock {
    /// In words: "15 school days after the day the governing body is told".
    pub fn words(self) -> String {
        match self {
            Clock::Count { span: Span::SchoolDayOf(n), anchor } => {
                format!("school day {n}, where day 1 is {anchor}")
            }
            Clock::Count { span: Span::DaysOf(n), anchor } => {
                format!("{n} days, of which day 1 is {anchor}")
            }
            Clock::Count { span, anchor } => format!("{} {anchor}", span.words()),
            Clock::WithoutDelay { words, anchor } => {
                format!("{words}; the clock starts on {anchor}")
            }
            Clock::EndOfAfternoon { anchor } => {
                format!(
                    "without delay, and no later than the end of the afternoon session of {anchor}"
                )
            }
            Clock::Prompt { words } => format!("{words} (no date is counted)"),
        }
    }
}

impl Basis {
    /// Where it was read, in words, and what was not.
    pub fn words(self) -> String {
        match self {
            Basis::Read(place) => place.to_string(),
            Basis::PartRead(place, rest) => format!("{place}. Not settled: {rest}"),
            Basis::Memory => "general knowledge of the field, and in no instrument".to_string(),
            Basis::Derived(from) => format!("worked out from {from}"),
        }
    }
}
