//! The one thing statements run on: a connection for reading, or an open write transaction.

use deadpool_postgres::Object;

use crate::postgres::{self, PostgresWrite};
use crate::row::{Reader, into};
use crate::sqlite::{self, Settling, SqliteRead, SqliteWrite};
use crate::{FromVal, Result, Row, StoreError, Val};

/// A connection. From [`crate::Db::read`] it refuses writes; from [`crate::Db::write`] it is a
/// transaction that is undone when dropped without [`Conn::commit`].
pub struct Conn(pub(crate) Kind);

pub(crate) enum Kind {
    SqliteRead(SqliteRead),
    SqliteWrite(SqliteWrite),
    PostgresRead(Object),
    PostgresWrite(PostgresWrite),
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Conn")
    }
}

impl Conn {
    /// Runs a write and tells how many rows it touched.
    ///
    /// # Errors
    /// As the database says; a violated key or check is [`StoreError::Constraint`].
    pub async fn exec(&mut self, sql: &str, args: &[Val<'_>]) -> Result<u64> {
        match &self.0 {
            Kind::SqliteRead(c) => sqlite::exec(c.connection()?, sql, args),
            Kind::SqliteWrite(c) => sqlite::exec(c.connection()?, sql, args),
            Kind::PostgresRead(c) => postgres::exec(c, sql, args).await,
            Kind::PostgresWrite(c) => postgres::exec(c.client()?, sql, args).await,
        }
    }

    /// Runs a write that must touch exactly `expected` rows.
    ///
    /// # Errors
    /// [`StoreError::Expected`] otherwise; the caller's transaction is then to be dropped.
    pub async fn exactly(&mut self, expected: u64, sql: &str, args: &[Val<'_>]) -> Result<()> {
        let actual = self.exec(sql, args).await?;
        if actual == expected {
            return Ok(());
        }
        Err(StoreError::Expected { sql: sql.to_owned(), expected, actual })
    }

    /// Every row of a query.
    ///
    /// # Errors
    /// As the database says, or a row that is not a `T`.
    pub async fn all<T: Row>(&mut self, sql: &str, args: &[Val<'_>]) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.read(sql, args, Reader::of::<T>(&mut into(&mut found))).await?;
        Ok(found)
    }

    async fn read(&mut self, sql: &str, args: &[Val<'_>], reader: Reader<'_>) -> Result<()> {
        match &self.0 {
            Kind::SqliteRead(c) => sqlite::read(c.connection()?, sql, args, reader),
            Kind::SqliteWrite(c) => sqlite::read(c.connection()?, sql, args, reader),
            Kind::PostgresRead(c) => postgres::read(c, sql, args, reader).await,
            Kind::PostgresWrite(c) => postgres::read(c.client()?, sql, args, reader).await,
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// See [`Conn::all`].
    pub async fn maybe<T: Row>(&mut self, sql: &str, args: &[Val<'_>]) -> Result<Option<T>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// The first row, which must exist.
    ///
    /// # Errors
    /// See [`Conn::all`]; [`StoreError::Expected`] when there is no row.
    pub async fn one<T: Row>(&mut self, sql: &str, args: &[Val<'_>]) -> Result<T> {
        self.maybe(sql, args).await?.ok_or_else(|| StoreError::Expected {
            sql: sql.to_owned(),
            expected: 1,
            actual: 0,
        })
    }

    /// The first column of the first row, which must exist (`returning id`, `select count(*)`).
    ///
    /// # Errors
    /// See [`Conn::one`].
    pub async fn scalar<T: FromVal>(&mut self, sql: &str, args: &[Val<'_>]) -> Result<T> {
        self.one::<(T,)>(sql, args).await.map(|row| row.0)
    }

    /// The first column of the first row, if there is one.
    ///
    /// # Errors
    /// See [`Conn::all`].
    pub async fn maybe_scalar<T: FromVal>(
        &mut self,
        sql: &str,
        args: &[Val<'_>],
    ) -> Result<Option<T>> {
        Ok(self.maybe::<(T,)>(sql, args).await?.map(|row| row.0))
    }

    /// The first column of every row.
    ///
    /// # Errors
    /// See [`Conn::all`].
    pub async fn column<T: FromVal>(&mut self, sql: &str, args: &[Val<'_>]) -> Result<Vec<T>> {
        Ok(self.all::<(T,)>(sql, args).await?.into_iter().map(|row| row.0).collect())
    }

    /// Several statements separated by semicolons, without parameters.
    ///
    /// # Errors
    /// As the database says.
    pub async fn batch(&mut self, sql: &str) -> Result<()> {
        match &self.0 {
            Kind::SqliteRead(c) => sqlite::run_batch(c.connection()?, sql),
            Kind::SqliteWrite(c) => sqlite::run_batch(c.connection()?, sql),
            Kind::PostgresRead(c) => postgres::run_batch(c, sql).await,
            Kind::PostgresWrite(c) => postgres::run_batch(c.client()?, sql).await,
        }
    }

    /// Makes a write durable. A read connection has nothing to commit.
    ///
    /// # Errors
    /// [`StoreError::Commit`] and the like: then nothing was kept.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Kind::SqliteWrite(c) => c.commit().await,
            Kind::PostgresWrite(c) => c.commit().await,
            Kind::SqliteRead(_) | Kind::PostgresRead(_) => Ok(()),
        }
    }

    /// Ends a write of [`crate::Db::write_in_turn`] and returns once others see it, so that the
    /// next one can begin. Nobody is to be told that it is kept before [`Kept::wait`] says so.
    ///
    /// # Errors
    /// [`StoreError::Commit`] and the like: then nothing was kept.
    pub async fn commit_in_turn(self) -> Result<Kept> {
        match self.0 {
            Kind::SqliteWrite(c) => Ok(Kept(Some(c.commit_in_turn().await?))),
            other => Self(other).commit().await.map(|()| Kept(None)),
        }
    }

    /// How many writes came before this one, where that is known and readers see all of them. A
    /// later write that gives one more says that nothing else was written between the two.
    ///
    /// `None` for reads, on PostgreSQL, and where this write shares its transaction with others.
    #[must_use]
    pub fn writes_before(&self) -> Option<u64> {
        match &self.0 {
            Kind::SqliteWrite(c) => c.writes_before(),
            Kind::SqliteRead(_) | Kind::PostgresRead(_) | Kind::PostgresWrite(_) => None,
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.0, Kind::PostgresRead(_) | Kind::PostgresWrite(_))
    }
}

/// A write that others see, and of which it may not be known yet whether it is on disk.
#[derive(Debug)]
pub struct Kept(Option<Settling>);

impl Kept {
    /// One that is on disk, or wrote nothing.
    #[must_use]
    pub const fn already() -> Self {
        Self(None)
    }

    /// Waits until it is on disk, and all that was written before it.
    ///
    /// # Errors
    /// [`StoreError::Commit`] when the disk failed: whether it is kept shows after a new start.
    pub async fn wait(self) -> Result<()> {
        match self.0 {
            Some(settling) => settling.settled().await,
            None => Ok(()),
        }
    }
}
