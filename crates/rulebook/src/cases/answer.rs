//! One reader for each rule: the facts it takes, and the answer they come to.
//!
//! Must never know: what was expected. Every reader asks for all its keys, so that a key left
//! over is one nobody knows.

use super::inputs::Inputs;
use super::{CaseFault, totals};
use crate::almanac::{Almanac, Change};
use crate::day::AFTERNOON;
use crate::duty::exclusion::{Cancel, Kind, Notice};
use crate::duty::moves::SchoolType;
use crate::duty::register::{AfterDecision, Whereabouts};
use crate::duty::review::{Application, Panel};
use crate::duty::sixth_day::{Exempt, Run};
use crate::duty::{
    Answer, NoAnswer, Outcome, exclusion, governors, moves, records, register, removal, review,
    sixth_day,
};
use crate::half::HalfDays;
use crate::rule::Party;
use crate::service::Service;
use crate::told::Told;
use crate::{Day, Span, clocks};

type Found = Result<Answer, CaseFault>;

/// The answer of a rule to these facts, every one of which must have been asked for.
pub fn whole(rule: &str, i: &mut Inputs, almanac: Option<&Almanac>) -> Found {
    let mut answer = by_rule(rule, i, almanac)?;
    answer.told = i.stated(answer.told)?;
    i.all_known()?;
    Ok(answer)
}

fn by_rule(rule: &str, i: &mut Inputs, almanac: Option<&Almanac>) -> Found {
    let school = || almanac.ok_or(CaseFault::NoCalendar("none is named".to_string()));
    match rule {
        "R1.04" => Ok(removal::told_same_day(i.need_day("removed")?)),
        "R1.10" => restrictive(i),
        "R1.15" => {
            i.days("days")?;
            i.days("term_suspension_days")?;
            i.need_kind(&["INTERNAL_REMOVAL"])?;
            Ok(removal::no_suspension())
        }
        "R2.04" => totals::cap(i, almanac),
        "R2.06" | "R2.08" | "R2.09" | "R2.10" | "R3.02" => notify(i),
        "R2.07" => {
            let first = i.need_day("first_day_excluded")?;
            let decided = i.day_or_moment("decided")?;
            Ok(exclusion::section_104(first, decided)?)
        }
        "R2.12" | "R2.13" | "R2.14" | "R2.15" | "R3.05" => totals::meeting(i, school()?),
        "R2.17" => sixth(i, school()?),
        "R2.18" => Ok(sixth_day::late_details(i.need_instant("provision_start")?)),
        "R2.19" => public_place(i, school()?),
        "R2.21" => cancel(i, almanac),
        "R2.23" => {
            let (home, recorded) = (i.is("sent_home")?, i.is("formal_suspension_recorded")?);
            match exclusion::sent_home(recorded).filter(|_| home) {
                Some(answer) => Ok(answer),
                None => Err(Inputs::bad("sent_home", "nobody was sent home unrecorded")),
            }
        }
        "R3.03" | "R3.04" => by_authority(i, school()?),
        "R3.06" | "R3.12" => papers(i, rule == "R3.12", school()?),
        "R3.07" => {
            match i.text("decision")?.as_deref() {
                Some("DECLINE" | "REINSTATE") => {}
                _ => return Err(Inputs::bad("decision", "neither DECLINE nor REINSTATE")),
            }
            let (on, other) = (i.need_day("gb_decided")?, i.other_home()?);
            Ok(governors::decided(on, other))
        }
        "R3.09" => applying(i, school()?),
        "R3.10" => {
            let made = served(i, "application_delivered", "application_posted", "deemed_made")?;
            Ok(review::meet_by(made, school()?)?)
        }
        "R3.13" => panel_member(i),
        "R3.15" => {
            let given = served(i, "irp_notice_delivered", "irp_notice_posted", "deemed_given")?;
            Ok(review::reconvene_by(given, school()?)?)
        }
        "R3.16" => readjustment(i, school()?),
        "R3.18" => off_register(i, school()?),
        "R3.20" => Ok(review::claim_by(i.need_day("conduct")?)?),
        "R3.21" => Ok(review::judicial_review(i.need_day("irp_decision")?)?),
        "R4.03" => {
            let first = i.need_day("first_day_off_site")?;
            let kind = match i.text("school_type")?.as_deref() {
                None | Some("maintained") => SchoolType::Maintained,
                Some("academy") => SchoolType::Academy,
                Some("pru") => SchoolType::Pru,
                Some(_) => return Err(Inputs::bad("school_type", "no kind of school")),
            };
            Ok(moves::direction_notice(first, kind, school()?)?)
        }
        "R4.05" => {
            let (request, last) = (i.need_day("request")?, i.day("last_review")?);
            Ok(moves::review_requested(request, last)?)
        }
        "R4.07" => {
            let (agreed, trial) = (i.need_day("managed_move_agreed")?, i.is("trial")?);
            Ok(moves::managed_move(agreed, trial)?)
        }
        "R4.09" => Ok(moves::fair_access(i.need_day("fap_agreed")?, school()?)?),
        "R4.10" => Ok(moves::in_year(i.need_day("in_year_application")?, school()?)?),
        "R4.12" => {
            i.need_kind(&["SAFEGUARDING_SEPARATION"])?;
            Ok(moves::separation(i.need_day("from")?)?)
        }
        "R5.02" => code(i),
        "R6.05" => totals::statutory_term(i, school()?),
        "R6.06" => totals::spanning(i, school()?),
        "R6.09" => changed_calendar(i, school()?),
        "R7.04" => {
            let received = i.need_day("educational_record_request")?;
            let maintained = i.is("maintained")?;
            Ok(records::educational_record(received, maintained, school()?)?)
        }
        "R7.05" => Ok(records::subject_access(i.need_day("sar_received")?)?),
        "R7.06" => Ok(records::complaint(i.need_day("dp_complaint_received")?)?),
        "R8.04" => Ok(register::new_pupil(i.need_day("name_entered")?)?),
        "R8.05" => sickness(i, school()?),
        other => Err(CaseFault::UnknownRule(other.chars().take(20).collect())),
    }
}

