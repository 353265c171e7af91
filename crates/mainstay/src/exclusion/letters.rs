//! Letters about a suspension or permanent exclusion: composed from the record, checked against
//! what the law asks of them, issued once, and kept as they were.
//!
//! Must never put one parent's address, number or name for contact into the other's letter.

use super::about::Others;
use super::letters_page::{LettersPage, OnePage};
use super::{About, event};
use crate::form::{Errors, Form};
use crate::letter::on_paper;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::exclusion::letter::{
    Composed, Made, Office, Own, Paper, addressed, agreed, cancelled, check, education_details,
    invite, notice, office,
};
use casework::owed::{Done, Facts, How, Owed};
use casework::pupil::Contact;
use casework::words::Concept;
use casework::{Coded, Event, Id, Refusal, Verb};
use rulebook::Instant;
use rulebook::rule::Party;
use store::exclusion::Issued;

/// What is to be written: what it is, and the duty it answers where it goes to an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub paper: Paper,
    pub code: String,
}

impl Wanted {
    fn read(v: &Visit, form: &Form) -> Result<Wanted, Problem> {
        let word = match form.text("paper") {
            "" => v.query.text("paper"),
            word => word,
        };
        let paper = match word {
            "" | "notice" => Paper::Notice,
            "invite" => Paper::Invite,
            "education" => Paper::Education,
            "agreed" => Paper::Agreed,
            "cancelled" => Paper::Cancelled,
            code if code.starts_with("told-") || code.starts_with("cancelled-") => Paper::Office,
            _ => return Err(Problem::Missing),
        };
        let code = if word.is_empty() { "notice" } else { word };
        Ok(Wanted { paper, code: code.to_string() })
    }
}

/// A letter in words, with whom it goes to.
pub(super) struct One {
    pub to: Vec<Id>,
    pub party: Party,
    pub composed: Composed,
}

/// The office a duty is owed to, as the school has set it or the record names it.
fn office_of(about: &About, o: &Owed) -> Office {
    let s = &about.settings;
    let (name, at) = match o.to {
        Party::Authority => (s.authority.clone(), s.authority_to.clone()),
        Party::HomeAuthority => (about.e.home_authority.clone(), String::new()),
        Party::Governors => ("The clerk to the governing body".to_string(), s.clerk.clone()),
        Party::VirtualHead => ("The Virtual School Head".to_string(), s.virtual_head.clone()),
        Party::SocialWorker => (
            about.e.decided.as_ref().map(|d| d.social_worker.clone()).unwrap_or_default(),
            String::new(),
        ),
        other => (other.words().to_string(), String::new()),
    };
    Office { party: o.to, name, at }
}

fn own(form: &Form) -> Own {
    let text = |name| form.text(name).trim().to_string();
    Own { added: text("added"), translated: text("translated"), language: text("language") }
}

/// Every letter of a kind, with what is wrong with any of them.
fn compose(about: &About, m: &Made<'_>, wanted: &Wanted, own: &Own, e: &mut Errors) -> Vec<One> {
    let mut out = Vec::new();
    let mut one = |to: &[&Contact], party: Party, composed: Composed, e: &mut Errors| {
        for wrong in check(m, wanted.paper, &composed, own, to) {
            let field = match wrong.field {
                "" | "plain" => "letters",
                field => field,
            };
            if e.of(field) != Some(wrong.message.as_str()) {
                e.add(field, wrong.message);
            }
        }
        out.push(One { to: to.iter().map(|c| c.id).collect(), party, composed });
    };
    if wanted.paper == Paper::Office {
        if let Some(o) = about.owed.iter().find(|o| o.code == wanted.code) {
            let to = office_of(about, o);
            if to.name.trim().is_empty() {
                e.add(
                    "letters",
                    format!("Nothing says how to reach {}. Fill it in under Set-up", o.to.words()),
                );
            }
            one(&[], o.to, office(m, &to, own), e);
        }
        return out;
    }
    if wanted.paper == Paper::Notice && about.e.cancelled_on.is_some() {
        e.add("letters", "It is cancelled: home is told that, and no longer of the decision");
    }
    let write = match wanted.paper {
        Paper::Invite => invite,
        Paper::Cancelled => cancelled,
        Paper::Education => education_details,
        Paper::Agreed => agreed,
        _ => notice,
    };
    let mut read_by_somebody = own.translated.is_empty() || own.language.is_empty();
    for envelope in addressed(m, wanted.paper) {
        let to: Vec<&Contact> = envelope.iter().collect();
        // The family's language goes to those who read it.
        let reads = to.iter().any(|c| casework::wording::same_language(&c.language, &own.language));
        read_by_somebody |= reads;
        let theirs = match reads || own.language.is_empty() {
            true => own.clone(),
            false => Own { added: own.added.clone(), ..Own::default() },
        };
        let party = match to.iter().any(|c| c.id == m.pupil.id) {
            true => Party::Pupil,
            false => Party::Parent,
        };
        one(&to, party, write(m, &to, &theirs), e);
    }
    if !read_by_somebody {
        e.add("language", format!("Nobody at home is recorded as reading {}: these words would stand in no letter. Put the language as it is on record, or have it put right in the school’s own system", own.language));
    }
    if out.is_empty() {
        e.add("letters", "Nobody at home gets letters. Add a contact with parental responsibility in the school’s own system and bring it in");
    }
    out
}

