//! What can be broken below the engine. None of this is shown to callers.

/// The result of every storage call.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A failure of the database or of our expectations about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite refused or failed.
    #[error("SQLite failed on: {sql}")]
    Sqlite {
        /// The statement.
        sql: String,
        /// The driver's error.
        #[source]
        source: rusqlite::Error,
    },
    /// PostgreSQL refused or failed.
    #[error("PostgreSQL failed on: {sql}")]
    Postgres {
        /// The statement.
        sql: String,
        /// The driver's error.
        #[source]
        source: tokio_postgres::Error,
    },
    /// A unique key, foreign key or check of the schema refused the row.
    #[error("constraint violated: {detail}")]
    Constraint {
        /// The database's words: names the key.
        detail: String,
        /// Whether it was a unique key, so that a duplicate can be told from a broken rule.
        unique: bool,
    },
    /// A write did not touch as many rows as it stated.
    #[error("expected {expected} row(s), touched {actual}: {sql}")]
    Expected {
        /// The statement.
        sql: String,
        /// Stated by the caller.
        expected: u64,
        /// Seen.
        actual: u64,
    },
    /// A value in the database is not what its column promises.
    #[error("column {column}: {why}")]
    Value {
        /// Name or position of the column.
        column: String,
        /// What was found.
        why: String,
    },
    /// No connection could be had.
    #[error("no database connection: {0}")]
    Unavailable(String),
    /// A copy of the database could not be made, or was not whole.
    #[error("{0}")]
    Backup(String),
    /// What a copy is made with is not installed.
    #[error("{0}")]
    Missing(String),
    /// The database was made by a newer Hostler, or a migration failed.
    #[error("migration: {0}")]
    Migration(String),
    /// The group of writes this one belonged to could not be committed; nothing of it was kept.
    #[error("commit failed: {0}")]
    Commit(String),
}

impl StoreError {
    /// Whether a unique key refused the write.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Constraint { unique: true, .. })
    }

    pub(crate) fn sqlite(sql: &str, source: rusqlite::Error) -> Self {
        use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
        if let rusqlite::Error::SqliteFailure(code, Some(detail)) = &source
            && code.code == rusqlite::ErrorCode::ConstraintViolation
        {
            let unique = [SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY]
                .contains(&code.extended_code);
            return Self::Constraint { detail: detail.clone(), unique };
        }
        Self::Sqlite { sql: sql.to_owned(), source }
    }

    pub(crate) fn postgres(sql: &str, source: tokio_postgres::Error) -> Self {
        if let Some(error) = source.as_db_error()
            && error.code().code().starts_with("23")
        {
            let unique = *error.code() == tokio_postgres::error::SqlState::UNIQUE_VIOLATION;
            return Self::Constraint { detail: error.message().to_owned(), unique };
        }
        Self::Postgres { sql: sql.to_owned(), source }
    }
}
