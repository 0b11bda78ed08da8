//! Who is logged in, and what may be done.

use axum::Json;
use axum::extract::State;
use model::people::permission::{ClientPermission, ClientPermissions};
use model::word::Word;
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::session::{UserSession, enter};

/// The user and the client it acts for.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Me {
    /// The user.
    user_id: u64,
    /// The user's name.
    name: String,
    /// The client acted for.
    client_id: Option<u64>,
    /// What the user may do for the client.
    permissions: Vec<String>,
    /// The clients the user may act for; switch with `POST /auth/switch`.
    client_ids: Vec<u64>,
}

pub(super) async fn get(State(app): State<App>, session: UserSession) -> Result<Json<Me>, Problem> {
    let clients = enter::clients_of(&app, &session.caller, session.user, None).await?;
    let mut client_ids: Vec<u64> = clients.iter().map(|client| key(client.0)).collect();
    let client_id = session.claims.client().map(|(_, client)| key(client.0));
    if client_ids.is_empty() {
        client_ids.extend(client_id);
    }
    let may = ClientPermissions::parse(&session.claims.may).unwrap_or_default();
    let permissions = may.list().map(ClientPermission::word).map(str::to_owned).collect();
    let (user_id, name) = (key(session.user.0), session.claims.name.clone());
    Ok(Json(Me { user_id, name, client_id, permissions, client_ids }))
}
