//! Any text as a file of worked cases: read or refused, and every case answered or refused.
//!
//! Must never know: a good case.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rulebook::cases::{self, Calendars};
use std::sync::LazyLock;

static SCHOOLS: LazyLock<Calendars> = LazyLock::new(|| {
    cases::calendars(include_str!("../../data/case_calendars.csv")).unwrap_or_default()
});

fuzz_target!(|text: &str| {
    let Ok(cases) = cases::read(text) else { return };
    for case in &cases {
        let _ = cases::run(case, &SCHOOLS);
    }
});
