//! Standards sheets and the school's own words for home: versions, languages, acknowledgement.

use crate::harness::{Person, School, schools};
use crate::home::{ALL_DAY, books};
use crate::parent::{email, issues, kept, link_of, opens, roster, sends};
use casework::Id;

async fn speaks(school: &School, who: &'static str, language: &str, interpreter: bool) {
    let mut w = roster(school).await;
    let contact = school.f.contacts[who];
    store::testing::speaks(&mut w, contact, language, interpreter).await.unwrap();
    kept(school, w).await;
}

/// Adds or changes a text as the data manager does.
async fn words(who: &Person, kind: &str, new: bool, was: &str, title: &str, body: &str) {
    let fields = [
        ("kind", kind),
        ("new", if new { "yes" } else { "" }),
        ("language", "Portuguese"),
        ("format", "standard"),
        ("was", was),
        ("title", title),
        ("body", body),
    ];
    who.does("/set-up/wording", &fields).await;
}

fn fields(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

#[tokio::test]
async fn a_sheet_in_portuguese_read_out_with_an_interpreter_is_kept_with_its_version_and_time() {
    for school in schools().await {
        school.nov(9, "15.10");
        speaks(&school, "Leanne", "Portuguese", true).await;
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let abbot = school.signs_in("abbot").await;
        words(&abbot, "standards", true, "", "O que esperamos", "Ligue {phone}.").await;
        words(&abbot, "standards", false, "1", "O que esperamos de todos", "Ligue {phone}.").await;
        abbot.sees("/set-up/wording").await.says("Portuguese, version 2");

        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/standards");
        let page = okell.sees(&path).await.says("Portuguese, interpreter asked for");
        let leanne = school.f.contacts["Leanne"];
        let name = |f: &str| format!("{f}-{leanne}");
        let once = page.value(&name("once"));
        let give = |interpreter: &str, time: &str| {
            vec![
                ("contact".to_string(), leanne.to_string()),
                (name("once"), once.clone()),
                (name("text"), "standard|Portuguese".into()),
                (name("way"), "phone".into()),
                (name("day"), "2026-11-09".into()),
                (name("time"), time.into()),
                (name("interpreter"), interpreter.into()),
                (name("known"), "yes".into()),
            ]
        };
        let wrong = give("", "15.05");
        okell.posts(&path, &fields(&wrong)).await.is(422).says("They asked for an interpreter");
        let wrong = give("Ms Ana Lopes", "16.05");
        okell
            .posts(&path, &fields(&wrong))
            .await
            .is(422)
            .says("It is written down once it happened");
        let right = give("Ms Ana Lopes", "15.05");
        okell.does(&path, &fields(&right)).await;
        okell.does(&path, &fields(&right)).await;
        let page = okell.sees(&path).await.says("Portuguese, version 2").says("Ms Ana Lopes");
        let said = "Acknowledged Ms Leanne Moss, by telephone, Mon 9 Nov 2026, 15.05";
        assert_eq!(page.text().matches(said).count(), 1, "{}", page.text());
        let pdf = page.links("/sheets/").remove(0);
        assert!(okell.get(&pdf).await.is(200).bytes.starts_with(b"%PDF"));

        // The words as they were given stay, whatever becomes of the text.
        words(&abbot, "standards", false, "2", "Outra coisa", "Outra coisa.").await;
        okell.sees(&path).await.says("Portuguese, version 2");
        let told = okell.sees(&format!("/placements/{placement}/told")).await;
        told.says("Has the standards sheet, by telephone")
            .says("interpreter: Ms Ana Lopes")
            .says("Told on the day");

        // Who has nothing to do with homes sees none of it, and nobody guesses their way to it.
        for who in ["ravenhall", "poll", "vail", "lyle", "abbot"] {
            let person = school.signs_in(who).await;
            person.get(&path).await.is(403);
            person.get(&pdf).await.is(403);
            person.posts(&path, &fields(&right)).await.is(403);
        }
        // A year lead rings home, and gives no sheets; of another year there is nothing to see.
        let catterall = school.signs_in("catterall").await;
        catterall.sees(&path).await.hides("Give the sheet");
        catterall.posts(&path, &fields(&right)).await.is(403);
        for who in ["okell", "catterall", "thrale"] {
            school.signs_in(who).await.get("/set-up/wording").await.is(403);
        }
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn who_has_not_acknowledged_a_sheet_in_two_school_days_is_rung_and_a_link_closes_it() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/standards");
        for (who, way) in [("Leanne", "email"), ("Curtis", "paper")] {
            let id = school.f.contacts[who];
            let page = okell.sees(&path).await;
            let name = |f: &str| format!("{f}-{id}");
            let all = vec![
                ("contact".to_string(), id.to_string()),
                (name("once"), page.value(&name("once"))),
                (name("text"), "standard|English".into()),
                (name("way"), way.into()),
            ];
            okell.does(&path, &fields(&all)).await;
        }
        okell.sees(&path).await.says("English, the words Mainstay comes with");
        let wants = "nobody has said that they have the standards sheet of Mon 9 Nov 2026; expected by Wed 11 Nov 2026";
        school.nov(11, "16.00");
        let okell = school.signs_in("okell").await;
        okell.sees("/").await.hides("nobody has said that they have");
        school.nov(12, "8.00");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/").await.says("Ring Ms Leanne Moss").says("Ring Mr Curtis Ashdown");
        assert_eq!(page.text().matches(wants).count(), 2, "{}", page.text());

        let link = {
            let mut read = school.app.store().read().await.unwrap();
            let which = store::message::Which::All;
            let all = store::message::list(&mut read, school.f.org, which, 0, 50).await.unwrap();
            let kind = casework::message::Kind::SheetHome;
            let m = all.into_iter().find(|m| m.kind == kind).unwrap();
            for hidden in ["Tyrell", "xclu", "room"] {
                assert!(!format!("{:?}", m.words).contains(hidden), "{hidden}");
            }
            let key = school.app.link_key().unwrap();
            mainstay::link::path(&key, school.f.org, m.link.unwrap())
        };
        for _ in 0..2 {
            let page = opens(&school, &link).await.is(200).says("I have it and know what it says");
            page.hides("Curtis").hides("Quay").hides("Tyrell");
        }
        assert!(opens(&school, &format!("{link}/pdf")).await.is(200).bytes.starts_with(b"%PDF"));
        assert_eq!(
            okell.sees("/").await.text().matches(wants).count(),
            2,
            "opening is not reading"
        );
        sends(&school, &link, &[("name", "")]).await.is(303);
        sends(&school, &link, &[("name", "Gran")]).await.is(303);
        opens(&school, &link).await.says("you have this sheet: Ms Leanne Moss").hides("Gran");
        assert_eq!(okell.sees("/").await.text().matches(wants).count(), 1);
        okell.sees(&path).await.says("by the private link");

        // Curtis says so at the gate; the time is asked for.
        let page = okell.sees(&path).await;
        let to = page.links(&format!("{path}/")).remove(0);
        let sheet = to.rsplit('/').next().unwrap().to_string();
        okell.posts(&to, &[]).await.is(422).says("Say how they told you");
        let at = [
            (format!("came-{sheet}"), "in_person".to_string()),
            (format!("day-{sheet}"), "2026-11-12".into()),
            (format!("time-{sheet}"), "7.50".into()),
        ];
        okell.does(&to, &fields(&at)).await;
        okell.sees("/").await.hides("nobody has said that they have");
        // Once the address is another one, the sheet is closed too.
        email(&school, "Leanne", "new@post.example").await;
        opens(&school, &link).await.is(409).says("run out");
    }
}

#[tokio::test]
async fn a_letter_in_the_familys_language_stands_before_the_english_and_has_no_gap() {
    for school in schools().await {
        school.nov(9, "15.10");
        speaks(&school, "Leanne", "Portuguese", true).await;
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let abbot = school.signs_in("abbot").await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/letters");
        // None is typed: English, with an offer.
        okell
            .sees(&path)
            .await
            .says("We can give you this letter in Portuguese")
            .hides("Em português");

        let short = [
            ("kind", "letter"),
            ("new", "yes"),
            ("language", "Portuguese"),
            ("title", "Carta"),
            ("body", "Olá {dear}. {pupil} {number}"),
        ];
        let page = abbot.posts("/set-up/wording", &short).await.is(422);
        page.says("Nothing fills {number}").says("A letter may not leave out {date}");
        let body = "Em português, {dear}.\n\n{pupil}: {date}, {periods}, {arrive_at} – {finish_at}. {decided_by}. {reason} {phone}";
        words(&abbot, "letter", true, "", "Carta da escola", body).await;

        let page = okell.sees(&path).await.says("What happened, in Portuguese");
        let once = page.value("once");
        let issue = |translated: &'static str, english: &'static str| {
            let once = once.clone();
            vec![
                ("opening".to_string(), "Good with younger students.".to_string()),
                ("reason".into(), "Tyrell swore and threw a book.".into()),
                ("translated".into(), translated.into()),
                ("english".into(), english.into()),
                ("act".into(), "issue".into()),
                ("once".into(), once),
            ]
        };
        let gap = issue("", "");
        okell
            .posts(&path, &fields(&gap))
            .await
            .is(422)
            .says("Say what happened in Portuguese too")
            .says("Tyrell swore and threw a book.");
        let other = issue("O Kian Dowell começou.", "");
        let said = "Take out the other child’s name";
        let kian = okell.posts(&path, &fields(&other)).await;
        assert!(kian.status == 422 || !kian.text().contains(said));
        let whole = issue("O Tyrell atirou um livro.", "");
        okell.does(&path, &fields(&whole)).await;
        let link = link_of(&school, "Leanne").await;
        let page = opens(&school, &link).await.is(200);
        let text = page.text();
        let (first, english) =
            (text.find("Em português, Ms Moss").unwrap(), text.find("Dear Ms Moss").unwrap());
        assert!(first < english, "{text}");
        page.says("10/11/2026")
            .says("O Tyrell atirou um livro.")
            .says("Portuguese first, then in English");
        // The other parent reads English, and nothing is out of date.
        okell.sees(&path).await.hides("gives another day").hides("give another day");
        let id = okell.sees(&path).await.links("/letters/");
        let mut portuguese = 0;
        for letter in id.iter().filter(|l| !l.ends_with("/pdf")) {
            portuguese += usize::from(okell.sees(letter).await.text().contains("Em português"));
        }
        assert_eq!(portuguese, 1);
        // In English after all, by choice.
        school.nov(9, "15.20");
        let again = okell.sees(&path).await.value("once");
        let mut english = issue("", "yes");
        english.retain(|(n, _)| n != "once");
        english.push(("once".into(), again));
        okell.does(&path, &fields(&english)).await;
        let link = link_of(&school, "Leanne").await;
        opens(&school, &link)
            .await
            .says("We can give you this letter in Portuguese")
            .hides("Em português");
    }
}

#[tokio::test]
async fn the_schools_own_call_script_is_shown_filled_and_every_version_is_kept() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let abbot = school.signs_in("abbot").await;
        let okell = school.signs_in("okell").await;
        let home = format!("/placements/{placement}/home");
        okell.sees(&home).await.says("The steps Mainstay comes with").says("Something good first");
        let keep = |was: &'static str, body: &'static str| {
            vec![("kind", "script"), ("was", was), ("language", "English"), ("body", body)]
        };
        let odd = "What: {reason}\nGood: {strengths}";
        abbot
            .posts("/set-up/wording", &keep("0", odd))
            .await
            .is(422)
            .says("Something good comes first")
            .says("{reason}");
        let own = "Greeting: Say who you are.\nSunshine: {strengths}\nWhat: {reason}\nWhen: {date}, {periods}";
        abbot.does("/set-up/wording", &keep("0", own)).await;
        // Somebody else's change in between is not written over.
        abbot
            .posts("/set-up/wording", &keep("0", "Good: {strengths}\nWhat: {reason}"))
            .await
            .is(409);
        let page = okell.sees(&home).await.says("The school’s own steps, version 1");
        let text = page.text();
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        assert!(at("Sunshine") < at("threw a book"));
        page.says("Tue 10 Nov 2026, P1–P6").hides("argument at home").hides("Kian");
        abbot.does("/set-up/wording", &keep("1", "")).await;
        okell.sees(&home).await.says("The steps Mainstay comes with");
        abbot.sees("/set-up/wording?kind=script").await.says("Version 1").says("Taken out of use");
    }
}

#[tokio::test]
async fn a_sheet_goes_with_a_letter_once_and_not_to_those_who_know_it() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/letters");
        okell
            .sees(&path)
            .await
            .says("Send the standards sheet with it to Ms Leanne Moss and Mr Curtis Ashdown");
        let once = Id::now_v7().to_string();
        let both =
            [("reason", "A book."), ("act", "issue"), ("sheet", "yes"), ("once", once.as_str())];
        okell.does(&path, &both).await;
        let sheets = okell.sees(&format!("/placements/{placement}/standards")).await;
        assert_eq!(sheets.text().matches("with a letter").count(), 2, "{}", sheets.text());
        okell.sees(&path).await.hides("Send the standards sheet with it");
        // Issued again, no second sheet goes.
        school.nov(9, "15.20");
        issues(&okell, placement).await;
        let sheets = okell.sees(&format!("/placements/{placement}/standards")).await;
        assert_eq!(sheets.text().matches("with a letter").count(), 2);
    }
}
