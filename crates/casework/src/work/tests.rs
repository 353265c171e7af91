//! What the decisions about work must keep to.

use super::*;

pub(super) fn id(n: u128) -> Id {
    Id::from_u128(n)
}
pub(super) fn monday(time: &str) -> Instant {
    Day::new(2026, 11, 9).unwrap().at(Minute::parse(time).unwrap())
}
pub(super) fn work(n: u128, code: &str, subject: &str, state: WorkState) -> Work {
    Work {
        id: id(n),
        slot: id(n + 100),
        placement: id(1),
        pupil: id(2),
        day: Day::new(2026, 11, 10).unwrap(),
        code: code.into(),
        subject: subject.into(),
        teacher: Some(id(50)),
        state,
        route: None,
        detail: String::new(),
        same_as_class: false,
        bank_unit: None,
        asked_at: monday("14.45"),
        answered_at: None,
        answered_by: String::new(),
        escalates_at: monday("15.45"),
        escalated_at: None,
        escalated_to: None,
        returned_at: None,
        returned_to: String::new(),
        ended_at: None,
        relay: Relay::default(),
        version: 1,
    }
}
fn head(n: u128, department: &str) -> Staff {
    Staff {
        id: id(n),
        code: "SET".into(),
        title: "Mrs".into(),
        given: "Anjali".into(),
        family: "Sethi".into(),
        email: String::new(),
        post: "Head of Science".into(),
        department: department.into(),
        left_on: None,
    }
}
#[test]
fn a_request_that_could_be_passed_to_nobody_says_so_and_why() {
    let mut w = work(11, "P2", "Art", WorkState::Escalated);
    assert_eq!(w.said(&[head(51, "Science")]), "Nobody to ask: no head of subject is set for Art");
    assert_eq!(w.said(&[head(50, "art")]), "Nobody else to ask: the teacher is head of Art");
    assert_eq!(w.said(&[head(51, "Art")]), "Nobody was asked: no head of Art was set then");
    w.escalated_to = Some(id(51));
    assert_eq!(w.said(&[head(51, "Art")]), "Head of subject asked");
    assert!(!w.asked_nobody());
    assert!(!work(12, "P3", "Art", WorkState::Asked).asked_nobody());
}
fn unit() -> Unit {
    Unit {
        id: id(70),
        subject: "Science".into(),
        year_from: 9,
        year_to: 9,
        title: "Energy transfers".into(),
        kept_at: "Tray S9".into(),
        last_used: None,
        agreed: true,
        review_on: None,
    }
}

#[test]
fn a_request_goes_to_the_head_of_subject_on_the_minute_and_not_before() {
    let open = [work(10, "P3", "Science", WorkState::Asked)];
    let heads = [head(51, "Maths"), head(52, "science ")];
    assert_eq!(escalations(monday("15.44"), &open, &heads), vec![]);
    let gone = escalations(monday("15.45"), &open, &heads);
    assert_eq!(gone, vec![Escalation { work: id(10), pupil: id(2), to: Some(id(52)) }]);
}

#[test]
fn what_is_answered_passed_on_or_fallen_away_is_not_passed_on() {
    let mut fell = work(14, "P5", "Science", WorkState::Asked);
    fell.ended_at = Some(monday("15.00"));
    let open = [
        work(10, "P1", "Science", WorkState::Answered),
        work(11, "P2", "Science", WorkState::Escalated),
        work(12, "P3", "Science", WorkState::Bank),
        work(13, "P4", "Science", WorkState::Nothing),
        fell,
    ];
    assert_eq!(escalations(monday("16.00"), &open, &[head(52, "Science")]), vec![]);
}

#[test]
fn a_head_who_was_asked_as_the_teacher_is_not_asked_again() {
    let mut own = work(10, "P3", "Science", WorkState::Asked);
    own.teacher = Some(id(52));
    let gone = escalations(monday("16.00"), &[own.clone()], &[head(52, "Science")]);
    assert_eq!(gone[0].to, None);
    let gone = escalations(monday("16.00"), &[own], &[head(52, "Science"), head(53, "Science")]);
    assert_eq!(gone[0].to, Some(id(53)));
}

