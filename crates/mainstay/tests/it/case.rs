//! The authority's desk: a permanent exclusion from its notice to its chronology, dates that move,
//! and an address that must not leak.

use crate::harness::{Answer, Person, School, schools};
use crate::organisation::{northmoor, of_northmoor};
use casework::known_school::{KnownSchool, Listed, Opening, Phase};
use casework::organisation::{Governed, OrgKind};
use casework::{Act, Event, Id, Verb};
use mainstay::demo::authority::Northmoor;
use rulebook::{Closed, Day, SchoolCalendar, Term};

pub fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

/// Northmoor with its autumn and spring, and two schools in its register.
pub async fn desk(school: &School) -> (Northmoor, Id, Id) {
    let n = northmoor(school).await;
    let act = Act::by_system(n.org, school.clock.now(), "A calendar and two schools");
    let mut w = school.app.store().write(act).await.unwrap();
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let calendar = SchoolCalendar {
        terms: vec![
            term("Autumn 2026", day(2026, 9, 2), day(2026, 12, 18)),
            term("Spring 2027", day(2027, 1, 5), day(2027, 3, 25)),
            term("Summer 2027", day(2027, 4, 13), day(2027, 7, 22)),
        ],
        closed: vec![Closed {
            why: "Half-term".into(),
            half_term: true,
            from: day(2026, 10, 26),
            to: day(2026, 10, 30),
        }],
        ..SchoolCalendar::default()
    };
    store::calendar::replace(&mut w, &calendar).await.unwrap();
    let known = |urn: &str, name: &str, governed| KnownSchool {
        id: Id::now_v7(),
        listed: Listed {
            urn: urn.into(),
            number: String::new(),
            name: name.into(),
            kind: OrgKind::Secondary,
            governed,
            type_name: String::new(),
            phase: Phase::Secondary,
            opening: Opening::Open,
            opened_on: None,
            closed_on: None,
            head: "Mr Silas Wetherby".into(),
            address: "1 Moor Lane\nNorthmoor".into(),
            postcode: "NM1 1AB".into(),
            phone: "01632 960710".into(),
            website: String::new(),
            trust: String::new(),
        },
        email: "office@harrowfield.example".into(),
        contact: String::new(),
        note: String::new(),
        read_on: None,
        version: 1,
    };
    let (harrowfield, cloverley) = (
        known("100001", "Harrowfield School", Governed::Maintained),
        known("100002", "Cloverley School", Governed::Academy),
    );
    store::known_school::add(&mut w, &[harrowfield.clone(), cloverley.clone()]).await.unwrap();
    w.commit(Event::new(Verb::CalendarChanged, "calendar", n.org), vec![]).await.unwrap();
    (n, harrowfield.id, cloverley.id)
}

/// Somebody of the authority at a moment: each signs in again, for a session ends by itself.
pub async fn at(school: &School, n: &Northmoor, who: &'static str, on: Day, time: &str) -> Person {
    school.at(on, time);
    of_northmoor(school, n, who).await
}

/// The notice of Reuben's suspension, then of his permanent exclusion.
pub const SUSPENSION: &[(&str, &str)] = &[
    ("given", "Reuben"),
    ("family", "Haldane-Price"),
    ("born", "2013-03-14"),
    ("school_name", "Harrowfield School"),
    ("kind", "suspension"),
    ("decided", "2026-11-05"),
    ("first_day", "2026-11-06"),
    ("days", "5"),
    ("received_on", "2026-11-05"),
    ("received_at", "15.10"),
    ("year", "9"),
    ("act", "open"),
];
pub const PERMANENT: &[(&str, &str)] = &[
    ("given", "Reuben"),
    ("family", "Haldane-Price"),
    ("born", "2013-03-14"),
    ("year", "9"),
    ("school_name", "harrowfield  school"),
    ("home", "Eastlea"),
    ("kind", "permanent"),
    ("decided", "2026-11-12"),
    ("first_day", "2026-11-13"),
    ("told", "2026-11-12"),
    ("governors_told", "2026-11-12"),
    ("received_on", "2026-11-12"),
    ("received_at", "15.40"),
    ("reasons", "OW"),
    ("reasons", "VP"),
    ("sen", "K"),
    ("ehc", "assessment"),
    ("looked_after", "no"),
    ("p1_title", "Mr"),
    ("p1_given", "Neil"),
    ("p1_family", "Price"),
    ("p1_relation", "Father"),
    ("p1_responsible", "yes"),
    ("p1_address", "4 Quay Street, Eastlea, EL1 2AB"),
    ("p2_title", "Ms"),
    ("p2_given", "Gwen"),
    ("p2_family", "Haldane"),
    ("p2_relation", "Mother"),
    ("p2_responsible", "yes"),
    ("p2_keep", "yes"),
    ("p2_keep_why", "She asked the school, 12 November"),
    ("mine", "yes"),
];

