//! What holds of every rule at once.
//!
//! Must never know: what any rule says, but for the table of numbers and the lists of the law
//! note, which are written out here a second time so that a slip in either shows.

use std::collections::{BTreeMap, BTreeSet};

use super::all::ROOMS;
use super::*;
use crate::HalfDays;
use crate::count::Span::*;

fn versions() -> impl Iterator<Item = (&'static Rule, &'static Version)> {
    all().flat_map(|r| r.versions.iter().map(move |v| (r, v)))
}

/// Versions that say something: all but the gaps.
fn said() -> impl Iterator<Item = (&'static Rule, &'static Version)> {
    versions().filter(|(_, v)| !matches!(v.standing, Standing::Gap(_)))
}

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word)
}

#[test]
fn every_id_is_found_once() {
    let mut seen = BTreeSet::new();
    for rule in all() {
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        assert_eq!(find(rule.id).map(|r| r.id), Some(rule.id));
    }
    assert!(find("R9.99").is_none());
}

#[test]
fn every_rule_of_the_note_is_here() {
    // The note's own numbering, part by part: R1.01 to R1.17, R2.01 to R2.24, and so on.
    let parts = [(1, 17), (2, 24), (3, 22), (4, 15), (5, 3), (6, 12), (7, 10), (8, 10)];
    for (part, last) in parts {
        for number in 1..=last {
            let id = format!("R{part}.{number:02}");
            assert!(find(&id).is_some(), "{id} is missing");
        }
    }
}

#[test]
fn the_rules_of_a_room_stand_in_order() {
    for room in ROOMS {
        let orders: Vec<_> = room.iter().map(|r| r.order()).collect();
        assert!(orders.is_sorted(), "{:?}", room.iter().map(|r| r.id).collect::<Vec<_>>());
    }
    assert_eq!(find("R4.03a").unwrap().order(), (4, 3, "a"));
}

#[test]
fn every_day_written_is_a_real_day() {
    for (rule, v) in versions() {
        for On(y, m, d) in [Some(v.from), v.to, v.checked.map(|c| c.on)].into_iter().flatten() {
            assert!(Day::new(y, m, d).is_some(), "{}: {y}-{m}-{d}", rule.id);
        }
    }
}

#[test]
fn versions_follow_each_other_without_a_hole_or_an_overlap() {
    for rule in all() {
        let id = rule.id;
        assert_eq!(rule.versions.first().map(|v| v.from), Some(RULES_BEGIN), "{id}");
        assert_eq!(rule.versions.last().map(|v| v.to), Some(None), "{id} must be open-ended");
        for pair in rule.versions.windows(2) {
            let to = pair[0].to.expect("only the newest has no end").day();
            assert!(pair[0].from.day() <= to, "{id} ends before it begins");
            assert_eq!(to.plus(1), pair[1].from.day(), "{id} at {to}");
        }
    }
}

#[test]
fn every_rule_has_one_version_for_every_date() {
    let first = RULES_BEGIN.day();
    let (y, m, d) = versions().map(|(_, v)| v.from.day()).max().unwrap().ymd();
    let last = day(y + 2, m, d);
    for rule in all() {
        let mut at = first;
        while at <= last {
            let covering = rule
                .versions
                .iter()
                .filter(|v| v.from.day() <= at && v.to.is_none_or(|to| at <= to.day()))
                .collect::<Vec<_>>();
            assert_eq!(covering.len(), 1, "{} on {at}", rule.id);
            match (rule.on(at), covering[0].standing) {
                (Ok(v), Standing::Held) => assert_eq!(v, covering[0]),
                (Err(NoVersion::NotInForce { why, .. }), Standing::Gap(told)) => {
                    assert_eq!(why, told);
                }
                (Err(NoVersion::Proposed { .. }), Standing::Proposed) => {}
                (answer, standing) => panic!("{} on {at}: {answer:?} of {standing:?}", rule.id),
            }
            at = at.plus(1);
        }
    }
}

