//! Samples of families, letters and the desk for the gallery.

use super::book::Weight;
use super::calendar::CalendarPage;
use super::compliance::{CompliancePage, Counts};
use super::desk::DeskPage;
use super::enquiry::{LogPage, NewPage};
use super::family_page::FamilyPage;
use super::letters::LetterPage;
use super::list::{CasesPage, line};
use super::provision_page::BoardPage;
use super::samples::{CALLUM, at, book, case, chase, child, csrf, day, enquiry, id, whole, wrong};
use super::school::SchoolPage;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Pages};
use casework::case::Kind;
use casework::case::enquiry::{Asker, Enquiry};
use casework::case::information::{Desk, Draft, Facts, compose};
use store::case::school::{Commitment, Registered, Shut};
use store::case::work::FamilyLetter;

pub(super) fn homes() -> Vec<Sample> {
    let letter = FamilyLetter {
        id: id(90),
        about: id(2),
        parent: id(10),
        to_name: "Mr Neil Price".into(),
        number: 1,
        day_six: true,
        words: String::new(),
        made_at: at(13, 9, 30),
        by_name: CALLUM.into(),
        given_on: None,
        given_how: String::new(),
        given_by: String::new(),
    };
    let page = |letters, no_advice, form, errors| FamilyPage {
        all: whole(case(), child()),
        letters,
        no_advice,
        today: day(11, 13),
        form,
        errors,
        csrf: csrf(),
    };
    let all = whole(case(), child());
    let desk = Desk {
        authority: "Northmoor Borough Council".into(),
        address: vec!["Moor House".into()],
        phone: "01632 960700".into(),
        advice: vec!["Northmoor information, advice and support, 01632 960777".into()],
        sign_name: CALLUM.into(),
        sign_role: "Behaviour & Exclusions Co-ordinator".into(),
    };
    let draft = Draft {
        send_to: "The clerk to the governing body, Harrowfield School".into(),
        pupil_part: "Reuben can come and speak, or write.".into(),
        remote: "Ask the clerk.".into(),
        ..Draft::default()
    };
    let made = |errors| {
        let to = all.parents[0].clone();
        let f = Facts {
            case: &all.case,
            child: &all.child,
            to: &to,
            parents: &all.parents,
            withheld: &all.withheld,
            governors_by: Some(day(12, 4)),
            sixth: Some(day(11, 20)),
            provision: all.provision(),
            today: day(11, 13),
        };
        LetterPage {
            case: id(2),
            name: all.child.name(),
            letter: compose(&f, &desk, &draft),
            to,
            form: Form::of([
                ("send_to", draft.send_to.as_str()),
                ("pupil_part", &draft.pupil_part),
                ("remote", &draft.remote),
                ("once", "x"),
            ]),
            errors,
            csrf: csrf(),
        }
    };
    vec![
        framed(
            "case-family",
            &page(vec![letter.clone()], false, Form::of([("once", "x")]), Errors::new()),
        ),
        framed(
            "case-family-wrong",
            &page(
                vec![FamilyLetter {
                    given_on: Some(day(11, 13)),
                    given_how: "First-class post".into(),
                    given_by: CALLUM.into(),
                    ..letter
                }],
                true,
                Form::of([("once", "x"), ("keeps", "yes")]),
                wrong(&[("why", "Say why, and who said so")]),
            ),
        ),
        framed("case-letter", &made(Errors::new())),
        framed(
            "case-letter-wrong",
            &made(wrong(&[(
                "added",
                "Something of Ms Gwen Haldane stands in this letter that is kept from Mr Neil Price. Take it out",
            )])),
        ),
        framed(
            "set-up-cases-wrong",
            &super::letters::AdvicePage {
                form: Form::nothing(),
                errors: wrong(&[("advice", "Name at least one source of free advice")]),
                csrf: csrf(),
            },
        ),
    ]
}

