//! The list of trips and events, and planning one.

use super::{choices, event, staff};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::spell_money;
use casework::school::Staff;
use casework::trip::{LONGEST, SHORT, Trip, TripKind, TripState, wrong};
use casework::words::{Concept, Words};
use casework::{Coded, Id, May, Verb};
use maud::{Markup, html};
use rulebook::room::TRIP_RATIO;
use store::Source;

/// Letters of a title: it stands on a known date too.
const TITLE: usize = 100;

/// The list.
pub struct ListPage {
    /// The school's words.
    pub words: Words,
    /// Those to come, with how many go and how many things are missing.
    pub open: Vec<(Trip, usize)>,
    /// Those that are over.
    pub past: Vec<Trip>,
    /// What they come to, budget line by budget line.
    pub lines: Vec<(String, i64)>,
    /// Whether the reader plans trips.
    pub plans: bool,
    /// Whether the reader sets up.
    pub sets_up: bool,
    /// Whether hospitality is theirs.
    pub kit: bool,
}

/// How a state looks.
pub(super) fn standing(state: TripState) -> Standing {
    match state {
        TripState::Planned => Standing::None,
        TripState::Asked => Standing::Due,
        TripState::Approved | TripState::Over => Standing::Done,
        TripState::Cancelled => Standing::None,
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Trips and events".into()
    }
    fn here(&self) -> &'static str {
        "/trips"
    }
    fn main(&self) -> Markup {
        let acts = html! {
            @if self.plans { a.btn href="/trips/new" { "Plan a trip or event" } }
            @if self.kit { a.btn.btn-2 href="/hospitality" { "Hospitality" } }
            @if self.sets_up { a.btn.btn-2 href="/set-up/trips" { "Who approves" } }
        };
        let rows = |all: Vec<(&Trip, Option<usize>)>| -> Vec<Vec<Markup>> {
            all.iter()
                .map(|(t, n)| {
                    let href = match self.plans {
                        true => format!("/trips/{}", t.id),
                        false => format!("/trips/{}/register", t.id),
                    };
                    vec![
                        html! { a href=(href) { (t.title) } span.sub { (t.place) } },
                        html! { (t.when()) },
                        html! { (t.lead_name) },
                        html! { @if let Some(n) = n { (n) } },
                        html! { (Tag(standing(t.state), t.state.label())) },
                    ]
                })
                .collect()
        };
        let pupils = self.words.caps(Concept::Pupil);
        let table = |name: &'static str, rows| Grid {
            region: name,
            caption: None,
            look: "",
            columns: vec![
                Col::Words("What"),
                Col::Words("When"),
                Col::Words("Led by"),
                Col::Number(&pupils),
                Col::Words("How far"),
            ],
            named: Some(0),
            rows,
        };
        html! {
            (Head::new("Trips and events").acts(acts).facts(html! { "What is missing, and for whom, is said before anybody approves." }))
            div.stack.stack-6 {
                @if self.open.is_empty() {
                    (Empty { title: "Nothing is planned", words: "Trips, visits, open evenings and special events stand here with what each still needs.", step: self.plans.then_some(("/trips/new", "Plan the first")) })
                } @else {
                    section.stack aria-labelledby="open" { h2 #open { "To come" } (table("To come, table", rows(self.open.iter().map(|(t, n)| (t, Some(*n))).collect()))) }
                }
                @if !self.lines.is_empty() {
                    section.sheet.stack.stack-2 aria-labelledby="lines" {
                        h2 #lines { "By budget line, this school year" }
                        p.soft { "Approved trips, and hospitality that was ordered." }
                        dl.summary { @for (line, pence) in &self.lines { div { dt { (line) } dd { (spell_money(*pence)) } } } }
                    }
                }
                @if !self.past.is_empty() {
                    details.working { summary { (self.past.len()) " over or cancelled" } div.working-body { (table("Over or cancelled, table", rows(self.past.iter().map(|t| (t, None)).collect()))) } }
                }
            }
        }
    }
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let org = v.org();
    let since = v.setting.calendar.school_year(v.today()).0;
    let mut read = v.read().await?;
    let mut open = store::trip::open(&mut read, org).await?;
    let mut past = store::trip::past(&mut read, org, since).await?;
    let plans = v.may(May::Home);
    let mut lines = Vec::new();
    if plans {
        lines = store::trip::by_line(&mut read, org, since).await?;
    } else {
        // Whoever plans none sees those they go on.
        let mine = store::trip::goes_on(&mut read, org, v.actor.staff).await?;
        let theirs = |t: &Trip| t.lead == v.actor.staff || mine.contains(&t.id);
        open.retain(theirs);
        past.clear();
    }
    let ids: Vec<Id> = open.iter().map(|t| t.id).collect();
    let going = store::trip::pupils::of_trips(&mut read, org, &ids).await?;
    v.page(&ListPage {
        words: v.words().clone(),
        open: open
            .into_iter()
            .map(|t| (going.iter().filter(|g| g.trip == t.id).count(), t))
            .map(|(n, t)| (t, n))
            .collect(),
        past,
        lines,
        plans,
        sets_up: v.may(May::SetUp),
        kit: v.may(May::Kit),
    })
}

