//! Statements on SQLite, each prepared once and kept.

use std::borrow::Cow;

use rusqlite::{CachedStatement, Connection};

use crate::row::{Reader, positions};
use crate::{Result, RowRef, StoreError, Val, bulk, dialect};

/// Rows that one statement writes, the most first; each size is a text of its own in the cache.
/// What a statement of several rows is about to change, SQLite copies first, page by page: for each
/// statement, not for each row. A row alone costs twice what it costs among 16. The widest row has
/// 25 values, of the 32766 that a statement may have (<https://www.sqlite.org/limits.html>, 9).
const ROWS_A_STATEMENT: [usize; 3] = [128, 16, 1];

pub(crate) fn exec(connection: &Connection, sql: &str, args: &[Val<'_>]) -> Result<u64> {
    let mut statement = Prepared::of(connection, sql)?;
    statement.bind(args)?;
    statement.execute()
}

/// [`exec`] for each of many rows.
pub(crate) fn exec_of(connection: &Connection, sql: &str, rows: &[Vec<Val<'_>>]) -> Result<u64> {
    let mut touched = 0;
    for_each(connection, sql, rows, |statement| {
        touched += statement.execute()?;
        Ok(())
    })?;
    Ok(touched)
}

pub(crate) fn read(
    connection: &Connection,
    sql: &str,
    args: &[Val<'_>],
    mut reader: Reader<'_>,
) -> Result<()> {
    let mut statement = Prepared::of(connection, sql)?;
    statement.bind(args)?;
    statement.read(&mut reader)
}

/// [`read`] for each of many rows.
pub(crate) fn read_of(
    connection: &Connection,
    sql: &str,
    rows: &[Vec<Val<'_>>],
    mut reader: Reader<'_>,
) -> Result<()> {
    for_each(connection, sql, rows, |statement| statement.read(&mut reader))
}

/// Runs the statement for all rows: for a good many at a time, and the last few one by one.
fn for_each(
    connection: &Connection,
    sql: &str,
    rows: &[Vec<Val<'_>>],
    mut run: impl FnMut(&mut Prepared<'_>) -> Result<()>,
) -> Result<()> {
    let mut left = rows;
    for size in ROWS_A_STATEMENT {
        let (now, later) = left.split_at(left.len() - left.len() % size);
        left = later;
        let Some(first) = now.first() else { continue };
        let sql = match size {
            1 => Cow::Borrowed(sql),
            _ => Cow::Owned(bulk::repeated(sql, first.len(), size)?),
        };
        let mut statement = Prepared::of(connection, &sql)?;
        for rows in now.chunks(size) {
            statement.bind(rows.iter().flatten())?;
            run(&mut statement)?;
        }
    }
    Ok(())
}

/// A kept statement.
struct Prepared<'a> {
    sql: &'a str,
    statement: CachedStatement<'a>,
}

impl<'a> Prepared<'a> {
    fn of(connection: &'a Connection, sql: &'a str) -> Result<Self> {
        let statement = connection.prepare_cached(&dialect::for_sqlite(sql));
        let statement = statement.map_err(|error| StoreError::sqlite(sql, error))?;
        Ok(Self { sql, statement })
    }

    fn bind<'v>(&mut self, args: impl IntoIterator<Item = &'v Val<'v>>) -> Result<()> {
        let mut args = args.into_iter();
        for index in 1..=self.statement.parameter_count() {
            let value = args.next().ok_or_else(|| StoreError::Value {
                column: format!("parameter {index}"),
                why: format!("not given for: {}", self.sql),
            })?;
            let bound = self.statement.raw_bind_parameter(index, value);
            bound.map_err(|error| StoreError::sqlite(self.sql, error))?;
        }
        Ok(())
    }

    fn execute(&mut self) -> Result<u64> {
        let touched = self.statement.raw_execute();
        touched.map(|count| count as u64).map_err(|error| StoreError::sqlite(self.sql, error))
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let names: Vec<&str> = self.statement.column_names().collect();
        let at = positions(reader.columns, &names)?;
        let mut rows = self.statement.raw_query();
        while let Some(row) = rows.next().map_err(|error| StoreError::sqlite(self.sql, error))? {
            (reader.take)(&RowRef::Sqlite(row), &at)?;
        }
        Ok(())
    }
}

/// The first value of the only row.
pub(crate) fn scalar<T: crate::value::FromVal>(connection: &Connection, sql: &str) -> Result<T> {
    let mut found = None;
    let mut take = |row: &RowRef<'_>, _: &[usize]| {
        found = Some(row.get(0, "0")?);
        Ok(())
    };
    read(connection, sql, &[], Reader { columns: &[], take: &mut take })?;
    found.ok_or_else(|| StoreError::Unavailable(format!("no row: {sql}")))
}
