//! Everything in order: the trail, the notes and the placements of one pupil told as one line.
//!
//! Each item is cut to what the reader may read before the page sees it.

use crate::problem::Problem;
use crate::visit::Visit;
use casework::file::{Audience, Part, story, told};
use casework::room::{PlacementState, spell_periods};
use casework::telling::{self, Rung};
use casework::words::{Concept, capital};
use casework::{Coded, Id, May, Verb};
use maud::{Markup, html};
use rulebook::{Instant, Minute, day::spell_minutes};
use store::Source;
use store::event::Line;
use store::file::{Note, Said, Stay};

/// Minutes within which a thing counts as written as it happened.
const WRITTEN_AT_ONCE: i64 = 5;

/// One item of the line.
#[derive(Clone, Debug)]
pub struct Item {
    /// When.
    pub at: Instant,
    /// Its part.
    pub part: Part,
    /// A turning point.
    pub key: bool,
    /// What, in a few words.
    pub title: String,
    /// Who else cannot read it: said as a tag.
    pub lock: String,
    /// Words and figures.
    pub body: Vec<String>,
    /// Who.
    pub by: String,
    /// Where more is: address and words.
    pub link: Option<(String, String)>,
}

/// Gathers the line, newest first, of one part or all, cut to `skip` and `take`; and how many
/// there are in all.
pub async fn gather(
    v: &Visit,
    src: &mut dyn Source,
    pupil: Id,
    part: Option<Part>,
    skip: usize,
    take: usize,
) -> Result<(Vec<Item>, usize), Problem> {
    let org = v.org();
    let lines = store::file::story(src, org, pupil, &story(), 500).await?;
    let notes = store::file::notes(src, org, pupil, 500).await?;
    let stays = store::file::stays(src, org, pupil, 500).await?;
    let said = store::file::words_said(src, org, pupil).await?;
    let calls: Vec<Id> = lines.iter().filter(|l| l.noun == "home_call").map(|l| l.about).collect();
    let home = v.actor.scope_for(May::Home, v.today());
    let rung = store::home::whom(src, &home, &calls).await?;
    let mut items: Vec<Item> = lines.iter().filter_map(|l| from_line(v, l, &said, &rung)).collect();
    items.extend(notes.iter().filter_map(|n| from_note(v, n)));
    items.extend(stays.iter().map(|s| from_stay(v, s)));
    items.retain(|i| part.is_none_or(|p| p == i.part));
    items.sort_by_key(|i| std::cmp::Reverse(i.at));
    let total = items.len();
    Ok((items.into_iter().skip(skip).take(take).collect(), total))
}

/// "Referred again. Asked for a day."
fn sentences(told: &[String]) -> String {
    let ended = told.iter().map(|t| match t.ends_with(['.', '!', '?', '…']) {
        true => t.clone(),
        false => format!("{t}."),
    });
    ended.collect::<Vec<_>>().join(" ")
}

fn from_line(v: &Visit, line: &Line, said: &[Said], rung: &[Rung]) -> Option<Item> {
    let verb = Verb::from_code(&line.verb)?;
    let told = told(verb)?;
    let open = told.figures.is_some_and(|may| v.may(may));
    // Only the event that wrote the words quotes them: those before it did not know them.
    let said = said.iter().find(|s| s.about == line.about && s.verb == line.verb);
    let mut body = Vec::new();
    if open {
        let rung = rung.iter().find(|r| r.call == line.about);
        let told = telling::tell(verb, &line.facts, rung);
        if !told.is_empty() {
            body.push(sentences(&told));
        }
        if let Some(said) = said.filter(|s| !s.words.is_empty()) {
            body.push(format!("“{}”", said.words));
        }
    }
    let at = said.and_then(|s| s.at).unwrap_or(line.at);
    let mut by = line.who.clone();
    if line.at.minutes_since(at).abs() > WRITTEN_AT_ONCE {
        by.push_str(&format!(" · written {}", line.at));
    }
    let link = match (line.noun.as_str(), verb) {
        ("placement", Verb::ExitHeld) if v.may(May::Interview) => {
            Some((format!("/placements/{}/exit", line.about), "Full record".to_string()))
        }
        ("exclusion", _) if v.may(May::Exclusions) => {
            Some((format!("/exclusions/{}", line.about), "Full record".to_string()))
        }
        ("action", _) => Some((format!("/actions/{}", line.about), "The action".to_string())),
        ("placement", Verb::Inducted) if v.may(May::Interview) => {
            Some((format!("/placements/{}/induction", line.about), "Full record".to_string()))
        }
        _ => None,
    };
    Some(Item {
        at,
        part: told.part,
        key: told.key,
        title: v.words().said(telling::title(verb)),
        lock: String::new(),
        body,
        by,
        link,
    })
}

