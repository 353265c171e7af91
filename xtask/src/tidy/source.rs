//! Reads a Rust file just well enough for the house rules: which text is code,
//! which is a string, and which lines are only for tests.
//!
//! It must never judge anything; the rules do.

/// A file of Rust, taken apart.
pub struct Source {
    /// The lines with comments and the insides of strings blanked out, so that
    /// a word found here is a word of code.
    pub code: Vec<String>,
    /// Every string literal, with the number of the line it starts on.
    pub strings: Vec<(usize, String)>,
    /// Whether each line is compiled for tests only.
    pub for_tests: Vec<bool>,
}

impl Source {
    /// Takes the text of the file at `path` apart.
    pub fn read(path: &str, text: &str) -> Source {
        let (masked, strings) = mask(text);
        let code: Vec<String> = masked.lines().map(str::to_owned).collect();
        let mut for_tests = vec![is_test_file(path); code.len()];
        if !is_test_file(path) {
            for (from, to) in test_spans(&masked, text) {
                let first = masked[..from].matches('\n').count();
                let last = masked[..to].matches('\n').count();
                for line in &mut for_tests[first..=last.min(code.len().saturating_sub(1))] {
                    *line = true;
                }
            }
        }
        Source { code, strings, for_tests }
    }

    /// Lines of code with their numbers, tests among them.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.iter().enumerate().map(|(at, line)| (at + 1, line.as_str()))
    }

    /// Lines of code that are part of the product.
    pub fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(number, _)| !self.is_for_tests(*number))
    }

    /// Strings that are part of the product.
    pub fn product_strings(&self) -> impl Iterator<Item = (usize, &str)> {
        self.strings
            .iter()
            .filter(|(number, _)| !self.is_for_tests(*number))
            .map(|(number, text)| (*number, text.as_str()))
    }

    /// Whether line `number`, counted from one, is for tests only.
    pub fn is_for_tests(&self, number: usize) -> bool {
        self.for_tests.get(number - 1).copied().unwrap_or(false)
    }
}

/// Whether a line of code holds `word` with no letter, digit or underscore on
/// either side of it.
pub fn has_word(line: &str, word: &str) -> bool {
    let part_of_a_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part_of_a_name) && !after.is_some_and(part_of_a_name)
    })
}

fn is_test_file(path: &str) -> bool {
    let ends = ["/tests.rs", "_tests.rs", "/testing.rs"];
    path.contains("/tests/") || ends.iter().any(|end| path.ends_with(end))
}

/// The stretches of text that `#[cfg(test)]`, or the `testing` feature, covers.
fn test_spans(masked: &str, text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    for (at, _) in masked.match_indices("#[cfg(") {
        let Some(close) = masked[at..].find(']').map(|found| at + found) else {
            continue;
        };
        // The feature's name is inside a string, so look at the text itself.
        let condition = &text[at..close];
        let tests = has_word(condition, "test") || condition.contains("\"testing\"");
        if !tests || condition.contains("not(") {
            continue;
        }
        spans.push((at, end_of_item(masked, close + 1)));
    }
    spans
}

/// Where the item that starts after `from` ends: at its closing brace, or at a
/// semicolon if that comes first.
fn end_of_item(masked: &str, from: usize) -> usize {
    let mut depth = 0usize;
    for (at, letter) in masked[from..].char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return from + at;
                }
            }
            ';' if depth == 0 => return from + at,
            _ => {}
        }
    }
    masked.len()
}

/// Blanks comments and the insides of strings with spaces, byte for byte, so
/// that positions stay true.
fn mask(text: &str) -> (String, Vec<(usize, String)>) {
    let mut out = String::with_capacity(text.len());
    let mut strings = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let kind = Kind::of(rest, out.chars().next_back());
        let length = kind.length(rest);
        let piece = &rest[..length];
        match &kind {
            Kind::Code => out.push_str(piece),
            Kind::Comment | Kind::Letter => blank(piece, &mut out),
            Kind::String { open, close } => {
                let end = piece.len().saturating_sub(*close).max(*open);
                strings.push((line, piece[*open..end].to_owned()));
                out.push_str(&piece[..*open]);
                blank(&piece[*open..end], &mut out);
                out.push_str(&piece[end..]);
            }
        }
        line += piece.matches('\n').count();
        at += length;
    }
    (out, strings)
}

