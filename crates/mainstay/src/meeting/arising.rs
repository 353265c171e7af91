//! Matters arising: what the last meeting decided, and how each stands now, whatever it became.
//!
//! Must never know: what was said about it.

use crate::page::kit::{Standing as Shape, Table, Tag};
use crate::problem::Problem;
use casework::action::Action;
use casework::meeting::{Decision, Meeting};
use casework::referral::ReferralState;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

/// One thing that was decided, as it stands.
#[derive(Clone, Debug)]
pub struct Matter {
    /// In words.
    pub words: String,
    /// The action it became.
    pub action: Option<Action>,
    /// The referral it became, with where that has got to.
    pub referral: Option<(Id, ReferralState)>,
    /// The plan it changes, from which version, and whether teachers have that version.
    pub plan: Option<(Id, i64, bool)>,
}

impl Matter {
    fn is_over(&self, today: Day) -> bool {
        match (&self.action, self.referral) {
            (Some(a), _) => a.standing(today).is_over(),
            (None, Some((_, state))) => state != ReferralState::Waiting,
            (None, None) => self.plan.is_none_or(|p| p.2),
        }
    }
}

/// What the last meeting decided, in order; actions agreed there without a decision come after.
pub(super) async fn of(src: &mut dyn Source, org: Id, m: &Meeting) -> Result<Vec<Matter>, Problem> {
    let Some(before) = m.before else { return Ok(Vec::new()) };
    let decisions = store::meeting::minutes::decisions(src, org, before).await?;
    let actions = store::action::about(src, org, before).await?;
    let mut out = Vec::new();
    for Decision { words, action, referral, plan, plan_version, .. } in &decisions {
        let referral = match referral {
            Some(id) => Some((*id, store::referral::find(src, org, *id).await?.state)),
            None => None,
        };
        let plan = match (plan, plan_version) {
            (Some(id), Some(n)) => {
                let all = store::plan::editions(src, org, *id).await?;
                let given = all.iter().any(|e| e.number >= *n && e.given_at.is_some());
                Some((*id, *n, given))
            }
            _ => None,
        };
        out.push(Matter {
            plan,
            words: words.clone(),
            action: action.and_then(|id| actions.iter().find(|a| a.id == id).cloned()),
            referral,
        });
    }
    let loose = actions.iter().filter(|a| !decisions.iter().any(|d| d.action == Some(a.id)));
    out.extend(loose.map(|a| Matter {
        words: a.what.clone(),
        action: Some(a.clone()),
        referral: None,
        plan: None,
    }));
    Ok(out)
}

/// "14 decisions: 8 done or given up, 6 open"
pub(super) fn counted(all: &[Matter], today: Day) -> String {
    let over = all.iter().filter(|m| m.is_over(today)).count();
    let noun = if all.len() == 1 { "decision" } else { "decisions" };
    format!("{} {noun}: {over} done or given up, {} open", all.len(), all.len() - over)
}

/// All of them, with who does each and how it stands.
pub(super) fn table(all: &[Matter], today: Day) -> Markup {
    let rows = all
        .iter()
        .map(|m| {
            let (href, who, due, stands) = match (&m.action, m.referral) {
                (Some(a), _) => (
                    Some(format!("/actions/{}", a.id)),
                    a.owner_name.clone(),
                    a.due.to_string(),
                    html! { (crate::action::mark(a, today)) @if !a.outcome.is_empty() { br; span.soft { (a.outcome) } } },
                ),
                (None, Some((id, state))) => (
                    Some(format!("/referrals/{id}")),
                    String::new(),
                    String::new(),
                    html! { (Tag(if state == ReferralState::Waiting { Shape::Due } else { Shape::Done }, state.label())) },
                ),
                (None, None) if m.plan.is_some() => {
                    let (id, n, given) = m.plan.unwrap_or_default();
                    let shape = if given { Shape::Done } else { Shape::Due };
                    let words = match given {
                        true => format!("In version {n} of the plan"),
                        false => format!("In the draft of version {n}: teachers do not have it yet"),
                    };
                    let there = Some(format!("/plans/{id}"));
                    (there, String::new(), String::new(), html! { (Tag(shape, &words)) })
                }
                (None, None) => {
                    (None, String::new(), String::new(), html! { (Tag(Shape::None, "On record")) })
                }
            };
            vec![
                html! { @match href { Some(href) => a href=(href) { (m.words) }, None => (m.words) } },
                html! { (who) },
                html! { (due) },
                stands,
            ]
        })
        .collect();
    let columns =
        vec![("What was decided", false), ("Who", false), ("Due", false), ("Stands", false)];
    html! { (Table { caption: "Matters arising", columns, rows, dense: true }) }
}
