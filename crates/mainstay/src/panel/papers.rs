//! Papers of a case before a panel: sent as a file or typed, with what is taken out before others
//! read them.
//!
//! Must never hand a file out before the scanner has looked at it.

use super::one::again;
use super::{about, one_case, panel};
use crate::document::{coming_in, hash};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::document::{self, Scan};
use casework::pack::redact;
use casework::panel::{Case, PART, Paper, SHORT, may_change};
use casework::{Id, Refusal, Verb};
use store::Source;

/// What is said of each paper's file.
pub(super) async fn scans(
    src: &mut dyn Source,
    org: Id,
    papers: &[Paper],
) -> Result<Vec<(Id, Scan)>, Problem> {
    let mut hashes: Vec<String> = papers.iter().filter_map(|p| p.sha256.clone()).collect();
    hashes.sort();
    hashes.dedup();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    let known = store::document::scans(src, org, &hashes).await?;
    let of = |p: &Paper| {
        let hash = p.sha256.as_ref()?;
        known.iter().find(|k| k.0 == *hash).map(|k| (p.id, k.1))
    };
    Ok(papers.iter().filter_map(of).collect())
}

/// Adds one.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let title = errors.need(f, "title", SHORT, "Give it a title");
    let words = errors.limit(f, "words", crate::document::TYPED);
    if let Some(why) = &v.unread {
        errors.add("file", why.clone());
    }
    let file = match &v.file {
        Some((name, bytes)) => match document::fit(name, bytes) {
            Ok(fit) => Some((fit, bytes.clone())),
            Err(why) => {
                errors.add("file", why);
                None
            }
        },
        None => None,
    };
    if file.is_some() && !words.is_empty() {
        errors.add("words", "Send a file or type the words, one of the two");
    }
    if errors.is_empty() && file.is_none() && words.is_empty() {
        errors.add("file", "Send a file, or type the words");
    }
    if !errors.is_empty() {
        return again(&v, errors).await;
    }
    let mut w = v.write("Adding a paper to a case before a panel").await?;
    let (case, m) = one_case(&v, &mut w).await?;
    may_change(&case)?;
    let cut_off = store::panel::cut_off(&mut w, v.org(), m.id).await?;
    let mut paper = Paper {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        panel_case: case.id,
        title,
        words,
        sha256: None,
        name_sent: String::new(),
        name: String::new(),
        kind: None,
        size: 0,
        late: cut_off.is_some_and(|c| v.now > c),
        out_pages: String::new(),
        out_words: String::new(),
        out_why: String::new(),
        names_why: String::new(),
        by_name: v.actor.name.clone(),
        at: v.now,
        gone_at: None,
        version: 1,
    };
    let scan = coming_in(v.app.config());
    if let Some((fit, bytes)) = file {
        let sha256 = hash(&bytes);
        store::document::keep(&mut w, &sha256, &bytes, scan).await?;
        paper.sha256 = Some(sha256);
        paper.size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        paper.name_sent = fit.name_sent;
        paper.name = fit.name;
        paper.kind = Some(fit.kind);
    }
    if store::panel::add_paper(&mut w, &paper).await? {
        v.commit(w, about(Verb::PanelPaperKept, &case), Vec::new()).await?;
    }
    let said = match paper.late {
        true => "Added, and marked late: it came after the cut-off",
        false => "Added",
    };
    v.to_saying(format!("/panel-cases/{}#papers", case.id), said)
}

/// A paper with its case, where whoever is at the page may see the panel.
async fn one(v: &Visit, src: &mut dyn Source) -> Result<(Paper, Case), Problem> {
    let paper = store::panel::paper(src, v.org(), v.id("paper")?).await?;
    let case = store::panel::find(src, v.org(), paper.panel_case).await?;
    if case.id != v.id("id")? {
        return Err(Problem::Missing);
    }
    panel(v, src, case.meeting).await?;
    Ok((paper, case))
}

/// Hands its file out.
pub async fn open(v: Visit) -> Answer {
    let mut w = v.write("Opening a paper of a case before a panel").await?;
    let (paper, case) = one(&v, &mut w).await?;
    let scan = scans(&mut w, v.org(), std::slice::from_ref(&paper)).await?;
    let lets = scan.first().is_none_or(|(_, s)| s.lets_out());
    if !lets {
        return Err(Refusal::because(
            "This file is not opened yet",
            "A file is opened, and put into a pack, once the scanner has let it through.",
            "The settings of this installation (scan_command).",
        )
        .or("See the case", format!("/panel-cases/{}", case.id))
        .into());
    }
    let hash = paper.sha256.clone().ok_or(Problem::Missing)?;
    let kind = paper.kind.ok_or(Problem::Missing)?;
    let bytes = store::document::bytes(&mut w, v.org(), &hash).await?.ok_or(Problem::Missing)?;
    v.commit(w, about(Verb::PanelPaperOpened, &case), Vec::new()).await?;
    v.download(&paper.name, kind.media(), bytes)
}

/// Keeps what is taken out of it, or takes it away.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Changing a paper of a case before a panel").await?;
    let (before, case) = one(&v, &mut w).await?;
    may_change(&case)?;
    let there = format!("/panel-cases/{}#papers", case.id);
    if f.text("act") == "away" {
        let after = Paper { gone_at: Some(v.now), ..before };
        store::panel::change_paper(&mut w, &after).await?;
        v.commit(w, about(Verb::PanelPaperKept, &case), Vec::new()).await?;
        return v.to_saying(there, "Taken away. Packs that were made with it stay as they were");
    }
    let mut errors = Errors::new();
    let name = |field: &str| format!("{field}-{}", before.id);
    let out_pages = errors.limit(f, &name("pages"), SHORT);
    let out_words = errors.limit(f, &name("out"), crate::document::TYPED);
    let out_why = errors.limit(f, &name("why"), PART);
    let names_why = errors.limit(f, &name("stay"), PART);
    if let Err(why) = redact::pages(&out_pages) {
        errors.add(&name("pages"), why);
    }
    let takes_out = !out_pages.trim().is_empty() || !out_words.trim().is_empty();
    if takes_out && out_why.trim().is_empty() {
        errors.add(&name("why"), "Say why it is taken out: the page says so in its place");
    }
    if !before.words.is_empty() {
        let (_, missed) = redact::words(&before.words, &out_words);
        if let Some(first) = missed.first() {
            errors.add(&name("out"), format!("“{first}” does not stand in it as it is written"));
        }
    }
    if !errors.is_empty() {
        drop(w);
        return again(&v, errors).await;
    }
    let after = Paper { out_pages, out_words, out_why, names_why, ..before.clone() };
    if after == before {
        return v.to(there);
    }
    if f.int("version") != Some(before.version) {
        return Err(Problem::Stale(f.kept()));
    }
    store::panel::change_paper(&mut w, &after).await?;
    v.commit(w, about(Verb::PanelPaperKept, &case), Vec::new()).await?;
    v.to_saying(there, "Kept")
}
