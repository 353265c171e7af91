//! What Mainstay does by itself while it runs: requests for work that nobody answers go on to
//! the head of subject, and the day's report cards go out to teachers.
//!
//! Must never know: how long is too long. `casework` decides; this only looks every so often.

use crate::app::App;
use casework::work::{Escalation, escalations};
use casework::{Act, Event, Id, Role, Verb};
use std::time::Duration;
use store::Write;
use tokio::task::JoinHandle;

/// Seconds between two looks.
const EVERY: Duration = Duration::from_secs(30);

/// How often the database counts its rows again, to choose its indexes well.
const HOURLY: Duration = Duration::from_secs(3600);

/// Starts looking, for as long as the server runs.
pub fn start(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut looked = std::time::Instant::now();
        let mut swept = app.clock().now().day();
        let mut tick = tokio::time::interval(EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            if let Err(fault) = run(&app).await {
                tracing::error!(%fault, "a background look did not finish; it is tried again");
            }
            // Once a night, before anybody asks: what every open case owes on the new day.
            if app.clock().now().day() != swept {
                swept = app.clock().now().day();
                match crate::sweep::run(&app).await {
                    Ok(all) => all.iter().for_each(told),
                    Err(fault) => tracing::error!(%fault, "the nightly sweep did not finish"),
                }
            }
            if looked.elapsed() >= HOURLY {
                looked = std::time::Instant::now();
                if let Err(fault) = app.store().look_over().await {
                    tracing::error!(%fault, "the database could not be looked over");
                }
            }
        }
    })
}

fn told(s: &crate::sweep::Swept) {
    let millis = s.took.as_millis() as u64;
    tracing::info!(cases = s.cases, duties = s.duties, late = s.late, millis, "swept");
}

async fn run(app: &App) -> anyhow::Result<()> {
    let mut read = app.store().read().await?;
    let schools = store::school::all(&mut read).await?;
    drop(read);
    for school in schools {
        run_once(app, school.id).await?;
        crate::returning::card::ask::run_once(app, school.id).await?;
        crate::digest::run_once(app, school.id).await?;
        crate::document::scan::run_once(app, school.id).await?;
    }
    Ok(())
}

/// Looks once at one school. Says how many requests went on.
pub async fn run_once(app: &App, org: Id) -> anyhow::Result<usize> {
    let now = app.clock().now();
    let mut read = app.store().read().await?;
    let due = store::work::overdue(&mut read, org, now).await?;
    drop(read);
    if due.is_empty() {
        return Ok(0);
    }
    let act = Act::by_system(org, now, "Nobody answered a request for work in time");
    let mut w = app.store().write(act).await?;
    let mut events = pass_on(&mut w).await?.into_iter();
    let Some(first) = events.next() else { return Ok(0) };
    let rest: Vec<Event> = events.collect();
    let count = 1 + rest.len();
    let seq = w.commit(first, rest).await?;
    app.announce(org, seq);
    Ok(count)
}

/// Passes on what is overdue at the moment of the write.
pub async fn pass_on(w: &mut Write) -> anyhow::Result<Vec<Event>> {
    let (org, now) = (w.org(), w.at());
    let open = store::work::overdue(w, org, now).await?;
    let heads = store::staff::with_role(w, org, Role::HeadOfSubject).await?;
    let (mut events, mut gone) = (Vec::new(), Vec::new());
    for e in escalations(now, &open, &heads) {
        store::work::escalate(w, &e).await.map_err(|p| anyhow::anyhow!("{p}"))?;
        events.push(event(&e, &heads));
        if let Some(work) = open.iter().find(|work| work.id == e.work) {
            gone.push((work.clone(), e));
        }
    }
    let school = store::school::setting(w, org).await.map_err(|p| anyhow::anyhow!("{p}"))?;
    crate::message::ask::passed_on(w, &school.school.name, &gone, &heads)
        .await
        .map_err(|p| anyhow::anyhow!("{p:?}"))?;
    Ok(events)
}

fn event(e: &Escalation, heads: &[casework::school::Staff]) -> Event {
    let to = e.to.and_then(|id| heads.iter().find(|h| h.id == id));
    Event::new(Verb::WorkEscalated, "work", e.work)
        .pupil(e.pupil)
        .fact("to", to.map(|h| h.full()).unwrap_or_else(|| "nobody else in the subject".into()))
}
