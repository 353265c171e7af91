//! When a notice counts as given: by hand, by first-class post, by e-mail.
//!
//! Must never know: what the notice says. Source of law: SI 2012/1033 Schedule 1 paragraph 2
//! for the review; its use for the decision notice is not yet checked (R3.09).

use crate::Day;
use crate::almanac::CountFault;
use crate::count::{Count, Span};

/// How a notice went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// Handed over, or left at the address.
    Delivered,
    /// First-class post.
    FirstClassPost,
    /// E-mail, where the parent agreed to it in writing.
    Email,
}

/// Working days after posting on which a letter counts as given.
pub const POST_TAKES: Span = Span::WorkingDaysAfter(2);

impl Service {
    /// The day it counts as given, with its count where there is one.
    pub fn given(self, sent: Day) -> Result<(Day, Option<Count>), CountFault> {
        match self {
            Service::Delivered | Service::Email => Ok((sent, None)),
            Service::FirstClassPost => {
                let count = POST_TAKES.from(sent, None)?;
                Ok((count.due, Some(count)))
            }
        }
    }
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Service::Delivered => "by hand",
            Service::FirstClassPost => "by first-class post",
            Service::Email => "by e-mail",
        }
    }
    /// From the word of a file or a form.
    pub fn from_word(word: &str) -> Option<Service> {
        match word {
            "delivered" | "hand" => Some(Service::Delivered),
            "first_class_post" | "post" => Some(Service::FirstClassPost),
            "email" => Some(Service::Email),
            _ => None,
        }
    }
}
