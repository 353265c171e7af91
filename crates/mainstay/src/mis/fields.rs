//! The fields each kind of list may have, and the headings school systems give them.
//!
//! Must never know: any particular file. Headings are compared without blanks, capitals,
//! dots or underlines, so one spelling of each is enough;
//! they are parted by bars.

use super::columns::{Field, List};

/// Every field of a list, in the order a mapping screen shows them.
pub(super) fn of(list: List) -> &'static [Field] {
    match list {
        List::Pupils => PUPILS,
        List::Contacts => CONTACTS,
        List::Staff => STAFF,
        List::Classes => CLASSES,
        List::Timetable => TIMETABLE,
    }
}

const fn field(id: &'static str, label: &'static str, headings: &'static str) -> Field {
    Field { id, label, headings }
}

const PUPILS: &[Field] = &[
    field(
        "id",
        "Identifier in the school's system",
        "ID|Person ID|Student ID|Pupil ID|MIS ID|External ID|primary_id|Arbor ID|Arbor Student ID|Learner ID|State ID",
    ),
    field("upn", "UPN", "UPN|Unique Pupil Number|Current UPN|Permanent UPN|Student UPN|Pupil UPN"),
    field(
        "admission_number",
        "Admission number",
        "Adno|Adm No|Admission Number|Admission No|Admission|Admissions Number|Student Number|Local ID",
    ),
    field(
        "full_name",
        "Whole name in one cell",
        "Name|Full Name|Student Name|Pupil Name|Student|Pupil|Legal Full Name|Legal Name|Surname, Forename|Display Name",
    ),
    field(
        "legal_forename",
        "Legal forename",
        "Legal Forename|Legal First Name|Legal Given Name|Official Forename",
    ),
    field(
        "forename",
        "Forename",
        "Forename|First Name|Given Name|Student Forename|Pupil Forename|Forename(s)|Student First Name",
    ),
    field(
        "middle_names",
        "Middle names",
        "Middle Name|Middle Names|Middle Name(s)|Middlenames|Legal Middle Names|Other Names",
    ),
    field(
        "legal_surname",
        "Legal surname",
        "Legal Surname|Legal Last Name|Legal Family Name|Official Surname",
    ),
    field(
        "surname",
        "Surname",
        "Surname|Last Name|Family Name|Student Surname|Pupil Surname|Student Last Name",
    ),
    field(
        "known_forename",
        "Name used in school",
        "Chosen Name|Preferred Forename|Preferred First Name|Preferred Name|Known As|Known Forename|Known First Name|Chosen Forename|Preferred Given Name",
    ),
    field(
        "known_surname",
        "Surname used in school",
        "Preferred Surname|Preferred Last Name|Known Surname|Known Last Name|Chosen Surname|Preferred Family Name",
    ),
    field("born", "Date of birth", "DOB|Date of Birth|Birth Date|Birthdate|D.O.B.|Born"),
    field(
        "year",
        "Year",
        "Year|Year Group|NC Year|National Curriculum Year|Curriculum Year|Yr|Year taught in|NC Year Actual|Grade|Actual NC Year",
    ),
    field(
        "form",
        "Form",
        "Reg|Reg Group|Registration Group|Registration Form|Form|Form Group|Tutor Group|Tutor Group Name|Tutor|Reg Form|Homeroom|House Tutor Group",
    ),
    field(
        "tutor",
        "Form tutor's staff code or email",
        "Tutor Code|Form Tutor Code|Tutor Initials|Form Tutor Initials|Registration Tutor Code|Tutor Email|Form Tutor Email|Registration Tutor|Registration Teacher|Reg Tutor|Reg Teacher|Form Tutor|Form Teacher|Group Tutor|Tutor Name|Form Tutor Name|Registration Tutor Name|Personal Tutor|Homeroom Teacher|Tutors|Tutor",
    ),
    field(
        "tutor_id",
        "Form tutor's identifier in the school's system",
        "Tutor ID|Form Tutor ID|Registration Tutor ID|Tutor Staff ID|Tutor Person ID",
    ),
    field("sex", "Sex", "Sex|Gender|Legal Sex|Sex at birth|Legal Gender"),
    field(
        "sen_stage",
        "SEN stage",
        "SEN Status|SEN Provision|SEN|SEN Stage|SEN Support|SEND Status|SEND|Current SEN Status|SEN Provision Code|SEN Status Code|Provision Name",
    ),
    field("ehc_plan", "EHC plan", "EHCP|EHC Plan|EHC|Has EHCP|Education Health and Care Plan"),
    field(
        "free_meals",
        "Free school meals",
        "FSM|Free School Meals|FSM Eligible|Free Meals|Eligible for free meals|FSM Eligibility|Free School Meal|Free School Meal Eligible|FSM Status|Eligible for FSM|Free Reduced Lunch",
    ),
    field(
        "first_language",
        "First language",
        "First Language|Home Language|Language|Mother Tongue|Native Language|First Language Code",
    ),
    field(
        "ethnicity",
        "Ethnicity",
        "Ethnicity|Ethnic Group|Ethnic Code|Ethnicity Code|Ethnic Origin",
    ),
    field(
        "looked_after",
        "Looked after",
        "Looked After|LAC|CLA|In Care|In Care Flag|Child Looked After|Looked After Child|Is in care|Currently in care|CiC",
    ),
    field(
        "social_worker",
        "Social worker",
        "Social Worker|Has Social Worker|Social Worker Name|Allocated Social Worker|Has a social worker|Social Worker Involved",
    ),
    field(
        "leaving",
        "Leaving date",
        "Leaving Date|Date of Leaving|Leaver Date|DOL|Leave Date|End Date|Date Left",
    ),
];

