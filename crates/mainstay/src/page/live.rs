//! Live pages: a stream that says "something changed at your school", or "your session is over",
//! and nothing more.
//!
//! The page then asks again for the part it shows, through its own door and scope, so the stream
//! itself never carries a name.

use crate::visit::{Answer, Visit};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;

/// How often the database is asked whether another node has written.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// A stream ends by itself after this long; the browser opens another, and the session is
/// looked at again.
const AT_MOST: Duration = Duration::from_secs(300);

/// The stream.
pub async fn stream(v: Visit) -> Answer {
    let mut watch = v.app.watch(v.org());
    watch.mark_unchanged();
    let until = tokio::time::Instant::now() + AT_MOST;
    let mut read = v.read().await?;
    let seq = store::event::head(&mut read, v.org()).await?;
    drop(read);
    let state = (v, watch, seq, until);
    let events = stream::unfold(state, |(v, mut watch, seq, until)| async move {
        loop {
            if tokio::time::Instant::now() >= until {
                return None;
            }
            let _ = tokio::time::timeout(LOOK_AGAIN, watch.changed()).await;
            let mut read = v.read().await.ok()?;
            let head = store::event::head(&mut read, v.org()).await.ok()?;
            let session = store::account::session(&mut read, &v.session).await.ok()?;
            drop(read);
            if !session.is_some_and(|s| s.is_open(v.app.clock().now())) {
                // The last thing it says.
                let until = tokio::time::Instant::now();
                let event = Event::default().event("over").data("over");
                return Some((Ok(event), (v, watch, head, until)));
            }
            if head != seq {
                let event =
                    Event::default().event("changed").id(head.to_string()).data(head.to_string());
                return Some((Ok::<_, Infallible>(event), (v, watch, head, until)));
            }
        }
    });
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(15)).text("still here"))
        .into_response();
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
