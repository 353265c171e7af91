//! Directions off site, as a register.

use super::HOME;
use crate::form::Form;
use crate::page::Page;
use crate::page::kit::{Empty, Field, Head, Standing, Table, Tag, token};
use crate::page::name::pupil_name;
use casework::Coded;
use casework::direction::{Direction, Invite, State};
use maud::{Markup, html};

/// The page.
pub struct ListPage {
    /// All of them.
    pub all: Vec<Direction>,
    /// How invitations are counted.
    pub invite: Invite,
    /// The reader may set that.
    pub sets: bool,
    /// What was asked for.
    pub form: Form,
    /// Form token.
    pub csrf: String,
}

/// Where it stands, as a tag.
pub(super) fn tag(state: State) -> Markup {
    let shape = match state {
        State::Proposed | State::UnderReview => Standing::Due,
        State::Notified => Standing::None,
        State::Active | State::Returned | State::Moved | State::After16 => Standing::Done,
    };
    html! { (Tag(shape, state.label())) }
}

impl ListPage {
    fn fits(&self, d: &Direction) -> bool {
        let q = self.form.text("q").trim().to_lowercase();
        let has = |t: &str| t.to_lowercase().contains(&q);
        let state = self.form.text("state");
        (q.is_empty() || has(&d.name()) || has(&d.school_name) || has(&d.place))
            && (state.is_empty() || d.state.code() == state)
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Directions off site".into()
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let shown: Vec<&Direction> = self.all.iter().filter(|d| self.fits(d)).collect();
        let running = self.all.iter().filter(|d| !d.state.is_over()).count();
        let rows = shown
            .iter()
            .map(|d| {
                vec![
                    html! { a href={ (HOME) "/" (d.id) } { (pupil_name(&d.name())) } @if let Some(y) = d.year { br; span.soft { "Year " (y) } } },
                    html! { (d.school_name) },
                    html! { (d.place) },
                    html! { (d.starts) " to " (d.ends) },
                    html! { (tag(d.state)) },
                ]
            })
            .collect();
        let columns = vec![
            ("Child", false),
            ("School that directs", false),
            ("Place", false),
            ("Days", false),
            ("Stands", false),
        ];
        html! {
            (Head::new("Directions off site").facts(html! { (running) " not ended" }).acts(html! { a.btn href={ (HOME) "/new" } { "Begin one" } }))
            div.stack.stack-6 {
                @if self.all.is_empty() { (Empty { title: "No direction off site yet", words: "A school may direct a pupil to be taught elsewhere for a limited time, to improve behaviour. Each stands here with its notice, its reviews and its end.", step: Some(("/directions/new", "Begin one")) }) }
                @else {
                    form.row.row-end.no-print method="get" action=(HOME) role="search" aria-label="Narrow the directions" {
                        (Field { value: self.form.text("q"), ..Field::new("q", "Name, school or place") })
                        div.field { label for="state" { "Stands" } select.select #state name="state" {
                            option value="" { "Any" }
                            @for s in State::ALL { option value=(s.code()) selected[self.form.text("state") == s.code()] { (s.label()) } }
                        } }
                        button.btn.btn-2 type="submit" { "Show" }
                    }
                    @if shown.is_empty() { p.soft { "None fits. " a href=(HOME) { "Show all " (self.all.len()) } } }
                    @else { div.sheet.sheet-flush { (Table { caption: "Directions off site", columns, rows, dense: true }) } }
                }
                section.stack { h2 { "Invitations to reviews" }
                    p { "Counted as: " strong { (self.invite.label().to_lowercase()) } ". " span.soft { "The six days are one county’s reading of advice and are not yet checked (R4.04). Each review prints the reading that is set." } }
                    @if self.sets { form.row.row-end method="post" action={ (HOME) "/invitations" } { (token(&self.csrf))
                        div.field { label for="invite" { "Count them as" } select.select #invite name="invite" { @for i in Invite::ALL { option value=(i.code()) selected[*i == self.invite] { (i.label()) } } } }
                        button.btn.btn-2 type="submit" { "Keep it" } } }
                }
            }
        }
    }
}
