//! Home, letters, work and the notice as people meet them: through the screens, on every engine.

use crate::harness::{School, schools, tuesday};
use casework::room::{Placement, PlacementState, Slot};
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Instant, Minute};

fn monday(time: &str) -> Instant {
    Day::new(2026, 11, 9).unwrap().at(Minute::parse(time).unwrap())
}

/// Books a pupil for some periods of the walk-through's Tuesday and asks for the work, as an
/// approval does. Says the placement, and the requests by period.
pub(crate) async fn books(school: &School, who: &str, codes: &[&str]) -> (Id, Vec<(String, Id)>) {
    let f = &school.f;
    let day = tuesday();
    let mut w = school
        .app
        .store()
        .write(Act::by_system(f.org, school.clock.now(), "booking for a test"))
        .await
        .unwrap();
    let setting = store::school::setting(&mut w, f.org).await.unwrap();
    let pupil = f.pupils[who];
    let week = setting.calendar.week(day);
    let lessons = store::staff::lessons_of(&mut w, f.org, pupil, day, week).await.unwrap();
    let placement = Placement {
        id: Id::now_v7(),
        pupil,
        referral: None,
        room: f.room,
        day,
        seat: None,
        state: PlacementState::Booked,
        decided_by: Some(f.staff["thrale"]),
        reason: Some(f.reasons["Abuse towards an adult"]),
        plain_reason: format!(
            "In History {who} swore at a teacher and threw a book. Nobody was hurt."
        ),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    let mut slots = Vec::new();
    for period in setting.lessons_on(day) {
        if !codes.contains(&period.code.as_str()) {
            continue;
        }
        let lesson = lessons.iter().find(|l| l.period == period.code);
        let slot = Slot {
            id: Id::now_v7(),
            placement: placement.id,
            pupil,
            room: f.room,
            day,
            code: period.code.clone(),
            from: period.from,
            to: period.to,
            class: lesson.map(|l| l.class),
            subject: lesson.map(|l| l.subject.clone()).unwrap_or_default(),
            teacher: lesson.and_then(|l| l.teacher),
            conduct: None,
            learning: None,
            done: None,
        };
        slots.push(slot);
    }
    store::room::book(&mut w, &placement, &slots).await.unwrap();
    store::work::ask(&mut w, &slots, monday("15.45")).await.unwrap();
    let work = store::work::of_placement(&mut w, f.org, placement.id).await.unwrap();
    let event = Event::new(Verb::Booked, "placement", placement.id).pupil(pupil);
    w.commit(event, vec![]).await.unwrap();
    (placement.id, work.into_iter().map(|w| (w.code, w.id)).collect())
}

pub(crate) const ALL_DAY: &[&str] = &["P1", "P2", "P3", "P4", "P5", "P6"];

#[tokio::test]
async fn a_voicemail_leaves_a_second_attempt_that_the_next_call_closes() {
    for school in schools().await {
        school.nov(9, "15.00");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/home");
        let page = okell.sees(&path).await;
        let text = page.text();
        let good = text.find("Good with younger students").expect("something good");
        assert!(good < text.find("threw a book").expect("what happened"), "good comes first");
        let leanne = school.f.contacts["Leanne"].to_string();
        let curtis = school.f.contacts["Curtis"].to_string();
        let call = |contact: &str, time: &str, outcome: &str| {
            vec![
                ("contact".to_string(), contact.to_string()),
                ("day".into(), "2026-11-09".into()),
                ("time".into(), time.into()),
                ("outcome".into(), outcome.into()),
                ("view".into(), "Sorry it came to this.".into()),
                ("once".into(), Id::now_v7().to_string()),
            ]
        };
        async fn send(okell: &crate::harness::Person, path: &str, fields: Vec<(String, String)>) {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            // Sent twice: the second does no harm.
            okell.does(path, &fields).await;
            okell.does(path, &fields).await;
        }
        school.nov(9, "15.07");
        send(&okell, &path, call(&leanne, "15:02", "spoke")).await;
        send(&okell, &path, call(&curtis, "15:06", "voicemail")).await;
        let page = okell.sees(&path).await;
        let page = page.says("Spoke, Mon 9 Nov 15.02").says("Voicemail, Mon 9 Nov 15.06");
        assert_eq!(page.text().matches("Second attempt: ring Mr Curtis Ashdown, due").count(), 2);
        assert_eq!(
            page.text().matches("Sorry it came to this.").count(),
            4,
            "two calls, each with its words and its correction"
        );

        let early = okell
            .posts(
                &path,
                &[
                    ("contact", &leanne),
                    ("day", "2026-11-09"),
                    ("time", "16:30"),
                    ("outcome", "spoke"),
                    ("view", "Kept words"),
                ],
            )
            .await;
        early.is(422).says("It is 15.07 now").says("Kept words");

        school.nov(9, "16.30");
        let okell = school.signs_in("okell").await;
        send(&okell, &path, call(&curtis, "16:05", "spoke")).await;
        okell.sees(&path).await.hides("Second attempt").says("Entered later");
    }
}

#[tokio::test]
async fn a_second_attempt_can_be_closed_with_a_reason_and_not_without() {
    let school = &schools().await[0];
    school.nov(9, "15.00");
    let (placement, _) = books(school, "Tyrell", ALL_DAY).await;
    let okell = school.signs_in("okell").await;
    let path = format!("/placements/{placement}/home");
    let curtis = school.f.contacts["Curtis"].to_string();
    okell
        .does(
            &path,
            &[
                ("contact", &curtis),
                ("day", "2026-11-09"),
                ("time", "15:00"),
                ("outcome", "no_answer"),
            ],
        )
        .await;
    let page = okell.sees(&path).await;
    let door = page.links(&format!("/placements/{placement}/again/")).remove(0);
    let field = format!("why-{}", door.rsplit('/').next().unwrap());
    okell.posts(&door, &[]).await.is(422).says("Say why nobody rings again");
    okell.does(&door, &[(&field, "He came to the school instead")]).await;
    okell.sees(&path).await.hides("Second attempt");
}

#[tokio::test]
async fn a_corrected_call_keeps_its_first_words() {
    for school in schools().await {
        school.nov(9, "15.02");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/home");
        let leanne = school.f.contacts["Leanne"].to_string();
        let once = Id::now_v7().to_string();
        okell
            .does(
                &path,
                &[
                    ("contact", &leanne),
                    ("day", "2026-11-09"),
                    ("time", "15:02"),
                    ("outcome", "spoke"),
                    ("view", "She is cross."),
                    ("once", &once),
                ],
            )
            .await;
        let links = okell.sees(&path).await.links("/calls/");
        let door = links.into_iter().find(|l| l.ends_with("/correct")).unwrap();
        let field = format!("view-{}", door.split('/').nth(2).unwrap());
        okell.does(&door, &[(&field, "She is worried."), ("seen", "1")]).await;
        okell
            .sees(&path)
            .await
            .says("She is worried.")
            .says("She is cross.")
            .says("Corrected by Ms Dara Okell");
        // Somebody who still had the first words before them is told.
        okell
            .posts(&door, &[(&field, "Other words"), ("seen", "1")])
            .await
            .is(409)
            .says("Other words");
        okell.does(&door, &[(&field, "She is worried and came in."), ("seen", "2")]).await;
        okell
            .sees(&path)
            .await
            .says("She is worried and came in.")
            .says("She is worried.")
            .says("She is cross.");
    }
}

#[tokio::test]
async fn two_homes_get_two_letters_and_neither_gives_the_other_away() {
    for school in schools().await {
        school.nov(9, "15.10");
        let (placement, _) = books(&school, "Tyrell", ALL_DAY).await;
        books(&school, "Saffron", &["P1"]).await;
        let okell = school.signs_in("okell").await;
        let path = format!("/placements/{placement}/letters");
        let page = okell.sees(&path).await.says("Issue both letters");
        let once = page.value("once");
        let opening = "We know Tyrell well for this.";
        let words = |reason: &'static str| {
            [("opening", opening), ("reason", reason), ("added", ""), ("act", "issue")]
        };
        okell
            .posts(&path, &words("He was Excluded from History."))
            .await
            .is(422)
            .says("Take out the word “excluded”")
            .says("He was Excluded from History.");
        okell
            .posts(&path, &words("A row with Kian Dowell."))
            .await
            .is(422)
            .says("names nobody else’s child");
        okell
            .posts(&path, &words("A row with Saffron Idle."))
            .await
            .is(422)
            .says("names nobody else’s child");
        okell
            .posts(&path, &words("He lives at 88 Quay Street. Flat 3, 88 Quay Street."))
            .await
            .is(422)
            .says("another contact’s address");
        okell.posts(&path, &words("")).await.is(422).says("Say in plain words what happened");
        // A Word copy is a draft, held to the same checks; it issues nothing.
        let word = |reason: &'static str| {
            [("opening", opening), ("reason", reason), ("added", ""), ("word", "1")]
        };
        okell.posts(&path, &word("A row with Kian Dowell.")).await.is(422);
        let draft = okell.posts(&path, &word("Tyrell swore and threw a book.")).await.is(200);
        assert!(draft.bytes.starts_with(b"PK"), "{}", draft.text());
        let name = draft.headers["content-disposition"].to_str().unwrap().to_string();
        assert!(name.contains("letter-draft") && !name.contains("Tyrell"), "{name}");
        okell.sees(&path).await.hides("Kept as it was sent").says("Issue both letters");

        let good = [
            ("opening", opening),
            ("reason", "Tyrell swore and threw a book."),
            ("added", ""),
            ("act", "issue"),
            ("once", once.as_str()),
        ];
        okell.does(&path, &good).await;
        // What is out leads; writing again is folded, with the words that went out.
        let page = okell.sees(&path).await.says("Issued").says("Write again");
        assert!(page.body.contains("<details class=\"working\"><summary>Write again"));
        assert!(page.body.contains("Tyrell swore and threw a book.</textarea>"), "{}", page.body);
        let mut look = good;
        (look[1].1, look[2].1, look[3].1) = ("Tyrell threw a book.", "Ring me.", "look");
        let page = okell.posts(&path, &look).await.is(200).hides("Write again");
        assert!(page.body.contains("Tyrell threw a book.</textarea>"), "what is typed stays open");
        okell.does(&path, &good).await;
        let page = okell.sees(&path).await;
        let letters: Vec<String> =
            page.links("/letters/").into_iter().filter(|l| !l.ends_with("/pdf")).collect();
        assert_eq!(letters.len(), 2, "{} {letters:?}", school.engine());
        let mut seen = String::new();
        for link in &letters {
            let letter = okell
                .sees(link)
                .await
                .says("Tue 10 Nov 2026")
                .says("P1–P6")
                .says("8.40, the side door by the library")
                .says("free school meal is kept")
                .says("15.05")
                .says("Chair of Governors")
                .says("is in school and is not suspended")
                .says("Mr Ewan Thrale")
                .says("01632 960400")
                .hides("Kian")
                .hides("argument");
            let text = letter.text();
            assert!(!text.to_lowercase().contains("excluded"));
            assert!(
                text.contains("Tanyard Row") != text.contains("Quay Street"),
                "one address: {text}"
            );
            seen.push_str(&text);
            let pdf = okell.get(&format!("{link}/pdf")).await;
            assert_eq!(pdf.status, 200);
            assert!(pdf.bytes.starts_with(b"%PDF"), "a PDF");
        }
        assert!(seen.contains("Tanyard Row") && seen.contains("Quay Street"));

        // Moved: the page says so, and issuing again keeps the earlier letters, marked.
        let mut w = school
            .app
            .store()
            .write(Act::by_system(school.f.org, school.clock.now(), "moving"))
            .await
            .unwrap();
        let mut p = store::room::placement(&mut w, school.f.org, placement).await.unwrap();
        p.day = tuesday().plus(1);
        store::room::advance(&mut w, &p).await.unwrap();
        w.commit(Event::new(Verb::Moved, "placement", placement), vec![]).await.unwrap();
        let page = okell.sees(&path).await.says("The placement has changed since");
        // The form is open, with the words that went out.
        let page = page.hides("Write again").says("give another day");
        assert!(page.body.contains("Tyrell swore and threw a book.</textarea>"));
        let again = page.value("once");
        let fields = [
            ("opening", opening),
            ("reason", "Tyrell swore."),
            ("act", "issue"),
            ("once", again.as_str()),
        ];
        okell.does(&path, &fields).await;
        let page = okell.sees(&path).await.hides("The placement has changed since");
        let page = page.says("Replaced").says("Write again");
        assert!(page.body.contains("Tyrell swore.</textarea>"), "the last words, not the first");
        okell.sees(&letters[0]).await.says("Tue 10 Nov 2026").says("A later letter took its place");
    }
}

