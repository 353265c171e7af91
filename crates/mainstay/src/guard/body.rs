//! What comes with a request, read within the limits of the installation.
//!
//! A file that is too large is no reason to lose the form round it: the form is shown again and
//! says so. Must never know: what the form is for.

use crate::app::App;
use crate::form::Form;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use bytes::Bytes;
use futures_util::StreamExt;

/// How a form that carries a file is known to be from somebody who may send one.
#[derive(Clone, Copy)]
pub(super) enum Trust<'a> {
    /// The session's token, which has to come first.
    Token(&'a str),
    /// The address proved it before anything was read.
    Proved,
    /// Nobody: what was typed is kept to be shown again, and no byte of a file is.
    Nobody,
}

/// What was sent with a form that carries a file.
#[derive(Default)]
pub(super) struct Sent {
    /// The fields beside the file.
    pub form: Form,
    /// The file and its name.
    pub file: Option<(String, Bytes)>,
    /// Why a file that was sent could not be taken.
    pub unread: Option<String>,
    /// The form is longer than is taken here; what there is of it is only to be shown again.
    pub over: bool,
}

const CUT_SHORT: &str =
    "This did not arrive whole, so nothing of it was kept. Choose the file again";

/// Megabytes of a file that is too large, read to their end and thrown away, at most.
const READ_OUT: usize = 2_048;

/// Bytes of a file at most.
fn limit(megabytes: usize) -> usize {
    megabytes.saturating_mul(1024 * 1024)
}

/// Reads a posted form; nothing when it did not arrive whole. One that is too long is read to its
/// end as well, and of somebody signed in kept as far as it may be worth copying from.
pub(super) async fn form(app: &App, body: Body, signed_in: bool) -> Option<Sent> {
    let limit = app.config().form_kilobytes.saturating_mul(1024);
    let worth = limit.saturating_mul(if signed_in { 4 } else { 1 });
    let most = limit.saturating_mul(64);
    let mut stream = body.into_data_stream();
    let (mut bytes, mut taken) = (Vec::new(), 0usize);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.ok()?;
        taken += chunk.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(worth - bytes.len())]);
        if taken > most {
            break;
        }
    }
    Some(Sent { form: Form::parse(&bytes), over: taken > limit, ..Sent::default() })
}

/// Whether a form came the way that carries files. One sent without is a form like any other.
pub(super) fn carries_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(axum::http::header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    !kind.is_some_and(|k| k.starts_with("application/x-www-form-urlencoded"))
}

/// Reads a form that carries a file of so many megabytes at most. Nothing of the file is kept
/// unless its sender is trusted by then.
pub(super) async fn upload(
    app: &App,
    headers: &HeaderMap,
    body: Body,
    trust: Trust<'_>,
    megabytes: usize,
) -> Sent {
    let limit = limit(megabytes);
    // What is too large is read to its end and thrown away: a browser that is cut off while it
    // still sends shows its own error in the place of our answer, and what was typed below the
    // file never arrives. Only of somebody who may send one is a very large one waited for.
    let most = match trust {
        Trust::Nobody => limit.saturating_mul(4),
        Trust::Token(_) | Trust::Proved => limit.saturating_mul(4).max(self::limit(READ_OUT)),
    };
    let mut request = Request::new(up_to(body, most));
    *request.headers_mut() = headers.clone();
    // The framework's own limit would hold otherwise, at two megabytes.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut sent = Sent::default();
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        sent.unread = Some(CUT_SHORT.into());
        return sent;
    };
    let mut form: Vec<(String, String)> = Vec::new();
    let mut left = app.config().form_kilobytes * 1024;
    loop {
        let mut field = match parts.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => {
                sent.unread.get_or_insert(CUT_SHORT.into());
                break;
            }
        };
        let name = field.name().unwrap_or("").to_string();
        let file_name = field.file_name().map(str::to_string);
        let trusted = match trust {
            Trust::Proved => true,
            Trust::Nobody => false,
            Trust::Token(csrf) => {
                form.first().is_some_and(|(name, value)| name == "csrf" && value == csrf)
            }
        };
        let room = match &file_name {
            Some(_) if !trusted => 0,
            Some(_) => limit,
            None => left,
        };
        let (mut bytes, mut over) = (Vec::new(), false);
        loop {
            match field.chunk().await {
                Ok(Some(_)) if over => {}
                Ok(Some(chunk)) if bytes.len() + chunk.len() > room => {
                    (bytes, over) = (Vec::new(), true);
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(_) => {
                    sent.unread.get_or_insert(CUT_SHORT.into());
                    break;
                }
            }
        }
        match file_name {
            Some(_) if over && !trusted => sent.unread = Some(CUT_SHORT.into()),
            Some(_) if over => sent.unread = Some(too_large(app, megabytes)),
            // A browser names no file where none was chosen; one of nought bytes has a name, and
            // whoever chose it is told that it is empty.
            Some(file_name) if !bytes.is_empty() || !file_name.is_empty() => {
                sent.file = Some((file_name, bytes.into()))
            }
            Some(_) => {}
            None => {
                left -= bytes.len();
                form.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    if sent.unread.is_some() {
        sent.file = None;
    }
    sent.form = Form::of(form);
    sent
}

fn too_large(app: &App, megabytes: usize) -> String {
    if megabytes > casework::attachment::MEGABYTES {
        return casework::document::too_large(megabytes);
    }
    if megabytes < app.config().upload_megabytes {
        return format!(
            "This file is larger than {megabytes} MB. {}",
            casework::attachment::INSTEAD
        );
    }
    format!(
        "This file is larger than {} MB, the most that is taken here. Send it in parts, or ask \
         whoever looks after the server to raise the limit",
        app.config().upload_megabytes
    )
}

/// Lets a body that nobody will read come to its end, up to the size of a file.
pub(super) async fn discard(body: Body, megabytes: usize) {
    let mut stream = up_to(body, limit(megabytes)).into_data_stream();
    while let Some(Ok(_)) = stream.next().await {}
}

fn up_to(body: Body, most: usize) -> Body {
    let mut taken = 0usize;
    Body::from_stream(body.into_data_stream().map(move |chunk| {
        let chunk = chunk.map_err(std::io::Error::other)?;
        taken += chunk.len();
        if taken > most { Err(std::io::Error::other("too large")) } else { Ok(chunk) }
    }))
}
