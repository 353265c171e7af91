//! Must never know: how an action is kept or drawn; it holds the decisions to their words.

use super::*;
use crate::Coded;
use crate::Role;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}
fn at(m: i8, d: i8) -> Instant {
    day(m, d).at(Default::default())
}
fn actor(n: u128, role: Role) -> Actor {
    Actor {
        org: Id::nil(),
        account: Id::nil(),
        staff: Id::from_u128(n),
        name: format!("Person {n}"),
        post: String::new(),
        roles: vec![role],
        years: Vec::new(),
    }
}
fn asked() -> Ask {
    Ask {
        what: "Seating plan and a start-of-lesson routine".into(),
        owner: Some((Id::from_u128(2), "Dr Ana Bell".into())),
        due: Some(day(11, 27)),
        measure: Some(Measure {
            what: What::Spot,
            value: "Science P5".into(),
            label: "Science P5".into(),
            years: String::new(),
            from: day(9, 2),
            to: day(10, 23),
            before: Count { count: 19, days: 38 },
        }),
        review_on: Some(day(12, 11)),
        origin: Origin::Figure,
        ..Ask::new(Id::from_u128(9))
    }
}
fn one() -> Action {
    begin(asked(), &actor(1, Role::RoomLead), at(11, 2)).unwrap()
}

#[test]
fn it_is_not_kept_without_owner_day_and_a_way_of_knowing() {
    let wrong = begin(Ask::new(Id::nil()), &actor(1, Role::RoomLead), at(11, 2)).unwrap_err();
    let fields: Vec<&str> = wrong.iter().map(|w| w.0).collect();
    assert_eq!(fields, ["what", "owner", "due", "how"]);
    let no_review = Ask { review_on: None, ..asked() };
    let wrong = begin(no_review, &actor(1, Role::RoomLead), at(11, 2)).unwrap_err();
    assert_eq!(wrong[0].0, "review_on");
    let early = Ask { review_on: Some(day(11, 20)), ..asked() };
    assert!(begin(early, &actor(1, Role::RoomLead), at(11, 2)).is_err());
    let over = Ask { due: Some(day(10, 30)), ..asked() };
    assert!(begin(over, &actor(1, Role::RoomLead), at(11, 2)).is_err());
    let in_words = Ask { measure: None, review_on: None, how: "He comes in".into(), ..asked() };
    assert!(begin(in_words, &actor(1, Role::RoomLead), at(11, 2)).is_ok());
}

#[test]
fn spans_of_different_lengths_are_set_side_by_side_by_the_day() {
    let before = Count { count: 19, days: 38 };
    let now = Count { count: 8, days: 29 };
    assert_eq!(change(before, now).unwrap(), "0.50 per day → 0.28 per day");
    assert_eq!(before.words(), "19 in 38 school days, 0.50 per day");
    assert_eq!(Count { count: 3, days: 0 }.per_day(), None);
    assert_eq!(Count { count: 7, days: 3 }.per_day().unwrap(), "2.33");
}

#[test]
fn it_is_late_from_the_day_after_and_a_review_that_passed_is_late_too() {
    let a = one();
    assert_eq!(a.standing(day(11, 27)), Standing::Open);
    assert_eq!(a.standing(day(11, 28)), Standing::Late);
    let bell = actor(2, Role::HeadOfSubject);
    let done = done(&a, &bell, "It is in place", at(11, 26)).unwrap();
    assert_eq!(done.standing(day(11, 28)), Standing::ToReview);
    assert_eq!(done.standing(day(12, 12)), Standing::ReviewLate);
    let kept = reviewed(&done, &bell, Judgement::WorkedKeep, None, at(12, 11)).unwrap();
    assert_eq!(kept.standing(day(12, 30)), Standing::Done);
    assert!(reviewed(&kept, &bell, Judgement::NotStop, None, at(12, 12)).is_err());
}

