//! The list held to the walk-throughs: each date by hand, on their calendar.

use super::*;
use rulebook::SchoolCalendar;
use rulebook::almanac::{Change, Pattern};
use rulebook::calendar::{Closed, Term};

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}
fn nov(d: i8) -> Day {
    day(2026, 11, d)
}

/// The shared calendar of the walk-throughs, all three terms.
fn almanac() -> Almanac {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let shut = |why: &str, half_term, from, to| Closed { why: why.into(), half_term, from, to };
    let calendar = SchoolCalendar {
        terms: vec![
            term("Autumn 2026", day(2026, 9, 2), day(2026, 12, 18)),
            term("Spring 2027", day(2027, 1, 5), day(2027, 3, 25)),
            term("Summer 2027", day(2027, 4, 13), day(2027, 7, 21)),
        ],
        closed: vec![
            shut("Half-term", true, day(2026, 10, 26), day(2026, 10, 30)),
            shut("INSET", false, nov(27), nov(27)),
            shut("Half-term", true, day(2027, 2, 15), day(2027, 2, 19)),
        ],
        ..SchoolCalendar::default()
    };
    Almanac::of_school("Harrowfield", &calendar, Pattern::of(&calendar)).unwrap()
}

fn find<'a>(list: &'a [Owed], code: &str) -> &'a Owed {
    list.iter().find(|o| o.code == code).unwrap_or_else(|| panic!("no {code}"))
}
fn codes(list: &[Owed]) -> Vec<&str> {
    list.iter().map(|o| o.code).collect()
}
fn due(list: &[Owed], code: &str) -> Option<Day> {
    find(list, code).day()
}
fn done(code: &str, at: Instant, due_then: Option<Day>) -> Done {
    Done {
        id: Id::nil(),
        code: code.into(),
        party: Party::Parent,
        whom: None,
        whom_name: String::new(),
        at,
        how: How::Email,
        by_whom: "Dr Amrit Sol".into(),
        what: "Notice".into(),
        due_then,
        note: String::new(),
        struck_at: None,
        struck_by: String::new(),
        struck_why: String::new(),
    }
}
fn at(day: Day, time: &str) -> Instant {
    day.at(Minute::parse(time).unwrap())
}

/// The fifth walk-through: permanent from Fri 13 Nov, after five days of suspension.
fn permanent() -> Facts {
    Facts {
        before: Some(Run { start: nov(6), days: 5 }),
        other_home: true,
        assessment: true,
        exempt: Exempt { year: Some(9), ..Exempt::default() },
        ..Facts::new(Kind::Permanent, nov(12), nov(13))
    }
}

/// The second: half a day and a day, after four days in the same term.
fn suspension() -> Facts {
    Facts {
        length: HalfDays::halves(3),
        touched: 2,
        term_total: HalfDays::halves(11),
        social_worker: true,
        sent_home_at: Minute::parse("11.30"),
        exempt: Exempt { year: Some(10), ..Exempt::default() },
        ..Facts::new(Kind::Suspension, nov(19), nov(19))
    }
}

#[test]
fn a_permanent_exclusion_has_the_dates_of_the_walk_through() {
    let list = owed(&permanent(), &[], Some(&almanac()));
    assert_eq!(due(&list, "sixth-day"), Some(nov(20)));
    assert_eq!(find(&list, "sixth-day").rule, "R3.04");
    assert_eq!(find(&list, "sixth-day").advice.unwrap().day, Some(nov(13)));
    assert_eq!(due(&list, "governors-meet"), Some(day(2026, 12, 4)));
    assert_eq!(due(&list, "told-parent"), Some(nov(12)));
    assert_eq!(due(&list, "public-place"), Some(nov(13)));
    for there in ["told-authority", "told-governors", "told-home-authority"] {
        assert_eq!(due(&list, there), Some(nov(12)), "{there}");
    }
    let codes = codes(&list);
    for gone in ["told-virtual-head", "told-social-worker", "reintegration", "papers"] {
        assert!(!codes.contains(&gone), "{gone}");
    }
}

