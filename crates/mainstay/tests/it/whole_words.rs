//! Words are kept whole or handed back whole: every text field of every form a person meets is
//! sent more than it takes, and the answer is read.

use crate::closing::in_the_room;
use crate::harness::{Person, School, schools};
use casework::room::PlacementState;
use casework::{Act, Event, Id, Verb};
use rulebook::Day;
use std::collections::{BTreeSet, HashSet};

/// A form as it stands on a page: where it posts, what it sends, and its text fields.
struct Sent {
    action: String,
    values: Vec<(String, String)>,
    texts: Vec<String>,
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let mark = format!(" {name}=\"");
    let at = tag.find(&mark)? + mark.len();
    tag[at..].split('"').next().map(undo)
}

fn undo(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

/// The forms of a page. Where nothing is chosen the first choice is taken, and the first key
/// that says something is pressed, so that a text is all that can be wrong.
fn forms(markup: &str) -> Vec<Sent> {
    let mut out = Vec::new();
    for part in markup.split("<form").skip(1) {
        let Some((head, rest)) = part.split_once('>') else { continue };
        let (Some("post"), Some(action)) =
            (attribute(head, "method").as_deref(), attribute(head, "action"))
        else {
            continue;
        };
        if attribute(head, "enctype").is_some() {
            continue;
        }
        let mut form = Sent { action, values: Vec::new(), texts: Vec::new() };
        let mut select = String::new();
        let has = |form: &Sent, name: &str| form.values.iter().any(|(n, _)| n == name);
        let body = rest.split("</form>").next().unwrap_or(rest);
        for part in body.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap_or((part, ""));
            let name = attribute(tag, "name").unwrap_or_default();
            let value = attribute(tag, "value").unwrap_or_default();
            let chosen = tag.contains(" checked") || tag.contains(" selected");
            if tag.starts_with("textarea") {
                form.texts.push(name.clone());
                form.values.push((name, undo(text)));
            } else if tag.starts_with("input") {
                match attribute(tag, "type").unwrap_or_default().as_str() {
                    "radio" | "checkbox" if has(&form, &name) && !chosen => {}
                    "radio" | "checkbox" => {
                        form.values.retain(|(n, _)| *n != name);
                        form.values.push((name, value));
                    }
                    "" | "text" | "search" | "email" | "tel" | "url" => {
                        form.texts.push(name.clone());
                        form.values.push((name, value));
                    }
                    "submit" | "file" => {}
                    _ => form.values.push((name, value)),
                }
            } else if tag.starts_with("select") {
                select = name;
            } else if tag.starts_with("option") && (!has(&form, &select) || chosen) {
                form.values.retain(|(n, _)| *n != select);
                form.values.push((select.clone(), value));
            } else if tag.starts_with("button") && !name.is_empty() && !has(&form, &name) {
                form.values.push((name, value));
            }
        }
        out.push(form);
    }
    out
}

/// An address without its keys: `/pupils/{}/notes`.
fn shape(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or("");
    let bare = |part: &str| if part.len() == 36 { "{}".to_string() } else { part.to_string() };
    path.split('/').map(bare).collect::<Vec<_>>().join("/")
}

/// Longer than any field takes, with an end that shows whether it was cut.
fn long(n: usize) -> String {
    let word = format!("w{n}-ord ");
    format!("{}end-of-{n}", word.repeat(6_000 / word.len()))
}

struct Walk<'a> {
    school: &'a School,
    sent: BTreeSet<String>,
    n: usize,
    lost: Vec<String>,
    start: [String; 4],
}

impl Walk<'_> {
    /// Sends every text field of a form too much, one at a time.
    async fn send(&mut self, who: &Person, page: &str, form: &Sent) {
        for field in &form.texts {
            // "detail-KEY" and "closed-3-why" are one field each.
            let name = match field.len().checked_sub(36).and_then(|at| field.split_at_checked(at)) {
                Some((name, key)) if Id::parse_str(key).is_ok() => format!("{name}{{}}"),
                _ => field.replace(|c: char| c.is_ascii_digit(), ""),
            };
            let key = format!("{} {name}", shape(&form.action));
            if !self.sent.insert(key) {
                continue;
            }
            self.n += 1;
            let words = long(self.n);
            let fields: Vec<(&str, &str)> = form
                .values
                .iter()
                .filter(|(name, _)| name != "csrf")
                .map(|(n, v)| (n.as_str(), if n == field { words.as_str() } else { v.as_str() }))
                .collect();
            let answer = who.posts(&form.action, &fields).await;
            let at = format!("{} posts {field} of {} from {page}", who.who, form.action);
            let whole = match answer.status {
                // A key may also show the same form again, with another line to fill.
                200 | 409 | 422 => answer.body.contains(&words),
                303 => store::testing::holds(self.school.app.store(), &words).await.unwrap(),
                _ => false,
            };
            if !whole {
                self.lost.push(format!("{at}: {} {}", answer.status, answer.location));
            }
        }
    }

    /// Goes wherever the menu and the pages lead, twice to each kind of page.
    async fn walk(&mut self, who: &Person) {
        // Every page leads to "/tell": it is met once, at the end.
        let mut next = ["/tell", "/keep-apart", "/queue", "/"].map(String::from).to_vec();
        // These are met before any list leads to three others of their kind.
        let mut first = self.start.to_vec();
        first.push(format!("/board/{}", self.school.f.room));
        let mut met: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        let mut all: Vec<(String, Sent)> = Vec::new();
        while let Some(path) = first.pop().or_else(|| next.pop()) {
            let kind = shape(&path);
            if met.iter().filter(|m| **m == kind).count() >= 3
                || ["/assets", "/dev", "/live", "/letters/"].iter().any(|s| path.starts_with(s))
                || ["pdf", "export"].iter().any(|part| path.contains(part))
                || !seen.insert(path.clone())
            {
                continue;
            }
            met.push(kind);
            let answer = who.get(&path).await;
            if answer.status != 200 {
                continue;
            }
            all.extend(forms(&answer.body).into_iter().map(|f| (path.clone(), f)));
            let links = answer.links("/").into_iter().filter(|l| !l.starts_with("/tell"));
            next.extend(links.map(|l| match l.split_once('#') {
                Some((before, _)) => before.to_string(),
                None => l,
            }));
        }
        for (page, form) in &all {
            if !form.action.starts_with("/sign") && !form.action.starts_with("/account") {
                self.send(who, page, form).await;
            }
        }
    }
}

