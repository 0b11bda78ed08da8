//! The passkeys of whoever is logged in, user or staff.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::NoContent;
use protocol::{AddPasskey, DeletePasskey, GetPasskeys};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::App;
use crate::rest::body::Body;
use crate::rest::money::{key, moment};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::AnySession;
use crate::session::passkey::{self, CreationOptions, about_own};

/// A key on somebody's device.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Passkey {
    id: u64,
    /// What its owner calls it.
    name: String,
    created_at: Option<String>,
    last_used_at: Option<String>,
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Passkeys {
    items: Vec<Passkey>,
}

/// A new passkey.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPasskey {
    /// What its owner calls it.
    #[schemars(length(min = 1, max = 60))]
    name: String,
    /// What `PublicKeyCredential.toJSON()` says of it.
    credential: Value,
}

/// The number of what was added.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Added {
    id: u64,
}

pub(super) async fn options(
    State(app): State<App>,
    session: AnySession,
    headers: HeaderMap,
) -> Result<Json<CreationOptions>, Problem> {
    let origin = passkey::origin(&app, &headers);
    Ok(Json(passkey::creation(&app, &session.claims, &session.caller, origin).await?))
}

pub(super) async fn list(
    State(app): State<App>,
    session: AnySession,
) -> Result<Json<Passkeys>, Problem> {
    let (userid, adminid) = session.claims.ids();
    let call = GetPasskeys { userid, adminid };
    let found = app.whmcs().call(&about_own(&session.caller), call).await?;
    let items = found.passkeys.0.passkey.0.into_iter().map(|row| Passkey {
        id: key(row.passkeyid.0),
        name: row.name.to_string(),
        created_at: moment(row.created),
        last_used_at: moment(row.lastused),
    });
    Ok(Json(Passkeys { items: items.collect() }))
}

pub(super) async fn add(
    State(app): State<App>,
    session: AnySession,
    headers: HeaderMap,
    Body(input): Body<NewPasskey>,
) -> Result<Json<Added>, Problem> {
    let (userid, adminid) = session.claims.ids();
    let call = AddPasskey {
        userid,
        adminid,
        origin: passkey::origin(&app, &headers),
        name: input.name,
        credential: input.credential.to_string().into(),
    };
    let said = app.whmcs().call(&about_own(&session.caller), call).await?;
    Ok(Json(Added { id: key(said.passkeyid.0) }))
}

pub(super) async fn delete(
    State(app): State<App>,
    session: AnySession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    let (userid, adminid) = session.claims.ids();
    let call = DeletePasskey { userid, adminid, passkeyid: id };
    app.whmcs().call(&about_own(&session.caller), call).await?;
    Ok(NoContent)
}
