//! The notice of a direction off site, in the words of the list it must have.
//!
//! Must never know: an address at home, or how a letter is set.

use super::Direction;

/// The facts the notice must say, in the order of the regulations' list: the address, whom to report
/// to, how many days, when sessions start and end, the breaks.
pub fn facts(d: &Direction) -> Vec<(String, String)> {
    let line = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join(", ");
    let days = if d.days == 1 { "day" } else { "days" };
    vec![
        ("Where".into(), format!("{}, {}", d.place, line(&d.address))),
        ("Ask for".into(), d.report_to.clone()),
        ("First day".into(), d.starts.to_string()),
        ("Last day".into(), d.ends.to_string()),
        ("How many days".into(), format!("{} {days} a week", d.days)),
        ("Sessions".into(), format!("{} to {}", d.session_from, d.session_to)),
        ("Breaks".into(), line(&d.breaks)),
        ("Who to ring there".into(), line(&d.contact)),
    ]
}

/// The paragraphs before the facts: what it is, why, what it is for, what can be asked.
pub fn paragraphs(d: &Direction) -> Vec<String> {
    let name = d.given.trim();
    vec![
        format!("{} is directing {name} to be taught at {} for a limited time, to help {name}’s behaviour. It is not a punishment, and {name} stays on the school’s roll.", d.school_name, d.place),
        format!("Why: {}", d.reasons.trim()),
        format!("What it is for: {}", d.objective.trim()),
        "Your consent is not needed, but what you and your child think matters. The school reviews the direction with you, and decides each time whether it goes on and for how long. You can ask in writing for a review.".into(),
    ]
}

/// What is still missing before the notice can be given.
pub fn missing(d: &Direction) -> Vec<&'static str> {
    [
        ("the address", d.address.trim()),
        ("whom to report to", d.report_to.trim()),
        ("the reasons", d.reasons.trim()),
        ("the objective", d.objective.trim()),
        ("when the breaks are", d.breaks.trim()),
        ("who is rung there", d.contact.trim()),
    ]
    .into_iter()
    .filter(|(_, text)| text.is_empty())
    .map(|(what, _)| what)
    .collect()
}
