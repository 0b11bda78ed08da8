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
    #[error("commit failed: {why}")]
    Commit {
        /// The database's words.
        why: String,
        /// What is wrong with the database itself.
        trouble: Option<Trouble>,
    },
    /// The connection broke while a write was being committed.
    #[error("whether it was committed is not known")]
    Unsure(#[source] Box<StoreError>),
}

/// What is wrong with the database itself, so that nobody takes it for a fault of what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It has no room for what is written. Nothing of the write was kept; reads go on, and writes
    /// as soon as there is room again.
    Full,
    /// It is not there, or not now. Nothing was kept.
    Away,
    /// It went away while a write was being committed, or the disk failed to keep one.
    Unsure,
}

impl StoreError {
    /// What is wrong with the database itself, if it is that.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Sqlite { source, .. } => sqlite_trouble(source),
            Self::Postgres { source, .. } => postgres_trouble(source),
            Self::Unavailable(_) => Some(Trouble::Away),
            Self::Commit { trouble, .. } => *trouble,
            Self::Unsure(_) => Some(Trouble::Unsure),
            _ => None,
        }
    }

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

fn sqlite_trouble(error: &rusqlite::Error) -> Option<Trouble> {
    use rusqlite::ffi::{SQLITE_IOERR_DIR_FSYNC, SQLITE_IOERR_FSYNC};
    let code = error.sqlite_error()?;
    match code.code {
        rusqlite::ErrorCode::DiskFull => Some(Trouble::Full),
        // Another process has held it for longer than we wait.
        rusqlite::ErrorCode::DatabaseBusy => Some(Trouble::Away),
        // What is on the disk then nobody knows, and to ask once more gives an answer without a
        // meaning (<https://wiki.postgresql.org/wiki/Fsync_Errors>).
        _ if [SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC].contains(&code.extended_code) => {
            Some(Trouble::Unsure)
        }
        _ => None,
    }
}

/// What PostgreSQL's own word means
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn postgres_trouble(error: &tokio_postgres::Error) -> Option<Trouble> {
    let Some(said) = error.as_db_error() else {
        // Without a word of the server the connection broke, unless a value could not be sent.
        let cause = std::error::Error::source(error);
        let broke =
            error.is_closed() || cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
        return broke.then_some(Trouble::Away);
    };
    match said.code().code() {
        "53100" => Some(Trouble::Full),
        // Too many connections; shut down, crashed, not up yet; only for reading, as after it was
        // replaced by another.
        "53300" | "57P01" | "57P02" | "57P03" | "25006" => Some(Trouble::Away),
        _ => None,
    }
}
