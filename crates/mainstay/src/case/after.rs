//! What follows on the page of a case: the totals of the child, the governors and the review, and
//! the money.
//!
//! Must never know: what a hearing decides, or what a sum comes to.

use super::one_page::CasePage;
use crate::page::kit::{Standing, Tag, hidden, token};
use casework::case::Kind;
use casework::hearing::share::CODES;
use casework::money::MoneyState;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::states::Road;

impl CasePage {
    /// Seen to with the hearings, once there is a matter, and nowhere else.
    pub(super) fn heard(&self, code: &str) -> bool {
        self.all.heard.is_some() && CODES.contains(&code)
    }
    /// The papers of a hearing, whose moved day is answered where they are.
    pub(super) fn papers(&self, code: &str) -> bool {
        self.clerks && self.all.heard.is_some() && matches!(code, "papers" | "review-papers")
    }
    /// What a suspension brings the totals to: every one known of the child is counted.
    pub(super) fn totals(&self) -> Markup {
        let Some(t) = self.all.totals else { return html! {} };
        let cap = rulebook::clocks::CAP;
        html! {
            div.panel.panel-warn[t.over_cap()].panel-note[!t.over_cap()] {
                h2.panel-title { (t.term) " school days this statutory term, " (t.year) " this school year" }
                p { "Counted from every suspension this authority knows of the child, at every school, this one included; others may be unknown here. The law allows " (cap) " in a school year. " (crate::law::rule_link("R2.04")) }
                @if t.over_cap() { p { "That is more than the law allows: ask the school." } }
            }
        }
    }
    /// The governors and an independent review: where they stand, or the way to open them.
    pub(super) fn governors(&self, base: &str) -> Markup {
        let case = &self.all.case;
        let ready = case.decided.is_some() && case.first_day.is_some();
        if case.kind.in_law().is_none() || (self.all.heard.is_none() && !self.clerks) {
            return html! {};
        }
        html! {
            section.stack aria-labelledby="governors" {
                h2 #governors { "Governors and review" }
                @match &self.all.heard {
                    Some(heard) => {
                        @if case.kind == Kind::Permanent { p { "Where it stands: " strong { (heard.happened().stands().words()) } "." } }
                        @for h in &heard.hearings { p { (h.kind.label()) @if let Some(on) = h.on { ", " (on) } ": "
                            @match heard.decision(h.id) { Some(d) => (d.finding.label()), None => (crate::matter::lower(h.state.label())) } } }
                        @if self.clerks { p { a href={ "/matters/" (case.id) } { "Hearings, papers, decisions and letters" } } }
                    },
                    None if !ready => p.soft { "Give the day of the decision and the first day first." },
                    None if case.cancelled_on.is_some() => p.soft { "It was cancelled: the governing body does not look at it." },
                    None => {
                        p.soft { "The meeting, its papers, the decision and a review are seen to in a matter of their own. The facts of the case come with it." }
                        form method="post" action={ (base) "/governors" } { (token(&self.csrf)) (hidden("once", Id::nil())) button.btn.btn-2 type="submit" { "Open it for the governors" } }
                    },
                }
            }
        }
    }
    /// The money that follows a permanent exclusion, worked out elsewhere.
    pub(super) fn money(&self) -> Markup {
        let (case, child) = (&self.all.case, &self.all.child);
        let Some(from) = case.first_day.filter(|_| case.kind == Kind::Permanent) else {
            return html! {};
        };
        let heard = self.all.heard.as_ref();
        let about = (case.id, child.bare());
        let raised = heard.is_some_and(|h| h.step(casework::matter::Step::Money).is_some());
        let ordered = heard.and_then(|h| h.ordered()).filter(|_| !raised);
        let reinstated = heard.and_then(|h| h.reinstated());
        let live = |s: &MoneyState| !matches!(s, MoneyState::Withdrawn | MoneyState::Reversed);
        let stands = self.money.iter().find(|(_, s)| live(s));
        let link = match ordered {
            Some(on) => crate::money::ordered_for((about.0, &about.1, &case.school_name), from, on),
            None => crate::money::new_for(about.0, &about.1, &case.school_name, from),
        };
        let sum = rulebook::money::readjustment();
        html! {
            section.stack aria-labelledby="money" {
                h2 #money { "Money that follows" }
                @for (id, state) in &self.money { p { a href={ "/money/" (id) } { "A sum" } ": " (state.label()) } }
                @if let Some(on) = ordered {
                    div.panel.panel-warn {
                        h2.panel-title { (Tag(Standing::Due, "To do")) " " (casework::money::pounds(sum)) ", ordered by the review panel on " (on) }
                        p { "The governing body did not reinstate: the readjustment is raised with the money that follows the child, and somebody else approves it. " (crate::law::rule_link("R3.16")) }
                        @match stands {
                            Some((id, MoneyState::Raised | MoneyState::SentBack)) => p { a href={ "/money/" (id) "/correct" } { "Put the sum right: tick what the panel ordered" } },
                            Some((id, _)) => p { a href={ "/money/" (id) } { "A sum without it was approved: have that reversed, then work it out anew" } },
                            None => @if self.raises { p { a href=(link) { "Work it out with the " (casework::money::pounds(sum)) } } },
                        }
                    }
                } @else if let (Some(on), Some((id, state))) = (reinstated, stands) {
                    @if *state != MoneyState::ReversalAsked { div.panel.panel-warn {
                        h2.panel-title { "Reinstated on " (on) ": the money goes back" }
                        p { a href={ "/money/" (id) } { @if *state == MoneyState::Approved { "Ask for the sum to be reversed" } @else { "Take the sum back" } } }
                    } }
                } @else if self.money.is_empty() && reinstated.is_none() { p { a href=(link) { "Work out the money that follows" } } }
            }
        }
    }
}