pub fn with<'a>(
    fields: &[(&'a str, &'a str)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut out: Vec<_> =
        fields.iter().filter(|(n, _)| !more.iter().any(|(m, _)| m == n)).copied().collect();
    out.extend_from_slice(more);
    out
}

/// What may be said of Gwen where Neil can read it.
pub const GWENS: &[&str] = &["Orchard", "orchard rise", "EL9 4QT", "960119", "Flat 2"];

fn hides_gwen(page: &Answer, what: &str) {
    for piece in GWENS {
        assert!(!page.body.contains(piece), "{piece} in {what}");
    }
}

/// A key from an address: the part after this.
pub fn key(link: &str, after: &str) -> String {
    link.split(after).nth(1).unwrap().split(['/', '?', '#']).next().unwrap().to_string()
}

#[tokio::test]
async fn a_permanent_exclusion_goes_from_its_notice_to_its_chronology_with_every_date_shown() {
    for school in schools().await {
        let (n, harrowfield, _) = desk(&school).await;
        let who = "osei-brandt";
        let callum = at(&school, &n, "akers", day(2026, 11, 5), "9.00").await;
        let advice = "Northmoor SEND information, advice and support, 01632 960777";
        callum.does("/set-up/cases", &[("advice", advice)]).await;

        // The suspension before it.
        let callum = at(&school, &n, who, day(2026, 11, 5), "15.20").await;
        let inset = [("why", "INSET"), ("from", "2026-11-27")];
        callum.does(&format!("/schools/{harrowfield}/calendar"), &inset).await;
        callum.does("/intake/new", SUSPENSION).await;

        // 1. The notice arrives without the parents' letter. What is missing is seen, and the case
        // opens in one step.
        let callum = at(&school, &n, who, day(2026, 11, 12), "15.45").await;
        let looked =
            callum.posts("/intake/new", &with(PERMANENT, &[("act", "look")])).await.is(200);
        let looked = looked
            .says("The letter to the parents")
            .says("An address for everybody with parental responsibility")
            .says("Whether a public examination or national test is missed")
            .says("The same date of birth and name");
        let child = looked.value("child");
        callum
            .posts("/intake/new", &with(PERMANENT, &[("act", "open")]))
            .await
            .is(422)
            .says("Say whether this is a child you have a case about");
        let open = with(PERMANENT, &[("act", "open"), ("child", child.as_str())]);
        let case = callum.does("/intake/new", &open).await;
        assert!(case.starts_with("/cases/"), "{case}");
        let page = callum.sees(&case).await;
        let page = page
            .says("The letter to the parents")
            .says("Whether a public examination or national test is missed");
        // 2. Dates, each beside its rule, with its working.
        let page = page
            .says("Fri 20 Nov 2026")
            .says("Fri 13 Nov 2026. A suspension ran straight into the exclusion")
            .says("Fri 4 Dec 2026")
            .says("Fri 27 Nov 2026 (INSET)")
            .says("R3.05")
            .says("Not yet checked")
            // 4. The banner.
            .says("EHC assessment under way")
            .says("Contact the SEND team")
            // 3. The home authority.
            .says("Lives in Eastlea")
            .says("Tell Eastlea, and ask who arranges it");
        assert!(!page.text().contains("authority excluded"));

        // 3. Told, with name and time.
        let six = format!("{case}/day-six");
        callum
            .posts(&format!("{six}/home"), &[("home_name", "")])
            .await
            .is(422)
            .says("Say whom you told");
        let told = [
            ("home_name", "Ms Orla Whitcombe"),
            ("home_time", "15.45"),
            ("home_how", "phone"),
            ("home_said", "Eastlea asks Northmoor to arrange it, and pays"),
        ];
        callum.does(&format!("{six}/home"), &told).await;
        callum
            .sees(&six)
            .await
            .says("Ms Orla Whitcombe, Eastlea, Telephone, by Mr Callum Osei-Brandt")
            .says("Told Thu 12 Nov 2026, 15.45")
            .says("Who arranges day six: Eastlea asks Northmoor to arrange it");

        // What is missing is chased, and comes.
        let asked = [
            ("code", "parent_letter"),
            ("whom", "Harrowfield School"),
            ("how", "email"),
            ("due", "2026-11-13"),
        ];
        callum.does(&format!("{case}/advice"), &asked).await;
        callum.sees(&case).await.says("Asked of Harrowfield School, again on Fri 13 Nov 2026");

        // 5. Information for both, separately, once there is an address for her.
        let callum = at(&school, &n, who, day(2026, 11, 13), "9.10").await;
        callum.sees("/").await.says("Ask Harrowfield School again for: The letter to the parents");
        callum.sees("/desk").await.says("Ask again");
        let family =
            callum.sees(&format!("{case}/family")).await.says("are not given to Mr Neil Price");
        let ids: Vec<String> = family
            .links(&format!("{case}/letters/new?to="))
            .iter()
            .map(|l| key(l, "to="))
            .collect();
        let (neil, gwen) = (ids[0].as_str(), ids[1].as_str());
        let no = callum.sees(&format!("{case}/letters/new?to={gwen}")).await;
        no.says("There is no address for Ms Gwen Haldane");
        let hers = [
            ("parent", gwen),
            ("version", "1"),
            ("title", "Ms"),
            ("given", "Gwen"),
            ("family", "Haldane"),
            ("relation", "Mother"),
            ("responsible", "yes"),
            ("phone", "01632 960119"),
            ("address", "Flat 2, 19 Orchard Rise, Eastlea, EL9 4QT"),
        ];
        callum.does(&format!("{case}/family"), &hers).await;
        callum.sees(&case).await.hides("An address for everybody");
        let draft = [
            ("send_to", "The clerk to the governing body, Harrowfield School"),
            ("pupil_part", "He can come and speak, or write."),
            ("remote", "Ask the clerk."),
            ("act", "make"),
        ];
        let new = format!("{case}/letters/new");
        // Typed into the father's letter by hand, her address is stopped, however it is spelt.
        for leak in ["Collect his bag from 19 ORCHARD RISE", "She is at el94qt", "Ring 01632960119"]
        {
            let leak = with(&draft, &[("to", neil), ("added", leak)]);
            callum.posts(&new, &leak).await.is(422).says("that is kept from Mr Neil Price");
        }
        callum
            .posts(&new, &with(&draft, &[("to", neil), ("send_to", "")]))
            .await
            .is(422)
            .says("Say to whom and where representations go");
        for to in [neil, gwen] {
            callum.does(&new, &with(&draft, &[("to", to)])).await;
        }
        let family = callum.sees(&format!("{case}/family")).await;
        let pdfs = family.links(&format!("{case}/letters/"));
        let pdfs: Vec<&String> = pdfs.iter().filter(|l| l.ends_with("/pdf")).collect();
        assert_eq!(pdfs.len(), 2);
        let mut read = school.app.store().read().await.unwrap();
        let id: Id = key(&case, "/cases/").parse().unwrap();
        let letters = store::case::work::letters(&mut read, n.org, &[id]).await.unwrap();
        drop(read);
        for l in &letters {
            let his = l.parent.to_string() == neil;
            for said in [
                "make representations",
                "by Fri 4 Dec 2026",
                "Fri 20 Nov 2026",
                "held remotely",
                "He can come and speak",
                "bring a friend",
                advice,
                "headteacher of Harrowfield School decided",
            ] {
                assert!(l.words.contains(said), "{said} in {}", l.words);
            }
            assert!(!l.words.contains("excluded"), "{}", l.words);
            assert_eq!(l.words.contains("Orchard Rise"), !his);
            assert_eq!(l.words.contains("Quay Street"), his);
        }
        for pdf in pdfs {
            let answer = callum.sees(pdf).await;
            crate::pdf::is_fit(&answer.bytes, "the information for a parent");
            let mine = letters.iter().find(|l| pdf.contains(&l.id.to_string())).unwrap();
            if mine.parent.to_string() == neil {
                let words = crate::pdf::words(&answer.bytes);
                assert!(words.contains("Quay Street"), "{words}");
                assert!(GWENS.iter().all(|g| !words.contains(g)), "her address in his pages");
            }
            let given = pdf.replace("/pdf", "/given");
            callum.does(&given, &[("on", "2026-11-13"), ("how", "First-class post")]).await;
        }
        callum
            .sees(&format!("{case}/family"))
            .await
            .says("Given Fri 13 Nov 2026, First-class post");

        // 6. Day six: amber, then green; a start on the Monday is red with its days late.
        callum.sees("/day-six").await.says("Amber: nothing yet").says("Reuben Haldane-Price");
        let full =
            [("provider", "Moorside Centre"), ("answer", "full"), ("why", "No place in Year 9")];
        callum
            .posts(&six, &[("provider", "Moorside Centre"), ("answer", "full")])
            .await
            .is(422)
            .says("Say why not");
        callum.does(&six, &full).await;
        callum.sees("/day-six").await.says("Amber: nothing yet").says("Moorside Centre: full");
        let larch = [
            ("provider", "Larch House"),
            ("answer", "accepted"),
            ("starts_on", "2026-11-23"),
            ("hours", "25"),
            ("transport", "Taxi"),
        ];
        let inset = with(&larch, &[("starts_on", "2026-11-27")]);
        callum.posts(&six, &inset).await.is(422).says("is no school day on this school’s calendar");
        callum.does(&six, &larch).await;
        let board = callum.sees("/day-six").await;
        board.says("Red: late").says("Begins Mon 23 Nov 2026, 1 school day late");
        let page = callum.sees(&six).await;
        let offers = page.links(&format!("{six}/"));
        let offer = offers.iter().rfind(|l| !l.ends_with("/home")).unwrap().clone();
        let better = [
            ("answer", "accepted"),
            ("starts_on", "2026-11-20"),
            ("hours", "25"),
            ("transport", "Taxi"),
            ("version", "1"),
        ];
        callum.does(&offer, &better).await;
        // Another officer with the page from before is told, and keeps what was typed.
        callum
            .posts(&offer, &with(&better, &[("transport", "Bus pass")]))
            .await
            .is(409)
            .says("Bus pass");
        let board =
            callum.sees("/day-six").await.says("Green: in place").says("begins Fri 20 Nov 2026");
        board.says("Larch House, 25 h a week, Taxi");

        // 7. Advice with its source and its date.
        let callum = at(&school, &n, who, day(2026, 11, 16), "10.05").await;
        let question = "Can his suspension be turned into a permanent exclusion?";
        let about = key(&case, "/cases/");
        let bare = [
            ("about", about.as_str()),
            ("asker", "school"),
            ("asker_name", "Mr Silas Wetherby"),
            ("school_name", "Harrowfield School"),
            ("asked_on", "2026-11-16"),
            ("as_at", "2026-11-16"),
            ("question", question),
            (
                "answer",
                "A suspension cannot be turned into a permanent exclusion; a new decision may follow.",
            ),
        ];
        callum
            .posts("/enquiries/new", &bare)
            .await
            .is(422)
            .says("Name the source the advice rests on")
            .says(question);
        callum.does("/enquiries/new", &with(&bare, &[("rule", "R2.20")])).await;
        for path in [
            format!("{case}/advice"),
            "/enquiries?q=turned".into(),
            format!("/schools/{harrowfield}/desk"),
        ] {
            callum
                .sees(&path)
                .await
                .says("R2.20")
                .says("as at Mon 16 Nov 2026")
                .says("a new decision may follow");
        }

        // It began on its day.
        let callum = at(&school, &n, who, day(2026, 11, 20), "16.00").await;
        callum.does(&format!("{offer}/begun"), &[]).await;
        callum.sees(&case).await.says("Larch House, 25 h a week, from Fri 20 Nov 2026");

        // Looked at again by the day that was set; the boiler comes later, and the chronology has it.
        let larch_again = with(&better, &[("version", "2"), ("review_on", "2026-11-24")]);
        callum.does(&offer, &larch_again).await;
        let callum = at(&school, &n, who, day(2026, 11, 24), "9.00").await;
        callum.sees("/").await.says("Placement review at Larch House");
        callum.sees("/desk").await.says("Education to look at again");
        let review = format!("{offer}/review");
        let held = [
            ("version", "3"),
            ("review_once", "0192f0c0-0000-7000-8000-000000000001"),
            ("held_on", "2026-11-24"),
            ("came_to", "7"),
            ("of_sessions", "6"),
            ("present", "Mr Neil Price, Mrs Ivy Sandhurst"),
            ("found", "He is settled and works in a group of four."),
            ("view", "He likes the workshop"),
            ("came", "goes_on"),
            ("next_on", "2026-12-11"),
        ];
        let no = callum.posts(&review, &held).await.is(422).says("more than the 6 there were");
        assert!(no.body.contains("He likes the workshop"), "nothing typed is lost");
        let held = with(&held, &[("came_to", "5")]);
        for _ in 0..2 {
            callum.does(&review, &held).await;
        }
        let late = with(
            &held,
            &[("review_once", "0192f0c0-0000-7000-8000-000000000002"), ("found", "Other words")],
        );
        callum.posts(&review, &late).await.is(409).says("Other words");
        let page = callum.sees(&six).await.says("5 of 6 sessions, 83%");
        page.says("Looked at again on Fri 11 Dec 2026");
        callum.sees("/").await.hides("Placement review at Larch House");

        // 2. The boiler: the governors' date moves from Friday to Monday, and both are shown.
        let callum = at(&school, &n, who, day(2026, 11, 25), "8.20").await;
        let calendar = format!("/schools/{harrowfield}/calendar");
        callum.does(&calendar, &[("why", "Boiler closure"), ("from", "2026-11-25")]).await;
        let page = callum.sees(&case).await;
        let page = page
            .says("Mon 7 Dec 2026")
            .says("From Fri 4 Dec 2026 to Mon 7 Dec 2026. Boiler closure, Wed 25 Nov 2026")
            .says("Mr Callum Osei-Brandt, Wed 25 Nov 2026, 8.20");
        // What was done keeps its day: education was due on the 20th then, and is so still.
        let page = page.says("it was due Fri 20 Nov 2026");
        callum.sees("/desk").await.says("Dates moved");
        let moved = page.links(&format!("{case}/moved/")).remove(0);
        callum.does(&moved, &[("note", "Clerk told; meeting stays on 2 December")]).await;
        callum.sees(&case).await.says("Clerk told; meeting stays on 2 December").says("Looked at");

        // 16. One chronology, across the suspension and the exclusion, in the order it happened.
        let story = callum.sees(&format!("/children/{child}")).await;
        let text = story.text();
        let mut last = 0;
        for said in [
            "Suspension: first day",
            "Permanent exclusion: first day",
            "Moorside Centre: Full",
            "Education at Larch House begins",
            "Placement review: Larch House",
            "A date moved: Governing body met",
        ] {
            let at = text[last..]
                .find(said)
                .unwrap_or_else(|| panic!("{said} not after {last} in {text}"));
            last += at;
        }
        // Read aloud where both parents sit: nobody's address is in it, nor in the list as a file.
        hides_gwen(&story, "the chronology");
        hides_gwen(&callum.posts("/cases/export", &[("as", "csv")]).await.is(200), "the list");
        hides_gwen(&callum.sees("/cases?q=reuben").await, "the list on screen");

        // 17. Counted once, with both reasons, SEN at the time and the assessment.
        let list = callum
            .posts("/cases/export", &[("as", "csv"), ("kind", "permanent"), ("state", "all")])
            .await;
        let rows: Vec<&str> = list.body.lines().filter(|l| l.contains("Reuben")).collect();
        assert_eq!(rows.len(), 1, "{}", list.body);
        for said in ["OW VP", ",K,", "Assessment under way", "Eastlea"] {
            assert!(rows[0].contains(said), "{said} in {}", rows[0]);
        }
        let page = callum.sees("/compliance").await;
        page.says("Education from the sixth school day").says("Harrowfield School");
    }
}
