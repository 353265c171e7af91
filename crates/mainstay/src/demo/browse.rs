//! A browser without a screen: signs in, reads a page's form as it stands, fills in what a person
//! would, and sends it. The demonstration's story and the journey tests walk the real doors with
//! it, so neither can do what a person could not.

use crate::form::Form;
use anyhow::{Context, bail};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use casework::Id;
use tower::ServiceExt;

/// Somebody signed in, at a browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookie: String,
}

/// What came back.
pub struct Shown {
    /// Status.
    pub status: u16,
    /// Where a redirect leads, or empty.
    pub location: String,
    /// The page.
    pub body: String,
}

impl Browser {
    /// Signs in by the demonstration's door.
    pub async fn sign_in(router: Router, account: Id) -> anyhow::Result<Browser> {
        let mut browser = Browser { router, cookie: String::new() };
        let body = format!("account={account}&next=/");
        let request = browser.request("POST", "/sign-in/demo", Some(body))?;
        let response = browser.router.clone().oneshot(request).await?;
        let set = response.headers().get_all(header::SET_COOKIE).iter();
        browser.cookie = set
            .filter_map(|v| v.to_str().ok())
            .find_map(|v| v.split(';').next()?.strip_prefix("mainstay=").map(str::to_string))
            .context("nobody was let in")?;
        Ok(browser)
    }

    fn request(
        &self,
        method: &str,
        path: &str,
        body: Option<String>,
    ) -> anyhow::Result<Request<Body>> {
        let mut request = Request::builder().method(method).uri(path);
        if !self.cookie.is_empty() {
            request = request.header(header::COOKIE, format!("mainstay={}", self.cookie));
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                Body::from(body)
            }
            None => Body::empty(),
        };
        Ok(request.body(body)?)
    }

    async fn send(&self, method: &str, path: &str, body: Option<String>) -> anyhow::Result<Shown> {
        let request = self.request(method, path, body)?;
        self.answered(request).await
    }

    async fn answered(&self, request: Request<Body>) -> anyhow::Result<Shown> {
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status().as_u16();
        let location = response
            .headers()
            .get(header::LOCATION)
            .and_then(|v| v.to_str().ok())
            .unwrap_or("")
            .to_string();
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await?;
        Ok(Shown { status, location, body: String::from_utf8_lossy(&bytes).into_owned() })
    }

    /// Sends a file to the form of a page that takes one; gives what came back.
    pub async fn hand(&self, page: &str, name: &str, text: &str) -> anyhow::Result<Shown> {
        let shown = self.look(page).await?;
        let (to, form) = shown.form(page).with_context(|| format!("no form posts to {page}"))?;
        const MARK: &str = "----a-file-of-the-story";
        let head = |n: &str| format!("--{MARK}\r\nContent-Disposition: form-data; name=\"{n}\"");
        let mut body: String =
            form.pairs().iter().map(|(n, v)| format!("{}\r\n\r\n{v}\r\n", head(n))).collect();
        body.push_str(&format!(
            "{}; filename=\"{name}\"\r\n\r\n{text}\r\n--{MARK}--\r\n",
            head("file")
        ));
        let kind = format!("multipart/form-data; boundary={MARK}");
        let mut request = self.request("POST", &to, None)?;
        request.headers_mut().insert(header::CONTENT_TYPE, kind.parse()?);
        *request.body_mut() = Body::from(body);
        let shown = self.answered(request).await?;
        if shown.status != 200 {
            bail!("{to} answered {}: {}", shown.status, words(&shown.body));
        }
        Ok(shown)
    }

    /// Looks at a page.
    pub async fn look(&self, path: &str) -> anyhow::Result<Shown> {
        let shown = self.send("GET", path, None).await?;
        if shown.status != 200 {
            bail!("{path} answered {}: {}", shown.status, words(&shown.body));
        }
        Ok(shown)
    }

    /// Fills in the form of a page that posts to `action` (or whose action ends so) and sends it.
    /// Fields named are set, every other stands as the page had it. A name given more than once
    /// is sent more than once. Says where it leads.
    pub async fn fill(
        &self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let shown = self.look(page).await?;
        self.fill_shown(&shown, action, fields).await.with_context(|| format!("on {page}"))
    }

    /// As [`Browser::fill`], on a page already looked at.
    pub async fn fill_shown(
        &self,
        shown: &Shown,
        action: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let (to, form) = shown
            .form(action)
            .with_context(|| format!("no form posts to {action}: {}", words(&shown.body)))?;
        let mut pairs: Vec<(String, String)> =
            form.pairs().into_iter().filter(|(n, _)| !fields.iter().any(|(f, _)| f == n)).collect();
        pairs.extend(fields.iter().map(|(n, v)| (n.to_string(), v.to_string())));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let answer = self.send("POST", &to, Some(body)).await?;
        if answer.status != 303 {
            bail!("{to} answered {}: {}", answer.status, words(&answer.body));
        }
        Ok(answer.location)
    }
}

