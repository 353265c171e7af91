//! A OneRoster 1.1 or 1.2 bundle (a zip or a folder of CSV files) to a roster.
//!
//! Must never know: what we hold already. Columns are read by name; columns of other makers
//! (`ext_…`, `metadata.…`) are passed over, older spellings are taken with a remark.

use super::{
    bundle::Bundle,
    dates,
    identify::{capital, ended, first_of, identifiers, kind_of},
    values,
};
use casework::roster::{
    At, ClassRef, ClassTold, ContactIn, ContactTold, Incoming, Kind, LessonIn, MemberIn, MemberRef,
    Problem, PupilRef, PupilTold, Roster, SourceKey, StaffRef, StaffTold, Told,
};
use rulebook::Day;
use std::collections::{BTreeMap, HashMap, HashSet};

pub use super::bundle::{Parts, folder, zip};

/// Reads a bundle. `school` picks one school of several by its identifier, number or name.
/// What is wrong with the bundle as a whole is among the problems, as a refusal.
pub fn read(parts: Parts, school: Option<&str>, today: Day) -> Roster {
    let bundle = Bundle::open(parts);
    let system = match bundle.property("source.systemCode").or(bundle.property("source.systemName"))
    {
        Some(code) => format!("oneroster:{code}"),
        None => "oneroster".to_owned(),
    };
    let roster = Roster { system, ..Roster::default() };
    let mut reading = Reading {
        bundle,
        today,
        roster,
        school: None,
        roles: HashMap::new(),
        pupils: HashMap::new(),
        staff: HashSet::new(),
        others: HashSet::new(),
        forms: HashMap::new(),
    };
    reading.pick_school(school);
    if !reading.bundle.refused() {
        reading.roles();
        reading.users();
        reading.demographics();
        reading.classes();
        reading.enrollments();
    }
    let Reading { bundle, mut roster, .. } = reading;
    roster.problems.extend(bundle.problems);
    roster
}

struct Reading {
    bundle: Bundle,
    today: Day,
    roster: Roster,
    school: Option<String>,
    roles: HashMap<String, Vec<String>>,
    /// Where each pupil stands in the roster.
    pupils: HashMap<String, usize>,
    staff: HashSet<String>,
    /// People who are in the bundle and on purpose not in the roster, or refused.
    others: HashSet<String>,
    /// The name of each form.
    forms: HashMap<String, String>,
}

impl Reading {
    fn key(&self, id: &str) -> SourceKey {
        SourceKey { system: self.roster.system.clone(), value: id.to_owned() }
    }

    fn problem(&mut self, problem: Problem) {
        self.roster.problems.push(problem);
    }

    /// One school at a time: a trust's bundle holds several.
    fn pick_school(&mut self, wanted: Option<&str>) {
        let mut schools = Vec::new();
        for row in self.bundle.rows("orgs") {
            if row.get("type").eq_ignore_ascii_case("school") && !row.gone() {
                schools.push(
                    [row.get("sourcedId"), row.get("identifier"), row.get("name")]
                        .map(str::to_owned),
                );
            }
        }
        let at = || At::file("orgs.csv");
        if wanted.is_none() && schools.len() > 1 {
            // A school that is only listed, and has nobody in it, is no choice.
            let used = self.schools_used();
            schools.retain(|[id, ..]| used.contains(id));
        }
        match wanted {
            None if schools.len() > 1 => {
                let names: Vec<_> =
                    schools.iter().map(|[id, _, name]| format!("{name} ({id})")).collect();
                self.problem(Problem::reject(
                    at(),
                    Kind::File,
                    format!(
                        "the bundle holds {} schools; say which one: {}",
                        schools.len(),
                        names.join(", ")
                    ),
                ));
                self.bundle.stop();
            }
            None => {}
            Some(wanted) => {
                let found = schools
                    .iter()
                    .find(|names| names.iter().any(|n| n.eq_ignore_ascii_case(wanted)));
                match found {
                    Some([id, ..]) => self.school = Some(id.clone()),
                    None => {
                        self.problem(Problem::reject(
                            at(),
                            Kind::File,
                            "no school in the bundle has this identifier, number or name",
                        ));
                        self.bundle.stop();
                    }
                }
            }
        }
    }

