//! An authority's case before the governors, a review panel and the governors again: the fifth
//! walk-through's rows 8 to 16 on Reuben's case, each with its exact dates, and the money.

use crate::board::once;
use crate::case::{GWENS, PERMANENT, SUSPENSION, at, desk, key, with};
use crate::harness::{Person, School, schools};
use crate::hearing::{document, fixed, governors, key_on, sits};
use crate::pdf;
use mainstay::demo::authority::Northmoor;
use rulebook::Day;

pub const CALLUM: &str = "osei-brandt";
pub const HERS: &str = "Flat 2, 19 Orchard Rise, Eastlea, EL9 4QT";

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

/// Reuben's permanent exclusion as a case, his mother's address in it and kept from his father;
/// Harrowfield's INSET day in its calendar.
async fn reuben(school: &School, n: &Northmoor, harrowfield: &str) -> String {
    let callum = at(school, n, CALLUM, day(2026, 11, 5), "15.20").await;
    let inset = [("why", "INSET"), ("from", "2026-11-27")];
    callum.does(&format!("/schools/{harrowfield}/calendar"), &inset).await;
    callum.does("/intake/new", SUSPENSION).await;
    let callum = at(school, n, CALLUM, day(2026, 11, 12), "15.45").await;
    let looked = callum.posts("/intake/new", &with(PERMANENT, &[("act", "look")])).await.is(200);
    let child = looked.value("child");
    let open = with(
        PERMANENT,
        &[
            ("act", "open"),
            ("child", child.as_str()),
            ("p2_address", HERS),
            ("p2_phone", "01632 960119"),
            ("what", "A blade was in the bag and was shown to two pupils."),
        ],
    );
    let case = callum.does("/intake/new", &open).await;
    let third = with(
        PERMANENT,
        &[
            ("act", "open"),
            ("given", "Saskia"),
            ("family", "Poole-Danvers"),
            ("born", "2011-02-03"),
            ("child", "new"),
        ],
    );
    callum.does("/intake/new", &third).await;
    // What the school and the officer did in the first days, so that the road is what is left.
    for code in ["told-home-authority", "attendance"] {
        let done = [
            ("code", code),
            ("whom", ""),
            ("on", "2026-11-12"),
            ("time", "15.40"),
            ("how", "phone"),
            ("by_whom", "Harrowfield School"),
        ];
        callum.does(&format!("{case}/done"), &done).await;
    }
    case
}

/// The keys of father and mother.
pub async fn home(who: &Person, case: &str) -> (String, String) {
    let page = who.sees(&format!("{case}/family")).await;
    let ids: Vec<String> =
        page.links(&format!("{case}/letters/new?to=")).iter().map(|l| key(l, "to=")).collect();
    (ids[0].clone(), ids[1].clone())
}

async fn decides(who: &Person, hearing: &str, more: &[(&str, &str)]) {
    let mut fields =
        vec![("findings", "What was found."), ("reasons", "The reasons of those who decided.")];
    fields.extend_from_slice(more);
    who.does(&format!("{hearing}/decide"), &fields).await;
}

async fn three_sit(who: &Person, hearing: &str) {
    for (name, chair) in
        [("Mrs Odile Brand", true), ("Mr Samir Qureshi", false), ("Ms Leigh Okonkwo", false)]
    {
        sits(who, hearing, name, "governor", chair).await.is(303);
    }
}

/// No way for the other parent to read where she lives.
pub fn hides_gwen(text: &str, what: &str) {
    for piece in GWENS {
        assert!(!text.contains(piece), "{piece} in {what}: {text}");
    }
}

