//! Giving people a way in: a school is never left without an administrator.
//!
//! Must never know: passwords or sessions.

use crate::{Id, Refusal, Role};

/// Whether a change leaves the school with at least one administrator who can sign in.
/// `administrators` are the accounts that are administrators and may sign in now; `account`
/// is the one that changes; `after` are its roles and whether it may sign in, once changed.
pub fn leaves_an_administrator(
    administrators: &[Id],
    account: Id,
    after: (&[Role], bool),
) -> Result<(), Refusal> {
    let others = administrators.iter().any(|a| *a != account);
    let still = after.1 && after.0.contains(&Role::Administrator);
    if others || still || !administrators.contains(&account) {
        return Ok(());
    }
    Err(Refusal::because(
        "This is the last administrator, so the role stays",
        "A school always has at least one administrator of Mainstay who can sign in: without one, nobody could give a person a role or a password.",
        "Mainstay’s own rule.",
    )
    .or("Make somebody else an administrator first", "/people"))
}

/// Whether an administrator of one organisation may give somebody a new password, who works in so
/// many. A password opens all of them: it is not one administrator's to give.
pub fn may_reset(places: usize) -> Result<(), Refusal> {
    if places <= 1 {
        return Ok(());
    }
    Err(Refusal::because(
        "Their password is not yours to give",
        "They work at another organisation too, and one password opens both. Whoever gave a new one here could read what is kept there.",
        "Mainstay’s own rule.",
    )
    .or("Ask whoever runs the server: mainstay admin reset-password", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_opens_two_organisations_is_not_one_administrators_to_give() {
        assert!(may_reset(0).is_ok() && may_reset(1).is_ok() && may_reset(2).is_err());
    }

    #[test]
    fn the_last_administrator_stays_and_the_last_but_one_may_go() {
        let (a, b) = (Id::from_u128(1), Id::from_u128(2));
        let teacher = [Role::Teacher];
        let both = [Role::Teacher, Role::Administrator];
        assert!(leaves_an_administrator(&[a], a, (&teacher, true)).is_err());
        assert!(leaves_an_administrator(&[a], a, (&both, false)).is_err());
        assert!(leaves_an_administrator(&[a], a, (&both, true)).is_ok());
        assert!(leaves_an_administrator(&[a, b], a, (&teacher, false)).is_ok());
        assert!(leaves_an_administrator(&[a], b, (&teacher, false)).is_ok());
    }
}
