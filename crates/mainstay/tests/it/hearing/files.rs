//! Files that give trouble: very large, empty, locked, damaged, with somebody's address or another
//! child's name inside. Each has its words, nothing typed is lost, and none breaks a pack.

use super::*;
use crate::case::{PERMANENT, at, desk, with};
use crate::case_hearing::{CALLUM, HERS};
use futures_util::stream;

/// Sends a form with a file of so many megabytes between its fields, a megabyte at a time, as a
/// browser does: nobody holds it whole.
async fn sends_large(school: &School, who: &Person, to: &str, megabytes: usize) -> Answer {
    let part = |name: &str, value: &str| {
        format!("--m\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let head = [part("csrf", &who.token()), part("item", "witness"), part("title", "Recording")];
    let file = "--m\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.pdf\"\r\n\r\n";
    let tail = [
        "\r\n".to_string(),
        part("place", "Cabinet 4, file 12"),
        part("given", "Reuben"),
        "--m--\r\n".into(),
    ];
    let block = bytes::Bytes::from(vec![b'x'; 1024 * 1024]);
    let mut all = vec![bytes::Bytes::from(head.concat() + file), "%PDF-1.7\n".into()];
    all.extend(std::iter::repeat_n(block, megabytes));
    all.push(tail.concat().into());
    let body = stream::iter(all.into_iter().map(Ok::<_, std::io::Error>));
    let request = Request::post(to)
        .header("cookie", format!("mainstay={}", who.cookie))
        .header("content-type", "multipart/form-data; boundary=m")
        .body(Body::from_stream(body))
        .unwrap();
    answer(&school.router, request).await
}

#[tokio::test]
async fn a_file_of_300_mb_is_answered_in_words_and_what_was_typed_below_it_is_kept() {
    for school in schools().await {
        let (n, _, _) = desk(&school).await;
        let callum = at(&school, &n, CALLUM, Day::new(2026, 11, 12).unwrap(), "15.45").await;
        let open = with(PERMANENT, &[("act", "open"), ("p2_address", HERS)]);
        let case = callum.does("/intake/new", &open).await;
        let matter = callum.does(&format!("{case}/governors"), &[]).await;
        let documents = format!("{matter}/documents");
        let no = sends_large(&school, &callum, &documents, 300).await.is(422);
        let no = no.says("This file is larger than 60 MB").says("served apart");
        assert!(no.body.contains("value=\"Cabinet 4, file 12\""), "typed below the file");
        assert!(no.body.contains("value=\"Recording\""), "typed above it");
        // So is a notice's, whose own words say what to do instead.
        let no = sends_large(&school, &callum, "/intake/new", 100).await.is(422);
        let no = no.says("larger than 20 MB").says("Keep the notice without it");
        assert!(no.body.contains("value=\"Reuben\""), "{}", no.text());
        // An empty one is not taken for none.
        let fields = [("item", "witness"), ("title", "A"), ("place", "Cabinet 4")];
        callum
            .sends(&documents, &fields, ("empty.pdf", b""))
            .await
            .is(422)
            .says("This file is empty");
        callum.sees(&documents).await.says("No document yet");
    }
}
