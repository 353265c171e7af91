//! Who is asked to a hearing, what they say, and the calendar file that goes with an invitation.
//!
//! Must never know: how an invitation travels. The calendar file names no pupil: it stands in
//! other people's calendars.

use super::{Hearing, HearingKind};
use crate::{Id, ical};
use rulebook::{Day, Instant};

coded! {
    /// What somebody is to the hearing.
    pub enum Asked {
        Parent = "parent", "Parent or carer";
        Pupil = "pupil", "The pupil";
        Head = "head", "Headteacher";
        Governors = "governors", "Governing body (before a panel)";
        Authority = "authority", "Local authority";
        HomeAuthority = "home_authority", "Home authority";
        SocialWorker = "social_worker", "Social worker";
        VirtualHead = "virtual_head", "Virtual school head";
        Expert = "expert", "SEN expert";
        Friend = "friend", "Friend or representative";
        Witness = "witness", "Witness, or whoever was harmed";
        Member = "member", "Member";
        Clerk = "clerk", "Clerk";
    }
}

coded! {
    /// What they say.
    pub enum Coming {
        NotSaid = "not_said", "Has not said";
        Yes = "yes", "Coming";
        Remote = "remote", "Joining remotely";
        No = "no", "Not coming";
    }
}

/// Somebody who is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Key.
    pub id: Id,
    /// The hearing.
    pub hearing: Id,
    /// What they are to it.
    pub asked: Asked,
    /// Name.
    pub name: String,
    /// The person at home, where it is one of the school's contacts.
    pub contact: Option<Id>,
    /// How they were asked, in words: "letter and e-mail".
    pub how: String,
    /// The day they were asked.
    pub sent_on: Day,
    /// What they say.
    pub coming: Coming,
    /// What they asked for, or who comes with them.
    pub said: String,
    /// Who asked them.
    pub by_name: String,
    /// When that was recorded.
    pub at: Instant,
}

/// Those the rule asks for and nobody has asked, in words.
pub fn unasked(kind: HearingKind, arranger_trust: bool, invites: &[Invite]) -> Vec<&'static str> {
    let asked = |who| invites.iter().any(|i| i.asked == who);
    let mut out = Vec::new();
    // Thinking again gives the parent no fresh right to come (R3.15).
    if kind == HearingKind::Again {
        return out;
    }
    for (who, words) in [(Asked::Parent, "each parent"), (Asked::Head, "the headteacher")] {
        if !asked(who) {
            out.push(words);
        }
    }
    if kind == HearingKind::Panel && !asked(Asked::Governors) {
        out.push("the governing body");
    }
    if !asked(Asked::Authority) && !arranger_trust {
        out.push("the local authority");
    }
    out
}

/// Minutes a hearing is put down for.
const LASTS: i64 = 180;

/// The calendar file of an invitation; nothing while no day and time are fixed. Called off, it
/// takes the entry out again.
pub fn calendar_file(h: &Hearing, school: &str, now: Instant) -> Option<String> {
    let begins = h.on?.at(h.at?);
    let off = h.state == super::HearingState::CalledOff;
    Some(ical::file(&ical::Entry {
        method: if off { ical::Method::Cancel } else { ical::Method::Publish },
        uid: format!("{}@mainstay", h.id),
        sequence: h.version,
        made_at: now,
        begins,
        ends: begins.plus_seconds(LASTS * 60),
        summary: format!("{}: {school}", crate::Coded::label(h.kind)),
        place: h.placed(),
        words: String::new(),
        organizer: None,
        asked: Vec::new(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::tests::hearing;
    use rulebook::Minute;

    #[test]
    fn the_calendar_file_is_whole_in_greenwich_time_and_names_nobody() {
        let h = hearing(HearingKind::Governors, "2026-12-02");
        let now = h.on.unwrap().at(Minute::default());
        let file =
            calendar_file(&h, "Harrowfield School, Northmoor; the one with a long name", now);
        let file = file.unwrap();
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
        assert!(file.contains("DTSTART:20261202T100000Z\r\n"), "{file}");
        assert!(file.contains("DTEND:20261202T130000Z"), "{file}");
        assert!(file.contains("Harrowfield School\\, Northmoor\\; the"), "{file}");
        assert!(!file.contains("Reuben"));
        assert!(file.lines().all(|l| l.len() <= 75), "{file}");
        let summer = hearing(HearingKind::Governors, "2027-06-10");
        let file = calendar_file(&summer, "H", now).unwrap();
        assert!(file.contains("DTSTART:20270610T090000Z"), "an hour behind in summer: {file}");
        let off = Hearing { state: crate::hearing::HearingState::CalledOff, ..h.clone() };
        assert!(calendar_file(&off, "H", now).unwrap().contains("METHOD:CANCEL"));
        assert_eq!(calendar_file(&Hearing { at: None, ..h }, "H", now), None);
    }

    #[test]
    fn those_the_rule_asks_for_are_named_until_they_are_asked() {
        let mut invites = Vec::new();
        let none = unasked(HearingKind::Panel, false, &invites);
        assert_eq!(
            none,
            ["each parent", "the headteacher", "the governing body", "the local authority"]
        );
        let day = Day::new(2026, 11, 23).unwrap();
        for asked in [Asked::Parent, Asked::Head, Asked::Authority] {
            invites.push(Invite {
                id: Id::nil(),
                hearing: Id::nil(),
                asked,
                name: String::new(),
                contact: None,
                how: String::new(),
                sent_on: day,
                coming: Coming::NotSaid,
                said: String::new(),
                by_name: String::new(),
                at: day.at(Minute::default()),
            });
        }
        assert!(unasked(HearingKind::Governors, false, &invites).is_empty());
        assert!(unasked(HearingKind::Again, false, &[]).is_empty());
    }
}
