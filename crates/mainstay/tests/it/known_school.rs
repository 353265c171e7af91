//! The register of schools: the national list is looked at first, kept all or not at all, and read
//! again changes only what has changed.

use crate::harness::{Person, schools};
use crate::organisation::{northmoor, of_northmoor};

const HEAD: &str = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),EstablishmentStatus (code),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (code),PhaseOfEducation (name),Street,Locality,Address3,Town,County (name),Postcode,SchoolWebsite,TelephoneNum,HeadTitle (name),HeadFirstName,HeadLastName,Trusts (name)";

fn row(urn: &str, authority: &str, name: &str, kind: &str, phase: &str) -> String {
    format!(
        "{urn},{authority},Bristol,4001,{name},{kind},Words,1,Open,01-09-1974,,{phase},Phase,1 Moor Lane,,,Northmoor,,NM1 1AA,,01632960710,Mr,Silas,Wetherby,"
    )
}

fn file(rows: &[String]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

async fn sends(who: &Person, only: &str, text: &str) -> crate::harness::Answer {
    let fields = [("only", only)];
    who.sends("/schools/register", &fields, ("edubasealldata.csv", text.as_bytes())).await
}

#[tokio::test]
async fn the_national_list_is_looked_at_first_and_kept_all_or_not_at_all() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let callum = of_northmoor(&school, &n, "osei-brandt").await;
        callum.sees("/schools").await.says("No schools yet").says("Bring in the national list");
        let good = [
            row("100001", "801", "Harrowfield School", "01", "4"),
            row("100002", "801", "\"Ferring Road, Primary School\"", "34", "2"),
            row("100003", "801", "Moor Lane Special School", "8", "0"),
            row("100004", "801", "The Bridge Unit", "14", "0"),
            row("100005", "801", "Northmoor College", "18", "6"),
            row("100006", "302", "Elsewhere School", "1", "4"),
        ];
        let page = sends(&callum, "801", &file(&good)).await.is(200);
        let page = page.says("4 schools new to the register").says("1 row of other authorities");
        let page = page.says("1 row that are no school of this law");
        callum.sees("/schools").await.says("No schools yet");
        let held = page.value("file");
        let keep = [("file", held.as_str()), ("only", "801"), ("do", "keep")];
        callum.does("/schools/register/keep", &keep).await;
        let list = callum.sees("/schools").await.says("Harrowfield School").hides("Elsewhere");
        list.says("Ferring Road, Primary School").says("Academy or free school").hides("College");
        callum.posts("/schools/register/keep", &keep).await.is(422).says("no longer held here");
        callum.sees("/schools?q=bridge").await.says("The Bridge Unit").hides("Harrowfield");
        callum.sees("/schools?kind=non_maintained_special").await.says("Moor Lane Special School");

        // Read again, nothing changes; renamed and closed, that alone does.
        let again = sends(&callum, "801", &file(&good)).await.is(200);
        again.says("4 schools as they are already").says("Nothing would change");
        let mut changed = good.clone();
        changed[0] = changed[0].replace("Harrowfield School,01", "Harrowfield Academy,34");
        changed[3] = changed[3].replace(",1,Open,01-09-1974,,", ",2,Closed,01-09-1974,31/08/2026,");
        let page = sends(&callum, "801", &file(&changed)).await.is(200);
        let page = page.says("2 schools changed").says("Harrowfield School → Harrowfield Academy");
        let held = page.value("file");
        let keep = [("file", held.as_str()), ("only", "801"), ("do", "keep")];
        callum.does("/schools/register/keep", &keep).await;
        callum.sees("/schools").await.says("Harrowfield Academy").hides("The Bridge Unit");
        callum.sees("/schools?closed=yes").await.says("The Bridge Unit").says("Closed");
        assert!(callum.sees("/schools/register").await.body.contains("value=\"801\""));
        let akers = of_northmoor(&school, &n, "akers").await;
        akers
            .sees("/trail")
            .await
            .says("Brought in the national list of schools")
            .says("4 new schools");
        assert!(school.app.store().verify_chain(n.org).await.unwrap().is_ok());
        // A school has no register.
        school.signs_in("lyle").await.get("/schools").await.is(403);
    }
}

