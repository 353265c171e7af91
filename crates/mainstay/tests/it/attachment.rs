//! Files that come with work: by a link and signed in, refused in words, handed out to few.

use crate::harness::{Answer, School, answer, schools};
use crate::message::{booked, opens, path, to};
use axum::body::Body;
use axum::http::Request;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj";

/// A form with a file, as a browser without a session sends it.
async fn sends(
    school: &School,
    path: &str,
    fields: &[(&str, &str)],
    file: (&str, &[u8]),
) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--m\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .into_bytes(),
        );
    }
    let head = format!(
        "--m\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n",
        file.0
    );
    body.extend(head.into_bytes());
    body.extend(file.1);
    body.extend(b"\r\n--m--\r\n");
    let request = Request::post(path)
        .header("content-type", "multipart/form-data; boundary=m")
        .body(Body::from(body))
        .unwrap();
    answer(&school.router, request).await
}

/// The one file there is an address for on a page.
fn file_of(page: &Answer) -> String {
    let mut all = page.links("/work/");
    all.retain(|l| l.contains("/file/"));
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[tokio::test]
async fn a_file_sent_by_a_link_reaches_the_room_and_the_link_never_hands_it_out() {
    for school in schools().await {
        booked(&school, &["P2"]).await;
        let link = path(&school, &to(&school, "hale").await);
        let work = opens(&school, &link).await.value("work");
        let detail = format!("detail-{work}");
        let fields = [("work", work.as_str()), (&detail, "Do both sides")];
        sends(&school, &link, &fields, ("Fractions 3.2.pdf", PDF)).await.is(303);
        // What looks at mail, and whoever it is passed on to, sees its name and no way to it.
        let page = opens(&school, &link).await.says("Fractions 3.2.pdf").says("Do both sides");
        assert!(!page.body.contains("/file/"));

        let okell = school.signs_in("okell").await;
        let file = file_of(&okell.sees("/work?day=2026-11-10").await);
        okell.sees(&format!("/work/{work}")).await.says("A file").says("Fractions 3.2.pdf");
        let got = okell.get(&file).await.is(200);
        assert_eq!(got.bytes, PDF);
        assert_eq!(got.headers["content-type"], "application/pdf");
        assert_eq!(got.headers["x-content-type-options"], "nosniff");
        let how = got.headers["content-disposition"].to_str().unwrap();
        assert_eq!(how, "attachment; filename=\"Fractions-3-2.pdf\"");
        school.signs_in("hale").await.get(&file).await.is(200);
        // Another teacher has no business with it.
        school.nov(10, "9.00");
        school.signs_in("farrant").await.get(&file).await.is(404);
        let nobody = crate::harness::send(&school.router, "GET", &file, "", None).await.is(303);
        assert!(nobody.location.starts_with("/sign-in"));
        let other = file.replace(&work, &casework::Id::nil().to_string());
        school.signs_in("okell").await.get(&other).await.is(404);
    }
}

#[tokio::test]
async fn a_file_that_is_refused_is_refused_in_words_and_what_was_typed_stays() {
    for school in schools().await {
        booked(&school, &["P2"]).await;
        let link = path(&school, &to(&school, "hale").await);
        let work = opens(&school, &link).await.value("work");
        let (route, detail) = (format!("route-{work}"), format!("detail-{work}"));
        let fields = [("work", work.as_str()), (&route, "paper"), (&detail, "Staff room, tray 4")];
        let large = [PDF, &vec![b' '; 20 * 1024 * 1024]].concat();
        let long = format!("{}.pdf", "a".repeat(296));
        for (name, bytes, words) in [
            ("work.pdf.exe", PDF, "two endings"),
            ("work.exe", b"MZ".as_slice(), "is not taken"),
            ("work.pdf", b"<html>", "something else inside"),
            ("..\\\\work.pdf", PDF, "folder in it"),
            ("a\u{202e}fdp.pdf", PDF, "hidden characters"),
            (&long, PDF, "300 characters"),
            ("large.pdf", &large, "larger than 20 MB"),
        ] {
            let page = sends(&school, &link, &fields, (name, bytes)).await.is(422).says(words);
            assert!(page.body.contains("value=\"Staff room, tray 4\""), "{name}");
            assert!(page.body.contains("value=\"paper\" checked"), "{name}");
        }
        // A good file beside words that will not do: both are told.
        let fields = [("work", work.as_str()), (&route, "online"), (&detail, "page 4")];
        let page = sends(&school, &link, &fields, ("a.pdf", PDF)).await.is(422);
        page.says("Paste the whole link").says("Choose the file again");
        let hale = school.signs_in("hale").await;
        let page = hale.sees("/work/asked").await.says("Asked");
        assert!(!page.body.contains("/file/"));
    }
}

#[tokio::test]
async fn a_link_that_does_not_stand_takes_no_file_and_one_tap_answers() {
    for school in schools().await {
        booked(&school, &["P2"]).await;
        let link = path(&school, &to(&school, "hale").await);
        let work = opens(&school, &link).await.value("work");
        let fields = [("work", work.as_str())];
        let mut guessed = link.clone();
        let last = if guessed.ends_with('A') { "B" } else { "A" };
        guessed.replace_range(guessed.len() - 1.., last);
        let page = sends(&school, &guessed, &fields, ("a.pdf", PDF)).await.is(404);
        page.hides("Tyrell");
        school.nov(11, "0.00");
        sends(&school, &link, &fields, ("a.pdf", PDF)).await.is(409).says("run out");
        school.nov(9, "15.00");
        let tap = format!("work={work}&tap-{work}=same");
        let post =
            |body: String| crate::harness::send(&school.router, "POST", &link, "", Some(body));
        post(tap.clone()).await.is(303);
        opens(&school, &link).await.says("In the class’s online classroom");
        post(tap).await.is(303);
        // Used: another answer with a file changes nothing.
        sends(&school, &link, &fields, ("a.pdf", PDF)).await.is(409).says("answered already");
        opens(&school, &link).await.hides("a.pdf");
    }
}

#[tokio::test]
async fn a_teacher_signed_in_changes_the_file_and_takes_it_away() {
    for school in schools().await {
        booked(&school, &["P2"]).await;
        let hale = school.signs_in("hale").await;
        let page = hale.sees("/work/asked").await;
        let work = page.links("/work/").into_iter().find(|l| l.ends_with("/answer"));
        let work = work.unwrap_or_else(|| {
            let (_, rest) = page.body.split_once("action=\"/work/").unwrap();
            format!("/work/{}", &rest[..36 + "/answer".len()])
        });
        let id = work.trim_start_matches("/work/").trim_end_matches("/answer").to_string();
        let (route, detail) = (format!("route-{id}"), format!("detail-{id}"));
        let fields = |version: &'static str| {
            vec![("version", version), (route.as_str(), "same"), (detail.as_str(), "Page 4")]
        };
        // A token from before the last sign-in: the words are shown again, the file is not kept.
        let stale = [
            ("csrf", "stale"),
            ("version", "1"),
            (route.as_str(), "same"),
            (detail.as_str(), "Page 4"),
        ];
        let page = sends(&school, &work, &stale, ("a.pdf", PDF)).await.is(401);
        assert!(page.body.contains("Page+4") && !page.body.contains("a.pdf"));
        hale.sends(&work, &fields("1"), ("a.pdf", PDF)).await.is(303);
        let first = file_of(&hale.sees("/work/asked").await.says("a.pdf"));
        hale.sends(&work, &fields("2"), ("b.docx", PDF))
            .await
            .is(422)
            .says("something else inside");
        hale.sends(&work, &fields("2"), ("b.pdf", PDF)).await.is(303);
        let second = file_of(&hale.sees("/work/asked").await.says("b.pdf").hides("a.pdf"));
        hale.get(&first).await.is(404);
        hale.get(&second).await.is(200);
        // From another tab that has seen neither.
        hale.sends(&work, &fields("2"), ("c.pdf", PDF)).await;
        hale.sees("/work/asked").await.says("b.pdf").hides("c.pdf");
        let away = format!("away-{id}");
        let mut last = fields("3");
        last.push((&away, "yes"));
        hale.sends(&work, &last, ("", b"")).await.is(303);
        hale.sees("/work/asked").await.says("Page 4").hides("b.pdf");
        hale.get(&second).await.is(404);
    }
}
