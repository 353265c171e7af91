//! Files as schools send them, good and bad, and what is said about each.

use super::{columns::List, csv, oneroster, table};
use casework::roster::{Allow, Cover, Force, Known, Plan, Roster, SenStage, Sex, Told, plan};
use encoding_rs::WINDOWS_1252;
use rulebook::{Day, Week, Weekday};
use std::io::{Cursor, Write};

fn today() -> Day {
    Day::new(2026, 11, 22).unwrap()
}
fn list(list: List, bytes: &[u8]) -> Roster {
    match table::read("list.csv", bytes) {
        Ok(table) => csv::read(list, &table, &Default::default(), false, today()),
        Err(problem) => Roster { problems: vec![problem], ..Roster::default() },
    }
}
fn pupils(text: &str) -> Roster {
    list(List::Pupils, text.as_bytes())
}
fn said(roster: &Roster, force: Force) -> Vec<String> {
    roster.problems.iter().filter(|p| p.force == force).map(ToString::to_string).collect()
}
fn refusals(roster: &Roster) -> Vec<String> {
    said(roster, Force::Reject)
}
fn planned(roster: Roster) -> Plan {
    plan(&Known::default(), roster, Allow::default())
}
fn s(text: &str) -> Told<String> {
    Told::Said(text.to_owned())
}

// ---- plain lists ----

#[test]
fn pupil_lists_of_three_systems_are_read_by_their_headings() {
    for text in [
        "Forename,Surname,Email,UPN,Year,Reg\nAmara,Okafor,a@x.example,H801200001001,Year  8,8F\n",
        "Registration form;Year group;UPN;Last name;First name\n8F;8;H801200001001;Okafor;Amara\n",
        "FirstName\tLastName\tStudentEmail\tUPN\tYearGroup\tForm\nAmara\tOkafor\t\tH801200001001\t08\t8F\n",
        "Legal_x0020_Surname,Legal_x0020_Forename,UPN,Year,Reg\nOkafor,Amara,h801200001001,Y8,8F\n",
        "sep=;\nName;UPN;Year;Reg\n\"Okafor, Amara\";H801200001001;8;8F\n",
    ] {
        let roster = pupils(text);
        assert_eq!(refusals(&roster), Vec::<String>::new(), "{text}");
        let told = &roster.pupils[0].told;
        assert_eq!(
            (&told.legal_forename, &told.legal_surname),
            (&s("Amara"), &s("Okafor")),
            "{text}"
        );
        assert_eq!((&told.year, &told.form), (&Told::Said(8), &s("8F")), "{text}");
        assert_eq!(told.upn, s("H801200001001"), "{text}");
    }
}

#[test]
fn every_field_of_a_pupil_is_read() {
    let roster = pupils(
        "Adno,UPN,Legal Forename,Legal Surname,Chosen Name,DOB,Year,Reg,Gender,SEN Status,EHCP,FSM,\
         First Language,Ethnicity,LAC,Social Worker\n\
         1234,H801200001001,Amarachi,Okafor,Amara,3/10/13,8,8F,F,K,N,Yes,Igbo,BAFR,TRUE,Jo Marsh\n",
    );
    assert_eq!(refusals(&roster), Vec::<String>::new());
    let told = &roster.pupils[0].told;
    assert_eq!(told.known_forename, s("Amara"));
    assert_eq!(told.born, Told::Said(Day::new(2013, 10, 3).unwrap()));
    assert_eq!(
        (told.sex, told.sen_stage),
        (Told::Said(Sex::Female), Told::Said(SenStage::Support))
    );
    assert_eq!((told.looked_after, told.free_meals), (Told::Said(true), Told::Said(true)));
    assert_eq!(told.social_worker, s("Jo Marsh"));
    assert_eq!(told.known_surname, Told::Silent, "a column the file has not says nothing");
}