#[tokio::test]
async fn work_is_answered_passed_on_and_filled_until_four_of_six_are_the_lessons_own() {
    for school in schools().await {
        school.nov(9, "14.50");
        let (_, work) = books(&school, "Tyrell", ALL_DAY).await;
        let org = school.f.org;
        let of = |code: &str| work.iter().find(|(c, _)| c == code).unwrap().1;
        let answer = |code: &str| format!("/work/{}/answer", of(code));
        let okell = school.signs_in("okell").await;
        okell
            .sees("/work?day=2026-11-10")
            .await
            .says("6 periods have no work yet")
            .says("5 h 10 min");

        let farrant = school.signs_in("farrant").await;
        farrant
            .sees("/work/asked")
            .await
            .says("Tyrell Ashdown-Moss, 9K2: P1 English")
            .hides("threw a book")
            .hides("Abuse");
        let wrong = farrant
            .posts(
                &answer("P1"),
                &[("route", "online"), ("detail", "it is on there"), ("same", "yes")],
            )
            .await
            .is(422)
            .says("Paste the whole link");
        assert!(wrong.body.contains("value=\"it is on there\""), "what was typed is kept");
        let link = "https://classroom.fairholme.example/9k2";
        farrant
            .does(
                &answer("P1"),
                &[("route", "online"), ("detail", link), ("same", "yes"), ("version", "1")],
            )
            .await;
        // Sent twice is harmless; another's request is not there at all.
        farrant
            .does(
                &answer("P1"),
                &[("route", "online"), ("detail", link), ("same", "yes"), ("version", "1")],
            )
            .await;
        farrant.posts(&answer("P2"), &[("route", "none")]).await.is(404);
        let hale = school.signs_in("hale").await;
        hale.does(
            &answer("P2"),
            &[("route", "paper"), ("detail", "Staff room, tray 4"), ("same", "yes")],
        )
        .await;
        let ravenhall = school.signs_in("ravenhall").await;
        ravenhall
            .does(&answer("P5"), &[("route", "same"), ("detail", "Blue booklet, page 12")])
            .await;

        school.nov(9, "15.44");
        assert_eq!(mainstay::jobs::run_once(&school.app, org).await.unwrap(), 0);
        school.nov(9, "15.45");
        assert_eq!(mainstay::jobs::run_once(&school.app, org).await.unwrap(), 3);
        assert_eq!(mainstay::jobs::run_once(&school.app, org).await.unwrap(), 0, "once only");
        let sethi = school.signs_in("sethi").await;
        sethi.sees("/work/asked").await.says("Passed on to you: Dr Marcus Lunt was asked");
        let page = okell
            .sees("/work?day=2026-11-10")
            .await
            .says("Passed on to Mrs Anjali Sethi, Mon 9 Nov 15.45");
        page.says("Paper to collect 1");
        let round = okell.sees("/work/round").await.says("Tue 10 Nov 10.00");
        round.says("Tyrell Ashdown-Moss, 9K2 P2 Maths, Ms Hale Staff room, tray 4");

        school.nov(10, "10.55");
        let okell = school.signs_in("okell").await;
        let page = okell.sees("/work").await.says("3 periods have no work yet");
        let text = page.text();
        assert!(text.contains("Use Energy transfers"), "{text}");
        async fn from_bank(okell: &crate::harness::Person, id: Id) {
            let page = okell.sees(&format!("/work/{id}")).await;
            let mark = "name=\"unit\" value=\"";
            let at = page.body.find(mark).expect("a unit") + mark.len();
            let unit = page.body[at..].split('"').next().unwrap().to_string();
            okell.does(&format!("/work/{id}/bank"), &[("unit", &unit)]).await;
        }
        from_bank(&okell, of("P3")).await;
        from_bank(&okell, of("P4")).await;
        school.nov(10, "14.10");
        let okell = school.signs_in("okell").await;
        let petit = school.signs_in("petit").await;
        petit.does(&answer("P6"), &[("route", "online"), ("detail", link), ("same", "yes")]).await;
        for (code, done) in ["P1", "P2", "P3", "P4", "P5", "P6"]
            .iter()
            .zip(["all", "most", "most", "part", "all", "all"])
        {
            okell.does(&format!("/work/{}/done", of(code)), &[("done", done)]).await;
        }
        okell.does(&format!("/work/{}/returned", of("P2")), &[("to", "Ms Hale")]).await;
        okell
            .sees("/work")
            .await
            .says("67%")
            .says("4 of 6 (67%)")
            .says("Every period has work")
            .says("5 h 10 min")
            .says("Back to Ms Hale");
        let mut read = school.app.store().read().await.unwrap();
        let bank = store::work::bank(&mut read, org).await.unwrap();
        let used = bank.iter().filter(|u| u.last_used == Some(tuesday())).count();
        assert_eq!(used, 2);
    }
}

