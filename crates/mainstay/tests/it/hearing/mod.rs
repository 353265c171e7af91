//! A permanent exclusion before the governors, an independent review and the governors again: the
//! fifth walk-through's rows 8, 9 and 10 to 14, each with its exact dates.

mod files;
mod governors;
mod locked;
mod papers;
mod review;

use crate::board::once;
use crate::harness::{Answer, Person, School, answer, schools};
use axum::body::Body;
use axum::http::Request;
use rulebook::Day;

/// A permanent exclusion of a pupil with two parents at two addresses, as a clerk opens it.
pub(super) async fn opened(school: &School) -> (Person, String) {
    school.nov(13, "9.00");
    let thrale = school.signs_in("thrale").await;
    let tyrell = school.f.pupils["Tyrell"].to_string();
    let page = thrale.sees(&format!("/matters/new?pupil={tyrell}")).await;
    page.says("Tyrell Ashdown-Moss").says("Day the governing body was told");
    let bad = [
        ("pupil", tyrell.as_str()),
        ("kind", "permanent"),
        ("head", "Mrs Joan Merrow"),
        ("decided", "2026-11-12"),
        ("first_day", "2026-11-11"),
    ];
    let again = thrale.posts("/matters/new", &bad).await.is(422);
    again
        .says("It cannot begin before it was decided")
        .says("Choose the day the governing body was told");
    let key = once();
    let good = [
        ("pupil", tyrell.as_str()),
        ("once", key.as_str()),
        ("kind", "permanent"),
        ("head", "Mrs Joan Merrow"),
        ("decided", "2026-11-12"),
        ("first_day", "2026-11-13"),
        ("told", "2026-11-12"),
        ("other_home", "Eastlea"),
        ("arranger", "authority"),
    ];
    let matter = thrale.does("/matters/new", &good).await;
    assert_eq!(thrale.does("/matters/new", &good).await, matter, "a double tap opens one");
    let page = thrale.sees(&matter).await.says("The governing body must meet");
    page.says("Fri 4 Dec 2026").says("R3.05").says("Not yet checked").says("INSET");
    (thrale, matter)
}

/// Opens a hearing of a kind, fixes it, and says where it is.
pub(super) async fn fixed(who: &Person, matter: &str, kind: &str, on: &str) -> String {
    let hearing = who.does(&format!("{matter}/hearings"), &[("kind", kind)]).await;
    let version = who.sees(&hearing).await.value("version");
    let fields = [
        ("version", version.as_str()),
        ("on", on),
        ("at", "10.00"),
        ("place", "Library"),
        ("waiting", "Room 4, at the other end of the corridor"),
        ("remote", "here"),
        ("clerk", "Mrs Pia Lund"),
        ("adjustments", "Breaks when asked for"),
    ];
    who.does(&format!("{hearing}/arrange"), &fields).await;
    hearing
}

/// Names somebody to sit.
pub(super) async fn sits(
    who: &Person,
    hearing: &str,
    name: &str,
    seat: &str,
    chair: bool,
) -> Answer {
    let key = once();
    let mut fields = vec![
        ("once", key.as_str()),
        ("name", name),
        ("seat", seat),
        ("confirmed", "yes"),
        ("trained", "2026-03-02"),
    ];
    if chair {
        fields.push(("chair", "yes"));
    }
    who.posts(&format!("{hearing}/members"), &fields).await
}

/// The governors' meeting of Wed 2 Dec with three who sit.
pub(super) async fn governors(who: &Person, matter: &str) -> String {
    let hearing = fixed(who, matter, "governors", "2026-12-02").await;
    for (name, chair) in
        [("Mrs Odile Brand", true), ("Mr Samir Qureshi", false), ("Ms Leigh Okonkwo", false)]
    {
        sits(who, &hearing, name, "governor", chair).await.is(303);
    }
    hearing
}

pub(super) async fn document(who: &Person, matter: &str, item: &str, title: &str, words: &str) {
    let key = once();
    let fields = [("once", key.as_str()), ("item", item), ("title", title), ("words", words)];
    who.sends(&format!("{matter}/documents"), &fields, ("", b"")).await.is(303);
}

/// The pack's address on a page, and its version.
pub(super) async fn pack_of(who: &Person, hearing: &str) -> String {
    who.does(&format!("{hearing}/packs"), &[("case", "one_off")]).await
}

pub(super) fn key_on(page: &Answer, start: &str) -> String {
    page.links(start).into_iter().next().unwrap_or_else(|| panic!("no {start} in {}", page.text()))
}

/// Closes the school for a day, as whoever keeps the calendar does.
pub(super) async fn closes(school: &School, on: &str) {
    let lyle = school.signs_in("lyle").await;
    let page = lyle.sees("/set-up/calendar").await;
    let rows: usize = page.value("closed-rows").parse().unwrap();
    let mut fields: Vec<(String, String)> = Vec::new();
    for part in page.body.split("<input ").skip(1) {
        let tag = part.split('>').next().unwrap();
        let of = |name: &str| {
            let mark = format!("{name}=\"");
            tag.find(&mark).map(|at| tag[at + mark.len()..].split('"').next().unwrap().to_string())
        };
        let (Some(name), value) = (of("name"), of("value").unwrap_or_default()) else { continue };
        let box_off = of("type").as_deref() == Some("checkbox") && !tag.contains("checked");
        if name != "csrf" && name != "q" && !box_off && !name.ends_with("-drop") {
            fields.push((name, value.replace("&amp;", "&").replace("&#39;", "'")));
        }
    }
    let row = (0..rows)
        .find(|i| fields.iter().any(|(n, v)| *n == format!("closed-{i}-from") && v.is_empty()))
        .unwrap();
    for (name, value) in [("why", "Boiler"), ("from", on), ("to", on)] {
        let name = format!("closed-{row}-{name}");
        fields.retain(|(n, _)| *n != name);
        fields.push((name, value.to_string()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    lyle.does("/set-up/calendar", &fields).await;
}

/// The decision of Wed 2 Dec, and both letters of Thu 3 Dec.
pub(super) async fn declined(school: &School, hearing: &str) -> Person {
    school.at(Day::new(2026, 12, 2).unwrap(), "15.00");
    let thrale = school.signs_in("thrale").await;
    thrale.does(&format!("{hearing}/begin"), &[]).await;
    let decide = [
        ("finding", "decline"),
        ("decided_on", "2026-12-02"),
        ("findings", "A blade was in the bag and was shown to two pupils."),
        ("tests", "The decision was lawful, reasonable and fair."),
        ("reasons", "Nothing less would keep others safe."),
    ];
    thrale.does(&format!("{hearing}/decide"), &decide).await;
    school.at(Day::new(2026, 12, 3).unwrap(), "11.00");
    school.signs_in("thrale").await
}

pub(super) async fn letters(school: &School, who: &Person, hearing: &str) -> Answer {
    let to = format!("{hearing}/letters");
    for given in ["Curtis", "Leanne"] {
        let (contact, key) = (school.f.contacts[given].to_string(), once());
        let letter = [
            ("once", key.as_str()),
            ("to", contact.as_str()),
            ("told_how", "delivered"),
            ("told_on", "2026-12-03"),
            (
                "apply_to",
                "The Clerk to Review Panels, Northmoor Borough Council, Civic Suite, Northmoor",
            ),
            ("advice", "A council’s independent advice service"),
            ("meanwhile", "Education goes on at Larch House."),
        ];
        who.does(&to, &letter).await;
        who.does(&to, &letter).await;
    }
    who.sees(hearing).await
}
