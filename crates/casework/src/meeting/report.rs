//! A pupil's report for a meeting, drafted from the file for some days. Whoever writes it edits it;
//! what is kept from most of those who open the file is not in it.
//!
//! Must never know: tables. It is handed what may be read, and leaves out what is restricted.

use crate::file::Audience;
use rulebook::Day;

/// What a draft is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// "Callie Dunmore, 8N"
    pub who: String,
    /// Strengths, as kept.
    pub strengths: String,
    /// What helps, as kept.
    pub helps: String,
    /// Attendance, in words.
    pub attendance: Option<String>,
    /// Incidents by type, largest first.
    pub incidents: Vec<(String, i64)>,
    /// Placements: how many, and how many periods.
    pub placements: (i64, i64),
    /// Suspensions and what else happened, by day.
    pub happened: Vec<(Day, String)>,
    /// Notes with who may read each.
    pub notes: Vec<(Day, Audience, String)>,
    /// Targets, with how each stands.
    pub targets: Vec<String>,
    /// Strategies that are agreed.
    pub strategies: Vec<String>,
}

/// The words for "none".
const NONE: &str = "Nothing recorded in these days.";

/// The draft. Restricted notes are left out: only what everybody who opens the file may read is in
/// it, whoever drafts.
pub fn draft(f: &Facts, from: Day, to: Day) -> String {
    let mut out = format!("{}\nFrom the file, {from} to {to}.\n", f.who);
    let mut part = |title: &str, lines: Vec<String>| {
        out.push_str(&format!("\n{title}\n"));
        if lines.is_empty() {
            out.push_str(&format!("{NONE}\n"));
        }
        for line in lines {
            out.push_str(&format!("- {}\n", line.replace('\n', " ")));
        }
    };
    let kept = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
    };
    part("Strengths", kept(&f.strengths));
    let mut facts = Vec::new();
    facts.extend(f.attendance.clone());
    let all: i64 = f.incidents.iter().map(|i| i.1).sum();
    if all > 0 {
        let kinds: Vec<String> =
            f.incidents.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        facts.push(format!("Incidents: {all} ({})", kinds.join(", ")));
    }
    if f.placements.0 > 0 {
        facts.push(format!("Placements: {}, {} periods", f.placements.0, f.placements.1));
    }
    part("Facts", facts);
    part("What happened", f.happened.iter().map(|(day, what)| format!("{day}: {what}")).collect());
    let open = f.notes.iter().filter(|n| n.1 == Audience::Staff);
    part("What was written down", open.map(|(day, _, words)| format!("{day}: {words}")).collect());
    let mut tried = kept(&f.helps);
    tried.extend(f.strategies.iter().cloned());
    part("What helps and is tried", tried);
    part("Targets", f.targets.clone());
    out.push_str("\nWhat difference it made\n\n\nWhat we ask of this meeting\n\n");
    out
}
