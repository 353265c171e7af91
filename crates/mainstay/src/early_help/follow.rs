//! What follows from early help: actions in the one tracker, each with its owner and its day.

use super::{record, scope};
use crate::form::Errors;
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::action::{Ask, LONGEST, Origin, begin, made};

/// Makes an action of what was agreed with the family.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Writing down what follows from early help").await?;
    let e = store::early_help::find(&mut w, &scope(&v), v.id("id")?).await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.limit(f, "follow", LONGEST);
    let how = errors.limit(f, "how_known", LONGEST);
    let staff = crate::trip::staff(&mut w, v.org()).await?;
    let owner = f.id("owner").and_then(|id| staff.iter().find(|s| s.id == id));
    let ask = Ask {
        what,
        owner: owner.map(|s| (s.id, s.full())),
        due: f.day("due"),
        how,
        origin: Origin::EarlyHelp,
        about: Some(e.id),
        source: "Early help".into(),
        pupil: Some(e.pupil),
        ..Ask::new(f.id("once").unwrap_or_else(Id::now_v7))
    };
    let action = match begin(ask, &v.actor, v.now) {
        Ok(action) if errors.is_empty() => Some(action),
        Ok(_) => None,
        Err(wrong) => {
            for (field, message) in wrong {
                let field = match field {
                    "what" => "follow",
                    "how" => "how_known",
                    other => other,
                };
                errors.add(field, message);
            }
            None
        }
    };
    let Some(action) = action else {
        drop(w);
        let mut read = v.read().await?;
        let page = record::sheet(&mut read, &v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if store::action::ask(&mut w, &action).await? {
        v.commit(w, made(&action), Vec::new()).await?;
    }
    v.to_saying(format!("/early-help/{}", e.id), "It stands among the actions")
}
