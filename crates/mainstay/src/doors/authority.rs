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
        door!(Get "/money", CaseMoney crate::money::list),
        door!(Post "/money/export", CaseMoney crate::money::export),
        door!(Get "/money/new", CaseMoney crate::money::form::new),
        door!(Post "/money/new", CaseMoney crate::money::form::raise),
        door!(Get "/money/{id}", CaseMoney crate::money::show),
        door!(Get "/money/{id}/pdf", CaseMoney crate::money::pdf),
        door!(Get "/money/{id}/correct", CaseMoney crate::money::form::show),
        door!(Post "/money/{id}/correct", CaseMoney crate::money::form::correct),
        door!(Post "/money/{id}/approve", ApproveMoney crate::money::approve),
        door!(Post "/money/{id}/back", ApproveMoney crate::money::back),
        door!(Post "/money/{id}/withdraw", CaseMoney crate::money::withdraw),
        door!(Post "/money/{id}/reversal", CaseMoney crate::money::reversal),
        door!(Post "/money/{id}/reverse", ApproveMoney crate::money::reverse),
        door!(Get "/set-up/money", ApproveMoney crate::money::rates::show),
        door!(Post "/set-up/money/rates", ApproveMoney crate::money::rates::add),
        door!(Post "/set-up/money/years", ApproveMoney crate::money::rates::year),
        door!(Post "/set-up/money/{id}/end", ApproveMoney crate::money::rates::end),
        door!(Get "/set-up/authorities", SetUp crate::set_up::authorities::list),
        door!(Get "/set-up/authorities/new", SetUp crate::set_up::authorities::new),
        door!(Post "/set-up/authorities/new", SetUp crate::set_up::authorities::add),
        door!(Get "/set-up/authorities/{id}", SetUp crate::set_up::authorities::show),
        door!(Post "/set-up/authorities/{id}", SetUp crate::set_up::authorities::change),
    ]
}
