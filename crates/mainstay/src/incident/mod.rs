//! Bringing in incidents from a file of the school's own system: read by heading, shown first,
//! asked about where a code is strange, kept all together or not at all. What it says of anybody
//! by the school's own rules is raised in the same write.
//!
//! Must never know: a pupil by name alone.

pub mod attendance;
mod page;
mod read;

use crate::form::Errors;
use crate::mis::columns::{Field, Saved};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::roster::held::{Source as HeldAs, Upload};
use crate::visit::{Answer, Visit};
use casework::incident::{Facts, FormCode, Incident, Sorted, fold_form, likely_counts, sort};
use casework::{Event, Id, May, Verb};
use page::{Columns, FilePage, Preview, Type};
use read::{INCIDENTS, Sheet};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use store::db::Source;

/// The name under which incidents from a file are kept.
pub const SOURCE: &str = "file";
/// The name under which columns are remembered.
const LIST: &str = "incidents";
/// As many as this are told in the trail one by one; more are told pupil by pupil.
const ONE_BY_ONE: usize = 100;

/// Reading may take a second of one processor, so it is not done among the requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?)
}

/// The page to go to once a file is kept.
fn after(v: &Visit) -> &'static str {
    if v.may(May::PupilFile) { "/early-warning" } else { "/incidents/file" }
}

fn sheet(v: &Visit, errors: Errors) -> FilePage {
    FilePage {
        words: v.words().clone(),
        preview: None,
        columns: None,
        megabytes: v.app.config().upload_megabytes,
        csrf: v.csrf.clone(),
        form: v.form.clone(),
        errors,
    }
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    v.page(&sheet(&v, Errors::new()))
}

/// A file that was sent, held for the one who sent it.
fn hold(v: &Visit, source: HeldAs) -> Result<(Id, Arc<Upload>), String> {
    let Some((name, bytes)) = v.file.clone().filter(|(_, b)| !b.is_empty()) else {
        return Err(v.unread.clone().unwrap_or_else(|| "Choose a file".into()));
    };
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect();
    let key = v.app.held().put(Upload {
        org: v.org(),
        account: v.actor.account,
        at: v.now,
        source,
        name,
        bytes,
        part: false,
        school: String::new(),
    });
    held(v, key, source)
}

/// The file that is held under a key.
fn held(v: &Visit, key: Id, source: HeldAs) -> Result<(Id, Arc<Upload>), String> {
    v.app
        .held()
        .get(key, v.org(), v.actor.account, v.now)
        .filter(|up| up.source == source)
        .map(|up| (key, up))
        .ok_or_else(|| "That file is no longer held here. Choose it again".into())
}

/// The columns of a file as they stand.
fn columns_of<L>(file: Id, sheet: &Sheet<L>, fields: &'static [Field]) -> Columns {
    Columns {
        file,
        headings: sheet.headings.clone(),
        chosen: fields.iter().map(|f| (f.id, sheet.columns.get(f.id).copied())).collect(),
        missing: sheet.missing.clone(),
    }
}

/// What somebody chose of columns: folded heading to field; a heading chosen for nothing is
/// remembered as left out, so that it is not taken for something by its name.
fn chosen(v: &Visit, fields: &'static [Field], headings: &[String], errors: &mut Errors) -> Saved {
    let known: Vec<String> = headings.iter().map(|h| crate::mis::columns::fold(h)).collect();
    let mut map = Saved::new();
    for f in fields {
        let heading = v.form.text(f.id);
        if heading.is_empty() {
            continue;
        }
        if !known.iter().any(|k| k == heading) {
            errors.add(f.id, "Choose a column of this file");
        } else if map.insert(heading.to_string(), f.id.to_string()).is_some() {
            errors.add(f.id, "This column is chosen for something else as well");
        }
    }
    for heading in known.into_iter().filter(|h| !h.is_empty()) {
        map.entry(heading).or_default();
    }
    map
}

/// Everything a file is held against.
async fn facts(
    v: &Visit,
    src: &mut dyn Source,
    sheet: &Sheet<casework::incident::Line>,
) -> Result<Facts, Problem> {
    let pupils = store::incident::known(src, v.org()).await?;
    let here = store::incident::here(src, v.org(), SOURCE).await?.into_iter().collect();
    let forms = match sheet.columns.contains_key("form") {
        true => {
            let all = store::incident::forms(src, v.org()).await?;
            Some(all.iter().map(|f| fold_form(f)).collect::<HashSet<_>>())
        }
        false => None,
    };
    let mut said = BTreeMap::new();
    for (name, code) in v.form.pairs() {
        let Some(n) = name.strip_prefix("code-") else { continue };
        match v.form.text(&format!("form-{n}")) {
            "take" => said.insert(code, FormCode::Taken),
            "out" => said.insert(code, FormCode::LeftOut),
            _ => None,
        };
    }
    Ok(Facts { pupils, forms, said, here })
}

