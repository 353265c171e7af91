//! A teacher says that finished work came, or is marked, from a message, without signing in: each
//! once.

use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::Head;
use crate::problem::Problem;
use crate::visit::{Answer, html as shown, see_other};
use crate::work::receipt::{Received, keep, received};
use axum::http::StatusCode;
use casework::hand_back::{self, HandBack, Word};
use casework::link::Link;
use casework::{Act, Id};
use maud::{Markup, html};
use store::Source;

/// The page.
pub struct LinkedBack {
    /// The school.
    pub school: String,
    /// Who the link was given to.
    pub teacher: String,
    /// What was handed back.
    pub received: Received,
}

impl Page for LinkedBack {
    fn title(&self) -> String {
        "Finished work".into()
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Finished work for you").facts(html! { (self.school) }))
            div.stack.stack-6 {
                @if !self.received.back.is_open() { div.panel.panel-ok { h2.panel-title { "Thank you. Nothing more is asked of you here" } } }
                (self.received.draw(None))
                p.soft { "For " (self.teacher) ". Not you? Please close this page and tell the sender." }
            }
        }
    }
}

/// What the link is for. One that was taken back opens nothing.
async fn theirs(src: &mut dyn Source, org: Id, link: &Link) -> Result<HandBack, Problem> {
    let back = store::hand_back::find(src, org, link.about).await?;
    if link.staff.is_none() || back.teacher != link.staff {
        return Err(Problem::Missing);
    }
    Ok(back)
}

/// Shows what was handed back. Changes nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let back = theirs(&mut read, org, &link).await?;
    // Refused here too, so that a page with nothing to say is never shown.
    hand_back::answer(&back, Word::Had)?;
    let setting = o.app.setting(&mut read, org).await?;
    let received = received(&mut read, org, vec![back]).await?.pop().ok_or(Problem::Missing)?;
    let page =
        LinkedBack { school: setting.school.name.clone(), teacher: link.name.clone(), received };
    Ok(shown(StatusCode::OK, page.alone()))
}

/// Keeps the word.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let word: Word = o.form.coded("word").ok_or(Problem::Missing)?;
    let here = format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""));
    let act = Act::by_link(org, &link, o.now, "Saying what became of finished work");
    let mut w = o.app.store().write(act).await?;
    let back = theirs(&mut w, org, &link).await?;
    if let Some(event) = keep(&mut w, &back, word, &link.name).await? {
        let seq = w.commit(event, vec![]).await?;
        o.app.announce(org, seq);
    }
    Ok(see_other(&here))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let page = |received| LinkedBack {
        school: "Fairholme Community School".into(),
        teacher: "Ms Ingrid Hale".into(),
        received,
    };
    vec![
        alone("link-back", &page(crate::work::sample_received(false))),
        alone("link-back-marked", &page(crate::work::sample_received(true))),
    ]
}
