//! Meetings: arranged, changed, called off; who is asked; places and what has them.
//!
//! Must never know: who may change one, or when its minutes are late.

pub mod feed;
pub mod minutes;

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::action::{Origin, State as ActionState};
use casework::meeting::people::{Came, Person, Reply, Whom};
use casework::meeting::place::{Taken, key};
use casework::meeting::{Kind, Meeting, Rule, Setup, State};
use casework::{Coded, Id};
use rulebook::Day;

pub use crate::action::Reader;

coded_cols!(Kind, State, Whom, Reply, Came);
from_row!(Rule { kind, name, within_days, quorum, version });
from_row!(Meeting {
    id,
    kind,
    name,
    title,
    pupil,
    on = "on_day",
    from = "from_minute",
    to = "to_minute",
    place,
    remote,
    lead,
    lead_name,
    chair_name,
    quorum,
    before,
    within_days,
    private,
    state,
    why_off,
    sequence,
    asked_at,
    papers_out_at,
    held_at,
    to_chair_at,
    approved_by,
    approved_at,
    circulated_at,
    made_at,
    version,
});
from_row!(Person {
    id,
    meeting,
    whom,
    name,
    email,
    staff,
    contact,
    responsible,
    part,
    needs,
    reply,
    said,
    other_address,
    came,
    consented,
    told_sequence,
});
from_row!(Setup { id, what, done_by, done_at });
from_row!(Taken {
    id,
    place,
    on = "on_day",
    from = "from_minute",
    to = "to_minute",
    what,
    by_name,
});

/// Every kind as the school has it.
pub async fn rules(src: &mut dyn Source, org: Id) -> Result<Vec<Rule>, Fault> {
    let own: Vec<Rule> = q("select * from meeting_rule where org = $1").bind(org).all(src).await?;
    let of = |kind: &Kind| {
        own.iter().find(|r| r.kind == *kind).cloned().unwrap_or_else(|| Rule::plain(*kind))
    };
    Ok(Kind::ALL.iter().map(of).collect())
}

/// Keeps what the school says of a kind, if nobody has since its version.
pub async fn set_rule(w: &mut Write, r: &Rule) -> Result<(), Problem> {
    if r.version == 0 {
        let query = q("insert into meeting_rule (org, kind, name, within_days, quorum) values ($1,$2,$3,$4,$5) on conflict (org, kind) do nothing")
            .bind(w.org()).bind(r.kind).bind(&r.name).bind(r.within_days).bind(&r.quorum);
        return stale_if_none(w.run(query).await?);
    }
    let query = q("update meeting_rule set name = $3, within_days = $4, quorum = $5, version = version + 1 where org = $1 and kind = $2 and version = $6")
        .bind(w.org()).bind(r.kind).bind(&r.name).bind(r.within_days).bind(&r.quorum).bind(r.version);
    stale_if_none(w.run(query).await?)
}

/// Those a reader may see: they are at it, lead it, or read everybody's that is not private and is
/// about no pupil outside their scope.
fn seen(query: Query, reader: &Reader) -> Query {
    let query = query
        .push(" where m.org = ")
        .put(reader.org)
        .push(" and (m.lead = ")
        .put(reader.staff)
        .push(" or exists (select 1 from meeting_person mp where mp.org = m.org and mp.meeting = m.id and mp.gone_at is null and mp.staff = ")
        .put(reader.staff)
        .push(")");
    match &reader.scope {
        None => query.push(")"),
        Some(scope) => reached(
            query.push(
                " or (m.private = false and (m.pupil is null or exists (select 1 from pupil p where p.id = m.pupil",
            ),
            scope,
        )
        .push("))))"),
    }
}

