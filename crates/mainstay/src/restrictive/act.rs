//! What is done on a record: somebody is told, a report is withheld, a copy given, it is signed.

use super::copy;
use super::page::page;
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::restrictive::{
    self, How, LONGEST, LONGEST_WHY, Record, Report, ReportState, authority_now,
};
use casework::{Event, Id, Verb};
use store::Source;
use store::restrictive::{Todo, set_task, task_done};

/// The report meant, of a record this person may read.
async fn meant(v: &Visit, src: &mut dyn Source, record: &Record) -> Result<Report, Problem> {
    let report = store::restrictive::report(src, v.org(), v.id("report")?).await?;
    if report.record != record.id { Err(Problem::Missing) } else { Ok(report) }
}

/// Whom an event says was told: never by name.
fn whom(r: &Report) -> &'static str {
    if r.contact.is_some() { "a parent" } else { "the local authority" }
}

/// Writes down that somebody was told.
pub async fn tell(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (record, versions, _) = super::found(&v, &mut read).await?;
    let mut report = meant(&v, &mut read, &record).await?;
    drop(read);
    let now = super::newest(&versions)?;
    let back = format!("/restrictive/{}#r-{}", record.id, report.id);
    if report.state == ReportState::Told {
        return v.to_saying(back, "That was written down before");
    }
    let mut errors = Errors::new();
    if report.contact.is_none() {
        report.to_name =
            errors.need(&v.form, "to_name", 200, "Say which authority, and whom there");
    }
    report.how = errors.get(v.form.coded::<How>("how"), "how", "Say how they were told");
    match restrictive::told_at(v.form.day("told_day"), v.form.minute("told_time"), now.began, v.now)
    {
        Ok(at) => report.told_at = Some(at),
        Err((field, message)) => errors.add(field, message),
    }
    let with_copy = match v.form.text("copy") {
        "yes" => true,
        "no" => false,
        _ => {
            errors.add("copy", "Say whether they were given a copy");
            false
        }
    };
    report.said = errors.limit(&v.form, "said", LONGEST);
    if !errors.is_empty() {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let copy = match with_copy {
        true => Some(copy::make(&v, &record, now, &report).await?),
        false => None,
    };
    report.by_name = v.actor.name.clone();
    let mut w = v.write("Telling somebody of force, restraint or seclusion").await?;
    if !store::restrictive::told(&mut w, &report, copy).await? {
        return v.to_saying(back, "That was written down before");
    }
    task_done(&mut w, "restrictive_report", report.id, "Told").await?;
    let mut event = Event::new(Verb::RestrictiveTold, "restrictive", record.id)
        .fact("whom", whom(&report))
        .fact("copy", if with_copy { "yes" } else { "no" });
    if let (Some(how), Some(at)) = (report.how, report.told_at) {
        event = event.fact("how", casework::Coded::code(how)).fact("at", at);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Kept: they were told")
}

/// Keeps the copy given to somebody who had been told before.
pub async fn give(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (record, versions, _) = super::found(&v, &mut read).await?;
    let report = meant(&v, &mut read, &record).await?;
    drop(read);
    if report.state != ReportState::Told {
        return Err(Problem::Missing);
    }
    let back = format!("/restrictive/{}#r-{}", record.id, report.id);
    let copy = copy::make(&v, &record, super::newest(&versions)?, &report).await?;
    let mut w = v.write("Giving a copy of a record").await?;
    if store::restrictive::give_copy(&mut w, report.id, copy).await? {
        let event = Event::new(Verb::RestrictiveTold, "restrictive", record.id)
            .fact("whom", whom(&report))
            .fact("copy", "yes");
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(back, "The copy is kept as it was given")
}

/// Withholds the report from one parent; where no parent is left, the authority is to be told.
pub async fn withhold(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (record, _, _) = super::found(&v, &mut read).await?;
    let report = meant(&v, &mut read, &record).await?;
    drop(read);
    restrictive::withhold(&v.actor, &report)?;
    let mut errors = Errors::new();
    let why = errors.need(
        &v.form,
        "why",
        LONGEST_WHY,
        "Say why telling them is likely to cause significant harm",
    );
    if !errors.is_empty() {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let back = format!("/restrictive/{}#told", record.id);
    let mut w = v.write("Withholding a report of force, restraint or seclusion").await?;
    if !store::restrictive::withhold(&mut w, report.id, &v.actor.name, &why).await? {
        return v.to_saying(back, "Somebody wrote something down of it before");
    }
    task_done(&mut w, "restrictive_report", report.id, "Withheld with a reason").await?;
    let reports = store::restrictive::reports(&mut w, v.org(), record.id).await?;
    let authority = authority_now(&reports);
    if authority {
        let to_authority = Report {
            id: Id::now_v7(),
            contact: None,
            to_name: "The local authority where they live".into(),
            restricted: false,
            state: ReportState::Due,
            due: v.today(),
            ..report.clone()
        };
        store::restrictive::to_tell(&mut w, &to_authority).await?;
        let todo = Todo {
            kind: "restrictive_report",
            pupil: record.pupil,
            about: to_authority.id,
            what: "Tell the local authority: no parent can be told".into(),
            owner: Some(v.actor.staff),
            due: v.today(),
            record: record.id,
        };
        set_task(&mut w, &todo).await?;
    }
    let event =
        Event::new(Verb::RestrictiveWithheld, "restrictive", record.id).fact("whom", whom(&report));
    v.commit(w, event, Vec::new()).await?;
    let said = match authority {
        true => "Withheld. No parent is left: tell the local authority where they live",
        false => "Withheld. The reason is kept",
    };
    v.to_saying(back, said)
}

/// Signs a record off.
pub async fn sign(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (record, versions, _) = super::found(&v, &mut read).await?;
    drop(read);
    let mut errors = Errors::new();
    let why = errors.limit(&v.form, "unknown", LONGEST_WHY);
    if let Some(wrong) = restrictive::sign(&v.actor, &record, super::newest(&versions)?, &why)? {
        errors.add("unknown", wrong);
    }
    if !errors.is_empty() {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    // What was read is what is signed.
    if v.form.int("version") != Some(record.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut w = v.write("Signing off a record of force, restraint or seclusion").await?;
    match store::restrictive::sign(&mut w, &record, &v.actor.name, &why).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    task_done(&mut w, "restrictive_sign", record.id, "Signed off").await?;
    let event = Event::new(Verb::RestrictiveSigned, "restrictive", record.id);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/restrictive/{}", record.id), "Signed off")
}
