//! Pupils of a trip: found and put on its list, what home says of each, their needs, and off again.

use super::facts::{Row, gather, take_off};
use super::pupil_page::{AddPage, PupilPage};
use super::{ask, event, over, scope};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::trip::{Consent, How, LONGEST, SHORT, Trip, TripPupil, Word, no_say, takes_off};
use casework::{Coded, Event, Id, Verb};
use rulebook::Minute;
use store::Source;

/// People found at most.
const FOUND: i64 = 60;

/// Shows who may be put on the list.
pub async fn find(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let trip = store::trip::find(&mut read, v.org(), v.id("id")?).await?;
    if let Some(answer) = over(&v, &trip) {
        return answer;
    }
    let q = v.query.text("q").to_string();
    let here: Vec<Id> = store::trip::pupils::of(&mut read, v.org(), trip.id)
        .await?
        .iter()
        .filter(|l| l.goes())
        .map(|l| l.pupil)
        .collect();
    let mut found = crate::pupil::looked_for(&mut read, &scope(&v), &q, FOUND).await?;
    found.retain(|p| !here.contains(&p.id));
    v.page(&AddPage {
        words: v.words().clone(),
        trip,
        q,
        found: found.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect(),
        csrf: v.csrf.clone(),
    })
}

/// Puts pupils on the list. On one that was approved, what they lack is asked for like anybody’s:
/// the trip waits for approval again.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Putting pupils on the list of a trip").await?;
    let mut trip = store::trip::find(&mut w, v.org(), v.id("id")?).await?;
    if let Some(answer) = over(&v, &trip) {
        return answer;
    }
    let to = format!("/trips/{}", trip.id);
    let ids: Vec<Id> = v.form.all("pupil").iter().filter_map(|id| Id::parse_str(id).ok()).collect();
    let pupils = store::pupil::several(&mut w, &scope(&v), &ids).await?;
    let ids: Vec<Id> = pupils.iter().map(|p| p.id).collect();
    let n = store::trip::pupils::add(&mut w, trip.id, &ids, &v.actor.name).await?;
    if n == 0 {
        return v.to_saying(to, "Nobody new was chosen");
    }
    let mut events: Vec<Event> =
        ids.iter().map(|id| event(Verb::TripListed, &trip).pupil(*id)).collect();
    let again = trip.state == casework::trip::TripState::Approved;
    if again {
        trip.state = casework::trip::TripState::Asked;
        trip.decided_why = "Somebody was put on the list after approval".into();
        super::keep(&mut w, &v, &trip).await?;
    }
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    let people = v.words().count(casework::words::Concept::Pupil, n as i64);
    v.to_saying(
        to,
        match again {
            true => format!("{people} put on the list. The trip waits for approval again"),
            false => format!("{people} put on the list"),
        },
    )
}

async fn row(src: &mut dyn Source, v: &Visit) -> Result<(Trip, Row), Problem> {
    let trip = store::trip::find(src, v.org(), v.id("id")?).await?;
    let line = v.id("line")?;
    let f = gather(src, v, trip).await?;
    let row = f.going.into_iter().chain(f.off).find(|r| r.line.id == line && r.seen);
    Ok((f.trip, row.ok_or(Problem::Missing)?))
}

