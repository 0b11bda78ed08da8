//! A copy of everything that is kept about a client.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::App;
use crate::rest::money::key;
use crate::rest::problem::{Code, Problem};
use crate::session::ClientSession;

/// Everything that is kept about a client.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Export {
    /// As a file of it may be called.
    file_name: String,
    /// Rows in all.
    rows: u64,
    /// Lists by what they hold; amounts in minor units, instants in Unix seconds.
    data: Value,
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
) -> Result<Json<Export>, Problem> {
    let made = session.door(&app, ClientPermission::Profile)?.export().await?;
    let data = serde_json::from_str(&made.data).map_err(|error| {
        tracing::error!(%error, "an export is no JSON");
        Problem::new(Code::Internal, "Please try again later.")
    })?;
    Ok(Json(Export { file_name: made.filename.0, rows: key(made.rows.0), data }))
}
