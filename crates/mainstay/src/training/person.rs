//! What is asked of one person, and what they have had: the list of somebody new.

use super::page::{lacks, mark};
use super::{HOME, everything, warned};
use crate::page::Page;
use crate::page::kit::{Head, Standing as Shape, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::May;
use casework::training::{Lack, Person, Training, lacking, same};
use maud::{Markup, html};
use rulebook::Day;

/// The page.
pub struct PersonPage {
    /// Today.
    pub today: Day,
    /// The school's interval.
    pub warned: i64,
    /// Who.
    pub person: Person,
    /// What is asked of them, with whether it is for their first weeks.
    pub asked: Vec<(String, bool)>,
    /// What they are without.
    pub lack: Vec<Lack>,
    /// What they have had.
    pub had: Vec<Training>,
}

impl Page for PersonPage {
    fn title(&self) -> String {
        format!("Training: {}", self.person.name)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let title = self.title();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(HOME, "Training"))
                @if !self.lack.is_empty() { section.stack.stack-3 { h2 { "Not kept, or run out" } (lacks(&self.lack)) } }
                section.stack.stack-3 {
                    h2 { "What is asked" }
                    @if self.asked.is_empty() { p { "Nothing is asked of their roles." } }
                    @else { ul.clocks { @for (what, newcomers) in &self.asked { li.clock {
                        @if self.lack.iter().any(|l| same(&l.what, what)) { (Tag(Shape::Due, "To do")) } @else { (Tag(Shape::Done, "Had")) }
                        div { p.clock-what { (what) } @if *newcomers { p.soft { "In the first weeks of somebody new" } } }
                        p.clock-when { @if self.lack.iter().any(|l| same(&l.what, what)) { a href={ "/training/new?staff=" (self.person.staff) "&what=" (form_urlencoded::byte_serialize(what.as_bytes()).collect::<String>()) } { "Keep it" span.vh { ": " (what) } } } }
                    } } } }
                }
                section.stack.stack-3 {
                    h2 { "What they have had" }
                    @if self.had.is_empty() { p { "Nothing is kept yet." } }
                    @else { ul.stack.stack-2 { @for t in &self.had { li {
                        @if t.id == t.staff { (t.what) " (first aid list)" } @else { a href={ (HOME) "/" (t.id) } { (t.what) } ", " (t.day) }
                        " " (mark(t.standing(&self.had, self.today, self.warned))) @if let Some(until) = t.until { " " (until) }
                    } } } }
                }
            }
        }
    }
}

/// Shows it: one's own, or anybody's to whoever leads.
pub async fn show(v: Visit) -> Answer {
    let staff = v.id("staff")?;
    if staff != v.actor.staff && !v.may(May::Team) {
        return Err(Problem::Missing);
    }
    let mut read = v.read().await?;
    let (all, aid, people) = everything(&v, &mut read).await?;
    let person = people.into_iter().find(|p| p.staff == staff).ok_or(Problem::Missing)?;
    let needs = store::training::needs(&mut read, v.org()).await?;
    let had: Vec<Training> = aid.into_iter().chain(all).filter(|t| t.staff == staff).collect();
    let lack = lacking(&needs, std::slice::from_ref(&person), &had, v.today());
    let theirs = |n: &&casework::training::Need| {
        n.active && n.role.is_none_or(|role| person.roles.contains(&role))
    };
    let asked = needs.iter().filter(theirs).map(|n| (n.what.clone(), n.newcomers)).collect();
    v.page(&PersonPage { today: v.today(), warned: warned(&v), person, asked, lack, had })
}
