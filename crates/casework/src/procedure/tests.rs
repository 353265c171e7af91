//! Notes and their versions, as they are agreed and read.

use super::*;
use crate::plan::difference::Bit;
use rulebook::Minute;

fn day(n: i8) -> Day {
    Day::new(2026, 11, n).unwrap()
}
fn note(kind: Kind) -> Note {
    Note {
        id: Id::from_u128(1),
        kind,
        title: "How we start a PSP".into(),
        owner: Id::from_u128(2),
        owner_name: "Miss Ruqayya Fennimore".into(),
        deputy: None,
        deputy_name: String::new(),
        screen: "/plans/new".into(),
        review_on: day(30),
        used_when: "When early signs are looked at".into(),
        steps: "Ask the teachers\nRing home\nSet the first review".into(),
        comment_by: None,
        agreed_number: 0,
        ended_on: None,
        version: 1,
    }
}
fn edition(number: i64, steps: &str, from: Day) -> Edition {
    Edition {
        note: Id::from_u128(1),
        number,
        title: "How we start a PSP".into(),
        used_when: "When early signs are looked at".into(),
        steps: steps.into(),
        what_changed: String::new(),
        agreed_by: "Behaviour team".into(),
        agreed_on: from,
        from,
        kept_by: String::new(),
        kept_at: from.at(Minute::default()),
    }
}
fn comment(words: &str, answer: Option<Answer>) -> Comment {
    Comment {
        id: Id::from_u128(9),
        note: Id::from_u128(1),
        number: 1,
        staff: Id::from_u128(3),
        name: "Mr Vail".into(),
        words: words.into(),
        said_at: Some(day(3).at(Minute::default())),
        answer,
        answer_words: String::new(),
        answered_by: String::new(),
    }
}

#[test]
fn a_procedures_note_may_be_agreed_at_once_and_a_policy_is_put_to_colleagues_first() {
    assert!(may_agree(&note(Kind::Procedure), &[], &[], day(2)).is_ok());
    let no = may_agree(&note(Kind::Policy), &[], &[], day(2)).unwrap_err();
    assert_eq!(no.title, "Nobody was asked about this policy");
    let said = [comment("", None)];
    assert!(may_agree(&note(Kind::Policy), &[], &said, day(2)).is_ok(), "nothing to change");
}

#[test]
fn what_was_said_is_answered_before_a_draft_is_agreed_and_nobody_is_cut_short() {
    let mut policy = note(Kind::Policy);
    let open = [comment("Say who locks the drawer", None)];
    let no = may_agree(&policy, &[], &open, day(4)).unwrap_err();
    assert_eq!(no.title, "One comment is not answered");
    policy.comment_by = Some(day(9));
    let mut waiting = comment("", None);
    waiting.said_at = None;
    let no = may_agree(&policy, &[], &[waiting.clone()], day(4)).unwrap_err();
    assert!(no.title.contains("until Mon 9 Nov 2026"), "{}", no.title);
    assert!(may_agree(&policy, &[], &[waiting], day(9)).is_ok(), "their day has come");
    policy.steps = " \n ".into();
    assert!(may_agree(&policy, &[], &[], day(4)).unwrap_err().title.contains("nothing to agree"));
}

#[test]
fn the_version_in_force_is_the_newest_whose_day_has_come() {
    let n = Note { agreed_number: 2, ..note(Kind::Procedure) };
    let all = [edition(1, "Ask", day(2)), edition(2, "Ask first", day(10))];
    assert_eq!(in_force(&all, day(9)).unwrap().number, 1);
    assert_eq!(in_force(&all, day(10)).unwrap().number, 2);
    assert!(in_force(&all, day(1)).is_none());
    assert_eq!(n.standing(&all, day(1)), Standing::Agreed);
    assert_eq!(n.standing(&all, day(10)), Standing::InForce);
    assert_eq!(note(Kind::Policy).standing(&[], day(1)), Standing::Draft);
    let ended = Note { ended_on: Some(day(12)), ..n };
    assert_eq!(ended.standing(&all, day(12)), Standing::Ended);
    let same = Note { steps: "Ask first".into(), ..note(Kind::Procedure) };
    assert!(!same.has_changes(&all));
}

#[test]
fn a_note_stands_beside_its_own_page_and_the_nearer_page_has_it() {
    let b = |note: u128, screen: &str, from: Day, title: &str| Beside {
        note: Id::from_u128(note),
        screen: screen.into(),
        from,
        title: title.into(),
        used_when: String::new(),
        steps: String::new(),
    };
    let all = [
        b(1, "/plans", day(2), "Plans"),
        b(2, "/plans/new", day(2), "Start"),
        b(2, "/plans/new", day(10), "Start anew"),
    ];
    let titles = |page, today| -> Vec<&str> {
        beside(&all, page, today).iter().map(|b| b.title.as_str()).collect()
    };
    assert_eq!(titles("/plans", day(5)), ["Plans"]);
    assert_eq!(titles("/plans/0190", day(5)), ["Plans"]);
    assert_eq!(titles("/plans/new", day(5)), ["Start"]);
    assert_eq!(titles("/plans/new", day(10)), ["Start anew"]);
    assert!(titles("/planner", day(5)).is_empty());
}

#[test]
fn what_changed_is_told_step_by_step() {
    let was = ("T", "W", "Ask the teachers\nRing home\nSet the first review");
    let is = ("T", "W", "Ask the teachers\nRing home the same day\nSet the first review");
    let c = changes(was, is);
    assert_eq!(c.len(), 1);
    assert_eq!(c[0].what, "Step 2");
    assert_eq!(c[0].words[1], (Bit::New, "the same day".to_string()));
    let more = ("T2", "W", "Ask the teachers\nRing home\nTell the tutor\nSet the first review");
    let c = changes(was, more);
    assert_eq!((c[0].what.as_str(), c[1].what.as_str()), ("Title", "Step 3"));
    assert_eq!(c[1].words, [(Bit::New, "Tell the tutor".to_string())]);
    assert!(changes(was, was).is_empty());
}
