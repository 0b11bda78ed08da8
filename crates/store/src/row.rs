//! Rows: read by column name, whatever the order of the select list.

use crate::{FromVal, Result, StoreError, ValRef};

/// A struct that a row can become. Derived: each field is the column of its name.
pub trait Row: Sized + Send {
    /// The columns wanted, in field order; empty means "by position" (tuples, scalars).
    const COLUMNS: &'static [&'static str];

    /// Reads one row; `at[i]` is the position of `COLUMNS[i]`.
    ///
    /// # Errors
    /// [`StoreError::Value`] naming the column.
    fn read(row: &RowRef<'_>, at: &[usize]) -> Result<Self>;
}

/// What is done with each row of a query: the part of reading rows that knows their type, so that
/// the rest is compiled once for all of them.
pub(crate) struct Reader<'a> {
    pub(crate) columns: &'static [&'static str],
    /// Takes a row with the positions of the columns.
    pub(crate) take: &'a mut (dyn FnMut(&RowRef<'_>, &[usize]) -> Result<()> + Send),
}

impl<'a> Reader<'a> {
    /// For rows that become a `T`.
    pub(crate) fn of<T: Row>(
        take: &'a mut (dyn FnMut(&RowRef<'_>, &[usize]) -> Result<()> + Send),
    ) -> Self {
        Self { columns: T::COLUMNS, take }
    }
}

/// Reads each row and puts it behind the others.
pub(crate) fn into<T: Row>(
    found: &mut Vec<T>,
) -> impl FnMut(&RowRef<'_>, &[usize]) -> Result<()> + Send {
    |row, at| {
        found.push(T::read(row, at)?);
        Ok(())
    }
}

/// A row of either driver.
#[derive(Debug)]
pub enum RowRef<'a> {
    /// From SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// From PostgreSQL.
    Postgres(&'a tokio_postgres::Row),
}

impl RowRef<'_> {
    /// How many columns it has.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        match self {
            RowRef::Sqlite(row) => row.as_ref().column_count(),
            RowRef::Postgres(row) => row.len(),
        }
    }

    /// The value at a position, converted.
    ///
    /// # Errors
    /// [`StoreError::Value`] naming the column.
    pub fn get<T: FromVal>(&self, at: usize, column: &str) -> Result<T> {
        let fail = |why: String| StoreError::Value { column: column.to_owned(), why };
        let value = match self {
            RowRef::Sqlite(row) => sqlite_value(row, at),
            RowRef::Postgres(row) => postgres_value(row, at),
        };
        T::from_val(value.map_err(fail)?).map_err(fail)
    }
}

fn sqlite_value<'a>(row: &'a rusqlite::Row<'_>, at: usize) -> Result<ValRef<'a>, String> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(at).map_err(|error| error.to_string())? {
        ValueRef::Null => ValRef::Null,
        ValueRef::Integer(number) => ValRef::Int(number),
        ValueRef::Text(bytes) => {
            ValRef::Text(std::str::from_utf8(bytes).map_err(|error| error.to_string())?)
        }
        ValueRef::Blob(bytes) => ValRef::Bytes(bytes),
        ValueRef::Real(_) => return Err("a floating-point number".to_owned()),
    })
}

fn postgres_value(row: &tokio_postgres::Row, at: usize) -> Result<ValRef<'_>, String> {
    use tokio_postgres::types::Type;
    let column = row.columns().get(at).ok_or("no such column")?;
    let text = |error: tokio_postgres::Error| error.to_string();
    Ok(match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(at).map_err(text)?.map(ValRef::Int),
        Type::INT4 => row
            .try_get::<_, Option<i32>>(at)
            .map_err(text)?
            .map(|number| ValRef::Int(i64::from(number))),
        Type::BOOL => row
            .try_get::<_, Option<bool>>(at)
            .map_err(text)?
            .map(|flag| ValRef::Int(i64::from(flag))),
        Type::TEXT | Type::VARCHAR | Type::NAME => {
            row.try_get::<_, Option<&str>>(at).map_err(text)?.map(ValRef::Text)
        }
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(at).map_err(text)?.map(ValRef::Bytes),
        ref other => return Err(format!("a column of type {other}")),
    }
    .unwrap_or(ValRef::Null))
}

/// Finds the position of each wanted column among those that the statement gives.
pub(crate) fn positions(wanted: &[&str], given: &[&str]) -> Result<Vec<usize>> {
    wanted
        .iter()
        .map(|name| {
            given.iter().position(|column| *column == *name).ok_or_else(|| StoreError::Value {
                column: (*name).to_owned(),
                why: "not in the select list".to_owned(),
            })
        })
        .collect()
}

macro_rules! tuple {
    ($($name:ident at $index:literal),+) => {
        impl<$($name: FromVal),+> Row for ($($name,)+) {
            const COLUMNS: &'static [&'static str] = &[];
            fn read(row: &RowRef<'_>, _: &[usize]) -> Result<Self> {
                Ok(($(row.get::<$name>($index, concat!("#", $index))?,)+))
            }
        }
    };
}
tuple!(A at 0);
tuple!(A at 0, B at 1);
tuple!(A at 0, B at 1, C at 2);
tuple!(A at 0, B at 1, C at 2, D at 3);
tuple!(A at 0, B at 1, C at 2, D at 3, E at 4);
tuple!(A at 0, B at 1, C at 2, D at 3, E at 4, F at 5);
