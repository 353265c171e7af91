//! Arrival: one tap says they are here; the rest can follow and every field may stay blank.

use super::entry::{asked, commit_all, typed_time};
use super::facts::room_is_theirs;
use super::{back, open};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::earlier::Earlier;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, FlagMark, Head, Look, hidden, token,
};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::returning::act as returning;
use crate::visit::{Answer, Visit};
use casework::day::{self, Arrival};
use casework::pupil::Flag;
use casework::room::{Placement, PlacementState};
use casework::{May, Refusal};
use maud::{Markup, html};
use store::revision::{ARRIVAL, Revision};

/// The page.
pub struct ArrivalPage {
    /// Form token.
    pub csrf: String,
    /// Its address.
    pub action: String,
    /// Way back.
    pub board: String,
    /// Name.
    pub name: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// Flags of the pupil.
    pub flags: Vec<(Flag, String)>,
    /// What they may not eat.
    pub dietary: String,
    /// What is filled in.
    pub form: Form,
    /// What is wrong.
    pub errors: Errors,
    /// Already in the room.
    pub arrived: bool,
    /// What was recorded before it was changed.
    pub earlier: Vec<Revision>,
}

impl Page for ArrivalPage {
    fn title(&self) -> String {
        "Arrival".into()
    }
    fn class(&self) -> &'static str {
        "page page-narrow"
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let yes_no = [Choice::new("yes", "Yes"), Choice::new("no", "No")];
        let feels: Vec<Choice> =
            (1..=5).map(|n: i64| Choice::new(n.to_string(), n.to_string())).collect();
        let (f, e) = (&self.form, &self.errors);
        let lunch =
            ["School meal", "Packed lunch", "Vegetarian meal", "Nothing today"].map(String::from);
        html! {
            div.page-one {
                (Head::new("Arrival").back(&self.board, "Board").facts(html! { (hideable(&self.name, &self.seat)) ". Leave blank what you do not know." }))
                (ErrorSummary(e))
                @if !self.flags.is_empty() { p.tile-flags { @for (flag, words) in &self.flags { (FlagMark(*flag, words)) " " } } }
                form.stack.stack-5 method="post" action=(self.action) data-draft=(self.action) {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    (Field::new("time", "Time").kind("time").optional().hint("Now, unless you say otherwise.").from(f, e))
                    (Field::new("met_by", "Met by").optional().from(f, e))
                    (Field::new("envelope", "Phone: envelope number").optional().hint("Write “none” if no phone was brought.").from(f, e))
                    (Field { list: &lunch, ..Field::new("lunch", "Lunch").optional().from(f, e) })
                    @if !self.dietary.is_empty() { p.soft { "On file: " (self.dietary) "." } }
                    (Choices::one("feels", "How do you feel?", &feels).look(Look::Scale).ends("1 low", "5 good").from(f, e))
                    (Choices::one("breakfast", "Breakfast", &yes_no).look(Look::Scale).from(f, e))
                    (Choices::one("uniform", "Uniform as it should be", &yes_no).look(Look::Scale).from(f, e))
                    (Field::new("medication", "Medication, and when it is due").optional().from(f, e))
                    (Area::new("belongings", "Bag, coat and other things").rows(2).optional().from(f, e))
                    p.row { button.btn type="submit" { @if self.arrived { "Keep" } @else { "Arrived" } } a.btn.btn-quiet href=(self.board) { "Back to the board" } }
                }
                (Earlier(&self.earlier))
            }
        }
    }
}

