//! Who becomes whose form tutor, and who does not.

use crate::roster::tests::*;
use crate::roster::*;

fn member_of_staff(row: u32, code: &str, first: &str, last: &str) -> StaffIn {
    let told = StaffTold {
        code: said(code),
        forename: said(first),
        surname: said(last),
        ..StaffTold::default()
    };
    Incoming { at: at(row), key: key(code), gone: false, told }
}

/// One form with this many teachers, the first of them its first teacher when `main`.
fn form(teachers: &[&str], main: bool) -> Roster {
    let mut roster = taught();
    roster.staff =
        vec![member_of_staff(3, "PHA", "Pat", "Hall"), member_of_staff(4, "IVA", "Idris", "Vail")];
    roster.classes[0].told.form = Told::Said(true);
    roster.members.retain(|m| matches!(m.who, MemberRef::Pupil(_)));
    for (n, code) in teachers.iter().enumerate() {
        let staff = StaffRef { key: key(code), ..StaffRef::default() };
        let mut row = roster.members[0].clone();
        row.at = at(20 + n as u32);
        row.who = MemberRef::Teacher { staff, main: main && n == 0 };
        roster.members.push(row);
    }
    roster.lessons.clear();
    roster
}

fn tutor_told(row: u32, written: &str) -> TutorIn {
    let staff = StaffRef { code: Some(written.into()), ..StaffRef::default() };
    TutorIn {
        at: at(row),
        pupil: PupilRef { key: key("1"), ..PupilRef::default() },
        staff: (!written.is_empty()).then_some(staff),
        written: written.into(),
    }
}

/// What is held once a plan is written, tutors too.
fn with_tutors(known: Known, plan: &Plan) -> Known {
    let mut known = apply(known, plan);
    let all = plan.tutors.new.iter().map(|n| &n.facts);
    for f in all.chain(plan.tutors.changed.iter().map(|c| &c.after)) {
        let place = |r, base: u128| match r {
            Ref::Known(id) => id,
            Ref::New(n) => id(base + n as u128),
        };
        let who = place(f.staff.unwrap(), 20_000);
        known.tutors.insert(place(f.pupil, 10_000), who);
    }
    known
}

#[test]
fn whoever_teaches_a_form_first_is_the_tutor_of_those_in_it() {
    let first = plan(&Known::default(), form(&["PHA"], false), Allow::default());
    assert_eq!(first.rejected(), 0, "{:?}", first.problems);
    let f = &first.tutors.new[0].facts;
    assert_eq!((f.of.as_str(), f.is.as_str()), ("A B", "Pat Hall"));
    let known = with_tutors(Known::default(), &first);
    assert!(plan(&known, form(&["PHA"], false), Allow::default()).changes_nothing());

    // Another takes the form on: only what changed is told, and not the pupils again.
    let mut change = form(&["IVA"], true);
    change.covers.pupil_members = Cover::Delta;
    change.covers.teacher_members = Cover::Delta;
    change.members.retain(|m| matches!(m.who, MemberRef::Teacher { .. }));
    let second = plan(&known, change, Allow::default());
    let changed = &second.tutors.changed[0];
    assert_eq!(changed.differences[0].before, "Pat Hall");
    assert_eq!(changed.differences[0].after, "Idris Vail");

    // Two, and neither comes first: what is held stays.
    let two = plan(&known, form(&["IVA", "PHA"], false), Allow::default());
    assert_eq!((two.tutors.new.len(), two.tutors.changed.len()), (0, 0));
    assert!(two.problems.iter().any(|p| p.message.contains("not one of them is its first")));
    // A class that is no form makes nobody a tutor.
    let mut taught = form(&["PHA"], true);
    taught.classes[0].told.form = Told::Said(false);
    assert!(plan(&Known::default(), taught, Allow::default()).tutors.new.is_empty());
}

#[test]
fn a_tutor_told_by_code_is_set_and_one_told_by_name_is_only_suggested() {
    let told = |rows: &[&str]| {
        let mut roster = form(&[], false);
        roster.tutors = rows.iter().map(|w| tutor_told(30, w)).collect();
        roster
    };
    let by_code = plan(&Known::default(), told(&["iva"]), Allow::default());
    assert_eq!(by_code.tutors.new[0].facts.is, "Idris Vail");
    let known = with_tutors(Known::default(), &by_code);
    for written in ["Mr Idris Vail", "Vail, Mr. Idris"] {
        let by_name = plan(&known, told(&[written, written]), Allow::default());
        assert!(by_name.changes_nothing());
        let said = &by_name.problems.iter().find(|p| p.kind == Kind::Tutor).unwrap().message;
        assert!(said.contains("(so in 2 rows)") && said.contains("Idris Vail (IVA)"), "{said}");
        assert!(said.contains("nobody is matched by name"), "{said}");
    }
    for written in ["Mr I Vail", "Vail"] {
        let unsure = plan(&known, told(&[written]), Allow::default());
        let said = &unsure.problems.iter().find(|p| p.kind == Kind::Tutor).unwrap().message;
        assert!(!said.contains("reads like"), "{said}");
    }
    // An empty cell takes the tutor away; a row louder than the form.
    let none = plan(&known, told(&[""]), Allow::default());
    assert_eq!(none.tutors.left.len(), 1);
    let mut both = form(&["PHA"], true);
    both.tutors = vec![tutor_told(30, "IVA")];
    let both = plan(&Known::default(), both, Allow::default());
    assert_eq!(both.tutors.new[0].facts.is, "Idris Vail");
    // Two with one code: neither.
    let mut two = told(&["IVA"]);
    two.staff.push(Incoming { key: key("x"), ..member_of_staff(9, "IVA", "Ida", "Vale") });
    let two = plan(&Known::default(), two, Allow::default());
    assert!(two.tutors.new.is_empty());
    assert!(two.problems.iter().any(|p| p.message.starts_with("two of the staff")));
}