impl Inputs {
    /// The `type` must be one of these.
    fn need_kind(&mut self, kinds: &[&str]) -> Result<String, CaseFault> {
        match self.text("type")? {
            Some(kind) if kinds.contains(&kind.as_str()) => Ok(kind),
            Some(kind) => {
                let kind: String = kind.chars().take(40).collect();
                Err(Inputs::bad("type", format!("“{kind}” does not belong to this rule")))
            }
            None => Err(Inputs::bad("type", "is needed")),
        }
    }
}

fn restrictive(i: &mut Inputs) -> Found {
    let force = i.day_or_moment("significant_force")?;
    let either = i.day_or_moment("significant_force_or_seclusion")?;
    let unsafe_all = i.is("report_would_risk_significant_harm_by_every_parent")?;
    let on = match (force, either) {
        (Some(_), Some(_)) => {
            return Err(Inputs::bad("significant_force", "given twice, under two keys"));
        }
        (a, b) => a.or(b).ok_or_else(|| Inputs::bad("significant_force", "is needed"))?,
    };
    Ok(removal::restrictive(on, unsafe_all)?)
}

fn notify(i: &mut Inputs) -> Found {
    let kind = match i.need_kind(&["PEX", "SUSP", "LUNCH"])?.as_str() {
        "PEX" => Kind::Permanent,
        "LUNCH" => Kind::Lunchtime,
        _ => Kind::Suspension,
    };
    i.days("length")?;
    Ok(exclusion::notify(Notice {
        kind,
        decided: i.need_day("decided")?,
        term_total: i.days("term_total")?,
        exam: i.is("loses_public_exam")?,
        looked_after: i.is("looked_after")?,
        social_worker: i.is("social_worker")?,
        adult: i.whole("pupil_age")?.is_some_and(|age| age >= 18),
        other_home: i.other_home()?,
    }))
}

fn exempt(i: &mut Inputs) -> Result<Exempt, CaseFault> {
    let year = match i.whole("year")? {
        None => None,
        Some(n) => Some(
            u8::try_from(n)
                .ok()
                .filter(|n| *n <= 14)
                .ok_or_else(|| Inputs::bad("year", "not a school year group"))?,
        ),
    };
    Ok(Exempt {
        year,
        exams_finished: i.is("public_exams_finished")?,
        plan_hours: i.is("ehcp_reduced_hours_delivered")?,
    })
}

/// "2025-11-04 x3"
fn run_of(key: &str, text: &str) -> Result<Run, CaseFault> {
    let wrong = || Inputs::bad(key, "not a run such as “2025-11-04 x3”");
    let (day, days) = text.trim().split_once(" x").ok_or_else(wrong)?;
    let start = Day::parse_iso(day).ok_or_else(wrong)?;
    let days: u32 = days.trim().parse().map_err(|_| wrong())?;
    if days == 0 || days > 400 {
        return Err(wrong());
    }
    Ok(Run { start, days })
}

