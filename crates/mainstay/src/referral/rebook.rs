//! Moving or cancelling a booking before the pupil arrives, with a reason.

use super::booking::{self, spelt};
use crate::fair::{self, Panel, Prompt};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use axum::http::StatusCode;
use casework::Id;
use casework::booking::{No, Wanted, counts, may_change, may_rebook};
use casework::pupil::Pupil;
use casework::room::{Placement, PlacementState, spell_periods};
use casework::threshold::Stay;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use store::Source;

/// The page.
pub struct RebookPage {
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// Key of the placement, as text.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// "Tyrell Ashdown-Moss"
    pub pupil: String,
    /// "Tue 10 Nov 2026, P1–P6, Internal Exclusion Room"
    pub now: String,
    /// Lessons to choose from.
    pub lessons: Vec<String>,
    /// Rooms in use: key and name.
    pub rooms: Vec<(String, String)>,
    /// Why it cannot be moved so: title, rule, source.
    pub no: Option<(String, String, String)>,
    /// A longer time reaches these thresholds of the school's own.
    pub prompts: Vec<Prompt>,
    /// Time so far with the longer time, where a threshold is reached.
    pub fair: Option<Panel>,
    /// What was typed, or how it is.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for RebookPage {
    fn title(&self) -> String {
        format!("Move or cancel: {}", self.pupil)
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let lessons: Vec<Choice> = self.lessons.iter().map(|c| Choice::new(c, c)).collect();
        let rooms: Vec<Choice> = self.rooms.iter().map(|(id, n)| Choice::new(id, n)).collect();
        let placement = self.words.one(Concept::Placement);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).about(&self.pupil).facts(html! { "Booked: " (self.now) }))
                (ErrorSummary(e))
                @if let Some((title, rule, from)) = &self.no {
                    div.panel.panel-stop role="alert" {
                        h2.panel-title { (title) }
                        dl.cite { dt { "Rule" } dd { (rule) } dt { "From" } dd { (from) } }
                    }
                }
                form.sheet.stack action={ "/placements/" (self.id) "/move" } method="post" {
                    h2 { "Move it" }
                    (token(&self.csrf))
                    @if let Some(fair) = &self.fair { (fair.time()) }
                    @if !self.prompts.is_empty() {
                        div.panel.panel-warn {
                            (fair::prompted(&self.prompts))
                            (Area::new("fair_why", "Why the longer time is right all the same").hint("Kept with your name; it is always the way through.").rows(2).from(f, e))
                        }
                    }
                    (hidden("version", self.version))
                    (Field::new("day", "Day").kind("date").from(f, e))
                    (Choices::many("period", "Periods", &lessons).look(Look::Scale).from(f, e))
                    @if rooms.len() > 1 { (Choices::one("room", "Room", &rooms).from(f, e)) }
                    @else { @for (id, _) in &self.rooms { (hidden("room", id)) } }
                    (Field::new("why", "Why it moves").from(f, e))
                    p.soft { "New requests for work are sent, and the old ones end. Any letter is to be sent again." }
                    div.row { button.btn type="submit" { "Move" } }
                }
                form.sheet.stack action={ "/placements/" (self.id) "/cancel" } method="post" {
                    h2 { "Cancel it" }
                    (token(&self.csrf))
                    (hidden("version", self.version))
                    (Area::new("why_cancel", "Why it is cancelled").rows(2).from(f, e))
                    div.row { button.btn.btn-danger type="submit" { "Cancel this " (placement) } }
                }
            }
        }
    }
}

/// A placement this person may move or cancel, and its pupil.
async fn found(src: &mut dyn Source, v: &Visit) -> Result<(Placement, Pupil), Problem> {
    may_rebook(&v.actor, &v.setting)?;
    let placement = store::room::placement(src, v.org(), v.id("id")?).await?;
    let pupil = store::pupil::find(src, &v.scope(), placement.pupil).await?;
    Ok((placement, pupil))
}