fn blank(piece: &str, out: &mut String) {
    for byte in piece.bytes() {
        out.push(if byte == b'\n' { '\n' } else { ' ' });
    }
}

enum Kind {
    Code,
    Comment,
    /// A letter in single quotes.
    Letter,
    /// Bytes of the opening mark (`r##"`) and of the closing one (`"##`).
    String {
        open: usize,
        close: usize,
    },
}

impl Kind {
    fn of(rest: &str, before: Option<char>) -> Kind {
        if rest.starts_with("//") || rest.starts_with("/*") {
            return Kind::Comment;
        }
        if rest.starts_with('"') {
            return Kind::String { open: 1, close: 1 };
        }
        let in_a_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        if !in_a_name {
            let prefix = rest.trim_start_matches(['b', 'c']);
            if let Some(raw) = prefix.strip_prefix('r') {
                let hashes = raw.len() - raw.trim_start_matches('#').len();
                if raw[hashes..].starts_with('"') {
                    let open = rest.len() - raw.len() + hashes + 1;
                    return Kind::String { open, close: hashes + 1 };
                }
            }
        }
        // 'a' is a letter; 'a without a second mark is a lifetime.
        let mut letters = rest.chars();
        if letters.next() == Some('\'') {
            let second = letters.next();
            let third = letters.next();
            if second == Some('\\') || (second.is_some() && third == Some('\'')) {
                return Kind::Letter;
            }
        }
        Kind::Code
    }

    fn length(&self, rest: &str) -> usize {
        match self {
            Kind::Code => rest.chars().next().map_or(0, char::len_utf8),
            Kind::Comment if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            Kind::Comment => block_comment(rest),
            Kind::Letter => {
                let skip = if rest[1..].starts_with('\\') { 3 } else { 2 };
                rest.char_indices()
                    .skip(skip)
                    .find(|(_, letter)| *letter == '\'')
                    .map_or(rest.len(), |(at, _)| at + 1)
            }
            Kind::String { open, close } if *open == 1 && *close == 1 => {
                let mut escaped = false;
                for (at, letter) in rest.char_indices().skip(1) {
                    match letter {
                        _ if escaped => escaped = false,
                        '\\' => escaped = true,
                        '"' => return at + 1,
                        _ => {}
                    }
                }
                rest.len()
            }
            Kind::String { open, close } => {
                let end = format!("\"{}", "#".repeat(close - 1));
                rest[*open..].find(&end).map_or(rest.len(), |at| open + at + close)
            }
        }
    }
}

/// Block comments may hold block comments.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_comments_and_strings_are_not_code() {
        let text = "//! async here\nlet a = \"async\"; /* async /* x */ async */ let b = 'a';\n\
                    let c = r#\"an \"async\" one\"#; fn f<'a>(x: &'a str) { async_free() }\n";
        let source = Source::read("crates/x/src/lib.rs", text);
        assert!(!source.lines().any(|(_, line)| has_word(line, "async")));
        assert!(source.code[2].contains("fn f<'a>(x: &'a str)"), "{:?}", source.code);
        let strings: Vec<&str> = source.product_strings().map(|(_, text)| text).collect();
        assert_eq!(strings, ["async", "an \"async\" one"]);
        assert_eq!(source.strings[1].0, 3);
    }

    #[test]
    fn quotes_inside_quotes_do_not_lose_the_place() {
        let text = "let a = '\"'; let b = \"\\\"\"; let c = '\\''; let d = b\"x\"; real();\n";
        let source = Source::read("crates/x/src/lib.rs", text);
        assert!(source.code[0].contains("real();"));
        assert_eq!(source.strings.len(), 2);
        let accents = Source::read("x", "let a = 'é'; let b = \"naïve — é\"; real();");
        assert!(accents.code[0].contains("real();"));
    }

    #[test]
    fn code_for_tests_is_told_from_the_product() {
        let text = "fn one() {}\n#[cfg(test)]\nmod tests {\n    fn two() { {} }\n}\nfn three() {}\n\
                    #[cfg(any(test, feature = \"testing\"))]\npub mod testing;\nfn four() {}\n\
                    #[cfg(not(test))]\nfn five() {}\n";
        let source = Source::read("crates/x/src/lib.rs", text);
        let product: Vec<usize> = source.product_lines().map(|(number, _)| number).collect();
        assert_eq!(product, [1, 6, 9, 10, 11]);
        assert!(Source::read("crates/x/tests/it/a.rs", text).is_for_tests(1));
    }
}
