//! The school's own questions: reworded, retired and translated, and what was answered before;
//! the reflection a pupil writes on a screen that is handed over; both sides of a repair, apart.

use crate::board::{ALL, books, once};
use crate::harness::{Person, School, schools};
use casework::Id;
use casework::question::{Question, Talk};

async fn live(school: &School, talk: Talk) -> Vec<Question> {
    let mut read = school.app.store().read().await.unwrap();
    store::question::live(&mut read, school.f.org, talk).await.unwrap()
}

/// Tyrell in the room, and the room's lead.
async fn here(school: &School) -> (Id, Person) {
    let tyrell = books(school, "Tyrell", 1, &ALL).await;
    school.nov(10, "8.40");
    let okell = school.signs_in("okell").await;
    okell.does(&format!("/placements/{tyrell}/arrival"), &[("quick", "yes")]).await;
    (tyrell, okell)
}

#[tokio::test]
async fn an_answer_keeps_the_words_it_answered_when_the_question_is_reworded_or_retired() {
    for school in schools().await {
        let (tyrell, okell) = here(&school).await;
        let start = format!("/placements/{tyrell}/reflection");
        let begin = |key: &str| {
            [("way", "scribed"), ("form", "words"), ("once", key)]
                .map(|(n, v)| (n.to_string(), v.to_string()))
        };
        let key = once();
        let fields = begin(&key);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let first = okell.does(&start, &fields).await;
        assert_eq!(okell.does(&start, &fields).await, first, "begun twice, kept once");
        let asked = live(&school, Talk::Reflection).await;
        let happened = asked.iter().find(|q| q.words.starts_with("What happened")).unwrap();
        let who = asked.iter().find(|q| q.words.starts_with("Who has been")).unwrap();
        let needs = asked.last().unwrap();
        let name = |q: &Question, what: &str| format!("{}{what}", q.name());
        let version = okell.sees(&first).await.value("version");
        let (a, b, c) = (name(happened, ""), name(who, "-how"), name(needs, "-how"));
        let why = name(needs, "-why");
        let unsaid = [("version", version.as_str()), (&c, "not_asked")];
        okell.posts(&first, &unsaid).await.is(422).says("Say why it was not asked");
        let fields = [
            ("version", version.as_str()),
            (&a, "I was told off twice"),
            (&b, "rather_not"),
            (&c, "not_asked"),
            (&why, "The bell went"),
        ];
        okell.does(&first, &fields).await;
        okell.does(&first, &fields).await;
        let kept = okell.sees(&first).await.says("What happened, from your side?");
        kept.says("I was told off twice")
            .says("Would rather not say")
            .says("Not asked: The bell went");

        // The school rewords one, retires another, moves a third, and adds its own.
        let lyle = school.signs_in("lyle").await;
        let home = "/set-up/questions/reflection";
        lyle.sees("/set-up/questions").await.says("Reflection").says("7 questions");
        let page = lyle.sees(&format!("{home}?reword={}", happened.id)).await;
        let (id, wording) = (happened.id.to_string(), page.value("wording"));
        let reword = |words: &'static str| {
            [("reword", id.as_str()), ("wording", wording.as_str()), ("words", words)]
        };
        lyle.posts(home, &reword("Why did you do it?")).await.is(422).says("admit something");
        lyle.does(home, &reword("Tell it from your side")).await;
        lyle.posts(home, &reword("And another way")).await.is(409);
        let (who_id, needs_id) = (who.id.to_string(), needs.id.to_string());
        let act = format!("{home}/act");
        lyle.does(&act, &[("act", "retire"), ("question", &who_id)]).await;
        lyle.does(&act, &[("act", "up"), ("question", &needs_id)]).await;
        let own = [("words", "What should lessons know?"), ("kind", "words"), ("once", &once())];
        lyle.does(home, &own).await;
        lyle.posts(home, &[("words", "what should lessons KNOW?"), ("once", &once())])
            .await
            .is(422);
        let page = lyle.sees(home).await.says("Tell it from your side").says("Earlier words");
        page.says("What happened, from your side? Mainstay").says("Retired");
        let now: Vec<String> =
            live(&school, Talk::Reflection).await.into_iter().map(|q| q.words).collect();
        assert!(!now.contains(&who.words) && now.len() == 7, "{now:?}");
        let at = |words: &str| now.iter().position(|w| w == words).unwrap();
        assert!(at(&needs.words) < at("How ready do you feel for lessons?"), "{now:?}");

        // What was answered stands as it was, and the new words are asked from now on.
        let okell = school.signs_in("okell").await;
        let kept = okell.sees(&first).await.says("What happened, from your side?");
        kept.says("Who has been affected, and in what way?").says("Would rather not say");
        let key = once();
        let fields = begin(&key);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let second = okell.does(&start, &fields).await;
        let page = okell.sees(&second).await.says("Tell it from your side");
        page.says("What should lessons know?").hides("Who has been affected");
        // Put right later, the retired question's answer is not lost.
        let version = okell.sees(&first).await.value("version");
        okell.does(&first, &[("version", &version), (&a, "I was told off three times")]).await;
        let kept = okell.sees(&first).await.says("three times").says("Who has been affected");
        kept.says("Earlier words are kept").says("I was told off twice");

        // It can be asked again.
        let lyle = school.signs_in("lyle").await;
        lyle.does(&act, &[("act", "restore"), ("question", &who_id)]).await;
        assert_eq!(live(&school, Talk::Reflection).await.len(), 8);
        let mut read = school.app.store().read().await.unwrap();
        for f in store::check::findings(&mut read, school.f.org).await.unwrap() {
            assert!(f.broken.is_empty(), "{}", f.rule);
        }
    }
}

