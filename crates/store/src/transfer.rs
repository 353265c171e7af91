//! Referrals from one room to another, and their answers.
//!
//! Must never know: who may ask or answer.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::transfer::{Transfer, TransferState, TransferWay};
use casework::{Coded, Event, Id, Scope, Verb};

coded_cols!(TransferWay, TransferState);
from_row!(Transfer {
    id,
    pupil,
    placement,
    from_room,
    to_room,
    way,
    why,
    start_on,
    asked_by,
    asked_name,
    asked_at,
    reply_by,
    state,
    answered_name,
    answered_at,
    answer,
    version,
});

/// One transfer.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Transfer, Problem> {
    q("select * from transfer where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Transfers of pupils in a scope, those that wait first, then the newest.
pub async fn list(src: &mut dyn Source, scope: &Scope, most: i64) -> Result<Vec<Transfer>, Fault> {
    let query = q("select t.* from transfer t join pupil p on p.org = t.org and p.id = t.pupil where t.org = ")
        .put(scope.org);
    reached(query, scope)
        .push(" order by case when t.state = 'asked' then 0 else 1 end, t.asked_at desc, t.id desc limit ")
        .put(most)
        .all(src)
        .await
}

/// Keeps one. One sent twice is kept once.
pub async fn ask(w: &mut Write, t: &Transfer, room: &str) -> Result<Option<Event>, Fault> {
    let query = q("insert into transfer (org, id, pupil, placement, from_room, to_room, way, why, start_on, asked_by, asked_name, asked_at, reply_by, state, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,1) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(t.id)
        .bind(t.pupil)
        .bind(t.placement)
        .bind(t.from_room)
        .bind(t.to_room)
        .bind(t.way)
        .bind(&t.why)
        .bind(t.start_on)
        .bind(t.asked_by)
        .bind(&t.asked_name)
        .bind(t.asked_at)
        .bind(t.reply_by)
        .bind(t.state);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(
        Event::new(Verb::TransferAsked, "transfer", t.id)
            .pupil(t.pupil)
            .fact("room", room)
            .fact("way", t.way.code())
            .fact("start", t.start_on)
            .fact("reply by", t.reply_by),
    ))
}

/// Answers one, if nobody has since its version.
pub async fn answer(w: &mut Write, t: &Transfer, room: &str) -> Result<Event, Problem> {
    let query = q("update transfer set state = $3, start_on = $4, answered_name = $5, answered_at = $6, answer = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $8 and state = 'asked'")
        .bind(w.org())
        .bind(t.id)
        .bind(t.state)
        .bind(t.start_on)
        .bind(&t.answered_name)
        .bind(t.answered_at)
        .bind(&t.answer)
        .bind(t.version);
    stale_if_none(w.run(query).await?)?;
    let event = Event::new(Verb::TransferAnswered, "transfer", t.id)
        .pupil(t.pupil)
        .fact("state", t.state.code())
        .fact("room", room);
    Ok(match t.state {
        TransferState::Accepted => event.fact("start", t.start_on),
        _ => event,
    })
}
