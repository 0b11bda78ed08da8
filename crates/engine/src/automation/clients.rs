//! Clients become inactive without, and active with, an active product.

use model::ids::ClientId;
use model::people::client::ClientStatus;
use serde_json::json;
use store::Conn;
use store::people::{client_status, clients};

use super::Item;
use super::run::{Candidate, Scope};
use crate::{Act, Result};

/// Clients whose status is not what their products say.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let found = client_status::with_wrong_status(c, scope.client).await?;
    Ok(found.into_iter().map(|client| Candidate::of(client, client)).collect())
}

/// Sets it right.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = ClientId(id);
    let Some(row) = clients::lock(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    // Under the lock: what was ordered meanwhile counts.
    if client_status::with_wrong_status(&mut act.conn, Some(id)).await?.is_empty() {
        return Ok(Vec::new());
    }
    let to = match row.status {
        ClientStatus::Active => ClientStatus::Inactive,
        ClientStatus::Inactive => ClientStatus::Active,
        ClientStatus::Closed => return Ok(Vec::new()),
    };
    let at = act.at();
    clients::set_status(&mut act.conn, id, row.status, to, at).await?;
    act.log(Some(id), format!("Client Status Changed to {to} - User ID: {id}")).await?;
    let field = ("status", json!(row.status.to_string()), json!(to.to_string()));
    act.changed("client", id, &[field]).await?;
    Ok(vec![Item::new("client status", scope.today, id, id, to.to_string())])
}
