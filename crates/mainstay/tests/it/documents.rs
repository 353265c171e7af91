//! Documents that are made from the code: they may not say anything else than the code does.

use casework::{Coded, Verb};

#[test]
fn the_list_of_events_is_the_one_in_the_code() {
    let mut made = String::from(
        "# Events\n\nEverything the audit trail can say. Made from `casework::Verb`; a test compares them.\n\n| Code | Words |\n|---|---|\n",
    );
    for verb in Verb::ALL {
        made.push_str(&format!("| `{}` | {} |\n", verb.code(), verb.label()));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/events.md");
    if std::env::var_os("MAINSTAY_WRITE_DOCS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(kept, made, "run the tests with MAINSTAY_WRITE_DOCS=1 and read what changed");
}
