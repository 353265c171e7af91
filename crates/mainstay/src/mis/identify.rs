//! What one OneRoster row says of who somebody is: role, names, numbers.
//!
//! Must never know: the other rows.

use super::{bundle::Line, dates};
use casework::roster::{Kind, Told};
use rulebook::{Day, upn::Upn};

pub(super) fn ended(cell: &str, today: Day) -> bool {
    dates::read(cell, dates::Order::default(), today, false).is_ok_and(|day| day < today)
}

/// "guardian" as a page says it.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) fn kind_of(role: &str) -> Option<Kind> {
    match role.to_lowercase().as_str() {
        "student" => Some(Kind::Pupil),
        "parent" | "guardian" | "relative" => Some(Kind::Contact),
        "teacher"
        | "aide"
        | "administrator"
        | "counselor"
        | "districtadministrator"
        | "principal"
        | "proctor"
        | "siteadministrator" => Some(Kind::Staff),
        _ => None,
    }
}

pub(super) fn first_of(row: &Line, columns: &[&str]) -> Told<String> {
    let told = columns.iter().map(|column| row.told(column));
    told.reduce(|first, next| match first {
        Told::Said(_) => first,
        Told::Blank if next == Told::Silent => first,
        _ => next,
    })
    .unwrap_or_default()
}

pub(super) type Numbers = (Told<String>, Told<String>);

/// UPN and admission number, out of `identifier` and `userIds`, told apart by their shape:
/// either column may carry either.
pub(super) fn identifiers(row: &Line) -> Result<Numbers, (&'static str, String)> {
    let mut upn: Option<String> = None;
    let mut number: Option<String> = None;
    let mut take = |column: &'static str, kind: &str, value: &str| {
        let kind = kind.to_lowercase();
        let named = kind == "upn";
        if named || looks_like_upn(value) {
            let read = Upn::parse(value).map_err(|fault| (column, fault.to_string()))?;
            match &upn {
                Some(other) if *other != read.to_string() => {
                    return Err((column, "the row carries two different UPNs".to_owned()));
                }
                _ => upn = Some(read.to_string()),
            }
        } else if (kind.is_empty() || kind.contains("adm") || kind == "adno") && number.is_none() {
            number = Some(value.to_owned());
        }
        Ok(())
    };
    let identifier = row.get("identifier").to_owned();
    if !identifier.is_empty() {
        take("identifier", "", &identifier)?;
    }
    for id in row.list("userIds") {
        let bare = id.trim_start_matches('{').trim_end_matches('}');
        let (kind, value) = bare.split_once(':').unwrap_or(("", bare));
        if !value.trim().is_empty() {
            take("userIds", kind.trim(), value.trim())?;
        }
    }
    // A bundle that gives a pupil no number has not said that there is none.
    Ok((upn.map_or(Told::Silent, Told::Said), number.map_or(Told::Silent, Told::Said)))
}

fn looks_like_upn(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    value.len() == 13 && digits >= 10 && value.starts_with(|c: char| c.is_ascii_alphabetic())
}
