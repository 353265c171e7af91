//! Reading a table from quoted text, strictly: RFC 4180 and nothing else.
//!
//! Must never know: what a column means, or where the text came from.
//!
//! Fields are split by commas and lines by LF or CRLF; a field in double quotes may hold commas,
//! line ends and doubled quotes; a mark of byte order in front is passed over. Lines with
//! nothing on them are passed over. What is not such a table is refused with its line.

use std::borrow::Cow;

/// A line of a table. It may run over several lines of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line of the text it begins on, counted from 1.
    pub number: usize,
    /// Its fields, unquoted and otherwise untouched.
    pub fields: Vec<Cow<'a, str>>,
}

/// A table: its headings, and lines that all have as many fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// The fields of the first line, blanks at their ends taken off.
    pub headings: Vec<Cow<'a, str>>,
    /// The other lines.
    pub lines: Vec<Line<'a>>,
}

/// Why a text is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CsvFault {
    /// Nothing but blank lines.
    #[error("the file is empty: it has no line of headings")]
    Empty,
    /// A quote in a field that does not begin with one.
    #[error(
        "line {line}: a double quote in the middle of a field; put the whole field in quotes and double the quote"
    )]
    QuoteInside {
        /// Where.
        line: usize,
    },
    /// Something after a closing quote.
    #[error(
        "line {line}: there is text after a closing double quote; a comma or the end of the line should follow"
    )]
    AfterQuote {
        /// Where.
        line: usize,
    },
    /// A quote that is never closed.
    #[error("line {line}: a double quote opens here and is never closed")]
    Unclosed {
        /// Where it opens.
        line: usize,
    },
    /// A carriage return that ends no line.
    #[error(
        "line {line}: a carriage return without a line feed; save the file with ordinary line ends"
    )]
    LoneReturn {
        /// Where.
        line: usize,
    },
    /// A line with too few or too many fields.
    #[error("line {line}: {found} fields where the headings have {expected}")]
    Width {
        /// Where.
        line: usize,
        /// As many as there are headings.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// Two columns of one name.
    #[error("the heading {heading:?} stands twice")]
    HeadingTwice {
        /// Which.
        heading: String,
    },
    /// A column that is needed is not there.
    #[error("there is no column {heading:?}")]
    NoColumn {
        /// Which.
        heading: String,
    },
}

impl<'a> Table<'a> {
    /// Reads a table whose first line holds its headings.
    pub fn read(text: &'a str) -> Result<Table<'a>, CsvFault> {
        let mut lines = lines(text)?.into_iter();
        let first = lines.next().ok_or(CsvFault::Empty)?;
        let headings: Vec<Cow<str>> =
            first.fields.into_iter().map(|h| Cow::Owned(h.trim().to_owned())).collect();
        for (at, heading) in headings.iter().enumerate() {
            if headings[..at].contains(heading) {
                return Err(CsvFault::HeadingTwice { heading: heading.to_string() });
            }
        }
        let lines: Vec<Line> = lines.collect();
        let expected = headings.len();
        match lines.iter().find(|l| l.fields.len() != expected) {
            Some(l) => Err(CsvFault::Width { line: l.number, expected, found: l.fields.len() }),
            None => Ok(Table { headings, lines }),
        }
    }

    /// The place of a column that may be missing.
    pub fn find(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|h| h == heading)
    }

    /// The place of a column that must be there.
    pub fn column(&self, heading: &str) -> Result<usize, CsvFault> {
        self.find(heading).ok_or_else(|| CsvFault::NoColumn { heading: heading.to_owned() })
    }
}

impl Line<'_> {
    /// The field of a column; nothing at all where there is no such column.
    pub fn get(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", |f| f.as_ref())
    }
}

/// Every line with something on it, the headings among them, whatever its width.
pub fn lines(text: &str) -> Result<Vec<Line<'_>>, CsvFault> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut number = 1;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let mut line = Line { number, fields: Vec::new() };
        loop {
            let (field, after, seen) = field(rest, number)?;
            number += seen;
            line.fields.push(field);
            if let Some(after) = after.strip_prefix(',') {
                rest = after;
                continue;
            }
            let (next, ended) = match after.strip_prefix("\r\n").or(after.strip_prefix('\n')) {
                Some(next) => (next, 1),
                None if after.is_empty() => (after, 0),
                None => return Err(CsvFault::LoneReturn { line: number }),
            };
            // A line is blank when it has no character at all: "" in quotes is a field.
            let blank = rest.len() == after.len() && line.fields.len() == 1;
            if !blank {
                found.push(line);
            }
            rest = next;
            number += ended;
            break;
        }
    }
    Ok(found)
}

