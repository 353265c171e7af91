//! The pack of a panel: every case on one page and then its papers, made in versions, with a copy for
//! each reader that is without the cases they leave for.
//!
//! Must never make a page with another child's name that nobody answered for, or change a version
//! that was made.

use super::pack_page::{PackPage, Reader};
use super::{HOME, Whole, panel, whole};
use crate::form::{Errors, Form};
use crate::pack::look::{self, Looked};
use crate::pack::{Placing, placed};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::document::{Document, Item, Scan};
use casework::meeting::people::{Person, Reply};
use casework::meeting::{Interest, Meeting};
use casework::pack::{Paper as Put, redact};
use casework::panel::summary::{packed, page as one_page, without};
use casework::panel::{Case, Copy, Paper, SHORT};
use casework::{Event, Id, Verb};
use paper::pack::{Body, Pack};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Source;

/// Megabytes of all files of a pack together.
const TOGETHER: usize = 250;
/// Children of one school that a case's words are compared with, at most.
const OTHERS: i64 = 5_000;

/// What the page and the making of a version are both made from.
struct Ready {
    whole: Whole,
    people: Vec<Person>,
    interests: Vec<Interest>,
}

async fn ready(v: &Visit, src: &mut dyn Source) -> Result<Ready, Problem> {
    let whole = whole(v, src, v.id("id")?).await?;
    let id = whole.meeting.id;
    Ok(Ready {
        people: store::meeting::people(src, v.org(), id).await?,
        interests: store::meeting::minutes::interests(src, v.org(), id).await?,
        whole,
    })
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<PackPage, Problem> {
    let mut read = v.read().await?;
    let r = ready(v, &mut read).await?;
    let cases = packed(&r.whole.cases);
    let readers = r
        .people
        .iter()
        .map(|p| Reader {
            id: p.id,
            name: p.name.clone(),
            declined: p.reply == Reply::No,
            without: said(&without(&cases, &r.interests, p)),
        })
        .collect();
    let count = (
        cases.len(),
        r.whole.papers.iter().filter(|p| cases.iter().any(|c| c.id == p.panel_case)).count(),
    );
    Ok(PackPage {
        waiting: r
            .whole
            .cases
            .iter()
            .filter(|c| c.state == casework::panel::State::Waiting)
            .map(Case::short)
            .collect(),
        meeting: r.whole.meeting,
        copies: r.whole.copies,
        named: Vec::new(),
        readers,
        count,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

fn said(cases: &[&Case]) -> String {
    cases.iter().map(|c| c.short()).collect::<Vec<_>>().join(", ")
}

/// Shows who gets what, and the copies that were made.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// A paper as a pack takes it.
fn document(p: &Paper) -> (Document, Put) {
    let d = Document {
        id: p.id,
        matter: p.panel_case,
        item: Item::Other,
        title: p.title.clone(),
        words: p.words.clone(),
        sha256: p.sha256.clone(),
        name_sent: p.name_sent.clone(),
        name: p.name.clone(),
        kind: p.kind,
        size: p.size,
        place: String::new(),
        keep_until: None,
        dated: None,
        by_link: false,
        by_name: p.by_name.clone(),
        at: p.at,
        gone_at: None,
        gone_why: String::new(),
        version: p.version,
    };
    let put = Put {
        document: p.id,
        position: 1,
        why: String::new(),
        out_pages: p.out_pages.clone(),
        out_words: p.out_words.clone(),
        out_why: p.out_why.clone(),
        names_why: p.names_why.clone(),
        late: p.late,
        apart: false,
        by_name: p.by_name.clone(),
        at: p.at,
    };
    (d, put)
}

/// A case's part of the pack, and what its words are compared with.
struct Part {
    case: Id,
    papers: Vec<paper::pack::Paper>,
    under: Vec<(Put, Id)>,
    looked: Looked,
}

/// Everything of one case, ready to be looked through and placed.
async fn part(
    v: &Visit,
    src: &mut dyn Source,
    w: &Whole,
    case: &Case,
    errors: &mut Errors,
    together: &mut usize,
) -> Result<Part, Problem> {
    let views: Vec<_> = w.views.iter().filter(|x| x.panel_case == case.id).cloned().collect();
    let summary = paper::pack::Paper {
        title: case.title(),
        about: "The case on one page".into(),
        note: String::new(),
        body: Body::Words(one_page(case, &views, case.is_late(w.cut_off))),
    };
    let own: Vec<Paper> = w.papers.iter().filter(|p| p.panel_case == case.id).cloned().collect();
    let scans = super::papers::scans(src, v.org(), &own).await?;
    let bare = Paper {
        id: case.id,
        panel_case: case.id,
        title: case.title(),
        words: String::new(),
        sha256: None,
        name_sent: String::new(),
        name: String::new(),
        kind: None,
        size: 0,
        late: false,
        out_pages: String::new(),
        out_words: String::new(),
        out_why: String::new(),
        names_why: String::new(),
        by_name: String::new(),
        at: v.now,
        gone_at: None,
        version: 1,
    };
    let mut papers = vec![summary];
    let mut under = vec![(document(&bare).1, case.id)];
    for p in &own {
        let scan = scans.iter().find(|s| s.0 == p.id).map_or(Scan::Off, |s| s.1);
        if scan == Scan::Waiting {
            errors.add(
                "papers",
                format!(
                    "{}, {}: the scanner has not answered yet. Wait, or take it away",
                    case.short(),
                    p.title
                ),
            );
        }
        let bytes = match &p.sha256 {
            Some(hash) => store::document::bytes(src, v.org(), hash).await?,
            None => None,
        };
        *together += bytes.as_ref().map_or(0, Vec::len);
        let (d, put) = document(p);
        let mut done =
            placed(&Placing { paper: &put, document: &d, scan, bytes: bytes.map(Arc::new) });
        done.title = format!("{}: {}", case.short(), p.title);
        done.about = String::new();
        papers.push(done);
        under.push((put, p.id));
    }
    let mut others: Vec<(String, String)> = w
        .cases
        .iter()
        .filter(|c| c.id != case.id)
        .map(|c| (c.given.clone(), c.family.clone()))
        .collect();
    let (mut home, mut kept) = (Vec::new(), (Vec::new(), Vec::new()));
    if let Some(id) = case.case_file {
        let file = store::case::find(src, v.org(), id).await?;
        if let Some(school) = file.school {
            let near = store::case::child::of_school(src, v.org(), school, OTHERS).await?;
            others.extend(
                near.into_iter().filter(|c| c.id != file.child).map(|c| (c.given, c.family)),
            );
        }
        home = crate::hearing::of_case(src, v.org(), id).await?;
        kept = (
            store::case::child::parents(src, v.org(), &[file.child]).await?,
            store::case::child::withheld(src, v.org(), file.child).await?,
        );
    }
    others.retain(|(g, f)| {
        !(g.eq_ignore_ascii_case(&case.given) && f.eq_ignore_ascii_case(&case.family))
    });
    let names =
        redact::Names::of(&[], None).and(others.iter().map(|(g, f)| (g.as_str(), f.as_str())));
    Ok(Part { case: case.id, papers, under, looked: Looked { names, home, kept } })
}

/// Makes a version, with a copy for each who was chosen.
pub async fn make(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut read = v.read().await?;
    let r = ready(&v, &mut read).await?;
    let cases = packed(&r.whole.cases);
    if cases.is_empty() {
        errors.add("papers", "No case is on the agenda yet: there is nothing to put into a pack");
    }
    let chosen: Vec<&Person> = r
        .people
        .iter()
        .filter(|p| v.form.all("who").iter().any(|id| *id == p.id.to_string()))
        .collect();
    if chosen.is_empty() {
        errors.add("who", "Choose who gets a copy");
    }
    let (mut parts, mut together) = (Vec::new(), 0usize);
    for case in &cases {
        parts.push(part(&v, &mut read, &r.whole, case, &mut errors, &mut together).await?);
    }
    drop(read);
    if together > TOGETHER * 1024 * 1024 {
        errors.add("papers", format!("The files come to more than {TOGETHER} MB together. Take the largest away, and say on the case where it lies"));
    }
    let (parts, seen) = tokio::task::spawn_blocking(move || {
        let seen: Vec<_> =
            parts.iter().map(|p| look::through(&p.papers, &p.under, &p.looked)).collect();
        (parts, seen)
    })
    .await
    .map_err(anyhow::Error::from)?;
    let mut blind = Vec::new();
    let mut named: Vec<String> = Vec::new();
    for s in seen {
        named.extend(s.named.into_iter().flat_map(|n| n.1));
        for why in s.wrong {
            errors.add("papers", why);
        }
        blind.extend(s.blind);
    }
    if !v.form.ticked("read") {
        errors.add("read", look::read_first(&blind));
    }
    if !errors.is_empty() {
        named.sort();
        named.dedup();
        let mut page = sheet(&v, v.form.clone(), errors).await?;
        page.named = named;
        return v.again(&page);
    }
    let version = r.whole.copies.iter().map(|c| c.version).max().unwrap_or(0) + 1;
    // One file for all who may read the same: most read everything.
    let mut wanted: BTreeMap<Vec<i64>, Vec<&Person>> = BTreeMap::new();
    for p in &chosen {
        let left = without(&cases, &r.interests, p).iter().map(|c| c.number).collect();
        wanted.entry(left).or_default().push(p);
    }
    let mut made = Vec::new();
    for (left, readers) in wanted {
        let gone: Vec<&Case> = cases.iter().copied().filter(|c| left.contains(&c.number)).collect();
        let pack = pack_of(&v, &r.whole.meeting, version, &cases, &parts, &gone);
        let done = tokio::task::spawn_blocking(move || paper::pack::make(&pack, None))
            .await
            .map_err(anyhow::Error::from)?
            .map_err(|e| anyhow::anyhow!("{e}"))?;
        made.push((said(&gone), readers, done));
    }
    // Pages take a while: nobody else's writing waits for them, and somebody else may have made one.
    let mut w = v.write("Making the pack of a panel").await?;
    let there = store::panel::copies(&mut w, v.org(), r.whole.meeting.id).await?;
    if there.iter().any(|c| c.version >= version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut pages = 0;
    for (without, readers, done) in made {
        let sha256 = crate::document::hash(&done.pdf);
        store::document::keep(&mut w, &sha256, &done.pdf, Scan::Off).await?;
        let of = i64::try_from(done.pages).unwrap_or(0);
        pages = pages.max(of);
        for p in readers {
            let copy = Copy {
                id: Id::now_v7(),
                version,
                person: p.id,
                name: p.name.clone(),
                without: without.clone(),
                sha256: sha256.clone(),
                pages: of,
                made_by: v.actor.name.clone(),
                made_at: v.now,
                how: String::new(),
                given_by: String::new(),
                given_at: None,
            };
            store::panel::add_copy(&mut w, r.whole.meeting.id, &copy).await?;
        }
    }
    let event = Event::new(Verb::PanelPackMade, "meeting", r.whole.meeting.id)
        .fact("version", version)
        .fact("pages", pages)
        .fact("copies", chosen.len());
    v.commit(w, event, Vec::new()).await?;
    let said = format!("Version {version} is made: {pages} pages, {} copies", chosen.len());
    v.to_saying(format!("{HOME}/{}/pack#copies", r.whole.meeting.id), said)
}

fn pack_of(
    v: &Visit,
    m: &Meeting,
    version: i64,
    cases: &[&Case],
    parts: &[Part],
    gone: &[&Case],
) -> Pack {
    let mut papers = Vec::new();
    for case in cases {
        if gone.iter().any(|g| g.id == case.id) {
            papers.push(paper::pack::Paper {
                title: format!("{}: withheld from this copy", case.short()),
                about: String::new(),
                note: String::new(),
                body: Body::Apart(
                    "This case is withheld from this copy: its reader leaves for it.".into(),
                ),
            });
        } else if let Some(p) = parts.iter().find(|p| p.case == case.id) {
            papers.extend(p.papers.iter().cloned());
        }
    }
    let place = if m.place.is_empty() { m.remote.clone() } else { m.place.clone() };
    let mut facts = vec![
        ("When".to_string(), format!("{}, {} to {}", m.on, m.from, m.to)),
        ("Where".into(), place),
    ];
    if !m.chair_name.is_empty() {
        facts.push(("Chair".into(), m.chair_name.clone()));
    }
    facts.push(("Cases".into(), cases.len().to_string()));
    facts.push(("Version".into(), format!("{version}, made {}", v.now)));
    let mut mark = format!("Version {version}, {}", v.today());
    if !gone.is_empty() {
        facts.push(("Without".into(), said(gone)));
        mark.push_str(&format!(", without {}", said(gone)));
    }
    Pack {
        title: format!("Papers for the {}", m.name),
        subtitle: m.on.to_string(),
        author: v.setting.school.name.clone(),
        mark,
        facts,
        notes: vec!["Confidential. These papers are for the panel. Give them to nobody else, and give them back to the clerk afterwards.".into()],
        papers,
    }
}

async fn one(v: &Visit, src: &mut dyn Source) -> Result<(Copy, Meeting), Problem> {
    let m = panel(v, src, v.id("id")?).await?;
    let id = v.id("copy")?;
    let all = store::panel::copies(src, v.org(), m.id).await?;
    let copy = all.into_iter().find(|c| c.id == id).ok_or(Problem::Missing)?;
    // Whoever leaves for a case opens their own copy, and none that has more in it.
    let people = store::meeting::people(src, v.org(), m.id).await?;
    let me = people.iter().find(|p| p.staff == Some(v.actor.staff));
    if let Some(me) = me.filter(|p| p.id != copy.person) {
        let interests = store::meeting::minutes::interests(src, v.org(), m.id).await?;
        let cases = store::panel::of_meeting(src, v.org(), m.id).await?;
        if said(&without(&packed(&cases), &interests, me)) != copy.without {
            return Err(Problem::Missing);
        }
    }
    Ok((copy, m))
}

/// Opens a copy.
pub async fn open(v: Visit) -> Answer {
    let mut w = v.write("Opening a copy of the pack of a panel").await?;
    let (copy, m) = one(&v, &mut w).await?;
    let bytes =
        store::document::bytes(&mut w, v.org(), &copy.sha256).await?.ok_or(Problem::Missing)?;
    let event = Event::new(Verb::PanelCopyOpened, "meeting", m.id).fact("version", copy.version);
    v.commit(w, event, Vec::new()).await?;
    v.download(
        &format!("panel-{}-version-{}.pdf", m.on.iso(), copy.version),
        "application/pdf",
        bytes,
    )
}

/// Keeps how a copy was given; with the first of them the papers are out.
pub async fn given(v: Visit) -> Answer {
    let mut w = v.write("Recording how a copy of a pack was given").await?;
    let (copy, m) = one(&v, &mut w).await?;
    let field = format!("how-{}", copy.id);
    let mut errors = Errors::new();
    let how = errors.need(&v.form, &field, SHORT, "Say how it was given, such as secure email");
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    let there = format!("{HOME}/{}/pack#copies", m.id);
    if store::panel::gave(&mut w, m.id, copy.id, &how, &v.actor.name).await? {
        if m.papers_out_at.is_none() {
            let after = Meeting { papers_out_at: Some(v.now), ..m.clone() };
            store::meeting::change(&mut w, &after).await?;
        }
        let event = Event::new(Verb::PanelCopyGiven, "meeting", m.id).fact("version", copy.version);
        v.commit(w, event, Vec::new()).await?;
        return v.to_saying(there, "Kept");
    }
    v.to_saying(there, "It is written down already: what was kept first stands")
}
