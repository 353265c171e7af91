//! Documents made from the rulebook: they may not say anything else than it does.
//!
//! Must never know: a case.

mod bad_input;
mod events;
mod numbers;
mod properties;
mod scenarios;
mod support;
mod variants;
mod variants_later;

#[test]
fn the_list_of_codes_is_the_one_in_the_code() {
    let made = rulebook::codes::document();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/codes.md");
    if std::env::var_os("MAINSTAY_WRITE_DOCS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(kept, made, "run the tests with MAINSTAY_WRITE_DOCS=1 and read what changed");
}