const CONTACTS: &[Field] = &[
    field(
        "pupil_id",
        "Pupil's identifier in the school's system",
        "Student ID|Pupil ID|Student Person ID|Pupil Person ID|Learner ID",
    ),
    field("pupil_upn", "Pupil's UPN", "UPN|Student UPN|Pupil UPN|Unique Pupil Number"),
    field(
        "pupil_admission_number",
        "Pupil's admission number",
        "Adno|Adm No|Admission Number|Admission No|Student Adno|Pupil Adno|Student Admission Number|Pupil Admission Number",
    ),
    field(
        "id",
        "Contact's identifier in the school's system",
        "Contact ID|Guardian ID|Parent ID|ID|Person ID|Contact Person ID|External ID",
    ),
    field("title", "Title", "Title|Contact Title|Salutation|Parent Title"),
    field(
        "full_name",
        "Whole name in one cell",
        "Contact Name|Contact Full Name|Name|Full Name|Parent Name|Guardian Name|Contact|Parent",
    ),
    field(
        "forename",
        "Forename",
        "Contact Forename|Contact First Name|Forename|First Name|Parent Forename|Guardian First Name|Parent First Name|Given Name",
    ),
    field(
        "surname",
        "Surname",
        "Contact Surname|Contact Last Name|Surname|Last Name|Parent Surname|Guardian Last Name|Parent Last Name|Family Name",
    ),
    field(
        "relationship",
        "Relationship",
        "Relationship|Relation|Contact Relationship|Relationship to Student|Relationship to Pupil|Relation Type",
    ),
    field(
        "parental_responsibility",
        "Parental responsibility",
        "Parental Responsibility|PR|Has Parental Responsibility|Parental Resp|Legal Responsibility",
    ),
    field(
        "priority",
        "Priority",
        "Priority|Contact Priority|Contact Order|Order|Call Order|Priority Order",
    ),
    field(
        "restrictions",
        "Restrictions",
        "Restrictions|Restriction|Court Order|Court Orders|Contact Restrictions|Do Not Contact|No Contact|Legal Restrictions|Restricted Access",
    ),
    field(
        "language",
        "Language",
        "Language|Contact Language|First Language|Home Language|Preferred Language|Correspondence Language|Native Language",
    ),
    field(
        "email",
        "Email",
        "Email|Contact Email|Email Address|Primary Email|Parent Email|Home Email|Guardian Email",
    ),
    field(
        "phone",
        "Telephone",
        "Telephone|Phone|Mobile|Main Telephone|Primary Telephone|Contact Telephone|Mobile Phone|Telephone Number|Mobile Number|Phone Number|Contact Phone|Mobile Telephone",
    ),
    field(
        "other_phone",
        "Other telephone",
        "Other Telephone|Home Telephone|Home Phone|Alternative Telephone|Work Telephone|Day Telephone|Landline|Work Phone|Other Phone|Home Number",
    ),
    field(
        "address",
        "Address",
        "Address|Home Address|Contact Address|Postal Address|Full Address|Main Address",
    ),
];

