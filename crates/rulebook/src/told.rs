//! Who is told: a set of parties, each either always or only where there is one.
//!
//! Must never know: how they are told. Small enough to copy, so that an answer costs nothing.

use crate::rule::{Party, To};
use std::fmt;

/// A set of parties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Told {
    always: u32,
    if_any: u32,
}

/// Why a list of recipients cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no recipient")]
pub struct NoSuchParty(pub String);

impl Told {
    /// Nobody.
    pub const NOBODY: Told = Told { always: 0, if_any: 0 };

    /// These, always.
    pub const fn always(parties: &[Party]) -> Told {
        let mut told = Told::NOBODY;
        let mut at = 0;
        while at < parties.len() {
            told.always |= 1 << parties[at] as u32;
            at += 1;
        }
        told
    }
    /// And this party.
    pub const fn and(self, who: Party) -> Told {
        Told { always: self.always | 1 << who as u32, if_any: self.if_any & !(1 << who as u32) }
    }
    /// And this party where there is one.
    pub const fn and_any(self, who: Party) -> Told {
        if self.always & (1 << who as u32) != 0 {
            return self;
        }
        Told { always: self.always, if_any: self.if_any | 1 << who as u32 }
    }
    /// And this party, if.
    pub const fn and_if(self, yes: bool, who: Party) -> Told {
        if yes { self.and(who) } else { self }
    }
    /// True when this party is told only where there is one.
    pub const fn perhaps(self, who: Party) -> bool {
        self.if_any & (1 << who as u32) != 0
    }
    /// With it settled that there is such a party, or is none.
    pub const fn settled(self, who: Party, there: bool) -> Told {
        let without = Told { always: self.always, if_any: self.if_any & !(1 << who as u32) };
        without.and_if(there, who)
    }
    /// With this party, if it is told at all, told only perhaps.
    pub const fn perhaps_only(self, who: Party) -> Told {
        let bit = 1 << who as u32;
        Told { always: self.always & !bit, if_any: self.if_any | (self.always & bit) }
    }
    /// True when nobody is.
    pub const fn is_empty(self) -> bool {
        self.always == 0 && self.if_any == 0
    }
    /// Everybody in it.
    pub fn list(self) -> Vec<To> {
        Party::ALL
            .into_iter()
            .filter_map(|who| {
                let bit = 1 << who as u32;
                (self.always & bit != 0)
                    .then_some(To { who, if_any: false })
                    .or_else(|| (self.if_any & bit != 0).then_some(To { who, if_any: true }))
            })
            .collect()
    }
    /// From "PARENT;GB;SW?", or "-" for nobody; order means nothing.
    pub fn parse(text: &str) -> Result<Told, NoSuchParty> {
        let text = text.trim();
        let mut told = Told::NOBODY;
        if text == "-" {
            return Ok(told);
        }
        for code in text.split(';').map(str::trim) {
            let (name, if_any) = code.strip_suffix('?').map_or((code, false), |name| (name, true));
            let who = Party::ALL
                .into_iter()
                .find(|p| p.code() == name)
                .ok_or_else(|| NoSuchParty(code.chars().take(60).collect()))?;
            told = if if_any { told.and_any(who) } else { told.and(who) };
        }
        Ok(told)
    }
}

impl fmt::Display for Told {
    /// The codes of the worked cases: "PARENT;GB;SW?", or "-".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("-");
        }
        for (n, to) in self.list().iter().enumerate() {
            let (gap, mark) = (if n > 0 { ";" } else { "" }, if to.if_any { "?" } else { "" });
            write!(f, "{gap}{}{mark}", to.who.code())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_reads_as_it_is_written_whatever_the_order() {
        let told = Told::parse("GB;PARENT;SW?").unwrap();
        assert_eq!(
            told,
            Told::always(&[Party::Parent, Party::Governors]).and_any(Party::SocialWorker)
        );
        assert_eq!(told.to_string(), "PARENT;GB;SW?");
        assert_eq!(Told::parse("-").unwrap(), Told::NOBODY);
        assert!(Told::parse("PARENTS").is_err());
        assert!(Told::parse("").is_err());
    }

    #[test]
    fn somebody_always_told_is_not_also_perhaps_told() {
        let told = Told::NOBODY.and_any(Party::SocialWorker).and(Party::SocialWorker);
        assert_eq!(told.to_string(), "SW");
        assert_eq!(told.and_any(Party::SocialWorker).to_string(), "SW");
    }
}