async fn page(
    src: &mut dyn Source,
    v: &Visit,
    placement: &Placement,
    pupil: &Pupil,
    form: Option<Form>,
    errors: Errors,
) -> Result<RebookPage, Problem> {
    let rooms = store::room::rooms(src, v.org()).await?;
    let slots = store::room::slots(src, v.org(), placement.id).await?;
    let name = rooms.iter().find(|r| r.id == placement.room).map_or("", |r| r.name.as_str());
    let as_it_is = || {
        let mut pairs = vec![
            ("day".to_string(), placement.day.iso()),
            ("room".to_string(), placement.room.to_string()),
        ];
        pairs.extend(slots.iter().map(|s| ("period".to_string(), s.code.clone())));
        pairs
    };
    let form = match form {
        // The other half of the page keeps what it had.
        Some(form) if form.has("day") => form,
        Some(form) => Form::of(as_it_is().into_iter().chain(form.kept())),
        None => Form::of(as_it_is()),
    };
    let lessons = v.setting.lessons_on(placement.day);
    Ok(RebookPage {
        csrf: v.csrf.clone(),
        words: v.words().clone(),
        id: placement.id.to_string(),
        version: placement.version,
        pupil: pupil.name(),
        now: format!("{}, {}, {name}", placement.day, spelt(&v.setting, placement.day, &slots)),
        lessons: lessons.iter().map(|p| p.code.clone()).collect(),
        rooms: rooms.iter().map(|r| (r.id.to_string(), r.name.clone())).collect(),
        no: None,
        prompts: Vec::new(),
        fair: None,
        form,
        errors,
    })
}

/// What a longer time reaches, where it asks for anything, with the time so far; kept with the
/// reason once one is given.
async fn longer(
    src: &mut dyn Source,
    v: &Visit,
    placement: &Placement,
    pupil: &Pupil,
    wanted: &Wanted,
) -> Result<Option<(Vec<Prompt>, Panel)>, Problem> {
    let rooms = store::room::rooms(src, v.org()).await?;
    if !rooms.iter().any(|r| r.id == wanted.room && counts(r.kind)) {
        return Ok(None);
    }
    let slots = store::room::slots(src, v.org(), placement.id).await?;
    let before: i64 = slots.iter().map(|s| s.to.number() - s.from.number()).sum();
    let lessons = v.setting.lessons_on(wanted.day);
    let asked = lessons.iter().filter(|p| wanted.codes.contains(&p.code));
    let minutes: i64 = asked.map(|p| p.minutes()).sum();
    if minutes <= before {
        return Ok(None);
    }
    let more = Stay { day: wanted.day, minutes };
    let found = fair::gather(src, v, pupil, Some(placement.id), more).await?;
    let prompts = fair::prompts(&found.reached, v.words(), &v.setting.rules.policy);
    let counted = "With the longer time".to_string();
    let panel = Panel { counted, ..found.panel };
    Ok((!prompts.is_empty()).then_some((prompts, panel)))
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (placement, pupil) = found(&mut read, &v).await?;
    may_change(placement.state)?;
    let page = page(&mut read, &v, &placement, &pupil, None, Errors::new()).await?;
    v.page(&page)
}

