//! Questions a school asks in its talks, and answers to them. A question is reworded or retired,
//! never changed in place, so that an answer keeps the words it answered.
//!
//! Must never know: pages or tables. No question has to be answered: that somebody would rather
//! not say, or was not asked, is an answer, and none asks anybody to admit anything.

use crate::{Coded, Id};
use rulebook::Instant;

/// Longest question, in characters.
pub const LONGEST: usize = 200;
/// Longest answer.
pub const LONGEST_ANSWER: usize = 2000;
/// Questions a talk may have at once.
pub const AT_MOST: usize = 20;
/// The highest step of a scale.
pub const SCALE: i64 = 5;

coded! {
    /// The talk a question is asked in.
    pub enum Talk {
        Induction = "induction", "Induction";
        Reflection = "reflection", "Reflection";
        Pupil = "repair_pupil", "Putting it right: the young person’s side";
        Other = "repair_other", "Putting it right: the other side";
        Both = "repair_both", "Putting it right: both, before anything is agreed";
        Exit = "exit", "Exit interview";
    }
}

coded! {
    /// How a question is answered.
    pub enum Kind {
        Words = "words", "In words";
        Scale = "scale", "On a scale from 1 to 5";
        Feelings = "feelings", "With pictures of feelings";
        Helps = "helps", "With pictures of what helps";
    }
}

coded! {
    /// How an answer came.
    pub enum How {
        Said = "said", "Answered";
        RatherNot = "rather_not", "They would rather not say";
        NotAsked = "not_asked", "Not asked";
    }
}

/// A question as it is asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Key: the same through every wording.
    pub id: Id,
    /// Its talk.
    pub talk: Talk,
    /// The field of an older record that keeps its answers too, or empty.
    pub field: String,
    /// How it is answered.
    pub kind: Kind,
    /// Its place in the talk.
    pub place: i64,
    /// Which wording this is, from 1.
    pub wording: i64,
    /// The words.
    pub words: String,
    /// The same in easy words for the pupil, or empty.
    pub easy: String,
    /// When it was retired.
    pub retired_at: Option<Instant>,
}

impl Question {
    /// The name of its field in a form.
    pub fn name(&self) -> String {
        if self.field.is_empty() { format!("q-{}", self.id) } else { self.field.clone() }
    }
    /// The words a pupil reads.
    pub fn for_pupil(&self) -> &str {
        if self.easy.is_empty() { &self.words } else { &self.easy }
    }
    /// It is asked.
    pub fn live(&self) -> bool {
        self.retired_at.is_none()
    }
}

/// An answer, with the question as it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: Id,
    /// Which wording of it.
    pub wording: i64,
    /// The words it was asked in: a translation, where one was used.
    pub asked: String,
    /// Its place when it was asked.
    pub place: i64,
    /// How the answer came.
    pub how: How,
    /// The words of it.
    pub body: String,
    /// The pictures or the step of a scale, as codes with spaces between.
    pub picked: String,
    /// Why it was not asked.
    pub why: String,
}

impl Answer {
    /// What was answered, in words.
    pub fn said(&self) -> String {
        match self.how {
            How::RatherNot => "Would rather not say".into(),
            How::NotAsked => format!("Not asked: {}", self.why),
            How::Said => {
                let picked: Vec<String> =
                    self.picked.split_whitespace().map(picked_in_words).collect();
                let parts = [picked.join(", "), self.body.trim().to_string()];
                let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                parts.join(". ")
            }
        }
    }
}

/// Answers as lines, to be kept as they stood.
pub fn lines(answers: &[Answer]) -> String {
    let lines: Vec<String> = answers.iter().map(|a| format!("{} {}", a.asked, a.said())).collect();
    lines.join("\n")
}

/// Answers that no field of an older record keeps, as lines.
pub fn other_lines(questions: &[Question], answers: &[Answer]) -> String {
    let has_field = |a: &Answer| {
        a.how == How::Said && questions.iter().any(|q| q.id == a.question && !q.field.is_empty())
    };
    let others: Vec<Answer> = answers.iter().filter(|a| !has_field(a)).cloned().collect();
    lines(&others)
}

