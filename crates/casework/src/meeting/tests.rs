//! Must never know: how a meeting is kept or drawn; it holds the decisions to their words.

use super::copy::{Named, Source, copy_for, without};
use super::people::{Came, From, Person, Reply, Whom, asked_anew, came_from, quorum, short_of};
use super::place::{Taken, clash};
use super::report::{Facts, draft};
use super::*;
use crate::file::Audience;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}
fn at(h: u16, m: u16) -> rulebook::Minute {
    rulebook::Minute::new(h, m).unwrap()
}

pub(crate) fn meeting() -> Meeting {
    Meeting {
        id: Id::from_u128(1),
        kind: Kind::Tac,
        name: "Team around the child".into(),
        title: "Callie, 8N".into(),
        pupil: Some(Id::from_u128(50)),
        on: day(11, 24),
        from: at(14, 0),
        to: at(15, 0),
        place: "Room 4".into(),
        remote: String::new(),
        lead: Id::from_u128(2),
        lead_name: "Miss Ruqayya Fennimore".into(),
        chair_name: "Mr Thrale".into(),
        quorum: String::new(),
        before: None,
        within_days: 3,
        private: false,
        state: State::Arranged,
        why_off: String::new(),
        sequence: 0,
        asked_at: None,
        papers_out_at: None,
        held_at: None,
        to_chair_at: None,
        approved_by: String::new(),
        approved_at: None,
        circulated_at: None,
        made_at: day(11, 2).at(at(9, 0)),
        version: 1,
    }
}

fn person(n: u128, whom: Whom, part: &str, reply: Reply) -> Person {
    Person {
        id: Id::from_u128(n),
        meeting: Id::from_u128(1),
        whom,
        name: format!("Person {n}"),
        email: format!("p{n}@school.example"),
        staff: None,
        contact: None,
        responsible: false,
        part: part.into(),
        needs: String::new(),
        reply,
        said: String::new(),
        other_address: String::new(),
        came: Came::NotSaid,
        consented: false,
        told_sequence: None,
    }
}

#[test]
fn a_place_is_taken_once_at_a_time_and_says_by_what() {
    let taken = [Taken {
        id: Id::from_u128(9),
        place: "Civic Suite 2".into(),
        on: day(12, 8),
        from: at(10, 0),
        to: at(12, 0),
        what: "Budget panel".into(),
        by_name: "Ms Lee".into(),
    }];
    let asks = |place, from, to| clash(&taken, (place, day(12, 8)), (from, to), Id::nil());
    let found = asks("civic  suite 2", at(9, 30), at(11, 0)).unwrap();
    assert!(found.said().contains("10.00 to 12.00: Budget panel, booked by Ms Lee"));
    assert!(asks("Civic Suite 3", at(9, 30), at(11, 0)).is_none());
    assert!(asks("Civic Suite 2", at(9, 0), at(10, 0)).is_none(), "one ends as the other begins");
    assert!(
        clash(&taken, ("Civic Suite 2", day(12, 8)), (at(10, 0), at(11, 0)), Id::from_u128(9))
            .is_none()
    );
}

#[test]
fn the_quorum_is_short_until_enough_of_each_part_come() {
    assert_eq!(
        quorum("chair 1, school 4\nadviser"),
        [("chair".into(), 1), ("school".into(), 4), ("adviser".into(), 1)]
    );
    let mut people = vec![
        person(1, Whom::Staff, "Chair", Reply::Yes),
        person(2, Whom::Agency, "adviser", Reply::Remote),
    ];
    people.extend((3..6).map(|n| person(n, Whom::Agency, "school", Reply::Yes)));
    people.push(person(6, Whom::Agency, "school", Reply::No));
    let text = "chair 1\nschool 4\nadviser 1";
    let short = short_of(text, &people);
    assert_eq!(
        (short.len(), short[0].part.as_str(), short[0].come, short[0].least),
        (1, "school", 3, 4)
    );
    people[5].reply = Reply::Yes;
    assert!(short_of(text, &people).is_empty());
    people[0].came = Came::Absent;
    assert_eq!(short_of(text, &people)[0].part, "chair", "who did not come does not count");
}

