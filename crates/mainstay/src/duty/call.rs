//! A call: logged in two taps, its details when the adult is back.
//!
//! Must never know: how a referral is made of it; it only says which call it was.

use super::{found, gather, names};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::earlier::Earlier;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::duty::{Call, CallOutcome, entered_later, wrong_times};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, May, Refusal, Role, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::db::Read;
use store::revision::{self, CALL, Revision};

/// The longest a place or a caller's name may be.
const SHORT: usize = 120;
/// The longest the words of a call may be.
const WORDS: usize = 4000;

/// One call and the form of its details.
pub struct CallPage {
    /// The call as it is kept.
    pub call: Call,
    /// Name and form of the pupil.
    pub pupil: Option<String>,
    /// When it was first written down.
    pub written: Option<Instant>,
    /// Who wrote what later: moment and name.
    pub changed: Vec<(Instant, String)>,
    /// This person may refer.
    pub refers: bool,
    /// What was looked for.
    pub q: String,
    /// Pupils found.
    pub found: Vec<(Id, String)>,
    /// What was typed, or what is kept.
    pub form: Form,
    /// Errors in it.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// This person may change it.
    pub changes: bool,
    /// What was written before it was changed.
    pub earlier: Vec<Revision>,
}

impl Page for CallPage {
    fn title(&self) -> String {
        format!("Call at {}, {}", self.call.called_at.minute(), self.call.place)
    }
    fn here(&self) -> &'static str {
        "/duties"
    }
    fn main(&self) -> Markup {
        let c = &self.call;
        let here = format!("/calls/{}", c.id);
        let outcomes: Vec<Choice> =
            CallOutcome::ALL.iter().map(|o| Choice::new(o.code(), o.said(&self.words))).collect();
        let mut about = vec![Choice::new("", "Nobody named")];
        if let (Some(id), Some(name)) = (c.pupil, &self.pupil) {
            about.push(Choice::pupil(id.to_string(), name));
        }
        about.extend(
            self.found
                .iter()
                .filter(|(id, _)| Some(*id) != c.pupil)
                .map(|(id, name)| Choice::pupil(id.to_string(), name)),
        );
        let mut who = Choices::one("pupil", "About", &about).from(&self.form, &self.errors);
        if who.chosen.is_empty() {
            who.chosen = vec![""];
        }
        if c.pupil.is_none() && self.found.len() == 1 && self.errors.is_empty() {
            who.chosen = vec![about[1].value.as_str()];
        }
        let side = self.side();
        html! {
            (Head::new(&self.title()).back(&format!("/duties?day={}", c.day.iso()), "Duties").facts(html! {
                (c.day) " · answered by " (c.by_name)
                @match &self.pupil { Some(name) => { " · " (pupil_name(name)) }, None => { " · nobody named" } }
            }).acts(html! {
                @if c.referral.is_none() && self.refers {
                    a.btn.btn-2 href={ "/refer?call=" (c.id) } { "Turn into a referral" }
                }
            }))
            (ErrorSummary(&self.errors))
            @if !self.changes {
                div.cols.cols-side {
                    div.stack {
                        p.as-typed { (c.words()) }
                        p.soft { (NOBODY_NAMED) }
                    }
                    (side)
                }
            } @else { form.cols.cols-side method="post" action=(here) {
                (token(&self.csrf)) (hidden("version", c.version)) (hidden("looked", &self.q))
                div.stack {
                    (who)
                    (Field::new("place", "Where").from(&self.form, &self.errors))
                    (Field::new("called", "Called").kind("time").from(&self.form, &self.errors))
                    (Field::new("caller", "Who called").from(&self.form, &self.errors).optional())
                    (Field::new("arrived", "Arrived").kind("time").from(&self.form, &self.errors).optional())
                    (Field::new("left", "Left again").kind("time").from(&self.form, &self.errors).optional())
                    (Choices::one("outcome", "How it ended", &outcomes).from(&self.form, &self.errors).look(Look::List))
                    (Area::new("words", "What happened and what you did").from(&self.form, &self.errors).optional())
                    button.btn type="submit" { "Save the details" }
                }
                (side)
            } }
        }
    }
}

impl CallPage {
    /// Beside the details. Finding somebody goes with what is typed there, so that none of it is
    /// lost.
    fn side(&self) -> Markup {
        let c = &self.call;
        html! {
            div.stack {
                @if self.changes { section.sheet.stack aria-labelledby="find-one" {
                    h2 #find-one { "Name somebody" }
                    (Field { value: &self.q, ..Field::new("q", "Name or form").kind("search").optional().hint("Find first; then choose under “About” and save. What you typed stays.") })
                    button.btn.btn-2 type="submit" name="find" value="yes" { "Find" }
                    @if !self.q.is_empty() && self.found.is_empty() {
                        p { "No " (self.words.one(Concept::Pupil)) " found for “" (self.q) "”." }
                    }
                } }
                section.stack aria-labelledby="written" {
                    h2 #written { "Written down" }
                    ul.stack {
                        @if let Some(at) = self.written {
                            li {
                                "Logged " (at)
                                @if entered_later(c.called_at, at) { " " (Tag(Standing::Risk, "Entered later")) }
                            }
                        }
                        @for (at, name) in &self.changed { li { "Details " (at) ", " (name) } }
                        @if let Some(referral) = c.referral { li { a href={ "/referrals/" (referral) } { "Turned into a referral" } } }
                    }
                    (Earlier(&self.earlier))
                }
            }
        }
    }
}

