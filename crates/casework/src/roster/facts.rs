//! What a roster may say about a person or a class, and how two sayings differ.
//!
//! Must never know: where the saying came from. Silence is not emptiness: a source without
//! a column says nothing, and what we hold stays.

use rulebook::Day;

/// One value of an incoming row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Told<T> {
    /// The source does not speak about this at all.
    #[default]
    Silent,
    /// The source says there is nothing.
    Blank,
    /// The source says this.
    Said(T),
}

impl<T> Told<T> {
    /// The value, if one was said.
    pub fn said(&self) -> Option<&T> {
        match self {
            Told::Said(value) => Some(value),
            Told::Silent | Told::Blank => None,
        }
    }
}

/// What stands for a social worker whose name the source does not give.
pub const NOT_NAMED: &str = "Yes (not named)";

/// Sex as the register holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// F
    Female,
    /// M
    Male,
    /// Not said, or another word.
    Unknown,
}

/// Stage of special educational needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SenStage {
    /// N: none.
    None,
    /// K: SEN support.
    Support,
    /// E: education, health and care plan.
    Plan,
}

impl Sex {
    /// F, M or U.
    pub fn code(self) -> &'static str {
        match self {
            Sex::Female => "F",
            Sex::Male => "M",
            Sex::Unknown => "U",
        }
    }
    /// From F, M or U.
    pub fn from_code(code: &str) -> Option<Sex> {
        [Sex::Female, Sex::Male, Sex::Unknown].into_iter().find(|s| s.code() == code)
    }
}

impl SenStage {
    /// N, K or E.
    pub fn code(self) -> &'static str {
        match self {
            SenStage::None => "N",
            SenStage::Support => "K",
            SenStage::Plan => "E",
        }
    }
    /// From N, K or E.
    pub fn from_code(code: &str) -> Option<SenStage> {
        [SenStage::None, SenStage::Support, SenStage::Plan].into_iter().find(|s| s.code() == code)
    }
}

/// A value as a preview shows it.
pub trait Say {
    /// In words or figures.
    fn say(&self) -> String;
    /// True for a value that says nothing, and is then held as nothing.
    fn is_nothing(&self) -> bool {
        false
    }
}
impl Say for String {
    fn is_nothing(&self) -> bool {
        self.trim().is_empty()
    }
    fn say(&self) -> String {
        self.clone()
    }
}
impl Say for Day {
    fn say(&self) -> String {
        self.to_string()
    }
}
impl Say for bool {
    fn say(&self) -> String {
        if *self { "Yes" } else { "No" }.to_owned()
    }
}
impl Say for i64 {
    fn say(&self) -> String {
        self.to_string()
    }
}
impl Say for Sex {
    fn say(&self) -> String {
        match self {
            Sex::Female => "Female",
            Sex::Male => "Male",
            Sex::Unknown => "Not stated",
        }
        .to_owned()
    }
}
impl Say for SenStage {
    fn say(&self) -> String {
        match self {
            SenStage::None => "None",
            SenStage::Support => "SEN support",
            SenStage::Plan => "EHC plan",
        }
        .to_owned()
    }
}

/// One field that an import would change. Empty text means nothing held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the field is called on a page.
    pub field: &'static str,
    /// What we hold.
    pub before: String,
    /// What we would hold.
    pub after: String,
}

/// A kind of record a roster brings.
pub trait Record: Clone + PartialEq + Default {
    /// What a row may say about it.
    type Told;
    /// What we would hold after believing a row.
    fn after(&self, told: &Self::Told) -> Self;
    /// Field by field, only those that differ.
    fn differences(&self, after: &Self) -> Vec<Difference>;
    /// Identifiers besides the source's own, in the order they are tried. Never a name.
    fn handles(&self) -> Vec<Handle>;
}

/// An identifier a record may be found by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handle {
    /// What it is called.
    pub label: &'static str,
    /// Folded for comparing.
    pub value: String,
    /// True when two records of a school can never share it.
    pub unique: bool,
}

