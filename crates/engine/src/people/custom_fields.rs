//! Values of the fields that the house adds to clients, services and tickets.

use model::ids::CustomFieldId;
use store::Conn;
use store::people::custom_fields::{self, CustomFieldRow, Kind, ValueRow};

use crate::{Act, Result, invalid};

/// Values by field, as callers send them.
pub type Given = [(CustomFieldId, String)];

/// The value of every field of one client, service or ticket; `parent` is the product or
/// department, 0 for clients.
///
/// # Errors
/// When the database fails.
pub async fn values(c: &mut Conn, kind: Kind, parent: i64, owner: i64) -> Result<Vec<ValueRow>> {
    Ok(custom_fields::values(c, kind, parent, owner).await?)
}

/// Refuses when a required field has no value.
///
/// # Errors
/// Invalid, naming the field (`https://developers.whmcs.com/api-reference/addclient/`).
pub async fn check_required(c: &mut Conn, kind: Kind, parent: i64, given: &Given) -> Result<()> {
    let fields = custom_fields::of(c, kind, parent).await?;
    let filled = |field: &CustomFieldRow| {
        given.iter().any(|(id, value)| *id == field.id && !value.trim().is_empty())
    };
    match fields.iter().find(|field| field.required && !filled(field)) {
        Some(field) => Err(invalid(
            format!("customfields[{}]", field.id),
            format!("You did not provide required custom field value for {}", field.name),
        )),
        None => Ok(()),
    }
}

/// Sets the given values; fields of another kind or parent are skipped, as a WHMCS does. Gives the
/// changes as name, value before, value after.
///
/// # Errors
/// When the database fails.
pub async fn set(
    act: &mut Act,
    kind: Kind,
    parent: i64,
    owner: i64,
    given: &Given,
) -> Result<Vec<(String, String, String)>> {
    let mut changes = Vec::new();
    for before in custom_fields::values(&mut act.conn, kind, parent, owner).await? {
        let Some((_, value)) = given.iter().find(|(id, _)| *id == before.field_id) else {
            continue;
        };
        if *value == before.value {
            continue;
        }
        custom_fields::set(&mut act.conn, before.field_id, owner, value).await?;
        changes.push((before.name, before.value, value.clone()));
    }
    Ok(changes)
}
