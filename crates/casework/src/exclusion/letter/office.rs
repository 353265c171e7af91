//! The word to an office: the authority, the governing body, whoever is told beside home.
//!
//! Must never know: an address of anybody at home.

use super::{Composed, Made, Office, Own, days, lines, what};
use crate::owed::{Facts, Kind, Owed};
use crate::pupil::Sen;
use crate::words::capital;
use rulebook::rule::Party;

use super::super::{Exclusion, Part};

/// The word to an office: period and reasons, and no address of anybody.
pub fn office(m: &Made<'_>, to: &Office, own: &Own) -> Composed {
    let e = m.exclusion;
    let mut letter = m.to(&[]);
    letter.to_name = to.name.clone();
    letter.to_address = lines(&to.at);
    letter.salutation = "To whom it concerns".into();
    let gone = e.cancelled_on.is_some();
    letter.heading = match gone {
        true => format!("Cancelled: {} of a pupil", e.noun()),
        false => format!("{} of a pupil", capital(e.noun())),
    };
    letter.paragraphs.push(match e.cancelled_on {
        Some(on) => format!(
            "The headteacher cancelled this {} on {on}. The reasons: {}",
            e.noun(),
            e.cancelled_why.trim()
        ),
        None => format!(
            "The headteacher decided the following. The reasons: {}",
            m.texts.of(Part::Plain)
        ),
    });
    let mut fact = |what: &str, answer: String| {
        if !answer.trim().is_empty() {
            letter.facts.push((what.to_string(), answer));
        }
    };
    fact("Name", m.pupil.legal());
    fact("Date of birth", m.pupil.born.map(|d| d.to_string()).unwrap_or_default());
    fact("UPN", m.pupil.upn.clone().unwrap_or_default());
    fact("Year", m.pupil.year.to_string());
    fact("Decision", capital(&what(e)));
    if m.facts.kind != Kind::Permanent {
        fact("Length", days(m.facts));
        fact("School days this term, with this one", m.facts.term_total.to_string());
    }
    fact("National reasons", e.reasons.iter().map(|r| r.label()).collect::<Vec<_>>().join("; "));
    if matches!(to.party, Party::Authority | Party::HomeAuthority | Party::Governors) {
        fact("SEN", sen(m.facts, e));
        fact("Examination or test lost", e.exam.map(|d| d.to_string()).unwrap_or_default());
        fact("Home authority", e.home_authority.clone());
    }
    if let Some(sixth) = m.owed("sixth-day").and_then(Owed::day) {
        fact("Sixth school day", sixth.to_string());
    }
    if let Some(d) = &e.decided {
        fact("Decided by", format!("{}, {}", d.name, d.at));
    }
    m.own(&mut letter, own);
    Composed { letter, has: vec!["period", "reasons"] }
}

fn sen(f: &Facts, e: &Exclusion) -> String {
    use crate::Coded;
    let stage = e.decided.as_ref().map(|d| d.sen).unwrap_or(Sen::None).label();
    if f.assessment {
        format!("{stage}; an EHC assessment is under way")
    } else {
        stage.to_string()
    }
}