/// Both shapes of one record, held and told, from one list of fields, so that no field can
/// be told and then forgotten.
macro_rules! record {
    ($(#[$about:meta])* $facts:ident, $told:ident {
        $($(#[$doc:meta])* $field:ident: $type:ty = $label:literal,)*
    } handles($this:ident) $handles:block) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        pub struct $facts { $($(#[$doc])* pub $field: Option<$type>,)* }

        /// The same as one incoming row tells it.
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        pub struct $told { $($(#[$doc])* pub $field: Told<$type>,)* }

        impl Record for $facts {
            type Told = $told;
            fn after(&self, told: &$told) -> $facts {
                $facts { $($field: match &told.$field {
                    Told::Silent => self.$field.clone(),
                    Told::Blank => None,
                    Told::Said(value) => Some(value.clone()).filter(|value| !value.is_nothing()),
                },)* }
            }
            fn differences(&self, after: &$facts) -> Vec<Difference> {
                let mut found = Vec::new();
                $(if self.$field != after.$field {
                    let say = |value: &Option<$type>| value.as_ref().map(Say::say).unwrap_or_default();
                    found.push(Difference { field: $label, before: say(&self.$field), after: say(&after.$field) });
                })*
                found
            }
            fn handles(&self) -> Vec<Handle> {
                let $this = self;
                $handles
            }
        }
    };
}

record! {
    /// A pupil as a roster knows one.
    PupilFacts, PupilTold {
        /// Unique pupil number, 13 characters, check letter right.
        upn: String = "UPN",
        /// The school's own number.
        admission_number: String = "Admission number",
        /// Legal given names, middle names included.
        legal_forename: String = "Legal forename",
        /// Legal last name.
        legal_surname: String = "Legal surname",
        /// The first name used in school.
        known_forename: String = "Known as",
        /// The last name used in school.
        known_surname: String = "Known surname",
        /// Date of birth.
        born: Day = "Date of birth",
        /// National Curriculum year; 0 is Reception or not known.
        year: i64 = "Year",
        /// Registration group.
        form: String = "Form",
        /// Sex as registered.
        sex: Sex = "Sex",
        /// SEN stage.
        sen_stage: SenStage = "SEN stage",
        /// Eligible for free school meals.
        free_meals: bool = "Free school meals",
        /// First language, code or word as the source has it.
        first_language: String = "First language",
        /// Ethnicity, code or word as the source has it.
        ethnicity: String = "Ethnicity",
        /// Looked after by a local authority.
        looked_after: bool = "Looked after",
        /// The social worker's name and how to reach them; [`NOT_NAMED`] if only that there
        /// is one.
        social_worker: String = "Social worker",
    } handles(pupil) {
        let mut handles = Vec::new();
        if let Some(upn) = &pupil.upn {
            handles.push(Handle { label: "UPN", value: fold(upn), unique: true });
        }
        if let Some(number) = &pupil.admission_number {
            handles.push(Handle { label: "admission number", value: fold(number), unique: true });
        }
        handles
    }
}

record! {
    /// A parent, carer or other contact of one pupil.
    ContactFacts, ContactTold {
        /// Mr, Ms, Dr.
        title: String = "Title",
        /// First name.
        forename: String = "Forename",
        /// Last name.
        surname: String = "Surname",
        /// Mother, foster carer, social worker.
        relationship: String = "Relationship",
        /// Has parental responsibility.
        parental_responsibility: bool = "Parental responsibility",
        /// 1 is called first.
        priority: i64 = "Priority",
        /// A court order or other limit on contact or information.
        restrictions: String = "Restrictions",
        /// Language to write and speak in.
        language: String = "Language",
        /// Email address.
        email: String = "Email",
        /// Telephone numbers, the first to ring first.
        phone: String = "Telephone",
        /// Postal address, lines parted by line breaks.
        address: String = "Address",
    } handles(_contact) { Vec::new() }
}

record! {
    /// A member of staff.
    StaffFacts, StaffTold {
        /// The short code used on timetables.
        code: String = "Staff code",
        /// Mr, Ms, Dr.
        title: String = "Title",
        /// First name.
        forename: String = "Forename",
        /// Last name.
        surname: String = "Surname",
        /// Email address.
        email: String = "Email",
        /// What they do: teacher, aide, principal.
        post: String = "Post",
    } handles(staff) {
        let mut handles = Vec::new();
        if let Some(email) = &staff.email {
            handles.push(Handle { label: "email", value: fold(email), unique: true });
        }
        if let Some(code) = &staff.code {
            handles.push(Handle { label: "staff code", value: fold(code), unique: false });
        }
        handles
    }
}

record! {
    /// A teaching class, or a form.
    ClassFacts, ClassTold {
        /// "8x/Ma1"
        code: String = "Class",
        /// A longer name, if there is one.
        title: String = "Name",
        /// Subject taught.
        subject: String = "Subject",
        /// National Curriculum year; 0 is mixed or not known.
        year: i64 = "Year",
        /// True for a registration group.
        form: bool = "Form",
    } handles(class) {
        class.code.iter()
            .map(|code| Handle { label: "class code", value: fold(code), unique: false })
            .collect()
    }
}

impl PupilFacts {
    /// As a record keeps it: what is not known has its usual value, and who goes by their
    /// legal name has it as the name used too. `before` is what was held, `told` what the row says.
    pub(super) fn settle(&mut self, before: Option<&PupilFacts>, told: &PupilTold) {
        let follow = |known: &mut Option<String>,
                      legal: &Option<String>,
                      said: bool,
                      held: Option<(&Option<String>, &Option<String>)>| {
            // Who went by the legal name goes on doing so when that changes; a name the row
            // itself says is used in school stays.
            let followed = !said && held.is_some_and(|(known, legal)| known == legal);
            if known.is_none() || (followed && held.is_some_and(|(held, _)| held == known)) {
                known.clone_from(legal);
            }
        };
        follow(
            &mut self.known_forename,
            &self.legal_forename,
            told.known_forename.said().is_some(),
            before.map(|b| (&b.known_forename, &b.legal_forename)),
        );
        follow(
            &mut self.known_surname,
            &self.legal_surname,
            told.known_surname.said().is_some(),
            before.map(|b| (&b.known_surname, &b.legal_surname)),
        );
        // A source that only ticks a box does not take away the name we have.
        if self.social_worker.as_deref() == Some(NOT_NAMED)
            && let Some(held) = before.and_then(|before| before.social_worker.clone())
        {
            self.social_worker = Some(held);
        }
        self.year.get_or_insert(0);
        self.sen_stage.get_or_insert(SenStage::None);
        self.free_meals.get_or_insert(false);
        self.looked_after.get_or_insert(false);
    }

    /// The name used in school, for a screen; legal where no other is known.
    pub fn name(&self) -> String {
        both(
            self.known_forename.as_ref().or(self.legal_forename.as_ref()),
            self.known_surname.as_ref().or(self.legal_surname.as_ref()),
        )
    }
}
impl ContactFacts {
    /// As a record keeps it.
    pub(super) fn settle(&mut self) {
        self.parental_responsibility.get_or_insert(false);
        self.priority.get_or_insert(1);
    }

    /// First and last name.
    pub fn name(&self) -> String {
        both(self.forename.as_ref(), self.surname.as_ref())
    }
}
impl ClassFacts {
    /// As a record keeps it.
    pub(super) fn settle(&mut self) {
        self.year.get_or_insert(0);
        self.form.get_or_insert(false);
    }
}
impl StaffFacts {
    /// First and last name.
    pub fn name(&self) -> String {
        both(self.forename.as_ref(), self.surname.as_ref())
    }
}

fn both(first: Option<&String>, last: Option<&String>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => format!("{first} {last}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    }
}

/// Capitals and blanks do not tell two identifiers apart.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
