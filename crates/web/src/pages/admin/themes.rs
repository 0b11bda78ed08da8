//! The themes of the house: which one the pages wear, and a look at another before they do.

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::form::Posted;
use crate::App;
use crate::pages::theme::preview;
use crate::routing::{get, post};

const PATH: &str = "/admin/themes";

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(page).merge(post(look)))
}

/// `GET /admin/themes`
async fn page(desk: Desk, headers: HeaderMap) -> Response {
    let templates = &desk.app().0.templates;
    let view = json!({
        "themes": templates.themes(),
        "worn": templates.worn(),
        "looked_at": preview::name_of(desk.app(), &headers),
    });
    desk.page(StatusCode::OK, "admin/themes.html", "Themes", view).await
}

/// `POST /admin/themes`: this browser looks at a theme, or no longer.
async fn look(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let app = desk.app();
    if posted.verb() == "end" {
        let mut response = desk.go(PATH, "You see the pages as everybody does");
        preview::end(app, response.headers_mut());
        return Ok(response);
    }
    let name = posted.text("theme");
    match app.0.templates.to_look_at(name) {
        None => Err(Fail::missing(&desk)),
        Some(Err(error)) => Ok(desk.refuse(PATH, &error.to_string())),
        Some(Ok(_)) => {
            let said = format!("For an hour, this browser shows the pages as {name} would");
            let mut response = desk.go(PATH, &said);
            preview::begin(app, name, response.headers_mut());
            Ok(response)
        }
    }
}
