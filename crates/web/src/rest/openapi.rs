//! The description of the API (OpenAPI 3.1), generated from the handlers, and its reference page.

use std::sync::{Arc, LazyLock};

use aide::axum::ApiRouter;
use aide::openapi::{ApiKeyLocation, Info, License, OpenApi, SecurityScheme, Server, Tag};
use aide::scalar::Scalar;
use aide::transform::TransformOpenApi;
use axum::Router;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::{BASE, sides};
use crate::App;
use crate::routing::{describing, get};
use crate::session::cookies::Cookie;

/// The resources, in the order of the reference.
const TAGS: &[(&str, &str)] = &[
    ("auth", "Coming in and going out."),
    ("me", "The user, the client it acts for, and its contacts."),
    ("catalogue", "What is sold, for how much."),
    ("orders", "Buying."),
    ("invoices", "What is owed, and paying it."),
    ("services", "What was bought."),
    ("domains", "Domain names."),
    ("support", "Talking to the people of the house."),
    ("admin", "For staff."),
    ("system", "About this API."),
];

const ABOUT: &str = "The API of a hosting company, for its clients.\n\n\
Errors are problem details (RFC 9457) with a stable `code`. Lists come in pages: send \
`next_cursor` back as `cursor`. Amounts are decimal strings with their currency, dates are ISO \
8601, what does not exist is null. Reads carry an `ETag`; send it as `If-None-Match`, or as \
`If-Match` with a PATCH, PUT or DELETE of the same address, which then changes nothing if \
somebody else changed it meanwhile (`precondition-failed`). Send an \
`Idempotency-Key` with whatever changes something, and the same request again has no second \
effect. A page in a browser logs in with `\"cookie\": true` and sends `X-CSRF-Token` with \
whatever changes something.";

/// The document and the reference page about the routes below [`BASE`]. Few ask for them, so they
/// are made when somebody does.
pub(crate) fn about(
    routes: fn() -> ApiRouter<App>,
    base_url: Option<&str>,
    secure: bool,
) -> Router<App> {
    let base_url = base_url.map(str::to_owned);
    let document = move || document(describing(routes), base_url.as_deref(), secure);
    let document = Arc::new(LazyLock::new(document));
    Router::new()
        .route("/openapi.json", get(move || async move { answer(Bytes::clone(&document)) }))
        .route("/docs", get(|| async { page() }))
        .route("/docs/scalar.js", get(|| async { script() }))
}

fn document(api: ApiRouter<App>, base_url: Option<&str>, secure: bool) -> Bytes {
    let mut document = OpenApi::default();
    let _ = api.finish_api_with(&mut document, |about| head(about, base_url, secure));
    if let Some(paths) = &mut document.paths {
        let below = std::mem::take(&mut paths.paths);
        paths.paths = below.into_iter().map(|(path, it)| (format!("{BASE}{path}"), it)).collect();
    }
    sides::tell(&mut document);
    serde_json::to_vec(&document).unwrap_or_default().into()
}

fn head<'a>(
    about: TransformOpenApi<'a>,
    base_url: Option<&str>,
    secure: bool,
) -> TransformOpenApi<'a> {
    let info = Info {
        title: "Hostler".to_owned(),
        description: Some(ABOUT.to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        license: Some(License {
            name: "AGPL-3.0-or-later".to_owned(),
            identifier: Some("AGPL-3.0-or-later".to_owned()),
            ..License::default()
        }),
        ..Info::default()
    };
    let url = base_url.map_or("/", |url| url.trim_end_matches('/')).to_owned();
    let about = TAGS.iter().fold(about.info(info), |about, (name, description)| {
        let description = Some((*description).to_owned());
        about.tag(Tag { name: (*name).to_owned(), description, ..Tag::default() })
    });
    about
        .server(Server { url, ..Server::default() })
        .security_scheme(
            "bearer",
            SecurityScheme::Http {
                scheme: "bearer".to_owned(),
                bearer_format: Some("JWE".to_owned()),
                description: Some("The access token of a log-in.".to_owned()),
                extensions: Default::default(),
            },
        )
        .security_scheme(
            "cookie",
            SecurityScheme::ApiKey {
                location: ApiKeyLocation::Cookie,
                name: Cookie::Access.name(secure).to_owned(),
                description: Some("The same in a cookie, for pages in browsers.".to_owned()),
                extensions: Default::default(),
            },
        )
}

fn answer(document: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")], document).into_response()
}

/// The reference page, which asks nobody else for anything: its script comes from here too.
const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference</title>
</head>
<body>
<script id="api-reference" data-url="/openapi.json" data-configuration='{"withDefaultFonts":false,"telemetry":false,"hideClientButton":true,"agent":{"disabled":true},"mcp":{"disabled":true}}'></script>
<script src="/docs/scalar.js"></script>
</body>
</html>
"#;

/// Nothing may be fetched from elsewhere, whatever the script would like.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-eval'; \
style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn page() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, PAGE).into_response()
}

/// Cut out anew for each who asks: browsers keep it, and it is three megabytes.
fn script() -> Response {
    // The bundle stands in the crate only as a part of a whole page.
    let html = Scalar::new("/openapi.json").html();
    let script = html
        .split_once("JSON.stringify(configuration)")
        .and_then(|(_, rest)| rest.split_once("<script>"))
        .and_then(|(_, rest)| rest.rsplit_once("</script>"))
        .map_or("", |(script, _)| script)
        .to_owned();
    let headers =
        [(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "max-age=3600")];
    (headers, script).into_response()
}