fn picked_in_words(code: &str) -> String {
    if let Ok(n) = code.parse::<i64>() {
        return format!("{n} of {SCALE}");
    }
    FEELINGS
        .iter()
        .chain(HELPS.iter())
        .find(|(c, _)| *c == code)
        .map_or_else(|| code.to_string(), |(_, label)| label.to_string())
}

/// Feelings that have a picture: code and word.
pub const FEELINGS: [(&str, &str); 8] = [
    ("calm", "Calm"),
    ("happy", "Happy"),
    ("sad", "Sad"),
    ("angry", "Angry"),
    ("worried", "Worried"),
    ("tired", "Tired"),
    ("mixed_up", "Mixed up"),
    ("left_out", "Left out"),
];

/// What may help, with a picture: code and words.
pub const HELPS: [(&str, &str); 8] = [
    ("quiet", "A quiet place"),
    ("walk", "A walk"),
    ("talk", "Somebody to talk to"),
    ("work_help", "Help with the work"),
    ("time", "More time"),
    ("draw", "Drawing or writing"),
    ("water", "A drink of water"),
    ("seat", "Another seat"),
];

/// What was sent for one question.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// How, where it was said.
    pub how: Option<How>,
    /// Words.
    pub body: String,
    /// Codes.
    pub picked: Vec<String>,
    /// Why not asked.
    pub why: String,
}

/// An answer to a question asked in these words. `None` where nothing was sent: nobody has to
/// answer. An error is for the field that says why it was not asked.
pub fn answer(q: &Question, asked: &str, given: &Given) -> Result<Option<Answer>, &'static str> {
    let codes: &[(&str, &str)] = match q.kind {
        Kind::Feelings => &FEELINGS,
        Kind::Helps => &HELPS,
        Kind::Words | Kind::Scale => &[],
    };
    let fits = |code: &&String| match q.kind {
        Kind::Scale => code.parse::<i64>().is_ok_and(|n| (1..=SCALE).contains(&n)),
        _ => codes.iter().any(|(c, _)| c == code),
    };
    let picked: Vec<&str> = given.picked.iter().filter(fits).map(String::as_str).collect();
    let empty = given.body.trim().is_empty() && picked.is_empty();
    let how = match given.how {
        // What was written is an answer, whatever stands beside it.
        _ if !empty => How::Said,
        Some(How::RatherNot) => How::RatherNot,
        Some(How::NotAsked) => How::NotAsked,
        Some(How::Said) | None if !given.why.trim().is_empty() => How::NotAsked,
        Some(How::Said) | None => return Ok(None),
    };
    if how == How::NotAsked && given.why.trim().is_empty() {
        return Err("Say why it was not asked");
    }
    Ok(Some(Answer {
        question: q.id,
        wording: q.wording,
        asked: asked.to_string(),
        place: q.place,
        how,
        body: given.body.trim().to_string(),
        picked: picked.join(" "),
        why: if how == How::NotAsked { given.why.trim().to_string() } else { String::new() },
    }))
}

/// What a question may not ask: words that make somebody admit something or say why they did it.
pub fn asks_for_blame(words: &str) -> bool {
    let words = words.to_lowercase();
    ["admit", "confess", "your fault", "to blame", "why did you", "apologise", "are you sorry"]
        .iter()
        .any(|w| words.contains(w))
}