fn filled(p: &Placement, a: Option<&Arrival>) -> Form {
    let yes_no = |b: Option<bool>| match b {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let empty = Arrival::default();
    let a = a.unwrap_or(&empty);
    Form::of([
        ("time", p.arrived_at.map(|at| at.minute().input()).unwrap_or_default()),
        ("met_by", a.met_by.clone()),
        ("envelope", a.envelope.clone()),
        ("belongings", a.belongings.clone()),
        ("lunch", a.lunch.clone()),
        ("feels", a.feels.map(|n| n.to_string()).unwrap_or_default()),
        ("breakfast", yes_no(a.breakfast).to_string()),
        ("uniform", yes_no(a.uniform).to_string()),
        ("medication", a.medication.clone()),
        ("version", a.version.to_string()),
    ])
}

async fn page(v: &Visit, form: Option<(Form, Errors)>) -> Result<ArrivalPage, Problem> {
    let id = v.id("id")?;
    let mut read = v.read().await?;
    let (placement, pupil) = open(v, &mut read, id).await?;
    let kept = store::day::arrival(&mut read, v.org(), id).await?;
    let (form, errors) = form.unwrap_or_else(|| (filled(&placement, kept.as_ref()), Errors::new()));
    Ok(ArrivalPage {
        csrf: v.csrf.clone(),
        action: format!("/placements/{id}/arrival"),
        board: super::tile_of(v, &placement),
        name: pupil.name(),
        seat: super::seat_of(v, placement.seat),
        flags: pupil.flags(v.actor.sight(May::RunRoom)),
        dietary: pupil.dietary.clone(),
        form,
        errors,
        arrived: placement.arrived_at.is_some(),
        earlier: store::revision::of(&mut read, v.org(), ARRIVAL, id).await?,
    })
}

/// Shows the details.
pub async fn show(v: Visit) -> Answer {
    let page = page(&v, None).await?;
    v.page(&page)
}

/// Records the arrival: one tap, or the details.
pub async fn keep(v: Visit) -> Answer {
    let id = v.id("id")?;
    let quick = v.form.ticked("quick");
    let form = &v.form;
    let mut errors = Errors::new();
    let mut text = |name: &str, longest| errors.limit(form, name, longest);
    let (met_by, envelope, lunch) = (text("met_by", 120), text("envelope", 40), text("lunch", 120));
    let (medication, belongings) = (text("medication", 300), text("belongings", 500));
    let mut read = v.read().await?;
    let (placement, _) = open(&v, &mut read, id).await?;
    drop(read);
    if placement.day <= v.today() {
        typed_time(&v, placement.day, &mut errors);
    }
    if !errors.is_empty() {
        let page = page(&v, Some((v.form.clone(), errors))).await?;
        return v.again(&page);
    }
    let mut w = v.write("Recording an arrival").await?;
    let (placement, _) = open(&v, &mut w, id).await?;
    let moment = day::moment_of(asked(&v, placement.day), &placement, v.now);
    room_is_theirs(&v, &mut w, placement.room, moment).await?;
    if placement.day > v.today() {
        return Err(Refusal::because(
            format!("{} has not come yet", placement.day),
            "An arrival is recorded on its day or after it.",
            "Mainstay: nothing is recorded before it happens.",
        )
        .or("Back to the board", super::tile_of(&v, &placement))
        .into());
    }
    if placement.state == PlacementState::Cancelled {
        return Err(Problem::Missing);
    }
    let kept = store::day::arrival(&mut w, v.org(), id).await?;
    let at = match placement.arrived_at {
        Some(at) if quick || form.minute("time").is_none_or(|m| m == at.minute()) => at,
        _ => day::moment_of(asked(&v, placement.day), &placement, v.now),
    };
    if quick
        && placement.state != PlacementState::Booked
        && placement.state != PlacementState::NotHere
    {
        return back(&v, &placement).await;
    }
    let yes_no = |name: &str| match form.text(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let arrival = if quick {
        // What an arrival that was undone said of who met them is not true of this one.
        Arrival { met_by: v.actor.name.clone(), ..kept.clone().unwrap_or_default() }
    } else {
        Arrival {
            met_by,
            uniform: yes_no("uniform"),
            envelope,
            belongings,
            lunch,
            feels: form.int("feels").filter(|n| (1..=5).contains(n)),
            breakfast: yes_no("breakfast"),
            medication,
            returned_at: kept.as_ref().and_then(|k| k.returned_at),
            version: kept.as_ref().map_or(0, |k| k.version),
        }
    };
    if !quick {
        if kept.as_ref() == Some(&arrival) && placement.arrived_at == Some(at) {
            return back(&v, &placement).await;
        }
        if form.int("version").unwrap_or(0) != arrival.version {
            return Err(Problem::Stale(form.kept()));
        }
    }
    let event = store::day::arrive(&mut w, &placement, at, &arrival).await?;
    let mut events = vec![event];
    if placement.arrived_at.is_none() {
        let again = returning::back_in_room(&mut w, &v.setting, placement.pupil, placement.day);
        events.extend(again.await?);
    }
    commit_all(&v, w, events).await?;
    back(&v, &placement).await
}

/// Records that somebody did not come.
pub async fn not_here(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Recording who is not here").await?;
    let (placement, _) = open(&v, &mut w, id).await?;
    room_is_theirs(&v, &mut w, placement.room, v.now).await?;
    match placement.state {
        PlacementState::Booked => {
            let asked = v.form.text("reason");
            let reason =
                super::tile::NOT_HERE.into_iter().find(|r| *r == asked).unwrap_or("Not known yet");
            let event = store::day::not_here(&mut w, &placement, reason).await?;
            let slots = store::room::slots(&mut w, v.org(), id).await?;
            let begun = returning::begin_after_all(&mut w, &v.setting, &placement, &slots).await?;
            v.commit(w, event, begun).await?;
            back(&v, &placement).await
        }
        PlacementState::NotHere => back(&v, &placement).await,
        _ => Err(Refusal::because(
            "An arrival is already recorded",
            "Somebody who was in the room cannot also have stayed away.",
            "The school’s room procedures.",
        )
        .or("Back to the board", super::tile_of(&v, &placement))
        .into()),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    vec![framed(
        "board-arrival",
        &ArrivalPage {
            csrf: "gallery".into(),
            action: "/placements/1/arrival".into(),
            board: "/board".into(),
            name: "Tyrell Ashdown-Moss".into(),
            seat: "Seat 1".into(),
            flags: vec![
                (Flag::Health, "Nut allergy".into()),
                (Flag::Need, "SEN support, SEMH".into()),
                (Flag::Meal, "Free meal".into()),
            ],
            dietary: "No nuts".into(),
            form: Form::of([("time", "08:40"), ("envelope", "3"), ("feels", "2")]),
            errors: Errors::new(),
            arrived: true,
            earlier: Vec::new(),
        },
    )]
}
