//! The adults of a day as they are read for the board, Today, the rota and the planner: one
//! reading, so that all four say the same.

use crate::problem::Problem;
use casework::Id;
use casework::booking::Taken;
use casework::day::{Charge, Handover};
use casework::room::Room;
use casework::rota::{Covered, Gap, Rota, Why, charge, gaps, is_theirs};
use casework::school::{Period, Setting, Staff};
use rulebook::{Day, Instant, Minute};
use std::collections::HashMap;
use store::Source;

/// One day.
pub struct Cover {
    /// The day.
    pub day: Day,
    /// Rooms in use.
    pub rooms: Vec<Room>,
    /// Who is named, and who is away.
    pub rota: Rota,
    /// Handovers, of every room.
    pub handovers: Vec<Handover>,
    /// Periods taken.
    pub taken: Vec<Taken>,
    /// Periods with pupils and nobody.
    pub gaps: Vec<Gap>,
    /// Everybody concerned.
    pub staff: HashMap<Id, Staff>,
    /// The stretches of the day.
    pub periods: Vec<Period>,
}

impl Cover {
    /// The gaps of a day to come, and those they speak of; nothing more is read where nobody is
    /// booked.
    pub async fn coming(
        src: &mut dyn Source,
        setting: &Setting,
        day: Day,
        now: Instant,
    ) -> Result<Option<Cover>, Problem> {
        let taken = store::booking::taken(src, setting.school.id, day, day).await?;
        match taken.is_empty() {
            true => Ok(None),
            false => Cover::read(src, setting, day, now).await.map(Some),
        }
    }
    /// Who is in charge of a room at a minute, by its own handovers.
    pub fn charge_of(&self, room: &Room, handed: &[Handover], minute: Minute) -> Charge {
        let periods: Vec<&Period> = self.periods.iter().collect();
        charge(room, &self.rota, &periods, handed, minute)
    }
    /// Whether the plan gives a room to somebody at a minute.
    pub fn is_theirs(&self, room: &Room, handed: &[Handover], who: Id, minute: Minute) -> bool {
        let periods: Vec<&Period> = self.periods.iter().collect();
        is_theirs(room, &self.rota, &periods, handed, who, minute)
    }
    /// Reads it.
    pub async fn read(
        src: &mut dyn Source,
        setting: &Setting,
        day: Day,
        now: Instant,
    ) -> Result<Cover, Problem> {
        let org = setting.school.id;
        let rooms = store::room::rooms(src, org).await?;
        let rota = store::rota::of_day(src, org, day).await?;
        let handovers = store::rota::handovers(src, org, day).await?;
        let taken = store::booking::taken(src, org, day, day).await?;
        let mut adults = rota.everybody();
        adults.extend(rooms.iter().filter_map(|r| r.lead));
        adults.extend(handovers.iter().map(|h| h.adult));
        adults.sort_unstable();
        adults.dedup();
        let staff = store::staff::several(src, org, &adults).await?;
        let periods = setting.periods_on(day);
        let booked: Vec<(Id, String)> = taken.iter().map(|t| (t.room, t.code.clone())).collect();
        let gaps = match setting.calendar.is_school_day(day) {
            true => gaps(&Covered {
                rooms: &rooms,
                day,
                periods: &periods,
                rota: &rota,
                handovers: &handovers,
                taken: &booked,
                now,
            }),
            false => Vec::new(),
        };
        let staff = staff.into_iter().map(|s| (s.id, s)).collect();
        let periods = periods.into_iter().cloned().collect();
        Ok(Cover { day, rooms, rota, handovers, taken, gaps, staff, periods })
    }
    /// Who is in charge of a room at a minute.
    pub fn charge(&self, room: &Room, minute: Minute) -> Charge {
        let handed: Vec<Handover> =
            self.handovers.iter().filter(|h| h.room == room.id).cloned().collect();
        self.charge_of(room, &handed, minute)
    }
    /// "Mr Poll"
    pub fn formal(&self, id: Id) -> String {
        self.staff.get(&id).map(Staff::formal).unwrap_or_else(|| "Somebody who has left".into())
    }
    /// "Mr Dean Poll"
    pub fn full(&self, id: Id) -> String {
        self.staff.get(&id).map(Staff::full).unwrap_or_else(|| "Somebody who has left".into())
    }
    /// A room's name.
    pub fn room(&self, id: Id) -> &str {
        self.rooms.iter().find(|r| r.id == id).map_or("", |r| r.name.as_str())
    }
    /// "Mr Poll is away"
    pub fn why(&self, gap: &Gap) -> String {
        match &gap.why {
            Why::Nobody => "nobody is named".into(),
            Why::Away(who) => format!("{} is away", self.formal(*who)),
            Why::Elsewhere(who, rooms) => {
                let there: Vec<&str> = rooms.iter().map(|r| self.room(*r)).collect();
                format!("{} is down for {} too", self.formal(*who), there.join(" and "))
            }
        }
    }
}
