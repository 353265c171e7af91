//! "No", said properly: the rule, where it comes from, and what the person can do instead.

/// Why something cannot be done, in words for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{title}")]
pub struct Refusal {
    /// One sentence: what cannot be done, and why.
    pub title: String,
    /// The rule in the school's or the law's words.
    pub rule: String,
    /// Where the rule comes from: a policy and who set it, or an instrument.
    pub from: String,
    /// What the person can do, each with the address that does it ("" for none).
    pub instead: Vec<(String, String)>,
    /// Pupils named in any of it, so that the privacy key can hide them.
    pub names: Box<[String]>,
    /// True when it is the person's role that says no, not the state of things.
    pub by_role: bool,
}

impl Refusal {
    /// A refusal because of how things stand.
    pub fn because(
        title: impl Into<String>,
        rule: impl Into<String>,
        from: impl Into<String>,
    ) -> Refusal {
        Refusal {
            title: title.into(),
            rule: rule.into(),
            from: from.into(),
            instead: Vec::new(),
            names: Box::default(),
            by_role: false,
        }
    }
    /// Says that a pupil is named in it.
    pub fn naming(mut self, name: impl Into<String>) -> Refusal {
        let mut names = self.names.into_vec();
        names.push(name.into());
        self.names = names.into_boxed_slice();
        self
    }
    /// Adds something the person can do instead.
    pub fn or(mut self, label: impl Into<String>, link: impl Into<String>) -> Refusal {
        self.instead.push((label.into(), link.into()));
        self
    }
}
