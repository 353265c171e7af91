//! What an organisation is: a school of some kind, a trust, or a local authority. What it opens
//! to its people, and which roles there are in it, follow from that.
//!
//! Must never know: a person. A role of a school does not exist at an authority, nor the other
//! way about, whatever else somebody is.

use crate::{Coded, May, Refusal, Role};

coded! {
    /// What an organisation is.
    pub enum OrgKind {
        School = "school", "A school, without saying which kind";
        Primary = "primary", "Primary school";
        Secondary = "secondary", "Secondary school";
        AllThrough = "all_through", "All-through school";
        Special = "special", "Special school";
        NonMaintainedSpecial = "non_maintained_special", "Non-maintained special school";
        PupilReferral = "pupil_referral", "Pupil referral unit or alternative provision";
        Trust = "trust", "Trust of schools";
        Authority = "authority", "Local authority";
    }
}

coded! {
    /// Who answers for a school in law. Some rules differ by it.
    pub enum Governed {
        NotSaid = "", "Not said yet";
        Maintained = "maintained", "Maintained by the local authority";
        Academy = "academy", "Academy, free school or other funded by agreement";
        Neither = "neither", "Neither: non-maintained or independent";
    }
}

coded! {
    /// How one organisation belongs to another.
    pub enum Tie {
        Authority = "authority", "Local authority of the school";
        Trust = "trust", "Trust the school belongs to";
    }
}

impl OrgKind {
    /// Whether pupils are on its roll.
    pub fn is_school(self) -> bool {
        !matches!(self, OrgKind::Trust | OrgKind::Authority)
    }
    /// Whether a permission means anything there. What does not is nobody's, whatever their role.
    pub fn opens(self, what: May) -> bool {
        use May::*;
        match self {
            OrgKind::Authority => {
                what.is_an_authoritys()
                    || matches!(
                        what,
                        Today | Messages | Law | Import | SetUp | People | Audit | Hearings
                    )
            }
            OrgKind::Trust => matches!(what, Today | Messages | Law | SetUp | People | Audit),
            _ => !what.is_an_authoritys(),
        }
    }
    /// The roles somebody may have there.
    pub fn roles(self) -> Vec<Role> {
        Role::ALL.iter().copied().filter(|r| self.has(*r)).collect()
    }
    /// Whether the role is one of this kind of organisation.
    pub fn has(self, role: Role) -> bool {
        match self {
            OrgKind::Authority => role.is_an_authoritys() || role == Role::Administrator,
            OrgKind::Trust => role == Role::Administrator,
            _ => !role.is_an_authoritys(),
        }
    }
    /// The word for one of them in a sentence: "school", "trust", "authority".
    pub fn word(self) -> &'static str {
        match self {
            OrgKind::Trust => "trust",
            OrgKind::Authority => "authority",
            _ => "school",
        }
    }
}

impl May {
    /// Whether it is a local authority’s business and no school’s.
    pub fn is_an_authoritys(self) -> bool {
        matches!(self, May::Cases | May::CaseMoney | May::ApproveMoney)
    }
}

impl Role {
    /// Whether it is a role of a local authority and of no school.
    pub fn is_an_authoritys(self) -> bool {
        matches!(self, Role::BehaviourOfficer | Role::AuthorityManager)
    }
}

/// Whether somebody may have these roles there.
pub fn may_hold(kind: OrgKind, roles: &[Role]) -> Result<(), Refusal> {
    let Some(other) = roles.iter().find(|r| !kind.has(**r)) else { return Ok(()) };
    Err(Refusal::because(
        format!("“{}” is no role of this {}", other.label(), kind.word()),
        "Roles of a school and roles of a local authority are apart: nobody reads a school’s files by being an officer, nor an authority’s cases by being at a school.",
        "Mainstay’s own rule.",
    )
    .or("Choose among the roles there are here", "/people"))
}

/// What is wrong with saying so of an organisation, if anything.
pub fn objection(kind: OrgKind, governed: Governed) -> Option<&'static str> {
    match (kind, governed) {
        (OrgKind::NonMaintainedSpecial, Governed::Maintained | Governed::Academy) => {
            Some("A non-maintained special school is neither maintained nor an academy")
        }
        (OrgKind::Trust | OrgKind::Authority, Governed::Maintained | Governed::Academy) => {
            Some("Only a school is maintained or an academy")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_of_an_authority_is_none_of_a_school_and_the_other_way_about() {
        for kind in OrgKind::ALL.iter().copied() {
            for role in Role::ALL.iter().copied().filter(|r| *r != Role::Administrator) {
                let there = kind != OrgKind::Trust
                    && role.is_an_authoritys() == (kind == OrgKind::Authority);
                assert_eq!(kind.has(role), there, "{kind:?} {role:?}");
                assert_eq!(may_hold(kind, &[Role::Administrator, role]).is_ok(), there);
            }
            assert!(kind.has(Role::Administrator), "somebody sets it up");
        }
    }

    #[test]
    fn no_role_of_a_school_carries_an_authoritys_business() {
        for may in [May::Cases, May::CaseMoney, May::ApproveMoney] {
            assert!(!OrgKind::Secondary.opens(may) && OrgKind::Authority.opens(may));
            for role in OrgKind::Secondary.roles() {
                assert!(!role.may(may), "{role:?} {may:?}");
            }
        }
        for role in [Role::BehaviourOfficer, Role::AuthorityManager] {
            for may in May::ALL.iter().filter(|m| role.may(**m)) {
                assert!(OrgKind::Authority.opens(*may), "{role:?} {may:?}");
            }
            assert!(!role.may(May::PupilFile) && !role.may(May::Board));
        }
    }

    #[test]
    fn a_non_maintained_school_is_not_maintained() {
        assert!(objection(OrgKind::NonMaintainedSpecial, Governed::Maintained).is_some());
        assert!(objection(OrgKind::Authority, Governed::Academy).is_some());
        assert!(objection(OrgKind::Secondary, Governed::Maintained).is_none());
    }
}
