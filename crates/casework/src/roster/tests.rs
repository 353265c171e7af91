//! What an import decides, case by case, without a file or a database.

use super::*;
use rulebook::{Day, Week, Weekday};
use std::sync::Arc;
use uuid::Uuid;

const SYSTEM: &str = "csv";

pub(super) fn key(value: &str) -> Option<SourceKey> {
    Some(SourceKey { system: SYSTEM.into(), value: value.into() })
}
pub(super) fn said(text: &str) -> Told<String> {
    if text.is_empty() { Told::Blank } else { Told::Said(text.into()) }
}
pub(super) fn at(row: u32) -> At {
    At::row(&Arc::from("pupils.csv"), row)
}
pub(super) fn pupil(
    row: u32,
    key_: Option<SourceKey>,
    upn: &str,
    number: &str,
    first: &str,
    last: &str,
) -> PupilIn {
    Incoming {
        at: at(row),
        key: key_,
        gone: false,
        told: PupilTold {
            upn: said(upn),
            admission_number: said(number),
            legal_forename: said(first),
            legal_surname: said(last),
            ..PupilTold::default()
        },
    }
}
pub(super) fn bulk(pupils: Vec<PupilIn>) -> Roster {
    Roster {
        system: SYSTEM.into(),
        covers: Covers { pupils: Cover::Bulk, ..Covers::default() },
        pupils,
        ..Roster::default()
    }
}
pub(super) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}
/// What we would hold after writing a plan: the test's own small store.
pub(super) fn apply(mut known: Known, plan: &Plan) -> Known {
    fn part<F: Record>(
        held: &mut Vec<KnownRecord<F>>,
        part: &Part<F>,
        base: u128,
        owner: &dyn Fn(Ref) -> Uuid,
    ) {
        for (n, new) in part.new.iter().enumerate() {
            held.push(KnownRecord {
                id: id(base + n as u128),
                owner: new.owner.map(owner),
                keys: new.key.iter().cloned().collect(),
                left: false,
                facts: new.facts.clone(),
            });
        }
        for changed in &part.changed {
            let record = held.iter_mut().find(|r| r.id == changed.id).unwrap();
            record.facts = changed.after.clone();
            record.left = false;
            record.keys.extend(changed.learned.clone());
        }
        for left in &part.left {
            held.iter_mut().find(|r| r.id == left.id).unwrap().left = true;
        }
    }
    fn place(base: u128) -> impl Fn(Ref) -> Uuid {
        move |r| match r {
            Ref::Known(id) => id,
            Ref::New(n) => Uuid::from_u128(base + n as u128),
        }
    }
    let (pupils, staff, classes) = (10_000, 20_000, 30_000);
    part(&mut known.pupils, &plan.pupils, pupils, &place(0));
    part(&mut known.staff, &plan.staff, staff, &place(0));
    part(&mut known.classes, &plan.classes, classes, &place(0));
    part(&mut known.contacts, &plan.contacts, 40_000, &place(pupils));
    known.members.retain(|m| !plan.members.left.iter().any(|l| l.id == m.id));
    for (n, new) in plan.members.new.iter().enumerate() {
        let f = &new.facts;
        known.members.push(KnownMember {
            id: id(50_000 + n as u128),
            class: place(classes)(f.class),
            who: place(if f.teacher { staff } else { pupils })(f.who),
            teacher: f.teacher,
            main: f.main,
            ours: true,
        });
    }
    known.lessons.retain(|l| !plan.lessons.left.iter().any(|left| left.id == l.id));
    for (n, new) in plan.lessons.new.iter().enumerate() {
        let f = &new.facts;
        known.lessons.push(KnownLesson {
            id: id(60_000 + n as u128),
            class: place(classes)(f.class),
            teacher: f.teacher.map(place(staff)),
            place: f.place.clone(),
            week: f.week,
            weekday: f.weekday,
            period: f.period.clone(),
            ours: true,
        });
    }
    known
}
fn messages(plan: &Plan, force: Force) -> Vec<String> {
    plan.problems.iter().filter(|p| p.force == force).map(ToString::to_string).collect()
}

