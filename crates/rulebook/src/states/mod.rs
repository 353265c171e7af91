//! The road as states: which acts move a case from where to where, and the refusal of every
//! other.
//!
//! Must never know: a pupil, a user, when. An arrow that is not here cannot be gone; what has
//! been decided is not decided again. Source: section 9 of the law note, and the rules each
//! arrow names.

mod exclusion;
mod moves;
mod removal;
#[cfg(test)]
mod tests;

pub use exclusion::{
    Governors, GovernorsAct, Permanent, PermanentAct, Suspension, SuspensionAct, cancel_kept,
};
pub use moves::{Direction, DirectionAct, Move, MoveAct, Separation, SeparationAct};
pub use removal::{Removal, RemovalAct};

/// Something that must be true before an arrow is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard {
    /// The rule that asks for it.
    pub rule: &'static str,
    /// What it asks, in words.
    pub needs: &'static str,
}

/// A record of its own that an act opens beside the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opens {
    /// The record of force, seclusion or restraint (R1.10).
    RestrictiveRecord,
    /// The route to the designated safeguarding lead (R1.14).
    SafeguardingRoute,
    /// A suspension, with its own notices (R1.15).
    Suspension,
    /// A new suspension or permanent exclusion that starts the next day (R2.20).
    FreshDecision,
    /// The readjustment of the budget (R3.16).
    Readjustment,
    /// The tasks of a placement that was running when the procedure changed (R4.06).
    TransitionTask,
    /// A disciplinary decision, apart from the separation (R4.12).
    DisciplinaryDecision,
}

/// One arrow.
#[derive(Clone, Copy, Debug)]
pub struct Arrow<S: Road> {
    /// From any of these.
    pub from: &'static [S],
    /// By this act.
    pub act: S::Act,
    /// To this.
    pub to: S,
    /// If these are kept.
    pub guards: &'static [Guard],
    /// Rules that the arrow sets off: notices, duties, clocks.
    pub sets_off: &'static [&'static str],
    /// A record it opens.
    pub opens: Option<Opens>,
}

/// An act that no state allows, and what there is instead.
#[derive(Clone, Copy, Debug)]
pub struct Never<S: Road> {
    /// The act.
    pub act: S::Act,
    /// The rule that forbids it.
    pub rule: &'static str,
    /// Why, in words.
    pub why: &'static str,
    /// What can be done.
    pub instead: &'static str,
}

/// A machine: its states are the type itself.
pub trait Road: Copy + Eq + std::fmt::Debug + Sized + 'static {
    /// What people do.
    type Act: Copy + Eq + std::fmt::Debug + 'static;
    /// Every state.
    const ALL: &'static [Self];
    /// Every act.
    const ACTS: &'static [Self::Act];
    /// Every arrow.
    const ARROWS: &'static [Arrow<Self>];
    /// Acts people ask for that the law does not know.
    const NEVER: &'static [Never<Self>];
    /// The state in words: "cancelled".
    fn words(self) -> &'static str;
    /// An act in words: "cancel it".
    fn act_words(act: Self::Act) -> &'static str;
}

/// An arrow that was gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<S> {
    /// Where the case is now.
    pub to: S,
    /// Rules that were set off.
    pub sets_off: &'static [&'static str],
    /// A record that is to be opened.
    pub opens: Option<Opens>,
}

/// Why an act is refused. Each says what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No arrow leads from here by this act.
    #[error("this case is {state}: nobody can {act} now. {}", can(.instead))]
    NotFromHere {
        /// The state, in words.
        state: &'static str,
        /// The act, in words.
        act: &'static str,
        /// What can be done.
        instead: Vec<&'static str>,
    },
    /// It was decided before.
    #[error("this case is {state} already: a decision is made once. {}", can(.instead))]
    Decided {
        /// The state, in words.
        state: &'static str,
        /// What can still be done.
        instead: Vec<&'static str>,
    },
    /// A rule stands in the way.
    #[error("nobody can {act} yet ({rule}): {needs}")]
    Guarded {
        /// The act, in words.
        act: &'static str,
        /// The rule.
        rule: &'static str,
        /// What must be true first.
        needs: &'static str,
    },
    /// The law knows no such act, in any state.
    #[error("{why} ({rule}). {instead}")]
    Never {
        /// The rule.
        rule: &'static str,
        /// Why.
        why: &'static str,
        /// What there is instead.
        instead: &'static str,
    },
}