#[tokio::test]
async fn an_authoritys_case_goes_before_governors_and_a_panel_to_the_money_with_every_date() {
    for school in schools().await {
        let (n, harrowfield, _) = desk(&school).await;
        let harrowfield = harrowfield.to_string();
        let case = reuben(&school, &n, &harrowfield).await;
        let id = key(&case, "/cases/");
        let matter = format!("/matters/{id}");

        // Opened from the case, once, with its facts; nothing is typed again.
        let callum = at(&school, &n, CALLUM, day(2026, 11, 16), "9.00").await;
        callum.sees(&case).await.says("Open it for the governors");
        for _ in 0..2 {
            assert_eq!(callum.does(&format!("{case}/governors"), &[]).await, matter);
        }
        let page = callum.sees(&matter).await.says("Reuben Haldane-Price").says("The case");
        let page = page.says("decided by Mr Silas Wetherby").says("The governing body must meet");
        page.says("Fri 4 Dec 2026").says("R3.05").says("INSET").says("Not yet checked");
        let facts = callum.sees(&format!("{matter}/facts")).await;
        assert!(facts.body.contains("value=\"Eastlea\""), "{}", facts.text());

        // 8. The meeting of 2 December: papers by the 23rd, arguably the 24th, on the case too.
        let hearing = governors(&callum, &matter).await;
        let page = callum.sees(&hearing).await.says("Its papers go out by");
        page.says("Mon 23 Nov 2026").says("Arguably Tue 24 Nov 2026").says("R3.06");
        let page = callum.sees(&case).await.says("The papers of the meeting sent to everybody");
        page.says("Mon 23 Nov 2026").says("See to it with the hearings");
        callum
            .posts(
                &format!("{hearing}/arrange"),
                &[
                    ("on", "2026-11-27"),
                    ("at", "10.00"),
                    ("clerk", "Mrs Pia Lund"),
                    ("remote", "here"),
                ],
            )
            .await
            .is(422)
            .says("is not a school day: INSET");
        // Somebody at home is a party, as the case has them.
        sits(&callum, &hearing, "Mr Neil Price", "governor", false)
            .await
            .is(409)
            .says("is a party");
        for (item, title, words) in [
            ("letter", "Letter of the decision", "Dear parents.\n\nThe decision is permanent."),
            ("head", "Headteacher’s statement", "On Thursday a blade was found."),
            ("log", "Behaviour log", "Three years of small things."),
        ] {
            document(&callum, &matter, item, title, words).await;
        }
        let pack = callum.does(&format!("{hearing}/packs"), &[("case", "one_off")]).await;
        let page = callum.sees(&pack).await.says("Headteacher’s statement");
        page.says("What happened, as the school told the authority").hides("4. Behaviour log");
        // Her address typed into a paper stops the pack: it goes to both.
        document(
            &callum,
            &matter,
            "authority",
            "The authority’s statement",
            "She is at 19 Orchard Rise.",
        )
        .await;
        let page = callum.sees(&pack).await;
        let leak = page.choice("document", "authority’s statement");
        callum.does(&format!("{pack}/papers"), &[("document", &leak), ("why", "Ours")]).await;
        let make = format!("{pack}/make");
        callum
            .posts(&make, &[("read", "yes")])
            .await
            .is(422)
            .says("an address, number or e-mail of somebody at home stands in it");
        callum
            .does(
                &format!("{pack}/papers/{leak}/out"),
                &[("version", &callum.sees(&pack).await.value("version"))],
            )
            .await;
        callum.does(&format!("/documents/{leak}/away"), &[("gone_why", "Not for the pack")]).await;
        // Another child of the same school, by name in a paper: caught before it goes.
        document(&callum, &matter, "authority", "Our statement", "Saskia Poole-Danvers ran off.")
            .await;
        let page = callum.sees(&pack).await;
        let named = page.choice("document", "Our statement");
        callum.does(&format!("{pack}/papers"), &[("document", &named), ("why", "Ours")]).await;
        callum.posts(&make, &[("read", "yes")]).await.is(422).says("other children are named");
        callum
            .does(
                &format!("{pack}/papers/{named}/out"),
                &[("version", &callum.sees(&pack).await.value("version"))],
            )
            .await;
        callum.does(&format!("/documents/{named}/away"), &[("gone_why", "Not for the pack")]).await;
        let callum = at(&school, &n, CALLUM, day(2026, 11, 23), "14.00").await;
        callum.does(&make, &[("read", "yes")]).await;
        let file = callum.sees(&format!("{pack}/versions/1")).await;
        let words = pdf::words(&file.bytes);
        assert!(words.contains("On Thursday a blade was found"), "{words}");
        hides_gwen(&words, "the pack");
        pdf::is_fit(&file.bytes, "the pack");
        for (asked, whom) in [
            ("parent", "Mr Neil Price"),
            ("parent", "Ms Gwen Haldane"),
            ("head", "Mr Silas Wetherby"),
            ("governors", "Mrs Odile Brand"),
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
            callum.does(&format!("{pack}/copies"), &copy).await;
        }
        callum.sees(&case).await.says("Version 1 to Mr Neil Price");

        // The boiler, entered on the 25th on the school's calendar: both dates, and it asks.
        let callum = at(&school, &n, CALLUM, day(2026, 11, 25), "8.20").await;
        let calendar = format!("/schools/{harrowfield}/calendar");
        callum.does(&calendar, &[("why", "Boiler closure"), ("from", "2026-11-25")]).await;
        let page = callum.sees(&matter).await.says("The calendar changed after the papers went");
        let page = page
            .says("They went on Mon 23 Nov 2026")
            .says("they were due Mon 23 Nov 2026 (arguably Tue 24 Nov 2026)")
            .says("by the calendar as it is now, Fri 20 Nov 2026 (arguably Mon 23 Nov 2026)")
            .says("Mon 7 Dec 2026")
            .says("Done in time")
            .hides("Late by");
        let of = page.value("of");
        let on_case = callum
            .sees(&case)
            .await
            .says("From Fri 4 Dec 2026 to Mon 7 Dec 2026. Boiler closure, Wed 25 Nov 2026")
            .says("From Mon 23 Nov 2026 to Fri 20 Nov 2026. Boiler closure, Wed 25 Nov 2026")
            .says("Say what you make of it, with the papers")
            .says("it was due Mon 23 Nov 2026");
        assert!(!on_case.text().contains("Done late"), "{}", on_case.text());
        callum.sees("/").await.says("moved from Mon 23 Nov 2026 to Fri 20 Nov 2026");
        let stands = [
            ("of", of.as_str()),
            ("before", "2026-11-23"),
            ("after", "2026-11-20"),
            ("stance", "stands"),
            ("why", "Nobody could know of the closure"),
        ];
        callum.does(&format!("{matter}/moved"), &stands).await;
        callum.sees(&case).await.says("Nobody could know of the closure");
        callum.sees("/").await.hides("moved from Mon 23 Nov 2026");

        callum
            .does(
                &format!("{case}/done"),
                &[
                    ("code", "sixth-day"),
                    ("whom", ""),
                    ("on", "2026-11-20"),
                    ("how", "meeting"),
                    ("by_whom", "Larch House"),
                ],
            )
            .await;

        // 9. The meeting, and 10. its letters: the last day for a review.
        let callum = at(&school, &n, CALLUM, day(2026, 12, 2), "15.00").await;
        callum.does(&format!("{hearing}/begin"), &[]).await;
        decides(&callum, &hearing, &[("finding", "decline"), ("decided_on", "2026-12-02")]).await;
        let page = callum.sees(&case).await.says("decided: not reinstated");
        page.says("The decision and its reasons to the parent: Ms Gwen Haldane");
        let callum = at(&school, &n, CALLUM, day(2026, 12, 3), "11.00").await;
        let (neil, gwen) = home(&callum, &case).await;
        let letter = |to: &'static str| {
            [
                ("told_how", "delivered"),
                ("told_on", "2026-12-03"),
                ("apply_to", "The Clerk to Review Panels, Civic Suite, Northmoor"),
                ("advice", "A free advice line"),
                ("meanwhile", to),
            ]
        };
        let letters = format!("{hearing}/letters");
        let mut leak = letter("She is at 19 orchard rise in the day.").to_vec();
        leak.push(("to", &neil));
        callum.posts(&letters, &leak).await.is(422).says("Take out another contact’s address");
        for to in [&neil, &gwen] {
            let mut fields = letter("Education goes on at Larch House.").to_vec();
            let key = once();
            fields.extend([("to", to.as_str()), ("once", key.as_str())]);
            // The same words in Word before it is kept; nothing is kept by that.
            let mut word = fields.clone();
            word.push(("act", "word"));
            let draft = callum.posts(&letters, &word).await.is(200);
            assert!(draft.bytes.starts_with(b"PK"), "{}", draft.text());
            callum.does(&letters, &fields).await;
        }
        let page = callum.sees(&hearing).await.says("Fri 8 Jan 2027");
        let files: Vec<String> =
            page.links("/hearings/").into_iter().filter(|l| l.ends_with("/pdf")).collect();
        assert_eq!(files.len(), 2);
        let mut his = 0;
        for file in files {
            let bytes = callum.sees(&file).await.bytes;
            pdf::is_fit(&bytes, "a letter of the decision");
            let words = pdf::words(&bytes);
            assert!(words.contains("The last day to ask for it is Fri 8 Jan 2027"), "{words}");
            if words.contains("Mr Neil Price") {
                his += 1;
                hides_gwen(&words, "his letter");
            } else {
                assert!(words.contains("19 Orchard Rise") && !words.contains("Quay Street"));
            }
        }
        assert_eq!(his, 1);
        let page = callum.sees(&case).await.says("Last day for the parent to apply for a review");
        page.says("Fri 8 Jan 2027").says("R3.09");

        for (to, name) in [
            ("head", "Mr Silas Wetherby"),
            ("authority", "Northmoor Borough Council"),
            ("home_authority", "Eastlea Council"),
        ] {
            let mut fields = letter("").to_vec();
            let key = once();
            fields.extend([("to", to), ("told_name", name), ("once", key.as_str())]);
            fields.push(("told_address", "By e-mail"));
            callum.does(&letters, &fields).await;
        }

        // 11. She asks for a review and a SEN expert.
        let callum = at(&school, &n, CALLUM, day(2026, 12, 15), "18.00").await;
        let apply = [
            ("by_whom", "Ms Gwen Haldane"),
            ("how", "email"),
            ("came_on", "2026-12-15"),
            ("came_at", "17.40"),
            ("grounds", "The governors did not look at his assessment."),
            ("expert", "yes"),
        ];
        callum.does(&format!("{matter}/application"), &apply).await;
        callum.sees(&matter).await.says("Taken in").says("Wed 20 Jan 2027").says("R3.10");
        let page = callum.sees(&case).await.says("The review panel meets").says("Wed 20 Jan 2027");
        page.says("See to it with the hearings");

        // 12. Thursday 14 January, its papers by the 6th, arguably the 7th.
        let panel = fixed(&callum, &matter, "panel", "2027-01-14").await;
        let page = callum.sees(&panel).await.says("Wed 6 Jan 2027").says("Arguably Thu 7 Jan 2027");
        assert!(page.body.contains("Room 4, at the other end"), "a waiting room of their own");
        callum.sees(&case).await.says("The papers of the review sent").says("Wed 6 Jan 2027");
        for (name, seat, chair) in [
            ("Mr Ade Lowe", "lay", true),
            ("Mrs Iris Poole", "governor", false),
            ("Dr Tam Eze", "head", false),
            ("Ms Noor Aziz", "expert", false),
        ] {
            sits(&callum, &panel, name, seat, chair).await.is(303);
        }
        callum.sees(&panel).await.says("Enough may sit");
        let callum = at(&school, &n, CALLUM, day(2027, 1, 6), "10.00").await;
        let papers = callum.does(&format!("{panel}/packs"), &[("case", "one_off")]).await;
        callum.does(&format!("{papers}/make"), &[("read", "yes")]).await;
        let copy = [
            ("number", "1"),
            ("asked", "parent"),
            ("whom", "Ms Gwen Haldane"),
            ("how", "By hand"),
            ("sent_on", "2027-01-06"),
        ];
        callum.does(&format!("{papers}/copies"), &copy).await;
        callum.sees(&papers).await.says("In time");

        // 13. Quashed, to be thought of again directly, notice given on the 15th.
        let callum = at(&school, &n, CALLUM, day(2027, 1, 15), "16.00").await;
        let quash = [
            ("finding", "quash"),
            ("decided_on", "2027-01-15"),
            ("ordered", "yes"),
            ("notice_how", "delivered"),
            ("notice_on", "2027-01-15"),
        ];
        decides(&callum, &panel, &quash).await;
        let page = callum.sees(&case).await.says("back with the governing body, quashed");
        let page = page.says("The governing body meets again").says("Fri 29 Jan 2027");
        page.says("R3.15").hides("£4,000.00, ordered");
        callum.sees("/cases?q=reuben").await.says("The governing body meets again");
        callum.sees("/desk").await.says("The governing body meets again");

        // 14. Not reinstated again: the £4,000, learning points, the challenge letter with its day.
        let again = fixed(&callum, &matter, "again", "2027-01-27").await;
        three_sit(&callum, &again).await;
        let callum = at(&school, &n, CALLUM, day(2027, 1, 27), "17.00").await;
        decides(&callum, &again, &[("finding", "decline"), ("decided_on", "2027-01-27")]).await;
        callum.sees(&matter).await.says("The readjustment of £4,000 the panel ordered");
        callum.sees("/").await.says("The readjustment of £4,000").says("due Fri 29 Jan 2027");
        callum.sees("/desk").await.says("The readjustment of the budget");
        let page = callum.sees(&case).await.says("decided again: not reinstated");
        let page = page.says("£4,000.00, ordered by the review panel on Fri 15 Jan 2027");
        let to_money = key_on(&page, "/money/new?");
        assert_eq!(key_on(&callum.sees(&matter).await, "/money/new?"), to_money);
        callum
            .does(
                &format!("{matter}/learning"),
                &[
                    ("theme", "send"),
                    ("learnt", "An assessment under way was not before the governors."),
                ],
            )
            .await;
        let challenge = [("to_name", "The chair of governors"), ("answer_by", "2027-02-25")];
        // The same in Word, to be edited; nothing is kept by that.
        let word = with(&challenge, &[("act", "word")]);
        let draft = callum.posts(&format!("{matter}/challenge"), &word).await.is(200);
        let draft = crate::case_known::word_of(&draft.bytes);
        for said in ["The chair of governors", "by Thu 25 Feb 2027", "An assessment under way"] {
            assert!(draft.contains(said), "{said} in {draft}");
        }
        hides_gwen(&draft, "the challenge letter in Word");
        callum.sees(&matter).await.hides("Answer asked for by Thu 25 Feb 2027");
        callum.does(&format!("{matter}/challenge"), &challenge).await;
        let page = callum.sees(&matter).await.says("Answer asked for by Thu 25 Feb 2027");
        let bytes = callum.sees(&key_on(&page, "/challenges/")).await.bytes;
        pdf::is_fit(&bytes, "the challenge letter");
        let words = pdf::words(&bytes);
        assert!(words.contains("by Thu 25 Feb 2027") && words.contains("assessment under way"));
        hides_gwen(&words, "the challenge letter");
        // An answer is asked for beside its field, and stands as it was first written.
        let letter = key_on(&page, "/challenges/").trim_end_matches("/pdf").to_string();
        let field = format!("answer-{}", letter.trim_start_matches("/challenges/"));
        let answer = format!("{letter}/answer");
        callum.posts(&answer, &[(&field, " ")]).await.is(422).says("Say in short what the answer");
        let said = "They will ask the SEND team before a meeting.";
        callum.does(&answer, &[(&field, said)]).await;
        callum.does(&answer, &[(&field, "Something else")]).await;
        callum.sees(&matter).await.says(said).hides("Something else");

        // 15. The money, filled with what the case and the panel say.
        let form = callum.sees(&to_money).await;
        assert_eq!(form.value("about"), id);
        for value in ["Reuben Haldane-Price", "Harrowfield School", "2026-11-13", "2027-01-15"] {
            assert!(
                form.body.contains(&format!("value=\"{value}\"")),
                "{value} in {}",
                form.text()
            );
        }
        let sum = [
            ("about", id.as_str()),
            ("who", "Reuben Haldane-Price"),
            ("school", "Harrowfield School"),
            ("takes_effect", "2026-11-13"),
            ("ordered", "yes"),
            ("ordered_on", "2027-01-15"),
            ("other", "6240.00"),
            ("other_what", "Key stage 3"),
            ("do", "raise"),
        ];
        let one = callum.does("/money/new", &sum).await;
        let page = callum.sees(&one).await.says("Mon 23 Nov 2026");
        page.says("18").says("£2,160.00 + £4,000.00 = £6,160.00");
        callum.sees(&case).await.hides("£4,000.00, ordered").says("Waiting for approval");
        callum.sees("/").await.hides("The readjustment of £4,000");
        callum.sees("/desk").await.hides("The readjustment of the budget");
        let version = callum.sees(&one).await.value("version");
        callum.posts(&format!("{one}/approve"), &[("version", &version)]).await.is(403);
        let akers = at(&school, &n, "akers", day(2027, 1, 28), "9.00").await;
        akers.sees("/").await.says("£6,160.00, Harrowfield School");
        akers.does(&format!("{one}/approve"), &[("version", &version)]).await;
        // Taken back, what the panel ordered would be to do again; approved, it is done.
        akers.sees(&case).await.says("Approved").hides("To do £4,000.00");

        // 16. One chronology, in the order it happened; 17. and no output blames the wrong one.
        let callum = at(&school, &n, CALLUM, day(2027, 1, 28), "9.30").await;
        let child = key(&callum.sees(&case).await.links("/children/")[0], "/children/");
        let story = callum.sees(&format!("/children/{child}")).await;
        let text = story.text();
        let mut last = 0;
        for said in [
            "Suspension: first day",
            "Permanent exclusion: first day",
            "Papers given to Mr Neil Price",
            "Governors: decline",
            "The decision told to Ms Gwen Haldane",
            "Ms Gwen Haldane asked for an independent review",
            "Independent review: ",
            "Governors, meeting again: ",
            "Challenge letter to The chair of governors",
        ] {
            let at = text[last..]
                .find(said)
                .unwrap_or_else(|| panic!("{said} not after {last} in {text}"));
            last += at;
        }
        hides_gwen(&story.body, "the chronology");
        let page = callum.sees("/compliance").await.says("The governing body meets");
        page.says("The papers of the meeting sent to everybody");
        for path in [&case, &matter, &hearing, &panel] {
            let said = callum.sees(path).await.text().to_lowercase();
            let said = said.replace("permanently excluded", "");
            assert!(!said.contains("authority excluded") && !said.contains(" excluded."), "{said}");
        }
        school.app.store().verify_chain(n.org).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn reinstatement_by_the_governors_asks_for_the_money_back_and_another_approves() {
    for school in schools().await {
        let (n, harrowfield, _) = desk(&school).await;
        let case = reuben(&school, &n, &harrowfield.to_string()).await;
        let id = key(&case, "/cases/");
        let callum = at(&school, &n, CALLUM, day(2026, 11, 24), "9.00").await;
        let sum = [
            ("about", id.as_str()),
            ("who", "Reuben Haldane-Price"),
            ("school", "Harrowfield School"),
            ("takes_effect", "2026-11-13"),
            ("other", "6240.00"),
            ("other_what", "Key stage 3"),
            ("do", "raise"),
        ];
        let one = callum.does("/money/new", &sum).await;
        let akers = at(&school, &n, "akers", day(2026, 11, 24), "9.30").await;
        let version = akers.sees(&one).await.value("version");
        akers.does(&format!("{one}/approve"), &[("version", &version)]).await;
        let callum = at(&school, &n, CALLUM, day(2026, 11, 24), "10.00").await;
        let matter = callum.does(&format!("{case}/governors"), &[]).await;
        let hearing = governors(&callum, &matter).await;
        let callum = at(&school, &n, CALLUM, day(2026, 12, 2), "15.00").await;
        callum.sees("/").await.hides("to be reversed");
        decides(&callum, &hearing, &[("finding", "reinstate"), ("decided_on", "2026-12-02")]).await;
        callum
            .sees("/")
            .await
            .says("Reinstated on Wed 2 Dec 2026: ask for £2,160.00 to be reversed");
        let page =
            callum.sees(&case).await.says("Reinstated on Wed 2 Dec 2026: the money goes back");
        page.says("Ask for the sum to be reversed");
        let form = callum.sees(&one).await;
        assert!(form.body.contains("value=\"2026-12-02\""), "the day is filled in");
        let version = form.value("version");
        let asked = [
            ("version", version.as_str()),
            ("reinstated_on", "2026-12-02"),
            ("why", "The governors reinstated"),
        ];
        callum.does(&format!("{one}/reversal"), &asked).await;
        callum.sees("/").await.hides("ask for £2,160.00 to be reversed");
        let akers = at(&school, &n, "akers", day(2026, 12, 3), "9.00").await;
        akers.sees("/").await.says("Reversal of £2,160.00");
        let version = akers.sees(&one).await.value("version");
        akers.does(&format!("{one}/reverse"), &[("version", &version)]).await;
        akers.sees(&case).await.says("Reversed").hides("the money goes back");
    }
}