#[tokio::test]
async fn a_head_of_subject_chases_their_own_subject_only() {
    let school = &schools().await[0];
    school.nov(9, "14.50");
    let (_, work) = books(school, "Tyrell", ALL_DAY).await;
    let sethi = school.signs_in("sethi").await;
    sethi.sees("/work?day=2026-11-10").await.says("P3 Science").hides("P1 English");
    let of = |code: &str| work.iter().find(|(c, _)| c == code).unwrap().1;
    sethi.sees(&format!("/work/{}", of("P3"))).await;
    sethi.get(&format!("/work/{}", of("P1"))).await.is(404);
    sethi.posts(&format!("/work/{}/done", of("P1")), &[("done", "all")]).await.is(404);
    let door = format!("/work/{}/told", of("P3"));
    sethi.posts(&door, &[("route", "paper"), ("by", "Dr Lunt")]).await.is(422).says("collected");
    sethi
        .does(&door, &[("route", "paper"), ("detail", "S2"), ("same", "yes"), ("by", "Dr Lunt")])
        .await;
    sethi.sees("/work?day=2026-11-10").await.says("Dr Lunt, told Mrs Anjali Sethi");
}

#[tokio::test]
async fn an_amendment_to_the_notice_names_only_the_pupil_who_was_added() {
    for school in schools().await {
        school.nov(9, "16.00");
        for (who, codes) in [
            ("Tyrell", ALL_DAY),
            ("Saffron", ALL_DAY),
            ("Moses", &["P1", "P2"]),
            ("Ellie-Mae", &["P5", "P6"]),
        ] {
            books(&school, who, codes).await;
        }
        school.nov(10, "8.20");
        let (okell, ravenhall) =
            (school.signs_in("okell").await, school.signs_in("ravenhall").await);
        ravenhall.sees("/notice").await.says("Not published yet").hides("Tyrell");
        let page = okell
            .sees("/notice")
            .await
            .says("4 students, to 26 staff")
            .says("Due by 8.30")
            .hides("Late");
        let (room, once) = (page.value("room"), page.value("once"));
        school.nov(10, "8.28");
        okell.does("/notice/publish", &[("room", &room), ("once", &once)]).await;
        okell.does("/notice/publish", &[("room", &room), ("once", &once)]).await;
        ravenhall.posts("/notice/publish", &[("room", &room)]).await.is(403);
        let first = ravenhall
            .sees("/notice")
            .await
            .says("Published, 8.28")
            .says("4 students, to 26 staff")
            .hides("threw")
            .hides("Amendment");
        first.says("Moses Tarn 10K1 P1–P2 Abuse towards an adult");
        okell
            .posts("/notice/publish", &[("room", &room)])
            .await
            .is(409)
            .says("Nothing has changed since the last notice");
        school.nov(10, "10.05");
        let (okell, ravenhall) =
            (school.signs_in("okell").await, school.signs_in("ravenhall").await);
        books(&school, "Jude", &["P4"]).await;
        let page = okell.sees("/notice").await.says("Only these are in the amendment");
        let once = page.value("once");
        okell.does("/notice/publish", &[("room", &room), ("once", &once)]).await;
        let text = ravenhall.sees("/notice").await.text();
        // What is new is said before anything else, with its time.
        let news =
            text.find("Changed since the notice of 8.28 10.05 : New to you Jude Marl added, P4");
        assert!(news.is_some_and(|at| at < text.find("Amendment 1").unwrap()), "{text}");
        let amendment = text.split("Amendment 1, 10.05").nth(1).expect("an amendment");
        let amendment = amendment.split("Published, 8.28").next().unwrap();
        assert!(amendment.contains("Jude Marl 8K3 P4"), "{amendment}");
        for other in ["Tyrell", "Saffron", "Moses", "Ellie-Mae"] {
            assert!(!amendment.contains(other), "{other} in {amendment}");
        }
        assert!(text.contains("5 students in the room today"), "{text}");
    }
}

