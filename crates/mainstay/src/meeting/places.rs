//! Places: what has them when, and taking one for something that is no meeting here.
//!
//! Must never know: what a meeting is about.

use super::forms_page::PlacesPage;
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::place::{Taken, clash};
use casework::meeting::{SHORT, Typed, wrong};
use casework::{Event, Id, Verb};

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<PlacesPage, Problem> {
    let mut read = v.read().await?;
    Ok(PlacesPage {
        taken: store::meeting::all_taken(&mut read, v.org(), v.today()).await?,
        places: store::meeting::places(&mut read, v.org()).await?,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Takes a place, or lets it go.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Taking a place").await?;
    if let Some(id) = f.id("let_go") {
        if store::meeting::let_go(&mut w, id).await? {
            v.commit(w, Event::new(Verb::PlaceTaken, "place", id), Vec::new()).await?;
        }
        return v.to("/meetings/places");
    }
    let mut errors = Errors::new();
    let place = errors.need(f, "place", SHORT, "Say which place");
    let what = errors.need(f, "what", SHORT, "Say for what. Name nobody");
    let t = Typed {
        on: f.day("on"),
        from: f.minute("from"),
        to: f.minute("to"),
        place: place.clone(),
        remote: "-".into(),
    };
    for (field, message) in wrong(&t, v.now) {
        errors.add(field, message);
    }
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    if let (Some(on), Some(from), Some(to)) = (t.on, t.from, t.to) {
        let taken = store::meeting::taken(&mut w, v.org(), &place, on).await?;
        if let Some(by) = clash(&taken, (&place, on), (from, to), id) {
            errors.add("place", by.said());
        }
        if errors.is_empty() {
            let by_name = v.actor.name.clone();
            let taken = Taken { id, place, on, from, to, what, by_name };
            if store::meeting::take(&mut w, &taken).await? {
                let event = Event::new(Verb::PlaceTaken, "place", id).fact("on", on);
                v.commit(w, event, Vec::new()).await?;
            }
            return v.to_saying("/meetings/places", "The place is taken");
        }
    }
    drop(w);
    let page = sheet(&v, f.clone(), errors).await?;
    v.again(&page)
}
