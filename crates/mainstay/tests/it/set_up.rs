//! Setting up: errors beside their fields, what changed in the trail, one weekday at a time.

use crate::harness::{Answer, School, schools};
use store::event::Line;

/// Every field of the page's form with what is in it, hidden ones too.
pub(crate) fn fields(page: &Answer, action: &str) -> Vec<(String, String)> {
    let start = page.body.find(&format!("action=\"{action}\"")).expect("the form");
    let form = page.body[start..].split("</form>").next().unwrap();
    let mut out = Vec::new();
    let attr = |tag: &str, name: &str| -> String {
        tag.split(&format!("{name}=\""))
            .nth(1)
            .and_then(|r| r.split('"').next())
            .unwrap_or("")
            .replace("&amp;", "&")
    };
    for part in form.split("<input ").skip(1) {
        let tag = part.split('>').next().unwrap();
        let boxed = tag.contains("type=\"checkbox\"");
        if attr(tag, "name") != "csrf" && (!boxed || tag.contains(" checked")) {
            out.push((attr(tag, "name"), attr(tag, "value")));
        }
    }
    for part in form.split("<select ").skip(1) {
        let name = attr(part, "name");
        let body = part.split("</select>").next().unwrap();
        let chosen = body.split("<option ").skip(1).find(|o| o.contains(" selected"));
        out.push((name, chosen.map(|o| attr(o, "value")).unwrap_or_default()));
    }
    out
}

pub(crate) fn with<'a>(
    fields: &'a [(String, String)],
    change: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut out: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(n, _)| !change.iter().any(|(c, _)| c == n))
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    out.extend_from_slice(change);
    out
}

async fn newest(school: &School) -> Line {
    let mut read = school.app.store().read().await.unwrap();
    store::event::trail(&mut read, school.f.org, None, 1).await.unwrap().remove(0)
}

#[tokio::test]
async fn changing_the_end_of_fridays_p5_changes_friday_and_no_other_day() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees("/set-up/day?day=5").await;
        let form = fields(&page, "/set-up/day");
        let (row, _) = form.iter().find(|(_, v)| v == "P5").unwrap();
        let to = row.replace("-code", "-to");
        // Too late: it would run into P6.
        lyle.posts("/set-up/day", &with(&form, &[(&to, "14:30")]))
            .await
            .is(422)
            .says("P6 and P5 overlap: P5 runs 13.30–14.30");
        lyle.does("/set-up/day", &with(&form, &[(&to, "14:10")])).await;
        let mut read = school.app.store().read().await.unwrap();
        let (_, periods) = store::calendar::read(&mut read, school.f.org).await.unwrap();
        let ends: Vec<String> =
            periods.iter().filter(|p| p.code == "P5").map(|p| p.to.to_string()).collect();
        assert_eq!(ends, ["14.20", "14.20", "14.20", "14.20", "14.10"], "{}", school.engine());
        let line = newest(&school).await;
        assert_eq!(line.verb, "day_changed");
        assert_eq!(line.facts, "Friday P5: 13.30–14.20 → 13.30–14.10");
        // The page opened before the change cannot undo it.
        lyle.posts("/set-up/day", &with(&form, &[])).await.is(409);
    }
}

#[tokio::test]
async fn a_calendar_with_a_slip_is_not_kept_and_says_which_field() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let page = lyle.sees("/set-up/calendar").await;
        let form = fields(&page, "/set-up/calendar");
        let slip = with(&form, &[("term-0-to", "2024-08-01")]);
        let wrong =
            lyle.posts("/set-up/calendar", &slip).await.is(422).says("ends before it begins");
        assert!(wrong.body.contains("href=\"#term-0-to\""));
        // More rows, without losing what was typed.
        let more = lyle.posts("/set-up/calendar", &with(&form, &[("more", "term")])).await.is(200);
        assert!(more.body.contains("term-12-name"));
        lyle.does("/set-up/calendar", &with(&form, &[("closed-0-drop", "yes")])).await;
        let line = newest(&school).await;
        assert_eq!(line.verb, "calendar_changed");
        assert!(line.facts.contains("→ none"), "{}", line.facts);
        lyle.posts("/set-up/calendar", &with(&form, &[("term-0-name", "X")])).await.is(409);
    }
}

