//! The rules for Rust files: what each floor may know, where SQL and engines
//! may be named, and what neither product nor tests may do.
//!
//! It must never open a file; it judges the text it is given.

#[cfg(test)]
mod tests;

use super::source::{Source, has_word};
use super::{File, Finding, Rule, finding};

pub const RULES: &[Rule] = &[
    Rule {
        name: "purpose first",
        why: "a file starts with //! saying what it is for and what it must never know",
        check: |files| {
            rust(files)
                .filter(|file| !file.text.starts_with("//!"))
                .map(|file| finding(file, 1, "does not start with //!"))
                .collect()
        },
    },
    Rule {
        name: "short files",
        why: "a file past 600 lines is two nouns; split it",
        check: |files| {
            files
                .iter()
                .filter(|file| file.path.ends_with(".rs") || file.path.ends_with(".mjs"))
                .filter(|file| !LONG_FILES.contains(&file.path.as_str()))
                .filter_map(|file| {
                    let lines = file.text.lines().count();
                    (lines > LONGEST).then(|| finding(file, 0, format!("has {lines} lines")))
                })
                .collect()
        },
    },
    Rule {
        name: "pure floors",
        why: "rulebook and casework know no IO, no clock, no async and no serialisation",
        check: |files| words(files, &["crates/rulebook/src/", "crates/casework/src/"], IMPURE),
    },
    Rule {
        name: "paper has no clock",
        why: "paper knows no SQL, no HTTP and no clock; the date arrives as a parameter",
        check: |files| words(files, &["crates/paper/src/"], NOT_ON_PAPER),
    },
    Rule {
        name: "SQL in the store",
        why: "only crates/store contains SQL",
        check: |files| {
            each(files, |file, source| {
                if file.path.starts_with("crates/store/") || file.path.starts_with("xtask/") {
                    return Vec::new();
                }
                source
                    .strings
                    .iter()
                    .filter(|(_, text)| is_sql(text))
                    .map(|(line, text)| finding(file, *line, start_of(text)))
                    .collect()
            })
        },
    },
    Rule {
        name: "one place knows the engine",
        why: "SQLite, PostgreSQL and sqlx are named only in store/src/db.rs and its room, search.rs and testing.rs",
        check: |files| {
            each(files, |file, source| {
                let may = KNOW_THE_ENGINE.contains(&file.path.as_str());
                if may || !file.path.starts_with("crates/") || file.path.contains("/tests/") {
                    return Vec::new();
                }
                source
                    .lines()
                    .filter_map(|(number, line)| {
                        engine_in(line).map(|name| finding(file, number, name))
                    })
                    .collect()
            })
        },
    },
    Rule {
        name: "no unwrap in the product",
        why: "bad input is an answer, not a crash: return an error instead",
        check: |files| {
            each(files, |file, source| {
                if !file.path.starts_with("crates/") {
                    return Vec::new();
                }
                source
                    .product_lines()
                    .filter(|(_, line)| line.contains(".unwrap()") || line.contains(".expect("))
                    .map(|(number, line)| finding(file, number, line.trim()))
                    .collect()
            })
        },
    },
    Rule {
        name: "nothing unfinished",
        why: "no test is ignored and no code is left to be written",
        check: |files| {
            each(files, |file, source| {
                let marks = ["#[ignore", "todo!", "unimplemented!", "dbg!"];
                source
                    .lines()
                    .flat_map(|(number, line)| {
                        marks
                            .iter()
                            .filter(move |mark| line.contains(**mark))
                            .map(move |mark| finding(file, number, *mark))
                    })
                    .collect()
            })
        },
    },
    Rule {
        name: "no sleeping tests",
        why: "a test that sleeps is slow on a good day and wrong on a bad one",
        check: |files| {
            each(files, |file, source| {
                source
                    .lines()
                    .filter(|(number, _)| source.is_for_tests(*number))
                    .filter(|(_, line)| line.contains("sleep(") || line.contains("sleep_until("))
                    .map(|(number, line)| finding(file, number, line.trim()))
                    .collect()
            })
        },
    },
    Rule {
        name: "no inline style or script",
        why: "the content policy refuses style and script written into a page",
        check: |files| each(files, inline),
    },
    Rule {
        name: "days live in the rulebook",
        why: "no number of days appears outside rulebook",
        check: |files| each(files, days),
    },
    Rule {
        name: "one test binary",
        why: "each binary links everything again: put integration tests in tests/it/",
        check: |files| {
            rust(files)
                .filter(|file| file.path.starts_with("crates/"))
                .filter(|file| {
                    file.path
                        .split_once("/tests/")
                        .is_some_and(|(_, within)| !within.starts_with("it/"))
                })
                .map(|file| finding(file, 0, "is outside tests/it/"))
                .collect()
        },
    },
];

const LONGEST: usize = 600;
/// Files that may be longer, each with its reason. There are none.
const LONG_FILES: &[&str] = &[];

const IMPURE: &[&str] = &[
    "async",
    "await",
    "tokio",
    "serde",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "Utc::now",
    "Local::now",
];
const NOT_ON_PAPER: &[&str] = &[
    "SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "Utc::now",
    "Local::now",
    "std::net",
    "axum",
    "hyper",
    "sqlx",
];
const KNOW_THE_ENGINE: &[&str] = &[
    "crates/store/src/db.rs",
    "crates/store/src/db/embedded.rs",
    "crates/store/src/search.rs",
    "crates/store/src/testing.rs",
];

fn rust(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.ends_with(".rs"))
}

