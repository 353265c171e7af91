//! A matter opened from the school's own record of a suspension or a permanent exclusion, or from
//! an authority's case: its facts and its statements come with it, and nothing is typed again.
//!
//! Must never take over: letters home. Each holds one parent's address, and a pack goes to both.

use crate::document::{self, Coming};
use crate::exclusion::About;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::{Case, Known, child::Child};
use casework::document::{Item, Scan};
use casework::exclusion::Evidence;
use casework::matter::{Arranger, Matter, MatterKind};
use casework::owed::Kind;
use casework::{Coded, Id, Refusal};
use rulebook::duty::moves::SchoolType;
use store::Write;

/// Opens it, or goes to the one there is.
pub async fn from_exclusion(v: Visit) -> Answer {
    let mut w = v.write("Opening a matter for the governors").await?;
    let about = About::of(&v, &mut w).await?;
    let at = format!("/matters/{}", about.e.id);
    if about.hearings.is_some() {
        return v.to(at);
    }
    let (Some(d), Some(f)) = (&about.e.decided, &about.facts) else {
        return Err(Refusal::because(
            "It is not decided yet",
            "The governing body looks at what the headteacher decided.",
            "R2.12 and R3.05, as Mainstay holds them.",
        )
        .or("See the record", about.at())
        .into());
    };
    let matter = Matter {
        id: about.e.id,
        noun: "exclusion".into(),
        pupil: Some(about.pupil.id),
        name: about.pupil.name(),
        school: v.setting.school.name.clone(),
        head: d.name.clone(),
        kind: match f.kind {
            Kind::Permanent => MatterKind::Permanent,
            Kind::Suspension | Kind::Lunchtime => MatterKind::Suspension,
        },
        term_total: i64::from(f.term_total.count()),
        decided: f.decided,
        first_day: f.first,
        told: f.governors_told.unwrap_or(f.notice),
        exam: f.exam,
        written_on: about.e.written_on,
        other_home: about.e.home_authority.clone(),
        arranger: Arranger::Authority,
        also_asked: d.social_worker.clone(),
        made_by: v.actor.name.clone(),
        made_at: v.now,
        closed_at: None,
        version: 1,
    };
    if !store::matter::add(&mut w, &matter).await? {
        return v.to(at);
    }
    let mut events = Vec::new();
    let mut papers = vec![(Item::Head, "Headteacher’s reasons".to_string(), d.reasons.clone())];
    for x in &about.exhibits {
        let item = match x.kind {
            Evidence::PupilStatement => Item::PupilStatement,
            Evidence::Statement => Item::Witness,
            Evidence::Picture | Evidence::Object => Item::Timeline,
            Evidence::Paper | Evidence::Note => Item::Other,
        };
        // The copy that names nobody who must not be named, where one was made.
        let words = match x.anonymised.trim().is_empty() {
            true => x.words.clone(),
            false => x.anonymised.clone(),
        };
        papers.push((item, format!("{}, {}", x.kind.label(), x.taken_at.day()), words));
    }
    for (item, title, words) in papers {
        if words.trim().is_empty() {
            continue;
        }
        let coming = Coming {
            item,
            title,
            words,
            file: None,
            place: String::new(),
            keep_until: None,
            dated: None,
            by_link: false,
        };
        let id = Id::now_v7();
        events.extend(document::keep(&mut w, &matter, id, coming, Scan::Off, &v.actor.name).await?);
    }
    v.commit(w, super::facts::opened(&matter), events).await?;
    v.to_saying(at, "Opened from the record, with its statements. Look at who arranges a review")
}

/// A case as the clerk to the governors or a review holds it.
fn of_case(
    v: &Visit,
    case: &Case,
    child: &Child,
    head: String,
    school: SchoolType,
) -> Option<Matter> {
    let kind = match case.kind.in_law()? {
        Kind::Permanent => MatterKind::Permanent,
        Kind::Suspension | Kind::Lunchtime => MatterKind::Suspension,
    };
    let (decided, first_day) = (case.decided?, case.first_day?);
    Some(Matter {
        id: case.id,
        noun: "case".into(),
        pupil: None,
        name: child.bare(),
        school: case.school_name.clone(),
        head,
        kind,
        term_total: 0,
        decided,
        first_day,
        told: case.governors_told.or(case.told).unwrap_or(decided),
        exam: case.exam_day.filter(|_| case.exam == Known::Yes),
        written_on: None,
        other_home: child.home.clone(),
        arranger: match school {
            SchoolType::Academy => Arranger::Trust,
            _ => Arranger::Authority,
        },
        also_asked: case.social_worker.clone(),
        made_by: v.actor.name.clone(),
        made_at: v.now,
        closed_at: None,
        version: 1,
    })
}

