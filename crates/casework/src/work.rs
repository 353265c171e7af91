//! Work for the periods a pupil is out of lessons: asked of the teacher, answered in one step,
//! passed on when nobody answers, filled from the bank, and counted.
//!
//! Must never know: why the pupil is in the room. A teacher who is asked for work is not told.

use crate::school::Staff;
use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

coded! {
    /// Where a request for work has got to.
    pub enum WorkState {
        Asked = "asked", "Asked";
        Escalated = "escalated", "Head of subject asked";
        Answered = "answered", "Set";
        Nothing = "none", "None possible";
        Bank = "bank", "From the bank";
    }
}

impl WorkState {
    /// No work yet: the period would begin with nothing to do.
    pub fn is_unmet(self) -> bool {
        matches!(self, WorkState::Asked | WorkState::Escalated | WorkState::Nothing)
    }
    /// Nobody has answered yet.
    pub fn is_waiting(self) -> bool {
        matches!(self, WorkState::Asked | WorkState::Escalated)
    }
}

coded! {
    /// How work reaches the room.
    pub enum Route {
        Same = "same", "The same work as the class";
        Online = "online", "An online link";
        Paper = "paper", "Paper to collect";
        File = "file", "A file";
        Bank = "bank", "A unit from the bank";
    }
}

/// One request for one period of one placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Key.
    pub id: Id,
    /// The period of the placement.
    pub slot: Id,
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// "P3"
    pub code: String,
    /// Subject missed.
    pub subject: String,
    /// Who was asked.
    pub teacher: Option<Id>,
    /// Where it has got to.
    pub state: WorkState,
    /// How the work comes, once it does.
    pub route: Option<Route>,
    /// The link, the place, or what to do.
    pub detail: String,
    /// It is the work of the lesson missed.
    pub same_as_class: bool,
    /// The unit of the bank it was filled from.
    pub bank_unit: Option<Id>,
    /// When the teacher was asked.
    pub asked_at: Instant,
    /// When it was answered or filled.
    pub answered_at: Option<Instant>,
    /// By whom.
    pub answered_by: String,
    /// When the head of subject is asked.
    pub escalates_at: Instant,
    /// When they were.
    pub escalated_at: Option<Instant>,
    /// Who that was; none when the subject has nobody else to ask.
    pub escalated_to: Option<Id>,
    /// When finished work went back.
    pub returned_at: Option<Instant>,
    /// To whom.
    pub returned_to: String,
    /// When the request fell away because the placement moved or was cancelled.
    pub ended_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

/// A unit of the bank, as one that may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// First year it suits.
    pub year_from: i64,
    /// Last.
    pub year_to: i64,
    /// What it is.
    pub title: String,
    /// Where it is kept.
    pub kept_at: String,
    /// When it was last used.
    pub last_used: Option<Day>,
}

impl Unit {
    /// Whether it suits a subject and a year.
    pub fn suits(&self, subject: &str, year: i64) -> bool {
        self.subject.trim().to_lowercase() == subject.trim().to_lowercase()
            && self.year_from <= year
            && year <= self.year_to
    }
    /// What the card in the room says.
    pub fn detail(&self) -> String {
        if self.kept_at.is_empty() {
            self.title.clone()
        } else {
            format!("{} ({})", self.title, self.kept_at)
        }
    }
}

/// What was typed as an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// How the work comes; `None` when nothing was chosen.
    pub route: Option<Route>,
    /// No work is possible for this lesson.
    pub nothing: bool,
    /// The link or the place.
    pub detail: String,
    /// It is the work of the lesson missed.
    pub same_as_class: bool,
    /// A file is there: sent with it, or attached before and not taken away.
    pub file: bool,
}

impl Given {
    /// One tap: the pupil does what the class does, where the class finds it.
    pub fn as_class() -> Given {
        Given {
            route: Some(Route::Same),
            detail: "In the class’s online classroom".into(),
            same_as_class: true,
            ..Given::default()
        }
    }
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Answered or Nothing.
    pub state: WorkState,
    /// How it comes.
    pub route: Option<Route>,
    /// The link, the place, or why there is none.
    pub detail: String,
    /// Counts as the lesson's own work.
    pub same_as_class: bool,
}

