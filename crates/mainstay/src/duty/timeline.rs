//! One adult's day in order: duties, calls, breaks with the room, handovers, mentoring.
//!
//! Must never know: what counts as time; the figures are in Reports.

use super::names;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Table};
use crate::page::name::pupil_name;
use crate::visit::{Answer, Visit};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::day::spell_minutes;
use rulebook::{Day, Minute};

/// One stretch of the day.
pub struct Stretch {
    /// When it began.
    pub from: Minute,
    /// When it ended, where that is known.
    pub to: Option<Minute>,
    /// "On-call"
    pub kind: String,
    /// What, in words.
    pub words: String,
    /// About whom.
    pub who: Option<String>,
    /// Where it is.
    pub href: String,
}

/// The page.
pub struct TimelinePage {
    /// The day.
    pub day: Day,
    /// School days beside it.
    pub beside: (Option<Day>, Option<Day>),
    /// Whose day.
    pub name: String,
    /// In order.
    pub stretches: Vec<Stretch>,
}

impl Page for TimelinePage {
    fn title(&self) -> String {
        "Your day".into()
    }
    fn here(&self) -> &'static str {
        "/duties"
    }
    fn main(&self) -> Markup {
        let link = |d: Option<Day>, word: &str| html! { @if let Some(d) = d { a href={ "/duties/timeline?day=" (d.iso()) } { (word) ": " (d) } } };
        let back = format!("/duties?day={}", self.day.iso());
        html! {
            (Head::new("Your day").back(&back, "Duties").facts(html! { (self.name) ", " (self.day) }))
            div.stack {
                nav.row aria-label="Days" { (link(self.beside.0, "Earlier")) (link(self.beside.1, "Later")) }
                @if self.stretches.is_empty() {
                    (Empty { title: "Nothing is written down for this day", words: "Duties, calls, breaks with the room, handovers and mentoring stand here in order.", step: Some((&back, "Open the day’s duties")) })
                } @else {
                    (self.totals())
                    div.sheet.sheet-flush { (Table { caption: "The day in order", columns: vec![("When", false), ("What", false), ("About", false), ("Words", false)], rows: self.stretches.iter().map(row).collect(), dense: false }) }
                }
            }
        }
    }
}

impl TimelinePage {
    /// Time by kind, of what has an end. A call is inside the period it came in.
    fn totals(&self) -> Markup {
        let mut kinds: Vec<(&str, usize, i64)> = Vec::new();
        for s in &self.stretches {
            let minutes = s.to.map_or(0, |to| to.number() - s.from.number());
            match kinds.iter_mut().find(|k| k.0 == s.kind) {
                Some(k) => {
                    k.1 += 1;
                    k.2 += minutes;
                }
                None => kinds.push((&s.kind, 1, minutes)),
            }
        }
        html! {
            dl.summary { @for (kind, times, minutes) in kinds {
                div { dt { (kind) } dd { (times) @if times == 1 { " time" } @else { " times" } @if minutes > 0 { ", " (spell_minutes(minutes)) } } }
            } }
        }
    }
}

fn row(s: &Stretch) -> Vec<Markup> {
    vec![
        html! { (s.from) @if let Some(to) = s.to { "–" (to) } },
        html! { a href=(s.href) { (s.kind) } },
        html! { @if let Some(who) = &s.who { (pupil_name(who)) } },
        html! { (s.words) },
    ]
}

