//! What a person wrote on a form, told from what the form carries for itself.
//!
//! Must never show: a key, a version, a token or the code of a choice.

use casework::Id;

/// The label of a field that people write in.
fn label(name: &str) -> Option<&'static str> {
    Some(match name {
        "account" => "What was said",
        "account_why" => "Why they were not asked",
        "added" => "Anything more",
        "agreement" => "What was agreed",
        "adults" => "Adults who were there",
        "arrived" => "Arrived",
        "belongings" => "Belongings",
        "body" | "words" => "Words",
        "by" => "By",
        "called" => "Called",
        "caller" => "Who called",
        "close_reason" => "Why there was no interview",
        "confidential" => "Confidential note",
        "decision" => "To the referrer",
        "different" => "What will be different this time",
        "expectation" => "What was expected",
        "follow_up" => "What follows",
        "goal" => "Goal for today",
        "hard" => "What makes it hard",
        "helps" => "What helps",
        "learnt" => "What they take from it",
        "led_here" => "What led here",
        "left" => "Left again",
        "lunch" => "Lunch",
        "medication" => "Medication",
        "may_follow" => "What may follow",
        "name_why" => "Reason for keeping both",
        "next_step" => "The next step",
        "opening" => "Something good, first",
        "own_words" => "Why they are here, in their words",
        "place" => "Where",
        "plain" => "The reason, in plain words",
        "pupil_words" => "In their words",
        "put_right" => "Who needs putting right with",
        "reasons" => "Reasons",
        "reason" | "what" => "What happened",
        "strengths" => "What they are good at",
        "support" => "Support asked for",
        "target" => "Target",
        "view" => "What they said",
        "watch_for" => "Watch for",
        "went_well" => "What went well today",
        "why" | "why_cancel" | "why_not" => "Why",
        _ => return None,
    })
}

/// What a form carries for itself.
const CARRIED: &[&str] = &[
    "act", "code", "csrf", "do", "id", "kind", "mark", "once", "revision", "seen", "tap", "then",
    "version",
];

/// The text a person wrote, with labels. In a field of no known label only what reads as words
/// is taken for theirs: one small word there is the code of a choice.
pub fn written(pairs: &[(String, String)]) -> Vec<(String, &str)> {
    let mut out = Vec::new();
    for (name, value) in pairs {
        let value = value.trim();
        // "target_1", "words-KEY": the field without what tells it from its like.
        let stem = name
            .split(['_', '-', '.'])
            .take_while(|part| !part.contains(|c: char| c.is_ascii_digit()))
            .collect::<Vec<_>>()
            .join("_");
        let carried = CARRIED.contains(&stem.as_str()) || stem.starts_with("offer");
        if value.is_empty() || carried || Id::parse_str(value).is_ok() {
            continue;
        }
        match label(&stem) {
            Some(label) => out.push((label.to_string(), value)),
            None if !is_code(value) => {
                let label = casework::words::capital(&stem.replace('_', " "));
                out.push((if label.is_empty() { "Words".into() } else { label }, value));
            }
            None => {}
        }
    }
    out
}

/// "school_meal", "yes", "3": no white space, and no letter that is not small.
fn is_code(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-,:".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_person_wrote_is_shown_and_none_of_the_forms_own_fields() {
        let key = "01a2055e-0000-7000-8000-000000000001";
        let pairs = [
            ("act", "start"),
            ("kind", "lunch"),
            ("adult", key),
            ("once", key),
            ("version", "1"),
            ("csrf", "Ab cd"),
            ("offer_move_this", "Tue P1"),
            ("outcome", "part"),
            ("room", key),
            ("body", "calm"),
            ("target_1", "Arrive with a pen"),
            (&format!("words-{key}"), "Said sorry"),
            ("menu", "No nuts, please"),
            ("why", "  "),
        ]
        .map(|(n, v)| (n.to_string(), v.to_string()));
        let of = |l: &str| l.to_string();
        assert_eq!(
            written(&pairs),
            vec![
                (of("Words"), "calm"),
                (of("Target"), "Arrive with a pen"),
                (of("Words"), "Said sorry"),
                (of("Menu"), "No nuts, please"),
            ]
        );
    }
}