/// Our own questions: talk, field, kind, words, easy words. The first wording of each.
const OURS: [(Talk, &str, Kind, &str, &str); 27] = [
    (
        Talk::Induction,
        "own_words",
        Kind::Words,
        "Why they are here, in their words",
        "Why are you here, in your words?",
    ),
    (Talk::Induction, "helps", Kind::Words, "What helps you work?", ""),
    (Talk::Induction, "hard", Kind::Words, "What makes it hard?", ""),
    (
        Talk::Induction,
        "goal",
        Kind::Words,
        "Goal for today",
        "What would you like to get done today?",
    ),
    (
        Talk::Reflection,
        "",
        Kind::Feelings,
        "How were you feeling just before?",
        "How did you feel before?",
    ),
    (
        Talk::Reflection,
        "",
        Kind::Words,
        "What happened, from your side?",
        "What happened? Tell it your way.",
    ),
    (Talk::Reflection, "", Kind::Feelings, "How do you feel now?", ""),
    (
        Talk::Reflection,
        "",
        Kind::Words,
        "Who has been affected, and in what way?",
        "Who was it hard for?",
    ),
    (Talk::Reflection, "", Kind::Helps, "What would have helped you?", "What helps you?"),
    (
        Talk::Reflection,
        "",
        Kind::Scale,
        "How ready do you feel for lessons?",
        "How ready are you for lessons?",
    ),
    (
        Talk::Reflection,
        "",
        Kind::Words,
        "What do you need from an adult?",
        "What can a grown-up do to help?",
    ),
    (Talk::Pupil, "", Kind::Words, "What happened, from your side?", ""),
    (Talk::Pupil, "", Kind::Words, "What was going on for you just before?", ""),
    (Talk::Pupil, "", Kind::Words, "What have you thought since?", ""),
    (
        Talk::Pupil,
        "",
        Kind::Words,
        "Who has been affected, and in what way?",
        "Who was it hard for?",
    ),
    (Talk::Pupil, "", Kind::Words, "What could put it right?", ""),
    (Talk::Pupil, "", Kind::Words, "What will help you next time?", ""),
    (Talk::Pupil, "", Kind::Words, "What do you need from an adult?", ""),
    (Talk::Other, "", Kind::Words, "What happened, from your side?", ""),
    (Talk::Other, "", Kind::Words, "How did it affect you then, and since?", ""),
    (Talk::Other, "", Kind::Words, "What has been hardest?", ""),
    (Talk::Other, "", Kind::Words, "What would help now?", ""),
    (Talk::Both, "", Kind::Words, "Is this fair, and can you do it?", ""),
    (Talk::Both, "", Kind::Words, "When shall we check?", ""),
    (Talk::Exit, "pupil_words", Kind::Words, "How was today, in your own words?", ""),
    (Talk::Exit, "led_here", Kind::Words, "What led here, as you see it?", ""),
    (Talk::Exit, "learnt", Kind::Words, "What could help next time?", ""),
];

/// The support asked for at the end stands last of the exit's questions.
const SUPPORT: (Talk, &str, Kind, &str, &str) =
    (Talk::Exit, "support", Kind::Words, "What help would you like, and who from?", "");

/// Our own questions, as every school has them until it changes them. Their keys are fixed, so
/// that an answer given before the first change belongs to the same question after it.
pub fn ours() -> Vec<Question> {
    OURS.iter()
        .chain([&SUPPORT])
        .enumerate()
        .map(|(n, (talk, field, kind, words, easy))| Question {
            id: Id::from_u128(0x6d61_696e_7374_7000_8000_0000_0000_0000 + n as u128),
            talk: *talk,
            field: field.to_string(),
            kind: *kind,
            place: n as i64,
            wording: 1,
            words: words.to_string(),
            easy: easy.to_string(),
            retired_at: None,
        })
        .collect()
}

/// The value of a question's own field: what was answered there, or nothing.
pub fn of_field(questions: &[Question], answers: &[Answer], field: &str) -> String {
    let question = questions.iter().find(|q| q.field == field);
    let answer = question.and_then(|q| answers.iter().find(|a| a.question == q.id));
    answer.filter(|a| a.how == How::Said).map(|a| a.body.clone()).unwrap_or_default()
}

