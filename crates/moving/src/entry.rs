//! The rows that one thing of the WHMCS becomes.

use store::Val;
use store::system::imports::Put;

/// One thing of the WHMCS: all of its rows are written, or none.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Its number there.
    pub(crate) id: i64,
    pub(crate) rows: Vec<Put>,
}

impl Entry {
    /// The thing of this number, with its row of the same number in `table`.
    pub(crate) fn of(table: &'static str, id: i64) -> Self {
        Self { id, rows: Vec::new() }.row(Put::into(table).set("id", id))
    }

    /// The thing of this number, without a row yet.
    pub(crate) fn bare(id: i64) -> Self {
        Self { id, rows: Vec::new() }
    }

    /// Further rows that belong to it.
    pub(crate) fn all(mut self, rows: impl IntoIterator<Item = Put>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// One more column of the last row.
    pub(crate) fn set(mut self, column: &'static str, value: impl Into<Val<'static>>) -> Self {
        if let Some(row) = self.rows.pop() {
            self.rows.push(row.set(column, value));
        }
        self
    }

    /// One more row that belongs to it.
    pub(crate) fn row(mut self, row: Put) -> Self {
        self.rows.push(row);
        self
    }
}
