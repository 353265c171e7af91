//! Letters home: seen as they will be sent, checked, issued once, and kept as they were.

mod make;
mod page;
mod word;

pub use make::{Made, Ready, Signer, With, keep, make, on_paper, others, set, text_for};
pub(crate) use page::sheet as drawn;
pub use page::{LettersPage, OnePage, samples};
pub(crate) use word::word_copy;

use crate::form::{Errors, Form};
use crate::home::About;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::letter::Draft;
use casework::room::PlacementState;
use casework::wording;
use casework::{Id, Refusal};
use store::Source;

async fn find(src: &mut dyn Source, v: &Visit) -> Result<About, Problem> {
    About::find(src, &v.scope(), v.id("id")?).await
}

/// Shows the letters as they would be sent, and those that were.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let issued = store::letter::of_placement(&mut read, v.org(), about.placement.id).await?;
    // The words that went out last are where the next letter begins.
    let draft = match issued.into_iter().find(|l| !l.draft.reason.is_empty()) {
        Some(last) => last.draft,
        None => Draft::proposed(
            &about.pupil,
            v.setting.rules.letter_name,
            &about.placement.plain_reason,
        ),
    };
    let form = Form::of([
        ("opening", draft.opening.clone()),
        ("reason", draft.reason.clone()),
        ("added", draft.added.clone()),
        ("translated", draft.translated.clone()),
        ("once", Id::now_v7().to_string()),
    ]);
    let (page, _) = gather(&mut read, &v, &about, form, Errors::new()).await?;
    v.page(&page)
}

/// The words of one's own in the form.
fn typed(form: &Form) -> Draft {
    let text = |name| form.text(name).trim().to_string();
    Draft {
        opening: text("opening"),
        reason: text("reason"),
        added: text("added"),
        translated: text("translated"),
    }
}

/// Draws the page from what is typed; the letters come with it for those who issue them.
async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    about: &About,
    form: Form,
    mut errors: Errors,
) -> Result<(LettersPage, Vec<Made>), Problem> {
    let draft = typed(&form);
    let others = others(src, v.org(), about).await?;
    let signer = Signer { name: &v.actor.name, post: &v.actor.post };
    // The family's own language, unless whoever writes sends it in English.
    let texts = match form.ticked("english") {
        true => Vec::new(),
        false => store::wording::newest(src, v.org(), wording::Kind::Letter).await?,
    };
    let with = With { others: &others, texts: &texts, signer, today: v.today() };
    let (made, wrong) = make(about, &v.setting, &draft, with);
    for w in wrong {
        errors.add(if w.field.is_empty() { "letters" } else { w.field }, w.message);
    }
    let (known, legal) = (about.pupil.name(), about.pupil.legal());
    for said in boxes(&made, &[&known, &legal]) {
        errors.add("letters", said);
    }
    let issued = store::letter::of_placement(src, v.org(), about.placement.id).await?;
    let home = v.may(casework::May::Home);
    let got = match home {
        true => crate::receipt::got(src, v.org(), about.placement.id).await?,
        false => Vec::new(),
    };
    let ids: Vec<Id> = about.contacts.iter().map(|c| c.id).collect();
    let marks = store::receipt::marks(src, v.org(), &ids).await?;
    let marks: Vec<_> = marks.iter().map(|m| (m.contact, m.why)).collect();
    let mut routes = Vec::new();
    let mut languages: Vec<(String, bool)> = Vec::new();
    for m in &made {
        let to: Vec<&casework::pupil::Contact> =
            about.contacts.iter().filter(|c| m.to.contains(&c.id)).collect();
        if let Some(text) = text_for(&texts, &to) {
            let wants = wording::found(&text.body).is_ok_and(|b| b.contains(&"reason"));
            languages.push((text.language.clone(), wants));
        }
        for c in about.contacts.iter().filter(|c| m.to.contains(&c.id)) {
            let route = casework::receipt::route(c, &m.to, &about.contacts, &marks);
            routes.push(match route.email {
                Some(_) => format!("{} is told by email, with a private link", c.full()),
                None => format!("{} gets it on paper: {}", c.full(), route.why),
            });
        }
    }
    let stay = about.stay(&v.setting);
    let count: Vec<(String, String)> = issued
        .iter()
        .rev()
        .filter(|l| l.replaced_by.is_none())
        .map(|l| (l.to_name.clone(), l.words.clone()))
        .collect();
    // A cancelled placement has no letter to write: home is told by a call.
    let out_of_date = match about.placement.state {
        PlacementState::Cancelled => String::new(),
        _ => stay.out_of_date(&count).unwrap_or_default(),
    };
    let page = LettersPage {
        placement: about.placement.id,
        first: about.pupil.first().to_string(),
        facts: format!(
            "{}, {}. {}, {}",
            about.pupil.name(),
            about.pupil.form,
            about.placement.day,
            stay.periods()
        ),
        out_of_date,
        left_out: about
            .contacts
            .iter()
            .filter(|c| !c.gets_letters())
            .map(|c| {
                let why = if c.responsible {
                    "a restriction is on record"
                } else {
                    "no parental responsibility on record"
                };
                format!("{} gets no letter: {why}", c.full())
            })
            .collect(),
        letters: made.iter().map(|m| m.letter.clone()).collect(),
        issued,
        home,
        got,
        routes,
        languages,
        sheets: crate::standards::wanted(src, v, about).await?,
        typed: false,
        form,
        errors,
        csrf: v.csrf.clone(),
    };
    Ok((page, made))
}

