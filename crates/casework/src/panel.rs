//! A child's case before a panel: what is asked, what must be there, whether it came in time, what
//! others say of it, and what was decided.
//!
//! Must never know: tables, pages, how a file arrives. What must be there is the authority's own
//! list and never law; nothing here decides for a panel.

pub mod decide;
pub mod summary;
#[cfg(test)]
mod tests;

use crate::{Id, Refusal};
use rulebook::{Day, Instant};

/// Letters of a name, a school, a line.
pub const SHORT: usize = 120;
/// Letters of what is asked, and of what each side says: as many as fit one page together.
pub const PART: usize = 400;
/// Letters of the support so far.
pub const SUPPORT: usize = 700;

coded! {
    /// What a panel is asked for.
    pub enum Kind {
        Move = "move", "A managed move is asked for";
        SeekingSchool = "seeking_school", "Permanently excluded, and needs a school";
        Direction = "direction", "Advice on a direction off site";
        LookedAfter = "looked_after", "A looked-after child who needs a place";
        Provision = "provision", "Alternative provision is asked for";
        AtRisk = "at_risk", "Advice on a child at risk";
        Other = "other", "Something else";
    }
}

coded! {
    /// What a case may have to have with it.
    pub enum Part {
        Request = "request", "the school’s request";
        PupilView = "pupil_view", "the child’s own view";
        Support = "support", "support so far, and what came of it";
        Attendance = "attendance", "attendance and attainment";
        Sen = "sen", "where SEN or an EHC plan stands";
        Risk = "risk", "risk assessment";
        ToSchool = "to_school", "which school it is to be";
        SenTeam = "sen_team", "the SEN team’s view";
        VirtualSchool = "virtual_school", "the virtual school head’s view";
        Cost = "cost", "cost, and who pays";
    }
}

impl Kind {
    /// What must be there, by the authority's own list.
    pub fn parts(self) -> &'static [Part] {
        use Part::*;
        match self {
            Kind::Move => &[Request, PupilView, Support, Attendance, Sen, Risk],
            Kind::SeekingSchool => &[PupilView, Support, Attendance, Sen, Risk],
            Kind::Direction => &[Request, PupilView, Support, Attendance, SenTeam],
            Kind::LookedAfter => &[Request, PupilView, Support, Attendance, Sen, VirtualSchool],
            Kind::Provision => &[Request, PupilView, Support, Attendance, Sen, Risk, Cost],
            Kind::AtRisk => &[Request, Support],
            Kind::Other => &[Request],
        }
    }
}

coded! {
    /// Where a case before a panel has got to.
    pub enum State {
        Waiting = "waiting", "Waiting to be admitted";
        Admitted = "admitted", "On the agenda";
        Decided = "decided", "Decided";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

coded! {
    /// What a panel decided.
    pub enum Outcome {
        Agreed = "agreed", "Agreed as asked";
        DirectionFirst = "direction_first", "A direction off site first";
        Place = "place", "A place at a school";
        Provision = "provision", "Alternative provision";
        Advice = "advice", "Advice given";
        Later = "later", "To a later panel";
        NotAgreed = "not_agreed", "Not agreed";
    }
}

/// A case before a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Key.
    pub id: Id,
    /// The panel's meeting.
    pub meeting: Id,
    /// Its number before this panel, from 1: in papers it goes by that.
    pub number: i64,
    /// What is asked for.
    pub kind: Kind,
    /// The case on the desk, where there is one.
    pub case_file: Option<Id>,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// National Curriculum year.
    pub year: Option<i64>,
    /// The school that asks, or whose roll the child is or was on.
    pub school_name: String,
    /// The school or place it is to be; empty: none named.
    pub to_school: String,
    /// What is asked, in words.
    pub asked: String,
    /// What was tried, for how long, with what effect; empty: not evidenced.
    pub support: String,
    /// What the child says.
    pub pupil_view: String,
    /// What home says.
    pub home_view: String,
    /// What whoever presents it recommends.
    pub recommends: String,
    /// Whose consent is needed, a line each.
    pub consent_of: String,
    /// What is there: codes of [`Part`], and "consent:mother", a line each.
    pub there: String,
    /// When it came in.
    pub arrived_at: Instant,
    /// Where it has got to.
    pub state: State,
    /// The item of the agenda it became.
    pub item: Option<Id>,
    /// Who admitted it late or incomplete.
    pub admitted_by: String,
    /// Why.
    pub admitted_why: String,
    /// What was decided.
    pub outcome: Option<Outcome>,
    /// Why.
    pub outcome_why: String,
    /// On what conditions.
    pub conditions: String,
    /// How: by consensus, or by how many against how many.
    pub how: String,
    /// Who tells the parents.
    pub tells: String,
    /// By when.
    pub tell_by: Option<Day>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
    /// Who wrote the decision down.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<Instant>,
    /// The day the parents were told.
    pub told_on: Option<Day>,
    /// How.
    pub told_how: String,
    /// Who entered it.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
    /// Version.
    pub version: i64,
}

/// "Advice on a child" in the middle of a sentence.
fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

/// Something that must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its code, as it is ticked.
    pub code: String,
    /// "consent – father"
    pub label: String,
    /// It is there.
    pub there: bool,
}

