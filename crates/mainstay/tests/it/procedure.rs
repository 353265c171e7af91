//! The handbook: a note written, put to colleagues, agreed, read, opened beside its page and printed.

use crate::board::once;
use crate::harness::{Person, School, schools};

fn field(school: &School, who: &str) -> String {
    school.f.staff[who].to_string()
}

async fn writes(
    okell: &Person,
    school: &School,
    kind: &str,
    title: &str,
    steps: &str,
    screen: &str,
) -> String {
    let (key, owner) = (once(), field(school, "okell"));
    let fields = [
        ("once", key.as_str()),
        ("kind", kind),
        ("title", title),
        ("used_when", "When early signs are looked at"),
        ("steps", steps),
        ("screen", screen),
        ("owner", owner.as_str()),
        ("review_on", "2027-11-10"),
    ];
    let there = okell.does("/handbook/new", &fields).await;
    assert_eq!(okell.does("/handbook/new", &fields).await, there, "sent twice, kept once");
    there
}

async fn agrees(okell: &Person, there: &str, readers: &str) -> crate::harness::Answer {
    let version = okell.sees(there).await.value("version");
    let fields = [
        ("act", "agree"),
        ("version", version.as_str()),
        ("agreed_by", "Behaviour team"),
        ("agreed_on", "2026-11-10"),
        ("from", "2026-11-10"),
        ("what_changed", ""),
        ("next_review", "2026-11-20"),
        ("readers", readers),
        ("due", "2026-11-13"),
    ];
    okell.posts(there, &fields).await
}

