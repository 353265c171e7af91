//! Bringing in the roster as a data manager does, and what is said about bad files.

use crate::harness::{Person, schools};

const GOOD: &str = "Adno,UPN,Forename,Surname,DOB,Year,Reg,Tribe\n\
    91204,H801200001001,Amara,Okafor,03/10/2013,Year  8,8F,Red\n\
    91205,X801200001002,Zoë,O'Neill-Brown,19/12/2013,8,8F,Blue\n";

async fn chooses(who: &Person, kind: &str, part: bool, text: &[u8]) -> crate::harness::Answer {
    let mut fields = vec![("kind", kind)];
    if part {
        fields.push(("part", "yes"));
    }
    who.sends("/roster", &fields, ("students.csv", text)).await
}

#[tokio::test]
async fn a_file_is_looked_at_brought_in_and_then_changes_nothing() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let to = chooses(&lyle, "pupils", false, GOOD.as_bytes()).await.is(303).location;
        let page = lyle.sees(&to).await.says("2 0 0 0 0").says("Amara Okafor").says("Tribe");
        let seen = page.value("seen");
        assert!(!seen.is_empty(), "{}", page.text());
        assert_eq!(lyle.does(&to, &[("seen", &seen)]).await, "/roster", "{}", school.engine());
        lyle.sees("/roster").await.says("Brought in before");
        let to = chooses(&lyle, "pupils", false, GOOD.as_bytes()).await.is(303).location;
        lyle.sees(&to).await.says("Nothing would change").says("0 0 2 0 0");
        // One has gone from the complete file: marked, and still there to be found.
        let one: String = GOOD.lines().take(2).map(|line| format!("{line}\n")).collect();
        let to = chooses(&lyle, "pupils", false, one.as_bytes()).await.is(303).location;
        let page = lyle.sees(&to).await.says("Zoë O'Neill-Brown not in the file");
        lyle.does(&to, &[("seen", &page.value("seen"))]).await;
        // A part of the school says nothing about those missing from it.
        let to = chooses(&lyle, "pupils", true, one.as_bytes()).await.is(303).location;
        lyle.sees(&to).await.says("Nothing would change");
    }
}

#[tokio::test]
async fn a_mark_that_turns_a_line_is_taken_out_of_a_name_and_said() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let turned = GOOD.replace("Amara", "\u{202e}Amara\u{2066}");
        let to = chooses(&lyle, "pupils", false, turned.as_bytes()).await.is(303).location;
        let page = lyle.sees(&to).await.says("characters that cannot be seen; they were taken out");
        assert!(!page.body.contains('\u{202e}'));
        lyle.does(&to, &[("seen", &page.value("seen"))]).await;
        let okell = school.signs_in("okell").await;
        okell.sees("/pupils?q=amara&all=1").await.says("Amara Okafor");
    }
}

#[tokio::test]
async fn two_pupils_with_one_upn_stop_the_whole_file() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let twice = GOOD.replace("X801200001002", "H801200001001");
        let to = chooses(&lyle, "pupils", false, twice.as_bytes()).await.is(303).location;
        let page = lyle.sees(&to).await.says("2 rows cannot come in");
        let page = page
            .says("students.csv, row 2")
            .says("Row 3 has the same UPN; one of the two is wrong.");
        assert!(page.value("seen").is_empty(), "there is no button to press");
        lyle.posts(&to, &[("seen", "anything")]).await.is(422).says("2 rows cannot come in");
        let to = chooses(&lyle, "pupils", false, GOOD.as_bytes()).await.is(303).location;
        lyle.sees(&to).await.says("Students 2 0 0 0 0");
    }
}

#[tokio::test]
async fn a_column_is_said_once_and_remembered() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let odd = b"Nummer,Vorname,Name des Kindes\n91204,Amara,Okafor\n";
        let to = chooses(&lyle, "pupils", true, odd).await.is(303).location;
        lyle.sees(&to)
            .await
            .says("No column gives a UPN, an admission number or another identifier");
        let columns = format!("{to}/columns");
        lyle.sees(&columns).await.says("Nummer 91204").says("Read as");
        lyle.posts(&columns, &[("column-0", "surname"), ("column-2", "surname")])
            .await
            .is(422)
            .says("“Nummer” and “Name des Kindes” cannot both be this field");
        let chosen =
            [("column-0", "admission_number"), ("column-1", "forename"), ("column-2", "surname")];
        assert_eq!(lyle.does(&columns, &chosen).await, to);
        lyle.sees(&to).await.says("Amara Okafor");
        let to = chooses(&lyle, "pupils", true, odd).await.is(303).location;
        lyle.sees(&to).await.says("Amara Okafor");
    }
}