impl Case {
    /// "Case 2"
    pub fn short(&self) -> String {
        format!("Case {}", self.number)
    }
    /// The item of the agenda: no name, for an agenda travels.
    pub fn title(&self) -> String {
        let year = self.year.map(|y| format!(", Year {y}")).unwrap_or_default();
        format!("{}: {}{year}", self.short(), uncapital(crate::Coded::label(self.kind)))
    }
    /// "Rosa Lindqvist"
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_string()
    }
    /// Everything that must be there, in order, with what is.
    pub fn needs(&self) -> Vec<Need> {
        let there: Vec<&str> = self.there.lines().map(str::trim).collect();
        let parts = self.kind.parts().iter().map(|p| {
            let code = crate::Coded::code(*p).to_string();
            (code, crate::Coded::label(*p).to_string())
        });
        let consents = self
            .consents()
            .into_iter()
            .map(|who| (format!("consent:{}", who.to_lowercase()), format!("consent – {who}")));
        parts
            .chain(consents)
            .map(|(code, label)| Need { there: there.contains(&code.as_str()), code, label })
            .collect()
    }
    /// Whose consent is needed.
    pub fn consents(&self) -> Vec<String> {
        let all = self.consent_of.lines().map(str::trim).filter(|l| !l.is_empty());
        all.map(String::from).collect()
    }
    /// What is missing, as it is said.
    pub fn missing(&self) -> Vec<String> {
        self.needs().into_iter().filter(|n| !n.there).map(|n| n.label).collect()
    }
    /// Whether it came after the cut-off.
    pub fn is_late(&self, cut_off: Option<Instant>) -> bool {
        cut_off.is_some_and(|c| self.arrived_at > c)
    }
    /// Whether it comes before the panel.
    pub fn is_before_it(&self) -> bool {
        matches!(self.state, State::Admitted | State::Decided)
    }
}

/// Whether a case is put on the agenda: in time and whole, or for the chair's reason.
///
/// # Errors
/// Beside the field: the chair and the reason, where it came late or something is missing.
pub fn admit(
    case: &Case,
    cut_off: Option<Instant>,
    chair: &str,
    why: &str,
) -> Vec<(&'static str, String)> {
    let missing = case.missing();
    let late = case.is_late(cut_off);
    if !late && missing.is_empty() {
        return Vec::new();
    }
    let mut what = Vec::new();
    if late {
        what.push(format!("it came {}, after the cut-off", case.arrived_at));
    }
    if !missing.is_empty() {
        what.push(format!("it is without: {}", missing.join("; ")));
    }
    let what = what.join(", and ");
    let mut out = Vec::new();
    if chair.trim().is_empty() {
        out.push(("admitted_by", format!("Say who chairs and admits it: {what}")));
    }
    if why.trim().is_empty() {
        out.push(("admitted_why", format!("Give the chair’s reason: {what}")));
    }
    out
}

/// Whether it may still be changed.
///
/// # Errors
/// Refuses once it is decided or withdrawn.
pub fn may_change(case: &Case) -> Result<(), Refusal> {
    if matches!(case.state, State::Waiting | State::Admitted) {
        return Ok(());
    }
    let label = crate::Coded::label(case.state).to_lowercase();
    Err(Refusal::because(
        format!("{} is {label}", case.short()),
        "What stood before the panel stays as it stood.",
        "Mainstay: records are corrected by addition.",
    )
    .or("See the case", format!("/panel-cases/{}", case.id)))
}

/// What somebody was asked to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Key.
    pub id: Id,
    /// The case before the panel.
    pub panel_case: Id,
    /// Who: "Educational psychologist".
    pub whom: String,
    /// Asked on.
    pub asked_on: Day,
    /// To answer by.
    pub reply_by: Day,
    /// The day it came.
    pub came_on: Option<Day>,
    /// What they say, in short.
    pub words: String,
    /// Who asked.
    pub by_name: String,
    /// Version.
    pub version: i64,
}

impl View {
    /// "asked 19 Nov, not received" – what stands in the pack.
    pub fn said(&self) -> String {
        match self.came_on {
            Some(on) => format!("asked {}, came {}", self.asked_on.short(), on.short()),
            None => format!("asked {}, not received", self.asked_on.short()),
        }
    }
    /// Nothing came by the day.
    pub fn is_late(&self, today: Day) -> bool {
        self.came_on.is_none() && today > self.reply_by
    }
}

/// A paper of a case, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Key.
    pub id: Id,
    /// The case before the panel.
    pub panel_case: Id,
    /// Title.
    pub title: String,
    /// Typed words, where it was typed.
    pub words: String,
    /// Hash of the file, where one was sent.
    pub sha256: Option<String>,
    /// The file's name as it was sent.
    pub name_sent: String,
    /// A name that is safe on any machine.
    pub name: String,
    /// What the file is.
    pub kind: Option<crate::attachment::FileKind>,
    /// Bytes.
    pub size: i64,
    /// It came after the cut-off.
    pub late: bool,
    /// Pages that are taken out.
    pub out_pages: String,
    /// Passages that are taken out, a line each.
    pub out_words: String,
    /// Why.
    pub out_why: String,
    /// Why other children's names may stay.
    pub names_why: String,
    /// Who added it.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// When it was taken away.
    pub gone_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

/// A copy of the pack for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Key.
    pub id: Id,
    /// The version of the pack.
    pub version: i64,
    /// Whose it is.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// Cases it is without, as they are said: "Case 2".
    pub without: String,
    /// Its content.
    pub sha256: String,
    /// Pages.
    pub pages: i64,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
    /// How it was given; empty: not given yet.
    pub how: String,
    /// Who gave it.
    pub given_by: String,
    /// When.
    pub given_at: Option<Instant>,
}
