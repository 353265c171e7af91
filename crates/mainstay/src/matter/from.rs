//! A matter opened from the school's own record of a suspension or a permanent exclusion: its facts
//! and its statements come with it, and nothing is typed again.
//!
//! Must never take over: letters home. Each holds one parent's address, and a pack goes to both.

use crate::document::{self, Coming};
use crate::exclusion::About;
use crate::visit::{Answer, Visit};
use casework::document::{Item, Scan};
use casework::exclusion::Evidence;
use casework::matter::{Arranger, Matter, MatterKind};
use casework::owed::Kind;
use casework::{Coded, Id, Refusal};

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
