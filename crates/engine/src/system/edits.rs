//! Editing simple tables: one way, so that the log, the audit and the refusals come with it.

use serde_json::{Value, json};
use store::edits::{self, Cell, Links, Record, Thing, Values};
use store::{Conn, StoreError};

use crate::{Act, Fault, Result, conflict, invalid, not_found};

/// A page of rows, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    thing: &Thing,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Record>, i64)> {
    Ok(edits::page(c, thing, offset, limit).await?)
}

/// Adds a row and gives its number.
///
/// # Errors
/// Conflict when one like it exists; invalid for a value that the table does not take.
pub async fn add(act: &mut Act, thing: &Thing, values: Values) -> Result<i64> {
    let id = edits::insert(&mut act.conn, thing, &values).await.map_err(|e| refused(thing, e))?;
    let fields: Vec<(&str, Value, Value)> =
        values.iter().map(|(name, cell)| (*name, Value::Null, shown(cell))).collect();
    act.changed(thing.table, id, &fields).await?;
    let label = values.iter().find(|(name, _)| *name == thing.label).map(|(_, cell)| cell);
    said(act, thing, "Created", label, id).await?;
    Ok(id)
}

/// Changes a row; nothing to change is no mistake.
///
/// # Errors
/// Not found; see [`add`].
pub async fn change(act: &mut Act, thing: &Thing, id: i64, values: Values) -> Result<()> {
    let before = edits::find(&mut act.conn, thing, id, true).await?;
    let before = before.ok_or_else(|| unknown(thing))?;
    if values.is_empty() {
        return Ok(());
    }
    edits::update(&mut act.conn, thing, id, &values).await.map_err(|e| refused(thing, e))?;
    let was = |name: &str| before.cell(name).map_or(Value::Null, shown);
    let fields: Vec<(&str, Value, Value)> =
        values.iter().map(|(name, cell)| (*name, was(name), shown(cell))).collect();
    act.changed(thing.table, id, &fields).await?;
    said(act, thing, "Modified", before.cell(thing.label), id).await
}

/// Deletes a row that nothing uses.
///
/// # Errors
/// Not found; conflict while something uses it.
pub async fn remove(act: &mut Act, thing: &Thing, id: i64) -> Result<()> {
    let before = edits::find(&mut act.conn, thing, id, true).await?;
    let before = before.ok_or_else(|| unknown(thing))?;
    if let Some((count, what)) = edits::used(&mut act.conn, thing, id).await? {
        return Err(conflict(format!("The {} is in use: {count} × {what}", small(thing))));
    }
    edits::delete(&mut act.conn, thing, id).await.map_err(|error| match error {
        StoreError::Constraint { .. } => conflict(format!("The {} is in use", small(thing))),
        other => other.into(),
    })?;
    let fields: Vec<(&str, Value, Value)> =
        before.values.iter().map(|(name, cell)| (*name, shown(cell), Value::Null)).collect();
    act.changed(thing.table, id, &fields).await?;
    said(act, thing, "Deleted", before.cell(thing.label), id).await
}

/// Pairs a row with these and with nothing else; `None` leaves its pairs.
///
/// # Errors
/// Invalid when one of them does not exist.
pub async fn replace_links(
    act: &mut Act,
    links: &Links,
    id: i64,
    others: Option<impl IntoIterator<Item = u64>>,
) -> Result<()> {
    let Some(others) = others else { return Ok(()) };
    let mut others: Vec<i64> =
        others.into_iter().map(|id| i64::try_from(id).unwrap_or(i64::MAX)).collect();
    others.sort_unstable();
    others.dedup();
    let before = edits::links(&mut act.conn, links, id).await?;
    if before == others {
        return Ok(());
    }
    edits::set_links(&mut act.conn, links, id, &others).await.map_err(|error| match error {
        StoreError::Constraint { .. } => invalid(links.other, "One of them does not exist"),
        other => other.into(),
    })?;
    act.changed(links.table, id, &[(links.other, json!(before), json!(others))]).await
}

/// A row as it stands.
///
/// # Errors
/// Not found.
pub async fn one(c: &mut Conn, thing: &Thing, id: i64) -> Result<Record> {
    edits::find(c, thing, id, false).await?.ok_or_else(|| unknown(thing))
}

async fn said(
    act: &mut Act,
    thing: &Thing,
    what: &str,
    label: Option<&Cell>,
    id: i64,
) -> Result<()> {
    let word = thing.word;
    let label = match label {
        Some(Cell::Text(text)) => format!(" - {}", text.chars().take(100).collect::<String>()),
        _ => String::new(),
    };
    act.log(None, format!("{word} {what}{label} - {word} ID: {id}")).await
}

fn shown(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => json!(number),
        Cell::Text(text) => json!(text),
    }
}

fn small(thing: &Thing) -> String {
    thing.word.to_lowercase()
}

fn unknown(thing: &Thing) -> Fault {
    not_found(format!("{} ID Not Found", thing.word))
}

/// What the table itself refuses: a duplicate, or a value that it does not take.
fn refused(thing: &Thing, error: StoreError) -> Fault {
    match error {
        StoreError::Constraint { unique: true, .. } => {
            conflict(format!("There is such a {} already", small(thing)))
        }
        StoreError::Constraint { detail, .. } => {
            tracing::info!(%detail, "a value was refused");
            invalid(thing.label, format!("A value of the {} is not possible", small(thing)))
        }
        other => other.into(),
    }
}
