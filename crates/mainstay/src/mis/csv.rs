//! A plain list (pupils, contacts, staff, classes, timetable) to a roster, row by row.
//!
//! Must never know: what we hold already. A row that cannot be read becomes a problem and is
//! left out; the rest go on.

use super::{
    columns::{List, Mapping, Saved, map},
    dates::{self, Order},
    table::{Row, Table},
    values,
};
use casework::roster::{
    ClassIn, ClassRef, ClassTold, ContactIn, ContactTold, Cover, Incoming, LessonIn, MemberIn,
    MemberRef, NOT_NAMED, Problem, PupilIn, PupilRef, PupilTold, Roster, SenStage, SourceKey,
    StaffIn, StaffRef, StaffTold, Told, TutorIn,
};
use rulebook::{Day, upn::Upn};
use std::collections::HashMap;

/// The name plain files go by in every key.
pub const SYSTEM: &str = "csv";

/// Reads a table as this list. `part` says that the file holds only some of them, so that
/// nobody missing is taken for a leaver.
pub fn read(list: List, table: &Table, saved: &Saved, part: bool, today: Day) -> Roster {
    let (mapping, found) = map(list, table, saved);
    let mut problems = table.problems.clone();
    for problem in &mut problems {
        if problem.at.row.is_some() {
            problem.kind = list.kind();
        }
    }
    let unreadable = found.iter().any(|problem| problem.force == casework::roster::Force::Reject);
    problems.extend(found);
    let mut roster = Roster { system: SYSTEM.to_owned(), problems, ..Roster::default() };
    if unreadable {
        return roster;
    }
    let born = ["born", "leaving"].into_iter().filter_map(|field| mapping.column(field));
    let order = Order::of(born.flat_map(|column| {
        table.rows.iter().map(move |row| (row.number, row.cells.get(column).unwrap_or_default()))
    }));
    let cover = if part { Cover::Delta } else { Cover::Bulk };
    let mut lines = Lines { list, table, mapping, order, today, roster: &mut roster };
    match list {
        List::Pupils => lines.pupils(cover),
        List::Contacts => lines.contacts(cover),
        List::Staff => lines.staff(cover),
        List::Classes => lines.classes(cover),
        List::Timetable => lines.lessons(cover),
    }
    roster
}

/// A row that was refused; its reason is already among the problems.
struct Refused;

struct Lines<'a> {
    list: List,
    table: &'a Table,
    mapping: Mapping,
    order: Order,
    today: Day,
    roster: &'a mut Roster,
}

