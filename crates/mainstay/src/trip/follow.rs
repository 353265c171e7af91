//! What follows from a trip: actions in the one tracker, each with its owner and its day.

use super::one;
use crate::form::{Errors, Form};
use crate::page::kit::{Area, Choice, Choices, Field, Look, hidden, token};
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::action::{Action, Ask, LONGEST, Origin, begin, made};
use casework::trip::TripState;
use maud::{Markup, html};

/// Makes an action of what follows.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Writing down what follows from a trip").await?;
    let t = store::trip::find(&mut w, v.org(), v.id("id")?).await?;
    let to = format!("/trips/{}", t.id);
    if t.state == TripState::Cancelled {
        return v.to_saying(to, "This trip was cancelled");
    }
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.limit(f, "follow", LONGEST);
    let how = errors.limit(f, "how_known", LONGEST);
    let staff = super::staff(&mut w, v.org()).await?;
    let owner = f.id("owner").and_then(|id| staff.iter().find(|s| s.id == id));
    let ask = Ask {
        what,
        owner: owner.map(|s| (s.id, s.full())),
        due: f.day("due"),
        how,
        origin: Origin::Trip,
        about: Some(t.id),
        source: t.title.clone(),
        ..Ask::new(f.id("once").unwrap_or_else(Id::now_v7))
    };
    let action = match begin(ask, &v.actor, v.now) {
        Ok(action) if errors.is_empty() => action,
        Ok(_) => return again(w, &v, errors).await,
        Err(wrong) => {
            for (field, message) in wrong {
                let field = match field {
                    "what" => "follow",
                    "how" => "how_known",
                    other => other,
                };
                errors.add(field, message);
            }
            return again(w, &v, errors).await;
        }
    };
    if store::action::ask(&mut w, &action).await? {
        v.commit(w, made(&action), Vec::new()).await?;
    }
    v.to_saying(to, "It stands among the actions")
}

async fn again(w: store::Write, v: &Visit, errors: Errors) -> Answer {
    drop(w);
    let page = one::sheet(v, v.form.clone(), errors).await?;
    v.again(&page)
}

/// What is said of an action that everybody reads.
pub(crate) const OPEN: &str = "Name nobody: it stands in everybody’s tracker.";

/// What follows, and the form for more.
pub(crate) fn draw(
    at: &str,
    csrf: &str,
    actions: &[Action],
    staff: &[Choice],
    form: &Form,
    errors: &Errors,
    hint: &str,
) -> Markup {
    let wrong = ["follow", "owner", "due", "how_known"].iter().any(|n| errors.of(n).is_some());
    html! {
        section.sheet.stack.stack-2 aria-labelledby="follows" {
            h2 #follows { "What follows" }
            @if actions.is_empty() { p.soft { "Nothing is written down yet." } }
            @for a in actions { p { a href={ "/actions/" (a.id) } { (a.what) } span.sub { (a.owner_name) ", due " (a.due) ". " (casework::Coded::label(a.state)) } } }
            details.working open[wrong] {
                summary { "Add an action" }
                form.working-body.stack method="post" action={ (at) "/actions" } {
                    (token(csrf)) (hidden("once", form.text("once")))
                    (Area::new("follow", "What is to be done").rows(2).hint(hint).from(form, errors))
                    (Choices::one("owner", "By whom", staff).look(Look::Select).from(form, errors))
                    (Field::new("due", "By").kind("date").from(form, errors))
                    (Field::new("how_known", "How we shall know").from(form, errors))
                    div { button.btn.btn-2 type="submit" { "Add" } }
                }
            }
        }
    }
}
