//! Invented records for the gallery: typical, awkward, empty, wrong.

use super::cancel::CancelPage;
use super::decide::DecidePage;
use super::duties::{ProvePage, WordsPage};
use super::evidence::EvidencePage;
use super::letters_page::{LettersPage, OnePage};
use super::list::{ListPage, Open, Row};
use super::page::RecordPage;
use super::step_page::StepPage;
use crate::form::{Errors, Form};
use crate::law::owed::Line;
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::exclusion::decide::{Texts, missing};
use casework::exclusion::letter::Paper;
use casework::exclusion::period::Totals;
use casework::exclusion::{As, Decided, Evidence, Exclusion, Exhibit, Met, Part, Step};
use casework::letter::{First, Letter};
use casework::owed::{Addressee, Done, DueChange, Facts, How, Kind, Owed, owed};
use casework::pupil::Sen;
use maud::html;
use rulebook::almanac::Pattern;
use rulebook::calendar::{Closed, Term};
use rulebook::codes::Reason;
use rulebook::rule::Party;
use rulebook::{Almanac, Day, HalfDays, Instant, Minute, SchoolCalendar};
use store::exclusion::{Issued, Listed, Work};

const NAME: &str = "Marnie Tolliver-Reyes";

fn day(month: i8, date: i8) -> Day {
    Day::new(2026, month, date).unwrap_or(Day::FIRST)
}
fn at(month: i8, date: i8, hour: u16, minute: u16) -> Instant {
    day(month, date).at(Minute::new(hour, minute).unwrap_or_default())
}

fn almanac() -> Option<Almanac> {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let next = |month, date| Day::new(2027, month, date).unwrap_or(Day::FIRST);
    let calendar = SchoolCalendar {
        terms: vec![
            term("Autumn 2026", day(9, 2), day(12, 18)),
            term("Spring 2027", next(1, 5), next(3, 25)),
            term("Summer 2027", next(4, 13), next(7, 21)),
        ],
        closed: vec![
            Closed { why: "INSET".into(), half_term: false, from: day(11, 27), to: day(11, 27) },
            Closed { why: "Half-term".into(), half_term: true, from: next(2, 15), to: next(2, 19) },
        ],
        ..SchoolCalendar::default()
    };
    Almanac::of_school("Brindle Hill Academy", &calendar, Pattern::of(&calendar)).ok()
}

fn draft() -> Exclusion {
    Exclusion::draft(
        Id::from_u128(5),
        Id::from_u128(1),
        (Id::nil(), "Mr Jonah Pell"),
        at(11, 19, 10, 52),
    )
}

pub(crate) fn decided() -> Exclusion {
    Exclusion {
        happened_at: Some(at(11, 19, 10, 20)),
        kind: Some(Kind::Suspension),
        first: Some(day(11, 19)),
        first_half: true,
        sent_home_at: Minute::new(11, 30),
        last: Some(day(11, 20)),
        reasons: vec![Reason::Damage, Reason::AbuseAdult],
        back_at: Minute::new(8, 40),
        meeting: Some(at(11, 23, 8, 15)),
        decided: Some(Decided {
            at: at(11, 19, 11, 10),
            staff: Id::nil(),
            name: "Dr Amrit Sol".into(),
            role: As::Head,
            reasons: "Two warnings and a walk with an adult came first. Kicked the booth hard enough to break it, and swore at the adult who stepped in.".into(),
            drawn: "Support: mentoring, began Mon 5 Oct 2026".into(),
            length: HalfDays::halves(3),
            touched: 2,
            term_total: HalfDays::halves(11),
            year_total: HalfDays::halves(11),
            sen: Sen::None,
            looked_after: false,
            social_worker: "Ms Hope Anand".into(),
        }),
        version: 9,
        ..draft()
    }
}