fn sixth(i: &mut Inputs, almanac: &Almanac) -> Found {
    let exempt = exempt(i)?;
    let (first, second) = (i.text("first")?, i.text("second")?);
    let attended = i.day("attended")?;
    let start = i.event_day("start")?;
    let length = i.value("length");
    let run = match (start, length, first) {
        (Some(start), Some(length), None) => {
            let days = match &length {
                serde_json::Value::String(text) => back_to_back(text)?,
                number => super::inputs::days_of("length", number)?.days_touched(),
            };
            Run { start, days }
        }
        (None, None, Some(first)) => {
            let mut runs = vec![run_of("first", &first)?];
            if let Some(second) = second {
                runs.push(run_of("second", &second)?);
            }
            let attended: Vec<Day> = attended.into_iter().collect();
            sixth_day::consecutive(&runs, &attended, almanac)?
        }
        _ => return Err(Inputs::bad("start", "give start and length, or first and second")),
    };
    Ok(sixth_day::by_school(run, exempt, almanac)?)
}

/// "3 then 4 back to back": school days touched by both together.
fn back_to_back(text: &str) -> Result<u32, CaseFault> {
    let wrong = || Inputs::bad("length", "not “3 then 4 back to back”");
    if let Ok(run) = HalfDays::parse(text) {
        return Ok(run.days_touched());
    }
    let both = text.trim().strip_suffix("back to back").ok_or_else(wrong)?;
    let mut days = 0;
    for part in both.split(" then ") {
        days += HalfDays::parse(part).map_err(|_| wrong())?.days_touched();
    }
    Ok(days)
}

fn public_place(i: &mut Inputs, almanac: &Almanac) -> Found {
    let at = i.moment("excluded_at")?.ok_or_else(|| Inputs::bad("excluded_at", "is needed"))?;
    let afternoon = i.minute("afternoon_starts")?.unwrap_or(AFTERNOON);
    let length = i.days("length")?.ok_or_else(|| Inputs::bad("length", "is needed"))?;
    Ok(sixth_day::public_place(at, afternoon, length, almanac)?)
}

fn cancel(i: &mut Inputs, almanac: Option<&Almanac>) -> Found {
    if i.has("proposed") {
        // A question of the year's total, in the row of this rule: its other keys may stand by.
        i.text("type")?;
        i.day("cancelled")?;
        i.days("term_total")?;
        i.is("gb_meeting_started")?;
        i.is("pupil_admitted_elsewhere")?;
        return totals::cap(i, almanac);
    }
    let kind = i.text("type")?;
    let kind = match kind.as_deref() {
        None | Some("SUSP" | "LUNCH") => Kind::Suspension,
        Some("PEX") => Kind::Permanent,
        Some(_) => return Err(Inputs::bad("type", "nothing that can be cancelled")),
    };
    let (on, begun) = (i.day("cancelled")?, i.is("gb_meeting_started")?);
    i.is("pupil_admitted_elsewhere")?;
    i.days("length")?;
    let mut year_total = HalfDays::NONE;
    for key in ["year_days", "year_days_when_cancellation_takes_effect"] {
        year_total = year_total.max(i.days(key)?.unwrap_or_default());
    }
    let total = i.days("term_total")?;
    let exam = i.is("loses_public_exam")?;
    let governors_told =
        kind == Kind::Permanent || exam || total.is_none_or(|t| t > clocks::THRESHOLD_LOW);
    Ok(exclusion::cancel(Cancel { on, year_total, meeting_begun: begun, governors_told })?)
}

fn by_authority(i: &mut Inputs, almanac: &Almanac) -> Found {
    match i.text("length")?.as_deref() {
        None | Some("PEX") => {}
        Some(_) => return Err(Inputs::bad("length", "not PEX")),
    }
    let exempt = exempt(i)?;
    let before = match i.text("prior_suspension")? {
        None => None,
        Some(text) => Some(run_of("prior_suspension", &text)?),
    };
    let (start, other) = (i.need_day("start")?, i.other_home()?);
    Ok(sixth_day::by_authority(start, before, other, exempt, almanac)?)
}

fn papers(i: &mut Inputs, of_review: bool, almanac: &Almanac) -> Found {
    let meeting = i.need_day("meeting")?;
    let n = i.whole("school_days_before")?;
    let n = n.unwrap_or(u32::from(clocks::PAPERS.number()));
    let n = u16::try_from(n).map_err(|_| Inputs::bad("school_days_before", "too many"))?;
    let span = Span::ClearSchoolDaysBefore(n);
    Ok(governors::papers_before(meeting, span, of_review, almanac)?)
}

