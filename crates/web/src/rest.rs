//! The door for programs and pages of others: `/api/v1`, described by `/openapi.json`.

mod accepted;
mod admin;
mod auth;
mod billing;
mod body;
mod bounds;
mod catalogue;
mod conditional;
mod created;
mod domains;
mod fields;
mod frame;
mod hosting;
mod inputs;
pub(crate) mod limit;
mod money;
mod openapi;
mod ordering;
mod page;
mod people;
pub(crate) mod problem;
mod query;
mod session;
mod sides;
pub(crate) mod support;
mod system;

use aide::axum::ApiRouter;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower::{Layer as _, ServiceBuilder};

use crate::App;
use crate::health::name_route;
use problem::{Code, Problem};

/// Where the resources are.
const BASE: &str = "/api/v1";

/// The routes, their description and its page.
pub(crate) fn routes(app: &App) -> Router<App> {
    let topics = [
        auth::routes(),
        people::routes(),
        catalogue::routes(),
        ordering::routes(),
        billing::routes(),
        hosting::routes(),
        domains::routes(),
        support::routes(),
        system::routes(),
        admin::routes(),
    ];
    let api = topics.into_iter().fold(ApiRouter::new(), ApiRouter::merge);
    let api = api.fallback(|| async { Problem::not_found() });
    let (api, document) =
        openapi::describe(api, app.0.base_url.as_deref(), app.0.sessions.secure());
    let api = api
        .method_not_allowed_fallback(|| async {
            Problem::new(Code::MethodNotAllowed, "This resource has no such method.")
        })
        .layer(from_fn(name_route))
        .with_state(app.clone());
    let dressed = || {
        ServiceBuilder::new()
            .layer(frame::cors(&app.0.cors_origins))
            .layer(from_fn_with_state(app.clone(), frame::dress))
    };
    // Around the API as a whole: a layer of a router is made anew for each of its routes.
    let tagged = Router::new().fallback_service(from_fn(frame::tag).layer(api));
    let api = dressed()
        .layer(from_fn_with_state(app.clone(), limit::limit))
        .layer(from_fn_with_state(tagged.clone(), conditional::hold))
        .service(tagged);
    Router::new().nest_service(BASE, api).merge(document.layer(dressed()))
}