#[test]
fn the_same_file_again_changes_nothing() {
    let rows = || bulk(vec![pupil(2, key("1"), "B801200005001", "1", "Amara", "Okafor")]);
    let first = plan(&Known::default(), rows(), Allow::default());
    assert_eq!(first.pupils.new.len(), 1);
    let known = apply(Known::default(), &first);
    let second = plan(&known, rows(), Allow::default());
    assert!(second.changes_nothing());
    assert_eq!(second.counts()[0].unchanged, 1);
}

#[test]
fn a_pupil_is_found_by_upn_and_the_new_key_is_learned() {
    let held = KnownRecord {
        id: id(7),
        owner: None,
        keys: vec![],
        left: false,
        facts: PupilFacts { upn: Some("B801200005001".into()), ..PupilFacts::default() },
    };
    let known = Known { pupils: vec![held], ..Known::default() };
    let plan = plan(
        &known,
        bulk(vec![pupil(2, key("x9"), "b801200005001", "", "Amara", "Okafor")]),
        Allow::default(),
    );
    assert_eq!(plan.pupils.changed[0].id, id(7));
    assert_eq!(plan.pupils.changed[0].learned, key("x9"));
    assert!(plan.pupils.new.is_empty());
}

#[test]
fn a_pupil_is_never_matched_by_name_and_birthday_alone() {
    let born = Day::new(2013, 10, 3);
    let row = |row, value: &str| {
        let mut p = pupil(row, key(value), "", "", "Amara", "Okafor");
        p.told.born = born.map_or(Told::Silent, Told::Said);
        p
    };
    let known = apply(
        Known::default(),
        &plan(&Known::default(), bulk(vec![row(2, "a")]), Allow::default()),
    );
    let mut roster = bulk(vec![row(5, "b")]);
    roster.covers.pupils = Cover::Delta;
    let plan = plan(&known, roster, Allow::default());
    assert_eq!(plan.pupils.new.len(), 1, "made new, not merged");
    assert_eq!(plan.rejected(), 0);
    assert!(messages(&plan, Force::Warn)[0].contains("same name and date of birth"));
}

#[test]
fn a_row_without_any_identifier_is_refused() {
    let plan =
        plan(&Known::default(), bulk(vec![pupil(2, None, "", "", "A", "B")]), Allow::default());
    assert_eq!(plan.rejected(), 1);
    assert!(
        messages(&plan, Force::Reject)[0].starts_with("pupils.csv, row 2: there is no identifier")
    );
}

#[test]
fn two_pupils_with_one_upn_are_both_refused_and_each_names_the_other() {
    let plan = plan(
        &Known::default(),
        bulk(vec![
            pupil(2, key("1"), "B801200005001", "1", "A", "B"),
            pupil(3, key("2"), "B801200005001", "2", "C", "D"),
            pupil(4, key("3"), "", "3", "E", "F"),
        ]),
        Allow::default(),
    );
    assert_eq!(plan.rejected(), 2);
    assert_eq!(plan.counts()[0].rejected, 2);
    let said = messages(&plan, Force::Reject);
    assert!(said[0].contains("row 3 has the same UPN"), "{said:?}");
    assert!(said[1].contains("row 2 has the same UPN"), "{said:?}");
}

#[test]
fn a_key_and_a_upn_that_point_at_two_pupils_are_refused() {
    let known = apply(
        Known::default(),
        &plan(
            &Known::default(),
            bulk(vec![
                pupil(2, key("1"), "B801200005001", "1", "A", "B"),
                pupil(3, key("2"), "P207000016049", "2", "C", "D"),
            ]),
            Allow::default(),
        ),
    );
    let mut roster = bulk(vec![pupil(2, key("1"), "P207000016049", "1", "A", "B")]);
    roster.covers.pupils = Cover::Delta;
    let plan = plan(&known, roster, Allow::default());
    assert_eq!(plan.rejected(), 1);
    assert!(plan.changes_nothing());
}

