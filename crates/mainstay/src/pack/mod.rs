//! Packs of papers: begun from the kind of case, filled from the documents, made in versions, and
//! given to people by name.
//!
//! Must never do: change a version that was made, or forget who was given which.

pub(crate) mod look;
mod make;
mod page;

pub use make::make;
pub(crate) use make::{Source as Placing, placed};

use crate::form::{Errors, Form};
use crate::matter::{about, almanac, found as matter_found, whole};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::document::{Document, Scan};
use casework::hearing::HearingKind;
use casework::hearing::invite::Asked;
use casework::hearing::owed::Whole;
use casework::matter::SHORT;
use casework::pack::{
    Belongs, Case, Given, Made, Pack, Paper, Purpose, expected, may_give, redact,
};
use casework::{Coded, Event, Id, Refusal, Verb};
use page::{Line, PackPage};
use store::Source;

/// Begins a pack for a hearing, with the documents that its kind of case begins with.
pub async fn begin(v: Visit) -> Answer {
    let mut w = v.write("Beginning a pack of papers").await?;
    let hearing = store::hearing::find(&mut w, v.org(), v.id("id")?).await?;
    let matter = matter_found(&v, &mut w, hearing.matter).await?;
    hearing.may_change()?;
    let packs = store::pack::of(&mut w, v.org(), &[matter.id]).await?;
    if let Some(there) = packs.iter().find(|p| p.hearing == hearing.id) {
        return v.to(format!("/packs/{}", there.id));
    }
    let Some(case) = v.form.coded::<Case>("case") else {
        return Err(Refusal::because(
            "Say which kind of case it is",
            "A pack starts from the kind of case: too much can be as unfair as too little.",
            "Mainstay, from the practice of those who clerk hearings.",
        )
        .or("Choose it on the hearing", format!("/hearings/{}", hearing.id))
        .into());
    };
    let purpose = match hearing.kind {
        HearingKind::Panel => Purpose::Panel,
        HearingKind::Governors | HearingKind::Again => Purpose::Governors,
    };
    let pack = Pack {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        matter: matter.id,
        hearing: hearing.id,
        purpose,
        case,
        made_by: v.actor.name.clone(),
        made_at: v.now,
        version: 1,
    };
    if !store::pack::add(&mut w, &pack).await? {
        return v.to(format!("/packs/{}", pack.id));
    }
    let order = expected(case, purpose);
    let mut documents = store::document::of(&mut w, v.org(), matter.id).await?;
    documents.retain(|d| d.gone_at.is_none() && order.contains(&d.item));
    documents.sort_by_key(|d| order.iter().position(|i| *i == d.item));
    for (n, d) in (1..).zip(&documents) {
        store::pack::put_in(&mut w, pack.id, &fresh_paper(&v, d.id, n, false)).await?;
    }
    let event = about(Event::new(Verb::PackBegun, "pack", pack.id), &matter)
        .fact("case", case.code())
        .fact("papers", documents.len());
    v.commit(w, event, Vec::new()).await?;
    v.to(format!("/packs/{}", pack.id))
}

fn fresh_paper(v: &Visit, document: Id, position: i64, late: bool) -> Paper {
    Paper {
        document,
        position,
        why: String::new(),
        out_pages: String::new(),
        out_words: String::new(),
        out_why: String::new(),
        names_why: String::new(),
        late,
        apart: false,
        by_name: v.actor.name.clone(),
        at: v.now,
    }
}

/// A pack with everything of it.
pub(crate) struct Open {
    pub pack: Pack,
    pub whole: Whole,
    pub papers: Vec<(Paper, Document)>,
    pub others: Vec<Document>,
    pub scans: Vec<(Id, Scan, String)>,
    pub made: Vec<Made>,
    pub given: Vec<Given>,
}

