//! The papers: documents, what parents send by a link, and the pack with its day (row 8).

use super::*;

#[tokio::test]
async fn the_papers_go_out_in_time_and_a_closure_entered_later_is_asked_about_and_decides_nothing()
{
    for school in schools().await {
        let (thrale, matter) = opened(&school).await;
        let hearing = governors(&thrale, &matter).await;
        let page = thrale.sees(&hearing).await.says("Its papers go out by").says("Mon 23 Nov 2026");
        page.says("Arguably Tue 24 Nov 2026").says("R3.06").says("Enough may sit");
        for (item, title, words) in [
            ("letter", "Letter of the decision", "Dear parents.\n\nThe decision is permanent."),
            ("policy", "Behaviour policy", "What we expect."),
            ("head", "Headteacher’s statement", "On Thursday a blade was found."),
            ("log", "Behaviour log", "Three years of small things."),
        ] {
            document(&thrale, &matter, item, title, words).await;
        }
        // It starts from the kind of case: the general log is not in it.
        let pack = pack_of(&thrale, &hearing).await;
        let page = thrale.sees(&pack).await.says("1. Letter of the decision");
        let page = page.says("3. Headteacher’s statement").hides("4. Behaviour log");
        let log = page.value("document");
        let put = format!("{pack}/papers");
        let no = thrale.posts(&put, &[("document", &log)]).await.is(422);
        no.says("leaves out the behaviour log").says("too much can be unfair");
        // Another child's name stops it until it is taken out.
        document(
            &thrale,
            &matter,
            "witness",
            "Statement of a member of staff",
            "Kian Dowell shouted. I took the bag.\n\nThen I rang.",
        )
        .await;
        let page = thrale.sees(&pack).await;
        let witness = page.choice("document", "Statement of a member of staff");
        thrale.does(&put, &[("document", &witness)]).await;
        let make = format!("{pack}/make");
        thrale.posts(&make, &[]).await.is(422).says("I have read every page");
        let named = thrale.posts(&make, &[("read", "yes")]).await.is(422);
        named.says("other children are named").says("Other children named in it: Kian Dowell");
        let version = thrale.sees(&pack).await.value("version");
        let field = |name: &str| format!("{name}-{witness}");
        let (words, why, position) = (field("out_words"), field("out_why"), field("position"));
        let out = [
            ("version", version.as_str()),
            (words.as_str(), "Kian Dowell"),
            (why.as_str(), "another child’s name"),
            (position.as_str(), "4"),
        ];
        let missing = [out[0], (words.as_str(), "Kian Doyle"), out[2], out[3]];
        thrale
            .posts(&format!("{put}/{witness}"), &missing)
            .await
            .is(422)
            .says("does not stand in this paper");
        thrale.does(&format!("{put}/{witness}"), &out).await;
        school.nov(23, "14.00");
        let thrale = school.signs_in("thrale").await;
        thrale.does(&make, &[("read", "yes")]).await;
        let file = thrale.sees(&format!("{pack}/versions/1")).await;
        assert!(file.bytes.starts_with(b"%PDF-"));
        thrale.get(&format!("{pack}/versions/2")).await.is(404);
        let copies = format!("{pack}/copies");
        for (asked, whom) in [
            ("parent", "Mr Curtis Ashdown"),
            ("parent", "Ms Leanne Moss"),
            ("head", "Mrs Joan Merrow"),
            ("authority", "Mr Callum Osei-Brandt"),
        ] {
            let key = once();
            let copy = [
                ("once", key.as_str()),
                ("number", "1"),
                ("asked", asked),
                ("whom", whom),
                ("how", "By hand"),
                ("sent_on", "2026-11-23"),
            ];
            thrale.does(&copies, &copy).await;
            thrale.does(&copies, &copy).await;
        }
        let bad = [
            ("number", "7"),
            ("asked", "parent"),
            ("whom", "X"),
            ("how", "By hand"),
            ("sent_on", "2026-11-23"),
        ];
        thrale.posts(&copies, &bad).await.is(409).says("no such version");
        let page = thrale.sees(&pack).await.says("Mr Curtis Ashdown").says("In time");
        assert_eq!(page.text().matches("Mon 23 Nov 2026, By hand").count(), 4, "each copy once");
        thrale
            .sees(&matter)
            .await
            .says("4 copies")
            .says("It was due Mon 23 Nov 2026 then")
            .hides("The calendar changed");

        // The boiler: entered on the day, after the pack went.
        school.nov(25, "8.10");
        closes(&school, "2026-11-25").await;
        let thrale = school.signs_in("thrale").await;
        let page = thrale.sees(&matter).await.says("The calendar changed after the papers went");
        let page = page
            .says("They went on Mon 23 Nov 2026")
            .says("they were due Mon 23 Nov 2026 (arguably Tue 24 Nov 2026)");
        let page =
            page.says("by the calendar as it is now, Fri 20 Nov 2026 (arguably Mon 23 Nov 2026)");
        let page = page.says("Mon 7 Dec 2026").says("Done in time").hides("Late by");
        thrale.sees("/").await.says("moved from Mon 23 Nov 2026 to Fri 20 Nov 2026");
        thrale.sees(&pack).await.says("Say what you make of it").says("In time");
        let of = page.value("of");
        let moved = [("of", of.as_str()), ("before", "2026-11-23"), ("after", "2026-11-20")];
        thrale
            .posts(&format!("{matter}/moved"), &moved)
            .await
            .is(422)
            .says("Choose what you make of it");
        let stands = [
            moved[0],
            moved[1],
            moved[2],
            ("stance", "stands"),
            ("why", "Nobody could know of the closure"),
        ];
        thrale.does(&format!("{matter}/moved"), &stands).await;
        thrale.does(&format!("{matter}/moved"), &stands).await;
        let page = thrale.sees(&matter).await.hides("The calendar changed after the papers went");
        page.says("It was due Mon 23 Nov 2026 then");
        thrale.sees("/").await.hides("moved from Mon 23 Nov 2026");
        // A paper that comes now is late, and says so.
        let page = thrale.sees(&pack).await;
        let log = page.value("document");
        thrale.does(&put, &[("document", &log), ("why", "The parents rely on it")]).await;
        thrale
            .sees(&pack)
            .await
            .says("Late paper")
            .says("In the pack because: The parents rely on it");
        assert!(school.f.pupils.contains_key("Tyrell"), "{}", school.engine());
    }
}

