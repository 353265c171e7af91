//! The hand-over to the authority: the plain copy of what the school notifies.
//!
//! Must never be a way back: the authority keeps its own copy, and nothing it reads afterwards
//! comes from the school's record.

use super::About;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::Event;
use casework::exclusion::Part;
use casework::exclusion::facts::{Notified, notified};
use casework::exclusion::letter::Paper;
use casework::organisation::Tie;
use store::Write;

/// The copy of this record, as it stands.
pub fn copy(v: &Visit, about: &About) -> Option<Notified> {
    let lettered: Vec<_> = about
        .letters
        .iter()
        .filter(|l| l.paper == Paper::Notice)
        .filter_map(|l| l.contact)
        .collect();
    notified(
        &about.e,
        (v.org(), &v.setting.school.name),
        &about.pupil,
        &about.contacts,
        &lettered,
        about.texts.of(Part::Plain),
    )
}

/// Hands the copy to the authority where it keeps its desk in the same installation. Where it does
/// not, the word went by hand and there is nothing more to do.
pub async fn authority(w: &mut Write, v: &Visit, about: &About) -> Result<Vec<Event>, Problem> {
    let Some(authority) = store::organisation::tied(w, v.org(), Tie::Authority).await? else {
        return Ok(Vec::new());
    };
    let Some(copy) = copy(v, about) else { return Ok(Vec::new()) };
    crate::case::leave(w, authority, &copy).await?;
    Ok(Vec::new())
}
