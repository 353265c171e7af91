//! Information for a parent: what the law lets them do, by when, where, and what education there
//! is meanwhile. One letter for each person at their own address.
//!
//! Must never know: how paper is set, or how a day is counted. It never says that the authority or
//! a system excluded anybody; the headteacher decided. A letter with a blank cannot be made, nor
//! one that gives away what is kept from its reader.

use super::family::{Parent, Withheld, gives_away};
use super::provision::Provision;
use super::{Case, Kind, child::Child};
use rulebook::Day;
use rulebook::rule;

/// Who writes and where advice is had: the authority's own set-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// "Northmoor Borough Council"
    pub authority: String,
    /// Its address lines.
    pub address: Vec<String>,
    /// Telephone.
    pub phone: String,
    /// Free and impartial advice, a line each.
    pub advice: Vec<String>,
    /// Who signs.
    pub sign_name: String,
    /// Their post.
    pub sign_role: String,
}

/// What a person typed for this case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Where and to whom representations go.
    pub send_to: String,
    /// How the pupil can take part.
    pub pupil_part: String,
    /// How and of whom a remote meeting is asked for.
    pub remote: String,
    /// How work is set and marked in the first days.
    pub work: String,
    /// Anything more.
    pub added: String,
}

/// The facts of the case a letter is filled from.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The case.
    pub case: &'a Case,
    /// The child.
    pub child: &'a Child,
    /// Who it is to.
    pub to: &'a Parent,
    /// Everybody at home, and what is kept from whom.
    pub parents: &'a [Parent],
    /// What is kept from whom.
    pub withheld: &'a [Withheld],
    /// The last day for the governing body to meet.
    pub governors_by: Option<Day>,
    /// The sixth school day.
    pub sixth: Option<Day>,
    /// The provision that stands, if any.
    pub provision: Option<&'a Provision>,
    /// Today.
    pub today: Day,
}

/// A letter, finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Who it is to, as on an envelope.
    pub to_name: String,
    /// Their address.
    pub to_address: Vec<String>,
    /// "Dear Ms Haldane"
    pub salutation: String,
    /// Subject line.
    pub heading: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// What and answer.
    pub facts: Vec<(String, String)>,
    /// Lists under their headings.
    pub lists: Vec<(String, Vec<String>)>,
    /// What of the required contents it has, by key.
    pub has: Vec<&'static str>,
}

impl Letter {
    /// Every word of it.
    pub fn words(&self) -> String {
        let mut out = vec![self.to_name.clone(), self.salutation.clone(), self.heading.clone()];
        out.extend(self.to_address.iter().cloned());
        out.extend(self.paragraphs.iter().cloned());
        out.extend(self.facts.iter().map(|(what, answer)| format!("{what}: {answer}")));
        for (heading, items) in &self.lists {
            out.push(heading.clone());
            out.extend(items.iter().cloned());
        }
        out.join("\n")
    }
}

