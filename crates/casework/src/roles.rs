//! Who may do what: one table in practitioners' words, readable by a data-protection officer.
//!
//! Must never know: routes or pages. A role is what a person is at one school; `May` is one
//! thing a person may do there. The matrix is snapshotted in the product's tests.

coded! {
    /// What a person is at a school. The name shown is the school's own word where it has one.
    pub enum Role {
        Teacher = "teacher", "Teacher";
        HeadOfSubject = "head_of_subject", "Head of subject";
        Tutor = "tutor", "Form tutor";
        YearLead = "year_lead", "Year lead";
        Mentor = "mentor", "Learning mentor";
        RoomLead = "room_lead", "Room co-ordinator";
        SupportLead = "support_lead", "Behaviour support co-ordinator";
        Cover = "cover", "Cover adult in the room";
        RoomManager = "room_manager", "Line manager of the room";
        Senior = "senior", "Senior leader";
        Head = "head", "Headteacher";
        Safeguarding = "safeguarding", "Designated safeguarding lead";
        DataManager = "data_manager", "Data manager";
        BehaviourOfficer = "behaviour_officer", "Behaviour and exclusions officer";
        AuthorityManager = "authority_manager", "Manager in the authority";
        Administrator = "administrator", "Administrator of Mainstay";
    }
}

coded! {
    /// One thing a person may do at a school.
    pub enum May {
        Today = "today", "See their own Today page";
        FindPupil = "find_pupil", "Find a pupil by name";
        PupilSummary = "pupil_summary", "See what helps a pupil, and targets";
        PupilFile = "pupil_file", "See a pupil's file and chronology";
        Home = "home", "See and use a pupil's home contacts";
        ReasonDetail = "reason_detail", "Read what happened in a referral";
        ApproverNotes = "approver_notes", "Read and write context kept to approvers";
        Confidential = "confidential", "Read the confidential part of an interview";
        Refer = "refer", "Refer a pupil to the room";
        Approve = "approve", "Approve, change or decline a referral";
        Override = "override", "Override a keep-apart or a full room, by name and reason";
        Board = "board", "See the room board";
        RunRoom = "run_room", "Record the day in the room";
        Interview = "interview", "Hold inductions, exits and restorative meetings";
        DecideDay = "decide_day", "Decide what follows a day in the room that did not go as expected";
        ReadNotice = "read_notice", "Read the staff notice";
        PublishNotice = "publish_notice", "Publish the staff notice";
        AnswerWork = "answer_work", "Answer a request for work";
        ChaseWork = "chase_work", "Chase work and fill it from the bank";
        Letters = "letters", "Issue letters home";
        MisEntries = "mis_entries", "Tick off entries for the school's own system";
        Duties = "duties", "Log on-call, in-class support and mentoring";
        Kit = "kit", "Look after devices, stock, resources and the room itself";
        Team = "team", "Lead a team: timetables, line management, observations, training, procedures notes";
        Returns = "returns", "Follow a pupil's return to lessons";
        Reports = "reports", "See the room's figures and the lists behind them";
        Faculty = "faculty", "See how much of their own faculty's lessons was missed, as counts";
        TeacherFigures = "teacher_figures", "Open figures teacher by teacher, for a purpose they give";
        Hearings = "hearings", "Prepare and clerk governors’ meetings, reviews and their packs";
        Messages = "messages", "See email that was sent or could not be, and send it again";
        Law = "law", "Look up dates and the law";
        Import = "import", "Bring in the roster";
        SetUp = "set_up", "Change the calendar, the day, words, rooms and lists";
        People = "people", "Give people accounts and roles";
        Audit = "audit", "Read the audit trail";
        Safeguarding = "safeguarding", "Read what was passed to the safeguarding lead";
        Restrictive = "restrictive", "Read the register of force, restraint and seclusion";
        Exclusions = "exclusions", "Prepare suspensions and permanent exclusions, and see to what is owed";
        DecideExclusion = "decide_exclusion", "Decide a suspension or permanent exclusion, or cancel one";
        Cases = "cases", "See and work on the authority's cases";
        CaseMoney = "case_money", "Work out and raise the money that follows a pupil";
        ApproveMoney = "approve_money", "Approve the money that follows a pupil, and set its rates";
    }
}

