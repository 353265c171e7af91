//! What the school has set for report cards: the words teachers mark with, and how long a card
//! runs. Cards already given keep the words they were given with.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Verb;
use casework::returning::card::{CardRules, SCALE_AT_MOST, may_be_clear, scale};
use casework::returning::clear::upper_half;
use casework::returning::fade::{Fade, Stage};
use casework::set_up::differences;
use maud::{Markup, html};
use rulebook::room::CARD_AT_MOST;

const LABELS: [&str; SCALE_AT_MOST] = ["Best", "Second", "Third", "Fourth"];

/// The page.
pub struct CardsPage {
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for CardsPage {
    fn title(&self) -> String {
        "Report cards".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Report cards").back("/set-up", "Set-up"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/set-up/cards" {
                    (token(&self.csrf)) (hidden("was", f.text("was")))
                    h2 { "The words teachers mark with" }
                    p { "Two, three or four words, the best first. A card that is out keeps the words it was given with." }
                    @for (n, label) in LABELS.iter().enumerate() {
                        @let name = format!("word{}", n + 1);
                        @if n < 2 { (Field::new(&name, label).from(f, e)) } @else { (Field::new(&name, label).optional().from(f, e)) }
                    }
                    (Field { kind: "number", ..Field::new("clear", "How many of the words, from the best, count as clear").hint("A lesson is clear where every target was marked with one of them. The worst word never counts.").from(f, e) })
                    h2 { "How long a card runs" }
                    (Field { kind: "number", ..Field::new("days", "School days a card runs for").hint("Whoever gives a card can choose otherwise.").from(f, e) })
                    h2 { "How a card fades" }
                    p { "Proposed to whoever looks at a card, once a school week at the latest. A person decides each step: down, up, extend or off." }
                    (Field { kind: "number", ..Field::new("every", "School days of every lesson").from(f, e) })
                    (Field { kind: "number", ..Field::new("chosen", "Then school days of chosen lessons").from(f, e) })
                    (Field { kind: "number", ..Field::new("daily", "Then school days of one check a day").from(f, e) })
                    div.row { button.btn type="submit" { "Keep them" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

fn values(r: &CardRules) -> Vec<(String, String)> {
    vec![
        ("words".into(), r.scale.join(", ")),
        ("school days".into(), r.days.to_string()),
        ("words that count as clear".into(), r.clear.to_string()),
        ("fades".into(), r.fade.said()),
    ]
}

fn filled(r: &CardRules) -> Form {
    let mut form = Form::of([
        ("was", mark(&values(r))),
        ("days", r.days.to_string()),
        ("clear", r.clear.to_string()),
        ("every", r.fade.every.to_string()),
        ("chosen", r.fade.chosen.to_string()),
        ("daily", r.fade.daily.to_string()),
    ]);
    for (n, word) in r.scale.iter().enumerate() {
        form = form.with(&format!("word{}", n + 1), word);
    }
    form
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let form = filled(&store::card::rules(&mut read, v.org()).await?);
    v.page(&CardsPage { csrf: v.csrf.clone(), form, errors: Errors::new() })
}

/// Keeps them.
pub async fn keep(v: Visit) -> Answer {
    let mut e = Errors::new();
    let typed: Vec<&str> =
        ["word1", "word2", "word3", "word4"].iter().map(|n| v.form.text(n)).collect();
    let words = match scale(&typed) {
        Ok(words) => words,
        Err(why) => {
            e.add("word1", why);
            Vec::new()
        }
    };
    let most = i64::from(CARD_AT_MOST.0);
    let mut number = |name: &str| {
        let n = v.form.int(name).filter(|n| (1..=most).contains(n));
        e.get(n, name, &format!("Give a whole number from 1 to {most}"))
    };
    let days = number("days");
    // Forms of before these were asked keep what is proposed.
    let [every, chosen, daily] = ["every", "chosen", "daily"].map(|n| match v.form.has(n) {
        true => number(n),
        false => Some(CardRules::default().fade.days(match n {
            "every" => Stage::Every,
            "chosen" => Stage::Chosen,
            _ => Stage::Daily,
        })),
    });
    let clear = match v.form.has("clear") {
        true => v.form.int("clear"),
        false => Some(upper_half(words.len())),
    };
    let clear = clear.filter(|n| may_be_clear(*n, words.len()));
    if clear.is_none() && !words.is_empty() {
        e.add("clear", format!("Give a whole number from 1 to {}", words.len() - 1));
    }
    let days = days.zip(clear).zip(every.zip(chosen.zip(daily)));
    let (Some(((days, clear), (every, (chosen, daily)))), true) = (days, e.is_empty()) else {
        return v.again(&CardsPage { csrf: v.csrf.clone(), form: v.form.clone(), errors: e });
    };
    let rules = CardRules { scale: words, days, clear, fade: Fade { every, chosen, daily } };
    let mut w = v.write("Changing how report cards are marked").await?;
    let was = values(&store::card::rules(&mut w, v.org()).await?);
    let changes = differences(&was, &values(&rules));
    if changes.is_empty() {
        return v.to_saying("/set-up/cards", "They are as they were");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::card::set_rules(&mut w, &rules).await?;
    v.commit(w, event(Verb::SettingChanged, "cards", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/cards", "They are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let form = filled(&CardRules::default());
    let page = |form, errors| CardsPage { csrf: "gallery".into(), form, errors };
    let mut errors = Errors::new();
    errors.add("days", "Give a whole number from 1 to 10");
    vec![
        framed("set-up-cards", &page(form.clone(), Errors::new())),
        framed("set-up-cards-wrong", &page(form.with("days", "many"), errors)),
    ]
}
