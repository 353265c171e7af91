//! Whether a record is whole, who may decide on it, and whether what was decided may be cancelled.
//!
//! Must never know: what to decide. A reason is asked for; none is ever proposed or weighed.

use super::period::Totals;
use super::{As, Evidence, Exclusion, Exhibit, Part, Settings, Step, WHO_DECIDES};
use crate::failed_day::Account;
use crate::owed::Kind;
use crate::{Actor, May, Refusal};
use rulebook::duty::exclusion::{Cancel, NoCancel};
use rulebook::states::{self, Permanent, PermanentAct, Suspension, SuspensionAct};
use rulebook::{Day, HalfDays, clocks};

/// The texts of a record, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(pub Vec<(Part, String)>);

impl Texts {
    /// One of them, or empty.
    pub fn of(&self, part: Part) -> &str {
        self.0.iter().find(|(p, _)| *p == part).map(|(_, t)| t.trim()).unwrap_or_default()
    }
    /// Whether there is something in it.
    pub fn has(&self, part: Part) -> bool {
        !self.of(part).is_empty()
    }
}

/// What is still to be said before anybody can decide: the page, and what to do there. What the
/// pupil says is never asked for as an admission.
pub fn missing(e: &Exclusion, texts: &Texts, exhibits: &[Exhibit]) -> Vec<(Step, String)> {
    let mut out = Vec::new();
    let mut need = |step: Step, missing: bool, words: &str| {
        if missing {
            out.push((step, words.to_string()));
        }
    };
    need(Step::Incident, e.happened_at.is_none(), "Say when it happened");
    need(Step::Incident, !texts.has(Part::Incident), "Say what happened");
    let statement = |x: &Exhibit| matches!(x.kind, Evidence::Statement | Evidence::PupilStatement);
    need(Step::Evidence, exhibits.is_empty(), "Add what shows it: a statement, or something else");
    for x in exhibits.iter().filter(|x| statement(x)) {
        need(
            Step::Evidence,
            !x.read_back,
            "A statement was not read back to whoever gave it. Read it to them, then record that",
        );
    }
    match e.account_how {
        None => need(Step::Account, true, "Ask for their account, or say why it was not asked for"),
        Some(Account::Said) => {
            need(Step::Account, !texts.has(Part::Account), "Write what they say, in their words");
        }
        Some(Account::NotAsked) => {
            need(Step::Account, !texts.has(Part::AccountWhy), "Say why they were not asked");
        }
        Some(Account::RatherNot) => {}
    }
    need(Step::Needs, !texts.has(Part::Needs), "Say how needs were weighed, none being known too");
    need(Step::Needs, !texts.has(Part::Equality), "Say what regard was had to equality");
    need(Step::Weighed, !texts.has(Part::Found), "Say what was found to have happened");
    need(Step::Weighed, !e.probable, "Weigh the facts on the balance of probabilities");
    need(Step::Weighed, !texts.has(Part::Alternatives), "Say what else was considered");
    need(Step::Period, e.kind.is_none(), "Say what it would be");
    need(Step::Period, e.first.is_none(), "Give the first day");
    let fixed = e.kind.is_some_and(|k| k != Kind::Permanent);
    need(Step::Period, fixed && e.last.is_none(), "Give the last day");
    need(Step::Period, e.reasons.is_empty(), "Choose one to three reasons of the national list");
    need(Step::Period, !texts.has(Part::Plain), "Give the reasons in plain words for the letter");
    if e.kind == Some(Kind::Permanent) {
        need(
            Step::Period,
            !texts.has(Part::Breach),
            "Say what the serious or persistent breach is",
        );
        need(Step::Period, !texts.has(Part::Harm), "Say what serious harm staying would do");
    }
    if e.kind == Some(Kind::Suspension) {
        need(Step::After, !texts.has(Part::Work), "Say how work is set and marked");
        need(Step::After, e.meeting.is_none(), "Set the meeting about the return");
    }
    out
}

/// As what this person decides on a day, or the refusal. Whoever acted as head on one day decided
/// nothing on another.
pub fn decider(actor: &Actor, settings: &Settings, today: Day, back: &str) -> Result<As, Refusal> {
    if actor.may(May::DecideExclusion) {
        return Ok(As::Head);
    }
    if settings.acts(actor.staff, today) {
        return Ok(As::Acting);
    }
    let mut no = Refusal::because(
        "You cannot decide this",
        WHO_DECIDES,
        "Education Act 2002 s.51A; SI 2012/1033 (R2.01). Part of it is not yet checked.",
    )
    .or("Leave it ready for the headteacher", back);
    no.by_role = true;
    Err(no)
}

