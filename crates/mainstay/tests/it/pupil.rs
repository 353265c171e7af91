//! Pupils' pages: who sees what, that opening is recorded, and that a note keeps its first words.

use crate::harness::{School, schools};
use casework::Verb;

async fn openings(school: &School) -> usize {
    let mut read = school.app.store().read().await.unwrap();
    let lines = store::file::story(
        &mut read,
        school.f.org,
        school.f.pupils["Tyrell"],
        &[Verb::FileOpened],
        100,
    )
    .await
    .unwrap();
    lines.len()
}

#[tokio::test]
async fn a_teacher_sees_what_helps_and_nothing_of_home_or_pairs() {
    for school in schools().await {
        let ravenhall = school.signs_in("ravenhall").await;
        let page = format!("/pupils/{}", school.f.pupils["Tyrell"]);
        ravenhall
            .sees(&page)
            .await
            .says("fixes bikes")
            .says("Nut allergy")
            .hides("Leanne")
            .hides("Kian")
            .hides("Everything, in order");
        assert_eq!(openings(&school).await, 0, "{}", school.engine());
    }
}

#[tokio::test]
async fn the_file_opens_with_strengths_and_its_opening_is_recorded_once_a_day() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        let page = format!("/pupils/{}", school.f.pupils["Tyrell"]);
        let text = okell.sees(&page).await.says("Keep apart from Kian Dowell, 9K4").text();
        let works = text.find("What works").unwrap();
        assert!(works < text.find("Nut allergy").unwrap());
        assert!(works < text.find("Everything, in order").unwrap());
        okell.sees(&page).await.says("Leanne Moss, mother").says("2 letters, always.");
        assert_eq!(openings(&school).await, 1, "{}", school.engine());
        school.nov(11, "8.30");
        let okell = school.signs_in("okell").await;
        okell.sees(&page).await;
        assert_eq!(openings(&school).await, 2, "{}", school.engine());
    }
}

#[tokio::test]
async fn a_mentor_opens_the_file_without_home() {
    let school = &schools().await[0];
    let adair = school.signs_in("adair").await;
    adair
        .sees(&format!("/pupils/{}", school.f.pupils["Tyrell"]))
        .await
        .says("Everything, in order")
        .hides("Leanne");
    // Somebody who is not his is not there.
    adair.get(&format!("/pupils/{}", school.f.pupils["Saffron"])).await.is(404);
}

#[tokio::test]
async fn three_letters_find_anybody_on_roll_and_show_name_and_form_only() {
    for school in schools().await {
        let vail = school.signs_in("ravenhall").await;
        vail.sees("/pupils?q=tyr&all=1").await.says("Tyrell Ashdown-Moss");
        let abbot = school.signs_in("abbot").await;
        let found = abbot.sees("/pupils?q=ash").await.says("Tyrell Ashdown-Moss").hides("Nut");
        assert!(found.links(&format!("/pupils/{}", school.f.pupils["Tyrell"])).is_empty());
        abbot.sees("/pupils?q=zzz").await.says("Nobody is called that");
    }
}

#[tokio::test]
async fn a_note_is_for_its_audience_and_a_correction_keeps_the_first_version() {
    for school in schools().await {
        let f = &school.f;
        let okell = school.signs_in("okell").await;
        let file = format!("/pupils/{}", f.pupils["Tyrell"]);
        let add = format!("{file}/notes");
        okell.posts(&add, &[("audience", "staff")]).await.is(422).says("Write the note");
        okell.posts(&add, &[("audience", "approvers"), ("body", "x")]).await.is(422);
        let once = okell.sees(&add).await.value("once");
        let fields =
            [("once", once.as_str()), ("audience", "pastoral"), ("body", "Keeps his lunch.")];
        okell.does(&add, &fields).await;
        okell.does(&add, &fields).await;
        assert_eq!(okell.sees(&file).await.text().matches("Keeps his lunch.").count(), 1);

        let note = okell.sees(&file).await.links("/notes/").remove(0);
        let version = okell.sees(&note).await.value("version");
        let better = "Keeps his lunch with Mr Adair.";
        okell.does(&note, &[("version", &version), ("body", better)]).await;
        okell.posts(&note, &[("version", &version), ("body", "Too late")]).await.is(409);
        okell.sees(&note).await.says("First version Keeps his lunch.").says(better);
        okell.sees(&file).await.says("first version kept").says(better);

        // The mentor opens the file but is not of that audience.
        let adair = school.signs_in("adair").await;
        adair.sees(&file).await.hides("his lunch");
        adair.get(&note).await.is(404);
        let catterall = school.signs_in("catterall").await;
        catterall.sees(&note).await.hides("Correct it");
        catterall.posts(&note, &[("version", "2"), ("body", "Mine")]).await.is(404);
    }
}

