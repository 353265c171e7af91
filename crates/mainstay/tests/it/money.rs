//! Scenario 5, row 15: the money that follows a permanently excluded pupil, with its working, by
//! two people, and taken back on reinstatement.

use crate::harness::{Person, School, schools};
use crate::organisation::{northmoor, of_northmoor};
use casework::Id;
use mainstay::demo::authority::Northmoor;
use rulebook::Day;

fn once() -> String {
    Id::now_v7().to_string()
}

/// The rate of the scenario, entered by the manager.
async fn rate(akers: &Person, year: &str, amount: &str) {
    let key = once();
    let fields = [
        ("once", key.as_str()),
        ("year", year),
        ("label", "Key stage 3, all pupil-led factors"),
        ("amount", amount),
        ("source", "Schools Forum, 14 Jan 2026"),
    ];
    akers.does("/set-up/money/rates", &fields).await;
}

/// The key of the rate in force, as the form offers it.
async fn offered(who: &Person) -> String {
    let page = who.sees("/money/new").await;
    let start = page.body.find("name=\"rate\" value=\"").unwrap() + "name=\"rate\" value=\"".len();
    page.body[start..].split('"').next().unwrap().to_string()
}

/// At work at Northmoor on a day, with the calendar of the walk-throughs.
async fn at(school: &School, n: &Northmoor, who: &'static str, day: Day) -> Person {
    school.at(day, "9.00");
    of_northmoor(school, n, who).await
}

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

