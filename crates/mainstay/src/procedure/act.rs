//! What is done with a note: read, commented, answered, put to colleagues, agreed, taken out of use.

use super::{HOME, Known, blank, found, sheet};
use crate::form::Errors;
use crate::problem::Problem;
use crate::team::{coming, gone};
use crate::visit::{Answer as Reply, Visit};
use casework::procedure::{Answer, Edition, LONGEST_LINE, LONGEST_SAID, Note, may_agree};
use casework::team::Ask;
use casework::{Coded, Event, Id, Refusal, Role, Verb};
use rulebook::Day;
use store::Write;
use store::today::team;

/// Does one of them.
pub async fn act(v: Visit) -> Reply {
    match v.form.text("act") {
        "read" => read(v).await,
        "say" => say(v).await,
        "answer" => answer(v).await,
        "put" => put(v).await,
        "agree" => agree(v).await,
        "ask" => ask(v).await,
        "end" => end(v).await,
        _ => Err(Problem::Missing),
    }
}

fn event(verb: Verb, note: &Note) -> Event {
    Event::new(verb, "procedure", note.id).fact("note", &note.title)
}

fn written(v: &Visit, note: &Note) -> Result<(), Problem> {
    if note.is_written_by(&v.actor) {
        return Ok(());
    }
    let mut no = Refusal::because(
        format!("{} keeps this note", note.owner_name),
        "A note is changed by whoever keeps it, by their deputy, or by whoever leads the team.",
        "The table of roles in Mainstay.",
    )
    .or("Back to the note", format!("{HOME}/{}", note.id));
    no.by_role = true;
    Err(no.into())
}

/// The page again, with everything typed.
async fn again(v: &Visit, w: Write, errors: Errors) -> Reply {
    drop(w);
    let mut read = v.read().await?;
    let form = v.form.pairs().into_iter().fold(blank(v), |f, (n, x)| f.with(&n, x));
    let page = sheet(v, &mut read, form, errors).await?;
    v.again(&page)
}

