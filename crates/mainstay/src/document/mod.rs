//! Documents of a matter: added as a file, typed, or known to lie on paper; opened, put right and
//! taken away but kept.
//!
//! Must never do: hand a file out before the scanner has looked at it, or by a link.

mod index;
mod page;
pub mod scan;
pub mod words;

use crate::form::{Errors, Form};
use crate::matter::{about, found};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use bytes::Bytes;
use casework::document::{self, Document, Item, Scan, may_open};
use casework::matter::{Matter, SHORT};
use casework::{Coded, Event, Id, Verb};
pub use index::show as index;
pub(crate) use page::sample;
use page::{DocumentPage, ListPage};
use sha2::{Digest, Sha256};
use store::{Source, Write};

/// Letters of a typed paper at most.
pub(crate) const TYPED: usize = 60_000;

/// The hash of some bytes, as they are kept by it.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What a file's scan is when it comes in: it waits where there is a scanner.
pub(crate) fn coming_in(config: &crate::config::Config) -> Scan {
    match config.scan_command.trim().is_empty() {
        true => Scan::Off,
        false => Scan::Waiting,
    }
}

/// What is said of each document's file, by the document.
pub(crate) async fn scans(
    src: &mut dyn Source,
    org: Id,
    documents: &[Document],
) -> Result<Vec<(Id, Scan, String)>, Problem> {
    let mut hashes: Vec<String> = documents.iter().filter_map(|d| d.sha256.clone()).collect();
    hashes.sort();
    hashes.dedup();
    let known = store::document::scans(src, org, &hashes).await?;
    let of = |d: &Document| {
        let hash = d.sha256.as_ref()?;
        let (_, scan, said) = known.iter().find(|(h, _, _)| h == hash)?;
        Some((d.id, *scan, said.clone()))
    };
    Ok(documents.iter().filter_map(of).collect())
}

/// Shows the documents of a matter.
pub async fn list(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ListPage, Problem> {
    let mut read = v.read().await?;
    let matter = found(v, &mut read, v.id("id")?).await?;
    let documents = store::document::of(&mut read, v.org(), matter.id).await?;
    let scans = scans(&mut read, v.org(), &documents).await?;
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(ListPage {
        matter,
        documents,
        scans,
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    })
}

/// What came with a form that adds a document.
pub(crate) struct Coming {
    /// What it is.
    pub item: Item,
    /// Title.
    pub title: String,
    /// Typed words.
    pub words: String,
    /// The file, looked at.
    pub file: Option<(casework::attachment::Fit, Bytes)>,
    /// Where the paper lies.
    pub place: String,
    /// Kept until.
    pub keep_until: Option<rulebook::Day>,
    /// The day of the paper.
    pub dated: Option<rulebook::Day>,
    /// It came by a private link.
    pub by_link: bool,
}

/// A document made of what came, kept with its file.
pub(crate) async fn keep(
    w: &mut Write,
    matter: &Matter,
    id: Id,
    coming: Coming,
    scan: Scan,
    by: &str,
) -> Result<Option<Event>, Problem> {
    let mut d = Document {
        id,
        matter: matter.id,
        item: coming.item,
        title: coming.title,
        words: coming.words,
        sha256: None,
        name_sent: String::new(),
        name: String::new(),
        kind: None,
        size: 0,
        place: coming.place,
        keep_until: coming.keep_until,
        dated: coming.dated,
        by_link: coming.by_link,
        by_name: by.to_string(),
        at: w.at(),
        gone_at: None,
        gone_why: String::new(),
        version: 1,
    };
    if let Some((fit, bytes)) = coming.file {
        let sha256 = hash(&bytes);
        store::document::keep(w, &sha256, &bytes, scan).await?;
        d.sha256 = Some(sha256);
        d.size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        d.name_sent = fit.name_sent;
        d.name = fit.name;
        d.kind = Some(fit.kind);
    }
    if !store::document::add(w, &d).await? {
        return Ok(None);
    }
    let mut event = about(Event::new(Verb::DocumentAdded, "document", d.id), matter)
        .fact("item", d.item.code());
    if d.kind.is_some() {
        event = event.fact("file", d.what());
    }
    Ok(Some(event))
}

/// A day that may be left out; one that is none is said.
fn perhaps(form: &Form, errors: &mut Errors, name: &str) -> Option<rulebook::Day> {
    let day = form.day(name);
    if day.is_none() && form.has(name) {
        errors.add(name, "Choose a day, or leave it empty");
    }
    day
}

/// Adds one.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let item = errors.get(f.coded::<Item>("item"), "item", "Choose what it is");
    let title = errors.need(f, "title", SHORT, "Give it a title");
    let words = errors.limit(f, "words", TYPED);
    let place = errors.limit(f, "place", SHORT);
    let keep_until = perhaps(f, &mut errors, "keep_until");
    let dated = perhaps(f, &mut errors, "dated");
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
        errors.add(
            "words",
            "Send a file or type the words, one of the two: add the other as a document of its own",
        );
    }
    if errors.is_empty() && file.is_none() && words.is_empty() && place.is_empty() {
        errors.add("file", "Send a file, type the words, or say where the paper lies");
    }
    let (Some(item), true) = (item, errors.is_empty()) else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let mut w = v.write("Adding a document").await?;
    let matter = found(&v, &mut w, v.id("id")?).await?;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let coming = Coming { item, title, words, file, place, keep_until, dated, by_link: false };
    let scan = coming_in(v.app.config());
    let event = keep(&mut w, &matter, id, coming, scan, &v.actor.name).await?;
    if let Some(event) = event {
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(
        format!("/matters/{}/documents", matter.id),
        match scan {
            Scan::Waiting => "Added. A file is opened once the scanner has looked at it",
            _ => "Added",
        },
    )
}