pub(crate) async fn open(v: &Visit, src: &mut dyn Source) -> Result<Open, Problem> {
    let pack = store::pack::find(src, v.org(), v.id("id")?).await?;
    let matter = matter_found(v, src, pack.matter).await?;
    let documents = store::document::of(src, v.org(), matter.id).await?;
    let scans = crate::document::scans(src, v.org(), &documents).await?;
    let mut papers = Vec::new();
    for paper in store::pack::papers(src, v.org(), pack.id).await? {
        let Some(d) = documents.iter().find(|d| d.id == paper.document) else { continue };
        papers.push((paper, d.clone()));
    }
    let others = documents
        .into_iter()
        .filter(|d| d.gone_at.is_none() && !papers.iter().any(|(p, _)| p.document == d.id))
        .collect();
    let whole = whole(src, v.org(), matter).await?;
    Ok(Open {
        made: store::pack::versions(src, v.org(), pack.id).await?,
        given: whole.copies_of(pack.id),
        pack,
        whole,
        papers,
        others,
        scans,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

pub(super) async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<PackPage, Problem> {
    let mut read = v.read().await?;
    let open = open(v, &mut read).await?;
    let almanac = almanac(v, &mut read, &open.whole.matter).await?;
    drop(read);
    let due = open.whole.pack_due(&open.pack, &almanac);
    let moved = open.whole.moved(&almanac).into_iter().find(|(id, _)| *id == open.pack.id);
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    let mut filled = Form::default().with("sent_on", v.today().iso());
    if let Some(last) = open.made.last() {
        filled = filled.with("number", last.number.to_string());
    }
    for (name, value) in form.pairs() {
        filled = filled.with(&name, value);
    }
    let case = open.pack.case;
    let lines = open.papers.into_iter().map(|(paper, document)| {
        let scan = open.scans.iter().find(|(id, _, _)| *id == document.id).map(|(_, s, _)| *s);
        Line {
            asks: case.takes(document.item) == Belongs::WithReason,
            scan: scan.unwrap_or(Scan::Off),
            paper,
            document,
        }
    });
    Ok(PackPage {
        lines: lines.collect(),
        expected: expected(case, open.pack.purpose),
        others: open.others,
        made: open.made,
        given: open.given,
        due: due.map(|d| d.map(|a| (a.due, a.rule))),
        moved: moved.map(|(_, m)| m),
        matter: open.whole.matter,
        pack: open.pack,
        almanac: Some(almanac),
        named: Vec::new(),
        today: v.today(),
        csrf: v.csrf.clone(),
        form: filled.with("once", once.to_string()),
        errors,
    })
}

/// The version of the pack that was read, or stale.
fn fresh(v: &Visit, pack: &Pack) -> Result<(), Problem> {
    match v.form.int("version") == Some(pack.version) {
        true => Ok(()),
        false => Err(Problem::Stale(v.form.kept())),
    }
}

/// Puts a document in.
pub async fn put_in(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let document = errors.get(v.form.id("document"), "document", "Choose a document");
    let why = errors.limit(&v.form, "why", SHORT);
    let Some(document) = document.filter(|_| errors.is_empty()) else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let mut w = v.write("Putting a paper into a pack").await?;
    let open = open(&v, &mut w).await?;
    let back = format!("/packs/{}", open.pack.id);
    if open.papers.iter().any(|(p, _)| p.document == document) {
        return v.to(back);
    }
    let d = open.others.iter().find(|d| d.id == document).ok_or(Problem::Missing)?;
    if open.pack.case.takes(d.item) == Belongs::WithReason && why.is_empty() {
        errors.add("why", open.pack.case.asks(d.item));
        drop(w);
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    // What comes after the first copy went is late, and says so on its page.
    let late = !open.given.is_empty();
    let position = open.papers.iter().map(|(p, _)| p.position).max().unwrap_or(0) + 1;
    let paper = Paper { why, ..fresh_paper(&v, d.id, position, late) };
    store::pack::put_in(&mut w, open.pack.id, &paper).await?;
    store::pack::touch(&mut w, open.pack.id, open.pack.version).await?;
    let event = about(Event::new(Verb::PackChanged, "pack", open.pack.id), &open.whole.matter)
        .fact("put in", d.item.label());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(
        back,
        match late {
            true => "Put in, and marked as late: copies had gone before",
            false => "Put in",
        },
    )
}

/// Changes how a paper stands in it.
pub async fn change(v: Visit) -> Answer {
    let f = &v.form;
    let document = v.id("document")?;
    let mut errors = Errors::new();
    let field = |name: &str| format!("{name}-{document}");
    let text = |errors: &mut Errors, name: &str, most| errors.limit(f, &field(name), most);
    let why = text(&mut errors, "why", SHORT);
    let out_pages = text(&mut errors, "out_pages", SHORT);
    let out_words = text(&mut errors, "out_words", 8_000);
    let out_why = text(&mut errors, "out_why", SHORT);
    let names_why = text(&mut errors, "names_why", SHORT);
    if let Err(wrong) = redact::pages(&out_pages) {
        errors.add(&field("out_pages"), wrong);
    }
    if (!out_pages.is_empty() || !out_words.is_empty()) && out_why.is_empty() {
        errors.add(&field("out_why"), "Say why it is taken out: the reason stands in its place");
    }
    let position = f.int(&field("position")).filter(|n| (1..1_000).contains(n));
    let position =
        errors.get(position, &field("position"), "Write a number, such as 3").unwrap_or(1);
    if !errors.is_empty() {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    let mut w = v.write("Changing how a paper stands in a pack").await?;
    let open = open(&v, &mut w).await?;
    let back = format!("/packs/{}", open.pack.id);
    let (before, d) =
        open.papers.iter().find(|(p, _)| p.document == document).ok_or(Problem::Missing)?;
    let (_, missed) = redact::words(&d.words, &out_words);
    if let Some(first) = missed.first().filter(|_| !d.words.is_empty()) {
        let first: String = first.chars().take(60).collect();
        errors.add(
            &field("out_words"),
            format!("“{first}” does not stand in this paper. Write it as it stands there"),
        );
    }
    if open.pack.case.takes(d.item) == Belongs::WithReason && why.is_empty() {
        errors.add(&field("why"), open.pack.case.asks(d.item));
    }
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    let after = Paper {
        position,
        why,
        out_pages,
        out_words,
        out_why,
        names_why,
        apart: f.ticked(&field("apart")),
        ..before.clone()
    };
    if after == *before {
        return v.to(back);
    }
    fresh(&v, &open.pack)?;
    store::pack::change(&mut w, open.pack.id, &after).await?;
    store::pack::touch(&mut w, open.pack.id, open.pack.version).await?;
    let event = about(Event::new(Verb::PackChanged, "pack", open.pack.id), &open.whole.matter)
        .fact("paper", d.item.label());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Kept. It shows in the next version")
}

/// Takes a paper out.
pub async fn take_out(v: Visit) -> Answer {
    let document = v.id("document")?;
    let mut w = v.write("Taking a paper out of a pack").await?;
    let open = open(&v, &mut w).await?;
    let back = format!("/packs/{}", open.pack.id);
    if store::pack::take_out(&mut w, open.pack.id, document).await? {
        fresh(&v, &open.pack)?;
        store::pack::touch(&mut w, open.pack.id, open.pack.version).await?;
        let event = about(Event::new(Verb::PackChanged, "pack", open.pack.id), &open.whole.matter)
            .fact("taken out", "1");
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(back, "Taken out. The document stays, and so does every version that was made")
}

/// A version's file, as it was made.
pub async fn version(v: Visit) -> Answer {
    let number: i64 = v.part("number").parse().map_err(|_| Problem::Missing)?;
    let mut w = v.write("Opening a version of a pack").await?;
    let open = open(&v, &mut w).await?;
    let made = open.made.iter().find(|m| m.number == number).ok_or(Problem::Missing)?;
    let bytes = store::document::bytes(&mut w, v.org(), &made.sha256).await?;
    let bytes = bytes.ok_or(Problem::Missing)?;
    let event = about(Event::new(Verb::PackOpened, "pack", open.pack.id), &open.whole.matter)
        .fact("version", number);
    v.commit(w, event, Vec::new()).await?;
    v.open_file(&format!("pack-version-{number}.pdf"), "application/pdf", bytes)
}

/// Logs that somebody was given a copy, with the day it was due as it stands today.
pub async fn give(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let number = errors.get(f.int("number"), "number", "Choose which version went");
    let asked = errors.get(f.coded::<Asked>("asked"), "asked", "Choose what they are");
    let whom = errors.need(f, "whom", SHORT, "Write who was given it");
    let how =
        errors.need(f, "how", SHORT, "Say how it went: by hand, first-class post, secure e-mail");
    let sent_on = errors.get(f.day("sent_on"), "sent_on", "Choose the day it went");
    if sent_on.is_some_and(|d| d > v.today()) {
        errors.add("sent_on", "This day has not come yet");
    }
    let note = errors.limit(f, "note", 500);
    let (Some(number), Some(asked), Some(sent_on), true) =
        (number, asked, sent_on, errors.is_empty())
    else {
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let mut w = v.write("Giving somebody a copy of a pack").await?;
    let open = open(&v, &mut w).await?;
    let almanac = almanac(&v, &mut w, &open.whole.matter).await?;
    may_give(&open.pack, number, &open.made)?;
    let due = open.whole.pack_due(&open.pack, &almanac).and_then(Result::ok).map(|a| a.due);
    let given = Given {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        number,
        asked,
        whom,
        how,
        sent_on,
        due_then: due.and_then(|d| d.day()),
        arguable_then: due.and_then(|d| d.arguable()),
        note,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::pack::give(&mut w, open.pack.id, &given).await? {
        let mut event =
            about(Event::new(Verb::PackGiven, "pack", open.pack.id), &open.whole.matter)
                .fact("asked", asked.code())
                .fact("version", number)
                .fact("sent", sent_on);
        if let Some(due) = given.due_then {
            event = event.fact("due", due);
        }
        v.commit(w, event, Vec::new()).await?;
    }
    v.to(format!("/packs/{}#copies", open.pack.id))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    page::samples()
}