#[tokio::test]
async fn a_screen_handed_to_a_pupil_opens_nothing_but_the_questions_until_an_adult_signs_in() {
    for school in schools().await {
        let (tyrell, okell) = here(&school).await;
        // The school's own translation of one question; the rest are asked in easy words.
        let lyle = school.signs_in("lyle").await;
        let asked = live(&school, Talk::Reflection).await;
        let happened = asked.iter().find(|q| q.words.starts_with("What happened")).unwrap();
        let page = "/set-up/questions/reflection/language";
        lyle.posts(page, &[("language", "")]).await.is(422).says("Name the language");
        let t = format!("t-{}", happened.id);
        lyle.does(page, &[("language", "portuguese"), (&t, "O que aconteceu?")]).await;
        lyle.sees("/set-up/questions/reflection").await.says("Portuguese");

        let start = format!("/placements/{tyrell}/reflection");
        let none = [("way", "pupil"), ("form", "translated"), ("once", &once())];
        okell.posts(&start, &none).await.is(422).says("Choose the language");
        let fields = [
            ("way", "pupil"),
            ("form", "translated"),
            ("language", "Portuguese"),
            ("interpreter", "Mr Dias"),
            ("read_by", "Ms Okell"),
            ("once", &once()),
        ];
        let record = okell.does(&start, &fields).await;
        okell.sees(&record).await.says("Hand the screen to Tyrell").says("Interpreter: Mr Dias");
        let pupil = okell.does(&format!("{record}/hand-over"), &[]).await;
        assert_eq!(pupil, format!("{record}/pupil"));
        let page = okell.sees(&pupil).await.says("O que aconteceu?").says("How do you feel now?");
        let page = page.hides("threw").hides("Board").hides("Ashdown").says("Worried");
        assert!(page.links("/").iter().all(|l| l.starts_with(&record) || l.starts_with("/assets")));
        // Nothing else opens: not a page, not a form, not what a page asks by itself.
        for path in ["/", "/board", "/pupils", &format!("/placements/{tyrell}"), &record] {
            let answer = okell.get(path).await;
            assert_eq!((answer.status, answer.location.as_str()), (303, pupil.as_str()), "{path}");
        }
        let tap =
            okell.posts(&format!("/placements/{tyrell}/entries"), &[("kind", "warning")]).await;
        assert_eq!((tap.status, tap.location.as_str()), (303, pupil.as_str()));
        okell.get("/live").await.is(401);
        let feelings = format!("{}-pick", asked[0].name());
        let body = happened.name();
        let said = [
            (feelings.as_str(), "worried"),
            (feelings.as_str(), "tired"),
            (&body, "Fui empurrado"),
        ];
        // The forms of the page carry a token of its own.
        let token = okell.sees(&pupil).await.value("csrf");
        let okell = Person::held(school.router.clone(), okell.cookie.clone(), token, "okell");
        okell.does(&pupil, &said).await;
        okell.does(&pupil, &said).await;
        okell.sees(&pupil).await.says("Thank you").hides("Fui empurrado");
        // The adult takes it back by signing in, and reads it.
        let back = okell.does(&format!("{record}/back"), &[]).await;
        assert_eq!(back, format!("/sign-in?next={record}"));
        okell.get(&pupil).await.is(303);
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&record).await.says("O que aconteceu? Fui empurrado");
        page.says("Worried, Tired").says("In Portuguese").says("Interpreter: Mr Dias");
        okell.posts(&format!("{record}/hand-over"), &[]).await.is(409).says("is finished");
        okell.sees(&format!("{record}/print")).await.says("tick as much or as little");
        // Done on paper, it is noted.
        let paper = [("way", "paper"), ("form", "easy"), ("once", &once())];
        okell.posts(&start, &paper).await.is(422).says("where the paper is kept");
        let paper = [
            ("way", "paper"),
            ("form", "easy"),
            ("on_paper", "A drawing, tray 3"),
            ("once", &once()),
        ];
        let drawn = okell.does(&start, &paper).await;
        okell.sees(&drawn).await.says("A drawing, tray 3");
        for who in ["poll", "ravenhall", "petit"] {
            let other = school.signs_in(who).await;
            for path in [&record, &pupil, &start, &drawn] {
                other.get(path).await.is(403).hides("Fui empurrado");
            }
        }
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn each_side_is_asked_apart_and_two_who_do_not_meet_agree_by_words_carried() {
    for school in schools().await {
        let (tyrell, okell) = here(&school).await;
        let ravenhall = school.f.staff["ravenhall"].to_string();
        let offer = format!("/placements/{tyrell}/repair");
        let repair = okell.does(&offer, &[("with", &ravenhall), ("once", &once())]).await;
        let page = okell.sees(&repair).await.says("Each side, apart").says("Not prepared");
        page.says("Is this fair, and can you do it?");
        let questions = [live(&school, Talk::Pupil).await, live(&school, Talk::Other).await];
        let side = |code: &str| format!("{repair}/side/{code}");
        let first = questions[0][0].name();
        let mine = [
            ("version", "0"),
            (first.as_str(), "I heard my name first"),
            ("before", "2"),
            ("consent", "yes"),
        ];
        let wrong = [("version", "0"), ("before", "9"), (first.as_str(), "I heard my name first")];
        let again = okell.posts(&side("pupil"), &wrong).await.is(422);
        again.says("Choose a number from 1 to 5").says("I heard my name first");
        okell.does(&side("pupil"), &mine).await;
        okell.does(&side("pupil"), &mine).await;
        // What one said is not shown to the other.
        let second = questions[1][1].name();
        okell.sees(&side("other")).await.hides("I heard my name first");
        let theirs = [("version", "0"), (second.as_str(), "It shook me"), ("consent", "yes")];
        okell.does(&side("other"), &theirs).await;
        okell.sees(&side("pupil")).await.hides("It shook me").says("I heard my name first");
        okell.get(&side("nobody")).await.is(404);
        okell.sees(&repair).await.says("2 of 5 before").says("Chooses to take part");
        // Without meeting: words are carried, once each.
        let carry = format!("{repair}/messages");
        okell.posts(&carry, &[("side", "pupil")]).await.is(422).says("Write what was carried");
        let words = [("side", "pupil"), ("body", "I did not mean you"), ("once", &once())];
        okell.does(&carry, &words).await;
        okell.does(&carry, &words).await;
        let page = okell.sees(&repair).await;
        assert_eq!(page.text().matches("I did not mean you").count(), 1);
        let agreed = [
            ("version", page.value("version")),
            ("way", "shuttle".into()),
            ("pupil_agrees", "yes".into()),
            ("other_agrees", "yes".into()),
            ("held_day", "2026-11-10".into()),
            ("held_time", "08:40".into()),
            ("agreement", "A written first step, and a quiet start".into()),
        ];
        let agreed: Vec<(&str, &str)> = agreed.iter().map(|(n, v)| (*n, v.as_str())).collect();
        okell.does(&format!("{repair}/held"), &agreed).await;
        okell.sees(&repair).await.says("They did not meet: what each said was carried");
        okell.posts(&carry, &[("side", "pupil"), ("body", "More")]).await.is(409);
        // The rating after, by whoever wishes; what was written before is kept.
        let after = [
            ("version", "1"),
            (first.as_str(), "I heard my name"),
            ("before", "2"),
            ("after", "4"),
            ("consent", "yes"),
        ];
        okell.does(&side("pupil"), &after).await;
        okell.sees(&repair).await.says("2 of 5 before, 4 of 5 after");
        okell.sees(&side("pupil")).await.says("I heard my name first");
        for who in ["poll", "ravenhall"] {
            let other = school.signs_in(who).await;
            other.get(&side("pupil")).await.is(403).hides("I heard my name");
        }
    }
}

#[tokio::test]
async fn an_induction_and_an_exit_ask_the_schools_own_questions_and_need_no_answer() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        for (talk, words) in
            [("induction", "Who would you like to see today?"), ("exit", "What was best?")]
        {
            let add = [("words", words), ("kind", "words"), ("once", &once())];
            lyle.does(&format!("/set-up/questions/{talk}"), &add).await;
        }
        let (tyrell, okell) = here(&school).await;
        let own = live(&school, Talk::Induction).await.pop().unwrap().name();
        let at = |tail: &str| format!("/placements/{tyrell}/{tail}");
        okell
            .sees(&at("induction"))
            .await
            .says("Who would you like to see today?")
            .says("Goal for today");
        let said = [("read_aloud", "yes"), ("goal", "Start each task"), (own.as_str(), "Mr Adair")];
        okell.does(&at("induction"), &said).await;
        let page = okell.sees(&at("induction")).await;
        assert!(page.body.contains("Mr Adair"), "{}", page.text());
        // Only the school's own question changes: the words before are kept.
        let version = page.value("version");
        let now = [
            ("version", version.as_str()),
            ("read_aloud", "yes"),
            ("goal", "Start each task"),
            (own.as_str(), "Ms Catterall"),
        ];
        okell.does(&at("induction"), &now).await;
        okell.sees(&at("induction")).await.says("Who would you like to see today? Mr Adair");
        school.nov(10, "14.50");
        let okell = school.signs_in("okell").await;
        let best = live(&school, Talk::Exit).await.pop().unwrap().name();
        let page = okell.sees(&at("exit")).await.says("What was best?");
        let page = page.says("What teachers see: targets for lessons");
        let version = page.value("version");
        let said = [
            ("version", version.as_str()),
            (best.as_str(), "Maths"),
            ("led_here-how", "rather_not"),
            ("target_1", "Start in two minutes"),
            ("outcome", "completed"),
            ("then", "close"),
        ];
        okell.does(&at("exit"), &said).await;
        let page = okell.sees(&at("exit")).await.says("What was best? Maths");
        page.says("What led here, as you see it? Would rather not say");
        let lunt = school.signs_in("lunt").await;
        lunt.sees("/targets")
            .await
            .says("Start in two minutes")
            .hides("Maths was")
            .hides("rather not");
    }
}

