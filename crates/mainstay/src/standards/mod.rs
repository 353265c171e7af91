//! Standards sheets: which version each person at home has, how they got it, with which
//! interpreter, and that they said they have it.
//!
//! Must never do: take sending, or the opening of a link, for having been told.

mod page;

pub use page::{Person, SheetsPage, brief, sample, samples};

use crate::form::{Errors, Form};
use crate::home::About;
use crate::message::ask::{There, home, home_link};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::letter::Letter;
use casework::message::ForHome;
use casework::pupil::Contact;
use casework::receipt::{self, Came, Route};
use casework::school::Setting;
use casework::standards::{self, Acknowledged, Given, Sheet, Typed, may_have};
use casework::wording::{self, Format, Kind, Wording};
use casework::{Coded, Event, Id, May, Verb};
use rulebook::Instant;
use store::{Source, Write};

/// The texts that stand, those Mainstay comes with where the school has none in English.
pub async fn texts(src: &mut dyn Source, v: &Visit, kind: Kind) -> Result<Vec<Wording>, Problem> {
    let mut all = store::wording::newest(src, v.org(), kind).await?;
    all.retain(Wording::stands);
    let english = |w: &Wording| {
        wording::same_language(&w.language, wording::ENGLISH) && w.format == Format::Standard
    };
    if !all.iter().any(english) {
        all.extend(wording::built_in(kind, v.words(), v.now));
    }
    Ok(all)
}

/// Those at home who would be given a sheet with a letter: they have none about this placement,
/// and have not said this school year that they know one.
pub async fn wanted(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
) -> Result<Vec<String>, Problem> {
    Ok(without(src, v, about).await?.iter().map(|c| c.full()).collect())
}

async fn without<'a>(
    src: &mut dyn Source,
    v: &Visit,
    about: &'a About,
) -> Result<Vec<&'a Contact>, Problem> {
    let sheets = store::standards::of_pupil(src, v.org(), about.pupil.id).await?;
    let ids: Vec<Id> = sheets.iter().map(|s| s.id).collect();
    let known = store::standards::acknowledged(src, v.org(), &ids).await?;
    let since = v.setting.calendar.school_year(v.today()).0.at(Default::default());
    let has = |c: &Contact| {
        sheets.iter().filter(|s| s.contact == c.id).any(|s| {
            s.placement == about.placement.id
                || known.iter().any(|k| k.sheet == s.id && k.at >= since)
        })
    };
    Ok(about.contacts.iter().filter(|c| c.gets_letters() && !has(c)).collect())
}

/// A sheet in words, for one person.
pub struct Composed {
    contact: Id,
    text: Wording,
    letter: Letter,
}

/// A sheet with its pages set.
pub struct Set {
    /// Who it is for.
    pub contact: Id,
    text: Wording,
    words: String,
    pdf: Vec<u8>,
}

fn composed(v: &Visit, to: &Contact, text: &Wording) -> Result<Composed, Problem> {
    let letter = standards::compose(&v.setting, text, to, v.today())?;
    Ok(Composed { contact: to.id, text: text.clone(), letter })
}

/// The sheets that go with a letter, each in its person's language.
pub async fn compose_all(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
) -> Result<Vec<Composed>, Problem> {
    let all = texts(src, v, Kind::Standards).await?;
    let mut out = Vec::new();
    for to in without(src, v, about).await? {
        if let Some(text) = wording::choose(&all, &to.language, Format::Standard) {
            out.push(composed(v, to, text)?);
        }
    }
    Ok(out)
}

/// Sets the pages. Slow work, so away from the threads that answer people, and before the write
/// begins.
pub async fn set(sheets: Vec<Composed>) -> Result<Vec<Set>, Problem> {
    tokio::task::spawn_blocking(move || {
        sheets
            .into_iter()
            .map(|c| {
                let paper = crate::letter::on_paper(&c.letter);
                let pdf = paper::letter::pdf(&paper).map_err(|e| anyhow::anyhow!("{e}"))?;
                let mut words = vec![c.letter.heading.clone()];
                words.extend(c.letter.paragraphs.iter().cloned());
                Ok(Set { contact: c.contact, text: c.text, words: words.join("\n\n"), pdf })
            })
            .collect::<anyhow::Result<Vec<Set>>>()
    })
    .await
    .map_err(anyhow::Error::from)?
    .map_err(Problem::from)
}

/// How a sheet is given.
pub struct Giving {
    /// Its key.
    pub id: Id,
    /// How.
    pub way: Given,
    /// Who interpreted.
    pub interpreter: String,
    /// When.
    pub at: Instant,
    /// The letter it goes with.
    pub letter: Option<Id>,
}

