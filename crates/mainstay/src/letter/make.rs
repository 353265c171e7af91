//! Letters made ready and kept: words composed and checked, pages set, both frozen together.

use crate::home::About;
use crate::message::ask;
use crate::problem::Problem;
use casework::letter::{Draft, Facts, Letter, Others, Wrong, check, compose, envelopes};
use casework::pupil::{Contact, Pupil};
use casework::receipt::{NoEmail, route};
use casework::school::Setting;
use casework::standards::Given;
use casework::wording::{Wording, same_language};
use casework::{Event, Id, Reach, Scope, Verb};
use rulebook::Day;
use store::letter::Issued;
use store::receipt::Recipient;
use store::{Source, Write};

/// Who signs.
#[derive(Clone, Copy)]
pub struct Signer<'a> {
    /// "Ms Dara Okell"
    pub name: &'a str,
    /// Their post.
    pub post: &'a str,
}

/// A letter with the first person it goes to.
#[derive(Clone, Debug)]
pub struct Made {
    /// That person.
    pub contact: Id,
    /// Everybody it goes to, that person first.
    pub to: Vec<Id>,
    /// The words.
    pub letter: Letter,
}

/// A letter with its pages set.
pub struct Ready {
    contact: Id,
    to: Vec<Id>,
    to_name: String,
    words: String,
    language: String,
    draft: Draft,
    pdf: Vec<u8>,
}

/// Pupils no letter about this one may name: kept apart from them, or placed that day.
pub async fn others(src: &mut dyn Source, org: Id, about: &About) -> Result<Vec<Pupil>, Problem> {
    let (pupil, day) = (about.pupil.id, about.placement.day);
    let mut ids = Vec::new();
    for pair in store::pupil::kept_apart(src, org, &[pupil], day).await? {
        ids.push(if pair.one == pupil { pair.other } else { pair.one });
    }
    for room in store::room::rooms(src, org).await? {
        for placed in store::room::placements_on(src, org, room.id, day).await? {
            ids.push(placed.pupil);
        }
    }
    ids.retain(|id| *id != pupil);
    // Only compared with, never shown: so the whole school is looked at, not the reader's part.
    let all = Scope { org, reach: vec![Reach::School] };
    Ok(store::pupil::several(src, &all, &ids).await?)
}

/// What letters are written with beside the facts of the placement.
#[derive(Clone, Copy)]
pub struct With<'a> {
    /// Pupils no letter may name.
    pub others: &'a [Pupil],
    /// The school's texts in other languages.
    pub texts: &'a [Wording],
    /// Who signs.
    pub signer: Signer<'a>,
    /// The day.
    pub today: Day,
}

/// The school's text in the language of an envelope, where somebody in it has one and the school
/// has typed it.
pub fn text_for<'a>(texts: &'a [Wording], to: &[&Contact]) -> Option<&'a Wording> {
    to.iter().find_map(|c| {
        let language = c.language.trim();
        texts.iter().find(|t| t.stands() && same_language(&t.language, language))
    })
}

/// Composes a letter for each envelope and says what is wrong with any of them.
pub fn make(
    about: &About,
    setting: &Setting,
    draft: &Draft,
    with: With<'_>,
) -> (Vec<Made>, Vec<Wrong>) {
    let With { others, texts, signer, today } = with;
    let (mut made, mut wrong): (Vec<Made>, Vec<Wrong>) = (Vec::new(), Vec::new());
    let others = Others { pupils: others, contacts: &about.contacts };
    for to in envelopes(&about.contacts) {
        let facts = Facts {
            stay: about.stay(setting),
            to: &to,
            decided_by: &about.decided_by,
            sign_name: signer.name,
            sign_role: signer.post,
            today,
            first: text_for(texts, &to),
        };
        let letter = compose(&facts, draft);
        for w in check(&letter, &facts, draft, &others) {
            if !wrong.contains(&w) {
                wrong.push(w);
            }
        }
        let ids = to.iter().map(|c| c.id).collect();
        made.push(Made { contact: to[0].id, to: ids, letter });
    }
    (made, wrong)
}

/// The letter as the paper floor sets it.
pub fn on_paper(l: &Letter) -> paper::letter::Letter {
    paper::letter::Letter {
        school_name: l.school.clone(),
        school_address_lines: l.school_address.clone(),
        school_phone: l.school_phone.clone(),
        date: l.date.clone(),
        to_name: l.to_name.clone(),
        to_address_lines: l.to_address.clone(),
        salutation: l.salutation.clone(),
        heading: l.heading.clone(),
        paragraphs: l.paragraphs.clone(),
        facts: l.facts.clone(),
        bullets: l.lists.clone(),
        sign_off_name: l.sign_name.clone(),
        sign_off_role: l.sign_role.clone(),
        footer: l.footer.clone(),
        language: if l.language.is_empty() { "en-GB".into() } else { l.language.clone() },
        large: l.large,
        first: l.first.as_ref().map(|f| paper::letter::First {
            language: f.tag.clone(),
            heading: f.heading.clone(),
            paragraphs: f.paragraphs.clone(),
        }),
        ..Default::default()
    }
}

