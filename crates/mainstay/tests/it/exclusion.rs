//! A suspension from a failed day to the morning the pupil is back: who decides, what it brings the
//! totals to, who is told by when, letters, work, the meeting nobody came to. And what is refused.

use crate::harness::{School, schools};
use crate::parent::{kept, roster};
pub use crate::suspending::{decides, once};
use crate::suspending::{fills, page, prepares, set_up, suspends};
use rulebook::Day;

/// Two days in September and two in October, as they were decided.
async fn before(school: &School) {
    for (month, first, last) in [(9, 17, "2026-09-18"), (10, 8, "2026-10-09")] {
        suspends(school, "Tyrell", Day::new(2026, month, first).unwrap(), last).await;
    }
}

async fn cared_for(school: &School) {
    let mut w = roster(school).await;
    store::testing::social_worker(&mut w, school.f.pupils["Tyrell"], "Ms Hope Anand").await;
    let leanne = school.f.contacts["Leanne"];
    store::testing::speaks(&mut w, leanne, "Portuguese", true).await.unwrap();
    kept(school, w).await;
}

/// The suspension of the walk-through, prepared by a year lead from a pupil's file and whole.
pub async fn marnie(school: &School) -> String {
    set_up(school).await;
    cared_for(school).await;
    before(school).await;
    school.nov(19, "10.52");
    let catterall = school.signs_in("catterall").await;
    let pupil = school.f.pupils["Tyrell"];
    let file = catterall.sees(&format!("/pupils/{pupil}")).await;
    let file =
        file.says("Prepare a suspension").says("Suspension, Thu 17 Sep 2026 to Fri 18 Sep 2026");
    drop(file);
    let key = once();
    let begin = format!("/pupils/{pupil}/exclusions");
    let at = catterall.does(&begin, &[("once", &key)]).await;
    assert_eq!(catterall.does(&begin, &[("once", &key)]).await, at, "a double tap keeps one");
    catterall.sees(&at).await.says("Only the headteacher can suspend").says("Say when it happened");
    catterall.sees("/").await.says("begun and not whole");
    prepares(&catterall, &at, "2026-11-19", "10.20").await;
    let days = [
        ("kind", "suspension"),
        ("first", "2026-11-19"),
        ("first_half", "yes"),
        ("sent_home_at", "11.30"),
        ("last", "2026-11-20"),
        ("reasons", "DM"),
        ("reasons", "VA"),
        ("plain", "Tyrell broke a booth in the room and swore at a member of staff."),
    ];
    fills(&catterall, &at, "period", &days).await;
    let after = [
        ("work", "Set in the online classroom each morning; Ms Catterall marks it."),
        ("back_at", "8.40"),
        ("meet_day", "2026-11-23"),
        ("meet_time", "8.15"),
        ("place", "the main office"),
    ];
    fills(&catterall, &at, "after", &after).await;
    at
}

