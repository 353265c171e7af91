//! What hearings know, handed to the list of what is owed because of a suspension or a permanent
//! exclusion, so that the record and the hearing say the same.
//!
//! Must never know: whose desk the list is on.

use super::invite::Asked;
use super::owed::Whole;
use super::{Finding, HearingKind, How as Went};
use crate::Id;
use crate::matter::Step;
use crate::owed::{self, Done, Facts, How};
use rulebook::duty::governors::Representations;
use rulebook::duty::review::{Application, Panel};
use rulebook::rule::Party;
use rulebook::service::Service;
use rulebook::{Day, Minute};

/// Duties that are seen to on the matter, where there is one, and nowhere else.
pub const CODES: &[&str] = &[
    "governors-meet",
    "papers",
    "decision-parent",
    "decision-head",
    "decision-authority",
    "decision-home-authority",
    "decision-social-worker",
    "decision-virtual-head",
    "review-meet",
    "review-papers",
    "reconsider",
    "readjustment",
];

fn party(asked: Asked) -> Option<(Party, &'static str)> {
    Some(match asked {
        Asked::Parent => (Party::Parent, "decision-parent"),
        Asked::Head => (Party::Head, "decision-head"),
        Asked::Authority => (Party::Authority, "decision-authority"),
        Asked::HomeAuthority => (Party::HomeAuthority, "decision-home-authority"),
        Asked::SocialWorker => (Party::SocialWorker, "decision-social-worker"),
        Asked::VirtualHead => (Party::VirtualHead, "decision-virtual-head"),
        _ => return None,
    })
}

fn how(went: Went) -> How {
    match went {
        Went::Delivered => How::Hand,
        Went::Post => How::Post,
        Went::Email => How::Email,
    }
}

impl Whole {
    /// Adds what the hearings know to the facts of the record.
    pub fn into_facts(&self, f: &mut Facts) {
        if let Some(on) = self.matter.written_on
            && f.representations == Representations::None
        {
            f.representations = Representations::Made(Some(on));
        }
        f.meeting = self.hearing(HearingKind::Governors).and_then(|h| h.on);
        if let Some(d) = self.decided(HearingKind::Governors) {
            let letters = self.told.iter().filter(|t| t.hearing == d.hearing);
            let last = letters.filter(|t| t.asked == Asked::Parent).max_by_key(|t| t.given_on);
            f.decision = Some(owed::Decision {
                on: d.on,
                declined: d.finding.declines(),
                sent: last.map(|t| t.sent_on),
                how: last.map_or(Service::Delivered, |t| t.how.service()),
                waived: self.step(Step::Waived).map(|s| s.on),
            });
        }
        f.request = self.application().map(|a| match a.how {
            Went::Delivered => Application::Delivered(a.at.day()),
            Went::Post => Application::Posted(a.at.day()),
            Went::Email => Application::Emailed(a.at),
        });
        f.review = self.hearing(HearingKind::Panel).and_then(|h| h.on);
        let again = self.decided(HearingKind::Again);
        if let Some(d) = self.decided(HearingKind::Panel) {
            f.panel = Some(owed::PanelDecision {
                panel: match d.finding {
                    Finding::Quash => Panel::Quashed { ordered: d.ordered },
                    Finding::Recommend => Panel::Recommended,
                    _ => Panel::Upheld,
                },
                // The day it counts as given is what is kept.
                sent: d.notice_given.unwrap_or(d.on),
                how: Service::Delivered,
            });
            f.concluded = match d.finding {
                Finding::Uphold => Some(d.on),
                _ => again.map(|a| a.on),
            };
        }
        f.offered = again.is_some_and(|d| d.finding == Finding::Reinstate);
    }

    /// What was done at the hearings, as proof of what was owed.
    pub fn proofs(&self) -> Vec<Done> {
        let mut out = Vec::new();
        let proof = |id: Id, code: &str, party, on: Day, what: String, by: &str| Done {
            id,
            code: code.to_string(),
            party,
            whom: None,
            whom_name: String::new(),
            at: on.at(Minute::default()),
            how: How::System,
            by_whom: by.to_string(),
            what,
            due_then: None,
            note: String::new(),
            struck_at: None,
            struck_by: String::new(),
            struck_why: String::new(),
        };
        for d in &self.decisions {
            let Some(h) = self.hearings.iter().find(|h| h.id == d.hearing) else { continue };
            let code = match h.kind {
                HearingKind::Governors => "governors-meet",
                HearingKind::Panel => "review-meet",
                HearingKind::Again => "reconsider",
            };
            let on = h.on.unwrap_or(d.on);
            let what = crate::Coded::label(d.finding).to_string();
            out.push(proof(h.id, code, Party::Parent, on, what, &d.by_name));
        }
        for (pack, g) in &self.copies {
            let Some(p) = self.packs.iter().find(|p| p.id == *pack) else { continue };
            let code = match p.purpose {
                crate::pack::Purpose::Governors => "papers",
                crate::pack::Purpose::Panel => "review-papers",
            };
            let mut done = proof(
                g.id,
                code,
                Party::Parent,
                g.sent_on,
                format!("Version {} to {}", g.number, g.whom),
                &g.by_name,
            );
            done.due_then = match crate::pack::in_time(g) {
                crate::pack::InTime::Arguably => g.arguable_then,
                _ => g.due_then,
            };
            out.push(done);
        }
        let first = self.hearing(HearingKind::Governors).map(|h| h.id);
        for t in self.told.iter().filter(|t| Some(t.hearing) == first) {
            let Some((party, code)) = party(t.asked) else { continue };
            let mut done = proof(
                t.id,
                code,
                party,
                t.sent_on,
                "The letter with the decision".into(),
                &t.by_name,
            );
            // A pupil of 18 stands in the parent's place by no name.
            done.whom = t.contact.filter(|c| Some(*c) != self.matter.pupil);
            done.whom_name = t.to_name.clone();
            done.how = how(t.how);
            out.push(done);
        }
        if let Some(s) = self.step(Step::Money) {
            let what = s.note.clone();
            let id = Id::from_u128(self.matter.id.as_u128() ^ 2);
            out.push(proof(id, "readjustment", Party::Authority, s.on, what, &s.by_name));
        }
        out
    }
}
