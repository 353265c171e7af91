//! The governors' meeting, its decision and its letters (rows 9 and 10).

use super::*;

#[tokio::test]
async fn the_governors_decide_once_and_each_parent_is_told_at_their_own_address_with_the_last_day()
{
    for school in schools().await {
        let (thrale, matter) = opened(&school).await;
        let hearing = fixed(&thrale, &matter, "governors", "2026-12-02").await;
        let day = |on: &'static str| {
            [("on", on), ("at", "10.00"), ("clerk", "Mrs Pia Lund"), ("remote", "here")]
        };
        thrale
            .posts(&format!("{hearing}/arrange"), &day("2026-11-27"))
            .await
            .is(422)
            .says("is not a school day: INSET");
        thrale
            .posts(&format!("{hearing}/arrange"), &[("clerk", "Mrs Pia Lund"), ("remote", "asked")])
            .await
            .is(422)
            .says("R3.08");
        // A governor who is a party is refused by name; so is the head, and anybody with a tie.
        sits(&thrale, &hearing, "Joan Merrow", "governor", false)
            .await
            .is(409)
            .says("Joan Merrow cannot sit on this")
            .says("R3.06m");
        sits(&thrale, &hearing, "Mr Curtis Ashdown", "governor", false)
            .await
            .is(409)
            .says("is a party");
        let tied = [("name", "Mr Obi Fenn"), ("seat", "governor"), ("tie", "taught him last year")];
        thrale
            .posts(&format!("{hearing}/members"), &tied)
            .await
            .is(409)
            .says("taught him last year");
        sits(&thrale, &hearing, "Mrs Odile Brand", "governor", true).await.is(303);
        sits(&thrale, &hearing, "Mr Samir Qureshi", "governor", false).await.is(303);
        // Not enough sit: no decision can be recorded.
        school.at(Day::new(2026, 12, 2).unwrap(), "15.00");
        let thrale = school.signs_in("thrale").await;
        let decide = [
            ("finding", "decline"),
            ("decided_on", "2026-12-02"),
            ("findings", "F"),
            ("reasons", "R"),
        ];
        let no = thrale.posts(&format!("{hearing}/decide"), &decide).await.is(409);
        no.says("not enough people may sit").says("2 of at least 3 governors");
        sits(&thrale, &hearing, "Ms Leigh Okonkwo", "governor", false).await.is(303);
        // Those who are asked, with a calendar file that names nobody.
        let key = once();
        let asked = [
            ("once", key.as_str()),
            ("asked", "authority"),
            ("invited", "Mr Callum Osei-Brandt"),
            ("invited_how", "Letter"),
        ];
        thrale.does(&format!("{hearing}/invite"), &asked).await;
        thrale
            .sees(&hearing)
            .await
            .says("Not asked yet: each parent, the headteacher")
            .says("Mr Callum Osei-Brandt");
        let file = thrale.sees(&format!("{hearing}/calendar")).await;
        assert!(
            file.body.contains("DTSTART:20261202T100000Z") && !file.body.contains("Tyrell"),
            "{}",
            file.body
        );
        let version = thrale.sees(&hearing).await.value("version");
        thrale
            .does(
                &format!("{hearing}/minutes"),
                &[
                    ("version", &version),
                    ("minutes", "The headteacher spoke.\n\nThe authority’s officer spoke."),
                ],
            )
            .await;
        thrale
            .posts(
                &format!("{hearing}/minutes"),
                &[("version", &version), ("minutes", "Other words")],
            )
            .await
            .is(409);
        let thrale = declined(&school, &hearing).await;
        let again = [
            ("finding", "reinstate"),
            ("decided_on", "2026-12-02"),
            ("findings", "F"),
            ("reasons", "R"),
        ];
        thrale.posts(&format!("{hearing}/decide"), &again).await.is(409);
        let nowhere = [("to", "parent"), ("told_how", "delivered"), ("told_on", "2026-12-03")];
        let wrong = thrale.posts(&format!("{hearing}/letters"), &nowhere).await.is(422);
        wrong
            .says("Say who the letter goes to")
            .says("where and to whom a request for a review goes");
        let page = letters(&school, &thrale, &hearing).await.says("Fri 8 Jan 2027");
        let files: Vec<String> =
            page.links("/hearings/").into_iter().filter(|l| l.ends_with("/pdf")).collect();
        assert_eq!(files.len(), 2, "one to each, a double tap keeps one");
        // Neither address is in the other's letter, in its words or its file.
        let mut read = school.app.store().read().await.unwrap();
        let id = casework::Id::parse_str(hearing.rsplit('/').next().unwrap()).unwrap();
        let told = store::hearing::told(&mut read, school.f.org, &[id]).await.unwrap();
        let of = |name: &str| told.iter().find(|t| t.to_name.contains(name)).unwrap().words.clone();
        let (his, hers) = (of("Ashdown"), of("Moss"));
        assert!(his.contains("88 Quay Street") && hers.contains("14 Tanyard Row"));
        assert!(!his.contains("Tanyard") && !his.contains("960118"), "{his}");
        assert!(!hers.contains("Quay Street"), "{hers}");
        for words in [&his, &hers] {
            assert!(words.contains("The last day to ask for it is Fri 8 Jan 2027"), "{words}");
            assert!(words.contains("SEN) expert") && words.contains("Equality Act"), "{words}");
            assert!(!words.to_lowercase().replace("permanently excluded", "").contains("excluded"));
        }
        drop(read);
        // A letter with the other's address in what was typed does not go.
        let contact = school.f.contacts["Curtis"].to_string();
        let leak = [
            ("to", contact.as_str()),
            ("told_how", "delivered"),
            ("told_on", "2026-12-03"),
            ("apply_to", "The Clerk"),
            ("meanwhile", "He is at 14 Tanyard Row in the day."),
        ];
        thrale
            .posts(&format!("{hearing}/letters"), &leak)
            .await
            .is(422)
            .says("Take out another contact’s address");
        // Nor one that names another child of the school, whoever typed the name and where.
        let mut named = leak;
        named[4].1 = "Moses Tarn is taught there too.";
        thrale
            .posts(&format!("{hearing}/letters"), &named)
            .await
            .is(422)
            .says("home is told of nobody else’s child");
        thrale
            .sees(&matter)
            .await
            .says("Last day for the parents to apply for a review")
            .says("Fri 8 Jan 2027")
            .says("R3.09");
        // Who may not see the pupil's file, or has no such permission, sees nothing of it.
        for who in ["okell", "ravenhall", "poll"] {
            school.signs_in(who).await.get(&matter).await.is(403);
        }
    }
}
