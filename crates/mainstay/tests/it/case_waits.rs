//! What waits on an officer's Today and on the desk: each line by itself, with its own way to be
//! done or left; enquiries that wait for an answer, promises, and what was late.

use crate::case::{PERMANENT, SUSPENSION, at, desk, key, with};
use crate::case_hearing::{CALLUM, HERS};
use crate::harness::schools;
use rulebook::Day;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

#[tokio::test]
async fn a_line_of_today_that_is_left_takes_no_other_duty_of_its_case_with_it() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let callum = at(&school, &n, CALLUM, day(11, 12), "15.45").await;
        // A school that told nobody: three duties of the same day.
        let bare = with(
            PERMANENT,
            &[("act", "open"), ("told", ""), ("governors_told", ""), ("p2_address", HERS)],
        );
        callum.does("/intake/new", &bare).await;
        let callum = at(&school, &n, CALLUM, day(11, 13), "9.00").await;
        let today = callum.sees("/").await;
        let today = today
            .says("The home authority told, Harrowfield School")
            .says("The governing body told, Harrowfield School");
        let leave = today
            .body
            .split("The home authority told")
            .nth(1)
            .and_then(|rest| rest.split("/today/leave?").nth(1))
            .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
            .unwrap();
        let form = callum.sees(&format!("/today/leave?{leave}")).await;
        let form = form.says("The home authority told");
        let about = form.value("about");
        let why = [("kind", "case"), ("about", about.as_str()), ("why", "The school rang them")];
        callum.does("/today/leave", &why).await;
        let today = callum.sees("/").await.says("The governing body told, Harrowfield School");
        today.hides("The home authority told, Harrowfield School");
    }
}

#[tokio::test]
async fn notices_enquiries_promises_and_decisions_to_look_at_again_wait_for_their_officer() {
    for school in schools().await {
        let (n, harrowfield, _) = desk(&school).await;
        let callum = at(&school, &n, CALLUM, day(11, 12), "15.45").await;
        callum.does("/intake/new", &with(SUSPENSION, &[("act", "keep")])).await;
        callum.sees("/").await.says("One notice waits to be opened");

        // A question without an answer waits on the desk and on Today until it has one.
        let asked = [
            ("asker", "parent"),
            ("asked_on", "2026-11-12"),
            ("question", "Who pays for the taxi?"),
            ("follow_on", "2026-11-20"),
        ];
        let odd = with(&asked, &[("follow_on", "soon")]);
        callum.posts("/enquiries/new", &odd).await.is(422).says("This is no date");
        callum.does("/enquiries/new", &asked).await;
        callum.sees("/").await.says("Answer: Who pays for the taxi?");
        let one = callum.sees("/desk").await.links("/enquiries/");
        let one = one.into_iter().find(|l| !l.ends_with("/new")).unwrap();
        let answer = format!("{one}/answer");
        let bare = [("answer", "The authority does."), ("as_at", "2026-11-12")];
        let no = callum.posts(&answer, &bare).await.is(422);
        no.says("Name the source the advice rests on").says("The authority does.");
        let full = with(&bare, &[("rule", "R3.03"), ("follow_on", "2026-11-20")]);
        callum.does(&answer, &full).await;
        callum.does(&answer, &full).await;
        let other = with(&full, &[("answer", "Nobody does.")]);
        callum.posts(&answer, &other).await.is(409).says("has its answer already");
        callum.sees("/").await.hides("Who pays for the taxi?");
        let callum = at(&school, &n, CALLUM, day(11, 20), "9.00").await;
        callum.sees("/").await.says("Come back to: Who pays for the taxi?");
        callum.sees(&one).await.says("I have come back to it").says("R3.03");
        callum.does(&format!("{one}/followed"), &[]).await;
        callum.sees("/").await.hides("Who pays for the taxi?");
        callum.sees(&one).await.says("Come back to Fri 20 Nov 2026");

        // A promise has its day.
        let promises = format!("/schools/{harrowfield}/promises");
        let promise = [("whose", "ours"), ("what", "Outreach visit"), ("due", "2026-11-24")];
        let odd = with(&promise, &[("due", "31/31")]);
        callum.posts(&promises, &odd).await.is(422).says("This is no date");
        callum.does(&promises, &promise).await;
        callum.sees("/").await.hides("Outreach visit");
        let callum = at(&school, &n, CALLUM, day(11, 24), "9.00").await;
        callum.sees("/").await.says("Promised to Harrowfield School: Outreach visit");

        // A decision under section 19 is asked for again on its day.
        let ill = [
            ("given", "Ines"),
            ("family", "Marr"),
            ("school_name", "Harrowfield School"),
            ("kind", "education"),
            ("received_on", "2026-11-24"),
            ("received_at", "8.30"),
            ("mine", "yes"),
            ("act", "open"),
        ];
        let case = callum.does("/intake/new", &ill).await;
        let decided = [
            ("basis", "illness"),
            ("decided", "arrange"),
            ("evidence", "The consultant’s letter"),
            ("reasons", "She cannot come in before the spring."),
            ("starts_on", "2026-11-26"),
            ("hours", "10"),
            ("review_on", "2026-12-11"),
        ];
        callum.does(&format!("{case}/day-six/decision"), &decided).await;
        let callum = at(&school, &n, CALLUM, day(12, 11), "9.00").await;
        callum
            .sees("/")
            .await
            .says("Education for illness or another reason: look at the decision");
        callum.sees("/desk").await.says("The decision about education: Ines Marr");

        // What was asked for again has a day that is ahead, and its words.
        let asked = [
            ("code", "other"),
            ("what", "The plan"),
            ("whom", "The school"),
            ("how", "phone"),
            ("due", "2026-12-14"),
        ];
        callum.does(&format!("{case}/advice"), &asked).await;
        let page = callum.sees(&format!("{case}/advice")).await;
        let again =
            page.links(&format!("{case}/advice/")).into_iter().find(|l| l.ends_with("/again"));
        let past = [("how", "phone"), ("words", "Nobody answered"), ("due", "2026-12-01")];
        let no = callum.posts(&again.unwrap(), &past).await.is(422).says("This day is past");
        assert!(no.body.contains("value=\"Nobody answered\""), "nothing typed is lost");
    }
}

