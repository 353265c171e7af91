//! What stands at every door: size and time limits, the session, the form token, the role; and
//! after it, the security headers and one log line. Handlers meet only people who may be there.
//!
//! Must never know: what is behind the door. No log line here names a person or a pupil.

mod body;

use crate::app::App;
use crate::doors::{self, Behind, Door, Method, Needs};
use crate::form::Form;
use crate::page::{Page, error};
use crate::problem::Problem;
use crate::visit::{Answer, Visit, html};
use crate::{password, sign_in};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use casework::Refusal;
use rulebook::Instant;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use store::account;

/// A request by somebody who has not signed in.
pub struct Outside {
    /// The application.
    pub app: App,
    /// Now.
    pub now: Instant,
    /// What was posted.
    pub form: Form,
    /// The query string.
    pub query: Form,
    /// Values from the path.
    pub path: Vec<(String, String)>,
    /// Where it came from, for slowing guesses. Not logged.
    pub address: String,
    /// Browser, for the list of sessions.
    pub agent: String,
    /// The session's account, when there is one.
    pub signed_in: bool,
    /// The screen is with a pupil.
    pub with_pupil: bool,
    /// `If-None-Match`, for assets.
    pub etag: String,
    /// A file that came with the form: its name and its bytes.
    pub file: Option<(String, bytes::Bytes)>,
    /// Why one that came could not be taken.
    pub unread: Option<String>,
}

type Run = Pin<Box<dyn Future<Output = Response> + Send>>;

/// The route of one door.
pub fn route(app: App, door: Door) -> MethodRouter {
    let run =
        move |params: Result<RawPathParams, RawPathParamsRejection>, request: Request| -> Run {
            let app = app.clone();
            // An address that is not even text.
            let Ok(params) = params else { return Box::pin(nowhere(app, request)) };
            let path = params.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
            Box::pin(through(app, door, path, request))
        };
    match door.method {
        Method::Get => get(run),
        Method::Post | Method::Upload => post(run),
    }
}

/// Every address that is no door.
pub async fn nowhere(app: App, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = passing(&app, &parts).await;
    shown(Problem::Missing, visit.as_ref(), "-", &parts.uri.to_string())
}

/// A door knocked on in a way it does not open, such as the address of a form typed in.
pub async fn not_this_way(app: App, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = passing(&app, &parts).await;
    let page = error::ErrorPage::takes_forms(doors::page_for(parts.uri.path()));
    match visit {
        Some(v) => v.page_as(StatusCode::METHOD_NOT_ALLOWED, &page),
        None => html(StatusCode::METHOD_NOT_ALLOWED, page.alone()),
    }
}

/// Somebody at no door, if they are signed in. Who has yet to choose a password sees no menu.
async fn passing(app: &App, parts: &axum::http::request::Parts) -> Option<Visit> {
    let now = app.clock().now();
    match session(app, &parts.headers, now, true).await {
        Ok(Some((actor, session))) if !session.one_time => {
            visit(app, actor, session, parts, now).await.ok()
        }
        _ => None,
    }
}

/// Every answer on its way out, whoever gave it: with its headers, and with words when it stops
/// somebody.
pub async fn last(app: App, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let stops = response.status().is_client_error() || response.status().is_server_error();
    let words = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t != "text/plain");
    if !stops || words {
        return dress(&app, response);
    }
    let said = "That could not be read as a request. Go back and try once more.";
    dress(&app, plain_fault(response.status(), "-", said))
}

