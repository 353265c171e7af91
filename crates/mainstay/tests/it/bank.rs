//! The work bank: searched by the room, agreed by the head of the subject and by nobody else; and
//! programmes of work by subject, year and half-term.

use crate::harness::{Person, School, schools};
use crate::message::booked;
use casework::Id;

const FIELDS: [(&str, &str); 8] = [
    ("subject", "Science"),
    ("year_from", "9"),
    ("year_to", "9"),
    ("title", "Forces in sport"),
    ("topic", "Forces"),
    ("ability", "core"),
    ("hours", "1.5"),
    ("clear", "yes"),
];

fn with(more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&str, String)> = FIELDS
        .iter()
        .filter(|(n, _)| !more.iter().any(|(m, _)| m == n))
        .map(|(n, v)| (*n, v.to_string()))
        .collect();
    all.extend(more.iter().map(|(n, v)| (*n, v.to_string())));
    all
}
fn said<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

/// Adds a unit; says its address.
async fn adds(who: &Person, more: &[(&'static str, &str)]) -> String {
    let once = who.sees("/bank/new").await.value("once");
    let mut fields = with(more);
    fields.push(("once", once));
    let here = who.does("/bank/new", &said(&fields)).await;
    assert_eq!(who.does("/bank/new", &said(&fields)).await, here, "a double tap adds one");
    here
}

/// The address of a unit of Science that is there from the start.
async fn energy(who: &Person) -> String {
    let page = who.sees("/bank?words=energy").await;
    page.links("/bank/").into_iter().find(|l| l.len() > 40).expect("a unit")
}

#[tokio::test]
async fn a_head_of_subject_agrees_a_unit_and_sees_when_and_by_how_many_it_was_used() {
    for school in schools().await {
        let placement = booked(&school, &["P3"]).await;
        school.nov(10, "10.55");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/work?day=2026-11-10").await;
        let p3 = page.links("/work/").into_iter().find(|l| l.len() == 42).unwrap();
        let unit = okell.sees(&p3).await.value("unit");
        okell.does(&format!("{p3}/bank"), &[("unit", &unit)]).await;
        let here = energy(&okell).await;
        okell.sees(&here).await.says("Tue 10 Nov 2026, by 1 in all").hides("Agree it");

        let sethi = school.signs_in("sethi").await;
        sethi.sees("/").await.says("Units and programmes to agree or review");
        let page = sethi.sees(&here).await.says("Not agreed yet").says("by 1 in all");
        let version = page.value("version");
        let fields = [("verdict", "agreed"), ("review_on", "2026-11-12"), ("version", &version)];
        let decide = format!("{here}/decide");
        for _ in 0..2 {
            sethi.does(&decide, &fields).await;
        }
        sethi.sees(&here).await.says("Agreed: Mrs Anjali Sethi, Tue 10 Nov 2026, 10.55");
        sethi.sees("/").await.hides("Science: Energy transfers");
        // Nobody else, however senior, agrees it; nor a head of subject another subject's.
        for who in ["okell", "merrow", "thrale"] {
            let person = school.signs_in(who).await;
            let no = person.posts(&decide, &fields).await.is(403);
            no.says("Only the head of Science agrees work for Science");
        }
        school.signs_in("ravenhall").await.posts(&decide, &fields).await.is(403);
        let art = adds(&okell, &[("subject", "Art"), ("title", "Portraits")]).await;
        sethi.posts(&format!("{art}/decide"), &fields).await.is(403);
        sethi.posts(&art, &said(&with(&[("subject", "Art")]))).await.is(403);

        // Past its review it is marked, and on the head's Today; a reason takes it off.
        school.nov(12, "9.00");
        let sethi = school.signs_in("sethi").await;
        let said = "Science: Energy transfers: read, label, explain, unit review due today";
        sethi.sees("/").await.says(said);
        let okell = school.signs_in("okell").await;
        okell.sees("/bank?stands=review").await.says("Review is due").says("Energy transfers");
        okell.sees("/").await.hides("Units and programmes to agree or review");
        let id = here.rsplit('/').next().unwrap();
        sethi.does("/today/leave", &[("kind", "bank"), ("about", id), ("why", "In July")]).await;
        sethi.sees("/").await.hides(said);
        let _ = placement;
    }
}

#[tokio::test]
async fn a_unit_that_becomes_another_is_agreed_anew_and_a_declined_one_is_not_offered() {
    for school in schools().await {
        let placement = booked(&school, &["P3"]).await;
        school.nov(10, "10.00");
        let okell = school.signs_in("okell").await;
        let here = adds(&okell, &[]).await;
        let sethi = school.signs_in("sethi").await;
        let version = sethi.sees(&here).await.value("version");
        let no = [("verdict", "declined"), ("why", ""), ("version", &version)];
        let decide = format!("{here}/decide");
        sethi.posts(&decide, &no).await.is(422).says("Say why not");
        let yes = [("verdict", "agreed"), ("review_on", "2026-11-10"), ("version", &version)];
        sethi.posts(&decide, &yes).await.is(422).says("Give a day after today");
        let yes = [("verdict", "agreed"), ("review_on", "2027-07-01"), ("version", &version)];
        sethi.does(&decide, &yes).await;

        // What is agreed is offered before what is not.
        let work = first_work(&school, &okell, placement).await;
        let page = okell.sees(&work).await.text();
        let (new, old) = (page.find("Forces in sport"), page.find("Energy transfers"));
        assert!(new.unwrap() < old.unwrap(), "{page}");
        assert!(page.contains("Not agreed yet"), "{page}");

        // Where it is kept may change; what it is may not, without its head.
        let version = okell.sees(&here).await.value("version");
        let moved = with(&[("kept_at", "Tray S10"), ("version", &version)]);
        okell.does(&here, &said(&moved)).await;
        okell.sees(&here).await.says("Tray S10").says("Agreed: Mrs Anjali Sethi");
        let stale = with(&[("kept_at", "Elsewhere"), ("version", &version)]);
        okell.posts(&here, &said(&stale)).await.is(409).says("Elsewhere");
        let version = okell.sees(&here).await.value("version");
        let other = with(&[("title", "Forces at sea"), ("version", &version)]);
        okell.does(&here, &said(&other)).await;
        okell.sees(&here).await.says("Not agreed yet").hides("Agreed: Mrs");
        let wrong = with(&[("hours", "ages"), ("year_to", "8"), ("version", "9")]);
        let again =
            okell.posts(&here, &said(&wrong)).await.is(422).says("Give hours such as 1 or 1.5");
        assert!(again.body.contains("value=\"ages\""));

        let version = sethi.sees(&here).await.value("version");
        let no = [("verdict", "declined"), ("why", "Too thin for a lesson"), ("version", &version)];
        sethi.does(&decide, &no).await;
        okell.sees(&here).await.says("Declined").says("Too thin for a lesson");
        okell.sees(&work).await.hides("Forces at sea").says("Energy transfers");
        // A file is kept with it and handed out to those who use the bank.
        let version = okell.sees(&here).await.value("version");
        let fields = with(&[("title", "Forces at sea"), ("version", &version)]);
        let pdf = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj";
        okell.sends(&here, &said(&fields), ("Forces.pdf", pdf)).await.is(303);
        let file = okell.sees(&here).await.says("Forces.pdf").links(&format!("{here}/file/"));
        assert_eq!(sethi.get(&file[0]).await.is(200).bytes, pdf);
        school.signs_in("ravenhall").await.get(&file[0]).await.is(403);
    }
}

/// The address of the one request of a placement.
async fn first_work(school: &School, _who: &Person, placement: Id) -> String {
    let mut read = school.app.store().read().await.unwrap();
    let all = store::work::of_placement(&mut read, school.f.org, placement).await.unwrap();
    format!("/work/{}", all[0].id)
}

#[tokio::test]
async fn the_bank_is_searched_and_says_which_subject_and_year_has_nothing() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        adds(&okell, &[]).await;
        okell
            .sees("/bank?words=forces+sport")
            .await
            .says("Forces in sport")
            .hides("Energy transfers");
        okell
            .sees("/bank?subject=science&year=9")
            .await
            .says("Energy transfers")
            .hides("Theory pack");
        okell.sees("/bank?ability=stretch").await.says("No unit fits");
        let page =
            okell.sees("/bank").await.says("6 units").says("subjects and years have no unit");
        page.says("1.5 h").says("Most of a class");
        let here = energy(&okell).await;
        okell.does(&format!("{here}/active"), &[("active", "no")]).await;
        okell.sees("/bank").await.hides("Energy transfers").says("5 units");
        okell.sees("/bank?stands=retired").await.says("Energy transfers");
        school.signs_in("ravenhall").await.get("/bank").await.is(403);
        school.signs_in("poll").await.get("/bank").await.is(403);
        school.signs_in("sethi").await.sees("/bank/new").await.says("Add a unit");
    }
}