/// Nothing can be written before it is decided.
fn facts(about: &About) -> Result<&Facts, Problem> {
    about.facts.as_ref().ok_or_else(|| {
        Refusal::because(
            "There is nothing to write yet: nothing was decided",
            "A letter tells of a decision, with its reasons.",
            "Mainstay’s record of a suspension.",
        )
        .or("See the record", about.at())
        .into()
    })
}

/// Who signs: whoever decided, by the school's word for the post.
fn signer(v: &Visit, about: &About) -> (String, String) {
    match &about.e.decided {
        Some(d) => {
            let head = v.words().cap(Concept::Head);
            let role = match d.role {
                casework::exclusion::As::Head => head,
                casework::exclusion::As::Acting => format!("Acting {}", head.to_lowercase()),
            };
            (d.name.clone(), role)
        }
        None => (v.actor.name.clone(), v.actor.post.clone()),
    }
}

fn sheet(
    v: &Visit,
    about: &About,
    others: &Others,
    wanted: &Wanted,
    form: Form,
    mut errors: Errors,
) -> Result<(LettersPage, Vec<One>), Problem> {
    let facts = facts(about)?;
    let sign = signer(v, about);
    let m = about.made(v, facts, others, (&sign.0, &sign.1));
    let all = compose(about, &m, wanted, &own(&form), &mut errors);
    let languages: Vec<String> = about
        .contacts
        .iter()
        .filter(|c| c.gets_letters() && !c.language.trim().is_empty())
        .map(|c| c.language.trim().to_string())
        .collect();
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    let language = match form.text("language") {
        "" => languages.first().cloned().unwrap_or_default(),
        typed => typed.to_string(),
    };
    let page = LettersPage {
        id: about.e.id,
        name: about.pupil.name(),
        paper: wanted.paper,
        code: wanted.code.clone(),
        letters: all.iter().map(|o| o.composed.letter.clone()).collect(),
        issued: about.letters.clone(),
        left_out: about
            .contacts
            .iter()
            .filter(|c| c.responsible && c.restricted())
            .map(|c| c.full())
            .collect(),
        adult: wanted.paper != Paper::Office && all.iter().any(|o| o.to.contains(&about.pupil.id)),
        papers: papers(about),
        asks_language: !languages.is_empty() && wanted.paper != Paper::Office,
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()).with("language", language),
        errors,
    };
    Ok((page, all))
}

/// The letters there are to write about a record: the word of the address, and what it is.
fn papers(about: &About) -> Vec<(&'static str, &'static str)> {
    if about.e.cancelled_on.is_some() {
        return vec![("cancelled", "That it is cancelled")];
    }
    let mut all = vec![("notice", "Notice to home")];
    if about.back().is_some() && about.e.meeting.is_some() {
        all.push(("invite", "Invitation"));
    }
    if about.e.provision.is_some() {
        all.push(("education", "Education from the sixth day"));
    }
    if about.agreed.as_ref().is_some_and(|r| r.holds_something()) {
        all.push(("agreed", "What was agreed"));
    }
    all
}

