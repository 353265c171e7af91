//! Kit: what the room works with and what keeps it fit: devices, stock, resources, ideas on trial,
//! and the weekly check of the room.
//!
//! Must never know: whether a device may be promised or a resource is worth keeping; casework says.

pub mod check;
pub mod defect;
pub mod device;
pub mod devices;
pub mod ideas;
pub mod loan;
pub mod resources;
pub mod samples;
pub mod stock;

pub use samples::samples;

use crate::page::Page;
use crate::page::kit::{Head, Standing, Tag};
use crate::visit::{Answer, Visit};
use casework::kit::check::next_check;
use casework::kit::stock::order_list;
use maud::{Markup, html};

/// One part of the kit.
pub struct Part {
    /// Address.
    pub href: &'static str,
    /// Name.
    pub title: &'static str,
    /// What is there, or what it is for.
    pub words: String,
    /// What wants somebody, or nothing.
    pub wants: Option<String>,
}

/// The page.
pub struct KitPage {
    /// The parts.
    pub parts: Vec<Part>,
}

impl Page for KitPage {
    fn title(&self) -> String {
        "Kit".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Kit").facts(html! { "What the room works with, and what keeps it fit." }))
            ul.clocks { @for p in &self.parts {
                li.clock {
                    @match &p.wants {
                        Some(_) => (Tag(Standing::Due, "To do")),
                        None => (Tag(Standing::Done, "In order")),
                    }
                    div {
                        p.clock-what { a href=(p.href) { (p.title) } }
                        p.soft { (p.words) }
                    }
                    p.clock-when { @if let Some(wants) = &p.wants { (wants) } }
                }
            } }
        }
    }
}

/// "1 laptop", "3 laptops"
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

fn some(n: usize, one: &str, many: &str) -> Option<String> {
    (n > 0).then(|| count(n, one, many))
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let (org, today) = (v.org(), v.today());
    let mut read = v.read().await?;
    let devices = store::kit::device::all(&mut read, org).await?;
    let open = store::kit::device::open(&mut read, org).await?;
    let items = store::kit::stock::all(&mut read, org).await?;
    let orders = store::kit::stock::orders(&mut read, org).await?;
    let resources = store::kit::resource::all(&mut read, org).await?;
    let ideas = store::kit::resource::ideas(&mut read, org).await?;
    let rooms = store::kit::check::last_checks(&mut read, org).await?;
    let lines = store::kit::check::lines(&mut read, org).await?;
    let (defects, _) = store::kit::check::defects(&mut read, org).await?;
    let listed = lines.iter().any(|l| l.active);
    let due = rooms.iter().filter(|(.., last)| listed && next_check(*last, today) <= today).count();
    let to_order = order_list(&items, &orders).iter().filter(|l| l.order.is_none()).count();
    let judge = ideas.iter().filter(|i| i.wants_judgement(today)).count();
    let in_use = devices.iter().filter(|d| d.active).count();
    let part = |href, title, words: &str, wants| Part { href, title, words: words.into(), wants };
    v.page(&KitPage {
        parts: vec![
            Part {
                href: "/kit/devices",
                title: "Devices",
                words: format!(
                    "{}: booked by period, handed out and taken back",
                    count(in_use, "device", "devices")
                ),
                wants: some(open.len(), "out", "out"),
            },
            part(
                "/kit/stock",
                "Stock and orders",
                "How much there is, what is short, what is on order",
                some(to_order, "thing to order", "things to order"),
            ),
            Part {
                href: "/kit/resources",
                title: "Resources and whether they help",
                words: format!(
                    "{}, with work completed with and without",
                    count(resources.iter().filter(|r| r.active).count(), "resource", "resources")
                ),
                wants: None,
            },
            part(
                "/kit/ideas",
                "Ideas on trial",
                "Each with a start, an end and a judgement",
                some(judge, "trial to judge", "trials to judge"),
            ),
            part(
                "/kit/checks",
                "Room checks",
                if listed {
                    "Every week by the school’s own list"
                } else {
                    "The school’s list is empty: begin it under Set-up"
                },
                some(due, "check due", "checks due"),
            ),
            part(
                "/kit/defects",
                "Defects",
                "What is broken, whom it was reported to, how long it has been open",
                some(defects.len(), "defect open", "defects open"),
            ),
        ],
    })
}
