//! A notice straight from a school on Mainstay: what it notified becomes a copy that waits at the
//! authority's desk.
//!
//! Must never do: read the school's record again, or open a case by itself. A person does.

use super::intake::{PARENTS, written};
use crate::form::Form;
use crate::problem::Problem;
use casework::case::intake::{Intake, State, Way};
use casework::exclusion::facts::Notified;
use casework::owed::Kind;
use casework::{Act, Coded, Event, Id, Verb};
use rulebook::Instant;
use store::Write;

/// Titles a name may begin with.
const TITLES: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Rev"];

/// "Ms Gwen Haldane" as title, given and family name.
fn parts(name: &str) -> (String, String, String) {
    let name = casework::writing::straight(name);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let title = match words.first() {
        Some(first) if words.len() > 1 && TITLES.contains(&first.trim_end_matches('.')) => {
            words.remove(0).to_string()
        }
        _ => String::new(),
    };
    let family = words.pop().unwrap_or_default().to_string();
    (title, words.join(" "), family)
}

/// What was notified, as the form an officer looks at.
fn form(n: &Notified, at: Instant) -> Form {
    let yes = |b: bool| if b { "yes" } else { "no" }.to_string();
    let lettered = n.parents.iter().any(|p| p.letter);
    let mut what = n.plain.clone();
    if let Some(day) = n.cancelled {
        what = format!("Cancelled by the headteacher on {day}. {what}");
    }
    let kind = match n.kind {
        Kind::Permanent => casework::case::Kind::Permanent,
        Kind::Suspension => casework::case::Kind::Suspension,
        Kind::Lunchtime => casework::case::Kind::Lunchtime,
    };
    let mut pairs = vec![
        ("given".to_string(), n.given.clone()),
        ("family".into(), n.family.clone()),
        ("also".into(), n.known_as.clone()),
        ("upn".into(), n.upn.clone()),
        ("born".into(), n.born.map(|d| d.iso()).unwrap_or_default()),
        ("year".into(), n.year.to_string()),
        ("school_name".into(), n.school_name.clone()),
        ("home".into(), n.home_authority.clone()),
        ("kind".into(), kind.code().into()),
        ("decided".into(), n.decided.iso()),
        ("first_day".into(), n.first.iso()),
        ("exam".into(), yes(n.exam.is_some())),
        ("exam_day".into(), n.exam.map(|d| d.iso()).unwrap_or_default()),
        ("letter".into(), if lettered { "yes" } else { "unknown" }.into()),
        ("sen".into(), n.sen.code().into()),
        ("ehc".into(), if n.assessment { "assessment" } else { ehc(n) }.into()),
        ("looked_after".into(), yes(n.looked_after)),
        ("social_worker".into(), n.social_worker.clone()),
        ("what".into(), what),
        ("received_on".into(), at.day().iso()),
        ("received_at".into(), at.minute().input()),
    ];
    if n.kind != Kind::Permanent {
        pairs.push(("days".into(), n.length.to_string()));
    }
    if let Some(day) = n.cancelled {
        pairs.push(("cancelled".into(), day.iso()));
        pairs.push(("cancels".into(), n.exclusion.to_string()));
    }
    pairs.extend(n.reasons.iter().map(|r| ("reasons".to_string(), r.code().to_string())));
    for (p, i) in n.parents.iter().take(PARENTS).zip(1..) {
        let (title, given, family) = parts(&p.name);
        let name = |field: &str| format!("p{i}_{field}");
        pairs.extend([
            (name("title"), title),
            (name("given"), given),
            (name("family"), family),
            (name("relation"), p.relation.clone()),
            (name("address"), p.address.replace('\n', ", ")),
        ]);
        if p.responsible {
            pairs.push((name("responsible"), "yes".into()));
        }
        pairs.push((name("restriction"), p.restriction.clone()));
        // Somebody else at home is restricted: this address is kept back until a person says
        // otherwise.
        let other = n.parents.iter().find(|o| o.name != p.name && !o.restriction.trim().is_empty());
        if let Some(other) = other {
            pairs.push((name("keep"), "yes".into()));
            pairs.push((name("keep_why"), other.restriction.clone()));
        }
    }
    Form::of(pairs)
}