#[tokio::test]
async fn what_helps_is_changed_once_and_the_second_writer_is_told() {
    let school = &schools().await[0];
    let adair = school.signs_in("adair").await;
    let edit = format!("/pupils/{}/helps", school.f.pupils["Tyrell"]);
    let form = adair.sees(&edit).await;
    let version = form.value("version");
    let fields = |helps: &'static str| {
        vec![("version", version.as_str()), ("strengths", ""), ("helps", helps)]
    };
    adair.does(&edit, &fields("A quiet word first")).await;
    adair.posts(&edit, &fields("Something else")).await.is(409).says("Something else");
    let tansley = school.signs_in("tansley").await;
    tansley.get(&edit).await.is(403).says("What helps is changed by");
}

#[tokio::test]
async fn a_search_that_one_pupil_fits_opens_their_page_and_leads_back_to_the_list() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        let tyrell = format!("/pupils/{}?found=tyrell", school.f.pupils["Tyrell"]);
        assert_eq!(okell.get("/pupils?q=tyrell").await.is(303).location, tyrell);
        let back = okell.sees(&tyrell).await.links("/pupils?q=tyrell&all=yes");
        assert_eq!(back.len(), 1);
        okell.sees("/pupils?q=tyrell&all=yes").await.says("1–1 of 1");
        // A narrowed list without a name is a list, and so is one with several in it.
        okell.sees("/pupils?form=9K2").await;
        okell.sees("/pupils?q=9k").await.says("Kian Dowell");
        // Somebody out of reach is never opened.
        let abbot = school.signs_in("abbot").await;
        abbot.sees("/pupils?q=tyrell").await.says("Tyrell Ashdown-Moss");
    }
}

#[tokio::test]
async fn the_list_is_put_in_order_by_its_headings_and_stays_narrowed() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        let names = |page: crate::harness::Answer| {
            let of = |first: &str| page.text().find(first).unwrap_or_else(|| panic!("{first}"));
            (of("Kian"), of("Moses"), of("Saffron"), page)
        };
        let (kian, moses, saffron, page) = names(okell.sees("/pupils").await);
        assert!(kian < saffron && saffron < moses, "Dowell, Idle, Tarn");
        assert!(page.body.contains("aria-sort=\"ascending\""));
        assert!(!page.links("/pupils?sort=name&down=yes").is_empty());
        let (kian, moses, saffron, _) = names(okell.sees("/pupils?sort=year").await);
        assert!(saffron < kian && kian < moses, "8, 9, 10");
        let (kian, moses, saffron, page) = names(okell.sees("/pupils?sort=form&down=yes").await);
        assert!(moses < kian && kian < saffron, "10K1, 9K4, 8F1");
        assert!(page.body.contains("aria-sort=\"descending\""));
        let narrowed = okell.sees("/pupils?year=9&sort=year").await.hides("Saffron");
        assert!(!narrowed.links("/pupils?year=9&sort=form").is_empty());
    }
}

#[tokio::test]
async fn the_list_is_taken_away_as_it_is_narrowed_and_leaves_a_line_without_names() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        let asked = [("as", "csv"), ("year", "9"), ("sort", "name"), ("down", "yes")];
        let file = okell.posts("/pupils/export", &asked).await.is(200);
        let (kian, tyrell) = (file.body.find("Kian Dowell"), file.body.find("Tyrell Ashdown"));
        assert!(kian.unwrap() < tyrell.unwrap(), "{}", file.body);
        assert!(file.body.contains("Nut allergy") && !file.body.contains("Saffron"));
        assert!(!file.body.contains("Leanne"), "nobody's home");
        let searched = [("as", "csv"), ("q", "tyrell")];
        assert_eq!(okell.posts("/pupils/export", &searched).await.is(200).body.lines().count(), 2);
        let lyle = school.signs_in("lyle").await;
        let trail = lyle.sees("/trail?verb=report_exported").await;
        trail.says("Exported a list Taking a list away as a file").hides("yrell");
        // A year lead takes away those they lead; a teacher takes none.
        let catterall = school.signs_in("catterall").await;
        let hers = catterall.posts("/pupils/export", &[("as", "csv")]).await.is(200);
        assert!(!hers.body.contains("Moses"), "{}", hers.body);
        let ravenhall = school.signs_in("ravenhall").await;
        ravenhall.sees("/pupils").await.hides("Spreadsheet");
        ravenhall.posts("/pupils/export", &asked).await.is(403);
    }
}
