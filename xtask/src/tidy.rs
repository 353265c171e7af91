//! The house rules, as checks: which floor may know what, where SQL may stand,
//! what a test may not do, what may not be committed.
//!
//! Every rule has a unit test with a sample that obeys it and one that does
//! not, so that a rule is known to bite. It must never change a file.

mod manifests;
mod rust;
mod samples;
mod source;
mod texts;

use std::path::Path;

use anyhow::{Context, Result};

/// One file of the project, by its path from the root with forward slashes.
pub struct File {
    path: String,
    text: String,
}

/// One place where a rule is not kept. Line nought means the whole file.
#[derive(Debug, PartialEq)]
pub struct Finding {
    path: String,
    line: usize,
    what: String,
}

/// A rule, with the sentence that explains it to whoever broke it.
pub struct Rule {
    name: &'static str,
    why: &'static str,
    check: fn(&[File]) -> Vec<Finding>,
}

/// Every rule of the house.
const RULES: &[&[Rule]] = &[rust::RULES, manifests::RULES, texts::RULES];

/// Folders that hold what was built, fetched or photographed.
const NOT_OURS: &[&str] = &["target", "node_modules", "shots", "mainstay-data", "test-results"];
/// Hidden folders that are part of the project all the same.
const HIDDEN_BUT_OURS: &[&str] = &[".cargo", ".ci", ".config", ".github"];
const READ: &[&str] =
    &["rs", "md", "toml", "js", "mjs", "css", "json", "sql", "typ", "html", "txt", "sh"];

/// Checks every rule against the project at `root`, and prints what it finds.
pub fn report(root: &Path) -> Result<bool> {
    let mut files = Vec::new();
    gather(root, root, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut kept = 0;
    let mut broken = 0;
    for rule in RULES.iter().copied().flatten() {
        let findings = (rule.check)(&files);
        if findings.is_empty() {
            kept += 1;
            continue;
        }
        broken += 1;
        println!("   {}: {}", rule.name, rule.why);
        for found in findings {
            match found.line {
                0 => println!("     {}: {}", found.path, found.what),
                line => println!("     {}:{line}: {}", found.path, found.what),
            }
        }
    }
    println!("   {} files read; {kept} rules kept, {broken} broken", files.len());
    Ok(broken == 0)
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("could not read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            let hidden = name.starts_with('.') && !HIDDEN_BUT_OURS.contains(&name.as_str());
            if !hidden && !NOT_OURS.contains(&name.as_str()) {
                gather(root, &entry.path(), files)?;
            }
            continue;
        }
        let path = entry.path();
        let within = path.strip_prefix(root).unwrap_or(&path);
        let within = within.to_string_lossy().replace('\\', "/");
        let extension = name.rsplit_once('.').map_or("", |(_, after)| after);
        if kind.is_file() && (READ.contains(&extension) || within.starts_with(".ci/")) {
            let bytes = std::fs::read(&path)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            files.push(File { path: within, text });
        }
    }
    Ok(())
}

fn finding(file: &File, line: usize, what: impl Into<String>) -> Finding {
    Finding { path: file.path.clone(), line, what: what.into() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_keeps_its_own_rules() {
        assert!(super::report(&crate::root()).unwrap(), "see the lines above");
    }
}
