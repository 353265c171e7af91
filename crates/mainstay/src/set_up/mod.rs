//! Setting the school up, and changing it later: one page for each thing, what is left in a list.
//!
//! Every change goes through the writing door with what was and what is. Must never know: what
//! the rules of a calendar or a day are; `casework::set_up` says.

pub mod authorities;
pub mod bank;
pub mod belongs;
pub mod calendar;
pub mod cards;
pub mod checks;
pub mod day;
pub mod early_help;
pub mod exclusions;
pub mod first_aid;
pub mod ladder;
pub mod meetings;
pub mod mis;
pub mod questions;
mod questions_page;
pub mod reasons;
pub mod restrictive;
pub mod rooms;
pub mod rows;
pub mod rules;
pub mod school;
pub mod script_cards;
pub mod seats;
pub mod signals;
pub mod thresholds;
pub mod transitions;
pub mod trips;
pub mod walk;
pub mod wording;
pub mod words;
pub mod years;

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Head, Standing, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::May;
use casework::organisation::OrgKind;
use casework::words::Concept;
use maud::{Markup, html};

/// One thing to set up.
#[derive(Clone, Debug)]
pub struct Step {
    /// Address.
    pub href: &'static str,
    /// Name.
    pub title: String,
    /// Where it has got to.
    pub done: bool,
    /// How much is there, or what it is for.
    pub words: String,
}

/// The list.
pub struct SetUpPage {
    /// Things, in the order a new school does them.
    pub steps: Vec<Step>,
}

impl Page for SetUpPage {
    fn title(&self) -> String {
        "Set-up".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let left = self.steps.iter().filter(|s| !s.done).count();
        let facts = match left {
            0 => html! { "Everything that is needed is set. Change anything here at any time." },
            1 => html! { "One thing is left before the first day." },
            n => {
                html! { (n) " things are left before the first day. Each is kept as it is done, in any order." }
            }
        };
        html! {
            (Head::new("Set-up").facts(facts))
            ul.clocks { @for s in &self.steps {
                li.clock {
                    @if s.done { (Tag(Standing::Done, "Set")) } @else { (Tag(Standing::Due, "Left to do")) }
                    div { p.clock-what { a href=(s.href) { (s.title) } } p.soft { (s.words) } }
                }
            } }
        }
    }
}

