//! Matters: one suspension or permanent exclusion as the clerk to the governors or a review holds
//! it, with what is owed, its hearings, its papers and what follows.
//!
//! Must never know: how a date is counted. It asks for what is owed each time it is shown.

mod acts;
mod calendar;
mod facts;
mod from;
mod list;
mod page;
mod part;
mod samples;

pub(crate) use acts::about;
pub use acts::{answer_challenge, apply, challenge, challenge_pdf, close, learn, moved, step};
pub(crate) use calendar::{Calendars, almanac};
pub use facts::{change, edit, new, open};
pub(crate) use from::learnt;
pub use from::{from_case, from_exclusion};
pub(crate) use list::next;
pub use list::{list, themes};
pub(crate) use page::lower;
pub(crate) use part::{due_line, standing_tag};
pub use samples::samples;
pub(crate) use samples::{bare, calendar, decision, hearing, long, sample};

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::hearing::owed::Whole;
use casework::matter::{Done, Matter, Step};
use page::MatterPage;
pub(crate) use part::working;
use std::collections::HashMap;
use store::Source;

/// A matter this person may see: one about a pupil, where the pupil is in their scope.
pub(crate) async fn found(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Matter, Problem> {
    let matter = store::matter::find(src, v.org(), id).await?;
    if let Some(pupil) = matter.pupil {
        store::pupil::find(src, &v.scope(), pupil).await?;
    }
    Ok(matter)
}

/// Everything known of a matter.
pub(crate) async fn whole(src: &mut dyn Source, org: Id, m: Matter) -> Result<Whole, Problem> {
    let id = m.id;
    wholes(src, org, vec![m]).await?.remove(&id).ok_or(Problem::Missing)
}

/// Everything known of some matters, by the matter.
pub(crate) async fn wholes(
    src: &mut dyn Source,
    org: Id,
    matters: Vec<Matter>,
) -> Result<HashMap<Id, Whole>, Problem> {
    if matters.is_empty() {
        return Ok(HashMap::new());
    }
    let of: Vec<Id> = matters.iter().map(|m| m.id).collect();
    let hearings = store::hearing::of(src, org, &of).await?;
    let keys: Vec<Id> = hearings.iter().map(|h| h.id).collect();
    let packs = store::pack::of(src, org, &of).await?;
    let in_packs: Vec<Id> = packs.iter().map(|p| p.id).collect();
    let mut out: HashMap<Id, Whole> = matters
        .into_iter()
        .map(|m| {
            let whole = Whole {
                hearings: Vec::new(),
                decisions: Vec::new(),
                told: Vec::new(),
                applications: Vec::new(),
                packs: Vec::new(),
                copies: Vec::new(),
                done: Vec::new(),
                answered: Vec::new(),
                challenges: Vec::new(),
                matter: m,
            };
            (whole.matter.id, whole)
        })
        .collect();
    let by_hearing: HashMap<Id, Id> = hearings.iter().map(|h| (h.id, h.matter)).collect();
    let by_pack: HashMap<Id, Id> = packs.iter().map(|p| (p.id, p.matter)).collect();
    let decisions = store::hearing::decisions(src, org, &keys).await?;
    let told = store::hearing::told(src, org, &keys).await?;
    let copies = store::pack::given(src, org, &in_packs).await?;
    let mut to = |matter: Option<Id>, add: &mut dyn FnMut(&mut Whole)| {
        if let Some(whole) = matter.and_then(|m| out.get_mut(&m)) {
            add(whole);
        }
    };
    for h in hearings {
        to(Some(h.matter), &mut |w| w.hearings.push(h.clone()));
    }
    for d in decisions {
        to(by_hearing.get(&d.hearing).copied(), &mut |w| w.decisions.push(d.clone()));
    }
    for t in told {
        to(by_hearing.get(&t.hearing).copied(), &mut |w| w.told.push(t.clone()));
    }
    for p in packs {
        to(Some(p.matter), &mut |w| w.packs.push(p.clone()));
    }
    for (pack, given) in copies {
        to(by_pack.get(&pack).copied(), &mut |w| w.copies.push((pack, given.clone())));
    }
    for a in store::matter::applications(src, org, &of).await? {
        to(Some(a.matter), &mut |w| w.applications.push(a.clone()));
    }
    for (matter, d) in store::matter::steps(src, org, &of).await? {
        to(Some(matter), &mut |w| w.done.push(d.clone()));
    }
    for m in store::matter::answered(src, org, &of).await? {
        to(by_pack.get(&m.of).copied(), &mut |w| w.answered.push(m.clone()));
    }
    for c in store::matter::challenges(src, org, &of).await? {
        to(Some(c.matter), &mut |w| w.challenges.push(c.clone()));
    }
    // What a panel ordered on an authority's case was raised where money is worked out.
    let cases: Vec<Id> = cases_among(&out);
    for (case, at, by) in store::money::ordered(src, org, &cases).await? {
        let Some(whole) = out.get_mut(&case).filter(|w| w.step(Step::Money).is_none()) else {
            continue;
        };
        whole.done.push(Done {
            step: Step::Money,
            on: at.day(),
            note: "Raised with the money that follows the child".into(),
            by_name: by,
            at,
        });
    }
    Ok(out)
}

fn cases_among(all: &HashMap<Id, Whole>) -> Vec<Id> {
    all.values().filter(|w| w.matter.noun == "case").map(|w| w.matter.id).collect()
}

/// Shows a matter.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The page of a matter, with what was typed in one of its forms.
async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<MatterPage, Problem> {
    sheet_of(v, v.id("id")?, form, errors).await
}

async fn sheet_of(
    v: &Visit,
    matter: Id,
    form: Form,
    errors: Errors,
) -> Result<MatterPage, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let matter = found(v, src, matter).await?;
    let documents = store::document::of(src, v.org(), matter.id).await?;
    let learning = store::matter::learning(src, v.org(), matter.id).await?;
    let almanac = almanac(v, src, &matter).await?;
    let whole = whole(src, v.org(), matter).await?;
    drop(read);
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    let by = rulebook::room::CHALLENGE_ANSWERED.0;
    let answer_by = almanac.after(v.today(), by).unwrap_or_else(|_| v.today());
    let mut form = form.with("once", once.to_string());
    if !form.has("answer_by") {
        form = form.with("answer_by", answer_by.iso());
    }
    Ok(MatterPage {
        owed: whole.owed(&almanac),
        moved: whole.moved(&almanac),
        need: whole.matter.need(&almanac).ok(),
        documents,
        learning,
        whole,
        almanac: Some(almanac),
        today: v.today(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}