/// One request through one door.
async fn through(app: App, door: Door, path: Vec<(String, String)>, request: Request) -> Response {
    let started = std::time::Instant::now();
    let reference = password::token().unwrap_or_default().chars().take(10).collect::<String>();
    // A school's line may be slow to send a file.
    let patience = app.patience() * if door.method == Method::Upload { 10 } else { 1 };
    let app2 = app.clone();
    let reference2 = reference.clone();
    // In a task of its own, so that a panic in a handler is a fault of one request and a browser
    // that goes away does not stop a write half way through its page.
    let task = tokio::spawn(async move {
        tokio::time::timeout(patience, handle(&app2, door, path, request, &reference2)).await
    });
    let mut response = match task.await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => plain_fault(
            StatusCode::SERVICE_UNAVAILABLE,
            &reference,
            "That took too long. Go back and try once more; nothing was kept unless the page said so.",
        ),
        Err(_) => {
            tracing::error!(reference, door = door.path, "a handler stopped unexpectedly");
            plain_fault(
                StatusCode::INTERNAL_SERVER_ERROR,
                &reference,
                "Something went wrong on our side.",
            )
        }
    };
    if let Ok(value) = HeaderValue::from_str(&reference) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    tracing::info!(
        reference,
        method = ?door.method,
        door = door.path,
        status = response.status().as_u16(),
        micros = started.elapsed().as_micros() as u64,
        "request"
    );
    response
}

