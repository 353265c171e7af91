//! The doors of support that is planned: the catalogue, groups, the provision map.

use super::*;

pub(super) fn doors() -> Vec<Door> {
    vec![
        door!(Get "/interventions", PupilFile crate::intervention::list),
        door!(Get "/interventions/new", PupilFile crate::intervention::new),
        door!(Post "/interventions/new", PupilFile crate::intervention::add),
        door!(Get "/interventions/measures", PupilFile crate::intervention::measures),
        door!(Post "/interventions/measures", PupilFile crate::intervention::keep_measure),
        door!(Get "/interventions/{id}", PupilFile crate::intervention::show),
        door!(Post "/interventions/{id}", PupilFile crate::intervention::change),
        door!(Get "/provision-map", PupilFile crate::provision_map::show),
        door!(Post "/provision-map/export", PupilFile crate::provision_map::export),
        door!(Get "/groups", PupilSummary crate::group::list),
        door!(Get "/groups/new", PupilFile crate::group::new),
        door!(Post "/groups/new", PupilFile crate::group::add),
        door!(Get "/groups/{id}", PupilSummary crate::group::show),
        door!(Post "/groups/{id}", PupilSummary crate::group::change),
        door!(Post "/groups/{id}/members", PupilSummary crate::group::join),
        door!(Post "/groups/{id}/leave", PupilSummary crate::group::leave),
        door!(Get "/groups/{id}/scores", PupilSummary crate::group::scores),
        door!(Post "/groups/{id}/scores", PupilSummary crate::group::enter),
        door!(Post "/groups/{id}/scores/right", PupilSummary crate::group::put_right),
        door!(Get "/groups/sessions/{id}", PupilSummary crate::group::session),
        door!(Post "/groups/sessions/{id}", PupilSummary crate::group::change_session),
        door!(Post "/groups/sessions/{id}/register", PupilSummary crate::group::register),
    ]
}