    /// Every school that a person or a class of the bundle belongs to.
    fn schools_used(&self) -> HashSet<String> {
        let columns = [
            ("users", "orgSourcedIds"),
            ("users", "primaryOrgSourcedId"),
            ("roles", "orgSourcedId"),
            ("classes", "schoolSourcedId"),
        ];
        columns
            .into_iter()
            .flat_map(|(file, column)| self.bundle.rows(file).flat_map(move |row| row.list(column)))
            .collect()
    }

    /// True if a row of these schools is to be read. A row that names none is.
    fn ours(&self, orgs: &[String]) -> bool {
        self.school.as_ref().is_none_or(|school| orgs.is_empty() || orgs.contains(school))
    }

    /// 1.2 keeps what people are in a file of its own.
    fn roles(&mut self) {
        let mut roles: HashMap<String, Vec<String>> = HashMap::new();
        for row in self.bundle.rows("roles") {
            let org = row.list("orgSourcedId");
            if row.gone() || !self.ours(&org) || ended(row.get("endDate"), self.today) {
                continue;
            }
            roles
                .entry(row.get("userSourcedId").to_owned())
                .or_default()
                .push(row.get("role").to_owned());
        }
        self.roles = roles;
    }

    fn users(&mut self) {
        let cover = self.bundle.cover("users");
        let covers = &mut self.roster.covers;
        (covers.pupils, covers.staff, covers.contacts) = (cover, cover, cover);
        let has_roles = self.bundle.has("roles");
        let rows = self.bundle.take("users");
        // Either side of a pair may name the other.
        let mut carers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in &rows {
            for agent in row.list("agentSourcedIds") {
                carers.entry(agent).or_default().push(row.get("sourcedId").to_owned());
            }
        }
        let mut contacts = Vec::new();
        for row in &rows {
            let id = row.get("sourcedId").to_owned();
            let at = row.at();
            if id.is_empty() {
                self.problem(
                    Problem::reject(at, Kind::File, "the row has no sourcedId").column("sourcedId"),
                );
                continue;
            }
            let mut orgs = row.list("orgSourcedIds");
            orgs.extend(row.list("primaryOrgSourcedId"));
            if !self.ours(&orgs) {
                self.others.insert(id);
                continue;
            }
            let mut words = self.roles.get(&id).cloned().unwrap_or_default();
            if words.is_empty() {
                words.extend(row.list("role"));
            }
            let mut kinds: Vec<Kind> = words.iter().filter_map(|word| kind_of(word)).collect();
            kinds.sort();
            kinds.dedup();
            if kinds.is_empty() {
                self.others.insert(id.clone());
                // A delta need not repeat the roles of somebody it takes away.
                if row.gone() {
                    for kind in [Kind::Pupil, Kind::Staff] {
                        self.gone(kind, row.at(), &id);
                    }
                    continue;
                }
                let message = match (words.first(), has_roles) {
                    (Some(word), _) => format!("nobody of the role “{word}” is imported"),
                    (None, true) => {
                        "no row of roles.csv is about this user, who is left out".to_owned()
                    }
                    (None, false) => "the user has no role and is left out".to_owned(),
                };
                self.problem(Problem::warn(at, Kind::File, message));
                continue;
            }
            for kind in kinds {
                match kind {
                    Kind::Pupil => self.pupil(row, &id),
                    Kind::Staff => {
                        self.staff.insert(id.clone());
                        let told = StaffTold {
                            forename: first_of(row, &["preferredGivenName", "givenName"]),
                            surname: first_of(row, &["preferredFamilyName", "familyName"]),
                            email: row.told("email"),
                            post: words
                                .first()
                                .map_or(Told::Silent, |word| Told::Said(word.clone())),
                            ..StaffTold::default()
                        };
                        let key = Some(self.key(&id));
                        self.roster.staff.push(Incoming {
                            at: row.at(),
                            key,
                            gone: row.gone(),
                            told,
                        });
                    }
                    _ => {
                        contacts.push((row, id.clone(), words.first().cloned().unwrap_or_default()))
                    }
                }
            }
        }
        for (row, id, word) in contacts {
            self.others.insert(id.clone());
            self.contact(row, &id, &word, carers.get(&id).map_or(&[], Vec::as_slice));
        }
    }

