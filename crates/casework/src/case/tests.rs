//! Cases decided from facts alone: what is missing, what repeats, what gives an address away.

use super::cancel::{Against, may_cancel};
use super::child::{Alike, Child, alike};
use super::family::{Parent, Withheld, gives_away};
use super::information::{Desk, Draft, Facts, check, compose};
use super::intake::{Typed, candidates, odd, ran_into, repeated, wrong};
use super::provision::{Answer, Answered, Light, Provision, light, minutes};
use super::*;
use rulebook::duty::moves::SchoolType;
use rulebook::{Almanac, Closed, HalfDays, Minute, SchoolCalendar, Term};

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}
fn nov(d: i8) -> Day {
    day(2026, 11, d)
}
fn at(d: i8, time: &str) -> Instant {
    nov(d).at(Minute::parse(time).unwrap())
}

/// Harrowfield's autumn, and the spring after it.
fn harrowfield(boiler: bool) -> Almanac {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let shut = |why: &str, half_term, from, to| Closed { why: why.into(), half_term, from, to };
    let mut calendar = SchoolCalendar {
        terms: vec![
            term("Autumn", day(2026, 9, 2), day(2026, 12, 18)),
            term("Spring", day(2027, 1, 5), day(2027, 3, 25)),
        ],
        closed: vec![
            shut("Half-term", true, day(2026, 10, 26), day(2026, 10, 30)),
            shut("INSET", false, nov(27), nov(27)),
        ],
        week_a: None,
        ..SchoolCalendar::default()
    };
    if boiler {
        calendar.closed.push(shut("Boiler", false, nov(25), nov(25)));
    }
    let pattern = rulebook::almanac::Pattern::of(&calendar);
    Almanac::of_school("Harrowfield School", &calendar, pattern).unwrap()
}

pub(super) fn child() -> Child {
    Child {
        id: Id::from_u128(1),
        given: "Reuben".into(),
        family: "Haldane-Price".into(),
        also: String::new(),
        born: Some(day(2013, 3, 14)),
        upn: String::new(),
        address: String::new(),
        home: "Eastlea".into(),
        version: 1,
    }
}

pub(super) fn case() -> Case {
    Case {
        id: Id::from_u128(2),
        number: 1,
        child: Id::from_u128(1),
        school: Some(Id::from_u128(3)),
        school_name: "Harrowfield School".into(),
        kind: Kind::Permanent,
        state: State::Open,
        officer: None,
        officer_name: String::new(),
        year: Some(9),
        sen: "K".into(),
        ehc: Ehc::Assessment,
        looked_after: Known::No,
        social_worker: String::new(),
        decided: Some(nov(12)),
        told: Some(nov(12)),
        governors_told: Some(nov(12)),
        first_day: Some(nov(13)),
        half_days: None,
        out_from: Some(nov(6)),
        out_days: Some(5),
        exam: Known::Unknown,
        exam_day: None,
        letter: Known::No,
        reasons: "OW VP".into(),
        what: String::new(),
        level: None,
        review_on: None,
        cancelled_on: None,
        received_at: at(12, "15.40"),
        opened_on: nov(12),
        closed_on: None,
        outcome: None,
        closed_why: String::new(),
        version: 1,
    }
}

fn parent(n: u128, title: &str, given: &str, family: &str, address: &str) -> Parent {
    Parent {
        id: Id::from_u128(n),
        child: Id::from_u128(1),
        title: title.into(),
        given: given.into(),
        family: family.into(),
        relation: String::new(),
        responsible: true,
        lives_with: false,
        address: address.into(),
        phone: String::new(),
        email: String::new(),
        language: String::new(),
        interpreter: false,
        restriction: String::new(),
        version: 1,
    }
}

fn neil() -> Parent {
    parent(10, "Mr", "Neil", "Price", "4 Quay Street\nEastlea\nEL1 2AB")
}
fn gwen() -> Parent {
    Parent {
        phone: "07700 900119".into(),
        ..parent(11, "Ms", "Gwen", "Haldane", "Flat 2, 19 Orchard Rise\nEastlea\nEL9 4QT")
    }
}
fn kept() -> Withheld {
    Withheld {
        id: Id::from_u128(20),
        parent: Id::from_u128(11),
        from_parent: Id::from_u128(10),
        why: "Asked by Ms Haldane".into(),
        by_name: "Mr Callum Osei-Brandt".into(),
        at: at(12, "15.45"),
        ended_at: None,
    }
}

