//! E-mail that Mainstay sends: what it is for, how it stands, when it is tried again, its words.
//!
//! Must never know: servers, files, addresses of pages. Where a link belongs, the words are in
//! two parts and it goes between. A subject line never names a pupil: screens show it to whoever
//! stands behind.

use crate::Id;
use crate::good_news::GoodNews;
use crate::work::Again;
use crate::writing::isolated;
use rulebook::{Day, Instant, Minute};

coded! {
    /// What a message is for.
    pub enum Kind {
        WorkAsked = "work_asked", "Work asked for";
        WorkPassedOn = "work_passed_on", "Work passed on";
        WorkAgain = "work_again", "Work asked for again";
        WorkBack = "work_back", "Finished work handed back";
        Notice = "notice", "Staff notice";
        Safeguarding = "safeguarding", "Word to the safeguarding lead";
        LetterHome = "letter_home", "A letter is there";
        SheetHome = "sheet_home", "A standards sheet is there";
        GoodNewsHome = "good_news_home", "Good news is there";
        TripHome = "trip_home", "A trip to answer";
        PlanPart = "plan_part", "A part in a plan to write";
        GoodNewsStaff = "good_news_staff", "Good news for a colleague";
        CardAsked = "card_asked", "Report card";
        CardReminder = "card_reminder", "Report card, marks missing";
        Digest = "digest", "The morning’s email";
        NoticeDue = "notice_due", "Reminder that the notice is due";
        Timetable = "timetable", "A timetable that changed";
        Meeting = "meeting", "A meeting";
    }
}

coded! {
    /// How a message stands.
    pub enum State {
        Waiting = "waiting", "Waiting to go";
        Going = "going", "On its way";
        Sent = "sent", "Sent";
        Refused = "refused", "Refused";
        GivenUp = "given_up", "Could not be sent";
        Nowhere = "nowhere", "No email address";
        Returned = "returned", "Came back";
        Dropped = "dropped", "No longer needed";
    }
}

impl State {
    /// Somebody has to be told in another way.
    pub fn has_failed(self) -> bool {
        matches!(self, State::Refused | State::GivenUp | State::Nowhere | State::Returned)
    }
    /// It may still go by itself.
    pub fn is_open(self) -> bool {
        matches!(self, State::Waiting | State::Going)
    }
}

impl State {
    /// How a message to somebody stands, in a line beside what it is about; `then` is when it
    /// went. Nothing for one that is no longer needed.
    pub fn told(self, to: &str, then: &str) -> Option<String> {
        let failed = |why: &str| Some(format!("Could not be sent: {why}. Tell {to}"));
        match self {
            State::Waiting | State::Going => Some("Email waiting to go".into()),
            State::Sent => Some(format!("Emailed {then}")),
            State::Refused => failed("the address was refused"),
            State::GivenUp => failed("the mail server did not take it"),
            State::Nowhere => failed("no email address"),
            State::Returned => failed("the email came back"),
            State::Dropped => None,
        }
    }
}

/// Minutes to wait after each try that did not work, before the next. A mail server that is down
/// over night is met again in the morning; after the last the message is given up and shown.
const PAUSES: [i64; 7] = [1, 5, 15, 60, 120, 240, 480];

/// Minutes after which a message that was taken up and never heard of again is taken up anew:
/// the machine stopped in the middle.
pub const LOST_AFTER: i64 = 20;

/// When a message is tried again, having been tried so many times; `None` gives it up.
pub fn again(now: Instant, tries: i64) -> Option<Instant> {
    let pause = PAUSES.get(usize::try_from(tries.max(1) - 1).ok()?)?;
    Some(now.plus_seconds(pause * 60))
}

/// How a try went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Try {
    /// The mail server took it.
    Taken,
    /// It will never be taken as it is: no such address.
    Never(String),
    /// Not now: the server is down, busy or slow.
    NotNow(String),
}

/// Where a message stands after a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// How it stands.
    pub state: State,
    /// When it is tried again.
    pub again_at: Option<Instant>,
    /// What the server said, for whoever looks after it.
    pub trouble: String,
}

