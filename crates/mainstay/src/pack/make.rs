//! Making a version of a pack: the papers as they stand, checked for other children's names, set
//! on numbered pages and kept as they were.
//!
//! Must never do: fail because of one paper. A page says in its place that it is served apart.

use super::look::{self, Looked};
use super::{Open, open, sheet};
use crate::document::words;
use crate::form::Errors;
use crate::matter::about;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::attachment::FileKind;
use casework::case::child::Child;
use casework::document::{Document, Scan};
use casework::matter::Matter;
use casework::pack::{Made, Paper, redact, unready};
use casework::{Coded, Event, Id, Reach, Scope, Verb};
use paper::pack::{Body, Kind};
use std::sync::Arc;
use store::Source as Reading;
use store::pupil::Filter;

/// Pupils read at once.
const SOME: i64 = 500;
/// Children of one school that a pack's words are compared with, at most.
const OTHERS: i64 = 5_000;
/// Megabytes of all files of a pack together.
const TOGETHER: usize = 250;

/// What a paper is made of, before it is placed.
pub(crate) struct Source<'a> {
    /// How it stands in the pack.
    pub paper: &'a Paper,
    /// The document.
    pub document: &'a Document,
    /// What the scanner said.
    pub scan: Scan,
    /// Its bytes, where it has a file that is there.
    pub bytes: Option<Arc<Vec<u8>>>,
}

/// A paper as it is placed.
pub(crate) fn placed(of: &Source<'_>) -> paper::pack::Paper {
    let (d, p) = (of.document, of.paper);
    let out_words = |all: Vec<String>| -> Vec<String> {
        all.iter().map(|w| redact::words(w, &p.out_words).0).collect()
    };
    let apart = |why: &str| Body::Apart(format!("{why} It is served apart."));
    let pages = redact::pages(&p.out_pages).unwrap_or_default();
    let said =
        |n: usize| (n, format!("Page {n} of this paper was taken out. Why: {}", p.out_why.trim()));
    let body = if p.apart {
        apart("This paper is not among these pages.")
    } else if !d.words.trim().is_empty() {
        let all = d.words.replace("\r\n", "\n");
        Body::Words(out_words(all.split("\n\n").map(str::to_string).collect()))
    } else if !of.scan.lets_out() {
        apart("This paper was not let through by the scanner.")
    } else {
        match (&of.bytes, d.kind) {
            (Some(bytes), Some(kind @ (FileKind::Pdf | FileKind::Png | FileKind::Jpg))) => {
                let kind = match kind {
                    FileKind::Png => Kind::Png,
                    FileKind::Jpg => Kind::Jpg,
                    _ => Kind::Pdf,
                };
                let out = pages.iter().map(|n| said(*n)).collect();
                Body::File { bytes: Arc::clone(bytes), kind, out }
            }
            (Some(bytes), Some(FileKind::Txt)) => Body::Words(out_words(words::of_text(bytes))),
            (Some(bytes), Some(FileKind::Docx)) => match words::of_docx(bytes) {
                Some(all) => {
                    let mut all = out_words(all);
                    all.insert(0, "The words of a Word document, without its pictures and layout. The file itself is kept and can be asked for.".into());
                    Body::Words(all)
                }
                None => apart("This Word document could not be read."),
            },
            (Some(_), Some(kind)) => {
                apart(&format!("A file of this kind ({}) is not turned into pages.", kind.label()))
            }
            (_, None) => apart(&format!("This paper is kept on paper: {}.", d.place.trim())),
            (None, Some(_)) => apart("The file of this paper is missing."),
        }
    };
    let mut notes = Vec::new();
    if p.late {
        notes.push(format!("Late paper, added {}", p.at.day()));
    }
    if !p.why.trim().is_empty() {
        notes.push(format!("In the pack because: {}", p.why.trim()));
    }
    if !p.out_words.trim().is_empty() {
        notes.push(format!("Passages were taken out. Why: {}", p.out_why.trim()));
    }
    let dated = d.dated.map(|day| format!(", {day}")).unwrap_or_default();
    paper::pack::Paper {
        title: d.title.clone(),
        about: format!("{}{dated}", d.item.label()),
        note: notes.join(". "),
        body,
    }
}