#[test]
fn what_is_missing_is_named_the_weightiest_first() {
    let found = missing(&case(), &child(), &[neil(), Parent { address: String::new(), ..gwen() }]);
    assert_eq!(found, [Missing::ParentLetter, Missing::SecondAddress, Missing::Exam, Missing::Upn]);
    let adult = Child { born: Some(day(2008, 11, 10)), ..child() };
    let found = missing(&case(), &adult, &[]);
    assert!(!found.contains(&Missing::Parents), "at 18 the pupil stands there");
    let at_risk = Case { kind: Kind::AtRisk, ehc: Ehc::None, ..case() };
    let found = missing(&at_risk, &child(), &[neil(), gwen()]);
    assert_eq!(found, [Missing::Upn], "nothing was decided, so no notice is missing");
}

#[test]
fn the_dates_of_the_permanent_exclusion_are_those_of_the_rules_and_a_closure_moves_one() {
    let facts =
        case().facts(&child(), &Around::home(&[neil(), gwen()], SchoolType::Maintained)).unwrap();
    let owed = owed::owed(&facts, &[], Some(&harrowfield(false)));
    let of = |code: &str| owed.iter().find(|o| o.code == code).unwrap();
    assert_eq!(of("sixth-day").day(), Some(nov(20)));
    assert_eq!(of("sixth-day").advice.unwrap().day, Some(nov(13)));
    assert_eq!(of("governors-meet").day(), Some(day(2026, 12, 4)));
    assert!(owed.iter().any(|o| o.code == "told-home-authority"));
    let moved = owed::moved(&facts, &[], &harrowfield(false), &harrowfield(true));
    let meet = moved.iter().find(|m| m.code == "governors-meet").unwrap();
    assert_eq!((meet.before, meet.after), (Some(day(2026, 12, 4)), Some(day(2026, 12, 7))));
    assert!(!moved.iter().any(|m| m.code == "sixth-day"), "the closure lies after it");
    let unknown = Case { decided: None, ..case() };
    assert!(unknown.facts(&child(), &Around::home(&[], SchoolType::Maintained)).is_none());
}

#[test]
fn a_child_is_found_by_number_and_by_birth_and_name_under_another_name_too() {
    let known = Child { upn: "A123".into(), also: "Reuben Price".into(), ..child() };
    let born = Some(day(2013, 3, 14));
    assert_eq!(alike(&known, "R", "X", None, "A123"), Some(Alike::Upn));
    assert_eq!(alike(&known, "Reuben", "Price", born, ""), Some(Alike::BornAndName));
    assert_eq!(alike(&known, "Ruben", "Haldane-Price", born, ""), Some(Alike::BornAndPart));
    assert_eq!(alike(&known, "Reuben", "Price", None, ""), Some(Alike::Name));
    assert_eq!(alike(&known, "Reuben", "Price", Some(nov(1)), ""), None, "another birthday");
}

fn typed() -> Typed {
    Typed {
        given: "Reuben".into(),
        family: "Price".into(),
        born: Some(day(2013, 3, 14)),
        kind: Some(Kind::Permanent),
        school: true,
        decided: Some(nov(12)),
        first_day: Some(nov(13)),
        ..Typed::default()
    }
}

#[test]
fn a_notice_received_twice_is_known_and_an_odd_one_is_worded() {
    let found = candidates(&typed(), vec![(child(), vec![case()])]);
    assert_eq!(found[0].why, Alike::BornAndName);
    let again = repeated(&typed(), &found).unwrap();
    assert!(intake::received_twice(again, "Thu 12 Nov 2026").title.contains("Thu 12 Nov 2026"));
    let other = Typed { first_day: Some(nov(6)), kind: Some(Kind::Suspension), ..typed() };
    assert!(repeated(&other, &found).is_none());
    let said = odd(&other, Some(Id::from_u128(9)), "Cloverley School", &child(), &[case()]);
    let all = said.join(" ");
    assert!(all.contains("Known here as Reuben Haldane-Price"), "{all}");
    assert!(all.contains("open case at Harrowfield School"), "{all}");
    assert!(all.contains("began later and was received earlier"), "{all}");
}

