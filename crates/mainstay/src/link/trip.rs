//! Somebody at home reads about a trip and says yes or no, without signing in; a yes can be taken
//! back until they leave.
//!
//! Must never show: anything of another person at home, or of another child.

use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, hidden};
use crate::problem::Problem;
use crate::visit::{Answer, html as shown, see_other};
use axum::http::StatusCode;
use casework::link::Link;
use casework::trip::{Consent, How, LONGEST, SHORT, Trip, TripPupil, Word, no_is};
use casework::{Act, Id, Reach, Refusal, Scope};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};
use store::Source;

/// The page.
pub struct LinkedTrip {
    /// The school.
    pub school: String,
    /// Its telephone number.
    pub phone: String,
    /// Who the link was given to.
    pub to: String,
    /// What to call the child.
    pub first: String,
    /// What it is.
    pub title: String,
    /// What is told of it.
    pub facts: Vec<(&'static str, String)>,
    /// What they said last, and when.
    pub said: Option<(Consent, Instant)>,
    /// Why nothing can be answered any more.
    pub shut: Option<&'static str>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LinkedTrip {
    // The title is in a history and on a tab: it names no child.
    fn title(&self) -> String {
        format!("A trip, {}", self.school)
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let answers =
            [Choice::new("yes", "Yes, they may come"), Choice::new("no", "No, they may not come")];
        html! {
            (Head::new(&self.title).facts(html! { "For " (self.to) ". " (self.school) }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if let Some((word, at)) = &self.said {
                    div.panel.panel-ok { h2.panel-title { @match word {
                        Consent::Given => "Thank you: you said yes",
                        Consent::Withdrawn => "Thank you: you took your yes back",
                        _ => "Thank you: you said no",
                    } } p { "Kept " (at) "." @if self.shut.is_none() { " You can change it below." } } }
                }
                section.stack aria-labelledby="what" {
                    h2 #what { "What is planned for " (self.first) }
                    dl.summary { @for (name, value) in &self.facts { div { dt { (name) } dd.as-typed { (value) } } } }
                }
                @match self.shut {
                    Some(why) => p { (why) " Please ring the school" @if !self.phone.is_empty() { " on " (self.phone) } "." },
                    None => form.stack.stack-5 method="post" {
                        (hidden("once", f.text("once")))
                        (Choices::one("answer", "May they come?", &answers).from(f, e))
                        (Area::new("medical", "Medical and dietary needs").rows(3).hint("Medicines, allergies, what they must not eat; what to do. Where there is nothing, write “none”. Needed with a yes.").from(f, e))
                        (Field::new("phone", "Number to ring you on the day").kind("tel").optional().from(f, e))
                        (Area::new("words", "Anything you want to say").rows(2).optional().from(f, e))
                        div { button.btn type="submit" { "Send your answer" } }
                    },
                }
                p.soft { "You are free to say no, and it has no consequence for " (self.first) ". This page is for " (self.to) " alone: please do not pass the link on." }
            }
        }
    }
}

struct Found {
    trip: Trip,
    line: TripPupil,
    contact: Id,
    first: String,
    said: Option<(Consent, Instant)>,
}

async fn found(src: &mut dyn Source, org: Id, link: &Link) -> Result<Found, Problem> {
    let line = store::trip::pupils::one(src, org, link.about).await?;
    let trip = store::trip::find(src, org, line.trip).await?;
    let contact = link.contact.ok_or(Problem::Missing)?;
    crate::receipt::still_open(src, org, link, line.pupil, &[contact]).await?;
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &scope, line.pupil).await?;
    let words = store::trip::pupils::words(src, org, &[line.id]).await?;
    let said = words
        .iter()
        .rfind(|w| {
            w.contact == contact
                && w.word != Consent::Asked
                && trip.words_since.is_none_or(|s| w.at >= s)
        })
        .map(|w| (w.word, w.at));
    Ok(Found { trip, line, contact, first: pupil.first(), said })
}

/// Why nothing can be answered any more.
fn shut(f: &Found, now: Instant) -> Option<&'static str> {
    if !f.trip.state.is_open() {
        return Some("This trip is over, or will not happen.");
    }
    if f.line.out_at.is_some() || now >= f.trip.from.at(f.trip.leaves) {
        return Some("The trip has begun, so nothing can be changed here.");
    }
    if !f.line.goes() {
        return Some("They are not on the list of this trip any more.");
    }
    None
}