/// The lines sorted. What could not be read at all is among what is wrong.
async fn sorted(
    v: &Visit,
    src: &mut dyn Source,
    sheet: Arc<Sheet<casework::incident::Line>>,
) -> Result<Sorted, Problem> {
    let facts = facts(v, src, &sheet).await?;
    let (today, setting) = (v.today(), v.setting.clone());
    aside(move || {
        let mut out = sort(&sheet.lines, &facts, SOURCE, today, Id::now_v7);
        out.wrong.extend(sheet.wrong.iter().cloned());
        out.wrong.sort();
        for i in out.new.iter_mut().filter(|i| i.period.is_empty()) {
            let period = i.minute.and_then(|m| setting.period_at(i.day, m));
            i.period = period.map(|p| p.code.clone()).unwrap_or_default();
        }
        out
    })
    .await
}

/// Types in what is new, with whether each counts: as the school said, as was just chosen, or as
/// is likely.
fn types(v: &Visit, sorted: &Sorted, known: &BTreeMap<String, bool>) -> Vec<Type> {
    let ticked: BTreeSet<&str> = v.form.all("counts").into_iter().collect();
    let asked: BTreeMap<String, bool> = v
        .form
        .pairs()
        .into_iter()
        .filter_map(|(name, kind)| {
            let n = name.strip_prefix("type-")?.to_string();
            Some((kind, ticked.contains(n.as_str())))
        })
        .collect();
    let mut all: Vec<Type> = sorted
        .kinds
        .iter()
        .map(|(kind, n)| Type {
            kind: kind.clone(),
            n: *n,
            counts: *asked.get(kind).or(known.get(kind)).unwrap_or(&likely_counts(kind)),
            new: !known.contains_key(kind),
        })
        .collect();
    all.sort_by_key(|t| std::cmp::Reverse(t.n));
    all
}

fn preview(
    file: Id,
    sheet: &Sheet<casework::incident::Line>,
    sorted: Sorted,
    types: Vec<Type>,
) -> Preview {
    Preview {
        file,
        unchosen: false,
        rows: sheet.lines.len() + sheet.wrong.len(),
        new: sorted.new.len(),
        days: sorted.days(),
        unchanged: sorted.unchanged,
        twice: sorted.twice,
        asked: sorted.asked.into_iter().collect(),
        wrong: sorted.wrong,
        types,
        remarks: sheet.remarks.clone(),
    }
}

async fn read_file(
    v: &Visit,
    upload: Arc<Upload>,
) -> Result<Result<Sheet<casework::incident::Line>, String>, Problem> {
    let saved = store::roster::mapping(&mut v.read().await?, v.org(), LIST).await?;
    let today = v.today();
    aside(move || read::incidents(&upload.name, &upload.bytes, &saved, today)).await
}

/// Shows what a held file would do.
async fn looked(v: &Visit, key: Id, upload: Arc<Upload>, mut errors: Errors) -> Answer {
    let read = match read_file(v, upload).await? {
        Ok(read) => Arc::new(read),
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(v, errors));
        }
    };
    let clean = errors.is_empty();
    let mut page = sheet(v, errors);
    page.columns = Some(columns_of(key, &read, INCIDENTS));
    if read.missing.is_empty() {
        let mut src = v.read().await?;
        let sorted = sorted(v, &mut src, read.clone()).await?;
        let known = store::incident::types(&mut src, v.org()).await?;
        let types = types(v, &sorted, &known);
        page.preview = Some(preview(key, &read, sorted, types));
    } else {
        page.errors.add("file", format!("The file has no column for {}", read.missing.join(", ")));
        return v.again(&page);
    }
    if clean { v.page(&page) } else { v.again(&page) }
}

/// Takes a file and shows what it would do.
pub async fn look(v: Visit) -> Answer {
    let mut errors = Errors::new();
    match hold(&v, HeldAs::Incidents) {
        Ok((key, upload)) => looked(&v, key, upload, errors).await,
        Err(why) => {
            errors.add("file", why);
            v.again(&sheet(&v, errors))
        }
    }
}

/// Remembers which column is which, and shows the file again.
pub async fn remember(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let key = v.form.id("file").unwrap_or_default();
    let (key, upload) = match held(&v, key, HeldAs::Incidents) {
        Ok(held) => held,
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(&v, errors));
        }
    };
    if let Ok(read) = read_file(&v, upload.clone()).await? {
        let map = chosen(&v, INCIDENTS, &read.headings, &mut errors);
        if errors.is_empty() {
            keep_columns(&v, key, LIST, &map).await?;
        }
    }
    looked(&v, key, upload, errors).await
}

async fn keep_columns(v: &Visit, file: Id, list: &str, map: &Saved) -> Result<(), Problem> {
    let mut w = v.write("Saying which column is which").await?;
    store::roster::set_mapping(&mut w, list, map).await?;
    let columns = map.values().filter(|f| !f.is_empty()).count();
    let event =
        Event::new(Verb::MappingSaved, "mapping", file).fact("list", list).fact("columns", columns);
    v.commit(w, event, Vec::new()).await
}

