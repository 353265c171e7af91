//! Who is in charge of each room, period by period: the week as planned, one day's changes, who
//! is away, and the periods that nobody covers.
//!
//! Must never know: names or addresses, and never why somebody is away.

use crate::day::{Charge, Handover};
use crate::room::Room;
use crate::school::Period;
use crate::{Actor, Id, May, Refusal};
use rulebook::{Day, Instant, Minute};

/// A period of the week that is somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Room.
    pub room: Id,
    /// Weekday, 1 for Monday.
    pub weekday: i64,
    /// "P2"
    pub code: String,
    /// Whose.
    pub staff: Id,
}

/// A period of one day that is somebody else's than the week says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// "P2"
    pub code: String,
    /// Whose.
    pub staff: Id,
    /// A word about it, or empty.
    pub why: String,
    /// Who changed it.
    pub made_by: String,
}

/// Somebody is away, or has left a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Key.
    pub id: Id,
    /// Who.
    pub staff: Id,
    /// Day.
    pub day: Day,
    /// From when.
    pub from: Minute,
    /// The room they left; none where they are not in school.
    pub room: Option<Id>,
    /// Who said so.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
    /// When they were back.
    pub ended_at: Option<Instant>,
}

/// What is known of the adults of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rota {
    /// The week's lines of that weekday.
    pub lines: Vec<Line>,
    /// The day's changes.
    pub changes: Vec<Change>,
    /// Who is away that day and not back.
    pub away: Vec<Away>,
}

impl Rota {
    /// Who was named for a period: by a change of the day or by the week; none where neither
    /// says anybody.
    pub fn named(&self, room: Id, code: &str) -> Option<Id> {
        let change = self.changes.iter().find(|c| c.room == room && c.code == code);
        let line = || self.lines.iter().find(|l| l.room == room && l.code == code);
        change.map(|c| c.staff).or_else(|| line().map(|l| l.staff))
    }
    /// Who is to have a period: whoever is named, or the room's lead.
    pub fn planned(&self, room: &Room, code: &str) -> Option<Id> {
        self.named(room.id, code).or(room.lead)
    }
    /// Whether somebody is away from this room at a minute.
    pub fn is_away(&self, staff: Id, room: Id, minute: Minute) -> bool {
        self.away
            .iter()
            .filter(|a| a.staff == staff && a.ended_at.is_none())
            .any(|a| a.room.is_none_or(|r| r == room) && a.from <= minute)
    }
    /// Everybody the day's plan names.
    pub fn everybody(&self) -> Vec<Id> {
        let lines = self.lines.iter().map(|l| l.staff);
        let changes = self.changes.iter().map(|c| c.staff);
        let mut all: Vec<Id> =
            lines.chain(changes).chain(self.away.iter().map(|a| a.staff)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Whether this person may say who is in charge when, move pupils between rooms, and shut one:
/// those who approve, and whoever leads the rooms.
///
/// # Errors
/// Refuses everybody else.
pub fn may_plan(actor: &Actor) -> Result<(), Box<Refusal>> {
    if actor.may(May::Approve) || actor.leads() {
        return Ok(());
    }
    let mut no = Refusal::because(
        "Your role does not change the plan of the room",
        "Who is in charge when, and who goes where, is changed by whoever leads the room or by those who approve.",
        "The table of roles in Mainstay.",
    )
    .or("Back to the board", "/board");
    no.by_role = true;
    Err(Box::new(no))
}

/// The period that counts at a minute: the last that has begun, or the first before any has.
fn period_of<'a>(periods: &[&'a Period], minute: Minute) -> Option<&'a Period> {
    periods.iter().rev().find(|p| p.from <= minute).or(periods.first()).copied()
}

/// Who is in charge of a room at a minute: the handover that holds, or whoever the rota names, or
/// the room's lead; nobody where that adult is away.
pub fn charge(
    room: &Room,
    rota: &Rota,
    periods: &[&Period],
    handovers: &[Handover],
    minute: Minute,
) -> Charge {
    let now = period_of(periods, minute);
    let planned = now.map_or(room.lead, |p| rota.planned(room, &p.code));
    let mut charge = crate::day::who_is_in_charge(planned, handovers, minute);
    let there = charge.adult;
    // Whoever is away is in charge of nothing, whatever was planned.
    if let Some(adult) = charge.adult.filter(|a| rota.is_away(*a, room.id, minute)) {
        charge.adult = None;
        charge.missing = Some(adult);
    }
    let next = periods.iter().filter(|p| p.from > minute).find_map(|p| {
        let named = rota.named(room.id, &p.code)?;
        (Some(named) != there).then_some((p.from, named))
    });
    charge.relief = match (charge.relief, next) {
        (Some(handed), Some(planned)) if planned.0 < handed.0 => Some(planned),
        (None, planned) => planned,
        (handed, _) => handed,
    };
    charge
}

