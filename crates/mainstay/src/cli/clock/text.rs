//! Text for a terminal: wrapped to a width that fits a narrow window and a printed page.

/// Widest line, in characters.
pub const WIDTH: usize = 92;

/// A blank at which no line is broken.
pub const TIED: char = '\u{a0}';

/// Lines being written.
#[derive(Debug, Default)]
pub struct Page(pub String);

impl Page {
    /// A line as it stands.
    pub fn line(&mut self, text: &str) {
        self.0.push_str(&text.trim_end().replace(TIED, " "));
        self.0.push('\n');
    }
    /// A word or two with text beside it, the text kept in its own column.
    pub fn beside(&mut self, indent: usize, column: usize, head: &str, words: &str) {
        let start = indent + column;
        let lines = split(words, WIDTH - start);
        let mut lines = lines.iter();
        let width = head.chars().count();
        let gap = " ".repeat(indent);
        if width >= column {
            self.line(&format!("{gap}{head}"));
        } else {
            let first = lines.next().map_or("", |l| l);
            self.line(&format!("{gap}{head}{}{first}", " ".repeat(column - width)));
        }
        for line in lines {
            self.line(&format!("{}{line}", " ".repeat(start)));
        }
    }
}

/// Text over as many lines as it needs.
pub fn wrap(text: &str, indent: usize, page: &mut Page) {
    for line in split(text, WIDTH - indent) {
        page.line(&format!("{}{line}", " ".repeat(indent)));
    }
}

fn split(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split([' ', '\n']).filter(|w| !w.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let sum = line.chars().count() + 1 + word.chars().count();
            if line.is_empty() {
                line.push_str(word);
            } else if sum <= width {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(word.to_string());
            }
        }
    }
    lines
}
