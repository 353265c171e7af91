//! The strategy library: cards found by the need they serve, by everybody who teaches.
//!
//! Must never show: a pupil. A card is advice about a need.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::strategy::{Card, LONGEST, LONGEST_LINE, found, needs};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};

const HOME: &str = "/strategies";

/// The library.
pub struct ListPage {
    /// The cards found.
    pub cards: Vec<Card>,
    /// Every need there is.
    pub needs: Vec<String>,
    /// The reader writes cards.
    pub writes: bool,
    /// What is looked for.
    pub form: Form,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Strategy library".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let e = Errors::none();
        let mut choices = vec![Choice::new("", "Any need")];
        choices.extend(self.needs.iter().map(|n| Choice::new(n.clone(), n.clone())));
        html! {
            (Head::new("Strategy library").back("/team", "Team").facts(html! { "What helps with which need. A card is about a need, never about one person." })
                .acts(html! { @if self.writes { a.btn href="/strategies/new" { "Write a card" } } }))
            form.row action=(HOME) method="get" role="search" aria-label="Search the library" {
                (Choices::one("need", "Need", &choices).look(Look::Select).from(&self.form, &e))
                (Field::new("q", "Words").kind("search").optional().from(&self.form, &e))
                button.btn.btn-2 type="submit" { "Find" }
            }
            @if self.cards.is_empty() {
                @if self.needs.is_empty() { (Empty { title: "No cards yet", words: "A card names a need, a strategy and how it is done, so that anybody who teaches finds it in a minute.", step: None }) }
                @else { (Empty { title: "No card has these words", words: "Try the need alone.", step: Some((HOME, "Show all")) }) }
            } @else { div.cols.cols-2 { @for c in &self.cards {
                article.sheet.stack.stack-3 {
                    p.soft { (c.need) }
                    h2 { (c.title) }
                    p.as-typed { (c.how) }
                    @if !c.care.is_empty() { p { strong { "Take care: " } (c.care) } }
                    @if self.writes { p { a href={ (HOME) "/" (c.id) } { "Change" span.vh { ": " (c.title) } } } }
                }
            } } }
        }
    }
}

/// The form of a card.
pub struct CardPage {
    /// Where it is sent.
    pub to: String,
    /// Needs there are already.
    pub needs: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for CardPage {
    fn title(&self) -> String {
        "Strategy card".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ways =
            [Choice::new("yes", "Offer it"), Choice::new("no", "Do not offer it any longer")];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Strategy card").back(HOME, "Strategy library"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(self.to) data-draft="strategy" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    (Field::new("need", "The need it serves").hint("Such as “Noise and crowded rooms”.").list(&self.needs).from(f, e))
                    (Field::new("title", "The strategy in a line").from(f, e))
                    (Area::new("how", "How it is done").rows(5).from(f, e))
                    (Area::new("care", "When not, or what to take care of").optional().rows(2).from(f, e))
                    @if !f.text("version").is_empty() { (Choices::one("active", "In the library", &ways).from(f, e)) }
                    div.row { button.btn type="submit" { "Keep the card" } a.btn.btn-2 href=(HOME) { "Leave it" } }
                }
            }
        }
    }
}

/// Shows the library.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::strategy::all(&mut read, v.org()).await?;
    let cards = found(&all, v.query.text("need"), v.query.text("q")).into_iter().cloned().collect();
    let writes = v.may(May::Team);
    v.page(&ListPage { cards, needs: needs(&all), writes, form: v.query.clone() })
}

async fn sheet(v: &Visit, to: String, form: Form, errors: Errors) -> Result<CardPage, Problem> {
    let mut read = v.read().await?;
    let all = store::strategy::all(&mut read, v.org()).await?;
    Ok(CardPage { to, needs: needs(&all), csrf: v.csrf.clone(), form, errors })
}

/// Shows the form of a new card.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = sheet(&v, format!("{HOME}/new"), form, Errors::new()).await?;
    v.page(&page)
}

fn typed(v: &Visit, errors: &mut Errors, was: Option<&Card>) -> Card {
    let f = &v.form;
    Card {
        id: was.map_or_else(|| f.id("once").unwrap_or_else(Id::now_v7), |c| c.id),
        need: errors.need(f, "need", LONGEST_LINE, "Say which need it serves"),
        title: errors.need(f, "title", LONGEST_LINE, "Say the strategy in a line"),
        how: errors.need(f, "how", LONGEST, "Say how it is done"),
        care: errors.limit(f, "care", LONGEST),
        active: was.is_none() || f.text("active") != "no",
        made_by: was.map_or_else(|| v.actor.name.clone(), |c| c.made_by.clone()),
        version: was.map_or(0, |_| f.int("version").unwrap_or(0)),
    }
}

async fn put(v: Visit, to: String, was: Option<Card>) -> Answer {
    let mut errors = Errors::new();
    let card = typed(&v, &mut errors, was.as_ref());
    if !errors.is_empty() {
        let page = sheet(&v, to, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if was.as_ref().is_some_and(|w| Card { version: w.version, ..card.clone() } == *w) {
        return v.to(HOME);
    }
    let mut w = v.write("Writing a strategy card").await?;
    match store::strategy::keep(&mut w, &card).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        Err(other) => return Err(other.into()),
        Ok(false) => return v.to(HOME),
        Ok(true) => {}
    }
    let event = Event::new(Verb::StrategyKept, "strategy_card", card.id).fact("card", &card.title);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(HOME, "The card is kept")
}

/// Keeps a new card.
pub async fn add(v: Visit) -> Answer {
    put(v, format!("{HOME}/new"), None).await
}

/// Shows the form of a card that is there.
pub async fn edit(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let c = store::strategy::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let form = Form::of([
        ("need", c.need),
        ("title", c.title),
        ("how", c.how),
        ("care", c.care),
        ("active", if c.active { "yes" } else { "no" }.to_string()),
        ("version", c.version.to_string()),
    ]);
    let page = sheet(&v, format!("{HOME}/{}", c.id), form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps what was changed.
pub async fn keep(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let was = store::strategy::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    put(v, format!("{HOME}/{}", was.id), Some(was)).await
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let card = |n, need: &str, title: &str, care: &str| Card {
        id: Id::from_u128(n),
        need: need.into(),
        title: title.into(),
        how: "Agree the seat before the lesson, not in it.\nKeep the way to the door clear.".into(),
        care: care.into(),
        active: true,
        made_by: "Ms Dara Okell".into(),
        version: 1,
    };
    let cards = vec![
        card(1, "Noise and crowded rooms", "A seat away from the door", ""),
        card(
            2,
            "Instructions that come late",
            "One step at a time, shown as well as said",
            "Not for a practical with heat.",
        ),
    ];
    let needs: Vec<String> = cards.iter().map(|c| c.need.clone()).collect();
    let mut wrong = Errors::new();
    wrong.add("need", "Say which need it serves");
    let list = |cards, needs| ListPage { cards, needs, writes: true, form: Form::nothing() };
    vec![
        framed("strategies", &list(cards, needs.clone())),
        framed("strategies-empty", &list(Vec::new(), Vec::new())),
        framed("strategies-not-found", &list(Vec::new(), needs.clone())),
        framed(
            "strategy-wrong",
            &CardPage {
                to: "/strategies/new".into(),
                needs,
                csrf: "gallery".into(),
                form: Form::of([("title", "A seat away from the door")]),
                errors: wrong,
            },
        ),
    ]
}