#[test]
fn a_date_before_the_first_law_is_refused() {
    for rule in all() {
        let early = RULES_BEGIN.day().plus(-1);
        assert!(matches!(rule.on(early), Err(NoVersion::TooEarly { .. })), "{}", rule.id);
    }
}

#[test]
fn the_law_changed_on_the_days_the_note_gives() {
    let boundaries: BTreeSet<On> = versions().map(|(_, v)| v.from).collect();
    for on in [
        On(2012, 9, 1),
        On(2013, 1, 1),
        On(2015, 1, 5),
        On(2022, 9, 1),
        On(2023, 9, 1),
        On(2024, 8, 19),
        On(2026, 2, 5),
        On(2026, 4, 1),
        On(2026, 6, 19),
        On(2026, 7, 26),
    ] {
        assert!(boundaries.contains(&on), "{on:?}");
    }
    // The last day without, and the first day with.
    for (id, y, m, d) in [
        ("R1.10", 2026, 4, 1),
        ("R2.08", 2022, 9, 1),
        ("R2.10", 2022, 9, 1),
        ("R2.17", 2015, 1, 5),
        ("R2.21", 2023, 9, 1),
        ("R3.08", 2023, 9, 1),
        ("R4.03a", 2026, 7, 26),
        ("R4.05", 2013, 1, 1),
        ("R4.07", 2026, 7, 26),
        ("R4.12", 2026, 7, 26),
        ("R5.01", 2024, 8, 19),
        ("R7.06", 2026, 6, 19),
        ("R8.04", 2024, 8, 19),
    ] {
        let rule = find(id).unwrap();
        let first = day(y, m, d);
        assert!(rule.on(first).is_ok(), "{id} on {first}");
        let before = rule.on(first.plus(-1));
        assert!(matches!(before, Err(NoVersion::NotInForce { .. })), "{id} before {first}");
    }
    // In force on both sides, and different.
    for (id, y, m, d) in [
        ("R2.06", 2023, 9, 1),
        ("R4.03", 2026, 7, 26),
        ("R4.04", 2013, 1, 1),
        ("R7.05", 2026, 2, 5),
    ] {
        let rule = find(id).unwrap();
        let first = day(y, m, d);
        assert_ne!(rule.on(first).unwrap(), rule.on(first.plus(-1)).unwrap(), "{id}");
    }
}

#[test]
fn what_was_not_confirmed_is_never_in_force() {
    let internal = find("R1.17").unwrap();
    assert!(internal.versions.iter().all(|v| v.standing != Standing::Held));
    let on = internal.on(day(2026, 11, 22));
    assert!(matches!(on, Err(NoVersion::Proposed { .. })), "{on:?}");
    let proposed: Vec<_> =
        versions().filter(|(_, v)| v.standing == Standing::Proposed).map(|(r, _)| r.id).collect();
    assert_eq!(proposed, ["R1.17"]);
    for (rule, v) in versions().filter(|(_, v)| v.standing == Standing::Held) {
        let text = format!("{} {} {:?} {}", v.trigger, v.citation, v.contents, v.plain.school);
        for absent in ["internal suspension", "children not in school", "single unique identifier"]
        {
            assert!(!text.to_lowercase().contains(absent), "{} speaks of {absent}", rule.id);
        }
    }
}

#[test]
fn every_binding_version_is_cited_and_set_off() {
    for (rule, v) in said() {
        assert!(!v.citation.is_empty(), "{} has no citation", rule.id);
        assert!(!v.trigger.is_empty(), "{} has no trigger", rule.id);
    }
}

#[test]
fn no_date_is_owed_by_nobody() {
    for (rule, v) in said() {
        if let Some(clock) = v.clock {
            assert!(!v.holder.is_empty(), "{}: nobody owes it", rule.id);
            let dated = !matches!(clock, Clock::Prompt { .. });
            assert!(!(dated && v.recipients.is_empty()) || rule.id == "R8.01", "{}", rule.id);
        }
        let definition = rule.topic == Topic::Counting;
        assert!(!definition || (v.holder.is_empty() && v.clock.is_none()), "{}", rule.id);
    }
}