/// Runs a check over every Rust file, taken apart.
fn each(files: &[File], check: impl Fn(&File, &Source) -> Vec<Finding>) -> Vec<Finding> {
    rust(files).flat_map(|file| check(file, &Source::read(&file.path, &file.text))).collect()
}

/// Forbids words of code in the product part of some folders.
fn words(files: &[File], folders: &[&str], forbidden: &[&str]) -> Vec<Finding> {
    each(files, |file, source| {
        if !folders.iter().any(|folder| file.path.starts_with(folder)) {
            return Vec::new();
        }
        source
            .product_lines()
            .flat_map(|(number, line)| {
                forbidden
                    .iter()
                    .filter(move |word| has_word(line, word))
                    .map(move |word| finding(file, number, *word))
            })
            .collect()
    })
}

/// Whether a string starts as SQL does. Words on a page start the same way
/// ("Select a pupil", "Update the plan"), so the second half must be there too.
fn is_sql(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    let starts = |word: &str| flat.starts_with(word);
    let unmistakable = ["insert into ", "delete from ", "create table ", "alter table "];
    if unmistakable.iter().any(|opening| starts(opening)) {
        return !looks_like_prose(&flat);
    }
    let select = starts("select ") && (flat.contains(" from ") || flat.contains('$'));
    let update = starts("update ") && flat.contains(" set ") && flat.contains('=');
    (select || update) && !looks_like_prose(&flat)
}

/// A sentence has articles where SQL has names.
fn looks_like_prose(flat: &str) -> bool {
    let second = flat.split(' ').nth(1).unwrap_or_default();
    let from = flat.split(" from ").nth(1).unwrap_or_default();
    let article = |word: &str| ["a", "an", "the", "this", "your", "one", "every"].contains(&word);
    article(second) || article(from.split(' ').next().unwrap_or_default())
}

fn engine_in(line: &str) -> Option<&'static str> {
    if line.contains("sqlx::") || has_word(line, "use sqlx") {
        return Some("sqlx");
    }
    // Type names: Sqlite, SqlitePool, Postgres, PgRow.
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').find_map(|name| {
        let pg = name.strip_prefix("Pg").and_then(|rest| rest.chars().next());
        if name.starts_with("Sqlite") {
            Some("Sqlite")
        } else if name.starts_with("Postgres") || pg.is_some_and(char::is_uppercase) {
            Some("Postgres")
        } else {
            None
        }
    })
}

/// Pages are written with maud, where an attribute is code and text is a string.
fn inline(file: &File, source: &Source) -> Vec<Finding> {
    if !file.path.starts_with("crates/mainstay/src/") && !file.text.contains("html!") {
        return Vec::new();
    }
    if file.path.starts_with("xtask/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in source.product_lines() {
        if let Some(name) = forbidden_attribute(line) {
            found.push(finding(file, number, name));
        }
        let opens = |element: &str| {
            line.match_indices(element).any(|(at, _)| {
                has_word(&line[at.saturating_sub(1)..], element)
                    && line[at + element.len()..].trim_start().starts_with('{')
                    && !line[..at].trim_end().ends_with(['.', ':', '='])
                    && !line[..at].contains("struct ")
                    && !line[..at].contains("mod ")
            })
        };
        for element in ["script", "style"] {
            if opens(element) {
                found.push(finding(file, number, format!("{element} {{ }}")));
            }
        }
    }
    for (number, text) in source.product_strings() {
        let text = text.to_ascii_lowercase();
        let marks = ["<script>", "<style", " style=\"", " onclick=", " onload=", " onerror="];
        if let Some(mark) = marks.iter().find(|mark| text.contains(**mark)) {
            found.push(finding(file, number, mark.trim()));
        }
    }
    found
}

/// `style="…"`, or `onclick="…"` and its like, as maud writes them.
fn forbidden_attribute(line: &str) -> Option<String> {
    line.match_indices('=').find_map(|(at, _)| {
        let value = line[at + 1..].chars().next()?;
        let name: String = {
            let before: Vec<char> = line[..at]
                .chars()
                .rev()
                .take_while(|letter| letter.is_alphanumeric() || "_-:.".contains(*letter))
                .collect();
            before.into_iter().rev().collect()
        };
        let handler = name.len() > 4
            && name.starts_with("on")
            && name.chars().all(|letter| letter.is_ascii_lowercase());
        let forbidden = name == "style" || handler;
        (forbidden && "\"({[".contains(value)).then(|| format!("{name}="))
    })
}

/// `NOTICE_DAYS`, `DAYS_TO_REPLY`, and "15 school days" in words.
fn days(file: &File, source: &Source) -> Vec<Finding> {
    if !file.path.starts_with("crates/") || file.path.starts_with("crates/rulebook/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in source.product_lines() {
        let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let declared = words.any(|word| word == "const" || word == "static");
        let named = words.find(|word| word.ends_with("_DAYS") || word.starts_with("DAYS_"));
        if let (true, Some(name)) = (declared, named) {
            found.push(finding(file, number, name));
        }
    }
    // The demo school tells stories, and stories have numbers in them.
    if !file.path.contains("/demo") {
        for (number, text) in source.product_strings() {
            let counted = text
                .match_indices(" school day")
                .any(|(at, _)| text[..at].ends_with(|letter: char| letter.is_ascii_digit()));
            if counted {
                found.push(finding(file, number, start_of(text)));
            }
        }
    }
    found
}

fn start_of(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    format!("\"{short}\"")
}
