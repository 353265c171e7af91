//! Any text as a file of calendars: read or refused, never a panic. What is read is counted on.
//!
//! Must never know: a good calendar.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rulebook::Span;

fuzz_target!(|text: &str| {
    let Ok(calendars) = rulebook::cases::calendars(text) else { return };
    for almanac in calendars.values() {
        for span in [Span::SchoolDaysAfter(15), Span::SchoolDayOf(6), Span::ClearSchoolDaysBefore(5)] {
            for anchor in [almanac.first(), almanac.last(), almanac.first().plus(-1)] {
                if let Ok(count) = span.from(anchor, Some(almanac)) {
                    assert_eq!(almanac.is_school_day(count.due), Ok(true));
                    assert!(count.working(Some(almanac)).is_ok());
                }
            }
        }
    }
});