#[tokio::test]
async fn a_parent_sends_representations_by_a_link_of_their_own_and_sees_nothing_of_the_other() {
    for school in schools().await {
        let (thrale, matter) = opened(&school).await;
        let hearing = governors(&thrale, &matter).await;
        for given in ["Curtis", "Leanne"] {
            let contact = school.f.contacts[given].to_string();
            thrale.does(&format!("{hearing}/link"), &[("contact", &contact)]).await;
        }
        let page = thrale.sees(&hearing).await;
        let links: Vec<String> = page
            .body
            .split("<code>")
            .skip(1)
            .map(|p| p.split('<').next().unwrap().to_string())
            .collect();
        assert_eq!(links.len(), 2, "{links:?}");
        let router = &school.router;
        let opens = |path: String| async move {
            let request = Request::get(path).body(Body::empty()).unwrap();
            answer(router, request).await
        };
        let send = |path: String, words: &str, file: (&str, Vec<u8>)| {
            let key = once();
            let mut body = Vec::new();
            for (name, value) in [("once", key.as_str()), ("words", words)] {
                body.extend(
                    format!(
                        "--m\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                    )
                    .into_bytes(),
                );
            }
            body.extend(
                format!(
                    "--m\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n",
                    file.0
                )
                .into_bytes(),
            );
            body.extend(file.1);
            body.extend(b"\r\n--m--\r\n");
            Request::post(path)
                .header("content-type", "multipart/form-data; boundary=m")
                .body(Body::from(body))
                .unwrap()
        };
        let (one, other) = (links[0].clone(), links[1].clone());
        let page = opens(one.clone()).await.is(200).says("Wed 2 Dec 2026, 10.00").says("Library");
        page.hides("Tyrell").hides("Tanyard").hides("Quay");
        answer(&school.router, send(one.clone(), "", ("", vec![])))
            .await
            .is(422)
            .says("Write what you want to say");
        answer(&school.router, send(one.clone(), "x", ("a.exe", b"MZ".to_vec())))
            .await
            .is(422)
            .says("not taken");
        answer(
            &school.router,
            send(one.clone(), "He was frightened.", ("Our words.txt", b"More of it.".to_vec())),
        )
        .await
        .is(303);
        opens(one.clone()).await.says("What you have sent");
        opens(other).await.hides("What you have sent").hides("frightened");
        let page = thrale.sees(&format!("{matter}/documents")).await.says("by a private link");
        page.says("A paper with the representations");
        // Once the hearing's day is over the link opens nothing.
        school.at(Day::new(2026, 12, 3).unwrap(), "0.01");
        opens(one).await.is(409).says("run out");
    }
}

#[tokio::test]
async fn what_is_sent_is_looked_at_scanned_and_kept_when_it_is_taken_away() {
    for school in schools().await {
        let (thrale, matter) = opened(&school).await;
        let to = format!("{matter}/documents");
        let fields = |title: &'static str| [("item", "witness"), ("title", title)];
        thrale.sends(&to, &fields("A"), ("a.exe", b"MZ")).await.is(422).says("not taken").says("A");
        thrale.sends(&to, &fields("A"), ("", b"")).await.is(422).says("say where the paper lies");
        let bytes = b"%PDF-1.7\n1 0 obj << >>".as_slice();
        thrale.sends(&to, &fields("First"), ("statement.pdf", bytes)).await.is(303);
        thrale.sends(&to, &fields("The same again"), ("copy.pdf", bytes)).await.is(303);
        let page = thrale.sees(&to).await.says("Not scanned: no scanner is set up");
        let first = page.links("/documents/").into_iter().next().unwrap();
        let page = thrale.sees(&first).await.says("Its hash (SHA-256)");
        assert_eq!(thrale.sees(&format!("{first}/file")).await.bytes, bytes);
        let version = page.value("version");
        let change = [
            ("version", version.as_str()),
            ("item", "witness"),
            ("title", "Statement 1"),
            ("place", "Cabinet 4"),
            ("keep_until", "2038-03-14"),
        ];
        thrale.does(&first, &change).await;
        thrale.posts(&first, &[change[0], change[1], ("title", "Other")]).await.is(409);
        thrale.posts(&format!("{first}/away"), &[]).await.is(422).says("Say why");
        thrale.does(&format!("{first}/away"), &[("gone_why", "Sent twice")]).await;
        thrale.get(&format!("{first}/file")).await.is(409).says("taken away");
        thrale.sees(&to).await.says("1 taken away and kept").says("The same again");
        // A damaged file, one on paper and a Word file that is none: none breaks the pack.
        thrale
            .sends(
                &to,
                &[("item", "incident"), ("title", "Plan"), ("place", "Cabinet 4, file 2")],
                ("", b""),
            )
            .await
            .is(303);
        let hearing = governors(&thrale, &matter).await;
        let pack = pack_of(&thrale, &hearing).await;
        thrale.does(&format!("{pack}/make"), &[("read", "yes")]).await;
        let page = thrale.sees(&pack).await.says("Version 1").says("damaged and could not be read");
        page.says("served apart");
        // With a scanner, a file waits for it; what it holds back is not opened and not placed.
        let config = mainstay::config::Config {
            scan_command: "false".into(),
            link_key: "a key for the tests, and for nothing else".into(),
            ..mainstay::config::Config::default()
        };
        let org = school.f.org;
        let school = school.with(config);
        let thrale = school.signs_in("thrale").await;
        thrale
            .sends(&to, &fields("Scanned"), ("new.txt", b"Words that nobody has sent before."))
            .await
            .is(303);
        let page = thrale.sees(&to).await.says("Waiting for the scanner");
        let before = page.body.split("Scanned</").next().unwrap();
        let new = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_string();
        thrale.get(&format!("{new}/file")).await.is(409).says("waits for the scanner");
        assert_eq!(mainstay::document::scan::run_once(&school.app, org).await.unwrap(), 1);
        thrale.get(&format!("{new}/file")).await.is(409).says("held back by the scanner");
    }
}