fn sheet(v: &Visit, trip: Trip, row: Row, form: Form, errors: Errors) -> PupilPage {
    let mut form = form;
    let known: Vec<&str> = [row.pupil.medical.trim(), row.pupil.dietary.trim()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect();
    let begin = match row.line.medical_at {
        Some(_) => row.line.medical.clone(),
        None => known.join("; "),
    };
    for (name, value) in [
        ("once", Id::now_v7().to_string()),
        ("day", v.today().iso()),
        ("medical", begin),
        ("phone", row.line.phone.clone()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    PupilPage { trip, row, csrf: v.csrf.clone(), form, errors }
}

/// Shows one pupil of a trip.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (trip, row) = row(&mut read, &v).await?;
    let page = sheet(&v, trip, row, Form::default(), Errors::new());
    v.page(&page)
}

/// What follows from a word that was said, kept already: who says no after approval is off the list.
pub(crate) async fn follows(
    w: &mut store::Write,
    trip: &Trip,
    line: &TripPupil,
    word: &Word,
) -> Result<Vec<Event>, Problem> {
    let said = event(Verb::TripConsentGiven, trip)
        .pupil(line.pupil)
        .fact("word", word.word.code())
        .fact("how", word.how.code());
    let mut events = vec![said];
    if takes_off(trip.state, line, word.word) {
        let why = match word.word {
            Consent::Withdrawn => format!("{} took consent back", word.name),
            _ => format!("{} said no", word.name),
        };
        events.extend(take_off(w, trip, line.clone(), &why).await?);
    }
    Ok(events)
}

/// Writes down what somebody at home said on paper, by telephone or in person.
pub async fn said(v: Visit) -> Answer {
    let mut w = v.write("Writing down what home said about a trip").await?;
    let (trip, row) = row(&mut w, &v).await?;
    if let Some(answer) = over(&v, &trip) {
        return answer;
    }
    let f = &v.form;
    let mut errors = Errors::new();
    let named = f.id("who").and_then(|id| row.contacts.iter().find(|c| c.id == id));
    if let Some(c) = named.filter(|c| !c.gets_letters()) {
        errors.add("who", no_say(&c.full(), c.responsible));
    }
    let who = named.filter(|c| c.gets_letters());
    if named.is_none() {
        errors.add("who", "Choose who said it");
    }
    let word = f.coded::<Consent>("word").filter(|w| *w != Consent::Asked);
    let word = errors.get(word, "word", "Choose what they said");
    let how = f.coded::<How>("how").filter(|h| *h != How::Link);
    let how = errors.get(how, "how", "Choose how they said it");
    let day = errors.get(f.day("day"), "day", "Give the day, such as 20/11/2026");
    if let Some(day) = day.filter(|d| *d > v.today()) {
        errors.add("day", format!("{day} has not come yet"));
    }
    let words = errors.limit(f, "words", LONGEST);
    let last = who.and_then(|c| {
        row.words.iter().rfind(|x| x.contact == c.id && x.word != Consent::Asked).map(|x| x.word)
    });
    if word == Some(Consent::Withdrawn) && last != Some(Consent::Given) {
        errors.add("word", "They have not given consent that could be taken back: choose refused");
    }
    let (true, Some(who), Some(word), Some(how), Some(day)) =
        (errors.is_empty(), who, word, how, day)
    else {
        drop(w);
        return v.again(&sheet(&v, trip, row, v.form.clone(), errors));
    };
    let at = if day == v.today() { v.now } else { day.at(Minute::new(12, 0).unwrap_or_default()) };
    let word = Word {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        trip_pupil: row.line.id,
        contact: who.id,
        name: who.full(),
        word,
        how,
        words,
        by_name: v.actor.name.clone(),
        at,
    };
    let to = format!("/trips/{}/pupils/{}", trip.id, row.line.id);
    if !store::trip::pupils::say(&mut w, &word).await? {
        return v.to(to);
    }
    let mut events = follows(&mut w, &trip, &row.line, &word).await?;
    let off = events.len() > 1;
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    match off {
        true => v.to_saying(
            format!("/trips/{}", trip.id),
            "Kept. They are off the list, and those concerned are told. The approval stands for the others",
        ),
        false => v.to_saying(format!("/trips/{}", trip.id), "What home said is kept"),
    }
}

/// Keeps the answer about medical and dietary needs, and a number for the day.
pub async fn needs(v: Visit) -> Answer {
    let mut w = v.write("Keeping the answer about needs on a trip").await?;
    let (trip, row) = row(&mut w, &v).await?;
    if let Some(answer) = over(&v, &trip) {
        return answer;
    }
    let mut errors = Errors::new();
    let missing = "Write what home answered; where there is nothing, write “none”";
    let medical = errors.need(&v.form, "medical", LONGEST, missing);
    let phone = errors.limit(&v.form, "phone", SHORT);
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, trip, row, v.form.clone(), errors));
    }
    let line = TripPupil {
        medical,
        phone,
        medical_by: v.actor.name.clone(),
        medical_at: Some(v.now),
        ..row.line
    };
    store::trip::pupils::keep(&mut w, &line).await?;
    let said = event(Verb::TripNeeds, &trip).pupil(line.pupil);
    v.commit(w, said, Vec::new()).await?;
    v.to_saying(format!("/trips/{}", trip.id), "The answer is kept")
}

/// Asks somebody at home again.
pub async fn again(v: Visit) -> Answer {
    let mut w = v.write("Asking home again about a trip").await?;
    let (trip, row) = row(&mut w, &v).await?;
    if let Some(answer) = over(&v, &trip) {
        return answer;
    }
    let who = v.form.id("who").ok_or(Problem::Missing)?;
    let who = row.contacts.iter().find(|c| c.id == who && c.gets_letters());
    let who = who.ok_or(Problem::Missing)?;
    let how = ask::one(&mut w, &v, &row.line, who).await?;
    let said = event(Verb::TripConsentAsked, &trip).pupil(row.line.pupil).fact("people", 1);
    v.commit(w, said, Vec::new()).await?;
    v.to_saying(
        format!("/trips/{}/pupils/{}", trip.id, row.line.id),
        match how {
            How::Link => "A private link is on its way",
            _ => "It goes on paper: print the letter",
        },
    )
}

/// Takes a pupil off the list.
pub async fn off(v: Visit) -> Answer {
    let mut w = v.write("Taking a pupil off the list of a trip").await?;
    let (trip, row) = row(&mut w, &v).await?;
    if let Some(answer) = over(&v, &trip) {
        return answer;
    }
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", SHORT, "Say why");
    if row.line.is_out() {
        errors.add("why", "They are out: sign them in first");
    }
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, trip, row, v.form.clone(), errors));
    }
    let to = format!("/trips/{}", trip.id);
    if !row.line.goes() {
        return v.to(to);
    }
    let mut events = take_off(&mut w, &trip, row.line, &why).await?;
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    v.to_saying(to, "Off the list. Those concerned are told")
}