/// Shows the letters as they would be sent, and those that were.
pub async fn letters(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = About::of(&v, &mut read).await?;
    let others = super::about::others(&mut read, v.org(), &about).await?;
    let wanted = Wanted::read(&v, &Form::nothing())?;
    let form = Form::default().with("on", v.today().iso()).with("at", v.now.minute().input());
    let (page, _) = sheet(&v, &about, &others, &wanted, form, Errors::new())?;
    v.page(&page)
}

/// Issues them: words and pages frozen, and proof of how each went.
pub async fn issue(v: Visit) -> Answer {
    let f = &v.form;
    let mut read = v.read().await?;
    let about = About::of(&v, &mut read).await?;
    let others = super::about::others(&mut read, v.org(), &about).await?;
    let wanted = Wanted::read(&v, f)?;
    let once = f.id("once").unwrap_or_else(Id::now_v7);
    if store::exclusion::letter(&mut read, v.org(), once).await.is_ok() {
        return v.to(about.at());
    }
    drop(read);
    let mut e = Errors::new();
    for (field, longest) in [("added", 1200), ("translated", 4000), ("language", 60)] {
        e.limit(f, field, longest);
    }
    let word = f.int("word").and_then(|n| usize::try_from(n).ok());
    let looks = f.text("act") == "look" || word.is_some();
    let how = f.coded::<How>("how");
    let at = f.day("on").zip(f.minute("at")).map(|(day, time)| day.at(time));
    if !looks {
        e.get(how, "how", "Choose how it goes");
        if how == Some(How::Email) && wanted.paper != Paper::Office && !f.ticked("by_email") {
            e.add("by_email", "Email counts only where they agreed to it in writing (R2.06): say that they did, or send it another way");
        }
        e.get(at, "on", "Give the date and the time it goes");
        if at.is_some_and(|at| at > v.now) {
            e.add("on", "That is still to come: issue it when it goes");
        }
        if let (Some(at), Some(d)) = (at, &about.e.decided)
            && at < d.at
        {
            e.add("on", format!("It was decided {}: no letter went before", d.at));
        }
    }
    let (page, all) = sheet(&v, &about, &others, &wanted, v.form.clone(), e)?;
    if !page.errors.is_empty() {
        return v.again(&page);
    }
    if let Some(one) = word.and_then(|n| all.get(n)) {
        return crate::letter::word_copy(&v, &on_paper(&one.composed.letter));
    }
    let (Some(how), Some(at), false) = (how, at, looks) else { return v.page(&page) };
    let ready = set(all).await?;
    let mut w = v.write("Issuing letters about a suspension or permanent exclusion").await?;
    if store::exclusion::letter(&mut w, v.org(), once).await.is_ok() {
        return v.to(about.at());
    }
    let now = About::of(&v, &mut w).await?;
    if now.e.version != about.e.version || now.letters.len() != about.letters.len() {
        return Err(Problem::Stale(v.form.kept()));
    }
    let by_email = how == How::Email && wanted.paper != Paper::Office;
    let note = if by_email { "They agreed in writing to be written to by email" } else { "" };
    let mut events = Vec::new();
    for (n, r) in ready.into_iter().enumerate() {
        let id = if n == 0 { once } else { Id::now_v7() };
        let contact = r.to.first().copied();
        let party = r.party.code().to_string();
        let before = about
            .letters
            .iter()
            .filter(|l| l.paper == wanted.paper && l.contact == contact && l.party == party)
            .count();
        let letter = Issued {
            id,
            exclusion: about.e.id,
            pupil: about.pupil.id,
            paper: wanted.paper,
            party,
            contact,
            number: before as i64 + 1,
            to_name: r.to_name.clone(),
            words: r.words,
            language: r.language,
            issued_at: v.now,
            by_name: v.actor.name.clone(),
        };
        store::exclusion::issue(&mut w, &letter, r.pdf).await?;
        events.push(
            event(Verb::ExclusionLetter, &about)
                .fact("paper", wanted.paper.code())
                .fact("number", letter.number),
        );
        let sent = Sent {
            how,
            at,
            what: format!("{}, version {}", wanted.paper.label(), letter.number),
            note,
        };
        events.extend(prove(&mut w, &v, &about, &wanted, &r.to, &r.to_name, &sent).await?);
    }
    if matches!(wanted.code.as_str(), "told-authority" | "cancelled-authority") {
        events.extend(super::notify::authority(&mut w, &v, &about).await?);
    }
    if events.is_empty() {
        return v.to(about.at());
    }
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    v.to_saying(about.at(), "It is issued, kept as it was sent, and its sending recorded")
}