async fn handle(
    app: &App,
    door: Door,
    path: Vec<(String, String)>,
    request: Request,
    reference: &str,
) -> Response {
    let now = app.clock().now();
    let (parts, body) = request.into_parts();
    let query = Form::parse(parts.uri.query().unwrap_or("").as_bytes());
    let uri = parts.uri.path_and_query().map(|p| p.to_string()).unwrap_or_default();

    // A page that asks by itself, or for its style, is nobody at the screen.
    let used = matches!(door.behind, Behind::Inside(_)) && !door.by_the_page();
    let open = match session(app, &parts.headers, now, used).await {
        Ok(open) => open,
        Err(problem) => return shown(problem, None, reference, &uri),
    };

    // Another site may not act in somebody's name, whatever token it has.
    if door.method != Method::Get && !same_origin(&parts.headers) {
        return plain_fault(
            StatusCode::FORBIDDEN,
            reference,
            "This form was sent from another site, so it was not taken.",
        );
    }

    // Nobody's file is taken in before it is known that they may send one.
    let welcome = open.as_ref().filter(|(actor, open)| match door.needs {
        Needs::May(may) => actor.may(may) && !open.one_time,
        Needs::SignedIn | Needs::Session | Needs::Nothing => true,
    });
    let megabytes = door.megabytes(app.config());
    let plain = !body::carries_files(&parts.headers);
    let proved = match door.behind {
        Behind::Proved(prove, _) => prove(app.clone(), now, path.clone()).await,
        _ => false,
    };
    let trust = match &welcome {
        _ if proved => Some(body::Trust::Proved),
        _ if matches!(door.behind, Behind::Proved(..)) => None,
        Some((_, open)) => Some(body::Trust::Token(&open.csrf)),
        None => open.is_none().then_some(body::Trust::Nobody),
    };
    let body::Sent { form, file, unread, over } = match door.method {
        Method::Get => body::Sent::default(),
        Method::Upload if trust.is_none() => {
            body::discard(body, megabytes).await;
            body::Sent::default()
        }
        Method::Post | Method::Upload if door.method == Method::Post || plain => {
            match body::form(app, body, open.is_some()).await {
                Some(sent) => sent,
                None => {
                    let said = "What you sent did not arrive whole, so nothing of it was kept. \
                            Press Back and send it again.";
                    return plain_fault(StatusCode::BAD_REQUEST, reference, said);
                }
            }
        }
        Method::Post | Method::Upload => {
            let trust = trust.unwrap_or(body::Trust::Nobody);
            body::upload(app, &parts.headers, body, trust, megabytes).await
        }
    };

    let too_long = |kept| error::ErrorPage::too_long(app.config().form_kilobytes, kept);
    let answer: Answer = match door.behind {
        _ if over && (open.is_none() || !matches!(door.behind, Behind::Inside(_))) => {
            return html(StatusCode::PAYLOAD_TOO_LARGE, too_long(Vec::new()).alone());
        }
        Behind::Outside(run) | Behind::Proved(_, run) => {
            run(Outside {
                app: app.clone(),
                now,
                form,
                query,
                path,
                address: came_from(app, &parts),
                agent: heading(&parts.headers, header::USER_AGENT).chars().take(200).collect(),
                signed_in: open.is_some(),
                with_pupil: open.as_ref().is_some_and(|(_, o)| !o.kept_to.is_empty()),
                etag: heading(&parts.headers, header::IF_NONE_MATCH),
                file,
                unread,
            })
            .await
        }
        Behind::Inside(run) => {
            let current = open.as_ref().is_some_and(|(_, open)| form.text("csrf") == open.csrf);
            if door.leaves_nothing() && !current && !over {
                let here = open.as_ref().map(|(actor, _)| actor.account);
                return match crate::tell::by_token(app, now, &form, here).await {
                    Ok(response) => response,
                    Err(problem) => shown(problem, None, reference, &uri),
                };
            }
            let Some((actor, open)) = open else {
                if door.by_the_page() {
                    // The page's script is told, and takes the person to the sign-in page.
                    let said = "You are signed out. Sign in again.";
                    return plain_fault(StatusCode::UNAUTHORIZED, reference, said);
                }
                return match sign_in::turned_away(app, door.method, &uri, &form).await {
                    Ok(response) => response,
                    Err(problem) => shown(problem, None, reference, &uri),
                };
            };
            // The screen is with a pupil: one page opens, and an adult signs in to go on.
            let at = uri.split('?').next().unwrap_or_default();
            if !open.kept_to.is_empty() && !crate::reflection::hand::lets_through(&open.kept_to, at)
            {
                if door.by_the_page() {
                    return plain_fault(
                        StatusCode::UNAUTHORIZED,
                        reference,
                        "This screen shows one page.",
                    );
                }
                return crate::visit::see_other(&open.kept_to);
            }
            if open.one_time && door.needs != Needs::Session {
                return sign_in::choose::first(door.method, &open.csrf, &uri, &form);
            }
            let (csrf, one_time) = (open.csrf.clone(), open.one_time);
            let mut visit = match visit(app, actor, open, &parts, now).await {
                Ok(visit) => visit,
                Err(problem) => return shown(problem, None, reference, &uri),
            };
            visit.path = path;
            visit.query = query;
            visit.form = form;
            visit.file = file;
            visit.unread = unread;
            if !door.is_at(visit.setting.school.kind) {
                return shown(Problem::Missing, Some(&visit), reference, &uri);
            }
            let allowed = !matches!(door.needs, Needs::May(may) if !visit.may(may));
            // Before the role: a page that refuses shows what was typed, and it may be another's.
            let token = match door.method {
                Method::Get => csrf.clone(),
                // Whose role does not allow it has not been read.
                Method::Upload if !allowed => csrf.clone(),
                Method::Post | Method::Upload => visit.form.text("csrf").to_string(),
            };
            if over {
                // Shown to whoever typed it, and to nobody else.
                let kept = if token == csrf { visit.form.kept() } else { Vec::new() };
                return visit.page_as(StatusCode::PAYLOAD_TOO_LARGE, &too_long(kept));
            }
            if token != csrf && one_time {
                return sign_in::choose::first(door.method, &csrf, "/", &Form::default());
            }
            // Where only the file matters, its page is shown afresh; words beside one are kept.
            let file_alone = doors::page_for(&visit.uri) == visit.uri;
            if token != csrf && door.method == Method::Upload && file_alone {
                // A file cannot be put into a page to be sent again.
                let said = "You have signed in again since. Choose the file once more";
                return match visit.to_saying(&visit.uri, said) {
                    Ok(response) => response,
                    Err(problem) => shown(problem, Some(&visit), reference, &uri),
                };
            }
            if token != csrf {
                // Most often: signed out and in again in another tab while this one lay open.
                return match sign_in::resumed(&visit, &uri).await {
                    Ok(response) => response,
                    Err(problem) => shown(problem, Some(&visit), reference, &uri),
                };
            }
            if let Needs::May(may) = door.needs
                && !visit.may(may)
            {
                let problem = Problem::from(role_refusal(&visit, may));
                return shown(problem, Some(&visit), reference, &uri);
            }
            visit.form = visit.form.bound_to(visit.actor.account, &visit.uri);
            match once_more(|| run(visit.clone())).await {
                Ok(response) => Ok(clear_said(app, response, visit.said.is_some())),
                Err(problem) => return shown(problem, Some(&visit), reference, &uri),
            }
        }
    };
    match answer {
        Ok(response) => response,
        Err(problem) => shown(problem, None, reference, &uri),
    }
}

