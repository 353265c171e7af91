//! One pupil's own movements on the day of a placement, and whom they meet or do not.

use super::{plans, stays};
use crate::board::facts::{gather, today_only};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, Empty, ErrorSummary, Field, Head, Look, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::movement::{Contact, Kind, LONGEST, LONGEST_CONTACT, Own, Stay, wrong};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// The page.
pub struct OnePage {
    /// Placement.
    pub placement: Id,
    /// Name and form.
    pub who: String,
    /// Day.
    pub day: Day,
    /// Way back.
    pub back: String,
    /// The room's name.
    pub room: String,
    /// What is planned.
    pub own: Vec<Own>,
    /// Whom they are kept apart from already.
    pub apart: usize,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        "Movements and contact".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let action = format!("/placements/{}/movements", self.placement);
        let kinds: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())))
            .collect();
        let pairs = match self.apart {
            0 => String::new(),
            1 => "One pair is kept apart by those who approve, and stands on the plan by itself. "
                .into(),
            n => format!(
                "{n} pairs are kept apart by those who approve, and stand on the plan by themselves. "
            ),
        };
        let avoid = format!(
            "{pairs}Others, and places, such as “his own form in the lower corridor”. No reasons: whoever walks with them reads it."
        );
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).back(&self.back, "Movements").facts(html! { (pupil_name(&self.who)) ", " (self.day) ", " (self.room) }))
                (ErrorSummary(e))
                section.stack aria-labelledby="own" {
                    h2 #own { "Their own today" }
                    @if self.own.is_empty() {
                        (Empty { title: "Nothing of their own", words: "They go by the room’s usual ways.", step: None })
                    } @else { ul.clocks { @for o in &self.own { (self.line(o, &action)) } } }
                }
                form.sheet.stack.stack-5 #plan method="post" action=(action) {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Plan a movement" }
                    p.soft { "In the place of the room’s own. Another walk and the toilet come beside it." }
                    (Choices::one("kind", "What for", &kinds).look(Look::Select).from(f, e))
                    div.row.row-base {
                        (Field::new("from", "When").kind("time").from(f, e))
                        (Field::new("to", "Until").kind("time").optional().from(f, e))
                    }
                    (Field::new("way", "Which way, and where to").hint("Left empty, the room’s usual way.").optional().from(f, e))
                    (Field::new("with_whom", "With whom").hint("The adult beside them.").optional().from(f, e))
                    div { button.btn type="submit" name="act" value="plan" { "Plan it" } }
                }
                form.sheet.stack.stack-5 #contact method="post" action=(action) {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    h2 { "Whom they meet, and do not" }
                    (Field::new("avoid", "Not to meet").hint(&avoid).optional().from(f, e))
                    (Field::new("keep", "May meet all the same").hint("Such as “Mr Adair at 11.15; his sister in Year 7 at the gate”.").optional().from(f, e))
                    div { button.btn.btn-2 type="submit" name="act" value="contact" { "Keep it" } }
                }
                p.soft { "It holds for this " (self.words.one(Concept::Placement)) "." }
            }
        }
    }
}

impl OnePage {
    fn line(&self, o: &Own, action: &str) -> Markup {
        let what = format!("{} {}", o.kind.label(), o.from);
        html! {
            li.clock {
                strong { (o.from) @if let Some(to) = o.to { "–" (to) } }
                div {
                    p.clock-what { (o.kind.label()) }
                    p.soft { @if !o.way.is_empty() { (o.way) ". " } @if !o.with_whom.is_empty() { "With " (o.with_whom) ". " } "Planned by " (o.made_by) "." }
                }
                form method="post" action=(action) {
                    (token(&self.csrf)) (hidden("own", o.id))
                    button.btn.btn-quiet type="submit" name="act" value="end" { "Take out" span.vh { ": " (what) } }
                }
            }
        }
    }
}

/// What the page and its forms are about.
struct Meant {
    stay: Stay,
    room: Id,
    room_name: String,
    who: String,
    day: Day,
    apart: usize,
}

async fn meant(v: &Visit) -> Result<Meant, Problem> {
    if !plans(v) {
        return Err(Problem::Missing);
    }
    let mut read = v.read().await?;
    let placement = store::room::placement(&mut read, v.org(), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), placement.pupil).await?;
    drop(read);
    today_only(v, placement.day)?;
    let f = gather(v, placement.room, placement.day).await?;
    let stay = stays(&f).into_iter().find(|s| s.placement == placement.id);
    Ok(Meant {
        stay: stay.ok_or(Problem::Missing)?,
        room: f.room.id,
        room_name: f.room.name.clone(),
        who: format!("{}, {}", pupil.name(), pupil.form),
        day: placement.day,
        apart: f.apart.iter().filter(|k| k.one == pupil.id || k.other == pupil.id).count(),
    })
}

