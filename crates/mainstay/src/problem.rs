//! Everything that can stop a request, and the one place that turns it into a page.

use casework::Refusal;

/// Why a request did not do what was asked. Field errors are not here: a form shows those itself.
#[derive(Debug)]
pub enum Problem {
    /// The rules or the person's role say no, and say what can be done instead.
    Refusal(Box<Refusal>),
    /// Not there, or not theirs to see.
    Missing,
    /// Somebody changed it first; what was typed is kept for them, name and text.
    Stale(Vec<(String, String)>),
    /// Our fault.
    Fault(anyhow::Error),
}

impl From<Refusal> for Problem {
    fn from(r: Refusal) -> Problem {
        Problem::Refusal(Box::new(r))
    }
}
impl From<store::Problem> for Problem {
    fn from(p: store::Problem) -> Problem {
        match p {
            store::Problem::Missing => Problem::Missing,
            store::Problem::Stale => Problem::Stale(Vec::new()),
            store::Problem::Fault(f) => Problem::Fault(f.into()),
        }
    }
}
impl From<store::Fault> for Problem {
    fn from(f: store::Fault) -> Problem {
        Problem::Fault(f.into())
    }
}
impl From<anyhow::Error> for Problem {
    fn from(e: anyhow::Error) -> Problem {
        Problem::Fault(e)
    }
}
