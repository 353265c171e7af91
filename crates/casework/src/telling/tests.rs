//! What each kind of line reads like.

use super::*;
use crate::Event;
use rulebook::Minute;

/// As the store keeps them.
fn kept(event: &Event) -> String {
    let lines: Vec<String> = event.facts.iter().map(|(n, v)| format!("{n}: {v}")).collect();
    lines.join("\n")
}
fn event(verb: Verb) -> Event {
    Event::new(verb, "record", Id::nil())
}
fn tuesday() -> Instant {
    Day::new(2026, 11, 10).unwrap().at(Minute::new(10, 42).unwrap())
}

#[test]
fn a_call_home_says_whom_when_and_what_came_of_it_to_those_who_may_know() {
    let made = event(Verb::HomeCalled).fact("outcome", "Spoke").fact("at", tuesday());
    let rung = Rung { call: Id::nil(), who: "Mrs Nkechi Okafor".into(), at: tuesday() };
    let told = tell(Verb::HomeCalled, &kept(&made), Some(&rung));
    assert_eq!(told, ["Rang Mrs Nkechi Okafor at 10.42: spoke"]);
    let told = tell(Verb::HomeCalled, &kept(&made), None);
    assert_eq!(told, ["Rang home, Tue 10 Nov 2026, 10.42: spoke"]);
}

#[test]
fn an_email_is_told_by_whom_it_went_to_and_a_notice_by_how_many() {
    let sent = event(Verb::MessageSent)
        .fact("what", "Work asked for")
        .fact("to", "Ms Ingrid Hale")
        .fact("how it stands", "Sent");
    assert_eq!(tell(Verb::MessageSent, &kept(&sent), None), ["Work asked for to Ms Ingrid Hale"]);
    let failed = event(Verb::MessageFailed)
        .fact("what", "Staff notice")
        .fact("emails", 3)
        .fact("how it stands", "Refused");
    assert_eq!(
        tell(Verb::MessageFailed, &kept(&failed), None),
        ["Staff notice in 3 emails", "Refused"]
    );
}

#[test]
fn codes_and_dates_are_told_as_people_write_them_and_keys_not_at_all() {
    let decided =
        event(Verb::ReturnDecided).fact("outcome", "back_in_room").fact("on", "2026-11-12");
    assert_eq!(
        tell(Verb::ReturnDecided, &kept(&decided), None),
        ["Back in the room", "On Thu 12 Nov 2026"]
    );
    let offered = event(Verb::RepairOffered).fact("before", "2026-11-12 P2");
    assert_eq!(
        tell(Verb::RepairOffered, &kept(&offered), None),
        ["To be held before Thu 12 Nov 2026, P2"]
    );
    let letter = event(Verb::LetterIssued).fact("number", 1).fact("about", tuesday().day());
    assert_eq!(tell(Verb::LetterIssued, &kept(&letter), None), ["Letter 1, about Tue 10 Nov 2026"]);
    let called = event(Verb::CallLogged).fact("called", tuesday().iso());
    assert_eq!(tell(Verb::CallLogged, &kept(&called), None), ["Called Tue 10 Nov 2026, 10.42"]);
    let booked = event(Verb::Booked)
        .fact("day", tuesday().day())
        .fact("periods", "P2 and P3")
        .fact("room", "Reset room")
        .fact("minutes", 100)
        .fact("referral", Id::now_v7());
    assert_eq!(
        tell(Verb::Booked, &kept(&booked), None),
        ["Tue 10 Nov 2026, P2 and P3, Reset room, 1 h 40 min"]
    );
}

#[test]
fn a_moved_placement_says_its_days_once_and_nothing_of_what_did_not_follow() {
    let moved = event(Verb::Moved)
        .fact("from", "Tue 10 Nov 2026, P2, Reset room")
        .fact("to", "Wed 11 Nov 2026, P3, Reset room")
        .fact("from_day", "2026-11-10")
        .fact("to_day", "2026-11-11")
        .fact("requests ended", 1)
        .fact("letters to send again", 0);
    assert_eq!(
        tell(Verb::Moved, &kept(&moved), None),
        [
            "From Tue 10 Nov 2026, P2, Reset room to Wed 11 Nov 2026, P3, Reset room",
            "1 request for work ended",
        ]
    );
}

#[test]
fn a_fact_with_no_words_of_its_own_is_still_told_and_so_is_one_that_reads_oddly() {
    let odd = event(Verb::SettingChanged).fact("notice_by", "9.00 → 8.30").fact("minutes", "none");
    assert_eq!(
        tell(Verb::SettingChanged, &kept(&odd), None),
        ["Notice by: 9.00 → 8.30", "Minutes: none"]
    );
    let odd = event(Verb::ExitHeld).fact("targets", "several").fact("outcome", "new_code");
    assert_eq!(tell(Verb::ExitHeld, &kept(&odd), None), ["New code", "Targets: several"]);
    let two = event(Verb::NotHere).fact("reason", "Ill.\nHis mother rang: a cold");
    assert_eq!(tell(Verb::NotHere, &kept(&two), None), ["Ill.", "His mother rang: a cold"]);
}
