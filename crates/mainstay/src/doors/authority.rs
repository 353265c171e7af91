//! The doors of a local authority: its register of schools, other authorities, and the money that
//! follows a pupil. None of them opens at a school.

use super::*;

pub(super) fn doors() -> Vec<Door> {
    vec![
        door!(Get "/schools", Cases crate::known_school::list),
        door!(Get "/schools/register", Import crate::known_school::file::show),
        door!(Upload "/schools/register", Import crate::known_school::file::look),
        door!(Post "/schools/register/keep", Import crate::known_school::file::keep),
        door!(Get "/schools/{id}", Cases crate::known_school::show),
        door!(Post "/schools/{id}", Cases crate::known_school::change),
        door!(Get "/set-up/authorities", SetUp crate::set_up::authorities::list),
        door!(Get "/set-up/authorities/new", SetUp crate::set_up::authorities::new),
        door!(Post "/set-up/authorities/new", SetUp crate::set_up::authorities::add),
        door!(Get "/set-up/authorities/{id}", SetUp crate::set_up::authorities::show),
        door!(Post "/set-up/authorities/{id}", SetUp crate::set_up::authorities::change),
    ]
}
