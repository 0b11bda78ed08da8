//! What users may do for clients.

use model::ids::{ClientId, UserId};
use model::people::permission::{ClientPermission, ClientPermissions};
use serde_json::json;
use store::Conn;
use store::people::user_clients::{self, UserClientRow};
use store::people::{clients, users};

use crate::{Act, Fault, Result, conflict, invalid, not_allowed, not_found};

/// What the user may do for the client; `None` when the two are not tied, or the client was erased.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, user: UserId, client: ClientId) -> Result<Option<ClientPermissions>> {
    if clients::by_id(c, client).await?.is_none() {
        return Ok(None);
    }
    let tie = user_clients::find(c, user, client).await?;
    tie.as_ref().map(read).transpose()
}

/// Refuses unless the user may do this for the client.
///
/// # Errors
/// Not found when the two are not tied, so that clients cannot be guessed; not allowed otherwise.
pub async fn require(
    c: &mut Conn,
    user: UserId,
    client: ClientId,
    permission: ClientPermission,
) -> Result<()> {
    let all = of(c, user, client).await?.ok_or_else(|| not_found("Client ID Not Found"))?;
    if all.has(permission) {
        return Ok(());
    }
    Err(not_allowed("You do not have permission to do this for this account"))
}

/// Reads a tie: an owner may do everything.
///
/// # Errors
/// Broken when the stored words are no permissions.
pub fn read(tie: &UserClientRow) -> Result<ClientPermissions> {
    if tie.is_owner {
        return Ok(ClientPermissions::ALL);
    }
    ClientPermissions::parse(&tie.permissions).map_err(Fault::broken)
}

/// Reads the words of a request.
///
/// # Errors
/// Invalid when there is none or a foreign one; `missing` is the action's sentence for none.
pub fn parse(words: &[String], missing: &'static str) -> Result<ClientPermissions> {
    let set = ClientPermissions::parse(&words.join(","))
        .map_err(|unknown| invalid("permissions", format!("Invalid permission: {}", unknown.0)))?;
    if set == ClientPermissions::NONE {
        return Err(invalid("permissions", missing));
    }
    Ok(set)
}

/// The tie between two that must exist, in the words of the users actions
/// (`https://developers.whmcs.com/api-reference/getuserpermissions/`).
///
/// # Errors
/// Not found, saying which is missing.
pub async fn tie(c: &mut Conn, user: UserId, client: ClientId) -> Result<UserClientRow> {
    if users::by_id(c, user).await?.is_none() {
        return Err(not_found("Invalid user id"));
    }
    if clients::by_id(c, client).await?.is_none() {
        return Err(not_found("Invalid client id"));
    }
    user_clients::find(c, user, client)
        .await?
        .ok_or_else(|| not_found("User is not associated with client"))
}

/// Sets what a user may do for a client.
///
/// # Errors
/// See [`tie`]; conflict for an owner.
pub async fn set(
    act: &mut Act,
    user: UserId,
    client: ClientId,
    wanted: ClientPermissions,
) -> Result<()> {
    let before = tie(&mut act.conn, user, client).await?;
    if before.is_owner {
        return Err(conflict("Permissions cannot be set on a client owner"));
    }
    let after = wanted.to_string();
    user_clients::set_permissions(&mut act.conn, user, client, &after).await?;
    let field = format!("permissions[{user}]");
    let pair = (field.as_str(), json!(before.permissions), json!(after));
    act.changed("client", client, &[pair]).await?;
    let text = format!("User Permissions Changed - User ID: {user} - Client ID: {client}");
    act.log_for(Some(client), Some(user), text).await?;
    let payload = json!({ "user_id": user.0, "client_id": client.0, "permissions": after });
    act.event("UserPermissionsChanged", Some(client), &payload).await
}

/// Ties a user who is not the owner to a client.
///
/// # Errors
/// Conflict when the two are tied already.
pub async fn grant(
    act: &mut Act,
    user: UserId,
    client: ClientId,
    wanted: ClientPermissions,
) -> Result<()> {
    if user_clients::find(&mut act.conn, user, client).await?.is_some() {
        return Err(conflict("User already associated with client"));
    }
    let row = UserClientRow {
        user_id: user,
        client_id: client,
        is_owner: false,
        permissions: wanted.to_string(),
        last_login_at: None,
        created_at: act.at(),
    };
    user_clients::add(&mut act.conn, &row).await?;
    let text = format!("User Associated - User ID: {user} - Client ID: {client}");
    act.log_for(Some(client), Some(user), text).await?;
    let payload = json!({ "user_id": user.0, "client_id": client.0 });
    act.event("UserAssociated", Some(client), &payload).await
}

/// Unties a user from a client.
///
/// # Errors
/// See [`tie`]; conflict for an owner.
pub async fn revoke(act: &mut Act, user: UserId, client: ClientId) -> Result<()> {
    if tie(&mut act.conn, user, client).await?.is_owner {
        return Err(conflict("You cannot remove the account owner"));
    }
    user_clients::remove(&mut act.conn, user, client).await?;
    let text = format!("User Removed - User ID: {user} - Client ID: {client}");
    act.log_for(Some(client), Some(user), text).await?;
    let payload = json!({ "user_id": user.0, "client_id": client.0 });
    act.event("UserRemoved", Some(client), &payload).await
}
