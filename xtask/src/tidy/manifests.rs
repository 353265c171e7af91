//! The rules for manifests: arrows between crates point down only, one crate
//! names the database driver, one names the typesetter, and every outside
//! package has its reason beside it.
//!
//! It reads the plain TOML that this project writes, not all of TOML.

use super::{File, Finding, Rule, finding};

pub const RULES: &[Rule] = &[
    Rule {
        name: "arrows point down",
        why: "rulebook <- casework <- store and paper <- mainstay, and no other way",
        check: |files| {
            every(files, |file, crate_name, dependency| {
                let allowed = FLOORS
                    .iter()
                    .find(|(name, _)| *name == crate_name)
                    .map_or(&[][..], |(_, below)| *below);
                let ours = FLOORS.iter().any(|(name, _)| *name == dependency.name);
                (ours && dependency.name != crate_name && !allowed.contains(&&*dependency.name))
                    .then(|| {
                        let what = format!("{crate_name} must not know {}", dependency.name);
                        finding(file, dependency.line, what)
                    })
            })
        },
    },
    Rule {
        name: "heavy packages have one home",
        why: "only store names sqlx, only paper names typst, and the pure floors name no runtime",
        check: |files| {
            every(files, |file, crate_name, dependency| {
                let name = dependency.name.as_str();
                let home = match name {
                    _ if name.starts_with("sqlx") || name == "rusqlite" => Some("store"),
                    _ if name.starts_with("typst") => Some("paper"),
                    _ => None,
                };
                let stray =
                    home.is_some_and(|home| home != crate_name && crate_name != "workspace");
                let pure = crate_name == "rulebook" || crate_name == "casework";
                let runtime = ["tokio", "serde", "serde_json", "axum", "maud", "futures-util"];
                // Worked cases come with their facts as JSON; nothing of ours is written so.
                let pure = pure && (crate_name, name) != ("rulebook", "serde_json");
                (stray || (pure && runtime.contains(&name)))
                    .then(|| finding(file, dependency.line, format!("{crate_name} names {name}")))
            })
        },
    },
    Rule {
        name: "a reason for each package",
        why: "write why a package is worth having in a # comment on its line",
        check: |files| {
            every(files, |file, _, dependency| {
                let inside = dependency.text.contains("workspace = true")
                    || dependency.text.contains("path = ");
                (!inside && !dependency.text.contains('#'))
                    .then(|| finding(file, dependency.line, dependency.name.clone()))
            })
        },
    },
    Rule {
        name: "exact browser packages",
        why: "package.json pins exact versions and the lock file names no registry",
        check: |files| {
            files
                .iter()
                .filter(|file| file.path.ends_with("package.json") || is_lock(file))
                .flat_map(|file| {
                    file.text
                        .lines()
                        .enumerate()
                        .filter(|(_, line)| {
                            let loose = line.contains("\": \"^") || line.contains("\": \"~");
                            (is_lock(file) && line.contains("\"resolved\""))
                                || (!is_lock(file) && loose)
                        })
                        .map(|(at, line)| finding(file, at + 1, line.trim()))
                        .collect::<Vec<_>>()
                })
                .collect()
        },
    },
];

/// Each crate, and the crates it may know.
const FLOORS: &[(&str, &[&str])] = &[
    ("fuzz", &["rulebook"]),
    ("rulebook", &[]),
    ("casework", &["rulebook"]),
    ("store", &["rulebook", "casework"]),
    ("paper", &["rulebook", "casework"]),
    ("mainstay", &["rulebook", "casework", "store", "paper"]),
    ("xtask", &[]),
];

fn is_lock(file: &File) -> bool {
    file.path.ends_with("package-lock.json")
}

/// One dependency as a manifest states it.
struct Dependency {
    name: String,
    line: usize,
    /// Everything said about it, comment included, over however many lines.
    text: String,
}

/// Runs a check over every dependency of every manifest. The workspace's own
/// list goes by the crate name "workspace".
fn every(
    files: &[File],
    check: impl Fn(&File, &str, &Dependency) -> Option<Finding>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with("Cargo.toml")) {
        let crate_name = match file.path.trim_end_matches("/Cargo.toml") {
            "Cargo.toml" => "workspace",
            folder => folder.rsplit('/').next().unwrap_or(folder),
        };
        // The workspace's list only gives names to versions; it is not an arrow.
        for dependency in dependencies(&file.text) {
            let listing = crate_name == "workspace" && dependency.text.contains("path = ");
            if !listing {
                found.extend(check(file, crate_name, &dependency));
            }
        }
    }
    found
}