/// The day something counts as given or made, by hand or by post; a value given beside it is
/// checked, not believed.
fn served(
    i: &mut Inputs,
    by_hand: &'static str,
    by_post: &'static str,
    check: &'static str,
) -> Result<Day, CaseFault> {
    let (hand, post, said) = (i.day(by_hand)?, i.day(by_post)?, i.day(check)?);
    let given = match (hand, post) {
        (Some(day), None) => Service::Delivered.given(day),
        (None, Some(day)) => Service::FirstClassPost.given(day),
        (None, None) => return Err(Inputs::bad(by_hand, "is needed")),
        (Some(_), Some(_)) => return Err(Inputs::bad(by_hand, "delivered and posted both")),
    };
    agree(check, given.map_err(NoAnswer::from)?.0, said)
}

fn agree(key: &'static str, found: Day, said: Option<Day>) -> Result<Day, CaseFault> {
    match said {
        Some(said) if said != found => {
            Err(CaseFault::Differs { key, given: said.iso(), found: found.iso() })
        }
        _ => Ok(found),
    }
}

fn applying(i: &mut Inputs, almanac: &Almanac) -> Found {
    if let Some(sent) = i.day("decision_notice")? {
        let how = i.text("how")?;
        let how = how.as_deref().and_then(Service::from_word);
        let how = how.ok_or_else(|| Inputs::bad("how", "no way of sending"))?;
        let said = i.day("deemed_given")?;
        let given = agree("deemed_given", how.given(sent).map_err(NoAnswer::from)?.0, said)?;
        return Ok(review::apply_by(given, almanac)?);
    }
    let given = i.need_day("decision_given")?;
    let delivered = i.day("application_delivered")?;
    let posted = i.day("application_posted")?;
    let emailed = i.moment("application_emailed")?;
    let application = match (delivered, posted, emailed) {
        (Some(day), None, None) => Application::Delivered(day),
        (None, Some(day), None) => Application::Posted(day),
        (None, None, Some((day, minute))) => Application::Emailed(day.at(minute)),
        (None, None, None) => return Ok(review::apply_by(given, almanac)?),
        _ => return Err(Inputs::bad("application_delivered", "more than one way is given")),
    };
    Ok(review::in_time(given, application, almanac)?)
}

fn panel_member(i: &mut Inputs) -> Found {
    let review = i.need_day("review")?;
    let serving = i.has("headship_ended");
    match (i.day("panel_member_trained")?, i.day("headship_ended")?) {
        (Some(trained), None) => Ok(review::training(review, trained)?),
        (None, Some(ended)) => Ok(review::headship(review, ended)?),
        // Known not to have ended: the member is a headteacher still.
        (None, None) if serving => Ok(review::headship(review, review)?),
        _ => Err(Inputs::bad("panel_member_trained", "give this or headship_ended")),
    }
}

fn readjustment(i: &mut Inputs, almanac: &Almanac) -> Found {
    let given = i.need_day("irp_notice_deemed")?;
    let ordered = i.flag("panel_ordered")?;
    let panel = match i.text("irp_outcome")?.as_deref() {
        Some("UPHOLD") => Panel::Upheld,
        Some("RECOMMEND") => Panel::Recommended,
        Some("QUASH") => Panel::Quashed { ordered: ordered.unwrap_or(true) },
        _ => return Err(Inputs::bad("irp_outcome", "not UPHOLD, RECOMMEND or QUASH")),
    };
    let offered = i.is("reinstatement_offered")?;
    Ok(review::readjustment(panel, given, offered, almanac)?)
}

fn off_register(i: &mut Inputs, almanac: &Almanac) -> Found {
    let given = i.need_day("decision_given")?;
    let waived = i.day("parent_waiver_received")?;
    let none_came = i.has("application");
    if i.value("application").is_some() {
        return Err(Inputs::bad("application", "only null: say when it was delivered"));
    }
    let (applied, concluded) = (i.day("application_delivered")?, i.is("irp_concluded")?);
    let concluded_on = i.day("irp_concluded_on")?;
    let after = match (waived, applied) {
        (Some(on), _) => AfterDecision::Waived(on),
        (None, Some(_)) if concluded && concluded_on.is_none() => {
            return Err(Inputs::bad("irp_concluded_on", "is needed"));
        }
        (None, Some(_)) => AfterDecision::Applied { concluded: concluded_on },
        (None, None) if none_came => AfterDecision::NoApplication,
        // Nothing said of an application is not the same as none made.
        (None, None) => return Err(Inputs::bad("application", "say null where none was made")),
    };
    Ok(register::delete_from(given, after, almanac)?)
}

