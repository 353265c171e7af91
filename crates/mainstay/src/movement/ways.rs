//! A room's usual ways: which door, which stairs, which toilet, and at what times.

use super::plans;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::movement::{Kind, LONGEST, Usual, read_times, spell_times};
use casework::room::Room;
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Minute;

/// The page.
pub struct WaysPage {
    /// The room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// Times that stand with the room: what for, and when.
    pub fixed: Vec<(Kind, String)>,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn hint(kind: Kind) -> &'static str {
    match kind {
        Kind::Arrive => "Such as “by the side door, met by the adult in charge”.",
        Kind::Toilet => "Such as “ground floor by the office, one at a time, an adult outside”.",
        Kind::Break => "Such as “the small yard behind the hall, by the back stairs”.",
        Kind::Lunch => "Such as “fetched from the kitchen hatch; eaten in the room”.",
        Kind::Leave => "Such as “side door; walked to the gate after the buses”.",
        Kind::FromLesson | Kind::ToLesson | Kind::Other => "",
    }
}

impl Page for WaysPage {
    fn title(&self) -> String {
        format!("Usual ways, {}", self.name)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let back = format!("/board/{}/movements", self.room);
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(&back, "Movements").facts(html! {
                    "For every " (self.words.one(Concept::Pupil)) " who has none of their own on the day"
                }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action={ "/board/" (self.room) "/ways" } {
                    (token(&self.csrf))
                    @for kind in Kind::USUAL {
                        @let (way, times) = (format!("{}_way", kind.code()), format!("{}_times", kind.code()));
                        fieldset.sheet.stack {
                            legend { (kind.label()) }
                            (hidden(&format!("{}_version", kind.code()), f.text(&format!("{}_version", kind.code()))))
                            @if kind == Kind::Toilet {
                                (Field::new(&times, "At what times").hint("Away from the school’s break and from changes of lessons, such as 9.40, 11.40, 14.00. Anybody may go at any other time too.").optional().from(f, e))
                            } @else if kind.has_times() {
                                (Field::new(&times, "At what time").hint("Of those who stay to the end of the day. Before everybody else, or after.").optional().from(f, e))
                            } @else {
                                @for (_, at) in self.fixed.iter().filter(|(k, _)| *k == kind) { p.soft { (at) ", as it is set with the room" } }
                            }
                            (Field::new(&way, "Which way, and where to").hint(hint(kind)).optional().from(f, e))
                        }
                    }
                    div.row { button.btn type="submit" { "Keep the ways" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

fn page(v: &Visit, room: &Room, form: Form, errors: Errors) -> WaysPage {
    WaysPage {
        room: room.id,
        name: room.name.clone(),
        fixed: vec![
            (Kind::Arrive, room.arrive_at.to_string()),
            (Kind::Break, format!("{}–{}", room.break_from, room.break_to)),
            (Kind::Lunch, format!("{}–{}", room.lunch_from, room.lunch_to)),
        ],
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        form,
        errors,
    }
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    if !plans(&v) {
        return Err(Problem::Missing);
    }
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), v.id("room")?).await?;
    let usual = store::movement::usual(&mut read, v.org(), room.id).await?;
    let mut form = Form::nothing();
    for kind in Kind::USUAL {
        let known = usual.iter().find(|u| u.kind == kind);
        let name = |what: &str| format!("{}_{what}", kind.code());
        form = form
            .with(&name("version"), known.map_or(0, |u| u.version).to_string())
            .with(&name("way"), known.map(|u| u.way.clone()).unwrap_or_default())
            .with(&name("times"), known.map(|u| spell_times(&u.times)).unwrap_or_default());
    }
    v.page(&page(&v, &room, form, Errors::new()))
}

/// Keeps them.
pub async fn keep(v: Visit) -> Answer {
    if !plans(&v) {
        return Err(Problem::Missing);
    }
    let mut errors = Errors::new();
    let mut typed = Vec::new();
    for kind in Kind::USUAL {
        let name = |what: &str| format!("{}_{what}", kind.code());
        let way = errors.limit(&v.form, &name("way"), LONGEST);
        let times: Vec<Minute> = match kind.has_times() {
            false => Vec::new(),
            true => read_times(v.form.text(&name("times"))).unwrap_or_else(|why| {
                errors.add(&name("times"), why);
                Vec::new()
            }),
        };
        if kind == Kind::Leave && times.len() > 1 {
            errors.add(&name("times"), "Give one time: everybody of the room goes home then");
        }
        let version = v.form.int(&name("version")).unwrap_or(0);
        typed.push(Usual { kind, times, way, version });
    }
    let mut w = v.write("Changing a room's usual ways").await?;
    let room = store::room::room(&mut w, v.org(), v.id("room")?).await?;
    if !errors.is_empty() {
        drop(w);
        return v.again(&page(&v, &room, v.form.clone(), errors));
    }
    let known = store::movement::usual(&mut w, v.org(), room.id).await?;
    let mut event = Event::new(Verb::WaysChanged, "room", room.id).fact("room", &room.name);
    let mut changed = false;
    for u in &typed {
        let before = known.iter().find(|k| k.kind == u.kind);
        let same = match before {
            Some(k) => k.way == u.way && k.times == u.times,
            None => u.way.is_empty() && u.times.is_empty(),
        };
        if same {
            continue;
        }
        if before.map_or(0, |k| k.version) != u.version {
            return Err(Problem::Stale(v.form.kept()));
        }
        match store::movement::keep_usual(&mut w, room.id, u).await {
            Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
            other => other?,
        }
        let times = spell_times(&u.times);
        let said = [times.as_str(), u.way.as_str()].into_iter().filter(|t| !t.is_empty());
        event = event.fact(u.kind.code(), said.collect::<Vec<_>>().join("; "));
        changed = true;
    }
    let back = format!("/board/{}/movements", room.id);
    if !changed {
        return v.to_saying(back, "They are as they were");
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "The usual ways are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("toilet_times", "“half” is no time: give times such as 9.50, 11.30");
    let page = |errors| WaysPage {
        room: Id::nil(),
        name: "Internal Exclusion Room".into(),
        fixed: vec![
            (Kind::Arrive, "8.40".into()),
            (Kind::Break, "11.10–11.25".into()),
            (Kind::Lunch, "12.05–12.35".into()),
        ],
        words: Words::default(),
        csrf: "gallery".into(),
        form: Form::of([("toilet_times", "9.40, half"), ("arrive_way", "By the side door")]),
        errors,
    };
    vec![framed("movement-ways-wrong", &page(errors))]
}