/// The longest a link, or where the paper is, may be.
pub const DETAIL: usize = 1000;

/// Reads an answer. Errors are by field: `route`, `detail` or `file`.
pub fn answer(given: &Given) -> Result<Answer, Vec<(&'static str, String)>> {
    let detail = given.detail.trim().to_string();
    let long = detail.chars().count();
    if long > DETAIL {
        let message = format!("Use at most {DETAIL} characters. There are {long}");
        return Err(vec![("detail", message)]);
    }
    if given.nothing && given.file {
        let message = "There is a file. Choose how the work comes, or send it without the file";
        return Err(vec![("route", message.to_string())]);
    }
    if given.nothing {
        return Ok(Answer { state: WorkState::Nothing, route: None, detail, same_as_class: false });
    }
    let mut wrong = Vec::new();
    // A file by itself says how the work comes.
    let route = given.route.or(given.file.then_some(Route::File));
    match route {
        None | Some(Route::Bank) => {
            wrong.push(("route", "Choose how the work comes, or that none is possible".to_string()))
        }
        Some(Route::Online) if !is_link(&detail) => {
            wrong.push(("detail", "Paste the whole link, starting with https://".to_string()))
        }
        Some(Route::Paper) if detail.is_empty() => {
            wrong.push(("detail", "Say where the paper is to be collected".to_string()))
        }
        Some(Route::File) if !given.file => wrong.push(("file", "Choose the file".to_string())),
        Some(Route::Same) if detail.is_empty() && !given.file => {
            wrong.push(("detail", "Say what it is and where it is, or paste the link".to_string()))
        }
        Some(_) => {}
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // The lesson's own work by name is the lesson's own work, whatever the tick says.
    let same_as_class = given.same_as_class || route == Some(Route::Same);
    Ok(Answer { state: WorkState::Answered, route, detail, same_as_class })
}

/// A link that may be shown as one.
pub fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| r.contains('.') && !text.contains(char::is_whitespace))
}

/// Whether a request can still be answered or filled.
pub fn may_fill(work: &Work, now: Instant, ends: Minute) -> Result<(), Refusal> {
    if work.ended_at.is_some() {
        return Err(Refusal::because(
            "This work is no longer needed",
            "A request ends when the placement is moved or cancelled.",
            "The way Mainstay works.",
        )
        .or("See the work that is asked for", "/work/asked"));
    }
    if work.state == WorkState::Bank && now >= work.day.at(ends) {
        return Err(Refusal::because(
            format!("{} is over and was filled from the bank", work.code),
            "Once a period is over, what was done in it is not changed.",
            "The way Mainstay works, so that figures keep to what happened.",
        ));
    }
    Ok(())
}

/// What filling from the bank leaves.
pub fn from_bank(work: &Work, unit: &Unit, year: i64) -> Result<Answer, Refusal> {
    if work.state == WorkState::Answered {
        return Err(Refusal::because(
            "The teacher has set work for this period",
            "The bank is for periods with no work of the lesson's own.",
            "The way Mainstay works.",
        )
        .or("See the work that is set", format!("/work/{}", work.id)));
    }
    if !unit.suits(&work.subject, year) {
        return Err(Refusal::because(
            format!("“{}” is not for {} in Year {year}", unit.title, work.subject),
            "A unit is used for its own subject and years.",
            "The bank, as the head of subject agreed it.",
        )
        .or("Choose another unit", format!("/work/{}", work.id)));
    }
    Ok(Answer {
        state: WorkState::Bank,
        route: Some(Route::Bank),
        detail: unit.detail(),
        same_as_class: false,
    })
}

/// A request that goes on to the head of its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The request.
    pub work: Id,
    /// Pupil.
    pub pupil: Id,
    /// Who is asked; none when the subject has no head other than the teacher asked.
    pub to: Option<Id>,
}

