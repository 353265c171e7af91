//! Files that give trouble: very large, empty, locked, damaged, with somebody's address or another
//! child's name inside. Each has its words, nothing typed is lost, and none breaks a pack.

use super::locked::{LOCKED, OPENS, bytes};
use super::*;
use crate::case::{PERMANENT, at, desk, key, with};
use crate::case_hearing::{CALLUM, HERS, hides_gwen};
use crate::pdf;
use futures_util::stream;

/// A PDF of one page with these words.
fn page(words: &str) -> Vec<u8> {
    let letter = paper::letter::Letter {
        heading: "Statement".into(),
        paragraphs: vec![words.into()],
        ..paper::letter::Letter::default()
    };
    paper::letter::pdf(&letter).unwrap()
}

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

#[tokio::test]
async fn a_pack_is_made_whatever_was_sent_and_no_address_inside_a_file_goes_with_it() {
    for school in schools().await {
        let (n, harrowfield, _) = desk(&school).await;
        let callum = at(&school, &n, CALLUM, Day::new(2026, 11, 12).unwrap(), "15.45").await;
        let open = with(PERMANENT, &[("act", "open"), ("p2_address", HERS)]);
        let case = callum.does("/intake/new", &open).await;
        let other = [
            ("act", "open"),
            ("given", "Saskia"),
            ("family", "Poole-Danvers"),
            ("born", "2011-02-03"),
            ("child", "new"),
        ];
        callum.does("/intake/new", &with(PERMANENT, &other)).await;
        let matter = callum.does(&format!("{case}/governors"), &[]).await;
        let to = format!("{matter}/documents");
        let send = async |item: &'static str, title: &'static str, bytes: &[u8]| {
            let fields = [("item", item), ("title", title)];
            callum.sends(&to, &fields, ("paper.pdf", bytes)).await.is(303);
        };
        send("letter", "Letter of the decision", &page("The decision is permanent.")).await;
        send("head", "Behind a password", &bytes(LOCKED)).await;
        send("witness", "Opens without one", &bytes(OPENS)).await;
        send("incident", "Cut off", &page("A plan of the corridor.")[..900]).await;
        let telling = page("His mother is at 19 Orchard Rise.");
        send("witness", "Note of a call", &telling).await;
        send("policy", "About two pupils", &page("Saskia Poole-Danvers stood by.")).await;
        document(&callum, &matter, "pupil_statement", "She lives at EL94QT", "I was there.").await;
        let hearing = governors(&callum, &matter).await;
        let pack = pack_of(&callum, &hearing).await;
        let make = format!("{pack}/make");
        // Each is told by name: an address in a file, in a title, another child in a file.
        let no = callum.posts(&make, &[]).await.is(422);
        let no = no
            .says("Note of a call: an address, number or e-mail of somebody at home stands in it")
            .says("She lives at EL94QT: an address")
            .says("About two pupils: other children are named")
            .says("Read every page first");
        assert!(!no.text().contains("Opens without one: "), "{}", no.text());
        // No reason lets an address go that is kept from somebody who gets the pack.
        let papers = no.links(&format!("{pack}/papers/"));
        let of = |page: &Answer, title: &str| {
            let before = page.body.split(title).next().unwrap();
            key(before.rsplit("href=\"").next().unwrap().split('"').next().unwrap(), "/documents/")
        };
        assert!(papers.len() > 5);
        for (title, change) in [
            ("Note of a call", ("names_why", "They know")),
            ("Note of a call", ("out_pages", "1")),
            ("About two pupils", ("names_why", "Her parents agree")),
        ] {
            let now = callum.sees(&pack).await;
            let id = of(&now, title);
            let (field, why, place) =
                (format!("{}-{id}", change.0), format!("out_why-{id}"), format!("position-{id}"));
            let version = now.value("version");
            let fields = [
                ("version", version.as_str()),
                (field.as_str(), change.1),
                (why.as_str(), "it says where somebody lives"),
                (place.as_str(), "3"),
            ];
            callum.does(&format!("{pack}/papers/{id}"), &fields).await;
            let again = callum.posts(&make, &[("read", "yes")]).await.is(422);
            assert_eq!(
                again.text().contains("Note of a call: an address"),
                change.0 == "names_why" && title == "Note of a call",
                "{}",
                again.text()
            );
        }
        let now = callum.sees(&pack).await;
        let (id, version) = (of(&now, "She lives at EL94QT"), now.value("version"));
        callum.does(&format!("{pack}/papers/{id}/out"), &[("version", &version)]).await;
        callum.does(&make, &[("read", "yes")]).await;
        let made = callum.sees(&pack).await.says("Version 1").says("locked with a password");
        made.says("damaged and could not be read");
        let file = callum.sees(&format!("{pack}/versions/1")).await;
        let words = pdf::words(&file.bytes);
        assert!(words.contains("The decision is permanent"), "{words}");
        assert!(words.contains("A statement behind a password"), "one that opens is placed");
        hides_gwen(&words, "the pack");
        let _ = harrowfield;
    }
}
