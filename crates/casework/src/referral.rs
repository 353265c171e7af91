//! A referral to the room: what a teacher says happened, who may read it, and the decision.
//!
//! Must never know: how it is kept or shown. Context for approvers is no part of it: that is a
//! note of its own, so that nothing which shows a referral can show it by accident.

use crate::pupil::Pupil;
use crate::school::{Rules, Setting};
use crate::words::Concept;
use crate::{Actor, Id, May, Reach, Refusal, Role, Scope};
use rulebook::day::spell_minutes;
use rulebook::{Day, Instant, SchoolCalendar};

coded! {
    /// Where a referral has got to.
    pub enum ReferralState {
        Waiting = "waiting", "Waiting for approval";
        Approved = "approved", "Approved";
        Declined = "declined", "Declined";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

coded! {
    /// Whether anyone was hurt, as far as the referrer knows.
    pub enum Hurt {
        No = "no", "No";
        Yes = "yes", "Yes";
        Unsure = "unsure", "Not sure";
    }
}

coded! {
    /// How long the referrer asks for. Whoever approves decides the periods.
    pub enum Length {
        Lesson = "lesson", "1 lesson";
        Half = "half", "Half day";
        Day = "day", "1 day";
        Other = "other", "Other";
    }
}

coded! {
    /// What was tried before the referral.
    pub enum Tried {
        Quiet = "quiet", "Quiet word, choice offered";
        Warning = "warning", "Warning";
        Seat = "seat", "Moved seat";
        TimeOut = "time_out", "Time-out card";
        Nothing = "nothing", "Nothing: it needed removal at once";
    }
}

/// A referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// Who referred: a member of staff.
    pub referrer: Id,
    /// The reason, from the school's list.
    pub reason: Id,
    /// The day it happened.
    pub happened_on: Day,
    /// The stretch of the day: "P5".
    pub period: String,
    /// Where.
    pub place: String,
    /// What happened, in the referrer's words. Only some may read it.
    pub what: String,
    /// Whether anyone was hurt.
    pub hurt: Hurt,
    /// How long was asked for.
    pub ask: Length,
    /// Where it has got to.
    pub state: ReferralState,
    /// When it was sent.
    pub made_at: Instant,
    /// Who decided: a member of staff.
    pub decided_by: Option<Id>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Why it was declined, or what was said with the approval; the referrer reads it.
    pub decision: String,
    /// What will be different this time.
    pub different: String,
    /// Whether the placement is used instead of a suspension; not known until decided.
    pub instead_of_suspension: Option<bool>,
    /// The on-call it came from.
    pub from_call: Option<Id>,
    /// Version.
    pub version: i64,
}

/// The pupil, day and stretch of the day of a referral about to be sent.
pub struct Told<'a> {
    /// The pupil.
    pub pupil: &'a Pupil,
    /// The day it happened.
    pub day: Day,
    /// "P5"
    pub period: &'a str,
}

/// What is wrong with the pupil, the day or the period: the field and what to do about it.
pub fn check(setting: &Setting, now: Instant, told: &Told) -> Vec<(&'static str, String)> {
    let (today, minute) = now.local();
    let mut wrong = Vec::new();
    if let Some(left) = told.pupil.left_on.filter(|left| *left <= today) {
        wrong.push((
            "pupil",
            format!("{} left the school on {left}. Choose somebody on roll", told.pupil.name()),
        ));
    }
    if told.day > today {
        wrong.push(("day", format!("{} has not come yet. Give the day it happened", told.day)));
    } else if let Some(why) = setting.calendar.why_closed(told.day) {
        wrong.push((
            "day",
            format!("{} was not a school day: {why}. Give the day it happened", told.day),
        ));
    } else if today.since(told.day) > rulebook::room::REFERRAL_REACHES_BACK {
        wrong.push((
            "day",
            format!(
                "{} is more than {} days ago, too long for the room to answer it. Speak to the {}",
                told.day,
                rulebook::room::REFERRAL_REACHES_BACK,
                setting.words.one(Concept::YearLead)
            ),
        ));
    } else {
        match setting.periods_on(told.day).into_iter().find(|p| p.code == told.period) {
            None => wrong.push(("period", "Choose when it happened".to_string())),
            Some(p) if told.day == today && p.from > minute => wrong.push((
                "period",
                format!(
                    "{} has not begun: it starts at {}. Choose when it happened",
                    p.code, p.from
                ),
            )),
            Some(_) => {}
        }
    }
    wrong
}

/// The same person's referral of the same pupil for the same period, still waiting: sent from
/// another window, or forgotten.
pub fn already<'a>(waiting: &'a [Referral], of: &Told, referrer: Id) -> Option<&'a Referral> {
    waiting.iter().find(|r| {
        r.state == ReferralState::Waiting
            && r.pupil == of.pupil.id
            && r.referrer == referrer
            && r.happened_on == of.day
            && r.period == of.period
    })
}

