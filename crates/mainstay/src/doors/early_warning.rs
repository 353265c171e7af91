//! Doors of early warning: what is brought in, the list, signals, the at-risk register, the rules.

use super::{Behind, Door, Method, Needs};
use casework::May;

/// Every one of them.
pub(super) fn doors() -> Vec<Door> {
    use crate::{early_warning, incident, set_up, signal, watch};
    vec![
        door!(Get "/incidents/file", MisEntries incident::show),
        door!(Upload "/incidents/file", MisEntries incident::look),
        door!(Post "/incidents/file/columns", MisEntries incident::remember),
        door!(Post "/incidents/file/keep", MisEntries incident::keep),
        door!(Get "/attendance/file", MisEntries incident::attendance::show),
        door!(Upload "/attendance/file", MisEntries incident::attendance::look),
        door!(Post "/attendance/file/columns", MisEntries incident::attendance::remember),
        door!(Post "/attendance/file/keep", MisEntries incident::attendance::keep),
        door!(Get "/early-warning", PupilFile early_warning::list),
        door!(Get "/early-warning/spots", PupilFile early_warning::spots),
        door!(Get "/early-warning/{pupil}", PupilFile early_warning::one),
        door!(Get "/signals", PupilFile signal::list),
        door!(Get "/signals/{id}", PupilFile signal::show),
        door!(Post "/signals/{id}", PupilFile signal::answer),
        door!(Get "/at-risk", PupilFile watch::list),
        door!(Get "/at-risk/new", PupilFile watch::new),
        door!(Post "/at-risk/new", PupilFile watch::add),
        door!(Get "/at-risk/summary", PupilFile watch::summary::show),
        door!(Post "/at-risk/summary", PupilFile watch::summary::give),
        door!(Get "/at-risk/summary/{id}", PupilFile watch::summary::one),
        door!(Get "/at-risk/{id}", PupilFile watch::show),
        door!(Post "/at-risk/{id}/contact", PupilFile watch::contact),
        door!(Post "/at-risk/{id}/look", PupilFile watch::look),
        door!(Post "/at-risk/{id}/end", PupilFile watch::end),
        door!(Get "/set-up/signals", SetUp set_up::signals::list),
        door!(Post "/set-up/signals", SetUp set_up::signals::adopt),
        door!(Get "/set-up/signals/new", SetUp set_up::signals::new),
        door!(Post "/set-up/signals/new", SetUp set_up::signals::add),
        door!(Get "/set-up/signals/{id}", SetUp set_up::signals::show),
        door!(Post "/set-up/signals/{id}", SetUp set_up::signals::change),
    ]
}
