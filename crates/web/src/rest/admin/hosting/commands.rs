//! What the provider of a service is told by staff alone.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::{GetServiceFunctions, ModuleChangePackage, ModuleChangePw, ModuleCustom};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::admin::services::{Owned, one, row_of};
use crate::rest::body::Body;
use crate::rest::money::text;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("servicepassword", "password"), ("func_name", "function")];

/// Another password of a service.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct NewPassword {
    #[schemars(length(min = 1, max = 200))]
    password: String,
}

/// What the module of a service can do beside what all modules do.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest::admin) struct Functions {
    /// Null for a service without one.
    module: Option<String>,
    functions: Vec<String>,
}

/// Something to do, as the module calls it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct NewRun {
    #[schemars(length(min = 1, max = 100))]
    function: String,
}

pub(in crate::rest::admin) async fn fit(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Owned>, Problem> {
    row_of(&app, &session, id).await?;
    session.call(&app, ModuleChangePackage { serviceid: id }).await?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn set_password(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewPassword>,
) -> Result<NoContent, Problem> {
    row_of(&app, &session, id).await?;
    let servicepassword = Some(input.password.into());
    let done = session.call(&app, ModuleChangePw { serviceid: id, servicepassword }).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(NoContent)
}

pub(in crate::rest::admin) async fn functions(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Functions>, Problem> {
    let told = session.call(&app, GetServiceFunctions { serviceid: id }).await?;
    Ok(Json(Functions { module: text(&told.module), functions: told.functions.0 }))
}

pub(in crate::rest::admin) async fn run(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewRun>,
) -> Result<NoContent, Problem> {
    row_of(&app, &session, id).await?;
    let done = session.call(&app, ModuleCustom { serviceid: id, func_name: input.function }).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(NoContent)
}
