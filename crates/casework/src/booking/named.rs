//! A rule somebody put their name against, as it is told to those who look after the room.

use crate::{Id, Sight};

/// An override of a placement's keep-apart or seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The placement.
    pub placement: Id,
    /// Who overrode it.
    pub who: String,
    /// Their post.
    pub post: String,
    /// Their reason.
    pub why: String,
    /// It keeps two together who are kept apart; otherwise it is a place over the number.
    pub together: bool,
}

impl Named {
    /// Name and post: "Mr Ewan Thrale, Assistant Headteacher".
    fn by(&self) -> String {
        match self.post.trim() {
            "" => self.who.clone(),
            post => format!("{}, {post}", self.who),
        }
    }
    /// What is told: the reason to those who lead the room, and to somebody who covers it that it
    /// is meant so, and whom to ask.
    pub fn said(&self, sight: Sight) -> String {
        match (sight, self.together) {
            (Sight::File, _) => format!("Overridden by {}: {}", self.by(), self.why),
            (_, true) => format!("Placed together on purpose: ask {}", self.who),
            (_, false) => format!("Over the number on purpose: ask {}", self.who),
        }
    }
    /// The same with names hidden: a reason may name somebody.
    pub fn said_unnamed(&self, sight: Sight) -> String {
        match sight {
            Sight::File => format!("Overridden by {}", self.by()),
            _ => self.said(sight),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_reads_the_reason_and_somebody_who_covers_it_reads_whom_to_ask() {
        let named = Named {
            placement: Id::nil(),
            who: "Mr Ewan Thrale".into(),
            post: "Assistant Headteacher".into(),
            why: "Mr Adair sits between them".into(),
            together: true,
        };
        assert_eq!(
            named.said(Sight::File),
            "Overridden by Mr Ewan Thrale, Assistant Headteacher: Mr Adair sits between them"
        );
        let ask = "Placed together on purpose: ask Mr Ewan Thrale";
        assert_eq!(named.said(Sight::Cover), ask);
        assert_eq!(named.said_unnamed(Sight::Cover), ask);
        assert!(!named.said_unnamed(Sight::File).contains("Adair"));
        let full = Named { together: false, ..named };
        assert_eq!(full.said(Sight::Cover), "Over the number on purpose: ask Mr Ewan Thrale");
    }
}
