//! The school's own words reach every page: a school that renames everything is walked through by
//! everybody, and nobody reads ours.

use crate::board::{ALL, books, once};
use crate::harness::{Person, School, schools, text};
use casework::words::{Concept, Word};
use casework::{Act, Coded, Event, Verb};
use std::collections::BTreeSet;

const OTHER: &[(Concept, &str)] = &[
    (Concept::Pupil, "zorb"),
    (Concept::Room, "quell"),
    (Concept::Placement, "tarry"),
    (Concept::Seat, "perch"),
    (Concept::YearLead, "Yearkeeper"),
    (Concept::Tutor, "Formkeeper"),
    (Concept::Mentor, "Guidekeeper"),
    (Concept::Senior, "Chiefkeeper"),
    (Concept::OnCall, "summons"),
    (Concept::Warning, "nudge"),
    (Concept::Mis, "Ledgerware"),
    (Concept::Support, "Haven"),
    (Concept::Head, "Topkeeper"),
    (Concept::HeadOfSubject, "Subjectkeeper"),
    (Concept::Dsl, "Wardkeeper"),
];

async fn renames(school: &School) {
    let act = Act::by_system(school.f.org, school.clock.now(), "A test");
    let mut w = school.app.store().write(act).await.unwrap();
    assert_eq!(OTHER.len(), Concept::ALL.len());
    for (concept, word) in OTHER {
        let word =
            Word { one: word.to_string(), many: format!("{word}s"), short: word.to_string() };
        store::school::set_word(&mut w, *concept, &word).await.unwrap();
    }
    w.commit(Event::new(Verb::WordsChanged, "words", school.f.org), vec![]).await.unwrap();
    school.app.forget_setting(school.f.org);
}