struct Sent {
    how: How,
    at: Instant,
    what: String,
    note: &'static str,
}

/// Proof for everybody a letter goes to, of every duty it answers.
async fn prove(
    w: &mut store::Write,
    v: &Visit,
    about: &About,
    wanted: &Wanted,
    to: &[Id],
    name: &str,
    sent: &Sent,
) -> Result<Vec<Event>, Problem> {
    let codes: &[&str] = match wanted.paper {
        Paper::Notice => &["told-parent", "public-place"],
        Paper::Cancelled => &["cancelled-parent"],
        Paper::Education => &["sixth-day-details"],
        Paper::Invite | Paper::Agreed => &[],
        Paper::Office => &[wanted.code.as_str()],
    };
    let mut events = Vec::new();
    let answers = |o: &&Owed| {
        codes.contains(&o.code) && o.whom.as_ref().is_none_or(|whom| to.contains(&whom.id))
    };
    for o in about.owed.iter().filter(answers) {
        let done = Done {
            id: Id::now_v7(),
            code: o.code.to_string(),
            party: o.to,
            whom: o.whom.as_ref().map(|w| w.id),
            whom_name: o.whom.as_ref().map_or(name, |w| w.name.as_str()).to_string(),
            at: sent.at,
            how: sent.how,
            by_whom: v.actor.name.clone(),
            what: sent.what.clone(),
            due_then: o.day(),
            note: sent.note.to_string(),
            struck_at: None,
            struck_by: String::new(),
            struck_why: String::new(),
        };
        store::owed::record(w, about.e.id, &done).await?;
        events.push(
            event(Verb::OwedDone, about)
                .fact("what", o.words)
                .fact("how", sent.how.code())
                .fact("at", sent.at.iso()),
        );
    }
    Ok(events)
}

struct Ready {
    to: Vec<Id>,
    party: Party,
    to_name: String,
    words: String,
    language: String,
    pdf: Vec<u8>,
}

/// Sets the pages. Slow work, so away from the threads that answer people.
async fn set(all: Vec<One>) -> Result<Vec<Ready>, Problem> {
    tokio::task::spawn_blocking(move || {
        all.into_iter()
            .map(|one| {
                let sheet = on_paper(&one.composed.letter);
                Ok(Ready {
                    to: one.to,
                    party: one.party,
                    to_name: one.composed.letter.to_name.clone(),
                    words: paper::letter::text(&sheet),
                    language: one.composed.letter.first.map(|f| f.language).unwrap_or_default(),
                    pdf: paper::letter::pdf(&sheet).map_err(|e| anyhow::anyhow!("{e}"))?,
                })
            })
            .collect::<anyhow::Result<Vec<Ready>>>()
    })
    .await
    .map_err(anyhow::Error::from)?
    .map_err(Problem::from)
}

/// Shows one letter as it was sent.
pub async fn one(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let letter = store::exclusion::letter(&mut read, v.org(), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), letter.pupil).await?;
    v.page(&OnePage { first: pupil.first(), letter })
}

/// Its pages.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let letter = store::exclusion::letter(&mut read, v.org(), v.id("id")?).await?;
    store::pupil::find(&mut read, &v.scope(), letter.pupil).await?;
    let bytes = store::exclusion::letter_pdf(&mut read, v.org(), letter.id).await?;
    // No name in the file's name: it lands in a folder of downloads.
    let name =
        format!("{}-{}-{}.pdf", letter.paper.code(), letter.issued_at.day().iso(), letter.number);
    v.open_file(&name, "application/pdf", bytes)
}