fn ehc(n: &Notified) -> &'static str {
    match n.sen {
        casework::pupil::Sen::Plan => "plan",
        _ => "unknown",
    }
}

/// Leaves a copy with the authority, in the school's own write. The same sent twice is there once.
pub(crate) async fn leave(w: &mut Write, authority: Id, n: &Notified) -> Result<bool, Problem> {
    let at = w.at();
    let name = format!("{} {}", n.given.trim(), n.family.trim());
    let intake = Intake {
        // A cancellation is another notice about the same record, and there once as well.
        id: match n.cancelled {
            Some(_) => casework::rota::key(&[n.exclusion.as_bytes(), b"cancelled"]),
            None => n.exclusion,
        },
        way: Way::School,
        state: State::Waiting,
        name: name.trim().to_string(),
        school_name: n.school_name.clone(),
        typed: written(&form(n, at)),
        received_at: at,
        by_name: n.school_name.clone(),
        about: None,
        why: String::new(),
        version: 1,
    };
    if !store::case::intake::hand_over(w, authority, &intake).await? {
        return Ok(false);
    }
    // The authority's own trail says that it came, in the same transaction: its chain holds
    // without the school's.
    let act = Act {
        org: authority,
        account: None,
        staff: None,
        who: n.school_name.clone(),
        at,
        why: "A school on Mainstay sent a notice".into(),
    };
    let came = Event::new(Verb::NoticeKept, "intake", intake.id).fact("way", intake.way.code());
    w.tell(&act, &came).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::exclusion::facts::NotifiedParent;
    use rulebook::{Day, HalfDays, Minute};

    #[test]
    fn a_copy_says_what_the_school_notified_and_keeps_back_what_a_restriction_asks_for() {
        let day = |d| Day::new(2026, 11, d).unwrap();
        let parent = |name: &str, restriction: &str, address: &str| NotifiedParent {
            name: name.into(),
            relation: String::new(),
            responsible: true,
            address: address.into(),
            restriction: restriction.into(),
            letter: true,
        };
        let n = Notified {
            school: Id::from_u128(1),
            school_name: "Harrowfield School".into(),
            exclusion: Id::from_u128(2),
            upn: String::new(),
            given: "Reuben".into(),
            family: "Haldane-Price".into(),
            known_as: String::new(),
            born: Day::new(2013, 3, 14),
            year: 9,
            sen: casework::pupil::Sen::Support,
            assessment: true,
            looked_after: false,
            social_worker: String::new(),
            home_authority: "Eastlea".into(),
            kind: Kind::Suspension,
            decided: day(5),
            decided_by: "Mr Silas Wetherby".into(),
            first: day(6),
            last: Some(day(12)),
            length: HalfDays::days(5),
            touched: 5,
            term_total: HalfDays::days(5),
            year_total: HalfDays::days(5),
            reasons: Vec::new(),
            plain: "A threat at break.".into(),
            exam: None,
            cancelled: None,
            parents: vec![
                parent("Mr Neil Price", "Not to be given her address", "4 Quay Street"),
                parent("Ms Gwen Haldane", "", "Flat 2\n19 Orchard Rise"),
            ],
        };
        let f = form(&n, day(5).at(Minute::new(15, 10).unwrap()));
        assert_eq!(
            (f.text("kind"), f.text("days"), f.text("first_day")),
            ("suspension", "5", "2026-11-06")
        );
        assert_eq!(
            (f.text("home"), f.text("ehc"), f.text("letter")),
            ("Eastlea", "assessment", "yes")
        );
        assert_eq!(
            (f.text("p2_title"), f.text("p2_given"), f.text("p2_family")),
            ("Ms", "Gwen", "Haldane")
        );
        assert_eq!(f.text("p2_address"), "Flat 2, 19 Orchard Rise");
        assert!(f.ticked("p2_keep") && !f.ticked("p1_keep"), "hers is kept from him");
        assert_eq!(f.text("p1_restriction"), "Not to be given her address");
        assert_eq!(parts("Prince"), (String::new(), String::new(), "Prince".into()));
        let off = form(&Notified { cancelled: Some(day(9)), ..n }, day(9).at(Minute::default()));
        assert!(off.text("what").starts_with("Cancelled by the headteacher on Mon 9 Nov 2026"));
    }
}