fn texts() -> Texts {
    Texts(vec![
        (Part::Incident, "10.20, in the room: kicked the side of the booth until it came away, then swore at Mr Pell.".into()),
        (Part::Account, "I could not sit any longer and nobody listened.".into()),
        (Part::Needs, "No SEN is recorded. Two short nights before.".into()),
        (Part::Equality, "Regard was had to language at home; nothing else is known.".into()),
        (Part::Found, "More likely than not, on two statements that agree.".into()),
        (Part::Alternatives, "Another day in the room was considered and would not have kept others safe.".into()),
        (Part::Plain, "Marnie broke a booth in the room and swore at a member of staff.".into()),
        (Part::Work, "Set in the online classroom each morning; Mr Pell marks it by the next day.".into()),
        (Part::Place, "the main office".into()),
    ])
}

fn exhibit(read_back: bool) -> Exhibit {
    Exhibit {
        id: Id::from_u128(21),
        exclusion: Id::from_u128(5),
        kind: Evidence::Statement,
        who: "Mr Ewan Thrale".into(),
        words: "I came at 10.31. The side of the booth was off its hinge.".into(),
        taken_at: at(11, 19, 10, 50),
        taken_by: "Mr Jonah Pell".into(),
        stood: "At the door, two metres away".into(),
        written: Some(casework::exclusion::Written::Own),
        copied: false,
        read_back,
        signed: read_back,
        anonymised: "The adult came at 10.31. The side of the booth was off its hinge.".into(),
        made_at: at(11, 19, 10, 51),
    }
}

fn facts() -> Facts {
    Facts {
        length: HalfDays::halves(3),
        touched: 2,
        term_total: HalfDays::halves(11),
        social_worker: true,
        parents: vec![Addressee { id: Id::from_u128(2), name: "Ms Josefina Reyes".into() }],
        ..Facts::new(Kind::Suspension, day(11, 19), day(11, 19))
    }
}

fn done(code: &str, when: Instant, struck: bool) -> Done {
    Done {
        id: Id::from_u128(31),
        code: code.into(),
        party: Party::Authority,
        whom: None,
        whom_name: "Northmoor Borough Council".into(),
        at: when,
        how: How::Portal,
        by_whom: "Mr Jonah Pell".into(),
        what: "Word to an office, version 1".into(),
        due_then: Some(day(11, 19)),
        note: String::new(),
        struck_at: struck.then(|| at(11, 20, 9, 0)),
        struck_by: if struck { "Mr Jonah Pell".into() } else { String::new() },
        struck_why: if struck { "It was another pupil’s".into() } else { String::new() },
    }
}

fn all_owed() -> Vec<Owed> {
    owed(&facts(), &[done("told-authority", at(11, 19, 12, 5), false)], almanac().as_ref())
}

fn record(e: Exclusion, lines: Vec<Line>, today: Day) -> RecordPage {
    let left = if e.is_draft() { missing(&e, &Texts::default(), &[]) } else { Vec::new() };
    RecordPage {
        words: crate::exit::sample_words(),
        name: NAME.into(),
        first: "Marnie".into(),
        form_group: "10B".into(),
        pupil: Id::from_u128(1),
        today,
        lines,
        no_calendar: None,
        totals: None,
        drawn: e.decided.as_ref().map(|d| vec![d.drawn.clone()]).unwrap_or_default(),
        missing: left,
        decides: true,
        home: true,
        clerks: Some(false),
        follows: None,
        once: Id::from_u128(77),
        left_out: Vec::new(),
        texts: if e.decided.is_some() { texts() } else { Texts::default() },
        exhibits: if e.decided.is_some() { vec![exhibit(true)] } else { Vec::new() },
        work: Vec::new(),
        work_days: if e.decided.is_some() {
            vec![(day(11, 19), true), (day(11, 20), false)]
        } else {
            Vec::new()
        },
        agreed: None,
        changes: Vec::new(),
        log: Vec::new(),
        e,
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    }
}

fn totals() -> Totals {
    Totals {
        length: HalfDays::halves(3),
        touched: 2,
        term: HalfDays::halves(11),
        year: HalfDays::halves(11),
    }
}

