//! The money that follows a pupil who is permanently excluded: raised by one person, approved by
//! another, and reversed when the pupil is reinstated.
//!
//! Must never know: the formula, which is the rulebook's, or a budget. Nobody approves their own sum.

use crate::{Actor, Id, May, Refusal};
use rulebook::money::{Facts, FundingYear, MoneyFault, Relevant, Worked, work_out};
use rulebook::{Day, Instant};

coded! {
    /// How far a sum has got.
    pub enum MoneyState {
        Raised = "raised", "Waiting for approval";
        SentBack = "sent_back", "Sent back to be put right";
        Approved = "approved", "Approved";
        ReversalAsked = "reversal_asked", "Reversal waiting for approval";
        Reversed = "reversed", "Reversed";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

coded! {
    /// How a year's rules set the relevant date.
    pub enum RelevantRule {
        SixthAfter = "sixth_after", "The sixth school day after the permanent exclusion takes effect";
        SixthOf = "sixth_of", "The sixth school day of the permanent exclusion";
        ByHand = "by_hand", "Typed, with a reason";
    }
}

impl RelevantRule {
    /// The rule that counts it, where one does.
    pub fn counted(self) -> Option<Relevant> {
        match self {
            RelevantRule::SixthAfter => Some(Relevant::SixthAfter),
            RelevantRule::SixthOf => Some(Relevant::SixthOf),
            RelevantRule::ByHand => None,
        }
    }
}

/// A year's amount by the authority's own table, as it was entered. A later row of the same name
/// takes its place and never changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Key.
    pub id: Id,
    /// Of which funding period, by the year it begins in.
    pub year: i64,
    /// "Key stage 3, basic entitlement"
    pub label: String,
    /// Pence for a whole year.
    pub pence: i64,
    /// Where the figure is from.
    pub source: String,
    /// Who entered it.
    pub entered_name: String,
    /// When.
    pub entered_at: Instant,
    /// No longer offered since.
    pub ended_at: Option<Instant>,
}

/// The rates in force: of each name, the one entered last; none that was ended.
pub fn in_force(rates: &[Rate]) -> Vec<Rate> {
    let mut out: Vec<Rate> = Vec::new();
    for rate in rates {
        let same =
            |r: &Rate| r.year == rate.year && r.label.to_lowercase() == rate.label.to_lowercase();
        match out.iter_mut().find(|r| same(r)) {
            Some(kept) if (kept.entered_at, kept.id) < (rate.entered_at, rate.id) => {
                *kept = rate.clone()
            }
            Some(_) => {}
            None => out.push(rate.clone()),
        }
    }
    out.retain(|r| r.ended_at.is_none());
    out.sort_by_key(|r| (r.year, r.label.to_lowercase()));
    out
}

/// What holds for one funding period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearRule {
    /// The year it begins in.
    pub year: i64,
    /// How the relevant date is set.
    pub relevant: RelevantRule,
    /// Last day of the school year, for those in their leaving year.
    pub school_year_ends: Day,
    /// Where it is from.
    pub source: String,
    /// Who entered it; nobody, for what Mainstay proposes.
    pub entered_name: String,
    /// When.
    pub entered_at: Option<Instant>,
}

impl YearRule {
    /// What Mainstay proposes until somebody has said: not yet checked against the year's rules.
    pub fn proposed(year: FundingYear) -> YearRule {
        YearRule {
            year: year.number(),
            relevant: RelevantRule::SixthAfter,
            school_year_ends: year.school_year_ends(),
            source: String::new(),
            entered_name: String::new(),
            entered_at: None,
        }
    }
}

/// One part of the year's amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is: a rate's name, or what was typed.
    pub label: String,
    /// Pence for a whole year.
    pub pence: i64,
    /// The rate it was taken from, as it stood.
    pub rate: Option<Id>,
}

