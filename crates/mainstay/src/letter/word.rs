//! A letter as a Word document, for a person to put it their own way before it goes.
//!
//! Must never keep: it. The letter that was issued is the set one, frozen.

use crate::visit::{Answer, Visit};

/// Hands out the words of a letter that passed its checks. No name in the file's name.
pub(crate) fn word_copy(v: &Visit, sheet: &paper::letter::Letter) -> Answer {
    let bytes = paper::docx::docx(sheet).map_err(|e| anyhow::anyhow!("{e}"))?;
    let name = format!("letter-draft-{}.docx", v.today().iso());
    v.download(&name, paper::docx::MEDIA, bytes)
}
