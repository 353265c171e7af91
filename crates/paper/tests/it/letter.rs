//! The letter home: the right words, literal, tagged, and never refused.

use paper::letter::{self, First, Letter};

fn s(text: &str) -> String {
    text.to_owned()
}

fn sample() -> Letter {
    Letter {
        school_name: s("Fairholme Community School"),
        school_address_lines: vec![s("Mill Rise"), s("Fairholme"), s("FH4 2QT")],
        school_phone: s("01632 960 144"),
        date: s("Mon 9 Nov 2026"),
        to_name: s("Ms Leanne Moss"),
        to_address_lines: vec![s("14 Tanner’s Row"), s(""), s("Fairholme"), s("FH4 7LB")],
        salutation: s("Dear Ms Moss"),
        heading: s("Tyrell: a day in the Internal Exclusion Room, Tue 10 Nov 2026"),
        paragraphs: vec![
            s(
                "Thank you for talking with Ms Okell this afternoon. Tyrell has been doing well helping the Year 7 bike club. In History today he swore at a teacher and threw a book. Nobody was hurt.",
            ),
            s(
                "Mr Thrale has decided that Tyrell will work in the room tomorrow. He is in school and is not suspended. His teachers have sent the work his class will do.",
            ),
        ],
        facts: vec![
            (s("Date"), s("Tue 10 Nov 2026")),
            (s("Periods"), s("P1 to P6")),
            (s("Arrive"), s("8.40, at the side door on Mill Rise")),
            (s("Finish"), s("15.05")),
            (s("Lunch"), s("12.05 in the room. His free lunch is kept.")),
        ],
        bullets: vec![
            (
                s("What we ask of Tyrell"),
                vec![
                    s("Arrive on time and hand in his phone."),
                    s("Work quietly and ask for help when stuck."),
                ],
            ),
            (s("What to bring"), vec![s("Reading book"), s("PE kit is not needed")]),
        ],
        sign_off_name: s("Ms Dara Okell"),
        sign_off_role: s("Internal Exclusion Room Co-ordinator"),
        footer: s(
            "If you are worried about this decision, ring Mr Thrale on 01632 960 144. Our complaints procedure is on the school website.",
        ),
        ..Letter::default()
    }
}

fn holds(file: &[u8], words: &str) -> bool {
    file.windows(words.len()).any(|w| w == words.as_bytes())
}

#[test]
fn the_plain_text_holds_every_word_it_was_given_and_no_gap() {
    let words = letter::text(&sample());
    let l = sample();
    let mut given = vec![
        l.school_name,
        l.school_phone,
        l.date,
        l.to_name,
        l.salutation,
        l.heading,
        l.sign_off_name,
        l.sign_off_role,
        l.footer,
    ];
    given.extend(l.paragraphs);
    given.extend(l.school_address_lines);
    given.extend(l.to_address_lines);
    for (what, answer) in l.facts {
        given.push(format!("{what}: {answer}"));
    }
    for (heading, items) in l.bullets {
        given.push(heading);
        given.extend(items);
    }
    for said in given {
        assert!(words.contains(&said), "{said} is missing from:\n{words}");
    }
    assert!(!words.contains(['{', '}', '[', ']']), "an unfilled gap in:\n{words}");
    assert!(!words.contains("\n\n\n"), "an empty block in:\n{words}");
}

#[test]
fn an_empty_address_line_leaves_no_hole() {
    assert!(letter::text(&sample()).contains("14 Tanner’s Row\nFairholme\nFH4 7LB"));
}

#[test]
fn the_pdf_is_tagged_titled_and_claims_pdf_ua() {
    let file = letter::pdf(&sample()).expect("a letter");
    assert!(file.starts_with(b"%PDF"));
    assert!(holds(&file, "/MarkInfo"), "not marked as tagged");
    assert!(holds(&file, "/StructTreeRoot"), "no structure tree");
    assert!(holds(&file, "/Lang(en-GB)") || holds(&file, "/Lang (en-GB)"), "no language");
    assert!(holds(&file, "pdfuaid:part"), "no PDF/UA claim");
    assert!(holds(&file, "Fairholme Community School"), "no author");
}

#[test]
fn the_same_letter_gives_the_same_bytes_and_a_date_only_when_handed_one() {
    let first = letter::pdf(&sample()).expect("a letter");
    assert_eq!(first, letter::pdf(&sample()).expect("a letter"));
    assert!(!holds(&first, "CreationDate"));
    let dated = letter::pdf_made_on(&sample(), (2026, 11, 9)).expect("a letter");
    assert!(holds(&dated, "D:20261109"));
    assert_eq!(dated, letter::pdf_made_on(&sample(), (2026, 11, 9)).expect("a letter"));
}

