//! The doors of panels and of directions off site: the authority's desk alone.

use super::*;

pub(super) fn doors() -> Vec<Door> {
    vec![
        door!(Get "/panel", Cases crate::panel::list),
        door!(Get "/panel/{id}", Cases crate::panel::show_panel),
        door!(Post "/panel/{id}/cut-off", Cases crate::panel::set_cut_off),
        door!(Get "/panel/{id}/new", Cases crate::panel::new),
        door!(Post "/panel/{id}/new", Cases crate::panel::enter),
        door!(Get "/panel/{id}/pack", Cases crate::panel::pack::show),
        door!(Post "/panel/{id}/pack", Cases crate::panel::pack::make),
        door!(Get "/panel/{id}/copies/{copy}", Cases crate::panel::pack::open),
        door!(Post "/panel/{id}/copies/{copy}", Cases crate::panel::pack::given),
        door!(Get "/panel-cases/{id}", Cases crate::panel::show),
        door!(Get "/panel-cases/{id}/change", Cases crate::panel::change),
        door!(Post "/panel-cases/{id}/change", Cases crate::panel::save),
        door!(Post "/panel-cases/{id}/admit", Cases crate::panel::admit),
        door!(Post "/panel-cases/{id}/withdraw", Cases crate::panel::withdraw),
        door!(Post "/panel-cases/{id}/interests", Cases crate::panel::interest),
        door!(Post "/panel-cases/{id}/views", Cases crate::panel::views::ask),
        door!(Post "/panel-cases/{id}/views/{view}", Cases crate::panel::views::came),
        door!(Upload "/panel-cases/{id}/papers", Cases crate::panel::papers::add),
        door!(Get "/panel-cases/{id}/papers/{paper}", Cases crate::panel::papers::open),
        door!(Post "/panel-cases/{id}/papers/{paper}", Cases crate::panel::papers::keep),
        door!(Post "/panel-cases/{id}/decision", Cases crate::panel::decide),
        door!(Post "/panel-cases/{id}/told", Cases crate::panel::told),
        door!(Get "/directions", Cases crate::direction::list),
        door!(Post "/directions/invitations", SetUp crate::direction::set_invite),
        door!(Get "/directions/new", Cases crate::direction::new),
        door!(Post "/directions/new", Cases crate::direction::enter),
        door!(Get "/directions/{id}", Cases crate::direction::show),
        door!(Get "/directions/{id}/change", Cases crate::direction::change),
        door!(Post "/directions/{id}/change", Cases crate::direction::save),
        door!(Get "/directions/{id}/notice", Cases crate::direction::letter),
        door!(Post "/directions/{id}/notice", Cases crate::direction::notified),
        door!(Post "/directions/{id}/sen", Cases crate::direction::sen_told),
        door!(Post "/directions/{id}/began", Cases crate::direction::began),
        door!(Post "/directions/{id}/reviews", Cases crate::direction::plan),
        door!(Post "/directions/{id}/reviews/{review}", Cases crate::direction::hold),
        door!(Post "/directions/{id}/reviews/{review}/asked", Cases crate::direction::invited),
    ]
}