fn dependencies(text: &str) -> Vec<Dependency> {
    let mut all: Vec<Dependency> = Vec::new();
    let mut inside = false;
    // Brackets and braces still open from the lines before.
    let mut open = 0i32;
    for (at, line) in text.lines().enumerate() {
        let plain = line.split('#').next().unwrap_or_default().trim();
        if open == 0 && plain.starts_with('[') {
            let section = plain.trim_matches(['[', ']']);
            inside = section.ends_with("dependencies");
            // [dependencies.name] is a dependency over several lines.
            if let Some((kind, name)) = section.rsplit_once('.')
                && kind.ends_with("dependencies")
            {
                inside = false;
                all.push(Dependency { name: name.to_owned(), line: at + 1, text: line.to_owned() });
            }
            continue;
        }
        if !inside || (plain.is_empty() && open == 0) {
            continue;
        }
        if open == 0 {
            let (key, _) = plain.split_once('=').unwrap_or((plain, ""));
            let name = key.trim().split('.').next().unwrap_or_default();
            all.push(Dependency {
                name: name.trim_matches('"').to_owned(),
                line: at + 1,
                text: line.replace(".workspace = true", " workspace = true"),
            });
        } else if let Some(last) = all.last_mut() {
            last.text.push_str(line);
        }
        let count = |letters: [char; 2]| plain.matches(letters).count() as i32;
        open += count(['[', '{']) - count([']', '}']);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::samples::{bites, passes};

    const CASEWORK: &str = "crates/casework/Cargo.toml";
    const STORE: &str = "crates/store/Cargo.toml";
    const PAPER: &str = "crates/paper/Cargo.toml";

    #[test]
    fn an_arrow_that_points_up_or_across_is_found() {
        passes(
            "arrows point down",
            &[
                (CASEWORK, "[dependencies]\nrulebook.workspace = true\n"),
                (STORE, "[dependencies]\ncasework.workspace = true\n"),
                ("Cargo.toml", "[workspace.dependencies]\nstore = { path = \"x\" }\n"),
            ],
        );
        bites(
            "arrows point down",
            &[
                (CASEWORK, "[dependencies]\nstore.workspace = true\n"),
                (PAPER, "[dev-dependencies]\n\nstore = { workspace = true }\n"),
                (STORE, "[dependencies.paper]\nworkspace = true\n"),
            ],
            &[2, 3, 1],
        );
    }

    #[test]
    fn a_driver_outside_its_home_is_found() {
        passes(
            "heavy packages have one home",
            &[
                (STORE, "[dependencies]\nsqlx = \"0.9\" # both engines\n"),
                (PAPER, "[dependencies]\ntypst-pdf = \"1\" # letters\n"),
            ],
        );
        bites(
            "heavy packages have one home",
            &[
                (PAPER, "[dependencies]\nsqlx = \"0.9\" # x\n"),
                (STORE, "[dependencies]\ntypst = \"1\" # x\n"),
                (CASEWORK, "[dependencies]\nserde = \"1\" # x\n"),
                (CASEWORK, "[dependencies]\nserde_json = \"1\" # x\n"),
                (PAPER, "[dependencies]\nrusqlite = \"1\" # x\n"),
            ],
            &[2, 2, 2, 2, 2],
        );
    }

    #[test]
    fn a_package_without_a_reason_is_found() {
        let good = "[package]\nname = \"x\"\n[dependencies]\n# A heading.\n\
                    uuid = \"1\" # keys\njiff.workspace = true\nstore = { workspace = true }\n\
                    big = { version = \"1\", features = [ # two lines\n  \"a\",\n] }\n\
                    [features]\ntesting = []\n";
        passes("a reason for each package", &[(STORE, good)]);
        let bad = "[dependencies]\nuuid = \"1\"\n[dev-dependencies]\ninsta = \"1\"\n\
                   [dependencies.big]\nversion = \"1\"\n";
        bites("a reason for each package", &[(STORE, bad)], &[2, 4, 5]);
    }

    #[test]
    fn a_loose_version_or_a_registry_address_is_found() {
        passes(
            "exact browser packages",
            &[
                ("browser/package.json", "\"axe-core\": \"4.14.1\""),
                ("browser/package-lock.json", "\"node\": \">=18\"\n\"fsevents\": \"~2\""),
            ],
        );
        bites(
            "exact browser packages",
            &[
                ("browser/package.json", "{\n\"axe-core\": \"^4.14.1\""),
                ("browser/package-lock.json", "\"resolved\": \"https://x\""),
            ],
            &[2, 1],
        );
    }
}