#[test]
fn awkward_words_stay_words() {
    let trap = r##"#panic("ran") #read("/etc/passwd") *b* _i_ @ref <lab> $x^2$ \ \u{41} `r` = - + / [x] {y} // c /* d */ "q" it's"##;
    let awkward = Letter {
        to_name: s("Żaneta Wąsowska-Łękawska"),
        to_address_lines: vec![s("#let x = 1"), s("C:\\Users\\@home")],
        heading: s(trap),
        paragraphs: vec![s(trap), s("محمد الأحمد"), s("line one\nline two\r\nline\u{0}\u{7} three")],
        facts: vec![(s("*Date*"), s(trap)), (s("Nothing"), s(""))],
        bullets: vec![(s("= Not a heading"), vec![s(trap)]), (s("Empty"), vec![])],
        footer: s(trap),
        ..sample()
    };
    let words = letter::text(&awkward);
    assert!(words.contains(trap));
    assert!(words.contains("line one\nline two\nline three"));
    assert!(!words.contains("Nothing") && !words.contains("Empty"));
    let file = letter::pdf(&awkward).expect("awkward words must not be refused");
    assert!(holds(&file, "pdfuaid:part"), "these letters are all in the built-in fonts");
}

#[test]
fn a_script_the_fonts_lack_still_prints_and_the_gap_is_named() {
    let far = Letter {
        to_name: s("王小明"), paragraphs: vec![s("রহিমা খাতুন 🚲")], ..sample()
    };
    assert!(letter::pdf(&far).expect("a letter must go out").starts_with(b"%PDF"));
    let missing = letter::unprintable(&far);
    assert!(missing.contains(&'王'), "{missing:?}");
    assert!(letter::unprintable(&sample()).is_empty());
}

#[test]
fn very_long_names_empty_letters_and_odd_language_tags_are_set_all_the_same() {
    let long = "Wolfeschlegelsteinhausenbergerdorffwelche-vorAlternwarengewissenhaftschaferswess";
    assert_eq!(long.chars().count(), 80);
    let wide = Letter {
        school_name: s(long),
        to_name: s(long),
        to_address_lines: vec![s(long); 7],
        sign_off_name: s(long),
        heading: s(long),
        facts: vec![(s(long), s(long))],
        ..sample()
    };
    letter::pdf(&wide).expect("long names");
    letter::pdf(&Letter::default()).expect("an empty letter");
    for language in ["cy", "ar", "pl-PL", "zh-Hant-TW", "", "nonsense tag", "en_GB"] {
        letter::pdf(&Letter { language: s(language), ..sample() }).expect(language);
    }
}

#[test]
fn a_long_letter_runs_to_more_pages() {
    let mut long = sample();
    long.paragraphs = (0..8).flat_map(|_| long.paragraphs.clone()).collect();
    let pages = |l: &Letter| {
        let file = letter::pdf(l).expect("a letter");
        (1..9).rev().find(|n| holds(&file, &format!("/Count {n}"))).unwrap_or(0)
    };
    assert_eq!(pages(&sample()), 1);
    assert_eq!(pages(&long), 2);
    let answer = "word ".repeat(2700);
    let wordy = Letter { facts: vec![(s("Why"), answer)], ..sample() };
    assert!(pages(&wordy) >= 4, "one long answer must not run off its page");
}

#[test]
fn a_letter_in_two_languages_has_the_familys_first_and_large_print_is_longer() {
    let first = |language: &str| {
        Some(First {
            language: s(language),
            heading: s("Carta da escola"),
            paragraphs: vec![s("O Tyrell vai trabalhar na sala amanhã.")],
        })
    };
    let portuguese = Letter { first: first("pt"), ..sample() };
    let words = letter::text(&portuguese);
    assert!(words.find("Carta da escola").unwrap() < words.find("Dear Ms Moss").unwrap());
    // In each direction of writing, and in a language that nobody named.
    for language in ["pt", "ar", "ur", "", "not a tag"] {
        let pages = letter::pdf(&Letter { first: first(language), ..sample() }).unwrap();
        assert!(holds(&pages, "%PDF"), "{language}");
        assert_ne!(pages, letter::pdf(&sample()).unwrap());
    }
    let large = letter::pdf(&Letter { large: true, ..sample() }).unwrap();
    assert_ne!(large, letter::pdf(&sample()).unwrap());
}
