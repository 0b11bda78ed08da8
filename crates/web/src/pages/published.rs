//! What everybody may read: the knowledge base, downloads, the state of the network. In the frame
//! of the client area for clients, else in that of the shop.

mod downloads;
mod knowledge;
mod network;

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use engine::{Actor, Caller};
use serde::Deserialize;
use serde_json::{Value, json};

use super::client::Member;
use super::gate::{Arrival, gate};
use super::sorry::Sorry;
use super::{shop, view};
use crate::App;
use crate::routing::{get, post};

pub(crate) use downloads::size;
pub(crate) use knowledge::voter;
pub(crate) use network::affecting;

/// What such a page answers.
type Shown = Result<Response, Sorry>;

pub(super) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/kb", get(knowledge::home))
        .route("/kb/suggest", get(knowledge::suggest))
        .route("/kb/category/{id}", get(knowledge::category))
        .route("/kb/{id}", get(knowledge::article))
        .route("/kb/{id}/vote", post(knowledge::vote))
        .route("/downloads", get(downloads::list))
        .route("/downloads/{id}/file", get(downloads::file))
        .route("/network-status", get(network::page))
        .layer(from_fn_with_state(app.clone(), gate))
}

/// Who asks.
fn caller(app: &App, arrival: &Arc<Arrival>) -> Caller {
    Member::of(app, arrival).map_or_else(|| view::visitor(arrival.ip), |here| here.session.caller)
}

/// With whose eyes it is looked: a WHMCS elsewhere knows only its own caller.
pub(crate) fn eyes(caller: &Caller) -> Option<String> {
    let word = if matches!(caller.actor, Actor::Client { .. }) { "client" } else { "visitor" };
    Some(word.to_owned())
}

/// The client who asks.
pub(crate) fn client_of(caller: &Caller) -> Option<u64> {
    match &caller.actor {
        Actor::Client { client, .. } => u64::try_from(client.0).ok(),
        _ => None,
    }
}

/// The page and the way to it, as steps of name and path.
struct Paper<'a> {
    template: &'static str,
    title: &'a str,
    crumbs: Vec<(String, String)>,
}

async fn show(
    app: &App,
    arrival: &Arc<Arrival>,
    headers: &HeaderMap,
    paper: Paper<'_>,
    mut page: Value,
) -> Shown {
    let Paper { template, title, crumbs } = paper;
    let here = Member::of(app, arrival);
    let base = if here.is_some() { "client/base.html" } else { "storefront/base.html" };
    if let Some(fields) = page.as_object_mut() {
        fields.insert("base".to_owned(), base.into());
        fields.insert("guest".to_owned(), here.is_none().into());
        fields.insert("crumbs".to_owned(), json!(crumbs));
    }
    let Some(here) = here else {
        return shop::public(app, arrival, headers, template, title, page).await;
    };
    let mut frame = here.page(template, title).nav("support");
    for (name, path) in &crumbs {
        frame = frame.crumb(name, path);
    }
    frame.show(json!({ "page": page })).await
}

/// What the address of a list says.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

impl Wanted {
    /// The page, from 1.
    fn page(&self) -> u64 {
        self.page.parse::<u64>().unwrap_or(1).clamp(1, 1_000_000)
    }
}

/// The pages of a list of so many rows, as the macro `pager` shows them.
fn pages(page: u64, rows: u64, total: i64, before: String) -> Value {
    let total = u64::try_from(total).unwrap_or(0);
    json!({ "page": page, "last": total.div_ceil(rows).max(1), "total": total, "before": before })
}