#[test]
fn a_leaver_is_marked_once_and_comes_back_as_the_same_pupil() {
    let both = || {
        vec![
            pupil(2, key("1"), "B801200005001", "1", "A", "B"),
            pupil(3, key("2"), "P207000016049", "2", "C", "D"),
        ]
    };
    let known = apply(Known::default(), &plan(&Known::default(), bulk(both()), Allow::default()));
    let one = || bulk(both().into_iter().take(1).collect());
    let leaving = plan(&known, one(), Allow::default());
    assert_eq!(leaving.pupils.left.len(), 1);
    let known = apply(known, &leaving);
    assert!(plan(&known, one(), Allow::default()).changes_nothing());
    let back = plan(&known, bulk(both()), Allow::default());
    assert!(back.pupils.new.is_empty());
    assert!(back.pupils.changed[0].returned);
}

#[test]
fn a_delta_leaves_the_missing_alone_and_marks_those_it_names() {
    let mut row = pupil(2, key("1"), "B801200005001", "1", "A", "B");
    let two = pupil(3, key("2"), "", "2", "C", "D");
    let known = apply(
        Known::default(),
        &plan(&Known::default(), bulk(vec![row.clone(), two]), Allow::default()),
    );
    row.gone = true;
    let mut roster = bulk(vec![row]);
    roster.covers.pupils = Cover::Delta;
    let plan = plan(&known, roster, Allow::default());
    assert_eq!(plan.pupils.left.len(), 1);
    assert_eq!(plan.pupils.left[0].facts.legal_forename.as_deref(), Some("A"));
}

#[test]
fn a_complete_file_that_would_empty_the_school_is_questioned() {
    let all: Vec<_> =
        (0..30).map(|n| pupil(n + 2, key(&n.to_string()), "", &n.to_string(), "A", "B")).collect();
    let known =
        apply(Known::default(), &plan(&Known::default(), bulk(all.clone()), Allow::default()));
    let few = || bulk(all[..5].to_vec());
    let stopped = plan(&known, few(), Allow::default());
    assert_eq!(stopped.rejected(), 1);
    assert!(messages(&stopped, Force::Reject)[0].contains("25 of 30 pupils"));
    assert_eq!(plan(&known, few(), Allow { many_leavers: true }).rejected(), 0);
}

#[test]
fn silence_keeps_what_is_held_and_an_empty_cell_clears_it() {
    let mut full = pupil(2, key("1"), "", "1", "A", "B");
    full.told.form = said("8F");
    full.told.first_language = said("Polish");
    let known =
        apply(Known::default(), &plan(&Known::default(), bulk(vec![full]), Allow::default()));
    let mut thin = pupil(2, key("1"), "", "1", "A", "B");
    thin.told.form = Told::Blank;
    let plan = plan(&known, bulk(vec![thin]), Allow::default());
    let after = &plan.pupils.changed[0];
    assert_eq!(after.differences.len(), 1);
    assert_eq!(
        after.differences[0],
        Difference { field: "Form", before: "8F".into(), after: String::new() }
    );
    assert_eq!(after.after.first_language.as_deref(), Some("Polish"));
}

