//! `mainstay clock rules`: every rule with its force, citation and status, or one whole.

use super::json::pretty;
use super::text::{Page, wrap};
use super::{Said, typed};
use crate::law::found::clip;
use crate::law::shelf::{Stands, Wanted, find, force_tag, shown, stands, topic, topic_word};
use rulebook::Day;
use rulebook::rule::{self, Force, Rule, Standing, Topic, Version};
use serde_json::{Value, json};

/// Flags of `clock rules`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One rule, printed whole: R2.13.
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
    /// The day to say what is in force on; today without it.
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// Only one part of the road: removal, suspension, permanent, moves, register, counting,
    /// records or authority.
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Print JSON for another program.
    #[arg(long)]
    pub json: bool,
}

/// Prints them.
pub fn run(args: &Args, today: Day) -> Said {
    let mut faults = Vec::new();
    let as_at = args.as_at.as_deref().and_then(|d| typed::day(d, "as-at", &mut faults));
    let mut wrong: Vec<_> = faults.iter().map(|f| format!("--{}: {}", f.key, f.words)).collect();
    let part = args.topic.as_deref().and_then(|word| {
        let found = topic(word);
        if found.is_none() {
            let all: Vec<_> = Topic::ALL.into_iter().map(topic_word).collect();
            wrong.push(format!("--topic: “{}” is none of: {}", clip(word), all.join(", ")));
        }
        found
    });
    let one = args.rule.as_deref().and_then(|id| {
        let found = rule::find(id);
        if found.is_none() {
            wrong.push(format!(
                "“{}” is no rule held here: `mainstay clock rules` lists them",
                clip(id)
            ));
        }
        found
    });
    if !wrong.is_empty() {
        let lines = wrong.iter().map(|w| format!("mainstay clock rules: {w}\n"));
        return Said::wrong(lines.collect());
    }
    let day = as_at.unwrap_or(today);
    Said::so(match (one, args.json) {
        (Some(rule), true) => pretty(&whole_json(rule, day)),
        (Some(rule), false) => whole(rule, day),
        (None, json) => {
            let rules = find(&Wanted { topic: part, ..Wanted::default() }, day);
            if json { list_json(&rules, day) } else { list(&rules, day) }
        }
    })
}