/// Moves it.
pub async fn shift(v: Visit) -> Answer {
    let why = v.form.text("why");
    let mut w = v.write(if why.is_empty() { "Moving a placement" } else { why }).await?;
    let (placement, pupil) = found(&mut w, &v).await?;
    may_change(placement.state)?;
    if v.form.int("version") != Some(placement.version) {
        return Err(Problem::Stale(Vec::new()));
    }
    let mut errors = Errors::new();
    let day = errors.get(v.form.day("day"), "day", "Give the day as a date, such as 10/11/2026");
    let codes: Vec<String> = v.form.all("period").iter().map(|c| c.to_string()).collect();
    if codes.is_empty() {
        errors.add("period", "Choose at least one period");
    }
    errors.need(&v.form, "why", 500, "Say why it moves");
    let room = v.form.id("room").unwrap_or(placement.room);
    let (Some(day), true) = (day, errors.is_empty()) else {
        let page = page(&mut w, &v, &placement, &pupil, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    };
    let wanted =
        Wanted { pupil: pupil.id, moving: Some(placement.id), day, codes, room, on_a_name: false };
    let reason = errors.limit(&v.form, "fair_why", 1000);
    if let Some((prompts, panel)) = longer(&mut w, &v, &placement, &pupil, &wanted).await? {
        if reason.is_empty() {
            errors.add("fair_why", "Give your reason for the longer time");
        }
        if !errors.is_empty() {
            let form = Some(v.form.clone());
            let page = page(&mut w, &v, &placement, &pupil, form, errors).await?;
            return v.again(&RebookPage { prompts, fair: Some(panel), ..page });
        }
    }
    let category = super::reason_label(&mut w, v.org(), placement.reason).await?;
    match booking::move_to(&mut w, &v.setting, &placement, &wanted, &category).await? {
        Ok(done) => {
            if !reason.is_empty() {
                store::threshold::answer(&mut w, placement.id, &reason, &v.actor.name).await?;
            }
            let said = format!("Moved to {}, {}.", done.booked.day, done.booked.spelt);
            let mut events = done.events.into_iter();
            let Some(first) = events.next() else { return Err(Problem::Missing) };
            v.commit(w, first, events.collect()).await?;
            v.to_saying(after(&v, &placement), said)
        }
        Err(no) => {
            let mut page =
                page(&mut w, &v, &placement, &pupil, Some(v.form.clone()), errors).await?;
            page.no = Some(reasons(&v, &no, &wanted));
            Ok(v.page_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// Why not, without naming anybody: a room lead may move and not know of the other's file.
fn reasons(v: &Visit, no: &No, wanted: &Wanted) -> (String, String, String) {
    let order: Vec<String> =
        v.setting.lessons_on(wanted.day).iter().map(|p| p.code.clone()).collect();
    match no {
        No::Refused(r) => (r.title.clone(), r.rule.clone(), r.from.clone()),
        No::Clash(c) if !c.apart.is_empty() => (
            format!(
                "{} cannot be booked: somebody to be kept apart is there",
                spell_periods(&c.codes(), &order)
            ),
            format!(
                "Two {} kept apart are not placed in one room in the same period.",
                v.words().many(Concept::Pupil)
            ),
            "The keep-apart list.".into(),
        ),
        No::Clash(c) => (
            format!("{} cannot be booked: every seat is taken", spell_periods(&c.full, &order)),
            "No more in a period than the room has seats.".into(),
            "The school’s list of rooms.".into(),
        ),
    }
}

fn after(v: &Visit, placement: &Placement) -> String {
    match placement.referral {
        Some(id) if v.may(casework::May::Refer) => format!("/referrals/{id}"),
        _ => "/".into(),
    }
}

/// Cancels it.
pub async fn cancel(v: Visit) -> Answer {
    let why = v.form.text("why_cancel");
    let mut w = v.write(if why.is_empty() { "Cancelling a placement" } else { why }).await?;
    let (placement, pupil) = found(&mut w, &v).await?;
    if placement.state == PlacementState::Cancelled {
        return v.to(after(&v, &placement));
    }
    may_change(placement.state)?;
    if v.form.int("version") != Some(placement.version) {
        return Err(Problem::Stale(Vec::new()));
    }
    let mut errors = Errors::new();
    errors.need(&v.form, "why_cancel", 500, "Say why it is cancelled");
    if !errors.is_empty() {
        let page = page(&mut w, &v, &placement, &pupil, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    let (event, rest) = booking::cancel(&mut w, &v.setting, &placement, why).await?;
    v.commit(w, event, rest).await?;
    let name = pupil.name();
    let said = format!("Cancelled: {name} on {}.", placement.day);
    v.to_saying_of(after(&v, &placement), &said, &[&name])
}

/// For the gallery.
pub(super) fn sample(words: Words) -> RebookPage {
    let room = Id::from_u128(7).to_string();
    RebookPage {
        csrf: "gallery".into(),
        words,
        id: Id::from_u128(3).to_string(),
        version: 1,
        pupil: "Kian Dowell".into(),
        now: "Tue 10 Nov 2026, P4–P6, Internal Exclusion Room".into(),
        lessons: (1..=6).map(|n| format!("P{n}")).collect(),
        rooms: vec![(room.clone(), "Internal Exclusion Room".into())],
        no: None,
        prompts: Vec::new(),
        fair: None,
        form: Form::of([
            ("day", "2026-11-10"),
            ("period", "P4"),
            ("period", "P5"),
            ("period", "P6"),
            ("room", &room),
        ]),
        errors: Errors::new(),
    }
}
