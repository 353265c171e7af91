//! The board's facts as a page: the pure decisions of the day asked, and their answers put into
//! words.

use super::facts::{Facts, covers};
use super::page::{Alert, BoardPage, DueAct, DueLine, Keys, Marks, Stretch, Strip, Tile};
use crate::page::kit::Standing;
use crate::visit::Visit;
use casework::day::{self, BreakKind, DueKind, EntryKind, Presence, Tone};
use casework::pupil::{Flag, Pupil};
use casework::room::{Done, Placement, PlacementState, Slot};
use casework::school::{Period, PeriodKind};
use casework::words::{Concept, capital};
use casework::{Coded, Id, May};
use rulebook::day::spell_minutes;
use rulebook::{Instant, Minute};

/// "in 3 min", "now", "14 min late".
pub fn left(minutes: i64) -> String {
    match minutes {
        0 => "now".into(),
        m if m > 0 => format!("in {}", spell_minutes(m)),
        m => format!("{} late", spell_minutes(-m)),
    }
}

/// Words cut at the end of a sentence, so that a tile stays a tile. The whole is on the day card.
fn brief(text: &str, longest: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= longest {
        return text.to_string();
    }
    let mut out = String::new();
    for part in text.split_inclusive(['.', ';']) {
        if !out.is_empty() && out.chars().count() + part.chars().count() > longest {
            break;
        }
        out.push_str(part);
    }
    out.trim_end_matches([';', ' ', '.']).to_string()
}

/// The board as a page.
pub fn board(v: &Visit, f: &Facts) -> BoardPage {
    let words = v.words();
    let on_today = f.day == v.today();
    let minute = v.now.minute();
    let periods = v.setting.periods_on(f.day);
    let lessons = v.setting.lessons_on(f.day);
    let heads = f.heads();
    let charge = f.charge(minute);
    let day_ends = lessons.last().map(|p| p.to).unwrap_or_default();
    let mut tiles: Vec<Tile> =
        f.placements.iter().filter_map(|p| tile(v, f, p, &lessons, day_ends)).collect();
    // Here or out by seat, then interviews owed, then who is to come by time; done stands last.
    tiles.sort_by_key(|t| {
        let due = t.due.as_ref().map(|d| d.at).filter(|_| matches!(t.keys, Keys::Expected));
        (t.rank(), due, t.seat.is_none(), t.seat)
    });
    let mut seen: Vec<String> = Vec::new();
    for (n, tile) in tiles.iter_mut().enumerate() {
        if seen.contains(&tile.anchor) {
            tile.anchor = format!("{}-{n}", tile.anchor);
        }
        seen.push(tile.anchor.clone());
    }
    let toast = super::toast::toast(v, f).filter(|_| on_today);
    BoardPage {
        room: f.room.id,
        name: f.room.name.clone(),
        day: f.day,
        before: v.setting.calendar.last_before(f.day),
        after: v.setting.calendar.first_on_or_after(f.day.plus(1)),
        today: on_today,
        now: v.now,
        csrf: v.csrf.clone(),
        runs: f.records(v),
        covers: covers(v),
        me: v.actor.staff,
        pupils: words.caps(Concept::Pupil),
        seat_word: words.cap(Concept::Seat),
        seats_word: words.many(Concept::Seat).to_string(),
        dsl: words.short(Concept::Dsl).to_string(),
        heads,
        seats: f.seats.all,
        shared: (f.seats.used, f.seats.with.clone()),
        in_charge: f.full(charge.adult),
        first_aid: casework::first_aid::in_the_room(&f.first_aid, charge.adult, f.day).map(
            |(here, others)| {
                (here, others.iter().take(3).filter_map(|id| f.formal(Some(*id))).collect())
            },
        ),
        notice: f.notice.map(|n| (n.opened, n.staff)),
        relief: charge
            .relief
            .filter(|_| on_today)
            .and_then(|(at, who)| f.full(Some(who)).map(|name| (at, name))),
        toast,
        ruler: ruler(f, &periods, on_today, v.now),
        lane: super::page::lane(&f.room, &f.breaks, &periods, on_today.then_some(minute)),
        alerts: alerts(v, f, heads, charge.adult, &lessons),
        mark_now: lessons
            .iter()
            .rev()
            .find(|p| !on_today || p.from <= minute)
            .map(|p| p.code.clone()),
        tiles,
    }
}