/// Keeps that a sheet is given, with its pages; by email, with a link of its own, which a letter's
/// message tells of where it goes with one.
pub async fn keep(
    w: &mut Write,
    setting: &Setting,
    about: &About,
    to: &Contact,
    route: &Route,
    set: Set,
    giving: Giving,
) -> Result<(Sheet, Event), Problem> {
    let sheet = Sheet {
        id: giving.id,
        pupil: about.pupil.id,
        placement: about.placement.id,
        contact: to.id,
        name: to.full(),
        letter: giving.letter,
        language: set.text.language,
        format: set.text.format,
        version: set.text.version,
        title: set.text.title,
        words: set.words,
        way: giving.way,
        interpreter: giving.interpreter,
        issued_at: giving.at,
        made_at: w.at(),
        by_name: w.act().who.clone(),
    };
    // One sheet at a time: an earlier one's link opens nothing from now.
    let org = w.org();
    for earlier in store::standards::of_pupil(w, org, about.pupil.id).await? {
        if earlier.contact == to.id {
            store::link::end_for(w, earlier.id, to.id).await?;
            store::message::drop_about(w, earlier.id).await?;
        }
    }
    store::standards::give(w, &sheet, set.pdf).await?;
    if let (Given::Email, Some(email)) = (sheet.way, &route.email) {
        let there = There { what: ForHome::Sheet, about: sheet.id, pupil: sheet.pupil };
        match sheet.letter {
            Some(_) => drop(home_link(w, setting, there, to, email).await?),
            None => home(w, setting, there, to, email).await?,
        }
    }
    let mut event = Event::new(Verb::SheetGiven, "sheet", sheet.id)
        .pupil(sheet.pupil)
        .fact("to", &sheet.name)
        .fact("version", sheet.version_named())
        .fact("how", sheet.way.label());
    if !sheet.interpreter.is_empty() {
        event = event.fact("interpreter", &sheet.interpreter);
    }
    Ok((sheet, event))
}

/// Keeps that somebody said they have a sheet.
pub async fn know(w: &mut Write, sheet: &Sheet, said: &Acknowledged) -> Result<Event, Problem> {
    store::standards::acknowledge(w, said).await?;
    let mut event = Event::new(Verb::SheetKnown, "sheet", sheet.id)
        .pupil(sheet.pupil)
        .fact("by", &said.name)
        .fact("how", said.way.label());
    if !said.interpreter.is_empty() {
        event = event.fact("interpreter", &said.interpreter);
    }
    Ok(event)
}

fn field(name: &str, contact: Id) -> String {
    format!("{name}-{contact}")
}

/// A text as a choice names it.
fn key(text: &Wording) -> String {
    format!("{}|{}", text.format.code(), text.language)
}

fn here(about: &About) -> String {
    format!("/placements/{}/standards", about.placement.id)
}

async fn find(src: &mut dyn Source, v: &Visit) -> Result<About, Problem> {
    About::find(src, &v.actor.scope_for(May::Home, v.today()), v.id("id")?).await
}

