//! Report cards: given with a return, sent to teachers by day, marked lesson by lesson.
//!
//! Must never know: who teaches a lesson, or when it may be marked.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::row::{FromRow, Row};
use crate::scope::reached;
use crate::{Problem, Write};
use casework::returning::card::{Card, CardRules, How, Marked, Said, Strategies, lines};
use casework::returning::clear::upper_half;
use casework::returning::fade::{Look, Stage, Step};
use casework::{Coded, Id, Scope};
use rulebook::Day;

coded_cols!(How, Stage);

impl FromRow for Card {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        let scale = lines(&row.get::<String>("scale")?);
        let clear = row.get::<i64>("clear")?;
        Ok(Card {
            id: row.get("id")?,
            track: row.get("track")?,
            pupil: row.get("pupil")?,
            from_day: row.get("from_day")?,
            to_day: row.get("to_day")?,
            // Cards of before this was kept count the upper half.
            clear: if clear > 0 { clear } else { upper_half(scale.len()) },
            scale,
            targets: lines(&row.get::<String>("targets")?),
            opened_at: row.get("opened_at")?,
            opened_by: row.get("opened_by")?,
            ended_at: row.get("ended_at")?,
            goes_on: row.get("goes_on")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Marked {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Marked {
            id: row.get("id")?,
            card: row.get("card")?,
            pupil: row.get("pupil")?,
            day: row.get("day")?,
            code: row.get("code")?,
            subject: row.get("subject")?,
            staff: row.get("staff")?,
            name: row.get("name")?,
            kept_by: row.get("kept_by")?,
            how: row.get("how")?,
            at: row.get("at")?,
            said: Said {
                marks: Said::read(&row.get::<String>("marks")?),
                words: row.get("words")?,
                // Empty where it was not said.
                strategies: Strategies::from_code(&row.get::<String>("strategies")?),
            },
            undone_at: row.get("undone_at")?,
        })
    }
}

/// What the school has set for its report cards.
pub async fn rules(src: &mut dyn Source, org: Id) -> Result<CardRules, Fault> {
    let scale = crate::school::get(src, org, "card_scale").await?;
    let days = crate::school::get(src, org, "card_days").await?;
    let clear = crate::school::get(src, org, "card_clear").await?;
    let fade = crate::school::get(src, org, "card_fade").await?;
    Ok(CardRules::read(scale.as_deref(), days.as_deref(), clear.as_deref(), fade.as_deref()))
}

/// Keeps what the school has set.
pub async fn set_rules(w: &mut Write, rules: &CardRules) -> Result<(), Fault> {
    crate::school::set(w, "card_scale", &rules.scale.join("\n")).await?;
    crate::school::set(w, "card_days", &rules.days.to_string()).await?;
    crate::school::set(w, "card_clear", &rules.clear.to_string()).await?;
    crate::school::set(w, "card_fade", &rules.fade.kept()).await
}

/// The card of a return.
pub async fn of_track(src: &mut dyn Source, org: Id, track: Id) -> Result<Option<Card>, Fault> {
    q("select * from report_card where org = $1 and track = $2")
        .bind(org)
        .bind(track)
        .one(src)
        .await
}

/// One card of the school, whoever asks: who may see it is asked of its pupil.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Card, Problem> {
    q("select * from report_card where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Cards of pupils the scope reaches that run on a day, of returns that are still followed.
pub async fn running(src: &mut dyn Source, scope: &Scope, day: Day) -> Result<Vec<Card>, Fault> {
    let query = q("select k.* from report_card k join return_track t on t.org = k.org and t.id = k.track \
                   join pupil p on p.org = k.org and p.id = k.pupil where k.ended_at is null and (t.decided_at is null or k.goes_on = true) and k.from_day <= ")
        .put(day)
        .push(" and k.to_day >= ")
        .put(day);
    reached(query, scope).push(" order by k.from_day, k.id").all(src).await
}

/// The cards that run on a day and whose teachers have not been sent it yet.
pub async fn to_ask(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<Card>, Fault> {
    q("select k.* from report_card k join return_track t on t.org = k.org and t.id = k.track \
       where k.org = $1 and k.ended_at is null and (t.decided_at is null or k.goes_on = true) and k.from_day <= $2 and k.to_day >= $2 \
       and not exists (select 1 from card_asked a where a.org = k.org and a.card = k.id and a.day = $2) order by k.id")
        .bind(org)
        .bind(day)
        .all(src)
        .await
}

/// What was said on these cards, by day then lesson; what was undone is left out.
pub async fn marked(src: &mut dyn Source, org: Id, cards: &[Id]) -> Result<Vec<Marked>, Fault> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from card_lesson where undone_at is null and org = ")
        .put(org)
        .push(" and card in ")
        .list(cards.iter().copied())
        .push(" order by day, code, id")
        .all(src)
        .await
}

/// One lesson's marks, undone or not.
pub async fn find_marked(src: &mut dyn Source, org: Id, id: Id) -> Result<Marked, Problem> {
    q("select * from card_lesson where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Gives a card.
pub async fn give(w: &mut Write, card: &Card) -> Result<(), Fault> {
    let query = q("insert into report_card (org, id, track, pupil, from_day, to_day, scale, targets, opened_at, opened_by, clear) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org()).bind(card.id).bind(card.track).bind(card.pupil).bind(card.from_day).bind(card.to_day)
        .bind(card.scale.join("\n")).bind(card.targets.join("\n")).bind(card.opened_at).bind(&card.opened_by)
        .bind(card.clear);
    w.run(query).await.map(|_| ())
}

/// Says that the teachers of a day have been sent the card.
pub async fn asked(w: &mut Write, card: Id, day: Day) -> Result<(), Fault> {
    let query = q("insert into card_asked (org, card, day, at) values ($1,$2,$3,$4)")
        .bind(w.org())
        .bind(card)
        .bind(day)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Keeps a lesson's marks. One that is marked already is stale.
pub async fn mark(w: &mut Write, m: &Marked) -> Result<(), Problem> {
    let strategies = m.said.strategies.map(Strategies::code).unwrap_or_default();
    let query = q("insert into card_lesson (org, id, card, pupil, day, code, subject, staff, name, kept_by, how, at, marks, words, strategies) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)")
        .bind(w.org()).bind(m.id).bind(m.card).bind(m.pupil).bind(m.day).bind(&m.code).bind(&m.subject)
        .bind(m.staff).bind(&m.name).bind(&m.kept_by).bind(m.how).bind(m.at).bind(m.said.kept())
        .bind(&m.said.words).bind(strategies);
    match w.run(query).await {
        Err(fault) if fault.is_duplicate() => Err(Problem::Stale),
        done => done.map(|_| ()).map_err(Problem::from),
    }
}

/// Undoes a lesson's marks; they stay, and count no more.
pub async fn undo(w: &mut Write, id: Id) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let query = q("update card_lesson set undone_at = $3, undone_by = $4 where org = $1 and id = $2 and undone_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(who);
    stale_if_none(w.run(query).await?)
}

impl FromRow for Look {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Look {
            id: row.get("id")?,
            card: row.get("card")?,
            pupil: row.get("pupil")?,
            from_day: row.get("from_day")?,
            until_day: row.get("until_day")?,
            stage: row.get("stage")?,
            subjects: lines(&row.get::<String>("subjects")?),
            // Empty for the beginning.
            step: Step::from_code(&row.get::<String>("step")?),
            figures: row.get("figures")?,
            words: row.get("words")?,
            at: row.get("at")?,
            by_name: row.get("by_name")?,
        })
    }
}

/// Cards of pupils the scope reaches that have not ended, of returns that are followed or whose
/// card goes on.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Card>, Fault> {
    let query =
        q("select k.* from report_card k join return_track t on t.org = k.org and t.id = k.track \
                   join pupil p on p.org = k.org and p.id = k.pupil \
                   where k.ended_at is null and (t.decided_at is null or k.goes_on = true)");
    reached(query, scope).push(" order by k.from_day, k.id").all(src).await
}

/// Who looked at these cards and what was decided, oldest first.
pub async fn looks(src: &mut dyn Source, org: Id, cards: &[Id]) -> Result<Vec<Look>, Fault> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from card_look where org = ")
        .put(org)
        .push(" and card in ")
        .list(cards.iter().copied())
        .push(" order by from_day, at, id")
        .all(src)
        .await
}

/// Keeps a look.
pub async fn look(w: &mut Write, l: &Look) -> Result<(), Fault> {
    let step = l.step.map(Coded::code).unwrap_or("");
    let query = q("insert into card_look (org, id, card, pupil, from_day, until_day, stage, subjects, step, figures, words, at, by_name) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)")
        .bind(w.org()).bind(l.id).bind(l.card).bind(l.pupil).bind(l.from_day).bind(l.until_day).bind(l.stage)
        .bind(l.subjects.join("\n")).bind(step).bind(&l.figures).bind(&l.words).bind(l.at).bind(&l.by_name);
    w.run(query).await.map(|_| ())
}

/// Lets a card run to a day, past the outcome of its return where it goes on.
pub async fn runs_to(w: &mut Write, card: &Card, to: Day, goes_on: bool) -> Result<(), Problem> {
    let query = q("update report_card set to_day = $4, goes_on = $5, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and ended_at is null")
    .bind(w.org())
    .bind(card.id)
    .bind(card.version)
    .bind(to)
    .bind(goes_on);
    stale_if_none(w.run(query).await?)
}

/// Ends a card.
pub async fn end(w: &mut Write, card: &Card) -> Result<(), Problem> {
    let query = q("update report_card set ended_at = $4, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and ended_at is null")
    .bind(w.org())
    .bind(card.id)
    .bind(card.version)
    .bind(w.at());
    stale_if_none(w.run(query).await?)
}

/// Which teachers were reminded of which cards on a day.
pub async fn reminded_on(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<(Id, Id)>, Fault> {
    let query = q("select card, staff from card_reminded where org = $1 and day = $2");
    let rows = query.bind(org).bind(day).rows(src).await?;
    rows.iter().map(|row| Ok((row.get("card")?, row.get("staff")?))).collect()
}

/// Says that a teacher was reminded of a card on a day.
pub async fn remind(w: &mut Write, card: Id, staff: Id, day: Day) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let query = q(
        "insert into card_reminded (org, card, staff, day, at, by_name) values ($1,$2,$3,$4,$5,$6)",
    )
    .bind(w.org())
    .bind(card)
    .bind(staff)
    .bind(day)
    .bind(w.at())
    .bind(who);
    match w.run(query).await {
        Err(fault) if fault.is_duplicate() => Err(Problem::Stale),
        done => done.map(|_| ()).map_err(Problem::from),
    }
}
