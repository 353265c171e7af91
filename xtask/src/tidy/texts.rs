//! The rules for everything else that is committed: no trace of a machine, no
//! registry's address, migrations in order, decisions that show their options.
//!
//! It must never open a file; it judges the text it is given.

use std::collections::BTreeMap;

use super::{File, Finding, Rule, finding};

pub const RULES: &[Rule] = &[
    Rule {
        name: "no trace of a machine",
        why: "nothing committed names a machine's folders or a package registry",
        check: |files| {
            files
                .iter()
                .filter(|file| !file.path.ends_with(".json") || file.path.starts_with("browser/"))
                .flat_map(|file| {
                    file.text
                        .lines()
                        .enumerate()
                        .filter_map(|(at, line)| {
                            let line = line.to_ascii_lowercase();
                            let trace = TRACES.iter().find(|trace| line.contains(**trace))?;
                            Some(finding(file, at + 1, *trace))
                        })
                        .collect::<Vec<_>>()
                })
                .collect()
        },
    },
    Rule {
        name: "migrations in order",
        why: "migrations are numbered from 0001 without a gap, and an overlay has its twin",
        check: migrations,
    },
    Rule {
        name: "decisions show their options",
        why: "a decision record has a heading Options and a heading Decision",
        check: |files| {
            files
                .iter()
                .filter(|file| file.path.starts_with("docs/adr/") && file.path.ends_with(".md"))
                .filter(|file| !file.path.ends_with("/README.md"))
                .flat_map(|file| {
                    ["Options", "Decision"]
                        .into_iter()
                        .filter(|wanted| !has_heading(&file.text, wanted))
                        .map(|wanted| finding(file, 0, format!("has no heading {wanted}")))
                        .collect::<Vec<_>>()
                })
                .collect()
        },
    },
];

/// Spelt in halves, because this file must obey the rule as well.
const TRACES: &[&str] = &[
    // A page of ours lives at this address too, so say which folders.
    concat!("/wo", "rk/main"),
    concat!("/wo", "rk/shared"),
    concat!("/wo", "rk/wt/"),
    concat!("/wo", "rk/."),
    concat!("/ro", "ot/"),
    concat!("crates", ".io"),
    concat!("npm", "js"),
    concat!("py", "pi."),
    concat!("bash", "_jobs"),
    concat!("helper ", "session"),
    concat!("sub", "agent"),
];

fn has_heading(text: &str, wanted: &str) -> bool {
    text.lines().any(|line| {
        let heading = line.trim_start_matches('#');
        heading.len() < line.len() && heading.trim().starts_with(wanted)
    })
}

/// `0012_interviews.sql` serves both engines; `0014_search.sqlite.sql` needs
/// `0014_search.postgres.sql` beside it.
fn migrations(files: &[File]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut by_number: BTreeMap<u32, Vec<(&File, &str)>> = BTreeMap::new();
    for file in files {
        let Some(name) = file.path.strip_prefix("crates/store/migrations/") else {
            continue;
        };
        let Some(stem) = name.strip_suffix(".sql") else {
            continue;
        };
        match stem.split_once('_') {
            Some((digits, _)) if digits.len() == 4 && digits.parse::<u32>().is_ok() => {
                let number = digits.parse().unwrap_or_default();
                by_number.entry(number).or_default().push((file, stem));
            }
            _ => found.push(finding(file, 0, "is not named 0001_name.sql")),
        }
    }
    for (expected, (number, group)) in (1..).zip(&by_number) {
        if *number != expected {
            let what = format!("comes where {expected:04} should be");
            found.push(finding(group[0].0, 0, what));
            break;
        }
    }
    for group in by_number.values() {
        let stems: Vec<&str> = group.iter().map(|(_, stem)| *stem).collect();
        for (file, stem) in group {
            let name = |stem: &str| stem.split('.').next().unwrap_or_default().to_owned();
            if name(stem) != name(stems[0]) {
                found.push(finding(file, 0, "shares its number with another name"));
            }
            let twin = match stem.split_once('.') {
                Some((base, "sqlite")) => Some(format!("{base}.postgres")),
                Some((base, "postgres")) => Some(format!("{base}.sqlite")),
                _ => None,
            };
            if twin.is_some_and(|twin| !stems.contains(&twin.as_str())) {
                found.push(finding(file, 0, "has no twin for the other engine"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::samples::{bites, passes};

    #[test]
    fn a_trace_of_a_machine_is_found() {
        passes(
            "no trace of a machine",
            &[(
                "docs/a.md",
                "See /s/school/today, the framework/parts, and the page /work/asked.\n",
            )],
        );
        let bad = format!(
            "fine\n{}\n{}\n{}\n",
            concat!("see /wo", "rk/main"),
            concat!("https://", "Crates", ".io"),
            concat!("~ is /ro", "ot/x")
        );
        bites("no trace of a machine", &[("docs/a.md", &bad)], &[2, 3, 4]);
    }

    #[test]
    fn a_gap_or_a_lonely_overlay_among_migrations_is_found() {
        let at = |name: &str| format!("crates/store/migrations/{name}");
        let (one, two) = (at("0001_schools.sql"), at("0002_search.sqlite.sql"));
        let (twin, four) = (at("0002_search.postgres.sql"), at("0004_rooms.sql"));
        passes("migrations in order", &[(&one, ""), (&two, ""), (&twin, ""), ("docs/9_x.sql", "")]);
        bites("migrations in order", &[(&one, ""), (&four, "")], &[0]);
        bites("migrations in order", &[(&one, ""), (&two, "")], &[0]);
        bites("migrations in order", &[(&at("1_schools.sql"), "")], &[0]);
        let other = at("0001_pupils.sql");
        bites("migrations in order", &[(&other, ""), (&one, "")], &[0]);
    }

    #[test]
    fn a_decision_without_options_is_found() {
        passes(
            "decisions show their options",
            &[("docs/adr/0001-x.md", "# X\n\n## Options considered\n\n## Decision\n")],
        );
        bites(
            "decisions show their options",
            &[("docs/adr/0001-x.md", "# X\n\nOptions were few.\n\n## Decision\n")],
            &[0],
        );
    }
}
