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
