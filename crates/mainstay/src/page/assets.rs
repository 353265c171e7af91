//! Style sheet, script modules and the icon, inside the executable. Each has its own content
//! in its address, so that a browser may keep it for good.

use crate::form::Form;
use crate::guard::Outside;
use crate::password::hex;
use crate::problem::Problem;
use crate::visit::Answer;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    tag: String,
}

macro_rules! asset {
    ($name:literal, $kind:literal) => {{
        let bytes: &'static [u8] = include_bytes!(concat!("../../assets/", $name));
        Asset {
            name: $name,
            kind: $kind,
            bytes,
            tag: hex(&Sha256::digest(bytes)).chars().take(12).collect(),
        }
    }};
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset!("mainstay.css", "text/css; charset=utf-8"),
        asset!("mainstay.js", "text/javascript; charset=utf-8"),
        asset!("live.js", "text/javascript; charset=utf-8"),
        asset!("aloud.js", "text/javascript; charset=utf-8"),
        asset!("seats.js", "text/javascript; charset=utf-8"),
        asset!("minutes.js", "text/javascript; charset=utf-8"),
        asset!("icon.svg", "image/svg+xml"),
        asset!("sw.js", "text/javascript; charset=utf-8"),
    ]
});

/// The address of an asset.
pub fn href(name: &str) -> String {
    match ASSETS.iter().find(|a| a.name == name) {
        Some(a) => format!("/assets/{name}?v={}", a.tag),
        None => format!("/assets/{name}"),
    }
}

/// Serves one.
pub async fn serve(o: Outside) -> Answer {
    let name = o.path.first().map(|(_, v)| v.as_str()).unwrap_or("");
    let asset = ASSETS.iter().find(|a| a.name == name).ok_or(Problem::Missing)?;
    let tag = format!("\"{}\"", asset.tag);
    let keep = if o.query.text("v") == asset.tag {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let status = if o.etag.contains(&tag) { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let body = if status == StatusCode::OK { asset.bytes } else { &[] };
    let etag = HeaderValue::from_str(&tag).map_err(anyhow::Error::from)?;
    Ok((
        status,
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
            (header::ETAG, etag),
        ],
        body,
    )
        .into_response())
}

/// The script that shows the last board while the network is away. It stands at the root, because
/// it may answer only for addresses below its own.
pub async fn worker(o: Outside) -> Answer {
    serve(Outside { path: vec![("name".into(), "sw.js".into())], query: Form::default(), ..o })
        .await
}

/// Says that the server and its database are there: for whatever watches it.
pub async fn health(o: Outside) -> Answer {
    let mut read = o.app.store().read().await?;
    store::account::count(&mut read).await?;
    Ok("ok".into_response())
}

#[cfg(test)]
mod tests {
    /// An open brace would put every later part of the sheet inside an earlier layer, where it
    /// loses to what it was written to change.
    #[test]
    fn every_layer_of_the_sheet_is_closed_before_the_next() {
        let sheet = include_str!("../../assets/mainstay.css");
        let mut open = 0i32;
        for (n, line) in sheet.lines().enumerate() {
            assert!(
                !line.starts_with("@layer") || open == 0,
                "line {}: {line} is inside another part",
                n + 1
            );
            open += line.matches('{').count() as i32 - line.matches('}').count() as i32;
        }
        assert_eq!(open, 0, "something is left open at the end");
    }
}