#[tokio::test]
async fn every_wrong_row_is_told_by_its_number_and_nothing_of_the_file_is_kept() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let callum = of_northmoor(&school, &n, "osei-brandt").await;
        let mut rows = vec![
            row("100001", "801", "Harrowfield School", "01", "4"),
            row("1", "801", "Short Number", "1", "4"),
            row("100001", "801", "Twice", "1", "4"),
            row("100007", "801", "Odd Phase", "1", "Sideways"),
        ];
        rows.push(row("100008", "801", "Bad Day", "1", "4").replace("01-09-1974", "31-02-1974"));
        let page = sends(&callum, "", &file(&rows)).await.is(200);
        let page = page.says("4 rows cannot be read, so nothing is kept");
        let page =
            page.says("Row 3: A URN has 5 or 6 digits").says("Row 4: The URN 100001 is in row 2");
        let page =
            page.says("Row 5: The phase “Sideways” is not known").says("Row 6: The day it opened");
        page.hides("Bring it in");
        let page = sends(&callum, "", &file(&rows)).await;
        let held = page.value("file");
        let keep = [("file", held.as_str()), ("do", "keep")];
        callum.posts("/schools/register/keep", &keep).await.is(422).says("nothing is kept");
        callum.sees("/schools").await.says("No schools yet");

        // A file of something else says which column is missing.
        let other = sends(&callum, "", "Name,Town\nA,B\n").await.is(422);
        other.says("The file has no column “URN”");
        sends(&callum, "99x", &file(&rows)).await.is(422).says("must be a digit");
        callum.sends("/schools/register", &[], ("", b"")).await.is(422).says("Choose a file");
    }
}

#[tokio::test]
async fn a_type_nobody_knows_is_asked_about_once_and_remembered() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let callum = of_northmoor(&school, &n, "osei-brandt").await;
        let rows = [row("100001", "801", "Pathfinder School", "99", "4")];
        let page = sends(&callum, "", &file(&rows)).await.is(200);
        let page =
            page.says("Types that are not known here").says("Type 99: Words").hides("Bring it in");
        let held = page.value("file");
        let base = [("file", held.as_str())];
        let none = [&base[..], &[("do", "keep")]].concat();
        callum
            .posts("/schools/register/keep", &none)
            .await
            .is(422)
            .says("Say what schools of this");
        let said = [&base[..], &[("type_99", "academy_referral"), ("do", "look")]].concat();
        callum.posts("/schools/register/keep", &said).await.is(200).says("Bring it in");
        callum.does("/schools/register/keep", &none).await;
        callum.sees("/schools").await.says("Pathfinder School").says("Pupil referral unit");
        sends(&callum, "", &file(&rows)).await.is(200).hides("Types that are not known");
    }
}

#[tokio::test]
async fn what_the_authority_keeps_of_a_school_stays_when_the_list_is_read_again() {
    for school in schools().await {
        let n = northmoor(&school).await;
        let callum = of_northmoor(&school, &n, "osei-brandt").await;
        let rows = [row("100001", "801", "Harrowfield School", "1", "4")];
        let held = sends(&callum, "", &file(&rows)).await.value("file");
        callum.does("/schools/register/keep", &[("file", &held), ("do", "keep")]).await;
        let one = callum.sees("/schools").await.links("/schools/");
        let one = one.iter().find(|l| l.len() > 30).unwrap().clone();
        let page =
            callum.sees(&one).await.says("8014001").says("1 Moor Lane").says("Secondary school");
        let version = page.value("version");
        let fairholme = school.f.org.to_string();
        let wrong = [("version", version.as_str()), ("email", "x"), ("note", "Ring before ten")];
        callum.posts(&one, &wrong).await.is(422).says("Give an email").says("Ring before ten");
        let right = [
            ("version", version.as_str()),
            ("head", "Ms New Head"),
            ("email", "head@harrowfield.example"),
            ("note", "Ring before ten"),
            ("here", fairholme.as_str()),
        ];
        callum.does(&one, &right).await;
        callum.posts(&one, &wrong[..1]).await.is(409);
        let renamed = [rows[0].replace("Harrowfield School", "Harrowfield Academy")];
        let held = sends(&callum, "", &file(&renamed)).await.value("file");
        callum.does("/schools/register/keep", &[("file", &held), ("do", "keep")]).await;
        let page = callum.sees(&one).await.says("Harrowfield Academy").says("Ring before ten");
        assert_eq!(page.value("email"), "");
        assert!(
            page.body.contains("head@harrowfield.example")
                && page.body.contains("Mr Silas Wetherby")
        );
        let mut read = school.app.store().read().await.unwrap();
        let mine = store::known_school::of_organisation(&mut read, n.org, school.f.org).await;
        assert_eq!(mine.unwrap().unwrap().listed.name, "Harrowfield Academy");
    }
}
