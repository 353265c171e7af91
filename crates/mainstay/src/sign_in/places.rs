//! Where somebody works: one of several organisations, chosen after signing in and changed without
//! signing out. Coming to another opens a session there and ends the one before, so that a form
//! left open in another tab cannot be kept at the wrong place.
//!
//! Must never know: what any of them keeps.

use super::unsent::{SendAgain, Unsent};
use super::{cookie_name, expiry, local};
use crate::doors;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Head, Standing, Tag, hidden, token};
use crate::password;
use crate::problem::Problem;
use crate::visit::{Answer, Visit, cookie, html as answer, see_other};
use axum::http::{StatusCode, header};
use casework::{Act, Coded, Event, Id, Verb};
use maud::{Markup, html};
use store::account::Session;
use store::organisation::Place;

/// The address.
pub const PATH: &str = "/organisations";

/// The page.
pub struct PlacesPage {
    /// Where they may go.
    pub places: Vec<Place>,
    /// Where they are.
    pub here: Id,
    /// Where to go on to after.
    pub next: String,
    /// Form token.
    pub csrf: String,
}

impl Page for PlacesPage {
    fn title(&self) -> String {
        "Where you are working".into()
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Where are you working?").facts(html! { "What you see and do belongs to one of them at a time. Change it here at any moment." }))
                ul.people { @for p in &self.places { li {
                    form method="post" action=(PATH) data-leaves {
                        (token(&self.csrf)) (hidden("org", p.org)) (hidden("next", &self.next))
                        button.btn.btn-2.btn-person type="submit" {
                            span { strong { (p.name) } " " span.sub { @if p.post.is_empty() { (p.kind.label()) } @else { (p.post) } } }
                            @if p.org == self.here { " " (Tag(Standing::None, "You are here")) }
                        }
                    }
                } } }
            }
        }
    }
}

/// Shows where they may go.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let places = store::organisation::places(&mut read, v.actor.account).await?;
    let next = local(v.query.text("next"));
    v.page(&PlacesPage { places, here: v.org(), next, csrf: v.csrf.clone() })
}

/// Goes there. What was typed at the place they come back to can be sent there.
pub async fn go(v: Visit) -> Answer {
    let next = doors::page_for(&local(v.form.text("next")));
    let unsent = Unsent::carried(&v.form);
    let to = v.form.id("org").ok_or(Problem::Missing)?;
    if to == v.org() && unsent.is_empty() {
        return v.to(next);
    }
    let mut read = v.read().await?;
    // Missing where they have no place, as for everything that is not theirs.
    let actor = store::account::actor(&mut read, to, v.actor.account).await?;
    let old = store::account::session(&mut read, &v.session).await?.ok_or(Problem::Missing)?;
    let mine = unsent.is_empty()
        || unsent.belongs_to(&mut read, v.actor.account, v.form.text("next")).await?;
    drop(read);
    let config = v.app.config();
    let secret = password::token()?;
    let session = Session {
        token_hash: password::token_hash(&secret),
        org: to,
        csrf: password::token()?,
        seen_at: v.now,
        expires_at: expiry(config, old.shared, old.made_at, v.now),
        ended_at: None,
        kept_to: String::new(),
        held_csrf: String::new(),
        ..old
    };
    let act = Act::by(&actor, v.now, "Going on at another organisation");
    let mut w = v.store().write(act).await?;
    store::account::open_session(&mut w, &session).await?;
    store::account::end_session(&mut w, &v.session).await?;
    let event =
        Event::new(Verb::CameOver, "account", v.actor.account).fact("from", &v.setting.school.name);
    let seq = w.commit(event, Vec::new()).await?;
    v.app.announce(to, seq);
    let mut response = match unsent.is_empty() || !mine {
        true => see_other(&next),
        false => {
            let action = local(v.form.text("next"));
            let page = SendAgain::of(&unsent, action, session.csrf.clone());
            answer(StatusCode::OK, page.alone())
        }
    };
    let kept = cookie(config, cookie_name(config), &secret, config.session_hours * 3600);
    response.headers_mut().append(header::SET_COOKIE, kept);
    Ok(response)
}

/// Words typed at another organisation, in a page left open there: sent there or not at all.
pub struct Elsewhere {
    /// Where they were typed.
    pub there: Place,
    /// Where their writer is now.
    pub here: String,
    /// Where they were going.
    pub action: String,
    /// Token of this session.
    pub csrf: String,
    /// The words.
    pub unsent: Unsent,
}

impl Page for Elsewhere {
    fn title(&self) -> String {
        "You wrote this somewhere else".into()
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("You wrote this somewhere else").facts(html! { "Nothing of it has been sent." }))
                p { "The page was open at " strong { (self.there.name) } ", and you are now at " strong { (self.here) } ". What you typed is kept in this page. Go back there and you can send it." }
                form method="post" action=(PATH) data-leaves {
                    (token(&self.csrf)) (hidden("org", self.there.org)) (hidden("next", &self.action)) (self.unsent.fields())
                    div.row { button.btn type="submit" { "Go back to " (self.there.name) } a.btn.btn-2 href="/" { "Leave it" } }
                }
            }
        }
    }
}

/// The place words were typed at, where it is another than the one their writer is at now.
pub async fn elsewhere(v: &Visit, unsent: &Unsent) -> Result<Option<Place>, Problem> {
    let mut read = v.read().await?;
    let there = store::account::of_token(&mut read, &unsent.written, v.now).await?;
    let Some(there) = there.filter(|s| s.account == v.actor.account && s.org != v.org()) else {
        return Ok(None);
    };
    let places = store::organisation::places(&mut read, v.actor.account).await?;
    Ok(places.into_iter().find(|p| p.org == there.org))
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    use casework::organisation::OrgKind;
    let place = |n: u128, name: &str, kind, post: &str| Place {
        org: Id::from_u128(n),
        name: name.into(),
        kind,
        post: post.into(),
    };
    let school = place(1, "Harrowfield School", OrgKind::Secondary, "Clerk to the governors");
    let places = vec![
        school.clone(),
        place(
            2,
            "Northmoor Borough Council",
            OrgKind::Authority,
            "Behaviour and exclusions officer",
        ),
        place(3, "Calder Vale Trust", OrgKind::Trust, ""),
    ];
    let unsent = Unsent { typed: "words=Rang+the+head.".into(), written: "gallery".into() };
    vec![
        framed(
            "organisations",
            &PlacesPage {
                places,
                here: Id::from_u128(2),
                next: "/".into(),
                csrf: "gallery".into(),
            },
        ),
        framed(
            "organisations-elsewhere",
            &Elsewhere {
                there: school,
                here: "Northmoor Borough Council".into(),
                action: "/slips".into(),
                csrf: "gallery".into(),
                unsent,
            },
        ),
    ]
}
