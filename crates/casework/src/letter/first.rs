//! The same letter in the family's own language, from the text the school has typed: figures and
//! names fill it, so that nothing of it is in another language by accident.
//!
//! Must never know: which languages a school has.

use super::{Draft, Facts, formal};
use crate::wording::{self, Wording};
use rulebook::Day;

/// A letter in a family's language, which stands before the English one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// "Portuguese"
    pub language: String,
    /// Its tag, or empty.
    pub tag: String,
    /// What it is about.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// "10/11/2026": figures read alike in any language.
fn figures(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}/{month:02}/{year}")
}

/// Fills the school's text for one envelope, or says which blanks nothing fills.
pub fn in_language(f: &Facts<'_>, draft: &Draft, words: &Wording) -> Result<First, Vec<String>> {
    let (stay, setting) = (f.stay, f.stay.setting);
    let (from, to) = stay.times().unwrap_or_default();
    let arrive_at = if stay.whole_morning() { stay.room.arrive_at } else { from };
    let back_on = match stay.whole_afternoon() {
        true => setting.calendar.school_days_after(stay.day, 1).map(|c| c.day),
        false => Some(stay.day),
    };
    let dear: Vec<String> = f.to.iter().map(|c| formal(c)).collect();
    let slots = !stay.slots.is_empty();
    let time = |m: rulebook::Minute| if slots { m.to_string() } else { String::new() };
    let values = [
        ("dear", dear.join(", ")),
        ("pupil", stay.first()),
        ("form", stay.pupil.form.clone()),
        ("date", figures(stay.day)),
        ("periods", stay.periods()),
        ("room", stay.room.name.clone()),
        ("arrive_at", time(arrive_at)),
        ("door", stay.room.door.clone()),
        ("lunch", format!("{}–{}", stay.room.lunch_from, stay.room.lunch_to)),
        ("finish_at", time(to)),
        ("back_on", back_on.map(figures).unwrap_or_default()),
        ("decided_by", f.decided_by.to_string()),
        ("reason", draft.translated.clone()),
        ("school", setting.school.name.clone()),
        ("phone", setting.school.phone.clone()),
        ("sender", f.sign_name.to_string()),
        ("sender_post", f.sign_role.to_string()),
    ];
    let body = wording::fill(&words.body, &values)?;
    Ok(First {
        language: words.language.clone(),
        tag: wording::tag(&words.language).to_string(),
        heading: words.title.clone(),
        paragraphs: crate::standards::paragraphs(&body),
    })
}
