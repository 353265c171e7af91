//! Referrals a person sees: their own; a year's; or, for those who run the room, everybody's.

use super::thread::state_tag;
use crate::page::Page;
use crate::page::kit::{Empty, Head, Pages, Table};
use crate::page::name::pupil_name;
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::referral::{ReferralState, Whose, whose};
use casework::words::{Concept, Words};
use maud::{Markup, html};

/// Rows to a page.
const SIZE: i64 = 30;

/// One referral of the list.
pub struct Line {
    /// Key, as text.
    pub id: String,
    /// "Tyrell Ashdown-Moss"
    pub pupil: String,
    /// "9K2"
    pub form: String,
    /// "Mon 9 Nov 2026, P5"
    pub when: String,
    /// Who sent it; empty on a list of one's own.
    pub by: String,
    /// Where it has got to.
    pub state: ReferralState,
    /// "Mr Ewan Thrale, Mon 9 Nov 2026, 14.40", or why it was declined.
    pub since: String,
    /// The answer's words, where it was declined.
    pub why: String,
}

/// The page.
pub struct MinePage {
    /// The school's words.
    pub words: Words,
    /// Only one's own are listed.
    pub own: bool,
    /// Rows.
    pub lines: Vec<Line>,
    /// Which page of them.
    pub pages: Pages,
}

impl Page for MinePage {
    fn title(&self) -> String {
        if self.own { "Your referrals".into() } else { "Referrals".into() }
    }
    fn here(&self) -> &'static str {
        "/refer"
    }
    fn main(&self) -> Markup {
        let refer = format!("Refer {}", self.words.a(Concept::Pupil));
        let pupil = self.words.cap(Concept::Pupil);
        let mut columns = vec![(pupil.as_str(), false), ("Happened", false)];
        if !self.own {
            columns.push(("Referred by", false));
        }
        columns.push(("Where it has got to", false));
        html! {
            (Head::new(&self.title()).acts(html! { a.btn.btn-2 href="/refer" { (refer) } }))
            @if self.lines.is_empty() {
                (Empty { title: "No referrals yet", words: "Each one you send appears here, with every step until it is decided.", step: Some(("/refer", &refer)) })
            } @else {
                (Table { caption: "Referrals, newest first", columns, dense: false, rows: self.lines.iter().map(|l| self.row(l)).collect() })
                (self.pages)
            }
        }
    }
}

impl MinePage {
    fn row(&self, l: &Line) -> Vec<Markup> {
        let mut row = vec![
            html! { a href={ "/referrals/" (l.id) } { (pupil_name(&l.pupil)) } " " span.sub { (l.form) } },
            html! { (l.when) },
        ];
        if !self.own {
            row.push(html! { (l.by) });
        }
        row.push(html! {
            (state_tag(l.state))
            @if !l.since.is_empty() { " " span.sub { (l.since) } }
            @if !l.why.is_empty() { p { (l.why) } }
        });
        row
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let org = v.org();
    let whose = whose(&v.actor, v.today());
    let at = v.query.int("page").unwrap_or(1).clamp(1, 10_000);
    let skip = (at - 1) * SIZE;
    let (rows, total) =
        store::referral::list(&mut read, org, v.actor.staff, &whose, skip, SIZE).await?;
    let pupils: Vec<Id> = rows.iter().map(|r| r.pupil).collect();
    let pupils = store::pupil::several(&mut read, &v.actor.roll(), &pupils).await?;
    let people: Vec<Id> =
        rows.iter().flat_map(|r| [Some(r.referrer), r.decided_by]).flatten().collect();
    let staff = store::staff::several(&mut read, org, &people).await?;
    let name = |id: Option<Id>| {
        staff.iter().find(|s| Some(s.id) == id).map(|s| s.full()).unwrap_or_default()
    };
    let lines = rows
        .iter()
        .map(|r| {
            let pupil = pupils.iter().find(|p| p.id == r.pupil);
            Line {
                id: r.id.to_string(),
                pupil: pupil.map(|p| p.name()).unwrap_or_default(),
                form: pupil.map(|p| p.form.clone()).unwrap_or_default(),
                when: format!("{}, {}", r.happened_on, r.period),
                by: name(Some(r.referrer)),
                state: r.state,
                since: match r.decided_at {
                    Some(at) => format!("{}, {}, {}", name(r.decided_by), at.day(), at.minute()),
                    None => format!("since {}, {}", r.made_at.day(), r.made_at.minute()),
                },
                why: match r.state {
                    ReferralState::Declined => r.decision.clone(),
                    _ => String::new(),
                },
            }
        })
        .collect();
    v.page(&MinePage {
        words: v.words().clone(),
        own: whose == Whose::Own,
        lines,
        pages: Pages { base: "/referrals?".into(), size: SIZE, at, total },
    })
}
