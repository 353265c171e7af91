//! The rules as they stand on a shelf: which are in force on a day, and which of them fit what
//! was asked for.
//!
//! Must never know: how they are shown.

use rulebook::Day;
use rulebook::rule::{self, Force, NoVersion, Rule, Standing, Topic, Version};

/// The word of a topic in an address or on the command line.
pub fn topic_word(topic: Topic) -> &'static str {
    match topic {
        Topic::Removal => "removal",
        Topic::Suspension => "suspension",
        Topic::Permanent => "permanent",
        Topic::Moves => "moves",
        Topic::Attendance => "register",
        Topic::Counting => "counting",
        Topic::Records => "records",
        Topic::Authority => "authority",
    }
}

/// The topic of a word.
pub fn topic(word: &str) -> Option<Topic> {
    Topic::ALL.into_iter().find(|t| topic_word(*t) == word)
}

/// Every force, the strongest first.
pub const FORCES: [Force; 4] = [Force::Must, Force::Should, Force::Advice, Force::Product];

/// A force as a tag.
pub fn force_tag(force: Force) -> &'static str {
    match force {
        Force::Must => "Must",
        Force::Should => "Should",
        Force::Advice => "Advice",
        Force::Product => "Mainstay’s own",
    }
}

/// How a rule stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// This version is in force.
    InForce(&'static Version),
    /// None is, and why.
    NotInForce(String),
    /// Announced and not law: switched off.
    Proposed,
}

/// How a rule stands on a day.
pub fn stands(rule: &'static Rule, day: Day) -> Stands {
    match rule.on(day) {
        Ok(version) => Stands::InForce(version),
        Err(NoVersion::NotInForce { why, .. }) => Stands::NotInForce(why.to_string()),
        Err(NoVersion::Proposed { .. }) => Stands::Proposed,
        Err(early) => Stands::NotInForce(early.to_string()),
    }
}

impl Stands {
    /// "in force"
    pub fn words(&self) -> String {
        match self {
            Stands::InForce(_) => "in force".into(),
            Stands::NotInForce(why) => format!("not in force: {why}"),
            Stands::Proposed => "proposed, switched off: it is not law".into(),
        }
    }
    /// A stable word for other programs.
    pub fn word(&self) -> &'static str {
        match self {
            Stands::InForce(_) => "in-force",
            Stands::NotInForce(_) => "not-in-force",
            Stands::Proposed => "proposed",
        }
    }
    /// The version in force.
    pub fn version(&self) -> Option<&'static Version> {
        match self {
            Stands::InForce(version) => Some(version),
            _ => None,
        }
    }
}

/// The version to show of a rule on a day: the one in force, else the newest that says anything.
pub fn shown(rule: &'static Rule, day: Day) -> Option<&'static Version> {
    let says = |v: &&Version| !matches!(v.standing, Standing::Gap(_));
    stands(rule, day).version().or_else(|| rule.versions.iter().rev().find(says))
}

/// What is looked for among the rules.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A topic.
    pub topic: Option<Topic>,
    /// A force.
    pub force: Option<Force>,
    /// Only those with a version that begins on this day or later.
    pub new_since: Option<Day>,
    /// Only those not yet checked.
    pub unchecked: bool,
    /// Words, all of which must be there.
    pub words: String,
}

/// The rules that fit, in the order of their ids.
pub fn find(wanted: &Wanted, day: Day) -> Vec<&'static Rule> {
    let mut rules: Vec<_> = rule::all().filter(|r| fits(r, wanted, day)).collect();
    rules.sort_by_key(|r| r.order());
    rules
}

fn fits(rule: &'static Rule, wanted: &Wanted, day: Day) -> bool {
    let version = shown(rule, day);
    wanted.topic.is_none_or(|t| rule.topic == t)
        && wanted.force.is_none_or(|f| version.is_some_and(|v| v.force == f))
        && wanted.new_since.is_none_or(|since| newest_since(rule, since).is_some())
        && (!wanted.unchecked || version.is_some_and(|v| v.not_yet_checked()))
        && holds_words(&text(rule), &wanted.words)
}

/// The newest version that began on a day or after it, other than the first held.
pub fn newest_since(rule: &'static Rule, since: Day) -> Option<&'static Version> {
    let begins = |v: &&Version| {
        v.from != rule::RULES_BEGIN && v.from.day() >= since && v.standing == Standing::Held
    };
    rule.versions.iter().rev().find(begins)
}

fn text(rule: &Rule) -> String {
    let mut all = format!("{} {}", rule.id, rule.title);
    for v in rule.versions {
        for part in [v.citation, v.trigger, v.plain.school, v.plain.family, v.plain.authority] {
            all.push(' ');
            all.push_str(part);
        }
    }
    all
}

/// True when every word asked for is somewhere in the text, whatever its case.
pub fn holds_words(text: &str, asked: &str) -> bool {
    let text = plain(text);
    plain(asked).split_whitespace().all(|word| text.contains(word))
}

/// Small letters, and one kind of apostrophe: nobody types the curled one.
fn plain(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}