#[test]
fn what_is_given_on_comes_back_to_whoever_gave_it() {
    let bell = actor(2, Role::HeadOfSubject);
    let a = hand_on(&one(), &bell, (Id::from_u128(3), "Mr Brack".into())).unwrap();
    let brack = actor(3, Role::Teacher);
    let said = done(&a, &brack, "Done", at(11, 20)).unwrap();
    assert_eq!((said.state, said.turn().0), (State::Back, bell.staff));
    assert_eq!(send_back(&said, &bell).unwrap().state, State::Open);
    let taken = done(&said, &bell, "", at(11, 21)).unwrap();
    assert_eq!((taken.state, taken.outcome.as_str()), (State::Done, "Done"));
    assert_eq!(taken.done_by, "Person 3");
    assert!(done(&taken, &bell, "", at(11, 22)).is_err());
    assert!(may_change(&one(), &actor(7, Role::Teacher)).is_err());
    assert!(may_change(&one(), &actor(7, Role::Senior)).is_ok());
    let secret = Action { private: true, ..one() };
    assert!(may_change(&secret, &actor(7, Role::Head)).is_err());
}

#[test]
fn a_day_moved_keeps_the_first_and_a_review_that_asks_for_change_opens_it_again() {
    let bell = actor(2, Role::HeadOfSubject);
    let moved = put_off(&one(), &bell, day(12, 18)).unwrap();
    assert_eq!((moved.first_due, moved.due), (day(11, 27), day(12, 18)));
    assert_eq!(moved.review_on, Some(day(12, 18)), "a review never comes first");
    let again = reviewed(&one(), &bell, Judgement::NotChange, Some(day(12, 18)), at(12, 11));
    let again = again.unwrap();
    assert_eq!(
        (again.state, again.due, again.review_on),
        (State::Open, day(12, 18), Some(day(12, 18)))
    );
    let missing = Judged { judgement: None, words: String::new(), next_on: None };
    assert_eq!(wrong(&missing, day(12, 11)).len(), 2);
    let again = Judged { judgement: Some(Judgement::Partly), words: "x".into(), next_on: None };
    assert_eq!(wrong(&again, day(12, 11))[0].0, "next_on");
}

#[test]
fn a_list_has_what_is_late_first_and_is_narrowed_by_its_words() {
    let late = Action { id: Id::from_u128(4), due: day(11, 5), ..one() };
    let over = Action { id: Id::from_u128(5), state: State::GivenUp, ..one() };
    let all = vec![one(), over.clone(), late.clone()];
    let ids = |f: &Filter| -> Vec<Id> {
        arranged(all.clone(), f, day(11, 10)).iter().map(|a| a.id).collect()
    };
    assert_eq!(ids(&Filter::default()), [late.id, one().id]);
    assert_eq!(ids(&Filter { show: Show::Late, ..Filter::default() }), [late.id]);
    assert_eq!(ids(&Filter { show: Show::GivenUp, ..Filter::default() }), [over.id]);
    assert_eq!(ids(&Filter { text: "SEATING".into(), ..Filter::default() }).len(), 2);
    assert_eq!(ids(&Filter { owner: Some(Id::from_u128(8)), ..Filter::default() }).len(), 0);
    assert_eq!(Order::ALL.len(), 3);
}

#[test]
fn a_measure_is_counted_over_the_same_pupils_again() {
    let whole = Scope { org: Id::nil(), reach: vec![Reach::School] };
    assert_eq!(counted_over(&whole).as_deref(), Some(""));
    assert_eq!(scope_of(Id::nil(), ""), whole);
    let years = Scope { org: Id::nil(), reach: vec![Reach::Years(vec![9, 8])] };
    assert_eq!(counted_over(&years).as_deref(), Some("8,9"));
    let taught = Scope { org: Id::nil(), reach: vec![Reach::Taught(Id::nil())] };
    assert_eq!(counted_over(&taught), None);
}
