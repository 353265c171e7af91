//! Measures how quickly the demo school answers one user and many: times,
//! pages a second, page weight, memory, and how long a start takes.
//!
//! It must never be pointed at a real school: one of its measures writes.

mod figures;
mod forms;
mod screens;
mod signs;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::gate::{Demo, release_program};
use crate::http::Visitor;
use crate::target;
use figures::Figures;

/// What is measured. Adjust this table when a page moves.
const MEASURES: &[Measure] = &[
    Measure { name: "Today", way: Way::Get("/") },
    Measure { name: "Room board", way: Way::Behind("/board") },
    Measure { name: "Pupil page", way: Way::FirstLink { on: "/pupils", starts: "/pupils/" } },
    Measure { name: "Pupils, filtered", way: Way::Get("/pupils?q=an&year=9") },
    Measure {
        name: "Write (praise in the room)",
        way: Way::Submit { on: "/board", action: "/entries", fill: &[("kind", "praise")] },
    },
];

/// What is measured on a large authority, as its officer sees it.
const DESK: &[Measure] = &[
    Measure { name: "Today of the desk", way: Way::Get("/") },
    Measure { name: "Desk board", way: Way::Get("/desk") },
    Measure { name: "Case list", way: Way::Get("/cases") },
    Measure { name: "Case list, filtered", way: Way::Get("/cases?kind=permanent&state=open") },
    Measure { name: "Case list, searched", way: Way::Get("/cases?q=sykes") },
    Measure { name: "Case", way: Way::FirstLink { on: "/cases", starts: "/cases/" } },
    Measure { name: "Compliance", way: Way::Get("/compliance") },
    Measure { name: "Register of schools", way: Way::Get("/schools?q=mill") },
    Measure { name: "Money", way: Way::Get("/money") },
];
/// What is measured once a large file of incidents is in.
const SIGNS: &[Measure] = &[
    Measure { name: "Early signs", way: Way::Get("/early-warning") },
    Measure { name: "Early signs, everybody", way: Way::Get("/early-warning?all=yes") },
    Measure { name: "Where and when", way: Way::Get("/early-warning/spots") },
    Measure { name: "At-risk register", way: Way::Get("/at-risk") },
];
/// The demonstration that has such a desk, and whose it is.
const AUTHORITY: (&str, &str) = ("authority", "Osei-Brandt");

/// The page that says the server is up, and where people come in.
const DOOR: &str = "/sign-in";
/// Answers thrown away at the start of each measure, per user.
const WARM_UP: usize = 3;

struct Measure {
    name: &'static str,
    way: Way,
}

