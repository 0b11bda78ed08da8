//! Making two clients one.

use model::ids::ClientId;
use model::people::permission::ClientPermissions;
use serde_json::json;
use store::people::{affiliates, clients, merging};

use crate::{Act, Result, conflict, invalid, not_found};

/// Moves everything of one client to another and closes it. Invoices keep the parties that are
/// written into them; money, the journal and the credit go over together, so that the books hold.
///
/// # Errors
/// Not found; invalid for the same client twice; conflict when they are billed in different
/// currencies, or when both are affiliates.
pub async fn merge(act: &mut Act, from: ClientId, into: ClientId) -> Result<()> {
    if from == into {
        return Err(invalid("targetclientid", "A client cannot be merged with itself"));
    }
    // Always in the same order, so that two at once do not wait for each other.
    let (first, second) = (from.min(into), from.max(into));
    let unknown = || not_found("Client ID Not Found");
    let one = clients::lock(&mut act.conn, first).await?.ok_or_else(unknown)?;
    let two = clients::lock(&mut act.conn, second).await?.ok_or_else(unknown)?;
    if one.currency_id != two.currency_id {
        return Err(conflict("The clients are billed in different currencies"));
    }
    if affiliates::is_one(&mut act.conn, from).await? {
        return Err(conflict("The client that would go is an affiliate: pay it out first"));
    }
    let at = act.at();
    let all = ClientPermissions::ALL.to_string();
    merging::merge(&mut act.conn, from, into, &all, at).await?;
    act.changed("client", into, &[("merged", json!(null), json!(from.0))]).await?;
    act.changed("client", from, &[("merged into", json!(null), json!(into.0))]).await?;
    act.log(Some(into), format!("Merged Client {from} Into Client {into}")).await?;
    let payload = json!({ "userid": into.0, "merged": from.0 });
    act.event("ClientsMerged", Some(into), &payload).await
}