/// Which requests go on now. `heads` are heads of subject; their department is their subject.
pub fn escalations(now: Instant, open: &[Work], heads: &[Staff]) -> Vec<Escalation> {
    open.iter()
        .filter(|w| w.state == WorkState::Asked && w.ended_at.is_none() && w.escalates_at <= now)
        .map(|w| Escalation {
            work: w.id,
            pupil: w.pupil,
            to: heads
                .iter()
                .find(|h| {
                    Some(h.id) != w.teacher
                        && h.department.trim().to_lowercase() == w.subject.trim().to_lowercase()
                })
                .map(|h| h.id),
        })
        .collect()
}

/// A part of a whole, both said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Share {
    /// Whole per cent, half up; nothing of nothing has none.
    pub fn percent(self) -> Option<i64> {
        (self.whole > 0).then(|| (self.part * 200 + self.whole) / (self.whole * 2))
    }
    /// "4 of 6 periods"
    pub fn periods(self) -> String {
        let s = if self.whole == 1 { "" } else { "s" };
        format!("{} of {} period{s}", self.part, self.whole)
    }
    /// "4 of 6 (67%)"
    pub fn spell(self) -> String {
        match self.percent() {
            Some(p) => format!("{} of {} ({p}%)", self.part, self.whole),
            None => "none yet".into(),
        }
    }
}

impl Work {
    /// Where it has got to, said as it is: nobody was asked where nobody could be. `heads` are
    /// heads of subject.
    pub fn said(&self, heads: &[Staff]) -> String {
        if !self.asked_nobody() {
            return crate::Coded::label(self.state).into();
        }
        let subject = self.subject.trim();
        let of = |h: &&Staff| h.department.trim().to_lowercase() == subject.to_lowercase();
        match heads.iter().find(of) {
            None => format!("Nobody to ask: no head of subject is set for {subject}"),
            Some(h) if Some(h.id) == self.teacher => {
                format!("Nobody else to ask: the teacher is head of {subject}")
            }
            Some(_) => format!("Nobody was asked: no head of {subject} was set then"),
        }
    }
    /// It was to be passed on, and there was nobody to pass it to.
    pub fn asked_nobody(&self) -> bool {
        self.state == WorkState::Escalated && self.escalated_to.is_none()
    }
    /// Whether the period has the work of the lesson missed; `None` once the request fell away.
    pub fn own(&self) -> Option<bool> {
        let stands = self.ended_at.is_none();
        stands.then_some(self.state == WorkState::Answered && self.same_as_class)
    }
}

/// How many periods in the room had the work of the lesson missed, out of those that work was
/// asked for. Each item is such a period's [`Work::own`]. A period with no work, or with the
/// bank's, counts in the whole; one that nothing is asked for does not. The only definition:
/// the work of a day and the figures of a half-term are both counted by it.
pub fn own_share(periods: impl IntoIterator<Item = Option<bool>>) -> Share {
    let mut share = Share::default();
    for own in periods.into_iter().flatten() {
        share.whole += 1;
        share.part += i64::from(own);
    }
    share
}

