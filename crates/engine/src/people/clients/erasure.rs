//! Deleting a client: what the law keeps stays, the person is erased.

use model::ids::ClientId;
use serde_json::{Value, json};
use store::Conn;
use store::people::{clients, erasure, users};

use super::ending::{Running, end_all};
use crate::billing::pay_methods;
use crate::system::audit_chain::ERASED;
use crate::{Act, Result, conflict, not_found};

/// Whether there are documents in the client's currency.
pub(super) async fn has_documents(c: &mut Conn, id: ClientId) -> Result<bool> {
    Ok(erasure::holdings(c, id).await?.documents > 0)
}

/// Deletes a client. What it ordered and waits is cancelled, as are its open invoices; issued
/// invoices, payments and orders stay with the parties written into them, everything else about the
/// person is erased.
///
/// # Errors
/// Not found when there is no such client; conflict while services run at a provider or domain
/// names are registered or about to be, which would be orphans.
pub async fn delete(act: &mut Act, id: ClientId, with_users: bool) -> Result<()> {
    if clients::lock(&mut act.conn, id).await?.is_none() {
        return Err(not_found("Client ID Not Found"));
    }
    let has = erasure::holdings(&mut act.conn, id).await?;
    if has.provisioned > 0 || has.domains > 0 {
        return Err(conflict(format!(
            "Client Delete Failed: {} active services and {} active domains must be ended first",
            has.provisioned, has.domains
        )));
    }
    end_all(act, id, Running::Leave).await?;
    let lone = erasure::lone_users(&mut act.conn, id).await?;
    pay_methods::take_all(act, id).await?;
    let at = act.at();
    act.erases();
    let contacts = erasure::contacts(&mut act.conn, id).await?;
    erasure::erase(&mut act.conn, id, at).await?;
    for contact in contacts {
        act.changed("contact", contact, &[erased()]).await?;
    }
    if with_users {
        for user in lone {
            users::delete(&mut act.conn, user).await?;
            erasure::erase_user(&mut act.conn, user).await?;
            act.changed("user", user, &[erased()]).await?;
            act.log(None, format!("User Deleted - User ID: {user}")).await?;
        }
    }
    let kept = has.issued;
    let text = format!("Client Deleted - User ID: {id} - Issued invoices kept: {kept}");
    act.log(Some(id), text).await?;
    act.changed("client", id, &[erased()]).await?;
    act.event("ClientDeleted", Some(id), &json!({ "userid": id.0 })).await
}

/// Why the entries of the audit log about it say nothing any more.
fn erased() -> (&'static str, Value, Value) {
    (ERASED, json!(false), json!(true))
}
