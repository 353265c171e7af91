//! A placement as home needs to know it: pupil, room, periods, who decided, who is at home.

use crate::problem::Problem;
use casework::letter::Stay;
use casework::pupil::{Contact, Pupil};
use casework::room::{Placement, Room, Slot};
use casework::school::Setting;
use casework::{Id, Scope};
use store::Source;

/// What is known of a placement.
#[derive(Clone, Debug)]
pub struct About {
    /// The placement.
    pub placement: Placement,
    /// The pupil.
    pub pupil: Pupil,
    /// The room.
    pub room: Room,
    /// Its periods.
    pub slots: Vec<Slot>,
    /// "Mr Ewan Thrale", or empty.
    pub decided_by: String,
    /// Everybody at home.
    pub contacts: Vec<Contact>,
}

impl About {
    /// Gathers it, if the scope reaches the pupil.
    pub async fn find(
        src: &mut dyn Source,
        scope: &Scope,
        placement: Id,
    ) -> Result<About, Problem> {
        let org = scope.org;
        let placement = store::room::placement(src, org, placement).await?;
        let pupil = store::pupil::find(src, scope, placement.pupil).await?;
        let room = store::room::room(src, org, placement.room).await?;
        let slots = store::room::slots(src, org, placement.id).await?;
        let decided_by = match placement.decided_by {
            Some(id) => store::staff::find(src, org, id).await?.full(),
            None => String::new(),
        };
        let contacts = store::pupil::contacts(src, &pupil, org).await?;
        Ok(About { placement, pupil, room, slots, decided_by, contacts })
    }
    /// The stay, for letters and calls.
    pub fn stay<'a>(&'a self, setting: &'a Setting) -> Stay<'a> {
        Stay {
            setting,
            pupil: &self.pupil,
            room: &self.room,
            day: self.placement.day,
            slots: &self.slots,
        }
    }
}
