//! The doors of meetings: anybody signed in may be at one; each page asks who leads it.

use super::*;

pub(super) fn doors() -> Vec<Door> {
    vec![
        door!(Get "/meetings", Today crate::meeting::list),
        door!(Get "/meetings/new", Today crate::meeting::arrange::new),
        door!(Post "/meetings/new", Today crate::meeting::arrange::add),
        door!(Get "/meetings/places", Today crate::meeting::places::show),
        door!(Post "/meetings/places", Today crate::meeting::places::keep),
        door!(Get "/meetings/calendars", Today crate::meeting::feeds::show),
        door!(Post "/meetings/calendars", Today crate::meeting::feeds::keep),
        door!(Get "/calendar/{feed}", outside crate::meeting::feeds::serve),
        door!(Get "/meetings/{id}", Today crate::meeting::show),
        door!(Get "/meetings/{id}/change", Today crate::meeting::arrange::change),
        door!(Post "/meetings/{id}/change", Today crate::meeting::arrange::keep),
        door!(Post "/meetings/{id}/off", Today crate::meeting::arrange::off),
        door!(Post "/meetings/{id}/mine", Today crate::meeting::people::mine),
        door!(Post "/meetings/{id}/people", Today crate::meeting::people::ask),
        door!(Post "/meetings/{id}/people/{person}", Today crate::meeting::people::answer),
        door!(Upload "/meetings/{id}/replies", Today crate::meeting::by_mail::take),
        door!(Post "/meetings/{id}/send", Today crate::meeting::invite::send),
        door!(Get "/meetings/{id}/meeting.ics", Today crate::meeting::invite::file),
        door!(Post "/meetings/{id}/setup", Today crate::meeting::people::setup),
        door!(Post "/meetings/{id}/papers", Today crate::meeting::people::papers),
        door!(Post "/meetings/{id}/items", Today crate::meeting::agenda::keep),
        door!(Get "/meetings/{id}/report", PupilFile crate::meeting::report::show),
        door!(Post "/meetings/{id}/report", PupilFile crate::meeting::report::keep),
        door!(Get "/meetings/{id}/minutes", Today crate::meeting::minutes::show),
        door!(Post "/meetings/{id}/minutes/{item}", Today crate::meeting::minutes::say),
        door!(Post "/meetings/{id}/interests", Today crate::meeting::interest::keep),
        door!(Post "/meetings/{id}/decisions", Today crate::meeting::minutes::decide),
        door!(Post "/meetings/{id}/finish", Today crate::meeting::minutes::finish),
        door!(Get "/meetings/{id}/copies/{copy}", Today crate::meeting::minutes::copy),
        door!(Post "/meetings/{id}/copies/{copy}", Today crate::meeting::minutes::gave),
        door!(Get "/set-up/meetings", SetUp crate::set_up::meetings::show),
        door!(Post "/set-up/meetings", SetUp crate::set_up::meetings::keep),
    ]
}