/// Characters that would print as empty boxes: which, in whose name, and what can be done.
fn boxes(made: &[Made], pupil: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for letter in made.iter().map(|m| &m.letter) {
        for (whose, lost) in crate::fonts::missing(letter, pupil) {
            let said = format!(
                "No font here prints {lost}, in {whose}: the letter would show empty boxes. Ask whoever looks after \
                 Mainstay’s server to add a font for it (fonts_dir, in the settings), or have a spelling in \
                 other letters put into the school’s own system and bring that in"
            );
            if !out.contains(&said) {
                out.push(said);
            }
        }
    }
    out
}

/// Issues the letters, or shows them with the words as typed.
pub async fn issue(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = find(&mut read, &v).await?;
    let here = format!("/placements/{}/letters", about.placement.id);
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    if store::letter::find(&mut read, v.org(), once).await.is_ok() {
        return v.to(here);
    }
    if about.placement.state == PlacementState::Cancelled {
        return Err(Refusal::because(
            "This placement was cancelled",
            "A letter tells home of a placement that will happen.",
            "The way Mainstay works.",
        )
        .or("Ring home instead", format!("/placements/{}/home", about.placement.id))
        .into());
    }
    let mut errors = Errors::new();
    for (field, longest) in
        [("opening", 600), ("reason", 1200), ("added", 1200), ("translated", 1200)]
    {
        errors.limit(&v.form, field, longest);
    }
    let (mut page, made) = gather(&mut read, &v, &about, v.form.clone(), errors).await?;
    page.typed = true;
    if made.is_empty() {
        page.errors.add("letters", "Nobody at home gets letters. Add a contact with parental responsibility in the school’s own system and bring it in");
    }
    if !page.errors.is_empty() {
        return v.again(&page);
    }
    // A Word copy is a draft: it issues nothing.
    let word = v.form.int("word").and_then(|n| usize::try_from(n).ok());
    if let Some(one) = word.and_then(|n| made.get(n)) {
        return word_copy(&v, &on_paper(&one.letter));
    }
    if v.form.text("act") != "issue" {
        return v.page(&page);
    }
    // With the letter, where it is ticked, goes the standards sheet.
    let sheets = match v.form.ticked("sheet") {
        true => crate::standards::compose_all(&mut read, &v, &about).await?,
        false => Vec::new(),
    };
    drop(read);
    let ready = set(made, typed(&v.form)).await?;
    let sheets = crate::standards::set(sheets).await?;
    let said = if ready.len() == 1 {
        "The letter is issued and kept".to_string()
    } else {
        format!("{} letters are issued and kept", ready.len())
    };
    let mut w = v.write("Issuing letters home").await?;
    if store::letter::find(&mut w, v.org(), once).await.is_ok() {
        return v.to(here);
    }
    // Somebody else may have issued them while this page lay open: look before sending twice.
    let there = store::letter::of_placement(&mut w, v.org(), about.placement.id).await?;
    if v.form.int("issued").is_some_and(|seen| seen != there.len() as i64) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut events = keep(&mut w, &v.setting, &about, ready, once, sheets).await?.into_iter();
    let Some(first) = events.next() else { return v.to(here) };
    v.commit(w, first, events.collect()).await?;
    v.to_saying(here, said)
}

/// Shows one letter as it was sent.
pub async fn one(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let letter = store::letter::find(&mut read, v.org(), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), letter.pupil).await?;
    v.page(&OnePage { first: pupil.first().to_string(), letter })
}

/// Its pages.
pub async fn pdf(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let letter = store::letter::find(&mut read, v.org(), v.id("id")?).await?;
    store::pupil::find(&mut read, &v.scope(), letter.pupil).await?;
    let bytes = store::letter::pdf(&mut read, v.org(), letter.id).await?;
    // No name in the file's name: it lands in a folder of downloads.
    let name = format!("letter-{}-{}.pdf", letter.issued_at.day().iso(), letter.number);
    v.open_file(&name, "application/pdf", bytes)
}
