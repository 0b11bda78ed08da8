//! What must be so before a domain name can be moved here.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::Visitor;
use crate::transfer::{Checklist, checklist};

/// Which name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// A whole domain name, such as `example.com`.
    #[schemars(length(min = 3, max = 253))]
    name: String,
}

pub(super) async fn get(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Which>,
) -> Result<Json<Checklist>, Problem> {
    let found = checklist(&app, &visitor.caller, &asked.name).await;
    found.map(Json).map_err(|error| Problem::from(error).renamed(&[("domain", "?name")]))
}
