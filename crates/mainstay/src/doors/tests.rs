//! Addresses that take forms, and the pages their forms are on.

use super::*;

#[test]
fn an_address_that_only_takes_forms_leads_to_the_page_its_form_is_on() {
    let key = "00000000-0000-7000-8000-000000000000";
    for (address, page) in [
        ("/", "/".to_string()),
        ("/board?day=2026-11-10", "/board?day=2026-11-10".into()),
        ("/refer", "/refer".into()),
        ("/sign-out", "/".into()),
        ("/account/password", "/account".into()),
        (&format!("/placements/{key}/entries"), format!("/placements/{key}")),
        (&format!("/queue/{key}/approve?x=1"), format!("/queue/{key}")),
        (&format!("/mis/{key}"), "/mis".into()),
        ("/live", "/".into()),
        ("/board/1/tiles", "/board/1".into()),
        ("/nothing/of/the/kind", "/".into()),
    ] {
        assert_eq!(page_for(address), page, "{address}");
    }
}

#[test]
fn no_door_stands_twice() {
    // Compiling does not find it, and the program cannot start with one.
    let mut seen = std::collections::HashSet::new();
    for door in all() {
        assert!(seen.insert((format!("{:?}", door.method), door.path)), "{} twice", door.path);
    }
}