/// Planning one, or changing what it is.
pub struct PlanPage {
    /// Address it is kept at.
    pub to: String,
    /// Where one came from: address and words.
    pub back: (String, String),
    /// What the page is called.
    pub title: &'static str,
    /// Staff.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PlanPage {
    fn title(&self) -> String {
        self.title.into()
    }
    fn here(&self) -> &'static str {
        "/trips"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            TripKind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(self.title).back(&self.back.0, &self.back.1))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(self.to) data-draft="trip" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    (Choices::one("kind", "What is it?", &kinds).from(f, e))
                    (Field::new("title", "What is it called?").hint("Such as “Bike workshop”. It stands on the day’s known dates, so it names nobody.").from(f, e))
                    (Area::new("purpose", "What is it for?").rows(2).from(f, e))
                    (Field::new("place", "Where").hint("Name and address, so that somebody can find it.").from(f, e))
                    (Field::new("from", "Day").kind("date").from(f, e))
                    (Field::new("to", "Last day, if there is more than one").kind("date").optional().from(f, e))
                    (Field::new("leaves", "Leaves, or begins").kind("time").hint("Such as 9.20").from(f, e))
                    (Field::new("back", "Back, or ends").kind("time").hint("Such as 14.50").from(f, e))
                    (Choices::one("lead", "Who leads it?", &self.staff).look(Look::Select).hint("They have the register and the leader’s sheet.").from(f, e))
                    (Field::new("ratio", "At most so many to one adult").kind("number").hint("Your own judgement for this group and this place. It is no rule of law.").from(f, e))
                    (Area::new("transport", "How they get there").rows(2).optional().from(f, e))
                    (Area::new("kit", "What to bring and wear").rows(2).optional().from(f, e))
                    (Field::new("base", "Whom to ring at school while they are out").hint("A name and a number that is answered until they are back.").optional().from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(self.back.0) { "Leave it" } }
                }
            }
        }
    }
}