#[tokio::test]
async fn a_translation_is_kept_over_nobody_elses_and_an_emptied_one_is_taken_away() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let asked = live(&school, Talk::Reflection).await;
        let (t, was) = (format!("t-{}", asked[1].id), format!("was-{}", asked[1].id));
        let home = "/set-up/questions/reflection/language";
        let at = format!("{home}?language=Portuguese");
        lyle.does(home, &[("language", "Portuguese"), (&t, "O que aconteceu?")]).await;
        let first = lyle.sees(&at).await.value(&was);
        assert_eq!(first, "1.1", "{}", school.engine());
        // Two people with the page open: the second is told, and keeps the words they typed.
        let fields = |was_value: &str, words: &str| -> Vec<(String, String)> {
            [("language", "Portuguese"), (&was, was_value), (&t, words)]
                .map(|(n, v)| (n.to_string(), v.to_string()))
                .to_vec()
        };
        let send = async |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            lyle.posts(home, &fields).await
        };
        send(fields(&first, "Conta o que se passou")).await.is(303);
        let no = send(fields(&first, "O que foi que aconteceu?")).await.is(409);
        no.says("Somebody changed this while you were writing").says("O que foi que aconteceu?");
        let page = lyle.sees(&at).await;
        assert!(page.body.contains("Conta o que se passou"), "{}", page.text());
        // A new page of a language that is there already writes over nothing.
        send(fields("", "Outra vez")).await.is(409);
        // The same words sent twice are kept once.
        send(fields(&first, "Conta o que se passou")).await.is(303);
        // An emptied box takes it away; a page from before cannot bring the old words back.
        let second = lyle.sees(&at).await.value(&was);
        send(fields(&second, "")).await.is(303);
        let page = lyle.sees(&at).await;
        assert!(!page.body.contains("Conta o que"), "{}", page.text());
        lyle.sees("/set-up/questions/reflection").await.hides("Portuguese");
        send(fields(&second, "De novo")).await.is(409);
        let third = lyle.sees(&at).await.value(&was);
        send(fields(&third, "De novo")).await.is(303);
        // Reworded meanwhile: a translation of the old words is not taken for one of the new.
        let fourth = lyle.sees(&at).await.value(&was);
        let id = asked[1].id.to_string();
        let reword = [("reword", id.as_str()), ("wording", "1"), ("words", "Tell it your way")];
        lyle.does("/set-up/questions/reflection", &reword).await;
        send(fields(&fourth, "Das alte Wort")).await.is(409);
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn what_each_side_says_to_the_questions_for_both_is_kept_on_its_own_page_in_every_version() {
    for school in schools().await {
        let (tyrell, okell) = here(&school).await;
        let ravenhall = school.f.staff["ravenhall"].to_string();
        let offer = format!("/placements/{tyrell}/repair");
        let repair = okell.does(&offer, &[("with", &ravenhall), ("once", &once())]).await;
        let fair = live(&school, Talk::Both).await[0].name();
        let side = |code: &str| format!("{repair}/side/{code}");
        let says = async |code: &str, version: &str, words: &str| {
            let fields = [("version", version), (fair.as_str(), words), ("consent", "yes")];
            okell.posts(&side(code), &fields).await
        };
        okell.sees(&side("pupil")).await.says("Is this fair, and can you do it?");
        says("pupil", "0", "It is fair if she listens").await.is(303);
        says("other", "0", "I can wait at the door").await.is(303);
        okell.sees(&side("pupil")).await.says("if she listens").hides("wait at the door");
        okell.sees(&side("other")).await.says("wait at the door").hides("if she listens");
        okell.sees(&repair).await.hides("if she listens").hides("wait at the door");
        // Nobody's words are written over, and what was said first stays.
        says("pupil", "0", "Something else").await.is(409).says("Something else");
        says("pupil", "1", "It is fair, and I can try").await.is(303);
        let page = okell.sees(&side("pupil")).await.says("It is fair, and I can try");
        page.says("Earlier words are kept").says("It is fair if she listens");
        okell.sees(&side("other")).await.hides("Earlier words are kept").hides("I can try");
        for who in ["poll", "ravenhall"] {
            school.signs_in(who).await.get(&side("pupil")).await.is(403);
        }
    }
}

