//! What takes somebody's time, or a place: other groups, and placements in a room.
//!
//! Must never know: whether it is in the way.

use crate::db::{Fault, Source, q};
use casework::Id;
use rulebook::{Day, Minute};

/// A stretch of a day that a group, or a room, has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InGroup {
    /// The pupil whose time it is; none where it is a leader's or a place's.
    pub pupil: Option<Id>,
    /// The group; none where it is a room.
    pub group: Option<Id>,
    /// Its name, or the room's.
    pub name: String,
    /// On which day.
    pub day: Day,
    /// From.
    pub from: Minute,
    /// To.
    pub to: Minute,
}
from_row!(InGroup { pupil, group = "of_group", name, day, from = "from_minute", to = "to_minute" });

/// Sessions these pupils have between two days.
pub async fn in_groups(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
    from: Day,
    to: Day,
) -> Result<Vec<InGroup>, Fault> {
    q("select m.pupil, g.id as of_group, g.name, s.day, s.from_minute, s.to_minute from group_member m \
       join support_group g on g.org = m.org and g.id = m.of_group \
       join group_session s on s.org = g.org and s.of_group = g.id and s.state <> 'cancelled' and s.day >= m.from_day \
       and (m.left_on is null or s.day <= m.left_on) where m.org = ")
        .put(org)
        .push(" and s.day >= ")
        .put(from)
        .push(" and s.day <= ")
        .put(to)
        .push(" and m.pupil in ")
        .list(pupils.iter().copied())
        .push(" order by s.day, s.from_minute, m.pupil")
        .all(src)
        .await
}

const LED: &str = "select cast(null as uuid) as pupil, g.id as of_group, g.name, s.day, s.from_minute, s.to_minute from support_group g \
    join group_session s on s.org = g.org and s.of_group = g.id and s.state <> 'cancelled' where g.org = ";

/// Sessions somebody leads between two days.
pub async fn led(
    src: &mut dyn Source,
    org: Id,
    leader: Id,
    from: Day,
    to: Day,
) -> Result<Vec<InGroup>, Fault> {
    q(LED)
        .put(org)
        .push(" and g.leader = ")
        .put(leader)
        .push(" and s.day >= ")
        .put(from)
        .push(" and s.day <= ")
        .put(to)
        .push(" order by s.day, s.from_minute")
        .all(src)
        .await
}

/// Sessions in a place between two days, however its name is written.
pub async fn at_place(
    src: &mut dyn Source,
    org: Id,
    place: &str,
    from: Day,
    to: Day,
) -> Result<Vec<InGroup>, Fault> {
    q(LED)
        .put(org)
        .push(" and lower(g.place) = ")
        .put(place.trim().to_lowercase())
        .push(" and s.day >= ")
        .put(from)
        .push(" and s.day <= ")
        .put(to)
        .push(" order by s.day, s.from_minute")
        .all(src)
        .await
}

/// Periods these pupils have in a room between two days: booked, or spent there.
pub async fn placed(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
    from: Day,
    to: Day,
) -> Result<Vec<InGroup>, Fault> {
    q("select s.pupil, cast(null as uuid) as of_group, r.name, s.day, s.from_minute, s.to_minute from slot s \
       join placement p on p.org = s.org and p.id = s.placement join room r on r.org = s.org and r.id = s.room \
       where p.state in ('booked', 'here', 'left', 'closed') and s.org = ")
        .put(org)
        .push(" and s.day >= ")
        .put(from)
        .push(" and s.day <= ")
        .put(to)
        .push(" and s.pupil in ")
        .list(pupils.iter().copied())
        .push(" order by s.day, s.from_minute, s.pupil")
        .all(src)
        .await
}