fn ruler(f: &Facts, periods: &[&Period], on_today: bool, now: Instant) -> Vec<Stretch> {
    let minute = now.minute();
    let mut out = Vec::new();
    for p in periods {
        let lesson = p.kind == PeriodKind::Lesson;
        let is_now = on_today && p.from <= minute && minute < p.to;
        let is_past = (on_today && p.to <= minute) || f.day < now.day();
        let lunch = (f.room.lunch_from, "Our lunch");
        let own = [(f.room.break_from, "Our break"), lunch]
            .into_iter()
            .find(|(from, _)| p.from <= *from && *from < p.to && !is_past);
        let handed = f.handovers.iter().find(|h| {
            p.from < h.from && h.from < p.to && h.ended_at.is_none_or(|at| at.minute() > h.from)
        });
        let adult = f.formal(f.charge(p.from).adult).unwrap_or_else(|| "Nobody named".into());
        let under = if !lesson {
            String::new()
        } else if let Some(h) = handed {
            format!("{} {}", f.formal(Some(h.adult)).unwrap_or_default(), h.from)
        } else if let Some((from, label)) = own {
            format!("{label} {from}")
        } else {
            adult
        };
        out.push(Stretch {
            code: p.code.clone(),
            from: p.from,
            to: p.to,
            lesson,
            is_now,
            is_past,
            booked: f.slots.iter().filter(|s| s.room == f.room.id && s.code == p.code).count()
                as i64
                + day::seats_booked(&f.seats.slots, &p.code),
            under,
        });
    }
    out
}

fn alerts(
    v: &Visit,
    f: &Facts,
    heads: day::Heads,
    in_charge: Option<Id>,
    lessons: &[&Period],
) -> Vec<Alert> {
    let words = v.words();
    let on_today = f.day == v.today();
    let mut out = Vec::new();
    super::room_needs::room(v, f, heads, in_charge, &mut out);
    let mut add = |standing, real: String, seat: Option<String>, href: String| {
        out.push(Alert { standing, seat: seat.unwrap_or_else(|| real.clone()), real, href })
    };
    let run = f.records(v);
    let anchor = |p: &Placement| super::page::mark(p.id);
    let present: Vec<&Placement> = f
        .placements
        .iter()
        .filter(|p| matches!(f.presence(p), Presence::Here | Presence::Out { .. }))
        .collect();
    for pair in &f.apart {
        let one = present.iter().find(|p| p.pupil == pair.one);
        let other = present.iter().find(|p| p.pupil == pair.other);
        if let (Some(one), Some(other)) = (one, other) {
            let seat = |p: &Placement| p.seat.map(|n| n.to_string()).unwrap_or_else(|| "–".into());
            add(
                Standing::Late,
                format!("{} and {} are here: keep apart", f.first(one.pupil), f.first(other.pupil)),
                Some(format!(
                    "{} {} and {}: keep apart",
                    words.caps(Concept::Seat),
                    seat(one),
                    seat(other)
                )),
                format!("#{}", anchor(one)),
            );
        }
    }
    let unreferred: Vec<&&Placement> =
        present.iter().filter(|p| casework::day::came_unasked(p)).collect();
    if let Some(first) = unreferred.first() {
        let what = format!("{} here without a referral", unreferred.len());
        add(Standing::Late, what, None, format!("#{}", anchor(first)));
    }
    if heads.owed > 0 {
        let first = f
            .placements
            .iter()
            .find(|p| p.state == PlacementState::Left && !f.exit_held(p))
            .map(&anchor)
            .unwrap_or_default();
        let s = if heads.owed == 1 { "interview" } else { "interviews" };
        add(Standing::Risk, format!("{} exit {s} not held", heads.owed), None, format!("#{first}"));
    }
    if on_today && run {
        let minute = v.now.minute();
        let running = f.breaks.iter().find(|b| b.ended_at.is_none());
        let href = format!("/board/{}/break", f.room.id);
        if let Some(b) = running {
            let what =
                format!("{} since {}, {}", b.kind.label(), b.started_at.minute(), b.adult_name);
            add(Standing::Due, what, None, href);
        } else if heads.used() > 0 {
            for kind in [BreakKind::Break, BreakKind::Lunch] {
                let (from, to) = day::planned_break(&f.room, kind);
                if !f.break_started(kind) && from.plus(-5) <= minute && minute < to {
                    add(
                        Standing::Due,
                        format!("{} {from}: start", kind.label()),
                        None,
                        href.clone(),
                    );
                }
            }
        }
        let missing: Vec<(&str, usize)> = lessons
            .iter()
            .filter(|p| p.to <= minute)
            .map(|p| {
                let of =
                    |s: &&Slot| s.code == p.code && (s.conduct.is_none() || s.learning.is_none());
                // Who came later has nothing to be marked for.
                let there =
                    |s: &&Slot| present.iter().any(|p| p.id == s.placement && was_in(p, s, f.day));
                (p.code.as_str(), f.slots.iter().filter(of).filter(there).count())
            })
            .filter(|(_, n)| *n > 0)
            .collect();
        if let Some((first, _)) = missing.first() {
            let href = format!("/board/{}/marks?period={first}", f.room.id);
            let said: Vec<String> = missing.iter().map(|(code, n)| format!("{code} {n}")).collect();
            add(Standing::Due, format!("Not marked: {}", said.join(", ")), None, href);
        }
    }
    if f.waiting > 0 {
        let href = if v.may(May::Approve) { "/queue" } else { "/referrals" };
        add(Standing::Due, format!("{} in the queue", f.waiting), None, href.into());
    }
    for m in f.moved.iter().take(3) {
        let to = m.day.weekday().short();
        let name = if m.given.is_empty() { &m.family } else { &m.given };
        add(
            Standing::None,
            format!("{name} moved to {to}"),
            Some(format!("One moved to {to}")),
            format!("/board/{}?day={}", f.room.id, m.day.iso()),
        );
    }
    out
}