impl<'a> Lines<'a> {
    fn cell(&self, row: &'a Row, field: &str) -> Option<&'a str> {
        let column = self.mapping.column(field)?;
        Some(row.cells.get(column).unwrap_or_default())
    }

    /// The words of a cell, if it has any.
    fn word(&self, row: &'a Row, field: &str) -> Option<String> {
        self.cell(row, field).filter(|cell| !values::is_nothing(cell)).map(values::squeeze)
    }

    fn told(&self, row: &'a Row, field: &str) -> Told<String> {
        match self.cell(row, field) {
            None => Told::Silent,
            Some(cell) if values::is_nothing(cell) => Told::Blank,
            Some(cell) => Told::Said(values::squeeze(cell)),
        }
    }

    fn problem(
        &mut self,
        row: &Row,
        field: &str,
        problem: fn(casework::roster::At, casework::roster::Kind, String) -> Problem,
        message: String,
    ) {
        let mut problem = problem(self.table.at(row), self.list.kind(), message);
        if let Some(column) = self.mapping.column(field) {
            problem = problem.column(&self.table.headings[column]);
        }
        self.roster.problems.push(problem);
    }

    fn refuse(&mut self, row: &Row, field: &str, message: impl Into<String>) -> Refused {
        self.problem(row, field, Problem::reject, message.into());
        Refused
    }

    fn warn(&mut self, row: &Row, field: &str, message: impl Into<String>) {
        self.problem(row, field, Problem::warn, message.into());
    }

    /// A value that may be missing without harm: if it cannot be read, what we hold stays.
    fn soft<T>(
        &mut self,
        row: &'a Row,
        field: &str,
        read: impl Fn(&str) -> Option<T>,
        expected: &str,
    ) -> Told<T> {
        let Some(cell) = self.cell(row, field) else { return Told::Silent };
        // "None" and "N/A" are answers here, so the reader looks before blanks do.
        if let Some(value) = read(cell) {
            return Told::Said(value);
        }
        if values::is_nothing(cell) {
            return Told::Blank;
        }
        self.warn(
            row,
            field,
            format!("not understood, so what is held stays; expected {expected}"),
        );
        Told::Silent
    }

    fn name(&mut self, row: &'a Row, field: &str) -> Result<Told<String>, Refused> {
        let told = self.told(row, field);
        if told.said().is_some_and(|name| name.chars().count() > values::NAME) {
            let message = format!("a name of more than {} characters", values::NAME);
            return Err(self.refuse(row, field, message));
        }
        Ok(told)
    }

    fn upn(&mut self, row: &'a Row, field: &str) -> Result<Told<String>, Refused> {
        match self.told(row, field) {
            Told::Said(text) => match Upn::parse(&text) {
                Ok(upn) => Ok(Told::Said(upn.to_string())),
                Err(fault) => Err(self.refuse(row, field, fault.to_string())),
            },
            other => Ok(other),
        }
    }

    fn date(&mut self, row: &'a Row, field: &str, past: bool) -> Result<Told<Day>, Refused> {
        match self.told(row, field) {
            Told::Silent => Ok(Told::Silent),
            Told::Blank => Ok(Told::Blank),
            Told::Said(text) => match dates::read(&text, self.order, self.today, past) {
                Ok(day) if past && day > self.today => {
                    Err(self.refuse(row, field, "this day is in the future"))
                }
                Ok(day) => Ok(Told::Said(day)),
                Err(message) => Err(self.refuse(row, field, message)),
            },
        }
    }

    /// First and last name, from one cell where there is one.
    fn whole_name(&mut self, row: &'a Row) -> Result<(Told<String>, Told<String>), Refused> {
        let (first, last) = match self.name(row, "full_name")? {
            Told::Said(whole) => {
                let (first, last) = values::split_name(&whole);
                (first.map_or(Told::Blank, Told::Said), last.map_or(Told::Blank, Told::Said))
            }
            other => (other.clone(), other),
        };
        // Columns of their own speak louder.
        let forename = self.name(row, "forename")?;
        let surname = self.name(row, "surname")?;
        Ok((or(forename, first), or(surname, last)))
    }

    fn gone(&mut self, row: &'a Row) -> Result<bool, Refused> {
        let leaving = self.date(row, "leaving", false)?;
        Ok(leaving.said().is_some_and(|day| *day < self.today))
    }

    /// The name the source gives a record, from the first of these that has one.
    fn key(&self, row: &'a Row, fields: &[(&str, &str)]) -> Option<SourceKey> {
        fields.iter().find_map(|(field, prefix)| {
            let value = self.word(row, field)?;
            let value = if *field == "id" { value } else { value.to_lowercase() };
            Some(source(prefix, &value))
        })
    }

    fn each(&mut self, mut read: impl FnMut(&mut Self, &'a Row) -> Result<(), Refused>) {
        let table = self.table;
        for row in &table.rows {
            // A refused row has said why; its neighbours are read all the same.
            let _: Result<(), Refused> = read(self, row);
        }
    }

    fn pupils(&mut self, cover: Cover) {
        self.roster.covers.pupils = cover;
        let apart = self.mapping.has("forename") || self.mapping.has("surname");
        if self.mapping.has("full_name") && !apart {
            self.one_cell();
        }
        self.each(|lines, row| {
            let key = lines.key(row, PUPIL_KEYS);
            let read = lines.pupil(row, key.clone());
            match read {
                Ok(pupil) => lines.roster.pupils.push(pupil),
                Err(Refused) => lines.roster.refused.extend(key),
            }
            Ok(())
        });
    }

    /// A remark when names come in one cell and some have no comma to part them.
    fn one_cell(&mut self) {
        let first = self.table.rows.iter().find(|row| {
            self.word(row, "full_name")
                .is_some_and(|name| name.contains(' ') && !name.contains(','))
        });
        if let Some(row) = first {
            self.warn(
                row,
                "full_name",
                "names without a comma are parted before their last word; “Surname, Forename” \
                 would be certain",
            );
        }
    }

    fn pupil(&mut self, row: &'a Row, key: Option<SourceKey>) -> Result<PupilIn, Refused> {
        let upn = self.upn(row, "upn")?;
        let (forename, surname) = self.whole_name(row)?;
        let (legal_forename, legal_surname) =
            (self.name(row, "legal_forename")?, self.name(row, "legal_surname")?);
        let (known_forename, known_surname) =
            (self.name(row, "known_forename")?, self.name(row, "known_surname")?);
        // Beside a legal name, a plain "Forename" is the one used in school.
        let beside = |legal: Told<String>, plain: Told<String>, known: Told<String>| match legal {
            Told::Silent => (plain, known),
            legal => (legal, or(known, plain)),
        };
        let (legal_forename, known_forename) = beside(legal_forename, forename, known_forename);
        let (legal_surname, known_surname) = beside(legal_surname, surname, known_surname);
        let social = self.told(row, "social_worker");
        let social_worker = match social.said().map(|text| values::yes_no(text)) {
            Some(Some(true)) => Told::Said(NOT_NAMED.to_owned()),
            Some(Some(false)) => Told::Blank,
            _ => social,
        };
        let sen_stage = self.soft(row, "sen_stage", values::sen, "N, K or E");
        let plan = self.soft(row, "ehc_plan", values::yes_no, "Yes or No");
        let sen_stage = match (plan, sen_stage) {
            (Told::Said(true), other) => {
                if matches!(other, Told::Said(stage) if stage != SenStage::Plan) {
                    self.warn(
                        row,
                        "sen_stage",
                        "the EHC plan column says Yes and this another stage; an EHC plan is taken",
                    );
                }
                Told::Said(SenStage::Plan)
            }
            (_, stage) => stage,
        };
        // Middle names are part of the legal name, and of no other.
        let middle = self.name(row, "middle_names")?;
        let (legal_forename, known_forename) = match (legal_forename, middle) {
            (Told::Said(first), Told::Said(middle)) => {
                let known = or(known_forename, Told::Said(first.clone()));
                (Told::Said(format!("{first} {middle}")), known)
            }
            (first, _) => (first, known_forename),
        };
        let told = PupilTold {
            upn,
            admission_number: self.told(row, "admission_number"),
            legal_forename,
            legal_surname,
            known_forename,
            known_surname,
            born: self.date(row, "born", true)?,
            year: self.soft(row, "year", values::year, "a year such as 7"),
            form: self.told(row, "form"),
            sex: self.soft(row, "sex", values::sex, "F, M or U"),
            sen_stage,
            free_meals: self.soft(row, "free_meals", meals, "Yes or No"),
            first_language: self.told(row, "first_language"),
            ethnicity: self.told(row, "ethnicity"),
            looked_after: self.soft(row, "looked_after", values::yes_no, "Yes or No"),
            social_worker,
        };
        let gone = self.gone(row)?;
        if !gone {
            self.tutor(row, key.clone(), &told);
        }
        Ok(Incoming { at: self.table.at(row), key, gone, told })
    }

    fn tutor(&mut self, row: &'a Row, key: Option<SourceKey>, told: &PupilTold) {
        if !self.mapping.has("tutor") && !self.mapping.has("tutor_id") {
            return;
        }
        let written = self.word(row, "tutor").or_else(|| self.word(row, "tutor_id"));
        let pupil = PupilRef {
            key,
            upn: told.upn.said().cloned(),
            admission_number: told.admission_number.said().cloned(),
        };
        self.roster.tutors.push(TutorIn {
            at: self.table.at(row),
            pupil,
            staff: self.staff_ref(row, "tutor_id", "tutor"),
            written: written.unwrap_or_default(),
        });
    }

    fn pupil_ref(&mut self, row: &'a Row) -> Result<Option<PupilRef>, Refused> {
        let upn = self.upn(row, "pupil_upn")?.said().cloned();
        let admission_number = self.word(row, "pupil_admission_number");
        let key = self.word(row, "pupil_id").map(|id| source("id", &id));
        let any = upn.is_some() || admission_number.is_some() || key.is_some();
        Ok(any.then_some(PupilRef { key, upn, admission_number }))
    }

    fn contacts(&mut self, cover: Cover) {
        self.roster.covers.contacts = cover;
        self.each(|lines, row| {
            let pupil = lines.pupil_ref(row)?;
            let Some(pupil) = pupil else {
                let message = "the row does not say whose contact this is: give the pupil's UPN \
                               or admission number";
                return Err(lines.refuse(row, "pupil_upn", message));
            };
            let (forename, surname) = lines.whole_name(row)?;
            let told = ContactTold {
                title: lines.told(row, "title"),
                relationship: lines.told(row, "relationship"),
                parental_responsibility: lines.soft(
                    row,
                    "parental_responsibility",
                    values::yes_no,
                    "Yes or No",
                ),
                priority: lines.soft(
                    row,
                    "priority",
                    |cell| cell.parse().ok(),
                    "a number such as 1",
                ),
                restrictions: match lines.told(row, "restrictions") {
                    // A tick box says only that there is one.
                    Told::Said(text) => match values::yes_no(&text) {
                        Some(true) => Told::Said("Recorded in the school's system".to_owned()),
                        Some(false) => Told::Blank,
                        None => Told::Said(text),
                    },
                    other => other,
                },
                language: lines.told(row, "language"),
                email: lines.told(row, "email"),
                phone: both(lines.told(row, "phone"), lines.told(row, "other_phone")),
                address: match lines.cell(row, "address") {
                    Some(cell) if !values::is_nothing(cell) => {
                        Told::Said(cell.lines().map(values::squeeze).collect::<Vec<_>>().join("\n"))
                    }
                    Some(_) => Told::Blank,
                    None => Told::Silent,
                },
                forename,
                surname,
            };
            // Without an identifier of their own, a contact is told apart from the others
            // of one pupil, and of that pupil only, by the name.
            let key = lines.key(row, &[("id", "id")]).or_else(|| {
                let names = [told.forename.said(), told.surname.said()];
                let name: Vec<_> = names.into_iter().flatten().map(|n| n.to_lowercase()).collect();
                (!name.is_empty()).then(|| source("name", &name.join(" ")))
            });
            let row = Incoming { at: lines.table.at(row), key, gone: false, told };
            lines.roster.contacts.push(ContactIn { pupil, row });
            Ok(())
        });
    }

    fn staff(&mut self, cover: Cover) {
        self.roster.covers.staff = cover;
        self.each(|lines, row| {
            let key = lines.key(row, &[("id", "id"), ("code", "code"), ("email", "email")]);
            let (forename, surname) = lines.whole_name(row)?;
            let gone = lines.gone(row)?;
            let told = StaffTold {
                code: lines.told(row, "code"),
                title: lines.told(row, "title"),
                forename,
                surname,
                email: lines.told(row, "email"),
                post: lines.told(row, "post"),
            };
            let row: StaffIn = Incoming { at: lines.table.at(row), key, gone, told };
            lines.roster.staff.push(row);
            Ok(())
        });
    }

    fn staff_ref(&self, row: &'a Row, id: &str, word: &str) -> Option<StaffRef> {
        let key = self.word(row, id).map(|id| source("id", &id));
        let word = self.word(row, word);
        let (email, code) = match word {
            Some(word) if word.contains('@') => (Some(word), None),
            word => (None, word),
        };
        let any = key.is_some() || email.is_some() || code.is_some();
        any.then_some(StaffRef { key, code, email })
    }

    fn classes(&mut self, cover: Cover) {
        let has_pupils = ["pupil_upn", "pupil_admission_number", "pupil_id"]
            .iter()
            .any(|field| self.mapping.has(field));
        let covers = &mut self.roster.covers;
        covers.classes = cover;
        if has_pupils {
            covers.pupil_members = cover;
        }
        if self.mapping.has("teacher") || self.mapping.has("teacher_id") {
            covers.teacher_members = cover;
        }
        // One class may fill many rows, one for each pupil in it.
        let mut seen: HashMap<String, (usize, bool)> = HashMap::new();
        self.each(|lines, row| {
            let Some(code) = lines.word(row, "code") else {
                return Err(lines.refuse(row, "code", "the row names no class"));
            };
            let kind = lines.word(row, "kind").map(|kind| kind.to_lowercase());
            let told = ClassTold {
                code: Told::Said(code.clone()),
                title: lines.told(row, "title"),
                subject: lines.told(row, "subject"),
                year: lines.soft(row, "year", values::year, "a year such as 7"),
                form: Told::Said(kind.is_some_and(|kind| {
                    ["form", "reg", "tutor", "homeroom"].iter().any(|word| kind.contains(word))
                })),
            };
            let folded = code.to_lowercase();
            let key = source("class", &folded);
            match seen.get(&folded).copied() {
                None => {
                    seen.insert(folded.clone(), (lines.roster.classes.len(), false));
                    let class: ClassIn = Incoming {
                        at: lines.table.at(row),
                        key: Some(key.clone()),
                        gone: false,
                        told,
                    };
                    lines.roster.classes.push(class);
                }
                Some((at, false)) if lines.roster.classes[at].told != told => {
                    let first = lines.roster.classes[at].at.clone();
                    lines.warn(
                        row,
                        "code",
                        format!("this class was told otherwise in {first}, which is taken"),
                    );
                    seen.insert(folded.clone(), (at, true));
                }
                Some(_) => {}
            }
            let class = ClassRef { key: Some(key), code: Some(code) };
            let member = |lines: &mut Self, who| {
                let at = lines.table.at(row);
                let class = class.clone();
                lines.roster.members.push(MemberIn { at, class, who, gone: false });
            };
            if let Some(staff) = lines.staff_ref(row, "teacher_id", "teacher") {
                member(lines, MemberRef::Teacher { staff, main: true });
            }
            if has_pupils && let Some(pupil) = lines.pupil_ref(row)? {
                member(lines, MemberRef::Pupil(pupil));
            }
            Ok(())
        });
    }

    fn lessons(&mut self, cover: Cover) {
        self.roster.covers.lessons = cover;
        self.each(|lines, row| {
            let Some(code) = lines.word(row, "class") else {
                return Err(lines.refuse(row, "class", "the row names no class"));
            };
            let Some(period) = lines.word(row, "period") else {
                return Err(lines.refuse(row, "period", "the row names no period"));
            };
            let told_week = match lines.word(row, "week") {
                None => None,
                Some(word) => match values::week(&word) {
                    Some(week) => week,
                    None => {
                        return Err(lines.refuse(
                            row,
                            "week",
                            "not a week: write A, B or leave it blank",
                        ));
                    }
                },
            };
            let (week, weekday, period) = match lines.word(row, "day") {
                Some(word) => {
                    let day = values::weekday(&word).map(|day| (told_week, day, period.clone()));
                    // "A-Mon" and "MonB" carry the week with the day.
                    let both = || {
                        let (week, day, _) = values::slot(&format!("{word}:{period}"))?;
                        Some((week.or(told_week), day, period.clone()))
                    };
                    match day.or_else(both) {
                        Some(slot) => slot,
                        None => return Err(lines.refuse(row, "day", "not a day of the week")),
                    }
                }
                None => match values::slot(&period) {
                    Some((week, day, period)) => (week.or(told_week), day, period),
                    None => {
                        let message =
                            "no day is given: add a column “Day”, or write the period as Mon:1";
                        return Err(lines.refuse(row, "period", message));
                    }
                },
            };
            let class =
                ClassRef { key: Some(source("class", &code.to_lowercase())), code: Some(code) };
            lines.roster.lessons.push(LessonIn {
                at: lines.table.at(row),
                class,
                teacher: lines.staff_ref(row, "teacher_id", "teacher"),
                place: lines.word(row, "place"),
                week,
                weekday,
                period,
            });
            Ok(())
        });
    }
}

const PUPIL_KEYS: &[(&str, &str)] = &[("id", "id"), ("admission_number", "adm"), ("upn", "upn")];

fn source(prefix: &str, value: &str) -> SourceKey {
    SourceKey { system: SYSTEM.to_owned(), value: format!("{prefix}:{value}") }
}

/// The first that says anything; a blank is louder than silence.
fn or(one: Told<String>, two: Told<String>) -> Told<String> {
    match (one, two) {
        (Told::Said(value), _) | (_, Told::Said(value)) => Told::Said(value),
        (Told::Blank, _) | (_, Told::Blank) => Told::Blank,
        _ => Told::Silent,
    }
}

/// Two telephone numbers in one, the first to ring first.
pub(super) fn both(one: Told<String>, two: Told<String>) -> Told<String> {
    match (one, two) {
        (Told::Said(one), Told::Said(two)) if one != two => Told::Said(format!("{one}, {two}")),
        (one, two) => or(one, two),
    }
}

/// Free meals are also written as the kind of lunch paid for.
fn meals(cell: &str) -> Option<bool> {
    values::yes_no(cell).or_else(|| match cell.to_lowercase().as_str() {
        "free lunch" | "fsm" | "free" => Some(true),
        _ => None,
    })
}