#[test]
fn a_reply_from_another_address_is_asked_about_and_one_to_the_time_before_is_no_answer() {
    let p = person(1, Whom::Home, "", Reply::Yes);
    assert_eq!(came_from(&p, " P1@School.example "), From::Known);
    assert_eq!(came_from(&p, ""), From::Known);
    assert_eq!(came_from(&p, "x@home.example"), From::Other("x@home.example".into()));
    let anew = asked_anew(&p);
    assert_eq!((anew.reply, anew.said.as_str()), (Reply::NotSaid, "To the time before: coming."));
    let moved_on = Meeting { on: day(11, 25), ..meeting() };
    assert!(moved(&meeting(), &moved_on) && !moved(&meeting(), &meeting()));
}

#[test]
fn whoever_has_no_parental_responsibility_is_there_by_consent() {
    let pat = person(1, Whom::Home, "", Reply::Yes);
    assert_eq!(pat.standing(), "no PR – consent to be asked for");
    let there = Person { came: Came::Attended, consented: true, ..pat.clone() };
    assert_eq!(there.standing(), "no PR – attended with consent");
    assert_eq!(Person { responsible: true, ..pat }.standing(), "PR");
}

#[test]
fn a_copy_for_home_names_no_other_pupil_and_staff_read_all_of_it() {
    let names = [
        Named {
            id: Id::from_u128(50),
            given: "Callie".into(),
            family: "Dunmore".into(),
            here: true,
        },
        Named { id: Id::from_u128(51), given: "Dan".into(), family: "Okoro".into(), here: true },
        Named { id: Id::from_u128(52), given: "Grace".into(), family: "May".into(), here: false },
    ];
    let own = Some(Id::from_u128(50));
    let said = without(
        "Callie and DAN Okoro were dancing; Dan left. Grace May saw. They may go.",
        own,
        &names,
        "another student",
    );
    assert_eq!(
        said,
        "Callie and another student were dancing; another student left. another student saw. They may go."
    );
    assert_eq!(without("Łukasz İ met Dan", own, &names, "x"), "Łukasz İ met x");
    let item = |n: u128, pupil, closed, notes: &str| Item {
        id: Id::from_u128(n),
        position: n as i64,
        title: format!("Item {n}"),
        pupil,
        closed,
        notes: notes.into(),
        by_name: String::new(),
        at: None,
        version: 1,
    };
    let items = [
        item(1, None, false, "Dan hit Callie."),
        item(2, Some(Id::from_u128(51)), false, "About the other one."),
        item(3, own, true, "For staff."),
    ];
    let decisions = [Decision {
        id: Id::from_u128(7),
        item: Some(Id::from_u128(1)),
        pupil: own,
        words: "Apart from Dan at break".into(),
        why: String::new(),
        action: Some(Id::from_u128(8)),
        referral: None,
        plan: None,
        plan_version: None,
        by_name: String::new(),
        at: day(11, 24).at(at(15, 0)),
    }];
    let m = meeting();
    let people = [person(1, Whom::Home, "", Reply::Yes), person(2, Whom::Staff, "", Reply::Yes)];
    let s = Source {
        meeting: &m,
        people: &people,
        items: &items,
        decisions: &decisions,
        interests: &[],
        done_by: &[(Id::from_u128(8), "Mr Adair does it, by Fri 27 Nov 2026.".into())],
        pupil_word: "student",
    };
    let home = copy_for(&s, &people[0], &names);
    assert!(
        home.contains("another student hit Callie.") && home.contains("Apart from another student")
    );
    assert!(home.contains("Mr Adair does it"), "{home}");
    assert!(
        !home.contains("Dan") && !home.contains("other one") && !home.contains("For staff"),
        "{home}"
    );
    assert!(home.contains("not in this copy"));
    let interests = [Interest {
        id: Id::from_u128(9),
        item: Id::from_u128(3),
        person: Id::from_u128(2),
        words: "Is her aunt, and left".into(),
        by_name: String::new(),
        made_at: day(11, 24).at(at(15, 0)),
    }];
    let left = Source { interests: &interests, ..s };
    let hers = copy_for(&left, &people[1], &names);
    assert!(hers.contains("Dan hit Callie.") && !hers.contains("For staff."), "{hers}");
    assert!(hers.contains("its reader left for"), "{hers}");
    let s = Source { interests: &[], ..left };
    let staff = copy_for(&s, &people[1], &names);
    assert!(
        staff.contains("Dan hit Callie.")
            && staff.contains("For staff.")
            && staff.contains("other one")
    );
}

