//! Names in every script: what a letter cannot print is said before it is sent.

use crate::harness::{School, schools};
use casework::{Act, Event, Verb};

async fn call_tyrell(school: &School, given: &str, family: &str) {
    let pupil = school.f.pupils["Tyrell"];
    let act = Act::by_system(school.f.org, school.clock.now(), "a new name");
    let mut w = school.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, pupil, given, family).await;
    w.commit(Event::new(Verb::PupilChanged, "pupil", pupil), vec![]).await.unwrap();
}

#[tokio::test]
async fn a_name_written_right_to_left_keeps_to_itself_beside_its_form() {
    for school in schools().await {
        school.nov(9, "15.10");
        call_tyrell(&school, "محمد", "علی").await;
        let okell = school.signs_in("okell").await;
        let file = format!("/pupils/{}", school.f.pupils["Tyrell"]);
        let page = okell.sees(&file).await;
        assert!(page.body.contains("<title>\u{2068}محمد علی\u{2069}, 9K2"), "{}", page.text());
        // Called by the first name alone, in a sentence, it is no different.
        let (id, _) = crate::home::books(&school, "Tyrell", &["P1"]).await;
        let home = okell.sees(&format!("/placements/{id}/home")).await;
        let alone = "\u{2068}محمد\u{2069} is in school and is not suspended";
        assert!(home.body.contains(alone), "{}", home.text());
        // A mark that turns a line does not come in with what is typed.
        let note = format!("{file}/notes");
        okell
            .does(&note, &[("audience", "staff"), ("body", "Seen \u{202e}today\u{2067} here")])
            .await;
        okell.sees(&file).await.says("Seen today here");
    }
}

#[tokio::test]
async fn a_letter_that_would_print_boxes_is_not_issued_and_says_whose_name_it_is() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (id, _) = crate::home::books(&school, "Tyrell", &["P1"]).await;
        call_tyrell(&school, "小明", "Ashdown").await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{id}/letters");
        let said = "No font here prints 小明, in the name of the pupil";
        let page = okell.sees(&path).await.says(said).says("fonts_dir");
        let once = page.value("once");
        let words = [
            ("opening", "We know them well."),
            ("reason", "A book was thrown."),
            ("added", ""),
            ("act", "issue"),
            ("once", once.as_str()),
        ];
        okell.posts(&path, &words).await.is(422).says(said).says("A book was thrown.");
        // In letters the fonts have, the same words are sent.
        call_tyrell(&school, "Xiaoming", "Łukaszewicz-Ó Súilleabháin").await;
        okell.does(&path, &words).await;
        // And whoever types what cannot be printed is told where it stands.
        let smile = [
            ("opening", "We know them well."),
            ("reason", "A book was thrown \u{1F680}."),
            ("added", ""),
            ("act", "issue"),
        ];
        okell.posts(&path, &smile).await.is(422).says("in the words of the letter");
    }
}