async fn page(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    f: &Found,
    form: Form,
    errors: Errors,
) -> Result<LinkedTrip, Problem> {
    let setting = o.app.setting(src, org).await?;
    let t = &f.trip;
    let mut facts =
        vec![("When", t.when()), ("Where", t.place.clone()), ("What for", t.purpose.clone())];
    for (name, value) in [("How we get there", &t.transport), ("What to bring", &t.kit)] {
        if !value.is_empty() {
            facts.push((name, value.clone()));
        }
    }
    facts.push(("Led by", t.lead_name.clone()));
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    Ok(LinkedTrip {
        school: setting.school.name.clone(),
        phone: setting.school.phone.clone(),
        to: link.name.clone(),
        first: f.first.clone(),
        title: t.title.clone(),
        facts,
        said: f.said,
        shut: shut(f, o.now),
        form,
        errors,
    })
}

/// Shows it. Changes nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let f = found(&mut read, org, &link).await?;
    let page = page(&mut read, &o, org, &link, &f, Form::default(), Errors::new()).await?;
    Ok(shown(StatusCode::OK, page.alone()))
}

/// Keeps the answer. A "no" after approval takes the child off the list, and school is told.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let here = format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""));
    let act = Act::by_link(org, &link, o.now, "Answering about a trip");
    let mut w = o.app.store().write(act).await?;
    let f = found(&mut w, org, &link).await?;
    if shut(&f, o.now).is_some() {
        return Err(Refusal::because(
            "Nothing can be answered here any more",
            "An answer can be given and changed until the trip begins.",
            "The way Mainstay works.",
        )
        .or("Read about the trip", here)
        .into());
    }
    let mut errors = Errors::new();
    let yes = match o.form.text("answer") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let yes = errors.get(yes, "answer", "Choose yes or no");
    let medical = errors.limit(&o.form, "medical", LONGEST);
    if yes == Some(true) && medical.is_empty() {
        errors.add("medical", "Write what we must know; where there is nothing, write “none”");
    }
    let phone = errors.limit(&o.form, "phone", SHORT);
    let words = errors.limit(&o.form, "words", LONGEST);
    let (true, Some(yes)) = (errors.is_empty(), yes) else {
        let page = page(&mut w, &o, org, &link, &f, o.form.clone(), errors).await?;
        drop(w);
        return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    };
    let word = Word {
        id: o.form.id("once").unwrap_or_else(Id::now_v7),
        trip_pupil: f.line.id,
        contact: f.contact,
        name: link.name.clone(),
        word: if yes { Consent::Given } else { no_is(f.said.map(|(w, _)| w)) },
        how: How::Link,
        words,
        by_name: "By a private link".into(),
        at: o.now,
    };
    if !store::trip::pupils::say(&mut w, &word).await? {
        return Ok(see_other(&here));
    }
    let mut line = f.line.clone();
    if !medical.is_empty() {
        line.medical = medical;
        line.phone = if phone.is_empty() { line.phone } else { phone };
        line.medical_by = link.name.clone();
        line.medical_at = Some(o.now);
        store::trip::pupils::keep(&mut w, &line).await?;
    }
    let mut events = crate::trip::pupil::follows(&mut w, &f.trip, &line, &word).await?;
    let first = events.remove(0);
    let seq = w.commit(first, events).await?;
    o.app.announce(org, seq);
    Ok(see_other(&here))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let at = Day::new(2026, 11, 20)
        .unwrap_or_else(|| Day::from_pg(0))
        .at(Minute::new(18, 20).unwrap_or_default());
    let page = |said, shut, errors| LinkedTrip {
        school: "Queensway Park School".into(),
        phone: "01632 960000".into(),
        to: "Ms Shaz Dunmore".into(),
        first: "Callie".into(),
        title: "Bike workshop".into(),
        facts: vec![
            ("When", "Wed 2 Dec 2026, 9.20–14.50".into()),
            ("Where", "Wheelhouse, Mill Lane".into()),
            ("What for", "Building and finishing something with an adult they trust.".into()),
            ("What to bring", "Old clothes, a packed lunch".into()),
            ("Led by", "Miss Ruqayya Fennimore".into()),
        ],
        said,
        shut,
        form: Form::default(),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("answer", "Choose yes or no");
    wrong.add("medical", "Write what we must know; where there is nothing, write “none”");
    vec![
        alone("link-trip", &page(None, None, Errors::new())),
        alone("link-trip-wrong", &page(None, None, wrong)),
        alone("link-trip-said", &page(Some((Consent::Given, at)), None, Errors::new())),
        alone(
            "link-trip-begun",
            &page(
                Some((Consent::Withdrawn, at)),
                Some("The trip has begun, so nothing can be changed here."),
                Errors::new(),
            ),
        ),
    ]
}
