//! More heads than seats: who is here, who was brought by whom, and a name and reason for it.

use super::facts::{Facts, gather};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, ErrorSummary, Head, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::day::Presence;
use casework::rota::may_plan;
use casework::seat::{Crowd, over};
use casework::words::{Concept, Words};
use maud::{Markup, html};

/// Somebody who is here.
pub struct Here {
    /// Placement.
    pub placement: Id,
    /// Name.
    pub name: String,
    /// Seat, said when names are hidden.
    pub seat: String,
    /// "came without a referral, from Food, with Mr Gale", or empty.
    pub came: String,
}

/// The page.
pub struct OverPage {
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// Heads in the rooms that use these seats.
    pub heads: i64,
    /// "8 seats"
    pub seats: String,
    /// There are too many.
    pub over: bool,
    /// Who is in charge.
    pub in_charge: String,
    /// Rooms that use the seats too, and how many are there.
    pub others: Vec<(Id, String, i64)>,
    /// Who is in this room.
    pub here: Vec<Here>,
    /// Who accepted it, and why.
    pub accepted: Option<(String, String)>,
    /// May accept it, and move pupils.
    pub may: bool,
    /// There is another room somebody can go to, and they may send them.
    pub moves: bool,
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for OverPage {
    fn title(&self) -> String {
        format!("More than the {}", self.words.many(Concept::Seat))
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}", self.room);
        let seats = self.words.many(Concept::Seat);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&format!("{} in {}", self.heads, self.seats)).back(&board, &self.name).facts(html! { "In charge: " (self.in_charge) }))
                (ErrorSummary(&self.errors))
                @if !self.over { p { "There are " (seats) " for everybody who is here." } }
                @if let Some((who, why)) = &self.accepted { div.panel { p { strong { "Accepted by " (who) ". " } (why) } p.soft { "One more, and the board asks again." } } }
                section.sheet.stack aria-labelledby="who" {
                    h2 #who { "Here now" }
                    ul { @for h in &self.here { li {
                        (hideable(&h.name, &h.seat)) @if !h.came.is_empty() { ": " (h.came) }
                        @if self.moves { " " a href={ "/placements/" (h.placement) "/room" } { "To another room" span.vh { ": " (hideable(&h.name, &h.seat)) } } }
                    } } }
                    @for (id, name, n) in &self.others { p { a href={ "/board/" (id) } { (name) } ": " (n) " more on the same " (seats) "." } }
                }
                @if self.over && self.may {
                    form.sheet.stack method="post" action={ (board) "/over" } {
                        h2 { "Go on with " (self.heads) }
                        (token(&self.csrf)) (hidden("once", Id::now_v7())) (hidden("heads", self.heads))
                        (Area::new("why", "Why it can go on so").hint("Such as “two leave at 10.50; Mr Thrale is with me”. Kept with your name.").rows(3).from(&self.form, &self.errors))
                        div.row { button.btn type="submit" { "Accept it, on my name" } a.btn.btn-2 href=(board) { "Back to the board" } }
                    }
                }
            }
        }
    }
}

fn page(v: &Visit, f: &Facts, form: Form, errors: Errors) -> OverPage {
    let heads = f.heads().used() + f.seats.used;
    let stands = over(heads, f.seats.all, &f.crowds);
    let here = f
        .placements
        .iter()
        .filter(|p| matches!(f.presence(p), Presence::Here | Presence::Out { .. }))
        .map(|p| {
            let came = f.brought.iter().find(|e| e.placement == p.id && e.stands());
            Here {
                placement: p.id,
                name: f.pupils.get(&p.pupil).map(|x| x.name()).unwrap_or_default(),
                seat: super::seat_of(v, p.seat),
                came: came
                    .map(|e| format!("came without a referral, {}", e.body))
                    .map(|w| w.trim_end_matches([',', ' ']).to_string())
                    .unwrap_or_default(),
            }
        })
        .collect();
    let others = f
        .seats
        .rooms
        .iter()
        .zip(&f.seats.with)
        .map(|(id, name)| {
            use casework::room::PlacementState::Here;
            let there = f.seats.placements.iter().filter(|p| p.room == *id && p.state == Here);
            (*id, name.clone(), there.count() as i64)
        })
        .collect();
    OverPage {
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        room: f.room.id,
        name: f.room.name.clone(),
        heads,
        seats: v.words().count(Concept::Seat, f.seats.all),
        over: stands.is_some(),
        in_charge: f
            .full(f.charge(v.now.minute()).adult)
            .unwrap_or_else(|| "nobody is named".into()),
        others,
        here,
        accepted: stands.flatten().map(|c| (c.made_by.clone(), c.why.clone())),
        may: may_plan(&v.actor).is_ok(),
        moves: may_plan(&v.actor).is_ok() && f.seats.spaces > 1,
        form,
        errors,
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let f = gather(&v, v.id("room")?, v.today()).await?;
    v.page(&page(&v, &f, Form::nothing(), Errors::new()))
}

/// Keeps a name and reason for so many.
pub async fn accept(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let f = gather(&v, v.id("room")?, v.today()).await?;
    let heads = f.heads().used() + f.seats.used;
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", 500, "Say why it can go on so");
    // More came while the page lay open: what was not seen is not accepted.
    if v.form.int("heads").is_some_and(|seen| seen < heads) {
        errors.add("why", format!("There are {heads} now. Look again"));
    }
    if !errors.is_empty() {
        return v.again(&page(&v, &f, v.form.clone(), errors));
    }
    if heads > f.seats.all {
        let mut w = v.write(&why).await?;
        let crowd = Crowd {
            room: f.room.seats_of(),
            day: v.today(),
            heads,
            why: why.clone(),
            made_by: v.actor.name.clone(),
            made_at: v.now,
        };
        let once = v.form.id("once").unwrap_or_else(Id::now_v7);
        if let Some(event) = store::seat::accept(&mut w, once, &crowd, f.seats.all).await? {
            v.commit(w, event, vec![]).await?;
        }
    }
    v.to_saying(format!("/board/{}", f.room.id), "Kept with your name and reason")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |errors: Errors, accepted: bool| OverPage {
        words: Words::default(),
        csrf: "gallery".into(),
        room: Id::nil(),
        name: "Isolation".into(),
        heads: 9,
        seats: "8 seats".into(),
        over: true,
        in_charge: "Mr Jonah Pell".into(),
        others: vec![(Id::from_u128(2), "IE".into(), 2)],
        here: vec![
            Here {
                placement: Id::from_u128(3),
                name: "Marnie Tolliver-Reyes".into(),
                seat: "Seat 1".into(),
                came: String::new(),
            },
            Here {
                placement: Id::from_u128(4),
                name: "Dre Oyelaran".into(),
                seat: "No seat".into(),
                came: "came without a referral, from Food, with Mr Gale".into(),
            },
        ],
        accepted: accepted.then(|| ("Mr Jonah Pell".into(), "Two leave at 10.50.".into())),
        may: true,
        moves: true,
        form: Form::nothing(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("why", "Say why it can go on so");
    vec![
        framed("board-over", &page(Errors::new(), false)),
        framed("board-over-accepted", &page(Errors::new(), true)),
        framed("board-over-wrong", &page(errors, false)),
    ]
}
