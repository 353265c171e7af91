//! Defects: what is wrong and where, with a picture, whom it was reported to, until it is put right.
//!
//! Must never know: what a picture has to be; casework looks at its first bytes.

use super::count;
use crate::action::follows::{Follows, follows};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use bytes::Bytes;
use casework::action::Origin;
use casework::attachment::{self, Fit, spell_size};
use casework::kit::check::{Defect, fixed};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use sha2::{Digest, Sha256};
use store::Write;
use store::attachment::Attachment;

const NOUN: &str = "defect";

/// The page of all of them.
pub struct DefectsPage {
    /// Today.
    pub today: Day,
    /// Not put right.
    pub open: Vec<Defect>,
    /// Put right, newest first.
    pub fixed: Vec<Defect>,
    /// Rooms.
    pub rooms: Vec<(Id, String)>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for DefectsPage {
    fn title(&self) -> String {
        "Defects".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let rooms: Vec<Choice> =
            self.rooms.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
        html! {
            (Head::new("Defects").back("/kit", "Kit").facts(html! { (count(self.open.len(), "open", "open")) }))
            (ErrorSummary(e))
            div.cols.cols-side {
                div.stack.stack-6 {
                    @if self.open.is_empty() { (Empty { title: "Nothing is broken", words: "What a check finds, or anybody reports, stands here until it is put right, with how long that took.", step: None }) }
                    @else { ul.clocks { @for d in &self.open { (self.line(d)) } } }
                    @if !self.fixed.is_empty() {
                        section.stack aria-labelledby="fixed" {
                            h2 #fixed { "Put right" }
                            ul.clocks { @for d in &self.fixed { (self.line(d)) } }
                        }
                    }
                }
                form.sheet.stack method="post" enctype="multipart/form-data" action="/kit/defects" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Report one" }
                    (Choices::one("room", "Which room", &rooms).look(Look::Select).from(f, e))
                    (fields(f, e))
                    (photo(e))
                    div { button.btn type="submit" { "Report it" } }
                }
            }
        }
    }
}

impl DefectsPage {
    fn line(&self, d: &Defect) -> Markup {
        let room = self.rooms.iter().find(|(id, _)| *id == d.room).map_or("", |(_, n)| n.as_str());
        html! {
            li.clock {
                @if d.fixed_on.is_some() { (Tag(Standing::Done, "Fixed")) }
                @else if d.urgent { (Tag(Standing::Late, "Urgent")) }
                @else { (Tag(Standing::Due, "Open")) }
                div {
                    p.clock-what { a href={ "/kit/defects/" (d.id) } { (d.what) } }
                    p.soft {
                        (room) @if !d.place.is_empty() { ", " (d.place) } ". Found " (d.found_on) " by " (d.found_by) ". "
                        @if d.reported_to.is_empty() { "Reported to nobody yet." } @else { "Reported to " (d.reported_to) "." }
                    }
                }
                p.clock-when { (casework::words::capital(&d.said(self.today))) }
            }
        }
    }
}

fn fields(f: &Form, e: &Errors) -> Markup {
    html! {
        (Field::new("what", "What is wrong").from(f, e))
        (Field::new("place", "Where in the room").hint("Such as “booth 4”.").optional().from(f, e))
        label.choice { input type="checkbox" name="urgent" value="yes" checked[f.ticked("urgent")]; span { "Somebody may be hurt" } span.hint { "It is marked urgent, and stands first." } }
        (Field::new("reported_to", "Reported to").optional().from(f, e))
    }
}

