//! A line of the trail as a person would say it: dates, times, counts and codes in words.
//!
//! Must never know: where a line is shown, or how it was hashed. What has no words goes by its name.

mod action;
mod cases;
mod centre;
mod exclusion;
mod group;
mod hearings;
mod kit;
mod later;
mod meeting;
mod organisation;
mod plan;
mod rooms;
mod support;
mod team;
mod title;
mod watch;

pub use title::title;

use crate::coded::Coded;
use crate::words::capital;
use crate::{
    Id, Verb, day, duty, exit, failed_day, file, home, reflection, repair, restrictive, returning,
    review, today,
};
use rulebook::day::spell_minutes;
use rulebook::{Day, Instant};

/// Facts that prove which form was answered: they mean nothing to a reader.
const MARKS: [&str; 1] = ["form"];

/// Who was rung in a call home, and when, for a reader who may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The event's record: the call.
    pub call: Id,
    /// "Mrs Nkechi Okafor"
    pub who: String,
    /// When they were rung.
    pub at: Instant,
}

/// The facts of a line, as sentences. `rung` is who was rung, where the reader may know.
pub fn tell(verb: Verb, facts: &str, rung: Option<&Rung>) -> Vec<String> {
    let mut f = Facts::read(facts);
    let mut said: Vec<String> = sentences(verb, &mut f, rung).into_iter().flatten().collect();
    said.extend(f.rest());
    said
}

/// One sentence, or nothing when the facts it needs are not there.
type Sentence = Option<String>;

