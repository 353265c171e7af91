//! Dates and the law as people use the page: asked, answered, refused and browsed.

use crate::harness::{School, schools};
use mainstay::doors::{Needs, all};
use store::school;

const EXCLUDED: &str = "/law/event/permanent-exclusion?notice=2026-11-12&other-home=yes&run-before-start=2026-11-06&run-before=5";

#[tokio::test]
async fn a_permanent_exclusion_comes_to_the_dates_of_its_scenario() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        let page = okell.sees(EXCLUDED).await;
        page.says("Fri 20 Nov 2026")
            .says("The pupil’s home authority arranges suitable full-time education")
            .says("Fri 13 Nov 2026. A suspension ran straight into the exclusion")
            .says("Fri 4 Dec 2026")
            .says("Fri 27 Nov 2026 (INSET day)")
            .says("Not yet checked")
            .hides("Mon 7 Dec 2026");
        // A closure that became known later: both dates, side by side.
        let page = okell.sees(&format!("{EXCLUDED}&closed=2026-11-25&closed-why=boiler")).await;
        page.says("One date moves")
            .says("Fri 4 Dec 2026 in 24 days as first counted Moves Mon 7 Dec 2026")
            .says("Wed 25 Nov 2026 (Boiler)");
        let papers = "/law/event/governors-meeting?on=2026-12-02";
        let page = okell.sees(papers).await;
        page.says("Mon 23 Nov 2026").says("Arguable: Tue 24 Nov 2026");
        let page = okell.sees(&format!("{papers}&closed=2026-11-25")).await;
        page.says("Fri 20 Nov 2026")
            .says("With the closure: Fri 20 Nov 2026, arguably Mon 23 Nov 2026");
        let decided = "/law/event/governors-decision?on=2026-12-02&declined=yes&sent=2026-12-03&how=delivered";
        okell.sees(decided).await.says("Fri 8 Jan 2027");
        let quashed =
            "/law/event/review-decision?sent=2027-01-15&how=delivered&outcome=quashed&ordered=yes";
        okell.sees(quashed).await.says("Fri 29 Jan 2027");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_beside_its_field_and_stays_as_typed() {
    let schools = schools().await;
    let okell = schools[0].signs_in("okell").await;
    let asked = "/law/event/suspension?notice=2026-11-10&decided=2026-11-12&first-day=13.11.2026&days=2.25&as-at=soon";
    let page = okell.get(asked).await.is(422);
    assert_eq!(page.value("first-day"), "");
    assert!(page.body.contains("value=\"13.11.2026\""), "{}", page.body);
    assert!(page.body.contains("value=\"2.25\"") && page.body.contains("value=\"soon\""));
    assert!(page.body.contains("id=\"days-error\""));
    page.says("4 things to put right")
        .says("“13.11.2026” is no date: write 2026-11-12")
        .says("“2.25” is not a whole number of half-days")
        .says("The notice (Tue 10 Nov 2026) lies before the decision (Thu 12 Nov 2026)")
        .hides("What follows, and by when");
    // Sent with nothing in it, the form says what it needs.
    let page = okell.get("/law/event/suspension?ask=yes&notice=").await.is(422);
    page.says("Day the parent was told: this is needed");
    // Opened, it says nothing yet.
    okell.sees("/law/event/suspension").await.hides("to put right");
    let early = "/law/event/permanent-exclusion?notice=1996-11-12";
    okell.get(early).await.is(422).says("the rules held here begin on Sat 1 Sep 2012");
    let closed = format!("{EXCLUDED}&closed=2026-11-25&closed-to=2026-11-24");
    okell.get(&closed).await.is(422).says("lies before the first");
    let closed = format!("{EXCLUDED}&closed=1900-01-01&closed-to=2199-12-31");
    okell.get(&closed).await.is(422).says("before the calendar");
    let rules = "/law/rules?as-at=never";
    okell.get(rules).await.is(422).says("In force on: “never” is no date");
    okell.get("/law/event/trebuchet").await.is(404);
    okell.get("/law/rules/R99.9").await.is(404);
}