/// What the trail says of incidents that were brought in together: a handful one by one, many
/// pupil by pupil.
fn told(incidents: &[Incident], run: Id) -> Vec<Event> {
    if incidents.len() <= ONE_BY_ONE {
        return incidents
            .iter()
            .map(|i| {
                Event::new(Verb::IncidentImported, "incident", i.id)
                    .pupil(i.pupil)
                    .fact("day", i.day.iso())
                    .fact("kind", &i.kind)
            })
            .collect();
    }
    let mut of: BTreeMap<Id, usize> = BTreeMap::new();
    for i in incidents {
        *of.entry(i.pupil).or_default() += 1;
    }
    of.into_iter()
        .map(|(pupil, n)| {
            Event::new(Verb::IncidentImported, "import", run).pupil(pupil).fact("incidents", n)
        })
        .collect()
}

/// Keeps what is new in it: all of it, or all but the rows that were seen and left out by choice.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let key = v.form.id("file").unwrap_or_default();
    let (key, upload) = match held(&v, key, HeldAs::Incidents) {
        Ok(held) => held,
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(&v, errors));
        }
    };
    let read = match read_file(&v, upload).await? {
        Ok(read) if read.missing.is_empty() => Arc::new(read),
        _ => {
            errors.add("file", "That file cannot be read any more. Choose it again");
            return v.again(&sheet(&v, errors));
        }
    };
    let mut w = v.write("Bringing in incidents").await?;
    let sorted = sorted(&v, &mut w, read.clone()).await?;
    let known = store::incident::types(&mut w, v.org()).await?;
    let types = types(&v, &sorted, &known);
    // The number that was ticked is the number there is: what was not seen is not left out.
    let left_out = sorted.wrong.len();
    let unchosen = left_out > 0 && v.form.int("leave_out") != Some(left_out as i64);
    if unchosen {
        errors.add(
            "leave_out",
            "Some rows cannot be read. Leave them out by choice, or put them right",
        );
    }
    for (n, code) in sorted.asked.keys().enumerate() {
        errors.add(&format!("form-{n}"), format!("Say what is to be done with “{code}”"));
    }
    if !errors.is_empty() {
        drop(w);
        let mut page = sheet(&v, errors);
        page.columns = Some(columns_of(key, &read, INCIDENTS));
        page.preview = Some(Preview { unchosen, ..preview(key, &read, sorted, types) });
        return v.again(&page);
    }
    if sorted.new.is_empty() {
        drop(w);
        return v.to_saying(after(&v), "Everything in the file was here already");
    }
    let run = v.form.id("once").unwrap_or_else(Id::now_v7);
    let silent: HashSet<String> =
        types.iter().filter(|t| !t.counts).map(|t| t.kind.clone()).collect();
    store::incident::add_run(&mut w, run, LIST, SOURCE, sorted.new.len(), sorted.unchanged).await?;
    store::incident::add(&mut w, &sorted.new, Some(run), &silent).await?;
    let mut first =
        Event::new(Verb::IncidentImported, "import", run).fact("incidents", sorted.new.len());
    if left_out + sorted.left_out > 0 {
        first = first.fact("left_out", left_out + sorted.left_out);
    }
    let mut events = told(&sorted.new, run);
    for t in types.iter().filter(|t| t.new || known.get(&t.kind) != Some(&t.counts)) {
        store::incident::set_type(&mut w, &t.kind, t.counts).await?;
        let said = if t.counts { "counts" } else { "does not" };
        events.push(Event::new(Verb::IncidentTypeSet, "import", run).fact(said, &t.kind));
    }
    for (code, _) in
        facts(&v, &mut w, &read).await?.said.iter().filter(|(_, s)| **s == FormCode::Taken)
    {
        store::incident::take_form(&mut w, code).await?;
        events.push(Event::new(Verb::IncidentTypeSet, "import", run).fact("form", code));
    }
    let since = sorted.days().map(|(from, _)| from);
    let raised = crate::signal::settle::settle(&mut w, &v.setting, since, None, v.today()).await?;
    let signals = raised.len();
    events.extend(raised);
    v.commit(w, first, events).await?;
    let mut said =
        format!("Incidents brought in: {}. Here already: {}", sorted.new.len(), sorted.unchanged);
    if !sorted.twice.is_empty() {
        said.push_str(&format!(". Duplicates turned away: {}", sorted.twice.len()));
    }
    if left_out + sorted.left_out > 0 {
        said.push_str(&format!(". Rows left out: {}", left_out + sorted.left_out));
    }
    if signals > 0 {
        said.push_str(&format!(". Signals raised: {signals}"));
    }
    v.to_saying(after(&v), said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(attendance::samples());
    all
}