/// The open session and its person, moved on if it is used.
async fn session(
    app: &App,
    headers: &HeaderMap,
    now: Instant,
    used: bool,
) -> Result<Option<(Arc<casework::Actor>, account::Session)>, Problem> {
    let token = cookie(headers, sign_in::cookie_name(app.config()));
    if token.is_empty() {
        return Ok(None);
    }
    let mut read = app.store().read().await?;
    let Some(open) = account::session(&mut read, &password::token_hash(&token)).await? else {
        return Ok(None);
    };
    if !open.is_open(now) {
        return Ok(None);
    }
    let actor = match app.actor(&mut read, open.org, open.account).await {
        Ok(actor) => actor,
        Err(store::Problem::Missing) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    drop(read);
    // Once a minute is often enough to know that somebody is still there.
    if used && now.minutes_since(open.seen_at) >= 1 {
        let expires = sign_in::expiry(app.config(), open.shared, open.made_at, now);
        account::touch_session(app.store(), &open.token_hash, now, expires).await?;
    }
    Ok(Some((actor, open)))
}

async fn visit(
    app: &App,
    actor: Arc<casework::Actor>,
    open: account::Session,
    parts: &axum::http::request::Parts,
    now: Instant,
) -> Result<Visit, Problem> {
    let mut read = app.store().read().await?;
    let setting = app.setting(&mut read, actor.org).await?;
    let uri = parts.uri.path().to_string();
    let nav = app.menu(&mut read, &actor, &setting, now.day()).await?;
    let several = app.places(&mut read, actor.account).await? > 1;
    let said = cookie(&parts.headers, "mainstay-said");
    let said = form_urlencoded::parse(said.as_bytes()).next().map(|(text, _)| text.into_owned());
    Ok(Visit {
        app: app.clone(),
        actor,
        setting,
        now,
        form: Form::default(),
        query: Form::default(),
        path: Vec::new(),
        uri,
        csrf: open.csrf,
        session: open.token_hash,
        said: said.filter(|s| !s.is_empty()),
        file: None,
        nav,
        several,
        unread: None,
        with_pupil: !open.kept_to.is_empty(),
    })
}

/// Runs a handler. The same form twice at once: the other one is kept by now, so it is asked
/// again, one time, and is told so.
async fn once_more<R, F>(run: R) -> Answer
where
    R: Fn() -> F,
    F: Future<Output = Answer>,
{
    match run().await {
        Err(problem) if sent_twice(&problem) => run().await,
        answer => answer,
    }
}

/// Whether a key was there already: two sendings of one form met.
fn sent_twice(problem: &Problem) -> bool {
    matches!(problem, Problem::Fault(f)
        if f.chain().any(|c| c.downcast_ref::<store::Fault>().is_some_and(store::Fault::is_duplicate)))
}

/// A problem as a page.
fn shown(problem: Problem, visit: Option<&Visit>, reference: &str, uri: &str) -> Response {
    if let Problem::Fault(fault) = &problem {
        tracing::error!(reference, error = %format!("{fault:#}"), "fault");
    }
    let full = matches!(&problem, Problem::Fault(f)
        if f.chain().any(|c| matches!(c.downcast_ref::<store::Fault>(), Some(store::Fault::DiskFull))));
    let kept = visit.map(|v| v.form.kept()).unwrap_or_default();
    let (status, page) = match problem {
        Problem::Refusal(mut r) => {
            if let Some(v) = visit {
                // What a rule says is ours, wherever it was decided; where it comes from may be theirs.
                r.title = v.words().said(&r.title);
                r.rule = v.words().said(&r.rule);
                r.instead.iter_mut().for_each(|(label, _)| *label = v.words().said(label));
            }
            let status = if r.by_role { StatusCode::FORBIDDEN } else { StatusCode::CONFLICT };
            (status, error::ErrorPage::refusal(*r, kept))
        }
        Problem::Missing => (StatusCode::NOT_FOUND, error::ErrorPage::missing(kept)),
        Problem::Stale(mut typed) => {
            if typed.is_empty() {
                typed = kept;
            }
            (StatusCode::CONFLICT, error::ErrorPage::stale(uri, typed))
        }
        Problem::Fault(_) if full => {
            (StatusCode::INSUFFICIENT_STORAGE, error::ErrorPage::disk_full(reference, kept))
        }
        Problem::Fault(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, error::ErrorPage::fault(reference, kept))
        }
    };
    match visit {
        Some(v) => v.page_as(status, &page),
        None => html(status, page.alone()),
    }
}