/// Shows one's own day.
pub async fn show(v: Visit) -> Answer {
    let day = v.day("day");
    let (org, me) = (v.org(), v.actor.staff);
    let mut read = v.read().await?;
    let mut out = Vec::new();
    let mut about: Vec<(usize, Id)> = Vec::new();
    let duties = format!("/duties?day={}", day.iso());
    for d in store::duty::between(&mut read, org, day, day).await? {
        if d.staff != me {
            continue;
        }
        about.extend(d.pupil.map(|p| (out.len(), p)));
        let words = [d.lesson(), d.body.clone()];
        out.push(Stretch {
            from: d.from,
            to: Some(d.to),
            kind: d.kind.said(v.words()),
            words: words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(": "),
            who: None,
            href: duties.clone(),
        });
    }
    for c in store::duty::calls(&mut read, &v.scope(), me, day, day).await? {
        if c.by_staff != me {
            continue;
        }
        about.extend(c.pupil.map(|p| (out.len(), p)));
        out.push(Stretch {
            from: c.called_at.minute(),
            to: c.left_at.map(|at| at.minute()),
            kind: "Call".into(),
            words: match c.outcome {
                Some(o) => format!("{}: {}", c.place, o.said(v.words()).to_lowercase()),
                None => c.place.clone(),
            },
            who: None,
            href: format!("/calls/{}", c.id),
        });
    }
    for s in store::mentoring::held_by(&mut read, org, me, day).await? {
        about.push((out.len(), s.pupil));
        out.push(Stretch {
            from: s.from,
            to: Some(s.from.plus(s.minutes)),
            kind: "Mentoring session".into(),
            words: s.body.clone(),
            who: None,
            href: format!("/mentoring/{}", s.mentoring),
        });
    }
    for room in store::room::rooms(&mut read, org).await? {
        for b in store::day::breaks_on(&mut read, org, room.id, day).await? {
            if b.adult == me {
                out.push(Stretch {
                    from: b.started_at.minute(),
                    to: b.ended_at.map(|at| at.minute()),
                    kind: b.kind.label().into(),
                    words: room.name.clone(),
                    who: None,
                    href: format!("/board/{}/break?day={}", room.id, day.iso()),
                });
            }
        }
        for h in store::day::handovers_on(&mut read, org, room.id, day).await? {
            if h.adult == me || room.lead == Some(me) {
                out.push(Stretch {
                    from: h.from,
                    to: h.ended_at.map(|at| at.minute()).or(h.to),
                    kind: if h.adult == me { "In charge" } else { "Handed over" }.into(),
                    words: if h.adult == me {
                        room.name.clone()
                    } else {
                        format!("{}, to {}", room.name, h.adult_name)
                    },
                    who: None,
                    href: format!("/board/{}/handover?day={}", room.id, day.iso()),
                });
            }
        }
    }
    let ids: Vec<Id> = about.iter().map(|(_, id)| *id).collect();
    let named = names(&mut read, &v, &ids).await?;
    for (n, id) in about {
        out[n].who = named.get(&id).cloned();
    }
    out.sort_by_key(|s| s.from);
    let calendar = &v.setting.calendar;
    v.page(&TimelinePage {
        day,
        beside: (calendar.last_before(day), calendar.first_on_or_after(day.plus(1))),
        name: v.actor.name.clone(),
        stretches: out,
    })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = |t: &str| Minute::parse(t).unwrap_or_default();
    let stretch = |from: &str, to: &str, kind: &str, words: &str, who: Option<&str>| Stretch {
        from: minute(from),
        to: Some(minute(to)),
        kind: kind.into(),
        words: words.into(),
        who: who.map(Into::into),
        href: "/duties".into(),
    };
    let day = Day::new(2026, 11, 11).unwrap_or_else(|| Day::from_pg(0));
    let page = |stretches| TimelinePage {
        day,
        beside: (Some(day.plus(-1)), Some(day.plus(1))),
        name: "Ms Dara Okell".into(),
        stretches,
    };
    vec![
        framed(
            "duty-day",
            &page(vec![
                stretch("11.10", "11.25", "Room break", "Internal Exclusion Room", None),
                stretch("12.00", "12.50", "On-call", "", None),
                stretch("12.20", "12.34", "Call", "Food room: settled and stayed", None),
                stretch(
                    "13.40",
                    "14.05",
                    "Mentoring session",
                    "He used the card twice",
                    Some("Tyrell Ashdown-Moss, 9K2"),
                ),
                stretch("14.20", "15.05", "In-class support", "9Y3 Maths", None),
            ]),
        ),
        framed("duty-day-empty", &page(Vec::new())),
    ]
}