#[test]
fn what_is_wrong_with_a_notice_is_said_beside_its_field_and_what_is_missing_is_not_wrong() {
    assert!(wrong(&typed(), nov(12)).is_empty(), "no UPN, no reasons, no parents: it still opens");
    let bad = Typed {
        upn: "X1".into(),
        first_day: Some(nov(10)),
        governors_told: Some(nov(11)),
        reasons: ["PP", "PA", "VP", "VA"].map(String::from).to_vec(),
        ..typed()
    };
    let found = wrong(&bad, nov(12));
    let fields: Vec<_> = found.iter().map(|(f, _)| *f).collect();
    for field in ["upn", "first_day", "governors_told", "reasons"] {
        assert!(fields.contains(&field), "{field} in {found:?}");
    }
    let none = wrong(&Typed::default(), nov(12));
    assert!(
        none.iter().any(|(f, _)| *f == "kind") && none.iter().any(|(f, _)| *f == "school_name")
    );
    let short = Typed { kind: Some(Kind::Suspension), days: "0".into(), ..typed() };
    assert_eq!(wrong(&short, nov(12))[0].0, "days");
}

#[test]
fn a_suspension_that_ran_straight_into_it_is_found_on_the_desk() {
    let before =
        Case { kind: Kind::Suspension, first_day: Some(nov(6)), half_days: Some(10), ..case() };
    let a = harrowfield(false);
    let joined = |start, days, first: Day| {
        a.nth(start, days).and_then(|last| a.after(last, 1)).is_ok_and(|next| next == first)
    };
    assert_eq!(ran_into(std::slice::from_ref(&before), nov(13), joined), Some((nov(6), 5)));
    assert_eq!(ran_into(&[before], nov(16), joined), None, "a school day lay between");
}

fn offer(answer: Answer, starts: Option<Day>) -> Provision {
    Provision {
        id: Id::from_u128(5),
        about: Id::from_u128(2),
        provider: "Larch House".into(),
        contact: String::new(),
        asked_at: at(13, "9.05"),
        answer,
        answered_at: None,
        why: String::new(),
        starts_on: starts,
        week_minutes: Some(1500),
        transport: "Taxi".into(),
        place: String::new(),
        report_to: String::new(),
        sessions: String::new(),
        ended_on: None,
        review_on: None,
        by_name: String::new(),
        version: 1,
    }
}

#[test]
fn day_six_goes_from_amber_to_green_or_is_red_with_its_days_late() {
    let a = harrowfield(false);
    let sixth = Some(nov(20));
    let full = offer(Answer::Full, None);
    let on = |offers: &[Provision], today| light(sixth, offers, today, Some(&a));
    assert_eq!(on(&[], nov(13)), Light::Amber { left: 5 });
    assert_eq!(on(std::slice::from_ref(&full), nov(16)), Light::Amber { left: 4 });
    assert_eq!(on(std::slice::from_ref(&full), nov(20)), Light::Amber { left: 0 });
    assert_eq!(on(std::slice::from_ref(&full), nov(24)), Light::Red { late: 2, starts: None });
    let green = [full, offer(Answer::Accepted, Some(nov(20)))];
    assert_eq!(on(&green, nov(16)), Light::Green { starts: nov(20) });
    assert_eq!(on(&green, nov(16)).words(), "In place: begins Fri 20 Nov 2026");
    let late = [offer(Answer::Accepted, Some(nov(23)))];
    assert_eq!(on(&late, nov(16)), Light::Red { late: 1, starts: Some(nov(23)) });
    assert!(on(&late, nov(16)).words().ends_with("late"));
    assert_eq!(offer(Answer::Accepted, None).hours(), "25 h a week");
    assert_eq!((minutes("25"), minutes("12.5"), minutes("x")), (Some(1500), Some(750), None));
    let asked = Answered {
        answer: Some(Answer::Full),
        why: String::new(),
        starts_on: None,
        hours: String::new(),
    };
    assert_eq!(provision::wrong(&asked, |_| None)[0].0, "why");
    let inset = Answered {
        answer: Some(Answer::Accepted),
        starts_on: Some(nov(27)),
        hours: "25".into(),
        ..asked
    };
    assert!(provision::wrong(&inset, |d| a.is_school_day(d).ok())[0].1.contains("no school day"));
}