#[tokio::test]
async fn a_form_without_a_file_or_a_kind_is_shown_again() {
    let school = &schools().await[0];
    let lyle = school.signs_in("lyle").await;
    let page = lyle.sends("/roster", &[("kind", "")], ("", b"")).await.is(422);
    page.says("Choose what the file holds").says("Choose a file that is not empty");
    let to = chooses(&lyle, "oneroster", false, b"hello").await.is(303).location;
    lyle.sees(&to).await.says("This is not a zip, or it is damaged");
    let to = chooses(&lyle, "pupils", false, b"PK\x03\x04rubbish").await.is(303).location;
    lyle.sees(&to).await.says("This is not a zip, or it is damaged");
}

#[tokio::test]
async fn what_is_typed_beside_a_file_is_cleaned_as_a_posted_form_is() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let fields = [("kind", "pup\0ils"), ("part", "\0yes")];
        let answer = lyle.sends("/roster", &fields, ("students.csv", GOOD.as_bytes())).await;
        lyle.sees(&answer.is(303).location).await.says("Students 2 0 0 0 0");
    }
}

#[tokio::test]
async fn a_file_up_to_the_setting_is_taken_and_a_larger_one_is_told_the_limit_in_its_form() {
    let school = schools().await.remove(0);
    let config = mainstay::config::Config { upload_megabytes: 3, ..Default::default() };
    let school = school.with(config);
    let lyle = school.signs_in("lyle").await;
    // A column nobody reads makes the file as long as whole exports are.
    let padded = |bytes: usize| {
        let line = |n: usize| format!("{},Amara{n},Okafor,{}\n", 100_000 + n, "x".repeat(1000));
        let rows: String = (0..bytes / 1021).map(line).collect();
        format!("Adno,Forename,Surname,Notes\n{rows}").into_bytes()
    };
    let file = padded(2_800_000);
    assert!(file.len() > 2 * 1024 * 1024 && file.len() < 3 * 1024 * 1024);
    let to = chooses(&lyle, "pupils", true, &file).await.is(303).location;
    lyle.sees(&to).await.says("2742 0 0 0 0");

    let large = chooses(&lyle, "pupils", true, &padded(3_300_000)).await.is(422);
    let large = large.says("This file is larger than 3 MB");
    let chosen = large.body.split("value=\"pupils\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(chosen.contains("checked"), "what was chosen beside it stays: {chosen}");
    let okell = school.signs_in("okell").await;
    let file = ("incidents.csv", &padded(3_300_000)[..]);
    okell.sends("/incidents/file", &[], file).await.is(422).says("larger than 3 MB");
    // Cut short on the way.
    let token = lyle.token();
    let cut = parts(&[("csrf", token.as_str()), ("kind", "pupils")], "students.csv", "Adno,Fore");
    let cut = cut.trim_end_matches("\r\n--m--\r\n").to_string();
    in_parts(&school, &lyle, "/roster", cut).await.is(422).says("did not arrive whole");
}

/// The body of a form with a file, as a browser makes it.
fn parts(fields: &[(&str, &str)], name: &str, file: &str) -> String {
    let head = "--m\r\nContent-Disposition: form-data; name=";
    let fields = fields.iter().map(|(n, v)| format!("{head}\"{n}\"\r\n\r\n{v}\r\n"));
    let fields = fields.collect::<String>();
    format!("{fields}{head}\"file\"; filename=\"{name}\"\r\n\r\n{file}\r\n--m--\r\n")
}

async fn in_parts(
    school: &crate::harness::School,
    who: &Person,
    path: &str,
    body: String,
) -> crate::harness::Answer {
    let request = axum::http::Request::post(path)
        .header("cookie", format!("mainstay={}", who.cookie))
        .header("content-type", "multipart/form-data; boundary=m")
        .body(axum::body::Body::from(body))
        .unwrap();
    crate::harness::answer(&school.router, request).await
}

#[tokio::test]
async fn the_form_token_comes_before_the_file_and_never_in_an_address() {
    let school = schools().await.remove(0);
    let lyle = school.signs_in("lyle").await;
    let okell = school.signs_in("okell").await;
    for page in [lyle.sees("/roster").await, okell.sees("/incidents/file").await] {
        assert!(!page.body.contains("csrf="), "no address carries it");
        let form = page.body.split("multipart/form-data").nth(1).unwrap();
        let (token, file) =
            (form.find("name=\"csrf\"").unwrap(), form.find("name=\"file\"").unwrap());
        assert!(token < file);
    }
    let token = lyle.token();
    let right = [("csrf", token.as_str()), ("kind", "pupils")];
    let sent = in_parts(&school, &lyle, "/roster", parts(&right, "a.csv", GOOD)).await.is(303);
    assert!(sent.location.starts_with("/roster/file/"), "{}", sent.location);
    // In the address, wrong, missing, or after another field: the file is not kept.
    let late = [("kind", "pupils"), ("csrf", token.as_str())];
    let wrong = [("csrf", "stale"), ("kind", "pupils")];
    let by_address = format!("/roster?csrf={token}");
    let none = [("kind", "pupils")];
    for (path, fields) in [
        ("/roster", &late[..]),
        ("/roster", &wrong),
        (by_address.as_str(), &none),
        ("/roster", &none),
    ] {
        let sent = in_parts(&school, &lyle, path, parts(fields, "a.csv", GOOD)).await;
        assert!(!sent.location.contains("/file/"), "{path} {fields:?} {}", sent.location);
    }
    let again = in_parts(&school, &lyle, "/roster", parts(&wrong, "a.csv", GOOD)).await.is(303);
    assert_eq!(again.location, "/roster");
    assert!(again.cookie("mainstay-said").contains("Choose+the+file"), "{:?}", again.cookies);
}

#[tokio::test]
async fn a_file_is_held_for_its_chooser_only_and_for_an_hour() {
    let school = &schools().await[0];
    school.nov(10, "9:00");
    let lyle = school.signs_in("lyle").await;
    let to = chooses(&lyle, "pupils", false, GOOD.as_bytes()).await.is(303).location;
    let abbot = school.signs_in("abbot").await;
    let other = abbot.get(&to).await;
    assert!(other.status != 200, "{}", other.text());
    school.nov(10, "9:50");
    lyle.sees(&to).await.says("Amara");
    school.nov(10, "10:01");
    assert_eq!(lyle.get(&to).await.is(303).location, "/roster");
}

#[tokio::test]
async fn what_changed_in_the_meantime_is_looked_at_again() {
    let school = &schools().await[0];
    let lyle = school.signs_in("lyle").await;
    let to = chooses(&lyle, "pupils", true, GOOD.as_bytes()).await.is(303).location;
    lyle.posts(&to, &[("seen", "Pupil9.9.9")]).await.is(409).says("no longer what you looked at");
}

#[tokio::test]
async fn a_file_from_somebody_who_may_not_send_one_is_not_read() {
    let school = &schools().await[0];
    let okell = school.signs_in("okell").await;
    // Not even a file too broken to read is looked at before the person's role is.
    let answer = okell.posts_raw("/roster", "rubbish".into()).await;
    answer.is(403).says("Your role does not open this page");
    let nobody =
        crate::harness::send(&school.router, "POST", "/roster", "", Some("x".into())).await;
    assert_eq!(nobody.status, 401);
}

#[tokio::test]
async fn a_pupils_tutor_comes_with_the_roster_by_staff_code_and_sees_their_form() {
    for school in schools().await {
        let lyle = school.signs_in("lyle").await;
        let with = |column: &str, tutor: &str| {
            let mut lines = GOOD.lines();
            let head = format!("{},{column}\n", lines.next().unwrap());
            lines.fold(head, |all, line| format!("{all}{line},{tutor}\n"))
        };
        let text = with("Registration Tutor", "Mr Idris Vail");
        let to = chooses(&lyle, "pupils", true, text.as_bytes()).await.is(303).location;
        let page = lyle.sees(&to).await.says("reads like the name of Idris Vail (VAI)");
        page.says("Students 2 0 0 0 0").says("Form tutors 0 0 0 0 0");

        let text = with("Tutor Code", "vai");
        let to = chooses(&lyle, "pupils", true, text.as_bytes()).await.is(303).location;
        let page = lyle.sees(&to).await.says("Amara Okafor: Idris Vail");
        lyle.does(&to, &[("seen", &page.value("seen"))]).await;
        let vail = school.signs_in("vail").await;
        let list = vail.sees("/pupils").await.says("Amara Okafor");
        let amara = list.body.split("Amara Okafor").next().unwrap().rsplit("href=\"").next();
        let amara = amara.unwrap().split('"').next().unwrap().to_string();
        let okell = school.signs_in("okell").await;
        okell.sees(&amara).await.says("Mr Idris Vail");
        let to = chooses(&lyle, "pupils", true, text.as_bytes()).await.is(303).location;
        lyle.sees(&to).await.says("Nothing would change");
    }
}
