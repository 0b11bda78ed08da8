//! `ImportRows`: all rows of a file, or none and what is wrong with each. Our own.

mod kinds;
pub(crate) mod table;

use std::collections::HashMap;

use engine::{Act, Result, invalid, not_permitted};
use protocol::{Form, ImportError, ImportRows, ImportRowsResponse};
use store::system::imports;

use self::kinds::Kind;
use self::table::Table;
use crate::Registry;

/// Rows of a file at most: all of them are one transaction.
const ROWS_MAX: usize = 5_000;
/// Rows told to be wrong at most: the first ones show what the matter is.
const ERRORS_MAX: usize = 100;

pub(super) fn register(registry: Registry) -> Registry {
    registry.composed(|registry, act, call: ImportRows| Box::pin(import_rows(registry, act, call)))
}

/// What became of a row.
enum Row {
    Added,
    Known,
}

/// The names of the columns are row 1.
const FIRST_ROW: usize = 2;

/// In which row of the file a thing of the other system stands, by its number there.
type Rows = HashMap<String, usize>;

async fn import_rows(
    registry: &Registry,
    act: &mut Act,
    call: ImportRows,
) -> Result<ImportRowsResponse> {
    let kind = Kind::of(registry, &call.kind)?;
    if !act.caller.actor.may(kind.action()) {
        return Err(not_permitted(kind.action()));
    }
    let table = table::read(&call.csv).map_err(|why| invalid("csv", why))?;
    if table.rows.len() > ROWS_MAX {
        return Err(invalid("csv", format!("A file has at most {ROWS_MAX} rows")));
    }
    let mut errors = kind.unknown(&table.columns);
    let (mut added, mut known) = (0_usize, 0_usize);
    if errors.is_empty() {
        let mut seen = Rows::new();
        for (row, cells) in (FIRST_ROW..).zip(&table.rows) {
            match one(act, &kind, &table, (row, cells), &mut seen).await? {
                Ok(Row::Added) => added += 1,
                Ok(Row::Known) => known += 1,
                Err(error) => errors.push(ImportError { row: row.into(), ..error }),
            }
            if errors.len() >= ERRORS_MAX {
                break;
            }
        }
    }
    if call.dryrun.0 || !errors.is_empty() {
        // What was written is rolled back, and the answer given all the same.
        act.caller.dry_run = true;
    } else {
        let text = format!("Imported {added} {}, {known} known", kind.word());
        act.log(None, text).await?;
    }
    Ok(ImportRowsResponse {
        rows: table.rows.len().into(),
        added: added.into(),
        known: known.into(),
        kept: (!act.caller.dry_run).into(),
        errors: errors.into_iter().collect(),
    })
}

/// Brings a row in; what is wrong with it takes back what it did, and nothing else.
async fn one(
    act: &mut Act,
    kind: &Kind<'_>,
    table: &Table,
    (row, cells): (usize, &[String]),
    seen: &mut Rows,
) -> Result<Result<Row, ImportError>> {
    imports::begin(&mut act.conn).await?;
    let wrong = match bring(act, kind, table, (row, cells), seen).await {
        Ok(row) => {
            imports::keep(&mut act.conn).await?;
            return Ok(Ok(row));
        }
        Err(fault) => match fault.refusal() {
            Some(refusal) => kind.error(refusal),
            None => return Err(fault),
        },
    };
    imports::undo(&mut act.conn).await?;
    Ok(Err(wrong))
}

async fn bring(
    act: &mut Act,
    kind: &Kind<'_>,
    table: &Table,
    (row, cells): (usize, &[String]),
    seen: &mut Rows,
) -> Result<Row> {
    let mut form = Form::default();
    let mut external = None;
    for (column, cell) in table.columns.iter().zip(cells) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        if column == "externalid" {
            external = Some(cell.to_owned());
            continue;
        }
        let (name, value) = kind.cell(act, column, cell).await?;
        form.insert(&name, value).map_err(|error| invalid(column.clone(), error.to_string()))?;
    }
    if let Some(external) = &external
        && let Some(before) = seen.insert(external.clone(), row)
    {
        let said = format!("{external} stands in row {before} of this file already");
        return Err(invalid("externalid", said));
    }
    if let Some(external) = &external
        && imports::find(&mut act.conn, kind.word(), external).await?.is_some()
    {
        return Ok(Row::Known);
    }
    let id = kind.add(act, form).await?;
    if let Some(external) = &external {
        let at = act.at();
        imports::add(&mut act.conn, kind.word(), external, id, at).await?;
    }
    Ok(Row::Added)
}
