//! Style, script, fonts: embedded in the binary, cached by their content.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::Digest as _;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{
    And, DefaultPredicate, NotForContentType, Predicate as _,
};

use super::theme::preview;
use crate::App;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// Makes style and script smaller on their way. Pages are left to the proxy in front: they hold a
/// secret beside what others may write, and their length would tell about it (BREACH).
pub(crate) fn smaller() -> CompressionLayer<And<DefaultPredicate, NotForContentType>> {
    let worth = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    CompressionLayer::new().compress_when(worth)
}

/// Serves one file.
pub(crate) async fn serve(
    State(app): State<App>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    match path.strip_prefix("theme/") {
        Some(of_theme) => {
            let theme = preview::of_browser(&app, &headers);
            preview::shown_in(theme, async { app.0.templates.file(of_theme, &headers) }).await
        }
        None => built_in(&path, &headers),
    }
}

fn built_in(path: &str, headers: &HeaderMap) -> Response {
    let Some(file) = Assets::get(path) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = tag(&file);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    // A file asked for with its version never changes; one without is asked about again.
    let head = [
        (header::CONTENT_TYPE, kind_of(path).to_owned()),
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
        (header::ETAG, tag),
    ];
    (head, file.data).into_response()
}

/// Browsers ask for this name on pages that are not ours, such as the API reference.
pub(crate) async fn icon(headers: HeaderMap) -> Response {
    built_in("favicon.svg", &headers)
}

fn tag(file: &rust_embed::EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    format!("\"{}\"", model::hex::hex(hash.first_chunk::<12>().unwrap_or(&[0; 12])))
}

/// What tells one content of a file from another.
pub(super) fn tag_of(bytes: &[u8]) -> String {
    let hash = sha2::Sha256::digest(bytes);
    model::hex::hex(hash.get(..12).unwrap_or_default())
}

pub(super) fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("ico") => "image/x-icon",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
