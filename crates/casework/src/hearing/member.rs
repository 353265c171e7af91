//! Who sits: governors and panel members, whether each may, and whether there are enough.
//!
//! Must never know: who they are beyond what was said of them. Somebody with a stake is refused by
//! name, and no reason lets them through.

use super::HearingKind;
use crate::matter::Matter;
use crate::{Id, Refusal};
use rulebook::Day;
use rulebook::duty::{Outcome, review};

coded! {
    /// What somebody sits as.
    pub enum Seat {
        Lay = "lay", "Lay member (takes the chair of a panel)";
        Governor = "governor", "Governor";
        Head = "head", "Headteacher member of a panel";
        Expert = "expert", "SEN expert (advises, does not decide)";
    }
}

impl Seat {
    /// The seats of a hearing of this kind.
    pub fn of(kind: HearingKind) -> &'static [Seat] {
        match kind {
            HearingKind::Panel => &[Seat::Lay, Seat::Governor, Seat::Head, Seat::Expert],
            HearingKind::Governors | HearingKind::Again => &[Seat::Governor],
        }
    }
    /// Whether they decide.
    pub fn decides(self) -> bool {
        self != Seat::Expert
    }
}

/// Members a governing body's meeting has at least.
pub const QUORUM: usize = 3;
/// Members a panel may have.
pub const PANEL: [usize; 2] = [3, 5];

/// Somebody who sits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Key.
    pub id: Id,
    /// The hearing.
    pub hearing: Id,
    /// Name.
    pub name: String,
    /// Post or organisation.
    pub post: String,
    /// What they sit as.
    pub seat: Seat,
    /// In the chair.
    pub chair: bool,
    /// What ties them to the matter, the school or the parties: "taught the pupil". Empty for
    /// nothing.
    pub tie: String,
    /// When they confirmed that they are independent.
    pub confirmed_on: Option<Day>,
    /// When they were last trained.
    pub trained: Option<Day>,
    /// For a headteacher member: when the headship ended.
    pub headship_ended: Option<Day>,
    /// When they stood down, and why.
    pub down_at: Option<rulebook::Instant>,
    /// Why they stood down.
    pub down_why: String,
}

fn even(name: &str) -> String {
    let kept: String =
        name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    let titles = ["mr", "mrs", "ms", "miss", "dr", "mx", "prof", "rev", "sir"];
    kept.to_lowercase()
        .split_whitespace()
        .filter(|w| !titles.contains(w))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether somebody may sit on this matter. `parties` are those who decided, speak or are spoken
/// of, by name, each with what they are.
///
/// # Errors
/// Refuses a party by name, and somebody who has a tie.
pub fn may_sit(
    member: &Member,
    kind: HearingKind,
    m: &Matter,
    parties: &[(String, &str)],
) -> Result<(), Refusal> {
    let here = format!("/hearings/{}#members", member.hearing);
    let refuse = |why: String| {
        Err(Refusal::because(
            format!("{} cannot sit on this", member.name),
            format!("{why} {}", rule_of(kind)),
            "SI 2012/1033, as Mainstay holds it: not yet checked by a person.",
        )
        .or("Ask somebody else to sit", here.clone()))
    };
    let name = even(&member.name);
    if !m.head.trim().is_empty() && name == even(&m.head) {
        return refuse(format!("{} took the decision that is looked at.", member.name));
    }
    if let Some((_, what)) = parties.iter().find(|(party, _)| even(party) == name) {
        return refuse(format!("{} is a party: {what}.", member.name));
    }
    if !member.tie.trim().is_empty() {
        return refuse(format!("{} has a tie to it: {}.", member.name, member.tie.trim()));
    }
    Ok(())
}

/// What the law asks of those who sit.
pub fn rule_of(kind: HearingKind) -> &'static str {
    match kind {
        HearingKind::Governors | HearingKind::Again => {
            "At least three governors decide, none with a stake in it (R3.06m)"
        }
        HearingKind::Panel => {
            "A panel has three or five members: a lay chair, governors and headteachers, all trained in the two years before, none with a link to the school or the parties (R3.13)"
        }
    }
}

