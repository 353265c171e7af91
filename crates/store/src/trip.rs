//! Trips, who goes, what was said at home, costs, risks and hospitality.
//!
//! Must never know: what a trip must have. Pupils on a list are found through the reader's scope
//! on the floor above.

pub mod hospitality;
pub mod pupils;

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::trip::{Adult, Again, Consent, Cost, How, Risk, Trip, TripKind, TripState};
use casework::{Id, Role};
use rulebook::Day;

coded_cols!(TripKind, TripState, Consent, How, Again);
from_row!(Trip {
    id,
    kind,
    title,
    purpose,
    place,
    from = "from_day",
    to = "to_day",
    leaves,
    back,
    ratio,
    transport,
    kit,
    base,
    lead,
    lead_name,
    state,
    words_since,
    asked_at,
    decided_at,
    decided_by,
    decided_why,
    went_well,
    change_next,
    again,
    contacts_made,
    looked_back_at,
    looked_back_by,
    made_by,
    made_by_name,
    made_at,
    version,
});
from_row!(Adult { id, staff, name, role });
from_row!(Cost { id, what, pence, line });
from_row!(Risk { id, hazard, measure, who, by_name, at });

/// Trips at most on a list.
const MOST: i64 = 200;

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Trip, Problem> {
    q("select * from trip where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those that are not over, the first to come first.
pub async fn open(src: &mut dyn Source, org: Id) -> Result<Vec<Trip>, Fault> {
    q("select * from trip where org = $1 and state in ('planned', 'asked', 'approved') order by from_day, leaves, id limit $2")
        .bind(org)
        .bind(MOST)
        .all(src)
        .await
}

/// Those that are over or cancelled, newest first.
pub async fn past(src: &mut dyn Source, org: Id, since: Day) -> Result<Vec<Trip>, Fault> {
    q("select * from trip where org = $1 and state in ('over', 'cancelled') and to_day >= $2 order by from_day desc, id limit $3")
        .bind(org)
        .bind(since)
        .bind(MOST)
        .all(src)
        .await
}

/// Those that share a day with a stretch of days and were not cancelled.
pub async fn between(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Trip>, Fault> {
    q("select * from trip where org = $1 and state <> 'cancelled' and to_day >= $2 and from_day <= $3 order by from_day, id")
        .bind(org)
        .bind(from)
        .bind(to)
        .all(src)
        .await
}

/// Plans one; sent twice, it is planned once. Says whether it was new.
pub async fn add(w: &mut Write, t: &Trip) -> Result<bool, Fault> {
    let query = q("insert into trip (org, id, kind, title, purpose, place, from_day, to_day, leaves, back, ratio, transport, kit, base, \
                   lead, lead_name, state, made_by, made_by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(t.id)
        .bind(t.kind)
        .bind(&t.title)
        .bind(&t.purpose)
        .bind(&t.place)
        .bind(t.from)
        .bind(t.to)
        .bind(t.leaves)
        .bind(t.back)
        .bind(t.ratio)
        .bind(&t.transport)
        .bind(&t.kit)
        .bind(&t.base)
        .bind(t.lead)
        .bind(&t.lead_name)
        .bind(t.state)
        .bind(t.made_by)
        .bind(&t.made_by_name)
        .bind(t.made_at);
    Ok(w.run(query).await? > 0)
}

/// Changes what it is, of the version that was looked at.
pub async fn change(w: &mut Write, t: &Trip) -> Result<(), Problem> {
    let query = q("update trip set kind = $4, title = $5, purpose = $6, place = $7, from_day = $8, to_day = $9, leaves = $10, back = $11, \
                   ratio = $12, transport = $13, kit = $14, base = $15, lead = $16, lead_name = $17, state = $18, asked_at = $19, \
                   decided_at = $20, decided_by = $21, decided_why = $22, went_well = $23, change_next = $24, again = $25, \
                   contacts_made = $26, looked_back_at = $27, looked_back_by = $28, words_since = $29, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(t.id)
        .bind(t.version)
        .bind(t.kind)
        .bind(&t.title)
        .bind(&t.purpose)
        .bind(&t.place)
        .bind(t.from)
        .bind(t.to)
        .bind(t.leaves)
        .bind(t.back)
        .bind(t.ratio)
        .bind(&t.transport)
        .bind(&t.kit)
        .bind(&t.base)
        .bind(t.lead)
        .bind(&t.lead_name)
        .bind(t.state)
        .bind(t.asked_at)
        .bind(t.decided_at)
        .bind(&t.decided_by)
        .bind(&t.decided_why)
        .bind(&t.went_well)
        .bind(&t.change_next)
        .bind(t.again)
        .bind(&t.contacts_made)
        .bind(t.looked_back_at)
        .bind(&t.looked_back_by)
        .bind(t.words_since);
    stale_if_none(w.run(query).await?)
}

/// The adults of one.
pub async fn adults(src: &mut dyn Source, org: Id, trip: Id) -> Result<Vec<Adult>, Fault> {
    q("select * from trip_adult where org = $1 and trip = $2 and ended_at is null order by id")
        .bind(org)
        .bind(trip)
        .all(src)
        .await
}

/// Trips of these that a member of staff goes on.
pub async fn goes_on(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Id>, Fault> {
    let rows = q(
        "select distinct trip from trip_adult where org = $1 and staff = $2 and ended_at is null",
    )
    .bind(org)
    .bind(staff)
    .rows(src)
    .await?;
    rows.iter().map(|r| r.get("trip")).collect()
}

/// Names an adult.
pub async fn add_adult(w: &mut Write, trip: Id, a: &Adult) -> Result<bool, Fault> {
    let query = q("insert into trip_adult (org, trip, id, staff, name, role) values ($1,$2,$3,$4,$5,$6) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(trip)
        .bind(a.id)
        .bind(a.staff)
        .bind(&a.name)
        .bind(&a.role);
    Ok(w.run(query).await? > 0)
}

/// The costs of one.
pub async fn costs(src: &mut dyn Source, org: Id, trip: Id) -> Result<Vec<Cost>, Fault> {
    q("select * from trip_cost where org = $1 and trip = $2 and ended_at is null order by id")
        .bind(org)
        .bind(trip)
        .all(src)
        .await
}

/// Writes down a cost.
pub async fn add_cost(w: &mut Write, trip: Id, c: &Cost) -> Result<bool, Fault> {
    let query = q("insert into trip_cost (org, trip, id, what, pence, line) values ($1,$2,$3,$4,$5,$6) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(trip)
        .bind(c.id)
        .bind(&c.what)
        .bind(c.pence)
        .bind(&c.line);
    Ok(w.run(query).await? > 0)
}

/// The risk assessment of one.
pub async fn risks(src: &mut dyn Source, org: Id, trip: Id) -> Result<Vec<Risk>, Fault> {
    q("select * from trip_risk where org = $1 and trip = $2 and ended_at is null order by id")
        .bind(org)
        .bind(trip)
        .all(src)
        .await
}

/// Writes down a hazard and its measure.
pub async fn add_risk(w: &mut Write, trip: Id, r: &Risk) -> Result<bool, Fault> {
    let query = q("insert into trip_risk (org, trip, id, hazard, measure, who, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(trip)
        .bind(r.id)
        .bind(&r.hazard)
        .bind(&r.measure)
        .bind(&r.who)
        .bind(&r.by_name)
        .bind(r.at);
    Ok(w.run(query).await? > 0)
}

/// Takes away an adult, a cost or a line of the risk assessment; it is kept with when.
pub async fn take_away(w: &mut Write, trip: Id, line: Id) -> Result<bool, Fault> {
    let mut gone = 0;
    for sql in [
        "update trip_adult set ended_at = $4 where org = $1 and trip = $2 and id = $3 and ended_at is null",
        "update trip_cost set ended_at = $4 where org = $1 and trip = $2 and id = $3 and ended_at is null",
        "update trip_risk set ended_at = $4 where org = $1 and trip = $2 and id = $3 and ended_at is null",
    ] {
        let query = q(sql).bind(w.org()).bind(trip).bind(line).bind(w.at());
        gone += w.run(query).await?;
    }
    Ok(gone > 0)
}

/// What trips and hospitality since a day come to, budget line by budget line.
pub async fn by_line(
    src: &mut dyn Source,
    org: Id,
    since: Day,
) -> Result<Vec<(String, i64)>, Fault> {
    let rows = q("select x.line, cast(sum(x.pence) as bigint) as n from ( \
                  select c.line, c.pence from trip_cost c join trip t on t.org = c.org and t.id = c.trip \
                  where c.org = $1 and c.ended_at is null and t.state in ('approved', 'over') and t.from_day >= $2 \
                  union all select h.line, h.pence from hospitality h where h.org = $1 and h.state in ('ordered', 'served') \
                  and h.day >= $2 and h.pence is not null) x group by x.line order by x.line")
        .bind(org)
        .bind(since)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("line")?, r.get("n")?))).collect()
}

/// Whose approval the school asks for, and whom it names to be rung; nothing where it set neither.
pub async fn setting(src: &mut dyn Source, org: Id) -> Result<Option<(Role, String)>, Fault> {
    let rows =
        q("select approver, base from trip_setting where org = $1").bind(org).rows(src).await?;
    match rows.first() {
        Some(row) => {
            let code: String = row.get("approver")?;
            let role = <Role as casework::Coded>::from_code(&code).unwrap_or(Role::Head);
            Ok(Some((role, row.get("base")?)))
        }
        None => Ok(None),
    }
}

/// Keeps it.
pub async fn set(w: &mut Write, approver: Role, base: &str) -> Result<(), Fault> {
    let query = q("insert into trip_setting (org, approver, base) values ($1,$2,$3) \
                   on conflict (org) do update set approver = excluded.approver, base = excluded.base")
        .bind(w.org())
        .bind(casework::Coded::code(approver))
        .bind(base);
    w.run(query).await.map(|_| ())
}