#[tokio::test]
async fn an_induction_keeps_which_version_and_rules_were_used_and_what_the_pupil_put_under_it() {
    for school in schools().await {
        let (tyrell, okell) = here(&school).await;
        let at = format!("/placements/{tyrell}/induction");
        let asked = live(&school, Talk::Induction).await;
        let lyle = school.signs_in("lyle").await;
        let t = format!("t-{}", asked[0].id);
        let page = "/set-up/questions/induction/language";
        lyle.does(page, &[("language", "Portuguese"), (&t, "Porque estás aqui?")]).await;
        let rules = "English, the words Mainstay comes with";
        okell.sees(&at).await.says("Which version was used").says(rules).says("Portuguese");
        let none = [("read_aloud", "yes"), ("form", "translated"), ("version", "0")];
        okell.posts(&at, &none).await.is(422).says("Choose the language");
        let odd = [("read_aloud", "yes"), ("rules", "Klingon, version 9"), ("version", "0")];
        okell.posts(&at, &odd).await.is(422).says("Choose the version that was shown");
        let long = "x".repeat(81);
        let signed = [("read_aloud", "yes"), ("signed", &long), ("version", "0")];
        okell.posts(&at, &signed).await.is(422).says("Use at most 80 characters");
        let name = asked[0].name();
        let held = [
            ("read_aloud", "yes"),
            ("form", "translated"),
            ("language", "Portuguese"),
            ("rules", rules),
            (name.as_str(), "Por causa do livro"),
            ("signed", "T A-M"),
            ("version", "0"),
        ];
        okell.does(&at, &held).await;
        okell.does(&at, &held).await;
        let card = okell.sees(&format!("/placements/{tyrell}")).await;
        card.says("In Portuguese").says(&format!("Rules: {rules}")).says("Signed: T A-M");
        let page = okell.sees(&at).await.says("Porque estás aqui?");
        assert!(page.body.contains("value=\"T A-M\""), "{}", school.engine());
        // Held again in easy words: what was used first stays as an earlier version.
        let again = [
            ("read_aloud", "yes"),
            ("form", "easy"),
            ("rules", rules),
            ("signed", "Tyrell"),
            ("version", "1"),
        ];
        okell.does(&at, &again).await;
        let page = okell.sees(&at).await.says("Earlier words are kept").says("In Portuguese");
        page.says("They signed: T A-M").says("In their words: Por causa do livro");
        assert!(school.app.store().verify_chain(school.f.org).await.unwrap().is_ok());
    }
}