#[tokio::test]
async fn a_programme_is_written_by_the_room_agreed_by_the_head_and_its_gaps_are_listed() {
    for school in schools().await {
        school.nov(10, "10.00");
        let okell = school.signs_in("okell").await;
        let forces = adds(&okell, &[]).await;
        let (energy, forces) = (energy(&okell).await, forces);
        let ids = [&energy, &forces].map(|a| a.rsplit('/').next().unwrap().to_string());
        okell.sees("/subjects").await.says("in Autumn 2").says("Science Mrs Anjali Sethi");
        let at = "/programmes/edit?subject=Science&year=9&half=Autumn+2";
        okell.sees(at).await.says("Nobody has written one yet");
        let of = [("subject", "Science"), ("year", "9"), ("half", "Autumn 2"), ("version", "0")];
        let mut fields = of.to_vec();
        okell.posts("/programmes/edit", &fields).await.is(422).says("Choose at least one unit");
        fields.extend([("unit-0", ids[1].as_str()), ("unit-1", &ids[0]), ("note", "One a week")]);
        for _ in 0..2 {
            okell.does("/programmes/edit", &fields).await;
        }
        let page = okell.sees(at).await.says("Not agreed yet").hides("Do you agree it?");
        let text = page.text();
        assert!(text.find("Forces in sport").unwrap() < text.find("Energy transfers").unwrap());
        okell.sees("/subjects/one?subject=science").await.says("Not agreed yet");

        let sethi = school.signs_in("sethi").await;
        sethi.sees("/").await.says("Science: Autumn 2, programme to agree");
        let page = sethi.sees(at).await.says("Do you agree it?");
        let agree = page.links("/programmes/").into_iter().find(|l| l.ends_with("/agree")).unwrap();
        let yes = [("review_on", "2027-09-01"), ("version", "1")];
        okell.posts(&agree, &yes).await.is(403).says("Only the head of Science");
        sethi.posts(&agree, &[("review_on", ""), ("version", "1")]).await.is(422);
        for _ in 0..2 {
            sethi.does(&agree, &yes).await;
        }
        sethi.sees(at).await.says("Agreed by Mrs Anjali Sethi").says("Review Wed 1 Sep 2027");
        sethi.sees("/").await.hides("programme to agree");
        // Year 9 is off the list of gaps, the other years are not, and next half-term is empty.
        let text = okell.sees("/subjects").await.text();
        let line = text.split("Science Mrs Anjali Sethi").nth(1).unwrap();
        let gaps = line.split("Never").next().unwrap();
        assert!(!gaps.split("every year").next().unwrap().contains("9 Year"), "{gaps}");
        okell.sees("/subjects?half=Spring+1").await.says("in Spring 1");
        // Changed, it is agreed anew; a page from before keeps what was typed.
        let mut other = of.to_vec();
        other.extend([("unit-0", ids[0].as_str()), ("note", "Slower"), ("version", "1")]);
        other.retain(|f| *f != ("version", "0"));
        okell.posts("/programmes/edit", &other).await.is(409).says("Slower");
        other.retain(|f| *f != ("version", "1"));
        other.push(("version", "2"));
        okell.does("/programmes/edit", &other).await;
        okell.sees(at).await.says("Not agreed yet").hides("Agreed by");
        okell.get("/programmes/edit?subject=Alchemy&year=9&half=Autumn+2").await.is(404);
        okell.get("/programmes/edit?subject=Science&year=9&half=Never").await.is(404);
        school.signs_in("ravenhall").await.get(at).await.is(403);
    }
}

