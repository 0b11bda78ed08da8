//! Affiliates: clients who earn commission on referrals.

use model::ids::ClientId;
use serde_json::json;
use store::people::{affiliates, clients};

use crate::{Act, Result, not_found};

/// Makes a client an affiliate; one that is already stays as it is.
///
/// # Errors
/// Not found (`https://developers.whmcs.com/api-reference/affiliateactivate/`).
pub async fn activate(act: &mut Act, client: ClientId) -> Result<()> {
    if clients::lock(&mut act.conn, client).await?.is_none() {
        return Err(not_found("Client ID not found"));
    }
    let (today, at) = (act.today(), act.at());
    if !affiliates::add(&mut act.conn, client, today, at).await? {
        return Ok(());
    }
    let text = format!("Activated Affiliate Account - User ID: {client}");
    act.log(Some(client), text).await?;
    act.event("AffiliateActivated", Some(client), &json!({ "userid": client.0 })).await
}