#[tokio::test]
async fn a_calendar_that_ends_or_is_not_there_is_said_and_hides_nothing_else() {
    let schools = schools().await;
    let school = &schools[0];
    let okell = school.signs_in("okell").await;
    let page = okell.sees("/law/event/permanent-exclusion?notice=2028-07-12").await;
    page.says("Calendar ends Wed 19 Jul 2028: date cannot be given")
        .says("An Equality Act claim")
        .says("Thu 11 Jan 2029");
    empty_the_calendar(school).await;
    let asked = "/law/event/permanent-exclusion?notice=2026-11-12";
    let page = okell.sees(asked).await;
    assert!(page.links("/set-up").is_empty());
    page.says("The calendar of Fairholme Community School has no dates")
        .says("A school calendar is needed to answer this")
        .says("Tue 11 May 2027");
    let abbot = school.signs_in("abbot").await;
    assert_eq!(abbot.sees(asked).await.links("/set-up/calendar"), ["/set-up/calendar"]);
}

async fn empty_the_calendar(school: &School) {
    let setting =
        school::setting(&mut school.app.store().read().await.unwrap(), school.f.org).await;
    let mut calendar = setting.unwrap().calendar;
    calendar.terms.clear();
    calendar.closed.clear();
    let act = casework::Act::by_system(school.f.org, school.clock.now(), "Emptying the calendar");
    let mut w = school.app.store().write(act).await.unwrap();
    store::calendar::replace(&mut w, &calendar).await.unwrap();
    let event = casework::Event::new(casework::Verb::SettingChanged, "school", school.f.org);
    w.commit(event, vec![]).await.unwrap();
    school.app.forget_setting(school.f.org);
}

#[tokio::test]
async fn rules_events_and_codes_are_found_by_a_word() {
    let schools = schools().await;
    let okell = schools[0].signs_in("okell").await;
    okell.sees("/law?q=panel").await.says("The review panel’s decision").hides("Fair access");
    let all = okell.sees("/law/rules").await;
    let count = rulebook::rule::all().count();
    all.says(&format!("{count} rules of {count}"));
    okell
        .sees("/law/rules?q=R2.13&topic=suspension")
        .await
        .says("Governors meet within 15 school days");
    okell.sees("/law/rules?new-since=2026-07-01&topic=moves").await.says("New from").hides("R2.13");
    okell.sees("/law/rules?q=internal+suspension").await.says("Proposed, switched off");
    okell.sees("/law/rules?as-at=2012-10-01&topic=removal").await.says("Not in force");
    okell.sees("/law/rules/R1.17").await.says("Announced, and not law");
    okell.sees("/law/open").await.says("What a person must check");
    okell.sees("/law/codes?q=excluded").await.says("Suspended or permanently excluded");
    okell.sees("/law/codes?set=attendance").await.says("Not yet checked");
}

#[tokio::test]
async fn the_law_is_open_to_everybody_but_cover_and_in_the_menu_of_those_whose_work_it_is() {
    let schools = schools().await;
    let school = &schools[0];
    for door in all().into_iter().filter(|d| d.path.starts_with("/law")) {
        assert_eq!(door.needs, Needs::May(casework::May::Law), "{}", door.path);
    }
    for (who, opens, menu) in [
        ("okell", 200, true),
        ("catterall", 200, true),
        ("ravenhall", 200, false),
        ("abbot", 200, false),
        ("poll", 403, false),
    ] {
        let person = school.signs_in(who).await;
        person.get("/law").await.is(opens);
        person.get(EXCLUDED).await.is(opens);
        let today = person.get("/account").await;
        assert_eq!(today.links("/law").contains(&"/law".to_string()), menu, "{who}");
    }
}
