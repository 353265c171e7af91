//! A year of the whole country on one core: 955,000 suspensions and 10,900 permanent exclusions
//! over 22,000 schools, each with a calendar of two years of its own; time and memory printed.
//!
//! Must never know: a real school or pupil. The schools and the cases are made by arithmetic.
//! `cargo run --release -p rulebook --example national`

use rulebook::almanac::{Almanac, Pattern};
use rulebook::calendar::{Closed, SchoolCalendar, Term};
use rulebook::duty::governors::{Excluded, Meeting, Representations};
use rulebook::duty::sixth_day::{Exempt, Run};
use rulebook::duty::term::{self, Stretch};
use rulebook::duty::{Answer, NoAnswer, exclusion, governors, review, sixth_day};
use rulebook::event::{self, EventKind, Given};
use rulebook::{Day, HalfDays, Minute, Weekday};

const SCHOOLS: usize = 22_000;
const PATTERNS: u32 = 50;
const SUSPENSIONS: usize = 955_000;
const PERMANENT: usize = 10_900;

/// Numbers with no pattern anybody would see, the same on every run.
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap_or(Day::FIRST)
}

/// One way of dividing two years: three terms or six, each week or INSET day a little elsewhere.
fn pattern(n: u32) -> (SchoolCalendar, Pattern) {
    let shift = i64::from(n % 5);
    let mut terms = Vec::new();
    let mut closed = Vec::new();
    for (y, year) in [2025i16, 2026].into_iter().enumerate() {
        let next = year + 1;
        let autumn = (day(year, 9, 1).plus(shift), day(year, 12, 18).plus(y as i64));
        let spring = (day(next, 1, 5), day(next, 3, 25).plus(shift));
        let summer = (day(next, 4, 13).plus(shift), day(next, 7, 20).plus(shift % 3));
        let halves = [day(year, 10, 26), day(next, 2, 15), day(next, 5, 31)];
        for ((from, to), half) in [autumn, spring, summer].into_iter().zip(halves) {
            let monday = half.plus(1 - half.weekday().number());
            let name = format!("Term {} of {year}", terms.len() % 6 + 1);
            if n.is_multiple_of(3) {
                terms.push(Term { name: format!("{name} a"), from, to: monday.plus(-3) });
                terms.push(Term { name: format!("{name} b"), from: monday.plus(7), to });
            } else {
                terms.push(Term { name, from, to });
                let why = "Half-term".to_string();
                closed.push(Closed { why, half_term: true, from: monday, to: monday.plus(4) });
            }
            let mut inset = from.plus(20 + i64::from(n));
            while inset.weekday() != Weekday::Fri {
                inset = inset.plus(1);
            }
            let why = "INSET".to_string();
            closed.push(Closed { why, half_term: false, from: inset, to: inset });
        }
    }
    let kind = if n.is_multiple_of(3) { Pattern::Other } else { Pattern::ThreeTerms };
    (SchoolCalendar { terms, closed, ..SchoolCalendar::default() }, kind)
}

/// One case: where, when, how long.
#[derive(Clone, Copy)]
struct Case {
    school: usize,
    first: Day,
    length: HalfDays,
    earlier: HalfDays,
    written: bool,
    permanent: bool,
}

fn cases() -> Vec<Case> {
    let mut luck = Luck(0x5eed_cafe);
    (0..SUSPENSIONS + PERMANENT)
        .map(|n| Case {
            school: luck.below(SCHOOLS as u64) as usize,
            // Any day of the first of the two years: the second holds every date counted from it.
            first: day(2025, 9, 8).plus(luck.below(310) as i64),
            // Most are of a day or two; a few are long.
            length: HalfDays::halves(1 + luck.below(5) as u32 * (1 + luck.below(4) as u32)),
            earlier: HalfDays::halves(luck.below(20) as u32),
            written: luck.below(4) == 0,
            permanent: n >= SUSPENSIONS,
        })
        .collect()
}

/// As a form or a command line gives it: text under keys.
fn as_typed(case: &Case) -> Given {
    let mut given = Given::new();
    let mut say = |key: &str, value: String| given.insert(key.to_string(), value);
    say("notice", case.first.iso());
    say("first-day", case.first.iso());
    if !case.permanent {
        say("days", case.length.to_string());
        say("term-days", case.earlier.to_string());
        if case.written {
            say("representations", "yes".to_string());
        }
    }
    given
}