fn sentences(verb: Verb, f: &mut Facts, rung: Option<&Rung>) -> Vec<Sentence> {
    match verb {
        Verb::Referred => vec![
            f.take("happened").map(|v| format!("It happened on {v}")),
            f.take("asked for").map(|v| format!("Asked for: {v}")),
        ],
        Verb::Approved => vec![
            placed(f).map(|v| format!("For {v}")),
            f.take("instead of a suspension").map(|v| match v.as_str() {
                "yes" => "Used instead of a suspension".to_string(),
                "no" => "Not used instead of a suspension".to_string(),
                other => format!("Instead of a suspension: {other}"),
            }),
        ],
        Verb::Booked => vec![placed(f)],
        Verb::Queued => {
            vec![placed(f).map(|v| format!("For {v}")), f.take("why").map(|v| v.to_string())]
        }
        Verb::Moved => {
            let days = [f.take("from_day"), f.take("to_day")];
            let spelt = f.both("from", "to").map(|(from, to)| format!("From {from} to {to}"));
            let by_day = match days {
                [Some(from), Some(to)] => Some(format!("From {from} to {to}")),
                _ => None,
            };
            vec![
                spelt.or(by_day),
                f.some("requests ended")
                    .map(|n| counted(n, "request for work ended", "requests for work ended")),
                f.some("letters to send again")
                    .map(|n| counted(n, "letter to send again", "letters to send again")),
            ]
        }
        Verb::Cancelled => vec![placed(f).map(|v| format!("It was for {v}"))],
        Verb::Overrode => vec![f.take("rule").map(|rule| {
            let where_ = f.take("periods").map(|v| format!(" in {v}"));
            let full = f.take("full").map(|v| format!(", full in {v}"));
            format!("{rule}{}{}", where_.unwrap_or_default(), full.unwrap_or_default())
        })],
        Verb::WorkAsked => {
            vec![f.count("requests", "lesson", "lessons").map(|v| format!("For {v}"))]
        }
        Verb::WorkAnswered
        | Verb::WorkFromBank
        | Verb::WorkDone
        | Verb::WorkReturned
        | Verb::WorkCollected
        | Verb::WorkSeen
        | Verb::WorkJudged
        | Verb::WorkAskedAgain
        | Verb::WorkBackUndone
        | Verb::WorkBackSaid => vec![
            f.take("period"),
            f.take("taken back").map(|_| "Taken back: it was not so".to_string()),
            f.take("said"),
            f.take("why"),
            f.count("pieces", "piece of work", "pieces of work"),
            f.take("to").map(|v| format!("To {v}")),
            f.take("how"),
            f.take("file").map(|v| format!("With a file: {v}")),
            f.take("file taken away").map(|v| format!("File taken away: {v}")),
            f.take("unit").map(|v| format!("The unit “{v}”")),
            f.take("done").map(|v| format!("Done: {}", lower(&v))),
            f.take("lesson’s own work").map(|v| match v.as_str() {
                "yes" => "The lesson’s own work".to_string(),
                _ => "Not the lesson’s own work".to_string(),
            }),
        ],
        Verb::UnitKept | Verb::UnitDecided | Verb::ProgrammeKept | Verb::ProgrammeAgreed => vec![
            f.take("unit").map(|v| format!("The unit “{v}”")),
            f.take("subject").map(|v| format!("For {v}")),
            f.take("said"),
            f.take("agreement").map(|_| "Its head of subject is asked anew".to_string()),
            f.take("programme"),
            f.count("units", "unit", "units"),
        ],
        Verb::SubjectTalked => {
            vec![f.take("subject"), f.take("on").map(|v| format!("Held on {v}"))]
        }
        Verb::MessagesTaken => vec![f.count("emails", "email", "emails")],
        Verb::MessageSent | Verb::MessageFailed | Verb::MessageAgain => {
            let what = f.take("what").unwrap_or_default();
            let whom = match (f.take("to"), f.count("emails", "email", "emails")) {
                (Some(to), _) => format!("to {to}"),
                (None, Some(count)) => format!("in {count}"),
                (None, None) => String::new(),
            };
            // That it was sent is the title already.
            let stands = f.take("how it stands").filter(|_| verb == Verb::MessageFailed);
            vec![
                Some(format!("{what} {whom}").trim().to_string()).filter(|v| !v.is_empty()),
                stands,
            ]
        }
        Verb::HomeCalled => vec![called_home(f, rung)],
        Verb::LetterIssued => vec![f.take("number").map(|n| {
            let about = f.take("about").map(|v| format!(", about {v}"));
            format!("Letter {n}{}", about.unwrap_or_default())
        })],
        Verb::LetterRead | Verb::HomeReplied => {
            let by = f.take("by");
            vec![f.take("how").map(|how| match by {
                Some(by) => format!("{by}, {how}"),
                None => capital(&how),
            })]
        }
        Verb::SheetGiven
        | Verb::SheetKnown
        | Verb::GoodNewsSent
        | Verb::ProfessionalTold
        | Verb::CardLooked
        | Verb::CardReminded => later::sentences(verb, f),
        Verb::EmailStopped => vec![
            f.take("email").map(|v| match v.as_str() {
                "stopped" => "Not written to by email from now".to_string(),
                _ => "Written to by email again".to_string(),
            }),
            f.take("why"),
        ],
        Verb::NoticePublished | Verb::NoticeAmended => {
            let number = f.number("number");
            vec![
                number.filter(|n| *n > 1).map(|n| format!("Amendment {}", n - 1)),
                f.count("lines", "line", "lines"),
                f.count("readers", "reader", "readers").map(|v| format!("For {v}")),
            ]
        }
        Verb::NoticeOpened => {
            vec![f.number("number").filter(|n| *n > 1).map(|n| format!("Amendment {}", n - 1))]
        }
        Verb::Arrived => vec![
            f.take("at").map(|v| format!("At {v}")),
            f.take("feels").map(|v| format!("Feels {v} of 5")),
            f.take("without").map(|v| format!("Without a {v}")),
        ],
        Verb::NotHere => vec![f.take("reason")],
        Verb::Inducted => vec![
            f.take("read aloud").map(|v| match v.as_str() {
                "yes" => "The expectations were read aloud".to_string(),
                _ => "The expectations were not read aloud".to_string(),
            }),
            f.take("version used"),
            f.take("rules").map(|v| format!("Rules shown: {v}")),
            f.take("signed").map(|_| "They signed it".to_string()),
        ],
        Verb::Marked => vec![
            f.take("period"),
            f.take("conduct").map(|v| format!("Conduct {v}")),
            f.take("learning").map(|v| format!("Learning {v}")),
            f.take("work done").map(|v| format!("Work done: {}", lower(&v))),
        ],
        Verb::EntryMade | Verb::EntryUndone => {
            let kind = f.take("kind").map(|v| match v.as_str() {
                "left" => "Left the room".to_string(),
                other => label::<day::EntryKind>(other),
            });
            let at = f.take("at").map(|v| format!(" at {v}")).unwrap_or_default();
            let code = f.take("period").map(|v| format!(", in {v}")).unwrap_or_default();
            vec![
                kind.map(|k| format!("{k}{at}{code}")),
                f.take("entered").map(|v| format!("Entered {v}")),
            ]
        }
        Verb::ExitHeld => vec![
            f.take("outcome").map(|v| label::<exit::Outcome>(&v)),
            f.count("targets", "target", "targets"),
            f.count("teachers_told", "teacher told", "teachers told"),
            f.take("feeling").map(|v| format!("Feels {v} of 10")),
        ],
        Verb::Closed => vec![f.take("with").map(|v| format!("With {}", an(&v)))],
        Verb::ReflectionBegun | Verb::ReflectionHanded | Verb::ReflectionKept => {
            let form = f.take("form").map(|v| label::<reflection::Form>(&v));
            let language = f.take("language").map(|v| format!("In {v}"));
            vec![
                f.take("way").map(|v| label::<reflection::Way>(&v)),
                language.or(form),
                f.take("interpreter").map(|_| "With an interpreter".to_string()),
                f.count("answers", "answer", "answers"),
            ]
        }
        Verb::RepairPrepared => vec![
            f.take("side").map(|v| label::<repair::Side>(&v)),
            f.take("consent").map(|v| label::<repair::Consent>(&v)),
            f.count("answers", "answer", "answers"),
        ],
        Verb::RepairCarried => vec![f.take("side").map(|v| label::<repair::Side>(&v))],
        Verb::DayFailed | Verb::DayHanded => vec![
            f.count("warnings", "warning", "warnings"),
            f.count("adjustments", "adjustment tried", "adjustments tried"),
            f.count("steps", "step taken", "steps taken"),
            f.take("account").map(|v| label::<failed_day::Account>(&v)),
        ],
        Verb::DayDecided => vec![f.take("decision").map(|v| label::<failed_day::Decision>(&v))],
        Verb::StepMet => vec![
            f.take("called").map(|v| format!("Called {v}")),
            f.take("came").map(|v| format!("Came {v}")),
        ],
        Verb::RepairOffered => vec![f.take("before").map(|v| format!("To be held before {v}"))],
        Verb::RepairSet => vec![f.take("for").map(|v| format!("For {v}"))],
        Verb::RepairHeld => vec![
            f.take("outcome").map(|v| match f.take("by").as_deref() {
                Some("pupil") => format!("{} by the pupil", capital(&v)),
                Some("adult") => format!("{} by the adult", capital(&v)),
                Some(by) => format!("{} by {by}", capital(&v)),
                None => capital(&v),
            }),
            f.take("consent").map(|v| match v.as_str() {
                "both" => "Both agreed to meet".to_string(),
                other => format!("Agreed to meet: {other}"),
            }),
            f.take("way").map(|v| label::<repair::Way>(&v)),
            f.count("items", "thing agreed", "things agreed"),
            f.take("offer_again").map(|v| format!("To be offered again on {v}")),
            f.take("check_on").map(|v| format!("To be checked on {v}")),
        ],
        Verb::RepairChecked => vec![
            f.take("result").map(|v| label::<repair::Kept>(&v)),
            f.count("done", "thing done", "things done"),
        ],
        Verb::MisEntryMade => vec![
            f.take("taken_back").map(|_| "Taken back: it was not made".to_string()),
            f.take("day").map(|v| format!("For {v}")),
        ],
        Verb::MisFileRead | Verb::MisFileUndone => vec![
            f.count("entries", "entry", "entries"),
            f.some("left out").map(|n| counted(n, "row left out", "rows left out")),
        ],
        Verb::DutyStarted => vec![
            f.take("kind").map(|v| label::<duty::DutyKind>(&v)),
            f.take("given up")
                .map(|v| format!("Given up: {}", lower(&label::<duty::DutyKind>(&v)))),
            f.take("before").map(|v| format!("It was {}", lower(&label::<duty::DutyKind>(&v)))),
            f.take("day").map(|v| match f.take("period") {
                Some(period) => format!("{v}, {period}"),
                None => v,
            }),
        ],
        Verb::CallLogged => vec![
            f.take("called").map(|v| format!("Called {v}")),
            f.take("arrived").map(|v| format!("Arrived {v}")),
            f.take("left").map(|v| format!("Left again {v}")),
            f.take("outcome").map(|v| label::<duty::CallOutcome>(&v)),
            f.take("details").map(|_| "Details written".to_string()),
        ],
        Verb::ReturnOpened => vec![f.take("to").map(|v| format!("Followed until {v}"))],
        Verb::CheckedIn => vec![
            f.take("day").map(|v| format!("Day {v}")),
            f.take("feeling").map(|v| format!("Feels {v} of 10")),
        ],
        Verb::CardGiven => vec![
            f.both("from", "to").map(|(from, to)| format!("From {from} to {to}")),
            f.count("targets", "target", "targets"),
        ],
        Verb::CardAsked => vec![
            f.take("on").map(|v| format!("For {v}")),
            f.count("teachers", "teacher", "teachers"),
            f.some("lessons without a teacher")
                .map(|n| counted(n, "lesson has no teacher", "lessons have no teacher")),
        ],
        Verb::CardMarked | Verb::CardUnmarked => vec![
            f.take("lesson"),
            f.take("on").map(|v| format!("On {v}")),
            f.take("marks"),
            f.take("how"),
        ],
        Verb::IncidentImported => {
            vec![f.take("kind"), f.take("day"), f.count("incidents", "incident", "incidents")]
        }
        Verb::ReturnDecided => vec![
            f.take("outcome").map(|v| label::<returning::Outcome>(&v)),
            f.take("card")
                .map(|v| format!("Report card: {}", lower(&label::<returning::fade::Step>(&v)))),
            f.take("on").map(|v| format!("On {v}")),
        ],
        Verb::TaskDone => vec![
            f.take("what").map(|v| capital(&v)),
            f.take("kind").map(|v| label::<today::Kind>(&v)),
            f.take("way").map(|v| capital(&v)),
        ],
        Verb::TaskSet => {
            vec![f.take("what").map(|v| capital(&v)), f.take("due").map(|v| format!("Due {v}"))]
        }
        Verb::NoteAdded | Verb::NoteCorrected => vec![
            f.take("audience").map(|v| format!("For: {}", lower(&label::<file::Audience>(&v)))),
            f.take("version").map(|v| format!("Version {v}")),
        ],
        Verb::SignInFailed => vec![
            f.count("tries", "try", "tries"),
            f.take("shut until").map(|v| format!("Shut until {v}")),
        ],
        Verb::CameOver
        | Verb::SchoolsImported
        | Verb::MoneyRaised
        | Verb::MoneyCorrected
        | Verb::MoneyApproved
        | Verb::MoneySentBack
        | Verb::MoneyWithdrawn
        | Verb::MoneyReversalAsked
        | Verb::MoneyReversed
        | Verb::RateEntered => organisation::sentences(verb, f),
        Verb::SessionEnded => vec![f.count("ended", "session ended", "sessions ended")],
        Verb::PupilChanged | Verb::AccountChanged => vec![
            f.take("changed").map(|v| format!("Changed: {v}")),
            f.count("sessions ended", "session ended", "sessions ended"),
        ],
        Verb::ThresholdReached | Verb::ReviewRaised | Verb::ReviewMoved => vec![
            f.take("threshold"),
            f.take("counted"),
            f.take("asked of").map(|v| format!("Asked of {v}")),
            f.take("due").map(|v| format!("Due {v}")),
        ],
        Verb::ReviewHeld => vec![f.take("outcome").map(|v| label::<review::Outcome>(&v))],
        Verb::SupportPromised | Verb::SupportBegun => {
            vec![f.take("from").map(|v| format!("From {v}"))]
        }
        Verb::RestrictiveAsked => {
            vec![f.take("answer").map(|v| format!("The answer was {v}"))]
        }
        Verb::RestrictiveOpened | Verb::RestrictiveCompleted => vec![
            f.number("version").filter(|n| *n > 1).map(|n| format!("Version {n}")),
            f.some("not known yet")
                .map(|n| counted(n, "fact not known yet", "facts not known yet")),
        ],
        Verb::RestrictiveTold => vec![
            f.take("whom").map(|v| capital(&v)),
            f.take("how").map(|v| label::<restrictive::How>(&v)),
            f.take("at").map(|v| format!("At {v}")),
            f.take("copy").map(|v| match v.as_str() {
                "yes" => "With a copy of the record".to_string(),
                _ => "Without a copy".to_string(),
            }),
        ],
        Verb::RestrictiveWithheld => vec![f.take("whom").map(|v| format!("From {v}"))],
        Verb::RestrictiveListed => {
            vec![f.both("from", "to").map(|(from, to)| format!("From {from} to {to}"))]
        }
        Verb::ReportExported => vec![
            f.take("list").map(|v| capital(&v.replace('_', " "))),
            f.both("from", "to").map(|(from, to)| format!("From {from} to {to}")),
            f.count("rows", "row", "rows"),
            f.take("as").or_else(|| f.take("kind")).map(|v| format!("As {}", v.to_uppercase())),
        ],
        v if v.code().starts_with("plan_") => plan::sentences(v, f),
        v if v.code().starts_with("meeting_") => meeting::sentences(v, f),
        v if v.code().starts_with("action_") || v.code().starts_with("routine_") => {
            action::sentences(v, f)
        }
        v if ["centre_", "significant_"].iter().any(|p| v.code().starts_with(p)) => {
            centre::sentences(v, f)
        }
        v if ["group_", "intervention_", "measure_"].iter().any(|p| v.code().starts_with(p)) => {
            group::sentences(v, f)
        }
        v if v.code().starts_with("team_") => team::sentences(f),
        other => {
            let told = [
                rooms::sentences,
                kit::sentences,
                exclusion::sentences,
                later::sentences,
                hearings::sentences,
                cases::sentences,
                watch::sentences,
                support::sentences,
            ];
            told.iter().map(|say| say(other, f)).find(|said| !said.is_empty()).unwrap_or_default()
        }
    }
}