/// Everybody on roll: only compared with, never shown.
async fn roll(src: &mut dyn Reading, org: Id) -> Result<Vec<casework::pupil::Pupil>, Problem> {
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

/// Other children an authority has cases about at the same school: only compared with.
async fn others_of_case(src: &mut dyn Reading, org: Id, m: &Matter) -> Result<Vec<Child>, Problem> {
    if m.noun != "case" {
        return Ok(Vec::new());
    }
    let case = store::case::find(src, org, m.id).await?;
    let Some(school) = case.school else { return Ok(Vec::new()) };
    let mut all = store::case::child::of_school(src, org, school, OTHERS).await?;
    all.retain(|c| c.id != case.child);
    Ok(all)
}

/// Makes a version.
pub async fn make(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut read = v.read().await?;
    let of: Open = open(&v, &mut read).await?;
    for why in unready(of.pack.case, &of.papers) {
        errors.add("papers", why);
    }
    let roll = roll(&mut read, v.org()).await?;
    let home = crate::hearing::at_home(&mut read, v.org(), &of.whole, v.today()).await?;
    let others = others_of_case(&mut read, v.org(), &of.whole.matter).await?;
    let names = redact::Names::of(&roll, of.whole.matter.pupil)
        .and(others.iter().map(|c| (c.given.as_str(), c.family.as_str())));
    let kept = crate::hearing::kept_at_home(&mut read, v.org(), &of.whole).await?;
    let (mut papers, mut together) = (Vec::new(), 0usize);
    for (paper, document) in &of.papers {
        let scan = of.scans.iter().find(|(id, _, _)| *id == document.id).map(|(_, s, _)| *s);
        let scan = scan.unwrap_or(Scan::Off);
        if scan == Scan::Waiting && !paper.apart {
            errors.add(
                "papers",
                format!(
                    "{}: the scanner has not answered yet. Wait, or serve it apart",
                    document.title
                ),
            );
        }
        let bytes = match &document.sha256 {
            Some(hash) if !paper.apart => store::document::bytes(&mut read, v.org(), hash).await?,
            _ => None,
        };
        together += bytes.as_ref().map_or(0, Vec::len);
        papers.push(placed(&Source { paper, document, scan, bytes: bytes.map(Arc::new) }));
    }
    drop(read);
    if together > TOGETHER * 1024 * 1024 {
        errors.add(
            "papers",
            format!("The files come to more than {TOGETHER} MB together. Serve the largest apart"),
        );
    }
    let looked = Looked { names, home, kept };
    let under: Vec<_> = of.papers.iter().map(|(p, d)| (p.clone(), d.id)).collect();
    let (papers, seen) = tokio::task::spawn_blocking(move || {
        let seen = look::through(&papers, &under, &looked);
        (papers, seen)
    })
    .await
    .map_err(anyhow::Error::from)?;
    for why in seen.wrong {
        errors.add("papers", why);
    }
    if !v.form.ticked("read") {
        errors.add("read", look::read_first(&seen.blind));
    }
    let named = seen.named;
    if !errors.is_empty() {
        let mut page = sheet(&v, v.form.clone(), errors).await?;
        page.named = named;
        return v.again(&page);
    }
    let number = of.made.last().map_or(1, |m| m.number + 1);
    let pack = sheet_of(&v, &of, number, papers);
    let contents: Vec<String> =
        (1..).zip(&pack.papers).map(|(n, p): (usize, _)| format!("{n}. {}", p.title)).collect();
    let done = tokio::task::spawn_blocking(move || {
        paper::pack::make(&pack, None).map(|made| (made, pack))
    })
    .await
    .map_err(anyhow::Error::from)?;
    let (made, pack) = done.map_err(|e| anyhow::anyhow!("{e}"))?;
    let apart: Vec<String> = made
        .apart
        .iter()
        .filter_map(|(n, why)| Some(format!("{}: {}", pack.papers.get(*n)?.title, why.words())))
        .collect();
    let sha256 = crate::document::hash(&made.pdf);
    let mut w = v.write("Making a version of a pack").await?;
    store::document::keep(&mut w, &sha256, &made.pdf, Scan::Off).await?;
    let kept = Made {
        number,
        sha256,
        pages: i64::try_from(made.pages).unwrap_or(0),
        contents: contents.join("\n"),
        apart: apart.join("\n"),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::pack::made(&mut w, of.pack.id, &kept).await? {
        let event = about(Event::new(Verb::PackMade, "pack", of.pack.id), &of.whole.matter)
            .fact("version", number)
            .fact("pages", kept.pages)
            .fact("papers", contents.len());
        v.commit(w, event, Vec::new()).await?;
    }
    let said = match apart.len() {
        0 => format!("Version {number} is made: {} pages", kept.pages),
        n => format!(
            "Version {number} is made: {} pages. {n} could not be placed and is served apart",
            kept.pages
        ),
    };
    v.to_saying(format!("/packs/{}#versions", of.pack.id), said)
}

fn sheet_of(
    v: &Visit,
    of: &Open,
    number: i64,
    papers: Vec<paper::pack::Paper>,
) -> paper::pack::Pack {
    let m = &of.whole.matter;
    let hearing = of.whole.hearings.iter().find(|h| h.id == of.pack.hearing);
    let when = hearing.and_then(|h| h.on).map(|d| d.to_string()).unwrap_or_default();
    let at = hearing.and_then(|h| h.at).map(|m| format!(", {m}")).unwrap_or_default();
    let mut facts = vec![
        ("About".to_string(), format!("{}, {}", m.name, crate::matter::lower(&m.what()))),
        ("School".into(), m.school.clone()),
        ("For".into(), of.pack.purpose.label().to_string()),
    ];
    if let Some(h) = hearing {
        facts.push(("When".into(), format!("{when}{at}")));
        facts.push(("Where".into(), h.placed()));
        facts.push(("Clerk".into(), h.clerk.clone()));
    }
    facts.push(("Version".into(), format!("{number}, made {}", v.now)));
    let late = of.papers.iter().filter(|(p, _)| p.late).count();
    let mut notes = vec![
        "Confidential. These papers are for the hearing. Give them to nobody else, and give them back to the clerk afterwards.".to_string(),
    ];
    if late > 0 {
        notes.push("Late papers are marked in the contents. Those who decide say at the beginning whether they look at them.".into());
    }
    paper::pack::Pack {
        title: format!("Papers for the {}", crate::matter::lower(of.pack.purpose.label())),
        subtitle: format!("Kind of case: {}", crate::matter::lower(of.pack.case.label())),
        author: v.setting.school.name.clone(),
        mark: format!("Version {number}, {}", v.today()),
        facts,
        notes,
        papers,
    }
}