/// Shows what is set and what is left.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let n = store::set_up::counts(&mut read, v.org()).await?;
    let leads = store::year_lead::all(&mut read, v.org()).await?.len();
    let thresholds = store::threshold::active(&mut read, v.org()).await?.len();
    let out = store::exclusion::settings(&mut read, v.org()).await?;
    let signals = store::signal::active(&mut read, v.org()).await?.len();
    let places = store::relay::order(&mut read, v.org()).await?.len();
    drop(read);
    let words = v.words();
    let step = |href, title: &str, done, words: String| Step {
        href,
        title: title.to_string(),
        done,
        words,
    };
    let school = &v.setting.school;
    if !school.kind.is_school() {
        return v.page(&others(&v, n.terms, n.people).await?);
    }
    let ties = {
        let mut read = v.read().await?;
        store::organisation::ties(&mut read, v.org()).await?
    };
    let mut steps = vec![
        step("/set-up/school", "The school", !school.name.is_empty(), school.name.clone()),
        step(
            "/set-up/belongs",
            "Authority and trust",
            true,
            match ties.as_slice() {
                [] => "Whom the school tells of a suspension or a permanent exclusion.".into(),
                some => some.iter().map(|t| t.name.clone()).collect::<Vec<_>>().join(", "),
            },
        ),
        step(
            "/set-up/calendar",
            "Calendar",
            n.terms > 0,
            match n.terms {
                0 => {
                    "Terms, half-terms, INSET days. Every count of school days rests on it.".into()
                }
                t => format!("{t} terms."),
            },
        ),
        step(
            "/set-up/day",
            "The school day",
            n.periods > 0,
            match n.periods {
                0 => "Periods, break and lunch, weekday by weekday.".into(),
                p => format!("{p} stretches over the week."),
            },
        ),
        step(
            "/set-up/words",
            "Words",
            n.words > 0,
            match n.words {
                0 => "What this school calls people and places.".into(),
                w => format!("{w} of the school’s own."),
            },
        ),
        step(
            "/set-up/rules",
            "Rules of the room",
            n.rules > 0,
            "Times, the steps of the ladder, who approves what: this school’s policy, not law."
                .into(),
        ),
        step(
            "/set-up/thresholds",
            "Thresholds",
            true,
            match thresholds {
                0 => "Numbers at which approval asks for more, or a review is held. Mainstay proposes some.".into(),
                1 => "1 in use.".into(),
                n => format!("{n} in use."),
            },
        ),
        step(
            "/set-up/signals",
            "Rules for early signs",
            true,
            match signals {
                0 => "When somebody is asked to look, because of incidents or attendance. Mainstay proposes some.".into(),
                1 => "1 in use.".into(),
                n => format!("{n} in use."),
            },
        ),
        step(
            "/set-up/trips",
            "Trips",
            true,
            "Who approves them, and whom to ring while they are out.".into(),
        ),
        step(
            "/set-up/early-help",
            "The form of early help",
            true,
            "Its sections, in the authority’s own order and words.".into(),
        ),
        step(
            "/set-up/transitions",
            "Steps of a transition",
            true,
            "What is done for those who come, move up or move on.".into(),
        ),
        step(
            "/set-up/wording",
            "Words for home",
            true,
            "The call script, standards sheets, and letters in other languages.".into(),
        ),
        step(
            "/set-up/ladder",
            "The ladder",
            true,
            format!(
                "The steps after the last {}, and what may follow a day that fails.",
                words.one(Concept::Warning)
            ),
        ),
        step(
            "/set-up/script-cards",
            "If this happens",
            true,
            "Cards on the board: the same steps, whoever is in the room.".into(),
        ),
        step(
            "/set-up/questions",
            "Questions",
            true,
            "What is asked at an induction, a reflection, an exit, and when putting things right."
                .into(),
        ),
        step(
            "/set-up/cards",
            "Report cards",
            true,
            "The words teachers mark with, and how long a card runs.".into(),
        ),
        step(
            "/set-up/mis",
            &format!("Entries in {}", words.one(Concept::Mis)),
            true,
            "Codes, and the columns of the file.".into(),
        ),
        step(
            "/set-up/restrictive",
            "Force, restraint and seclusion",
            true,
            "How the copy of a record names others when it goes home.".into(),
        ),
        step(
            "/set-up/exclusions",
            "Suspensions and permanent exclusions",
            true,
            match out.missing().is_empty() {
                true => format!("Told: {}.", out.authority),
                false => "Who acts as head, whom the notices go to, where a family finds advice.".into(),
            },
        ),
        step(
            "/set-up/rooms",
            "Rooms",
            n.rooms > 0,
            match n.rooms {
                0 => "Name, seats, door, its own break and lunch.".into(),
                r => words.count(Concept::Room, r),
            },
        ),
        step(
            "/set-up/reasons",
            "Reasons for referral",
            n.reasons > 0,
            match n.reasons {
                0 => "The list a teacher chooses from.".into(),
                r => format!("{r} offered."),
            },
        ),
        step(
            "/set-up/meetings",
            "Kinds of meeting",
            true,
            "Your own names for them, and how soon their minutes go out.".into(),
        ),
        step(
            "/set-up/years",
            &words.caps(Concept::YearLead),
            leads > 0,
            match leads {
                0 => "Whom pages name for each year.".into(),
                1 => "Named for one year.".into(),
                n => format!("Named for {n} years."),
            },
        ),
        step(
            "/set-up/walk",
            "Walking order",
            places > 0,
            match places {
                0 => "The places paper is collected from, in the order one walks.".into(),
                1 => "One place.".into(),
                p => format!("{p} places."),
            },
        ),
        step(
            "/set-up/bank",
            "Work bank",
            n.bank > 0,
            match n.bank {
                0 => "Units for when no work comes.".into(),
                b => format!("{b} units."),
            },
        ),
        step(
            "/set-up/checks",
            "Room checks",
            true,
            "What is looked at each week, and what of it is about safety.".into(),
        ),
        step(
            "/set-up/first-aid",
            "First aid",
            true,
            "Who is trained, and until when. The board names them.".into(),
        ),
    ];
    if v.may(May::Import) {
        steps.push(step(
            "/roster",
            &format!("Roster: {}, staff, timetable", words.many(Concept::Pupil)),
            n.pupils > 0,
            match n.pupils {
                0 => "Bring it in from the school’s own system.".into(),
                p => format!("{} on roll.", words.count(Concept::Pupil, p)),
            },
        ));
    }
    if v.may(May::People) {
        steps.push(step(
            "/people",
            "People and roles",
            n.people > 1,
            match n.people {
                1 => "One person has a way in. Staff come with the roster; give them roles.".into(),
                p => format!("{p} people have a way in."),
            },
        ));
    }
    v.page(&SetUpPage { steps })
}

