//! Rows and columns: how a value comes out of either database as the same type.

use crate::db::{Fault, RawRow};
use casework::{Coded, Id};
use rulebook::{Day, Instant, Minute};

/// One row of an answer.
pub struct Row(pub(crate) RawRow);

impl Row {
    pub(crate) fn read(row: crate::db::Readout) -> Row {
        Row(RawRow::Read(row))
    }
    /// The value of a column by its name.
    pub fn get<T: Col>(&self, name: &str) -> Result<T, Fault> {
        T::col(self, name)
    }
}

/// A type a column can be read as, from either engine.
pub trait Col: Sized {
    /// Reads it.
    fn col(row: &Row, name: &str) -> Result<Self, Fault>;
}

/// A struct a whole row can be read as.
pub trait FromRow: Sized {
    /// Reads it.
    fn from_row(row: &Row) -> Result<Self, Fault>;
}

macro_rules! cols {
    ($($t:ty => $get:ident),+ $(,)?) => {$(
        impl Col for $t {
            fn col(row: &Row, name: &str) -> Result<Self, Fault> {
                row.0.$get(name)?.ok_or_else(|| Fault::column(name, "empty"))
            }
        }
        impl Col for Option<$t> {
            fn col(row: &Row, name: &str) -> Result<Self, Fault> { row.0.$get(name) }
        }
    )+};
}
cols!(String => text, i64 => int, bool => flag, Id => id, Day => day, Instant => at, Vec<u8> => bytes);

impl Col for Option<Minute> {
    fn col(row: &Row, name: &str) -> Result<Self, Fault> {
        match row.0.int(name)? {
            None => Ok(None),
            Some(n) => Minute::from_number(n)
                .map(Some)
                .ok_or_else(|| Fault::column(name, "no such minute")),
        }
    }
}
impl Col for Minute {
    fn col(row: &Row, name: &str) -> Result<Self, Fault> {
        Option::<Minute>::col(row, name)?.ok_or_else(|| Fault::column(name, "empty"))
    }
}

/// Reads a coded word, for the macro below.
pub fn coded_col<T: Coded>(row: &Row, name: &str) -> Result<T, Fault> {
    coded_col_opt(row, name)?.ok_or_else(|| Fault::column(name, "empty"))
}
/// Reads a coded word that may be absent.
pub fn coded_col_opt<T: Coded>(row: &Row, name: &str) -> Result<Option<T>, Fault> {
    match row.0.text(name)? {
        None => Ok(None),
        Some(code) => {
            T::from_code(&code).map(Some).ok_or_else(|| Fault::column(name, "unknown code"))
        }
    }
}

/// Lets coded enums be read as columns: `coded_cols!(Sen, RoomKind);`
#[macro_export]
macro_rules! coded_cols {
    ($($t:ty),+ $(,)?) => {$(
        impl $crate::Col for $t {
            fn col(row: &$crate::Row, name: &str) -> Result<Self, $crate::Fault> { $crate::row::coded_col(row, name) }
        }
        impl $crate::Col for Option<$t> {
            fn col(row: &$crate::Row, name: &str) -> Result<Self, $crate::Fault> { $crate::row::coded_col_opt(row, name) }
        }
        impl From<$t> for $crate::Val {
            fn from(v: $t) -> Self { $crate::Val::Text(Some(casework::Coded::code(v).to_string())) }
        }
        impl From<Option<$t>> for $crate::Val {
            fn from(v: Option<$t>) -> Self { $crate::Val::Text(v.map(|v| casework::Coded::code(v).to_string())) }
        }
    )+};
}

/// Says that a struct's fields are read from columns: `from_row!(Pupil { id, upn = "upn", … })`.
/// A field alone is read from the column of its own name.
#[macro_export]
macro_rules! from_row {
    ($t:path { $($field:ident $(= $col:literal)?),+ $(,)? }) => {
        impl $crate::FromRow for $t {
            fn from_row(row: &$crate::Row) -> Result<Self, $crate::Fault> {
                Ok(Self { $($field: row.get($crate::from_row!(@col $field $($col)?))?),+ })
            }
        }
    };
    (@col $field:ident) => { stringify!($field) };
    (@col $field:ident $col:literal) => { $col };
}