/// Decides what follows from the try that made it `tries` in all.
pub fn after(how: Try, now: Instant, tries: i64) -> After {
    let (state, again_at, trouble) = match how {
        Try::Taken => (State::Sent, None, String::new()),
        Try::Never(said) => (State::Refused, None, said),
        Try::NotNow(said) => match again(now, tries) {
            Some(at) => (State::Waiting, Some(at), said),
            None => (State::GivenUp, None, said),
        },
    };
    After { state, again_at, trouble: trouble.chars().take(300).collect() }
}

/// What a mail server said afterwards of a message it had taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// It will not be delivered.
    Failed(String),
    /// It has not been delivered yet; the server goes on trying.
    Delayed(String),
}

/// What follows when a message that was sent comes back; `trouble` is what was said of it before.
/// Nothing for one that is not out, or when the same was said already: servers repeat themselves.
pub fn came_back(state: State, trouble: &str, back: &Back) -> Option<After> {
    if state != State::Sent {
        return None;
    }
    let (state, said) = match back {
        Back::Failed(said) => (State::Returned, said.clone()),
        Back::Delayed(said) => (State::Sent, format!("Late: {said}")),
    };
    let said: String = said.chars().take(300).collect();
    let news = state == State::Returned || said != trouble;
    news.then_some(After { state, again_at: None, trouble: said })
}

/// Words of a message: a link, where it has one, stands between body and closing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Subject line.
    pub subject: String,
    /// Before the link.
    pub body: String,
    /// What the link is called.
    pub link: String,
    /// After it.
    pub closing: String,
}

/// A message to be kept and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Key.
    pub id: Id,
    /// What it is for.
    pub kind: Kind,
    /// The member of staff it goes to.
    pub staff: Option<Id>,
    /// The person at home it goes to.
    pub contact: Option<Id>,
    /// Their name.
    pub to_name: String,
    /// Their address; empty keeps the message as one that cannot go.
    pub to: String,
    /// Its words.
    pub words: Words,
    /// The record it is about.
    pub about: Id,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// The link it carries.
    pub link: Option<Id>,
    /// From when nobody has any use for it: it is not sent after that.
    pub until: Instant,
}

/// A few letters that tell one message from another in a list of mail, naming nobody.
pub fn reference(id: Id) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let tail = id.as_u128();
    let letter = |n: u32| char::from(LETTERS[((tail >> (5 * n)) & 31) as usize]);
    format!("M-{}", (0..5).rev().map(letter).collect::<String>())
}

/// A lesson that work is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// "P3"
    pub code: String,
    /// "Science"
    pub subject: String,
}

/// What a teacher is told when work is asked for: who and which lessons, never why.
pub struct WorkAsked<'a> {
    /// The school.
    pub school: &'a str,
    /// "Mrs Ravenhall"
    pub teacher: &'a str,
    /// "Tyrell Adeyemi, 9K"
    pub who: &'a str,
    /// The day of the lessons.
    pub day: Day,
    /// The lessons.
    pub lessons: &'a [Lesson],
    /// The teacher asked before, when it is passed on.
    pub first_asked: Option<&'a str>,
    /// When it goes on to the head of subject; nothing once it has.
    pub passed_on_at: Option<Instant>,
    /// What the message is told apart by.
    pub reference: &'a str,
}

