//! What follows a suspension: the meeting and what is agreed at it, education from the sixth day,
//! a pupil who is 18, a permanent exclusion, lunchtimes, and names that no letter may hold.

use crate::exclusion::marnie;
use crate::harness::{Person, School, schools};
use crate::parent::{kept, roster};
use crate::suspending::{decides, fills, once, page, prepares, set_up};
use rulebook::Day;

/// A record of Tyrell's, whole and decided by the headteacher on Thu 19 Nov.
async fn decided(school: &School, days: &[(&str, &str)], after: &[(&str, &str)]) -> String {
    school.nov(19, "10.52");
    let merrow = school.signs_in("merrow").await;
    let pupil = school.f.pupils["Tyrell"];
    let at = merrow.does(&format!("/pupils/{pupil}/exclusions"), &[("once", &once())]).await;
    prepares(&merrow, &at, "2026-11-19", "9.00").await;
    fills(&merrow, &at, "period", days).await;
    fills(&merrow, &at, "after", after).await;
    decides(&merrow, &at, "2026-11-19", "10.50").await;
    at
}

/// The versions a page was read with, before other fields.
async fn read<'a>(
    who: &Person,
    path: &str,
    fields: &[(&'a str, &'a str)],
) -> Vec<(&'a str, String)> {
    let shown = who.sees(path).await;
    let mut all = vec![("version", shown.value("version")), ("kept", shown.value("kept"))];
    all.extend(fields.iter().map(|(n, v)| (*n, v.to_string())));
    all
}

fn texts<'a>(all: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    all.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