fn role_refusal(visit: &Visit, may: casework::May) -> Refusal {
    use casework::Coded;
    let (words, kind) = (visit.words(), visit.setting.school.kind);
    let who: Vec<String> =
        kind.roles().iter().filter(|r| r.may(may)).map(|r| words.role(*r)).collect();
    let mut refusal = Refusal::because(
        "Your role does not open this page",
        format!("{}: {}.", may.label(), who.join(", ")),
        "The table of roles in Mainstay. Your school's administrator gives people their roles.",
    )
    .or("Go to Today", "/");
    refusal.by_role = true;
    refusal
}

fn plain_fault(status: StatusCode, reference: &str, said: &str) -> Response {
    html(status, error::ErrorPage::plain(said, reference).alone())
}

/// A browser says where a form came from; a form from elsewhere is not taken. Browsers too old
/// to say so are left to the form token.
fn same_origin(headers: &HeaderMap) -> bool {
    let site = heading(headers, HeaderName::from_static("sec-fetch-site"));
    if !site.is_empty() {
        return matches!(site.as_str(), "same-origin" | "none");
    }
    let origin = heading(headers, header::ORIGIN);
    if origin.is_empty() {
        return true;
    }
    let host = heading(headers, header::HOST);
    origin.split_once("://").map(|(_, rest)| rest == host).unwrap_or(false)
}

/// The line a request came over, for counting tries.
fn came_from(app: &App, parts: &axum::http::request::Parts) -> String {
    let connection = parts.extensions.get::<axum::extract::ConnectInfo<std::net::SocketAddr>>();
    let Some(connection) = connection else { return String::new() };
    let said = parts.headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    let said = said.collect::<Vec<_>>().join(",");
    crate::address::line(app.proxies().asker(connection.0.ip(), &said))
}

fn heading(headers: &HeaderMap, name: HeaderName) -> String {
    headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("").to_string()
}

/// The value of a cookie, or empty.
pub fn cookie(headers: &HeaderMap, name: &str) -> String {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, v)| v.to_string())
        .unwrap_or_default()
}

fn clear_said(app: &App, mut response: Response, was_said: bool) -> Response {
    // Only a page shows it; a redirect or a fragment leaves it for the page that follows.
    let is_page = response.status() == StatusCode::OK
        && response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|t| t == "text/html; charset=utf-8")
        && !response.headers().contains_key("x-fragment");
    if was_said && is_page {
        response
            .headers_mut()
            .append(header::SET_COOKIE, crate::visit::cookie(app.config(), "mainstay-said", "", 0));
    }
    response
}

/// The headers every answer wears.
fn dress(app: &App, response: Response) -> Response {
    let mut response = response.into_response();
    let headers = response.headers_mut();
    let set = |headers: &mut HeaderMap, name: &'static str, value: &'static str| {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    };
    set(
        headers,
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
         connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; manifest-src 'self'",
    );
    set(headers, "x-content-type-options", "nosniff");
    set(headers, "referrer-policy", "same-origin");
    set(headers, "x-frame-options", "DENY");
    set(headers, "cross-origin-opener-policy", "same-origin");
    set(headers, "permissions-policy", "camera=(), microphone=(), geolocation=()");
    set(headers, "cache-control", "no-store");
    if app.config().secure() {
        set(headers, "strict-transport-security", "max-age=31536000");
    }
    response
}

#[cfg(test)]
mod tests;
