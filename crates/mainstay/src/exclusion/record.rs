//! The page of one record, gathered: while it is prepared, what is still to be said; once it is
//! decided, what is owed to whom by when.

use super::page::RecordPage;
use super::{About, lines};
use crate::form::{Errors, Form};
use crate::law::owed::Line;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::exclusion::decide::{decider, missing};
use casework::{Id, May};

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The page, with what was typed in one of its forms.
pub(super) async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<RecordPage, Problem> {
    let mut read = v.read().await?;
    let about = About::of(v, &mut read).await?;
    let follows = match about.e.follows {
        Some(id) => store::exclusion::find(&mut read, &v.scope(), id).await.ok(),
        None => None,
    };
    let decides = decider(&v.actor, &about.settings, v.today(), "").is_ok();
    let almanac = about.almanac.as_ref().ok();
    let left = match about.e.is_draft() {
        true => missing(&about.e, &about.texts, &about.exhibits),
        false => Vec::new(),
    };
    let work_days = about.work_days();
    Ok(RecordPage {
        words: v.words().clone(),
        name: about.pupil.name(),
        first: about.pupil.first(),
        form_group: about.pupil.form.clone(),
        pupil: about.pupil.id,
        today: v.today(),
        lines: about.owed.iter().map(|o| Line::of(o, almanac)).collect(),
        no_calendar: about.almanac.as_ref().err().cloned(),
        totals: about.totals(),
        drawn: about.e.decided.as_ref().map(|d| lines(&d.drawn)).unwrap_or_default(),
        missing: left,
        decides,
        home: v.may(May::Home),
        clerks: v.may(May::Hearings).then_some(about.hearings.is_some()),
        follows: follows.map(|f| (f.id, format!("{}, {}", f.noun(), f.days()))),
        once: form.id("once").unwrap_or_else(Id::now_v7),
        left_out: about
            .contacts
            .iter()
            .filter(|c| c.responsible && c.restricted())
            .map(|c| c.full())
            .collect(),
        texts: about.texts,
        exhibits: about.exhibits,
        work_days,
        work: about.work,
        agreed: about.agreed,
        changes: about.changes,
        log: about.done,
        e: about.e,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}