    fn gone(&mut self, kind: Kind, at: At, id: &str) {
        let key = Some(self.key(id));
        match kind {
            Kind::Pupil => self.roster.pupils.push(Incoming {
                at,
                key,
                gone: true,
                told: PupilTold::default(),
            }),
            _ => {
                self.roster.staff.push(Incoming { at, key, gone: true, told: StaffTold::default() })
            }
        }
    }

    fn pupil(&mut self, row: &super::bundle::Line, id: &str) {
        let (upn, admission_number) = match identifiers(row) {
            Ok(found) => found,
            Err((column, message)) => {
                let key = self.key(id);
                self.roster.refused.push(key);
                self.others.insert(id.to_owned());
                self.problem(Problem::reject(row.at(), Kind::Pupil, message).column(column));
                return;
            }
        };
        let grade = row.list("grades").into_iter().next();
        let year = match grade.as_deref().map(values::year) {
            None => row.told_if("grades", Told::Blank),
            Some(Some(year)) => Told::Said(year),
            Some(None) => {
                self.problem(
                    Problem::warn(row.at(), Kind::Pupil, "not a year, so what is held stays")
                        .column("grades"),
                );
                Told::Silent
            }
        };
        // Middle names are part of the legal name, and of no other.
        let (legal, known) = match (row.told("givenName"), row.told("middleName")) {
            (Told::Said(first), Told::Said(middle)) => {
                let known = row.told("preferredGivenName").said().unwrap_or(&first).clone();
                (Told::Said(format!("{first} {middle}")), Told::Said(known))
            }
            (first, _) => (first, row.told("preferredGivenName")),
        };
        let told = PupilTold {
            upn,
            admission_number,
            legal_forename: legal,
            legal_surname: row.told("familyName"),
            known_forename: known,
            known_surname: row.told("preferredFamilyName"),
            year,
            ..PupilTold::default()
        };
        self.pupils.insert(id.to_owned(), self.roster.pupils.len());
        let key = Some(self.key(id));
        self.roster.pupils.push(Incoming { at: row.at(), key, gone: row.gone(), told });
    }

    fn contact(&mut self, row: &super::bundle::Line, id: &str, word: &str, named_by: &[String]) {
        let mut pupils = row.list("agentSourcedIds");
        pupils.extend(named_by.iter().cloned());
        pupils.sort();
        pupils.dedup();
        // Two parents may name each other; only pupils have contacts. In a delta the pupil
        // may be one we know and the bundle does not repeat.
        pupils.retain(|pupil| !self.others.contains(pupil) && !self.staff.contains(pupil));
        if pupils.is_empty() {
            if !row.gone() {
                let message = "no pupil is named with this contact, who is left out";
                self.problem(
                    Problem::warn(row.at(), Kind::Contact, message).column("agentSourcedIds"),
                );
            }
            return;
        }
        let phone = super::csv::both(row.told("sms"), row.told("phone"));
        let told = ContactTold {
            forename: first_of(row, &["preferredGivenName", "givenName"]),
            surname: first_of(row, &["preferredFamilyName", "familyName"]),
            relationship: Told::Said(capital(word)),
            email: row.told("email"),
            phone,
            ..ContactTold::default()
        };
        for pupil in pupils {
            let pupil = PupilRef { key: Some(self.key(&pupil)), ..PupilRef::default() };
            let key = Some(self.key(id));
            let row = Incoming { at: row.at(), key, gone: row.gone(), told: told.clone() };
            self.roster.contacts.push(ContactIn { pupil, row });
        }
    }