/// The form as the call is kept.
pub fn form_of(c: &Call) -> Form {
    let time = |at: Option<Instant>| at.map(|t| t.minute().input()).unwrap_or_default();
    Form::of([
        ("pupil", c.pupil.map(|p| p.to_string()).unwrap_or_default()),
        ("place", c.place.clone()),
        ("called", time(Some(c.called_at))),
        ("caller", c.caller.clone()),
        ("arrived", time(c.arrived_at)),
        ("left", time(c.left_at)),
        ("outcome", c.outcome.map(|o| o.code().to_string()).unwrap_or_default()),
        ("words", c.body.clone()),
    ])
}

async fn page(v: &Visit, call: Call, form: Form, errors: Errors) -> Result<CallPage, Problem> {
    let mut read = v.read().await?;
    let q = if form.has("q") { form.text("q") } else { v.query.text("q") }.to_string();
    let mut found = found(&mut read, v, &q).await?;
    let ids: Vec<Id> = call.pupil.into_iter().chain(form.id("pupil")).collect();
    let names = names(&mut read, v, &ids).await?;
    if let Some(id) = form.id("pupil").filter(|id| !found.iter().any(|f| f.0 == *id)) {
        found.extend(names.get(&id).map(|name| (id, name.clone())));
    }
    let lines = store::event::of(&mut read, v.org(), call.id).await?;
    let earlier = earlier(&mut read, v, &call).await?;
    Ok(CallPage {
        pupil: call.pupil.and_then(|id| names.get(&id).cloned()),
        written: lines.first().map(|l| l.at),
        changed: lines
            .iter()
            .skip(1)
            .filter(|l| l.verb == Verb::CallLogged.code())
            .map(|l| (l.at, l.who.clone()))
            .collect(),
        refers: v.may(May::Refer),
        changes: may_change(v, &call),
        earlier,
        call,
        q,
        found,
        form,
        errors,
        csrf: v.csrf.clone(),
        words: v.words().clone(),
    })
}

/// Who may change a call that names nobody.
const NOBODY_NAMED: &str =
    "A call that names nobody is changed by whoever logged it, or by the lead of the room.";

/// A call that names somebody is changed by those who may see it; one that names nobody, which
/// everybody on duty sees, by whoever logged it and the room's lead.
fn may_change(v: &Visit, call: &Call) -> bool {
    call.pupil.is_some()
        || call.by_staff == v.actor.staff
        || v.actor.roles.contains(&Role::RoomLead)
}

/// Earlier words, without those about a pupil this person may not see.
async fn earlier(src: &mut Read, v: &Visit, call: &Call) -> Result<Vec<Revision>, Problem> {
    let mut kept = store::revision::of(src, v.org(), CALL, call.id).await?;
    let ids: Vec<Id> = kept.iter().filter_map(|r| r.pupil).collect();
    let mine = store::pupil::several(src, &v.scope(), &ids).await?;
    let named = names(src, v, &ids).await?;
    for r in &mut kept {
        let Some(id) = r.pupil.filter(|id| Some(*id) != call.pupil) else { continue };
        if call.by_staff == v.actor.staff || mine.iter().any(|p| p.id == id) {
            r.words = format!("About: {}\n{}", named.get(&id).map_or("", String::as_str), r.words);
        } else {
            r.words = format!("About {} you do not see", v.words().a(Concept::Pupil));
        }
    }
    Ok(kept)
}

/// Shows a call.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let call = store::duty::call(&mut read, &v.scope(), v.actor.staff, v.id("id")?).await?;
    drop(read);
    let form = form_of(&call);
    let page = page(&v, call, form, Errors::new()).await?;
    v.page(&page)
}

/// A time typed on a day; empty is none, anything else an error.
fn time(
    form: &Form,
    errors: &mut Errors,
    field: &str,
    day: Day,
    was: Option<Instant>,
) -> Option<Instant> {
    if !form.has(field) {
        return None;
    }
    let minute = errors.get(form.minute(field), field, "Give a time, such as 12.20")?;
    // The same minute keeps its seconds, so that saving again changes nothing.
    was.filter(|at| at.local() == (day, minute)).or(Some(day.at(minute)))
}

/// Somebody is looked for, with what is typed carried along. Enter in the search field presses
/// the form's first key, which is not Find: a new name there is a search all the same.
pub(crate) fn finds(form: &Form) -> bool {
    let q = form.text("q");
    form.has("find") || (!form.has("tap") && !q.is_empty() && q != form.text("looked"))
}

