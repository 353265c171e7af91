//! The team: the way to what is one's own, to what one leads, and to the handbook.
//!
//! Must never show: what is said in line management or supervision; the way there is all.

use crate::form::Errors;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Head};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::school::Staff;
use casework::team::Ask;
use casework::training::Person;
use casework::{Id, May};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

/// Where it is.
pub const HOME: &str = "/team";

/// Where what is asked of a colleague is done.
pub fn address(ask: Ask, record: Id) -> String {
    match ask {
        Ask::ReadNote | Ask::CommentNote | Ask::ReviewNote => format!("/handbook/{record}"),
        Ask::Timetable => format!("/timetables/{record}"),
        Ask::Hold | Ask::Rebook | Ask::Agree => format!("/supervision/{record}"),
        Ask::Observed => format!("/observations/{record}"),
        Ask::SelfReview => format!("/self-reviews/{record}"),
        Ask::TrainingEnds => format!("/training/{record}"),
        Ask::FirstAidEnds => format!("/training/people/{record}"),
        Ask::Day => crate::staff_day::HOME.to_string(),
    }
}

/// Everybody with a place at the school.
pub async fn people(src: &mut dyn Source, v: &Visit) -> Result<Vec<Person>, Problem> {
    Ok(store::training::people(src, v.org()).await?)
}

/// Colleagues to choose from, after nobody.
pub fn choices(people: &[Person], but: Option<Id>) -> Vec<Choice> {
    let each = people.iter().filter(|p| Some(p.staff) != but);
    std::iter::once(Choice::new("", "Choose"))
        .chain(each.map(|p| Choice::new(p.staff.to_string(), p.name.clone())))
        .collect()
}

/// A colleague who has a place at the school, or an error beside the field.
pub fn chosen<'a>(
    people: &'a [Person],
    v: &Visit,
    errors: &mut Errors,
    field: &str,
    missing: &str,
) -> Option<&'a Person> {
    let id = v.form.id(field);
    let found = people.iter().find(|p| Some(p.staff) == id);
    errors.get(found, field, missing)
}

/// A member of staff who has a place at the school; anybody else is missing.
pub async fn colleague(src: &mut dyn Source, v: &Visit, staff: Id) -> Result<Staff, Problem> {
    let people = people(src, v).await?;
    if !people.iter().any(|p| p.staff == staff) {
        return Err(Problem::Missing);
    }
    Ok(store::staff::find(src, v.org(), staff).await?)
}

/// A day that is not over, or an error beside the field.
pub fn coming(v: &Visit, errors: &mut Errors, field: &str) -> Option<Day> {
    let day = errors.get(v.form.day(field), field, "Give a day, such as 20/11/2026")?;
    if day < v.today() {
        errors.add(field, "That day is over. Give today or a later one");
        return None;
    }
    Some(day)
}

/// A day that has come, or an error beside the field.
pub fn gone(v: &Visit, errors: &mut Errors, field: &str) -> Option<Day> {
    let day = errors.get(v.form.day(field), field, "Give a day, such as 10/11/2026")?;
    if day > v.today() {
        errors.add(field, "That day has not come yet");
        return None;
    }
    Some(day)
}

/// A place to go, with what is there.
type Way = (&'static str, &'static str, &'static str);

const OWN: [Way; 7] = [
    ("/my-day", "My day", "What you are down for today, and what falls at the same time"),
    ("/handbook", "Handbook", "How we do things: procedures notes and policies"),
    ("/site-duties", "Site duties", "Gate, yard, lunch: who has which duty when"),
    ("/timetables/mine", "My week", "Your own timetable, once it is published"),
    (
        "/supervision",
        "Line management and supervision",
        "Your meetings; reflective supervision for your own eyes",
    ),
    (
        "/observations",
        "Observations",
        "Lessons of yours that somebody watched, and what they suggest",
    ),
    ("/training", "Training", "What you have had, and what runs out"),
];
const LED: [Way; 7] = [
    ("/timetables", "Timetables of assistants", "Fill a week, publish it, say when somebody works"),
    ("/handbook/unread", "Who has not read what", "Every note that waits for readers"),
    ("/training/needs", "What training is asked of whom", "By role, and of somebody new"),
    (
        "/supervision/dates",
        "Who is met, and when last",
        "The dates of line management, and no word of it",
    ),
    ("/advice", "Advice given", "What colleagues asked you, counted by kind"),
    ("/strategies", "Strategy library", "What helps with which need"),
    (
        "/self-reviews",
        "Self-reviews",
        "Once a year, against our own standards; what comes next is an action",
    ),
];

/// The page.
pub struct TeamPage {
    /// The reader leads a team.
    pub leads: bool,
    /// The reader may use the strategy library.
    pub teaches: bool,
}

fn ways<'a>(ways: impl Iterator<Item = &'a Way>) -> Markup {
    html! { ul.stack.stack-2 { @for (href, name, words) in ways { li { a href=(href) { (name) } span.sub { (words) } } } } }
}

impl Page for TeamPage {
    fn title(&self) -> String {
        "Team".into()
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let library =
            LED.iter().filter(|_| self.teaches && !self.leads).filter(|w| w.0 == "/strategies");
        html! {
            (Head::new("Team"))
            div.cols.cols-2 {
                section.sheet.stack.stack-3 { h2 { "Yours" } (ways(OWN.iter().chain(library))) }
                @if self.leads { section.sheet.stack.stack-3 { h2 { "What you lead" } (ways(LED.iter())) } }
            }
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    v.page(&TeamPage { leads: v.may(May::Team), teaches: v.may(May::PupilSummary) })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    vec![
        framed("team", &TeamPage { leads: true, teaches: true }),
        framed("team-own", &TeamPage { leads: false, teaches: true }),
    ]
}
