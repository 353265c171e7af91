//! Pupils: the list, the file, what helps them, and notes about them.
//!
//! Strengths come first on every page. Must never know: how far a person sees; the scope says.

pub mod file;
pub mod lessons;
pub mod list;
pub mod note;
pub mod story;
pub mod summary;
pub mod take;

use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::{Id, May, Scope};
use store::Source;
use store::pupil::Filter;

/// Those whose file this person may open.
pub(crate) fn file_scope(v: &Visit) -> Scope {
    v.actor.scope_for(May::PupilFile, v.today())
}

/// Those whose home this person may be in touch with.
pub(crate) fn home_scope(v: &Visit) -> Scope {
    v.actor.scope_for(May::Home, v.today())
}

/// Whoever within a scope answers to what was looked for; nobody when nothing was.
pub(crate) async fn looked_for(
    src: &mut dyn Source,
    scope: &Scope,
    text: &str,
    most: i64,
) -> Result<Vec<Pupil>, Problem> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter { text: text.to_string(), take: most, ..Filter::default() };
    Ok(store::pupil::list(src, scope, &filter).await?.0)
}

/// A pupil's page: the file for those who may open it, what helps for those who teach them.
pub async fn show(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut read = v.read().await?;
    if let Ok(pupil) = in_file_scope(&v, &mut read, id).await {
        drop(read);
        return file::show(v, pupil).await;
    }
    let pupil = store::pupil::find(&mut read, &v.scope(), id).await?;
    drop(read);
    summary::show(v, pupil).await
}

/// The pupil, when this person may open their file; missing otherwise.
pub async fn in_file_scope(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Pupil, Problem> {
    if !v.may(May::PupilFile) {
        return Err(Problem::Missing);
    }
    Ok(store::pupil::find(src, &file_scope(v), id).await?)
}

/// The names of the adults round a pupil, each with what they are, in the school's words.
pub async fn adults(
    v: &Visit,
    src: &mut dyn Source,
    pupil: &Pupil,
) -> Result<Vec<(String, String)>, Problem> {
    use casework::words::Concept;
    let lead = store::year_lead::of(src, v.org(), pupil.year).await?;
    let ids: Vec<Id> = [pupil.tutor, pupil.mentor].into_iter().flatten().collect();
    let mut staff = store::staff::several(src, v.org(), &ids).await?;
    let year_lead = lead.as_ref().map(|lead| lead.id);
    staff.extend(lead);
    let posts = [
        (Concept::Tutor, pupil.tutor),
        (Concept::YearLead, year_lead),
        (Concept::Mentor, pupil.mentor),
    ];
    Ok(posts
        .into_iter()
        .filter_map(|(concept, id)| {
            let person = staff.iter().find(|s| Some(s.id) == id)?;
            Some((v.words().one(concept).to_string(), person.full()))
        })
        .collect())
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = list::samples();
    all.extend(file::samples());
    all.extend(summary::samples());
    all.extend(note::samples());
    all.extend(lessons::samples());
    all
}
