//! Enums that are kept as short words, in one place so that no floor invents its own spelling.

/// A value kept as a fixed word.
pub trait Coded: Sized + Copy + 'static {
    /// Every value, in the order people meet them.
    const ALL: &'static [Self];
    /// The word it is kept as.
    fn code(self) -> &'static str;
    /// What a person reads.
    fn label(self) -> &'static str;
    /// From the kept word.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|v| v.code() == code)
    }
}

/// Declares an enum, the word each value is kept as, and what a person reads.
#[macro_export]
macro_rules! coded {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* #[doc = $label] $variant,)+ }
        impl $crate::Coded for $name {
            const ALL: &'static [Self] = &[$($name::$variant),+];
            fn code(self) -> &'static str { match self { $($name::$variant => $code),+ } }
            fn label(self) -> &'static str { match self { $($name::$variant => $label),+ } }
        }
    };
}