#[test]
fn four_of_six_matched_is_sixty_seven_per_cent() {
    let mut day: Vec<Work> = ["P1", "P2", "P5", "P6"]
        .iter()
        .enumerate()
        .map(|(n, code)| {
            let mut w = work(20 + n as u128, code, "English", WorkState::Answered);
            w.same_as_class = true;
            w
        })
        .collect();
    day.push(work(30, "P3", "Science", WorkState::Bank));
    day.push(work(31, "P4", "PE", WorkState::Bank));
    let mut fell = work(32, "P4", "PE", WorkState::Asked);
    fell.ended_at = Some(monday("15.00"));
    day.push(fell);
    let share = own_share(day.iter().map(Work::own));
    assert_eq!(share.spell(), "4 of 6 (67%)");
    assert_eq!(share.periods(), "4 of 6 periods");
    assert_eq!(own_share([None, Some(true), None]), Share { part: 1, whole: 1 });
    assert_eq!(Share { part: 0, whole: 0 }.spell(), "none yet");
    assert_eq!(Share { part: 1, whole: 2 }.percent(), Some(50));
    assert_eq!(Share { part: 1, whole: 8 }.percent(), Some(13));
}

#[test]
fn a_teachers_tick_decides_whether_work_is_the_lessons_own() {
    let mut given = Given {
        route: Some(Route::Paper),
        nothing: false,
        detail: "Staff room, tray 4".into(),
        same_as_class: true,
        file: false,
    };
    assert!(answer(&given).unwrap().same_as_class);
    given.same_as_class = false;
    assert!(!answer(&given).unwrap().same_as_class);
    given.route = Some(Route::Same);
    assert!(answer(&given).unwrap().same_as_class);
}

#[test]
fn an_answer_needs_a_link_or_a_place_or_none_possible() {
    let field = |given: Given| answer(&given).unwrap_err()[0].0;
    let given = |route| Given { route, ..Given::default() };
    assert_eq!(field(given(None)), "route");
    assert_eq!(field(given(Some(Route::Bank))), "route");
    assert_eq!(field(given(Some(Route::Online))), "detail");
    assert_eq!(field(given(Some(Route::Paper))), "detail");
    assert_eq!(field(given(Some(Route::Same))), "detail");
    let bad = Given { detail: "javascript:alert(1)".into(), ..given(Some(Route::Online)) };
    assert_eq!(field(bad), "detail");
    let none = answer(&Given { nothing: true, same_as_class: true, ..Given::default() });
    let none = none.unwrap();
    assert_eq!((none.state, none.same_as_class), (WorkState::Nothing, false));
}

#[test]
fn the_bank_fills_its_own_subject_and_year_and_never_over_the_teachers_work() {
    let p3 = work(10, "P3", "Science", WorkState::Escalated);
    let filled = from_bank(&p3, &unit(), 9).unwrap();
    assert_eq!(filled.detail, "Energy transfers (Tray S9)");
    assert!(!filled.same_as_class);
    assert!(from_bank(&p3, &unit(), 8).unwrap_err().title.contains("Year 8"));
    let maths = work(11, "P2", "Maths", WorkState::Asked);
    assert!(from_bank(&maths, &unit(), 9).is_err());
    let set = work(12, "P1", "Science", WorkState::Answered);
    assert!(from_bank(&set, &unit(), 9).unwrap_err().title.contains("has set work"));
}

#[test]
fn a_late_link_still_counts_but_not_over_a_period_that_is_past() {
    let ends = Minute::parse("15.05").unwrap();
    let p6 = work(10, "P6", "French", WorkState::Escalated);
    let tuesday = |t| Day::new(2026, 11, 10).unwrap().at(Minute::parse(t).unwrap());
    assert!(may_fill(&p6, tuesday("14.10"), ends).is_ok());
    let banked = work(10, "P6", "French", WorkState::Bank);
    assert!(may_fill(&banked, tuesday("14.10"), ends).is_ok());
    assert!(may_fill(&banked, tuesday("15.05"), ends).is_err());
    let mut fell = p6.clone();
    fell.ended_at = Some(tuesday("8.00"));
    assert!(may_fill(&fell, tuesday("8.10"), ends).is_err());
}

#[test]
fn the_bank_offers_first_what_is_agreed_fresh_and_new_to_the_pupil() {
    let day = |d| Day::new(2026, 11, d).unwrap();
    let named = |n: u128, title: &str| Unit { id: id(n), title: title.into(), ..unit() };
    let units = [
        Unit { agreed: false, ..named(1, "Not agreed") },
        named(2, "Had before"),
        Unit { review_on: Some(day(1)), ..named(3, "Review due") },
        Unit { last_used: Some(day(3)), ..named(4, "Used last week") },
        named(5, "Never used"),
        Unit { subject: "Art".into(), ..named(6, "Another subject") },
    ];
    let order: Vec<String> =
        fitting(&units, "science", 9, day(10), &[id(2)]).into_iter().map(|u| u.title).collect();
    assert_eq!(order, ["Never used", "Used last week", "Review due", "Not agreed", "Had before"]);
}