fn photo(e: &Errors) -> Markup {
    let error = e.of("file");
    html! {
        div.field.is-wrong[error.is_some()] {
            label for="file" { "Picture " span.optional { "(optional)" } }
            p.hint #file-hint { "PNG or JPEG, " (attachment::MEGABYTES) " MB at most. Keep people out of it. Where it was taken is not kept." }
            @if let Some(e) = error { p.error #file-error { (e) } }
            input.input #file name="file" type="file" accept="image/png,image/jpeg" aria-invalid=[error.map(|_| "true")] aria-describedby={ "file-hint" @if error.is_some() { " file-error" } };
        }
    }
}

/// The page of one.
pub struct DefectPage {
    /// The defect.
    pub defect: Defect,
    /// Its room.
    pub room: String,
    /// Today.
    pub today: Day,
    /// Pictures.
    pub files: Vec<Attachment>,
    /// Actions that came from it.
    pub follows: Follows,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for DefectPage {
    fn title(&self) -> String {
        "A defect".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let d = &self.defect;
        let (f, e) = (&self.form, &self.errors);
        let picture = |a: &Attachment| format!("/kit/defects/{}/photo/{}", d.id, a.id);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&d.what).back("/kit/defects", "Defects").facts(html! { (self.room) @if !d.place.is_empty() { ", " (d.place) } ". Found " (d.found_on) " by " (d.found_by) ". " (casework::words::capital(&d.said(self.today))) "." }))
                (ErrorSummary(e))
                @if d.fixed_on.is_some() { p { "Put right: " (d.fixed_how) span.sub { "Recorded by " (d.fixed_by) } } }
                @for a in &self.files { figure.defect-photo {
                    a href=(picture(a)) { img src=(picture(a)) alt={ "Picture of the defect: " (d.what) } loading="lazy"; }
                    figcaption.soft { bdi { (a.name_sent) } ", " (spell_size(a.size)) ", " (a.by_whom) ", " (a.at) }
                } }
                form.stack.stack-5 method="post" enctype="multipart/form-data" action={ "/kit/defects/" (d.id) } {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    h2 { "Change it" }
                    (fields(f, e))
                    (photo(e))
                    @if d.fixed_on.is_none() {
                        h2 { "Put right" }
                        (Field::new("fixed_on", "On which day").kind("date").hint("Leave it empty while it is not.").optional().from(f, e))
                        (Field::new("fixed_how", "What was done").optional().from(f, e))
                    }
                    div { button.btn type="submit" { "Keep it" } }
                }
                (self.follows)
            }
        }
    }
}

/// The event of a defect that was reported.
pub(super) fn reported(d: &Defect, room: &str) -> Event {
    let event = Event::new(Verb::DefectReported, NOUN, d.id).fact("room", room);
    if d.urgent { event.fact("urgent", "yes") } else { event }
}

