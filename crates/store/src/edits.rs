//! Simple tables that the office edits row by row: one way for all of them.
//!
//! Statements are built of the fixed words of a [`Thing`] only; every value is a parameter.

pub mod things;

use crate::value::FromVal;
use crate::{Conn, Result, Row, RowRef, Val, ValRef, args};

/// A table whose rows are edited.
#[derive(Debug, Clone, Copy)]
pub struct Thing {
    /// The table; its key is `id`.
    pub table: &'static str,
    /// What a row is called.
    pub word: &'static str,
    /// The column that names a row for people.
    pub label: &'static str,
    /// The columns that are edited.
    pub columns: &'static [&'static str],
    /// Counts of what uses the row `$1`, and what that is: a row in use is not deleted.
    pub uses: &'static [(&'static str, &'static str)],
    /// What goes with the row `$1`.
    pub before_delete: &'static [&'static str],
}

/// A table of pairs.
#[derive(Debug, Clone, Copy)]
pub struct Links {
    /// The table.
    pub table: &'static str,
    /// The column of the row that is edited.
    pub own: &'static str,
    /// The column of what it is paired with.
    pub other: &'static str,
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A number; flags are 0 and 1.
    Int(i64),
    /// Text.
    Text(String),
}

/// Values by column.
pub type Values = Vec<(&'static str, Cell)>;

/// A row as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number.
    pub id: i64,
    /// Its columns.
    pub values: Values,
}

impl Record {
    /// A text; empty for none.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        match self.cell(column) {
            Some(Cell::Text(text)) => text,
            _ => "",
        }
    }

    /// A number; 0 for none.
    #[must_use]
    pub fn number(&self, column: &str) -> i64 {
        match self.cell(column) {
            Some(Cell::Int(number)) => *number,
            _ => 0,
        }
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn flag(&self, column: &str) -> bool {
        self.number(column) != 0
    }

    /// A column.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.values.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell)
    }
}

impl FromVal for Cell {
    fn from_val(value: ValRef<'_>) -> Result<Self, String> {
        match value {
            ValRef::Null => Ok(Self::Null),
            ValRef::Int(number) => Ok(Self::Int(number)),
            ValRef::Text(text) => Ok(Self::Text(text.to_owned())),
            ValRef::Bytes(_) => Err("bytes where text or a number was expected".to_owned()),
        }
    }
}

impl<'a> From<&'a Cell> for Val<'a> {
    fn from(cell: &'a Cell) -> Self {
        match cell {
            Cell::Null => Val::Null,
            Cell::Int(number) => Val::Int(*number),
            Cell::Text(text) => Val::from(text),
        }
    }
}

/// All columns of a row, by position.
pub(crate) struct Cells(pub(crate) Vec<Cell>);

impl Row for Cells {
    const COLUMNS: &'static [&'static str] = &[];

    fn read(row: &RowRef<'_>, _: &[usize]) -> Result<Self> {
        (0..row.len()).map(|at| row.get(at, "any")).collect::<Result<Vec<_>>>().map(Self)
    }
}

fn record(thing: &Thing, cells: Cells) -> Option<Record> {
    let mut cells = cells.0.into_iter();
    let Some(Cell::Int(id)) = cells.next() else { return None };
    Some(Record { id, values: thing.columns.iter().copied().zip(cells).collect() })
}

/// A row by number; `lock` keeps others from changing it meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, thing: &Thing, id: i64, lock: bool) -> Result<Option<Record>> {
    let lock = if lock { " for update" } else { "" };
    let columns = thing.columns.join(", ");
    let sql = format!("select id, {columns} from {} where id = $1{lock}", thing.table);
    Ok(c.maybe::<Cells>(&sql, args![id]).await?.and_then(|cells| record(thing, cells)))
}

/// A page in the order of the numbers, and how many rows there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    thing: &Thing,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Record>, i64)> {
    let total = c.scalar(&format!("select count(*) from {}", thing.table), args![]).await?;
    let columns = thing.columns.join(", ");
    let sql = format!("select id, {columns} from {} order by id limit $1 offset $2", thing.table);
    let rows = c.all::<Cells>(&sql, args![limit, offset]).await?;
    Ok((rows.into_iter().filter_map(|cells| record(thing, cells)).collect(), total))
}

/// Adds a row and gives its number; columns without a value take their default.
///
/// # Errors
/// A constraint that the row violates.
pub async fn insert(c: &mut Conn, thing: &Thing, values: &Values) -> Result<i64> {
    let columns: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let numbers: Vec<String> = (1..=values.len()).map(|number| format!("${number}")).collect();
    let sql = format!(
        "insert into {} ({}) values ({}) returning id",
        thing.table,
        columns.join(", "),
        numbers.join(", ")
    );
    let values: Vec<Val<'_>> = values.iter().map(|(_, cell)| cell.into()).collect();
    c.scalar(&sql, &values).await
}

/// Changes columns of a row.
///
/// # Errors
/// A constraint that the row violates; when there is no such row.
pub async fn update(c: &mut Conn, thing: &Thing, id: i64, values: &Values) -> Result<()> {
    let sets = values.iter().zip(2..).map(|((name, _), number)| format!("{name} = ${number}"));
    let sets = sets.collect::<Vec<_>>().join(", ");
    let sql = format!("update {} set {sets} where id = $1", thing.table);
    let mut all = vec![Val::Int(id)];
    all.extend(values.iter().map(|(_, cell)| Val::from(cell)));
    c.exactly(1, &sql, &all).await
}

/// The first use of a row: how often, and by what.
///
/// # Errors
/// When the database fails.
pub async fn used(c: &mut Conn, thing: &Thing, id: i64) -> Result<Option<(i64, &'static str)>> {
    for (sql, what) in thing.uses {
        let count: i64 = c.scalar(sql, args![id]).await?;
        if count > 0 {
            return Ok(Some((count, what)));
        }
    }
    Ok(None)
}

/// Deletes a row with what goes with it.
///
/// # Errors
/// A constraint when something uses it after all; when there is no such row.
pub async fn delete(c: &mut Conn, thing: &Thing, id: i64) -> Result<()> {
    for sql in thing.before_delete {
        c.exec(sql, args![id]).await?;
    }
    c.exactly(1, &format!("delete from {} where id = $1", thing.table), args![id]).await
}

/// What a row is paired with, by number.
///
/// # Errors
/// When the database fails.
pub async fn links(c: &mut Conn, links: &Links, id: i64) -> Result<Vec<i64>> {
    let Links { table, own, other } = links;
    c.column(&format!("select {other} from {table} where {own} = $1 order by {other}"), args![id])
        .await
}

/// Every pair: own row, other row.
///
/// # Errors
/// When the database fails.
pub async fn all_links(c: &mut Conn, links: &Links) -> Result<Vec<(i64, i64)>> {
    let Links { table, own, other } = links;
    c.all(&format!("select {own}, {other} from {table} order by {own}, {other}"), args![]).await
}

/// Pairs a row with these and with nothing else.
///
/// # Errors
/// A constraint when one of them does not exist.
pub async fn set_links(c: &mut Conn, links: &Links, id: i64, others: &[i64]) -> Result<()> {
    let Links { table, own, other } = links;
    c.exec(&format!("delete from {table} where {own} = $1"), args![id]).await?;
    for each in others {
        let sql = format!("insert into {table} ({own}, {other}) values ($1, $2)");
        c.exec(&sql, args![id, *each]).await?;
    }
    Ok(())
}