pub(super) fn desks() -> Vec<Sample> {
    let book = book();
    let today = book.today;
    let counts: Vec<(Weight, usize)> = Weight::ALL.map(|w| (w, book.count(w))).to_vec();
    let lines: Vec<_> = book.entries.iter().map(|e| line(e, today)).collect();
    let desk = |lines: Vec<_>, chases, follow, at_risk, moved, by| DeskPage {
        today,
        total: lines.len(),
        lines,
        counts: counts.clone(),
        notices: 3,
        chases,
        follow,
        looks: vec![],
        by,
        at_risk,
        moved,
    };
    let list = |rows: Vec<Vec<maud::Markup>>| CasesPage {
        pages: Pages { base: "/cases?".into(), size: 50, at: 1, total: rows.len() as i64 },
        rows,
        schools: vec![Choice::new("", "Every school")],
        types: vec![Choice::new("", "Every type"), Choice::new("primary", "Primary (4)")],
        officers: vec![Choice::new("", "Everybody")],
        counts: counts.clone(),
        query: Form::nothing(),
        csrf: csrf(),
    };
    let rows: Vec<_> = book.entries.iter().map(|e| super::list::row(e, today)).collect();
    let risk = vec![super::desk::Worry {
        href: "/cases/1".into(),
        name: "Yusuf Adeyemi-Clarke".into(),
        school: "St Oswin’s Primary".into(),
        level: "High: other ways are being tried".into(),
        on: Some(day(11, 24)),
    }];
    let log = |rows: Vec<Enquiry>| LogPage {
        pages: Pages { base: "/enquiries?".into(), size: 30, at: 1, total: rows.len() as i64 },
        rows,
        by: vec![(Asker::School, 12), (Asker::Parent, 7)],
        query: Form::nothing(),
        today,
    };
    let one = |enquiry, errors| super::enquiry_one::EnquiryPage {
        enquiry,
        today,
        form: Form::nothing(),
        errors,
        csrf: csrf(),
    };
    let school = Registered {
        id: id(3),
        name: "Harrowfield School".into(),
        kind: "secondary".into(),
        governed: "maintained".into(),
        head: "Mr Silas Wetherby".into(),
        address: "1 Moor Lane\nNorthmoor".into(),
        postcode: "NM1 1AB".into(),
        phone: "01632 960710".into(),
        email: "office@harrowfield.example".into(),
        contact: "Mrs Adair".into(),
        note: String::new(),
    };
    let promise = Commitment {
        id: id(95),
        school: id(3),
        whose: "theirs".into(),
        what: "Send attendance with every notice".into(),
        due: Some(day(11, 20)),
        made_on: day(11, 2),
        by_name: CALLUM.into(),
        done_on: None,
    };
    let page = |open, advice, promises, errors| SchoolPage {
        school: school.clone(),
        open,
        trend: vec![(Kind::Permanent, 1, 2), (Kind::Suspension, 9, 31)],
        advice,
        promises,
        today,
        form: Form::nothing(),
        errors,
        csrf: csrf(),
    };
    let shut = Shut {
        id: id(96),
        school: id(3),
        why: "Boiler closure".into(),
        from: day(11, 25),
        to: day(11, 25),
        by_name: CALLUM.into(),
        at: at(25, 8, 12),
        removed_at: None,
        removed_by: String::new(),
    };
    let terms = vec![("Autumn 2026".to_string(), day(9, 2), day(12, 18))];
    let calendar = |shut, terms, errors| CalendarPage {
        id: id(3),
        name: "Harrowfield School".into(),
        shut,
        terms,
        form: Form::of([("once", "x")]),
        errors,
        csrf: csrf(),
    };
    let c = Counts { met: 31, late: 4, never: 1, open: 6 };
    let compliance = |duties, schools| CompliancePage {
        from: day(9, 1),
        to: day(8, 31),
        today,
        duties,
        schools,
        csrf: csrf(),
    };
    vec![
        framed(
            "desk",
            &desk(
                lines.clone(),
                vec![(chase(80, day(11, 23)), "Reuben Haldane-Price".into())],
                vec![enquiry()],
                risk,
                vec![("/cases/1#moved".into(), "Case 14: Harrowfield School".into())],
                super::desk::tallied(&book),
            ),
        ),
        framed(
            "desk-look-again",
            &DeskPage {
                looks: vec![(
                    "/cases/1/day-six".into(),
                    "Reuben Haldane-Price".into(),
                    "Placement review at Larch House".into(),
                    today,
                )],
                ..desk(vec![], vec![], vec![], vec![], vec![], vec![])
            },
        ),
        framed(
            "desk-none",
            &DeskPage {
                notices: 0,
                counts: vec![],
                ..desk(vec![], vec![], vec![], vec![], vec![], vec![])
            },
        ),
        framed("cases", &list(rows)),
        framed("cases-none", &list(vec![])),
        framed("day-six", &BoardPage::of(&book)),
        framed("day-six-none", &BoardPage { lines: vec![], counts: (0, 0, 0), today }),
        framed("enquiries", &log(vec![enquiry(), Enquiry { answer: String::new(), ..enquiry() }])),
        framed(
            "enquiry",
            &one(Enquiry { follow_on: Some(day(11, 20)), ..enquiry() }, Errors::new()),
        ),
        framed(
            "enquiry-unanswered",
            &one(
                Enquiry { answer: String::new(), ..enquiry() },
                wrong(&[("answer", "Write the advice")]),
            ),
        ),
        framed("enquiries-none", &LogPage { by: vec![], ..log(vec![]) }),
        framed(
            "enquiry-wrong",
            &NewPage {
                back: ("/enquiries".into(), "Enquiries and advice".into()),
                name: String::new(),
                schools: vec![],
                form: Form::of([
                    ("once", "x"),
                    ("question", "Can they send him home to cool off?"),
                    ("answer", "No."),
                ]),
                errors: wrong(&[(
                    "source",
                    "Name the source the advice rests on: choose a rule, or write it",
                )]),
                csrf: csrf(),
            },
        ),
        framed("desk-school", &page(lines, vec![enquiry()], vec![promise], Errors::new())),
        framed(
            "desk-school-none",
            &page(vec![], vec![], vec![], wrong(&[("what", "Say what was promised")])),
        ),
        framed("desk-calendar", &calendar(vec![shut], terms, Errors::new())),
        framed(
            "desk-calendar-wrong",
            &calendar(vec![], vec![], wrong(&[("from", "Give the day")])),
        ),
        framed(
            "compliance",
            &compliance(
                vec![("sixth-day".into(), "Education from the sixth school day".into(), c)],
                vec![("Harrowfield School".into(), Some(id(3)), c)],
            ),
        ),
        framed(
            "compliance-late",
            &super::compliance_late::LatePage {
                from: day(9, 1),
                to: day(11, 30),
                today,
                duty: String::new(),
                lines: vec![super::compliance_late::Missed {
                    case: id(2),
                    number: 14,
                    school: "Harrowfield School".into(),
                    code: "told-parent".into(),
                    duty: "Written notice to the parent".into(),
                    decided: day(11, 12),
                    done: true,
                    days: 3,
                    why: "The school’s office was shut".into(),
                }],
            },
        ),
        framed(
            "compliance-late-none",
            &super::compliance_late::LatePage {
                from: day(9, 1),
                to: day(11, 30),
                today,
                duty: String::new(),
                lines: vec![],
            },
        ),
        framed("compliance-none", &compliance(vec![], vec![])),
    ]
}
