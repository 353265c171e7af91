//! When the machine lets us down: a full disk, a database from a newer version, a handler that
//! is handed nonsense. Nothing typed is lost and nobody is told what is not so.

use crate::harness::{schools, send};
use store::Fault;

#[tokio::test]
async fn a_full_disk_is_said_in_words_and_nothing_typed_is_lost() {
    let schools = schools().await;
    let school = schools.iter().find(|s| s.engine() == "sqlite").unwrap();
    let okell = school.signs_in("okell").await;
    store::testing::fill_the_disk(school.app.store()).await;
    let mut full = None;
    // The file has some room left inside its pages: write until it has not.
    for n in 0..400 {
        let words = format!("Note {n} {}", "long words ".repeat(300));
        let pupil = school.f.pupils["Tyrell"];
        let answer = okell
            .posts(&format!("/pupils/{pupil}/notes"), &[("body", &words), ("audience", "pastoral")])
            .await;
        if answer.status == 507 {
            full = Some((answer, words));
            break;
        }
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    let (answer, words) = full.expect("the disk filled");
    answer.says("disk is full").says(words.trim_end());
    okell.sees("/account").await;
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_not_touched() {
    for fresh in store::testing::fresh().await {
        store::testing::from_a_newer_version(&fresh.store).await;
        let refused = fresh.store.migrate().await;
        assert!(matches!(refused, Err(Fault::Newer(9999))), "{refused:?}");
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("newer version of Mainstay"), "{said}");
    }
}

#[tokio::test]
async fn an_address_that_is_no_key_is_simply_not_there() {
    for school in schools().await {
        let okell = school.signs_in("okell").await;
        for path in [
            "/placements/1",
            "/placements/../etc",
            "/board/nowhere",
            "/pupils/%00",
            "/letters/x/pdf",
        ] {
            let status = okell.get(path).await.status;
            assert_eq!(status, 404, "{path}");
        }
        let nobody =
            send(&school.router, "GET", "/pupils/00000000-0000-7000-8000-000000000000", "", None)
                .await;
        assert_eq!(nobody.status, 303);
    }
}
