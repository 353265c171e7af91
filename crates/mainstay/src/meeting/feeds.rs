//! Calendars that other programs ask for: of one's own meetings, or of a place, each by an address
//! that nobody can guess, until it is taken back.
//!
//! Must never say: what a meeting is about. Whoever has the address reads times and places.

use super::HOME;
use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit, file as sent};
use casework::meeting::feed::Feed;
use casework::meeting::invite::{standing, taken};
use casework::meeting::{SHORT, place};
use casework::{Event, Id, Verb, ical};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::room::{CALENDAR_AHEAD, CALENDAR_BEHIND};
use store::meeting::feed;

const THERE: &str = "/meetings/calendars";

/// The page.
pub struct FeedsPage {
    /// Those that stand, each with its address.
    pub feeds: Vec<(Feed, String)>,
    /// Places that were used.
    pub places: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for FeedsPage {
    fn title(&self) -> String {
        "Calendars".into()
    }
    fn here(&self) -> &'static str {
        "/meetings"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mine = self.feeds.iter().any(|(f, _)| f.staff.is_some());
        html! {
            (Head::new("Calendars").back("/meetings", "Meetings").facts(html! { "Meetings in the calendar of your telephone or computer, and what has a place in the calendar of the place" }))
            div.stack.stack-5 {
                (ErrorSummary(e))
                p.measure { "A calendar program that is given one of these addresses asks for it by itself. It reads days, times, places and a reference; never what a meeting is about, nor a name of anybody it is about. Whoever has the address can read it: take it back when it went astray. Some programs ask only every few hours." }
                ul.clocks { @for (feed, address) in &self.feeds { li.clock {
                    div.stack.stack-2 {
                        @let id = format!("feed-{}", feed.id);
                        label.clock-what for=(id) { @if feed.staff.is_some() { "Your own meetings" } @else { (feed.place) } }
                        input.input id=(id) type="text" readonly value=(address);
                        p.soft { "Made by " (feed.by_name) ", " (feed.made_at) }
                        form method="post" action=(THERE) { (token(&self.csrf)) (hidden("end", feed.id)) button.btn.btn-2.btn-s type="submit" { "Take it back" span.vh { ": " @if feed.staff.is_some() { "your own meetings" } @else { (feed.place) } } } }
                    }
                } } }
                div.cols.cols-2 {
                    @if !mine {
                        form.sheet.stack method="post" action=(THERE) { (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("of", "me"))
                            h2 { "Your own meetings" }
                            p { "Those you lead or are asked to." }
                            div { button.btn type="submit" { "Make an address" } }
                        }
                    }
                    form.sheet.stack method="post" action=(THERE) { (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("of", "place"))
                        h2 { "A place" }
                        (Field::new("place", "Place").hint("For the screen at its door, or the calendar of whoever keeps its key.").list(&self.places).from(f, e))
                        div { button.btn.btn-2[!mine] type="submit" { "Make an address" } }
                    }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<FeedsPage, Problem> {
    let mut read = v.read().await?;
    let key = v.app.link_key()?;
    let feeds = feed::standing(&mut read, v.org(), v.actor.staff).await?;
    Ok(FeedsPage {
        feeds: feeds
            .into_iter()
            .map(|f| {
                let path = format!("/calendar/{}", key.write(v.org(), f.id));
                (f, v.app.address(&path))
            })
            .collect(),
        places: store::meeting::places(&mut read, v.org()).await?,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Makes one, or takes one back.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Sharing a calendar by an address").await?;
    let all = feed::standing(&mut w, v.org(), v.actor.staff).await?;
    let event = |id: Id| Event::new(Verb::CalendarShared, "meeting_feed", id);
    if let Some(id) = f.id("end") {
        // Nobody takes back another's own.
        let Some(feed) = all.iter().find(|x| x.id == id) else { return v.to(THERE) };
        feed::end(&mut w, feed.id).await?;
        v.commit(w, event(id).fact("place", &feed.place).fact("ended", "yes"), Vec::new()).await?;
        return v.to_saying(THERE, "Taken back: its address opens nothing any more");
    }
    let mut errors = Errors::new();
    let mine = f.text("of") == "me";
    let place = match mine {
        true => String::new(),
        false => errors.need(f, "place", SHORT, "Say which place"),
    };
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let same = |x: &&Feed| match mine {
        true => x.staff.is_some(),
        false => x.staff.is_none() && place::key(&x.place) == place::key(&place),
    };
    if all.iter().any(|x| same(&x)) {
        return v.to_saying(THERE, "There is an address for it already");
    }
    let new = Feed {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        staff: mine.then_some(v.actor.staff),
        place,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        gone_at: None,
    };
    if feed::add(&mut w, &new).await? {
        v.commit(w, event(new.id).fact("place", &new.place), Vec::new()).await?;
    }
    v.to_saying(THERE, "The address is made. Give it to your calendar program")
}

/// The calendar itself, for whatever asks by its address. Nothing is changed by it.
pub async fn serve(o: Outside) -> Answer {
    let written = o.path.first().map(|(_, v)| v.as_str()).unwrap_or("");
    let (org, id) = o.app.link_key()?.read(written).ok_or(Problem::Missing)?;
    let mut read = o.app.store().read().await?;
    let f = feed::find(&mut read, org, id).await?;
    let setting = o.app.setting(&mut read, org).await?;
    let school = &setting.school.name;
    let today = o.now.day();
    let span = (today.plus(-CALENDAR_BEHIND), today.plus(CALENDAR_AHEAD));
    let text = match f.staff {
        Some(staff) => {
            // Whoever has left, or may sign in no more, is told nothing more.
            let members = store::account::members(&mut read, org).await?;
            let known = store::staff::find(&mut read, org, staff).await?;
            if known.left_on.is_some() || !members.iter().any(|m| m.1 == staff && m.2) {
                return Err(Problem::Missing);
            }
            let all = feed::of_staff(&mut read, org, staff, span).await?;
            let entries: Vec<_> = all.iter().map(|m| standing(m, school, o.now)).collect();
            ical::feed(&format!("Meetings: {school}"), &entries)
        }
        None => {
            let all = feed::of_place(&mut read, org, &f.place, span).await?;
            let entries: Vec<_> = all.iter().map(|t| taken(t, o.now)).collect();
            ical::feed(&format!("{}: {school}", f.place), &entries)
        }
    };
    Ok(sent("calendar.ics", "text/calendar; charset=utf-8", text.into_bytes(), false))
}

/// Where calendars are kept.
pub(super) fn link() -> String {
    format!("{HOME}/calendars")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let feed = |n: u128, staff: bool, place: &str| Feed {
        id: Id::from_u128(n),
        staff: staff.then_some(Id::from_u128(9)),
        place: place.into(),
        by_name: "Ms Dara Okell".into(),
        made_at: day.at(Default::default()),
        gone_at: None,
    };
    let page = |feeds, form, errors| FeedsPage {
        feeds,
        places: vec!["Civic Suite 3".into()],
        csrf: "gallery".into(),
        form,
        errors,
    };
    let address = "https://mainstay.fairholme.example/calendar/AZmK4w".to_string();
    let mut wrong = Errors::new();
    wrong.add("place", "Say which place");
    vec![
        framed(
            "meeting-calendars",
            &page(
                vec![
                    (feed(1, true, ""), address.clone()),
                    (feed(2, false, "Civic Suite 3"), address),
                ],
                Form::nothing(),
                Errors::new(),
            ),
        ),
        framed("meeting-calendars-none", &page(Vec::new(), Form::nothing(), wrong)),
    ]
}