/// Whether the plan gives a room to an adult at a minute: named for that period and not away.
pub fn is_theirs(
    room: &Room,
    rota: &Rota,
    periods: &[&Period],
    handovers: &[Handover],
    adult: Id,
    minute: Minute,
) -> bool {
    let named = periods
        .iter()
        .find(|p| p.from <= minute && minute < p.to)
        .is_some_and(|p| rota.named(room.id, &p.code) == Some(adult));
    named && charge(room, rota, periods, handovers, minute).adult == Some(adult)
}

/// Why a period has nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody is named.
    Nobody,
    /// Whoever is named is away.
    Away(Id),
    /// Whoever is named has other rooms with pupils in the same period.
    Elsewhere(Id, Vec<Id>),
}

/// A period with pupils and no adult of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// "P4"
    pub code: String,
    /// When it begins.
    pub from: Minute,
    /// Pupils booked.
    pub pupils: i64,
    /// Why.
    pub why: Why,
}

impl Gap {
    /// A key of the period itself, so that one left with a reason stays left.
    pub fn key(&self) -> Id {
        key(&[self.room.as_bytes(), self.day.iso().as_bytes(), self.code.as_bytes()])
    }
}

/// A key made of parts: the same parts, the same key.
pub fn key(parts: &[&[u8]]) -> Id {
    let mut at: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for part in parts {
        for byte in part.iter().chain([&0xff]) {
            at ^= u128::from(*byte);
            at = at.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    Id::from_u128(at)
}

/// What gaps are looked for in.
#[derive(Clone, Copy)]
pub struct Covered<'a> {
    /// Rooms in use.
    pub rooms: &'a [Room],
    /// The day.
    pub day: Day,
    /// Its stretches in order.
    pub periods: &'a [&'a Period],
    /// Its adults.
    pub rota: &'a Rota,
    /// Its handovers, of every room.
    pub handovers: &'a [Handover],
    /// Periods taken: room and code, once for each pupil.
    pub taken: &'a [(Id, String)],
    /// Now.
    pub now: Instant,
}