/// Why it is not sent twice, with a way to the first.
pub fn sent_before(first: &Referral, pupil: &Pupil) -> Refusal {
    Refusal::because(
        format!("You have already referred {} for this", pupil.name()),
        format!(
            "One referral for one pupil, one period and one referrer waits at a time. Yours for {}, {}, went at {}.",
            first.happened_on,
            first.period,
            first.made_at.minute()
        ),
        "The way Mainstay works, so that one lesson is not counted twice.",
    )
    .naming(pupil.name())
    .or("Open the first one", format!("/referrals/{}", first.id))
}

/// What somebody may read of a referral that they may see at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sees {
    /// What happened, in the referrer's words.
    pub detail: bool,
    /// Context kept to approvers.
    pub notes: bool,
}

/// How far somebody sees referrals: their own always, and these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Only their own.
    Own,
    /// Of pupils in these years.
    Years(Vec<i64>),
    /// The whole school.
    All,
}

/// Which referrals besides their own somebody sees.
pub fn whose(actor: &Actor, today: Day) -> Whose {
    if actor.may(May::ReasonDetail) && actor.scope(today).reach.contains(&Reach::School) {
        Whose::All
    } else if actor.may(May::ReasonDetail) {
        Whose::Years(actor.years.clone())
    } else {
        Whose::Own
    }
}

/// The pupils of whose waiting referrals somebody is told though others decide: the years they
/// lead, and no more than those.
pub fn told_of_waiting(actor: &Actor) -> Option<Scope> {
    if actor.may(May::Approve) || actor.years.is_empty() || !actor.roles.contains(&Role::YearLead) {
        return None;
    }
    Some(Scope { org: actor.org, reach: vec![Reach::Years(actor.years.clone())] })
}

/// Who decides, in a sentence: "Mr Ewan Thrale or Mrs Amara Sethi".
pub fn decided_with(names: &[String]) -> String {
    match names {
        [] => "nobody yet: no one here may approve".to_string(),
        [one] => one.clone(),
        [one, two] => format!("{one} or {two}"),
        [one, rest @ ..] => format!("{one} or {} others", rest.len()),
    }
}

/// What somebody may read of this referral; `None` when it is missing to them. `year` is the
/// pupil's.
pub fn sees(actor: &Actor, today: Day, referral: &Referral, year: i64) -> Option<Sees> {
    let reached = match whose(actor, today) {
        Whose::All => true,
        Whose::Years(years) => years.contains(&year),
        Whose::Own => false,
    };
    (reached || referral.referrer == actor.staff).then(|| Sees {
        detail: referral.referrer == actor.staff || actor.may(May::ReasonDetail),
        notes: reached && actor.may(May::ApproverNotes),
    })
}

/// Whether this person may approve a placement of so many minutes of lessons.
pub fn may_approve(actor: &Actor, minutes: i64, setting: &Setting) -> Result<(), Refusal> {
    let rules = &setting.rules;
    let senior = actor.roles.iter().any(|r| matches!(r, Role::Senior | Role::Head));
    if minutes < rules.senior_from_minutes || senior {
        return Ok(());
    }
    let mut refusal = Refusal::because(
        format!("{} of lessons needs {}", spell_minutes(minutes), setting.words.a(Concept::Senior)),
        format!(
            "A {} of {} of lessons or more is approved by {} or the headteacher.",
            setting.words.one(Concept::Placement),
            spell_minutes(rules.senior_from_minutes),
            setting.words.a(Concept::Senior)
        ),
        format!("{}. The school’s own rule, not law.", rules.policy),
    )
    .or("Choose fewer periods, or leave it in the queue", "/queue");
    refusal.by_role = true;
    Err(refusal)
}

/// Whether this placement takes the pupil past the hours in a term at which the school asks
/// what will be different. `so_far` and `minutes` are minutes of lessons.
pub fn past_the_gate(so_far: i64, minutes: i64, rules: &Rules) -> bool {
    so_far + minutes > rules.gate_hours * 60
}

/// School days a return held: those after `placed` until what came next, or until now.
pub fn held(calendar: &SchoolCalendar, placed: Day, next: Option<Day>, today: Day) -> i64 {
    let to = next.unwrap_or(today).plus(-1);
    let from = placed.plus(1);
    if to < from { 0 } else { calendar.school_days_between(from, to).len() as i64 }
}

/// The first of these names that stands as a word in a text for the pupil and home.
pub fn names_somebody<'a>(text: &str, names: &'a [String]) -> Option<&'a str> {
    let said: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’')
        .map(|w| w.trim_end_matches("’s").trim_end_matches("'s").to_lowercase())
        .collect();
    names
        .iter()
        .find(|name| !name.trim().is_empty() && said.contains(&name.trim().to_lowercase()))
        .map(String::as_str)
}

#[cfg(test)]
mod tests;
