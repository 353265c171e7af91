//! The national list of schools as a file: read by heading, shown first, and kept all together or
//! not at all. A type nobody knows is asked about; read again, it changes only what has changed.
//!
//! Must never know: what a code of the list means.

use super::page::sample;
use crate::form::{Errors, Form};
use crate::mis::table::{self, Table};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::roster::held::{Source as HeldAs, Upload};
use crate::visit::{Answer, Visit};
use casework::known_school::{Answers, KnownSchool, Opening, Plan, Row, national, plan};
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use std::sync::Arc;
use store::Source;

/// Lines of one list that are shown.
const SHOWN: usize = 50;

/// What the page shows of a plan.
pub struct Preview {
    /// The file as it is held.
    pub file: Id,
    /// Its name.
    pub name: String,
    /// What it would do.
    pub plan: Plan,
    /// Names of the changed ones by key.
    pub names: Vec<(Id, String)>,
}

/// The page.
pub struct FilePage {
    /// What a file that was sent would do.
    pub preview: Option<Preview>,
    /// Largest file.
    pub megabytes: usize,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn several(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

impl FilePage {
    fn before_keeping(&self, p: &Preview) -> Markup {
        let plan = &p.plan;
        let taken: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(national::Taken::ALL.iter().map(|t| Choice::new(t.code(), t.label())))
            .collect();
        html! {
            form.sheet.stack method="post" action="/schools/register/keep" aria-labelledby="would" {
                h2 #would { "What " (p.name) " would do" }
                (token(&self.csrf)) (hidden("file", p.file)) (hidden("only", self.form.text("only"))) (hidden("once", Id::now_v7()))
                ul {
                    li { strong { (several(plan.new.len(), "school", "schools")) } " new to the register" }
                    li { strong { (several(plan.changed.len(), "school", "schools")) } " changed" }
                    li { (several(plan.same, "school", "schools")) " as they are already" }
                    @if plan.elsewhere > 0 { li { (several(plan.elsewhere, "row", "rows")) " of other authorities, passed over" } }
                    @if plan.no_school > 0 { li { (several(plan.no_school, "row", "rows")) " that are no school of this law, such as colleges, left out" } }
                    @if !plan.missing.is_empty() { li { (several(plan.missing.len(), "school", "schools")) " of the register not in the file: they stay as they are" } }
                }
                @if !plan.wrong.is_empty() {
                    div.panel.panel-stop {
                        h3 { (several(plan.wrong.len(), "row", "rows")) " cannot be read, so nothing is kept" }
                        ul { @for (row, why) in plan.wrong.iter().take(SHOWN) { li { "Row " (row) ": " (why) } } }
                        @if plan.wrong.len() > SHOWN { p { "And " (plan.wrong.len() - SHOWN) " more." } }
                    }
                }
                @if !plan.asked.is_empty() {
                    div.panel.panel-warn { h3 { "Types that are not known here" } p { "Say once what each is taken for. It is remembered." } }
                    @for (code, words, n) in &plan.asked {
                        (Choices::one(&format!("type_{code}"), &format!("Type {code}: {}", if words.is_empty() { "without words" } else { words }), &taken).look(Look::Select)
                            .hint(&several(*n, "school of it", "schools of it")).from(&self.form, &self.errors))
                    }
                }
                @if !plan.new.is_empty() { details.working { summary { "The new ones" } ul.working-body {
                    @for l in plan.new.iter().take(SHOWN) { li { (l.name) span.sub { " " (l.kind.label()) } } }
                    @if plan.new.len() > SHOWN { li { "And " (plan.new.len() - SHOWN) " more." } }
                } } }
                @if !plan.changed.is_empty() { details.working open { summary { "The changed ones" } ul.working-body {
                    @for (id, l, what) in plan.changed.iter().take(SHOWN) {
                        @let was = p.names.iter().find(|(k, _)| k == id).map_or("", |(_, n)| n.as_str());
                        li { (was) @if was != l.name { " → " (l.name) } span.sub { " " (what.join(", ")) } }
                    }
                    @if plan.changed.len() > SHOWN { li { "And " (plan.changed.len() - SHOWN) " more." } }
                } } }
                @if !plan.missing.is_empty() { details.working { summary { "Not in the file" } ul.working-body { @for name in plan.missing.iter().take(SHOWN) { li { (name) } } } } }
                div.row {
                    @if !plan.asked.is_empty() { button.btn type="submit" name="do" value="look" { "Look again with these" } }
                    @if plan.ready() && !plan.changes_nothing() { button.btn type="submit" name="do" value="keep" { "Bring it in" } }
                    @if plan.ready() && plan.changes_nothing() { p { strong { "Nothing would change." } } }
                    a.btn.btn-2 href="/schools" { "Leave it" }
                }
            }
        }
    }
}

impl Page for FilePage {
    fn title(&self) -> String {
        "The national list of schools".into()
    }
    fn here(&self) -> &'static str {
        "/schools"
    }
    fn main(&self) -> Markup {
        let wrong = self.errors.of("file");
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("The national list of schools").back("/schools", "Schools"))
                (ErrorSummary(&self.errors))
                @if let Some(p) = &self.preview { (self.before_keeping(p)) }
                form.stack.stack-5 method="post" enctype="multipart/form-data" action="/schools/register" {
                    (token(&self.csrf))
                    p { "The CSV file of all establishments, as the national register of schools gives it, of up to " (self.megabytes) " MB. It is looked at first; nothing is kept before you say so." }
                    (Field::new("only", "Only schools of these authorities").hint("Their national numbers with a comma between, such as 301, 302. Left empty, all of the file.").optional().from(&self.form, &self.errors))
                    div.field.is-wrong[wrong.is_some()] {
                        label for="file" { @if self.preview.is_some() { "Another file" } @else { "The file" } }
                        @if let Some(e) = wrong { p.error id="file-error" { (e) } }
                        input.input id="file" name="file" type="file" accept=".csv,text/csv,.xlsx" aria-describedby=[wrong.map(|_| "file-error")];
                    }
                    div { button.btn.btn-2 type="submit" { "Look at it first" } }
                }
            }
        }
    }
}

