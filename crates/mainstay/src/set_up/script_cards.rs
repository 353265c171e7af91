//! "If this happens" cards: the school writes them; the room reads them.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Empty, ErrorSummary, Field, Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::script_card::{LONGEST, LONGEST_STEPS, STEPS_AT_MOST, ScriptCard, wrong};
use casework::{Event, Id, Verb};
use maud::{Markup, html};

const HOME: &str = "/set-up/script-cards";

/// The page.
pub struct CardsPage {
    /// Cards, those in use first.
    pub cards: Vec<ScriptCard>,
    /// The one that is changed.
    pub changing: bool,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for CardsPage {
    fn title(&self) -> String {
        "If this happens".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let steps = format!("One to a line, {STEPS_AT_MOST} at most, in the words you want said.");
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("If this happens").back("/set-up", "Set-up").facts(html! { "Cards on the board: the same steps, whoever is in the room. The school’s own way, never law." }))
                (ErrorSummary(e))
                @if self.cards.is_empty() {
                    (Empty { title: "No card yet", words: "Begin with what happens most: somebody will not come in, will not start, walks out, two quarrel.", step: None })
                } @else { ul.clocks { @for c in &self.cards { (line(c)) } } }
                form.sheet.stack.stack-5 #write method="post" action=(HOME) {
                    (token(&self.csrf)) (hidden("id", f.text("id"))) (hidden("version", f.text("version")))
                    h2 { @if self.changing { "Change the card" } @else { "Write a card" } }
                    (Field::new("happens", "What happens").hint("Such as “Somebody walks out of the room”.").from(f, e))
                    (Area::new("steps", "What the adult does").hint(&steps).rows(5).from(f, e))
                    (Field::new("place", "Where it stands").kind("number").hint("1 is first.").optional().from(f, e))
                    @if self.changing { label.choice { input type="checkbox" name="retire" value="yes" checked[f.ticked("retire")]; span { "Not in use" } } }
                    div.row { button.btn type="submit" { "Keep the card" } @if self.changing { a.btn.btn-2 href=(HOME) { "Leave it" } } }
                }
            }
        }
    }
}

fn line(c: &ScriptCard) -> Markup {
    html! {
        li.clock {
            @if c.active { (Tag(Standing::Done, "In use")) } @else { (Tag(Standing::None, "Not in use")) }
            div { p.clock-what { (c.happens) } ol { @for s in c.steps() { li { (s) } } } }
            a.btn.btn-quiet href={ (HOME) "?change=" (c.id) "#write" } { "Change" span.vh { ": " (c.happens) } }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<CardsPage, Problem> {
    let mut read = v.read().await?;
    let cards = store::script_card::all(&mut read, v.org()).await?;
    let changing = form.int("version") > Some(0);
    Ok(CardsPage { cards, changing, csrf: v.csrf.clone(), form, errors })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let cards = store::script_card::all(&mut read, v.org()).await?;
    drop(read);
    let form = match v.query.id("change") {
        None => Form::of([("id", Id::now_v7().to_string()), ("version", "0".into())]),
        Some(id) => {
            let c = cards.iter().find(|c| c.id == id).ok_or(Problem::Missing)?;
            Form::of([
                ("id", c.id.to_string()),
                ("version", c.version.to_string()),
                ("happens", c.happens.clone()),
                ("steps", c.steps.clone()),
                ("place", c.place.to_string()),
                ("retire", if c.active { String::new() } else { "yes".into() }),
            ])
        }
    };
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps one.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let happens = errors.limit(f, "happens", LONGEST);
    let steps = errors.limit(f, "steps", LONGEST_STEPS);
    let mut w = v.write("Changing the cards of the room").await?;
    let all = store::script_card::all(&mut w, v.org()).await?;
    let last = all.iter().filter(|c| c.active).map(|c| c.place).max().unwrap_or(0);
    let place = match f.has("place") {
        false => last + 1,
        true => f.int("place").filter(|n| (1..=99).contains(n)).unwrap_or_else(|| {
            errors.add("place", "Give a number from 1 to 99, or leave it");
            1
        }),
    };
    let version = f.int("version").unwrap_or(0);
    let card = ScriptCard {
        id: f.id("id").unwrap_or_else(Id::now_v7),
        place,
        happens,
        steps,
        active: !f.ticked("retire"),
        version,
    };
    for (field, why) in wrong(&card, &all) {
        if errors.of(field).is_none() {
            errors.add(field, why);
        }
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    }
    let known = all.iter().find(|c| c.id == card.id);
    let as_it_was = known.is_some_and(|k| {
        (&k.happens, &k.steps, k.place, k.active)
            == (&card.happens, &card.steps, card.place, card.active)
    });
    // The same form sent twice is kept once.
    if as_it_was || (version == 0 && known.is_some_and(|k| k.happens == card.happens)) {
        return v.to(HOME);
    }
    let kept = match known {
        None => store::script_card::add(&mut w, &card).await?,
        Some(k) if k.version == version => {
            match store::script_card::change(&mut w, &card).await {
                Err(store::Problem::Stale) => return Err(Problem::Stale(f.kept())),
                other => other?,
            }
            true
        }
        Some(_) => return Err(Problem::Stale(f.kept())),
    };
    if kept {
        let said = if card.active { "kept" } else { "out of use" };
        let event = Event::new(Verb::ListChanged, "script_card", card.id)
            .fact("card", format!("{}, {said}", card.happens));
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(HOME, "The card is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let card = |n: u128, happens: &str, active| {
        ScriptCard {
        id: Id::from_u128(n),
        place: n as i64,
        happens: happens.into(),
        steps: "Stay where you are. Say their name once, quietly.\nOffer two choices, and wait.\nCall a senior leader if they leave the corridor.".into(),
        active,
        version: 1,
    }
    };
    let page = |cards, errors| CardsPage {
        cards,
        changing: false,
        csrf: "gallery".into(),
        form: Form::of([("version", "0")]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("steps", "Write at least one step, one to a line");
    vec![
        framed(
            "set-up-script-cards",
            &page(
                vec![
                    card(1, "Somebody walks out of the room", true),
                    card(2, "Two quarrel across the room", false),
                ],
                Errors::new(),
            ),
        ),
        framed("set-up-script-cards-empty-wrong", &page(Vec::new(), errors)),
    ]
}
