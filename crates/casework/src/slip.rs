//! A slip: a short note from one member of staff to another, read and answered.
//!
//! Must never know: who may see the pupil it is about; the store's scopes say.

use crate::{Id, Refusal};
use rulebook::Instant;

/// Letters of a slip: what does not fit is a conversation.
pub const LONGEST: usize = 500;

/// One slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Key.
    pub id: Id,
    /// Who wrote it.
    pub from_staff: Id,
    /// Their name.
    pub from_name: String,
    /// To whom.
    pub to_staff: Id,
    /// Their name.
    pub to_name: String,
    /// The pupil it is about, where there is one.
    pub pupil: Option<Id>,
    /// Words.
    pub body: String,
    /// When it was sent.
    pub sent_at: Instant,
    /// When it was first opened by whom it is to.
    pub read_at: Option<Instant>,
    /// The answer, or empty.
    pub answer: String,
    /// When it was answered.
    pub answered_at: Option<Instant>,
}

impl Slip {
    /// "Not read yet", "Read 10.05", "Answered 10.20"
    pub fn stands(&self) -> String {
        match (self.read_at, self.answered_at) {
            (_, Some(at)) => format!("Answered {at}"),
            (Some(at), None) => format!("Read {at}"),
            (None, None) => "Not read yet".into(),
        }
    }
}

/// Whether somebody may answer it.
///
/// # Errors
/// Refuses a second answer, and an answer by anybody else than whom it is to.
pub fn may_answer(slip: &Slip, staff: Id) -> Result<(), Refusal> {
    let back = format!("/slips/{}", slip.id);
    if slip.to_staff != staff {
        return Err(Refusal::because(
            format!("This slip is for {}", slip.to_name),
            "A slip is answered by whom it was sent to.",
            "Mainstay: who said what stays clear.",
        )
        .or("Back to the slip", back));
    }
    if slip.answered_at.is_some() {
        return Err(Refusal::because(
            "This slip is answered already",
            "One slip has one answer, which stays as it was sent.",
            "Mainstay: who said what stays clear.",
        )
        .or("See the answer", back)
        .or("Write another slip", format!("/slips?to={}", slip.from_staff)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    #[test]
    fn a_slip_is_answered_once_by_whom_it_is_to() {
        let at = Day::new(2026, 11, 10).unwrap().at(Minute::new(10, 5).unwrap());
        let (me, you) = (Id::from_u128(1), Id::from_u128(2));
        let mut slip = Slip {
            id: Id::nil(),
            from_staff: me,
            from_name: "Ms Okell".into(),
            to_staff: you,
            to_name: "Mr Vail".into(),
            pupil: None,
            body: "Is he with you?".into(),
            sent_at: at,
            read_at: None,
            answer: String::new(),
            answered_at: None,
        };
        assert_eq!(slip.stands(), "Not read yet");
        assert!(may_answer(&slip, me).is_err());
        assert!(may_answer(&slip, you).is_ok());
        slip.answered_at = Some(at);
        assert!(may_answer(&slip, you).unwrap_err().title.contains("already"));
    }
}