/// Composes the letter of one person.
pub fn compose(f: &Facts<'_>, desk: &Desk, draft: &Draft) -> Letter {
    let first = f.child.first();
    let school = &f.case.school_name;
    let permanent = f.case.kind == Kind::Permanent;
    let decided = f.case.decided.map(|d| format!(" on {d}")).unwrap_or_default();
    let from = f.case.first_day.map(|d| d.to_string()).unwrap_or_default();
    let mut has = vec!["period", "plain-english"];
    let what = match permanent {
        true => format!(
            "The headteacher of {school} decided{decided} on a permanent exclusion of {first} from {from}."
        ),
        false => format!(
            "The headteacher of {school} decided{decided} on a suspension of {first} from {from}."
        ),
    };
    let mut paragraphs = vec![
        what,
        format!("The decision is the headteacher’s. {} did not make it and cannot change it. The governing body of the school can. This letter says what you can do, by when, and what education {first} has meanwhile.", desk.authority),
        "The reasons are in the school’s own letter. If you do not have that letter, tell us and we will ask for it.".to_string(),
    ];
    has.push("reasons");
    let mut lists = Vec::new();
    let by = f.governors_by.map(|d| d.to_string()).unwrap_or_default();
    let mut meeting = Vec::new();
    if f.governors_by.is_some() {
        meeting.push(format!("The governing body must meet by {by} to decide whether {first} goes back. It invites you; if you cannot come on the day it names, say so at once."));
        meeting.push(
            "You may come, speak, bring a friend, and be represented at your own expense."
                .to_string(),
        );
        has.extend(["attend", "friend", "represented"]);
    }
    if !draft.send_to.trim().is_empty() {
        meeting.push(format!("You may put your view to the governing body (“make representations”), in writing or by speaking at the meeting. Write to: {}.", draft.send_to.trim().trim_end_matches('.')));
        has.extend(["representations", "how"]);
    }
    if !draft.pupil_part.trim().is_empty() {
        meeting.push(format!("How {first} can take part: {}", draft.pupil_part.trim()));
        has.push("pupil-part");
    }
    if !draft.remote.trim().is_empty() {
        meeting.push(format!(
            "You may ask for the meeting to be held remotely. {}",
            draft.remote.trim()
        ));
        has.push("remote-meeting");
    }
    lists.push(("Putting your view to the governing body".to_string(), meeting));
    lists.push(("Education meanwhile".to_string(), education(f, desk, draft, &first)));
    if !draft.work.trim().is_empty() {
        has.push("work");
    }
    if f.sixth.is_some() {
        has.push("section-104");
    }
    if !desk.advice.is_empty() {
        lists.push(("Free and impartial advice".to_string(), desk.advice.clone()));
        has.push("free-advice");
    }
    let language = f.to.language.trim();
    paragraphs.push(match language {
        "" => format!("If you would like this in another language, in large print or in another form, or to talk with an interpreter’s help, ring {}.", desk.phone),
        l => format!("We can give you this in {l} or in another form, and talk with you through an interpreter. Ring {}.", desk.phone),
    });
    has.push("translation");
    if !draft.added.trim().is_empty() {
        paragraphs.push(draft.added.trim().to_string());
    }
    let mut facts = vec![
        ("About".to_string(), f.child.name()),
        ("School".to_string(), school.clone()),
        ("Governing body meets by".to_string(), by),
        ("Sixth school day".to_string(), f.sixth.map(|d| d.to_string()).unwrap_or_default()),
        ("Speak to".to_string(), format!("{}, {}, {}", desk.sign_name, desk.sign_role, desk.phone)),
    ];
    facts.retain(|(_, answer)| !answer.is_empty());
    let formal = format!("{} {}", f.to.title.trim(), f.to.family.trim());
    let formal = if f.to.title.trim().is_empty() { f.to.full() } else { formal };
    Letter {
        to_name: f.to.full(),
        to_address: f.to.lines(),
        salutation: format!("Dear {}", formal.trim()),
        heading: match permanent {
            true => format!("{}: what you can do after a permanent exclusion", f.child.name()),
            false => format!("{}: what you can do after a suspension", f.child.name()),
        },
        paragraphs,
        facts,
        lists,
        has,
    }
}

fn education(f: &Facts<'_>, desk: &Desk, draft: &Draft, first: &str) -> Vec<String> {
    let mut out = Vec::new();
    if !draft.work.trim().is_empty() {
        out.push(format!(
            "For the first five days the school sets and marks work. {}",
            draft.work.trim()
        ));
    }
    if let Some(sixth) = f.sixth {
        out.push(format!(
            "From the sixth school day, {sixth}, {first} must have full-time education."
        ));
    }
    match f.provision {
        Some(p) => {
            let start = p.starts_on.map(|d| format!(" from {d}")).unwrap_or_default();
            let mut said = format!("It is arranged at {}{start}, {}", p.provider, p.hours());
            for (what, value) in [("sessions", &p.sessions), ("at", &p.place), ("travel", &p.transport), ("report to", &p.report_to)] {
                if !value.trim().is_empty() {
                    said.push_str(&format!("; {what}: {}", value.trim()));
                }
            }
            out.push(said + ".");
        }
        None if f.case.kind == Kind::Permanent && f.child.lives_elsewhere() => out.push(format!(
            "{first} lives in {}, whose authority arranges it. {} has told it and passes on what it says.",
            f.child.home.trim(), desk.authority
        )),
        None if f.case.kind == Kind::Permanent => {
            out.push(format!("{} arranges it and will write to you with the place, the day and the times.", desk.authority))
        }
        None => out.push("If the suspension lasts that long, the school arranges it and writes to you.".to_string()),
    }
    out
}

