//! Asking home about a trip: by a private link where there is a safe address, and on paper.

use super::facts::holders;
use super::{event, over, scope};
use crate::message::ask::{There, home};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::letter::{Letter, formal};
use casework::message::ForHome;
use casework::pupil::{Contact, Pupil};
use casework::trip::{Consent, How, Trip, TripPupil, Word};
use casework::{Event, Id, Verb};
use store::{Source, Write};

/// Asks one person at home; says by which way.
pub(super) async fn one(
    w: &mut Write,
    v: &Visit,
    line: &TripPupil,
    to: &Contact,
) -> Result<How, Problem> {
    let route = crate::receipt::route_of(w, v.org(), line.pupil, &[to.id], to.id).await?;
    let how = match &route.email {
        Some(email) => {
            let there = There { what: ForHome::Trip, about: line.id, pupil: line.pupil };
            home(w, &v.setting, there, to, email).await?;
            How::Link
        }
        None => How::Paper,
    };
    let word = Word {
        id: Id::now_v7(),
        trip_pupil: line.id,
        contact: to.id,
        name: to.full(),
        word: Consent::Asked,
        how,
        words: route.why.clone(),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::trip::pupils::say(w, &word).await?;
    Ok(how)
}

/// Asks everybody who has not been asked, of every pupil of the list.
pub async fn everybody(v: Visit) -> Answer {
    let mut w = v.write("Asking home whether pupils may go on a trip").await?;
    let t = store::trip::find(&mut w, v.org(), v.id("id")?).await?;
    if let Some(answer) = over(&v, &t) {
        return answer;
    }
    let to = format!("/trips/{}", t.id);
    let lines = store::trip::pupils::of(&mut w, v.org(), t.id).await?;
    let ids: Vec<Id> = lines.iter().map(|l| l.pupil).collect();
    let pupils = store::pupil::several(&mut w, &scope(&v), &ids).await?;
    let keys: Vec<Id> = lines.iter().map(|l| l.id).collect();
    let words = store::trip::pupils::words(&mut w, v.org(), &keys).await?;
    let (mut emails, mut papers) = (0, 0);
    let mut events: Vec<Event> = Vec::new();
    for line in lines.iter().filter(|l| l.goes()) {
        let Some(pupil) = pupils.iter().find(|p| p.id == line.pupil) else { continue };
        let contacts = store::pupil::contacts(&mut w, pupil, v.org()).await?;
        let mut asked = 0;
        for (id, _) in holders(&contacts) {
            let had = words.iter().any(|x| {
                x.trip_pupil == line.id
                    && x.contact == id
                    && t.words_since.is_none_or(|since| x.at >= since)
            });
            let Some(contact) = contacts.iter().find(|c| c.id == id && !had) else { continue };
            match one(&mut w, &v, line, contact).await? {
                How::Link => emails += 1,
                _ => papers += 1,
            }
            asked += 1;
        }
        if asked > 0 {
            let said = event(Verb::TripConsentAsked, &t).pupil(line.pupil).fact("people", asked);
            events.push(said);
        }
    }
    if events.is_empty() {
        return v.to_saying(to, "Everybody who may be asked has been asked");
    }
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    let emailed = match emails {
        0 => String::new(),
        1 => "One has a private link. ".into(),
        n => format!("{n} have a private link. "),
    };
    let printed = match papers {
        0 => String::new(),
        1 => "One is asked on paper: print the letter from their line.".into(),
        n => format!("{n} are asked on paper: print the letters from their lines."),
    };
    v.to_saying(to, format!("{emailed}{printed}"))
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from).collect()
}

/// The letter that asks one person, with a slip to sign.
fn letter(v: &Visit, t: &Trip, pupil: &Pupil, to: &Contact) -> Letter {
    let school = &v.setting.school;
    let mut facts = vec![
        ("What".to_string(), t.title.clone()),
        ("When".into(), t.when()),
        ("Where".into(), t.place.clone()),
        ("What for".into(), t.purpose.clone()),
    ];
    for (name, value) in [("How we get there", &t.transport), ("What to bring", &t.kit)] {
        if !value.is_empty() {
            facts.push((name.into(), value.clone()));
        }
    }
    Letter {
        school: school.name.clone(),
        school_address: lines(&school.address),
        school_phone: school.phone.clone(),
        date: v.today().to_string(),
        to_name: to.full(),
        to_address: lines(&to.address),
        salutation: format!("Dear {}", formal(to)),
        heading: format!("May {} come?", pupil.first()),
        paragraphs: vec![
            format!(
                "We should like to take {} with us. Please say whether they may come, and tell us of any medical or dietary need, even one we know of.",
                pupil.first()
            ),
            "You can say no, and you can take a yes back until we leave. Please sign below and send it back, or ring us.".into(),
        ],
        facts,
        lists: vec![(
            "To send back".into(),
            vec![
                format!("{} may come: yes / no", pupil.name()),
                "Medical and dietary needs (write “none” if there are none): …………………………".into(),
                "Number to ring on the day: …………………………".into(),
                "Signed: …………………………   Date: ……………".into(),
            ],
        )],
        sign_name: t.lead_name.clone(),
        sign_role: school.name.clone(),
        footer: String::new(),
        first: None,
        language: String::new(),
        large: false,
    }
}

async fn found(src: &mut dyn Source, v: &Visit) -> Result<(Trip, Pupil, Contact), Problem> {
    let t = store::trip::find(src, v.org(), v.id("id")?).await?;
    let line = store::trip::pupils::one(src, v.org(), v.id("line")?).await?;
    if line.trip != t.id {
        return Err(Problem::Missing);
    }
    let pupil = store::pupil::find(src, &scope(v), line.pupil).await?;
    let contacts = store::pupil::contacts(src, &pupil, v.org()).await?;
    let contact = v.id("contact")?;
    let to = contacts.into_iter().find(|c| c.id == contact && c.gets_letters());
    Ok((t, pupil, to.ok_or(Problem::Missing)?))
}

/// The letter on paper.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (t, pupil, to) = found(&mut read, &v).await?;
    drop(read);
    let sheet = crate::letter::on_paper(&letter(&v, &t, &pupil, &to));
    let pdf = tokio::task::spawn_blocking(move || paper::letter::pdf(&sheet))
        .await
        .map_err(anyhow::Error::from)?
        .map_err(|e| anyhow::anyhow!("{e}"))?;
    v.open_file(&format!("trip-{}.pdf", t.from.iso()), "application/pdf", pdf)
}