#[test]
fn a_closure_moves_the_meeting_and_what_was_sent_keeps_its_date() {
    let before = almanac();
    let change = Change {
        day: nov(25),
        school_day: false,
        known_from: Some(nov(25)),
        note: "Boiler".into(),
    };
    let after = before.changed(&[change]).unwrap();
    let facts = Facts { meeting: Some(day(2026, 12, 2)), ..permanent() };
    let sent = done("papers", at(nov(23), "10.00"), Some(nov(23)));
    let moves = moved(&facts, std::slice::from_ref(&sent), &before, &after);
    let of = |code: &str| moves.iter().find(|m| m.code == code).unwrap();
    let meet = of("governors-meet");
    assert_eq!((meet.before, meet.after), (Some(day(2026, 12, 4)), Some(day(2026, 12, 7))));
    let papers = of("papers");
    assert_eq!((papers.before, papers.after, papers.done), (Some(nov(23)), Some(nov(20)), true));
    let list = owed(&facts, &[sent], Some(&after));
    let papers = find(&list, "papers");
    assert_eq!(papers.arguable(), Some(nov(23)));
    assert_eq!(papers.standing(nov(26)), Standing::Met, "held against the date as it stood");
}

#[test]
fn governors_review_and_reconsideration_follow_one_another() {
    let how = Service::Delivered;
    let decision = Decision {
        on: day(2026, 12, 2),
        declined: true,
        sent: Some(day(2026, 12, 3)),
        how,
        waived: None,
    };
    let mut f = Facts { decision: Some(decision), meeting: Some(day(2026, 12, 2)), ..permanent() };
    let a = almanac();
    let list = owed(&f, &[], Some(&a));
    assert_eq!(due(&list, "papers"), Some(nov(23)));
    assert_eq!(find(&list, "papers").arguable(), Some(nov(24)));
    assert_eq!(due(&list, "review-apply"), Some(day(2027, 1, 8)));
    assert_eq!(due(&list, "register"), Some(day(2027, 1, 9)));
    assert!(!find(&list, "review-apply").open(), "a right is nobody's duty");
    f.request = Some(Application::Delivered(day(2026, 12, 15)));
    f.review = Some(day(2027, 1, 14));
    let ordered = Panel::Quashed { ordered: true };
    f.panel = Some(PanelDecision { panel: ordered, sent: day(2027, 1, 15), how });
    let list = owed(&f, &[], Some(&a));
    assert_eq!(due(&list, "review-meet"), Some(day(2027, 1, 20)));
    assert_eq!(due(&list, "review-papers"), Some(day(2027, 1, 6)));
    assert_eq!(find(&list, "review-papers").arguable(), Some(day(2027, 1, 7)));
    assert_eq!(due(&list, "reconsider"), Some(day(2027, 1, 29)));
    assert_eq!(due(&list, "readjustment"), Some(day(2027, 1, 29)));
    assert_eq!(due(&list, "register"), None, "the name stays while a review runs");
}

#[test]
fn a_suspension_over_five_days_in_the_term_shows_the_day_before_anybody_writes() {
    let list = owed(&suspension(), &[], Some(&almanac()));
    let meet = find(&list, "governors-meet");
    assert_eq!((meet.rule, meet.day(), meet.open()), ("R2.14", None, false));
    assert_eq!(meet.if_asked.and_then(Due::day), Some(day(2027, 2, 22)));
    assert_eq!(due(&list, "public-place"), Some(nov(19)));
    assert_eq!(due(&list, "public-place-ends"), Some(nov(20)));
    assert_eq!(due(&list, "reintegration"), Some(nov(23)));
    let coded = find(&list, "attendance");
    assert_eq!((coded.day(), coded.outcome), (Some(nov(19)), Some(Outcome::CodeE)));
    let codes = codes(&list);
    assert!(codes.contains(&"told-social-worker") && codes.contains(&"told-governors"));
    assert!(!codes.contains(&"told-virtual-head") && !codes.contains(&"governors-termly"));
    let written = Facts { representations: Representations::Made(Some(nov(24))), ..suspension() };
    let list = owed(&written, &[], Some(&almanac()));
    assert_eq!(due(&list, "governors-meet"), Some(day(2027, 2, 22)));
}

