//! What a letter may never say, and what it may not leave out. Every fault says how to mend it.

use super::{Draft, Facts, Letter, lines};
use crate::pupil::{Contact, Pupil};

/// A reason a letter may not go, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field it is in: opening, reason or added; or "" when it lies elsewhere.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// Those a letter must not give away.
#[derive(Clone, Copy)]
pub struct Others<'a> {
    /// Pupils kept apart from this one, and those placed that day.
    pub pupils: &'a [Pupil],
    /// Everybody at home of this pupil.
    pub contacts: &'a [Contact],
}

/// Text made even for comparing: small letters, one kind of apostrophe and dash, single spaces.
pub(crate) fn even(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '’' | '‘' | '`' => '\'',
            '‐' | '‑' | '–' | '—' => '-',
            c => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `words` stands in `text` by itself, not as part of a longer word.
pub(crate) fn stands(text: &str, words: &str) -> bool {
    if words.is_empty() {
        return false;
    }
    text.match_indices(words).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Everything wrong with a letter; empty when it may go.
pub fn check(letter: &Letter, facts: &Facts<'_>, draft: &Draft, others: &Others<'_>) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    unfilled(letter, facts, draft, &mut wrong);
    let typed = [
        ("opening", &draft.opening),
        ("reason", &draft.reason),
        ("added", &draft.added),
        ("translated", &draft.translated),
    ];
    let body = even(&letter.body());
    let small = body.to_lowercase();
    // Finds the field a fault was typed in, so that the person is led there.
    let place = |words: &str| {
        typed
            .iter()
            .find(|(_, text)| stands(&even(text).to_lowercase(), words))
            .map_or("", |(field, _)| *field)
    };
    if stands(&small, "excluded") {
        wrong.push(Wrong {
            field: place("excluded"),
            message: "Take out the word “excluded”: it means a suspension or a permanent exclusion, and this is neither. Say “placed in the room”".into(),
        });
    }
    names(facts, others, &typed, &small, &place, &mut wrong);
    homes(facts, others, &small, &place, &mut wrong);
    wrong
}

fn unfilled(letter: &Letter, facts: &Facts<'_>, draft: &Draft, wrong: &mut Vec<Wrong>) {
    let mut need = |field: &'static str, empty: bool, message: String| {
        if empty {
            wrong.push(Wrong { field, message });
        }
    };
    need("reason", draft.reason.trim().is_empty(), "Say in plain words what happened".into());
    need(
        "",
        letter.to_name.trim().is_empty(),
        "There is nobody to address it to. Add a contact with parental responsibility".into(),
    );
    need(
        "",
        letter.to_address.is_empty(),
        format!(
            "There is no address for {}. Put it right in the school’s own system and bring it in again",
            letter.to_name
        ),
    );
    need(
        "",
        facts.decided_by.trim().is_empty(),
        "Nobody is named as having decided. Have it approved first".into(),
    );
    need("", facts.stay.slots.is_empty(), "No periods are booked. Book the periods first".into());
    let school = &facts.stay.setting.school;
    for (value, what) in [
        (&facts.stay.room.door, "where to arrive"),
        (&school.name, "the school’s name"),
        (&school.phone, "the school’s telephone number"),
        (&school.concern, "how a parent raises a concern"),
    ] {
        need(
            "",
            value.trim().is_empty(),
            format!("The set-up does not say {what}. Fill it in under Set-up"),
        );
    }
    need(
        "",
        facts.sign_name.trim().is_empty() || facts.sign_role.trim().is_empty(),
        "Whoever signs has no name or post. Put it right under People".into(),
    );
    if let Some(words) = facts.first
        && let Err(missing) = super::in_language(facts, draft, words)
    {
        let language = &words.language;
        let what = missing.iter().map(|m| m.replace('_', " ")).collect::<Vec<_>>().join(", ");
        let message = match missing.as_slice() {
            [one] if one == "reason" => format!(
                "Say what happened in {language} too, or send the letter in English with an offer of {language}"
            ),
            _ => format!(
                "The letter in {language} has blanks that nothing fills: {what}. Put them right under Set-up, or send the letter in English"
            ),
        };
        need("translated", true, message);
    }
    // A gap left by a template shows as brackets.
    let body = letter.body();
    need(
        "",
        ["[", "]", "{", "}", "____"].iter().any(|gap| body.contains(gap)),
        "There is a gap in brackets that was not filled in".into(),
    );
}