impl Shown {
    /// Every form of the page that posts to this address, or to one that ends so: where it
    /// posts and what it would send as it stands.
    pub fn form(&self, action: &str) -> Option<(String, Form)> {
        self.body.split("<form").skip(1).find_map(|part| {
            let (head, rest) = part.split_once('>')?;
            // A form that looks something up has no fields worth filling: the search is on every page.
            attribute(head, "method").filter(|how| how.eq_ignore_ascii_case("post"))?;
            let to = attribute(head, "action")?;
            let path = to.split('?').next().unwrap_or("");
            if to != action && !path.ends_with(action) {
                return None;
            }
            Some((to, fields(rest.split("</form>").next().unwrap_or(rest))))
        })
    }
}

/// What a form would send as it stands.
fn fields(markup: &str) -> Form {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut select = String::new();
    let mut first_option: Option<String> = None;
    let mut chosen = false;
    for part in markup.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(tag, "name").unwrap_or_default();
        if tag.starts_with("input") && !name.is_empty() {
            let kind = attribute(tag, "type").unwrap_or_default();
            let sent = match kind.as_str() {
                "radio" | "checkbox" => bare(tag, "checked"),
                "file" | "submit" => false,
                _ => true,
            };
            if sent {
                let value = attribute(tag, "value");
                let value =
                    value.unwrap_or(if kind == "checkbox" { "on".into() } else { String::new() });
                out.push((name, value));
            }
        } else if tag.starts_with("textarea") {
            out.push((name, undo(text)));
        } else if tag.starts_with("select") {
            (select, first_option, chosen) = (name, None, false);
        } else if tag.starts_with("option") && !select.is_empty() {
            let value = attribute(tag, "value").unwrap_or_else(|| undo(text));
            first_option.get_or_insert(value.clone());
            if bare(tag, "selected") {
                chosen = true;
                out.push((select.clone(), value));
            }
        } else if tag.starts_with("/select") {
            if let (false, Some(value)) = (chosen, first_option.take()) {
                out.push((select.clone(), value));
            }
            select.clear();
        }
    }
    Form::of(out)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let mark = format!(" {name}=\"");
    let at = tag.find(&mark)? + mark.len();
    tag[at..].split('"').next().map(undo)
}

/// An attribute without a value, outside any quotes.
fn bare(tag: &str, name: &str) -> bool {
    tag.split('"').step_by(2).any(|outside| outside.split_whitespace().any(|word| word == name))
}

fn undo(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// A page as a person reads it, for messages.
fn words(markup: &str) -> String {
    let main = markup.split("<main").nth(1).unwrap_or(markup);
    let mut out = String::new();
    let mut inside = true;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(600).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let shown = Shown {
            status: 200,
            location: String::new(),
            body: "<form action=\"/a\"><input name=\"no\" value=\"1\"></form>\
                   <form method=\"post\" action=\"/b/7/do\"><input type=\"hidden\" name=\"v\" value=\"a&amp;b\">\
                   <input type=\"radio\" name=\"r\" value=\"1\"><input type=\"radio\" name=\"r\" value=\"2\" checked>\
                   <input type=\"checkbox\" name=\"c\" value=\"unchecked\"><textarea name=\"t\">x &lt; y</textarea>\
                   <select name=\"s\"><option value=\"1\">One</option><option value=\"2\" selected>Two</option></select>\
                   <select name=\"d\"><option value=\"first\">F</option></select></form>"
                .into(),
        };
        let (to, form) = shown.form("/do").unwrap();
        assert_eq!(to, "/b/7/do");
        let pairs: Vec<String> =
            form.pairs().into_iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(pairs, ["v=a&b", "r=2", "t=x < y", "s=2", "d=first"]);
    }
}
