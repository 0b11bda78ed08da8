//! Many rows by one statement: on PostgreSQL in one round trip, on SQLite
//! by one for a good many of them.

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::conn::Kind;
use crate::row::{Reader, into};
use crate::{Conn, Result, Row, StoreError, Val, postgres, sqlite};

impl Conn {
    /// Runs an `insert … values ($1, …, $n) …` for each of many rows, in their order, and gives
    /// the rows that its `returning` names. Each inner list is one row's parameters.
    ///
    /// # Errors
    /// As the database says: then none of the rows is to be kept.
    pub async fn insert_all<T: Row>(&mut self, sql: &str, rows: &[Vec<Val<'_>>]) -> Result<Vec<T>> {
        match rows {
            [] => Ok(Vec::new()),
            [row] => self.all(sql, row).await,
            _ => {
                let mut found = Vec::new();
                self.read_of(sql, rows, Reader::of::<T>(&mut into(&mut found))).await?;
                Ok(found)
            }
        }
    }

    async fn read_of(
        &mut self,
        sql: &str,
        rows: &[Vec<Val<'_>>],
        reader: Reader<'_>,
    ) -> Result<()> {
        match &self.0 {
            Kind::PostgresRead(c) => postgres::read_of(c, sql, rows, reader).await,
            Kind::PostgresWrite(c) => postgres::read_of(c.client()?, sql, rows, reader).await,
            Kind::SqliteRead(c) => sqlite::read_of(c.connection()?, sql, rows, reader),
            Kind::SqliteWrite(c) => sqlite::read_of(c.connection()?, sql, rows, reader),
        }
    }

    /// [`Conn::insert_all`] where none is asked for; how many rows were written.
    ///
    /// # Errors
    /// As the database says: then none of the rows is to be kept.
    pub async fn insert_some(&mut self, sql: &str, rows: &[Vec<Val<'_>>]) -> Result<u64> {
        match (&self.0, rows) {
            (_, []) => Ok(0),
            (_, [row]) => self.exec(sql, row).await,
            (Kind::PostgresRead(c), _) => postgres::exec_of(c, sql, rows).await,
            (Kind::PostgresWrite(c), _) => postgres::exec_of(c.client()?, sql, rows).await,
            (Kind::SqliteRead(c), _) => sqlite::exec_of(c.connection()?, sql, rows),
            (Kind::SqliteWrite(c), _) => sqlite::exec_of(c.connection()?, sql, rows),
        }
    }

    /// [`Conn::insert_some`] where every row must be written.
    ///
    /// # Errors
    /// [`StoreError::Expected`] when rows are missing; the transaction is then to be dropped.
    pub async fn insert_each(&mut self, sql: &str, rows: &[Vec<Val<'_>>]) -> Result<()> {
        let actual = self.insert_some(sql, rows).await?;
        let expected = rows.len() as u64;
        if actual == expected {
            return Ok(());
        }
        Err(StoreError::Expected { sql: sql.to_owned(), expected, actual })
    }

    /// [`Conn::insert_each`] into a table that numbers its rows itself; their numbers, in order.
    ///
    /// For `returning` SQLite makes a table of the answer first, for each statement. It is asked
    /// for the last number instead: nobody else writes, and where no row is refused each has the
    /// number after the one before it (<https://www.sqlite.org/autoinc.html>).
    ///
    /// # Errors
    /// See [`Conn::insert_each`].
    pub async fn insert_numbered(&mut self, sql: &str, rows: &[Vec<Val<'_>>]) -> Result<Vec<i64>> {
        if self.is_postgres() {
            let numbers = self.insert_all::<(i64,)>(&format!("{sql} returning id"), rows).await?;
            return Ok(numbers.into_iter().map(|(id,)| id).collect());
        }
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.insert_each(sql, rows).await?;
        let last: i64 = self.scalar("select last_insert_rowid()", &[]).await?;
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        Ok((last - count + 1..=last).collect())
    }
}

/// The statement that takes a list per column where `sql` takes a value, in PostgreSQL's words.
pub(crate) fn unnested(sql: &str, types: &[Type]) -> Result<String> {
    let (head, tail) = around_values(sql, types.len())?;
    let lists: Vec<String> =
        types.iter().enumerate().map(|(at, kind)| format!("${}::{kind}[]", at + 1)).collect();
    Ok(format!("{head}select * from unnest({}){tail}", lists.join(", ")))
}

/// The statement that takes the values of so many rows where `sql` takes those of one, in SQLite's
/// words.
pub(crate) fn repeated(sql: &str, columns: usize, rows: usize) -> Result<String> {
    let (head, tail) = around_values(sql, columns)?;
    let row = format!("({})", vec!["?"; columns].join(","));
    Ok(format!("{head}values {}{tail}", vec![row.as_str(); rows].join(",")))
}

/// What stands before and behind `values ($1, …, $n)`.
fn around_values(sql: &str, columns: usize) -> Result<(&str, &str)> {
    let unsuited = || StoreError::Value {
        column: "values".to_owned(),
        why: format!("not a plain list of parameters: {sql}"),
    };
    let (head, rest) = sql.split_once("values (").ok_or_else(unsuited)?;
    let (list, tail) = rest.split_once(')').ok_or_else(unsuited)?;
    if !list.split(',').map(str::trim).eq((1..=columns).map(|number| format!("${number}"))) {
        return Err(unsuited());
    }
    Ok((head, tail))
}

/// One column of many rows, as an array.
#[derive(Debug)]
pub(crate) struct Column<'a> {
    pub(crate) rows: &'a [Vec<Val<'a>>],
    pub(crate) at: usize,
}

impl Column<'_> {
    fn list<'s, T: 's>(
        &'s self,
        read: impl Fn(&'s Val<'_>) -> Option<T>,
    ) -> std::result::Result<Vec<Option<T>>, String> {
        let value = |row: &'s Vec<Val<'_>>| match row.get(self.at) {
            Some(Val::Null) => Ok(None),
            Some(other) => read(other).map(Some).ok_or_else(|| format!("{other:?} in a column")),
            None => Err("a row is too short".to_owned()),
        };
        self.rows.iter().map(value).collect()
    }
}

impl ToSql for Column<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match *kind {
            Type::INT8_ARRAY => self.list(as_int)?.to_sql(kind, out),
            Type::TEXT_ARRAY => self.list(as_text)?.to_sql(kind, out),
            Type::BYTEA_ARRAY => self.list(as_bytes)?.to_sql(kind, out),
            _ => Err(format!("a column cannot be a parameter of type {kind}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn as_int(value: &Val<'_>) -> Option<i64> {
    if let Val::Int(number) = value { Some(*number) } else { None }
}

fn as_text<'a>(value: &'a Val<'_>) -> Option<&'a str> {
    if let Val::Text(text) = value { Some(text) } else { None }
}

fn as_bytes<'a>(value: &'a Val<'_>) -> Option<&'a [u8]> {
    if let Val::Bytes(bytes) = value { Some(bytes) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Type, repeated, unnested};

    #[test]
    fn values_become_lists() {
        let types = [Type::INT8, Type::TEXT];
        let sql = "insert into t (a, b) values ($1,\n $2) on conflict do nothing";
        let wanted = "insert into t (a, b) select * from unnest($1::int8[], $2::text[]) \
                      on conflict do nothing";
        assert_eq!(unnested(sql, &types).unwrap(), wanted);
        for wrong in ["select 1", "insert into t values ($2, $1)", "insert into t values ($1, 7)"] {
            assert!(unnested(wrong, &types).is_err(), "{wrong}");
            assert!(repeated(wrong, 2, 3).is_err(), "{wrong}");
        }
        let wanted = "insert into t (a, b) values (?,?),(?,?),(?,?) on conflict do nothing";
        assert_eq!(repeated(sql, 2, 3).unwrap(), wanted);
    }
}
