//! The seats of a room as the school draws them: a line for each row, from the front.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::seat::{Seat, drawn, read, undrawn};
use casework::words::{Concept, Words};
use maud::{Markup, html};

/// The page.
pub struct SeatsPage {
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// How many seats it has.
    pub seats: i64,
    /// What it was when the page was drawn.
    pub seen: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for SeatsPage {
    fn title(&self) -> String {
        format!("{}: {}", self.words.caps(Concept::Seat), self.name)
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let back = format!("/set-up/rooms/{}", self.room);
        let plan = format!("The {}, as they stand", self.words.many(Concept::Seat));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(&back, &self.name).facts(html! { (self.words.count(Concept::Seat, self.seats)) }))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action={ "/set-up/rooms/" (self.room) "/seats" } {
                    (token(&self.csrf)) (hidden("seen", &self.seen))
                    (Area::new("plan", &plan).rows(8).hint("A line for each row, from the front. Numbers apart; a dot for a gap. A name after a colon, without blanks, such as 3:Window.").from(&self.form, &self.errors))
                    div.row { button.btn type="submit" { "Keep the drawing" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

async fn known(v: &Visit) -> Result<(casework::room::Room, Vec<Seat>), Problem> {
    let mut src = v.read().await?;
    let room = store::room::room(&mut src, v.org(), v.id("id")?).await?;
    let plan = store::seat::plan(&mut src, v.org(), room.id).await?;
    Ok((room, plan))
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let (room, plan) = known(&v).await?;
    let seen = drawn(&plan);
    let text = if plan.is_empty() { drawn(&undrawn(room.seats)) } else { seen.clone() };
    v.page(&SeatsPage {
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        room: room.id,
        name: room.name,
        seats: room.seats,
        seen,
        form: Form::of([("plan", text)]),
        errors: Errors::new(),
    })
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut w = v.write("Drawing the seats").await?;
    let room = store::room::room(&mut w, v.org(), v.id("id")?).await?;
    let before = store::seat::plan(&mut w, v.org(), room.id).await?;
    if v.form.text("seen").replace('\r', "") != drawn(&before) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut errors = Errors::new();
    let text = errors.limit(&v.form, "plan", 2_000);
    let plan = match read(&text, room.seats) {
        Ok(plan) => plan,
        Err(why) => {
            errors.add("plan", v.words().said(&why));
            Vec::new()
        }
    };
    if !errors.is_empty() {
        drop(w);
        return v.again(&SeatsPage {
            words: v.words().clone(),
            csrf: v.csrf.clone(),
            room: room.id,
            name: room.name,
            seats: room.seats,
            seen: v.form.text("seen").to_string(),
            form: v.form.clone(),
            errors,
        });
    }
    let event = store::seat::draw(&mut w, room.id, &plan).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/set-up/rooms/{}", room.id), v.words().said("The seats are kept"))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |text: &str, errors: Errors| SeatsPage {
        words: Words::default(),
        csrf: "gallery".into(),
        room: Id::from_u128(1),
        name: "Internal Exclusion Room".into(),
        seats: 6,
        seen: String::new(),
        form: Form::of([("plan", text)]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("plan", "Seat 6 is not in the drawing");
    vec![
        framed("set-up-seats", &page("1:Window 2 . 3\n4 . 5 6:Door", Errors::new())),
        framed("set-up-seats-wrong", &page("1 2 3\n4 5", errors)),
    ]
}