/// How a page is asked for.
enum Way {
    /// This address.
    Get(&'static str),
    /// The address this one leads to.
    Behind(&'static str),
    /// The first link on a page whose address starts so.
    FirstLink { on: &'static str, starts: &'static str },
    /// The first form on a page whose action holds these words, sent again and
    /// again as it was found, with some fields filled in.
    Submit { on: &'static str, action: &'static str, fill: &'static [(&'static str, &'static str)] },
}

/// What was asked for on the command line.
#[derive(Debug)]
pub struct Options {
    base: Option<String>,
    pid: Option<u32>,
    users: Vec<usize>,
    time: Duration,
    size: String,
    who: Option<String>,
    only: Option<String>,
    screens: Option<usize>,
    incidents: Option<usize>,
}

impl Options {
    /// Reads the words after `cargo xtask load`.
    pub fn parse(words: &[&str]) -> Result<Options> {
        let mut options = Options {
            base: None,
            pid: None,
            users: vec![1, 16],
            time: Duration::from_secs(10),
            size: "large".to_owned(),
            who: None,
            only: None,
            screens: None,
            incidents: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().with_context(|| format!("{word} needs a value"))?;
            match *word {
                "--base" => options.base = Some((*value).to_owned()),
                "--pid" => options.pid = Some(value.parse().context("--pid takes a number")?),
                "--seconds" => {
                    let seconds: u64 = value.parse().context("--seconds takes a number")?;
                    options.time = Duration::from_secs(seconds.max(1));
                }
                "--users" => {
                    options.users = value
                        .split(',')
                        .map(|number| number.parse().ok().filter(|users| *users > 0))
                        .collect::<Option<_>>()
                        .context("--users takes numbers, as in 1,16")?;
                }
                "--size" => options.size = (*value).to_owned(),
                "--as" => options.who = Some((*value).to_owned()),
                "--only" => options.only = Some((*value).to_owned()),
                "--screens" => {
                    let screens = value.parse().ok().filter(|screens| *screens > 0);
                    options.screens = Some(screens.context("--screens takes a number")?);
                }
                "--incidents" => {
                    let rows = value.parse().ok().filter(|rows| *rows > 0);
                    options.incidents = Some(rows.context("--incidents takes a number")?);
                }
                other => bail!("cargo xtask load does not know {other}"),
            }
        }
        Ok(options)
    }
    /// Whose button is pressed at the door.
    fn who(&self) -> Option<&str> {
        let officer = (self.size == AUTHORITY.0).then_some(AUTHORITY.1);
        self.who.as_deref().or(officer)
    }
}

/// Runs every measure and prints the tables. True when every page answered.
pub fn run(options: &Options) -> Result<bool> {
    let own = match options.base {
        Some(_) => None,
        None => Some(open_own(&options.size)?),
    };
    let (base, pid) = match (&own, &options.base) {
        (Some(demo), _) => (demo.base.clone(), Some(demo.guard.pid())),
        (None, Some(base)) => (base.clone(), options.pid),
        (None, None) => bail!("there is nothing to measure"),
    };
    let at_rest = pid.and_then(memory);
    if let Some(screens) = options.screens {
        let good = screens::run(&base, screens, options.time, options.who())?;
        told_memory(pid, at_rest);
        return Ok(good);
    }
    let mut good = true;
    if let Some(rows) = options.incidents {
        good &= signs::bring_in(&base, rows, options.who())?;
    }
    println!("| Page | Users | Requests/s | p50 ms | p95 ms | p99 ms | Failed | Page, gzip |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let desk = options.size == AUTHORITY.0;
    let measures = match options.incidents {
        Some(_) => SIGNS,
        None if desk => DESK,
        None => MEASURES,
    };
    let chosen = measures.iter().filter(|measure| {
        let only = options.only.as_deref().unwrap_or_default();
        measure.name.to_lowercase().contains(&only.to_lowercase())
    });
    for measure in chosen {
        for &users in &options.users {
            match measured(&base, measure, users, options) {
                Ok(figures) => {
                    good &= figures.failed == 0 && figures.count() > 0;
                    println!("| {} | {users} | {figures} |", measure.name);
                }
                Err(error) => {
                    good = false;
                    println!("| {} | {users} | {error:#} | | | | | |", measure.name);
                    break;
                }
            }
        }
    }
    println!();
    told_memory(pid, at_rest);
    Ok(good)
}

fn told_memory(pid: Option<u32>, at_rest: Option<(u64, u64)>) {
    if let (Some(pid), Some((before, _))) = (pid, at_rest)
        && let Some((now, most)) = memory(pid)
    {
        println!("Memory of the server: {before} MiB before, {now} MiB after, {most} MiB at most.");
    }
}

/// Opens a demo school of our own twice: once to invent it, once more for the
/// time that a start takes when the data is there already.
fn open_own(size: &str) -> Result<Demo> {
    let program = release_program()?;
    let more = ["--size", size];
    let first = Demo::open(&program, "load-demo", &more)?;
    println!("First start, inventing the {size} school: {:.2} s.", first.opened_in.as_secs_f64());
    drop(first);
    let again = Demo::reopen(&program, "load-demo", &more)?;
    println!(
        "Cold start on that data, to the first page: {:.0} ms.",
        again.opened_in.as_secs_f64() * 1000.0
    );
    println!(
        "Program: {} MiB. Data: {} MiB.\n",
        size_of(&program) / 1024 / 1024,
        size_of(&target().join("load-demo")) / 1024 / 1024
    );
    Ok(again)
}

fn size_of(path: &Path) -> u64 {
    let Ok(about) = std::fs::metadata(path) else {
        return 0;
    };
    if about.is_file() {
        return about.len();
    }
    std::fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| size_of(&entry.path()))
        .sum()
}

/// One measure with so many users at once, each signed in for themselves.
fn measured(base: &str, measure: &Measure, users: usize, options: &Options) -> Result<Figures> {
    let mut visitors =
        (0..users).map(|_| signed_in(base, options.who())).collect::<Result<Vec<_>>>()?;
    let request = found(&mut visitors[0], &measure.way)?;
    let weight = weight(&mut visitors[0], &request)?;
    let mut all = Figures::new(weight);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let working: Vec<_> = visitors
            .iter_mut()
            .map(|visitor| scope.spawn(|| work(visitor, &measure.way, options.time)))
            .collect();
        for worker in working {
            match worker.join() {
                Ok(Ok(figures)) => all.add(figures),
                Ok(Err(_)) | Err(_) => all.failed += 1,
            }
        }
    });
    all.close(began.elapsed());
    Ok(all)
}

/// One user's share: the same request until the time is up.
fn work(visitor: &mut Visitor, way: &Way, time: Duration) -> Result<Figures> {
    // Each user finds the form for themselves: it may carry their own token.
    let request = found(visitor, way)?;
    visitor.gzip = true;
    for _ in 0..WARM_UP {
        send(visitor, &request)?;
    }
    let mut figures = Figures::new(0);
    let until = Instant::now() + time;
    while Instant::now() < until {
        let began = Instant::now();
        match send(visitor, &request) {
            Ok(status) if status == request.expects => figures.times.push(began.elapsed()),
            Ok(_) | Err(_) => figures.failed += 1,
        }
    }
    Ok(figures)
}

/// A request ready to be sent.
struct Request {
    path: String,
    /// The fields of a form; none for a plain page.
    fields: Option<Vec<(String, String)>>,
    expects: u16,
}

fn send(visitor: &mut Visitor, request: &Request) -> Result<u16> {
    let answer = match &request.fields {
        Some(fields) => visitor.post(&request.path, fields)?,
        None => visitor.get(&request.path)?,
    };
    Ok(answer.status)
}

/// Turns the table's words into a request, by looking at the pages it names.
fn found(visitor: &mut Visitor, way: &Way) -> Result<Request> {
    visitor.gzip = false;
    let page = |path: String| Request { path, fields: None, expects: 200 };
    match way {
        Way::Get(path) => Ok(page((*path).to_owned())),
        Way::Behind(path) => Ok(page(landed(visitor, path)?)),
        Way::FirstLink { on, starts } => forms::links(&visitor.get(on)?.text())
            .into_iter()
            .find(|link| link.starts_with(starts) && link.len() > starts.len())
            .map(page)
            .with_context(|| format!("no link on {on} starts with {starts}")),
        Way::Submit { on, action, fill } => {
            let on = landed(visitor, on)?;
            let mut form = forms::forms(&visitor.get(&on)?.text())
                .into_iter()
                .find(|form| form.action.contains(action))
                .with_context(|| format!("no form on {on} goes to {action}"))?;
            // A form's own key would make every sending but the first a repeat of it.
            form.fields.retain(|(name, _)| name != "once");
            for (name, value) in *fill {
                form.fields.retain(|(known, _)| known != name);
                form.fields.push(((*name).to_owned(), (*value).to_owned()));
            }
            let path = match form.action.as_str() {
                "" => on.clone(),
                action => action.to_owned(),
            };
            Ok(Request { path, fields: Some(form.fields), expects: 303 })
        }
    }
}

/// Where an address leads, one step on.
fn landed(visitor: &mut Visitor, path: &str) -> Result<String> {
    let answer = visitor.get(path)?;
    Ok(answer.header("location").unwrap_or(path).to_owned())
}

/// The size of the page as it travels, compressed, in bytes.
fn weight(visitor: &mut Visitor, request: &Request) -> Result<usize> {
    if request.fields.is_some() {
        return Ok(0);
    }
    visitor.gzip = true;
    let answer = visitor.get(&request.path)?;
    if answer.status != request.expects {
        bail!("{} answers {}", request.path, answer.status);
    }
    Ok(answer.body.len())
}

/// Comes in by the demo's one-click door.
fn signed_in(base: &str, who: Option<&str>) -> Result<Visitor> {
    let mut visitor = Visitor::new(base)?;
    let page = visitor.get(DOOR)?.text();
    let door = forms::forms(&page)
        .into_iter()
        .filter(|form| !form.asks_password)
        .flat_map(|form| form.by_button())
        .find(|door| who.is_none_or(|who| door.words.contains(who)))
        .with_context(|| format!("{DOOR} has no one-click door for {}", who.unwrap_or("anyone")))?;
    let answer = visitor.post(&door.action, &door.fields)?;
    if answer.status != 303 || answer.header("location") == Some(DOOR) {
        bail!("the door answers {} and does not open", answer.status);
    }
    Ok(visitor)
}

/// Memory in use by a process now, and the most it ever used, in MiB.
fn memory(pid: u32) -> Option<(u64, u64)> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let kib = |name: &str| -> Option<u64> {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    Some((kib("VmRSS:")? / 1024, kib("VmHWM:")? / 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_nonsense_is_refused() {
        let options =
            Options::parse(&["--users", "1,4", "--seconds", "2", "--as", "Okell"]).unwrap();
        assert_eq!(options.users, [1, 4]);
        assert_eq!(options.time, Duration::from_secs(2));
        assert_eq!(options.who.as_deref(), Some("Okell"));
        assert!(Options::parse(&["--users", "0"]).is_err());
        assert!(Options::parse(&["--users"]).is_err());
        assert!(Options::parse(&["--speed", "9"]).is_err());
    }

    #[test]
    fn the_memory_of_a_running_process_is_known() {
        let (now, most) = memory(std::process::id()).unwrap();
        assert!(now > 0 && most >= now, "{now} {most}");
        assert_eq!(memory(u32::MAX), None);
    }
}