const STAFF: &[Field] = &[
    field(
        "id",
        "Identifier in the school's system",
        "ID|Staff ID|Person ID|Employee ID|External ID|MIS ID|Arbor Staff ID|Payroll Number|Employee Number",
    ),
    field(
        "code",
        "Staff code",
        "Staff Code|Code|Initials|Teacher Code|Timetable Code|Short Name|Shortcode",
    ),
    field("title", "Title", "Title|Salutation"),
    field(
        "full_name",
        "Whole name in one cell",
        "Name|Full Name|Staff Name|Teacher|Teacher Name|Staff Member|Display Name",
    ),
    field(
        "forename",
        "Forename",
        "Forename|First Name|Preferred Forename|Given Name|Legal Forename|Staff Forename|Chosen Name|Preferred First Name|Legal First Name",
    ),
    field(
        "surname",
        "Surname",
        "Surname|Last Name|Preferred Surname|Family Name|Legal Surname|Staff Surname|Preferred Last Name|Legal Last Name",
    ),
    field(
        "email",
        "Email",
        "Email|Work Email|Email Address|Staff Email|Primary Email|School Email",
    ),
    field("post", "Post", "Post|Role|Job Title|Position|Staff Role|Business Role|Job"),
    field(
        "leaving",
        "Leaving date",
        "Leaving Date|Date of Leaving|Date Left|Employment End Date|End Date|Employment End",
    ),
];

const CLASSES: &[Field] = &[
    field(
        "code",
        "Class",
        "Class|Class Code|Class Name|Teaching Group|Group|Group Name|Teaching Group Name|Course Class|Set|Class ID",
    ),
    field("title", "Longer name", "Description|Title|Class Description|Long Name"),
    field("subject", "Subject", "Subject|Subject Name|Course|Course Name"),
    field("year", "Year", "Year|Year Group|NC Year|Yr|Class Year"),
    field("kind", "Kind of group", "Kind|Type|Class Type|Group Type"),
    field(
        "teacher",
        "Teacher's code or email",
        "Teacher|Teacher Code|Main Teacher|Staff Code|Teacher Initials|Staff|Class Teacher|Teacher Email|Staff Email|Main Teacher Code|Main Teacher Email",
    ),
    field(
        "teacher_id",
        "Teacher's identifier in the school's system",
        "Teacher ID|Staff ID|Teacher Person ID",
    ),
    field(
        "pupil_id",
        "Pupil's identifier in the school's system",
        "Student ID|Pupil ID|Student Person ID|Person ID|ID",
    ),
    field("pupil_upn", "Pupil's UPN", "UPN|Student UPN|Pupil UPN|Unique Pupil Number"),
    field(
        "pupil_admission_number",
        "Pupil's admission number",
        "Adno|Adm No|Admission Number|Admission No|Student Adno",
    ),
];

const TIMETABLE: &[Field] = &[
    field(
        "class",
        "Class",
        "Class|Class Code|Class Name|Teaching Group|Group|Group Name|Set|Event Name|Lesson",
    ),
    field(
        "teacher",
        "Teacher's code or email",
        "Teacher|Teacher Code|Staff Code|Staff|Teacher Initials|Main Teacher|Teacher Email|Staff Email",
    ),
    field("teacher_id", "Teacher's identifier in the school's system", "Teacher ID|Staff ID"),
    field("place", "Place", "Room|Place|Location|Room Name|Room Code|Classroom|Site Room"),
    field("week", "Week", "Week|Week Letter|Timetable Week|Cycle Week|Week Number"),
    field("day", "Day", "Day|Weekday|Day of Week|Day Name"),
    field(
        "period",
        "Period",
        "Period|Period Code|Period Name|Lesson Period|Timetable Slot|Slot|Timetable Period|Session",
    ),
];