fn can(instead: &[&'static str]) -> String {
    match instead {
        [] => "Nothing more can be done on it: open a new record.".to_string(),
        acts => format!("What can be done: {}.", acts.join("; ")),
    }
}

/// What people can do from a state, guards apart.
pub fn acts_from<S: Road>(from: S) -> Vec<S::Act> {
    S::ARROWS.iter().filter(|a| a.from.contains(&from)).map(|a| a.act).collect()
}

/// Goes an arrow, or says why not. `kept` are the rules whose guards the caller has found kept:
/// one that is not named is not kept.
pub fn step<S: Road>(from: S, act: S::Act, kept: &[&str]) -> Result<Step<S>, Refusal> {
    if let Some(never) = S::NEVER.iter().find(|n| n.act == act) {
        let Never { rule, why, instead, .. } = *never;
        return Err(Refusal::Never { rule, why, instead });
    }
    let Some(arrow) = S::ARROWS.iter().find(|a| a.act == act && a.from.contains(&from)) else {
        let state = from.words();
        let instead: Vec<_> = acts_from(from).into_iter().map(S::act_words).collect();
        // Asked again for what was done, or for anything once nothing leads on.
        let done = S::ARROWS.iter().any(|a| a.act == act && a.to == from);
        return Err(match done || instead.is_empty() {
            true => Refusal::Decided { state, instead },
            false => Refusal::NotFromHere { state, act: S::act_words(act), instead },
        });
    };
    if let Some(guard) = arrow.guards.iter().find(|g| !kept.contains(&g.rule)) {
        let Guard { rule, needs } = *guard;
        return Err(Refusal::Guarded { act: S::act_words(act), rule, needs });
    }
    Ok(Step { to: arrow.to, sets_off: arrow.sets_off, opens: arrow.opens })
}

/// An arrow without guards that sets nothing off.
const fn go<S: Road>(from: &'static [S], act: S::Act, to: S) -> Arrow<S> {
    Arrow { from, act, to, guards: &[], sets_off: &[], opens: None }
}

impl<S: Road> Arrow<S> {
    const fn if_kept(self, guards: &'static [Guard]) -> Arrow<S> {
        Arrow { guards, ..self }
    }
    const fn setting_off(self, sets_off: &'static [&'static str]) -> Arrow<S> {
        Arrow { sets_off, ..self }
    }
    const fn opening(self, opens: Opens) -> Arrow<S> {
        Arrow { opens: Some(opens), ..self }
    }
}

const fn guard(rule: &'static str, needs: &'static str) -> Guard {
    Guard { rule, needs }
}

/// The states and acts of a machine, each with its words, and its arrows.
macro_rules! road {
    (
        $(#[$doc:meta])* $state:ident { $($s:ident = $s_words:literal,)+ }
        $(#[$act_doc:meta])* $act:ident { $($a:ident = $a_words:literal,)+ }
        arrows $arrows:expr;
        never $never:expr;
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $state { $(#[doc = $s_words] $s,)+ }
        $(#[$act_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $act { $(#[doc = $a_words] $a,)+ }
        impl crate::states::Road for $state {
            type Act = $act;
            const ALL: &'static [Self] = &[$($state::$s,)+];
            const ACTS: &'static [$act] = &[$($act::$a,)+];
            const ARROWS: &'static [crate::states::Arrow<Self>] = $arrows;
            const NEVER: &'static [crate::states::Never<Self>] = $never;
            fn words(self) -> &'static str {
                match self { $($state::$s => $s_words,)+ }
            }
            fn act_words(act: $act) -> &'static str {
                match act { $($act::$a => $a_words,)+ }
            }
        }
    };
}
use road;