#[tokio::test]
async fn what_is_agreed_for_a_return_goes_home_and_to_whoever_follows_it_and_comes_back_on_its_day()
{
    for school in schools().await {
        let at = marnie(&school).await;
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        decides(&merrow, &at, "2026-11-19", "11.10").await;
        // Made with the suspension; moved to another time, never past the day back.
        school.nov(20, "9.00");
        let catterall = school.signs_in("catterall").await;
        let path = format!("{at}/reintegration");
        let arrange = path.clone();
        let late = [("meet_day", "2026-11-24"), ("meet_time", "8.00"), ("asked", "Ms Anand")];
        let fields = read(&catterall, &path, &late).await;
        let no = catterall.posts(&arrange, &texts(&fields)).await.is(422);
        no.says("coming back never waits for it").says("Coming back");
        let sooner = [
            ("meet_day", "2026-11-23"),
            ("meet_time", "8.05"),
            ("asked", "Ms Hope Anand, social worker"),
        ];
        let fields = read(&catterall, &path, &sooner).await;
        catterall.does(&arrange, &texts(&fields)).await;
        let shown = catterall.sees(&path).await;
        assert!(shown.body.contains("value=\"Ms Hope Anand, social worker\""), "{}", shown.body);
        let shown = catterall.sees(&format!("{at}/letters?paper=invite")).await;
        shown.says("Mon 23 Nov 2026, 8.05");
        // They came: what was said and agreed, who looks after it, and when.
        school.nov(23, "8.45");
        let catterall = school.signs_in("catterall").await;
        let met = format!("{at}/met");
        let none = read(&catterall, &path, &[("came", "yes"), ("met_words", "Kept words")]).await;
        let no = catterall.posts(&met, &texts(&none)).await.is(422);
        no.says("Say what was agreed").says("or that they would rather not say").says("Kept words");
        let owner = school.f.staff["thrale"].to_string();
        let mut good = vec![
            ("came", "yes"),
            ("met_words", "A good talk."),
            ("pupil_view", "I want to start again."),
            ("family_view", "He sleeps at his aunt’s on school nights."),
            ("support", "A seat by the window\nMr Adair meets him at the gate"),
            ("targets", "Ask for a walk before it gets too much"),
            ("links", "Mentoring"),
            ("owner", owner.as_str()),
            ("review_on", "2026-11-27"),
        ];
        let shut = read(&catterall, &path, &good).await;
        catterall.posts(&met, &texts(&shut)).await.is(422).says("INSET");
        good[8].1 = "2026-12-04";
        let fields = read(&catterall, &path, &good).await;
        for _ in 0..2 {
            catterall.does(&met, &texts(&fields)).await;
        }
        // A page that was read before is stale, and what it holds is shown.
        let mut other = fields.clone();
        other[3].1 = "Other words".into();
        catterall.posts(&met, &texts(&other)).await.is(409).says("Other words");
        // It goes home: the school's part and the pupil's words, not what home said.
        let letters = format!("{at}/letters");
        let shown = catterall.sees(&format!("{letters}?paper=agreed")).await;
        let shown = shown.says("A seat by the window").says("I want to start again");
        let shown = shown.says("Mr Ewan Thrale").says("Fri 4 Dec 2026").hides("aunt");
        let mut send = vec![
            ("paper", "agreed".to_string()),
            ("once", shown.value("once")),
            ("how", "email".to_string()),
            ("on", "2026-11-23".to_string()),
            ("at", "8.44".to_string()),
            ("act", "issue".to_string()),
        ];
        catterall.posts(&letters, &texts(&send)).await.is(422).says("agreed to it in writing");
        send.push(("by_email", "yes".into()));
        catterall.does(&letters, &texts(&send)).await;
        let sent = catterall.sees(&path).await.says("Told what was agreed");
        let pdfs = sent.links("/exclusions/letters/").into_iter().filter(|l| l.ends_with("/pdf"));
        for pdf in pdfs.collect::<Vec<_>>() {
            let pdf = catterall.sees(&pdf).await;
            crate::pdf::is_fit(&pdf.bytes, "what was agreed");
            let words = crate::pdf::words(&pdf.bytes);
            assert!(words.contains("A seat by the window") && !words.contains("aunt"), "{words}");
        }
        // Whoever follows the return to lessons has the target.
        catterall.does(&format!("{at}/back"), &[("back_on", "2026-11-23")]).await;
        let returns = catterall.sees("/returns").await;
        let track = returns.links("/returns/").into_iter().find(|l| l.len() > 20).unwrap();
        catterall.sees(&track).await.says("Ask for a walk before it gets too much");
        // On its day it stands on its owner's Today, and nowhere once it is looked at.
        school.at(Day::new(2026, 12, 3).unwrap(), "9.00");
        school.signs_in("thrale").await.sees("/").await.hides("What was agreed for the return");
        school.at(Day::new(2026, 12, 4).unwrap(), "9.00");
        let thrale = school.signs_in("thrale").await;
        thrale.sees("/").await.says("What was agreed for the return: look at it again");
        school.signs_in("catterall").await.sees("/").await.hides("look at it again");
        let kept = thrale.sees(&path).await.value("kept");
        let review = format!("{path}/reviewed");
        thrale.posts(&review, &[("kept", &kept)]).await.is(422).says("Say how it goes");
        let words = [("kept", kept.as_str()), ("review_words", "Two walks asked for, both given.")];
        for _ in 0..2 {
            thrale.does(&review, &words).await;
        }
        let shown = thrale.sees(&path).await.says("Two walks asked for").says("Done");
        assert_eq!(shown.text().matches("Two walks asked for").count(), 1);
        thrale.sees("/").await.hides("What was agreed for the return");
        // Whoever may not prepare these records finds none of it.
        school.signs_in("poll").await.get(&path).await.is(403);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn education_from_the_sixth_day_is_amber_then_red_then_green_and_each_day_there_is_looked_at()
{
    for school in schools().await {
        set_up(&school).await;
        let days = [
            ("kind", "suspension"),
            ("first", "2026-11-19"),
            ("last", "2026-12-01"),
            ("reasons", "DM"),
            ("plain", "Tyrell broke a booth."),
        ];
        let after = [
            ("work", "Online"),
            ("back_at", "8.40"),
            ("meet_day", "2026-12-02"),
            ("meet_time", "8.15"),
        ];
        let at = decided(&school, &days, &after).await;
        let catterall = school.signs_in("catterall").await;
        let path = format!("{at}/day-six");
        let shown = catterall.sees(&path).await.says("Thu 26 Nov 2026").says("R2.17");
        shown.says("Amber: nothing yet").says("Nothing arranged; 5 school days left");
        catterall.sees("/exclusions/day-six").await.says("Amber").says("Nothing yet");
        // Work is asked for on each of the first five days, one by one.
        let record = catterall.sees(&at).await;
        assert_eq!(record.text().matches("None yet").count(), 5, "{}", record.text());
        // One is full, one begins too late, and then in time.
        let full = [
            ("once", &once() as &str),
            ("provider", "Alder Grove"),
            ("answer", "full"),
            ("why", "No place in Year 9"),
        ];
        let none = [full[0], ("provider", ""), ("answer", "accepted")];
        let no = catterall.posts(&path, &none).await.is(422).says("Name the provider");
        no.says("Give the first day").says("the parent is told where");
        for _ in 0..2 {
            catterall.does(&path, &full).await;
        }
        let yes = |key: &'static str, day: &'static str| {
            [
                (key, ""),
                ("provider", "Larch House"),
                ("answer", "accepted"),
                ("starts_on", day),
                ("starts_at", "9.15"),
                ("hours", "25"),
                ("place", "4 Mill Lane, Fairholme"),
                ("report_to", "Mr Abel Stone"),
                ("sessions", "9.15 to 14.45"),
                ("transport", "Taxi at 8.40"),
            ]
        };
        catterall.posts(&path, &yes("x", "2026-11-27")).await.is(422).says("no school day");
        let mut late = yes("once", "2026-11-30").to_vec();
        let key = once();
        late[0].1 = &key;
        catterall.does(&path, &late).await;
        catterall
            .sees(&path)
            .await
            .says("Red: late")
            .says("Begins Mon 30 Nov 2026, 1 school day late");
        catterall
            .sees("/exclusions/day-six")
            .await
            .says("Red: late")
            .says("Larch House, 25 h a week");
        let shown = catterall.sees(&path).await;
        let days = shown.links(&format!("{path}/")).into_iter().find(|l| l.ends_with("/day"));
        let offer = days.unwrap().trim_end_matches("/day").to_string();
        let version = shown.value("version");
        let mut soon = yes("version", "2026-11-26").to_vec();
        soon[0].1 = &version;
        catterall.does(&offer, &soon).await;
        catterall.posts(&offer, &soon).await.is(409);
        catterall
            .sees(&path)
            .await
            .says("Green: in place")
            .says("In place: begins Thu 26 Nov 2026");
        // Home is told where and when, not less than 48 hours before.
        let record = catterall.sees(&at).await;
        record.says("Details of that education given to the parent: Ms Leanne Moss").says("R2.18");
        let letters = format!("{at}/letters");
        let shown = catterall.sees(&format!("{letters}?paper=education")).await;
        let shown = shown.says("4 Mill Lane, Fairholme").says("Report to: Mr Abel Stone");
        let shown = shown.says("Sessions: 9.15 to 14.45").says("Thu 26 Nov 2026, 9.15");
        let send = [
            ("paper", "education"),
            ("once", &shown.value("once") as &str),
            ("how", "hand"),
            ("on", "2026-11-19"),
            ("at", "10.51"),
            ("act", "issue"),
        ];
        catterall.does(&letters, &send).await;
        catterall.sees(&at).await.says("Details of the education from the sixth day, version 1");
        catterall.sees("/exclusions/day-six").await.says("Green").says("Told");
        // Each day there is written down; a day away wants to be looked at, on Today too.
        school.nov(30, "9.50");
        let merrow = school.signs_in("merrow").await;
        merrow.sees("/").await.says("Larch House: write down whether they were there");
        let day = format!("{offer}/day");
        for (fields, says) in [
            (
                vec![("day", "2026-11-25"), ("there", "yes")],
                "They were not to be there on this day",
            ),
            (vec![("day", "2026-11-27"), ("there", "yes")], "is no school day"),
            (vec![("day", "2026-12-01"), ("there", "yes")], "has not come yet"),
            (vec![("day", "2026-11-26"), ("there", "no")], "Say why, as far as it is known"),
            (vec![("day", "2026-11-26")], "Say whether they were there"),
        ] {
            merrow.posts(&day, &fields).await.is(422).says(says);
        }
        let away = [("day", "2026-11-26"), ("there", "no"), ("words", "The taxi did not come")];
        merrow.does(&day, &away).await;
        merrow.sees(&path).await.says("Nobody has made sure they are safe").says("The taxi");
        merrow.sees("/").await.says("Not there, and nobody has made sure they are safe");
        let safe = [
            away[0],
            away[1],
            away[2],
            ("checked_how", "Ms Moss, by telephone"),
            ("checked_time", "10.05"),
        ];
        merrow.does(&day, &safe).await;
        merrow.does(&day, &[("day", "2026-11-30"), ("there", "yes")]).await;
        merrow
            .sees(&path)
            .await
            .says("Safe and well: Ms Moss, by telephone, Thu 26 Nov 2026, 10.05");
        merrow.sees("/").await.hides("Not there").hides("write down whether");
    }
}

#[tokio::test]
async fn a_pupil_of_18_is_written_to_in_the_parents_place() {
    for school in schools().await {
        set_up(&school).await;
        let pupil = school.f.pupils["Tyrell"];
        let mut w = roster(&school).await;
        store::testing::born(&mut w, pupil, Day::new(2008, 11, 19).unwrap()).await;
        kept(&school, w).await;
        let days = [
            ("kind", "suspension"),
            ("first", "2026-11-20"),
            ("last", "2026-11-20"),
            ("reasons", "DM"),
            ("plain", "A booth was broken."),
        ];
        let after = [
            ("work", "Online"),
            ("back_at", "8.40"),
            ("meet_day", "2026-11-23"),
            ("meet_time", "8.15"),
        ];
        let at = decided(&school, &days, &after).await;
        let catterall = school.signs_in("catterall").await;
        let page = catterall.sees(&at).await.says("Written notice to the pupil, aged 18 or over");
        page.hides("Public-place notice").hides("to the parent: Ms Leanne Moss");
        let letters = format!("{at}/letters");
        let page = catterall.sees(&letters).await.says("is 18 or over: the letter goes to them");
        let page = page.says("I have decided to suspend you").says("You come back to school on");
        let page = page.says("Issue the letter").hides("Dear Ms Moss").hides("Your duty on");
        let send = [
            ("paper", "notice"),
            ("once", &page.value("once") as &str),
            ("how", "hand"),
            ("on", "2026-11-19"),
            ("at", "10.51"),
            ("act", "issue"),
        ];
        catterall.does(&letters, &send).await;
        catterall.sees(&at).await.says("Notice of the decision, version 1, by hand");
        // Before the governors too it is theirs to write and to be written to.
        let thrale = school.signs_in("thrale").await;
        let matter = thrale.does(&format!("{at}/governors"), &[]).await;
        let hearing = thrale.does(&format!("{matter}/hearings"), &[("kind", "governors")]).await;
        let page = thrale.sees(&hearing).await.says("A link for Tyrell Ashdown-Moss");
        page.hides("A link for Ms Leanne Moss");
    }
}

#[tokio::test]
async fn a_permanent_exclusion_wants_both_parts_of_the_test_and_lunchtimes_count_half_a_day_each() {
    for school in schools().await {
        set_up(&school).await;
        school.nov(19, "10.52");
        let merrow = school.signs_in("merrow").await;
        let pupil = school.f.pupils["Tyrell"];
        let at = merrow.does(&format!("/pupils/{pupil}/exclusions"), &[("once", &once())]).await;
        prepares(&merrow, &at, "2026-11-19", "9.00").await;
        let days = [
            ("kind", "permanent"),
            ("first", "2026-11-20"),
            ("reasons", "OW"),
            ("plain", "Tyrell brought a blade and threatened somebody with it."),
        ];
        fills(&merrow, &at, "period", &days).await;
        let draft = merrow.sees(&at).await.says("Say what the serious or persistent breach is");
        draft.says("Say what serious harm staying would do");
        let mut both = days.to_vec();
        both.extend([("breach", "A blade, and a threat with it"), ("harm", "Others were afraid")]);
        fills(&merrow, &at, "period", &both).await;
        let shown = merrow.sees(&format!("{at}/decide")).await.says("A last resort").says("R3.01");
        shown.says("Record my decision to permanently exclude");
        decides(&merrow, &at, "2026-11-19", "10.50").await;
        school.nov(20, "9.00");
        let merrow = school.signs_in("merrow").await;
        let page = merrow.sees(&at).await.says("In force").says("The governing body meets");
        let page =
            page.says("Education from the sixth school day").says("Mon 30 Nov").says("R3.03");
        page.hides("Running").hides("The meeting about coming back");
        merrow
            .sees("/exclusions?stands=running")
            .await
            .says("Permanent exclusion")
            .says("In force");
        merrow.sees("/exclusions/day-six").await.says("permanent exclusion");
        let letter = merrow.sees(&format!("{at}/letters")).await.says("permanently exclude Tyrell");
        letter.says("the governing body or a review decides otherwise").says("First-tier Tribunal");
        // Lunchtimes of another pupil: three of them are a day and a half, and an exam is lost.
        let saffron = school.f.pupils["Saffron"];
        let at = merrow.does(&format!("/pupils/{saffron}/exclusions"), &[("once", &once())]).await;
        prepares(&merrow, &at, "2026-11-19", "12.50").await;
        let lunch = [
            ("kind", "lunchtime"),
            ("first", "2026-11-20"),
            ("last", "2026-11-24"),
            ("reasons", "BU"),
            ("exam", "2026-11-24"),
            ("plain", "Saffron hurt others in the dining hall."),
        ];
        fills(&merrow, &at, "period", &lunch).await;
        merrow.sees(&at).await.says("1.5 school days , touching 3");
        decides(&merrow, &at, "2026-11-20", "9.00").await;
        let page = merrow.sees(&at).await.says("The governing body told").says("R2.15");
        page.hides("Education from the sixth school day").hides("The attendance register coded");
        let letter = merrow.sees(&format!("{at}/letters")).await.says("at lunchtimes");
        letter
            .says("Each lunchtime counts as half a day: 1.5 school days")
            .says("Examination lost");
        let csv = merrow.get("/exclusions/export/csv").await.is(200);
        assert!(csv.body.contains("LNCH") && csv.body.contains("PERM"), "{}", csv.body);
    }
}

#[tokio::test]
async fn statements_are_read_back_signed_and_copied_and_whom_they_name_stands_in_no_letter() {
    for school in schools().await {
        let at = marnie(&school).await;
        let catterall = school.signs_in("catterall").await;
        let evidence = format!("{at}/evidence");
        catterall.sees(&evidence).await.says("lead nobody");
        let key = once();
        let statement = [
            ("once", key.as_str()),
            ("kind", "pupil_statement"),
            ("who", "Kian Dowell, 9K4"),
            ("words", "I saw it from the next booth."),
            ("taken_on", "2026-11-19"),
            ("taken_time", "10.40"),
            ("written", "scribed"),
            ("stood", "In the next booth, a metre away"),
            ("anonymised", "Another pupil saw it from the next booth."),
        ];
        catterall.does(&evidence, &statement).await;
        catterall.sees(&at).await.says("was not read back to whoever gave it");
        for act in ["read_back", "signed", "copied"] {
            let shown = catterall.sees(&evidence).await;
            let last = shown.links(&format!("{evidence}/")).pop().unwrap();
            catterall.does(&last, &[("act", act)]).await;
        }
        let shown = catterall.sees(&evidence).await.says("Read back").says("Signed");
        let shown = shown.says("Copy given").says("Spoken, and written down for them");
        shown.says("In the next booth, a metre away").says("Copy that names nobody");
        // What was weighed is on the screen, and none of it may be left out.
        let gone = [("found", "It was broken"), ("alternatives", "")];
        page(&catterall, &at, "weighed", &gone).await;
        let draft =
            catterall.sees(&at).await.says("Weigh the facts on the balance of probabilities");
        draft.says("Say what else was considered");
        let whole =
            [("found", "It was broken"), ("probable", "yes"), ("alternatives", "Another day")];
        fills(&catterall, &at, "weighed", &whole).await;
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        decides(&merrow, &at, "2026-11-19", "11.10").await;
        let letters = format!("{at}/letters");
        let page = merrow.sees(&letters).await;
        let with = |added: &'static str| {
            vec![
                ("paper", "notice".to_string()),
                ("once", page.value("once")),
                ("added", added.to_string()),
                ("how", "hand".to_string()),
                ("on", "2026-11-19".to_string()),
                ("at", "11.10".to_string()),
                ("act", "issue".to_string()),
            ]
        };
        for added in ["Kian saw it.", "Moses Tarn was there.", "Ask Tarn, Moses"] {
            let no = merrow.posts(&letters, &texts(&with(added))).await.is(422);
            no.says("nobody else’s child");
        }
        let mut odd = with("");
        odd.extend([("language", "Portugese".to_string()), ("translated", "Olá".to_string())]);
        merrow.posts(&letters, &texts(&odd)).await.is(422).says("stand in no letter");
        // The reasons of a cancellation go to every home: they name nobody else's child either.
        let cancel = format!("{at}/cancel");
        let version = merrow.sees(&cancel).await.value("version");
        let why = [
            ("version", version.as_str()),
            ("on", "2026-11-19"),
            ("why", "Kian Dowell broke it, as two others saw."),
        ];
        merrow.does(&cancel, &why).await;
        merrow.sees(&format!("{letters}?paper=cancelled")).await.says("nobody else’s child");
        merrow.sees(&letters).await.says("It is cancelled: home is told that");
    }
}