fn from_note(v: &Visit, note: &Note) -> Option<Item> {
    let open = note.audience.open_to(&v.actor);
    if !open && note.audience.is_hidden() {
        return None;
    }
    let title = match (note.kind.trim(), note.noun.as_str()) {
        ("", "referral") => "Context for a referral".to_string(),
        ("", _) => "Note".to_string(),
        (kind, _) => capital(&kind.replace('_', " ")),
    };
    let lock = match note.audience {
        Audience::Staff => String::new(),
        audience => audience.label().to_string(),
    };
    let mut by = note.author_name.clone();
    if note.revision > 1 {
        by.push_str(&format!(" · corrected {}, first version kept", note.last_at));
    }
    let link = open.then(|| {
        let words = match (note.revision > 1, note.author == v.actor.staff) {
            (true, _) => "Every version",
            (false, true) => "Correct it",
            (false, false) => "Open it",
        };
        (format!("/notes/{}", note.id), words.to_string())
    });
    Some(Item {
        at: note.at,
        part: Part::Notes,
        key: false,
        title,
        lock,
        body: if open { vec![note.body.clone()] } else { Vec::new() },
        by,
        link,
    })
}

fn from_stay(v: &Visit, stay: &Stay) -> Item {
    let order: Vec<String> =
        v.setting.lessons_on(stay.day).iter().map(|p| p.code.clone()).collect();
    let periods = spell_periods(&stay.codes, &order);
    let state = PlacementState::from_code(&stay.state).map(|s| s.label()).unwrap_or("");
    let mut words = vec![state.to_string()];
    if stay.arrived_at.is_some() {
        words.push(format!("{} praise", stay.praise));
        words.push(v.words().count(Concept::Warning, stay.warnings));
    }
    let link = Some((format!("/placements/{}", stay.id), "The day".to_string()));
    Item {
        at: stay.arrived_at.unwrap_or_else(|| stay.day.at(Minute::new(8, 30).unwrap_or_default())),
        part: Part::Room,
        key: true,
        title: format!("{}, {periods}, {}", stay.room, spell_minutes(stay.minutes)),
        lock: String::new(),
        body: vec![format!("{}.", words.join(", "))],
        by: String::new(),
        link,
    }
}

/// Draws the line: days down the side, items along it.
pub fn line(items: &[Item]) -> Markup {
    let mut days: Vec<(rulebook::Day, Vec<&Item>)> = Vec::new();
    for item in items {
        let day = item.at.day();
        match days.last_mut() {
            Some((d, list)) if *d == day => list.push(item),
            _ => days.push((day, vec![item])),
        }
    }
    html! {
        div.line { @for (day, items) in &days {
            section.line-day {
                h3 { (day.short()) " " span.sub { (day.ymd().0) } }
                ol.line-items { @for item in items {
                    li.line-item.is-key[item.key] {
                        time datetime=(item.at.iso()) { (item.at.minute()) }
                        div {
                            p.line-title { (item.title)
                                @if !item.lock.is_empty() { " " span.tag.tag-lock { (item.lock) } }
                            }
                            @for words in &item.body { p { (words) } }
                            @if !item.by.is_empty() || item.link.is_some() {
                                p.line-by { (item.by)
                                    @if let Some((href, words)) = &item.link {
                                        @if !item.by.is_empty() { " · " }
                                        a href=(href) { (words) }
                                    }
                                }
                            }
                        }
                    }
                } }
            }
        } }
    }
}
