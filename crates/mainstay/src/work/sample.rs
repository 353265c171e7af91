//! Work for the gallery.

use super::asked::{AskedPage, Request};
use super::chase::{ChasePage, Line, Mail, OneDay};
use super::one::OnePage;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::attachment::FileKind;
use casework::room::Done;
use casework::work::{Again, Judged, Relay, Route, Unit, Work, WorkState, own_share};
use rulebook::{Day, Instant, Minute};
use store::attachment::Attachment;

fn day() -> Day {
    Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0))
}
fn at(before: i64, h: u16, m: u16) -> Instant {
    day().plus(-before).at(Minute::new(h, m).unwrap_or_default())
}
fn work(n: u128, code: &str, subject: &str, state: WorkState) -> Work {
    Work {
        id: Id::from_u128(n),
        slot: Id::from_u128(100 + n),
        placement: Id::from_u128(9),
        pupil: Id::from_u128(1),
        day: day(),
        code: code.into(),
        subject: subject.into(),
        teacher: None,
        state,
        route: None,
        detail: String::new(),
        same_as_class: false,
        bank_unit: None,
        asked_at: at(1, 14, 45),
        answered_at: None,
        answered_by: String::new(),
        escalates_at: at(1, 15, 45),
        escalated_at: None,
        escalated_to: None,
        returned_at: None,
        returned_to: String::new(),
        ended_at: None,
        relay: Relay::default(),
        version: 1,
    }
}
/// A request nobody has answered, for another room's samples.
pub fn request() -> Work {
    work(31, "P3", "Science", WorkState::Asked)
}
fn set(n: u128, code: &str, subject: &str, route: Route, detail: &str, by: &str) -> Work {
    Work {
        route: Some(route),
        detail: detail.into(),
        same_as_class: true,
        answered_at: Some(at(1, 15, 20)),
        answered_by: by.into(),
        ..work(n, code, subject, WorkState::Answered)
    }
}
fn unit() -> Unit {
    Unit {
        id: Id::from_u128(70),
        subject: "Science".into(),
        year_from: 9,
        year_to: 9,
        title: "Energy transfers: read, label, explain".into(),
        kept_at: "Tray S9, shelf 2".into(),
        last_used: Some(day().plus(-20)),
        agreed: true,
        review_on: None,
    }
}
fn line(work: Work, teacher: &str, head: &str, done: Option<Done>) -> Line {
    Line {
        next: "head of subject".into(),
        said: work.said(&[]),
        set: work.asked_nobody(),
        units: if work.subject == "Science" { vec![unit()] } else { Vec::new() },
        work,
        teacher: teacher.into(),
        head: head.into(),
        done,
        files: Vec::new(),
        mail: Vec::new(),
    }
}
/// A file that came with an answer, for the samples of links too.
pub fn attached(about: &Work) -> Attachment {
    Attachment {
        id: Id::from_u128(80),
        about: about.id,
        name_sent: "Year 9 fractions.pdf".into(),
        name: "Year-9-fractions.pdf".into(),
        kind: FileKind::Pdf,
        size: 122_880,
        by_whom: "Ms Ingrid Hale".into(),
        at: at(1, 15, 20),
    }
}
/// A request as an email left it.
fn mailed(line: Line, said: &str, failed: bool) -> Line {
    Line { mail: vec![Mail { said: said.into(), failed }], ..line }
}
fn nobody() -> Work {
    Work { escalated_at: Some(at(1, 15, 45)), ..work(5, "P5", "Art", WorkState::Escalated) }
}
fn again() -> Work {
    let set = set(2, "P2", "Maths", Route::Same, "Page 42, questions 1 to 8", "Ms Ingrid Hale");
    let relay = Relay {
        judged: Some(Judged::NotEnough),
        judged_at: Some(at(0, 10, 20)),
        judged_by: "Ms Dara Okell".into(),
        again: Some(Again::NotEnough),
        again_at: Some(at(0, 10, 20)),
        ..Relay::default()
    };
    Work { state: WorkState::Asked, relay, ..set }
}
fn escalated() -> Work {
    Work {
        escalated_at: Some(at(1, 15, 45)),
        escalated_to: Some(Id::from_u128(51)),
        ..work(3, "P3", "Science", WorkState::Escalated)
    }
}

