//! A pupil's name as it is drawn on every page, so that the privacy key hides it everywhere.

use maud::{Markup, html};

/// A pupil's name, with or without the form. With names hidden, "Name hidden" stands there.
pub fn pupil_name(name: &str) -> Markup {
    html! { span.pupil-name { bdi.real-name { (name) } } }
}

/// A name that can be hidden, with words of its own to stand in its place: a seat, a form.
pub fn hideable(real: &str, instead: &str) -> Markup {
    html! { bdi.real-name { (real) } span.seat-name { (instead) } }
}

/// Said on a sheet whose names are hidden by the privacy key.
pub const HIDDEN_ON_PAPER: &str =
    "Names are hidden by the privacy key. Show them on the page before, then print.";

/// Words with these pupils' names in them.
pub fn naming(words: &str, names: &[&str]) -> Markup {
    let first = names
        .iter()
        .filter(|n| !n.is_empty())
        .filter_map(|n| words.find(n).map(|at| (at, *n)))
        .min_by_key(|(at, n)| (*at, std::cmp::Reverse(n.len())));
    match first {
        None => html! { (words) },
        Some((at, name)) => html! {
            (words[..at]) (pupil_name(name)) (naming(&words[at + name.len()..], names))
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_in_a_sentence_can_be_hidden_and_the_rest_stays() {
        let said = naming("Note about Ann Lee & Bo, of 9K2", &["Bo", "Ann Lee", "Ann", ""]).0;
        let name = |n: &str| pupil_name(n).0;
        let (ann, bo) = (name("Ann Lee"), name("Bo"));
        assert_eq!(said, format!("Note about {ann} &amp; {bo}, of 9K2"));
        assert_eq!(naming("Nobody", &["Bo"]).0, "Nobody");
    }
}
