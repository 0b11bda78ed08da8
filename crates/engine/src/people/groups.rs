//! Groups of clients.

use model::ids::ClientGroupId;
use model::money::Percent;
use serde_json::json;
use store::people::client_groups::{self, ClientGroupRow};

use super::person::tidy;
use crate::{Act, Result, invalid, not_found};

/// Adds a group; `row.id` is not looked at.
///
/// # Errors
/// Invalid for an empty name, a colour that is none, or a discount above 100 %.
pub async fn create(act: &mut Act, row: ClientGroupRow) -> Result<ClientGroupId> {
    let row = checked(row)?;
    let id = client_groups::add(&mut act.conn, &row).await?;
    act.log(None, format!("Created Client Group - {} - Group ID: {id}", row.name)).await?;
    Ok(id)
}

/// Changes a group.
///
/// # Errors
/// Not found; see [`create`].
pub async fn update(act: &mut Act, row: ClientGroupRow) -> Result<()> {
    let found = client_groups::by_id(&mut act.conn, row.id).await?;
    let before = found.ok_or_else(|| not_found("Invalid Client Group ID"))?;
    let row = checked(row)?;
    client_groups::save(&mut act.conn, &row).await?;
    let (old, new) = (&before, &row);
    let fields = [
        ("groupname", json!(old.name), json!(new.name)),
        ("groupcolour", json!(old.colour), json!(new.colour)),
        ("discountpercent", json!(old.discount_percent), json!(new.discount_percent)),
        (
            "susptermexempt",
            json!(old.suspend_terminate_exempt),
            json!(new.suspend_terminate_exempt),
        ),
        ("separateinvoices", json!(old.separate_invoices), json!(new.separate_invoices)),
    ];
    act.changed("client_group", row.id, &fields).await?;
    act.log(None, format!("Modified Client Group - Group ID: {}", row.id)).await
}

/// Removes a group; its clients belong to none afterwards.
///
/// # Errors
/// Not found.
pub async fn delete(act: &mut Act, id: ClientGroupId) -> Result<()> {
    if client_groups::by_id(&mut act.conn, id).await?.is_none() {
        return Err(not_found("Invalid Client Group ID"));
    }
    client_groups::delete(&mut act.conn, id).await?;
    act.log(None, format!("Deleted Client Group - Group ID: {id}")).await
}

fn checked(mut row: ClientGroupRow) -> Result<ClientGroupRow> {
    row.name = tidy(&row.name);
    if row.name.is_empty() {
        return Err(invalid("groupname", "A group name is required"));
    }
    let is_colour = row.colour.strip_prefix('#').is_some_and(|hex| {
        [3, 6].contains(&hex.len()) && hex.chars().all(|c| c.is_ascii_hexdigit())
    });
    if !row.colour.is_empty() && !is_colour {
        return Err(invalid("groupcolour", "The colour must look like #28c99b"));
    }
    if !(0..=Percent::WHOLE.ten_thousandths()).contains(&row.discount_percent) {
        return Err(invalid("discountpercent", "The discount must be between 0 and 100 per cent"));
    }
    Ok(row)
}