/// Logs a call: a place, and somebody or nobody. The time is now unless another is given.
pub async fn log(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let day = v.form.day("day").unwrap_or_else(|| v.today());
    if finds(&v.form) {
        let page = gather(&v, day, Errors::new()).await?;
        return v.page(&page);
    }
    let place = if v.form.has("tap") {
        let tapped = errors.limit(&v.form, "tap", SHORT);
        // What was typed beside a tap is not lost with it.
        match errors.limit(&v.form, "place", SHORT) {
            typed if typed.is_empty() || typed == tapped => tapped,
            typed => format!("{tapped}: {typed}"),
        }
    } else {
        errors.need(&v.form, "place", SHORT, "Say where, or tap a place")
    };
    let called = if day == v.today() && !v.form.has("called") {
        Some(v.now)
    } else {
        let typed = time(&v.form, &mut errors, "called", day, None);
        if typed.is_none() && errors.of("called").is_none() {
            errors.add("called", "Say when the call came, such as 12.20");
        }
        typed
    };
    if let Some(called) = called {
        for (field, message) in wrong_times(called, None, None, v.now) {
            errors.add(field, message);
        }
    }
    let pupil = v.form.id("pupil");
    let Some(called_at) = called.filter(|_| errors.is_empty()) else {
        let page = gather(&v, day, errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Logging a call").await?;
    if let Some(id) = pupil {
        store::pupil::find(&mut w, &v.actor.roll(), id).await?;
    }
    let call = Call {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        day,
        called_at,
        arrived_at: None,
        left_at: None,
        place,
        pupil,
        caller: String::new(),
        body: String::new(),
        outcome: None,
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        referral: None,
        version: 1,
    };
    let to = format!("/calls/{}", call.id);
    if !store::duty::add_call(&mut w, &call).await? {
        return v.to(to);
    }
    let mut event = Event::new(Verb::CallLogged, "call", call.id).fact("called", called_at.iso());
    if let Some(pupil) = pupil {
        event = event.pupil(pupil);
    }
    v.commit(w, event, vec![]).await?;
    v.to_saying(to, "Call logged. The details can wait.")
}

/// Keeps a call's details.
pub async fn change(v: Visit) -> Answer {
    let mut w = v.write("Writing up a call").await?;
    let mut call = store::duty::call(&mut w, &v.scope(), v.actor.staff, v.id("id")?).await?;
    if !may_change(&v, &call) {
        let mut refusal = Refusal::because(
            "This call is not yours to change",
            NOBODY_NAMED,
            "Mainstay: who wrote what stays clear.",
        )
        .or("Back to the call", format!("/calls/{}", call.id));
        refusal.by_role = true;
        return Err(refusal.into());
    }
    if v.form.int("version") != Some(call.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    if finds(&v.form) {
        drop(w);
        let page = page(&v, call, v.form.clone(), Errors::new()).await?;
        return v.page(&page);
    }
    let kept = call.clone();
    let mut errors = Errors::new();
    call.place = errors.need(&v.form, "place", SHORT, "Say where");
    call.caller = errors.limit(&v.form, "caller", SHORT);
    call.body = errors.limit(&v.form, "words", WORDS);
    let called = time(&v.form, &mut errors, "called", call.day, Some(call.called_at));
    if called.is_none() && errors.of("called").is_none() {
        errors.add("called", "Say when the call came, such as 12.20");
    }
    call.called_at = called.unwrap_or(call.called_at);
    call.arrived_at = time(&v.form, &mut errors, "arrived", call.day, call.arrived_at);
    call.left_at = time(&v.form, &mut errors, "left", call.day, call.left_at);
    call.outcome = v.form.coded("outcome");
    // The call's own moment carries seconds; arriving in the same minute is not before it.
    let from = if call.arrived_at.is_some_and(|a| a.local() == call.called_at.local()) {
        call.arrived_at.unwrap_or(call.called_at).min(call.called_at)
    } else {
        call.called_at
    };
    for (field, message) in wrong_times(from, call.arrived_at, call.left_at, v.now) {
        if errors.of(field).is_none() {
            errors.add(field, message);
        }
    }
    call.pupil = v.form.id("pupil");
    if let Some(id) = call.pupil.filter(|id| Some(*id) != kept.pupil) {
        store::pupil::find(&mut w, &v.actor.roll(), id).await?;
    }
    if !errors.is_empty() {
        drop(w);
        let page = page(&v, kept, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let back = format!("/duties?day={}", call.day.iso());
    if call == kept {
        return v.to(back);
    }
    let version = store::duty::change_call(&mut w, &call).await?;
    let mut event = Event::new(Verb::CallLogged, "call", call.id)
        .fact("details", "written")
        .fact(&revision::fact(CALL), version);
    for (name, was, is) in [
        ("called", Some(kept.called_at), Some(call.called_at)),
        ("arrived", kept.arrived_at, call.arrived_at),
        ("left", kept.left_at, call.left_at),
    ] {
        if was != is {
            event = event.fact(name, is.map(|t| t.minute().to_string()).unwrap_or_default());
        }
    }
    if kept.outcome != call.outcome {
        event = event.fact("outcome", call.outcome.map_or("", Coded::code));
    }
    if let Some(pupil) = call.pupil {
        event = event.pupil(pupil);
    }
    v.commit(w, event, vec![]).await?;
    v.to_saying(back, "Call saved")
}