#[tokio::test]
async fn a_school_word_is_on_the_next_page_and_in_the_trail_as_before_and_after() {
    let school = &schools().await[0];
    let abbot = school.signs_in("abbot").await;
    let page = abbot.sees("/set-up/words").await;
    let form = fields(&page, "/set-up/words");
    abbot.posts("/set-up/words", &with(&form, &[("pupil-many", "")])).await.is(422);
    let learner = [("pupil-one", "learner"), ("pupil-many", "learners"), ("pupil-short", "L")];
    abbot.does("/set-up/words", &with(&form, &learner)).await;
    abbot.sees("/pupils").await.says("Learners");
    let facts = newest(school).await.facts;
    assert_eq!(facts, "pupil: student, students, St. → learner, learners, L");
}

#[tokio::test]
async fn a_renamed_reason_is_retired_and_the_new_one_takes_its_place() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let old = school.f.reasons["Fighting or threat"].to_string();
        let page = lyle.sees(&format!("/set-up/reasons?rename={old}")).await;
        let once = page.value("once");
        let fields = [("once", once.as_str()), ("rename", old.as_str()), ("label", "Fighting")];
        lyle.does("/set-up/reasons", &fields).await;
        lyle.does("/set-up/reasons", &fields).await;
        lyle.posts("/set-up/reasons", &[("label", "fighting")]).await.is(422);
        let mut read = school.app.store().read().await.unwrap();
        let all = store::room::reasons(&mut read, school.f.org).await.unwrap();
        let offered: Vec<&str> =
            all.iter().filter(|r| r.active).map(|r| r.label.as_str()).collect();
        assert_eq!(offered[3], "Fighting", "{}", school.engine());
        assert_eq!(all.len(), 6);
        assert!(!offered.contains(&"Fighting or threat"));
    }
}

#[tokio::test]
async fn a_room_is_asked_what_it_is_apart_from_its_name() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let once = lyle.sees("/set-up/rooms/new").await.value("once");
        let times = [
            ("arrive_at", "8.40"),
            ("break_from", "11.10"),
            ("break_to", "11.25"),
            ("lunch_from", "12.00"),
            ("lunch_to", "12.30"),
        ];
        let mut form = vec![("once", once.as_str()), ("name", "The Bridge"), ("seats", "8")];
        form.extend(times);
        lyle.posts("/set-up/rooms/new", &form).await.is(422).says("Say what kind of space it is");
        form.push(("kind", "support"));
        lyle.does("/set-up/rooms/new", &form).await;
        lyle.does("/set-up/rooms/new", &form).await;
        let list = lyle.sees("/set-up/rooms").await.says("The Bridge Planned support 8");
        assert_eq!(list.text().matches("The Bridge").count(), 1);
        let edit =
            list.links("/set-up/rooms/").into_iter().rfind(|l| !l.ends_with("/new")).unwrap();
        form.extend([("version", "1"), ("retire", "yes")]);
        lyle.does(&edit, &form).await;
        form.retain(|(n, _)| *n != "retire");
        lyle.posts(&edit, &form).await.is(409);
        lyle.sees("/set-up/rooms").await.hides("The Bridge");
    }
}

#[tokio::test]
async fn pairs_are_set_by_approvers_and_seen_by_the_room() {
    for school in schools().await {
        let f = &school.f;
        let (jude, tyrell) = (f.pupils["Jude"].to_string(), f.pupils["Tyrell"].to_string());
        let thrale = school.signs_in("thrale").await;
        let page = thrale.sees("/keep-apart?a=mar&b=ash").await.says("Jude Marl, 8K3");
        let once = page.value("once");
        let mut form = vec![("once", once.as_str()), ("one", &jude), ("other", &jude)];
        form.extend([("a", "mar"), ("b", "ash"), ("why", "Threats")]);
        thrale.posts("/keep-apart", &form).await.is(422).says("two different people");
        form[2] = ("other", &tyrell);
        thrale.does("/keep-apart", &form).await;
        let okell = school.signs_in("okell").await;
        let seen = okell.sees("/keep-apart").await;
        let seen = seen.says("Jude Marl, 8K3 and Tyrell Ashdown-Moss, 9K2 Threats");
        assert!(seen.links("/keep-apart/end").is_empty());
        okell.posts("/keep-apart", &form).await.is(403);
        school.signs_in("poll").await.get("/keep-apart").await.is(403).hides("Jude");
        school.signs_in("ravenhall").await.get("/keep-apart").await.is(403);
        let list = thrale.sees("/keep-apart").await.body;
        let pair = list.rsplit("name=\"pair\" value=\"").next().unwrap();
        let pair = pair.split('"').next().unwrap();
        thrale.posts("/keep-apart/end", &[("pair", pair)]).await.is(409);
        thrale.does("/keep-apart/end", &[("pair", pair), ("why", "Made up")]).await;
        okell.sees("/keep-apart").await.hides("Jude");
    }
}