#[tokio::test]
async fn a_note_opens_beside_the_page_it_is_about_and_prints_in_the_handbook() {
    for s in schools().await {
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let wrong = okell.posts("/handbook/new", &[("kind", "procedure"), ("steps", "Ask")]).await;
        wrong.is(422).says("Give it a title").says("Ask");
        okell.sees("/handbook/new?from=0").await.says("How we start a support programme");
        let there = writes(
            &okell,
            &s,
            "procedure",
            "How we start a PSP",
            "Ask the teachers\nRing home",
            "/plans/new",
        )
        .await;
        okell.sees("/plans/new").await.hides("How we do this");
        let vail = s.signs_in("vail").await;
        vail.get(&there).await.is(404);
        agrees(&okell, &there, "").await.is(303);
        // Beside its own page, with its steps, and beside no other.
        okell
            .sees("/plans/new")
            .await
            .says("How we do this")
            .says("How we start a PSP")
            .says("Ring home");
        okell.sees("/plans").await.hides("How we do this");
        vail.sees(&there).await.says("Ring home").hides("It is agreed");
        vail.posts(&there, &[("act", "end"), ("why", "x")]).await.is(403).says("keeps this note");
        vail.sees("/handbook/print")
            .await
            .says("Contents")
            .says("How we start a PSP")
            .says("Ring home");
        vail.sees("/handbook?q=ring+home").await.says("How we start a PSP");
        vail.sees("/handbook?q=quince").await.says("Nothing has these words");
        // On its day it stands on the Today of whoever keeps it.
        okell.sees("/").await.hides("Look at it again");
        s.nov(20, "8.00");
        let okell = s.signs_in("okell").await;
        let today = okell.sees("/").await.says("Look at it again: How we start a PSP");
        assert!(today.links("/handbook/").contains(&there));
        // Taken out of use, it stands beside nothing.
        let version = okell.sees(&there).await.value("version");
        let end = [
            ("act", "end"),
            ("version", version.as_str()),
            ("why", "One process for all plans now"),
        ];
        okell.does(&there, &end).await;
        okell.sees("/plans/new").await.hides("How we do this");
        okell.sees("/").await.hides("Look at it again");
        okell.sees("/handbook?ended=yes").await.says("How we start a PSP");
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_policy_is_put_to_colleagues_agreed_in_a_third_version_and_who_has_not_read_it_is_listed()
{
    for s in schools().await {
        s.nov(10, "9.00");
        let okell = s.signs_in("okell").await;
        let there =
            writes(&okell, &s, "policy", "Confidentiality", "What is said here stays here", "")
                .await;
        agrees(&okell, &there, "").await.is(409).says("Nobody was asked about this policy");
        let vail = field(&s, "vail");
        let version = okell.sees(&there).await.value("version");
        let put = [
            ("act", "put"),
            ("version", version.as_str()),
            ("comment_by", "2026-11-16"),
            ("whom", &vail),
        ];
        okell.does(&there, &put).await;
        let colleague = s.signs_in("vail").await;
        let today = colleague.sees("/").await.says("Say what you make of a draft: Confidentiality");
        assert!(today.links("/handbook/").contains(&there));
        agrees(&okell, &there, "").await.is(409).says("until Mon 16 Nov 2026");
        colleague.does(&there, &[("act", "say"), ("said", "Say who has the key")]).await;
        colleague.sees("/").await.hides("Say what you make of a draft");
        agrees(&okell, &there, "").await.is(409).says("One comment is not answered");
        let page = okell.sees(&there).await.says("Say who has the key");
        let comment = page.value("comment");
        let no = [("act", "answer"), ("comment", comment.as_str()), ("answer", "not_taken")];
        okell.posts(&there, &no).await.is(422).says("Say why it is not taken up");
        okell.does(&there, &[no[0], no[1], ("answer", "taken")]).await;
        agrees(&okell, &there, "").await.is(303);
        agrees(&okell, &there, "").await.is(409).says("Nothing has changed since the last version");
        // Two more versions; the third is to be read by everybody.
        for (steps, readers) in [
            ("What is said here stays here\nMs Okell has the key", &vail),
            ("What is said here stays in this room\nMs Okell has the key", &"all".to_string()),
        ] {
            let write = format!("{there}/write");
            let form = okell.sees(&write).await;
            let (version, owner) = (form.value("version"), field(&s, "okell"));
            let fields = [
                ("version", version.as_str()),
                ("kind", "policy"),
                ("title", "Confidentiality"),
                ("used_when", "When early signs are looked at"),
                ("steps", steps),
                ("owner", owner.as_str()),
                ("review_on", "2026-11-20"),
            ];
            okell.does(&write, &fields).await;
            okell
                .posts(
                    &write,
                    &[
                        fields[0],
                        fields[1],
                        fields[2],
                        fields[3],
                        ("steps", "Other"),
                        fields[5],
                        fields[6],
                    ],
                )
                .await
                .is(409);
            let version = okell.sees(&there).await.value("version");
            let put = [
                ("act", "put"),
                ("version", version.as_str()),
                ("comment_by", "2026-11-16"),
                ("whom", &vail),
            ];
            okell.does(&there, &put).await;
            colleague.does(&there, &[("act", "say"), ("said", "")]).await;
            agrees(&okell, &there, readers).await.is(303);
        }
        okell
            .sees(&format!("{there}/versions/3"))
            .await
            .says("in this room")
            .says("What changed from version 2");
        okell.sees(&format!("{there}/versions/1")).await.says("stays here");
        let unread = okell
            .sees("/handbook/unread")
            .await
            .says("Confidentiality")
            .says("version 3")
            .says("Mr Idris Vail");
        assert!(unread.body.matches("Mr Idris Vail").count() == 1);
        let today =
            colleague.sees("/").await.says("Read: Confidentiality, version 3").hides("version 2");
        let leave = today.links("/today/leave?kind=task");
        assert!(leave.iter().all(|l| !l.is_empty()));
        for _ in 0..2 {
            colleague.does(&there, &[("act", "read"), ("number", "3")]).await;
        }
        colleague.sees("/").await.hides("Read: Confidentiality");
        okell.sees("/handbook/unread").await.hides("Mr Idris Vail").says("Mrs Priya Ravenhall");
        okell.sees(&there).await.says("Who has not read version 3");
        let teacher = s.signs_in("ravenhall").await;
        teacher.get("/handbook/unread").await.is(403);
    }
}
