//! Somebody at home reads good news that is for them, without signing in.
//!
//! Must never show: anything of another person at home, or of another child.

use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::Head;
use crate::problem::Problem;
use crate::visit::{Answer, html as shown};
use axum::http::StatusCode;
use casework::Id;
use casework::link::Link;
use maud::{Markup, html};
use rulebook::Day;

/// The page.
pub struct LinkedNews {
    /// The school.
    pub school: String,
    /// Who the link was given to.
    pub to: String,
    /// The words.
    pub body: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub on: Day,
}

impl Page for LinkedNews {
    // The title is in a history and on a tab: it names no child.
    fn title(&self) -> String {
        format!("Good news from {}", self.school)
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new(&self.title()).facts(html! { "For " (self.to) ". " (self.on) "." }))
            div.stack.stack-6.letter-read {
                article.paper aria-label="The good news" {
                    @for line in self.body.lines() { p { (line) } }
                    p { (self.by) br; (self.school) }
                }
                p.soft { "Nothing is asked of you. This page is for " (self.to) " alone: please do not pass the link on." }
            }
        }
    }
}

/// Shows it. Changes nothing, and records nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let news = store::good_news::find(&mut read, org, link.about).await?;
    let contact = link.contact.ok_or(Problem::Missing)?;
    crate::receipt::still_open(&mut read, org, &link, news.pupil, &[contact]).await?;
    let setting = o.app.setting(&mut read, org).await?;
    let page = LinkedNews {
        school: setting.school.name.clone(),
        to: link.name.clone(),
        body: news.body,
        by: news.by_name,
        on: news.made_at.day(),
    };
    Ok(shown(StatusCode::OK, page.alone()))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let page = LinkedNews {
        school: "Fairholme Community School".into(),
        to: "Ms Leanne Moss".into(),
        body: "Tyrell finished every task today.\nHe helped a younger student find his way.".into(),
        by: "Ms Dara Okell".into(),
        on: Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0)),
    };
    vec![alone("link-good-news", &page)]
}