/// Whether somebody was in the room for any of a period.
fn was_in(p: &Placement, s: &Slot, day: rulebook::Day) -> bool {
    p.arrived_at.is_none_or(|at| at < day.at(s.to))
}

fn tile(
    v: &Visit,
    f: &Facts,
    p: &Placement,
    lessons: &[&Period],
    day_ends: Minute,
) -> Option<Tile> {
    let pupil = f.pupils.get(&p.pupil)?;
    let on_today = f.day == v.today();
    let slots = f.slots_of(p.id);
    let entries = f.entries_of(p.id);
    let presence = f.presence(p);
    let held = f.exit_held(p);
    let minute = v.now.minute();
    let last = slots.iter().map(|s| s.to).max();
    let clock = day::Clock {
        now: v.now,
        lessons_from: lessons.first().map(|l| l.from).unwrap_or_default(),
        day_ends,
        break_done: f.break_started(BreakKind::Break),
        lunch_done: f.break_started(BreakKind::Lunch),
        exit_held: held,
    };
    let due = on_today
        .then(|| day::next_due(p, &slots, &entries, &presence, &f.room, &clock))
        .flatten()
        .map(|d| due_line(v, f, p, &slots, &presence, day_ends, d));
    let here = matches!(presence, Presence::Here | Presence::Out { .. });
    let over = match presence {
        Presence::NotHere => true,
        Presence::Left => held,
        _ => false,
    };
    let until = match (&presence, p.left_at, last) {
        (Presence::Left, Some(at), _) => format!("left {}", at.minute()),
        (Presence::NotHere, _, _) => "not here".into(),
        // One seat is used in turn: who comes later says from when.
        (Presence::Expected, _, Some(to)) => match slots.iter().map(|s| s.from).min() {
            Some(from) => format!("{from} to {to}"),
            None => format!("to {to}"),
        },
        (_, _, Some(to)) => format!("to {to}"),
        _ => String::new(),
    };
    let current = day::slot_now(&slots, minute)
        .filter(|_| on_today)
        .or_else(|| slots.iter().rev().find(|s| s.from <= minute || !on_today).copied())
        .or(slots.first().copied());
    let run = f.records(v);
    let ladder = day::ladder(&entries, v.setting.rules.warnings);
    let stood = f.steps_of(v, p.id);
    let keys = if !run || !on_today {
        Keys::None
    } else {
        match &presence {
            Presence::Expected => Keys::Expected,
            Presence::NotHere => Keys::AfterAll,
            Presence::Out { with, .. } => Keys::Out { with: with.clone() },
            Presence::Here if last.is_some_and(|to| to <= minute) => Keys::Leaving { held },
            Presence::Here => {
                let steps = v.setting.rules.ladder();
                let next = day::next_step(&steps, &stood).filter(|_| ladder.at_the_top());
                Keys::Acts {
                    praise: day::tally(&entries, EntryKind::Praise),
                    help: day::tally(&entries, EntryKind::Help),
                    warning: v.words().cap(Concept::Warning),
                    ladder: ladder.words(),
                    offered: next
                        .map(|n| day::offered_before(&steps, n).join(", "))
                        .unwrap_or_default(),
                    next_step: next.map(|n| n.name.clone()),
                    stepped: next.and_then(|n| {
                        stood.iter().rfind(|s| s.taken.step == n.name).map(|s| s.at.minute())
                    }),
                    called: stood
                        .last()
                        .filter(|s| s.waits() && f.steps.iter().any(|t| t.entry == s.taken.entry))
                        .map(|s| (s.taken.entry, s.taken.called.clone())),
                    broke: day::last_of(&entries, EntryKind::Break).map(|at| at.minute()),
                }
            }
            Presence::Left if !held => Keys::Owed,
            Presence::Left => Keys::None,
        }
    };
    let marks = (here && run && !matches!(keys, Keys::Leaving { .. }))
        .then_some(current)
        .flatten()
        .map(|s| Marks { code: s.code.clone(), conduct: s.conduct, learning: s.learning });
    let (good, helps) = if here { what_helps(f, p, pupil) } else { Default::default() };
    Some(Tile {
        placement: p.id,
        anchor: super::page::anchor(p.seat, p.id),
        seat: p.seat,
        first: pupil.first().to_string(),
        family: if pupil.known_given.trim().is_empty() {
            String::new()
        } else {
            pupil.known_family.clone()
        },
        form: pupil.form.clone(),
        until,
        href: v.may(May::PupilSummary).then(|| format!("/placements/{}", p.id)),
        due,
        good,
        helps,
        flags: if here {
            flags(f, p, pupil, &presence, v)
        } else if presence == Presence::Expected {
            // The door and the kitchen need to know of an allergy before somebody comes.
            let mut known = pupil.flags(v.actor.sight(May::Board));
            known.retain(|(flag, _)| *flag == Flag::Health);
            known.extend(gone(f, pupil));
            known
        } else {
            Vec::new()
        },
        named: f.named.iter().find(|n| n.placement == p.id).map(|n| {
            let sight = v.actor.sight(May::Board);
            (n.said(sight), n.said_unnamed(sight))
        }),
        ladder: if here {
            super::step::lines(v.words(), &ladder.warnings, &stood)
        } else {
            Vec::new()
        },
        failed: (here && !covers(v) && v.may(May::Interview) && !stood.is_empty())
            .then(|| format!("/placements/{}/failed-day", p.id)),
        strip: here.then(|| strip(f, p, &slots, lessons, on_today.then_some(minute))),
        marks,
        kept: f.kept.get(&p.pupil).filter(|_| here && on_today).map(|at| {
            let period = v.setting.period_at(f.day, minute);
            let length = period.filter(|p| p.kind == PeriodKind::Lesson).map(|p| (p.from, p.to));
            (at.minute(), day::is_stale(*at, length, v.now))
        }),
        needs: (here && run && on_today).then(|| {
            let now = day::slot_now(&slots, minute).map(|s| s.code.as_str());
            let kit = f.kit.of(p.id, now);
            super::needs::Needs::of(&entries, kit, matches!(keys, Keys::Acts { .. }))
        }),
        keys,
        interviews: v.may(May::Interview),
        quiet: !here,
        over,
    })
}