#[test]
fn every_number_of_the_note_is_the_clock_of_its_rule() {
    // The constants of R6.11, written a second time.
    let table: &[(&str, Span, &[&str])] = &[
        ("gb_meet_short", SchoolDaysAfter(15), &["R2.13", "R3.05", "R2.15"]),
        ("gb_meet_long", SchoolDaysAfter(50), &["R2.14"]),
        ("sixth_day", SchoolDayOf(6), &["R2.17", "R2.17p", "R3.03", "R3.04"]),
        ("late_details", HoursBefore(48), &["R2.18"]),
        ("public_place", SchoolDayOf(5), &["R2.19"]),
        ("papers", ClearSchoolDaysBefore(5), &["R3.06", "R3.12"]),
        ("irp_apply", SchoolDaysAfter(15), &["R3.09"]),
        ("irp_meet", SchoolDaysAfter(15), &["R3.10"]),
        ("reconvene", SchoolDaysAfter(10), &["R3.15", "R3.16"]),
        ("post_deem", WorkingDaysAfter(2), &["R3.09p"]),
        ("osd_notice", ClearSchoolDaysBefore(2), &["R4.03", "R4.03a"]),
        ("osd_request_bar", DaysBefore(70), &["R4.05", "R4.05a"]),
        ("fap_place", SchoolDaysAfter(20), &["R4.09"]),
        ("ftt_claim", MonthsOf(6), &["R3.20"]),
        ("jr", MonthsAfter(3), &["R3.21"]),
        ("in_year_outcome", SchoolDaysAfter(15), &["R4.10"]),
        ("edu_record", SchoolDaysAfter(15), &["R7.04"]),
        ("sar", MonthsAfterToWorkingDay(1), &["R7.05"]),
        ("dp_ack", DaysOf(30), &["R7.06"]),
        ("new_pupil", DaysAfter(5), &["R8.04"]),
        ("sickness", SchoolDayOf(15), &["R8.05"]),
        ("irp_training", YearsBefore(2), &["R3.13"]),
    ];
    let mut counted = BTreeSet::new();
    for (key, span, ids) in table {
        for id in *ids {
            let rule = find(id).unwrap();
            for v in rule.versions.iter().filter(|v| v.standing == Standing::Held) {
                match v.clock {
                    Some(Clock::Count { span: held, .. }) => assert_eq!(held, *span, "{key} {id}"),
                    other => panic!("{key}: {id} has {other:?}"),
                }
            }
            counted.insert(*id);
        }
    }
    let s104 = find("R2.07").unwrap().newest().unwrap();
    assert!(matches!(s104.clock, Some(Clock::EndOfAfternoon { .. })));
    assert_eq!(suspension::CAP, HalfDays::halves(90));
    assert_eq!(suspension::LOW, HalfDays::halves(10));
    assert_eq!(suspension::HIGH, HalfDays::halves(30));
    assert_eq!(crate::service::POST_TAKES, WorkingDaysAfter(2));
    // And the other way: no counted clock that the table does not know.
    for (rule, v) in said() {
        if matches!(v.clock, Some(Clock::Count { .. })) {
            assert!(counted.contains(rule.id), "{} counts and is in no table", rule.id);
        }
    }
    // The table people read has the same rules in it, once each.
    let shown: BTreeSet<&str> = counting::NUMBERS.iter().map(|(_, id)| *id).collect();
    assert_eq!(shown.len(), counting::NUMBERS.len());
    assert!(shown.iter().all(|id| counted.contains(id) || *id == "R2.07"), "{shown:?}");
}