    fn demographics(&mut self) {
        for row in self.bundle.take("demographics") {
            let Some(at) = self.pupils.get(row.get("sourcedId")).copied() else { continue };
            let (place, kind) = (row.at(), Kind::Pupil);
            let born = match row.get("birthDate") {
                "" => row.told_if("birthDate", Told::Blank),
                cell => match dates::read(cell, dates::Order::default(), self.today, true) {
                    Ok(day) if day <= self.today => Told::Said(day),
                    Ok(_) => {
                        self.problem(
                            Problem::reject(place.clone(), kind, "this day is in the future")
                                .column("birthDate"),
                        );
                        Told::Silent
                    }
                    Err(message) => {
                        self.problem(
                            Problem::reject(place.clone(), kind, message).column("birthDate"),
                        );
                        Told::Silent
                    }
                },
            };
            let sex = match row.get("sex") {
                "" => row.told_if("sex", Told::Blank),
                cell => match values::sex(cell) {
                    Some(sex) => Told::Said(sex),
                    None => {
                        let message =
                            "not understood, so what is held stays; expected male or female";
                        self.problem(Problem::warn(place, kind, message).column("sex"));
                        Told::Silent
                    }
                },
            };
            let told = &mut self.roster.pupils[at].told;
            (told.born, told.sex) = (born, sex);
        }
    }

    fn classes(&mut self) {
        let cover = self.bundle.cover("classes");
        self.roster.covers.classes = cover;
        let subjects: HashMap<String, String> = self
            .bundle
            .rows("courses")
            .map(|row| (row.get("sourcedId").to_owned(), row.get("title").to_owned()))
            .collect();
        for row in self.bundle.take("classes") {
            let id = row.get("sourcedId").to_owned();
            if id.is_empty() {
                self.problem(
                    Problem::reject(row.at(), Kind::Class, "the row has no sourcedId")
                        .column("sourcedId"),
                );
                continue;
            }
            if !self.ours(&row.list("schoolSourcedId")) {
                self.others.insert(id);
                continue;
            }
            let form = row.get("classType").eq_ignore_ascii_case("homeroom");
            let code = first_of(&row, &["classCode", "title"]);
            let subject = match row.list("subjects").into_iter().next() {
                Some(subject) => Told::Said(subject),
                None => {
                    match subjects.get(row.get("courseSourcedId")).filter(|title| !title.is_empty())
                    {
                        Some(title) => Told::Said(title.clone()),
                        None => row.told_if("subjects", Told::Blank),
                    }
                }
            };
            let year = match row.list("grades").as_slice() {
                [one] => values::year(one).map_or(Told::Blank, Told::Said),
                // A mixed class belongs to no one year.
                _ => row.told_if("grades", Told::Blank),
            };
            let place = row.told("location");
            if form && let Some(code) = code.said() {
                self.forms.insert(id.clone(), code.clone());
            }
            let key = self.key(&id);
            if !row.gone() {
                self.lessons(&row, &key, place.said().cloned());
            }
            let told =
                ClassTold { code, title: row.told("title"), subject, year, form: Told::Said(form) };
            self.roster.classes.push(Incoming {
                at: row.at(),
                key: Some(key),
                gone: row.gone(),
                told,
            });
        }
        self.form_names();
    }

