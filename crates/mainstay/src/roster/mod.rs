//! Bringing in the roster: choose a file, say which column is which, look, then all or nothing.
//!
//! Must never know: how a file is read (`mis`), what an import would do (`casework::roster`),
//! or how it is kept (`store::roster`).

pub mod held;
mod pages;
mod preview;

use crate::form::{Errors, Form};
use crate::mis::{columns, csv, oneroster, table};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use axum::http::StatusCode;
use casework::roster::{Allow, Plan, Roster, plan};
use casework::{Event, Id, Verb};
use held::{Source, Upload};
use pages::{ColumnsPage, StartPage};
use preview::PreviewPage;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where to choose a file, and what was brought in before.
pub async fn show(v: Visit) -> Answer {
    let page = start(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

async fn start(v: &Visit, form: Form, errors: Errors) -> Result<StartPage, Problem> {
    let mut read = v.read().await?;
    Ok(StartPage {
        words: v.words().clone(),
        runs: store::roster::runs(&mut read, v.org(), 10).await?,
        csrf: v.csrf.clone(),
        megabytes: v.app.config().upload_megabytes,
        form,
        errors,
    })
}

/// Takes a file and goes on to its columns or to the preview.
pub async fn take(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let source = Source::from_word(v.form.text("kind"));
    if source.is_none() {
        errors.add("kind", "Choose what the file holds");
    }
    let file = v.file.clone().filter(|(_, bytes)| !bytes.is_empty());
    if file.is_none() {
        errors.add("file", v.unread.as_deref().unwrap_or("Choose a file that is not empty"));
    }
    let (Some(source), Some((name, bytes))) = (source, file) else {
        let page = start(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect();
    let upload = Upload {
        org: v.org(),
        account: v.actor.account,
        at: v.now,
        source,
        name,
        bytes,
        part: v.form.ticked("part"),
        school: v.form.text("school").to_owned(),
    };
    let id = v.app.held().put(upload);
    v.to(format!("/roster/file/{id}"))
}

fn upload(v: &Visit) -> Result<Option<(Id, Arc<Upload>)>, Problem> {
    let id = v.id("file")?;
    Ok(v.app
        .held()
        .get(id, v.org(), v.actor.account, v.now)
        .filter(|up| matches!(up.source, Source::Bundle | Source::List(_)))
        .map(|upload| (id, upload)))
}

fn again(v: &Visit) -> Answer {
    v.to_saying("/roster", "That file is no longer held here. Choose it again")
}

async fn saved(v: &Visit, source: Source) -> Result<columns::Saved, Problem> {
    match source {
        Source::List(list) => {
            Ok(store::roster::mapping(&mut v.read().await?, v.org(), list.word()).await?)
        }
        _ => Ok(BTreeMap::new()),
    }
}

/// Reading may take a second or two of one processor, so it is not done among the requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?)
}

async fn read(v: &Visit, upload: Arc<Upload>) -> Result<Roster, Problem> {
    let saved = saved(v, upload.source).await?;
    let today = v.today();
    aside(move || {
        let refused = |problem| Roster { problems: vec![problem], ..Roster::default() };
        match upload.source {
            Source::Bundle => match oneroster::zip(&upload.name, &upload.bytes) {
                Ok(parts) => {
                    let school = Some(upload.school.as_str()).filter(|school| !school.is_empty());
                    oneroster::read(parts, school, today)
                }
                Err(problem) => refused(problem),
            },
            Source::List(list) => match table::read(&upload.name, &upload.bytes) {
                Ok(table) => csv::read(list, &table, &saved, upload.part, today),
                Err(problem) => refused(problem),
            },
            _ => Roster::default(),
        }
    })
    .await
}

fn page(
    v: &Visit,
    id: Id,
    upload: &Upload,
    decided: &Plan,
    leavers: bool,
    moved: bool,
) -> PreviewPage {
    PreviewPage::new(v.words().clone(), id, upload, decided, leavers, moved, v.csrf.clone())
}

/// What the file would do.
pub async fn look(v: Visit) -> Answer {
    let Some((id, upload)) = upload(&v)? else { return again(&v) };
    let roster = read(&v, upload.clone()).await?;
    let known = store::roster::known(&mut v.read().await?, v.org(), &roster.system).await?;
    let leavers = v.query.ticked("leavers");
    let decided = aside(move || plan(&known, roster, Allow { many_leavers: leavers })).await?;
    v.page(&page(&v, id, &upload, &decided, leavers, false))
}

/// Brings it in: all of it, or nothing.
pub async fn bring_in(v: Visit) -> Answer {
    let Some((id, upload)) = upload(&v)? else { return again(&v) };
    let roster = read(&v, upload.clone()).await?;
    let leavers = v.form.ticked("leavers");
    let mut w = v.write("Bringing in the roster").await?;
    let known = store::roster::known(&mut w, v.org(), &roster.system).await?;
    let decided = aside(move || plan(&known, roster, Allow { many_leavers: leavers })).await?;
    let shown = page(&v, id, &upload, &decided, leavers, false);
    if decided.rejected() > 0 {
        return v.again(&shown);
    }
    // What was agreed to is what was looked at, and not what has become of it since.
    if v.form.text("seen") != shown.seen() {
        let moved = page(&v, id, &upload, &decided, leavers, true);
        return Ok(v.page_as(StatusCode::CONFLICT, &moved));
    }
    if decided.changes_nothing() {
        v.app.held().forget(id);
        return v.to_saying("/roster", "Nothing was to be changed, and nothing was");
    }
    let kind = upload.source.word();
    let run = store::roster::apply(&mut w, &decided, kind, v.today()).await?;
    v.commit(w, crate::cli::import::event(run, kind, &decided), Vec::new()).await?;
    v.app.held().forget(id);
    v.to_saying("/roster", format!("{} is brought in: {}", upload.name, shown.sum()))
}

/// Which column is which.
pub async fn show_columns(v: Visit) -> Answer {
    let Some((id, upload)) = upload(&v)? else { return again(&v) };
    match columns_page(&v, id, &upload, Errors::new()).await? {
        Some(page) => v.page(&page),
        None => v.to(format!("/roster/file/{id}")),
    }
}

async fn columns_page(
    v: &Visit,
    id: Id,
    upload: &Arc<Upload>,
    errors: Errors,
) -> Result<Option<ColumnsPage>, Problem> {
    let Source::List(list) = upload.source else { return Ok(None) };
    let saved = saved(v, upload.source).await?;
    let held = upload.clone();
    let read = aside(move || table::read(&held.name, &held.bytes)).await?;
    let Ok(table) = read else { return Ok(None) };
    let (mapping, _) = columns::map(list, &table, &saved);
    let columns = table.headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty()).map(
        |(at, heading)| {
            let examples = table
                .rows
                .iter()
                .filter_map(|row| row.cells.get(at))
                .filter(|cell| !cell.is_empty());
            pages::Column {
                heading: heading.clone(),
                examples: examples.take(3).map(|cell| cell.chars().take(40).collect()).collect(),
                field: mapping.field(at).unwrap_or_default().to_owned(),
            }
        },
    );
    Ok(Some(ColumnsPage {
        words: v.words().clone(),
        id,
        name: upload.name.clone(),
        list,
        columns: columns.collect(),
        csrf: v.csrf.clone(),
        form: v.form.clone(),
        errors,
    }))
}

/// Remembers which column is which.
pub async fn save_columns(v: Visit) -> Answer {
    let Some((id, upload)) = upload(&v)? else { return again(&v) };
    let Source::List(list) = upload.source else { return v.to(format!("/roster/file/{id}")) };
    let mut errors = Errors::new();
    let Some(page) = columns_page(&v, id, &upload, Errors::new()).await? else {
        return v.to(format!("/roster/file/{id}"));
    };
    let mut map = BTreeMap::new();
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    for (at, column) in page.columns.iter().enumerate() {
        let name = pages::Column::name(at);
        let field = v.form.text(&name);
        if !field.is_empty() && !list.fields().iter().any(|known| known.id == field) {
            errors.add(&name, format!("Choose from the list for “{}”", column.heading));
        } else if let Some(other) = used.get(field).filter(|_| !field.is_empty()) {
            errors.add(
                &name,
                format!("“{other}” and “{}” cannot both be this field", column.heading),
            );
        } else {
            used.insert(field.to_owned(), column.heading.clone());
            map.insert(columns::fold(&column.heading), field.to_owned());
        }
    }
    if !errors.is_empty() {
        return v.again(&ColumnsPage { errors, ..page });
    }
    let mut w = v.write("Saying which column is which").await?;
    store::roster::set_mapping(&mut w, list.word(), &map).await?;
    let chosen = map.values().filter(|field| !field.is_empty()).count();
    let event = Event::new(Verb::MappingSaved, "mapping", id)
        .fact("list", list.word())
        .fact("columns", chosen);
    v.commit(w, event, Vec::new()).await?;
    v.to(format!("/roster/file/{id}"))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    [pages::samples(), preview::samples()].into_iter().flatten().collect()
}