/// The columns that must be there, as the list heads them and as older files do.
const NEEDED: &[(&str, &[&str])] = &[
    ("URN", &["urn"]),
    ("EstablishmentName", &["establishmentname"]),
    ("TypeOfEstablishment (code)", &["typeofestablishmentcode"]),
    ("EstablishmentStatus (code)", &["establishmentstatuscode", "establishmentstatusname"]),
    ("LA (code)", &["lacode", "localauthoritycode"]),
];

/// The rows of the list, or why it is no such list.
fn rows(table: &Table) -> Result<Vec<Row>, String> {
    let plain = |h: &String| -> String {
        h.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let headings: Vec<String> = table.headings.iter().map(plain).collect();
    let at = |names: &[&str]| names.iter().find_map(|n| headings.iter().position(|h| h == n));
    let missing: Vec<&str> =
        NEEDED.iter().filter(|(_, names)| at(names).is_none()).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        return Err(format!("The file has no column “{}”", missing.join("”, “")));
    }
    let columns = |names: &[&str]| at(names);
    let (urn, name) = (columns(&["urn"]), columns(&["establishmentname"]));
    let (authority, own) =
        (columns(&["lacode", "localauthoritycode"]), columns(&["establishmentnumber"]));
    let type_code = columns(&["typeofestablishmentcode"]);
    let type_name = columns(&["typeofestablishmentname", "typeofestablishment"]);
    let phase = columns(&["phaseofeducationcode", "phaseofeducationname", "phaseofeducation"]);
    let opening = columns(NEEDED[3].1);
    let (opened, closed) = (columns(&["opendate"]), columns(&["closedate"]));
    let head = ["headtitlename", "headfirstname", "headlastname"].map(|n| columns(&[n]));
    let address = ["street", "locality", "address3", "town", "countyname"].map(|n| columns(&[n]));
    let postcode = columns(&["postcode"]);
    let phone = columns(&["telephonenum"]);
    let website = columns(&["schoolwebsite"]);
    let trust = columns(&["trustsname"]);
    let cell = |row: &table::Row, column: Option<usize>| {
        column.and_then(|c| row.cells.get(c)).unwrap_or_default().to_string()
    };
    Ok(table
        .rows
        .iter()
        .map(|r| Row {
            row: r.number,
            urn: cell(r, urn),
            authority: cell(r, authority),
            establishment: cell(r, own),
            name: cell(r, name),
            type_code: cell(r, type_code),
            type_name: cell(r, type_name),
            phase: cell(r, phase),
            opening: cell(r, opening),
            opened: cell(r, opened),
            closed: cell(r, closed),
            head: head.map(|c| cell(r, c)),
            address: address.iter().map(|c| cell(r, *c)).collect(),
            postcode: cell(r, postcode),
            phone: cell(r, phone),
            website: cell(r, website),
            trust: cell(r, trust),
        })
        .collect())
}

