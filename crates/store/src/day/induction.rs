//! The talk at the start as it is kept, every version of what was said.
//!
//! Must never know: whether it was right to hold it.

use crate::db::{Fault, Source, q};
use crate::revision::{self, Edit};
use crate::room::advance;
use crate::{Problem, Write};
use casework::day::Induction;
use casework::room::Placement;
use casework::{Event, Id, Verb};

from_row!(Induction {
    read_aloud,
    own_words,
    helps,
    hard,
    goal,
    understood,
    form,
    language,
    rules,
    signed,
    by_staff,
    at,
    version
});

/// One induction.
pub async fn induction(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Option<Induction>, Fault> {
    q("select * from induction where org = $1 and placement = $2")
        .bind(org)
        .bind(placement)
        .one(src)
        .await
}

/// Records an induction, or a later word on it: what was said before stays as a version. Stale
/// when somebody changed it since the version of `i`. `more` is what was said to the school's own
/// questions, before and now.
pub async fn induct(
    w: &mut Write,
    placement: &Placement,
    i: &Induction,
    more: (&str, &str),
) -> Result<Event, Problem> {
    let org = w.org();
    let kept = induction(w, org, placement.id).await?;
    if kept.as_ref().map_or(0, |k| k.version) != i.version {
        return Err(Problem::Stale);
    }
    advance(
        w,
        &Placement { inducted_at: placement.inducted_at.or(Some(i.at)), ..placement.clone() },
    )
    .await?;
    w.run(
        q("insert into induction (org, placement, read_aloud, own_words, helps, hard, goal, understood, by_staff, at, form, language, rules, signed) \
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) on conflict (org, placement) do update set read_aloud = excluded.read_aloud, \
           own_words = excluded.own_words, helps = excluded.helps, hard = excluded.hard, goal = excluded.goal, understood = excluded.understood, \
           form = excluded.form, language = excluded.language, rules = excluded.rules, signed = excluded.signed, version = induction.version + 1")
        .bind(org).bind(placement.id).bind(i.read_aloud).bind(&i.own_words).bind(&i.helps).bind(&i.hard)
        .bind(&i.goal).bind(&i.understood).bind(i.by_staff).bind(i.at)
        .bind(i.form).bind(&i.language).bind(&i.rules).bind(&i.signed),
    )
    .await?;
    let mut event = Event::new(Verb::Inducted, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("read aloud", if i.read_aloud { "yes" } else { "no" });
    if !i.version_used().is_empty() {
        event = event.fact("version used", i.version_used());
    }
    if !i.rules.is_empty() {
        event = event.fact("rules", &i.rules);
    }
    if !i.signed.is_empty() {
        event = event.fact("signed", "yes");
    }
    if let Some(kept) = kept {
        let whole = |words: String, more: &str| format!("{words}\n{more}").trim().to_string();
        let edit = Edit {
            noun: revision::INDUCTION,
            about: placement.id,
            verb: Verb::Inducted,
            before: (None, whole(kept.words(), more.0)),
            after: (None, whole(i.words(), more.1)),
        };
        event = event.fact(&revision::fact(edit.noun), revision::keep(w, edit).await?);
    }
    Ok(event)
}