/// A reason a letter may not be made, with the field that mends it.
pub type Wrong = (&'static str, String);

/// Of compulsory school age on the first day; taken for it where no birthday is known.
fn compulsory(f: &Facts<'_>) -> bool {
    let born = f.child.born.zip(f.case.first_day);
    born.and_then(|(born, first)| rulebook::age::is_compulsory(born, first)).unwrap_or(true)
}

/// Everything wrong with a letter; empty when it may be made.
pub fn check(letter: &Letter, f: &Facts<'_>, desk: &Desk, draft: &Draft) -> Vec<Wrong> {
    let mut out: Vec<Wrong> = Vec::new();
    let mut need = |field: &'static str, empty: bool, words: String| {
        if empty {
            out.push((field, words));
        }
    };
    need(
        "",
        letter.to_address.is_empty(),
        format!("There is no address for {}. Add it under Family first", letter.to_name),
    );
    need(
        "",
        f.case.decided.is_none(),
        "The day of the decision is not known. Ask the school, and add it to the facts".into(),
    );
    need(
        "",
        f.case.first_day.is_none(),
        "The first day is not known. Ask the school, and add it to the facts".into(),
    );
    let permanent = f.case.kind == Kind::Permanent;
    need("", permanent && f.governors_by.is_none(), "The last day for the governing body cannot be counted. Complete the school’s calendar first".into());
    need("added", permanent && f.sixth.is_none() && f.provision.is_none() && draft.added.trim().is_empty(), "The sixth school day cannot be counted, or does not arise. Look at what is owed, and say in “Anything more” what applies".into());
    need(
        "send_to",
        draft.send_to.trim().is_empty(),
        "Say to whom and where representations go".into(),
    );
    need(
        "pupil_part",
        draft.pupil_part.trim().is_empty(),
        "Say how the pupil can take part".into(),
    );
    need(
        "remote",
        draft.remote.trim().is_empty(),
        "Say of whom a remote meeting is asked for".into(),
    );
    need(
        "",
        desk.advice.is_empty(),
        "No source of free advice is set up. Fill it in under Set-up, Cases".into(),
    );
    need(
        "",
        desk.phone.trim().is_empty(),
        "The set-up does not give the authority’s telephone number".into(),
    );
    need(
        "",
        desk.sign_role.trim().is_empty(),
        "Whoever signs has no post. Put it right under People".into(),
    );
    let on = f.case.decided.unwrap_or(f.today);
    if out.is_empty()
        && let Some(Ok(version)) = rule::find("R2.06").map(|r| r.on(on))
    {
        // A suspension need bring no meeting; its letter then says nothing of attending one.
        let lacks = rule::missing_by_law(version, &letter.has);
        let lacks = lacks
            .iter()
            .filter(|c| permanent || !matches!(c.key, "attend" | "represented" | "friend"))
            // Over compulsory school age nobody is kept from public places, and no sixth day arises.
            .filter(|c| c.key != "section-104" || compulsory(f));
        out.extend(lacks.map(|c| ("", format!("The letter lacks {}", c.words))));
    }
    let words = letter.words();
    if let Some(whose) = gives_away(&words, f.to.id, f.parents, f.withheld) {
        let whose = f.parents.iter().find(|p| p.id == whose).map(Parent::full).unwrap_or_default();
        let typed = [
            ("send_to", &draft.send_to),
            ("pupil_part", &draft.pupil_part),
            ("remote", &draft.remote),
            ("work", &draft.work),
            ("added", &draft.added),
        ];
        let field = typed
            .into_iter()
            .find(|(_, text)| gives_away(text, f.to.id, f.parents, f.withheld).is_some());
        out.push((
            field.map_or("", |(field, _)| field),
            format!(
                "Something of {whose} stands in this letter that is kept from {}. Take it out",
                f.to.full()
            ),
        ));
    }
    out
}