/// Reading takes a second or two of one processor, so it is not done among the requests.
async fn read(upload: Arc<Upload>) -> Result<Result<Vec<Row>, String>, Problem> {
    let work = move || match table::read(&upload.name, &upload.bytes) {
        Ok(table) => rows(&table),
        Err(problem) => Err(casework::words::capital(&problem.message)),
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?)
}

/// The numbers typed, or what is wrong with them.
fn only(form: &Form, errors: &mut Errors) -> Vec<String> {
    let parts = form.text("only").split([',', ' ', ';']).map(str::trim).filter(|p| !p.is_empty());
    let mut out = Vec::new();
    for part in parts {
        match rulebook::school::AuthorityNumber::parse(part) {
            Ok(number) => out.push(number.to_string()),
            Err(why) => errors.add("only", casework::words::capital(&why.to_string())),
        }
    }
    out
}

async fn answers(v: &Visit, src: &mut dyn Source) -> Result<Answers, Problem> {
    let kept = store::known_school::answers(src, v.org()).await?;
    Ok(kept
        .into_iter()
        .filter_map(|(code, word)| Some((code, national::Taken::from_code(&word)?)))
        .collect())
}

fn page(v: &Visit, preview: Option<Preview>, form: Form, errors: Errors) -> FilePage {
    let megabytes = v.app.config().upload_megabytes;
    FilePage { preview, megabytes, csrf: v.csrf.clone(), form, errors }
}

const ONLY: &str = "register_only";

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let only = store::school::get(&mut read, v.org(), ONLY).await?.unwrap_or_default();
    v.page(&page(&v, None, Form::of([("only", only)]), Errors::new()))
}

/// Shows what a file would do.
pub async fn look(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let only = only(&v.form, &mut errors);
    let Some((name, bytes)) = v.file.clone().filter(|(_, b)| !b.is_empty()) else {
        errors.add("file", v.unread.as_deref().unwrap_or("Choose a file that is not empty"));
        return v.again(&page(&v, None, v.form.clone(), errors));
    };
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect();
    let upload = Upload {
        org: v.org(),
        account: v.actor.account,
        at: v.now,
        source: HeldAs::Schools,
        name: name.clone(),
        bytes,
        part: false,
        school: String::new(),
    };
    let file = v.app.held().put(upload);
    let Some(held) = v.app.held().get(file, v.org(), v.actor.account, v.now) else {
        return Err(Problem::Missing);
    };
    let rows = match read(held).await? {
        Ok(rows) => rows,
        Err(why) => {
            errors.add("file", why);
            Vec::new()
        }
    };
    if !errors.is_empty() {
        return v.again(&page(&v, None, v.form.clone(), errors));
    }
    let mut src = v.read().await?;
    let known = store::known_school::all(&mut src, v.org()).await?;
    let answers = answers(&v, &mut src).await?;
    let preview = previewed(file, name, rows, known, answers, only).await?;
    v.page(&page(&v, Some(preview), v.form.clone(), errors))
}

async fn previewed(
    file: Id,
    name: String,
    rows: Vec<Row>,
    known: Vec<KnownSchool>,
    answers: Answers,
    only: Vec<String>,
) -> Result<Preview, Problem> {
    let work = move || {
        let plan = plan(&rows, &known, &answers, &only);
        let named = |id: &Id| known.iter().find(|k| k.id == *id).map(|k| k.listed.name.clone());
        let names = plan.changed.iter().filter_map(|(id, _, _)| Some((*id, named(id)?))).collect();
        Preview { file, name, plan, names }
    };
    Ok(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?)
}

