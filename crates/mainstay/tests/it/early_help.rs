//! Early help: refused without consent with the reason on the screen, exported in the authority's
//! own order once a parent has signed, stopped when they take it back.

use crate::harness::{Person, School, schools};
use casework::pupil::Contact;
use casework::{Act, Event, Id, Reach, Scope, Verb};

async fn callie(s: &School) -> (Id, Contact) {
    let id = s.f.pupils["Saffron"];
    let act = Act::by_system(s.f.org, s.clock.now(), "A test begins");
    let mut w = s.app.store().write(act).await.unwrap();
    store::testing::named(&mut w, id, "Callie", "Dunmore").await;
    w.commit(Event::new(Verb::RosterImported, "roster", s.f.org), Vec::new()).await.unwrap();
    let scope = Scope { org: s.f.org, reach: vec![Reach::School] };
    let mut read = s.app.store().read().await.unwrap();
    let pupil = store::pupil::find(&mut read, &scope, id).await.unwrap();
    let contacts = store::pupil::contacts(&mut read, &pupil, s.f.org).await.unwrap();
    (id, contacts.into_iter().next().unwrap())
}

async fn begins(okell: &Person, callie: Id) -> String {
    let (pupil, once) = (callie.to_string(), Id::now_v7().to_string());
    okell.posts("/early-help/new", &[("pupil", &*pupil)]).await.is(422).says("Answer this first");
    okell
        .posts("/early-help/new", &[("pupil", &*pupil), ("danger", "yes")])
        .await
        .says("not for early help");
    let fields = [
        ("pupil", &*pupil),
        ("danger", "no"),
        ("lead_name", "Miss Ruqayya Fennimore"),
        ("review_on", "2026-12-11"),
        ("once", &*once),
    ];
    let page = okell.does("/early-help/new", &fields).await;
    assert_eq!(okell.does("/early-help/new", &fields).await, page, "tapped twice, begun once");
    page
}

/// Writes every section that is needed; "S1", "S2" in the order of the page.
async fn writes_all(okell: &Person, page: &str) {
    let form = okell.sees(page).await;
    let version = form.value("version");
    let names: Vec<String> = form
        .body
        .split("id=\"s-")
        .skip(1)
        .map(|p| format!("s-{}", p.split('"').next().unwrap_or_default()))
        .filter(|n| n.len() == 38)
        .collect();
    let words: Vec<String> = (1..=names.len()).map(|n| format!("SAID {n}")).collect();
    let mut fields: Vec<(&str, &str)> =
        names.iter().zip(&words).map(|(n, w)| (n.as_str(), w.as_str())).collect();
    fields.push(("version", &version));
    okell.does(&format!("{page}/write"), &fields).await;
}

async fn says(okell: &Person, page: &str, who: &Contact, word: &str, day: &str) {
    let (who, once) = (who.id.to_string(), Id::now_v7().to_string());
    let fields = [
        ("who", &*who),
        ("word", word),
        ("how", "signed"),
        ("day", day),
        ("what_for", "The assessment, and a family worker"),
        ("with_whom", "Northmoor early help"),
        ("once", &*once),
    ];
    okell.does(&format!("{page}/consent"), &fields).await;
    okell.does(&format!("{page}/consent"), &fields).await;
}

async fn moves(okell: &Person, page: &str, to: &str, day: &str) -> crate::harness::Answer {
    let version = okell.sees(page).await.value("version");
    let fields = [
        ("to", to),
        ("on", day),
        ("sent_to", "Northmoor early help"),
        ("said", "A family worker goes on with it"),
        ("version", &*version),
    ];
    okell.posts(&format!("{page}/move"), &fields).await
}