fn desk() -> Desk {
    Desk {
        authority: "Northmoor Borough Council".into(),
        address: vec!["Civic Centre".into()],
        phone: "01632 960500".into(),
        advice: vec!["The local information, advice and support service".into()],
        sign_name: "Mr Callum Osei-Brandt".into(),
        sign_role: "Behaviour and Exclusions Co-ordinator".into(),
    }
}
fn draft() -> Draft {
    Draft {
        send_to: "The clerk to the governing body, Harrowfield School".into(),
        pupil_part: "He can come, write, or have somebody speak for him.".into(),
        remote: "Ask the clerk.".into(),
        work: String::new(),
        added: String::new(),
    }
}

#[test]
fn each_parent_has_a_letter_of_their_own_with_all_it_must_hold_and_no_address_of_the_other() {
    let (parents, withheld, case, child) = ([neil(), gwen()], [kept()], case(), child());
    let facts = |to| Facts {
        case: &case,
        child: &child,
        to,
        parents: &parents,
        withheld: &withheld,
        governors_by: Some(day(2026, 12, 4)),
        sixth: Some(nov(20)),
        provision: None,
        today: nov(13),
    };
    for to in &parents {
        let f = facts(to);
        let letter = compose(&f, &desk(), &draft());
        assert_eq!(check(&letter, &f, &desk(), &draft()), []);
        let words = letter.words();
        for said in [
            "Fri 4 Dec 2026",
            "Fri 20 Nov 2026",
            "make representations",
            "remotely",
            "bring a friend",
            "headteacher of Harrowfield School decided",
            "How Reuben can take part",
        ] {
            assert!(words.contains(said), "{said} in {words}");
        }
        assert!(!words.contains("excluded"), "nobody is said to be excluded, alone or by whom");
        let other = if to.id == parents[0].id { "Orchard" } else { "Quay" };
        assert!(!words.contains(other));
    }
    // Typed by hand into the father's letter, it is caught, however it is spaced.
    let leak = Draft { added: "Collect the bag from 19 orchard rise.".into(), ..draft() };
    let f = facts(&parents[0]);
    let letter = compose(&f, &desk(), &leak);
    let found = check(&letter, &f, &desk(), &leak);
    assert!(
        found.iter().any(|(field, _)| *field == "added")
            || gives_away("Flat 2, 19 Orchard Rise", parents[0].id, &parents, &withheld).is_some(),
        "{found:?}"
    );
    let number = Draft { added: "Ring 07700900119.".into(), ..draft() };
    let letter = compose(&f, &desk(), &number);
    assert_eq!(check(&letter, &f, &desk(), &number)[0].0, "added");
    // A blank stops it, and says which.
    let blank = Draft { send_to: String::new(), ..draft() };
    let letter = compose(&f, &desk(), &blank);
    assert_eq!(check(&letter, &f, &desk(), &blank)[0].0, "send_to");
}

#[test]
fn what_is_kept_back_is_found_by_its_parts_and_what_both_share_is_not() {
    let (parents, withheld) = ([neil(), gwen()], [kept()]);
    let to = parents[0].id;
    for said in ["at EL9 4QT", "at el94qt", "19 Orchard  Rise", "0 7700 900 119"] {
        assert!(gives_away(said, to, &parents, &withheld).is_some(), "{said}");
    }
    assert!(gives_away("They live in Eastlea", to, &parents, &withheld).is_none(), "both do");
    assert!(gives_away("19 Orchard Rise", parents[1].id, &parents, &withheld).is_none());
    let ended = Withheld { ended_at: Some(at(20, "9.00")), ..kept() };
    assert!(gives_away("19 Orchard Rise", to, &parents, &[ended]).is_none());
}

#[test]
fn a_case_is_not_closed_over_an_open_duty_unsaid_and_not_twice() {
    assert!(may_close(&case(), &[]).is_ok());
    let no = may_close(&case(), &["The governing body meets"]).unwrap_err();
    assert!(no.title.contains("The governing body meets"));
    let closed = Case { state: State::Closed, ..case() };
    assert!(may_close(&closed, &[]).unwrap_err().title.contains("closed already"));
}