/// What there is to set where nobody is on roll: an authority, or a trust.
async fn others(v: &Visit, terms: i64, people: i64) -> Result<SetUpPage, Problem> {
    let school = &v.setting.school;
    let step = |href, title: &str, done, words: String| Step {
        href,
        title: title.to_string(),
        done,
        words,
    };
    let called = if school.kind == OrgKind::Authority { "The authority" } else { "The trust" };
    let mut steps = vec![step("/set-up/school", called, true, school.name.clone())];
    if school.kind == OrgKind::Authority {
        let mut read = v.read().await?;
        let others = store::organisation::others(&mut read, v.org()).await?;
        let here = others.iter().filter(|o| o.ended_on.is_none()).count();
        steps.push(step(
            "/set-up/calendar",
            "Calendar",
            terms > 0,
            match terms {
                0 => {
                    "The authority’s own terms and INSET days, for schools whose own are not known."
                        .into()
                }
                t => format!("{t} terms."),
            },
        ));
        let any = store::known_school::Asked::default();
        let schools = store::known_school::count(&mut read, v.org(), &any).await?;
        if v.may(May::Import) {
            steps.push(step(
                "/schools/register",
                "Schools",
                schools > 0,
                match schools {
                    0 => "The national list, so that a case finds its school.".into(),
                    1 => "1 open school.".into(),
                    n => format!("{n} open schools."),
                },
            ));
        }
        steps.push(step(
            "/set-up/cases",
            "Free advice for parents",
            true,
            "Every letter to a parent names where free, impartial advice is had.".into(),
        ));
        steps.push(step(
            "/set-up/authorities",
            "Other authorities",
            true,
            match here {
                0 => "Whom to tell when a child lives elsewhere.".into(),
                1 => "One.".into(),
                n => format!("{n} of them."),
            },
        ));
    }
    if v.may(May::People) {
        steps.push(step(
            "/people",
            "People and roles",
            people > 1,
            match people {
                1 => "One person has a way in. Add officers, and give them roles.".into(),
                p => format!("{p} people have a way in."),
            },
        ));
    }
    Ok(SetUpPage { steps })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let step = |title: &str, done, words: &str| Step {
        href: "/set-up/calendar",
        title: title.into(),
        done,
        words: words.into(),
    };
    let mut all = vec![
        framed(
            "set-up-new",
            &SetUpPage {
                steps: vec![
                    step("The school", true, "Fairholme Community School"),
                    step("Calendar", false, "Terms, half-terms, INSET days."),
                    step("The school day", false, "Periods, break and lunch, weekday by weekday."),
                ],
            },
        ),
        framed("set-up-done", &SetUpPage { steps: vec![step("Calendar", true, "9 terms.")] }),
    ];
    all.extend(belongs::samples());
    all.extend(authorities::samples());
    all.extend(calendar::samples());
    all.extend(day::samples());
    all.extend(words::samples());
    all.extend(wording::samples());
    all.extend(years::samples());
    all.extend(rules::samples());
    all.extend(thresholds::samples());
    all.extend(signals::samples());
    all.extend(trips::samples());
    all.extend(early_help::samples());
    all.extend(transitions::samples());
    all.extend(ladder::samples());
    all.extend(questions::samples());
    all.extend(cards::samples());
    all.extend(script_cards::samples());
    all.extend(mis::samples());
    all.extend(restrictive::samples());
    all.extend(exclusions::samples());
    all.extend(rooms::samples());
    all.extend(seats::samples());
    all.extend(reasons::samples());
    all.extend(meetings::samples());
    all.extend(walk::samples());
    all.extend(bank::samples());
    all.extend(checks::samples());
    all.extend(first_aid::samples());
    all.extend(school::samples());
    all
}