/// Whether it may still be written on.
pub fn may_write(e: &Exclusion) -> Result<(), Refusal> {
    if e.is_draft() {
        return Ok(());
    }
    let title = match &e.decided {
        Some(d) => format!("This was decided, {}, and stays as it was", d.at),
        None => "This draft was given up".to_string(),
    };
    Err(Refusal::because(
        title,
        "What a headteacher decided on is what governors and a panel will read. Anything more is added beside it.",
        "Mainstay: records are corrected by addition.",
    )
    .or("See the record", format!("/exclusions/{}", e.id))
    .or("Add a note or evidence", format!("/exclusions/{}/evidence", e.id)))
}

/// Whether what was decided may be decided: the state machines of the note, with their guards.
pub fn may_impose(e: &Exclusion, totals: &Totals) -> Result<(), Refusal> {
    let step = match e.kind {
        Some(Kind::Permanent) => {
            states::step(Permanent::Draft, PermanentAct::Impose, &["R3.01"]).map(|_| ())
        }
        _ => {
            let kept: &[&str] = if totals.over_cap() { &["R2.01"] } else { &["R2.01", "R2.04"] };
            states::step(Suspension::Draft, SuspensionAct::Impose, kept).map(|_| ())
        }
    };
    may_write(e)?;
    step.map_err(|no| {
        Refusal::because(
            no.to_string(),
            format!("A pupil can be suspended for {} school days at most in a school year, at all schools together.", clocks::CAP),
            "SI 2012/1033 (R2.04).",
        )
        .or("Change the days", format!("/exclusions/{}/step/period", e.id))
    })
}

/// Whether it may be cancelled on a day, and who must be told then (R2.21).
pub fn may_cancel(
    e: &Exclusion,
    year_total: HalfDays,
    meeting_begun: bool,
    governors_told: bool,
    on: Day,
) -> Result<(), Refusal> {
    let back = format!("/exclusions/{}", e.id);
    let Some(decided) = &e.decided else {
        return Err(Refusal::because(
            "There is nothing to cancel: nothing was decided",
            "A draft is given up, not cancelled.",
            "Mainstay’s record of a suspension.",
        )
        .or("See the draft", back));
    };
    if let Some(was) = e.cancelled_on {
        return Err(Refusal::because(
            format!("It was cancelled on {was} already"),
            "A decision is made once.",
            "SI 2012/1033 (R2.21).",
        )
        .or("See the record", back));
    }
    if on < decided.at.day() {
        return Err(Refusal::because(
            format!("It was decided on {}, after {on}", decided.at.day()),
            "A cancellation comes after what it cancels.",
            "Mainstay’s record of a suspension.",
        )
        .or("Choose another day", format!("{back}/cancel")));
    }
    if e.back_on.is_some() || (e.last.is_some_and(|last| last < on) && e.met.is_some()) {
        return Err(Refusal::because(
            "It is over, and the pupil is back",
            "What is over cannot be cancelled. Whether it was justified is for the governing body, where the parent writes to it.",
            "SI 2012/1033 (R2.12, R2.21). Not yet checked.",
        )
        .or("See the record", back));
    }
    let cancel = Cancel { on: Some(on), year_total, meeting_begun, governors_told };
    match cancel.barred() {
        None => Ok(()),
        Some(bar) => {
            let instead = match bar {
                NoCancel::MeetingBegun => "The governing body can direct that the pupil comes back",
                NoCancel::OverCap => {
                    "Bring the pupil back, and ask the governing body to look at it"
                }
            };
            Err(Refusal::because(
                format!("It cannot be cancelled: {bar}"),
                format!("A headteacher can cancel before the governing body’s meeting about it begins, and not where the pupil has been out, or would have been, for more than {} school days in a school year.", clocks::CAP),
                "SI 2012/1033 regs 8A, 17A and 26A (R2.21).",
            )
            .or(instead, back))
        }
    }
}

/// Why a suspension is not lengthened, for the page that offers a fresh one (R2.20).
pub fn no_extension() -> String {
    match states::step(Suspension::Running, SuspensionAct::Extend, &[]) {
        Err(no) => no.to_string(),
        Ok(_) => String::new(),
    }
}