#[test]
fn the_recipients_are_those_of_the_worked_cases() {
    let cases: &[(&str, &str)] = &[
        ("R1.04", "PARENT;SW?;VSH?"),
        ("R1.10", "PARENT"),
        ("R1.10h", "LA_OF_RESIDENCE"),
        ("R1.15", "PARENT"),
        ("R2.07", "PARENT"),
        ("R2.08", "LA"),
        ("R2.09", "GB"),
        ("R2.13", "PARENT;GB;HT;LA;SW?;VSH?"),
        ("R2.14", "PARENT;GB;HT;LA;SW?;VSH?"),
        ("R2.15", "PARENT;GB;HT;LA;SW?;VSH?"),
        ("R2.17", "PARENT;PROVIDER;GB"),
        ("R2.18", "PARENT"),
        ("R2.19", "PARENT"),
        ("R2.21", "PARENT;GB;LA;SW?;VSH?"),
        ("R2.23", "HT"),
        ("R3.03", "PARENT;PROVIDER;LA"),
        ("R3.04", "PARENT;HOME_LA;LA;PROVIDER"),
        ("R3.05", "PARENT;GB;HT;LA;SW?;VSH?"),
        ("R3.06", "PARENT;GB;HT;LA;SW?;VSH?"),
        ("R3.07", "PARENT;HT;LA;HOME_LA?;SW?;VSH?"),
        ("R3.09", "IRP_ARRANGING_AUTHORITY"),
        ("R3.10", "PARENT;HT;GB;LA;SEN_EXPERT?;SW?;VSH?"),
        ("R3.12", "PARENT;HT;GB;LA;PANEL"),
        ("R3.13", "IRP_ARRANGING_AUTHORITY"),
        ("R3.15", "PARENT;HT;LA;HOME_LA?"),
        ("R3.16", "LA;GB"),
        ("R3.18", "LA;HOME_LA?"),
        ("R3.20", "FTT_SEND"),
        ("R3.21", "ADMIN_COURT"),
        ("R4.03", "PARENT;LA_IF_EHCP"),
        ("R4.05", "PARENT;HT;PROVIDER;LA_IF_EHCP"),
        ("R4.07", "PARENT;BOTH_SCHOOLS;LA_IF_EHCP"),
        ("R4.09", "PARENT;LA;RECEIVING_SCHOOL"),
        ("R4.10", "PARENT"),
        ("R4.12", "PARENT;DSL;LA"),
        ("R7.04", "PARENT"),
        ("R7.05", "REQUESTER"),
        ("R7.06", "COMPLAINANT"),
        ("R8.04", "LA"),
        ("R8.05", "LA"),
    ];
    for (id, wanted) in cases {
        let newest = find(id).unwrap().newest().unwrap();
        let codes: BTreeSet<String> = newest
            .recipients
            .iter()
            .map(|t| format!("{}{}", t.who.code(), if t.if_any { "?" } else { "" }))
            .collect();
        let wanted: BTreeSet<String> = wanted.split(';').map(str::to_string).collect();
        assert_eq!(codes, wanted, "{id}");
    }
}

#[test]
fn a_key_of_the_contents_is_used_once_in_its_notice() {
    for (rule, v) in said() {
        let mut seen = BTreeMap::new();
        for content in v.contents {
            assert!(!content.words.is_empty());
            assert_eq!(seen.insert(content.key, content.words), None, "{}", rule.id);
        }
    }
}

#[test]
fn the_lists_of_the_note_are_whole() {
    let wanted: &[(&str, &[&str])] = &[
        (
            "R2.06",
            &[
                "period",
                "reasons",
                "representations",
                "pupil-part",
                "how",
                "attend",
                "represented",
                "friend",
                "remote-meeting",
                "section-104",
            ],
        ),
        ("R2.07", &["days", "penalty", "provision-from", "session-times", "address", "report-to"]),
        (
            "R3.07",
            &[
                "decision",
                "reasons",
                "permanent",
                "review",
                "last-date",
                "where-to",
                "sen-expert",
                "represented",
                "remote-review",
                "equality-claim",
            ],
        ),
        (
            "R4.03",
            &[
                "address",
                "report-to",
                "days",
                "reasons",
                "objectives",
                "session-start",
                "session-end",
                "breaks",
            ],
        ),
        ("R8.04", &["name", "address", "parents", "new-address", "new-school", "ground"]),
    ];
    for (id, keys) in wanted {
        let newest = find(id).unwrap().newest().unwrap();
        let musts: Vec<&str> =
            newest.contents.iter().filter(|c| c.force == Force::Must).map(|c| c.key).collect();
        assert_eq!(musts, *keys, "{id}");
    }
}