/// Our words in a page, as somebody reads it. What people typed and posts they hold are theirs.
fn ours(page: &str) -> Vec<String> {
    let mut read = text(page);
    for theirs in [
        "Good with younger students",
        "good with younger students",
        "Designated Safeguarding Lead",
        "Learning Mentor",
        "Learning Co-ordinator",
        "Assistant Headteacher",
        "Headteacher",
        "The headteacher is asked to decide",
        "tutor 9K2",
        "Tutor time",
        "Moved seat",
        "in my seat",
        "agreed by Head of subject",
        "Internal Exclusion Room",
    ] {
        read = read.replace(theirs, "");
    }
    // A page that quotes a rule of law quotes it as it is.
    for law in rulebook::rule::all().flat_map(|rule| rule.versions) {
        read = read.replace(law.plain.school, "");
    }
    // A kind of school is called what the law calls it.
    let read = read.replace("Pupil referral unit", "");
    let read = without_blanks(&read);
    let words = [
        "pupil",
        "pupils",
        "student",
        "students",
        "placement",
        "placements",
        "seat",
        "seats",
        "warning",
        "warnings",
        "mentor",
        "tutor",
        "dsl",
        "sims",
        "headteacher",
        "on-call",
        "head of subject",
        "head of year",
        "year lead",
        "senior leader",
        "safeguarding lead",
        "internal exclusion",
    ];
    let low = format!(" {} ", read.to_lowercase());
    let found = words.iter().flat_map(|word| {
        low.match_indices(word)
            .filter(|(at, _)| {
                let before = low[..*at].chars().next_back();
                let after = low[at + word.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            })
            .map(|(at, _)| low[..at].chars().count())
            .map(|at| {
                let around: String = low.chars().skip(at.saturating_sub(50)).take(120).collect();
                format!("{word}: …{around}…")
            })
            .collect::<Vec<_>>()
    });
    found.collect()
}

/// The names of blanks, such as {pupil}, are signs that whoever writes a text types as they stand.
fn without_blanks(read: &str) -> String {
    let mut out = String::with_capacity(read.len());
    let mut inside = false;
    for c in read.chars() {
        match c {
            '{' => inside = true,
            '}' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// Every page somebody comes to from Today by links, each kind twice.
async fn walks(who: &Person, found: &mut BTreeSet<String>) -> usize {
    let mut todo = vec!["/".to_string(), "/account".into(), "/tell".into()];
    let (mut seen, mut kinds, mut pages) = (BTreeSet::new(), Vec::<String>::new(), 0);
    while let Some(path) = todo.pop() {
        let kind: String = path
            .split(['/', '?', '&', '='])
            .filter(|part| part.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_'))
            .collect::<Vec<_>>()
            .join("/");
        let known = kinds.iter().filter(|k| **k == kind).count();
        if known >= 2 || !seen.insert(path.clone()) {
            continue;
        }
        kinds.push(kind);
        let answer = who.get(&path).await;
        if answer.status != 200 || !answer.body.starts_with("<!DOCTYPE") {
            continue;
        }
        pages += 1;
        for words in ours(&answer.body) {
            let page = path.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
            found.insert(format!("{page} ({}): {words}", who.who));
        }
        for link in answer.links("/") {
            let link = link.split('#').next().unwrap_or_default().to_string();
            // The law has words of its own, and Set-up says which word of ours each stands for;
            // a letter that was issued stays as it was.
            let apart =
                ["/law", "/set-up/words", "/assets", "/dev", "/sign", "/letters", "/messages"];
            if !apart.iter().any(|start| link.starts_with(start)) {
                todo.push(link);
            }
        }
    }
    pages
}

#[tokio::test]
async fn a_school_that_renames_everything_reads_its_own_words_on_every_page() {
    let school = schools().await.remove(0);
    renames(&school).await;
    school.nov(9, "14.10");
    let ravenhall = school.signs_in("ravenhall").await;
    let refer = [
        ("once", once()),
        ("pupil", school.f.pupils["Kian"].to_string()),
        ("reason", school.f.reasons["Persistent disruption"].to_string()),
        ("what", "Shouted.".into()),
        ("day", "2026-11-09".into()),
        ("period", "P5".into()),
        ("place", "H1".into()),
        ("hurt", "no".into()),
        ("ask", "lesson".into()),
    ];
    let refer: Vec<(&str, &str)> = refer.iter().map(|(n, v)| (*n, v.as_str())).collect();
    ravenhall.posts("/refer", &refer).await.is(303);
    let tyrell = books(&school, "Tyrell", 1, &ALL).await;
    books(&school, "Saffron", 2, &["P4"]).await;
    school.nov(10, "11.10");
    let okell = school.signs_in("okell").await;
    okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
    for kind in ["warning", "praise", "help"] {
        let key = once();
        let tap = [("kind", kind), ("once", key.as_str())];
        okell.does(&format!("/placements/{tyrell}/entries"), &tap).await;
    }
    let room = school.f.room.to_string();
    okell.does("/notice/publish", &[("room", &room)]).await;
    let (mut found, mut pages) = (BTreeSet::new(), 0);
    for who in ["okell", "ravenhall", "catterall", "thrale", "poll", "adair", "vail", "sethi"] {
        pages += walks(&school.signs_in(who).await, &mut found).await;
    }
    for who in ["merrow", "khoury", "abbot", "lyle"] {
        pages += walks(&school.signs_in(who).await, &mut found).await;
    }
    assert!(pages > 200, "only {pages} pages were walked");
    let all: Vec<&String> = found.iter().collect();
    assert!(all.is_empty(), "{} times in {pages} pages:\n{all:#?}", all.len());
    okell.sees("/").await.says("Tell the Wardkeeper");
    okell.sees("/account").await.hides("Head of Year");
    school.signs_in("catterall").await.sees("/account").await.says("Yearkeeper");
    // A refusal is ours, wherever it is decided.
    let ravenhall = school.signs_in("ravenhall").await;
    let no = ravenhall.get(&format!("/placements/{tyrell}/exit")).await.is(403).text();
    assert!(no.contains("Chiefkeeper") && !no.contains("Senior leader"), "{no}");
}