/// A sum for one pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Key.
    pub id: Id,
    /// The case it is about, where there is one here.
    pub about: Option<Id>,
    /// The pupil's name as it was then.
    pub who: String,
    /// The school of the register, where it is one.
    pub school: Option<Id>,
    /// The school's name as it was then.
    pub school_name: String,
    /// First day of the exclusion.
    pub takes_effect: Day,
    /// In the school's normal leaving year.
    pub leaving_year: bool,
    /// How the relevant date was set.
    pub rule: RelevantRule,
    /// The relevant date.
    pub relevant: Day,
    /// Why it was typed, where it was.
    pub relevant_why: String,
    /// Last day of the school year as it was then.
    pub school_year_ends: Day,
    /// What a panel ordered, in pence.
    pub order: i64,
    /// On what day it ordered it.
    pub ordered_on: Option<Day>,
    /// Who admits the pupil, once it is known.
    pub admitting: String,
    /// From which day.
    pub admitted_on: Option<Day>,
    /// What else is to be known.
    pub note: String,
    /// Parts of the year's amount.
    pub parts: Vec<Part>,
    /// How far it has got.
    pub state: MoneyState,
    /// Who raised it.
    pub raised_by: Id,
    /// Their name.
    pub raised_name: String,
    /// When.
    pub raised_at: Instant,
    /// Who approved it or sent it back.
    pub decided_name: String,
    /// When.
    pub decided_at: Option<Instant>,
    /// What they said.
    pub decided_why: String,
    /// The day the pupil was reinstated.
    pub reinstated_on: Option<Day>,
    /// Who asked for the reversal.
    pub reversal_by: Option<Id>,
    /// Their name.
    pub reversal_name: String,
    /// Why it is to be reversed.
    pub reversal_why: String,
    /// Who approved the reversal.
    pub reversed_name: String,
    /// When.
    pub reversed_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl Money {
    /// A year's amount: its parts together.
    pub fn year_amount(&self) -> i64 {
        self.parts.iter().map(|p| p.pence).sum()
    }
    /// The sum worked out from what is kept: it is kept nowhere else.
    pub fn worked(&self) -> Result<Worked, MoneyFault> {
        work_out(Facts {
            year_amount: self.year_amount(),
            takes_effect: self.takes_effect,
            relevant: self.relevant,
            leaving_year: self.leaving_year,
            school_year_ends: self.school_year_ends,
            order: self.order,
        })
    }
    /// Whether it counts towards what moves: it was approved and not reversed.
    pub fn counts(&self) -> bool {
        matches!(self.state, MoneyState::Approved | MoneyState::ReversalAsked)
    }
}

/// Letters of a reason or note at most.
pub const LONGEST: usize = 600;

const RULE: &str =
    "One person works a sum out and another approves it, so that nobody moves money alone.";
const FROM: &str =
    "Mainstay’s own rule, as audit asks for it: raising and approving are separate duties.";

fn wrong_state(money: &Money, what: &str) -> Refusal {
    Refusal::because(
        format!("It cannot be {what} now"),
        format!("This sum is: {}.", crate::Coded::label(money.state)),
        "How a sum goes: raised, approved or sent back; once approved, reversed on reinstatement.",
    )
    .or("Open it as it is now", format!("/money/{}", money.id))
}

fn another(actor: &Actor, by: Id, name: &str, money: &Money) -> Result<(), Refusal> {
    if !actor.may(May::ApproveMoney) {
        let mut no = Refusal::because("Your role does not approve money", RULE, FROM);
        no.by_role = true;
        return Err(no);
    }
    if actor.staff == by {
        return Err(Refusal::because(
            "You raised this yourself, so somebody else approves it",
            RULE,
            FROM,
        )
        .or(
            format!("Ask another manager to open it: raised by {name}"),
            format!("/money/{}", money.id),
        ));
    }
    Ok(())
}

/// Approves a sum.
pub fn approve(actor: &Actor, money: &Money) -> Result<MoneyState, Refusal> {
    if money.state != MoneyState::Raised {
        return Err(wrong_state(money, "approved"));
    }
    another(actor, money.raised_by, &money.raised_name, money)?;
    Ok(MoneyState::Approved)
}

/// Sends a sum back to be put right.
pub fn send_back(actor: &Actor, money: &Money) -> Result<MoneyState, Refusal> {
    if money.state != MoneyState::Raised {
        return Err(wrong_state(money, "sent back"));
    }
    another(actor, money.raised_by, &money.raised_name, money)?;
    Ok(MoneyState::SentBack)
}

/// Whether a sum may still be put right: not once somebody has approved it.
pub fn may_correct(actor: &Actor, money: &Money) -> Result<(), Refusal> {
    if !actor.may(May::CaseMoney) {
        let mut no = Refusal::because("Your role does not work out money", RULE, FROM);
        no.by_role = true;
        return Err(no);
    }
    match money.state {
        MoneyState::Raised | MoneyState::SentBack => Ok(()),
        _ => Err(wrong_state(money, "put right")),
    }
}