#[test]
fn a_report_leaves_out_what_is_restricted() {
    let facts = Facts {
        who: "Callie Dunmore, 8N".into(),
        incidents: vec![("Disruption".into(), 8), ("Defiance".into(), 3)],
        attendance: Some("Attendance 86%".into()),
        notes: vec![
            (day(10, 1), Audience::Staff, "Good week in Art".into()),
            (day(10, 2), Audience::Pastoral, "Trouble at home".into()),
            (day(10, 3), Audience::Confidential, "A secret".into()),
            (day(10, 4), Audience::Approvers, "Context".into()),
        ],
        ..Facts::default()
    };
    let words = draft(&facts, day(9, 1), day(11, 23));
    assert!(words.contains("Incidents: 11 (Disruption 8, Defiance 3)") && words.contains("86%"));
    assert!(words.contains("Good week in Art"));
    for secret in ["Trouble", "secret", "Context"] {
        assert!(!words.contains(secret), "{words}");
    }
}

#[test]
fn minutes_are_met_late_or_due_against_the_standard_and_go_out_once_approved() {
    let due = day(11, 27);
    let m = meeting();
    assert_eq!(minutes(&m, due, day(11, 24).at(at(13, 0))), Minutes::NotYet);
    assert_eq!(minutes(&m, due, day(11, 27).at(at(16, 0))), Minutes::Due);
    assert_eq!(minutes(&m, due, day(11, 28).at(at(8, 0))), Minutes::Late);
    let out = |d| Meeting { circulated_at: Some(d), ..m.clone() };
    assert_eq!(
        minutes(&out(day(11, 27).at(at(17, 0))), due, day(12, 1).at(at(8, 0))),
        Minutes::Met
    );
    assert_eq!(
        minutes(&out(day(11, 30).at(at(9, 0))), due, day(12, 1).at(at(8, 0))),
        Minutes::OutLate
    );
    assert!(may_circulate(&m).is_err() && may_minute(&m).is_ok());
    let approved = Meeting { approved_at: Some(m.made_at), ..m.clone() };
    assert!(may_circulate(&approved).is_ok() && may_minute(&approved).is_err());
    let off = Meeting { state: State::CalledOff, ..m };
    assert!(may_change(&off).is_err() && may_minute(&off).is_err());
}

#[test]
fn when_and_where_are_asked_for_beside_their_fields() {
    let now = day(11, 10).at(at(9, 0));
    let fields: Vec<&str> = wrong(&Typed::default(), now).iter().map(|w| w.0).collect();
    assert_eq!(fields, ["on", "from", "place"]);
    let t = Typed {
        on: Some(day(11, 9)),
        from: Some(at(10, 0)),
        to: Some(at(9, 0)),
        place: "R".into(),
        remote: String::new(),
    };
    let fields: Vec<&str> = wrong(&t, now).iter().map(|w| w.0).collect();
    assert_eq!(fields, ["on", "to"]);
}