#[test]
fn five_days_exactly_reach_no_threshold_and_governors_hear_of_it_once_a_term() {
    let f = Facts { term_total: HalfDays::days(5), ..suspension() };
    let list = owed(&f, &[], Some(&almanac()));
    assert_eq!(find(&list, "governors-meet").if_asked, None);
    assert!(!codes(&list).contains(&"told-governors"));
    assert!(!find(&list, "governors-termly").open());
}

#[test]
fn each_parent_is_owed_a_notice_and_one_that_went_says_nothing_of_the_other() {
    let person = |n, name: &str| Addressee { id: Id::from_u128(n), name: name.into() };
    let parents = vec![person(1, "Mr Neil Price"), person(2, "Ms Gwen Haldane")];
    let f = Facts { parents, ..permanent() };
    let to_neil = Done {
        whom: Some(Id::from_u128(1)),
        ..done("told-parent", at(nov(12), "15.30"), Some(nov(12)))
    };
    let list = owed(&f, &[to_neil], Some(&almanac()));
    let told: Vec<&Owed> = list.iter().filter(|o| o.code == "told-parent").collect();
    assert_eq!(told.len(), 2);
    assert!(!told[0].open() && told[1].open());
    assert_eq!(told[1].standing(nov(13)), Standing::Late { by: 1 });
    // At 18 the pupil stands in their place, and there is no public-place duty.
    let list = owed(&Facts { adult: true, compulsory: false, ..f }, &[], Some(&almanac()));
    let told: Vec<&Owed> = list.iter().filter(|o| o.code == "told-parent").collect();
    assert_eq!((told.len(), told[0].to), (1, Party::Pupil));
    assert!(!codes(&list).contains(&"public-place"));
}

#[test]
fn proof_that_was_struck_out_stays_in_sight_and_proves_nothing() {
    let struck = Done {
        struck_at: Some(at(nov(20), "9.00")),
        ..done("told-authority", at(nov(19), "12.00"), None)
    };
    let list = owed(&suspension(), &[struck], Some(&almanac()));
    let told = find(&list, "told-authority");
    assert!(told.open() && told.done.len() == 1);
}

#[test]
fn a_cancellation_leaves_only_its_own_notices() {
    let f = Facts { cancelled: Some(nov(20)), ..suspension() };
    let list = owed(&f, &[], Some(&almanac()));
    let expected = [
        "cancelled-parent",
        "cancelled-governors",
        "cancelled-authority",
        "cancelled-social-worker",
    ];
    assert_eq!(codes(&list), expected);
}

#[test]
fn without_a_calendar_every_counted_date_says_so_and_the_others_stand() {
    let list = owed(&permanent(), &[], None);
    assert!(find(&list, "sixth-day").due.is_err() && find(&list, "sixth-day").open());
    assert_eq!(due(&list, "told-parent"), Some(nov(12)));
    assert_eq!(due(&list, "claim"), Some(day(2027, 5, 11)));
}

#[test]
fn a_referral_unit_has_the_authority_arrange_the_sixth_day() {
    let f =
        Facts { length: HalfDays::days(7), touched: 7, school: SchoolType::Pru, ..suspension() };
    let list = owed(&f, &[], Some(&almanac()));
    assert_eq!(find(&list, "sixth-day").by, Party::Authority);
    let list = owed(&Facts { school: SchoolType::Academy, ..f }, &[], Some(&almanac()));
    assert_eq!(find(&list, "sixth-day").by, Party::Governors);
    assert_eq!(due(&list, "sixth-day"), Some(nov(26)));
}
