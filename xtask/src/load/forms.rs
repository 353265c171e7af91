//! Reads links and forms from our own pages: enough for a visitor without a
//! browser. It relies on the pages being well written, as ours are.
//!
//! It must never be used on anybody else's pages.

/// A form as it stands on a page, with the values it would send.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
    pub asks_password: bool,
    /// What its buttons say, each with the name and value it adds.
    buttons: Vec<(String, Option<(String, String)>)>,
}

/// A form as sent by one of its buttons.
#[derive(Debug, PartialEq)]
pub struct Pressed {
    pub words: String,
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// The form once for each of its buttons.
    pub fn by_button(&self) -> Vec<Pressed> {
        self.buttons
            .iter()
            .map(|(words, adds)| {
                let mut fields = self.fields.clone();
                fields.extend(adds.clone());
                Pressed { words: words.clone(), action: self.action.clone(), fields }
            })
            .collect()
    }
}

/// The addresses of every link on a page, in order.
pub fn links(page: &str) -> Vec<String> {
    page.split("<a ").skip(1).filter_map(|rest| attribute(tag(rest), "href")).collect()
}

/// Every form on a page that posts.
pub fn forms(page: &str) -> Vec<Form> {
    page.split("<form")
        .skip(1)
        .filter_map(|rest| {
            let opening = tag(rest);
            let posts = attribute(opening, "method")?.eq_ignore_ascii_case("post");
            let inside = rest.split("</form>").next().unwrap_or(rest);
            posts.then(|| form(attribute(opening, "action").unwrap_or_default(), inside))
        })
        .collect()
}

fn form(action: String, inside: &str) -> Form {
    let mut form = Form { action, fields: Vec::new(), asks_password: false, buttons: Vec::new() };
    for (at, _) in inside.match_indices('<') {
        let rest = &inside[at + 1..];
        let opening = tag(rest);
        let named = |value: Option<String>| {
            attribute(opening, "name").map(|name| (name, value.unwrap_or_default()))
        };
        if rest.starts_with("input") {
            let kind = attribute(opening, "type").unwrap_or_default();
            form.asks_password |= kind == "password";
            let chosen = has_flag(opening, "checked");
            if (kind != "checkbox" && kind != "radio") || chosen {
                form.fields.extend(named(attribute(opening, "value")));
            }
        } else if rest.starts_with("textarea") {
            let text = rest[opening.len()..].trim_start_matches('>');
            let text = text.split("</textarea>").next().unwrap_or_default();
            form.fields.extend(named(Some(unescape(text))));
        } else if rest.starts_with("select") {
            let options = rest.split("</select>").next().unwrap_or_default();
            let picked = options
                .split("<option")
                .skip(1)
                .map(tag)
                .reduce(|first, next| match has_flag(next, "selected") {
                    true => next,
                    false => first,
                })
                .and_then(|option| attribute(option, "value"));
            form.fields.extend(named(picked));
        } else if rest.starts_with("button") {
            let words = rest[opening.len()..].trim_start_matches('>');
            let words = words.split("</button>").next().unwrap_or_default();
            let adds = named(attribute(opening, "value"));
            form.buttons.push((plain(words), adds));
        }
    }
    form
}

/// The inside of a tag, up to its closing bracket, minding quotes.
fn tag(rest: &str) -> &str {
    let mut quoted = false;
    for (at, letter) in rest.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return &rest[..at],
            _ => {}
        }
    }
    rest
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let sought = format!("{name}=\"");
    tag.match_indices(&sought).find_map(|(at, _)| {
        let starts = at == 0 || tag[..at].ends_with(char::is_whitespace);
        let value = tag[at + sought.len()..].split('"').next()?;
        starts.then(|| unescape(value))
    })
}

fn has_flag(tag: &str, flag: &str) -> bool {
    tag.split_whitespace().any(|word| word == flag)
}

/// Words without the tags between them.
fn plain(html: &str) -> String {
    let mut out = String::new();
    for (at, piece) in html.split('<').enumerate() {
        let text =
            if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) };
        out.push_str(text);
        out.push(' ');
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    unescape(&words.join(" "))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"
        <a class="skip" href="#main">Skip</a> <a href="/pupils/7?a=1&amp;b=2">Ade</a>
        <form method="get" action="/find"><input name="q"></form>
        <form class="x" action="/sign-in" method="post">
          <input type="email" name="email"><input type="password" name="password">
          <button>Sign in</button>
        </form>
        <form action="/demo/door" method="post">
          <input type="hidden" name="token" value="a&quot;b">
          <input type="checkbox" name="no" value="1"><input type="checkbox" name="yes" value="2" checked>
          <select name="room"><option value="1">A</option><option value="2" selected>B</option></select>
          <button name="person" value="dara"><b>Ms Dara Okell</b> Co-ordinator</button>
          <button name="person" value="dean">Mr Dean Poll</button>
        </form>"##;

    #[test]
    fn a_door_is_a_button_with_all_that_its_form_sends() {
        let forms = forms(PAGE);
        assert_eq!(forms.len(), 2);
        assert!(forms[0].asks_password);
        assert!(!forms[1].asks_password);
        let doors = forms[1].by_button();
        assert_eq!(doors[0].words, "Ms Dara Okell Co-ordinator");
        assert_eq!(doors[1].action, "/demo/door");
        let sent: Vec<(&str, &str)> =
            doors[1].fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(sent, [("token", "a\"b"), ("yes", "2"), ("room", "2"), ("person", "dean")]);
    }

    #[test]
    fn links_are_read_with_their_escapes_undone() {
        assert_eq!(links(PAGE), ["#main", "/pupils/7?a=1&b=2"]);
    }
}