impl Role {
    /// Those whose role opens the file of every pupil of the school: any of them can be a
    /// pupil’s key worker, or own what a review or a signal asks for.
    pub const OPEN_EVERY_FILE: [Role; 6] = [
        Role::RoomLead,
        Role::SupportLead,
        Role::RoomManager,
        Role::Senior,
        Role::Head,
        Role::Safeguarding,
    ];
    /// Whether pupils come back from the room into this person's lessons.
    pub fn teaches(self) -> bool {
        matches!(self, Role::Teacher | Role::HeadOfSubject | Role::Tutor | Role::YearLead)
    }
    /// Whether the role leads, or deals with suspensions: the law is part of its week.
    pub fn works_with_the_law(self) -> bool {
        use Role::*;
        matches!(
            self,
            YearLead
                | Mentor
                | RoomLead
                | SupportLead
                | RoomManager
                | Senior
                | Head
                | Safeguarding
                | BehaviourOfficer
                | AuthorityManager
                | Administrator
        )
    }
    /// Whether the role carries the permission.
    pub fn may(self, what: May) -> bool {
        use May::*;
        if what == Law {
            // The law is public. Whoever covers the room for a lesson has its board and no more.
            return self != Role::Cover;
        }
        if what == Safeguarding {
            // Never by being senior: whoever else is to read it is given the role.
            return self == Role::Safeguarding;
        }
        if what == DecideExclusion {
            // Nobody by being senior. Whoever is named to act as head is asked for where it is done.
            return self == Role::Head;
        }
        if what == DecideDay {
            // Never by being senior, nor by running the room: a suspension is the headteacher's.
            return self == Role::Head;
        }
        if what.is_an_authoritys() {
            // Never a school's, and the money is approved by another than whoever works it out.
            return match self {
                Role::BehaviourOfficer => what != ApproveMoney,
                Role::AuthorityManager => true,
                _ => false,
            };
        }
        match self {
            Role::Teacher => {
                matches!(what, Today | FindPupil | PupilSummary | Refer | ReadNotice | AnswerWork)
            }
            Role::HeadOfSubject => Role::Teacher.may(what) || matches!(what, ChaseWork | Faculty),
            Role::Tutor => Role::Teacher.may(what) || what == Returns,
            Role::YearLead => {
                Role::Teacher.may(what)
                    || matches!(
                        what,
                        PupilFile
                            | Home
                            | ReasonDetail
                            | ApproverNotes
                            | Returns
                            | Reports
                            | Faculty
                            | Exclusions
                    )
            }
            Role::Mentor => {
                matches!(
                    what,
                    Today | FindPupil | PupilSummary | PupilFile | ReadNotice | Returns | Duties
                )
            }
            Role::RoomLead => !matches!(
                what,
                Approve
                    | Override
                    | ApproverNotes
                    | AnswerWork
                    | Import
                    | SetUp
                    | People
                    | Audit
                    | Restrictive
                    | TeacherFigures
                    | Hearings
            ),
            // Whoever runs support sees to the room as well; what waits on Today is another’s list.
            Role::SupportLead => Role::RoomLead.may(what),
            Role::Cover => matches!(what, Today | Board | RunRoom),
            Role::RoomManager => matches!(
                what,
                Today
                    | FindPupil
                    | PupilSummary
                    | PupilFile
                    | Home
                    | ReasonDetail
                    | Board
                    | ReadNotice
                    | Reports
                    | Faculty
                    | Kit
                    | Team
            ),
            Role::Senior => {
                !matches!(what, Confidential | Import | SetUp | People | Audit | MisEntries)
            }
            Role::Head => !matches!(what, Import | SetUp | People | MisEntries),
            Role::Safeguarding => matches!(
                what,
                Today
                    | FindPupil
                    | PupilSummary
                    | PupilFile
                    | Home
                    | ReasonDetail
                    | Confidential
                    | Board
                    | ReadNotice
                    | Refer
                    | Restrictive
                    | Exclusions
            ),
            Role::DataManager => {
                matches!(what, Today | FindPupil | ReadNotice | Import | MisEntries | SetUp)
            }
            Role::BehaviourOfficer => matches!(what, Today | Import | Messages | Hearings),
            Role::AuthorityManager => {
                matches!(what, Today | Import | Messages | SetUp | Audit | Hearings)
            }
            Role::Administrator => {
                matches!(what, Today | Import | SetUp | People | Audit | ReadNotice | Messages)
            }
        }
    }
}