#[test]
fn a_missing_column_is_named_with_the_headings_that_were_found() {
    let roster = pupils("Forename,Surname,Colour\nA,B,red\n");
    let said = refusals(&roster);
    assert!(said[0].contains("no column gives a UPN") && said[0].contains("“Colour”"), "{said:?}");
    assert!(roster.pupils.is_empty());
}

#[test]
fn a_heading_twice_is_refused_only_where_the_two_differ() {
    let differs =
        pupils("UPN,Surname,Surname\nH801200001001,Okafor,Okafor\nX801200001002,Nowak,Novak\n");
    assert!(refusals(&differs)[0].starts_with("list.csv, row 3, column “Surname”: two columns"));
    let same = pupils("UPN,Surname,Surname\nH801200001001,Okafor,Okafor\n");
    assert_eq!(refusals(&same).len(), 0);
    assert_eq!(same.pupils.len(), 1);
}

#[test]
fn a_saved_mapping_wins_over_the_headings() {
    let table =
        table::read("x.csv", b"Code,Nickname,Surname,UPN\n77,Ama,Okafor,H801200001001\n").unwrap();
    let saved = [("code", "admission_number"), ("nickname", "forename"), ("upn", "")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .into();
    let roster = csv::read(List::Pupils, &table, &saved, false, today());
    let told = &roster.pupils[0].told;
    assert_eq!((&told.admission_number, &told.legal_forename), (&s("77"), &s("Ama")));
    assert_eq!(told.upn, Told::Silent, "left out by choice");
}

#[test]
fn each_bad_cell_is_told_with_its_row_and_column() {
    let roster = pupils(
        "UPN,Surname,DOB\n\
         A801200005001,One,03/10/2013\n\
         H801200001001,Two,31/02/2013\n\
         \n\
         X801200001002,Three,03/10/2030\n\
         L801200001003,Four,2012-09-01\n",
    );
    let said = refusals(&roster);
    assert_eq!(said.len(), 3);
    assert!(said[0].starts_with("list.csv, row 2, column “UPN”: the check letter"), "{said:?}");
    assert!(said[1].starts_with("list.csv, row 3, column “DOB”: there is no such day"), "{said:?}");
    assert!(
        said[2].starts_with("list.csv, row 5, column “DOB”: this day is in the future"),
        "{said:?}"
    );
    assert_eq!(roster.pupils.len(), 1);
    assert_eq!(planned(roster).counts()[0].rejected, 3);
}

#[test]
fn dates_in_two_orders_are_refused_not_guessed() {
    let roster = pupils("Adno,Surname,DOB\n1,A,03/04/2013\n2,B,04/25/2013\n3,C,2013-05-06\n");
    let said = refusals(&roster);
    assert!(said[0].contains("row 3 writes the month first"), "{said:?}");
    assert!(said[1].contains("25 is no month"), "{said:?}");
    assert_eq!(roster.pupils.len(), 1);
}

#[test]
fn names_of_any_script_and_length_come_through_unchanged() {
    let long = "Ng".repeat(40);
    let text = format!(
        "Adno,Forename,Surname\n1,王,小明\n2,Suharto,\n3,Siân,O’Neill-D'Arcy\n4,{long},محمد\n5,\"Jake \"\"JJ\"\"\",de la Cruz\n"
    );
    for bytes in
        [text.as_bytes().to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()]
    {
        let roster = list(List::Pupils, &bytes);
        assert_eq!(refusals(&roster), Vec::<String>::new());
        let names: Vec<_> = roster.pupils.iter().map(|p| p.told.legal_forename.clone()).collect();
        assert_eq!(names, [s("王"), s("Suharto"), s("Siân"), s(&long), s("Jake \"JJ\"")]);
        assert_eq!(roster.pupils[1].told.legal_surname, Told::Blank);
        assert_eq!(planned(roster).pupils.new.len(), 5);
    }
    let roster = pupils(&format!("Adno,Surname\n1,{}\n", "x".repeat(201)));
    assert!(refusals(&roster)[0].contains("more than 200 characters"));
}

#[test]
fn a_windows_export_is_read_and_remarked_on() {
    let bytes = WINDOWS_1252.encode("Adno,Forename,Surname\n1,Zoë,O’Neill\n").0.into_owned();
    let roster = list(List::Pupils, &bytes);
    assert_eq!(roster.pupils[0].told.legal_forename, s("Zoë"));
    assert!(said(&roster, Force::Warn)[0].contains("windows-1252"));
}

#[test]
fn formulas_stay_text_and_telephone_numbers_are_left_in_peace() {
    let roster = list(
        List::Contacts,
        b"Adno,Name,Phone,Address\n1,=cmd|' /C calc'!A0,+44 7700 900111,-\n=\"007\",\"Eze, Chidi\",07700,x\n",
    );
    assert_eq!(roster.contacts[0].row.told.phone, s("+44 7700 900111"));
    assert_eq!(roster.contacts[0].row.told.address, Told::Blank);
    assert_eq!(roster.contacts[1].pupil.admission_number.as_deref(), Some("007"));
    let warned = said(&roster, Force::Warn);
    assert!(
        warned[0].contains("row 2, column “Name”: the cell starts like a formula"),
        "{warned:?}"
    );
}

#[test]
fn an_open_quote_and_a_loose_comma_are_found_on_their_rows() {
    let roster = pupils("Adno,Surname\n1,Okafor, Amara\n2,Nowak\n");
    assert!(refusals(&roster)[0].starts_with("list.csv, row 2: the row has more cells"));
    assert_eq!(roster.pupils.len(), 1);
    let open = format!("Adno,Surname\n1,\"Okafor\n{}", "2,Nowak\n".repeat(1000));
    assert!(refusals(&pupils(&open))[0].contains("never closed"));
}

#[test]
fn other_kinds_of_file_are_named() {
    for (bytes, word) in [
        (&b""[..], "empty"),
        (b"\n\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xls"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><table>", "web page"),
        (b"PK\x03\x04rubbish", "zip"),
    ] {
        let said = refusals(&list(List::Pupils, bytes));
        assert!(said[0].contains(word), "{said:?}");
    }
}

#[test]
fn two_hundred_thousand_rows_are_the_most() {
    let mut text = String::from("Adno,Surname\n");
    for n in 0..=super::ROWS {
        text.push_str(&n.to_string());
        text.push_str(",A\n");
    }
    assert!(refusals(&pupils(&text))[0].contains("more than 200000 rows"));
}

#[test]
fn contacts_carry_responsibility_order_restriction_and_language() {
    let roster = list(
        List::Contacts,
        "UPN,Contact Name,Relationship,Parental Responsibility,Priority,Court Order,Language\n\
         H801200001001,Mrs Ngozi Okafor,Mother,Y,1,,Igbo\n\
         H801200001001,\"Eze, Chidi\",Father,N,2,No contact by order of 2 May 2025,English\n\
         ,Nobody,Aunt,,,,\n"
            .as_bytes(),
    );
    let [mother, father] = &roster.contacts[..] else { panic!("{:?}", roster.problems) };
    assert_eq!((&mother.row.told.forename, &mother.row.told.surname), (&s("Ngozi"), &s("Okafor")));
    assert_eq!(mother.row.told.parental_responsibility, Told::Said(true));
    assert_eq!(
        (father.row.told.priority, &father.row.told.restrictions),
        (Told::Said(2), &s("No contact by order of 2 May 2025"))
    );
    assert!(
        refusals(&roster)[0].contains("row 4") && refusals(&roster)[0].contains("whose contact")
    );
}

#[test]
fn classes_and_a_timetable_with_two_weeks_are_read() {
    let roster = list(
        List::Classes,
        b"Class,Subject,Room,Teacher,UPN\n8x/Ma1,Mathematics,M4,PHA,H801200001001\n8x/Ma1,Mathematics,M4,PHA,X801200001002\n",
    );
    assert_eq!((roster.classes.len(), roster.members.len()), (1, 4));
    assert_eq!(roster.covers.teacher_members, Cover::Bulk);
    let roster = list(
        List::Timetable,
        b"Class,Teacher,Room,Week,Day,Period\n8x/Ma1,PHA,M4,A,Monday,1\n8x/Ma1,p.hall@x.example,M4,,Wed,3\n8x/Ma1,PHA,M4,C,Fri,5\n8x/Ma1,PHA,M4,B,Someday,5\n",
    );
    let lessons: Vec<_> =
        roster.lessons.iter().map(|l| (l.week, l.weekday, l.period.as_str())).collect();
    assert_eq!(lessons, [(Some(Week::A), Weekday::Mon, "1"), (None, Weekday::Wed, "3")]);
    assert_eq!(refusals(&roster).len(), 2);
    let one = list(List::Timetable, b"Class,Period\n8x/Ma1,MonB:2\n8x/Ma1,2\n");
    assert_eq!(one.lessons[0].week, Some(Week::B));
    assert!(refusals(&one)[0].contains("no day is given"));
}

// ---- workbooks ----

fn workbook(sheet: &str) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    pack(&[
        ("[Content_Types].xml", format!(r#"{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#).as_bytes()),
        ("_rels/.rels", format!(r#"{head}<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#).as_bytes()),
        ("xl/workbook.xml", format!(r#"{head}<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="Pupils" sheetId="1" r:id="s1"/></sheets></workbook>"#).as_bytes()),
        ("xl/_rels/workbook.xml.rels", format!(r#"{head}<Relationships xmlns="{package}"><Relationship Id="s1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="{rels}/styles" Target="styles.xml"/></Relationships>"#).as_bytes()),
        ("xl/styles.xml", format!(r#"{head}<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#).as_bytes()),
        ("xl/worksheets/sheet1.xml", format!(r#"{head}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>"#).as_bytes()),
    ])
}
fn row(number: u32, cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| {
            let place = format!("{}{number}", char::from(b'A' + at as u8));
            match cell.split_once(':') {
                Some(("n", value)) => format!(r#"<c r="{place}"><v>{value}</v></c>"#),
                Some(("d", value)) => format!(r#"<c r="{place}" s="1"><v>{value}</v></c>"#),
                Some(("e", value)) => format!(r#"<c r="{place}" t="e"><v>{value}</v></c>"#),
                Some(("f", value)) => {
                    format!(r#"<c r="{place}" t="str"><f>A1</f><v>{value}</v></c>"#)
                }
                _ => format!(r#"<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>"#),
            }
        })
        .collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

#[test]
fn a_workbook_gives_whole_numbers_real_dates_and_its_row_numbers() {
    let sheet = [
        row(1, &["Pupil list, autumn"]),
        row(3, &["Adno", "Surname", "DOB", "Year"]),
        row(4, &["n:1234", "Okafor", "d:41550", "n:8"]),
        row(6, &["n:1235", "e:#REF!", "d:41551", "n:8"]),
        row(7, &["n:1236", "f:Nowak", "d:41551", "n:8"]),
        row(8, &["n:1237", "f:", "d:41551", "n:8"]),
    ]
    .concat();
    let roster = list(List::Pupils, &workbook(&sheet));
    let told = &roster.pupils[0].told;
    assert_eq!((&told.admission_number, &told.year), (&s("1234"), &Told::Said(8)));
    assert_eq!(told.born, Told::Said(Day::new(2013, 10, 3).unwrap()));
    assert!(
        refusals(&roster)[0]
            .starts_with("list.csv, row 6, column “Surname”: the spreadsheet shows an error")
    );
    assert!(
        refusals(&roster)[1]
            .contains("row 8, column “Surname”: the spreadsheet shows an error here, or a formula")
    );
    let warned = said(&roster, Force::Warn).join("\n");
    assert!(
        warned.contains("headings were found in row 3")
            && warned.contains("row 7, column “Surname”: the cell was worked out by a formula"),
        "{warned}"
    );
    assert_eq!(roster.pupils.len(), 2);
}

#[test]
fn a_cell_a_million_rows_down_costs_nothing() {
    let sheet = [row(1, &["Adno", "Surname"]), row(1_048_576, &["n:1", "Okafor"])].concat();
    let roster = list(List::Pupils, &workbook(&sheet));
    assert_eq!(roster.pupils[0].at.row, Some(1_048_576));
}

// ---- bundles ----

fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
const MANIFEST: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\nfile.classes,bulk\nfile.enrollments,bulk\nfile.demographics,bulk\nfile.orgs,bulk\nsource.systemCode,TEST\n";
const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\nsch,,,Millbrook,school,9994001,\n";
const USERS: &str = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n\
 t1,,,true,sch,teacher,t1,,Priya,Hall,,,p.hall@x.example,,,,,\n\
 p1,,,true,sch,student,p1,{UPN:H801200001001},Amara,Okafor,,1234,,,,\"g1,g2\",08,\n\
 p2,,,true,sch,student,p2,,\"Jake \"\"JJ\"\"\",O'Neill,,X801200001002,,,,,Year 8,\n\
 g1,,,true,sch,parent,g1,,Ngozi,Okafor,,,n@x.example,07700900111,,p1,,\n\
 g2,,,true,sch,guardian,g2,,Chidi,Eze,,,,,0161 496 0000,,,\n";
const CLASSES: &str = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n\
 k1,,,8x/Ma1,08,c,8x/Ma1,scheduled,M4,sch,t,Mathematics,,\"Mon:1,WedB:3\"\nf1,,,8F,08,c,8F,homeroom,S1,sch,t,,,\n";
const ENROL: &str = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n\
 e1,,,k1,sch,t1,teacher,true,,\ne2,,,k1,sch,p1,student,,2026-09-01,\ne3,,,f1,sch,p1,student,,,\ne4,,,k1,sch,p2,student,,,2026-10-01\n";
const DEMO: &str = "sourcedId,status,dateLastModified,birthDate,sex\np1,,,2013-10-03,female\n";

fn good() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("manifest.csv", MANIFEST.as_bytes()),
        ("orgs.csv", ORGS.as_bytes()),
        ("users.csv", USERS.as_bytes()),
        ("classes.csv", CLASSES.as_bytes()),
        ("enrollments.csv", ENROL.as_bytes()),
        ("demographics.csv", DEMO.as_bytes()),
    ]
}
fn bundle(files: &[(&str, &[u8])]) -> Roster {
    match oneroster::zip("bundle.zip", &pack(files)) {
        Ok(parts) => oneroster::read(parts, None, today()),
        Err(problem) => Roster { problems: vec![problem], ..Roster::default() },
    }
}

#[test]
fn a_bundle_of_version_one_one_gives_people_classes_and_lessons() {
    let roster = bundle(&good());
    assert_eq!(said(&roster, Force::Warn), Vec::<String>::new());
    assert_eq!(refusals(&roster), Vec::<String>::new());
    let first = &roster.pupils[0].told;
    assert_eq!((&first.upn, &first.admission_number), (&s("H801200001001"), &s("1234")));
    assert_eq!(
        (&first.year, &first.form, first.sex),
        (&Told::Said(8), &s("8F"), Told::Said(Sex::Female))
    );
    assert_eq!(roster.pupils[1].told.upn, s("X801200001002"));
    assert_eq!(roster.contacts.len(), 2, "each side of a pair may name the other");
    assert_eq!(roster.lessons.len(), 2);
    assert_eq!(roster.lessons[1].week, Some(Week::B));
    assert!(roster.lessons[0].teacher.is_some());
    let plan = planned(roster);
    assert_eq!(plan.rejected(), 0);
    assert_eq!(plan.members.new.len(), 3, "one enrolment has ended");
}

#[test]
fn the_teacher_of_a_homeroom_is_the_tutor_of_those_in_it() {
    let mut files = good();
    let enrol = format!("{ENROL}e5,,,f1,sch,t1,teacher,true,,\n");
    files[4].1 = enrol.as_bytes();
    let plan = planned(bundle(&files));
    let tutors: Vec<_> = plan.tutors.new.iter().map(|n| (&*n.facts.of, &*n.facts.is)).collect();
    assert_eq!(tutors, [("Amara Okafor", "Priya Hall")], "and not of those she only teaches");
}

#[test]
fn a_bundle_of_version_one_two_takes_roles_from_their_own_file() {
    let mut files = good();
    let users = USERS
        .replace(",role,", ",x_role,")
        .replace("sch,student", "sch,")
        .replace("sch,teacher", "sch,")
        .replace("sch,parent", "sch,")
        .replace("sch,guardian", "sch,");
    let roles = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfile\n1,,,t1,primary,teacher,,,sch,\n2,,,p1,primary,student,,,sch,\n3,,,p2,primary,student,,,sch,\n4,,,g1,primary,parent,,,sch,\n";
    files[2].1 = users.as_bytes();
    files.push(("roles.csv", roles.as_bytes()));
    let roster = bundle(&files);
    assert_eq!((roster.pupils.len(), roster.staff.len(), roster.contacts.len()), (2, 1, 1));
    assert!(said(&roster, Force::Warn)[0].contains("no row of roles.csv is about this user"));
}

#[test]
fn odd_columns_and_orders_are_read_by_name_with_a_remark() {
    let users = "grade,agents,ext_house,familyName,metadata.x,givenName,role,userId,sourcedId\n\
        8,,Red,Student,1,Sam,student,S-1001,p9\n";
    let roster = bundle(&[("users.csv", users.as_bytes())]);
    assert_eq!(refusals(&roster), Vec::<String>::new());
    assert_eq!(
        (&roster.pupils[0].told.year, &roster.pupils[0].told.admission_number),
        (&Told::Said(8), &s("S-1001"))
    );
    let warned = said(&roster, Force::Warn).join("\n");
    assert!(warned.contains("column “grade”: the column is read as “grades”"), "{warned}");
    assert!(warned.contains("there is no manifest") && !warned.contains("ext_house"), "{warned}");
    assert_eq!(roster.covers.pupils, Cover::Delta);
}

#[test]
fn a_delta_marks_only_whom_it_names() {
    let mut files = good();
    let manifest = MANIFEST.replace("bulk", "delta");
    let users = USERS.replace("p2,,,", "p2,tobedeleted,2026-10-01T00:00:00.000Z,");
    files[0].1 = manifest.as_bytes();
    files[2].1 = users.as_bytes();
    let roster = bundle(&files);
    assert_eq!(roster.covers.pupils, Cover::Delta);
    assert_eq!(roster.pupils.iter().map(|p| p.gone).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_wrong_upn_in_a_bundle_is_refused_on_its_row_with_all_that_hangs_on_it() {
    let mut files = good();
    let users = USERS.replace("H801200001001", "A801200001001");
    files[2].1 = users.as_bytes();
    let plan = planned(bundle(&files));
    let said: Vec<_> = plan
        .problems
        .iter()
        .filter(|p| p.force == Force::Reject)
        .map(ToString::to_string)
        .collect();
    assert!(
        said.iter().any(|p| p.starts_with("users.csv, row 3, column “userIds”: the check letter")),
        "{said:?}"
    );
}

#[test]
fn bundles_that_are_not_are_refused_plainly() {
    let zip = |bytes: &[u8]| oneroster::zip("b.zip", bytes).unwrap_err().to_string();
    assert!(zip(b"hello").contains("not a zip"));
    assert!(refusals(&bundle(&[("readme.txt", b"x")]))[0].contains("no OneRoster file"));
    let mut files = good();
    files.remove(2);
    assert!(refusals(&bundle(&files))[0].contains("users.csv is promised"));
    files.push(("users.csv", b"sourcedId,givenName\np1,A\n"));
    assert!(
        refusals(&bundle(&files))[0]
            .contains("users.csv, column “familyName”: the column is missing")
    );
}

#[test]
fn a_folder_in_a_zip_is_remarked_on_and_a_name_that_climbs_out_is_passed_over() {
    let files: Vec<(String, &[u8])> =
        good().into_iter().map(|(name, bytes)| (format!("export/{name}"), bytes)).collect();
    let mut files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    files.push(("../../users.csv", b"rubbish"));
    files.push(("__MACOSX/users.csv", b"rubbish"));
    let roster = bundle(&files);
    assert_eq!(roster.pupils.len(), 2);
    let warned = said(&roster, Force::Warn).join("\n");
    assert!(
        warned.contains("in a folder inside the zip") && warned.contains("leads out of the zip"),
        "{warned}"
    );
}

#[test]
fn what_unpacks_to_gigabytes_is_stopped_on_the_way() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("users.csv", zip::write::SimpleFileOptions::default()).unwrap();
    let block = vec![b'a'; 1 << 20];
    for _ in 0..16 {
        zip.write_all(&block).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let mut archive = super::pack::open(&bytes).unwrap();
    assert!(super::pack::unpack(&mut archive, 0, 4 << 20).unwrap_err().contains("more than 4 MB"));
    assert!(super::pack::weigh(&bytes, 4 << 20).unwrap_err().contains("more than 4 MB"));
    assert!(super::pack::weigh(&bytes, 32 << 20).is_ok());
}

#[test]
fn several_schools_in_one_bundle_need_a_choice() {
    let mut files = good();
    let orgs = format!("{ORGS}sch2,,,Northside,school,9994002,\n");
    files[1].1 = orgs.as_bytes();
    assert_eq!(bundle(&files).pupils.len(), 2, "a school with nobody in it is no choice");
    let classes = format!("{CLASSES}k9,,,9z,09,c,9z,scheduled,,sch2,t,,,\n");
    files[3].1 = classes.as_bytes();
    assert!(
        refusals(&bundle(&files))[0].contains("say which one: Millbrook (sch), Northside (sch2)")
    );
    let parts = || oneroster::zip("b.zip", &pack(&files)).unwrap();
    assert_eq!(oneroster::read(parts(), Some("9994001"), today()).pupils.len(), 2);
    assert_eq!(oneroster::read(parts(), Some("sch2"), today()).pupils.len(), 0);
    assert!(
        refusals(&oneroster::read(parts(), Some("elsewhere"), today()))[0].contains("no school")
    );
}

#[test]
fn mangled_bytes_never_panic() {
    let sheet =
        [row(1, &["Adno", "Surname", "DOB"]), row(2, &["n:1", "Okafor", "d:41550"])].concat();
    let text =
        "UPN,Name,DOB,Year,SEN\nH801200001001,\"Okafor, Amara\",03/10/2013,Year  7,K\n".repeat(5);
    let seeds = [text.into_bytes(), workbook(&sheet), pack(&good())];
    // A small generator of our own, so that a failure comes again.
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for turn in 0..600 {
        let mut bytes = seeds[turn % seeds.len()].clone();
        for _ in 0..1 + next() % 12 {
            let at = next() % bytes.len();
            match next() % 4 {
                0 => bytes[at] = next() as u8,
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, [b'"', b',', b'\n', 0, 0xff, b'='][next() % 6]),
                _ => bytes[at] ^= 1 << (next() % 8),
            }
        }
        for one in List::ALL {
            let roster = list(one, &bytes);
            let plan = planned(roster);
            assert!(plan.pupils.new.len() <= 100);
        }
        if let Ok(parts) = oneroster::zip("b.zip", &bytes) {
            planned(oneroster::read(parts, None, today()));
        }
    }
}
