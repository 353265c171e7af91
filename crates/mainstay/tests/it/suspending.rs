//! What a journey needs to have somebody suspended: the school's set-up, the pages of the record, the
//! head's decision.

use crate::harness::{Answer, Person, School};
use casework::Id;
use rulebook::Day;

pub fn once() -> String {
    Id::now_v7().to_string()
}

/// What the school's set-up needs before a letter is whole.
pub async fn set_up(school: &School) {
    let lyle = school.signs_in("lyle").await;
    let page = lyle.sees("/set-up/exclusions").await.says("Nobody decides by being senior");
    let was = page.value("was");
    let fields = [
        ("was", was.as_str()),
        ("acting", ""),
        ("school", "academy"),
        ("authority", "Northmoor Borough Council"),
        ("authority_to", "exclusions@northmoor.example"),
        ("clerk", "Ms Ines Fallow, clerk@fairholme.example, 01632 960410"),
        ("virtual_head", ""),
        ("advice", "Northmoor SENDIASS, 01632 960555"),
        ("afternoon", "13.00"),
    ];
    let short = [fields[0], fields[1], fields[2]];
    lyle.posts("/set-up/exclusions", &short).await.is(422).says("Name the local authority");
    lyle.does("/set-up/exclusions", &fields).await;
}

/// One page of a record, with whatever version it has.
pub async fn page(who: &Person, at: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
    let path = format!("{at}/step/{step}");
    let version = who.sees(&path).await.value("version");
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    who.posts(&path, &all).await
}

pub async fn fills(who: &Person, at: &str, step: &str, fields: &[(&str, &str)]) {
    let answer = page(who, at, step, fields).await;
    assert_eq!(answer.status, 303, "{step}: {}", answer.text());
}

/// Everything but the days: what is the same for each of these records.
pub async fn prepares(who: &Person, at: &str, day: &str, time: &str) {
    let incident = [("day", day), ("time", time), ("incident", "Kicked the booth until it broke")];
    fills(who, at, "incident", &incident).await;
    let evidence = format!("{at}/evidence");
    let statement = [
        ("once", &once() as &str),
        ("kind", "statement"),
        ("who", "Mr Thrale"),
        ("words", "I came and the side was off"),
        ("taken_on", day),
        ("taken_time", time),
        ("read_back", "yes"),
        ("signed", "yes"),
    ];
    who.does(&evidence, &statement).await;
    fills(who, at, "account", &[("account_how", "rather_not")]).await;
    fills(who, at, "tried", &[("tried", "Two warnings and a walk")]).await;
    let needs = [("needs", "None known"), ("equality", "Regard was had")];
    fills(who, at, "needs", &needs).await;
    let weighed =
        [("found", "It was broken"), ("probable", "yes"), ("alternatives", "Another day")];
    fills(who, at, "weighed", &weighed).await;
}

pub async fn decides(head: &Person, at: &str, day: &str, time: &str) -> Answer {
    let path = format!("{at}/decide");
    let version = head.sees(&path).await.value("version");
    let fields = [
        ("version", version.as_str()),
        ("reasons", "It was this or worse"),
        ("on", day),
        ("at", time),
    ];
    let answer = head.posts(&path, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    head.sees(&answer.location).await
}

/// The head suspends somebody from a day to a last one.
pub async fn suspends(school: &School, who: &str, day: Day, last: &str) -> String {
    school.at(day, "9.30");
    let merrow = school.signs_in("merrow").await;
    let path = format!("/pupils/{}/exclusions", school.f.pupils[who]);
    let at = merrow.does(&path, &[("once", &once())]).await;
    prepares(&merrow, &at, &day.iso(), "9.00").await;
    let first = day.iso();
    let plain = "Rules were broken again and again.";
    let days = [
        ("kind", "suspension"),
        ("first", first.as_str()),
        ("last", last),
        ("reasons", "DB"),
        ("plain", plain),
    ];
    fills(&merrow, &at, "period", &days).await;
    let after =
        [("work", "Online"), ("back_at", "8.40"), ("meet_day", last), ("meet_time", "15.30")];
    fills(&merrow, &at, "after", &after).await;
    decides(&merrow, &at, &day.iso(), "9.30").await;
    at
}
