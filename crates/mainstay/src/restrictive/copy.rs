//! The copy of a record that goes home: as it stands, with the names of others guarded as the
//! school has chosen, and frozen once it was given.

use super::page::{title, was_read};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::restrictive::{Fact, Guarded, Record, Report, ReportState, Version, guard};
use casework::{Coded, Id, Reach, Scope};
use store::Source;
use store::pupil::Filter;
use store::restrictive::Copy;

/// Pupils read at once.
const SOME: i64 = 500;

/// Everybody on roll: only compared with, never shown.
async fn roll(src: &mut dyn Source, org: Id) -> Result<Vec<casework::pupil::Pupil>, Problem> {
    let all = Scope { org, reach: vec![Reach::School] };
    let mut out = Vec::new();
    loop {
        let filter = Filter { skip: out.len() as i64, take: SOME, left: true, ..Filter::default() };
        let (some, total) = store::pupil::list(src, &all, &filter).await?;
        let none = some.is_empty();
        out.extend(some);
        if none || out.len() as i64 >= total {
            return Ok(out);
        }
    }
}

/// The letter with the record in it.
async fn letter(
    v: &Visit,
    record: &Record,
    now: &Version,
    report: &Report,
) -> Result<paper::letter::Letter, Problem> {
    let org = v.org();
    let mut read = v.read().await?;
    let src = &mut read;
    let all = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &all, record.pupil).await?;
    let contacts = store::pupil::contacts(src, &pupil, org).await?;
    let naming = store::restrictive::naming(src, org).await?;
    let staff = store::staff::all(src, org).await?;
    let roll = roll(src, org).await?;
    let on = now.began.day();
    let mut near: Vec<Id> = Vec::new();
    for pair in store::pupil::kept_apart(src, org, &[pupil.id], on).await? {
        near.extend([pair.one, pair.other]);
    }
    for room in store::room::rooms(src, org).await? {
        let there = store::room::placements_on(src, org, room.id, on).await?;
        near.extend(there.iter().map(|p| p.pupil));
    }
    drop(read);
    let who = Guarded { own: &pupil, roll: &roll, near: &near, staff: &staff };
    let words = v.words();
    let mut facts = vec![
        ("What it was".to_string(), title(&now.kinds)),
        (
            "When".to_string(),
            match now.ended {
                Some(end) => format!("{}–{}, {}", now.began, end.minute(), now.length()),
                None => format!("{}; when it ended is not known yet", now.began),
            },
        ),
    ];
    for fact in Fact::ALL {
        let said = match now.words(*fact) {
            "" => "Not known yet".to_string(),
            text => guard(text, &who, naming).0,
        };
        facts.push((fact.ask(words), said));
    }
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
    };
    let contact = contacts.iter().find(|c| Some(c.id) == report.contact);
    let school = &v.setting.school;
    let first = pupil.first();
    Ok(paper::letter::Letter {
        school_name: school.name.clone(),
        school_address_lines: lines(&school.address),
        school_phone: school.phone.clone(),
        date: v.today().to_string(),
        to_name: report.to_name.clone(),
        to_address_lines: contact.map(|c| lines(&c.address)).unwrap_or_default(),
        heading: format!("{first}: record of {}, {}", casework::restrictive::Kind::say(&now.kinds), now.began.day()),
        paragraphs: vec![
            format!(
                "This is a copy of the school’s record of what happened, as it stood on {}. It was written by {}.",
                v.now,
                guard(&record.author_name, &who, naming).0
            ),
            "What is not known yet is said so. When the record is completed you can ask for it again.".to_string(),
            format!("This is not a suspension, and it is not counted as a time in a room. {first} is named; other children are not."),
        ],
        facts,
        sign_off_name: v.actor.name.clone(),
        sign_off_role: v.actor.post.clone(),
        footer: school.concern.clone(),
        ..Default::default()
    })
}

/// Sets the pages, away from the threads that answer people.
async fn pages(letter: paper::letter::Letter) -> Result<(String, Vec<u8>), Problem> {
    tokio::task::spawn_blocking(move || {
        let pdf = paper::letter::pdf(&letter).map_err(|e| anyhow::anyhow!("{e}"))?;
        anyhow::Ok((paper::letter::text(&letter), pdf))
    })
    .await
    .map_err(anyhow::Error::from)?
    .map_err(Problem::from)
}

/// A copy of the newest version for one person, ready to be kept.
pub(super) async fn make(
    v: &Visit,
    record: &Record,
    now: &Version,
    report: &Report,
) -> Result<Copy, Problem> {
    let (words, pdf) = pages(letter(v, record, now, report).await?).await?;
    Ok(Copy { revision: now.revision, words, pdf })
}

/// Shows the copy for one person: as it was given, or as it would be. A withheld one is not made.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (record, versions, _) = super::found(&v, &mut read).await?;
    let report = store::restrictive::report(&mut read, v.org(), v.id("report")?).await?;
    if report.record != record.id || report.state == ReportState::Withheld {
        return Err(Problem::Missing);
    }
    let kept = store::restrictive::copy(&mut read, v.org(), report.id).await?;
    drop(read);
    let pdf = match kept {
        Some(pdf) => pdf,
        None => make(&v, &record, super::newest(&versions)?, &report).await?.pdf,
    };
    let w = v.write("Reading a copy of a record").await?;
    v.commit(w, was_read(record.id), Vec::new()).await?;
    // "record-2026-11-12.pdf": never a pupil's name.
    let name = format!("record-{}.pdf", super::newest(&versions)?.began.day().iso());
    v.open_file(&name, "application/pdf", pdf)
}
