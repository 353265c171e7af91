//! What must always be so, asked of the whole database: every answer but none is a fault.
//!
//! Must never mend anything. It says what is wrong in words without a pupil's name.

use crate::db::{Fault, Query, Source, q};
use crate::revision;
use casework::Id;

/// One thing that must be so, and how many records break it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What must be so.
    pub rule: &'static str,
    /// Keys of records that break it, at most twenty.
    pub broken: Vec<Id>,
}

/// "and nobody overrode it by name and reason", for a placement.
const OVERRODE: &str = "exists (select 1 from event e where e.org = p.org and e.verb = 'overrode' and (e.about = p.id or e.about = p.referral))";

/// Every rule, with what breaks it in one school.
pub async fn findings(src: &mut dyn Source, org: Id) -> Result<Vec<Finding>, Fault> {
    let mut out = Vec::new();
    let states = q("select p.id from placement p where p.org = $1 and (\
        (p.state in ('booked', 'not_here') and (p.arrived_at is not null or p.left_at is not null)) or \
        (p.state in ('here', 'left') and p.arrived_at is null) or (p.state = 'here' and p.left_at is not null) or \
        (p.state = 'left' and p.left_at is null) or (p.state = 'closed' and p.closed_at is null)) order by p.id limit 20")
        .bind(org);
    find(src, &mut out, "a placement’s state agrees with its moments", states).await?;

    let pairs = q("select p.id from keep_apart k join slot a on a.org = k.org and a.pupil = k.one \
        join slot b on b.org = k.org and b.pupil = k.other and b.room = a.room and b.day = a.day and a.from_minute < b.to_minute and b.from_minute < a.to_minute \
        join placement p on p.org = a.org and p.id = a.placement join placement o on o.org = b.org and o.id = b.placement \
        where k.org = $1 and p.state not in ('cancelled', 'not_here') and o.state not in ('cancelled', 'not_here') \
        and k.set_on <= a.day and (k.ended_on is null or k.ended_on > a.day) and not ")
        .bind(org)
        .push(OVERRODE)
        .push(" and not exists (select 1 from event e where e.org = o.org and e.verb = 'overrode' and (e.about = o.id or e.about = o.referral)) group by p.id order by p.id limit 20");
    find(src, &mut out, "no pair kept apart shares a room and period without an override", pairs)
        .await?;

    let seats = q("select min_room as id from (select r.id as min_room, s.day, s.code, count(*) as n, r.seats, \
        sum(case when ")
        .push(OVERRODE)
        .push(" then 1 else 0 end) as overrides from slot s join placement p on p.org = s.org and p.id = s.placement \
        join room r on r.org = s.org and r.id = s.room where p.state not in ('cancelled', 'not_here') and s.org = ")
        .put(org)
        .push(" group by r.id, s.day, s.code, r.seats) t where t.n > t.seats and t.overrides = 0 group by min_room order by min_room limit 20");
    find(
        src,
        &mut out,
        "no room has more placed in a period than seats without an override",
        seats,
    )
    .await?;

    let twice = q("select a.placement as id from slot a join slot b on b.org = a.org and b.pupil = a.pupil and b.day = a.day and b.id > a.id \
        and a.from_minute < b.to_minute and b.from_minute < a.to_minute \
        join placement p on p.org = a.org and p.id = a.placement join placement o on o.org = b.org and o.id = b.placement \
        where a.org = $1 and p.state not in ('cancelled', 'not_here') and o.state not in ('cancelled', 'not_here') group by a.placement order by a.placement limit 20")
        .bind(org);
    find(src, &mut out, "nobody is placed twice in one period", twice).await?;

    let letters = q(
        "select l.id from letter l left join placement p on p.org = l.org and p.id = l.placement \
        where l.org = $1 and (p.id is null or p.pupil <> l.pupil) order by l.id limit 20",
    )
    .bind(org);
    find(src, &mut out, "every letter belongs to a placement of the same pupil", letters).await?;

    let contacts = q("select l.id from letter l where l.org = $1 and not exists (select 1 from pupil_contact c where c.org = l.org and c.pupil = l.pupil and c.contact = l.contact) order by l.id limit 20")
        .bind(org);
    find(src, &mut out, "every letter went to a contact of that pupil", contacts).await?;

    let tracks = q("select t.id from return_track t where t.org = $1 and t.decided_at is null \
        and not exists (select 1 from check_in c where c.org = t.org and c.track = t.id) order by t.id limit 20")
        .bind(org);
    find(src, &mut out, "every return that is followed has check-ins", tracks).await?;

    let notes = q("select n.id from note n where n.org = $1 and not exists \
        (select 1 from note_revision r where r.org = n.org and r.note = n.id and r.revision = 1) order by n.id limit 20")
        .bind(org);
    find(src, &mut out, "every note has its first version", notes).await?;

    let gaps = q("select r.about as id from revision r where r.org = $1 group by r.noun, r.about \
        having min(r.revision) <> 1 or max(r.revision) <> count(*) or count(*) < 2 order by r.about limit 20")
        .bind(org);
    find(src, &mut out, "every edited record has all its versions, the first among them", gaps)
        .await?;

    // What the trail says was edited, and what its record counts, each against the versions kept.
    let mut lost = q("select e.about as id from event e where e.org = $1 and (").bind(org);
    for (n, noun) in revision::NOUNS.into_iter().enumerate() {
        lost = lost
            .push(if n > 0 { " or (e.facts like " } else { "(e.facts like " })
            .put(format!("%{}: %", revision::fact(noun)))
            .push(" and not exists (select 1 from revision r where r.org = e.org and r.about = e.about and r.noun = ")
            .put(noun)
            .push("))");
    }
    let lost = lost
        .push(") union select a.placement as id from arrival a where a.org = $1 and a.version > 1 and a.version <> \
            (select count(*) from revision r where r.org = a.org and r.noun = 'arrival' and r.about = a.placement) \
            union select i.placement as id from induction i where i.org = $1 and i.version > 1 and i.version <> \
            (select count(*) from revision r where r.org = i.org and r.noun = 'induction' and r.about = i.placement) \
            union select d.id from duty d where d.org = $1 and d.version > 1 and d.version <> \
            (select count(*) from revision r where r.org = d.org and r.noun = 'duty' and r.about = d.id) limit 20");
    find(src, &mut out, "every edit in the trail kept the words it replaced", lost).await?;

    let administrators = q("select o.id from organisation o where o.id = $1 and exists (select 1 from membership m where m.org = o.id) \
        and not exists (select 1 from membership m join membership_role r on r.org = m.org and r.account = m.account \
        where m.org = o.id and m.active = true and r.role = 'administrator')")
        .bind(org);
    find(
        src,
        &mut out,
        "a school with people has an administrator who may sign in",
        administrators,
    )
    .await?;

    let rule = "money that follows a pupil was approved by another than who raised it";
    out.push(Finding { rule, broken: crate::money::alone(src, org).await? });

    // Which roles there are in which kind of organisation is told by the floor below.
    let kind = crate::school::setting(src, org).await.map(|s| s.school.kind);
    let foreign = match kind {
        Ok(kind) => crate::organisation::roles_held(src, org).await?.iter().any(|r| !kind.has(*r)),
        Err(_) => false,
    };
    let rule = "everybody’s roles are roles of that kind of organisation";
    out.push(Finding { rule, broken: if foreign { vec![org] } else { Vec::new() } });
    Ok(out)
}

async fn find(
    src: &mut dyn Source,
    out: &mut Vec<Finding>,
    rule: &'static str,
    query: Query,
) -> Result<(), Fault> {
    let rows = query.rows(src).await?;
    let broken = rows.iter().map(|r| r.get("id")).collect::<Result<Vec<Id>, Fault>>()?;
    out.push(Finding { rule, broken });
    Ok(())
}
