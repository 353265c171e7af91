//! The team's self-review: its own standards, what shows where it stands, and the next step carried
//! as an action.

use crate::board::once;
use crate::harness::schools;
use rulebook::Day;

#[tokio::test]
async fn a_self_review_against_own_standards_carries_its_next_steps_into_actions() {
    for s in schools().await {
        s.at(Day::new(2026, 11, 10).unwrap(), "15.30");
        let okell = s.signs_in("okell").await;
        okell.sees("/team").await.says("Self-reviews");
        okell.sees("/self-reviews").await.says("There are no standards yet");
        let key = once();
        let begin = [("once", key.as_str()), ("name", "2026/27"), ("due", "2026-12-04")];
        okell
            .posts("/self-reviews", &begin)
            .await
            .is(409)
            .says("There are no standards to look at");
        okell.does("/self-reviews/standards", &[("act", "starters")]).await;
        okell.does("/self-reviews/standards", &[("act", "starters")]).await;
        let page = okell.sees("/self-reviews/standards").await;
        assert_eq!(page.text().matches("In use").count(), 10, "begun with once");
        // One is reworded, one retired, one of the team's own is written.
        let one = page.links("/self-reviews/standards?change=")[0].clone();
        let form = okell.sees(&one).await.says("Change a standard");
        let (id, version) = (form.value("id"), form.value("version"));
        let reworded = [
            ("act", "keep"),
            ("id", id.as_str()),
            ("version", version.as_str()),
            ("area", "Early help"),
            ("words", "A signal is looked at within three days."),
        ];
        okell.does("/self-reviews/standards", &reworded).await;
        let stale = okell.posts("/self-reviews/standards", &reworded).await;
        stale.is(409).says("A signal is looked at within three days.");
        let two = page.links("/self-reviews/standards?change=")[9].clone();
        let form = okell.sees(&two).await;
        let (id, version) = (form.value("id"), form.value("version"));
        let retire = [("act", "retire"), ("id", id.as_str()), ("version", version.as_str())];
        okell.does("/self-reviews/standards", &retire).await;
        okell
            .posts("/self-reviews/standards", &[("act", "keep"), ("area", ""), ("words", "")])
            .await
            .is(422)
            .says("Say which area it belongs to");

        okell
            .posts("/self-reviews", &[("name", "2026/27"), ("due", "2026-12-05")])
            .await
            .is(422)
            .says("That is not a school day");
        let there = okell.does("/self-reviews", &begin).await;
        assert_eq!(okell.does("/self-reviews", &begin).await, there, "tapped twice, begun once");
        let other = [("once", &*once()), ("name", "Another"), ("due", "2026-12-04")]
            .map(|(a, b)| (a, b.to_string()));
        let other: Vec<(&str, &str)> = other.iter().map(|(a, b)| (*a, b.as_str())).collect();
        okell.posts("/self-reviews", &other).await.is(409).says("is not finished");
        let page = okell.sees(&there).await.says("0 of 9 looked at").says("within three days");
        let lines = page.links(&format!("{there}/"));
        assert_eq!(lines.len(), 9);
        let finish = |version: &str| {
            vec![("act".to_string(), "finish".to_string()), ("version".into(), version.to_string())]
        };
        let version = page.value("version");
        let all = finish(&version);
        let all: Vec<(&str, &str)> = all.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        okell.posts(&there, &all).await.is(409).says("nobody has looked at yet: 9 of 9");

        // The first is not in place yet: what comes next is an action, with who, when and how.
        let first = [("version", "1"), ("stands", "not_yet"), ("evidence", "Two of five waited")];
        okell
            .posts(&lines[0], &[("version", "1")])
            .await
            .is(422)
            .says("Choose where the team stands");
        okell.posts(&lines[0], &first).await.is(422).says("Say what comes next");
        let next = [("next", "Look each Monday at nine")];
        okell
            .posts(&lines[0], &[&first[..], &next[..]].concat())
            .await
            .is(422)
            .says("Choose who does it")
            .says("Say how we shall know");
        let adair = s.f.staff["adair"].to_string();
        let whole = [
            next[0],
            ("owner", adair.as_str()),
            ("due", "2026-11-30"),
            ("how", "None waits longer"),
        ];
        let whole = [&first[..], &whole[..]].concat();
        okell.does(&lines[0], &whole).await;
        let page =
            okell.sees(&there).await.says("Not yet in place").says("Look each Monday at nine");
        let actions = page.links("/actions/");
        assert_eq!(actions.len(), 1);
        s.signs_in("adair")
            .await
            .sees(&actions[0])
            .await
            .says("None waits longer")
            .says("Self-review 2026/27");
        // In another tab the same is stale: nothing typed is lost, and no second action is made.
        let stale = [("version", "1"), ("stands", "partly"), ("evidence", "OTHER TAB")];
        okell.posts(&lines[0], &stale).await.is(409).says("OTHER TAB");
        for line in &lines[1..] {
            let said = [("version", "1"), ("stands", "secure"), ("evidence", "Seen each week")];
            okell.does(line, &said).await;
        }
        okell.sees(&there).await.says("9 of 9 looked at: 8 secure, 0 partly in place, 1 not yet");

        // It waits on Today on its day, and is finished by whoever leads the team.
        okell.sees("/").await.hides("Finish the self-review 2026/27");
        s.at(Day::new(2026, 12, 4).unwrap(), "8.30");
        let okell = s.signs_in("okell").await;
        let today = okell.sees("/").await.says("Finish the self-review 2026/27");
        assert!(today.links("/self-reviews/").contains(&there));
        let version = okell.sees(&there).await.value("version");
        let all = finish(&version);
        let all: Vec<(&str, &str)> = all.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        okell.does(&there, &all).await;
        okell.sees("/").await.hides("Finish the self-review");
        okell.posts(&lines[0], &whole).await.is(409).says("was finished on");
        // A year later the next one shows what was said the year before.
        s.at(Day::new(2027, 1, 11).unwrap(), "8.30");
        let okell = s.signs_in("okell").await;
        let key = once();
        let begin = [("once", key.as_str()), ("name", "Spring"), ("due", "2027-02-05")];
        let second = okell.does("/self-reviews", &begin).await;
        let page = okell.sees(&second).await.says("Last time: not yet in place");
        let line = page.links(&format!("{second}/"))[0].clone();
        okell.sees(&line).await.says("Last time").says("Two of five waited").says("Then agreed");
        // It is the team's: a teacher and a cover adult are refused, another school finds nothing.
        for who in ["ravenhall", "poll"] {
            s.signs_in(who).await.get("/self-reviews").await.is(403);
            s.signs_in(who).await.get(&there).await.is(403);
        }
        assert!(s.app.store().verify_chain(s.f.org).await.unwrap().is_ok());
    }
}