fn step(step: Step, form: Form, errors: Errors) -> StepPage {
    StepPage {
        words: crate::exit::sample_words(),
        id: Id::from_u128(5),
        name: NAME.into(),
        first: "Marnie".into(),
        step,
        tried: vec![
            "Support: mentoring, began Mon 5 Oct 2026".into(),
            "Isolation: P4–P6, Thu 12 Nov 2026".into(),
        ],
        flags: vec!["Social worker".into()],
        looked_after: step == Step::Needs,
        totals: Some(totals()),
        csrf: "gallery".into(),
        form,
        errors,
    }
}

fn letter() -> Letter {
    Letter {
        school: "Brindle Hill Academy".into(),
        school_address: vec!["Brindle Hill".into()],
        school_phone: "01632 960200".into(),
        date: "Thu 19 Nov 2026".into(),
        to_name: "Ms Josefina Reyes".into(),
        to_address: vec!["7 Ferry Lane".into()],
        salutation: "Dear Ms Reyes".into(),
        heading: "Marnie: suspension, Thu 19 Nov 2026 (part of the day) to Fri 20 Nov 2026".into(),
        paragraphs: vec!["I have decided to suspend Marnie until the end of Friday.".into()],
        facts: vec![("Back in school".into(), "Mon 23 Nov 2026 at 8.40".into())],
        lists: vec![(
            "What you can do".into(),
            vec!["You may tell the governing body what you think.".into()],
        )],
        sign_name: "Dr Amrit Sol".into(),
        sign_role: "Headteacher".into(),
        footer: String::new(),
        first: Some(First {
            language: "Portuguese".into(),
            tag: "pt".into(),
            heading: "Marnie".into(),
            paragraphs: vec!["A Marnie volta à escola na segunda-feira.".into()],
        }),
        language: String::new(),
        large: false,
    }
}

fn issued() -> Issued {
    Issued {
        id: Id::from_u128(41),
        exclusion: Id::from_u128(5),
        pupil: Id::from_u128(1),
        paper: Paper::Notice,
        party: "PARENT".into(),
        contact: Some(Id::from_u128(2)),
        number: 2,
        to_name: "Ms Josefina Reyes".into(),
        words: "Dear Ms Reyes\n\nI have decided to suspend Marnie until the end of Friday.".into(),
        language: "Portuguese".into(),
        issued_at: at(11, 19, 11, 40),
        by_name: "Mr Jonah Pell".into(),
    }
}

fn letters(letters: Vec<Letter>, errors: Errors) -> LettersPage {
    LettersPage {
        id: Id::from_u128(5),
        name: NAME.into(),
        paper: Paper::Notice,
        code: "notice".into(),
        letters,
        issued: vec![issued()],
        left_out: vec!["Mr Dario Reyes".into()],
        adult: false,
        papers: vec![("notice", "Notice to home"), ("invite", "Invitation")],
        asks_language: true,
        csrf: "gallery".into(),
        form: Form::of([("language", "Portuguese"), ("on", "2026-11-19"), ("at", "11:40")]),
        errors,
    }
}