async fn read(v: Visit) -> Reply {
    let mut w = v.write("Reading a note of the handbook").await?;
    let k = found(&v, &mut w).await?;
    let number = v.form.int("number").unwrap_or(k.note.agreed_number);
    let there = format!("{HOME}/{}", k.note.id);
    if number != k.note.agreed_number {
        return v.to_saying(there, "A newer version is in force. Read that one");
    }
    if store::procedure::read(&mut w, k.note.id, number, v.actor.staff).await? {
        let me = Some(v.actor.staff);
        team::done(&mut w, Ask::ReadNote, k.note.id, me, "read").await?;
        let event = event(Verb::ProcedureRead, &k.note).fact("version", number);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(there, "It is kept that you have read it")
}

async fn say(v: Visit) -> Reply {
    let mut errors = Errors::new();
    let words = errors.limit(&v.form, "said", LONGEST_SAID);
    let mut w = v.write("Saying what is made of a draft").await?;
    let k = found(&v, &mut w).await?;
    let Some(c) = k.asked(v.actor.staff) else { return Err(Problem::Missing) };
    let there = format!("{HOME}/{}", k.note.id);
    if !errors.is_empty() {
        return again(&v, w, errors).await;
    }
    if c.answer.is_some() || (c.said_at.is_some() && c.words == words) {
        return v.to_saying(there, "What you said is kept");
    }
    store::procedure::say(&mut w, k.note.id, k.next(), v.actor.staff, &words).await?;
    team::done(&mut w, Ask::CommentNote, k.note.id, Some(v.actor.staff), "said").await?;
    v.commit(w, event(Verb::ProcedureSaid, &k.note), Vec::new()).await?;
    v.to_saying(there, "What you said is kept")
}

async fn answer(v: Visit) -> Reply {
    let mut w = v.write("Answering what was said of a draft").await?;
    let k = found(&v, &mut w).await?;
    written(&v, &k.note)?;
    let comment = v.form.id("comment").ok_or(Problem::Missing)?;
    let c = k.comments.iter().find(|c| c.id == comment).ok_or(Problem::Missing)?;
    let said: Answer = v.form.coded("answer").ok_or(Problem::Missing)?;
    let field = format!("answer-{comment}");
    let mut errors = Errors::new();
    let words = match said {
        Answer::NotTaken => {
            errors.need(&v.form, &field, LONGEST_SAID, "Say why it is not taken up")
        }
        Answer::Taken => errors.limit(&v.form, &field, LONGEST_SAID),
    };
    if !errors.is_empty() {
        return again(&v, w, errors).await;
    }
    let by = v.actor.name.clone();
    if store::procedure::answer(&mut w, k.note.id, c.id, said, &words, &by).await? {
        let event = event(Verb::ProcedureAnswered, &k.note).fact("said", said.label());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", k.note.id), "Your answer is kept")
}

/// Those a choice means, without whoever chose.
async fn meant(
    v: &Visit,
    w: &mut Write,
    k: &Known,
    field: &str,
) -> Result<Vec<(Id, String)>, Problem> {
    let people = crate::team::people(w, v).await?;
    let choice = v.form.text(field);
    let role = choice.strip_prefix("role:").and_then(Role::from_code);
    let one = Id::parse_str(choice).ok();
    Ok(people
        .into_iter()
        .filter(|p| match choice {
            "all" => true,
            "last" => {
                k.readers.iter().any(|r| r.number == k.note.agreed_number && r.staff == p.staff)
            }
            _ => role.is_some_and(|r| p.roles.contains(&r)) || one == Some(p.staff),
        })
        .filter(|p| one == Some(p.staff) || p.staff != v.actor.staff)
        .map(|p| (p.staff, p.name))
        .collect())
}

async fn put(v: Visit) -> Reply {
    let mut errors = Errors::new();
    let by = coming(&v, &mut errors, "comment_by");
    let mut w = v.write("Putting a draft to colleagues").await?;
    let k = found(&v, &mut w).await?;
    written(&v, &k.note)?;
    let who = meant(&v, &mut w, &k, "whom").await?;
    if who.is_empty() {
        errors.add("whom", "Choose whom it is put to");
    }
    let (Some(by), true) = (by, errors.is_empty()) else { return again(&v, w, errors).await };
    if v.form.int("version") != Some(k.note.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let asked = store::procedure::ask_comments(&mut w, k.note.id, k.next(), &who).await?;
    for staff in &asked {
        let what = format!("Say what you make of a draft: {}", k.note.title);
        team::ask(&mut w, Ask::CommentNote, k.note.id, k.note.id, &what, Some(*staff), by).await?;
    }
    team::moved(&mut w, Ask::CommentNote, k.note.id, by).await?;
    let note = Note { comment_by: Some(by), ..k.note };
    store::procedure::change(&mut w, &note).await?;
    let event = event(Verb::ProcedurePut, &note).fact("asked", asked.len()).fact("until", by);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("{HOME}/{}", note.id), "It is put to them")
}

/// Asks those a choice means to read a version.
async fn readers(
    w: &mut Write,
    note: &Note,
    number: i64,
    who: &[(Id, String)],
    due: Day,
) -> Result<usize, Problem> {
    let asked = store::procedure::ask_readers(w, note.id, number, due, who).await?;
    for staff in &asked {
        let what = format!("Read: {}, version {number}", note.title);
        team::ask(w, Ask::ReadNote, note.id, note.id, &what, Some(*staff), due).await?;
    }
    Ok(asked.len())
}

async fn agree(v: Visit) -> Reply {
    let f = &v.form;
    let mut errors = Errors::new();
    let agreed_by = errors.need(f, "agreed_by", LONGEST_LINE, "Say who agreed it");
    let agreed_on = gone(&v, &mut errors, "agreed_on");
    let from = errors.get(f.day("from"), "from", "Give the day from which it is in force");
    let what_changed = errors.limit(f, "what_changed", LONGEST_SAID);
    let review_on = coming(&v, &mut errors, "next_review");
    let mut w = v.write("Keeping that a note is agreed").await?;
    let k = found(&v, &mut w).await?;
    written(&v, &k.note)?;
    if let Some(last) = k.editions.first().filter(|last| from.is_some_and(|f| f < last.from)) {
        errors.add("from", format!("Version {} is in force from {}", last.number, last.from));
    }
    let who = meant(&v, &mut w, &k, "readers").await?;
    let due = if who.is_empty() { None } else { coming(&v, &mut errors, "due") };
    let (Some(agreed_on), Some(from), Some(review_on), true) =
        (agreed_on, from, review_on, errors.is_empty())
    else {
        return again(&v, w, errors).await;
    };
    // The same form sent twice agrees once.
    if v.form.int("version") != Some(k.note.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    may_agree(&k.note, &k.editions, &k.comments, v.today()).map_err(|r| *r)?;
    let number = k.next();
    let edition = Edition {
        note: k.note.id,
        number,
        title: k.note.title.clone(),
        used_when: k.note.used_when.clone(),
        steps: k.note.steps.clone(),
        what_changed,
        agreed_by,
        agreed_on,
        from,
        kept_by: v.actor.name.clone(),
        kept_at: v.now,
    };
    store::procedure::add_edition(&mut w, &edition).await?;
    let note = Note { agreed_number: number, comment_by: None, review_on, ..k.note };
    store::procedure::change(&mut w, &note).await?;
    for ask in [Ask::CommentNote, Ask::ReadNote, Ask::ReviewNote] {
        team::done(&mut w, ask, note.id, None, "a newer version was agreed").await?;
    }
    super::write::review(&mut w, &note).await?;
    let asked = match due {
        Some(due) => readers(&mut w, &note, number, &who, due).await?,
        None => 0,
    };
    let event = event(Verb::ProcedureAgreed, &note)
        .fact("version", number)
        .fact("by", &edition.agreed_by)
        .fact("from", from)
        .fact("asked", asked);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("{HOME}/{}", note.id), format!("Version {number} is kept as agreed"))
}

async fn ask(v: Visit) -> Reply {
    let mut errors = Errors::new();
    let due = coming(&v, &mut errors, "due");
    let mut w = v.write("Asking colleagues to read a note").await?;
    let k = found(&v, &mut w).await?;
    written(&v, &k.note)?;
    let who = meant(&v, &mut w, &k, "reader").await?;
    if who.is_empty() {
        errors.add("reader", "Choose who is to read it");
    }
    let (Some(due), true) = (due, errors.is_empty()) else { return again(&v, w, errors).await };
    if k.note.agreed_number == 0 {
        return Err(Problem::Missing);
    }
    let asked = readers(&mut w, &k.note, k.note.agreed_number, &who, due).await?;
    if asked > 0 {
        let event = event(Verb::ProcedureAsked, &k.note)
            .fact("version", k.note.agreed_number)
            .fact("asked", asked)
            .fact("until", due);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", k.note.id), "They are asked to read it")
}

async fn end(v: Visit) -> Reply {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", LONGEST_SAID, "Say why it is no longer used");
    let mut w = v.write("Taking a note out of use").await?;
    let k = found(&v, &mut w).await?;
    written(&v, &k.note)?;
    if !errors.is_empty() {
        return again(&v, w, errors).await;
    }
    let there = format!("{HOME}/{}", k.note.id);
    if k.note.ended_on.is_some() {
        return v.to(there);
    }
    if v.form.int("version") != Some(k.note.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let note = Note { ended_on: Some(v.today()), comment_by: None, ..k.note };
    store::procedure::change(&mut w, &note).await?;
    for ask in [Ask::CommentNote, Ask::ReadNote, Ask::ReviewNote] {
        team::done(&mut w, ask, note.id, None, "no longer used").await?;
    }
    v.commit(w, event(Verb::ProcedureEnded, &note).fact("why", why), Vec::new()).await?;
    v.to_saying(there, "It is no longer used")
}
