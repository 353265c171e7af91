//! Days, totals, guards and letters of a suspension, held to the second walk-through.

use super::decide::{Texts, decider, may_cancel, may_impose, missing};
use super::period::{Out, Totals, run_before, totals, wrong};
use super::*;
use crate::{Actor, Coded, Role};
use rulebook::almanac::Pattern;
use rulebook::calendar::{Closed, Term};
use rulebook::{Almanac, SchoolCalendar};

pub(super) fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}
pub(super) fn at(d: Day, time: &str) -> Instant {
    d.at(Minute::parse(time).unwrap())
}
pub(super) fn almanac() -> Almanac {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let shut = |why: &str, from, to| Closed { why: why.into(), half_term: false, from, to };
    let calendar = SchoolCalendar {
        terms: vec![
            term("Autumn 2026", day(2026, 9, 2), day(2026, 12, 18)),
            term("Spring 2027", day(2027, 1, 5), day(2027, 3, 25)),
            term("Summer 2027", day(2027, 4, 13), day(2027, 7, 21)),
        ],
        closed: vec![
            shut("Half-term", day(2026, 10, 26), day(2026, 10, 30)),
            shut("INSET", day(2026, 11, 27), day(2026, 11, 27)),
            shut("Half-term", day(2027, 2, 15), day(2027, 2, 19)),
        ],
        ..SchoolCalendar::default()
    };
    Almanac::of_school("Brindle Hill", &calendar, Pattern::of(&calendar)).unwrap()
}

fn out(first: Day, last: Day) -> Out {
    Out {
        kind: Kind::Suspension,
        first,
        first_half: false,
        last: Some(last),
        last_half: false,
        served_to: None,
    }
}

/// 17–18 September and 8–9 October.
fn earlier() -> Vec<(Out, String)> {
    vec![
        (out(day(2026, 9, 17), day(2026, 9, 18)), "suspension in September".into()),
        (out(day(2026, 10, 8), day(2026, 10, 9)), "suspension in October".into()),
    ]
}
pub(super) fn stretches() -> Vec<Out> {
    earlier().into_iter().map(|(o, _)| o).collect()
}

pub(super) fn draft() -> Exclusion {
    Exclusion {
        kind: Some(Kind::Suspension),
        first: Some(day(2026, 11, 19)),
        first_half: true,
        sent_home_at: Minute::parse("11.30"),
        last: Some(day(2026, 11, 20)),
        reasons: vec![Reason::Damage],
        happened_at: Some(at(day(2026, 11, 19), "10.20")),
        account_how: Some(Account::RatherNot),
        probable: true,
        back_at: Minute::parse("8.40"),
        meeting: Some(at(day(2026, 11, 23), "8.15")),
        ..Exclusion::draft(
            Id::from_u128(5),
            Id::from_u128(1),
            (Id::nil(), "Mr Pell"),
            at(day(2026, 11, 19), "10.52"),
        )
    }
}

pub(super) fn texts() -> Texts {
    let said = |part: Part| (part, format!("{} said", part.code()));
    let mut all: Vec<(Part, String)> =
        [Part::Incident, Part::Needs, Part::Equality, Part::Found, Part::Alternatives, Part::Work]
            .map(said)
            .into();
    all.push((Part::Plain, "Marnie broke a booth in the room.".into()));
    Texts(all)
}

fn exhibit(read_back: bool) -> Exhibit {
    Exhibit {
        id: Id::nil(),
        exclusion: Id::from_u128(5),
        kind: Evidence::Statement,
        who: "Mr Thrale".into(),
        words: "I came at 10.31".into(),
        taken_at: at(day(2026, 11, 19), "10.50"),
        taken_by: "Mr Pell".into(),
        stood: String::new(),
        written: None,
        read_back,
        signed: true,
        copied: false,
        anonymised: String::new(),
        made_at: at(day(2026, 11, 19), "10.51"),
    }
}

pub(super) fn decided(t: Totals) -> Exclusion {
    let decided = Decided {
        at: at(day(2026, 11, 19), "11.10"),
        staff: Id::nil(),
        name: "Dr Amrit Sol".into(),
        role: As::Head,
        reasons: "As said".into(),
        drawn: String::new(),
        length: t.length,
        touched: t.touched,
        term_total: t.term,
        year_total: t.year,
        sen: Sen::None,
        looked_after: false,
        social_worker: "Ms Hope Anand".into(),
    };
    Exclusion { decided: Some(decided), ..draft() }
}