fn listed(e: Exclusion, name: &str, open: Open) -> Row {
    Row { listed: Listed { exclusion: e, name: name.into(), form: "10B".into(), year: 10 }, open }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let almanac = almanac();
    let lines = |o: &[Owed]| o.iter().map(|o| Line::of(o, almanac.as_ref())).collect::<Vec<_>>();
    let all = all_owed();
    let wrong = |pairs: &[(&str, &str)]| {
        let mut errors = Errors::new();
        for (field, message) in pairs {
            errors.add(field, *message);
        }
        errors
    };
    let mut awkward = record(
        Exclusion {
            met: Some(Met {
                attended: false,
                words: "Rang at 8.35 with an interpreter; the plan was read out.".into(),
                at: at(11, 23, 8, 36),
                by_name: "Mr Jonah Pell".into(),
            }),
            back_on: Some(day(11, 23)),
            ..decided()
        },
        lines(&owed(
            &facts(),
            &[done("told-authority", at(11, 19, 12, 5), true)],
            almanac.as_ref(),
        )),
        day(11, 24),
    );
    awkward.left_out = vec!["Mr Dario Reyes".into()];
    awkward.follows =
        Some((Id::from_u128(4), "suspension, Thu 8 Oct 2026 to Fri 9 Oct 2026".into()));
    awkward.work = vec![Work {
        id: Id::from_u128(51),
        exclusion: Id::from_u128(5),
        day: day(11, 20),
        what: "English: chapter 4, questions 1 to 6".into(),
        link: "https://classroom.example/10b".into(),
        set_by: "Mr Jonah Pell".into(),
        set_at: at(11, 19, 13, 0),
        marked_by: String::new(),
        marked_at: None,
        marked_note: String::new(),
    }];
    awkward.changes = vec![DueChange {
        id: Id::from_u128(61),
        about: Id::from_u128(5),
        code: "governors-meet".into(),
        whom: None,
        before: Some(day(12, 4)),
        after: Some(day(12, 7)),
        was_done: false,
        why: "Boiler, Wed 25 Nov 2026".into(),
        at: at(11, 25, 7, 50),
        by_name: "Ms Kit Lowry".into(),
        seen_at: None,
        seen_by: String::new(),
        seen_note: String::new(),
    }];
    let cancelled = record(
        Exclusion {
            cancelled_on: Some(day(11, 20)),
            cancelled_by: "Dr Amrit Sol".into(),
            cancelled_why: "A second statement shows that somebody else broke it.".into(),
            ..decided()
        },
        lines(&owed(&Facts { cancelled: Some(day(11, 20)), ..facts() }, &[], almanac.as_ref())),
        day(11, 20),
    );
    let mut cancelled = cancelled;
    cancelled.log = vec![done("told-authority", at(11, 19, 12, 5), false)];
    let decide = |left, as_what, errors| DecidePage {
        words: crate::exit::sample_words(),
        e: Exclusion { decided: None, ..decided() },
        name: NAME.into(),
        first: "Marnie".into(),
        texts: texts(),
        exhibits: vec![exhibit(true)],
        tried: vec!["Isolation: P4–P6, Thu 12 Nov 2026".into()],
        missing: left,
        totals: Some(totals()),
        as_what,
        csrf: "gallery".into(),
        form: Form::of([("on", "2026-11-19"), ("at", "11:10")]),
        errors,
    };
    let evidence = |exhibits, draft, errors| EvidencePage {
        id: Id::from_u128(5),
        name: NAME.into(),
        exhibits,
        draft,
        csrf: "gallery".into(),
        form: Form::of([("taken_on", "2026-11-19"), ("taken_time", "10:50")]),
        errors,
    };
    let first = all.iter().find(|o| o.code == "told-parent").unwrap_or(&all[0]);
    let prove = ProvePage {
        id: Id::from_u128(5),
        name: NAME.into(),
        line: Line::of(first, almanac.as_ref()),
        today: day(11, 19),
        csrf: "gallery".into(),
        form: Form::of([("on", "2026-11-19"), ("at", "11:40")]),
        errors: wrong(&[("how", "Choose how")]),
    };
    let strike = WordsPage {
        title: "Strike out proof",
        id: Id::from_u128(5),
        name: NAME.into(),
        about: html! { p { (crate::law::owed::proof(&done("told-authority", at(11, 19, 12, 5), false))) } },
        action: "/exclusions/5/done/31/strike".into(),
        field: ("why", "Why it is wrong"),
        button: "Strike it out",
        csrf: "gallery".into(),
        form: Form::default(),
        errors: wrong(&[("why", "Say why it is wrong")]),
    };
    let cancel = CancelPage {
        e: decided(),
        name: NAME.into(),
        first: "Marnie".into(),
        csrf: "gallery".into(),
        form: Form::of([("on", "2026-11-20")]),
        errors: wrong(&[("why", "Give your reasons: everybody who is told gets them")]),
    };
    let list = |rows, errors| ListPage {
        rows,
        today: day(11, 20),
        address: "?from=2026-09-01".into(),
        form: Form::of([("from", "2026-09-01"), ("to", "2027-07-31")]),
        errors,
    };
    let rows = vec![
        listed(decided(), NAME, Open { open: 3, late: 1 }),
        listed(draft(), "Wren Adeyemi", Open::default()),
    ];
    let period = Form::of([
        ("kind", "suspension"),
        ("first", "2026-11-27"),
        ("last", "2026-11-26"),
        ("reasons", "DM"),
    ]);
    vec![
        framed("exclusions", &list(rows, Errors::new())),
        framed(
            "exclusions-none",
            &list(Vec::new(), wrong(&[("to", "The last day is before the first")])),
        ),
        framed("exclusion-draft", &record(draft(), Vec::new(), day(11, 19))),
        framed("exclusion-decided", &record(decided(), lines(&all), day(11, 19))),
        framed("exclusion-awkward", &awkward),
        framed("exclusion-cancelled", &cancelled),
        framed(
            "exclusion-incident",
            &step(
                Step::Incident,
                Form::default(),
                wrong(&[("time", "Give the time, as near as you know it")]),
            ),
        ),
        framed("exclusion-account", &step(Step::Account, Form::default(), Errors::new())),
        framed("exclusion-tried", &step(Step::Tried, Form::default(), Errors::new())),
        framed("exclusion-needs", &step(Step::Needs, Form::default(), Errors::new())),
        framed("exclusion-weighed", &step(Step::Weighed, Form::default(), Errors::new())),
        framed(
            "exclusion-period",
            &step(
                Step::Period,
                period,
                wrong(&[
                    (
                        "first",
                        "Fri 27 Nov 2026 is no school day: INSET. The next school day is Mon 30 Nov 2026",
                    ),
                    (
                        "last",
                        "It ends on Thu 26 Nov 2026, before it begins on Fri 27 Nov 2026. Put one of them right",
                    ),
                ]),
            ),
        ),
        framed("exclusion-after", &step(Step::After, Form::default(), Errors::new())),
        framed(
            "exclusion-evidence",
            &evidence(vec![exhibit(true), exhibit_two()], true, Errors::new()),
        ),
        framed(
            "exclusion-evidence-wrong",
            &evidence(
                Vec::new(),
                false,
                wrong(&[("words", "Write the words, or where it is kept")]),
            ),
        ),
        framed(
            "exclusion-decide",
            &decide(
                Vec::new(),
                Ok("headteacher".into()),
                wrong(&[("reasons", "Give your reasons")]),
            ),
        ),
        framed(
            "exclusion-decide-not",
            &decide(
                vec![(Step::Evidence, "Add what shows it: a statement, or something else".into())],
                Err("Only the headteacher can suspend or permanently exclude.".into()),
                Errors::new(),
            ),
        ),
        framed("exclusion-prove", &prove),
        framed("exclusion-strike", &strike),
        framed("exclusion-cancel", &cancel),
        framed("exclusion-letters", &letters(vec![letter()], Errors::new())),
        framed(
            "exclusion-letters-wrong",
            &letters(
                Vec::new(),
                wrong(&[(
                    "letters",
                    "The set-up does not say where a family finds free and impartial advice. Fill it in under Set-up",
                )]),
            ),
        ),
        framed("exclusion-letter", &OnePage { first: "Marnie".into(), letter: issued() }),
    ]
}

fn exhibit_two() -> Exhibit {
    Exhibit {
        id: Id::from_u128(22),
        anonymised: String::new(),
        kind: Evidence::PupilStatement,
        who: "A pupil in the room".into(),
        ..exhibit(false)
    }
}