/// What is still missing among those who sit, in words; empty when there are enough.
pub fn lacking(kind: HearingKind, on: Option<Day>, members: &[Member]) -> Vec<String> {
    let sits: Vec<&Member> =
        members.iter().filter(|m| m.down_at.is_none() && m.seat.decides()).collect();
    let mut out = Vec::new();
    for m in sits.iter().filter(|m| m.confirmed_on.is_none()) {
        out.push(format!("{} has not confirmed that they are independent", m.name));
    }
    match kind {
        HearingKind::Governors | HearingKind::Again => {
            if sits.len() < QUORUM {
                out.push(format!("{} of at least {QUORUM} governors are named", sits.len()));
            }
        }
        HearingKind::Panel => {
            let count = |seat| sits.iter().filter(|m| m.seat == seat).count();
            if !PANEL.contains(&sits.len()) {
                let [least, most] = PANEL;
                out.push(format!(
                    "{} members are named; a panel has {least} or {most}",
                    sits.len()
                ));
            }
            for seat in [Seat::Lay, Seat::Governor, Seat::Head] {
                if count(seat) == 0 {
                    let what = crate::Coded::label(seat).to_lowercase();
                    out.push(format!("There is no {what}"));
                }
            }
            if sits.len() == PANEL[1] && (count(Seat::Governor) != 2 || count(Seat::Head) != 2) {
                out.push("A panel of five has two governors and two headteachers".into());
            }
            for m in &sits {
                out.extend(on.and_then(|on| out_of_date(m, on)));
            }
        }
    }
    match sits.iter().filter(|m| m.chair).count() {
        1 => {
            let lay = sits.iter().any(|m| m.chair && m.seat == Seat::Lay);
            if kind == HearingKind::Panel && !lay {
                out.push("The lay member takes the chair".into());
            }
        }
        0 if !sits.is_empty() => out.push("Nobody is in the chair".into()),
        0 => {}
        _ => out.push("More than one is in the chair".into()),
    }
    out
}

/// What the day of a review makes of a member's training and headship.
fn out_of_date(m: &Member, on: Day) -> Option<String> {
    match m.trained {
        None => return Some(format!("It is not known when {} was trained", m.name)),
        Some(trained) => {
            let answer = review::training(on, trained).ok()?;
            if answer.outcome == Outcome::TrainingExpired {
                return Some(format!("The training of {} on {trained} is too old", m.name));
            }
        }
    }
    let ended = m.headship_ended.filter(|_| m.seat == Seat::Head)?;
    let answer = review::headship(on, ended).ok()?;
    (answer.outcome == Outcome::IneligibleHead)
        .then(|| format!("The headship of {} ended too long ago, on {ended}", m.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::tests::matter;

    fn member(name: &str, seat: Seat) -> Member {
        Member {
            id: Id::from_u128(9),
            hearing: Id::from_u128(1),
            name: name.into(),
            post: String::new(),
            seat,
            chair: false,
            tie: String::new(),
            confirmed_on: Day::new(2026, 12, 1),
            trained: Day::new(2025, 3, 1),
            headship_ended: None,
            down_at: None,
            down_why: String::new(),
        }
    }

    #[test]
    fn a_governor_who_is_a_party_is_refused_by_name() {
        let m = matter();
        let parties = [("Ms Gwen Haldane".to_string(), "a parent")];
        let sit = |name: &str| {
            may_sit(&member(name, Seat::Governor), HearingKind::Governors, &m, &parties)
        };
        assert!(sit("Mrs Odile Brand").is_ok());
        let no = sit("Gwen Haldane").unwrap_err();
        assert_eq!(no.title, "Gwen Haldane cannot sit on this");
        assert!(no.rule.contains("a parent") && no.rule.contains("R3.06m"));
        assert!(sit("Dr Ines Varga").unwrap_err().rule.contains("took the decision"));
        let tied = Member { tie: "taught Reuben".into(), ..member("Mr Obi", Seat::Governor) };
        assert!(may_sit(&tied, HearingKind::Governors, &m, &parties).is_err());
    }

    #[test]
    fn three_independent_governors_with_a_chair_are_enough_and_no_fewer() {
        let on = Day::new(2026, 12, 2);
        let mut three = vec![
            Member { chair: true, ..member("A", Seat::Governor) },
            member("B", Seat::Governor),
        ];
        let said = |m: &[Member]| lacking(HearingKind::Governors, on, m).join("; ");
        assert!(said(&three).contains("2 of at least 3"));
        three.push(Member { confirmed_on: None, ..member("C", Seat::Governor) });
        assert_eq!(said(&three), "C has not confirmed that they are independent");
        three[2].confirmed_on = on;
        assert_eq!(said(&three), "");
        three[0].down_at = Some(on.unwrap().at(rulebook::Minute::default()));
        assert!(said(&three).contains("2 of at least 3") && said(&three).contains("in the chair"));
    }

    #[test]
    fn a_panel_has_a_lay_chair_each_category_and_training_that_counts() {
        let on = Day::new(2027, 1, 14);
        let mut panel = vec![
            Member { chair: true, ..member("L", Seat::Lay) },
            member("G", Seat::Governor),
            member("H", Seat::Head),
            member("E", Seat::Expert),
        ];
        let said = |m: &[Member]| lacking(HearingKind::Panel, on, m).join("; ");
        assert_eq!(said(&panel), "");
        panel[1].trained = Day::new(2025, 1, 13);
        assert!(said(&panel).contains("too old"));
        panel[1].trained = Day::new(2025, 1, 14);
        assert_eq!(said(&panel), "");
        panel[2].headship_ended = Day::new(2022, 1, 13);
        assert!(said(&panel).contains("too long ago"));
        panel[2].headship_ended = None;
        panel[0].chair = false;
        panel[1].chair = true;
        assert!(said(&panel).contains("lay member takes the chair"));
        panel.pop();
        panel.pop();
        assert!(said(&panel).contains("There is no headteacher member"));
    }
}