#[tokio::test]
async fn what_was_agreed_with_a_head_of_subject_is_kept_on_its_page_once() {
    for school in schools().await {
        school.nov(10, "10.00");
        let okell = school.signs_in("okell").await;
        let page =
            okell.sees("/subjects/one?subject=Science").await.says("Led by Mrs Anjali Sethi");
        let once = page.value("once");
        let at = "/subjects/one";
        let late = [
            ("subject", "Science"),
            ("once", &once),
            ("held_on", "2026-11-11"),
            ("body", "Two packs"),
        ];
        let again =
            okell.posts(at, &late).await.is(422).says("today or before").says("Say with whom");
        assert!(again.body.contains("Two packs"));
        let fields = [
            ("subject", "Science"),
            ("once", once.as_str()),
            ("held_on", "2026-11-09"),
            ("with_whom", "Mrs Sethi"),
            ("body", "Two packs by Friday"),
        ];
        for _ in 0..2 {
            okell.does(at, &fields).await;
        }
        let text = okell.sees("/subjects/one?subject=Science").await.text();
        assert_eq!(text.matches("Two packs by Friday").count(), 1, "{text}");
        okell.sees("/subjects").await.says("Mon 9 Nov 2026");
        okell.get("/subjects/one?subject=Alchemy").await.is(404);
    }
}