async fn one(v: &Visit, src: &mut dyn Source) -> Result<(Document, Matter), Problem> {
    let d = store::document::find(src, v.org(), v.id("id")?).await?;
    let m = found(v, src, d.matter).await?;
    Ok((d, m))
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let page = one_sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

async fn one_sheet(
    v: &Visit,
    typed: Option<Form>,
    errors: Errors,
) -> Result<DocumentPage, Problem> {
    let mut read = v.read().await?;
    let (document, matter) = one(v, &mut read).await?;
    let scan = scans(&mut read, v.org(), std::slice::from_ref(&document)).await?;
    let (_, scan, said) =
        scan.into_iter().next().unwrap_or((document.id, Scan::Off, String::new()));
    let iso = |d: Option<rulebook::Day>| d.map(|d| d.iso()).unwrap_or_default();
    let mut form = Form::default()
        .with("item", document.item.code())
        .with("title", &document.title)
        .with("place", &document.place)
        .with("keep_until", iso(document.keep_until))
        .with("dated", iso(document.dated));
    for (name, value) in typed.map(|f| f.pairs()).unwrap_or_default() {
        form = form.with(&name, value);
    }
    Ok(DocumentPage { document, matter, scan, said, csrf: v.csrf.clone(), form, errors })
}

/// Hands its file out.
pub async fn open(v: Visit) -> Answer {
    let mut w = v.write("Opening a document").await?;
    let (d, m) = one(&v, &mut w).await?;
    let scan = scans(&mut w, v.org(), std::slice::from_ref(&d)).await?;
    may_open(&d, scan.first().map_or(Scan::Off, |(_, s, _)| *s))?;
    let hash = d.sha256.clone().ok_or(Problem::Missing)?;
    let bytes = store::document::bytes(&mut w, v.org(), &hash).await?.ok_or(Problem::Missing)?;
    let kind = d.kind.ok_or(Problem::Missing)?;
    let event =
        about(Event::new(Verb::DocumentOpened, "document", d.id), &m).fact("item", d.item.code());
    v.commit(w, event, Vec::new()).await?;
    v.download(&d.name, kind.media(), bytes)
}

/// Puts right what is known of it.
pub async fn change(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let item = errors.get(f.coded::<Item>("item"), "item", "Choose what it is");
    let title = errors.need(f, "title", SHORT, "Give it a title");
    let place = errors.limit(f, "place", SHORT);
    let keep_until = perhaps(f, &mut errors, "keep_until");
    let dated = perhaps(f, &mut errors, "dated");
    let (Some(item), true) = (item, errors.is_empty()) else {
        return v.again(&one_sheet(&v, Some(v.form.clone()), errors).await?);
    };
    let mut w = v.write("Changing what is known of a document").await?;
    let (before, m) = one(&v, &mut w).await?;
    let after = Document { item, title, place, keep_until, dated, ..before.clone() };
    let back = format!("/documents/{}", before.id);
    if after == before {
        return v.to(back);
    }
    if f.int("version") != Some(before.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::document::change(&mut w, &after).await?;
    let event = about(Event::new(Verb::DocumentChanged, "document", after.id), &m)
        .fact("item", after.item.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Kept")
}

/// Takes it away. It stays, and is not handed out.
pub async fn away(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "gone_why", SHORT, "Say why it is taken away");
    if !errors.is_empty() {
        return v.again(&one_sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let mut w = v.write("Taking a document away").await?;
    let (before, m) = one(&v, &mut w).await?;
    let back = format!("/matters/{}/documents", m.id);
    if before.gone_at.is_some() {
        return v.to(back);
    }
    let said = format!("{why} ({})", v.actor.name);
    let after = Document { gone_at: Some(v.now), gone_why: said, ..before };
    store::document::change(&mut w, &after).await?;
    let event = about(Event::new(Verb::DocumentGone, "document", after.id), &m)
        .fact("item", after.item.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(
        back,
        "Taken away. It is kept, and every pack that was made with it stays as it was",
    )
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(index::samples());
    all
}
