//! The doors of matters before governors and panels: hearings, documents and packs.
//!
//! Must never know: what is behind them.

use super::{Behind, Door, Method, Needs};
use crate::{document, hearing, matter, pack};
use casework::May;

/// One line a door.
pub(super) fn doors() -> Vec<Door> {
    vec![
        door!(Get "/matters", Hearings matter::list),
        door!(Get "/matters/new", Hearings matter::new),
        door!(Post "/matters/new", Hearings matter::open),
        door!(Get "/matters/themes", Hearings matter::themes),
        door!(Post "/exclusions/{id}/governors", Hearings matter::from_exclusion),
        door!(Post "/cases/{id}/governors", Hearings matter::from_case),
        door!(Get "/matters/{id}", Hearings matter::show),
        door!(Get "/matters/{id}/facts", Hearings matter::edit),
        door!(Post "/matters/{id}/facts", Hearings matter::change),
        door!(Post "/matters/{id}/close", Hearings matter::close),
        door!(Post "/matters/{id}/hearings", Hearings hearing::open),
        door!(Post "/matters/{id}/application", Hearings matter::apply),
        door!(Post "/matters/{id}/steps", Hearings matter::step),
        door!(Post "/matters/{id}/moved", Hearings matter::moved),
        door!(Post "/matters/{id}/learning", Hearings matter::learn),
        door!(Post "/matters/{id}/challenge", Hearings matter::challenge),
        door!(Get "/challenges/{id}/pdf", Hearings matter::challenge_pdf),
        door!(Post "/challenges/{id}/answer", Hearings matter::answer_challenge),
        door!(Get "/matters/{id}/documents", Hearings document::list),
        door!(Upload "/matters/{id}/documents", Hearings document::add),
        door!(Get "/documents", Hearings document::index),
        door!(Get "/documents/{id}", Hearings document::show),
        door!(Post "/documents/{id}", Hearings document::change),
        door!(Get "/documents/{id}/file", Hearings document::open),
        door!(Post "/documents/{id}/away", Hearings document::away),
        door!(Get "/hearings/{id}", Hearings hearing::show),
        door!(Post "/hearings/{id}/arrange", Hearings hearing::arrange),
        door!(Post "/hearings/{id}/begin", Hearings hearing::begin),
        door!(Post "/hearings/{id}/off", Hearings hearing::call_off),
        door!(Post "/hearings/{id}/members", Hearings hearing::name),
        door!(Post "/hearings/{id}/stand-down", Hearings hearing::stand_down),
        door!(Post "/hearings/{id}/invite", Hearings hearing::invite),
        door!(Post "/hearings/{id}/answer", Hearings hearing::answer),
        door!(Post "/hearings/{id}/link", Hearings hearing::link),
        door!(Get "/hearings/{id}/calendar", Hearings hearing::calendar),
        door!(Post "/hearings/{id}/minutes", Hearings hearing::minutes),
        door!(Post "/hearings/{id}/decide", Hearings hearing::decide),
        door!(Post "/hearings/{id}/letters", Hearings hearing::tell),
        door!(Get "/hearings/{id}/letters/{letter}/pdf", Hearings hearing::pdf),
        door!(Post "/hearings/{id}/packs", Hearings pack::begin),
        door!(Get "/packs/{id}", Hearings pack::show),
        door!(Post "/packs/{id}/papers", Hearings pack::put_in),
        door!(Post "/packs/{id}/papers/{document}", Hearings pack::change),
        door!(Post "/packs/{id}/papers/{document}/out", Hearings pack::take_out),
        door!(Post "/packs/{id}/make", Hearings pack::make),
        door!(Get "/packs/{id}/versions/{number}", Hearings pack::version),
        door!(Post "/packs/{id}/copies", Hearings pack::give),
    ]
}
