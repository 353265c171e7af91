//! How the rules are tested: a good sample that must pass and a bad one that
//! must not, for every rule there is.
#![cfg(test)]

use super::{File, RULES};

/// A project of one or more made-up files.
pub fn project(files: &[(&str, &str)]) -> Vec<File> {
    files
        .iter()
        .map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect()
}

/// Checks that the named rule keeps quiet about `good`.
#[track_caller]
pub fn passes(rule: &str, good: &[(&str, &str)]) {
    let found = found_by(rule, good);
    assert!(found.is_empty(), "{rule} should pass: {found:?}");
}

/// Checks that the named rule finds something on exactly these lines of `bad`.
#[track_caller]
pub fn bites(rule: &str, bad: &[(&str, &str)], lines: &[usize]) {
    let found = found_by(rule, bad);
    let at: Vec<usize> = found.iter().map(|found| found.line).collect();
    assert_eq!(at, lines, "{rule} found {found:?}");
}

#[track_caller]
fn found_by(rule: &str, files: &[(&str, &str)]) -> Vec<super::Finding> {
    let rule = RULES
        .iter()
        .copied()
        .flatten()
        .find(|known| known.name == rule)
        .unwrap_or_else(|| panic!("there is no rule called {rule}"));
    (rule.check)(&project(files))
}

#[test]
fn every_rule_is_named_in_a_test_that_passes_and_a_test_that_bites() {
    let tests =
        [include_str!("rust/tests.rs"), include_str!("manifests.rs"), include_str!("texts.rs")]
            .concat();
    // Formatting may break the line after the bracket.
    let tests: String = tests.split_whitespace().collect::<Vec<_>>().join(" ");
    for rule in RULES.iter().copied().flatten() {
        for verb in ["passes(", "bites("] {
            let close = format!("{verb}\"{}\"", rule.name);
            let apart = format!("{verb} \"{}\"", rule.name);
            assert!(
                tests.contains(&close) || tests.contains(&apart),
                "{} has no test with {verb}",
                rule.name
            );
        }
    }
}