/// The half-days of this statutory term, every suspension known of the child counted.
fn term_total(all: &crate::case::Whole) -> i64 {
    let facts = all.case.kind != casework::case::Kind::Permanent;
    let total = all.totals.filter(|_| facts).map(|t| i64::from(t.term.count()));
    total.or(all.case.half_days.filter(|_| facts)).unwrap_or(0)
}

/// Opens a matter of a case, or goes to the one there is.
pub async fn from_case(v: Visit) -> Answer {
    let mut w = v.write("Opening a matter for the governors").await?;
    let all = crate::case::whole(&v, &mut w, v.id("id")?).await?;
    let (case, child) = (&all.case, &all.child);
    let at = format!("/matters/{}", case.id);
    if all.heard.is_some() {
        return v.to(at);
    }
    let school = crate::case::school::kind_of(&mut w, v.org(), case.school).await?;
    let head = match case.school {
        Some(id) => store::case::school::register(&mut w, v.org(), id).await?.head,
        None => String::new(),
    };
    let Some(matter) = of_case(&v, case, child, head, school) else {
        return Err(Refusal::because(
            "The governing body has nothing to look at yet",
            "It looks at what the headteacher decided: the day of the decision and the first day are needed.",
            "R2.12 and R3.05, as Mainstay holds them.",
        )
        .or("Add them to the facts", format!("/cases/{}/facts", case.id))
        .into());
    };
    if let Some(on) = case.cancelled_on {
        return Err(Refusal::because(
            format!("The headteacher cancelled it on {on}"),
            "What was cancelled before the governing body’s meeting began is not looked at by it.",
            "SI 2012/1033 (R2.21), as Mainstay holds it.",
        )
        .or("See the case", format!("/cases/{}", case.id))
        .into());
    }
    let matter = Matter { term_total: term_total(&all), ..matter };
    if !store::matter::add(&mut w, &matter).await? {
        return v.to(at);
    }
    let mut events = Vec::new();
    if !case.what.trim().is_empty() {
        let coming = Coming {
            item: Item::Incident,
            title: "What happened, as the school told the authority".into(),
            words: case.what.clone(),
            file: None,
            place: String::new(),
            keep_until: None,
            dated: case.decided,
            by_link: false,
        };
        let id = Id::now_v7();
        events.extend(document::keep(&mut w, &matter, id, coming, Scan::Off, &v.actor.name).await?);
    }
    events.push(
        crate::case::event(casework::Verb::CaseWritten, case)
            .fact("what", "a matter for the governors"),
    );
    v.commit(w, super::facts::opened(&matter), events).await?;
    let said = match matter.head.is_empty() {
        true => {
            "Opened from the case. Name the headteacher who decided, under Facts: they cannot sit"
        }
        false => "Opened from the case. Look at who decided, and at who arranges a review",
    };
    v.to_saying(at, said)
}

/// Facts of a case that were learnt or put right are put right on its matter, in the same write.
pub(crate) async fn learnt(
    w: &mut Write,
    v: &Visit,
    all: &crate::case::Whole,
) -> Result<(), Problem> {
    let Some(heard) = &all.heard else { return Ok(()) };
    let before = &heard.matter;
    let school = crate::case::school::kind_of(w, v.org(), all.case.school).await?;
    let Some(now) = of_case(v, &all.case, &all.child, before.head.clone(), school) else {
        return Ok(());
    };
    let after = Matter {
        kind: now.kind,
        term_total: term_total(all),
        decided: now.decided,
        first_day: now.first_day,
        told: now.told,
        exam: now.exam,
        other_home: now.other_home,
        ..before.clone()
    };
    if after != *before {
        store::matter::change(w, &after).await?;
    }
    Ok(())
}
