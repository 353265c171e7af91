//! The gallery: every page drawn once, snapshotted as a person reads it.

use crate::harness::text;

#[test]
fn every_page_of_the_gallery_reads_as_it_did() {
    let mut names = Vec::new();
    for sample in mainstay::page::gallery::samples() {
        assert!(!names.contains(&sample.name), "two samples are called {}", sample.name);
        names.push(sample.name);
        let markup = sample.page.into_string();
        assert!(!markup.contains(" style=\""), "{} has an inline style", sample.name);
        assert!(!markup.contains(" onclick="), "{} has inline script", sample.name);
        let main = markup.split("<main").nth(1).unwrap_or(&markup);
        let words = text(&format!("<main{main}"));
        let lines = words.replace(". ", ".\n");
        insta::assert_snapshot!(format!("gallery-{}", sample.name), lines);
    }
}

/// The names of an element's attributes, from its opening tag without the brackets.
fn attributes(tag: &str) -> Vec<&str> {
    // What stands between quotes is a value; a name is what is left, up to its equals sign.
    let outside = tag.split('"').step_by(2);
    let words = outside.flat_map(str::split_whitespace).skip(1);
    words.map(|word| word.trim_end_matches('=')).filter(|word| *word != "/").collect()
}

#[test]
fn no_element_of_the_gallery_has_an_attribute_twice_for_a_browser_takes_the_first_alone() {
    assert_eq!(attributes("span class=\"tag-short\" class=\"tag tag-late\""), ["class", "class"]);
    assert_eq!(attributes("input name=\"a b\" checked id=\"x=y\""), ["name", "checked", "id"]);
    for sample in mainstay::page::gallery::samples() {
        let markup = sample.page.into_string();
        for tag in markup.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let names = attributes(tag);
            let once: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(once.len(), names.len(), "{}: <{tag}>", sample.name);
        }
    }
}

#[test]
fn every_control_in_the_gallery_has_a_name() {
    for sample in mainstay::page::gallery::samples() {
        let markup = sample.page.into_string();
        for (at, _) in markup.match_indices("<input ") {
            let tag = &markup[at..at + markup[at..].find('>').unwrap()];
            if tag.contains("type=\"hidden\"")
                || tag.contains("type=\"radio\"")
                || tag.contains("type=\"checkbox\"")
            {
                continue;
            }
            let id = tag.split("id=\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or("");
            let named = tag.contains("aria-label") || markup.contains(&format!("for=\"{id}\""));
            assert!(!id.is_empty() && named, "{}: {tag} has no label", sample.name);
        }
    }
}

#[test]
fn no_element_of_the_gallery_has_an_attribute_twice() {
    // A browser keeps the first of two and drops the other, and what hangs on it, without a word.
    for sample in mainstay::page::gallery::samples() {
        let markup = sample.page.into_string();
        for tag in markup.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            // Odd pieces stand between quotes.
            let outside: String = tag.split('"').step_by(2).collect();
            let mut names: Vec<&str> =
                outside.split_whitespace().skip(1).filter_map(|a| a.strip_suffix('=')).collect();
            names.sort_unstable();
            let before = names.len();
            names.dedup();
            assert_eq!(names.len(), before, "{}: <{tag}>", sample.name);
        }
    }
}

#[test]
fn every_password_field_has_a_name_that_is_never_kept() {
    let mut found = 0;
    for sample in mainstay::page::gallery::samples() {
        let markup = sample.page.into_string();
        for tag in markup.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let part = |mark: &str| tag.split(mark).nth(1).and_then(|rest| rest.split('"').next());
            // Named as one, or of that kind: both or neither.
            let kind = part("type=\"") == Some("password");
            let name = part("name=\"").unwrap_or("");
            assert_eq!(kind, mainstay::form::is_password(name), "{}: {tag}", sample.name);
            if kind {
                found += 1;
                assert!(part("value=\"").is_none(), "{}: {tag} shows it", sample.name);
                assert!(mainstay::form::Form::of([(name, "secret")]).kept().is_empty());
            }
        }
    }
    assert!(found >= 6, "{found}");
}

/// The pupils of the samples, by family name.
const PUPILS: [&str; 8] = [
    "Ashdown-Moss",
    "Idle",
    "Fitzgerald-Montgomery",
    "Tarn",
    "Dowell",
    "Marl",
    "Backhouse",
    "Okafor",
];

/// A page as it is read with names hidden: without what the privacy key hides, and without the
/// browser's title, values typed into a form and what stands in attributes.
fn with_names_hidden(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let mut out = String::new();
    let (mut rest, mut depth) = (body, 0);
    // Elements of one kind nest; the rest of the page is kept as it stands.
    let hides = |tag: &str| {
        let class = tag.split("class=\"").nth(1).and_then(|c| c.split('"').next()).unwrap_or("");
        class.split(' ').any(|c| c == "real-name" || c == "vh")
            || tag.starts_with("textarea")
            || tag.starts_with("option")
    };
    while let Some((before, after)) = rest.split_once('<') {
        if depth == 0 {
            out.push_str(before);
            out.push(' ');
        }
        let (tag, more) = after.split_once('>').unwrap_or((after, ""));
        let void = ["input", "br", "hr", "img", "meta", "link", "col", "wbr", "!"]
            .iter()
            .any(|v| tag.split([' ', '/']).next() == Some(*v));
        if tag.starts_with('/') {
            depth = if depth > 0 { depth - 1 } else { 0 };
        } else if !void && (depth > 0 || hides(tag)) {
            depth += 1;
        }
        rest = more;
    }
    text(&out)
}

/// Where a name is shown all the same: on paper, which is drawn to be printed, and in the sentence
/// of a refusal, which says whose pair it is.
const NAMED_ALL_THE_SAME: [&str; 8] = [
    "board-print",
    "planner-print",
    "card-print",
    "repair-agreement",
    "approve-with-a-clash",
    "error-refusal",
    "work-round-print",
    "work-back-print",
];

#[test]
fn with_names_hidden_no_page_of_the_gallery_shows_a_pupils_name() {
    let mut shown = Vec::new();
    for sample in mainstay::page::gallery::samples() {
        if NAMED_ALL_THE_SAME.contains(&sample.name) {
            continue;
        }
        let words = with_names_hidden(&sample.page.into_string());
        for name in PUPILS {
            for (at, _) in words.match_indices(name) {
                let from = words[..at].char_indices().rev().nth(40).map_or(0, |(i, _)| i);
                let to = words[at..].char_indices().nth(40).map_or(words.len(), |(i, _)| at + i);
                shown.push(format!("{}: {}", sample.name, &words[from..to]));
            }
        }
    }
    assert!(shown.is_empty(), "{} shown:\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn every_table_of_the_room_sheet_has_one_head_to_repeat_and_no_count_of_sheets() {
    let samples = mainstay::page::gallery::samples();
    let sheet = samples.into_iter().find(|s| s.name == "board-print").unwrap().page.into_string();
    let tables: Vec<&str> = sheet.split("<table").skip(1).collect();
    assert_eq!(tables.len(), 3);
    for table in tables {
        let table = table.split("</table>").next().unwrap();
        assert_eq!(table.matches("<thead>").count(), 1, "{table}");
    }
    assert!(!text(&sheet).contains("Sheet 1 of"));
}