async fn sheet(v: &Visit, m: &Meant, form: Form, errors: Errors) -> Result<OnePage, Problem> {
    let mut read = v.read().await?;
    let ids = [m.stay.placement];
    let own = store::movement::own(&mut read, v.org(), &ids).await?;
    let contact = store::movement::contacts(&mut read, v.org(), &ids).await?.pop();
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    // The other of the two forms keeps what stands in the record.
    if v.form.text("act") != "contact" || errors.is_empty() {
        let (version, avoid, keep) =
            contact.map_or((0, String::new(), String::new()), |c| (c.version, c.avoid, c.keep));
        form = form.with("version", version.to_string()).with("avoid", avoid).with("keep", keep);
    }
    Ok(OnePage {
        placement: m.stay.placement,
        who: m.who.clone(),
        day: m.day,
        back: format!("/board/{}/movements?day={}", m.room, m.day.iso()),
        room: m.room_name.clone(),
        own,
        apart: m.apart,
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let m = meant(&v).await?;
    let page = sheet(&v, &m, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Plans a movement, takes one out, or keeps whom they meet.
pub async fn act(v: Visit) -> Answer {
    let m = meant(&v).await?;
    if m.day < v.today() {
        return Err(Problem::Missing);
    }
    match v.form.text("act") {
        "plan" => plan(v, m).await,
        "end" => end(v, m).await,
        "contact" => contact(v, m).await,
        _ => Err(Problem::Missing),
    }
}

fn here(m: &Meant) -> String {
    format!("/placements/{}/movements", m.stay.placement)
}

async fn plan(v: Visit, m: Meant) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Say what it is for");
    let from = errors.get(f.minute("from"), "from", "Give a time such as 11.10");
    let to = f.minute("to");
    if f.has("to") && to.is_none() {
        errors.add("to", "Give a time such as 11.25, or leave it");
    }
    if let Some((field, why)) = from.and_then(|from| wrong(from, to, &m.stay)) {
        errors.add(field, why);
    }
    let way = errors.limit(f, "way", LONGEST);
    let with_whom = errors.limit(f, "with_whom", LONGEST);
    let (Some(kind), Some(from), true) = (kind, from, errors.is_empty()) else {
        let page = sheet(&v, &m, f.clone(), errors).await?;
        return v.again(&page);
    };
    let own = Own {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        placement: m.stay.placement,
        pupil: m.stay.pupil,
        kind,
        from,
        to,
        way,
        with_whom,
        made_by: v.actor.name.clone(),
    };
    let mut w = v.write("Planning a pupil's movement").await?;
    if store::movement::add(&mut w, &own).await? {
        v.commit(w, event(&own, "planned"), Vec::new()).await?;
    }
    v.to_saying(here(&m), "It is on the plan of the day")
}

fn event(o: &Own, what: &str) -> Event {
    Event::new(Verb::MovementPlanned, "placement", o.placement)
        .pupil(o.pupil)
        .fact("what", what)
        .fact("kind", o.kind.code())
        .fact("from", o.from)
}

async fn end(v: Visit, m: Meant) -> Answer {
    let id = v.form.id("own").ok_or(Problem::Missing)?;
    let mut w = v.write("Taking a pupil's movement out of the plan").await?;
    let all = store::movement::own(&mut w, v.org(), &[m.stay.placement]).await?;
    let Some(own) = all.iter().find(|o| o.id == id) else {
        return v.to_saying(here(&m), "It was taken out already");
    };
    if store::movement::end(&mut w, m.stay.placement, id, &v.actor.name).await? {
        v.commit(w, event(own, "taken out"), Vec::new()).await?;
    }
    v.to_saying(here(&m), "Taken out. They go by the room’s usual way")
}

async fn contact(v: Visit, m: Meant) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let avoid = errors.limit(f, "avoid", LONGEST_CONTACT);
    let keep = errors.limit(f, "keep", LONGEST_CONTACT);
    if !errors.is_empty() {
        let page = sheet(&v, &m, f.clone(), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Writing whom a pupil meets, and does not").await?;
    let ids = [m.stay.placement];
    let before = store::movement::contacts(&mut w, v.org(), &ids).await?.pop();
    let version = f.int("version").unwrap_or(0);
    let is = |c: &Contact| c.avoid == avoid && c.keep == keep;
    if before.as_ref().map_or(avoid.is_empty() && keep.is_empty(), is) {
        return v.to_saying(here(&m), "It is as it was");
    }
    if before.map_or(0, |c| c.version) != version {
        return Err(Problem::Stale(f.kept()));
    }
    let made_by = v.actor.name.clone();
    let (placement, pupil) = (m.stay.placement, m.stay.pupil);
    // What is written names others: the trail says that it was, and not what.
    let event = Event::new(Verb::ContactPlanned, "placement", placement)
        .pupil(pupil)
        .fact("not to meet", if avoid.is_empty() { "nobody" } else { "written" })
        .fact("may meet", if keep.is_empty() { "nobody" } else { "written" });
    let contact = Contact { placement, pupil, avoid, keep, made_by, version };
    match store::movement::keep_contact(&mut w, &contact).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(f.kept())),
        other => other?,
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(here(&m), "Kept. It stands on the plan of the day")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let own = Own {
        id: Id::from_u128(5),
        placement: Id::from_u128(1),
        pupil: Id::from_u128(2),
        kind: Kind::Lunch,
        from: Minute::parse("12.36").unwrap_or_default(),
        to: Minute::parse("12.48"),
        way: "Kitchen hatch by the back stairs".into(),
        with_whom: "Mr Col Adair".into(),
        made_by: "Ms Dara Okell".into(),
    };
    let page = |own: Vec<Own>, errors: Errors| OnePage {
        placement: Id::from_u128(1),
        who: "Tyrell Ashdown-Moss, 9K2".into(),
        day: Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0)),
        back: "/board".into(),
        room: "Internal Exclusion Room".into(),
        own,
        apart: 1,
        words: Words::default(),
        csrf: "gallery".into(),
        form: Form::of([("from", "8.00"), ("avoid", "His own form in the lower corridor")]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("from", "They are booked from 12.00 to 15.05: 8.00 is not near that");
    vec![
        framed("movement-own", &page(vec![own], Errors::new())),
        framed("movement-own-wrong", &page(Vec::new(), errors)),
    ]
}