#[test]
fn who_goes_by_the_legal_name_follows_it_and_who_does_not_keeps_theirs() {
    let first = pupil(2, key("1"), "", "1", "Amarachi", "Okafor");
    let mut second = pupil(3, key("2"), "", "2", "Katarzyna", "Nowak");
    second.told.known_forename = said("Kasia");
    let known = apply(
        Known::default(),
        &plan(&Known::default(), bulk(vec![first.clone(), second.clone()]), Allow::default()),
    );
    let mut rows = vec![first, second];
    for row in &mut rows {
        row.told.legal_surname = said("Smith");
        row.told.known_forename = Told::Silent;
    }
    let plan = plan(&known, bulk(rows), Allow::default());
    let names: Vec<_> = plan.pupils.changed.iter().map(|c| c.after.name()).collect();
    assert_eq!(names, ["Amarachi Smith", "Kasia Smith"]);
}

#[test]
fn a_tick_for_a_social_worker_keeps_the_name_that_is_held() {
    let with = |worker: &str| {
        let mut row = pupil(2, key("1"), "", "1", "A", "B");
        row.told.social_worker = said(worker);
        bulk(vec![row])
    };
    let known =
        apply(Known::default(), &plan(&Known::default(), with("Jo Marsh"), Allow::default()));
    assert!(plan(&known, with(NOT_NAMED), Allow::default()).changes_nothing());
    assert_eq!(plan(&known, with(""), Allow::default()).pupils.changed.len(), 1);
}

#[test]
fn an_empty_cell_does_not_lift_a_restriction_on_a_contact() {
    let contact = |restriction: &str| ContactIn {
        pupil: PupilRef { admission_number: Some("1".into()), ..PupilRef::default() },
        row: Incoming {
            at: at(9),
            key: key("c1"),
            gone: false,
            told: ContactTold {
                surname: said("Eze"),
                restrictions: said(restriction),
                ..ContactTold::default()
            },
        },
    };
    let roster = |restriction| {
        let mut roster = bulk(vec![pupil(2, key("1"), "", "1", "A", "B")]);
        roster.covers.contacts = Cover::Bulk;
        roster.contacts = vec![contact(restriction)];
        roster
    };
    let known = apply(
        Known::default(),
        &plan(&Known::default(), roster("No contact: court order"), Allow::default()),
    );
    assert_eq!(known.contacts[0].owner, Some(known.pupils[0].id));
    let plan = plan(&known, roster(""), Allow::default());
    assert!(plan.changes_nothing());
    assert!(messages(&plan, Force::Warn)[0].contains("stays until somebody lifts it"));
}

#[test]
fn a_contact_of_the_same_name_beside_another_is_remarked_on_and_made_new() {
    let roster = |value: &str| {
        let mut roster = bulk(vec![pupil(2, key("1"), "", "1", "A", "B")]);
        roster.covers.contacts = Cover::Delta;
        let told = ContactTold { surname: said("Eze"), ..ContactTold::default() };
        roster.contacts = vec![ContactIn {
            pupil: PupilRef { key: key("1"), ..PupilRef::default() },
            row: Incoming { at: at(9), key: key(value), gone: false, told },
        }];
        roster
    };
    let known = apply(Known::default(), &plan(&Known::default(), roster("c1"), Allow::default()));
    let plan = plan(&known, roster("c2"), Allow::default());
    assert_eq!(plan.contacts.new.len(), 1);
    assert!(messages(&plan, Force::Warn)[0].contains("same name is already recorded"));
}

