//! The handbook: procedures notes and policies, found, read, consulted on and agreed.
//!
//! Must never decide: it carries drafts to colleagues and what they say back to whoever keeps the note.

mod act;
mod page;
pub mod print;
mod samples;
pub mod screens;
pub mod unread;
pub mod version;
pub mod write;

pub use act::act;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::procedure::{Comment, Edition, Note, Reader, Standing, changes, in_force};
use casework::{Id, May};
use page::{ListPage, NotePage, Row};
use store::Source;

/// Where it is.
pub const HOME: &str = "/handbook";

/// Everything that is known of one note.
pub(crate) struct Known {
    pub note: Note,
    pub editions: Vec<Edition>,
    pub comments: Vec<Comment>,
    pub readers: Vec<Reader>,
}

impl Known {
    /// The draft's number.
    pub fn next(&self) -> i64 {
        self.note.agreed_number + 1
    }
    /// What this person was asked to say of the draft.
    pub fn asked(&self, staff: Id) -> Option<&Comment> {
        self.comments.iter().find(|c| c.number == self.next() && c.staff == staff)
    }
    /// What this person was asked to read and has not.
    pub fn unread(&self, staff: Id) -> Option<&Reader> {
        let newest = self.note.agreed_number;
        self.readers.iter().find(|r| r.number == newest && r.staff == staff && r.read_at.is_none())
    }
}

/// One that this person may read: agreed ones are everybody's, a draft is its writers' and of those who
/// were asked about it.
pub(crate) async fn found(v: &Visit, src: &mut dyn Source) -> Result<Known, Problem> {
    let note = store::procedure::find(src, v.org(), v.id("id")?).await?;
    let known = Known {
        editions: store::procedure::editions(src, v.org(), note.id).await?,
        comments: store::procedure::comments(src, v.org(), note.id).await?,
        readers: store::procedure::readers(src, v.org(), note.id).await?,
        note,
    };
    let theirs = known.note.is_written_by(&v.actor) || known.asked(v.actor.staff).is_some();
    if theirs || in_force(&known.editions, v.today()).is_some() {
        return Ok(known);
    }
    Err(Problem::Missing)
}

/// The notes this person may see, each with its version in force.
async fn rows(v: &Visit, src: &mut dyn Source) -> Result<Vec<Row>, Problem> {
    let notes = store::procedure::all(src, v.org()).await?;
    let editions = store::procedure::every_edition(src, v.org()).await?;
    let unread = store::procedure::unread(src, v.org()).await?;
    let mut out = Vec::new();
    for note in notes {
        let own: Vec<Edition> = editions.iter().filter(|e| e.note == note.id).cloned().collect();
        let edition = in_force(&own, v.today()).cloned();
        let writes = note.is_written_by(&v.actor);
        if edition.is_none() && !writes {
            continue;
        }
        let waiting = |me: bool| {
            let of = unread.iter().filter(|r| r.note == note.id && r.number == note.agreed_number);
            of.filter(|r| !me || r.staff == v.actor.staff).count()
        };
        out.push(Row {
            standing: note.standing(&own, v.today()),
            draft: writes && note.agreed_number > 0 && note.has_changes(&own),
            mine: waiting(true) > 0,
            waiting: if writes { waiting(false) } else { 0 },
            edition,
            note,
        });
    }
    Ok(out)
}

/// Shows the handbook.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let mut all = rows(&v, &mut read).await?;
    let words = v.query.text("q").chars().take(200).collect::<String>();
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    all.retain(|r| wanted.iter().all(|w| r.text().contains(w)));
    let ended = v.query.ticked("ended");
    all.retain(|r| (r.standing == Standing::Ended) == ended);
    let writes = v.may(May::Team);
    let starters = if writes { screens::starters(v.words()) } else { Vec::new() };
    v.page(&ListPage {
        rows: all,
        words,
        ended,
        writes,
        starters: starters.into_iter().map(|s| s.title).collect(),
    })
}

/// One note as this person sees it.
pub(crate) async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<NotePage, Problem> {
    let known = found(v, src).await?;
    let writes = known.note.is_written_by(&v.actor);
    let edition = in_force(&known.editions, v.today()).cloned();
    let newest = known.editions.first();
    let drafted = known.note.has_changes(&known.editions);
    let people = if writes { crate::team::people(src, v).await? } else { Vec::new() };
    let me = v.actor.staff;
    Ok(NotePage {
        today: v.today(),
        words: v.words().clone(),
        standing: known.note.standing(&known.editions, v.today()),
        changes: match newest {
            Some(e) if drafted => changes(
                (&e.title, &e.used_when, &e.steps),
                (&known.note.title, &known.note.used_when, &known.note.steps),
            ),
            _ => Vec::new(),
        },
        unread: known.unread(me).cloned(),
        asked: known.asked(me).cloned(),
        comments: known.comments.iter().filter(|c| c.number == known.next()).cloned().collect(),
        readers: known
            .readers
            .iter()
            .filter(|r| r.number == known.note.agreed_number)
            .cloned()
            .collect(),
        editions: known.editions.clone(),
        note: known.note,
        edition,
        drafted,
        writes,
        people,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// What the forms of a note hold at first.
pub(crate) fn blank(v: &Visit) -> Form {
    let within = rulebook::team::READ_A_NOTE.0;
    let by = v.setting.calendar.school_days_after(v.today(), within).map_or(v.today(), |c| c.day);
    Form::of([
        ("comment_by", by.iso()),
        ("due", by.iso()),
        ("agreed_on", v.today().iso()),
        ("from", v.today().iso()),
        ("next_review", v.today().plus(rulebook::team::NOTE_REVIEWED).iso()),
    ])
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, blank(&v), Errors::new()).await?;
    v.page(&page)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    samples::all()
}