#[tokio::test]
async fn what_stands_behind_a_figure_of_compliance_is_told_with_its_days_and_its_reason() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let callum = at(&school, &n, CALLUM, day(11, 12), "15.45").await;
        let bare = with(PERMANENT, &[("act", "open"), ("told", ""), ("p2_address", HERS)]);
        let case = callum.does("/intake/new", &bare).await;
        let callum = at(&school, &n, CALLUM, day(11, 19), "9.00").await;
        let page = callum.sees("/compliance").await.says("What was late");
        let link =
            page.links("/compliance/late?").into_iter().find(|l| l.contains("duty=told-parent"));
        let late = callum.sees(&link.unwrap()).await.says("Harrowfield School").says("Not done");
        late.says("7").hides("Reuben").hides("The home authority told");
        // Closed with it, the reason goes with the line.
        let page = callum.sees(&case).await;
        let version = page.value("version");
        let close = [
            ("outcome", "not_needed"),
            ("version", version.as_str()),
            ("why", "The school has the proof"),
            ("falls_away", "yes"),
        ];
        callum.does(&format!("{case}/close"), &close).await;
        let late = callum.sees("/compliance/late").await.says("The school has the proof");
        late.says("Case 1");
        assert!(!key(&case, "/cases/").is_empty(), "{}", school.engine());
    }
}

#[tokio::test]
async fn an_address_typed_into_a_line_is_not_read_out_with_the_chronology() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let callum = at(&school, &n, CALLUM, day(11, 12), "15.45").await;
        let open = with(PERMANENT, &[("act", "open"), ("p2_address", HERS)]);
        let case = callum.does("/intake/new", &open).await;
        let child = key(&callum.sees(&case).await.links("/children/")[0], "/children/");
        for body in ["Rang her at 19 Orchard Rise", "She has moved from Orchard Rise"] {
            let line = [
                ("case", key(&case, "/cases/")),
                ("day", "2026-11-12".to_string()),
                ("what", "Telephone call".into()),
                ("body", body.into()),
            ];
            let line: Vec<(&str, &str)> = line.iter().map(|(n, v)| (*n, v.as_str())).collect();
            callum.does(&format!("/children/{child}"), &line).await;
        }
        let page = callum.sees(&format!("/children/{child}")).await.says("Telephone call");
        let page = page.says("Not shown here: an address or a number stands in it");
        page.hides("Orchard");
    }
}
