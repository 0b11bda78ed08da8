//! The way out of advertising, behind the link in each such mail. Mail programs that look at
//! links beforehand change nothing: only the button does, or the mail program's own (RFC 8058).

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use protocol::Unsubscribe;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::App;
use crate::pages;
use crate::pages::language::tell;
use crate::routing::{get, post};
use crate::session::Visitor;

#[derive(Debug, Deserialize, Serialize)]
struct Link {
    /// The client.
    c: u64,
    /// What only a mail of ours knows.
    t: String,
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/unsubscribe", get(ask).merge(post(end)))
}

async fn ask(State(app): State<App>, Query(link): Query<Link>) -> Response {
    app.0.templates.page(StatusCode::OK, "unsubscribe.html", &json!({ "link": link }))
}

async fn end(State(app): State<App>, visitor: Visitor, Query(link): Query<Link>) -> Response {
    let call = Unsubscribe { clientid: link.c, token: link.t };
    match app.whmcs().call(&visitor.caller, call).await {
        Ok(_) => pages::done(&app, &tell("unsubscribe-done"), &tell("unsubscribe-done-text")),
        Err(error) => pages::failed(&app, &error),
    }
}