/// Paper to be collected, by place: the round a runner makes.
pub fn round(work: &[Work]) -> Vec<(String, Vec<&Work>)> {
    let mut places: Vec<(String, Vec<&Work>)> = Vec::new();
    let paper = work.iter().filter(|w| {
        w.ended_at.is_none() && w.state == WorkState::Answered && w.route == Some(Route::Paper)
    });
    for w in paper {
        let place = w.detail.trim().to_string();
        match places.iter_mut().find(|(p, _)| p.to_lowercase() == place.to_lowercase()) {
            Some((_, list)) => list.push(w),
            None => places.push((place, vec![w])),
        }
    }
    places.sort_by_key(|(place, _)| place.to_lowercase());
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Id {
        Id::from_u128(n)
    }
    fn monday(time: &str) -> Instant {
        Day::new(2026, 11, 9).unwrap().at(Minute::parse(time).unwrap())
    }
    fn work(n: u128, code: &str, subject: &str, state: WorkState) -> Work {
        Work {
            id: id(n),
            slot: id(n + 100),
            placement: id(1),
            pupil: id(2),
            day: Day::new(2026, 11, 10).unwrap(),
            code: code.into(),
            subject: subject.into(),
            teacher: Some(id(50)),
            state,
            route: None,
            detail: String::new(),
            same_as_class: false,
            bank_unit: None,
            asked_at: monday("14.45"),
            answered_at: None,
            answered_by: String::new(),
            escalates_at: monday("15.45"),
            escalated_at: None,
            escalated_to: None,
            returned_at: None,
            returned_to: String::new(),
            ended_at: None,
            version: 1,
        }
    }
    fn head(n: u128, department: &str) -> Staff {
        Staff {
            id: id(n),
            code: "SET".into(),
            title: "Mrs".into(),
            given: "Anjali".into(),
            family: "Sethi".into(),
            email: String::new(),
            post: "Head of Science".into(),
            department: department.into(),
            left_on: None,
        }
    }
    #[test]
    fn a_request_that_could_be_passed_to_nobody_says_so_and_why() {
        let mut w = work(11, "P2", "Art", WorkState::Escalated);
        assert_eq!(
            w.said(&[head(51, "Science")]),
            "Nobody to ask: no head of subject is set for Art"
        );
        assert_eq!(w.said(&[head(50, "art")]), "Nobody else to ask: the teacher is head of Art");
        assert_eq!(w.said(&[head(51, "Art")]), "Nobody was asked: no head of Art was set then");
        w.escalated_to = Some(id(51));
        assert_eq!(w.said(&[head(51, "Art")]), "Head of subject asked");
        assert!(!w.asked_nobody());
        assert!(!work(12, "P3", "Art", WorkState::Asked).asked_nobody());
    }
    fn unit() -> Unit {
        Unit {
            id: id(70),
            subject: "Science".into(),
            year_from: 9,
            year_to: 9,
            title: "Energy transfers".into(),
            kept_at: "Tray S9".into(),
            last_used: None,
        }
    }

    #[test]
    fn a_request_goes_to_the_head_of_subject_on_the_minute_and_not_before() {
        let open = [work(10, "P3", "Science", WorkState::Asked)];
        let heads = [head(51, "Maths"), head(52, "science ")];
        assert_eq!(escalations(monday("15.44"), &open, &heads), vec![]);
        let gone = escalations(monday("15.45"), &open, &heads);
        assert_eq!(gone, vec![Escalation { work: id(10), pupil: id(2), to: Some(id(52)) }]);
    }

    #[test]
    fn what_is_answered_passed_on_or_fallen_away_is_not_passed_on() {
        let mut fell = work(14, "P5", "Science", WorkState::Asked);
        fell.ended_at = Some(monday("15.00"));
        let open = [
            work(10, "P1", "Science", WorkState::Answered),
            work(11, "P2", "Science", WorkState::Escalated),
            work(12, "P3", "Science", WorkState::Bank),
            work(13, "P4", "Science", WorkState::Nothing),
            fell,
        ];
        assert_eq!(escalations(monday("16.00"), &open, &[head(52, "Science")]), vec![]);
    }

    #[test]
    fn a_head_who_was_asked_as_the_teacher_is_not_asked_again() {
        let mut own = work(10, "P3", "Science", WorkState::Asked);
        own.teacher = Some(id(52));
        let gone = escalations(monday("16.00"), &[own.clone()], &[head(52, "Science")]);
        assert_eq!(gone[0].to, None);
        let gone =
            escalations(monday("16.00"), &[own], &[head(52, "Science"), head(53, "Science")]);
        assert_eq!(gone[0].to, Some(id(53)));
    }

    #[test]
    fn four_of_six_matched_is_sixty_seven_per_cent() {
        let mut day: Vec<Work> = ["P1", "P2", "P5", "P6"]
            .iter()
            .enumerate()
            .map(|(n, code)| {
                let mut w = work(20 + n as u128, code, "English", WorkState::Answered);
                w.same_as_class = true;
                w
            })
            .collect();
        day.push(work(30, "P3", "Science", WorkState::Bank));
        day.push(work(31, "P4", "PE", WorkState::Bank));
        let mut fell = work(32, "P4", "PE", WorkState::Asked);
        fell.ended_at = Some(monday("15.00"));
        day.push(fell);
        let share = own_share(day.iter().map(Work::own));
        assert_eq!(share.spell(), "4 of 6 (67%)");
        assert_eq!(share.periods(), "4 of 6 periods");
        assert_eq!(own_share([None, Some(true), None]), Share { part: 1, whole: 1 });
        assert_eq!(Share { part: 0, whole: 0 }.spell(), "none yet");
        assert_eq!(Share { part: 1, whole: 2 }.percent(), Some(50));
        assert_eq!(Share { part: 1, whole: 8 }.percent(), Some(13));
    }

    #[test]
    fn a_teachers_tick_decides_whether_work_is_the_lessons_own() {
        let mut given = Given {
            route: Some(Route::Paper),
            nothing: false,
            detail: "Staff room, tray 4".into(),
            same_as_class: true,
            file: false,
        };
        assert!(answer(&given).unwrap().same_as_class);
        given.same_as_class = false;
        assert!(!answer(&given).unwrap().same_as_class);
        given.route = Some(Route::Same);
        assert!(answer(&given).unwrap().same_as_class);
    }

    #[test]
    fn an_answer_needs_a_link_or_a_place_or_none_possible() {
        let field = |given: Given| answer(&given).unwrap_err()[0].0;
        let given = |route| Given { route, ..Given::default() };
        assert_eq!(field(given(None)), "route");
        assert_eq!(field(given(Some(Route::Bank))), "route");
        assert_eq!(field(given(Some(Route::Online))), "detail");
        assert_eq!(field(given(Some(Route::Paper))), "detail");
        assert_eq!(field(given(Some(Route::Same))), "detail");
        let bad = Given { detail: "javascript:alert(1)".into(), ..given(Some(Route::Online)) };
        assert_eq!(field(bad), "detail");
        let none = answer(&Given { nothing: true, same_as_class: true, ..Given::default() });
        let none = none.unwrap();
        assert_eq!((none.state, none.same_as_class), (WorkState::Nothing, false));
    }

    #[test]
    fn the_bank_fills_its_own_subject_and_year_and_never_over_the_teachers_work() {
        let p3 = work(10, "P3", "Science", WorkState::Escalated);
        let filled = from_bank(&p3, &unit(), 9).unwrap();
        assert_eq!(filled.detail, "Energy transfers (Tray S9)");
        assert!(!filled.same_as_class);
        assert!(from_bank(&p3, &unit(), 8).unwrap_err().title.contains("Year 8"));
        let maths = work(11, "P2", "Maths", WorkState::Asked);
        assert!(from_bank(&maths, &unit(), 9).is_err());
        let set = work(12, "P1", "Science", WorkState::Answered);
        assert!(from_bank(&set, &unit(), 9).unwrap_err().title.contains("has set work"));
    }

    #[test]
    fn a_late_link_still_counts_but_not_over_a_period_that_is_past() {
        let ends = Minute::parse("15.05").unwrap();
        let p6 = work(10, "P6", "French", WorkState::Escalated);
        let tuesday = |t| Day::new(2026, 11, 10).unwrap().at(Minute::parse(t).unwrap());
        assert!(may_fill(&p6, tuesday("14.10"), ends).is_ok());
        let banked = work(10, "P6", "French", WorkState::Bank);
        assert!(may_fill(&banked, tuesday("14.10"), ends).is_ok());
        assert!(may_fill(&banked, tuesday("15.05"), ends).is_err());
        let mut fell = p6.clone();
        fell.ended_at = Some(tuesday("8.00"));
        assert!(may_fill(&fell, tuesday("8.10"), ends).is_err());
    }

    #[test]
    fn the_round_is_paper_only_and_by_place() {
        let paper = |n, place: &str| Work {
            route: Some(Route::Paper),
            detail: place.into(),
            ..work(n, "P2", "Maths", WorkState::Answered)
        };
        let online =
            Work { route: Some(Route::Online), ..work(19, "P1", "English", WorkState::Answered) };
        let all =
            [paper(10, "Staff room"), online, paper(11, "Maths office"), paper(12, "staff room")];
        let round = round(&all);
        assert_eq!(round.len(), 2);
        assert_eq!((round[0].0.as_str(), round[0].1.len()), ("Maths office", 1));
        assert_eq!(round[1].1.len(), 2);
    }
}