#[tokio::test]
async fn half_a_day_and_a_day_after_four_is_over_five_and_everybody_is_told_in_time() {
    for school in schools().await {
        let at = marnie(&school).await;
        let catterall = school.signs_in("catterall").await;
        let draft = catterall.sees(&at).await.says("5.5 school days").says("11 half-days");
        draft.says(
            "If the parent makes representations, the governing body must meet within 50 school days",
        );
        // Nobody but the headteacher decides, however senior.
        let fields = [("version", "9"), ("reasons", "x"), ("on", "2026-11-19"), ("at", "10.50")];
        for who in ["catterall", "okell", "thrale"] {
            let other = school.signs_in(who).await;
            let no = other.posts(&format!("{at}/decide"), &fields).await.is(403);
            no.says("You cannot decide this").says("nobody decides by being senior");
        }
        school.signs_in("poll").await.get(&at).await.is(403);
        // It is on the head's Today; read through, and decided with reasons.
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        merrow.sees("/").await.says("A suspension to decide, prepared by Ms Bea Catterall");
        let page = merrow.sees(&format!("{at}/decide")).await.says("Over 5 in the term");
        let version = page.value("version");
        let none = [("version", version.as_str()), ("on", "2026-11-19"), ("at", "11.10")];
        merrow.posts(&format!("{at}/decide"), &none).await.is(422).says("Give your reasons");
        let page = decides(&merrow, &at, "2026-11-19", "11.10").await;
        // What is owed: each with its rule and its date; the Virtual School Head is not there.
        let page = page.says("Over 5 in the term").says("Mon 22 Feb 2027").says("R2.14");
        let page = page.says("Written notice to the parent: Ms Leanne Moss");
        let page = page.says("Written notice to the parent: Mr Curtis Ashdown");
        let page = page.says("By the end of the afternoon session").says("Thu 19 Nov 2026");
        let page = page.says("The local authority told").says("The social worker told");
        let page = page.says("The governing body told").says("5.5 school days");
        let page = page.says("11 half-days").says("Not yet checked");
        let page = page.hides("The Virtual School Head told").says("Mon 23 Nov 2026");
        page.says("School day"); // the working is there
        merrow.sees("/").await.says("Public-place notice to the parent: Ms Leanne Moss");
        notices(&school, &at).await;
        meanwhile(&school, &at).await;
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

async fn notices(school: &School, at: &str) {
    school.nov(19, "11.40");
    let catterall = school.signs_in("catterall").await;
    let letters = format!("{at}/letters");
    let page = catterall.sees(&format!("{letters}?paper=notice")).await;
    let page = page.says("for 1.5 school days").says("Mon 22 Feb 2027").says("Northmoor SENDIASS");
    let page = page.says("Tyrell comes back to school on Mon 23 Nov 2026 at 8.40");
    let page = page.says("whether or not you can come").says("in Portuguese or in another form");
    let key = page.value("once");
    let send = |added: &'static str| {
        vec![
            ("paper", "notice"),
            ("once", key.as_str()),
            ("added", added),
            ("language", "Portuguese"),
            ("translated", "O Tyrell volta à escola na segunda-feira, 23/11/2026."),
            ("how", "hand"),
            ("on", "2026-11-19"),
            ("at", "11.38"),
            ("act", "issue"),
        ]
    };
    catterall
        .posts(&letters, &send("He lives at 88 Quay Street"))
        .await
        .is(422)
        .says("another contact’s address");
    catterall.posts(&letters, &send("Tyrell is excluded")).await.is(422).says("Take out the word");
    // A Word copy is a draft to put one's own way: it issues nothing and proves nothing.
    let mut word = send("").to_vec();
    word.retain(|(name, _)| *name != "act");
    word.push(("word", "0"));
    let draft = catterall.posts(&letters, &word).await.is(200);
    assert!(draft.bytes.starts_with(b"PK"), "{}", draft.text());
    catterall.sees(at).await.hides("Notice of the decision, version 1");
    for _ in 0..2 {
        assert_eq!(catterall.does(&letters, &send("")).await, at);
    }
    let page = catterall
        .sees(at)
        .await
        .says("Notice of the decision, version 1, by hand, Thu 19 Nov 2026, 11.38");
    drop(page);
    // Two letters, each with its own address and no other, in words and in the pages.
    let page = catterall.sees(&letters).await;
    let mut sent = page.links("/exclusions/letters/");
    sent.retain(|l| !l.ends_with("/pdf"));
    assert_eq!(sent.len(), 2, "{sent:?}");
    let mut portuguese = 0;
    for one in &sent {
        let said = catterall.sees(one).await;
        let body = said.text();
        let (tanyard, quay) = (body.contains("14 Tanyard Row"), body.contains("88 Quay Street"));
        assert!(tanyard != quay, "one address each: {body}");
        portuguese += usize::from(body.contains("O Tyrell volta"));
        let pdf = catterall.sees(&format!("{one}/pdf")).await;
        crate::pdf::is_fit(&pdf.bytes, "a notice");
        let words = crate::pdf::words(&pdf.bytes);
        assert_eq!(words.contains("14 Tanyard Row"), tanyard, "{words}");
        assert_eq!(words.contains("88 Quay Street"), quay, "{words}");
    }
    assert_eq!(portuguese, 1, "only in the letter of who reads it");
    // The offices, without anybody's address.
    for (code, how) in
        [("told-authority", "portal"), ("told-social-worker", "email"), ("told-governors", "email")]
    {
        let page = catterall.sees(&format!("{letters}?paper={code}")).await;
        let page = page.hides("Tanyard Row").hides("Quay Street");
        let fields = [
            ("paper", code),
            ("once", &page.value("once") as &str),
            ("how", how),
            ("on", "2026-11-19"),
            ("at", "11.39"),
            ("act", "issue"),
        ];
        catterall.does(&letters, &fields).await;
    }
    // Work, which is owed too, and the list of what is left.
    let work = [
        ("once", &once() as &str),
        ("work_day", "2026-11-20"),
        ("work_what", "English: chapter 4, questions 1 to 6"),
        ("work_link", "https://classroom.example/9k2"),
    ];
    let late = [work[0], ("work_day", "2026-11-24"), work[2]];
    catterall.posts(&format!("{at}/work"), &late).await.is(422).says("not one of the days");
    catterall.does(&format!("{at}/work"), &work).await;
    let page = catterall.sees(at).await.says("https://classroom.example/9k2").says("2 to do");
    let marked = page.links(&format!("{at}/work/"));
    catterall.does(&marked[0], &[("note", "")]).await;
    let page = catterall.sees(at).await.says("Marked by Ms Bea Catterall").says("Code E");
    page.says("The attendance register coded for the days out");
    let coded = [
        ("once", &once() as &str),
        ("code", "attendance"),
        ("how", "other"),
        ("on", "2026-11-19"),
        ("at", "11.35"),
        ("what", "E entered for Thursday afternoon and Friday"),
    ];
    catterall.does(&format!("{at}/done"), &coded).await;
}

async fn meanwhile(school: &School, at: &str) {
    // The invitation, in Portuguese; nobody comes; the pupil is back all the same.
    school.nov(20, "9.00");
    let catterall = school.signs_in("catterall").await;
    let letters = format!("{at}/letters");
    let page = catterall.sees(&format!("{letters}?paper=invite")).await;
    let page = page.says("whether or not you can come");
    let invite = [
        ("paper", "invite"),
        ("once", &page.value("once") as &str),
        ("language", "Portuguese"),
        ("translated", "Gostaríamos de falar consigo na segunda-feira às 8.15."),
        ("how", "post"),
        ("on", "2026-11-20"),
        ("at", "8.55"),
        ("act", "issue"),
    ];
    catterall.does(&letters, &invite).await;
    // Portuguese stands first, on its own, in the pages that went; and in no other home's.
    let sent = catterall.sees(&format!("{at}/reintegration")).await.links("/exclusions/letters/");
    let mut read = 0;
    for pdf in sent.iter().filter(|l| l.ends_with("/pdf")) {
        let pdf = catterall.sees(pdf).await;
        crate::pdf::is_fit(&pdf.bytes, "an invitation");
        let words = crate::pdf::words(&pdf.bytes);
        assert!(words.contains("whether or not you can come"), "{words}");
        if let Some(first) = words.find("Gostaríamos de falar consigo") {
            assert!(first < words.find("We would like to meet you").unwrap(), "{words}");
            read += 1;
        }
    }
    assert_eq!((sent.len(), read), (4, 1), "two homes, each a page and its file: {sent:?}");
    school.nov(23, "8.45");
    let catterall = school.signs_in("catterall").await;
    let page = catterall.sees(at).await.says("Over").says("comes back on the day, whoever comes");
    for words in ["must attend", "condition of", "unless you attend"] {
        assert!(!page.text().contains(words), "never a condition: {words}");
    }
    let none = [("came", "no")];
    catterall.posts(&format!("{at}/met"), &none).await.is(422).says("how home was reached instead");
    let page = catterall.sees(&format!("{at}/reintegration")).await.says("Ms Leanne Moss");
    let page = page.says("comes back on Mon 23 Nov 2026 at 8.40, whoever comes to the meeting");
    let no = [
        ("version", &page.value("version") as &str),
        ("kept", &page.value("kept")),
        ("came", "no"),
        ("met_words", "Rang at 8.30 with an interpreter; read out the plan."),
    ];
    for _ in 0..2 {
        catterall.does(&format!("{at}/met"), &no).await;
    }
    catterall
        .posts(&format!("{at}/back"), &[("back_on", "2026-11-24")])
        .await
        .is(422)
        .says("still to come");
    catterall.does(&format!("{at}/back"), &[("back_on", "2026-11-23")]).await;
    let page = catterall.sees(at).await.says("Not attended").says("Back in school Mon 23 Nov 2026");
    page.says("Everything that is owed now is done");
    // The return is followed like any other, and the file and its line show all of it.
    let returns = catterall.sees("/returns").await.says("Tyrell");
    let track = returns.links("/returns/").into_iter().find(|l| l.len() > 20).unwrap();
    catterall.sees(&track).await.says("suspended to Fri 20 Nov 2026");
    let pupil = school.f.pupils["Tyrell"];
    let file = catterall.sees(&format!("/pupils/{pupil}")).await;
    let file =
        file.says("Suspension or permanent exclusion decided").says("11 half-days this term");
    file.says("Home did not come");
    // The parent writes: the meeting comes alive on the day that was shown, and no other.
    catterall.does(&format!("{at}/wrote"), &[("written_on", "2026-11-23")]).await;
    let page = catterall.sees(at).await.says("The governing body meets").says("Mon 22 Feb 2027");
    page.says("The parent wrote to the governing body on Mon 23 Nov 2026");
    let list = catterall.sees("/exclusions").await.says("3 decided, 5.5 school days");
    list.says("Back in school");
    let csv = catterall.get("/exclusions/export/csv").await.is(200);
    assert!(csv.body.contains("SUSP") && csv.body.contains("DM"), "{}", csv.body);
    catterall.sees("/exclusions?stands=late").await;
    catterall.get("/exclusions?from=2026-11-30&to=2026-11-01").await.is(422);
}

#[tokio::test]
async fn a_failed_day_brings_what_is_known_and_no_button_in_the_room_suspends() {
    for school in schools().await {
        let (record, okell) = crate::failed_day::handed(&school).await;
        let begin = okell.sees(&record).await.says("Beginning it suspends nobody");
        let action = begin.links("/failed-days/").into_iter().find(|l| l.ends_with("/exclusion"));
        let fields = [("once", &begin.value("once") as &str)];
        let at = okell.does(&action.clone().unwrap(), &fields).await;
        // Opened again, it is the same record.
        assert_eq!(okell.does(&action.unwrap(), &[("once", &once())]).await, at);
        let page = okell.sees(&format!("{at}/step/incident")).await;
        assert!(page.body.contains("stay at the desk"), "what was written comes along");
        okell.sees(&format!("{at}/decide")).await.says("You cannot decide this");
        okell.sees(&record).await.says("See its record");
    }
}

#[tokio::test]
async fn days_that_cannot_be_are_refused_in_words_and_nothing_typed_is_lost() {
    for school in schools().await {
        set_up(&school).await;
        before(&school).await;
        school.nov(19, "10.52");
        let merrow = school.signs_in("merrow").await;
        let pupil = school.f.pupils["Tyrell"];
        let at = merrow.does(&format!("/pupils/{pupil}/exclusions"), &[("once", &once())]).await;
        let days = |first: &'static str, last: &'static str| {
            vec![
                ("kind", "suspension"),
                ("first", first),
                ("last", last),
                ("reasons", "DM"),
                ("plain", "Kept words"),
            ]
        };
        for (first, last, says) in [
            ("2026-11-20", "2026-11-19", "before it begins"),
            ("2026-11-26", "2026-11-27", "INSET"),
            ("2026-11-21", "2026-11-23", "Weekend"),
            ("2026-10-09", "2026-10-12", "It overlaps the suspension, Thu 8 Oct 2026"),
            ("2026-11-19", "2027-02-26", "The law allows 45 in a school year"),
            ("2030-01-07", "2030-01-08", "Set-up"),
        ] {
            let again = page(&merrow, &at, "period", &days(first, last)).await.is(422).says(says);
            again.says("Kept words");
        }
        let mut four = days("2026-11-19", "2026-11-19");
        four.extend([("reasons", "VA"), ("reasons", "PA"), ("reasons", "TH")]);
        page(&merrow, &at, "period", &four).await.is(422).says("Choose 3 at most");
        let apart = [("kind", "separation"), ("first", "2026-11-19"), ("last", "2026-11-19")];
        page(&merrow, &at, "period", &apart).await.is(422).says("R4.12");
        // Two people on one page: the second is told, and what they typed is shown.
        let stale = [("version", "1"), ("found", "Mine"), ("alternatives", "Also mine")];
        fills(&merrow, &at, "weighed", &[("found", "Theirs")]).await;
        merrow.posts(&format!("{at}/step/weighed"), &stale).await.is(409).says("Also mine");
        // Decided after it began, and before it is whole: neither.
        prepares(&merrow, &at, "2026-11-19", "10.00").await;
        fills(&merrow, &at, "period", &days("2026-11-19", "2026-11-19")).await;
        let path = format!("{at}/decide");
        merrow.sees(&path).await.says("Not whole yet");
        let version = merrow.sees(&format!("{at}/step/after")).await.value("version");
        let early = [
            ("version", version.as_str()),
            ("reasons", "r"),
            ("on", "2026-11-19"),
            ("at", "10.00"),
        ];
        merrow.posts(&path, &early).await.is(422).says("Say how work is set");
        // A leaver cannot be suspended.
        let mut w = roster(&school).await;
        store::testing::left(&mut w, school.f.pupils["Saffron"], Day::new(2026, 11, 13).unwrap())
            .await;
        kept(&school, w).await;
        let gone = format!("/pupils/{}/exclusions", school.f.pupils["Saffron"]);
        merrow.posts(&gone, &[("once", &once())]).await.is(409).says("left the roll");
        // Given up, it is on no list.
        merrow.does(&format!("{at}/drop"), &[]).await;
        merrow.posts(&format!("{at}/drop"), &[]).await.is(409).says("given up");
        assert!(!merrow.sees("/exclusions").await.body.contains(&at), "it is on no list");
    }
}

#[tokio::test]
async fn a_cancellation_brings_the_pupil_back_and_comes_too_late_once_the_meeting_began() {
    for school in schools().await {
        let at = marnie(&school).await;
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        decides(&merrow, &at, "2026-11-19", "11.10").await;
        let cancel = format!("{at}/cancel");
        school.nov(20, "8.30");
        let merrow = school.signs_in("merrow").await;
        let version = merrow.sees(&cancel).await.value("version");
        let why = "A second statement shows that somebody else broke it.";
        let fields = [("version", version.as_str()), ("on", "2026-11-20"), ("why", why)];
        let begun = [fields[0], fields[1], fields[2], ("begun", "yes")];
        let no = merrow.posts(&cancel, &begun).await.is(409).says("has begun the meeting");
        no.says("can direct that the student comes back");
        let thrale = school.signs_in("thrale").await;
        thrale.posts(&cancel, &fields).await.is(403).says("You cannot decide this");
        for _ in 0..2 {
            merrow.does(&cancel, &fields).await;
        }
        let page = merrow.sees(&at).await.says("Cancelled on Fri 20 Nov 2026");
        let page = page.says("The cancellation and its reasons to the parent: Ms Leanne Moss");
        let page = page.says("The cancellation to the governing body");
        page.says("Days served before still count");
        let other = [fields[0], fields[1], ("why", "Other words")];
        merrow.posts(&cancel, &other).await.is(409).says("already");
        // The half-day that was served counts still: a fresh day brings the term to 5.5.
        let pupil = school.f.pupils["Tyrell"];
        let fresh = merrow.does(&format!("/pupils/{pupil}/exclusions"), &[("once", &once())]).await;
        let days = [
            ("kind", "suspension"),
            ("first", "2026-11-24"),
            ("last", "2026-11-24"),
            ("reasons", "DM"),
        ];
        fills(&merrow, &fresh, "period", &days).await;
        merrow.sees(&fresh).await.says("5.5 school days");
        let letters = format!("{at}/letters");
        let page = merrow.sees(&format!("{letters}?paper=cancelled")).await.says(why);
        let send = [
            ("paper", "cancelled"),
            ("once", &page.value("once") as &str),
            ("how", "hand"),
            ("on", "2026-11-20"),
            ("at", "8.25"),
            ("act", "issue"),
        ];
        merrow.does(&letters, &send).await;
        merrow.sees(&at).await.says("Notice that it is cancelled, version 1");
    }
}

#[tokio::test]
async fn a_closure_moves_a_date_that_is_owed_and_both_stay_in_sight() {
    for school in schools().await {
        let at = marnie(&school).await;
        school.nov(19, "11.10");
        let merrow = school.signs_in("merrow").await;
        decides(&merrow, &at, "2026-11-19", "11.10").await;
        school.nov(25, "7.50");
        let abbot = school.signs_in("abbot").await;
        let page = abbot.sees("/set-up/calendar").await;
        let form = crate::set_up::fields(&page, "/set-up/calendar");
        let rows = (0..90).map(|n| format!("closed-{n}-why"));
        let free = rows.into_iter().find(|why| form.iter().any(|(n, v)| n == why && v.is_empty()));
        let why = free.unwrap();
        let (from, to) = (why.replace("-why", "-from"), why.replace("-why", "-to"));
        let shut = [(why.as_str(), "Boiler"), (&from, "2026-11-25"), (&to, "2026-11-25")];
        let fields = crate::set_up::with(&form, &shut);
        abbot.does("/set-up/calendar", &fields).await;
        let merrow = school.signs_in("merrow").await;
        merrow.sees("/").await.says("the calendar moved the date; look at both");
        let page = merrow.sees(&at).await.says("Was Mon 22 Feb 2027 , now Tue 23 Feb 2027");
        let moved = page.links(&format!("{at}/moved/"));
        merrow.posts(&moved[0], &[]).await.is(422).says("Say what follows");
        merrow.does(&moved[0], &[("note", "Nothing was arranged yet")]).await;
        merrow.sees(&at).await.says("Nothing was arranged yet").says("now Tue 23 Feb 2027");
        merrow.sees("/").await.hides("the calendar moved the date");
    }
}

#[tokio::test]
async fn proof_is_struck_out_and_owed_again_and_a_named_acting_head_decides_between_two_days() {
    for school in schools().await {
        let at = marnie(&school).await;
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees("/set-up/exclusions").await;
        let thrale_id = school.f.staff["thrale"].to_string();
        let fields = [
            ("was", &page.value("was") as &str),
            ("acting", &thrale_id),
            ("acting_from", "2026-11-19"),
            ("acting_to", "2026-11-20"),
            ("school", "academy"),
            ("authority", "Northmoor Borough Council"),
            ("clerk", "Ms Ines Fallow, 01632 960410"),
            ("advice", "Northmoor SENDIASS, 01632 960555"),
            ("afternoon", "13.00"),
        ];
        lyle.does("/set-up/exclusions", &fields).await;
        school.nov(19, "11.10");
        let thrale = school.signs_in("thrale").await;
        // Who acts on one day decided nothing on the day before.
        let path = format!("{at}/decide");
        let version = thrale.sees(&path).await.value("version");
        let early = [
            ("version", version.as_str()),
            ("reasons", "It was this or worse"),
            ("on", "2026-11-18"),
            ("at", "11.10"),
        ];
        let no = thrale.posts(&path, &early).await.is(422);
        no.says("You were not named to act as head on Wed 18 Nov 2026")
            .says("nothing was decided before");
        let page = decides(&thrale, &at, "2026-11-19", "11.10").await;
        page.says("acting headteacher");
        let prove = format!("{at}/done?code=told-authority");
        let page = thrale.sees(&prove).await.says("R2.08");
        let key = page.value("once");
        let path = format!("{at}/done");
        let fields = |how: &'static str, note: &'static str| {
            vec![
                ("once", key.as_str()),
                ("code", "told-authority"),
                ("how", how),
                ("on", "2026-11-19"),
                ("at", "11.08"),
                ("note", note),
            ]
        };
        thrale.posts(&path, &fields("", "")).await.is(422).says("Choose how");
        thrale.posts(&path, &fields("not", "")).await.is(422).says("Say why it was not done");
        let mut ahead = fields("phone", "");
        ahead[3].1 = "2026-11-20";
        thrale.posts(&path, &ahead).await.is(422).says("still to come");
        for _ in 0..2 {
            thrale.does(&path, &fields("phone", "Spoke to the duty officer")).await;
        }
        let page = thrale.sees(&at).await.says("telephone, Thu 19 Nov 2026, 11.08");
        let wrong = page.links(&format!("{at}/done/"));
        assert_eq!(wrong.len(), 1, "kept once: {wrong:?}");
        thrale
            .posts(&format!("{}/strike", wrong[0]), &[])
            .await
            .is(422)
            .says("Say why it is wrong");
        thrale.does(&format!("{}/strike", wrong[0]), &[("why", "It was another pupil’s")]).await;
        thrale
            .sees(&at)
            .await
            .says("Struck out")
            .says("Record that it was done : The local authority told");
        // A fresh decision follows; nothing is lengthened.
        thrale.sees(&at).await.says("New evidence: a fresh decision");
        let fresh = thrale.does(&format!("{at}/further"), &[("once", &once())]).await;
        thrale.sees(&fresh).await.says("A fresh decision that follows the suspension");
        let page = thrale.sees(&format!("{fresh}/step/period")).await;
        assert!(page.body.contains("value=\"2026-11-23\""), "it begins when that has ended");
        school.nov(23, "9.00");
        let thrale = school.signs_in("thrale").await;
        thrale.sees(&format!("{fresh}/decide")).await.says("You cannot decide this");
    }
}
