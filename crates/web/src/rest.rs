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
pub(crate) mod support;
mod system;

use aide::axum::ApiRouter;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};

use crate::App;
use problem::{Code, Problem};

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
    let api = api.fallback(|| async { Problem::not_found() }).layer(from_fn(frame::tag));
    let reader = Router::from(api.clone()).with_state(app.clone());
    let api = api.layer(from_fn_with_state(reader, conditional::hold));
    let api = api.layer(from_fn_with_state(app.clone(), limit::limit));
    let api = ApiRouter::new().nest("/api/v1", api);
    openapi::describe(api, app.0.base_url.as_deref(), app.0.sessions.secure())
        .method_not_allowed_fallback(|| async {
            Problem::new(Code::MethodNotAllowed, "This resource has no such method.")
        })
        .layer(from_fn_with_state(app.clone(), frame::dress))
        .layer(frame::cors(&app.0.cors_origins))
}