/// What the story leaves out: a referral that waits, a call, a meeting, a home to ring again.
async fn more_to_meet(school: &School) -> [String; 4] {
    let f = &school.f;
    let ravenhall = school.signs_in("ravenhall").await;
    let (kian, reason) = (f.pupils["Kian"].to_string(), f.reasons["Persistent disruption"]);
    let reason = reason.to_string();
    let (once, again) = (Id::now_v7().to_string(), Id::now_v7().to_string());
    let referral = [
        ("once", once.as_str()),
        ("pupil", &kian),
        ("reason", &reason),
        ("what", "Called out."),
        ("day", "2026-11-10"),
        ("period", "P1"),
        ("place", "H1"),
        ("hurt", "no"),
        ("tried", "quiet"),
        ("tried", "warning"),
        ("ask", "day"),
    ];
    ravenhall.does("/refer", &referral).await;
    let okell = school.signs_in("okell").await;
    okell.does("/calls", &[("tap", "Corridor"), ("once", &again)]).await;
    let board = okell.sees(&format!("/board/{}", f.room)).await;
    let cards = board.links("/placements/");
    let card = cards.iter().find(|l| shape(l) == "/placements/{}").expect("a placement").clone();
    let with = f.staff["ravenhall"].to_string();
    let repair = format!("{card}/repair");
    let repair = okell.does(&repair, &[("with", &with), ("once", &again)]).await;
    let home = format!("{card}/home");
    let contact = okell.sees(&home).await.value("contact");
    let call = [
        ("contact", contact.as_str()),
        ("day", "2026-11-10"),
        ("time", "11:35"),
        ("outcome", "voicemail"),
        ("once", &once),
    ];
    okell.does(&home, &call).await;
    // A return nobody has looked at yet, its outcome due; and a pair to keep apart, both found.
    let placed = Day::new(2026, 10, 15).unwrap();
    let stay = in_the_room(school, "Jude", placed, PlacementState::Closed).await;
    let act = Act::by_system(f.org, school.clock.now(), "a story");
    let mut w = school.app.store().write(act).await.unwrap();
    let setting = store::school::setting(&mut w, f.org).await.unwrap();
    let placement = store::room::placement(&mut w, f.org, stay).await.unwrap();
    let plan = casework::returning::plan(&setting.calendar, placed).unwrap();
    let track = store::returning::begin(&mut w, &placement, &plan).await.unwrap();
    w.commit(Event::new(Verb::ReturnOpened, "return", track), vec![]).await.unwrap();
    [repair, home, "/keep-apart?a=Jude&b=Kian".into(), format!("/returns/{track}")]
}

#[tokio::test]
async fn no_text_field_cuts_or_drops_what_is_typed() {
    let schools = schools().await;
    let school = &schools[0];
    let mut teller = mainstay::demo::story::Teller::new(school.app.store(), &school.f);
    teller.past_weeks().await.unwrap();
    let placed = teller.the_day_before().await.unwrap();
    teller.the_day(&placed).await.unwrap();
    school.nov(10, "11.40");
    let start = more_to_meet(school).await;
    let mut walk = Walk { school, sent: BTreeSet::new(), n: 0, lost: Vec::new(), start };
    for who in ["okell", "ravenhall", "thrale", "catterall", "adair", "lyle", "abbot", "merrow"] {
        let person = school.signs_in(who).await;
        walk.walk(&person).await;
    }
    assert!(walk.lost.is_empty(), "{}", walk.lost.join("\n"));
    insta::assert_snapshot!(
        "every_text_field_sent_too_much",
        walk.sent.into_iter().collect::<Vec<_>>().join("\n")
    );
}