/// The periods still to come, or going on, that have pupils and nobody for them.
pub fn gaps(c: &Covered) -> Vec<Gap> {
    let (today, minute) = c.now.local();
    if c.day < today {
        return Vec::new();
    }
    let mut out = Vec::new();
    for p in c.periods {
        if c.day == today && p.to <= minute {
            continue;
        }
        let at = if c.day == today && p.from < minute { minute } else { p.from };
        let busy: Vec<(&Room, i64, Charge)> = c
            .rooms
            .iter()
            .map(|r| {
                let n = c.taken.iter().filter(|(room, code)| *room == r.id && *code == p.code);
                (r, n.count() as i64)
            })
            .filter(|(_, n)| *n > 0)
            .map(|(r, n)| {
                let handed: Vec<Handover> =
                    c.handovers.iter().filter(|h| h.room == r.id).cloned().collect();
                (r, n, charge(r, c.rota, c.periods, &handed, at))
            })
            .collect();
        for (room, pupils, charge) in &busy {
            let why = match (charge.adult, charge.missing) {
                (None, Some(away)) => Why::Away(away),
                (None, None) => Why::Nobody,
                (Some(adult), _) => {
                    let others: Vec<Id> = busy
                        .iter()
                        .filter(|(r, _, other)| r.id != room.id && other.adult == Some(adult))
                        .map(|(r, _, _)| r.id)
                        .collect();
                    if others.is_empty() {
                        continue;
                    }
                    Why::Elsewhere(adult, others)
                }
            };
            out.push(Gap {
                room: room.id,
                day: c.day,
                code: p.code.clone(),
                from: p.from,
                pupils: *pupils,
                why,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::RoomKind;
    use crate::school::PeriodKind;

    fn m(t: &str) -> Minute {
        Minute::parse(t).unwrap()
    }
    fn room(n: u128, lead: Option<u128>) -> Room {
        Room {
            id: Id::from_u128(n),
            name: format!("Room {n}"),
            kind: RoomKind::Removal,
            seats: 4,
            door: String::new(),
            arrive_at: m("8.40"),
            break_from: m("11.10"),
            break_to: m("11.25"),
            lunch_from: m("12.05"),
            lunch_to: m("12.35"),
            lunch_list_by: None,
            lead: lead.map(Id::from_u128),
            shares: None,
            active: true,
            version: 1,
        }
    }
    fn day() -> Day {
        Day::new(2026, 11, 10).unwrap()
    }
    fn periods() -> Vec<Period> {
        [("P1", "9.00", "10.00"), ("P2", "10.00", "11.00"), ("P3", "11.00", "12.00")]
            .into_iter()
            .map(|(code, from, to)| Period {
                id: Id::nil(),
                weekday: day().weekday(),
                code: code.into(),
                kind: PeriodKind::Lesson,
                from: m(from),
                to: m(to),
            })
            .collect()
    }
    fn line(room: u128, code: &str, staff: u128) -> Line {
        let (room, staff) = (Id::from_u128(room), Id::from_u128(staff));
        Line { room, weekday: 2, code: code.into(), staff }
    }
    fn away(staff: u128, from: &str, room: Option<u128>) -> Away {
        Away {
            id: Id::nil(),
            staff: Id::from_u128(staff),
            day: day(),
            from: m(from),
            room: room.map(Id::from_u128),
            made_by: String::new(),
            made_at: day().at(m(from)),
            ended_at: None,
        }
    }

    #[test]
    fn a_change_of_the_day_beats_the_week_and_the_week_beats_the_lead() {
        let all = periods();
        let p: Vec<&Period> = all.iter().collect();
        let r = room(1, Some(9));
        let change = Change {
            room: r.id,
            day: day(),
            code: "P3".into(),
            staff: Id::from_u128(7),
            why: String::new(),
            made_by: String::new(),
        };
        let rota = Rota {
            lines: vec![line(1, "P2", 8), line(1, "P3", 8)],
            changes: vec![change],
            away: vec![],
        };
        let who = |t: &str| charge(&r, &rota, &p, &[], m(t)).adult.map(|a| a.as_u128());
        assert_eq!(who("8.30"), Some(9));
        assert_eq!(who("10.00"), Some(8));
        assert_eq!(who("11.30"), Some(7));
        assert_eq!(who("15.00"), Some(7));
        let relief = charge(&r, &rota, &p, &[], m("9.30")).relief;
        assert_eq!(relief, Some((m("10.00"), Id::from_u128(8))));
        assert!(is_theirs(&r, &rota, &p, &[], Id::from_u128(8), m("10.30")));
        assert!(!is_theirs(&r, &rota, &p, &[], Id::from_u128(8), m("11.30")));
        // The lead is named by nobody: a cover adult's rule is not theirs to use.
        assert!(!is_theirs(&r, &rota, &p, &[], Id::from_u128(9), m("9.30")));
    }

    #[test]
    fn a_period_with_pupils_and_nobody_is_a_gap_and_says_why() {
        let all = periods();
        let p: Vec<&Period> = all.iter().collect();
        let rooms = [room(1, Some(9)), room(2, Some(9)), room(3, None)];
        let taken: Vec<(Id, String)> = [(1, "P1"), (1, "P2"), (2, "P2"), (3, "P3"), (3, "P3")]
            .iter()
            .map(|(r, c)| (Id::from_u128(*r), c.to_string()))
            .collect();
        let rota = Rota { away: vec![away(9, "9.30", Some(1))], ..Rota::default() };
        let look = |rota: &Rota, now: &str| {
            gaps(&Covered {
                rooms: &rooms,
                day: day(),
                periods: &p,
                rota,
                handovers: &[],
                taken: &taken,
                now: day().at(m(now)),
            })
        };
        let plain = look(&Rota::default(), "8.00");
        let said: Vec<(u128, &str)> =
            plain.iter().map(|g| (g.room.as_u128(), g.code.as_str())).collect();
        assert_eq!(said, [(1, "P2"), (2, "P2"), (3, "P3")]);
        assert!(matches!(&plain[0].why, Why::Elsewhere(_, other) if *other == [rooms[1].id]));
        assert_eq!((plain[2].pupils, &plain[2].why), (2, &Why::Nobody));
        assert_ne!(plain[0].key(), plain[1].key());
        // Who left the first room at half past nine is missing there and not in the other.
        let left = look(&rota, "9.40");
        assert_eq!(left[0].why, Why::Away(Id::from_u128(9)));
        assert_eq!(left.iter().filter(|g| g.room == rooms[1].id).count(), 0);
        assert_eq!(look(&Rota::default(), "12.00"), vec![]);
    }

    #[test]
    fn whoever_leaves_without_handing_over_is_missing_until_somebody_is_named() {
        let all = periods();
        let p: Vec<&Period> = all.iter().collect();
        let r = room(1, Some(9));
        let rota = Rota { away: vec![away(9, "10.20", Some(1))], ..Rota::default() };
        let before = charge(&r, &rota, &p, &[], m("10.19"));
        assert_eq!((before.adult, before.missing), (Some(Id::from_u128(9)), None));
        let after = charge(&r, &rota, &p, &[], m("10.20"));
        assert_eq!((after.adult, after.missing), (None, Some(Id::from_u128(9))));
    }
}