#[tokio::test]
async fn sent_is_refused_on_the_sixth_and_exported_in_the_authoritys_order_on_the_tenth() {
    for s in schools().await {
        s.nov(2, "9.00");
        let (callie, shaz) = callie(&s).await;
        // The authority's order: its own last section first, one renamed, one added.
        let lyle = s.signs_in("lyle").await;
        let form = lyle.sees("/set-up/early-help").await.says("Mainstay proposes");
        let mut fields: Vec<(String, String)> = Vec::new();
        for (n, (title, _, part, _)) in casework::early_help::BEGIN_WITH.iter().enumerate() {
            let key = format!("key-{n}");
            fields.push((key.clone(), form.value(&key)));
            fields.push((format!("title-{n}"), (*title).into()));
            fields.push((format!("part-{n}"), casework::Coded::code(*part).into()));
            fields.push((format!("needed-{n}"), "yes".into()));
            fields.push((format!("place-{n}"), (20 - n).to_string()));
        }
        fields.retain(|(name, _)| name != "title-0");
        for (name, value) in [
            ("title-0", "Household and family network"),
            ("title-9", "Scaling, 0 to 10"),
            ("place-9", "1"),
            ("part-9", "other"),
            ("needed-9", "no"),
            ("name", "Family Conversation"),
            ("authority", "Northmoor early help"),
            ("number", "0"),
            ("sections-rows", "10"),
        ] {
            fields.push((name.into(), value.into()));
        }
        let typed: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        lyle.does("/set-up/early-help", &typed).await;
        lyle.sees("/set-up/early-help").await.says("Version 1, by Mr Piers Lyle");
        // The same page sent again was opened before that change.
        lyle.posts("/set-up/early-help", &typed).await.says("changed");

        let okell = s.signs_in("okell").await;
        let page = begins(&okell, callie).await;
        okell
            .sees(&page)
            .await
            .says("Family Conversation")
            .says("1. Scaling, 0 to 10")
            .says("Patient with detail")
            .says("Nobody at home has been asked for consent yet")
            .says("3 of 10 sections written");
        writes_all(&okell, &page).await;
        okell.sees(&page).await.says("10 of 10 sections written");
        // 6 November: asked, not yet. 'Sent' and the export are refused, with why.
        s.nov(6, "13.10");
        let okell = s.signs_in("okell").await;
        says(&okell, &page, &shaz, "not_yet", "2026-11-06").await;
        let why =
            format!("{} was asked on Fri 6 Nov 2026 and has not given consent yet", shaz.full());
        okell.sees(&page).await.says(&why).hides("Export as PDF");
        moves(&okell, &page, "sent", "2026-11-06").await.says("there is no consent").says(&why);
        okell.get(&format!("{page}/text")).await.says("cannot be exported").says(&why);
        okell.get(&format!("{page}/pdf")).await.says("cannot be exported");
        assert!(okell.sees(&format!("{page}/pdf?for=family")).await.body.starts_with("%PDF"));
        moves(&okell, &page, "acknowledged", "2026-11-06").await.says("there is no consent");
        // 10 November: signed.
        s.nov(10, "9.10");
        let okell = s.signs_in("okell").await;
        let blank = [
            ("who", &*shaz.id.to_string()),
            ("word", "given"),
            ("how", "signed"),
            ("day", "2026-11-12"),
        ];
        okell
            .posts(&format!("{page}/consent"), &blank)
            .await
            .is(422)
            .says("has not come yet")
            .says("Say what they agreed to")
            .says("Say with whom it may be shared");
        says(&okell, &page, &shaz, "given", "2026-11-10").await;
        okell.sees(&page).await.says("Consent given").says("Export as PDF");
        let text = okell.sees(&format!("{page}/text")).await.body;
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        assert!(text.contains("Family Conversation") && text.contains("Callie Dunmore, 8F1"));
        assert!(at("1. Scaling, 0 to 10") < at("2. Who else is involved"));
        assert!(at("SAID 1") < at("SAID 2") && at("SAID 9") < at("SAID 10"));
        assert!(at("9. Reason") < at("10. Household and family network"));
        assert!(okell.sees(&format!("{page}/pdf")).await.body.starts_with("%PDF"));
        moves(&okell, &page, "sent", "2026-11-10").await.is(303);
        okell.sees(&page).await.says("Sent Tue 10 Nov 2026 to Northmoor early help");
        moves(&okell, &page, "sent", "2026-11-10").await.says("sent already");
        moves(&okell, &page, "acknowledged", "2026-11-10").await.is(303);
        // Taken back: nothing more leaves, and it can only be closed.
        s.nov(12, "9.10");
        let okell = s.signs_in("okell").await;
        says(&okell, &page, &shaz, "withdrawn", "2026-11-12").await;
        okell.sees(&page).await.says("took consent back on Thu 12 Nov 2026").hides("Export as PDF");
        okell.get(&format!("{page}/text")).await.says("cannot be exported");
        moves(&okell, &page, "open", "2026-11-12").await.says("there is no consent");
        moves(&okell, &page, "closed", "2026-11-12").await.is(303);
        okell.sees(&page).await.says("A family worker goes on with it");
        okell.sees("/early-help").await.says("1 over");
    }
}

#[tokio::test]
async fn a_form_with_gaps_is_not_sent_and_a_review_waits_on_today() {
    for s in schools().await {
        s.nov(2, "9.00");
        let (callie, shaz) = callie(&s).await;
        let okell = s.signs_in("okell").await;
        let page = begins(&okell, callie).await;
        says(&okell, &page, &shaz, "given", "2026-11-02").await;
        moves(&okell, &page, "sent", "2026-11-02")
            .await
            .says("the form is not whole")
            .says("The child’s own words");
        okell.sees("/").await.hides("To be looked at again");
        s.at(rulebook::Day::new(2026, 12, 11).unwrap(), "8.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/").await.says("Early help").says("To be looked at again, due today");
        // Whoever opens no home sees none of it; a year lead of another year finds nobody there.
        let ravenhall = s.signs_in("ravenhall").await;
        ravenhall.get(&page).await.is(403);
        let catterall = s.signs_in("catterall").await;
        catterall.get(&page).await.is(404);
    }
}
