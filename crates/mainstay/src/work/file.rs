//! A file that comes with an answer: looked at, kept, taken away, and handed out to whoever may see
//! the work.
//!
//! Must never do: hand a file out by a link. Whoever holds one sends, and sees the name of what
//! was sent.

use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use bytes::Bytes;
use casework::attachment::{self, Fit, TAKEN, spell_size};
use casework::work::Work;
use casework::{Coded, Id, May};
use maud::{Markup, html};
use sha2::{Digest, Sha256};
use store::attachment::Attachment;
use store::{Source, Write};

/// What happens to the files of a request with an answer.
#[derive(Default)]
pub struct Change {
    /// The file that came, looked at. It takes the place of any before it.
    pub new: Option<(Fit, Bytes)>,
    /// What is there is taken away.
    pub away: bool,
}

impl Change {
    /// What was sent, or what is wrong with it.
    pub fn read(
        file: Option<&(String, Bytes)>,
        unread: Option<&str>,
        away: bool,
    ) -> Result<Change, String> {
        if let Some(why) = unread {
            return Err(why.to_string());
        }
        let new = match file {
            Some((name, bytes)) => {
                let fit = attachment::fit(name, bytes)?;
                let bare = attachment::bare(&fit, bytes)?;
                Some((fit, bare.map_or_else(|| bytes.clone(), Bytes::from)))
            }
            None => None,
        };
        Ok(Change { new, away })
    }
    /// Whether a file is there afterwards, with so many there before.
    pub fn leaves_one(&self, before: usize) -> bool {
        self.new.is_some() || (before > 0 && !self.away)
    }
    /// Keeps it with a request for work. Says what the trail is told.
    pub async fn keep(
        &self,
        w: &mut Write,
        work: Id,
        by: &str,
    ) -> Result<Vec<(&'static str, String)>, Problem> {
        self.keep_with(w, "work", work, by).await
    }
    /// Keeps it with a record. Says what the trail is told.
    pub async fn keep_with(
        &self,
        w: &mut Write,
        noun: &str,
        work: Id,
        by: &str,
    ) -> Result<Vec<(&'static str, String)>, Problem> {
        let mut facts = Vec::new();
        if self.new.is_some() || self.away {
            let gone = store::attachment::take_away(w, work).await?;
            if gone > 0 {
                facts.push(("file taken away", gone.to_string()));
            }
        }
        if let Some((fit, bytes)) = &self.new {
            let hash = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
            let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            facts.push(("file", format!("{}, {}", fit.kind.label(), spell_size(size))));
            store::attachment::add(w, noun, work, fit, bytes.to_vec(), &hash, by).await?;
        }
        Ok(facts)
    }
}

/// The field a file is chosen in.
pub fn field(suffix: &str, errors: &Errors) -> Markup {
    let name = format!("file{suffix}");
    let (hint, wrong) = (format!("{name}-hint"), format!("{name}-error"));
    let error = errors.of(&name);
    html! {
        div.field.is-wrong[error.is_some()] {
            label for=(name) { "File " span.optional { "(optional)" } }
            p.hint id=(hint) { (TAKEN) ". " (attachment::MEGABYTES) " MB at most." }
            @if let Some(e) = error { p.error id=(wrong) { (e) } }
            input.input id=(name) name=(name) type="file" accept=".pdf,.docx,.pptx,.xlsx,.odt,.png,.jpg,.jpeg,.txt"
                aria-invalid=[error.is_some().then_some("true")] aria-describedby={ (hint) @if error.is_some() { " " (wrong) } };
        }
    }
}

/// The files of a request, each to be opened.
pub fn list(files: &[Attachment]) -> Markup {
    html! {
        @for f in files { p.row {
            a href={ "/work/" (f.about) "/file/" (f.id) } { bdi { (f.name_sent) } }
            span.soft { (f.kind.label()) ", " (spell_size(f.size)) }
        } }
    }
}

/// The files of the units of the bank that fill these requests, each as a file of its request.
pub async fn of_bank(
    src: &mut dyn Source,
    org: Id,
    work: &[Work],
) -> Result<Vec<Attachment>, Problem> {
    let filled: Vec<(Id, Id)> = work.iter().filter_map(|w| Some((w.id, w.bank_unit?))).collect();
    let units: Vec<Id> = filled.iter().map(|(_, unit)| *unit).collect();
    let files = store::attachment::of(src, org, &units).await?;
    let of = |unit: Id| files.iter().filter(move |f| f.about == unit).cloned();
    let each =
        filled.iter().flat_map(|(work, unit)| of(*unit).map(|f| Attachment { about: *work, ..f }));
    Ok(each.collect())
}

/// Their names alone, for who may not open them.
pub fn names(files: &[Attachment]) -> Markup {
    html! { @for f in files { p { "File: " bdi { (f.name_sent) } " " span.soft { (f.kind.label()) ", " (spell_size(f.size)) } } } }
}

/// Hands a file out: to whoever answers the work, chases it, or has the pupil in the room.
pub async fn serve(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let work = store::work::find(&mut read, v.org(), v.id("id")?).await?;
    let me = store::staff::find(&mut read, v.org(), v.actor.staff).await?;
    let mine = [work.teacher, work.escalated_to].contains(&Some(me.id));
    let asked = v.may(May::AnswerWork) && mine;
    let chased = v.may(May::ChaseWork) && super::chases(&v, &me.department, &work);
    let runs =
        v.may(May::RunRoom) && store::pupil::find(&mut read, &v.scope(), work.pupil).await.is_ok();
    if !(asked || chased || runs) {
        return Err(Problem::Missing);
    }
    let id = v.id("file")?;
    let own = store::attachment::open(&mut read, v.org(), work.id, id).await;
    let (file, bytes) = match (own, work.bank_unit) {
        // Where the bank fills a lesson, its file is that lesson's.
        (Err(store::Problem::Missing), Some(unit)) if runs => {
            store::attachment::open(&mut read, v.org(), unit, id).await?
        }
        (own, _) => own?,
    };
    v.download(&file.name, file.kind.media(), bytes)
}
