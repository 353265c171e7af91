//! Letters about what follows: the meeting before the return, what was agreed there, where the
//! pupil is taught meanwhile, and that it is all cancelled.
//!
//! Must never word coming back as a condition of anything, nor tell one home what the other said.

use super::{Composed, Made, Own, Voice};
use crate::exclusion::lines_of;
use crate::pupil::Contact;

/// That the return waits for nobody.
pub(super) fn whatever(m: &Made<'_>, v: &Voice) -> String {
    let back = m.back().map(|(_, back)| back).unwrap_or_default();
    format!(
        "{} {} back in school on {back} whether or not you can come; tell us if another time, the telephone or an interpreter would help.",
        v.cap(),
        v.says("is", "are")
    )
}

/// The invitation to those at one address.
pub fn invite(m: &Made<'_>, to: &[&Contact], own: &Own) -> Composed {
    let (v, mut letter) = (m.voice(to), m.to(to));
    let at = m.exclusion.meeting.map(|at| at.to_string()).unwrap_or_default();
    letter.heading = match v.you {
        true => format!("Our meeting about coming back, {at}"),
        false => format!("{}: meeting about coming back, {at}", v.first),
    };
    letter.paragraphs.push(format!(
        "We would like to meet {} on {at}{}, to plan a good start: what helps, what we will do, what {} would like.",
        v.both(),
        m.place(),
        v.who()
    ));
    letter.paragraphs.push(whatever(m, &v));
    letter.paragraphs.push(format!("Ring {} about anything else.", m.setting.school.phone));
    letter.paragraphs.push(m.interpreter(to, own));
    m.own(&mut letter, own);
    Composed { letter, has: Vec::new() }
}

/// What was agreed for the return. What home said is not in it: homes may be two.
pub fn agreed(m: &Made<'_>, to: &[&Contact], own: &Own) -> Composed {
    let (v, mut letter) = (m.voice(to), m.to(to));
    letter.heading = match v.you {
        true => "Coming back: what was agreed".into(),
        false => format!("{}: what was agreed for coming back", v.first),
    };
    let back = m.back().map(|(_, back)| back).unwrap_or_default();
    letter.paragraphs.push(format!(
        "{} {} back in school on {back}. This is what we agreed, so that everybody has the same words.",
        v.cap(),
        v.says("is", "are")
    ));
    if let Some(r) = m.agreed {
        let said = r.pupil_view.trim();
        if !said.is_empty() {
            letter.paragraphs.push(match v.you {
                true => format!("What you said: {said}"),
                false => format!("What {} said: {said}", v.first),
            });
        }
        for (heading, text) in [
            ("What the school does", &r.support),
            (if v.you { "What you work on" } else { "What we all work on" }, &r.targets),
        ] {
            let items = lines_of(text);
            if !items.is_empty() {
                letter.lists.push((heading.to_string(), items));
            }
        }
        let mut fact = |what: &str, answer: String| {
            if !answer.trim().is_empty() {
                letter.facts.push((what.to_string(), answer));
            }
        };
        fact("Whom to ask", r.owner_name.clone());
        fact("Looked at again", r.review_on.map(|d| d.to_string()).unwrap_or_default());
    }
    letter.paragraphs.push(format!(
        "If something here is not as you remember it, ring {}.",
        m.setting.school.phone
    ));
    letter.paragraphs.push(m.interpreter(to, own));
    m.own(&mut letter, own);
    Composed { letter, has: Vec::new() }
}

/// Where, when and with whom the pupil is taught from the sixth day (R2.18).
pub fn education_details(m: &Made<'_>, to: &[&Contact], own: &Own) -> Composed {
    let (e, v, mut letter) = (m.exclusion, m.voice(to), m.to(to));
    letter.heading = v.heading(match v.you {
        true => "education from the sixth school day",
        false => "education from the sixth school day of the suspension",
    });
    let at = e.provision.map(|at| at.to_string()).unwrap_or_default();
    letter.paragraphs.push(format!("From {at} {} {} taught here:", v.who(), v.says("is", "are")));
    letter.paragraphs.push(e.provision_words.trim().to_string());
    letter.paragraphs.push(format!(
        "If something stands in the way, such as the journey, ring {} today.",
        m.setting.school.phone
    ));
    letter.paragraphs.push(m.interpreter(to, own));
    m.own(&mut letter, own);
    Composed { letter, has: vec!["provision-from", "session-times", "address", "report-to"] }
}

/// That it is cancelled, to those at one address.
pub fn cancelled(m: &Made<'_>, to: &[&Contact], own: &Own) -> Composed {
    let (e, v, mut letter) = (m.exclusion, m.voice(to), m.to(to));
    let on = e.cancelled_on.map(|on| on.to_string()).unwrap_or_default();
    letter.heading = v.heading(&format!("{} is cancelled", e.noun()));
    if !v.you {
        letter.heading = format!("{}: the {} is cancelled", v.first, e.noun());
    }
    letter.paragraphs.push(format!(
        "On {on} I cancelled the {}, {}. {} {} back to school.",
        e.noun(),
        e.days(),
        v.cap(),
        v.says("comes", "come")
    ));
    letter.paragraphs.push(format!("The reasons: {}", e.cancelled_why.trim()));
    letter.paragraphs.push(format!(
        "We would like to meet you about it without delay. Ring {}. The governing body no longer considers it; days that {} out before stay on the record.",
        m.setting.school.phone,
        if v.you { "you were".to_string() } else { format!("{} was", v.first) }
    ));
    letter.paragraphs.push(m.interpreter(to, own));
    m.own(&mut letter, own);
    Composed { letter, has: Vec::new() }
}
