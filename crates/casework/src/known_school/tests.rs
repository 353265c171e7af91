//! What a file would do to the register: new, changed, asked about and wrong.

use super::national::Taken;
use super::*;
use crate::Coded;

fn row(n: u32, urn: &str, name: &str, type_code: &str) -> Row {
    Row {
        row: n,
        urn: urn.into(),
        authority: "801".into(),
        establishment: "4001".into(),
        name: name.into(),
        type_code: type_code.into(),
        type_name: "Community school".into(),
        phase: "4".into(),
        opening: "1".into(),
        opened: "01-09-1974".into(),
        head: ["Ms".into(), "Jane".into(), "Doe".into()],
        address: vec!["1 Moor Lane".into(), "Not applicable".into(), "Northmoor".into()],
        postcode: "NM1 1AA".into(),
        ..Row::default()
    }
}

fn known(listed: Listed) -> KnownSchool {
    KnownSchool {
        id: Id::from_u128(7),
        listed,
        email: "office@harrowfield.example".into(),
        contact: String::new(),
        note: String::new(),
        read_on: None,
        version: 1,
    }
}

#[test]
fn a_row_is_read_and_read_again_it_changes_nothing() {
    let rows = [row(2, "100001", "Harrowfield School", "01")];
    let first = plan(&rows, &[], &Answers::new(), &[]);
    assert!(first.ready());
    let school = &first.new[0];
    assert_eq!((school.kind, school.governed), (OrgKind::Secondary, Governed::Maintained));
    assert_eq!(school.number, "8014001");
    assert_eq!(school.address, "1 Moor Lane\nNorthmoor");
    assert_eq!(school.head, "Ms Jane Doe");
    assert_eq!(school.opened_on, Day::new(1974, 9, 1));
    let again = plan(&rows, &[known(school.clone())], &Answers::new(), &[]);
    assert!(again.changes_nothing() && again.ready() && again.same == 1, "{again:?}");
}

#[test]
fn what_changed_is_said_and_what_is_not_in_the_file_stays() {
    let was = plan(&[row(2, "100001", "Harrowfield School", "1")], &[], &Answers::new(), &[]);
    let mut now = row(2, "100001", "Harrowfield Academy", "34");
    now.opening = "Closed".into();
    now.closed = "31/08/2026".into();
    let done = plan(&[now], &[known(was.new[0].clone())], &Answers::new(), &[]);
    let (id, listed, what) = &done.changed[0];
    assert_eq!(*id, Id::from_u128(7));
    assert_eq!((listed.governed, listed.opening), (Governed::Academy, Opening::Closed));
    assert_eq!(what.join(", "), "name, who answers for it, open or closed, closed on");
    let other = plan(
        &[row(2, "100002", "Ferring Primary", "1")],
        &[known(was.new[0].clone())],
        &Answers::new(),
        &[],
    );
    assert_eq!(other.missing, ["Harrowfield School"]);
}

#[test]
fn a_type_nobody_knows_is_asked_about_and_the_answer_holds() {
    let rows = [row(2, "100001", "Moor Studio", "99"), row(3, "100002", "Ferring Studio", "99")];
    let asked = plan(&rows, &[], &Answers::new(), &[]);
    assert_eq!(asked.asked, [("99".to_string(), "Community school".to_string(), 2)]);
    assert!(!asked.ready() && asked.new.is_empty());
    let answers = Answers::from([("99".to_string(), Taken::AcademyReferral)]);
    let said = plan(&rows, &[], &answers, &[]);
    assert_eq!(said.new[1].kind, OrgKind::PupilReferral);
    let left = plan(&rows, &[], &Answers::from([("99".to_string(), Taken::No)]), &[]);
    assert_eq!((left.no_school, left.ready()), (2, true));
}

#[test]
fn every_wrong_row_is_told_with_its_reason() {
    let mut rows = vec![
        row(2, "1", "Harrowfield School", "1"),
        row(3, "100002", "", "1"),
        row(4, "100003", "Ferring Primary", "1"),
        row(5, "100003", "Ferring Primary", "1"),
        row(6, "100004", "Moor Primary", "1"),
        row(7, "100005", "Vale Primary", "1"),
        row(8, "100006", "Hill Primary", "1"),
    ];
    rows[4].opening = "Perhaps".into();
    rows[5].closed = "31/02/2026".into();
    rows[6].authority = "000".into();
    let out = plan(&rows, &[], &Answers::new(), &[]);
    let said: Vec<(u32, &str)> = out.wrong.iter().map(|(n, why)| (*n, why.as_str())).collect();
    assert_eq!(
        said,
        [
            (2, "A URN has 5 or 6 digits; this has 1 characters"),
            (3, "It has no name"),
            (5, "The URN 100003 is in row 4 too"),
            (6, "“Perhaps” does not say whether it is open"),
            (7, "The day it closed is no date: write it as 18/11/2026"),
            (8, "000 is not the number of a local authority in England"),
        ]
    );
    // Of other authorities nothing is asked.
    let ours = plan(&rows[..3], &[], &Answers::new(), &["802".to_string()]);
    assert_eq!((ours.elsewhere, ours.ready()), (3, true));
}

#[test]
fn colleges_and_welsh_schools_are_left_out() {
    for code in ["18", "30"] {
        let out = plan(&[row(2, "100001", "A college", code)], &[], &Answers::new(), &[]);
        assert_eq!((out.no_school, out.new.len()), (1, 0));
    }
    assert!(Taken::ALL.len() > 5);
}