fn list(rules: &[&'static Rule], day: Day) -> String {
    let mut page = Page::default();
    let held = |s: &Stands| matches!(s, Stands::InForce(_));
    let in_force = rules.iter().filter(|r| held(&stands(r, day))).count();
    let open = |r: &&&'static Rule| shown(r, day).is_some_and(Version::not_yet_checked);
    let unchecked = rules.iter().filter(open).count();
    page.line(&format!(
        "{} rules; {in_force} in force on {day}; {unchecked} not yet checked.",
        rules.len()
    ));
    let mut part = None;
    for rule in rules {
        if part != Some(rule.topic) {
            part = Some(rule.topic);
            page.line("");
            page.line(rule.topic.title());
        }
        let stands = stands(rule, day);
        page.beside(2, 8, rule.id, rule.title);
        let Some(v) = shown(rule, day) else {
            page.beside(2, 8, "", &stands.words());
            continue;
        };
        let checked = if v.not_yet_checked() { " · not yet checked" } else { "" };
        page.beside(2, 8, "", &format!("{} · {}{checked}", force_tag(v.force), stands.words()));
        page.beside(2, 8, "", v.citation);
    }
    page.0
}

fn whole(rule: &'static Rule, day: Day) -> String {
    let mut page = Page::default();
    wrap(&format!("{} {}", rule.id, rule.title), 0, &mut page);
    wrap(rule.topic.title(), 0, &mut page);
    wrap(&format!("On {day}: {}.", stands(rule, day).words()), 0, &mut page);
    for v in rule.versions.iter().rev() {
        page.line("");
        version(v, &mut page);
    }
    page.0
}

fn version(v: &Version, page: &mut Page) {
    page.line(&v.period());
    if let Standing::Gap(why) = v.standing {
        wrap(&format!("Nothing held: {why}."), 4, page);
        return;
    }
    if v.standing == Standing::Proposed {
        wrap("Announced, switched off. It is not law.", 4, page);
    }
    let mut row = |head: &str, words: &str| {
        if !words.is_empty() {
            page.beside(4, 14, head, words);
        }
    };
    let law = if v.force == Force::Product { "" } else { ": " };
    let law = if law.is_empty() { String::new() } else { format!("{law}{}", v.force.meaning()) };
    row("Force", &format!("{}{law}", force_tag(v.force)));
    row("Citation", v.citation);
    row("Set off when", v.trigger);
    let who: Vec<_> = v.holder.iter().map(|p| p.words()).collect();
    row("Who owes", &who.join("; "));
    let who: Vec<_> = v.recipients.iter().map(|to| to.words()).collect();
    row("Who is told", &who.join("; "));
    row("When", &v.clock.map_or(String::new(), |c| c.words()));
    for (n, c) in v.contents.iter().enumerate() {
        let head = if n == 0 { "What is in it" } else { "" };
        row(head, &format!("{} ({})", c.words, c.force.word()));
    }
    row("If missed", v.missed);
    row("What is new", v.new);
    row("For schools", v.plain.school);
    row("For families", v.plain.family);
    row("For the LA", v.plain.authority);
    row("Read in", &v.basis.words());
    row(
        "Checked",
        &match v.checked {
            Some(c) => format!("by {} on {}", c.by, c.on.day()),
            None => "Not yet checked by anybody".into(),
        },
    );
}

fn list_json(rules: &[&'static Rule], day: Day) -> String {
    let rules: Vec<_> = rules
        .iter()
        .map(|rule| {
            let v = shown(rule, day);
            let mut row = head_json(rule, day);
            row["force"] = json!(v.map(|v| v.force.word()));
            row["citation"] = json!(v.map(|v| v.citation));
            row["checked"] = json!(v.is_some_and(|v| !v.not_yet_checked()));
            row
        })
        .collect();
    pretty(&json!({ "as_at": day.iso(), "rules": rules }))
}

fn head_json(rule: &'static Rule, day: Day) -> Value {
    let stands = stands(rule, day);
    json!({
        "rule": rule.id, "title": rule.title, "topic": topic_word(rule.topic),
        "status": stands.word(), "status_words": stands.words(),
    })
}

fn whole_json(rule: &'static Rule, day: Day) -> Value {
    let mut out = head_json(rule, day);
    out["as_at"] = json!(day.iso());
    out["versions"] = rule.versions.iter().map(version_json).collect();
    out
}

fn version_json(v: &Version) -> Value {
    let standing = match v.standing {
        Standing::Held => json!({ "state": "held" }),
        Standing::Proposed => json!({ "state": "proposed" }),
        Standing::Gap(why) => json!({ "state": "nothing-held", "why": why }),
    };
    let told = |to: &rule::To| json!({ "code": to.who.code(), "words": to.who.words(), "if_any": to.if_any });
    let content =
        |c: &rule::Content| json!({ "key": c.key, "words": c.words, "force": c.force.word() });
    json!({
        "from": v.from.day().iso(),
        "to": v.to.map(|to| to.day().iso()),
        "standing": standing,
        "force": v.force.word(),
        "citation": v.citation,
        "trigger": v.trigger,
        "who_owes": v.holder.iter().map(|p| json!({ "code": p.code(), "words": p.words() })).collect::<Vec<_>>(),
        "who_is_told": v.recipients.iter().map(told).collect::<Vec<_>>(),
        "contents": v.contents.iter().map(content).collect::<Vec<_>>(),
        "when": v.clock.map(|c| c.words()),
        "missed": v.missed,
        "new": v.new,
        "plain": { "school": v.plain.school, "family": v.plain.family, "authority": v.plain.authority },
        "read_in": v.basis.words(),
        "checked": v.checked.map(|c| json!({ "by": c.by, "on": c.on.day().iso() })),
    })
}