/// The words of it.
pub fn work_asked(w: &WorkAsked<'_>) -> Words {
    let one = w.lessons.len() == 1;
    let lessons =
        if one { "one lesson".to_string() } else { format!("{} lessons", w.lessons.len()) };
    let mut body = format!("Dear {}\n\n", isolated(w.teacher.to_string()));
    match w.first_asked {
        Some(before) => {
            body.push_str(&format!("{before} was asked for work and has not answered yet. "));
            body.push_str(&format!("{} will miss {lessons} on {}:\n\n", w.who, w.day));
        }
        None => {
            body.push_str(&format!("{} will not be in your lesson on {} ", w.who, w.day));
            body.push_str("and will work through it elsewhere in school:\n\n");
        }
    }
    for l in w.lessons {
        body.push_str(&format!("  {} {}\n", l.code, l.subject));
    }
    body.push_str("\nPlease say what the work is. You need not sign in.");
    let mut closing = format!(
        "The link answers each lesson once and stops working at the end of {}. Please do not pass it on.",
        w.day
    );
    if let Some(at) = w.passed_on_at {
        closing.push_str(&format!(
            " If nobody has answered by {at}, whoever leads the subject is asked."
        ));
    }
    closing.push_str(&format!("\n\n{}", w.school));
    Words {
        subject: format!("Work for {lessons} on {}, ref {}", w.day, w.reference),
        body,
        link: "Say what the work is".into(),
        closing,
    }
}

/// What a teacher is told when the work for a lesson has to be asked for a second time.
pub fn work_again(
    school: &str,
    teacher: &str,
    who: &str,
    day: Day,
    lesson: &Lesson,
    why: Again,
    reference: &str,
) -> Words {
    let then = match why {
        Again::NotThere => "Please say where it is now, or send it another way.",
        Again::NotEnough => "Please say what to go on with.",
        Again::TooHard => "Please say what can be done without you, or what would help.",
    };
    Words {
        subject: format!("Work for one lesson on {day} once more, ref {reference}"),
        body: format!(
            "Dear {}\n\nThank you for the work for {who}, {} {} on {day}. It could not be used as it was: {}.\n\n{then} You need not sign in.",
            isolated(teacher.to_string()),
            lesson.code,
            lesson.subject,
            why.said(),
        ),
        link: "Say what the work is".into(),
        closing: format!(
            "The link stops working at the end of {day}. Please do not pass it on.\n\n{school}"
        ),
    }
}

/// What a teacher is told when finished work is handed back: how many pieces, and where. Whose they
/// are stands behind the link.
pub fn work_back(
    school: &str,
    teacher: &str,
    pieces: usize,
    handed_to: &str,
    until: Day,
    reference: &str,
) -> Words {
    let (many, are) = match pieces {
        1 => ("One piece of work".to_string(), "is"),
        n => (format!("{n} pieces of work"), "are"),
    };
    Words {
        subject: format!("Finished work for you, ref {reference}"),
        body: format!(
            "Dear {}\n\n{many} done out of your lessons {are} on the way back to you. Handed to: {handed_to}.\n\nPlease say when you have it, and when it is marked. One tap is enough, and you need not sign in.",
            isolated(teacher.to_string()),
        ),
        link: "Say that you have it".into(),
        closing: format!(
            "The link works until the end of {until}. Please do not pass it on.\n\n{school}"
        ),
    }
}

/// What a colleague is told of something a pupil did well.
pub fn good_news_at_school(
    school: &str,
    colleague: &str,
    who: &str,
    news: &GoodNews,
    reference: &str,
) -> Words {
    Words {
        subject: format!("Good news for you, ref {reference}"),
        body: format!(
            "Dear {}\n\nGood news of {}, which has gone home too:\n\n{}\n\n{}",
            isolated(colleague.to_string()),
            isolated(who.to_string()),
            isolated(news.body.clone()),
            isolated(news.by_name.clone()),
        ),
        link: String::new(),
        closing: school.to_string(),
    }
}

/// What a teacher is told of a pupil on a report card who is in their lessons today: who and
/// which lessons, never why.
pub fn card_asked(
    school: &str,
    teacher: &str,
    who: &str,
    day: Day,
    lessons: &[Lesson],
    reference: &str,
) -> Words {
    let mut body = format!("Dear {}\n\n", isolated(teacher.to_string()));
    body.push_str(&format!("{who} has a report card and is in your lessons on {day}:\n\n"));
    for l in lessons {
        body.push_str(&format!("  {} {}\n", l.code, l.subject));
    }
    body.push_str("\nPlease mark the targets once the lesson has begun. One tap is enough, and you need not sign in.");
    Words {
        subject: format!("Report card for your lessons on {day}, ref {reference}"),
        body,
        link: "Mark the targets".into(),
        closing: format!(
            "The link marks each lesson once and stops working at the end of {day}. Please do not pass it on.\n\n{school}"
        ),
    }
}

