//! What home has of a letter: who it went to and how, who has read it, what they replied and what
//! was done, and whom nobody writes to by email.
//!
//! Must never do: take the opening of a link for reading.

mod page;

pub use page::{Got, ReceiptsPage, brief, samples};

use crate::form::{Errors, Form};
use crate::home::About;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::link::Link;
use casework::message::Kind;
use casework::receipt::{self, Answered, Came, NoEmail, Route, Theirs};
use casework::{Coded, Event, Id, May, Reach, Refusal, Scope, Verb};
use store::letter::Issued;
use store::receipt::{HomeAnswer, Mark};
use store::{Source, Write};

/// Who has the letters that count now, and what came back.
pub async fn got(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<Got>, Problem> {
    let issued = store::letter::of_placement(src, org, placement).await?;
    let to = store::receipt::recipients(src, org, placement).await?;
    let answers = store::receipt::answers(src, org, placement).await?;
    let letters: Vec<Id> = issued.iter().map(|l| l.id).collect();
    let messages = store::message::about(src, org, &letters).await?;
    let mut out: Vec<Got> = Vec::new();
    for r in to {
        // The newest letter to each person; replies to earlier ones stay with them.
        if out.iter().any(|g| g.to.contact == r.contact) {
            continue;
        }
        let replaced = issued.iter().any(|l| l.id == r.letter && l.replaced_by.is_some());
        let mine = |a: &&HomeAnswer| a.contact == r.contact;
        out.push(Got {
            message: messages
                .iter()
                .find(|m| m.about == r.letter && m.contact == Some(r.contact))
                .map(|m| (m.state, m.sent_at)),
            read: answers
                .iter()
                .find(|a| a.kind == Answered::Read && a.letter == r.letter && mine(a))
                .cloned(),
            replies: answers
                .iter()
                .filter(mine)
                .filter(|a| a.kind == Answered::Reply)
                .cloned()
                .collect(),
            replaced,
            mark: None,
            to: r,
        });
    }
    Ok(out)
}

/// The way a letter would go to somebody now.
pub async fn route_now(
    src: &mut dyn Source,
    org: Id,
    letter: &Issued,
    contact: Id,
) -> Result<Route, Problem> {
    let together = with_letter(src, org, letter).await?;
    route_of(src, org, letter.pupil, &together, contact).await
}

/// Everybody a letter went to: they share an envelope.
pub async fn with_letter(
    src: &mut dyn Source,
    org: Id,
    letter: &Issued,
) -> Result<Vec<Id>, Problem> {
    let all = store::receipt::recipients(src, org, letter.placement).await?;
    Ok(all.into_iter().filter(|r| r.letter == letter.id).map(|r| r.contact).collect())
}

/// The way something about a pupil would go to somebody now, who shares it with `together`.
pub async fn route_of(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    together: &[Id],
    contact: Id,
) -> Result<Route, Problem> {
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &scope, pupil).await?;
    let contacts = store::pupil::contacts(src, &pupil, org).await?;
    let marks = store::receipt::marks(src, org, &[contact]).await?;
    let marks: Vec<_> = marks.iter().map(|m| (m.contact, m.why)).collect();
    let gone = Route { email: None, why: "they are no longer on record".into() };
    let to = contacts.iter().find(|c| c.id == contact);
    Ok(to.map_or(gone, |to| receipt::route(to, together, &contacts, &marks)))
}

/// The way what a message tells of would go to its person at home now.
pub async fn route_of_message(
    src: &mut dyn Source,
    org: Id,
    m: &store::message::Message,
    contact: Id,
) -> Result<Route, Problem> {
    match m.kind {
        Kind::SheetHome => {
            let sheet = store::standards::find(src, org, m.about).await?;
            route_of(src, org, sheet.pupil, &[contact], contact).await
        }
        Kind::TripHome => {
            let line = store::trip::pupils::one(src, org, m.about).await?;
            route_of(src, org, line.pupil, &[contact], contact).await
        }
        Kind::PlanPart => {
            let ask = store::plan::asked::one(src, org, m.about).await?;
            let scope = Scope { org, reach: vec![Reach::School] };
            let plan = store::plan::find(src, &scope, ask.plan).await?;
            route_of(src, org, plan.pupil, &[contact], contact).await
        }
        Kind::GoodNewsHome => {
            let news = store::good_news::find(src, org, m.about).await?;
            route_of(src, org, news.pupil, &[contact], contact).await
        }
        _ => {
            let letter = store::letter::find(src, org, m.about).await?;
            route_now(src, org, &letter, contact).await
        }
    }
}