#[tokio::test]
async fn the_report_counts_work_by_department_and_each_figure_opens_its_list() {
    for school in schools().await {
        let placement = booked(&school, &["P2", "P3"]).await;
        let okell = school.signs_in("okell").await;
        let mut read = school.app.store().read().await.unwrap();
        let all = store::work::of_placement(&mut read, school.f.org, placement).await.unwrap();
        drop(read);
        let p2 = all.iter().find(|w| w.code == "P2").unwrap().id;
        school.nov(9, "15.05");
        let fields = [("route", "paper"), ("detail", "Tray 4"), ("by", "Ms Hale"), ("same", "yes")];
        okell.does(&format!("/work/{p2}/told"), &fields).await;
        school.nov(10, "8.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/placements/{placement}/arrival"), &[("feels", "3")]).await;
        school.nov(10, "10.40");
        let okell = school.signs_in("okell").await;
        okell.does(&format!("/work/{p2}/judged"), &[("said", "enough")]).await;
        okell.does(&format!("/work/{p2}/done"), &[("done", "most")]).await;
        school.nov(13, "9.00");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/reports/half-term").await;
        let page = page.says("Maths, median 20 min 1").says("Finished work not handed back 1");
        let page = page.says("Whether the work was enough").says("Nobody said");
        for (what, value, rows) in [
            ("work_asked", "Science", "1 row"),
            ("work_sent", "Maths", "1 row"),
            ("work_sent", "Science", "0 rows"),
            ("enough", "enough", "1 row"),
            ("not_back", "", "1 row"),
        ] {
            let days = "from=2026-11-02&to=2026-12-18";
            let list = format!("/reports/list?what={what}&value={value}&{days}");
            okell.sees(&list).await.says(rows);
        }
        assert!(
            page.links("/reports/list?what=work_sent").len() == 1,
            "{:?}",
            page.links("/reports")
        );
    }
}