fn chase(lines: Vec<Line>) -> ChasePage {
    let all: Vec<Work> = lines.iter().map(|l| l.work.clone()).collect();
    let share = own_share(all.iter().map(Work::own));
    let unmet = all.iter().filter(|w| w.state.is_unmet()).count();
    let days = vec![OneDay {
        placement: Id::from_u128(9),
        name: "Tyrell Ashdown-Moss".into(),
        form: "9K2".into(),
        periods: "P1–P6".into(),
        lost: "5 h 10 min".into(),
        share,
        lines,
    }];
    ChasePage {
        day: day(),
        before: Some(day().plus(-1)),
        after: Some(day().plus(1)),
        today: true,
        days: if all.is_empty() { Vec::new() } else { days },
        to_collect: all.iter().filter(|w| w.is_to_collect()).count(),
        to_return: if all.is_empty() { (0, 0) } else { (3, 1) },
        runs: true,
        now: day(),
        share,
        unmet,
        csrf: "gallery".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let p1 = set(
        1,
        "P1",
        "English",
        Route::Online,
        "https://classroom.fairholme.example/9k2/english",
        "Mr Obi Farrant",
    );
    let p2 = set(2, "P2", "Maths", Route::Paper, "Staff room, tray 4", "Ms Ingrid Hale");
    let banked = Work {
        route: Some(Route::Bank),
        detail: "Theory pack: muscles, fitness and recovery (Tray PE, shelf 3)".into(),
        answered_at: Some(at(0, 8, 30)),
        answered_by: "Ms Dara Okell".into(),
        ..work(4, "P4", "PE", WorkState::Bank)
    };
    let asked = |open: Vec<Work>, answered: Vec<Work>, passed_on: Option<&str>| {
        let request = |work: Work| Request {
            files: if work.route == Some(Route::Online) {
                vec![attached(&work)]
            } else {
                Vec::new()
            },
            work,
            who: "Tyrell Ashdown-Moss, 9K2".into(),
            passed_on: passed_on.map(str::to_string),
        };
        AskedPage {
            pupil: "a student".into(),
            open: open.into_iter().map(request).collect(),
            answered: answered.into_iter().map(request).collect(),
            received: Vec::new(),
            form: Form::default(),
            errors: Errors::new(),
            csrf: "gallery".into(),
        }
    };
    let mut wrong = asked(vec![work(3, "P3", "Science", WorkState::Asked)], vec![], None);
    wrong.errors.add(
        &format!("route-{}", Id::from_u128(3)),
        "Choose how the work comes, or that none is possible",
    );
    let mut all = vec![
        framed(
            "work-chase",
            &chase(vec![
                mailed(
                    line(p1.clone(), "Mr Obi Farrant", "", Some(Done::All)),
                    "Emailed Mon 9 Nov 14.46",
                    false,
                ),
                line(p2, "Ms Ingrid Hale", "", Some(Done::Most)),
                line(escalated(), "Dr Marcus Lunt", "Mrs Anjali Sethi", None),
                line(banked, "Miss Tamsin Roe", "", None),
                line(nobody(), "Mr Rhys Alder", "", None),
                mailed(
                    line(work(6, "P6", "French", WorkState::Asked), "Mme Claire Petit", "", None),
                    "Could not be sent: no email address. Tell Mme Claire Petit",
                    true,
                ),
            ]),
        ),
        framed("work-chase-empty", &chase(Vec::new())),
        framed(
            "work-one",
            &OnePage {
                line: line(escalated(), "Dr Marcus Lunt", "Mrs Anjali Sethi", None),
                runs: true,
                today: day(),
                who: "Tyrell Ashdown-Moss, 9K2".into(),
                form: Form::default(),
                errors: Errors::new(),
                csrf: "gallery".into(),
            },
        ),
        framed(
            "work-one-asked-again",
            &OnePage {
                line: line(again(), "Ms Ingrid Hale", "", None),
                runs: true,
                today: day(),
                who: "Tyrell Ashdown-Moss, 9K2".into(),
                form: Form::default(),
                errors: Errors::new(),
                csrf: "gallery".into(),
            },
        ),
        framed(
            "work-asked-again",
            &AskedPage {
                received: vec![super::sample_received(false)],
                ..asked(vec![again()], vec![], None)
            },
        ),
        framed(
            "work-asked",
            &asked(vec![work(1, "P1", "English", WorkState::Asked)], vec![p1], None),
        ),
        framed("work-asked-passed-on", &asked(vec![escalated()], vec![], Some("Dr Marcus Lunt"))),
        framed("work-asked-wrong", &wrong),
        framed("work-asked-empty", &asked(vec![], vec![], None)),
    ];
    all.extend(super::sample_relay::samples());
    all
}