async fn rooms(v: &Visit) -> Result<Vec<(Id, String)>, Problem> {
    let mut read = v.read().await?;
    let rooms = store::room::rooms(&mut read, v.org()).await?;
    Ok(rooms.into_iter().map(|r| (r.id, r.name)).collect())
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<DefectsPage, Problem> {
    let rooms = rooms(v).await?;
    let mut read = v.read().await?;
    let (open, fixed) = store::kit::check::defects(&mut read, v.org()).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(DefectsPage { today: v.today(), open, fixed, rooms, form, errors, csrf: v.csrf.clone() })
}

/// Shows all.
pub async fn list(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The picture that came, looked at; what is wrong with it is an error beside its field.
fn sent(v: &Visit, errors: &mut Errors) -> Option<(Fit, Bytes)> {
    if let Some(why) = &v.unread {
        errors.add("file", why);
        return None;
    }
    let (name, bytes) = v.file.as_ref()?;
    let bare = attachment::picture(name, bytes)
        .and_then(|fit| Ok((attachment::bare(&fit, bytes)?.unwrap_or_default(), fit)));
    match bare {
        Ok((bytes, fit)) => Some((fit, Bytes::from(bytes))),
        Err(why) => {
            errors.add("file", why);
            None
        }
    }
}

async fn keep_photo(
    w: &mut Write,
    v: &Visit,
    defect: Id,
    photo: Option<(Fit, Bytes)>,
    event: Event,
) -> Result<Event, Problem> {
    let Some((fit, bytes)) = photo else { return Ok(event) };
    let hash = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    store::attachment::add(w, NOUN, defect, &fit, bytes.to_vec(), &hash, &v.actor.name).await?;
    Ok(event.fact("photo", spell_size(size)))
}

/// Reports one.
pub async fn report(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let room = errors.get(f.id("room"), "room", "Choose the room");
    let what = errors.need(f, "what", 300, "Say what is wrong");
    let place = errors.limit(f, "place", 120);
    let reported_to = errors.limit(f, "reported_to", 120);
    let photo = sent(&v, &mut errors);
    let (Some(room), true) = (room, errors.is_empty()) else {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Reporting a defect").await?;
    let room = store::room::room(&mut w, v.org(), room).await?;
    let defect = Defect {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        room: room.id,
        check: None,
        what,
        place,
        urgent: f.ticked("urgent"),
        reported_to,
        found_on: v.today(),
        found_by: v.actor.name.clone(),
        fixed_on: None,
        fixed_by: String::new(),
        fixed_how: String::new(),
        version: 1,
    };
    if !store::kit::check::report(&mut w, &defect).await? {
        return v.to("/kit/defects");
    }
    let event = reported(&defect, &room.name);
    let event = keep_photo(&mut w, &v, defect.id, photo, event).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/defects", "Reported")
}

fn form_of(d: &Defect) -> Form {
    Form::of([
        ("what", d.what.clone()),
        ("place", d.place.clone()),
        ("urgent", if d.urgent { "yes" } else { "no" }.to_string()),
        ("reported_to", d.reported_to.clone()),
        ("version", d.version.to_string()),
    ])
}

async fn one_sheet(v: &Visit, form: Option<Form>, errors: Errors) -> Result<DefectPage, Problem> {
    let rooms = rooms(v).await?;
    let mut read = v.read().await?;
    let defect = store::kit::check::defect(&mut read, v.org(), v.id("id")?).await?;
    let files = store::attachment::of(&mut read, v.org(), &[defect.id]).await?;
    Ok(DefectPage {
        room: rooms.into_iter().find(|(id, _)| *id == defect.room).map(|r| r.1).unwrap_or_default(),
        today: v.today(),
        follows: follows(v, &mut read, (Origin::RoomCheck, defect.id), true).await?,
        files,
        form: form.unwrap_or_else(|| form_of(&defect)),
        defect,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let page = one_sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// Changes one, adds a picture, or says that it was put right.
pub async fn change(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.need(f, "what", 300, "Say what is wrong");
    let place = errors.limit(f, "place", 120);
    let reported_to = errors.limit(f, "reported_to", 120);
    let how = errors.limit(f, "fixed_how", 300);
    let photo = sent(&v, &mut errors);
    let mut w = v.write("Changing a defect").await?;
    let kept = store::kit::check::defect(&mut w, v.org(), v.id("id")?).await?;
    let mut d = Defect { what, place, urgent: f.ticked("urgent"), reported_to, ..kept.clone() };
    if kept.fixed_on.is_none() && (f.has("fixed_on") || !how.is_empty()) {
        match fixed(f.day("fixed_on"), kept.found_on, v.today()) {
            Ok(day) => {
                d.fixed_on = Some(day);
                d.fixed_by = v.actor.name.clone();
                d.fixed_how = how;
            }
            Err(why) => errors.add("fixed_on", why),
        }
    }
    if !errors.is_empty() {
        drop(w);
        let page = one_sheet(&v, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    if f.int("version") != Some(kept.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::kit::check::change(&mut w, &d).await?;
    let mut event = Event::new(Verb::DefectChanged, NOUN, d.id);
    if let (Some(day), None) = (d.fixed_on, kept.fixed_on) {
        event = event.fact("fixed", day);
    }
    let changed: Vec<&str> = [
        ("what", d.what != kept.what),
        ("place", d.place != kept.place),
        ("urgent", d.urgent != kept.urgent),
        ("reported to", d.reported_to != kept.reported_to),
    ]
    .into_iter()
    .filter_map(|(name, yes)| yes.then_some(name))
    .collect();
    if !changed.is_empty() {
        event = event.fact("changed", changed.join(", "));
    }
    let event = keep_photo(&mut w, &v, d.id, photo, event).await?;
    v.commit(w, event, Vec::new()).await?;
    let said = if d.fixed_on.is_some() { "Put right" } else { "Kept" };
    v.to_saying("/kit/defects", said)
}

/// Shows a picture.
pub async fn serve(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let defect = store::kit::check::defect(&mut read, v.org(), v.id("id")?).await?;
    let (file, bytes) =
        store::attachment::open(&mut read, v.org(), defect.id, v.id("file")?).await?;
    v.open_file(&file.name, file.kind.media(), bytes)
}