/// The other question to change places with, where there is one: the next that is asked.
pub fn neighbour(live: &[Question], id: Id, up: bool) -> Option<&Question> {
    let at = live.iter().position(|q| q.id == id)?;
    if up { at.checked_sub(1).and_then(|i| live.get(i)) } else { live.get(at + 1) }
}

/// A label for a code of any coded list here, for the trail.
pub fn talk_label(code: &str) -> String {
    Talk::from_code(code).map_or_else(|| code.to_string(), |t| t.label().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(body: &str, how: Option<How>, why: &str) -> Given {
        Given { how, body: body.into(), picked: Vec::new(), why: why.into() }
    }

    #[test]
    fn none_of_our_questions_asks_for_blame_and_each_talk_has_some() {
        let ours = ours();
        for talk in Talk::ALL {
            assert!(ours.iter().any(|q| q.talk == *talk), "{talk:?}");
        }
        for q in &ours {
            assert!(!asks_for_blame(&q.words) && !asks_for_blame(&q.easy), "{}", q.words);
        }
        assert!(asks_for_blame("Why did you do it?"));
        let keys: std::collections::HashSet<Id> = ours.iter().map(|q| q.id).collect();
        assert_eq!(keys.len(), ours.len());
    }

    #[test]
    fn nobody_has_to_answer_and_saying_so_is_an_answer() {
        let q = &ours()[1];
        assert_eq!(answer(q, &q.words, &Given::default()), Ok(None));
        let no = answer(q, &q.words, &given("", Some(How::RatherNot), "")).unwrap().unwrap();
        assert_eq!(no.said(), "Would rather not say");
        assert!(answer(q, &q.words, &given("", Some(How::NotAsked), " ")).is_err());
        let not = answer(q, &q.words, &given("", Some(How::NotAsked), "Gone home")).unwrap();
        assert_eq!(not.unwrap().said(), "Not asked: Gone home");
        // Words count, whatever was tapped beside them.
        let yes = answer(q, &q.words, &given("Quiet", Some(How::RatherNot), "")).unwrap().unwrap();
        assert_eq!((yes.how, yes.said()), (How::Said, "Quiet".to_string()));
    }

    #[test]
    fn pictures_and_scales_are_said_in_words_and_anything_else_is_left_out() {
        let ours = ours();
        let feelings = ours.iter().find(|q| q.kind == Kind::Feelings).unwrap();
        let picked = ["worried", "tired", "rude"].map(String::from).to_vec();
        let given = Given { picked, body: "A bit".into(), ..Given::default() };
        let a = answer(feelings, "How do you feel?", &given).unwrap().unwrap();
        assert_eq!(a.said(), "Worried, Tired. A bit");
        assert_eq!(lines(&[a]), "How do you feel? Worried, Tired. A bit");
        let scale = ours.iter().find(|q| q.kind == Kind::Scale).unwrap();
        let of = |n: &str| Given { picked: vec![n.into()], ..Given::default() };
        assert_eq!(answer(scale, "", &of("9")), Ok(None));
        assert_eq!(answer(scale, "", &of("4")).unwrap().unwrap().said(), "4 of 5");
    }

    #[test]
    fn a_question_of_a_field_keeps_its_name_and_any_other_has_its_key() {
        let ours = ours();
        let goal = ours.iter().find(|q| q.field == "goal").unwrap();
        assert_eq!(goal.name(), "goal");
        let a = answer(goal, &goal.words, &given("Start", None, "")).unwrap().unwrap();
        assert_eq!(of_field(&ours, &[a], "goal"), "Start");
        assert_eq!(of_field(&ours, &[], "goal"), "");
        let other = ours.iter().find(|q| q.talk == Talk::Both).unwrap();
        assert!(other.name().starts_with("q-"));
        let live: Vec<Question> = ours.into_iter().filter(|q| q.talk == Talk::Induction).collect();
        assert_eq!(neighbour(&live, live[0].id, true), None);
        assert_eq!(neighbour(&live, live[0].id, false).unwrap().id, live[1].id);
    }
}