pub(super) fn taught() -> Roster {
    let class = ClassRef { key: key("k"), code: None };
    let staff = StaffRef { key: key("s"), ..StaffRef::default() };
    let lesson = |row, period: &str, week| LessonIn {
        at: at(row),
        class: class.clone(),
        teacher: Some(staff.clone()),
        place: Some("M4".into()),
        week,
        weekday: Weekday::Mon,
        period: period.into(),
    };
    Roster {
        system: SYSTEM.into(),
        covers: Covers {
            pupils: Cover::Bulk,
            staff: Cover::Bulk,
            classes: Cover::Bulk,
            pupil_members: Cover::Bulk,
            teacher_members: Cover::Bulk,
            lessons: Cover::Bulk,
            contacts: Cover::Nothing,
        },
        pupils: vec![pupil(2, key("1"), "", "1", "A", "B")],
        staff: vec![Incoming {
            at: at(3),
            key: key("s"),
            gone: false,
            told: StaffTold { surname: said("Hall"), code: said("PHA"), ..StaffTold::default() },
        }],
        classes: vec![Incoming {
            at: at(4),
            key: key("k"),
            gone: false,
            told: ClassTold { code: said("8x/Ma1"), ..ClassTold::default() },
        }],
        members: vec![
            MemberIn {
                at: at(5),
                class: class.clone(),
                who: MemberRef::Pupil(PupilRef { key: key("1"), ..PupilRef::default() }),
                gone: false,
            },
            MemberIn {
                at: at(6),
                class: class.clone(),
                who: MemberRef::Teacher { staff: staff.clone(), main: true },
                gone: false,
            },
        ],
        lessons: vec![lesson(7, "1", None), lesson(8, "3", Some(Week::B))],
        ..Roster::default()
    }
}

#[test]
fn classes_members_and_lessons_come_in_once_and_go_when_the_source_drops_them() {
    let first = plan(&Known::default(), taught(), Allow::default());
    assert_eq!(first.rejected(), 0, "{:?}", first.problems);
    assert_eq!((first.members.new.len(), first.lessons.new.len()), (2, 2));
    let known = apply(Known::default(), &first);
    assert!(plan(&known, taught(), Allow::default()).changes_nothing());
    let mut fewer = taught();
    fewer.members.remove(0);
    fewer.lessons.pop();
    fewer.lessons[0].place = Some("M5".into());
    let second = plan(&known, fewer, Allow::default());
    assert_eq!((second.members.left.len(), second.lessons.left.len()), (1, 1));
    assert_eq!(second.lessons.changed[0].differences[0].after, "M5");
}

#[test]
fn a_class_without_a_teacher_and_a_lesson_of_an_unknown_class_are_told_by_row() {
    let mut roster = taught();
    roster.members.pop();
    roster.lessons[1].class = ClassRef { code: Some("9z/Fr2".into()), key: None };
    let plan = plan(&Known::default(), roster, Allow::default());
    assert!(
        messages(&plan, Force::Warn)
            .iter()
            .any(|m| m.starts_with("pupils.csv, row 4: nobody teaches"))
    );
    assert!(messages(&plan, Force::Reject)[0].starts_with("pupils.csv, row 8: no class here"));
}

#[test]
fn a_long_file_is_planned_row_by_row() {
    let rows = || {
        bulk(
            (0..20_000)
                .map(|n| pupil(n + 2, key(&n.to_string()), "", &n.to_string(), "A", &n.to_string()))
                .collect(),
        )
    };
    let first = plan(&Known::default(), rows(), Allow::default());
    assert_eq!(first.pupils.new.len(), 20_000);
    let known = apply(Known::default(), &first);
    assert_eq!(plan(&known, rows(), Allow::default()).pupils.unchanged, 20_000);
}

#[test]
fn a_name_used_in_school_stays_when_the_legal_name_changes_if_the_file_says_it() {
    let held = pupil(2, key("1"), "", "1", "Tyrell", "Moss");
    let known =
        apply(Known::default(), &plan(&Known::default(), bulk(vec![held]), Allow::default()));
    let changed = |used: Told<String>| {
        let mut row = pupil(2, key("1"), "", "1", "Tyler James", "Moss");
        row.told.known_forename = used;
        plan(&known, bulk(vec![row]), Allow::default()).pupils.changed[0].after.clone()
    };
    let said = changed(said("Tyrell"));
    assert_eq!(said.legal_forename.as_deref(), Some("Tyler James"));
    assert_eq!(said.known_forename.as_deref(), Some("Tyrell"));
    // A file without the column leaves somebody going by the legal name.
    assert_eq!(changed(Told::Silent).known_forename.as_deref(), Some("Tyler James"));
}