#[tokio::test]
async fn reubens_money_comes_to_its_pounds_and_pence_and_another_person_approves_it() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let akers = at(&school, &n, "akers", day(2026, 4, 20)).await;
        rate(&akers, "2026", "6240.00").await;
        akers
            .sees("/set-up/money")
            .await
            .says("£6,240.00")
            .says("2026–27")
            .says("Ms Thandiwe Akers");

        let jan = day(2027, 1, 28);
        let callum = at(&school, &n, "osei-brandt", jan).await;
        // The rates are not his to set.
        callum.get("/set-up/money").await.is(403);
        callum.sees("/money").await.says("No sum yet");
        let key = offered(&callum).await;
        let id = once();
        let mut sum = vec![
            ("once", id.as_str()),
            ("who", "Reuben Haldane-Price"),
            ("school", "Harrowfield School"),
            ("takes_effect", "2026-11-13"),
            ("rate", key.as_str()),
            ("ordered", "yes"),
        ];
        let wrong = [&sum[..], &[("do", "raise")]].concat();
        let no = callum.posts("/money/new", &wrong).await.is(422);
        let no = no.says("Give the day the panel ordered it");
        assert!(no.body.contains("value=\"Reuben Haldane-Price\""), "nothing typed is lost");
        sum.push(("ordered_on", "2027-01-15"));
        let look = [&sum[..], &[("do", "look")]].concat();
        let page = callum.posts("/money/new", &look).await.is(200).says("£6,160.00");
        page.says("The relevant date is Mon 23 Nov 2026: the sixth school day after")
            .says("B, the complete weeks in them: 18.")
            .says("A × (B ÷ 52) = £6,240.00 × 18 ÷ 52 = £2,160.00.")
            .says("£2,160.00 + £4,000.00 = £6,160.00.");
        callum.sees("/money").await.says("No sum yet");
        sum.push(("do", "raise"));
        let one = callum.does("/money/new", &sum).await;
        assert_eq!(callum.does("/money/new", &sum).await, one, "sent twice, kept once");
        let page = callum.sees(&one).await.says("£6,160.00");
        let page = page.says("Waiting for approval").says("You raised it, so somebody else");
        let version = page.value("version");

        // His role does not approve; and a manager's own sum is somebody else's to approve.
        let act = format!("{one}/approve");
        callum.posts(&act, &[("version", &version)]).await.is(403);
        let akers = at(&school, &n, "akers", jan).await;
        let today = akers.sees("/").await.says("Money that follows a pupil");
        today.says("£6,160.00, Harrowfield School, raised by Mr Callum Osei-Brandt");
        akers.posts(&act, &[("version", "9")]).await.is(409);
        akers.does(&act, &[("version", &version)]).await;
        akers.posts(&act, &[("version", &version)]).await.is(409);
        akers.sees("/").await.hides("raised by Mr Callum");
        let page = akers.sees(&one).await.says("Approved");
        page.says("Approved by Ms Thandiwe Akers");
        akers.sees("/money").await.says("Approved: £6,160.00 in 1").says("Waiting: £0.00 in 0");
        let pdf = akers.get(&format!("{one}/pdf")).await.is(200);
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", school.engine());
        let csv = akers.posts("/money/export", &[("year", "2026")]).await.is(200);
        assert!(csv.body.contains("2160.00,4000.00,6160.00,Approved"), "{}", csv.body);
        akers.sees("/trail").await.says("Approved money that follows a pupil").says("£6,160.00");

        // Reinstated after all: one asks, another takes it back.
        let reversal = format!("{one}/reversal");
        let callum = at(&school, &n, "osei-brandt", day(2027, 2, 3)).await;
        let version = callum.sees(&one).await.value("version");
        let early = [
            ("version", version.as_str()),
            ("reinstated_on", "2026-11-01"),
            ("why", "The governors offered reinstatement"),
        ];
        callum
            .posts(&reversal, &early)
            .await
            .is(422)
            .says("before the permanent exclusion took effect");
        let mut asked = early;
        asked[1].1 = "2027-02-01";
        callum.does(&reversal, &asked).await;
        let reverse = format!("{one}/reverse");
        callum.posts(&reverse, &[("version", "3")]).await.is(403);
        let akers = at(&school, &n, "akers", day(2027, 2, 3)).await;
        akers.sees("/").await.says("Reversal of £6,160.00, Harrowfield School");
        let version = akers.sees(&one).await.value("version");
        akers.does(&reverse, &[("version", &version)]).await;
        akers.sees("/money").await.says("Approved: £0.00 in 0").says("Reversed: £6,160.00 in 1");
        let mut read = school.app.store().read().await.unwrap();
        for found in store::check::findings(&mut read, n.org).await.unwrap() {
            assert!(found.broken.is_empty(), "{} on {}", found.rule, school.engine());
        }
        assert!(school.app.store().verify_chain(n.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_managers_own_sum_is_refused_with_the_rule_and_goes_back_with_a_reason() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let day = day(2026, 12, 1);
        let akers = at(&school, &n, "akers", day).await;
        rate(&akers, "2026", "6240").await;
        let key = offered(&akers).await;
        let id = once();
        let sum = [
            ("once", id.as_str()),
            ("who", "Ada Quill"),
            ("school", "Ferring Road School"),
            ("takes_effect", "2026-11-13"),
            ("rate", key.as_str()),
            ("do", "raise"),
        ];
        let one = akers.does("/money/new", &sum).await;
        let version = akers.sees(&one).await.value("version");
        let no = akers.posts(&format!("{one}/approve"), &[("version", &version)]).await.is(409);
        no.says("You raised this yourself, so somebody else approves it")
            .says("One person works a sum out and another approves it")
            .says("Ask another manager");

        // An officer's comes back with what is to be put right, and is raised again.
        let callum = at(&school, &n, "osei-brandt", day).await;
        let mine = once();
        let sum = [
            ("once", mine.as_str()),
            ("who", "Ben Marsh"),
            ("school", "Ferring Road School"),
            ("takes_effect", "2026-11-13"),
            ("other", "5200"),
            ("other_what", "Last year’s figure"),
            ("do", "raise"),
        ];
        let one = callum.does("/money/new", &sum).await;
        let akers = at(&school, &n, "akers", day).await;
        let version = akers.sees(&one).await.value("version");
        akers.posts(&format!("{one}/back"), &[("version", &version)]).await.is(422);
        let why = [("version", version.as_str()), ("why", "Use this year’s rate")];
        akers.does(&format!("{one}/back"), &why).await;
        let callum = at(&school, &n, "osei-brandt", day).await;
        callum.sees("/").await.says("Sent back by Ms Thandiwe Akers: Use this year’s rate");
        let page = callum.sees(&format!("{one}/correct")).await.says("Put a sum right");
        let version = page.value("version");
        let right = [
            ("version", version.as_str()),
            ("who", "Ben Marsh"),
            ("school", "Ferring Road School"),
            ("takes_effect", "2026-11-13"),
            ("rate", key.as_str()),
            ("do", "raise"),
        ];
        callum.does(&format!("{one}/correct"), &right).await;
        callum.posts(&format!("{one}/correct"), &right).await.is(409);
        callum.sees(&one).await.says("£2,160.00").says("Waiting for approval");
        callum.sees("/").await.hides("Sent back by");
        // The change of the amount is in the trail, before and after.
        let akers = at(&school, &n, "akers", day).await;
        akers.sees("/trail").await.says("It was £1,800.00").says("Together £2,160.00");
        let version = akers.sees(&one).await.value("version");
        akers.does(&format!("{one}/approve"), &[("version", &version)]).await;
        // Once approved it is put right no more.
        callum.get(&format!("{one}/correct")).await.is(409).says("It cannot be put right now");
    }
}

