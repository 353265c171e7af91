//! The smallest HTTP client that the gate and the load test need: plain
//! HTTP/1.1 to a server on this machine, kept alive, with cookies.
//!
//! It must never be used for anything but a Mainstay that we are testing: it
//! has no TLS and believes what it reads.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is posted, and as what.
type Body<'a> = (&'a str, &'a [u8]);
/// How a plain form says what it is.
const FORM: &str = "application/x-www-form-urlencoded";

/// One visitor: a connection and its cookies.
pub struct Visitor {
    host: String,
    line: Option<BufReader<TcpStream>>,
    cookies: BTreeMap<String, String>,
    /// Ask for compressed pages, as every browser does.
    pub gzip: bool,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// The body as sent, after any chunking is undone: compressed if we asked.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text; only sensible when it is not compressed.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Visitor {
    /// `base` is `http://host:port`, with or without a closing slash.
    pub fn new(base: &str) -> Result<Visitor> {
        let host = base
            .strip_prefix("http://")
            .with_context(|| format!("{base} does not start with http://"))?
            .trim_end_matches('/')
            .to_owned();
        Ok(Visitor { host, line: None, cookies: BTreeMap::new(), gzip: false })
    }

    /// Gets one page. Redirects are not followed.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, None)
    }

    /// Posts a form of names and values.
    pub fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<Answer> {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.ask("POST", path, Some((FORM, body.as_bytes())))
    }

    /// Sends a file as a browser's form does: its fields first, the file last.
    pub fn send_file(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        file: (&str, &str, &[u8]),
    ) -> Result<Answer> {
        const EDGE: &str = "----mainstay-load-edge";
        let (field, name, bytes) = file;
        let mut body = Vec::with_capacity(bytes.len() + 1024);
        for (name, value) in fields {
            let part = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.once("POST", path, Some((&kind, &body)))
    }

    /// Opens a page that never ends, on a line of its own, and gives that line
    /// after the headers. What comes is not unchunked: whoever reads it looks
    /// for lines and passes over the rest.
    pub fn listen(&self, path: &str) -> Result<BufReader<TcpStream>> {
        let mut line = self.connect()?;
        line.get_mut().write_all(&self.request("GET", path, None))?;
        let first = read_line(&mut line)?;
        if first.split(' ').nth(1) != Some("200") {
            bail!("{path} answers {first}");
        }
        while !read_line(&mut line)?.is_empty() {}
        Ok(line)
    }

    fn connect(&self) -> Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(&self.host)
            .with_context(|| format!("nobody answers at {}", self.host))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(BufReader::with_capacity(64 * 1024, stream))
    }

    fn ask(&mut self, method: &str, path: &str, form: Option<Body<'_>>) -> Result<Answer> {
        // A server may close an idle connection at any moment, so a request on
        // an old one is allowed a second try on a new one. A post is not: it
        // might have been done.
        let old = self.line.is_some();
        match self.once(method, path, form) {
            Err(_) if old && method == "GET" => {
                self.line = None;
                self.once(method, path, form)
            }
            other => other,
        }
    }

    fn once(&mut self, method: &str, path: &str, form: Option<Body<'_>>) -> Result<Answer> {
        let request = self.request(method, path, form);
        let mut line = match self.line.take() {
            Some(line) => line,
            None => self.connect()?,
        };
        line.get_mut().write_all(&request)?;
        let answer = read(&mut line)?;
        for (name, value) in &answer.headers {
            if name == "set-cookie" {
                self.remember(value);
            }
        }
        if answer.header("connection") != Some("close") {
            self.line = Some(line);
        }
        Ok(answer)
    }

    fn request(&self, method: &str, path: &str, form: Option<Body<'_>>) -> Vec<u8> {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.host);
        if self.gzip {
            text.push_str("Accept-Encoding: gzip\r\n");
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            text.push_str(&format!("Cookie: {}\r\n", pairs.join("; ")));
        }
        let Some((kind, body)) = form else {
            text.push_str("\r\n");
            return text.into_bytes();
        };
        // What a browser says of a form sent from our own page.
        text.push_str(&format!(
            "Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.host,
            body.len()
        ));
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(body);
        bytes
    }

    fn remember(&mut self, header: &str) {
        let pair = header.split(';').next().unwrap_or_default();
        if let Some((name, value)) = pair.split_once('=') {
            self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
        }
    }
}

fn read(line: &mut impl BufRead) -> Result<Answer> {
    let first = read_line(line)?;
    let status = first
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .with_context(|| format!("not an HTTP answer: {first}"))?;
    let mut headers = Vec::new();
    loop {
        let header = read_line(line)?;
        if header.is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let mut answer = Answer { status, headers, body: Vec::new() };
    if status == 204 || status == 304 {
        return Ok(answer);
    }
    if answer.header("transfer-encoding") == Some("chunked") {
        loop {
            let size = read_line(line)?;
            let digits = size.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(digits, 16).context("a chunk without a size")?;
            let start = answer.body.len();
            answer.body.resize(start + size, 0);
            line.read_exact(&mut answer.body[start..])?;
            read_line(line)?;
            if size == 0 {
                return Ok(answer);
            }
        }
    }
    match answer.header("content-length") {
        Some(length) => {
            answer.body = vec![0; length.parse().context("a length that is not a number")?];
            line.read_exact(&mut answer.body)?;
        }
        None => {
            line.read_to_end(&mut answer.body)?;
            answer.headers.push(("connection".into(), "close".into()));
        }
    }
    Ok(answer)
}

fn read_line(line: &mut impl BufRead) -> Result<String> {
    let mut text = String::new();
    if line.read_line(&mut text)? == 0 {
        bail!("the server closed the connection");
    }
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Percent-encodes for a form body.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                out.push(byte as char);
            }
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_sent_in_chunks_is_put_together() {
        let sent = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
                    4\r\nMain\r\n4;x=1\r\nstay\r\n0\r\n\r\nNEXT";
        let mut line = sent.as_bytes();
        let answer = read(&mut line).unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.text(), "Mainstay");
        // What follows belongs to the next answer and is left alone.
        assert_eq!(line, b"NEXT");
    }

    #[test]
    fn a_body_of_known_length_stops_there() {
        let mut line =
            "HTTP/1.1 303 See Other\r\nLocation: /today\r\nContent-Length: 2\r\n\r\nokHTTP"
                .as_bytes();
        let answer = read(&mut line).unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (303, "ok"));
        assert_eq!(answer.header("location"), Some("/today"));
        assert_eq!(line, b"HTTP");
    }

    #[test]
    fn cookies_come_back_and_form_values_are_escaped() {
        let mut visitor = Visitor::new("http://127.0.0.1:1/").unwrap();
        visitor.remember("seat=12; Path=/; HttpOnly");
        let request = visitor.request("POST", "/x", Some((FORM, b"a=b")));
        let request = String::from_utf8(request).unwrap();
        assert!(request.contains("Cookie: seat=12\r\n"), "{request}");
        assert!(request.ends_with("Content-Length: 3\r\n\r\na=b"), "{request}");
        assert_eq!(escape("O'Neill & co"), "O%27Neill+%26+co");
    }
}