/// Whether what a link leads to is still for the person at home it was given to: missing where it
/// is not, run out where the mailbox is another one now.
pub async fn still_open(
    src: &mut dyn Source,
    org: Id,
    link: &Link,
    pupil: Id,
    together: &[Id],
) -> Result<Id, Problem> {
    let contact = link.contact.ok_or(Problem::Missing)?;
    let scope = Scope { org, reach: vec![Reach::School] };
    let pupil = store::pupil::find(src, &scope, pupil).await?;
    let contacts = store::pupil::contacts(src, &pupil, org).await?;
    let marks = store::receipt::marks(src, org, &[contact]).await?;
    let marks: Vec<_> = marks.iter().map(|m| (m.contact, m.why)).collect();
    let went_to = store::message::address_of(src, org, link).await?;
    match receipt::still_theirs(contact, &went_to, together, &contacts, &marks) {
        Theirs::Yes => Ok(contact),
        Theirs::Moved => Err(Link::over().into()),
        Theirs::No => Err(Problem::Missing),
    }
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
    form: Form,
    errors: Errors,
) -> Result<ReceiptsPage, Problem> {
    let mut people = got(src, v.org(), about.placement.id).await?;
    let ids: Vec<Id> = about.contacts.iter().map(|c| c.id).collect();
    let marks = store::receipt::marks(src, v.org(), &ids).await?;
    for p in &mut people {
        p.mark = marks.iter().find(|m| m.contact == p.to.contact).cloned();
    }
    // Each person's form has names of its own, so that what was typed in one stays in it.
    let mut form = form;
    for p in &people {
        let [day, time] = ["day", "time"].map(|f| field(f, p.to.contact));
        if !form.has(&day) {
            form = form.with(&day, v.today().iso()).with(&time, v.now.minute().input());
        }
    }
    Ok(ReceiptsPage {
        placement: about.placement.id,
        name: about.pupil.name(),
        first: about.pupil.first().to_string(),
        facts: format!("{}, {}. {}", about.pupil.name(), about.pupil.form, about.placement.day),
        people,
        ring: v.may(May::Home),
        letters: v.may(May::Letters),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

fn field(name: &str, contact: Id) -> String {
    format!("{name}-{contact}")
}

fn here(about: &About) -> String {
    format!("/placements/{}/receipts", about.placement.id)
}

async fn find(src: &mut dyn Source, v: &Visit) -> Result<About, Problem> {
    About::find(src, &v.actor.scope_for(May::Home, v.today()), v.id("id")?).await
}

/// Shows who has what.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let page = gather(&mut read, &v, &about, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The person meant, with the letter that counts for them.
fn meant(people: Vec<Got>, contact: Option<Id>) -> Result<Got, Problem> {
    people.into_iter().find(|g| Some(g.to.contact) == contact).ok_or(Problem::Missing)
}

/// Records that somebody said they read it, in another way than by the link.
pub async fn heard(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let person = meant(got(&mut read, v.org(), about.placement.id).await?, v.form.id("contact"))?;
    let mut errors = Errors::new();
    let theirs = |name: &str| field(name, person.to.contact);
    let name = errors.limit(&v.form, &theirs("name"), 120);
    let day = v.form.day(&theirs("day"));
    let at = day.zip(v.form.minute(&theirs("time"))).map(|(day, minute)| day.at(minute));
    let came = v.form.coded::<Came>(&theirs("came"));
    let heard = match receipt::heard(came, at, person.to.made_at, v.now) {
        Ok(heard) if errors.is_empty() => heard,
        other => {
            for (field, message) in other.err().unwrap_or_default() {
                errors.add(&theirs(field), message);
            }
            let page = gather(&mut read, &v, &about, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    drop(read);
    let mut w = v.write("Recording that a letter home was read").await?;
    let before = store::receipt::by(&mut w, v.org(), person.to.letter, person.to.contact).await?;
    if before.iter().any(|a| a.kind == Answered::Read) {
        return v.to_saying(here(&about), "That is on record already");
    }
    let kept = HomeAnswer {
        id: Id::now_v7(),
        letter: person.to.letter,
        contact: person.to.contact,
        pupil: about.pupil.id,
        placement: about.placement.id,
        kind: Answered::Read,
        way: heard.came,
        name: if name.is_empty() { person.to.name.clone() } else { name },
        body: String::new(),
        at: heard.at,
        made_at: v.now,
        by_name: v.actor.name.clone(),
        done_at: None,
        done_by: String::new(),
        done_what: String::new(),
    };
    store::receipt::answer(&mut w, &kept).await?;
    let event = Event::new(Verb::LetterRead, "letter_answer", kept.id)
        .pupil(kept.pupil)
        .fact("by", &kept.name)
        .fact("how", heard.came.label());
    v.commit(w, event, vec![]).await?;
    v.to_saying(here(&about), format!("Kept: {} has read it", person.to.name))
}

/// Says what was done about a reply.
pub async fn see_to(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let answer = v.id("answer")?;
    let people = got(&mut read, v.org(), about.placement.id).await?;
    let reply = people.iter().flat_map(|g| &g.replies).find(|a| a.id == answer);
    if reply.ok_or(Problem::Missing)?.done_at.is_some() {
        return v.to_saying(here(&about), "Somebody has said already what was done");
    }
    let mut errors = Errors::new();
    let field = format!("done-{answer}");
    let what = errors.need(&v.form, &field, 500, "Say what was done");
    if !errors.is_empty() {
        let page = gather(&mut read, &v, &about, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    drop(read);
    let mut w = v.write("Seeing to a reply from home").await?;
    match store::receipt::see_to(&mut w, answer, &v.actor.name, &what).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(vec![(field, what)])),
        other => other?,
    }
    let event = Event::new(Verb::ReplySeenTo, "letter_answer", answer).pupil(about.pupil.id);
    v.commit(w, event, vec![]).await?;
    v.to_saying(here(&about), "Kept beside the reply")
}

/// Sends the email about a letter again, with a fresh link.
pub async fn again(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let person = meant(got(&mut read, v.org(), about.placement.id).await?, v.form.id("contact"))?;
    drop(read);
    let mut w = v.write("Sending the link to a letter again").await?;
    let letter = store::letter::find(&mut w, v.org(), person.to.letter).await?;
    let refuse = |title: String, rule: &str| {
        Problem::from(
            Refusal::because(title, rule, "The way Mainstay works.")
                .or("What home has", here(&about)),
        )
    };
    if person.replaced || letter.replaced_by.is_some() {
        return Err(refuse(
            "A newer letter has been sent".into(),
            "Only the newest is sent again.",
        ));
    }
    if person.message.is_some_and(|(state, _)| state.is_open()) {
        return v.to_saying(here(&about), "It is on its way already");
    }
    let route = route_now(&mut w, v.org(), &letter, person.to.contact).await?;
    let to = about.contacts.iter().find(|c| c.id == person.to.contact);
    let (Some(email), Some(to)) = (route.email, to) else {
        return Err(refuse(
            format!("{} cannot be written to by email: {}", person.to.name, route.why),
            "Give it on paper, or ring.",
        ));
    };
    // One link at a time: what went before opens nothing from now.
    store::link::end_for(&mut w, letter.id, to.id).await?;
    crate::message::ask::letter_home(&mut w, &v.setting, &letter, to, &email).await?;
    let event = Event::new(Verb::MessageAgain, "letter", letter.id)
        .pupil(about.pupil.id)
        .fact("what", casework::message::Kind::LetterHome.label())
        .fact("to", &person.to.name);
    v.commit(w, event, vec![]).await?;
    v.to_saying(here(&about), format!("It will go to {} within a minute", person.to.name))
}

/// Stops writing to somebody by email, or begins again.
pub async fn email(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let contact = v.form.id("contact");
    let person = meant(got(&mut read, v.org(), about.placement.id).await?, contact)?;
    let contact = person.to.contact;
    let stop = v.form.text("do") != "allow";
    let mut errors = Errors::new();
    let note = errors.limit(&v.form, &field("note", contact), 300);
    let why = v.form.coded::<NoEmail>(&field("why", contact));
    if stop && why.is_none() {
        errors.add(&field("why", contact), "Say why");
    }
    if !errors.is_empty() {
        let page = gather(&mut read, &v, &about, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    drop(read);
    let mut w = v.write("Changing whether home is written to by email").await?;
    let standing = store::receipt::marks(&mut w, v.org(), &[contact]).await?;
    let event = |what: &str| {
        Event::new(Verb::EmailStopped, "contact", contact).pupil(about.pupil.id).fact("email", what)
    };
    match (stop, why) {
        (true, Some(why)) if !standing.iter().any(|m| m.why == why) => {
            let by_name = v.actor.name.clone();
            let mark = Mark { id: Id::now_v7(), contact, why, note, by_name, at: v.now };
            store::receipt::mark(&mut w, &mark).await?;
            store::message::drop_to(&mut w, contact).await?;
            v.commit(w, event("stopped").fact("why", why.label()), vec![]).await?;
        }
        (false, _) if !standing.is_empty() => {
            for mark in standing {
                unmark(&mut w, mark.id, &v.actor.name).await?;
            }
            v.commit(w, event("begun"), vec![]).await?;
        }
        _ => return v.to_saying(here(&about), "That is on record already"),
    }
    v.to_saying(
        here(&about),
        if stop { "No email goes to them from now" } else { "They are written to by email again" },
    )
}

async fn unmark(w: &mut Write, id: Id, by: &str) -> Result<(), Problem> {
    Ok(store::receipt::unmark(w, id, by).await?)
}
