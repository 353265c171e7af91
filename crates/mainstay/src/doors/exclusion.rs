//! Doors of a school's suspensions and permanent exclusions.
//!
//! Deciding and cancelling ask, behind the door, for the headteacher's role or for whoever is named
//! to act as head that day.

use super::{Behind, Door, Method, Needs};
use casework::May;

/// Every one of them.
pub(super) fn doors() -> Vec<Door> {
    use crate::{exclusion, reintegration, separation, set_up};
    vec![
        door!(Get "/exclusions", Exclusions exclusion::list),
        door!(Get "/exclusions/export/{kind}", Exclusions exclusion::export),
        door!(Post "/pupils/{id}/exclusions", Exclusions exclusion::begin),
        door!(Post "/failed-days/{id}/exclusion", Exclusions exclusion::from_failed_day),
        door!(Get "/exclusions/letters/{id}", Exclusions exclusion::one),
        door!(Get "/exclusions/letters/{id}/pdf", Exclusions exclusion::pdf),
        door!(Get "/exclusions/{id}", Exclusions exclusion::show),
        door!(Get "/exclusions/{id}/step/{step}", Exclusions exclusion::step),
        door!(Post "/exclusions/{id}/step/{step}", Exclusions exclusion::keep_step),
        door!(Get "/exclusions/{id}/evidence", Exclusions exclusion::evidence),
        door!(Post "/exclusions/{id}/evidence", Exclusions exclusion::add_evidence),
        door!(Post "/exclusions/{id}/evidence/{exhibit}", Exclusions exclusion::confirm_evidence),
        door!(Post "/exclusions/{id}/drop", Exclusions exclusion::drop_draft),
        door!(Get "/exclusions/{id}/decide", Exclusions exclusion::decide_page),
        door!(Post "/exclusions/{id}/decide", Exclusions exclusion::decide),
        door!(Get "/exclusions/{id}/cancel", Exclusions exclusion::cancel_page),
        door!(Post "/exclusions/{id}/cancel", Exclusions exclusion::cancel),
        door!(Post "/exclusions/{id}/further", Exclusions exclusion::further),
        door!(Get "/exclusions/{id}/done", Exclusions exclusion::prove),
        door!(Post "/exclusions/{id}/done", Exclusions exclusion::done),
        door!(Get "/exclusions/{id}/done/{done}", Exclusions exclusion::wrong),
        door!(Post "/exclusions/{id}/done/{done}/strike", Exclusions exclusion::strike),
        door!(Get "/exclusions/{id}/moved/{change}", Exclusions exclusion::moved_page),
        door!(Post "/exclusions/{id}/moved/{change}", Exclusions exclusion::seen),
        door!(Get "/exclusions/{id}/letters", Exclusions exclusion::letters),
        door!(Post "/exclusions/{id}/letters", Exclusions exclusion::issue),
        door!(Post "/exclusions/{id}/work", Exclusions exclusion::work),
        door!(Post "/exclusions/{id}/work/{work}/marked", Exclusions exclusion::work_marked),
        door!(Get "/exclusions/{id}/reintegration", Exclusions reintegration::show),
        door!(Post "/exclusions/{id}/reintegration", Exclusions reintegration::arrange),
        door!(Post "/exclusions/{id}/met", Exclusions reintegration::keep),
        door!(Post "/exclusions/{id}/reintegration/reviewed", Exclusions reintegration::reviewed),
        door!(Post "/exclusions/{id}/back", Exclusions exclusion::back),
        door!(Post "/exclusions/{id}/wrote", Exclusions exclusion::wrote),
        door!(Get "/exclusions/day-six", Exclusions exclusion::day_six_board),
        door!(Get "/exclusions/{id}/day-six", Exclusions exclusion::day_six),
        door!(Post "/exclusions/{id}/day-six", Exclusions exclusion::day_six_ask),
        door!(Post "/exclusions/{id}/day-six/{offer}", Exclusions exclusion::day_six_answer),
        door!(Post "/exclusions/{id}/day-six/{offer}/day", Exclusions exclusion::day_six_written),
        door!(Get "/separations/new", Exclusions separation::new),
        door!(Post "/separations", Exclusions separation::add),
        door!(Get "/separations/{id}", Exclusions separation::show),
        door!(Post "/separations/{id}/told", Exclusions separation::told),
        door!(Post "/separations/{id}/look", Exclusions separation::look),
        door!(Post "/separations/{id}/end", Exclusions separation::end),
        door!(Get "/set-up/exclusions", SetUp set_up::exclusions::show),
        door!(Post "/set-up/exclusions", SetUp set_up::exclusions::keep),
    ]
}
