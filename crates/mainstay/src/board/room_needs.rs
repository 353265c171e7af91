//! What the room itself needs: an adult, fewer heads than seats, a door that is open.
//!
//! Must never know: why a pupil is here. Names here can be hidden, as everywhere on the board.

use super::facts::{Facts, covers};
use super::page::Alert;
use crate::page::kit::Standing;
use crate::visit::Visit;
use casework::Id;
use casework::day::Heads;
use casework::rota::Why;
use casework::seat;
use casework::words::Concept;

/// Adds what the room needs, the worst first.
pub fn room(v: &Visit, f: &Facts, heads: Heads, in_charge: Option<Id>, out: &mut Vec<Alert>) {
    let on_today = f.day == v.today();
    let mut add = |standing, real: String, seat: Option<String>, href: String| {
        out.push(Alert { standing, seat: seat.unwrap_or_else(|| real.clone()), real, href })
    };
    let id = f.room.id;
    if let Some(shut) = &f.shut {
        let href = format!("/board/{id}/shut");
        add(Standing::Late, format!("Shut from {}: {}", shut.from, shut.why), None, href);
    }
    let used = heads.used() + f.seats.used;
    if let Some(accepted) = seat::over(used, f.seats.all, &f.crowds) {
        let seats = v.words().many(Concept::Seat);
        let who = f.full(in_charge).unwrap_or_else(|| "nobody named".into());
        let href = format!("/board/{id}/over");
        match accepted {
            None => {
                let (real, hidden) = brought(f);
                let what = format!("{used} in {} {seats}: {who} in charge", f.seats.all);
                add(Standing::Late, format!("{what}{real}"), Some(format!("{what}{hidden}")), href);
            }
            Some(crowd) => {
                let what =
                    format!("{used} in {} {seats}, accepted by {}", f.seats.all, crowd.made_by);
                add(Standing::Risk, what, None, href);
            }
        }
    }
    let handover = format!("/board/{id}/handover");
    if on_today && in_charge.is_none() && heads.used() > 0 {
        let missing = f.charge(v.now.minute()).missing;
        let words = match missing {
            Some(who) => {
                let left = f.cover.rota.away.iter().find(|a| a.staff == who && a.room == Some(id));
                let who = f.full(Some(who)).unwrap_or_else(|| "Whoever was named".into());
                match left {
                    Some(a) => format!("No adult: {who} left at {}. Name somebody", a.from),
                    None => format!("No adult: {who} is away. Name somebody"),
                }
            }
            None => "No adult is named in charge".to_string(),
        };
        add(Standing::Late, words, None, handover);
    }
    let mut gaps: Vec<_> = f
        .gaps
        .iter()
        // What is on now is said above, where there is somebody to look after.
        .filter(|g| {
            let now = g.day == v.today() && g.from <= v.now.minute();
            !(now && heads.used() > 0 && !matches!(g.why, Why::Elsewhere(..)))
        })
        .collect();
    gaps.sort_by_key(|g| (g.day, g.from));
    for (standing, of_day) in [(Standing::Late, v.today()), (Standing::Risk, f.day)] {
        let those: Vec<_> = gaps
            .iter()
            .filter(|g| match standing {
                Standing::Late => g.day == of_day,
                _ => g.day != v.today(),
            })
            .collect();
        let Some(first) = those.first() else { continue };
        let mut codes: Vec<String> = Vec::new();
        for g in &those {
            if g.why == first.why && g.day == first.day && !codes.contains(&g.code) {
                codes.push(g.code.clone());
            }
        }
        let order: Vec<String> =
            v.setting.lessons_on(first.day).iter().map(|p| p.code.clone()).collect();
        let spelt = casework::room::spell_periods(&codes, &order);
        let day = if first.day == v.today() {
            String::new()
        } else {
            format!("{} ", first.day.weekday().short())
        };
        let more = those.len().saturating_sub(codes.len());
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let href = if covers(v) {
            format!("/board/{id}/handover")
        } else {
            format!("/rota?day={}", first.day.iso())
        };
        add(standing, format!("{day}{spelt}, no adult: {}{more}", f.cover.why(first)), None, href);
    }
    if f.met > 0 {
        let walks = if f.met == 1 { "walk meets" } else { "walks meet" };
        let words = format!("{} {walks} somebody", f.met);
        add(Standing::Risk, words, None, format!("/board/{id}/movements?day={}", f.day.iso()));
    }
    for m in f.moves.iter().filter(|_| on_today && !covers(v)) {
        if m.from_room != id {
            continue;
        }
        let to = f.cover.room(m.to_room);
        let first = f.first(m.pupil);
        let seat = match m.from_seat {
            Some(n) => format!("{} {n}", v.words().cap(Concept::Seat)),
            None => "One".into(),
        };
        let name = if first.is_empty() { seat.clone() } else { first };
        add(
            Standing::None,
            format!("{name} went to {to} at {}", m.at.minute()),
            Some(format!("{seat} went to {to} at {}", m.at.minute())),
            format!("/board/{}", m.to_room),
        );
    }
}

/// "; Dre, with Mr Gale": who was brought and by whom, with the names and without.
fn brought(f: &Facts) -> (String, String) {
    let (mut real, mut hidden) = (Vec::new(), Vec::new());
    for e in f.brought.iter().filter(|e| e.stands()) {
        let said =
            if e.body.is_empty() { "brought by somebody".to_string() } else { e.body.clone() };
        let name = f.first(e.pupil);
        real.push(if name.is_empty() {
            format!("one more, {said}")
        } else {
            format!("{name}, {said}")
        });
        hidden.push(format!("one, {said}"));
    }
    let tail = |all: Vec<String>| {
        if all.is_empty() { String::new() } else { format!("; {}", all.join("; ")) }
    };
    (tail(real), tail(hidden))
}