/// What every member of staff is told when the notice comes out: that it did, and where. Names
/// stay behind the sign-in.
pub fn notice(school: &str, room: &str, day: Day, number: i64, at: Minute) -> Words {
    let (what, again) = match number {
        1 => ("The staff notice".to_string(), ""),
        n => (format!("Amendment {} to the staff notice", n - 1), " Only the change is in it."),
    };
    Words {
        subject: format!("{what}: {room}, {day}"),
        body: format!(
            "{what} for {room} on {day} came out at {at}.{again}\n\nRead it in Mainstay, under Notice. It has names in it, so it is not in this message."
        ),
        link: String::new(),
        closing: school.to_string(),
    }
}

/// What is there for somebody at home to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForHome {
    /// A letter.
    Letter,
    /// A standards sheet.
    Sheet,
    /// Good news.
    GoodNews,
    /// A trip that asks for an answer.
    Trip,
    /// A part in a plan.
    Plan,
}

/// Somebody at home is told that something is there for them: never what it says or whom it is
/// about, because a message can be read by others.
pub fn for_home(
    what: ForHome,
    school: &str,
    phone: &str,
    to: &str,
    until: Day,
    reference: &str,
) -> Words {
    let ring = match phone.trim() {
        "" => "tell the school".to_string(),
        phone => format!("ring the school on {phone}"),
    };
    let (subject, there, then, link) = match what {
        ForHome::Letter => (
            "A letter",
            "There is a letter for you",
            "You can read it here, tell us that you have, and write back.",
            "Read the letter",
        ),
        ForHome::Sheet => (
            "A sheet",
            "There is a sheet for you",
            "It says what we expect and what you can expect of us. You can read it here and tell us that you have it.",
            "Read the sheet",
        ),
        ForHome::GoodNews => (
            "Good news",
            "There is good news for you",
            "You can read it here.",
            "Read the good news",
        ),
        ForHome::Trip => (
            "A question",
            "There is a question for you about a trip",
            "You can read about it here, and say yes or no. You can change your answer until it begins.",
            "Read about the trip and answer",
        ),
        ForHome::Plan => (
            "A question",
            "There is a question for you",
            "We should like to know what works and what would help. A line each is plenty, and you can change it later.",
            "Read the question and answer",
        ),
    };
    Words {
        subject: format!("{subject} from {school}, ref {reference}"),
        body: format!(
            "Dear {}\n\n{there} from {school}.\n\n{then} You need no password.",
            isolated(to.to_string())
        ),
        link: link.into(),
        closing: format!(
            "The link is for you alone and works until the end of {until}. Please do not pass it on. If this is not for you, or you would rather have letters on paper, {ring}.\n\n{school}"
        ),
    }
}

