//! The answer for another program. Keys are stable: new ones are added, none is renamed.

use crate::law::found::{Dates, Found, Line, Question, how};
use rulebook::count::Working;
use rulebook::duty::Due;
use rulebook::event::{FactFault, Standing};
use rulebook::rule::To;
use rulebook::{Almanac, Day};
use serde_json::{Value, json};

/// Everything that follows.
pub fn found(question: &Question, found: &Found, almanac: Option<&Almanac>) -> String {
    let calendar = almanac
        .map(|a| json!({ "school": a.school(), "first": a.first().iso(), "last": a.last().iso() }));
    let totals = found.totals.iter().map(|t| {
        json!({
            "of": t.of, "half_days": t.days.count(), "days": t.days.to_string(),
            "limit_half_days": t.limit.count(), "limit_days": t.limit.to_string(),
            "is_over": t.days > t.limit, "over": t.over,
        })
    });
    let closed = found.closed.iter().map(|(change, matters)| {
        json!({ "day": change.day.iso(), "why": change.note, "was_a_school_day": matters })
    });
    pretty(&json!({
        "event": found.kind.code,
        "title": found.kind.title,
        "day": found.day.map(Day::iso),
        "facts": question.given,
        "as_at": found.as_at.iso(),
        "calendar": calendar,
        "closed": closed.collect::<Vec<_>>(),
        "duties": found.lines.iter().map(duty).collect::<Vec<_>>(),
        "totals": totals.collect::<Vec<_>>(),
        "prompts": found.prompts,
        "faults": [],
    }))
}

/// Everything wrong with what was typed.
pub fn faults(faults: &[FactFault]) -> String {
    let list: Vec<_> = faults.iter().map(|f| json!({ "key": f.key, "words": f.words })).collect();
    pretty(&json!({ "faults": list }))
}

/// As text, with its line end.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn duty(line: &Line) -> Value {
    let answer = line.answer.as_ref().ok();
    let version = line.version.as_ref().ok();
    let owes: Vec<_> = version.map_or(Vec::new(), |v| {
        v.holder.iter().map(|p| json!({ "code": p.code(), "words": p.words() })).collect()
    });
    let told: Vec<_> = answer.map_or(Vec::new(), |a| a.told.iter().map(party).collect());
    json!({
        "rule": line.rule.id,
        "title": line.rule.title,
        "force": version.map(|v| v.force.word()),
        "citation": version.map(|v| v.citation),
        "checked": version.is_some_and(|v| !v.not_yet_checked()),
        "not_in_force": line.version.as_ref().err(),
        "outcome": answer.map(|a| json!({ "code": a.outcome.code(), "words": a.outcome.words() })),
        "due": line.due().map(Day::iso),
        "due_kind": answer.map(|a| kind(a.due)),
        "due_at": answer.and_then(|a| match a.due { Due::Moment(t) => Some(t.iso()), _ => None }),
        "arguable": answer.and_then(|a| a.due.arguable()).map(Day::iso),
        "who_owes": owes,
        "who_is_told": told,
        "how": answer.and_then(|a| how(a.due, a.working.as_ref())),
        "working": answer.and_then(|a| a.working.as_ref()).map(working),
        "standing": answer.and_then(|a| a.standing).map(standing),
        "done": answer.and_then(|a| a.done).map(Day::iso),
        "advice": answer.and_then(|a| a.advice).map(|a| json!({
            "day": a.day.map(Day::iso), "words": a.words,
        })),
        "with_closures": line.after.as_ref().map(after),
        "no_answer": line.answer.as_ref().err(),
    })
}

fn party(to: &To) -> Value {
    json!({ "code": to.who.code(), "words": to.who.words(), "if_any": to.if_any })
}

fn kind(due: Due) -> &'static str {
    match due {
        Due::None => "none",
        Due::Day(_) => "day",
        Due::WithoutDelay(_) => "without-delay",
        Due::EndOfAfternoon(_) => "end-of-afternoon",
        Due::Counted(_) => "counted",
        Due::Moment(_) => "moment",
    }
}

fn working(w: &Working) -> Value {
    let passed: Vec<_> = w
        .passed
        .iter()
        .map(|p| json!({ "from": p.from.iso(), "to": p.to.iso(), "why": p.why }))
        .collect();
    json!({
        "day_one": w.day_one.map(Day::iso),
        "counted": w.counted.iter().map(|d| d.iso()).collect::<Vec<_>>(),
        "passed_over": passed,
    })
}

fn standing(standing: Standing) -> Value {
    let (state, days) = match standing {
        Standing::Nothing => ("nothing", None),
        Standing::Met => ("met", None),
        Standing::MetLate { by } => ("met-late", Some(by)),
        Standing::Open { left } => ("open", Some(left)),
        Standing::AtRisk { left } => ("at-risk", Some(left)),
        Standing::Late { by } => ("late", Some(by)),
    };
    json!({ "state": state, "days": days, "words": standing.words() })
}

fn after(after: &Result<Dates, String>) -> Value {
    match after {
        Err(why) => json!({ "due": null, "arguable": null, "working": null, "no_answer": why }),
        Ok(d) => json!({
            "due": d.due.map(Day::iso),
            "arguable": d.arguable.map(Day::iso),
            "working": d.working.as_ref().map(working),
            "no_answer": null,
        }),
    }
}