/// Looks again with what was said of types, or brings it in: all of it, or nothing.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let only = only(&v.form, &mut errors);
    let key = v.form.id("file").unwrap_or_default();
    let held = v.app.held().get(key, v.org(), v.actor.account, v.now);
    let Some(held) = held.filter(|up| up.source == HeldAs::Schools) else {
        errors.add("file", "That file is no longer held here. Choose it again");
        return v.again(&page(&v, None, v.form.clone(), errors));
    };
    let name = held.name.clone();
    let rows = match read(held).await? {
        Ok(rows) => rows,
        Err(why) => {
            errors.add("file", why);
            return v.again(&page(&v, None, v.form.clone(), errors));
        }
    };
    let mut w = v.write("Bringing in the national list of schools").await?;
    let mut said = Vec::new();
    let mut answers = answers(&v, &mut w).await?;
    for (field, value) in v.form.pairs() {
        let Some(code) = field.strip_prefix("type_").map(national::code) else { continue };
        if let Some(taken) = national::Taken::from_code(&value) {
            answers.insert(code.clone(), taken);
            said.push((code, taken));
        }
    }
    let known = store::known_school::all(&mut w, v.org()).await?;
    let preview = previewed(key, name.clone(), rows, known, answers, only.clone()).await?;
    let plan = &preview.plan;
    if v.form.text("do") != "keep" || !plan.ready() {
        for (code, _, _) in &plan.asked {
            errors.add(&format!("type_{code}"), "Say what schools of this type are");
        }
        let looks = v.form.text("do") == "look" && plan.asked.is_empty();
        // What was said of a type is remembered even where the file waits for something else.
        if !said.is_empty() {
            for (code, taken) in &said {
                store::known_school::answer(&mut w, code, *taken).await?;
            }
            let event = Event::new(Verb::MappingSaved, "mapping", key)
                .fact("list", "types of school")
                .fact("columns", said.len());
            v.commit(w, event, Vec::new()).await?;
        } else {
            drop(w);
        }
        let shown = page(&v, Some(preview), v.form.clone(), errors);
        return if looks { v.page(&shown) } else { v.again(&shown) };
    }
    let (new, changed) = (plan.new.len(), plan.changed.len());
    let schools: Vec<KnownSchool> = plan
        .new
        .iter()
        .map(|l| KnownSchool {
            id: Id::now_v7(),
            listed: l.clone(),
            email: String::new(),
            contact: String::new(),
            note: String::new(),
            read_on: Some(v.today()),
            version: 1,
        })
        .collect();
    store::known_school::add(&mut w, &schools).await?;
    for (id, listed, _) in &plan.changed {
        store::known_school::listed(&mut w, *id, listed, v.today()).await?;
    }
    for (code, taken) in &said {
        store::known_school::answer(&mut w, code, *taken).await?;
    }
    store::school::set(&mut w, ONLY, &only.join(", ")).await?;
    if new + changed > 0 {
        let run = v.form.id("once").unwrap_or_else(Id::now_v7);
        let event = Event::new(Verb::SchoolsImported, "known_school", run)
            .fact("new", new)
            .fact("changed", changed)
            .fact("as they were", plan.same);
        v.commit(w, event, Vec::new()).await?;
    }
    v.app.held().forget(key);
    let said = format!(
        "{} new, {changed} changed, {} as they were",
        several(new, "school", "schools"),
        plan.same
    );
    v.to_saying(if v.may(May::Cases) { "/schools" } else { "/set-up" }, said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |preview, form, errors| FilePage {
        preview,
        megabytes: 100,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let school = sample(1, "Harrowfield School", Opening::Open);
    let mut renamed = school.listed.clone();
    renamed.name = "Harrowfield Academy".into();
    let ready = Plan {
        new: vec![sample(2, "Ferring Road Primary School", Opening::Open).listed],
        changed: vec![(school.id, renamed, vec!["name".into(), "who answers for it".into()])],
        same: 148,
        missing: vec!["Vale Road School".into()],
        elsewhere: 26_400,
        no_school: 4,
        ..Plan::default()
    };
    let wrong = Plan {
        new: Vec::new(),
        same: 12,
        asked: vec![("99".into(), "Pathfinder school".into(), 2)],
        wrong: vec![(17, "The day it closed is no date: write it as 18/11/2026".into())],
        ..Plan::default()
    };
    let preview = |plan| {
        Some(Preview {
            file: Id::nil(),
            name: "edubasealldata.csv".into(),
            plan,
            names: vec![(school.id, school.listed.name.clone())],
        })
    };
    let mut errors = Errors::new();
    errors.add("type_99", "Say what schools of this type are");
    let only = Form::of([("only", "801")]);
    vec![
        framed("schools-register", &page(None, Form::default(), Errors::new())),
        framed("schools-register-ready", &page(preview(ready), only.clone(), Errors::new())),
        framed("schools-register-wrong", &page(preview(wrong), only, errors)),
    ]
}