/// A teacher is reminded of lessons that have no marks yet.
pub fn card_reminder(
    school: &str,
    teacher: &str,
    who: &str,
    lessons: &[(Day, Lesson)],
    until: Day,
    reference: &str,
) -> Words {
    let mut body = format!("Dear {}\n\n", isolated(teacher.to_string()));
    body.push_str(&format!(
        "{who} has a report card. These lessons of yours have no marks yet:\n\n"
    ));
    for (day, l) in lessons {
        body.push_str(&format!("  {}: {} {}\n", day.short(), l.code, l.subject));
    }
    body.push_str("\nOne tap a lesson is enough, and you need not sign in. A lesson without marks says nothing either way.");
    Words {
        subject: format!("Report card: lessons without marks, ref {reference}"),
        body,
        link: "Mark the lessons".into(),
        closing: format!(
            "The link marks each lesson once and stops working at the end of {until}. Please do not pass it on.\n\n{school}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Instant {
        Day::new(2026, 11, 9).unwrap().at(Minute::new(14, 45).unwrap())
    }

    #[test]
    fn a_message_that_came_back_is_told_once_and_only_if_it_was_out() {
        let failed = Back::Failed("550 no such mailbox".into());
        let after = came_back(State::Sent, "", &failed).unwrap();
        assert_eq!((after.state, after.trouble.as_str()), (State::Returned, "550 no such mailbox"));
        assert!(after.state.has_failed());
        for state in [State::Waiting, State::Refused, State::Returned, State::Dropped] {
            assert_eq!(came_back(state, "", &failed), None, "{state:?}");
        }
        let late = Back::Delayed("451 try later".into());
        let after = came_back(State::Sent, "", &late).unwrap();
        assert_eq!((after.state, after.trouble.as_str()), (State::Sent, "Late: 451 try later"));
        assert_eq!(came_back(State::Sent, &after.trouble, &late), None);
    }

    #[test]
    fn a_server_that_is_down_is_tried_again_later_and_later_and_then_given_up() {
        let mut pauses = Vec::new();
        for tries in 1.. {
            match again(now(), tries) {
                Some(at) => pauses.push(at.minutes_since(now())),
                None => break,
            }
        }
        assert_eq!(pauses, PAUSES);
        assert!(pauses.windows(2).all(|p| p[0] < p[1]));
        let last = after(Try::NotNow("451 later".into()), now(), pauses.len() as i64 + 1);
        assert_eq!((last.state, last.again_at), (State::GivenUp, None));
        assert!(last.state.has_failed());
    }

    #[test]
    fn how_an_email_stands_is_said_and_who_is_to_be_told_when_it_failed() {
        let told = |state: State| state.told("Mrs Hale", "14.46");
        assert_eq!(told(State::Sent).unwrap(), "Emailed 14.46");
        assert_eq!(
            told(State::Nowhere).unwrap(),
            "Could not be sent: no email address. Tell Mrs Hale"
        );
        assert_eq!(told(State::Dropped), None);
        for state in <State as crate::Coded>::ALL {
            let says = told(*state).is_some_and(|words| words.ends_with("Tell Mrs Hale"));
            assert_eq!(says, state.has_failed(), "{state:?}");
        }
    }

    #[test]
    fn an_address_that_is_refused_is_not_tried_again() {
        let gone = after(Try::Never("550 no such user".into()), now(), 1);
        assert_eq!((gone.state, gone.again_at), (State::Refused, None));
        assert_eq!(gone.trouble, "550 no such user");
        assert_eq!(after(Try::Taken, now(), 3).state, State::Sent);
    }

    #[test]
    fn a_subject_line_names_no_pupil_and_the_words_give_no_reason() {
        let lessons = [Lesson { code: "P3".into(), subject: "Science".into() }];
        let words = work_asked(&WorkAsked {
            school: "Fairholme",
            teacher: "Mrs Ravenhall",
            who: "Tyrell Adeyemi, 9K",
            day: Day::new(2026, 11, 10).unwrap(),
            lessons: &lessons,
            first_asked: None,
            passed_on_at: Some(now()),
            reference: "M-ABCDE",
        });
        assert_eq!(words.subject, "Work for one lesson on Tue 10 Nov 2026, ref M-ABCDE");
        assert!(words.body.contains("Tyrell Adeyemi, 9K will not be in your lesson"));
        for word in ["exclusion", "referral", "behaviour"] {
            let all = format!("{}{}{}", words.subject, words.body, words.closing).to_lowercase();
            assert!(!all.contains(word), "{word}");
        }
        let notice =
            notice("Fairholme", "The Hub", Day::new(2026, 11, 10).unwrap(), 2, Minute::default());
        assert!(notice.subject.starts_with("Amendment 1 to the staff notice"));
    }

    #[test]
    fn references_differ_and_have_no_letter_that_reads_as_a_figure() {
        let [a, b] = [Id::from_u128(1), Id::from_u128(2)].map(reference);
        assert_eq!(a.len(), 7);
        assert_ne!(a, b);
        assert!(!a.contains(['0', '1', 'I', 'O']));
    }
}
