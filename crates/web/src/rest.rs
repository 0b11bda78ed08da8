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
mod patch;
mod people;
pub(crate) mod problem;
mod query;
mod reads;
mod sentences;
mod session;
mod sides;
pub(crate) mod support;
mod system;
mod written;

use std::convert::Infallible;

use aide::axum::ApiRouter;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use futures::FutureExt as _;
use tower::{Layer as _, service_fn};

use crate::App;
use crate::health::name_route;
use crate::routing::named;
use problem::{Code, Problem};
use reads::Api;

/// Where the resources are.
const BASE: &str = "/api/v1";

/// The resources of all topics.
fn resources() -> ApiRouter<App> {
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
    topics.into_iter().fold(ApiRouter::new(), ApiRouter::merge)
}

/// The routes, their description and its page.
pub(crate) fn routes(app: &App) -> Router<App> {
    let api = Router::from(resources().fallback(|| async { Problem::not_found() }));
    let api = api
        .method_not_allowed_fallback(named(|| async {
            Problem::new(Code::MethodNotAllowed, "This resource has no such method.")
        }))
        .with_state(app.clone());
    let document = openapi::about(resources, app.0.base_url.as_deref(), app.0.sessions.secure());
    let document =
        document.layer(from_fn(name_route)).layer(from_fn_with_state(app.clone(), frame::dressed));
    // Around the API as a whole: a layer of a router is made anew for each of its routes.
    let framed = service_fn({
        let (app, api) = (app.clone(), Api::new(app.clone(), api));
        move |request| frame::answer(app.clone(), api.clone(), request).map(Ok::<_, Infallible>)
    });
    // Where no other page may use it, browsers need not be told so with each answer.
    if app.0.cors_origins.is_empty() {
        return Router::new().nest_service(BASE, framed).merge(document);
    }
    let cors = frame::cors(&app.0.cors_origins);
    Router::new().nest_service(BASE, cors.layer(framed)).merge(document.layer(cors))
}
