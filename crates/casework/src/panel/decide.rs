//! What a panel decided of a case, and who tells the parents by when.
//!
//! Must never decide: it takes down what a panel decided, and holds it until what the decision hangs
//! on is there.

use super::{Case, Outcome, PART, Part, SHORT, State};
use crate::Refusal;
use rulebook::{Day, Instant};

/// What is written down of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub outcome: Option<Outcome>,
    /// Why.
    pub why: String,
    /// On what conditions.
    pub conditions: String,
    /// How: by consensus, or by how many against how many.
    pub how: String,
    /// Who tells the parents.
    pub tells: String,
    /// By when.
    pub tell_by: Option<Day>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
}

/// Whether the case can be decided.
///
/// # Errors
/// Refuses one that is not on the agenda, one before the meeting began, and, for a looked-after
/// child, one without the virtual school head's view: but not that it goes to a later panel.
pub fn may_decide(
    case: &Case,
    outcome: Option<Outcome>,
    begins: Instant,
    now: Instant,
) -> Result<(), Refusal> {
    let back = |no: Refusal| Err(no.or("See the case", format!("/panel-cases/{}", case.id)));
    if case.state != State::Admitted {
        return back(Refusal::because(
            format!("{} is not on the agenda", case.short()),
            "A panel decides what was admitted to its agenda, once.",
            "The way Mainstay works.",
        ));
    }
    if now < begins {
        return back(Refusal::because(
            format!("The panel meets on {begins}"),
            "A decision is written down when the panel has begun.",
            "The way Mainstay works.",
        ));
    }
    let heard = |part: Part| {
        let code = crate::Coded::code(part);
        case.there.lines().any(|l| l.trim() == code)
    };
    let asks = case.kind.parts().contains(&Part::VirtualSchool);
    if asks && outcome != Some(Outcome::Later) && !heard(Part::VirtualSchool) {
        return back(
            Refusal::because(
                "The virtual school head’s view is not there yet",
                "For a looked-after child nothing is final before the virtual school head was heard.",
                "The authority’s own rule for this panel.",
            )
            .or("Write the view down, and tick that it is there", format!("/panel-cases/{}/change", case.id))
            .or("Or put it to a later panel", format!("/panel-cases/{}#decision", case.id)),
        );
    }
    Ok(())
}

/// What is wrong with what was typed, beside its field.
pub fn wrong(d: &Decided, met: Day) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    if d.outcome.is_none() {
        out.push(("outcome", "Choose what was decided"));
    }
    for (field, text, missing) in [
        ("outcome_why", &d.why, "Give the panel’s reason"),
        ("how", &d.how, "Say how: by consensus, or how many against how many"),
        ("tells", &d.tells, "Say who tells the parents"),
    ] {
        if text.trim().is_empty() {
            out.push((field, missing));
        }
    }
    match d.tell_by {
        None => out.push(("tell_by", "Give the day by which the parents are told")),
        Some(day) if day < met => out.push(("tell_by", "That is before the panel meets")),
        Some(_) => {}
    }
    if d.review_on.is_some_and(|day| day <= met) {
        out.push(("review_on", "It is looked at again after the panel"));
    }
    out
}

/// The case as it was decided.
pub fn decided(case: &Case, d: Decided, by: &str, at: Instant) -> Case {
    Case {
        state: State::Decided,
        outcome: d.outcome,
        outcome_why: d.why,
        conditions: d.conditions,
        how: d.how,
        tells: d.tells,
        tell_by: d.tell_by,
        review_on: d.review_on,
        decided_by: by.to_string(),
        decided_at: Some(at),
        ..case.clone()
    }
}

/// The decision as the minutes have it: no name in it.
pub fn in_words(case: &Case, d: &Decided) -> String {
    let what = d.outcome.map(crate::Coded::label).unwrap_or_default();
    let mut out = format!("{}: {what}", case.short());
    if !case.to_school.is_empty() && d.outcome != Some(Outcome::NotAgreed) {
        out.push_str(&format!(", {}", case.to_school));
    }
    out.push_str(&format!(". {}.", d.how.trim().trim_end_matches('.')));
    if !d.conditions.trim().is_empty() {
        out.push_str(&format!(" Conditions: {}", d.conditions.trim()));
    }
    out
}

coded! {
    /// How telling the parents stands against the day.
    pub enum Telling {
        Due = "due", "To tell";
        Late = "late", "Late";
        Met = "met", "Told in time";
        ToldLate = "told_late", "Told late";
    }
}

/// How telling the parents stands; nothing where there is nothing to tell.
pub fn telling(case: &Case, today: Day) -> Option<Telling> {
    let by = case.tell_by.filter(|_| case.state == State::Decided)?;
    Some(match case.told_on {
        Some(on) if on <= by => Telling::Met,
        Some(_) => Telling::ToldLate,
        None if today > by => Telling::Late,
        None => Telling::Due,
    })
}

/// Letters of each field.
pub const LENGTHS: [(&str, usize); 4] =
    [("outcome_why", PART), ("conditions", PART), ("how", SHORT), ("tells", SHORT)];
