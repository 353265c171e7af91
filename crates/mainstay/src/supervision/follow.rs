//! What two people agree to do at line management: private actions in the one tracker.

use super::{HOME, sheet};
use crate::form::Errors;
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::action::{Ask, LONGEST, Origin, begin, made};

/// Makes an action of what was agreed; the two of them read it.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Writing down what was agreed at line management").await?;
    let s = store::supervision::find(&mut w, v.org(), v.actor.staff, v.id("id")?).await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.limit(f, "follow", LONGEST);
    let how = errors.limit(f, "how_known", LONGEST);
    let owner = match f.id("owner") {
        Some(id) if id == s.staff => Some((s.staff, s.staff_name.clone())),
        Some(id) if id == s.manager => Some((s.manager, s.manager_name.clone())),
        _ => None,
    };
    let ask = Ask {
        what,
        owner,
        due: f.day("due"),
        how,
        origin: Origin::Supervision,
        about: Some(s.id),
        source: "Line management".into(),
        private: true,
        ..Ask::new(f.id("once").unwrap_or_else(Id::now_v7))
    };
    match begin(ask, &v.actor, v.now) {
        Ok(mut action) if errors.is_empty() => {
            // Both read it: what somebody takes on themselves is as if the other had asked for it.
            if action.owner == v.actor.staff {
                let other = (s.manager, &s.manager_name);
                let other = if other.0 == action.owner { (s.staff, &s.staff_name) } else { other };
                (action.by_staff, action.by_name) = (other.0, other.1.clone());
            }
            if store::action::ask(&mut w, &action).await? {
                v.commit(w, made(&action), Vec::new()).await?;
            }
            v.to_saying(format!("{HOME}/{}", s.id), "It stands among the actions of the two of you")
        }
        begun => {
            for (field, message) in begun.err().unwrap_or_default() {
                let field = match field {
                    "what" => "follow",
                    "how" => "how_known",
                    other => other,
                };
                errors.add(field, message);
            }
            drop(w);
            let page = sheet(&v, v.form.clone(), errors).await?;
            v.again(&page)
        }
    }
}