#[test]
fn a_should_is_never_dressed_as_a_breach() {
    for (rule, v) in said().filter(|(_, v)| v.force != Force::Must) {
        for word in ["breach of statutory", "breach of the regulations", "offence"] {
            assert!(!v.missed.contains(word), "{}: {}", rule.id, v.missed);
        }
    }
}

#[test]
fn the_plain_words_are_plain() {
    for (rule, v) in versions() {
        let Plain { school, family, authority } = v.plain;
        for text in [school, family, authority] {
            let id = rule.id;
            assert!(!text.is_empty(), "{id}");
            assert!(!text.contains("  "), "{id}: two spaces in {text}");
            assert!(text.ends_with('.'), "{id}: no full stop: {text}");
        }
    }
}

#[test]
fn no_note_to_self_is_left_in_the_words() {
    for line in document().lines() {
        assert!(!line.to_lowercase().contains("verify"), "{line}");
        let tagged = line.split(|c: char| !c.is_alphanumeric()).any(|word| {
            word.strip_prefix('S').is_some_and(|rest| {
                (2..=3).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_digit())
            })
        });
        assert!(!tagged, "a source tag in: {line}");
    }
}

#[test]
fn families_are_spared_the_jargon() {
    let jargon = [
        "GB", "HT", "LA", "IRP", "RP", "PEX", "VSH", "DSL", "SI", "OSD", "FTT", "INSET", "reg",
        "regs",
    ];
    for (rule, v) in versions() {
        for word in jargon {
            assert!(!has_word(v.plain.family, word), "{}: {word}: {}", rule.id, v.plain.family);
        }
    }
}

#[test]
fn nothing_from_memory_is_called_checked() {
    for (rule, v) in versions() {
        let memory = v.basis == Basis::Memory;
        assert!(!(memory && v.checked.is_some()), "{}", rule.id);
        match v.basis {
            Basis::Read(place) | Basis::Derived(place) => assert!(!place.is_empty(), "{}", rule.id),
            Basis::PartRead(place, rest) => {
                assert!(!place.is_empty() && !rest.is_empty(), "{}", rule.id);
            }
            Basis::Memory => {}
        }
    }
}

#[test]
fn what_is_open_names_real_rules() {
    for one in NOT_CONFIRMED.iter().chain(BEFORE_RELEASE) {
        assert!(!one.rules.is_empty(), "{}", one.key);
        for id in one.rules {
            assert!(find(id).is_some(), "{} names {id}", one.key);
        }
    }
    assert_eq!(NOT_CONFIRMED.len(), 9);
    assert_eq!(BEFORE_RELEASE.len(), 7);
}

#[test]
fn where_two_readings_exist_both_are_told() {
    for (id, words) in [
        ("R2.13", "One council counts from the day the suspension was imposed"),
        ("R3.06", "or the fifth school day before"),
        ("R3.09", "E-mail is not mentioned"),
        ("R3.12", "or the fifth school day before"),
        ("R4.03", "or the second school day before"),
        ("R6.04", "two readings"),
        ("R6.08", "Two readings"),
        ("R7.06", "One guide counts from the day after"),
    ] {
        let school = find(id).unwrap().newest().unwrap().plain.school;
        assert!(school.contains(words), "{id}: {school}");
    }
}

#[test]
fn the_law_above_a_rule_is_the_law_in_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rule");
    let mut said = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines().filter_map(|line| line.strip_prefix("///")) {
            said.push_str(&line.replace('\\', ""));
        }
    }
    for rule in all() {
        let wanted = format!(" {}. {}.", rule.id, rule.newest().unwrap().citation);
        assert!(said.contains(&wanted), "the comment above {} should say:{wanted}", rule.id);
    }
}

#[test]
fn the_page_of_rules_is_kept() {
    let made = document();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md");
    if std::env::var_os("MAINSTAY_WRITE_DOCS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == made, "run the tests with MAINSTAY_WRITE_DOCS=1 and read what changed");
}