#[tokio::test]
async fn a_years_lead_is_set_once_for_the_year_and_named_for_its_pupils() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let okell = school.signs_in("okell").await;
        let tyrell = format!("/pupils/{}", school.f.pupils["Tyrell"]);
        okell.sees(&tyrell).await.says("Ms Bea Catterall");
        let page = lyle.sees("/set-up/years").await.says("Year 9");
        let page = page.says("Ms Bea Catterall may open this year’s files");
        let was = page.value("was");
        let thrale = school.f.staff["thrale"].to_string();
        let chosen = [("was", was.as_str()), ("lead-9", thrale.as_str())];
        lyle.posts("/set-up/years", &[("was", &was), ("lead-9", "nonsense")]).await.is(422);
        lyle.does("/set-up/years", &chosen).await;
        okell.sees(&tyrell).await.says("Mr Ewan Thrale").hides("Ms Bea Catterall");
        // A page opened before the change does not undo it unseen.
        lyle.posts("/set-up/years", &[("was", &was), ("lead-9", "")]).await.is(409);
        lyle.sees("/trail").await.says("Ms Bea Catterall → Mr Ewan Thrale");
        lyle.sees("/set-up").await.says("Named for one year");
    }
}

#[tokio::test]
async fn the_name_in_letters_is_the_schools_choice_and_reaches_the_page_that_is_printed() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let everybody = casework::Scope { org: school.f.org, reach: vec![casework::Reach::School] };
        let mut read = school.app.store().read().await.unwrap();
        let tyrell = school.f.pupils["Tyrell"];
        let number = store::pupil::find(&mut read, &everybody, tyrell).await.unwrap().admission_no;
        drop(read);
        let list = format!(
            "Adno,Legal Forename,Legal Surname,Chosen Name,Preferred Surname\n\
             {},Tyler James,Moss,Tyrell,Ashdown-Moss\n",
            number.unwrap()
        );
        let fields = [("kind", "pupils"), ("part", "yes")];
        let to = lyle.sends("/roster", &fields, ("pupils.csv", list.as_bytes())).await.location;
        lyle.does(&to, &[("seen", &lyle.sees(&to).await.value("seen"))]).await;

        school.nov(9, "15.00");
        let okell = school.signs_in("okell").await;
        let (placement, _) = crate::home::books(&school, "Tyrell", &["P1"]).await;
        let path = format!("/placements/{placement}/letters");
        okell.sees(&path).await.says("Tyrell Ashdown-Moss, 9K2").hides("Tyler");

        let page = lyle.sees("/set-up/school").await.says("Name in letters");
        let (was, name) = (page.value("was"), field(&page.body, "name"));
        let kept = |field: &str| {
            let start = page.body.find(&format!("name=\"{field}\"")).unwrap();
            let words = page.body[start..].split('>').nth(1).unwrap();
            words.split('<').next().unwrap().to_string()
        };
        let (address, concern) = (kept("address"), kept("concern"));
        let chosen = |letters: &'static str| {
            vec![
                ("was", was.clone()),
                ("name", name.clone()),
                ("address", address.clone()),
                ("phone", "01632 960400".to_string()),
                ("concern", concern.clone()),
                ("letter_name", letters.to_string()),
            ]
        };
        let form = chosen("anything");
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        lyle.posts("/set-up/school", &form).await.is(422).says("Choose the name letters use");
        let form = chosen("known_with_legal");
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        lyle.does("/set-up/school", &form).await;
        lyle.sees("/trail").await.says("Name in letters").says("The name used in school →");

        // The rules of the room, kept again, leave it as it is.
        let rules = lyle.sees("/set-up/rules").await;
        let names = ["was", "policy", "notice_by", "lunch_list_by", "senior_from_minutes"];
        let more = [
            "work_escalates_after",
            "warnings",
            "next_step",
            "gate_hours",
            "letter_link_days",
            "read_within",
            "work_back_within",
        ];
        let same: Vec<(&str, String)> =
            names.into_iter().chain(more).map(|n| (n, field(&rules.body, n))).collect();
        let same: Vec<(&str, &str)> = same.iter().map(|(n, v)| (*n, v.as_str())).collect();
        lyle.does("/set-up/rules", &same).await;

        let page = okell.sees(&path).await;
        page.says("Tyrell Ashdown-Moss (legal name Tyler James Moss), 9K2");
    }
}

/// What is in a field of a page.
fn field(body: &str, name: &str) -> String {
    let start = body.find(&format!("name=\"{name}\"")).unwrap();
    let tag = body[start..].split('>').next().unwrap();
    tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_string()
}