fn due_line(
    v: &Visit,
    f: &Facts,
    p: &Placement,
    slots: &[&Slot],
    presence: &Presence,
    day_ends: Minute,
    d: day::Due,
) -> DueLine {
    let interviews = v.may(May::Interview);
    let link = |yes: bool, to: String| if yes { DueAct::Link(to) } else { DueAct::Words };
    let at = |tail: &str| format!("/placements/{}/{tail}", p.id);
    let run = f.records(v);
    let (words, act) = match d.kind {
        DueKind::FindReferrer => (
            "Find the referrer".to_string(),
            link(!covers(v), format!("/placements/{}#referrer", p.id)),
        ),
        DueKind::Expected => {
            let code = slots.first().map(|s| s.code.clone()).unwrap_or_default();
            (format!("Expected, {code}"), link(run, at("arrival")))
        }
        DueKind::Induction => ("Induction".into(), link(interviews, at("induction"))),
        DueKind::CheckIn if run => ("Check-in".into(), DueAct::Check),
        DueKind::CheckIn => ("Check-in".into(), DueAct::Words),
        DueKind::Back => {
            let with = match presence {
                Presence::Out { with, .. } if !with.is_empty() => format!("Back from {with}"),
                _ => "Back".into(),
            };
            (with, DueAct::Words)
        }
        DueKind::RoomBreak => {
            ("Room break".into(), link(run, format!("/board/{}/break", f.room.id)))
        }
        DueKind::RoomLunch => {
            ("Room lunch".into(), link(run, format!("/board/{}/break", f.room.id)))
        }
        DueKind::Exit => ("Exit interview".into(), link(interviews, at("exit"))),
        DueKind::ExitNotHeld => ("Exit interview not held".into(), link(interviews, at("exit"))),
    };
    let left = match d.kind {
        DueKind::ExitNotHeld if d.tone == Tone::Risk => format!("by {day_ends}"),
        _ => left(d.minutes),
    };
    DueLine { at: d.at.minute(), words, left, tone: d.tone, act }
}