    /// Pupils in a form are told its name.
    fn form_names(&mut self) {
        for row in self.bundle.rows("enrollments") {
            let now = !row.gone() && !ended(row.get("endDate"), self.today);
            if now
                && row.get("role").eq_ignore_ascii_case("student")
                && let Some(form) = self.forms.get(row.get("classSourcedId"))
                && let Some(at) = self.pupils.get(row.get("userSourcedId"))
            {
                self.roster.pupils[*at].told.form = Told::Said(form.clone());
            }
        }
    }

    fn lessons(&mut self, row: &super::bundle::Line, key: &SourceKey, place: Option<String>) {
        for period in row.list("periods") {
            let Some((week, weekday, period)) = values::slot(&period) else {
                self.problem(
                    Problem::warn(
                        row.at(),
                        Kind::Lesson,
                        "not understood as day and period, so no lesson is made; expected Mon:1",
                    )
                    .column("periods"),
                );
                continue;
            };
            self.roster.covers.lessons = self.roster.covers.classes;
            self.roster.lessons.push(LessonIn {
                at: row.at(),
                class: ClassRef { key: Some(key.clone()), code: None },
                teacher: None,
                place: place.clone(),
                week,
                weekday,
                period,
            });
        }
    }

    fn enrollments(&mut self) {
        let cover = self.bundle.cover("enrollments");
        (self.roster.covers.pupil_members, self.roster.covers.teacher_members) = (cover, cover);
        let mut main: HashMap<SourceKey, StaffRef> = HashMap::new();
        let mut teachers: HashMap<SourceKey, Vec<StaffRef>> = HashMap::new();
        for row in self.bundle.take("enrollments") {
            let (class, user) = (row.get("classSourcedId"), row.get("userSourcedId"));
            if !self.ours(&row.list("schoolSourcedId")) || self.others.contains(class) {
                continue;
            }
            let kind = Kind::Member;
            let to = match (self.day(&row, "beginDate"), self.day(&row, "endDate")) {
                (Ok(_), Ok(to)) => to,
                (Err(problem), _) | (_, Err(problem)) => {
                    self.problem(problem);
                    continue;
                }
            };
            let role = row.get("role").to_lowercase();
            let who = match role.as_str() {
                "student" => {
                    MemberRef::Pupil(PupilRef { key: Some(self.key(user)), ..PupilRef::default() })
                }
                "teacher" | "aide" => {
                    let staff = StaffRef { key: Some(self.key(user)), ..StaffRef::default() };
                    let first =
                        role == "teacher" && row.get("primary").eq_ignore_ascii_case("true");
                    if first && !row.gone() {
                        main.entry(self.key(class)).or_insert_with(|| staff.clone());
                    }
                    if role == "teacher" && !row.gone() {
                        teachers.entry(self.key(class)).or_default().push(staff.clone());
                    }
                    MemberRef::Teacher { staff, main: first }
                }
                "administrator" | "proctor" => continue,
                _ => {
                    let message = "not a role anybody has in a class; expected student or teacher";
                    self.problem(Problem::warn(row.at(), kind, message).column("role"));
                    continue;
                }
            };
            let gone = row.gone() || to.is_some_and(|to| to < self.today);
            let class = ClassRef { key: Some(self.key(class)), code: None };
            self.roster.members.push(MemberIn { at: row.at(), class, who, gone });
        }
        // The bundle does not say who takes which lesson: it is the first teacher's, or the
        // only one's.
        for (class, staff) in teachers {
            if let [only] = &staff[..] {
                main.entry(class).or_insert_with(|| only.clone());
            }
        }
        for lesson in &mut self.roster.lessons {
            lesson.teacher = lesson.class.key.as_ref().and_then(|key| main.get(key)).cloned();
        }
    }

    fn day(&self, row: &super::bundle::Line, column: &str) -> Result<Option<Day>, Problem> {
        match row.get(column) {
            "" => Ok(None),
            cell => dates::read(cell, dates::Order::default(), self.today, false)
                .map(Some)
                .map_err(|message| Problem::reject(row.at(), Kind::Member, message).column(column)),
        }
    }
}