fn called_home(f: &mut Facts, rung: Option<&Rung>) -> Sentence {
    let outcome = f.take("outcome").map(|v| {
        let said = home::Outcome::from_code(&v).map_or(v.clone(), |o| o.label().to_string());
        format!(": {}", lower(&said))
    });
    let at = f.take("at");
    let (who, at) = match rung {
        Some(r) => (r.who.clone(), Some(format!(" at {}", r.at.minute()))),
        None => ("home".to_string(), at.map(|v| format!(", {v}"))),
    };
    (at.is_some() || outcome.is_some())
        .then(|| format!("Rang {who}{}{}", at.unwrap_or_default(), outcome.unwrap_or_default()))
}

/// "Tue 10 Nov 2026, P2 and P3, Reset room, 1 h 40 min"
fn placed(f: &mut Facts) -> Sentence {
    let parts =
        [f.take("day"), f.take("periods"), f.take("room"), f.number("minutes").map(spell_minutes)];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn counted(n: i64, one: &str, many: &str) -> String {
    match n {
        0 => format!("No {many}"),
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

fn label<C: Coded>(code: &str) -> String {
    C::from_code(code).map_or_else(|| capital(&code.replace('_', " ")), |c| c.label().to_string())
}

fn an(what: &str) -> String {
    match what {
        "exit interview" => "an exit interview".into(),
        other => other.into(),
    }
}

/// The first letter made small, unless the word is written in capitals or is a name's "I".
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_string(),
    }
}

/// The same words with dates and moments as people write them.
fn dated(value: &str) -> String {
    let word = |w: &str| {
        let bare = w.trim_end_matches([',', ';', '.']);
        let said = match bare.contains('T') {
            true => Instant::parse_iso(bare).map(|at| at.to_string()),
            false => Day::parse_iso(bare).map(|day| day.to_string()),
        };
        said.map(|s| format!("{s}{}", &w[bare.len()..]))
    };
    let mut out: Vec<String> = Vec::new();
    let mut words = value.split(' ').peekable();
    while let Some(w) = words.next() {
        let Some(said) = word(w) else {
            out.push(w.to_string());
            continue;
        };
        // "2026-11-12 P2" is a day and its lesson.
        let comma = words.peek().is_some_and(|next| {
            next.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
        }) && !said.ends_with([',', ';', '.']);
        out.push(if comma { format!("{said},") } else { said });
    }
    out.join(" ")
}

/// The facts of a line still to be told.
struct Facts(Vec<(String, String)>);

impl Facts {
    fn read(facts: &str) -> Facts {
        let told = facts.lines().filter_map(|line| match line.split_once(": ") {
            // Keys mean nothing to a reader.
            Some((name, value)) => (!MARKS.contains(&name)
                && !value.trim().is_empty()
                && Id::parse_str(value.trim()).is_err())
            .then(|| (name.to_string(), dated(value.trim()))),
            // A name without a value says nothing; any other line goes on from the one above.
            None => (!line.trim().is_empty() && !line.trim().ends_with(':'))
                .then(|| (String::new(), dated(line.trim()))),
        });
        Facts(told.collect())
    }
    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(n, _)| n == name)?;
        Some(self.0.remove(at).1)
    }
    fn both(&mut self, one: &str, other: &str) -> Option<(String, String)> {
        let has = |name| self.0.iter().any(|(n, _)| n == name);
        if !has(one) || !has(other) {
            return None;
        }
        Some((self.take(one)?, self.take(other)?))
    }
    /// A figure; what is no figure is left to be told by its name.
    fn number(&mut self, name: &str) -> Option<i64> {
        let at = self.0.iter().position(|(n, _)| n == name)?;
        let n = self.0[at].1.parse().ok()?;
        self.0.remove(at);
        Some(n)
    }
    fn count(&mut self, name: &str, one: &str, many: &str) -> Option<String> {
        self.number(name).map(|n| counted(n, one, many))
    }
    /// A figure that is not nought.
    fn some(&mut self, name: &str) -> Option<i64> {
        self.number(name).filter(|n| *n != 0)
    }
    fn rest(self) -> impl Iterator<Item = String> {
        self.0.into_iter().map(|(name, value)| match name.as_str() {
            "" => value,
            name => format!("{}: {value}", capital(&name.replace('_', " "))),
        })
    }
}

#[cfg(test)]
mod tests;
