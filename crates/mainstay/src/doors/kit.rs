//! The doors of what the room works with.

use super::*;

pub(super) fn doors() -> Vec<Door> {
    vec![
        door!(Get "/kit", Kit crate::kit::show),
        door!(Get "/kit/devices", Kit crate::kit::devices::show),
        door!(Post "/kit/devices/book", Kit crate::kit::devices::book),
        door!(Get "/kit/devices/new", Kit crate::kit::device::new),
        door!(Post "/kit/devices/new", Kit crate::kit::device::add),
        door!(Get "/kit/devices/{id}", Kit crate::kit::device::show),
        door!(Post "/kit/devices/{id}", Kit crate::kit::device::change),
        door!(Post "/kit/bookings/{id}/end", Kit crate::kit::devices::end),
        door!(Get "/kit/loans/{id}", Kit crate::kit::loan::show),
        door!(Post "/kit/loans/{id}", Kit crate::kit::loan::write_off),
        door!(Post "/kit/loans/{id}/back", Kit crate::kit::loan::take_back),
        door!(Get "/kit/stock", Kit crate::kit::stock::show),
        door!(Post "/kit/stock/export", Kit crate::kit::stock::export),
        door!(Get "/kit/stock/new", Kit crate::kit::stock::new),
        door!(Post "/kit/stock/new", Kit crate::kit::stock::add),
        door!(Get "/kit/stock/{id}", Kit crate::kit::stock::one),
        door!(Post "/kit/stock/{id}", Kit crate::kit::stock::change),
        door!(Post "/kit/stock/{id}/order", Kit crate::kit::stock::order),
        door!(Get "/kit/resources", Kit crate::kit::resources::show),
        door!(Post "/kit/resources", Kit crate::kit::resources::add),
        door!(Get "/kit/resources/{id}", Kit crate::kit::resources::one),
        door!(Post "/kit/resources/{id}", Kit crate::kit::resources::decide),
        door!(Get "/kit/ideas", Kit crate::kit::ideas::show),
        door!(Post "/kit/ideas", Kit crate::kit::ideas::add),
        door!(Post "/kit/ideas/{id}", Kit crate::kit::ideas::judge),
        door!(Get "/kit/checks", Kit crate::kit::check::list),
        door!(Get "/kit/checks/{room}", Kit crate::kit::check::show),
        door!(Post "/kit/checks/{room}", Kit crate::kit::check::keep),
        door!(Get "/kit/defects", Kit crate::kit::defect::list),
        door!(Upload "/kit/defects", Kit crate::kit::defect::report),
        door!(Get "/kit/defects/{id}", Kit crate::kit::defect::show),
        door!(Upload "/kit/defects/{id}", Kit crate::kit::defect::change),
        door!(Get "/kit/defects/{id}/photo/{file}", Kit crate::kit::defect::serve),
        door!(Get "/placements/{id}/device", RunRoom crate::kit::loan::of_pupil),
        door!(Post "/placements/{id}/device", RunRoom crate::kit::loan::tap),
        door!(Post "/placements/{id}/resource", RunRoom crate::kit::loan::use_resource),
    ]
}