/// Takes a sum back that was not approved.
pub fn withdraw(actor: &Actor, money: &Money) -> Result<MoneyState, Refusal> {
    may_correct(actor, money)?;
    Ok(MoneyState::Withdrawn)
}

/// Asks for an approved sum to be reversed.
pub fn ask_reversal(actor: &Actor, money: &Money) -> Result<MoneyState, Refusal> {
    if !actor.may(May::CaseMoney) {
        let mut no = Refusal::because("Your role does not work out money", RULE, FROM);
        no.by_role = true;
        return Err(no);
    }
    match money.state {
        MoneyState::Approved => Ok(MoneyState::ReversalAsked),
        _ => Err(wrong_state(money, "reversed")),
    }
}

/// Approves a reversal.
pub fn reverse(actor: &Actor, money: &Money) -> Result<MoneyState, Refusal> {
    if money.state != MoneyState::ReversalAsked {
        return Err(wrong_state(money, "reversed"));
    }
    let by = money.reversal_by.unwrap_or(money.raised_by);
    another(actor, by, &money.reversal_name, money)?;
    Ok(MoneyState::Reversed)
}

/// Totals of a list: how many, and pence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Approved and not reversed: how many, pence.
    pub approved: (i64, i64),
    /// Waiting for approval.
    pub waiting: (i64, i64),
    /// Reversed.
    pub reversed: (i64, i64),
}

/// Adds a list up. One that cannot be worked out any more counts and adds nothing.
pub fn totals(all: &[Money]) -> Totals {
    let mut out = Totals::default();
    for money in all {
        let pence = money.worked().map_or(0, |w| w.total);
        let slot = match money.state {
            MoneyState::Approved | MoneyState::ReversalAsked => &mut out.approved,
            MoneyState::Raised => &mut out.waiting,
            MoneyState::Reversed => &mut out.reversed,
            MoneyState::SentBack | MoneyState::Withdrawn => continue,
        };
        slot.0 += 1;
        slot.1 += pence;
    }
    out
}

/// "£2,160.00"
pub fn pounds(pence: i64) -> String {
    let (sign, pence) = if pence < 0 { ("−", -pence) } else { ("", pence) };
    let whole = (pence / 100).to_string();
    let mut out = String::new();
    for (n, c) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    format!("{sign}£{out}.{:02}", pence % 100)
}

/// The working, a sentence a line: what was counted, multiplied and added.
pub fn working(money: &Money, worked: &Worked) -> Vec<String> {
    let mut out = Vec::new();
    match money.parts.as_slice() {
        [one] => out.push(format!("A, the year’s amount: {} ({}).", pounds(one.pence), one.label)),
        parts => {
            let sum: Vec<String> =
                parts.iter().map(|p| format!("{} ({})", pounds(p.pence), p.label)).collect();
            let all = pounds(worked.facts.year_amount);
            out.push(format!("A, the year’s amount: {} = {all}.", sum.join(" + ")));
        }
    }
    let how = match money.rule.counted() {
        Some(_) => lower(crate::Coded::label(money.rule)),
        None => format!("typed by hand: {}", money.relevant_why),
    };
    out.push(format!("The permanent exclusion takes effect on {}.", money.takes_effect));
    out.push(format!("The relevant date is {}: {how}.", worked.facts.relevant));
    let end = match worked.until == worked.year.to() {
        true => format!("the end of the funding period {}", worked.year),
        false => "the end of the school year, in a normal leaving year on or after 1 April".into(),
    };
    out.push(format!(
        "From {} to {}, {end}, both counted: {} days.",
        worked.facts.relevant, worked.until, worked.days
    ));
    out.push(format!("B, the complete weeks in them: {}.", worked.weeks));
    out.push(format!(
        "A × (B ÷ 52) = {} × {} ÷ 52 = {}. {}",
        pounds(worked.facts.year_amount),
        worked.weeks,
        pounds(worked.share),
        rulebook::money::ROUNDING
    ));
    if worked.facts.order > 0 {
        let on = money.ordered_on.map(|d| format!(" on {d}")).unwrap_or_default();
        out.push(format!("C, ordered by the review panel{on}: {}.", pounds(worked.facts.order)));
        out.push(format!(
            "{} + {} = {}.",
            pounds(worked.share),
            pounds(worked.facts.order),
            pounds(worked.total)
        ));
    }
    out
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