fn names(
    facts: &Facts<'_>,
    others: &Others<'_>,
    typed: &[(&'static str, &String)],
    small: &str,
    place: &dyn Fn(&str) -> &'static str,
    wrong: &mut Vec<Wrong>,
) {
    let own = facts.stay.pupil;
    // A first name alone is only looked for in what a person typed, and not when somebody the
    // letter must name has it too.
    let mut known: Vec<String> = vec![own.known_given.clone(), own.legal_given.clone()];
    known.extend(facts.to.iter().map(|c| c.given.clone()));
    known.extend(facts.sign_name.split_whitespace().map(str::to_string));
    known.extend(facts.decided_by.split_whitespace().map(str::to_string));
    for pupil in others.pupils.iter().filter(|p| p.id != own.id) {
        let mut full = None;
        for given in [&pupil.known_given, &pupil.legal_given] {
            for family in [&pupil.known_family, &pupil.legal_family] {
                if given.trim().is_empty() || family.trim().is_empty() {
                    continue;
                }
                for order in [format!("{given} {family}"), format!("{family}, {given}")] {
                    let words = even(&order).to_lowercase();
                    if stands(small, &words) {
                        full = Some(place(&words));
                    }
                }
            }
        }
        if let Some(field) = full {
            wrong.push(Wrong {
                field,
                message: "Take out the other child’s name: a letter names nobody else’s child"
                    .into(),
            });
            continue;
        }
        let alone = [&pupil.known_given, &pupil.legal_given].into_iter().find_map(|given| {
            let given = even(given);
            if given.chars().count() < 3 || known.iter().any(|k| even(k) == given) {
                return None;
            }
            typed.iter().find(|(_, text)| stands(&even(text), &given)).map(|(f, _)| (*f, given))
        });
        if let Some((field, given)) = alone {
            wrong.push(Wrong {
                field,
                message: format!(
                    "Take out “{given}”: somebody of that name is in the room that day or kept apart, and a letter names nobody else’s child"
                ),
            });
        }
    }
}

/// Says which name to take out of words about a pupil, where another child of `others` is named.
pub fn another(text: &str, own: &Pupil, others: &[Pupil]) -> Option<String> {
    let said = even(text);
    let small = said.to_lowercase();
    let known = [even(&own.known_given), even(&own.legal_given)];
    for pupil in others.iter().filter(|p| p.id != own.id) {
        for given in [&pupil.known_given, &pupil.legal_given] {
            let given = even(given);
            for family in [&pupil.known_family, &pupil.legal_family] {
                let words = even(&format!("{given} {family}")).to_lowercase();
                if !given.is_empty() && !family.trim().is_empty() && stands(&small, &words) {
                    return Some(
                        "Take out the other child’s name: home is told of nobody else’s child"
                            .into(),
                    );
                }
            }
            let alone = given.chars().count() >= 3 && !known.contains(&given);
            if alone && stands(&said, &given) {
                return Some(format!(
                    "Take out “{given}”: somebody of that name is in the room that day or kept apart, and home is told of nobody else’s child"
                ));
            }
        }
    }
    None
}

/// Says to take a full name out, where anybody else on roll is named in full.
pub fn named(text: &str, own: &Pupil, roll: &[Pupil]) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    full_names(text, roll)
        .into_iter()
        .any(|p| p.id != own.id && !same_name(p, own))
        .then(|| "Take out the other child’s name: home is told of nobody else’s child".to_string())
}

/// Those of a roll whose given and family names stand together in a text, in either order.
pub fn full_names<'a>(text: &str, roll: &'a [Pupil]) -> Vec<&'a Pupil> {
    let small = even(text).to_lowercase();
    let said = |p: &&Pupil| {
        [&p.known_given, &p.legal_given].into_iter().any(|given| {
            [&p.known_family, &p.legal_family].into_iter().any(|family| {
                let (given, family) = (even(given).to_lowercase(), even(family).to_lowercase());
                let both = !given.is_empty() && !family.is_empty();
                // A look for the family name first: it is there for hardly anybody.
                both && small.contains(&family)
                    && (stands(&small, &format!("{given} {family}"))
                        || stands(&small, &format!("{family}, {given}")))
            })
        })
    };
    roll.iter().filter(said).collect()
}

fn same_name(one: &Pupil, other: &Pupil) -> bool {
    let of = |p: &Pupil| (even(&p.known_given), even(&p.known_family));
    of(one) == of(other)
}

fn homes(
    facts: &Facts<'_>,
    others: &Others<'_>,
    small: &str,
    place: &dyn Fn(&str) -> &'static str,
    wrong: &mut Vec<Wrong>,
) {
    let mut ours: Vec<String> = lines(&facts.stay.setting.school.address);
    for c in facts.to {
        ours.extend(lines(&c.address));
    }
    let ours: Vec<String> = ours.iter().map(|l| even(l).to_lowercase()).collect();
    let numbers = digits(small);
    let allowed: Vec<String> = facts
        .to
        .iter()
        .map(|c| digits(&c.phone))
        .chain([digits(&facts.stay.setting.school.phone)])
        .collect();
    for c in others.contacts.iter().filter(|c| !facts.to.iter().any(|t| t.id == c.id)) {
        let line = lines(&c.address)
            .iter()
            .enumerate()
            .filter(|(n, l)| *n == 0 || l.chars().any(|ch| ch.is_ascii_digit()))
            .map(|(_, l)| even(l).to_lowercase())
            .find(|l| l.chars().count() > 4 && !ours.contains(l) && stands(small, l));
        let email = c.email.trim().to_lowercase();
        let phone = digits(&c.phone);
        let by_phone = phone.len() >= 9 && !allowed.contains(&phone) && numbers.contains(&phone);
        if let Some(line) = line {
            wrong.push(Wrong {
                field: place(&line),
                message: "Take out another contact’s address: each letter holds only the address it goes to".into(),
            });
        } else if by_phone || (!email.is_empty() && small.contains(&email)) {
            wrong.push(Wrong {
                field: if email.is_empty() { "" } else { place(&email) },
                message: "Take out another contact’s number or e-mail address".into(),
            });
        }
    }
}
