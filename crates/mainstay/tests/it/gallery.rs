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