#[tokio::test]
async fn rates_and_the_relevant_date_are_kept_by_year_and_never_rewritten() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let akers = at(&school, &n, "akers", day(2026, 12, 1)).await;
        rate(&akers, "2025", "6000.00").await;
        rate(&akers, "2026", "6100.00").await;
        let old = offered(&akers).await;
        rate(&akers, "2026", "6240.00").await;
        let page = akers.sees("/set-up/money").await.says("£6,100.00").says("£6,240.00");
        page.says("Before").says("Mainstay proposes this; it is not yet checked");
        akers.sees("/money/new").await.says("£6,240.00").hides("£6,100.00");
        let key = once();
        let base = [
            ("once", key.as_str()),
            ("who", "Reuben Haldane-Price"),
            ("school", "Harrowfield School"),
            ("takes_effect", "2026-11-13"),
            ("do", "look"),
        ];
        // A rate of another year, and one that is in force no more.
        let page = akers.sees("/money/new").await;
        let mark = "name=\"rate\" value=\"";
        let last = page.body.rfind(mark).unwrap() + mark.len();
        let other = page.body[last..].split('"').next().unwrap().to_string();
        let keys = [old.as_str(), other.as_str()];
        let mut said = String::new();
        for rate in keys {
            let form = [&base[..], &[("rate", rate)]].concat();
            let answer = akers.posts("/money/new", &form).await;
            said.push_str(&answer.text());
        }
        assert!(
            said.contains("choose rates of that year") || said.contains("changed since"),
            "{said}"
        );

        // The year's rules say otherwise: both rows stay, and sums follow the new one.
        let year = once();
        let rules = [
            ("once_year", year.as_str()),
            ("of", "2026"),
            ("relevant", "sixth_of"),
            ("ends", "2026-08-31"),
            ("year_source", "The finance regulations of the year"),
        ];
        let mut wrong = rules;
        wrong[3].1 = "2027-08-31";
        akers.posts("/set-up/money/years", &wrong).await.is(422).says("Give a day in 2026–27");
        akers.does("/set-up/money/years", &rules).await;
        let form = [&base[..], &[("other", "6240"), ("other_what", "Key stage 3")]].concat();
        let page = akers.posts("/money/new", &form).await.is(200);
        page.says(
            "The relevant date is Fri 20 Nov 2026: the sixth school day of the permanent exclusion",
        )
        .says("complete weeks in them: 18");
        // Typed by hand it asks why.
        let hand = [&form[..], &[("relevant", "2026-11-25")]].concat();
        akers.posts("/money/new", &hand).await.is(422).says("Say why it is typed");
        let hand = [&hand[..], &[("relevant_why", "The school was shut for two days")]].concat();
        let page = akers.posts("/money/new", &hand).await.is(200);
        page.says("typed by hand: The school was shut for two days");
        // A day the calendar does not reach is said, and nothing typed is lost.
        let mut far = form.clone();
        far[3].1 = "2031-03-03";
        let no = akers.posts("/money/new", &far).await.is(422);
        let no = no.says("It cannot be counted");
        assert!(no.body.contains("value=\"Reuben Haldane-Price\""), "nothing typed is lost");
        for amount in ["", "lots", "-5"] {
            let fields =
                [("year", "2026"), ("label", "Key stage 4"), ("amount", amount), ("once", &key)];
            akers.posts("/set-up/money/rates", &fields).await.is(422).says("Give pounds and pence");
        }
        // A school knows nothing of any of it.
        let head = school.signs_in("thrale").await;
        for path in ["/money", "/money/new", "/set-up/money"] {
            head.get(path).await.is(403);
        }
    }
}