/// One that this reader may see.
pub async fn find(src: &mut dyn Source, reader: &Reader, id: Id) -> Result<Meeting, Problem> {
    seen(q("select m.* from meeting m"), reader)
        .push(" and m.id = ")
        .put(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// One by its key, in whatever organisation it is: for an answer that a mail server hands in.
pub async fn anywhere(src: &mut dyn Source, id: Id) -> Result<Option<(Id, Meeting)>, Fault> {
    let rows = q("select * from meeting where id = $1").bind(id).rows(src).await?;
    rows.first().map(|r| Ok((r.get("org")?, crate::FromRow::from_row(r)?))).transpose()
}

/// Those of some days, oldest first.
pub async fn between(
    src: &mut dyn Source,
    reader: &Reader,
    from: Day,
    to: Day,
) -> Result<Vec<Meeting>, Fault> {
    seen(q("select m.* from meeting m"), reader)
        .push(" and m.on_day >= ")
        .put(from)
        .push(" and m.on_day <= ")
        .put(to)
        .push(" order by m.on_day, m.from_minute, m.id limit 500")
        .all(src)
        .await
}

/// Those whose minutes are not out, oldest first.
pub async fn to_minute(
    src: &mut dyn Source,
    reader: &Reader,
    today: Day,
) -> Result<Vec<Meeting>, Fault> {
    seen(q("select m.* from meeting m"), reader)
        .push(" and m.circulated_at is null and m.state <> 'called_off' and m.on_day <= ")
        .put(today)
        .push(" order by m.on_day, m.from_minute, m.id limit 200")
        .all(src)
        .await
}

/// Earlier ones of a kind, newest first, of which one may be the last.
pub async fn earlier(
    src: &mut dyn Source,
    reader: &Reader,
    before: Day,
) -> Result<Vec<Meeting>, Fault> {
    seen(q("select m.* from meeting m"), reader)
        .push(" and m.state <> 'called_off' and m.on_day < ")
        .put(before)
        .push(" order by m.on_day desc, m.id desc limit 60")
        .all(src)
        .await
}

/// What has a place on a day: other meetings, and what was entered by hand.
pub async fn taken(
    src: &mut dyn Source,
    org: Id,
    place: &str,
    on: Day,
) -> Result<Vec<Taken>, Fault> {
    let mut out: Vec<Taken> = q("select id, place, on_day, from_minute, to_minute, name as what, lead_name as by_name from meeting \
        where org = $1 and place_key = $2 and on_day = $3 and state <> 'called_off'")
        .bind(org)
        .bind(key(place))
        .bind(on)
        .all(src)
        .await?;
    let more: Vec<Taken> =
        q("select * from meeting_place where org = $1 and place_key = $2 and on_day = $3 and gone_at is null")
            .bind(org)
            .bind(key(place))
            .bind(on)
            .all(src)
            .await?;
    out.extend(more);
    Ok(out)
}

/// Everything that has a place from a day on, by day and place.
pub async fn all_taken(src: &mut dyn Source, org: Id, from: Day) -> Result<Vec<Taken>, Fault> {
    let mut out: Vec<Taken> = q("select id, place, on_day, from_minute, to_minute, name as what, lead_name as by_name from meeting \
        where org = $1 and on_day >= $2 and state <> 'called_off' and place_key <> '' order by on_day, from_minute limit 300")
        .bind(org)
        .bind(from)
        .all(src)
        .await?;
    let more: Vec<Taken> = q("select * from meeting_place where org = $1 and on_day >= $2 and gone_at is null order by on_day, from_minute limit 300")
        .bind(org)
        .bind(from)
        .all(src)
        .await?;
    out.extend(more);
    out.sort_by_key(|t| (t.on, t.from, key(&t.place), t.id));
    Ok(out)
}

/// Places that were used, for the list beside the field.
pub async fn places(src: &mut dyn Source, org: Id) -> Result<Vec<String>, Fault> {
    let rows = q("select place from meeting where org = $1 and place <> '' union select place from meeting_place where org = $1 order by place limit 100")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("place")).collect()
}

/// Takes a place for something else. False when it was there.
pub async fn take(w: &mut Write, t: &Taken) -> Result<bool, Fault> {
    let query = q("insert into meeting_place (org, id, place, place_key, on_day, from_minute, to_minute, what, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) \
                   on conflict (org, id) do nothing")
        .bind(w.org()).bind(t.id).bind(&t.place).bind(key(&t.place)).bind(t.on).bind(t.from).bind(t.to).bind(&t.what).bind(&t.by_name);
    Ok(w.run(query).await? > 0)
}

/// Lets a place go that was taken by hand.
pub async fn let_go(w: &mut Write, id: Id) -> Result<bool, Fault> {
    let query =
        q("update meeting_place set gone_at = $3 where org = $1 and id = $2 and gone_at is null")
            .bind(w.org())
            .bind(id)
            .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Arranges one. False when it was there.
pub async fn add(w: &mut Write, m: &Meeting) -> Result<bool, Fault> {
    let query = q("insert into meeting (org, id, kind, name, title, pupil, on_day, from_minute, to_minute, place, place_key, remote, lead, lead_name, \
                   chair_name, quorum, before, within_days, private, state, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(m.id)
        .bind(m.kind)
        .bind(&m.name)
        .bind(&m.title)
        .bind(m.pupil)
        .bind(m.on)
        .bind(m.from)
        .bind(m.to)
        .bind(&m.place)
        .bind(key(&m.place))
        .bind(&m.remote)
        .bind(m.lead)
        .bind(&m.lead_name)
        .bind(&m.chair_name)
        .bind(&m.quorum)
        .bind(m.before)
        .bind(m.within_days)
        .bind(m.private)
        .bind(m.state)
        .bind(m.made_at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what became of one, if nobody has since its version.
pub async fn change(w: &mut Write, m: &Meeting) -> Result<(), Problem> {
    let query = q("update meeting set title = $3, on_day = $4, from_minute = $5, to_minute = $6, place = $7, place_key = $8, remote = $9, chair_name = $10, \
                   quorum = $11, before = $12, state = $13, why_off = $14, sequence = $15, asked_at = $16, papers_out_at = $17, held_at = $18, \
                   to_chair_at = $19, approved_by = $20, approved_at = $21, circulated_at = $22, version = version + 1 \
                   where org = $1 and id = $2 and version = $23")
        .bind(w.org())
        .bind(m.id)
        .bind(&m.title)
        .bind(m.on)
        .bind(m.from)
        .bind(m.to)
        .bind(&m.place)
        .bind(key(&m.place))
        .bind(&m.remote)
        .bind(&m.chair_name)
        .bind(&m.quorum)
        .bind(m.before)
        .bind(m.state)
        .bind(&m.why_off)
        .bind(m.sequence)
        .bind(m.asked_at)
        .bind(m.papers_out_at)
        .bind(m.held_at)
        .bind(m.to_chair_at)
        .bind(&m.approved_by)
        .bind(m.approved_at)
        .bind(m.circulated_at)
        .bind(m.version);
    stale_if_none(w.run(query).await?)
}

/// Who is asked, in the order they were. The meeting was found by its reader.
pub async fn people(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Person>, Fault> {
    q("select * from meeting_person where org = $1 and meeting = $2 and gone_at is null order by made_at, id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Asks somebody. False when they were asked by the same form before.
pub async fn ask(w: &mut Write, p: &Person) -> Result<bool, Fault> {
    let at = w.at();
    let query = q("insert into meeting_person (org, id, meeting, whom, name, email, staff, contact, responsible, part, needs, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(p.id)
        .bind(p.meeting)
        .bind(p.whom)
        .bind(&p.name)
        .bind(&p.email)
        .bind(p.staff)
        .bind(p.contact)
        .bind(p.responsible)
        .bind(&p.part)
        .bind(&p.needs)
        .bind(at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what somebody says, needs, or whether they came.
pub async fn answer(w: &mut Write, p: &Person) -> Result<(), Fault> {
    let query = q("update meeting_person set email = $3, part = $4, needs = $5, reply = $6, said = $7, other_address = $8, came = $9, consented = $10, \
                   told_sequence = $11 where org = $1 and id = $2")
        .bind(w.org())
        .bind(p.id)
        .bind(&p.email)
        .bind(&p.part)
        .bind(&p.needs)
        .bind(p.reply)
        .bind(&p.said)
        .bind(&p.other_address)
        .bind(p.came)
        .bind(p.consented)
        .bind(p.told_sequence);
    w.run(query).await.map(|_| ())
}

/// Takes somebody off; they stay on the record.
pub async fn take_off(w: &mut Write, person: Id) -> Result<bool, Fault> {
    let at = w.at();
    let query =
        q("update meeting_person set gone_at = $3 where org = $1 and id = $2 and gone_at is null")
            .bind(w.org())
            .bind(person)
            .bind(at);
    Ok(w.run(query).await? > 0)
}

/// What the place must have.
pub async fn setup(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Setup>, Fault> {
    q("select * from meeting_setup where org = $1 and meeting = $2 order by id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Adds a line to what the place must have. False when it was there.
pub async fn set_up(w: &mut Write, meeting: Id, s: &Setup) -> Result<bool, Fault> {
    let query = q("insert into meeting_setup (org, id, meeting, what) values ($1,$2,$3,$4) on conflict (org, id) do nothing")
        .bind(w.org()).bind(s.id).bind(meeting).bind(&s.what);
    Ok(w.run(query).await? > 0)
}

/// Keeps that a line was seen to, or that it was not after all.
pub async fn saw_to(w: &mut Write, meeting: Id, id: Id, by: Option<&str>) -> Result<(), Fault> {
    let at = w.at();
    let query = q("update meeting_setup set done_by = $4, done_at = $5 where org = $1 and meeting = $2 and id = $3")
        .bind(w.org()).bind(meeting).bind(id).bind(by.unwrap_or("")).bind(by.map(|_| at));
    w.run(query).await.map(|_| ())
}

/// A meeting that asks something of somebody, for their Today.
pub struct Waits {
    /// The meeting.
    pub meeting: Meeting,
    /// Replies whose address somebody must look at.
    pub odd_replies: i64,
    /// People who must be told of the meeting as it stands now.
    pub untold: i64,
    /// Lines of its set-up not seen to.
    pub unset: i64,
}

/// What waits for whoever leads meetings, and meetings of a day for those who are at them.
pub async fn waiting(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    (since, until): (Day, Day),
) -> Result<Vec<Waits>, Fault> {
    let rows = q("select m.*, \
        (select count(*) from meeting_person o where o.org = m.org and o.meeting = m.id and o.gone_at is null and o.other_address <> '') as odd, \
        (select count(*) from meeting_person o where o.org = m.org and o.meeting = m.id and o.gone_at is null and m.asked_at is not null \
         and (o.told_sequence is null or o.told_sequence <> m.sequence)) as untold, \
        (select count(*) from meeting_setup s where s.org = m.org and s.meeting = m.id and s.done_at is null) as unset \
        from meeting m where m.org = $1 and m.on_day >= $2 and m.state <> 'called_off' and m.circulated_at is null \
        and (m.lead = $3 or (m.on_day <= $4 and exists (select 1 from meeting_person mp where mp.org = m.org and mp.meeting = m.id and mp.gone_at is null and mp.staff = $3))) \
        order by m.on_day, m.from_minute, m.id limit 100")
        .bind(org)
        .bind(since)
        .bind(staff)
        .bind(until)
        .rows(src)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Waits {
                meeting: crate::FromRow::from_row(row)?,
                odd_replies: row.get("odd")?,
                untold: row.get("untold")?,
                unset: row.get("unset")?,
            })
        })
        .collect()
}

/// Actions agreed at a meeting that are not over: how many.
pub async fn open_actions(src: &mut dyn Source, org: Id, meeting: Id) -> Result<i64, Fault> {
    q("select count(*) as n from action where org = $1 and about = $2 and origin = $3 and state in ($4, $5)")
        .bind(org)
        .bind(meeting)
        .bind(Origin::Meeting)
        .bind(ActionState::Open)
        .bind(ActionState::Back)
        .count(src)
        .await
}
