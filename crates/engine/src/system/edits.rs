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
    let id = edits::insert(&mut act.conn, thing, &values).await;
    let id = id.map_err(|error| refused(thing, &values, error))?;
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
    let done = edits::update(&mut act.conn, thing, id, &values).await;
    done.map_err(|error| refused(thing, &values, error))?;
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
fn refused(thing: &Thing, values: &Values, error: StoreError) -> Fault {
    match error {
        StoreError::Constraint { unique: true, .. } => {
            let word = small(thing);
            let a = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            conflict(format!("There is such {a} {word} already"))
        }
        StoreError::Constraint { detail, .. } => {
            tracing::info!(%detail, "a value was refused");
            let column = column_of(thing, values, &detail).unwrap_or(thing.label);
            let said = format!("A value of the {} is not possible", small(thing));
            invalid(on_the_wire(thing, column), said)
        }
        other => other.into(),
    }
}

/// The column that a database's words are about: `CHECK constraint failed: level in (1, 2)`,
/// `… violates check constraint "tax_rules_level_check"`. SQLite does not say which reference
/// leads nowhere: it is known where only one was written.
fn column_of(thing: &Thing, values: &Values, detail: &str) -> Option<&'static str> {
    let written = |word: &str| values.iter().map(|(column, _)| *column).find(|it| *it == word);
    let known = |word: &str| thing.columns.iter().copied().find(|it| *it == word);
    let bare = |word: &str| -> Option<String> {
        let named = word.strip_prefix(thing.table)?.strip_prefix('_')?;
        let named = named.trim_end_matches(|c: char| c.is_ascii_digit());
        let named = named.strip_suffix("_check").or_else(|| named.strip_suffix("_fkey"))?;
        Some(named.to_owned())
    };
    let words: Vec<String> = match detail.split_once("failed: ") {
        Some((_, rule)) => {
            let words = rule.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            words.map(str::to_owned).collect()
        }
        // What is a name stands between quotes.
        None => {
            let names = detail.split('"').skip(1).step_by(2);
            names.map(|name| bare(name).unwrap_or_else(|| name.to_owned())).collect()
        }
    };
    let found = words.iter().find_map(|word| written(word));
    let found = found.or_else(|| words.iter().find_map(|word| known(word)));
    if found.is_some() || detail != "FOREIGN KEY constraint failed" {
        return found;
    }
    let is_reference = |(column, cell): &&(&'static str, Cell)| {
        column.ends_with("_id") && matches!(cell, Cell::Int(_))
    };
    let mut references = values.iter().filter(is_reference).map(|(column, _)| *column);
    references.next().filter(|_| references.next().is_none())
}

/// What the wire calls a column: its name in one word, but for these.
fn on_the_wire(thing: &Thing, column: &'static str) -> String {
    match (thing.table, column) {
        ("products", "group_id") => "gid",
        ("products", "stock") => "qty",
        (_, "category_id") => "catid",
        (_, "delivers_id") => "deliverspid",
        (_, "flag_staff_id") => "flag",
        (_, "staff_id") => "adminid",
        (_, "to_department_id") => "todeptid",
        (_, "position") => "order",
        (_, "qty_min") => "qtyminimum",
        (_, "qty_max") => "qtymaximum",
        (_, "prorata_day") => "proratadate",
        (_, other) => return other.replace('_', ""),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use store::edits::Cell;
    use store::edits::things::{TAX_RULE, TICKET_PREDEFINED_REPLY};

    use super::{column_of, on_the_wire};

    #[test]
    fn the_column_is_read_out_of_either_databases_words() {
        let rule = vec![("name", Cell::Text("x".into())), ("level", Cell::Int(3))];
        let reply = vec![("category_id", Cell::Int(9)), ("name", Cell::Text("x".into()))];
        let of_rules = "new row for relation \"tax_rules\" violates check constraint";
        let of_replies = "insert or update on table \"predefined_replies\" violates foreign key";
        let null = "null value in column \"name\" of relation \"tax_rules\" violates not-null \
            constraint";
        let by_level = format!("{of_rules} \"tax_rules_level_check\"");
        let by_all = format!("{of_rules} \"tax_rules_check\"");
        let by_category =
            format!("{of_replies} constraint \"predefined_replies_category_id_fkey\"");
        let reference = "FOREIGN KEY constraint failed";
        for (thing, values, detail, expected) in [
            (&TAX_RULE, &rule, "CHECK constraint failed: level in (1, 2)", Some("level")),
            (&TAX_RULE, &rule, "NOT NULL constraint failed: tax_rules.rate", Some("rate")),
            (&TAX_RULE, &rule, by_level.as_str(), Some("level")),
            (&TAX_RULE, &rule, by_all.as_str(), None),
            (&TAX_RULE, &rule, null, Some("name")),
            (&TAX_RULE, &rule, reference, None),
            (&TICKET_PREDEFINED_REPLY, &reply, reference, Some("category_id")),
            (&TICKET_PREDEFINED_REPLY, &reply, by_category.as_str(), Some("category_id")),
        ] {
            assert_eq!(column_of(thing, values, detail), expected, "{detail}");
        }
        assert_eq!(on_the_wire(&TICKET_PREDEFINED_REPLY, "category_id"), "catid");
        assert_eq!(on_the_wire(&TAX_RULE, "level"), "level");
    }
}