#[test]
fn advice_without_a_source_is_not_kept_and_the_source_says_its_day() {
    let today = nov(16);
    let found = enquiry::wrong("Can it be turned into one?", "No.", "", "", None, today);
    let fields: Vec<_> = found.iter().map(|(f, _)| *f).collect();
    assert_eq!(fields, ["source", "as_at"]);
    assert!(enquiry::wrong("Q", "", "", "", None, today).is_empty(), "a question may wait");
    assert!(enquiry::wrong("Q", "A", "R2.20", "", Some(today), today).is_empty());
}

#[test]
fn a_child_turns_eighteen_on_a_day_that_is_known_beforehand() {
    let leap = Child { born: Some(day(2008, 2, 29)), ..child() };
    assert_eq!(leap.eighteenth(), Some(day(2026, 3, 1)));
    assert_eq!(child().eighteenth(), Some(day(2031, 3, 14)));
    assert!(!child().adult(nov(12)));
}

#[test]
fn the_totals_count_every_suspension_known_of_the_child_and_a_cancelled_one_as_far_as_it_was_served()
 {
    let suspension =
        Case { kind: Kind::Suspension, first_day: Some(nov(16)), half_days: Some(4), ..case() };
    let other = |n, first, half_days, cancelled_on| Other {
        case: Id::from_u128(n),
        child: Id::from_u128(1),
        kind: Kind::Suspension,
        first_day: first,
        half_days,
        cancelled_on,
    };
    let almanac = harrowfield(false);
    let total = |others: &[Other]| {
        let t = suspension.totals(others, &almanac).unwrap();
        (t.term.to_string(), t.year.to_string())
    };
    let said = |term: &str, year: &str| (term.to_string(), year.to_string());
    assert_eq!(total(&[]), said("2", "2"));
    let earlier = [other(7, nov(6), 9, None), other(8, day(2027, 1, 6), 6, None)];
    assert_eq!(total(&earlier), said("6.5", "9.5"), "another term counts to the year alone");
    assert_eq!(total(&[other(7, nov(6), 9, Some(nov(10)))]), said("4", "4"));
    let itself = Other { case: suspension.id, ..other(7, nov(6), 9, None) };
    assert_eq!(total(&[itself]), said("2", "2"), "itself is counted once");
    // Over the lower threshold only together: the governing body meets if the parent writes.
    let around = Around {
        almanac: Some(&almanac),
        others: &earlier,
        ..Around::home(&[], SchoolType::Maintained)
    };
    let owed = owes(&suspension, &child(), &around);
    let meet = owed.iter().find(|o| o.code == "governors-meet").unwrap();
    assert!(meet.if_asked.is_some() && meet.day().is_none(), "{meet:?}");
}

#[test]
fn a_cancellation_keeps_to_the_guards_of_the_law_and_ends_what_was_owed() {
    let against =
        Against { year_total: HalfDays::days(5), meeting_begun: false, governors_told: true };
    assert!(may_cancel(&case(), against, nov(16)).is_ok());
    let no = |c: &Case, a, on| may_cancel(c, a, on).unwrap_err().title;
    assert!(no(&case(), against, nov(11)).contains("decided on Thu 12 Nov 2026"));
    let begun = Against { meeting_begun: true, ..against };
    assert!(no(&case(), begun, nov(16)).contains("does not fit the facts"));
    let over = Against { year_total: HalfDays::days(46), ..against };
    assert!(may_cancel(&case(), over, nov(16)).is_err());
    let off = Case { cancelled_on: Some(nov(16)), ..case() };
    assert!(no(&off, against, nov(17)).contains("cancelled on Mon 16 Nov 2026"));
    let bare = Case { decided: None, ..case() };
    assert!(no(&bare, against, nov(16)).contains("no decision"));
    let almanac = harrowfield(false);
    let home = [neil()];
    let around = Around { almanac: Some(&almanac), ..Around::home(&home, SchoolType::Maintained) };
    let owed = owes(&off, &child(), &around);
    assert!(owed.iter().all(|o| o.code.starts_with("cancelled-")), "{owed:?}");
}
