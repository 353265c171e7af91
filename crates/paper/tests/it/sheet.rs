//! Lists for a spreadsheet, read back as a school's own program would.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use paper::sheet::{self, Cell, Column, Kind, Sheet};

fn column(name: &str, kind: Kind) -> Column {
    Column { name: name.to_owned(), kind }
}

fn text(t: &str) -> Cell {
    Cell::Text(t.to_owned())
}

fn sample() -> Sheet {
    Sheet {
        name: "Room: bookings [Nov]".to_owned(),
        columns: vec![
            column("UPN", Kind::Text),
            column("Student", Kind::Text),
            column("Date", Kind::Date),
            column("Arrived", Kind::Time),
            column("Hours", Kind::Number),
            column("Parent told", Kind::Text),
        ],
        rows: vec![
            vec![
                text("0012345678901"),
                text("Żaneta \"Zee\", 9K2"),
                Cell::Date { y: 2026, m: 11, d: 9 },
                Cell::Time(545),
                Cell::Number(5),
                Cell::YesNo(true),
            ],
            vec![
                text("A1"),
                text("=1+1"),
                Cell::Blank,
                Cell::Time(850),
                Cell::Number(-2),
                Cell::YesNo(false),
            ],
            vec![text("short row")],
        ],
        notes: vec![
            ("Filter".to_owned(), "=Year 9".to_owned()),
            ("Rows".to_owned(), "3".to_owned()),
        ],
    }
}

#[test]
fn csv_opens_in_excel_with_british_dates_and_answers() {
    let said = String::from_utf8(sheet::csv(&sample())).expect("UTF-8");
    let expected = "\u{FEFF}UPN,Student,Date,Arrived,Hours,Parent told\r\n\
        0012345678901,\"Żaneta \"\"Zee\"\", 9K2\",09/11/2026,09:05,5,Yes\r\n\
        A1,'=1+1,,14:10,-2,No\r\n\
        short row,,,,,\r\n";
    assert_eq!(said, expected);
}

#[test]
fn no_text_cell_or_heading_can_start_a_formula() {
    for start in ["=", "+", "-", "@", "\t=", "\r", "\n", " =", "＝"] {
        let trap = format!("{start}HYPERLINK(1)");
        let sheet = Sheet {
            name: "t".to_owned(),
            columns: vec![column(&trap, Kind::Text)],
            rows: vec![vec![Cell::Text(trap.clone())]],
            notes: vec![],
        };
        let said = String::from_utf8(sheet::csv(&sheet)).expect("UTF-8");
        assert_eq!(said.matches(&format!("'{trap}")).count(), 2, "{start:?} got through: {said:?}");
    }
}

#[test]
fn xlsx_has_real_dates_text_identifiers_and_notes() {
    let file = sheet::xlsx(&sample()).expect("a workbook");
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(file)).expect("opens");
    assert_eq!(book.sheet_names(), ["Room  bookings  Nov", "Notes"]);
    let list = book.worksheet_range("Room  bookings  Nov").expect("list");
    assert_eq!(list.get((0, 0)), Some(&Data::String("UPN".to_owned())));
    assert_eq!(list.get((1, 0)), Some(&Data::String("0012345678901".to_owned())));
    assert_eq!(
        list.get((2, 1)),
        Some(&Data::String("=1+1".to_owned())),
        "a formula sign stays words"
    );
    let Some(Data::DateTime(day)) = list.get((1, 2)) else {
        panic!("not a date: {:?}", list.get((1, 2)))
    };
    assert_eq!(day.as_f64(), 46335.0, "9 November 2026 in Excel's count");
    assert!(
        matches!(list.get((1, 3)), Some(Data::DateTime(_))),
        "not a time: {:?}",
        list.get((1, 3))
    );
    assert_eq!(list.get((2, 4)), Some(&Data::Float(-2.0)));
    assert_eq!(list.get((1, 5)), Some(&Data::String("Yes".to_owned())));
    let formulas = book.worksheet_formula("Room  bookings  Nov").expect("formulas");
    assert_eq!(formulas.used_cells().count(), 0);
    let notes = book.worksheet_range("Notes").expect("notes");
    assert_eq!(notes.get((0, 1)), Some(&Data::String("=Year 9".to_owned())));
}

#[test]
fn the_same_list_gives_the_same_files() {
    assert_eq!(
        sheet::xlsx(&sample()).expect("a workbook"),
        sheet::xlsx(&sample()).expect("a workbook")
    );
}

#[test]
fn odd_names_dates_and_sizes_are_written_all_the_same() {
    for name in [
        "",
        "''",
        "History",
        "Notes",
        "A name that is far longer than the thirty-one Excel takes",
        "🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲",
    ] {
        let odd = Sheet {
            name: name.to_owned(),
            columns: vec![column("When", Kind::Date), column("Words", Kind::Text)],
            rows: vec![
                vec![
                    Cell::Date { y: 1850, m: 1, d: 1 },
                    Cell::Text("x".repeat(40_000)),
                    text("past the last column"),
                ],
                vec![Cell::Date { y: 2026, m: 13, d: 40 }, Cell::Number(i64::MAX)],
            ],
            ..sample()
        };
        let file = sheet::xlsx(&odd).unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(file)).expect("opens");
        let list = book.worksheet_range_at(0).expect("a list").expect("readable");
        assert_eq!(list.get((1, 0)), Some(&Data::String("01/01/1850".to_owned())));
        assert_eq!(list.get((2, 1)), Some(&Data::String(i64::MAX.to_string())));
        assert_eq!(list.get((1, 2)), None);
    }
    let empty = Sheet { name: "None".to_owned(), columns: vec![], rows: vec![], notes: vec![] };
    assert_eq!(sheet::csv(&empty), "\u{FEFF}\r\n".as_bytes());
    sheet::xlsx(&empty).expect("an empty list");
}

#[test]
fn marks_for_the_direction_of_a_name_stay_out_of_a_list() {
    let mut sheet = sample();
    sheet.rows = vec![vec![text("1"), text("\u{2068}محمد علی\u{2069}")]];
    let csv = String::from_utf8(sheet::csv(&sheet)).unwrap();
    assert!(csv.contains("1,محمد علی,"), "{csv}");
}