/// The same duties from typed facts, as a program that holds them would ask.
fn typed(case: &Case, a: &Almanac, mut keep: impl FnMut(Result<Answer, NoAnswer>)) {
    let kind = match case.permanent {
        true => exclusion::Kind::Permanent,
        false => exclusion::Kind::Suspension,
    };
    let stretch = Stretch { start: case.first, length: case.length };
    let total = match case.permanent {
        true => HalfDays::NONE,
        false => term::by_term(stretch, a)
            .map(|mut terms| {
                if let Some((_, sum)) = terms.first_mut() {
                    *sum = *sum + case.earlier;
                }
                terms.into_iter().map(|(_, sum)| sum).max().unwrap_or_default()
            })
            .unwrap_or(case.earlier + case.length),
    };
    keep(Ok(exclusion::notify(exclusion::Notice {
        kind,
        decided: case.first,
        term_total: Some(total),
        exam: false,
        looked_after: false,
        social_worker: false,
        adult: false,
        other_home: false,
    })));
    keep(exclusion::section_104(case.first, Some(case.first)));
    let representations =
        if case.written { Representations::Made(None) } else { Representations::None };
    let excluded = if case.permanent { Excluded::Permanently } else { Excluded::For(total) };
    let informed = Some(case.first);
    keep(governors::meeting(Meeting { excluded, informed, representations, exam: None }, a));
    let at = (case.first, Minute::default());
    let afternoon = Minute::new(13, 0).unwrap_or_default();
    if case.permanent {
        keep(sixth_day::by_authority(case.first, None, false, Exempt::default(), a));
        keep(sixth_day::public_place(at, afternoon, HalfDays::days(5), a));
        keep(review::claim_by(case.first));
    } else {
        let run = Run { start: case.first, days: case.length.days_touched() };
        keep(sixth_day::by_school(run, Exempt::default(), a));
        keep(sixth_day::public_place(at, afternoon, case.length, a));
        keep(term::by_year(stretch, a).map(|years| term::cap(years.into_iter().map(|(_, d)| d))));
    }
}

/// "VmHWM", the most memory held so far, in MiB; none where the system does not say.
fn memory(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let found = status.lines().find(|l| l.starts_with(line))?;
    found.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

/// Time this one thread has spent on the processor, and time gone by. On a machine with other
/// work the first is what one core would have taken.
struct Began(std::time::Instant, Option<u64>);

fn on_processor() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

impl Began {
    fn now() -> Began {
        Began(std::time::Instant::now(), on_processor())
    }
    fn said(&self, what: &str, n: usize) {
        let gone = self.0.elapsed().as_secs_f64();
        let core = match (self.1, on_processor()) {
            (Some(a), Some(b)) => b.saturating_sub(a) as f64 / 1e9,
            _ => gone,
        };
        let each = core / n as f64 * 1e6;
        let held = memory("VmHWM").map_or("unknown".to_string(), |mib| format!("{mib} MiB"));
        println!(
            "{what:<34} {core:>6.2} s of one core  {each:>7.2} µs each  ({gone:.2} s gone by)  at most {held}"
        );
    }
}

fn main() {
    let began = Began::now();
    let patterns: Vec<_> = (0..PATTERNS).map(pattern).collect();
    let mut schools = Vec::with_capacity(SCHOOLS);
    for n in 0..SCHOOLS {
        let (calendar, kind) = &patterns[n % patterns.len()];
        match Almanac::of_school(&format!("School {n}"), calendar, *kind) {
            Ok(almanac) => schools.push(almanac),
            Err(fault) => return println!("{fault}"),
        }
    }
    began.said("22,000 calendars of two years", SCHOOLS);

    let cases = cases();
    let kind = |code| event::find(code);
    let (Some(suspension), Some(permanent)) = (kind("suspension"), kind("permanent-exclusion"))
    else {
        return println!("the events are not there");
    };

    let began = Began::now();
    let (mut dates, mut none) = (0usize, 0usize);
    for case in &cases {
        typed(case, &schools[case.school], |answer| match answer.map(|a| a.due.day()) {
            Ok(Some(_)) => dates += 1,
            _ => none += 1,
        });
    }
    began.said("965,900 cases, typed facts", cases.len());
    println!("  {dates} dates, {none} duties without one");

    let began = Began::now();
    let (mut dates, mut none) = (0usize, 0usize);
    for case in &cases {
        let event: &EventKind = if case.permanent { permanent } else { suspension };
        let given = as_typed(case);
        match event::answer(event, &given, Some(&schools[case.school])) {
            Ok(answers) => {
                for duty in &answers.duties {
                    match duty.answer.as_ref().map(|a| a.due.day()) {
                        Ok(Some(_)) => dates += 1,
                        _ => none += 1,
                    }
                }
            }
            Err(faults) => return println!("{faults:?}"),
        }
    }
    began.said("965,900 cases, as typed on a form", cases.len());
    println!("  {dates} dates, {none} duties without one");
}