fn what_helps(f: &Facts, p: &Placement, pupil: &Pupil) -> (String, String) {
    let good = pupil.strengths.split(';').next().unwrap_or("").trim().trim_end_matches('.');
    let mut helps = brief(&pupil.helps, 74);
    if helps.is_empty() {
        helps = "No plan on file".into();
    }
    let came = f.entries.iter().find(|e| {
        e.placement == p.id && e.kind == EntryKind::Came && e.stands() && !e.body.is_empty()
    });
    if let Some(came) = came {
        helps = format!("{}. {}", helps.trim_end_matches('.'), capital(&came.body));
    }
    (good.to_string(), helps.trim_end_matches('.').to_string())
}

/// Said of somebody the roster has taken off the roll by this day; nothing of the day is lost.
fn gone(f: &Facts, pupil: &Pupil) -> Option<(Flag, String)> {
    let left = pupil.left_on.filter(|left| *left <= f.day)?;
    Some((Flag::Todo, format!("Off the roll since {}", left.short())))
}

fn flags(
    f: &Facts,
    p: &Placement,
    pupil: &Pupil,
    presence: &Presence,
    v: &Visit,
) -> Vec<(Flag, String)> {
    let sight = v.actor.sight(May::Board);
    let mut out = Vec::new();
    out.extend(gone(f, pupil));
    // Once their last period is over it is for whoever takes them home to say.
    let ends = f.slots_of(p.id).iter().map(|s| s.to).max();
    if f.day == v.today()
        && ends.is_none_or(|to| v.now.minute() < to)
        && let Some(minutes) = day::unoffered(p, &f.entries_of(p.id), &f.breaks, v.now)
    {
        let long = spell_minutes(minutes);
        out.push((Flag::Todo, format!("No food, water or toilet for {long}")));
    }
    if let Presence::Out { since, .. } = presence {
        out.push((Flag::Out, format!("Out since {}", since.minute())));
    }
    let mut meal = None;
    for (flag, words) in pupil.flags(sight) {
        // The need itself is on the day card: a screen in a room is read by others too.
        let words = words.split(',').next().unwrap_or("").to_string();
        if flag == Flag::Meal { meal = Some((flag, words)) } else { out.push((flag, words)) }
    }
    if f.apart.iter().any(|k| k.one == p.pupil || k.other == p.pupil) {
        out.push((Flag::Apart, "Keep apart".into()));
    }
    if p.inducted_at.is_none() {
        out.push((Flag::Todo, "No induction yet".into()));
    }
    if f.arrivals.get(&p.id).is_none_or(|a| a.envelope.is_empty()) {
        out.push((Flag::Todo, "Phone not in".into()));
    }
    if out.len() < 3 {
        out.extend(meal);
    }
    out
}

fn strip(
    f: &Facts,
    p: &Placement,
    slots: &[&Slot],
    lessons: &[&Period],
    minute: Option<Minute>,
) -> Strip {
    let mut strip = Strip::default();
    for lesson in lessons {
        let slot = slots.iter().find(|s| s.code == lesson.code);
        let is_now = minute.is_some_and(|m| lesson.from <= m && m < lesson.to);
        let work = slot.map(|s| match s.done {
            Some(done) => (done.label().to_string(), done == Done::None),
            None => f
                .work
                .iter()
                .find(|w| w.placement == p.id && w.code == s.code)
                .map(|w| {
                    let (word, needs) =
                        day::work_word(&w.state, &w.route, w.same_as_class, w.bank_unit.is_some());
                    (word.to_string(), needs)
                })
                .unwrap_or_else(|| ("None".into(), true)),
        });
        strip.columns.push((lesson.code.clone(), is_now, slot.is_some()));
        strip.conduct.push(slot.and_then(|s| s.conduct));
        strip.learning.push(slot.and_then(|s| s.learning));
        strip.work.push(work);
    }
    strip
}