pub(super) fn sums(e: &Exclusion) -> Totals {
    let elsewhere = (e.elsewhere_term, e.elsewhere_year);
    totals(&Out::of(e).unwrap(), &stretches(), elsewhere, &almanac()).unwrap()
}

#[test]
fn half_a_day_and_a_day_after_four_make_eleven_half_days() {
    let t = sums(&draft());
    assert_eq!((t.length.count(), t.touched, t.term.count(), t.year.count()), (3, 2, 11, 11));
    assert!(t.over_low() && !t.over_high() && !t.over_cap());
    assert_eq!(t.term.to_string(), "5.5");
}

#[test]
fn days_at_other_schools_count_and_one_cancelled_counts_what_was_served() {
    let mut e = draft();
    e.elsewhere_year = HalfDays::days(40);
    assert_eq!(sums(&e).year, HalfDays::halves(91));
    assert!(sums(&e).over_cap());
    let served =
        Out { served_to: Some(day(2026, 9, 17)), ..out(day(2026, 9, 17), day(2026, 9, 18)) };
    assert_eq!(served.taken(&almanac()).unwrap().len(), 1);
    let never = Out { served_to: Some(day(2026, 9, 16)), ..served };
    assert!(never.taken(&almanac()).unwrap().is_empty());
}

#[test]
fn a_lunchtime_is_half_a_day_and_terms_that_are_not_touched_are_not_tested() {
    let lunch = Out { kind: Kind::Lunchtime, ..out(day(2026, 12, 14), day(2027, 1, 8)) };
    // Five days before Christmas and four after: 5 and 4 half-days.
    let t = totals(&lunch, &stretches(), Default::default(), &almanac()).unwrap();
    assert_eq!((t.length.count(), t.term.count()), (9, 13));
    let spring = Out { kind: Kind::Lunchtime, ..out(day(2027, 1, 5), day(2027, 1, 8)) };
    let t = totals(&spring, &stretches(), Default::default(), &almanac()).unwrap();
    assert_eq!((t.term.count(), t.year.count()), (4, 12));
}

#[test]
fn days_that_cannot_be_are_said_beside_their_field() {
    let said = |e: &Exclusion| wrong(e, &earlier(), None, &almanac());
    assert!(said(&draft()).is_empty());
    let ends = Exclusion { last: Some(day(2026, 11, 18)), ..draft() };
    assert!(said(&ends)[0].1.contains("before it begins"));
    let shut = Exclusion { last: Some(day(2026, 11, 27)), ..draft() };
    assert!(said(&shut)[0].1.contains("INSET") && said(&shut)[0].1.contains("Mon 30 Nov"));
    let over =
        Exclusion { first: Some(day(2026, 10, 9)), last: Some(day(2026, 10, 12)), ..draft() };
    assert!(said(&over)[0].1.contains("overlaps the suspension in October"));
    let long = Exclusion { last: Some(day(2027, 2, 26)), ..draft() };
    let words = &said(&long)[0].1;
    assert!(words.contains("R2.04") && words.contains("Shorten it by"), "{words}");
    let beyond = Exclusion { first: Some(day(2027, 9, 1)), last: Some(day(2027, 9, 2)), ..draft() };
    assert!(said(&beyond)[0].1.contains("Set-up"));
    let gone = wrong(&draft(), &[], Some(day(2026, 11, 13)), &almanac());
    assert!(gone[0].1.contains("left the roll"));
}

#[test]
fn exactly_the_limit_is_lawful_and_half_a_day_more_is_not() {
    let mut e = Exclusion { first_half: false, last: Some(day(2026, 11, 19)), ..draft() };
    e.elsewhere_year = HalfDays::days(40);
    assert_eq!(sums(&e).year, HalfDays::days(45));
    assert!(wrong(&e, &earlier(), None, &almanac()).is_empty());
    e.elsewhere_year = HalfDays::halves(81);
    assert_eq!(wrong(&e, &earlier(), None, &almanac())[0].0, "last");
}

#[test]
fn a_suspension_that_ran_straight_on_is_found_over_a_weekend_and_not_over_a_day_attended() {
    let this = out(day(2026, 11, 13), day(2026, 11, 13));
    let before = out(day(2026, 11, 6), day(2026, 11, 12));
    let run = run_before(&this, &[before], &almanac()).unwrap().unwrap();
    assert_eq!((run.start, run.days), (day(2026, 11, 6), 5));
    let later = out(day(2026, 11, 16), day(2026, 11, 16));
    assert_eq!(run_before(&later, &[before], &almanac()).unwrap(), None);
}

