//! What was typed: names and values in order, and the errors found in them.
//!
//! A form never loses a value: the page shown again is filled from the same `Form`.

use casework::writing::turns;
use casework::{Coded, Id};
use rulebook::{Day, Minute};

/// A posted form, or a query string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A form with nothing in it.
    pub const fn nothing() -> Form {
        Form(Vec::new())
    }
    /// From a URL-encoded body or query.
    pub fn parse(body: &[u8]) -> Form {
        Form::of(form_urlencoded::parse(body).into_owned())
    }
    /// From names and values, however they came: a posted form, a query, the fields of an upload.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Form {
        Form(pairs.into_iter().map(|(n, v)| (clean(n.into()), clean(v.into()))).collect())
    }
    /// The value, trimmed; empty when it is not there. The first wins where a name is repeated.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim()).unwrap_or("")
    }
    /// Every value of a repeated name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim()).collect()
    }
    /// Whether the name was sent with something in it.
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }
    /// A box that is ticked, or "yes".
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.text(name), "yes" | "on" | "true" | "1")
    }
    /// A whole number.
    pub fn int(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }
    /// A key.
    pub fn id(&self, name: &str) -> Option<Id> {
        Id::parse_str(self.text(name)).ok()
    }
    /// A day from a date field.
    pub fn day(&self, name: &str) -> Option<Day> {
        Day::parse_iso(self.text(name))
    }
    /// A time from a time field, or typed as 9.05.
    pub fn minute(&self, name: &str) -> Option<Minute> {
        Minute::parse(self.text(name))
    }
    /// One of a fixed list.
    pub fn coded<T: Coded>(&self, name: &str) -> Option<T> {
        T::from_code(self.text(name))
    }
    /// A password as it was typed, spaces and all; nothing, if the field is not named as one.
    pub fn password(&self, name: &str) -> String {
        if !is_password(name) {
            return String::new();
        }
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default()
    }
    /// Binds the form's own key to its words and its sender. The same form sent again has the
    /// same key, so that it is kept once; a form whose words were changed, or that somebody else
    /// sends, has a key of its own, so that nothing typed is taken for what is there already.
    pub fn bound_to(self, sender: Id, path: &str) -> Form {
        use sha2::{Digest, Sha256};
        let Some(once) = self.id("once") else { return self };
        let mut hasher = Sha256::new();
        hasher.update(sender.as_bytes());
        hasher.update(path.as_bytes());
        for (name, value) in self.0.iter().filter(|(name, _)| name != "csrf") {
            hasher.update((name.len() as u64).to_be_bytes());
            hasher.update(name.as_bytes());
            hasher.update((value.len() as u64).to_be_bytes());
            hasher.update(value.as_bytes());
        }
        let hash = hasher.finalize();
        // The moment at the front stays, so that keys keep their order in time.
        let mut bytes = *once.as_bytes();
        bytes[6..].copy_from_slice(&hash[..10]);
        let key = uuid::Builder::from_random_bytes(bytes)
            .with_version(uuid::Version::SortRand)
            .into_uuid();
        self.with("once", key.to_string())
    }
    /// A short mark of everything in the form but its token: the same form sent again has the
    /// same, and it says nothing of what is in it.
    pub fn mark(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut hasher = Sha256::new();
        for (name, value) in self.0.iter().filter(|(name, _)| name != "csrf") {
            for part in [name, value] {
                hasher.update((part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
    }
    /// Every name and value, in order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.0.clone()
    }
    /// Everything typed, for a page that must not lose it. Tokens and passwords are left out.
    pub fn kept(&self) -> Vec<(String, String)> {
        self.0.iter().filter(|(n, _)| n != "csrf" && !is_password(n)).cloned().collect()
    }
    /// Adds a value beside any there.
    pub fn also(mut self, name: &str, value: impl Into<String>) -> Form {
        self.0.push((name.to_string(), value.into()));
        self
    }
    /// Without a name and all its values.
    pub fn without(mut self, name: &str) -> Form {
        self.0.retain(|(n, _)| n != name);
        self
    }
    /// Sets a value, in the place of any there.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Form {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_string(), value.into()));
        self
    }
}

/// Whether a field of this name holds a password: it is never shown, kept or sent on. A test
/// holds every password field of every page to it.
pub fn is_password(name: &str) -> bool {
    name.starts_with("password")
}

/// Text as it may be kept. NUL is no letter of anybody's, and PostgreSQL cannot keep it; marks
/// that turn the direction of a line would turn what stands beside the words too.
fn clean(text: String) -> String {
    let odd = |c: char| c == '\0' || turns(c);
    if text.contains(odd) { text.replace(odd, "") } else { text }
}

/// Errors by field, in the order the fields stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// None, for good.
    pub const fn none() -> Errors {
        Errors(Vec::new())
    }
    /// None yet.
    pub fn new() -> Errors {
        Errors::default()
    }
    /// Adds one: the field's name and what to do about it.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push((field.to_string(), message.into()));
    }
    /// Text that must be there, at most `longest` characters.
    pub fn need(&mut self, form: &Form, field: &str, longest: usize, missing: &str) -> String {
        let text = form.text(field);
        if text.is_empty() {
            self.add(field, missing);
        }
        self.limit(form, field, longest)
    }
    /// Text that may be left out, at most `longest` characters.
    pub fn limit(&mut self, form: &Form, field: &str, longest: usize) -> String {
        let text = form.text(field);
        let long = text.chars().count();
        if long > longest {
            self.add(field, format!("Use at most {longest} characters. There are {long}"));
        }
        if text.contains('\0') {
            self.add(field, "This has a character that cannot be kept. Type it again");
        }
        text.to_string()
    }
    /// A value that was read, or an error.
    pub fn get<T>(&mut self, value: Option<T>, field: &str, message: &str) -> Option<T> {
        if value.is_none() {
            self.add(field, message);
        }
        value
    }
    /// The first error of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(f, _)| f == field).map(|(_, m)| m.as_str())
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Every one, in order.
    pub fn all(&self) -> &[(String, String)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forms_key_is_bound_to_its_words_and_its_sender() {
        let once = Id::now_v7().to_string();
        let form = |body: &str| Form::of([("once", once.as_str()), ("body", body), ("csrf", body)]);
        let (me, you) = (Id::now_v7(), Id::now_v7());
        let key = |form: Form, who, path| form.bound_to(who, path).text("once").to_string();
        let first = key(form("FIRST"), me, "/pupils/1/notes");
        assert_eq!(first, key(form("FIRST"), me, "/pupils/1/notes"), "sent again, kept once");
        assert_ne!(first, key(form("SECOND"), me, "/pupils/1/notes"));
        assert_ne!(first, key(form("FIRST"), you, "/pupils/1/notes"));
        assert_ne!(first, key(form("FIRST"), me, "/pupils/2/notes"));
        assert_eq!(first[..13], once[..13], "keys keep their order in time");
    }

    #[test]
    fn nul_never_comes_in() {
        assert_eq!(
            Form::parse(b"a=x%00y&b%00=z").pairs(),
            Form::of([("a", "xy"), ("b", "z")]).pairs()
        );
        assert_eq!(Form::of([("a\0", "x\0y\0")]).pairs(), Form::of([("a", "xy")]).pairs());
    }
}
