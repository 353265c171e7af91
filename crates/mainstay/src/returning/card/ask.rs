//! Asking the teachers of a day, in the morning: one message to each, with a link that marks each
//! of their lessons once.
//!
//! Must never know: whether there is a mail server.

use super::asked;
use crate::app::App;
use crate::problem::Problem;
use casework::link::{Link, LinkKind, day_is_over};
use casework::message::{self, Draft, Kind};
use casework::returning::card::{Card, Lesson, is_time};
use casework::school::Setting;
use casework::{Act, Event, Id, Reach, Scope, Verb};
use rulebook::Instant;
use store::Write;

/// Looks once at one school. Says how many cards were sent out.
pub async fn run_once(app: &App, org: Id) -> anyhow::Result<usize> {
    let now = app.clock().now();
    let mut read = app.store().read().await?;
    if store::card::to_ask(&mut read, org, now.day()).await?.is_empty() {
        return Ok(0);
    }
    drop(read);
    let mut w =
        app.store().write(Act::by_system(org, now, "Sending the day’s report cards")).await?;
    let events = ask(&mut w, now).await.map_err(|p| anyhow::anyhow!("{p:?}"))?;
    let count = events.len();
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return Ok(0) };
    let seq = w.commit(first, events.collect()).await?;
    app.announce(org, seq);
    Ok(count)
}

async fn ask(w: &mut Write, now: Instant) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    let setting = store::school::setting(w, org).await?;
    let mut events = Vec::new();
    for card in store::card::to_ask(w, org, now.day()).await? {
        let today = asked(w, &setting, &card, &[now.day()]).await?;
        if !is_time(&today, now) {
            continue;
        }
        let teachers = send(w, &setting, &card, &today, now).await?;
        store::card::asked(w, card.id, now.day()).await?;
        let nobody = today.iter().filter(|l| l.teacher.is_none()).count();
        events.push(
            Event::new(Verb::CardAsked, "card", card.id)
                .pupil(card.pupil)
                .fact("on", now.day().iso())
                .fact("teachers", teachers)
                .fact("lessons without a teacher", nobody),
        );
    }
    Ok(events)
}

/// One message to each teacher of a lesson that is not over. Says how many.
async fn send(
    w: &mut Write,
    setting: &Setting,
    card: &Card,
    today: &[Lesson],
    now: Instant,
) -> Result<usize, Problem> {
    let org = w.org();
    let to_come: Vec<&Lesson> = today.iter().filter(|l| now < l.day.at(l.to)).collect();
    let mut ids: Vec<Id> = to_come.iter().filter_map(|l| l.teacher).collect();
    ids.sort_unstable();
    ids.dedup();
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(w, &scope, card.pupil).await?;
    let who = format!("{}, {}", pupil.name(), pupil.form);
    let mut drafts = Vec::new();
    for teacher in store::staff::several(w, org, &ids).await? {
        let theirs: Vec<message::Lesson> = to_come
            .iter()
            .filter(|l| l.teacher == Some(teacher.id))
            .map(|l| message::Lesson { code: l.code.clone(), subject: l.subject.clone() })
            .collect();
        let link = Link {
            id: Id::now_v7(),
            kind: LinkKind::ReportCard,
            about: card.track,
            contact: None,
            sent_to: String::new(),
            staff: Some(teacher.id),
            name: teacher.full(),
            made_at: now,
            expires_at: day_is_over(now.day()),
            ended_at: None,
        };
        store::link::add(w, &link).await?;
        let id = Id::now_v7();
        drafts.push(Draft {
            id,
            kind: Kind::CardAsked,
            contact: None,
            staff: Some(teacher.id),
            to_name: teacher.full(),
            to: teacher.email.clone(),
            words: message::card_asked(
                &setting.school.name,
                &teacher.formal(),
                &who,
                now.day(),
                &theirs,
                &message::reference(id),
            ),
            about: card.track,
            pupil: Some(card.pupil),
            link: Some(link.id),
            until: link.expires_at,
        });
    }
    let count = drafts.len();
    store::message::add(w, &drafts).await?;
    Ok(count)
}
