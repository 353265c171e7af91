//! Matters: one suspension or permanent exclusion as the clerk to the governors or a review holds
//! it, with what is owed, its hearings, its papers and what follows.
//!
//! Must never know: how a date is counted. It asks for what is owed each time it is shown.

mod acts;
mod facts;
mod from;
mod list;
mod page;
mod part;
mod samples;

pub(crate) use acts::about;
pub use acts::{answer_challenge, apply, challenge, challenge_pdf, close, learn, moved, step};
pub use facts::{change, edit, new, open};
pub use from::from_exclusion;
pub(crate) use list::next;
pub use list::{list, themes};
pub(crate) use page::lower;
pub(crate) use part::{due_line, standing_tag};
pub use samples::samples;
pub(crate) use samples::{bare, calendar, hearing, long, sample};

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::hearing::owed::Whole;
use casework::matter::Matter;
use casework::{Id, Refusal};
use page::MatterPage;
use rulebook::Almanac;
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
    let of = [m.id];
    let hearings = store::hearing::of(src, org, &of).await?;
    let keys: Vec<Id> = hearings.iter().map(|h| h.id).collect();
    let packs = store::pack::of(src, org, &of).await?;
    let in_packs: Vec<Id> = packs.iter().map(|p| p.id).collect();
    Ok(Whole {
        decisions: store::hearing::decisions(src, org, &keys).await?,
        told: store::hearing::told(src, org, &keys).await?,
        applications: store::matter::applications(src, org, &of).await?,
        copies: store::pack::given(src, org, &in_packs).await?,
        done: store::matter::steps(src, org, &of).await?.into_iter().map(|(_, d)| d).collect(),
        answered: store::matter::answered(src, org, &of).await?,
        challenges: store::matter::challenges(src, org, &of).await?,
        matter: m,
        hearings,
        packs,
    })
}

/// The school's calendar, ready for counting.
pub(crate) fn almanac(v: &Visit) -> Result<Almanac, Problem> {
    almanac_of(&v.setting)
}

pub(crate) fn almanac_of(setting: &casework::school::Setting) -> Result<Almanac, Problem> {
    crate::law::almanac(&setting.school.name, &setting.calendar).map_err(|why| {
        Refusal::because(
            "No date can be counted: the calendar is not whole",
            why,
            "Every date here is counted in school days on the school’s own calendar.",
        )
        .or("See the calendar", "/set-up/calendar")
        .into()
    })
}

/// Shows a matter.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The page of a matter, with what was typed in one of its forms.
async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<MatterPage, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let matter = found(v, src, v.id("id")?).await?;
    let documents = store::document::of(src, v.org(), matter.id).await?;
    let learning = store::matter::learning(src, v.org(), matter.id).await?;
    let whole = whole(src, v.org(), matter).await?;
    drop(read);
    let almanac = almanac(v)?;
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