async fn route_to(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
    to: &Contact,
) -> Result<Route, Problem> {
    let marks = store::receipt::marks(src, v.org(), &[to.id]).await?;
    let marks: Vec<_> = marks.iter().map(|m| (m.contact, m.why)).collect();
    Ok(receipt::route(to, &[to.id], &about.contacts, &marks))
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
    form: Form,
    errors: Errors,
) -> Result<SheetsPage, Problem> {
    let all = texts(src, v, Kind::Standards).await?;
    let sheets = store::standards::of_pupil(src, v.org(), about.pupil.id).await?;
    let ids: Vec<Id> = sheets.iter().map(|s| s.id).collect();
    let known = store::standards::acknowledged(src, v.org(), &ids).await?;
    let mut form = form;
    let mut people = Vec::new();
    for c in about.contacts.iter().filter(|c| c.gets_letters()) {
        let route = route_to(src, v, about, c).await?;
        // Each person's form has names of its own, so that what was typed in one stays in it.
        let fresh = |form: Form, name: &str, value: String| match form.has(&field(name, c.id)) {
            true => form,
            false => form.with(&field(name, c.id), value),
        };
        form = fresh(form, "day", v.today().iso());
        form = fresh(form, "time", v.now.minute().input());
        form = fresh(form, "once", Id::now_v7().to_string());
        if let Some(text) = wording::choose(&all, &c.language, Format::Standard) {
            form = fresh(form, "text", key(text));
        }
        let mut theirs: Vec<(Sheet, Option<Acknowledged>)> = Vec::new();
        for s in sheets.iter().filter(|s| s.contact == c.id) {
            theirs.push((s.clone(), known.iter().find(|k| k.sheet == s.id).cloned()));
        }
        people.push(Person { contact: c.clone(), no_email: route.why, sheets: theirs });
    }
    Ok(SheetsPage {
        placement: about.placement.id,
        name: about.pupil.name(),
        first: about.pupil.first().to_string(),
        facts: format!("{}, {}. {}", about.pupil.name(), about.pupil.form, about.placement.day),
        left_out: about
            .contacts
            .iter()
            .filter_map(|c| may_have(c).err().map(|no| format!("{}: {}", no.title, no.rule)))
            .collect(),
        people,
        texts: all.iter().map(|t| (key(t), t.named())).collect(),
        gives: v.may(May::Letters),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows who has which sheet.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let page = gather(&mut read, &v, &about, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Gives one person a sheet.
pub async fn give(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let contact = v.form.id("contact").ok_or(Problem::Missing)?;
    let to = about.contacts.iter().find(|c| c.id == contact).ok_or(Problem::Missing)?;
    may_have(to)?;
    let theirs = |name: &str| field(name, contact);
    let once = v.form.id(&theirs("once")).unwrap_or_else(Id::now_v7);
    if store::standards::find(&mut read, v.org(), once).await.is_ok() {
        return v.to(here(&about));
    }
    let mut errors = Errors::new();
    let all = texts(&mut read, &v, Kind::Standards).await?;
    let text = all.iter().find(|t| key(t) == v.form.text(&theirs("text")));
    let text = errors.get(text, &theirs("text"), "Choose the version");
    let interpreter = errors.limit(&v.form, &theirs("interpreter"), 120);
    let day = v.form.day(&theirs("day"));
    // What is typed as a time is one, whether or not they were talked with.
    if !v.form.text(&theirs("time")).trim().is_empty() && v.form.minute(&theirs("time")).is_none() {
        errors.add(&theirs("time"), "Give a time such as 15.10");
    }
    let typed = Typed {
        way: v.form.coded::<Given>(&theirs("way")),
        at: day.zip(v.form.minute(&theirs("time"))).map(|(day, minute)| day.at(minute)),
        interpreter: &interpreter,
    };
    let route = route_to(&mut read, &v, &about, to).await?;
    let decided = standards::give(to, &route, &typed, v.now);
    let (text, (way, at)) = match (text, decided) {
        (Some(text), Ok(decided)) if errors.is_empty() => (text, decided),
        (_, decided) => {
            for (name, message) in decided.err().unwrap_or_default() {
                errors.add(&theirs(name), message);
            }
            let page = gather(&mut read, &v, &about, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    let known = way.is_a_talk() && v.form.ticked(&theirs("known"));
    let made = composed(&v, to, text)?;
    drop(read);
    let Some(set) = set(vec![made]).await?.pop() else { return v.to(here(&about)) };
    let mut w = v.write("Giving home a standards sheet").await?;
    if store::standards::find(&mut w, v.org(), once).await.is_ok() {
        return v.to(here(&about));
    }
    let giving = Giving { id: once, way, interpreter: interpreter.clone(), at, letter: None };
    let (sheet, event) = keep(&mut w, &v.setting, &about, to, &route, set, giving).await?;
    let mut rest = Vec::new();
    if known {
        let said = Acknowledged {
            sheet: sheet.id,
            way: way.came(),
            name: sheet.name.clone(),
            interpreter,
            at,
            made_at: v.now,
            by_name: v.actor.name.clone(),
        };
        rest.push(know(&mut w, &sheet, &said).await?);
    }
    v.commit(w, event, rest).await?;
    v.to_saying(here(&about), format!("Kept: {}, {}", sheet.name, sheet.version_named()))
}

/// Records that somebody said they have a sheet, in another way than by the link.
pub async fn heard(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let sheet = store::standards::find(&mut read, v.org(), v.id("sheet")?).await?;
    if sheet.pupil != about.pupil.id {
        return Err(Problem::Missing);
    }
    let theirs = |name: &str| field(name, sheet.id);
    let mut errors = Errors::new();
    let name = errors.limit(&v.form, &theirs("name"), 120);
    let interpreter = errors.limit(&v.form, &theirs("interpreter"), 120);
    let day = v.form.day(&theirs("day"));
    let at = day.zip(v.form.minute(&theirs("time"))).map(|(day, minute)| day.at(minute));
    let came = v.form.coded::<Came>(&theirs("came"));
    let heard = match receipt::heard(came, at, sheet.issued_at, v.now) {
        Ok(heard) if errors.is_empty() => heard,
        other => {
            for (name, message) in other.err().unwrap_or_default() {
                errors.add(
                    &theirs(name),
                    message.replace("The letter was issued", "The sheet was given"),
                );
            }
            let page = gather(&mut read, &v, &about, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    drop(read);
    let mut w = v.write("Recording that home has a standards sheet").await?;
    if !store::standards::acknowledged(&mut w, v.org(), &[sheet.id]).await?.is_empty() {
        return v.to_saying(here(&about), "That is on record already");
    }
    let said = Acknowledged {
        sheet: sheet.id,
        way: heard.came,
        name: if name.is_empty() { sheet.name.clone() } else { name },
        interpreter,
        at: heard.at,
        made_at: v.now,
        by_name: v.actor.name.clone(),
    };
    let event = know(&mut w, &sheet, &said).await?;
    v.commit(w, event, vec![]).await?;
    v.to_saying(here(&about), format!("Kept: {} has the sheet", sheet.name))
}

/// A sheet's pages as they were given.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let sheet = store::standards::find(&mut read, v.org(), v.id("id")?).await?;
    let scope = v.actor.scope_for(May::Home, v.today());
    store::pupil::find(&mut read, &scope, sheet.pupil).await?;
    let bytes = store::standards::pdf(&mut read, v.org(), sheet.id).await?;
    // No name in the file's name: it lands in a folder of downloads.
    let name = format!("standards-{}.pdf", sheet.issued_at.day().iso());
    v.open_file(&name, "application/pdf", bytes)
}
