//! Values as they are kept: those of the kind "password" are sealed.

use model::ids::{CustomFieldId, ServiceId};
use store::Conn;
use store::hosting::details::{self, FieldRow};
use store::people::custom_fields::{self, CustomFieldRow, Kind, ValueRow};

use super::{Given, fitting};
use crate::{Act, Door, Engine, Result};

/// Secrets that one act seals.
const BATCH_ROWS_MAX: i64 = 200;

/// The value of every field of one client, service or ticket; `parent` is the product or
/// department, 0 for clients.
///
/// # Errors
/// When the database fails.
pub async fn values(
    engine: &Engine,
    c: &mut Conn,
    kind: Kind,
    parent: i64,
    owner: i64,
) -> Result<Vec<ValueRow>> {
    let mut rows = custom_fields::values(c, kind, parent, owner).await?;
    for row in &mut rows {
        open(engine, row.field_id, owner, &mut row.value, &row.sealed);
    }
    Ok(rows)
}

/// Every custom field of some services, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn of_services(
    engine: &Engine,
    c: &mut Conn,
    ids: &[ServiceId],
) -> Result<Vec<FieldRow>> {
    let mut rows = details::fields(c, ids).await?;
    for row in &mut rows {
        open(engine, row.id, row.service_id.0, &mut row.value, &row.sealed);
    }
    Ok(rows)
}

/// Sets the given values; fields of another kind or parent are skipped, as a WHMCS does. Gives the
/// changes as name, value before, value after; of passwords only that they changed. What stays as
/// it was is not looked at: a value of an older time may be sent back.
///
/// # Errors
/// Invalid when a value is not as its field asks, see [`fitting`].
pub async fn set(
    act: &mut Act,
    kind: Kind,
    parent: i64,
    owner: i64,
    given: &Given,
) -> Result<Vec<(String, String, String)>> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let fields = custom_fields::of(&mut act.conn, kind, parent).await?;
    set_among(act, &fields, owner, given).await
}

/// [`set`] of fields that were read already, all of one kind and parent.
///
/// # Errors
/// Invalid when a value is not as its field asks, see [`fitting`].
pub async fn set_among(
    act: &mut Act,
    fields: &[CustomFieldRow],
    owner: i64,
    given: &Given,
) -> Result<Vec<(String, String, String)>> {
    let engine = act.engine.clone();
    let known = fields.iter().filter(|field| given.iter().any(|(id, _)| *id == field.id));
    let known: Vec<&CustomFieldRow> = known.collect();
    let ids: Vec<CustomFieldId> = known.iter().map(|field| field.id).collect();
    let kept = custom_fields::kept(&mut act.conn, &ids, owner).await?;
    let mut changes = Vec::new();
    for field in known {
        let Some((_, value)) = given.iter().find(|(id, _)| *id == field.id) else { continue };
        let mut before = String::new();
        if let Some(row) = kept.iter().find(|row| row.field_id == field.id) {
            before.clone_from(&row.value);
            open(&engine, field.id, owner, &mut before, &row.sealed);
        }
        if *value == before {
            continue;
        }
        let value = fitting(field, value)?;
        if value == before {
            continue;
        }
        put(act, field.id, &field.field_type, owner, &value).await?;
        let name = field.name.clone();
        changes.push(match is_secret(&field.field_type) {
            true => (name, "(old)".to_owned(), "(new)".to_owned()),
            false => (name, before, value),
        });
    }
    Ok(changes)
}

/// Keeps a value over whatever was there; it has been looked at.
pub(crate) async fn put(
    act: &mut Act,
    field: CustomFieldId,
    field_type: &str,
    owner: i64,
    value: &str,
) -> Result<()> {
    let (plain, sealed) = as_kept(&act.engine, field, field_type, owner, value)?;
    Ok(custom_fields::set(&mut act.conn, field, owner, &plain, &sealed).await?)
}

/// A value as its row has it: in the plain, or sealed.
///
/// # Errors
/// When it cannot be sealed.
pub fn as_kept(
    engine: &Engine,
    field: CustomFieldId,
    field_type: &str,
    owner: i64,
    value: &str,
) -> Result<(String, String)> {
    if !is_secret(field_type) || value.is_empty() {
        return Ok((value.to_owned(), String::new()));
    }
    let chance = &*engine.world().chance;
    let sealed = engine.secrets().seal(chance, &place(field, owner), value)?;
    Ok((String::new(), sealed))
}

/// Seals what stands in the plain: from before secrets were sealed, and of fields that have become
/// secrets.
pub(crate) async fn seal_plain(engine: &Engine) -> Result<()> {
    loop {
        let mut act = engine.begin_system(Door::Automation, "RotateKeys").await?;
        let rows = custom_fields::plain_secrets(&mut act.conn, BATCH_ROWS_MAX).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            put(&mut act, row.field_id, SECRET, row.rel_id, &row.value).await?;
        }
        act.commit().await?;
    }
}

/// The kind of fields whose values are sealed.
const SECRET: &str = "password";

fn is_secret(field_type: &str) -> bool {
    field_type == SECRET
}

/// Where a value is sealed for.
fn place(field: CustomFieldId, owner: i64) -> String {
    format!("custom_field_values.sealed:{field}-{owner}")
}

/// Puts the opened secret in the place of nothing. One that cannot be opened any more must not hide
/// the rest.
fn open(engine: &Engine, field: CustomFieldId, owner: i64, value: &mut String, sealed: &str) {
    if value.is_empty() && !sealed.is_empty() {
        match engine.secrets().open(&place(field, owner), sealed) {
            Ok(plain) => *value = plain,
            Err(error) => tracing::warn!(?error, "a custom field stays closed"),
        }
    }
}