#[test]
fn a_record_is_whole_without_an_admission_and_a_statement_is_read_back() {
    assert!(missing(&draft(), &texts(), &[exhibit(true)]).is_empty());
    let left = missing(&draft(), &texts(), &[exhibit(false)]);
    assert_eq!(left.len(), 1);
    assert!(left[0].1.contains("read back"));
    let permanent = Exclusion { kind: Some(Kind::Permanent), last: None, ..draft() };
    let steps: Vec<Step> =
        missing(&permanent, &texts(), &[exhibit(true)]).into_iter().map(|(s, _)| s).collect();
    assert_eq!(steps, [Step::Period, Step::Period], "both limbs of the test");
}

fn actor(role: Role) -> Actor {
    Actor {
        org: Id::nil(),
        account: Id::nil(),
        staff: Id::from_u128(9),
        name: String::new(),
        post: String::new(),
        roles: vec![role],
        years: Vec::new(),
    }
}

#[test]
fn nobody_decides_by_being_senior_and_an_acting_head_only_between_two_days() {
    let today = day(2026, 11, 19);
    let none = Settings::default();
    assert_eq!(decider(&actor(Role::Head), &none, today, ""), Ok(As::Head));
    for role in Role::ALL.iter().filter(|r| **r != Role::Head) {
        assert!(decider(&actor(*role), &none, today, "").unwrap_err().by_role, "{}", role.code());
    }
    let named = Settings {
        acting: Some(Id::from_u128(9)),
        acting_from: Some(day(2026, 11, 19)),
        acting_to: Some(day(2026, 11, 20)),
        ..none
    };
    assert_eq!(decider(&actor(Role::Senior), &named, today, ""), Ok(As::Acting));
    assert!(decider(&actor(Role::Senior), &named, day(2026, 11, 21), "").is_err());
    let other = Actor { staff: Id::from_u128(8), ..actor(Role::Senior) };
    assert!(decider(&other, &named, today, "").is_err());
}

#[test]
fn over_the_limit_it_cannot_be_decided_and_what_was_decided_is_not_decided_again() {
    let t = sums(&draft());
    assert!(may_impose(&draft(), &t).is_ok());
    let over = Totals { year: HalfDays::halves(91), ..t };
    assert!(may_impose(&draft(), &over).unwrap_err().title.contains("R2.04"));
    assert!(may_impose(&decided(t), &t).unwrap_err().title.contains("stays as it was"));
}

#[test]
fn a_cancellation_too_late_says_what_can_be_done() {
    let t = sums(&draft());
    let e = decided(t);
    let on = day(2026, 11, 20);
    assert!(may_cancel(&e, t.year, false, true, on).is_ok());
    let begun = may_cancel(&e, t.year, true, true, on).unwrap_err();
    assert!(begun.title.contains("begun the meeting") && !begun.instead.is_empty());
    assert!(may_cancel(&e, t.year, true, false, on).is_ok(), "nobody had to be told");
    assert!(may_cancel(&e, HalfDays::halves(91), false, true, on).is_err());
    let back = Exclusion { back_on: Some(day(2026, 11, 23)), ..e.clone() };
    assert!(may_cancel(&back, t.year, false, true, day(2026, 11, 23)).is_err());
    assert!(may_cancel(&draft(), t.year, false, true, on).is_err());
    assert!(may_cancel(&e, t.year, false, true, day(2026, 11, 18)).is_err());
}

#[test]
fn where_it_stands_is_read_off_its_days() {
    let e = decided(sums(&draft()));
    assert_eq!(draft().standing(day(2026, 11, 19)), "Being prepared");
    assert_eq!(e.standing(day(2026, 11, 18)), "Decided");
    assert_eq!(e.standing(day(2026, 11, 20)), "Running");
    assert_eq!(e.standing(day(2026, 11, 21)), "Over");
    let back = Exclusion { back_on: Some(day(2026, 11, 23)), ..e.clone() };
    assert_eq!(back.standing(day(2026, 11, 23)), "Back in school");
    let cancelled = Exclusion { cancelled_on: Some(day(2026, 11, 20)), ..e };
    assert_eq!(cancelled.state(day(2026, 11, 20)), Suspension::Cancelled);
}