#[tokio::test]
async fn who_may_be_told_little_is_rung_last_and_who_is_restricted_is_not_rung() {
    for school in schools().await {
        let (placement, _) = books(&school, "Tyrell", &["P1"]).await;
        let path = format!("/placements/{placement}/home");
        let everybody = casework::Scope { org: school.f.org, reach: vec![casework::Reach::School] };
        let mut read = school.app.store().read().await.unwrap();
        let tyrell = school.f.pupils["Tyrell"];
        let number = store::pupil::find(&mut read, &everybody, tyrell).await.unwrap().admission_no;
        drop(read);
        let number = number.unwrap();
        let list = format!(
            "Adno,Contact Forename,Contact Surname,Relationship,PR,Priority,Mobile,Court Order\n\
             {number},Pearl,Moss,Grandmother,No,1,01632 960777,\n\
             {number},Rex,Ashdown,Uncle,Yes,1,01632 960888,No contact by order of the court\n"
        );
        let lyle = school.signs_in("lyle").await;
        let fields = [("kind", "contacts"), ("part", "yes")];
        let to = lyle.sends("/roster", &fields, ("contacts.csv", list.as_bytes())).await;
        let page = lyle.sees(&to.location).await;
        lyle.does(&to.location, &[("seen", &page.value("seen"))]).await;

        school.nov(9, "15.00");
        let okell = school.signs_in("okell").await;
        let page = okell.sees(&path).await;
        let text = page.text();
        let place = |name: &str| text.find(name).unwrap_or_else(|| panic!("{name}: {text}"));
        assert!(place("Ms Leanne Moss") < place("Mr Curtis Ashdown"), "{text}");
        assert!(place("Mr Curtis Ashdown") < place("Pearl Moss"), "{text}");
        let page = page.says("Pearl Moss Grandmother No parental responsibility is recorded");
        let page = page.says("Do not say what happened, why, or what was decided");
        let page = page.says("Do not contact Rex Ashdown A restriction is on record");
        assert!(!page.body.contains("960888"), "no number to ring beside a restriction");
        let page = page.hides("by order of the court");
        let id = |name: &str| {
            let before = page.body.split(&format!("{name}</span>")).next().unwrap();
            before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_string()
        };
        // Nobody answered: only somebody who must be told is rung again.
        for name in ["Pearl Moss", "Rex Ashdown"] {
            let once = okell.sees(&path).await.value("once");
            let who = id(name);
            let call = [
                ("once", once.as_str()),
                ("contact", who.as_str()),
                ("time", "14.50"),
                ("day", "2026-11-09"),
                ("outcome", "no_answer"),
            ];
            okell.does(&path, &call).await;
        }
        okell.sees(&path).await.says("Pearl Moss, Mon 9 Nov 14.50").hides("To ring again");
        // And neither gets a letter.
        let letters = okell.sees(&format!("/placements/{placement}/letters")).await;
        let letters = letters.says("Pearl Moss gets no letter: no parental responsibility");
        letters.says("Rex Ashdown gets no letter: a restriction is on record");
    }
}
