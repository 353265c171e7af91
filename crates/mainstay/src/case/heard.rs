//! What the governors and a review panel did, as lines of a child's chronology.
//!
//! Must never hold: an address, or what one parent alone was told.

use casework::hearing::HearingKind;
use casework::hearing::owed::Whole;
use casework::{Coded, hearing::invite::Asked};
use rulebook::{Day, Instant};

/// A line: the day, when it was written down, what, more of it, by whom.
pub(super) type Told = (Day, Option<Instant>, String, String, String);

/// Who decides at a hearing of this kind.
fn who(kind: HearingKind) -> &'static str {
    match kind {
        HearingKind::Governors => "Governors",
        HearingKind::Panel => "Independent review",
        HearingKind::Again => "Governors, meeting again",
    }
}

/// Every line of one matter.
pub(super) fn told(w: &Whole) -> Vec<Told> {
    let mut out = Vec::new();
    let kind = |id| w.hearings.iter().find(|h| h.id == id).map(|h| h.kind);
    for h in &w.hearings {
        if let Some(on) = h.on {
            let held = format!("{}: the hearing", who(h.kind));
            out.push((on, None, held, String::new(), h.clerk.clone()));
        }
    }
    for d in &w.decisions {
        let Some(kind) = kind(d.hearing) else { continue };
        let mut more = match d.notice_given {
            Some(given) => format!("Notice given {given}"),
            None => String::new(),
        };
        if d.ordered {
            more.push_str(". A readjustment was ordered");
        }
        let what = format!("{}: {}", who(kind), d.finding.label().to_lowercase());
        out.push((d.on, Some(d.at), what, more, d.by_name.clone()));
    }
    for t in &w.told {
        let whom = match t.asked {
            Asked::Parent => t.to_name.clone(),
            asked => asked.label().to_lowercase(),
        };
        let more = t.last_day.map(|d| format!("Last day to ask for a review: {d}"));
        let what = format!("The decision told to {whom}");
        out.push((t.sent_on, Some(t.at), what, more.unwrap_or_default(), t.by_name.clone()));
    }
    for (_, g) in &w.copies {
        let what = format!("Papers given to {}", g.whom);
        out.push((g.sent_on, Some(g.at), what, format!("Version {}", g.number), g.by_name.clone()));
    }
    for a in &w.applications {
        let taken = if a.taken { "Taken in" } else { "Refused: too late" };
        let expert = if a.expert { ". A SEN expert was asked for" } else { "" };
        let what = format!("{} asked for an independent review", a.by_whom);
        out.push((
            a.made,
            Some(a.recorded_at),
            what,
            format!("{taken}{expert}"),
            a.recorded_by.clone(),
        ));
    }
    for s in &w.done {
        out.push((s.on, Some(s.at), s.step.label().to_string(), s.note.clone(), s.by_name.clone()));
    }
    for c in &w.challenges {
        let what = format!("Challenge letter to {}", c.to_name);
        let more = format!("An answer is asked for by {}", c.answer_by);
        out.push((c.sent_on, Some(c.at), what, more, c.by_name.clone()));
        if let Some(on) = c.answered_on {
            let what = format!("{} answered the challenge letter", c.to_name);
            out.push((on, None, what, c.answer.clone(), String::new()));
        }
    }
    out
}
