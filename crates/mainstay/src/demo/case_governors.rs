//! One of Northmoor's cases before its governors: a matter opened from the case, and a meeting that
//! is fixed, its papers still to go.
//!
//! Everybody here is invented.

use casework::case::Case;
use casework::case::child::Child;
use casework::hearing::member::{Member, Seat};
use casework::hearing::{Hearing, HearingKind, HearingState, Remote};
use casework::matter::{Arranger, Matter, MatterKind};
use casework::{Actor, Coded, Event, Id, Verb};
use rulebook::{Day, Minute};
use store::Write;

/// Those who sit.
const SIT: &[&str] = &["Mrs Odile Brand", "Mr Samir Qureshi", "Ms Leigh Okonkwo"];

/// Opens it and fixes the day.
pub(super) async fn opened(
    w: &mut Write,
    callum: &Actor,
    (case, child): (&Case, &Child),
    on: Day,
) -> anyhow::Result<Vec<Event>> {
    let (Some(decided), Some(first_day)) = (case.decided, case.first_day) else {
        return Ok(Vec::new());
    };
    let matter = Matter {
        id: case.id,
        noun: "case".into(),
        pupil: None,
        name: child.bare(),
        school: case.school_name.clone(),
        head: "Mr Owen Lascelles".into(),
        kind: MatterKind::Permanent,
        term_total: 0,
        decided,
        first_day,
        told: case.governors_told.unwrap_or(decided),
        exam: None,
        written_on: None,
        other_home: child.home.clone(),
        arranger: Arranger::Trust,
        also_asked: String::new(),
        made_by: callum.name.clone(),
        made_at: w.at(),
        closed_at: None,
        version: 1,
    };
    store::matter::add(w, &matter).await?;
    let hearing = Hearing {
        id: Id::now_v7(),
        matter: matter.id,
        kind: HearingKind::Governors,
        state: HearingState::Planned,
        on: Some(on),
        at: Minute::new(10, 0),
        place: "The library".into(),
        waiting: "Room 4, at the other end of the corridor".into(),
        remote: Remote::Here,
        remote_why: String::new(),
        adjustments: "Breaks when asked for".into(),
        pupil_part: String::new(),
        clerk: "Mrs Pia Lund".into(),
        clerk_trained: None,
        minutes: String::new(),
        begun_at: None,
        off_why: String::new(),
        version: 1,
    };
    store::hearing::add(w, &hearing).await?;
    for name in SIT {
        let member = Member {
            id: Id::now_v7(),
            hearing: hearing.id,
            name: (*name).into(),
            post: String::new(),
            seat: Seat::Governor,
            chair: *name == SIT[0],
            tie: String::new(),
            confirmed_on: Some(w.at().day()),
            trained: Some(w.at().day().plus(-200)),
            headship_ended: None,
            down_at: None,
            down_why: String::new(),
        };
        store::hearing::name_member(w, &member).await?;
    }
    Ok(vec![
        Event::new(Verb::MatterOpened, "matter", matter.id).fact("kind", matter.kind.code()),
        Event::new(Verb::HearingArranged, "hearing", hearing.id)
            .fact("kind", hearing.kind.code())
            .fact("on", on),
    ])
}