fn code(i: &mut Inputs) -> Found {
    i.text("status")?;
    i.whole("day")?;
    let (place, attending) = (i.text("where")?, i.text("attending")?);
    let named = i.has("provision");
    let provision = i.text("provision")?;
    let place = match (place.as_deref(), attending.as_deref(), provision.as_deref()) {
        (Some("internal room, supervised, at register"), None, None) => Whereabouts::InternalRoom,
        (None, Some("other registered school, dual registered"), _) => Whereabouts::OtherSchool,
        (None, Some("place arranged by the LA under s.19"), _) => Whereabouts::ByAuthority,
        (None, Some("school-arranged supervised place, not dual registered"), _) => {
            Whereabouts::BySchool
        }
        (None, None, Some("arranged, pupil did not attend")) => Whereabouts::DidNotAttend,
        (None, None, None) if named => Whereabouts::NothingArranged,
        _ => return Err(Inputs::bad("where", "no place this rule knows")),
    };
    Ok(register::code(place))
}

fn sickness(i: &mut Inputs, almanac: &Almanac) -> Found {
    let from = i.day("illness_absence_from")?;
    let (so_far, next) = (i.whole("illness_days_so_far")?, i.day("next_run_from")?);
    match (from, so_far, next) {
        (Some(from), None, None) => Ok(register::sickness(0, from, almanac)?),
        (None, Some(n), Some(next)) => Ok(register::sickness(n, next, almanac)?),
        _ => Err(Inputs::bad(
            "illness_absence_from",
            "give this, or the days so far and the next run",
        )),
    }
}

/// R6.09: a date on a calendar that changed while the case ran.
fn changed_calendar(i: &mut Inputs, almanac: &Almanac) -> Found {
    let clock = i.text("clock")?.ok_or_else(|| Inputs::bad("clock", "is needed"))?;
    let facts = match i.value("clock_inputs") {
        Some(serde_json::Value::Object(facts)) => facts,
        _ => return Err(Inputs::bad("clock_inputs", "not an object")),
    };
    let said = i.day("served_due_date")?;
    let list = i.value("calendar_change");
    let changes = list
        .as_ref()
        .and_then(|v| v.as_array())
        .ok_or_else(|| Inputs::bad("calendar_change", "not a list"))?
        .iter()
        .map(change)
        .collect::<Result<Vec<_>, _>>()?;
    if clock == "R6.09" {
        return Err(Inputs::bad("clock", "a changed calendar of a changed calendar"));
    }
    let on = |calendar: &Almanac| -> Found {
        let mut inside = Inputs::inside(facts.clone());
        whole(&clock, &mut inside, Some(calendar))
    };
    let old = on(almanac)?.due.day();
    if let Some(said) = said
        && old != Some(said)
    {
        let found = old.map_or("no date".to_string(), Day::iso);
        return Err(CaseFault::Differs { key: "served_due_date", given: said.iso(), found });
    }
    let new = on(&almanac.changed(&changes).map_err(NoAnswer::from)?)?;
    let (outcome, told) = match new.due.day() == old {
        true => (Outcome::DateUnchanged, Told::NOBODY),
        false => (Outcome::DateMovedAsk, Told::always(&[Party::CaseOwner])),
    };
    Ok(Answer { rule: "R6.09", outcome, due: new.due, told, advice: None })
}

fn change(value: &serde_json::Value) -> Result<Change, CaseFault> {
    let wrong = |why: &str| Inputs::bad("calendar_change", why);
    let facts = value.as_object().ok_or_else(|| wrong("a line that is no object"))?;
    let mut inside = Inputs::inside(facts.clone());
    let day = inside.day("date")?.ok_or_else(|| wrong("a line without a date"))?;
    let flag = match inside.value("is_school_day") {
        Some(serde_json::Value::Bool(yes)) => yes,
        Some(serde_json::Value::Number(n)) if n.as_u64() == Some(0) => false,
        Some(serde_json::Value::Number(n)) if n.as_u64() == Some(1) => true,
        _ => return Err(wrong("is_school_day is not 0 or 1")),
    };
    let known_from = inside.day("known_from")?;
    let note = inside.text("note")?.unwrap_or_default();
    inside.all_known()?;
    Ok(Change { day, school_day: flag, known_from, note })
}