/// Sets the pages. Slow work, so away from the threads that answer people, and before the write
/// begins.
pub async fn set(made: Vec<Made>, draft: Draft) -> Result<Vec<Ready>, Problem> {
    tokio::task::spawn_blocking(move || {
        made.into_iter()
            .map(|m| {
                let sheet = on_paper(&m.letter);
                let pdf = paper::letter::pdf(&sheet).map_err(|e| anyhow::anyhow!("{e}"))?;
                let words = paper::letter::text(&sheet);
                Ok(Ready {
                    contact: m.contact,
                    to: m.to,
                    to_name: m.letter.to_name,
                    language: m.letter.first.map(|f| f.language).unwrap_or_default(),
                    words,
                    draft: draft.clone(),
                    pdf,
                })
            })
            .collect::<anyhow::Result<Vec<Ready>>>()
    })
    .await
    .map_err(anyhow::Error::from)?
    .map_err(Problem::from)
}

/// Keeps letters that are ready. Each replaces the one that person had about this placement;
/// reminders to send again are closed, and each person is told by email that it is there, or is
/// to have it on paper. `once` is the key of the first.
pub async fn keep(
    w: &mut Write,
    setting: &Setting,
    about: &About,
    ready: Vec<Ready>,
    once: Id,
    mut sheets: Vec<crate::standards::Set>,
) -> Result<Vec<Event>, Problem> {
    let (org, at, who) = (w.org(), w.at(), w.act().who.clone());
    let placement = about.placement.id;
    let ids: Vec<Id> = about.contacts.iter().map(|c| c.id).collect();
    let marks = store::receipt::marks(w, org, &ids).await?;
    let marks: Vec<(Id, NoEmail)> = marks.iter().map(|m| (m.contact, m.why)).collect();
    let before = store::letter::of_placement(w, org, placement).await?;
    let mut events = Vec::new();
    for (n, r) in ready.into_iter().enumerate() {
        let earlier = before.iter().find(|b| b.contact == r.contact && b.replaced_by.is_none());
        let letter = Issued {
            id: if n == 0 { once } else { Id::now_v7() },
            pupil: about.pupil.id,
            placement,
            contact: r.contact,
            number: earlier.map(|e| e.number).unwrap_or(0) + 1,
            to_name: r.to_name,
            words: r.words,
            draft: r.draft,
            language: r.language,
            issued_at: at,
            by_name: who.clone(),
            replaces: earlier.map(|e| e.id),
            replaced_by: None,
        };
        store::letter::issue(w, &letter, r.pdf).await?;
        if let Some(earlier) = letter.replaces {
            store::message::drop_about(w, earlier).await?;
        }

        for to in about.contacts.iter().filter(|c| r.to.contains(&c.id)) {
            let route = route(to, &r.to, &about.contacts, &marks);
            let recipient = Recipient {
                id: Id::now_v7(),
                letter: letter.id,
                contact: to.id,
                pupil: about.pupil.id,
                placement,
                name: to.full(),
                way: route.way(),
                why: route.why.clone(),
                made_at: at,
            };
            store::receipt::goes_to(w, &recipient).await?;
            if let Some(email) = &route.email {
                ask::letter_home(w, setting, &letter, to, email).await?;
            }
            // The sheet goes with the letter: one message tells of both.
            if let Some(at) = sheets.iter().position(|s| s.contact == to.id) {
                let set = sheets.swap_remove(at);
                let given = crate::standards::Giving {
                    id: Id::now_v7(),
                    way: if route.email.is_some() { Given::Email } else { Given::Paper },
                    interpreter: String::new(),
                    at: w.at(),
                    letter: Some(letter.id),
                };
                let kept =
                    crate::standards::keep(w, setting, about, to, &route, set, given).await?;
                events.push(kept.1);
            }
        }
        let event = Event::new(Verb::LetterIssued, "letter", letter.id)
            .pupil(about.pupil.id)
            .fact("number", letter.number)
            .fact("about", about.placement.day);
        events.push(event);
    }
    if store::home::letter_sent(w, placement, &who).await? > 0 {
        let done = Event::new(Verb::TaskDone, "placement", placement).pupil(about.pupil.id);
        events.push(done.fact("what", "letters issued again"));
    }
    Ok(events)
}