/// The field at the head of a text, what follows it, and how many line ends it holds.
fn field(text: &str, number: usize) -> Result<(Cow<'_, str>, &str, usize), CsvFault> {
    let Some(inner) = text.strip_prefix('"') else {
        let end = text.find(['"', ',', '\r', '\n']).unwrap_or(text.len());
        let (field, after) = text.split_at(end);
        if after.starts_with('"') {
            return Err(CsvFault::QuoteInside { line: number });
        }
        return Ok((Cow::Borrowed(field), after, 0));
    };
    let mut from = 0;
    loop {
        let Some(at) = inner[from..].find('"').map(|at| at + from) else {
            return Err(CsvFault::Unclosed { line: number });
        };
        let after = &inner[at + 1..];
        if after.starts_with('"') {
            from = at + 2;
            continue;
        }
        let field = &inner[..at];
        let seen = field.matches('\n').count();
        if !(after.is_empty() || after.starts_with([',', '\r', '\n'])) {
            return Err(CsvFault::AfterQuote { line: number + seen });
        }
        let field =
            if from > 0 { field.replace("\"\"", "\"").into() } else { Cow::Borrowed(field) };
        return Ok((field, after, seen));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(text: &str) -> Vec<Vec<String>> {
        lines(text)
            .unwrap()
            .into_iter()
            .map(|l| l.fields.into_iter().map(Cow::into_owned).collect())
            .collect()
    }

    #[test]
    fn quotes_doubled_quotes_commas_and_line_ends_are_read() {
        assert_eq!(
            fields("\u{feff}a,\"b, c\",\"{\"\"k\"\":1}\"\r\n\r\n\"one\ntwo\",,\"\"\n"),
            [vec!["a", "b, c", "{\"k\":1}"], vec!["one\ntwo", "", ""]]
        );
        assert_eq!(fields("\"\"\n\nx"), [[""], ["x"]]);
        assert_eq!(fields("a,\n"), [["a", ""]]);
        assert_eq!(fields("a,b"), [["a", "b"]]);
        assert!(fields("\n\r\n").is_empty());
    }

    #[test]
    fn every_line_knows_where_it_begins() {
        let table = Table::read("h\n\n\"1\n2\"\n3\n").unwrap();
        let numbers: Vec<usize> = table.lines.iter().map(|l| l.number).collect();
        assert_eq!(numbers, [3, 5]);
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_line() {
        assert_eq!(lines("a\nb\"c"), Err(CsvFault::QuoteInside { line: 2 }));
        assert_eq!(lines("a\n\"b\nb\"c"), Err(CsvFault::AfterQuote { line: 3 }));
        assert_eq!(lines("a\n\"b\n\n"), Err(CsvFault::Unclosed { line: 2 }));
        assert_eq!(lines("a\nb\rc"), Err(CsvFault::LoneReturn { line: 2 }));
        assert_eq!(Table::read("\n"), Err(CsvFault::Empty));
        assert_eq!(
            Table::read("a,b\n1,2\n3\n"),
            Err(CsvFault::Width { line: 3, expected: 2, found: 1 })
        );
        assert_eq!(Table::read("a,a \n"), Err(CsvFault::HeadingTwice { heading: "a".into() }));
        let table = Table::read("a,b\n1,2\n").unwrap();
        assert_eq!(table.column("b").map(|b| table.lines[0].get(b)), Ok("2"));
        assert_eq!(table.column("c"), Err(CsvFault::NoColumn { heading: "c".into() }));
        assert_eq!(table.lines[0].get(9), "");
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_read_or_refused(text in "[a,\"\r\n\u{feff}é]{0,40}|\\PC{0,60}") {
            let _ = Table::read(&text);
        }

        #[test]
        fn what_is_written_quoted_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a,\"\r\né ]{0,6}", 3), 1..5)
        ) {
            let text: String = rows
                .iter()
                .map(|r| {
                    let quoted: Vec<String> =
                        r.iter().map(|f| format!("\"{}\"", f.replace('"', "\"\""))).collect();
                    quoted.join(",") + "\r\n"
                })
                .collect();
            prop_assert_eq!(fields(&text), rows);
        }
    }
}