/// What was typed of a trip, on top of one that is there.
pub(super) fn typed(f: &Form, errors: &mut Errors, staff: &[Staff], base: &Trip) -> Trip {
    let mut t = base.clone();
    t.kind = errors.get(f.coded("kind"), "kind", "Choose what it is").unwrap_or(t.kind);
    t.title = errors.need(f, "title", TITLE, "Say what it is called");
    t.purpose = errors.need(f, "purpose", LONGEST, "Say what it is for");
    t.place = errors.need(f, "place", SHORT, "Say where it is");
    let from = errors.get(f.day("from"), "from", "Give the day, such as 02/12/2026");
    let to = match f.has("to") {
        true => errors.get(f.day("to"), "to", "Give a day, such as 02/12/2026"),
        false => from,
    };
    let leaves = errors.get(f.minute("leaves"), "leaves", "Give a time, such as 9.20");
    let back = errors.get(f.minute("back"), "back", "Give a time, such as 14.50");
    let lead = f.id("lead").and_then(|id| staff.iter().find(|s| s.id == id));
    if let Some(lead) = errors.get(lead, "lead", "Choose who leads it") {
        t.lead = lead.id;
        t.lead_name = lead.full();
    }
    let ratio = errors.get(f.int("ratio"), "ratio", "Give a number, such as 5");
    t.transport = errors.limit(f, "transport", LONGEST);
    t.kit = errors.limit(f, "kit", LONGEST);
    t.base = errors.limit(f, "base", SHORT);
    if let (Some(from), Some(to), Some(leaves), Some(back), Some(ratio)) =
        (from, to, leaves, back, ratio)
    {
        for (field, message) in wrong(from, to, leaves, back, ratio) {
            errors.add(field, message);
        }
        (t.from, t.to, t.leaves, t.back, t.ratio) = (from, to, leaves, back, ratio);
    }
    t
}

/// A trip with nothing in it.
pub(super) fn blank(v: &Visit, id: Id) -> Trip {
    let midnight = rulebook::Minute::default();
    Trip {
        id,
        kind: TripKind::OffSite,
        title: String::new(),
        purpose: String::new(),
        place: String::new(),
        from: v.today(),
        to: v.today(),
        leaves: midnight,
        back: midnight,
        ratio: TRIP_RATIO,
        transport: String::new(),
        kit: String::new(),
        base: String::new(),
        lead: v.actor.staff,
        lead_name: v.actor.name.clone(),
        state: TripState::Planned,
        words_since: None,
        asked_at: None,
        decided_at: None,
        decided_by: String::new(),
        decided_why: String::new(),
        went_well: String::new(),
        change_next: String::new(),
        again: None,
        contacts_made: String::new(),
        looked_back_at: None,
        looked_back_by: String::new(),
        made_by: v.actor.staff,
        made_by_name: v.actor.name.clone(),
        made_at: v.now,
        version: 1,
    }
}

async fn plan_page(
    src: &mut dyn Source,
    v: &Visit,
    form: Form,
    errors: Errors,
) -> Result<PlanPage, Problem> {
    let mut form = form;
    if !form.has("once") {
        form = form
            .with("once", Id::now_v7().to_string())
            .with("lead", v.actor.staff.to_string())
            .with("ratio", TRIP_RATIO.to_string())
            .with("base", super::setting(src, v.org()).await?.1);
    }
    Ok(PlanPage {
        to: "/trips/new".into(),
        back: ("/trips".into(), "Trips and events".into()),
        title: "Plan a trip or event",
        staff: choices(&staff(src, v.org()).await?),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the form.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = plan_page(&mut read, &v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Plans one. Whoever leads it is its first adult.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Planning a trip").await?;
    let everybody = staff(&mut w, v.org()).await?;
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let trip = typed(&v.form, &mut errors, &everybody, &blank(&v, id));
    if errors.is_empty() && trip.to < v.today() {
        errors.add("from", "This day is over. Give a day to come");
    }
    if !errors.is_empty() {
        let page = plan_page(&mut w, &v, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let to = format!("/trips/{id}");
    if !store::trip::add(&mut w, &trip).await? {
        return v.to(to);
    }
    let lead = casework::trip::Adult {
        id: Id::now_v7(),
        staff: Some(trip.lead),
        name: trip.lead_name.clone(),
        role: "Leads it".into(),
    };
    store::trip::add_adult(&mut w, trip.id, &lead).await?;
    let event = event(Verb::TripPlanned, &trip).fact("when", trip.when());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Planned. What it still needs stands below")
}
